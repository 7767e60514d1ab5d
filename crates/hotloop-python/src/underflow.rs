//! Does NumPy say anything where a float is too small to be told from 0?
//!
//! By default it does not, and machine code does not look. `np.errstate(under="raise")` and `np.seterr` change that for a
//! thread or a context: calls are CPython's then, and a call that does it itself goes on in CPython. What NumPy 2 has been
//! told is in a context variable, whose default is one object: while that is what it holds, nobody has to be asked.

use pyo3::ffi;
use pyo3::prelude::*;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

/// NumPy's context variable, and what it has by default. Null: NumPy has not been met, or is an older one. A reference to
/// each is kept for ever.
static VARIABLE: AtomicPtr<ffi::PyObject> = AtomicPtr::new(null_mut());
static DEFAULT: AtomicPtr<ffi::PyObject> = AtomicPtr::new(null_mut());

/// To be called once NumPy has been imported.
pub fn find(py: Python<'_>) {
    let found = || -> PyResult<_> {
        let modules = py.import("sys")?.getattr("modules")?;
        let variable = modules.get_item("numpy._core.umath")?.getattr("_extobj_contextvar")?;
        // An empty context has given it no value.
        let empty = py.import("contextvars")?.getattr("Context")?.call0()?;
        let default = empty.call_method1("run", (variable.getattr("get")?,))?;
        Ok((variable, default))
    };
    if let (true, Ok((variable, default))) = (VARIABLE.load(Relaxed).is_null(), found()) {
        DEFAULT.store(default.into_ptr(), Relaxed);
        VARIABLE.store(variable.into_ptr(), Relaxed);
    }
}

/// The GIL is held.
#[inline]
pub fn is_silent() -> bool {
    let Some(variable) = NonNull::new(VARIABLE.load(Relaxed)) else { return true };
    let mut value = null_mut();
    // SAFETY: the GIL is held, and `find` has kept a context variable.
    unsafe {
        if ffi::PyContextVar_Get(variable.as_ptr(), null_mut(), &raw mut value) < 0 {
            ffi::PyErr_Clear();
            return false;
        }
        let is_default = value == DEFAULT.load(Relaxed);
        ffi::Py_XDECREF(value);
        is_default || Python::attach(is_ignored).unwrap_or(false)
    }
}

#[cold]
fn is_ignored(py: Python<'_>) -> PyResult<bool> {
    let numpy = py.import("sys")?.getattr("modules")?.get_item("numpy")?;
    numpy.call_method0("geterr")?.get_item("under")?.eq("ignore")
}
