//! What the machine can do at most: the tutorial's escape loop written by hand, in Rust, scalar and in SIMD.
//! `hotloop tour` and `make bench` measure the code that the compiler makes against these.
//!
//! `_hotloop.tour_simd(q, z, output, 1000, "avx2", True)` does what the list program does with `q`, `z` and `output`
//! (arrays of complex128, complex128, int64, changed in place), bit for bit.

mod escape;
#[cfg(target_arch = "x86_64")]
mod kernels;
#[cfg(target_arch = "x86_64")]
mod lanes;

use escape::{Complex, Overflow};
use pyo3::buffer::{Element, PyBuffer};
use pyo3::exceptions::{PyOverflowError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::ffi::CStr;
use std::ops::Range;

type Kernel = fn(&[Complex], &mut [Complex], &mut [i64], i64) -> Result<(), Overflow>;

struct HandWritten {
    isa: &'static str,
    tests_every_iteration: bool,
    is_here: fn() -> bool,
    kernel: Kernel,
}

#[rustfmt::skip]
#[cfg(target_arch = "x86_64")]
const SIMD: [HandWritten; 4] = [
    HandWritten { isa: "avx512", tests_every_iteration: true, is_here: lanes::has_avx512, kernel: kernels::every_iteration_avx512 },
    HandWritten { isa: "avx512", tests_every_iteration: false, is_here: lanes::has_avx512, kernel: kernels::checkpointed_avx512 },
    HandWritten { isa: "avx2", tests_every_iteration: true, is_here: lanes::has_avx2, kernel: kernels::every_iteration_avx2 },
    HandWritten { isa: "avx2", tests_every_iteration: false, is_here: lanes::has_avx2, kernel: kernels::checkpointed_avx2 },
];
#[cfg(not(target_arch = "x86_64"))]
const SIMD: [HandWritten; 0] = [];

/// Adds the functions of this module to the extension module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(tour_rust_scalar, module)?)?;
    module.add_function(wrap_pyfunction!(tour_simd, module)?)?;
    module.add_function(wrap_pyfunction!(tour_simd_isas, module)?)
}

/// The escape loop as one writes it in Rust, one point at a time.
#[pyfunction]
fn tour_rust_scalar(
    py: Python<'_>,
    q: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    output: &Bound<'_, PyAny>,
    maxiter: i64,
) -> PyResult<()> {
    call(py, escape::scalar, q, z, output, maxiter)
}

/// The escape loop in SIMD lanes by hand. `isa` is "avx512" or "avx2"; RuntimeError if this CPU does not have it.
/// With `test_every_iteration` lanes are masked and tested in each iteration, without it in blocks of iterations that
/// are replayed when a lane has left, with the finished lanes compacted away.
#[pyfunction]
fn tour_simd(
    py: Python<'_>,
    q: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    output: &Bound<'_, PyAny>,
    maxiter: i64,
    isa: &str,
    test_every_iteration: bool,
) -> PyResult<()> {
    let found = SIMD.iter().find(|row| row.isa == isa && row.tests_every_iteration == test_every_iteration);
    match found {
        Some(row) if (row.is_here)() => call(py, row.kernel, q, z, output, maxiter),
        Some(_) => Err(PyRuntimeError::new_err(format!("this CPU does not have {isa}"))),
        None => Err(PyRuntimeError::new_err(format!("there is no hand-written kernel for {isa:?}"))),
    }
}

/// The instruction sets of `tour_simd` that this CPU has, the widest first.
#[pyfunction]
fn tour_simd_isas() -> Vec<&'static str> {
    let mut isas: Vec<_> = SIMD.iter().filter(|row| (row.is_here)()).map(|row| row.isa).collect();
    isas.dedup();
    isas
}

fn call(
    py: Python<'_>,
    kernel: Kernel,
    q: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    output: &Bound<'_, PyAny>,
    maxiter: i64,
) -> PyResult<()> {
    let q = contiguous::<Complex>(q, "q")?;
    let z = writable::<Complex>(z, "z")?;
    let output = writable::<i64>(output, "output")?;
    if q.item_count() != z.item_count() || q.item_count() != output.item_count() {
        return Err(PyValueError::new_err("q, z and output must have the same length"));
    }
    let (of_q, of_z, of_output) = (addresses(&q), addresses(&z), addresses(&output));
    if overlap(&of_q, &of_z) || overlap(&of_q, &of_output) || overlap(&of_z, &of_output) {
        return Err(PyValueError::new_err("q, z and output must not share memory"));
    }
    // SAFETY: the buffers are held until the end of this function, contiguous, of these element types and (checked
    // above) disjoint; z and output are writable. Writing to them elsewhere meanwhile is a race that is the caller's.
    let (points, state, counts) = unsafe {
        (
            slice_from(q.buf_ptr() as *const Complex, q.item_count()),
            slice_from_mut(z.buf_ptr() as *mut Complex, z.item_count()),
            slice_from_mut(output.buf_ptr() as *mut i64, output.item_count()),
        )
    };
    let result = py.detach(|| kernel(points, state, counts, maxiter));
    result.map_err(|Overflow| PyOverflowError::new_err("absolute value too large"))
}

fn contiguous<T: Element>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<PyBuffer<T>> {
    let buffer = PyBuffer::<T>::get(object)?;
    if !buffer.is_c_contiguous() {
        return Err(PyValueError::new_err(format!("{name} must be contiguous")));
    }
    Ok(buffer)
}

fn writable<T: Element>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<PyBuffer<T>> {
    let buffer = contiguous::<T>(object, name)?;
    if buffer.readonly() {
        return Err(PyValueError::new_err(format!("{name} is read-only")));
    }
    Ok(buffer)
}

fn addresses<T: Element>(buffer: &PyBuffer<T>) -> Range<usize> {
    let start = buffer.buf_ptr() as usize;
    start..start + buffer.len_bytes()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// # Safety
/// As `std::slice::from_raw_parts`, except that the pointer of an empty buffer may be null.
unsafe fn slice_from<'a, T>(data: *const T, len: usize) -> &'a [T] {
    // SAFETY: the caller's promise.
    if len == 0 { &[] } else { unsafe { std::slice::from_raw_parts(data, len) } }
}

/// # Safety
/// As `std::slice::from_raw_parts_mut`, except that the pointer of an empty buffer may be null.
unsafe fn slice_from_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    // SAFETY: the caller's promise.
    if len == 0 { &mut [] } else { unsafe { std::slice::from_raw_parts_mut(data, len) } }
}

// SAFETY: `Zd` is the format of two doubles, real part first, which is the layout of `Complex`.
unsafe impl Element for Complex {
    fn is_compatible_format(format: &CStr) -> bool {
        matches!(format.to_bytes(), b"Zd" | b"=Zd" | b"@Zd")
    }
}
