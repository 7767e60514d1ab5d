//! Lists of strs of any length: an element is where its text is in the call's pool of code units.
//!
//! example: `words[i]` is `load w = words[i]`, and the text from `w >> 31` on in the pool, `w & (2**31 - 1)` long;
//! `words.append(s)` puts the code units of `s` behind the end of the pool. Nothing is ever taken out of it, so a text
//! stays what it is, and lists that are copied, cut or sorted move ints.

use super::Lowerer;
use super::expressions::list_elem;
use super::strings::{Family, Needle, View, family};
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Edit, Elem, ExprId, Failure, LEN_BITS, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast;

/// A pool has no more code units: whoever reads lists looks, too.
const MOST_UNITS: i64 = 1 << 30;

impl Lowerer<'_> {
    /// Makes the pools parameters that lists among the arguments need, and those that an earlier walk has asked for.
    pub fn take_pools(&mut self) {
        fn of_type(ty: &PyType, found: &mut Vec<Elem>) {
            match ty {
                PyType::List(elem) => found.extend(elem.units()),
                PyType::Many(list) => of_type(list, found),
                PyType::Tuple(members) => members.iter().for_each(|member| of_type(member, found)),
                _ => {}
            }
        }
        let mut wanted = self.learnt.pools.clone();
        self.arguments.iter().for_each(|ty| of_type(ty, &mut wanted));
        wanted.sort_unstable();
        wanted.dedup();
        for units in wanted {
            let (name, ty) = (format!(".pool{}", 8 * units.size()), PyType::Pool(units));
            let local = self.build.locals_for(&name, &ty)[0];
            self.build.pools.push((units, local));
            self.build.module.entry.params.push((name, ty));
        }
    }

    /// The pool of such code units; an error asks for another walk, in which there is one.
    fn pool(&mut self, units: Elem, span: Span) -> Result<LocalId> {
        if let Some((_, pool)) = self.build.pools.iter().find(|(known, _)| *known == units) {
            return Ok(*pool);
        }
        if self.learnt.pools.contains(&units) {
            bail!(span, "a list of strs in a function that calls itself is not compiled yet");
        }
        self.learnt.pools.push(units);
        Err(Diagnostic::new("again", span, "there are lists of texts"))
    }

    /// The text of an element. Where there is such a list, there is a pool.
    pub fn text_of_word(&mut self, word: ExprId, units: Elem) -> PyValue {
        let pool = self.build.pools.iter().find(|(known, _)| *known == units).expect("lists of texts have a pool").1;
        let (bits, mask) = (self.build.int(LEN_BITS.into()), self.build.int((1 << LEN_BITS) - 1));
        let start = self.build.binary(BinaryOp::Shr, word, bits);
        let len = self.build.binary(BinaryOp::And, word, mask);
        let parts = vec![self.build.read(pool), self.build.keep(start), self.build.keep(len)];
        PyValue::new(PyType::Str(units), parts)
    }

    /// What a list of such values is one of: texts have the code units that all others of the function have.
    pub fn elem_for(&self, value: &PyValue) -> Option<Elem> {
        let elem = list_elem(&value.ty)?;
        Some(elem.units().map_or(elem, |units| Elem::of_units(units.max(self.usual_elem()))))
    }

    /// May a value be an element of such a list? Narrower texts and single characters are texts as well.
    pub fn fits_into(&self, value: &PyValue, elem: Elem) -> bool {
        match list_elem(&value.ty) {
            Some(own) if elem.units().is_some() => own.max_of_texts(elem) == elem,
            Some(Elem::Int64) if elem == Elem::UInt64 => true,
            own => own == Some(elem),
        }
    }

    /// The parts of a value, which fits, as an element.
    pub fn element_parts(&mut self, value: PyValue, elem: Elem, span: Span) -> Result<Vec<ExprId>> {
        match elem.units() {
            Some(units) => Ok(vec![self.word_of(value, units, span)?]),
            None if elem == Elem::UInt64 => Ok(vec![self.word_part(&value)]),
            None => Ok(value.parts),
        }
    }

    /// Where a text is in the pool, to which it is copied if it is not there.
    fn word_of(&mut self, value: PyValue, units: Elem, span: Span) -> Result<ExprId> {
        let pool = self.pool(units, span)?;
        if value.parts.len() == 3 && *self.build.op(value.parts[0]) == Op::Local(pool) {
            return Ok(self.word(value.parts[1], value.parts[2]));
        }
        let start = self.end_of_pool(pool);
        self.append_text(pool, units, value, span)?;
        let end = self.end_of_pool(pool);
        let len = self.build.binary(BinaryOp::Sub, end, start);
        Ok(self.word(start, len))
    }

    fn end_of_pool(&mut self, pool: LocalId) -> ExprId {
        let (end, most) = (self.build.expr(Op::Len(pool, 0), Type::INT), self.build.int(MOST_UNITS));
        let end = self.build.keep(end);
        let fits = self.build.binary(BinaryOp::Le, end, most);
        self.build.check(fits, Failure::Memory);
        end
    }

    fn word(&mut self, start: ExprId, len: ExprId) -> ExprId {
        let bits = self.build.int(LEN_BITS.into());
        let high = self.build.binary(BinaryOp::Shl, start, bits);
        let word = self.build.binary(BinaryOp::Or, high, len);
        self.build.keep(word)
    }

    // Methods that give lists

    /// `text.split()`, `text.split(separator, most)`, `text.splitlines()`
    pub fn split(&mut self, text: PyValue, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        if family(&text) != Some(Family::Str) {
            bail!(span, "`.{name}` of bytes is not compiled yet");
        }
        let keeps_ends = match (name, args) {
            ("splitlines", [ast::Expr { kind: ast::ExprKind::Bool(keeps), .. }]) => *keeps,
            ("splitlines", [other]) => bail!(other.span, "`keepends` is compiled as a constant only"),
            _ => false,
        };
        let separator = match args.first().filter(|_| name != "splitlines") {
            Some(arg) => {
                let value = self.argument(arg)?;
                if value.ty == PyType::None { None } else { Some((self.needle_of(value, &text, arg.span)?, arg.span)) }
            }
            None => None,
        };
        let most = match args.get(1) {
            Some(arg) => {
                let value = self.argument(arg)?;
                Some(self.int_of(value, arg.span)?)
            }
            None => None,
        };
        if let (Some(most), None) = (most, &separator) {
            let most = PyValue::new(PyType::Int, vec![most]);
            return self.call_prelude("texts.split_at_spaces", vec![text, most], span);
        }
        let view = self.view(text, span)?;
        let units = view.elem.max(self.usual_elem());
        let (pool, elem, none) = (self.pool(units, span)?, Elem::of_units(units), self.build.int(0));
        let base = self.end_of_pool(pool);
        let text = self.value(view, Family::Str);
        self.append_text(pool, units, text, span)?;
        self.end_of_pool(pool);
        let list = self.new_list(elem, none, vec![none]);
        let Op::Local(to) = *self.build.op(list.parts[0]) else { unreachable!("new_list gives a local") };
        let pieces = Pieces { view, base, to };
        match (name, separator) {
            ("splitlines", _) => self.lines(pieces, keeps_ends)?,
            (_, None) => self.between_spaces(pieces)?,
            (_, Some((separator, _))) => self.between_separators(pieces, &separator, most)?,
        }
        Ok(list)
    }

    /// Puts a piece of the text into the list.
    fn put_piece(&mut self, pieces: Pieces, from: ExprId, to: ExprId) {
        let (start, len) =
            (self.build.binary(BinaryOp::Add, pieces.base, from), self.build.binary(BinaryOp::Sub, to, from));
        let word = self.word(start, len);
        self.build.edit(Edit::Append, pieces.to, vec![word]);
    }

    fn between_spaces(&mut self, pieces: Pieces) -> Result<()> {
        let spaces = super::text_methods::spaces(Family::Str);
        // Where the word that has begun begins; -1: none has.
        let begin = self.build.local("begin", Type::INT);
        let (none, zero) = (self.build.int(-1), self.build.int(0));
        self.build.assign(begin, none);
        self.each(pieces.view.len, |this, pos, _| {
            let unit = this.unit(&pieces.view, pos);
            let unit = this.build.keep(unit);
            let condition = this.is_among(unit, &spaces);
            let from = this.build.read(begin);
            let has_begun = this.build.binary(BinaryOp::Ge, from, zero);
            this.build.open();
            this.put_piece(pieces, from, pos);
            this.build.assign(begin, none);
            let ends = this.build.close();
            this.build.open();
            this.build.push(Stmt::If { condition: has_begun, then: ends, orelse: vec![], likely: Likely::Either });
            let then = this.build.close();
            this.build.open();
            let from = this.build.select(has_begun, from, pos);
            this.build.assign(begin, from);
            let orelse = this.build.close();
            this.build.push(Stmt::If { condition, then, orelse, likely: Likely::Orelse });
            Ok(())
        })?;
        let from = self.build.read(begin);
        let condition = self.build.binary(BinaryOp::Ge, from, zero);
        self.build.open();
        self.put_piece(pieces, from, pieces.view.len);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        Ok(())
    }

    fn between_separators(&mut self, pieces: Pieces, separator: &Needle, most: Option<ExprId>) -> Result<()> {
        let view = pieces.view;
        let width = self.length_of_separator(separator);
        let begin = self.each_found(&view, separator, width, most, |this, begin, pos| {
            this.put_piece(pieces, begin, pos);
            Ok(())
        })?;
        self.put_piece(pieces, begin, view.len);
        Ok(())
    }

    /// Lines with or without what ends them.
    fn lines(&mut self, pieces: Pieces, keeps_ends: bool) -> Result<()> {
        const ENDS: &[u32] = &[0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029];
        let view = pieces.view;
        let from = self.build.local("from", Type::INT);
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let [feed, carriage] = [0x0a, 0x0d].map(|unit| self.build.int(unit));
        self.build.assign(from, zero);
        self.each(view.len, |this, pos, _| {
            let begin = this.build.read(from);
            let unit = this.unit(&view, pos);
            let unit = this.build.keep(unit);
            let ends = this.is_among(unit, ENDS);
            // The second of two that end one line is behind it.
            let is_new = this.build.binary(BinaryOp::Ge, pos, begin);
            let condition = this.build.binary(BinaryOp::And, ends, is_new);
            this.build.open();
            let next = this.build.binary(BinaryOp::Add, pos, one);
            let is_first = this.build.binary(BinaryOp::Eq, unit, carriage);
            let has_next = this.build.binary(BinaryOp::Lt, next, view.len);
            let both = this.build.binary(BinaryOp::And, is_first, has_next);
            let is_pair = this.where_it_holds(both, |this| {
                let second = this.unit(&view, next);
                Ok(this.build.binary(BinaryOp::Eq, second, feed))
            });
            let behind = is_pair.map(|is_pair| {
                let two = this.build.binary(BinaryOp::Add, next, one);
                let behind = this.build.select(is_pair, two, next);
                let behind = this.build.keep(behind);
                this.put_piece(pieces, begin, if keeps_ends { behind } else { pos });
                this.build.assign(from, behind);
            });
            let then = this.build.close();
            behind?;
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        let begin = self.build.read(from);
        let condition = self.build.binary(BinaryOp::Lt, begin, view.len);
        self.build.open();
        self.put_piece(pieces, begin, view.len);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        Ok(())
    }
}

/// A text whose copy begins at `base` in the pool, and the list that its pieces are put into.
#[derive(Clone, Copy)]
struct Pieces {
    view: View,
    base: ExprId,
    to: LocalId,
}
