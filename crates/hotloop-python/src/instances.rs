//! The instances of one call: their numbers, and copies of their attributes.
//!
//! `f([p, q], r)` of one class gives p, q and r the numbers 0, 1 and 2, and for each attribute that is a number a buffer
//! of three elements. Each attribute whose bits differ from what the instance has is set when Python may look again.
//! An instance has one number however often it is passed, so two names for it are one.

use crate::boxing;
use crate::classes::{Classes, get};
use crate::lists::{Unreadable, is_same, read_element};
use crate::signature::{list_items, may_be, tuple_items};
use hotloop_compiler::ir::{Elem, PyType, Shape, classes_of};
use hotloop_runtime::lists::NativeList;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

type Object = *mut ffi::PyObject;

/// Instances in the order of their numbers.
pub type Members = Rc<Vec<Py<PyAny>>>;

#[derive(Default)]
pub struct Instances {
    groups: Vec<Group>,
    lists: Vec<List>,
    references: Vec<Reference>,
}

/// Those of one class.
struct Group {
    shape: Arc<Shape>,
    members: Vec<Py<PyAny>>,
    numbers: HashMap<usize, usize>,
}

/// A list of instances, whose numbers are one behind the other.
struct List {
    list: Py<PyAny>,
    group: usize,
    first: usize,
    len: usize,
}

/// An attribute that is no number: it must stay what it is.
struct Reference {
    of: Py<PyAny>,
    key: Py<PyAny>,
    value: Py<PyAny>,
}

/// An attribute of all instances of a class that is a number, and its copy.
pub struct Field {
    copy: NativeList,
    elem: Elem,
    key: Py<PyAny>,
    members: Members,
    /// It is the numbers of other instances, which stay what they are.
    is_fixed: bool,
}

/// What machine code gets of an attribute of all instances of a class.
pub enum Column {
    Numbers(Field),
    /// A list of their lists.
    Rows(Py<PyList>, Elem),
}

impl Instances {
    /// The instances among arguments of these types.
    ///
    /// # Safety
    /// The GIL is held, and the arguments are alive and may be of these types.
    pub unsafe fn of(types: &[PyType], objects: &[Object], classes: &Classes) -> Result<Instances, Unreadable> {
        let group = |shape| Group { shape, members: vec![], numbers: HashMap::new() };
        let groups: Vec<Group> = classes_of(types).into_iter().map(group).collect();
        let mut found = Instances { groups, ..Instances::default() };
        if !found.groups.is_empty() {
            // SAFETY: the caller's promise. Lists are first, so that their numbers are one behind the other.
            unsafe {
                types.iter().zip(objects).try_for_each(|(ty, &object)| found.add(ty, object, classes, true))?;
                types.iter().zip(objects).try_for_each(|(ty, &object)| found.add(ty, object, classes, false))?;
                found.add_held(classes)?;
            }
        }
        Ok(found)
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    unsafe fn add(&mut self, ty: &PyType, object: Object, classes: &Classes, lists: bool) -> Result<(), Unreadable> {
        // SAFETY: the caller's promise; types are compared before each look inside.
        unsafe {
            let py = Python::assume_attached();
            if !may_be(ty, object, classes) {
                return Err(Unreadable::NotOfThisType);
            }
            match ty {
                PyType::Tuple(types) => {
                    types.iter().zip(tuple_items(object)).try_for_each(|(ty, item)| self.add(ty, item, classes, lists))
                }
                PyType::Instances(shape) if lists => self.add_list(shape, object, classes),
                PyType::Instance(shape) => {
                    if !lists {
                        self.add_member(py, shape, object);
                    }
                    for (name, ty) in &shape.references {
                        let key = classes.key(py, shape.class, name).ok_or(Unreadable::NotOfThisType)?;
                        let value = get(py, object, &key).ok_or(Unreadable::NotOfThisType)?;
                        self.add(ty, value.as_ptr(), classes, lists)?;
                        if !lists {
                            let of = Bound::from_borrowed_ptr(py, object).unbind();
                            self.references.push(Reference { of, key, value });
                        }
                    }
                    Ok(())
                }
                _ => Ok(()),
            }
        }
    }

    unsafe fn add_list(&mut self, shape: &Arc<Shape>, list: Object, classes: &Classes) -> Result<(), Unreadable> {
        // SAFETY: `may_be` has seen that it is a list.
        unsafe {
            let py = Python::assume_attached();
            if self.lists.iter().any(|known| known.list.as_ptr() == list) {
                return Ok(());
            }
            let group = self.group_of(shape);
            let first = self.groups[group].members.len();
            for item in list_items(list) {
                let known = self.groups[group].members.len();
                let is_it = classes.is_of_shape(item, shape, |ty, value| may_be(ty, value, classes));
                if !is_it || self.add_member(py, shape, item) != known {
                    return Err(Unreadable::NotOfThisType);
                }
            }
            let (len, list) = (self.groups[group].members.len() - first, Bound::from_borrowed_ptr(py, list).unbind());
            self.lists.push(List { list, group, first, len });
            Ok(())
        }
    }

    /// The number of an instance: a new one, unless it has one.
    unsafe fn add_member(&mut self, py: Python<'_>, shape: &Shape, object: Object) -> usize {
        let group = self.group_of(shape);
        let group = &mut self.groups[group];
        *group.numbers.entry(object as usize).or_insert_with(|| {
            // SAFETY: the caller has a live object.
            group.members.push(unsafe { Bound::from_borrowed_ptr(py, object).unbind() });
            group.members.len() - 1
        })
    }

    /// The instances and lists that instances have in fields.
    unsafe fn add_held(&mut self, classes: &Classes) -> Result<(), Unreadable> {
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        let mut done = vec![0; self.groups.len()];
        while let Some(group) = (0..self.groups.len()).find(|&group| done[group] < self.groups[group].members.len()) {
            let (shape, member) =
                (self.groups[group].shape.clone(), self.groups[group].members[done[group]].clone_ref(py));
            done[group] += 1;
            for (name, ty) in shape.fields.iter().filter(|(_, ty)| matches!(ty, PyType::Row(_) | PyType::Instance(_))) {
                let key = classes.key(py, shape.class, name).ok_or(Unreadable::NotOfThisType)?;
                let value = get(py, member.as_ptr(), &key).ok_or(Unreadable::NotOfThisType)?;
                if let PyType::Instance(shape) = ty {
                    // SAFETY: the value is alive.
                    unsafe {
                        if !may_be(ty, value.as_ptr(), classes) {
                            return Err(Unreadable::NotOfThisType);
                        }
                        self.add_member(py, shape, value.as_ptr());
                    }
                }
                self.references.push(Reference { of: member.clone_ref(py), key, value });
            }
        }
        Ok(())
    }

    fn group_of(&self, shape: &Shape) -> usize {
        self.groups.iter().position(|group| group.shape.class == shape.class).expect("a group for each class")
    }

    // For machine code

    pub fn number_of(&self, shape: &Shape, object: Object) -> Option<usize> {
        self.groups[self.group_of(shape)].numbers.get(&(object as usize)).copied()
    }

    /// The parts of a list of instances.
    pub fn list_parts(&self, list: Object) -> Option<[usize; 3]> {
        let at = self.lists.iter().position(|known| known.list.as_ptr() == list)?;
        Some([at, self.lists[at].first, self.lists[at].len])
    }

    /// The attributes of each class, in the order of `classes_of`.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn columns(&self, classes: &Classes) -> Result<Vec<Column>, Unreadable> {
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        let mut columns = vec![];
        for group in &self.groups {
            let members = Rc::new(group.members.iter().map(|one| one.clone_ref(py)).collect::<Vec<_>>());
            for (name, ty) in &group.shape.fields {
                let key = classes.key(py, group.shape.class, name).ok_or(Unreadable::NotOfThisType)?;
                if let PyType::Row(elem) = ty {
                    let rows = rows(py, group, &key).ok_or(Unreadable::NotOfThisType)?;
                    columns.push(Column::Rows(rows, *elem));
                    continue;
                }
                let elem = elem_of(ty);
                let n = members.len() as i64;
                let copy = NativeList::with_capacity(elem as usize, n).ok_or(Unreadable::NoMemory)?;
                // SAFETY: the header is that of a live copy, with room for as many elements.
                unsafe { (*copy.header()).len = n };
                let is_fixed = matches!(ty, PyType::Instance(_));
                let field = Field { copy, elem, key, members: members.clone(), is_fixed };
                // SAFETY: as above.
                let is_read = match ty {
                    PyType::Instance(shape) => unsafe { field.read_numbers(|object| self.number_of(shape, object)) },
                    _ => unsafe { field.read() },
                };
                if !is_read {
                    return Err(Unreadable::NotOfThisType);
                }
                columns.push(Column::Numbers(field));
            }
        }
        Ok(columns)
    }

    /// The lists that instances have in fields: a list of them for each such attribute.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn rows(&self, classes: &Classes) -> Vec<(Py<PyList>, Elem)> {
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        let of_group = |group: &Group| {
            let mut found = vec![];
            for (name, ty) in &group.shape.fields {
                if let (PyType::Row(elem), Some(key)) = (ty, classes.key(py, group.shape.class, name))
                    && let Some(rows) = rows(py, group, &key)
                {
                    found.push((rows, *elem));
                }
            }
            found
        };
        self.groups.iter().flat_map(of_group).collect()
    }

    // For Python

    /// A new reference to an instance.
    ///
    /// # Safety
    /// The GIL is held and there is such an instance.
    pub unsafe fn object(&self, shape: &Shape, number: usize) -> Object {
        // SAFETY: it is kept alive.
        unsafe { ffi::Py_NewRef(self.groups[self.group_of(shape)].members[number].as_ptr()) }
    }

    /// A new reference to a list of them.
    ///
    /// # Safety
    /// The GIL is held and there is such a list.
    pub unsafe fn list(&self, at: usize) -> Object {
        // SAFETY: it is kept alive.
        unsafe { ffi::Py_NewRef(self.lists[at].list.as_ptr()) }
    }

    /// A new list of some of those that a list has: from the one with number `first` on.
    ///
    /// # Safety
    /// The GIL is held, there is such a list, and it is as long as when the call began.
    pub unsafe fn part_of_list(&self, at: usize, first: usize, len: usize) -> Object {
        let start = (first - self.lists[at].first) as ffi::Py_ssize_t;
        // SAFETY: it is kept alive. A slice that reaches out of it would be shorter.
        unsafe { ffi::PyList_GetSlice(self.lists[at].list.as_ptr(), start, start + len as ffi::Py_ssize_t) }
    }

    /// Have lists the same instances, and instances the same objects, as when the call began?
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn are_unchanged(&self) -> bool {
        // SAFETY: the lists are exact lists that are kept alive.
        unsafe {
            let py = Python::assume_attached();
            let is_same_list = |one: &List| {
                let members = &self.groups[one.group].members[one.first..one.first + one.len];
                list_items(one.list.as_ptr()).eq(members.iter().map(Py::as_ptr))
            };
            self.lists.iter().all(is_same_list)
                && self
                    .references
                    .iter()
                    .all(|one| get(py, one.of.as_ptr(), &one.key).is_some_and(|value| value.is(&one.value)))
        }
    }
}

impl Field {
    pub fn copy(&self) -> &NativeList {
        &self.copy
    }

    /// Reads all instances into the copy; false: some has another type there.
    ///
    /// # Safety
    /// The GIL is held and machine code is not running.
    pub unsafe fn read(&self) -> bool {
        if self.is_fixed {
            return true;
        }
        // SAFETY: the copy has an element for each instance.
        unsafe { self.each(|data, at, value| read_element(data, at, value, self.elem)) }
    }

    /// The same of the numbers of the instances that are there.
    ///
    /// # Safety
    /// As for [`Field::read`].
    unsafe fn read_numbers(&self, number_of: impl Fn(Object) -> Option<usize>) -> bool {
        // SAFETY: the copy has an int for each instance.
        unsafe {
            self.each(|data, at, value| match number_of(value) {
                Some(number) => {
                    *data.cast::<i64>().add(at) = number as i64;
                    true
                }
                None => false,
            })
        }
    }

    /// # Safety
    /// As for [`Field::read`].
    pub unsafe fn is_unchanged(&self) -> bool {
        // SAFETY: as above.
        self.is_fixed || unsafe { self.each(|data, at, value| is_same(value, data, at, self.elem)) }
    }

    unsafe fn each(&self, holds: impl Fn(*mut u8, usize, Object) -> bool) -> bool {
        // SAFETY: the caller's promise.
        let (py, data) = unsafe { (Python::assume_attached(), (*self.copy.header()).data) };
        let mut members = self.members.iter().enumerate();
        members
            .all(|(at, one)| value_of(py, one.as_ptr(), &self.key).is_some_and(|value| holds(data, at, value.as_ptr())))
    }

    /// Gives instances what their copy has. False: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Field::read`].
    pub unsafe fn write_back(&self) -> bool {
        if self.is_fixed {
            return true;
        }
        // SAFETY: the copy has an element for each instance; the class still writes attributes as `object` does, so that
        // no Python code runs.
        unsafe {
            let (py, data) = (Python::assume_attached(), (*self.copy.header()).data);
            self.members.iter().enumerate().all(|(at, one)| {
                if value_of(py, one.as_ptr(), &self.key)
                    .is_some_and(|value| is_same(value.as_ptr(), data, at, self.elem))
                {
                    return true;
                }
                let new = boxing::Cache::new(1, self.elem).element(data, at, self.elem);
                if new.is_null() {
                    return false;
                }
                let status = match ffi::PyDict_CheckExact(one.as_ptr()) != 0 {
                    true => ffi::PyDict_SetItem(one.as_ptr(), self.key.as_ptr(), new),
                    false => ffi::PyObject_SetAttr(one.as_ptr(), self.key.as_ptr(), new),
                };
                ffi::Py_DECREF(new);
                status == 0
            })
        }
    }
}

/// The attribute of an instance, or the variable of a module, of which the dict is there.
fn value_of(py: Python<'_>, object: Object, key: &Py<PyAny>) -> Option<Py<PyAny>> {
    // SAFETY: the object is alive, under the GIL; the key is an interned str, so that no Python code runs.
    unsafe {
        if ffi::PyDict_CheckExact(object) == 0 {
            return get(py, object, key);
        }
        Bound::from_borrowed_ptr_or_opt(py, ffi::PyDict_GetItemWithError(object, key.as_ptr())).map(Bound::unbind)
    }
}

/// What all instances of a class have in an attribute, as a list.
fn rows(py: Python<'_>, group: &Group, key: &Py<PyAny>) -> Option<Py<PyList>> {
    let values = group.members.iter().map(|one| get(py, one.as_ptr(), key)).collect::<Option<Vec<_>>>()?;
    PyList::new(py, values).ok().map(Bound::unbind)
}

fn elem_of(ty: &PyType) -> Elem {
    match ty {
        PyType::Bool => Elem::Bool,
        PyType::Float => Elem::Float64,
        PyType::Complex => Elem::Complex128,
        PyType::Word => Elem::UInt64,
        _ => Elem::Int64,
    }
}
