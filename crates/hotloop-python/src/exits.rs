//! Leaving compiled code: CPython goes on from an exit point, in a function made from the same source.
//!
//! Left by the header of `for i in range(10)` at position 3 with `s` = 4.5, this calls `resume(4.5, range(3, 10))`.

use crate::boxing;
use crate::collector::Pause;
use crate::host::Call;
use crate::interpreter::add_traceback;
use crate::profiling;
use crate::render::line_of;
use crate::settings;
use crate::signature::tuple_items;
use crate::specialization::{Reason, Specialization};
use crate::watch;
use hotloop_compiler::diagnostic::Span;
use hotloop_compiler::ir::{ExitPoint, FunctionType, LiveVariable, Made, Over, Place, PyType, Takes};
use hotloop_compiler::lower::COUNTS;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use smallvec::SmallVec;
use std::cell::RefCell;
use std::ffi::CString;
use std::ptr;
use std::sync::Arc;
use std::time::Instant;

/// Goes on in CPython behind exit point `index`; `slots` is what machine code has left there. Null: an exception is set.
///
/// # Safety
/// The GIL is held and machine code has just returned `index + 1`.
pub unsafe fn leave(
    call: &mut Call,
    specialization: &Specialization,
    index: usize,
    slots: *const u64,
) -> *mut ffi::PyObject {
    let point = &call.compiled.artifact.module.exits[index];
    // SAFETY: the caller's promise.
    unsafe {
        add_counted(call, point, slots);
        if !call.buffers.write_back() {
            return ptr::null_mut();
        }
        if let Some(exception) = call.exception.take() {
            keep_variables(call, point, slots);
            return raise_here(call, point, exception);
        }
        count(call, specialization, index, point);
        if call.gives_up && point.place == Place::Start {
            return ffi::Py_NewRef(ffi::Py_NotImplemented());
        }
        let mut parts = slots;
        let mut arguments = Arguments::default();
        let mut hidden = Hidden::default();
        let Some(bound) = box_live(call, point, &mut parts, &mut arguments, &mut hidden) else {
            return ptr::null_mut();
        };
        let Some(later) = box_rests(point, parts, &mut arguments, &hidden, call.comes_back) else {
            return ptr::null_mut();
        };
        let Some(resume) = continuation(call, index, point, bound) else { return ptr::null_mut() };
        call.outside.forget();
        let objects = &arguments.0;
        let started = Instant::now();
        let result = ffi::PyObject_Vectorcall(resume.as_ptr(), objects.as_ptr(), objects.len(), ptr::null_mut());
        let seconds = &call.compiled.exits[index].seconds;
        seconds.set(seconds.get() + started.elapsed().as_secs_f64());
        if result.is_null() {
            hide_variables(&resume);
        } else if call.comes_back {
            LATER.replace(later);
        }
        result
    }
}

/// What was counted up to there.
unsafe fn add_counted(call: &Call, point: &ExitPoint, slots: *const u64) {
    let Some(at) = point.live.iter().position(|live| live.name == COUNTS) else { return };
    let before: usize = point.live[..at].iter().map(|live| live.ty.parts().len()).sum();
    // SAFETY: the caller promises the parts of all live variables.
    unsafe { profiling::add_counted(call, slots.add(before)) };
}

thread_local! {
    static LATER: RefCell<Option<Py<PyAny>>> = const { RefCell::new(None) };
}

/// What is left of the items of a loop that comes back, if the call before this one was left in its middle, and CPython
/// has ended the iteration.
pub fn take_later() -> Option<Py<PyAny>> {
    LATER.take()
}

/// The Python function of a snippet, borrowed; `None`: an exception is set.
pub fn snippet_function(call: &Call, index: usize) -> Option<*mut ffi::PyObject> {
    let code = &call.compiled.snippets[index];
    if let Some(known) = &*code.function.borrow() {
        return Some(known.as_ptr());
    }
    // SAFETY: the callers have the GIL.
    let py = unsafe { Python::assume_attached() };
    let snippet = &call.compiled.artifact.module.snippets[index];
    let make = || {
        let options = PyDict::new(py);
        options.set_item("start", snippet.span.start)?;
        options.set_item("end", snippet.span.end)?;
        match &snippet.takes {
            Takes::Nothing => {}
            Takes::Truth => options.set_item("truth", true)?,
            Takes::Variables(all) => {
                options.set_item("takes", PyTuple::new(py, all.iter().map(|one| one.name.as_str()))?)?;
            }
        }
        options.set_item("params", PyTuple::new(py, snippet.params.iter().map(|(name, _)| name.as_str()))?)?;
        make_function(py, call, "snippet", &options)
    };
    let function = restore_error(py, make())?;
    // Another thread may have made it meanwhile, and be in it.
    Some(code.function.borrow_mut().get_or_insert(function).as_ptr())
}

/// For each live variable: 0 if it is not bound, otherwise 1; a higher number says which of several functions it is.
type WhichBound = SmallVec<[u8; 16]>;

/// Strong references to arguments.
#[derive(Default)]
struct Arguments(SmallVec<[*mut ffi::PyObject; 12]>);

impl Drop for Arguments {
    fn drop(&mut self) {
        // SAFETY: exits are taken under the GIL, and the references are ours.
        self.0.iter().for_each(|&object| unsafe { ffi::Py_DECREF(object) });
    }
}

/// What loops go through: objects by their hidden names.
#[derive(Default)]
struct Hidden<'a> {
    names: Vec<&'a str>,
    objects: Arguments,
}

impl Hidden<'_> {
    fn get<'py>(&self, py: Python<'py>, name: &str) -> Bound<'py, PyAny> {
        let at = self.names.iter().position(|known| *known == name).expect("verified: it is live");
        // SAFETY: the object is ours.
        unsafe { Bound::from_borrowed_ptr(py, self.objects.0[at]) }
    }
}

/// Names that no program can have.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

fn visible(point: &ExitPoint) -> impl Iterator<Item = &LiveVariable> {
    point.live.iter().filter(|live| !is_hidden(&live.name))
}

/// Boxes the live variables; the result says of each whether it is bound. `None`: an exception is set.
unsafe fn box_live<'a>(
    call: &mut Call,
    point: &'a ExitPoint,
    parts: &mut *const u64,
    arguments: &mut Arguments,
    hidden: &mut Hidden<'a>,
) -> Option<WhichBound> {
    let mut bound = SmallVec::new();
    for variable in &point.live {
        let which;
        // SAFETY: the caller promises the parts of all live variables.
        unsafe {
            let (mut ty, mut is_bound) = (&variable.ty, true);
            while let PyType::Maybe(inner) = ty {
                is_bound &= **parts != 0;
                *parts = parts.add(1);
                ty = inner;
            }
            if !is_bound {
                *parts = parts.add(ty.parts().len());
                bound.push(0);
                continue;
            }
            which = if let PyType::Choice(_) = ty { **parts as u8 } else { 0 };
            let object = live_object(call, ty, parts);
            if object.is_null() {
                return None;
            }
            if is_hidden(&variable.name) {
                hidden.names.push(&variable.name);
                hidden.objects.0.push(object);
                continue;
            }
            arguments.0.push(as_it_was_given(call, &variable.name, object));
        }
        bound.push(1 + which);
    }
    Some(bound)
}

/// As [`boxing::object`], of what may be or have functions in it.
///
/// # Safety
/// As there.
pub unsafe fn live_object(call: &mut Call, ty: &PyType, parts: &mut *const u64) -> *mut ffi::PyObject {
    // SAFETY: as for `boxing::object`.
    unsafe {
        match ty {
            PyType::Function(of) => match &of.made {
                Made::Name(name) => {
                    let function = call.resolved.functions.get(name).expect("lowering: it is a name of the function");
                    ffi::Py_NewRef(function.as_ptr())
                }
                Made::Argument(at) => ffi::Py_NewRef(call.arguments[*at as usize]),
                Made::Definition(_) | Made::Attribute(_) => boxing::object(ty, parts, &mut call.buffers),
            },
            PyType::Choice(all) => {
                let which = **parts as usize;
                *parts = parts.add(1);
                let n_parts = |of: &[Arc<FunctionType>]| of.iter().map(|one| one.parts().len()).sum::<usize>();
                let mut own = parts.add(n_parts(&all[..which]));
                *parts = parts.add(n_parts(all));
                live_object(call, &PyType::Function(all[which].clone()), &mut own)
            }
            PyType::Tuple(members) if ty.holds_function() => {
                let tuple = ffi::PyTuple_New(members.len() as ffi::Py_ssize_t);
                for (at, member) in members.iter().enumerate() {
                    let object = if tuple.is_null() { ptr::null_mut() } else { live_object(call, member, parts) };
                    if object.is_null() {
                        ffi::Py_XDECREF(tuple);
                        return ptr::null_mut();
                    }
                    ffi::PyTuple_SET_ITEM(tuple, at as ffi::Py_ssize_t, object);
                }
                tuple
            }
            _ => boxing::object(ty, parts, &mut call.buffers),
        }
    }
}

/// The argument of this name in the place of an object that is as it: a NaN is equal to itself by being the same object.
///
/// # Safety
/// The GIL is held, the reference to the object is the caller's.
unsafe fn as_it_was_given(call: &Call, name: &str, object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    let at = call.compiled.artifact.module.entry.params.iter().position(|(param, _)| param == name);
    // SAFETY: arguments are alive during the call.
    unsafe {
        match at.and_then(|at| call.arguments.get(at)) {
            Some(&given) if given != object && is_alike(object, given) => {
                ffi::Py_DECREF(object);
                ffi::Py_NewRef(given)
            }
            _ => object,
        }
    }
}

/// Are they floats or complex numbers of the same bits, or tuples with such members?
unsafe fn is_alike(a: *mut ffi::PyObject, b: *mut ffi::PyObject) -> bool {
    // SAFETY: both are alive, and types are compared before values are read.
    unsafe {
        if a == b {
            true
        } else if ffi::PyFloat_CheckExact(a) != 0 && ffi::PyFloat_CheckExact(b) != 0 {
            ffi::PyFloat_AS_DOUBLE(a).to_bits() == ffi::PyFloat_AS_DOUBLE(b).to_bits()
        } else if ffi::PyComplex_CheckExact(a) != 0 && ffi::PyComplex_CheckExact(b) != 0 {
            let [a, b] = [a, b].map(|z| (*z.cast::<ffi::PyComplexObject>()).cval);
            [a.real.to_bits(), a.imag.to_bits()] == [b.real.to_bits(), b.imag.to_bits()]
        } else if ffi::PyTuple_Check(a) != 0 && ffi::Py_TYPE(a) == ffi::Py_TYPE(b) {
            ffi::PyTuple_GET_SIZE(a) == ffi::PyTuple_GET_SIZE(b)
                && tuple_items(a).zip(tuple_items(b)).all(|(a, b)| is_alike(a, b))
        } else {
            ffi::PyLong_CheckExact(a) != 0
                && ffi::PyLong_CheckExact(b) != 0
                && ffi::PyObject_RichCompareBool(a, b, ffi::Py_EQ) == 1
        }
    }
}

/// What is left of each loop's items, for CPython. If the outermost loop comes back, CPython gets no more than one of
/// them; the result is what it does not get. `None`: an exception is set.
unsafe fn box_rests(
    point: &ExitPoint,
    mut parts: *const u64,
    arguments: &mut Arguments,
    hidden: &Hidden,
    comes_back: bool,
) -> Option<Option<Py<PyAny>>> {
    // SAFETY: the callers have the GIL.
    let py = unsafe { Python::assume_attached() };
    let mut later = None;
    for (at, iterator) in point.iterators.iter().enumerate() {
        // SAFETY: four slots for each iterator follow the live variables.
        let [position, start, step, trip] = unsafe { *parts.cast::<[i64; 4]>() };
        // SAFETY: as above.
        parts = unsafe { parts.add(4) };
        let is_own_header =
            point.place == Place::Header && at + 1 == point.iterators.len() && iterator.span == point.span;
        let next = if is_own_header { position } else { position + 1 };
        let items = |from: i64, to: i64| match &iterator.over {
            Over::Range => rest_of_range(py, start, step, to, from),
            Over::Applied(_, of) => {
                let parts = of.iter().map(|over| rest(py, over, from, hidden)).collect::<PyResult<Vec<_>>>()?;
                Ok(PyTuple::new(py, parts)?.into_any())
            }
            Over::Accumulated { so_far, of, has_initial } => {
                rest_of_accumulated(py, hidden.get(py, so_far), of, *has_initial, from, hidden)
            }
            over if to == trip => rest(py, over, from, hidden),
            over => py.import("itertools")?.call_method1("islice", (rest(py, over, from, hidden)?, to - from)),
        };
        // The loop is about to take the next item, or has one.
        let until = if comes_back && at == 0 { trip.min(next + i64::from(is_own_header)) } else { trip };
        arguments.0.push(restore_error(py, items(next, until))?.into_ptr());
        if until < trip {
            later = Some(restore_error(py, items(until, trip))?.unbind());
        }
    }
    Some(later)
}

fn rest_of_range(py: Python<'_>, start: i64, step: i64, trip: i64, next: i64) -> PyResult<Bound<'_, PyAny>> {
    let [start, step, trip, next] = [start, step, trip, next].map(i128::from);
    // SAFETY: a static type lives for ever.
    let range = unsafe { Bound::from_borrowed_ptr(py, (&raw mut ffi::PyRange_Type).cast()) };
    range.call1((start + step * next, start + step * trip, step))
}

/// Gives an iterator an index. `__setstate__` would bring one inside that is behind the end of a list, as it is where the
/// list has become shorter: so the list is longer meanwhile, and nobody sees that.
fn set_index(items: &Bound<'_, PyAny>, iterator: &Bound<'_, PyAny>, at: i64) -> PyResult<()> {
    let Ok(list) = items.cast_exact::<PyList>() else {
        return iterator.call_method1("__setstate__", (at,)).map(drop);
    };
    let n = list.len();
    for _ in n as i64..=at {
        list.append(items.py().None())?;
    }
    let outcome = iterator.call_method1("__setstate__", (at,)).map(drop);
    if list.len() > n {
        list.del_slice(n, list.len())?;
    }
    outcome
}

/// The iterator that CPython would have after `next` items.
fn rest<'py>(py: Python<'py>, over: &Over, next: i64, hidden: &Hidden) -> PyResult<Bound<'py, PyAny>> {
    let builtin = |name: &str| py.import("builtins")?.getattr(name);
    match over {
        Over::Range => unreachable!("inside of something else it is a part"),
        Over::Applied(..) | Over::Accumulated { .. } => unreachable!("it is the outermost"),
        Over::Part(names) => {
            let numbers = names.each_ref().map(|name| hidden.get(py, name).extract::<i64>());
            let [start, step, trip] = numbers;
            rest_of_range(py, start?, step?, trip?, next)
        }
        Over::Items(name, first) => {
            let first = first.as_ref().map_or(Ok(0), |first| hidden.get(py, first).extract::<i64>())?;
            let items = hidden.get(py, name);
            let iterator = items.try_iter()?.into_any();
            set_index(&items, &iterator, first + next)?;
            Ok(iterator)
        }
        Over::Reversed(name, first) => {
            let first = hidden.get(py, first).extract::<i64>()?;
            let items = hidden.get(py, name);
            let iterator = builtin("reversed")?.call1((&items,))?;
            set_index(&items, &iterator, first - next)?;
            Ok(iterator)
        }
        Over::Enumerate(start, of) => {
            let first = i128::from(hidden.get(py, start).extract::<i64>()?) + i128::from(next);
            builtin("enumerate")?.call1((rest(py, of, next, hidden)?, first))
        }
        Over::Columns(name) => {
            let mut parts = vec![];
            for row in hidden.get(py, name).try_iter()? {
                let row = row?;
                let iterator = row.try_iter()?.into_any();
                set_index(&row, &iterator, next)?;
                parts.push(iterator);
            }
            builtin("zip")?.call1(PyTuple::new(py, parts)?)
        }
        Over::Made(name, of, values) => {
            let module = py.import("itertools")?;
            let parts = of.iter().map(|over| rest(py, over, 0, hidden));
            let named = PyDict::new(py);
            let values: Vec<_> = values.iter().map(|name| hidden.get(py, name)).collect();
            let values = match (name.as_str(), &values[..]) {
                ("zip_longest", [value]) => {
                    named.set_item("fillvalue", value)?;
                    vec![]
                }
                ("product", [value]) => {
                    named.set_item("repeat", value)?;
                    vec![]
                }
                ("accumulate", [function, initial]) => {
                    named.set_item("initial", initial)?;
                    vec![function.clone()]
                }
                _ => values,
            };
            let arguments = parts.chain(values.into_iter().map(Ok)).collect::<PyResult<Vec<_>>>()?;
            let function = match name.as_str() {
                "from_iterable" => module.getattr("chain")?.getattr("from_iterable")?,
                name => module.getattr(name)?,
            };
            let all = function.call(PyTuple::new(py, arguments)?, Some(&named))?;
            module.call_method1("islice", (all, next, py.None()))
        }
        Over::Zip(of) => {
            let parts = of.iter().map(|over| rest(py, over, next, hidden)).collect::<PyResult<Vec<_>>>()?;
            builtin("zip")?.call1(PyTuple::new(py, parts)?)
        }
    }
}

/// A function of the other arguments of `accumulate` that gives what is left of it.
fn rest_of_accumulated<'py>(
    py: Python<'py>,
    so_far: Bound<'py, PyAny>,
    of: &Over,
    has_initial: bool,
    next: i64,
    hidden: &Hidden,
) -> PyResult<Bound<'py, PyAny>> {
    // The first one is the initial value.
    let n_taken = if has_initial { (next - 1).max(0) } else { next };
    let items = rest(py, of, n_taken, hidden)?;
    let before = if next > 0 { PyTuple::new(py, [so_far])? } else { PyTuple::empty(py) };
    let module = py.import("hotloop._continuation")?;
    py.import("functools")?.call_method1("partial", (module.getattr("accumulated")?, items, before))
}

/// In the place of the number of arguments that a call keeps: all but the first are given to what is left of it.
const ACCUMULATED: i64 = -2;

/// The function that goes on there, made once for each set of bound variables. `None`: an exception is set.
fn continuation<'py>(call: &Call, index: usize, point: &ExitPoint, bound: WhichBound) -> Option<Bound<'py, PyAny>> {
    // SAFETY: the callers have the GIL.
    let py = unsafe { Python::assume_attached() };
    let known = &call.compiled.exits[index].continuations;
    if let Some(function) = known.borrow().get(&bound) {
        return Some(function.bind(py).clone());
    }
    let live = || visible(point).zip(&bound).filter(|(_, which)| **which > 0);
    let names = live().map(|(live, _)| live.name.as_str());
    let functions =
        live().filter_map(|(live, which)| definition(&live.ty, *which).map(|span| (&live.name, span.start, span.end)));
    let make = || {
        let options = PyDict::new(py);
        options.set_item("place", place_name(point.place))?;
        if call.ends_iteration {
            options.set_item("once", true)?;
        }
        options.set_item("start", point.span.start)?;
        options.set_item("end", point.span.end)?;
        options.set_item("names", PyTuple::new(py, names.collect::<Vec<&str>>())?)?;
        let applied = point.iterators.iter().map(|iterator| match iterator.over {
            Over::Applied(n, _) => n as i64,
            Over::Accumulated { .. } => ACCUMULATED,
            _ => -1,
        });
        options.set_item("applied", PyTuple::new(py, applied.collect::<Vec<i64>>())?)?;
        options.set_item("functions", PyTuple::new(py, functions.collect::<Vec<_>>())?)?;
        make_function(py, call, "continuation", &options)
    };
    let function = restore_error(py, make())?;
    known.borrow_mut().insert(bound, function.clone_ref(py));
    Some(function.into_bound(py))
}

/// Where a variable's function is made, if that is inside the function itself.
fn definition(ty: &PyType, which: u8) -> Option<Span> {
    if let PyType::Maybe(inner) = ty {
        return definition(inner, which);
    }
    match ty.functions().get(usize::from(which) - 1)?.made {
        Made::Definition(span) => Some(span),
        _ => None,
    }
}

fn make_function(py: Python<'_>, call: &Call, maker: &str, options: &Bound<'_, PyDict>) -> PyResult<Py<PyAny>> {
    // SAFETY: the dispatcher keeps its function alive during the call.
    let function = unsafe { Bound::from_borrowed_ptr(py, call.function) };
    let _paused = Pause::begin(py);
    let module = py.import("hotloop._continuation")?;
    Ok(module.getattr(maker)?.call((function, call.resolved.source.bind(py)), Some(options))?.unbind())
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Start => "start",
        Place::Header => "header",
        Place::After => "after",
        Place::Then => "then",
        Place::Orelse => "else",
    }
}

/// Counts the exit, and gives the specialization up where exits are the rule: then compiled code only delays CPython.
fn count(call: &Call, specialization: &Specialization, index: usize, point: &ExitPoint) {
    const MANY: u64 = 8;
    const MANY_HOPELESS: u32 = 3;
    let exit = &call.compiled.exits[index];
    exit.count.set(exit.count.get() + 1);
    if call.outside.is_hopeless() {
        let strikes = call.compiled.hopeless_calls.get() + 1;
        call.compiled.hopeless_calls.set(strikes);
        if strikes >= MANY_HOPELESS {
            let line = line_of(&call.resolved.text, point.span.start);
            let file = &call.resolved.filename;
            let text =
                format!("{file}:{line}: calling CPython takes longer than machine code saves, last at this line");
            specialization.stay_in_python(Reason::plain(text));
        }
        return;
    }
    let by_itself = !call.is_leaving() && !call.has_worked && settings::force_exit() == 0;
    if !by_itself {
        return;
    }
    let idle = call.compiled.idle_exits.get() + 1;
    call.compiled.idle_exits.set(idle);
    let calls = specialization.calls.get();
    if idle > MANY && idle * 2 > calls {
        let line = line_of(&call.resolved.text, point.span.start);
        let file = &call.resolved.filename;
        let text = format!("{file}:{line}: left compiled code too often: {idle} of {calls} calls, last at this line");
        specialization.stay_in_python(Reason::plain(text));
    }
}

/// Takes our own variables out of the frame that an exception has left: a debugger is to see the user's only.
#[cfg(not(Py_3_12))]
fn hide_variables(resume: &Bound<'_, PyAny>) {
    let py = resume.py();
    let error = PyErr::fetch(py);
    let hide = || {
        let Some(trace) = error.traceback(py) else { return Ok(()) };
        let frame = trace.getattr("tb_frame")?;
        if !frame.getattr("f_code")?.is(&resume.getattr("__code__")?) {
            return Ok(());
        }
        let variables = frame.getattr("f_locals")?.cast_into::<PyDict>()?;
        for name in variables.keys() {
            if name.extract::<&str>()?.starts_with(".hotloop.") {
                variables.del_item(name)?;
            }
        }
        watch::store_variables(&frame);
        PyResult::Ok(())
    };
    // Where that fails they are seen, and nothing else is wrong.
    drop(hide());
    error.restore(py);
}

/// From 3.12 on a variable of a frame cannot be unbound from outside: the function does it.
#[cfg(Py_3_12)]
fn hide_variables(_: &Bound<'_, PyAny>) {}

/// For the loops of `hotloop run`: their variables are those of a function that goes on.
unsafe fn keep_variables(call: &mut Call, point: &ExitPoint, slots: *const u64) {
    if !watch::has_loops() {
        return;
    }
    // SAFETY: as for `leave`.
    unsafe {
        let py = Python::assume_attached();
        let (mut parts, mut values) = (slots, Arguments::default());
        let Some(bound) = box_live(call, point, &mut parts, &mut values, &mut Hidden::default()) else {
            return ffi::PyErr_Clear();
        };
        let variables = PyDict::new(py);
        let names = visible(point).zip(&bound).filter(|(_, which)| **which > 0).map(|(live, _)| &live.name);
        for (name, &value) in names.zip(&values.0) {
            if variables.set_item(name, Bound::from_borrowed_ptr(py, value)).is_err() {
                return ffi::PyErr_Clear();
            }
        }
        watch::keep_variables(variables.unbind());
    }
}

/// Raises what a signal handler has raised, at the loop's line.
unsafe fn raise_here(call: &Call, point: &ExitPoint, exception: PyErr) -> *mut ffi::PyObject {
    // SAFETY: the GIL is held; the function is alive.
    unsafe {
        let py = Python::assume_attached();
        let function = Bound::from_borrowed_ptr(py, call.function);
        let name: String = function.getattr("__name__").and_then(|name| name.extract()).unwrap_or_default();
        let line = line_of(&call.resolved.text, point.span.start);
        exception.restore(py);
        if let (Ok(file), Ok(name)) = (CString::new(call.resolved.filename.as_str()), CString::new(name)) {
            add_traceback(&file, &name, line as i32, ffi::PyFunction_GetGlobals(call.function));
        }
    }
    ptr::null_mut()
}

fn restore_error<T>(py: Python<'_>, result: PyResult<T>) -> Option<T> {
    result.map_err(|error| error.restore(py)).ok()
}
