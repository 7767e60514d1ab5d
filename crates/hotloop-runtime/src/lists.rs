//! Memory for lists in machine code: made, appended to, freed; short lists and large blocks are kept and used again.
//!
//! ```text
//! let list = NativeList::new(FLOAT64, 3, &[1.5f64.to_bits()])?;    // [1.5] * 3
//! unsafe { append(list.header(), FLOAT64, parts) };                 // may move `data`, never the header
//! ```

use crate::host::Buffer;
use crate::twister;
use std::alloc::{Layout, alloc, dealloc};
use std::cell::RefCell;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, TryLockError};

/// Bytes of an element, by its number: bool, int32, int64, float64, complex128; uint8, 16, 32, int8, 16, uint64, float32,
/// complex64; character; texts of code units of 8, 16 and 32 bits; float16.
pub const ELEM_SIZES: [usize; 18] = [1, 4, 8, 8, 16, 1, 2, 4, 1, 2, 8, 4, 8, 4, 8, 8, 8, 2];

/// A list that owns its elements. Its header stays where it is.
pub struct NativeList {
    /// From a Box; a pointer since machine code writes through it at any time.
    header: *mut Buffer,
    elem: usize,
    /// Of those that a call makes, one after the other.
    pub number: i64,
}

// SAFETY: nothing but the owner knows the header's address until it is asked for.
unsafe impl Send for NativeList {}

impl NativeList {
    /// `len` elements (none if negative) that each have the parts in `fill`; zeros without parts. None: no memory.
    #[inline]
    pub fn new(elem: usize, len: i64, fill: &[u64]) -> Option<NativeList> {
        let list = NativeList::with_capacity(elem, len)?;
        // SAFETY: the header is ours alone, and its block has room for `len` elements of that size.
        unsafe {
            (*list.header).len = len.max(0);
            fill_elements((*list.header).data, elem, len.max(0) as usize, fill);
        }
        Some(list)
    }

    /// As many rows, whose elements are set before they are read. None: no memory.
    pub fn unset_table(elem: usize, rows: usize, width: usize) -> Option<NativeList> {
        let list = NativeList::with_capacity(elem, i64::try_from(rows.checked_mul(width)?).ok()?)?;
        // SAFETY: the header is ours alone; there is room for as many elements.
        unsafe { ((*list.header).len, (*list.header).dim1) = (rows as i64, width as i64) };
        Some(list)
    }

    /// `rows` rows of `width` elements (none if negative), one behind the other. None: no memory.
    #[inline]
    pub fn table(elem: usize, rows: i64, width: i64, fill: &[u64]) -> Option<NativeList> {
        let (rows, width) = (rows.max(0), width.max(0));
        let list = NativeList::new(elem, rows.checked_mul(width)?, fill)?;
        // SAFETY: the header is ours alone; there are as many elements.
        unsafe { ((*list.header).len, (*list.header).dim1) = (rows, width) };
        Some(list)
    }

    /// No elements, room for `capacity`, or for a few if that is none. None: no memory.
    #[inline]
    pub fn with_capacity(elem: usize, capacity: i64) -> Option<NativeList> {
        let capacity = if capacity <= 0 { FEW } else { capacity };
        let bytes = usize::try_from(capacity).ok()?.checked_mul(ELEM_SIZES[elem])?;
        if let Some((header, bytes)) = take_short(bytes) {
            // SAFETY: nobody else has the header; its block has so many bytes.
            unsafe {
                let capacity = (bytes / ELEM_SIZES[elem]) as i64;
                *header = Buffer { data: (*header).data, capacity, ..Buffer::EMPTY };
            }
            return Some(NativeList { header, elem, number: 0 });
        }
        let block = take_block(bytes, bytes)?;
        let capacity = (block.bytes / ELEM_SIZES[elem]) as i64;
        let header = Buffer { data: block.data, capacity, ..Buffer::EMPTY };
        Some(NativeList { header: Box::into_raw(Box::new(header)), elem, number: 0 })
    }

    /// What machine code knows the list by; valid as long as `self`.
    #[inline]
    pub fn header(&self) -> *mut Buffer {
        self.header
    }

    #[inline]
    pub fn elem(&self) -> usize {
        self.elem
    }

    /// Elements of a list, rows of a table.
    #[inline]
    pub fn len(&self) -> usize {
        self.buffer().len as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements as machine code stores them.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        let header = self.buffer();
        let n_elements = (header.len * header.dim1) as usize;
        // SAFETY: so many elements at `data` are initialised: by `new`, or by `append` before it counts them.
        unsafe { std::slice::from_raw_parts(header.data, n_elements * ELEM_SIZES[self.elem]) }
    }

    #[inline]
    fn buffer(&self) -> &Buffer {
        // SAFETY: the header lives as long as `self`, and nobody writes through it while we look.
        unsafe { &*self.header }
    }
}

impl Drop for NativeList {
    #[inline]
    fn drop(&mut self) {
        let bytes = block_bytes(self.buffer(), self.elem);
        // SAFETY: the header was made by Box::into_raw, with a block of so many bytes, and nobody else has it now.
        unsafe {
            if !keep_short(self.header, bytes) {
                free(self.header, bytes);
            }
        }
    }
}

/// Appends one element with these parts; false: no memory, the list is as before.
///
/// # Safety
/// `list` is the header of a live [`NativeList`] of `elem`s that no other thread uses; `parts` has the parts of one.
#[inline]
pub unsafe fn append(list: *mut Buffer, elem: usize, parts: *const u64) -> bool {
    // SAFETY: by the caller's promise; after `grow` there is room for one more.
    unsafe {
        let list = &mut *list;
        if list.len == list.capacity && !grow(list, elem) {
            return false;
        }
        set_element(list.data.add(list.len as usize * ELEM_SIZES[elem]), elem, parts);
        list.len += 1;
        true
    }
}

/// Makes room for `n` elements behind those of a list. False: no memory.
///
/// # Safety
/// As for [`append`].
pub unsafe fn make_room(list: *mut Buffer, elem: usize, n: usize) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let list = &mut *list;
        let Some(wanted) = i64::try_from(n).ok().and_then(|n| list.len.checked_add(n)) else { return false };
        wanted <= list.capacity || grow_to(list, elem, wanted)
    }
}

/// The numbers of edits, as machine code passes them.
pub mod edits {
    pub const APPEND: i64 = 0;
    pub const EXTEND: i64 = 1;
    pub const INSERT: i64 = 2;
    pub const DELETE: i64 = 3;
    /// Of the words of a generator, never of a list.
    pub const TWIST: i64 = 4;
    /// These are of texts and numbers: they are for whoever has CPython.
    pub const FORMAT_INT: i64 = 5;
    pub const FORMAT_FLOAT: i64 = 6;
    pub const FORMAT_COMPLEX: i64 = 7;
    pub const FORMAT_TEXT: i64 = 8;
    pub const REPR: i64 = 9;
    pub const PARSE_FLOAT: i64 = 10;
    pub const PARSE_INT: i64 = 11;
    pub const FORMAT_HEX: i64 = 12;
    pub const PARSE_HEX: i64 = 13;
    pub const PARSE_COMPLEX: i64 = 14;
    pub const FORMAT_WORD: i64 = 15;
    /// Of a list of ints, for which nobody needs CPython.
    pub const SAME: i64 = 16;
    pub const SORT: i64 = 17;
    /// Of texts, for whoever has CPython.
    pub const CHANGE_CASE: i64 = 18;

    pub fn is_of_texts(edit: i64) -> bool {
        (FORMAT_INT..=FORMAT_WORD).contains(&edit) || edit == CHANGE_CASE
    }
}

/// Edits a list; false: no memory, the list is as before. Operands: the parts of an element; the header of a buffer, the
/// number of its first element, how far it is to the next, how many; an index and the parts of an element; an index; nothing;
/// the header of the keys, the number of their type, whether the order is descending.
///
/// # Safety
/// `list` is the header of a live [`NativeList`] of `elem`s that no other thread uses; the operands are those of the
/// edit, their indices inside.
pub unsafe fn edit(edit: i64, list: *mut Buffer, elem: usize, operands: *const u64) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match edit {
            edits::APPEND => append(list, elem, operands),
            edits::EXTEND => {
                let [from, first, step, n] = *operands.cast::<[i64; 4]>();
                extend(list, elem, from as *const Buffer, [first, step, n])
            }
            edits::INSERT => insert(list, elem, *operands as usize, operands.add(1)),
            edits::DELETE => {
                delete(list, elem, *operands as usize);
                true
            }
            edits::TWIST => {
                twister::twist(twister::words(list));
                true
            }
            edits::SAME => append(list, elem, &u64::from(*operands == *operands.add(3))),
            edits::SORT => {
                let [keys, key_elem, reverse] = *operands.cast::<[u64; 3]>();
                sort(list, elem, keys as *const Buffer, key_elem as usize, reverse != 0)
            }
            _ => unreachable!("the host does all others"),
        }
    }
}

/// Numbers of the element types that can be sorted by: bool, int64, float64, character.
mod sortable {
    pub const BOOL: usize = 0;
    pub const INT: usize = 2;
    pub const FLOAT: usize = 3;
    pub const CHAR: usize = 13;
}

/// Puts the elements of a list in the order of `keys`, which are as many; false: one is a NaN, or there is no memory.
unsafe fn sort(list: *mut Buffer, elem: usize, keys: *const Buffer, key_elem: usize, reverse: bool) -> bool {
    // SAFETY: as for `edit`. `keys` may be the list itself: then nothing else refers to its elements meanwhile.
    unsafe {
        let n = (*list).len as usize;
        let (data, is_itself) = ((*keys).data, ptr::eq(keys, list));
        let by = By { list, elem, reverse };
        match key_elem {
            sortable::BOOL if is_itself => in_place(std::slice::from_raw_parts_mut(data, n), reverse),
            sortable::INT if is_itself => in_place(std::slice::from_raw_parts_mut(data.cast::<i64>(), n), reverse),
            sortable::CHAR if is_itself => in_place(std::slice::from_raw_parts_mut(data.cast::<i32>(), n), reverse),
            sortable::BOOL => by.keys(std::slice::from_raw_parts(data, n)),
            sortable::INT => by.keys(std::slice::from_raw_parts(data.cast::<i64>(), n)),
            sortable::CHAR => by.keys(std::slice::from_raw_parts(data.cast::<i32>(), n)),
            sortable::FLOAT => {
                let keys = std::slice::from_raw_parts(data.cast::<f64>(), n);
                if keys.iter().any(|key| key.is_nan()) {
                    return false;
                }
                let has_zeros_of_both_signs = keys.iter().any(|&key| key == 0.0 && key.is_sign_negative())
                    && keys.iter().any(|&key| key == 0.0 && key.is_sign_positive());
                if is_itself && !has_zeros_of_both_signs {
                    // Equal ones are the same: any order of them will do.
                    let keys = std::slice::from_raw_parts_mut(data.cast::<f64>(), n);
                    keys.sort_unstable_by(|a, b| if reverse { b.total_cmp(a) } else { a.total_cmp(b) });
                    return true;
                }
                by.keys(keys)
            }
            _ => unreachable!("the compiler sorts by no other"),
        }
    }
}

/// Equal ones are the same: any order of them will do.
fn in_place<T: Ord>(elements: &mut [T], reverse: bool) -> bool {
    match reverse {
        true => elements.sort_unstable_by(|a, b| b.cmp(a)),
        false => elements.sort_unstable(),
    }
    true
}

/// A list that is sorted by keys.
struct By {
    list: *mut Buffer,
    elem: usize,
    reverse: bool,
}

impl By {
    /// # Safety
    /// As for [`edit`]: there are as many keys as elements, and none is a NaN.
    unsafe fn keys<T: PartialOrd>(&self, keys: &[T]) -> bool {
        let (mut order, mut old) = (Vec::<usize>::new(), Vec::<u8>::new());
        let size = ELEM_SIZES[self.elem];
        if order.try_reserve_exact(keys.len()).is_err() || old.try_reserve_exact(keys.len() * size).is_err() {
            return false;
        }
        order.extend(0..keys.len());
        // By key and place: without more memory, and equal ones stay as they are.
        order.sort_unstable_by(|&a, &b| {
            let (x, y) = if self.reverse { (&keys[b], &keys[a]) } else { (&keys[a], &keys[b]) };
            x.partial_cmp(y).expect("none is a NaN").then(a.cmp(&b))
        });
        // SAFETY: the list has so many elements of that size; `keys` is not read any more.
        unsafe {
            let data = (*self.list).data;
            old.extend_from_slice(std::slice::from_raw_parts(data, keys.len() * size));
            for (to, from) in order.into_iter().enumerate() {
                std::ptr::copy_nonoverlapping(old.as_ptr().add(from * size), data.add(to * size), size);
            }
        }
        true
    }
}

/// Appends `n` elements of a buffer, which may be the list itself.
unsafe fn extend(list: *mut Buffer, elem: usize, from: *const Buffer, [first, step, n]: [i64; 3]) -> bool {
    let n = n.max(0);
    // SAFETY: as for `edit`. The memory of `from` is looked for behind `grow_to`: it may be the list's own.
    unsafe {
        if (*list).capacity < (*list).len + n && !grow_to(&mut *list, elem, (*list).len + n) {
            return false;
        }
        let size = ELEM_SIZES[elem];
        let to = (*list).data.add((*list).len as usize * size);
        let source = (*from).data.offset(first as isize * size as isize);
        if step == 1 {
            std::ptr::copy_nonoverlapping(source, to, n as usize * size);
        } else {
            for k in 0..n as isize {
                let at = source.offset(k * step as isize * size as isize);
                std::ptr::copy_nonoverlapping(at, to.offset(k * size as isize), size);
            }
        }
        (*list).len += n;
        true
    }
}

/// Appends code units below 256 to a list of code units; false: no memory, the list is as before.
///
/// # Safety
/// As for [`append`].
#[inline]
pub unsafe fn append_units(list: *mut Buffer, elem: usize, units: &[u8]) -> bool {
    // SAFETY: the caller's promise; after `grow_to` there is room for so many more.
    unsafe {
        let list = &mut *list;
        let len = list.len + units.len() as i64;
        if list.capacity < len && !grow_to(list, elem, len) {
            return false;
        }
        let to = list.data.add(list.len as usize * ELEM_SIZES[elem]);
        match ELEM_SIZES[elem] {
            1 => std::ptr::copy_nonoverlapping(units.as_ptr(), to, units.len()),
            _ => units.iter().enumerate().for_each(|(at, unit)| {
                set_element(to.add(at * ELEM_SIZES[elem]), elem, &u64::from(*unit));
            }),
        }
        list.len = len;
        true
    }
}

/// Inserts an element before that at an index; false: no memory.
///
/// # Safety
/// As for [`edit`].
pub unsafe fn insert(list: *mut Buffer, elem: usize, at: usize, parts: *const u64) -> bool {
    // SAFETY: as for `edit`; after `grow` there is room for one more.
    unsafe {
        let list = &mut *list;
        if list.len == list.capacity && !grow(list, elem) {
            return false;
        }
        let size = ELEM_SIZES[elem];
        let place = list.data.add(at * size);
        std::ptr::copy(place, place.add(size), (list.len as usize - at) * size);
        set_element(place, elem, parts);
        list.len += 1;
        true
    }
}

/// Deletes the element at an index.
///
/// # Safety
/// As for [`edit`].
pub unsafe fn delete(list: *mut Buffer, elem: usize, at: usize) {
    // SAFETY: as for `edit`.
    unsafe {
        let list = &mut *list;
        let size = ELEM_SIZES[elem];
        let place = list.data.add(at * size);
        list.len -= 1;
        std::ptr::copy(place.add(size), place, (list.len as usize - at) * size);
    }
}

/// # Safety
/// As for [`append`].
#[cold]
unsafe fn grow(list: &mut Buffer, elem: usize) -> bool {
    // SAFETY: the caller's promise.
    unsafe { grow_to(list, elem, FEW) }
}

/// Makes room for twice as many elements as now, and for so many.
///
/// # Safety
/// As for [`append`].
unsafe fn grow_to(list: &mut Buffer, elem: usize, capacity: i64) -> bool {
    let size = ELEM_SIZES[elem];
    let wanted = (list.capacity as usize).saturating_mul(2).max(capacity as usize);
    let used = list.len as usize * size;
    let before = block_bytes(list, elem);
    if before <= SHORT
        && let Some((spare, bytes)) = wanted.checked_mul(size).and_then(take_short)
    {
        // The two change blocks.
        // SAFETY: both blocks hold at least `used` bytes and are distinct; nobody else has the other header.
        unsafe {
            std::ptr::copy_nonoverlapping(list.data, (*spare).data, used);
            std::ptr::swap(&raw mut list.data, &raw mut (*spare).data);
            list.capacity = (bytes / size) as i64;
            if !keep_short(spare, before) {
                free(spare, before);
            }
        }
        return true;
    }
    let Some(block) = wanted.checked_mul(size).and_then(|bytes| take_block(bytes, used)) else { return false };
    // SAFETY: both blocks hold at least `len` elements and are distinct.
    unsafe { std::ptr::copy_nonoverlapping(list.data, block.data, used) };
    give_back(Block { data: list.data, bytes: block_bytes(list, elem) });
    list.data = block.data;
    list.capacity = (block.bytes / size) as i64;
    true
}

/// The parts of an element.
///
/// # Safety
/// There is one at `at`.
pub unsafe fn element_parts(at: *const u8, elem: usize) -> [u64; 2] {
    // SAFETY: by the caller's promise; blocks are aligned to 64 bytes and elements to their size, those of
    // complex64 to half of it.
    unsafe {
        match ELEM_SIZES[elem] {
            1 => [u64::from(*at), 0],
            2 => [u64::from(*at.cast::<u16>()), 0],
            4 => [u64::from(*at.cast::<u32>()), 0],
            8 => [at.cast::<u64>().read_unaligned(), 0],
            _ => *at.cast::<[u64; 2]>(),
        }
    }
}

/// Writes an element.
///
/// # Safety
/// `to` has room for one element, `parts` has the parts of one.
pub unsafe fn set_element(to: *mut u8, elem: usize, parts: *const u64) {
    // SAFETY: by the caller's promise; blocks are aligned to 64 bytes and elements to their size, those of
    // complex64 to half of it.
    unsafe {
        match ELEM_SIZES[elem] {
            1 => *to = *parts as u8,
            2 => *to.cast::<u16>() = *parts as u16,
            4 => *to.cast::<u32>() = *parts as u32,
            8 => to.cast::<u64>().write_unaligned(*parts),
            _ => *to.cast::<[u64; 2]>() = [*parts, *parts.add(1)],
        }
    }
}

/// # Safety
/// `data` has room for `len` elements.
#[inline]
unsafe fn fill_elements(data: *mut u8, elem: usize, len: usize, fill: &[u64]) {
    // SAFETY: by the caller's promise.
    unsafe {
        if fill.iter().all(|&part| part == 0) {
            return std::ptr::write_bytes(data, 0, len * ELEM_SIZES[elem]);
        }
        match ELEM_SIZES[elem] {
            1 => std::slice::from_raw_parts_mut(data, len).fill(fill[0] as u8),
            2 => std::slice::from_raw_parts_mut(data.cast::<u16>(), len).fill(fill[0] as u16),
            4 => std::slice::from_raw_parts_mut(data.cast::<u32>(), len).fill(fill[0] as u32),
            8 => std::slice::from_raw_parts_mut(data.cast::<u64>(), len).fill(fill[0]),
            _ => std::slice::from_raw_parts_mut(data.cast::<[u64; 2]>(), len).fill([fill[0], fill[1]]),
        }
    }
}

/// A list that grows has room for so many elements at least.
const FEW: i64 = 16;

/// Lists up to so many bytes are kept when they are freed, header and block, so many of each size by each thread: a loop
/// that makes a list in each iteration makes it of the same two pieces of memory.
const SHORT: usize = 1024;
const MAX_SHORT: usize = 512;

/// By the number of cache lines in their blocks.
struct Short([Vec<*mut Buffer>; SHORT / ALIGN]);

thread_local! {
    static KEPT_SHORT: RefCell<Short> = const { RefCell::new(Short([const { Vec::new() }; SHORT / ALIGN])) };
}

impl Drop for Short {
    fn drop(&mut self) {
        for (at, headers) in self.0.iter_mut().enumerate() {
            // SAFETY: `keep_short` has put those there whose blocks have so many bytes.
            headers.drain(..).for_each(|header| unsafe { free(header, (at + 1) * ALIGN) });
        }
    }
}

/// The header of a list that is no more, with a block of at least `bytes`, and how many they are. Its other fields are to
/// be set.
#[inline]
fn take_short(bytes: usize) -> Option<(*mut Buffer, usize)> {
    if bytes > SHORT {
        return None;
    }
    let lines = bytes.max(1).div_ceil(ALIGN);
    let header = KEPT_SHORT.try_with(|kept| kept.borrow_mut().0[lines - 1].pop()).ok()??;
    Some((header, lines * ALIGN))
}

/// False: the list is not kept.
///
/// # Safety
/// The header came from a Box, has a block of so many bytes, and is nobody's from now on if it is kept.
#[inline]
unsafe fn keep_short(header: *mut Buffer, bytes: usize) -> bool {
    let keep = |kept: &RefCell<Short>| {
        let headers = &mut kept.borrow_mut().0[bytes / ALIGN - 1];
        let has_room = headers.len() < MAX_SHORT;
        if has_room {
            headers.push(header);
        }
        has_room
    };
    bytes <= SHORT && KEPT_SHORT.try_with(keep).unwrap_or(false)
}

/// # Safety
/// The header came from a Box, has a block of so many bytes, and nobody else has it.
#[cold]
unsafe fn free(header: *mut Buffer, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        give_back(Block { data: (*header).data, bytes });
        drop(Box::from_raw(header));
    }
}

/// Memory with its true size, aligned for the widest vector.
struct Block {
    data: *mut u8,
    bytes: usize,
}

// SAFETY: a block that nobody refers to.
unsafe impl Send for Block {}

const ALIGN: usize = 64;
/// Below this malloc keeps blocks itself; above it gives them back to the system, and fresh pages cost 5 ms per 8 MB.
const LARGE: usize = 128 << 10;
/// From here on pages of 2 MB are asked for: 4 MB of small ones are 1,000 faults.
const HUGE: usize = 4 << 20;
const HUGE_PAGE: usize = 2 << 20;
const MAX_KEPT: usize = 32;
const MAX_KEPT_BYTES: usize = 128 << 20;

static KEPT: Mutex<Vec<Block>> = Mutex::new(Vec::new());

/// A block of at least `bytes`, at most twice that, of which the first `used` are used at once. None: no memory.
fn take_block(bytes: usize, used: usize) -> Option<Block> {
    if bytes >= LARGE
        && let Some(block) = take_kept(bytes)
    {
        return Some(block);
    }
    let bytes = round_up(bytes)?;
    // SAFETY: the size is not zero.
    let data = unsafe { alloc(layout(bytes)?) };
    if data.is_null() {
        return None;
    }
    if bytes >= HUGE {
        // SAFETY: the memory is new and ours, and `used` is no more than what was asked for.
        unsafe { ask_for_large_pages(data, bytes, used) };
    }
    Some(Block { data, bytes })
}

/// The first touch of a page of 2 MB takes 0.1 ms, and 0.7 ms that of as many small ones. But where a virtual machine gives
/// memory back to its host, it is the large pages that are given back: then it takes 5 ms. One is enough to know.
const TOO_SLOW: f64 = 1.5e-3;

/// Large pages, touched one after the other, until some have come too slowly: small ones from there on.
///
/// # Safety
/// `data` is aligned to `HUGE_PAGE` and has `bytes`, nothing is in the first `used` of them yet.
unsafe fn ask_for_large_pages(data: *mut u8, bytes: usize, used: usize) {
    static ARE_SLOW: AtomicBool = AtomicBool::new(false);
    if ARE_SLOW.load(Ordering::Relaxed) {
        return;
    }
    // SAFETY: advice on memory of ours. Where it is not taken, pages are small.
    unsafe { libc::madvise(data.cast(), bytes, libc::MADV_HUGEPAGE) };
    for at in (0..used).step_by(HUGE_PAGE) {
        let started = thread_seconds();
        // SAFETY: below `used`, where nothing is yet.
        unsafe { data.add(at).write_volatile(0) };
        if thread_seconds() - started > TOO_SLOW {
            ARE_SLOW.store(true, Ordering::Relaxed);
            let rest = (at + HUGE_PAGE).min(bytes);
            // SAFETY: as above.
            unsafe { libc::madvise(data.add(rest).cast(), bytes - rest, libc::MADV_NOHUGEPAGE) };
            return;
        }
    }
}

/// Of this thread on a processor: while others run is nobody's fault.
fn thread_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the place is there. Where there is no such clock it stays 0, and nothing is too slow.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut now) };
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes, if bytes < HUGE { ALIGN } else { HUGE_PAGE }).ok()
}

fn take_kept(bytes: usize) -> Option<Block> {
    let mut kept = try_kept()?;
    let fitting = kept.iter().enumerate().filter(|(_, block)| (bytes..=bytes.saturating_mul(2)).contains(&block.bytes));
    let (best, _) = fitting.min_by_key(|(_, block)| block.bytes)?;
    Some(kept.swap_remove(best))
}

fn give_back(block: Block) {
    if block.bytes >= LARGE
        && let Some(mut kept) = try_kept()
    {
        let total: usize = kept.iter().map(|block| block.bytes).sum();
        if kept.len() < MAX_KEPT && total + block.bytes <= MAX_KEPT_BYTES {
            return kept.push(block);
        }
    }
    let layout = layout(block.bytes).expect("it was allocated with this layout");
    // SAFETY: see above.
    unsafe { dealloc(block.data, layout) };
}

/// Never waits: in a child of fork the lock may be held by a thread that is no more.
fn try_kept() -> Option<std::sync::MutexGuard<'static, Vec<Block>>> {
    match KEPT.try_lock() {
        Ok(kept) => Some(kept),
        Err(TryLockError::Poisoned(kept)) => Some(kept.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// Whole cache lines, so that the size can be told from the capacity for every element; large ones in steps of a 16th.
fn round_up(bytes: usize) -> Option<usize> {
    let step = if bytes < LARGE { ALIGN } else { bytes.next_power_of_two() / 16 };
    let rounded = bytes.max(ALIGN).checked_next_multiple_of(step)?;
    (rounded <= isize::MAX as usize).then_some(rounded)
}

fn block_bytes(header: &Buffer, elem: usize) -> usize {
    header.capacity as usize * ELEM_SIZES[elem]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOAT64: usize = 3;

    #[test]
    fn elements_are_filled_by_size() {
        assert_eq!(NativeList::new(0, 3, &[1]).unwrap().bytes(), [1, 1, 1]);
        assert_eq!(NativeList::new(1, 2, &[-2i64 as u64]).unwrap().bytes(), [0xfe, 0xff, 0xff, 0xff].repeat(2));
        assert_eq!(NativeList::new(2, 2, &[]).unwrap().bytes(), [0; 16]);
        assert_eq!(NativeList::new(4, 1, &[1, 2]).unwrap().bytes(), [1u64.to_le_bytes(), 2u64.to_le_bytes()].concat());
        assert!(NativeList::new(2, -5, &[7]).unwrap().is_empty());
        assert_eq!(NativeList::table(0, 2, 3, &[1]).unwrap().bytes(), [1; 6]);
        assert!(NativeList::table(2, 4, 0, &[1]).unwrap().bytes().is_empty());
        assert!(NativeList::table(2, 1 << 40, 1 << 40, &[1]).is_none());
    }

    #[test]
    fn a_list_grows_as_it_is_appended_to() {
        for (elem, size) in ELEM_SIZES.into_iter().enumerate() {
            let list = NativeList::with_capacity(elem, 0).unwrap();
            for i in 0..100_000u64 {
                // SAFETY: the list is live, and two parts are given.
                assert!(unsafe { append(list.header(), elem, [i, !i].as_ptr()) });
            }
            assert_eq!(list.len(), 100_000);
            for i in (0..100_000u64).step_by(997) {
                let expected = [i.to_le_bytes(), (!i).to_le_bytes()].concat();
                assert_eq!(&list.bytes()[i as usize * size..][..size], &expected[..size]);
            }
        }
    }

    #[test]
    fn sorting_keeps_equal_elements_in_order() {
        const INT64: usize = 2;
        let list_of = |elem: usize, words: &[u64]| {
            let list = NativeList::with_capacity(elem, 0).unwrap();
            // SAFETY: the list is live, and there is one part.
            words.iter().for_each(|word| assert!(unsafe { append(list.header(), elem, word) }));
            list
        };
        let sort = |list: &NativeList, keys: &NativeList, reverse: u64| {
            let operands = [keys.header() as u64, keys.elem() as u64, reverse];
            // SAFETY: both lists are live and of one length.
            unsafe { edit(edits::SORT, list.header(), list.elem(), operands.as_ptr()) }
        };
        let words = |list: &NativeList| {
            list.bytes().chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect::<Vec<_>>()
        };
        let floats = |list: &[f64]| list.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let (list, keys) = (list_of(INT64, &[0, 1, 2, 3, 4]), list_of(FLOAT64, &floats(&[1.0, 0.0, 1.0, -0.0, -2.0])));
        assert!(sort(&list, &keys, 0));
        assert_eq!(words(&list), [4, 1, 3, 0, 2]);
        let list = list_of(INT64, &[0, 1, 2, 3, 4]);
        assert!(sort(&list, &keys, 1));
        assert_eq!(words(&list), [0, 2, 1, 3, 4]);
        assert!(sort(&keys, &keys, 1));
        assert_eq!(words(&keys), floats(&[1.0, 1.0, 0.0, -0.0, -2.0]));
        let unordered = list_of(FLOAT64, &floats(&[1.0, f64::NAN]));
        assert!(!sort(&unordered, &unordered, 0));
        let list = list_of(INT64, &[5, -1i64 as u64, 3]);
        assert!(sort(&list, &list, 0));
        assert_eq!(words(&list), [-1i64 as u64, 3, 5]);
    }

    #[test]
    fn too_large_is_told() {
        assert!(NativeList::new(FLOAT64, i64::MAX, &[0]).is_none());
        assert!(NativeList::with_capacity(FLOAT64, 1 << 58).is_none());
    }

    #[test]
    fn short_lists_are_used_again() {
        let first = NativeList::new(FLOAT64, 20, &[1.5f64.to_bits()]).unwrap();
        let header = first.header();
        drop(first);
        let second = NativeList::new(0, 130, &[1]).unwrap();
        assert_eq!((second.header(), second.bytes()), (header, &[1; 130][..]));
        // A list that grows leaves its block to the next one that is as short as it was.
        let third = NativeList::new(2, 8, &[7]).unwrap();
        drop(NativeList::new(2, 16, &[9]));
        // SAFETY: the list is live, its elements are ints.
        assert!(unsafe { append(third.header(), 2, [8].as_ptr()) });
        assert_eq!(third.bytes(), [7u64, 7, 7, 7, 7, 7, 7, 7, 8].map(u64::to_le_bytes).concat());
        drop(second);
        drop(third);
        for n in 0..200 {
            let lists: Vec<_> = (0..2 * MAX_SHORT).map(|i| NativeList::new(2, n, &[i as u64]).unwrap()).collect();
            for (i, list) in lists.iter().enumerate() {
                assert_eq!(list.bytes(), (i as u64).to_le_bytes().repeat(n as usize));
            }
        }
    }

    #[test]
    fn large_blocks_are_used_again() {
        // An odd size of its own, as other tests share the cache.
        let bytes = 77_777_777;
        let first = take_block(bytes, 0).unwrap();
        let (data, size) = (first.data, first.bytes);
        give_back(first);
        let second = take_block(bytes, 0).unwrap();
        assert_eq!((second.data, second.bytes), (data, size));
        give_back(second);
    }
}
