//! What CPython gives machine code that calls out: the variables that a statement has bound, and whether it pays.
//!
//! `x = source.next(i)`, taken for a float, gives the object, which is kept until the variable has another one, and its
//! eight bytes. If it is no float, that is noted for the next compilation, and machine code is left.

use crate::classes::Classes;
use crate::environment::Resolved;
use crate::host::Call;
use crate::lists::Signals;
use crate::signature::{kind, may_be, tuple_items, type_of};
use crate::unbox::{unbox, unbox_scalar};
use hotloop_compiler::diagnostic::Span;
use hotloop_compiler::ir::{PyType, Taken, Takes};
use hotloop_compiler::lower::is_taken;
use pyo3::ffi;
use pyo3::prelude::*;
use smallvec::SmallVec;
use std::iter;
use std::ptr;
use std::time::{Duration, Instant};

type Object = *mut ffi::PyObject;

/// Of one call.
#[derive(Default)]
pub struct Outside {
    /// By the number of the variable; null: it has none of ours.
    objects: SmallVec<[Object; 4]>,
    pace: Pace,
}

/// Every eighth call out, and the fourth, is looked at, together with the machine code before it.
#[derive(Default)]
struct Pace {
    n_calls: u32,
    is_looked_at: bool,
    /// The end of the one before one that is looked at.
    ended: Option<Instant>,
    began: Option<Instant>,
    in_machine_code: Duration,
    /// On the way to CPython and back: boxing, writing lists back, comparing them.
    on_the_way: Duration,
    calling: Duration,
    /// So many in a row had a long way.
    n_long: u32,
    is_hopeless: bool,
}

const LOOK_AT: u32 = 8;
/// Nothing is decided before so many.
const ENOUGH: u32 = 512;
/// CPython would take so many times as long as machine code between two calls.
const SPEED: u32 = 30;
/// Some in a row with so long a way (long lists are compared) are enough, if they have taken so long in all: 512 of them
/// could take seconds. Less would be hasty, for a loop may begin with what takes machine code no time.
const LONG: Duration = Duration::from_micros(200);
const ENOUGH_LONG: u32 = 3;
const LONG_IN_ALL: Duration = Duration::from_millis(5);

fn is_looked_at(n_calls: u32) -> bool {
    n_calls.is_multiple_of(LOOK_AT) || n_calls == LOOK_AT / 2
}

impl Outside {
    pub fn begin(&mut self) {
        let pace = &mut self.pace;
        pace.n_calls += 1;
        pace.is_looked_at = is_looked_at(pace.n_calls);
        if pace.is_looked_at {
            let now = Instant::now();
            pace.began = Some(now);
            pace.in_machine_code += pace.ended.map_or(Duration::ZERO, |ended| now - ended);
            pace.calling = Duration::ZERO;
        }
    }

    pub fn begin_call(&self) -> Option<Instant> {
        self.pace.is_looked_at.then(Instant::now)
    }

    pub fn end_call(&mut self, began: Option<Instant>) {
        if let Some(began) = began {
            self.pace.calling = began.elapsed();
        }
    }

    /// True: CPython alone would be faster. Said once.
    pub fn end(&mut self) -> bool {
        let pace = &mut self.pace;
        if is_looked_at(pace.n_calls + 1) {
            pace.ended = Some(Instant::now());
        }
        if !std::mem::take(&mut pace.is_looked_at) {
            return false;
        }
        if let Some(began) = pace.began {
            let way = began.elapsed().saturating_sub(pace.calling);
            pace.on_the_way += way;
            pace.n_long = if way > LONG { pace.n_long + 1 } else { 0 };
        }
        let is_enough = pace.n_calls >= ENOUGH || pace.n_long >= ENOUGH_LONG && pace.on_the_way > LONG_IN_ALL;
        let is_news = !pace.is_hopeless && is_enough && pace.on_the_way > pace.in_machine_code * SPEED;
        pace.is_hopeless |= is_news;
        is_news
    }

    pub fn is_hopeless(&self) -> bool {
        self.pace.is_hopeless
    }

    /// Gives up what variables hold. The GIL is held.
    pub fn forget(&mut self) {
        for object in std::mem::take(&mut self.objects) {
            // SAFETY: the references are ours, or null.
            unsafe { ffi::Py_XDECREF(object) };
        }
    }

    /// Keeps an object for a variable, in the place of the one that it had, which is the caller's then.
    fn keep(&mut self, at: usize, object: Object) -> Object {
        if self.objects.len() <= at {
            self.objects.resize(at + 1, ptr::null_mut());
        }
        std::mem::replace(&mut self.objects[at], object)
    }
}

/// Writes what is taken of a snippet's result, whose reference is ours from here on. False: it is not what it was taken
/// for.
///
/// # Safety
/// The GIL is held, the result is that of the snippet, and there is room for what it takes.
pub unsafe fn take(call: &mut Call, index: usize, result: Object, mut parts: *mut u64) -> bool {
    let snippet = &call.compiled.artifact.module.snippets[index];
    let numbers = &call.compiled.snippets[index].variables;
    // SAFETY: the caller's promise; a snippet of several variables gives a tuple of them.
    unsafe {
        let all = match &snippet.takes {
            Takes::Variables(all) => all,
            Takes::Truth => {
                *parts = u64::from(result == ffi::Py_True());
                ffi::Py_DECREF(result);
                return true;
            }
            Takes::Nothing => {
                ffi::Py_DECREF(result);
                return true;
            }
        };
        let objects: SmallVec<[Object; 4]> = match all.len() {
            1 => SmallVec::from_slice(&[result]),
            _ => tuple_items(result).map(|item| ffi::Py_NewRef(item)).collect(),
        };
        let mut fits = true;
        let mut before: SmallVec<[Object; 4]> = SmallVec::new();
        for ((one, &object), &number) in all.iter().zip(&objects).zip(numbers) {
            *parts = object as u64;
            parts = parts.add(1);
            fits &= take_value(one, object, parts, call);
            parts = parts.add(one.value().parts().len());
            before.push(call.outside.keep(number, object));
        }
        if all.len() != 1 {
            ffi::Py_DECREF(result);
        }
        if !fits {
            learn(call, snippet.span, all, &objects);
        }
        // Python code may run when they go.
        before.into_iter().for_each(|object| ffi::Py_XDECREF(object));
        fits
    }
}

unsafe fn take_value(one: &Taken, object: Object, parts: *mut u64, call: &mut Call) -> bool {
    let Some(ty) = &one.ty else { return false };
    let classes: &Classes = &call.resolved.classes;
    // SAFETY: the caller's promise.
    unsafe {
        match ty {
            PyType::Object => true,
            PyType::Tuple(_) | PyType::NumPy(_) | PyType::Char => {
                let (parts, none) = (&mut { parts }, &mut iter::empty());
                may_be(ty, object, classes)
                    && unbox(ty, object, parts, &mut call.buffers, classes, none, &mut Signals::new()).is_ok()
            }
            ty => unbox_scalar(kind(ty), object, &mut { parts }),
        }
    }
}

/// Of which types the variables are, for the next compilation.
unsafe fn learn(call: &Call, span: Span, all: &[Taken], objects: &[Object]) {
    let Resolved { classes, called, .. } = call.resolved;
    let mut called = called.borrow_mut();
    // Of what has not been seen before only a guess is known.
    let is_first = !called.contains_key(&span);
    let known = called.entry(span).or_insert_with(|| all.iter().map(|one| one.ty.clone()).collect());
    for (known, &object) in known.iter_mut().zip(objects) {
        // SAFETY: the objects are alive, and the GIL is held.
        let found = unsafe { type_of(object, classes) };
        // SAFETY: as above.
        let is_large = unsafe { ffi::PyLong_CheckExact(object) != 0 } && found == PyType::Object;
        // SAFETY: as above.
        let is_known = is_taken(&found) && classes.knows_all(unsafe { Python::assume_attached() }, &found);
        let found = if is_known { found } else { PyType::Object };
        let now = match known.take() {
            // One that does not fit 64 bits is an exception.
            Some(PyType::Int) if is_large => PyType::Int,
            Some(known) if known != found && !is_first => PyType::Object,
            _ => found,
        };
        *known = Some(now);
    }
    let is_changed = all.iter().zip(known.iter()).any(|(one, known)| one.ty != *known);
    if is_changed {
        call.compiled.is_outdated.set(true);
    }
}
