//! Pages of 2 MB for large blocks of memory: 4 MB of small ones are 1,000 faults, which take 0.3 ms.
//!
//! ```text
//! ask_for_huge(data, 8 << 20);      // before anything is written there
//! ```

/// From here on they are asked for.
pub const HUGE: usize = 4 << 20;
pub const HUGE_PAGE: usize = 2 << 20;
const PAGE: usize = 4096;

/// Advice for all pages that a block is on, if it is large. Where it is not taken, pages are small.
///
/// The first and the last one too: a mapping of which only a part is advised is two for the kernel, and is copied where
/// `realloc` would move it as a whole.
pub fn ask_for_huge(data: *mut u8, bytes: usize) {
    if bytes < HUGE || data.is_null() {
        return;
    }
    let before = data.addr() % PAGE;
    let whole = (before + bytes).next_multiple_of(PAGE);
    // SAFETY: it changes nothing but the size of pages, and fails where there are none.
    unsafe { libc::madvise(data.wrapping_sub(before).cast(), whole, libc::MADV_HUGEPAGE) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_keeps_what_it_holds() {
        let mut block: Vec<u8> = (0..HUGE + 12_345).map(|at| at as u8).collect();
        let begin = 77;
        let bytes = block.len() - begin;
        ask_for_huge(block[begin..].as_mut_ptr(), bytes);
        assert!(block.iter().enumerate().all(|(at, &value)| value == at as u8));
        ask_for_huge(std::ptr::null_mut(), HUGE);
    }
}
