//! The binary interface between machine code and whatever runs it; field order is the ABI, every field is 8 bytes.
//!
//! ```text
//! entry(frame: *mut u64, host: *mut Host) -> i64      0 returned, k > 0 left by exit point k-1, -1 Python exception
//! kernel(captures, begin, end, host, partials) -> i64 first position that was not executed
//! ```

use std::ffi::c_void;

/// The compiled function, symbol `hotloop_entry`.
pub type Entry = unsafe extern "C" fn(frame: *mut u64, host: *mut Host) -> i64;

/// A loop body over whole strips. It stops before the first strip in which something failed, having undone that strip.
/// It writes the result that each of its reductions has for the positions done, a word for each.
pub type Kernel =
    unsafe extern "C" fn(captures: *const u64, begin: i64, end: i64, host: *mut Host, partials: *mut u64) -> i64;

/// Services for machine code. One per call; a worker thread gets a copy of its own.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Host {
    /// The caller's own.
    pub context: *mut c_void,
    /// Counts down at exit points in code compiled with `force_exit`; the exit is taken where it reaches 0.
    pub force_exit: i64,
    /// Machine code subtracts 1 at each loop header and calls `poll` below 0.
    pub poll_countdown: i64,
    /// 0: go on (`poll_countdown` has been set anew), 1: take the exit.
    pub poll: extern "C" fn(*mut Host) -> i64,
    /// Arguments' parts in `slots`, the result object in `slots[0]`; -1: exception set.
    pub call_python: extern "C" fn(*mut Host, snippet: i64, slots: *mut u64) -> i64,
    /// Runs a kernel over `begin..end`, see [`crate::pool::run`]; returns the position reached. If that is beyond `next`,
    /// `rewind` can undo what is behind any position from `next` on, until the kernel runs again. What the reductions are
    /// of all positions done is in `partials`.
    pub run_strips: extern "C" fn(
        *mut Host,
        kernel: i64,
        code: Kernel,
        captures: *const u64,
        begin: i64,
        end: i64,
        next: i64,
        partials: *mut u64,
    ) -> i64,
    /// `len` rows of `width` elements (a list: of one), each with the parts at `fill`; null: no memory.
    pub new_list: extern "C" fn(*mut Host, elem: i64, len: i64, width: i64, fill: *const u64) -> *mut Buffer,
    /// 0, or -1 for no memory.
    pub append: extern "C" fn(*mut Host, list: *mut Buffer, elem: i64, parts: *const u64) -> i64,
    pub retain: extern "C" fn(*mut c_void),
    pub release: extern "C" fn(*mut c_void),
    /// Undoes what a kernel has done from a position on, ahead of its loop.
    pub rewind: extern "C" fn(*mut Host, position: i64),
}

/// Elements in memory, C-contiguous: a list's native copy or an array.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Buffer {
    pub data: *mut u8,
    /// First dimension.
    pub len: i64,
    /// Second dimension, or 1.
    pub dim1: i64,
    /// Elements that fit at `data`.
    pub capacity: i64,
}

const _: () = assert!(size_of::<Host>() == 11 * 8 && size_of::<Buffer>() == 4 * 8, "machine code knows these layouts");
