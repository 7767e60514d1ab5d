//! NumPy's arrays and scalars, read where they lie. NumPy is never imported from here: a type of its own that is met
//! proves that it has been.
//!
//! `array([[1.0, 2.0]])` is `View { elem: Float64, ndim: 2, data, shape: [1, 2], writable: true }`.

use hotloop_compiler::ir::Elem;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

/// A contiguous array of one or two dimensions.
#[derive(Clone, Copy)]
pub struct View {
    pub elem: Elem,
    pub ndim: u8,
    pub data: *mut u8,
    pub shape: [i64; 2],
    pub writable: bool,
}

impl View {
    pub fn n_bytes(&self) -> usize {
        self.shape[0] as usize * self.shape[1] as usize * self.elem.size()
    }
}

/// Why an object is not read as an array.
pub enum NoView {
    NotAnArray,
    Dimensions(c_int),
    Elements,
    ByteOrder,
    NotContiguous,
    NotAligned,
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
        if !(1..=2).contains(&array.n_dims) {
            return Err(NoView::Dimensions(array.n_dims));
        }
        let elem = element(&*array.descr)?;
        if array.flags & C_CONTIGUOUS == 0 {
            return Err(NoView::NotContiguous);
        }
        if array.flags & ALIGNED == 0 {
            return Err(NoView::NotAligned);
        }
        let last = if array.n_dims == 2 { *array.dimensions.add(1) as i64 } else { 1 };
        Ok(View {
            elem,
            ndim: array.n_dims as u8,
            data: array.data,
            shape: [*array.dimensions as i64, last],
            writable: array.flags & WRITEABLE != 0,
        })
    }
}

/// The element type whose scalar `object` is.
///
/// # Safety
/// The GIL is held and `object` is alive.
pub unsafe fn scalar(object: *mut ffi::PyObject) -> Option<Elem> {
    // SAFETY: the caller's promise.
    let ty = unsafe { ffi::Py_TYPE(object) };
    SCALARS.iter().find(|(slot, _)| is(ty, *slot)).map(|&(_, elem)| elem)
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
            Elem::Bool => *parts = u64::from(*value != 0),
            Elem::Int32 => *parts = i64::from(*value.cast::<i32>()) as u64,
            Elem::UInt8 => *parts = u64::from(*value),
            Elem::UInt16 => *parts = u64::from(*value.cast::<u16>()),
            Elem::UInt32 | Elem::Char => *parts = u64::from(*value.cast::<u32>()),
            Elem::Int64 | Elem::Float64 => *parts = *value.cast::<u64>(),
            Elem::Complex128 => ptr::copy_nonoverlapping(value.cast::<u64>(), parts, 2),
        }
    }
}

/// NumPy's scalar type for an element, a borrowed reference; null where NumPy has not been met.
pub fn scalar_type(elem: Elem) -> *mut ffi::PyTypeObject {
    let slot = SCALARS.iter().find(|&&(_, e)| e == elem).expect("the table has every element").0;
    TYPES[slot].load(Relaxed)
}

const ARRAY: usize = 0;
const NAMES: [&str; 6] = ["ndarray", "bool_", "int32", "int64", "float64", "complex128"];
const SCALARS: [(usize, Elem); 5] =
    [(1, Elem::Bool), (2, Elem::Int32), (3, Elem::Int64), (4, Elem::Float64), (5, Elem::Complex128)];
/// NumPy's types, null until one is met. They are static types, so they stay.
static TYPES: [AtomicPtr<ffi::PyTypeObject>; 6] = [const { AtomicPtr::new(ptr::null_mut()) }; 6];

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
    for (slot, name) in NAMES.iter().enumerate() {
        if let Ok(ty) = numpy.getattr(*name).and_then(|ty| Ok(ty.cast_into::<PyType>()?)) {
            // One reference is kept for ever.
            TYPES[slot].store(ty.into_ptr().cast(), Relaxed);
        }
    }
}

fn element(descr: &Descr) -> Result<Elem, NoView> {
    let elem = match descr.type_number {
        0 => Elem::Bool,
        5 => Elem::Int32,
        7 if size_of::<std::ffi::c_long>() == 8 => Elem::Int64,
        12 => Elem::Float64,
        15 => Elem::Complex128,
        _ => return Err(NoView::Elements),
    };
    match descr.byte_order as u8 {
        b'=' | b'|' => Ok(elem),
        _ => Err(NoView::ByteOrder),
    }
}

const C_CONTIGUOUS: c_int = 0x1;
const ALIGNED: c_int = 0x100;
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
