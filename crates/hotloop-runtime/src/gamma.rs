//! `math.gamma` and `math.lgamma`: CPython's own algorithm (Lanczos), operation for operation, as in `mathmodule.c`.
//!
//! `hotloop_gamma(5.0) == 24.0`. Where CPython raises they give what is not finite.

#![allow(clippy::excessive_precision, reason = "as in mathmodule.c")]

use std::f64::consts::PI;

unsafe extern "C" {
    fn exp(x: f64) -> f64;
    fn log(x: f64) -> f64;
    fn pow(x: f64, y: f64) -> f64;
    fn sin(x: f64) -> f64;
    fn cos(x: f64) -> f64;
}

const G: f64 = 6.024680040776729583740234375;
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

/// Coefficients of the two polynomials of Lanczos' sum, from the constant term.
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

pub extern "C" fn hotloop_gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { x } else { f64::NAN };
    }
    if x == 0.0 {
        return f64::INFINITY.copysign(x);
    }
    if x == x.floor() {
        if x < 0.0 {
            return f64::NAN;
        }
        // (x - 1)! is a float up to 22!.
        if x <= 23.0 {
            return (1..x as u64).fold(1.0, |product, n| product * n as f64);
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    lanczos_gamma(x, size)
}

fn lanczos_gamma(x: f64, size: f64) -> f64 {
    let y = size + G_MINUS_HALF;
    // What the sum has lost.
    let lost = if size > G_MINUS_HALF { y - size - G_MINUS_HALF } else { y - G_MINUS_HALF - size };
    let z = lost * G / y;
    // SAFETY: pure functions but for errno.
    let (power, exp_y) = unsafe { (if size < 140.0 { pow(y, size - 0.5) } else { pow(y, size / 2.0 - 0.25) }, exp(y)) };
    let times = if size < 140.0 { 1 } else { 2 };
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * exp_y / lanczos_sum(size);
        result -= z * result;
        (0..times).fold(result, |result, _| result / power)
    } else {
        let mut result = lanczos_sum(size) / exp_y;
        result += z * result;
        (0..times).fold(result, |result, _| result * power)
    }
}

pub extern "C" fn hotloop_lgamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { f64::INFINITY } else { 0.0 };
    }
    let size = x.abs();
    // SAFETY: log is a pure function but for errno.
    let log = |x: f64| unsafe { log(x) };
    if size < 1e-20 {
        return -log(size);
    }
    let mut result = log(lanczos_sum(size)) - G;
    result += (size - 0.5) * (log(size + G - 0.5) - 1.0);
    if x < 0.0 { LOG_PI - log(sin_pi(size).abs()) - log(size) - result } else { result }
}

fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for at in (0..13).rev() {
            numerator = numerator * x + NUMERATOR[at];
            denominator = denominator * x + DENOMINATOR[at];
        }
    } else {
        // Else the powers would overflow.
        for at in 0..13 {
            numerator = numerator / x + NUMERATOR[at];
            denominator = denominator / x + DENOMINATOR[at];
        }
    }
    numerator / denominator
}

/// `sin(pi * x)`, exact where it is a whole number.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    // SAFETY: pure functions but for errno.
    let (sin, cos) = (|x: f64| unsafe { sin(x) }, |x: f64| unsafe { cos(x) });
    let result = match (2.0 * y).round() as i32 {
        0 => sin(PI * y),
        1 => cos(PI * (y - 0.5)),
        2 => sin(PI * (1.0 - y)),
        3 => -cos(PI * (y - 1.5)),
        _ => sin(PI * (y - 2.0)),
    };
    1f64.copysign(x) * result
}
