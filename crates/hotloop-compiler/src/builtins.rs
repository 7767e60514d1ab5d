//! The table of pure functions that an IR expression can call by name: libm's, and CPython's own for `//`, `%`, `**`.
//!
//! example: `find_python("math.sin")` is the row `sin`, which the IR writes as `sin(x)` and machine code calls as `sin`.
//!
//! Every row is total. Where CPython raises instead, [`Domain`] says so, and the lowering puts a check before the use.
//! To add a function: add a row, and an expression for it in `PYTHON` in the tests (run by hand against CPython).

pub mod numpy;

use crate::ir::{Const, Scalar};

/// One pure function.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// Its name in the IR.
    pub name: &'static str,
    /// What Python calls it.
    pub python: &'static [&'static str],
    pub params: &'static [Scalar],
    pub result: Scalar,
    /// Its value, for the interpreter.
    pub eval: fn(&[Const]) -> Const,
    /// The C symbol that machine code calls: libm's, or the runtime's own (`hotloop_*`).
    pub symbol: &'static str,
    /// When CPython raises, or gives a value of another type.
    pub domain: Domain,
    /// How far `eval` may be from what the symbol gives, in units in the last place. 0: `eval` calls the same function.
    pub ulp: f32,
}

/// The arguments for which compiled code leaves to CPython.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// None.
    Never,
    /// Those with a result that is not finite while all arguments are, or NaN while no argument is.
    FiniteResult,
    /// Those with a zero as the second argument.
    NonzeroDivisor,
    /// Those for which this other row, of the same parameters, is 1.
    Unless(&'static str),
}

/// The row of this IR name.
pub fn find(name: &str) -> Option<&'static Builtin> {
    TABLE.iter().find(|row| row.name == name).or_else(|| numpy::find(name))
}

/// The row of this Python name, with its module: `math.sin`.
pub fn find_python(dotted: &str) -> Option<&'static Builtin> {
    TABLE.iter().find(|row| row.python.contains(&dotted))
}

/// All rows.
pub static TABLE: &[Builtin] = &[
    // CPython's math calls libm for these and raises by its result alone.
    unary("sin", &["math.sin"], |a| map(a, f64::sin), Domain::FiniteResult, 0.0),
    unary("cos", &["math.cos"], |a| map(a, f64::cos), Domain::FiniteResult, 0.0),
    unary("tan", &["math.tan"], |a| map(a, f64::tan), Domain::FiniteResult, 0.0),
    unary("asin", &["math.asin"], |a| map(a, f64::asin), Domain::FiniteResult, 0.0),
    unary("acos", &["math.acos"], |a| map(a, f64::acos), Domain::FiniteResult, 0.0),
    unary("atan", &["math.atan"], |a| map(a, f64::atan), Domain::Never, 0.0),
    unary("sinh", &["math.sinh"], |a| map(a, f64::sinh), Domain::FiniteResult, 0.0),
    unary("cosh", &["math.cosh"], |a| map(a, f64::cosh), Domain::FiniteResult, 0.0),
    unary("tanh", &["math.tanh"], |a| map(a, f64::tanh), Domain::Never, 0.0),
    unary("asinh", &["math.asinh"], |a| map(a, asinh), Domain::Never, 2.0),
    unary("acosh", &["math.acosh"], |a| map(a, acosh), Domain::FiniteResult, 2.0),
    unary("atanh", &["math.atanh"], |a| map(a, atanh), Domain::FiniteResult, 2.0),
    unary("exp", &["math.exp"], |a| map(a, f64::exp), Domain::FiniteResult, 0.0),
    unary("exp2", &["math.exp2"], |a| map(a, f64::exp2), Domain::FiniteResult, 0.0),
    unary("expm1", &["math.expm1"], |a| map(a, f64::exp_m1), Domain::FiniteResult, 0.0),
    unary("log", &["math.log"], |a| map(a, f64::ln), Domain::FiniteResult, 0.0),
    unary("log2", &["math.log2"], |a| map(a, f64::log2), Domain::FiniteResult, 0.0),
    unary("log10", &["math.log10"], |a| map(a, f64::log10), Domain::FiniteResult, 0.0),
    unary("log1p", &["math.log1p"], |a| map(a, f64::ln_1p), Domain::FiniteResult, 0.0),
    // std brings a cbrt of its own, and the linker takes that one for libm's.
    unary("cbrt", &["math.cbrt"], |a| map(a, f64::cbrt), Domain::Never, 4.0),
    unary("erf", &["math.erf"], |a| map(a, erf), Domain::Never, 8.0),
    unary("erfc", &["math.erfc"], |a| map(a, erfc), Domain::Never, 8.0),
    // CPython's own algorithms; the interpreter's are rougher ones.
    of_symbol("gamma", &["math.gamma"], "hotloop_gamma", |a| map(a, gamma), Domain::FiniteResult),
    of_symbol("lgamma", &["math.lgamma"], "hotloop_lgamma", |a| map(a, lgamma), Domain::FiniteResult),
    binary("pow", &["math.pow"], "pow", |a| map2(a, f64::powf), Domain::FiniteResult),
    binary("atan2", &["math.atan2"], "atan2", |a| map2(a, f64::atan2), Domain::Never),
    binary("fmod", &["math.fmod"], "fmod", |a| map2(a, |x, y| x % y), Domain::FiniteResult),
    binary("copysign", &["math.copysign"], "copysign", |a| map2(a, f64::copysign), Domain::Never),
    binary("remainder", &["math.remainder"], "remainder", |a| map2(a, remainder), Domain::FiniteResult),
    binary("nextafter", &["math.nextafter"], "nextafter", |a| map2(a, nextafter), Domain::Never),
    Builtin { ulp: 2.0, ..binary("hypot_3_11", &[], "hotloop_hypot_3_11", |a| map2(a, f64::hypot), Domain::Never) },
    Builtin { ulp: 2.0, ..binary("hypot_3_12", &[], "hotloop_hypot_3_12", |a| map2(a, f64::hypot), Domain::Never) },
    Builtin {
        params: FLOAT_INT,
        ..binary("ldexp", &[], "hotloop_ldexp", |a| Const::Float(ldexp(a[0].float(), a[1].int())), Domain::FiniteResult)
    },
    Builtin {
        params: FLOAT_INT,
        ..binary(
            "round_digits",
            &[],
            "hotloop_round_digits",
            |a| Const::Float(round_digits(a[0].float(), a[1].int())),
            Domain::Never,
        )
    },
    unary_of("frexp_mantissa", Scalar::Float, "hotloop_frexp_mantissa", |a| Const::Float(frexp(a[0].float()).0)),
    unary_of("frexp_exponent", Scalar::Int, "hotloop_frexp_exponent", |a| Const::Int(frexp(a[0].float()).1)),
    // abs(complex). math.hypot is an algorithm of CPython's own and another function.
    binary("hypot", &[], "hypot", |a| map2(a, f64::hypot), Domain::FiniteResult),
    // How NumPy's vector instructions multiply complex numbers.
    Builtin {
        params: THREE_FLOATS,
        ..binary("fma", &["math.fma"], "fma", |a| map3(a, f64::mul_add), Domain::FiniteResult)
    },
    Builtin {
        params: THREE_FLOATS,
        ..binary("fma_single", &[], "hotloop_fma_single", |a| map3(a, fma_single), Domain::Never)
    },
    // Python's operators.
    binary("float_floordiv", &[], "hotloop_float_floordiv", |a| map2(a, float_floordiv), Domain::NonzeroDivisor),
    binary("float_mod", &[], "hotloop_float_mod", |a| map2(a, float_mod), Domain::NonzeroDivisor),
    binary("float_pow", &[], "hotloop_pow", |a| map2(a, float_pow), Domain::Unless("float_pow_fails")),
    fails("float_pow_fails", FLOAT_FLOAT, "hotloop_pow_fails", |a| flag(float_pow_fails(a[0].float(), a[1].float()))),
    Builtin {
        name: "int_pow",
        python: &[],
        params: INT_INT,
        result: Scalar::Int,
        eval: |a| Const::Int(int_pow(a[0].int(), a[1].int()).unwrap_or(0)),
        symbol: "hotloop_int_pow",
        domain: Domain::Unless("int_pow_fails"),
        ulp: 0.0,
    },
    of_ints("pow_mod", INT_INT_INT, "hotloop_pow_mod", |a| int(pow_mod(a)), Domain::Unless("pow_mod_fails")),
    fails("pow_mod_fails", INT_INT_INT, "hotloop_pow_mod_fails", |a| flag(pow_mod(a).is_none())),
    of_ints(
        "bit_length",
        INT,
        "hotloop_bit_length",
        |a| Const::Int(64 - i64::from(a[0].int().unsigned_abs().leading_zeros())),
        Domain::Never,
    ),
    of_ints(
        "bit_count",
        INT,
        "hotloop_bit_count",
        |a| Const::Int(a[0].int().unsigned_abs().count_ones().into()),
        Domain::Never,
    ),
    Builtin {
        result: Scalar::Float,
        ..of_ints(
            "word_quotient",
            INT_INT,
            "hotloop_word_quotient",
            |a| Const::Float(word_quotient(a[0].int() as u64, a[1].int() as u64)),
            Domain::Never,
        )
    },
    of_ints("gcd", INT_INT, "hotloop_gcd", |a| Const::Int(gcd(a[0].int(), a[1].int())), Domain::Never),
    of_ints("factorial", INT, "hotloop_factorial", |a| int(factorial(a[0].int())), Domain::Unless("factorial_fails")),
    fails("factorial_fails", INT, "hotloop_factorial_fails", |a| flag(factorial(a[0].int()).is_none())),
    of_ints("isqrt", INT, "hotloop_isqrt", |a| int(isqrt(a[0].int())), Domain::Unless("isqrt_fails")),
    fails("isqrt_fails", INT, "hotloop_isqrt_fails", |a| flag(isqrt(a[0].int()).is_none())),
    of_ints("comb", INT_INT, "hotloop_comb", |a| int(comb(a[0].int(), a[1].int())), Domain::Unless("comb_fails")),
    fails("comb_fails", INT_INT, "hotloop_comb_fails", |a| flag(comb(a[0].int(), a[1].int()).is_none())),
    of_ints("perm", INT_INT, "hotloop_perm", |a| int(perm(a[0].int(), a[1].int())), Domain::Unless("perm_fails")),
    fails("perm_fails", INT_INT, "hotloop_perm_fails", |a| flag(perm(a[0].int(), a[1].int()).is_none())),
    fails("int_pow_fails", INT_INT, "hotloop_int_pow_fails", |a| flag(int_pow(a[0].int(), a[1].int()).is_none())),
];

const FLOAT_FLOAT: &[Scalar] = &[Scalar::Float, Scalar::Float];
const THREE_FLOATS: &[Scalar] = &[Scalar::Float; 3];
const FLOAT_INT: &[Scalar] = &[Scalar::Float, Scalar::Int];
const INT: &[Scalar] = &[Scalar::Int];
const INT_INT_INT: &[Scalar] = &[Scalar::Int, Scalar::Int, Scalar::Int];
const INT_INT: &[Scalar] = &[Scalar::Int, Scalar::Int];

/// A function of libm with one argument, which has libm's name here too.
const fn unary(
    name: &'static str,
    python: &'static [&'static str],
    eval: fn(&[Const]) -> Const,
    domain: Domain,
    ulp: f32,
) -> Builtin {
    Builtin { name, python, params: &[Scalar::Float], result: Scalar::Float, eval, symbol: name, domain, ulp }
}

/// A float from two floats.
const fn binary(
    name: &'static str,
    python: &'static [&'static str],
    symbol: &'static str,
    eval: fn(&[Const]) -> Const,
    domain: Domain,
) -> Builtin {
    Builtin { name, python, params: FLOAT_FLOAT, result: Scalar::Float, eval, symbol, domain, ulp: 0.0 }
}

/// A function of one float with a symbol of the runtime's own, whose value here is a rough one.
const fn of_symbol(
    name: &'static str,
    python: &'static [&'static str],
    symbol: &'static str,
    eval: fn(&[Const]) -> Const,
    domain: Domain,
) -> Builtin {
    Builtin { symbol, ..unary(name, python, eval, domain, f32::INFINITY) }
}

/// A part of a float.
const fn unary_of(name: &'static str, result: Scalar, symbol: &'static str, eval: fn(&[Const]) -> Const) -> Builtin {
    Builtin { result, symbol, ..unary(name, &[], eval, Domain::Never, 0.0) }
}

/// An int from ints; 0 where CPython raises or it has more than 64 bits.
const fn of_ints(
    name: &'static str,
    params: &'static [Scalar],
    symbol: &'static str,
    eval: fn(&[Const]) -> Const,
    domain: Domain,
) -> Builtin {
    Builtin { name, python: &[], params, result: Scalar::Int, eval, symbol, domain, ulp: 0.0 }
}

/// A condition, as the int 0 or 1.
const fn fails(
    name: &'static str,
    params: &'static [Scalar],
    symbol: &'static str,
    eval: fn(&[Const]) -> Const,
) -> Builtin {
    Builtin { name, python: &[], params, result: Scalar::Int, eval, symbol, domain: Domain::Never, ulp: 0.0 }
}

fn map(arguments: &[Const], function: fn(f64) -> f64) -> Const {
    Const::Float(function(arguments[0].float()))
}

fn map2(arguments: &[Const], function: fn(f64, f64) -> f64) -> Const {
    Const::Float(function(arguments[0].float(), arguments[1].float()))
}

fn map3(arguments: &[Const], function: fn(f64, f64, f64) -> f64) -> Const {
    Const::Float(function(arguments[0].float(), arguments[1].float(), arguments[2].float()))
}

/// Of floats of 32 bits.
fn fma_single(x: f64, y: f64, z: f64) -> f64 {
    (x as f32).mul_add(y as f32, z as f32).into()
}

fn int(value: Option<i64>) -> Const {
    Const::Int(value.unwrap_or(0))
}

fn flag(condition: bool) -> Const {
    Const::Int(condition as i64)
}

/// `x // y` for floats.
fn float_floordiv(x: f64, y: f64) -> f64 {
    let remainder = x % y;
    let mut quotient = (x - remainder) / y;
    if remainder != 0.0 && (y < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0f64.copysign(x / y);
    }
    // The division rounds: take the integer that it is next to.
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// `x % y` for floats.
fn float_mod(x: f64, y: f64) -> f64 {
    let remainder = x % y;
    if remainder == 0.0 {
        0f64.copysign(y)
    } else if (y < 0.0) != (remainder < 0.0) {
        remainder + y
    } else {
        remainder
    }
}

/// `x ** y` for floats, where [`float_pow_fails`] is false.
fn float_pow(x: f64, y: f64) -> f64 {
    // C's pow and Python's ** agree wherever Python has a float result; only a NaN's payload could differ.
    if y == 0.0 || x == 1.0 { 1.0 } else { x.powf(y) }
}

/// Does `x ** y` for floats raise, or give a complex number?
fn float_pow_fails(x: f64, y: f64) -> bool {
    let finite = x.is_finite() && y.is_finite();
    let zero_to_negative = x == 0.0 && y < 0.0;
    let complex = x < 0.0 && y != y.floor();
    finite && (zero_to_negative || complex || !float_pow(x, y).is_finite())
}

/// `base ** exponent` for ints; `None` where it is no int64.
fn int_pow(base: i64, exponent: i64) -> Option<i64> {
    if exponent < 0 {
        return None;
    }
    match base {
        0 | 1 => Some(if exponent == 0 { 1 } else { base }),
        -1 => Some(1 - 2 * (exponent & 1)),
        _ => base.checked_pow(u32::try_from(exponent).ok()?),
    }
}

/// `x / y` rounded once; 0 for a zero divisor.
fn word_quotient(x: u64, y: u64) -> f64 {
    if x == 0 || y == 0 {
        return 0.0;
    }
    // With 64 bits at least in the quotient, its last one can stand for all that follow.
    let shift = 64 + x.leading_zeros();
    let dividend = u128::from(x) << shift;
    let (quotient, rest) = (dividend / u128::from(y), dividend % u128::from(y));
    (quotient | u128::from(rest != 0)) as f64 / (1u128 << shift) as f64
}

// Of ints; `None` where CPython raises or the result has more than 64 bits.

fn gcd(x: i64, y: i64) -> i64 {
    let (mut x, mut y) = (x.unsigned_abs(), y.unsigned_abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x as i64
}

/// `pow(base, exponent, modulus)`
fn pow_mod(arguments: &[Const]) -> Option<i64> {
    let [base, exponent, modulus] = [0, 1, 2].map(|at: usize| arguments[at].int());
    if exponent < 0 || modulus == 0 {
        return None;
    }
    let wide = i128::from(modulus);
    let (mut result, mut power, mut rest) = (1i128.rem_euclid(wide), i128::from(base).rem_euclid(wide), exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = result * power % wide;
        }
        power = power * power % wide;
        rest >>= 1;
    }
    // The result has the sign of the modulus.
    Some(if modulus < 0 && result != 0 { result + wide } else { result } as i64)
}

fn factorial(n: i64) -> Option<i64> {
    (0..=20).contains(&n).then(|| (1..=n).product())
}

fn isqrt(n: i64) -> Option<i64> {
    n.checked_isqrt()
}

fn comb(n: i64, k: i64) -> Option<i64> {
    if n < 0 || k < 0 {
        return None;
    }
    let mut result: i128 = 1;
    for at in 0..k.min(n - k).max(0) {
        // Each step is a whole number.
        result = result * i128::from(n - at) / i128::from(at + 1);
        i64::try_from(result).ok()?;
    }
    if k > n { Some(0) } else { i64::try_from(result).ok() }
}

fn perm(n: i64, k: i64) -> Option<i64> {
    if n < 0 || k < 0 {
        return None;
    }
    if k > n { Some(0) } else { (0..k).try_fold(1i64, |product, at| product.checked_mul(n - at)) }
}

// Of floats.

fn remainder(x: f64, y: f64) -> f64 {
    if !y.is_finite() {
        return if y.is_nan() || x.is_nan() || x.is_infinite() { f64::NAN } else { x };
    }
    let (size, y) = (x.abs(), y.abs());
    let rest = size % y;
    let back = y - rest;
    // Halfway, the even quotient counts: half of the remainder by 2y.
    let nearest = match rest.partial_cmp(&back) {
        Some(std::cmp::Ordering::Less) => rest,
        Some(std::cmp::Ordering::Equal) => rest - 2.0 * (0.5 * (size - rest) % y),
        _ => -back,
    };
    if x.is_sign_negative() { -nearest } else { nearest }
}

fn nextafter(x: f64, y: f64) -> f64 {
    match x.partial_cmp(&y) {
        None => f64::NAN,
        Some(std::cmp::Ordering::Less) => x.next_up(),
        Some(std::cmp::Ordering::Equal) => y,
        Some(std::cmp::Ordering::Greater) => x.next_down(),
    }
}

/// In steps that round at most once: the last one into the subnormal numbers.
fn ldexp(x: f64, exponent: i64) -> f64 {
    let (mantissa, own) = frexp(x);
    if mantissa == 0.0 || !mantissa.is_finite() {
        return x;
    }
    let exponent = exponent.clamp(-10_000, 10_000) + own;
    match exponent {
        1025.. => f64::INFINITY.copysign(x),
        -1021..1025 => mantissa * 2.0 * 2f64.powi(exponent as i32 - 1),
        _ => mantissa * 2f64.powi(-1021) * 2f64.powi((exponent + 1021).max(-1000) as i32),
    }
}

/// Through the decimal number; not for negative `digits`.
fn round_digits(x: f64, digits: i64) -> f64 {
    if !x.is_finite() || !(0..=323).contains(&digits) {
        return x;
    }
    format!("{x:.0$}", digits as usize).parse().expect("a decimal number")
}

/// `0.5 <= |mantissa| < 1` and an exponent of 2; what has none is its own mantissa.
fn frexp(x: f64) -> (f64, i64) {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as i64;
    match exponent {
        0x7ff => (x, 0),
        0 if x == 0.0 => (x, 0),
        0 => {
            let (mantissa, exponent) = frexp(x * 18_446_744_073_709_551_616.0); // times 2**64
            (mantissa, exponent - 64)
        }
        _ => (f64::from_bits(x.to_bits() & !(0x7ff << 52) | 1022 << 52), exponent - 1022),
    }
}

fn gamma(x: f64) -> f64 {
    let is_whole = x == x.floor();
    match x {
        _ if x.is_nan() || x == f64::INFINITY => x,
        _ if x == 0.0 => f64::INFINITY.copysign(x),
        _ if x < 0.0 && is_whole => f64::NAN,
        _ if x < 0.5 => std::f64::consts::PI / ((std::f64::consts::PI * x).sin() * gamma(1.0 - x)),
        _ => lgamma(x).exp(),
    }
}

/// Stirling's series, from 15 on.
fn lgamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    if x.abs() < 1e-20 && x != 0.0 {
        return -x.abs().ln();
    }
    if x < 0.5 {
        let sine = (std::f64::consts::PI * (x % 2.0)).sin().abs();
        return if x <= 0.0 && x == x.floor() {
            f64::INFINITY
        } else {
            (std::f64::consts::PI / sine).ln() - lgamma(1.0 - x)
        };
    }
    let (mut x, mut product) = (x, 1.0);
    while x < 15.0 {
        product *= x;
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - f64::ln(product)
}

// What std has no binding for (its own asinh and others are other algorithms than libm's).

const LN_2: f64 = std::f64::consts::LN_2;
const TWO_28: f64 = 268_435_456.0;

fn asinh(x: f64) -> f64 {
    let size = x.abs();
    let square = size * size;
    let result = if size < 1.0 / TWO_28 || !size.is_finite() {
        size
    } else if size > TWO_28 {
        size.ln() + LN_2
    } else if size > 2.0 {
        (2.0 * size + 1.0 / ((square + 1.0).sqrt() + size)).ln()
    } else {
        (size + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(x)
}

fn acosh(x: f64) -> f64 {
    if x >= TWO_28 {
        x.ln() + LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else if x < 1.0 {
        f64::NAN
    } else {
        let above = x - 1.0;
        (above + (2.0 * above + above * above).sqrt()).ln_1p()
    }
}

fn atanh(x: f64) -> f64 {
    let size = x.abs();
    let double = size + size;
    let result = if size < 1.0 / TWO_28 {
        size
    } else if size < 0.5 {
        0.5 * (double + double * size / (1.0 - size)).ln_1p()
    } else {
        0.5 * (double / (1.0 - size)).ln_1p()
    };
    result.copysign(x)
}

fn erf(x: f64) -> f64 {
    let size = x.abs();
    if size < 2.0 { erf_series(x) } else { (1.0 - erfc_fraction(size)).copysign(x) }
}

fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if size < 0.5 {
        1.0 - erf_series(x)
    } else {
        let upper = erfc_fraction(size);
        if x < 0.0 { 2.0 - upper } else { upper }
    }
}

/// `2/sqrt(pi) * exp(-x*x) * sum(2**n * x**(2n+1) / (1*3*..*(2n+1)))`, for small `x`; terms of one sign.
fn erf_series(x: f64) -> f64 {
    let square = x * x;
    let mut sum = 0.0;
    for n in (0..60).rev() {
        sum = 1.0 + sum * square / (n as f64 + 1.5);
    }
    std::f64::consts::FRAC_2_SQRT_PI * x * sum * exp_minus_square(x)
}

/// The continued fraction of erfc, from the tail, for positive `x`; it converges more slowly near 0.
fn erfc_fraction(x: f64) -> f64 {
    if x > 30.0 {
        return 0.0;
    }
    let mut tail = 0.0;
    for n in (1..=if x < 2.0 { 800 } else { 120 }).rev() {
        tail = 0.5 * n as f64 / (x + tail);
    }
    exp_minus_square(x) * std::f64::consts::FRAC_2_SQRT_PI / 2.0 / (x + tail)
}

/// `exp(-x*x)`, with the square's rounding error put back.
fn exp_minus_square(x: f64) -> f64 {
    let square = x * x;
    (-square).exp() * (1.0 - x.mul_add(x, -square))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::process::Command;

    #[test]
    fn names_are_unique() {
        let names: HashSet<&str> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len());
        let python: Vec<&str> = TABLE.iter().flat_map(|row| row.python).copied().collect();
        assert_eq!(python.iter().collect::<HashSet<_>>().len(), python.len());
        assert_eq!(find_python("math.sin").map(|row| row.name), Some("sin"));
        assert!(find("float_mod").is_some() && find("nothing").is_none() && find_python("math.hypot").is_none());
    }

    #[test]
    fn domains_name_rows_of_the_same_parameters() {
        for row in TABLE {
            if let Domain::Unless(name) = row.domain {
                assert_eq!(find(name).map(|other| (other.params, other.result)), Some((row.params, Scalar::Int)));
            }
        }
    }

    #[test]
    fn powers_and_remainders_are_pythons() {
        assert_eq!(int_pow(-3, 3), Some(-27));
        assert_eq!(int_pow(-1, i64::MAX), Some(-1));
        assert_eq!(int_pow(0, 0), Some(1));
        assert_eq!(int_pow(2, 63), None);
        assert_eq!(int_pow(-2, 63), Some(i64::MIN));
        assert_eq!(float_mod(-0.0, 3.0).to_bits(), 0f64.to_bits());
        assert_eq!((float_mod(-5.0, 3.0), float_floordiv(-5.0, 3.0)), (1.0, -2.0));
        assert!(float_pow_fails(0.0, -1.0) && float_pow_fails(-8.0, 0.5) && !float_pow_fails(-8.0, 3.0));
    }

    /// For each row a Python function that gives its result, or raises; `None` where CPython gives another type.
    const PYTHON: &str = r#"
import itertools, math, random, struct, sys
special = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, -3.0, 1e-300, 5e-324, -5e-324, 1e300, -1e300,
           1.7976931348623157e308, math.inf, -math.inf, math.nan, 709.0, 710.0, -745.0, -746.0, 0.1, 1 / 3, math.pi,
           2.0**28, 2.0**-28, 2.0**53, 9007199254740993.0, 1 - 2**-53, 1 + 2**-52, 28.0, 27.2, 6.0]
random.seed(5)
floats = special + [random.uniform(-4, 4) for _ in range(2000)] + [random.gauss(0, 1) * 10 ** random.uniform(-20, 20)
           for _ in range(1000)] + [struct.unpack("d", random.randbytes(8))[0] for _ in range(1000)]
ints = [0, 1, -1, 2, -2, 3, 7, 10, 62, 63, 64, 2**62, 2**63 - 1, -2**63]
ints += [random.randint(-40, 40) for _ in range(40)]
def number(x):
    return x if isinstance(x, float) else None
def fails(f):
    def flag(*a):
        try:
            result = f(*a)
        except ArithmeticError:
            return 1
        return int(type(result) is not type(a[0]) or type(result) is int and not -2**63 <= result < 2**63)
    return flag
def small(f):
    def checked(*a):
        try:
            result = f(*a)
        except (ValueError, ArithmeticError):
            return None
        return result if result < 2**63 else None
    return checked
def refuses(f):
    return lambda *a: int(small(f)(*a) is None)
def few(f, is_few):  # else CPython would compute for ever
    return lambda *a: f(*a) if is_few(*a) else 2**63
factorial = few(math.factorial, lambda n: n < 100)
comb = few(math.comb, lambda n, k: k > n or min(k, n - k) < 100)
perm = few(math.perm, lambda n, k: k > n or k < 100)
inverse = few(pow, lambda b, e, m: e >= 0)  # the inverse of a number is left to CPython
rows = {"hypot_3_11": math.hypot, "hypot_3_12": math.hypot, "ldexp": math.ldexp, "round_digits": lambda x, n: round(x, n) if n >= 0 else x,
        "frexp_mantissa": lambda x: math.frexp(x)[0], "frexp_exponent": lambda x: math.frexp(x)[1],
        "gcd": lambda x, y: math.gcd(x, y) if math.gcd(x, y) < 2**63 else -2**63, "pow_mod": small(inverse),
        "pow_mod_fails": refuses(inverse),
        "bit_length": int.bit_length, "bit_count": int.bit_count, "factorial": small(factorial), "factorial_fails": refuses(factorial),
        "isqrt": small(math.isqrt), "isqrt_fails": refuses(math.isqrt), "comb": small(comb),
        "comb_fails": refuses(comb), "perm": small(perm), "perm_fails": refuses(perm),
        "hypot": lambda x, y: abs(complex(x, y)), "float_floordiv": lambda x, y: x // y,
        "float_mod": lambda x, y: x % y, "float_pow": lambda x, y: number(x ** y),
        "float_pow_fails": fails(lambda x, y: x ** y),
        "int_pow": lambda x, y: (lambda r: r if type(r) is int and -2**63 <= r < 2**63 else None)(x ** y),
        "int_pow_fails": fails(lambda x, y: x ** y)}
def show(x):
    return str(x) if isinstance(x, int) else "%016x" % struct.unpack("Q", struct.pack("d", x))
for line in sys.stdin:
    name, python, params = line.split()
    f = rows[name] if name in rows else eval(python)
    kinds = params.split(",")
    pools = [ints if kind == "Int" else floats for kind in kinds]
    few_values = [ints if kind == "Int" else special for kind in kinds]
    wide = [random.uniform(-30, 30) if kinds[0] == "Float" else random.randint(-2**63, 2**63 - 1) for _ in range(9000)]
    if len(kinds) == 1:
        table = [(x,) for x in pools[0] + wide]
    else:
        table = list(itertools.product(*few_values))[:4000]
        table += [tuple(map(random.choice, pools)) for _ in range(9000)]
    if name.startswith("int_pow"):  # leave out what would fill the memory
        table = [(x, y) for x, y in table if abs(x) < 2 or y < 10**4]
    for arguments in table:
        try:
            result = f(*arguments)
        except (ValueError, ArithmeticError):
            result = None
        print(name, "leave" if result is None else show(result), *map(show, arguments))
"#;

    /// Run it by hand: `HOTLOOP_PYTHON=python3.13 cargo test -p hotloop-compiler -- --ignored cpython`.
    #[test]
    #[ignore = "needs CPython with the same libm"]
    fn rows_agree_with_cpython() {
        let python = std::env::var("HOTLOOP_PYTHON").unwrap_or("python3".into());
        let folder = std::env::temp_dir();
        let (request, script) = (folder.join("hotloop-rows.txt"), folder.join("hotloop-rows.py"));
        let line = |row: &Builtin| {
            let params: Vec<String> = row.params.iter().map(|param| format!("{param:?}")).collect();
            format!("{} {} {}\n", row.name, row.python.first().unwrap_or(&"-"), params.join(","))
        };
        std::fs::write(&request, TABLE.iter().map(line).collect::<String>()).expect("the request is written");
        std::fs::write(&script, PYTHON).expect("the script is written");
        let stdin = std::fs::File::open(&request).expect("the request was written");
        let output = Command::new(python).arg(&script).stdin(stdin).output().expect("CPython runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let table = String::from_utf8(output.stdout).expect("ASCII");
        let wrong: Vec<String> = table.lines().filter_map(disagreement).collect();
        println!("{} values, worst: {:?}", table.lines().count(), worst(&table));
        assert!(table.lines().count() > 10_000 * TABLE.len() * 9 / 10, "{}", table.lines().count());
        assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    }

    struct Line {
        row: &'static Builtin,
        arguments: Vec<Const>,
        found: Const,
        /// `None`: leave.
        expected: Option<Const>,
    }

    fn read(line: &str) -> Line {
        let words: Vec<&str> = line.split(' ').collect();
        let row = find(words[0]).expect("a row");
        let arguments: Vec<Const> =
            words[2..].iter().zip(row.params).map(|(word, &param)| read_const(param, word)).collect();
        let expected = (words[1] != "leave").then(|| read_const(row.result, words[1]));
        Line { row, found: (row.eval)(&arguments), arguments, expected }
    }

    fn read_const(scalar: Scalar, word: &str) -> Const {
        match scalar {
            Scalar::Float => Const::Float(f64::from_bits(u64::from_str_radix(word, 16).expect("bits"))),
            _ => Const::Int(word.parse().expect("an int")),
        }
    }

    fn disagreement(text: &str) -> Option<String> {
        let line = read(text);
        let leaves = leaves(&line);
        let agrees = match line.expected {
            None => leaves,
            Some(expected) => !leaves && ulps(line.found, expected) <= line.row.ulp as u64,
        };
        (!agrees).then(|| {
            format!(
                "{}{:?}: {:?} (leave: {leaves}), not {:?}",
                line.row.name, line.arguments, line.found, line.expected
            )
        })
    }

    /// What a lowering makes of the domain.
    fn leaves(line: &Line) -> bool {
        let is_float = |argument: &&Const| matches!(argument, Const::Float(_));
        let floats = || line.arguments.iter().filter(is_float).map(|argument| argument.float());
        match line.row.domain {
            Domain::Never => false,
            Domain::FiniteResult => {
                let result = line.found.float();
                let made = !result.is_finite() && floats().all(f64::is_finite);
                made || result.is_nan() && !floats().any(f64::is_nan)
            }
            Domain::NonzeroDivisor => line.arguments[1].float() == 0.0,
            Domain::Unless(name) => (find(name).expect("a row").eval)(&line.arguments).int() != 0,
        }
    }

    fn ulps(a: Const, b: Const) -> u64 {
        match (a, b) {
            _ if a.same(b) => 0,
            (Const::Float(a), Const::Float(b)) => a.to_bits().abs_diff(b.to_bits()),
            _ => u64::MAX,
        }
    }

    /// The largest distance of each row that may have one.
    fn worst(table: &str) -> Vec<(&'static str, u64)> {
        let lines: Vec<Line> = table.lines().map(read).collect();
        let distance = |line: &Line| line.expected.map_or(0, |expected| ulps(line.found, expected));
        let of_row = |row: &Builtin| lines.iter().filter(|line| line.row.name == row.name).map(distance).max();
        TABLE.iter().filter(|row| row.ulp > 0.0).map(|row| (row.name, of_row(row).unwrap_or(0))).collect()
    }
}
