//! Variables that hold one of several functions.
//!
//! example: `f = math.sin if c else math.cos` is the number 0 or 1. `f(x)` is what `sin(x) if f == 0 else cos(x)` would
//! be, with `x` evaluated once; so the two results join as those of any two paths do.

use super::Lowerer;
use super::folds::is_simple;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, ExprId, FunctionType, PyType};
use crate::syntax::ast::{self, CompareOp, ExprKind};
use std::sync::Arc;

/// Variables of ours: which function it is, each of them, and the arguments.
const WHICH: &str = ".which";
const CHOICE: &str = ".choice";
const GIVEN: &str = ".given";

impl Lowerer<'_> {
    pub fn call_one_of(
        &mut self,
        callee: &PyValue,
        all: &[Arc<FunctionType>],
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let make = |kind| ast::Expr { kind, span };
        let name = |kind: &str, at: usize| format!("{kind}{at}");
        let (mut values, mut given) = (vec![], vec![]);
        let keyword_names = keywords.iter().map(|(keyword, _)| keyword);
        let arguments = args.iter().chain(keywords.iter().map(|(_, argument)| argument));
        let mut behind = arguments.clone().skip_while(|argument| !matches!(argument.kind, ExprKind::Starred(_)));
        if let Some(starred) = behind.next()
            && !behind.all(is_simple)
        {
            bail!(starred.span, "`*` before other arguments of one of several functions is not compiled yet");
        }
        for (at, argument) in arguments.enumerate() {
            // The others are evaluated in the one call that is made.
            if !is_one_value(argument) {
                given.push(argument.clone());
                continue;
            }
            let value = self.solid_argument(argument)?;
            values.push((name(GIVEN, at), self.as_value(value)));
            given.push(ast::Expr { kind: ExprKind::Name(name(GIVEN, at)), span: argument.span });
        }
        let keywords: Vec<_> = keyword_names.cloned().zip(given.split_off(args.len())).collect();
        values.push((WHICH.into(), PyValue::new(PyType::Int, vec![callee.parts[0]])));
        for (at, function) in all.iter().enumerate() {
            values.push((name(CHOICE, at), chosen(callee, all, at, function)));
        }
        let hidden: Vec<String> = values.iter().map(|(name, _)| name.clone()).collect();
        for (name, value) in values {
            self.bind_hidden(&name, value);
        }
        let call = |at: usize| {
            let function = make(ExprKind::Name(name(CHOICE, at))).into();
            make(ExprKind::Call { function, args: given.clone(), keywords: keywords.clone() })
        };
        let last = call(all.len() - 1);
        let calls = (0..all.len() - 1).rev().fold(last, |orelse, at| {
            let (left, rest) = (make(ExprKind::Name(WHICH.into())).into(), vec![make(ExprKind::Int(at as i64))]);
            let test = make(ExprKind::Compare { left, ops: vec![CompareOp::Eq], rest }).into();
            make(ExprKind::IfElse { test, body: call(at).into(), orelse: orelse.into() })
        });
        let result = self.optional(&calls);
        hidden.iter().for_each(|name| self.variables.forget(name));
        result
    }

    /// A function, or one of several, as one of all these.
    pub fn choice_parts(&mut self, value: &PyValue, all: &[Arc<FunctionType>]) -> Vec<ExprId> {
        let from = value.ty.functions();
        let place = |of: &Arc<FunctionType>| all.iter().position(|one| one == of).expect("join_types has put it there");
        let mut which = self.build.int(place(&from[0]) as i64);
        for (at, of) in from.iter().enumerate().skip(1) {
            let (at, to) = (self.build.int(at as i64), self.build.int(place(of) as i64));
            let is_it = self.build.binary(BinaryOp::Eq, value.parts[0], at);
            which = self.build.select(is_it, to, which);
        }
        let mut kept = &value.parts[usize::from(matches!(value.ty, PyType::Choice(_)))..];
        let mut parts_of = std::collections::BTreeMap::new();
        for of in from {
            let (own, others) = kept.split_at(of.parts().len());
            parts_of.insert(of.clone(), own.to_vec());
            kept = others;
        }
        let mut parts = vec![which];
        for of in all {
            match parts_of.remove(of) {
                Some(own) => parts.extend(own),
                None => parts.extend(of.parts().into_iter().map(|ty| self.zero_of(ty))),
            }
        }
        parts
    }
}

/// One of the functions that a choice may be.
fn chosen(choice: &PyValue, all: &[Arc<FunctionType>], at: usize, function: &Arc<FunctionType>) -> PyValue {
    let first = 1 + all[..at].iter().map(|one| one.parts().len()).sum::<usize>();
    let parts = choice.parts[first..first + function.parts().len()].to_vec();
    PyValue::new(PyType::Function(function.clone()), parts)
}

/// Has an argument a value that may have a name?
fn is_one_value(argument: &ast::Expr) -> bool {
    !matches!(argument.kind, ExprKind::Starred(_) | ExprKind::Comprehension { is_lazy: true, .. })
}
