//! What CPython runs in the place of a function that cannot be compiled as a whole: its twin, which has a watch around
//! each loop (`_run/_twins.py`). So the hot loops of the function are machine code all the same.

use crate::dispatcher::Dispatcher;
use pyo3::exceptions::PyRecursionError;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::ptr;

type Object = *mut ffi::PyObject;

/// Owned references, or null.
pub struct Twin {
    function: Cell<Object>,
    /// Of the function that it is the twin of.
    code: Cell<Object>,
    is_made: Cell<bool>,
}

impl Twin {
    pub const fn new() -> Twin {
        Twin { function: Cell::new(ptr::null_mut()), code: Cell::new(ptr::null_mut()), is_made: Cell::new(false) }
    }

    /// Has it been looked for?
    pub fn is_made(&self) -> bool {
        self.is_made.get()
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
        for held in [self.function.get(), self.code.get()].into_iter().filter(|held| !held.is_null()) {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(held, argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }

    /// Gives up what it holds. The GIL is held.
    pub fn clear(&self) {
        for place in [&self.function, &self.code] {
            let held = place.replace(ptr::null_mut());
            // SAFETY: owned by us, and taken out before it is given up.
            unsafe { ffi::Py_XDECREF(held) };
        }
    }
}

/// A new reference to what is to be called in the place of a function that CPython runs. `Err`: a signal handler has
/// raised.
pub fn in_place_of<'py>(function: &Bound<'py, PyAny>, dispatcher: &Dispatcher) -> PyResult<Bound<'py, PyAny>> {
    let twin = dispatcher.twin();
    if !twin.is_made.replace(true)
        && let Err(error) = make(function, dispatcher)
    {
        if !error.is_instance_of::<PyRecursionError>(function.py()) {
            return Err(error);
        }
        // Not at this depth.
        twin.is_made.set(false);
    }
    let (py, known) = (function.py(), twin.function.get());
    if known.is_null() {
        return Ok(function.clone());
    }
    // SAFETY: the GIL is held, both are functions, and we own one of them.
    unsafe {
        if ffi::PyFunction_GetCode(function.as_ptr()) != twin.code.get() {
            // Somebody has given it other code.
            twin.clear();
            return Ok(function.clone());
        }
        let known = Bound::from_borrowed_ptr(py, known);
        let defaults = ffi::PyFunction_GetDefaults(function.as_ptr());
        if defaults != ffi::PyFunction_GetDefaults(known.as_ptr()) {
            let none = ffi::Py_None();
            ffi::PyFunction_SetDefaults(known.as_ptr(), if defaults.is_null() { none } else { defaults });
        }
        let by_name = ffi::PyFunction_GetKwDefaults(function.as_ptr());
        if by_name != ffi::PyFunction_GetKwDefaults(known.as_ptr()) {
            let none = ffi::Py_None();
            ffi::PyFunction_SetKwDefaults(known.as_ptr(), if by_name.is_null() { none } else { by_name });
        }
        Ok(known)
    }
}

/// What became of its loops, each by itself.
pub fn loops<'py>(function: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    module(function.py())?.getattr("of_loops")?.call1((function,))
}

/// The same in words.
pub fn describe(function: &Bound<'_, PyAny>) -> PyResult<String> {
    module(function.py())?.getattr("describe")?.call1((function,))?.extract()
}

fn make(function: &Bound<'_, PyAny>, dispatcher: &Dispatcher) -> PyResult<()> {
    let settings = &dispatcher.state().settings;
    let options = (function, settings.threads, settings.lanes, settings.cpu_name(), settings.fastmath);
    let made = module(function.py())?.getattr("make")?.call1(options)?;
    let twin = dispatcher.twin();
    // Another thread may have come here meanwhile, or a signal handler.
    if !made.is_none() && twin.function.get().is_null() {
        twin.code.set(function.getattr("__code__")?.into_ptr());
        twin.function.set(made.into_ptr());
    }
    Ok(())
}

fn module(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import("hotloop._run._twins")
}
