//! What machine code calls while it runs: polls, snippets of Python, kernels over strips, lists.
//!
//! The GIL is held at first and given up at the first sign of long work; whoever needs it here takes it again. Python
//! code that may look at a list finds it as machine code has left it, and if it has changed one, the loop goes on in
//! CPython.

use crate::buffers::Buffers;
use crate::environment::Resolved;
use crate::interpreter::is_only_thread;
use crate::lazy::Lazy;
use crate::outside::{self, Outside};
use crate::settings::Settings;
use crate::specialization::Compiled;
use crate::{exits, formats, interpreter, large_stack, profiling, settings, underflow};
use hotloop_compiler::ir::{Elem, PyType};
use hotloop_runtime::pool::{self, Kept, KernelRun, Rows};
use hotloop_runtime::undo::{self, Room, UndoLog};
use hotloop_runtime::{Buffer, Host, Kernel, lists as native, stack};
use pyo3::exceptions::PySystemError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use smallvec::SmallVec;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// One call of compiled code.
pub struct Call<'a> {
    pub function: *mut ffi::PyObject,
    pub resolved: &'a Resolved,
    pub compiled: &'a Compiled,
    pub threads: usize,
    pub comes_back: bool,
    /// What it was given, for as long as it runs.
    pub arguments: &'a [*mut ffi::PyObject],
    pub ends_iteration: bool,
    pub gives_up: bool,
    pub buffers: Lazy<Buffers>,
    /// Not null: the GIL is given up.
    gil: *mut ffi::PyThreadState,
    /// Compiled code is to be left at the next exit point.
    is_leaving: bool,
    /// To be raised there.
    pub exception: Option<PyErr>,
    /// It has polled or run a kernel.
    pub has_worked: bool,
    clock: Option<Clock>,
    in_kernel: bool,
    /// What the kernel does may have to be undone, with all since the last exit point.
    may_be_undone: bool,
    /// A kernel or the pool was told to stop so that others can be served.
    stop: Option<Stop>,
    /// It is to be left, and a kernel has just run.
    is_behind_kernel: bool,
    has_signal_handlers: Option<bool>,
    plain_stdout: *mut ffi::PyObject,
    /// The kernel that is running: what `counted` calls.
    running: *const Running,
    ahead: Lazy<Ahead>,
    undo_log: Lazy<UndoLog>,
    pub outside: Lazy<Outside>,
}

/// Positions for a kernel, and the first of them that has an effect which must wait for its turn.
struct Range {
    begin: i64,
    end: i64,
    next: i64,
    /// What is overwritten is noted.
    undo: bool,
    /// The loop has no exit point: others must not see what is done.
    inside: bool,
}

/// A kernel that has run ahead of its loop, past iterations that print something.
#[derive(Default)]
struct Ahead {
    /// Positions for the next time.
    positions: i64,
    kernel: usize,
    captures: usize,
    begin: i64,
    end: i64,
    /// The rows of `begin..end` as they were.
    kept: Kept,
}

/// A kernel while it runs, and the threads that have taken part, a bit for each.
struct Running {
    kernel: usize,
    code: Kernel,
    threads: AtomicU64,
}

#[derive(Clone, Copy)]
struct Clock {
    last_poll: Instant,
    last_check: Instant,
    granted: i64,
}

/// Where a poll is: at an exit point, or where leaving undoes what was done since the last one.
#[derive(Clone, Copy, PartialEq)]
enum Header {
    ExitPoint,
    Inside,
}

#[derive(Clone, Copy, PartialEq)]
enum Stop {
    BetweenChunks,
    InStrip,
}

/// Signals, other threads and guards are looked at this often.
const CHECK_EVERY: Duration = Duration::from_millis(8);
/// Where lists must be written back for that, which takes a millisecond for a large one.
const CHECK_LISTS_EVERY: Duration = Duration::from_millis(30);
/// Who waits for a place at which machine code can be left is given up for so long; and headers until the next look.
const PATIENCE: Duration = Duration::from_millis(500);
const SOON: i64 = 64;
/// A poll that finds nothing to do costs 30 ns.
const POLL_EVERY: Duration = Duration::from_micros(500);
/// Headers that take 2.5 us each are still polled every 50 ms.
const MAX_COUNTDOWN: i64 = 20_000;
/// A text may appear this late: kernels run ahead of a `print` for so long.
const RUN_AHEAD: Duration = Duration::from_millis(10);
/// Positions of the first run ahead, of which nobody knows how long they take.
const FIRST_AHEAD: i64 = 2048;
/// Rows that are kept for it.
const AHEAD_BYTES: usize = 16 << 20;
/// Frames that a function in machine code may need besides its own: of what is compiled into it, and of C functions.
const FRAMES_KEPT: i64 = 24;
/// Elements of a new array, at least, that are worth asking at the next exit point which arrays nobody knows any more.
const MANY_ELEMENTS: i64 = 4096;
/// Positions of a kernel that are worth giving up the GIL.
const MANY_POSITIONS: i64 = 512;

impl<'a> Call<'a> {
    pub fn new(
        function: *mut ffi::PyObject,
        resolved: &'a Resolved,
        compiled: &'a Compiled,
        settings: &Settings,
    ) -> Self {
        Call {
            function,
            resolved,
            compiled,
            threads: settings.threads,
            comes_back: settings.comes_back,
            arguments: &[],
            ends_iteration: settings.ends_iteration,
            gives_up: settings.gives_up,
            buffers: Lazy::default(),
            gil: ptr::null_mut(),
            is_leaving: false,
            exception: None,
            has_worked: false,
            clock: None,
            in_kernel: false,
            may_be_undone: false,
            stop: None,
            is_behind_kernel: false,
            has_signal_handlers: None,
            plain_stdout: ptr::null_mut(),
            running: ptr::null(),
            ahead: Lazy::default(),
            undo_log: Lazy::default(),
            outside: Lazy::default(),
        }
    }

    /// The services for machine code, which must not outlive `self`.
    #[inline]
    pub fn host(&mut self) -> Host {
        Host {
            context: ptr::from_mut(self).cast(),
            force_exit: settings::force_exit(),
            poll_countdown: self.compiled.countdown.load(Relaxed),
            poll,
            call_python,
            run_strips,
            new_list,
            edit,
            retain,
            release,
            rewind,
            undo_start: ptr::null_mut(),
            undo_top: ptr::null_mut(),
            undo_end: ptr::null_mut(),
            grow_undo,
            take_back,
            frames: if self.compiled.calls { interpreter::frames_left() - FRAMES_KEPT } else { 0 },
            stack_end: if self.compiled.calls { stack::end() } else { ptr::null() },
            lists_due: 0,
            new_array,
            n_made: 0,
            n_made_before: 0,
            new_lists_due: 0,
        }
    }

    pub fn is_leaving(&self) -> bool {
        self.is_leaving
    }

    pub fn take_gil(&mut self) {
        if !self.gil.is_null() {
            // SAFETY: this thread saved it.
            unsafe { ffi::PyEval_RestoreThread(ptr::replace(&mut self.gil, ptr::null_mut())) };
        }
    }

    /// Unless something here needs it: objects are counted under it, and lists may be seen by other threads.
    fn give_up_gil(&mut self) {
        let may = self.gil.is_null() && !self.compiled.keeps_gil;
        if may && (!self.buffers.has_lists() || is_only_thread()) {
            // SAFETY: the GIL is held, and until it is taken again this thread touches no Python object.
            self.gil = unsafe { ffi::PyEval_SaveThread() };
        }
    }

    /// At a loop header. True: take the exit.
    fn poll(&mut self, host: &mut Host, place: Header) -> bool {
        if self.is_leaving {
            // One iteration of scalar code sets what kernels leave alone, for whoever sees the variables.
            host.poll_countdown = 0;
            return !std::mem::take(&mut self.is_behind_kernel);
        }
        self.has_worked = true;
        let now = Instant::now();
        let first = Clock { last_poll: now, last_check: now, granted: 0 };
        let clock = self.clock.unwrap_or(first);
        let countdown = self.pace(&clock, now);
        let is_due = now - clock.last_check >= self.check_every();
        if is_due && place == Header::Inside && self.others_may_interfere() {
            // What they see or do must not be undone. Leaving is for what takes too long to wait for.
            self.clock = Some(Clock { last_poll: now, granted: SOON, ..clock });
            host.poll_countdown = SOON;
            self.is_leaving |= now - clock.last_check >= PATIENCE;
            return self.is_leaving;
        }
        self.clock =
            Some(Clock { last_poll: now, last_check: if is_due { now } else { clock.last_check }, granted: countdown });
        host.poll_countdown = countdown;
        let leave = is_due && self.check();
        if !leave {
            self.give_up_gil();
        }
        leave
    }

    /// Python code that may run at a poll, where something may have to be undone.
    fn others_may_interfere(&mut self) -> bool {
        self.compiled.undoes && self.with_gil(|call| !is_only_thread() || call.signal_handlers())
    }

    /// Frees the lists that machine code has made and does not know any more.
    fn free_unknown(&mut self, known: &[*mut Buffer]) {
        let mut known: SmallVec<[*mut Buffer; 32]> = known.into();
        known.sort_unstable();
        self.buffers.free_unknown(&known);
        if self.buffers.has_unknown_objects(&known) {
            // SAFETY: the GIL is held and machine code waits for us.
            let done = self.with_gil(|call| unsafe { call.buffers.release_unknown_objects(&known) });
            if !done {
                self.with_gil(Self::keep_exception);
            }
        }
    }

    fn check_every(&self) -> Duration {
        let others_may_look = self.has_signal_handlers == Some(true) || self.gil.is_null();
        if others_may_look && self.buffers.has_lists() { CHECK_LISTS_EVERY } else { CHECK_EVERY }
    }

    /// Headers until the next poll, from the time that those granted last have taken.
    fn pace(&self, clock: &Clock, now: Instant) -> i64 {
        if clock.granted == 0 {
            return self.compiled.countdown.load(Relaxed);
        }
        let seconds = (now - clock.last_poll).as_secs_f64() / clock.granted as f64;
        let countdown = (POLL_EVERY.as_secs_f64() / seconds.max(1e-12)) as i64;
        let countdown = countdown.clamp(16, MAX_COUNTDOWN);
        self.compiled.countdown.store(countdown, Relaxed);
        countdown
    }

    /// In the middle of a kernel, where no other Python code may see lists and arrays. True: stop.
    fn poll_in_kernel(&mut self, place: Stop) -> bool {
        if self.is_leaving || self.stop.is_some() {
            return true;
        }
        let now = Instant::now();
        let clock = *self.clock.get_or_insert(Clock { last_poll: now, last_check: now, granted: 0 });
        let waited = now - clock.last_check;
        if waited < CHECK_EVERY {
            return false;
        }
        if self.may_be_undone && self.others_may_interfere() {
            self.is_leaving |= waited >= PATIENCE;
            return self.is_leaving;
        }
        let others = self.has_signal_handlers == Some(true) || (self.buffers.has_lists() && self.gil.is_null());
        if others {
            self.stop = (waited >= CHECK_LISTS_EVERY).then_some(place);
            return self.stop.is_some();
        }
        self.clock = Some(Clock { last_check: now, ..clock });
        self.with_gil(|call| match call.signal_handlers() {
            true => false,
            false => call.raise_signals(),
        })
    }

    /// Serves whoever has waited: signal handlers, other threads. True: take the exit.
    fn check(&mut self) -> bool {
        self.with_gil(|call| {
            let leave = call.serve();
            call.is_leaving |= leave;
            leave
        })
    }

    /// Is all that the code takes for constant as it was, and each list that it uses by name the same one?
    pub fn holds(&self) -> bool {
        let found = self.resolved.found.borrow();
        let given = self.arguments.iter().zip(&self.compiled.arguments).skip(self.resolved.first_found());
        self.resolved.holds()
            // SAFETY: the callers have the GIL.
            && found.iter().zip(given).all(|(one, (&object, ty))| *ty == PyType::Object || unsafe { one.object() } == object)
    }

    fn serve(&mut self) -> bool {
        let has_handlers = self.signal_handlers();
        let is_shared = !is_only_thread();
        let others_may_look = self.buffers.has_lists() && (has_handlers || is_shared);
        if others_may_look && !self.write_back() {
            return true;
        }
        let has_raised = self.raise_signals();
        if others_may_look && is_shared {
            // SAFETY: the GIL is held; a thread that waits for it gets it now.
            unsafe { ffi::PyEval_RestoreThread(ffi::PyEval_SaveThread()) };
        }
        // SAFETY: the GIL is held and machine code waits for us.
        let is_changed = others_may_look && !unsafe { self.buffers.check_unchanged() };
        self.has_signal_handlers = None;
        has_raised || is_changed || !self.holds()
    }

    /// Runs signal handlers. True: one has raised.
    fn raise_signals(&mut self) -> bool {
        // SAFETY: the GIL is held.
        if unsafe { ffi::PyErr_CheckSignals() } == 0 {
            return false;
        }
        self.keep_exception();
        true
    }

    /// Lets Python see the lists. False: there was no memory, which will be raised at the exit.
    fn write_back(&mut self) -> bool {
        // SAFETY: the GIL is held and machine code waits for us.
        let done = unsafe { self.buffers.write_back() };
        if !done {
            self.keep_exception();
        }
        done
    }

    fn keep_exception(&mut self) {
        // SAFETY: the GIL is held.
        self.exception = Some(PyErr::fetch(unsafe { Python::assume_attached() }));
        self.is_leaving = true;
    }

    fn with_gil<T>(&mut self, job: impl FnOnce(&mut Self) -> T) -> T {
        let was_given_up = !self.gil.is_null();
        self.take_gil();
        let result = Python::attach(|_| job(self));
        if was_given_up && !self.is_leaving {
            self.give_up_gil();
        }
        result
    }

    /// Is there a signal handler written in Python?
    fn signal_handlers(&mut self) -> bool {
        *self.has_signal_handlers.get_or_insert_with(has_signal_handlers)
    }

    /// Whether a `print` of numbers runs no Python code but what CPython ships.
    fn print_is_harmless(&mut self) -> bool {
        if self.buffers.has_lists() && !is_only_thread() || self.signal_handlers() {
            return false;
        }
        // SAFETY: the GIL is held; the result is borrowed.
        let stdout = unsafe { ffi::PySys_GetObject(c"stdout".as_ptr()) };
        if stdout != self.plain_stdout {
            // SAFETY: as above.
            let is_plain = unsafe { Python::assume_attached() };
            let is_plain = !stdout.is_null() && is_plain_stream(is_plain, stdout);
            self.plain_stdout = if is_plain { stdout } else { ptr::null_mut() };
            return is_plain;
        }
        !stdout.is_null()
    }

    /// Under the GIL.
    fn call_snippet(&mut self, host: &mut Host, index: usize, slots: *mut u64) -> i64 {
        let code = &self.compiled.snippets[index];
        let snippet = &self.compiled.artifact.module.snippets[index];
        let is_harmless = code.prints_scalars && self.print_is_harmless();
        if !is_harmless {
            self.outside.begin();
        }
        // SAFETY: the GIL is held, machine code has put the parts there, and waits.
        unsafe {
            if !is_harmless {
                let n_parts = snippet.params.iter().map(|(_, ty)| ty.parts().len()).sum();
                self.buffers.take_back(std::slice::from_raw_parts(slots, n_parts));
            }
            if self.buffers.has_lists() && !is_harmless && !self.buffers.write_back() {
                return -1;
            }
            // Making it takes a while, in which other threads may have their turn: what they change is read again below.
            let Some(function) = exits::snippet_function(self, index) else { return -1 };
            let mut parts = slots.cast_const();
            let mut arguments: SmallVec<[*mut ffi::PyObject; 8]> = SmallVec::new();
            for (_, ty) in &snippet.params {
                let object = exits::live_object(self, ty, &mut parts);
                if object.is_null() {
                    release_all(&arguments);
                    return -1;
                }
                arguments.push(object);
            }
            let calling = self.outside.begin_call();
            let result = ffi::PyObject_Vectorcall(function, arguments.as_ptr(), arguments.len(), ptr::null_mut());
            self.outside.end_call(calling);
            // What comes until it is raised again looks attributes up.
            let raised = result.is_null().then(|| PyErr::fetch(Python::assume_attached()));
            release_all(&arguments);
            let fits = match (result.is_null(), code.has_result) {
                (true, _) => false,
                (_, true) => {
                    *slots = result as u64;
                    true
                }
                _ => outside::take(self, index, result, slots.add(1)),
            };
            // The arguments may be the first lists that CPython sees, and may change.
            let must_look = self.buffers.has_lists() && !is_harmless;
            let has_lost_track = must_look && !self.buffers.read_again();
            if let Some(raised) = raised {
                raised.restore(Python::assume_attached());
                return -1;
            }
            let mut goes_on = fits;
            if !is_harmless {
                self.has_signal_handlers = None;
                let is_hopeless = self.outside.end();
                if has_lost_track || is_hopeless || !self.holds() || !underflow::is_silent() {
                    self.is_leaving = true;
                    host.poll_countdown = 0;
                    goes_on = false;
                }
            }
            if !code.has_result {
                *slots = u64::from(goes_on);
            }
        }
        0
    }

    fn run_kernel(
        call: *mut Call,
        host: *mut Host,
        index: usize,
        code: Kernel,
        (captures, partials): (*const u64, *mut u64),
        Range { begin, end, next, undo, inside }: Range,
    ) -> i64 {
        // SAFETY: `call` and `host` are those of the call that runs on this thread. No reference to the call lives
        // while machine code runs, which polls through `host`.
        unsafe {
            let compiled: &Compiled = (*call).compiled;
            let kernel = &compiled.kernels[index];
            let threads = if kernel.threads { (*call).threads } else { 1 };
            let running = Running { kernel: index, code, threads: AtomicU64::new(0) };
            (*call).running = &running;
            let rows = Rows { captures, stores: &kernel.stores };
            let mut noted = match undo {
                true => match (*call).undo_log.before_kernel(&mut *host, &rows, kernel.n_captures, (begin, end)) {
                    // Element by element there may be room.
                    Room::None => return begin,
                    Room::Noted => None,
                    Room::For(noted) => Some(noted),
                },
                false => None,
            };
            let may_go_ahead = next < end;
            let end = if may_go_ahead { (*call).end_ahead(index, captures, begin, end, next) } else { end };
            let is_ahead = may_go_ahead && (*call).run_ahead().end > begin;
            let started = Instant::now();
            let run = KernelRun {
                code: counted,
                captures,
                host,
                grain: kernel.grain,
                early: kernel.early,
                stores: &kernel.stores,
                folds: &kernel.folds,
                partials,
                known_pace: &kernel.pace,
            };
            (*call).has_worked = true;
            if end - begin >= MANY_POSITIONS {
                (*call).signal_handlers_before_kernel();
                (*call).give_up_gil();
            }
            let mut position = begin;
            while !(*call).is_leaving {
                (*call).stop = None;
                (*call).in_kernel = true;
                (*call).may_be_undone = inside;
                let mut ask = || (*call).poll_in_kernel(Stop::BetweenChunks);
                // SAFETY: only this thread looks at what is kept, and not before the kernel is done.
                let ahead = is_ahead.then(|| &mut (*call).run_ahead().kept);
                let kept = ahead.or(noted.as_mut().map(|noted| &mut noted.kept));
                position = pool::run(&run, position, end, threads, &mut ask, kept);
                (*call).in_kernel = false;
                match (*call).stop.take() {
                    None => break,
                    Some(stop) => {
                        let leave = (*call).check();
                        (*call).note_check();
                        // A strip that takes this long is done by scalar code, which polls.
                        if leave || stop == Stop::InStrip {
                            break;
                        }
                    }
                }
            }
            if let Some(noted) = noted.filter(|_| position > begin) {
                (*call).undo_log.note_kernel(&mut *host, noted, position);
            }
            (*call).is_behind_kernel = (*call).is_leaving && position > begin;
            (*call).running = ptr::null();
            (*call).note_kernel(position - begin, running.threads.load(Relaxed));
            if is_ahead {
                (*call).note_ahead(position, started.elapsed());
            }
            // The header that follows looks whether to leave.
            (*host).poll_countdown = 0;
            position
        }
    }

    /// How far a kernel may go beyond `next`, at which something is to be printed: only where nobody can look at what it
    /// does, and with all kept that it overwrites.
    ///
    /// # Safety
    /// The captures are those of the kernel, and stay valid for this call of compiled code.
    unsafe fn end_ahead(&mut self, index: usize, captures: *const u64, begin: i64, end: i64, next: i64) -> i64 {
        self.ahead.end = 0;
        self.ahead.begin = 0;
        if !self.with_gil(Self::print_is_harmless) {
            return next;
        }
        let rows = Rows { captures, stores: &self.compiled.kernels[index].stores };
        let positions = self.ahead.positions.max(FIRST_AHEAD).min(rows.range_of(AHEAD_BYTES));
        let end = end.min(begin.saturating_add(positions)).max(next);
        let mut kept = std::mem::take(&mut self.ahead.kept);
        kept.clear();
        *self.ahead = Ahead { kernel: index, captures: captures as usize, begin, end, positions, kept };
        end
    }

    fn run_ahead(&mut self) -> &mut Ahead {
        &mut self.ahead
    }

    /// Next time for as long as a text may wait.
    fn note_ahead(&mut self, position: i64, took: Duration) {
        let ahead = &mut *self.ahead;
        if ahead.end > ahead.begin && position == ahead.end {
            let pace = (ahead.end - ahead.begin) as f64 / took.as_secs_f64().max(1e-9);
            let wanted = (pace * RUN_AHEAD.as_secs_f64()) as i64;
            ahead.positions = wanted.clamp(1, ahead.positions.saturating_mul(4));
        }
    }

    /// Puts back what a kernel has done from a position on.
    fn rewind(&mut self, position: i64) {
        let ahead = std::mem::take(&mut *self.ahead);
        if position < ahead.end {
            let stores = &self.compiled.kernels[ahead.kernel].stores;
            let rows = Rows { captures: ahead.captures as *const u64, stores };
            ahead.kept.undo_from(position, &rows);
        }
    }

    /// The GIL may be gone when the kernel wants to know.
    fn signal_handlers_before_kernel(&mut self) {
        if self.gil.is_null() {
            self.signal_handlers();
        }
    }

    fn note_kernel(&self, positions: i64, threads: u64) {
        let compiled = self.compiled;
        compiled.kernel_runs.fetch_add(u64::from(positions > 0), Relaxed);
        compiled.kernel_positions.fetch_add(positions as u64, Relaxed);
        compiled.max_threads.fetch_max(threads.count_ones() as usize, Relaxed);
    }

    fn note_check(&mut self) {
        let now = Instant::now();
        let granted = self.clock.map_or(0, |clock| clock.granted);
        self.clock = Some(Clock { last_poll: now, last_check: now, granted });
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        // Objects are released under the GIL.
        self.take_gil();
        self.outside.forget();
    }
}

/// # Safety
/// `host` is that of a call that is under way on this thread.
unsafe fn call_of<'a>(host: *mut Host) -> &'a mut Call<'a> {
    // SAFETY: `Call::host` put it there; nobody else refers to the call while machine code runs.
    unsafe { &mut *(*host).context.cast() }
}

extern "C" fn poll(host: *mut Host, known: *const *mut Buffer, n_known: i64) -> i64 {
    guarded(1, || {
        // SAFETY: machine code passes the host that it was given.
        let (call, host) = unsafe { (call_of(host), &mut *host) };
        let is_inside = n_known < 0;
        let n_known = if is_inside { -1 - n_known } else { n_known };
        // SAFETY: machine code passes so many headers, some of them null.
        let known = unsafe { (!known.is_null()).then(|| std::slice::from_raw_parts(known, n_known as usize)) };
        if let (Some(known), true) = (known, is_inside) {
            if std::mem::take(&mut host.new_lists_due) != 0 {
                call.buffers.free_unknown_since(host.n_made_before, host.n_made, known);
            }
            if host.poll_countdown >= 0 && !call.is_leaving {
                return 0;
            }
        }
        // A kernel knows its own lists only.
        if let Some(known) = known
            && !is_inside
            && !call.in_kernel
            && std::mem::take(&mut host.lists_due) != 0
        {
            call.free_unknown(known);
            if host.poll_countdown >= 0 && !call.is_leaving {
                return 0;
            }
        }
        let leave = match call.in_kernel {
            true => {
                host.poll_countdown = MAX_COUNTDOWN;
                call.poll_in_kernel(Stop::InStrip)
            }
            false => call.poll(host, if is_inside { Header::Inside } else { Header::ExitPoint }),
        };
        if let (Some(known), false, false) = (known, leave, is_inside) {
            call.free_unknown(known);
        }
        i64::from(leave)
    })
}

extern "C" fn call_python(host: *mut Host, snippet: i64, slots: *mut u64) -> i64 {
    guarded(-1, || {
        // SAFETY: machine code passes the host that it was given.
        let (call, host) = unsafe { (call_of(host), &mut *host) };
        call.take_gil();
        Python::attach(|_| call.call_snippet(host, snippet as usize, slots))
    })
}

extern "C" fn run_strips(
    host: *mut Host,
    kernel: i64,
    code: Kernel,
    captures: *const u64,
    begin: i64,
    end: i64,
    next: i64,
    partials: *mut u64,
    undo: i64,
) -> i64 {
    // SAFETY: machine code passes the host that it was given, and room for the results of the kernel.
    unsafe {
        let call = (*host).context.cast::<Call>();
        let compiled: &Compiled = (*call).compiled;
        for (slot, fold) in compiled.kernels[kernel as usize].folds.iter().enumerate() {
            *partials.add(slot) = fold.identity();
        }
        let memory = (captures, partials);
        guarded(begin, || {
            Call::run_kernel(
                call,
                host,
                kernel as usize,
                code,
                memory,
                Range { begin, end, next, undo: undo == 1, inside: undo != 0 },
            )
        })
    }
}

extern "C" fn rewind(host: *mut Host, position: i64) {
    // SAFETY: machine code passes the host that it was given.
    guarded((), || unsafe { call_of(host) }.rewind(position));
}

/// A kernel that notes which threads run it: tests prove with it that a claimed number of threads was used.
unsafe extern "C" fn counted(captures: *const u64, begin: i64, end: i64, host: *mut Host, partials: *mut u64) -> i64 {
    // SAFETY: the pool passes the host of the call or a copy of it; `running` is there until the pool has returned.
    unsafe {
        let running = &*(*(*host).context.cast::<Call>()).running;
        running.threads.fetch_or(1 << (thread_number() % 64), Relaxed);
        (running.code)(captures, begin, end, host, partials)
    }
}

/// The number of the kernel that is running.
///
/// # Safety
/// `host` is one that the pool has passed to a kernel.
pub unsafe fn running_kernel(host: *mut Host) -> usize {
    // SAFETY: as in `counted`.
    unsafe { (*(*(*host).context.cast::<Call>()).running).kernel }
}

/// What is compiled of the function that is being called.
///
/// # Safety
/// `host` is that of a call that is under way, or a copy of it.
pub unsafe fn compiled_of<'a>(host: *mut Host) -> &'a Compiled {
    // SAFETY: `Call::host` put the call there; what it refers to outlives it.
    unsafe { (*(*host).context.cast::<Call>()).compiled }
}

/// Numbers threads in the order in which they come here.
fn thread_number() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    thread_local! {
        static NUMBER: u32 = COUNT.fetch_add(1, Relaxed);
    }
    NUMBER.with(|number| *number)
}

extern "C" fn new_list(host: *mut Host, elem: i64, len: i64, width: i64, fill: *const u64) -> *mut Buffer {
    guarded(ptr::null_mut(), || {
        let n_parts = if elem as usize == 4 { 2 } else { 1 };
        // SAFETY: machine code passes the host that it was given and the parts of one element, or null for zeros.
        unsafe {
            let fill = if fill.is_null() { &[] } else { std::slice::from_raw_parts(fill, n_parts) };
            // A long list takes as long as many headers, and those that are unknown by then are freed at a poll.
            let n_elements = len.max(0).saturating_mul(width.max(0));
            (*host).poll_countdown = (*host).poll_countdown.saturating_sub(1 + n_elements / 64);
            (*host).n_made += 1;
            let call = call_of(host);
            let made = call.buffers.new_list(elem as usize, len, width, fill, (*host).n_made);
            if call.buffers.has_many() {
                (*host).lists_due = -1;
            }
            if call.buffers.has_many_since((*host).n_made_before, (*host).n_made) {
                (*host).new_lists_due = -1;
            }
            made.unwrap_or(ptr::null_mut())
        }
    })
}

extern "C" fn new_array(host: *mut Host, elem: i64, n_dims: i64, dims: *const i64, fill: *const u64) -> *mut Buffer {
    guarded(ptr::null_mut(), || {
        // SAFETY: machine code passes the host that it was given, an element type, so many lengths, and null or the parts
        // of one element.
        unsafe {
            let Some(elem) = Elem::ALL.into_iter().find(|&one| one as i64 == elem) else { return ptr::null_mut() };
            let dims = std::slice::from_raw_parts(dims, n_dims as usize);
            let fill = if fill.is_null() { &[] } else { std::slice::from_raw_parts(fill, elem.parts().len()) };
            let n_elements = dims.iter().fold(1, |n: i64, &m| n.saturating_mul(m.max(0)));
            // Those that are unknown at an exit point are used again: soon, while the processor's caches still hold them.
            if n_elements >= MANY_ELEMENTS || call_of(host).buffers.has_many_arrays() {
                (*host).lists_due = -1;
            }
            if fill.is_empty()
                && let Some(spare) = call_of(host).buffers.spare_array(elem, dims)
            {
                return spare;
            }
            call_of(host).with_gil(|call| call.buffers.new_array(elem, dims, fill)).unwrap_or(ptr::null_mut())
        }
    })
}

extern "C" fn edit(host: *mut Host, edit: i64, list: *mut Buffer, elem: i64, undo: i64, operands: *const u64) -> i64 {
    // SAFETY: machine code edits lists of its call only, and passes the operands of the edit.
    unsafe {
        let elem = elem as usize;
        if edit == native::edits::SORT {
            // It is not taken back.
            let is_done = undo == 0 && native::edit(edit, list, elem, operands);
            (*host).poll_countdown = (*host).poll_countdown.saturating_sub((*list).len / 8);
            return if is_done { 0 } else { -1 };
        }
        if undo != 0 && (*host).undo_top == (*host).undo_end && grow_undo(host) < 0 {
            return -1;
        }
        let inverse = undo::inverse(edit, list, elem, operands);
        let before = (*list).len;
        let done = match native::edits::is_of_texts(edit) {
            true => formats::edit(|| call_of(host).take_gil(), edit, list, elem, operands),
            false => native::edit(edit, list, elem, operands),
        };
        if !done {
            return -1;
        }
        // As for a new list that is as long as this one has grown.
        (*host).poll_countdown = (*host).poll_countdown.saturating_sub(((*list).len - before).max(0) / 64);
        if undo != 0 {
            (*host).note(inverse);
        }
        0
    }
}

extern "C" fn grow_undo(host: *mut Host) -> i64 {
    // SAFETY: machine code passes the host that it was given, whose entries are in the log of its call.
    match unsafe { call_of(host).undo_log.grow(&mut *host) } {
        true => 0,
        false => -1,
    }
}

extern "C" fn take_back(host: *mut Host) {
    // SAFETY: the entries are of buffers of this call.
    unsafe { undo::take_back(&mut *host, &mut call_of(host).undo_log) };
}

/// The GIL is held: code that counts references keeps it.
extern "C" fn retain(object: *mut c_void) {
    // SAFETY: machine code passes a live object or null.
    unsafe { ffi::Py_XINCREF(object.cast()) };
}

extern "C" fn release(object: *mut c_void) {
    // SAFETY: as for `retain`; the reference was taken there.
    unsafe { ffi::Py_XDECREF(object.cast()) };
}

/// A panic in a callback becomes a Python exception, or the exit.
pub fn guarded<T>(otherwise: T, job: impl FnOnce() -> T) -> T {
    large_stack::catch(job).unwrap_or_else(|panic| {
        Python::attach(|py| PySystemError::new_err(format!("hotloop: internal error: {panic}")).restore(py));
        otherwise
    })
}

unsafe fn release_all(objects: &[*mut ffi::PyObject]) {
    // SAFETY: the caller owns these references.
    objects.iter().for_each(|&object| unsafe { ffi::Py_DECREF(object) });
}

/// Handlers that are Python code can look at anything; CPython's own, that of Ctrl-C included, do not.
pub fn has_signal_handlers() -> bool {
    static FUNCTIONS: PyOnceLock<(Py<PyAny>, Py<PyAny>)> = PyOnceLock::new();
    const N_SIGNALS: i32 = 65;
    // SAFETY: the callers have the GIL.
    let py = unsafe { Python::assume_attached() };
    let functions = FUNCTIONS.get_or_try_init(py, || {
        let module = py.import("_signal")?;
        Ok::<_, PyErr>((module.getattr("getsignal")?.unbind(), module.getattr("default_int_handler")?.unbind()))
    });
    let Ok((get, default_handler)) = functions else { return true };
    (1..N_SIGNALS).any(|signal| match get.bind(py).call1((signal,)) {
        // SAFETY: any object may be asked for its type.
        Ok(handler) => unsafe {
            let is_harmless = profiling::is_own_handler(&handler);
            !handler.is_none()
                && ffi::PyLong_Check(handler.as_ptr()) == 0
                && !handler.is(default_handler)
                && !is_harmless
        },
        Err(_) => false,
    })
}

/// Streams whose `write` is C code, or Python code that keeps to itself.
fn is_plain_stream(py: Python<'_>, stream: *mut ffi::PyObject) -> bool {
    // SAFETY: borrowed from `sys`, alive for this look at it.
    let stream = unsafe { Bound::from_borrowed_ptr(py, stream) };
    let is_of = |object: &Bound<'_, PyAny>, types: &[(&str, &str)]| {
        let ty = object.get_type();
        let module: String = ty.module().and_then(|name| name.extract()).unwrap_or_default();
        let name: String = ty.name().and_then(|name| name.extract()).unwrap_or_default();
        types.contains(&(module.as_str(), name.as_str()))
    };
    const WHOLE: &[(&str, &str)] =
        &[("_io", "StringIO"), ("ipykernel.iostream", "OutStream"), ("_pytest.capture", "CaptureIO")];
    const TEXT: &[(&str, &str)] = &[("_io", "TextIOWrapper"), ("_pytest.capture", "EncodedFile")];
    const BINARY: &[(&str, &str)] = &[("_io", "BufferedWriter"), ("_io", "FileIO"), ("_io", "BytesIO")];
    is_of(&stream, WHOLE) || is_of(&stream, TEXT) && stream.getattr("buffer").is_ok_and(|buffer| is_of(&buffer, BINARY))
}
