//! Functions of `math` on ints, within 64 bits.
//!
//! `hotloop_comb(5, 2) == 10`. Where CPython raises, or the result has more than 64 bits, `_fails` gives 1.

/// The greatest common divisor, not negative; not for -2**63.
pub extern "C" fn hotloop_gcd(x: i64, y: i64) -> i64 {
    let (mut x, mut y) = (x.unsigned_abs(), y.unsigned_abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x as i64
}

/// `pow(base, exponent, modulus)`
pub extern "C" fn hotloop_pow_mod(base: i64, exponent: i64, modulus: i64) -> i64 {
    pow_mod(base, exponent, modulus).unwrap_or(0)
}

/// 1 for a negative exponent, which asks for an inverse, and for the modulus 0.
pub extern "C" fn hotloop_pow_mod_fails(_base: i64, exponent: i64, modulus: i64) -> i64 {
    i64::from(exponent < 0 || modulus == 0)
}

pub extern "C" fn hotloop_bit_length(n: i64) -> i64 {
    64 - i64::from(n.unsigned_abs().leading_zeros())
}

/// Ones of the absolute value.
pub extern "C" fn hotloop_bit_count(n: i64) -> i64 {
    n.unsigned_abs().count_ones().into()
}

pub extern "C" fn hotloop_factorial(n: i64) -> i64 {
    factorial(n).unwrap_or(0)
}

pub extern "C" fn hotloop_factorial_fails(n: i64) -> i64 {
    i64::from(factorial(n).is_none())
}

/// `x / y` of ints without a sign, rounded once; 0 for a zero divisor.
pub extern "C" fn hotloop_word_quotient(x: i64, y: i64) -> f64 {
    let (x, y) = (x as u64, y as u64);
    if x == 0 || y == 0 {
        return 0.0;
    }
    // With 64 bits at least in the quotient, its last one can stand for all that follow.
    let shift = 64 + x.leading_zeros();
    let dividend = u128::from(x) << shift;
    let (quotient, rest) = (dividend / u128::from(y), dividend % u128::from(y));
    (quotient | u128::from(rest != 0)) as f64 / (1u128 << shift) as f64
}

pub extern "C" fn hotloop_isqrt(n: i64) -> i64 {
    n.checked_isqrt().unwrap_or(0)
}

pub extern "C" fn hotloop_isqrt_fails(n: i64) -> i64 {
    i64::from(n < 0)
}

pub extern "C" fn hotloop_comb(n: i64, k: i64) -> i64 {
    comb(n, k).unwrap_or(0)
}

pub extern "C" fn hotloop_comb_fails(n: i64, k: i64) -> i64 {
    i64::from(comb(n, k).is_none())
}

pub extern "C" fn hotloop_perm(n: i64, k: i64) -> i64 {
    perm(n, k).unwrap_or(0)
}

pub extern "C" fn hotloop_perm_fails(n: i64, k: i64) -> i64 {
    i64::from(perm(n, k).is_none())
}

fn pow_mod(base: i64, exponent: i64, modulus: i64) -> Option<i64> {
    if exponent < 0 || modulus == 0 {
        return None;
    }
    let positive = modulus.unsigned_abs();
    let power = i128::from(base).rem_euclid(i128::from(positive)) as u64;
    let result = match u32::try_from(positive) {
        Ok(_) => power_by(power, exponent, positive, |x, y| x * y % positive),
        Err(_) => power_by(power, exponent, positive, |x, y| product_mod(x, y, positive)),
    };
    // The result has the sign of the modulus.
    Some(if modulus < 0 && result != 0 { (result as i64).wrapping_add(modulus) } else { result as i64 })
}

fn power_by(mut power: u64, exponent: i64, modulus: u64, product: impl Fn(u64, u64) -> u64) -> u64 {
    let (mut result, mut rest) = (1 % modulus, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = product(result, power);
        }
        power = product(power, power);
        rest >>= 1;
    }
    result
}

/// `x * y % modulus`, where one of the two is below the modulus.
#[cfg(target_arch = "x86_64")]
fn product_mod(x: u64, y: u64, modulus: u64) -> u64 {
    let product = u128::from(x) * u128::from(y);
    let (high, low) = ((product >> 64) as u64, product as u64);
    let remainder;
    // SAFETY: the quotient is at most the larger of the two, so it fits; `div` touches registers and flags only. The
    // compiler's own division of 128 bits takes three times as long.
    unsafe {
        std::arch::asm!("div {}", in(reg) modulus, inout("rax") low => _, inout("rdx") high => remainder,
            options(pure, nomem, nostack));
    }
    remainder
}

#[cfg(not(target_arch = "x86_64"))]
fn product_mod(x: u64, y: u64, modulus: u64) -> u64 {
    (u128::from(x) * u128::from(y) % u128::from(modulus)) as u64
}

fn factorial(n: i64) -> Option<i64> {
    // 21! has 66 bits.
    (0..=20).contains(&n).then(|| (1..=n).product())
}

fn comb(n: i64, k: i64) -> Option<i64> {
    if n < 0 || k < 0 {
        return None;
    }
    if k > n {
        return Some(0);
    }
    let mut result: i128 = 1;
    for at in 0..k.min(n - k) {
        // Each step is a whole number, and none is smaller than the one before.
        result = result * i128::from(n - at) / i128::from(at + 1);
        i64::try_from(result).ok()?;
    }
    i64::try_from(result).ok()
}

fn perm(n: i64, k: i64) -> Option<i64> {
    if n < 0 || k < 0 {
        return None;
    }
    if k > n {
        return Some(0);
    }
    (0..k).try_fold(1i64, |product, at| product.checked_mul(n - at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_more_than_64_bits_fails() {
        assert_eq!((factorial(20), factorial(21), factorial(-1)), (Some(2_432_902_008_176_640_000), None, None));
        assert_eq!((comb(66, 33), comb(67, 33)), (Some(7_219_428_434_016_265_740), None));
        assert_eq!((comb(i64::MAX, 1), comb(i64::MAX, 2), comb(3, 4)), (Some(i64::MAX), None, Some(0)));
        assert_eq!(
            (perm(20, 20), perm(21, 20), perm(5, 0), perm(i64::MAX, i64::MAX)),
            (factorial(20), None, Some(1), None)
        );
        assert_eq!((pow_mod(3, 200, 13), pow_mod(-7, 3, -5), pow_mod(2, 0, 1)), (Some(9), Some(-3), Some(0)));
        assert_eq!((pow_mod(i64::MIN, 3, i64::MAX), pow_mod(2, -1, 5)), (Some(i64::MAX - 1), None));
        assert_eq!((hotloop_gcd(-12, 18), hotloop_gcd(0, 0), hotloop_isqrt(i64::MAX)), (6, 0, 3_037_000_499));
    }
}
