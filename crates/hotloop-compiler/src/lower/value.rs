//! A Python value while it is being lowered: its type and the expressions of its parts.

use crate::ir::{Axis, Elem, ExprId, PyType, Type};

#[derive(Clone, Debug)]
pub struct PyValue {
    pub ty: PyType,
    pub parts: Vec<ExprId>,
    /// A NumPy float that has not been checked to be finite yet: NumPy warns where it is not, so CPython must go on
    /// there. Sums and products of what is not finite are not finite, so the check can wait for them.
    pub unchecked: bool,
    /// A module, builtin or function by its dotted name: only for calls and attributes.
    pub path: Option<String>,
    /// A str or bytes that is known, and has no parts yet: `solid` gives it some.
    pub literal: Option<Literal>,
}

/// A str or bytes of the source, or of a global.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Str(String),
    Bytes(Vec<u8>),
}

/// What kind of number a value is, whoever's it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Bool,
    Int,
    Float,
    Complex,
}

/// A number's type: its kind, and the NumPy element if it is a NumPy scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub kind: Kind,
    pub numpy: Option<Elem>,
}

impl PyValue {
    pub fn new(ty: PyType, parts: Vec<ExprId>) -> Self {
        PyValue { ty, parts, unchecked: false, path: None, literal: None }
    }

    pub fn none() -> Self {
        PyValue::new(PyType::None, vec![])
    }

    pub fn literal(literal: Literal) -> Self {
        PyValue { literal: Some(literal), ..PyValue::new(PyType::Object, vec![]) }
    }

    pub fn named(path: String) -> Self {
        PyValue { path: Some(path), ..PyValue::new(PyType::Object, vec![]) }
    }

    pub fn number(&self) -> Option<Number> {
        Number::of(&self.ty)
    }

    /// The parts that are the value where it is such a number, or a narrower one.
    pub fn at(&self, kind: Kind) -> Vec<ExprId> {
        let place = self.ty.place(&kind.parts()).expect("a union has a place for each kind of its members");
        self.parts[place].to_vec()
    }

    pub fn may_be_number(&self) -> bool {
        self.ty.members().iter().any(|m| Number::of(m).is_some())
    }

    /// The widest kind of number that this may be; `None`: it may be something else.
    pub fn kind(&self) -> Option<Kind> {
        let kinds: Option<Vec<Kind>> = self.ty.members().iter().map(|m| Number::of(m).map(|n| n.kind)).collect();
        kinds?.into_iter().max()
    }
}

impl Number {
    /// An element of an array.
    pub fn of_elem(elem: Elem) -> Number {
        Number { kind: Kind::of(elem), numpy: Some(elem) }
    }

    pub fn of(ty: &PyType) -> Option<Number> {
        let python = |kind| Some(Number { kind, numpy: None });
        match ty {
            PyType::Bool => python(Kind::Bool),
            PyType::Int => python(Kind::Int),
            PyType::Float => python(Kind::Float),
            PyType::Complex => python(Kind::Complex),
            PyType::NumPy(elem) => Some(Number { kind: Kind::of(*elem), numpy: Some(*elem) }),
            _ => None,
        }
    }

    pub fn ty(self) -> PyType {
        match (self.numpy, self.kind) {
            (Some(elem), _) => PyType::NumPy(elem),
            (None, Kind::Bool) => PyType::Bool,
            (None, Kind::Int) => PyType::Int,
            (None, Kind::Float) => PyType::Float,
            (None, Kind::Complex) => PyType::Complex,
        }
    }
}

impl Kind {
    /// Types of the parts of such a number.
    pub fn parts(self) -> Vec<Type> {
        Number { kind: self, numpy: None }.ty().parts()
    }

    /// NumPy's wide type of this kind.
    pub fn elem(self) -> Elem {
        match self {
            Kind::Bool => Elem::Bool,
            Kind::Int => Elem::Int64,
            Kind::Float => Elem::Float64,
            Kind::Complex => Elem::Complex128,
        }
    }

    pub fn of(elem: Elem) -> Kind {
        match elem {
            Elem::Bool => Kind::Bool,
            Elem::Float16 | Elem::Float32 | Elem::Float64 => Kind::Float,
            Elem::Complex64 | Elem::Complex128 => Kind::Complex,
            _ => Kind::Int,
        }
    }
}

/// The user's word for a type.
pub fn describe(ty: &PyType) -> String {
    match ty {
        PyType::None => "None".into(),
        PyType::Bool => "bool".into(),
        PyType::Int | PyType::Word => "int".into(),
        PyType::Float => "float".into(),
        PyType::Complex => "complex".into(),
        PyType::NumPy(elem) => format!("numpy.{}", dtype(*elem)),
        PyType::Tuple(members) => {
            let types = members.iter().map(describe).collect::<Vec<_>>().join(", ");
            members.class.as_ref().map_or_else(|| format!("tuple[{types}]"), |class| format!("{}({types})", class.name))
        }
        PyType::List(elem) => format!("list[{}]", describe(&elem.python())),
        PyType::Table(elem) => format!("list[list[{}]]", describe(&elem.python())),
        PyType::Row(elem) => format!("a row of list[list[{}]]", describe(&elem.python())),
        PyType::Records(item) | PyType::Nested(item) => format!("list[{}]", describe(item)),
        PyType::Many(list) => match &**list {
            PyType::List(elem) => format!("tuple[{}, ...]", describe(&elem.python())),
            PyType::Records(item) => format!("tuple[{}, ...]", describe(item)),
            list => describe(list),
        },
        PyType::Ragged(item) => format!("list[list[{}]]", describe(item)),
        PyType::RaggedRow(item) => format!("list[{}] that is among others", describe(item)),
        PyType::Heap(item) => format!("all lists of {}", describe(item)),
        PyType::Array { elem, ndim, .. } => format!("{}-D array of {}", ndim, dtype(*elem)),
        PyType::View { elem, axes, component, .. } => {
            let n = axes.iter().filter(|axis| **axis == Axis::Along).count();
            format!("{n}-D part of an array of {}", dtype(component.map_or(*elem, |_| elem.of_component())))
        }
        PyType::Union(members) => members.iter().map(describe).collect::<Vec<_>>().join(" or "),
        PyType::Maybe(inner) => format!("unbound or {}", describe(inner)),
        PyType::Char | PyType::Str(Elem::UInt8) => "str".into(),
        PyType::Str(elem) => format!("str[{elem}]"),
        PyType::Bytes => "bytes".into(),
        PyType::Instance(shape) => format!("an instance of `{}`", shape.name),
        PyType::Instances(shape) => format!("a list of instances of `{}`", shape.name),
        PyType::Fields(shape) => format!("the attributes of `{}`", shape.name),
        PyType::Pool(_) => "a pool of texts".into(),
        PyType::Range => "range".into(),
        PyType::Generator => "random.Random".into(),
        PyType::Method(name) => format!("random.Random.{name}"),
        PyType::Function(_) | PyType::Choice(_) | PyType::Passed(_) => "a function".into(),
        PyType::Object => "object".into(),
    }
}

pub fn dtype(elem: Elem) -> &'static str {
    match elem {
        Elem::Bool => "bool",
        Elem::Int8 => "int8",
        Elem::Int16 => "int16",
        Elem::Int32 => "int32",
        Elem::Int64 => "int64",
        Elem::UInt8 => "uint8",
        Elem::UInt16 => "uint16",
        Elem::UInt32 => "uint32",
        Elem::UInt64 => "uint64",
        Elem::Float16 => "float16",
        Elem::Float32 => "float32",
        Elem::Float64 => "float64",
        Elem::Complex64 => "complex64",
        Elem::Complex128 => "complex128",
        Elem::Char | Elem::Text8 | Elem::Text16 | Elem::Text32 => "str",
    }
}
