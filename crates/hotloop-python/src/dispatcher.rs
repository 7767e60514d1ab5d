//! The type of decorated functions: a C heap type with vectorcall, since a call of a compiled function is to cost less
//! than CPython's call of an empty one.
//!
//! `jit(f)` is a `Dispatcher`: it has a `__dict__` for `functools.update_wrapper`, binds as a method, can be weakly
//! referenced and collected, and pickles by name.

use crate::settings::Settings;
use crate::state::State;
use crate::twin::Twin;
use crate::{call, explain};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::offset_of;
use std::ptr;

unsafe extern "C" {
    /// A bound method; PyO3 does not declare it.
    fn PyMethod_New(function: *mut ffi::PyObject, instance: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

#[repr(C)]
pub struct Dispatcher {
    head: ffi::PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    dict: *mut ffi::PyObject,
    weak_references: *mut ffi::PyObject,
    /// The Python function; null once the garbage collector has cleared it.
    function: *mut ffi::PyObject,
    state: *mut State,
    twin: *mut Twin,
}

impl Dispatcher {
    #[inline]
    pub fn function(&self) -> *mut ffi::PyObject {
        self.function
    }

    #[inline]
    pub fn state(&self) -> &State {
        // SAFETY: set by `new_dispatcher`, freed by `deallocate` only.
        unsafe { &*self.state }
    }

    pub fn twin(&self) -> &Twin {
        // SAFETY: as above.
        unsafe { &*self.twin }
    }
}

/// Adds the type and its maker to the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Dispatcher", type_object(module.py())?)?;
    module.add_function(wrap_pyfunction!(new_dispatcher, module)?)
}

/// The function behind a dispatcher, or nothing for other objects.
pub fn python_function<'py>(object: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
    let dispatcher = downcast(object)?;
    // SAFETY: a live reference or null.
    unsafe { Bound::from_borrowed_ptr_or_opt(object.py(), dispatcher.function) }
}

/// The dispatcher that an object is.
pub fn downcast<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Dispatcher> {
    let ty = type_object(object.py()).ok()?;
    // SAFETY: objects of exactly this type are `Dispatcher`s; it has no subtypes.
    object.get_type().is(ty).then(|| unsafe { &*object.as_ptr().cast::<Dispatcher>() })
}

/// A dispatcher for a Python function. Looks at nothing but the options: the source is read at the first call.
/// `cut_out`: of a loop that was cut out of a program, whether it keeps its results, comes back,
/// calls out, ends with the iteration, and gives up where it would be left at its start.
#[pyfunction]
#[pyo3(signature = (function, strict, fastmath, threads, lanes, cpu, cut_out=(false, false, true, false, false)))]
fn new_dispatcher<'py>(
    function: &Bound<'py, PyAny>,
    strict: bool,
    fastmath: bool,
    threads: Option<i64>,
    lanes: Option<i64>,
    cpu: Option<&str>,
    cut_out: (bool, bool, bool, bool, bool),
) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    // SAFETY: any object may be asked for its type.
    if unsafe { ffi::PyFunction_Check(function.as_ptr()) } == 0 {
        return Err(PyTypeError::new_err("only functions written in Python can be compiled"));
    }
    let mut settings = Settings::new(strict, fastmath, threads, lanes, cpu).map_err(PyValueError::new_err)?;
    (settings.keeps_results, settings.comes_back, settings.calls_out, settings.ends_iteration, settings.gives_up) =
        cut_out;
    let ty = type_object(py)?.as_ptr().cast::<ffi::PyTypeObject>();
    // SAFETY: PyType_GenericAlloc gives zeroed memory of the size in the spec, whose fields are set before it is seen.
    unsafe {
        let object = ffi::PyType_GenericAlloc(ty, 0);
        let object = Bound::from_owned_ptr_or_err(py, object)?;
        let dispatcher = object.as_ptr().cast::<Dispatcher>();
        (*dispatcher).vectorcall = Some(call::vectorcall);
        (*dispatcher).function = function.clone().into_ptr();
        (*dispatcher).state = Box::into_raw(Box::new(State::new(settings)));
        (*dispatcher).twin = Box::into_raw(Box::new(Twin::new()));
        Ok(object)
    }
}

fn type_object(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Ok(TYPE.get_or_try_init(py, || make_type(py))?.bind(py))
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    fn slot(slot: c_int, function: *mut c_void) -> ffi::PyType_Slot {
        ffi::PyType_Slot { slot, pfunc: function }
    }
    // CPython keeps pointers into these tables as long as the type lives: for ever.
    let members = Box::leak(Box::new([
        member(c"__vectorcalloffset__".as_ptr(), offset_of!(Dispatcher, vectorcall)),
        member(c"__dictoffset__".as_ptr(), offset_of!(Dispatcher, dict)),
        member(c"__weaklistoffset__".as_ptr(), offset_of!(Dispatcher, weak_references)),
        ffi::PyMemberDef::default(),
    ]));
    let attributes = Box::leak(Box::new([
        forwarded(c"__code__"),
        forwarded(c"__defaults__"),
        forwarded(c"__kwdefaults__"),
        forwarded(c"__globals__"),
        forwarded(c"__closure__"),
        attribute(c"__dict__", ffi::PyObject_GenericGetDict, Some(ffi::PyObject_GenericSetDict), c"attributes"),
        attribute(c"py_func", get_function, None, c"the Python function itself"),
        attribute(c"signatures", get_signatures, None, c"argument types met, and what became of each"),
        attribute(c"statistics", get_statistics, None, c"what was compiled and what was run, in numbers"),
        ffi::PyGetSetDef::default(),
    ]));
    let methods = Box::leak(Box::new([
        method(
            c"explain",
            ffi::PyMethodDefPointer { PyCFunctionWithKeywords: explain_method },
            ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        ),
        method(c"__reduce__", ffi::PyMethodDefPointer { PyCFunction: reduce }, ffi::METH_NOARGS),
        ffi::PyMethodDef::zeroed(),
    ]));
    let slots = &mut [
        slot(ffi::Py_tp_dealloc, deallocate as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void),
        slot(ffi::Py_tp_descr_get, bind as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(ffi::Py_tp_getset, attributes.as_mut_ptr().cast()),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    // METHOD_DESCRIPTOR: `object.method(x)` calls without a bound method in between.
    let flags = ffi::Py_TPFLAGS_DEFAULT
        | ffi::Py_TPFLAGS_HAVE_GC
        | ffi::Py_TPFLAGS_HAVE_VECTORCALL
        | ffi::Py_TPFLAGS_METHOD_DESCRIPTOR
        | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION
        | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let mut spec = ffi::PyType_Spec {
        name: c"hotloop.Dispatcher".as_ptr(),
        basicsize: size_of::<Dispatcher>() as c_int,
        itemsize: 0,
        flags: flags as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the slots have the functions that their names ask for, and the tables live for ever.
    unsafe {
        let ty = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&mut spec))?;
        Ok(ty.cast_into::<PyType>()?.unbind())
    }
}

fn member(name: *const c_char, offset: usize) -> ffi::PyMemberDef {
    ffi::PyMemberDef {
        name,
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset as ffi::Py_ssize_t,
        flags: ffi::Py_READONLY,
        doc: ptr::null(),
    }
}

fn attribute(name: &'static CStr, get: ffi::getter, set: Option<ffi::setter>, doc: &'static CStr) -> ffi::PyGetSetDef {
    ffi::PyGetSetDef { name: name.as_ptr(), get: Some(get), set, doc: doc.as_ptr(), closure: ptr::null_mut() }
}

/// What `inspect` and others ask of a function: the Python function has it.
fn forwarded(name: &'static CStr) -> ffi::PyGetSetDef {
    let closure = name.as_ptr().cast_mut().cast();
    ffi::PyGetSetDef { closure, ..attribute(name, get_forwarded, Some(set_forwarded), c"the Python function's") }
}

fn method(name: &'static CStr, function: ffi::PyMethodDefPointer, flags: c_int) -> ffi::PyMethodDef {
    ffi::PyMethodDef { ml_name: name.as_ptr(), ml_meth: function, ml_flags: flags, ml_doc: ptr::null() }
}

unsafe extern "C" fn deallocate(object: *mut ffi::PyObject) {
    // SAFETY: CPython calls this once, with the last reference gone.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        let dispatcher = object.cast::<Dispatcher>();
        ffi::PyObject_GC_UnTrack(object.cast());
        if !(*dispatcher).weak_references.is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
        clear(object);
        let state = ptr::replace(&mut (*dispatcher).state, ptr::null_mut());
        if !state.is_null() {
            // PyO3 gives references up at once only where it knows of the GIL, of which it wants to know nothing when
            // CPython shuts down: then the state goes with the process.
            let _ = Python::try_attach(|_| drop(Box::from_raw(state)));
        }
        let twin = ptr::replace(&mut (*dispatcher).twin, ptr::null_mut());
        if !twin.is_null() {
            drop(Box::from_raw(twin));
        }
        ffi::PyObject_GC_Del(object.cast());
        ffi::Py_DECREF(ty.cast());
    }
}

unsafe extern "C" fn traverse(object: *mut ffi::PyObject, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
    // SAFETY: CPython calls this with a live object; nothing is changed and no Python code runs.
    unsafe {
        let dispatcher = object.cast::<Dispatcher>();
        let own = [ffi::Py_TYPE(object).cast(), (*dispatcher).dict, (*dispatcher).function];
        for held in own.into_iter().filter(|held| !held.is_null()) {
            let status = visit(held, argument);
            if status != 0 {
                return status;
            }
        }
        if let Some(twin) = (*dispatcher).twin.as_ref() {
            let status = twin.traverse(visit, argument);
            if status != 0 {
                return status;
            }
        }
        match (*dispatcher).state.as_ref() {
            Some(state) => state.traverse(visit, argument),
            None => 0,
        }
    }
}

unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: each pointer is taken out before its reference is given up, so that nobody meets it half dead.
    unsafe {
        let dispatcher = object.cast::<Dispatcher>();
        for place in [&raw mut (*dispatcher).dict, &raw mut (*dispatcher).function] {
            ffi::Py_XDECREF(ptr::replace(place, ptr::null_mut()));
        }
        if let Some(twin) = (*dispatcher).twin.as_ref() {
            twin.clear();
        }
    }
    0
}

/// `instance.method` is a bound method, `Class.method` the dispatcher itself.
unsafe extern "C" fn bind(
    object: *mut ffi::PyObject,
    instance: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes live objects, or null for no instance.
    unsafe {
        match instance.is_null() || instance == ffi::Py_None() {
            true => ffi::Py_NewRef(object),
            false => PyMethod_New(object, instance),
        }
    }
}

unsafe extern "C" fn repr(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live object; the format takes one object.
    unsafe {
        let function = (*object.cast::<Dispatcher>()).function;
        let shown = if function.is_null() { ffi::Py_None() } else { function };
        ffi::PyUnicode_FromFormat(c"<hotloop.jit %R>".as_ptr(), shown)
    }
}

/// A name is how pickle takes what can be imported.
unsafe extern "C" fn reduce(object: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live object.
    unsafe { ffi::PyObject_GetAttrString(object, c"__qualname__".as_ptr()) }
}

unsafe extern "C" fn get_function(object: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live object.
    unsafe {
        let function = (*object.cast::<Dispatcher>()).function;
        ffi::Py_NewRef(if function.is_null() { ffi::Py_None() } else { function })
    }
}

unsafe extern "C" fn get_forwarded(object: *mut ffi::PyObject, name: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live object, and the name that `forwarded` has given.
    unsafe {
        let function = get_function(object, ptr::null_mut());
        let value = ffi::PyObject_GetAttrString(function, name.cast());
        ffi::Py_DECREF(function);
        value
    }
}

unsafe extern "C" fn set_forwarded(object: *mut ffi::PyObject, value: *mut ffi::PyObject, name: *mut c_void) -> c_int {
    // SAFETY: as above; null for `value` deletes, here as there.
    unsafe {
        let function = get_function(object, ptr::null_mut());
        let status = ffi::PyObject_SetAttrString(function, name.cast(), value);
        ffi::Py_DECREF(function);
        status
    }
}

unsafe extern "C" fn get_signatures(object: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live dispatcher, under the GIL.
    let dispatcher = unsafe { &*object.cast::<Dispatcher>() };
    call::object_or_raise(|py| Ok(explain::signatures(py, dispatcher)?.into_ptr()))
}

unsafe extern "C" fn get_statistics(object: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: CPython calls this with a live dispatcher, under the GIL.
    let dispatcher = unsafe { &*object.cast::<Dispatcher>() };
    call::object_or_raise(|py| Ok(explain::statistics(py, dispatcher)?.into_ptr()))
}

/// `hotloop._jit.explain(self, ...)`: texts are put together there.
unsafe extern "C" fn explain_method(
    object: *mut ffi::PyObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    call::object_or_raise(|py| {
        // SAFETY: CPython passes live objects, or null for no keywords.
        let (this, arguments, keywords) = unsafe {
            (
                Bound::from_borrowed_ptr(py, object),
                Bound::from_borrowed_ptr(py, arguments).cast_into::<PyTuple>()?,
                Bound::from_borrowed_ptr_or_opt(py, keywords),
            )
        };
        let keywords = keywords.map(|keywords| keywords.cast_into::<PyDict>()).transpose()?;
        let all: Vec<_> = std::iter::once(this).chain(arguments.iter()).collect();
        let all = PyTuple::new(py, all)?;
        Ok(py.import("hotloop._jit")?.getattr("explain")?.call(all, keywords.as_ref())?.into_ptr())
    })
}
