//! Garbage collection at the times when the program would have it alone.
//!
//! CPython looks for garbage when there are so many objects more than before, and then goes through all elements of
//! lists that are young: 60 ms for 20 million. A program that makes few objects never has that; what we make to compile
//! a loop would bring it on. So the collector waits meanwhile ([`Pause`]), and for what stays we give up objects that
//! were counted before the program began.

use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::RefCell;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(lay_in_objects, module)?)?;
    module.add_function(wrap_pyfunction!(pause_collecting, module)?)?;
    module.add_function(wrap_pyfunction!(never_finalize, module)?)?;
    module.add_function(wrap_pyfunction!(resume_collecting, module)?)
}

/// The object's `__del__` is never called: CPython calls it once, and takes it to have done so. One that the collector
/// does not know is kept for ever.
#[pyfunction]
fn never_finalize(object: Bound<'_, PyAny>) {
    const FINALIZED: usize = 1;
    // SAFETY: the GIL is held. An object that the collector knows has a `PyGC_Head` of two words right before it, the
    // second of which has the flag; that is so from 3.11 to 3.14.
    unsafe {
        if ffi::PyObject_IS_GC(object.as_ptr()) != 0 {
            *object.as_ptr().cast::<usize>().sub(1) |= FINALIZED;
        } else {
            std::mem::forget(object.unbind());
        }
    }
}

/// The first loop brings a thousand objects that stay, each later one 50 to 300.
const IN_STOCK: usize = 3000;

struct Stock(RefCell<Vec<*mut ffi::PyObject>>);

// SAFETY: touched under the GIL only, and never across a call of Python code.
unsafe impl Sync for Stock {}

static STOCK: Stock = Stock(RefCell::new(Vec::new()));

/// To be called before the program begins: such a number of objects brings on a collection itself. Takes 0.1 ms.
#[pyfunction]
fn lay_in_objects(py: Python<'_>) -> PyResult<()> {
    let collecting = pause();
    for _ in 0..IN_STOCK {
        // SAFETY: the GIL is held. A cell without a value refers to nothing, so that the collector need not know of it.
        unsafe {
            let cell = ffi::PyCell_New(std::ptr::null_mut());
            if cell.is_null() {
                return Err(PyErr::fetch(py));
            }
            ffi::PyObject_GC_UnTrack(cell.cast());
            STOCK.0.borrow_mut().push(cell);
        }
    }
    // The count begins anew, without them.
    py.import("gc")?.call_method1("collect", (0,))?;
    resume(collecting);
    Ok(())
}

/// Collecting pauses while this lives.
pub struct Pause {
    was_on: bool,
    count: i64,
}

impl Pause {
    /// The GIL is held, here and where it is dropped.
    pub fn begin(py: Python<'_>) -> Pause {
        let was_on = pause();
        Pause { was_on, count: n_young(py) }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        // SAFETY: see `begin`.
        let py = unsafe { Python::assume_attached() };
        give_up(n_young(py) - self.count);
        resume(self.was_on);
    }
}

/// No garbage is collected while this lives, in the middle of a change of lists: that runs Python code.
pub struct Held {
    was_on: bool,
}

impl Held {
    /// The GIL is held, here and where it is dropped.
    pub fn begin() -> Held {
        Held { was_on: pause() }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        resume(self.was_on);
    }
}

/// A pause for Python code: what `resume_collecting` takes.
#[pyfunction]
fn pause_collecting(py: Python<'_>) -> (bool, i64) {
    let was_on = pause();
    (was_on, n_young(py))
}

#[pyfunction]
fn resume_collecting(before: (bool, i64)) {
    let (was_on, count) = before;
    drop(Pause { was_on, count });
}

/// Was it on?
fn pause() -> bool {
    // SAFETY: the callers have the GIL.
    unsafe { ffi::PyGC_Disable() != 0 }
}

fn resume(was_on: bool) {
    if was_on {
        // SAFETY: as above.
        unsafe { ffi::PyGC_Enable() };
    }
}

/// Objects made since the last collection, less those that are gone. 0 if that cannot be told.
fn n_young(py: Python<'_>) -> i64 {
    let count = || py.import("gc")?.call_method0("get_count")?.get_item(0)?.extract();
    count().unwrap_or(0)
}

fn give_up(count: i64) {
    for _ in 0..count {
        let Some(cell) = STOCK.0.borrow_mut().pop() else { return };
        // SAFETY: the GIL is held and the cell is ours alone. It has to be tracked when it is freed, as a new one is.
        unsafe {
            ffi::PyObject_GC_Track(cell.cast());
            ffi::Py_DECREF(cell);
        }
    }
}
