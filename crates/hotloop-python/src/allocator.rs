//! The program's long lists on pages of 2 MB, for `hotloop run`: 20 million elements are 40,000 small pages, which take
//! 25 ms to be made.
//!
//! CPython has the elements of its lists from one allocator and all objects from another. Ours asks for large pages, and
//! else leaves all to the one that was there. Blocks that grow are left alone: to move a large page takes longer.

use hotloop_runtime::pages::{HUGE, ask_for_huge};
use pyo3::ffi::{PyMem_GetAllocator, PyMem_SetAllocator, PyMemAllocatorDomain, PyMemAllocatorEx};
use pyo3::prelude::*;
use std::ffi::c_void;
use std::ptr;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(use_large_pages, module)?)
}

#[pyfunction]
fn use_large_pages() {
    let domain = PyMemAllocatorDomain::PYMEM_DOMAIN_MEM;
    let unknown = PyMemAllocatorEx { ctx: ptr::null_mut(), malloc: None, calloc: None, realloc: None, free: None };
    // It serves until the process ends.
    let before = Box::leak(Box::new(unknown));
    // SAFETY: the GIL is held. Blocks that the allocator before has given are given back to it, as all others are.
    unsafe {
        PyMem_GetAllocator(domain, before);
        let ctx = ptr::from_mut(before).cast();
        let mut ours = PyMemAllocatorEx {
            ctx,
            malloc: Some(malloc),
            calloc: Some(calloc),
            realloc: Some(realloc),
            free: Some(free),
        };
        PyMem_SetAllocator(domain, &mut ours);
    }
}

/// # Safety
/// `ctx` is that of our allocator.
#[inline]
unsafe fn before(ctx: *mut c_void) -> &'static PyMemAllocatorEx {
    // SAFETY: the caller's promise; it was leaked, and nothing changes it.
    unsafe { &*ctx.cast() }
}

const WHOLE: &str = "an allocator has all four functions";

extern "C" fn malloc(ctx: *mut c_void, bytes: usize) -> *mut c_void {
    // SAFETY: CPython passes our ctx.
    let before = unsafe { before(ctx) };
    let block = before.malloc.expect(WHOLE)(before.ctx, bytes);
    if bytes >= HUGE {
        ask_for_huge(block.cast(), bytes);
    }
    block
}

extern "C" fn calloc(ctx: *mut c_void, count: usize, bytes: usize) -> *mut c_void {
    // SAFETY: as above.
    let before = unsafe { before(ctx) };
    let block = before.calloc.expect(WHOLE)(before.ctx, count, bytes);
    // A block that there is has no more bytes than a usize holds.
    ask_for_huge(block.cast(), count.wrapping_mul(bytes));
    block
}

extern "C" fn realloc(ctx: *mut c_void, block: *mut c_void, bytes: usize) -> *mut c_void {
    // SAFETY: as above.
    let before = unsafe { before(ctx) };
    before.realloc.expect(WHOLE)(before.ctx, block, bytes)
}

extern "C" fn free(ctx: *mut c_void, block: *mut c_void) {
    // SAFETY: as above.
    let before = unsafe { before(ctx) };
    before.free.expect(WHOLE)(before.ctx, block);
}
