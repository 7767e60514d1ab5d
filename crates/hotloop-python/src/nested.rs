//! Lists of tuples that hold lists, and their native copies: `[([0.5, 1.5], 2.0), ([2.5], 1.0)]`.
//!
//! As of a list of tuples of numbers there is a list for each part of an element; a list has one part there, its number in
//! the heap (`heaps.rs`). Machine code only reads them, but may change the lists that the tuples hold.

use crate::heaps::{self, Heaps};
use crate::lists::{Signals, Unreadable};
use crate::named;
use crate::records::{self, Parts};
use crate::signature::{list_items, tuple_items};
use hotloop_compiler::ir::{Elem, Members, PyType};
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::{NativeList, append};
use pyo3::ffi;

type Object = *mut ffi::PyObject;

/// The copy of a list.
pub struct Nested {
    item: PyType,
    columns: Vec<NativeList>,
}

/// Objects that stay alive while Python code may run.
struct Held(Vec<Object>);

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: calls are made under the GIL, and the references are ours.
        self.0.iter().for_each(|&one| unsafe { ffi::Py_DECREF(one) });
    }
}

impl Nested {
    /// A copy of a list; `Err(NotOfThisType)` if some element is not of the type.
    ///
    /// # Safety
    /// The GIL is held and `list` is an exact list.
    pub unsafe fn read(
        list: Object,
        item: &PyType,
        heaps: &mut Heaps,
        signals: &mut Signals,
    ) -> Result<Nested, Unreadable> {
        // SAFETY: the caller's promise. Where Python code runs, the elements are kept alive, and tuples do not change.
        unsafe {
            let held = Held(list_items(list).map(|one| ffi::Py_NewRef(one)).collect());
            let len = held.0.len() as i64;
            let column = |elem: Elem| NativeList::with_capacity(elem as usize, len).ok_or(Unreadable::NoMemory);
            let columns: Vec<NativeList> = item.columns().into_iter().map(column).collect::<Result<_, _>>()?;
            let mut parts = Parts::new();
            for (at, &one) in held.0.iter().enumerate() {
                if at % 64 == 63 {
                    signals.serve()?;
                }
                parts.clear();
                read(item, one, &mut parts, heaps, signals)?;
                for (column, part) in columns.iter().zip(&parts) {
                    if !append(column.header(), column.elem(), part) {
                        return Err(Unreadable::NoMemory);
                    }
                }
            }
            Ok(Nested { item: item.clone(), columns })
        }
    }

    pub fn is_of(&self, item: &PyType) -> bool {
        self.item == *item
    }

    pub fn headers(&self) -> impl Iterator<Item = *mut Buffer> + '_ {
        self.columns.iter().map(NativeList::header)
    }

    /// Are the same lists and numbers still where they were?
    ///
    /// # Safety
    /// The GIL is held and `list` is an exact list.
    pub unsafe fn is_unchanged(&self, list: Object, heaps: &Heaps) -> bool {
        // SAFETY: the caller's promise; no Python code runs.
        unsafe {
            let len = self.columns[0].len();
            let is_same = |(at, one)| is_same(&self.item, one, &mut &records::parts_at(&self.columns, at)[..], heaps);
            ffi::PyList_GET_SIZE(list) as usize == len && list_items(list).enumerate().all(is_same)
        }
    }
}

unsafe fn read(
    ty: &PyType,
    object: Object,
    parts: &mut Parts,
    heaps: &mut Heaps,
    signals: &mut Signals,
) -> Result<(), Unreadable> {
    // SAFETY: the caller keeps the object alive, and with it what a tuple holds; types are compared before items are read.
    unsafe {
        match ty {
            PyType::RaggedRow(item) if ffi::PyList_CheckExact(object) != 0 => {
                parts.push(heaps.number_of(object, item, signals)? as u64);
                Ok(())
            }
            PyType::Tuple(types) if named::is_of(types, object) => {
                types.iter().zip(tuple_items(object)).try_for_each(|(ty, one)| read(ty, one, parts, heaps, signals))
            }
            PyType::RaggedRow(_) | PyType::Tuple(_) => Err(Unreadable::NotOfThisType),
            ty => match records::parts_of(ty, object) {
                Some(own) => {
                    parts.extend(own);
                    Ok(())
                }
                None => Err(Unreadable::NotOfThisType),
            },
        }
    }
}

/// Are these an object's parts? They are taken off the front.
unsafe fn is_same(ty: &PyType, object: Object, parts: &mut &[u64], heaps: &Heaps) -> bool {
    // SAFETY: the caller has the parts and a live object.
    unsafe {
        if let PyType::Tuple(types) = ty {
            return named::is_of(types, object)
                && types.iter().zip(tuple_items(object)).all(|(ty, one)| is_same(ty, one, parts, heaps));
        }
        let (own, rest) = parts.split_at(ty.parts().len());
        *parts = rest;
        match ty {
            PyType::RaggedRow(item) => heaps.is_known_as(object, item, own[0] as i64),
            ty => records::parts_of(ty, object).is_some_and(|now| now[..] == *own),
        }
    }
}

/// Their type, if it is one of tuples that hold lists.
///
/// # Safety
/// The GIL is held and `list` is an exact list.
pub unsafe fn item_type(list: Object) -> Option<PyType> {
    // SAFETY: the caller's promise; no Python code runs.
    let items: Vec<Object> = unsafe { list_items(list).collect() };
    // The first tells most lists apart, of which nobody looks at all elements then.
    // SAFETY: the list keeps them alive.
    unsafe {
        type_of_all(items.get(..1)?).filter(PyType::is_nested_item)?;
        type_of_all(&items).filter(PyType::is_nested_item)
    }
}

/// One type for all of these objects.
unsafe fn type_of_all(objects: &[Object]) -> Option<PyType> {
    // SAFETY: the caller keeps the objects alive.
    unsafe {
        let (&first, others) = objects.split_first()?;
        if ffi::PyList_CheckExact(first) != 0 {
            return match others.iter().all(|&one| ffi::PyList_CheckExact(one) != 0) {
                true => Some(PyType::RaggedRow(heaps::elements_of(objects.to_vec(), 0)?.into())),
                false => None,
            };
        }
        if ffi::PyTuple_Check(first) == 0 {
            let own = records::item_of(first)?;
            return others.iter().try_fold(own, |ty, &one| records::join_item(ty, one));
        }
        let (class, n) = (named::class_of_tuple(first)?, ffi::PyTuple_GET_SIZE(first));
        let is_alike = |&one: &Object| {
            ffi::PyTuple_Check(one) != 0
                && ffi::PyTuple_GET_SIZE(one) == n
                && named::class_of_tuple(one).is_some_and(|own| own == class)
        };
        if !others.iter().all(is_alike) {
            return None;
        }
        let member = |at| type_of_all(&objects.iter().map(|&one| ffi::PyTuple_GET_ITEM(one, at)).collect::<Vec<_>>());
        Some(PyType::Tuple(Members::of_class((0..n).map(member).collect::<Option<_>>()?, class)))
    }
}

/// Is an object one of these tuples?
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn is_item(ty: &PyType, object: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match ty {
            PyType::RaggedRow(item) => heaps::is_row(item, object),
            PyType::Tuple(types) => {
                named::is_of(types, object) && types.iter().zip(tuple_items(object)).all(|(ty, one)| is_item(ty, one))
            }
            ty => records::is_item(ty, object),
        }
    }
}

/// The lists that such an element holds, with the types of their elements.
///
/// # Safety
/// As for [`is_item`], and it is one of these tuples.
pub unsafe fn lists_in(ty: &PyType, object: Object, found: &mut Vec<(Object, PyType)>) {
    // SAFETY: the caller's promise.
    unsafe {
        match ty {
            PyType::RaggedRow(item) if ffi::PyList_CheckExact(object) != 0 => {
                found.push((object, (**item).clone()));
                if let PyType::RaggedRow(inner) = &**item {
                    heaps::lists_in(object, inner, found);
                }
            }
            PyType::Tuple(types) if named::is_of(types, object) => {
                types.iter().zip(tuple_items(object)).for_each(|(ty, one)| lists_in(ty, one, found));
            }
            _ => {}
        }
    }
}
