//! NumPy's arrays and scalars, read where they lie. NumPy is never imported from here: a type of its own that is met
//! proves that it has been.
//!
//! `array([[1.0, 2.0]])` is `View { elem: Float64, ndim: 2, data, shape: [1, 2], writable: true }`.

use crate::underflow;
use hotloop_compiler::Product;
use hotloop_compiler::ir::{Elem, Layout, MAX_DIMS, half};
use hotloop_runtime::loops;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

/// An array of up to four dimensions.
#[derive(Clone, Copy)]
pub struct View {
    pub elem: Elem,
    pub ndim: u8,
    pub layout: Layout,
    /// The element at index 0 of each dimension, which need not be the first in memory.
    pub data: *mut u8,
    /// 1 for dimensions that it lacks.
    pub shape: [i64; MAX_DIMS],
    /// In elements, or in bytes as the layout says.
    pub strides: [i64; MAX_DIMS],
    pub writable: bool,
}

impl View {
    /// Where its elements begin and end.
    pub fn bytes(&self) -> (usize, usize) {
        let (mut first, mut behind) = (0, 1);
        for (n, stride) in self.shape.into_iter().zip(self.strides) {
            let reach = stride * (n - 1);
            match n {
                0 => return (self.data as usize, self.data as usize),
                _ if reach < 0 => first += reach,
                _ => behind += reach,
            }
        }
        let (unit, size) = (self.unit(), self.elem.size() as i64);
        ((self.data as i64 + first * unit) as usize, (self.data as i64 + (behind - 1) * unit + size) as usize)
    }

    /// The bytes that a stride is counted in.
    fn unit(&self) -> i64 {
        if let Layout::Bytes { .. } = self.layout { 1 } else { self.elem.size() as i64 }
    }

    /// May two indices lead to one element? Not if each stride goes beyond all that smaller ones reach.
    fn may_overlap(&self) -> bool {
        let mut dimensions: Vec<(i64, i64)> =
            self.strides.map(i64::abs).into_iter().zip(self.shape).filter(|(_, n)| *n != 1).collect();
        dimensions.sort_unstable();
        // Of an element, behind its first unit.
        let mut reach = self.elem.size() as i64 / self.unit() - 1;
        !self.shape.contains(&0)
            && dimensions.into_iter().any(|(stride, n)| {
                let overlaps = stride <= reach;
                reach += stride * (n - 1);
                overlaps
            })
    }
}

/// Why an object is not read as an array.
pub enum NoView {
    NotAnArray,
    Dimensions(c_int),
    Elements,
}

/// `None`: not an array, or not of a layout that compiled code reads.
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn view(object: *mut ffi::PyObject) -> Option<View> {
    // SAFETY: the caller's promise.
    unsafe { look(object).ok() }
}

/// The same, with the reason.
///
/// # Safety
/// As for [`view`].
pub unsafe fn look(object: *mut ffi::PyObject) -> Result<View, NoView> {
    // SAFETY: an exact ndarray begins with these fields in NumPy 1 and 2; dimensions has `nd` entries.
    unsafe {
        if !is(ffi::Py_TYPE(object), ARRAY) {
            return Err(NoView::NotAnArray);
        }
        let array = &*object.cast::<ArrayObject>();
        if !(0..=MAX_DIMS as c_int).contains(&array.n_dims) {
            return Err(NoView::Dimensions(array.n_dims));
        }
        let (elem, swapped) = element(&*array.descr)?;
        let mut view = View {
            elem,
            ndim: array.n_dims as u8,
            layout: Layout::Contiguous,
            data: array.data,
            shape: [1; MAX_DIMS],
            strides: [1; MAX_DIMS],
            writable: array.flags & WRITEABLE != 0,
        };
        for dimension in 0..array.n_dims as usize {
            view.shape[dimension] = *array.dimensions.add(dimension) as i64;
            view.strides[dimension] = *array.strides.add(dimension) as i64;
        }
        Ok(match array.flags & (C_CONTIGUOUS | ALIGNED) {
            _ if swapped => with_strides(View { layout: Layout::Bytes { swapped }, ..view }, array.n_dims as usize),
            BOTH => contiguous(view),
            flags => with_strides(
                View { layout: if flags & ALIGNED == 0 { Layout::Bytes { swapped } } else { Layout::Strided }, ..view },
                array.n_dims as usize,
            ),
        })
    }
}

/// A new array of these lengths, each element with the parts in `fill`, if any. `None`: there is no such array, or no
/// memory.
///
/// # Safety
/// The GIL is held and NumPy has been met.
pub unsafe fn new_array(elem: Elem, dims: &[i64], fill: &[u64]) -> Option<(*mut ffi::PyObject, View)> {
    // SAFETY: the caller's promise; the elements of a new array are there and aligned.
    unsafe {
        let py = Python::assume_attached();
        let is_zero = !fill.is_empty() && fill.iter().all(|&part| part == 0);
        let maker = MAKERS.get_or_try_init(py, || makers(py)).ok()?[usize::from(is_zero)].bind(py);
        let dtype = Bound::from_borrowed_ptr_or_opt(py, scalar_type(elem).cast())?;
        let array = maker.call1((PyTuple::new(py, dims).ok()?, dtype)).ok()?;
        let view = view(array.as_ptr())?;
        if !fill.is_empty() && !is_zero {
            let n_elements: i64 = dims.iter().product();
            for at in 0..n_elements as usize {
                for (part, &word) in fill.iter().enumerate() {
                    set_element_part(view.data.add(at * elem.size()), elem, part, word);
                }
            }
        }
        Some((array.into_ptr(), view))
    }
}

/// `numpy.empty` and `numpy.zeros`.
static MAKERS: PyOnceLock<[Py<PyAny>; 2]> = PyOnceLock::new();

fn makers(py: Python<'_>) -> PyResult<[Py<PyAny>; 2]> {
    let numpy = py.import("sys")?.getattr("modules")?.get_item("numpy")?;
    Ok([numpy.getattr("empty")?.unbind(), numpy.getattr("zeros")?.unbind()])
}

/// Has a type of NumPy 2 been met, or may be: it is loaded?
pub fn is_known() -> bool {
    if TYPES[ARRAY].load(Relaxed).is_null() {
        Python::attach(find_types);
    }
    // In NumPy 1 results have other types where small ones meet Python numbers.
    !scalar_type(Elem::Float32).is_null()
}

/// Does machine code know where this function has its loops, if it is one that it calls there?
pub fn can_call(name: &str) -> bool {
    static KNOWN: PyOnceLock<HashMap<&'static str, bool>> = PyOnceLock::new();
    Python::attach(|py| KNOWN.get_or_init(py, || bind_loops(py).unwrap_or_default()).get(name).copied().unwrap_or(true))
}

/// Tells the runtime where NumPy's functions are; false for those that are not as they are known to be.
fn bind_loops(py: Python<'_>) -> PyResult<HashMap<&'static str, bool>> {
    let numpy = py.import("sys")?.getattr("modules")?.get_item("numpy")?;
    underflow::find(py);
    let ufunc = numpy.getattr("ufunc")?;
    let is_bound = |name: &str, n_operands: usize| {
        let Ok(function) = numpy.getattr(name) else { return false };
        // SAFETY: of this very type, which has these fields in NumPy 1 and 2; the module keeps the object.
        function.get_type().is(&ufunc) && unsafe { bind(function.as_ptr(), name, n_operands) }
    };
    Ok(loops::names().map(|(name, n_operands)| (name, is_bound(name, n_operands))).collect())
}

/// # Safety
/// A ufunc that stays.
unsafe fn bind(function: *mut ffi::PyObject, name: &str, n_operands: usize) -> bool {
    // SAFETY: the caller's promise; there are `n_types` loops, and the numbers of as many types for each.
    unsafe {
        let ufunc = &*function.cast::<UfuncObject>();
        if (ufunc.n_in, ufunc.n_out) != (n_operands as c_int, 1) {
            return false;
        }
        [(loops::Width::Float64, 12), (loops::Width::Float32, 11)].into_iter().all(|(width, number)| {
            let of_type = |at: usize| {
                let types = std::slice::from_raw_parts(ufunc.types.add(at * (n_operands + 1)), n_operands + 1);
                types.iter().all(|&ty| ty == number)
            };
            let Some(at) = (0..ufunc.n_types as usize).find(|&at| of_type(at)) else { return false };
            let Some(code) = *ufunc.functions.add(at) else { return false };
            let data = if ufunc.data.is_null() { ptr::null_mut() } else { *ufunc.data.add(at) };
            loops::bind(name, width, code, data)
        })
    }
}

/// How NumPy multiplies complex numbers of arrays on this machine, as far as that is one way.
pub fn complex_product() -> Option<Product> {
    static FOUND: PyOnceLock<Option<Product>> = PyOnceLock::new();
    if TYPES[ARRAY].load(Relaxed).is_null() {
        return None;
    }
    Python::attach(|py| *FOUND.get_or_init(py, || probe(py).ok().flatten()))
}

/// Products of which the two ways give different numbers, by arrays of several lengths and strides, with scalars, and in
/// place.
fn probe(py: Python<'_>) -> PyResult<Option<Product>> {
    let found: String = py.import("hotloop._products")?.getattr("rounding")?.call0()?.extract()?;
    Ok(match found.as_str() {
        "fused" => Some(Product::Fused),
        "plain" => Some(Product::Plain),
        _ => None,
    })
}

/// The strides of a view row after row: NumPy's say anything where a dimension has one place or none.
fn contiguous(mut view: View) -> View {
    let mut elements = 1;
    for (stride, n) in view.strides.iter_mut().zip(view.shape).rev() {
        *stride = elements;
        elements *= n;
    }
    view
}

/// A view whose strides are in bytes yet.
fn with_strides(mut view: View, n_dims: usize) -> View {
    let size = view.elem.size() as i64;
    // Where there is one place or none NumPy's say anything.
    for (stride, _) in view.strides.iter_mut().zip(view.shape).filter(|(_, n)| *n <= 1) {
        *stride = size;
    }
    if view.strides[..n_dims].iter().any(|stride| stride % size != 0) && view.layout == Layout::Strided {
        view.layout = Layout::Bytes { swapped: false };
    }
    if view.layout == Layout::Strided {
        view.strides = view.strides.map(|stride| stride / size);
        if n_dims > 0 && view.strides[n_dims - 1] == 1 {
            view.layout = Layout::Rows;
        }
    }
    // Compiled code takes it that two indices lead to two elements where it writes: there such an array is CPython's.
    view.writable &= !view.may_overlap();
    view
}

/// The element type whose scalar `object` is.
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn scalar(object: *mut ffi::PyObject) -> Option<Elem> {
    // SAFETY: the caller's promise.
    let ty = unsafe { ffi::Py_TYPE(object) };
    let elem = scalar_elem(ty)?;
    if elem == Elem::UInt64 {
        let mut part = 0;
        // SAFETY: a scalar of that type.
        unsafe { scalar_parts(object, elem, &raw mut part) };
        return i64::try_from(part).is_ok().then_some(elem);
    }
    Some(elem)
}

/// The element type whose scalars are of this type.
pub fn scalar_elem(ty: *mut ffi::PyTypeObject) -> Option<Elem> {
    (1..TYPES.len()).find(|&slot| is(ty, slot)).map(|slot| SCALARS[slot - 1].0)
}

/// The parts of a NumPy scalar.
///
/// # Safety
/// `scalar(object)` is `Some(elem)`; `parts` has room for them.
pub unsafe fn scalar_parts(object: *mut ffi::PyObject, elem: Elem, parts: *mut u64) {
    // SAFETY: the value follows PyObject_HEAD in all of these structs.
    unsafe {
        let value = object.cast::<u8>().add(size_of::<ffi::PyObject>());
        match elem {
            Elem::Complex64 | Elem::Complex128 => {
                (*parts, *parts.add(1)) = (element_part(value, elem, 0), element_part(value, elem, 1));
            }
            _ => *parts = element_part(value, elem, 0),
        }
    }
}

/// A part of the element at an address, as a word.
///
/// # Safety
/// There is one, aligned as elements of its type are.
pub unsafe fn element_part(at: *const u8, elem: Elem, part: usize) -> u64 {
    // SAFETY: the caller's promise.
    unsafe {
        match elem {
            Elem::Bool => u64::from(*at != 0),
            Elem::Int8 => i64::from(*at.cast::<i8>()) as u64,
            Elem::Int16 => i64::from(*at.cast::<i16>()) as u64,
            Elem::Int32 | Elem::Char => i64::from(*at.cast::<i32>()) as u64,
            Elem::UInt8 => u64::from(*at),
            Elem::UInt16 => u64::from(*at.cast::<u16>()),
            Elem::UInt32 => u64::from(*at.cast::<u32>()),
            Elem::Int64 | Elem::UInt64 | Elem::Text8 | Elem::Text16 | Elem::Text32 => *at.cast::<u64>(),
            Elem::Float16 => half::of_bits(*at.cast::<u16>()).to_bits(),
            Elem::Float32 | Elem::Complex64 => f64::from(*at.cast::<f32>().add(part)).to_bits(),
            Elem::Float64 | Elem::Complex128 => *at.cast::<u64>().add(part),
        }
    }
}

/// Writes a part of the element at an address.
///
/// # Safety
/// There is one, aligned as elements of its type are.
pub unsafe fn set_element_part(at: *mut u8, elem: Elem, part: usize, word: u64) {
    // SAFETY: the caller's promise.
    unsafe {
        match elem {
            Elem::Bool | Elem::Int8 | Elem::UInt8 => *at = word as u8,
            Elem::Int16 | Elem::UInt16 => *at.cast::<u16>() = word as u16,
            Elem::Int32 | Elem::UInt32 | Elem::Char => *at.cast::<u32>() = word as u32,
            Elem::Float16 => *at.cast::<u16>() = half::bits_of(f64::from_bits(word)),
            Elem::Float32 | Elem::Complex64 => *at.cast::<f32>().add(part) = f64::from_bits(word) as f32,
            _ => *at.cast::<u64>().add(part) = word,
        }
    }
}

/// NumPy's scalar type for an element, a borrowed reference; null where NumPy has not been met.
pub fn scalar_type(elem: Elem) -> *mut ffi::PyTypeObject {
    let at = SCALARS.iter().position(|&(e, _)| e == elem).expect("the table has every element");
    TYPES[at + 1].load(Relaxed)
}

const ARRAY: usize = 0;
/// The first ones are those of NumPy 1, too: there a small scalar that meets a Python number takes its type from the value.
const SCALARS: [(Elem, &CStr); 14] = [
    (Elem::Bool, c"bool_"),
    (Elem::Int64, c"int64"),
    (Elem::Float64, c"float64"),
    (Elem::Complex128, c"complex128"),
    (Elem::Int8, c"int8"),
    (Elem::Int16, c"int16"),
    (Elem::Int32, c"int32"),
    (Elem::UInt8, c"uint8"),
    (Elem::UInt16, c"uint16"),
    (Elem::UInt32, c"uint32"),
    (Elem::UInt64, c"uint64"),
    (Elem::Float32, c"float32"),
    (Elem::Complex64, c"complex64"),
    (Elem::Float16, c"float16"),
];
/// Scalar types that compute in NumPy 1 as they do later.
const OF_NUMPY_1: usize = 4;
/// NumPy's types, null until one is met. They are static types, so they stay.
static TYPES: [AtomicPtr<ffi::PyTypeObject>; 15] = [const { AtomicPtr::new(ptr::null_mut()) }; 15];

fn is(ty: *mut ffi::PyTypeObject, slot: usize) -> bool {
    let known = TYPES[slot].load(Relaxed);
    if !known.is_null() {
        return known == ty;
    }
    // SAFETY: `ty` is the type of a live object.
    if unsafe { looks_like_numpy(ty) } {
        Python::attach(find_types);
        return TYPES[slot].load(Relaxed) == ty;
    }
    false
}

/// # Safety
/// `ty` is a type.
unsafe fn looks_like_numpy(ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: tp_name is a C string as long as the type lives.
    unsafe { CStr::from_ptr((*ty).tp_name).to_bytes().starts_with(b"numpy.") }
}

fn find_types(py: Python<'_>) {
    let Ok(modules) = py.import("sys").and_then(|sys| sys.getattr("modules")) else { return };
    let Ok(numpy) = modules.get_item("numpy") else { return };
    underflow::find(py);
    let version = numpy.getattr("__version__").and_then(|version| version.extract::<String>()).unwrap_or_default();
    let n_known = if version.starts_with("1.") { OF_NUMPY_1 } else { SCALARS.len() };
    let names = SCALARS[..n_known].iter().map(|(_, name)| *name);
    for (slot, name) in std::iter::once(c"ndarray").chain(names).enumerate() {
        if let Ok(ty) = numpy.getattr(name).and_then(|ty| Ok(ty.cast_into::<PyType>()?)) {
            // One reference is kept for ever.
            TYPES[slot].store(ty.into_ptr().cast(), Relaxed);
        }
    }
}

/// The element type, and are its bytes in the other order than this machine's?
fn element(descr: &Descr) -> Result<(Elem, bool), NoView> {
    let elem = match descr.type_number {
        0 => Elem::Bool,
        1 => Elem::Int8,
        2 => Elem::UInt8,
        3 => Elem::Int16,
        4 => Elem::UInt16,
        5 => Elem::Int32,
        6 => Elem::UInt32,
        7 if size_of::<std::ffi::c_long>() == 8 => Elem::Int64,
        8 if size_of::<std::ffi::c_long>() == 8 => Elem::UInt64,
        11 => Elem::Float32,
        12 => Elem::Float64,
        14 => Elem::Complex64,
        15 => Elem::Complex128,
        23 => Elem::Float16,
        _ => return Err(NoView::Elements),
    };
    if scalar_type(elem).is_null() {
        return Err(NoView::Elements);
    }
    Ok((elem, !matches!(descr.byte_order as u8, b'=' | b'|')))
}

const C_CONTIGUOUS: c_int = 0x1;
const ALIGNED: c_int = 0x100;
const BOTH: c_int = C_CONTIGUOUS | ALIGNED;
const WRITEABLE: c_int = 0x400;

/// `PyArrayObject_fields`.
#[repr(C)]
struct ArrayObject {
    head: ffi::PyObject,
    data: *mut u8,
    n_dims: c_int,
    dimensions: *mut isize,
    strides: *mut isize,
    base: *mut ffi::PyObject,
    descr: *mut Descr,
    flags: c_int,
}

/// The beginning of `PyUFuncObject`.
#[repr(C)]
struct UfuncObject {
    head: ffi::PyObject,
    n_in: c_int,
    n_out: c_int,
    n_args: c_int,
    identity: c_int,
    functions: *const Option<loops::NumpyLoop>,
    data: *const *mut c_void,
    n_types: c_int,
    reserved: c_int,
    name: *const c_char,
    types: *const c_char,
}

/// The part of `PyArray_Descr` that NumPy 1 and 2 agree on.
#[repr(C)]
struct Descr {
    head: ffi::PyObject,
    scalar_type: *mut ffi::PyTypeObject,
    kind: c_char,
    letter: c_char,
    byte_order: c_char,
    former_flags: c_char,
    type_number: c_int,
}
