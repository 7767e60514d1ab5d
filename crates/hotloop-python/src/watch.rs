//! Loops of an unmodified program, watched while CPython runs them: what `hotloop run` puts around an iterator.
//!
//! `for i in range(n): ..` is run as `for i in enter(7, range(n)): ..`. For a loop that is left alone `enter` gives the
//! range back. Otherwise it gives a [`Watch`], which hands the range's items out and now and then asks Python code
//! (`look`) what to do. That may run all that is left of the loop in machine code; then the watch is exhausted.
//! A list comprehension is watched in the same way, and its values are put into its list ([`crate::comprehension`]).

use crate::call::object_or_raise;
use crate::collector::Pause;
use crate::host::has_signal_handlers;
use crate::interpreter::{is_only_thread, is_watched};
use crate::numpy;
use pyo3::exceptions::{PyException, PyRecursionError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyCFunction, PyComplex, PyComplexMethods, PyDict, PyFloat, PyFloatMethods, PyInt, PyList, PyString, PyTuple, PyType,
};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::{c_int, c_void};
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

type Object = *mut ffi::PyObject;

/// What is known of one loop of the source.
#[derive(Default)]
struct Loop {
    /// Has a method `look`: how many items to hand out before it is asked again, None if the loop is done, or what is
    /// left of its items.
    owner: Option<Py<PyAny>>,
    is_left_alone: bool,
    entries: u64,
    /// In CPython, under a watch.
    trips: i64,
    seconds: f64,
    /// The same without the loops that ran inside of it.
    own_seconds: f64,
    /// What the last short entry took: taken for what those take that are not watched; and the sum of that.
    short_seconds: f64,
    unseen_seconds: f64,
    /// Entries while a debugger, coverage or a profiler watched.
    traced: u64,
    /// From so many seconds on the next entry is looked at from its first item.
    patience: f64,
    /// There is machine code: entries are looked at from their first item, or before it.
    is_compiled: bool,
    at_once: bool,
    /// The type of what it went through, if machine code cannot: its address, and the type is kept for ever.
    foreign: Option<usize>,
    foreign_entries: u64,
    /// Entries that are not watched, since those before were too short.
    to_skip: u32,
}

/// Loops by number. The numbers are in the code of modules that are kept between processes: they are hashes.
struct Table(RefCell<Option<Loops>>);

type Loops = HashMap<usize, Loop, BuildHasherDefault<AsItIs>>;

#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("numbers are hashed by write_usize");
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = number as u64;
    }
}

impl Table {
    fn with<T>(&self, number: usize, action: impl FnOnce(&mut Loop) -> T) -> T {
        let mut loops = self.0.borrow_mut();
        let new = || Loop { patience: 0.01, ..Loop::default() };
        action(loops.get_or_insert_default().entry(number).or_insert_with(new))
    }
}

// SAFETY: touched under the GIL only, and never across a call of Python code.
unsafe impl Sync for Table {}

static LOOPS: Table = Table(RefCell::new(None));

thread_local! {
    /// Seconds that the watched and compiled loops of this thread have taken that are over; none is counted twice.
    static CLOCK: Cell<f64> = const { Cell::new(0.0) };
}

/// Items between two looks take about this long.
const LOOK_EVERY: f64 = 0.5e-3;
/// Entries whose first item is looked at, whatever they take.
const EAGER_ENTRIES: u64 = 2;
/// After an entry that took less than this many seconds, some are not watched: a watch takes 0.2 us.
const SHORT_ENTRY: f64 = 20e-6;
const SKIPPED_ENTRIES: u32 = 200;
/// Items that no loop has.
const FOR_EVER: i64 = 1 << 60;
/// A loop that nobody wants to compile, and that is entered so often, is to be rid of its watch.
const MANY_ENTRIES: u64 = 4096;
/// So often, where it goes through something that machine code cannot.
const MANY_FOREIGN: u64 = 256;

#[repr(C)]
pub struct Watch {
    head: ffi::PyObject,
    inner: Object,
    next: Option<ffi::iternextfunc>,
    /// What is iterated over.
    iterable: Object,
    /// Items to hand out before the next look, of `granted`.
    left: i64,
    granted: i64,
    /// Items handed out before those.
    taken: i64,
    number: usize,
    started: Instant,
    /// CLOCK at the start.
    clock: f64,
    is_over: bool,
}

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(leave_alone, module)?)?;
    module.add_function(wrap_pyfunction!(be_eager, module)?)?;
    module.add_function(wrap_pyfunction!(loop_times, module)?)?;
    module.add_function(wrap_pyfunction!(own_times, module)?)?;
    module.add_function(wrap_pyfunction!(loop_clock, module)?)?;
    module.add_function(wrap_pyfunction!(be_patient, module)?)?;
    module.add_function(wrap_pyfunction!(time_all_loops, module)?)?;
    module.add_function(wrap_pyfunction!(foreign_type, module)?)?;
    module.add_function(wrap_pyfunction!(set_variables, module)?)?;
    module.add_function(wrap_pyfunction!(take_variables, module)?)?;
    module.add_function(wrap_pyfunction!(raise_again, module)?)?;
    module.add_function(wrap_pyfunction!(is_alone, module)?)?;
    module.add_function(wrap_pyfunction!(run_region, module)?)?;
    module.add_function(wrap_pyfunction!(others_may_look, module)?)?;
    module.add_function(wrap_pyfunction!(begin_depth, module)?)?;
    module.add_function(wrap_pyfunction!(import_held, module)?)?;
    for (key, name, function) in [
        ("enter", c"enter", enter as ffi::PyCFunctionFast),
        ("enter_while", c"enter_while", enter_while),
        ("enter_timed", c"enter_timed", enter_timed),
        ("failed", c"failed", failed),
        ("enter_items", c"enter_items", enter_items),
        ("enter_source", c"enter_source", enter_source),
    ] {
        let method = Box::leak(Box::new(ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFast: function },
            ml_flags: ffi::METH_FASTCALL,
            ml_doc: ptr::null(),
        }));
        // SAFETY: the definition lives for ever.
        let function = unsafe {
            Bound::from_owned_ptr_or_err(module.py(), ffi::PyCFunction_NewEx(method, ptr::null_mut(), ptr::null_mut()))?
        };
        module.add(key, function.cast_into::<PyCFunction>()?)?;
    }
    Ok(())
}

/// From now on entries of a loop are looked at after their first item; or before it, if all variables that it needs have
/// values by then.
#[pyfunction]
fn be_eager(number: usize, at_once: bool) {
    LOOPS.with(number, |one| (one.is_compiled, one.at_once) = (true, at_once));
}

/// From now on a loop is CPython's alone.
#[pyfunction]
fn leave_alone(number: usize) {
    LOOPS.with(number, |one| one.is_left_alone = true);
}

/// The next time that a loop is looked at from its first item is when it has taken so many seconds more.
#[pyfunction]
fn be_patient(number: usize, seconds: f64) {
    LOOPS.with(number, |one| {
        one.patience = one.seconds + seconds;
        // What passes in half of that time, and no more than have passed so far. In its first entry nobody knows.
        let entries = 0.5 * seconds * one.entries as f64 / one.seconds.max(0.5 * seconds);
        one.to_skip = if one.seconds > 0.0 { entries as u32 } else { 0 };
    });
}

/// How often a loop was entered, and its iterations and seconds in CPython under a watch; those that go on apart.
#[pyfunction]
fn loop_times(number: usize) -> (u64, i64, f64) {
    LOOPS.with(number, |one| (one.entries, one.trips, one.seconds))
}

/// Seconds in CPython without the loops inside of it, those of entries that were not watched as far as they can be
/// guessed; and entries that a debugger, coverage or a profiler has watched.
#[pyfunction]
fn own_times(number: usize) -> (f64, u64) {
    LOOPS.with(number, |one| (one.own_seconds + one.unseen_seconds, one.traced))
}

/// Seconds of this thread's loops so far; those that go on apart.
#[pyfunction]
fn loop_clock() -> f64 {
    CLOCK.get()
}

/// Binds variables of a frame, and makes others unbound.
#[pyfunction]
fn set_variables(frame: &Bound<'_, PyAny>, values: &Bound<'_, PyDict>, unknown: Vec<Bound<'_, PyAny>>) -> PyResult<()> {
    let variables = frame.getattr("f_locals")?;
    for (name, value) in values {
        variables.set_item(name, value)?;
    }
    unbind(&variables, &unknown);
    store_variables(frame);
    Ok(())
}

/// Runs a loop that was cut out, `function(*arguments)`, and binds its results in the frame of the program: how it ended,
/// and what is left of its items if it was left in the middle. No signal is served behind machine code: a handler that
/// raises there would find lists as they are then, and variables as they were before.
///
/// `names`: of the results. `before`: what variables were; numbers that are the same stay the same objects. `unknown`:
/// variables that nobody reads. `globals`: those of the results that are global variables.
#[pyfunction]
fn run_region<'py>(
    function: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyList>,
    frame: &Bound<'py, PyAny>,
    names: Vec<Bound<'py, PyAny>>,
    before: &Bound<'py, PyDict>,
    unknown: Vec<Bound<'py, PyAny>>,
    globals: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, Option<Py<PyAny>>)> {
    crate::exits::take_later();
    let result = function.call1(arguments.to_tuple())?.cast_into::<PyTuple>()?;
    let later = crate::exits::take_later();
    let variables = frame.getattr("f_locals")?;
    for (name, new) in names.iter().zip(result.iter().skip(1)) {
        let old = before.get_item(name)?.filter(|old| is_unchanged(old, &new));
        let names = if globals.contains(name)? { &frame.getattr("f_globals")? } else { &variables };
        names.set_item(name, old.unwrap_or(new))?;
    }
    unbind(&variables, &unknown);
    store_variables(frame);
    Ok((result.get_item(0)?, later))
}

/// Is a number bit for bit what it was?
fn is_unchanged(old: &Bound<'_, PyAny>, new: &Bound<'_, PyAny>) -> bool {
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
    if !old.get_type().is(new.get_type()) {
        return false;
    }
    if let (Ok(old), Ok(new)) = (old.cast_exact::<PyComplex>(), new.cast_exact::<PyComplex>()) {
        return same(old.real(), new.real()) && same(old.imag(), new.imag());
    }
    if let (Ok(old), Ok(new)) = (old.cast_exact::<PyFloat>(), new.cast_exact::<PyFloat>()) {
        return same(old.value(), new.value());
    }
    let is_plain = old.is_exact_instance_of::<PyInt>() || old.is_exact_instance_of::<PyString>();
    is_plain && old.eq(new).unwrap_or(false)
}

/// From 3.12 on a variable of a frame cannot be unbound from outside: 3.12 makes it `None`, and warns.
fn unbind(variables: &Bound<'_, PyAny>, names: &[Bound<'_, PyAny>]) {
    if cfg!(Py_3_12) {
        return;
    }
    if let Ok(variables) = variables.cast::<PyDict>() {
        // One that is not there is unbound already.
        names.iter().for_each(|name| drop(variables.del_item(name)));
    }
}

thread_local! {
    static KEPT: RefCell<Option<Py<PyDict>>> = const { RefCell::new(None) };
}

/// Is there a loop to watch?
pub fn has_loops() -> bool {
    LOOPS.0.try_borrow().is_ok_and(|loops| loops.is_some())
}

/// The variables of compiled code where a signal handler has raised an exception.
pub fn keep_variables(variables: Py<PyDict>) {
    KEPT.with(|kept| kept.replace(Some(variables)));
}

/// Imports modules of ours while signals wait: a handler that raises in the middle of an import would have frames of it in
/// its traceback, and one that is called in the callback of a weak reference, which `importlib` has, raises in vain. Where
/// a program has other threads they may get the signal, and it does not wait.
#[pyfunction]
fn import_held(py: Python<'_>, names: Vec<String>) -> PyResult<()> {
    let before = hotloop_runtime::thread::block_signals();
    // Those that have come already are handled here.
    let done = py.check_signals().and_then(|()| names.iter().try_for_each(|name| py.import(name).map(drop)));
    hotloop_runtime::thread::restore_signals(&before);
    done
}

/// The frames below this call do not count for the recursion limit.
#[pyfunction]
fn begin_depth() {
    crate::interpreter::begin_depth();
}

/// An exception is on its way out of a loop. Where the recursion limit is near, it goes its way as it is.
unsafe extern "C" fn failed(_: Object, arguments: *mut Object, count: ffi::Py_ssize_t) -> Object {
    static FAILED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    object_or_raise(|py| {
        // SAFETY: CPython passes `count` arguments.
        let arguments = unsafe { std::slice::from_raw_parts(arguments, count as usize) };
        let function = FAILED
            .get_or_try_init(py, || Ok::<_, PyErr>(py.import("hotloop._run._loops")?.getattr("_failed")?.unbind()))?;
        // SAFETY: the arguments are alive during the call.
        let number = unsafe { Bound::from_borrowed_ptr(py, arguments[0]) };
        match function.call1(py, (number,)) {
            Err(error) if !error.is_instance_of::<PyRecursionError>(py) => Err(error),
            _ => Ok(py.None().into_ptr()),
        }
    })
}

/// Are there other threads, or signal handlers written in Python, that may look at globals while a loop runs?
#[pyfunction]
fn others_may_look() -> bool {
    !is_only_thread() || has_signal_handlers()
}

/// The variables of compiled code that an exception has ended, if it was raised by a signal handler.
#[pyfunction]
fn take_variables() -> Option<Py<PyDict>> {
    KEPT.with(|kept| kept.take())
}

/// Raises an exception with the traceback that it has: no frame of ours is added.
#[pyfunction]
fn raise_again(error: Bound<'_, PyAny>) -> PyResult<()> {
    Err(PyErr::from_value(error))
}

/// Makes a frame's variables what its `f_locals` says.
#[cfg(not(Py_3_13))]
pub fn store_variables(frame: &Bound<'_, PyAny>) {
    unsafe extern "C" {
        fn PyFrame_LocalsToFast(frame: *mut ffi::PyObject, clear: c_int);
    }
    // SAFETY: a frame that has ended, or that waits for us further up this thread's stack: nobody holds its variables.
    unsafe { PyFrame_LocalsToFast(frame.as_ptr(), 1) };
}

/// From 3.13 on `f_locals` writes through.
#[cfg(Py_3_13)]
fn store_variables(_: &Bound<'_, PyAny>) {}

/// `enter(number, iterable)`.
unsafe extern "C" fn enter(_: Object, arguments: *mut Object, n_arguments: ffi::Py_ssize_t) -> Object {
    // SAFETY: CPython passes as many arguments; the rewritten program passes an int and any object.
    unsafe {
        debug_assert_eq!(n_arguments, 2);
        let (number, iterable) = (ffi::PyLong_AsSize_t(*arguments), *arguments.add(1));
        if !has_numbers(iterable) {
            if note_foreign(number, ffi::Py_TYPE(iterable)) && !give_up(number) {
                return ptr::null_mut();
            }
            return if TIMES_ALL.load(Relaxed) { timed(number, iterable) } else { ffi::Py_NewRef(iterable) };
        }
        match begin(number) {
            Some(true) => watch(number, iterable),
            Some(false) => ffi::Py_NewRef(iterable),
            None => ptr::null_mut(),
        }
    }
}

/// Notes that a loop goes through an object of this type. Has it done so too often?
unsafe fn note_foreign(number: usize, ty: *mut ffi::PyTypeObject) -> bool {
    LOOPS.with(number, |one| {
        if one.foreign != Some(ty as usize) {
            // SAFETY: a live type. Kept for ever, for the report; a loop goes through few types.
            unsafe { ffi::Py_INCREF(ty.cast()) };
            one.foreign = Some(ty as usize);
        }
        one.foreign_entries += 1;
        one.foreign_entries.is_multiple_of(MANY_FOREIGN)
    })
}

/// The function of a loop may want to be rid of its watches. False: a signal handler has raised meanwhile, and that is set.
fn give_up(number: usize) -> bool {
    // SAFETY: the GIL is held by the callers.
    let py = unsafe { Python::assume_attached() };
    let Err(error) = owner(py, number).and_then(|owner| owner.call_method0(py, "give_up")) else { return true };
    match without_ours(py, error) {
        Ok(error) if error.traceback(py).is_some() || !error.is_instance_of::<PyException>(py) => {
            error.restore(py);
            false
        }
        // Of ours alone: the loop goes on as it is.
        Ok(error) | Err(error) => {
            error.write_unraisable(py, None);
            true
        }
    }
}

/// For the report: loops that go through something else are timed.
static TIMES_ALL: AtomicBool = AtomicBool::new(false);

#[pyfunction]
fn time_all_loops() {
    TIMES_ALL.store(true, Relaxed);
}

/// The name of the type that a loop went through last, if it is none that machine code goes through.
#[pyfunction]
fn foreign_type(py: Python<'_>, number: usize) -> Option<String> {
    let ty = LOOPS.with(number, |one| one.foreign)? as *mut ffi::PyObject;
    // SAFETY: a reference to the type was taken when it was noted.
    let ty = unsafe { Bound::from_borrowed_ptr(py, ty) };
    ty.getattr("__name__").and_then(|name| name.extract()).ok()
}

/// Might the items be what machine code computes with? A range, a text, an array, a list or a tuple that begins with a
/// number, a list, a str or an instance, or an iterator that says what it goes through.
unsafe fn has_numbers(iterable: Object) -> bool {
    // SAFETY: the caller has the GIL and a live object; items are looked at, and no Python code runs.
    unsafe {
        let ty = ffi::Py_TYPE(iterable);
        if ty == &raw mut ffi::PyRange_Type {
            return true;
        }
        let first = if ty == &raw mut ffi::PyList_Type {
            if ffi::PyList_GET_SIZE(iterable) == 0 { return false } else { ffi::PyList_GET_ITEM(iterable, 0) }
        } else if ffi::PyTuple_Check(iterable) != 0 {
            if ffi::PyTuple_GET_SIZE(iterable) == 0 { return false } else { ffi::PyTuple_GET_ITEM(iterable, 0) }
        } else {
            return ty == &raw mut ffi::PyUnicode_Type
                || ty == &raw mut ffi::PyBytes_Type
                || ty == &raw mut ffi::PyEnum_Type
                || ty == &raw mut ffi::PyReversed_Type
                || ty == &raw mut ffi::PyRangeIter_Type
                || ty == zip_type()
                || ty == backwards_type()
                || numpy::view(iterable).is_some_and(|array| array.ndim > 0);
        };
        let numbers = [
            &raw mut ffi::PyFloat_Type,
            &raw mut ffi::PyLong_Type,
            &raw mut ffi::PyComplex_Type,
            &raw mut ffi::PyBool_Type,
            &raw mut ffi::PyList_Type,
            &raw mut ffi::PyUnicode_Type,
        ];
        if ffi::PyTuple_CheckExact(first) != 0 {
            return crate::records::item_of(first).is_some();
        }
        // A named tuple is one of the heap types below: its class may not have been met yet.
        // Or an instance with attributes that are numbers.
        numbers.contains(&ffi::Py_TYPE(first)) || (*ffi::Py_TYPE(first)).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0
    }
}

fn zip_type() -> *mut ffi::PyTypeObject {
    unsafe extern "C" {
        static mut PyZip_Type: ffi::PyTypeObject;
    }
    &raw mut PyZip_Type
}

fn backwards_type() -> *mut ffi::PyTypeObject {
    unsafe extern "C" {
        static mut PyListRevIter_Type: ffi::PyTypeObject;
    }
    &raw mut PyListRevIter_Type
}

/// Does nobody but its `held` holders go on with this iterator, nor with one that it goes through?
fn is_own(iterator: &Bound<'_, PyAny>, held: isize) -> PyResult<bool> {
    // SAFETY: the GIL is held and the object is alive.
    let (count, ty) = unsafe { (ffi::Py_REFCNT(iterator.as_ptr()), ffi::Py_TYPE(iterator.as_ptr())) };
    if count > held {
        return Ok(false);
    }
    // An enumeration's state refers to its iterator once more, that of a zip is the tuple that it has.
    let held = if ty == &raw mut ffi::PyEnum_Type {
        2
    } else if ty == zip_type() {
        1
    } else {
        return Ok(true);
    };
    let state = iterator.call_method0("__reduce__")?.get_item(1)?.cast_into::<PyTuple>()?;
    for at in 0..if held == 2 { 1 } else { state.len() } {
        let inner = state.get_borrowed_item(at)?;
        if !is_own(&inner, held)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `enter_items(number, consumer, generator)` of `_items.py`: no frame of ours is in the traceback of a signal handler's
/// exception, and near the recursion limit the builtin goes through the generator.
unsafe extern "C" fn enter_items(_: Object, arguments: *mut Object, n_arguments: ffi::Py_ssize_t) -> Object {
    // SAFETY: as for `enter`.
    unsafe {
        debug_assert_eq!(n_arguments, 3);
        let (number, generator) = (ffi::PyLong_AsSize_t(*arguments), *arguments.add(2));
        let (is_left_alone, is_often) = LOOPS.with(number, |one| {
            one.entries += 1;
            (one.is_left_alone, one.entries.is_multiple_of(MANY_ENTRIES))
        });
        if !is_left_alone {
            let arguments = [0, 1, 2].map(|at| *arguments.add(at));
            return object_or_raise(|py| {
                let [number, consumer, generator] = arguments.map(|one| Bound::from_borrowed_ptr(py, one));
                let given = generator.clone();
                entered(py, "_enter_items", (number, consumer, generator), given).map(Bound::into_ptr)
            });
        }
        if is_often && !give_up(number) {
            return ptr::null_mut();
        }
        ffi::Py_NewRef(generator)
    }
}

/// The same for `enter_source(number, iterable)`.
unsafe extern "C" fn enter_source(_: Object, arguments: *mut Object, n_arguments: ffi::Py_ssize_t) -> Object {
    // SAFETY: as for `enter`.
    unsafe {
        debug_assert_eq!(n_arguments, 2);
        let (number, iterable) = (*arguments, *arguments.add(1));
        if LOOPS.with(ffi::PyLong_AsSize_t(number), |one| one.is_left_alone) {
            return ffi::Py_NewRef(iterable);
        }
        object_or_raise(|py| {
            let [number, iterable] = [number, iterable].map(|one| Bound::from_borrowed_ptr(py, one));
            let given = iterable.clone();
            entered(py, "_enter_source", (number, iterable), given).map(Bound::into_ptr)
        })
    }
}

fn entered<'py>(
    py: Python<'py>,
    function: &str,
    arguments: impl pyo3::call::PyCallArgs<'py>,
    given: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    static LOOPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let loops = LOOPS.get_or_try_init(py, || Ok::<_, PyErr>(py.import("hotloop._run._loops")?.into_any().unbind()))?;
    let loops = loops.bind(py);
    loops.getattr(function)?.call1(arguments).or_else(|error| {
        if error.is_instance_of::<PyRecursionError>(py) {
            return Ok(given);
        }
        Err(without_ours(py, error)?)
    })
}

/// An exception with a traceback that shows no frames of ours.
fn without_ours(py: Python<'_>, error: PyErr) -> PyResult<PyErr> {
    let trace = py.import("hotloop._run._traces")?.getattr("without_ours")?.call1((error.traceback(py),))?;
    let error = error.into_value(py).into_bound(py).into_any();
    error.setattr("__traceback__", trace)?;
    Ok(PyErr::from_value(error))
}

/// Does nobody else go on with what this enumeration or `zip` goes through?
#[pyfunction]
fn is_alone(iterator: Bound<'_, PyAny>) -> PyResult<bool> {
    is_own(&iterator, isize::MAX)
}

/// `enter_while(number)`: an iterator over empty tuples without end.
unsafe extern "C" fn enter_while(_: Object, arguments: *mut Object, n_arguments: ffi::Py_ssize_t) -> Object {
    // SAFETY: as above.
    unsafe {
        debug_assert_eq!(n_arguments, 1);
        let number = ffi::PyLong_AsSize_t(*arguments);
        let iterable = known_endless();
        if iterable.is_null() {
            return iterable;
        }
        match begin(number) {
            Some(true) => watch(number, iterable),
            Some(false) => ffi::Py_NewRef(iterable),
            None => ptr::null_mut(),
        }
    }
}

/// `enter_timed(number, iterable)`, for a `while` without the latter: of a loop that is CPython's, for the report.
unsafe extern "C" fn enter_timed(_: Object, arguments: *mut Object, n_arguments: ffi::Py_ssize_t) -> Object {
    // SAFETY: as above.
    unsafe {
        let number = ffi::PyLong_AsSize_t(*arguments);
        timed(number, if n_arguments == 2 { *arguments.add(1) } else { known_endless() })
    }
}

/// A watch that only looks at the clock.
unsafe fn timed(number: usize, iterable: Object) -> Object {
    // SAFETY: the callers have the GIL and a live object, or null; `watch` gives null or a new watch.
    unsafe {
        if iterable.is_null() {
            return iterable;
        }
        match begin(number) {
            Some(true) => {}
            Some(false) => return ffi::Py_NewRef(iterable),
            None => return ptr::null_mut(),
        }
        let object = watch(number, iterable);
        if let Some(watch) = object.cast::<Watch>().as_mut() {
            (watch.left, watch.granted) = (i64::MAX, i64::MAX);
        }
        object
    }
}

/// Borrowed; null: an exception is set.
unsafe fn known_endless() -> Object {
    if let Some(&known) = ENDLESS.get() {
        return known as Object;
    }
    let made = object_or_raise(|py| Ok(endless(py)?.into_ptr()));
    if made.is_null() {
        return made;
    }
    // Kept for ever.
    *ENDLESS.get_or_init(|| made as usize) as Object
}

/// `itertools.repeat(())`, which has no state: one is enough for all loops.
static ENDLESS: OnceLock<usize> = OnceLock::new();

fn endless(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("itertools")?.getattr("repeat")?.call1((PyTuple::empty(py),))
}

/// For tests: every loop is compiled that can be.
fn is_eager() -> bool {
    static EAGER: OnceLock<bool> = OnceLock::new();
    *EAGER.get_or_init(|| std::env::var_os("HOTLOOP_RUN_EAGER").is_some_and(|value| value != "0"))
}

/// Counts an entry. False: the loop is CPython's alone this time. None: an exception is set.
fn begin(number: usize) -> Option<bool> {
    let is_traced = is_watched();
    let answer = LOOPS.with(number, |one| {
        one.entries += 1;
        one.traced += u64::from(is_traced);
        if is_traced {
            return Begin::Unwatched;
        }
        if one.to_skip == 0 && !one.is_left_alone {
            return Begin::Watched;
        }
        one.to_skip = one.to_skip.saturating_sub(1);
        one.unseen_seconds += one.short_seconds;
        CLOCK.set(CLOCK.get() + one.short_seconds);
        match one.entries.is_multiple_of(MANY_ENTRIES) {
            true => Begin::TooOften,
            false => Begin::Unwatched,
        }
    });
    if matches!(answer, Begin::TooOften) && !give_up(number) {
        return None;
    }
    Some(matches!(answer, Begin::Watched))
}

enum Begin {
    Watched,
    Unwatched,
    /// And not for the first time: its function may want to be rid of the watch.
    TooOften,
}

/// Made when it is first needed: most loops of a program never need one.
fn owner(py: Python<'_>, number: usize) -> PyResult<Py<PyAny>> {
    if let Some(known) = LOOPS.with(number, |one| one.owner.as_ref().map(|owner| owner.clone_ref(py))) {
        return Ok(known);
    }
    let _paused = Pause::begin(py);
    let made = py.import("hotloop._run._loops")?.getattr("loop_of")?.call1((number,))?.unbind();
    LOOPS.with(number, |one| one.owner = Some(made.clone_ref(py)));
    Ok(made)
}

/// A new watch; null: an exception is set.
unsafe fn watch(number: usize, iterable: Object) -> Object {
    // SAFETY: `allocate` gives zeroed memory of the size of a `Watch`, whose fields are set before it is seen.
    unsafe {
        let inner = ffi::PyObject_GetIter(iterable);
        if inner.is_null() {
            return inner;
        }
        object_or_raise(|py| {
            let ty = type_object(py)?.as_ptr().cast::<ffi::PyTypeObject>();
            let object = Bound::from_owned_ptr_or_err(py, ffi::PyType_GenericAlloc(ty, 0))?;
            let watch = object.as_ptr().cast::<Watch>();
            (*watch).inner = inner;
            (*watch).next = (*ffi::Py_TYPE(inner)).tp_iternext;
            (*watch).iterable = ffi::Py_NewRef(iterable);
            (*watch).left = first_look(number);
            (*watch).granted = (*watch).left;
            (*watch).taken = 0;
            (*watch).number = number;
            (*watch).is_over = false;
            (*watch).clock = CLOCK.get();
            ptr::write(&raw mut (*watch).started, Instant::now());
            Ok(object.into_ptr())
        })
    }
}

/// Items before the first look. The variables of a loop are usually bound only after its first item.
fn first_look(number: usize) -> i64 {
    LOOPS.with(number, |one| {
        if one.at_once {
            return 0;
        }
        if one.entries <= EAGER_ENTRIES || one.is_compiled || one.seconds >= one.patience {
            return 1;
        }
        let each = one.seconds / one.trips.max(1) as f64;
        ((LOOK_EVERY / each.max(1e-9)) as i64).clamp(1, 1_000_000)
    })
}

unsafe extern "C" fn next(object: Object) -> Object {
    // SAFETY: CPython calls this with a live watch.
    unsafe {
        let watch = object.cast::<Watch>();
        if (*watch).left == 0 && !look(watch) {
            return ptr::null_mut();
        }
        (*watch).left -= 1;
        match (*watch).next {
            Some(next) => next((*watch).inner),
            None => ptr::null_mut(),
        }
    }
}

/// Asks what to do. False: the loop is over, or an exception is set.
#[cold]
unsafe fn look(watch: *mut Watch) -> bool {
    // SAFETY: the caller has a live watch, under the GIL.
    unsafe {
        if (*watch).is_over {
            return false;
        }
        (*watch).taken += (*watch).granted;
        let (mut grant, mut has_run) = (0, false);
        let began = Instant::now();
        let answer = object_or_raise(|py| {
            let elapsed = (began - (*watch).started).as_secs_f64();
            let iterable = Borrowed::from_ptr(py, (*watch).iterable);
            let inside = CLOCK.get() - (*watch).clock;
            let owner = owner(py, (*watch).number).or_else(|error| Err(without_ours(py, error)?))?;
            // The watch has two references to an iterator, one to what is no iterator itself.
            let own = (*watch).inner != (*watch).iterable || is_own(&iterable, 2)?;
            let answer = match owner.bind(py).call_method1("look", (iterable, (*watch).taken, elapsed, inside, own)) {
                // It was not even called.
                Err(error) if error.is_instance_of::<PyRecursionError>(py) && error.traceback(py).is_none() => {
                    (*watch).taken.max(1).into_pyobject(py)?.into_any()
                }
                // Of a signal handler, in the middle of what we do.
                Err(error) if !owner.bind(py).getattr("is_in_try")?.is_truthy()? => {
                    return Err(without_ours(py, error)?);
                }
                answer => answer?,
            };
            grant = match answer.is_none() {
                true => 0,
                false if answer.is_exact_instance_of::<PyInt>() => answer.extract::<i64>()?.max(1),
                false if answer.is_exact_instance_of::<PyList>() || answer.is_exact_instance_of::<PyTuple>() => {
                    has_run = true;
                    put_values(watch, &answer)?
                }
                false => {
                    go_on_with(watch, &answer)?;
                    has_run = true;
                    1
                }
            };
            Ok(answer.into_ptr())
        });
        if answer.is_null() || grant == 0 {
            ffi::Py_XDECREF(answer);
            CLOCK.set((*watch).clock + (*watch).started.elapsed().as_secs_f64());
            (*watch).is_over = true;
            (*watch).granted = 0;
            return false;
        }
        ffi::Py_DECREF(answer);
        if !has_run {
            take_off(&mut *watch, began.elapsed());
        }
        (*watch).granted = grant;
        (*watch).left = grant;
        true
    }
}

/// The list of a comprehension gets these values: of all items that are left, or of the number that they come with.
/// The result is how many items CPython goes through; 0: there are none.
unsafe fn put_values(watch: *mut Watch, answer: &Bound<'_, PyAny>) -> PyResult<i64> {
    // SAFETY: a live watch, under the GIL.
    unsafe {
        let is_all = answer.is_exact_instance_of::<PyList>();
        let (values, n_items) = match is_all {
            true => (answer.clone().cast_into::<PyList>()?, 0),
            false => answer.extract::<(Bound<'_, PyList>, i64)>()?,
        };
        if !crate::comprehension::extend(watch.cast(), &values)? {
            // CPython makes them all.
            LOOPS.with((*watch).number, |one| one.is_left_alone = true);
            begin_anew(&mut *watch);
            return Ok(FOR_EVER);
        }
        if is_all {
            return Ok(0);
        }
        for _ in 0..n_items {
            let Some(next) = (*watch).next else { break };
            let item = next((*watch).inner);
            if item.is_null() {
                return PyErr::take(answer.py()).map_or(Ok(0), Err);
            }
            ffi::Py_DECREF(item);
        }
        begin_anew(&mut *watch);
        Ok(FOR_EVER)
    }
}

/// The loop has other items from now on: what machine code has left of them.
unsafe fn go_on_with(watch: *mut Watch, iterable: &Bound<'_, PyAny>) -> PyResult<()> {
    // SAFETY: a live watch, under the GIL; what is given up is given up last.
    unsafe {
        let inner = Bound::from_owned_ptr_or_err(iterable.py(), ffi::PyObject_GetIter(iterable.as_ptr()))?.into_ptr();
        begin_anew(&mut *watch);
        (*watch).next = (*ffi::Py_TYPE(inner)).tp_iternext;
        let before = ptr::replace(&raw mut (*watch).inner, inner);
        let iterable = ptr::replace(&raw mut (*watch).iterable, iterable.clone().into_ptr());
        ffi::Py_DECREF(before);
        ffi::Py_DECREF(iterable);
    }
    Ok(())
}

/// What comes now is timed apart.
fn begin_anew(watch: &mut Watch) {
    CLOCK.set(watch.clock + watch.started.elapsed().as_secs_f64());
    watch.clock = CLOCK.get();
    watch.started = Instant::now();
    watch.taken = 0;
}

/// The loop goes on: what was spent on looking at it, and perhaps on compiling in vain, is no time of a loop, neither of
/// this one nor of those around it.
fn take_off(watch: &mut Watch, ours: Duration) {
    watch.started += ours;
    watch.clock += ours.as_secs_f64();
    CLOCK.set(CLOCK.get() + ours.as_secs_f64());
}

unsafe extern "C" fn deallocate(object: Object) {
    // SAFETY: CPython calls this once, with the last reference gone.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        let watch = object.cast::<Watch>();
        if !(*watch).is_over && !(*watch).inner.is_null() {
            let elapsed = (*watch).started.elapsed().as_secs_f64();
            let inside = CLOCK.replace((*watch).clock + elapsed) - (*watch).clock;
            note((*watch).number, (*watch).taken + (*watch).granted - (*watch).left, elapsed, inside);
        }
        for place in [&raw mut (*watch).inner, &raw mut (*watch).iterable] {
            ffi::Py_XDECREF(ptr::replace(place, ptr::null_mut()));
        }
        ffi::PyObject_Free(object.cast());
        ffi::Py_DECREF(ty.cast());
    }
}

fn note(number: usize, trips: i64, seconds: f64, inside: f64) {
    LOOPS.with(number, |one| {
        one.trips += trips;
        one.seconds += seconds;
        one.own_seconds += (seconds - inside).max(0.0);
        if seconds < SHORT_ENTRY && one.entries > EAGER_ENTRIES && !is_eager() {
            one.short_seconds = (seconds - inside).max(0.0);
            one.to_skip = SKIPPED_ENTRIES;
        }
    });
}

fn type_object(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make = || {
        let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
        let slots = &mut [
            slot(ffi::Py_tp_dealloc, deallocate as *mut c_void),
            slot(ffi::Py_tp_iter, ffi::PyObject_SelfIter as *mut c_void),
            slot(ffi::Py_tp_iternext, next as *mut c_void),
            slot(0, ptr::null_mut()),
        ];
        let flags = ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE;
        let mut spec = ffi::PyType_Spec {
            name: c"hotloop.Watch".as_ptr(),
            basicsize: size_of::<Watch>() as c_int,
            itemsize: 0,
            flags: flags as u32,
            slots: slots.as_mut_ptr(),
        };
        // SAFETY: the slots have the functions that their names ask for.
        unsafe {
            Ok::<_, PyErr>(
                Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&mut spec))?.cast_into::<PyType>()?.unbind(),
            )
        }
    };
    Ok(TYPE.get_or_try_init(py, make)?.bind(py))
}
