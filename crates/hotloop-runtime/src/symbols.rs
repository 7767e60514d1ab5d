//! Names that machine code may call without being told their addresses: libm, memory, and CPython's own arithmetic.
//!
//! `sin` in an object is the `sin` of the libm in this process, which is the one that CPython calls.
//! One word per function; a word for a new one is all it takes.

use crate::math::*;
use std::ffi::c_void;

/// What [`crate::load`] defines for every object.
pub fn table<'a>() -> impl Iterator<Item = (&'a str, usize)> {
    LIBM.iter().chain(MATH).map(|(name, function)| (*name, function.0 as usize))
}

/// A function's address as a constant can hold it.
struct Function(*const c_void);

// SAFETY: the address of a function of the program, never read through and never written through.
unsafe impl Sync for Function {}

macro_rules! table {
    ($table:ident: $($name:ident)*) => {
        static $table: &[(&str, Function)] = &[$((stringify!($name), Function($name as *const c_void))),*];
    };
}

macro_rules! libraries {
    ($($name:ident)*) => {
        // Only the addresses are used, so the parameters are left out.
        #[allow(clashing_extern_declarations, reason = "declared without their parameters")]
        unsafe extern "C" { $(fn $name();)* }
        table! { LIBM: $($name)* }
    };
}

libraries! {
    sin cos tan asin acos atan atan2 sincos
    sinh cosh tanh asinh acosh atanh
    exp exp2 exp10 expm1 log log2 log10 log1p pow sqrt cbrt hypot
    erf erfc tgamma lgamma
    floor ceil trunc round rint nearbyint roundeven fabs copysign fmin fmax
    fmod remainder fma ldexp frexp modf nextafter
    memcpy memmove memset memcmp
    __divti3 __modti3 __udivti3 __umodti3
}

table! { MATH:
    hotloop_float_floordiv hotloop_float_mod hotloop_float_pow hotloop_pow hotloop_pow_fails
    hotloop_int_pow hotloop_int_pow_fails hotloop_hypot_3_11 hotloop_hypot_3_12
}
