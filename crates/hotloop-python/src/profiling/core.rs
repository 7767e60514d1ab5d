//! A recorder: its threads, its lines, and what the numbers in them stand for.

use super::builtins;
#[cfg(not(Py_3_12))]
use super::callees::Callees;
use super::clock::Clock;
use super::frames::{self, Place};
use hotloop_profiler::{Costs, Lines, Thread};
use pyo3::ffi;
use pyo3::prelude::*;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Paths of calls in a tree, at most: some 100 MB.
pub const MOST_NODES: usize = 1_000_000;

pub struct Core {
    /// Another one each time that it is enabled.
    generation: u64,
    pub counts_functions: bool,
    pub counts_builtins: bool,
    /// Are threads recorded that are met? Else those only in which it was enabled.
    pub all_threads: bool,
    pub clock: Clock,
    pub costs: Costs,
    pub lines: Lines,
    pub functions: Vec<Known>,
    numbers: FxHashMap<usize, u32>,
    #[expect(clippy::vec_box, reason = "threads keep the address of their slot")]
    pub slots: Vec<Box<Slot>>,
    pub started: u64,
    /// Is told of each function that is new.
    pub greeter: Option<Py<PyAny>>,
    pub has_met: bool,
    /// What `sys.getprofile()` gives, if it gives anything.
    pub shown_as: Option<Py<PyAny>>,
    /// Samples are taken, in place of events.
    pub is_sampled: bool,
    /// They count; and frames from this one on outwards are not the program's.
    pub is_in_program: bool,
    pub base: *const u8,
    pub n_samples: u64,
    /// Room for the frames of a sample, and the lines that instructions are of, by address.
    pub path: Vec<Place>,
    spots: Vec<Spot>,
    spot_at: FxHashMap<usize, u32>,
    spot_of: FxHashMap<(u32, u32), u32>,
    /// Machine code runs while it records, and has nodes of its own.
    pub sees_compiled: bool,
    /// What functions call, by number.
    #[cfg(not(Py_3_12))]
    callees: Vec<Option<Box<Callees>>>,
}

/// What a function is: its code, which is kept so that its address stays its own; or the name of a builtin.
pub enum Known {
    Code(Py<PyAny>),
    Builtin(String),
    /// Machine code of this code.
    Compiled(Py<PyAny>),
}

/// A line of a function that samples were in.
struct Spot {
    key: usize,
    function: u32,
    line: u32,
    /// The last sample and the thread of it: a line takes the time of all that it calls, but once in a recursion.
    last: (u64, u64),
}

pub struct Slot {
    pub thread: Thread,
    /// Of the thread in this process, and the number that `threading` has for it.
    number: u64,
    pub ident: u64,
}

static NEXT: AtomicU64 = AtomicU64::new(1);

thread_local! {
    static NUMBER: Cell<u64> = const { Cell::new(0) };
    /// The slot of this thread in the recorder of that generation: of lines, of functions.
    static OF_LINES: Cell<(u64, *mut Slot)> = const { Cell::new((0, ptr::null_mut())) };
    static OF_FUNCTIONS: Cell<(u64, *mut Slot)> = const { Cell::new((0, ptr::null_mut())) };
}

fn thread_number() -> u64 {
    if NUMBER.get() == 0 {
        NUMBER.set(NEXT.fetch_add(1, Relaxed));
    }
    NUMBER.get()
}

unsafe extern "C" {
    pub fn PyThreadState_EnterTracing(state: *mut ffi::PyThreadState);
    pub fn PyThreadState_LeaveTracing(state: *mut ffi::PyThreadState);
}

impl Core {
    pub fn new(counts_functions: bool, counts_builtins: bool, clock: Clock) -> Core {
        let started = clock.now();
        Core {
            generation: 0,
            counts_functions,
            counts_builtins,
            all_threads: false,
            clock,
            costs: Costs::default(),
            lines: Lines::default(),
            functions: Vec::new(),
            numbers: FxHashMap::default(),
            slots: Vec::new(),
            started,
            greeter: None,
            has_met: false,
            shown_as: None,
            is_sampled: false,
            is_in_program: false,
            base: ptr::null(),
            n_samples: 0,
            path: Vec::new(),
            spots: Vec::new(),
            spot_at: FxHashMap::default(),
            spot_of: FxHashMap::default(),
            sees_compiled: false,
            #[cfg(not(Py_3_12))]
            callees: Vec::new(),
        }
    }

    /// Events of this thread count from now on; those of others from when they are met, if `all_threads`.
    pub fn start(&mut self, all_threads: bool) {
        self.all_threads = all_threads;
        self.generation = NEXT.fetch_add(1, Relaxed);
        let slot = self.own_slot();
        let now = self.clock.now();
        // SAFETY: a slot lives as long as its recorder.
        unsafe { (*slot).thread.start(now) };
    }

    pub fn stop(&mut self) {
        let now = self.clock.now();
        for slot in &mut self.slots {
            slot.thread.stop(now);
        }
    }

    /// No more events of this thread, unless it is started again.
    pub fn stop_here(&mut self) {
        let now = self.clock.now();
        // SAFETY: a slot lives as long as its recorder.
        if let Some(slot) = unsafe { self.slot().as_mut() } {
            slot.thread.stop(now);
        }
    }

    /// The slot of this thread; null if its events do not count.
    #[inline]
    pub fn slot(&mut self) -> *mut Slot {
        let cached = if self.counts_functions { OF_FUNCTIONS.get() } else { OF_LINES.get() };
        if cached.0 == self.generation { cached.1 } else { self.find_slot() }
    }

    /// The slot of this thread, if it is recorded already; else null.
    pub fn known_slot(&mut self) -> *mut Slot {
        let number = thread_number();
        let known = self.slots.iter_mut().find(|slot| slot.number == number && slot.thread.is_running());
        known.map_or(ptr::null_mut(), |slot| &raw mut **slot)
    }

    #[cold]
    fn find_slot(&mut self) -> *mut Slot {
        let number = thread_number();
        let known = self.slots.iter_mut().find(|slot| slot.number == number && slot.thread.is_running());
        let slot = match known {
            Some(slot) => &raw mut **slot,
            None if self.all_threads => {
                let slot = self.own_slot();
                let now = self.clock.now();
                // SAFETY: see `start`.
                unsafe { (*slot).thread.start(now) };
                slot
            }
            None => ptr::null_mut(),
        };
        let cache = if self.counts_functions { &OF_FUNCTIONS } else { &OF_LINES };
        cache.set((self.generation, slot));
        slot
    }

    fn own_slot(&mut self) -> *mut Slot {
        let number = thread_number();
        if let Some(known) = self.slots.iter_mut().find(|slot| slot.number == number) {
            return &raw mut **known;
        }
        self.add_slot(number, current_ident())
    }

    fn add_slot(&mut self, number: u64, ident: u64) -> *mut Slot {
        self.slots.push(Box::new(Slot { thread: Thread::new(MOST_NODES), number, ident }));
        &raw mut **self.slots.last_mut().expect("pushed")
    }

    /// The slot of the thread that `threading` has this number for: samples are taken from outside.
    pub fn slot_of(&mut self, ident: u64) -> *mut Slot {
        match self.slots.iter_mut().find(|slot| slot.ident == ident) {
            Some(slot) => &raw mut **slot,
            None => self.add_slot(NEXT.fetch_add(1, Relaxed), ident),
        }
    }

    /// A sample of a thread: the frames that it is in, the innermost first, have taken so long.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn add_sample(&mut self, ident: u64, path: &[Place], ticks: u64) {
        if path.is_empty() {
            return;
        }
        for place in path {
            let at = match self.spot_at.get(&place.instruction) {
                Some(&at) => at,
                // SAFETY: the caller's promise.
                None => unsafe { self.find_spot(*place) },
            };
            let spot = &mut self.spots[at as usize];
            let this = (self.n_samples, ident);
            if std::mem::replace(&mut spot.last, this) != this {
                self.lines.add(spot.key, spot.function, spot.line, ticks as i64);
            }
        }
        let slot = self.slot_of(ident);
        let core: *mut Core = self;
        let keys = path.iter().rev().map(|place| place.code as usize);
        // SAFETY: a slot is not in the recorder itself, and all of this code has been described before.
        unsafe { (*slot).thread.sample(keys, ticks, |key| (*core).describe_code(key as *mut ffi::PyObject)) };
    }

    #[cold]
    unsafe fn find_spot(&mut self, place: Place) -> u32 {
        // SAFETY: the caller has the GIL, and the code of a frame is alive. It is kept from now on, and with it the
        // addresses of its instructions.
        let (function, line) = unsafe { (self.describe_code(place.code).0, frames::line(place)) };
        let spots = &mut self.spots;
        let at = *self.spot_of.entry((function, line)).or_insert_with(|| {
            spots.push(Spot { key: place.code as usize, function, line, last: (0, 0) });
            spots.len() as u32 - 1
        });
        self.spot_at.insert(place.instruction, at);
        at
    }

    /// In a process that was forked: nothing has happened yet, and there is this thread only.
    pub fn begin_anew(&mut self) {
        let number = thread_number();
        self.slots.retain(|slot| slot.number == number);
        if let Some(slot) = self.slots.first_mut() {
            slot.ident = current_ident();
        }
        self.generation = NEXT.fetch_add(1, Relaxed);
        self.clear();
    }

    pub fn clear(&mut self) {
        let now = self.clock.now();
        self.started = now;
        self.lines.clear();
        for slot in &mut self.slots {
            slot.thread.clear(now);
        }
    }

    /// The number of a function by its code, and whether its lines are counted.
    ///
    /// # Safety
    /// The GIL is held, `code` is a live code object.
    #[cold]
    pub unsafe fn describe_code(&mut self, code: *mut ffi::PyObject) -> (u32, bool) {
        let key = code as usize;
        let functions = &mut self.functions;
        let number = *self.numbers.entry(key).or_insert_with(|| {
            self.has_met = true;
            // SAFETY: the caller's promise.
            let code = unsafe { Bound::from_borrowed_ptr(Python::assume_attached(), code) };
            functions.push(Known::Code(code.unbind()));
            functions.len() as u32 - 1
        });
        (number, self.lines.is_watched(key))
    }

    /// Tells of a new function, which may become one that is watched.
    ///
    /// # Safety
    /// As above; no reference to the recorder or to a thread of it is held, for Python code runs.
    #[cold]
    pub unsafe fn meet(core: *mut Core, slot: *mut Slot, code: *mut ffi::PyObject) {
        // SAFETY: the caller's promise. Events of what runs here do not come to us.
        unsafe {
            (*core).has_met = false;
            let py = Python::assume_attached();
            let Some(greeter) = (*core).greeter.as_ref().map(|greeter| greeter.clone_ref(py)) else { return };
            // A generator that is thrown into begins with an exception.
            let pending = PyErr::take(py);
            let state = ffi::PyThreadState_Get();
            PyThreadState_EnterTracing(state);
            if let Err(error) = greeter.call1(py, (Bound::from_borrowed_ptr(py, code),)) {
                error.write_unraisable(py, Some(greeter.bind(py)));
            }
            PyThreadState_LeaveTracing(state);
            if let Some(error) = pending {
                error.restore(py);
            }
            (*slot).thread.skip((*core).clock.now());
        }
    }

    /// The number of a function written in C. `of`: see `builtins::name`, or null.
    ///
    /// # Safety
    /// The GIL is held, the objects are live.
    #[cold]
    pub unsafe fn describe_builtin(&mut self, key: usize, callable: *mut ffi::PyObject, of: *mut ffi::PyObject) -> u32 {
        let functions = &mut self.functions;
        *self.numbers.entry(key).or_insert_with(|| {
            // SAFETY: the caller's promise.
            let name = unsafe {
                let py = Python::assume_attached();
                let of = Bound::from_borrowed_ptr_or_opt(py, of);
                builtins::name(&Bound::from_borrowed_ptr(py, callable), of.as_ref())
            };
            functions.push(Known::Builtin(name));
            functions.len() as u32 - 1
        })
    }

    /// The number of machine code by its key, `hub::compiled_key` of this code.
    ///
    /// # Safety
    /// The GIL is held, `code` is a live code object.
    #[cold]
    pub unsafe fn describe_compiled(&mut self, key: usize, code: *mut ffi::PyObject) -> u32 {
        let functions = &mut self.functions;
        *self.numbers.entry(key).or_insert_with(|| {
            // SAFETY: the caller's promise.
            let code = unsafe { Bound::from_borrowed_ptr(Python::assume_attached(), code) };
            functions.push(Known::Compiled(code.unbind()));
            functions.len() as u32 - 1
        })
    }

    /// What a function calls. The address stays.
    ///
    /// # Safety
    /// The GIL is held; `code` is the function's.
    #[cfg(not(Py_3_12))]
    #[inline]
    pub unsafe fn callees(&mut self, function: u32, code: *mut ffi::PyObject) -> *mut Callees {
        match self.callees.get_mut(function as usize) {
            Some(Some(known)) => &raw mut **known,
            // SAFETY: the caller's promise.
            _ => unsafe { self.find_callees(function as usize, code) },
        }
    }

    #[cfg(not(Py_3_12))]
    #[cold]
    unsafe fn find_callees(&mut self, function: usize, code: *mut ffi::PyObject) -> *mut Callees {
        if self.callees.len() <= function {
            self.callees.resize_with(function + 1, || None);
        }
        // SAFETY: the caller's promise.
        &raw mut **self.callees[function].insert(Box::new(unsafe { Callees::of(code) }))
    }

    /// Changes whenever it is enabled.
    #[cfg(not(Py_3_12))]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Counts lines in this code from now on. False: it does so already.
    pub fn watch(&mut self, code: &Bound<'_, PyAny>) -> PyResult<bool> {
        let key = code.as_ptr() as usize;
        let first = code.getattr("co_firstlineno")?.extract()?;
        // SAFETY: attached, and a live object.
        let (function, _) = unsafe { self.describe_code(code.as_ptr()) };
        let since = self.clock.now();
        let is_new = self.lines.watch(key, function, first, since);
        for slot in &mut self.slots {
            slot.thread.tree.watch(key);
        }
        Ok(is_new)
    }
}

fn current_ident() -> u64 {
    // SAFETY: no precondition.
    unsafe { ffi::PyThread_get_thread_ident() as u64 }
}
