//! The binary interface between machine code and whatever runs it; field order is the ABI, every field is 8 bytes.
//!
//! ```text
//! entry(frame: *mut u64, host: *mut Host) -> i64      0 returned, k > 0 left by exit point k-1, -1 Python exception
//! kernel(captures, begin, end, host, partials) -> i64 first position that was not executed
//! ```

use crate::undo::Undone;
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
    /// 0: go on (`poll_countdown` has been set anew), 1: take the exit. `known`: all lists that machine code still knows,
    /// or null where it cannot say: others that it has made may be freed. `n_known` below 0: it is not at an exit point,
    /// knows -1 less that many, and of others only those may be freed that are newer than `n_made_before`.
    pub poll: extern "C" fn(*mut Host, known: *const *mut Buffer, n_known: i64) -> i64,
    /// Arguments' parts in `slots`, the result object in `slots[0]`; -1: exception set.
    pub call_python: extern "C" fn(*mut Host, snippet: i64, slots: *mut u64) -> i64,
    /// Runs a kernel over `begin..end`, see [`crate::pool::run`]; returns the position reached. If that is beyond `next`,
    /// `rewind` can undo what is behind any position from `next` on, until the kernel runs again. What the reductions are
    /// of all positions done is in `partials`. `undo`: 1 if what is overwritten is noted, as that of
    /// stores is; 2 if the loop has no exit point, and nothing is written.
    pub run_strips: extern "C" fn(
        *mut Host,
        kernel: i64,
        code: Kernel,
        captures: *const u64,
        begin: i64,
        end: i64,
        next: i64,
        partials: *mut u64,
        undo: i64,
    ) -> i64,
    /// `len` rows of `width` elements (a list: of one), each with the parts at `fill`; null: no memory.
    pub new_list: extern "C" fn(*mut Host, elem: i64, len: i64, width: i64, fill: *const u64) -> *mut Buffer,
    /// Changes a list, by the number of an edit; `undo`: what it was is noted. 0, or -1 for no memory.
    pub edit: extern "C" fn(*mut Host, edit: i64, list: *mut Buffer, elem: i64, undo: i64, operands: *const u64) -> i64,
    pub retain: extern "C" fn(*mut c_void),
    pub release: extern "C" fn(*mut c_void),
    /// Undoes what a kernel has done from a position on, ahead of its loop.
    pub rewind: extern "C" fn(*mut Host, position: i64),
    /// What has to be undone, see [`crate::undo`]: machine code notes at `undo_top` and sets that back at exit points.
    pub undo_start: *mut Undone,
    pub undo_top: *mut Undone,
    pub undo_end: *mut Undone,
    /// Makes room at `undo_top`. 0, or -1 where there is none.
    pub grow_undo: extern "C" fn(*mut Host) -> i64,
    /// Takes back all that is noted.
    pub take_back: extern "C" fn(*mut Host),
    /// Frames of CPython's that calls between functions in machine code may stand for.
    pub frames: i64,
    /// Such a call goes no further on the stack.
    pub stack_end: *const u8,
    /// -1: lists may be freed, at the next exit point, whatever `poll_countdown` says, which is up to date there. Else 0.
    pub lists_due: i64,
    /// An array of `n_dims` lengths at `dims`, each element with the parts at `fill`, or with anything where that is null.
    /// Null: there is no memory, or no such array.
    pub new_array: extern "C" fn(*mut Host, elem: i64, n_dims: i64, dims: *const i64, fill: *const u64) -> *mut Buffer,
    /// How many lists `new_list` has made.
    pub n_made: i64,
    /// Those that had been made when the last exit point was passed, in code that may call `poll` between two of them.
    pub n_made_before: i64,
    /// As `lists_due`, where a loop has no exit point.
    pub new_lists_due: i64,
}

impl Host {
    /// Notes what has to be undone; there is room.
    ///
    /// # Safety
    /// `undo_top` is below `undo_end`.
    pub unsafe fn note(&mut self, entry: Undone) {
        // SAFETY: the caller's promise.
        unsafe {
            self.undo_top.write(entry);
            self.undo_top = self.undo_top.add(1);
        }
    }
}

/// Elements in memory: a list's native copy, row after row, or an array.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Buffer {
    pub data: *mut u8,
    /// First dimension.
    pub len: i64,
    /// Second dimension, or 1.
    pub dim1: i64,
    /// Elements that fit at `data`; of an array whose strides are in bytes [`Buffer::IN_BYTES`] or [`Buffer::SWAPPED`].
    pub capacity: i64,
    /// Third and fourth dimension, or 1.
    pub dim2: i64,
    pub dim3: i64,
    /// Of an array: how many elements, or bytes, it is to the next index of each dimension.
    pub strides: [i64; MAX_DIMS],
}

pub const MAX_DIMS: usize = 4;

impl Buffer {
    pub const IN_BYTES: i64 = -1;
    /// And the bytes of each part are in the other order than this machine's.
    pub const SWAPPED: i64 = -2;

    /// The bytes that a stride is counted in.
    pub fn unit(&self, elem_size: usize) -> usize {
        if self.capacity < 0 { 1 } else { elem_size }
    }

    /// A list without elements.
    pub const EMPTY: Buffer =
        Buffer { data: std::ptr::null_mut(), len: 0, dim1: 1, capacity: 0, dim2: 1, dim3: 1, strides: [0; MAX_DIMS] };
}

const _: () = assert!(size_of::<Host>() == 23 * 8 && size_of::<Buffer>() == 10 * 8, "machine code knows these layouts");

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::ptr;

    /// A host that does nothing.
    pub fn host() -> Host {
        extern "C" fn poll(_: *mut Host, _: *const *mut Buffer, _: i64) -> i64 {
            0
        }
        extern "C" fn call_python(_: *mut Host, _: i64, _: *mut u64) -> i64 {
            -1
        }
        extern "C" fn run_strips(
            _: *mut Host,
            _: i64,
            _: Kernel,
            _: *const u64,
            begin: i64,
            _: i64,
            _: i64,
            _: *mut u64,
            _: i64,
        ) -> i64 {
            begin
        }
        extern "C" fn new_list(_: *mut Host, _: i64, _: i64, _: i64, _: *const u64) -> *mut Buffer {
            ptr::null_mut()
        }
        extern "C" fn new_array(_: *mut Host, _: i64, _: i64, _: *const i64, _: *const u64) -> *mut Buffer {
            ptr::null_mut()
        }
        extern "C" fn edit(_: *mut Host, _: i64, _: *mut Buffer, _: i64, _: i64, _: *const u64) -> i64 {
            -1
        }
        extern "C" fn rewind(_: *mut Host, _: i64) {}
        extern "C" fn grow_undo(_: *mut Host) -> i64 {
            -1
        }
        extern "C" fn take_back(_: *mut Host) {}
        extern "C" fn count(_: *mut c_void) {}
        let nothing = ptr::null_mut();
        Host {
            context: ptr::null_mut(),
            force_exit: 0,
            poll_countdown: 0,
            poll,
            call_python,
            run_strips,
            new_list,
            edit,
            retain: count,
            release: count,
            rewind,
            undo_start: nothing,
            undo_top: nothing,
            undo_end: nothing,
            grow_undo,
            take_back,
            frames: 0,
            stack_end: ptr::null(),
            lists_due: 0,
            new_array,
            n_made: 0,
            n_made_before: 0,
            new_lists_due: 0,
        }
    }
}
