//! Ints of a list that were small and are not any more, 64 at a time: references are counted apart and added at the end.
//!
//! `[0, 0, ..]` becomes `[300, 301, 300, ..]` by storing the address of the one object for 300, and the one for 301.
//! Counting in the objects themselves would wait for memory at each element.

use crate::blocks::{LEN, small_int, small_ints_of};
use crate::interpreter::add_references;
use pyo3::ffi;
use std::ptr;

type Object = *mut ffi::PyObject;

/// Values from `FIRST` on that are known by their addresses: as many as stay in the processor's caches, and a power of 2.
const FIRST: i64 = -5;
const COUNT: usize = 1 << 14;

/// Objects in the place of small ints.
pub struct Counted {
    /// One for each value, with a reference of ours; null: not needed so far.
    known: Box<[Object; COUNT]>,
    /// References that lists have been given: of even places and of odd ones, as neighbours are often equal, and a count
    /// can be changed only when the change before is done.
    given: [Counts; 2],
    /// The same of small ints that lists had.
    taken: [Counts; 2],
}

type Counts = Box<[u32; COUNT]>;

impl Counted {
    pub fn new() -> Counted {
        let counts = || boxed(0);
        Counted { known: boxed(ptr::null_mut()), given: [counts(), counts()], taken: [counts(), counts()] }
    }

    /// Makes a block of elements what its copy is. False: some were no small ints, or are too large, or there was no memory,
    /// and nothing is changed.
    ///
    /// # Safety
    /// The GIL is held; there are `LEN` objects at `items`, elements of a list, and as many ints at `data`. Until this is
    /// dropped no element of the lists is given up by others, and no Python code runs.
    pub unsafe fn write(&mut self, items: *mut Object, data: *const u8) -> bool {
        // SAFETY: the caller's promise.
        let (items, data) = unsafe { (&mut *items.cast::<[usize; LEN]>(), &*data.cast::<[i64; LEN]>()) };
        let bits = data.iter().fold(0, |bits, value| bits | value.wrapping_sub(FIRST) as u64);
        let is_one = items.iter().fold(0, |others, item| others | (item ^ items[0])) == 0;
        let mut old = [0; LEN];
        // SAFETY: as above.
        let were_small =
            unsafe { if is_one { small_int(items[0], &mut old[0]) } else { small_ints_of(items, &mut old) } };
        if bits >= COUNT as u64 || !were_small {
            return false;
        }
        let mut new = data.map(|value| self.known[place(value)] as usize);
        if new.contains(&0) {
            // SAFETY: as above.
            if !unsafe { self.make(data) } {
                return false;
            }
            new = data.map(|value| self.known[place(value)] as usize);
        }
        *items = new;
        for pair in data.chunks_exact(2) {
            self.given[0][place(pair[0])] += 1;
            self.given[1][place(pair[1])] += 1;
        }
        if is_one {
            self.taken[0][place(old[0])] += LEN as u32;
            return true;
        }
        for pair in old.chunks_exact(2) {
            self.taken[0][place(pair[0])] += 1;
            self.taken[1][place(pair[1])] += 1;
        }
        true
    }

    /// Makes an object for each of these values. False: there was no memory.
    #[cold]
    unsafe fn make(&mut self, data: &[i64; LEN]) -> bool {
        for &value in data {
            let known = &mut self.known[place(value)];
            if known.is_null() {
                // SAFETY: the caller has the GIL.
                *known = unsafe { ffi::PyLong_FromLongLong(value) };
                if known.is_null() {
                    // SAFETY: as above. Whoever writes the elements one by one meets the same.
                    unsafe { ffi::PyErr_Clear() };
                    return false;
                }
            }
        }
        true
    }
}

fn boxed<T: Copy>(value: T) -> Box<[T; COUNT]> {
    let made = vec![value; COUNT].into_boxed_slice().try_into();
    made.unwrap_or_else(|_| unreachable!("it has as many"))
}

/// Of a value that has one.
#[inline]
fn place(value: i64) -> usize {
    value.wrapping_sub(FIRST) as usize % COUNT
}

impl Drop for Counted {
    fn drop(&mut self) {
        let sum = |counts: &[Counts; 2], at: usize| counts[0][at] as isize + counts[1][at] as isize;
        for (at, &object) in self.known.iter().enumerate() {
            // SAFETY: the GIL is held where lists are written back. With our own reference an object outlives the addition.
            unsafe {
                if !object.is_null() {
                    add_references(object, sum(&self.given, at));
                    ffi::Py_DECREF(object);
                }
                let taken = sum(&self.taken, at);
                if taken > 0 {
                    // Python itself refers to small ints, so that no count gets to 0.
                    let int = ffi::PyLong_FromLongLong(at as i64 + FIRST);
                    add_references(int, -taken - 1);
                }
            }
        }
    }
}
