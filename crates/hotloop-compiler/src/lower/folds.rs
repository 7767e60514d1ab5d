//! `sum`, `min`, `max`, `any` and `all` of many items.
//!
//! example: `sum(x * x for x in xs if x > 0)` is a loop that adds, without a list in between. Nothing leaves in its
//! middle: where a check fails, CPython begins the statement again.

use super::Lowerer;
use super::applied::is_literal;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, ExprId, Failure, Label, LocalId, PyType, Scalar, Stmt, Type, UnaryOp};
use crate::syntax::ast::{self, Clause, CompareOp, ExprKind};

/// What has been found so far.
struct Fold {
    /// Has there been an item? For `any` and `all`: is it decided?
    found: LocalId,
    /// The value's parts, and its type once an item has told it.
    parts: Vec<LocalId>,
    ty: Option<PyType>,
    /// What rounding has lost, where the sum is compensated.
    lost: LocalId,
    /// Behind the loop.
    end: Label,
}

impl Lowerer<'_> {
    /// One of these builtins, called with one argument.
    pub fn fold(&mut self, name: &str, items: &ast::Expr, span: Span) -> Result<PyValue> {
        let fold = self.folded(name, items, None)?;
        self.result_of(name, fold, span)
    }

    /// `min(items, key=f, default=x)`, and `max`.
    pub fn best_of(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let (mut key, mut default) = (None, None);
        for (keyword, e) in keywords {
            match keyword.as_deref() {
                Some("key") if matches!(e.kind, ExprKind::None) => {}
                Some("key") => key = Some(self.called_often(e)?),
                // It is evaluated behind the items, which it must not change.
                Some("default") if is_simple(e) => default = Some(self.solid_value(e)?),
                Some("default") => bail!(e.span, "this `default` is not compiled yet"; hint: "give it a name before"),
                _ => bail!(span, "`{name}` with these arguments is not compiled yet"),
            }
        }
        // Of several arguments it is the best one, as of a tuple of them.
        let several = ast::Expr { kind: ExprKind::Tuple(args.to_vec()), span };
        let items = match (args, &default) {
            ([items], _) => items,
            ([_, _, ..], None) => &several,
            _ => bail!(span, "`{name}` with these arguments is not compiled yet"),
        };
        let fold = self.folded(name, items, key.as_ref())?;
        let Some(default) = default else { return self.result_of(name, fold, span) };
        let Some(ty) = &fold.ty else { return Ok(default) };
        let (found, otherwise) = (self.build.read(fold.found), self.build.bool(true));
        let n_parts = ty.parts().len();
        let parts = fold.parts[..n_parts].iter().map(|&part| self.build.read(part)).collect();
        let best = PyValue::new(ty.clone(), parts);
        if best.ty == default.ty {
            let parts = best.parts.iter().zip(&default.parts).map(|(&a, &b)| self.build.select(found, a, b)).collect();
            return Ok(self.keep(PyValue::new(default.ty, parts)));
        }
        let types = [&best, &default].map(|value| self.what_is(value));
        match self.one_of(vec![(found, best), (otherwise, default)]) {
            Some(value) => Ok(self.keep(value)),
            None => bail!(span, "this gives {} or {}", types[0], types[1]),
        }
    }

    fn folded(&mut self, name: &str, items: &ast::Expr, key: Option<&ast::Expr>) -> Result<Fold> {
        let (element, clauses) = match &items.kind {
            ExprKind::Comprehension { element, clauses, .. } => ((**element).clone(), clauses.clone()),
            _ => {
                // `max(xs)` is `max(x for x in xs)`.
                let item = ast::Expr { kind: ExprKind::Name(".item".into()), span: items.span };
                let clause = Clause { target: item.clone(), iter: items.clone(), conditions: vec![] };
                (item, vec![clause])
            }
        };
        let (found, lost) = (self.build.local("found", Type::BOOL), self.build.local("lost", Type::FLOAT));
        let mut fold = Fold { found, parts: vec![], ty: None, lost, end: self.build.label() };
        let outside = self.variables.clone();
        self.build.open();
        let outcome = self.clause(&element, &clauses, &mut |this, element| {
            let value = this.solid_value(element)?;
            match name {
                "sum" => this.add_up(&mut fold, value, element.span),
                "min" => this.better(&mut fold, value, CompareOp::Lt, key, element.span),
                "max" => this.better(&mut fold, value, CompareOp::Gt, key, element.span),
                _ => this.decide(&fold, value, name == "any", element.span),
            }
        });
        let body = self.build.close();
        let left = self.leave_comprehension(outside, items.span);
        outcome.and(left)?;
        let (no, zero) = (self.build.bool(false), self.build.float(0.0));
        self.build.assign(found, no);
        self.build.assign(lost, zero);
        for &part in &fold.parts {
            let nothing = self.nothing_in(part);
            self.build.assign(part, nothing);
        }
        self.build.push(Stmt::Block { label: fold.end, body });
        Ok(fold)
    }

    fn nothing_in(&mut self, part: LocalId) -> ExprId {
        match self.build.module.entry.locals[part.0 as usize].ty.scalar() {
            Some(Scalar::Bool) => self.build.bool(false),
            Some(Scalar::Int) => self.build.int(0),
            _ => self.build.float(0.0),
        }
    }

    fn result_of(&mut self, name: &str, fold: Fold, span: Span) -> Result<PyValue> {
        let found = self.build.read(fold.found);
        let parts: Vec<ExprId> = fold.parts.iter().map(|&part| self.build.read(part)).collect();
        match (name, fold.ty) {
            ("any", _) => Ok(PyValue::new(PyType::Bool, vec![found])),
            ("all", _) => Ok(PyValue::new(PyType::Bool, vec![self.build.not(found)])),
            ("sum", Some(PyType::Float)) => {
                let sum = self.with_what_was_lost(parts[0], fold.lost);
                let (zero, otherwise) = (self.build.int(0), self.build.bool(true));
                let values = vec![
                    (found, PyValue::new(PyType::Float, vec![sum])),
                    (otherwise, PyValue::new(PyType::Int, vec![zero])),
                ];
                let result = self.one_of(values).expect("both are numbers");
                Ok(self.keep(result))
            }
            (_, Some(ty)) => {
                if name != "sum" {
                    // ValueError
                    self.build.check(found, Failure::Domain);
                }
                let n_parts = ty.parts().len();
                Ok(PyValue::new(ty, parts[..n_parts].to_vec()))
            }
            (_, None) => bail!(span, "`{name}` of nothing is not compiled yet"),
        }
    }

    fn add_up(&mut self, fold: &mut Fold, value: PyValue, span: Span) -> Result<()> {
        let (ty, part) = match value.ty {
            PyType::Bool => (PyType::Int, self.build.unary(UnaryOp::BoolToInt, value.parts[0])),
            PyType::Int => (PyType::Int, value.parts[0]),
            PyType::Float => (PyType::Float, value.parts[0]),
            _ => bail!(span, "`sum` of {} is not compiled yet", self.what_is(&value); hint: "add up in a loop"),
        };
        let sum = self.build.local("sum", if ty == PyType::Int { Type::INT } else { Type::FLOAT });
        let now = self.build.read(sum);
        if ty == PyType::Int {
            let bad = self.build.binary(BinaryOp::AddOverflows, now, part);
            let good = self.build.not(bad);
            self.build.check(good, Failure::Overflow);
        } else if self.request.options.python >= (3, 12) {
            self.note_what_is_lost(fold, now, part);
        }
        let next = self.build.binary(BinaryOp::Add, now, part);
        self.build.assign(sum, next);
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        (fold.parts, fold.ty) = (vec![sum], Some(ty));
        Ok(())
    }

    /// From 3.12 on CPython adds floats as Neumaier does (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
    /// Summen, 1974); the first one is added to the int 0, before that begins.
    fn note_what_is_lost(&mut self, fold: &Fold, sum: ExprId, x: ExprId) {
        let next = self.build.binary(BinaryOp::Add, sum, x);
        let [from_sum, from_x] = [(sum, x), (x, sum)].map(|(large, small)| {
            let rest = self.build.binary(BinaryOp::Sub, large, next);
            self.build.binary(BinaryOp::Add, rest, small)
        });
        let [size, size_of_x] = [sum, x].map(|e| self.build.unary(UnaryOp::Abs, e));
        let is_larger = self.build.binary(BinaryOp::Ge, size, size_of_x);
        let error = self.build.select(is_larger, from_sum, from_x);
        let lost = self.build.read(fold.lost);
        let more = self.build.binary(BinaryOp::Add, lost, error);
        let found = self.build.read(fold.found);
        let lost = self.build.select(found, more, lost);
        self.build.assign(fold.lost, lost);
    }

    fn with_what_was_lost(&mut self, sum: ExprId, lost: LocalId) -> ExprId {
        if self.request.options.python < (3, 12) {
            return sum;
        }
        let (lost, zero) = (self.build.read(lost), self.build.float(0.0));
        let any = self.build.binary(BinaryOp::Ne, lost, zero);
        let finite = self.build.is_finite(lost);
        let counts = self.build.binary(BinaryOp::And, any, finite);
        let whole = self.build.binary(BinaryOp::Add, sum, lost);
        self.build.select(counts, whole, sum)
    }

    /// The first of the best.
    fn better(
        &mut self,
        fold: &mut Fold,
        value: PyValue,
        better: CompareOp,
        key: Option<&ast::Expr>,
        span: Span,
    ) -> Result<()> {
        let is_plain = value.ty.parts().iter().all(|part| part.scalar().is_some());
        let measure = match key {
            Some(key) if is_plain => self.measure(&value, key)?,
            _ => value.clone(),
        };
        if !matches!(measure.ty, PyType::Bool | PyType::Int | PyType::Float | PyType::Char) {
            bail!(span, "the least or largest of {} is not compiled yet", self.what_is(&measure); hint: "compare in a loop");
        }
        let parts: Vec<LocalId> =
            value.parts.iter().map(|&part| self.build.local("best", self.build.ty(part))).collect();
        let best = if key.is_some() { self.build.local("best", self.build.ty(measure.parts[0])) } else { parts[0] };
        let now = PyValue::new(measure.ty.clone(), vec![self.build.read(best)]);
        let is_better = self.compare(better, measure.clone(), now.clone(), span)?;
        let is_better = self.truth(is_better, span)?;
        let found = self.build.read(fold.found);
        let is_first = self.build.not(found);
        let mut is_chosen = self.build.binary(BinaryOp::Or, is_first, is_better);
        if key.is_some() {
            is_chosen = self.build.keep(is_chosen);
            for (&part, &new) in parts.iter().zip(&value.parts) {
                let old = self.build.read(part);
                let chosen = self.build.select(is_chosen, new, old);
                self.build.assign(part, chosen);
            }
        }
        let chosen = self.build.select(is_chosen, measure.parts[0], now.parts[0]);
        self.build.assign(best, chosen);
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        let with_key = key.is_some().then_some(best);
        (fold.parts, fold.ty) = (parts.into_iter().chain(with_key).collect(), Some(value.ty));
        Ok(())
    }

    /// What a key says of a value.
    fn measure(&mut self, value: &PyValue, key: &ast::Expr) -> Result<PyValue> {
        const VALUE: &str = ".value";
        let argument = ast::Expr { kind: ExprKind::Name(VALUE.into()), span: key.span };
        let kind = ExprKind::Call { function: key.clone().into(), args: vec![argument], keywords: vec![] };
        self.assign_name(VALUE, value.clone(), key.span)?;
        let measure = self.solid_value(&ast::Expr { kind, span: key.span });
        self.variables.forget(VALUE);
        measure
    }

    /// The item at which it is decided ends the loop.
    fn decide(&mut self, fold: &Fold, value: PyValue, by: bool, span: Span) -> Result<()> {
        let truth = self.truth(value, span)?;
        let condition = if by { truth } else { self.build.not(truth) };
        self.build.open();
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        self.build.push(Stmt::Break(fold.end));
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: crate::ir::Likely::Orelse });
        Ok(())
    }
}

fn is_simple(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Name(_)) || is_literal(e)
}
