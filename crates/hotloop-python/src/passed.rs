//! Functions that are arguments: which ones a function has been given, and what they are for the compiler.
//!
//! `integrate(f, a, b)` is compiled for the `f` that it gets, with `f` compiled in. It fits another function as well, if
//! that is the same but for being another object: of the same code and globals, with the same defaults, and what its
//! cells hold.

use crate::budget::Work;
use crate::dispatcher;
use crate::environment::{Resolved, Resolver};
use crate::guards::Guards;
use hotloop_compiler::environment::Free;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ffi::{c_int, c_void};

type Object = *mut ffi::PyObject;

/// Of one function, in the order in which it has met them, and what it took to look at them.
#[derive(Default)]
pub struct Functions(RefCell<Vec<Passed>>, Cell<Work>);

struct Passed {
    function: Py<PyAny>,
    /// `None`: it cannot be compiled in.
    free: Option<Free>,
    /// What it, and what it calls, takes for constant.
    guards: Guards,
}

/// Each is compiled in anew.
const MAX_FUNCTIONS: usize = 16;

impl Functions {
    /// Notes a function that is not known yet; the result is the attributes and the classes of
    /// named tuples that it names. Python code may run here.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn meet(
        &self,
        function: &Bound<'_, PyAny>,
        resolved: &Resolved,
        object: Object,
    ) -> PyResult<(BTreeSet<String>, Vec<Py<PyAny>>)> {
        // SAFETY: the caller's promise.
        let (is_known, object) = unsafe { (!self.is_news(object), Bound::from_borrowed_ptr(function.py(), object)) };
        if is_known {
            return Ok(Default::default());
        }
        let mut resolver = Resolver::again(resolved, function)?;
        resolver.work = self.1.get();
        let free = resolver.classify(&object)?;
        // What draws random numbers would be one more argument.
        let can_be = matches!(free, Free::Function(_) | Free::Builtin(_)) && !resolver.has_generators();
        let free = can_be.then_some(free);
        self.1.set(resolver.work);
        let (guards, names, named) = resolver.take_parts();
        self.0.borrow_mut().push(Passed { function: object.unbind(), free, guards });
        Ok((names, named))
    }

    /// Is it a function of which it is not known yet whether it can be compiled in?
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn is_news(&self, object: Object) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            let Ok(known) = self.0.try_borrow() else { return false };
            may_be_passed(object) && known.len() < MAX_FUNCTIONS && !known.iter().any(|one| one.is(object))
        }
    }

    /// The number of a function that can be compiled in, or of one that does the same.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn number_of(&self, object: Object) -> Option<u32> {
        // SAFETY: the caller's promise.
        unsafe {
            if !may_be_passed(object) {
                return None;
            }
            let known = self.0.try_borrow().ok()?;
            known.iter().position(|one| one.free.is_some() && one.is(object)).map(|at| at as u32)
        }
    }

    /// Is it the function of this number, or one that does the same?
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn is(&self, number: u32, object: Object) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            let Ok(known) = self.0.try_borrow() else { return false };
            known.get(number as usize).is_some_and(|one| one.is(object))
        }
    }

    /// For the compiler: what each is, by the name that it has there.
    pub fn names(&self) -> Vec<(String, Free)> {
        let known = self.0.borrow();
        let named = |(at, one): (usize, &Passed)| Some((format!(".passed{at}"), one.free.clone()?));
        known.iter().enumerate().filter_map(named).collect()
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
        let Ok(known) = self.0.try_borrow() else { return 0 };
        for one in known.iter() {
            // SAFETY: the caller's promise.
            let status = unsafe {
                match visit(one.function.as_ptr(), argument) {
                    0 => one.guards.traverse(visit, argument),
                    status => status,
                }
            };
            if status != 0 {
                return status;
            }
        }
        0
    }
}

impl Passed {
    unsafe fn is(&self, object: Object) -> bool {
        // SAFETY: the caller has a live object, and the GIL.
        unsafe {
            (self.function.as_ptr() == object || does_the_same(self.function.as_ptr(), object)) && self.guards.hold()
        }
    }
}

/// Is it a Python function, one of CPython's own, a type, or what `jit` has made?
///
/// # Safety
/// The GIL is held and the object is alive.
pub unsafe fn may_be_passed(object: Object) -> bool {
    // SAFETY: any live object may be asked for its type.
    unsafe {
        let of_c = ffi::PyCFunction_CheckExact(object) != 0 || ffi::PyType_Check(object) != 0;
        ffi::PyFunction_Check(object) != 0
            || of_c
            || dispatcher::downcast(&Bound::from_borrowed_ptr(Python::assume_attached(), object)).is_some()
    }
}

/// Are two Python functions one but for their identity?
unsafe fn does_the_same(a: Object, b: Object) -> bool {
    // SAFETY: types are looked at first; what a function has is alive as long as it is.
    unsafe {
        ffi::PyFunction_Check(a) != 0
            && ffi::PyFunction_Check(b) != 0
            && ffi::PyFunction_GetCode(a) == ffi::PyFunction_GetCode(b)
            && ffi::PyFunction_GetGlobals(a) == ffi::PyFunction_GetGlobals(b)
            && ffi::PyFunction_GetDefaults(a) == ffi::PyFunction_GetDefaults(b)
            && ffi::PyFunction_GetKwDefaults(a) == ffi::PyFunction_GetKwDefaults(b)
            && have_same_cells(ffi::PyFunction_GetClosure(a), ffi::PyFunction_GetClosure(b))
    }
}

unsafe fn have_same_cells(a: Object, b: Object) -> bool {
    // SAFETY: closures are null or tuples of cells, as many as the code has names for.
    unsafe {
        if a.is_null() || b.is_null() {
            return a == b;
        }
        let n = ffi::PyTuple_GET_SIZE(a);
        n == ffi::PyTuple_GET_SIZE(b)
            && (0..n).all(|at| {
                let contents = [a, b].map(|closure| {
                    let content = ffi::PyCell_Get(ffi::PyTuple_GET_ITEM(closure, at));
                    // The cell keeps it.
                    ffi::Py_XDECREF(content);
                    content
                });
                contents[0] == contents[1]
            })
    }
}
