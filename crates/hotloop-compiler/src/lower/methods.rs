//! Methods of numbers without arguments: `z.conjugate()`, `x.is_integer()`, `n.bit_length()`.

use super::Lowerer;
use super::prelude;
use super::strings::Family;
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
        let is_known = matches!(
            name.as_str(),
            "conjugate" | "is_integer" | "bit_length" | "bit_count" | "as_integer_ratio" | "hex" | "item"
        );
        if !args.is_empty() || !is_known {
            return Ok(None);
        }
        let base = self.expression(value)?;
        if base.ty == PyType::Word {
            return Ok(match name.as_str() {
                "conjugate" => Some(base),
                "bit_count" => Some(self.bits_of_word(base, "bit_count")),
                "bit_length" => Some(self.bits_of_word(base, "bit_length")),
                _ => None,
            });
        }
        if base.path.is_some() || !base.may_be_number() {
            return Ok(None);
        }
        let base = self.settle(base);
        match name.as_str() {
            "conjugate" => self.conjugate(base, span).map(Some),
            "item" => self.python_number(base, span).map(Some),
            "is_integer" => self.is_integer(base, span).map(Some),
            "as_integer_ratio" => self.integer_ratio(base, span).map(Some),
            "hex" if base.ty == PyType::Float => self.hex_of_float(base.parts[0], span).map(Some),
            "hex" => bail!(span, "`.hex` of {} is not compiled yet", self.what_is(&base)),
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

    fn integer_ratio(&mut self, base: PyValue, span: Span) -> Result<PyValue> {
        match base.ty {
            PyType::Bool | PyType::Int => {
                let int = PyValue::new(PyType::Int, self.as_kind(base, Kind::Int));
                let one = PyValue::new(PyType::Int, vec![self.build.int(1)]);
                self.tuple_of(vec![int, one], span)
            }
            PyType::Float => self.call_prelude("numbers.float_ratio", vec![base], span),
            _ => bail!(span, "`.as_integer_ratio` of {} is not compiled yet", self.what_is(&base)),
        }
    }

    /// `n.to_bytes(..)`, `int.from_bytes(..)`, `float.fromhex(..)`, `bytes.fromhex(..)`; `None`: it is another call.
    pub fn converted_number(
        &mut self,
        function: &Expr,
        args: &[Expr],
        keywords: &[(Option<String>, Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        match (name.as_str(), args, keywords) {
            ("fromhex", [text], []) if self.is_class(value, "float") => {
                let text = self.argument(text)?;
                match super::strings::family(&text) {
                    Some(Family::Str) => self.float_of_hex(text, span).map(Some),
                    _ => bail!(span, "`float.fromhex` of {} is not compiled yet", self.what_is(&text)),
                }
            }
            ("fromhex", [text], []) if self.is_class(value, "bytes") => {
                let text = self.solid_argument(text)?;
                if super::strings::family(&text) != Some(Family::Str) {
                    bail!(span, "`bytes.fromhex` of {} is not compiled yet", self.what_is(&text));
                }
                let list = self.call_prelude("texts.bytes_of_hex", vec![text], span)?;
                self.bytes_of_list(list).map(Some)
            }
            ("from_bytes", [data, rest @ ..], _) if self.is_class(value, "int") => {
                let (_, is_big, is_signed) = byte_options(&["byteorder"], rest, keywords, span)?;
                let data = self.solid_argument(data)?;
                if super::strings::family(&data) != Some(Family::Bytes) {
                    bail!(span, "`int.from_bytes` of {} is not compiled yet", self.what_is(&data));
                }
                let [is_big, is_signed] =
                    [is_big, is_signed].map(|yes| PyValue::new(PyType::Bool, vec![self.build.bool(yes)]));
                self.call_prelude("numbers.from_bytes", vec![data, is_big, is_signed], span).map(Some)
            }
            ("to_bytes", _, _) => {
                let is_int = |value: &PyValue| matches!(value.ty, PyType::Bool | PyType::Int | PyType::Word);
                let Some(int) = self.tried(value, is_int)? else { return Ok(None) };
                let int = match int.ty {
                    PyType::Word => int,
                    _ => PyValue::new(PyType::Int, self.as_kind(int, Kind::Int)),
                };
                let int = self.keep(int);
                let (length, is_big, is_signed) = byte_options(&["length", "byteorder"], args, keywords, span)?;
                let length = match length {
                    Some(e) => self.argument(&e)?,
                    None => PyValue::new(PyType::Int, vec![self.build.int(1)]),
                };
                let is_signed = PyValue::new(PyType::Bool, vec![self.build.bool(is_signed)]);
                let list = self.call_prelude("numbers.to_bytes", vec![int, length, is_signed], span)?;
                if let (true, PyType::List(elem), Some(buffer)) = (is_big, &list.ty, self.buffer_of(&list)) {
                    self.reverse(buffer, *elem);
                }
                self.bytes_of_list(list).map(Some)
            }
            _ => Ok(None),
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

/// What `to_bytes` and `from_bytes` are told: how many, is the most significant byte the first one, is there a sign?
fn byte_options(
    names: &[&str],
    args: &[Expr],
    keywords: &[(Option<String>, Expr)],
    span: Span,
) -> Result<(Option<Expr>, bool, bool)> {
    let (mut length, mut is_big, mut is_signed) = (None, true, false);
    let by_position = args.iter().enumerate().map(|(at, e)| (names.get(at).copied(), e));
    let by_name = keywords.iter().map(|(name, e)| (name.as_deref(), e));
    for (name, e) in by_position.chain(by_name) {
        match (name, &e.kind) {
            (Some("length"), _) => length = Some(e.clone()),
            (Some("byteorder"), ExprKind::Str(order)) if order == "big" => is_big = true,
            (Some("byteorder"), ExprKind::Str(order)) if order == "little" => is_big = false,
            (Some("signed"), ExprKind::Bool(signed)) => is_signed = *signed,
            _ => {
                bail!(span, "these arguments are not compiled yet"; hint: "write the byte order and `signed` as constants")
            }
        }
    }
    Ok((length, is_big, is_signed))
}
