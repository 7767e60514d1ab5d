//! Lanes that are done with one position go on with another.
//!
//! before: `for pos in n: { x = a[pos]; while x > 1 { x = step(x) }; out[pos] = x }`
//! after:  `loop { out[at] = x where retired; at = next.. where not live; x = a[at] where fresh;
//!          until enough lanes are idle { x = step(x) where live } }`
//!
//! All that an iteration does must be one loop that lanes leave at different times, with straight code before and behind
//! it. Each lane has a position and counts of its own, so that none waits for the slowest: in a strip of neighbours, every
//! lane pays for the longest of them. Positions end in no particular order, so whoever runs the kernel must be able to
//! undo a call as a whole.

use super::loops::Counter;
use super::rounds::Around;
use super::{Lanes, Scope, Strip};
use crate::ir::*;
use crate::passes::divergence::{Divergence, Seeds};
use crate::passes::exposed::Exposed;
use crate::passes::graph::{Graph, assigned_in, walk};
use std::collections::HashSet;

/// The way from the body of an iteration to its one loop: through labelled blocks only.
pub struct Spine<'a> {
    /// The body, and the blocks around the loop in it, outermost first.
    levels: Vec<Level<'a>>,
    label: Label,
    /// Position and trip count of a `for`.
    counted: Option<(LocalId, ExprId)>,
    body: &'a Block,
}

struct Level<'a> {
    label: Option<Label>,
    before: &'a [Stmt],
    after: &'a [Stmt],
}

/// The spine of a body, if it is of that shape, its loop is one that lanes leave at different times, and lanes that part
/// cost no more than they bring.
pub fn find<'a>(graph: &Graph, body: &'a Block, pos: LocalId) -> Option<Spine<'a>> {
    let mut levels = vec![];
    let (mut label, mut block) = (None, body);
    let spine = loop {
        let mut with_loops = block.iter().enumerate().filter(|(_, s)| has_loop(s));
        let ((i, s), None) = (with_loops.next()?, with_loops.next()) else { return None };
        if block.iter().any(|s| matches!(s, Stmt::Break(_) | Stmt::Continue(_))) {
            return None;
        }
        levels.push(Level { label, before: &block[..i], after: &block[i + 1..] });
        match s {
            Stmt::Block { label: inner, body } => (label, block) = (Some(*inner), body),
            Stmt::For { label, pos, trip, body, .. } => {
                break Spine { levels, label: *label, counted: Some((*pos, *trip)), body };
            }
            Stmt::Loop { label, body, .. } => break Spine { levels, label: *label, counted: None, body },
            _ => return None,
        }
    };
    let divergence = Divergence::analyze(graph, body, pos, &Seeds::default());
    (spine.is_uneven(graph, &divergence) && !spine.reads_together(graph, &divergence)).then_some(spine)
}

fn has_loop(s: &Stmt) -> bool {
    matches!(s, Stmt::For { .. } | Stmt::Loop { .. }) || s.blocks().into_iter().flatten().any(has_loop)
}

impl Spine<'_> {
    fn labels(&self) -> HashSet<Label> {
        self.levels.iter().filter_map(|l| l.label).chain([self.label]).collect()
    }

    fn is_uneven(&self, graph: &Graph, divergence: &Divergence) -> bool {
        let labels = self.labels();
        let mut uneven = self.counted.is_some_and(|(_, trip)| divergence.is_varying(graph, trip));
        walk(self.body, &mut |s| {
            uneven |= matches!(s, Stmt::Break(l) if labels.contains(l) && divergence.uneven_breaks.contains(l));
        });
        uneven
    }

    /// Does the loop read a place that all lanes share? Lanes in different iterations would each have their own.
    fn reads_together(&self, graph: &Graph, divergence: &Divergence) -> bool {
        let mut found = false;
        walk(self.body, &mut |s| {
            if let Stmt::Load { index, .. } = s {
                found |= !index.iter().any(|&i| divergence.is_varying(graph, i));
            }
        });
        found
    }

    /// What differs between lanes because they are in different iterations: all that outlives one part of the spine.
    pub fn seeds(&self, graph: &Graph) -> Seeds {
        let body = assigned_in(self.body);
        let mut flow = Exposed::new(graph, &body);
        flow.block(self.body, self.counted.iter().map(|(pos, _)| *pos).collect());
        let mut varying = flow.exposed;
        varying.extend(self.counted.iter().map(|(pos, _)| *pos));
        for level in &self.levels {
            varying.extend(assigned_in(level.before));
            let mut read = |s: &Stmt| {
                s.operands().into_iter().for_each(|e| {
                    super::collect(graph, e, &mut varying);
                })
            };
            walk(level.after, &mut read);
        }
        let assigned = assigned_in_spine(self);
        varying.retain(|l| assigned.contains(l) && graph.local_ty(*l).scalar().is_some());
        Seeds { varying, uneven_breaks: self.labels(), kept: HashSet::new() }
    }
}

fn assigned_in_spine(spine: &Spine) -> HashSet<LocalId> {
    let mut assigned = assigned_in(spine.body);
    assigned.extend(spine.counted.iter().map(|(pos, _)| *pos));
    for level in &spine.levels {
        assigned.extend(assigned_in(level.before));
        assigned.extend(assigned_in(level.after));
    }
    assigned
}

/// The state of a kernel whose lanes are refilled.
struct Refill {
    /// The first position that no lane has had.
    next: LocalId,
    /// Each lane's position.
    at: LocalId,
    /// Lanes in the loop.
    live: LocalId,
    /// Lanes that have a position.
    busy: LocalId,
    /// Lanes that have left the loop, and those that have got a new position.
    retired: LocalId,
    fresh: LocalId,
    /// For each labelled block on the spine: lanes that have not left it.
    inside: Vec<LocalId>,
    counter: Option<Counter>,
}

impl Lanes<'_> {
    pub(super) fn refilled(&mut self, strip: &Strip, spine: &Spine) {
        let (begin, end) = self.parameters(strip);
        self.pos.1 = begin;
        let state = self.refill_state(spine);
        self.at = Some(state.at);
        let outer = self.label();
        let (starts, runs, ends) = self.parts(spine, &state, end);
        let body = self.inside(|l| {
            l.retire(&state, ends);
            l.hand_out(&state, end);
            l.leave_if_none(outer, state.busy);
            l.start(&state, starts);
            runs.into_iter().for_each(|s| l.push(s));
        });
        let (begins, partials) = self.begin_reductions(strip);
        let zeros = self.zeros_for(&body, &[&[state.next, state.live, state.busy], &partials[..]].concat());
        let (first, last) = (self.out.local(begin), self.out.local(end));
        let nobody = self.nobody();
        self.out.function.body = zeros;
        self.out.function.body.extend(begins);
        self.out.function.body.extend([
            Stmt::Assign(state.next, first),
            Stmt::Assign(state.live, nobody),
            Stmt::Assign(state.busy, nobody),
            Stmt::Loop { label: outer, exit: Some(strip.exit), body },
            Stmt::Return(vec![last]),
        ]);
    }

    fn refill_state(&mut self, spine: &Spine) -> Refill {
        let (mask, ints) = (self.mask_type(), Type::INT.with_lanes(self.lanes));
        let new = |l: &mut Self, name: &str, ty| l.out.new_local(name, ty);
        let counter = spine.counted.map(|(pos, trip)| {
            let count = self.local(pos);
            let ty = if self.is_varying(trip) { ints } else { Type::INT };
            Counter { pos, count, trip: new(self, "trip", ty), varying: true }
        });
        Refill {
            next: new(self, "next", Type::INT),
            at: new(self, "at", ints),
            live: new(self, "live", mask),
            busy: new(self, "busy", mask),
            retired: new(self, "retired", mask),
            fresh: new(self, "fresh", mask),
            inside: spine.levels[1..].iter().map(|_| new(self, "inside", mask)).collect(),
            counter,
        }
    }

    /// The code before the loop, the loop and the code behind it, converted in the order in which they stand.
    fn parts(&mut self, spine: &Spine, state: &Refill, end: LocalId) -> (Block, Block, Block) {
        self.blends_all = true;
        let starts = self.inside(|l| l.before(spine, state));
        self.blends_all = false;
        let labels = spine.levels[1..].iter().map(|level| level.label);
        self.scopes = labels.zip(&state.inside).map(|(label, &m)| Scope { label, mask: Some(m), live: None }).collect();
        let runs = self.inside(|l| l.rounds(spine, state, end));
        self.blends_all = true;
        let ends = self.inside(|l| l.behind(spine, state));
        self.blends_all = false;
        (starts, runs, ends)
    }

    /// Down the spine, in the lanes that have got a new position.
    fn before(&mut self, spine: &Spine, state: &Refill) {
        self.scopes = vec![Scope { label: None, mask: Some(state.fresh), live: None }];
        let mut entered = vec![];
        for level in &spine.levels {
            if level.label.is_some() {
                let start = self.mask().expect("under `fresh`");
                let mask = self.new_mask("inside", start);
                self.scopes.push(Scope { label: level.label, mask: Some(mask), live: None });
                entered.push(mask);
            }
            let region = self.next_region;
            self.next_region += 1;
            self.regions.push(region);
            self.statements(level.before);
        }
        let fresh = self.out.local(state.fresh);
        for (&all, &new) in state.inside.iter().zip(&entered) {
            let (old, new) = (self.out.local(all), self.out.local(new));
            let others = self.and_not(old, fresh);
            let both = self.out.binary(BinaryOp::Or, others, new);
            self.push(Stmt::Assign(all, both));
        }
        let entering = self.mask().expect("under `fresh`");
        if let (Some(counter), Some((_, trip))) = (&state.counter, spine.counted) {
            let zero = self.out.int(0);
            let zero = self.out.splat(zero, self.lanes);
            self.set_where(entering, counter.count, zero);
            let value = self.expr(trip);
            self.set_where(entering, counter.trip, value);
        }
        let live = self.out.local(state.live);
        let live = self.out.binary(BinaryOp::Or, live, entering);
        self.push(Stmt::Assign(state.live, live));
    }

    /// In the lanes of the mask, if lanes have values of their own.
    fn set_where(&mut self, mask: ExprId, local: LocalId, value: ExprId) {
        let old = self.out.local(local);
        let value = if self.out.ty(old).lanes() > 1 { self.out.select(mask, value, old) } else { value };
        self.push(Stmt::Assign(local, value));
    }

    /// Up the spine again, in the lanes that have left the loop.
    fn behind(&mut self, spine: &Spine, state: &Refill) {
        let retired = self.out.local(state.retired);
        self.scopes = vec![Scope { label: None, mask: Some(state.retired), live: None }];
        for (level, &inside) in spine.levels[1..].iter().zip(&state.inside) {
            let inside = self.out.local(inside);
            let mask = self.out.binary(BinaryOp::And, retired, inside);
            let mask = self.new_mask("inside", mask);
            self.scopes.push(Scope { label: level.label, mask: Some(mask), live: None });
        }
        for (depth, level) in spine.levels.iter().enumerate().rev() {
            self.scopes.truncate(depth + 1);
            self.statements(level.after);
        }
        self.regions.clear();
        self.scopes.clear();
    }

    /// Lanes that have left the loop finish their iteration.
    fn retire(&mut self, state: &Refill, ends: Block) {
        let (live, busy) = (self.out.local(state.live), self.out.local(state.busy));
        let done = self.and_not(busy, live);
        self.push(Stmt::Assign(state.retired, done));
        if ends.is_empty() {
            return;
        }
        let retired = self.out.local(state.retired);
        let condition = self.out.any(retired);
        self.push(Stmt::If { condition, then: ends, orelse: vec![], likely: Likely::Either });
    }

    /// Gives the next positions to the lanes that are not in the loop, as far as there are any.
    fn hand_out(&mut self, state: &Refill, end: LocalId) {
        let (live, next, end) = (self.out.local(state.live), self.out.local(state.next), self.out.local(end));
        let idle = self.out.not(live);
        let rank = self.out.rank(idle);
        let from = self.out.splat(next, self.lanes);
        let position = self.out.binary(BinaryOp::Add, from, rank);
        let at = self.out.local(state.at);
        let at = self.out.select(idle, position, at);
        self.push(Stmt::Assign(state.at, at));
        let (at, end) = (self.out.local(state.at), self.out.splat(end, self.lanes));
        let in_range = self.out.binary(BinaryOp::Lt, at, end);
        let fresh = self.out.binary(BinaryOp::And, idle, in_range);
        self.push(Stmt::Assign(state.fresh, fresh));
        let fresh = self.out.local(state.fresh);
        let handed_out = self.out.count(fresh);
        let next = self.out.binary(BinaryOp::Add, next, handed_out);
        self.push(Stmt::Assign(state.next, next));
        let busy = self.out.binary(BinaryOp::Or, live, fresh);
        self.push(Stmt::Assign(state.busy, busy));
    }

    /// Lanes that have got a position start their iteration.
    fn start(&mut self, state: &Refill, starts: Block) {
        let fresh = self.out.local(state.fresh);
        let condition = self.out.any(fresh);
        self.push(Stmt::If { condition, then: starts, orelse: vec![], likely: Likely::Then });
    }

    /// The loop, until lanes that do nothing have cost about as much as refilling them does: one round of all lanes.
    fn rounds(&mut self, spine: &Spine, state: &Refill, end: LocalId) {
        let (label, live) = (spine.label, state.live);
        let has_continue = self.d.uneven_continues.contains(&label);
        let mask = if has_continue { self.out.new_local("active", self.mask_type()) } else { live };
        let wasted = self.out.new_local("wasted", Type::INT);
        self.set_to_zero(wasted);
        let rounds = self.label();
        self.scopes.push(Scope { label: Some(label), mask: Some(mask), live: Some(live) });
        let turn = Turn { rounds, wasted, end, mask };
        let body = match self.has_rounds(label, spine.body) {
            true => self.rounds_with_holds(spine, state, &turn),
            false => self.masked_rounds(spine, state, &turn),
        };
        self.scopes.pop();
        self.push(Stmt::Loop { label: rounds, exit: None, body });
    }

    /// Lanes that cannot do a round without masks wait: for the last iterations of many of them at a time.
    fn rounds_with_holds(&mut self, spine: &Spine, state: &Refill, turn: &Turn) -> Block {
        self.checkpointed = true;
        let held = self.out.new_local("held", self.mask_type());
        let nobody = self.nobody();
        self.push(Stmt::Assign(held, nobody));
        let region = self.next_region;
        self.inside(|l| {
            let (live, waiting) = (l.out.local(state.live), l.out.local(held));
            let ready = l.and_not(live, waiting);
            let ready = l.new_mask("ready", ready);
            let more = l.has_more(state, turn);
            let (mask, lanes) = (l.out.local(ready), l.out.int(l.lanes.into()));
            let enough = l.out.int((l.lanes / 2).into());
            let (n_ready, n_live) = (l.out.count(mask), l.out.count(live));
            let useful = l.out.select(more, lanes, n_live);
            let useless = l.out.binary(BinaryOp::Sub, useful, n_ready);
            let useless = l.keep("useless", useless);
            let wasted = l.add_to(turn.wasted, useless);
            let (zero, little) = (l.out.int(0), l.out.binary(BinaryOp::Lt, wasted, enough));
            let some = l.out.binary(BinaryOp::Gt, n_ready, zero);
            let condition = l.out.binary(BinaryOp::And, little, some);
            // As long as no lane is held the same lanes are ready.
            let same = l.label();
            let again = l.inside(|l| {
                l.round_by_lane(spine.body, &state.counter, ready, held, turn.rounds);
                let wasted = l.add_to(turn.wasted, useless);
                let condition = l.out.binary(BinaryOp::Ge, wasted, enough);
                let then = vec![Stmt::Break(same)];
                l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            });
            let then = vec![Stmt::Loop { label: same, exit: None, body: again }];
            l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
            l.next_region = region;
            let around = Around { rounds: turn.rounds, label: spine.label };
            l.last_round(&around, spine.body, &state.counter, state.live, turn.mask);
            l.push(Stmt::Assign(held, nobody));
            l.set_to_zero(turn.wasted);
            let then = vec![Stmt::Break(turn.rounds)];
            l.push(Stmt::If { condition: more, then, orelse: vec![], likely: Likely::Then });
        })
    }

    fn masked_rounds(&mut self, spine: &Spine, state: &Refill, turn: &Turn) -> Block {
        self.inside(|l| {
            let live = l.out.local(state.live);
            let (lanes, n_live) = (l.out.int(l.lanes.into()), l.out.count(live));
            let useless = l.out.binary(BinaryOp::Sub, lanes, n_live);
            let wasted = l.add_to(turn.wasted, useless);
            let too_much = l.out.binary(BinaryOp::Ge, wasted, lanes);
            let more = l.has_more(state, turn);
            let condition = l.out.binary(BinaryOp::And, too_much, more);
            let then = vec![Stmt::Break(turn.rounds)];
            l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            l.masked_iteration(turn.rounds, spine.label, spine.body, &state.counter, state.live, turn.mask);
        })
    }

    /// Are there positions that no lane has had?
    fn has_more(&mut self, state: &Refill, turn: &Turn) -> ExprId {
        let (next, end) = (self.out.local(state.next), self.out.local(turn.end));
        self.out.binary(BinaryOp::Lt, next, end)
    }

    fn add_to(&mut self, sum: LocalId, more: ExprId) -> ExprId {
        let now = self.out.local(sum);
        let now = self.out.binary(BinaryOp::Add, now, more);
        self.push(Stmt::Assign(sum, now));
        self.out.local(sum)
    }

    fn set_to_zero(&mut self, local: LocalId) {
        let zero = self.out.int(0);
        self.push(Stmt::Assign(local, zero));
    }

    pub(super) fn nobody(&mut self) -> ExprId {
        let no = self.out.bool(false);
        self.out.splat(no, self.lanes)
    }
}

/// What the rounds between two refills have in common.
struct Turn {
    rounds: Label,
    /// Lanes that did nothing, summed over rounds.
    wasted: LocalId,
    end: LocalId,
    /// Lanes that execute the loop's body.
    mask: LocalId,
}
