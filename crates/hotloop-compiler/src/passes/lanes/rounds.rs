//! Rounds of `k` iterations without masks, from a remembered state.
//!
//! before: `.. under live ..` k times
//! after:  `saved = x; ok = all; x = mul(x, x); ok = and(ok, not(gt(x, 4))); .. k times ..;
//!          if any(and(live, not(ok))) { x = saved; .. under live .. k times }`

use super::Lanes;
use super::loops::Counter;
use super::small::Small;
use crate::ir::*;
use crate::passes::divergence::Region;
use crate::passes::graph::assigned_by;
use std::collections::{HashMap, HashSet};

impl Lanes<'_> {
    /// Rounds of `k` iterations without masks, as long as no lane leaves; `None` if the usual iteration is not straight.
    pub(super) fn checkpointed_form(
        &mut self,
        label: Label,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
    ) -> Option<Block> {
        if !self.has_rounds(label, body) {
            return None;
        }
        let region = self.next_region;
        let hot = self.label();
        let rounds = self.inside(|l| {
            if let Some(counter) = counter
                && !counter.varying
            {
                let (count, k) = (l.out.local(counter.count), l.out.int(l.checkpoint.into()));
                let (after, trip) = (l.out.binary(BinaryOp::Add, count, k), l.out.local(counter.trip));
                let over = l.out.binary(BinaryOp::Gt, after, trip);
                l.push(Stmt::If {
                    condition: over,
                    then: vec![Stmt::Break(hot)],
                    orelse: vec![],
                    likely: Likely::Orelse,
                });
            }
            l.round(hot, body, counter, live, region);
        });
        Some(vec![Stmt::Loop { label: hot, exit: None, body: rounds }])
    }

    /// Is a round without masks possible, and wanted?
    pub(super) fn has_rounds(&self, label: Label, body: &Block) -> bool {
        self.checkpoint > 0 && self.is_straight(body) && !self.d.uneven_continues.contains(&label)
    }

    /// A round that all lanes do, or none.
    fn round(&mut self, hot: Label, body: &Block, counter: &Option<Counter>, live: LocalId, region: Region) {
        let (saved, ok) = self.hot_iterations(body, counter, live, None);
        let (value, fine) = (self.out.local(live), self.out.local(ok));
        let left = self.and_not(value, fine);
        let any = self.out.any(left);
        let restore = self.inside(|l| {
            for s in &saved {
                let old = l.out.local(s.copy);
                l.push(Stmt::Assign(s.local, old));
            }
            if let Some(counter) = counter {
                let (count, k) = (l.out.local(counter.count), l.out.int(l.checkpoint.into()));
                let back = l.out.binary(BinaryOp::Sub, count, k);
                l.push(Stmt::Assign(counter.count, back));
            }
            l.push(Stmt::Break(hot));
        });
        self.push(Stmt::If { condition: any, then: restore, orelse: vec![], likely: Likely::Orelse });
        self.keep_those_that_left(&saved, value, region);
    }

    /// A round for each of the lanes that are ready: those that cannot do it stay where they were, and are held, and the
    /// loop `rounds` goes on with the rest.
    pub(super) fn round_by_lane(
        &mut self,
        body: &Block,
        counter: &Option<Counter>,
        ready: LocalId,
        held: LocalId,
        rounds: Label,
    ) {
        let count = self.saved_count(counter);
        let (mut saved, ok) = self.hot_iterations(body, counter, ready, None);
        saved.extend(count);
        let (ready, fine) = (self.out.local(ready), self.out.local(ok));
        let behind = self.and_not(ready, fine);
        let condition = self.out.any(behind);
        // Nothing waits for the test where all is well.
        let orelse = self.inside(|l| saved.iter().for_each(|s| l.keep_where(ready, s)));
        let then = self.inside(|l| {
            let done = l.out.binary(BinaryOp::And, ready, fine);
            saved.iter().for_each(|s| l.keep_where(done, s));
            let waiting = l.out.local(held);
            let waiting = l.out.binary(BinaryOp::Or, waiting, behind);
            l.push(Stmt::Assign(held, waiting));
            l.push(Stmt::Continue(rounds));
        });
        self.push(Stmt::If { condition, then, orelse, likely: Likely::Orelse });
    }

    /// The last iterations of lanes that could not do a round: each live lane goes on to where it leaves, or to the end
    /// of the round, and then all do one iteration with masks; lanes that did not even do the first, the whole round.
    pub(super) fn last_round(
        &mut self,
        around: &Around,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
        mask: LocalId,
    ) {
        let region = self.next_region;
        let nobody = self.nobody();
        let stuck = self.new_mask("stuck", nobody);
        let count = self.saved_count(counter);
        let freeze = Freeze { count, stuck };
        let (saved, _) = self.hot_iterations(body, counter, live, Some(&freeze));
        for s in saved.iter().chain(&freeze.count) {
            let reached = self.out.local(s.copy);
            self.push(Stmt::Assign(s.local, reached));
        }
        self.next_region = region;
        let (round, r) = (self.label(), self.out.new_local("round", Type::INT));
        self.is_flat = true;
        let inner = self.inside(|l| {
            l.masked_iteration(around.rounds, around.label, body, counter, live, mask);
            let (live, stuck) = (l.out.local(live), l.out.local(stuck));
            let left = l.out.binary(BinaryOp::And, live, stuck);
            let any = l.out.any(left);
            let condition = l.out.not(any);
            let then = vec![Stmt::Break(round)];
            l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
        });
        self.is_flat = false;
        let k = self.out.int(self.checkpoint.into());
        self.push(Stmt::For { label: round, pos: r, trip: k, exit: None, strips: None, body: inner });
    }

    fn saved_count(&mut self, counter: &Option<Counter>) -> Option<Saved> {
        counter.as_ref().map(|c| Saved { old: c.pos, local: c.count, copy: self.copy_of(c.count) })
    }

    /// What can still be seen of lanes that had left before.
    fn keep_those_that_left(&mut self, saved: &[Saved], live: ExprId, region: Region) {
        for s in saved {
            if self.d.varying.contains(&s.old) && self.d.must_blend(s.old, region) {
                self.keep_where(live, s);
            }
        }
    }

    /// The new value where the mask is set, else the saved one.
    fn keep_where(&mut self, mask: ExprId, saved: &Saved) {
        let (new, before) = (self.out.local(saved.local), self.out.local(saved.copy));
        let kept = self.out.select(mask, new, before);
        self.push(Stmt::Assign(saved.local, kept));
    }

    /// `k` iterations without masks; what the body's locals were before, and the lanes for which that was right.
    /// With `freeze`, the copies follow each lane as long as it is right, so they are what it was where it stopped.
    fn hot_iterations(
        &mut self,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
        freeze: Option<&Freeze>,
    ) -> (Vec<Saved>, LocalId) {
        let carried = self.carried_in(body);
        let mut saved = vec![];
        for old in carried {
            let local = self.local(old);
            saved.push(Saved { old, local, copy: self.copy_of(local) });
        }
        let mut start = match counter {
            Some(counter) if counter.varying => self.iterations_left(counter),
            _ => self.all(),
        };
        if let Some(holds) = counter.as_ref().and_then(|counter| self.holds_for_round(body, counter.pos)) {
            start = self.out.binary(BinaryOp::And, start, holds);
        }
        if freeze.is_some() {
            let live = self.out.local(live);
            start = self.out.binary(BinaryOp::And, start, live);
        }
        let ok = self.new_mask("ok", start);
        let (counted, lanes) = (self.out.local(ok), self.out.local(live));
        let inside = reads_memory(body).then(|| {
            let inside = self.out.binary(BinaryOp::And, lanes, counted);
            self.new_mask("inside", inside)
        });
        let mut assigned = HashSet::new();
        assigned_hot(body, &mut assigned);
        let fixed = |l: LocalId| !assigned.contains(&l);
        let steps = self.steps(body);
        let mut hot = Hot { ok, inside, is_first: true, fixed: &fixed, steps: &steps };
        if let (Some(counter), Some(inside)) = (counter, inside) {
            let inside = self.out.local(inside);
            self.ahead = self.read_ahead(body, counter.pos, Some(inside));
        }
        let before = counter.as_ref().map(|counter| self.copy_of(counter.count));
        // Written out: what one iteration computes last (a square, say) the next one need not compute again.
        for i in 0..self.checkpoint {
            if let Some(ahead) = &mut self.ahead {
                ahead.iteration = i.into();
            }
            self.hot_block(body, hot, None);
            hot.is_first = false;
            if let (Some(counter), Some(before)) = (counter, before) {
                // From the start of the round: how far the iterations are apart is plain to see.
                let (before, done) = (self.out.local(before), self.out.int(i64::from(i) + 1));
                let done = self.out.splat(done, self.out.ty(before).lanes());
                let now = self.out.binary(BinaryOp::Add, before, done);
                self.push(Stmt::Assign(counter.count, now));
            }
            if let Some(freeze) = freeze {
                self.follow(&saved, freeze, ok, live, i == 0);
            }
        }
        self.ahead = None;
        self.granted.clear();
        self.small.clear();
        (saved, hot.ok)
    }

    /// The copies of lanes that have done an iteration well are what they are now.
    fn follow(&mut self, saved: &[Saved], freeze: &Freeze, ok: LocalId, live: LocalId, is_first: bool) {
        let fine = self.out.local(ok);
        if is_first {
            let live = self.out.local(live);
            let stuck = self.and_not(live, fine);
            self.push(Stmt::Assign(freeze.stuck, stuck));
        }
        for s in saved.iter().chain(&freeze.count) {
            let (now, before) = (self.out.local(s.local), self.out.local(s.copy));
            let reached = self.out.select(fine, now, before);
            self.push(Stmt::Assign(s.copy, reached));
        }
    }

    fn copy_of(&mut self, local: LocalId) -> LocalId {
        let copy = self.out.new_local("saved", self.out.local_ty(local));
        let value = self.out.local(local);
        self.push(Stmt::Assign(copy, value));
        copy
    }

    /// Lanes that have `k` iterations left.
    fn iterations_left(&mut self, counter: &Counter) -> ExprId {
        let (count, trip) = (self.out.local(counter.count), self.out.local(counter.trip));
        let k = self.out.int(self.checkpoint.into());
        let [count, trip, k] = [count, trip, k].map(|e| self.out.splat(e, self.lanes));
        let left = self.out.binary(BinaryOp::Sub, trip, count);
        self.out.binary(BinaryOp::Ge, left, k)
    }

    /// Locals of the body whose value matters from one iteration to the next, or behind the loop.
    fn carried_in(&self, body: &Block) -> Vec<LocalId> {
        let region = self.next_region;
        let mut assigned = HashSet::new();
        assigned_hot(body, &mut assigned);
        let mut carried: Vec<LocalId> = assigned
            .into_iter()
            .filter(|l| self.old.local_ty(*l).scalar().is_some())
            .filter(|l| self.d.must_blend(*l, region) || self.d.is_exposed(*l, region))
            .collect();
        carried.sort();
        carried
    }

    /// Statements without masks: what would make a lane leave clears its `ok` bit instead.
    fn hot_block(&mut self, block: &Block, hot: Hot, under: Option<Under>) {
        for (i, s) in block.iter().enumerate() {
            match s {
                Stmt::Check { condition, .. } if self.granted.contains(condition) => {}
                Stmt::Check { condition, .. } if self.is_small_later(*condition, &block[..i], &block[i + 1..]) => {}
                Stmt::Assign(l, v)
                    if self.d.varying.contains(l)
                        && let Some((product, addend)) = self.twice_plus(*v, &block[..i], hot) =>
                {
                    let [x, y] = [product, addend].map(|e| self.lanes_expr(e));
                    if hot.is_first {
                        let (size, tame) = (self.out.unary(UnaryOp::Abs, y), self.out.float(TAME));
                        let tame = self.out.splat(tame, self.lanes);
                        let is_tame = self.out.binary(BinaryOp::Lt, size, tame);
                        self.require(hot.ok, is_tame, None);
                    }
                    let value = self.out.binary(BinaryOp::TwicePlus, x, y);
                    self.set_hot(*l, value, under);
                }
                Stmt::Assign(l, v) => {
                    let value = if self.d.varying.contains(l) { self.lanes_expr(*v) } else { self.expr(*v) };
                    self.note_small(*l, *v);
                    self.set_hot(*l, value, under);
                }
                Stmt::Load { parts, buffer, index, .. } => {
                    parts.iter().for_each(|part| {
                        self.small.remove(part);
                    });
                    self.load_hot(parts, *buffer, index, hot, under);
                }
                Stmt::Check { condition, .. } => {
                    let (c, under) = match self.small_check(*condition) {
                        Some(Small::Holds) => continue,
                        Some(Small::Test(test)) => (test, None),
                        None => (self.lanes_expr(*condition), under),
                    };
                    self.require(hot.ok, c, under);
                    if let Some(inside) = hot.inside {
                        self.require(inside, c, under);
                    }
                }
                Stmt::If { condition, then, orelse, likely } => {
                    self.hot_branch(*condition, then, orelse, *likely, hot, under)
                }
                _ => unreachable!("is_straight allows no other"),
            }
        }
    }

    /// `x` and `c` of a sum `x + x + c` that one instruction can do: `c` is the same in all iterations, and looked at
    /// once in a round. If `x + x` overflows it overflows to the same infinity with a `c` that is not huge, however it is
    /// rounded. The imaginary part of a complex square is such a sum.
    fn twice_plus(&self, e: ExprId, before: &[Stmt], hot: Hot) -> Option<(ExprId, ExprId)> {
        let Op::Binary(BinaryOp::Add, a, b) = *self.old.op(e) else { return None };
        let is_fixed = |e: ExprId| matches!(*self.old.op(e), Op::Local(l) if (hot.fixed)(l));
        if !self.has_fma || !is_fixed(b) {
            return None;
        }
        let Op::Local(double) = *self.old.op(a) else { return Some((self.half_of(a)?, b)) };
        let (i, product) = before.iter().enumerate().rev().find_map(|(i, s)| match s {
            Stmt::Assign(l, value) if *l == double => Some((i, self.half_of(*value)?)),
            _ => None,
        })?;
        let changed = |s: &Stmt| {
            let assigned = assigned_by(s);
            assigned.contains(&double) || self.old.reads(product, &|l| assigned.contains(&l))
        };
        let straight = before[i + 1..].iter().all(|s| s.blocks().is_empty() && !changed(s));
        straight.then_some((product, b))
    }

    /// `x` of `x + x` or `x * 2.0`.
    fn half_of(&self, e: ExprId) -> Option<ExprId> {
        if let Op::Binary(BinaryOp::Mul, x, two) = *self.old.op(e)
            && self.old.constant(two) == Some(Const::Float(2.0))
        {
            return Some(x);
        }
        let Op::Binary(BinaryOp::Add, a, b) = *self.old.op(e) else { return None };
        let same = match (self.old.op(a), self.old.op(b)) {
            (Op::Binary(BinaryOp::Mul, x, y), Op::Binary(BinaryOp::Mul, v, w)) => (x, y) == (w, v),
            _ => false,
        };
        let is_float = self.old.ty(e).scalar() == Some(Scalar::Float);
        (is_float && (a == b || same)).then_some(a)
    }

    /// Is what a check asks to be finite also asked to be small further on, in the same iteration? What is below a finite
    /// bound, and never negative, is finite, and so are the numbers whose squares were summed up for it.
    fn is_small_later(&self, check: ExprId, before: &[Stmt], behind: &[Stmt]) -> bool {
        let Op::Binary(BinaryOp::Lt, magnitude, limit) = *self.old.op(check) else { return false };
        let Op::Unary(UnaryOp::Abs, value) = *self.old.op(magnitude) else { return false };
        if self.old.constant(limit) != Some(Const::Float(f64::INFINITY)) {
            return false;
        }
        for s in behind {
            match s {
                Stmt::Check { .. } => {}
                Stmt::Assign(..) | Stmt::Load { .. } => {
                    let assigned = assigned_by(s);
                    if self.old.reads(value, &|l| assigned.contains(&l)) {
                        return false;
                    }
                }
                Stmt::If { condition, then, orelse, likely } if leaves(then, *likely, Likely::Orelse) => {
                    match self.bounded_unless(*condition) {
                        Some(small) if small == value && self.is_never_negative(value, before) => return true,
                        Some(small) if self.is_square_in(value, small) => return true,
                        _ if orelse.is_empty() => {}
                        _ => return false,
                    }
                }
                _ => return false,
            }
        }
        false
    }

    /// What is below a finite constant where the condition does not hold; [`Self::certainly_not`] excludes NaN.
    fn bounded_unless(&self, condition: ExprId) -> Option<ExprId> {
        let (small, bound) = match *self.old.op(condition) {
            Op::Binary(BinaryOp::Gt, small, bound) => (small, bound),
            Op::Unary(UnaryOp::Not, inner) => match *self.old.op(inner) {
                Op::Binary(BinaryOp::Lt | BinaryOp::Le, small, bound) => (small, bound),
                _ => return None,
            },
            _ => return None,
        };
        matches!(self.old.constant(bound), Some(Const::Float(c)) if c.is_finite()).then_some(small)
    }

    /// `value * value` is one of two squares of a sum.
    fn is_square_in(&self, value: ExprId, sum: ExprId) -> bool {
        let Op::Binary(BinaryOp::Add, a, b) = *self.old.op(sum) else { return false };
        let square = |e: ExprId| match *self.old.op(e) {
            Op::Binary(BinaryOp::Mul, x, y) if x == y => Some(x),
            _ => None,
        };
        matches!((square(a), square(b)), (Some(x), Some(y)) if x == value || y == value)
    }

    /// Never less than zero, whatever goes in: a NaN is not.
    fn is_never_negative(&self, e: ExprId, before: &[Stmt]) -> bool {
        match *self.old.op(e) {
            Op::Local(l) => match before.split_last() {
                Some((Stmt::Assign(local, value), before)) if *local == l => self.is_never_negative(*value, before),
                _ => false,
            },
            Op::Binary(BinaryOp::Mul, a, b) => a == b,
            Op::Binary(BinaryOp::Add, a, b) => self.is_never_negative(a, &[]) && self.is_never_negative(b, &[]),
            Op::Unary(UnaryOp::Abs | UnaryOp::Sqrt, _) => true,
            _ => false,
        }
    }

    fn set_hot(&mut self, l: LocalId, value: ExprId, under: Option<Under>) {
        let is_set = self.map.contains_key(&l);
        let new = self.local(l);
        let varying = self.d.varying.contains(&l);
        let condition = under.and_then(|under| if varying { Some(under.mask) } else { under.shared });
        let value = match condition {
            Some(condition) if is_set => {
                let old = self.out.local(new);
                self.out.select(condition, value, old)
            }
            _ => value,
        };
        self.push(Stmt::Assign(new, value));
    }

    fn load_hot(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId], hot: Hot, under: Option<Under>) {
        if let Some(read) = self.was_read(parts) {
            return read.into_iter().for_each(|(part, value)| self.set_hot(part, value, under));
        }
        // Lanes that would have left read on: what the trip count says of the place still holds.
        let mut mask = self.out.local(hot.inside.expect("the body reads memory"));
        if let Some(under) = under {
            mask = self.out.binary(BinaryOp::And, mask, under.mask);
        }
        let loaded = self.read(parts, buffer, index, Some(mask));
        loaded.into_iter().for_each(|(part, value)| self.set_hot(part, value, under));
    }

    fn require(&mut self, mask: LocalId, condition: ExprId, under: Option<Under>) {
        let condition = match under {
            Some(under) => {
                let not = self.out.not(under.mask);
                self.out.binary(BinaryOp::Or, not, condition)
            }
            None => condition,
        };
        let old = self.out.local(mask);
        let new = self.out.binary(BinaryOp::And, old, condition);
        self.push(Stmt::Assign(mask, new));
    }

    fn hot_branch(
        &mut self,
        condition: ExprId,
        then: &Block,
        orelse: &Block,
        likely: Likely,
        hot: Hot,
        under: Option<Under>,
    ) {
        if leaves(then, likely, Likely::Orelse) {
            self.stay(condition, false, hot, under);
            return self.hot_block(orelse, hot, under);
        }
        if leaves(orelse, likely, Likely::Then) {
            self.stay(condition, true, hot, under);
            return self.hot_block(then, hot, under);
        }
        let c = self.lanes_expr(condition);
        // The first branch may change what the condition is made of.
        let shared = (!self.is_varying(condition)).then(|| {
            let value = self.expr(condition);
            self.keep("condition", value)
        });
        let c = match shared {
            Some(shared) => self.out.splat(shared, self.lanes),
            None => self.keep("condition", c),
        };
        let taken = self.also_under(under, c, shared);
        let before = self.small.clone();
        self.hot_block(then, hot, Some(taken));
        let behind_then = std::mem::replace(&mut self.small, before);
        if !orelse.is_empty() {
            let (not, shared) = (self.out.not(c), shared.map(|shared| self.out.not(shared)));
            let rest = self.also_under(under, not, shared);
            self.hot_block(orelse, hot, Some(rest));
        }
        self.join_small(behind_then);
    }

    /// Lanes stay right where the condition is as it must be for the iteration to go on.
    fn stay(&mut self, condition: ExprId, holds: bool, hot: Hot, under: Option<Under>) {
        match *self.old.op(condition) {
            Op::Unary(UnaryOp::Not, inner) => return self.stay(inner, !holds, hot, under),
            Op::Binary(op, a, b)
                if op == if holds { BinaryOp::And } else { BinaryOp::Or }
                    && self.old.ty(a).scalar() == Some(Scalar::Bool) =>
            {
                self.stay(a, holds, hot, under);
                return self.stay(b, holds, hot, under);
            }
            _ => {}
        }
        let needed = match self.last_of(condition, holds, hot) {
            Some(_) if !hot.is_first && under.is_none() => return,
            Some(last) if under.is_none() => last,
            _ if holds => self.lanes_expr(condition),
            _ => self.certainly_not(condition),
        };
        self.require(hot.ok, needed, under);
    }

    /// If a count is compared with its limit: does the condition hold in the last of `k` iterations, and so in all?
    fn last_of(&mut self, condition: ExprId, holds: bool, hot: Hot) -> Option<ExprId> {
        let Op::Binary(compare, count, limit) = *self.old.op(condition) else { return None };
        let compare = if holds { compare } else { negated(compare)? };
        let Op::Local(local) = *self.old.op(count) else { return None };
        let step = *hot.steps.get(&local)?;
        let is_fixed = !self.old.reads(limit, &|l| !(hot.fixed)(l));
        let runs_towards = match compare {
            BinaryOp::Lt | BinaryOp::Le => step > 0,
            BinaryOp::Gt | BinaryOp::Ge => step < 0,
            _ => false,
        };
        if !is_fixed || !runs_towards {
            return None;
        }
        // `count + way < limit`, but for overflow.
        let way = step * (i64::from(self.checkpoint) - 1);
        let (furthest, beyond) = if step > 0 { (i64::MIN + way, BinaryOp::Ge) } else { (i64::MAX + way, BinaryOp::Le) };
        let (count, limit) = (self.expr(count), self.expr(limit));
        let (way, furthest) = (self.out.int(way), self.out.int(furthest));
        let [way, furthest] = [way, furthest].map(|e| self.out.splat(e, self.out.ty(limit).lanes()));
        let earlier = self.out.binary(BinaryOp::Sub, limit, way);
        let exists = self.out.binary(beyond, limit, furthest);
        let [count, earlier, exists] = [count, earlier, exists].map(|e| self.out.splat(e, self.lanes));
        let reached = self.out.binary(compare, count, earlier);
        Some(self.out.binary(BinaryOp::And, exists, reached))
    }

    /// Locals that an iteration in which no lane leaves changes once, by a constant.
    fn steps(&self, body: &Block) -> HashMap<LocalId, i64> {
        let (mut steps, mut others) = (HashMap::new(), HashSet::new());
        self.find_steps(body, true, &mut steps, &mut others);
        steps.retain(|l, _| !others.contains(l));
        steps
    }

    fn find_steps(
        &self,
        block: &Block,
        always: bool,
        steps: &mut HashMap<LocalId, i64>,
        others: &mut HashSet<LocalId>,
    ) {
        for s in block {
            match s {
                Stmt::Assign(l, v) if always && !steps.contains_key(l) && self.step(*l, *v).is_some() => {
                    steps.insert(*l, self.step(*l, *v).expect("just seen"));
                }
                Stmt::If { then, orelse, likely, .. } => {
                    let (leaves_then, leaves_else) =
                        (leaves(then, *likely, Likely::Orelse), leaves(orelse, *likely, Likely::Then));
                    if !leaves_then {
                        self.find_steps(then, always && leaves_else, steps, others);
                    }
                    if leaves_then || !leaves_else {
                        self.find_steps(orelse, always && leaves_then, steps, others);
                    }
                }
                s => others.extend(assigned_by(s)),
            }
        }
    }

    /// `c` of `l = l + c`
    fn step(&self, l: LocalId, value: ExprId) -> Option<i64> {
        let Op::Binary(BinaryOp::Add, a, b) = *self.old.op(value) else { return None };
        let c = self.old.int_constant(b)?;
        (*self.old.op(a) == Op::Local(l) && c != 0 && c.unsigned_abs() < 1 << 31).then_some(c)
    }

    fn also_under(&mut self, under: Option<Under>, mask: ExprId, shared: Option<ExprId>) -> Under {
        let Some(outer) = under else { return Under { mask, shared } };
        let mask = self.out.binary(BinaryOp::And, outer.mask, mask);
        let shared = match (outer.shared, shared) {
            (Some(a), Some(b)) => Some(self.out.binary(BinaryOp::And, a, b)),
            (a, b) => a.or(b),
        };
        Under { mask, shared }
    }

    /// Stronger than `not` only where a NaN is compared: those lanes are done again, with masks.
    fn certainly_not(&mut self, condition: ExprId) -> ExprId {
        let condition = self.expr(condition);
        let not = match *self.out.op(condition) {
            Op::Binary(BinaryOp::Gt, a, b) if self.out.ty(a).scalar() == Some(Scalar::Float) => {
                self.out.binary(BinaryOp::Le, a, b)
            }
            _ => self.out.not(condition),
        };
        self.out.splat(not, self.lanes)
    }

    /// Can an iteration in which no lane leaves be done without branches?
    fn is_straight(&self, block: &Block) -> bool {
        block.iter().all(|s| match s {
            Stmt::Assign(_, v) => self.cost(*v) < 100,
            // A place that all lanes share must be known to be inside before it is read.
            Stmt::Load { index, .. } => index.iter().any(|&i| self.is_varying(i)),
            Stmt::Check { .. } => true,
            Stmt::If { then, orelse, likely, .. } => {
                (leaves(then, *likely, Likely::Orelse) && self.is_straight(orelse))
                    || (leaves(orelse, *likely, Likely::Then) && self.is_straight(then))
                    || (self.is_straight(then) && self.is_straight(orelse))
            }
            _ => false,
        })
    }
}

/// The branch that statements without masks stand in.
#[derive(Clone, Copy)]
struct Under {
    /// Lanes that take it.
    mask: ExprId,
    /// The part of the condition that all lanes share: what they share is set only where it holds.
    shared: Option<ExprId>,
}

/// A round: lanes that have done it well so far, and those that may read memory: no check has failed there.
#[derive(Clone, Copy)]
struct Hot<'a> {
    ok: LocalId,
    inside: Option<LocalId>,
    is_first: bool,
    /// Is a local the same in all iterations?
    fixed: &'a dyn Fn(LocalId) -> bool,
    /// By how much an iteration changes what it changes once.
    steps: &'a HashMap<LocalId, i64>,
}

/// With less than this added, what overflows still does: 2^900, far below half of the last bit of the largest float.
const TAME: f64 = f64::from_bits((1023 + 900) << 52);

/// The comparison of ints that holds where this one does not.
fn negated(compare: BinaryOp) -> Option<BinaryOp> {
    Some(match compare {
        BinaryOp::Lt => BinaryOp::Ge,
        BinaryOp::Le => BinaryOp::Gt,
        BinaryOp::Gt => BinaryOp::Le,
        BinaryOp::Ge => BinaryOp::Lt,
        _ => return None,
    })
}

fn reads_memory(block: &Block) -> bool {
    block.iter().any(|s| matches!(s, Stmt::Load { .. }) || s.blocks().into_iter().any(reads_memory))
}

/// A local of the old body, the new one, and its value before the round.
struct Saved {
    old: LocalId,
    local: LocalId,
    copy: LocalId,
}

/// What a round in which lanes stop by themselves keeps besides copies.
struct Freeze {
    count: Option<Saved>,
    /// Live lanes that could not do the first iteration.
    stuck: LocalId,
}

/// The loops around a round: all of them, and the one whose iterations it does.
pub(super) struct Around {
    pub rounds: Label,
    pub label: Label,
}

/// Is this branch the way out (or the unlikely one, which is as good)?
fn leaves(block: &Block, likely: Likely, unlikely: Likely) -> bool {
    likely == unlikely && !block.is_empty() || matches!(block.last(), Some(Stmt::Break(_) | Stmt::Continue(_)))
}

/// Locals that an iteration assigns in which no lane leaves.
fn assigned_hot(block: &Block, into: &mut HashSet<LocalId>) {
    for s in block {
        into.extend(assigned_by(s));
        if let Stmt::If { then, orelse, likely, .. } = s {
            if !leaves(then, *likely, Likely::Orelse) {
                assigned_hot(then, into);
            }
            if !leaves(orelse, *likely, Likely::Then) {
                assigned_hot(orelse, into);
            }
        }
    }
}
