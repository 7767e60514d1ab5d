//! The escape loop of one point, and what `abs(z) > 2.0` says.
//!
//! `escape(q, &mut z, 0, 1000)` is `Some(2)` when the third iteration of `z = z*z + q` is the first to leave the circle.

/// CPython's complex and NumPy's complex128.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

/// `abs` of a finite number is not finite: CPython raises OverflowError.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overflow;

// Let s be re*re + im*im as rounded. A hypot that is right to an ulp and s decide alike wherever |s - 4| > 2^-48. The
// band here is 256 times as wide; only in it, and where s is not finite, is hypot called.
pub const INSIDE: f64 = 4.0 - 1.0 / (1u64 << 40) as f64;
pub const OUTSIDE: f64 = 4.0 + 1.0 / (1u64 << 40) as f64;

/// The loop of the list program over all points, without SIMD.
pub fn scalar(q: &[Complex], z: &mut [Complex], output: &mut [i64], maxiter: i64) -> Result<(), Overflow> {
    for ((&q, z), output) in q.iter().zip(z).zip(output) {
        *output = escape(q, z, 0, maxiter)?.unwrap_or(0);
    }
    Ok(())
}

/// Iterates `z = z*z + q` until `abs(z) > 2.0`, for iterations begin..end: which iteration it was, if it was one.
#[inline(always)]
pub fn escape(q: Complex, z: &mut Complex, begin: i64, end: i64) -> Result<Option<i64>, Overflow> {
    let (mut x, mut y) = (z.re, z.im);
    let (mut xx, mut yy) = (x * x, y * y);
    for iteration in begin..end {
        let xy = x * y;
        x = (xx - yy) + q.re;
        y = (xy + xy) + q.im;
        (xx, yy) = (x * x, y * y);
        let inside = xx + yy < INSIDE;
        if !inside && is_outside(x, y)? {
            *z = Complex { re: x, im: y };
            return Ok(Some(iteration));
        }
    }
    *z = Complex { re: x, im: y };
    Ok(None)
}

/// `abs(complex(x, y)) > 2.0`, as CPython has it.
#[cold]
pub fn is_outside(x: f64, y: f64) -> Result<bool, Overflow> {
    let s = x * x + y * y;
    if s > OUTSIDE && s < f64::INFINITY {
        return Ok(true);
    }
    let distance = x.hypot(y);
    match distance.is_infinite() && x.is_finite() && y.is_finite() {
        true => Err(Overflow),
        false => Ok(distance > 2.0),
    }
}
