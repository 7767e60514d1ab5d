//! Classes of named tuples, and their instances.
//!
//! `Point = namedtuple("Point", "x y")` gets a number when an instance of it, or itself, is first met; `Point(1, 2)` is
//! then of the type `Point(int, int)`, whose parts are those of any tuple. That holds as long as the class reads,
//! compares and goes through its instances as `tuple` does, and has its fields where they were.
//!
//! Numbers are the process's, so that whoever reads or makes an element of a list needs nothing but its type. Nothing here
//! keeps a class alive: each function does that with those that it knows (`classes.rs`), so the class of a type in its
//! code is there. The number of one that has gone is given to another when no type has it any more.

use crate::classes::_PyType_Lookup;
use crate::signature::is_always_object;
use hotloop_compiler::ir::{Members, NamedTuple};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyWeakrefMethods, PyWeakrefReference};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

type Object = *mut ffi::PyObject;
type Type = *mut ffi::PyTypeObject;

unsafe extern "C" {
    /// Where an instance has its dict; null: nowhere.
    fn _PyObject_GetDictPtr(object: Object) -> *mut Object;
}

/// More at a time are left to CPython.
const MAX_CLASSES: usize = 1024;

/// By number. A class that has gone may still be here.
static TYPES: [AtomicPtr<ffi::PyTypeObject>; MAX_CLASSES] = [const { AtomicPtr::new(ptr::null_mut()) }; MAX_CLASSES];
static N_CLASSES: AtomicUsize = AtomicUsize::new(0);
static CLASSES: Mutex<Vec<Class>> = Mutex::new(vec![]);

struct Class {
    ty: Py<PyWeakrefReference>,
    of: Arc<NamedTuple>,
    /// What the class must have for these names.
    expected: Vec<(Py<PyAny>, Py<PyAny>)>,
    is_broken: bool,
}

/// The class with this number.
fn type_of_class(class: &NamedTuple) -> Type {
    TYPES[class.number as usize].load(Ordering::Relaxed)
}

/// The class of a named tuple, if it has been learnt.
///
/// # Safety
/// The GIL is held and the type is alive.
pub unsafe fn class_of(ty: Type) -> Option<Arc<NamedTuple>> {
    if N_CLASSES.load(Ordering::Relaxed) == 0 {
        return None;
    }
    let classes = CLASSES.lock().ok()?;
    // SAFETY: the caller's promise.
    let py = unsafe { Python::assume_attached() };
    let known = classes.iter().find(|class| class.is(py, ty))?;
    (!known.is_broken).then(|| known.of.clone())
}

/// The class of a type that has been found, if it is still there.
pub fn class_of_type<'py>(py: Python<'py>, class: &NamedTuple) -> Option<Bound<'py, PyAny>> {
    let classes = CLASSES.lock().ok()?;
    classes.get(class.number as usize)?.ty.bind(py).upgrade()
}

/// The class of a tuple that has a compiled type, where it is not `tuple` itself; `None`: it is no such tuple.
///
/// # Safety
/// The GIL is held and the object is alive.
pub unsafe fn class_of_tuple(object: Object) -> Option<Option<Arc<NamedTuple>>> {
    // SAFETY: the caller's promise; a size is read of tuples only.
    unsafe {
        if ffi::PyTuple_CheckExact(object) != 0 {
            return Some(None);
        }
        if ffi::PyTuple_Check(object) == 0 {
            return None;
        }
        let class = class_of(ffi::Py_TYPE(object))?;
        let fits = ffi::PyTuple_GET_SIZE(object) as usize == class.fields.len() && !has_attributes(object);
        fits.then_some(Some(class))
    }
}

/// Is an object a tuple of this class and so many members?
///
/// # Safety
/// As for [`class_of_tuple`].
#[inline]
pub unsafe fn is_of(members: &Members, object: Object) -> bool {
    // SAFETY: the caller's promise; the type is compared first.
    unsafe {
        let own = ffi::Py_TYPE(object);
        let is_it = match &members.class {
            None => own == &raw mut ffi::PyTuple_Type,
            Some(class) => own == type_of_class(class) && !has_attributes(object),
        };
        is_it && ffi::PyTuple_GET_SIZE(object) as usize == members.len()
    }
}

/// A subclass without `__slots__` may give its instances attributes, which compiled code does not know.
#[inline]
unsafe fn has_attributes(tuple: Object) -> bool {
    // SAFETY: the caller has a tuple; its dict is null or a dict.
    unsafe {
        if (*ffi::Py_TYPE(tuple)).tp_dictoffset == 0 {
            return false;
        }
        let dict = _PyObject_GetDictPtr(tuple);
        dict.is_null() || !(*dict).is_null() && ffi::PyDict_Size(*dict) != 0
    }
}

/// A new tuple of this class whose members are null; [`finished`] is called once they are set. Null: a Python exception
/// is set.
///
/// # Safety
/// The GIL is held.
pub unsafe fn new(class: Option<&Arc<NamedTuple>>, len: usize) -> Object {
    // SAFETY: the type is kept, and is one of tuples; `tp_alloc` makes what `tuple.__new__` would.
    unsafe {
        match class {
            Some(class) if cfg!(not(Py_3_14)) => {
                let ty = type_of_class(class);
                let alloc = (*ty).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
                alloc(ty, len as isize)
            }
            _ => ffi::PyTuple_New(len as isize),
        }
    }
}

/// What [`new`] has made, with its members. From 3.14 on a tuple knows its hash, which only `tuple.__new__` sets.
///
/// # Safety
/// The GIL is held; the reference is taken over.
pub unsafe fn finished(class: Option<&Arc<NamedTuple>>, tuple: Object) -> Object {
    let Some(class) = class.filter(|_| cfg!(Py_3_14)) else { return tuple };
    // SAFETY: the caller's promise; tuples have a `tp_new`.
    unsafe {
        let arguments = ffi::PyTuple_Pack(1, tuple);
        ffi::Py_DECREF(tuple);
        if arguments.is_null() {
            return arguments;
        }
        let new = ffi::PyTuple_Type.tp_new.expect("tuples can be made");
        let made = new(type_of_class(class), arguments, ptr::null_mut());
        ffi::Py_DECREF(arguments);
        made
    }
}

/// Is it still a class of named tuples as it was when it was met? Once it has been none it is none for ever.
///
/// # Safety
/// The GIL is held and the class with this number is alive.
pub unsafe fn holds(number: u32) -> bool {
    let Ok(mut classes) = CLASSES.lock() else { return false };
    let class = &mut classes[number as usize];
    let ty = type_of_class(&class.of);
    // SAFETY: the caller's promise; no Python code runs.
    unsafe {
        let is_same = |(name, value): &(Py<PyAny>, Py<PyAny>)| _PyType_Lookup(ty, name.as_ptr()) == value.as_ptr();
        let holds =
            is_like_tuple(ty) && has_operators(ty) == class.of.has_operators && class.expected.iter().all(is_same);
        class.is_broken |= !holds;
    }
    !class.is_broken
}

impl Class {
    fn is(&self, py: Python<'_>, ty: Type) -> bool {
        let is_there = type_of_class(&self.of) == ty;
        is_there && self.ty.bind(py).upgrade().is_some_and(|class| class.as_ptr() == ty.cast())
    }

    /// Has it gone, and with it all types that have its number?
    fn is_free(&self, py: Python<'_>) -> bool {
        Arc::strong_count(&self.of) == 1 && self.ty.bind(py).upgrade().is_none()
    }
}

/// Looks at a class that has not been met yet; `None`: its instances have no compiled type. Python code may run.
///
/// # Safety
/// The GIL is held and the type is alive.
pub unsafe fn learn(py: Python<'_>, ty: Type) -> Option<Arc<NamedTuple>> {
    // SAFETY: the caller's promise.
    let class = unsafe {
        if let Some(known) = class_of(ty) {
            return Some(known);
        }
        if !is_like_tuple(ty) {
            return None;
        }
        Bound::from_borrowed_ptr(py, ty.cast())
    };
    let described = py.import("hotloop._named").ok()?.getattr("describe").ok()?.call1((&class,));
    let (fields, replaces, is_shown, matches): (Vec<String>, bool, bool, bool) = described.ok()?.extract().ok()?;
    let name: String = class.getattr("__name__").ok()?.extract().ok()?;
    let names = fields.iter().map(String::as_str).chain(["__new__", "__class__"]).chain(replaces.then_some("_replace"));
    let names = names.chain(replaces.then_some("_make"));
    let names = names.chain(["__repr__", "__str__", "__format__"].into_iter().filter(|_| is_shown));
    let names = names.chain(matches.then_some("__match_args__"));
    let expected = names.map(|name| {
        let key = PyString::intern(py, name).into_any().unbind();
        // SAFETY: a type and a str; what is found is kept.
        let found = unsafe { Bound::from_borrowed_ptr_or_opt(py, _PyType_Lookup(ty, key.as_ptr())) };
        Some((key, found?.unbind()))
    });
    let expected = expected.collect::<Option<_>>()?;
    let weak = PyWeakrefReference::new(&class).ok()?.unbind();
    let mut classes = CLASSES.lock().ok()?;
    if classes.iter().any(|one| one.is(py, ty)) {
        return None;
    }
    let number = classes.iter().position(|one| one.is_free(py)).unwrap_or(classes.len());
    if number == MAX_CLASSES {
        return None;
    }
    // SAFETY: the caller's promise.
    let has_operators = unsafe { has_operators(ty) };
    let of = Arc::new(NamedTuple { name, number: number as u32, fields, has_operators, replaces, is_shown, matches });
    TYPES[number].store(ty, Ordering::Relaxed);
    let class = Class { ty: weak, of: of.clone(), expected, is_broken: false };
    let gone = match classes.get_mut(number) {
        Some(place) => Some(std::mem::replace(place, class)),
        None => {
            classes.push(class);
            None
        }
    };
    N_CLASSES.store(classes.len(), Ordering::Relaxed);
    drop(classes);
    // What it refers to goes when nobody waits for the lock.
    drop(gone);
    Some(of)
}

/// The function that makes instances.
pub fn maker<'py>(class: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    class.getattr("__new__")
}

/// Is it a subclass of tuple whose instances are read, compared, gone through and tested as tuples are?
///
/// # Safety
/// The GIL is held and the type is alive.
unsafe fn is_like_tuple(ty: Type) -> bool {
    // SAFETY: the caller's promise. A class that Python code has made has all tables of slots.
    unsafe {
        let (tuple, object) = (&raw mut ffi::PyTuple_Type, &raw mut ffi::PyBaseObject_Type);
        if ty == tuple
            || !is_always_object(ty)
            || (*ty).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE == 0
            || (*ty).tp_flags & ffi::Py_TPFLAGS_TUPLE_SUBCLASS == 0
            || ffi::Py_TYPE(ty.cast()) != &raw mut ffi::PyType_Type
        {
            return false;
        }
        let (own, of_tuple) = ((*ty).tp_as_sequence, (*tuple).tp_as_sequence);
        let (mapping, of_mapping) = ((*ty).tp_as_mapping, (*tuple).tp_as_mapping);
        let numbers = (*ty).tp_as_number;
        if own.is_null() || mapping.is_null() || numbers.is_null() {
            return false;
        }
        macro_rules! same {
            ($a:expr, $b:expr) => {
                $a.map_or(0, |slot| slot as usize) == $b.map_or(0, |slot| slot as usize)
            };
        }
        let n = &*numbers;
        let changes_in_place = [
            n.nb_inplace_add.is_some(),
            n.nb_inplace_subtract.is_some(),
            n.nb_inplace_multiply.is_some(),
            n.nb_inplace_remainder.is_some(),
            n.nb_inplace_power.is_some(),
            n.nb_inplace_lshift.is_some(),
            n.nb_inplace_rshift.is_some(),
            n.nb_inplace_and.is_some(),
            n.nb_inplace_xor.is_some(),
            n.nb_inplace_or.is_some(),
            n.nb_inplace_floor_divide.is_some(),
            n.nb_inplace_true_divide.is_some(),
            n.nb_inplace_matrix_multiply.is_some(),
            (*own).sq_inplace_concat.is_some(),
            (*own).sq_inplace_repeat.is_some(),
        ];
        same!((*ty).tp_getattro, (*object).tp_getattro)
            && same!((*ty).tp_init, (*object).tp_init)
            && same!((*ty).tp_iter, (*tuple).tp_iter)
            && same!((*ty).tp_richcompare, (*tuple).tp_richcompare)
            && same!((*ty).tp_hash, (*tuple).tp_hash)
            && same!((*own).sq_length, (*of_tuple).sq_length)
            // `sq_item` differs in all subclasses: it asks `__getitem__`, which is the other slot's.
            && same!((*own).sq_contains, (*of_tuple).sq_contains)
            && same!((*mapping).mp_length, (*of_mapping).mp_length)
            && same!((*mapping).mp_subscript, (*of_mapping).mp_subscript)
            && (*ty).tp_finalize.is_none()
            && (*ty).tp_del.is_none()
            && n.nb_bool.is_none()
            && n.nb_index.is_none()
            && !changes_in_place.contains(&true)
    }
}

/// Does it define an operator that is one of two operands, or `+` and `*` otherwise than tuples do?
unsafe fn has_operators(ty: Type) -> bool {
    // SAFETY: the caller has asked `is_like_tuple`, or it is asked behind it.
    unsafe {
        if (*ty).tp_as_number.is_null() || (*ty).tp_as_sequence.is_null() {
            return false;
        }
        let (own, tuple) = (&*(*ty).tp_as_sequence, &*ffi::PyTuple_Type.tp_as_sequence);
        let n = &*(*ty).tp_as_number;
        own.sq_concat.map_or(0, |slot| slot as usize) != tuple.sq_concat.map_or(0, |slot| slot as usize)
            || own.sq_repeat.map_or(0, |slot| slot as usize) != tuple.sq_repeat.map_or(0, |slot| slot as usize)
            || n.nb_add.is_some()
            || n.nb_subtract.is_some()
            || n.nb_multiply.is_some()
            || n.nb_remainder.is_some()
            || n.nb_divmod.is_some()
            || n.nb_power.is_some()
            || n.nb_lshift.is_some()
            || n.nb_rshift.is_some()
            || n.nb_and.is_some()
            || n.nb_xor.is_some()
            || n.nb_or.is_some()
            || n.nb_floor_divide.is_some()
            || n.nb_true_divide.is_some()
            || n.nb_matrix_multiply.is_some()
    }
}
