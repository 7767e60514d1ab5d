//! Python objects to parts of values.
//!
//! `unbox(Complex, 1+2j)` writes `[1.0, 2.0]`; a list, a table or an array becomes the address of its header.

use crate::buffers::Buffers;
use crate::classes::{Classes, get};
use crate::interpreter::{int_value, word_value};
use crate::lists::{Signals, Unreadable};
use crate::signature::{Kind, is_always_object, may_be, tuple_items};
use crate::{generators, numpy, texts};
use hotloop_compiler::ir::PyType;
use hotloop_runtime::Buffer;
use pyo3::ffi;
use pyo3::prelude::*;

/// Writes the parts of `object` at `*parts`, which moves behind them. `written` says of each list that comes, in order,
/// whether the function may store into it.
///
/// # Safety
/// The GIL is held, `signature::may_be(ty, object)` holds, and there is room for the parts.
pub unsafe fn unbox(
    ty: &PyType,
    object: *mut ffi::PyObject,
    parts: &mut *mut u64,
    buffers: &mut Buffers,
    classes: &Classes,
    written: &mut impl Iterator<Item = bool>,
    signals: &mut Signals,
) -> Result<(), Unreadable> {
    // SAFETY: `may_be` has compared the types; each arm writes as many parts as the type has.
    unsafe {
        match ty {
            PyType::None => {}
            PyType::Bool => push(parts, u64::from(object == ffi::Py_True())),
            PyType::Word => push(parts, word_value(object).ok_or(Unreadable::NotOfThisType)?),
            PyType::Int => push(parts, int_value(object).ok_or(Unreadable::NotOfThisType)? as u64),
            PyType::Float => push(parts, (*object.cast::<ffi::PyFloatObject>()).ob_fval.to_bits()),
            PyType::Complex => {
                let value = (*object.cast::<ffi::PyComplexObject>()).cval;
                push(parts, value.real.to_bits());
                push(parts, value.imag.to_bits());
            }
            PyType::NumPy(elem) => {
                numpy::scalar_parts(object, *elem, *parts);
                *parts = parts.add(elem.parts().len());
            }
            PyType::Tuple(types) => {
                for (ty, item) in types.iter().zip(tuple_items(object)) {
                    unbox(ty, item, parts, buffers, classes, written, signals)?;
                }
            }
            PyType::List(elem) => {
                let is_written = written.next().unwrap_or(true);
                push(parts, buffers.bind_list(object, *elem, is_written, signals)? as u64);
            }
            PyType::Table(elem) => {
                let is_written = written.next().unwrap_or(true);
                push(parts, buffers.bind_table(object, *elem, is_written, signals)? as u64);
            }
            PyType::Records(item) => {
                let is_written = written.next().unwrap_or(true);
                let headers = buffers.bind_records(object, item, is_written, signals)?;
                headers.into_iter().for_each(|header| push(parts, header as u64));
            }
            PyType::Nested(item) => {
                let headers = buffers.bind_nested(object, item, signals)?;
                headers.into_iter().for_each(|header| push(parts, header as u64));
            }
            PyType::Many(list) => {
                let headers = buffers.bind_tuple(object, list, signals)?;
                headers.into_iter().for_each(|header| push(parts, header as u64));
            }
            PyType::Ragged(item) => {
                let is_written = written.next().unwrap_or(true);
                push(parts, buffers.bind_lists(object, item, is_written, signals)? as u64);
            }
            PyType::RaggedRow(item) => push(parts, buffers.heaps.number_of(object, item, signals)? as u64),
            PyType::Array { .. } => {
                let view = numpy::view(object).ok_or(Unreadable::NotOfThisType)?;
                push(parts, buffers.bind_array(object, &view) as u64);
            }
            PyType::Generator => push_generator(parts, object, buffers)?,
            PyType::Method(name) => {
                let (generator, _) = generators::method(object).ok_or(Unreadable::NotOfThisType)?;
                push_generator(parts, generator, buffers)?;
                buffers.bind_method(object, name, *parts.sub(2) as *mut Buffer);
            }
            PyType::Char => push(parts, texts::single(object).ok_or(Unreadable::NotOfThisType)? as u64),
            PyType::Str(_) | PyType::Bytes => {
                let text = texts::view(object).ok_or(Unreadable::NotOfThisType)?;
                push(parts, buffers.bind_text(object, &text) as u64);
                push(parts, 0);
                push(parts, text.len as u64);
            }
            PyType::Object => push(parts, object as u64),
            PyType::Instance(shape) => {
                let number = buffers.instances.number_of(shape, object).ok_or(Unreadable::NotOfThisType)?;
                push(parts, number as u64);
                let py = Python::assume_attached();
                for (name, ty) in &shape.references {
                    let key = classes.key(py, shape.class, name).ok_or(Unreadable::NotOfThisType)?;
                    let value = get(py, object, &key).ok_or(Unreadable::NotOfThisType)?;
                    // A signal handler may have put another one there.
                    if !may_be(ty, value.as_ptr(), classes) {
                        return Err(Unreadable::NotOfThisType);
                    }
                    unbox(ty, value.as_ptr(), parts, buffers, classes, written, signals)?;
                }
            }
            PyType::Instances(_) => {
                let list = buffers.instances.list_parts(object).ok_or(Unreadable::NotOfThisType)?;
                list.into_iter().for_each(|part| push(parts, part as u64));
            }
            PyType::Passed(_) => {}
            PyType::Fields(_)
            | PyType::Pool(_)
            | PyType::Row(_)
            | PyType::Heap(_)
            | PyType::View { .. }
            | PyType::Union(_)
            | PyType::Maybe(_)
            | PyType::Function(_)
            | PyType::Choice(_)
            | PyType::Range => {
                unreachable!("no argument has such a type")
            }
        }
    }
    Ok(())
}

unsafe fn push_generator(
    parts: &mut *mut u64,
    object: *mut ffi::PyObject,
    buffers: &mut Buffers,
) -> Result<(), Unreadable> {
    // SAFETY: the caller's promises.
    unsafe {
        let [words, kept] = buffers.bind_generator(object)?;
        push(parts, words as u64);
        push(parts, kept as u64);
    }
    Ok(())
}

/// The same for a type of at most two parts; false: the object is not of it.
///
/// # Safety
/// The GIL is held and there is room for the parts.
#[inline]
pub unsafe fn unbox_scalar(kind: Kind, object: *mut ffi::PyObject, parts: &mut *mut u64) -> bool {
    // SAFETY: types are compared before values are read.
    unsafe {
        let ty = ffi::Py_TYPE(object);
        match kind {
            Kind::Float if ty == &raw mut ffi::PyFloat_Type => {
                push(parts, (*object.cast::<ffi::PyFloatObject>()).ob_fval.to_bits());
            }
            Kind::Int if ty == &raw mut ffi::PyLong_Type => match int_value(object) {
                Some(value) => push(parts, value as u64),
                None => return false,
            },
            Kind::Word if ty == &raw mut ffi::PyLong_Type => match word_value(object) {
                Some(value) => push(parts, value),
                None => return false,
            },
            Kind::Complex if ty == &raw mut ffi::PyComplex_Type => {
                let value = (*object.cast::<ffi::PyComplexObject>()).cval;
                push(parts, value.real.to_bits());
                push(parts, value.imag.to_bits());
            }
            Kind::Bool if ty == &raw mut ffi::PyBool_Type => push(parts, u64::from(object == ffi::Py_True())),
            Kind::Object if is_always_object(ty) => push(parts, object as u64),
            Kind::None if object == ffi::Py_None() => {}
            _ => return false,
        }
    }
    true
}

#[inline]
unsafe fn push(parts: &mut *mut u64, part: u64) {
    // SAFETY: the callers promise room.
    unsafe {
        **parts = part;
        *parts = parts.add(1);
    }
}
