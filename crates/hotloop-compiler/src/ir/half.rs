//! Floats of 16 bits, as the floats that they are.
//!
//! `0.1` rounded to one is `0.0999755859375`, whose bits are `0x2e66`.

/// The least that has all 11 bits: below it they are 2^-24 apart.
const LEAST_NORMAL: f64 = 1.0 / 16384.0;
/// 2^-1008: from the exponents of floats to those of floats of 16 bits.
const SCALE: f64 = f64::from_bits(0x00f0_0000_0000_0000);
/// Behind the 10 bits of a fraction.
const DROPPED: u32 = 52 - 10;

/// The nearest float of 16 bits; of two the even one.
pub fn rounded(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    let near = if size < LEAST_NORMAL {
        // Floats of this size are 2^-24 apart.
        let shift = 1.5 * 268_435_456.0;
        size + shift - shift
    } else {
        let bits = size.to_bits();
        let half_less_one = (1 << (DROPPED - 1)) - 1;
        f64::from_bits((bits + half_less_one + (bits >> DROPPED & 1)) & !((1 << DROPPED) - 1))
    };
    (if near < 65536.0 { near } else { f64::INFINITY }).copysign(x)
}

/// The bits of a float that is one of 16 bits.
pub fn bits_of(x: f64) -> u16 {
    let sign = ((x.to_bits() >> 48) & 0x8000) as u16;
    let size = x.abs();
    let fraction = (size.to_bits() >> DROPPED) as u16 & 0x3ff;
    if x.is_nan() {
        return sign | 0x7c00 | fraction.max(1);
    }
    if size.is_infinite() {
        return sign | 0x7c00;
    }
    // Exact, as only exponents differ; one of few bits becomes a float of few bits.
    sign | ((size * SCALE).to_bits() >> DROPPED) as u16
}

pub fn of_bits(bits: u16) -> f64 {
    let sign = u64::from(bits & 0x8000) << 48;
    let size = u64::from(bits & 0x7fff) << DROPPED;
    let size = match bits & 0x7fff {
        0x7c00.. => size | 0x7ff0_0000_0000_0000,
        _ => (f64::from_bits(size) / SCALE).to_bits(),
    };
    f64::from_bits(sign | size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_what_its_bits_say() {
        for bits in 0..=u16::MAX {
            assert_eq!(bits_of(of_bits(bits)), bits);
            let value = of_bits(bits);
            assert!(value.is_nan() || rounded(value).to_bits() == value.to_bits(), "{value}");
        }
        assert_eq!((of_bits(1), of_bits(0x7bff), of_bits(0x2e66)), (1.0 / 16_777_216.0, 65504.0, 0.0999755859375));
    }

    #[test]
    fn what_is_between_two_goes_to_the_nearer_one_or_the_even_one() {
        for bits in 0..0x7bff_u16 {
            let (a, b) = (of_bits(bits), of_bits(bits + 1));
            let middle = (a + b) / 2.0;
            let even = if bits % 2 == 0 { a } else { b };
            assert_eq!((rounded(middle), rounded(-middle)), (even, -even));
            assert_eq!(rounded(f64::from_bits(middle.to_bits() + 1)), b);
            assert_eq!(rounded(f64::from_bits(middle.to_bits() - 1)), a);
        }
        assert_eq!(
            (rounded(65519.999), rounded(65520.0), rounded(-1e300)),
            (65504.0, f64::INFINITY, f64::NEG_INFINITY)
        );
        assert!(rounded(-0.0).is_sign_negative() && rounded(-1e-9).is_sign_negative() && rounded(f64::NAN).is_nan());
    }
}
