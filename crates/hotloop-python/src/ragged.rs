//! Lists of lists of any lengths, and their native copies: the elements of all rows, one row behind the other.
//!
//! `[[1, 2], [], [3]]` is read as the elements 1, 2, 3, and where each row begins, how long it is, and for how many it has
//! room. Machine code puts a row that gets longer elsewhere among the elements. Which lists the rows are is remembered.

use crate::lists::{Signals, Unreadable};
use crate::records::{Records, is_item, item_of, join_item};
use crate::signature::{has_twice, list_items};
use crate::{boxing, lists};
use hotloop_compiler::ir::{Elem, PyType};
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::NativeList;
use pyo3::ffi;
use std::cell::RefCell;

type Object = *mut ffi::PyObject;

/// The copy of a list of lists.
pub struct Ragged {
    item: PyType,
    starts: NativeList,
    lens: NativeList,
    rooms: NativeList,
    elements: Records,
    /// Those that Python knows, kept alive.
    rows: RefCell<Vec<Object>>,
}

impl Ragged {
    /// A copy; `Err(NotOfThisType)` if the rows are no distinct lists of such elements.
    ///
    /// # Safety
    /// The GIL is held and `table` is an exact list.
    pub unsafe fn read(table: Object, item: &PyType, signals: &mut Signals) -> Result<Ragged, Unreadable> {
        // SAFETY: the caller's promise. Python code runs between two rows only: then all is compared again.
        unsafe {
            let rows: Vec<Object> = list_items(table).collect();
            if rows.iter().any(|&row| ffi::PyList_CheckExact(row) == 0) || has_twice(&mut rows.clone()) {
                return Err(Unreadable::NotOfThisType);
            }
            rows.iter().for_each(|&row| ffi::Py_INCREF(row));
            let lens: Vec<i64> = rows.iter().map(|&row| ffi::PyList_GET_SIZE(row) as i64).collect();
            let mut next = 0;
            let begin = |len: &i64| {
                next += len;
                next - len
            };
            let starts: Vec<i64> = lens.iter().map(begin).collect();
            let kept = RefCell::new(rows);
            let column = |elem: Elem| {
                let column = NativeList::with_capacity(elem as usize, next).ok_or(Unreadable::NoMemory)?;
                (*column.header()).len = next;
                Ok(column)
            };
            let columns: Result<Vec<NativeList>, Unreadable> = item.row_columns().into_iter().map(column).collect();
            let numbers = columns.and_then(|columns| Ok((columns, ints(&starts)?, ints(&lens)?, ints(&lens)?)));
            let (columns, starts, own_lens, rooms) = match numbers {
                Ok(made) => made,
                Err(error) => {
                    kept.borrow().iter().for_each(|&row| ffi::Py_DECREF(row));
                    return Err(error);
                }
            };
            let elements = Records::of(item, columns);
            let ragged = Ragged { item: item.clone(), starts, lens: own_lens, rooms, elements, rows: kept };
            for (at, &row) in ragged.rows.borrow().iter().enumerate() {
                if at % 64 == 63 {
                    signals.serve()?;
                }
                if !ragged.read_row(row, at) {
                    return Err(Unreadable::NotOfThisType);
                }
            }
            match ragged.has_rows_of(table) {
                true => Ok(ragged),
                false => Err(Unreadable::Changed),
            }
        }
    }

    /// Of lists that machine code has made.
    pub fn of(item: &PyType, [starts, lens, rooms]: [NativeList; 3], columns: Vec<NativeList>) -> Ragged {
        let elements = Records::of(item, columns);
        Ragged { item: item.clone(), starts, lens, rooms, elements, rows: RefCell::default() }
    }

    pub fn is_of(&self, item: &PyType) -> bool {
        self.item == *item
    }

    pub fn headers(&self) -> impl Iterator<Item = *mut Buffer> + '_ {
        [&self.starts, &self.lens, &self.rooms].map(NativeList::header).into_iter().chain(self.elements.headers())
    }

    /// Reads the rows again; false: they are others, or do not fit any more.
    ///
    /// # Safety
    /// As for [`Ragged::read`].
    pub unsafe fn read_again(&self, table: Object) -> bool {
        // SAFETY: the rows are exact lists that are kept alive.
        unsafe { self.has_rows_of(table) && self.each(|row, at| self.read_row(row, at)) }
    }

    /// # Safety
    /// As for [`Ragged::read`].
    pub unsafe fn is_unchanged(&self, table: Object) -> bool {
        // SAFETY: as above.
        unsafe {
            self.has_rows_of(table)
                && self.each(|row, at| {
                    let (first, len) = self.place(at);
                    match self.item.list_elem() {
                        Some(elem) => lists::is_unchanged(row, self.data(first, elem), len, elem),
                        None => self.elements.is_unchanged_part(row, first, len),
                    }
                })
        }
    }

    /// Makes the rows what their copy is, and adds those that are new. False: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Ragged::read`].
    pub unsafe fn write_back(&self, table: Object) -> bool {
        // SAFETY: the rows are exact lists that are kept alive.
        unsafe {
            let n_elements: usize = (0..self.lens.len()).map(|at| self.place(at).1).sum();
            let mut cache = boxing::Cache::new(n_elements, self.item.list_elem().unwrap_or(Elem::Bool));
            let is_written = self.each(|row, at| {
                let (first, len) = self.place(at);
                match self.item.list_elem() {
                    Some(elem) => lists::write_back_row(row, self.data(first, elem), len, elem, &mut cache),
                    None => self.elements.write_part(row, first, len),
                }
            });
            let n_known = self.rows.borrow().len();
            is_written && (n_known..self.lens.len()).all(|at| self.add_row(table, at))
        }
    }

    /// A new list of lists; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held, and no row is known to Python.
    pub unsafe fn object(&self) -> Object {
        // SAFETY: the caller's promise.
        unsafe {
            let table = ffi::PyList_New(0);
            if !table.is_null() && !(0..self.lens.len()).all(|at| self.add_row(table, at)) {
                ffi::Py_DECREF(table);
                return std::ptr::null_mut();
            }
            table
        }
    }

    /// A new reference to a row that Python knows; `None`: it does not yet.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn row(&self, at: usize) -> Option<Object> {
        // SAFETY: it is kept alive.
        self.rows.borrow().get(at).map(|&row| unsafe { ffi::Py_NewRef(row) })
    }

    unsafe fn add_row(&self, table: Object, at: usize) -> bool {
        // SAFETY: the caller has the GIL and a list.
        unsafe {
            let (first, len) = self.place(at);
            let row = match self.item.list_elem() {
                Some(elem) => lists::new(self.data(first, elem), len, elem),
                None => self.elements.object_of_part(first, len),
            };
            if row.is_null() || ffi::PyList_Append(table, row) < 0 {
                ffi::Py_XDECREF(row);
                return false;
            }
            self.rows.borrow_mut().push(row);
            true
        }
    }

    unsafe fn read_row(&self, row: Object, at: usize) -> bool {
        let (first, len) = self.place(at);
        // SAFETY: the row is an exact list that is kept alive.
        unsafe {
            match self.item.list_elem() {
                Some(elem) => lists::read_again(self.data(first, elem), row, len, elem),
                None => self.elements.read_part(row, first, len),
            }
        }
    }

    /// The first element of a row, and how many there are.
    fn place(&self, at: usize) -> (usize, usize) {
        let int = |list: &NativeList| {
            debug_assert!(at < list.len());
            // SAFETY: all three have an int for each row.
            unsafe { *(*list.header()).data.cast::<i64>().add(at) as usize }
        };
        (int(&self.starts), int(&self.lens))
    }

    fn data(&self, first: usize, elem: Elem) -> *mut u8 {
        let header = self.elements.headers().next().expect("rows have elements");
        // SAFETY: the header lives as long as its list.
        unsafe { (*header).data.wrapping_add(first * elem.size()) }
    }

    unsafe fn has_rows_of(&self, table: Object) -> bool {
        // SAFETY: the caller has an exact list.
        unsafe { list_items(table).eq(self.rows.borrow().iter().copied()) }
    }

    fn each(&self, mut holds: impl FnMut(Object, usize) -> bool) -> bool {
        let rows = self.rows.borrow().clone();
        rows.iter().enumerate().all(|(at, &row)| holds(row, at))
    }
}

impl Drop for Ragged {
    fn drop(&mut self) {
        // SAFETY: calls end under the GIL, and the references are ours.
        self.rows.get_mut().iter().for_each(|&row| unsafe { ffi::Py_DECREF(row) });
    }
}

fn ints(values: &[i64]) -> Result<NativeList, Unreadable> {
    let list = NativeList::new(Elem::Int64 as usize, values.len() as i64, &[]).ok_or(Unreadable::NoMemory)?;
    // SAFETY: there are as many ints.
    unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), (*list.header()).data.cast(), values.len()) };
    Ok(list)
}

/// The type of the elements of all rows, int if there are none; `None`: they are no distinct lists of such.
///
/// # Safety
/// The GIL is held and `table` is an exact list.
pub unsafe fn item_type(table: Object) -> Option<PyType> {
    // SAFETY: the caller's promise; no Python code runs.
    unsafe {
        let mut rows: Vec<Object> = list_items(table).collect();
        if rows.iter().any(|&row| ffi::PyList_CheckExact(row) == 0) {
            return None;
        }
        let mut items = rows.iter().flat_map(|&row| list_items(row));
        let first = items.next().map_or(Some(PyType::Int), |first| item_of(first))?;
        let item = items.try_fold(first, |ty, item| join_item(ty, item)).filter(PyType::is_record)?;
        (!has_twice(&mut rows)).then_some(item)
    }
}

/// Might a list be one of lists of such elements, as far as its first row tells?
///
/// # Safety
/// As for [`item_type`].
pub unsafe fn may_be(item: &PyType, table: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let row = list_items(table).next();
        row.is_some_and(|row| {
            ffi::PyList_CheckExact(row) != 0 && list_items(row).next().is_none_or(|first| is_item(item, first))
        })
    }
}

/// Is it a list of such lists?
///
/// # Safety
/// As for [`item_type`].
pub unsafe fn is_of(item: &PyType, table: Object) -> bool {
    // SAFETY: the caller's promise; no Python code runs.
    unsafe {
        let mut rows: Vec<Object> = list_items(table).collect();
        rows.iter().all(|&row| ffi::PyList_CheckExact(row) != 0 && list_items(row).all(|one| is_item(item, one)))
            && !has_twice(&mut rows)
    }
}
