//! Jumps out of a `try` that has nothing but a `finally`.
//!
//! before: try: if c: return f(x)          finally: n += 1
//! after:  try: if c: .returned = f(x); n += 1; return .returned    finally: n += 1
//!
//! No handler is around the copies, and where something fails in a `try` CPython does all of it again.

use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};

/// What a jump returns, while the copy before it is done: no analysis of the program knows of it.
pub const RETURNED: &str = ".returned";

/// Without loops, functions and handlers: what may stand in a block several times.
pub fn may_be_repeated(last: &[Stmt]) -> bool {
    last.iter().all(|s| match &s.kind {
        StmtKind::Pass | StmtKind::Assign { .. } | StmtKind::AugAssign { .. } => true,
        StmtKind::Expr(_) | StmtKind::Delete(_) => true,
        StmtKind::If { body, orelse, .. } => may_be_repeated(body) && may_be_repeated(orelse),
        _ => false,
    })
}

/// The block with `last` before each jump that leaves it, but for those in a `try` or `match` of its own.
pub fn with_last(block: &[Stmt], last: &[Stmt], in_loop: bool) -> Vec<Stmt> {
    block.iter().flat_map(|s| statement_with_last(s, last, in_loop)).collect()
}

fn statement_with_last(s: &Stmt, last: &[Stmt], in_loop: bool) -> Vec<Stmt> {
    let make = |kind| Stmt { kind, span: s.span };
    let kind = match &s.kind {
        StmtKind::Break | StmtKind::Continue if !in_loop => return [last, std::slice::from_ref(s)].concat(),
        StmtKind::Return(None) => return [last, std::slice::from_ref(s)].concat(),
        StmtKind::Return(Some(value)) => {
            let name = || Expr { kind: ExprKind::Name(RETURNED.into()), span: value.span };
            let kept = make(StmtKind::Assign { targets: vec![name()], value: value.clone() });
            return [&[kept], last, &[make(StmtKind::Return(Some(name())))]].concat();
        }
        StmtKind::If { test, body, orelse } => StmtKind::If {
            test: test.clone(),
            body: with_last(body, last, in_loop),
            orelse: with_last(orelse, last, in_loop),
        },
        StmtKind::While { test, body, orelse } => StmtKind::While {
            test: test.clone(),
            body: with_last(body, last, true),
            orelse: with_last(orelse, last, in_loop),
        },
        StmtKind::For { target, iter, body, orelse } => StmtKind::For {
            target: target.clone(),
            iter: iter.clone(),
            body: with_last(body, last, true),
            orelse: with_last(orelse, last, in_loop),
        },
        _ => return vec![s.clone()],
    };
    vec![make(kind)]
}

/// Has it a jump out that is within a `try` or `match` of its own?
pub fn has_other_jumps(block: &[Stmt], jumps_out: impl Fn(&Stmt, bool) -> bool + Copy) -> bool {
    block.iter().any(|s| match &s.kind {
        StmtKind::Try { .. } | StmtKind::Match { .. } => jumps_out(s, false),
        StmtKind::Function(_) => false,
        _ => s.blocks().into_iter().any(|inner| has_other_jumps(inner, jumps_out)),
    })
}
