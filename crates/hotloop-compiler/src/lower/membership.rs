//! `x in t` for tuples, ranges, and sets that are written down.
//!
//! `x in (1, 2.0)` is `x == 1 or x == 2.0`; `x in range(a, b, s)` is arithmetic, as in CPython.

use super::Lowerer;
use super::calls::Range;
use super::tuples::as_list;
use super::value::{Kind, Number, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast::{CompareOp, Expr, ExprKind};

/// As the parser's converter calls it.
const SET: &str = "a set display";

fn has_hash(ty: &PyType) -> bool {
    match ty {
        PyType::Tuple(members) => members.iter().all(has_hash),
        PyType::Str(_) | PyType::Char | PyType::Bytes | PyType::None => true,
        ty => Number::of(ty).is_some(),
    }
}

impl Lowerer<'_> {
    /// A comparison with what is still to be evaluated: behind `in` it may be a range, of which no object is made.
    pub fn comparison(&mut self, op: CompareOp, left: PyValue, right: &Expr, span: Span) -> Result<PyValue> {
        if !matches!(op, CompareOp::In | CompareOp::NotIn) {
            let right = match op {
                CompareOp::Is | CompareOp::IsNot | CompareOp::Eq | CompareOp::Ne => self.optional(right)?,
                _ => self.expression(right)?,
            };
            return self.compare(op, left, right, span);
        }
        let left = self.settle(left);
        let left = self.keep(left);
        let Some(range) = self.range_of(right)? else {
            let container = match &right.kind {
                ExprKind::Display(SET, members) => self.members_of_set(&left, members, right.span)?,
                _ => self.expression(right)?,
            };
            return self.compare(op, left, container, span);
        };
        let found = self.is_in_range(left, &range, span)?;
        let answer = if op == CompareOp::In { found } else { self.build.not(found) };
        Ok(PyValue::new(PyType::Bool, vec![answer]))
    }

    /// Is it `type(x)`?
    pub fn asks_for_type(&self, e: &Expr) -> bool {
        matches!(&e.kind, ExprKind::Call { function, args, keywords }
            if args.len() == 1 && keywords.is_empty() && self.is_class(function, "type"))
    }

    /// `type(x) is float`, also with `==`, of a value whose type is known; `None`: it is something else.
    pub fn type_test(&mut self, op: CompareOp, left: &Expr, right: &Expr) -> Result<Option<PyValue>> {
        let ExprKind::Call { args, .. } = &left.kind else { return Ok(None) };
        let is_same = match op {
            CompareOp::Is | CompareOp::Eq => true,
            CompareOp::IsNot | CompareOp::Ne => false,
            _ => return Ok(None),
        };
        let ([x], true) = (&args[..], self.asks_for_type(left)) else { return Ok(None) };
        let classes = ["bool", "int", "float", "complex", "str", "bytes", "list", "tuple"];
        let Some(class) = classes.into_iter().find(|class| self.is_class(right, class)) else { return Ok(None) };
        let value = self.argument(x)?;
        let own = |ty: &PyType| {
            Some(match ty {
                PyType::None => "NoneType",
                PyType::Bool => "bool",
                PyType::Int => "int",
                PyType::Float => "float",
                PyType::Complex => "complex",
                PyType::Str(_) | PyType::Char => "str",
                PyType::Bytes => "bytes",
                PyType::Tuple(members) if members.class.is_some() => "a named tuple",
                PyType::Tuple(_) | PyType::Many(_) => "tuple",
                PyType::List(_) | PyType::Table(_) | PyType::Row(_) => "list",
                PyType::Records(_) | PyType::Ragged(_) | PyType::RaggedRow(_) => "list",
                _ => return None,
            })
        };
        let mut answer = self.build.bool(false);
        let literal = super::strings::family(&value).filter(|_| value.literal.is_some());
        if let Some(family) = literal {
            answer = self.build.bool(class == if family == super::strings::Family::Str { "str" } else { "bytes" });
        } else if value.path.is_some() {
            return Ok(None);
        } else {
            for member in value.ty.members().to_vec() {
                match own(&member) {
                    Some(name) if name == class => {
                        let is = match value.ty {
                            PyType::Union(_) => self.is_member(&value, &member),
                            _ => self.build.bool(true),
                        };
                        answer = self.build.binary(BinaryOp::Or, answer, is);
                    }
                    Some(_) => {}
                    None => return Ok(None),
                }
            }
        }
        let answer = if is_same { answer } else { self.build.not(answer) };
        Ok(Some(PyValue::new(PyType::Bool, vec![answer])))
    }

    /// `x in {1, 2}` is `x in (1, 2)` for what has a hash, since equal values have equal ones.
    fn members_of_set(&mut self, value: &PyValue, members: &[Expr], span: Span) -> Result<PyValue> {
        let tuple = self.expression(&Expr { kind: ExprKind::Tuple(members.to_vec()), span })?;
        if !matches!(tuple.ty, PyType::Tuple(_)) || !has_hash(&tuple.ty) || !has_hash(&value.ty) || value.path.is_some()
        {
            bail!(span, "{SET} is not compiled yet");
        }
        Ok(tuple)
    }

    /// `operator.contains(container, value)`, whose container is evaluated first.
    pub fn contains(&mut self, container: &Expr, value: &Expr, span: Span) -> Result<PyValue> {
        if let Some(range) = self.range_of(container)? {
            let value = self.kept_value(value)?;
            let found = self.is_in_range(value, &range, span)?;
            return Ok(PyValue::new(PyType::Bool, vec![found]));
        }
        let (container, value) = (self.kept_value(container)?, self.kept_value(value)?);
        self.compare(CompareOp::In, value, container, span)
    }

    /// `value in container`
    pub fn is_in(&mut self, value: PyValue, container: PyValue, span: Span) -> Result<ExprId> {
        let container = as_list(container);
        if matches!(container.ty, PyType::List(_) | PyType::Row(_) | PyType::Records(_) | PyType::RaggedRow(_))
            || matches!(container.ty, PyType::Ragged(_) | PyType::Table(_))
        {
            return self.is_in_list(value, &container, span);
        }
        if self.is_text(&container) {
            return self.is_in_text(value, container, span);
        }
        if !matches!(container.ty, PyType::Tuple(_)) || value.path.is_some() {
            bail!(span, "`in` with {} and {} is not compiled yet", self.what_is(&value), self.what_is(&container));
        }
        let container = self.keep(container);
        let mut found = self.build.bool(false);
        for member in self.members_of(&container) {
            let equal = self.is_equal_member(&value, member, span)?;
            found = self.build.binary(BinaryOp::Or, found, equal);
        }
        Ok(found)
    }

    /// An object is in a tuple that holds it, equal to itself or not.
    fn is_equal_member(&mut self, value: &PyValue, member: PyValue, span: Span) -> Result<ExprId> {
        match (&value.ty, &member.ty) {
            (PyType::None, PyType::None) => Ok(self.build.bool(true)),
            (PyType::None, other) | (other, PyType::None) if Number::of(other).is_some() => Ok(self.build.bool(false)),
            (PyType::None, _) if self.is_text(&member) => Ok(self.build.bool(false)),
            (_, PyType::None) if self.is_text(value) => Ok(self.build.bool(false)),
            _ => {
                if self.may_be_the_same_nan(value, &member) {
                    self.ask_which_nan(span)?;
                    let is_nan = self.compare(CompareOp::Ne, value.clone(), value.clone(), span)?;
                    let is_nan = self.truth(is_nan, span)?;
                    let fine = self.build.not(is_nan);
                    self.build.check(fine, Failure::Domain);
                }
                let equal = self.compare(CompareOp::Eq, value.clone(), member, span)?;
                self.truth(equal, span)
            }
        }
    }

    fn is_in_range(&mut self, value: PyValue, range: &Range, span: Span) -> Result<ExprId> {
        let (int, is_whole) = match value.ty {
            PyType::Bool | PyType::Int => (self.as_kind(value, Kind::Int)[0], self.build.bool(true)),
            PyType::Float | PyType::Complex => self.whole_part(value),
            _ => bail!(span, "`in` with {} and a range is not compiled yet", self.what_is(&value)),
        };
        let int = self.build.keep(int);
        let (start, step) = (range.start_value, range.step_value);
        let overflows = self.build.binary(BinaryOp::SubOverflows, int, start);
        let fits = self.build.not(overflows);
        self.build.check(fits, Failure::Overflow);
        let distance = self.build.binary(BinaryOp::Sub, int, start);
        let distance = self.build.keep(distance);
        let zero = self.build.int(0);
        let rest = self.build.binary(BinaryOp::FloorMod, distance, step);
        let on_step = self.build.binary(BinaryOp::Eq, rest, zero);
        let position = self.build.binary(BinaryOp::FloorDiv, distance, step);
        let position = self.build.keep(position);
        let trip = self.build.read(range.trip);
        let from = self.build.binary(BinaryOp::Ge, position, zero);
        let to = self.build.binary(BinaryOp::Lt, position, trip);
        let found =
            [is_whole, on_step, from].into_iter().fold(to, |all, one| self.build.binary(BinaryOp::And, all, one));
        Ok(self.build.keep(found))
    }

    /// A number as an int, and whether it is one.
    fn whole_part(&mut self, value: PyValue) -> (ExprId, ExprId) {
        let parts = self.as_kind(value, Kind::Complex);
        let (re, zero) = (self.build.keep(parts[0]), self.build.float(0.0));
        let floor = self.build.unary(UnaryOp::Floor, re);
        let whole = self.build.binary(BinaryOp::Eq, floor, re);
        let real = self.build.binary(BinaryOp::Eq, parts[1], zero);
        // Beyond, an int that is equal may have no float, and a NaN is left to whom it belongs.
        let size = self.build.unary(UnaryOp::Abs, re);
        let most = self.build.float(super::unions::EXACT as f64);
        let small = self.build.binary(BinaryOp::Le, size, most);
        self.build.check(small, Failure::Domain);
        let int = self.build.unary(UnaryOp::ToInt, re);
        (int, self.build.binary(BinaryOp::And, whole, real))
    }
}
