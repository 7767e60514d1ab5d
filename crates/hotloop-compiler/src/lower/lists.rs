//! Lists as wholes: slices, copies, sums, methods.
//!
//! example: `a[i:j]` is `new list[0]; extend list, (a, start, 1, n)` with both ends brought inside; `a.pop()` is a check
//! of the length, a load and `delete a, len - 1`.

use super::Lowerer;
use super::expressions::{Element, list_elem};
use super::functions::is_shared_key;
use super::heaps::{Stretch, item_of_list};
use super::instances::is_place;
use super::prelude::is_lazy;
use super::slices::{Bounds, Places};
use super::strings::{Family, family};
use super::tuples::as_list;
use super::value::{Number, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Const, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, CompareOp, ExprKind};
use crate::syntax::target_names;

/// Elements of a list or a row: which buffer, the number of the first, how far it is to the next, how many.
#[derive(Clone, Copy)]
pub struct Part {
    pub elem: Elem,
    pub from: LocalId,
    pub first: ExprId,
    pub step: ExprId,
    pub n: ExprId,
}

/// How many rows a list holds, one behind the other, and how long they are.
#[derive(Clone, Copy)]
pub struct RowCount {
    n: LocalId,
    width: LocalId,
}

fn is_text_elem(elem: Elem) -> bool {
    elem == Elem::Char || elem.units().is_some()
}

impl Lowerer<'_> {
    // Parts of lists

    /// All elements of a list or a row; `None`: it is neither.
    pub fn whole(&mut self, value: &PyValue) -> Option<Part> {
        if let PyType::RaggedRow(item) = &value.ty {
            let elem = list_elem(item)?;
            let Stretch { columns, first, n, .. } = self.stretch_of(value)?;
            return Some(Part { elem, from: columns[0], first, step: self.build.int(1), n });
        }
        let (PyType::List(elem) | PyType::Row(elem)) = value.ty else { return None };
        let from = self.buffer_of(value)?;
        let n = self.length_of(value)?;
        let (zero, step) = (self.build.int(0), self.build.int(1));
        let first = match value.ty {
            PyType::Row(_) => self.build.binary(BinaryOp::Mul, value.parts[1], n),
            _ => zero,
        };
        Some(Part { elem, from, first, step, n })
    }

    /// `value[lower:upper:step]`
    pub fn slice(
        &mut self,
        value: PyValue,
        base: Span,
        bounds: [Option<&ast::Expr>; 3],
        span: Span,
    ) -> Result<PyValue> {
        let value = if let PyType::Row(_) = value.ty { self.keep(value) } else { value };
        let bounds = self.bounds(bounds, span)?;
        self.slice_between(value, base, &bounds, span)
    }

    /// The same of bounds that have been evaluated; a row is in locals.
    pub fn slice_between(&mut self, value: PyValue, base: Span, bounds: &Bounds, span: Span) -> Result<PyValue> {
        if self.is_text(&value) {
            return self.text_slice(value, &bounds.ints(), span);
        }
        let Some(whole) = self.whole(&value) else {
            bail!(base, "a slice of {} is not compiled yet", self.what_is(&value))
        };
        self.refuse_early(whole.from, base)?;
        let Places { first: start, step, n } = self.places(bounds, whole.n)?;
        let first = self.build.binary(BinaryOp::Add, whole.first, start);
        Ok(self.copied(&[Part { first, step, n, ..whole }]))
    }

    pub fn step_of_slice(&self, step: ExprId, span: Span) -> Result<i64> {
        match self.build.constant(step) {
            Some(Const::Int(0 | i64::MIN)) => bail!(span, "a slice with this step is CPython's"),
            Some(Const::Int(by)) => Ok(by),
            _ => bail!(span, "a slice whose step is no constant is not compiled yet"),
        }
    }

    /// Where a slice begins, and how many elements it has, of `len`.
    pub fn inside(&mut self, lower: Option<ExprId>, upper: Option<ExprId>, len: ExprId, step: i64) -> (ExprId, ExprId) {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let (least, most) = match step > 0 {
            true => (zero, len),
            false => (self.build.int(-1), self.build.binary(BinaryOp::Sub, len, one)),
        };
        let (from, to) = if step > 0 { (least, most) } else { (most, least) };
        let mut bring = |bound: Option<ExprId>, otherwise: ExprId| match bound {
            None => otherwise,
            Some(at) => self.brought_inside(at, len, least, most),
        };
        let (start, stop) = (bring(lower, from), bring(upper, to));
        let (a, b) = if step > 0 { (start, stop) } else { (stop, start) };
        let way = self.build.binary(BinaryOp::Sub, b, a);
        let size = self.build.int(step.abs());
        let n = self.steps_in(way, size);
        let start = self.build.keep(start);
        (start, self.build.keep(n))
    }

    /// An index from the end where it is negative, then not below `least` nor above `most`.
    pub fn brought_inside(&mut self, at: ExprId, len: ExprId, least: ExprId, most: ExprId) -> ExprId {
        let zero = self.build.int(0);
        let negative = self.build.binary(BinaryOp::Lt, at, zero);
        let from_end = self.build.binary(BinaryOp::Add, at, len);
        let at = self.build.select(negative, from_end, at);
        let at = self.build.binary(BinaryOp::Max, at, least);
        self.build.binary(BinaryOp::Min, at, most)
    }

    /// Where `insert` puts an element.
    pub fn place_to_insert(&mut self, at: ExprId, len: ExprId) -> ExprId {
        let zero = self.build.int(0);
        let at = self.brought_inside(at, len, zero, len);
        self.build.keep(at)
    }

    /// A new list of these.
    pub fn copied(&mut self, parts: &[Part]) -> PyValue {
        let elem = parts[0].elem;
        let (none, fill) = (self.build.int(0), self.build.zeros(elem));
        let list = self.new_list(elem, none, fill);
        let to = self.buffer_of(&list).expect("a new list is a local");
        parts.iter().for_each(|part| self.extend(to, part));
        list
    }

    /// The elements of a list or a row of so many.
    pub fn elements_of(&mut self, value: PyValue, n: usize, span: Span) -> Result<Vec<PyValue>> {
        let value = self.keep(value);
        let Some(len) = self.length_of(&value) else {
            bail!(span, "unpacking {} is not compiled yet", self.what_is(&value))
        };
        let wanted = self.build.int(n as i64);
        let fits = self.build.binary(BinaryOp::Eq, len, wanted);
        self.build.check(fits, Failure::Type);
        let mut elements = vec![];
        for at in 0..n {
            let at = self.build.int(at as i64);
            elements.push(self.element_at(&value, at, span)?);
        }
        Ok(elements)
    }

    pub fn extend(&mut self, to: LocalId, part: &Part) {
        let from = self.build.read(part.from);
        self.build.edit(Edit::Extend, to, vec![from, part.first, part.step, part.n]);
    }

    // Tables

    /// No rows so far.
    pub fn row_count(&mut self) -> RowCount {
        let counted = RowCount { n: self.build.local("rows", Type::INT), width: self.build.local("width", Type::INT) };
        let zero = self.build.int(0);
        self.build.assign(counted.n, zero);
        self.build.assign(counted.width, zero);
        counted
    }

    /// Puts a row behind those that are in `list` already: all have the same length.
    pub fn put_row(&mut self, list: LocalId, row: &PyValue, counted: RowCount) {
        let part = self.whole(row).expect("a row is a list");
        let (n, width, zero) = (self.build.read(counted.n), self.build.read(counted.width), self.build.int(0));
        let is_first = self.build.binary(BinaryOp::Eq, n, zero);
        let is_same = self.build.binary(BinaryOp::Eq, part.n, width);
        let fits = self.build.binary(BinaryOp::Or, is_first, is_same);
        self.build.check(fits, Failure::Type);
        self.build.assign(counted.width, part.n);
        self.extend(list, &part);
        let one = self.build.int(1);
        let more = self.build.binary(BinaryOp::Add, n, one);
        self.build.assign(counted.n, more);
    }

    /// The table of the rows that stand one behind the other in `list`.
    pub fn table_of(&mut self, list: LocalId, elem: Elem, counted: RowCount) -> PyValue {
        let (n, width) = (self.build.read(counted.n), self.build.read(counted.width));
        let fill = self.build.zeros(elem);
        let table = self.new_table(elem, n, width, fill);
        let buffer = self.buffer_of(&table).expect("a new table is a local");
        let (outer, row) = (self.build.label(), self.build.local("row", Type::INT));
        let (inner, column) = (self.build.label(), self.build.local("column", Type::INT));
        self.build.open();
        self.build.open();
        let (i, j) = (self.build.read(row), self.build.read(column));
        let begin = self.build.binary(BinaryOp::Mul, i, width);
        let at = self.build.binary(BinaryOp::Add, begin, j);
        let place = |buffer, index| Element { buffer, elem, index, is_array: false, writable: true, component: None };
        let parts = self.load_parts(&place(list, vec![at]));
        let index = vec![i, j];
        self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        let body = self.build.close();
        self.build.push(Stmt::For { label: inner, pos: column, trip: width, exit: None, strips: None, body });
        let body = self.build.close();
        self.build.push(Stmt::For { label: outer, pos: row, trip: n, exit: None, strips: None, body });
        table
    }

    // Operators

    /// `a + b` and `a * n` of lists; `None`: these are none.
    pub fn list_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        if let Some(tuple) = self.tuple_operation(op, a, b, span)? {
            return Ok(Some(tuple));
        }
        if let Some(records) = self.records_operation(op, a, b, span)? {
            return Ok(Some(records));
        }
        if let Some(rows) = self.rows_operation(op, a, b, span)? {
            return Ok(Some(rows));
        }
        let (left, right) = (self.whole(a), self.whole(b));
        match (op, left, right) {
            (ast::BinaryOp::Add, Some(left), Some(right)) if left.elem == right.elem => {
                Ok(Some(self.copied(&[left, right])))
            }
            (ast::BinaryOp::Mul, Some(part), None) => self.repeated_part(part, b.clone(), span).map(Some),
            (ast::BinaryOp::Mul, None, Some(part)) => self.repeated_part(part, a.clone(), span).map(Some),
            _ => Ok(None),
        }
    }

    pub fn repeated_part(&mut self, part: Part, times: PyValue, span: Span) -> Result<PyValue> {
        let times = self.int_of(times, span)?;
        let times = self.build.keep(times);
        let none = self.build.int(0);
        let list = self.copied(&[Part { n: none, ..part }]);
        let to = self.buffer_of(&list).expect("a new list is a local");
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        self.extend(to, &part);
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip: times, exit: None, strips: None, body });
        Ok(list)
    }

    /// `x in list`
    pub fn is_in_list(&mut self, x: PyValue, list: &PyValue, span: Span) -> Result<ExprId> {
        Ok(self.first_in_list(x, list, "in", span)?.0)
    }

    /// Is `x` in a list, and if so, where first?
    fn first_in_list(&mut self, x: PyValue, list: &PyValue, what: &str, span: Span) -> Result<(ExprId, LocalId)> {
        let (found, place) = (self.build.local("found", Type::BOOL), self.build.local("place", Type::INT));
        let (no, yes, zero) = (self.build.bool(false), self.build.bool(true), self.build.int(0));
        self.build.assign(found, no);
        self.build.assign(place, zero);
        self.equal_items(x, list, what, span, |this, label, pos| {
            let at = this.build.read(pos);
            vec![Stmt::Assign(found, yes), Stmt::Assign(place, at), Stmt::Break(label)]
        })?;
        Ok((self.build.read(found), place))
    }

    /// Where `x` is first in a list, or ValueError.
    pub fn place_of(&mut self, x: PyValue, list: &PyValue, what: &str, span: Span) -> Result<ExprId> {
        let (found, place) = self.first_in_list(x, list, what, span)?;
        self.build.raise_unless(found, Failure::Value);
        Ok(self.build.read(place))
    }

    /// How many elements of a list are equal to `x`.
    fn count_in_list(&mut self, x: PyValue, list: &PyValue, span: Span) -> Result<PyValue> {
        let n = self.build.local("n", Type::INT);
        let zero = self.build.int(0);
        self.build.assign(n, zero);
        self.equal_items(x, list, "count", span, |this, _, _| {
            let (so_far, one) = (this.build.read(n), this.build.int(1));
            vec![Stmt::Assign(n, this.build.binary(BinaryOp::Add, so_far, one))]
        })?;
        Ok(PyValue::new(PyType::Int, vec![self.build.read(n)]))
    }

    /// A loop through a list that does `then` at each element that is equal to `x`.
    fn equal_items(
        &mut self,
        x: PyValue,
        list: &PyValue,
        what: &str,
        span: Span,
        then: impl FnOnce(&mut Self, crate::ir::Label, LocalId) -> Vec<Stmt>,
    ) -> Result<()> {
        let list = &self.keep_row(list);
        let x = self.settle(x);
        let x = self.solid(x, span)?;
        if let (PyType::List(elem), Some(buffer), true) = (&list.ty, self.buffer_of(list), x.ty != PyType::None)
            && self.is_unknown_list(buffer)
            && !self.fits_into(&x, *elem)
        {
            return Err(self.no_element(buffer, &x, &elem.python(), span));
        }
        if self.is_never_an_item(&x, &list.ty) {
            return Ok(());
        }
        let can_be_equal = match &list.ty {
            // Whether two values can be compared says what compares them.
            PyType::Records(_) => true,
            ty => match (item_of_list(ty), item_of_list(&x.ty)) {
                (None, _) => bail!(span, "`{what}` of {} is not compiled yet", self.what_is(list)),
                (Some(item), other) => match list_elem(&item) {
                    Some(elem) => {
                        let is_number = |ty: &PyType| *ty == PyType::None || Number::of(ty).is_some();
                        // Texts of any width are compared.
                        self.fits_into(&x, elem)
                            || is_text_elem(elem) && family(&x) == Some(Family::Str)
                            || !is_text_elem(elem) && x.ty.members().iter().all(is_number)
                    }
                    // Lists are compared element by element, and what is one object in both is looked at there.
                    None => matches!(item, PyType::RaggedRow(_)) == other.is_some(),
                },
            },
        };
        if !can_be_equal || !matches!(self.build.op(list.parts[0]), Op::Local(_)) {
            bail!(span, "`{what}` of {} and {} is not compiled yet", self.what_is(&x), self.what_is(list))
        }
        let x = self.keep(x);
        let trip = self.length_of(list).expect("it is in a local");
        let trip = self.build.keep(trip);
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let at = self.build.read(pos);
        let outcome = self.equal_item(&x, list, at, span);
        if let Ok(condition) = outcome {
            let then = then(self, label, pos);
            self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        }
        let body = self.build.close();
        outcome?;
        if let Some(is_nan) = self.is_nan_of(&x, list, span)? {
            // A NaN is in a list by being the same object, and machine code does not know which one a number is.
            let fine = self.build.not(is_nan);
            self.build.check(fine, Failure::Domain);
        }
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(())
    }

    /// `None`, a number or a text in a list of numbers or texts: equal to none of them by its type alone?
    fn is_never_an_item(&self, x: &PyValue, list: &PyType) -> bool {
        let Some(elem) = item_of_list(list).and_then(|item| list_elem(&item)) else { return false };
        match is_text_elem(elem) {
            true => x.path.is_none() && x.ty.members().iter().all(|m| *m == PyType::None || Number::of(m).is_some()),
            false => x.ty == PyType::None && x.path.is_none() || self.is_text(x),
        }
    }

    /// Is the element at this place equal to `x`?
    fn equal_item(&mut self, x: &PyValue, list: &PyValue, at: ExprId, span: Span) -> Result<ExprId> {
        let item = self.element_at(list, at, span)?;
        if x.ty == PyType::None && !matches!(item.ty, PyType::Tuple(_)) {
            return Ok(self.is_member(&item, &PyType::None));
        }
        let yes = self.build.bool(true);
        let [may_be_none, x_may_be_none] = [&item, x].map(|value| value.ty.members().contains(&PyType::None));
        let guard = match may_be_none && !x_may_be_none {
            true => {
                let is_none = self.is_member(&item, &PyType::None);
                self.build.not(is_none)
            }
            false => yes,
        };
        self.build.enter(guard);
        let same = self.compare(CompareOp::Eq, item, x.clone(), span);
        self.build.leave();
        let same = self.truth(same?, span)?;
        Ok(self.build.binary(BinaryOp::And, guard, same))
    }

    /// Is `x` a NaN that may be an element? Tuples are compared member by member, which looks at that.
    fn is_nan_of(&mut self, x: &PyValue, list: &PyValue, span: Span) -> Result<Option<ExprId>> {
        let item = match &list.ty {
            PyType::Records(item) => (**item).clone(),
            PyType::RaggedRow(item) => (**item).clone(),
            PyType::List(elem) | PyType::Row(elem) => elem.python(),
            _ => return Ok(None),
        };
        if matches!(item, PyType::Tuple(_)) || !self.may_be_the_same_nan(x, &PyValue::new(item, list.parts.clone())) {
            return Ok(None);
        }
        if !x.may_be_number() {
            return Ok(None);
        }
        self.ask_which_nan(span)?;
        let is_nan = self.compare(CompareOp::Ne, x.clone(), x.clone(), span)?;
        self.truth(is_nan, span).map(Some)
    }

    fn keep_row(&mut self, list: &PyValue) -> PyValue {
        if let PyType::Row(_) | PyType::RaggedRow(_) = list.ty { self.keep(list.clone()) } else { list.clone() }
    }

    // Calls

    /// `list(items)`
    pub fn list_call(&mut self, items: &ast::Expr, span: Span) -> Result<PyValue> {
        if matches!(items.kind, ExprKind::Name(_) | ExprKind::Subscript { .. }) {
            let value = as_list(self.expression(items)?);
            let value = self.keep_row(&value);
            if let PyType::Table(_) = value.ty {
                return Err(self.needs_rows(&value, span, "a copy of a list of lists"));
            }
            if let Some(whole) = self.whole(&value) {
                return Ok(self.copied(&[whole]));
            }
            if let Some(copy) = self.copied_list(&value) {
                return Ok(copy);
            }
        }
        if let ExprKind::Comprehension { element, clauses, is_lazy: true } = &items.kind {
            return self.collected(element, clauses, span);
        }
        // `list(map(list, rows))` makes new lists, as `[list(row) for row in rows]` does.
        if let ExprKind::Call { function, args, keywords } = &items.kind
            && let ([of, rows], true) = (&args[..], keywords.is_empty())
            && self.is_class(function, "map")
            && self.is_class(of, "list")
        {
            let row = ast::Expr { kind: ExprKind::Name(".row".into()), span };
            let copy = ExprKind::Call { function: of.clone().into(), args: vec![row.clone()], keywords: vec![] };
            let clause = ast::Clause { target: row, iter: rows.clone(), conditions: vec![] };
            return self.collected(&ast::Expr { kind: copy, span }, &[clause], span);
        }
        // The same as `[item for item in items]`, by a name that no program has.
        let item = || ast::Expr { kind: ExprKind::Name(".item".into()), span };
        let clause = ast::Clause { target: item(), iter: items.clone(), conditions: vec![] };
        self.collected(&item(), &[clause], span)
    }

    /// The list that a method is called of: a variable.
    fn receiver(&mut self, function: &ast::Expr) -> Result<Option<(PyValue, LocalId, Elem)>> {
        let ExprKind::Attribute { value: base, .. } = &function.kind else { return Ok(None) };
        let may_be_list = match &base.kind {
            ExprKind::Name(name) => matches!(self.variables.get(name).map(|v| &v.ty), Some(PyType::List(_))),
            ExprKind::Attribute { .. } => self.has_instances() && is_place(base),
            _ => false,
        };
        if !may_be_list {
            return Ok(None);
        }
        let Some(list) = self.tried(base, |of| matches!(of.ty, PyType::List(_)))? else { return Ok(None) };
        let PyType::List(elem) = list.ty else { unreachable!("asked for") };
        let Op::Local(buffer) = *self.build.op(list.parts[0]) else { return Ok(None) };
        Ok(Some((list, buffer, elem)))
    }

    /// The list or row that a method is called of which does not change how long it is: any expression.
    fn receiver_of(&mut self, function: &ast::Expr, is_wanted: fn(&PyType) -> bool) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, .. } = &function.kind else { return Ok(None) };
        let may_be_list = match &base.kind {
            ExprKind::Name(name) => {
                self.variables.get(name).is_some_and(|v| is_wanted(v.ty.optional().unwrap_or(&v.ty)))
            }
            ExprKind::Attribute { .. } => self.has_instances() && is_place(base),
            ExprKind::Subscript { .. } | ExprKind::List(_) | ExprKind::Comprehension { is_lazy: false, .. } => true,
            ExprKind::Call { function, args, keywords } => {
                let is = |name: &str| {
                    matches!(&function.kind, ExprKind::Name(n) if n == name) && self.is_builtin(name, name)
                };
                // Of a tuple of any length: nothing is seen of it but this.
                if let ([items], [], true) =
                    (&args[..], &keywords[..], is("tuple") && self.variables.get("tuple").is_none())
                {
                    return self.list_call(items, base.span).map(Some);
                }
                is("list") || is("sorted")
            }
            _ => false,
        };
        if !may_be_list {
            return Ok(None);
        }
        let list = self.tried(base, |of| is_wanted(&of.ty))?;
        Ok(list.map(|list| self.keep(list)))
    }

    /// `x.append(value)` and others that give `None`; false: something else.
    pub fn list_statement(&mut self, e: &ast::Expr) -> Result<bool> {
        let ExprKind::Call { function, args, keywords } = &e.kind else { return Ok(false) };
        let ExprKind::Attribute { name, .. } = &function.kind else { return Ok(false) };
        if let ("sort", []) = (name.as_str(), &args[..]) {
            let Some(list) = self.receiver_of(function, is_searched)? else { return Ok(false) };
            self.sort(&list, keywords, e.span)?;
            return Ok(true);
        }
        let method = (name.as_str(), &args[..], keywords.is_empty());
        if !matches!(
            method,
            ("append" | "extend" | "remove", [_], true) | ("insert", [_, _], true) | ("reverse" | "clear", [], true)
        ) {
            return Ok(false);
        }
        if let ("extend", [items], _) = method
            && is_lazy(items)
        {
            return self.extended_by_each(function, items);
        }
        if self.records_statement(function, args)? || self.row_statement(function, args)? {
            return Ok(true);
        }
        let Some((list, buffer, elem)) = self.receiver(function)? else { return Ok(false) };
        match method {
            ("append", [arg], _) => {
                let parts = self.new_element(arg, buffer, elem)?;
                self.build.edit(Edit::Append, buffer, parts);
            }
            ("insert", [at, arg], _) => {
                let value = self.expression(at)?;
                let at = self.int_of(value, at.span)?;
                let at = self.build.keep(at);
                let parts = self.new_element(arg, buffer, elem)?;
                let len = self.length_of(&list).expect("a variable");
                let at = self.place_to_insert(at, len);
                self.build.edit(Edit::Insert, buffer, [at].into_iter().chain(parts).collect());
            }
            ("remove", [arg], _) => {
                let x = self.kept_value(arg)?;
                let at = self.place_of(x, &list, "remove", arg.span)?;
                self.build.edit(Edit::Delete, buffer, vec![at]);
            }
            ("reverse", ..) => self.reverse(buffer, elem),
            ("clear", ..) => self.clear(buffer),
            (_, [arg], _) => {
                let by = self.expression(arg)?;
                if let Some(again) = self.learn_from(buffer, elem, &by, arg.span) {
                    return Err(again);
                }
                let whole = self.whole(&list).expect("a variable");
                let part = self.elements_for(by, &whole, arg.span)?;
                self.extend(buffer, &part);
            }
            _ => unreachable!("matched above"),
        }
        Ok(true)
    }

    /// `xs.extend(x for x in ys)`: each item is put in before the next one is asked for.
    pub fn extended_by_each(&mut self, function: &ast::Expr, items: &ast::Expr) -> Result<bool> {
        let span = items.span;
        let ExprKind::Attribute { value: list, .. } = &function.kind else { return Ok(false) };
        let ExprKind::Name(name) = &list.kind else { return Ok(false) };
        let is_known = |ty: &PyType| is_fixed(ty) || matches!(ty, PyType::Records(_) | PyType::Ragged(_));
        if !self.variables.get(name).is_some_and(|variable| is_known(&variable.ty)) {
            return Ok(false);
        }
        let item = ast::Expr { kind: ExprKind::Name(".item".into()), span };
        let own = [ast::Clause { target: item.clone(), iter: items.clone(), conditions: vec![] }];
        let (element, clauses) = match &items.kind {
            ExprKind::Comprehension { element, clauses, .. } => (&**element, &clauses[..]),
            _ => (&item, &own[..]),
        };
        let mut names = vec![];
        clauses.iter().for_each(|clause| target_names(&clause.target, &mut names));
        if names.contains(&name.as_str()) {
            bail!(span, "`{name}` is another variable in here"; hint: "use another name");
        }
        let append = ast::Expr { kind: ExprKind::Attribute { value: list.clone(), name: "append".into() }, span };
        self.comprehended(element, clauses, span, &mut |this, element| {
            let kind =
                ExprKind::Call { function: append.clone().into(), args: vec![element.clone()], keywords: vec![] };
            match this.list_statement(&ast::Expr { kind, span: element.span })? {
                true => Ok(()),
                false => bail!(span, "this `extend` is not compiled yet"; hint: "use a loop"),
            }
        })?;
        Ok(true)
    }

    /// Elements change places with those from the other end.
    pub fn reverse(&mut self, list: LocalId, elem: Elem) {
        let (len, two) = (self.build.expr(crate::ir::Op::Len(list, 0), Type::INT), self.build.int(2));
        let trip = self.build.binary(BinaryOp::FloorDiv, len, two);
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let (at, one) = (self.build.read(pos), self.build.int(1));
        let last = self.build.binary(BinaryOp::Sub, len, one);
        let other = self.build.binary(BinaryOp::Sub, last, at);
        let place =
            |at| Element { buffer: list, elem, index: vec![at], is_array: false, writable: true, component: None };
        let (near, far) = (self.load_parts(&place(at)), self.load_parts(&place(other)));
        for (at, parts) in [(at, far), (other, near)] {
            self.build.push(Stmt::Store { buffer: list, index: vec![at], parts, mask: None, undo: true });
        }
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
    }

    /// Takes the elements off the end, one after the other.
    pub fn clear(&mut self, list: LocalId) {
        let len = self.build.expr(crate::ir::Op::Len(list, 0), Type::INT);
        let (len, zero) = (self.build.keep(len), self.build.int(0));
        self.shorten(list, len, zero);
    }

    /// `del a[i]`, `del a[i:j]`, `del a`
    pub fn delete(&mut self, target: &ast::Expr) -> Result<()> {
        if let ExprKind::Name(name) = &target.kind
            && !self.frame.is_shared_local(name)
            && !is_shared_key(self.variables.key(name))
            && self.variables.get(name).is_some()
        {
            // It must be bound.
            self.expression(target)?;
            self.variables.forget(name);
            return Ok(());
        }
        let list = match &target.kind {
            ExprKind::Subscript { value, index }
                if matches!(value.kind, ExprKind::Name(_) | ExprKind::Subscript { .. }) =>
            {
                Some((value, index))
            }
            _ => None,
        };
        let Some((base, index)) = list else {
            bail!(target.span, "`del` is compiled of elements of a list in a variable only")
        };
        let value = self.expression(base)?;
        if let PyType::Row(_) = value.ty {
            return Err(self.needs_rows(&value, target.span, "`del` of an element of a row"));
        }
        if self.delete_in_rows(&value, index, target.span)? {
            return Ok(());
        }
        if let Some(bounds) = self.bounds_in(index)? {
            return self.delete_slice(&value, &bounds, target.span);
        }
        if let Some(columns) = self.columns_of(&value) {
            return self.delete_record_at(&columns, index);
        }
        let (PyType::List(_), Some(buffer)) = (&value.ty, self.buffer_of(&value)) else {
            bail!(target.span, "`del` of an element of {} is not compiled yet", self.what_is(&value))
        };
        let at = self.expression(index)?;
        let at = self.int_of(at, index.span)?;
        let at = self.checked_index(at, buffer, 0);
        self.build.edit(Edit::Delete, buffer, vec![at]);
        Ok(())
    }

    fn new_element(&mut self, arg: &ast::Expr, list: LocalId, elem: Elem) -> Result<Vec<ExprId>> {
        let value = self.solid_value(arg)?;
        let Some(wanted) = self.elem_for(&value) else {
            return Err(self.no_element(list, &value, &elem.python(), arg.span));
        };
        if !self.fits_into(&value, elem) {
            return Err(self.other_element(list, wanted, elem, arg.span));
        }
        self.element_parts(value, elem, arg.span)
    }

    /// If the list that another is put behind began as a `[]`.
    pub fn learn_from(
        &mut self,
        list: LocalId,
        elem: Elem,
        by: &PyValue,
        span: Span,
    ) -> Option<crate::diagnostic::Diagnostic> {
        match by.ty {
            PyType::List(other) | PyType::Row(other) if other != elem => self.learn_element(list, other, span),
            PyType::Records(ref item) => self.learn_record(list, &item.clone(), span),
            PyType::Ragged(ref item) => {
                self.build.empty_list_of(list)?;
                self.learn_rows(list, &item.clone(), span)
            }
            _ => None,
        }
    }

    /// `x.pop()`, `x.pop(i)` and `x.copy()`; `None`: something else.
    pub fn list_method(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<Option<PyValue>> {
        if let Some(of_records) = self.records_method(function, args)? {
            return Ok(Some(of_records));
        }
        if let Some(of_row) = self.row_method(function, args)? {
            return Ok(Some(of_row));
        }
        let ExprKind::Attribute { name, .. } = &function.kind else { return Ok(None) };
        match (name.as_str(), args) {
            ("index" | "count", [_]) if let Some(tuple) = self.tuple_receiver(function)? => {
                return self.method_of_fixed(&tuple, name, args, function.span).map(Some);
            }
            ("copy", []) | ("index" | "count", [_]) => {
                let is_wanted = if name == "copy" { is_fixed } else { is_searched };
                let Some(list) = self.receiver_of(function, is_wanted)? else { return Ok(None) };
                return self.method_of_fixed(&list, name, args, function.span).map(Some);
            }
            _ => {}
        }
        let Some((_, buffer, elem)) = self.receiver(function)? else { return Ok(None) };
        match (name.as_str(), args) {
            ("pop", [] | [_]) => {
                self.refuse_early(buffer, function.span)?;
                let at = match args.first() {
                    None => self.build.int(-1),
                    Some(at) => {
                        let value = self.expression(at)?;
                        self.int_of(value, at.span)?
                    }
                };
                let at = self.checked_index(at, buffer, 0);
                let index = vec![at];
                let item = self.load_place(&Element {
                    buffer,
                    elem,
                    index,
                    is_array: false,
                    writable: false,
                    component: None,
                });
                self.build.edit(Edit::Delete, buffer, vec![at]);
                Ok(Some(item))
            }
            _ => bail!(function.span, "`.{name}` of a list is not compiled yet"),
        }
    }

    fn method_of_fixed(&mut self, list: &PyValue, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let Some(x) = args.first() else {
            return Ok(self.copy_of(list));
        };
        let x = self.kept_value(x)?;
        if name == "count" {
            return self.count_in_list(x, list, span);
        }
        Ok(PyValue::new(PyType::Int, vec![self.place_of(x, list, "index", span)?]))
    }
}

/// A list that may be sorted and looked through, of lists as well.
fn is_searched(ty: &PyType) -> bool {
    is_fixed(ty) || matches!(ty, PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Table(_))
}

/// A list whose elements may be moved and looked for.
fn is_fixed(ty: &PyType) -> bool {
    matches!(ty, PyType::List(_) | PyType::Row(_) | PyType::Records(_))
        || matches!(ty, PyType::RaggedRow(item) if item.is_record())
}
