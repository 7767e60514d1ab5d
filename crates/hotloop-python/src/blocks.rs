//! Elements of lists, 64 addresses at a time: bools and small ints are known by theirs, so nothing is read behind them.
//!
//! `[3, 0, ..]` is read by subtracting where CPython's ints from -5 to 256 begin; `[True, True, ..]` is written over
//! `[False, False, ..]` by storing addresses, with one change of each count of references.

use crate::interpreter::add_references;
use hotloop_compiler::ir::Elem;
use pyo3::ffi;
use std::sync::OnceLock;

type Object = *mut ffi::PyObject;

pub const LEN: usize = 64;

/// Reads a block of elements. False: not all of them are small ints, and `data` holds anything.
///
/// # Safety
/// The GIL is held; there are `LEN` live objects at `items`, and room for as many elements at `data`.
#[inline]
pub unsafe fn read(items: *const Object, data: *mut u8, elem: Elem) -> bool {
    // SAFETY: the caller's promise; an address is an array's as long as what it points to.
    unsafe {
        let items = &*items.cast::<[usize; LEN]>();
        match elem {
            Elem::Int64 => read_ints(items, &mut *data.cast()),
            // Bools are read as fast one by one.
            _ => false,
        }
    }
}

/// Are all elements of a block bools or small ints, as `elem` has it? No says nothing.
///
/// # Safety
/// As for [`read`].
#[inline]
pub unsafe fn is_of(items: *const Object, elem: Elem) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let items = &*items.cast::<[usize; LEN]>();
        match elem {
            Elem::Bool => are_bools(items),
            Elem::Int64 => read_ints(items, &mut [0; LEN]),
            _ => false,
        }
    }
}

/// Makes a block of elements what its copy is. False: some are others than bools or small ints, and nothing is changed.
///
/// # Safety
/// As for [`read`], and the list at `items` may be changed.
#[inline]
pub unsafe fn write(items: *mut Object, data: *const u8, elem: Elem) -> bool {
    // SAFETY: as above.
    unsafe {
        let items = &mut *items.cast::<[usize; LEN]>();
        match elem {
            Elem::Bool => write_bools(items, &*data.cast()),
            Elem::Int64 => write_ints(items, &*data.cast()),
            _ => false,
        }
    }
}

/// The addresses of False and True. Without comparisons, which the oldest vector registers have none of for addresses.
#[derive(Clone, Copy)]
struct Bools {
    no: usize,
    difference: usize,
    /// A bit in which they differ.
    bit: u32,
}

impl Bools {
    fn new() -> Bools {
        // SAFETY: no more than addresses of statics.
        let (no, yes) = unsafe { (ffi::Py_False() as usize, ffi::Py_True() as usize) };
        Bools { no, difference: no ^ yes, bit: (no ^ yes).trailing_zeros() }
    }

    /// 0 or 1 for False and True; anything else is no bool.
    #[inline]
    fn value(self, item: usize) -> usize {
        (item ^ self.no) >> self.bit & 1
    }

    /// Of 0 or 1.
    #[inline]
    fn address(self, value: usize) -> usize {
        self.no ^ (self.difference & value.wrapping_neg())
    }
}

fn are_bools(items: &[usize; LEN]) -> bool {
    let bools = Bools::new();
    items.iter().fold(0, |wrong, &item| wrong | item ^ bools.address(bools.value(item))) == 0
}

/// # Safety
/// The GIL is held, and `items` are elements of a list.
unsafe fn write_bools(items: &mut [usize; LEN], data: &[u8; LEN]) -> bool {
    let bools = Bools::new();
    let (mut wrong, mut changes, mut before, mut now) = (0, 0, 0, 0);
    let mut new = [0; LEN];
    for ((new, &item), &element) in new.iter_mut().zip(&*items).zip(data) {
        let (old, element) = (bools.value(item), usize::from(element != 0));
        *new = bools.address(element);
        wrong |= item ^ bools.address(old);
        changes |= *new ^ item;
        before += old;
        now += element;
    }
    if changes == 0 || wrong != 0 {
        return wrong == 0;
    }
    *items = new;
    let more = now as isize - before as isize;
    // SAFETY: the GIL is held. Python itself refers to both, so that no count gets to 0.
    unsafe {
        add_references(ffi::Py_True(), more);
        add_references(ffi::Py_False(), -more);
    }
    true
}

/// CPython keeps one object for each int from -5 to 256, one behind the other.
struct SmallInts {
    begin: usize,
}

const FIRST: i64 = -5;
const COUNT: usize = 262;
const SIZE: usize = 32;

/// `None`: this Python has them elsewhere.
fn small_ints() -> Option<&'static SmallInts> {
    static KNOWN: OnceLock<Option<SmallInts>> = OnceLock::new();
    let find = || {
        // SAFETY: the callers have the GIL. Such an int outlives the reference that is given up.
        let address = |value| unsafe {
            let int = ffi::PyLong_FromLongLong(value);
            ffi::Py_XDECREF(int);
            int as usize
        };
        let begin = address(FIRST);
        // One that is made anew each time takes the place of the one before.
        let are_there = (0..COUNT).all(|at| address(FIRST + at as i64) == begin + at * SIZE);
        are_there.then_some(SmallInts { begin })
    };
    KNOWN.get_or_init(find).as_ref()
}

/// The value of a small int. False: it is none.
///
/// # Safety
/// The GIL is held.
#[inline]
pub unsafe fn small_int(item: usize, value: &mut i64) -> bool {
    let Some(&SmallInts { begin }) = small_ints() else { return false };
    let distance = item.wrapping_sub(begin);
    *value = (distance / SIZE) as i64 + FIRST;
    distance < COUNT * SIZE
}

/// The values of a block of small ints. False: not all of them are.
///
/// # Safety
/// The GIL is held.
#[inline]
pub unsafe fn small_ints_of(items: &[usize; LEN], data: &mut [i64; LEN]) -> bool {
    // SAFETY: the caller's promise.
    unsafe { read_ints(items, data) }
}

/// # Safety
/// The GIL is held.
unsafe fn read_ints(items: &[usize; LEN], data: &mut [i64; LEN]) -> bool {
    let Some(&SmallInts { begin }) = small_ints() else { return false };
    let mut known = true;
    for (element, &item) in data.iter_mut().zip(items) {
        let distance = item.wrapping_sub(begin);
        *element = (distance / SIZE) as i64 + FIRST;
        known &= distance < COUNT * SIZE;
    }
    known
}

/// # Safety
/// As for [`write_bools`].
unsafe fn write_ints(items: &mut [usize; LEN], data: &[i64; LEN]) -> bool {
    let Some(&SmallInts { begin }) = small_ints() else { return false };
    let (mut known, mut changes) = (true, 0);
    let mut new = [0; LEN];
    for ((new, &item), &element) in new.iter_mut().zip(&*items).zip(data) {
        let at = element.wrapping_sub(FIRST) as usize;
        *new = begin.wrapping_add(at.wrapping_mul(SIZE));
        known &= (at < COUNT) & (item.wrapping_sub(begin) < COUNT * SIZE);
        changes |= *new ^ item;
    }
    if changes == 0 || !known {
        return known;
    }
    // SAFETY: all are small ints, to which Python itself refers, so that no count gets to 0.
    unsafe {
        add_to_each(&new, 1);
        add_to_each(items, -1);
    }
    *items = new;
    true
}

/// # Safety
/// As for [`add_references`], for each of the objects.
unsafe fn add_to_each(objects: &[usize; LEN], count: isize) {
    // SAFETY: the caller's promise.
    unsafe {
        // The usual case, and slow one by one: each addition would wait for the one before.
        if objects.iter().fold(0, |others, object| others | (object ^ objects[0])) == 0 {
            return add_references(objects[0] as Object, count * LEN as isize);
        }
        objects.iter().for_each(|&object| add_references(object as Object, count));
    }
}
