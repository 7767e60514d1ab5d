//! How often lines have run in machine code, for `hotloop run --profile`: what each call has counted, added up.

use crate::host::Call;
use crate::render::line_of;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Of one function for some types.
struct Totals {
    code: Py<PyAny>,
    /// Line, whether a loop begins its next iteration there, the counter that has it.
    places: Vec<(usize, bool, usize)>,
    counts: Vec<u64>,
}

struct All(UnsafeCell<Vec<Totals>>);

// SAFETY: touched under the GIL only.
unsafe impl Sync for All {}

static ALL: All = All(UnsafeCell::new(Vec::new()));
static IS_WANTED: AtomicBool = AtomicBool::new(false);

/// Does machine code that is compiled now count?
pub fn counts_lines() -> bool {
    IS_WANTED.load(Relaxed)
}

/// Machine code that is compiled from now on counts how often its lines run.
#[pyfunction]
pub fn count_lines() {
    IS_WANTED.store(true, Relaxed);
}

/// Line, whether a loop began its next iteration there, how often.
type Count = (usize, bool, u64);

/// For each function that has counted: its code, and line, whether a loop began its next iteration there, how often.
#[pyfunction]
pub fn counted_lines(py: Python<'_>) -> Vec<(Py<PyAny>, Vec<Count>)> {
    // SAFETY: attached, and no Python code runs meanwhile.
    let all = unsafe { &*ALL.0.get() };
    let of_one = |one: &Totals| {
        let places = one.places.iter().map(|&(line, is_next, counter)| (line, is_next, one.counts[counter]));
        (one.code.clone_ref(py), places.collect())
    };
    all.iter().map(of_one).collect()
}

/// Forgets what has been counted.
#[pyfunction]
pub fn forget_counted_lines() {
    // SAFETY: as above.
    unsafe { &mut *ALL.0.get() }.iter_mut().for_each(|one| one.counts.fill(0));
}

/// What machine code has counted in a call that is over.
///
/// # Safety
/// The GIL is held; `counts` has a word for each of its counters.
#[cold]
pub unsafe fn add(call: &Call, counts: *const u64) {
    let (compiled, text) = (call.compiled, &call.resolved.text);
    // SAFETY: the caller's promise; the function is alive during its call.
    unsafe {
        let all = &mut *ALL.0.get();
        if compiled.totals.get() == 0 {
            let code = ffi::PyFunction_GetCode(call.function);
            let code = Bound::from_borrowed_ptr(Python::assume_attached(), code).unbind();
            let counted = &compiled.artifact.counted;
            let places: Vec<_> =
                counted.iter().map(|one| (line_of(text, one.span.start), one.is_next, one.counter)).collect();
            let n = counted.iter().map(|one| one.counter + 1).max().unwrap_or(0);
            all.push(Totals { code, places, counts: vec![0; n] });
            compiled.totals.set(all.len());
        }
        let totals = &mut all[compiled.totals.get() - 1];
        for (at, total) in totals.counts.iter_mut().enumerate() {
            *total = total.wrapping_add(*counts.add(at));
        }
    }
}
