//! Which variables may still be read, at every place where CPython could go on.
//!
//! A variable that is assigned before each read is dead, bound or not. Exit points pass those as well, for whoever looks
//! at the frame of an exception; but as shown only, so that nothing has to wait for them.

use crate::diagnostic::Span;
use crate::syntax::ast::{Expr, ExprKind, Function, Stmt, StmtKind};
use crate::syntax::{shared, target_names};
use std::collections::{BTreeSet, HashMap};

pub type Names = BTreeSet<String>;

/// Live variables by the span of a statement.
#[derive(Default)]
pub struct Liveness {
    pub at_header: HashMap<Span, Names>,
    pub after: HashMap<Span, Names>,
    /// Where the two ways behind the condition of an `if` begin.
    pub at_then: HashMap<Span, Names>,
    pub at_orelse: HashMap<Span, Names>,
    /// Where an `except` begins.
    pub at_handler: HashMap<Span, Names>,
    /// What is passed whether it is live or not.
    pub shown: Names,
    /// By the span of a loop: what an iteration may read that no iteration has set, in what only CPython evaluates.
    pub raised: HashMap<Span, Names>,
}

/// The liveness of a function's parameters and locals (and of anything else it reads: harmless). `keeps_results`: what the
/// last statement reads is live everywhere.
pub fn liveness(function: &Function, keeps_results: bool) -> Liveness {
    let mut result = Liveness::default();
    let all: Names =
        function.params.iter().map(|p| p.name.clone()).chain(function.body.iter().flat_map(reads_of)).collect();
    let mut raised = Liveness::default();
    for (who, found) in [(Who::Anybody, &mut result), (Who::Python, &mut raised)] {
        let nothing = Targets { continues: Names::new(), breaks: Names::new(), all: all.clone(), who };
        block(&function.body, Names::new(), &nothing, found);
    }
    result.raised = raised.raised;
    // Whoever calls a function inside of it reads them.
    result.keep(&shared(function).0);
    if keeps_results {
        result.keep(&function.body.last().into_iter().flat_map(reads_of).collect());
    }
    result
}

impl Liveness {
    /// Makes these live everywhere.
    fn keep(&mut self, names: &Names) {
        let branches = self.at_then.values_mut().chain(self.at_orelse.values_mut());
        let all = self.at_header.values_mut().chain(self.after.values_mut()).chain(self.at_handler.values_mut());
        all.chain(branches).for_each(|live| live.extend(names.iter().cloned()));
    }
}

/// Variables that statements bind.
pub fn bound_in(block: &[Stmt]) -> Names {
    block.iter().flat_map(bound_by_statement).collect()
}

/// Parameters, and every variable that a statement or an expression of the function binds.
pub fn bound(function: &Function) -> Names {
    let params = function.params.iter().map(|p| p.name.clone()).filter(|name| !name.starts_with("__hotloop_"));
    params.chain(bound_in(&function.body)).collect()
}

fn bound_by_statement(s: &Stmt) -> Names {
    let targets: Vec<&Expr> = match &s.kind {
        StmtKind::Assign { targets, .. } => targets.iter().collect(),
        StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => vec![target],
        StmtKind::Match { cases, .. } => {
            let names = cases.iter().flat_map(|case| case.pattern.names()).map(String::from);
            let walrus = s.expressions().into_iter().flat_map(walrus_names);
            return names.chain(walrus).chain(s.blocks().into_iter().flat_map(bound_in)).collect();
        }
        // What it binds is its own.
        StmtKind::Function(inner) => return [inner.name.clone()].into(),
        _ => vec![],
    };
    let walrus = s.expressions().into_iter().flat_map(walrus_names);
    let own = targets.into_iter().flat_map(bound_by).chain(walrus);
    own.chain(s.blocks().into_iter().flat_map(bound_in)).collect()
}

/// Names that an assignment to `target` binds.
fn bound_by(target: &Expr) -> Vec<String> {
    match &target.kind {
        ExprKind::Name(name) => vec![name.clone()],
        ExprKind::Tuple(members) | ExprKind::List(members) => members.iter().flat_map(bound_by).collect(),
        ExprKind::Starred(one) => bound_by(one),
        _ => vec![],
    }
}

/// `f` of `map(f, items)`, `filter(f, items)`, `itertools.accumulate(items, f)` and the like.
fn applied_functions(iter: &Expr) -> Vec<&Expr> {
    let ExprKind::Call { function, args, keywords } = &iter.kind else { return vec![] };
    let (ExprKind::Name(name) | ExprKind::Attribute { name, .. }) = &function.kind else { return vec![] };
    match name.as_str() {
        "map" | "filter" | "starmap" | "takewhile" | "filterfalse" => args.first().into_iter().collect(),
        "accumulate" => args.iter().skip(1).chain(keywords.iter().map(|(_, value)| value)).collect(),
        _ => vec![],
    }
}

fn walrus_names(e: &Expr) -> Vec<String> {
    let own = match &e.kind {
        ExprKind::Walrus { name, .. } => vec![name.clone()],
        _ => vec![],
    };
    own.into_iter().chain(e.children().into_iter().flat_map(walrus_names)).collect()
}

/// Whose reads count.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    Anybody,
    /// What compiled code has no part in: the operand of a `raise`, the message of an `assert`.
    Python,
}

/// What is live where `continue` and `break` go.
struct Targets {
    continues: Names,
    breaks: Names,
    /// Every name of the function: what a statement may read whose expressions the tree does not keep.
    all: Names,
    who: Who,
}

impl Targets {
    fn with(&self, mut live: Names, e: &Expr) -> Names {
        if self.who == Who::Anybody {
            names_of(e, &mut live);
        }
        live
    }
}

fn block(statements: &[Stmt], live_out: Names, targets: &Targets, result: &mut Liveness) -> Names {
    statements.iter().rev().fold(live_out, |live, s| {
        result.after.entry(s.span).or_default().extend(live.iter().cloned());
        statement(s, live, targets, result)
    })
}

fn statement(s: &Stmt, live: Names, targets: &Targets, result: &mut Liveness) -> Names {
    match &s.kind {
        StmtKind::Assign { targets: to, value } => {
            let live = to.iter().rev().fold(live, |l, t| assigned(t, l, targets));
            targets.with(live, value)
        }
        StmtKind::AugAssign { target, value, .. } => targets.with(targets.with(live, target), value),
        StmtKind::Return(value) => value.iter().fold(Names::new(), |l, e| targets.with(l, e)),
        StmtKind::Break => targets.breaks.clone(),
        StmtKind::Continue => targets.continues.clone(),
        StmtKind::Expr(e) => targets.with(live, e),
        StmtKind::Delete(all) => all.iter().fold(live, |live, e| targets.with(live, e)),
        StmtKind::Assert { test, reads } => targets.with(live.into_iter().chain(reads.iter().cloned()).collect(), test),
        StmtKind::Raise { reads } => reads.iter().cloned().collect(),
        StmtKind::If { test, body, orelse } => {
            let then = block(body, live.clone(), targets, result);
            let other = block(orelse, live, targets, result);
            result.at_then.entry(s.span).or_default().extend(then.iter().cloned());
            result.at_orelse.entry(s.span).or_default().extend(other.iter().cloned());
            targets.with(&then | &other, test)
        }
        StmtKind::For { target, iter, body, orelse } => {
            let done = block(orelse, live.clone(), targets, result);
            // Where CPython goes on, it looks the function up again.
            let applied = applied_functions(iter);
            let header = fixpoint(s, done, live, body, targets, result, |inside| {
                let taken = assigned(target, inside, targets);
                applied.iter().fold(taken, |live, function| targets.with(live, function))
            });
            targets.with(header, iter)
        }
        StmtKind::While { test, body, orelse } => {
            let done = block(orelse, live.clone(), targets, result);
            let header = fixpoint(s, done, live, body, targets, result, |inside| targets.with(inside, test));
            targets.with(header, test)
        }
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            let end = block(finalbody, live, targets, result);
            let mut handled = end.clone();
            for handler in handlers {
                let start = block(&handler.body, end.clone(), targets, result);
                result.at_handler.entry(handler.span).or_default().extend(start.iter().cloned());
                handled.extend(start);
            }
            for classes in handlers.iter().flat_map(|handler| &handler.classes) {
                handled = targets.with(handled, classes);
            }
            let done = block(orelse, end, targets, result);
            let start = block(body, done, targets, result);
            // Any statement of it may be the last one.
            keep_inside(body, &handled, result);
            &start | &handled
        }
        StmtKind::Match { subject, cases } => {
            let tail = cases.iter().rev().fold(live.clone(), |tail, case| {
                let then = block(&case.body, live.clone(), targets, result);
                let mut inside = match &case.guard {
                    Some(guard) => targets.with(&then | &tail, guard),
                    None => then,
                };
                result.after.entry(case.pattern.span).or_default().extend(&inside | &tail);
                let bound = case.pattern.names();
                inside.retain(|name| !bound.contains(&name.as_str()));
                case.pattern.expressions().into_iter().fold(&inside | &tail, |live, e| targets.with(live, e))
            });
            targets.with(tail, subject)
        }
        StmtKind::Other(_) => targets.all.clone(),
        StmtKind::Function(f) => {
            let mut live = live;
            live.remove(&f.name);
            f.defaults().fold(live, |live, default| targets.with(live, default))
        }
        _ => live,
    }
}

/// Makes names live everywhere in a block.
fn keep_inside(block: &[Stmt], names: &Names, result: &mut Liveness) {
    for s in block {
        for known in [&mut result.after, &mut result.at_header, &mut result.at_handler] {
            if let Some(live) = known.get_mut(&s.span) {
                live.extend(names.iter().cloned());
            }
        }
        s.blocks().into_iter().for_each(|inner| keep_inside(inner, names, result));
    }
}

/// Live at a loop's header: what its end needs, and what its body needs.
fn fixpoint(
    s: &Stmt,
    done: Names,
    breaks: Names,
    body: &[Stmt],
    around: &Targets,
    result: &mut Liveness,
    enter: impl Fn(Names) -> Names,
) -> Names {
    let mut header = done.clone();
    loop {
        let (continues, breaks) = (header.clone(), breaks.clone());
        let targets = Targets { continues, breaks, all: around.all.clone(), who: around.who };
        let inside = enter(block(body, header.clone(), &targets, result));
        let next = &(&inside | &done) | &header;
        if next == header {
            result.at_header.entry(s.span).or_default().extend(header.iter().cloned());
            result.raised.entry(s.span).or_default().extend(inside);
            return header;
        }
        header = next;
    }
}

/// Before an assignment to `target`: names are no longer live, what the target reads is.
fn assigned(target: &Expr, mut live: Names, targets: &Targets) -> Names {
    match &target.kind {
        ExprKind::Name(name) => {
            live.remove(name);
            live
        }
        ExprKind::Tuple(members) | ExprKind::List(members) => {
            members.iter().rev().fold(live, |l, m| assigned(m, l, targets))
        }
        ExprKind::Starred(one) => assigned(one, live, targets),
        _ => targets.with(live, target),
    }
}

/// Every name in an expression (a walrus target counts as read: one more live name is harmless).
pub fn names_of(e: &Expr, names: &mut Names) {
    match &e.kind {
        ExprKind::Name(name) => {
            names.insert(name.clone());
        }
        ExprKind::Walrus { name, value } => {
            names.insert(name.clone());
            names_of(value, names);
        }
        ExprKind::Comprehension { element, clauses, .. } => {
            let mut inside = Names::new();
            names_of(element, &mut inside);
            let mut own = vec![];
            for (at, clause) in clauses.iter().enumerate() {
                // The first is evaluated outside.
                names_of(&clause.iter, if at == 0 { &mut *names } else { &mut inside });
                clause.conditions.iter().for_each(|condition| names_of(condition, &mut inside));
                target_names(&clause.target, &mut own);
            }
            names.extend(inside.into_iter().filter(|name| !own.contains(&name.as_str())));
        }
        ExprKind::Lambda(f) => {
            f.defaults().for_each(|default| names_of(default, names));
            f.body.iter().for_each(|s| names.extend(reads_of(s)));
        }
        _ => e.children().into_iter().for_each(|c| names_of(c, names)),
    }
}

/// Every name that a statement mentions.
pub fn reads_of(s: &Stmt) -> Names {
    let mut names = Names::new();
    s.expressions().into_iter().for_each(|e| names_of(e, &mut names));
    if let StmtKind::Assert { reads, .. } | StmtKind::Raise { reads } = &s.kind {
        names.extend(reads.iter().cloned());
    }
    s.blocks().into_iter().flatten().for_each(|inner| names.extend(reads_of(inner)));
    names
}
