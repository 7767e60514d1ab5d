//! Types of arguments: found, compared, shown and read.
//!
//! `types_of([q, 1000, z])` is `[List(Complex128), Int, Array { Complex128, 1, writable }]`, which `show` writes as
//! `(list[complex], int, complex128[:])` and `parse` reads back.

use crate::blocks;
use crate::classes::Classes;
use crate::interpreter::{int_value, word_value};
use crate::{generators, heaps, named, nested, numpy, records, tables, texts, words};
use hotloop_compiler::ir::twister::METHODS;
use hotloop_compiler::ir::{Axis, Elem, Layout, MAX_DIMS, Members, PyType, Shape};
use pyo3::ffi;

/// What an argument is once every element of a list has been looked at. An empty list is `list[int]`.
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn type_of(object: *mut ffi::PyObject, classes: &Classes) -> PyType {
    // SAFETY: the caller's promise; a list is not changed meanwhile, as no Python code runs.
    unsafe {
        let ty = shallow_type_of(object, classes);
        match &ty {
            PyType::List(elem) if is_list_of(object, *elem) => ty,
            PyType::List(Elem::Int64) if is_list_of(object, Elem::UInt64) => PyType::List(Elem::UInt64),
            PyType::List(_) | PyType::Records(_) => record_type(object),
            PyType::Nested(_) => nested_type(object),
            PyType::Object if first_of_list(object).is_some_and(|first| first == ffi::Py_None()) => record_type(object),
            PyType::Table(elem) if is_table_of(object, *elem) => ty,
            PyType::Table(_) | PyType::Ragged(_) => {
                heaps::item_type(object).map_or(PyType::Object, |item| PyType::Ragged(item.into()))
            }
            PyType::Instances(shape) if !are_of_shape(object, shape, classes) => PyType::Object,
            PyType::Tuple(members) if members.len() > MOST_MEMBERS && members.class.is_none() => {
                many_type(object, classes).unwrap_or_else(|| members_type(object, classes))
            }
            PyType::Tuple(_) => members_type(object, classes),
            _ => ty,
        }
    }
}

unsafe fn nested_type(list: *mut ffi::PyObject) -> PyType {
    // SAFETY: the caller has a list, and the GIL.
    unsafe { nested::item_type(list) }.map_or(PyType::Object, |item| PyType::Nested(item.into()))
}

/// Longer tuples are like lists, if their members are of one type.
pub const MOST_MEMBERS: usize = 32;

unsafe fn members_type(tuple: *mut ffi::PyObject, classes: &Classes) -> PyType {
    // SAFETY: the caller has a tuple, and the GIL.
    unsafe {
        let Some(class) = named::class_of_tuple(tuple) else { return PyType::Object };
        PyType::Tuple(Members::of_class(tuple_items(tuple).map(|item| type_of(item, classes)).collect(), class))
    }
}

/// `None`: there is no compiled type of lists of such members.
unsafe fn many_type(tuple: *mut ffi::PyObject, classes: &Classes) -> Option<PyType> {
    // SAFETY: the caller has a tuple, and the GIL; the list is ours.
    unsafe {
        let list = ffi::PySequence_List(tuple);
        if list.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let ty = type_of(list, classes);
        ffi::Py_DECREF(list);
        matches!(ty, PyType::List(_) | PyType::Records(_)).then(|| PyType::Many(ty.into()))
    }
}

/// Is an object a long tuple, the first member of which is what such a list holds?
unsafe fn may_be_many(list: &PyType, object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller has a live object and the GIL; there is a first member.
    unsafe {
        if ffi::PyTuple_CheckExact(object) == 0 || ffi::PyTuple_GET_SIZE(object) as usize <= MOST_MEMBERS {
            return false;
        }
        let first = ffi::PyTuple_GET_ITEM(object, 0);
        match list {
            PyType::List(elem) if elem.units().is_some() => tuple_items(object).all(|one| words::is_of(one, *elem)),
            PyType::List(elem) => are_all(&[first], *elem),
            PyType::Records(item) => records::is_item(item, first),
            _ => false,
        }
    }
}

/// The same, having looked at some elements of a long list only.
///
/// # Safety
/// As for [`type_of`].
pub unsafe fn likely_type_of(object: *mut ffi::PyObject, classes: &Classes) -> PyType {
    const LONG: usize = 1 << 16;
    const SAMPLES: usize = 256;
    // SAFETY: the caller's promise; the blocks are parts of the list.
    unsafe {
        match shallow_type_of(object, classes) {
            PyType::List(elem) if ffi::PyList_GET_SIZE(object) as usize >= LONG => {
                let items = std::slice::from_raw_parts(
                    (*object.cast::<ffi::PyListObject>()).ob_item,
                    ffi::PyList_GET_SIZE(object) as usize,
                );
                let mut blocks = items.chunks_exact(blocks::LEN).step_by(items.len() / blocks::LEN / SAMPLES);
                match blocks.all(|block| are_all(block, elem)) && are_all(&items[items.len() - blocks::LEN..], elem) {
                    true => PyType::List(elem),
                    false => type_of(object, classes),
                }
            }
            _ => type_of(object, classes),
        }
    }
}

/// Might `object` be of type `ty`? Says no wherever it can without looking at more than the first element of a list (or
/// of the first row of a table).
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn may_be(ty: &PyType, object: *mut ffi::PyObject, classes: &Classes) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match ty {
            PyType::List(_) if is_empty_list(object) => true,
            PyType::List(Elem::UInt64) => shallow_type_of(object, classes) == PyType::List(Elem::Int64),
            // Narrower texts are texts of such code units as well.
            PyType::List(elem) if elem.units().is_some() => {
                ffi::PyList_CheckExact(object) != 0 && words::is_list_of(object, *elem)
            }
            PyType::Table(_) | PyType::Records(_) | PyType::Ragged(_) if is_empty_list(object) => true,
            PyType::Ragged(item) => ffi::PyList_CheckExact(object) != 0 && heaps::may_be(item, object),
            PyType::RaggedRow(item) => heaps::may_be_row(item, object),
            PyType::Table(_) if first_of_list(object).is_some_and(|row| is_empty_list(row)) => true,
            PyType::Many(list) => may_be_many(list, object),
            PyType::Tuple(types) => {
                named::is_of(types, object)
                    && types.iter().zip(tuple_items(object)).all(|(ty, item)| may_be(ty, item, classes))
            }
            // One of at most one character is one of any kind.
            PyType::Str(elem) => texts::is_of(object, *elem),
            PyType::Instance(shape) => classes.is_of_shape(object, shape, |ty, value| may_be(ty, value, classes)),
            PyType::Instances(shape) => first_of_list(object)
                .is_some_and(|first| classes.is_of_shape(first, shape, |ty, value| may_be(ty, value, classes))),
            PyType::Records(item) => first_of_list(object).is_some_and(|first| records::is_item(item, first)),
            PyType::Nested(item) => first_of_list(object).is_some_and(|first| nested::is_item(item, first)),
            PyType::Passed(number) => classes.functions.is(*number, object),
            // An int64 is one as well, where it is not negative.
            PyType::Word => ffi::PyLong_CheckExact(object) != 0 && word_value(object).is_some(),
            PyType::Object => {
                let functions = &classes.functions;
                type_of(object, classes) == PyType::Object
                    && !functions.is_news(object)
                    && functions.number_of(object).is_none()
            }
            _ => shallow_type_of(object, classes) == *ty,
        }
    }
}

/// Lists and arrays among the parts of a type.
pub fn n_buffers(ty: &PyType) -> usize {
    match ty {
        PyType::List(_) | PyType::Table(_) | PyType::Row(_) | PyType::Records(_) | PyType::Array { .. } => 1,
        PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Nested(_) => 1,
        PyType::Instance(shape) => n_buffers_of(shape),
        PyType::Instances(shape) => 1 + n_buffers_of(shape),
        PyType::Tuple(types) => types.iter().map(n_buffers).sum(),
        _ => 0,
    }
}

fn n_buffers_of(shape: &Shape) -> usize {
    shape.fields.iter().chain(&shape.references).map(|(_, ty)| n_buffers(ty)).sum()
}

/// How a single part is passed, for types that have one or none; `Other` takes the general way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    None,
    Bool,
    Int,
    Word,
    Float,
    Complex,
    Object,
    Other,
}

pub fn kind(ty: &PyType) -> Kind {
    match ty {
        PyType::None => Kind::None,
        PyType::Bool => Kind::Bool,
        PyType::Int => Kind::Int,
        PyType::Word => Kind::Word,
        PyType::Float => Kind::Float,
        PyType::Complex => Kind::Complex,
        PyType::Object => Kind::Object,
        _ => Kind::Other,
    }
}

/// `(list[complex], int)`
pub fn show(types: &[PyType]) -> String {
    format!("({})", types.iter().map(show_type).collect::<Vec<_>>().join(", "))
}

pub fn show_type(ty: &PyType) -> String {
    match ty {
        PyType::None => "None".into(),
        PyType::Bool => "bool".into(),
        PyType::Int => "int".into(),
        PyType::Word => "word".into(),
        PyType::Float => "float".into(),
        PyType::Complex => "complex".into(),
        PyType::NumPy(elem) => numpy_name(*elem).into(),
        PyType::Tuple(types) => {
            let members = types.iter().map(show_type).collect::<Vec<_>>().join(", ");
            match &types.class {
                Some(class) => format!("{}({members})", class.name),
                None => format!("tuple[{members}]"),
            }
        }
        PyType::List(elem) => format!("list[{}]", show_type(&elem.python())),
        PyType::Table(elem) => format!("list[list[{}]]", show_type(&elem.python())),
        PyType::Row(elem) => format!("row of list[list[{}]]", show_type(&elem.python())),
        PyType::Records(item) | PyType::Nested(item) => format!("list[{}]", show_type(item)),
        PyType::Many(list) => {
            let shown = show_type(list);
            let inside = shown.strip_prefix("list[").and_then(|rest| rest.strip_suffix(']')).unwrap_or(&shown);
            format!("tuple[{inside}, ...]")
        }
        PyType::Ragged(item) => format!("ragged list[list[{}]]", show_type(item)),
        PyType::RaggedRow(item) => format!("list[{}] in lists", show_type(item)),
        PyType::Heap(item) => format!("all list[{}]", show_type(item)),
        PyType::Array { elem, ndim, layout, writable } => {
            let readonly = if *writable { "" } else { READONLY };
            let layout = LAYOUTS.iter().find(|(known, _)| known == layout).expect("every layout has a name").1;
            format!("{readonly}{layout}{}[{}]", numpy_name(*elem), vec![":"; usize::from(*ndim)].join(", "))
        }
        PyType::View { elem, axes, .. } => {
            let axes = axes.iter().map(|axis| if *axis == Axis::At { "i" } else { ":" }).collect::<Vec<_>>();
            format!("part [{}] of {} array", axes.join(", "), numpy_name(*elem))
        }
        PyType::Union(types) => types.iter().map(show_type).collect::<Vec<_>>().join(" | "),
        PyType::Maybe(inner) => format!("{} (may be unbound)", show_type(inner)),
        PyType::Char => "char".into(),
        PyType::Str(elem) if *elem == Elem::UInt8 => "str".into(),
        PyType::Str(elem) => format!("str[{elem}]"),
        PyType::Bytes => "bytes".into(),
        PyType::Instance(shape) => show_shape(shape),
        PyType::Instances(shape) => format!("list[{}]", show_shape(shape)),
        PyType::Pool(_) => "pool of texts".into(),
        PyType::Fields(shape) => format!("attributes of {}", shape.name),
        PyType::Range => "range".into(),
        PyType::Generator => "random.Random".into(),
        PyType::Method(name) => format!("random.Random.{name}"),
        PyType::Function(_) | PyType::Choice(_) => "function".into(),
        PyType::Passed(number) => format!("function {}", number + 1),
        PyType::Object => "object".into(),
    }
}

/// `Body(mass: float, hits: int)`
fn show_shape(shape: &Shape) -> String {
    let shown = |(name, ty): &(String, PyType)| match ty {
        PyType::Row(elem) => format!("{name}: list[{}]", show_type(&elem.python())),
        ty => format!("{name}: {}", show_type(ty)),
    };
    let all = shape.fields.iter().chain(&shape.references).map(shown);
    format!("{}({})", shape.name, all.collect::<Vec<_>>().join(", "))
}

/// Reads `list[complex], int, float64[:]`, with or without parentheses around all of it.
pub fn parse(text: &str) -> Result<Vec<PyType>, String> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    split(inner)?.into_iter().map(parse_type).collect()
}

fn parse_type(text: &str) -> Result<PyType, String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(READONLY) {
        return match parse_type(rest)? {
            PyType::Array { elem, ndim, layout, .. } => Ok(PyType::Array { elem, ndim, layout, writable: false }),
            _ => Err(format!("only an array can be readonly, not `{rest}`")),
        };
    }
    for (layout, prefix) in LAYOUTS.into_iter().filter(|(_, prefix)| !prefix.is_empty()) {
        if let Some(rest) = text.strip_prefix(prefix) {
            return match parse_type(rest)? {
                PyType::Array { elem, ndim, writable, .. } => Ok(PyType::Array { elem, ndim, layout, writable }),
                _ => Err(format!("only an array can be {prefix}, not `{rest}`")),
            };
        }
    }
    let Some((name, inside)) = text.strip_suffix(']').and_then(|head| head.split_once('[')) else {
        return parse_name(text);
    };
    match name.trim() {
        "list" | "List" => match parse_type(inside)? {
            PyType::Bool => Ok(PyType::List(Elem::Bool)),
            PyType::Int => Ok(PyType::List(Elem::Int64)),
            PyType::Word => Ok(PyType::List(Elem::UInt64)),
            PyType::Float => Ok(PyType::List(Elem::Float64)),
            PyType::Complex => Ok(PyType::List(Elem::Complex128)),
            PyType::Char => Ok(PyType::List(Elem::Char)),
            PyType::Str(units) => Ok(PyType::List(Elem::of_units(units))),
            PyType::List(elem) if elem.units().is_none() => Ok(PyType::Table(elem)),
            PyType::Records(item) => Ok(PyType::Ragged(item)),
            PyType::Table(elem) => Ok(PyType::Ragged(PyType::RaggedRow(elem.python().into()).into())),
            PyType::Ragged(item) => Ok(PyType::Ragged(PyType::RaggedRow(item).into())),
            item @ PyType::Tuple(_) if item.is_record() => Ok(PyType::Records(item.into())),
            item @ PyType::Tuple(_) if numbered(&item).is_nested_item() => Ok(PyType::Nested(numbered(&item).into())),
            _ => Err(format!(
                "`{text}`: lists of bool, int, float, complex, char or str are compiled, of tuples of these but str, and lists of such lists"
            )),
        },
        "str" => match inside {
            "u8" => Ok(PyType::Str(Elem::UInt8)),
            "u16" => Ok(PyType::Str(Elem::UInt16)),
            "u32" => Ok(PyType::Str(Elem::UInt32)),
            _ => Err(format!("`{text}`: a str has code units u8, u16 or u32")),
        },
        "tuple" | "Tuple" if inside.trim_end().ends_with("...") => {
            let inside = inside.trim_end().trim_end_matches('.').trim_end().trim_end_matches(',');
            match parse_type(&format!("list[{inside}]"))? {
                list @ (PyType::List(_) | PyType::Records(_)) => Ok(PyType::Many(list.into())),
                _ => Err(format!("`{text}`: tuples of any length have members as lists of numbers, strs or tuples do")),
            }
        }
        "tuple" | "Tuple" => Ok(PyType::tuple(split(inside)?.into_iter().map(parse_type).collect::<Result<_, _>>()?)),
        name => {
            let ndim = inside.split(',').filter(|dimension| matches!(dimension.trim(), ":" | "::1")).count();
            let well_formed = inside.trim().is_empty() || ndim == inside.split(',').count() && ndim <= MAX_DIMS;
            let array = |elem| PyType::Array { elem, ndim: ndim as u8, layout: Layout::Contiguous, writable: true };
            match parse_name(name)? {
                PyType::NumPy(elem) if well_formed => Ok(array(elem)),
                PyType::Bool if well_formed => Ok(array(Elem::Bool)),
                _ => Err(format!("`{text}`: arrays are written like `float64[:]` or `complex128[:, :]`")),
            }
        }
    }
}

/// A type of tuples in a list: their lists are referred to by number.
fn numbered(ty: &PyType) -> PyType {
    match ty {
        PyType::List(elem) if elem.units().is_none() => PyType::RaggedRow(elem.python().into()),
        PyType::Table(elem) => PyType::RaggedRow(PyType::RaggedRow(elem.python().into()).into()),
        PyType::Records(item) => PyType::RaggedRow(item.clone()),
        PyType::Tuple(members) => PyType::Tuple(members.map(numbered)),
        ty => ty.clone(),
    }
}

fn parse_name(name: &str) -> Result<PyType, String> {
    Ok(match name {
        "None" => PyType::None,
        "bool" => PyType::Bool,
        "int" => PyType::Int,
        "word" => PyType::Word,
        "float" => PyType::Float,
        "complex" => PyType::Complex,
        "char" => PyType::Char,
        "str" => PyType::Str(Elem::UInt8),
        "bytes" => PyType::Bytes,
        "object" => PyType::Object,
        "random.Random" => PyType::Generator,
        _ if let Some(method) = method_named(name) => PyType::Method(method),
        _ => {
            if let Some((elem, _)) = NUMPY_NAMES.iter().find(|(_, known)| *known == name) {
                return Ok(PyType::NumPy(*elem));
            }
            return Err(format!(
                "unknown type `{name}`; known are None, bool, int, float, complex, str, char, bytes, list[...], tuple[...], \
                 int8, .., int64, uint8, .., uint64, float16, float32, float64, complex64, complex128, arrays such as float64[:] \
                 or complex128[:, :], and object for anything else (`self`)"
            ));
        }
    })
}

fn method_named(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("random.Random.")?;
    METHODS.iter().find(|known| **known == name).copied()
}

/// Cuts at the commas outside brackets.
fn split(text: &str) -> Result<Vec<&str>, String> {
    let (mut depth, mut start, mut pieces) = (0, 0, vec![]);
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            ',' if depth == 0 => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth < 0 {
            break;
        }
    }
    if depth != 0 {
        return Err(format!("`{text}`: the brackets do not match"));
    }
    if !text[start..].trim().is_empty() {
        pieces.push(&text[start..]);
    }
    Ok(pieces)
}

fn numpy_name(elem: Elem) -> &'static str {
    NUMPY_NAMES.iter().find(|(known, _)| *known == elem).expect("every element has a name").1
}

const READONLY: &str = "readonly ";

/// How it is said of an array in what order its elements lie.
const LAYOUTS: [(Layout, &str); 5] = [
    (Layout::Contiguous, ""),
    (Layout::Rows, "spaced "),
    (Layout::Strided, "strided "),
    (Layout::Bytes { swapped: false }, "unaligned "),
    (Layout::Bytes { swapped: true }, "swapped "),
];

const NUMPY_NAMES: [(Elem, &str); 14] = [
    (Elem::Bool, "bool_"),
    (Elem::Int8, "int8"),
    (Elem::Int16, "int16"),
    (Elem::Int32, "int32"),
    (Elem::Int64, "int64"),
    (Elem::UInt8, "uint8"),
    (Elem::UInt16, "uint16"),
    (Elem::UInt32, "uint32"),
    (Elem::UInt64, "uint64"),
    (Elem::Float16, "float16"),
    (Elem::Float32, "float32"),
    (Elem::Float64, "float64"),
    (Elem::Complex64, "complex64"),
    (Elem::Complex128, "complex128"),
];

/// Are objects of this type always `object`? Not so for ints, which may be, and lists, which may hold anything.
pub fn is_always_object(ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: the callers pass the type of a live object.
    unsafe {
        let is_heap_type = (*ty).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0;
        is_heap_type || ty == &raw mut ffi::PyType_Type
    }
}

/// A list is taken for one of what its first element is, a table for one of what the first element of its first row is.
///
/// # Safety
/// As for [`type_of`].
unsafe fn shallow_type_of(object: *mut ffi::PyObject, classes: &Classes) -> PyType {
    // SAFETY: the caller's promise; type checks come before each look inside.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        if ty == &raw mut ffi::PyFloat_Type {
            PyType::Float
        } else if ty == &raw mut ffi::PyLong_Type {
            match (int_value(object), word_value(object)) {
                (Some(_), _) => PyType::Int,
                (_, Some(_)) => PyType::Word,
                _ => PyType::Object,
            }
        } else if ty == &raw mut ffi::PyBool_Type {
            PyType::Bool
        } else if ty == &raw mut ffi::PyComplex_Type {
            PyType::Complex
        } else if object == ffi::Py_None() {
            PyType::None
        } else if ty == &raw mut ffi::PyList_Type {
            match first_of_list(object) {
                Some(row) if ffi::PyList_CheckExact(row) != 0 => match (list_elem(row), first_of_list(row)) {
                    (Some(elem), _) if elem.units().is_none() => PyType::Table(elem),
                    (Some(_), _) => PyType::Object,
                    (None, Some(first)) if ffi::PyList_CheckExact(first) != 0 => {
                        heaps::item_type(object).map_or(PyType::Object, |item| PyType::Ragged(item.into()))
                    }
                    (None, first) => {
                        let item = first.and_then(|first| records::item_of(first)).filter(PyType::is_record);
                        item.map_or(PyType::Object, |item| PyType::Ragged(item.into()))
                    }
                },
                Some(first) if ffi::PyTuple_Check(first) != 0 => {
                    let item = records::item_of(first).filter(PyType::is_record);
                    item.map_or_else(|| nested_type(object), |item| PyType::Records(item.into()))
                }
                Some(first) if let Some(elem) = numpy::scalar(first) => PyType::Records(PyType::NumPy(elem).into()),
                Some(first) if is_always_object(ffi::Py_TYPE(first)) => {
                    classes.shape_of(first, true).map_or(PyType::Object, PyType::Instances)
                }
                _ => list_elem(object).map_or(PyType::Object, PyType::List),
            }
        } else if ffi::PyTuple_Check(object) != 0 {
            let Some(class) = named::class_of_tuple(object) else { return PyType::Object };
            let types = tuple_items(object).map(|item| shallow_type_of(item, classes)).collect();
            PyType::Tuple(Members::of_class(types, class))
        } else if let Some(ty) = texts::type_of(object) {
            ty
        } else if generators::is_plain(object) {
            PyType::Generator
        } else if let Some(shape) = classes.shape_of(object, false) {
            PyType::Instance(shape)
        } else if let Some(view) = numpy::view(object) {
            PyType::Array { elem: view.elem, ndim: view.ndim, layout: view.layout, writable: view.writable }
        } else if let Some((_, name)) = generators::method(object) {
            PyType::Method(name)
        } else {
            numpy::scalar(object).map_or(PyType::Object, PyType::NumPy)
        }
    }
}

/// Is there a compiled type for lists of such objects, as far as their type says?
///
/// # Safety
/// As for [`type_of`].
pub unsafe fn may_hold(item: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { shallow_scalar(item) != Kind::Other || words::units_of(item).is_some() }
}

/// # Safety
/// `list` is an exact list.
unsafe fn list_elem(list: *mut ffi::PyObject) -> Option<Elem> {
    // SAFETY: the caller's promise.
    unsafe {
        if ffi::PyList_GET_SIZE(list) == 0 {
            return Some(Elem::Int64);
        }
        match shallow_scalar(ffi::PyList_GET_ITEM(list, 0)) {
            Kind::Bool => Some(Elem::Bool),
            Kind::Int => Some(Elem::Int64),
            Kind::Float => Some(Elem::Float64),
            Kind::Complex => Some(Elem::Complex128),
            _ => words::elem_of(list),
        }
    }
}

/// # Safety
/// As for [`type_of`].
unsafe fn shallow_scalar(object: *mut ffi::PyObject) -> Kind {
    // SAFETY: the caller's promise.
    let ty = unsafe { ffi::Py_TYPE(object) };
    match ty {
        _ if ty == &raw mut ffi::PyFloat_Type => Kind::Float,
        _ if ty == &raw mut ffi::PyLong_Type => Kind::Int,
        _ if ty == &raw mut ffi::PyComplex_Type => Kind::Complex,
        _ if ty == &raw mut ffi::PyBool_Type => Kind::Bool,
        _ => Kind::Other,
    }
}

/// # Safety
/// `list` is an exact list.
unsafe fn is_list_of(list: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: the indices are below the length, and no Python code runs.
    unsafe {
        let len = ffi::PyList_GET_SIZE(list) as usize;
        let items = std::slice::from_raw_parts((*list.cast::<ffi::PyListObject>()).ob_item, len);
        items.chunks(blocks::LEN).all(|block| are_all(block, elem))
    }
}

/// Is it a list of ints from 0 to 2^64 - 1?
///
/// # Safety
/// The GIL is held and the object is alive.
pub unsafe fn is_list_of_words(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyList_CheckExact(object) != 0 && is_list_of(object, Elem::UInt64) }
}

/// Are all objects of a block what such elements are?
///
/// # Safety
/// The GIL is held and they are alive.
unsafe fn are_all(block: &[*mut ffi::PyObject], elem: Elem) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let ty = element_type(elem);
        let fits = |&item: &*mut ffi::PyObject| match elem {
            Elem::Int64 => ffi::Py_TYPE(item) == ty && int_value(item).is_some(),
            Elem::UInt64 => ffi::Py_TYPE(item) == ty && word_value(item).is_some(),
            Elem::Char => texts::single(item).is_some(),
            Elem::Text8 | Elem::Text16 | Elem::Text32 => words::is_of(item, elem),
            _ => ffi::Py_TYPE(item) == ty,
        };
        block.len() == blocks::LEN && blocks::is_of(block.as_ptr(), elem) || block.iter().all(fits)
    }
}

/// # Safety
/// `list` is an exact list.
unsafe fn record_type(list: *mut ffi::PyObject) -> PyType {
    // SAFETY: the caller's promise.
    unsafe { records::item_type(list).map_or(PyType::Object, |item| PyType::Records(item.into())) }
}

/// Are all items lists of such elements, equally long, and none of them there twice?
///
/// # Safety
/// `table` is an exact list.
unsafe fn is_table_of(table: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: the caller's promise, and no Python code runs.
    unsafe {
        tables::width_of(table).is_some()
            && list_items(table).all(|row| is_list_of(row, elem))
            && !has_twice(&mut list_items(table).collect::<Vec<_>>())
    }
}

/// Are all items distinct instances of this shape?
///
/// # Safety
/// `list` is an exact list.
unsafe fn are_of_shape(list: *mut ffi::PyObject, shape: &Shape, classes: &Classes) -> bool {
    // SAFETY: the caller's promise, and no Python code runs.
    unsafe {
        list_items(list).all(|item| classes.is_of_shape(item, shape, |ty, value| may_be(ty, value, classes)))
            && !has_twice(&mut list_items(list).collect::<Vec<_>>())
    }
}

/// Is an object there twice? Sorts them.
pub fn has_twice(objects: &mut [*mut ffi::PyObject]) -> bool {
    objects.sort_unstable();
    objects.windows(2).any(|pair| pair[0] == pair[1])
}

/// # Safety
/// As for [`type_of`].
pub unsafe fn is_empty_list(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyList_CheckExact(object) != 0 && ffi::PyList_GET_SIZE(object) == 0 }
}

/// The first item of what may be a list, borrowed.
///
/// # Safety
/// As for [`type_of`].
pub unsafe fn first_of_list(object: *mut ffi::PyObject) -> Option<*mut ffi::PyObject> {
    // SAFETY: the caller's promise; there is a first item.
    unsafe {
        let has_one = ffi::PyList_CheckExact(object) != 0 && ffi::PyList_GET_SIZE(object) > 0;
        has_one.then(|| ffi::PyList_GET_ITEM(object, 0))
    }
}

/// Borrowed references to the items.
///
/// # Safety
/// `list` is an exact list, and outlives the iterator unchanged.
pub unsafe fn list_items(list: *mut ffi::PyObject) -> impl Iterator<Item = *mut ffi::PyObject> {
    // SAFETY: the indices are below the length.
    unsafe { (0..ffi::PyList_GET_SIZE(list)).map(move |at| ffi::PyList_GET_ITEM(list, at)) }
}

/// The type that all elements of such a list have.
pub fn element_type(elem: Elem) -> *mut ffi::PyTypeObject {
    match elem {
        Elem::Bool => &raw mut ffi::PyBool_Type,
        Elem::Char | Elem::Text8 | Elem::Text16 | Elem::Text32 => &raw mut ffi::PyUnicode_Type,
        Elem::Float64 => &raw mut ffi::PyFloat_Type,
        Elem::Complex128 => &raw mut ffi::PyComplex_Type,
        _ => &raw mut ffi::PyLong_Type,
    }
}

/// Borrowed references to the members.
///
/// # Safety
/// `tuple` is a tuple and outlives the iterator.
pub unsafe fn tuple_items(tuple: *mut ffi::PyObject) -> impl Iterator<Item = *mut ffi::PyObject> {
    // SAFETY: the indices are below the length.
    unsafe { (0..ffi::PyTuple_GET_SIZE(tuple)).map(move |at| ffi::PyTuple_GET_ITEM(tuple, at)) }
}
