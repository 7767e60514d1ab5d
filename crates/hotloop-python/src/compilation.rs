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
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub struct Pending {
    outcome: Receiver<Result<Result<Made, Failure>, String>>,
    mark: Arc<Mark>,
    generation: u64,
}

impl Pending {
    pub fn start(job: Job) -> Pending {
        let (generation, mark) = (fork_generation(), Arc::new(Mark::default()));
        let own = mark.clone();
        Pending { outcome: large_stack::start(move || job.run(&own)), mark, generation }
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
        }
    }
}

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
