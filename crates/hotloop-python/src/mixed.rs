//! Elements of lists of bools, ints, floats and `None` at once: read, compared and made without a look at their type.
//!
//! `[1, 2.5, None]`, a list of `None | int | float`, has four columns: the flags of int and float, the ints, the floats.

use crate::boxing::bool_object;
use crate::interpreter::int_value;
use hotloop_compiler::ir::PyType;
use hotloop_runtime::lists::NativeList;
use pyo3::ffi;
use smallvec::SmallVec;

type Object = *mut ffi::PyObject;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    None,
    Bool,
    Int,
    Float,
}

/// The columns of such a list.
pub struct Mixed {
    members: SmallVec<[Kind; 4]>,
    flags: SmallVec<[*mut u8; 3]>,
    bools: Option<*mut u8>,
    ints: Option<*mut i64>,
    floats: Option<*mut f64>,
}

impl Mixed {
    /// `None`: the elements may be others as well.
    pub fn of(item: &PyType, columns: &[NativeList]) -> Option<Mixed> {
        let PyType::Union(members) = item else { return None };
        let kind = |member: &PyType| match member {
            PyType::None => Some(Kind::None),
            PyType::Bool => Some(Kind::Bool),
            PyType::Int => Some(Kind::Int),
            PyType::Float => Some(Kind::Float),
            _ => None,
        };
        let members: SmallVec<[Kind; 4]> = members.iter().map(kind).collect::<Option<_>>()?;
        // SAFETY: the header lives as long as the column.
        let data = |column: &NativeList| unsafe { (*column.header()).data };
        let of = |wanted: Kind| {
            members.contains(&wanted).then(|| {
                let parts = match wanted {
                    Kind::None => return std::ptr::null_mut(),
                    Kind::Bool => PyType::Bool.parts(),
                    Kind::Int => PyType::Int.parts(),
                    Kind::Float => PyType::Float.parts(),
                };
                data(&columns[item.place(&parts).expect("a union has a place for each member").start])
            })
        };
        let flags = columns[..members.len() - 1].iter().map(data).collect();
        let (bools, ints, floats) = (of(Kind::Bool), of(Kind::Int), of(Kind::Float));
        Some(Mixed { flags, bools, ints: ints.map(<*mut u8>::cast), floats: floats.map(<*mut u8>::cast), members })
    }

    /// False: the object is none of these. A wider number's place has a narrower one, too, as the compiler has it.
    ///
    /// # Safety
    /// The GIL is held, `object` is alive, and the columns have room for an element at `at`.
    #[inline]
    pub unsafe fn read(&self, object: Object, at: usize) -> bool {
        // SAFETY: types are compared before values are read; the caller's promise.
        unsafe {
            let own = ffi::Py_TYPE(object);
            let (mut bool, mut int, mut float) = (0, 0, 0.0);
            let kind = if own == &raw mut ffi::PyFloat_Type {
                float = (*object.cast::<ffi::PyFloatObject>()).ob_fval;
                Kind::Float
            } else if own == &raw mut ffi::PyLong_Type {
                let Some(value) = int_value(object) else { return false };
                (int, float) = (value, value as f64);
                Kind::Int
            } else if object == ffi::Py_None() {
                Kind::None
            } else if own == &raw mut ffi::PyBool_Type {
                bool = u8::from(object == ffi::Py_True());
                (int, float) = (bool.into(), bool.into());
                Kind::Bool
            } else {
                return false;
            };
            let Some(member) = self.members.iter().position(|&one| one == kind) else { return false };
            for (flag, data) in self.flags.iter().enumerate() {
                *data.add(at) = u8::from(flag + 1 == member);
            }
            if let Some(bools) = self.bools {
                *bools.add(at) = bool;
            }
            if let Some(ints) = self.ints {
                *ints.add(at) = int;
            }
            if let Some(floats) = self.floats {
                *floats.add(at) = float;
            }
            true
        }
    }

    /// # Safety
    /// As for [`Mixed::read`], and there is such an element.
    #[inline]
    unsafe fn kind(&self, at: usize) -> Kind {
        // SAFETY: the caller's promise.
        let flag = self.flags.iter().position(|flag| unsafe { *flag.add(at) } != 0);
        self.members[flag.map_or(0, |flag| flag + 1)]
    }

    /// Is an object what is at this place, bit for bit?
    ///
    /// # Safety
    /// As for [`Mixed::kind`].
    #[inline]
    pub unsafe fn is_same(&self, object: Object, at: usize) -> bool {
        // SAFETY: types are compared before values are read; a member has its place.
        unsafe {
            let own = ffi::Py_TYPE(object);
            match (self.kind(at), self.bools, self.ints, self.floats) {
                (Kind::Float, _, _, Some(floats)) => {
                    own == &raw mut ffi::PyFloat_Type
                        && (*object.cast::<ffi::PyFloatObject>()).ob_fval.to_bits() == (*floats.add(at)).to_bits()
                }
                (Kind::Int, _, Some(ints), _) => {
                    own == &raw mut ffi::PyLong_Type && int_value(object) == Some(*ints.add(at))
                }
                (Kind::Bool, Some(bools), ..) => object == bool_as_object(*bools.add(at)),
                _ => object == ffi::Py_None(),
            }
        }
    }

    /// A new reference to what is at this place; null: a Python exception is set.
    ///
    /// # Safety
    /// As for [`Mixed::kind`].
    pub unsafe fn object(&self, at: usize) -> Object {
        // SAFETY: the caller's promise; a member has its place.
        unsafe {
            match (self.kind(at), self.bools, self.ints, self.floats) {
                (Kind::Float, _, _, Some(floats)) => ffi::PyFloat_FromDouble(*floats.add(at)),
                (Kind::Int, _, Some(ints), _) => ffi::PyLong_FromLongLong(*ints.add(at)),
                (Kind::Bool, Some(bools), ..) => bool_object(*bools.add(at) != 0),
                _ => ffi::Py_NewRef(ffi::Py_None()),
            }
        }
    }
}

/// Borrowed.
unsafe fn bool_as_object(value: u8) -> Object {
    // SAFETY: the GIL is held.
    unsafe { if value != 0 { ffi::Py_True() } else { ffi::Py_False() } }
}
