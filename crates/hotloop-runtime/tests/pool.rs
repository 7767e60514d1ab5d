//! `pool::run` leaves a prefix, whatever fails, stops, or takes long: kernels written in Rust, one to four threads.
//!
//! before: out = [-1] * n      run(kernel, 0, n) == p      after: out == [0, 1, .. p-1] + [-1] * (n - p)

use hotloop_runtime::host::{Buffer, Host, Kernel, MAX_DIMS};
use hotloop_runtime::pool::{Along, Early, Fold, Kept, KernelRun, KnownPace, NEAR, Rows, StoreRange, run};
use std::ffi::c_void;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

const GRAIN: i64 = 8;
const UNTOUCHED: i64 = -1;

/// What the test kernels read through their capture slots: the buffer they write, and this.
struct Plan {
    /// Strips that contain one of these fail.
    fails_at: Vec<i64>,
    work: fn(position: i64) -> Duration,
    /// How many strips were executed, counted double ones too.
    strips: AtomicI64,
    threads: Mutex<Vec<ThreadId>>,
}

impl Plan {
    fn new(fails_at: Vec<i64>, work: fn(i64) -> Duration) -> Plan {
        Plan { fails_at, work, strips: AtomicI64::new(0), threads: Mutex::new(Vec::new()) }
    }

    fn threads(&self) -> usize {
        self.threads.lock().unwrap().len()
    }
}

/// Writes each position to the element at its index, strip by strip.
unsafe extern "C" fn write_positions(captures: *const u64, begin: i64, end: i64, host: *mut Host, _: *mut u64) -> i64 {
    let (buffer, plan, host) =
        unsafe { (&*(*captures as *const Buffer), &*(*captures.add(1) as *const Plan), &mut *host) };
    note_thread(plan);
    let mut position = begin;
    while position + GRAIN <= end {
        let strip = position..position + GRAIN;
        busy((plan.work)(position));
        host.poll_countdown -= 64;
        let exit = host.poll_countdown < 0 && (host.poll)(host, ptr::null(), 0) != 0;
        if exit || plan.fails_at.iter().any(|failure| strip.contains(failure)) {
            return position;
        }
        for index in strip {
            unsafe { *buffer.data.cast::<i64>().offset(index as isize) = index };
        }
        plan.strips.fetch_add(1, Ordering::Relaxed);
        position += GRAIN;
    }
    position
}

fn note_thread(plan: &Plan) {
    let mut threads = plan.threads.lock().unwrap();
    let this = std::thread::current().id();
    if !threads.contains(&this) {
        threads.push(this);
    }
}

fn busy(duration: Duration) {
    let start = Instant::now();
    while !duration.is_zero() && start.elapsed() < duration {}
}

/// Runs the kernel over `0..n` and checks that exactly a prefix was written; returns its length.
fn check(plan: &Plan, n: i64, threads: usize, early: Early, poll: &mut dyn FnMut() -> bool) -> i64 {
    let mut out = vec![UNTOUCHED; n as usize];
    let buffer = Buffer { data: out.as_mut_ptr().cast(), len: n, dim1: 1, capacity: n, ..Buffer::EMPTY };
    let captures = [ptr::from_ref(&buffer) as u64, ptr::from_ref(plan) as u64];
    let mut host = host();
    let stores = [StoreRange { capture: 0, elem_size: 8, index: along(&[Along::POSITION]), ndim: 1, strided: false }];
    let code: Kernel = write_positions;
    let kernel = KernelRun {
        code,
        captures: captures.as_ptr(),
        host: &mut host,
        grain: GRAIN,
        early,
        stores: &stores,
        folds: &[],
        partials: ptr::null_mut(),
        known_pace: &KnownPace::default(),
    };
    let mut kept = Kept::default();
    let reached = run(&kernel, 0, n, threads, poll, Some(&mut kept));
    expect_prefix(&out, reached, threads);
    assert_eq!(reached % GRAIN, 0);
    undo_half(&mut out, reached, &kernel, &kept, threads);
    reached
}

fn expect_prefix(out: &[i64], reached: i64, threads: usize) {
    for (index, &value) in out.iter().enumerate() {
        let expected = if (index as i64) < reached { index as i64 } else { UNTOUCHED };
        assert_eq!(value, expected, "at {index}, reached {reached} of {} on {threads} threads", out.len());
    }
}

/// What was kept undoes the kernel from any position on.
fn undo_half(out: &mut [i64], reached: i64, kernel: &KernelRun<'_>, kept: &Kept, threads: usize) {
    let half = reached / 2 + i64::from(reached > 2);
    kept.undo_from(half, &Rows { captures: kernel.captures, stores: kernel.stores });
    expect_prefix(out, half.min(reached), threads);
}

fn no_work(_: i64) -> Duration {
    Duration::ZERO
}

fn some_work(_: i64) -> Duration {
    Duration::from_nanos(400)
}

/// Cheap for long, then a thousand times as expensive, in places.
fn uneven_work(position: i64) -> Duration {
    Duration::from_nanos(if position / 4096 % 4 == 3 { 20_000 } else { 20 })
}

fn along(first: &[Along]) -> [Along; MAX_DIMS] {
    std::array::from_fn(|dimension| first.get(dimension).copied().unwrap_or(Along::Whole))
}

#[test]
fn all_whole_strips_are_executed_once() {
    for threads in 1..=4 {
        for n in [0, 1, 7, 8, 9, 1000, 100_003] {
            let plan = Plan::new(vec![], no_work);
            assert_eq!(check(&plan, n, threads, Early::Never, &mut || false), n / GRAIN * GRAIN);
            assert_eq!(plan.strips.into_inner(), n / GRAIN);
        }
    }
}

/// Writes the positions of its range backwards, and so anything before it fails.
unsafe extern "C" fn write_backwards(captures: *const u64, begin: i64, end: i64, host: *mut Host, _: *mut u64) -> i64 {
    let (buffer, plan, host) =
        unsafe { (&*(*captures as *const Buffer), &*(*captures.add(1) as *const Plan), &mut *host) };
    note_thread(plan);
    for position in (begin..end).rev() {
        busy((plan.work)(position));
        host.poll_countdown -= 8;
        let exit = host.poll_countdown < 0 && (host.poll)(host, ptr::null(), 0) != 0;
        if exit || plan.fails_at.contains(&position) {
            return begin;
        }
        unsafe { *buffer.data.cast::<i64>().offset(position as isize) = position };
    }
    end
}

#[test]
fn an_unordered_kernel_leaves_all_before_its_failure_and_nothing_behind() {
    let mut random = Random(7);
    for threads in 1..=4 {
        for n in [1, 5, 1000, 60_001] {
            for work in [no_work, some_work] {
                let failure = random.below(n);
                let mut out = vec![UNTOUCHED; n as usize];
                let plan = Plan::new(vec![failure], work);
                let reached = run_unordered(&plan, &mut out, threads, &mut || false);
                assert!((failure - NEAR + 1..=failure).contains(&reached), "{reached} of {n} on {threads} threads");
                let plan = Plan::new(vec![], work);
                assert_eq!(run_unordered(&plan, &mut out, threads, &mut || false), n);
            }
        }
    }
}

#[test]
fn an_unordered_kernel_that_is_stopped_leaves_a_prefix() {
    for threads in 1..=3 {
        let mut out = vec![UNTOUCHED; 400_000];
        let mut polls = 0;
        let plan = Plan::new(vec![], some_work);
        let reached = run_unordered(&plan, &mut out, threads, &mut || {
            polls += 1;
            polls > 2
        });
        assert!(reached < 400_000);
    }
}

/// Runs the backward kernel over all of `out` and checks that exactly a prefix was written; returns its length.
fn run_unordered(plan: &Plan, out: &mut [i64], threads: usize, poll: &mut dyn FnMut() -> bool) -> i64 {
    out.fill(UNTOUCHED);
    let n = out.len() as i64;
    let buffer = Buffer { data: out.as_mut_ptr().cast(), len: n, dim1: 1, capacity: n, ..Buffer::EMPTY };
    let captures = [ptr::from_ref(&buffer) as u64, ptr::from_ref(plan) as u64];
    let stores = [StoreRange { capture: 0, elem_size: 8, index: along(&[Along::POSITION]), ndim: 1, strided: false }];
    let (code, mut host): (Kernel, Host) = (write_backwards, host());
    let captures = captures.as_ptr();
    let kernel = KernelRun {
        code,
        captures,
        host: &mut host,
        grain: GRAIN,
        early: Early::Anything,
        stores: &stores,
        folds: &[],
        partials: ptr::null_mut(),
        known_pace: &KnownPace::default(),
    };
    let mut kept = Kept::default();
    let reached = run(&kernel, 0, n, threads, poll, Some(&mut kept));
    expect_prefix(out, reached, threads);
    undo_half(out, reached, &kernel, &kept, threads);
    reached
}

#[test]
fn an_empty_or_reversed_range_is_nothing() {
    let plan = Plan::new(vec![], no_work);
    let captures = [0, ptr::from_ref(&plan) as u64];
    let mut host = host();
    let code: Kernel = write_positions;
    let kernel = KernelRun {
        code,
        captures: captures.as_ptr(),
        host: &mut host,
        grain: GRAIN,
        early: Early::Never,
        stores: &[],
        folds: &[],
        partials: ptr::null_mut(),
        known_pace: &KnownPace::default(),
    };
    assert_eq!(run(&kernel, 5, 5, 4, &mut || false, None), 5);
    assert_eq!(run(&kernel, 5, -3, 4, &mut || false, None), 5);
}

#[test]
fn a_failure_leaves_the_strips_before_it() {
    let mut random = Random(1);
    for threads in 1..=4 {
        for _ in 0..60 {
            let n = 8 + random.below(60_000);
            let failures: Vec<i64> = (0..1 + random.below(4)).map(|_| random.below(n)).collect();
            let first = failures.iter().min().unwrap() / GRAIN * GRAIN;
            let work = [no_work, some_work, uneven_work][random.below(3) as usize];
            let reached = check(&Plan::new(failures, work), n, threads, Early::Prefix, &mut || false);
            assert_eq!(reached, first.min(n / GRAIN * GRAIN));
        }
    }
}

#[test]
fn a_long_range_is_shared_and_a_short_one_is_not() {
    assert!(some_run(|| is_shared(some_work, 400_000)));
    assert!(some_run(|| !is_shared(no_work, 64)));
}

fn is_shared(work: fn(i64) -> Duration, n: i64) -> bool {
    let plan = Plan::new(vec![], work);
    check(&plan, n, 2, Early::Never, &mut || false);
    plan.threads() == 2
}

/// Whether a second thread comes in time is up to the machine, and what else it does: one of many runs will do.
fn some_run(mut is_right: impl FnMut() -> bool) -> bool {
    (0..100).any(|_| is_right())
}

#[test]
fn a_poll_stops_the_run_with_a_prefix() {
    for threads in 1..=4 {
        for early in [Early::Never, Early::Prefix] {
            let n = 2_000_000;
            let mut polls = 0;
            let plan = Plan::new(vec![], some_work);
            let reached = check(&plan, n, threads, early, &mut || {
                polls += 1;
                polls == 3
            });
            assert_eq!(polls, 3);
            assert!((8..n).contains(&reached), "{reached}");
        }
    }
}

#[test]
fn polls_come_while_others_work() {
    // One strip of 60 ms: whichever thread has it, the caller asks in the meantime or right after.
    fn work(position: i64) -> Duration {
        Duration::from_micros(if position == 30_000 * GRAIN { 60_000 } else { 1 })
    }
    let mut polls = 0;
    check(&Plan::new(vec![], work), 60_000 * GRAIN, 2, Early::Never, &mut || {
        polls += 1;
        false
    });
    assert!(polls >= 2, "{polls}");
}

#[test]
fn a_panic_in_poll_waits_for_the_helpers() {
    let plan = Plan::new(vec![], some_work);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        check(&plan, 2_000_000, 3, Early::Prefix, &mut || std::panic::resume_unwind(Box::new("poll")))
    }));
    assert_eq!(result.unwrap_err().downcast_ref(), Some(&"poll"));
    let strips = plan.strips.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(5));
    assert_eq!(plan.strips.load(Ordering::Relaxed), strips);
}

#[test]
fn several_callers_share_the_threads() {
    std::thread::scope(|scope| {
        for seed in 0..4 {
            scope.spawn(move || {
                let mut random = Random(seed + 10);
                for _ in 0..40 {
                    let n = 8 + random.below(80_000);
                    let failure = random.below(2 * n);
                    let reached = check(&Plan::new(vec![failure], some_work), n, 3, Early::Prefix, &mut || false);
                    assert_eq!(reached, (failure / GRAIN * GRAIN).min(n / GRAIN * GRAIN));
                }
            });
        }
    });
}

#[test]
fn rows_of_two_dimensions_with_an_offset_are_restored() {
    /// Writes rows `position + 1` of a matrix with three columns; fails at the strip of 4000.
    unsafe extern "C" fn kernel(captures: *const u64, begin: i64, end: i64, _: *mut Host, _: *mut u64) -> i64 {
        let buffer = unsafe { &*(*captures as *const Buffer) };
        for position in begin..end {
            busy(Duration::from_nanos(300));
            if position == 4000 {
                return position;
            }
            let row = unsafe {
                std::slice::from_raw_parts_mut(buffer.data.cast::<i32>().add(3 * (position + 1) as usize), 3)
            };
            row.fill(position as i32);
        }
        end
    }
    let mut out = vec![-1i32; 3 * 10_001];
    let buffer = Buffer { data: out.as_mut_ptr().cast(), len: 10_001, dim1: 3, capacity: 30_003, ..Buffer::EMPTY };
    let captures = [ptr::from_ref(&buffer) as u64];
    let mut host = host();
    let next = Along::At { scale: 1, base: None, offset: 1 };
    let stores = [StoreRange { capture: 0, elem_size: 4, index: along(&[next]), ndim: 2, strided: false }];
    let run_it = KernelRun {
        code: kernel,
        captures: captures.as_ptr(),
        host: &mut host,
        grain: 1,
        early: Early::Prefix,
        stores: &stores,
        folds: &[],
        partials: ptr::null_mut(),
        known_pace: &KnownPace::default(),
    };
    assert_eq!(run(&run_it, 0, 10_000, 4, &mut || false, None), 4000);
    for (index, &value) in out.iter().enumerate() {
        let row = index as i32 / 3;
        assert_eq!(value, if (1..=4000).contains(&row) { row - 1 } else { -1 }, "row {row}");
    }
}

/// Every position writes one element of a table, by rows, by columns, or in steps; none other is put back.
#[test]
fn only_what_is_written_is_restored() {
    unsafe extern "C" fn kernel(captures: *const u64, begin: i64, end: i64, _: *mut Host, _: *mut u64) -> i64 {
        let buffer = unsafe { &*(*captures as *const Buffer) };
        let [row, column, row_base, column_base] = unsafe { *captures.add(1).cast::<[i64; 4]>() };
        for position in begin..end {
            busy(Duration::from_nanos(300));
            let at = (row * position + row_base) * buffer.dim1 + column * position + column_base;
            unsafe { buffer.data.cast::<i32>().offset(at as isize).write(position as i32) };
            if position == 700 {
                return begin;
            }
        }
        end
    }
    const SIDE: i64 = 1000;
    for (row, column, row_base, column_base) in
        [(0, 1, 7, 3), (1, 0, 2, 999), (0, -1, 7, 990), (1, 1, 5, 0), (0, 0, 3, 4)]
    {
        let mut out = vec![-1i32; (SIDE * SIDE) as usize];
        let buffer =
            Buffer { data: out.as_mut_ptr().cast(), len: SIDE, dim1: SIDE, capacity: SIDE * SIDE, ..Buffer::EMPTY };
        let captures = [ptr::from_ref(&buffer) as u64, row as u64, column as u64, row_base as u64, column_base as u64];
        let mut host = host();
        let at = |scale: i64, base: usize| Along::At { scale, base: Some(base), offset: 0 };
        let stores = [StoreRange {
            capture: 0,
            elem_size: 4,
            index: along(&[at(row, 3), at(column, 4)]),
            ndim: 2,
            strided: false,
        }];
        let run_it = KernelRun {
            code: kernel,
            captures: captures.as_ptr(),
            host: &mut host,
            grain: 1,
            early: Early::Anything,
            stores: &stores,
            folds: &[],
            partials: ptr::null_mut(),
            known_pace: &KnownPace::default(),
        };
        let threads = if (row, column) == (0, 0) { 1 } else { 4 };
        let reached = run(&run_it, 0, 900, threads, &mut || false, None);
        assert!((700 - NEAR + 1..=700).contains(&reached), "{row} {column}: {reached}");
        let mut expected = vec![-1i32; (SIDE * SIDE) as usize];
        for position in 0..reached {
            let at = (row * position + row_base) * SIDE + column * position + column_base;
            expected[at as usize] = position as i32;
        }
        assert!(out == expected, "{row} {column}");
    }
}

/// Adds up its positions, and finds the least and the largest; fails where it is told to, and adds nonsense if it is
/// `Early::Anything`. A position counts for `scale`.
unsafe extern "C" fn reduce_positions(
    captures: *const u64,
    begin: i64,
    end: i64,
    _: *mut Host,
    partials: *mut u64,
) -> i64 {
    let [fails_at, scale, in_any_order] = unsafe { *captures.cast::<[i64; 3]>() };
    let failed = (begin..end).contains(&fails_at);
    let end = if failed { begin.max(fails_at / GRAIN * GRAIN) } else { end };
    busy(Duration::from_nanos(20) * (end - begin) as u32);
    let sum = (begin..end).sum::<i64>() * scale;
    unsafe {
        *partials = if failed && in_any_order == 1 { 12345 } else { sum as u64 };
        *partials.add(1) = if begin == end { i64::MAX } else { begin } as u64;
        *partials.add(2) = if begin == end { i64::MIN } else { end - 1 } as u64;
    }
    if failed && in_any_order == 1 { begin } else { end }
}

fn reduce(captures: &[i64; 3], n: i64, threads: usize, early: Early) -> (i64, [i64; 3]) {
    let mut host = host();
    let folds = [Fold::Add, Fold::Min, Fold::Max];
    let mut partials = folds.map(Fold::identity);
    let run_it = KernelRun {
        code: reduce_positions,
        captures: captures.as_ptr().cast(),
        host: &mut host,
        grain: GRAIN,
        early,
        stores: &[],
        folds: &folds,
        partials: partials.as_mut_ptr(),
        known_pace: &KnownPace::default(),
    };
    let reached = run(&run_it, 0, n, threads, &mut || false, None);
    (reached, partials.map(u64::cast_signed))
}

/// What a kernel finds out about positions counts if they are done, and only then.
#[test]
fn results_are_those_of_the_positions_done() {
    const N: i64 = 400_000;
    for threads in 1..=4 {
        for (early, fails_at) in [
            (Early::Never, N),
            (Early::Prefix, N),
            (Early::Prefix, 3),
            (Early::Prefix, 250_001),
            (Early::Anything, N),
            (Early::Anything, 3),
            (Early::Anything, 250_001),
        ] {
            let in_any_order = i64::from(early == Early::Anything);
            let (reached, [sum, least, largest]) = reduce(&[fails_at, 1, in_any_order], N, threads, early);
            let near = if early == Early::Anything { NEAR } else { GRAIN };
            assert!((fails_at - near + 1..=fails_at).contains(&reached), "{reached} {fails_at} {early:?}");
            assert_eq!(sum, reached * (reached - 1) / 2, "{threads} threads, {early:?}, {fails_at}");
            let ends = if reached == 0 { (i64::MAX, i64::MIN) } else { (0, reached - 1) };
            assert_eq!((least, largest), ends, "{threads} threads, {early:?}, {fails_at}");
        }
    }
}

#[test]
fn a_sum_that_may_not_fit_any_more_ends_the_run() {
    for threads in 1..=4 {
        for early in [Early::Prefix, Early::Anything] {
            let (reached, [sum, _, largest]) = reduce(&[-1, 1 << 28, 0], 400_000, threads, early);
            assert!(reached < 400_000 && sum > 1 << 61, "{reached} {sum}");
            assert_eq!((sum, largest), ((reached * (reached - 1) / 2) << 28, reached - 1));
        }
    }
}

#[test]
fn a_child_of_fork_makes_its_own_threads() {
    check(&Plan::new(vec![], some_work), 100_000, 2, Early::Never, &mut || false);
    // SAFETY: the child runs kernels, allocates (glibc's malloc allows it) and leaves.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let is_right = some_run(|| is_shared(some_work, 200_000));
        // SAFETY: ends the child without the test runner's own exit.
        unsafe { libc::_exit(if is_right { 0 } else { 1 }) };
    }
    let mut status = 0;
    // SAFETY: waits for our own child.
    unsafe { libc::waitpid(child, &mut status, 0) };
    assert_eq!(status, 0);
}

#[test]
fn workers_leave_signals_to_the_caller() {
    static BLOCKED: AtomicI64 = AtomicI64::new(0);
    unsafe extern "C" fn kernel(captures: *const u64, begin: i64, end: i64, _: *mut Host, _: *mut u64) -> i64 {
        let caller = unsafe { *captures };
        busy(Duration::from_nanos(300) * (end - begin) as u32);
        unsafe {
            let mut mask = std::mem::zeroed();
            libc::pthread_sigmask(libc::SIG_SETMASK, ptr::null(), &mut mask);
            if libc::pthread_self() as u64 != caller {
                BLOCKED.fetch_add(1 + libc::sigismember(&mask, libc::SIGINT) as i64 * 1_000_000, Ordering::Relaxed);
            }
        }
        end
    }
    let captures = [unsafe { libc::pthread_self() } as u64];
    let mut host = host();
    let kernel = KernelRun {
        code: kernel,
        captures: captures.as_ptr(),
        host: &mut host,
        grain: 1,
        early: Early::Never,
        stores: &[],
        folds: &[],
        partials: ptr::null_mut(),
        known_pace: &KnownPace::default(),
    };
    assert!(some_run(|| {
        run(&kernel, 0, 20_000, 2, &mut || false, None);
        BLOCKED.load(Ordering::Relaxed) > 0
    }));
    let blocked = BLOCKED.load(Ordering::Relaxed);
    assert!(blocked / 1_000_000 == blocked % 1_000_000, "{blocked}");
}

fn host() -> Host {
    extern "C" fn poll(host: *mut Host, _: *const *mut Buffer, _: i64) -> i64 {
        unsafe { (*host).poll_countdown = 1000 };
        0
    }
    extern "C" fn call_python(_: *mut Host, _: i64, _: *mut u64) -> i64 {
        -1
    }
    extern "C" fn run_strips(
        _: *mut Host,
        _: i64,
        _: Kernel,
        _: *const u64,
        begin: i64,
        _: i64,
        _: i64,
        _: *mut u64,
        _: i64,
    ) -> i64 {
        begin
    }
    extern "C" fn rewind(_: *mut Host, _: i64) {}
    extern "C" fn new_array(_: *mut Host, _: i64, _: i64, _: *const i64, _: *const u64) -> *mut Buffer {
        ptr::null_mut()
    }
    extern "C" fn new_list(_: *mut Host, _: i64, _: i64, _: i64, _: *const u64) -> *mut Buffer {
        ptr::null_mut()
    }
    extern "C" fn edit(_: *mut Host, _: i64, _: *mut Buffer, _: i64, _: i64, _: *const u64) -> i64 {
        -1
    }
    extern "C" fn grow_undo(_: *mut Host) -> i64 {
        -1
    }
    extern "C" fn take_back(_: *mut Host) {}
    extern "C" fn nothing(_: *mut c_void) {}
    Host {
        context: ptr::null_mut(),
        force_exit: i64::MAX,
        poll_countdown: 1000,
        poll,
        call_python,
        run_strips,
        rewind,
        new_list,
        edit,
        retain: nothing,
        release: nothing,
        undo_start: ptr::null_mut(),
        undo_top: ptr::null_mut(),
        undo_end: ptr::null_mut(),
        grow_undo,
        take_back,
        frames: 0,
        new_array,
        stack_end: ptr::null(),
        lists_due: 0,
        n_made: 0,
        n_made_before: 0,
        new_lists_due: 0,
    }
}

/// Pseudo-random numbers that are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        self.0 ^= self.0 >> 29;
        (self.0 >> 8) as i64 % n.max(1)
    }
}
