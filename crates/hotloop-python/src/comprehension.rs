//! The list that CPython is making in a list comprehension: it is on the stack of the frame that goes through the items,
//! below what it goes through.
//!
//! example: in the middle of `[f(x) for x in enter(9, xs)]` the stack is `.., [f(1), f(2)], <watch>`.

use crate::profiling::frames;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

/// Puts values at the end of the list that is made by going through `iterator`. False: it is not found.
///
/// # Safety
/// The GIL is held, and the frame that runs is the one that has asked the iterator for its next item, with no Python
/// code in between.
pub unsafe fn extend(iterator: *mut ffi::PyObject, values: &Bound<'_, PyList>) -> PyResult<bool> {
    // SAFETY: the caller's promise.
    let Some(list) = (unsafe { list_below(values.py(), iterator)? }) else { return Ok(false) };
    list.call_method1("extend", (values,))?;
    Ok(true)
}

unsafe fn list_below<'py>(py: Python<'py>, iterator: *mut ffi::PyObject) -> PyResult<Option<Bound<'py, PyAny>>> {
    // SAFETY: the GIL is held.
    if unsafe { !frames::is_known() } {
        return Ok(None);
    }
    // SAFETY: the layout is known; a thread that calls us is in a frame, which stays while we look at it.
    let Some((code, slots)) = (unsafe { frames::slots_of(frames::running()) }) else { return Ok(None) };
    // SAFETY: the frame's code is alive.
    let code = unsafe { Bound::from_borrowed_ptr(py, code) };
    let names = |name: &str| -> PyResult<Vec<String>> { code.getattr(name)?.extract() };
    let (own, cells) = (names("co_varnames")?, names("co_cellvars")?);
    let n_variables = own.len() + cells.iter().filter(|name| !own.contains(name)).count() + names("co_freevars")?.len();
    let stack_size: usize = code.getattr("co_stacksize")?.extract()?;
    for at in n_variables + 1..n_variables + stack_size {
        // SAFETY: a frame has room for its variables and for as many objects as its code says. What is above those that
        // are there is compared and not followed; where the iterator is, there is an object below.
        unsafe {
            if *slots.add(at) == iterator {
                let below = *slots.add(at - 1);
                let is_list = !below.is_null() && ffi::PyList_CheckExact(below) != 0;
                return Ok(is_list.then(|| Bound::from_borrowed_ptr(py, below)));
            }
        }
    }
    Ok(None)
}
