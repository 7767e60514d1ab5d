//! The IR interpreter in the place of machine code: the same frame, the same host, the same lists and exits.
//!
//! With `HOTLOOP_ENGINE=interpreter` the entry of every specialization is [`entry`], and the pool runs [`kernel`]. So the
//! cases test what the IR means apart from how it is emitted, and everything around machine code is tested with both.

use crate::host::{compiled_of, guarded, running_kernel};
use crate::large_stack;
use crate::numpy;
use crate::specialization::Compiled;
use hotloop_compiler::builtins::Builtin;
use hotloop_compiler::ir::{
    BufferId, Const, Dims, Edit, Elem, Interpreter, KernelId, MAX_DIMS, Outcome, Raised, Range, Reached, Scalar,
    SnippetId, Type, Value, World, row_by_row, verify,
};
use hotloop_runtime::{Buffer, Host, symbols};
use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::mem::transmute;
use std::ptr;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, OnceLock};

/// Does what `hotloop_entry` of the emitted code would.
///
/// # Safety
/// As for machine code: the frame has the parts of the arguments and `n_slots` slots, the host is that of the call.
pub unsafe extern "C" fn entry(frame: *mut u64, host: *mut Host) -> i64 {
    guarded(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            let compiled = compiled_of(host);
            compiled.interpreted.fetch_add(1, Relaxed);
            let module = &compiled.artifact.module;
            let mut interpreter = interpreter(compiled);
            interpreter.force_exit = u64::try_from((*host).force_exit).ok().filter(|&count| count > 0);
            let types = module.entry.params.iter().flat_map(|(_, ty)| ty.parts());
            let arguments: Vec<Value> = types.enumerate().map(|(slot, ty)| value(ty, *frame.add(slot))).collect();
            let outcome = interpreter.run_in(&mut Native { host, frame, compiled }, &arguments);
            finish(outcome, frame, host)
        }
    })
}

/// Does what the emitted kernels would.
///
/// # Safety
/// As for machine code: the captures are those of the kernel that is running.
unsafe extern "C" fn kernel(captures: *const u64, begin: i64, end: i64, host: *mut Host, partials: *mut u64) -> i64 {
    let run = || {
        // SAFETY: the caller's promise.
        unsafe {
            let (compiled, index) = (compiled_of(host), running_kernel(host));
            compiled.interpreted.fetch_add(1, Relaxed);
            let function = &compiled.artifact.module.kernels[index];
            let types = function.locals.iter().map(|local| local.ty).take(function.captures.len());
            let captures: Vec<Value> = types.enumerate().map(|(slot, ty)| value(ty, *captures.add(slot))).collect();
            let mut world = Native { host, frame: std::ptr::null_mut(), compiled };
            interpreter(compiled).run_kernel(&mut world, KernelId(index as u32), &captures, begin, end)
        }
    };
    match large_stack::catch(run) {
        Ok(Ok(reached)) => {
            // SAFETY: a kernel is given room for its results.
            let put = |(slot, &partial): (usize, &Const)| unsafe { *partials.add(slot) = word(&partial.into()) };
            reached.partials.iter().enumerate().for_each(put);
            reached.position
        }
        Ok(Err(outcome)) => give_up(format!("{outcome:?}"), begin),
        Err(panic) => give_up(panic, begin),
    }
}

/// Why a kernel could not be run: it may be on a thread that cannot raise.
static BROKEN: Mutex<Option<String>> = Mutex::new(None);

fn give_up(message: String, begin: i64) -> i64 {
    *BROKEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(message);
    begin
}

fn interpreter(compiled: &Compiled) -> Interpreter<'_> {
    let valid = verify(&compiled.artifact.module).expect("verified when it was compiled");
    let mut interpreter = Interpreter::new(&valid);
    interpreter.evaluate = evaluate;
    interpreter
}

/// Writes the outcome into the frame, as machine code does; the status.
unsafe fn finish(outcome: Outcome, frame: *mut u64, host: *mut Host) -> i64 {
    // SAFETY: the frame has room for the parts of the result, and for those of every exit point.
    let put = |parts: &mut dyn Iterator<Item = u64>| unsafe {
        parts.enumerate().for_each(|(slot, part)| *frame.add(slot) = part);
    };
    match outcome {
        Outcome::Returned(values) => {
            put(&mut values.iter().map(word));
            0
        }
        Outcome::Exited { exit, live, iterators } => {
            put(&mut live.iter().map(word).chain(iterators.into_iter().flatten().map(|part| part as u64)));
            for object in live.iter().filter(|value| matches!(value, Value::Object(_))) {
                // SAFETY: the interpreter hands over a reference; an exit boxes what it borrows.
                unsafe { ((*host).release)(word(object) as *mut _) };
            }
            i64::from(exit.0) + 1
        }
        Outcome::Raised => -1,
        Outcome::OutOfFuel | Outcome::Broken(_) => {
            Python::attach(|py| PySystemError::new_err(format!("hotloop: interpreter: {outcome:?}")).restore(py));
            -1
        }
    }
}

/// Of the stack, for one call.
const INTERPRETED: usize = 256 << 10;

/// The world that machine code lives in.
struct Native<'a> {
    host: *mut Host,
    /// Of the entry; a kernel has none.
    frame: *mut u64,
    compiled: &'a Compiled,
}

impl World for Native<'_> {
    fn spend(&mut self, _: u64) -> bool {
        true
    }

    fn enter(&mut self, frames: u32) -> bool {
        let here = 0u8;
        // SAFETY: the host is there as long as the run.
        let host = unsafe { &mut *self.host };
        host.frames -= i64::from(frames);
        // A call here needs more of the stack than one in machine code: some statements deep, each a function of ours.
        host.frames > 0 && (&raw const here).addr() > host.stack_end.addr().saturating_add(INTERPRETED)
    }

    fn come_back(&mut self, frames: u32) {
        // SAFETY: as for `enter`.
        unsafe { (*self.host).frames += i64::from(frames) };
    }

    fn poll(&mut self, known: &mut dyn FnMut() -> Option<Vec<BufferId>>) -> bool {
        // SAFETY: the host is there as long as the run; buffers are headers.
        unsafe {
            (*self.host).poll_countdown -= 1;
            if (*self.host).poll_countdown >= 0 {
                return false;
            }
            let known: Option<Vec<*mut Buffer>> = known().map(|all| all.into_iter().map(header).collect());
            let (first, n_known) = known.as_ref().map_or((std::ptr::null(), 0), |all| (all.as_ptr(), all.len()));
            ((*self.host).poll)(self.host, first, n_known as i64) != 0
        }
    }

    fn dims(&self, buffer: BufferId) -> [usize; MAX_DIMS] {
        // SAFETY: buffers are headers of this call.
        let Buffer { len, dim1, dim2, dim3, .. } = unsafe { *header(buffer) };
        [len, dim1, dim2, dim3].map(|n| n as usize)
    }

    fn position(&self, buffer: BufferId, dims: Dims, index: &[usize]) -> usize {
        if dims.is_contiguous() {
            return row_by_row(&self.dims(buffer), index);
        }
        // SAFETY: as above.
        let strides = unsafe { (*header(buffer)).strides };
        // Below 0 it wraps, and back where it is used.
        index.iter().zip(strides).map(|(&at, stride)| at as i64 * stride).sum::<i64>() as usize
    }

    fn load(&self, buffer: BufferId, elem: Elem, at: usize, part: usize) -> Const {
        // SAFETY: the interpreter has compared the position with the dimensions.
        unsafe {
            let (from, size) = (place(buffer, elem, at), elem.size());
            let word = match (*header(buffer)).capacity {
                capacity @ ..0 => {
                    let mut copy = [0_u64; 2];
                    ptr::copy_nonoverlapping(from, copy.as_mut_ptr().cast(), size);
                    in_order(&mut copy, elem, capacity);
                    numpy::element_part(copy.as_ptr().cast(), elem, part)
                }
                _ => numpy::element_part(from, elem, part),
            };
            match elem.parts()[0] {
                Scalar::Bool => Const::Bool(word != 0),
                Scalar::Int => Const::Int(word as i64),
                Scalar::Float => Const::Float(f64::from_bits(word)),
            }
        }
    }

    fn store(&mut self, buffer: BufferId, elem: Elem, at: usize, parts: &[Const]) {
        // SAFETY: as for `load`.
        unsafe {
            let (to, capacity) = (place(buffer, elem, at), (*header(buffer)).capacity);
            let mut copy = [0_u64; 2];
            let into = if capacity < 0 { copy.as_mut_ptr().cast() } else { to };
            for (part, &value) in parts.iter().enumerate() {
                numpy::set_element_part(into, elem, part, word(&value.into()));
            }
            if capacity < 0 {
                in_order(&mut copy, elem, capacity);
                ptr::copy_nonoverlapping(copy.as_ptr().cast(), to, elem.size());
            }
        }
    }

    fn new_list(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId> {
        let fill: SmallVec<[u64; 2]> = fill.iter().map(|&part| word(&part.into())).collect();
        let (len, width) = (dims[0] as i64, dims.get(1).map_or(1, |&width| width as i64));
        // SAFETY: the parts of one element.
        let list = unsafe { ((*self.host).new_list)(self.host, elem as i64, len, width, fill.as_ptr()) };
        (!list.is_null()).then_some(BufferId(list as usize))
    }

    fn new_array(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId> {
        let fill: SmallVec<[u64; 2]> = fill.iter().map(|&part| word(&part.into())).collect();
        let dims: SmallVec<[i64; 4]> = dims.iter().map(|&n| n as i64).collect();
        let fill = if fill.is_empty() { std::ptr::null() } else { fill.as_ptr() };
        // SAFETY: so many lengths, and the parts of one element.
        let array = unsafe { ((*self.host).new_array)(self.host, elem as i64, dims.len() as i64, dims.as_ptr(), fill) };
        (!array.is_null()).then_some(BufferId(array as usize))
    }

    fn edit(&mut self, edit: Edit, list: BufferId, elem: Elem, operands: &[Value]) -> bool {
        let operands: SmallVec<[u64; 4]> = operands.iter().map(word).collect();
        // SAFETY: a list of this call, and the operands of the edit.
        unsafe { ((*self.host).edit)(self.host, edit as i64, header(list), elem as i64, 0, operands.as_ptr()) == 0 }
    }

    fn shorten(&mut self, list: BufferId, len: usize) {
        // SAFETY: a list of this call.
        unsafe { (*header(list)).len = len as i64 };
    }

    fn count(&mut self, object: u64, change: i64) {
        // SAFETY: code that counts references keeps the GIL.
        let step = unsafe { if change > 0 { (*self.host).retain } else { (*self.host).release } };
        (0..change.abs()).for_each(|_| step(object as *mut _));
    }

    fn call_python(&mut self, snippet: SnippetId, arguments: &[Value]) -> Result<Option<Value>, Raised> {
        // SAFETY: the frame has room for the parts of every snippet's arguments.
        unsafe {
            arguments.iter().enumerate().for_each(|(slot, value)| *self.frame.add(slot) = word(value));
            let status = ((*self.host).call_python)(self.host, i64::from(snippet.0), self.frame);
            let has_result = self.compiled.snippets[snippet.0 as usize].has_result;
            match status {
                ..0 => Err(Raised),
                _ => Ok(has_result.then(|| Value::Object(*self.frame))),
            }
        }
    }

    fn outcome(&mut self, part: usize, ty: Type) -> Value {
        // SAFETY: the host has put it there.
        value(ty, unsafe { *self.frame.add(part) })
    }

    fn run_strips(
        &mut self,
        _: &Interpreter<'_>,
        index: KernelId,
        captures: &[Value],
        Range { begin, end, next }: Range,
    ) -> Result<Reached, Outcome> {
        let module = &self.compiled.artifact.module;
        let function = &module.kernels[index.0 as usize];
        let index = index.0 as usize;
        // Machine code does not call for less than a strip either.
        if end - begin < self.compiled.kernels[index].grain {
            return Ok(Reached::nothing(module, function, begin));
        }
        let captures: Vec<u64> = captures.iter().map(word).collect();
        let mut partials = vec![0; function.reductions.len()];
        let (from, into) = (captures.as_ptr(), partials.as_mut_ptr());
        // SAFETY: the captures of this kernel, and room for its results.
        let position =
            unsafe { ((*self.host).run_strips)(self.host, index as i64, kernel, from, begin, end, next, into, 2) };
        match BROKEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take() {
            Some(message) => Err(Outcome::Broken(message)),
            None => {
                let types = function.reductions.iter().map(|reduction| module.entry.local(reduction.into).ty);
                let partials = types.zip(partials).map(|(ty, word)| value(ty, word).lane(0).expect("a number"));
                Ok(Reached { position, partials: partials.collect() })
            }
        }
    }

    fn rewind(&mut self, position: i64) {
        // SAFETY: the host of this call.
        unsafe { ((*self.host).rewind)(self.host, position) };
    }
}

/// Where the element at a position is.
///
/// # Safety
/// The buffer has it.
unsafe fn place(buffer: BufferId, elem: Elem, at: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe {
        let buffer = &*header(buffer);
        buffer.data.offset(at as isize * buffer.unit(elem.size()) as isize)
    }
}

/// Exchanges the bytes of each part of an element of an array where those are swapped.
fn in_order(element: &mut [u64; 2], elem: Elem, capacity: i64) {
    if capacity != Buffer::SWAPPED {
        return;
    }
    // SAFETY: two words are 16 bytes.
    let bytes = unsafe { std::slice::from_raw_parts_mut(element.as_mut_ptr().cast::<u8>(), elem.size()) };
    bytes.chunks_mut(elem.part_size()).for_each(<[u8]>::reverse);
}

fn header(buffer: BufferId) -> *mut Buffer {
    buffer.0 as *mut Buffer
}

/// A part from a slot.
fn value(ty: Type, word: u64) -> Value {
    match ty {
        Type::Buffer(..) => Value::Buffer(BufferId(word as usize)),
        Type::Object => Value::Object(word),
        _ => match ty.scalar().expect("the only types left") {
            Scalar::Bool => Value::Bool(word != 0),
            Scalar::Int => Value::Int(word as i64),
            Scalar::Float => Value::Float(f64::from_bits(word)),
        },
    }
}

/// A part as a slot holds it.
fn word(value: &Value) -> u64 {
    match value {
        // What is unbound is not looked at.
        Value::Unset => 0,
        Value::Bool(value) => u64::from(*value),
        Value::Int(value) => *value as u64,
        Value::Float(value) => value.to_bits(),
        Value::Buffer(buffer) => buffer.0 as u64,
        Value::Object(object) => *object,
        Value::Lanes(_) => unreachable!("verified: lanes stay in their kernel"),
    }
}

/// Calls the function that machine code calls.
fn evaluate(builtin: &Builtin, arguments: &[Const]) -> Const {
    static ADDRESSES: OnceLock<HashMap<&str, usize>> = OnceLock::new();
    let addresses = ADDRESSES.get_or_init(|| symbols::table().collect());
    let address = *addresses.get(builtin.symbol).expect("every row has its symbol");
    // SAFETY: pure functions with these parameters, as the table says.
    unsafe {
        match (arguments, builtin.result) {
            (&[Const::Float(x)], Scalar::Float) => {
                Const::Float(transmute::<usize, extern "C" fn(f64) -> f64>(address)(x))
            }
            (&[Const::Float(x)], Scalar::Int) => Const::Int(transmute::<usize, extern "C" fn(f64) -> i64>(address)(x)),
            (&[Const::Int(x)], Scalar::Int) => Const::Int(transmute::<usize, extern "C" fn(i64) -> i64>(address)(x)),
            (&[Const::Float(x), Const::Int(y)], Scalar::Float) => {
                Const::Float(transmute::<usize, extern "C" fn(f64, i64) -> f64>(address)(x, y))
            }
            (&[Const::Float(x), Const::Float(y)], Scalar::Float) => {
                Const::Float(transmute::<usize, extern "C" fn(f64, f64) -> f64>(address)(x, y))
            }
            (&[Const::Float(x), Const::Float(y)], Scalar::Int) => {
                Const::Int(transmute::<usize, extern "C" fn(f64, f64) -> i64>(address)(x, y))
            }
            (&[Const::Int(x), Const::Int(y)], Scalar::Int) => {
                Const::Int(transmute::<usize, extern "C" fn(i64, i64) -> i64>(address)(x, y))
            }
            (&[Const::Int(x), Const::Int(y)], Scalar::Float) => {
                Const::Float(transmute::<usize, extern "C" fn(i64, i64) -> f64>(address)(x, y))
            }
            (&[Const::Float(x), Const::Float(y), Const::Float(z)], Scalar::Float) => {
                Const::Float(transmute::<usize, extern "C" fn(f64, f64, f64) -> f64>(address)(x, y, z))
            }
            (&[Const::Int(x), Const::Int(y), Const::Int(z)], Scalar::Int) => {
                Const::Int(transmute::<usize, extern "C" fn(i64, i64, i64) -> i64>(address)(x, y, z))
            }
            _ => unreachable!("no row of the table has such parameters: {}", builtin.name),
        }
    }
}
