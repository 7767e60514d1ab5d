//! Which frames the threads are in, read where CPython has them: no frame objects are made for it, which would make
//! the returns of those frames slow.
//!
//! It is what `sys._current_frames()` and `f_back` give, in 5 ns a frame.

use pyo3::ffi;
use std::ffi::c_int;

/// Offsets in bytes, of 64-bit builds.
#[cfg(not(Py_3_12))]
mod offset {
    pub const THREAD_NUMBER: usize = 152;
    /// Of what points to the frame, or to what does that.
    pub const FRAME: usize = 56;
    pub const FRAME_WITHIN: Option<usize> = Some(8);
    pub const CODE: usize = 32;
    pub const PREVIOUS: usize = 48;
    pub const INSTRUCTION: usize = 56;
    pub const OWNER: usize = 69;
    pub const SLOTS: usize = 72;
    pub const FIRST_TRACEABLE: usize = 168;
    pub const INSTRUCTIONS: usize = 184;
}
#[cfg(all(Py_3_12, not(Py_3_13)))]
mod offset {
    pub const THREAD_NUMBER: usize = 136;
    pub const FRAME: usize = 56;
    pub const FRAME_WITHIN: Option<usize> = Some(0);
    pub const CODE: usize = 0;
    pub const PREVIOUS: usize = 8;
    pub const INSTRUCTION: usize = 56;
    pub const OWNER: usize = 70;
    pub const SLOTS: usize = 72;
    pub const FIRST_TRACEABLE: usize = 176;
    pub const INSTRUCTIONS: usize = 192;
}
#[cfg(Py_3_13)]
mod offset {
    pub const THREAD_NUMBER: usize = 152;
    pub const FRAME: usize = 72;
    pub const FRAME_WITHIN: Option<usize> = None;
    pub const CODE: usize = 0;
    pub const PREVIOUS: usize = 8;
    pub const INSTRUCTION: usize = 56;
    pub const OWNER: usize = 70;
    pub const SLOTS: usize = 72;
    pub const FIRST_TRACEABLE: usize = 184;
    pub const INSTRUCTIONS: usize = 200;
}

/// A frame as it is now: its code, and the instruction that it has come to, by address.
#[derive(Clone, Copy)]
pub struct Place {
    pub code: *mut ffi::PyObject,
    pub instruction: usize,
}

/// A frame by address.
type Frame = *const u8;

unsafe fn word<T: Copy>(object: *const u8, offset: usize) -> T {
    // SAFETY: the callers have an object that has a `T` there.
    unsafe { *object.add(offset).cast::<T>() }
}

/// Is CPython's layout the one that we know? Only builds of our own choice have another.
///
/// # Safety
/// The GIL is held.
pub unsafe fn is_known() -> bool {
    if cfg!(Py_3_14) {
        return false;
    }
    // SAFETY: the caller's promise. A thread state is longer than that in all versions.
    unsafe {
        let state = ffi::PyThreadState_Get().cast::<u8>();
        word::<u64>(state, offset::THREAD_NUMBER) == ffi::PyThread_get_thread_ident() as u64
    }
}

/// The numbers that `threading` has for the threads, and the frames that they are in. Threads that have none are left
/// out.
///
/// # Safety
/// The GIL is held, and the layout is known. Threads end under the GIL, and one that is made without it is seen with
/// no frame.
pub unsafe fn threads(mut visit: impl FnMut(u64, Frame)) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut state = ffi::PyInterpreterState_ThreadHead(ffi::PyInterpreterState_Get());
        while !state.is_null() {
            let frame = frame_of(state);
            if !frame.is_null() {
                visit(word::<u64>(state.cast(), offset::THREAD_NUMBER), frame);
            }
            state = ffi::PyThreadState_Next(state);
        }
    }
}

/// The frame that runs in this thread, for `path`.
///
/// # Safety
/// The GIL is held, and the layout is known.
pub unsafe fn running() -> Frame {
    // SAFETY: the caller's promise.
    unsafe {
        let mut frame = frame_of(ffi::PyThreadState_Get());
        while !frame.is_null() && place(frame).is_none() {
            frame = word(frame, offset::PREVIOUS);
        }
        frame
    }
}

/// A frame and those that it was called from, the innermost first, up to `base`, which is not one of them.
///
/// # Safety
/// As above; the frame is one of a thread's.
pub unsafe fn path(mut frame: Frame, base: Frame, places: &mut Vec<Place>) {
    // SAFETY: a frame lives as long as the thread is in it.
    unsafe {
        while !frame.is_null() && frame != base {
            places.extend(place(frame));
            frame = word(frame, offset::PREVIOUS);
        }
    }
}

/// The code of a frame, and its variables, behind which is its stack. None: it is one of CPython's own.
///
/// # Safety
/// As above; the frame is one of a thread's, or null.
pub unsafe fn slots_of(frame: Frame) -> Option<(*mut ffi::PyObject, *const *mut ffi::PyObject)> {
    // SAFETY: the caller's promise.
    unsafe {
        let place = if frame.is_null() { None } else { place(frame) };
        place.map(|place| (place.code, frame.add(offset::SLOTS).cast()))
    }
}

/// The line of a place; 0: it has none.
///
/// # Safety
/// The GIL is held, and the code is alive.
pub unsafe fn line(place: Place) -> u32 {
    let from = place.code as usize + offset::INSTRUCTIONS;
    // SAFETY: the caller's promise.
    let line = unsafe { ffi::PyCode_Addr2Line(place.code.cast(), place.instruction.wrapping_sub(from) as c_int) };
    line.max(0) as u32
}

unsafe fn frame_of(state: *mut ffi::PyThreadState) -> Frame {
    // SAFETY: the callers have a state, which has no frame, or what points to one is null, before it is ready.
    unsafe {
        let at: *const u8 = word(state.cast(), offset::FRAME);
        match offset::FRAME_WITHIN {
            Some(within) if !at.is_null() => word(at, within),
            _ => at,
        }
    }
}

/// None: it is one of CPython's own, or has not begun.
unsafe fn place(frame: Frame) -> Option<Place> {
    const OF_GENERATOR: u8 = 1;
    const OF_C_STACK: u8 = 3;
    // SAFETY: the callers have a frame; what it runs is code unless it belongs to the C stack.
    unsafe {
        let owner: u8 = word(frame, offset::OWNER);
        let code: *mut ffi::PyObject = word(frame, offset::CODE);
        if owner == OF_C_STACK || code.is_null() || ffi::Py_TYPE(code) != &raw mut ffi::PyCode_Type {
            return None;
        }
        let instruction: usize = word(frame, offset::INSTRUCTION);
        let first: c_int = word(code.cast(), offset::FIRST_TRACEABLE);
        let begins = code as usize + offset::INSTRUCTIONS + 2 * first as usize;
        (owner == OF_GENERATOR || instruction >= begins).then_some(Place { code, instruction })
    }
}
