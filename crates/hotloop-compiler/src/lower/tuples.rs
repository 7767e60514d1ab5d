//! Tuples of any length: `tuple(items)`, and arguments that are long tuples.
//!
//! example: `tuple(x * x for x in xs)` is the list of these, which nobody else has, and is a tuple where Python sees it.
//! What is read of it is read as of a list; a part of it, or a sum, is a new one.

use super::Lowerer;
use super::records::Columns;
use super::slices::Bounds;
use super::value::PyValue;
use crate::diagnostic::{Result, Span};
use crate::ir::{Const, Elem, ExprId, PyType, Stmt};
use crate::syntax::ast::{self, ExprKind};

/// Longer ones are tuples of any length where they are made by `*`.
const MAX_MEMBERS: usize = 32;

/// The members as those of a list: only to be read, never in a variable.
pub fn as_list(value: PyValue) -> PyValue {
    match value.ty {
        PyType::Many(list) => PyValue { ty: *list, ..value },
        _ => value,
    }
}

/// A list that nobody else has, as a tuple.
pub fn as_tuple(list: PyValue) -> PyValue {
    PyValue { ty: PyType::Many(list.ty.into()), ..list }
}

/// Tuples of different lengths whose members are all of one type are tuples of any length; `None`: they are others.
pub fn join_lengths(a: &PyType, b: &PyType) -> Option<PyType> {
    // The members' type, if there is a member.
    let item = |ty: &PyType| match ty {
        PyType::Tuple(members) if members.class.is_none() => match &members[..] {
            [] => Some(None),
            [first, rest @ ..] => rest.iter().all(|member| member == first).then(|| Some(first.clone())),
        },
        PyType::Many(list) => match &**list {
            PyType::List(elem) if elem.units().is_none() => Some(Some(elem.python())),
            PyType::Records(item) => Some(Some((**item).clone())),
            _ => None,
        },
        _ => None,
    };
    let (a, b) = (item(a)?, item(b)?);
    if a.is_some() && b.is_some() && a != b {
        return None;
    }
    let item = a.or(b)?;
    let list = match item.list_elem() {
        Some(elem) => PyType::List(elem),
        None if item.is_record() => PyType::Records(item.into()),
        None => return None,
    };
    Some(PyType::Many(list.into()))
}

impl Lowerer<'_> {
    /// The parts of a new list of such elements as a tuple's members, which `join_lengths` has found to be some.
    pub fn members_in_list(&mut self, tuple: &PyValue, list: &PyType) -> Vec<ExprId> {
        let tuple = self.keep(tuple.clone());
        let members = self.members_of(&tuple);
        let n = self.build.int(members.len() as i64);
        let (new, buffers) = match list {
            PyType::Records(item) => {
                let fill = self.zero_parts(item);
                let columns = self.new_records(item, n, fill);
                (self.records(&columns), columns.buffers.clone())
            }
            PyType::List(elem) => {
                let fill = self.build.zeros(*elem);
                let new = self.new_list(*elem, n, fill);
                let buffer = self.buffer_of(&new).expect("a new list is a local");
                (new, vec![buffer])
            }
            _ => unreachable!("`join_lengths` gives no other"),
        };
        for (at, member) in members.into_iter().enumerate() {
            let index = self.build.int(at as i64);
            // A complex number has two parts in one buffer.
            let each = member.parts.len() / buffers.len();
            for (&buffer, parts) in buffers.iter().zip(member.parts.chunks(each)) {
                let parts = parts.to_vec();
                self.build.push(Stmt::Store { buffer, index: vec![index], parts, mask: None, undo: true });
            }
        }
        new.parts
    }

    /// `tuple(items)`
    pub fn tuple_call(&mut self, items: &ast::Expr, span: Span) -> Result<PyValue> {
        match &items.kind {
            // As many as are written.
            ExprKind::List(members) | ExprKind::Tuple(members) if !super::stars::has_star(members) => {
                let members = members.iter().map(|member| self.solid_value(member)).collect::<Result<_>>()?;
                return self.tuple_of(members, span);
            }
            ExprKind::Name(_) => {
                let value = self.expression(items)?;
                if let PyType::Tuple(members) = &value.ty {
                    let plain = PyType::tuple(members.to_vec());
                    return Ok(self.keep(PyValue { ty: plain, ..value }));
                }
                if let PyType::Many(_) = value.ty {
                    return Ok(self.keep(value));
                }
            }
            _ => {}
        }
        let list = self.list_call(items, span)?;
        if !matches!(list.ty, PyType::List(_) | PyType::Records(_)) {
            crate::bail!(span, "a tuple of the elements of {} is not compiled yet", self.what_is(&list));
        }
        Ok(as_tuple(list))
    }

    /// The members of a long tuple of constants, each of one type: in lists, to be indexed.
    pub fn constant_columns(&mut self, tuple: &PyValue) -> Option<Columns> {
        let members = self.members_of(tuple);
        let item = members[0].ty.clone();
        let is_constant = |part: &ExprId| self.build.constant(*part).is_some();
        if !item.is_record() || members.iter().any(|member| member.ty != item) || !tuple.parts.iter().all(is_constant) {
            return None;
        }
        let column = |(at, elem): (usize, Elem)| {
            let numbers = members.iter().map(|member| member.parts[at]).collect();
            self.build.table(elem, numbers)
        };
        let buffers = item.columns().into_iter().enumerate().map(column).collect();
        Some(Columns { item, buffers })
    }

    /// `t[i:j]` of a tuple of so many members: some of them, or a tuple of any length where a bound is not known.
    pub fn part_of_tuple(&mut self, tuple: PyValue, base: Span, bounds: &Bounds, span: Span) -> Result<PyValue> {
        let tuple = self.keep(tuple);
        let members = self.members_of(&tuple);
        if let Some(places) = self.known_places(bounds, members.len() as i64) {
            let part = places.into_iter().map(|at| members[at].clone()).collect();
            return self.tuple_of(part, span);
        }
        // Of `()`: a plain one, whatever class that has.
        let Some(list) = self.members_as_list(&tuple, span)? else { return self.tuple_of(vec![], span) };
        if let Some(columns) = self.columns_of(&list) {
            return self.records_slice(&columns, bounds).map(as_tuple);
        }
        self.slice_between(list, base, bounds, span).map(as_tuple)
    }

    /// The places of a slice of `n` members; `None`: they are not known.
    fn known_places(&self, bounds: &Bounds, n: i64) -> Option<Vec<usize>> {
        let known = |bound: ExprId| match self.build.constant(bound)? {
            Const::Int(at) => Some(at),
            _ => None,
        };
        let [lower, upper, step] = bounds.ints();
        let step = step.map_or(Some(1), known).filter(|&step| step != 0)?;
        let (least, most) = if step > 0 { (0, n) } else { (-1, n - 1) };
        let inside = |bound: Option<ExprId>, otherwise: i64| match bound {
            None => Some(otherwise),
            Some(bound) => known(bound).map(|at| if at < 0 { at + n } else { at }.clamp(least, most)),
        };
        let (first, last) = if step > 0 { (least, most) } else { (most, least) };
        let (start, stop) = (inside(lower, first)?, inside(upper, last)?);
        let mut places = vec![];
        let mut at = start;
        while if step > 0 { at < stop } else { at > stop } {
            places.push(at as usize);
            at = at.saturating_add(step);
        }
        Some(places)
    }

    /// `a + b` and `a * n` of tuples; `None`: it is something else.
    pub fn tuple_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        let is_tuple = |value: &PyValue| matches!(value.ty, PyType::Tuple(_) | PyType::Many(_));
        let (a, b) = match op {
            ast::BinaryOp::Add if is_tuple(a) && is_tuple(b) => {
                if let (PyType::Tuple(_), PyType::Tuple(_)) = (&a.ty, &b.ty) {
                    let members = [self.members_of(a), self.members_of(b)].concat();
                    return self.tuple_of(members, span).map(Some);
                }
                match (self.members_as_list(a, span)?, self.members_as_list(b, span)?) {
                    (Some(a), Some(b)) => (a, b),
                    // One of them is `()`.
                    (Some(list), None) | (None, Some(list)) => return Ok(Some(as_tuple(list))),
                    (None, None) => return Ok(None),
                }
            }
            ast::BinaryOp::Mul if is_tuple(a) != is_tuple(b) => {
                let (tuple, times) = if is_tuple(a) { (a, b) } else { (b, a) };
                if !matches!(times.ty, PyType::Bool | PyType::Int) {
                    return Ok(None);
                }
                if let Some(repeated) = self.repeated_members(tuple, times, span)? {
                    return Ok(Some(repeated));
                }
                let Some(list) = self.members_as_list(tuple, span)? else {
                    return self.tuple_of(vec![], span).map(Some);
                };
                (list, times.clone())
            }
            _ => return Ok(None),
        };
        let (a, b) = (self.keep(a), self.keep(b));
        Ok(self.list_operation(op, &a, &b, span)?.map(as_tuple))
    }

    /// The members of a tuple, so many times; `None`: how many that is is not known, or they are many.
    fn repeated_members(&mut self, tuple: &PyValue, times: &PyValue, span: Span) -> Result<Option<PyValue>> {
        let PyType::Tuple(types) = &tuple.ty else { return Ok(None) };
        let times = match self.build.constant(times.parts[0]) {
            Some(Const::Int(times)) => usize::try_from(times).unwrap_or(0),
            Some(Const::Bool(times)) => usize::from(times),
            _ => return Ok(None),
        };
        if types.len().saturating_mul(times) > MAX_MEMBERS {
            return Ok(None);
        }
        let members = self.members_of(tuple);
        let repeated = std::iter::repeat_n(members, times).flatten().collect();
        self.tuple_of(repeated, span).map(Some)
    }

    /// The members of a tuple as those of a list; `None`: it is no tuple.
    fn members_as_list(&mut self, tuple: &PyValue, span: Span) -> Result<Option<PyValue>> {
        match &tuple.ty {
            PyType::Many(_) => Ok(Some(as_list(tuple.clone()))),
            PyType::Tuple(types) if !types.is_empty() => {
                let members = self.members_of(tuple);
                match self.record_literal(&members, span) {
                    Some(list) => Ok(Some(list)),
                    None => self.list_of(members, span).map(Some),
                }
            }
            _ => Ok(None),
        }
    }

    /// The members of a tuple that a method is called of: a variable.
    pub fn tuple_receiver(&mut self, function: &ast::Expr) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, .. } = &function.kind else { return Ok(None) };
        let ExprKind::Name(name) = &base.kind else { return Ok(None) };
        if !matches!(self.variables.get(name).map(|v| &v.ty), Some(PyType::Many(_))) {
            return Ok(None);
        }
        let value = self.expression(base)?;
        Ok(Some(as_list(self.keep(value))))
    }
}
