//! What an index is in an iteration: a multiple of the position, and something that the loop does not change.
//!
//! example: in `for pos in w { t = mul(y, w); store out[add(t, pos)] = k }` the index is `1 * pos + mul(y, w)`.
//!
//! Int arithmetic wraps, so it is that of a ring: sums and products may be regrouped, and two of them are equal however
//! they are written.

use super::graph::{Graph, assigned_by, assigned_in, walk};
use super::independence::is_wrap;
use crate::ir::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An iteration of a loop, and what its locals are.
pub struct Iteration {
    pos: LocalId,
    assigned: HashSet<LocalId>,
    /// Locals with one assignment in the body. No value is carried from one iteration to the next, so they are read
    /// behind it.
    values: HashMap<LocalId, ExprId>,
}

/// `scale * pos + base`, of an index without the wrap of negative ones.
#[derive(Clone)]
pub struct Spot {
    /// As it stands in the body.
    pub plain: ExprId,
    /// Over the position and what the loop does not change.
    pub index: ExprId,
    pub scale: i64,
    pub base: ExprId,
    /// The base as a sum, to be compared.
    sum: Sum,
}

/// For each product of factors, how often it is there.
type Sum = BTreeMap<Vec<ExprId>, i64>;

/// Positions that are a loop's run apart may not be taken to one element by a product that wraps.
const LARGEST_SCALE: u64 = 1 << 20;
/// Larger expressions are not looked at.
const OPERATIONS: usize = 64;
const TERMS: usize = 16;
const FACTORS: usize = 4;

impl Spot {
    pub fn is_same(&self, other: &Spot) -> bool {
        self.scale == other.scale && self.sum == other.sum
    }

    pub fn moves(&self) -> bool {
        self.scale != 0
    }
}

impl Iteration {
    pub fn of(pos: LocalId, body: &Block) -> Self {
        let mut values: HashMap<LocalId, Option<ExprId>> = HashMap::new();
        let mut note = |l: LocalId, value: Option<ExprId>| {
            values.entry(l).and_modify(|known| *known = None).or_insert(value);
        };
        walk(body, &mut |s| match s {
            Stmt::Assign(l, value) => note(*l, Some(*value)),
            s => assigned_by(s).into_iter().for_each(|l| note(l, None)),
        });
        let values = values.into_iter().filter_map(|(l, value)| Some((l, value?))).collect();
        Iteration { pos, assigned: assigned_in(body), values }
    }

    /// The place of an index, if it is one for each position.
    pub fn place(&self, graph: &mut Graph, index: ExprId) -> Option<Spot> {
        let index = self.through_copies(graph, index);
        if let Op::Select(c, wrapped, plain) = *graph.op(index)
            && is_wrap(graph, c, wrapped, plain)
            && let Some(place) = self.place_of(graph, plain)
            && place.moves()
        {
            return Some(place);
        }
        self.place_of(graph, index)
    }

    fn through_copies(&self, graph: &Graph, index: ExprId) -> ExprId {
        match graph.op(index) {
            Op::Local(l) => match self.values.get(l) {
                Some(&value) if matches!(graph.op(value), Op::Select(..)) => value,
                _ => index,
            },
            _ => index,
        }
    }

    fn place_of(&self, graph: &mut Graph, plain: ExprId) -> Option<Spot> {
        let index = self.expand(graph, plain)?;
        let mut sum = self.sum(graph, index)?;
        let pos = graph.local(self.pos);
        let scale = sum.remove(&vec![pos]).unwrap_or(0);
        let is_line = scale.unsigned_abs() <= LARGEST_SCALE && !sum.keys().any(|factors| factors.contains(&pos));
        let zero = graph.int(0);
        let base = graph.rewrite(index, &mut HashMap::new(), &mut |_, op| (*op == Op::Local(self.pos)).then_some(zero));
        is_line.then_some(Spot { plain, index, scale, base, sum })
    }

    /// A condition over what the loop does not change.
    pub fn invariant(&self, graph: &mut Graph, e: ExprId) -> Option<ExprId> {
        self.expand(graph, e).filter(|&e| !graph.reads(e, &|l| l == self.pos))
    }

    /// The expression over the position and what the loop does not change.
    fn expand(&self, graph: &mut Graph, e: ExprId) -> Option<ExprId> {
        self.expand_within(graph, e, &mut { OPERATIONS })
    }

    fn expand_within(&self, graph: &mut Graph, e: ExprId, operations: &mut usize) -> Option<ExprId> {
        if !graph.reads(e, &|l| self.assigned.contains(&l)) {
            return Some(e);
        }
        *operations = operations.checked_sub(1)?;
        let Expr { op, ty, span } = graph.function.exprs[e.0 as usize].clone();
        match op {
            Op::Local(l) => self.expand_within(graph, *self.values.get(&l)?, operations),
            Op::Len(..) => None,
            op => {
                let operands: Option<Vec<ExprId>> =
                    op.operands().into_iter().map(|o| self.expand_within(graph, o, operations)).collect();
                Some(graph.remake(&op, ty, span, &operands?))
            }
        }
    }

    /// As a sum of products; what is neither is a factor, unless the position is in it.
    fn sum(&self, graph: &Graph, e: ExprId) -> Option<Sum> {
        let parts = match *graph.op(e) {
            Op::Const(Const::Int(c)) => Some(times(&Sum::from([(vec![], 1)]), c)),
            Op::Binary(BinaryOp::Add, a, b) => plus(self.sum(graph, a)?, &self.sum(graph, b)?),
            Op::Binary(BinaryOp::Sub, a, b) => plus(self.sum(graph, a)?, &times(&self.sum(graph, b)?, -1)),
            Op::Binary(BinaryOp::Mul, a, b) => product(&self.sum(graph, a)?, &self.sum(graph, b)?),
            Op::Unary(UnaryOp::Neg, a) => Some(times(&self.sum(graph, a)?, -1)),
            _ => None,
        };
        let is_leaf = *graph.op(e) == Op::Local(self.pos) || !graph.reads(e, &|l| l == self.pos);
        parts.or_else(|| is_leaf.then(|| Sum::from([(vec![e], 1)])))
    }
}

fn plus(mut a: Sum, b: &Sum) -> Option<Sum> {
    for (factors, count) in b {
        let sum = a.entry(factors.clone()).or_default();
        *sum = sum.wrapping_add(*count);
    }
    a.retain(|_, count| *count != 0);
    (a.len() <= TERMS).then_some(a)
}

fn times(a: &Sum, c: i64) -> Sum {
    let scaled = a.iter().map(|(factors, count)| (factors.clone(), count.wrapping_mul(c)));
    scaled.filter(|(_, count)| *count != 0).collect()
}

fn product(a: &Sum, b: &Sum) -> Option<Sum> {
    let mut all = Sum::new();
    for (factors, count) in b {
        let mut one = Sum::new();
        for (others, times) in a {
            let mut factors = [&factors[..], &others[..]].concat();
            factors.sort();
            if factors.len() > FACTORS {
                return None;
            }
            one.insert(factors, times.wrapping_mul(*count));
        }
        all = plus(all, &one)?;
    }
    Some(all)
}
