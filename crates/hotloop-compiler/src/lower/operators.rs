//! Functions of `operator`: each is an operator.
//!
//! `operator.iadd(x, y)` of numbers is `x + y`, `operator.contains(t, x)` is `x in t`.

use super::Lowerer;
use super::folds::is_simple;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::PyType;
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, UnaryOp};

/// Each has an in-place form, which for numbers does the same: `iadd`.
const BINARY: [(&str, BinaryOp); 13] = [
    ("add", BinaryOp::Add),
    ("sub", BinaryOp::Sub),
    ("mul", BinaryOp::Mul),
    ("truediv", BinaryOp::Div),
    ("floordiv", BinaryOp::FloorDiv),
    ("mod", BinaryOp::Mod),
    ("pow", BinaryOp::Pow),
    ("matmul", BinaryOp::MatMul),
    ("lshift", BinaryOp::LeftShift),
    ("rshift", BinaryOp::RightShift),
    ("and", BinaryOp::And),
    ("or", BinaryOp::Or),
    ("xor", BinaryOp::Xor),
];

const COMPARISONS: [(&str, CompareOp); 8] = [
    ("eq", CompareOp::Eq),
    ("ne", CompareOp::Ne),
    ("lt", CompareOp::Lt),
    ("le", CompareOp::Le),
    ("gt", CompareOp::Gt),
    ("ge", CompareOp::Ge),
    ("is", CompareOp::Is),
    ("is_not", CompareOp::IsNot),
];

const UNARY: [(&str, UnaryOp); 5] = [
    ("neg", UnaryOp::Neg),
    ("pos", UnaryOp::Pos),
    ("invert", UnaryOp::Invert),
    ("inv", UnaryOp::Invert),
    ("not", UnaryOp::Not),
];

impl Lowerer<'_> {
    /// A function of `operator`; `None`: it is none of these.
    pub fn operator_call(&mut self, name: &str, args: &[Expr], span: Span) -> Result<Option<PyValue>> {
        let Some(name) = name.strip_prefix("operator.") else { return Ok(None) };
        let name = name.trim_end_matches('_');
        let whole = Expr { kind: ExprKind::None, span };
        match args {
            [x] if name == "truth" => Ok(Some(PyValue::new(PyType::Bool, vec![self.condition(x)?]))),
            [x] if name == "abs" => self.abs(x, span).map(Some),
            [x] if name == "index" => {
                let value = self.argument(x)?;
                let part = self.int_of(value, span)?;
                Ok(Some(PyValue::new(PyType::Int, vec![part])))
            }
            [x] if name == "length_hint" => self.len(x).map(Some),
            [x] => match find(&UNARY, name) {
                Some(op) => self.unary_expression(&whole, op, x).map(Some),
                None => Ok(None),
            },
            [list, index] if name == "delitem" => {
                let index = index.clone().into();
                self.delete(&Expr { kind: ExprKind::Subscript { value: list.clone().into(), index }, span })?;
                Ok(Some(PyValue::none()))
            }
            // The value is evaluated before the list and the index.
            [list, index, value] if name == "setitem" && [list, index].into_iter().all(is_simple) => {
                let value = self.expression(value)?;
                self.store(list, index, value, span)?;
                Ok(Some(PyValue::none()))
            }
            [x, y] => self.operator_of_two(name, x, y, &whole),
            _ => Ok(None),
        }
    }

    fn operator_of_two(&mut self, name: &str, x: &Expr, y: &Expr, whole: &Expr) -> Result<Option<PyValue>> {
        if let Some(op) = find(&COMPARISONS, name) {
            let (a, b) = (self.expression(x)?, self.expression(y)?);
            return self.compare(op, a, b, whole.span).map(Some);
        }
        if name == "getitem" {
            let (value, index) = (Box::new(x.clone()), Box::new(y.clone()));
            return self.expression(&Expr { kind: ExprKind::Subscript { value, index }, span: whole.span }).map(Some);
        }
        if name == "concat" && self.tried(x, |value| !value.may_be_number())?.is_some() {
            return self.binary_expression(whole, BinaryOp::Add, x, y).map(Some);
        }
        if name == "contains" {
            return self.contains(x, y, whole.span).map(Some);
        }
        let in_place = name.strip_prefix('i').and_then(|name| find(&BINARY, name));
        if in_place.is_some()
            && let Some(value) = self.tried(x, |value| !value.may_be_number())?
        {
            bail!(whole.span, "`operator.{name}` of {} is not compiled", self.what_is(&value); hint: "write the operator");
        }
        match find(&BINARY, name).or(in_place) {
            Some(op) => self.binary_expression(whole, op, x, y).map(Some),
            None => Ok(None),
        }
    }
}

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, op)| *op)
}
