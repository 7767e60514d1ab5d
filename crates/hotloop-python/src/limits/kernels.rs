//! The hand-written SIMD kernels: the lanes of a strip are points side by side, and run until the last has left.
//!
//! `every_iteration_avx2(q, z, output, 1000)` equals `escape::scalar(q, z, output, 1000)`, bit for bit.
//!
//! Both kernels leave the loop when `s < INSIDE` is false; the cold path then asks `is_outside`, and goes on by itself
//! with the points for which it says no.

use super::escape::{Complex, INSIDE, OUTSIDE, Overflow, escape, is_outside, scalar};
use super::lanes::{Avx2, Avx512, Lanes, has_avx2, has_avx512};

/// Vectors in a strip: four hide the latency of the chain from one iteration to the next.
const VECTORS: usize = 4;
/// Iterations between two tests of the checkpointed kernel.
const BLOCK: i64 = 8;
/// Iterations after which the checkpointed kernel compacts: by then most points that will leave have left.
const FIRST: i64 = 32;

/// Tests each lane in each iteration; a lane that has left is frozen by its mask.
///
/// # Safety
/// As `Lanes`.
#[inline(always)]
unsafe fn every_iteration<L: HotLoops>(
    q: &[Complex],
    z: &mut [Complex],
    output: &mut [i64],
    maxiter: i64,
) -> Result<(), Overflow> {
    let whole = q.len() - q.len() % Strip::<L>::LANES;
    for start in (0..whole).step_by(Strip::<L>::LANES) {
        // SAFETY: start + LANES <= whole <= q.len(), which is the length of the others too; and the caller's promise.
        unsafe { strip_from_start::<L>(q, z, output, start, maxiter)? };
    }
    scalar(&q[whole..], &mut z[whole..], &mut output[whole..], maxiter)
}

/// Runs FIRST iterations as above, packs the points that are still inside, and runs those in blocks without masks. A
/// block in which a lane left is run once more with masks, from the state before it.
///
/// # Safety
/// As `Lanes`.
#[inline(always)]
unsafe fn checkpointed<L: HotLoops>(
    q: &[Complex],
    z: &mut [Complex],
    output: &mut [i64],
    maxiter: i64,
) -> Result<(), Overflow> {
    let first = FIRST.min(maxiter);
    let whole = q.len() - q.len() % Strip::<L>::LANES;
    let mut survivors = Vec::new();
    for start in (0..whole).step_by(Strip::<L>::LANES) {
        // SAFETY: as in `every_iteration`.
        let mut inside = unsafe { strip_from_start::<L>(q, z, output, start, first)? };
        while inside != 0 {
            survivors.push(start + inside.trailing_zeros() as usize);
            inside &= inside - 1;
        }
    }
    for point in whole..q.len() {
        let left = escape(q[point], &mut z[point], 0, first)?;
        output[point] = left.unwrap_or(0);
        if left.is_none() {
            survivors.push(point);
        }
    }
    if first == maxiter {
        return Ok(());
    }
    for points in survivors.chunks(Strip::<L>::LANES) {
        // SAFETY: the caller's promise.
        unsafe { strip_of_survivors::<L>(q, z, output, points, first, maxiter)? };
    }
    Ok(())
}

/// `VECTORS` vectors of points, all in memory: the hot loops load it, and keep in registers what changes.
#[repr(C, align(64))]
struct Strip<L: Lanes> {
    x: [L::Vector; VECTORS],
    y: [L::Vector; VECTORS],
    qx: [L::Vector; VECTORS],
    qy: [L::Vector; VECTORS],
    /// int64 in the bits of a double: tests that each lane has passed.
    counts: [L::Vector; VECTORS],
    inside: L::Vector,
    two: L::Vector,
}

impl<L: HotLoops> Strip<L> {
    const LANES: usize = VECTORS * L::N;

    #[inline(always)]
    unsafe fn new() -> Strip<L> {
        // SAFETY: the caller's promise, here and in the functions below.
        unsafe {
            let zeros = [L::splat(0.0); VECTORS];
            let (inside, two) = (L::splat(INSIDE), L::splat(2.0));
            Strip { x: zeros, y: zeros, qx: zeros, qy: zeros, counts: zeros, inside, two }
        }
    }

    #[inline(always)]
    unsafe fn load(&mut self, q: *const f64, z: *const f64) {
        for j in 0..VECTORS {
            unsafe { (self.qx[j], self.qy[j]) = L::load_complex(q.add(2 * L::N * j)) };
            unsafe { (self.x[j], self.y[j]) = L::load_complex(z.add(2 * L::N * j)) };
        }
    }

    /// One iteration that is not tested, for states that may be anything: 2*x*y is an addition here, not fused.
    #[inline(always)]
    unsafe fn first_step(&mut self) {
        for j in 0..VECTORS {
            unsafe {
                let (x, y) = (self.x[j], self.y[j]);
                let xy = L::mul(x, y);
                self.x[j] = L::add(L::sub(L::mul(x, x), L::mul(y, y)), self.qx[j]);
                self.y[j] = L::add(L::add(xy, xy), self.qy[j]);
            }
        }
    }

    /// Bits of the lanes that are inside, and of those for which only `is_outside` can tell.
    #[inline(always)]
    unsafe fn classify(&self) -> (u32, u32) {
        let (mut inside, mut decided) = (0, 0);
        for j in 0..VECTORS {
            unsafe {
                let s = L::add(L::mul(self.x[j], self.x[j]), L::mul(self.y[j], self.y[j]));
                let is_inside = L::bits(L::below(s, self.inside));
                let is_above = L::bits(L::below(L::splat(OUTSIDE), s)) & L::bits(L::below(s, L::splat(f64::INFINITY)));
                inside |= is_inside << (L::N * j);
                decided |= (is_inside | is_above) << (L::N * j);
            }
        }
        (inside, !decided & all_lanes::<L>())
    }

    #[inline(always)]
    unsafe fn state(&self) -> ([f64; 32], [f64; 32], [i64; 32]) {
        let (mut x, mut y, mut counts) = ([0.0; 32], [0.0; 32], [0; 32]);
        for j in 0..VECTORS {
            unsafe { L::store(x.as_mut_ptr().add(L::N * j), self.x[j]) };
            unsafe { L::store(y.as_mut_ptr().add(L::N * j), self.y[j]) };
            unsafe { L::store((counts.as_mut_ptr() as *mut f64).add(L::N * j), self.counts[j]) };
        }
        (x, y, counts)
    }
}

fn all_lanes<L: HotLoops>() -> u32 {
    (u64::MAX >> (64 - Strip::<L>::LANES)) as u32
}

/// Iterations 0..end of the points at start..start + LANES. The bits of those that are inside thereafter.
///
/// # Safety
/// As `Lanes`; start + LANES is within q, z and output, and LANES at most 32.
#[inline(always)]
unsafe fn strip_from_start<L: HotLoops>(
    q: &[Complex],
    z: &mut [Complex],
    output: &mut [i64],
    start: usize,
    end: i64,
) -> Result<u32, Overflow> {
    if end <= 0 {
        output[start..start + Strip::<L>::LANES].fill(0);
        return Ok(all_lanes::<L>());
    }
    // SAFETY: the caller's promise.
    let (mut inside, mut undecided) = unsafe {
        let mut strip = Strip::<L>::new();
        strip.load(q.as_ptr().add(start) as *const f64, z.as_ptr().add(start) as *const f64);
        strip.first_step();
        L::masked_steps(&mut strip, end - 1);
        for j in 0..VECTORS {
            let at = start + L::N * j;
            let s = L::add(L::mul(strip.x[j], strip.x[j]), L::mul(strip.y[j], strip.y[j]));
            let count = L::select(L::below(s, strip.inside), L::splat(0.0), strip.counts[j]);
            L::store_complex(z.as_mut_ptr().add(at) as *mut f64, strip.x[j], strip.y[j]);
            L::store(output.as_mut_ptr().add(at) as *mut f64, count);
        }
        strip.classify()
    };
    while undecided != 0 {
        let lane = undecided.trailing_zeros();
        let at = start + lane as usize;
        let left = decide(q[at], &mut z[at], output[at], end)?;
        output[at] = left.unwrap_or(0);
        inside |= u32::from(left.is_none()) << lane;
        undecided &= undecided - 1;
    }
    Ok(inside)
}

/// Iterations begin..end of the points whose indices are given, at most LANES of them, none of which has left.
///
/// # Safety
/// As `Lanes`; LANES is at most 32.
#[inline(always)]
unsafe fn strip_of_survivors<L: HotLoops>(
    q: &[Complex],
    z: &mut [Complex],
    output: &mut [i64],
    points: &[usize],
    begin: i64,
    end: i64,
) -> Result<(), Overflow> {
    let mut running = (u64::MAX >> (64 - points.len())) as u32;
    // SAFETY, here and below: the caller's promise.
    let mut strip = unsafe { Strip::<L>::new() };
    let (mut packed_q, mut packed_z) = ([Complex { re: 0.0, im: 0.0 }; 32], [Complex { re: 0.0, im: 0.0 }; 32]);
    for (lane, &point) in points.iter().enumerate() {
        (packed_q[lane], packed_z[lane]) = (q[point], z[point]);
    }
    unsafe { strip.load(packed_q.as_ptr() as *const f64, packed_z.as_ptr() as *const f64) };
    // The state is the one that this iteration tests: at first once more, which decides nothing new.
    let mut iteration = begin - 1;
    let (x, y) = loop {
        let n = BLOCK.min(end - 1 - iteration);
        if n == BLOCK && unsafe { L::unmasked_block(&mut strip) } {
            iteration += BLOCK;
            continue;
        }
        strip.counts = unsafe { [L::splat(f64::from_bits(iteration as u64)); VECTORS] };
        unsafe { L::masked_steps(&mut strip, n) };
        iteration += n;
        let (inside, undecided) = unsafe { strip.classify() };
        let (x, y, counts) = unsafe { strip.state() };
        let mut left = running & !inside;
        while left != 0 {
            let lane = left.trailing_zeros() as usize;
            let point = points[lane];
            z[point] = Complex { re: x[lane], im: y[lane] };
            output[point] = match undecided >> lane & 1 {
                0 => counts[lane],
                _ => decide(q[point], &mut z[point], counts[lane], end)?.unwrap_or(0),
            };
            left &= left - 1;
        }
        running &= inside;
        if running == 0 || iteration == end - 1 {
            break (x, y);
        }
        unsafe { park(&mut strip, running, x, y) };
    };
    while running != 0 {
        let lane = running.trailing_zeros() as usize;
        z[points[lane]] = Complex { re: x[lane], im: y[lane] };
        running &= running - 1;
    }
    Ok(())
}

/// Puts the lanes that are not running to zero, where they stay without being noticed.
///
/// # Safety
/// As `Lanes`.
#[inline(always)]
unsafe fn park<L: HotLoops>(strip: &mut Strip<L>, running: u32, x: [f64; 32], y: [f64; 32]) {
    // SAFETY: the arrays have 32 elements, and LANES is at most that.
    unsafe {
        let (mut qx, mut qy) = ([0.0; 32], [0.0; 32]);
        let (mut x, mut y) = (x, y);
        for j in 0..VECTORS {
            L::store(qx.as_mut_ptr().add(L::N * j), strip.qx[j]);
            L::store(qy.as_mut_ptr().add(L::N * j), strip.qy[j]);
        }
        for lane in 0..Strip::<L>::LANES {
            if running >> lane & 1 == 0 {
                (x[lane], y[lane], qx[lane], qy[lane]) = (0.0, 0.0, 0.0, 0.0);
            }
        }
        for j in 0..VECTORS {
            strip.x[j] = L::load(x.as_ptr().add(L::N * j));
            strip.y[j] = L::load(y.as_ptr().add(L::N * j));
            strip.qx[j] = L::load(qx.as_ptr().add(L::N * j));
            strip.qy[j] = L::load(qy.as_ptr().add(L::N * j));
        }
    }
}

/// A point that `s` could not decide in this iteration: it left then, or later, or not at all.
#[cold]
fn decide(q: Complex, z: &mut Complex, iteration: i64, end: i64) -> Result<Option<i64>, Overflow> {
    match is_outside(z.re, z.im)? {
        true => Ok(Some(iteration)),
        false => escape(q, z, iteration + 1, end),
    }
}

/// The two hot loops, compiled by themselves per instruction set so that nothing around them takes their registers.
trait HotLoops: Lanes {
    /// n times: tests, counts the lanes that are inside, and iterates those.
    ///
    /// # Safety
    /// As `Lanes`.
    unsafe fn masked_steps(strip: &mut Strip<Self>, n: i64);

    /// BLOCK times: tests and iterates. If a lane was not inside in a test, changes nothing and says false.
    ///
    /// # Safety
    /// As `Lanes`.
    unsafe fn unmasked_block(strip: &mut Strip<Self>) -> bool;
}

#[inline(always)]
unsafe fn masked_steps<L: Lanes>(strip: &mut Strip<L>, n: i64) {
    // SAFETY: the caller's promise; `here` is always the address of the strip.
    unsafe {
        let mut here: *mut Strip<L> = strip;
        let (mut x, mut y, mut counts) = ((*here).x, (*here).y, (*here).counts);
        for _ in 0..n {
            here = reload(here);
            let inside = (*here).inside;
            let mut any = L::below(inside, inside);
            for j in 0..VECTORS {
                let (xx, yy, xy) = (L::mul(x[j], x[j]), L::mul(y[j], y[j]), L::mul(x[j], y[j]));
                let is_inside = L::below(L::add(xx, yy), inside);
                any = L::or(any, is_inside);
                let next_x = L::add(L::sub(xx, yy), (*here).qx[j]);
                let next_y = L::fused(xy, (*here).two, (*here).qy[j]);
                x[j] = L::select(is_inside, next_x, x[j]);
                y[j] = L::select(is_inside, next_y, y[j]);
                counts[j] = L::count(counts[j], is_inside);
            }
            if L::bits(any) == 0 {
                break;
            }
        }
        (strip.x, strip.y, strip.counts) = (x, y, counts);
    }
}

#[inline(always)]
unsafe fn unmasked_block<L: Lanes>(strip: &mut Strip<L>) -> bool {
    // SAFETY: as above.
    unsafe {
        let mut here: *mut Strip<L> = strip;
        let (mut x, mut y) = ((*here).x, (*here).y);
        let mut left = L::below((*here).inside, (*here).inside);
        for _ in 0..BLOCK {
            here = reload(here);
            let inside = (*here).inside;
            for j in 0..VECTORS {
                let (xx, yy, xy) = (L::mul(x[j], x[j]), L::mul(y[j], y[j]), L::mul(x[j], y[j]));
                left = L::or(left, L::not_below(L::add(xx, yy), inside));
                x[j] = L::add(L::sub(xx, yy), (*here).qx[j]);
                y[j] = L::fused(xy, (*here).two, (*here).qy[j]);
            }
        }
        if L::bits(left) == 0 {
            (strip.x, strip.y) = (x, y);
        }
        L::bits(left) == 0
    }
}

/// Makes the optimiser read the constants of the strip from memory again, where they cost nothing as operands. In
/// registers they would push what the loop carries on to the stack, which doubles its latency.
#[inline(always)]
#[allow(clippy::pointers_in_nomem_asm_block)] // nothing is read or written: only the address becomes unknown
fn reload<T>(mut address: *mut T) -> *mut T {
    // SAFETY: no instruction at all.
    unsafe { std::arch::asm!("/* {0} */", inout(reg) address, options(nomem, nostack, preserves_flags)) };
    address
}

/// The kernels of one instruction set, and its hot loops.
macro_rules! kernels {
    ($isa:ty, $features:literal, $is_here:path, $every_iteration:ident, $checkpointed:ident) => {
        impl HotLoops for $isa {
            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn masked_steps(strip: &mut Strip<Self>, n: i64) {
                // SAFETY: the features are enabled for this function.
                unsafe { masked_steps(strip, n) }
            }

            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn unmasked_block(strip: &mut Strip<Self>) -> bool {
                // SAFETY: the features are enabled for this function.
                unsafe { unmasked_block(strip) }
            }
        }

        pub fn $every_iteration(
            q: &[Complex],
            z: &mut [Complex],
            output: &mut [i64],
            maxiter: i64,
        ) -> Result<(), Overflow> {
            #[target_feature(enable = $features)]
            fn run(q: &[Complex], z: &mut [Complex], output: &mut [i64], maxiter: i64) -> Result<(), Overflow> {
                // SAFETY: the features are enabled for this function.
                unsafe { every_iteration::<$isa>(q, z, output, maxiter) }
            }
            assert!($is_here() && z.len() == q.len() && output.len() == q.len());
            // SAFETY: the CPU has the features.
            unsafe { run(q, z, output, maxiter) }
        }

        pub fn $checkpointed(
            q: &[Complex],
            z: &mut [Complex],
            output: &mut [i64],
            maxiter: i64,
        ) -> Result<(), Overflow> {
            #[target_feature(enable = $features)]
            fn run(q: &[Complex], z: &mut [Complex], output: &mut [i64], maxiter: i64) -> Result<(), Overflow> {
                // SAFETY: the features are enabled for this function.
                unsafe { checkpointed::<$isa>(q, z, output, maxiter) }
            }
            assert!($is_here() && z.len() == q.len() && output.len() == q.len());
            // SAFETY: the CPU has the features.
            unsafe { run(q, z, output, maxiter) }
        }
    };
}

kernels!(Avx2, "avx2,fma", has_avx2, every_iteration_avx2, checkpointed_avx2);
kernels!(Avx512, "avx512f", has_avx512, every_iteration_avx512, checkpointed_avx512);
