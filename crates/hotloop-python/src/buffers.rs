//! The lists, tables and arrays of one call: what machine code knows as a `Buffer` header, Python knows as an object.
//!
//! A header keeps its address for the whole call, so the object behind a result is found again, and the same list
//! passed twice has one header.

use crate::classes::Classes;
use crate::generators::{self, Kept};
use crate::heaps::Heaps;
use crate::instances::{Column, Field, Instances};
use crate::nested::Nested;
use crate::records::Records;
use crate::{lists, numpy, tables, texts, words};
use hotloop_compiler::ir::{Elem, Layout, PyType};
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::NativeList;
use pyo3::prelude::{Py, PyAny, PyAnyMethods, Python};
use pyo3::{Bound as PyBound, ffi};
use smallvec::SmallVec;
use std::mem::ManuallyDrop;
use std::ptr;

/// What machine code has made is kept until a poll, or to the end of the call: so many lists or arrays, or so much memory.
const FEW: usize = 1000;
const MUCH: usize = 1 << 30;

#[derive(Default)]
pub struct Buffers {
    bound: Vec<Bound>,
    /// Made by machine code and not seen by Python yet.
    fresh: Vec<NativeList>,
    fresh_bytes: usize,
    /// So many of them, and of their bytes, were in use when the others were freed.
    in_use: (usize, usize),
    /// The same of lists that are newer than the last exit point, and how many lists had been made by then.
    new_in_use: i64,
    looked_at: i64,
    /// Of the arrays that machine code has made since the last of them were forgotten.
    n_arrays: usize,
    array_bytes: usize,
    /// Arrays that were made and that nobody knows any more: the next ones, if they are of the same shape.
    spare: Vec<Spare>,
    pub instances: Instances,
    /// Python code has changed a list behind our back: its copy must not be written over it.
    is_stale: bool,
    methods: Vec<Method>,
    /// The texts of lists, for each width of code units.
    pools: [Option<NativeList>; 3],
    /// The lists to which numbers refer.
    pub heaps: Heaps,
}

/// Of a list that is read into several buffers.
pub type Headers = SmallVec<[*mut Buffer; 8]>;

/// An array to be used again.
struct Spare {
    bound: Bound,
    elem: Elem,
    n_dims: usize,
}

const MOST_SPARE: usize = 4;

/// A header with its object, which is kept alive.
struct Bound {
    header: *mut Buffer,
    object: *mut ffi::PyObject,
    storage: Storage,
    /// Machine code has made it.
    is_made: bool,
}

enum Storage {
    List {
        list: NativeList,
        elem: Elem,
        is_written: bool,
    },
    Words {
        list: NativeList,
        elem: Elem,
        pool: *mut Buffer,
        is_written: bool,
    },
    Table {
        copy: NativeList,
        rows: tables::Rows,
        is_written: bool,
    },
    Records {
        records: Records,
        is_written: bool,
    },
    /// Nobody stores in such a list.
    Nested(Nested),
    /// The numbers of its rows.
    Lists {
        list: NativeList,
        item: PyType,
        is_written: bool,
    },
    /// What is like this list for machine code.
    Tuple {
        list: PyType,
        columns: Vec<NativeList>,
    },
    Field {
        field: Field,
        is_written: bool,
    },
    Array,
    Generator(Box<Kept>),
    /// A str or bytes: nobody changes it.
    Text,
}

/// A method that was passed, so that it is the same object again.
struct Method {
    generator: *mut Buffer,
    name: &'static str,
    object: Py<PyAny>,
}

impl Buffers {
    /// Is there anything of which machine code has a copy? Generators have one of what they keep.
    pub fn has_lists(&self) -> bool {
        let is_shared = |bound: &Bound| matches!(bound.storage, Storage::Array | Storage::Text | Storage::Tuple { .. });
        !self.instances.is_empty() || !self.heaps.is_empty() || !self.bound.iter().all(is_shared)
    }

    /// The header of a list that is passed; a new one unless it has been passed already.
    ///
    /// # Safety
    /// The GIL is held and `object` is an exact list.
    pub unsafe fn bind_list(
        &mut self,
        object: *mut ffi::PyObject,
        elem: Elem,
        is_written: bool,
        signals: &mut lists::Signals,
    ) -> Result<*mut Buffer, lists::Unreadable> {
        if let Some(known) = self.known(object, elem, false, is_written) {
            return known;
        }
        if let Some(units) = elem.units() {
            let pool = self.pool(units).ok_or(lists::Unreadable::NoMemory)?;
            // SAFETY: the caller's promise.
            let list = unsafe { words::read(object, elem, pool, signals)? };
            let header = list.header();
            self.bind(header, object, Storage::Words { list, elem, pool, is_written });
            return Ok(header);
        }
        // SAFETY: the caller's promise.
        let list = unsafe { lists::read(object, elem, signals)? };
        let header = list.header();
        self.bind(header, object, Storage::List { list, elem, is_written });
        Ok(header)
    }

    /// The same of a table.
    ///
    /// # Safety
    /// As for [`Buffers::bind_list`].
    pub unsafe fn bind_table(
        &mut self,
        object: *mut ffi::PyObject,
        elem: Elem,
        is_written: bool,
        signals: &mut lists::Signals,
    ) -> Result<*mut Buffer, lists::Unreadable> {
        if let Some(known) = self.known(object, elem, true, is_written) {
            return known;
        }
        // SAFETY: the caller's promise.
        let (copy, rows) = unsafe { tables::read(object, elem, signals)? };
        let header = copy.header();
        self.bind(header, object, Storage::Table { copy, rows, is_written });
        Ok(header)
    }

    /// The headers of a list of tuples: one for each part of an element.
    ///
    /// # Safety
    /// As for [`Buffers::bind_list`].
    pub unsafe fn bind_records(
        &mut self,
        object: *mut ffi::PyObject,
        item: &PyType,
        is_written: bool,
        signals: &mut lists::Signals,
    ) -> Result<Headers, lists::Unreadable> {
        if let Some(known) = self.known_columns(object, item, is_written) {
            return known;
        }
        // SAFETY: the caller's promise.
        let records = unsafe { Records::read(object, item, signals)? };
        let headers: Headers = records.headers().collect();
        self.bind(headers[0], object, Storage::Records { records, is_written });
        Ok(headers)
    }

    /// The same of tuples that hold lists.
    ///
    /// # Safety
    /// As for [`Buffers::bind_list`].
    pub unsafe fn bind_nested(
        &mut self,
        object: *mut ffi::PyObject,
        item: &PyType,
        signals: &mut lists::Signals,
    ) -> Result<Headers, lists::Unreadable> {
        if let Some(known) = self.bound.iter().find(|bound| bound.object == object) {
            return match &known.storage {
                Storage::Nested(nested) if nested.is_of(item) => Ok(nested.headers().collect()),
                _ => Err(lists::Unreadable::NotOfThisType),
            };
        }
        // SAFETY: the caller's promise.
        let nested = unsafe { Nested::read(object, item, &mut self.heaps, signals)? };
        let headers: Headers = nested.headers().collect();
        self.bind(headers[0], object, Storage::Nested(nested));
        Ok(headers)
    }

    /// A new reference to the list behind its first header.
    pub fn nested_object(&self, header: *mut Buffer) -> *mut ffi::PyObject {
        let known = self.bound.iter().find(|bound| bound.header == header).expect("no other is made");
        // SAFETY: bound objects are alive, and calls are made under the GIL.
        unsafe { ffi::Py_NewRef(known.object) }
    }

    /// The headers of a tuple that is like such a list.
    ///
    /// # Safety
    /// The GIL is held and `object` is an exact tuple.
    pub unsafe fn bind_tuple(
        &mut self,
        object: *mut ffi::PyObject,
        list: &PyType,
        signals: &mut lists::Signals,
    ) -> Result<Headers, lists::Unreadable> {
        if let Some(known) = self.bound.iter().find(|bound| bound.object == object) {
            return match &known.storage {
                Storage::Tuple { list: own, columns } if own == list => {
                    Ok(columns.iter().map(NativeList::header).collect())
                }
                _ => Err(lists::Unreadable::NotOfThisType),
            };
        }
        // SAFETY: the caller's promise. The list of the members is ours, so that nobody changes it.
        let columns = unsafe {
            let members = ffi::PySequence_List(object);
            if members.is_null() {
                ffi::PyErr_Clear();
                return Err(lists::Unreadable::NoMemory);
            }
            let columns = self.read_columns(members, list, signals);
            ffi::Py_DECREF(members);
            columns?
        };
        let headers: Headers = columns.iter().map(NativeList::header).collect();
        self.bind(headers[0], object, Storage::Tuple { list: list.clone(), columns });
        Ok(headers)
    }

    unsafe fn read_columns(
        &mut self,
        members: *mut ffi::PyObject,
        list: &PyType,
        signals: &mut lists::Signals,
    ) -> Result<Vec<NativeList>, lists::Unreadable> {
        // SAFETY: the caller has a list, and the GIL.
        unsafe {
            match list {
                PyType::List(elem) if let Some(units) = elem.units() => {
                    let pool = self.pool(units).ok_or(lists::Unreadable::NoMemory)?;
                    Ok(vec![words::read(members, *elem, pool, signals)?])
                }
                PyType::List(elem) => Ok(vec![lists::read(members, *elem, signals)?]),
                PyType::Records(item) => Ok(Records::read(members, item, signals)?.into_columns()),
                _ => unreachable!("lowering: a tuple of any length is like a list"),
            }
        }
    }

    /// A new reference to the tuple behind headers; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::list_object`].
    pub unsafe fn tuple_object(&mut self, headers: &[*mut Buffer], list: &PyType) -> *mut ffi::PyObject {
        // SAFETY: bound objects are alive; fresh lists have the elements that their headers say.
        unsafe {
            if let Some(known) = self.bound.iter().find(|bound| bound.header == headers[0]) {
                return ffi::Py_NewRef(known.object);
            }
            let fresh = &mut self.fresh;
            let take = |&header: &*mut Buffer| {
                let at = fresh.iter().position(|list| list.header() == header).expect("a header of this call");
                fresh.swap_remove(at)
            };
            let mut columns: Vec<NativeList> = headers.iter().map(take).collect();
            let members = match list {
                PyType::List(elem) if let Some(units) = elem.units() => {
                    words::new(&columns[0], *elem, self.pool(units).expect("lists of texts have a pool"))
                }
                PyType::List(elem) => lists::new((*headers[0]).data, (*headers[0]).len as usize, *elem),
                PyType::Records(item) => {
                    let records = Records::of(item, columns);
                    let members = records.object();
                    columns = records.into_columns();
                    members
                }
                _ => unreachable!("lowering: a tuple of any length is like a list"),
            };
            let object = if members.is_null() { members } else { ffi::PyList_AsTuple(members) };
            ffi::Py_XDECREF(members);
            match object.is_null() {
                // Machine code may still have them.
                true => self.fresh.extend(columns),
                false => self.bind_made(headers[0], object, Storage::Tuple { list: list.clone(), columns }),
            }
            object
        }
    }

    /// The header of the numbers of the rows of a list of lists.
    ///
    /// # Safety
    /// As for [`Buffers::bind_list`].
    pub unsafe fn bind_lists(
        &mut self,
        object: *mut ffi::PyObject,
        item: &PyType,
        is_written: bool,
        signals: &mut lists::Signals,
    ) -> Result<*mut Buffer, lists::Unreadable> {
        if let Some(known) = self.bound.iter_mut().find(|bound| bound.object == object) {
            return match &mut known.storage {
                Storage::Lists { item: own, is_written: known_written, .. } if own == item => {
                    *known_written |= is_written;
                    Ok(known.header)
                }
                _ => Err(lists::Unreadable::NotOfThisType),
            };
        }
        // SAFETY: the caller's promise.
        let list = unsafe { self.heaps.read_lists(object, item, signals)? };
        let header = list.header();
        self.bind(header, object, Storage::Lists { list, item: item.clone(), is_written });
        Ok(header)
    }

    /// The headers of such a list that has been passed already, if it was passed as the same.
    fn known_columns(
        &mut self,
        object: *mut ffi::PyObject,
        item: &PyType,
        is_written: bool,
    ) -> Option<Result<Headers, lists::Unreadable>> {
        let known = self.bound.iter_mut().find(|bound| bound.object == object)?;
        let (headers, known_written) = match &mut known.storage {
            Storage::Records { records, is_written } if records.is_of(item) => {
                (records.headers().collect(), is_written)
            }
            _ => return Some(Err(lists::Unreadable::NotOfThisType)),
        };
        *known_written |= is_written;
        Some(Ok(headers))
    }

    /// A new reference to the list of lists behind a header; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::list_object`].
    pub unsafe fn lists_object(&mut self, header: *mut Buffer, item: &PyType) -> *mut ffi::PyObject {
        // SAFETY: bound objects are alive; a fresh list has the numbers that its header says.
        unsafe {
            if let Some(known) = self.bound.iter().find(|bound| bound.header == header) {
                return ffi::Py_NewRef(known.object);
            }
            let at = self.fresh.iter().position(|list| list.header() == header).expect("a header of this call");
            let object = self.heaps.new_list(numbers(&self.fresh[at]), item);
            if !object.is_null() {
                let list = self.fresh.swap_remove(at);
                self.bind_made(header, object, Storage::Lists { list, item: item.clone(), is_written: true });
            }
            object
        }
    }

    /// The header of a list or table that has been passed already, if it was passed as the same.
    fn known(
        &mut self,
        object: *mut ffi::PyObject,
        elem: Elem,
        is_table: bool,
        is_written: bool,
    ) -> Option<Result<*mut Buffer, lists::Unreadable>> {
        let known = self.bound.iter_mut().find(|bound| bound.object == object)?;
        let same_kind = matches!(known.storage, Storage::Table { .. }) == is_table;
        Some(match &mut known.storage {
            Storage::List { list: copy, is_written: known_written, .. }
            | Storage::Words { list: copy, is_written: known_written, .. }
            | Storage::Table { copy, is_written: known_written, .. }
                if same_kind && copy.elem() == elem as usize =>
            {
                *known_written |= is_written;
                Ok(known.header)
            }
            _ => Err(lists::Unreadable::NotOfThisType),
        })
    }

    /// The header of the code units of all texts in lists. None: no memory.
    pub fn pool(&mut self, units: Elem) -> Option<*mut Buffer> {
        let pool = &mut self.pools[units.size().trailing_zeros() as usize];
        if pool.is_none() {
            *pool = NativeList::with_capacity(units as usize, 64);
        }
        pool.as_ref().map(NativeList::header)
    }

    /// The header of an array that is passed.
    ///
    /// # Safety
    /// The GIL is held and `view` is of `object`.
    pub unsafe fn bind_array(&mut self, object: *mut ffi::PyObject, view: &numpy::View) -> *mut Buffer {
        if let Some(known) = self.bound.iter().find(|bound| bound.object == object) {
            return known.header;
        }
        let header = array_header(view);
        // A second reference makes ndarray.resize refuse to move the data.
        self.bind(header, object, Storage::Array);
        header
    }

    /// The header of a str or bytes that is passed. Its length counts the zero behind the last code unit, so that no part of
    /// the text ends where the buffer does: what machine code makes longer in place are buffers of its own.
    ///
    /// # Safety
    /// The GIL is held and `text` is of `object`.
    pub unsafe fn bind_text(&mut self, object: *mut ffi::PyObject, text: &texts::View) -> *mut Buffer {
        if let Some(known) = self.bound.iter().find(|bound| bound.object == object) {
            return known.header;
        }
        let len = text.len as i64 + 1;
        let header = Box::into_raw(Box::new(Buffer { data: text.data, len, capacity: len, ..Buffer::EMPTY }));
        self.bind(header, object, Storage::Text);
        header
    }

    /// A new reference to a part of a text; null: a Python exception is set. `make` is given where the buffer begins.
    ///
    /// # Safety
    /// The GIL is held, the header is of this call, and the part is in it.
    pub unsafe fn text_object(
        &self,
        header: *mut Buffer,
        first: u64,
        len: u64,
        make: impl FnOnce(*const u8) -> *mut ffi::PyObject,
    ) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise; bound objects are alive.
        unsafe {
            let known = self.bound.iter().find(|bound| bound.header == header);
            match known {
                Some(bound) if first == 0 && (*header).len == len as i64 + 1 => ffi::Py_NewRef(bound.object),
                _ => make((*header).data),
            }
        }
    }

    /// Writes the headers of the copies of attributes at `*parts`, which moves behind them. `written` goes on as in `unbox`.
    ///
    /// # Safety
    /// The GIL is held and there is room for the parts.
    pub unsafe fn bind_fields(
        &mut self,
        classes: &Classes,
        parts: &mut *mut u64,
        written: &mut impl Iterator<Item = bool>,
        signals: &mut lists::Signals,
    ) -> Result<(), lists::Unreadable> {
        // SAFETY: the caller's promise.
        unsafe {
            for column in self.instances.columns(classes)? {
                let is_written = written.next().unwrap_or(true);
                **parts = match column {
                    Column::Numbers(field) => {
                        let header = field.copy().header();
                        // It is no one object's.
                        self.bind(header, ffi::Py_None(), Storage::Field { field, is_written });
                        header as u64
                    }
                    Column::Rows(rows, elem) => self.bind_table(rows.as_ptr(), elem, is_written, signals)? as u64,
                };
                *parts = parts.add(1);
            }
        }
        Ok(())
    }

    /// The headers of a generator's words, and of what it keeps.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn bind_generator(&mut self, object: *mut ffi::PyObject) -> Result<[*mut Buffer; 2], lists::Unreadable> {
        let known = self.bound.iter_mut().find(|bound| bound.object == object);
        if let Some(Bound { header, storage: Storage::Generator(kept), .. }) = known {
            return Ok([*header, kept.header()]);
        }
        // SAFETY: the caller's promise.
        let (words, mut kept) = unsafe { generators::read(object).ok_or(lists::Unreadable::NotOfThisType)? };
        let (header, second) = (Box::into_raw(Box::new(words)), kept.header());
        self.bind(header, object, Storage::Generator(kept));
        Ok([header, second])
    }

    /// Notes which object a method of a generator is.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn bind_method(&mut self, object: *mut ffi::PyObject, name: &'static str, generator: *mut Buffer) {
        // SAFETY: the caller's promise.
        let object = unsafe { PyBound::<PyAny>::from_borrowed_ptr(Python::assume_attached(), object) }.unbind();
        self.methods.push(Method { generator, name, object });
    }

    /// A new reference to the generator behind a header.
    ///
    /// # Safety
    /// The GIL is held and the header is of this call.
    pub unsafe fn generator_object(&self, header: *mut Buffer) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        unsafe { self.array_object(header) }
    }

    /// A new reference to a method of it; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::generator_object`].
    pub unsafe fn method_object(&self, header: *mut Buffer, name: &str) -> *mut ffi::PyObject {
        let known = self.methods.iter().find(|method| method.generator == header && method.name == name);
        // SAFETY: the caller's promise.
        unsafe {
            match known {
                Some(method) => ffi::Py_NewRef(method.object.as_ptr()),
                None => {
                    let generator = PyBound::from_owned_ptr(Python::assume_attached(), self.generator_object(header));
                    generator.getattr(name).map_or_else(
                        |error| {
                            error.restore(generator.py());
                            ptr::null_mut()
                        },
                        |method| method.into_ptr(),
                    )
                }
            }
        }
    }

    /// A list (of width 1) or a table made by machine code. None: no memory, or more of it than a call should keep to its
    /// end.
    pub fn new_list(&mut self, elem: usize, len: i64, width: i64, fill: &[u64], number: i64) -> Option<*mut Buffer> {
        if self.fresh.len() > FEW && self.fresh_bytes > MUCH {
            return None;
        }
        let mut list = NativeList::table(elem, len, width, fill)?;
        list.number = number;
        self.fresh_bytes += list.bytes().len();
        let header = list.header();
        self.fresh.push(list);
        Some(header)
    }

    /// Are there many lists that may be free? Those of a loop that makes one in each iteration are to stay in the
    /// processor's cache.
    pub fn has_many(&self) -> bool {
        const MANY: usize = 128;
        const MANY_BYTES: usize = 256 << 10;
        let (lists, bytes) = self.in_use;
        self.fresh.len() >= (2 * lists).max(MANY) || self.fresh_bytes >= (2 * bytes).max(MANY_BYTES)
    }

    /// The same of arrays.
    pub fn has_many_arrays(&self) -> bool {
        const MANY: usize = 128;
        const MANY_BYTES: usize = 256 << 10;
        self.n_arrays >= MANY || self.array_bytes >= MANY_BYTES
    }

    /// An array of so many elements, which are anything, among those that nobody knows any more.
    pub fn spare_array(&mut self, elem: Elem, dims: &[i64]) -> Option<*mut Buffer> {
        let fits = |spare: &Spare| {
            // SAFETY: its header is there as long as it is bound.
            let header = unsafe { &*spare.bound.header };
            let own = [header.len, header.dim1, header.dim2, header.dim3];
            spare.elem == elem
                && own[..dims.len()] == *dims
                && own[dims.len()..].iter().all(|&n| n == 1)
                && spare.n_dims == dims.len()
        };
        let at = self.spare.iter().position(fits)?;
        let Spare { bound, .. } = self.spare.swap_remove(at);
        let header = bound.header;
        self.bound.push(bound);
        self.n_arrays += 1;
        Some(header)
    }

    /// An array made by machine code, as NumPy makes them: it is Python's from the start, and so is its memory. `None`: no
    /// memory, no array of such lengths, or more of them than a call should keep to its end.
    ///
    /// # Safety
    /// The GIL is held, NumPy has been met, and `fill` has the parts of an element or none.
    pub unsafe fn new_array(&mut self, elem: Elem, dims: &[i64], fill: &[u64]) -> Option<*mut Buffer> {
        if self.n_arrays > FEW && self.array_bytes > MUCH {
            return None;
        }
        // SAFETY: the caller's promise; what is bound is kept alive, and `bind` has a reference of its own.
        unsafe {
            let (object, view) = numpy::new_array(elem, dims, fill)?;
            let header = array_header(&view);
            self.bind_made(header, object, Storage::Array);
            ffi::Py_DECREF(object);
            self.n_arrays += 1;
            let (begin, end) = view.bytes();
            self.array_bytes += end - begin;
            Some(header)
        }
    }

    /// Frees what machine code has made and Python has not seen, but for what is `known`, in order.
    pub fn free_unknown(&mut self, known: &[*mut Buffer]) {
        self.fresh.retain(|list| known.binary_search(&list.header()).is_ok());
        self.fresh_bytes = self.fresh.iter().map(|list| list.bytes().len()).sum();
        self.in_use = (self.fresh.len(), self.fresh_bytes);
    }

    /// The same of those made since the exit point that was passed when so many had been made.
    pub fn has_many_since(&self, before: i64, made: i64) -> bool {
        made - before.max(self.looked_at) >= (2 * self.new_in_use).max(128)
    }

    /// Between two exit points: frees those that were made behind the first, to which nobody would go back.
    pub fn free_unknown_since(&mut self, before: i64, made: i64, known: &[*mut Buffer]) {
        let mut known: SmallVec<[*mut Buffer; 32]> = known.into();
        known.sort_unstable();
        self.fresh.retain(|list| list.number <= before || known.binary_search(&list.header()).is_ok());
        self.fresh_bytes = self.fresh.iter().map(|list| list.bytes().len()).sum();
        self.new_in_use = self.fresh.iter().filter(|list| list.number > before).count() as i64;
        self.looked_at = made;
    }

    /// Does Python know lists that machine code has made and does not know any more?
    pub fn has_unknown_objects(&self, known: &[*mut Buffer]) -> bool {
        self.bound.iter().any(|bound| bound.is_unknown(known))
    }

    /// Writes them back and forgets them. False: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn release_unknown_objects(&mut self, known: &[*mut Buffer]) -> bool {
        let unknown = self.bound.iter().filter(|bound| bound.is_unknown(known));
        // SAFETY: the caller's promise.
        let done = self.is_stale || unknown.into_iter().all(|bound| unsafe { bound.write_back(&self.heaps) });
        for at in (0..self.bound.len()).rev().filter(|&at| self.bound[at].is_unknown(known)).collect::<Vec<_>>() {
            let bound = self.bound.swap_remove(at);
            // SAFETY: the GIL is held, and a bound object is alive.
            let is_ours = unsafe { ffi::Py_REFCNT(bound.object) } == 1;
            if let (Storage::Array, true, true) = (&bound.storage, is_ours, self.spare.len() < MOST_SPARE)
                // SAFETY: as above.
                && let Some(view) = unsafe { numpy::view(bound.object) }
            {
                self.spare.push(Spare { elem: view.elem, n_dims: usize::from(view.ndim), bound });
            }
        }
        (self.n_arrays, self.array_bytes) = (0, 0);
        done
    }

    /// A new reference to the list behind a header; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held and the header is of this call.
    pub unsafe fn list_object(&mut self, header: *mut Buffer, elem: Elem) -> *mut ffi::PyObject {
        // SAFETY: bound objects are alive; a fresh list has the elements that its header says.
        unsafe {
            if let Some(known) = self.bound.iter().find(|bound| bound.header == header) {
                return ffi::Py_NewRef(known.object);
            }
            let at = self.fresh.iter().position(|list| list.header() == header).expect("a header of this call");
            let pool = elem.units().map(|units| self.pool(units).expect("lists of texts have a pool"));
            let object = match pool {
                Some(pool) => words::new(&self.fresh[at], elem, pool),
                None => lists::new((*header).data, (*header).len as usize, elem),
            };
            if !object.is_null() {
                let list = self.fresh.swap_remove(at);
                // From here on it is one object for Python, whatever machine code still does to it.
                self.bind_made(
                    header,
                    object,
                    match pool {
                        Some(pool) => Storage::Words { list, elem, pool, is_written: true },
                        None => Storage::List { list, elem, is_written: true },
                    },
                );
            }
            object
        }
    }

    /// A new reference to the list of tuples behind headers; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::list_object`].
    pub unsafe fn records_object(&mut self, headers: &[*mut Buffer], item: &PyType) -> *mut ffi::PyObject {
        // SAFETY: bound objects are alive; fresh lists have the elements that their headers say.
        unsafe {
            if let Some(known) = self.bound.iter().find(|bound| bound.header == headers[0]) {
                return ffi::Py_NewRef(known.object);
            }
            let fresh = &mut self.fresh;
            let take = |&header: &*mut Buffer| {
                let at = fresh.iter().position(|list| list.header() == header).expect("a header of this call");
                fresh.swap_remove(at)
            };
            let records = Records::of(item, headers.iter().map(take).collect());
            let object = records.object();
            match object.is_null() {
                // Machine code may still have them.
                true => self.fresh.extend(records.into_columns()),
                false => self.bind_made(headers[0], object, Storage::Records { records, is_written: true }),
            }
            object
        }
    }

    /// A new reference to the table behind a header; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::list_object`].
    pub unsafe fn table_object(&mut self, header: *mut Buffer, elem: Elem) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise; bound objects are alive.
        match unsafe { self.table(header, elem) } {
            Some(bound) => unsafe { ffi::Py_NewRef(bound.object) },
            None => ptr::null_mut(),
        }
    }

    /// A new reference to a row of that table; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Buffers::list_object`], and there is such a row.
    pub unsafe fn row_object(&mut self, header: *mut Buffer, at: usize, elem: Elem) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        match unsafe { self.table(header, elem) } {
            Some(Bound { storage: Storage::Table { rows, .. }, .. }) => unsafe { rows.row(at) },
            Some(_) => unreachable!("lowering: a row is one of a table"),
            None => ptr::null_mut(),
        }
    }

    /// The table behind a header, as an object if need be. `None`: a Python exception is set.
    unsafe fn table(&mut self, header: *mut Buffer, elem: Elem) -> Option<&Bound> {
        let is_it = |bound: &Bound| bound.header == header;
        if !self.bound.iter().any(is_it) {
            let at = self.fresh.iter().position(|list| list.header() == header).expect("a header of this call");
            // SAFETY: the caller's promise.
            let (object, rows) = unsafe { tables::new(&self.fresh[at], elem)? };
            let copy = self.fresh.swap_remove(at);
            self.bind_made(header, object, Storage::Table { copy, rows, is_written: true });
            // SAFETY: `bind` has a reference of its own.
            unsafe { ffi::Py_DECREF(object) };
        }
        self.bound.iter().find(|bound| is_it(bound))
    }

    /// A new reference to the array behind a header.
    ///
    /// # Safety
    /// The GIL is held and the header is of this call.
    pub unsafe fn array_object(&self, header: *mut Buffer) -> *mut ffi::PyObject {
        let known = self.bound.iter().find(|bound| bound.header == header).expect("an array is bound as it is made");
        // SAFETY: bound objects are alive.
        unsafe { ffi::Py_NewRef(known.object) }
    }

    /// Lists that machine code has made, and that Python has seen and holds no more, are its own again: there is nobody to
    /// write them back for. Not those that are `passed`.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn take_back(&mut self, passed: &[u64]) {
        if self.is_stale {
            return;
        }
        let is_passed = |header: *mut Buffer| passed.contains(&(header as u64));
        let is_own = |bound: &Bound| {
            // SAFETY: the GIL is held, and a bound object is alive.
            bound.is_made
                && unsafe { ffi::Py_REFCNT(bound.object) } == 1
                && match &bound.storage {
                    Storage::List { .. } | Storage::Words { .. } => !is_passed(bound.header),
                    Storage::Records { records, .. } => !records.headers().any(is_passed),
                    _ => false,
                }
        };
        for at in (0..self.bound.len()).rev() {
            if !is_own(&self.bound[at]) {
                continue;
            }
            let bound = ManuallyDrop::new(self.bound.swap_remove(at));
            // SAFETY: `bound` is not looked at again; the reference is ours, and the last one.
            let storage = unsafe {
                ffi::Py_DECREF(bound.object);
                ptr::read(&bound.storage)
            };
            let columns = match storage {
                Storage::List { list, .. } | Storage::Words { list, .. } => vec![list],
                Storage::Records { records, .. } => records.into_columns(),
                _ => unreachable!("is_own: one of these"),
            };
            self.fresh_bytes += columns.iter().map(|list| list.bytes().len()).sum::<usize>();
            self.fresh.extend(columns);
        }
    }

    /// Lets Python see what machine code has stored in lists. False: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn write_back(&mut self) -> bool {
        if self.is_stale {
            return true;
        }
        // SAFETY: the caller's promise.
        unsafe { self.bound.iter().all(|bound| bound.write_back(&self.heaps)) && self.heaps.write_back() }
    }

    /// Whether all lists are still as their copies: Python code may have run since they were last written back.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn check_unchanged(&mut self) -> bool {
        // SAFETY: the caller's promise.
        let unchanged = unsafe {
            self.instances.are_unchanged()
                && self.bound.iter().all(|bound| bound.is_unchanged(&self.heaps))
                && self.heaps.are_unchanged()
        };
        self.is_stale |= !unchanged;
        unchanged
    }

    /// Takes over what Python code has changed. False: a list has become longer, shorter or of another type, or a table
    /// has other rows, which its copy cannot follow.
    ///
    /// # Safety
    /// As for `check_unchanged`; and machine code keeps no element in a register.
    pub unsafe fn read_again(&mut self) -> bool {
        // SAFETY: the caller's promise.
        let mut is_readable = unsafe { self.instances.are_unchanged() };
        for bound in &self.bound {
            // SAFETY: the caller's promise.
            is_readable &= unsafe { bound.is_unchanged(&self.heaps) || bound.read_again(&self.heaps) };
        }
        // SAFETY: the caller's promise.
        is_readable &= unsafe { self.heaps.are_unchanged() || self.heaps.read_again() };
        self.is_stale |= !is_readable;
        is_readable
    }

    fn bind(&mut self, header: *mut Buffer, object: *mut ffi::PyObject, storage: Storage) {
        // SAFETY: the caller has the GIL and the object is alive.
        let object = unsafe { ffi::Py_NewRef(object) };
        self.bound.push(Bound { header, object, storage, is_made: false });
    }

    /// The same of what machine code has made.
    fn bind_made(&mut self, header: *mut Buffer, object: *mut ffi::PyObject, storage: Storage) {
        self.bind(header, object, storage);
        self.bound.last_mut().expect("just bound").is_made = true;
    }
}

/// The numbers in a list of lists.
unsafe fn numbers(list: &NativeList) -> &[i64] {
    // SAFETY: the caller has a list of ints.
    unsafe { std::slice::from_raw_parts((*list.header()).data.cast(), list.len()) }
}

fn array_header(view: &numpy::View) -> *mut Buffer {
    let [len, dim1, dim2, dim3] = view.shape;
    let capacity = match view.layout {
        Layout::Bytes { swapped: false } => Buffer::IN_BYTES,
        Layout::Bytes { swapped: true } => Buffer::SWAPPED,
        _ => len,
    };
    let header = Buffer { data: view.data, len, dim1, capacity, dim2, dim3, strides: view.strides };
    Box::into_raw(Box::new(header))
}

impl Bound {
    fn is_unknown(&self, known: &[*mut Buffer]) -> bool {
        let is_unknown = |header: *mut Buffer| known.binary_search(&header).is_err();
        self.is_made
            && match &self.storage {
                // Machine code may know one of its lists, having no use for another.
                Storage::Records { records, .. } => records.headers().all(is_unknown),
                Storage::Tuple { columns, .. } => columns.iter().map(NativeList::header).all(is_unknown),
                _ => is_unknown(self.header),
            }
    }

    /// # Safety
    /// The GIL is held and machine code is not running.
    unsafe fn is_unchanged(&self, heaps: &Heaps) -> bool {
        match &self.storage {
            // SAFETY: the object is an exact list that is kept alive, and the copy is of this element type.
            Storage::List { list, elem, .. } => unsafe {
                lists::is_unchanged(self.object, list.bytes().as_ptr(), list.len(), *elem)
            },
            // SAFETY: as above; the pool is there as long as the call.
            Storage::Words { list, elem, pool, .. } => unsafe { words::is_unchanged(self.object, list, *elem, *pool) },
            // SAFETY: as above.
            Storage::Table { copy, rows, .. } => unsafe { rows.are_unchanged(self.object, (*copy.header()).data) },
            // SAFETY: as above.
            Storage::Records { records, .. } => unsafe { records.is_unchanged(self.object) },
            // SAFETY: as above.
            Storage::Nested(nested) => unsafe { nested.is_unchanged(self.object, heaps) },
            // SAFETY: as above.
            Storage::Lists { list, item, .. } => unsafe { heaps.is_list_of(self.object, numbers(list), item) },
            // SAFETY: the caller's promise.
            Storage::Field { field, .. } => unsafe { field.is_unchanged() },
            Storage::Array | Storage::Text | Storage::Tuple { .. } => true,
            // SAFETY: the object is a generator that is kept alive.
            Storage::Generator(kept) => unsafe { kept.is_unchanged(self.object) },
        }
    }

    /// # Safety
    /// As for `is_unchanged`.
    unsafe fn read_again(&self, heaps: &Heaps) -> bool {
        match &self.storage {
            // SAFETY: as above; a copy of the same length has room for the elements.
            Storage::List { list, elem, .. } => unsafe {
                lists::read_again((*list.header()).data, self.object, list.len(), *elem)
            },
            // SAFETY: as above.
            Storage::Words { list, elem, pool, .. } => unsafe { words::read_again(self.object, list, *elem, *pool) },
            // SAFETY: as above.
            Storage::Table { copy, rows, .. } => unsafe { rows.read_again(self.object, (*copy.header()).data) },
            // SAFETY: as above.
            Storage::Records { records, .. } => unsafe { records.read_again(self.object) },
            // SAFETY: as above.
            Storage::Nested(nested) => unsafe { nested.is_unchanged(self.object, heaps) },
            // SAFETY: as above.
            Storage::Lists { list, item, .. } => unsafe { heaps.is_list_of(self.object, numbers(list), item) },
            // SAFETY: the caller's promise.
            Storage::Field { field, .. } => unsafe { field.read() },
            Storage::Array | Storage::Text | Storage::Tuple { .. } => true,
            // SAFETY: as above.
            Storage::Generator(kept) => unsafe { kept.read_again(self.object) },
        }
    }

    /// False: a Python exception is set.
    ///
    /// # Safety
    /// As for `is_unchanged`.
    unsafe fn write_back(&self, heaps: &Heaps) -> bool {
        match &self.storage {
            // SAFETY: the object is an exact list that is kept alive, and the copy is of this element type.
            Storage::List { list, elem, is_written: true } => unsafe {
                lists::write_back(self.object, list.bytes().as_ptr(), list.len(), *elem)
            },
            // SAFETY: as above.
            Storage::Words { list, elem, pool, is_written: true } => unsafe {
                words::write_back(self.object, list, *elem, *pool)
            },
            // SAFETY: as above.
            Storage::Table { copy, rows, is_written: true } => unsafe { rows.write_back((*copy.header()).data) },
            // SAFETY: as above.
            Storage::Records { records, is_written: true } => unsafe { records.write_back(self.object) },
            // SAFETY: as above.
            Storage::Lists { list, item, is_written: true } => unsafe {
                heaps.write_list(self.object, numbers(list), item)
            },
            // SAFETY: the caller's promise.
            Storage::Field { field, is_written: true } => unsafe { field.write_back() },
            // SAFETY: the object is a generator that is kept alive.
            Storage::Generator(kept) => unsafe { kept.write_back(self.object) },
            _ => true,
        }
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        // SAFETY: calls end under the GIL; the header of an array, a generator or a text came from a box when it was bound,
        // and nothing else has it now.
        unsafe {
            ffi::Py_DECREF(self.object);
            if let Storage::Array | Storage::Generator(_) | Storage::Text = self.storage {
                drop(Box::from_raw(self.header));
            }
        }
    }
}

/// What lists, tables and arrays have of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    Nothing,
    /// One is there twice, or arrays overlap: they have one place in memory.
    Memory,
    /// A row of a table is a row of another one, or a list of its own: its copies would not know of each other.
    Rows,
}

/// Do two of the lists, tables and arrays in `objects` share memory?
///
/// # Safety
/// The GIL is held and the objects are alive.
pub unsafe fn share_memory(objects: &[*mut ffi::PyObject]) -> bool {
    // SAFETY: the caller's promise.
    let place = |&object: &*mut ffi::PyObject| unsafe {
        match numpy::view(object) {
            Some(view) => Some(view.bytes()),
            None if ffi::PyList_CheckExact(object) != 0 => Some((object as usize, object as usize + 1)),
            None => None,
        }
    };
    let places: Vec<(usize, usize)> = objects.iter().filter_map(place).collect();
    let overlap = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    places.iter().enumerate().any(|(at, a)| places[at + 1..].iter().any(|b| overlap(a, b)))
}
