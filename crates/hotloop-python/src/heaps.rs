//! The lists that machine code refers to by number, and their native copies.
//!
//! `[[1, 2], [], [3]]` is read as the numbers 0, 1, 2, and in the heap of lists of ints are the elements 1, 2, 3, and of each
//! list where it begins, how long it is and for how many elements it has room. A list that is in several places has one
//! number. Python gets a list that machine code has made when it first sees it.

use crate::lists::{Signals, Unreadable};
use crate::records::{Records, is_item, item_of, join_item};
use crate::signature::list_items;
use crate::{boxing, lists};
use hotloop_compiler::ir::{Elem, PyType};
use hotloop_compiler::lower::join_types;
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::{NativeList, append, make_room};
use pyo3::ffi;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr;

type Object = *mut ffi::PyObject;

/// The heaps of a call, those of lists of lists before those of their rows.
#[derive(Default)]
pub struct Heaps {
    all: Vec<Heap>,
}

struct Heap {
    item: PyType,
    starts: NativeList,
    lens: NativeList,
    rooms: NativeList,
    elements: Records,
    /// Those that Python knows, by their numbers, kept alive; null: it does not know this one yet.
    objects: RefCell<Vec<Object>>,
    /// The numbers of those that were passed.
    numbers: HashMap<usize, i64, BuildHasherDefault<OfAddresses>>,
    is_written: Cell<bool>,
}

/// Addresses of objects differ in their middle bits.
#[derive(Default)]
struct OfAddresses(u64);

impl Hasher for OfAddresses {
    fn write(&mut self, _: &[u8]) {
        unreachable!("an address is one number")
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Lists that stay alive while Python code may run.
struct Held(Vec<Object>);

impl Held {
    /// The items of a list that are lists; `None`: some are not.
    unsafe fn lists_in(list: Object) -> Option<Held> {
        // SAFETY: the caller has the GIL and an exact list.
        unsafe {
            let all: Vec<Object> = list_items(list).collect();
            if all.iter().any(|&one| ffi::PyList_CheckExact(one) == 0) {
                return None;
            }
            all.iter().for_each(|&one| ffi::Py_INCREF(one));
            Some(Held(all))
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: calls are made under the GIL, and the references are ours.
        self.0.iter().for_each(|&one| unsafe { ffi::Py_DECREF(one) });
    }
}

impl Heaps {
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn at(&self, item: &PyType) -> usize {
        self.all.iter().position(|heap| heap.item == *item).expect("where there is a number, there is a heap")
    }

    /// The headers of a heap, which is made if there is none. `None`: no memory.
    pub fn headers(&mut self, item: &PyType, is_written: bool) -> Option<impl Iterator<Item = *mut Buffer> + '_> {
        let at = self.heap_of(item, 0, 0)?;
        let heap = &self.all[at];
        heap.is_written.set(heap.is_written.get() | is_written);
        let own = [&heap.starts, &heap.lens, &heap.rooms].map(NativeList::header);
        Some(own.into_iter().chain(heap.elements.headers()))
    }

    /// A heap, with room for so many lists and elements if it is a new one. `None`: no memory.
    fn heap_of(&mut self, item: &PyType, n_lists: usize, n_elements: usize) -> Option<usize> {
        if let Some(at) = self.all.iter().position(|heap| heap.item == *item) {
            return Some(at);
        }
        let list = |elem: Elem, room: usize| NativeList::with_capacity(elem as usize, room as i64);
        let columns = item.row_columns().into_iter().map(|elem| list(elem, n_elements)).collect::<Option<_>>()?;
        let ints = || list(Elem::Int64, n_lists);
        let heap = Heap {
            item: item.clone(),
            starts: ints()?,
            lens: ints()?,
            rooms: ints()?,
            elements: Records::of(item, columns),
            objects: RefCell::default(),
            numbers: HashMap::default(),
            is_written: Cell::new(false),
        };
        // Writing back goes from the outside to the inside.
        let depth = depth_of(item);
        let at = self.all.iter().position(|heap| depth_of(&heap.item) < depth).unwrap_or(self.all.len());
        self.all.insert(at, heap);
        Some(at)
    }

    /// The numbers of the lists in a list.
    ///
    /// # Safety
    /// The GIL is held and `table` is an exact list.
    pub unsafe fn read_lists(
        &mut self,
        table: Object,
        item: &PyType,
        signals: &mut Signals,
    ) -> Result<NativeList, Unreadable> {
        // SAFETY: the caller's promise. Where Python code runs, the lists are kept alive.
        unsafe {
            let rows = Held::lists_in(table).ok_or(Unreadable::NotOfThisType)?;
            let n_elements = rows.0.iter().map(|&row| ffi::PyList_GET_SIZE(row) as usize).sum();
            self.heap_of(item, rows.0.len(), n_elements).ok_or(Unreadable::NoMemory)?;
            let numbers = NativeList::with_capacity(Elem::Int64 as usize, rows.0.len() as i64);
            let numbers = numbers.ok_or(Unreadable::NoMemory)?;
            for (at, &row) in rows.0.iter().enumerate() {
                if at % 64 == 63 {
                    signals.serve()?;
                }
                let number = self.number_of(row, item, signals)?;
                push_int(&numbers, number)?;
            }
            Ok(numbers)
        }
    }

    /// The number of a list, which is read if it has none yet.
    ///
    /// # Safety
    /// The GIL is held and `list` is an exact list.
    pub unsafe fn number_of(&mut self, list: Object, item: &PyType, signals: &mut Signals) -> Result<i64, Unreadable> {
        // SAFETY: the caller's promise; the heap keeps what it has read alive.
        unsafe {
            let at = self.heap_of(item, 1, 0).ok_or(Unreadable::NoMemory)?;
            if let Some(&known) = self.all[at].numbers.get(&(list as usize)) {
                return Ok(known);
            }
            let inner = match item {
                PyType::RaggedRow(inner) => {
                    let rows = Held::lists_in(list).ok_or(Unreadable::NotOfThisType)?;
                    let mut numbers = vec![];
                    for (at, &row) in rows.0.iter().enumerate() {
                        if at % 64 == 63 {
                            signals.serve()?;
                        }
                        numbers.push(self.number_of(row, inner, signals)?);
                    }
                    Some(numbers)
                }
                _ => None,
            };
            // Another heap may have come before it.
            let at = self.at(item);
            let heap = &mut self.all[at];
            let len = inner.as_ref().map_or(ffi::PyList_GET_SIZE(list) as usize, Vec::len);
            let number = heap.starts.len();
            let begin = heap.more_elements(len).ok_or(Unreadable::NoMemory)?;
            match inner {
                Some(numbers) => {
                    let data = heap.data(begin).cast::<i64>();
                    numbers.iter().enumerate().for_each(|(at, &number)| *data.add(at) = number);
                }
                None if !heap.read(list, begin, len) => return Err(Unreadable::NotOfThisType),
                None => {}
            }
            for (list, int) in [(&heap.starts, begin), (&heap.lens, len), (&heap.rooms, len)] {
                push_int(list, int as i64)?;
            }
            heap.know(number, list);
            heap.numbers.insert(list as usize, number as i64);
            Ok(number as i64)
        }
    }

    /// A new reference to the list with a number; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held, and there is such a list.
    pub unsafe fn object(&self, item: &PyType, number: i64) -> Object {
        // SAFETY: the caller's promise; what is known is kept alive.
        unsafe {
            let heap = &self.all[self.at(item)];
            let number = number as usize;
            let known = heap.objects.borrow().get(number).copied().unwrap_or(ptr::null_mut());
            if !known.is_null() {
                return ffi::Py_NewRef(known);
            }
            let (first, len) = heap.place(number);
            let new = match (item, item.list_elem()) {
                (_, Some(elem)) => lists::new(heap.data(first), len, elem),
                (PyType::RaggedRow(inner), _) => self.new_list(heap.numbers_at(first, len), inner),
                _ => heap.elements.object_of_part(first, len),
            };
            if !new.is_null() {
                heap.know(number, new);
            }
            new
        }
    }

    /// A new list of the lists with these numbers; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Heaps::object`].
    pub unsafe fn new_list(&self, numbers: &[i64], item: &PyType) -> Object {
        // SAFETY: the caller's promise.
        unsafe {
            let list = ffi::PyList_New(0);
            if !list.is_null() && !self.write_list(list, numbers, item) {
                ffi::Py_DECREF(list);
                return ptr::null_mut();
            }
            list
        }
    }

    /// Makes a list one of those with these numbers. False: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Heaps::object`], and `list` is an exact list.
    pub unsafe fn write_list(&self, list: Object, numbers: &[i64], item: &PyType) -> bool {
        // SAFETY: the caller's promise. Lists that are taken out are those that heaps keep alive: no Python code runs.
        unsafe {
            let listed = (ffi::PyList_GET_SIZE(list) as usize).min(numbers.len());
            for (at, &number) in numbers.iter().enumerate() {
                let row = self.object(item, number);
                if row.is_null() {
                    return false;
                }
                if at < listed && ffi::PyList_GET_ITEM(list, at as isize) == row {
                    ffi::Py_DECREF(row);
                    continue;
                }
                let status = match at < listed {
                    // Takes the reference over.
                    true => ffi::PyList_SetItem(list, at as isize, row),
                    false => {
                        let status = ffi::PyList_Append(list, row);
                        ffi::Py_DECREF(row);
                        status
                    }
                };
                if status < 0 {
                    return false;
                }
            }
            let len = numbers.len() as isize;
            ffi::PyList_GET_SIZE(list) <= len
                || ffi::PyList_SetSlice(list, len, ffi::PyList_GET_SIZE(list), ptr::null_mut()) == 0
        }
    }

    /// Is an object the list with this number?
    pub fn is_known_as(&self, object: Object, item: &PyType, number: i64) -> bool {
        let heap = &self.all[self.at(item)];
        heap.objects.borrow().get(number as usize) == Some(&object)
    }

    /// Are the items of a list those with these numbers?
    ///
    /// # Safety
    /// As for [`Heaps::write_list`].
    pub unsafe fn is_list_of(&self, list: Object, numbers: &[i64], item: &PyType) -> bool {
        let heap = &self.all[self.at(item)];
        let objects = heap.objects.borrow();
        // A list that Python does not know is none of its.
        let object = |number: &i64| objects.get(*number as usize).copied().unwrap_or(ptr::null_mut());
        // SAFETY: the caller's promise.
        unsafe { list_items(list).eq(numbers.iter().map(object)) }
    }

    /// Makes the lists that Python knows what their copies are. False: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn write_back(&self) -> bool {
        // SAFETY: the caller's promise; known lists are kept alive.
        unsafe {
            self.all.iter().filter(|heap| heap.is_written.get()).all(|heap| {
                let n_elements: usize = (0..heap.lens.len()).map(|at| heap.place(at).1).sum();
                let mut cache = boxing::Cache::new(n_elements, heap.item.list_elem().unwrap_or(Elem::Bool));
                heap.each(|list, first, len| match (&heap.item, heap.item.list_elem()) {
                    (_, Some(elem)) => lists::write_back_row(list, heap.data(first), len, elem, &mut cache),
                    (PyType::RaggedRow(inner), _) => self.write_list(list, heap.numbers_at(first, len), inner),
                    _ => heap.elements.write_part(list, first, len),
                })
            })
        }
    }

    /// # Safety
    /// As for [`Heaps::write_back`].
    pub unsafe fn are_unchanged(&self) -> bool {
        // SAFETY: the caller's promise; known lists are kept alive.
        unsafe {
            self.all.iter().all(|heap| {
                heap.each(|list, first, len| match (&heap.item, heap.item.list_elem()) {
                    (_, Some(elem)) => lists::is_unchanged(list, heap.data(first), len, elem),
                    (PyType::RaggedRow(inner), _) => self.is_list_of(list, heap.numbers_at(first, len), inner),
                    _ => heap.elements.is_unchanged_part(list, first, len),
                })
            })
        }
    }

    /// Reads the lists again; false: they do not fit any more.
    ///
    /// # Safety
    /// As for [`Heaps::write_back`].
    pub unsafe fn read_again(&self) -> bool {
        // SAFETY: the caller's promise; known lists are kept alive.
        unsafe {
            self.all.iter().all(|heap| {
                heap.each(|list, first, len| match &heap.item {
                    PyType::RaggedRow(inner) => self.is_list_of(list, heap.numbers_at(first, len), inner),
                    _ => heap.read(list, first, len),
                })
            })
        }
    }
}

impl Heap {
    /// Room for more elements, which are set next. `None`: no memory.
    fn more_elements(&mut self, n: usize) -> Option<usize> {
        let mut begin = 0;
        for (header, elem) in self.elements.headers().zip(self.item.row_columns()) {
            // SAFETY: the header lives as long as its list, which holds such elements.
            unsafe {
                begin = (*header).len as usize;
                if !make_room(header, elem as usize, n) {
                    return None;
                }
                (*header).len += n as i64;
            }
        }
        Some(begin)
    }

    /// Python knows a list by this object.
    unsafe fn know(&self, number: usize, object: Object) {
        let mut objects = self.objects.borrow_mut();
        if objects.len() <= number {
            objects.resize(number + 1, ptr::null_mut());
        }
        // SAFETY: the object is alive.
        objects[number] = unsafe { ffi::Py_NewRef(object) };
    }

    unsafe fn read(&self, list: Object, first: usize, len: usize) -> bool {
        // SAFETY: the caller has an exact list, and there are such elements.
        unsafe {
            match self.item.list_elem() {
                Some(elem) => lists::read_again(self.data(first), list, len, elem),
                None => self.elements.read_part(list, first, len),
            }
        }
    }

    /// The first element of a list, and how many there are.
    fn place(&self, number: usize) -> (usize, usize) {
        let int = |list: &NativeList| {
            debug_assert!(number < list.len());
            // SAFETY: all three have an int for each list.
            unsafe { *(*list.header()).data.cast::<i64>().add(number) as usize }
        };
        (int(&self.starts), int(&self.lens))
    }

    fn data(&self, first: usize) -> *mut u8 {
        let header = self.elements.headers().next().expect("lists have elements");
        let size = self.item.row_columns()[0].size();
        // SAFETY: the header lives as long as its list.
        unsafe { (*header).data.wrapping_add(first * size) }
    }

    /// The elements of a list of lists.
    unsafe fn numbers_at(&self, first: usize, len: usize) -> &[i64] {
        // SAFETY: the caller has a list of so many, and nothing is added meanwhile.
        unsafe { std::slice::from_raw_parts(self.data(first).cast(), len) }
    }

    fn each(&self, mut holds: impl FnMut(Object, usize, usize) -> bool) -> bool {
        let known = self.objects.borrow().clone();
        known.iter().enumerate().filter(|(_, list)| !list.is_null()).all(|(number, &list)| {
            let (first, len) = self.place(number);
            holds(list, first, len)
        })
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        // SAFETY: calls end under the GIL, and the references are ours.
        self.objects.get_mut().iter().for_each(|&list| unsafe { ffi::Py_XDECREF(list) });
    }
}

unsafe fn push_int(list: &NativeList, int: i64) -> Result<(), Unreadable> {
    // SAFETY: the caller has a list of ints.
    match unsafe { append(list.header(), Elem::Int64 as usize, &(int as u64)) } {
        true => Ok(()),
        false => Err(Unreadable::NoMemory),
    }
}

fn depth_of(item: &PyType) -> usize {
    if let PyType::RaggedRow(inner) = item { 1 + depth_of(inner) } else { 0 }
}

// Types

/// Lists in lists in lists: no deeper than this, and none of a list that is in itself.
pub const MOST_DEPTH: usize = 4;

/// The type of the elements of all rows, int if there are none; `None`: they are no lists of such.
///
/// # Safety
/// The GIL is held and `table` is an exact list.
pub unsafe fn item_type(table: Object) -> Option<PyType> {
    // SAFETY: the caller's promise; no Python code runs.
    unsafe {
        let rows: Vec<Object> = list_items(table).collect();
        if rows.iter().any(|&row| ffi::PyList_CheckExact(row) == 0) {
            return None;
        }
        elements_of(rows, 0)
    }
}

/// The type of the elements of all these lists, int if there are none; `None`: they are of none.
///
/// # Safety
/// The GIL is held, and these are exact lists.
pub unsafe fn elements_of(mut lists: Vec<Object>, depth: usize) -> Option<PyType> {
    lists.sort_unstable();
    lists.dedup();
    // SAFETY: the caller has exact lists.
    unsafe {
        let mut items = lists.iter().flat_map(|&list| list_items(list));
        let Some(first) = items.next() else { return Some(PyType::Int) };
        if ffi::PyList_CheckExact(first) != 0 {
            let inner: Vec<Object> = lists.iter().flat_map(|&list| list_items(list)).collect();
            if depth == MOST_DEPTH || inner.iter().any(|&one| ffi::PyList_CheckExact(one) == 0) {
                return None;
            }
            return elements_of(inner, depth + 1).map(|item| PyType::RaggedRow(item.into()));
        }
        let first = item_of(first)?;
        items.try_fold(first, |ty, item| join_item(ty, item)).filter(PyType::is_record)
    }
}

/// Might a list be one of lists of such elements, as far as its first row tells?
///
/// # Safety
/// As for [`item_type`].
pub unsafe fn may_be(item: &PyType, table: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe { list_items(table).next().is_some_and(|row| may_be_row(item, row)) }
}

/// The same of one list.
///
/// # Safety
/// The GIL is held and `row` is alive.
pub unsafe fn may_be_row(item: &PyType, row: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        ffi::PyList_CheckExact(row) != 0
            && list_items(row).next().is_none_or(|first| match item {
                PyType::RaggedRow(inner) => may_be_row(inner, first),
                _ => is_item(item, first),
            })
    }
}

/// Is it a list of lists of such elements?
///
/// # Safety
/// As for [`item_type`].
pub unsafe fn is_of(item: &PyType, table: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe { item_type(table).is_some_and(|own| fits(&own, item)) && list_items(table).all(|row| is_row(item, row)) }
}

/// Is it a list of such elements?
///
/// # Safety
/// As for [`may_be_row`].
pub unsafe fn is_row(item: &PyType, row: Object) -> bool {
    // SAFETY: the caller's promise; the depth is that of the type.
    unsafe {
        ffi::PyList_CheckExact(row) != 0
            && list_items(row).all(|one| match item {
                PyType::RaggedRow(inner) => is_row(inner, one),
                _ => is_item(item, one),
            })
    }
}

/// Can elements of one type be among those of another? An empty list is one of any.
fn fits(own: &PyType, item: &PyType) -> bool {
    match (own, item) {
        (PyType::RaggedRow(own), PyType::RaggedRow(item)) => fits(own, item),
        (PyType::Int, _) => true,
        _ => join_types(own, item).as_ref() == Some(item),
    }
}

/// All lists in a list, and in those.
///
/// # Safety
/// As for [`item_type`], and it is one of such lists.
pub unsafe fn lists_in(list: Object, item: &PyType, found: &mut Vec<(Object, PyType)>) {
    // SAFETY: the caller's promise; types are compared before items are read.
    unsafe {
        for row in list_items(list).filter(|&row| ffi::PyList_CheckExact(row) != 0) {
            found.push((row, item.clone()));
            if let PyType::RaggedRow(inner) = item {
                lists_in(row, inner, found);
            }
        }
    }
}
