//! Proves index and overflow checks away, from what loops say about their positions.
//!
//! before: `for i in len(a): check i >= 0 and i < len(a); load x = a[i]`    after: `for i in len(a): load x = a[i]`
//!
//! A position counts from 0 by 1 and is below its trip count. So does, in effect, every variable that only ever grows
//! by small constants: no program runs the 2^50 iterations that it would take such a counter to overflow.

use super::graph::{Graph, assigned_by, assigned_in, blocks_mut, map_operands, walk};
use super::independence::{Bound, is_wrap};
use crate::ir::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A counter may grow by this much in a step and still never overflow in practice.
const SMALL_STEP: u64 = 256;
/// No length, position or sum of small steps comes this far from 0.
const FAR: i64 = 1 << 50;
/// Expressions are looked at this deep.
const DEPTH: u8 = 4;

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
    counters: HashMap<LocalId, Counter>,
    known: Vec<Bound>,
    /// Loops around the place: position, trip count, locals that their bodies assign.
    loops: Vec<(LocalId, ExprId, HashSet<LocalId>)>,
}

/// What a statement gives a local.
#[derive(Clone, Copy)]
enum Assigned {
    Value(ExprId),
    Within(i64, i64),
    Anything,
}

/// An element that is an int of at most 32 bits.
fn small_element(graph: &Graph, s: &Stmt) -> Option<Assigned> {
    let Stmt::Load { buffer, .. } = s else { return None };
    let Type::Buffer(elem, _) = graph.local_ty(*buffer) else { unreachable!("verified: a buffer") };
    let (least, greatest) = elem.ints().filter(|_| elem.size() <= 4)?;
    Some(Assigned::Within(least, greatest))
}

/// A local that stays within `-most..=most`.
struct Counter {
    most: i64,
    not_negative: bool,
}

impl Facts {
    /// Locals whose every assignment is of a known size, or themselves plus a small constant.
    fn find_counters(&mut self, graph: &Graph, body: &Block) {
        let mut values: BTreeMap<LocalId, Vec<Assigned>> = BTreeMap::new();
        walk(body, &mut |s| match s {
            Stmt::Assign(l, v) => values.entry(*l).or_default().push(Assigned::Value(*v)),
            s => {
                let value = small_element(graph, s).unwrap_or(Assigned::Anything);
                assigned_by(s).into_iter().for_each(|l| values.entry(l).or_default().push(value));
            }
        });
        for (l, assigned) in values {
            if graph.local_ty(l) != Type::INT || self.positions.contains(&l) || l.0 < n_params(graph) {
                continue;
            }
            if let Some(counter) = self.counter(graph, l, &assigned) {
                self.counters.insert(l, counter);
            }
        }
    }

    fn counter(&self, graph: &Graph, local: LocalId, assigned: &[Assigned]) -> Option<Counter> {
        let mut counter = Counter { most: 0, not_negative: true };
        let mut grows = false;
        for &value in assigned {
            let value = match value {
                Assigned::Value(value) => value,
                Assigned::Within(least, greatest) => {
                    counter.most = counter.most.max(greatest).max(-least);
                    counter.not_negative &= least >= 0;
                    continue;
                }
                Assigned::Anything => return None,
            };
            if let Some(step) = step(graph, local, value) {
                grows = true;
                counter.not_negative &= step >= 0;
            } else {
                counter.most = counter.most.max(self.most(graph, value, DEPTH)?);
                counter.not_negative &= self.not_negative(graph, value);
            }
        }
        counter.most = counter.most.checked_add(if grows { FAR } else { 0 })?;
        Some(counter)
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
        let Expr { op, ty, span } = graph.function.exprs[e.0 as usize].clone();
        let operands: Vec<ExprId> = op.operands().into_iter().map(|o| self.simplify(graph, o, memo)).collect();
        let made = graph.remake(&op, ty, span, &operands);
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
            Op::Binary(AddOverflows | SubOverflows, a, b) if self.most_of_sum(graph, a, b, DEPTH).is_some() => {
                Some(graph.bool(false))
            }
            Op::Binary(AddOverflows, a, b) if self.is_known_sum(graph, a, b) => Some(graph.bool(false)),
            Op::Binary(SubOverflows, a, b) if self.not_negative(graph, a) && self.not_negative(graph, b) => {
                Some(graph.bool(false))
            }
            Op::Binary(MulOverflows, a, b) if self.most_of_product(graph, a, b, DEPTH).is_some() => {
                Some(graph.bool(false))
            }
            Op::Binary(Ge, a, b) if graph.int_constant(b) == Some(0) && self.not_negative(graph, a) => {
                Some(graph.bool(true))
            }
            Op::Binary(Lt, a, b) if graph.int_constant(b) == Some(0) && self.not_negative(graph, a) => {
                Some(graph.bool(false))
            }
            Op::Binary(Lt, a, limit) if self.is_below(graph, a, limit) => Some(graph.bool(true)),
            Op::Binary(Ge, a, b) if self.is_within(graph, a, graph.int_constant(b).and_then(i64::checked_neg)) => {
                Some(graph.bool(true))
            }
            Op::Binary(Le, a, b) if self.is_within(graph, a, graph.int_constant(b)) => Some(graph.bool(true)),
            Op::Binary(Ne, a, b)
                if graph.int_constant(b) == Some(i64::MIN) && self.is_within(graph, a, Some(i64::MAX)) =>
            {
                Some(graph.bool(true))
            }
            _ => None,
        }
    }

    fn is_within(&self, graph: &Graph, e: ExprId, limit: Option<i64>) -> bool {
        limit.is_some_and(|limit| self.most(graph, e, DEPTH).is_some_and(|most| most <= limit))
    }

    /// How far an expression may be from 0, in any program that ends in a lifetime; `None`: anything.
    fn most(&self, graph: &Graph, e: ExprId, depth: u8) -> Option<i64> {
        let inner = |e| self.most(graph, e, depth.checked_sub(1)?);
        match *graph.op(e) {
            Op::Const(Const::Int(v)) => v.checked_abs(),
            Op::Local(l) if self.positions.contains(&l) => Some(FAR),
            Op::Local(l) => self.counters.get(&l).map(|counter| counter.most),
            Op::Len(..) => Some(FAR),
            Op::Unary(UnaryOp::BoolToInt, _) => Some(1),
            Op::Unary(UnaryOp::Neg, a) => inner(a),
            Op::Binary(BinaryOp::Add | BinaryOp::Sub, a, b) => self.most_of_sum(graph, a, b, depth.checked_sub(1)?),
            Op::Binary(BinaryOp::Mul, a, b) => self.most_of_product(graph, a, b, depth.checked_sub(1)?),
            Op::Binary(BinaryOp::Max | BinaryOp::Min, a, b) | Op::Select(_, a, b) => Some(inner(a)?.max(inner(b)?)),
            Op::Binary(BinaryOp::FloorMod, _, b) => graph.int_constant(b)?.checked_abs(),
            Op::Binary(BinaryOp::FloorDiv, a, b) => {
                let by = graph.int_constant(b).filter(|&c| c > 0)?;
                // Floored: a negative one may be one further from 0.
                inner(a).map(|most| most / by + i64::from(most % by != 0))
            }
            _ => None,
        }
    }

    /// The same of a sum or difference: where it is known, there is no overflow.
    fn most_of_sum(&self, graph: &Graph, a: ExprId, b: ExprId, depth: u8) -> Option<i64> {
        self.most(graph, a, depth)?.checked_add(self.most(graph, b, depth)?)
    }

    /// The same of a product with a constant.
    fn most_of_product(&self, graph: &Graph, a: ExprId, b: ExprId, depth: u8) -> Option<i64> {
        let times = graph.int_constant(b)?.checked_abs()?;
        self.most(graph, a, depth)?.checked_mul(times)
    }

    /// A sum with something that is not negative is too large only where it wraps to below 0.
    fn is_known_sum(&self, graph: &Graph, a: ExprId, b: ExprId) -> bool {
        let is_sum =
            |e: ExprId| matches!(*graph.op(e), Op::Binary(BinaryOp::Add, x, y) if (x, y) == (a, b) || (y, x) == (a, b));
        let is_known = |bound: &Bound| matches!(bound, Bound::NotNegative(e) if is_sum(*e));
        self.known.iter().any(is_known) && (self.not_negative(graph, a) || self.not_negative(graph, b))
    }

    fn not_negative(&self, graph: &Graph, e: ExprId) -> bool {
        if self.known.contains(&Bound::NotNegative(e)) {
            return true;
        }
        match *graph.op(e) {
            Op::Const(Const::Int(v)) => v >= 0,
            Op::Local(l) => self.positions.contains(&l) || self.counters.get(&l).is_some_and(|c| c.not_negative),
            Op::Len(..) | Op::Unary(UnaryOp::BoolToInt, _) => true,
            Op::Binary(BinaryOp::Add, a, b) => {
                self.not_negative(graph, a)
                    && self.not_negative(graph, b)
                    && self.most_of_sum(graph, a, b, DEPTH).is_some()
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

/// The step of `local = local + step`.
fn step(graph: &Graph, local: LocalId, value: ExprId) -> Option<i64> {
    match *graph.op(value) {
        Op::Binary(BinaryOp::Add, a, b) if *graph.op(a) == Op::Local(local) => {
            graph.int_constant(b).filter(|c| c.unsigned_abs() <= SMALL_STEP)
        }
        _ => None,
    }
}

fn n_params(graph: &Graph) -> u32 {
    let parts: usize = graph.function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    parts.max(graph.function.captures.len()) as u32
}
