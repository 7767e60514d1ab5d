//! Global variables that what is compiled assigns, and the modules that have them.
//!
//! `def bump(): global count; count += 1`, called by a function, makes `count` of that module no constant for any function
//! that is looked at. The module's dict becomes an argument, behind the lists that are found: an instance whose attributes
//! are those variables, as far as they are numbers.

use crate::environment::Guard;
use crate::signature::type_of;
use hotloop_compiler::ir::{PyType, Shape};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::ffi::{c_int, c_void};
use std::sync::Arc;

type Object = *mut ffi::PyObject;

/// What has been seen to be assigned, while functions are looked at.
#[derive(Default)]
pub struct Globals {
    assigned: Vec<(Py<PyDict>, String)>,
    /// Something has been added since.
    pub has_more: bool,
    /// What is not known now may have been taken for constant.
    pub is_closed: bool,
}

impl Globals {
    /// False: it must not be added any more.
    pub fn add(&mut self, dict: &Bound<'_, PyDict>, name: &str) -> bool {
        if self.assigned.iter().any(|(known, key)| known.is(dict) && key == name) {
            return true;
        }
        if self.is_closed {
            return false;
        }
        self.assigned.push((dict.clone().unbind(), name.into()));
        self.has_more = true;
        true
    }

    pub fn closed(self) -> Globals {
        Globals { is_closed: true, ..self }
    }

    /// The variable among these that a guard would hold constant.
    pub fn assigned_by(&self, guard: &Guard<'_>) -> Option<(Py<PyDict>, String)> {
        let Guard::Dicts(entries) = guard else { return None };
        let is_it = |(dict, name): &&(Py<PyDict>, String)| {
            entries.iter().any(|(known, key, _)| dict.is(known) && key.to_str().is_ok_and(|key| key == name))
        };
        let (dict, name) = self.assigned.iter().find(is_it)?;
        // SAFETY: the callers have the GIL, since they have a guard.
        Some((dict.clone_ref(unsafe { Python::assume_attached() }), name.clone()))
    }

    /// For CPython's garbage collector.
    pub fn owners(&self) -> impl Iterator<Item = &Py<PyDict>> {
        self.assigned.iter().map(|(dict, _)| dict)
    }
}

/// The modules of one function and of what it calls, in the order of their numbers.
#[derive(Default)]
pub struct Modules(Vec<Module>);

struct Module {
    dict: Py<PyDict>,
    /// What is assigned, in the order of the names.
    variables: Vec<(String, Py<PyString>)>,
}

impl Modules {
    pub fn of(globals: &Globals, dicts: impl Iterator<Item = Py<PyDict>>, py: Python<'_>) -> Modules {
        let module = |dict: Py<PyDict>| {
            let own = globals.assigned.iter().filter(|(of, _)| of.is(&dict));
            let own = own.map(|(_, name)| (name.clone(), PyString::intern(py, name).unbind()));
            let mut variables: Vec<_> = own.collect();
            variables.sort_by(|(a, _), (b, _)| a.cmp(b));
            Module { dict, variables }
        };
        Modules(dicts.map(module).collect())
    }

    /// For who looks at more functions later on: nothing else may be assigned.
    pub fn assigned(&self, py: Python<'_>) -> Globals {
        let of_module = |module: &Module| {
            let pair = |(name, _): &(String, Py<PyString>)| (module.dict.clone_ref(py), name.clone());
            module.variables.iter().map(pair).collect::<Vec<_>>()
        };
        Globals { assigned: self.0.iter().flat_map(of_module).collect(), has_more: false, is_closed: true }
    }

    /// What a module has of numbers; `None`: the object is no module's dict.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn shape_of(&self, object: Object) -> Option<Arc<Shape>> {
        let at = self.0.iter().position(|module| module.dict.as_ptr() == object)?;
        let ty = |(name, key): &(String, Py<PyString>)| {
            // SAFETY: the caller's promise.
            let ty = unsafe { type_of(value_of(object, key.as_ptr())?, &Default::default()) };
            let is_number = matches!(ty, PyType::Bool | PyType::Int | PyType::Float | PyType::Complex);
            is_number.then(|| (name.clone(), ty))
        };
        let fields: Vec<_> = self.0[at].variables.iter().filter_map(ty).collect();
        let (class, name) = (Shape::MODULES + at as u32, "global variables".into());
        (!fields.is_empty()).then(|| Arc::new(Shape { class, name, fields, references: vec![] }))
    }

    /// Has a module these variables, of these types?
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn is_of_shape(&self, object: Object, shape: &Shape, may_be: impl Fn(&PyType, Object) -> bool) -> bool {
        let Some(module) = self.module(shape.class).filter(|module| module.dict.as_ptr() == object) else {
            return false;
        };
        shape.fields.iter().all(|(name, ty)| {
            let key = module.key(name).expect("a shape has the names of its module");
            // SAFETY: the caller's promise.
            unsafe { value_of(object, key.as_ptr()) }.is_some_and(|value| may_be(ty, value))
        })
    }

    /// The interned name of a variable.
    pub fn key(&self, py: Python<'_>, class: u32, name: &str) -> Option<Py<PyAny>> {
        Some(self.module(class)?.key(name)?.clone_ref(py).into_any())
    }

    fn module(&self, class: u32) -> Option<&Module> {
        self.0.get(class.checked_sub(Shape::MODULES)? as usize)
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
        for module in &self.0 {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(module.dict.as_ptr(), argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }
}

impl Module {
    fn key(&self, name: &str) -> Option<&Py<PyString>> {
        let at = self.variables.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(&self.variables[at].1)
    }
}

/// A borrowed value; the key is an interned str, so no Python code runs.
unsafe fn value_of(dict: Object, key: Object) -> Option<Object> {
    // SAFETY: the callers have a dict, and the GIL.
    let value = unsafe { ffi::PyDict_GetItemWithError(dict, key) };
    (!value.is_null()).then_some(value)
}
