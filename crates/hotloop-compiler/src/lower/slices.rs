//! Slices that are assigned to and deleted.
//!
//! example: `a[i:j] = b` stores what both have in the place of each other, then deletes what is left of the old elements,
//! or inserts what is left of the new ones. `b` is copied before if it may be `a`.

use super::Lowerer;
use super::expressions::{Element, list_elem};
use super::lists::Part;
use super::sorting::item_of;
use super::tuples::as_list;
use super::value::{PyValue, describe};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Const, Dims, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type, UnaryOp};
use crate::syntax::ast::{self, ExprKind};

/// `lower:upper:step`, evaluated.
pub struct Bounds {
    lower: Option<ExprId>,
    upper: Option<ExprId>,
    step: Option<ExprId>,
    span: Span,
}

/// Which elements of how many: the first, how far it is to the next, how many.
#[derive(Clone, Copy)]
pub struct Places {
    pub first: ExprId,
    pub step: ExprId,
    pub n: ExprId,
}

impl Bounds {
    pub fn ints(&self) -> [Option<ExprId>; 3] {
        [self.lower, self.upper, self.step]
    }
}

impl Lowerer<'_> {
    pub fn bounds(&mut self, bounds: [Option<&ast::Expr>; 3], span: Span) -> Result<Bounds> {
        let mut ints = [None; 3];
        for (int, bound) in ints.iter_mut().zip(bounds) {
            *int = match bound {
                None | Some(ast::Expr { kind: ExprKind::None, .. }) => None,
                Some(e) => {
                    let value = self.expression(e)?;
                    let value = self.int_of(value, e.span)?;
                    Some(self.build.keep(value))
                }
            };
        }
        let [lower, upper, step] = ints;
        Ok(Bounds { lower, upper, step, span })
    }

    /// As it is the index of something else.
    pub fn bounds_in(&mut self, index: &ast::Expr) -> Result<Option<Bounds>> {
        let ExprKind::Slice { lower, upper, step } = &index.kind else { return Ok(None) };
        self.bounds([lower, upper, step].map(|e| e.as_deref()), index.span).map(Some)
    }

    /// The places that these are among `len`.
    pub fn places(&mut self, bounds: &Bounds, len: ExprId) -> Result<Places> {
        let one = self.build.int(1);
        let step = bounds.step.unwrap_or(one);
        let (first, n) = match self.build.constant(step) {
            Some(_) => {
                let by = self.step_of_slice(step, bounds.span)?;
                self.inside(bounds.lower, bounds.upper, len, by)
            }
            None => self.inside_by(bounds, len, step),
        };
        Ok(Places { first, step, n })
    }

    /// As `inside`, for a step that is known when it runs only.
    fn inside_by(&mut self, bounds: &Bounds, len: ExprId, step: ExprId) -> (ExprId, ExprId) {
        let [zero, one, before, least] = [0, 1, -1, i64::MIN].map(|n| self.build.int(n));
        for never in [zero, least] {
            let fine = self.build.binary(BinaryOp::Ne, step, never);
            self.build.check(fine, Failure::Domain);
        }
        let forward = self.build.binary(BinaryOp::Gt, step, zero);
        let forward = self.build.keep(forward);
        let last = self.build.binary(BinaryOp::Sub, len, one);
        let least = self.build.select(forward, zero, before);
        let most = self.build.select(forward, len, last);
        let (from, to) = (self.build.select(forward, least, most), self.build.select(forward, most, least));
        let start = bounds.lower.map_or(from, |at| self.brought_inside(at, len, least, most));
        let stop = bounds.upper.map_or(to, |at| self.brought_inside(at, len, least, most));
        let start = self.build.keep(start);
        let (ahead, back) =
            (self.build.binary(BinaryOp::Sub, stop, start), self.build.binary(BinaryOp::Sub, start, stop));
        let way = self.build.select(forward, ahead, back);
        let size = self.build.unary(UnaryOp::Abs, step);
        let n = self.steps_in(way, size);
        (start, self.build.keep(n))
    }

    /// How many steps of a size begin on a way: none if it is negative.
    pub fn steps_in(&mut self, way: ExprId, size: ExprId) -> ExprId {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let way = self.build.binary(BinaryOp::Max, way, zero);
        if self.build.constant(size) == Some(Const::Int(1)) {
            return way;
        }
        // The sum of the way and a large step would overflow.
        let way = self.build.binary(BinaryOp::Sub, way, one);
        let n = self.build.binary(BinaryOp::FloorDiv, way, size);
        self.build.binary(BinaryOp::Add, n, one)
    }

    /// `container[bounds] = value`
    pub fn store_slice(&mut self, container: &PyValue, bounds: &Bounds, value: PyValue, span: Span) -> Result<()> {
        if let Some(columns) = self.columns_of(container) {
            let new = self.copied_for(value, &columns, span)?;
            let (old, new) = (self.wholes(container), self.wholes(&new));
            let len = self.build.keep(old[0].n);
            let places = self.places(bounds, len)?;
            old.iter().zip(&new).for_each(|(old, new)| self.replace(old, None, len, places, new));
            return Ok(());
        }
        let Some(whole) = self.whole(container) else {
            bail!(span, "an assignment to a slice of {} is not compiled yet", self.what_is(container))
        };
        let new = self.elements_for(value, &whole, span)?;
        let new = if self.is_fresh(new.from) { new } else { self.part_copied(new) };
        let len = self.build.keep(whole.n);
        let places = self.places(bounds, len)?;
        let row = if let PyType::Row(_) = container.ty { Some(container.parts[1]) } else { None };
        self.replace(&whole, row, len, places, &new);
        Ok(())
    }

    /// Puts other elements in the place of these, of `len`.
    fn replace(&mut self, whole: &Part, row: Option<ExprId>, len: ExprId, places: Places, new: &Part) {
        let new = Part { n: self.build.keep(new.n), ..*new };
        let may_resize = self.build.constant(places.step) == Some(Const::Int(1)) && row.is_none();
        if !may_resize {
            // ValueError, but for a step of 1, and for a row that others lie behind.
            let fits = self.build.binary(BinaryOp::Eq, new.n, places.n);
            self.build.check(fits, Failure::Domain);
            self.overwrite(whole.from, row, places, &new);
            return;
        }
        let common = self.build.binary(BinaryOp::Min, new.n, places.n);
        let common = self.build.keep(common);
        self.overwrite(whole.from, row, Places { n: common, ..places }, &new);
        let at = self.build.binary(BinaryOp::Add, places.first, common);
        let at = self.build.keep(at);
        let too_many = self.build.binary(BinaryOp::Sub, places.n, common);
        let too_many = self.build.keep(too_many);
        self.where_any(too_many, |this| this.remove(whole.from, len, at, too_many));
        let too_few = self.build.binary(BinaryOp::Sub, new.n, common);
        let too_few = self.build.keep(too_few);
        let first = self.build.binary(BinaryOp::Add, new.first, common);
        let rest = Part { first, n: too_few, ..new };
        self.where_any(too_few, |this| this.put_in(whole.from, len, at, &rest));
    }

    /// `del container[bounds]`
    pub fn delete_slice(&mut self, container: &PyValue, bounds: &Bounds, span: Span) -> Result<()> {
        if !matches!(container.ty, PyType::List(_) | PyType::Records(_)) {
            bail!(span, "`del` of a slice of {} is not compiled yet", self.what_is(container))
        }
        let wholes = self.wholes(container);
        let len = self.build.keep(wholes[0].n);
        let places = self.places(bounds, len)?;
        for whole in wholes {
            self.where_any(places.n, |this| match this.build.constant(places.step) {
                Some(Const::Int(1)) => this.remove(whole.from, len, places.first, places.n),
                _ => this.remove_each(&whole, len, places),
            });
        }
        Ok(())
    }

    fn where_any(&mut self, n: ExprId, then: impl FnOnce(&mut Self)) {
        let zero = self.build.int(0);
        let condition = self.build.binary(BinaryOp::Gt, n, zero);
        self.build.open();
        then(self);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
    }

    pub fn repeat(&mut self, trip: ExprId, body: impl FnOnce(&mut Self, ExprId)) {
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let at = self.build.read(pos);
        body(self, at);
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
    }

    /// Elements of a list as those of another, as many as there are places.
    pub fn overwrite(&mut self, list: LocalId, row: Option<ExprId>, places: Places, by: &Part) {
        let by = *by;
        self.repeat(places.n, |this, at| {
            let parts = this.load_of(&by, at);
            let there = this.build.binary(BinaryOp::Mul, at, places.step);
            let there = this.build.binary(BinaryOp::Add, places.first, there);
            let index = row.into_iter().chain([there]).collect();
            this.build.push(Stmt::Store { buffer: list, index, parts, mask: None, undo: true });
        });
    }

    /// An element, as it is in the list.
    fn load_of(&mut self, part: &Part, at: ExprId) -> Vec<ExprId> {
        let at = self.build.binary(BinaryOp::Mul, at, part.step);
        let at = self.build.binary(BinaryOp::Add, part.first, at);
        let (buffer, elem) = (part.from, part.elem);
        self.load_parts(&Element { buffer, elem, index: vec![at], is_array: false, component: None, writable: false })
    }

    /// Without `n` elements from `at` on, of `len`: one after the other, or all from there on but for those behind.
    fn remove(&mut self, list: LocalId, len: ExprId, at: ExprId, n: ExprId) {
        let behind = self.build.binary(BinaryOp::Sub, len, at);
        let behind = self.build.binary(BinaryOp::Sub, behind, n);
        let behind = self.build.keep(behind);
        let few = self.build.binary(BinaryOp::Le, n, behind);
        self.build.open();
        self.repeat(n, |this, _| this.build.edit(Edit::Delete, list, vec![at]));
        let then = self.build.close();
        self.build.open();
        let first = self.build.binary(BinaryOp::Add, at, n);
        let rest = self.kept_apart(list, first, behind);
        self.shorten(list, len, at);
        self.extend(list, &rest);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: few, then, orelse, likely: Likely::Either });
    }

    /// Puts elements before that at an index, of `len`.
    fn put_in(&mut self, list: LocalId, len: ExprId, at: ExprId, new: &Part) {
        let behind = self.build.binary(BinaryOp::Sub, len, at);
        let behind = self.build.keep(behind);
        let few = self.build.binary(BinaryOp::Le, new.n, behind);
        self.build.open();
        self.repeat(new.n, |this, k| {
            let parts = this.load_of(new, k);
            let there = this.build.binary(BinaryOp::Add, at, k);
            this.build.edit(Edit::Insert, list, [there].into_iter().chain(parts).collect());
        });
        let then = self.build.close();
        self.build.open();
        let rest = self.kept_apart(list, at, behind);
        self.shorten(list, len, at);
        self.extend(list, new);
        self.extend(list, &rest);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: few, then, orelse, likely: Likely::Either });
    }

    /// A copy of all elements from an index on.
    fn kept_apart(&mut self, list: LocalId, first: ExprId, n: ExprId) -> Part {
        let Type::Buffer(elem, _) = self.build.module.entry.locals[list.0 as usize].ty else {
            unreachable!("a list is a buffer")
        };
        let step = self.build.int(1);
        let n = self.build.keep(n);
        self.part_copied(Part { elem, from: list, first, step, n })
    }

    fn part_copied(&mut self, part: Part) -> Part {
        let list = self.copied(&[part]);
        Part { n: part.n, ..self.whole(&list).expect("a new list") }
    }

    /// Takes elements off the end until there are so many.
    pub fn shorten(&mut self, list: LocalId, len: ExprId, to: ExprId) {
        let trip = self.build.binary(BinaryOp::Sub, len, to);
        let trip = self.build.keep(trip);
        self.repeat(trip, |this, at| {
            let one = this.build.int(1);
            let last = this.build.binary(BinaryOp::Sub, len, one);
            let last = this.build.binary(BinaryOp::Sub, last, at);
            this.build.edit(Edit::Delete, list, vec![last]);
        });
    }

    /// Without the elements at these places: a list of those that stay takes the place of all from the first one on.
    fn remove_each(&mut self, whole: &Part, len: ExprId, places: Places) {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let forward = self.build.binary(BinaryOp::Gt, places.step, zero);
        let last = self.build.binary(BinaryOp::Sub, places.n, one);
        let way = self.build.binary(BinaryOp::Mul, last, places.step);
        let last = self.build.binary(BinaryOp::Add, places.first, way);
        let lowest = self.build.select(forward, places.first, last);
        let lowest = self.build.keep(lowest);
        let size = self.build.unary(UnaryOp::Abs, places.step);
        let size = self.build.keep(size);
        let fill = self.build.zeros(whole.elem);
        let stay = self.new_list(whole.elem, zero, fill);
        let stay_local = self.buffer_of(&stay).expect("a new list is a local");
        let trip = self.build.binary(BinaryOp::Sub, len, lowest);
        let from = Part { first: lowest, step: one, ..*whole };
        self.repeat(trip, |this, at| {
            let rest = this.build.binary(BinaryOp::FloorMod, at, size);
            let off = this.build.binary(BinaryOp::Ne, rest, zero);
            let step = this.build.binary(BinaryOp::FloorDiv, at, size);
            let behind = this.build.binary(BinaryOp::Ge, step, places.n);
            let condition = this.build.binary(BinaryOp::Or, off, behind);
            this.build.open();
            let parts = this.load_of(&from, at);
            this.build.edit(Edit::Append, stay_local, parts);
            let then = this.build.close();
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        });
        self.shorten(whole.from, len, lowest);
        let stay = self.whole(&stay).expect("a new list");
        self.extend(whole.from, &stay);
    }

    // What is put into a list

    /// The elements of a value that go into a list: where they lie, or in a new list.
    pub fn elements_for(&mut self, value: PyValue, list: &Part, span: Span) -> Result<Part> {
        let value = as_list(value);
        let value = if let PyType::Row(_) | PyType::RaggedRow(_) = value.ty { self.keep(value) } else { value };
        if let Some(part) = self.whole(&value) {
            if part.elem == list.elem {
                return Ok(part);
            }
            if let Some(again) = self
                .learn_element(part.from, list.elem, span)
                .or_else(|| self.learn_element(list.from, part.elem, span))
            {
                return Err(again);
            }
        }
        let elem = list.elem;
        match &value.ty {
            PyType::Tuple(members) if members.iter().all(|ty| list_elem(ty) == Some(elem)) => {
                let members = self.members_of(&value);
                let n = self.build.int(members.len() as i64);
                let fill = self.build.zeros(elem);
                let new = self.new_list(elem, n, fill);
                let buffer = self.buffer_of(&new).expect("a new list is a local");
                for (at, member) in members.into_iter().enumerate() {
                    let index = vec![self.build.int(at as i64)];
                    self.build.push(Stmt::Store { buffer, index, parts: member.parts, mask: None, undo: true });
                }
                Ok(self.whole(&new).expect("a new list"))
            }
            PyType::Tuple(members) if members.iter().all(|ty| list_elem(ty) == list_elem(&members[0])) => {
                let wanted = list_elem(&members[0]);
                match wanted.and_then(|wanted| self.learn_element(list.from, wanted, span)) {
                    Some(again) => Err(again),
                    None => self.other_elements(&value, list, span),
                }
            }
            PyType::Range if elem == Elem::Int64 => {
                let range = self.range_between(value.parts[0], value.parts[1], value.parts[2]);
                let (n, fill) = (self.build.read(range.trip), self.build.zeros(elem));
                let new = self.new_list(elem, n, fill);
                let buffer = self.buffer_of(&new).expect("a new list is a local");
                self.repeat(n, |this, at| {
                    let way = this.build.binary(BinaryOp::Mul, at, range.step_value);
                    let item = this.build.binary(BinaryOp::Add, range.start_value, way);
                    this.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![item], mask: None, undo: true });
                });
                Ok(self.whole(&new).expect("a new list"))
            }
            _ => self.other_elements(&value, list, span),
        }
    }

    fn other_elements(&mut self, value: &PyValue, list: &Part, span: Span) -> Result<Part> {
        let elem = list.elem;
        let item = match &value.ty {
            PyType::Tuple(members) => {
                members.iter().try_fold(elem.python(), |ty, member| super::unions::join_types(&ty, member))
            }
            ty => item_of(ty),
        };
        let is_list = matches!(self.build.module.entry.locals[list.from.0 as usize].ty, Type::Buffer(_, Dims::LIST));
        if let (Some(item), true) = (item, is_list) {
            return Err(self.no_element(list.from, &PyValue::new(item, vec![]), &elem.python(), span));
        }
        bail!(span, "{} into a list of {} is not compiled yet", self.what_is(value), describe(&elem.python()))
    }

    /// Is it a list that an expression has just made, and that nothing else holds?
    pub fn is_fresh(&self, list: LocalId) -> bool {
        self.build.new_lists.contains(&list)
    }

    /// Something else holds it now.
    pub fn no_longer_new(&mut self, value: &PyValue) {
        for &part in &value.parts {
            if let Op::Local(list) = *self.build.op(part) {
                self.build.new_lists.remove(&list);
            }
        }
    }

    /// `a[i:j] op= value`: the slice is a list of its own, changed in place, and then put back.
    pub fn augmented_slice(
        &mut self,
        container: &PyValue,
        bounds: &Bounds,
        op: ast::BinaryOp,
        value: &ast::Expr,
        span: Span,
    ) -> Result<()> {
        let Some(whole) = self.whole(container) else {
            bail!(span, "an assignment to a slice of {} is not compiled yet", self.what_is(container))
        };
        let places = self.places(bounds, whole.n)?;
        let first = self.build.binary(BinaryOp::Add, whole.first, places.first);
        let part = self.copied(&[Part { first, step: places.step, n: places.n, ..whole }]);
        let by = self.expression(value)?;
        if !self.changed_in_place(op, &part, &by, span)? {
            bail!(span, "this operation on a slice is not compiled yet");
        }
        self.store_slice(container, bounds, part, span)
    }

    /// `a += value` and `a *= n` of a list; false: something else.
    pub fn changed_in_place(&mut self, op: ast::BinaryOp, list: &PyValue, by: &PyValue, span: Span) -> Result<bool> {
        if let PyType::Ragged(_) | PyType::RaggedRow(_) = list.ty {
            return self.changed_rows_in_place(op, list, by, span);
        }
        if let PyType::Records(_) = list.ty {
            if op != ast::BinaryOp::Add {
                return Ok(false);
            }
            return self.extended_by(list, by.clone(), span).map(|()| true);
        }
        let (PyType::List(elem), Some(to)) = (&list.ty, self.buffer_of(list)) else { return Ok(false) };
        let by = &as_list(by.clone());
        if op == ast::BinaryOp::Add
            && let Some(again) = self.learn_from(to, *elem, by, span)
        {
            return Err(again);
        }
        let whole = self.whole(list).expect("it has a buffer");
        match op {
            ast::BinaryOp::Add if matches!(by.ty, PyType::Tuple(_) | PyType::Range) || item_of(&by.ty).is_some() => {
                let part = self.elements_for(by.clone(), &whole, span)?;
                self.extend(to, &part);
                Ok(true)
            }
            ast::BinaryOp::Mul => {
                let times = self.int_of(by.clone(), span)?;
                let (len, one, zero) = (self.build.keep(whole.n), self.build.int(1), self.build.int(0));
                let more = self.build.binary(BinaryOp::Max, times, one);
                let more = self.build.binary(BinaryOp::Sub, more, one);
                let more = self.build.keep(more);
                let none = self.build.binary(BinaryOp::Le, times, zero);
                let part = Part { n: len, ..whole };
                self.repeat(more, |this, _| this.extend(to, &part));
                self.build.open();
                self.shorten(to, len, zero);
                let then = self.build.close();
                self.build.push(Stmt::If { condition: none, then, orelse: vec![], likely: Likely::Orelse });
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}
