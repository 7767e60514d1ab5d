//! What happens now and then: looks at what is hot so far, and samples.
//!
//! A thread that knows nothing of Python sleeps, and then asks CPython to call us in the main thread, between two
//! instructions: `Py_AddPendingCall`. Waiting for the GIL itself it would come 5 ms late each time. Only when the main
//! thread does not come (it sleeps, or waits for another thread) it takes the GIL.

use super::Recorder;
use super::core::Core;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use std::cell::RefCell;
use std::ffi::{c_int, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A sample that the main thread has not taken after so long is taken by us.
const LONGEST: Duration = Duration::from_millis(20);

struct Job {
    is_over: AtomicBool,
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

pub fn look_after(recorder: Py<Recorder>, seconds: Vec<f64>, callable: Py<PyAny>) {
    let job = start(Action::Look(recorder, callable));
    std::thread::spawn(move || {
        for after in seconds {
            wait_until(job.began + Duration::from_secs_f64(after.max(0.0)));
            ask(&job);
        }
    });
}

pub fn sample(recorder: Py<Recorder>, rate: f64) {
    let now = recorder.get().core().clock.now();
    let job = start(Action::Sample(recorder, AtomicU64::new(now)));
    std::thread::spawn(move || {
        let period = Duration::from_secs_f64(1.0 / rate);
        let mut next = job.began;
        while !job.is_over.load(Ordering::Acquire) {
            // Where we were late, samples are left out: they would all be of one place.
            next = (next + period).max(Instant::now());
            wait_until(next);
            if !job.is_pending.load(Ordering::Acquire) {
                ask(&job);
                continue;
            }
            let asked = Instant::now();
            while job.is_pending.load(Ordering::Acquire) && asked.elapsed() < LONGEST {
                std::thread::sleep(period.min(Duration::from_millis(1)));
            }
            if job.is_pending.load(Ordering::Acquire) && !job.is_over.load(Ordering::Acquire) {
                Python::attach(|py| job.perform(py));
            }
        }
    });
}

/// No more of both: samples taken, seconds.
pub fn stop(_: Python<'_>) -> (u64, f64) {
    let mut result = (0, 0.0);
    for job in JOBS.0.borrow_mut().drain(..) {
        job.is_over.store(true, Ordering::Release);
        if let Action::Sample(..) = job.action {
            result = (job.samples.load(Ordering::Relaxed), job.began.elapsed().as_secs_f64());
        }
    }
    result
}

fn start(action: Action) -> Arc<Job> {
    let job = Arc::new(Job {
        is_over: AtomicBool::new(false),
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

fn ask(job: &Arc<Job>) {
    if job.is_over.load(Ordering::Acquire) || job.is_pending.swap(true, Ordering::AcqRel) {
        return;
    }
    let argument = Arc::into_raw(job.clone()).cast_mut().cast::<c_void>();
    // SAFETY: any thread may ask. `perform` takes the reference over; if CPython has no room for it we take it back.
    unsafe {
        if ffi::Py_AddPendingCall(Some(perform), argument) != 0 {
            drop(Arc::from_raw(argument.cast::<Job>()));
            job.is_pending.store(false, Ordering::Release);
        }
    }
}

extern "C" fn perform(argument: *mut c_void) -> c_int {
    // SAFETY: see `ask`; CPython calls this with the GIL.
    let job = unsafe { Arc::from_raw(argument.cast::<Job>()) };
    Python::attach(|py| job.perform(py));
    // The last reference has Python objects.
    drop(job);
    0
}

impl Job {
    fn perform(&self, py: Python<'_>) {
        if !self.is_pending.swap(false, Ordering::AcqRel) || self.is_over.load(Ordering::Acquire) {
            return;
        }
        match &self.action {
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

unsafe extern "C" {
    fn PyThreadState_EnterTracing(state: *mut ffi::PyThreadState);
    fn PyThreadState_LeaveTracing(state: *mut ffi::PyThreadState);
}

fn take_sample(py: Python<'_>, core: &mut Core, last: &AtomicU64) {
    let now = core.clock.now();
    let ticks = now.saturating_sub(last.swap(now, Ordering::Relaxed));
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
                let code = Bound::from_owned_ptr(py, ffi::PyFrame_GetCode(object).cast());
                path.push((code, ffi::PyFrame_GetLineNumber(object)));
                frame = Bound::from_owned_ptr_or_opt(py, ffi::PyFrame_GetBack(object).cast());
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
