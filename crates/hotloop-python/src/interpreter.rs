//! What this CPython keeps where: state that a call must look at and that no API gives within nanoseconds.
//!
//! `is_watched()` is `sys.gettrace() or sys.getprofile() or a sys.monitoring tool`, in 3 ns. Our own recorder is
//! none of them under `hotloop run --profile`.

use crate::profiling;
use pyo3::ffi;
use std::ptr;

/// Does a debugger, coverage or a profiler watch this thread? Then Python code must run as Python code.
#[inline]
pub fn is_watched() -> bool {
    // SAFETY: the GIL is held in every caller, so there is a current thread state.
    unsafe { layout::is_watched(ffi::PyThreadState_Get()) }
}

/// Frames from here on count for the recursion limit, those below do not: under python the program has none below it.
pub fn begin_depth() {
    // SAFETY: the GIL is held, and these are the numbers of the thread that runs.
    unsafe {
        if let Some(left) = recursion_left()
            && *left > 0
            && !cfg!(Py_3_14)
        {
            *left = *left.add(1);
        }
    }
}

/// Where the current thread has how many more frames CPython would allow; behind it is the limit.
fn recursion_left() -> Option<*mut i32> {
    // In ints from the start of the thread's state (cpython/pystate.h).
    let places = if cfg!(Py_3_14) {
        8..=14
    } else if cfg!(Py_3_13) {
        11..=11
    } else if cfg!(Py_3_12) {
        7..=7
    } else {
        8..=8
    };
    // SAFETY: the GIL is held, so there is a current thread state, which is longer than what is looked at.
    unsafe {
        let limit = ffi::Py_GetRecursionLimit();
        let words = ffi::PyThreadState_Get().cast::<i32>();
        places.into_iter().map(|at| words.add(at)).find(|&left| *left.add(1) == limit && *left <= limit)
    }
}

/// The address of the frame that runs in the current thread: another one for each activation that there is now.
#[cfg(Py_3_12)]
#[inline]
pub fn current_frame() -> usize {
    // SAFETY: the GIL is held in every caller. The frame, or in 3.12 what points to it, stands before the profile
    // function; where that is not known CPython makes an object of the frame, which stays the same.
    unsafe {
        #[cfg(not(Py_3_14))]
        {
            let place = *ffi::PyThreadState_Get().cast::<usize>().add(thread_state::PROFILE_FUNCTION - 1);
            if cfg!(Py_3_13) { place } else { *(place as *const usize) }
        }
        #[cfg(Py_3_14)]
        {
            ffi::PyEval_GetFrame() as usize
        }
    }
}

/// How many more frames CPython would allow in the current thread; 0 where that is not known.
pub fn frames_left() -> i64 {
    // SAFETY: the GIL is held, and the place is in the current thread's state.
    recursion_left().map_or(0, |left| unsafe { *left }.into())
}

/// Is the current thread the only one of its interpreter that has a Python state?
pub fn is_only_thread() -> bool {
    // SAFETY: the GIL is held, so the list of thread states does not change while it is read.
    unsafe {
        let head = ffi::PyInterpreterState_ThreadHead(ffi::PyInterpreterState_Get());
        ffi::PyThreadState_Next(head).is_null()
    }
}

/// The value of an exact int, or `None` outside int64.
///
/// # Safety
/// `object` is an exact `int`.
#[inline]
pub unsafe fn int_value(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: the caller's promise; one digit covers all but large ints.
    unsafe {
        match layout::compact_int(object) {
            Some(value) => Some(value),
            None => {
                let mut overflow = 0;
                let value = ffi::PyLong_AsLongLongAndOverflow(object, &mut overflow);
                (overflow == 0).then_some(value)
            }
        }
    }
}

/// The value of an exact int from 0 to 2^64 - 1; `None`: it is another one.
///
/// # Safety
/// `object` is an exact `int`.
#[inline]
pub unsafe fn word_value(object: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(value) = int_value(object) {
            return u64::try_from(value).ok();
        }
        let value = ffi::PyLong_AsUnsignedLongLong(object);
        if value == u64::MAX && !ffi::PyErr_Occurred().is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(value)
    }
}

/// Adds to the references of an object, which keeps at least one; those of objects that live for ever are not counted.
///
/// # Safety
/// The GIL is held, and there are as many references more, or fewer.
#[inline]
pub unsafe fn add_references(object: *mut ffi::PyObject, count: isize) {
    // SAFETY: the caller's promise.
    unsafe { layout::add_references(object, count) }
}

/// The counter that CPython changes with each change to a dict, where it has one; 0: there is none.
///
/// # Safety
/// `dict` is a dict.
#[inline]
pub unsafe fn dict_version(dict: *mut ffi::PyObject) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { layout::dict_version(dict) }
}

/// The start of a `PyThreadState`, by word.
#[cfg(not(Py_3_14))]
mod thread_state {
    #[cfg(not(Py_3_13))]
    pub const PROFILE_FUNCTION: usize = 8;
    #[cfg(Py_3_13)]
    pub const PROFILE_FUNCTION: usize = 10;
    pub const TRACE_FUNCTION: usize = PROFILE_FUNCTION + 1;
}

mod layout {
    use super::*;

    #[cfg(not(Py_3_14))]
    #[inline]
    pub unsafe fn is_watched(state: *mut ffi::PyThreadState) -> bool {
        let words = state.cast::<usize>();
        // SAFETY: the offsets are those of cpython/pystate.h in this version, which is fixed at build time.
        unsafe {
            let functions = [*words.add(thread_state::TRACE_FUNCTION), *words.add(thread_state::PROFILE_FUNCTION)];
            functions != [0, 0] && !super::is_our_profile(functions) || is_monitored(state)
        }
    }

    #[cfg(Py_3_14)]
    pub unsafe fn is_watched(_: *mut ffi::PyThreadState) -> bool {
        super::is_traced_by_name() || super::has_monitoring_tool()
    }

    #[cfg(not(Py_3_12))]
    #[inline]
    unsafe fn is_monitored(_: *mut ffi::PyThreadState) -> bool {
        // SAFETY: the callers have the GIL.
        unsafe { profiling::may_be_hidden() }
    }

    /// Tools are looked up again only when the interpreter's monitoring version has changed.
    #[cfg(all(Py_3_12, not(Py_3_14)))]
    #[inline]
    unsafe fn is_monitored(state: *mut ffi::PyThreadState) -> bool {
        use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
        static VERSION: AtomicU64 = AtomicU64::new(u64::MAX);
        static MONITORED: AtomicBool = AtomicBool::new(false);
        // SAFETY: as above; 3.13 keeps the version above the 8 flag bits of `eval_breaker`, 3.12 in the interpreter.
        let version = unsafe {
            #[cfg(Py_3_13)]
            let version = *state.cast::<u64>().add(3) >> 8;
            #[cfg(not(Py_3_13))]
            let version = **state.cast::<*const [u64; 7]>().add(2);
            #[cfg(not(Py_3_13))]
            let version = version[6];
            version
        };
        if VERSION.swap(version, Relaxed) != version {
            MONITORED.store(super::has_monitoring_tool(), Relaxed);
        }
        MONITORED.load(Relaxed)
    }

    /// 3.11: `ob_size` is the signed number of 30-bit digits.
    #[cfg(not(Py_3_12))]
    #[inline]
    pub unsafe fn compact_int(object: *mut ffi::PyObject) -> Option<i64> {
        // SAFETY: an int is a PyVarObject followed by its digits; there is always room for one.
        unsafe {
            let size = (*object.cast::<ffi::PyVarObject>()).ob_size;
            let digit = *object.cast::<u8>().add(24).cast::<u32>();
            match size {
                0 => Some(0),
                1 => Some(digit.into()),
                -1 => Some(-i64::from(digit)),
                _ => None,
            }
        }
    }

    /// 3.12 on: `lv_tag` is the number of digits above 3 bits of which the lower two are 1 - sign.
    #[cfg(Py_3_12)]
    #[inline]
    pub unsafe fn compact_int(object: *mut ffi::PyObject) -> Option<i64> {
        // SAFETY: PyObject_HEAD, then the tag, then the digits.
        unsafe {
            let tag = *object.cast::<u8>().add(16).cast::<usize>();
            let digit = *object.cast::<u8>().add(24).cast::<u32>();
            (tag < 2 << 3).then(|| (1 - (tag & 3) as i64) * i64::from(digit))
        }
    }

    #[cfg(not(Py_3_12))]
    #[inline]
    pub unsafe fn add_references(object: *mut ffi::PyObject, count: isize) {
        // SAFETY: the caller's promise.
        unsafe { *object.cast::<isize>() += count };
    }

    /// From 3.12 on the count has 32 bits, and is below 0 where an object lives for ever.
    #[cfg(Py_3_12)]
    #[inline]
    pub unsafe fn add_references(object: *mut ffi::PyObject, count: isize) {
        // SAFETY: the caller's promise.
        unsafe {
            let references = object.cast::<i32>();
            if *references >= 0 {
                *references += count as i32;
            }
        }
    }

    #[cfg(not(Py_3_12))]
    #[inline]
    pub unsafe fn dict_version(dict: *mut ffi::PyObject) -> u64 {
        // SAFETY: the caller's promise.
        unsafe { (*dict.cast::<ffi::PyDictObject>()).ma_version_tag }
    }

    #[cfg(Py_3_12)]
    #[inline]
    pub unsafe fn dict_version(_: *mut ffi::PyObject) -> u64 {
        0
    }
}

/// Do these belong to a recorder that counts machine code too?
#[cfg(not(Py_3_14))]
#[cold]
fn is_our_profile(functions: [usize; 2]) -> bool {
    // SAFETY: the GIL is held in every caller.
    unsafe { profiling::sees_compiled() && profiling::are_ours(functions) }
}

/// Is any `sys.monitoring` tool registered, other than a recorder that counts machine code too, or is off?
#[cfg(Py_3_12)]
fn has_monitoring_tool() -> bool {
    use pyo3::prelude::*;
    Python::attach(|py| {
        let monitoring = py.import("sys")?.getattr("monitoring")?;
        // SAFETY: attached.
        let is_harmless = unsafe { profiling::sees_compiled() || profiling::is_idle() };
        let own = if is_harmless { profiling::own_tool() } else { None };
        for tool in (0..6).filter(|&tool| Some(tool) != own) {
            if !monitoring.call_method1("get_tool", (tool,))?.is_none() {
                return Ok::<bool, PyErr>(true);
            }
        }
        Ok(false)
    })
    .unwrap_or(false)
}

#[cfg(Py_3_14)]
fn is_traced_by_name() -> bool {
    use pyo3::prelude::*;
    Python::attach(|py| {
        let sys = py.import("sys")?;
        Ok::<bool, PyErr>(!sys.call_method0("gettrace")?.is_none() || !sys.call_method0("getprofile")?.is_none())
    })
    .unwrap_or(false)
}

/// Adds the user's line to the traceback of the current exception, as if a frame of theirs had stood there.
///
/// # Safety
/// The GIL is held, an exception is set, `globals` is a dict, the strings end in NUL.
pub unsafe fn add_traceback(file: &std::ffi::CStr, function: &std::ffi::CStr, line: i32, globals: *mut ffi::PyObject) {
    // SAFETY: the caller's promise. The exception is put aside while the frame is made, and set again.
    unsafe {
        let (mut ty, mut value, mut traceback) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        ffi::PyErr_Fetch(&mut ty, &mut value, &mut traceback);
        let code = ffi::PyCode_NewEmpty(file.as_ptr(), function.as_ptr(), line);
        let mut frame = ptr::null_mut();
        if !code.is_null() {
            frame = ffi::PyFrame_New(ffi::PyThreadState_Get(), code, globals, ptr::null_mut());
        }
        ffi::PyErr_Clear();
        ffi::PyErr_Restore(ty, value, traceback);
        if !frame.is_null() {
            ffi::PyTraceBack_Here(frame);
        }
        ffi::Py_XDECREF(frame.cast());
        ffi::Py_XDECREF(code.cast());
    }
}
