//! How the main thread is made to look for signals by another thread.
//!
//! Up to 3.12 CPython notes that a signal has come, and who is told so by another thread looks no sooner than when
//! something else happens: the flag which each loop and call looks at is set by the main thread alone. We set it. Where
//! it is CPython does not say; it is the one number at the start of the interpreter that becomes 1 when the main thread
//! itself is told.

use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::c_int;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers that are looked at: all of them are in `PyInterpreterState`, which is some 100 KB.
const LOOKED_AT: usize = 1024;

static FLAG: OnceLock<usize> = OnceLock::new();

/// Finds the flag. To be called in the main thread, when `signal` has a handler of ours. False: it is not known.
pub fn find(py: Python<'_>, signal: c_int) -> bool {
    if FLAG.get().is_some() {
        return true;
    }
    // It may be set just then, since another thread waits.
    for _ in 0..5 {
        // SAFETY: attached.
        let found = unsafe {
            let before = numbers();
            ffi::PyErr_SetInterruptEx(signal);
            let after = numbers();
            // The handler is called here and now.
            if ffi::PyErr_CheckSignals() < 0 {
                PyErr::fetch(py).write_unraisable(py, None);
            }
            let set: Vec<usize> = (0..LOOKED_AT).filter(|&at| before[at] != after[at]).collect();
            match set[..] {
                [at] if (before[at], after[at]) == (0, 1) => Some(flags().add(at) as usize),
                _ => None,
            }
        };
        if let Some(found) = found {
            return FLAG.set(found).is_ok();
        }
    }
    false
}

/// The main thread looks soon. By any thread, at any time.
pub fn set() {
    if let Some(&flag) = FLAG.get() {
        // SAFETY: it is in the main interpreter, which is there as long as CPython, and CPython too sets it like that.
        unsafe { (*(flag as *const AtomicU32)).store(1, Ordering::Relaxed) };
    }
}

/// # Safety
/// The GIL is held.
unsafe fn flags() -> *const AtomicU32 {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyInterpreterState_Get().cast() }
}

/// # Safety
/// The GIL is held.
unsafe fn numbers() -> Vec<u32> {
    // SAFETY: the interpreter is larger, and aligned to 8 bytes; others may write there, so the reads are atomic.
    (0..LOOKED_AT).map(|at| unsafe { (*flags().add(at)).load(Ordering::Relaxed) }).collect()
}
