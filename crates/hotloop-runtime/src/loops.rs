//! NumPy's own functions of one or two numbers, called where NumPy has them.
//!
//! example: `hotloop_numpy_sin(x)` calls the loop of `numpy.sin` for float64 with one element, as `numpy.sin(x)` does, so
//! that each bit is NumPy's, on whatever processor. A result that NumPy would warn about comes out as a NaN: machine code
//! leaves what is not finite to NumPy.
//!
//! Nobody calls one of these before [`bind`] has been told where its loop is.

use std::ffi::{c_char, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

/// `PyUFuncGenericFunction`: addresses of the operands and of the result, how many there are, strides, and data of its own.
pub type NumpyLoop = unsafe extern "C" fn(*mut *mut c_char, *const isize, *const isize, *mut c_void);

/// Which of a function's loops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Float32,
    Float64,
}

/// Where a loop is, once that is known.
struct Bound {
    function: AtomicPtr<c_void>,
    data: AtomicPtr<c_void>,
}

impl Bound {
    const fn not_yet() -> Bound {
        Bound { function: AtomicPtr::new(null_mut()), data: AtomicPtr::new(null_mut()) }
    }

    /// # Safety
    /// The loop is one of such operands.
    unsafe fn call(&self, operands: &mut [*mut c_char], size: isize) {
        let function = self.function.load(Relaxed);
        assert!(!function.is_null(), "a loop is bound before code that calls it is made");
        let strides = [size; 3];
        // SAFETY: `bind` was given a loop of such operands, by the caller's promise; each is of one element.
        unsafe {
            let function: NumpyLoop = std::mem::transmute(function);
            function(operands.as_mut_ptr(), &raw const ONE, strides.as_ptr(), self.data.load(Relaxed));
        }
    }

    fn value<T: Copy + Default, const N: usize>(&self, mut operands: [T; N], nan: T) -> T {
        let mut result = T::default();
        let mut addresses = [null_mut(); 3];
        for (address, operand) in addresses.iter_mut().zip(&mut operands) {
            *address = (&raw mut *operand).cast();
        }
        addresses[N] = (&raw mut result).cast();
        flags::clear();
        // SAFETY: the tables below join each width with its type, and `N` operands with functions of as many.
        unsafe { self.call(&mut addresses[..=N], size_of::<T>() as isize) };
        if flags::are_raised() { nan } else { result }
    }
}

static ONE: isize = 1;

/// Says where a function has its loop for a type. False: there is no such function here.
///
/// # Safety
/// The loop is one for operands and results of this type, as many as `numpy.NAME` has, and stays where it is.
pub unsafe fn bind(name: &str, width: Width, function: NumpyLoop, data: *mut c_void) -> bool {
    let Some((_, _, of_float64, of_float32)) = LOOPS.iter().find(|(known, ..)| *known == name) else { return false };
    let bound = if width == Width::Float64 { of_float64 } else { of_float32 };
    bound.data.store(data, Relaxed);
    bound.function.store(function as *mut c_void, Relaxed);
    true
}

/// All of these functions, each with the number of its operands.
pub fn names() -> impl Iterator<Item = (&'static str, usize)> {
    LOOPS.iter().map(|(name, n_operands, ..)| (*name, *n_operands))
}

macro_rules! loops {
    ($($name:ident($($x:ident)+) $double:ident $single:ident;)+) => {
        /// Name, number of operands, and where its loops are: for float64 and for float32.
        static LOOPS: &[(&str, usize, &Bound, &Bound)] =
            &[$((stringify!($name), [$(stringify!($x)),+].len(), &$name::DOUBLE, &$name::SINGLE)),+];

        /// What machine code calls, and where it is.
        pub fn symbols<'a>() -> impl Iterator<Item = (&'a str, usize)> {
            let double = [$((stringify!($double), $double as *const c_void as usize)),+];
            let single = [$((stringify!($single), $single as *const c_void as usize)),+];
            double.into_iter().chain(single)
        }

        $(
            mod $name {
                use super::Bound;
                pub static DOUBLE: Bound = Bound::not_yet();
                pub static SINGLE: Bound = Bound::not_yet();
            }

            extern "C" fn $double($($x: f64),+) -> f64 {
                $name::DOUBLE.value([$($x),+], f64::NAN)
            }

            /// Operands and result are floats of 24 bits.
            extern "C" fn $single($($x: f64),+) -> f64 {
                $name::SINGLE.value([$($x as f32),+], f32::NAN).into()
            }
        )+
    };
}

loops! {
    sin(x) hotloop_numpy_sin hotloop_numpy_sin_single;
    cos(x) hotloop_numpy_cos hotloop_numpy_cos_single;
    tan(x) hotloop_numpy_tan hotloop_numpy_tan_single;
    arcsin(x) hotloop_numpy_arcsin hotloop_numpy_arcsin_single;
    arccos(x) hotloop_numpy_arccos hotloop_numpy_arccos_single;
    arctan(x) hotloop_numpy_arctan hotloop_numpy_arctan_single;
    sinh(x) hotloop_numpy_sinh hotloop_numpy_sinh_single;
    cosh(x) hotloop_numpy_cosh hotloop_numpy_cosh_single;
    tanh(x) hotloop_numpy_tanh hotloop_numpy_tanh_single;
    arcsinh(x) hotloop_numpy_arcsinh hotloop_numpy_arcsinh_single;
    arccosh(x) hotloop_numpy_arccosh hotloop_numpy_arccosh_single;
    arctanh(x) hotloop_numpy_arctanh hotloop_numpy_arctanh_single;
    exp(x) hotloop_numpy_exp hotloop_numpy_exp_single;
    exp2(x) hotloop_numpy_exp2 hotloop_numpy_exp2_single;
    expm1(x) hotloop_numpy_expm1 hotloop_numpy_expm1_single;
    log(x) hotloop_numpy_log hotloop_numpy_log_single;
    log2(x) hotloop_numpy_log2 hotloop_numpy_log2_single;
    log10(x) hotloop_numpy_log10 hotloop_numpy_log10_single;
    log1p(x) hotloop_numpy_log1p hotloop_numpy_log1p_single;
    cbrt(x) hotloop_numpy_cbrt hotloop_numpy_cbrt_single;
    degrees(x) hotloop_numpy_degrees hotloop_numpy_degrees_single;
    radians(x) hotloop_numpy_radians hotloop_numpy_radians_single;
    deg2rad(x) hotloop_numpy_deg2rad hotloop_numpy_deg2rad_single;
    rad2deg(x) hotloop_numpy_rad2deg hotloop_numpy_rad2deg_single;
    fabs(x) hotloop_numpy_fabs hotloop_numpy_fabs_single;
    arctan2(x y) hotloop_numpy_arctan2 hotloop_numpy_arctan2_single;
    hypot(x y) hotloop_numpy_hypot hotloop_numpy_hypot_single;
    copysign(x y) hotloop_numpy_copysign hotloop_numpy_copysign_single;
    logaddexp(x y) hotloop_numpy_logaddexp hotloop_numpy_logaddexp_single;
    logaddexp2(x y) hotloop_numpy_logaddexp2 hotloop_numpy_logaddexp2_single;
    nextafter(x y) hotloop_numpy_nextafter hotloop_numpy_nextafter_single;
}

/// What NumPy looks at to warn: has an operation on floats divided by zero, overflowed, or been invalid? Underflow is
/// passed over, as NumPy does unless it is told otherwise.
#[cfg(target_arch = "x86_64")]
mod flags {
    use std::arch::asm;

    const ALL: u32 = 0x3f;
    const INVALID: u32 = 0x1;
    const DIVISION: u32 = 0x4;
    const OVERFLOW: u32 = 0x8;

    fn read() -> u32 {
        let mut word = 0u32;
        // SAFETY: the instruction writes these four bytes.
        unsafe { asm!("stmxcsr [{}]", in(reg) &raw mut word, options(nostack, preserves_flags)) };
        word
    }

    pub fn clear() {
        let word = read() & !ALL;
        // SAFETY: rounding and masks stay as they are; only flags that nobody relies on are cleared.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &raw const word, options(nostack, preserves_flags)) };
    }

    pub fn are_raised() -> bool {
        read() & (INVALID | DIVISION | OVERFLOW) != 0
    }
}

/// Nothing is known of them: NumPy goes on.
#[cfg(not(target_arch = "x86_64"))]
mod flags {
    pub fn clear() {}

    pub fn are_raised() -> bool {
        true
    }
}
