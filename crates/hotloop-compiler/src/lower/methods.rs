//! Methods of numbers without arguments: `z.conjugate()`, `x.is_integer()`, `n.bit_length()`.

use super::Lowerer;
use super::prelude;
use super::unions::Ints;
use super::value::{Kind, Number, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, PyType, UnaryOp};
use crate::syntax::ast::{Expr, ExprKind};

impl Lowerer<'_> {
    /// A call of a method; `None`: it is another call.
    pub fn method(&mut self, function: &Expr, args: &[Expr], span: Span) -> Result<Option<PyValue>> {
        if let Some(value) = self.text_method(function, args, span)? {
            return Ok(Some(value));
        }
        if let Some(value) = self.tuple_method(function, args, span)? {
            return Ok(Some(value));
        }
        match self.number_method(function, args, span)? {
            Some(value) => Ok(Some(value)),
            None => self.list_method(function, args),
        }
    }

    /// `t.index(x)` and `t.count(x)` of a tuple.
    fn tuple_method(&mut self, function: &Expr, args: &[Expr], span: Span) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        let callee = match (name.as_str(), args) {
            ("index", [_]) => "operator.index_in",
            ("count", [_]) => "operator.count_in",
            _ => return Ok(None),
        };
        let Some(tuple) = self.tried(value, |value| matches!(value.ty, PyType::Tuple(_)))? else { return Ok(None) };
        let tuple = self.keep(tuple);
        let callee = prelude::find(callee).expect("it is in the prelude");
        self.call_function(name, callee, vec![tuple], args, &[], span).map(Some)
    }

    fn number_method(&mut self, function: &Expr, args: &[Expr], span: Span) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        if !args.is_empty()
            || !matches!(name.as_str(), "conjugate" | "is_integer" | "bit_length" | "bit_count" | "item")
        {
            return Ok(None);
        }
        let base = self.expression(value)?;
        if base.path.is_some() || !base.may_be_number() {
            return Ok(None);
        }
        let base = self.settle(base);
        match name.as_str() {
            "conjugate" => self.conjugate(base, span).map(Some),
            "item" => self.python_number(base, span).map(Some),
            "is_integer" => self.is_integer(base, span).map(Some),
            "bit_length" => self.bits(base, "bit_length", span).map(Some),
            _ => self.bits(base, "bit_count", span).map(Some),
        }
    }

    fn conjugate(&mut self, base: PyValue, span: Span) -> Result<PyValue> {
        let ty = |number: Number| match (number.kind, number.numpy) {
            (Kind::Bool, Some(_)) => bail!(span, "`.conjugate` of a NumPy bool is not compiled yet"),
            (kind, None) => Ok(Number { kind: kind.max(Kind::Int), numpy: None }.ty()),
            (_, Some(_)) => Ok(number.ty()),
        };
        self.by_members(
            vec![base],
            Ints::Rounded,
            span,
            |_, of| ty(of[0]),
            |this, operands| {
                let value = operands[0].clone();
                let number = value.number().expect("operands are numbers");
                let mut parts = this.as_kind(value, number.kind.max(Kind::Int));
                if let [_, im] = &mut parts[..] {
                    *im = this.build.unary(UnaryOp::Neg, *im);
                }
                Ok(PyValue::new(ty(number)?, parts))
            },
        )
    }

    /// A number of NumPy's as the Python number that it is.
    fn python_number(&mut self, base: PyValue, span: Span) -> Result<PyValue> {
        match base.number() {
            Some(Number { kind, numpy: Some(_) }) => Ok(PyValue::new(Number { kind, numpy: None }.ty(), base.parts)),
            _ => bail!(span, "`.item` of {} is not compiled", self.what_is(&base)),
        }
    }

    fn bits(&mut self, base: PyValue, row: &'static str, span: Span) -> Result<PyValue> {
        if !matches!(base.ty, PyType::Bool | PyType::Int) {
            bail!(span, "`.{row}` of {} is not compiled yet", self.what_is(&base));
        }
        let int = self.as_kind(base, Kind::Int);
        Ok(PyValue::new(PyType::Int, vec![self.build.call(row, int)]))
    }

    /// Of floats: an int has it from Python 3.12 on.
    fn is_integer(&mut self, base: PyValue, span: Span) -> Result<PyValue> {
        if base.ty != PyType::Float {
            bail!(span, "`.is_integer` of {} is not compiled yet", self.what_is(&base));
        }
        let part = self.build.keep(base.parts[0]);
        let floor = self.build.unary(UnaryOp::Floor, part);
        let whole = self.build.binary(BinaryOp::Eq, floor, part);
        let finite = self.build.is_finite(part);
        Ok(PyValue::new(PyType::Bool, vec![self.build.binary(BinaryOp::And, finite, whole)]))
    }
}
