//! Functions of NumPy that machine code calls where NumPy has them: their last bits depend on how it was built.
//!
//! example: `np.sin(x)` of a float is `numpy_sin(x)` in the IR, and a call of `hotloop_numpy_sin` in machine code; of a
//! float32 both end in `_single`. The runtime's `loops.rs` has what is behind these symbols.

use super::{Builtin, Domain, FLOAT_FLOAT};
use crate::ir::{Const, Scalar};

/// Their names, each with its rows for float64 and float32.
static LOOPS: &[(&str, [Builtin; 2])] = &[
    ("sin", [one("numpy_sin", "hotloop_numpy_sin"), one("numpy_sin_single", "hotloop_numpy_sin_single")]),
    ("cos", [one("numpy_cos", "hotloop_numpy_cos"), one("numpy_cos_single", "hotloop_numpy_cos_single")]),
    ("tan", [one("numpy_tan", "hotloop_numpy_tan"), one("numpy_tan_single", "hotloop_numpy_tan_single")]),
    (
        "arcsin",
        [one("numpy_arcsin", "hotloop_numpy_arcsin"), one("numpy_arcsin_single", "hotloop_numpy_arcsin_single")],
    ),
    (
        "arccos",
        [one("numpy_arccos", "hotloop_numpy_arccos"), one("numpy_arccos_single", "hotloop_numpy_arccos_single")],
    ),
    (
        "arctan",
        [one("numpy_arctan", "hotloop_numpy_arctan"), one("numpy_arctan_single", "hotloop_numpy_arctan_single")],
    ),
    ("sinh", [one("numpy_sinh", "hotloop_numpy_sinh"), one("numpy_sinh_single", "hotloop_numpy_sinh_single")]),
    ("cosh", [one("numpy_cosh", "hotloop_numpy_cosh"), one("numpy_cosh_single", "hotloop_numpy_cosh_single")]),
    ("tanh", [one("numpy_tanh", "hotloop_numpy_tanh"), one("numpy_tanh_single", "hotloop_numpy_tanh_single")]),
    (
        "arcsinh",
        [one("numpy_arcsinh", "hotloop_numpy_arcsinh"), one("numpy_arcsinh_single", "hotloop_numpy_arcsinh_single")],
    ),
    (
        "arccosh",
        [one("numpy_arccosh", "hotloop_numpy_arccosh"), one("numpy_arccosh_single", "hotloop_numpy_arccosh_single")],
    ),
    (
        "arctanh",
        [one("numpy_arctanh", "hotloop_numpy_arctanh"), one("numpy_arctanh_single", "hotloop_numpy_arctanh_single")],
    ),
    ("exp", [one("numpy_exp", "hotloop_numpy_exp"), one("numpy_exp_single", "hotloop_numpy_exp_single")]),
    ("exp2", [one("numpy_exp2", "hotloop_numpy_exp2"), one("numpy_exp2_single", "hotloop_numpy_exp2_single")]),
    ("expm1", [one("numpy_expm1", "hotloop_numpy_expm1"), one("numpy_expm1_single", "hotloop_numpy_expm1_single")]),
    ("log", [one("numpy_log", "hotloop_numpy_log"), one("numpy_log_single", "hotloop_numpy_log_single")]),
    ("log2", [one("numpy_log2", "hotloop_numpy_log2"), one("numpy_log2_single", "hotloop_numpy_log2_single")]),
    ("log10", [one("numpy_log10", "hotloop_numpy_log10"), one("numpy_log10_single", "hotloop_numpy_log10_single")]),
    ("log1p", [one("numpy_log1p", "hotloop_numpy_log1p"), one("numpy_log1p_single", "hotloop_numpy_log1p_single")]),
    ("cbrt", [one("numpy_cbrt", "hotloop_numpy_cbrt"), one("numpy_cbrt_single", "hotloop_numpy_cbrt_single")]),
    (
        "degrees",
        [one("numpy_degrees", "hotloop_numpy_degrees"), one("numpy_degrees_single", "hotloop_numpy_degrees_single")],
    ),
    (
        "radians",
        [one("numpy_radians", "hotloop_numpy_radians"), one("numpy_radians_single", "hotloop_numpy_radians_single")],
    ),
    (
        "deg2rad",
        [one("numpy_deg2rad", "hotloop_numpy_deg2rad"), one("numpy_deg2rad_single", "hotloop_numpy_deg2rad_single")],
    ),
    (
        "rad2deg",
        [one("numpy_rad2deg", "hotloop_numpy_rad2deg"), one("numpy_rad2deg_single", "hotloop_numpy_rad2deg_single")],
    ),
    ("fabs", [one("numpy_fabs", "hotloop_numpy_fabs"), one("numpy_fabs_single", "hotloop_numpy_fabs_single")]),
    (
        "arctan2",
        [two("numpy_arctan2", "hotloop_numpy_arctan2"), two("numpy_arctan2_single", "hotloop_numpy_arctan2_single")],
    ),
    ("hypot", [two("numpy_hypot", "hotloop_numpy_hypot"), two("numpy_hypot_single", "hotloop_numpy_hypot_single")]),
    (
        "copysign",
        [
            two("numpy_copysign", "hotloop_numpy_copysign"),
            two("numpy_copysign_single", "hotloop_numpy_copysign_single"),
        ],
    ),
    (
        "logaddexp",
        [
            two("numpy_logaddexp", "hotloop_numpy_logaddexp"),
            two("numpy_logaddexp_single", "hotloop_numpy_logaddexp_single"),
        ],
    ),
    (
        "logaddexp2",
        [
            two("numpy_logaddexp2", "hotloop_numpy_logaddexp2"),
            two("numpy_logaddexp2_single", "hotloop_numpy_logaddexp2_single"),
        ],
    ),
    (
        "nextafter",
        [
            two("numpy_nextafter", "hotloop_numpy_nextafter"),
            two("numpy_nextafter_single", "hotloop_numpy_nextafter_single"),
        ],
    ),
];

/// What NumPy does with floats of 32 bits, and with those of 16 by way of them.
static OF_SINGLES: &[Builtin] =
    &[two("pow_single", "hotloop_pow_single"), two("floordiv_single", "hotloop_floordiv_single")];

/// The rows of the function of this name: for float64 and for float32.
pub fn find_loop(name: &str) -> Option<&'static [Builtin; 2]> {
    LOOPS.iter().find(|(known, _)| *known == name).map(|(_, rows)| rows)
}

/// The row of this IR name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    LOOPS.iter().flat_map(|(_, rows)| rows).chain(OF_SINGLES).find(|row| row.name == name)
}

const fn one(name: &'static str, symbol: &'static str) -> Builtin {
    Builtin { params: &[Scalar::Float], ..two(name, symbol) }
}

const fn two(name: &'static str, symbol: &'static str) -> Builtin {
    // Nobody but NumPy knows the value: what is not finite is left to it.
    let eval = |_: &[Const]| Const::Float(f64::NAN);
    let (result, domain, ulp) = (Scalar::Float, Domain::Never, f32::INFINITY);
    Builtin { name, python: &[], params: FLOAT_FLOAT, result, eval, symbol, domain, ulp }
}
