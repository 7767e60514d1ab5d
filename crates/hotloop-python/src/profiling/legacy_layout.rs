//! Where CPython 3.11 keeps what it runs. These layouts are of no API, but fixed: there is no other 3.11 to come.

use pyo3::ffi;
use std::ffi::c_int;

/// The start of `PyFrameObject`.
#[repr(C)]
pub struct FrameObject {
    head: ffi::PyObject,
    back: *mut FrameObject,
    pub frame: *mut Frame,
    trace: *mut ffi::PyObject,
    pub line: c_int,
}

/// The start of `_PyInterpreterFrame`.
#[repr(C)]
pub struct Frame {
    pub function: *mut ffi::PyObject,
    pub globals: *mut ffi::PyObject,
    pub builtins: *mut ffi::PyObject,
    pub locals: *mut ffi::PyObject,
    pub code: *mut ffi::PyObject,
    object: *mut FrameObject,
    pub previous: *mut Frame,
    /// The last code unit of what runs: an instruction, or a cache behind it. Before a frame runs: one before its code.
    pub instruction: *const u16,
    stack_top: c_int,
    is_entry: bool,
    /// 0: the thread; 1: a generator.
    owner: u8,
    /// Variables, and the stack behind them.
    pub places: [*mut ffi::PyObject; 1],
}

impl Frame {
    /// Does it make a generator, rather than run one? CPython tells nobody of that.
    #[inline]
    pub unsafe fn makes_generator(&self) -> bool {
        const GENERATOR: c_int = ffi::CO_GENERATOR | ffi::CO_COROUTINE | ffi::CO_ASYNC_GENERATOR;
        // SAFETY: a frame has code.
        let flags = unsafe { (*self.code.cast::<CodeObject>()).flags };
        flags & GENERATOR != 0 && self.owner == 0
    }
}

/// The start of `PyThreadState`.
#[repr(C)]
pub struct ThreadState {
    links: [usize; 3],
    flags: [c_int; 2],
    recursion: [c_int; 2],
    headroom: c_int,
    pub tracing: c_int,
    what: c_int,
    pub cframe: *mut CFrame,
    pub profile_function: Option<ffi::Py_tracefunc>,
    pub trace_function: Option<ffi::Py_tracefunc>,
}

#[repr(C)]
pub struct CFrame {
    pub use_tracing: u8,
    pub current_frame: *mut Frame,
}

/// The start of `PyCodeObject`.
#[repr(C)]
pub struct CodeObject {
    head: ffi::PyVarObject,
    constants: *mut ffi::PyObject,
    pub names: *mut ffi::PyObject,
    pub exception_table: *mut ffi::PyObject,
    pub flags: c_int,
    warmup: [i16; 2],
    /// All but those that may be named only, those of them that may not be named, those that must be named.
    pub parameters: [c_int; 3],
    stack_size: c_int,
    first_line: c_int,
    /// Variables of all kinds, those around come last.
    pub n_places: c_int,
    n_locals: [c_int; 3],
    pub n_free: c_int,
}

impl CodeObject {
    const INSTRUCTIONS: usize = 184;

    /// Where its instructions begin.
    pub fn instructions(code: *mut ffi::PyObject) -> *const u16 {
        code.wrapping_byte_add(Self::INSTRUCTIONS).cast()
    }
}
