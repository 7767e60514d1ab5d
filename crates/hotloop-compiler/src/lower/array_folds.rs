//! One number of a whole array: `a.sum()`, `(a > b).any()`, `np.argmax(a)`.
//!
//! example: `(a > 0).any()` is `found = false; for pos in n { found = or(found, gt(a[pos], 0)) }`: no array is made of what
//! is only looked at.
//!
//! These are the ones that come out the same in whatever order NumPy's vector code goes through the elements. Sums of
//! floats do not, and are left to NumPy, as is what is empty, a NaN, -0.0 where the least or greatest is asked for, and a
//! sum that has no int64.

use super::Lowerer;
use super::arrays::Node;
use super::dtypes::is_unsigned;
use super::value::{Kind, Number, PyValue, dtype};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp as Ir, Elem, ExprId, Failure, Likely, LocalId, PyType, Scalar, Stmt, Type, UnaryOp};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArrayFold {
    Sum,
    Product,
    /// The least or the greatest: `Ir::Min` or `Ir::Max`.
    Extreme(Ir),
    /// Where that is first.
    Place(Ir),
    /// Is one of them true, or are all: `Ir::Or` or `Ir::And`.
    Truth(Ir),
}

/// Functions of NumPy, and methods of arrays.
const FOLDS: [(&str, ArrayFold); 8] = [
    ("sum", ArrayFold::Sum),
    ("prod", ArrayFold::Product),
    ("min", ArrayFold::Extreme(Ir::Min)),
    ("max", ArrayFold::Extreme(Ir::Max)),
    ("argmin", ArrayFold::Place(Ir::Min)),
    ("argmax", ArrayFold::Place(Ir::Max)),
    ("any", ArrayFold::Truth(Ir::Or)),
    ("all", ArrayFold::Truth(Ir::And)),
];

pub fn named(name: &str) -> Option<ArrayFold> {
    FOLDS.iter().find(|(known, _)| *known == name).map(|(_, fold)| *fold)
}

impl Lowerer<'_> {
    /// `a.sum()`: a number of NumPy's.
    pub fn array_fold(&mut self, fold: ArrayFold, node: &Node, span: Span) -> Result<PyValue> {
        let elem = node.number.numpy.expect("an array's");
        let kind = Kind::of(elem);
        let name = FOLDS.iter().find(|(_, known)| *known == fold).expect("it is one of these").0;
        if node.dims.is_empty() {
            bail!(span, "`{name}` of an array of no dimensions is not compiled yet"; hint: "read it: `a[()]`");
        }
        let result = match fold {
            ArrayFold::Sum | ArrayFold::Product if kind > Kind::Int => {
                bail!(span, "`{name}` of an array of {} is not compiled: NumPy does not go through it in its order",
                    dtype(elem); hint: "go through it in a loop, if it need not be rounded as NumPy does")
            }
            ArrayFold::Extreme(_) | ArrayFold::Place(_) if kind == Kind::Complex => {
                bail!(span, "`{name}` of complex numbers is not compiled yet")
            }
            ArrayFold::Sum | ArrayFold::Product if is_unsigned(elem) => Elem::UInt64,
            ArrayFold::Sum | ArrayFold::Product | ArrayFold::Place(_) => Elem::Int64,
            ArrayFold::Extreme(_) => elem,
            ArrayFold::Truth(_) => Elem::Bool,
        };
        if matches!(fold, ArrayFold::Extreme(_) | ArrayFold::Place(_)) {
            for &n in &node.dims {
                let zero = self.build.int(0);
                let some = self.build.binary(Ir::Gt, n, zero);
                self.build.check(some, Failure::Type);
            }
        }
        let (so_far, place) = (self.start_of(fold, elem), self.build.local("place", Type::INT));
        let zero = self.build.int(0);
        self.build.assign(place, zero);
        self.each_element(node, span, &mut |this, value, at, dims| {
            let value = this.settle(value);
            match fold {
                ArrayFold::Truth(op) => {
                    let truth = this.truth(value, span)?;
                    this.combine(so_far, op, truth);
                }
                ArrayFold::Sum => this.combine_checked(so_far, Ir::Add, Ir::AddOverflows, value),
                ArrayFold::Product => this.combine_checked(so_far, Ir::Mul, Ir::MulOverflows, value),
                ArrayFold::Extreme(op) => {
                    let part = this.comparable(value, true);
                    match (kind, op) {
                        (Kind::Bool, Ir::Min) => this.combine(so_far, Ir::And, part),
                        (Kind::Bool, _) => this.combine(so_far, Ir::Or, part),
                        _ => this.combine(so_far, op, part),
                    }
                }
                ArrayFold::Place(op) => {
                    let number = Number { kind: kind.max(Kind::Int), numpy: None };
                    let value = PyValue::new(number.ty(), this.as_kind(value, number.kind));
                    let part = this.comparable(value, false);
                    this.note_place(so_far, place, op, part, at, dims);
                }
            }
            Ok(())
        })?;
        let found = if let ArrayFold::Place(_) = fold { place } else { so_far };
        let found = self.build.read(found);
        Ok(PyValue::new(PyType::NumPy(result), vec![self.build.keep(found)]))
    }

    /// What changes nothing.
    fn start_of(&mut self, fold: ArrayFold, elem: Elem) -> LocalId {
        let kind = match (fold, Kind::of(elem)) {
            (ArrayFold::Truth(_), _) => Kind::Bool,
            (ArrayFold::Sum | ArrayFold::Product | ArrayFold::Place(_), kind) => kind.max(Kind::Int),
            (_, kind) => kind,
        };
        let is_least =
            matches!(fold, ArrayFold::Extreme(Ir::Min) | ArrayFold::Place(Ir::Min) | ArrayFold::Truth(Ir::And));
        let (scalar, start) = match (fold, kind) {
            (ArrayFold::Sum, _) => (Scalar::Int, self.build.int(0)),
            (ArrayFold::Product, _) => (Scalar::Int, self.build.int(1)),
            (_, Kind::Bool) => (Scalar::Bool, self.build.bool(is_least)),
            (_, Kind::Int) => (Scalar::Int, self.build.int(if is_least { i64::MAX } else { i64::MIN })),
            _ => (Scalar::Float, self.build.float(if is_least { f64::INFINITY } else { f64::NEG_INFINITY })),
        };
        let local = self.build.local("so_far", Type::Scalar(scalar));
        self.build.assign(local, start);
        local
    }

    fn combine(&mut self, so_far: LocalId, op: Ir, part: ExprId) {
        let now = self.build.read(so_far);
        let next = self.build.binary(op, now, part);
        self.build.assign(so_far, next);
    }

    /// Of ints: where it is none of 64 bits NumPy goes on, which wraps.
    fn combine_checked(&mut self, so_far: LocalId, op: Ir, overflows: Ir, value: PyValue) {
        let part = self.as_kind(value, Kind::Int)[0];
        let part = self.build.keep(part);
        let now = self.build.read(so_far);
        let bad = self.build.binary(overflows, now, part);
        let good = self.build.not(bad);
        self.build.check(good, Failure::Overflow);
        self.combine(so_far, op, part);
    }

    /// A number that is less or greater than others, whatever the order in which they are compared.
    fn comparable(&mut self, value: PyValue, is_result: bool) -> ExprId {
        let kind = value.number().expect("an element is a number").kind;
        let part = self.build.keep(value.parts[0]);
        if kind != Kind::Float {
            return part;
        }
        let mut good = self.build.binary(Ir::Eq, part, part);
        if is_result {
            // 0.0 and -0.0 are equal, and not the same.
            let zero = self.build.float(0.0);
            let other = self.build.binary(Ir::Ne, part, zero);
            let negative = self.build.unary(UnaryOp::SignBit, part);
            let positive = self.build.not(negative);
            let clear = self.build.binary(Ir::Or, other, positive);
            good = self.build.binary(Ir::And, good, clear);
        }
        self.build.check(good, Failure::Domain);
        part
    }

    fn note_place(&mut self, best: LocalId, place: LocalId, op: Ir, part: ExprId, at: &[ExprId], dims: &[ExprId]) {
        let now = self.build.read(best);
        let compare = if op == Ir::Min { Ir::Lt } else { Ir::Gt };
        let condition = self.build.binary(compare, part, now);
        self.build.open();
        self.build.assign(best, part);
        let mut number = at[0];
        for (&pos, &n) in at.iter().zip(dims).skip(1) {
            number = self.build.binary(Ir::Mul, number, n);
            number = self.build.binary(Ir::Add, number, pos);
        }
        self.build.assign(place, number);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
    }
}
