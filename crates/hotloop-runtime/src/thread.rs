//! Threads of our own: they leave signals to Python's threads, and a child of `fork` forgets them.
//!
//! `thread::spawn("hotloop-compile", 64 << 20, || ...)` starts a thread in which Ctrl-C never arrives.

use std::io;
use std::mem::MaybeUninit;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{Builder, JoinHandle};

/// Starts a named thread with every signal blocked, except those that a fault of the thread itself raises.
pub fn spawn<T, F>(name: &str, stack_size: usize, body: F) -> io::Result<JoinHandle<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // A thread inherits the mask of its creator, so blocking here leaves no moment in which a signal could reach it.
    let before = block_signals();
    let handle = Builder::new().name(name.to_owned()).stack_size(stack_size).spawn(body);
    restore_signals(&before);
    handle
}

/// How often this process is a child of a child: what was made at another generation belongs to the parent.
pub fn fork_generation() -> u64 {
    static REGISTER: Once = Once::new();
    // SAFETY: the handler only touches an atomic, which is allowed in the child of a process with threads.
    REGISTER.call_once(|| unsafe {
        libc::pthread_atfork(None, None, Some(count_fork));
    });
    GENERATION.load(Ordering::Acquire)
}

static GENERATION: AtomicU64 = AtomicU64::new(0);

unsafe extern "C" fn count_fork() {
    GENERATION.fetch_add(1, Ordering::AcqRel);
}

/// Holds the signals of this thread back, up to `restore_signals`.
pub fn block_signals() -> libc::sigset_t {
    let mut all = MaybeUninit::uninit();
    let mut before = MaybeUninit::uninit();
    // SAFETY: both sets are initialised by the calls that get them; pthread_sigmask reads one and writes the other.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        // A fault while its signal is blocked kills the process without a word; faulthandler shall speak.
        for fault in [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGABRT, libc::SIGTRAP] {
            libc::sigdelset(all.as_mut_ptr(), fault);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
        before.assume_init()
    }
}

/// They come now.
pub fn restore_signals(before: &libc::sigset_t) {
    // SAFETY: `before` was filled by pthread_sigmask.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, before, std::ptr::null_mut()) };
}
