//! Tuples of any length: `tuple(items)`, and arguments that are long tuples.
//!
//! example: `tuple(x * x for x in xs)` is the list of these, which nobody else has, and is a tuple where Python sees it.
//! What is read of it is read as of a list; a part of it, or a sum, is a new one.

use super::Lowerer;
use super::records::Columns;
use super::value::PyValue;
use crate::diagnostic::{Result, Span};
use crate::ir::{Elem, ExprId, PyType};
use crate::syntax::ast::{self, ExprKind};

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

impl Lowerer<'_> {
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

    /// `a + b` and `a * n`, one of them a tuple of any length; `None`: it is something else.
    pub fn tuple_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        if !matches!((&a.ty, &b.ty), (PyType::Many(_), _) | (_, PyType::Many(_))) {
            return Ok(None);
        }
        let (a, b) = match op {
            ast::BinaryOp::Add => {
                let (Some(a), Some(b)) = (self.members_as_list(a, span)?, self.members_as_list(b, span)?) else {
                    return Ok(None);
                };
                (a, b)
            }
            ast::BinaryOp::Mul => (as_list(a.clone()), as_list(b.clone())),
            _ => return Ok(None),
        };
        let (a, b) = (self.keep(a), self.keep(b));
        Ok(self.list_operation(op, &a, &b, span)?.map(as_tuple))
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
