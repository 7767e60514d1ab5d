//! What happens now and then: looks at what is hot so far, and samples.
//!
//! A thread that sleeps tells CPython that a signal has come, which its main thread handles between two instructions.
//! (A thread that waits for the GIL would come 5 ms late each time.) There is no signal: nothing that the program waits
//! for ends early. Only when the main thread does not come, since it is in C code or waits, do we take the GIL.

use super::Recorder;
use super::core::{Core, PyThreadState_EnterTracing, PyThreadState_LeaveTracing};
use super::frames;
use pyo3::exceptions::PyException;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use std::cell::RefCell;
use std::ffi::c_int;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the main thread has not done after so long is done by us.
const LONGEST: Duration = Duration::from_millis(20);

struct Job {
    is_over: Mutex<bool>,
    /// Does the main thread handle our signal?
    has_main: bool,
    #[cfg(not(Py_3_13))]
    main: libc::pthread_t,
    /// No signal is sent.
    #[cfg(not(Py_3_13))]
    has_flag: bool,
    /// It did just now.
    main_came: AtomicBool,
    is_pending: AtomicBool,
    samples: AtomicU64,
    began: Instant,
    /// What is to be done, under the GIL.
    action: Action,
}

enum Action {
    Look(Py<Recorder>, Py<PyAny>),
    /// And when the last sample was, in ticks.
    Sample(Py<Recorder>, AtomicU64),
}

struct Jobs(RefCell<Vec<Arc<Job>>>);

// SAFETY: touched under the GIL only.
unsafe impl Sync for Jobs {}

static JOBS: Jobs = Jobs(RefCell::new(Vec::new()));

pub fn look_after(py: Python<'_>, recorder: Py<Recorder>, seconds: Vec<f64>, callable: Py<PyAny>) {
    let job = start(py, Action::Look(recorder, callable));
    std::thread::spawn(move || {
        for after in seconds {
            wait_until(job.began + Duration::from_secs_f64(after.max(0.0)));
            if job.is_over() {
                return;
            }
            job.is_pending.store(true, Ordering::Release);
            ask(&job);
            std::thread::sleep(LONGEST);
            let is_late = job.is_pending.load(Ordering::Acquire);
            if is_late && Python::try_attach(|py| drop(job.perform(py))).is_none() {
                return;
            }
        }
    });
}

pub fn sample(py: Python<'_>, recorder: Py<Recorder>, rate: f64) {
    let now = recorder.get().core().clock.now();
    let job = start(py, Action::Sample(recorder, AtomicU64::new(now)));
    let period = Duration::from_secs_f64(1.0 / rate);
    std::thread::spawn(move || {
        let mut next = job.began;
        let mut last_came = job.began;
        loop {
            // What cannot be kept up with is left out.
            next = (next + period).max(Instant::now());
            wait_until(next);
            if job.is_over() {
                return;
            }
            if job.main_came.swap(false, Ordering::AcqRel) {
                last_came = Instant::now();
            }
            ask(&job);
            let is_away = !job.has_main || last_came.elapsed() > LONGEST.max(2 * period);
            if is_away && Python::try_attach(|py| drop(job.perform(py))).is_none() {
                // CPython shuts down.
                return;
            }
        }
    });
}

/// No more of both: samples taken, seconds.
pub fn stop(_: Python<'_>) -> (u64, f64) {
    let mut result = (0, 0.0);
    let jobs = std::mem::take(&mut *JOBS.0.borrow_mut());
    for job in jobs {
        job.end();
        if let Action::Sample(..) = job.action {
            result = (job.samples.load(Ordering::Relaxed), job.began.elapsed().as_secs_f64());
        }
    }
    result
}

fn start(py: Python<'_>, action: Action) -> Arc<Job> {
    let has_main = take_ticks(py);
    let job = Arc::new(Job {
        is_over: Mutex::new(false),
        has_main,
        // SAFETY: no precondition. It is the main thread, if that takes ticks.
        #[cfg(not(Py_3_13))]
        main: unsafe { libc::pthread_self() },
        #[cfg(not(Py_3_13))]
        has_flag: has_main && super::breaker::find(py, SIGNAL),
        main_came: AtomicBool::new(false),
        is_pending: AtomicBool::new(false),
        samples: AtomicU64::new(0),
        began: Instant::now(),
        action,
    });
    JOBS.0.borrow_mut().push(job.clone());
    job
}

fn wait_until(deadline: Instant) {
    let left = deadline.saturating_duration_since(Instant::now());
    if !left.is_zero() {
        std::thread::sleep(left);
    }
}

/// SIGURG, which nobody uses, and which means nothing to a process that does not handle it (any more).
const SIGNAL: c_int = libc::SIGURG;

fn ask(job: &Job) {
    // Behind `stop` no signal comes any more.
    let is_over = job.is_over.lock();
    if is_over.is_ok_and(|is_over| !*is_over) && job.has_main {
        #[cfg(not(Py_3_13))]
        if !job.has_flag {
            // SAFETY: the main thread is there as long as the process.
            unsafe { libc::pthread_kill(job.main, SIGNAL) };
            return;
        }
        // SAFETY: may be called by any thread at any time.
        unsafe { ffi::PyErr_SetInterruptEx(SIGNAL) };
        #[cfg(not(Py_3_13))]
        super::breaker::set();
    }
}

/// CPython calls this in the main thread when it believes that the signal has come.
#[pyfunction]
pub fn tick(py: Python<'_>, number: c_int, frame: Option<Bound<'_, PyAny>>) -> PyResult<()> {
    let _ = (number, frame);
    let jobs: Vec<Arc<Job>> = JOBS.0.borrow().clone();
    for job in jobs {
        job.main_came.store(true, Ordering::Release);
        job.perform(py)?;
    }
    Ok(())
}

/// Is this a handler of signals of the profiler's? It looks at nothing of the program's.
pub fn is_own_handler(handler: &Bound<'_, PyAny>) -> bool {
    let module = || handler.getattr("__module__")?.extract::<String>();
    HANDLER.get(handler.py()).is_some_and(|own| handler.is(own))
        || module().is_ok_and(|module| module.starts_with("hotloop._profile."))
}

/// Of ticks.
static HANDLER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Does the main thread take ticks from now on? Not if this is another one: then all are of the thread that sleeps.
fn take_ticks(py: Python<'_>) -> bool {
    let handle = || -> PyResult<()> {
        let signal = py.import("signal")?;
        let handler =
            HANDLER.get_or_try_init(py, || Ok::<_, PyErr>(wrap_pyfunction!(tick, py)?.into_any().unbind()))?;
        signal.call_method1("signal", (SIGNAL, handler))?;
        // What waits for a file goes on waiting.
        signal.call_method1("siginterrupt", (SIGNAL, false))?;
        Ok(())
    };
    handle().is_ok()
}

impl Job {
    fn is_over(&self) -> bool {
        self.is_over.lock().is_ok_and(|is_over| *is_over)
    }

    fn end(&self) {
        if let Ok(mut is_over) = self.is_over.lock() {
            *is_over = true;
        }
    }

    /// `Err`: what a handler of the program's has raised meanwhile, which is to be raised where the program is.
    fn perform(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_over() {
            return Ok(());
        }
        match &self.action {
            Action::Look(..) if !self.is_pending.swap(false, Ordering::AcqRel) => {}
            Action::Look(recorder, callable) => look(py, recorder.get().core(), callable)?,
            Action::Sample(recorder, last) => {
                take_sample(py, recorder.get().core(), last);
                self.samples.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

fn look(py: Python<'_>, core: *mut Core, callable: &Py<PyAny>) -> PyResult<()> {
    let result;
    // SAFETY: attached; the recorder lives, and no reference to it is held while Python code runs. While a thread is
    // tracing, none of its events come to us.
    unsafe {
        let state = ffi::PyThreadState_Get();
        let slot = (*core).known_slot();
        let now = (*core).clock.now();
        if let Some(slot) = slot.as_mut() {
            slot.thread.settle(now);
        }
        PyThreadState_EnterTracing(state);
        result = callable.call0(py);
        PyThreadState_LeaveTracing(state);
        if let Some(slot) = slot.as_mut() {
            slot.thread.skip((*core).clock.now());
        }
    }
    #[cfg(not(Py_3_12))]
    // SAFETY: attached.
    unsafe {
        super::events::refresh_lines();
    }
    match result {
        // Ctrl-C is of no interest to a look, and of much to the program.
        Err(error) if !error.is_instance_of::<PyException>(py) => Err(error),
        Err(error) => {
            error.write_unraisable(py, Some(callable.bind(py)));
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

fn take_sample(py: Python<'_>, core: &mut Core, last: &AtomicU64) {
    let now = core.clock.now();
    let ticks = now.saturating_sub(last.swap(now, Ordering::Relaxed));
    if !core.is_in_program {
        return;
    }
    if let Err(error) = sample_threads(py, core, ticks) {
        error.write_unraisable(py, None);
    }
}

fn sample_threads(py: Python<'_>, core: &mut Core, ticks: u64) -> PyResult<()> {
    // SAFETY: attached.
    unsafe {
        if !frames::is_known() {
            return sample_frame_objects(py, core, ticks);
        }
        let base = core.base.cast();
        let mut path = std::mem::take(&mut core.path);
        core.n_samples += 1;
        frames::threads(|ident, frame| {
            path.clear();
            frames::path(frame, base, &mut path);
            core.add_sample(ident, &path, ticks);
        });
        core.path = path;
    }
    Ok(())
}

/// The same by CPython's own means.
#[cold]
unsafe fn sample_frame_objects(py: Python<'_>, core: &mut Core, ticks: u64) -> PyResult<()> {
    static FRAMES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let frames = FRAMES.get_or_try_init(py, || py.import("sys")?.getattr("_current_frames").map(Bound::unbind))?;
    for (ident, frame) in frames.bind(py).call0()?.cast::<PyDict>()? {
        let slot = core.slot_of(ident.extract()?);
        // Code and line of each frame, the outermost first.
        let mut path: Vec<(Bound<'_, PyAny>, c_int)> = Vec::new();
        // SAFETY: attached, and live frames; `back` and `code` are new references.
        unsafe {
            let mut frame: Option<Bound<'_, PyAny>> = Some(frame);
            while let Some(here) = frame {
                let object = here.as_ptr().cast::<ffi::PyFrameObject>();
                if object.cast::<u8>().cast_const() == core.base {
                    break;
                }
                let code = Bound::from_owned_ptr(py, ffi::PyFrame_GetCode(object).cast());
                path.push((code, ffi::PyFrame_GetLineNumber(object)));
                frame = Bound::from_owned_ptr_or_opt(py, ffi::PyFrame_GetBack(object).cast());
            }
            if path.is_empty() {
                continue;
            }
            path.reverse();
            for (at, (code, line)) in path.iter().enumerate() {
                // A line takes the time of all that it calls, but once in a recursion.
                if !path[..at].iter().any(|(other, its)| other.is(code) && its == line) {
                    let (function, _) = core.describe_code(code.as_ptr());
                    let key = code.as_ptr() as usize;
                    core.lines.add(key, function, (*line).max(0) as u32, ticks as i64);
                }
            }
            let keys = path.iter().map(|(code, _)| code.as_ptr() as usize);
            // The path is known: all of its code has just been described.
            let core: *mut Core = core;
            (*slot).thread.sample(keys, ticks, |key| (*core).describe_code(key as *mut ffi::PyObject));
        }
    }
    Ok(())
}
