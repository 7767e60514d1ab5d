//! Lists of lists and their native copies, in which a table's rows stand one behind the other.
//!
//! `[[1.5, 2.0], [0.0, 1.0]]` is read as 32 bytes. Each row is written back as a list is. Which lists the rows are is
//! remembered, and compared where Python code may have put others in their places.

use crate::boxing;
use crate::lists::{self, Signals, Unreadable};
use crate::signature::{first_of_list, has_twice, list_items};
use hotloop_compiler::ir::Elem;
use hotloop_runtime::lists::NativeList;
use pyo3::ffi;

/// The rows of a table, kept alive.
pub struct Rows {
    lists: Vec<*mut ffi::PyObject>,
    width: usize,
    elem: Elem,
}

/// A copy of a table, and its rows; `Err(NotOfThisType)` if it is not exactly of the type.
///
/// # Safety
/// The GIL is held and `table` is an exact list.
pub unsafe fn read(
    table: *mut ffi::PyObject,
    elem: Elem,
    signals: &mut Signals,
) -> Result<(NativeList, Rows), Unreadable> {
    // SAFETY: the caller's promise. Python code runs between two rows only, after which the table may be a shorter one.
    unsafe {
        let n_rows = ffi::PyList_GET_SIZE(table) as usize;
        // Before there is memory for as many rows as long as the first one.
        let Some(width) = width_of(table) else { return Err(Unreadable::NotOfThisType) };
        let copy = NativeList::unset_table(elem as usize, n_rows, width).ok_or(Unreadable::NoMemory)?;
        let mut rows = Rows { lists: Vec::with_capacity(n_rows), width, elem };
        for at in 0..n_rows {
            if at > 0 {
                signals.serve()?;
            }
            if ffi::PyList_GET_SIZE(table) as usize != n_rows {
                return Err(Unreadable::Changed);
            }
            let row = ffi::PyList_GET_ITEM(table, at as isize);
            rows.lists.push(ffi::Py_NewRef(row));
            let is_list = ffi::PyList_CheckExact(row) != 0;
            if !is_list || !lists::read_again(rows.place((*copy.header()).data, at), row, width, elem) {
                return Err(Unreadable::NotOfThisType);
            }
        }
        match has_twice(&mut rows.lists.clone()) {
            true => Err(Unreadable::NotOfThisType),
            false => Ok((copy, rows)),
        }
    }
}

/// A new table, and its rows. `None`: a Python exception is set.
///
/// # Safety
/// The GIL is held; `copy` is of such elements.
pub unsafe fn new(copy: &NativeList, elem: Elem) -> Option<(*mut ffi::PyObject, Rows)> {
    // SAFETY: the header is that of a live copy. Every slot of the new list is filled before it is seen; on failure the
    // empty slots are null, which the deallocation of a list allows.
    unsafe {
        let header = *copy.header();
        let table = ffi::PyList_New(header.len as isize);
        if table.is_null() {
            return None;
        }
        let mut rows = Rows { lists: vec![], width: header.dim1 as usize, elem };
        for at in 0..header.len as usize {
            let row = lists::new(rows.place(header.data, at), rows.width, elem);
            if row.is_null() {
                ffi::Py_DECREF(table);
                return None;
            }
            rows.lists.push(ffi::Py_NewRef(row));
            ffi::PyList_SET_ITEM(table, at as isize, row);
        }
        Some((table, rows))
    }
}

/// How long all rows are; `None`: they are not equally long lists.
///
/// # Safety
/// The GIL is held and `table` is an exact list.
pub unsafe fn width_of(table: *mut ffi::PyObject) -> Option<usize> {
    // SAFETY: the caller's promise, and no Python code runs; a type is compared before a length is read.
    unsafe {
        let length = |row| (ffi::PyList_CheckExact(row) != 0).then(|| ffi::PyList_GET_SIZE(row) as usize);
        let width = first_of_list(table).map_or(Some(0), length)?;
        list_items(table).all(|row| length(row) == Some(width)).then_some(width)
    }
}

impl Rows {
    /// A new reference to a row.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn row(&self, at: usize) -> *mut ffi::PyObject {
        // SAFETY: it is kept alive.
        unsafe { ffi::Py_NewRef(self.lists[at]) }
    }

    /// Makes the rows what their copy is. False: a Python exception is set (there was no memory).
    ///
    /// # Safety
    /// The GIL is held, and `data` is the copy of these rows.
    pub unsafe fn write_back(&self, data: *mut u8) -> bool {
        let mut cache = boxing::Cache::new(self.lists.len() * self.width, self.elem);
        // SAFETY: the rows are exact lists that are kept alive.
        self.each(|at, row| unsafe {
            lists::write_back_row(row, self.place(data, at), self.width, self.elem, &mut cache)
        })
    }

    /// Are these the rows of the table still, and exactly what their copy is?
    ///
    /// # Safety
    /// As for [`Rows::write_back`]; `table` is an exact list.
    pub unsafe fn are_unchanged(&self, table: *mut ffi::PyObject, data: *mut u8) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            self.are_those_of(table)
                && self.each(|at, row| lists::is_unchanged(row, self.place(data, at), self.width, self.elem))
        }
    }

    /// Reads the rows into their copy; false: they do not fit any more.
    ///
    /// # Safety
    /// As for [`Rows::are_unchanged`].
    pub unsafe fn read_again(&self, table: *mut ffi::PyObject, data: *mut u8) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            self.are_those_of(table)
                && self.each(|at, row| lists::read_again(self.place(data, at), row, self.width, self.elem))
        }
    }

    /// # Safety
    /// As for [`Rows::are_unchanged`].
    unsafe fn are_those_of(&self, table: *mut ffi::PyObject) -> bool {
        // SAFETY: the caller's promise.
        unsafe { list_items(table).eq(self.lists.iter().copied()) }
    }

    fn each(&self, mut holds: impl FnMut(usize, *mut ffi::PyObject) -> bool) -> bool {
        self.lists.iter().enumerate().all(|(at, &row)| holds(at, row))
    }

    /// Where the copy of a row begins.
    fn place(&self, data: *mut u8, at: usize) -> *mut u8 {
        data.wrapping_add(at * self.width * self.elem.size())
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        // SAFETY: calls end under the GIL, and the references are ours.
        self.lists.iter().for_each(|&row| unsafe { ffi::Py_DECREF(row) });
    }
}
