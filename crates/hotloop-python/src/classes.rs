//! The classes of instances that a function is given, and what their instances find in them.
//!
//! `class Body: def move(self, dt): self.x += self.vx * dt`, met as an argument of a function that says `b.move` and
//! `b.x`, gives the names `move`, `vx` and `x`: the first is a method, the others are the instances' own. That is so as
//! long as the class has for each name what it had, and reads and writes attributes as `object` does.

use crate::budget::Reach;
use crate::dispatcher;
use crate::environment::{Found, Resolved, Resolver, too_much_to_look_at};
use crate::generators;
use crate::globals::Modules;
use crate::guards::Guards;
use crate::passed::Functions;
use crate::signature::{first_of_list, is_always_object, likely_type_of, tuple_items, type_of};
use crate::{heaps, named, words};
use hotloop_compiler::environment::{Callee, Free, Member};
use hotloop_compiler::ir::{NamedTuple, PyType, Shape};
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::ffi::{c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;

type Object = *mut ffi::PyObject;

unsafe extern "C" {
    static mut PyMethod_Type: ffi::PyTypeObject;
    /// Of a bound method, borrowed.
    fn PyMethod_Function(method: Object) -> Object;
    /// Borrowed, or null; no exception is set and no Python code runs where the name is a str.
    pub fn _PyType_Lookup(ty: *mut ffi::PyTypeObject, name: Object) -> Object;
}

/// Of one function, in the order in which it has met them.
#[derive(Default)]
pub struct Classes {
    known: RefCell<Known>,
    /// Looks at methods; `None`: somebody is doing that.
    resolver: RefCell<Option<Resolver>>,
    /// Nothing has been met that can change.
    is_bare: Cell<bool>,
    /// Something has been compiled by what is known.
    pub is_used: Cell<bool>,
    /// Lists and tuples around what is being looked at, that instances have.
    depth: Cell<usize>,
    pub functions: Functions,
    /// Modules of which something assigns variables.
    pub modules: Modules,
}

#[derive(Default)]
struct Known {
    classes: Vec<Class>,
    /// Attributes that the function names, and what it calls.
    first_names: BTreeSet<String>,
    /// And those that methods of the classes name.
    names: BTreeSet<String>,
    /// Why instances have no compiled type, if there was too much to look at.
    excess: Option<String>,
    /// Methods of `random.Random` that methods of the classes may call on generators that instances have.
    draws: HashMap<String, Free>,
    /// What the methods take for constant.
    guards: Guards,
    /// Classes of named tuples that the function and its methods name.
    named: Vec<Py<PyAny>>,
    /// Subclasses of tuple whose instances have no compiled type.
    refused: Vec<Py<PyAny>>,
}

struct Class {
    ty: Py<PyAny>,
    /// Its number, if it is one of named tuples.
    tuple: Option<u32>,
    name: String,
    /// In the order of their names.
    attributes: Vec<Attribute>,
    /// Those that code was compiled by before less was to be looked at.
    former: Vec<Attribute>,
    /// The type's own count of changes when all of this was seen to hold.
    version: Cell<u32>,
}

struct Attribute {
    name: String,
    key: Py<PyAny>,
    /// What the class has for it.
    expected: Option<Py<PyAny>>,
    place: Place,
}

/// Where an instance's attribute of some name is.
enum Place {
    /// In the instance alone: its dict or a slot.
    Instance,
    /// In the instance, if it has it; else in the class.
    Either(Option<Member>),
    /// In the class, whatever the instance has.
    Class(Option<Member>),
}

const MAX_CLASSES: usize = 32;

/// What classes of named tuples may have for operators.
const OPERATORS: [&str; 28] = [
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__mod__",
    "__rmod__",
    "__pow__",
    "__rpow__",
    "__matmul__",
    "__rmatmul__",
    "__and__",
    "__rand__",
    "__or__",
    "__ror__",
    "__xor__",
    "__rxor__",
    "__lshift__",
    "__rlshift__",
    "__rshift__",
    "__rrshift__",
    "__neg__",
    "__abs__",
];
/// Instances that refer to instances that refer to instances.
const MAX_DEPTH: usize = 3;

impl Known {
    fn extend(&mut self, names: BTreeSet<String>, named: Vec<Py<PyAny>>) {
        self.names.extend(names);
        for class in named {
            if self.named.iter().all(|one| !one.is(&class)) {
                self.named.push(class);
            }
        }
    }

    /// What is left when less is to be looked at than has been. The result is to be dropped when nothing is borrowed:
    /// Python code may run then. `is_used`: what is compiled must still see whether it holds.
    fn forget(&mut self, is_used: bool) -> (Guards, Vec<Attribute>) {
        self.names = self.first_names.clone();
        self.draws.clear();
        if is_used {
            for class in &mut self.classes {
                class.former.append(&mut class.attributes);
            }
            return Default::default();
        }
        let attributes = self.classes.iter_mut().flat_map(|class| std::mem::take(&mut class.attributes));
        (std::mem::take(&mut self.guards), attributes.collect())
    }
}

impl Classes {
    /// `resolver`: has looked at the function and what it calls.
    pub fn new(modules: Modules, mut resolver: Resolver) -> Classes {
        let (_, names, named) = resolver.take_parts();
        let known = Known { first_names: names.clone(), names, named, ..Known::default() };
        let is_bare = Cell::new(known.named.is_empty());
        let (known, resolver) = (RefCell::new(known), RefCell::new(Some(resolver)));
        Classes { known, resolver, is_bare, modules, ..Classes::default() }
    }

    /// Looks at the classes of these arguments that are not known yet, and at the functions that they have as methods.
    ///
    /// # Safety
    /// The GIL is held and the arguments are alive.
    pub unsafe fn learn(&self, function: &Bound<'_, PyAny>, resolved: &Resolved, arguments: &[Object]) -> PyResult<()> {
        let py = function.py();
        for &argument in arguments {
            // SAFETY: the caller's promise.
            let (names, named) = unsafe { self.functions.meet(function, resolved, argument)? };
            let mut known = self.known.borrow_mut();
            known.first_names.extend(names.iter().cloned());
            known.extend(names, named);
        }
        loop {
            let Some(mut resolver) = self.resolver.take() else { return Ok(()) };
            // SAFETY: the caller's promise.
            let outcome = unsafe { self.learn_by(&mut resolver, py, arguments) };
            let is_too_much = resolver.work.is_spent();
            let (resolver, goes_on) = match (is_too_much, resolver.reach()) {
                (false, _) => (resolver, false),
                (true, Reach::Far) => (resolver.nearer(), true),
                (true, Reach::Near) => {
                    self.known.borrow_mut().excess.get_or_insert(too_much_to_look_at(&resolver.work));
                    (resolver, false)
                }
            };
            self.resolver.replace(Some(resolver));
            outcome?;
            if is_too_much {
                let forgotten = self.known.borrow_mut().forget(self.is_used.get());
                drop(forgotten);
            }
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Where methods find lists and arrays, and the function does, from a number on.
    pub fn found_from(&self, first: usize, py: Python<'_>) -> Vec<Found> {
        self.resolver.borrow().as_ref().map_or(vec![], |resolver| resolver.found_from(first, py))
    }

    /// Until nothing new is met, or there is too much.
    unsafe fn learn_by(&self, resolver: &mut Resolver, py: Python<'_>, arguments: &[Object]) -> PyResult<()> {
        for round in 0.. {
            if self.known.borrow().excess.is_some() {
                return Ok(());
            }
            let n_classes = self.known.borrow().classes.len();
            let named = self.known.borrow().named.iter().map(|class| class.clone_ref(py)).collect::<Vec<_>>();
            for class in &named {
                self.note(py, class.as_ptr().cast());
            }
            // SAFETY: the caller's promise.
            arguments.iter().for_each(|&argument| unsafe { self.meet(py, argument, 0) });
            let missing = self.missing();
            if missing.is_empty() && self.known.borrow().classes.len() == n_classes {
                break;
            }
            for (class, name) in missing {
                self.look_up(resolver, py, class, &name, round)?;
                if resolver.work.is_spent() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// What of instances there was too much to look at.
    pub fn excess(&self) -> Option<String> {
        self.known.borrow().excess.clone()
    }

    /// Has only what is near been looked at?
    pub fn is_near(&self) -> bool {
        self.resolver.borrow().as_ref().is_some_and(|resolver| resolver.reach() == Reach::Near)
    }

    /// Notes the class of an instance, or of those in a list, and of what it refers to.
    unsafe fn meet(&self, py: Python<'_>, object: Object, depth: usize) {
        // SAFETY: the caller's promise; types are compared before members are looked at.
        unsafe {
            let ty = ffi::Py_TYPE(object);
            if ffi::PyTuple_Check(object) != 0 {
                if ffi::PyTuple_CheckExact(object) == 0 {
                    self.note(py, ty);
                }
                return tuple_items(object).for_each(|item| self.meet(py, item, depth));
            }
            if let Some(mut first) = first_of_list(object) {
                let is_row = ffi::PyList_CheckExact(first) != 0;
                let mut n_lists = 0;
                while let (Some(inner), true) = (first_of_list(first), n_lists < heaps::MOST_DEPTH) {
                    (first, n_lists) = (inner, n_lists + 1);
                }
                if !is_row || ffi::PyTuple_Check(first) != 0 {
                    self.meet(py, first, depth);
                }
                return;
            }
            if !is_plain(ty) || generators::is_plain(object) || !self.note(py, ty) {
                return;
            }
            if depth < MAX_DEPTH {
                let known = self.known.borrow();
                let class = known.classes.iter().find(|class| class.is(ty)).expect("noted above");
                let values: Vec<Py<PyAny>> =
                    class.attributes.iter().filter_map(|one| one.own_value(py, object)).collect();
                drop(known);
                values.iter().for_each(|value| self.meet(py, value.as_ptr(), depth + 1));
            }
        }
    }

    /// Is it, or does it hold as far as its first items tell, a tuple of a class that nobody has looked at yet?
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn is_new(&self, object: Object) -> bool {
        // SAFETY: the caller's promise; types are compared before members are looked at.
        unsafe {
            if ffi::PyTuple_CheckExact(object) != 0 {
                return tuple_items(object).take(8).any(|item| self.is_new(item));
            }
            if ffi::PyTuple_Check(object) == 0 {
                return first_of_list(object).is_some_and(|first| self.is_new(first));
            }
            let ty = ffi::Py_TYPE(object);
            let Ok(known) = self.known.try_borrow() else { return false };
            known.classes.iter().all(|class| !class.is(ty)) && known.refused.iter().all(|one| one.as_ptr() != ty.cast())
        }
    }

    /// Notes a class, if it is one whose instances may have a compiled type; false: they have none. Python code may run.
    fn note(&self, py: Python<'_>, ty: *mut ffi::PyTypeObject) -> bool {
        if self.number_of(ty).is_some() {
            return true;
        }
        if self.known.borrow().refused.iter().any(|one| one.as_ptr() == ty.cast()) {
            return false;
        }
        // SAFETY: the callers have the type of a live object, or keep it.
        let (tuple, class) = unsafe {
            let is_tuple = (*ty).tp_flags & ffi::Py_TPFLAGS_TUPLE_SUBCLASS != 0;
            let named = if is_tuple { named::learn(py, ty).map(|class| class.number) } else { None };
            let class = Bound::from_borrowed_ptr(py, ty.cast());
            if is_tuple && named.is_none() {
                self.known.borrow_mut().refused.push(class.unbind());
                return false;
            }
            (named, class)
        };
        // Python code may run here, of a metaclass.
        let name = class.getattr("__name__").and_then(|name| name.extract()).unwrap_or_default();
        let mut known = self.known.borrow_mut();
        if known.classes.len() >= MAX_CLASSES {
            return false;
        }
        let (attributes, version) = (vec![], Cell::new(0));
        self.is_bare.set(false);
        known.classes.push(Class { ty: class.unbind(), tuple, name, attributes, former: vec![], version });
        true
    }

    /// Notes the classes of named tuples in a type that has been found; false: this cannot know one of them. It is not
    /// kept otherwise, nor would anybody see that it changes.
    pub fn knows_all(&self, py: Python<'_>, ty: &PyType) -> bool {
        let mut named = vec![];
        named_in(ty, &mut named);
        named
            .iter()
            .all(|class| named::class_of_type(py, class).is_some_and(|class| self.note(py, class.as_ptr().cast())))
    }

    /// Has each class been asked for each name?
    pub fn is_complete(&self) -> bool {
        self.known.borrow().excess.is_some() || self.missing().is_empty()
    }

    /// Names that have not been looked up in some class.
    fn missing(&self) -> Vec<(usize, String)> {
        let known = self.known.borrow();
        let of_class = |(at, class): (usize, &Class)| -> Vec<(usize, String)> {
            let operators = if class.tuple.is_some() { &OPERATORS[..] } else { &[] };
            let names = known.names.iter().map(String::as_str).chain(operators.iter().copied());
            names.filter(|name| class.find(name).is_none()).map(|name| (at, name.to_string())).collect()
        };
        known.classes.iter().enumerate().flat_map(of_class).collect()
    }

    /// What a class has for a name. Python code may run meanwhile.
    fn look_up(&self, resolver: &mut Resolver, py: Python<'_>, class: usize, name: &str, round: usize) -> PyResult<()> {
        let key = pyo3::types::PyString::intern(py, name).into_any().unbind();
        let ty = self.known.borrow().classes[class].ty.clone_ref(py);
        resolver.work.names += 1;
        // SAFETY: a type and a str; what is found is kept.
        let found = unsafe { Bound::from_borrowed_ptr_or_opt(py, _PyType_Lookup(ty.as_ptr().cast(), key.as_ptr())) };
        let place = match &found {
            None => Place::Instance,
            Some(found) => place(resolver, found)?,
        };
        let expected = found.map(Bound::unbind);
        let draws = resolver.draws(py)?;
        let (guards, names, named) = resolver.take_parts();
        let names = if resolver.reach().has_round(round + 1) { names } else { BTreeSet::new() };
        let mut known = self.known.borrow_mut();
        known.extend(names, named);
        known.draws.extend(draws);
        known.guards.extend(guards);
        let class = &mut known.classes[class];
        if let Err(at) = class.attributes.binary_search_by(|one| one.name.as_str().cmp(name)) {
            class.attributes.insert(at, Attribute { name: name.into(), key, expected, place });
            class.version.set(0);
        }
        Ok(())
    }

    /// Have the classes what they had?
    #[inline]
    pub fn hold(&self) -> bool {
        self.is_bare.get() || self.all_hold()
    }

    fn all_hold(&self) -> bool {
        // While somebody changes it, nothing that is compiled needs it.
        let Ok(known) = self.known.try_borrow() else { return true };
        known.classes.iter().all(Class::holds) && known.guards.hold()
    }

    /// For the compiler: of the classes of instances.
    pub fn members(&self) -> HashMap<(u32, String), Member> {
        let known = self.known.borrow();
        let classes = known.classes.iter().enumerate().filter(|(_, class)| class.tuple.is_none());
        let of_class = |(at, class): (usize, &Class)| {
            class.members().into_iter().map(|(name, member)| ((at as u32, name), member)).collect::<Vec<_>>()
        };
        classes.flat_map(of_class).collect()
    }

    /// The same of classes of named tuples, by their numbers.
    pub fn named_members(&self) -> HashMap<u32, HashMap<String, Member>> {
        let known = self.known.borrow();
        known.classes.iter().filter_map(|class| Some((class.tuple?, class.members()))).collect()
    }

    /// Methods of `random.Random`, as the environment of a function has them.
    pub fn draws(&self) -> HashMap<String, Free> {
        self.known.borrow().draws.clone()
    }

    fn number_of(&self, ty: *mut ffi::PyTypeObject) -> Option<usize> {
        self.known.try_borrow().ok()?.classes.iter().position(|class| class.is(ty))
    }

    /// What an instance has of the attributes that the function names; `None`: it has no compiled type. One that is in a
    /// list has all that it has in fields.
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn shape_of(&self, object: Object, is_listed: bool) -> Option<Arc<Shape>> {
        // SAFETY: the caller's promise.
        unsafe { self.shape_within(object, is_listed, &mut vec![]) }
    }

    /// `path`: classes of the instances that refer to this one.
    unsafe fn shape_within(&self, object: Object, is_listed: bool, path: &mut Vec<usize>) -> Option<Arc<Shape>> {
        // SAFETY: the caller's promise.
        let (py, number) = unsafe { (Python::assume_attached(), self.number_of(ffi::Py_TYPE(object))?) };
        let known = self.known.try_borrow().ok()?;
        let class = &known.classes[number];
        let (mut fields, mut references, mut has_members) = (vec![], vec![], false);
        path.push(number);
        for one in &class.attributes {
            has_members |= one.member().is_some();
            if one.is_hidden(py, object) {
                path.pop();
                return None;
            }
            let Some(value) = one.own_value(py, object) else { continue };
            // SAFETY: the value is alive.
            match unsafe { self.type_within(value.as_ptr(), is_listed, path) } {
                PyType::Object => {}
                ty if is_number(&ty) => fields.push((one.name.clone(), ty)),
                PyType::List(elem) if is_listed => fields.push((one.name.clone(), PyType::Row(elem))),
                ty @ PyType::Instance(_) if is_listed => fields.push((one.name.clone(), ty)),
                _ if is_listed => {}
                ty => references.push((one.name.clone(), ty)),
            }
        }
        path.pop();
        let is_of_use = has_members || !fields.is_empty() || !references.is_empty();
        let name = class.name.clone();
        is_of_use.then(|| Arc::new(Shape { class: number as u32, name, fields, references }))
    }

    unsafe fn type_within(&self, value: Object, is_listed: bool, path: &mut Vec<usize>) -> PyType {
        // SAFETY: the caller's promise.
        unsafe {
            if generators::is_plain(value) {
                return if is_listed { PyType::Object } else { PyType::Generator };
            }
            let ty = ffi::Py_TYPE(value);
            if !is_plain(ty) {
                // What an instance in a list has is numbers, lists of them, and instances. Through other lists and through
                // tuples instances may refer to each other in circles.
                let of_instances = first_of_list(value).is_some_and(|first| is_plain(ffi::Py_TYPE(first)));
                let is_nested = ffi::PyTuple_CheckExact(value) != 0 || of_instances;
                let depth = self.depth.get();
                if is_nested && (is_listed || depth >= MAX_DEPTH) {
                    return PyType::Object;
                }
                self.depth.set(depth + usize::from(is_nested));
                let ty = type_of(value, self);
                self.depth.set(depth);
                return ty;
            }
            if path.len() > MAX_DEPTH || self.number_of(ty).is_none_or(|number| path.contains(&number)) {
                return PyType::Object;
            }
            self.shape_within(value, is_listed, path).map_or(PyType::Object, PyType::Instance)
        }
    }

    /// Types of all arguments. An instance of a class of which there are lists has all that it has in fields, as those in
    /// the lists.
    ///
    /// # Safety
    /// The GIL is held and the arguments are alive.
    pub unsafe fn types_of(&self, arguments: &[Object]) -> Vec<PyType> {
        // SAFETY: the caller's promise.
        unsafe { self.listed_types(arguments, |argument| type_of(argument, self)) }
    }

    /// The same, having looked at some elements of a long list only.
    ///
    /// # Safety
    /// As for [`Classes::types_of`].
    pub unsafe fn likely_types_of(&self, arguments: &[Object]) -> Vec<PyType> {
        // SAFETY: the caller's promise.
        unsafe { self.listed_types(arguments, |argument| likely_type_of(argument, self)) }
    }

    unsafe fn listed_types(&self, arguments: &[Object], type_of: impl Fn(Object) -> PyType) -> Vec<PyType> {
        // SAFETY: the caller's promise.
        unsafe {
            let py = Python::assume_attached();
            let passed = |argument| match self.modules.shape_of(argument) {
                Some(shape) => PyType::Instance(shape),
                None => self.functions.number_of(argument).map_or(PyType::Object, PyType::Passed),
            };
            let known = |ty: PyType| if self.knows_all(py, &ty) { ty } else { PyType::Object };
            let own = arguments.iter().map(|&argument| match known(type_of(argument)) {
                PyType::Object => passed(argument),
                ty => ty,
            });
            let types: Vec<PyType> = own.collect();
            let types = words::widened(types);
            let mut listed = vec![];
            types.iter().for_each(|ty| listed_in(ty, false, &mut listed));
            let own = types.into_iter().zip(arguments);
            own.map(|(ty, &argument)| if listed.is_empty() { ty } else { self.listed(ty, argument, &listed) }).collect()
        }
    }

    unsafe fn listed(&self, ty: PyType, object: Object, classes: &[u32]) -> PyType {
        // SAFETY: the caller's promise; the object is of this type.
        unsafe {
            match ty {
                PyType::Tuple(types) => {
                    let mut items = tuple_items(object);
                    let listed = |ty: &PyType| self.listed(ty.clone(), items.next().expect("a member"), classes);
                    PyType::Tuple(types.map(listed))
                }
                PyType::Instance(shape) if classes.contains(&shape.class) => {
                    self.shape_of(object, true).map_or(PyType::Object, PyType::Instance)
                }
                PyType::Instance(shape) if !shape.is_module() => {
                    let py = Python::assume_attached();
                    let changed = |(name, ty): &(String, PyType)| {
                        let value = self.key(py, shape.class, name).and_then(|key| get(py, object, &key));
                        let ty = value.map_or(PyType::Object, |value| self.listed(ty.clone(), value.as_ptr(), classes));
                        (name.clone(), ty)
                    };
                    let references = shape.references.iter().map(changed);
                    let references = references.filter(|(_, ty)| *ty != PyType::Object).collect();
                    PyType::Instance(Arc::new(Shape { references, ..(*shape).clone() }))
                }
                ty => ty,
            }
        }
    }

    /// Has the object these attributes, of these types, and none of its own that hides a method?
    ///
    /// # Safety
    /// The GIL is held and the object is alive.
    pub unsafe fn is_of_shape(&self, object: Object, shape: &Shape, may_be: impl Fn(&PyType, Object) -> bool) -> bool {
        if shape.is_module() {
            // SAFETY: the caller's promise.
            return unsafe { self.modules.is_of_shape(object, shape, may_be) };
        }
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        let Ok(known) = self.known.try_borrow() else { return false };
        // SAFETY: as above.
        let class = known.classes.get(shape.class as usize).filter(|class| class.is(unsafe { ffi::Py_TYPE(object) }));
        let Some(class) = class else { return false };
        let value = |name: &str| class.find(name).and_then(|one| one.own_value(py, object));
        class.attributes.iter().all(|one| !one.is_hidden(py, object))
            && class.attributes.iter().all(|one| one.is_constant_of(py, object, shape))
            && shape.fields.iter().all(|(name, ty)| {
                let ty = if let PyType::Row(elem) = ty { &PyType::List(*elem) } else { ty };
                value(name).is_some_and(|one| may_be(ty, one.as_ptr()))
            })
            && shape.references.iter().all(|(name, ty)| value(name).is_some_and(|one| may_be(ty, one.as_ptr())))
    }

    /// The interned name of an attribute.
    pub fn key(&self, py: Python<'_>, class: u32, name: &str) -> Option<Py<PyAny>> {
        if class >= Shape::MODULES {
            return self.modules.key(py, class, name);
        }
        let known = self.known.try_borrow().ok()?;
        Some(known.classes.get(class as usize)?.find(name)?.key.clone_ref(py))
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
        // SAFETY: the caller's promise.
        let status = unsafe { self.functions.traverse(visit, argument) };
        if status != 0 {
            return status;
        }
        // SAFETY: the caller's promise.
        let status = unsafe { self.modules.traverse(visit, argument) };
        if status != 0 {
            return status;
        }
        let Ok(known) = self.known.try_borrow() else { return 0 };
        // SAFETY: the caller's promise.
        let status = unsafe { known.guards.traverse(visit, argument) };
        if status != 0 {
            return status;
        }
        if let Ok(resolver) = self.resolver.try_borrow()
            && let Some(resolver) = resolver.as_ref()
        {
            // SAFETY: the caller's promise.
            let status = unsafe { resolver.traverse(visit, argument) };
            if status != 0 {
                return status;
            }
        }
        let values = |class: &Class| {
            let all = class.attributes.iter().chain(&class.former);
            all.filter_map(|one| one.expected.as_ref()).map(Py::as_ptr).collect::<Vec<_>>()
        };
        let of_classes = known.classes.iter().flat_map(|class| [vec![class.ty.as_ptr()], values(class)].concat());
        for object in of_classes.chain(known.named.iter().chain(&known.refused).map(Py::as_ptr)) {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(object, argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }
}

impl Class {
    /// What its instances find in it.
    fn members(&self) -> HashMap<String, Member> {
        let member = |one: &Attribute| Some((one.name.clone(), one.member()?.clone()));
        self.attributes.iter().filter_map(member).collect()
    }

    fn is(&self, ty: *mut ffi::PyTypeObject) -> bool {
        self.ty.as_ptr() == ty.cast()
    }

    fn find(&self, name: &str) -> Option<&Attribute> {
        let at = self.attributes.binary_search_by(|one| one.name.as_str().cmp(name)).ok()?;
        Some(&self.attributes[at])
    }

    fn holds(&self) -> bool {
        let ty = self.ty.as_ptr().cast::<ffi::PyTypeObject>();
        // SAFETY: the GIL is held by the callers, and the class is kept alive.
        unsafe {
            let version = version_of(ty);
            if version != 0 && version == self.version.get() {
                return true;
            }
            let holds = self.tuple.map_or_else(|| is_plain(ty), |number| named::holds(number))
                && self.attributes.iter().chain(&self.former).all(|one| {
                    let now = _PyType_Lookup(ty, one.key.as_ptr());
                    now == one.expected.as_ref().map_or(ptr::null_mut(), Py::as_ptr)
                });
            if holds {
                self.version.set(version_of(ty));
            }
            holds
        }
    }
}

impl Attribute {
    fn member(&self) -> Option<&Member> {
        match &self.place {
            Place::Either(member) | Place::Class(member) => member.as_ref(),
            Place::Instance => None,
        }
    }

    /// What an instance itself has.
    fn own_value(&self, py: Python<'_>, object: Object) -> Option<Py<PyAny>> {
        match self.place {
            Place::Class(_) | Place::Either(Some(Member::Method(_) | Member::Static(_))) => return None,
            Place::Instance | Place::Either(_) => {}
        }
        let value = get(py, object, &self.key)?;
        let may_be_class_s =
            matches!(self.place, Place::Either(_)) && self.expected.as_ref().is_some_and(|of| of.is(&value));
        let is_class_s = may_be_class_s && !has_own(object, &self.key, value.as_ptr());
        (!is_class_s).then_some(value)
    }

    /// Has the instance something of its own where the class has a method?
    fn is_hidden(&self, py: Python<'_>, object: Object) -> bool {
        let Place::Either(Some(member @ (Member::Method(_) | Member::Static(_)))) = &self.place else { return false };
        let Some(found) = get(py, object, &self.key) else { return true };
        let Some(expected) = &self.expected else { return true };
        match member {
            // SAFETY: the type is compared first.
            Member::Method(_) => unsafe {
                ffi::Py_TYPE(found.as_ptr()) != &raw mut PyMethod_Type
                    || PyMethod_Function(found.as_ptr()) != expected.as_ptr()
            },
            _ => !expected.bind(py).getattr("__func__").is_ok_and(|function| function.is(found.bind(py))),
        }
    }

    /// Where the class has a constant that is no attribute in the shape, the instance must have none of its own.
    fn is_constant_of(&self, py: Python<'_>, object: Object, shape: &Shape) -> bool {
        let Place::Either(Some(Member::Constant(_))) = &self.place else { return true };
        let is_own = shape.fields.iter().map(|(name, _)| name).chain(shape.references.iter().map(|(name, _)| name));
        is_own.into_iter().any(|name| *name == self.name) || self.own_value(py, object).is_none()
    }
}

/// `object.key` where that runs no Python code.
pub fn get(py: Python<'_>, object: Object, key: &Py<PyAny>) -> Option<Py<PyAny>> {
    // SAFETY: the object is alive, under the GIL. An error is that there is no such attribute.
    unsafe {
        let value = ffi::PyObject_GetAttr(object, key.as_ptr());
        if value.is_null() {
            ffi::PyErr_Clear();
        }
        Bound::from_owned_ptr_or_opt(py, value).map(Bound::unbind)
    }
}

/// Has the object's dict this key, for which it gives this value?
fn has_own(object: Object, key: &Py<PyAny>, value: Object) -> bool {
    // SAFETY: the object is alive, under the GIL; a dict is asked for a str, which runs no Python code.
    unsafe {
        if !may_refer_to(object, value) {
            return false;
        }
        let dict = ffi::PyObject_GenericGetDict(object, ptr::null_mut());
        if dict.is_null() {
            ffi::PyErr_Clear();
            return false;
        }
        let found = ffi::PyDict_CheckExact(dict) != 0 && !ffi::PyDict_GetItemWithError(dict, key.as_ptr()).is_null();
        ffi::Py_DECREF(dict);
        found
    }
}

/// May an attribute of the instance be this object? Seen without its `__dict__`: CPython 3.11 and 3.12 make that when it
/// is asked for, and from then on each access of an attribute takes longer.
unsafe fn may_refer_to(object: Object, value: Object) -> bool {
    struct Search {
        value: Object,
        found: bool,
    }
    unsafe extern "C" fn visit(one: Object, search: *mut c_void) -> c_int {
        // SAFETY: the traversal passes on what it was given, and live objects.
        unsafe {
            let search = &mut *search.cast::<Search>();
            search.found |= one == search.value || ffi::PyDict_CheckExact(one) != 0;
        }
        0
    }
    // SAFETY: the caller has a live object and the GIL; a traversal looks at references, and no Python code runs.
    unsafe {
        let Some(traverse) = (*ffi::Py_TYPE(object)).tp_traverse else { return true };
        let mut search = Search { value, found: false };
        traverse(object, visit, (&raw mut search).cast());
        search.found
    }
}

/// The classes of named tuples that values of a type may be of.
fn named_in(ty: &PyType, found: &mut Vec<Arc<NamedTuple>>) {
    match ty {
        PyType::Tuple(members) => {
            found.extend(members.class.clone());
            members.iter().for_each(|member| named_in(member, found));
        }
        PyType::Records(item) | PyType::Many(item) | PyType::Ragged(item) | PyType::RaggedRow(item) => {
            named_in(item, found);
        }
        PyType::Instance(shape) | PyType::Instances(shape) => {
            shape.references.iter().for_each(|(_, ty)| named_in(ty, found));
        }
        _ => {}
    }
}

fn is_number(ty: &PyType) -> bool {
    matches!(ty, PyType::Bool | PyType::Int | PyType::Word | PyType::Float | PyType::Complex)
}

/// The classes of instances that are in lists, or that such instances refer to.
fn listed_in(ty: &PyType, is_listed: bool, found: &mut Vec<u32>) {
    match ty {
        PyType::Tuple(members) => members.iter().for_each(|member| listed_in(member, is_listed, found)),
        PyType::Instance(shape) | PyType::Instances(shape) => {
            let is_listed = is_listed || matches!(ty, PyType::Instances(_));
            if is_listed {
                found.push(shape.class);
            }
            shape.fields.iter().chain(&shape.references).for_each(|(_, ty)| listed_in(ty, is_listed, found));
        }
        _ => {}
    }
}

/// Where instances have what their class has this object for.
fn place(resolver: &mut Resolver, found: &Bound<'_, PyAny>) -> PyResult<Place> {
    let py = found.py();
    let function = |resolver: &mut Resolver, of: &Bound<'_, PyAny>| -> PyResult<Option<Arc<Callee>>> {
        Ok(match resolver.callee(of)? {
            Free::Function(callee) => Some(callee),
            _ => None,
        })
    };
    // SAFETY: any object may be asked for its type, and a type for its slots.
    unsafe {
        let ty = ffi::Py_TYPE(found.as_ptr());
        if ty == &raw mut ffi::PyMemberDescr_Type {
            return Ok(if is_slot(found.as_ptr()) { Place::Instance } else { Place::Class(None) });
        }
        if ty == &raw mut ffi::PyFunction_Type || dispatcher::downcast(found).is_some() {
            // What cannot be compiled in is nobody's: it must not be read as a value.
            return Ok(match function(resolver, found)? {
                Some(callee) => Place::Either(Some(Member::Method(callee))),
                None => Place::Class(None),
            });
        }
        if ty == &raw mut ffi::PyProperty_Type {
            let getter = found.getattr("fget")?;
            return Ok(Place::Class(function(resolver, &getter)?.map(Member::Property)));
        }
        if found.get_type().is(py.import("builtins")?.getattr("staticmethod")?) {
            return Ok(match function(resolver, &found.getattr("__func__")?)? {
                Some(callee) => Place::Either(Some(Member::Static(callee))),
                None => Place::Class(None),
            });
        }
        // A class that is written in Python may become one of descriptors later.
        let is_builtin = (*ty).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE == 0;
        if (*ty).tp_descr_get.is_some() || (*ty).tp_descr_set.is_some() || !is_builtin {
            return Ok(Place::Class(None));
        }
    }
    Ok(Place::Either(match resolver.classify(found)? {
        Free::Object | Free::Unbound | Free::Function(_) | Free::Builtin(_) => None,
        free => Some(Member::Constant(free)),
    }))
}

/// Does a class read and write its instances' attributes as `object` does, and are they no numbers, lists or texts?
///
/// # Safety
/// The GIL is held and the type is alive.
unsafe fn is_plain(ty: *mut ffi::PyTypeObject) -> bool {
    const BUILTIN: std::ffi::c_ulong = ffi::Py_TPFLAGS_LONG_SUBCLASS
        | ffi::Py_TPFLAGS_LIST_SUBCLASS
        | ffi::Py_TPFLAGS_TUPLE_SUBCLASS
        | ffi::Py_TPFLAGS_BYTES_SUBCLASS
        | ffi::Py_TPFLAGS_UNICODE_SUBCLASS
        | ffi::Py_TPFLAGS_DICT_SUBCLASS
        | ffi::Py_TPFLAGS_BASE_EXC_SUBCLASS
        | ffi::Py_TPFLAGS_TYPE_SUBCLASS;
    // SAFETY: the caller's promise; base types are alive.
    unsafe {
        let base = &raw mut ffi::PyBaseObject_Type;
        let address = |slot: Option<ffi::getattrofunc>| slot.map_or(0, |slot| slot as usize);
        let written = |slot: Option<ffi::setattrofunc>| slot.map_or(0, |slot| slot as usize);
        is_always_object(ty)
            && (*ty).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0
            && (*ty).tp_flags & BUILTIN == 0
            && address((*ty).tp_getattro) == address((*base).tp_getattro)
            && written((*ty).tp_setattro) == written((*base).tp_setattro)
            && ffi::PyType_IsSubtype(ty, &raw mut ffi::PyFloat_Type) == 0
            && ffi::PyType_IsSubtype(ty, &raw mut ffi::PyComplex_Type) == 0
    }
}

/// 0: CPython has not counted.
pub unsafe fn version_of(ty: *mut ffi::PyTypeObject) -> u32 {
    #[cfg(not(Py_3_12))]
    const VALID: std::ffi::c_ulong = 1 << 19;
    // SAFETY: the caller has a live type.
    unsafe {
        #[cfg(not(Py_3_12))]
        if (*ty).tp_flags & VALID == 0 {
            return 0;
        }
        (*ty).tp_version_tag
    }
}

/// `PyMemberDescrObject` and `PyMemberDef`.
#[repr(C)]
struct MemberDescriptor {
    head: ffi::PyObject,
    owner: Object,
    name: Object,
    qualified_name: Object,
    member: *const MemberDefinition,
}

#[repr(C)]
struct MemberDefinition {
    name: *const c_char,
    kind: c_int,
    offset: ffi::Py_ssize_t,
    flags: c_int,
}

/// Is a descriptor of members one of `__slots__`: any object, and written as it is read?
unsafe fn is_slot(descriptor: Object) -> bool {
    const OBJECT_OR_ERROR: c_int = 16;
    // SAFETY: the caller has compared the type.
    unsafe {
        let member = (*descriptor.cast::<MemberDescriptor>()).member;
        (*member).kind == OBJECT_OR_ERROR && (*member).flags == 0
    }
}
