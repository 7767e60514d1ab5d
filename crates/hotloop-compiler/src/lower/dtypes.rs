//! NumPy's element types: in which one two numbers are computed, and how a number becomes an element.
//!
//! example: `a[i] * 0.1` with `a` of float32 is computed in float32, since a Python float takes the type that it meets:
//! `to_f32(mul(a_i, 0.10000000149011612))`. The parts of a float32 are those of the float that it is. One operation on
//! such floats, rounded to 53 bits and then to 24, is the same as rounded to 24 at once.

use super::Lowerer;
use super::value::{Kind, Number, PyValue, describe, dtype};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Const, Elem, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast;

/// The type in which NumPy computes with these numbers; `None`: Python computes.
pub fn common_elem(numbers: &[Number]) -> Option<Elem> {
    let (first, rest) = numbers.split_first()?;
    let common = rest.iter().try_fold(*first, |x, &y| {
        let elem = promoted(x, y);
        Some(Number { kind: elem.map_or(x.kind.max(y.kind), Kind::of), numpy: elem })
    });
    common?.numpy
}

/// Does NumPy do an operation on these? A `complex` takes a `numpy.float64` on its right for the float that it is.
pub fn is_numpy(x: Number, y: Number) -> bool {
    let complex = Number { kind: Kind::Complex, numpy: None };
    (x.numpy.is_some() || y.numpy.is_some()) && !(x == complex && y.numpy == Some(Elem::Float64))
}

/// A Python number takes the type that it meets, if that is of its kind or a wider one.
fn promoted(x: Number, y: Number) -> Option<Elem> {
    if is_numpy(x, y) { promoted_in_arrays(x, y) } else { None }
}

/// The type in which NumPy computes with elements of arrays; a Python number takes the type that it meets. `None`: two
/// Python numbers.
pub fn promoted_in_arrays(x: Number, y: Number) -> Option<Elem> {
    match (x.numpy, y.numpy) {
        (Some(a), Some(b)) => Some(wider(a, b)),
        (Some(elem), None) => Some(with_weak(elem, y.kind)),
        (None, elem) => elem.map(|elem| with_weak(elem, x.kind)),
    }
}

fn with_weak(elem: Elem, kind: Kind) -> Elem {
    match kind {
        _ if kind <= Kind::of(elem) => elem,
        Kind::Complex if matches!(elem, Elem::Float16 | Elem::Float32) => Elem::Complex64,
        _ => kind.elem(),
    }
}

/// The least type that holds the values of both, as NumPy has it.
fn wider(a: Elem, b: Elem) -> Elem {
    let kind = Kind::of(a).max(Kind::of(b));
    if kind >= Kind::Float {
        return match (kind, float_size(a).max(float_size(b))) {
            (Kind::Float, 2) => Elem::Float16,
            (Kind::Float, 4) => Elem::Float32,
            (Kind::Complex, 2 | 4) => Elem::Complex64,
            _ => kind.elem(),
        };
    }
    match (a, b) {
        (Elem::Bool, elem) | (elem, Elem::Bool) => elem,
        _ => wider_int(a, b),
    }
}

/// Bytes of the least float that holds all of a type: one of 16 bits holds ints of 8, one of 32 those of 16.
pub fn float_size(elem: Elem) -> usize {
    match Kind::of(elem) {
        Kind::Bool | Kind::Int => (2 * elem.size()).min(8),
        Kind::Float | Kind::Complex => elem.part_size(),
    }
}

fn wider_int(a: Elem, b: Elem) -> Elem {
    let (large, small) = if a.size() >= b.size() { (a, b) } else { (b, a) };
    if is_unsigned(large) == is_unsigned(small) || (!is_unsigned(large) && large.size() > small.size()) {
        return large;
    }
    match large.size() {
        1 => Elem::Int16,
        2 => Elem::Int32,
        4 => Elem::Int64,
        _ => Elem::Float64,
    }
}

pub fn is_unsigned(elem: Elem) -> bool {
    matches!(elem, Elem::UInt8 | Elem::UInt16 | Elem::UInt32 | Elem::UInt64)
}

impl Lowerer<'_> {
    /// An operand of an operation that NumPy does in `common`.
    pub fn as_operand(&mut self, value: PyValue, common: Elem) -> PyValue {
        let number = value.number().expect("operands are numbers");
        match number.numpy {
            // NumPy raises where a Python int is none of its type, whatever comes of it.
            None if number.kind == Kind::Int && Kind::of(common) == Kind::Int => {
                self.check_int(value.parts[0], common);
                value
            }
            Some(own) if own.rounding().is_some() => value,
            _ if common.rounding().is_some() && number.kind != Kind::Bool => self.as_narrow(value, common),
            _ => value,
        }
    }

    /// A number as one whose parts are floats of fewer bits, as those of this type are; ints become floats.
    pub fn as_narrow(&mut self, value: PyValue, elem: Elem) -> PyValue {
        let number = value.number().expect("a number");
        if number.kind == Kind::Int {
            self.check_int_as_float(&value);
        }
        let rounding = elem.rounding().expect("of fewer bits");
        let kind = number.kind.max(Kind::Float);
        let elem = match (kind, elem.is_single()) {
            (Kind::Float, false) => Elem::Float16,
            (Kind::Float, true) => Elem::Float32,
            _ => Elem::Complex64,
        };
        let unchecked = value.unchecked;
        let parts = self.as_kind(value, kind).into_iter().map(|part| self.part_as_narrow(part, rounding)).collect();
        PyValue { unchecked, ..PyValue::new(PyType::NumPy(elem), parts) }
    }

    /// A float as one of fewer bits. NumPy warns where that is too large.
    fn part_as_narrow(&mut self, part: ExprId, rounding: UnaryOp) -> ExprId {
        let part = self.build.keep(part);
        let single = self.build.unary(rounding, part);
        let single = self.build.keep(single);
        if matches!(self.build.constant(single), Some(Const::Float(v)) if v.is_finite()) {
            return single;
        }
        let (fits, was) = (self.build.is_finite(single), self.build.is_finite(part));
        let was_not = self.build.not(was);
        let good = self.build.binary(BinaryOp::Or, fits, was_not);
        self.build.check(good, Failure::Overflow);
        single
    }

    /// The result of one operation that NumPy does in this type.
    pub fn in_type(&mut self, part: ExprId, elem: Option<Elem>) -> ExprId {
        match elem.and_then(Elem::rounding) {
            Some(rounding) => self.build.unary(rounding, part),
            None => part,
        }
    }

    /// An int that is one of this type.
    pub fn check_int(&mut self, value: ExprId, elem: Elem) {
        let Some((least, greatest)) = elem.ints().filter(|_| elem != Elem::Int64) else { return };
        if matches!(self.build.constant(value), Some(Const::Int(v)) if (least..=greatest).contains(&v)) {
            return;
        }
        let value = self.build.keep(value);
        let low = self.build.int(least);
        let mut good = self.build.binary(BinaryOp::Ge, value, low);
        if greatest != i64::MAX {
            let high = self.build.int(greatest);
            let below = self.build.binary(BinaryOp::Le, value, high);
            good = self.build.binary(BinaryOp::And, good, below);
        }
        self.build.check(good, Failure::Overflow);
    }

    /// The int of this type with the same low bits. One of uint64 beyond an int64 is left to NumPy.
    pub fn wrapped_int(&mut self, value: ExprId, elem: Elem) -> ExprId {
        let bits = 8 * elem.size() as i64;
        if bits == 64 {
            self.check_int(value, elem);
            return value;
        }
        if is_unsigned(elem) {
            let mask = self.build.int((1 << bits) - 1);
            return self.build.binary(BinaryOp::And, value, mask);
        }
        let distance = self.build.int(64 - bits);
        let high = self.build.binary(BinaryOp::Shl, value, distance);
        self.build.binary(BinaryOp::Shr, high, distance)
    }

    /// `np.float32(x)`
    pub fn numpy_scalar(&mut self, name: &str, x: &ast::Expr, span: Span) -> Result<PyValue> {
        let Some(elem) = Elem::ALL.into_iter().find(|&elem| name.strip_prefix("numpy.") == Some(dtype(elem))) else {
            bail!(span, "the call of `{name}` is not compiled yet")
        };
        let value = self.kept_value(x)?;
        let parts = self.array_element(value, elem, span)?;
        Ok(PyValue::new(PyType::NumPy(elem), parts))
    }

    /// The parts of a value as an element of an array; what NumPy would refuse or warn about is left to it.
    pub fn array_element(&mut self, value: PyValue, elem: Elem, span: Span) -> Result<Vec<ExprId>> {
        let Some(kind) = value.kind() else { bail!(span, "{} is stored in an array", self.what_is(&value)) };
        let kinds_differ = value.ty.members().iter().any(|m| Number::of(m).is_some_and(|n| n.kind != kind));
        match Kind::of(elem) {
            Kind::Bool if kind != Kind::Bool => Ok(vec![self.truth(value, span)?]),
            Kind::Int if kind == Kind::Float && !kinds_differ => {
                let part = self.as_kind(value, Kind::Float)[0];
                Ok(vec![self.truncated(part, elem)])
            }
            want if kind > want => {
                bail!(span, "{} is stored in an array of {}", describe(&value.ty), describe(&PyType::NumPy(elem)))
            }
            Kind::Int => Ok(vec![self.int_element(value, elem)]),
            want if elem.rounding().is_some() => {
                let fits = |own: Elem| own.rounding().is_some() && own.part_size() <= elem.part_size();
                let fits = matches!(value.ty, PyType::NumPy(own) if fits(own));
                let value = self.widest(value);
                let value = if fits || kind == Kind::Bool { value } else { self.as_narrow(value, elem) };
                Ok(self.as_kind(value, want))
            }
            want => Ok(self.as_kind(value, want)),
        }
    }

    /// Where an int is out of range NumPy raises, or takes the low bits: that depends on whose it is, and on the type.
    fn int_element(&mut self, value: PyValue, elem: Elem) -> ExprId {
        let is_held = |m: &PyType| match m {
            PyType::Bool => true,
            PyType::NumPy(own) => *own == Elem::Bool || wider(*own, elem) == elem,
            _ => false,
        };
        let is_held = value.ty.members().iter().all(is_held);
        let part = self.as_kind(value, Kind::Int)[0];
        if !is_held {
            self.check_int(part, elem);
        }
        part
    }

    /// A float without its fraction, as an int of this type.
    fn truncated(&mut self, part: ExprId, elem: Elem) -> ExprId {
        let (least, greatest) = elem.ints().expect("the caller has looked");
        let part = self.build.keep(part);
        let whole = self.build.unary(UnaryOp::Trunc, part);
        let whole = self.build.keep(whole);
        // Both are floats: what is behind the greatest is a power of two.
        let (low, beyond) = (self.build.float(least as f64), self.build.float(greatest as f64 + 1.0));
        let above = self.build.binary(BinaryOp::Ge, whole, low);
        let below = self.build.binary(BinaryOp::Lt, whole, beyond);
        let both = self.build.binary(BinaryOp::And, above, below);
        self.build.check(both, Failure::Overflow);
        self.build.unary(UnaryOp::ToInt, part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_computed_in_the_type_that_holds_both() {
        use Elem::*;
        let rows = [
            (Int8, UInt8, Int16),
            (UInt32, Int32, Int64),
            (UInt64, Int8, Float64),
            (UInt16, Int32, Int32),
            (Bool, UInt8, UInt8),
            (Int16, Float32, Float32),
            (Int8, Float16, Float16),
            (UInt16, Float16, Float32),
            (Int64, Float16, Float64),
            (Float16, Complex64, Complex64),
            (Int32, Float32, Float64),
            (UInt8, Complex64, Complex64),
            (Float64, Complex64, Complex128),
        ];
        for (a, b, expected) in rows {
            assert_eq!((wider(a, b), wider(b, a)), (expected, expected), "{a} {b}");
        }
    }
}
