//! Events of CPython 3.11: the profile and trace functions of C, and the evaluation of frames.
//!
//! ```text
//! functions with builtins      a profile function in each thread
//! functions without            a hook around the evaluation of each frame: the program itself runs at full speed
//! lines                        a trace function, there only while a watched function runs
//! ```
//!
//! A trace function that is there makes each instruction slower, in functions that nobody watches too. So it is set
//! when a watched function is entered, and taken away again when it calls another: by the profile function if there is
//! one, else by the hook.

use super::hub::{begin_line, builtin_key, end_lines, enter, enter_builtin, hub, leave, leave_builtin};
use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::c_int;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// The start of `PyFrameObject`.
#[repr(C)]
struct FrameObject {
    head: ffi::PyObject,
    back: *mut FrameObject,
    frame: *mut Frame,
    trace: *mut ffi::PyObject,
    line: c_int,
}

/// The start of `_PyInterpreterFrame`.
#[repr(C)]
struct Frame {
    function: *mut ffi::PyObject,
    globals: *mut ffi::PyObject,
    builtins: *mut ffi::PyObject,
    locals: *mut ffi::PyObject,
    code: *mut ffi::PyObject,
    object: *mut FrameObject,
    previous: *mut Frame,
    instruction: *const u16,
    stack_top: c_int,
    is_entry: bool,
    /// 0: the thread; 1: a generator.
    owner: u8,
}

impl Frame {
    /// Does it make a generator, rather than run one? CPython tells nobody of that.
    #[inline]
    unsafe fn makes_generator(&self) -> bool {
        const FLAGS: usize = 48;
        const GENERATOR: c_int = ffi::CO_GENERATOR | ffi::CO_COROUTINE | ffi::CO_ASYNC_GENERATOR;
        // SAFETY: a frame has code, which has its flags there in 3.11.
        let flags = unsafe { *self.code.cast::<u8>().add(FLAGS).cast::<c_int>() };
        flags & GENERATOR != 0 && self.owner == 0
    }
}

/// The start of `PyThreadState`.
#[repr(C)]
struct ThreadState {
    links: [usize; 3],
    flags: [c_int; 2],
    recursion: [c_int; 2],
    headroom: c_int,
    tracing: c_int,
    what: c_int,
    cframe: *mut CFrame,
    profile_function: Option<ffi::Py_tracefunc>,
    trace_function: Option<ffi::Py_tracefunc>,
}

#[repr(C)]
struct CFrame {
    use_tracing: u8,
    current_frame: *mut Frame,
}

type Evaluate = unsafe extern "C" fn(*mut ThreadState, *mut Frame, c_int) -> *mut ffi::PyObject;

unsafe extern "C" {
    fn _PyEval_EvalFrameDefault(state: *mut ThreadState, frame: *mut Frame, throws: c_int) -> *mut ffi::PyObject;
    fn _PyInterpreterState_SetEvalFrameFunc(interpreter: *mut ffi::PyInterpreterState, evaluate: Evaluate);
    fn _PyInterpreterState_GetEvalFrameFunc(interpreter: *mut ffi::PyInterpreterState) -> Evaluate;
    fn _PyEval_SetProfile(
        state: *mut ThreadState,
        function: Option<ffi::Py_tracefunc>,
        argument: *mut ffi::PyObject,
    ) -> c_int;
}

/// Calls that the hook may nest: each takes some 500 bytes of the C stack, which CPython's own calls do not.
const DEEPEST: usize = 3000;

/// Makes events come, or stop, as the hub asks now. `all_threads`: those that there are already, too.
pub fn refresh(py: Python<'_>, all_threads: bool) -> PyResult<()> {
    // SAFETY: attached.
    unsafe { set_profile(counts_builtins(), all_threads) };
    lines_changed(py)
}

/// The same where lines are counted that were not. A profile function that the program has set meanwhile stays.
pub fn lines_changed(_: Python<'_>) -> PyResult<()> {
    // SAFETY: attached.
    unsafe {
        let (functions, lines) = (hub().functions, &hub().lines);
        let by_profile = counts_builtins();
        set_hook((!functions.is_null() && !by_profile) || lines.iter().any(|&core| core != functions));
        refresh_lines();
    }
    Ok(())
}

unsafe fn counts_builtins() -> bool {
    // SAFETY: the GIL is held, and a recorder in the hub lives.
    unsafe { hub().functions.as_ref().is_some_and(|core| core.counts_builtins) }
}

/// The function that runs now may have become one that is watched.
///
/// # Safety
/// The GIL is held.
pub unsafe fn refresh_lines() {
    // SAFETY: the caller's promise.
    unsafe {
        let state = ffi::PyThreadState_Get().cast::<ThreadState>();
        let running = running_code(state);
        trace_lines(state, !running.is_null() && hub().is_watched(running));
    }
}

/// Is the profile function of this thread another one than that which was set?
pub fn is_replaced(_: Python<'_>) -> bool {
    // SAFETY: attached.
    unsafe {
        let state = ffi::PyThreadState_Get().cast::<ThreadState>();
        let by_profile = hub().functions.as_ref().is_some_and(|core| core.counts_builtins);
        by_profile && !is((*state).profile_function, profile)
    }
}

/// Events of this thread too, which has begun just now.
pub fn join_thread(_: Python<'_>) {
    // SAFETY: attached.
    unsafe {
        if hub().functions.as_ref().is_some_and(|core| core.counts_builtins && core.all_threads) {
            _PyEval_SetProfile(ffi::PyThreadState_Get().cast(), Some(profile), ptr::null_mut());
        }
    }
}

pub fn is_ours(function: usize) -> bool {
    function == profile as *const () as usize || function == trace as *const () as usize
}

fn is(function: Option<ffi::Py_tracefunc>, ours: ffi::Py_tracefunc) -> bool {
    function.is_some_and(|function| function as usize == ours as usize)
}

unsafe fn running_code(state: *mut ThreadState) -> *mut ffi::PyObject {
    // SAFETY: the caller's thread; a frame that runs has code.
    unsafe { (*(*state).cframe).current_frame.as_ref().map_or(ptr::null_mut(), |frame| frame.code) }
}

unsafe fn set_hook(is_wanted: bool) {
    // SAFETY: the GIL is held.
    unsafe {
        let interpreter = ffi::PyInterpreterState_Get();
        let is_there = _PyInterpreterState_GetEvalFrameFunc(interpreter) as usize == evaluate as *const () as usize;
        if is_wanted && !is_there {
            NEXT_EVALUATE = _PyInterpreterState_GetEvalFrameFunc(interpreter);
            _PyInterpreterState_SetEvalFrameFunc(interpreter, evaluate);
        } else if !is_wanted && is_there {
            _PyInterpreterState_SetEvalFrameFunc(interpreter, NEXT_EVALUATE);
        }
    }
}

unsafe fn set_profile(is_wanted: bool, all_threads: bool) {
    // SAFETY: the GIL is held, so that the list of threads stays.
    unsafe {
        let own = ffi::PyThreadState_Get();
        let shown = hub().functions.as_ref().and_then(|core| core.shown_as.as_ref());
        let shown = shown.map_or(ptr::null_mut(), |shown| shown.as_ptr());
        let mut state = ffi::PyInterpreterState_ThreadHead(ffi::PyInterpreterState_Get());
        while !state.is_null() {
            let next = ffi::PyThreadState_Next(state);
            let its = state.cast::<ThreadState>();
            let is_there = is((*its).profile_function, profile);
            if is_wanted && !is_there && (all_threads || state == own) {
                _PyEval_SetProfile(its, Some(profile), shown);
            } else if !is_wanted && is_there {
                _PyEval_SetProfile(its, None, ptr::null_mut());
            }
            state = next;
        }
    }
}

/// A watched function has run while the program traced itself.
static HAS_MISSED: AtomicBool = AtomicBool::new(false);

pub fn has_missed_lines() -> bool {
    HAS_MISSED.load(Relaxed)
}

/// Sets or takes away the trace function of a thread, unless the program has one of its own.
#[inline]
unsafe fn trace_lines(state: *mut ThreadState, is_wanted: bool) {
    // SAFETY: the caller's thread. A trace function is called with the object that was set with it, which ours does
    // not look at; the flag is what CPython looks at first.
    unsafe {
        let is_ours = is((*state).trace_function, trace);
        if is_wanted == is_ours || !(is_ours || (*state).trace_function.is_none()) {
            if is_wanted && is_ours {
                (*(*state).cframe).use_tracing = 255;
            } else if is_wanted {
                HAS_MISSED.store(true, Relaxed);
            }
            return;
        }
        (*state).trace_function = if is_wanted { Some(trace) } else { None };
        let is_traced = (*state).trace_function.is_some() || (*state).profile_function.is_some();
        (*(*state).cframe).use_tracing = if is_traced { 255 } else { 0 };
    }
}

unsafe extern "C" fn profile(
    _: *mut ffi::PyObject,
    frame: *mut ffi::PyFrameObject,
    what: c_int,
    argument: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: CPython calls this with the GIL, a frame that runs, and for builtins the function.
    unsafe {
        match what {
            ffi::PyTrace_C_CALL => {
                if let Some(key) = builtin_key(argument) {
                    enter_builtin(key, argument, ptr::null_mut());
                }
            }
            ffi::PyTrace_C_RETURN | ffi::PyTrace_C_EXCEPTION => {
                if let Some(key) = builtin_key(argument) {
                    let is_watched = leave_builtin(key);
                    // It may have called Python code, which took the trace function away.
                    if is_watched {
                        trace_by_profile(true);
                    }
                }
            }
            ffi::PyTrace_CALL | ffi::PyTrace_RETURN => {
                let code = (*(*frame.cast::<FrameObject>()).frame).code;
                let is_watched = if what == ffi::PyTrace_CALL { enter(code) } else { leave(code) };
                trace_by_profile(is_watched);
            }
            _ => {}
        }
    }
    0
}

/// Sets or takes away the trace function, if that is not done by the hook.
#[inline]
unsafe fn trace_by_profile(is_wanted: bool) {
    // SAFETY: the GIL is held.
    unsafe {
        if !hub().lines.is_empty() && hub().lines.iter().all(|&core| core == hub().functions) {
            trace_lines(ffi::PyThreadState_Get().cast(), is_wanted);
        }
    }
}

unsafe extern "C" fn trace(
    _: *mut ffi::PyObject,
    frame: *mut ffi::PyFrameObject,
    what: c_int,
    _: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: CPython calls this with the GIL and a frame that runs.
    unsafe {
        let object = frame.cast::<FrameObject>();
        match what {
            ffi::PyTrace_LINE => begin_line(frame as usize, (*(*object).frame).code, (*object).line as u32),
            ffi::PyTrace_RETURN => end_lines(frame as usize, (*(*object).frame).code),
            _ => {}
        }
    }
    0
}

/// What evaluated frames before.
static mut NEXT_EVALUATE: Evaluate = _PyEval_EvalFrameDefault;

thread_local! {
    static DEPTH: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

unsafe extern "C" fn evaluate(state: *mut ThreadState, frame: *mut Frame, throws: c_int) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this in place of its own function, with the same arguments.
    unsafe {
        if (*state).tracing > 0 {
            return NEXT_EVALUATE(state, frame, throws);
        }
        let code = (*frame).code;
        let counts = hub().functions.as_ref().is_some_and(|core| !core.counts_builtins) && !(*frame).makes_generator();
        if counts {
            enter(code);
        }
        let has_lines = !hub().lines.is_empty();
        if has_lines {
            trace_lines(state, hub().is_watched(code));
        }
        let depth = DEPTH.get() + 1;
        DEPTH.set(depth);
        let result = if depth == DEEPEST {
            // What is called from here on is CPython's alone, and counts as this function.
            set_hook(false);
            let result = NEXT_EVALUATE(state, frame, throws);
            set_hook(!hub().functions.is_null() || !hub().lines.is_empty());
            result
        } else {
            NEXT_EVALUATE(state, frame, throws)
        };
        DEPTH.set(depth - 1);
        if counts {
            leave(code);
        }
        if has_lines || !hub().lines.is_empty() {
            let caller = running_code(state);
            trace_lines(state, !caller.is_null() && hub().is_watched(caller));
        }
        result
    }
}
