//! Parts of values to Python objects.
//!
//! `(Complex, [1.0, 2.0])` becomes `(1+2j)`, `(Tuple([Int, Float]), [3, 0.5])` becomes `(3, 0.5)`.

use crate::buffers::Buffers;
use crate::counted::Counted;
use crate::interpreter::add_references;
use crate::{blocks, lists, named, numpy, texts};
use hotloop_compiler::ir::{Axis, Component, Elem, FunctionType, Made, NamedTuple, PyType};
use hotloop_runtime::Buffer;
use pyo3::ffi;
use pyo3::prelude::*;
use std::ptr;
use std::sync::Arc;

/// The object whose parts are at `*parts`, which moves behind them; null: a Python exception is set.
///
/// # Safety
/// The GIL is held, and the parts are there, of that type and made by machine code that ran with these buffers.
pub unsafe fn object(ty: &PyType, parts: &mut *const u64, buffers: &mut Buffers) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; each arm takes as many parts as the type has.
    unsafe {
        match ty {
            PyType::None => ffi::Py_NewRef(ffi::Py_None()),
            PyType::Bool => bool_object(take(parts) != 0),
            PyType::Int => ffi::PyLong_FromLongLong(take(parts) as i64),
            PyType::Word => ffi::PyLong_FromUnsignedLongLong(take(parts)),
            PyType::Float => ffi::PyFloat_FromDouble(f64::from_bits(take(parts))),
            PyType::Complex => complex_object(take(parts), take(parts)),
            PyType::NumPy(elem) => numpy_scalar(*elem, parts),
            PyType::Tuple(types) => tuple(types.class.as_ref(), types, parts, buffers),
            PyType::List(elem) => buffers.list_object(take(parts) as *mut Buffer, *elem),
            PyType::Table(elem) => buffers.table_object(take(parts) as *mut Buffer, *elem),
            PyType::Row(elem) => buffers.row_object(take(parts) as *mut Buffer, take(parts) as usize, *elem),
            PyType::Records(item) => {
                let headers = std::slice::from_raw_parts((*parts).cast::<*mut Buffer>(), ty.parts().len());
                *parts = parts.add(headers.len());
                buffers.records_object(headers, item)
            }
            PyType::Nested(_) => {
                let header = **parts as *mut Buffer;
                *parts = parts.add(ty.parts().len());
                buffers.nested_object(header)
            }
            PyType::Many(list) => {
                let headers = std::slice::from_raw_parts((*parts).cast::<*mut Buffer>(), ty.parts().len());
                *parts = parts.add(headers.len());
                buffers.tuple_object(headers, list)
            }
            PyType::Ragged(item) => buffers.lists_object(take(parts) as *mut Buffer, item),
            PyType::RaggedRow(item) => buffers.heaps.object(item, take(parts) as i64),
            PyType::Array { .. } => buffers.array_object(take(parts) as *mut Buffer),
            PyType::View { axes, transposed, component, .. } => view(axes, *transposed, *component, parts, buffers),
            PyType::Union(members) => {
                let flags = std::slice::from_raw_parts(*parts, members.len() - 1);
                let member = &members[flags.iter().position(|&flag| flag != 0).map_or(0, |at| at + 1)];
                let place = ty.place(&member.parts()).expect("a union has a place for each member");
                let object = object(member, &mut parts.add(place.start), buffers);
                *parts = parts.add(ty.parts().len());
                object
            }
            PyType::Char => texts::char_object(take(parts) as i64),
            PyType::Str(elem) => {
                let (header, first, len) = (take(parts), take(parts), take(parts));
                let make = |data| texts::str_object(data, first as usize, len as usize, *elem);
                buffers.text_object(header as *mut Buffer, first, len, make)
            }
            PyType::Bytes => {
                let (header, first, len) = (take(parts), take(parts), take(parts));
                let make = |data| texts::bytes_object(data, first as usize, len as usize);
                buffers.text_object(header as *mut Buffer, first, len, make)
            }
            PyType::Instance(shape) => {
                let object = buffers.instances.object(shape, take(parts) as usize);
                *parts = parts.add(ty.parts().len() - 1);
                object
            }
            PyType::Instances(_) => {
                let (at, first, len) = (take(parts) as i64, take(parts) as usize, take(parts) as usize);
                match usize::try_from(at) {
                    Ok(at) => buffers.instances.list(at),
                    Err(_) => buffers.instances.part_of_list(!at as usize, first, len),
                }
            }
            PyType::Range => range_object(take(parts), take(parts), take(parts)),
            PyType::Generator => buffers.generator_object(take_first(parts, 2) as *mut Buffer),
            PyType::Method(name) => buffers.method_object(take_first(parts, 2) as *mut Buffer, name),
            PyType::Object => ffi::Py_NewRef(take(parts) as *mut ffi::PyObject),
            PyType::Function(of) => function(of, parts, buffers),
            PyType::Choice(_) | PyType::Passed(_) => unreachable!("exits: it is asked for the one that it is"),
            PyType::Maybe(_) => unreachable!("lowering: only exit points have variables that may be unbound"),
            PyType::Heap(_) => unreachable!("lowering: no variable is a heap"),
            PyType::Pool(_) => unreachable!("lowering: no variable is a pool of texts"),
            PyType::Fields(_) => unreachable!("lowering: no variable is the attributes of a class"),
        }
    }
}

/// What CPython needs to make a function again: a tuple of what it keeps, or the method.
unsafe fn function(of: &FunctionType, parts: &mut *const u64, buffers: &mut Buffers) -> *mut ffi::PyObject {
    // SAFETY: as for `object`.
    unsafe {
        let kept = tuple(None, &of.kept, parts, buffers);
        match &of.made {
            Made::Attribute(name) if !kept.is_null() => {
                let py = Python::assume_attached();
                let kept = Bound::from_owned_ptr(py, kept);
                match kept.get_item(0).and_then(|owner| owner.getattr(name.as_str())) {
                    Ok(method) => method.into_ptr(),
                    Err(error) => {
                        error.restore(py);
                        ptr::null_mut()
                    }
                }
            }
            _ => kept,
        }
    }
}

/// The result of a call, whose objects machine code hands over; all others are borrowed, as arguments are.
///
/// # Safety
/// As for [`object`].
pub unsafe fn result(ty: &PyType, parts: *const u64, buffers: &mut Buffers) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        let result = object(ty, &mut { parts }, buffers);
        release_objects(ty, &mut { parts });
        result
    }
}

unsafe fn release_objects(ty: &PyType, parts: &mut *const u64) {
    // SAFETY: the caller promises the parts.
    unsafe {
        match ty {
            PyType::Object => ffi::Py_XDECREF(take(parts) as *mut ffi::PyObject),
            PyType::Tuple(types) => types.iter().for_each(|ty| release_objects(ty, parts)),
            ty => *parts = parts.add(ty.parts().len()),
        }
    }
}

/// Makes elements of lists. Equal ints near each other are one object: most lists of ints hold few different ones, and
/// memory takes longer than computing.
pub struct Cache {
    last: Known,
    /// By the last bits of the value.
    many: Vec<Known>,
    /// For blocks of lists so long that its tables repay their memory.
    counted: Option<Counted>,
    may_count: bool,
    was_counted: bool,
}

/// An int that the list holds already.
#[derive(Clone, Copy)]
struct Known {
    value: i64,
    int: *mut ffi::PyObject,
}

impl Known {
    const NOTHING: Known = Known { value: 0, int: ptr::null_mut() };
}

/// A list of so many ints may hold many different ones more than once.
const LONG: usize = 1 << 14;
const VERY_LONG: usize = 1 << 17;
/// As many as stay in the processor's nearest cache, and in the next one: a longer list repays filling it.
const REMEMBERED: [usize; 2] = [1 << 10, 1 << 14];

impl Cache {
    /// For a list of so many elements.
    pub fn new(len: usize, elem: Elem) -> Cache {
        let is_int = elem == Elem::Int64;
        let is_long = len >= LONG && is_int;
        let [least, most] = REMEMBERED;
        let many = if is_long { (len / 64).next_power_of_two().clamp(least, most) } else { 0 };
        Cache {
            last: Known::NOTHING,
            many: vec![Known::NOTHING; many],
            counted: None,
            may_count: is_int && len >= VERY_LONG && u32::try_from(len).is_ok(),
            was_counted: false,
        }
    }

    /// Makes a block of elements what its copy is, if that can be done for all at once. False: nothing is changed.
    ///
    /// # Safety
    /// As for [`blocks::write`] and [`Counted::write`].
    #[inline]
    pub unsafe fn write_block(&mut self, items: *mut *mut ffi::PyObject, data: *const u8, elem: Elem) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            if elem == Elem::Int64 && self.write_one_int(&mut *items.cast(), &*data.cast()) {
                return true;
            }
            // What one block could be, the next one can.
            let is_done = self.was_counted && self.write_counted(items, data) || blocks::write(items, data, elem);
            if !is_done {
                self.was_counted = self.may_count && !self.was_counted && self.write_counted(items, data);
            }
            is_done || self.was_counted
        }
    }

    /// Where all elements are one int, in the place of one object: many tables begin with a zero everywhere, and have long
    /// runs of equal ints later. False: they are not, and nothing is changed.
    ///
    /// # Safety
    /// As for [`Cache::element`]; the items are those of a list.
    #[inline]
    unsafe fn write_one_int(&mut self, items: &mut [usize; blocks::LEN], data: &[i64; blocks::LEN]) -> bool {
        let (old, value) = (items[0], data[0]);
        if data[blocks::LEN - 1] != value
            || items.iter().fold(0, |others, item| others | (item ^ old)) != 0
            || data.iter().fold(0, |others, one| others | (one ^ value)) != 0
        {
            return false;
        }
        // SAFETY: the caller's promise. The object that is replaced is an exact number, of which the list had as many
        // references.
        unsafe {
            let old = old as *mut ffi::PyObject;
            if lists::is_same(old, data.as_ptr().cast(), 0, Elem::Int64) {
                return true;
            }
            let new = self.int(value);
            if new.is_null() {
                // Whoever writes the elements one by one meets the same.
                ffi::PyErr_Clear();
                return false;
            }
            add_references(new, blocks::LEN as isize - 1);
            *items = [new as usize; blocks::LEN];
            add_references(old, 1 - blocks::LEN as isize);
            ffi::Py_DECREF(old);
        }
        true
    }

    unsafe fn write_counted(&mut self, items: *mut *mut ffi::PyObject, data: *const u8) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.counted.get_or_insert_with(Counted::new).write(items, data) }
    }

    /// The element at `at` as a new reference; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held, there is such an element, and what this returned before is still alive.
    #[inline]
    pub unsafe fn element(&mut self, data: *const u8, at: usize, elem: Elem) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        unsafe {
            match elem {
                Elem::Bool => bool_object(*data.add(at) != 0),
                Elem::Int64 => self.int(*data.cast::<i64>().add(at)),
                Elem::UInt64 => ffi::PyLong_FromUnsignedLongLong(*data.cast::<u64>().add(at)),
                Elem::Char => texts::char_object((*data.cast::<i32>().add(at)).into()),
                Elem::Float64 => ffi::PyFloat_FromDouble(*data.cast::<f64>().add(at)),
                Elem::Complex128 => {
                    let [re, im] = *data.cast::<[u64; 2]>().add(at);
                    complex_object(re, im)
                }
                _ => unreachable!("no list has such elements"),
            }
        }
    }

    unsafe fn int(&mut self, value: i64) -> *mut ffi::PyObject {
        let at = value as usize & self.many.len().wrapping_sub(1);
        let known = self.many.get_mut(at).unwrap_or(&mut self.last);
        // SAFETY: the list that an int was stored in holds it.
        unsafe {
            if known.int.is_null() || known.value != value {
                *known = Known { value, int: ffi::PyLong_FromLongLong(value) };
                return known.int;
            }
            ffi::Py_NewRef(known.int)
        }
    }
}

#[inline]
pub unsafe fn bool_object(value: bool) -> *mut ffi::PyObject {
    // SAFETY: the singletons live for ever.
    unsafe { ffi::Py_NewRef(if value { ffi::Py_True() } else { ffi::Py_False() }) }
}

#[inline]
pub unsafe fn complex_object(re: u64, im: u64) -> *mut ffi::PyObject {
    // SAFETY: the GIL is held.
    unsafe { ffi::PyComplex_FromDoubles(f64::from_bits(re), f64::from_bits(im)) }
}

unsafe fn range_object(start: u64, stop: u64, step: u64) -> *mut ffi::PyObject {
    // SAFETY: the GIL is held; "LLL" are three `long long`.
    unsafe {
        let range = (&raw mut ffi::PyRange_Type).cast();
        ffi::PyObject_CallFunction(range, c"LLL".as_ptr(), start as i64, stop as i64, step as i64)
    }
}

#[inline]
unsafe fn take(parts: &mut *const u64) -> u64 {
    // SAFETY: the caller of `object` promises the parts.
    unsafe {
        let part = **parts;
        *parts = parts.add(1);
        part
    }
}

/// The first of so many parts.
unsafe fn take_first(parts: &mut *const u64, n_parts: usize) -> u64 {
    // SAFETY: as for `take`.
    unsafe {
        let first = **parts;
        *parts = parts.add(n_parts);
        first
    }
}

unsafe fn tuple(
    class: Option<&Arc<NamedTuple>>,
    types: &[PyType],
    parts: &mut *const u64,
    buffers: &mut Buffers,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a slot that was not filled is null, which deallocation allows.
    unsafe {
        let tuple = named::new(class, types.len());
        if tuple.is_null() {
            return tuple;
        }
        for (at, ty) in types.iter().enumerate() {
            let member = object(ty, parts, buffers);
            if member.is_null() {
                ffi::Py_DECREF(tuple);
                return member;
            }
            ffi::PyTuple_SET_ITEM(tuple, at as isize, member);
        }
        named::finished(class, tuple)
    }
}

/// The part of an array as NumPy makes it.
unsafe fn view(
    axes: &[Axis],
    transposed: bool,
    component: Option<Component>,
    parts: &mut *const u64,
    buffers: &Buffers,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a slot that was not filled is null, which deallocation allows.
    unsafe {
        let array = buffers.array_object(take(parts) as *mut Buffer);
        let index = ffi::PyTuple_New(axes.len() as isize);
        let mut is_made = !index.is_null();
        for (at, axis) in axes.iter().enumerate() {
            let item = match axis {
                Axis::At => ffi::PyLong_FromLongLong(take(parts) as i64),
                Axis::Along => slice(take(parts) as i64, take(parts) as i64, take(parts) as i64),
            };
            match is_made && !item.is_null() {
                true => ffi::PyTuple_SET_ITEM(index, at as isize, item),
                false => {
                    is_made = false;
                    ffi::Py_XDECREF(item);
                }
            }
        }
        let mut view = if is_made { ffi::PyObject_GetItem(array, index) } else { ptr::null_mut() };
        ffi::Py_XDECREF(index);
        ffi::Py_DECREF(array);
        let component = component.map(|one| if one == Component::Real { c"real" } else { c"imag" });
        for attribute in transposed.then_some(c"T").into_iter().chain(component) {
            if !view.is_null() {
                let other = ffi::PyObject_GetAttrString(view, attribute.as_ptr());
                ffi::Py_DECREF(view);
                view = other;
            }
        }
        view
    }
}

/// The slice of `n` indices from `start` on.
unsafe fn slice(start: i64, step: i64, n: i64) -> *mut ffi::PyObject {
    // SAFETY: the GIL is held.
    unsafe {
        let int = |value: i64| ffi::PyLong_FromLongLong(value);
        let stop = start + step * n;
        // Before the first element it would be one from the end.
        let bounds = match n {
            0 => [int(0), int(0), int(step)],
            _ if stop < 0 => [int(start), ffi::Py_NewRef(ffi::Py_None()), int(step)],
            _ => [int(start), int(stop), int(step)],
        };
        let slice = match bounds.iter().any(|bound| bound.is_null()) {
            true => ptr::null_mut(),
            false => ffi::PySlice_New(bounds[0], bounds[1], bounds[2]),
        };
        bounds.into_iter().for_each(|bound| ffi::Py_XDECREF(bound));
        slice
    }
}

unsafe fn numpy_scalar(elem: Elem, parts: &mut *const u64) -> *mut ffi::PyObject {
    // SAFETY: machine code has a NumPy scalar only if an argument brought one or an array, so the type is known.
    unsafe {
        let plain = match elem {
            Elem::Bool => bool_object(take(parts) != 0),
            Elem::Float16 | Elem::Float32 | Elem::Float64 => ffi::PyFloat_FromDouble(f64::from_bits(take(parts))),
            Elem::Complex64 | Elem::Complex128 => complex_object(take(parts), take(parts)),
            _ => ffi::PyLong_FromLongLong(take(parts) as i64),
        };
        if plain.is_null() {
            return plain;
        }
        let scalar = ffi::PyObject_CallOneArg(numpy::scalar_type(elem).cast(), plain);
        ffi::Py_DECREF(plain);
        scalar
    }
}
