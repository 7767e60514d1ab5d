//! Loops that lanes leave at different times.
//!
//! before: `for k in n { if gt(x, 4) break; .. }`
//! after:  `live = all; loop { if not any(live) break; live = and(live, not(gt(x, 4))); .. under live .. }`

use super::{Lanes, Scope};
use crate::ir::*;
use crate::passes::graph::{blocks_mut, walk};

impl Lanes<'_> {
    /// Does anything make lanes leave this loop at different times?
    pub(super) fn is_uneven(&self, label: Label, body: &Block) -> bool {
        let mut uneven = self.d.uneven_breaks.contains(&label) || self.d.uneven_continues.contains(&label);
        walk(body, &mut |s| match s {
            Stmt::Break(l) => {
                uneven |= self.d.uneven_breaks.contains(l) && self.scopes.iter().any(|s| s.label == Some(*l))
            }
            Stmt::Continue(l) => {
                uneven |= self.d.uneven_continues.contains(l) && self.scopes.iter().any(|s| s.label == Some(*l))
            }
            _ => {}
        });
        uneven
    }

    pub(super) fn endless_loop(&mut self, label: Label, body: &Block) {
        if !self.is_uneven(label, body) {
            self.scopes.push(Scope { label: Some(label), mask: None, live: None });
            let body = self.inside(|l| l.block(body));
            self.scopes.pop();
            return self.push_if_active(Stmt::Loop { label, exit: None, body });
        }
        self.uneven_loop(label, body, None);
    }

    pub(super) fn for_loop(&mut self, label: Label, pos: LocalId, trip: ExprId, body: &Block) {
        if !self.is_uneven(label, body) {
            let trip = self.expr(trip);
            let new_pos = self.local(pos);
            if !jumps(body) {
                self.check_for_all(body, pos, trip);
            }
            if self.has_even_rounds(body, pos) {
                self.even_loop(label, body, pos, trip);
                return self.granted.clear();
            }
            self.scopes.push(Scope { label: Some(label), mask: None, live: None });
            let body = self.inside(|l| l.block(body));
            self.scopes.pop();
            self.granted.clear();
            return self.push_if_active(Stmt::For { label, pos: new_pos, trip, exit: None, strips: None, body });
        }
        self.uneven_loop(label, body, Some((pos, trip)));
    }

    /// A loop that all lanes leave together, whose iterations read along rows.
    fn even_loop(&mut self, label: Label, body: &Block, pos: LocalId, trip: ExprId) {
        let count = self.local(pos);
        let zero = self.out.int(0);
        self.push(Stmt::Assign(count, zero));
        let kept = self.out.new_local("trip", Type::INT);
        self.push(Stmt::Assign(kept, trip));
        let counter = Counter { pos, count, trip: kept, varying: false };
        self.scopes.push(Scope { label: Some(label), mask: None, live: None });
        let rounds = self.inside(|l| l.even_rounds(body, &counter));
        rounds.into_iter().for_each(|s| self.push_if_active(s));
        let rest = self.inside(|l| {
            let (now, trip, one) = (l.out.local(count), l.out.local(kept), l.out.int(1));
            let condition = l.out.binary(BinaryOp::Ge, now, trip);
            let then = vec![Stmt::Break(label)];
            l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            l.block(body);
            let next = l.out.binary(BinaryOp::Add, now, one);
            l.push(Stmt::Assign(count, next));
        });
        self.scopes.pop();
        self.push_if_active(Stmt::Loop { label, exit: None, body: rest });
    }

    /// A loop that runs until its last lane has left. All lanes that are in it are in the same iteration.
    pub(super) fn uneven_loop(&mut self, label: Label, body: &Block, counted: Option<(LocalId, ExprId)>) {
        let start = self.mask().unwrap_or_else(|| self.all());
        let live = self.new_mask("live", start);
        let has_continue = self.d.uneven_continues.contains(&label);
        let mask = if has_continue { self.new_mask("active", start) } else { live };
        let counter = counted.map(|(pos, trip)| {
            let count = self.local(pos);
            let zero = self.out.int(0);
            self.push(Stmt::Assign(count, zero));
            // The trip count is evaluated once, before the body changes what it is made of.
            let varying = self.is_varying(trip);
            let value = self.expr(trip);
            let kept = self.out.new_local("trip", self.out.ty(value));
            self.push(Stmt::Assign(kept, value));
            Counter { pos, count, trip: kept, varying }
        });
        self.scopes.push(Scope { label: Some(label), mask: Some(mask), live: Some(live) });
        // Lanes leave in bursts: only after a round in which none did is one without masks worth its while.
        let calm = self.out.new_local("calm", Type::BOOL);
        let no = self.out.bool(false);
        self.push(Stmt::Assign(calm, no));
        let outer = self.label();
        let region = self.next_region;
        let hot = self.checkpointed_form(label, body, &counter, live);
        self.next_region = region;
        let inner = self.inside(|l| {
            if let Some(hot) = hot {
                l.checkpointed = true;
                // Nobody left would never leave a round without masks.
                l.leave_if_none(outer, live);
                let quiet = l.out.local(calm);
                l.push(Stmt::If { condition: quiet, then: hot, orelse: vec![], likely: Likely::Either });
                l.noting_calm(calm, live, |l| l.masked_round(outer, label, body, &counter, live, mask));
            } else {
                l.masked_iteration(outer, label, body, &counter, live, mask);
            }
        });
        self.scopes.pop();
        self.push(Stmt::Loop { label: outer, exit: None, body: inner });
    }

    /// A round, and whether no lane has left in it.
    pub(super) fn noting_calm(&mut self, calm: LocalId, live: LocalId, round: impl FnOnce(&mut Self)) {
        let before = self.out.local(live);
        let before = self.new_mask("before", before);
        round(self);
        let (before, now) = (self.out.local(before), self.out.local(live));
        let left = self.and_not(before, now);
        let any = self.out.any(left);
        let none = self.out.not(any);
        self.push(Stmt::Assign(calm, none));
    }

    /// `k` iterations with masks, so that the next round may try without.
    pub(super) fn masked_round(
        &mut self,
        outer: Label,
        label: Label,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
        mask: LocalId,
    ) {
        let round = self.label();
        let r = self.out.new_local("round", Type::INT);
        self.is_flat = true;
        let inner = self.inside(|l| l.masked_iteration(outer, label, body, counter, live, mask));
        self.is_flat = false;
        let k = self.out.int(self.checkpoint.into());
        self.push(Stmt::For { label: round, pos: r, trip: k, exit: None, strips: None, body: inner });
    }

    /// One iteration of the lanes that are left, or out of the loop.
    pub(super) fn masked_iteration(
        &mut self,
        outer: Label,
        label: Label,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
        mask: LocalId,
    ) {
        if let Some(counter) = counter {
            self.leave_at_trip(outer, counter, live);
        }
        self.leave_if_none(outer, live);
        if mask != live {
            let value = self.out.local(live);
            self.push(Stmt::Assign(mask, value));
        }
        // An even `continue` or `break` of all lanes that are left.
        let inner = self.inside(|l| l.block(body));
        let inner = redirect(inner, label, outer);
        if inner.1 {
            self.push(Stmt::Block { label, body: inner.0 });
        } else {
            inner.0.into_iter().for_each(|s| self.push(s));
        }
        if let Some(counter) = counter {
            self.count(counter.count);
        }
    }

    pub(super) fn leave_if_none(&mut self, outer: Label, live: LocalId) {
        let value = self.out.local(live);
        let any = self.out.any(value);
        let none = self.out.not(any);
        self.push(Stmt::If { condition: none, then: vec![Stmt::Break(outer)], orelse: vec![], likely: Likely::Orelse });
    }

    pub(super) fn count(&mut self, count: LocalId) {
        let (now, one) = (self.out.local(count), self.out.int(1));
        let one = self.out.splat(one, self.out.ty(now).lanes());
        let next = self.out.binary(BinaryOp::Add, now, one);
        self.push(Stmt::Assign(count, next));
    }

    pub(super) fn leave_at_trip(&mut self, outer: Label, counter: &Counter, live: LocalId) {
        let (count, trip) = (self.out.local(counter.count), self.out.local(counter.trip));
        if counter.varying {
            let (count, trip) = (self.out.splat(count, self.lanes), self.out.splat(trip, self.lanes));
            let inside = self.out.binary(BinaryOp::Lt, count, trip);
            let value = self.out.local(live);
            let left = self.out.binary(BinaryOp::And, value, inside);
            return self.push(Stmt::Assign(live, left));
        }
        let done = self.out.binary(BinaryOp::Ge, count, trip);
        self.push(Stmt::If { condition: done, then: vec![Stmt::Break(outer)], orelse: vec![], likely: Likely::Orelse });
    }
}

/// Does anything leave the block, or end an iteration, before its end?
fn jumps(block: &Block) -> bool {
    let mut found = false;
    walk(block, &mut |s| found |= matches!(s, Stmt::Break(_) | Stmt::Continue(_)));
    found
}

/// The counter of a `for` loop that lanes leave at different times.
pub(super) struct Counter {
    /// The old body's position.
    pub pos: LocalId,
    pub count: LocalId,
    pub trip: LocalId,
    /// Lanes have counts or trip counts of their own.
    pub varying: bool,
}

/// Even jumps of all lanes: `break` leaves the outer loop, `continue` the iteration. Also: is there a `continue`?
fn redirect(block: Block, label: Label, outer: Label) -> (Block, bool) {
    let mut continues = false;
    let block = block
        .into_iter()
        .map(|mut s| {
            match &mut s {
                Stmt::Break(l) if *l == label => *l = outer,
                Stmt::Continue(l) if *l == label => {
                    continues = true;
                    return Stmt::Break(label);
                }
                s => {
                    for inner in blocks_mut(s) {
                        let (new, found) = redirect(std::mem::take(inner), label, outer);
                        *inner = new;
                        continues |= found;
                    }
                }
            }
            s
        })
        .collect();
    (block, continues)
}
