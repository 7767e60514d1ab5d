//! Names that machine code may call without being told their addresses: libm, memory, and CPython's own arithmetic.
//!
//! `sin` in an object is the `sin` of the libm in this process, which is the one that CPython calls.
//! One word per function; a word for a new one is all it takes.

use crate::gamma::*;
use crate::loops;
use crate::math::*;
use crate::whole::*;
use std::ffi::{CString, c_void};
use std::sync::OnceLock;

/// What [`crate::load`] defines for every object.
pub fn table<'a>() -> impl Iterator<Item = (&'a str, usize)> {
    let own = LIBC.iter().chain(MATH).map(|(name, function)| (*name, function.0 as usize));
    libm().iter().copied().chain(own).chain(loops::symbols())
}

/// The functions of libm itself. Rust's runtime library brings some of its own (its `cbrt(27.0)` is another number),
/// and the linker takes those for this program's: so the library is asked.
fn libm() -> &'static [(&'static str, usize)] {
    static FOUND: OnceLock<Vec<(&str, usize)>> = OnceLock::new();
    FOUND.get_or_init(|| {
        // SAFETY: a library that this program is linked to is loaded already, and stays.
        let library = unsafe { libc::dlopen(c"libm.so.6".as_ptr(), libc::RTLD_LAZY) };
        LIBM.iter().map(|(name, linked)| (*name, named(library, name).unwrap_or(linked.0 as usize))).collect()
    })
}

/// The address of a function of a loaded library.
fn named(library: *mut c_void, name: &str) -> Option<usize> {
    let name = CString::new(name).expect("no zero in an identifier");
    // SAFETY: a handle that dlopen gave.
    let address = if library.is_null() { library } else { unsafe { libc::dlsym(library, name.as_ptr()) } };
    (!address.is_null()).then_some(address as usize)
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
    ($($table:ident: $($name:ident)*;)*) => {
        // Only the addresses are used, so the parameters are left out.
        #[allow(clashing_extern_declarations, reason = "declared without their parameters")]
        unsafe extern "C" { $($(fn $name();)*)* }
        $(table! { $table: $($name)* })*
    };
}

libraries! {
    LIBM:
    sin cos tan asin acos atan atan2 sincos
    sinh cosh tanh asinh acosh atanh
    exp exp2 exp10 expm1 log log2 log10 log1p pow sqrt cbrt hypot
    erf erfc tgamma lgamma
    floor ceil trunc round rint nearbyint roundeven fabs copysign fmin fmax
    fmod remainder fma ldexp frexp modf nextafter;
    LIBC:
    memcpy memmove memset memcmp
    __divti3 __modti3 __udivti3 __umodti3;
}

table! { MATH:
    hotloop_float_floordiv hotloop_float_mod hotloop_float_pow hotloop_pow hotloop_pow_fails
    hotloop_int_pow hotloop_int_pow_fails hotloop_hypot_3_11 hotloop_hypot_3_12
    hotloop_round_digits hotloop_ldexp hotloop_frexp_mantissa hotloop_frexp_exponent hotloop_gamma hotloop_lgamma
    hotloop_fma_single hotloop_pow_single hotloop_floordiv_single hotloop_pow_mod hotloop_pow_mod_fails hotloop_word_quotient hotloop_bit_length hotloop_bit_count
    hotloop_gcd hotloop_factorial hotloop_factorial_fails hotloop_isqrt hotloop_isqrt_fails
    hotloop_comb hotloop_comb_fails hotloop_perm hotloop_perm_fails
}
