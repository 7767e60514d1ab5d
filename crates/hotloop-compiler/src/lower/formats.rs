//! Values as texts: f-strings, `%`, `.format`, `str`, `repr`, `hex`; and texts as numbers.
//!
//! example: `f"{x:.2f} of {n}"` is a part of the buffer that the function has for short texts: `format_float text, (x,
//! ".2f", 0, 3)`, an extension by `" of "`, `format_int text, (n, "", 0, 0)`. What is written is CPython's to say: the host
//! asks it.

use super::Lowerer;
use super::expressions::Element;
use super::strings::{self, Family, View};
use super::value::{Kind, Literal, PyValue, describe};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind, FormatPart};

/// What a text is made of, one behind the other. There are few at a time.
#[allow(clippy::large_enum_variant)]
pub enum Piece {
    Text(String),
    Value(Shown),
}

/// A value, and how it is shown: `{value!r:spec}`.
pub struct Shown {
    value: PyValue,
    conversion: Option<char>,
    /// `None`: none, or an empty one.
    spec: Option<PyValue>,
    span: Span,
}

/// Elements of tuples that are shown one by one.
const MAX_MEMBERS: usize = 64;

impl Lowerer<'_> {
    // Who asks for a text

    /// `f"{x:.2f} of {n}"`
    pub fn format_string(&mut self, parts: &[FormatPart], span: Span) -> Result<PyValue> {
        let pieces = self.pieces(parts)?;
        self.text_of(pieces, span)
    }

    fn pieces(&mut self, parts: &[FormatPart]) -> Result<Vec<Piece>> {
        let mut pieces = vec![];
        for part in parts {
            pieces.push(match part {
                FormatPart::Text(text) => Piece::Text(text.clone()),
                FormatPart::Value { value, conversion, spec } => {
                    let span = value.span;
                    let value = self.shown_value(value)?;
                    let spec = match spec[..] {
                        [] => None,
                        _ => {
                            let inner = self.pieces(spec)?;
                            Some(self.text_of(inner, span)?)
                        }
                    };
                    Piece::Value(Shown { value, conversion: *conversion, spec: without_empty(spec), span })
                }
            });
        }
        Ok(pieces)
    }

    /// `"{} of {1:.2f}".format(..)` of a text that is known; `None`: it is another call.
    pub fn format_call(
        &mut self,
        function: &ast::Expr,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, name } = &function.kind else { return Ok(None) };
        if name != "format" {
            return Ok(None);
        }
        let Some(base) = self.tried(base, |value| matches!(value.literal, Some(Literal::Str(_))))? else {
            return Ok(None);
        };
        let Some(Literal::Str(text)) = base.literal else { unreachable!("asked for") };
        let mut given = vec![];
        for arg in args {
            given.push((given.len().to_string(), self.shown_value(arg)?));
        }
        for (name, arg) in keywords {
            let Some(name) = name else { bail!(arg.span, "`**` in a call of `.format` is not compiled yet") };
            given.push((name.clone(), self.shown_value(arg)?));
        }
        let fields = Fields { given: &given, next: 0, span };
        let pieces = self.fields(&text, fields)?.0;
        self.text_of(pieces, span).map(Some)
    }

    /// The pieces of a format string, and how many fields have been numbered.
    fn fields(&mut self, text: &str, mut fields: Fields<'_>) -> Result<(Vec<Piece>, usize)> {
        let span = fields.span;
        let (mut pieces, mut own) = (vec![], String::new());
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, behind) = rest.split_at(at);
            own += before;
            let brace = &behind[..1];
            if behind[1..].starts_with(brace) {
                own += brace;
                rest = &behind[2..];
                continue;
            }
            let Some((field, behind)) = field_of(behind) else { bail!(span, "this format string is CPython's") };
            rest = behind;
            pieces.push(Piece::Text(std::mem::take(&mut own)));
            let (name, spec) = field.split_once(':').unwrap_or((field, ""));
            let (name, conversion) = match name.split_once('!') {
                Some((name, conversion)) if matches!(conversion, "r" | "s" | "a") => (name, conversion.chars().next()),
                Some(_) => bail!(span, "this format string is CPython's"),
                None => (name, None),
            };
            let number = fields.next.to_string();
            let wanted = if name.is_empty() { &number } else { name };
            fields.next += usize::from(name.is_empty());
            let Some((_, value)) = fields.given.iter().find(|(known, _)| known == wanted) else {
                bail!(span, "the field `{{{field}}}` is not compiled yet"; hint: "use an f-string")
            };
            let value = value.clone();
            let (inner, next) = self.fields(spec, Fields { ..fields })?;
            fields.next = next;
            let spec = self.text_of(inner, span)?;
            pieces.push(Piece::Value(Shown { value, conversion, spec: without_empty(Some(spec)), span }));
        }
        own += rest;
        pieces.push(Piece::Text(own));
        Ok((pieces, fields.next))
    }

    /// `"%d of %.2f" % (i, x)`
    pub fn percent(&mut self, text: &str, value: PyValue, span: Span) -> Result<PyValue> {
        let values = match &value.ty {
            PyType::Tuple(_) => self.members_of(&value),
            _ => vec![value],
        };
        let (mut pieces, mut values) = (vec![], values.into_iter());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('%') {
            pieces.push(Piece::Text(before.into()));
            let Some((field, behind)) = PercentField::read(behind) else {
                bail!(span, "this format string is not compiled yet"; hint: "use an f-string")
            };
            rest = behind;
            if field.kind == '%' {
                pieces.push(Piece::Text("%".into()));
                continue;
            }
            let Some(value) = values.next() else { bail!(span, "there are too few values for this format string") };
            let value = self.settle(value);
            let value = self.keep(value);
            pieces.push(Piece::Value(self.percent_field(&field, value, span)?));
        }
        if values.next().is_some() {
            bail!(span, "there are too many values for this format string");
        }
        pieces.push(Piece::Text(rest.into()));
        self.text_of(pieces, span)
    }

    /// A field of a format string for `%` as one of `.format`.
    fn percent_field(&mut self, field: &PercentField, value: PyValue, span: Span) -> Result<Shown> {
        let refuse = |this: &Self| bail!(span, "`%{}` of {} is not compiled yet", field.kind, this.what_is(&value); hint: "use an f-string");
        let plain = |number: &PyValue| number.ty.members().iter().all(|m| !matches!(m, PyType::NumPy(_)));
        let (value, conversion, spec) = match (field.kind, value.kind()) {
            ('d' | 'i' | 'u', Some(Kind::Bool | Kind::Int)) if plain(&value) && field.precision.is_none() => {
                (self.as_int(value), None, field.spec('d'))
            }
            ('d' | 'i' | 'u', Some(Kind::Float)) if value.ty == PyType::Float && field.precision.is_none() => {
                (self.float_to_int(value.parts[0]), None, field.spec('d'))
            }
            (kind @ ('x' | 'X' | 'o'), Some(Kind::Bool | Kind::Int)) if plain(&value) && field.precision.is_none() => {
                (self.as_int(value), None, field.spec(kind))
            }
            (kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G'), Some(Kind::Bool | Kind::Int | Kind::Float)) => {
                let parts = self.as_kind(value, Kind::Float);
                (PyValue::new(PyType::Float, parts), None, field.spec(kind))
            }
            ('d' | 'i' | 'u', _) if value.ty == PyType::Word && field.precision.is_none() => {
                (value, None, field.spec('d'))
            }
            (kind @ ('x' | 'X' | 'o'), _) if value.ty == PyType::Word && field.precision.is_none() => {
                (value, None, field.spec(kind))
            }
            (kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G'), _) if value.ty == PyType::Word => {
                (PyValue::new(PyType::Float, vec![self.float_of(value)]), None, field.spec(kind))
            }
            (kind @ ('s' | 'r'), _) => (value, Some(kind), field.spec_of_text()),
            ('c', _) if strings::family(&value) == Some(Family::Str) && field.is_bare() => {
                let code = self.only_unit(value, span)?;
                (PyValue::new(PyType::Char, vec![code]), None, String::new())
            }
            ('c', Some(Kind::Int)) if value.ty == PyType::Int && field.is_bare() => {
                let code = self.code_point(value.parts[0]);
                (PyValue::new(PyType::Char, vec![code]), None, String::new())
            }
            _ => return refuse(self),
        };
        let spec = without_empty(Some(PyValue::literal(Literal::Str(spec))));
        Ok(Shown { value, conversion, spec, span })
    }

    fn as_int(&mut self, value: PyValue) -> PyValue {
        PyValue::new(PyType::Int, self.as_kind(value, Kind::Int))
    }

    /// `None` has a text, too.
    fn shown_value(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.optional(e)?;
        let value = self.settle(value);
        Ok(self.keep(value))
    }

    /// `str(x)` and `repr(x)`
    pub fn shown(&mut self, x: &ast::Expr, conversion: char, span: Span) -> Result<PyValue> {
        let value = self.shown_value(x)?;
        self.text_of(vec![Piece::Value(Shown { value, conversion: Some(conversion), spec: None, span: x.span })], span)
    }

    /// `format(x)` and `format(x, spec)`
    pub fn formatted(&mut self, x: &ast::Expr, spec: Option<&ast::Expr>, span: Span) -> Result<PyValue> {
        let value = self.argument(x)?;
        let spec = spec.map(|spec| self.argument(spec)).transpose()?;
        if let Some(other) = spec.iter().find(|spec| strings::family(spec) != Some(Family::Str)) {
            bail!(span, "{} as a format specification is not compiled yet", self.what_is(other));
        }
        let spec = without_empty(spec);
        self.text_of(vec![Piece::Value(Shown { value, conversion: None, spec, span: x.span })], span)
    }

    /// `hex(n)`, `oct(n)`, `bin(n)`
    pub fn in_base(&mut self, x: &ast::Expr, spec: &str, span: Span) -> Result<PyValue> {
        let value = self.argument(x)?;
        let value = match value.ty {
            PyType::Word => value,
            _ => PyValue::new(PyType::Int, vec![self.int_of(value, x.span)?]),
        };
        let spec = Some(PyValue::literal(Literal::Str(spec.into())));
        self.text_of(vec![Piece::Value(Shown { value, conversion: None, spec, span: x.span })], span)
    }

    // Texts of values

    /// A text of these: a literal if nothing else is in it, else part of a buffer that the function has for short ones.
    fn text_of(&mut self, pieces: Vec<Piece>, span: Span) -> Result<PyValue> {
        let mut merged = vec![];
        for piece in pieces {
            match (merged.last_mut(), self.plain(piece)?) {
                (_, Piece::Text(text)) if text.is_empty() => {}
                (Some(Piece::Text(before)), Piece::Text(text)) => *before += &text,
                (_, piece) => merged.push(piece),
            }
        }
        match &merged[..] {
            [] => return Ok(PyValue::literal(Literal::Str(String::new()))),
            [Piece::Text(text)] => return Ok(PyValue::literal(Literal::Str(text.clone()))),
            [Piece::Value(Shown { value, conversion: None | Some('s'), spec: None, .. })]
                if strings::family(value) == Some(Family::Str) =>
            {
                return Ok(value.clone());
            }
            _ => {}
        }
        let elem = merged.iter().map(elem_of_piece).fold(self.usual_elem(), Elem::max);
        let (buffer, start) = self.pad(elem);
        for piece in merged {
            match piece {
                Piece::Text(text) => self.put_text(buffer, elem, &text, span)?,
                Piece::Value(shown) => self.put_shown(buffer, elem, shown)?,
            }
        }
        let end = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.binary(BinaryOp::Sub, end, start);
        let len = self.build.keep(len);
        Ok(self.value(View { elem, buffer, start, len }, Family::Str))
    }

    /// A piece that needs no other text to be made first, and is a text of the source if it can be.
    fn plain(&mut self, piece: Piece) -> Result<Piece> {
        match piece {
            Piece::Text(text) if text.contains('\u{FFFD}') => {
                bail!(self.build.span, "a string with a lone surrogate or U+FFFD is not compiled yet")
            }
            Piece::Text(text) => Ok(Piece::Text(text)),
            Piece::Value(Shown { value, conversion: None | Some('s'), spec: None, .. })
                if matches!(value.literal, Some(Literal::Str(_))) =>
            {
                let Some(Literal::Str(text)) = value.literal else { unreachable!("just looked at") };
                Ok(Piece::Text(text))
            }
            Piece::Value(Shown { value, conversion: Some(conversion), spec: Some(spec), span }) => {
                let shown = Shown { value, conversion: Some(conversion), spec: None, span };
                let value = self.text_of(vec![Piece::Value(shown)], span)?;
                Ok(Piece::Value(Shown { value, conversion: None, spec: Some(spec), span }))
            }
            Piece::Value(shown) => Ok(Piece::Value(shown)),
        }
    }

    fn put_text(&mut self, buffer: LocalId, elem: Elem, text: &str, span: Span) -> Result<()> {
        let value = PyValue::literal(Literal::Str(text.into()));
        if text.chars().nth(1).is_none() {
            return self.append_text(buffer, elem, value, span);
        }
        let operands = self.literal_part(elem, text);
        let (one, [from, start, len]) = (self.build.int(1), operands);
        self.build.edit(Edit::Extend, buffer, vec![from, start, one, len]);
        Ok(())
    }

    /// A text of the source as operands of an edit of such code units.
    fn literal_part(&mut self, elem: Elem, text: &str) -> [ExprId; 3] {
        let units: Vec<u32> = text.chars().map(u32::from).collect();
        let len = units.len() as i64;
        let buffer = self.build.text(elem, units);
        [self.build.read(buffer), self.build.int(0), self.build.int(len)]
    }

    /// The same of any text, which is copied if its code units are others.
    fn text_part(&mut self, elem: Elem, value: PyValue, span: Span) -> Result<[ExprId; 3]> {
        if let Some(Literal::Str(text)) = &value.literal {
            return Ok(self.literal_part(elem, text));
        }
        let view = self.view(value.clone(), span)?;
        if view.elem == elem {
            return Ok([self.build.read(view.buffer), view.start, view.len]);
        }
        let copy = self.new_text(elem);
        self.append_text(copy, elem, value, span)?;
        Ok([self.build.read(copy), self.build.int(0), view.len])
    }

    fn put_shown(&mut self, buffer: LocalId, elem: Elem, shown: Shown) -> Result<()> {
        let Shown { value, conversion, spec, span } = shown;
        if let PyType::Union(members) = &value.ty {
            return self.put_member(buffer, elem, members.clone(), Shown { value, conversion, spec, span });
        }
        match (spec, conversion) {
            (Some(spec), _) => self.put_formatted(buffer, elem, value, spec, span),
            (None, None) if matches!(value.ty, PyType::NumPy(elem) if elem != Elem::Bool) => {
                // NumPy's numbers are formatted as Python's are.
                let kind = value.kind().expect("a number");
                let value = PyValue::new(crate::lower::value::Number { kind, numpy: None }.ty(), value.parts);
                self.put_repr(buffer, elem, value, span)
            }
            (None, None | Some('s')) if strings::family(&value) == Some(Family::Str) => {
                self.append_text(buffer, elem, value, span)
            }
            (None, Some('a')) if strings::family(&value) == Some(Family::Str) => {
                let value = self.solid(value, span)?;
                let view = self.view(value.clone(), span)?;
                self.each(view.len, |this, pos, _| {
                    let unit = this.unit(&view, pos);
                    this.check_ascii(unit);
                    Ok(())
                })?;
                self.put_repr(buffer, elem, value, span)
            }
            (None, Some('a')) if value.kind().is_none() && !matches!(value.ty, PyType::None | PyType::Word) => {
                bail!(span, "`ascii` of {} is not compiled yet", self.what_is(&value))
            }
            (None, _) => self.put_repr(buffer, elem, value, span),
        }
    }

    /// Whichever of its types a value has.
    fn put_member(&mut self, buffer: LocalId, elem: Elem, members: Vec<PyType>, shown: Shown) -> Result<()> {
        let whole = self.keep(shown.value);
        for member in members {
            let place = whole.ty.place(&member.parts()).expect("a union has a place for each member");
            let value = PyValue::new(member.clone(), whole.parts[place].to_vec());
            let condition = self.is_member(&whole, &member);
            if member == PyType::None && shown.spec.is_some() {
                // CPython raises.
                let is_there = self.build.not(condition);
                self.build.check(is_there, Failure::Type);
                continue;
            }
            let shown = Shown { value, conversion: shown.conversion, spec: shown.spec.clone(), span: shown.span };
            self.build.open();
            let outcome = self.put_shown(buffer, elem, shown);
            let then = self.build.close();
            outcome?;
            self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        }
        Ok(())
    }

    /// What `repr` gives, which is what `str` gives of all but texts.
    fn put_repr(&mut self, buffer: LocalId, elem: Elem, value: PyValue, span: Span) -> Result<()> {
        if strings::family(&value) == Some(Family::Str) {
            let part = self.text_part(elem, value, span)?;
            self.build.edit(Edit::Repr, buffer, part.to_vec());
            return Ok(());
        }
        let spec = |this: &mut Self| this.literal_part(elem, "");
        match value.ty.clone() {
            PyType::None => self.put_text(buffer, elem, "None", span),
            PyType::Bool => {
                self.build.open();
                self.put_text(buffer, elem, "True", span)?;
                let then = self.build.close();
                self.build.open();
                self.put_text(buffer, elem, "False", span)?;
                let orelse = self.build.close();
                self.build.push(Stmt::If { condition: value.parts[0], then, orelse, likely: Likely::Either });
                Ok(())
            }
            PyType::Int | PyType::Word | PyType::Float | PyType::Complex => {
                let spec = spec(self);
                self.put_number(buffer, value, spec);
                Ok(())
            }
            PyType::Tuple(members)
                if members.len() <= MAX_MEMBERS && members.class.as_ref().is_some_and(|class| class.is_shown) =>
            {
                let class = members.class.expect("asked for");
                self.put_text(buffer, elem, &format!("{}(", class.name), span)?;
                for (at, (field, member)) in class.fields.iter().zip(self.members_of(&value)).enumerate() {
                    let joint = if at > 0 { ", " } else { "" };
                    self.put_text(buffer, elem, &format!("{joint}{field}="), span)?;
                    let shown = Shown { value: member, conversion: Some('r'), spec: None, span };
                    self.put_shown(buffer, elem, shown)?;
                }
                self.put_text(buffer, elem, ")", span)
            }
            PyType::Tuple(members) if members.class.is_none() && members.len() <= MAX_MEMBERS => {
                let is_single = members.len() == 1;
                self.put_text(buffer, elem, "(", span)?;
                for (at, member) in self.members_of(&value).into_iter().enumerate() {
                    if at > 0 {
                        self.put_text(buffer, elem, ", ", span)?;
                    }
                    let shown = Shown { value: member, conversion: Some('r'), spec: None, span };
                    self.put_shown(buffer, elem, shown)?;
                }
                self.put_text(buffer, elem, if is_single { ",)" } else { ")" }, span)
            }
            PyType::List(_)
            | PyType::Row(_)
            | PyType::Records(_)
            | PyType::Table(_)
            | PyType::Ragged(_)
            | PyType::RaggedRow(_)
            | PyType::Many(_) => self.put_list(buffer, elem, value, span),
            PyType::Bytes => {
                let shown = self.call_prelude("texts.repr_of_bytes", vec![value], span)?;
                self.append_text(buffer, elem, shown, span)
            }
            ty => bail!(span, "the text of {} is not compiled yet", describe(&ty)),
        }
    }

    /// A list or a tuple of any length.
    fn put_list(&mut self, buffer: LocalId, elem: Elem, list: PyValue, span: Span) -> Result<()> {
        let list = self.keep(list);
        let Some(trip) = self.length_of(&list) else {
            bail!(span, "the text of {} is not compiled yet", self.what_is(&list))
        };
        let trip = self.build.keep(trip);
        let is_tuple = matches!(list.ty, PyType::Many(_));
        self.put_text(buffer, elem, if is_tuple { "(" } else { "[" }, span)?;
        self.each(trip, |this, pos, _| {
            let zero = this.build.int(0);
            let condition = this.build.binary(BinaryOp::Gt, pos, zero);
            this.build.open();
            this.put_text(buffer, elem, ", ", span)?;
            let then = this.build.close();
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
            let value = this.element_at(&list, pos, span)?;
            let value = this.keep(value);
            this.put_shown(buffer, elem, Shown { value, conversion: Some('r'), spec: None, span })
        })?;
        if is_tuple {
            let one = self.build.int(1);
            let condition = self.build.binary(BinaryOp::Eq, trip, one);
            self.build.open();
            self.put_text(buffer, elem, ",", span)?;
            let then = self.build.close();
            self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        }
        self.put_text(buffer, elem, if is_tuple { ")" } else { "]" }, span)
    }

    fn put_number(&mut self, buffer: LocalId, value: PyValue, spec: [ExprId; 3]) {
        let edit = match value.kind() {
            Some(Kind::Float) => Edit::FormatFloat,
            Some(Kind::Complex) => Edit::FormatComplex,
            _ if value.ty == PyType::Word => Edit::FormatWord,
            _ => Edit::FormatInt,
        };
        self.build.edit(edit, buffer, [value.parts, spec.to_vec()].concat());
    }

    /// What `format` gives for a specification, which is not empty if it is known.
    fn put_formatted(&mut self, buffer: LocalId, elem: Elem, value: PyValue, spec: PyValue, span: Span) -> Result<()> {
        let is_known = spec.literal.is_some();
        let is_bool = matches!(value.ty, PyType::Bool | PyType::NumPy(Elem::Bool));
        if strings::family(&value) == Some(Family::Str) {
            let text = self.text_part(elem, value, span)?;
            let spec = self.text_part(elem, spec, span)?;
            self.build.edit(Edit::FormatText, buffer, [text, spec].concat());
            return Ok(());
        }
        if value.ty == PyType::Word {
            let spec = self.text_part(elem, spec, span)?;
            self.put_number(buffer, value, spec);
            return Ok(());
        }
        let kind = match value.number() {
            // `True` is shown as such where there is no specification.
            Some(number) if !is_bool || is_known && number.numpy.is_none() => number.kind.max(Kind::Int),
            _ => bail!(span, "{} with a format specification is not compiled yet", self.what_is(&value)),
        };
        let parts = self.as_kind(value, kind);
        let spec = self.text_part(elem, spec, span)?;
        self.put_number(buffer, PyValue::new(crate::lower::value::Number { kind, numpy: None }.ty(), parts), spec);
        Ok(())
    }

    // Numbers of texts

    /// `int(text)` and `int(text, base)`
    pub fn int_of_text(&mut self, text: PyValue, base: Option<ExprId>, span: Span) -> Result<PyValue> {
        let ten = self.build.int(10);
        let text = self.readable(text, span)?;
        let operands = [self.text_part(Elem::UInt8, text, span)?.to_vec(), vec![base.unwrap_or(ten)]].concat();
        Ok(self.parsed(Edit::ParseInt, Elem::Int64, operands))
    }

    /// `int(c)`, which needs no more than a subtraction for `"0"` to `"9"`.
    pub fn int_of_char(&mut self, c: PyValue, span: Span) -> Result<PyValue> {
        let c = self.keep(c);
        let (zero, ten, first) = (self.build.int(0), self.build.int(10), self.build.int(i64::from(b'0')));
        let digit = self.build.binary(BinaryOp::Sub, c.parts[0], first);
        let digit = self.build.keep(digit);
        let result = self.build.local("digit", Type::INT);
        self.build.assign(result, digit);
        let (above, below) =
            (self.build.binary(BinaryOp::Lt, digit, zero), self.build.binary(BinaryOp::Ge, digit, ten));
        let condition = self.build.binary(BinaryOp::Or, above, below);
        self.build.open();
        let other = self.int_of_text(c, None, span)?;
        self.build.assign(result, other.parts[0]);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        Ok(PyValue::new(PyType::Int, vec![self.build.read(result)]))
    }

    /// `float(text)`
    pub fn float_of_text(&mut self, text: PyValue, span: Span) -> Result<PyValue> {
        let text = self.readable(text, span)?;
        let operands = self.text_part(Elem::UInt8, text, span)?.to_vec();
        Ok(self.parsed(Edit::ParseFloat, Elem::Float64, operands))
    }

    /// `float.fromhex(text)`
    pub fn float_of_hex(&mut self, text: PyValue, span: Span) -> Result<PyValue> {
        let operands = self.text_part(Elem::UInt8, text, span)?.to_vec();
        Ok(self.parsed(Edit::ParseHex, Elem::Float64, operands))
    }

    /// `complex(text)`
    pub fn complex_of_text(&mut self, text: PyValue, span: Span) -> Result<PyValue> {
        let operands = self.text_part(Elem::UInt8, text, span)?.to_vec();
        let (buffer, at) = self.parsed_at(Edit::ParseComplex, Elem::Float64, operands);
        let one = self.build.int(1);
        let next = self.build.binary(BinaryOp::Add, at, one);
        let parts = [at, next].map(|at| self.parsed_number(buffer, Elem::Float64, at).parts[0]);
        Ok(PyValue::new(PyType::Complex, parts.to_vec()))
    }

    /// `x.hex()`
    pub fn hex_of_float(&mut self, x: ExprId, _span: Span) -> Result<PyValue> {
        let elem = self.usual_elem();
        let (buffer, start) = self.pad(elem);
        self.build.edit(Edit::FormatHex, buffer, vec![x]);
        let end = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.binary(BinaryOp::Sub, end, start);
        let len = self.build.keep(len);
        Ok(self.value(View { elem, buffer, start, len }, Family::Str))
    }

    /// Bytes are read as a str is, if there is nothing in them that only one of the two takes for a space.
    fn readable(&mut self, text: PyValue, span: Span) -> Result<PyValue> {
        if strings::family(&text) != Some(Family::Bytes) {
            return Ok(text);
        }
        let text = self.solid(text, span)?;
        let view = self.view(text.clone(), span)?;
        self.each(view.len, |this, pos, _| {
            let unit = this.unit(&view, pos);
            let is_plain = this.is_between(unit, ' '.into(), '~'.into());
            this.build.check(is_plain, Failure::Domain);
            Ok(())
        })?;
        Ok(text)
    }

    fn parsed(&mut self, edit: Edit, elem: Elem, operands: Vec<ExprId>) -> PyValue {
        let (buffer, at) = self.parsed_at(edit, elem, operands);
        self.parsed_number(buffer, elem, at)
    }

    /// Where the number is that is made of a text, or ValueError.
    fn parsed_at(&mut self, edit: Edit, elem: Elem, operands: Vec<ExprId>) -> (LocalId, ExprId) {
        let (buffer, at) = self.pad(elem);
        self.build.edit(edit, buffer, operands);
        let len = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let is_number = self.build.binary(BinaryOp::Gt, len, at);
        self.build.raise_unless(is_number, Failure::Value);
        (buffer, at)
    }

    fn parsed_number(&mut self, buffer: LocalId, elem: Elem, at: ExprId) -> PyValue {
        self.load_place(&Element { buffer, elem, index: vec![at], is_array: false, component: None, writable: false })
    }
}

/// What the fields of a format string are filled with.
#[derive(Clone, Copy)]
struct Fields<'a> {
    given: &'a [(String, PyValue)],
    /// The number of the next field without a name.
    next: usize,
    span: Span,
}

/// `{field}rest`; `None`: it is none.
fn field_of(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if at == 0 { None } else { Some((&text[1..at], &text[at + 1..])) };
        }
    }
    None
}

/// `-08.3f` behind a `%`.
struct PercentField {
    flags: String,
    width: String,
    precision: Option<String>,
    kind: char,
}

impl PercentField {
    /// The field, and what is behind it; `None`: it is one with a name, with `*`, or CPython's.
    fn read(text: &str) -> Option<(PercentField, &str)> {
        let take = |text: &str, of: &str| -> usize { text.len() - text.trim_start_matches(|c| of.contains(c)).len() };
        let (flags, rest) = text.split_at(take(text, "-+ #0"));
        let (width, mut rest) = rest.split_at(take(rest, "0123456789"));
        let mut precision = None;
        if let Some(behind) = rest.strip_prefix('.') {
            let (digits, behind) = behind.split_at(take(behind, "0123456789"));
            (precision, rest) = (Some(if digits.is_empty() { "0" } else { digits }.to_string()), behind);
        }
        // Longer ones CPython may refuse.
        if width.len() > 4 || precision.as_ref().is_some_and(|digits| digits.len() > 3) {
            return None;
        }
        let kind = rest.chars().next()?;
        let field = PercentField { flags: flags.into(), width: width.into(), precision, kind };
        let is_known = "diuxXoeEfFgGsrc".contains(kind) || kind == '%' && field.is_bare();
        is_known.then(|| (field, &rest[1..]))
    }

    fn is_bare(&self) -> bool {
        self.flags.is_empty() && self.width.is_empty() && self.precision.is_none()
    }

    /// The same for `format` of a number.
    fn spec(&self, kind: char) -> String {
        let has = |flag| self.flags.contains(flag);
        let align = if has('-') { "<" } else { "" };
        let sign = if has('+') {
            "+"
        } else if has(' ') {
            " "
        } else {
            ""
        };
        let alternate = if has('#') && kind != 'd' { "#" } else { "" };
        let zeros = if has('0') && !has('-') { "0" } else { "" };
        let precision = self.precision.as_ref().map_or(String::new(), |digits| format!(".{digits}"));
        let spec = format!("{align}{sign}{alternate}{zeros}{}{precision}{kind}", self.width);
        // Of ints without anything else it is `str`.
        if spec == "d" { String::new() } else { spec }
    }

    /// The same of a text: it stands on the right.
    fn spec_of_text(&self) -> String {
        let precision = self.precision.as_ref().map_or(String::new(), |digits| format!(".{digits}"));
        let align = if self.flags.contains('-') { "<" } else { ">" };
        match (self.width.as_str(), self.precision.is_none()) {
            ("", true) => String::new(),
            ("", false) => precision,
            (width, _) => format!("{align}{width}{precision}"),
        }
    }
}

/// Without a specification that is known to be empty.
fn without_empty(spec: Option<PyValue>) -> Option<PyValue> {
    spec.filter(|spec| !matches!(&spec.literal, Some(Literal::Str(text)) if text.is_empty()))
}

/// The code units that a piece needs, as far as that is known.
fn elem_of_piece(piece: &Piece) -> Elem {
    fn of_type(ty: &PyType) -> Elem {
        match ty {
            PyType::Str(elem) => *elem,
            PyType::Tuple(members) => members.iter().map(of_type).max().unwrap_or(Elem::UInt8),
            PyType::Union(members) => members.iter().map(of_type).max().unwrap_or(Elem::UInt8),
            _ => Elem::UInt8,
        }
    }
    let of_text = |text: &str| strings::elem_of(&text.chars().map(u32::from).collect::<Vec<_>>());
    let of_value = |value: &PyValue| match &value.literal {
        Some(Literal::Str(text)) => of_text(text),
        _ => of_type(&value.ty),
    };
    match piece {
        Piece::Text(text) => of_text(text),
        Piece::Value(shown) => of_value(&shown.value).max(shown.spec.as_ref().map_or(Elem::UInt8, of_value)),
    }
}
