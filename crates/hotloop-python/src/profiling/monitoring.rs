//! Events of CPython 3.12 and later: callbacks of `sys.monitoring`.
//!
//! They are objects whose vectorcall is the callback itself, as cheap as one can be. Line events are asked for in the
//! code that is watched, and nowhere else; calls of builtins only if they are counted.

use super::builtins;
use super::hub::{begin_line, builtin_key, end_lines, enter, enter_builtin, hub, leave, leave_builtin, pass_over};
use crate::interpreter::{current_frame, int_value};
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::ffi::{c_int, c_void};
use std::mem::offset_of;
use std::ptr;

type Object = *mut ffi::PyObject;

/// Numbers of tools that have no name of their own come first: a program may use a profiler or a debugger itself.
const TOOLS: [u8; 6] = [3, 4, 2, 5, 1, 0];

#[repr(C)]
struct Callback {
    head: ffi::PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
}

struct Tool {
    number: u8,
    missing: Py<PyAny>,
}

static TOOL: PyOnceLock<Tool> = PyOnceLock::new();

/// Makes events come, or stop, as the hub asks now.
pub fn refresh(py: Python<'_>, _: bool) -> PyResult<()> {
    let monitoring = monitoring(py)?;
    let tool = tool(py)?.number;
    // SAFETY: attached; nothing is kept.
    let (functions, builtins, lines) = unsafe {
        let functions = hub().functions.as_ref();
        let builtins = functions.is_some_and(|core| core.counts_builtins);
        (functions.is_some(), builtins, !hub().lines.is_empty())
    };
    let mut events = 0u32;
    for &(name, _, kind) in EVENTS {
        let is_wanted = match kind {
            Kind::Function => functions,
            // The only end of a function for which there are no events of single functions.
            Kind::Raised => functions || lines,
            Kind::Builtin => builtins,
            Kind::Line => false,
        };
        if is_wanted {
            events |= event(&monitoring, name)?;
        }
    }
    monitoring.call_method1("set_events", (tool, events))?;
    Ok(())
}

/// The same where lines are counted that were not.
pub fn lines_changed(py: Python<'_>) -> PyResult<()> {
    refresh(py, false)
}

/// Asks for the line events of this code, or for no more of them.
pub fn watch(code: &Bound<'_, PyAny>, is_wanted: bool) -> PyResult<()> {
    let py = code.py();
    let monitoring = monitoring(py)?;
    let mut events = 0u32;
    if is_wanted {
        for name in ["LINE", "PY_RETURN", "PY_YIELD"] {
            events |= event(&monitoring, name)?;
        }
    }
    monitoring.call_method1("set_local_events", (tool(py)?.number, code, events))?;
    Ok(())
}

fn monitoring(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("sys")?.getattr("monitoring")
}

fn event(monitoring: &Bound<'_, PyAny>, name: &str) -> PyResult<u32> {
    monitoring.getattr("events")?.getattr(name)?.extract()
}

fn tool(py: Python<'_>) -> PyResult<&'static Tool> {
    TOOL.get_or_try_init(py, || {
        let monitoring = monitoring(py)?;
        let take = |number: u8| monitoring.call_method1("use_tool_id", (number, "hotloop")).is_ok();
        let number = TOOLS.into_iter().find(|&number| take(number));
        let number = number.ok_or_else(|| PyRuntimeError::new_err("all tools of sys.monitoring are in use"))?;
        for &(name, callback, _) in EVENTS {
            let event = event(&monitoring, name)?;
            monitoring.call_method1("register_callback", (number, event, new_callback(py, callback)?))?;
        }
        Ok(Tool { number, missing: monitoring.getattr("MISSING")?.unbind() })
    })
}

/// Nobody sets one of ours: those are of `sys.settrace` and `sys.setprofile`.
#[cfg(not(Py_3_14))]
pub fn is_ours(_: usize) -> bool {
    false
}

pub fn own_tool() -> Option<u8> {
    // SAFETY: the callers have the GIL.
    TOOL.get(unsafe { Python::assume_attached() }).map(|tool| tool.number)
}

#[derive(Clone, Copy)]
enum Kind {
    Function,
    Raised,
    Builtin,
    Line,
}

const EVENTS: &[(&str, ffi::vectorcallfunc, Kind)] = &[
    ("PY_START", started, Kind::Function),
    ("PY_RESUME", started, Kind::Function),
    ("PY_THROW", started, Kind::Function),
    ("PY_RETURN", ended, Kind::Function),
    ("PY_YIELD", ended, Kind::Function),
    ("PY_UNWIND", ended, Kind::Raised),
    ("CALL", called, Kind::Builtin),
    ("C_RETURN", returned, Kind::Builtin),
    ("C_RAISE", returned, Kind::Builtin),
    ("LINE", line, Kind::Line),
];

fn none() -> Object {
    // SAFETY: None is there as long as CPython is.
    unsafe { ffi::Py_NewRef(ffi::Py_None()) }
}

/// code, offset
unsafe extern "C" fn started(_: Object, arguments: *const Object, _: usize, _: Object) -> Object {
    // SAFETY: sys.monitoring calls this with the GIL and these arguments, here and below.
    unsafe { enter(*arguments) };
    none()
}

/// code, offset, and what it gives
unsafe extern "C" fn ended(_: Object, arguments: *const Object, _: usize, _: Object) -> Object {
    // SAFETY: as above.
    unsafe {
        let code = *arguments;
        if !hub().lines.is_empty() {
            end_lines(current_frame(), code);
        }
        leave(code);
    }
    none()
}

/// code, offset, what is called, its first argument
unsafe extern "C" fn called(_: Object, arguments: *const Object, _: usize, _: Object) -> Object {
    // SAFETY: as above.
    unsafe {
        let callable = *arguments.add(2);
        if let Some(key) = builtin_key(callable) {
            enter_builtin(key, callable, ptr::null_mut());
        } else if let Some(key) = unbound_key(callable, *arguments.add(3)) {
            enter_builtin(key, callable, *arguments.add(3));
        } else {
            pass_over();
        }
    }
    none()
}

/// The same.
unsafe extern "C" fn returned(_: Object, arguments: *const Object, _: usize, _: Object) -> Object {
    // SAFETY: as above.
    unsafe {
        let callable = *arguments.add(2);
        if let Some(key) = builtin_key(callable) {
            leave_builtin(key, false);
        } else if let Some(key) = unbound_key(callable, *arguments.add(3)) {
            leave_builtin(key, true);
        } else {
            pass_over();
        }
    }
    none()
}

/// code, line
unsafe extern "C" fn line(_: Object, arguments: *const Object, _: usize, _: Object) -> Object {
    // SAFETY: as above.
    unsafe {
        if let Some(line) = int_value(*arguments.add(1)) {
            begin_line(current_frame(), *arguments, line as u32);
        }
    }
    none()
}

/// cProfile counts the call of a method that is not bound if it has something to be called on.
#[inline]
unsafe fn unbound_key(callable: Object, first: Object) -> Option<usize> {
    // SAFETY: as above; the callbacks are there only once TOOL is.
    unsafe {
        let key = builtins::unbound_definition(callable, first)?;
        let missing = TOOL.get(Python::assume_attached())?.missing.as_ptr();
        (first != missing).then_some(key)
    }
}

fn new_callback(py: Python<'_>, vectorcall: ffi::vectorcallfunc) -> PyResult<Bound<'_, PyAny>> {
    static TYPE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let ty = TYPE.get_or_try_init(py, || new_type(py))?;
    // SAFETY: the type's objects are `Callback`s.
    unsafe {
        let object = ffi::PyType_GenericAlloc(ty.as_ptr().cast(), 0);
        let callback = Bound::from_owned_ptr_or_err(py, object)?;
        (*object.cast::<Callback>()).vectorcall = Some(vectorcall);
        Ok(callback)
    }
}

fn new_type(py: Python<'_>) -> PyResult<Py<PyAny>> {
    let members = Box::leak(Box::new([
        ffi::PyMemberDef {
            name: c"__vectorcalloffset__".as_ptr(),
            type_code: ffi::Py_T_PYSSIZET,
            offset: offset_of!(Callback, vectorcall) as ffi::Py_ssize_t,
            flags: ffi::Py_READONLY,
            doc: ptr::null(),
        },
        ffi::PyMemberDef::default(),
    ]));
    let slot = |slot: c_int, pfunc: *mut c_void| ffi::PyType_Slot { slot, pfunc };
    let slots = &mut [
        slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    let flags = ffi::Py_TPFLAGS_DEFAULT
        | ffi::Py_TPFLAGS_HAVE_VECTORCALL
        | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION
        | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let mut spec = ffi::PyType_Spec {
        name: c"hotloop.Callback".as_ptr(),
        basicsize: size_of::<Callback>() as c_int,
        itemsize: 0,
        flags: flags as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the slots have the functions that their names ask for, and the tables live for ever.
    unsafe { Ok(Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&mut spec))?.unbind()) }
}
