//! The threads behind [`crate::pool`]: they wait for calls, help as long as a task lasts, and wait again.
//!
//! ```text
//! let mut call = call(task, 3);        // up to three threads run task.help()
//! call.withdraw();                     // who has not begun stays away
//! while !call.wait(timeout) {}         // who has begun is waited for
//! ```
//!
//! Why not rayon: a caller must never wait for a thread that has not begun (two Python threads may run kernels at the
//! same time), threads must leave signals alone, spin only where a core is free for it, and be forgotten after a fork.

use crate::pool::default_threads;
use crate::thread::{fork_generation, spawn};
use std::collections::VecDeque;
use std::hint::spin_loop;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Work that any number of threads can take part in.
pub(crate) trait Task: Send + Sync {
    /// Returns when there is nothing left to begin.
    fn help(&self);
}

/// Asks up to `helpers` threads to help; starts them where there are fewer.
pub(crate) fn call(task: Arc<dyn Task>, helpers: usize) -> Call {
    let team = Team::current();
    let errand = Arc::new(Errand { task, active: Mutex::new(0), ended: Condvar::new() });
    team.offer(&errand, helpers);
    Call { team, errand }
}

/// A call for help that is under way.
pub(crate) struct Call {
    team: &'static Team,
    errand: Arc<Errand>,
}

impl Call {
    /// From now on nobody begins.
    pub(crate) fn withdraw(&mut self) {
        let mut queue = self.team.lock();
        queue.errands.retain(|errand| !Arc::ptr_eq(errand, &self.errand));
        self.team.waiting.store(queue.errands.len(), Ordering::Relaxed);
    }

    /// Whether all who began have ended, within `timeout`.
    pub(crate) fn wait(&mut self, timeout: Duration) -> bool {
        let spin_until = Instant::now() + SPIN.min(timeout);
        while self.team.may_spin() && Instant::now() < spin_until {
            if self.errand.active.try_lock().is_ok_and(|active| *active == 0) {
                return true;
            }
            (0..16).for_each(|_| spin_loop());
        }
        let active = self.errand.lock();
        let waited = self.errand.ended.wait_timeout_while(active, timeout, |active| *active > 0);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == 0
    }
}

/// Long enough to catch the next of several short loops, short enough to waste nothing.
const SPIN: Duration = Duration::from_micros(50);
const STACK: usize = 2 << 20;
const MAX_THREADS: usize = 1024;

struct Errand {
    task: Arc<dyn Task>,
    /// Threads in `task.help()`.
    active: Mutex<usize>,
    ended: Condvar,
}

impl Errand {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Team {
    generation: u64,
    cores: usize,
    queue: Mutex<Queue>,
    called: Condvar,
    /// Length of the queue, for spinning threads to watch.
    waiting: AtomicUsize,
    /// Threads, for `may_spin`.
    n_threads: AtomicUsize,
}

struct Queue {
    /// One entry per thread that is asked for.
    errands: VecDeque<Arc<Errand>>,
    asleep: usize,
}

static CURRENT: AtomicPtr<Team> = AtomicPtr::new(ptr::null_mut());

impl Team {
    /// The team of this process; a child of fork makes its own. Never freed, as its threads never end.
    fn current() -> &'static Team {
        let generation = fork_generation();
        // SAFETY: teams are leaked.
        let known = unsafe { CURRENT.load(Ordering::Acquire).as_ref() };
        if let Some(team) = known.filter(|team| team.generation == generation) {
            return team;
        }
        let queue = Mutex::new(Queue { errands: VecDeque::new(), asleep: 0 });
        let (called, waiting, n_threads) = (Condvar::new(), AtomicUsize::new(0), AtomicUsize::new(0));
        let made =
            Box::into_raw(Box::new(Team { generation, cores: default_threads(), queue, called, waiting, n_threads }));
        let expected = known.map_or(ptr::null_mut(), |team| ptr::from_ref(team).cast_mut());
        match CURRENT.compare_exchange(expected, made, Ordering::AcqRel, Ordering::Acquire) {
            // SAFETY: just made, and never freed from here on.
            Ok(_) => unsafe { &*made },
            Err(theirs) => {
                // SAFETY: ours was not published; theirs is leaked and not null.
                unsafe {
                    drop(Box::from_raw(made));
                    &*theirs
                }
            }
        }
    }

    fn offer(&'static self, errand: &Arc<Errand>, helpers: usize) {
        let helpers = helpers.min(MAX_THREADS);
        let mut queue = self.lock();
        self.hire(helpers);
        queue.errands.extend((0..helpers).map(|_| errand.clone()));
        self.waiting.store(queue.errands.len(), Ordering::Relaxed);
        let asleep = queue.asleep;
        drop(queue);
        match helpers >= asleep {
            true if asleep == 0 => {}
            true => self.called.notify_all(),
            false => (0..helpers).for_each(|_| self.called.notify_one()),
        }
    }

    /// Starts threads until there are `wanted`. Under the queue's lock. Where the system gives no more, fewer help.
    fn hire(&'static self, wanted: usize) {
        while self.n_threads.load(Ordering::Relaxed) < wanted {
            match spawn("hotloop-worker", STACK, || self.work()) {
                Ok(_) => self.n_threads.fetch_add(1, Ordering::Relaxed),
                Err(_) => break,
            };
        }
    }

    fn work(&self) -> ! {
        loop {
            let errand = self.next_errand();
            errand.task.help();
            // The last to leave tells the caller, which may free what the task refers to once the lock is open.
            let mut active = errand.lock();
            *active -= 1;
            if *active == 0 {
                errand.ended.notify_all();
            }
        }
    }

    /// Whoever takes an errand is counted as active before the queue's lock opens, so `withdraw` misses nobody.
    fn next_errand(&self) -> Arc<Errand> {
        self.spin();
        let mut queue = self.lock();
        loop {
            if let Some(errand) = queue.errands.pop_front() {
                self.waiting.store(queue.errands.len(), Ordering::Relaxed);
                *errand.lock() += 1;
                return errand;
            }
            queue.asleep += 1;
            queue = self.called.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.asleep -= 1;
        }
    }

    fn spin(&self) {
        let start = Instant::now();
        while self.may_spin() && self.waiting.load(Ordering::Relaxed) == 0 && start.elapsed() < SPIN {
            spin_loop();
        }
    }

    /// Not where the callers' own threads would have to wait for the core.
    fn may_spin(&self) -> bool {
        self.n_threads.load(Ordering::Relaxed) < self.cores
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
