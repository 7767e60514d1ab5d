//! Functions written in C: which one is called, and what cProfile calls it.
//!
//! `len` is `<built-in method builtins.len>`, `[].append` is `<method 'append' of 'list' objects>`.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::ffi::CStr;

unsafe extern "C" {
    /// What the classes of a type have under a name. PyO3 does not declare it.
    fn _PyType_Lookup(ty: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// The start of CPython's `PyCFunctionObject`.
#[repr(C)]
struct CFunction {
    head: ffi::PyObject,
    definition: *mut ffi::PyMethodDef,
    owner: *mut ffi::PyObject,
    module: *mut ffi::PyObject,
}

/// What a function written in C is known by: the address of its definition, which all of its bound methods share.
///
/// # Safety
/// `callable` is a live object.
#[inline]
pub unsafe fn definition(callable: *mut ffi::PyObject) -> Option<usize> {
    // SAFETY: the caller's promise; the type says what the object is.
    unsafe { (ffi::PyCFunction_Check(callable) != 0).then(|| (*callable.cast::<CFunction>()).definition as usize) }
}

/// The same of a method that has not been bound, `list.append`, whose first argument is `of`.
///
/// # Safety
/// Both are live objects.
#[cfg(Py_3_12)]
#[inline]
pub unsafe fn unbound_definition(callable: *mut ffi::PyObject, of: *mut ffi::PyObject) -> Option<usize> {
    /// `PyMethodDescrObject`.
    #[repr(C)]
    struct MethodDescriptor {
        head: ffi::PyObject,
        of: *mut ffi::PyTypeObject,
        name: *mut ffi::PyObject,
        qualified: *mut ffi::PyObject,
        definition: *mut ffi::PyMethodDef,
    }
    // SAFETY: as above.
    unsafe {
        if ffi::Py_TYPE(callable) != &raw mut ffi::PyMethodDescr_Type {
            return None;
        }
        let method = callable.cast::<MethodDescriptor>();
        (ffi::PyObject_TypeCheck(of, (*method).of) != 0).then(|| (*method).definition as usize)
    }
}

/// The name that cProfile gives it. `callable` has a definition; `of` is what it is called on, where it is not bound.
pub fn name(callable: &Bound<'_, PyAny>, of: Option<&Bound<'_, PyAny>>) -> String {
    let py = callable.py();
    // The program's own exception may be pending.
    let pending = PyErr::take(py);
    let name = match of {
        Some(_) => callable.repr().map(|text| text.to_string()).unwrap_or_default(),
        None => bound_name(callable),
    };
    if let Some(error) = pending {
        error.restore(py);
    }
    name
}

fn bound_name(callable: &Bound<'_, PyAny>) -> String {
    let py = callable.py();
    // SAFETY: it has a definition, so it is a `PyCFunctionObject`, whose fields are live references or null.
    let (name, owner, module) = unsafe {
        let function = &*callable.as_ptr().cast::<CFunction>();
        let name = CStr::from_ptr((*function.definition).ml_name).to_string_lossy();
        let owner = Bound::from_borrowed_ptr_or_opt(py, function.owner);
        (name, owner, Bound::from_borrowed_ptr_or_opt(py, function.module))
    };
    let module = module.and_then(|module| module.extract::<String>().ok());
    let Some(owner) = owner else {
        return match module {
            Some(module) if module != "builtins" => format!("<{module}.{name}>"),
            _ => format!("<{name}>"),
        };
    };
    // `repr(getattr(type(owner), name))`, without running code of the type's.
    let name_object = PyString::new(py, &name);
    // SAFETY: live objects; the result is borrowed, or null without an exception.
    let found = unsafe {
        let found = _PyType_Lookup(ffi::Py_TYPE(owner.as_ptr()), name_object.as_ptr());
        Bound::from_borrowed_ptr_or_opt(py, found)
    };
    match (found.and_then(|found| found.repr().ok()), module) {
        (Some(text), _) => text.to_string(),
        (None, Some(module)) => format!("<built-in method {module}.{name}>"),
        (None, None) => format!("<built-in method {name}>"),
    }
}
