//! A compilation in a thread of its own, which can be given up: a signal handler that raises waits for no compiler.
//!
//! ```text
//! let pending = Pending::start(job);              the thread has begun
//! pending.wait(Duration::from_millis(50))         Some(what it has made), or None: not yet
//! drop(pending)                                   it ends by itself, and leaves nothing behind
//! ```

use crate::large_stack;
use crate::specialization::{Failure, Job, Made};
use hotloop_runtime::cache::{Attempt, Cache, Key};
use hotloop_runtime::thread::fork_generation;
use pyo3::prelude::*;
use pyo3::types::PyCFunction;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub struct Pending {
    outcome: Receiver<Result<Result<Made, Failure>, String>>,
    mark: Arc<Mark>,
    generation: u64,
}

impl Pending {
    pub fn start(job: Job) -> Pending {
        let (generation, mark) = (fork_generation(), Arc::new(Mark::default()));
        let own = mark.clone();
        let running = Running::begin();
        let run = move || {
            let made = job.run(&own);
            drop(running);
            made
        };
        Pending { outcome: large_stack::start(run), mark, generation }
    }

    /// What it has made. `None`: it takes longer.
    pub fn wait(&self, at_most: Duration) -> Option<Result<Made, Failure>> {
        match self.outcome.recv_timeout(at_most) {
            Ok(outcome) => Some(outcome.unwrap_or_else(|panic| Err(Failure::Internal(panic)))),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(Failure::Internal("the thread has ended".into()))),
        }
    }

    /// This is a child of the process that has started it: the thread is not here.
    pub fn is_elsewhere(&self) -> bool {
        self.generation != fork_generation()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // In a child the lock may be that of a thread of its parent.
        if !self.is_elsewhere() {
            self.mark.give_up();
            if n_running() > 0 {
                Python::attach(|py| drop(end_before_python(py)));
            }
        }
    }
}

/// Compilations under way in this process, given up or not: how many, and above `COUNT` the generation of the process.
/// A child of fork has the word, and not the threads.
static RUNNING: AtomicU64 = AtomicU64::new(0);
const COUNT: u64 = u32::MAX as u64;

fn n_running() -> u64 {
    of_this_process(RUNNING.load(Relaxed)) & COUNT
}

fn of_this_process(word: u64) -> u64 {
    let none = fork_generation() << COUNT.count_ones();
    if word & !COUNT == none { word } else { none }
}

struct Running;

impl Running {
    fn begin() -> Running {
        // The closure always gives a word.
        let _ = RUNNING.fetch_update(Relaxed, Relaxed, |word| Some(of_this_process(word) + 1));
        Running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Only a thread of this process comes here, and it has counted itself.
        RUNNING.fetch_sub(1, Relaxed);
    }
}

/// LLVM must not run while the process ends, and takes its tables away: Python waits for it then. A child has what its
/// parent has registered.
fn end_before_python(py: Python<'_>) -> PyResult<()> {
    static REGISTERED: AtomicBool = AtomicBool::new(false);
    if REGISTERED.swap(true, Relaxed) {
        return Ok(());
    }
    let wait = PyCFunction::new_closure(py, None, None, |arguments, _| {
        arguments.py().detach(|| {
            let started = Instant::now();
            while n_running() > 0 && started.elapsed() < LONGEST_WAIT {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
    })?;
    py.import("atexit")?.call_method1("register", (wait,)).map(drop)
}

/// Nothing that people write takes so long to compile.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The mark that a compilation has in the cache. It says "this may end the process", so it must be gone before the
/// process goes its way without having waited.
#[derive(Default)]
pub struct Mark(Mutex<Marked>);

#[derive(Default)]
enum Marked {
    #[default]
    No,
    Yes(#[expect(dead_code, reason = "the mark is there as long as this")] Attempt),
    GivenUp,
}

impl Mark {
    /// False: the code generator is not to run, since that has ended processes before, or nobody waits for it.
    pub fn begin(&self, cache: &Cache, key: &Key) -> bool {
        let mut marked = self.lock();
        if let Marked::GivenUp = *marked {
            return false;
        }
        let Some(attempt) = cache.begin(key) else { return false };
        *marked = Marked::Yes(attempt);
        true
    }

    pub fn end(&self) {
        *self.lock() = Marked::No;
    }

    fn give_up(&self) {
        *self.lock() = Marked::GivenUp;
    }

    fn lock(&self) -> MutexGuard<'_, Marked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
