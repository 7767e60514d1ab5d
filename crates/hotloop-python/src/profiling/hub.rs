//! Which recorders there are now, and what an event means to them. One counts functions, any number count lines.

use super::builtins;
use super::core::Core;
use pyo3::ffi;
use std::cell::UnsafeCell;
use std::ffi::c_int;
use std::ptr;

pub struct Hub {
    /// Null: nobody counts functions.
    pub functions: *mut Core,
    pub lines: Vec<*mut Core>,
}

struct Shared(UnsafeCell<Hub>);

// SAFETY: touched under the GIL only.
unsafe impl Sync for Shared {}

static HUB: Shared = Shared(UnsafeCell::new(Hub { functions: ptr::null_mut(), lines: Vec::new() }));

/// # Safety
/// The GIL is held, and the reference is given up before Python code runs.
#[inline]
pub unsafe fn hub() -> &'static mut Hub {
    // SAFETY: the caller's promise.
    unsafe { &mut *HUB.0.get() }
}

impl Hub {
    /// Does anybody count the lines of this code?
    #[inline]
    pub fn is_watched(&self, code: *mut ffi::PyObject) -> bool {
        // SAFETY: recorders are taken out before they go.
        self.lines.iter().any(|&core| unsafe { (*core).lines.is_watched(code as usize) })
    }
}

// ---- events. Each is called with the GIL held and live objects.

/// A call of Python code, or a generator that goes on. Are its lines counted?
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn enter(code: *mut ffi::PyObject) -> bool {
    // SAFETY: a recorder in the hub lives, and so do its slots. `describe_code` looks at nothing of the tree.
    unsafe {
        let core = hub().functions;
        if core.is_null() {
            return false;
        }
        let slot = (*core).slot();
        if slot.is_null() || !(*slot).thread.is_running() {
            return false;
        }
        let (now, costs) = ((*core).clock.now(), &(*core).costs);
        let cost = if is_generator(code) { costs.resume } else { costs.enter };
        (*slot).thread.enter(code as usize, now, cost, || (*core).describe_code(code));
        if (*core).has_met {
            Core::meet(core, slot, code);
        }
        (*slot).thread.tree.current().is_watched
    }
}

/// It returns, yields or raises. Are the lines of its caller counted?
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn leave(code: *mut ffi::PyObject) -> bool {
    // SAFETY: as above.
    unsafe {
        let core = hub().functions;
        let Some(core) = core.as_mut() else { return false };
        let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) else { return false };
        let now = core.clock.now();
        let cost = if is_generator(code) { core.costs.pause } else { core.costs.leave };
        slot.thread.leave(code as usize, now, cost);
        slot.thread.tree.current().is_watched
    }
}

/// Is it the code of a generator, or of a coroutine?
#[inline]
unsafe fn is_generator(code: *mut ffi::PyObject) -> bool {
    const FLAGS: usize = 48;
    const GENERATOR: c_int = ffi::CO_GENERATOR | ffi::CO_COROUTINE | ffi::CO_ASYNC_GENERATOR;
    // SAFETY: a code object, which has its flags there from 3.11 on.
    unsafe { *code.cast::<u8>().add(FLAGS).cast::<c_int>() & GENERATOR != 0 }
}

/// A call of a function written in C: see `describe_builtin`.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn enter_builtin(key: usize, callable: *mut ffi::PyObject, of: *mut ffi::PyObject) {
    // SAFETY: as above.
    unsafe {
        let core = hub().functions;
        let Some(core) = core.as_mut() else { return };
        let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) else { return };
        let (now, cost) = (core.clock.now(), core.costs.enter_builtin);
        slot.thread.enter(key, now, cost, || (core.describe_builtin(key, callable, of), false));
    }
}

/// Its end; `is_method`: it is called as one, not as an object that is a function. Are the lines of its caller counted?
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn leave_builtin(key: usize, is_method: bool) -> bool {
    // SAFETY: as above.
    unsafe {
        let core = hub().functions;
        let Some(core) = core.as_mut() else { return false };
        let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) else { return false };
        let now = core.clock.now();
        let method = if is_method { core.costs.method } else { 0 };
        slot.thread.leave(key, now, core.costs.leave_builtin + method);
        slot.thread.tree.current().is_watched
    }
}

/// An event of what is not counted: only what it took is.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn pass_over() {
    // SAFETY: as above.
    unsafe {
        let core = hub().functions;
        let Some(core) = core.as_mut() else { return };
        if let Some(slot) = core.slot().as_mut() {
            slot.thread.forgive(core.costs.other);
        }
    }
}

/// A line of a frame begins.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn begin_line(frame: usize, code: *mut ffi::PyObject, line: u32) {
    // SAFETY: as above.
    unsafe {
        for &core in &hub().lines {
            let core = &mut *core;
            if let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) {
                let now = core.clock.now();
                slot.thread.begin_line(&mut core.lines, frame, code as usize, line, now, core.costs.line);
            }
        }
    }
}

/// A frame ends or pauses.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn end_lines(frame: usize, code: *mut ffi::PyObject) {
    // SAFETY: as above.
    unsafe {
        for &core in &hub().lines {
            let core = &mut *core;
            if let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) {
                let now = core.clock.now();
                slot.thread.end_lines(&mut core.lines, frame, code as usize, now, core.costs.line);
            }
        }
    }
}

/// The key of what is called, if it is written in C and counted.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn builtin_key(callable: *mut ffi::PyObject) -> Option<usize> {
    // SAFETY: as above.
    unsafe { builtins::definition(callable) }
}

/// Is machine code to be told of? Then it is no reason to stay in CPython that we watch.
///
/// # Safety
/// As above.
#[inline]
pub unsafe fn sees_compiled() -> bool {
    // SAFETY: as above.
    unsafe { hub().functions.as_ref().is_some_and(|core| core.sees_compiled) }
}

/// Does no recorder want events? Its tool of `sys.monitoring` stays registered then.
///
/// # Safety
/// As above.
#[cfg(Py_3_12)]
pub unsafe fn is_idle() -> bool {
    // SAFETY: as above.
    unsafe { hub().functions.is_null() && hub().lines.is_empty() }
}

/// Machine code has a key of its own beside that of its code, whose address is even: CPython may run that too.
fn compiled_key(code: *mut ffi::PyObject) -> usize {
    code as usize | 1
}

/// Machine code of this function begins.
///
/// # Safety
/// As above; `function` is a Python function.
#[cold]
pub unsafe fn enter_compiled(function: *mut ffi::PyObject) {
    // SAFETY: as above.
    unsafe {
        let Some(core) = hub().functions.as_mut().filter(|core| core.sees_compiled) else { return };
        let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) else { return };
        let code = ffi::PyFunction_GetCode(function);
        let (now, key) = (core.clock.now(), compiled_key(code));
        slot.thread.enter(key, now, 0, || (core.describe_compiled(key, code), false));
    }
}

/// It ends.
///
/// # Safety
/// As above.
#[cold]
pub unsafe fn leave_compiled(function: *mut ffi::PyObject) {
    // SAFETY: as above.
    unsafe {
        let Some(core) = hub().functions.as_mut().filter(|core| core.sees_compiled) else { return };
        let Some(slot) = core.slot().as_mut().filter(|slot| slot.thread.is_running()) else { return };
        let now = core.clock.now();
        slot.thread.leave(compiled_key(ffi::PyFunction_GetCode(function)), now, 0);
    }
}
