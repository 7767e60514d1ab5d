//! The last word of a program that crashes while it is recorded.

use pyo3::prelude::*;
use std::ffi::c_int;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

const SIGNALS: [c_int; 5] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGABRT];

/// A handler may run where the stack is at its end.
const STACK: usize = 64 << 10;

static TEXT: AtomicPtr<u8> = AtomicPtr::new(ptr::null_mut());
static LENGTH: AtomicUsize = AtomicUsize::new(0);

/// If this process crashes, this text goes to its standard error stream first; an empty one: none does.
#[pyfunction]
pub fn say_at_crash(text: &[u8]) {
    LENGTH.store(0, Ordering::SeqCst);
    // Never freed: a crash may be under way.
    TEXT.store(Box::leak(text.to_vec().into_boxed_slice()).as_mut_ptr(), Ordering::SeqCst);
    LENGTH.store(text.len(), Ordering::SeqCst);
    if !text.is_empty() {
        SIGNALS.into_iter().for_each(handle);
    }
}

/// Handles a signal, unless somebody does already.
fn handle(signal: c_int) {
    // SAFETY: plain data; the handler does only what a handler may, and its stack is never freed.
    unsafe {
        let mut known: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, ptr::null(), &mut known) != 0 || known.sa_sigaction != libc::SIG_DFL {
            return;
        }
        let mut stack: libc::stack_t = std::mem::zeroed();
        if libc::sigaltstack(ptr::null(), &mut stack) == 0 && stack.ss_flags & libc::SS_DISABLE != 0 {
            stack.ss_sp = Box::leak(vec![0u8; STACK].into_boxed_slice()).as_mut_ptr().cast();
            (stack.ss_size, stack.ss_flags) = (STACK, 0);
            libc::sigaltstack(&stack, ptr::null_mut());
        }
        known.sa_sigaction = last_word as *const () as usize;
        known.sa_flags = libc::SA_ONSTACK | libc::SA_RESETHAND | libc::SA_NODEFER;
        libc::sigaction(signal, &known, ptr::null_mut());
    }
}

/// The signal means from now on what it means by default, and is sent again.
extern "C" fn last_word(signal: c_int) {
    // SAFETY: both may be called by a handler; the text is as long as is said, or nothing is written.
    unsafe {
        let (text, length) = (TEXT.load(Ordering::SeqCst), LENGTH.load(Ordering::SeqCst));
        libc::write(2, text.cast_const().cast(), length);
        libc::raise(signal);
    }
}
