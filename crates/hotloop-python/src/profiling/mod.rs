//! The profiler's recorder: events of CPython become calls and lines of `hotloop-profiler`.
//!
//! ```text
//! recorder = _hotloop.Recorder(builtins=True, functions=True)
//! recorder.watch(f.__code__); recorder.enable(); f(); recorder.disable()
//! recorder.snapshot()                                  columns, as _profile/model.py takes them
//! ```
//!
//! ```text
//! core       a recorder and its threads           hub      which recorders there are, what an event means to them
//! legacy     events of CPython 3.11               clock    ticks
//! monitoring events of later versions             ticker   what happens now and then: looks, samples
//! builtins   names of functions written in C      counted  what machine code counts by itself
//! crash      the last word of a program that crashes      insist   a signal until its handler is called
//! frames     those that threads are in             callees  which functions call builtins (3.11)
//! ```
//!
//! Everything here runs under the GIL.

#[cfg(not(Py_3_13))]
mod breaker;
mod builtins;
#[cfg(not(Py_3_12))]
mod callees;
mod clock;
mod core;
mod counted;
mod crash;
#[cfg(not(Py_3_12))]
#[path = "legacy.rs"]
mod events;
#[cfg(Py_3_12)]
#[path = "monitoring.rs"]
mod events;
pub mod frames;
mod hub;
mod insist;
#[cfg(not(Py_3_12))]
#[path = "legacy_layout.rs"]
mod layout;
mod ticker;

use self::clock::Clock;
use self::core::{Core, Known};
use self::hub::hub;
use hotloop_profiler::{Costs, NONE};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCode, PyDict, PyList, PyTuple};
use std::cell::{Cell, UnsafeCell};

pub use self::counted::{add as add_counted, counts_lines};
#[cfg(Py_3_12)]
pub use self::hub::is_idle;
pub use self::hub::{enter_compiled, leave_compiled, sees_compiled};
pub use self::ticker::is_own_handler;

/// Are these functions that watch a thread our own?
#[cfg(not(Py_3_14))]
pub fn are_ours(functions: [usize; 2]) -> bool {
    functions.into_iter().all(|function| function == 0 || events::is_ours(function))
}

/// Does a recorder watch that is not to be seen where CPython keeps its functions?
///
/// # Safety
/// The GIL is held.
#[cfg(not(Py_3_12))]
#[inline]
pub unsafe fn may_be_hidden() -> bool {
    // SAFETY: the caller's promise.
    unsafe { events::may_be_hidden() }
}

/// The tool of `sys.monitoring` that we are, if we are one.
#[cfg(Py_3_12)]
pub fn own_tool() -> Option<u8> {
    events::own_tool()
}

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Recorder>()?;
    module.add_function(wrap_pyfunction!(counted::count_lines, module)?)?;
    module.add_function(wrap_pyfunction!(counted::counted_lines, module)?)?;
    module.add_function(wrap_pyfunction!(counted::forget_counted_lines, module)?)?;
    module.add_function(wrap_pyfunction!(crash::say_at_crash, module)?)?;
    module.add_function(wrap_pyfunction!(insist::insist, module)?)?;
    module.add_function(wrap_pyfunction!(insist::relent, module)?)?;
    module.add_function(wrap_pyfunction!(unseen_lines, module)?)?;
    module.add_function(wrap_pyfunction!(sampled_frames, module)?)?;
    module.add_function(wrap_pyfunction!(join_thread, module)?)?;
    module.add_function(wrap_pyfunction!(unseen, module)?)
}

/// Records calls, or lines, or both.
///
/// builtins: functions written in C count too. functions: calls are recorded; else only lines. timer: called for the
/// time, in seconds or, if `timeunit` is not 0, in units of so many seconds.
#[pyclass(frozen, module = "hotloop._hotloop")]
pub struct Recorder {
    core: UnsafeCell<Box<Core>>,
    is_enabled: Cell<bool>,
}

// SAFETY: touched under the GIL only.
unsafe impl Sync for Recorder {}
// SAFETY: as above.
unsafe impl Send for Recorder {}

impl Recorder {
    #[expect(clippy::mut_from_ref, reason = "under the GIL, and never kept where Python code runs")]
    fn core(&self) -> &mut Core {
        // SAFETY: see above.
        unsafe { &mut *self.core.get() }
    }
}

#[pymethods]
impl Recorder {
    #[new]
    #[pyo3(signature = (builtins=true, functions=true, timer=None, timeunit=0.0))]
    fn new(builtins: bool, functions: bool, timer: Option<Py<PyAny>>, timeunit: f64) -> Recorder {
        let clock = timer.map_or_else(Clock::best, |timer| Clock::Callable(timer, timeunit));
        let core = Box::new(Core::new(functions, builtins && functions, clock));
        Recorder { core: UnsafeCell::new(core), is_enabled: Cell::new(false) }
    }

    /// Events count from now on, in this thread or in all. ValueError: another recorder counts functions.
    ///
    /// shown_as: what `sys.getprofile()` gives meanwhile, where there is a profile function (3.11, with builtins).
    #[pyo3(signature = (all_threads=false, shown_as=None))]
    fn enable(slf: &Bound<'_, Self>, all_threads: bool, shown_as: Option<Py<PyAny>>) -> PyResult<()> {
        let (py, recorder) = (slf.py(), slf.get());
        let core: *mut Core = recorder.core();
        // SAFETY: attached. The recorder has a reference more until it is disabled, so what the hub has lives.
        unsafe {
            if (*core).counts_functions && !hub().functions.is_null() && hub().functions != core {
                return Err(PyValueError::new_err("Another profiling tool is already active"));
            }
            (*core).start(all_threads);
            (*core).shown_as = shown_as;
            if recorder.is_enabled.replace(true) {
                return events::refresh(py, all_threads);
            }
            std::mem::forget(slf.clone());
            if (*core).counts_functions {
                hub().functions = core;
            }
            let watched: Vec<_> = recorder.watched(py);
            if !watched.is_empty() || !(*core).counts_functions {
                hub().lines.push(core);
            }
            for code in &watched {
                watch_events(code, true)?;
            }
            events::refresh(py, all_threads)
        }
    }

    /// Events count no more, in no thread.
    fn disable(slf: &Bound<'_, Self>) -> PyResult<()> {
        let (py, recorder) = (slf.py(), slf.get());
        let core: *mut Core = recorder.core();
        // SAFETY: as above.
        unsafe {
            (*core).stop();
            (*core).shown_as = None;
            if !recorder.is_enabled.replace(false) {
                return Ok(());
            }
            if hub().functions == core {
                hub().functions = std::ptr::null_mut();
            }
            hub().lines.retain(|&other| other != core);
            for code in recorder.watched(py) {
                if !hub().is_watched(code.as_ptr()) {
                    watch_events(&code, false)?;
                }
            }
            let result = events::refresh(py, false);
            ffi::Py_DECREF(slf.as_ptr());
            result
        }
    }

    #[getter]
    fn is_enabled(&self) -> bool {
        self.is_enabled.get()
    }

    /// Does this thread run the program? Set in place of calls of `enable(True)`, and of `disable` for this thread
    /// alone: those would be recorded.
    #[setter]
    fn set_is_in_program(slf: &Bound<'_, Self>, is_in: bool) -> PyResult<()> {
        let core = slf.get().core();
        if core.is_sampled {
            core.is_in_program = is_in;
            // SAFETY: attached; only compared.
            unsafe {
                let is_known = frames::is_known();
                core.base = if is_known { frames::running() } else { ffi::PyEval_GetFrame().cast::<u8>().cast_const() };
            }
            return Ok(());
        }
        if is_in {
            return Recorder::enable(slf, true, None);
        }
        core.stop_here();
        Ok(())
    }

    /// Machine code may run while this records, and counts as calls of its own. To be called before it is enabled.
    fn see_compiled(&self) {
        self.core().sees_compiled = true;
    }

    /// Calls `callable(code)` for each function when it is called for the first time, before its first line.
    fn greet(&self, callable: Py<PyAny>) {
        self.core().greeter = Some(callable);
    }

    /// Lines of this code count from now on, and those of code in it if `nested`.
    #[pyo3(signature = (code, nested=false))]
    fn watch(slf: &Bound<'_, Self>, code: &Bound<'_, PyAny>, nested: bool) -> PyResult<()> {
        let recorder = slf.get();
        let code = code.cast::<PyCode>().map_err(|_| PyTypeError::new_err("a code object is expected"))?.as_any();
        let core: *mut Core = recorder.core();
        // SAFETY: attached, and the borrow ends before Python code runs.
        let is_new = unsafe { (*core).watch(code)? };
        if is_new && recorder.is_enabled.get() {
            // SAFETY: as above.
            unsafe {
                if !hub().lines.contains(&core) {
                    hub().lines.push(core);
                    events::lines_changed(slf.py())?;
                }
            }
            watch_events(code, true)?;
        }
        if nested {
            for constant in code.getattr("co_consts")?.cast::<PyTuple>()? {
                if constant.is_instance_of::<PyCode>() {
                    Recorder::watch(slf, &constant, true)?;
                }
            }
        }
        Ok(())
    }

    /// `{line: (hits, nanoseconds)}` of a code object that is watched; of others it is empty.
    fn lines<'py>(&self, code: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let lines = PyDict::new(code.py());
        let tick = self.core().clock.nanoseconds_of_a_tick();
        if let Some(table) = self.core().lines.table(code.as_ptr() as usize) {
            for (line, hits, time) in table.counted() {
                lines.set_item(line, (hits, nanoseconds(time, tick)))?;
            }
        }
        Ok(lines)
    }

    /// Code objects whose lines count.
    #[pyo3(name = "watched")]
    fn watched_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.watched(py))
    }

    /// Functions by their time so far, the longest first: code, nanoseconds; and the time of all. Time of functions that
    /// `is_wanted(code)` is false for, and of builtins, counts for their callers.
    fn hot<'py>(&self, py: Python<'py>, is_wanted: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyList>, i64)> {
        let mut wanted = Vec::new();
        while let Some(function) = self.core().functions.get(wanted.len()) {
            wanted.push(match function {
                Known::Code(code) => is_wanted.call1((code.clone_ref(py),))?.is_truthy()?,
                Known::Builtin(_) | Known::Compiled(_) => false,
            });
        }
        let core = self.core();
        let now = core.clock.now();
        let tick = core.clock.nanoseconds_of_a_tick();
        for slot in &mut core.slots {
            slot.thread.settle(now);
        }
        let is_wanted = |function: u32| wanted.get(function as usize) == Some(&true);
        let times = hotloop_profiler::hot::by_time(core.slots.iter().map(|slot| &slot.thread), is_wanted);
        let total = core.slots.iter().map(|slot| slot.thread.wall()).sum();
        let list = PyList::empty(py);
        for (function, time) in times {
            if let Known::Code(code) = &core.functions[function as usize] {
                list.append((code, nanoseconds(time, tick)))?;
            }
        }
        Ok((list, nanoseconds(total, tick)))
    }

    /// What events are taken to cost, in nanoseconds: see `Costs` of `_profile/_calibrate.py`.
    fn set_costs(&self, costs: [f64; 9]) {
        let core = self.core();
        let tick = core.clock.nanoseconds_of_a_tick();
        let ticks = |cost: f64| (cost.max(0.0) / tick).round() as u64;
        let [enter, leave, resume, pause, enter_builtin, leave_builtin, method, line, other] = costs.map(ticks);
        core.costs = Costs { enter, leave, resume, pause, enter_builtin, leave_builtin, method, line, other };
    }

    /// Forgets what was counted, not what is watched.
    fn clear(&self) {
        self.core().clear();
    }

    /// In a process that was forked: forgets what happened before, and threads that are not here.
    fn begin_anew(&self) {
        self.core().begin_anew();
    }

    /// What was counted so far, as columns: see `_profile/_record.py`.
    fn snapshot<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let core = self.core();
        let now = core.clock.now();
        let tick = core.clock.nanoseconds_of_a_tick();
        let columns = PyDict::new(py);
        let [mut parents, mut functions, mut calls, mut own] = [const { Vec::<u8>::new() }; 4];
        let threads = PyList::empty(py);
        let (mut folded, mut debt, mut offset) = (0, 0.0, 0);
        for slot in &mut core.slots {
            slot.thread.settle(now);
            let tree = &slot.thread.tree;
            folded += tree.folded();
            debt += slot.thread.debt() as f64 * tick;
            let mut total = 0;
            for (node, ticks) in tree.nodes().iter().zip(slot.thread.own_times()) {
                let parent = if node.parent == NONE { -1 } else { node.parent as i32 + offset };
                parents.extend(parent.to_ne_bytes());
                functions.extend((node.function as i32).to_ne_bytes());
                calls.extend((node.calls as i64).to_ne_bytes());
                let time = nanoseconds(ticks, tick);
                total += time;
                own.extend(time.to_ne_bytes());
            }
            threads.append((slot.ident, offset, total))?;
            offset += tree.nodes().len() as i32;
        }
        columns.set_item("parent", PyBytes::new(py, &parents))?;
        columns.set_item("function", PyBytes::new(py, &functions))?;
        columns.set_item("calls", PyBytes::new(py, &calls))?;
        columns.set_item("own", PyBytes::new(py, &own))?;
        columns.set_item("threads", threads)?;
        columns.set_item("folded", folded)?;
        columns.set_item("subtracted", debt as i64)?;
        columns.set_item("wall", nanoseconds(now.wrapping_sub(core.started) as i64, tick))?;
        columns.set_item("functions", self.functions(py)?)?;
        columns.set_item("lines", self.tables(py, tick)?)?;
        Ok(columns)
    }

    /// Calls `callable` in the main thread when the recorder has been running for so many seconds, each in turn; its
    /// time is not the program's.
    fn look_after(slf: &Bound<'_, Self>, seconds: Vec<f64>, callable: Py<PyAny>) {
        ticker::look_after(slf.py(), slf.clone().unbind(), seconds, callable);
    }

    /// Takes samples of all threads, so many in a second, until it is disabled.
    fn sample(slf: &Bound<'_, Self>, rate: f64) -> PyResult<()> {
        if !(rate > 0.0 && rate <= 100_000.0) {
            return Err(PyValueError::new_err("a rate between 0 and 100000 is expected"));
        }
        slf.get().core().is_sampled = true;
        ticker::sample(slf.py(), slf.clone().unbind(), rate);
        Ok(())
    }

    /// No more samples and looks. How many samples there were, and in how many seconds.
    fn stop_ticking(slf: &Bound<'_, Self>) -> (u64, f64) {
        ticker::stop(slf.py())
    }
}

impl Recorder {
    fn watched<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyAny>> {
        let core = self.core();
        let code = |function: u32| match &core.functions[function as usize] {
            Known::Code(code) => Some(code.bind(py).clone()),
            Known::Builtin(_) | Known::Compiled(_) => None,
        };
        core.lines.tables().iter().filter_map(|table| code(table.function)).collect()
    }

    /// Code objects as they are, names of builtins, and of machine code a tuple of its code.
    fn functions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for function in &self.core().functions {
            match function {
                Known::Code(code) => list.append(code)?,
                Known::Builtin(name) => list.append(name)?,
                Known::Compiled(code) => list.append((code,))?,
            }
        }
        Ok(list)
    }

    /// Function, nanoseconds from the start to when counting began, and `lines`.
    fn tables<'py>(&self, py: Python<'py>, tick: f64) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        let core = self.core();
        for table in core.lines.tables() {
            let lines = PyDict::new(py);
            for (line, hits, time) in table.counted() {
                lines.set_item(line, (hits, nanoseconds(time, tick)))?;
            }
            let since = table.since.wrapping_sub(core.started) as i64;
            list.append((table.function, nanoseconds(since, tick), lines))?;
        }
        Ok(list)
    }
}

/// What is taken off for the profiler may be more than a short function took.
fn nanoseconds(ticks: i64, tick: f64) -> i64 {
    (ticks.max(0) as f64 * tick).round() as i64
}

fn watch_events(code: &Bound<'_, PyAny>, is_wanted: bool) -> PyResult<()> {
    #[cfg(Py_3_12)]
    events::watch(code, is_wanted)?;
    #[cfg(not(Py_3_12))]
    if is_wanted {
        let _ = code;
        // SAFETY: attached.
        unsafe { events::refresh_lines() };
    }
    Ok(())
}

/// For what `threading.setprofile` was given, at the first event of a thread: the recorder's function takes its place
/// again. It has been there before, and has not heard of the end of the call that has taken it away.
#[pyfunction]
#[pyo3(signature = (frame, event, argument))]
fn join_thread(py: Python<'_>, frame: &Bound<'_, PyAny>, event: &str, argument: &Bound<'_, PyAny>) {
    let _ = (py, frame);
    #[cfg(not(Py_3_12))]
    events::join_thread(py);
    if event == "c_return" {
        // SAFETY: attached, and a live object.
        unsafe {
            if let Some(key) = hub::builtin_key(argument.as_ptr()) {
                hub::leave_builtin(key, false);
            }
        }
    }
}

/// What a sample sees now: for each thread its frames, the innermost first, by code and line. RuntimeError: samples are
/// taken by other means in this CPython.
#[pyfunction]
fn sampled_frames(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let mut found = Vec::new();
    // SAFETY: attached; frames are read before Python code runs again, and code is kept from then on.
    unsafe {
        if !frames::is_known() {
            return Err(PyRuntimeError::new_err("the layout of frames is not known"));
        }
        frames::threads(|ident, frame| {
            let mut path = Vec::new();
            frames::path(frame, std::ptr::null(), &mut path);
            let of_one = |place: &frames::Place| (Bound::from_borrowed_ptr(py, place.code), frames::line(*place));
            found.push((ident, path.iter().map(of_one).collect::<Vec<_>>()));
        });
    }
    let threads = PyDict::new(py);
    for (ident, path) in found {
        threads.set_item(ident, path)?;
    }
    Ok(threads)
}

/// Has the program traced itself meanwhile, so that lines were not counted?
#[pyfunction]
fn unseen_lines() -> bool {
    #[cfg(not(Py_3_12))]
    return events::has_missed_lines();
    #[cfg(Py_3_12)]
    false
}

/// Has the program set a profile function of its own in this thread, so that events go there?
#[pyfunction]
fn unseen(py: Python<'_>) -> bool {
    #[cfg(not(Py_3_12))]
    return events::is_replaced(py);
    #[cfg(Py_3_12)]
    {
        let _ = py;
        false
    }
}
