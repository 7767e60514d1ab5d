//! A call of a decorated function: guards, types, values in, machine code, values out.
//!
//! `f(1.5, 2)` compares two type pointers with those of the last specialization, writes two words in a frame on the
//! stack and calls. Everything else - keywords, lists, arrays, other types, compiling - takes `try_call`.

use crate::buffers::{Buffers, Sharing, share_memory};
use crate::classes::{Classes, get};
use crate::compilation::Pending;
use crate::dispatcher::Dispatcher;
use crate::environment::{IN_A_FUNCTION_OF_ITS_OWN, Parameters, Resolved};
use crate::explain::compile_error;
use crate::host::Call;
use crate::instances::Instances;
use crate::lists::{Signals, Unreadable};
use crate::signature::{
    Kind, MOST_MEMBERS, first_of_list, has_twice, is_empty_list, is_list_of_words, list_items, may_be, n_buffers,
    tuple_items, type_of,
};
use crate::specialization::{Compiled, Failure, Job, Made, Reason, SMALL_FRAME, Scalars, Specialization, load};
use crate::state::{Begun, MAX_SPECIALIZATIONS, State};
use crate::unbox::{unbox, unbox_scalar};
use crate::{
    boxing, exits, heaps, interpreter, large_stack, nested, objects, profiling, records, settings, twin, underflow,
    words,
};
use hotloop_compiler::diagnostic::Diagnostic;
use hotloop_compiler::ir::{Elem, PyType, Shape, classes_of};
use hotloop_runtime::stack;
use pyo3::exceptions::{PyRuntimeError, PySystemError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use smallvec::SmallVec;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;
use std::time::{Duration, Instant};

type Object = *mut ffi::PyObject;

/// The `tp_vectorcall` of dispatchers.
pub unsafe extern "C" fn vectorcall(
    callable: Object,
    arguments: *const Object,
    n_flags: usize,
    keywords: Object,
) -> Object {
    // SAFETY: CPython passes a dispatcher and its arguments, under the GIL.
    unsafe {
        let dispatcher = &*callable.cast::<Dispatcher>();
        let given = Given { arguments, n_flags, keywords };
        if has_long_list_again(dispatcher, &given) {
            return given.call(dispatcher);
        }
        // A function that leaves at each level of a recursion takes some kilobytes for each.
        if stack::is_half_used() {
            return given.call(dispatcher);
        }
        call_with_room(dispatcher, given)
    }
}

/// With a large frame of its own.
#[inline(never)]
unsafe fn call_with_room(dispatcher: &Dispatcher, given: Given) -> Object {
    let Given { arguments, n_flags, keywords } = given;
    // SAFETY: what CPython has passed, under the GIL.
    unsafe {
        let n_arguments = ffi::PyVectorcall_NARGS(n_flags) as usize;
        if keywords.is_null()
            && let Some(result) = scalar_call(dispatcher, arguments, n_arguments)
        {
            return result;
        }
        if ffi::Py_IsInitialized() == 0 {
            // A `__del__` while CPython shuts down, when PyO3 does not work any more.
            return given.call(dispatcher);
        }
        object_or_raise(|py| try_call(py, dispatcher, &given))
    }
}

/// What the caller has passed.
struct Given {
    arguments: *const Object,
    n_flags: usize,
    keywords: Object,
}

impl Given {
    /// CPython's own call of the Python function.
    unsafe fn call(&self, dispatcher: &Dispatcher) -> Object {
        let calls = &dispatcher.state().python_calls;
        calls.set(calls.get() + 1);
        let function = dispatcher.function();
        // SAFETY: the caller has the GIL; these are the arguments that CPython has passed to us.
        unsafe {
            match ffi::PyVectorcall_Function(function) {
                Some(own) => own(function, self.arguments, self.n_flags, self.keywords),
                None => ffi::PyObject_Vectorcall(function, self.arguments, self.n_flags, self.keywords),
            }
        }
    }

    /// The same where the function cannot be compiled as a whole: its loops may be, each by itself.
    unsafe fn call_loops(&self, dispatcher: &Dispatcher, function: &Bound<'_, PyAny>) -> PyResult<Object> {
        // The loops themselves are compiled as functions, and whoever asks for all or nothing gets that.
        if dispatcher.state().settings.strict {
            // SAFETY: the caller's promise.
            return Ok(unsafe { self.call(dispatcher) });
        }
        let called = twin::in_place_of(function, dispatcher)?;
        let calls = &dispatcher.state().python_calls;
        calls.set(calls.get() + 1);
        // SAFETY: as above; `called` is alive during the call.
        Ok(unsafe { ffi::PyObject_Vectorcall(called.as_ptr(), self.arguments, self.n_flags, self.keywords) })
    }
}

/// The last call was CPython's because of a long list (`has_long_lists`), and this one has a long list in its place.
/// Whatever else has changed, CPython is right; whether machine code is better by now, every 256th call finds out.
#[inline]
unsafe fn has_long_list_again(dispatcher: &Dispatcher, given: &Given) -> bool {
    let state = dispatcher.state();
    let Some(place) = state.long_list.get() else { return false };
    // SAFETY: the caller has the GIL; positional arguments come first, and all are alive.
    unsafe {
        let is_collected = dispatcher.function().is_null();
        if is_collected || state.python_calls.get().is_multiple_of(256) {
            return false;
        }
        let object = match place < ffi::PyVectorcall_NARGS(given.n_flags) as usize {
            true => *given.arguments.add(place),
            false => state.current().map_or(ptr::null_mut(), |resolved| resolved.found_at(place)),
        };
        !object.is_null() && ffi::PyList_CheckExact(object) != 0 && ffi::PyList_GET_SIZE(object) as usize > SHORT_LISTS
    }
}

/// The fast path: the last specialization, positional scalars. `None`: take the general one.
#[inline]
unsafe fn scalar_call(dispatcher: &Dispatcher, arguments: *const Object, n_arguments: usize) -> Option<Object> {
    let state = dispatcher.state();
    let specialization = state.last()?;
    let compiled = specialization.active()?;
    let scalars = compiled.scalars.as_ref()?;
    let resolved = state.current()?;
    let is_forced = settings::force_exit() != 0;
    if n_arguments != scalars.kinds.len()
        || specialization.is_forced != is_forced
        || interpreter::is_watched()
        || !underflow::is_silent()
        || !resolved.holds()
    {
        return None;
    }
    let mut frame = [MaybeUninit::<u64>::uninit(); SMALL_FRAME];
    let slots = frame.as_mut_ptr().cast::<u64>();
    let mut parts = slots;
    for (at, &kind) in scalars.kinds.iter().enumerate() {
        // SAFETY: there are as many arguments; SMALL_FRAME has room for two parts each.
        if !unsafe { unbox_scalar(kind, *arguments.add(at), &mut parts) } {
            return None;
        }
    }
    let mut call = Call::new(dispatcher.function(), resolved, compiled, &state.settings);
    if n_arguments > 0 {
        // SAFETY: the caller's arguments are alive during the call.
        call.arguments = unsafe { std::slice::from_raw_parts(arguments, n_arguments) };
    }
    // SAFETY: the frame holds the parts of the arguments and has `n_slots` slots; `call` outlives the run.
    unsafe {
        let status = run(&mut call, specialization, slots);
        Some(match status {
            0 if call.exception.is_none() && !call.buffers.made().is_some_and(Buffers::has_lists) => {
                box_scalar(scalars, slots, &mut call)
            }
            _ => object_or_raise(|_| Ok(finish(&mut call, specialization, status, slots))),
        })
    }
}

#[inline]
unsafe fn box_scalar(scalars: &Scalars, slots: *const u64, call: &mut Call) -> Object {
    // SAFETY: machine code has left the parts of a result of this type.
    unsafe {
        match scalars.result {
            Kind::Float => ffi::PyFloat_FromDouble(f64::from_bits(*slots)),
            Kind::Int => ffi::PyLong_FromLongLong(*slots as i64),
            Kind::Word => ffi::PyLong_FromUnsignedLongLong(*slots),
            Kind::Bool => boxing::bool_object(*slots != 0),
            Kind::Complex => boxing::complex_object(*slots, *slots.add(1)),
            Kind::None => ffi::Py_NewRef(ffi::Py_None()),
            Kind::Object | Kind::Other => box_result(call, slots),
        }
    }
}

unsafe fn box_result(call: &mut Call, slots: *const u64) -> Object {
    let artifact = &call.compiled.artifact;
    // SAFETY: machine code has left the parts of a result there, and behind them what it has counted.
    unsafe {
        if !artifact.counted.is_empty() {
            profiling::add_counted(call, slots.add(artifact.result().parts().len()));
        }
        boxing::result(artifact.result(), slots, &mut call.buffers)
    }
}

/// Calls machine code; afterwards the GIL is held.
#[inline]
unsafe fn run(call: &mut Call, specialization: &Specialization, slots: *mut u64) -> i64 {
    specialization.calls.set(specialization.calls.get() + 1);
    let mut host = call.host();
    // SAFETY: the GIL is held here, and at the end again; the function is alive.
    let is_profiled = unsafe { profiling::sees_compiled() };
    if is_profiled {
        // SAFETY: as above.
        unsafe { profiling::enter_compiled(call.function) };
    }
    // SAFETY: the caller promises the frame; the entry's memory belongs to `call.compiled`.
    let status = unsafe { (call.compiled.entry)(slots, &mut host) };
    call.take_gil();
    if is_profiled {
        // SAFETY: as above.
        unsafe { profiling::leave_compiled(call.function) };
    }
    status
}

/// What machine code has left behind, as a Python object. Null: an exception is set.
unsafe fn finish(call: &mut Call, specialization: &Specialization, status: i64, slots: *const u64) -> Object {
    // SAFETY: the caller has just run machine code with this frame.
    unsafe {
        match status {
            0 => {
                if !call.buffers.write_back() {
                    return ptr::null_mut();
                }
                if let Some(exception) = call.exception.take() {
                    exception.restore(Python::assume_attached());
                    return ptr::null_mut();
                }
                box_result(call, slots)
            }
            -1 => {
                let raised = PyErr::fetch(Python::assume_attached());
                // What was stored before the exception is there; that there was no memory for it matters more.
                if call.buffers.write_back() {
                    raised.restore(Python::assume_attached());
                }
                ptr::null_mut()
            }
            exit => exits::leave(call, specialization, exit as usize - 1, slots),
        }
    }
}

/// What `job` makes, as CPython wants it from a C function: null where an exception is set. A panic is an exception.
pub fn object_or_raise(job: impl FnOnce(Python<'_>) -> PyResult<Object>) -> Object {
    Python::attach(|py| {
        let made = large_stack::catch(|| job(py))
            .unwrap_or_else(|panic| Err(PySystemError::new_err(format!("hotloop: internal error: {panic}"))));
        made.unwrap_or_else(|error| {
            error.restore(py);
            ptr::null_mut()
        })
    })
}

/// The general path. Null: an exception is set.
fn try_call(py: Python<'_>, dispatcher: &Dispatcher, given: &Given) -> PyResult<Object> {
    let state = dispatcher.state();
    if dispatcher.function().is_null() {
        return Err(PyRuntimeError::new_err("this function has been collected"));
    }
    // SAFETY: not null, and the caller keeps the dispatcher alive.
    let function = unsafe { Bound::from_borrowed_ptr(py, dispatcher.function()) };
    // SAFETY: what follows passes on what CPython has passed.
    let in_python = || Ok(unsafe { given.call(dispatcher) });
    if interpreter::is_watched() {
        state.watched_calls.set(state.watched_calls.get() + 1);
        return in_python();
    }
    loop {
        // Each time round: it may have changed while a thread was compiling, and NumPy has been met.
        if !underflow::is_silent() {
            state.loud_calls.set(state.loud_calls.get() + 1);
            return in_python();
        }
        let Some(resolved) = state.resolve(&function)? else {
            return match (state.settings.strict, state.passthrough()) {
                (true, Some(reason)) => Err(compile_error(py, &reason.rendered)),
                // SAFETY: as above.
                _ => unsafe { given.call_loops(dispatcher, &function) },
            };
        };
        // SAFETY: the arguments are alive during the call, the function is a Python function.
        let Some(mut bound) = (unsafe { Arguments::bind(&function, &resolved.parameters, given) }) else {
            return in_python();
        };
        bound.objects.extend(resolved.generators.iter().map(Py::as_ptr));
        // SAFETY: the GIL is held.
        if !unsafe { bound.add_found(py, resolved) } {
            return in_python();
        }
        // SAFETY: as above.
        if unsafe { bound.objects.iter().any(|&object| resolved.classes.is_new(object)) } {
            // SAFETY: as above.
            unsafe { resolved.classes.learn(&function, resolved, &bound.objects)? };
            if resolved.note_found(py) {
                continue;
            }
        }
        // SAFETY: as above.
        let answer = state.find(|specialization| unsafe {
            use_if_it_fits(py, dispatcher, resolved, specialization, &bound.objects, given)
        });
        if let Some(answer) = answer {
            return answer;
        }
        // SAFETY: as above.
        unsafe { resolved.classes.learn(&function, resolved, &bound.objects)? };
        if resolved.note_found(py) {
            continue;
        }
        // SAFETY: as above.
        let mut types = unsafe { resolved.classes.likely_types_of(&bound.objects) };
        let is_forced = settings::force_exit() != 0;
        if state.specializations().iter().any(|one| one.is_for(&types, is_forced)) {
            // It did not fit: some element of a long list is another one.
            // SAFETY: as above.
            types = unsafe { resolved.classes.types_of(&bound.objects) };
        }
        if !resolved.classes.is_complete() {
            // SAFETY: as above.
            unsafe { resolved.classes.learn(&function, resolved, &bound.objects)? };
            if resolved.note_found(py) {
                continue;
            }
        }
        if state.need_methods(&types) {
            continue;
        }
        if state.specializations().len() >= MAX_SPECIALIZATIONS {
            let reason = state.turn_away(resolved);
            return match state.settings.strict {
                true => Err(compile_error(py, &reason.rendered)),
                // SAFETY: as above.
                false => unsafe { given.call_loops(dispatcher, &function) },
            };
        }
        match state.begin_compiling(&types) {
            Begun::Yes => {}
            Begun::ByAnother => {
                wait_a_moment(py)?;
                continue;
            }
            Begun::Interrupted => return in_python(),
        }
        // SAFETY: as above.
        let made = unsafe { compile(py, dispatcher, resolved, &types, &bound.objects) };
        state.end_compiling(&types);
        let mut made = made?;
        made.n_arguments = resolved.parameters.count;
        if let Some(before) = state.retire_outdated(&types) {
            made.take_over(before);
        }
        resolved.classes.is_used.set(resolved.classes.is_used.get() || made.compiled.is_some());
        state.add(made, resolved);
    }
}

/// Calls a specialization if the arguments are of its types.
unsafe fn use_if_it_fits(
    py: Python<'_>,
    dispatcher: &Dispatcher,
    resolved: &Resolved,
    specialization: &Specialization,
    objects: &[Object],
    given: &Given,
) -> Option<PyResult<Object>> {
    // SAFETY: the caller's arguments are alive, and the GIL is held.
    unsafe {
        let strict = dispatcher.state().settings.strict;
        // Who asks for machine code gets it.
        if !strict && has_long_lists(specialization, objects) {
            let is_long = |&object: &Object| ffi::PyList_CheckExact(object) != 0 && n_elements(object) > SHORT_LISTS;
            let is_used = |&object: &Object| used(specialization, objects).any(|one| one == object);
            let is_it = |object: &Object| is_long(object) && is_used(object);
            dispatcher.state().long_list.set(objects.iter().position(is_it));
            return Some(Ok(given.call(dispatcher)));
        }
        dispatcher.state().long_list.set(None);
        let fits = !specialization.is_outdated()
            && specialization.is_forced == (settings::force_exit() != 0)
            && specialization.types.len() == objects.len()
            && specialization.types.iter().zip(objects).enumerate().all(|(at, (ty, &object))| {
                specialization.leaves_alone(at, resolved) || may_be(ty, object, &resolved.classes)
            })
            && specialization.sharing == sharing(&specialization.types, objects, &resolved.classes);
        if !fits {
            return None;
        }
        match specialization.active() {
            Some(compiled) => call_compiled(dispatcher, resolved, specialization, compiled, objects, given),
            // A list may be of mixed types behind its first element.
            None if (strict || may_be_another(dispatcher.state(), specialization, objects, &resolved.classes))
                && !are_exactly(&specialization.types, objects, &resolved.classes) =>
            {
                None
            }
            None => match specialization.reason() {
                Some(reason) if strict && specialization.compiled.is_none() => {
                    // Of another call with the same types: these objects may have another reason for theirs.
                    let own = specialization.refusal.as_ref().map(|refusal| reason_for(py, refusal, resolved, objects));
                    Some(Err(compile_error(py, &own.unwrap_or(reason).rendered)))
                }
                _ => {
                    let function = Bound::from_borrowed_ptr(py, dispatcher.function());
                    Some(given.call_loops(dispatcher, &function))
                }
            },
        }
    }
}

/// Could these be the types of another specialization, though calls with the types of this one are CPython's? All
/// elements of a long list are looked at for that, which may take a thousand times what CPython takes for the call.
unsafe fn may_be_another(
    state: &State,
    specialization: &Specialization,
    objects: &[Object],
    classes: &Classes,
) -> bool {
    // SAFETY: the caller's arguments are alive.
    let n_elements: usize = objects.iter().map(|&object| unsafe { n_elements(object) }).sum();
    let may_be_of = |one: &Specialization| {
        // SAFETY: as above.
        one.types.iter().zip(objects).all(|(ty, &object)| unsafe { may_be(ty, object, classes) })
    };
    let is_active = |one: &Specialization| one.active().is_some() && one.types.len() == objects.len();
    n_elements <= SHORT_LISTS
        || state.specializations().iter().any(|one| is_active(one) && may_be_of(one))
        || specialization.is_look_due(n_elements)
}

/// Copies of short lists cost as much as the rest of a call.
pub const SHORT_LISTS: usize = 64;

/// Would copies of these lists, which no loop goes through, cost more than CPython takes? Whatever their elements are:
/// nobody looks at those.
unsafe fn has_long_lists(specialization: &Specialization, objects: &[Object]) -> bool {
    specialization.active().is_some_and(|compiled| compiled.for_short_lists)
        && specialization.types.len() == objects.len()
        // What was no list that is compiled then may be one now.
        && specialization.types.iter().zip(objects).all(|(ty, &object)| {
            // SAFETY: as below.
            *ty != PyType::Object || unsafe { first_of_list(object) }.is_none()
        })
        // SAFETY: the arguments are alive.
        && unsafe { used(specialization, objects).map(|object| n_elements_in(object)).sum::<usize>() } > SHORT_LISTS
}

/// The arguments, without those that only CPython uses.
fn used(specialization: &Specialization, objects: &[Object]) -> impl Iterator<Item = Object> {
    let types = specialization.compiled.iter().flat_map(|compiled| &compiled.arguments);
    types.zip(objects).filter(|(ty, _)| **ty != PyType::Object).map(|(_, &object)| object)
}

/// Elements of a list or a table, and of those in tuples.
unsafe fn n_elements_in(object: Object) -> usize {
    // SAFETY: the argument is alive, and so is what a tuple has.
    unsafe {
        match ffi::PyTuple_Check(object) {
            0 => n_elements(object),
            _ if ffi::PyTuple_GET_SIZE(object) as usize > MOST_MEMBERS => ffi::PyTuple_GET_SIZE(object) as usize,
            _ => tuple_items(object).map(|item| n_elements_in(item)).sum(),
        }
    }
}

/// `None`: an argument is not of its type after all.
unsafe fn call_compiled(
    dispatcher: &Dispatcher,
    resolved: &Resolved,
    specialization: &Specialization,
    compiled: &Compiled,
    objects: &[Object],
    given: &Given,
) -> Option<PyResult<Object>> {
    let state = dispatcher.state();
    let params = &compiled.artifact.module.entry.params;
    let n_slots = compiled.artifact.n_slots.max(params.iter().map(|(_, ty)| ty.parts().len()).sum());
    let mut frame: SmallVec<[u64; 64]> = SmallVec::from_elem(0, n_slots);
    let slots = frame.as_mut_ptr();
    let mut call = Call::new(dispatcher.function(), resolved, compiled, &state.settings);
    call.arguments = objects;
    let copies = Copies::begin(resolved, specialization, compiled, objects);
    // SAFETY: the arguments are alive; the frame has room for their parts and for what machine code puts there.
    unsafe {
        let mut parts = slots;
        let mut written = compiled.written_lists.iter().copied();
        let mut signals = Signals::new();
        match Instances::of(&compiled.arguments, objects, &resolved.classes) {
            Ok(instances) => call.buffers.instances = instances,
            Err(_) => return None,
        }
        for (ty, &object) in compiled.arguments.iter().zip(objects) {
            match unbox(ty, object, &mut parts, &mut call.buffers, &resolved.classes, &mut written, &mut signals) {
                Ok(()) => {}
                Err(Unreadable::NotOfThisType) => return None,
                Err(Unreadable::NoMemory | Unreadable::Changed) => return Some(Ok(given.call(dispatcher))),
                Err(Unreadable::Raised) => return Some(Ok(ptr::null_mut())),
            }
        }
        match call.buffers.bind_fields(&resolved.classes, &mut parts, &mut written, &mut signals) {
            Ok(()) => {}
            Err(Unreadable::NotOfThisType) => return None,
            Err(Unreadable::NoMemory | Unreadable::Changed) => return Some(Ok(given.call(dispatcher))),
            Err(Unreadable::Raised) => return Some(Ok(ptr::null_mut())),
        }
        for (_, ty) in params {
            if let PyType::Heap(item) = ty {
                let is_written = written.next().unwrap_or(true);
                let Some(headers) = call.buffers.heaps.headers(item, is_written) else {
                    return Some(Ok(given.call(dispatcher)));
                };
                for header in headers {
                    *parts = header as u64;
                    parts = parts.add(1);
                }
            }
            if let PyType::Pool(units) = ty {
                let Some(pool) = call.buffers.pool(*units) else { return Some(Ok(given.call(dispatcher))) };
                *parts = pool as u64;
                parts = parts.add(1);
            }
        }
        if signals.may_have_run && !(call.buffers.check_unchanged() && call.holds()) {
            return Some(Ok(given.call(dispatcher)));
        }
        if let Some(copies) = &copies
            && copies.want_a_trial()
        {
            return Some(Ok(copies.time_python(|| given.call(dispatcher))));
        }
        if compiled.scalars.is_some() && resolved.parameters.n_positional == resolved.parameters.count {
            state.set_last(specialization);
        }
        let started = copies.as_ref().map(|_| Instant::now());
        let status = run(&mut call, specialization, slots);
        let ended = copies.as_ref().map(|_| Instant::now());
        let result = finish(&mut call, specialization, status, slots);
        if let (Some(copies), Some(started), Some(ended), 0) = (copies, started, ended, status) {
            copies.note(started, ended);
        }
        Some(Ok(result))
    }
}

/// The rule for lists: a call must repay the copies that it makes of them, or the function goes back to CPython.
struct Copies<'a> {
    resolved: &'a Resolved,
    specialization: &'a Specialization,
    compiled: &'a Compiled,
    began: Instant,
}

impl<'a> Copies<'a> {
    const MANY_ELEMENTS: usize = 1000;
    const CALLS: u32 = 4;
    const DECIDED: u32 = u32::MAX;

    /// For calls with long lists, until it is decided.
    fn begin(
        resolved: &'a Resolved,
        specialization: &'a Specialization,
        compiled: &'a Compiled,
        objects: &[Object],
    ) -> Option<Copies<'a>> {
        if compiled.written_lists.is_empty() || compiled.times.calls.get() == Self::DECIDED {
            return None;
        }
        // SAFETY: the arguments are alive and the GIL is held.
        let n_elements: usize = objects.iter().map(|&object| unsafe { n_elements(object) }).sum();
        (n_elements > Self::MANY_ELEMENTS).then(|| Copies { resolved, specialization, compiled, began: Instant::now() })
    }

    /// Copying takes far longer than running: what would CPython take?
    fn want_a_trial(&self) -> bool {
        let times = &self.compiled.times;
        times.calls.get() == Self::CALLS && times.copying.get() > 4.0 * times.running.get()
    }

    fn time_python(&self, job: impl FnOnce() -> Object) -> Object {
        let started = Instant::now();
        let result = job();
        let took = started.elapsed();
        let times = &self.compiled.times;
        let compiled = Duration::from_secs_f64((times.copying.get() + times.running.get()) / f64::from(Self::CALLS));
        times.calls.set(Self::DECIDED);
        if took < compiled && !result.is_null() {
            let what = format!("copying its lists takes longer ({compiled:.1?} a call) than CPython ({took:.1?})");
            self.specialization.stay_in_python(Reason::of_function(self.resolved, "limit", what));
        }
        result
    }

    fn note(&self, started: Instant, ended: Instant) {
        let times = &self.compiled.times;
        if times.calls.get() >= Self::CALLS {
            return times.calls.set(Self::DECIDED);
        }
        let copying = (started - self.began) + ended.elapsed();
        times.calls.set(times.calls.get() + 1);
        times.copying.set(times.copying.get() + copying.as_secs_f64());
        times.running.set(times.running.get() + (ended - started).as_secs_f64());
    }
}

/// Compiles for these argument types, or finds out why not.
unsafe fn compile(
    py: Python<'_>,
    dispatcher: &Dispatcher,
    resolved: &Resolved,
    types: &[PyType],
    objects: &[Object],
) -> PyResult<Specialization> {
    let state = dispatcher.state();
    // SAFETY: the caller's arguments are alive.
    let (as_given, mut candidates) =
        unsafe { (sharing(types, objects, &resolved.classes), candidates(types, objects)) };
    let mut sharing_now = as_given;
    if sharing_now == Sharing::Rows {
        // Lists that have numbers may be in any number of places.
        let by_number: Vec<PyType> = types.iter().map(with_numbers).collect();
        let all_by_number: Vec<PyType> = by_number.iter().map(as_row).collect();
        for other in [by_number, all_by_number] {
            // SAFETY: as above; each object is of the other type as well.
            let now = unsafe { sharing(&other, objects, &resolved.classes) };
            if sharing_now == Sharing::Rows && now != Sharing::Rows {
                (sharing_now, candidates) = (now, vec![other]);
            }
        }
    }
    if let Some(name) = differing_class(types) {
        let what = format!("instances of `{name}` have attributes of different types");
        let reason = Reason::of_function(resolved, "unsupported", what);
        return Ok(Specialization::in_python(types.to_vec(), sharing_now, reason));
    }
    if sharing_now == Sharing::Rows {
        let what = match types.iter().any(|ty| !classes_of(std::slice::from_ref(ty)).is_empty()) {
            true => {
                "an instance is in two lists, a list in two places, or lists in an attribute are of different lengths"
            }
            false => "a row of a list of lists is also a row of another one, or an argument of its own",
        };
        let reason = Reason::of_function(resolved, "unsupported", what);
        return Ok(Specialization::in_python(types.to_vec(), sharing_now, reason));
    }
    let mut first_refusal = None;
    let mut at = 0;
    while let Some(own) = candidates.get(at).cloned() {
        at += 1;
        // SAFETY: the caller's arguments are alive, and of these types as well.
        let sharing = if at == 1 { sharing_now } else { unsafe { sharing(&own, objects, &resolved.classes) } };
        if sharing == Sharing::Rows {
            // A list that is two arguments has a number as both.
            let has_number =
                |object| own.iter().zip(objects).any(|(ty, one)| *one == object && matches!(ty, PyType::RaggedRow(_)));
            let same =
                |(ty, &object): (&PyType, &Object)| if has_number(object) { with_numbers(ty) } else { ty.clone() };
            let mut other: Vec<PyType> = own.iter().zip(objects).map(same).collect();
            if other == own {
                other = own.iter().map(with_numbers).collect();
            }
            if !candidates[..at].contains(&other) && candidates.len() < MAX_CANDIDATES {
                candidates.retain(|one| *one != other);
                candidates.insert(at, other);
            }
            continue;
        }
        let job = || Job::new(resolved, &state.settings, own.clone(), sharing);
        let made = wait_for(py, state, types, &job)?;
        match made.and_then(|made| load(made, own.clone(), sharing)) {
            Ok(specialization) => return Ok(specialization),
            Err(Failure::Refused(diagnostic)) => {
                // Another type of a list that is an argument may do.
                for (place, ty) in diagnostic.wanted.iter().rev() {
                    // SAFETY: the caller's arguments are alive.
                    let fits =
                        objects.get(*place).is_some_and(|&one| unsafe { may_be_read_as(ty, one, &resolved.classes) });
                    if !fits {
                        continue;
                    }
                    let mut other = own.clone();
                    other[*place] = ty.clone();
                    let is_tried = candidates[..at].contains(&other);
                    if !is_tried && candidates.len() < MAX_CANDIDATES {
                        // It is more likely than what is left.
                        candidates.retain(|one| *one != other);
                        candidates.insert(at, other);
                    }
                }
                first_refusal.get_or_insert(diagnostic);
            }
            Err(Failure::Internal(message)) => {
                let reason = Reason::plain(report_internal_error(py, dispatcher, &own, &message));
                return Ok(Specialization::in_python(types.to_vec(), as_given, reason));
            }
        }
    }
    let mut refusal = first_refusal.expect("there is at least one candidate");
    if let Some(excess) = resolved.excess() {
        refusal.message = format!("{}; {excess}", refusal.message);
        refusal.hint.get_or_insert_with(|| IN_A_FUNCTION_OF_ITS_OWN.into());
    }
    // SAFETY: the caller's arguments are alive.
    let reason = unsafe { reason_for(py, &refusal, resolved, objects) };
    let mut specialization = Specialization::in_python(types.to_vec(), as_given, reason);
    specialization.refusal = Some(refusal);
    Ok(specialization)
}

/// Compiles in another thread, and serves signals meanwhile. `Err`: a handler has raised, and nobody waits any more.
fn wait_for(py: Python<'_>, state: &State, types: &[PyType], job: &dyn Fn() -> Job) -> PyResult<Result<Made, Failure>> {
    const STEP: Duration = Duration::from_millis(50);
    let mut pending = Pending::start(job());
    loop {
        let outcome = {
            let _released = WithoutGil::new();
            pending.wait(STEP)
        };
        if let Some(outcome) = outcome {
            return Ok(outcome);
        }
        state.interrupt_compiling(types, true);
        let served = py.check_signals();
        state.interrupt_compiling(types, false);
        served?;
        if pending.is_elsewhere() {
            // A handler has forked, and this is the child.
            pending = Pending::start(job());
        }
    }
}

/// Why a call with these arguments runs in CPython.
unsafe fn reason_for(py: Python<'_>, refusal: &Diagnostic, resolved: &Resolved, objects: &[Object]) -> Reason {
    // SAFETY: the caller's arguments are alive, and those for which the compiler has refused.
    let diagnostic = unsafe { objects::explained(py, refusal, resolved, objects) };
    Reason::of_diagnostic(&diagnostic, &resolved.text, &resolved.filename)
}

/// An empty list fits every element type. Which one matters only where something is appended: the first that compiles.
unsafe fn candidates(types: &[PyType], objects: &[Object]) -> Vec<Vec<PyType>> {
    // SAFETY: the caller's arguments are alive.
    let with = |elem: Elem| -> Vec<PyType> {
        types.iter().zip(objects).map(|(ty, &object)| unsafe { with_empty_lists_of(ty, object, elem) }).collect()
    };
    let mut all: Vec<Vec<PyType>> = vec![];
    for elem in [Elem::Int64, Elem::Float64, Elem::Complex128, Elem::Bool, Elem::Char, Elem::Text8] {
        let candidate = words::widened(with(elem));
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    all
}

/// A type of the same objects, in which lists are referred to by number.
fn with_numbers(ty: &PyType) -> PyType {
    match ty {
        PyType::List(elem) if elem.python().is_record() => PyType::RaggedRow(elem.python().into()),
        PyType::Records(item) => PyType::RaggedRow(item.clone()),
        PyType::Table(elem) => PyType::Ragged(elem.python().into()),
        PyType::Ragged(item) => PyType::Ragged(item.clone()),
        PyType::Tuple(members) => PyType::Tuple(members.map(with_numbers)),
        ty => ty.clone(),
    }
}

/// The same of a list of lists that is in another one.
fn as_row(ty: &PyType) -> PyType {
    match ty {
        PyType::Ragged(item) => PyType::RaggedRow(PyType::RaggedRow(item.clone()).into()),
        ty => ty.clone(),
    }
}

/// Is a list one of this other type as well?
unsafe fn may_be_read_as(ty: &PyType, object: Object, classes: &Classes) -> bool {
    // SAFETY: the caller's argument is alive.
    unsafe {
        match ty {
            _ if is_empty_list(object) => true,
            PyType::Ragged(item) => ffi::PyList_CheckExact(object) != 0 && heaps::is_of(item, object),
            PyType::RaggedRow(item) => heaps::is_row(item, object),
            PyType::List(Elem::UInt64) => is_list_of_words(object),
            // With an attribute that is an int as a word.
            PyType::Instance(_) => may_be(ty, object, classes),
            PyType::Records(item) => {
                first_of_list(object).is_some() && list_items(object).all(|one| records::is_item(item, one))
            }
            _ => false,
        }
    }
}

/// With what lists would have to be.
const MAX_CANDIDATES: usize = 12;

unsafe fn with_empty_lists_of(ty: &PyType, object: Object, elem: Elem) -> PyType {
    // SAFETY: `ty` is the type of `object`, which is alive.
    unsafe {
        match ty {
            PyType::List(_) if is_empty_list(object) => PyType::List(elem),
            // Among longer texts characters are texts.
            PyType::List(Elem::Char) if elem.units().is_some() => PyType::List(words::elem_of_texts(object)),
            PyType::Table(_)
                if elem.units().is_none() && first_of_list(object).is_some_and(|row| is_empty_list(row)) =>
            {
                PyType::Table(elem)
            }
            PyType::Tuple(types) => {
                let mut items = tuple_items(object);
                PyType::Tuple(types.map(|ty| with_empty_lists_of(ty, items.next().expect("a member"), elem)))
            }
            _ => ty.clone(),
        }
    }
}

/// What the lists, tables and arrays have of each other.
unsafe fn sharing(types: &[PyType], objects: &[Object], classes: &Classes) -> Sharing {
    if types.iter().map(n_buffers).sum::<usize>() < 2 {
        return Sharing::Nothing;
    }
    let mut leaves = Leaves::default();
    // SAFETY: the caller's arguments are alive and of these types.
    unsafe {
        types.iter().zip(objects).for_each(|(ty, &object)| leaves.add(ty, object, classes));
        let Ok(instances) = Instances::of(types, objects, classes) else { return Sharing::Rows };
        let columns = instances.rows(classes);
        for (rows, elem) in &columns {
            if type_of(rows.as_ptr(), classes) != PyType::Table(*elem) {
                return Sharing::Rows;
            }
            leaves.rows.extend(list_items(rows.as_ptr()));
        }
        match share_memory(&leaves.all) {
            _ if leaves.share_rows() => Sharing::Rows,
            true => Sharing::Memory,
            false => Sharing::Nothing,
        }
    }
}

/// The lists and arrays among arguments, and those of them that are tables.
#[derive(Default)]
struct Leaves {
    all: Vec<Object>,
    tables: Vec<Object>,
    /// Lists that instances in lists have.
    rows: Vec<Object>,
    /// Lists that have numbers: they may be in any number of places.
    in_heaps: Vec<(Object, PyType)>,
}

impl Leaves {
    unsafe fn add(&mut self, ty: &PyType, object: Object, classes: &Classes) {
        match ty {
            PyType::List(_) | PyType::Records(_) | PyType::Array { .. } => self.all.push(object),
            PyType::Nested(item) => {
                self.all.push(object);
                // SAFETY: `may_be` has seen that it is a list.
                unsafe { list_items(object).for_each(|one| nested::lists_in(item, one, &mut self.in_heaps)) };
            }
            PyType::Table(_) => {
                self.all.push(object);
                self.tables.push(object);
            }
            PyType::Ragged(item) => {
                self.all.push(object);
                // SAFETY: `may_be` has seen that it is a list.
                unsafe { heaps::lists_in(object, item, &mut self.in_heaps) };
            }
            PyType::RaggedRow(item) => {
                self.in_heaps.push((object, (**item).clone()));
                if let PyType::RaggedRow(inner) = &**item {
                    // SAFETY: as above.
                    unsafe { heaps::lists_in(object, inner, &mut self.in_heaps) };
                }
            }
            // SAFETY: the caller has compared the types.
            PyType::Tuple(types) => unsafe {
                types.iter().zip(tuple_items(object)).for_each(|(ty, item)| self.add(ty, item, classes));
            },
            PyType::Instance(shape) => {
                // SAFETY: the caller has the GIL.
                let py = unsafe { Python::assume_attached() };
                for (name, ty) in &shape.references {
                    let value = classes.key(py, shape.class, name).and_then(|key| get(py, object, &key));
                    if let Some(value) = value {
                        // SAFETY: the caller has compared the types; the instance keeps it alive.
                        unsafe { self.add(ty, value.as_ptr(), classes) };
                    }
                }
            }
            _ => {}
        }
    }

    /// Is a row of a table one of another, or one of the lists?
    unsafe fn share_rows(&mut self) -> bool {
        if self.tables.is_empty() && self.rows.is_empty() && self.in_heaps.is_empty() {
            return false;
        }
        let distinct = |objects: &mut Vec<Object>| {
            objects.sort_unstable();
            objects.dedup();
        };
        distinct(&mut self.all);
        distinct(&mut self.tables);
        // One that is in two heaps is still there twice.
        self.in_heaps.sort_unstable();
        self.in_heaps.dedup();
        let in_heaps = self.in_heaps.iter().map(|(list, _)| list);
        // SAFETY: `may_be` has seen that tables are lists.
        let rows = self.tables.iter().flat_map(|&table| unsafe { list_items(table) });
        has_twice(&mut self.all.iter().chain(&self.rows).chain(in_heaps).copied().chain(rows).collect::<Vec<_>>())
    }
}

/// A class whose instances have other attributes in one argument than in another.
fn differing_class(types: &[PyType]) -> Option<String> {
    let shapes: Vec<_> = types.iter().flat_map(shapes_of).collect();
    let differs =
        |at: usize| shapes[..at].iter().any(|one| one.class == shapes[at].class && one.fields != shapes[at].fields);
    (0..shapes.len()).find(|&at| differs(at)).map(|at| shapes[at].name.clone())
}

fn shapes_of(ty: &PyType) -> Vec<Arc<Shape>> {
    match ty {
        PyType::Tuple(members) => members.iter().flat_map(shapes_of).collect(),
        PyType::Instance(shape) | PyType::Instances(shape) => {
            [shape.clone()].into_iter().chain(shape.references.iter().flat_map(|(_, ty)| shapes_of(ty))).collect()
        }
        _ => vec![],
    }
}

unsafe fn are_exactly(types: &[PyType], objects: &[Object], classes: &Classes) -> bool {
    // SAFETY: the arguments are alive.
    unsafe {
        let fits_any = |ty: &PyType, now: &PyType, object| match ty {
            PyType::List(_) | PyType::Records(_) | PyType::Ragged(_) if is_empty_list(object) => true,
            PyType::Table(_) => is_empty_list(object) || matches!(now, PyType::Table(_)) && may_be(ty, object, classes),
            PyType::Str(_) => may_be(ty, object, classes),
            PyType::RaggedRow(item) => heaps::is_row(item, object),
            PyType::Ragged(item) => ffi::PyList_CheckExact(object) != 0 && heaps::is_of(item, object),
            _ => false,
        };
        let now = classes.types_of(objects);
        let mut each = types.iter().zip(&now).zip(objects);
        each.all(|((ty, now), &object)| now == ty || fits_any(ty, now, object))
    }
}

/// Elements of a list, or of a table.
unsafe fn n_elements(object: Object) -> usize {
    // SAFETY: the argument is alive, and types are compared before lengths are read.
    unsafe {
        let Some(first) = first_of_list(object) else { return 0 };
        let width = if ffi::PyList_CheckExact(first) != 0 { ffi::PyList_GET_SIZE(first) } else { 1 };
        ffi::PyList_GET_SIZE(object).saturating_mul(width) as usize
    }
}

/// The arguments in the order of the parameters.
struct Arguments {
    objects: SmallVec<[Object; 8]>,
    /// Keeps the defaults alive: the function may get others during the call; and `*args`, and what was found.
    owned: SmallVec<[Py<PyAny>; 1]>,
}

impl Arguments {
    /// Binds as CPython does; `None` where that is an error.
    unsafe fn bind(function: &Bound<'_, PyAny>, parameters: &Parameters, given: &Given) -> Option<Arguments> {
        // SAFETY: `function` is a Python function, and these are the parameters of its code. The arguments that CPython
        // passes are positional ones, then the values of the keywords.
        unsafe {
            let n_given = ffi::PyVectorcall_NARGS(given.n_flags) as usize;
            let positional = std::slice::from_raw_parts(given.arguments, n_given);
            let n_positional = parameters.n_positional;
            if given.keywords.is_null() && n_given == n_positional && n_positional == parameters.count {
                return Some(Arguments { objects: positional.into(), owned: SmallVec::new() });
            }
            if n_given > n_positional && !parameters.has_rest {
                return None;
            }
            let py = function.py();
            let mut owned = SmallVec::new();
            let mut objects: SmallVec<[Object; 8]> = SmallVec::from_elem(ptr::null_mut(), parameters.count);
            let (own, rest) = positional.split_at(n_given.min(n_positional));
            objects[..own.len()].copy_from_slice(own);
            if parameters.has_rest {
                let rest = rest.iter().map(|&object| Bound::from_borrowed_ptr(py, object));
                let tuple = PyTuple::new(py, rest.collect::<Vec<_>>()).ok()?;
                objects[parameters.count - 1] = tuple.as_ptr();
                owned.push(tuple.into_any().unbind());
            }
            if !given.keywords.is_null() {
                for (at, name) in tuple_items(given.keywords).enumerate() {
                    let place = position(parameters, name)?;
                    if place < parameters.n_positional_only || !objects[place].is_null() {
                        return None;
                    }
                    objects[place] = *given.arguments.add(n_given + at);
                }
            }
            let defaults = ffi::PyFunction_GetDefaults(function.as_ptr());
            let n_defaults = if defaults.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(defaults) as usize };
            for (place, object) in objects.iter_mut().enumerate().filter(|(_, object)| object.is_null()) {
                if place >= n_positional {
                    let by_name = ffi::PyFunction_GetKwDefaults(function.as_ptr());
                    let name = tuple_items(parameters.names.as_ptr()).nth(place)?;
                    let default = if by_name.is_null() { by_name } else { ffi::PyDict_GetItemWithError(by_name, name) };
                    let default = Bound::from_borrowed_ptr_or_opt(py, default)?;
                    *object = default.as_ptr();
                    owned.push(default.unbind());
                    continue;
                }
                let at = (place + n_defaults).checked_sub(n_positional)?;
                *object = ffi::PyTuple_GET_ITEM(defaults, at as isize);
            }
            owned.extend(Bound::from_borrowed_ptr_or_opt(py, defaults).map(Bound::unbind));
            Some(Arguments { objects, owned })
        }
    }

    /// Adds the lists and arrays that are found by name; false: one is not there any more.
    unsafe fn add_found(&mut self, py: Python<'_>, resolved: &Resolved) -> bool {
        resolved.found.borrow().iter().all(|one| {
            // SAFETY: the GIL is held; what is found is kept.
            let object = unsafe { Bound::from_borrowed_ptr_or_opt(py, one.object()) };
            let Some(object) = object else { return false };
            self.objects.push(object.as_ptr());
            self.owned.push(object.unbind());
            true
        })
    }
}

unsafe fn position(parameters: &Parameters, name: Object) -> Option<usize> {
    // SAFETY: a tuple of strs that begins with the parameters' names.
    unsafe {
        // `*args` has no name for a caller.
        let n_named = parameters.count - usize::from(parameters.has_rest);
        let names = || tuple_items(parameters.names.as_ptr()).take(n_named);
        let same = |known: Object| ffi::PyUnicode_Compare(known, name) == 0;
        names().position(|known| known == name).or_else(|| names().position(same))
    }
}

/// Gives up the GIL while it lives.
struct WithoutGil(*mut ffi::PyThreadState);

impl WithoutGil {
    fn new() -> WithoutGil {
        // SAFETY: the callers have the GIL and touch no Python object while this lives.
        WithoutGil(unsafe { ffi::PyEval_SaveThread() })
    }
}

impl Drop for WithoutGil {
    fn drop(&mut self) {
        // SAFETY: saved by this thread.
        unsafe { ffi::PyEval_RestoreThread(self.0) };
    }
}

/// Another thread is compiling what we need.
fn wait_a_moment(py: Python<'_>) -> PyResult<()> {
    {
        let _released = WithoutGil::new();
        std::thread::sleep(Duration::from_millis(1));
    }
    py.check_signals()
}

/// One line, once for each function.
fn report_internal_error(py: Python<'_>, dispatcher: &Dispatcher, types: &[PyType], message: &str) -> String {
    // SAFETY: the function is alive during the call.
    let function = unsafe { Bound::from_borrowed_ptr(py, dispatcher.function()) };
    let name: String = function.getattr("__qualname__").and_then(|name| name.extract()).unwrap_or_default();
    let types = crate::signature::show(types);
    let line = format!("internal error while compiling {name}{types}: {}", message.replace('\n', " "));
    if !dispatcher.state().has_reported.replace(true) {
        let text = format!("hotloop: {line}. It runs in CPython; please report this with the function.\n");
        let written = py.import("sys").and_then(|sys| sys.getattr("stderr")?.call_method1("write", (text,)));
        // Nobody to tell it to.
        drop(written);
    }
    line
}
