//! Proves index and overflow checks away, from what loops say about their positions.
//!
//! before: `for i in len(a): check i >= 0 and i < len(a); load x = a[i]`    after: `for i in len(a): load x = a[i]`
//!
//! A position counts from 0 by 1 and is below its trip count. So does, in effect, every variable that only ever grows
//! by small constants: no program runs the 2^52 iterations that it would take such a counter to overflow.

use super::graph::{Graph, assigned_by, assigned_in, blocks_mut, map_operands, walk};
use super::independence::{Bound, is_wrap};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// A counter may grow by this much in a step and still never overflow in practice.
const SMALL_STEP: i64 = 256;
const SMALL: i64 = 1 << 50;

/// Simplifies the function's body. `known`: bounds that hold for every iteration (a kernel's).
pub fn bounds(graph: &mut Graph, positions: &[LocalId], known: &[Bound]) {
    let mut body = std::mem::take(&mut graph.function.body);
    let mut facts = Facts {
        positions: positions.iter().copied().collect(),
        counters: HashMap::new(),
        known: known.to_vec(),
        loops: vec![],
    };
    walk(&body, &mut |s| {
        if let Stmt::For { pos, .. } = s {
            facts.positions.insert(*pos);
        }
    });
    facts.find_counters(graph, &body);
    facts.block(graph, &mut body);
    graph.function.body = body;
}

struct Facts {
    positions: HashSet<LocalId>,
    /// Locals that stay small, and whether they stay at 0 or above.
    counters: HashMap<LocalId, bool>,
    known: Vec<Bound>,
    /// Loops around the place: position, trip count, locals that their bodies assign.
    loops: Vec<(LocalId, ExprId, HashSet<LocalId>)>,
}

impl Facts {
    /// Locals whose every assignment is a small constant, a position or themselves plus a small constant.
    fn find_counters(&mut self, graph: &Graph, body: &Block) {
        let mut values: HashMap<LocalId, Vec<Option<ExprId>>> = HashMap::new();
        walk(body, &mut |s| match s {
            Stmt::Assign(l, v) => values.entry(*l).or_default().push(Some(*v)),
            s => assigned_by(s).into_iter().for_each(|l| values.entry(l).or_default().push(None)),
        });
        for (l, assigned) in values {
            if graph.local_ty(l) != Type::INT || self.positions.contains(&l) || l.0 < n_params(graph) {
                continue;
            }
            let steps: Option<Vec<i64>> = assigned.iter().map(|v| v.and_then(|v| self.step(graph, l, v))).collect();
            if let Some(steps) = steps {
                self.counters.insert(l, steps.iter().all(|&s| s >= 0));
            }
        }
    }

    /// The constant, or the step, that an assignment gives a counter; for a position 0.
    fn step(&self, graph: &Graph, local: LocalId, value: ExprId) -> Option<i64> {
        match *graph.op(value) {
            Op::Const(Const::Int(v)) if v.abs() <= SMALL => Some(v),
            Op::Binary(BinaryOp::Add, a, b) if *graph.op(a) == Op::Local(local) => {
                graph.int_constant(b).filter(|c| c.abs() <= SMALL_STEP)
            }
            _ if self.is_small(graph, value, 3) => Some(if self.not_negative(graph, value) { 0 } else { -1 }),
            _ => None,
        }
    }

    fn block(&mut self, graph: &mut Graph, statements: &mut Block) {
        for s in statements.iter_mut() {
            let mut memo = HashMap::new();
            if !matches!(s, Stmt::For { .. }) {
                map_operands(s, &mut |e| self.simplify(graph, e, &mut memo));
            }
            match s {
                Stmt::For { pos, trip, body, .. } => {
                    self.loops.push((*pos, *trip, assigned_in(body)));
                    self.block(graph, body);
                    self.loops.pop();
                }
                _ => blocks_mut(s).into_iter().for_each(|inner| self.block(graph, inner)),
            }
        }
        statements.retain(
            |s| !matches!(s, Stmt::Check { condition, .. } if graph.constant(*condition) == Some(Const::Bool(true))),
        );
    }

    fn simplify(&self, graph: &mut Graph, e: ExprId, memo: &mut HashMap<ExprId, ExprId>) -> ExprId {
        if let Some(&done) = memo.get(&e) {
            return done;
        }
        let Expr { op, ty, .. } = graph.function.exprs[e.0 as usize].clone();
        let operands: Vec<ExprId> = op.operands().into_iter().map(|o| self.simplify(graph, o, memo)).collect();
        let made = graph.remake(&op, ty, &operands);
        let result = self.known_value(graph, made).unwrap_or(made);
        memo.insert(e, result);
        result
    }

    fn known_value(&self, graph: &mut Graph, e: ExprId) -> Option<ExprId> {
        use BinaryOp::*;
        match *graph.op(e) {
            Op::Select(c, wrapped, plain) if is_wrap(graph, c, wrapped, plain) && self.not_negative(graph, plain) => {
                Some(plain)
            }
            Op::Binary(AddOverflows | SubOverflows, a, b)
                if self.is_small(graph, a, 4) && self.is_small(graph, b, 4) =>
            {
                Some(graph.bool(false))
            }
            Op::Binary(Ge, a, b) if graph.int_constant(b) == Some(0) && self.not_negative(graph, a) => {
                Some(graph.bool(true))
            }
            Op::Binary(Lt, a, b) if graph.int_constant(b) == Some(0) && self.not_negative(graph, a) => {
                Some(graph.bool(false))
            }
            Op::Binary(Lt, a, limit) if self.is_below(graph, a, limit) => Some(graph.bool(true)),
            Op::Binary(Ge | Le, a, b) if self.is_small_constant_test(graph, e, a, b) => Some(graph.bool(true)),
            Op::Binary(Ne, a, b) if graph.int_constant(b) == Some(i64::MIN) && self.is_small(graph, a, 4) => {
                Some(graph.bool(true))
            }
            _ => None,
        }
    }

    /// `x >= -2^53`, `x <= 2^53` for what stays small.
    fn is_small_constant_test(&self, graph: &Graph, e: ExprId, a: ExprId, b: ExprId) -> bool {
        let Some(bound) = graph.int_constant(b) else { return false };
        let outward = match graph.op(e) {
            Op::Binary(BinaryOp::Ge, ..) => bound <= -(1 << 53),
            _ => bound >= 1 << 53,
        };
        outward && self.is_small(graph, a, 3)
    }

    /// Certainly within ±2^53 for any program that ends in a lifetime.
    fn is_small(&self, graph: &Graph, e: ExprId, depth: u8) -> bool {
        match *graph.op(e) {
            Op::Const(Const::Int(v)) => v.abs() <= SMALL,
            Op::Local(l) => self.positions.contains(&l) || self.counters.contains_key(&l),
            Op::Len(..) | Op::Unary(UnaryOp::BoolToInt, _) => true,
            Op::Unary(UnaryOp::Neg, a) if depth > 0 => self.is_small(graph, a, depth - 1),
            Op::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Max | BinaryOp::Min, a, b) if depth > 0 => {
                self.is_small(graph, a, depth - 1) && self.is_small(graph, b, depth - 1)
            }
            Op::Binary(BinaryOp::FloorMod, _, b) => graph.int_constant(b).is_some_and(|c| c.abs() <= SMALL),
            Op::Binary(BinaryOp::FloorDiv, a, b) if depth > 0 => {
                graph.int_constant(b).is_some_and(|c| c > 0) && self.is_small(graph, a, depth - 1)
            }
            Op::Select(_, a, b) if depth > 0 => {
                self.is_small(graph, a, depth - 1) && self.is_small(graph, b, depth - 1)
            }
            _ => false,
        }
    }

    fn not_negative(&self, graph: &Graph, e: ExprId) -> bool {
        if self.known.contains(&Bound::NotNegative(e)) {
            return true;
        }
        match *graph.op(e) {
            Op::Const(Const::Int(v)) => v >= 0,
            Op::Local(l) => self.positions.contains(&l) || self.counters.get(&l) == Some(&true),
            Op::Len(..) | Op::Unary(UnaryOp::BoolToInt, _) => true,
            Op::Binary(BinaryOp::Add, a, b) => {
                self.not_negative(graph, a)
                    && self.not_negative(graph, b)
                    && self.is_small(graph, a, 3)
                    && self.is_small(graph, b, 3)
            }
            Op::Binary(BinaryOp::Max, a, b) => self.not_negative(graph, a) || self.not_negative(graph, b),
            Op::Binary(BinaryOp::FloorMod, _, b) => graph.int_constant(b).is_some_and(|c| c > 0),
            Op::Binary(BinaryOp::FloorDiv, a, b) => {
                graph.int_constant(b).is_some_and(|c| c > 0) && self.not_negative(graph, a)
            }
            _ => false,
        }
    }

    /// Is an index below a limit: known for the kernel's position, or by the trip count of a loop around?
    fn is_below(&self, graph: &Graph, index: ExprId, limit: ExprId) -> bool {
        if self.known.contains(&Bound::Below(index, limit)) {
            return true;
        }
        self.loops.iter().any(|(pos, trip, assigned)| {
            let stable =
                !graph.reads(*trip, &|l| assigned.contains(&l)) && !graph.reads(limit, &|l| assigned.contains(&l));
            stable && self.last_is_below(graph, *pos, *trip, index, limit)
        })
    }

    /// With `pos < trip`: `pos < limit` where the trip count is `limit`, or `start + pos < limit` where it is
    /// `limit - start`.
    fn last_is_below(&self, graph: &Graph, pos: LocalId, trip: ExprId, index: ExprId, limit: ExprId) -> bool {
        let is_pos = |e: ExprId| *graph.op(e) == Op::Local(pos);
        let count = match *graph.op(trip) {
            Op::Binary(BinaryOp::Max, a, b) if graph.int_constant(b) == Some(0) => a,
            _ => trip,
        };
        if is_pos(index) {
            return count == limit || self.is_less_than_len(graph, count, limit);
        }
        let Op::Binary(BinaryOp::Add, a, b) = *graph.op(index) else { return false };
        let start = if is_pos(a) {
            b
        } else if is_pos(b) {
            a
        } else {
            return false;
        };
        match *graph.op(count) {
            Op::Binary(BinaryOp::Sub, stop, from) => {
                from == start && (stop == limit || self.is_less_than_len(graph, stop, limit))
            }
            // len - c, written as len + -c.
            Op::Binary(BinaryOp::Add, stop, minus) => {
                let offset = graph.int_constant(start);
                stop == limit && offset.is_some() && graph.int_constant(minus).map(|m| -m) >= offset
            }
            _ => false,
        }
    }

    /// `n - c` or a smaller of `n` and something is not more than `n`.
    fn is_less_than_len(&self, graph: &Graph, count: ExprId, limit: ExprId) -> bool {
        match *graph.op(count) {
            Op::Binary(BinaryOp::Add, a, c) => a == limit && graph.int_constant(c).is_some_and(|c| c <= 0),
            Op::Binary(BinaryOp::Min, a, b) => a == limit || b == limit,
            _ => false,
        }
    }
}

fn n_params(graph: &Graph) -> u32 {
    let parts: usize = graph.function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    parts.max(graph.function.captures.len()) as u32
}
