//! Lists that may be `None`: a flag, and the number of the list that is there.
//!
//! example: of `best = None` before a loop with `best = path[:]` machine code has whether `best` is a list, and which one
//! in the heap. So a list that may come to where `None` is must have had a number from the start, as one that becomes an
//! element of another list.

use super::Lowerer;
use super::heaps::item_of_list;
use super::unions::join_types;
use super::value::PyValue;
use super::variables::Variables;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, ExprId, LocalId, PyType};

/// What joins two types where all lists have numbers: one of them has already, or may be `None`.
pub fn join_numbered(a: &PyType, b: &PyType) -> Option<PyType> {
    if join_types(a, b).is_some() {
        return None;
    }
    let joined = join_types(&with_numbers(a)?, &with_numbers(b)?)?;
    (may_be_none(&joined) || joined == *a || joined == *b).then_some(joined)
}

fn may_be_none(ty: &PyType) -> bool {
    match ty {
        PyType::Tuple(members) => members.iter().any(may_be_none),
        ty => ty.members().contains(&PyType::None),
    }
}

/// The same type with lists that have numbers; `None`: some list in it can have none.
fn with_numbers(ty: &PyType) -> Option<PyType> {
    Some(match ty {
        PyType::RaggedRow(_) => ty.clone(),
        PyType::Tuple(members) => {
            let types: Option<Vec<PyType>> = members.iter().map(with_numbers).collect();
            let mut types = types?.into_iter();
            PyType::Tuple(members.map(|_| types.next().expect("one for each")))
        }
        ty => match item_of_list(ty) {
            Some(item) => PyType::RaggedRow(Some(item).filter(PyType::is_row_item)?.into()),
            None => ty.clone(),
        },
    })
}

impl Lowerer<'_> {
    /// A value whose lists have numbers, if it is to be joined with another type and that takes it.
    pub fn beside_none(&mut self, value: PyValue, other: &PyType, span: Span) -> Result<PyValue> {
        match join_numbered(&value.ty, other) {
            Some(_) => self.numbered_value(value, span),
            None => Ok(value),
        }
    }

    fn numbered_value(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        if let PyType::Tuple(members) = &value.ty {
            let mut parts = vec![];
            for member in self.members_of(&value) {
                parts.extend(self.numbered_value(member, span)?.parts);
            }
            let ty = with_numbers(&PyType::Tuple(members.clone())).expect("asked for");
            return Ok(PyValue::new(ty, parts));
        }
        let (Some(item), false) = (item_of_list(&value.ty), matches!(value.ty, PyType::RaggedRow(_))) else {
            return Ok(value);
        };
        let number = self.number_of(&item, value, None, span)?;
        Ok(PyValue::new(PyType::RaggedRow(item.into()), vec![self.build.keep(number)]))
    }

    /// A variable is a list on one path and may be `None` on another: what asks for the list's number, or for that of an
    /// argument.
    pub fn number_beside_none(&mut self, name: &str, paths: &[&Variables], span: Span) -> Option<Diagnostic> {
        let found: Vec<_> = paths.iter().filter_map(|path| path.get(name)).cloned().collect();
        let mut types = found.iter().map(|variable| with_numbers(&variable.ty));
        let first = types.next()??;
        types.try_fold(first, |ty, other| join_types(&ty, &other?)).filter(may_be_none)?;
        let mut refusals = vec![];
        for variable in &found {
            self.ask_for_numbers(&variable.ty, &variable.parts, span, &mut refusals);
        }
        let again = refusals.iter().position(|refusal| refusal.code == "again");
        let wanted = refusals.iter().flat_map(|refusal| refusal.wanted.clone()).collect();
        match again {
            Some(at) => Some(refusals.swap_remove(at)),
            None => refusals.into_iter().next().map(|refusal| Diagnostic { wanted, ..refusal }),
        }
    }

    fn ask_for_numbers(&mut self, ty: &PyType, parts: &[LocalId], span: Span, refusals: &mut Vec<Diagnostic>) {
        match ty {
            PyType::Tuple(members) => {
                let mut rest = parts;
                for member in members {
                    let (own, others) = rest.split_at(member.parts().len());
                    self.ask_for_numbers(member, own, span, refusals);
                    rest = others;
                }
            }
            PyType::RaggedRow(_) => {}
            PyType::Table(_) | PyType::Row(_) => {
                let value = PyValue::new(ty.clone(), parts.iter().map(|&part| self.build.read(part)).collect());
                refusals.push(self.needs_rows(&value, span, "a list or `None`"));
            }
            ty => {
                if let Some(item) = item_of_list(ty) {
                    refusals.push(self.needs_number(parts[0], &item, span));
                }
            }
        }
    }

    /// Are two values one object, where one of them may be a list with a number or `None`? `None`: they are others.
    pub fn is_same_optional_list(&mut self, a: &PyValue, b: &PyValue) -> Option<ExprId> {
        let is_list = |ty: &PyType| matches!(ty, PyType::RaggedRow(_));
        let of = [a, b].map(|value| value.ty.optional().unwrap_or(&value.ty).clone());
        if !of.iter().all(is_list) {
            return None;
        }
        let numbers = [a, b].map(|value| *value.parts.last().expect("a number"));
        let none = [a, b].map(|value| self.is_member(value, &PyType::None));
        let [none_a, none_b] = none;
        let both = self.build.binary(BinaryOp::And, none_a, none_b);
        let either = self.build.binary(BinaryOp::Or, none_a, none_b);
        let neither = self.build.not(either);
        // Lists of other elements are other lists, but for empty ones, which have one type each as well.
        let same = match of[0] == of[1] {
            true => self.build.binary(BinaryOp::Eq, numbers[0], numbers[1]),
            false => self.build.bool(false),
        };
        let same = self.build.binary(BinaryOp::And, neither, same);
        Some(self.build.binary(BinaryOp::Or, both, same))
    }
}
