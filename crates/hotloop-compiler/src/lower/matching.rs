//! `match`: patterns as conditions, and the names that they bind.
//!
//! example: `match p: case (0, y) if y > 0: ..` keeps `p`, and where it is a tuple of two of which the first is 0, binds
//! `y`, asks the guard and goes on with the body, or else with the other cases. What the type of the subject decides,
//! its length as a tuple or `case float():`, is decided while compiling: the other cases are not lowered at all.

use super::Lowerer;
use super::statements::Flow;
use super::value::{Literal, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{BinaryOp, Const, Elem, ExprId, NamedTuple, PyType};
use crate::syntax::ast::{self, Case, CompareOp, ExprKind, Pattern, PatternKind};
use std::sync::Arc;

/// Whether a pattern and its guard hold, where names are bound before the guard is asked.
const MATCHED: &str = ".matched";

/// What a pattern that holds binds, as assignments: a list that a star makes is a new one.
type Bindings = Vec<(ast::Expr, ast::Expr)>;

impl Lowerer<'_> {
    pub fn match_statement(&mut self, s: &ast::Stmt, subject: &ast::Expr, cases: &[Case]) -> Result<Flow> {
        let value = self.optional(subject)?;
        let value = self.settle(value);
        let value = self.keep(value);
        let value = self.solid(value, subject.span)?;
        let value = self.as_value(value);
        if value.path.is_some() || value.ty == PyType::Object {
            bail!(subject.span, "`match` of {} is not compiled yet", self.what_is(&value));
        }
        self.no_longer_new(&value);
        let name = format!(".subject{}", s.span.start);
        self.bind_hidden(&name, value);
        let of = Match { span: s.span, subject: ast::Expr { kind: ExprKind::Name(name.clone()), span: subject.span } };
        let flow = self.cases_from(&of, cases);
        self.variables.forget(&name);
        flow
    }

    fn cases_from(&mut self, of: &Match, cases: &[Case]) -> Result<Flow> {
        let Some((case, rest)) = cases.split_first() else { return Ok(Flow::Next) };
        let mut bindings = vec![];
        let test = self.pattern_test(&of.subject, &case.pattern, &mut bindings)?;
        if self.build.constant(test) == Some(Const::Bool(false)) {
            return self.cases_from(of, rest);
        }
        let Some(guard) = &case.guard else {
            return self.body_or_rest(of, test, case, rest, |this| this.bind_all(&bindings));
        };
        if self.build.constant(test) == Some(Const::Bool(true)) {
            self.bind_all(&bindings)?;
            let test = self.condition(guard)?;
            return self.body_or_rest(of, test, case, rest, |_| Ok(()));
        }
        if bindings.is_empty() {
            let test = self.and_then(test, guard.span, |this| this.condition(guard))?;
            return self.body_or_rest(of, test, case, rest, |_| Ok(()));
        }
        // The names stay bound where the guard does not hold.
        let span = case.pattern.span;
        let mut live = self.liveness.after.get(&span).cloned().unwrap_or_default();
        live.extend([MATCHED.into(), name_of(&of.subject)]);
        let test = self.build.keep(test);
        let note = |this: &mut Self, holds: ExprId| {
            this.bind_hidden(MATCHED, PyValue::new(PyType::Bool, vec![holds]));
            Ok(Flow::Next)
        };
        self.two_ways(
            test,
            &live,
            span,
            [false; 2],
            |this| {
                this.bind_all(&bindings)?;
                let holds = this.condition(guard)?;
                note(this, holds)
            },
            |this| {
                let no = this.build.bool(false);
                note(this, no)
            },
        )?;
        let matched = self.expression(&ast::Expr { kind: ExprKind::Name(MATCHED.into()), span })?.parts[0];
        let matched = self.build.keep(matched);
        self.variables.forget(MATCHED);
        self.body_or_rest(of, matched, case, rest, |this| {
            case.pattern.names().into_iter().for_each(|name| this.is_bound(name));
            Ok(())
        })
    }

    fn body_or_rest(
        &mut self,
        of: &Match,
        test: ExprId,
        case: &Case,
        rest: &[Case],
        before: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Flow> {
        let body = |this: &mut Self| {
            before(this)?;
            this.block(&case.body)
        };
        match self.build.constant(test) {
            Some(Const::Bool(true)) => return body(self),
            Some(Const::Bool(false)) => return self.cases_from(of, rest),
            _ => {}
        }
        let live = self.liveness.after.get(&of.span).cloned().unwrap_or_default();
        let raises = [super::calls::raises(&case.body), rest.iter().any(|case| super::calls::raises(&case.body))];
        self.two_ways(test, &live, of.span, raises, body, |this| this.cases_from(of, rest))
    }

    fn bind_all(&mut self, bindings: &Bindings) -> Result<()> {
        for (target, value) in bindings {
            let value = self.expression(value)?;
            let value = self.keep(value);
            self.assign_to(target, value)?;
        }
        Ok(())
    }

    /// A variable that is bound wherever this is reached.
    fn is_bound(&mut self, name: &str) {
        if let Some(variable) = self.variables.get(name).cloned() {
            self.variables.bind(name, variable.ty, variable.parts);
        }
    }

    // Patterns

    /// Does a pattern hold for the value of `at`, a part of the subject?
    fn pattern_test(&mut self, at: &ast::Expr, pattern: &Pattern, bindings: &mut Bindings) -> Result<ExprId> {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::As { pattern, name } => {
                let test = match pattern {
                    Some(inner) => self.pattern_test(at, inner, bindings)?,
                    None => self.build.bool(true),
                };
                bindings.extend(name.iter().map(|name| (name_at(name, span), at.clone())));
                Ok(test)
            }
            PatternKind::Value(e) => self.where_present(at, span, |this| this.is_equal(at, e)),
            PatternKind::Singleton(e) => {
                let (own, wanted) = (self.optional(at)?, self.expression(e)?);
                let is_decided = own.ty != wanted.ty && family(&own).is_some();
                match (&own.ty, &wanted.ty) {
                    (PyType::None, PyType::None) => Ok(self.build.bool(true)),
                    (PyType::Bool, PyType::Bool) => Ok(self.build.binary(BinaryOp::Eq, own.parts[0], wanted.parts[0])),
                    (PyType::NumPy(_), _) => Ok(self.build.bool(false)),
                    _ if is_decided => Ok(self.build.bool(false)),
                    _ => {
                        let is = self.compared(at, CompareOp::Is, e);
                        self.condition(&is)
                    }
                }
            }
            PatternKind::Sequence(parts) => {
                self.where_present(at, span, |this| this.sequence_test(at, parts, bindings, span))
            }
            PatternKind::Or(all) => {
                if !pattern.names().is_empty() {
                    bail!(span, "names in one of several patterns are not compiled yet"; hint: "write a `case` for each");
                }
                let no = self.build.bool(false);
                all.iter().try_fold(no, |any, one| {
                    let neither = self.build.not(any);
                    let other = self.and_then(neither, span, |this| this.pattern_test(at, one, &mut vec![]))?;
                    Ok(self.build.binary(BinaryOp::Or, any, other))
                })
            }
            PatternKind::Class { class, patterns, keywords } => {
                if let Some(class) = self.named_class(class)? {
                    return self.named_test(at, &class, patterns, keywords, bindings, span);
                }
                let mut test = self.class_test(at, class, patterns.len())?;
                for one in patterns {
                    test = self.and_then(test, span, |this| this.pattern_test(at, one, bindings))?;
                }
                for (name, one) in keywords {
                    let value = at.clone().into();
                    let part = ast::Expr { kind: ExprKind::Attribute { value, name: name.clone() }, span };
                    test = self.and_then(test, span, |this| this.pattern_test(&part, one, bindings))?;
                }
                Ok(test)
            }
            PatternKind::Star(_) => unreachable!("syntax: a star is in a sequence"),
        }
    }

    /// A condition that is only evaluated where another one holds.
    fn and_then(
        &mut self,
        condition: ExprId,
        span: Span,
        test: impl FnOnce(&mut Self) -> Result<ExprId>,
    ) -> Result<ExprId> {
        match self.build.constant(condition) {
            Some(Const::Bool(true)) => test(self),
            Some(Const::Bool(false)) => Ok(condition),
            _ => {
                let truth = |part| Ok(PyValue::new(PyType::Bool, vec![part]));
                let both = self.choose(
                    condition,
                    span,
                    |this| test(this).and_then(truth),
                    |this| truth(this.build.bool(false)),
                )?;
                Ok(both.parts[0])
            }
        }
    }

    /// A pattern that does not hold for `None`.
    fn where_present(
        &mut self,
        at: &ast::Expr,
        span: Span,
        test: impl FnOnce(&mut Self) -> Result<ExprId>,
    ) -> Result<ExprId> {
        let value = self.optional(at)?;
        match value.ty.optional() {
            Some(of) => {
                let is_there = self.is_member(&value, of);
                self.and_then(is_there, span, test)
            }
            None => test(self),
        }
    }

    fn is_equal(&mut self, at: &ast::Expr, to: &ast::Expr) -> Result<ExprId> {
        let (own, other) = (self.expression(at)?, self.expression(to)?);
        if let (Some(a), Some(b)) = (family(&own), family(&other))
            && a != b
        {
            return Ok(self.build.bool(false));
        }
        let equal = self.compared(at, CompareOp::Eq, to);
        self.condition(&equal)
    }

    fn compared(&self, at: &ast::Expr, op: CompareOp, with: &ast::Expr) -> ast::Expr {
        let (left, rest) = (at.clone().into(), vec![with.clone()]);
        ast::Expr { kind: ExprKind::Compare { left, ops: vec![op], rest }, span: with.span }
    }

    fn sequence_test(
        &mut self,
        at: &ast::Expr,
        parts: &[Pattern],
        bindings: &mut Bindings,
        span: Span,
    ) -> Result<ExprId> {
        let value = self.expression(at)?;
        let star = parts.iter().position(|part| matches!(part.kind, PatternKind::Star(_)));
        let least = self.build.int((parts.len() - usize::from(star.is_some())) as i64);
        let length = match &value.ty {
            PyType::Tuple(members) => Some(self.build.int(members.len() as i64)),
            _ if family(&value).is_some_and(|family| family != Family::Sequence) => None,
            PyType::NumPy(_) | PyType::Union(_) | PyType::Array { .. } | PyType::View { .. } => None,
            _ => match self.length_of(&value) {
                Some(length) if family(&value).is_some() => Some(length),
                _ => bail!(span, "a sequence pattern for {} is not compiled yet", self.what_is(&value)),
            },
        };
        let Some(length) = length else { return Ok(self.build.bool(false)) };
        let op = if star.is_some() { BinaryOp::Ge } else { BinaryOp::Eq };
        let mut test = self.build.binary(op, length, least);
        for (i, part) in parts.iter().enumerate() {
            if Some(i) == star {
                continue;
            }
            let index = match (&value.ty, star) {
                (_, None) => i as i64,
                (_, Some(star)) if i < star => i as i64,
                _ => i as i64 - parts.len() as i64,
            };
            let index = ast::Expr { kind: ExprKind::Int(index), span: part.span }.into();
            let kind = ExprKind::Subscript { value: at.clone().into(), index };
            let item = ast::Expr { kind, span: part.span };
            test = self.and_then(test, span, |this| this.pattern_test(&item, part, bindings))?;
        }
        if let Some(star) = star
            && let PatternKind::Star(Some(name)) = &parts[star].kind
        {
            let target = |i: usize| match i == star {
                true => ast::Expr { kind: ExprKind::Starred(name_at(name, span).into()), span },
                false => name_at(&format!(".part{i}"), span),
            };
            let targets = ExprKind::Tuple((0..parts.len()).map(target).collect());
            bindings.push((ast::Expr { kind: targets, span }, at.clone()));
        }
        Ok(test)
    }

    /// A class of named tuples.
    fn named_class(&mut self, class: &ast::Expr) -> Result<Option<Arc<NamedTuple>>> {
        let found = self.expression(class)?;
        match self.free_of(&found) {
            Some(Free::NamedTuple(new)) => Ok(Some(new.class.clone())),
            _ => Ok(None),
        }
    }

    /// `case Point(0, y=y)`: the first patterns are those of the first fields.
    fn named_test(
        &mut self,
        at: &ast::Expr,
        class: &NamedTuple,
        patterns: &[Pattern],
        keywords: &[(String, Pattern)],
        bindings: &mut Bindings,
        span: Span,
    ) -> Result<ExprId> {
        let is_again = |name: &String| class.fields[..patterns.len().min(class.fields.len())].contains(name);
        if patterns.len() > class.fields.len() || keywords.iter().any(|(name, _)| is_again(name)) {
            bail!(span, "CPython raises a TypeError for these patterns of `{}`", class.name);
        }
        if !class.matches && !patterns.is_empty() {
            bail!(span, "`{}` has a `__match_args__` of its own, which is not compiled", class.name;
                hint: "name the fields: `{}(x=..)`", class.name);
        }
        let value = self.optional(at)?;
        let mut test = self.build.bool(false);
        for member in value.ty.members().to_vec() {
            match member.named() {
                Some(own) if own.number == class.number => {
                    let is = match value.ty {
                        PyType::Union(_) => self.is_member(&value, &member),
                        _ => self.build.bool(true),
                    };
                    test = self.build.binary(BinaryOp::Or, test, is);
                }
                // It may be derived from that one.
                Some(_) => bail!(span, "a pattern of another class of named tuples is not compiled yet"),
                None if classes_of(&member).is_some() => {}
                None => bail!(at.span, "the class of {} is not compiled here yet", self.what_is(&value)),
            }
        }
        let own = class.fields.iter().zip(patterns);
        for (name, one) in own.chain(keywords.iter().map(|(name, one)| (name, one))) {
            let part = ast::Expr { kind: ExprKind::Attribute { value: at.clone().into(), name: name.clone() }, span };
            test = self.and_then(test, span, |this| this.pattern_test(&part, one, bindings))?;
        }
        Ok(test)
    }

    /// Is it an instance of a class of Python's own?
    fn class_test(&mut self, at: &ast::Expr, class: &ast::Expr, n_positional: usize) -> Result<ExprId> {
        let found = self.expression(class)?;
        let name = self.builtin_of(&found).unwrap_or_default();
        let most = match name.as_str() {
            "bool" | "int" | "float" | "str" | "bytes" | "list" | "tuple" => 1,
            "complex" => 0,
            _ => bail!(class.span, "a pattern of the class {} is not compiled yet", self.what_is(&found);
                hint: "compare its attributes by `if`"),
        };
        if n_positional > most {
            bail!(class.span, "CPython raises a TypeError for so many patterns of `{name}`");
        }
        let value = self.optional(at)?;
        let mut test = self.build.bool(false);
        for member in value.ty.members().to_vec() {
            let Some(classes) = classes_of(&member) else {
                bail!(at.span, "the class of {} is not compiled here yet", self.what_is(&value))
            };
            if classes.contains(&name.as_str()) {
                let is = match value.ty {
                    PyType::Union(_) => self.is_member(&value, &member),
                    _ => self.build.bool(true),
                };
                test = self.build.binary(BinaryOp::Or, test, is);
            }
        }
        Ok(test)
    }
}

struct Match {
    span: Span,
    /// A variable that no program can name.
    subject: ast::Expr,
}

fn name_at(name: &str, span: Span) -> ast::Expr {
    ast::Expr { kind: ExprKind::Name(name.into()), span }
}

fn name_of(e: &ast::Expr) -> String {
    let ExprKind::Name(name) = &e.kind else { unreachable!("it is a variable of ours") };
    name.clone()
}

/// Values of different families are never equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Number,
    Text,
    Bytes,
    None,
    Sequence,
}

fn family(value: &PyValue) -> Option<Family> {
    match (&value.literal, &value.ty) {
        (Some(Literal::Str(_)), _) | (_, PyType::Str(_) | PyType::Char) => Some(Family::Text),
        (Some(Literal::Bytes(_)), _) | (_, PyType::Bytes) => Some(Family::Bytes),
        (_, PyType::None) => Some(Family::None),
        (_, PyType::Bool | PyType::Int | PyType::Float | PyType::Complex) => Some(Family::Number),
        (_, PyType::Tuple(_) | PyType::Many(_) | PyType::List(_) | PyType::Table(_) | PyType::Row(_)) => {
            Some(Family::Sequence)
        }
        (_, PyType::Records(_) | PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Instances(_)) => {
            Some(Family::Sequence)
        }
        _ => None,
    }
}

/// The classes of Python's own that a value is an instance of, as far as patterns name them.
pub fn classes_of(ty: &PyType) -> Option<&'static [&'static str]> {
    Some(match ty {
        PyType::None => &[],
        PyType::Bool => &["bool", "int"],
        PyType::Int | PyType::Word => &["int"],
        PyType::Float | PyType::NumPy(Elem::Float64) => &["float"],
        PyType::Complex | PyType::NumPy(Elem::Complex128) => &["complex"],
        PyType::NumPy(_) | PyType::Array { .. } | PyType::View { .. } => &[],
        PyType::Str(_) | PyType::Char => &["str"],
        PyType::Bytes => &["bytes"],
        PyType::List(_) | PyType::Table(_) | PyType::Row(_) | PyType::Records(_) => &["list"],
        PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Instances(_) => &["list"],
        PyType::Tuple(_) | PyType::Many(_) => &["tuple"],
        _ => return None,
    })
}
