//! Python lists of numbers or characters and their native copies: read, compared, written back.
//!
//! `[1.5, 2.0]` is read as 16 bytes. After the call only elements whose bits differ from what the list holds are stored,
//! so the others keep their identity, and what was appended extends the list.

use crate::blocks;
use crate::boxing;
use crate::host::has_signal_handlers;
use crate::interpreter::{add_references, int_value, word_value};
use crate::signature::element_type;
use crate::texts;
use hotloop_compiler::ir::Elem;
use hotloop_runtime::lists::NativeList;
use pyo3::ffi;
use std::ops::Range;
use std::time::{Duration, Instant};

/// A copy of a list; `Err(NotOfThisType)` if some element is not exactly of the type.
///
/// # Safety
/// The GIL is held and `list` is an exact list.
pub unsafe fn read(list: *mut ffi::PyObject, elem: Elem, signals: &mut Signals) -> Result<NativeList, Unreadable> {
    const CHUNK: usize = 1 << 14;
    // SAFETY: the caller's promise; the copy has room for as many elements as the list has. Python code runs between two
    // chunks only, after which the list may be a shorter one, and its elements elsewhere.
    unsafe {
        let len = ffi::PyList_GET_SIZE(list) as usize;
        let copy = NativeList::with_capacity(elem as usize, len as i64).ok_or(Unreadable::NoMemory)?;
        let header = copy.header();
        for begin in (0..len).step_by(CHUNK) {
            if begin > 0 {
                signals.serve()?;
            }
            if ffi::PyList_GET_SIZE(list) as usize != len {
                return Err(Unreadable::Changed);
            }
            if !read_into((*header).data, list, begin..len.min(begin + CHUNK), elem) {
                return Err(Unreadable::NotOfThisType);
            }
        }
        (*header).len = len as i64;
        Ok(copy)
    }
}

/// Signals while lists are read, which takes 30 ms for a million elements.
pub struct Signals {
    last: Instant,
    /// Handlers written in Python may have run: what was read may be out of date.
    pub may_have_run: bool,
}

impl Signals {
    const EVERY: Duration = Duration::from_millis(20);

    pub fn new() -> Signals {
        Signals { last: Instant::now(), may_have_run: false }
    }

    /// Between two pieces of what is read.
    pub fn serve(&mut self) -> Result<(), Unreadable> {
        if self.last.elapsed() < Self::EVERY {
            return Ok(());
        }
        // From 3.12 on it may also collect garbage, which runs what is written in Python.
        self.may_have_run |= cfg!(Py_3_12) || has_signal_handlers();
        // SAFETY: lists are read under the GIL.
        if unsafe { ffi::PyErr_CheckSignals() } < 0 {
            return Err(Unreadable::Raised);
        }
        self.last = Instant::now();
        Ok(())
    }
}

/// Reads the list into a copy of `len` elements; false: it does not fit any more.
///
/// # Safety
/// The GIL is held, `list` is an exact list, there are `len` elements of this type at `data`.
pub unsafe fn read_again(data: *mut u8, list: *mut ffi::PyObject, len: usize, elem: Elem) -> bool {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyList_GET_SIZE(list) as usize == len && read_into(data, list, 0..len, elem) }
}

#[derive(Debug)]
pub enum Unreadable {
    NotOfThisType,
    NoMemory,
    /// A signal handler has changed it meanwhile.
    Changed,
    /// A signal handler has raised: the exception is set.
    Raised,
}

/// Makes the list what its copy is. False: a Python exception is set (there was no memory).
///
/// # Safety
/// The GIL is held, `list` is an exact list, `copy` is of elements `elem`.
pub unsafe fn write_back(list: *mut ffi::PyObject, data: *const u8, len: usize, elem: Elem) -> bool {
    // SAFETY: the caller's promise; the cache is a new one.
    unsafe { write_back_row(list, data, len, elem, &mut boxing::Cache::new(len, elem)) }
}

/// The same of one row of several, with what the others have been given.
///
/// # Safety
/// As for [`write_back`], and what the cache has returned is in a list that is alive.
pub unsafe fn write_back_row(
    list: *mut ffi::PyObject,
    data: *const u8,
    len: usize,
    elem: Elem,
    cache: &mut boxing::Cache,
) -> bool {
    // SAFETY: the caller's promise. Elements that are replaced are exact numbers or strs, so that no Python code runs; all
    // indices are below both lengths.
    unsafe {
        let listed = (ffi::PyList_GET_SIZE(list) as usize).min(len);
        let mut at = 0;
        while at < listed {
            let end = listed.min(at + blocks::LEN);
            let items = (*list.cast::<ffi::PyListObject>()).ob_item;
            let is_whole = end - at == blocks::LEN;
            let (block, copy) = (items.add(at), data.add(at * elem.size()));
            let is_written = is_whole && cache.write_block(block, copy, elem);
            if !is_written && !write_elements(items, data, at..end, elem, cache) {
                return false;
            }
            at = end;
        }
        if ffi::PyList_GET_SIZE(list) as usize > len
            && ffi::PyList_SetSlice(list, len as isize, ffi::PyList_GET_SIZE(list), std::ptr::null_mut()) < 0
        {
            return false;
        }
        for at in listed..len {
            let new = cache.element(data, at, elem);
            if new.is_null() {
                return false;
            }
            let status = ffi::PyList_Append(list, new);
            ffi::Py_DECREF(new);
            if status < 0 {
                return false;
            }
        }
        true
    }
}

/// Is the list exactly what its copy is?
///
/// # Safety
/// As for [`write_back`].
pub unsafe fn is_unchanged(list: *mut ffi::PyObject, data: *const u8, len: usize, elem: Elem) -> bool {
    // SAFETY: the caller's promise; indices are below both lengths.
    unsafe {
        ffi::PyList_GET_SIZE(list) as usize == len
            && (0..len).all(|at| is_same(ffi::PyList_GET_ITEM(list, at as isize), data, at, elem))
    }
}

/// A new list; null: a Python exception is set.
///
/// # Safety
/// The GIL is held; there are `len` elements at `data`.
pub unsafe fn new(data: *const u8, len: usize, elem: Elem) -> *mut ffi::PyObject {
    // SAFETY: every slot of the new list is filled before it is seen; on failure the empty slots are null, which the
    // deallocation of a list allows.
    unsafe {
        let list = ffi::PyList_New(len as isize);
        if list.is_null() {
            return list;
        }
        let mut cache = boxing::Cache::new(len, elem);
        for at in 0..len {
            let item = cache.element(data, at, elem);
            if item.is_null() {
                ffi::Py_DECREF(list);
                return item;
            }
            ffi::PyList_SET_ITEM(list, at as isize, item);
        }
        list
    }
}

/// # Safety
/// The GIL is held, `list` is an exact list with elements at `range`, for which `data` has room.
unsafe fn read_into(data: *mut u8, list: *mut ffi::PyObject, range: Range<usize>, elem: Elem) -> bool {
    // SAFETY: each item's type is compared before its value is read, and the blocks are aligned for their elements.
    unsafe {
        let items = (*list.cast::<ffi::PyListObject>()).ob_item;
        let mut at = range.start;
        while at < range.end {
            let end = range.end.min(at + blocks::LEN);
            let is_whole = end - at == blocks::LEN;
            let is_read = is_whole && blocks::read(items.add(at), data.add(at * elem.size()), elem);
            if !is_read && !read_elements(data, items, at..end, elem) {
                return false;
            }
            at = end;
        }
    }
    true
}

/// Reads one object as the element at `at`; false: it is of another type.
///
/// # Safety
/// The GIL is held, `item` is alive, `data` has room for that element.
pub unsafe fn read_element(data: *mut u8, at: usize, item: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: one item stands at index 0.
    unsafe { read_elements(data.add(at * elem.size()), &mut { item }, 0..1, elem) }
}

/// # Safety
/// As for [`read_into`], with the list's items.
unsafe fn read_elements(data: *mut u8, items: *mut *mut ffi::PyObject, range: Range<usize>, elem: Elem) -> bool {
    // SAFETY: each item's type is compared before its value is read, and the blocks are aligned for their elements.
    unsafe {
        let ty = element_type(elem);
        for at in range {
            let item = *items.add(at);
            if ffi::Py_TYPE(item) != ty {
                return false;
            }
            match elem {
                Elem::Bool => *data.add(at) = u8::from(item == ffi::Py_True()),
                Elem::Int64 => match int_value(item) {
                    Some(value) => *data.cast::<i64>().add(at) = value,
                    None => return false,
                },
                Elem::UInt64 => match word_value(item) {
                    Some(value) => *data.cast::<u64>().add(at) = value,
                    None => return false,
                },
                Elem::Char => match texts::single(item) {
                    Some(code) => *data.cast::<i32>().add(at) = code as i32,
                    None => return false,
                },
                Elem::Float64 => *data.cast::<f64>().add(at) = (*item.cast::<ffi::PyFloatObject>()).ob_fval,
                Elem::Complex128 => {
                    *data.cast::<ffi::Py_complex>().add(at) = (*item.cast::<ffi::PyComplexObject>()).cval;
                }
                _ => unreachable!("no list has such elements"),
            }
        }
    }
    true
}

/// Makes elements of a list what their copies are. False: a Python exception is set (there was no memory).
///
/// # Safety
/// As for [`write_back_row`], with the list's items.
unsafe fn write_elements(
    items: *mut *mut ffi::PyObject,
    data: *const u8,
    range: Range<usize>,
    elem: Elem,
    cache: &mut boxing::Cache,
) -> bool {
    // SAFETY: the caller's promise. What is replaced are exact numbers, so that no Python code runs when they go.
    unsafe {
        let mut replaced = Replaced { item: ffi::Py_None(), count: 0 };
        for at in range {
            let old = *items.add(at);
            if !is_same(old, data, at, elem) && !overwrite(old, data, at, elem) {
                let new = cache.element(data, at, elem);
                if new.is_null() {
                    return false;
                }
                *items.add(at) = new;
                replaced.add(old);
            }
        }
        true
    }
}

/// References that a list had. Many lists begin as one object many times, whose count would be changed each time.
struct Replaced {
    item: *mut ffi::PyObject,
    count: isize,
}

impl Replaced {
    /// # Safety
    /// The GIL is held, and the reference was the list's.
    #[inline]
    unsafe fn add(&mut self, item: *mut ffi::PyObject) {
        if item != self.item {
            self.give_up();
            self.item = item;
        }
        self.count += 1;
    }

    #[inline]
    fn give_up(&mut self) {
        if self.count > 0 {
            // SAFETY: by the promise of `add` there are so many; the last one may be the object's last.
            unsafe {
                add_references(self.item, 1 - self.count);
                ffi::Py_DECREF(self.item);
            }
            self.count = 0;
        }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// Stores the element in the old object itself, where nobody but the list refers to it: five times as fast as a new one.
///
/// # Safety
/// As for [`is_same`].
unsafe fn overwrite(item: *mut ffi::PyObject, data: *const u8, at: usize, elem: Elem) -> bool {
    // SAFETY: types are compared before values are written.
    unsafe {
        if ffi::Py_REFCNT(item) != 1 || ffi::Py_TYPE(item) != element_type(elem) {
            return false;
        }
        match elem {
            Elem::Float64 => (*item.cast::<ffi::PyFloatObject>()).ob_fval = *data.cast::<f64>().add(at),
            Elem::Complex128 => (*item.cast::<ffi::PyComplexObject>()).cval = *data.cast::<ffi::Py_complex>().add(at),
            _ => return false,
        }
    }
    true
}

/// Does `item` hold the bits of the element at `at`?
///
/// # Safety
/// The GIL is held, `item` is alive, there is such an element.
#[inline]
pub unsafe fn is_same(item: *mut ffi::PyObject, data: *const u8, at: usize, elem: Elem) -> bool {
    // SAFETY: each item's type is compared before its value is read.
    unsafe {
        if ffi::Py_TYPE(item) != element_type(elem) {
            return false;
        }
        match elem {
            Elem::Bool => (item == ffi::Py_True()) == (*data.add(at) != 0),
            Elem::Int64 => int_value(item) == Some(*data.cast::<i64>().add(at)),
            Elem::UInt64 => word_value(item) == Some(*data.cast::<u64>().add(at)),
            Elem::Char => texts::single(item) == Some((*data.cast::<i32>().add(at)).into()),
            Elem::Float64 => (*item.cast::<ffi::PyFloatObject>()).ob_fval.to_bits() == *data.cast::<u64>().add(at),
            Elem::Complex128 => {
                let value = (*item.cast::<ffi::PyComplexObject>()).cval;
                [value.real.to_bits(), value.imag.to_bits()] == *data.cast::<[u64; 2]>().add(at)
            }
            _ => unreachable!("no list has such elements"),
        }
    }
}
