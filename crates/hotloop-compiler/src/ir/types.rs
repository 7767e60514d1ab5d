//! Types: machine types of the IR's nodes, and Python types at its boundaries.

use super::{UnaryOp, twister};
use crate::diagnostic::Span;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What one part of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    Bool,
    Int,
    Float,
}

/// What one element of a buffer is in memory. The runtime knows the sizes of these by their numbers here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Elem {
    /// One byte, 0 or 1.
    Bool,
    /// Read and written as an int, as all ints are; the lowering checks the range.
    Int32,
    Int64,
    Float64,
    /// Real and imaginary part next to each other.
    Complex128,
    /// Unsigned, as a code unit of a str or a byte of a `bytes` is, too.
    UInt8,
    UInt16,
    UInt32,
    Int8,
    Int16,
    /// Of arrays the lowering lets none pass that is no int64; a list of such holds words.
    UInt64,
    /// Read as the float that it is; what is written has been rounded by `to_f32`.
    Float32,
    Complex64,
    /// A str of at most one character, as an int of four bytes: its code point, or -1. No array has such.
    Char,
    /// A str of any length, as an int: where it begins among the code units of the call's pool of texts, shifted by
    /// [`LEN_BITS`], and how long it is. For each width of code units there is a pool. No array has such.
    Text8,
    Text16,
    Text32,
    /// Read as the float that it is, as float32 is; what is written has been rounded by `to_f16`.
    Float16,
}

/// Bits of the length in an element that is a text.
pub const LEN_BITS: u32 = 31;

/// Type of a local or an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Scalar(Scalar),
    /// As many scalars as the strip is wide; a mask is `Lanes(Bool, _)`.
    Lanes(Scalar, u16),
    /// Reference to elements in memory: the native copy of a list (one dimension) or of a table (two), or an array.
    Buffer(Elem, Dims),
    /// Owned reference to a Python object, or null.
    Object,
}

/// A part of each complex number of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    Real,
    Imag,
}

/// What a view has of a dimension of its array: an index, or a number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    At,
    Along,
}

/// How the elements of a buffer lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dims {
    /// One index for each; up to [`MAX_DIMS`].
    pub n: u8,
    pub layout: Layout,
}

/// How far it is from one index to the next in each dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// Row after row.
    Contiguous,
    /// Elements of a row are neighbours; from row to row it is as far as the header says.
    Rows,
    /// As the header says. No two indices lead to one element, but where nothing is written.
    Strided,
    /// As the header says, in bytes: a field of records, elements that are not aligned, or whose parts have their bytes in
    /// the other order.
    Bytes { swapped: bool },
}

pub const MAX_DIMS: usize = 4;

impl Dims {
    pub const LIST: Dims = Dims { n: 1, layout: Layout::Contiguous };
    pub const TABLE: Dims = Dims { n: 2, layout: Layout::Contiguous };

    pub fn is_contiguous(self) -> bool {
        self.layout == Layout::Contiguous
    }

    /// Are elements of the last dimension neighbours?
    pub fn has_rows(self) -> bool {
        matches!(self.layout, Layout::Contiguous | Layout::Rows)
    }
}

/// A Python type as the dispatcher sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PyType {
    #[default]
    None,
    Bool,
    Int,
    /// An int that is not negative and below 2^64, whether it is an int64 or not: its part has these bits.
    Word,
    Float,
    Complex,
    /// A NumPy scalar with the array element's type.
    NumPy(Elem),
    Tuple(Members),
    List(Elem),
    /// A list of lists that are equally long, distinct, and of elements of one type. It never gets other rows.
    Table(Elem),
    /// One of these lists: the table, and its number there.
    Row(Elem),
    /// A list of values of several parts, such as tuples of numbers: for each part a list, in which an element of this list
    /// has the element at its index. All of them are equally long at each exit point.
    Records(Box<PyType>),
    /// A list of tuples that hold lists: for each part a list, as of `Records`; a list's part is its number. Nobody stores
    /// in it.
    Nested(Box<PyType>),
    /// A tuple of any number of members: the parts are those of the list (`List` or `Records`) that holds them. No list
    /// shares its memory, and nobody changes it.
    Many(Box<PyType>),
    /// A list of lists of such elements, of any lengths, that may be in several places: their numbers in the heap.
    Ragged(Box<PyType>),
    /// One of these lists: its number in the heap of all lists of such elements.
    RaggedRow(Box<PyType>),
    /// All lists of such elements that a call refers to by number. Parts: three lists of ints, which say of each where it
    /// begins, how many elements it has and how many it has room for; then those of the elements of all
    /// ([`PyType::row_columns`]).
    Heap(Box<PyType>),
    /// Writable or not (not: a store is a failed check). One of no dimensions is a buffer of one element.
    Array {
        elem: Elem,
        ndim: u8,
        layout: Layout,
        writable: bool,
    },
    /// A part of an array, in its memory. Parts: the array, and for each of its dimensions an index, or where the part
    /// begins, how far it is to the next one, and how many there are.
    View {
        elem: Elem,
        /// The array's.
        layout: Layout,
        axes: Vec<Axis>,
        /// Its dimensions are in the opposite order.
        transposed: bool,
        writable: bool,
        /// Of complex numbers: `.real` or `.imag` of the part.
        component: Option<Component>,
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
    /// An instance of a class: its number among those of its class, then the parts of its references.
    Instance(Arc<Shape>),
    /// A list of distinct instances of a class, none of them with references: the list's number among such lists, the
    /// number of its first instance, and how many there are. Their own numbers are one behind the other.
    Instances(Arc<Shape>),
    /// What holds the attributes of all instances of a class: for each field a buffer, in which an instance has the
    /// element at its number.
    Fields(Arc<Shape>),
    /// The code units of all texts in lists of this call: what is in lists refers to it.
    Pool(Elem),
    /// A range whose start, stop and step are int64; the step is not 0.
    Range,
    /// A `random.Random`, used where it lies. Parts: its words, and what it keeps for `gauss` (see `lower/random.rs`).
    Generator,
    /// A method of one, by name: its parts are those of the generator.
    Method(&'static str),
    /// A function that is known while compiling: all of it that machine code has is what it keeps.
    Function(Arc<FunctionType>),
    /// One of several such functions, in ascending order. Parts: which of them, then what each of them keeps.
    Choice(Vec<Arc<FunctionType>>),
    /// A function that is an argument: its number among those that the function has been given.
    Passed(u32),
    /// Anything else: only passed on.
    Object,
}

/// The types of a tuple's members, and the class that it has where that is not `tuple`: a named tuple's, whose parts are
/// those of any tuple. Two classes are two types, and neither is a plain tuple.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Members {
    types: Vec<PyType>,
    pub class: Option<Arc<NamedTuple>>,
}

/// A class of named tuples that reads, compares and goes through its instances as `tuple` does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedTuple {
    pub name: String,
    /// Among the classes that this process has met.
    pub number: u32,
    pub fields: Vec<String>,
    /// Are there operators that it defines itself?
    pub has_operators: bool,
    /// Is its `_replace` that of `collections.namedtuple`?
    pub replaces: bool,
    /// Is its text that of `collections.namedtuple`, and ASCII but for the members'?
    pub is_shown: bool,
    /// Does `case Point(x, y)` ask for the fields in their order?
    pub matches: bool,
}

impl Members {
    /// Of the same class, with other types.
    pub fn map(&self, change: impl FnMut(&PyType) -> PyType) -> Members {
        Members { types: self.types.iter().map(change).collect(), class: self.class.clone() }
    }

    pub fn of_class(types: Vec<PyType>, class: Option<Arc<NamedTuple>>) -> Members {
        Members { types, class }
    }
}

impl Deref for Members {
    type Target = [PyType];

    fn deref(&self) -> &[PyType] {
        &self.types
    }
}

impl<'m> IntoIterator for &'m Members {
    type Item = &'m PyType;
    type IntoIter = std::slice::Iter<'m, PyType>;

    fn into_iter(self) -> Self::IntoIter {
        self.types.iter()
    }
}

/// A function in a variable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionType {
    /// Among those that the lowering has met.
    pub number: u32,
    pub made: Made,
    /// The defaults of a nested function's parameters; what a method is bound to.
    pub kept: Vec<PyType>,
}

/// How CPython gets the object of a function where it goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Made {
    /// By the `def` or `lambda` at this place.
    Definition(Span),
    /// It is what this name was looked up as.
    Name(String),
    /// An attribute of what is kept.
    Attribute(String),
    /// It is this argument of the call.
    Argument(u32),
}

/// The attributes of an instance that a function may name. Those that are not here are left to CPython.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// The class, as a number among those that the function has met.
    pub class: u32,
    pub name: String,
    /// What is in a buffer with an element for each instance: numbers; lists of numbers, which are rows of one table; other
    /// instances. All instances of one class have the same.
    pub fields: Vec<(String, PyType)>,
    /// What is only read, of an instance that is in no list: lists, arrays, tuples, other instances.
    pub references: Vec<(String, PyType)>,
}

impl Shape {
    /// Classes from this number on are modules: the one instance has the global variables that something assigns.
    pub const MODULES: u32 = 1 << 31;

    pub fn is_module(&self) -> bool {
        self.class >= Self::MODULES
    }
}

/// The heaps that values of these types refer to: the elements of their lists.
pub fn heaps_of(types: &[PyType]) -> Vec<PyType> {
    fn walk(ty: &PyType, found: &mut Vec<PyType>) {
        match ty {
            PyType::Tuple(members) => members.iter().for_each(|member| walk(member, found)),
            PyType::Union(members) => members.iter().for_each(|member| walk(member, found)),
            PyType::Instance(shape) => shape.references.iter().for_each(|(_, ty)| walk(ty, found)),
            PyType::Nested(item) => walk(item, found),
            PyType::Ragged(item) | PyType::RaggedRow(item) if !found.contains(item) => {
                found.push((**item).clone());
                walk(item, found);
            }
            _ => {}
        }
    }
    let mut found = vec![];
    types.iter().for_each(|ty| walk(ty, &mut found));
    found.sort();
    found
}

/// One shape for each class among the types, in order of first use.
pub fn classes_of(types: &[PyType]) -> Vec<Arc<Shape>> {
    fn walk(ty: &PyType, found: &mut Vec<Arc<Shape>>) {
        match ty {
            PyType::Tuple(members) => members.iter().for_each(|member| walk(member, found)),
            PyType::Instance(shape) | PyType::Instances(shape) => {
                if found.iter().all(|known| known.class != shape.class) {
                    found.push(shape.clone());
                }
                shape.fields.iter().chain(&shape.references).for_each(|(_, ty)| walk(ty, found));
            }
            _ => {}
        }
    }
    let mut found = vec![];
    types.iter().for_each(|ty| walk(ty, &mut found));
    found
}

impl Elem {
    /// Can lists of such elements be sorted?
    pub fn has_order(self) -> bool {
        matches!(self, Elem::Bool | Elem::Int64 | Elem::Float64 | Elem::Char)
    }

    /// NumPy's.
    pub const ALL: [Elem; 14] = [
        Elem::Bool,
        Elem::Int8,
        Elem::Int16,
        Elem::Int32,
        Elem::Int64,
        Elem::UInt8,
        Elem::UInt16,
        Elem::UInt32,
        Elem::UInt64,
        Elem::Float16,
        Elem::Float32,
        Elem::Float64,
        Elem::Complex64,
        Elem::Complex128,
    ];

    /// Types of the parts of an element once loaded.
    pub fn parts(self) -> &'static [Scalar] {
        match self {
            Elem::Bool => &[Scalar::Bool],
            Elem::Float16 | Elem::Float32 | Elem::Float64 => &[Scalar::Float],
            Elem::Complex64 | Elem::Complex128 => &[Scalar::Float, Scalar::Float],
            _ => &[Scalar::Int],
        }
    }

    /// Bytes from one element to the next.
    pub fn size(self) -> usize {
        match self {
            Elem::Bool | Elem::Int8 | Elem::UInt8 => 1,
            Elem::Int16 | Elem::UInt16 | Elem::Float16 => 2,
            Elem::Int32 | Elem::UInt32 | Elem::Float32 | Elem::Char => 4,
            Elem::Int64 | Elem::UInt64 | Elem::Float64 | Elem::Complex64 => 8,
            Elem::Text8 | Elem::Text16 | Elem::Text32 => 8,
            Elem::Complex128 => 16,
        }
    }

    /// Bytes of one part.
    pub fn part_size(self) -> usize {
        self.size() / self.parts().len()
    }

    /// The least and the greatest int that an element holds, as far as it is an int64; `None`: not of ints.
    pub fn ints(self) -> Option<(i64, i64)> {
        Some(match self {
            Elem::Int8 => (i8::MIN.into(), i8::MAX.into()),
            Elem::Int16 => (i16::MIN.into(), i16::MAX.into()),
            Elem::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Elem::Int64 => (i64::MIN, i64::MAX),
            Elem::UInt8 => (0, u8::MAX.into()),
            Elem::UInt16 => (0, u16::MAX.into()),
            Elem::UInt32 => (0, u32::MAX.into()),
            Elem::UInt64 | Elem::Text8 | Elem::Text16 | Elem::Text32 => (0, i64::MAX),
            Elem::Char => (-1, 0x10_FFFF),
            Elem::Bool | Elem::Float16 | Elem::Float32 | Elem::Float64 | Elem::Complex64 | Elem::Complex128 => {
                return None;
            }
        })
    }

    /// The type of a component of such complex numbers.
    pub fn of_component(self) -> Elem {
        if self.is_single() { Elem::Float32 } else { Elem::Float64 }
    }

    /// Are its parts floats of 32 bits?
    pub fn is_single(self) -> bool {
        matches!(self, Elem::Float32 | Elem::Complex64)
    }

    /// What rounds a float to one that a part of such an element can be; `None`: nothing is narrower than a float.
    pub fn rounding(self) -> Option<UnaryOp> {
        match self {
            Elem::Float16 => Some(UnaryOp::ToF16),
            _ if self.is_single() => Some(UnaryOp::ToF32),
            _ => None,
        }
    }

    /// The Python type of a list's element.
    pub fn python(self) -> PyType {
        match self {
            Elem::Bool => PyType::Bool,
            Elem::Float16 | Elem::Float32 | Elem::Float64 => PyType::Float,
            Elem::Complex64 | Elem::Complex128 => PyType::Complex,
            Elem::Char => PyType::Char,
            Elem::UInt64 => PyType::Word,
            _ => self.units().map_or(PyType::Int, PyType::Str),
        }
    }

    /// The code units of the pool that texts are in.
    pub fn units(self) -> Option<Elem> {
        TEXTS.iter().find(|(text, _)| *text == self).map(|(_, units)| *units)
    }

    /// What holds both where both are of strs; else this.
    pub fn max_of_texts(self, other: Elem) -> Elem {
        let is_text = |elem: Elem| elem == Elem::Char || elem.units().is_some();
        if is_text(self) && is_text(other) { self.max(other) } else { self }
    }

    /// Texts of such code units.
    pub fn of_units(units: Elem) -> Elem {
        TEXTS.iter().find(|(_, known)| *known == units).expect("these are code units").0
    }
}

const TEXTS: [(Elem, Elem); 3] =
    [(Elem::Text8, Elem::UInt8), (Elem::Text16, Elem::UInt16), (Elem::Text32, Elem::UInt32)];

impl FunctionType {
    pub fn parts(&self) -> Vec<Type> {
        self.kept.iter().flat_map(PyType::parts).collect()
    }
}

impl PyType {
    /// A plain tuple.
    pub fn tuple(types: Vec<PyType>) -> PyType {
        PyType::Tuple(Members::of_class(types, None))
    }

    /// The class of a named tuple.
    pub fn named(&self) -> Option<&Arc<NamedTuple>> {
        match self {
            PyType::Tuple(members) => members.class.as_ref(),
            _ => None,
        }
    }

    /// The functions that a value of this type may be.
    pub fn functions(&self) -> &[Arc<FunctionType>] {
        match self {
            PyType::Function(of) => std::slice::from_ref(of),
            PyType::Choice(all) => all,
            _ => &[],
        }
    }

    /// May it be a function that CPython would have to make again?
    pub fn may_be_made_again(&self) -> bool {
        self.functions().iter().any(|of| matches!(of.made, Made::Definition(_)))
    }

    /// Is there a function in it?
    pub fn holds_function(&self) -> bool {
        match self {
            PyType::Tuple(members) => members.iter().any(PyType::holds_function),
            PyType::Maybe(inner) => inner.holds_function(),
            ty => !ty.functions().is_empty(),
        }
    }

    /// Types of the parts that a value of this type is spread over.
    pub fn parts(&self) -> Vec<Type> {
        match self {
            PyType::None => vec![],
            PyType::Bool => vec![Type::BOOL],
            PyType::Int | PyType::Word => vec![Type::INT],
            PyType::Float => vec![Type::FLOAT],
            PyType::Complex => vec![Type::FLOAT, Type::FLOAT],
            PyType::NumPy(elem) => elem.parts().iter().map(|&s| Type::Scalar(s)).collect(),
            PyType::Tuple(members) => members.iter().flat_map(PyType::parts).collect(),
            PyType::List(elem) => vec![Type::Buffer(*elem, Dims::LIST)],
            PyType::Table(elem) => vec![Type::Buffer(*elem, Dims::TABLE)],
            PyType::Row(elem) => vec![Type::Buffer(*elem, Dims::TABLE), Type::INT],
            PyType::Records(item) | PyType::Nested(item) => {
                item.columns().into_iter().map(|elem| Type::Buffer(elem, Dims::LIST)).collect()
            }
            PyType::Many(list) => list.parts(),
            PyType::Ragged(_) => vec![Type::Buffer(Elem::Int64, Dims::LIST)],
            PyType::RaggedRow(_) => vec![Type::INT],
            PyType::Heap(item) => {
                let elems = [vec![Elem::Int64; 3], item.row_columns()].concat();
                elems.into_iter().map(|elem| Type::Buffer(elem, Dims::LIST)).collect()
            }
            PyType::Array { elem, ndim, layout, .. } => {
                vec![Type::Buffer(*elem, Dims { n: (*ndim).max(1), layout: *layout })]
            }
            PyType::View { elem, layout, axes, .. } => {
                let array = Type::Buffer(*elem, Dims { n: axes.len() as u8, layout: *layout });
                let n_ints = axes.iter().map(|axis| if *axis == Axis::At { 1 } else { 3 }).sum();
                [vec![array], vec![Type::INT; n_ints]].concat()
            }
            PyType::Union(members) => [vec![Type::BOOL; members.len() - 1], places(members).concat()].concat(),
            PyType::Maybe(inner) => [vec![Type::BOOL], inner.parts()].concat(),
            PyType::Char => vec![Type::INT],
            PyType::Str(elem) => vec![Type::Buffer(*elem, Dims::LIST), Type::INT, Type::INT],
            PyType::Bytes => vec![Type::Buffer(Elem::UInt8, Dims::LIST), Type::INT, Type::INT],
            PyType::Instance(shape) => {
                let references = shape.references.iter().flat_map(|(_, ty)| ty.parts());
                std::iter::once(Type::INT).chain(references).collect()
            }
            PyType::Fields(shape) => shape.fields.iter().map(|(_, ty)| column(ty)).collect(),
            PyType::Pool(units) => vec![Type::Buffer(*units, Dims::LIST)],
            PyType::Instances(_) | PyType::Range => vec![Type::INT; 3],
            PyType::Generator | PyType::Method(_) => {
                vec![Type::Buffer(twister::WORD, Dims::LIST), Type::Buffer(Elem::Float64, Dims::LIST)]
            }
            PyType::Function(function) => function.parts(),
            PyType::Choice(all) => std::iter::once(Type::INT).chain(all.iter().flat_map(|one| one.parts())).collect(),
            PyType::Passed(_) => vec![],
            PyType::Object => vec![Type::Object],
        }
    }

    /// Can a list of such values be one of their parts? Of those of no parts nobody would know how many there are.
    pub fn is_record(&self) -> bool {
        self.has_scalars_only() && !self.parts().is_empty()
    }

    /// Can it be in the rows of a heap?
    pub fn is_row_item(&self) -> bool {
        self.is_record() || matches!(self, PyType::RaggedRow(_))
    }

    /// Is it a tuple that holds lists, which are referred to by number, and no more than that and what a record may hold?
    pub fn is_nested_item(&self) -> bool {
        fn may_hold(ty: &PyType) -> bool {
            match ty {
                PyType::RaggedRow(item) => item.is_row_item(),
                PyType::Tuple(members) => members.iter().all(may_hold),
                ty => ty.has_scalars_only(),
            }
        }
        matches!(self, PyType::Tuple(_)) && may_hold(self) && !self.has_scalars_only()
    }

    fn has_scalars_only(&self) -> bool {
        match self {
            PyType::Tuple(members) => members.iter().all(PyType::has_scalars_only),
            PyType::Union(members) => members.iter().all(PyType::has_scalars_only),
            PyType::None | PyType::Bool | PyType::Int | PyType::Float | PyType::Complex => true,
            PyType::NumPy(_) | PyType::Char => true,
            _ => false,
        }
    }

    /// The element of a list of such values that is one buffer.
    pub fn list_elem(&self) -> Option<Elem> {
        match self {
            PyType::Bool => Some(Elem::Bool),
            PyType::Int => Some(Elem::Int64),
            PyType::Word => Some(Elem::UInt64),
            PyType::Float => Some(Elem::Float64),
            PyType::Complex => Some(Elem::Complex128),
            PyType::Char => Some(Elem::Char),
            _ => None,
        }
    }

    /// What is in the lists that hold the elements of rows.
    pub fn row_columns(&self) -> Vec<Elem> {
        self.list_elem().map_or_else(|| self.columns(), |elem| vec![elem])
    }

    /// What is in the lists that hold the parts of such values.
    pub fn columns(&self) -> Vec<Elem> {
        let elem = |part: Type| match part.scalar().expect("a record has scalars only") {
            Scalar::Bool => Elem::Bool,
            Scalar::Int => Elem::Int64,
            Scalar::Float => Elem::Float64,
        };
        self.parts().into_iter().map(elem).collect()
    }

    /// What a value is that may be `None`, and is no number or character where it is not.
    pub fn optional(&self) -> Option<&PyType> {
        match self {
            PyType::Union(members) => match &members[..] {
                [PyType::None, of] if of.may_be_optional() => Some(of),
                _ => None,
            },
            _ => None,
        }
    }

    /// Can a variable hold such a value or `None`?
    pub fn may_be_optional(&self) -> bool {
        matches!(self, PyType::Str(_) | PyType::RaggedRow(_) | PyType::Word)
            || matches!(self, PyType::Tuple(_)) && (self.has_scalars_only() || self.is_nested_item())
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

/// The buffer of a field of this type.
fn column(ty: &PyType) -> Type {
    match ty {
        PyType::Bool => Type::Buffer(Elem::Bool, Dims::LIST),
        PyType::Word => Type::Buffer(Elem::UInt64, Dims::LIST),
        PyType::Float => Type::Buffer(Elem::Float64, Dims::LIST),
        PyType::Complex => Type::Buffer(Elem::Complex128, Dims::LIST),
        PyType::Row(elem) => Type::Buffer(*elem, Dims::TABLE),
        // The number of an instance is an int as well.
        PyType::Int | PyType::Instance(_) => Type::Buffer(Elem::Int64, Dims::LIST),
        _ => unreachable!("a field is a number, a list or an instance"),
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
