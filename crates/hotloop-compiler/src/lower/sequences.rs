//! Comparisons of lists and of tuples: the first members that differ decide, else the lengths.
//!
//! example: `a < b` is a loop that leaves where `a[k] != b[k]`, with `a[k] < b[k]`; behind it `len(a) < len(b)`.

use super::Lowerer;
use super::expressions::is_list;
use super::value::{Kind, Number, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Const, ExprId, Failure, Label, Likely, LocalId, PyType, Stmt, Type};
use crate::syntax::ast::CompareOp;

/// Where the answer goes, and what is left with it.
#[derive(Clone, Copy)]
struct Answer {
    op: CompareOp,
    local: LocalId,
    end: Label,
    span: Span,
}

impl Lowerer<'_> {
    /// `a op b` of two lists, or two tuples; `None`: these are none.
    pub fn compare_sequences(
        &mut self,
        op: CompareOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        let bool = |part| Ok(Some(PyValue::new(PyType::Bool, vec![part])));
        let is_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        match [a, b].map(|value| Sequence::of(&value.ty)) {
            [Some(x), Some(y)] if x == y => {}
            [None, None] => return Ok(None),
            [x, y] => {
                // An object of another type is not equal, unless its class says so.
                let is_plain = |value: &PyValue, of: Option<Sequence>| {
                    of.is_some() || value.path.is_none() && value.ty.members().iter().all(is_plain_scalar)
                };
                return match is_equality && is_plain(a, x) && is_plain(b, y) {
                    true => bool(self.build.bool(op == CompareOp::Ne)),
                    false => Ok(None),
                };
            }
        }
        for (one, other) in [(a, b), (b, a)] {
            if let (&PyType::List(elem), Some(list)) = (&one.ty, self.buffer_of(one))
                && let Some(again) = self.learn_from(list, elem, other, span)
            {
                return Err(again);
            }
        }
        let (a, b) = (self.keep(a.clone()), self.keep(b.clone()));
        let answer = Answer { op, local: self.build.local("answer", Type::BOOL), end: self.build.label(), span };
        self.build.open();
        let outcome = self.first_difference(&a, &b, answer);
        let same = self.build.bool(matches!(op, CompareOp::Eq | CompareOp::Le | CompareOp::Ge));
        self.build.assign(answer.local, same);
        let body = self.build.close();
        outcome?;
        self.build.push(Stmt::Block { label: answer.end, body });
        bool(self.build.read(answer.local))
    }

    /// Leaves with the answer where two members, or the lengths, differ.
    fn first_difference(&mut self, a: &PyValue, b: &PyValue, answer: Answer) -> Result<()> {
        let lengths = [self.length_of_sequence(a, answer.span)?, self.length_of_sequence(b, answer.span)?];
        if matches!(answer.op, CompareOp::Eq | CompareOp::Ne) {
            self.different_lengths(lengths, answer);
        }
        if let (PyType::Tuple(_), PyType::Tuple(_)) = (&a.ty, &b.ty) {
            let pairs = self.members_of(a).into_iter().zip(self.members_of(b));
            pairs.into_iter().try_for_each(|(x, y)| self.different_members(x, y, answer))?;
        } else {
            let trip = self.build.binary(BinaryOp::Min, lengths[0], lengths[1]);
            let trip = self.build.keep(trip);
            let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
            self.build.open();
            let at = self.build.read(pos);
            let pair = [a, b].map(|of| self.element_at(of, at, answer.span));
            let [x, y] = pair;
            let outcome = x.and_then(|x| self.different_members(x, y?, answer));
            let body = self.build.close();
            outcome?;
            self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        }
        if !matches!(answer.op, CompareOp::Eq | CompareOp::Ne) {
            self.different_lengths(lengths, answer);
        }
        Ok(())
    }

    fn length_of_sequence(&mut self, value: &PyValue, span: Span) -> Result<ExprId> {
        match (&value.ty, self.length_of(value)) {
            (PyType::Tuple(members), _) => Ok(self.build.int(members.len() as i64)),
            (_, Some(length)) => Ok(length),
            (_, None) => bail!(span, "this comparison is not compiled yet"; hint: "give the lists names before"),
        }
    }

    fn different_lengths(&mut self, [n, m]: [ExprId; 2], answer: Answer) {
        let differ = self.build.binary(BinaryOp::Ne, n, m);
        if self.build.constant(differ) == Some(Const::Bool(false)) {
            return;
        }
        let op = match answer.op {
            CompareOp::Eq => BinaryOp::Eq,
            CompareOp::Ne => BinaryOp::Ne,
            CompareOp::Lt => BinaryOp::Lt,
            CompareOp::Le => BinaryOp::Le,
            CompareOp::Gt => BinaryOp::Gt,
            _ => BinaryOp::Ge,
        };
        let value = self.build.binary(op, n, m);
        self.answer_where(differ, vec![], value, answer);
    }

    fn answer_where(&mut self, condition: ExprId, mut then: Vec<Stmt>, value: ExprId, answer: Answer) {
        then.extend([Stmt::Assign(answer.local, value), Stmt::Break(answer.end)]);
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
    }

    fn different_members(&mut self, x: PyValue, y: PyValue, answer: Answer) -> Result<()> {
        if let ([Some(a), Some(b)], true) =
            ([&x, &y].map(|value| Sequence::of(&value.ty)), x.path.is_none() && y.path.is_none())
            && a == b
        {
            return self.first_difference(&x, &y, answer);
        }
        if (&x.ty, &y.ty) == (&PyType::None, &PyType::None) {
            return Ok(());
        }
        let (x, y) = (self.settle(x), self.settle(y));
        let (x, y) = (self.keep(x), self.keep(y));
        if self.may_be_the_same_nan(&x, &y) {
            self.ask_which_nan(answer.span)?;
            // The same object is equal to itself, and machine code does not know which one a number is.
            let each = [&x, &y].map(|value| self.compare(CompareOp::Ne, value.clone(), value.clone(), answer.span));
            let [x_is_nan, y_is_nan] = each;
            let (x_is_nan, y_is_nan) = (self.truth(x_is_nan?, answer.span)?, self.truth(y_is_nan?, answer.span)?);
            let both = self.build.binary(BinaryOp::And, x_is_nan, y_is_nan);
            let fine = self.build.not(both);
            self.build.check(fine, Failure::Domain);
        }
        let differ = self.compare_members(CompareOp::Ne, &x, &y, answer.span)?;
        self.build.open();
        let value = match answer.op {
            CompareOp::Eq => Ok(self.build.bool(false)),
            CompareOp::Ne => Ok(self.build.bool(true)),
            op => self.compare_members(op, &x, &y, answer.span),
        };
        let then = self.build.close();
        self.answer_where(differ, then, value?, answer);
        Ok(())
    }

    fn compare_members(&mut self, op: CompareOp, x: &PyValue, y: &PyValue, span: Span) -> Result<ExprId> {
        let other = match (&x.ty, &y.ty) {
            (PyType::None, other) | (other, PyType::None) => Some(other),
            _ => None,
        };
        if other.is_some_and(|ty| Number::of(ty).is_some()) {
            // Without an order: a TypeError.
            let is_equality = self.build.bool(matches!(op, CompareOp::Eq | CompareOp::Ne));
            self.build.check(is_equality, Failure::Type);
            return Ok(self.build.bool(op == CompareOp::Ne));
        }
        let answer = self.compare(op, x.clone(), y.clone(), span)?;
        self.truth(answer, span)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sequence {
    List,
    Tuple,
}

impl Sequence {
    fn of(ty: &PyType) -> Option<Sequence> {
        match ty {
            PyType::Tuple(_) | PyType::Many(_) => Some(Sequence::Tuple),
            ty if is_list(ty) || matches!(ty, PyType::Ragged(_) | PyType::RaggedRow(_)) => Some(Sequence::List),
            _ => None,
        }
    }
}

/// A number of Python's own, a text, or `None`.
fn is_plain_scalar(ty: &PyType) -> bool {
    let is_number = Number::of(ty).is_some_and(|number| number.numpy.is_none() && number.kind <= Kind::Complex);
    is_number || matches!(ty, PyType::None | PyType::Char | PyType::Str(_) | PyType::Bytes)
}
