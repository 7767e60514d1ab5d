//! Runs a kernel over a range on the cores: what is done is always a prefix of the range.
//!
//! ```text
//! let kernel = KernelRun { code, captures, host, grain: 32, early: Early::Prefix, stores: &stores, folds: &[], partials };
//! let reached = run(&kernel, 0, 1_000_000, default_threads(), &mut || stop_now(), None);
//! // iterations before `reached` are done, nothing at or after it has been written
//! ```
//!
//! The calling thread works alone at first, so that a small range costs no synchronisation. When the range turns out
//! to be long it calls for help and cuts chunks by the time that they take, so that uneven work stays balanced.

use crate::host::{Buffer, Host, Kernel, MAX_DIMS};
use crate::workers::{self, Task};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A kernel with all that its calls need.
pub struct KernelRun<'a> {
    pub code: Kernel,
    pub captures: *const u64,
    /// The caller's. Workers get copies whose `poll` asks only whether to stop.
    pub host: *mut Host,
    /// Strip width: chunks are multiples of it.
    pub grain: i64,
    pub early: Early,
    /// All that it writes.
    pub stores: &'a [StoreRange],
    /// What its results for parts of a range become one by: at most [`MOST_FOLDS`].
    pub folds: &'a [Fold],
    /// A word for each of these. Its results for the positions done are combined into them.
    pub partials: *mut u64,
    /// What earlier runs have found out, for the first chunk.
    pub known_pace: &'a KnownPace,
}

/// How long a position of a kernel took when it was last run.
#[derive(Default)]
pub struct KnownPace(AtomicU64);

impl KnownPace {
    fn seconds_per_position(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }

    fn note(&self, pace: &Pace) {
        self.0.store(pace.seconds_per_position.to_bits(), Ordering::Relaxed);
    }
}

/// An operation on words by which two results of a kernel become one, in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Of ints. No result is farther from 0 than 2^61, and the pool stops where the sum of them is: it never wraps.
    Add,
    AddFloat,
    Min,
    Max,
    /// Of floats, none of which is a NaN or -0.0.
    MinFloat,
    MaxFloat,
    And,
    Or,
    Xor,
}

/// Results of a kernel.
pub const MOST_FOLDS: usize = 32;

impl Fold {
    /// What changes nothing.
    pub fn identity(self) -> u64 {
        match self {
            Fold::Add | Fold::Or | Fold::Xor => 0,
            Fold::AddFloat => (-0.0f64).to_bits(),
            Fold::Min => i64::MAX as u64,
            Fold::Max => i64::MIN as u64,
            Fold::MinFloat => f64::INFINITY.to_bits(),
            Fold::MaxFloat => f64::NEG_INFINITY.to_bits(),
            Fold::And => u64::MAX,
        }
    }

    fn apply(self, a: u64, b: u64) -> u64 {
        match self {
            Fold::Add => a.wrapping_add(b),
            Fold::AddFloat => (f64::from_bits(a) + f64::from_bits(b)).to_bits(),
            Fold::Min => a.cast_signed().min(b.cast_signed()) as u64,
            Fold::Max => a.cast_signed().max(b.cast_signed()) as u64,
            Fold::MinFloat => f64::from_bits(a).min(f64::from_bits(b)).to_bits(),
            Fold::MaxFloat => f64::from_bits(a).max(f64::from_bits(b)).to_bits(),
            Fold::And => a & b,
            Fold::Or => a | b,
            Fold::Xor => a ^ b,
        }
    }
}

/// Results of a kernel for some positions, a word for each fold.
type Partials = [u64; MOST_FOLDS];

/// The same of all positions done.
#[derive(Clone)]
struct Totals {
    folds: Vec<Fold>,
    words: Partials,
}

impl Totals {
    fn of(kernel: &KernelRun<'_>) -> Totals {
        let mut words = [0; MOST_FOLDS];
        for (slot, word) in words.iter_mut().enumerate().take(kernel.folds.len()) {
            // SAFETY: `run`'s caller promises a word for each fold.
            *word = unsafe { *kernel.partials.add(slot) };
        }
        Totals { folds: kernel.folds.to_vec(), words }
    }

    fn give(&self, kernel: &KernelRun<'_>) {
        for (slot, &word) in self.words.iter().enumerate().take(self.folds.len()) {
            // SAFETY: as in `of`.
            unsafe { *kernel.partials.add(slot) = word };
        }
    }

    fn add(&mut self, partials: &Partials) {
        for ((word, &partial), fold) in self.words.iter_mut().zip(partials).zip(&self.folds) {
            *word = fold.apply(*word, partial);
        }
    }

    /// Is a sum so large that the next one might not fit?
    fn is_full(&self) -> bool {
        let is_large = |(&word, &fold): (&u64, &Fold)| fold == Fold::Add && word.cast_signed().unsigned_abs() > FULL;
        self.words.iter().zip(&self.folds).any(is_large)
    }
}

const FULL: u64 = 1 << 61;

/// What a kernel has done when it comes back before the end of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// It never does.
    Never,
    /// All before the position that it returns, and nothing from there on.
    Prefix,
    /// Anything at the places of its range: it returns `begin`, and what it has written must be put back.
    Anything,
}

/// For each position a kernel writes no more than the elements at `index` of the buffer in `captures[capture]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreRange {
    pub capture: usize,
    pub elem_size: usize,
    /// One for each dimension; a list has the first only.
    pub index: [Along; MAX_DIMS],
    pub ndim: u8,
    /// How far it is from one index to the next is in the header.
    pub strided: bool,
}

/// Where in a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Anywhere.
    Whole,
    /// At `scale * position + offset`; `captures[base]` is added.
    At { scale: i64, base: Option<usize>, offset: i64 },
}

impl Along {
    /// The position itself.
    pub const POSITION: Along = Along::At { scale: 1, base: None, offset: 0 };
}

/// Runs `begin..end` in whole strips (a kernel that may do anything: to the end) and returns the position reached: less
/// if a strip failed or `poll`, asked about every 10 ms on this thread, said true. What was overwritten goes into `kept`.
///
/// `kernel.captures`, the buffers behind it and `kernel.host` must stay valid and unused by others during the call.
pub fn run(
    kernel: &KernelRun<'_>,
    begin: i64,
    end: i64,
    threads: usize,
    poll: &mut dyn FnMut() -> bool,
    kept: Option<&mut Kept>,
) -> i64 {
    let mut totals = Totals::of(kernel);
    let position = run_for(kernel, begin, end, threads, poll, kept, &mut totals);
    totals.give(kernel);
    position
}

fn run_for(
    kernel: &KernelRun<'_>,
    begin: i64,
    end: i64,
    threads: usize,
    poll: &mut dyn FnMut() -> bool,
    mut kept: Option<&mut Kept>,
    totals: &mut Totals,
) -> i64 {
    let grain = kernel.grain.max(1);
    let end = match kernel.early {
        Early::Anything => end.max(begin),
        _ => begin + (end - begin).max(0) / grain * grain,
    };
    let mut pace = Pace::new(grain, kernel.known_pace);
    let mut poll = Poll { ask: poll, last: pace.started, stop: false };
    let alone = match threads {
        0 | 1 => Duration::MAX,
        _ if MEETING.load(Ordering::Relaxed) => Duration::ZERO,
        _ => CALL_FOR_HELP_AFTER,
    };
    let mut turn = Turn { limit: alone, poll: &mut poll, totals };
    let first = run_alone(kernel, begin, end, &mut pace, &mut turn, kept.as_deref_mut());
    kernel.known_pace.note(&pace);
    match first {
        Alone::Done(position) => position,
        Alone::Long(position) => {
            let position = run_together(kernel, position, end, threads, pace, &mut turn, kept.as_deref_mut());
            if kernel.early != Early::Anything || position == end || turn.poll.stop || turn.totals.is_full() {
                return position;
            }
            // A chunk has failed, at some position in it.
            turn.limit = Duration::MAX;
            match run_alone(kernel, position, end, &mut pace, &mut turn, kept) {
                Alone::Done(position) | Alone::Long(position) => position,
            }
        }
    }
}

/// For tests: from now on threads meet, or they no longer do. A call for help is made after the first strip, and who calls
/// waits until another thread has taken a part. Else it is a matter of luck whether one comes in time. Returns the old
/// state.
pub fn let_threads_meet(meet: bool) -> bool {
    MEETING.swap(meet, Ordering::Relaxed)
}

static MEETING: AtomicBool = AtomicBool::new(false);
/// A thread that has not come by then will not come.
const MEET_WITHIN: Duration = Duration::from_secs(2);

/// Cores that this process may use: its CPU affinity and control group counted in.
pub fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Below this a second thread costs more than it brings.
const CALL_FOR_HELP_AFTER: Duration = Duration::from_micros(30);
/// What the first chunk should take, by what is known from earlier runs: this one may be slower.
const FIRST_CHUNK: Duration = Duration::from_micros(20);
/// What a chunk should take: far above the cost of handing it out, far below what balance at the end needs.
const CHUNK: Duration = Duration::from_micros(500);
/// A chunk of the last ones may be this short.
const SHORTEST_CHUNK: Duration = Duration::from_micros(20);
const POLL_EVERY: Duration = Duration::from_millis(10);
/// A failure that is no more positions away is left to whoever goes on: what the iterations before it set is known then.
pub const NEAR: i64 = 16;
/// In-kernel polls of a worker are only a look at two atomics, so it may ask often.
const WORKER_POLL_COUNTDOWN: i64 = 1 << 12;

/// How long strips take, and so how many to run next.
#[derive(Clone, Copy)]
struct Pace {
    grain: i64,
    started: Instant,
    seconds_per_position: f64,
    /// Positions in the chunk that was measured. The next has at most twice as many: one cheap strip says little.
    last: i64,
}

impl Pace {
    fn new(grain: i64, known: &KnownPace) -> Pace {
        let seconds_per_position = known.seconds_per_position();
        let last = match seconds_per_position > 0.0 {
            true => (FIRST_CHUNK.as_secs_f64() / 2.0 / seconds_per_position) as i64,
            false => 0,
        };
        Pace { grain, started: Instant::now(), seconds_per_position, last }
    }

    fn note(&mut self, positions: i64, took: Duration) {
        self.seconds_per_position = took.as_secs_f64() / positions.max(1) as f64;
        self.last = positions;
    }

    /// Positions that should take `wanted`, in whole strips.
    fn positions(&self, wanted: Duration) -> i64 {
        let by_time = wanted.as_secs_f64() / self.seconds_per_position.max(1e-12);
        self.whole_strips((by_time as i64).min(self.last.saturating_mul(2)))
    }

    fn whole_strips(&self, positions: i64) -> i64 {
        (positions / self.grain).max(1).saturating_mul(self.grain)
    }
}

struct Poll<'a> {
    ask: &'a mut dyn FnMut() -> bool,
    last: Instant,
    /// It said so once and is not asked again: an exception may be pending.
    stop: bool,
}

impl Poll<'_> {
    fn says_stop(&mut self, now: Instant) -> bool {
        if !self.stop && now - self.last >= POLL_EVERY {
            self.last = now;
            self.stop = (self.ask)();
        }
        self.stop
    }

    /// Has whoever is asked stopped the kernel?
    fn has_stopped(&mut self) -> bool {
        self.stop = self.stop || (self.ask)();
        self.stop
    }
}

/// What the calling thread looks at while it works.
struct Turn<'a, 'p> {
    /// For so long it works alone.
    limit: Duration,
    poll: &'a mut Poll<'p>,
    totals: &'a mut Totals,
}

enum Alone {
    /// The end, a failure or a stop.
    Done(i64),
    /// There is enough left for others.
    Long(i64),
}

fn run_alone(
    kernel: &KernelRun<'_>,
    begin: i64,
    end: i64,
    pace: &mut Pace,
    turn: &mut Turn<'_, '_>,
    mut kept: Option<&mut Kept>,
) -> Alone {
    let (mut position, mut before) = (begin, pace.started);
    let rows = Rows { captures: kernel.captures, stores: kernel.stores };
    let (mut saved, mut at_most) = (vec![], rows.longest_range());
    let saves = kernel.early == Early::Anything || kept.is_some();
    let mut partials = [0; MOST_FOLDS];
    while position < end && !turn.totals.is_full() {
        let chunk = match kernel.early {
            Early::Anything => pace.positions(CHUNK).min(at_most).max(1),
            _ => pace.positions(CHUNK),
        };
        let chunk_end = position.saturating_add(chunk).min(end);
        if saves {
            rows.save(position, chunk_end, &mut saved);
        }
        // SAFETY: `run`'s caller promises valid captures and host.
        let reached =
            unsafe { (kernel.code)(kernel.captures, position, chunk_end, kernel.host, partials.as_mut_ptr()) };
        if reached < chunk_end && kernel.early == Early::Anything {
            rows.restore(position, chunk_end, &saved);
            if chunk_end - position <= NEAR || turn.poll.has_stopped() {
                return Alone::Done(position);
            }
            // It failed somewhere in there: ever smaller chunks find out where.
            at_most = (chunk_end - position) / 2;
            continue;
        }
        turn.totals.add(&partials);
        if let Some(kept) = kept.as_deref_mut() {
            kept.push(position, chunk_end, &mut saved);
        }
        if reached < chunk_end {
            return Alone::Done(reached);
        }
        let now = Instant::now();
        pace.note(chunk_end - position, now - before);
        (position, before) = (chunk_end, now);
        if turn.poll.says_stop(now) {
            break;
        }
        if now - pace.started >= turn.limit && position < end {
            return Alone::Long(position);
        }
    }
    Alone::Done(position)
}

fn run_together(
    kernel: &KernelRun<'_>,
    begin: i64,
    end: i64,
    threads: usize,
    pace: Pace,
    turn: &mut Turn<'_, '_>,
    mut kept: Option<&mut Kept>,
) -> i64 {
    let (poll, totals) = (&mut *turn.poll, turn.totals.clone());
    let job = Arc::new(Job::new(kernel, (begin, end), threads, pace, kept.as_deref_mut(), totals));
    let mut help = Help { job: &job, call: Some(workers::call(job.clone(), threads - 1)) };
    let mut host = job.quiet_host();
    // A fallible kernel may take the exit at the caller's own poll. What comes back early is undone in the others.
    let host = if kernel.early != Early::Never { kernel.host } else { &raw mut host.host };
    if MEETING.load(Ordering::Relaxed) {
        job.wait_for_helper();
    }
    while let Some(mut chunk) = job.take() {
        let took = job.execute(&mut chunk, host);
        job.finish(chunk, took);
        if poll.says_stop(Instant::now()) {
            job.stop();
        }
    }
    help.wait_for_others(poll);
    drop(help);
    let position = job.settle();
    let mut progress = job.lock();
    *turn.totals = progress.totals.clone();
    if let Some(kept) = kept {
        *kept = progress.kept.take().unwrap_or_default();
        kept.spare.append(&mut progress.spare);
    }
    position
}

/// The helpers of a job; they are waited for even if the caller's poll panics, since they use the caller's memory.
struct Help<'a> {
    job: &'a Arc<Job>,
    call: Option<workers::Call>,
}

impl Help<'_> {
    fn wait_for_others(&mut self, poll: &mut Poll<'_>) {
        if let Some(call) = &mut self.call {
            call.withdraw();
            while !call.wait(POLL_EVERY) {
                if poll.says_stop(Instant::now()) {
                    self.job.stop();
                }
            }
        }
        self.call = None;
    }
}

impl Drop for Help<'_> {
    fn drop(&mut self) {
        if let Some(mut call) = self.call.take() {
            self.job.stop();
            call.withdraw();
            while !call.wait(POLL_EVERY) {}
        }
    }
}

/// A range that several threads work on.
struct Job {
    code: Kernel,
    captures: *const u64,
    host: Host,
    early: Early,
    /// What is overwritten is saved first.
    saves: bool,
    stores: Vec<StoreRange>,
    threads: i64,
    float_control: u32,
    progress: Mutex<Progress>,
    /// The lowest position that failed so far: chunks from there on are for nothing.
    failed_at: AtomicI64,
    stopped: AtomicBool,
    /// Another thread than the caller has had its first chunk.
    helped: AtomicBool,
}

// SAFETY: the pointers are the caller's, which waits for all threads in the job, and kernels write disjoint rows.
unsafe impl Send for Job {}
// SAFETY: as above.
unsafe impl Sync for Job {}

struct Progress {
    next: i64,
    end: i64,
    /// Longest chunk that leaves enough of them for balance.
    at_most: i64,
    pace: Pace,
    /// In the order of positions: from the first chunk that is not finished on. Empty where nothing is saved.
    chunks: VecDeque<Record>,
    spare: Vec<Vec<u8>>,
    kept: Option<Kept>,
    /// Of the chunks that are final; where nothing is saved, of all that are finished.
    totals: Totals,
}

/// Positions that are handed out together.
struct Chunk {
    begin: i64,
    end: i64,
    reached: i64,
    /// The stores' contents before, one range after the other.
    saved: Vec<u8>,
    partials: Partials,
}

/// What is known of a chunk that was handed out.
struct Record {
    begin: i64,
    /// None while a thread has it.
    finished: Option<Chunk>,
}

const CHUNKS_PER_THREAD: i64 = 8;
/// Copies of what a chunk overwrites shall stay in the cache.
const MAX_SAVED: usize = 256 << 10;

impl Job {
    fn new(
        kernel: &KernelRun<'_>,
        (begin, end): (i64, i64),
        threads: usize,
        pace: Pace,
        kept: Option<&mut Kept>,
        totals: Totals,
    ) -> Job {
        let saves = kernel.early != Early::Never || kept.is_some();
        let mut kept = kept.map(std::mem::take);
        let spare = kept.as_mut().map(|kept| std::mem::take(&mut kept.spare)).unwrap_or_default();
        let chunks = VecDeque::new();
        let mut job = Job {
            code: kernel.code,
            captures: kernel.captures,
            // SAFETY: `run`'s caller promises a valid host.
            host: unsafe { *kernel.host },
            early: kernel.early,
            saves,
            stores: kernel.stores.to_vec(),
            threads: threads as i64,
            float_control: float_control(),
            progress: Mutex::new(Progress { next: begin, end, at_most: i64::MAX, pace, chunks, spare, kept, totals }),
            failed_at: AtomicI64::new(i64::MAX),
            stopped: AtomicBool::new(false),
            helped: AtomicBool::new(false),
        };
        let at_most = job.longest_chunk(end - begin);
        job.progress.get_mut().unwrap_or_else(PoisonError::into_inner).at_most = at_most;
        job
    }

    fn longest_chunk(&self, positions: i64) -> i64 {
        let balanced = positions / self.threads.saturating_mul(CHUNKS_PER_THREAD);
        if self.saves { balanced.min(self.rows().longest_range()) } else { balanced }
    }

    fn rows(&self) -> Rows<'_> {
        Rows { captures: self.captures, stores: &self.stores }
    }

    fn wait_for_helper(&self) {
        let until = Instant::now() + MEET_WITHIN;
        while !self.helped.load(Ordering::Relaxed) && Instant::now() < until {
            std::thread::yield_now();
        }
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// The next chunk, with what it is about to overwrite; none if all is handed out or nothing more shall be.
    fn take(&self) -> Option<Chunk> {
        let mut progress = self.lock();
        if self.stopped.load(Ordering::Relaxed) || self.failed_at.load(Ordering::Relaxed) != i64::MAX {
            return None;
        }
        let begin = progress.next;
        let left = progress.end - begin;
        if left <= 0 || progress.totals.is_full() {
            return None;
        }
        // Shorter towards the end, so that all threads finish together.
        let pace = progress.pace;
        let fair = (left / (2 * self.threads)).max(pace.positions(SHORTEST_CHUNK));
        let end = begin + pace.whole_strips(pace.positions(CHUNK).min(progress.at_most).min(fair)).min(left);
        progress.next = end;
        let mut chunk = Chunk { begin, end, reached: begin, saved: Vec::new(), partials: [0; MOST_FOLDS] };
        if self.saves {
            progress.chunks.push_back(Record { begin, finished: None });
            chunk.saved = progress.spare.pop().unwrap_or_default();
            drop(progress);
            self.rows().save(begin, end, &mut chunk.saved);
        }
        Some(chunk)
    }

    fn execute(&self, chunk: &mut Chunk, host: *mut Host) -> Duration {
        let before = Instant::now();
        // SAFETY: captures and host are valid while the job lasts, and rows of other chunks are not touched.
        chunk.reached =
            unsafe { (self.code)(self.captures, chunk.begin, chunk.end, host, chunk.partials.as_mut_ptr()) };
        before.elapsed()
    }

    fn finish(&self, chunk: Chunk, took: Duration) {
        let mut progress = self.lock();
        if chunk.reached < chunk.end {
            self.failed_at.fetch_min(chunk.reached, Ordering::Relaxed);
        } else {
            progress.pace.note(chunk.end - chunk.begin, took);
        }
        if self.saves {
            progress.keep(chunk);
        } else {
            progress.totals.add(&chunk.partials);
        }
    }

    /// Undoes what was done after the first failure; returns the position reached.
    fn settle(&self) -> i64 {
        let mut progress = self.lock();
        let mut unfinished = std::mem::take(&mut progress.chunks).into_iter();
        let Some(first) = unfinished.next() else {
            return progress.next.min(self.failed_at.load(Ordering::Relaxed));
        };
        let chunk = |record: Record| record.finished.expect("all threads have left the job");
        let mut first = chunk(first);
        let undone = unfinished.map(chunk);
        let restore = |chunk: &Chunk| self.rows().restore(chunk.begin, chunk.end, &chunk.saved);
        undone.for_each(|chunk| restore(&chunk));
        if progress.totals.is_full() || (self.early == Early::Anything && first.reached < first.end) {
            restore(&first);
            return first.begin;
        }
        progress.totals.add(&first.partials);
        if let Some(kept) = &mut progress.kept {
            kept.push(first.begin, first.end, &mut first.saved);
        }
        first.reached
    }

    fn quiet_host(&self) -> WorkerHost {
        let host = Host { poll: poll_worker, poll_countdown: WORKER_POLL_COUNTDOWN, ..self.host };
        WorkerHost { host, job: self, chunk_begin: i64::MAX }
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a kernel has overwritten, chunk after chunk in the order of positions: it can be undone from any position on.
#[derive(Default)]
pub struct Kept {
    chunks: Vec<SavedRows>,
    spare: Vec<Vec<u8>>,
}

/// The rows of `begin..end` as they were.
struct SavedRows {
    begin: i64,
    end: i64,
    saved: Vec<u8>,
}

impl Kept {
    /// Forgets what was kept, but not its memory.
    pub fn clear(&mut self) {
        self.spare.extend(self.chunks.drain(..).map(|chunk| chunk.saved));
    }

    /// Puts back what positions from `position` on have written.
    pub fn undo_from(&self, position: i64, rows: &Rows<'_>) {
        for chunk in self.chunks.iter().filter(|chunk| position < chunk.end) {
            rows.restore_from(position, chunk.begin, chunk.end, &chunk.saved);
        }
    }

    /// Takes over a copy, and leaves room for the next one.
    fn push(&mut self, begin: i64, end: i64, saved: &mut Vec<u8>) {
        let next = self.spare.pop().unwrap_or_default();
        self.chunks.push(SavedRows { begin, end, saved: std::mem::replace(saved, next) });
    }
}

/// What a kernel writes, to be put back if it fails.
pub struct Rows<'a> {
    /// As for the kernel, and as long valid.
    pub captures: *const u64,
    pub stores: &'a [StoreRange],
}

impl Rows<'_> {
    /// Positions of which a copy stays in the cache.
    fn longest_range(&self) -> i64 {
        self.range_of(MAX_SAVED)
    }

    /// Positions that write so many bytes.
    pub fn range_of(&self, bytes: usize) -> i64 {
        let per_position: usize = self.stores.iter().map(|store| self.bytes_at_position(store)).sum();
        (bytes / per_position.max(1)).max(1) as i64
    }

    /// Bytes that so many positions write, at most: a row is counted for each.
    pub fn bytes(&self, positions: i64) -> usize {
        let per_position: usize = self.stores.iter().map(|store| self.bytes_at_position(store)).sum();
        per_position.saturating_mul(positions.max(0) as usize)
    }

    fn bytes_at_position(&self, store: &StoreRange) -> usize {
        let sizes = self.shape(store).sizes;
        let whole = |d: &usize| store.index[*d] == Along::Whole;
        (0..usize::from(store.ndim)).filter(whole).fold(store.elem_size, |n, d| n.saturating_mul(sizes[d] as usize))
    }

    fn save(&self, begin: i64, end: i64, saved: &mut Vec<u8>) {
        saved.clear();
        for store in self.stores {
            self.each_run(store, begin, end, &mut |data, bytes| {
                let n = saved.len();
                saved.reserve(bytes);
                // SAFETY: `each_run` keeps to the buffer, and only the kernel's call for this range writes there. There
                // is room for the bytes, which are set before the length says so.
                unsafe {
                    copy(data, saved.as_mut_ptr().add(n), bytes);
                    saved.set_len(n + bytes);
                }
            });
        }
    }

    fn restore(&self, begin: i64, end: i64, saved: &[u8]) {
        self.restore_from(begin, begin, end, saved);
    }

    /// Puts back what positions `from..end` of a saved range have written.
    fn restore_from(&self, from: i64, begin: i64, end: i64, saved: &[u8]) {
        let mut saved = saved;
        let from = from.clamp(begin, end);
        for store in self.stores {
            self.each_run(store, begin, from, &mut |_, bytes| saved = &saved[bytes..]);
            self.each_run(store, from, end, &mut |data, bytes| {
                // SAFETY: as in `save`, whose order this is; the kernel's calls for this range are over.
                unsafe { copy(saved[..bytes].as_ptr(), data, bytes) };
                saved = &saved[bytes..];
            });
        }
    }

    /// Calls `visit` with all that positions `begin..end` write, in their order. A range in two parts has the same bytes
    /// in the same order.
    fn each_run(&self, store: &StoreRange, begin: i64, end: i64, visit: &mut impl FnMut(*mut u8, usize)) {
        let buffer = self.buffer(store);
        let Shape { sizes, strides } = self.shape(store);
        let lines = store.index.map(|along| self.line(along));
        let mut visit = |first: i64, n: i64| {
            // SAFETY: all elements from the first one on are within the buffer.
            let data = unsafe { buffer.data.offset(first as isize * store.elem_size as isize) };
            visit(data, n as usize * store.elem_size);
        };
        // What is written whole and lies side by side is one run.
        let (mut n, mut run) = (usize::from(store.ndim), 1);
        while n > 0 && lines[n - 1].is_none() && strides[n - 1] == run {
            run *= sizes[n - 1];
            n -= 1;
        }
        let places = |n: usize, position: i64, visit: &mut dyn FnMut(i64)| {
            let range = |d: usize| match lines[d] {
                _ if d >= n => 0..1,
                Some(line) => line.at(position, sizes[d]),
                None => 0..sizes[d],
            };
            for i in range(0) {
                for j in range(1) {
                    for k in range(2) {
                        for l in range(3) {
                            visit(i * strides[0] + j * strides[1] + k * strides[2] + l * strides[3]);
                        }
                    }
                }
            }
        };
        let is_fixed = |line: &Option<Line>| line.is_some_and(|line| line.scale == 0);
        match n.checked_sub(1).and_then(|last| Some((last, lines[last]?))) {
            // Neighbours, one for each position.
            Some((last, line)) if line.scale == 1 && strides[last] == run && lines[..last].iter().all(is_fixed) => {
                let at = line.neighbours(begin, end, sizes[last]);
                places(last, begin, &mut |first| visit(first + at.start * run, (at.end - at.start) * run));
            }
            _ => (begin..end).for_each(|position| places(n, position, &mut |first| visit(first, run))),
        }
    }

    /// Sizes and strides of the dimensions; there are four, of which those that it lacks have one place.
    fn shape(&self, store: &StoreRange) -> Shape {
        let buffer = self.buffer(store);
        let own = [buffer.len, buffer.dim1, buffer.dim2, buffer.dim3];
        let sizes: [i64; MAX_DIMS] =
            std::array::from_fn(|d| if d < usize::from(store.ndim) { own[d].max(0) } else { 1 });
        let mut strides = buffer.strides;
        if !store.strided {
            let mut elements = 1;
            for d in (0..MAX_DIMS).rev() {
                strides[d] = elements;
                elements *= sizes[d];
            }
        }
        Shape { sizes, strides }
    }

    fn line(&self, along: Along) -> Option<Line> {
        let Along::At { scale, base, offset } = along else { return None };
        // SAFETY: an int among the captures, which are valid as long as the kernel.
        let base = base.map_or(0, |slot| unsafe { *self.captures.add(slot) }.cast_signed());
        Some(Line { scale, base: base.wrapping_add(offset) })
    }

    fn buffer(&self, store: &StoreRange) -> Buffer {
        // SAFETY: by the artifact's word there is a buffer in that capture slot.
        unsafe { *(*self.captures.add(store.capture) as *const Buffer) }
    }
}

/// Copies bytes; those of one element without a call.
///
/// # Safety
/// As for `copy_nonoverlapping`.
#[inline]
unsafe fn copy(from: *const u8, to: *mut u8, bytes: usize) {
    // SAFETY: the caller's.
    unsafe {
        match bytes {
            8 => to.cast::<u64>().write_unaligned(from.cast::<u64>().read_unaligned()),
            4 => to.cast::<u32>().write_unaligned(from.cast::<u32>().read_unaligned()),
            _ => std::ptr::copy_nonoverlapping(from, to, bytes),
        }
    }
}

/// How the elements of a buffer lie.
struct Shape {
    sizes: [i64; MAX_DIMS],
    strides: [i64; MAX_DIMS],
}

/// `scale * position + base`.
#[derive(Clone, Copy)]
struct Line {
    scale: i64,
    base: i64,
}

impl Line {
    /// The place of a position, if it exists.
    fn at(self, position: i64, size: i64) -> Range<i64> {
        let place = position.wrapping_mul(self.scale).wrapping_add(self.base);
        if (0..size).contains(&place) { place..place + 1 } else { 0..0 }
    }

    /// Those of a range, with scale 1.
    fn neighbours(self, begin: i64, end: i64, size: i64) -> Range<i64> {
        let first = begin.saturating_add(self.base).clamp(0, size);
        first..end.saturating_add(self.base).clamp(first, size)
    }
}

impl Progress {
    /// Keeps a chunk's copy until all before it is done: then it is final, and the copy can serve the next chunk.
    fn keep(&mut self, chunk: Chunk) {
        let index = self.chunks.partition_point(|record| record.begin < chunk.begin);
        self.chunks[index].finished = Some(chunk);
        let is_final = |record: &mut Record| record.finished.as_ref().is_some_and(|chunk| chunk.reached == chunk.end);
        while !self.totals.is_full()
            && let Some(mut chunk) = self.chunks.pop_front_if(is_final).and_then(|record| record.finished)
        {
            self.totals.add(&chunk.partials);
            match &mut self.kept {
                Some(kept) => kept.push(chunk.begin, chunk.end, &mut chunk.saved),
                None => self.spare.push(chunk.saved),
            }
        }
    }
}

impl Task for Job {
    fn help(&self) {
        set_float_control(self.float_control);
        let mut host = self.quiet_host();
        while let Some(mut chunk) = self.take() {
            host.chunk_begin = chunk.begin;
            let took = self.execute(&mut chunk, &raw mut host.host);
            self.finish(chunk, took);
            self.helped.store(true, Ordering::Relaxed);
        }
    }
}

/// A worker's copy of the host: what the kernel sees of it is the first field.
#[repr(C)]
struct WorkerHost {
    host: Host,
    job: *const Job,
    chunk_begin: i64,
}

extern "C" fn poll_worker(host: *mut Host, _: *const *mut Buffer, _: i64) -> i64 {
    // SAFETY: this function is only ever in a `WorkerHost`, whose first field `host` points to; the job outlives it.
    let worker = unsafe { &mut *host.cast::<WorkerHost>() };
    // SAFETY: as above.
    let job = unsafe { &*worker.job };
    worker.host.poll_countdown = WORKER_POLL_COUNTDOWN;
    let useless = job.failed_at.load(Ordering::Relaxed) <= worker.chunk_begin;
    i64::from(job.early != Early::Never && (useless || job.stopped.load(Ordering::Relaxed)))
}

/// Rounding and subnormal modes of this thread, which decide results: workers take over the caller's.
#[cfg(target_arch = "x86_64")]
fn float_control() -> u32 {
    let mut control = 0u32;
    // SAFETY: stores four bytes at the address given.
    unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut control, options(nostack)) };
    control
}

#[cfg(target_arch = "x86_64")]
fn set_float_control(control: u32) {
    // SAFETY: the value came from another thread's register; this thread runs nothing but kernels.
    unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const control, options(nostack, readonly)) };
}

#[cfg(not(target_arch = "x86_64"))]
fn float_control() -> u32 {
    0
}

#[cfg(not(target_arch = "x86_64"))]
fn set_float_control(_: u32) {}
