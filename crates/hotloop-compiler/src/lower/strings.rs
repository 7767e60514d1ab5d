//! `str` and `bytes`: parts of buffers that nobody changes.
//!
//! example: `s[i]` is `load c = buffer[start + i]`, a character that is its code point; `s[i:j]` is the same buffer with
//! another start and length; `c in "aeiou"` is five comparisons of ints.
//!
//! What is new (`s + t`) is a buffer of ours. One that ends where its buffer does grows in place: nothing that is known
//! of the buffer so far changes. The texts of arguments and of the source are followed by a zero that counts, so they
//! never end there.

use super::Lowerer;
use super::value::{Literal, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Const, Dims, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type, UnaryOp};
use crate::syntax::ast::{self, CompareOp};

/// Code units of a text: which buffer, the first, how many.
#[derive(Clone, Copy)]
pub struct View {
    pub elem: Elem,
    pub buffer: LocalId,
    pub start: ExprId,
    pub len: ExprId,
}

/// A text of the source is made anew in each call.
const MAX_LITERAL: usize = 1000;
/// Shorter ones are compared without a loop.
const UNROLLED: usize = 16;
/// A buffer of short texts gets no longer than this, and the text that is in it last.
const LONG_PAD: i64 = 1 << 15;
/// No code point, and not the empty string.
const NONE: i64 = -2;
const MAX_CODE: i64 = 0x10_FFFF;
/// More code units than any text has.
const MAX_UNITS: i64 = 1 << 40;

impl Lowerer<'_> {
    // What a text is

    pub fn is_text(&self, value: &PyValue) -> bool {
        family(value).is_some()
    }

    /// A text of the source gets parts; anything else is as it is.
    pub fn solid(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        let Some(literal) = &value.literal else { return Ok(value) };
        let units = units_of(literal);
        if units.len() > MAX_LITERAL {
            bail!(span, "a string of {} characters is compiled as an argument only", units.len(); hint: "pass it");
        }
        if let (Literal::Str(_), 0 | 1) = (literal, units.len()) {
            let code = units.first().map_or(-1, |&unit| unit.into());
            return Ok(PyValue::new(PyType::Char, vec![self.build.int(code)]));
        }
        let (elem, ty) = match literal {
            Literal::Str(_) => {
                let elem = elem_of(&units).max(self.usual_elem());
                (elem, PyType::Str(elem))
            }
            Literal::Bytes(_) => (Elem::UInt8, PyType::Bytes),
        };
        let len = units.len() as i64;
        let buffer = self.build.text(elem, units);
        let parts = vec![self.build.read(buffer), self.build.int(0), self.build.int(len)];
        Ok(PyValue::new(ty, parts))
    }

    pub fn solid_argument(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.argument(e)?;
        self.solid(value, e.span)
    }

    /// A text with parts of its own, none a single character, to be read.
    pub fn wide(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        self.with_parts(value, Elem::UInt32, span)
    }

    /// The same; a single character gets such code units.
    fn with_parts(&mut self, value: PyValue, elem: Elem, span: Span) -> Result<PyValue> {
        let value = self.solid(value, span)?;
        if value.ty != PyType::Char {
            return Ok(value);
        }
        let parts = self.char_as_text(value.parts[0], elem);
        Ok(PyValue::new(PyType::Str(elem), parts))
    }

    /// The code units of new texts, and of those of the source where they fit: what the widest argument has.
    pub fn usual_elem(&self) -> Elem {
        fn widest(ty: &PyType) -> Elem {
            match ty {
                PyType::Str(elem) => *elem,
                PyType::List(elem) => elem.units().unwrap_or(Elem::UInt8),
                PyType::Many(list) => widest(list),
                PyType::Tuple(members) => members.iter().map(widest).max().unwrap_or(Elem::UInt8),
                _ => Elem::UInt8,
            }
        }
        self.arguments.iter().map(widest).max().unwrap_or(Elem::UInt8)
    }

    /// The parts of a text that is one character, or empty.
    pub fn char_as_text(&mut self, code: ExprId, elem: Elem) -> Vec<ExprId> {
        let code = self.build.keep(code);
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let is_empty = self.build.binary(BinaryOp::Lt, code, zero);
        self.check_unit(code, elem);
        let len = self.build.select(is_empty, zero, one);
        let fill = self.build.binary(BinaryOp::Max, code, zero);
        let list = self.build.local("text", Type::Buffer(elem, Dims::LIST));
        self.build.push(Stmt::NewList { list, dims: vec![len], fill: vec![fill], is_array: false });
        vec![self.build.read(list), zero, len]
    }

    /// A copy of a str in wider code units.
    pub fn widened_text(&mut self, value: &PyValue, elem: Elem) -> Vec<ExprId> {
        let span = self.build.span;
        let copy = self.new_text(elem);
        self.append_text(copy, elem, value.clone(), span).expect("wider units hold it");
        let (start, len) = (self.build.int(0), self.build.expr(Op::Len(copy, 0), Type::INT));
        vec![self.build.read(copy), start, self.build.keep(len)]
    }

    /// Is a code point one of such code units?
    pub fn check_unit(&mut self, code: ExprId, elem: Elem) {
        let (_, most) = elem.ints().expect("code units are ints");
        if most < MAX_CODE && !matches!(self.build.constant(code), Some(Const::Int(code)) if code <= most) {
            let most = self.build.int(most);
            let fits = self.build.binary(BinaryOp::Le, code, most);
            self.build.check(fits, Failure::Domain);
        }
    }

    pub fn view(&mut self, value: PyValue, span: Span) -> Result<View> {
        let value = self.wide(value, span)?;
        let value = self.keep(value);
        let elem = match value.ty {
            PyType::Str(elem) => elem,
            PyType::Bytes => Elem::UInt8,
            _ => unreachable!("the caller has a text"),
        };
        let Op::Local(buffer) = *self.build.op(value.parts[0]) else { unreachable!("kept") };
        Ok(View { elem, buffer, start: value.parts[1], len: value.parts[2] })
    }

    pub fn value(&mut self, view: View, family: Family) -> PyValue {
        let ty = if family == Family::Str { PyType::Str(view.elem) } else { PyType::Bytes };
        PyValue::new(ty, vec![self.build.read(view.buffer), view.start, view.len])
    }

    // Reading

    /// `len(text)`
    pub fn text_length(&mut self, value: &PyValue) -> ExprId {
        match (&value.literal, &value.ty) {
            (Some(literal), _) => self.build.int(units_of(literal).len() as i64),
            (None, PyType::Char) => {
                let zero = self.build.int(0);
                let is_one = self.build.binary(BinaryOp::Ge, value.parts[0], zero);
                self.build.unary(UnaryOp::BoolToInt, is_one)
            }
            _ => value.parts[2],
        }
    }

    pub fn truth_of_text(&mut self, value: &PyValue) -> ExprId {
        let (len, zero) = (self.text_length(value), self.build.int(0));
        match value.ty {
            PyType::Char => self.build.binary(BinaryOp::Ge, value.parts[0], zero),
            _ => self.build.binary(BinaryOp::Ne, len, zero),
        }
    }

    /// The code unit at an index that is inside.
    pub fn unit(&mut self, view: &View, at: ExprId) -> ExprId {
        let index = match self.build.constant(view.start) {
            Some(Const::Int(0)) => at,
            _ => self.build.binary(BinaryOp::Add, view.start, at),
        };
        let unit = self.build.local("unit", Type::INT);
        self.build.push(Stmt::Load { parts: vec![unit], buffer: view.buffer, index: vec![index], mask: None });
        self.build.read(unit)
    }

    /// `text[at]`, which is inside: of bytes an int. The value is no single character, and its parts are locals.
    pub fn text_at(&mut self, value: &PyValue, at: ExprId) -> PyValue {
        let Op::Local(buffer) = *self.build.op(value.parts[0]) else { unreachable!("its parts are locals") };
        let view = View { elem: Elem::UInt8, buffer, start: value.parts[1], len: value.parts[2] };
        let unit = self.unit(&view, at);
        PyValue::new(if value.ty == PyType::Bytes { PyType::Int } else { PyType::Char }, vec![unit])
    }

    /// `text[index]`
    pub fn text_member(&mut self, value: PyValue, index: &ast::Expr) -> Result<PyValue> {
        let at = self.expression(index)?;
        let at = self.int_of(at, index.span)?;
        if value.ty == PyType::Char {
            let (len, code) = (self.text_length(&value), value.parts[0]);
            self.wrapped_index(at, len);
            return Ok(PyValue::new(PyType::Char, vec![code]));
        }
        let value = self.keep(value);
        let at = self.wrapped_index(at, value.parts[2]);
        Ok(self.text_at(&value, at))
    }

    /// `text[lower:upper:step]`: the same code units, or new ones where some are left out.
    pub fn text_slice(&mut self, value: PyValue, bounds: &[Option<ExprId>], span: Span) -> Result<PyValue> {
        let family = family(&value).expect("the caller has a text");
        let value = self.with_parts(value, self.usual_elem(), span)?;
        let view = self.view(value, span)?;
        let one = self.build.int(1);
        let step = bounds[2].unwrap_or(one);
        let by = self.step_of_slice(step, span)?;
        let (first, len) = self.inside(bounds[0], bounds[1], view.len, by);
        let start = self.build.binary(BinaryOp::Add, view.start, first);
        let start = self.build.keep(start);
        if by == 1 {
            return Ok(self.value(View { start, len, ..view }, family));
        }
        let (buffer, end) = self.pad(view.elem);
        let operands = vec![self.build.read(view.buffer), start, step, len];
        self.build.edit(Edit::Extend, buffer, operands);
        Ok(self.value(View { elem: view.elem, buffer, start: end, len }, family))
    }

    // Comparing

    /// A comparison with a text among its operands; `None`: there is none.
    pub fn compare_texts(&mut self, op: CompareOp, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        let ([a, b], are_none) = (self.without_none(op, [a, b]), [a, b].map(|v| v.ty == PyType::None));
        let (a, b) = (&a, &b);
        let answer = match (family(a), family(b)) {
            (Some(_), None) if are_none[1] => self.compare_with_none(op, a),
            (None, Some(_)) if are_none[0] => self.compare_with_none(op, b),
            (None, None) => return Ok(None),
            (Some(x), Some(y)) if x == y => self.ordered(op, a.clone(), b.clone(), span)?,
            (Some(_), None) if is_other(b) => self.different(op),
            (None, Some(_)) if is_other(a) => self.different(op),
            _ => bail!(span, "this comparison of {} and {} is not compiled yet", self.what_is(a), self.what_is(b)),
        };
        Ok(Some(PyValue::new(PyType::Bool, vec![answer])))
    }

    /// A character or `None` is one whose code point is -2 where it is `None`. That is without an order.
    fn without_none(&mut self, op: CompareOp, operands: [&PyValue; 2]) -> [PyValue; 2] {
        operands.map(|value| {
            if !value.ty.members().contains(&PyType::Char) || value.ty == PyType::Char {
                return value.clone();
            }
            let value = self.keep(value.clone());
            let is_char = self.is_member(&value, &PyType::Char);
            if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
                self.build.check(is_char, Failure::Type);
            }
            let none = self.build.int(NONE);
            let code = self.build.select(is_char, value.parts[1], none);
            PyValue::new(PyType::Char, vec![code])
        })
    }

    fn compare_with_none(&mut self, op: CompareOp, text: &PyValue) -> ExprId {
        match (&text.ty, op) {
            (PyType::Char, CompareOp::Eq | CompareOp::Ne) => {
                let none = self.build.int(NONE);
                let ir = if op == CompareOp::Eq { BinaryOp::Eq } else { BinaryOp::Ne };
                self.build.binary(ir, text.parts[0], none)
            }
            _ => self.different(op),
        }
    }

    /// A text and what is none: never equal, and without an order.
    fn different(&mut self, op: CompareOp) -> ExprId {
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            let never = self.build.bool(false);
            self.build.check(never, Failure::Type);
        }
        self.build.bool(op == CompareOp::Ne)
    }

    fn ordered(&mut self, op: CompareOp, a: PyValue, b: PyValue, span: Span) -> Result<ExprId> {
        let is_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        let ir = match op {
            CompareOp::Eq => BinaryOp::Eq,
            CompareOp::Ne => BinaryOp::Ne,
            CompareOp::Lt => BinaryOp::Lt,
            CompareOp::Le => BinaryOp::Le,
            CompareOp::Gt => BinaryOp::Gt,
            CompareOp::Ge => BinaryOp::Ge,
            _ => unreachable!("membership and identity are others"),
        };
        if let (Some(x), Some(y)) = (self.single(&a), self.single(&b)) {
            return Ok(self.build.binary(ir, x, y));
        }
        if is_equality {
            let equal = self.equal(a, b, span)?;
            return Ok(if op == CompareOp::Eq { equal } else { self.build.not(equal) });
        }
        let (a, b) = (self.view(a, span)?, self.view(b, span)?);
        let difference = self.build.local("difference", Type::INT);
        let longer = self.build.binary(BinaryOp::Sub, a.len, b.len);
        self.build.assign(difference, longer);
        let trip = self.build.binary(BinaryOp::Min, a.len, b.len);
        self.each(trip, |this, pos, label| {
            let (x, y) = (this.unit(&a, pos), this.unit(&b, pos));
            let condition = this.build.binary(BinaryOp::Ne, x, y);
            let first = this.build.binary(BinaryOp::Sub, x, y);
            let then = vec![Stmt::Assign(difference, first), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        let (difference, zero) = (self.build.read(difference), self.build.int(0));
        Ok(self.build.binary(ir, difference, zero))
    }

    /// The code point of what is at most one character, -1 for none.
    pub fn single(&mut self, value: &PyValue) -> Option<ExprId> {
        match (&value.literal, &value.ty) {
            (Some(literal @ Literal::Str(_)), _) => match units_of(literal)[..] {
                [] => Some(self.build.int(-1)),
                [unit] => Some(self.build.int(unit.into())),
                _ => None,
            },
            (None, PyType::Char) => Some(value.parts[0]),
            _ => None,
        }
    }

    fn equal(&mut self, a: PyValue, b: PyValue, span: Span) -> Result<ExprId> {
        let (a, b) = if a.literal.is_some() || a.ty == PyType::Char { (b, a) } else { (a, b) };
        if let Some(literal) = &b.literal
            && units_of(literal).len() <= UNROLLED
        {
            let units = units_of(literal);
            if a.ty == PyType::Char {
                // A single character is compared as such: this has more.
                return Ok(self.build.bool(false));
            }
            let a = self.solid(a, span)?;
            let view = self.view(a, span)?;
            let len = self.build.int(units.len() as i64);
            let fits = self.build.binary(BinaryOp::Eq, view.len, len);
            let zero = self.build.int(0);
            return self.where_it_holds(fits, |this| Ok(this.begins_with(&view, zero, &units)));
        }
        if let Some(code) = self.single(&b) {
            let (view, zero, one) = (self.view(a, span)?, self.build.int(0), self.build.int(1));
            let code = self.build.keep(code);
            let is_one = self.build.binary(BinaryOp::Eq, view.len, one);
            let same = self.where_it_holds(is_one, |this| {
                let unit = this.unit(&view, zero);
                Ok(this.build.binary(BinaryOp::Eq, unit, code))
            })?;
            let none = self.build.binary(BinaryOp::Eq, view.len, zero);
            let least = self.build.int(-1);
            let is_empty = self.build.binary(BinaryOp::Eq, code, least);
            let both = self.build.binary(BinaryOp::And, none, is_empty);
            return Ok(self.build.binary(BinaryOp::Or, same, both));
        }
        let (a, b) = (self.view(a, span)?, self.view(b, span)?);
        let fits = self.build.binary(BinaryOp::Eq, a.len, b.len);
        let zero = self.build.int(0);
        self.where_it_holds(fits, |this| this.is_at(&a, zero, &b))
    }

    /// `condition and then`, the latter evaluated only where it counts.
    pub fn where_it_holds(
        &mut self,
        condition: ExprId,
        then: impl FnOnce(&mut Self) -> Result<ExprId>,
    ) -> Result<ExprId> {
        let holds = self.build.local("holds", Type::BOOL);
        self.build.assign(holds, condition);
        self.build.open();
        let more = then(self);
        let mut block = self.build.close();
        block.push(Stmt::Assign(holds, more?));
        let condition = self.build.read(holds);
        self.build.push(Stmt::If { condition, then: block, orelse: vec![], likely: Likely::Either });
        Ok(self.build.read(holds))
    }

    /// Are these the code units from an index on? There are as many.
    fn begins_with(&mut self, view: &View, from: ExprId, units: &[u32]) -> ExprId {
        let yes = self.build.bool(true);
        units.iter().enumerate().fold(yes, |all, (at, &unit)| {
            let (at, unit) = (self.build.int(at as i64), self.build.int(unit.into()));
            let at = self.build.binary(BinaryOp::Add, from, at);
            let own = self.unit(view, at);
            let same = self.build.binary(BinaryOp::Eq, own, unit);
            self.build.binary(BinaryOp::And, all, same)
        })
    }

    /// Is `part` at an index of `view`? There are as many code units.
    pub fn is_at(&mut self, view: &View, from: ExprId, part: &View) -> Result<ExprId> {
        let same = self.build.local("same", Type::BOOL);
        let (yes, no) = (self.build.bool(true), self.build.bool(false));
        self.build.assign(same, yes);
        self.each(part.len, |this, pos, label| {
            let at = this.build.binary(BinaryOp::Add, from, pos);
            let (x, y) = (this.unit(view, at), this.unit(part, pos));
            let condition = this.build.binary(BinaryOp::Ne, x, y);
            let then = vec![Stmt::Assign(same, no), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        Ok(self.build.read(same))
    }

    /// A loop over positions; what it does may break out of it.
    pub fn each(
        &mut self,
        trip: ExprId,
        body: impl FnOnce(&mut Self, ExprId, crate::ir::Label) -> Result<()>,
    ) -> Result<()> {
        let trip = self.build.keep(trip);
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let at = self.build.read(pos);
        let outcome = body(self, at, label);
        let body = self.build.close();
        outcome?;
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(())
    }

    // Searching

    /// `value in text`
    pub fn is_in_text(&mut self, value: PyValue, text: PyValue, span: Span) -> Result<ExprId> {
        let Some(needle) = self.needle(value.clone(), &text, span)? else {
            bail!(span, "`in` with {} and {} is not compiled yet", self.what_is(&value), self.what_is(&text))
        };
        if let (Needle::Unit(unit), Some(literal)) = (&needle, &text.literal) {
            return Ok(self.is_among(*unit, &units_of(literal)));
        }
        let view = self.view(text, span)?;
        let at = self.find(&view, &needle)?;
        let zero = self.build.int(0);
        Ok(self.build.binary(BinaryOp::Ge, at, zero))
    }

    /// What is looked for in a text: `None`, if a text of this kind cannot have it.
    pub fn needle(&mut self, value: PyValue, text: &PyValue, span: Span) -> Result<Option<Needle>> {
        Ok(match (family(&value), family(text)) {
            (Some(x), Some(y)) if x == y => Some(match self.single(&value) {
                Some(code) => Needle::Unit(self.build.keep(code)),
                None => Needle::Text(self.view(value, span)?),
            }),
            (None, Some(Family::Bytes)) if matches!(value.ty, PyType::Bool | PyType::Int) => {
                let int = self.int_of(value, span)?;
                let int = self.build.keep(int);
                // ValueError
                let (zero, most) = (self.build.int(0), self.build.int(255));
                let low = self.build.binary(BinaryOp::Ge, int, zero);
                let high = self.build.binary(BinaryOp::Le, int, most);
                let fits = self.build.binary(BinaryOp::And, low, high);
                self.build.check(fits, Failure::Domain);
                Some(Needle::Unit(int))
            }
            _ => None,
        })
    }

    /// Is a code unit one of these? The empty string (-1) is in every one.
    pub fn is_among(&mut self, unit: ExprId, units: &[u32]) -> ExprId {
        let mut sorted = units.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let least = self.build.int(0);
        let mut found = self.build.binary(BinaryOp::Lt, unit, least);
        for run in sorted.chunk_by(|a, b| a + 1 == *b) {
            let inside = self.is_between(unit, run[0], run[run.len() - 1]);
            found = self.build.binary(BinaryOp::Or, found, inside);
        }
        found
    }

    pub fn is_between(&mut self, unit: ExprId, first: u32, last: u32) -> ExprId {
        let (first, last) = (self.build.int(first.into()), self.build.int(last.into()));
        if self.build.constant(first) == self.build.constant(last) {
            return self.build.binary(BinaryOp::Eq, unit, first);
        }
        let low = self.build.binary(BinaryOp::Ge, unit, first);
        let high = self.build.binary(BinaryOp::Le, unit, last);
        self.build.binary(BinaryOp::And, low, high)
    }

    /// The index where a text first has this, or -1.
    pub fn find(&mut self, view: &View, needle: &Needle) -> Result<ExprId> {
        let found = self.build.local("found", Type::INT);
        let (none, zero, one) = (self.build.int(-1), self.build.int(0), self.build.int(1));
        self.build.assign(found, none);
        let hit = |this: &mut Self, condition: ExprId, pos: ExprId, label| {
            let then = vec![Stmt::Assign(found, pos), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        };
        match needle {
            Needle::Unit(unit) => {
                let is_empty = self.build.binary(BinaryOp::Lt, *unit, zero);
                let first = self.build.select(is_empty, zero, none);
                self.build.assign(found, first);
                self.each(view.len, |this, pos, label| {
                    let own = this.unit(view, pos);
                    let same = this.build.binary(BinaryOp::Eq, own, *unit);
                    hit(this, same, pos, label);
                    Ok(())
                })?;
            }
            Needle::Text(part) => {
                let places = self.build.binary(BinaryOp::Sub, view.len, part.len);
                let places = self.build.binary(BinaryOp::Add, places, one);
                let places = self.build.binary(BinaryOp::Max, places, zero);
                self.each(places, |this, pos, label| {
                    let same = this.is_at(view, pos, part)?;
                    hit(this, same, pos, label);
                    Ok(())
                })?;
            }
        }
        Ok(self.build.read(found))
    }

    /// How often a text has this, without overlaps.
    pub fn count(&mut self, view: &View, needle: &Needle) -> Result<ExprId> {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let count = self.build.local("count", Type::INT);
        let everywhere = self.build.binary(BinaryOp::Add, view.len, one);
        let now = self.build.read(count);
        let more = self.build.binary(BinaryOp::Add, now, one);
        match needle {
            Needle::Unit(unit) => {
                let is_empty = self.build.binary(BinaryOp::Lt, *unit, zero);
                let first = self.build.select(is_empty, everywhere, zero);
                self.build.assign(count, first);
                self.each(view.len, |this, pos, _| {
                    let own = this.unit(view, pos);
                    let condition = this.build.binary(BinaryOp::Eq, own, *unit);
                    let then = vec![Stmt::Assign(count, more)];
                    this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
                    Ok(())
                })?;
            }
            Needle::Text(part) => {
                // The end of the last one.
                let end = self.build.local("end", Type::INT);
                let is_empty = self.build.binary(BinaryOp::Eq, part.len, zero);
                self.build.assign(count, zero);
                self.build.assign(end, zero);
                let places = self.build.binary(BinaryOp::Sub, view.len, part.len);
                let places = self.build.binary(BinaryOp::Add, places, one);
                let places = self.build.binary(BinaryOp::Max, places, zero);
                self.each(places, |this, pos, _| {
                    let end_now = this.build.read(end);
                    let behind = this.build.binary(BinaryOp::Ge, pos, end_now);
                    let condition = this.where_it_holds(behind, |this| this.is_at(view, pos, part))?;
                    let end_next = this.build.binary(BinaryOp::Add, pos, part.len);
                    let then = vec![Stmt::Assign(count, more), Stmt::Assign(end, end_next)];
                    this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
                    Ok(())
                })?;
                return Ok(self.build.select(is_empty, everywhere, now));
            }
        }
        Ok(now)
    }

    // Characters and ints

    /// The code point of a text of one character, or the byte of one of `bytes`.
    pub fn only_unit(&mut self, value: PyValue, span: Span) -> Result<ExprId> {
        let value = self.solid(value, span)?;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        if value.ty == PyType::Char {
            let code = self.build.keep(value.parts[0]);
            let is_one = self.build.binary(BinaryOp::Ge, code, zero);
            self.build.check(is_one, Failure::Type);
            return Ok(code);
        }
        let view = self.view(value, span)?;
        let is_one = self.build.binary(BinaryOp::Eq, view.len, one);
        self.build.check(is_one, Failure::Type);
        Ok(self.unit(&view, zero))
    }

    pub fn ord(&mut self, x: &ast::Expr) -> Result<PyValue> {
        let value = self.argument(x)?;
        if !self.is_text(&value) {
            bail!(x.span, "`ord` of {} is not compiled yet", self.what_is(&value));
        }
        let code = self.only_unit(value, x.span)?;
        Ok(PyValue::new(PyType::Int, vec![code]))
    }

    pub fn chr(&mut self, x: &ast::Expr) -> Result<PyValue> {
        let value = self.argument(x)?;
        let code = self.int_of(value, x.span)?;
        let code = self.code_point(code);
        Ok(PyValue::new(PyType::Char, vec![code]))
    }

    /// An int that is one.
    pub fn code_point(&mut self, code: ExprId) -> ExprId {
        let (zero, most) = (self.build.int(0), self.build.int(MAX_CODE));
        let low = self.build.binary(BinaryOp::Ge, code, zero);
        let high = self.build.binary(BinaryOp::Le, code, most);
        let fits = self.build.binary(BinaryOp::And, low, high);
        self.build.check(fits, Failure::Domain);
        code
    }

    // New texts

    pub fn new_text(&mut self, elem: Elem) -> LocalId {
        let (none, fill) = (self.build.int(0), self.build.zeros(elem));
        let list = self.build.local("text", Type::Buffer(elem, Dims::LIST));
        self.build.push(Stmt::NewList { list, dims: vec![none], fill, is_array: false });
        list
    }

    /// A buffer for short new texts, one behind the other, and where the next one begins. It is left behind when it is long:
    /// its texts may be in use.
    pub fn pad(&mut self, elem: Elem) -> (LocalId, ExprId) {
        let (pad, none, fill) = (self.build.pad(elem), self.build.int(0), self.build.zeros(elem));
        let (end, most) = (self.build.expr(Op::Len(pad, 0), Type::INT), self.build.int(LONG_PAD));
        let condition = self.build.binary(BinaryOp::Gt, end, most);
        let then = vec![Stmt::NewList { list: pad, dims: vec![none], fill, is_array: false }];
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        let (now, buffer) = (self.build.read(pad), self.build.local("text", Type::Buffer(elem, Dims::LIST)));
        self.build.assign(buffer, now);
        (buffer, self.build.keep(end))
    }

    /// Puts a text behind the code units of a buffer that ends where the text before it does.
    pub fn append_text(&mut self, buffer: LocalId, elem: Elem, value: PyValue, span: Span) -> Result<()> {
        if let Some(code) = self.single(&value) {
            let (code, zero) = (self.build.keep(code), self.build.int(0));
            self.check_unit(code, elem);
            let condition = self.build.binary(BinaryOp::Ge, code, zero);
            self.build.open();
            self.build.edit(Edit::Append, buffer, vec![code]);
            let then = self.build.close();
            self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
            return Ok(());
        }
        let view = self.view(value, span)?;
        if view.elem == elem {
            let one = self.build.int(1);
            let operands = vec![self.build.read(view.buffer), view.start, one, view.len];
            self.build.edit(Edit::Extend, buffer, operands);
            return Ok(());
        }
        self.each(view.len, |this, pos, _| {
            let code = this.unit(&view, pos);
            this.check_unit(code, elem);
            this.build.edit(Edit::Append, buffer, vec![code]);
            Ok(())
        })
    }

    /// `a + b` and `a * n` of texts; `None`: these are none.
    pub fn text_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        match (op, family(a), family(b)) {
            (ast::BinaryOp::Add, Some(x), Some(y)) if x == y => {
                self.concatenated(a.clone(), b.clone(), x, span).map(Some)
            }
            (ast::BinaryOp::Mod, Some(Family::Str), _) => match &a.literal {
                Some(Literal::Str(text)) => self.percent(text, b.clone(), span).map(Some),
                _ => {
                    bail!(span, "`%` of a format string that is no constant is not compiled yet"; hint: "use an f-string")
                }
            },
            (ast::BinaryOp::Mul, Some(x), None) if matches!(b.ty, PyType::Bool | PyType::Int) => {
                self.repeated_text(a.clone(), b.clone(), x, span).map(Some)
            }
            (ast::BinaryOp::Mul, None, Some(x)) if matches!(a.ty, PyType::Bool | PyType::Int) => {
                self.repeated_text(b.clone(), a.clone(), x, span).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn concatenated(&mut self, a: PyValue, b: PyValue, family: Family, span: Span) -> Result<PyValue> {
        let (a, b) = (self.solid(a, span)?, self.solid(b, span)?);
        let (a, b) = (self.keep(a), self.keep(b));
        let elem = match family {
            Family::Bytes => Elem::UInt8,
            Family::Str => [&a, &b].map(str_elem).into_iter().fold(self.usual_elem(), Elem::max),
        };
        let (n, m) = (self.text_length(&a), self.text_length(&b));
        let len = self.build.binary(BinaryOp::Add, n, m);
        let len = self.build.keep(len);
        let zero = self.build.int(0);
        let is_plain = a.ty == PyType::Char || family == Family::Str && str_elem(&a) != elem;
        if is_plain {
            let buffer = self.new_text(elem);
            self.append_text(buffer, elem, a, span)?;
            self.append_text(buffer, elem, b, span)?;
            return Ok(self.value(View { elem, buffer, start: zero, len }, family));
        }
        let view = self.view(a, span)?;
        let (buffer, start) =
            (self.build.local("text", Type::Buffer(elem, Dims::LIST)), self.build.local("start", Type::INT));
        let end = self.build.binary(BinaryOp::Add, view.start, view.len);
        let n_units = self.build.expr(Op::Len(view.buffer, 0), Type::INT);
        let is_last = self.build.binary(BinaryOp::Eq, end, n_units);
        // What is before it may be of no use any more: then it is left behind.
        let is_most = self.build.binary(BinaryOp::Le, view.start, view.len);
        let condition = self.build.binary(BinaryOp::And, is_last, is_most);
        self.build.open();
        let old = self.build.read(view.buffer);
        self.build.assign(buffer, old);
        self.build.assign(start, view.start);
        let then = self.build.close();
        self.build.open();
        let new = self.new_text(elem);
        let one = self.build.int(1);
        let operands = vec![self.build.read(view.buffer), view.start, one, view.len];
        self.build.edit(Edit::Extend, new, operands);
        let new = self.build.read(new);
        self.build.assign(buffer, new);
        self.build.assign(start, zero);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse, likely: Likely::Then });
        self.append_text(buffer, elem, b, span)?;
        let start = self.build.read(start);
        Ok(self.value(View { elem, buffer, start, len }, family))
    }

    fn repeated_text(&mut self, text: PyValue, times: PyValue, family: Family, span: Span) -> Result<PyValue> {
        let times = self.int_of(times, span)?;
        let zero = self.build.int(0);
        let times = self.build.binary(BinaryOp::Max, times, zero);
        let times = self.build.keep(times);
        let text = self.with_parts(text, self.usual_elem(), span)?;
        let view = self.view(text, span)?;
        let overflows = self.build.binary(BinaryOp::MulOverflows, view.len, times);
        let len = self.build.binary(BinaryOp::Mul, view.len, times);
        let len = self.build.keep(len);
        let most = self.build.int(MAX_UNITS);
        let is_small = self.build.binary(BinaryOp::Le, len, most);
        let fits = self.build.not(overflows);
        let fits = self.build.binary(BinaryOp::And, fits, is_small);
        self.build.check(fits, Failure::Memory);
        // Of nothing there is nothing, however often.
        let is_empty = self.build.binary(BinaryOp::Eq, view.len, zero);
        let trip = self.build.select(is_empty, zero, times);
        let buffer = self.new_text(view.elem);
        self.each(trip, |this, _, _| {
            let one = this.build.int(1);
            let operands = vec![this.build.read(view.buffer), view.start, one, view.len];
            this.build.edit(Edit::Extend, buffer, operands);
            Ok(())
        })?;
        Ok(self.value(View { elem: view.elem, buffer, start: zero, len }, family))
    }
}

/// What is looked for in a text: one code unit (-1: the empty string), or several.
pub enum Needle {
    Unit(ExprId),
    Text(View),
}

/// Two kinds of texts, which are never equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Str,
    Bytes,
}

pub fn family(value: &PyValue) -> Option<Family> {
    match (&value.literal, &value.ty) {
        (Some(Literal::Str(_)), _) | (None, PyType::Char | PyType::Str(_)) => Some(Family::Str),
        (Some(Literal::Bytes(_)), _) | (None, PyType::Bytes) => Some(Family::Bytes),
        _ => None,
    }
}

pub fn str_elem(value: &PyValue) -> Elem {
    match value.ty {
        PyType::Str(elem) => elem,
        _ => Elem::UInt8,
    }
}

/// Never equal to a text, and CPython asks nobody else.
fn is_other(value: &PyValue) -> bool {
    let plain = |ty: &PyType| {
        matches!(ty, PyType::None | PyType::Bool | PyType::Int | PyType::Float | PyType::Complex)
            || matches!(ty, PyType::List(_) | PyType::Table(_) | PyType::Row(_) | PyType::Tuple(_) | PyType::Range)
            || matches!(ty, PyType::Records(_) | PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Many(_))
    };
    value.path.is_none() && value.ty.members().iter().all(plain)
}

pub fn units_of(literal: &Literal) -> Vec<u32> {
    match literal {
        Literal::Str(text) => text.chars().map(u32::from).collect(),
        Literal::Bytes(bytes) => bytes.iter().map(|&byte| byte.into()).collect(),
    }
}

/// The narrowest code units of a str of these.
pub fn elem_of(units: &[u32]) -> Elem {
    match units.iter().max() {
        Some(0x1_0000..) => Elem::UInt32,
        Some(0x100..) => Elem::UInt16,
        _ => Elem::UInt8,
    }
}
