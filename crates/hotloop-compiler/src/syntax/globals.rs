//! Global variables that a function assigns.
//!
//! `def f(): global n, out; n += 1; out[0] = n` gives `["n"]`: `out` is only read.

use super::ast::{Expr, ExprKind, Function, Stmt, StmtKind};
use super::{inner_functions, scope_of, target_names};
use crate::diagnostic::{Diagnostic, Result, Span};
use std::collections::BTreeSet;

/// Those that a function, or one inside of it, assigns. A refusal: one is bound otherwise than by an assignment, or its
/// name is that of a variable of a function as well.
pub fn assigned_globals(function: &Function) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    of_function(function, &BTreeSet::new(), &mut found)?;
    Ok(found)
}

fn of_function<'a>(function: &'a Function, around: &BTreeSet<&'a str>, found: &mut BTreeSet<String>) -> Result<()> {
    let scope = scope_of(function);
    let mut bound = Bound::default();
    bound.block(&function.body);
    let is_bound = |(name, _): &&(&str, Span)| scope.globals.contains(name);
    if let Some((name, span)) = bound.otherwise.iter().find(is_bound) {
        let message = format!("the global variable `{name}` is bound here, which is compiled by an assignment only");
        return Err(Diagnostic::new("unsupported", *span, message));
    }
    if let Some(name) = scope.globals.intersection(around).next() {
        let message = format!("`{name}` is a global variable in one function and a local one around it");
        return Err(Diagnostic::new("unsupported", function.span, message));
    }
    found.extend(bound.assigned.intersection(&scope.globals).map(|name| (*name).to_string()));
    let around = &scope.locals | around;
    inner_functions(function).into_iter().try_for_each(|inner| of_function(inner, &around, found))
}

/// Names that the statements of one function bind.
#[derive(Default)]
struct Bound<'a> {
    assigned: BTreeSet<&'a str>,
    otherwise: Vec<(&'a str, Span)>,
}

impl<'a> Bound<'a> {
    fn block(&mut self, block: &'a [Stmt]) {
        block.iter().for_each(|s| self.statement(s));
    }

    fn statement(&mut self, s: &'a Stmt) {
        let mut names = vec![];
        match &s.kind {
            StmtKind::Function(inner) => {
                self.otherwise.push((&inner.name, s.span));
                return inner.defaults().for_each(|default| self.expr(default));
            }
            StmtKind::Assign { targets, .. } => {
                targets.iter().for_each(|target| target_names(target, &mut names));
                self.assigned.extend(names.drain(..));
            }
            StmtKind::AugAssign { target, .. } => {
                target_names(target, &mut names);
                self.assigned.extend(names.drain(..));
            }
            StmtKind::For { target, .. } => target_names(target, &mut names),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| target_names(target, &mut names)),
            StmtKind::Try { handlers, .. } => {
                names.extend(handlers.iter().filter_map(|handler| handler.name.as_deref()));
            }
            StmtKind::Match { cases, .. } => names.extend(cases.iter().flat_map(|case| case.pattern.names())),
            StmtKind::Import(all) => names.extend(all.iter().map(|one| one.name.as_str())),
            _ => {}
        }
        self.otherwise.extend(names.into_iter().map(|name| (name, s.span)));
        s.expressions().into_iter().for_each(|e| self.expr(e));
        s.blocks().into_iter().for_each(|block| self.block(block));
    }

    fn expr(&mut self, e: &'a Expr) {
        match &e.kind {
            ExprKind::Walrus { name, .. } => self.otherwise.push((name, e.span)),
            ExprKind::Comprehension { clauses, .. } => {
                let mut names = vec![];
                clauses.iter().for_each(|clause| target_names(&clause.target, &mut names));
                self.otherwise.extend(names.into_iter().map(|name| (name, e.span)));
            }
            _ => {}
        }
        e.children().into_iter().for_each(|child| self.expr(child));
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_function;
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        let function = parse_function(source, 0).expect("test source parses");
        let found = assigned_globals(&function).ok();
        let names = found.map(|found| found.into_iter().collect::<Vec<_>>().join(" "));
        assert_eq!(names.as_deref(), expected, "in {source}");
    }

    #[test]
    fn what_is_assigned_is_found() {
        check("def f():\n    global n, out\n    n += 1\n    out[0] = n\n", Some("n"));
        check("def f():\n    global a, b, c\n    if a:\n        b, (d, c) = 1, (2, 3)\n", Some("b c"));
        check("def f():\n    def g():\n        global a\n        a = 1\n    g()\n", Some("a"));
        check("def f(n):\n    n += 1\n", Some(""));
    }

    #[test]
    fn what_is_bound_otherwise_is_refused() {
        check("def f():\n    global n\n    for n in range(3): pass\n", None);
        check("def f():\n    global n\n    return [n for n in a]\n", None);
        check("def f():\n    global n\n    return (n := 1)\n", None);
        check("def f():\n    global n\n    del n\n", None);
        check("def f(n):\n    def g():\n        global n\n        n = 1\n    g()\n", None);
    }
}
