//! Locals that a loop carries from one iteration to the next, and that lanes can have parts of.
//!
//! before: `check not(add_overflows(s, x)); s = add(s, x); if gt(x, best) { best = x }`
//! after:  `check small(add(s, x)); s = add(s, x); best = max(best, x)`, where each lane begins with 0 and the least int
//!
//! Nothing else may read such a local: then what an iteration adds does not depend on those before it.
//!
//! The smallest and the largest of floats are those of ints where none is a NaN or -0.0, which lanes check: then it does
//! not matter in which order they are compared.
//!
//! Lanes check another thing than the scalar body does. A sum in a lane that is never farther from 0 than 2^55 has not
//! wrapped, whatever is added to it; 64 of them together are no farther than 2^61; and the pool stops where what it has
//! put together is farther than that. So if the local was within 2^61 before the strips, then so much as a prefix of what
//! is added to it, in the order of the positions, is within 2^63: in each lane it is a prefix of that lane's.

use super::graph::{Graph, assigned_by, blocks_mut, map_operands, walk};
use crate::ir::ops::identity;
use crate::ir::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How far from 0 a sum may be in one lane, and in a local that strips go on from.
const LANE_BITS: u32 = 55;
pub const START_BITS: u32 = 61;

/// Reductions of one loop: the runtime has room for so many.
const MOST: usize = 32;

/// What becomes of the locals that a loop carries.
#[derive(Default)]
pub struct Carried {
    pub reductions: BTreeMap<LocalId, BinaryOp>,
    /// Sums that may overflow.
    pub checked: BTreeSet<LocalId>,
    /// The body sets these to one constant only: strips are for where they have it already.
    pub settled: BTreeMap<LocalId, bool>,
}

/// Looks at locals of which some iteration may see what an earlier one has left. `Err`: one that is neither.
pub fn find(graph: &mut Graph, body: &Block, locals: &BTreeSet<LocalId>, fastmath: bool) -> Result<Carried, LocalId> {
    let mut carried = Carried::default();
    let is_reduction = |graph: &Graph, body: &Block, local, carried: &mut Carried| {
        let mut uses = Uses { graph, local, fastmath, op: None, is_checked: false };
        let op = uses.of_block(body).and(uses.op).filter(|_| carried.reductions.len() < MOST);
        carried.reductions.extend(op.map(|op| (local, op)));
        carried.checked.extend(op.filter(|_| uses.is_checked).map(|_| local));
        op.is_some()
    };
    let others: Vec<LocalId> =
        locals.iter().copied().filter(|&local| !is_reduction(graph, body, local, &mut carried)).collect();
    carried.settled = others.iter().filter_map(|&local| Some((local, constant(graph, body, local)?))).collect();
    // Another local may only be combined with something where these are what they are set to.
    let mut settled = body.clone();
    settle_in(graph, &mut settled, &carried);
    let is_known = |local: LocalId, carried: &Carried| carried.settled.contains_key(&local);
    match others.into_iter().find(|&l| !is_known(l, &carried) && !is_reduction(graph, &settled, l, &mut carried)) {
        Some(local) => Err(local),
        None => Ok(carried),
    }
}

/// The one bool that a body sets a local to.
pub fn constant(graph: &Graph, body: &Block, local: LocalId) -> Option<bool> {
    let (mut values, mut others) = (BTreeSet::new(), false);
    walk(body, &mut |s| match s {
        Stmt::Assign(l, v) if *l == local => match graph.op(*v) {
            Op::Const(Const::Bool(value)) => drop(values.insert(*value)),
            _ => others = true,
        },
        s => others |= assigned_by(s).contains(&local),
    });
    values.first().copied().filter(|_| !others && values.len() == 1)
}

/// How a body uses a local.
struct Uses<'a> {
    graph: &'a Graph,
    local: LocalId,
    fastmath: bool,
    op: Option<BinaryOp>,
    is_checked: bool,
}

impl Carried {
    /// Of floats, the smallest or the largest.
    pub fn extremes<'a>(&'a self, graph: &'a Graph) -> impl std::iter::Iterator<Item = LocalId> + 'a {
        let is_extreme = |op: &BinaryOp| matches!(op, BinaryOp::Min | BinaryOp::Max);
        let found =
            self.reductions.iter().filter(move |(local, op)| is_extreme(op) && graph.local_ty(**local) == Type::FLOAT);
        found.map(|(local, _)| *local)
    }
}

impl Uses<'_> {
    /// `None`: it does something else with it than to combine it with other things, always by the same operation.
    fn of_block(&mut self, block: &Block) -> Option<()> {
        block.iter().try_for_each(|s| self.of_statement(s))
    }

    fn of_statement(&mut self, s: &Stmt) -> Option<()> {
        match s {
            Stmt::Assign(l, v) if *l == self.local => self.by(self.update(*v)?),
            Stmt::If { condition, then, orelse, .. } if self.reads(*condition) => {
                let (op, _) = best(self.graph, self.local, *condition, then, orelse)?;
                self.by(op)
            }
            Stmt::Check { condition, .. } if self.reads(*condition) => {
                let (op, a, b) = sum_check(self.graph, *condition)?;
                self.sum(op, a, b)?;
                self.is_checked = true;
                self.by(BinaryOp::Add)
            }
            s => {
                let is_used = s.operands().into_iter().any(|e| self.reads(e)) || assigned_by(s).contains(&self.local);
                if is_used {
                    return None;
                }
                s.blocks().into_iter().try_for_each(|inner| self.of_block(inner))
            }
        }
    }

    fn by(&mut self, op: BinaryOp) -> Option<()> {
        let scalar = self.graph.local_ty(self.local).scalar()?;
        identity(op, scalar)?;
        let is_extreme = matches!(op, BinaryOp::Min | BinaryOp::Max);
        let any_order = scalar != Scalar::Float || is_extreme || self.fastmath;
        (any_order && *self.op.get_or_insert(op) == op).then_some(())
    }

    fn reads(&self, e: ExprId) -> bool {
        self.graph.reads(e, &|l| l == self.local)
    }

    /// The operation by which a new value comes from the old one.
    fn update(&self, value: ExprId) -> Option<BinaryOp> {
        use BinaryOp::*;
        match *self.graph.op(value) {
            Op::Const(Const::Bool(value)) => Some(if value { Or } else { And }),
            Op::Binary(op @ (Add | Sub), a, b) => self.sum(op, a, b).map(|()| Add),
            Op::Binary(op @ (Min | Max | And | Or | Xor), a, b) => self.chain(op, a, b).map(|()| op),
            Op::Select(..) => chosen(self.graph, self.local, value).map(|(op, _)| op),
            _ => None,
        }
    }

    /// A sum that has the local in it once, with its sign.
    fn sum(&self, op: BinaryOp, a: ExprId, b: ExprId) -> Option<()> {
        let (old, other) = if op == BinaryOp::Add && self.reads(b) { (b, a) } else { (a, b) };
        match *self.graph.op(old) {
            _ if self.reads(other) => None,
            Op::Local(l) => (l == self.local).then_some(()),
            Op::Binary(op @ (BinaryOp::Add | BinaryOp::Sub), a, b) => self.sum(op, a, b),
            _ => None,
        }
    }

    /// The same of an operation with which order does not matter.
    fn chain(&self, op: BinaryOp, a: ExprId, b: ExprId) -> Option<()> {
        let (old, other) = if self.reads(b) { (b, a) } else { (a, b) };
        match *self.graph.op(old) {
            _ if self.reads(other) => None,
            Op::Local(l) => (l == self.local).then_some(()),
            Op::Binary(inner, a, b) if inner == op => self.chain(op, a, b),
            _ => None,
        }
    }
}

/// `not(add_overflows(a, b))`: the operation that it is about, and its operands.
fn sum_check(graph: &Graph, condition: ExprId) -> Option<(BinaryOp, ExprId, ExprId)> {
    let Op::Unary(UnaryOp::Not, overflows) = *graph.op(condition) else { return None };
    match *graph.op(overflows) {
        Op::Binary(BinaryOp::AddOverflows, a, b) => Some((BinaryOp::Add, a, b)),
        Op::Binary(BinaryOp::SubOverflows, a, b) => Some((BinaryOp::Sub, a, b)),
        _ => None,
    }
}

/// `if x < s { s = x }`: the operation, and `x`.
fn best(
    graph: &Graph,
    local: LocalId,
    condition: ExprId,
    then: &[Stmt],
    orelse: &[Stmt],
) -> Option<(BinaryOp, ExprId)> {
    let ([Stmt::Assign(l, chosen)], []) = (then, orelse) else { return None };
    let (op, value) = better(graph, local, condition)?;
    (*l == local && value == *chosen).then_some((op, value))
}

/// `x < s ? x : s`, or with the sides changed: the operation, and `x`.
fn chosen(graph: &Graph, local: LocalId, e: ExprId) -> Option<(BinaryOp, ExprId)> {
    let Op::Select(condition, a, b) = *graph.op(e) else { return None };
    let (op, value) = better(graph, local, condition)?;
    let is_local = |e: ExprId| *graph.op(e) == Op::Local(local);
    match (op, a, b) {
        (op, a, old) if is_local(old) && a == value => Some((op, value)),
        (BinaryOp::Min, old, b) if is_local(old) && b == value => Some((BinaryOp::Max, value)),
        (BinaryOp::Max, old, b) if is_local(old) && b == value => Some((BinaryOp::Min, value)),
        _ => None,
    }
}

/// `x < s`, or the like: the smaller or the larger of them, and `x`.
fn better(graph: &Graph, local: LocalId, condition: ExprId) -> Option<(BinaryOp, ExprId)> {
    use BinaryOp::*;
    let Op::Binary(compare, a, b) = *graph.op(condition) else { return None };
    let is_local = |e: ExprId| *graph.op(e) == Op::Local(local);
    let (value, is_first) = if is_local(b) { (a, true) } else { (b, false) };
    let op = match (compare, is_first) {
        (Lt | Le, true) | (Gt | Ge, false) => Min,
        (Gt | Ge, true) | (Lt | Le, false) => Max,
        _ => return None,
    };
    let is_free = !graph.reads(value, &|l| l == local) && (is_local(a) || is_local(b));
    (is_free && matches!(graph.ty(value), Type::INT | Type::FLOAT)).then_some((op, value))
}

/// The body as lanes do it.
pub fn rewrite(graph: &mut Graph, body: &mut Block, carried: &Carried) {
    settle_in(graph, body, carried);
    lane_forms(graph, body, carried);
}

fn lane_forms(graph: &mut Graph, body: &mut Block, carried: &Carried) {
    let mut done = vec![];
    for mut s in std::mem::take(body) {
        blocks_mut(&mut s).into_iter().for_each(|inner| lane_forms(graph, inner, carried));
        match lane_form(graph, &s, carried) {
            Some(new) => done.extend(new),
            None => done.push(s),
        }
    }
    *body = done;
}

/// What is settled is read as a constant, and not set.
fn settle_in(graph: &mut Graph, body: &mut Block, carried: &Carried) {
    if carried.settled.is_empty() {
        return;
    }
    body.retain(|s| !matches!(s, Stmt::Assign(l, _) if carried.settled.contains_key(l)));
    for s in body.iter_mut() {
        blocks_mut(s).into_iter().for_each(|inner| settle_in(graph, inner, carried));
        map_operands(s, &mut |e| settle(graph, e, carried));
    }
}

fn settle(graph: &mut Graph, e: ExprId, carried: &Carried) -> ExprId {
    graph.rewrite(e, &mut HashMap::new(), &mut |graph, op| match op {
        Op::Local(l) => carried.settled.get(l).map(|&value| graph.bool(value)),
        _ => None,
    })
}

fn lane_form(graph: &mut Graph, s: &Stmt, carried: &Carried) -> Option<Block> {
    let is_sum = |l: LocalId| carried.checked.contains(&l);
    match s {
        Stmt::Check { condition, why } if graph.reads(*condition, &is_sum) => {
            let (op, a, b) = sum_check(graph, *condition)?;
            let sum = graph.binary(op, a, b);
            Some(vec![Stmt::Check { condition: is_small(graph, sum), why: *why }])
        }
        Stmt::If { condition, then, orelse, .. } => {
            let [Stmt::Assign(local, _)] = then[..] else { return None };
            carried.reductions.get(&local)?;
            let (op, value) = best(graph, local, *condition, then, orelse)?;
            Some(combine(graph, local, op, value))
        }
        Stmt::Assign(local, value) => {
            carried.reductions.get(local)?;
            if let Some((op, value)) = chosen(graph, *local, *value) {
                return Some(combine(graph, *local, op, value));
            }
            let is_extreme = matches!(graph.op(*value), Op::Binary(BinaryOp::Min | BinaryOp::Max, ..));
            if !is_extreme || graph.ty(*value) != Type::FLOAT {
                return None;
            }
            let mut others = vec![];
            operands_of_chain(graph, *local, *value, &mut others);
            let mut done: Block = others.into_iter().map(|other| check_plain(graph, other)).collect();
            done.push(s.clone());
            Some(done)
        }
        _ => None,
    }
}

fn combine(graph: &mut Graph, local: LocalId, op: BinaryOp, value: ExprId) -> Block {
    let old = graph.local(local);
    let combined = Stmt::Assign(local, graph.binary(op, old, value));
    if graph.ty(value) != Type::FLOAT {
        return vec![combined];
    }
    vec![check_plain(graph, value), combined]
}

fn check_plain(graph: &mut Graph, value: ExprId) -> Stmt {
    Stmt::Check { condition: is_plain(graph, value), why: Failure::Strip }
}

/// What is combined with a local.
fn operands_of_chain(graph: &Graph, local: LocalId, e: ExprId, others: &mut Vec<ExprId>) {
    match *graph.op(e) {
        Op::Local(l) if l == local => {}
        Op::Binary(BinaryOp::Min | BinaryOp::Max, a, b) if graph.reads(e, &|l| l == local) => {
            operands_of_chain(graph, local, a, others);
            operands_of_chain(graph, local, b, others);
        }
        _ => others.push(e),
    }
}

/// A float that is no NaN and not -0.0.
pub fn is_plain(graph: &mut Graph, value: ExprId) -> ExprId {
    let zero = graph.float(0.0);
    let is_number = graph.binary(BinaryOp::Eq, value, value);
    let is_zero = graph.binary(BinaryOp::Eq, value, zero);
    let is_negative = graph.unary(UnaryOp::SignBit, value);
    let is_minus_zero = graph.binary(BinaryOp::And, is_zero, is_negative);
    let is_other = graph.not(is_minus_zero);
    graph.binary(BinaryOp::And, is_number, is_other)
}

/// `-2^55 <= sum < 2^55`
fn is_small(graph: &mut Graph, sum: ExprId) -> ExprId {
    let [lowest, high, zero] = [1 << LANE_BITS, -1 << (LANE_BITS + 1), 0].map(|c| graph.int(c));
    let above_lowest = graph.binary(BinaryOp::Add, sum, lowest);
    let rest = graph.binary(BinaryOp::And, above_lowest, high);
    graph.binary(BinaryOp::Eq, rest, zero)
}
