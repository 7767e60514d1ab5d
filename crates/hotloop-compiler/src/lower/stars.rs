//! Stars in displays and targets.
//!
//! example: `[*a, x, *b]` is `list(a) + [x] + list(b)`; `first, *rest = xs` is `xs[0]` and `xs[1:]`, if it has one.

use super::Lowerer;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Failure, PyType};
use crate::syntax::ast::{self, ExprKind};

pub fn has_star(members: &[ast::Expr]) -> bool {
    members.iter().any(|member| matches!(member.kind, ExprKind::Starred(_)))
}

impl Lowerer<'_> {
    /// A list display with a star in it: each part is copied when it is evaluated.
    pub fn starred_list(&mut self, members: &[ast::Expr], span: Span) -> Result<PyValue> {
        let mut whole: Option<PyValue> = None;
        for member in members {
            let part = match &member.kind {
                ExprKind::Starred(of) => match self.tuple_members(of)? {
                    Some(members) if members.is_empty() => continue,
                    Some(members) => self.list_of(members, member.span)?,
                    None => self.list_call(of, member.span)?,
                },
                _ => {
                    let value = self.solid_value(member)?;
                    self.list_of(vec![value], member.span)?
                }
            };
            whole = Some(match whole {
                None => part,
                Some(so_far) => match self.list_operation(ast::BinaryOp::Add, &so_far, &part, span)? {
                    Some(sum) => sum,
                    None => bail!(member.span, "this list holds elements of several types"),
                },
            });
        }
        match whole {
            Some(whole) => Ok(whole),
            None => Ok(self.empty_list(span).1),
        }
    }

    /// The members of a tuple that is plainly one, each kept; `None`: something else.
    fn tuple_members(&mut self, of: &ast::Expr) -> Result<Option<Vec<PyValue>>> {
        let is_tuple = match &of.kind {
            ExprKind::Tuple(_) => true,
            ExprKind::Name(name) => {
                matches!(self.variables.get(name).map(|variable| &variable.ty), Some(PyType::Tuple(_)))
            }
            _ => false,
        };
        if is_tuple { self.starred(of).map(Some) } else { Ok(None) }
    }

    /// `a, *b, c = value`, the star at this place.
    pub fn unpack_starred(&mut self, to: &[ast::Expr], star: usize, value: PyValue, span: Span) -> Result<()> {
        let (n_before, n_behind) = (star, to.len() - star - 1);
        let values = match &value.ty {
            PyType::Tuple(members) if members.len() < n_before + n_behind => {
                bail!(span, "{} values for at least {} names", members.len(), n_before + n_behind)
            }
            PyType::Tuple(_) => {
                let value = self.keep(value);
                let mut values = self.members_of(&value);
                let behind = values.split_off(values.len() - n_behind);
                let middle = values.split_off(n_before);
                let middle = match middle.is_empty() {
                    true => self.empty_list(to[star].span).1,
                    false => self.list_of(middle, span)?,
                };
                [values, vec![middle], behind].concat()
            }
            PyType::List(_) | PyType::Row(_) => self.parts_of_list(value, n_before, n_behind, span)?,
            _ => bail!(span, "unpacking {} is not compiled yet", self.what_is(&value)),
        };
        for (target, value) in to.iter().zip(values) {
            let target = if let ExprKind::Starred(inner) = &target.kind { inner } else { target };
            self.assign_to(target, value)?;
        }
        Ok(())
    }

    fn parts_of_list(&mut self, value: PyValue, n_before: usize, n_behind: usize, span: Span) -> Result<Vec<PyValue>> {
        const LIST: &str = ".unpacked";
        let Some(n) = self.length_of(&value) else { bail!(span, "unpacking this is not compiled yet") };
        let least = self.build.int((n_before + n_behind) as i64);
        let fits = self.build.binary(BinaryOp::Ge, n, least);
        self.build.check(fits, Failure::Type);
        self.bind_hidden(LIST, value);
        let expr = |kind| ast::Expr { kind, span };
        let int = |at: i64| Some(Box::new(expr(ExprKind::Int(at))));
        let at = |index: ExprKind| ExprKind::Subscript {
            value: Box::new(expr(ExprKind::Name(LIST.into()))),
            index: Box::new(expr(index)),
        };
        let upper = if n_behind == 0 { None } else { int(-(n_behind as i64)) };
        let middle = ExprKind::Slice { lower: int(n_before as i64), upper, step: None };
        let before = (0..n_before).map(|place| ExprKind::Int(place as i64));
        let behind = (0..n_behind).map(|place| ExprKind::Int(place as i64 - n_behind as i64));
        let values =
            before.chain([middle]).chain(behind).map(|index| self.kept_value(&expr(at(index)))).collect::<Result<_>>();
        self.variables.forget(LIST);
        values
    }
}
