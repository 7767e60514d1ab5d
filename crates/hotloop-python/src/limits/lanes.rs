//! A vector of doubles and the few operations that the kernels need, one implementation per instruction set.
//!
//! `L::select(L::below(s, limit), a, b)` takes `a` in the lanes where `s < limit` (false for NaN), `b` in the others.

use std::arch::x86_64::*;

/// # Safety
/// All functions need a CPU that has the instruction set, and a caller that is compiled for it (they are inlined into
/// it). Pointers must be valid for as many elements as the vector has lanes, two doubles per element for complex ones.
pub trait Lanes: Copy {
    const N: usize;
    type Vector: Copy;
    type Mask: Copy;

    unsafe fn splat(value: f64) -> Self::Vector;
    unsafe fn load(from: *const f64) -> Self::Vector;
    unsafe fn store(to: *mut f64, value: Self::Vector);
    /// Real and imaginary parts of N complex numbers.
    unsafe fn load_complex(from: *const f64) -> (Self::Vector, Self::Vector);
    unsafe fn store_complex(to: *mut f64, re: Self::Vector, im: Self::Vector);
    unsafe fn add(a: Self::Vector, b: Self::Vector) -> Self::Vector;
    unsafe fn sub(a: Self::Vector, b: Self::Vector) -> Self::Vector;
    unsafe fn mul(a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// a*b + c, rounded once.
    unsafe fn fused(a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    unsafe fn below(a: Self::Vector, b: Self::Vector) -> Self::Mask;
    unsafe fn not_below(a: Self::Vector, b: Self::Vector) -> Self::Mask;
    unsafe fn or(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Bit i is set where lane i of the mask is.
    unsafe fn bits(mask: Self::Mask) -> u32;
    unsafe fn select(mask: Self::Mask, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// Adds one, as 64-bit integers, in the lanes of the mask.
    unsafe fn count(counts: Self::Vector, mask: Self::Mask) -> Self::Vector;
}

pub fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

pub fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f")
}

#[derive(Clone, Copy)]
pub struct Avx2;

// SAFETY, for each `unsafe` below: the promise of the trait's caller.
#[rustfmt::skip]
impl Lanes for Avx2 {
    const N: usize = 4;
    type Vector = __m256d;
    type Mask = __m256d;

    #[inline(always)] unsafe fn splat(value: f64) -> __m256d { unsafe { _mm256_set1_pd(value) } }
    #[inline(always)] unsafe fn load(from: *const f64) -> __m256d { unsafe { _mm256_loadu_pd(from) } }
    #[inline(always)] unsafe fn store(to: *mut f64, value: __m256d) { unsafe { _mm256_storeu_pd(to, value) } }
    #[inline(always)] unsafe fn load_complex(from: *const f64) -> (__m256d, __m256d) {
        unsafe {
            let (a, b) = (_mm256_loadu_pd(from), _mm256_loadu_pd(from.add(4)));
            let (low, high) = (_mm256_permute2f128_pd::<0x20>(a, b), _mm256_permute2f128_pd::<0x31>(a, b));
            (_mm256_unpacklo_pd(low, high), _mm256_unpackhi_pd(low, high))
        }
    }
    #[inline(always)] unsafe fn store_complex(to: *mut f64, re: __m256d, im: __m256d) {
        unsafe {
            let (low, high) = (_mm256_unpacklo_pd(re, im), _mm256_unpackhi_pd(re, im));
            _mm256_storeu_pd(to, _mm256_permute2f128_pd::<0x20>(low, high));
            _mm256_storeu_pd(to.add(4), _mm256_permute2f128_pd::<0x31>(low, high));
        }
    }
    #[inline(always)] unsafe fn add(a: __m256d, b: __m256d) -> __m256d { unsafe { _mm256_add_pd(a, b) } }
    #[inline(always)] unsafe fn sub(a: __m256d, b: __m256d) -> __m256d { unsafe { _mm256_sub_pd(a, b) } }
    #[inline(always)] unsafe fn mul(a: __m256d, b: __m256d) -> __m256d { unsafe { _mm256_mul_pd(a, b) } }
    #[inline(always)] unsafe fn fused(a: __m256d, b: __m256d, c: __m256d) -> __m256d {
        unsafe { _mm256_fmadd_pd(a, b, c) }
    }
    #[inline(always)] unsafe fn below(a: __m256d, b: __m256d) -> __m256d {
        unsafe { _mm256_cmp_pd::<_CMP_LT_OQ>(a, b) }
    }
    #[inline(always)] unsafe fn not_below(a: __m256d, b: __m256d) -> __m256d {
        unsafe { _mm256_cmp_pd::<_CMP_NLT_UQ>(a, b) }
    }
    #[inline(always)] unsafe fn or(a: __m256d, b: __m256d) -> __m256d { unsafe { _mm256_or_pd(a, b) } }
    #[inline(always)] unsafe fn bits(mask: __m256d) -> u32 { unsafe { _mm256_movemask_pd(mask) as u32 } }
    #[inline(always)] unsafe fn select(mask: __m256d, a: __m256d, b: __m256d) -> __m256d {
        unsafe { _mm256_blendv_pd(b, a, mask) }
    }
    #[inline(always)] unsafe fn count(counts: __m256d, mask: __m256d) -> __m256d {
        // a lane of the mask is all ones, which is -1
        unsafe { _mm256_castsi256_pd(_mm256_sub_epi64(_mm256_castpd_si256(counts), _mm256_castpd_si256(mask))) }
    }
}

#[derive(Clone, Copy)]
pub struct Avx512;

// SAFETY, for each `unsafe` below: the promise of the trait's caller.
#[rustfmt::skip]
impl Lanes for Avx512 {
    const N: usize = 8;
    type Vector = __m512d;
    type Mask = __mmask8;

    #[inline(always)] unsafe fn splat(value: f64) -> __m512d { unsafe { _mm512_set1_pd(value) } }
    #[inline(always)] unsafe fn load(from: *const f64) -> __m512d { unsafe { _mm512_loadu_pd(from) } }
    #[inline(always)] unsafe fn store(to: *mut f64, value: __m512d) { unsafe { _mm512_storeu_pd(to, value) } }
    #[inline(always)] unsafe fn load_complex(from: *const f64) -> (__m512d, __m512d) {
        unsafe {
            let (a, b) = (_mm512_loadu_pd(from), _mm512_loadu_pd(from.add(8)));
            let even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
            let odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
            (_mm512_permutex2var_pd(a, even, b), _mm512_permutex2var_pd(a, odd, b))
        }
    }
    #[inline(always)] unsafe fn store_complex(to: *mut f64, re: __m512d, im: __m512d) {
        unsafe {
            let low = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
            let high = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
            _mm512_storeu_pd(to, _mm512_permutex2var_pd(re, low, im));
            _mm512_storeu_pd(to.add(8), _mm512_permutex2var_pd(re, high, im));
        }
    }
    #[inline(always)] unsafe fn add(a: __m512d, b: __m512d) -> __m512d { unsafe { _mm512_add_pd(a, b) } }
    #[inline(always)] unsafe fn sub(a: __m512d, b: __m512d) -> __m512d { unsafe { _mm512_sub_pd(a, b) } }
    #[inline(always)] unsafe fn mul(a: __m512d, b: __m512d) -> __m512d { unsafe { _mm512_mul_pd(a, b) } }
    #[inline(always)] unsafe fn fused(a: __m512d, b: __m512d, c: __m512d) -> __m512d {
        unsafe { _mm512_fmadd_pd(a, b, c) }
    }
    #[inline(always)] unsafe fn below(a: __m512d, b: __m512d) -> __mmask8 {
        unsafe { _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b) }
    }
    #[inline(always)] unsafe fn not_below(a: __m512d, b: __m512d) -> __mmask8 {
        unsafe { _mm512_cmp_pd_mask::<_CMP_NLT_UQ>(a, b) }
    }
    #[inline(always)] unsafe fn or(a: __mmask8, b: __mmask8) -> __mmask8 { a | b }
    #[inline(always)] unsafe fn bits(mask: __mmask8) -> u32 { mask as u32 }
    #[inline(always)] unsafe fn select(mask: __mmask8, a: __m512d, b: __m512d) -> __m512d {
        unsafe { _mm512_mask_blend_pd(mask, b, a) }
    }
    #[inline(always)] unsafe fn count(counts: __m512d, mask: __mmask8) -> __m512d {
        unsafe {
            let counts = _mm512_castpd_si512(counts);
            _mm512_castsi512_pd(_mm512_mask_add_epi64(counts, mask, counts, _mm512_set1_epi64(1)))
        }
    }
}
