//! Types: machine types of the IR's nodes, and Python types at its boundaries.

use std::ops::Range;

/// What one part of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    Bool,
    Int,
    Float,
}

/// What one element of a buffer is in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Elem {
    /// One byte, 0 or 1.
    Bool,
    /// Read and written as an int; the lowering checks the range.
    Int32,
    Int64,
    Float64,
    /// Real and imaginary part next to each other.
    Complex128,
    /// Unsigned, read as an int: a byte, or a code unit of a str.
    UInt8,
    UInt16,
    UInt32,
    /// A str of at most one character, as an int of four bytes: its code point, or -1.
    Char,
}

/// Type of a local or an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Scalar(Scalar),
    /// As many scalars as the strip is wide; a mask is `Lanes(Bool, _)`.
    Lanes(Scalar, u16),
    /// Reference to elements in memory: the native copy of a list (one dimension) or of a table (two), or an array.
    Buffer(Elem, u8),
    /// Owned reference to a Python object, or null.
    Object,
}

/// A Python type as the dispatcher sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PyType {
    #[default]
    None,
    Bool,
    Int,
    Float,
    Complex,
    /// A NumPy scalar with the array element's type.
    NumPy(Elem),
    Tuple(Vec<PyType>),
    List(Elem),
    /// A list of lists that are equally long, distinct, and of elements of one type. It never gets other rows.
    Table(Elem),
    /// One of these lists: the table, and its number there.
    Row(Elem),
    /// C-contiguous, writable or not (not: a store is a failed check).
    Array {
        elem: Elem,
        ndim: u8,
        writable: bool,
    },
    /// One of several numbers or `None`, in ascending order: `int` before a loop, `numpy.float64` once an element has
    /// been added. Parts: a flag for each member but the first (is it this one?), then a place for each shape of value
    /// among them. A place of a wider kind has the value as well: that of floats has an int as a float.
    Union(Vec<PyType>),
    /// A variable that may be unbound: parts (is it bound?, those of the value). Only in exit points.
    Maybe(Box<PyType>),
    /// A str of at most one character: its code point, or -1 for the empty one.
    Char,
    /// A str whose code units are such ints, as a part of a buffer: which, the first of them, how many.
    Str(Elem),
    /// The same of a `bytes`.
    Bytes,
    /// A range whose start, stop and step are int64; the step is not 0.
    Range,
    /// Anything else: only passed on.
    Object,
}

impl Elem {
    /// Types of the parts of an element once loaded.
    pub fn parts(self) -> &'static [Scalar] {
        match self {
            Elem::Bool => &[Scalar::Bool],
            Elem::Int32 | Elem::Int64 | Elem::UInt8 | Elem::UInt16 | Elem::UInt32 | Elem::Char => &[Scalar::Int],
            Elem::Float64 => &[Scalar::Float],
            Elem::Complex128 => &[Scalar::Float, Scalar::Float],
        }
    }

    /// The range of an element that is read and written as an int and holds fewer.
    pub fn range(self) -> Option<(i64, i64)> {
        match self {
            Elem::Int32 => Some((i32::MIN.into(), i32::MAX.into())),
            Elem::UInt8 => Some((0, u8::MAX.into())),
            Elem::UInt16 => Some((0, u16::MAX.into())),
            Elem::UInt32 => Some((0, u32::MAX.into())),
            Elem::Char => Some((-1, 0x10_FFFF)),
            Elem::Bool | Elem::Int64 | Elem::Float64 | Elem::Complex128 => None,
        }
    }

    /// Bytes from one element to the next.
    pub fn size(self) -> usize {
        match self {
            Elem::Bool | Elem::UInt8 => 1,
            Elem::UInt16 => 2,
            Elem::Int32 | Elem::UInt32 | Elem::Char => 4,
            Elem::Int64 | Elem::Float64 => 8,
            Elem::Complex128 => 16,
        }
    }

    /// The Python type of a list's element.
    pub fn python(self) -> PyType {
        match self {
            Elem::Bool => PyType::Bool,
            Elem::Int32 | Elem::Int64 | Elem::UInt8 | Elem::UInt16 | Elem::UInt32 => PyType::Int,
            Elem::Float64 => PyType::Float,
            Elem::Complex128 => PyType::Complex,
            Elem::Char => PyType::Char,
        }
    }
}

impl PyType {
    /// Types of the parts that a value of this type is spread over.
    pub fn parts(&self) -> Vec<Type> {
        match self {
            PyType::None => vec![],
            PyType::Bool => vec![Type::BOOL],
            PyType::Int => vec![Type::INT],
            PyType::Float => vec![Type::FLOAT],
            PyType::Complex => vec![Type::FLOAT, Type::FLOAT],
            PyType::NumPy(elem) => elem.parts().iter().map(|&s| Type::Scalar(s)).collect(),
            PyType::Tuple(members) => members.iter().flat_map(PyType::parts).collect(),
            PyType::List(elem) => vec![Type::Buffer(*elem, 1)],
            PyType::Table(elem) => vec![Type::Buffer(*elem, 2)],
            PyType::Row(elem) => vec![Type::Buffer(*elem, 2), Type::INT],
            PyType::Array { elem, ndim, .. } => vec![Type::Buffer(*elem, *ndim)],
            PyType::Union(members) => [vec![Type::BOOL; members.len() - 1], places(members).concat()].concat(),
            PyType::Maybe(inner) => [vec![Type::BOOL], inner.parts()].concat(),
            PyType::Char => vec![Type::INT],
            PyType::Str(elem) => vec![Type::Buffer(*elem, 1), Type::INT, Type::INT],
            PyType::Bytes => vec![Type::Buffer(Elem::UInt8, 1), Type::INT, Type::INT],
            PyType::Range => vec![Type::INT; 3],
            PyType::Object => vec![Type::Object],
        }
    }

    /// What a value of this type may be: the members of a union, else this type itself.
    pub fn members(&self) -> &[PyType] {
        match self {
            PyType::Union(members) => members,
            one => std::slice::from_ref(one),
        }
    }

    /// Which of the parts are the value where it is of such a shape: a union's place for it, or all parts.
    pub fn place(&self, shape: &[Type]) -> Option<Range<usize>> {
        let flags = self.members().len() - 1;
        let places = places(self.members());
        let at = places.iter().position(|place| place == shape)?;
        let start = flags + places[..at].concat().len();
        Some(start..start + shape.len())
    }
}

/// The different shapes of values of these types.
fn places(members: &[PyType]) -> Vec<Vec<Type>> {
    let mut places = vec![];
    for place in members.iter().map(PyType::parts) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

impl Type {
    pub const BOOL: Type = Type::Scalar(Scalar::Bool);
    pub const INT: Type = Type::Scalar(Scalar::Int);
    pub const FLOAT: Type = Type::Scalar(Scalar::Float);

    /// The scalar of a value type; `None` for buffers and objects.
    pub fn scalar(self) -> Option<Scalar> {
        match self {
            Type::Scalar(s) | Type::Lanes(s, _) => Some(s),
            Type::Buffer(..) | Type::Object => None,
        }
    }

    /// Lanes: 1 for anything uniform.
    pub fn lanes(self) -> u16 {
        match self {
            Type::Lanes(_, n) => n,
            _ => 1,
        }
    }

    /// The same scalar over `n` lanes (1: uniform).
    pub fn with_lanes(self, n: u16) -> Type {
        match (self.scalar(), n) {
            (Some(s), 1) => Type::Scalar(s),
            (Some(s), n) => Type::Lanes(s, n),
            (None, _) => self,
        }
    }
}
