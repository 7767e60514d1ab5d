//! Reads through copies and small sums, so that later passes see what an index is.
//!
//! before: `t = i; u = add(t, 1); load x = a[u]`    after: `load x = a[add(i, 1)]`

use super::graph::{Graph, assigned_by, assigned_in, map_operands, walk};
use crate::ir::*;
use std::collections::HashMap;

/// Values that a local is known to have, as an expression over other locals.
type Known = HashMap<LocalId, ExprId>;

pub fn forward(graph: &mut Graph) {
    let body = std::mem::take(&mut graph.function.body);
    let body = block(graph, body, &mut Known::new());
    graph.function.body = body;
}

fn block(graph: &mut Graph, statements: Block, known: &mut Known) -> Block {
    statements.into_iter().map(|s| statement(graph, s, known)).collect()
}

fn statement(graph: &mut Graph, mut s: Stmt, known: &mut Known) -> Stmt {
    if matches!(s, Stmt::For { .. } | Stmt::Loop { .. }) {
        // What the body assigns is unknown from the header on.
        let inside = s.blocks().into_iter().flat_map(|b| assigned_in(b)).chain(assigned_by(&s)).collect::<Vec<_>>();
        inside.into_iter().for_each(|l| forget(graph, known, l));
        s.blocks().into_iter().for_each(|b| forget_lengths_if_edited(graph, known, b));
    }
    let mut memo = HashMap::new();
    map_operands(&mut s, &mut |e| replace(graph, e, known, &mut memo));
    rename_buffers(graph, &mut s, known);
    match s {
        Stmt::Assign(local, value) => {
            forget(graph, known, local);
            // An object in another local may be owned there.
            let is_object = graph.ty(value) == Type::Object;
            if is_cheap(graph, value) && !is_object && !graph.reads(value, &|l| l == local) {
                known.insert(local, value);
            }
            Stmt::Assign(local, value)
        }
        Stmt::If { condition, then, orelse, likely } => {
            let (mut a, mut b) = (known.clone(), known.clone());
            let then = block(graph, then, &mut a);
            let orelse = block(graph, orelse, &mut b);
            known.retain(|l, v| a.get(l) == Some(v) && b.get(l) == Some(v));
            Stmt::If { condition, then, orelse, likely }
        }
        Stmt::For { label, pos, trip, exit, strips, body } => {
            let body = block(graph, body, &mut known.clone());
            Stmt::For { label, pos, trip, exit, strips, body }
        }
        Stmt::Loop { label, exit, body } => Stmt::Loop { label, exit, body: block(graph, body, &mut known.clone()) },
        Stmt::Block { label, body } => {
            let body = block(graph, body, &mut known.clone());
            assigned_in(&body).into_iter().for_each(|l| forget(graph, known, l));
            forget_lengths_if_edited(graph, known, &body);
            Stmt::Block { label, body }
        }
        s => {
            assigned_by(&s).into_iter().for_each(|l| forget(graph, known, l));
            forget_lengths_if_edited(graph, known, std::slice::from_ref(&s));
            s
        }
    }
}

fn replace(graph: &mut Graph, e: ExprId, known: &Known, memo: &mut HashMap<ExprId, ExprId>) -> ExprId {
    graph.rewrite(e, memo, &mut |graph, op| match op {
        Op::Local(l) => known.get(l).copied(),
        Op::Len(l, dimension) => {
            let root = known.get(l).and_then(|&v| as_local(graph, v))?;
            Some(graph.expr(Op::Len(root, *dimension), Type::INT))
        }
        _ => None,
    })
}

fn rename_buffers(graph: &Graph, s: &mut Stmt, known: &Known) {
    let (Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } | Stmt::Edit { list: buffer, .. }) = s else {
        return;
    };
    if let Some(root) = known.get(buffer).and_then(|&v| as_local(graph, v)) {
        *buffer = root;
    }
}

fn as_local(graph: &Graph, e: ExprId) -> Option<LocalId> {
    match graph.op(e) {
        Op::Local(l) => Some(*l),
        _ => None,
    }
}

fn forget(graph: &Graph, known: &mut Known, local: LocalId) {
    known.remove(&local);
    known.retain(|_, v| !graph.reads(*v, &|l| l == local));
}

/// A list under any name may have another length now.
fn forget_lengths_if_edited(graph: &Graph, known: &mut Known, block: &[Stmt]) {
    let mut edits = false;
    walk(block, &mut |s| edits |= matches!(s, Stmt::Edit { .. }));
    if edits {
        known.retain(|_, v| !reads_length(graph, *v));
    }
}

fn reads_length(graph: &Graph, e: ExprId) -> bool {
    match graph.op(e) {
        Op::Len(..) => true,
        op => op.any_operand(|o| reads_length(graph, o)),
    }
}

/// Worth computing again where it is used: leaves, and small int arithmetic on them.
fn is_cheap(graph: &Graph, e: ExprId) -> bool {
    let leaf =
        |e: ExprId| matches!(graph.op(e), Op::Const(_) | Op::Local(_) | Op::Len(..) | Op::Splat(_) | Op::LaneIndex);
    match *graph.op(e) {
        Op::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Max, a, b)
            if graph.ty(e).scalar() == Some(Scalar::Int) =>
        {
            (leaf(a) || is_cheap(graph, a)) && (leaf(b) || is_cheap(graph, b))
        }
        // `i if i >= 0 else i + n`: what an index is.
        Op::Select(_, a, b) if graph.ty(e) == Type::INT => is_cheap(graph, a) && is_cheap(graph, b),
        _ => leaf(e),
    }
}
