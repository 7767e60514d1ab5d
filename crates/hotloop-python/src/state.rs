//! What a dispatcher knows of its function: the options, what the function is made of, and its specializations.
//!
//! Other Python threads may call while one compiles, and Python code may call again while a call is under way, so
//! nothing here is freed before the dispatcher itself: what is out of date is kept aside.

use crate::collector::Pause;
use crate::environment::{Found, Resolved, Unresolved, differences, resolve};
use crate::settings::Settings;
use crate::specialization::{Reason, Specialization};
use hotloop_compiler::ir::PyType;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ffi::{c_int, c_void};
use std::ptr;

#[expect(clippy::vec_box, reason = "calls hold on to what is boxed while the vectors grow")]
pub struct State {
    pub settings: Settings,
    /// The last specialization that was used, if it takes scalars only.
    last: Cell<*const Specialization>,
    current: Cell<*const Resolved>,
    /// The argument because of whose length the last call was CPython's.
    pub long_list: Cell<Option<usize>>,
    /// Most recently used first; those of `current`.
    specializations: RefCell<Vec<Box<Specialization>>>,
    /// Out of date, but a call may still be using them.
    retired: RefCell<Vec<Box<Specialization>>>,
    /// Compiled again since.
    replaced: RefCell<Vec<Box<Specialization>>>,
    resolved: RefCell<Vec<Box<Resolved>>>,
    /// Set: every call runs in CPython.
    passthrough: RefCell<Option<Reason>>,
    is_passthrough: Cell<bool>,
    /// Set: there were more signatures than are kept.
    turned_away: RefCell<Option<Reason>>,
    compiling: RefCell<Vec<Compiling>>,
    /// An internal error is reported once.
    pub has_reported: Cell<bool>,
    /// Calls that ran in CPython.
    pub python_calls: Cell<u64>,
    /// Those of them that did because somebody watched.
    pub watched_calls: Cell<u64>,
    /// And because NumPy was told to say something about underflow.
    pub loud_calls: Cell<u64>,
    /// Methods of `random.Random` that were passed as arguments.
    methods: RefCell<BTreeSet<&'static str>>,
    /// One of them has not been looked at yet.
    has_more: Cell<bool>,
}

/// A signature that some thread is compiling.
struct Compiling {
    types: Vec<PyType>,
    process: u32,
    /// The thread runs signal handlers meanwhile, which may call the function, or wait for a thread that does.
    is_interrupted: bool,
}

/// Whose turn it is to compile a signature.
pub enum Begun {
    /// Now this thread's, until `end_compiling`.
    Yes,
    ByAnother,
    /// It is begun, but whoever waited for it might wait for ever.
    Interrupted,
}

/// After this many changes of what it uses a function stays in CPython.
const MAX_RESOLUTIONS: usize = 16;
/// More argument types than this are a sign of code that compiling does not suit.
pub const MAX_SPECIALIZATIONS: usize = 64;

impl State {
    pub fn new(settings: Settings) -> State {
        State {
            settings,
            last: Cell::new(ptr::null()),
            current: Cell::new(ptr::null()),
            long_list: Cell::new(None),
            specializations: RefCell::default(),
            retired: RefCell::default(),
            replaced: RefCell::default(),
            resolved: RefCell::default(),
            passthrough: RefCell::default(),
            is_passthrough: Cell::new(false),
            turned_away: RefCell::default(),
            compiling: RefCell::default(),
            has_reported: Cell::new(false),
            python_calls: Cell::new(0),
            watched_calls: Cell::new(0),
            loud_calls: Cell::new(0),
            methods: RefCell::default(),
            has_more: Cell::new(false),
        }
    }

    /// What the function is made of, as far as it has been looked at.
    #[inline]
    pub fn current(&self) -> Option<&Resolved> {
        // SAFETY: `resolved` owns it and is emptied only when the state is dropped.
        unsafe { self.current.get().as_ref() }
    }

    #[inline]
    pub fn last(&self) -> Option<&Specialization> {
        // SAFETY: specializations are freed only when the state is dropped.
        unsafe { self.last.get().as_ref() }
    }

    pub fn set_last(&self, specialization: &Specialization) {
        self.last.set(specialization);
    }

    #[inline]
    pub fn is_passthrough(&self) -> bool {
        self.is_passthrough.get()
    }

    pub fn passthrough(&self) -> Option<Reason> {
        self.passthrough.borrow().clone()
    }

    pub fn pass_through(&self, reason: Reason) {
        *self.passthrough.borrow_mut() = Some(reason);
        self.is_passthrough.set(true);
    }

    /// For one signature too many: the reason why it runs in CPython.
    pub fn turn_away(&self, resolved: &Resolved) -> Reason {
        let message = format!("called with more than {MAX_SPECIALIZATIONS} combinations of argument types");
        let reason = || Reason::of_function(resolved, "limit", message);
        self.turned_away.borrow_mut().get_or_insert_with(reason).clone()
    }

    pub fn turned_away(&self) -> Option<Reason> {
        self.turned_away.borrow().clone()
    }

    /// Methods that are passed as arguments are looked at as well from now on. True: there is a new one.
    pub fn need_methods(&self, types: &[PyType]) -> bool {
        let mut methods = self.methods.borrow_mut();
        let n_known = methods.len();
        methods.extend(types.iter().filter_map(|ty| match ty {
            PyType::Method(name) => Some(*name),
            _ => None,
        }));
        let is_new = methods.len() > n_known;
        self.has_more.set(self.has_more.get() | is_new);
        is_new
    }

    /// Looks at the function, again if something that it uses has changed. `None`: it stays in CPython.
    pub fn resolve(&self, function: &Bound<'_, PyAny>) -> PyResult<Option<&Resolved>> {
        if let Some(known) = self.current()
            && known.holds()
            && !self.has_more.replace(false)
        {
            return Ok(Some(known));
        }
        if self.is_passthrough() {
            return Ok(None);
        }
        let pause = Pause::begin(function.py());
        // Other threads may come here meanwhile.
        let methods = self.methods.borrow().clone();
        let resolved = resolve(function, &methods);
        drop(pause);
        match resolved {
            Ok(resolved) => Ok(self.adopt(resolved)),
            Err(Unresolved::Raised(error)) => Err(error),
            Err(Unresolved::Refused(refusal)) => {
                self.pass_through(Reason::of(&refusal));
                Ok(None)
            }
            Err(Unresolved::NoSource(reason)) => {
                let name: String = function.getattr("__qualname__")?.extract()?;
                let line = format!("hotloop: {name} runs in CPython: {reason}");
                self.pass_through(Reason::plain(line.clone()));
                let category = function.py().get_type::<pyo3::exceptions::PyRuntimeWarning>();
                let line = std::ffi::CString::new(line).unwrap_or_default();
                PyErr::warn(function.py(), &category, &line, 1)?;
                Ok(None)
            }
        }
    }

    fn adopt(&self, resolved: Resolved) -> Option<&Resolved> {
        let changed = self.current().map(|known| changes(known, &resolved));
        let resolved = Box::new(resolved);
        let address: *const Resolved = &*resolved;
        self.resolved.borrow_mut().push(resolved);
        self.last.set(ptr::null());
        self.long_list.set(None);
        if let Some(changed) = &changed {
            self.retired.borrow_mut().append(&mut self.specializations.borrow_mut());
            if self.resolved.borrow().len() > MAX_RESOLUTIONS {
                let line = format!("what it uses changes too often: {}", changed.join(", "));
                self.pass_through(Reason::plain(line));
                return None;
            }
        }
        self.current.set(address);
        self.current()
    }

    /// Specializations, most recently used first.
    pub fn specializations(&self) -> Vec<&Specialization> {
        let all = self.specializations.borrow();
        // SAFETY: boxes do not move, and are freed only when the state is dropped.
        all.iter().map(|one| unsafe { &*ptr::from_ref::<Specialization>(one) }).collect()
    }

    pub fn retired(&self) -> usize {
        self.retired.borrow().len()
    }

    /// Calls `try_use` with one specialization after the other until it returns something.
    pub fn find<'a, T>(&'a self, mut try_use: impl FnMut(&'a Specialization) -> Option<T>) -> Option<T> {
        let mut at = 0;
        loop {
            let candidate: *const Specialization = match self.specializations.borrow().get(at) {
                Some(candidate) => &**candidate,
                None => return None,
            };
            // SAFETY: as in `specializations`; nothing is borrowed while `try_use` runs.
            let candidate = unsafe { &*candidate };
            if let Some(found) = try_use(candidate) {
                self.move_to_front(candidate);
                return Some(found);
            }
            at += 1;
        }
    }

    /// Puts aside what is to be compiled again for these types.
    pub fn retire_outdated(&self, types: &[PyType]) -> Option<&Specialization> {
        let mut all = self.specializations.borrow_mut();
        let at = all.iter().position(|one| one.is_outdated() && one.types == types)?;
        let outdated = all.remove(at);
        let address: *const Specialization = &*outdated;
        self.replaced.borrow_mut().push(outdated);
        // SAFETY: as in `specializations`.
        unsafe { address.as_ref() }
    }

    /// Keeps a specialization, unless what it was made from is out of date by now.
    pub fn add(&self, specialization: Specialization, made_from: &Resolved) {
        if ptr::eq(self.current.get(), made_from) {
            self.specializations.borrow_mut().insert(0, Box::new(specialization));
        }
    }

    /// Marks a signature as being compiled by this thread.
    pub fn begin_compiling(&self, types: &[PyType]) -> Begun {
        let process = std::process::id();
        let mut compiling = self.compiling.borrow_mut();
        match compiling.iter().find(|one| one.types == types && one.process == process) {
            Some(one) if one.is_interrupted => Begun::Interrupted,
            Some(_) => Begun::ByAnother,
            None => {
                compiling.push(Compiling { types: types.to_vec(), process, is_interrupted: false });
                Begun::Yes
            }
        }
    }

    /// Signal handlers are about to run, or have run.
    pub fn interrupt_compiling(&self, types: &[PyType], is_interrupted: bool) {
        let mut compiling = self.compiling.borrow_mut();
        compiling.iter_mut().filter(|one| one.types == types).for_each(|one| one.is_interrupted = is_interrupted);
    }

    pub fn end_compiling(&self, types: &[PyType]) {
        self.compiling.borrow_mut().retain(|one| one.types != types);
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut c_void) -> c_int {
        // The collector may come while one of these is being changed: then this object is simply not garbage yet.
        let (Ok(resolved), Ok(live), Ok(retired)) =
            (self.resolved.try_borrow(), self.specializations.try_borrow(), self.retired.try_borrow())
        else {
            return 0;
        };
        for one in resolved.iter() {
            // SAFETY: the caller's promise.
            let status = unsafe {
                match visit(one.source.as_ptr(), argument) {
                    0 => match one.guards.traverse(visit, argument) {
                        0 => one.classes.traverse(visit, argument),
                        status => status,
                    },
                    status => status,
                }
            };
            if status != 0 {
                return status;
            }
            let generators = one.generators.iter().map(Py::as_ptr);
            let Ok(found) = one.found.try_borrow() else { return 0 };
            for object in generators.chain(found.iter().map(Found::owner)) {
                // SAFETY: the caller's promise.
                let status = unsafe { visit(object, argument) };
                if status != 0 {
                    return status;
                }
            }
        }
        let Ok(replaced) = self.replaced.try_borrow() else { return 0 };
        for object in live.iter().chain(retired.iter()).chain(replaced.iter()).flat_map(|one| one.held_objects()) {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(object, argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }

    fn move_to_front(&self, used: &Specialization) {
        let mut all = self.specializations.borrow_mut();
        if let Some(at) = all.iter().position(|one| ptr::eq(&**one, used))
            && at > 0
        {
            all[..=at].rotate_right(1);
        }
    }
}

fn changes(before: &Resolved, now: &Resolved) -> Vec<String> {
    let mut names = differences(&before.environment, &now.environment);
    if before.text != now.text || before.offset != now.offset {
        names.push("its own code".into());
    }
    names
}
