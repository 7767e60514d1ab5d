//! Python lists of strs of any length: a list of where each text is in the call's pool of code units.
//!
//! `["ab", "c"]` is read as `[0 << 31 | 2, 2 << 31 | 1]`, with `abc` in the pool. A pool only grows: a text that is read once
//! stays where it is until the call is over.

use crate::lists::{Signals, Unreadable};
use crate::signature::list_items;
use crate::texts;
use hotloop_compiler::ir::{Elem, LEN_BITS, PyType};
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::{NativeList, append, append_units};
use pyo3::ffi;

/// What a list of strs is one of: characters, if none is longer, or texts of the width of the widest. `None`: something
/// else is in it, or nothing.
///
/// # Safety
/// The GIL is held and `list` is an exact list.
pub unsafe fn elem_of(list: *mut ffi::PyObject) -> Option<Elem> {
    let (mut is_long, mut widest) = (false, None);
    // SAFETY: the indices are below the length, and no Python code runs.
    unsafe {
        for item in list_items(list) {
            widest = widest.max(Some(units_of(item)?));
            is_long |= ffi::PyUnicode_GET_LENGTH(item) > 1;
        }
    }
    widest.map(|units| if is_long { Elem::of_units(units) } else { Elem::Char })
}

/// The same of one that is known to hold strs, as texts.
///
/// # Safety
/// As for [`elem_of`].
pub unsafe fn elem_of_texts(list: *mut ffi::PyObject) -> Elem {
    // SAFETY: the caller's promise.
    let widest = unsafe { list_items(list).filter_map(|item| units_of(item)).max() };
    Elem::of_units(widest.unwrap_or(Elem::UInt8))
}

/// Types in which lists of texts are all as wide as the widest text is: machine code has one pool for them.
pub fn widened(types: Vec<PyType>) -> Vec<PyType> {
    fn widest(ty: &PyType) -> Option<Elem> {
        match ty {
            PyType::Str(units) => Some(*units),
            PyType::List(elem) => elem.units(),
            PyType::Tuple(members) => members.iter().filter_map(widest).max(),
            _ => None,
        }
    }
    fn with(ty: PyType, units: Elem) -> PyType {
        match ty {
            PyType::List(elem) if elem.units().is_some() => PyType::List(Elem::of_units(units)),
            PyType::Tuple(members) => PyType::Tuple(members.map(|member| with(member.clone(), units))),
            ty => ty,
        }
    }
    match types.iter().filter_map(widest).max() {
        Some(units) => types.into_iter().map(|ty| with(ty, units)).collect(),
        None => types,
    }
}

/// Is a list one of texts that have such code units, or narrower ones?
///
/// # Safety
/// As for [`elem_of`].
pub unsafe fn is_list_of(list: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: the caller's promise.
    unsafe { list_items(list).all(|item| is_of(item, elem)) }
}

/// The same of one object.
///
/// # Safety
/// The GIL is held and `item` is alive.
pub unsafe fn is_of(item: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: the caller's promise.
    unsafe { units_of(item).is_some_and(|own| Some(own) <= elem.units()) }
}

/// The code units of an exact str; `None`: it is none.
///
/// # Safety
/// As for [`is_of`].
pub unsafe fn units_of(item: *mut ffi::PyObject) -> Option<Elem> {
    // SAFETY: the type is compared before the look inside.
    unsafe {
        match texts::type_of(item)? {
            PyType::Bytes => None,
            _ => Some(match ffi::PyUnicode_KIND(item) {
                1 => Elem::UInt8,
                2 => Elem::UInt16,
                _ => Elem::UInt32,
            }),
        }
    }
}

/// A copy of a list, whose texts are put into the pool.
///
/// # Safety
/// The GIL is held, `list` is an exact list, and the pool is of the code units of such elements.
pub unsafe fn read(
    list: *mut ffi::PyObject,
    elem: Elem,
    pool: *mut Buffer,
    signals: &mut Signals,
) -> Result<NativeList, Unreadable> {
    const CHUNK: usize = 1 << 12;
    // SAFETY: the caller's promise; Python code runs between two chunks only, after which the list may be another one.
    unsafe {
        let len = ffi::PyList_GET_SIZE(list) as usize;
        let copy = NativeList::with_capacity(elem as usize, len as i64).ok_or(Unreadable::NoMemory)?;
        for at in 0..len {
            if at % CHUNK == CHUNK - 1 {
                signals.serve()?;
                if ffi::PyList_GET_SIZE(list) as usize != len {
                    return Err(Unreadable::Changed);
                }
            }
            let word = put(ffi::PyList_GET_ITEM(list, at as isize), elem, pool)?;
            if !append(copy.header(), elem as usize, &word) {
                return Err(Unreadable::NoMemory);
            }
        }
        Ok(copy)
    }
}

/// Puts the text of an item into the pool; where it is.
///
/// # Safety
/// As for [`read`].
unsafe fn put(item: *mut ffi::PyObject, elem: Elem, pool: *mut Buffer) -> Result<u64, Unreadable> {
    // SAFETY: the caller's promise; types are compared before each look inside.
    unsafe {
        let units = elem.units().expect("an element that is a text").size();
        if ffi::PyUnicode_CheckExact(item) == 0 {
            return Err(Unreadable::NotOfThisType);
        }
        let text = texts::view(item).ok_or(Unreadable::NotOfThisType)?;
        let width = ffi::PyUnicode_KIND(item) as usize;
        if width > units {
            return Err(Unreadable::NotOfThisType);
        }
        let start = (*pool).len as u64;
        if start + text.len as u64 > MOST_UNITS {
            return Err(Unreadable::NoMemory);
        }
        let code = elem.units().expect("as above") as usize;
        let is_done = match width {
            1 if text.len > 0 => append_units(pool, code, std::slice::from_raw_parts(text.data, text.len)),
            _ => (0..text.len).all(|at| append(pool, code, &u64::from(ffi::PyUnicode_ReadChar(item, at as isize)))),
        };
        if is_done { Ok(start << LEN_BITS | text.len as u64) } else { Err(Unreadable::NoMemory) }
    }
}

/// A pool has no more code units: machine code looks, too.
const MOST_UNITS: u64 = 1 << 30;

/// The text of an element, as a new object; null: a Python exception is set.
///
/// # Safety
/// The GIL is held, and the text is in the pool.
unsafe fn object(word: u64, elem: Elem, pool: *mut Buffer) -> *mut ffi::PyObject {
    let (start, len) = ((word >> LEN_BITS) as usize, (word & ((1 << LEN_BITS) - 1)) as usize);
    let units = elem.units().expect("an element that is a text");
    // SAFETY: the caller's promise.
    unsafe { texts::str_object((*pool).data, start, len, units) }
}

fn words(list: &NativeList) -> &[u64] {
    // SAFETY: elements of 8 bytes, in memory that is aligned for more.
    unsafe { std::slice::from_raw_parts(list.bytes().as_ptr().cast(), list.len()) }
}

/// A new list; null: a Python exception is set.
///
/// # Safety
/// The GIL is held, and all texts are in the pool.
pub unsafe fn new(list: &NativeList, elem: Elem, pool: *mut Buffer) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a slot that was not filled is null, which deallocation allows.
    unsafe {
        let new = ffi::PyList_New(list.len() as isize);
        for (at, &word) in words(list).iter().enumerate() {
            if new.is_null() {
                return new;
            }
            let text = object(word, elem, pool);
            if text.is_null() {
                ffi::Py_DECREF(new);
                return text;
            }
            ffi::PyList_SET_ITEM(new, at as isize, text);
        }
        new
    }
}

/// Is an item still this text?
///
/// # Safety
/// As for [`new`], and the item is alive.
unsafe fn is_text(item: *mut ffi::PyObject, word: u64, elem: Elem, pool: *mut Buffer) -> bool {
    // SAFETY: the caller's promise; types are compared before each look inside.
    unsafe {
        if ffi::PyUnicode_CheckExact(item) == 0 {
            return false;
        }
        let Some(text) = texts::view(item) else { return false };
        let (start, len) = ((word >> LEN_BITS) as usize, (word & ((1 << LEN_BITS) - 1)) as usize);
        let units = elem.units().expect("an element that is a text").size();
        if text.len != len {
            return false;
        }
        let data = (*pool).data.add(start * units);
        if ffi::PyUnicode_KIND(item) as usize == units {
            let [own, other] = [text.data.cast_const(), data.cast_const()]
                .map(|at| if len == 0 { &[][..] } else { std::slice::from_raw_parts(at, len * units) });
            return own == other;
        }
        (0..len).all(|at| {
            let unit = match units {
                1 => u32::from(*data.add(at)),
                2 => u32::from(*data.cast::<u16>().add(at)),
                _ => *data.cast::<u32>().add(at),
            };
            ffi::PyUnicode_ReadChar(item, at as isize) == unit
        })
    }
}

/// Is a list as its copy?
///
/// # Safety
/// As for [`new`], and `object` is an exact list.
pub unsafe fn is_unchanged(object: *mut ffi::PyObject, list: &NativeList, elem: Elem, pool: *mut Buffer) -> bool {
    // SAFETY: the caller's promise; the indices are below both lengths.
    unsafe {
        ffi::PyList_GET_SIZE(object) as usize == list.len()
            && words(list)
                .iter()
                .enumerate()
                .all(|(at, &word)| is_text(ffi::PyList_GET_ITEM(object, at as isize), word, elem, pool))
    }
}

/// Takes over what Python code has changed. False: the list is longer, shorter or of something else.
///
/// # Safety
/// As for [`is_unchanged`].
pub unsafe fn read_again(object: *mut ffi::PyObject, list: &NativeList, elem: Elem, pool: *mut Buffer) -> bool {
    // SAFETY: the caller's promise; the copy has as many elements.
    unsafe {
        if ffi::PyList_GET_SIZE(object) as usize != list.len() {
            return false;
        }
        let data = (*list.header()).data.cast::<u64>();
        (0..list.len()).all(|at| {
            let item = ffi::PyList_GET_ITEM(object, at as isize);
            is_text(item, *data.add(at), elem, pool) || put(item, elem, pool).map(|word| *data.add(at) = word).is_ok()
        })
    }
}

/// Makes a list what its copy is: items that are the same text stay. False: a Python exception is set.
///
/// # Safety
/// As for [`is_unchanged`].
pub unsafe fn write_back(list: *mut ffi::PyObject, copy: &NativeList, elem: Elem, pool: *mut Buffer) -> bool {
    // SAFETY: the caller's promise. Items that are replaced are exact strs, or were: no Python code of theirs runs but a
    // deallocation; the length is looked at each time.
    unsafe {
        if ffi::PyList_GET_SIZE(list) as usize > copy.len()
            && ffi::PyList_SetSlice(list, copy.len() as isize, ffi::PyList_GET_SIZE(list), std::ptr::null_mut()) < 0
        {
            return false;
        }
        for (at, &word) in words(copy).iter().enumerate() {
            let is_listed = at < ffi::PyList_GET_SIZE(list) as usize;
            if is_listed && is_text(ffi::PyList_GET_ITEM(list, at as isize), word, elem, pool) {
                continue;
            }
            let new = object(word, elem, pool);
            if new.is_null() {
                return false;
            }
            // The first takes over the reference, the second has one of its own.
            let status = match is_listed {
                true => ffi::PyList_SetItem(list, at as isize, new),
                false => {
                    let status = ffi::PyList_Append(list, new);
                    ffi::Py_DECREF(new);
                    status
                }
            };
            if status < 0 {
                return false;
            }
        }
        true
    }
}
