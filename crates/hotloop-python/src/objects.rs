//! Why an argument has no compiled type, in words.
//!
//! `[1, 2.0]` "is a list that holds int and float", `array.astype(">f8")` "is an array of float64 with
//! its bytes swapped". The compiler knows such arguments
//! as `object` and says which of them its message is about; what they are is added here.

use crate::classes::{_PyType_Lookup, Classes};
use crate::environment::Resolved;
use crate::interpreter::int_value;
use crate::numpy::{self, NoView};
use crate::signature::{has_twice, list_items, may_hold, tuple_items, type_of};
use crate::{named, records};
use hotloop_compiler::diagnostic::{ArgumentPath, Diagnostic};
use hotloop_compiler::ir::PyType;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyComplex, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

/// The diagnostic with what the arguments in its message are.
///
/// # Safety
/// `objects` are the arguments, alive, for which the diagnostic was made.
pub unsafe fn explained(
    py: Python<'_>,
    diagnostic: &Diagnostic,
    resolved: &Resolved,
    objects: &[*mut ffi::PyObject],
) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    let mut seen: Vec<ArgumentPath> = vec![];
    for path in std::mem::take(&mut diagnostic.objects) {
        if seen.contains(&path) {
            continue;
        }
        // SAFETY: the path leads through tuples, and the names are a tuple of strs.
        let (object, name) = unsafe {
            let name = tuple_items(resolved.parameters.names.as_ptr()).nth(path[0]).expect("a name for each parameter");
            let object =
                path[1..].iter().fold(objects[path[0]], |at, &member| ffi::PyTuple_GET_ITEM(at, member as isize));
            (Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, name))
        };
        let members: String = path[1..].iter().map(|at| format!("[{at}]")).collect();
        let joint = if seen.is_empty() { ":" } else { ", and" };
        diagnostic.message += &format!("{joint} `{name}{members}` {}", why(&object));
        seen.push(path);
    }
    diagnostic
}

/// What is in the way of a compiled type.
fn why(object: &Bound<'_, PyAny>) -> String {
    if let Ok(list) = object.cast_exact::<PyList>() {
        return why_list(list);
    }
    if object.cast_exact::<PyInt>().is_ok() {
        return "is an int outside 64 bits".into();
    }
    // SAFETY: the object is alive.
    match unsafe { numpy::look(object.as_ptr()) } {
        Err(NoView::Dimensions(n)) => format!("is an array of {n} dimensions"),
        Err(NoView::Elements) => format!("is an array of {}", shown(object.getattr("dtype"))),
        _ => format!("is {}", kind_of(object)),
    }
}

fn why_list(list: &Bound<'_, PyList>) -> String {
    let is_large = |item: &Bound<'_, PyAny>| {
        // SAFETY: an exact int.
        item.cast_exact::<PyInt>().is_ok() && unsafe { int_value(item.as_ptr()) }.is_none()
    };
    let Ok(first) = list.get_item(0) else { return "is a list".into() };
    if first.cast_exact::<PyList>().is_ok() {
        return why_table(list);
    }
    if first.is_instance_of::<PyTuple>() {
        return why_tuples(list, &first);
    }
    // SAFETY: the object is alive.
    if unsafe { !may_hold(first.as_ptr()) } {
        let is_str = first.is_exact_instance_of::<PyString>();
        if !is_str && list.len() > 1 && list.iter().all(|item| item.get_type().is(first.get_type())) {
            return why_instances(list, &first);
        }
        let longer = if is_str { " of more than one character" } else { "" };
        return format!("is a list that holds {}{longer}", type_name(&first));
    }
    match list.iter().find(|item| is_large(item) || !item.get_type().is(first.get_type())) {
        Some(item) if is_large(&item) => "is a list that holds an int outside 64 bits".into(),
        Some(item) => format!("is a list that holds {} and {}", type_name(&first), type_name(&item)),
        None if first.is_instance_of::<PyString>() => "is a list that holds a str of more than one character".into(),
        // Python code has changed it meanwhile.
        None => format!("was a list that did not hold {} only", type_name(&first)),
    }
}

/// A list whose first item is a tuple.
fn why_tuples(list: &Bound<'_, PyList>, first: &Bound<'_, PyAny>) -> String {
    let mut length = None;
    for item in list {
        let Some(tuple) = item.cast::<PyTuple>().ok().filter(|_| item.get_type().is(first.get_type())) else {
            return format!("is a list that holds {} and {}", type_name(first), type_name(&item));
        };
        // SAFETY: the object is alive.
        if unsafe { named::class_of_tuple(tuple.as_ptr()) }.is_none() {
            return format!("is a list that holds {}", kind_of(&item).replace("of type ", ""));
        }
        // SAFETY: the object is alive.
        if unsafe { records::item_of(tuple.as_ptr()) }.is_none() {
            return "is a list of tuples that hold more than numbers and lists of numbers".into();
        }
        if *length.get_or_insert(tuple.len()) != tuple.len() {
            return "is a list of tuples of different lengths".into();
        }
    }
    "is a list of tuples that differ in more than their numbers".into()
}

/// A list of objects of one type that is none of numbers.
fn why_instances(list: &Bound<'_, PyList>, first: &Bound<'_, PyAny>) -> String {
    let name = type_name(first);
    // SAFETY: the object is alive and an exact list.
    if has_twice(&mut unsafe { list_items(list.as_ptr()).collect::<Vec<_>>() }) {
        return format!("is a list that holds the same {name} twice");
    }
    let Ok(attributes) = first.getattr("__dict__").and_then(|dict| dict.cast_into::<PyDict>().map_err(Into::into))
    else {
        return format!("is a list that holds {name}");
    };
    for (key, value) in attributes {
        // Not by their `__dict__`, which is made when it is asked for: from then on all attributes take longer.
        let attribute = key.clone().unbind();
        let values = list.iter().filter_map(|item| own_value(&item, &attribute));
        let other = { values }.find(|other: &Bound<'_, PyAny>| !other.get_type().is(value.get_type()));
        if let Some(other) = other {
            return format!(
                "is a list that holds {name}s whose `{key}` is {} and {}",
                type_name(&value),
                type_name(&other)
            );
        }
    }
    format!("is a list that holds {name}")
}

/// What an instance has itself for a name for which its class has nothing. No Python code runs.
fn own_value<'py>(item: &Bound<'py, PyAny>, name: &Py<PyAny>) -> Option<Bound<'py, PyAny>> {
    // SAFETY: the GIL is held and the objects are alive. An error is that there is no such attribute.
    unsafe {
        if !_PyType_Lookup(ffi::Py_TYPE(item.as_ptr()), name.as_ptr()).is_null() {
            return None;
        }
        let value = ffi::PyObject_GenericGetAttr(item.as_ptr(), name.as_ptr());
        if value.is_null() {
            ffi::PyErr_Clear();
        }
        Bound::from_owned_ptr_or_opt(item.py(), value)
    }
}

/// A list whose first item is a list.
fn why_table(table: &Bound<'_, PyList>) -> String {
    if let Some(other) = table.iter().find(|row| row.cast_exact::<PyList>().is_err()) {
        return format!("is a list that holds list and {}", type_name(&other));
    }
    // SAFETY: the object is alive and an exact list.
    let rows = unsafe { list_items(table.as_ptr()).collect::<Vec<_>>() };
    // SAFETY: the rows are alive.
    let types: Vec<PyType> = rows.iter().map(|&row| unsafe { type_of(row, &Classes::default()) }).collect();
    if types.iter().any(|ty| matches!(ty, PyType::Table(_) | PyType::Ragged(_))) {
        return "is a list of lists of lists".into();
    }
    let rows = table.iter().filter_map(|row| row.cast_into_exact::<PyList>().ok());
    match rows.zip(types).find(|(_, ty)| *ty == PyType::Object) {
        Some((row, _)) => format!("is a list of lists, one of which {}", why_list(&row)),
        None => "is a list of lists with elements of different types".into(),
    }
}

/// "a str", or "of type `Mine`, a subclass of list".
fn kind_of(object: &Bound<'_, PyAny>) -> String {
    let name = type_name(object);
    let base = match () {
        () if object.is_instance_of::<PyList>() => "list",
        () if object.is_instance_of::<PyTuple>() => "tuple",
        () if object.is_instance_of::<PyInt>() => "int",
        () if object.is_instance_of::<PyFloat>() => "float",
        () if object.is_instance_of::<PyComplex>() => "complex",
        () => return format!("of type `{name}`"),
    };
    format!("of type `{name}`, a subclass of {base}")
}

fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "another type".into(), |name| name.to_string())
}

fn shown(value: PyResult<Bound<'_, PyAny>>) -> String {
    value.map_or_else(|_| "another dtype".into(), |value| value.to_string())
}
