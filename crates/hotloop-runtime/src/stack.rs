//! Where the stack of a thread ends: machine code that calls itself must not get there.
//!
//! `stack::end()` is the lowest address that such a call may use in the current thread.

use std::cell::Cell;
use std::ptr;

/// For whatever runs above machine code: a poll may run a signal handler in Python. Of a small stack a quarter.
const KEPT: usize = 512 << 10;

#[derive(Clone, Copy)]
struct Bounds {
    /// Calls in machine code go no further.
    end: *const u8,
    half: *const u8,
}

thread_local! {
    static BOUNDS: Cell<Option<Bounds>> = const { Cell::new(None) };
}

/// Asked for once in each thread: for the first one, the system has to look through the memory of the process.
#[inline]
fn bounds() -> Bounds {
    BOUNDS.with(|known| {
        known.get().unwrap_or_else(|| {
            let nowhere = Bounds { end: ptr::without_provenance(usize::MAX), half: ptr::null() };
            let bounds = whole().map_or(nowhere, |(lowest, size)| Bounds {
                end: lowest.wrapping_add(KEPT.min(size / 4)),
                half: lowest.wrapping_add(size / 2),
            });
            known.set(Some(bounds));
            bounds
        })
    })
}

/// The lowest address that a call in machine code may use in the current thread.
pub fn end() -> *const u8 {
    bounds().end
}

/// Has this thread used half of its stack?
#[inline]
pub fn is_half_used() -> bool {
    let here = 0u8;
    &raw const here < bounds().half
}

/// `None`: the system does not say; then nothing is called.
#[cfg(target_os = "linux")]
fn whole() -> Option<(*const u8, usize)> {
    let mut attributes = std::mem::MaybeUninit::uninit();
    let (mut start, mut size) = (ptr::null_mut(), 0usize);
    // SAFETY: the attributes are initialised by the call that gets them, and destroyed once.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return None;
        }
        let status = libc::pthread_attr_getstack(attributes.as_ptr(), &mut start, &mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        (status == 0).then_some((start.cast::<u8>().cast_const(), size))
    }
}

#[cfg(target_os = "macos")]
fn whole() -> Option<(*const u8, usize)> {
    // SAFETY: the calls only look at the current thread.
    unsafe {
        let this = libc::pthread_self();
        let top = libc::pthread_get_stackaddr_np(this).cast::<u8>();
        let size = libc::pthread_get_stacksize_np(this);
        Some((top.wrapping_sub(size).cast_const(), size))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_end_is_below_what_is_used() {
        let here = 0u8;
        assert!(super::end() < &raw const here && !super::is_half_used());
        let in_thread = std::thread::Builder::new().stack_size(4 << 20).spawn(|| {
            let here = 0u8;
            let left = (&raw const here).addr() - super::end().addr();
            assert!(left < 4 << 20, "{left}");
        });
        in_thread.unwrap().join().unwrap();
    }
}
