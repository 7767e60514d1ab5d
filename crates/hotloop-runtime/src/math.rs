//! CPython's own arithmetic where it is more than one machine instruction or one call of libm.
//!
//! `hotloop_float_mod(-1.0, 3.0) == 2.0`, as in `-1.0 % 3.0`. Called from machine code, lane by lane, by these names.
//! What raises an exception or changes type in CPython is not computed here: the `_fails` functions tell.

use std::ffi::c_int;
use std::io::Write;

unsafe extern "C" {
    fn powf(x: f32, y: f32) -> f32;
    fn fmod(x: f64, y: f64) -> f64;
    fn pow(x: f64, y: f64) -> f64;
    fn ldexp(x: f64, exponent: c_int) -> f64;
}

/// `x * y + z` of floats of 32 bits, rounded once.
pub extern "C" fn hotloop_fma_single(x: f64, y: f64, z: f64) -> f64 {
    (x as f32).mul_add(y as f32, z as f32).into()
}

/// `a ** b` of floats of 32 bits; what is none of them is not finite.
pub extern "C" fn hotloop_pow_single(a: f64, b: f64) -> f64 {
    // SAFETY: powf is a pure function.
    unsafe { powf(a as f32, b as f32) }.into()
}

/// `a // b` of floats of 32 bits, each step rounded to them; not for `b == 0`.
pub extern "C" fn hotloop_floordiv_single(a: f64, b: f64) -> f64 {
    let (a, b) = (a as f32, b as f32);
    // It is exact.
    let remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 && (b < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return f32::copysign(0.0, a / b).into();
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }).into()
}

/// `a // b`; not for `b == 0`.
pub extern "C" fn hotloop_float_floordiv(a: f64, b: f64) -> f64 {
    // SAFETY: fmod is a pure function.
    let remainder = unsafe { fmod(a, b) };
    let mut quotient = (a - remainder) / b;
    // libm's remainder has the sign of `a`, Python's that of `b`.
    if remainder != 0.0 && (b < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return f64::copysign(0.0, a / b);
    }
    // The quotient should be whole and may have been rounded off: take the nearest.
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// `a % b`; not for `b == 0`.
pub extern "C" fn hotloop_float_mod(a: f64, b: f64) -> f64 {
    // SAFETY: fmod is a pure function.
    let remainder = unsafe { fmod(a, b) };
    if remainder == 0.0 {
        return f64::copysign(0.0, b);
    }
    if (b < 0.0) != (remainder < 0.0) { remainder + b } else { remainder }
}

/// `a ** b` where [`hotloop_pow_fails`] says 0.
pub extern "C" fn hotloop_pow(a: f64, b: f64) -> f64 {
    float_pow(a, b).unwrap_or(f64::NAN)
}

/// 1 where `a ** b` raises (a power of zero, overflow) or is complex.
pub extern "C" fn hotloop_pow_fails(a: f64, b: f64) -> i64 {
    i64::from(float_pow(a, b).is_none())
}

/// Both at once: stores `a ** b` at `result` and returns 0, or returns 1.
///
/// # Safety
/// `result` can be written.
pub unsafe extern "C" fn hotloop_float_pow(a: f64, b: f64, result: *mut f64) -> i64 {
    match float_pow(a, b) {
        None => 1,
        Some(value) => {
            // SAFETY: by the caller's promise.
            unsafe { *result = value };
            0
        }
    }
}

/// `base ** exponent` of ints where [`hotloop_int_pow_fails`] says 0.
pub extern "C" fn hotloop_int_pow(base: i64, exponent: i64) -> i64 {
    int_pow(base, exponent).unwrap_or(0)
}

/// 1 where the power does not fit 64 bits, or is a float because the exponent is negative.
pub extern "C" fn hotloop_int_pow_fails(base: i64, exponent: i64) -> i64 {
    i64::from(int_pow(base, exponent).is_none())
}

/// `math.hypot(a, b)` of CPython 3.11, which is not libm's hypot.
pub extern "C" fn hotloop_hypot_3_11(a: f64, b: f64) -> f64 {
    hypot(a, b, scaled_norm_3_11, |a, b, max| {
        // A power of two cannot scale such numbers, so they are divided by the larger.
        let (mut sum, mut rest) = (1.0, 0.0);
        for x in [a / max, b / max] {
            add(&mut sum, &mut rest, x * x);
        }
        max * (sum - 1.0 + rest).sqrt()
    })
}

/// `math.hypot(a, b)` of CPython 3.12 and later.
pub extern "C" fn hotloop_hypot_3_12(a: f64, b: f64) -> f64 {
    hypot(a, b, scaled_norm_3_12, |a, b, _| {
        f64::MIN_POSITIVE * hotloop_hypot_3_12(a / f64::MIN_POSITIVE, b / f64::MIN_POSITIVE)
    })
}

/// `math.ldexp(x, exponent)`; infinite where that is an OverflowError.
pub extern "C" fn hotloop_ldexp(x: f64, exponent: i64) -> f64 {
    // SAFETY: a pure function but for errno. Beyond these limits nothing changes.
    unsafe { ldexp(x, exponent.clamp(-10_000, 10_000) as c_int) }
}

/// `round(x, digits)`; not for negative `digits`.
pub extern "C" fn hotloop_round_digits(x: f64, digits: i64) -> f64 {
    // From 324 on a float is its own nearest decimal number.
    if !x.is_finite() || !(0..=323).contains(&digits) {
        return x;
    }
    // The exact decimal number, halves to even, as dtoa gives it to CPython; a float has up to 309 digits before the point.
    let mut text = [0u8; 640];
    let mut rest = &mut text[..];
    let written = write!(rest, "{x:.0$}", digits as usize);
    let n = 640 - rest.len();
    written.ok().and_then(|()| std::str::from_utf8(&text[..n]).ok()?.parse().ok()).unwrap_or(x)
}

/// The first of `math.frexp(x)`.
pub extern "C" fn hotloop_frexp_mantissa(x: f64) -> f64 {
    frexp(x).0
}

/// The second of `math.frexp(x)`.
pub extern "C" fn hotloop_frexp_exponent(x: f64) -> i64 {
    frexp(x).1
}

/// Zeros and what is not finite have the exponent 0.
fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let e = exponent(x.abs());
    // Two steps: the power of two of a subnormal number's exponent is none.
    let half = e / 2;
    (x * power_of_two(-half) * power_of_two(half - e), e.into())
}

fn float_pow(a: f64, b: f64) -> Option<f64> {
    if b == 0.0 || a == 1.0 {
        return Some(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Some(if a.is_nan() { a } else { b });
    }
    if a.is_finite() && b.is_finite() {
        return finite_pow(a, b);
    }
    // SAFETY: pow is a pure function but for errno. C99's special values for infinities are Python's.
    Some(unsafe { pow(a, b) })
}

fn finite_pow(a: f64, b: f64) -> Option<f64> {
    // From here on all floats are whole, and even.
    const EVEN: f64 = 9_007_199_254_740_992.0;
    let whole = if b.abs() < EVEN { b as i64 } else { 0 };
    let is_whole = whole as f64 == b || b.abs() >= EVEN;
    let is_odd = whole as f64 == b && whole & 1 == 1;
    let zero_to_negative = a == 0.0 && b < 0.0;
    let complex = a < 0.0 && !is_whole;
    if zero_to_negative || complex {
        return None;
    }
    if a == -1.0 {
        return Some(if is_odd { -1.0 } else { 1.0 });
    }
    // SAFETY: pow is a pure function but for errno.
    let mut magnitude = unsafe { pow(a.abs(), b) };
    if !magnitude.is_normal() {
        // CPython raises OverflowError whenever libm says ERANGE, but for a result of zero. So does this.
        set_errno(0);
        // SAFETY: as above.
        magnitude = unsafe { pow(a.abs(), b) };
        if magnitude.is_infinite() || (errno() != 0 && magnitude != 0.0) {
            return None;
        }
    }
    let negative = a.is_sign_negative() && is_odd;
    Some(if negative { -magnitude } else { magnitude })
}

fn int_pow(base: i64, exponent: i64) -> Option<i64> {
    match (base, u32::try_from(exponent)) {
        (_, Ok(exponent)) => base.checked_pow(exponent),
        (0 | 1, Err(_)) if exponent > 0 => Some(base),
        (-1, Err(_)) if exponent > 0 => Some(if exponent % 2 == 0 { 1 } else { -1 }),
        _ => None,
    }
}

fn hypot(a: f64, b: f64, scaled_norm: fn(f64, f64, f64) -> f64, tiny_norm: fn(f64, f64, f64) -> f64) -> f64 {
    let (a, b) = (a.abs(), b.abs());
    let max = if b > a { b } else { a };
    if a.is_infinite() || b.is_infinite() {
        return f64::INFINITY;
    }
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if max == 0.0 {
        return max;
    }
    match exponent(max) {
        e if e < -1023 => tiny_norm(a, b, max),
        e => scaled_norm(a, b, power_of_two(-e)),
    }
}

/// Squares are summed as three streams of rounding errors beside the sum, then the root is corrected once.
fn scaled_norm_3_11(a: f64, b: f64, scale: f64) -> f64 {
    let (mut sum, mut rest1, mut rest2, mut rest3) = (1.0, 0.0, 0.0, 0.0);
    for x in [a * scale, b * scale] {
        let (hi, lo) = split(x);
        add(&mut sum, &mut rest1, hi * hi);
        add(&mut sum, &mut rest2, 2.0 * hi * lo);
        rest3 += lo * lo;
    }
    let root = (sum - 1.0 + (rest1 + rest2 + rest3)).sqrt();
    let (hi, lo) = split(root);
    add(&mut sum, &mut rest1, -hi * hi);
    add(&mut sum, &mut rest2, -2.0 * hi * lo);
    add(&mut sum, &mut rest3, -lo * lo);
    let error = sum - 1.0 + (rest1 + rest2 + rest3);
    (root + error / (2.0 * root)) / scale
}

/// The same with two streams: exact products by fused multiply-add.
fn scaled_norm_3_12(a: f64, b: f64, scale: f64) -> f64 {
    let (mut sum, mut rest1, mut rest2) = (1.0, 0.0, 0.0);
    let add_product = |x: f64, y: f64, sum: &mut f64, rest1: &mut f64, rest2: &mut f64| {
        let product = x * y;
        *rest1 += x.mul_add(y, -product);
        add(sum, rest2, product);
    };
    for x in [a * scale, b * scale] {
        add_product(x, x, &mut sum, &mut rest1, &mut rest2);
    }
    let root = (sum - 1.0 + (rest1 + rest2)).sqrt();
    add_product(-root, root, &mut sum, &mut rest1, &mut rest2);
    let error = sum - 1.0 + (rest1 + rest2);
    (root + error / (2.0 * root)) / scale
}

/// `sum += x`, what rounding drops goes to `rest`; `|sum| >= |x|`.
fn add(sum: &mut f64, rest: &mut f64, x: f64) {
    let before = *sum;
    *sum += x;
    *rest += (before - *sum) + x;
}

/// Upper and lower half of the digits (Veltkamp).
fn split(x: f64) -> (f64, f64) {
    let t = x * 134217729.0; // 2**27 + 1
    let hi = t - (t - x);
    (hi, x - hi)
}

/// C's frexp: `0.5 * 2**e <= x < 2**e`, for `x > 0`, subnormal ones too.
fn exponent(x: f64) -> i32 {
    let biased = |x: f64| ((x.to_bits() >> 52) & 0x7ff) as i32;
    match biased(x) {
        0 => biased(x * 18446744073709551616.0) - 1022 - 64, // times 2**64
        e => e - 1022,
    }
}

/// `2.0 ** e` for `-1074 <= e <= 1023`, as C's ldexp(1.0, e).
fn power_of_two(e: i32) -> f64 {
    match e {
        -1022.. => f64::from_bits(((e + 1023) as u64) << 52),
        _ => f64::from_bits(1 << (e + 1074)),
    }
}

fn errno() -> c_int {
    // SAFETY: the address of this thread's errno is always valid.
    unsafe { *libc::__errno_location() }
}

fn set_errno(value: c_int) {
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = value };
}
