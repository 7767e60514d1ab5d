//! What happens now and then: looks at what is hot so far, and samples.
//!
//! A signal comes to the main thread, which CPython handles there between two instructions: from a timer for samples,
//! from a thread that sleeps for looks. (A thread that waits for the GIL would come 5 ms late each time, and what
//! `Py_AddPendingCall` adds from another thread is not looked at in 3.11 until something else happens.) Only when the
//! main thread does not come, since it is in C code or waits for another thread, do we take the GIL.

use super::Recorder;
use super::core::{Core, PyThreadState_EnterTracing, PyThreadState_LeaveTracing};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use std::cell::{Cell, RefCell};
use std::ffi::c_int;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A sample that the main thread has not taken after so long is taken by us.
const LONGEST: Duration = Duration::from_millis(20);

struct Job {
    is_over: Mutex<bool>,
    /// The thread that signals come to; 0: none.
    main: libc::pthread_t,
    timer: Cell<Option<libc::timer_t>>,
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

// SAFETY: the timer is touched under the GIL only; the rest may be shared.
unsafe impl Sync for Job {}
// SAFETY: as above.
unsafe impl Send for Job {}

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
            ask(&job);
        }
    });
}

pub fn sample(py: Python<'_>, recorder: Py<Recorder>, rate: f64) {
    let now = recorder.get().core().clock.now();
    let job = start(py, Action::Sample(recorder, AtomicU64::new(now)));
    if job.main != 0 {
        job.timer.set(start_timer(rate));
    }
    let period = Duration::from_secs_f64(1.0 / rate);
    std::thread::spawn(move || {
        let patience = LONGEST.max(2 * period);
        while !job.is_over() {
            let before = job.samples.load(Ordering::Relaxed);
            std::thread::sleep(if job.main == 0 { period } else { patience });
            if job.samples.load(Ordering::Relaxed) == before && !job.is_over() {
                // Not when CPython shuts down.
                if Python::try_attach(|py| job.perform(py)).is_none() {
                    return;
                }
            }
        }
    });
}

/// A signal to this thread, so many times in a second. None: this system has no such timers.
fn start_timer(rate: f64) -> Option<libc::timer_t> {
    // SAFETY: plain data, for which zeros are a value, and calls with pointers to it.
    unsafe {
        let mut event: libc::sigevent = std::mem::zeroed();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = SIGNAL;
        event.sigev_notify_thread_id = libc::syscall(libc::SYS_gettid) as c_int;
        let mut timer: libc::timer_t = std::mem::zeroed();
        if libc::timer_create(libc::CLOCK_MONOTONIC, &mut event, &mut timer) != 0 {
            return None;
        }
        let period = libc::timespec { tv_sec: (1.0 / rate) as i64, tv_nsec: ((1.0 / rate) % 1.0 * 1e9) as i64 };
        let times = libc::itimerspec { it_interval: period, it_value: period };
        libc::timer_settime(timer, 0, &times, std::ptr::null_mut());
        Some(timer)
    }
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
    let job = Arc::new(Job {
        is_over: Mutex::new(false),
        main: take_ticks(py),
        timer: Cell::new(None),
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
    if is_over.is_ok_and(|is_over| !*is_over) && !job.is_pending.swap(true, Ordering::AcqRel) && job.main != 0 {
        // SAFETY: the main thread is there as long as the process.
        unsafe { libc::pthread_kill(job.main, SIGNAL) };
    }
}

/// CPython calls this in the main thread when it believes that the signal has come.
#[pyfunction]
pub fn tick(py: Python<'_>, number: c_int, frame: Option<Bound<'_, PyAny>>) {
    let _ = (number, frame);
    let jobs: Vec<Arc<Job>> = JOBS.0.borrow().clone();
    for job in jobs {
        job.perform(py);
    }
}

/// Is this a handler of signals of the profiler's? It looks at nothing of the program's.
pub fn is_own_handler(handler: &Bound<'_, PyAny>) -> bool {
    let module = || handler.getattr("__module__")?.extract::<String>();
    HANDLER.get(handler.py()).is_some_and(|own| handler.is(own))
        || module().is_ok_and(|module| module.starts_with("hotloop._profile."))
}

/// Of ticks.
static HANDLER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The main thread, if it is this one and takes ticks from now on; else 0, and all ticks are of the thread that sleeps.
fn take_ticks(py: Python<'_>) -> libc::pthread_t {
    let handle = || -> PyResult<()> {
        let signal = py.import("signal")?;
        let handler =
            HANDLER.get_or_try_init(py, || Ok::<_, PyErr>(wrap_pyfunction!(tick, py)?.into_any().unbind()))?;
        signal.call_method1("signal", (SIGNAL, handler))?;
        // What waits for a file goes on waiting.
        signal.call_method1("siginterrupt", (SIGNAL, false))?;
        Ok(())
    };
    // SAFETY: no precondition.
    if handle().is_ok() { unsafe { libc::pthread_self() } } else { 0 }
}

impl Job {
    fn is_over(&self) -> bool {
        self.is_over.lock().is_ok_and(|is_over| *is_over)
    }

    fn end(&self) {
        if let Ok(mut is_over) = self.is_over.lock() {
            *is_over = true;
        }
        if let Some(timer) = self.timer.take() {
            // SAFETY: made by `start_timer`, and deleted once.
            unsafe { libc::timer_delete(timer) };
        }
    }

    fn perform(&self, py: Python<'_>) {
        if self.is_over() {
            return;
        }
        match &self.action {
            Action::Look(..) if !self.is_pending.swap(false, Ordering::AcqRel) => {}
            Action::Look(recorder, callable) => look(py, recorder.get().core(), callable),
            Action::Sample(recorder, last) => {
                take_sample(py, recorder.get().core(), last);
                self.samples.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

fn look(py: Python<'_>, core: *mut Core, callable: &Py<PyAny>) {
    // SAFETY: attached; the recorder lives, and no reference to it is held while Python code runs. While a thread is
    // tracing, none of its events come to us.
    unsafe {
        let state = ffi::PyThreadState_Get();
        let slot = (*core).slot();
        let now = (*core).clock.now();
        if let Some(slot) = slot.as_mut() {
            slot.thread.settle(now);
        }
        PyThreadState_EnterTracing(state);
        if let Err(error) = callable.call0(py) {
            error.write_unraisable(py, Some(callable.bind(py)));
        }
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
                if object == core.base {
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
