//! What compiled code took for constant, checked before each call: globals, builtins, cells, the code and the defaults
//! of functions.
//!
//! `abs` used as a builtin is two entries: `abs` is not in the function's globals, and `builtins.abs` is that object.
//! Where CPython counts the changes of a dict (3.11), one comparison stands for all entries in it.

use crate::interpreter::{dict_version, int_value};
use pyo3::ffi;
use std::cell::Cell;
use std::ffi::c_int;
use std::ptr;

#[derive(Default)]
pub struct Guards {
    dicts: Vec<DictGuard>,
    cells: Vec<Expected>,
    codes: Vec<Expected>,
    defaults: Vec<Expected>,
    keyword_defaults: Vec<Expected>,
    types: Vec<TypeGuard>,
    lists: Vec<ListGuard>,
}

/// A class, with the number that CPython gives it anew after each change to it.
struct TypeGuard {
    class: Owned,
    version: u32,
}

/// A list with the tuple of what is in it.
struct ListGuard {
    list: Owned,
    items: Owned,
}

struct DictGuard {
    dict: Owned,
    version: Cell<u64>,
    entries: Vec<Entry>,
}

/// A key and its value; null: there is none.
struct Entry {
    key: Owned,
    value: Cell<*mut ffi::PyObject>,
}

/// A cell with its content, or a function with its code or its defaults (null: none).
struct Expected {
    owner: Owned,
    content: Cell<*mut ffi::PyObject>,
}

impl Guards {
    /// What others have noted holds as well.
    pub fn extend(&mut self, others: Guards) {
        let Guards { dicts, cells, codes, defaults, keyword_defaults, types, lists } = others;
        for guard in dicts {
            match self.dicts.iter_mut().find(|known| known.dict.0 == guard.dict.0) {
                Some(known) => known.extend(guard),
                None => self.dicts.push(guard),
            }
        }
        self.cells.extend(cells);
        self.codes.extend(codes);
        self.defaults.extend(defaults);
        self.keyword_defaults.extend(keyword_defaults);
        self.lists.extend(lists);
        for guard in types {
            if self.types.iter().all(|known| known.class.0 != guard.class.0) {
                self.types.push(guard);
            }
        }
    }

    /// Notes that `dict[key]` is `value` (null: absent).
    ///
    /// # Safety
    /// The GIL is held; `dict` is a dict, `key` an interned str.
    pub unsafe fn add_dict(&mut self, dict: *mut ffi::PyObject, key: *mut ffi::PyObject, value: *mut ffi::PyObject) {
        // SAFETY: the caller's promise.
        unsafe {
            let known = self.dicts.iter().position(|guard| guard.dict.0 == dict);
            let at = known.unwrap_or_else(|| {
                self.dicts.push(DictGuard { dict: Owned::new(dict), version: Cell::new(0), entries: vec![] });
                self.dicts.len() - 1
            });
            let guard = &mut self.dicts[at];
            if guard.entries.iter().all(|entry| entry.key.0 != key) {
                guard.version.set(0);
                guard.entries.push(Entry { key: Owned::new(key), value: Cell::new(new_ref(value)) });
            }
        }
    }

    /// Notes the content of a cell (null: empty).
    ///
    /// # Safety
    /// The GIL is held and `cell` is a cell.
    pub unsafe fn add_cell(&mut self, cell: *mut ffi::PyObject) {
        // SAFETY: the caller's promise; PyCell_Get gives a new reference.
        unsafe { self.cells.push(Expected { owner: Owned::new(cell), content: Cell::new(ffi::PyCell_Get(cell)) }) };
    }

    /// Notes the code of a function.
    ///
    /// # Safety
    /// The GIL is held and `function` is a Python function.
    pub unsafe fn add_code(&mut self, function: *mut ffi::PyObject) {
        // SAFETY: the caller's promise.
        unsafe {
            let code = new_ref(ffi::PyFunction_GetCode(function));
            self.codes.push(Expected { owner: Owned::new(function), content: Cell::new(code) });
        }
    }

    /// Notes the defaults of a function's parameters.
    ///
    /// # Safety
    /// The GIL is held and `function` is a Python function.
    pub unsafe fn add_defaults(&mut self, function: *mut ffi::PyObject) {
        // SAFETY: the caller's promise.
        unsafe {
            let defaults = new_ref(ffi::PyFunction_GetDefaults(function));
            self.defaults.push(Expected { owner: Owned::new(function), content: Cell::new(defaults) });
            let by_name = new_ref(ffi::PyFunction_GetKwDefaults(function));
            self.keyword_defaults.push(Expected { owner: Owned::new(function), content: Cell::new(by_name) });
        }
    }

    /// Notes that a class and its bases are as they are.
    ///
    /// # Safety
    /// The GIL is held and `class` is a type.
    pub unsafe fn add_type(&mut self, class: *mut ffi::PyTypeObject) {
        // SAFETY: the caller's promise.
        unsafe {
            if self.types.iter().all(|guard| guard.class.0 != class.cast()) {
                self.types.push(TypeGuard { class: Owned::new(class.cast()), version: type_version(class) });
            }
        }
    }

    /// Notes what a list holds. Without memory for that, it never holds the same again.
    ///
    /// # Safety
    /// The GIL is held and it is a list.
    pub unsafe fn add_list(&mut self, list: *mut ffi::PyObject) {
        // SAFETY: the caller's promise; the tuple is a new reference of ours.
        unsafe {
            let items = ffi::PyList_AsTuple(list);
            if items.is_null() {
                ffi::PyErr_Clear();
            }
            self.lists.push(ListGuard { list: Owned::new(list), items: Owned(items) });
        }
    }

    /// Is everything as it was?
    #[inline]
    pub fn hold(&self) -> bool {
        // SAFETY: the GIL is held in every caller, and what is compared is kept alive.
        unsafe {
            self.dicts.iter().all(|guard| guard.holds())
                && self.cells.iter().all(|cell| {
                    let content = (*cell.owner.0.cast::<Cellular>()).content;
                    content == cell.content.get() || replace_if_equal(&cell.content, content)
                })
                && self.codes.iter().all(|code| ffi::PyFunction_GetCode(code.owner.0) == code.content.get())
                && self.defaults.iter().all(|one| ffi::PyFunction_GetDefaults(one.owner.0) == one.content.get())
                && self
                    .keyword_defaults
                    .iter()
                    .all(|one| ffi::PyFunction_GetKwDefaults(one.owner.0) == one.content.get())
                && self.types.iter().all(|one| (*one.class.0.cast::<ffi::PyTypeObject>()).tp_version_tag == one.version)
                && self.lists.iter().all(|one| one.holds())
        }
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut std::ffi::c_void) -> c_int {
        let dicts = self
            .dicts
            .iter()
            .flat_map(|guard| std::iter::once(guard.dict.0).chain(guard.entries.iter().map(|entry| entry.value.get())));
        let others = self
            .cells
            .iter()
            .chain(&self.codes)
            .chain(&self.defaults)
            .chain(&self.keyword_defaults)
            .flat_map(|one| [one.owner.0, one.content.get()]);
        let classes = self.types.iter().map(|one| one.class.0);
        let lists = self.lists.iter().flat_map(|one| [one.list.0, one.items.0]);
        for object in dicts.chain(others).chain(classes).chain(lists).filter(|object| !object.is_null()) {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(object, argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }
}

impl ListGuard {
    unsafe fn holds(&self) -> bool {
        // SAFETY: the list and the tuple are kept alive, and are read under the GIL.
        unsafe {
            let n = ffi::PyList_GET_SIZE(self.list.0);
            !self.items.0.is_null()
                && ffi::PyTuple_GET_SIZE(self.items.0) == n
                && (0..n).all(|at| ffi::PyList_GET_ITEM(self.list.0, at) == ffi::PyTuple_GET_ITEM(self.items.0, at))
        }
    }
}

impl DictGuard {
    fn extend(&mut self, other: DictGuard) {
        for entry in other.entries {
            if self.entries.iter().all(|known| known.key.0 != entry.key.0) {
                self.version.set(0);
                self.entries.push(entry);
            }
        }
    }

    #[inline]
    unsafe fn holds(&self) -> bool {
        // SAFETY: the dict is kept alive.
        unsafe {
            let version = dict_version(self.dict.0);
            (version != 0 && version == self.version.get()) || self.entries_hold(version)
        }
    }

    unsafe fn entries_hold(&self, version: u64) -> bool {
        let holds = self.entries.iter().all(|entry| {
            // SAFETY: keys are interned strs, whose lookup runs no Python code.
            let now = unsafe { ffi::PyDict_GetItemWithError(self.dict.0, entry.key.0) };
            // SAFETY: both are alive.
            now == entry.value.get() || unsafe { replace_if_equal(&entry.value, now) }
        });
        if holds {
            self.version.set(version);
        }
        holds
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // SAFETY: guards are dropped under the GIL.
        unsafe { ffi::Py_XDECREF(self.value.get()) };
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        // SAFETY: guards are dropped under the GIL.
        unsafe { ffi::Py_XDECREF(self.content.get()) };
    }
}

/// Another object of the same value is as good: a global that is computed again need not mean another compilation.
unsafe fn replace_if_equal(expected: &Cell<*mut ffi::PyObject>, now: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller has the GIL and both objects are alive or null.
    unsafe {
        if !is_same_number(expected.get(), now) {
            return false;
        }
        ffi::Py_DECREF(expected.replace(ffi::Py_NewRef(now)));
        true
    }
}

unsafe fn is_same_number(a: *mut ffi::PyObject, b: *mut ffi::PyObject) -> bool {
    // SAFETY: types are compared before values are read.
    unsafe {
        if a.is_null() || b.is_null() || ffi::Py_TYPE(a) != ffi::Py_TYPE(b) {
            return false;
        }
        let ty = ffi::Py_TYPE(a);
        if ty == &raw mut ffi::PyLong_Type {
            int_value(a).is_some() && int_value(a) == int_value(b)
        } else if ty == &raw mut ffi::PyFloat_Type {
            let bits = |float: *mut ffi::PyObject| (*float.cast::<ffi::PyFloatObject>()).ob_fval.to_bits();
            bits(a) == bits(b)
        } else if ty == &raw mut ffi::PyComplex_Type {
            let bits = |complex: *mut ffi::PyObject| {
                let value = (*complex.cast::<ffi::PyComplexObject>()).cval;
                [value.real.to_bits(), value.imag.to_bits()]
            };
            bits(a) == bits(b)
        } else {
            false
        }
    }
}

/// `PyCellObject`.
#[repr(C)]
struct Cellular {
    head: ffi::PyObject,
    content: *mut ffi::PyObject,
}

/// A strong reference.
struct Owned(*mut ffi::PyObject);

impl Owned {
    unsafe fn new(object: *mut ffi::PyObject) -> Owned {
        // SAFETY: the caller has the GIL and the object is alive.
        unsafe { Owned(ffi::Py_NewRef(object)) }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: guards are dropped under the GIL.
        unsafe { ffi::Py_XDECREF(ptr::replace(&mut self.0, ptr::null_mut())) };
    }
}

/// It has one as soon as an attribute was looked up.
unsafe fn type_version(class: *mut ffi::PyTypeObject) -> u32 {
    // SAFETY: the caller has the GIL and the class is alive.
    unsafe {
        let found = ffi::PyObject_GetAttrString(class.cast(), c"__init__".as_ptr());
        match found.is_null() {
            true => ffi::PyErr_Clear(),
            false => ffi::Py_DECREF(found),
        }
        (*class).tp_version_tag
    }
}

unsafe fn new_ref(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the caller has the GIL and the object is alive or null.
    unsafe { ffi::Py_XNewRef(object) }
}
