//! Where the stack of a thread ends: machine code that calls itself must not get there.
//!
//! `stack::end()` is the lowest address that such a call may use in the current thread.

use std::cell::Cell;
use std::ptr;

/// For whatever runs above machine code: a poll may run a signal handler in Python.
const KEPT: usize = 512 << 10;

thread_local! {
    static END: Cell<*const u8> = const { Cell::new(ptr::null()) };
}

/// Asked for once in each thread: for the first one, the system has to look through the memory of the process.
pub fn end() -> *const u8 {
    END.with(|end| {
        if end.get().is_null() {
            end.set(lowest().map_or(ptr::without_provenance(usize::MAX), |lowest| lowest.wrapping_add(KEPT)));
        }
        end.get()
    })
}

/// `None`: the system does not say; then nothing is called.
#[cfg(target_os = "linux")]
fn lowest() -> Option<*const u8> {
    let mut attributes = std::mem::MaybeUninit::uninit();
    let (mut start, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes are initialised by the call that gets them, and destroyed once.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return None;
        }
        let status = libc::pthread_attr_getstack(attributes.as_ptr(), &mut start, &mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        (status == 0).then_some(start.cast::<u8>().cast_const())
    }
}

#[cfg(target_os = "macos")]
fn lowest() -> Option<*const u8> {
    // SAFETY: the calls only look at the current thread.
    unsafe {
        let this = libc::pthread_self();
        let top = libc::pthread_get_stackaddr_np(this).cast::<u8>();
        Some(top.wrapping_sub(libc::pthread_get_stacksize_np(this)).cast_const())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_end_is_below_what_is_used() {
        let here = 0u8;
        assert!(super::end() < &raw const here);
        let in_thread = std::thread::Builder::new().stack_size(4 << 20).spawn(|| {
            let here = 0u8;
            let left = (&raw const here).addr() - super::end().addr();
            assert!(left < 4 << 20, "{left}");
        });
        in_thread.unwrap().join().unwrap();
    }
}
