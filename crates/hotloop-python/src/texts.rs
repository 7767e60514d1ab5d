//! `str` and `bytes`, read where they lie, and made of parts.
//!
//! `"año"` is `View { data, len: 3, elem: UInt8 }`: CPython keeps the code points of a str in units of one, two or four
//! bytes, whichever holds all of them.

use hotloop_compiler::ir::{Elem, PyType};
use pyo3::ffi;

/// The code units of a str, or the bytes of a `bytes`; a zero follows.
pub struct View {
    pub data: *mut u8,
    pub len: usize,
}

/// The type of an exact str or bytes; `None`: it is something else.
///
/// # Safety
/// The GIL is held and `object` is alive.
#[inline]
pub unsafe fn type_of(object: *mut ffi::PyObject) -> Option<PyType> {
    // SAFETY: types are compared before each look inside.
    unsafe {
        if ffi::PyBytes_CheckExact(object) != 0 {
            return Some(PyType::Bytes);
        }
        if !is_str(object) {
            return None;
        }
        match (ffi::PyUnicode_GET_LENGTH(object), ffi::PyUnicode_KIND(object)) {
            (..=1, _) => Some(PyType::Char),
            (_, 1) => Some(PyType::Str(Elem::UInt8)),
            (_, 2) => Some(PyType::Str(Elem::UInt16)),
            _ => Some(PyType::Str(Elem::UInt32)),
        }
    }
}

/// Is it an exact str of such code units? The empty one is of any.
///
/// # Safety
/// As for [`type_of`].
pub unsafe fn is_of(object: *mut ffi::PyObject, elem: Elem) -> bool {
    // SAFETY: the type is compared before each look inside.
    unsafe {
        is_str(object)
            && (ffi::PyUnicode_GET_LENGTH(object) == 0 || ffi::PyUnicode_KIND(object) as usize == elem.size())
    }
}

/// # Safety
/// As for [`type_of`].
pub unsafe fn view(object: *mut ffi::PyObject) -> Option<View> {
    // SAFETY: types are compared before each look inside.
    unsafe {
        if ffi::PyBytes_CheckExact(object) != 0 {
            let (data, len) = (ffi::PyBytes_AsString(object).cast(), ffi::PyBytes_Size(object) as usize);
            return Some(View { data, len });
        }
        let len = ffi::PyUnicode_GET_LENGTH(object) as usize;
        is_str(object).then(|| View { data: ffi::PyUnicode_DATA(object).cast(), len })
    }
}

/// The code point of an exact str of one character, -1 for the empty one; `None`: it is something else.
///
/// # Safety
/// As for [`type_of`].
#[inline]
pub unsafe fn single(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: the type is compared first; there is a character at 0.
    unsafe {
        if !is_str(object) {
            return None;
        }
        match ffi::PyUnicode_GET_LENGTH(object) {
            0 => Some(-1),
            1 => Some(ffi::PyUnicode_ReadChar(object, 0).into()),
            _ => None,
        }
    }
}

/// A new reference; null: a Python exception is set. Of Latin-1 there is one object for each character, CPython's own.
///
/// # Safety
/// The GIL is held; -1 or a code point.
pub unsafe fn char_object(code: i64) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        match code {
            -1 => ffi::PyUnicode_New(0, 0),
            code => ffi::PyUnicode_FromOrdinal(code as i32),
        }
    }
}

/// The str of `len` code units from the `first` one of a buffer on; null: a Python exception is set.
///
/// # Safety
/// The GIL is held, and the buffer has them.
pub unsafe fn str_object(data: *const u8, first: usize, len: usize, elem: Elem) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyUnicode_FromKindAndData(elem.size() as i32, data.add(first * elem.size()).cast(), len as isize) }
}

/// The same of bytes.
///
/// # Safety
/// As for [`str_object`].
pub unsafe fn bytes_object(data: *const u8, first: usize, len: usize) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyBytes_FromStringAndSize(data.add(first).cast(), len as isize) }
}

/// Up to 3.11 a str may still be without its code units.
unsafe fn is_str(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the type is compared first.
    unsafe {
        if ffi::PyUnicode_CheckExact(object) == 0 {
            return false;
        }
        #[cfg(not(Py_3_12))]
        return ffi::PyUnicode_IS_READY(object) != 0;
        #[cfg(Py_3_12)]
        true
    }
}
