//! What machine code has overwritten since the last exit point, and how it is put back.
//!
//! ```text
//! store a[2] = 5    notes (a, SET, 2, what a[2] was) before         append b, 7    notes (b, LENGTH, what its length was)
//! check fails       takes back the newest first
//! ```
//!
//! An element is known by its list and number: lists move while they grow. What a kernel has written is noted as a whole.

use crate::host::{Buffer, Host};
use crate::lists::{ELEM_SIZES, delete, edits, element_parts, insert, set_element};
use crate::pool::{Kept, Rows, StoreRange};
use crate::twister;
use std::alloc::{Layout, dealloc, realloc};
use std::ptr;

/// One thing to take back.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Undone {
    pub list: *mut Buffer,
    /// The number of its element type for an element, or [`LENGTH`].
    pub what: i64,
    /// Number of the element, or the length.
    pub at: i64,
    pub old: [u64; 2],
}

/// The list had `at` elements.
pub const LENGTH: i64 = -1;
/// Added to the number of an element type: there was an element at `at` that was deleted, or there was none.
const DELETED: i64 = 32;
const INSERTED: i64 = 64;
/// A kernel has run; `at` is the number of what it has overwritten.
const KERNEL: i64 = -2;
/// A generator has got its next words.
const TWISTED: i64 = 128;

/// What takes an edit back that is about to be made.
///
/// # Safety
/// As for [`crate::lists::edit`].
pub unsafe fn inverse(edit: i64, list: *mut Buffer, elem: usize, operands: *const u64) -> Undone {
    // SAFETY: the caller's promise.
    unsafe {
        let nothing = [0; 2];
        match edit {
            edits::INSERT => Undone { list, what: INSERTED + elem as i64, at: *operands as i64, old: nothing },
            edits::DELETE => {
                let at = *operands as i64;
                let element = (*list).data.add(at as usize * ELEM_SIZES[elem]);
                Undone { list, what: DELETED + elem as i64, at, old: element_parts(element, elem) }
            }
            edits::TWIST => {
                let first = u64::from(twister::words(list)[0]);
                Undone { list, what: TWISTED, at: 0, old: [first, 0] }
            }
            _ => Undone { list, what: LENGTH, at: (*list).len, old: nothing },
        }
    }
}

/// What is noted in one call. Machine code writes it by itself, between `top` and `end` of its [`Host`].
pub struct UndoLog {
    start: *mut Undone,
    capacity: usize,
    /// Those whose entries may still be in the log, in its order.
    kernels: Vec<Overwritten>,
    /// Bytes of all of them.
    bytes: usize,
    next_number: i64,
    /// To keep the next ones in.
    spare: Vec<Overwritten>,
}

/// May a kernel run?
pub enum Room {
    /// No: there is no memory, or too much to undo.
    None,
    /// All that it overwrites is noted.
    Noted,
    /// With this to keep it in.
    For(Overwritten),
}

/// What a kernel has overwritten.
#[derive(Default)]
pub struct Overwritten {
    /// Positions.
    range: (i64, i64),
    number: i64,
    /// Index of the entry.
    entry: usize,
    captures: Vec<u64>,
    stores: Vec<StoreRange>,
    pub kept: Kept,
    bytes: usize,
}

/// Entries at first: few calls need more.
const FEW: usize = 256;
/// 1 GB: whoever has overwritten more than that without an exit point leaves.
const MOST: usize = 1 << 25;
/// The same of kernels: 1 GB.
const MOST_BYTES: usize = 1 << 30;
/// So many of the last kernels may be those that run again and again.
const LOOK_BACK: usize = 8;
/// So many entries behind a kernel's are worth looking at.
const LOOK_AT: usize = 1024;
/// So much memory of kernels that nothing has to be undone of is used again.
const MOST_SPARE: usize = 4;

impl UndoLog {
    pub const fn new() -> UndoLog {
        UndoLog {
            start: ptr::null_mut(),
            capacity: 0,
            kernels: Vec::new(),
            bytes: 0,
            next_number: 0,
            spare: Vec::new(),
        }
    }

    /// Something to keep in what a kernel is about to overwrite at positions of a range.
    ///
    /// # Safety
    /// The host's entries are in this log, or it has none; the captures are those of the kernel, and so many.
    pub unsafe fn before_kernel(
        &mut self,
        host: &mut Host,
        rows: &Rows<'_>,
        n_captures: usize,
        range: (i64, i64),
    ) -> Room {
        // SAFETY: the caller's promise; entries between start and top are written.
        let captures = unsafe {
            if host.undo_top == host.undo_end && !self.grow(host) {
                return Room::None;
            }
            let n_entries = host.undo_top.offset_from(host.undo_start) as usize;
            let is_noted = |kernel: &Overwritten| {
                let entry = host.undo_start.add(kernel.entry);
                kernel.entry < n_entries && (*entry).what == KERNEL && (*entry).at == kernel.number
            };
            let n_noted = self.kernels.partition_point(is_noted);
            self.bytes -= self.kernels[n_noted..].iter().map(|kernel| kernel.bytes).sum::<usize>();
            self.spare.extend(self.kernels.drain(n_noted..));
            self.spare.truncate(MOST_SPARE);
            std::slice::from_raw_parts(rows.captures, n_captures)
        };
        // What was there at the last exit point is what matters.
        let is_same = |kernel: &Overwritten| {
            kernel.range == range && kernel.captures == captures && kernel.stores[..] == *rows.stores
        };
        // Behind an edit there may be another element at a position.
        let is_edited_since = |kernel: &Overwritten| {
            // SAFETY: the kernel's entry is noted, and so are those behind it.
            let since = unsafe {
                let first = host.undo_start.add(kernel.entry);
                std::slice::from_raw_parts(first, host.undo_top.offset_from(first) as usize)
            };
            since.len() > LOOK_AT || since.iter().any(|entry| entry.what == LENGTH || entry.what >= DELETED)
        };
        if self.kernels.iter().rev().take(LOOK_BACK).any(|kernel| is_same(kernel) && !is_edited_since(kernel)) {
            return Room::Noted;
        }
        let bytes = rows.bytes(range.1 - range.0);
        if self.bytes.saturating_add(bytes) > MOST_BYTES {
            return Room::None;
        }
        let mut what = self.spare.pop().unwrap_or_default();
        what.kept.clear();
        what.captures.clear();
        what.captures.extend_from_slice(captures);
        what.stores.clear();
        what.stores.extend_from_slice(rows.stores);
        (what.bytes, what.range) = (bytes, range);
        Room::For(what)
    }

    /// Notes what a kernel has overwritten, in what `before_kernel` gave for it, up to the position that it reached.
    ///
    /// # Safety
    /// As for `before_kernel`, since which nothing was noted.
    pub unsafe fn note_kernel(&mut self, host: &mut Host, mut what: Overwritten, reached: i64) {
        what.range.1 = reached;
        what.number = self.next_number;
        self.next_number += 1;
        // SAFETY: `before_kernel` has made room for an entry; the caller's promise.
        unsafe {
            what.entry = host.undo_top.offset_from(host.undo_start) as usize;
            host.note(Undone { list: ptr::null_mut(), what: KERNEL, at: what.number, old: [0; 2] });
        }
        self.bytes += what.bytes;
        self.kernels.push(what);
    }

    /// Makes room for more at the host's `undo_top`. False: there is no memory, or too much to undo.
    ///
    /// # Safety
    /// The host's entries are in this log, or it has none.
    pub unsafe fn grow(&mut self, host: &mut Host) -> bool {
        // SAFETY: entries from `undo_start` to `undo_top` are written.
        let done = !self.start.is_null() && unsafe { forget_repeated(host) } <= self.capacity / 2;
        if done {
            return true;
        }
        let wanted = (self.capacity * 2).max(FEW);
        if wanted > MOST {
            return false;
        }
        // SAFETY: the block was allocated with its layout, or is null; `wanted` is not zero; top is inside of it.
        unsafe {
            let n_entries = if self.start.is_null() { 0 } else { host.undo_top.offset_from(self.start) };
            let new = match self.start.is_null() {
                true => std::alloc::alloc(layout(wanted)),
                false => realloc(self.start.cast(), layout(self.capacity), layout(wanted).size()),
            };
            if new.is_null() {
                return false;
            }
            (self.start, self.capacity) = (new.cast(), wanted);
            host.undo_start = self.start;
            host.undo_top = self.start.offset(n_entries);
            host.undo_end = self.start.add(wanted);
        }
        true
    }
}

/// Keeps the oldest note of each element: what it was at the last exit point. How many are left.
///
/// # Safety
/// The host's entries are written.
unsafe fn forget_repeated(host: &mut Host) -> usize {
    // SAFETY: the caller's promise.
    let entries = unsafe {
        let n_entries = host.undo_top.offset_from(host.undo_start) as usize;
        std::slice::from_raw_parts_mut(host.undo_start, n_entries)
    };
    // Behind an edit the number of an element may be that of another one, and kernels know the place of their entry.
    if entries.iter().any(|entry| entry.what < 0 || entry.what >= DELETED) {
        return entries.len();
    }
    let Some(mut seen) = Places::of(entries) else { return entries.len() };
    let mut n_kept = 0;
    for at in 0..entries.len() {
        let entry = entries[at];
        if seen.insert(&entry) {
            entries[n_kept] = entry;
            n_kept += 1;
        }
    }
    // SAFETY: no more than there were.
    host.undo_top = unsafe { host.undo_start.add(n_kept) };
    n_kept
}

/// A set of elements of few lists: a bit for each.
struct Places {
    lists: Vec<(*mut Buffer, Vec<u64>)>,
}

/// Where there are more, nothing is forgotten.
const MANY_LISTS: usize = 16;
/// Words of bits for each entry: where lists are longer, it costs less to let the log grow.
const BITS_FOR_ENTRY: usize = 4;

impl Places {
    fn of(entries: &[Undone]) -> Option<Places> {
        let mut lists: Vec<(*mut Buffer, usize)> = vec![];
        for entry in entries {
            let words = entry.at as usize / 64 + 1;
            match lists.iter().position(|(list, _)| *list == entry.list) {
                Some(at) => lists[at].1 = words.max(lists[at].1),
                None if lists.len() < MANY_LISTS => lists.push((entry.list, words)),
                None => return None,
            }
        }
        let n_words: usize = lists.iter().map(|(_, words)| words).sum();
        (n_words <= BITS_FOR_ENTRY * entries.len())
            .then(|| Places { lists: lists.into_iter().map(|(list, words)| (list, vec![0; words])).collect() })
    }

    /// False: it was there.
    fn insert(&mut self, entry: &Undone) -> bool {
        let (_, bits) = self.lists.iter_mut().find(|(list, _)| *list == entry.list).expect("seen by `of`");
        let (word, bit) = (entry.at as usize / 64, 1 << (entry.at % 64));
        let is_new = bits[word] & bit == 0;
        bits[word] |= bit;
        is_new
    }
}

impl Default for UndoLog {
    fn default() -> Self {
        UndoLog::new()
    }
}

impl Drop for UndoLog {
    fn drop(&mut self) {
        if !self.start.is_null() {
            // SAFETY: allocated with this layout by `grow`.
            unsafe { dealloc(self.start.cast(), layout(self.capacity)) };
        }
    }
}

fn layout(n_entries: usize) -> Layout {
    Layout::array::<Undone>(n_entries).expect("no more than MOST")
}

/// Takes back all that is noted, the newest first.
///
/// # Safety
/// The host's entries are in this log and of live buffers, and nobody else uses them.
pub unsafe fn take_back(host: &mut Host, log: &mut UndoLog) {
    // SAFETY: entries from `undo_start` to `undo_top` are written; a list's memory never shrinks, so that each element
    // that was there is still.
    unsafe {
        while host.undo_top > host.undo_start {
            host.undo_top = host.undo_top.sub(1);
            let Undone { list, what, at, old } = *host.undo_top;
            match what {
                LENGTH => (*list).len = at,
                KERNEL => {
                    // Those behind it are of entries that are gone.
                    while log.kernels.pop_if(|kernel| kernel.number > at).is_some() {}
                    if let Some(kernel) = log.kernels.pop_if(|kernel| kernel.number == at) {
                        log.bytes -= kernel.bytes;
                        let rows = Rows { captures: kernel.captures.as_ptr(), stores: &kernel.stores };
                        kernel.kept.undo_from(i64::MIN, &rows);
                    }
                }
                // It had room for the element when that was there.
                DELETED..INSERTED => drop(insert(list, (what - DELETED) as usize, at as usize, old.as_ptr())),
                TWISTED.. => twister::untwist(twister::words(list), old[0] as u32),
                INSERTED.. => delete(list, (what - INSERTED) as usize, at as usize),
                elem => {
                    let (elem, unit) = (elem as usize, (*list).unit(ELEM_SIZES[elem as usize]));
                    let to = (*list).data.offset(at as isize * unit as isize);
                    match (*list).capacity {
                        // It need not be aligned. What was noted is as it lay in memory, in a word or two.
                        ..0 => ptr::copy_nonoverlapping(old.as_ptr().cast(), to, ELEM_SIZES[elem]),
                        _ => set_element(to, elem, old.as_ptr()),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::{NativeList, append};

    #[test]
    fn a_log_of_few_elements_stays_short() {
        let mut log = UndoLog::new();
        let mut host = crate::host::tests::host();
        let list = NativeList::new(2, 50, &[7]).unwrap();
        // SAFETY: the list is live, its elements are ints.
        unsafe {
            for i in 0..100_000 {
                if host.undo_top == host.undo_end {
                    assert!(log.grow(&mut host));
                }
                let at = i * i % 50;
                let place = (*list.header()).data.cast::<u64>().add(at);
                host.note(Undone { list: list.header(), what: 2, at: at as i64, old: [*place, 0] });
                *place = i as u64;
            }
            assert!(log.capacity <= 2 * FEW, "{}", log.capacity);
            take_back(&mut host, &mut log);
        }
        assert_eq!(list.bytes(), [7u64.to_le_bytes(); 50].concat());
    }

    #[test]
    fn elements_of_a_list_that_has_moved_are_put_back() {
        let mut log = UndoLog::new();
        let mut host = crate::host::tests::host();
        let list = NativeList::new(2, 3, &[7]).unwrap();
        // SAFETY: the list is live, its elements are ints.
        unsafe {
            for i in 0..1000 {
                if host.undo_top == host.undo_end {
                    assert!(log.grow(&mut host));
                }
                let at = i % 3;
                let old = *(*list.header()).data.cast::<u64>().add(at);
                host.note(Undone { list: list.header(), what: 2, at: at as i64, old: [old, 0] });
                *(*list.header()).data.cast::<u64>().add(at) = i as u64;
                if host.undo_top == host.undo_end {
                    assert!(log.grow(&mut host));
                }
                host.note(Undone { list: list.header(), what: LENGTH, at: (*list.header()).len, old: [0; 2] });
                assert!(append(list.header(), 2, [1].as_ptr()));
            }
            take_back(&mut host, &mut log);
        }
        assert_eq!(list.bytes(), [7u64.to_le_bytes(); 3].concat());
    }
}
