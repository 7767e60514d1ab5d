//! Events of CPython 3.11: the profile and trace functions of C, and the evaluation of frames.
//!
//! ```text
//! functions    a hook around the evaluation of each frame
//! builtins     a profile function, of which CPython knows only while a function runs that may call one (`callees.rs`)
//! lines        a trace function, there only while a watched function runs
//! ```
//!
//! A function that is there makes each instruction slower, whoever watches. So the hook makes CPython know of it when
//! a frame begins that needs it, and forget it when that calls another.

use super::hub::{begin_line, builtin_key, end_lines, enter, enter_builtin, hub, leave, leave_builtin, pass_over};
use super::layout::{Frame, FrameObject, ThreadState};
use hotloop_runtime::stack::is_half_used;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::Cell;
use std::ffi::c_int;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

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

/// Calls that the hook may nest, if they take no more than half of the thread's stack: each takes some 500 bytes of it,
/// which CPython's own calls do not.
const DEEPEST: usize = 3000;

/// Threads that have come so far. There is no hook as long as there is one.
static DEEP: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// How many calls of the hook there are in this thread, and the frame of the innermost.
    static HOOKED: Cell<(usize, *mut Frame)> = const { Cell::new((0, ptr::null_mut())) };
    /// Our profile function is hidden from CPython: what runs calls no builtin any more.
    static IS_HIDDEN: Cell<bool> = const { Cell::new(false) };
    /// The last call of a builtin behind which there may be others: in a loop it is asked for again and again.
    static NOT_LAST: Cell<*const u16> = const { Cell::new(ptr::null()) };
    /// The time that the recorder was enabled when this thread was last given the profile function.
    static JOINED: Cell<u64> = const { Cell::new(0) };
}

/// May there be a profile function that nobody sees?
#[inline]
pub unsafe fn may_be_hidden() -> bool {
    // SAFETY: the GIL is held.
    unsafe { hub().functions.as_ref().is_some_and(|core| core.counts_builtins && !core.sees_compiled) }
}

/// Makes events come, or stop, as the hub asks now. `all_threads`: those that there are already, too.
pub fn refresh(py: Python<'_>, all_threads: bool) -> PyResult<()> {
    // SAFETY: attached.
    unsafe {
        set_profile(counts_builtins(), all_threads);
        watch_ranges(counts_builtins());
    }
    lines_changed(py)
}

/// The same where lines are counted that were not. A profile function that the program has set meanwhile stays.
pub fn lines_changed(_: Python<'_>) -> PyResult<()> {
    // SAFETY: attached.
    unsafe {
        set_hook(is_hook_wanted());
        refresh_lines();
    }
    Ok(())
}

unsafe fn is_hook_wanted() -> bool {
    // SAFETY: the GIL is held.
    unsafe { !hub().functions.is_null() || !hub().lines.is_empty() }
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
        let running = running_frame(state);
        if (*state).tracing == 0 {
            trace(state, running, running.as_ref().is_some_and(|frame| hub().is_watched(frame.code)));
        }
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

/// Builtins of this thread count again.
pub fn join_thread(_: Python<'_>) {
    // SAFETY: attached.
    unsafe {
        if hub().functions.as_ref().is_some_and(|core| core.counts_builtins && core.all_threads) {
            _PyEval_SetProfile(ffi::PyThreadState_Get().cast(), Some(profile), ptr::null_mut());
        }
    }
}

pub fn is_ours(function: usize) -> bool {
    function == profile as *const () as usize || function == line as *const () as usize
}

fn is(function: Option<ffi::Py_tracefunc>, ours: ffi::Py_tracefunc) -> bool {
    function.is_some_and(|function| function as usize == ours as usize)
}

unsafe fn running_frame(state: *mut ThreadState) -> *mut Frame {
    // SAFETY: the caller's thread.
    unsafe { (*(*state).cframe).current_frame }
}

unsafe fn set_hook(is_wanted: bool) {
    // SAFETY: the GIL is held.
    unsafe {
        let interpreter = ffi::PyInterpreterState_Get();
        let is_there = _PyInterpreterState_GetEvalFrameFunc(interpreter) as usize == evaluate as *const () as usize;
        let is_wanted = is_wanted && DEEP.load(Relaxed) == 0;
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
        if let Some(core) = hub().functions.as_ref() {
            JOINED.set(core.generation());
        }
        let mut state = ffi::PyInterpreterState_ThreadHead(ffi::PyInterpreterState_Get());
        while !state.is_null() {
            let next = ffi::PyThreadState_Next(state);
            let its = state.cast::<ThreadState>();
            let is_there = is((*its).profile_function, profile);
            if is_wanted && !is_there && (all_threads || state == own) {
                _PyEval_SetProfile(its, Some(profile), shown());
            } else if !is_wanted && is_there {
                _PyEval_SetProfile(its, None, ptr::null_mut());
            }
            state = next;
        }
    }
}

/// What `sys.getprofile()` gives.
unsafe fn shown() -> *mut ffi::PyObject {
    // SAFETY: the GIL is held.
    let shown = unsafe { hub().functions.as_ref().and_then(|core| core.shown_as.as_ref()) };
    shown.map_or(ptr::null_mut(), |shown| shown.as_ptr())
}

/// A watched function has run while the program traced itself.
static HAS_MISSED: AtomicBool = AtomicBool::new(false);

pub fn has_missed_lines() -> bool {
    HAS_MISSED.load(Relaxed)
}

/// What CPython is to know of while this frame runs: our trace function, if it `has_lines`, unless the program has one
/// of its own; and that there is a profile function, if it may call a builtin.
#[inline]
unsafe fn trace(state: *mut ThreadState, frame: *mut Frame, has_lines: bool) {
    // SAFETY: the caller's thread, in no callback. A trace function is called with the object that was set with it,
    // which ours does not look at; the flag is what CPython looks at first. It is of all frames that CPython runs
    // within one call of C, and each frame that the hook sees has a call of its own.
    unsafe {
        if IS_HIDDEN.get() {
            show(state);
        }
        let is_ours = is((*state).trace_function, line);
        if is_ours && !has_lines {
            (*state).trace_function = None;
        } else if has_lines && (*state).trace_function.is_none() {
            (*state).trace_function = Some(line);
        } else if has_lines && !is_ours {
            HAS_MISSED.store(true, Relaxed);
        }
        let is_traced = (*state).trace_function.is_some()
            || (*state).profile_function.is_some()
                && !(is((*state).profile_function, profile) && may_run_untraced(frame, false));
        (*(*state).cframe).use_tracing = if is_traced { 255 } else { 0 };
    }
}

/// What gave up iterators of ranges before, of small numbers and of large ones.
static mut NEXT_ENDS: [Option<ffi::destructor>; 2] = [None; 2];

/// The end of a loop over a range is noticed when its iterator goes, which nobody else has, however the loop ends.
unsafe fn watch_ranges(is_wanted: bool) {
    // SAFETY: the GIL is held. The types are there as long as CPython.
    unsafe {
        let types = [&raw mut ffi::PyRangeIter_Type, &raw mut ffi::PyLongRangeIter_Type];
        let ours: [ffi::destructor; 2] = [end_of_range::<0>, end_of_range::<1>];
        for at in 0..2 {
            let place = &raw mut (*types[at]).tp_dealloc;
            let is_there = (*place).is_some_and(|one| one as usize == ours[at] as usize);
            if is_wanted && !is_there {
                NEXT_ENDS[at] = *place;
                *place = Some(ours[at]);
            } else if !is_wanted && is_there {
                *place = NEXT_ENDS[at];
            }
        }
    }
}

unsafe extern "C" fn end_of_range<const KIND: usize>(object: *mut ffi::PyObject) {
    // SAFETY: CPython calls this with the GIL, in place of its own function.
    unsafe {
        if let Some(next) = NEXT_ENDS[KIND] {
            next(object);
        }
        let frame = HOOKED.get().1;
        if frame.is_null() {
            return;
        }
        let state = ffi::PyThreadState_Get().cast::<ThreadState>();
        let cframe = (*state).cframe;
        let is_untraced = (*state).tracing == 0 && (*cframe).use_tracing == 0 && (*cframe).current_frame == frame;
        if is_untraced && counts_builtins() && !may_run_untraced(frame, true) {
            if IS_HIDDEN.get() {
                show(state);
            }
            if (*state).profile_function.is_some() {
                (*cframe).use_tracing = 255;
            }
        }
    }
}

/// Threads from which the profile function is hidden.
static mut HIDDEN: Vec<*mut ThreadState> = Vec::new();

/// It is to be used at once.
unsafe fn hidden() -> &'static mut Vec<*mut ThreadState> {
    let place = &raw mut HIDDEN;
    // SAFETY: the callers hold the GIL, and call nothing meanwhile that would look there.
    unsafe { &mut *place }
}

/// CPython makes itself know of a profile function when the function is over. So there is none until the next frame
/// begins or ends.
#[cold]
unsafe fn hide_behind(frame: *mut Frame) {
    // SAFETY: the GIL is held. The object that was set with the function stays.
    unsafe {
        if !may_run_untraced(frame, false) {
            NOT_LAST.set((*frame).instruction);
            return;
        }
        let state = ffi::PyThreadState_Get().cast::<ThreadState>();
        if (*state).trace_function.is_none() && is((*state).profile_function, profile) {
            (*state).profile_function = None;
            IS_HIDDEN.set(true);
            hidden().push(state);
        }
    }
}

#[cold]
unsafe fn show(state: *mut ThreadState) {
    IS_HIDDEN.set(false);
    // SAFETY: the caller's thread, in no callback.
    unsafe {
        hidden().retain(|&one| one != state);
        if (*state).profile_function.is_none() {
            (*state).profile_function = Some(profile);
            if !counts_builtins() {
                _PyEval_SetProfile(state, None, ptr::null_mut());
            }
        }
    }
}

/// Does the hook count this frame, and can it call no builtin from here on? That is asked again where an iterator of a
/// range is given up, which may be the end of a loop: `is_end`.
#[inline]
unsafe fn may_run_untraced(frame: *mut Frame, is_end: bool) -> bool {
    // SAFETY: the GIL is held; a recorder in the hub lives, and so do its slots.
    unsafe {
        let core = hub().functions;
        // A frame that was called while there was no hook would end untold.
        if frame.is_null() || frame != HOOKED.get().1 || core.is_null() || DEEP.load(Relaxed) > 0 {
            return false;
        }
        let slot = (*core).slot();
        if slot.is_null() || !(*slot).thread.is_running() {
            return false;
        }
        let node = (*slot).thread.tree.current();
        // What ran before it was enabled is in no tree: the hook may not have seen it begin.
        node.key == (*frame).code as usize
            && (*(*core).callees(node.function, (*frame).code)).are_harmless(frame, is_end)
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
                    // Nobody but CPython has it, which has made it of a method to tell of it.
                    leave_builtin(key, ffi::Py_REFCNT(argument) == 1);
                }
                let frame = (*frame.cast::<FrameObject>()).frame;
                if (*frame).instruction != NOT_LAST.get() {
                    hide_behind(frame);
                }
            }
            ffi::PyTrace_CALL | ffi::PyTrace_RETURN => {
                let frame = (*frame.cast::<FrameObject>()).frame;
                if frame == HOOKED.get().1 {
                    pass_over();
                } else if what == ffi::PyTrace_CALL {
                    enter((*frame).code);
                } else {
                    leave((*frame).code);
                }
            }
            _ => {}
        }
    }
    0
}

unsafe extern "C" fn line(
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

unsafe extern "C" fn evaluate(state: *mut ThreadState, frame: *mut Frame, throws: c_int) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this in place of its own function, with the same arguments.
    unsafe {
        if (*state).tracing > 0 {
            return NEXT_EVALUATE(state, frame, throws);
        }
        let code = (*frame).code;
        let counts = !hub().functions.is_null() && !(*frame).makes_generator();
        if counts {
            if (*state).profile_function.is_none() {
                join(state);
            }
            enter(code);
        }
        let outer = HOOKED.get();
        let depth = outer.0 + 1;
        HOOKED.set((depth, frame));
        trace(state, frame, !hub().lines.is_empty() && hub().is_watched(code));
        let result = if depth < DEEPEST && !is_half_used() {
            NEXT_EVALUATE(state, frame, throws)
        } else {
            evaluate_deep(state, frame, throws)
        };
        HOOKED.set(outer);
        if counts {
            leave(code);
        }
        let caller = running_frame(state);
        trace(state, caller, !hub().lines.is_empty() && !caller.is_null() && hub().is_watched((*caller).code));
        result
    }
}

/// What is called from here on is CPython's alone. The profile function counts it, if there is one; else it counts as
/// this function.
#[cold]
unsafe fn evaluate_deep(state: *mut ThreadState, frame: *mut Frame, throws: c_int) -> *mut ffi::PyObject {
    // SAFETY: as above. Under the GIL the list of threads stays.
    unsafe {
        DEEP.fetch_add(1, Relaxed);
        set_hook(false);
        // Frames of other threads that run untraced may call others now, which no hook sees.
        let mut other = ffi::PyInterpreterState_ThreadHead(ffi::PyInterpreterState_Get());
        while !other.is_null() {
            let its = other.cast::<ThreadState>();
            if hidden().contains(&its) && (*its).profile_function.is_none() {
                (*its).profile_function = Some(profile);
            }
            if is((*its).profile_function, profile) && (*its).tracing == 0 && !(*its).cframe.is_null() {
                (*(*its).cframe).use_tracing = 255;
            }
            other = ffi::PyThreadState_Next(other);
        }
        let result = NEXT_EVALUATE(state, frame, throws);
        DEEP.fetch_sub(1, Relaxed);
        set_hook(is_hook_wanted());
        result
    }
}

/// A thread that runs Python code for the first time since the recorder was enabled gets the profile function.
#[cold]
unsafe fn join(state: *mut ThreadState) {
    // SAFETY: the caller's thread.
    unsafe {
        let Some(core) = hub().functions.as_ref() else { return };
        if core.counts_builtins && core.all_threads && JOINED.replace(core.generation()) != core.generation() {
            _PyEval_SetProfile(state, Some(profile), shown());
        }
    }
}
