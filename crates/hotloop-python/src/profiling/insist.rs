//! A signal again and again, until the handler that Python has for it is called.
//!
//! CPython notes that a signal has come, and calls its handler between two instructions. If it comes when the main
//! thread has looked for the last time before it waits, say for the lock of a queue, nobody looks. As without a handler
//! the process is to end.

use pyo3::prelude::*;
use std::ffi::c_int;
use std::mem::zeroed;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Between two of them.
const PAUSE: libc::timespec = libc::timespec { tv_sec: 0, tv_nsec: 20_000_000 };
const NONE: libc::timespec = libc::timespec { tv_sec: 0, tv_nsec: 0 };

/// The timer, a `timer_t`, and CPython's own function that notes a signal.
static TIMER: AtomicUsize = AtomicUsize::new(0);
static NOTES: AtomicUsize = AtomicUsize::new(0);
static HAS_TIMER: AtomicBool = AtomicBool::new(false);

/// To be called in the main thread, when `signal` has a handler written in Python; and again in a process that was
/// forked, which has no timers. Nothing changes where there is no timer to be had.
#[pyfunction]
pub fn insist(signal: c_int) {
    HAS_TIMER.store(false, Ordering::Release);
    // SAFETY: plain structures of C, for which zeros are valid, given to the functions that they are of. The handler
    // does nothing that a handler may not.
    unsafe {
        let mut action: libc::sigaction = zeroed();
        if libc::sigaction(signal, null(), &mut action) != 0 {
            return;
        }
        let ours = note as extern "C" fn(c_int) as usize;
        if action.sa_sigaction == libc::SIG_DFL || action.sa_sigaction == libc::SIG_IGN {
            return;
        }
        if action.sa_flags & libc::SA_SIGINFO != 0 {
            return;
        }
        let mut event: libc::sigevent = zeroed();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = signal;
        event.sigev_notify_thread_id = libc::gettid();
        let mut timer: libc::timer_t = null_mut();
        if libc::timer_create(libc::CLOCK_MONOTONIC, &mut event, &mut timer) != 0 {
            return;
        }
        TIMER.store(timer as usize, Ordering::Release);
        HAS_TIMER.store(true, Ordering::Release);
        if action.sa_sigaction != ours {
            NOTES.store(action.sa_sigaction, Ordering::Release);
            action.sa_sigaction = ours;
            libc::sigaction(signal, &action, null_mut());
        }
    }
}

/// The handler has been called.
#[pyfunction]
pub fn relent() {
    set(NONE);
}

/// What the system calls.
extern "C" fn note(signal: c_int) {
    // SAFETY: the calling thread's own.
    let errno = unsafe { &mut *libc::__errno_location() };
    let before = *errno;
    let notes = NOTES.load(Ordering::Acquire);
    if notes != 0 {
        // SAFETY: it was the handler of this signal, of this type, before we were.
        let notes: extern "C" fn(c_int) = unsafe { std::mem::transmute(notes) };
        notes(signal);
    }
    set(PAUSE);
    *errno = before;
}

fn set(pause: libc::timespec) {
    if HAS_TIMER.load(Ordering::Acquire) {
        let times = libc::itimerspec { it_interval: pause, it_value: pause };
        // SAFETY: a timer of this process, which is never deleted. A handler of signals may call it.
        unsafe { libc::timer_settime(TIMER.load(Ordering::Acquire) as libc::timer_t, 0, &times, null_mut()) };
    }
}
