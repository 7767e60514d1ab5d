//! Checks that a NumPy float is finite where that is cheapest.
//!
//! before: `check finite(x); s = add(mul(x, x), ..); if not lt(s, 4.0) unlikely {..}`
//! after:  `s = add(mul(x, x), ..); if not lt(s, 4.0) unlikely { check finite(x); .. }`
//!
//! A sum of squares below a bound has finite terms. A finite sum, difference or product has finite operands. So a check
//! is dropped before one that implies it, and moves to the unlikely side of a test that implies it. All these checks
//! leave by the same exit point: nothing between them has an effect.

use super::graph::{Graph, assigned_by, blocks_mut};
use crate::ir::*;
use std::collections::HashSet;

pub fn sink(graph: &mut Graph) {
    let mut body = std::mem::take(&mut graph.function.body);
    block(graph, &mut body);
    graph.function.body = body;
}

fn block(graph: &Graph, statements: &mut Block) {
    for s in statements.iter_mut() {
        blocks_mut(s).into_iter().for_each(|inner| block(graph, inner));
    }
    let mut i = 0;
    while i < statements.len() {
        let Some(v) = finite_check(graph, &statements[i]) else {
            i += 1;
            continue;
        };
        match destination(graph, &statements[i + 1..], v) {
            Some(Destination::Implied) => {
                statements.remove(i);
            }
            Some(Destination::Into(offset)) => {
                let check = statements.remove(i);
                let Stmt::If { then, .. } = &mut statements[i + offset] else { unreachable!("found an if") };
                then.insert(0, check);
            }
            None => i += 1,
        }
    }
}

enum Destination {
    Implied,
    /// The branch so many statements on.
    Into(usize),
}

/// The local that a check asks to be finite.
fn finite_check(graph: &Graph, s: &Stmt) -> Option<LocalId> {
    let Stmt::Check { condition, why: Failure::NotFinite } = s else { return None };
    let Op::Binary(BinaryOp::Lt, size, _) = *graph.op(*condition) else { return None };
    let Op::Unary(UnaryOp::Abs, v) = *graph.op(size) else { return None };
    match graph.op(v) {
        Op::Local(l) => Some(*l),
        _ => None,
    }
}

fn destination(graph: &Graph, rest: &[Stmt], v: LocalId) -> Option<Destination> {
    // Locals that are finite only if `v` is.
    let mut need: HashSet<LocalId> = [v].into();
    for (i, s) in rest.iter().enumerate() {
        match s {
            Stmt::Assign(l, value) => {
                if *l == v {
                    return None;
                }
                match needs_finite(graph, *value, &need) {
                    true => need.insert(*l),
                    false => need.remove(l),
                };
            }
            Stmt::Check { .. } => {
                if finite_check(graph, s).is_some_and(|t| need.contains(&t)) {
                    return Some(Destination::Implied);
                }
            }
            Stmt::If { condition, likely: Likely::Orelse, .. } => {
                let Op::Unary(UnaryOp::Not, less) = *graph.op(*condition) else { return None };
                let Op::Binary(BinaryOp::Lt, sum, bound) = *graph.op(less) else { return None };
                let bounded = graph.constant(bound).is_some() && has_square(graph, sum, v);
                return bounded.then_some(Destination::Into(i));
            }
            s if assigned_by(s).contains(&v) => return None,
            _ => return None,
        }
    }
    None
}

/// Is one of them an operand, through sums, differences and products only?
fn needs_finite(graph: &Graph, e: ExprId, need: &HashSet<LocalId>) -> bool {
    match *graph.op(e) {
        Op::Local(l) => need.contains(&l),
        Op::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, a, b) => {
            needs_finite(graph, a, need) || needs_finite(graph, b, need)
        }
        Op::Unary(UnaryOp::Neg | UnaryOp::Abs | UnaryOp::ToF32 | UnaryOp::ToF16, a) => needs_finite(graph, a, need),
        _ => false,
    }
}

/// A sum of squares, one of them of `v`.
fn has_square(graph: &Graph, sum: ExprId, v: LocalId) -> bool {
    is_sum_of_squares(graph, sum) && contains_square(graph, sum, v)
}

pub fn is_sum_of_squares(graph: &Graph, e: ExprId) -> bool {
    match *graph.op(e) {
        Op::Binary(BinaryOp::Mul, a, b) => a == b,
        Op::Binary(BinaryOp::Add, a, b) => is_sum_of_squares(graph, a) && is_sum_of_squares(graph, b),
        _ => false,
    }
}

fn contains_square(graph: &Graph, e: ExprId, v: LocalId) -> bool {
    match *graph.op(e) {
        Op::Binary(BinaryOp::Mul, a, _) => *graph.op(a) == Op::Local(v),
        Op::Binary(BinaryOp::Add, a, b) => contains_square(graph, a, v) || contains_square(graph, b, v),
        _ => false,
    }
}
