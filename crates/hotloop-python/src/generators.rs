//! `random.Random` objects: machine code draws from their words where they lie.
//!
//! ```text
//! _random.Random    head, index: int, state: uint32_t[624]      words: Buffer over index and state, 625 words of 32 bits
//! random.Random     and a dict, {"gauss_next": None or a float}  kept: a copy of that, written back like a list's
//! ```
//!
//! Only objects of exactly that class, with nothing else in their dict: then every method is the class's own. The layout
//! is compared with what `getstate()` says before the first generator is taken; another one is left to CPython.

use hotloop_compiler::ir::twister::{METHODS, N_WORDS};
use hotloop_runtime::Buffer;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyModule, PyTuple, PyType};
use pyo3::{ffi, intern};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering::Relaxed};

/// The class `random.Random`, once it was met; it is kept for ever.
static CLASS: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());
/// It is not as this file knows it.
static IS_UNKNOWN: AtomicBool = AtomicBool::new(false);

// Bound methods, which PyO3 does not declare.
unsafe extern "C" {
    static mut PyMethod_Type: ffi::PyTypeObject;
    fn PyMethod_Function(method: *mut ffi::PyObject) -> *mut ffi::PyObject;
    fn PyMethod_Self(method: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// Where `index` is; the state follows.
const INDEX: usize = size_of::<ffi::PyObject>();
const WORD_BYTES: usize = 4;

/// What a generator keeps for `gauss`.
pub struct Kept {
    header: Buffer,
    /// 0.0: `None`, else 1.0; and the value.
    value: [f64; 2],
}

impl Kept {
    /// Its address stays where it is as long as the box.
    pub fn header(&mut self) -> *mut Buffer {
        self.header.data = self.value.as_mut_ptr().cast();
        &mut self.header
    }

    /// # Safety
    /// The GIL is held, `object` is the generator, and machine code is not running.
    pub unsafe fn is_unchanged(&self, object: *mut ffi::PyObject) -> bool {
        // SAFETY: the caller's promise.
        unsafe { kept_by(object) }.is_some_and(|now| same(now, self.value))
    }

    /// False: it has attributes of its own now.
    ///
    /// # Safety
    /// As for `is_unchanged`; nobody else reads what is kept.
    pub unsafe fn read_again(&self, object: *mut ffi::PyObject) -> bool {
        // SAFETY: the caller's promise; machine code writes there too.
        unsafe {
            let now = kept_by(object);
            if let Some(now) = now {
                self.header.data.cast::<[f64; 2]>().write(now);
            }
            now.is_some()
        }
    }

    /// False: a Python exception is set.
    ///
    /// # Safety
    /// As for `is_unchanged`.
    pub unsafe fn write_back(&self, object: *mut ffi::PyObject) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            if self.is_unchanged(object) {
                return true;
            }
            let py = Python::assume_attached();
            let value = match self.value() {
                [0.0, _] => py.None().into_bound(py),
                [_, value] => PyFloat::new(py, value).into_any(),
            };
            ffi::PyObject_GenericSetAttr(object, intern!(py, "gauss_next").as_ptr(), value.as_ptr()) == 0
        }
    }

    fn value(&self) -> [f64; 2] {
        // SAFETY: machine code writes through the header, which points to `value`.
        unsafe { self.header.data.cast::<[f64; 2]>().read() }
    }
}

fn same(a: [f64; 2], b: [f64; 2]) -> bool {
    a[0] == b[0] && (a[0] == 0.0 || a[1].to_bits() == b[1].to_bits())
}

/// A generator's words, and what it keeps; `None`: it is left to CPython.
///
/// # Safety
/// The GIL is held and the object is alive.
pub unsafe fn read(object: *mut ffi::PyObject) -> Option<(Buffer, Box<Kept>)> {
    // SAFETY: the caller's promise; the class has this layout.
    unsafe {
        let value = if is_of_class(object) { kept_by(object)? } else { return None };
        let (words, two) = (N_WORDS as i64 + 1, 2);
        let data = object.cast::<u8>().add(INDEX);
        let header = Buffer { len: two, capacity: two, ..Buffer::EMPTY };
        let mut kept = Box::new(Kept { header, value });
        kept.header();
        Some((Buffer { data, len: words, capacity: words, ..Buffer::EMPTY }, kept))
    }
}

/// A `random.Random` without attributes of its own?
///
/// # Safety
/// The GIL is held and the object is alive.
pub unsafe fn is_plain(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { is_of_class(object) && kept_by(object).is_some() }
}

/// The generator of a bound method, and the name of the method, if it is one that is compiled.
///
/// # Safety
/// As for [`is_plain`].
pub unsafe fn method(object: *mut ffi::PyObject) -> Option<(*mut ffi::PyObject, &'static str)> {
    // SAFETY: types are compared before what is inside is read; all of it is borrowed from a live object.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        if ty == &raw mut ffi::PyCFunction_Type {
            let function = object.cast::<ffi::PyCFunctionObject>();
            let generator = (*function).m_self;
            if generator.is_null() || !is_plain(generator) {
                return None;
            }
            let name = std::ffi::CStr::from_ptr((*(*function).m_ml).ml_name).to_bytes();
            let name = METHODS.iter().find(|known| known.as_bytes() == name)?;
            return Some((generator, name));
        }
        if ty != &raw mut PyMethod_Type {
            return None;
        }
        let (function, generator) = (PyMethod_Function(object), PyMethod_Self(object));
        if !is_plain(generator) {
            return None;
        }
        let py = Python::assume_attached();
        let names = class_dict(py)?;
        let is_it = |name: &&&str| names.get_item(**name).is_ok_and(|one| one.is_some_and(|f| f.as_ptr() == function));
        METHODS.iter().find(is_it).map(|name| (generator, *name))
    }
}

/// What the class itself defines, once it has been met.
pub fn class_dict(py: Python<'_>) -> Option<Bound<'_, PyDict>> {
    let class = class();
    if class.is_null() {
        return None;
    }
    // SAFETY: the dict of a ready heap type, which is alive.
    unsafe { Bound::from_borrowed_ptr_or_opt(py, (*class).tp_dict)?.cast_into().ok() }
}

/// Has the class that it is derived from this method, as it came from C?
pub fn is_method_of_base(py: Python<'_>, name: &str) -> bool {
    let class = class();
    // SAFETY: the class is not null where it has been met; its base and the dict of that are alive.
    unsafe {
        if class.is_null() {
            return false;
        }
        let Some(dict) = Bound::from_borrowed_ptr_or_opt(py, (*(*class).tp_base).tp_dict) else { return false };
        let method = dict.cast::<PyDict>().ok().and_then(|dict| dict.get_item(name).ok()?);
        method.is_some_and(|method| ffi::Py_TYPE(method.as_ptr()) == &raw mut ffi::PyMethodDescr_Type)
    }
}

/// `random.Random`, if it was imported and is as this file knows it; else null.
pub fn class() -> *mut ffi::PyTypeObject {
    let known = CLASS.load(Relaxed);
    if known.is_null() && !IS_UNKNOWN.load(Relaxed) {
        // SAFETY: the callers have the GIL.
        find_class(unsafe { Python::assume_attached() });
    }
    CLASS.load(Relaxed)
}

unsafe fn is_of_class(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller has the GIL and the object is alive; the name of a type is a C string.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        let known = CLASS.load(Relaxed);
        if !known.is_null() {
            return ty == known;
        }
        std::ffi::CStr::from_ptr((*ty).tp_name) == c"Random" && class() == ty
    }
}

/// What is kept for `gauss`; `None`: there are other attributes, or it is something else.
unsafe fn kept_by(object: *mut ffi::PyObject) -> Option<[f64; 2]> {
    // SAFETY: the caller has the GIL, and the object is an instance of a class that has a dict.
    unsafe {
        let py = Python::assume_attached();
        let dict = ffi::PyObject_GenericGetDict(object, ptr::null_mut());
        if dict.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let dict = Bound::from_owned_ptr(py, dict);
        if ffi::PyDict_CheckExact(dict.as_ptr()) == 0 || ffi::PyDict_Size(dict.as_ptr()) != 1 {
            return None;
        }
        let value = ffi::PyDict_GetItemWithError(dict.as_ptr(), intern!(py, "gauss_next").as_ptr());
        if value == ffi::Py_None() {
            Some([0.0, 0.0])
        } else if !value.is_null() && ffi::PyFloat_CheckExact(value) != 0 {
            Some([1.0, ffi::PyFloat_AS_DOUBLE(value)])
        } else {
            None
        }
    }
}

fn find_class(py: Python<'_>) {
    let Ok(Some(class)) = imported(py) else { return };
    match has_known_layout(&class) {
        Ok(true) => CLASS.store(class.into_ptr().cast(), Relaxed),
        _ => IS_UNKNOWN.store(true, Relaxed),
    }
}

fn imported(py: Python<'_>) -> PyResult<Option<Bound<'_, PyType>>> {
    let modules = py.import("sys")?.getattr("modules")?.cast_into::<PyDict>()?;
    let Some(module) = modules.get_item("random")? else { return Ok(None) };
    let Ok(module) = module.cast_into_exact::<PyModule>() else { return Ok(None) };
    Ok(module.dict().get_item("Random")?.and_then(|class| class.cast_into::<PyType>().ok()))
}

/// Is it the class of the standard library, and is the state of a new generator where it is looked for?
fn has_known_layout(class: &Bound<'_, PyType>) -> PyResult<bool> {
    let py = class.py();
    let base = py.import("_random")?.getattr("Random")?.cast_into::<PyType>()?;
    // SAFETY: types are alive.
    let (own_base, size) = unsafe { ((*class.as_type_ptr()).tp_base, (*base.as_type_ptr()).tp_basicsize as usize) };
    if own_base != base.as_type_ptr() || size < INDEX + (N_WORDS + 1) * WORD_BYTES {
        return Ok(false);
    }
    let generator = base.call1((20_231_001,))?;
    generator.call_method0("random")?;
    let state: Vec<u32> = generator.call_method0("getstate")?.cast::<PyTuple>()?.extract()?;
    // SAFETY: the object is at least as large as this.
    let words =
        unsafe { std::slice::from_raw_parts(generator.as_ptr().cast::<u8>().add(INDEX).cast::<u32>(), N_WORDS + 1) };
    Ok(state.len() == words.len() && state[N_WORDS] == words[0] && state[..N_WORDS] == words[1..])
}
