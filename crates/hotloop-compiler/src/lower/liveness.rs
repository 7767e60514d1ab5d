//! Which variables may still be read, at every place where CPython could go on.
//!
//! An exit point passes only these: a variable that is assigned before each read is dead, bound or not.

use crate::diagnostic::Span;
use crate::syntax::ast::{Expr, ExprKind, Function, Stmt, StmtKind};
use crate::syntax::target_names;
use std::collections::{BTreeSet, HashMap};

pub type Names = BTreeSet<String>;

/// Live variables by the span of a statement.
#[derive(Default)]
pub struct Liveness {
    pub at_header: HashMap<Span, Names>,
    pub after: HashMap<Span, Names>,
}

/// The liveness of a function's parameters and locals (and of anything else it reads: harmless). `keeps_results`: what the
/// last statement reads is live everywhere.
pub fn liveness(function: &Function, keeps_results: bool) -> Liveness {
    let mut result = Liveness::default();
    let all = function.params.iter().map(|p| p.name.clone()).chain(function.body.iter().flat_map(reads_of)).collect();
    let nothing = Targets { continues: Names::new(), breaks: Names::new(), all };
    block(&function.body, Names::new(), &nothing, &mut result);
    if keeps_results {
        result.keep(&function.body.last().into_iter().flat_map(reads_of).collect());
    }
    result
}

impl Liveness {
    /// Makes these live everywhere.
    pub fn keep(&mut self, names: &Names) {
        self.at_header.values_mut().chain(self.after.values_mut()).for_each(|live| live.extend(names.iter().cloned()));
    }
}

/// Parameters that keep their value, and variables that get theirs once, outside of all blocks. To keep them costs
/// nothing, and who looks at the frame of an exception finds them.
pub fn unchanging(function: &Function) -> Names {
    let mut counts = HashMap::new();
    function.body.iter().for_each(|s| count_bindings(s, &mut counts));
    let is_once = |name: &String| counts.get(name) == Some(&1);
    let mut names: Names =
        function.params.iter().map(|p| p.name.clone()).filter(|name| !counts.contains_key(name)).collect();
    for s in &function.body {
        let StmtKind::Assign { targets, .. } = &s.kind else { continue };
        let assigned = targets.iter().flat_map(bound_by).filter(|name| is_once(name));
        names.extend(assigned.filter(|name| function.params.iter().all(|p| p.name != *name)));
    }
    names
}

/// Variables that statements bind.
pub fn bound_in(block: &[Stmt]) -> Names {
    let mut counts = HashMap::new();
    block.iter().for_each(|s| count_bindings(s, &mut counts));
    counts.into_keys().collect()
}

/// Parameters, and every variable that a statement or an expression of the function binds.
pub fn bound(function: &Function) -> Names {
    let params = function.params.iter().map(|p| p.name.clone()).filter(|name| !name.starts_with("__hotloop_"));
    params.chain(bound_in(&function.body)).collect()
}

fn count_bindings(s: &Stmt, counts: &mut HashMap<String, u32>) {
    let targets: Vec<&Expr> = match &s.kind {
        StmtKind::Assign { targets, .. } => targets.iter().collect(),
        StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => vec![target],
        _ => vec![],
    };
    let walrus = s.expressions().into_iter().flat_map(walrus_names);
    let names = targets.into_iter().flat_map(bound_by).chain(walrus);
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    s.blocks().into_iter().flatten().for_each(|inner| count_bindings(inner, counts));
}

/// Names that an assignment to `target` binds.
fn bound_by(target: &Expr) -> Vec<String> {
    match &target.kind {
        ExprKind::Name(name) => vec![name.clone()],
        ExprKind::Tuple(members) | ExprKind::List(members) => members.iter().flat_map(bound_by).collect(),
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

/// What is live where `continue` and `break` go.
struct Targets {
    continues: Names,
    breaks: Names,
    /// Every name of the function: what a statement may read whose expressions the tree does not keep.
    all: Names,
}

fn block(statements: &[Stmt], live_out: Names, targets: &Targets, result: &mut Liveness) -> Names {
    statements.iter().rev().fold(live_out, |live, s| {
        result.after.entry(s.span).or_default().extend(live.iter().cloned());
        statement(s, live, targets, result)
    })
}

fn statement(s: &Stmt, live: Names, targets: &Targets, result: &mut Liveness) -> Names {
    match &s.kind {
        StmtKind::Assign { targets: to, value } => to.iter().rev().fold(live, |l, t| assigned(t, l)).with(value),
        StmtKind::AugAssign { target, value, .. } => live.with(target).with(value),
        StmtKind::Return(value) => value.iter().fold(Names::new(), Names::with),
        StmtKind::Break => targets.breaks.clone(),
        StmtKind::Continue => targets.continues.clone(),
        StmtKind::Expr(e) => live.with(e),
        StmtKind::Assert { test, message } => message.iter().fold(live.with(test), Names::with),
        StmtKind::If { test, body, orelse } => {
            let then = block(body, live.clone(), targets, result);
            let other = block(orelse, live, targets, result);
            (&then | &other).with(test)
        }
        StmtKind::For { target, iter, body, orelse } => {
            let done = block(orelse, live.clone(), targets, result);
            let header = fixpoint(s, done, live, body, targets, result, |inside| assigned(target, inside));
            header.with(iter)
        }
        StmtKind::While { test, body, orelse } => {
            let done = block(orelse, live.clone(), targets, result);
            fixpoint(s, done, live, body, targets, result, |inside| inside.with(test)).with(test)
        }
        StmtKind::Raise | StmtKind::Other(_) => targets.all.clone(),
        StmtKind::Function(f) => f.body.iter().fold(live, |l, s| &l | &reads_of(s)),
        _ => live,
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
        let targets = Targets { continues: header.clone(), breaks: breaks.clone(), all: around.all.clone() };
        let inside = block(body, header.clone(), &targets, result);
        let next = &(&enter(inside) | &done) | &header;
        if next == header {
            result.at_header.entry(s.span).or_default().extend(header.iter().cloned());
            return header;
        }
        header = next;
    }
}

/// Before an assignment to `target`: names are no longer live, what the target reads is.
fn assigned(target: &Expr, mut live: Names) -> Names {
    match &target.kind {
        ExprKind::Name(name) => {
            live.remove(name);
            live
        }
        ExprKind::Tuple(members) | ExprKind::List(members) => members.iter().rev().fold(live, |l, m| assigned(m, l)),
        _ => live.with(target),
    }
}

trait With {
    fn with(self, e: &Expr) -> Self;
}

impl With for Names {
    fn with(mut self, e: &Expr) -> Self {
        names_of(e, &mut self);
        self
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
        ExprKind::Lambda(f) => f.body.iter().for_each(|s| names.extend(reads_of(s))),
        _ => e.children().into_iter().for_each(|c| names_of(c, names)),
    }
}

/// Every name that a statement mentions.
fn reads_of(s: &Stmt) -> Names {
    let mut names = Names::new();
    s.expressions().into_iter().for_each(|e| names_of(e, &mut names));
    s.blocks().into_iter().flatten().for_each(|inner| names.extend(reads_of(inner)));
    names
}
