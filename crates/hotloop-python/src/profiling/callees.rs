//! What a function calls, as far as its code says so: can that be a function written in C? (CPython 3.11)
//!
//! ```text
//! for i in range(n): t += g(i)      range, g: globals. A class and a Python function now: the code may run untraced
//! for x in xs: t += len(x)          len: a builtin that is counted, so CPython has to tell of it
//! xs.append(x)                      may be anything: as above
//! for i in range(n): t += i         untraced, whatever comes behind it: the end of such a loop is noticed
//! ```
//!
//! CPython tells of such calls where it executes each instruction in its slowest form, all through the function. From
//! where on none is left to come, code need not be slowed down. What a name stands for is looked at when a function
//! begins and whenever something that it has called returns; nothing else that it does can give a name another
//! meaning, but for assignments of its own, which are taken into account, and those through the dict or the module.

use super::core::{PyThreadState_EnterTracing, PyThreadState_LeaveTracing};
use super::layout::{CodeObject, Frame};
use crate::interpreter::dict_version;
use pyo3::ffi;
use pyo3::prelude::*;
use std::ptr;

type Object = *mut ffi::PyObject;

unsafe extern "C" {
    static mut PyMethod_Type: ffi::PyTypeObject;
    fn PyCode_GetCode(code: Object) -> Object;
}

#[repr(C)]
struct Method {
    head: ffi::PyObject,
    function: Object,
}

#[repr(C)]
struct Cell {
    head: ffi::PyObject,
    value: Object,
}

/// What is called in a code object, and from where on.
pub struct Callees {
    /// Of each kind what is called, each once: its place among all is its bit.
    all: Vec<Pushed>,
    /// Bits of what may be called behind an instruction: when it is over, and where the next begins. Empty: all may be.
    behind: Vec<u64>,
    /// The same up to where a loop over a range ends: that is noticed. And what is behind such an end, by instruction.
    within: Vec<u64>,
    ends: Vec<(usize, u64)>,
    /// Names that have to stand for `range` for that, and whether they have done so whenever it was looked: in a loop
    /// that runs they may have stood for something else when it began.
    range_names: Vec<Object>,
    are_ranges: bool,
    /// Those that may be a function written in C at any time.
    any: u64,
    names: Vec<(u64, Object)>,
    /// Some names may stand for locals: of a module those are its globals, elsewhere they may be anything.
    has_locals: bool,
    /// The dicts that the names were last looked up in, their versions, and which of them were functions written in C.
    seen: (Object, u64, Object, u64),
    told: u64,
}

impl Callees {
    /// # Safety
    /// The GIL is held, `code` is a code object.
    #[cold]
    pub unsafe fn of(code: Object) -> Callees {
        // SAFETY: the caller's promise; the layout is that of 3.11. Making bytes runs no Python code.
        unsafe {
            let pending = PyErr::take(Python::assume_attached());
            let object = code.cast::<CodeObject>();
            let bytes = PyCode_GetCode(code);
            let callees = if bytes.is_null() {
                ffi::PyErr_Clear();
                Callees::unknown()
            } else {
                let is_set = |flag| usize::from((*object).flags & flag != 0);
                let n_parameters = ((*object).parameters[0] + (*object).parameters[2]) as usize;
                let reader = Reader {
                    code: slice(bytes),
                    exceptions: slice((*object).exception_table),
                    n_parameters: n_parameters + is_set(ffi::CO_VARARGS) + is_set(ffi::CO_VARKEYWORDS),
                    first_free: ((*object).n_places - (*object).n_free) as usize,
                    ..Reader::default()
                };
                let (mut callees, ranges) = reader.read().unwrap_or_else(|| (Callees::unknown(), Vec::new()));
                let named = |name: usize| ffi::PyTuple_GET_ITEM((*object).names, name as isize);
                callees.range_names = ranges.into_iter().map(named).collect();
                for (at, &one) in callees.all.iter().enumerate() {
                    if let Pushed::Global(name) | Pushed::Name(name) = one {
                        callees.has_locals |= matches!(one, Pushed::Name(_));
                        // The instruction that was read has it from this tuple, which lives as long as the code.
                        callees.names.push((1 << at, named(name)));
                    }
                }
                callees
            };
            ffi::Py_XDECREF(bytes);
            if let Some(error) = pending {
                error.restore(Python::assume_attached());
            }
            callees
        }
    }

    fn unknown() -> Callees {
        Callees { any: 1, ..Callees::new(Vec::new(), Vec::new()) }
    }

    fn new(all: Vec<Pushed>, behind: Vec<u64>) -> Callees {
        let nowhere = (ptr::null_mut(), 0, ptr::null_mut(), 0);
        Callees {
            all,
            behind,
            within: Vec::new(),
            ends: Vec::new(),
            range_names: Vec::new(),
            are_ranges: true,
            any: 0,
            names: Vec::new(),
            has_locals: false,
            seen: nowhere,
            told: 0,
        }
    }

    /// Is nothing that is called from here on a function written in C, as things are? Up to where a loop over a range
    /// ends, if there is one: `is_end` is to be true then.
    ///
    /// # Safety
    /// The GIL is held; `frame` is one of this code, which is about to run, or to go on.
    #[inline]
    pub unsafe fn are_harmless(&mut self, frame: *const Frame, is_end: bool) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            let code = CodeObject::instructions((*frame).code);
            let at = (((*frame).instruction as isize - code as isize) / 2 + 1) as usize;
            let mut behind = self.behind.get(at).copied().unwrap_or(u64::MAX);
            if behind != 0 && !self.range_names.is_empty() && self.looks_up(frame) && self.are_ranges {
                behind = self.within.get(at).copied().unwrap_or(u64::MAX);
                if is_end && let Ok(end) = self.ends.binary_search_by_key(&at, |&(at, _)| at) {
                    behind |= self.ends[end].1;
                }
            }
            behind & self.any == 0 && (behind & !self.any == 0 || self.any_is_harmless(behind, frame))
        }
    }

    unsafe fn any_is_harmless(&mut self, behind: u64, frame: *const Frame) -> bool {
        // SAFETY: the caller's promise. A parameter that nothing assigns to or deletes is there as long as its frame
        // runs; the closure of a function has a cell for each of its free variables.
        unsafe {
            if !self.names.is_empty() && (!self.looks_up(frame) || self.told & behind != 0) {
                return false;
            }
            let places = (&raw const (*frame).places).cast::<Object>();
            self.all.iter().enumerate().all(|(at, &one)| {
                behind >> at & 1 == 0
                    || match one {
                        Pushed::Local(place) => !is_told(*places.add(place)),
                        Pushed::Free(place) => {
                            let closure = ffi::PyFunction_GetClosure((*frame).function);
                            let has_it = !closure.is_null() && (place as isize) < ffi::PyTuple_GET_SIZE(closure);
                            has_it && {
                                let cell = ffi::PyTuple_GET_ITEM(closure, place as isize);
                                !is_told((*cell.cast::<Cell>()).value)
                            }
                        }
                        _ => true,
                    }
            })
        }
    }

    /// Finds out what the names stand for. False: they may be anything.
    #[inline]
    unsafe fn looks_up(&mut self, frame: *const Frame) -> bool {
        // SAFETY: as above.
        unsafe {
            let (globals, builtins) = ((*frame).globals, (*frame).builtins);
            let is_known = ffi::PyDict_CheckExact(globals) != 0 && ffi::PyDict_CheckExact(builtins) != 0;
            if !is_known || self.has_locals && (*frame).locals != globals {
                return false;
            }
            let now = (globals, dict_version(globals), builtins, dict_version(builtins));
            if self.seen != now {
                self.look_up(globals, builtins);
                self.seen = now;
            }
            true
        }
    }

    #[cold]
    unsafe fn look_up(&mut self, globals: Object, builtins: Object) {
        // SAFETY: as above. A key that is no str may have an `__eq__` of its own: it is not recorded.
        unsafe {
            let pending = PyErr::take(Python::assume_attached());
            let state = ffi::PyThreadState_Get();
            PyThreadState_EnterTracing(state);
            let find = |name| {
                let mut found = ffi::PyDict_GetItemWithError(globals, name);
                if found.is_null() && ffi::PyErr_Occurred().is_null() {
                    found = ffi::PyDict_GetItemWithError(builtins, name);
                }
                ffi::PyErr_Clear();
                found
            };
            let told = self.names.iter().filter(|&&(_, name)| is_told(find(name)));
            self.told = told.map(|&(bit, _)| bit).sum();
            let range = (&raw mut ffi::PyRange_Type).cast();
            self.are_ranges &= self.range_names.iter().all(|&name| find(name) == range);
            PyThreadState_LeaveTracing(state);
            if let Some(error) = pending {
                error.restore(Python::assume_attached());
            }
        }
    }
}

/// Does CPython tell of it where this is called? Null: it is not known yet what that is.
#[inline]
unsafe fn is_told(callee: Object) -> bool {
    // SAFETY: live objects. A bound method is taken apart before it is called.
    unsafe {
        if callee.is_null() {
            return true;
        }
        let mut ty = ffi::Py_TYPE(callee);
        if ty == &raw mut PyMethod_Type {
            ty = ffi::Py_TYPE((*callee.cast::<Method>()).function);
        }
        ty == &raw mut ffi::PyCFunction_Type
            || ty == &raw mut ffi::PyCMethod_Type
            || ty == &raw mut ffi::PyMethodDescr_Type
    }
}

unsafe fn slice<'a>(bytes: Object) -> &'a [u8] {
    // SAFETY: the callers have bytes, which they keep.
    unsafe {
        let length = ffi::PyBytes_Size(bytes) as usize;
        std::slice::from_raw_parts(ffi::PyBytes_AS_STRING(bytes).cast::<u8>(), length)
    }
}

/// What an instruction has pushed, as far as it matters where it is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pushed {
    /// The mark below what is called and is no method.
    Null,
    /// A function that has just been made, or AssertionError.
    Harmless,
    Global(usize),
    Name(usize),
    Local(usize),
    Free(usize),
    /// What calling the global of this name has given, and an iterator over that: nobody else has it.
    Given(usize),
    Iterator(usize),
    Other,
}

type Stack = Vec<Pushed>;

/// Follows the stack through code, each instruction once.
#[derive(Default)]
struct Reader<'a> {
    code: &'a [u8],
    exceptions: &'a [u8],
    n_parameters: usize,
    first_free: usize,
    /// What is on the stack before an instruction, where that is known.
    states: Vec<Option<Stack>>,
    /// Where something is called, and what.
    called: Vec<(usize, Pushed)>,
    /// Variables, with what may be assigned to them.
    assigned: Vec<(Pushed, Pushed)>,
    /// What may follow what, but for the next instruction; and those that it does not follow.
    jumps: Vec<(usize, usize)>,
    ends: Vec<usize>,
    /// Where a loop over what a global of some name has given comes to its end, and where it goes then.
    ranges: Vec<(usize, usize)>,
    range_names: Vec<usize>,
}

impl Reader<'_> {
    /// None: the code is not as the compiler writes it, or calls too much.
    fn read(mut self) -> Option<(Callees, Vec<usize>)> {
        let length = self.code.len() / 2;
        self.states = vec![None; length + 1];
        self.states[0] = Some(Vec::new());
        self.begin_handlers()?;
        let mut argument = 0;
        for at in 0..length {
            let operation = Operation(self.code[2 * at]);
            argument = argument << 8 | usize::from(self.code[2 * at + 1]);
            let Some(stack) = self.states[at].clone() else {
                argument = 0;
                continue;
            };
            if operation.0 == EXTENDED_ARG {
                self.flow(at, at + 1, stack)?;
                continue;
            }
            self.step(at, operation, std::mem::take(&mut argument), stack)?;
        }
        let mut callees = Callees::new(Vec::new(), Vec::new());
        let mut calls = vec![0; length + 1];
        for &(at, one) in &self.called {
            if one == Pushed::Harmless || self.is_function(one) {
                continue;
            }
            let one = if self.is_kept(one) { one } else { Pushed::Other };
            let place = callees.all.iter().position(|&other| other == one).unwrap_or_else(|| {
                callees.all.push(one);
                callees.all.len() - 1
            });
            if place >= 64 {
                return None;
            }
            if one == Pushed::Other {
                callees.any = 1 << place;
            }
            calls[at] = 1 << place;
        }
        let ranges = std::mem::take(&mut self.ranges);
        let before = self.jumps.len();
        self.jumps.extend(&ranges);
        callees.behind = self.behind(&calls).1;
        self.jumps.truncate(before);
        self.ends.extend(ranges.iter().map(|&(at, _)| at).filter(|&at| self.code[2 * at] == POP_TOP));
        self.ends.sort_unstable();
        let (from, within) = self.behind(&calls);
        callees.within = within;
        callees.ends = ranges.iter().map(|&(at, to)| (at + 1, from[to])).collect();
        self.range_names.sort_unstable();
        self.range_names.dedup();
        // A name that it assigns to may stand for something else by then.
        let is_assigned = |name: usize| self.assigned.iter().any(|(to, _)| *to == Pushed::Global(name));
        if self.range_names.iter().any(|&name| is_assigned(name)) {
            callees.within.clone_from(&callees.behind);
        }
        Some((callees, self.range_names))
    }

    /// A variable that is no parameter, and that functions are assigned to which have just been made, and nothing else.
    fn is_function(&self, one: Pushed) -> bool {
        let is_one = |place: usize| place >= self.n_parameters && self.assigned.iter().any(|(to, _)| *to == one);
        matches!(one, Pushed::Local(place) if is_one(place)) && self.is_kept(one)
    }

    /// Is it looked at what this stands for, and remains harmless if that is?
    fn is_kept(&self, one: Pushed) -> bool {
        let is_there = match one {
            Pushed::Null | Pushed::Other | Pushed::Given(_) | Pushed::Iterator(_) => false,
            Pushed::Local(place) => place < self.n_parameters || self.assigned.iter().any(|(to, _)| *to == one),
            _ => true,
        };
        is_there && self.assigned.iter().all(|(to, what)| *to != one || *what == Pushed::Harmless)
    }

    /// What may be called from each instruction on, given what each calls; and behind each: when it is over, and from
    /// the next one on. At 0: from the first one on.
    fn behind(&self, calls: &[u64]) -> (Vec<u64>, Vec<u64>) {
        let length = calls.len() - 1;
        let mut from = vec![0u64; length + 1];
        let mut after = vec![0u64; length];
        loop {
            let before = from.clone();
            for at in (0..length).rev() {
                if self.ends.binary_search(&at).is_err() {
                    after[at] |= from[at + 1];
                }
                from[at] |= calls[at] | after[at];
            }
            for &(at, to) in &self.jumps {
                after[at] |= from[to];
                from[at] |= from[to];
            }
            if from == before {
                break;
            }
        }
        let first = from[0];
        let behind = [first].into_iter().chain((0..length).map(|at| after[at] | from[at + 1])).collect();
        (from, behind)
    }

    /// A handler of exceptions begins with the stack of where they are caught, cut off, and the exception.
    fn begin_handlers(&mut self) -> Option<()> {
        let mut rest = self.exceptions.iter();
        let mut number = || -> Option<usize> {
            let mut byte = *rest.next()?;
            let mut value = usize::from(byte & 63);
            while byte & 64 != 0 {
                byte = *rest.next()?;
                value = value << 6 | usize::from(byte & 63);
            }
            Some(value)
        };
        while let Some(start) = number() {
            let (length, target, depth) = (number()?, number()?, number()?);
            let end = (start + length).min(self.code.len() / 2);
            self.jumps.extend((start..end).map(|at| (at, target)));
            let stack = vec![Pushed::Other; (depth >> 1) + (depth & 1) + 1];
            *self.states.get_mut(target)? = Some(stack);
        }
        Some(())
    }

    fn step(&mut self, at: usize, operation: Operation, argument: usize, mut stack: Stack) -> Option<()> {
        match operation.0 {
            CALL => {
                let first = stack.len().checked_sub(argument + 2)?;
                let callee = if stack[first] == Pushed::Null { stack[first + 1] } else { stack[first] };
                self.called.push((at, callee));
            }
            CALL_FUNCTION_EX => {
                let callee = stack.len().checked_sub(2 + (argument & 1))?;
                self.called.push((at, *stack.get(callee)?));
            }
            STORE_FAST => self.assigned.push((Pushed::Local(argument), *stack.last()?)),
            DELETE_FAST => self.assigned.push((Pushed::Local(argument), Pushed::Other)),
            STORE_DEREF => self.assigned.push((self.free(argument), *stack.last()?)),
            DELETE_DEREF => self.assigned.push((self.free(argument), Pushed::Other)),
            // A name that is not global may be one in the middle of a module.
            STORE_GLOBAL | STORE_NAME => {
                let to = *stack.last()?;
                self.assigned.extend([(Pushed::Global(argument), to), (Pushed::Name(argument), to)]);
            }
            DELETE_GLOBAL | DELETE_NAME => {
                let to = Pushed::Other;
                self.assigned.extend([(Pushed::Global(argument), to), (Pushed::Name(argument), to)]);
            }
            IMPORT_STAR => return None,
            _ => {}
        }
        if let Some(target) = operation.target(at, argument) {
            let (pops, pushes) = operation.effect_of_jump(argument)?;
            let mut there = stack.clone();
            there.truncate(there.len().checked_sub(pops)?);
            there.resize(there.len() + pushes, Pushed::Other);
            match stack.last() {
                Some(&Pushed::Iterator(name)) if operation.0 == FOR_ITER => self.end_range(at, target?, name),
                _ => self.jumps.push((at, target?)),
            }
            self.flow(at, target?, there)?;
        }
        if operation.is_end() {
            self.ends.push(at);
            return Some(());
        }
        if operation.0 == SWAP {
            let (top, other) = (stack.len().checked_sub(1)?, stack.len().checked_sub(argument)?);
            stack.swap(top, other);
            return self.flow(at, at + 1, stack);
        }
        if operation.0 == POP_TOP
            && let Some(&Pushed::Iterator(name)) = stack.last()
        {
            self.end_range(at, at + 1, name);
        }
        let pushed = match operation.0 {
            CALL => match self.called.last() {
                Some(&(_, Pushed::Global(name) | Pushed::Name(name))) => Pushed::Given(name),
                _ => Pushed::Other,
            },
            GET_ITER => match stack.last() {
                Some(&Pushed::Given(name)) => Pushed::Iterator(name),
                _ => Pushed::Other,
            },
            COPY => *stack.get(stack.len().checked_sub(argument)?)?,
            PUSH_NULL => Pushed::Null,
            MAKE_FUNCTION | LOAD_ASSERTION_ERROR => Pushed::Harmless,
            LOAD_GLOBAL => Pushed::Global(argument >> 1),
            LOAD_NAME => Pushed::Name(argument),
            LOAD_FAST => Pushed::Local(argument),
            LOAD_DEREF => self.free(argument),
            _ => Pushed::Other,
        };
        let (pops, pushes) = operation.effect(argument)?;
        stack.truncate(stack.len().checked_sub(pops)?);
        stack.resize(stack.len() + pushes, pushed);
        if operation.0 == LOAD_GLOBAL && pushes == 2 {
            let below = stack.len() - 2;
            stack[below] = Pushed::Null;
        }
        self.flow(at, at + 1, stack)
    }

    fn end_range(&mut self, at: usize, to: usize, name: usize) {
        self.ranges.push((at, to));
        self.range_names.push(name);
    }

    /// A variable of a function around, or of this one for others: those have what they are given later.
    fn free(&self, place: usize) -> Pushed {
        place.checked_sub(self.first_free).map_or(Pushed::Other, Pushed::Free)
    }

    /// What is on the stack at `from` is so at `to`, too.
    fn flow(&mut self, from: usize, to: usize, stack: Stack) -> Option<()> {
        let there = self.states.get_mut(to)?;
        match there {
            None if to <= from => return None,
            None => *there = Some(stack),
            Some(before) => {
                if before.len() != stack.len() {
                    return None;
                }
                for (one, other) in before.iter_mut().zip(stack) {
                    if *one != other {
                        // What has been read already was read with more than is known.
                        if to <= from && *one != Pushed::Other {
                            return None;
                        }
                        *one = Pushed::Other;
                    }
                }
            }
        }
        Some(())
    }
}

/// An instruction of 3.11, as `opcode.h` numbers them.
#[derive(Clone, Copy)]
struct Operation(u8);

const POP_TOP: u8 = 1;
const PUSH_NULL: u8 = 2;
const GET_ITER: u8 = 68;
const LOAD_ASSERTION_ERROR: u8 = 74;
const IMPORT_STAR: u8 = 84;
const STORE_NAME: u8 = 90;
const DELETE_NAME: u8 = 91;
const STORE_GLOBAL: u8 = 97;
const DELETE_GLOBAL: u8 = 98;
const FOR_ITER: u8 = 93;
const SWAP: u8 = 99;
const LOAD_NAME: u8 = 101;
const LOAD_GLOBAL: u8 = 116;
const COPY: u8 = 120;
const LOAD_FAST: u8 = 124;
const STORE_FAST: u8 = 125;
const DELETE_FAST: u8 = 126;
const MAKE_FUNCTION: u8 = 132;
const LOAD_DEREF: u8 = 137;
const STORE_DEREF: u8 = 138;
const DELETE_DEREF: u8 = 139;
const CALL_FUNCTION_EX: u8 = 142;
const EXTENDED_ARG: u8 = 144;
const CALL: u8 = 171;

impl Operation {
    /// Where it may jump to; `Some(None)`: out of the code.
    fn target(self, at: usize, argument: usize) -> Option<Option<usize>> {
        match self.0 {
            // FOR_ITER, JUMP_FORWARD, JUMP_IF_.._OR_POP, POP_JUMP_FORWARD_IF_.., SEND
            93 | 110..=112 | 114 | 115 | 123 | 128 | 129 => Some(Some(at + 1 + argument)),
            // JUMP_BACKWARD.., POP_JUMP_BACKWARD_IF_..
            134 | 140 | 173..=176 => Some((at + 1).checked_sub(argument)),
            _ => None,
        }
    }

    /// Does what stands behind it not follow it?
    fn is_end(self) -> bool {
        // RETURN_VALUE, JUMP_FORWARD, RERAISE, RAISE_VARARGS, JUMP_BACKWARD..
        matches!(self.0, 83 | 110 | 119 | 130 | 134 | 140)
    }

    fn effect_of_jump(self, argument: usize) -> Option<(usize, usize)> {
        match self.0 {
            110 | 111 | 112 | 134 | 140 => Some((0, 0)),
            93 => Some((1, 0)),
            123 => Some((2, 1)),
            _ => self.effect(argument),
        }
    }

    /// What it takes off the stack and puts there, where it does not jump. None: it is not known.
    fn effect(self, n: usize) -> Option<(usize, usize)> {
        Some(match self.0 {
            // CACHE, NOP, SETUP_ANNOTATIONS, DELETE_.., MAKE_CELL, COPY_FREE_VARS, RESUME, PRECALL, KW_NAMES
            0 | 9 | 85 | 91 | 98 | 126 | 135 | 139 | 149 | 151 | 166 | 172 => (0, 0),
            // PUSH_NULL, GET_LEN, MATCH_.., WITH_EXCEPT_START, GET_ANEXT, LOAD_BUILD_CLASS, LOAD_ASSERTION_ERROR,
            // RETURN_GENERATOR, FOR_ITER, LOAD_.., IMPORT_FROM, COPY
            2 | 30..=33 | 49 | 51 | 71 | 74 | 75 | 93 | 100 | 101 | 109 | 120 | 124 | 136 | 137 | 148 => (0, 1),
            LOAD_GLOBAL => (0, 1 + (n & 1)),
            // POP_TOP, PRINT_EXPR, RETURN_VALUE, IMPORT_STAR, POP_EXCEPT, STORE_.., DELETE_ATTR, POP_JUMP_..,
            // JUMP_IF_.._OR_POP, RERAISE, LIST_APPEND, SET_ADD, LIST_EXTEND, ..
            1
            | 70
            | 83
            | 84
            | 89
            | 90
            | 96
            | 97
            | 111
            | 112
            | 114
            | 115
            | 119
            | 125
            | 128
            | 129
            | 138
            | 145
            | 146
            | 162..=165
            | 173..=176 => (1, 0),
            // UNARY_.., CHECK_EXC_MATCH, GET_AITER, GET_ITER, .., LIST_TO_TUPLE, YIELD_VALUE, ASYNC_GEN_WRAP, LOAD_ATTR,
            // SEND, GET_AWAITABLE
            10..=12 | 15 | 36 | 50 | 68 | 69 | 82 | 86 | 87 | 106 | 123 | 131 => (1, 1),
            // PUSH_EXC_INFO, BEFORE_WITH, BEFORE_ASYNC_WITH, LOAD_METHOD
            35 | 52 | 53 | 160 => (1, 2),
            // END_ASYNC_FOR, DELETE_SUBSCR, STORE_ATTR, MAP_ADD
            54 | 61 | 95 | 147 => (2, 0),
            // BINARY_.., COMPARE_OP, IMPORT_NAME, IS_OP, CONTAINS_OP, PREP_RERAISE_STAR
            25 | 88 | 107 | 108 | 117 | 118 | 122 => (2, 1),
            // CHECK_EG_MATCH
            37 => (2, 2),
            // STORE_SUBSCR, MATCH_CLASS
            60 => (3, 0),
            152 => (3, 1),
            // UNPACK_SEQUENCE, UNPACK_EX
            92 => (1, n),
            94 => (1, (n & 0xff) + (n >> 8) + 1),
            // BUILD_TUPLE, .., BUILD_STRING, BUILD_MAP, BUILD_CONST_KEY_MAP, BUILD_SLICE, FORMAT_VALUE
            102..=104 | 157 => (n, 1),
            105 => (2 * n, 1),
            156 => (n + 1, 1),
            133 => (n, 1),
            155 => (1 + usize::from(n & 4 != 0), 1),
            // RAISE_VARARGS
            130 => (n, 0),
            MAKE_FUNCTION => (1 + (n & 15).count_ones() as usize, 1),
            CALL_FUNCTION_EX => (3 + (n & 1), 1),
            CALL => (n + 2, 1),
            // JUMP_FORWARD, JUMP_BACKWARD..
            110 | 134 | 140 => (0, 0),
            _ => return None,
        })
    }
}
