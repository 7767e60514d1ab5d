//! Which object a NaN is matters where it is looked for in a list, or compared as part of a list or tuple: it is equal to
//! itself there by being the same object. Machine code has numbers and no objects, and CPython makes new objects of them
//! where it goes on.
//!
//! example: `x = p[0]; p.index(x)` for a NaN in `p` is 0. Left at `p.index(x)`, `x` would be another NaN than that of `p`.
//! So a function in which this is asked leaves before it has such a number: at its start where a list that it is given
//! holds one, and later where one is about to become a variable or an element.

use super::sorting::element;
use super::value::{Kind, PyValue};
use super::{Builder, Lowerer};
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Const, Dims, Elem, ExprId, Failure, LocalId, Op, PyType, Stmt, Type};

impl Builder {
    /// The check that belongs before a statement.
    pub fn refuse_nans_in(&mut self, statement: &Stmt) {
        let values = match statement {
            Stmt::Assign(_, value) => std::slice::from_ref(value),
            Stmt::Store { parts, .. } => parts,
            Stmt::Edit { operands, .. } => operands,
            Stmt::NewList { fill, .. } => fill,
            Stmt::CallFunction { arguments, .. } => arguments,
            _ => return,
        };
        for &value in values {
            let known = self.constant(value);
            if self.ty(value) != Type::FLOAT || known.is_some_and(|x| !matches!(x, Const::Float(x) if x.is_nan())) {
                continue;
            }
            let fine = self.binary(BinaryOp::Eq, value, value);
            self.check(fine, Failure::Domain);
        }
    }
}

impl Lowerer<'_> {
    /// Where it is about to be asked; an error asks for another walk, in which there are no NaNs.
    pub fn ask_which_nan(&mut self, span: Span) -> Result<()> {
        if self.build.refuses_nans {
            return Ok(());
        }
        self.learnt.refuses_nans = true;
        Err(Diagnostic::new("again", span, "a NaN may be looked for"))
    }

    /// Leaves where a list that the function is given holds one.
    pub fn refuse_given_nans(&mut self) {
        let params = self.build.module.entry.params.clone();
        let is_list = |ty: &PyType| !matches!(ty, PyType::Array { .. } | PyType::Generator);
        let are_lists = params.iter().flat_map(|(_, ty)| ty.parts().into_iter().map(move |part| (part, is_list(ty))));
        for (at, (part, is_list)) in are_lists.enumerate() {
            let Type::Buffer(elem @ (Elem::Float64 | Elem::Complex128), dims) = part else { continue };
            if is_list {
                self.refuse_nans_from(LocalId(at as u32), elem, dims, vec![]);
            }
        }
    }

    fn refuse_nans_from(&mut self, list: LocalId, elem: Elem, dims: Dims, index: Vec<ExprId>) {
        if index.len() == usize::from(dims.n) {
            for part in self.load_parts(&element(list, elem, index)) {
                let fine = self.build.binary(BinaryOp::Eq, part, part);
                self.build.check(fine, Failure::Domain);
            }
            return;
        }
        let n = self.build.expr(Op::Len(list, index.len() as u8), Type::INT);
        self.repeat(n, |this, at| this.refuse_nans_from(list, elem, dims, [index, vec![at]].concat()));
    }

    /// May a value be a NaN that is one object with a member?
    pub fn may_be_the_same_nan(&self, value: &PyValue, member: &PyValue) -> bool {
        let is_text = self.is_text(value) || self.is_text(member);
        let is_other = |value: &PyValue| is_text || value.ty == PyType::Word;
        let may_be_nan = |value: &PyValue| !is_other(value) && value.kind().is_none_or(|kind| kind >= Kind::Float);
        let is_number = |part: &ExprId| match self.build.constant(*part) {
            Some(Const::Float(part)) => !part.is_nan(),
            constant => constant.is_some(),
        };
        may_be_nan(value) && may_be_nan(member) && !member.parts.iter().all(is_number)
    }
}
