//! Turns the body of an independent loop into one that does a strip of positions at once.
//!
//! before: `for k in n: x = mul(x, x); if gt(x, 4) { count = k; break }`
//! after:  `live = all; for k in n: { if not any(live) break; x' = mul(x, x); out = and(live, gt(x', 4));
//!          count = select(out, k, count); live = and(live, not out) }`
//!
//! Structured control flow stays: lanes that an `if`, a `break` or a `continue` takes elsewhere leave the mask of every
//! block up to there. Where a loop's usual iteration is straight, it is done `k` times without masks from a remembered
//! state (*checkpoint*), and again with masks if a lane has left meanwhile.

use super::divergence::{Divergence, Region, continues_in};
use super::exposed::Exposed;
use super::graph::{Graph, assigned_in, walk};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// What the conversion needs to know.
pub struct Strip<'a> {
    pub old: &'a Graph,
    pub body: &'a Block,
    pub pos: LocalId,
    pub lanes: u16,
    /// Iterations between two tests; 0: none without masks.
    pub checkpoint: u16,
    pub exit: ExitId,
    pub name: String,
}

/// The kernel, and whether a loop of it has a checkpointed form.
pub struct Converted {
    pub kernel: Function,
    /// The kernel's local that holds the position.
    pub pos: LocalId,
    pub checkpointed: bool,
}

pub fn convert(strip: &Strip) -> Converted {
    let divergence = Divergence::analyze(strip.old, strip.body, strip.pos);
    let mut lanes = Lanes {
        old: strip.old,
        out: Graph::new(Function { name: strip.name.clone(), result: PyType::Int, ..Function::default() }),
        d: divergence,
        lanes: strip.lanes,
        checkpoint: strip.checkpoint,
        pos: (strip.pos, LocalId(0)),
        map: HashMap::new(),
        memo: HashMap::new(),
        scopes: vec![],
        regions: vec![],
        next_region: 0,
        open: vec![],
        next_label: first_free_label(strip.body),
        checkpointed: false,
    };
    lanes.run(strip);
    let pos = lanes.pos.1;
    Converted { kernel: lanes.out.function, pos, checkpointed: lanes.checkpointed }
}

fn first_free_label(body: &Block) -> u32 {
    let mut free = 0;
    walk(body, &mut |s| {
        if let Stmt::For { label, .. } | Stmt::Loop { label, .. } | Stmt::Block { label, .. } = s {
            free = free.max(label.0 + 1);
        }
    });
    free
}

struct Lanes<'a> {
    old: &'a Graph,
    out: Graph,
    d: Divergence,
    lanes: u16,
    checkpoint: u16,
    /// The position: differing from lane to lane in the old body, that of the first lane in the new one.
    pos: (LocalId, LocalId),
    map: HashMap<LocalId, LocalId>,
    memo: HashMap<ExprId, ExprId>,
    scopes: Vec<Scope>,
    regions: Vec<Region>,
    next_region: Region,
    open: Vec<Block>,
    next_label: u32,
    checkpointed: bool,
}

/// A block in which some lanes may be inactive.
#[derive(Clone)]
struct Scope {
    label: Option<Label>,
    /// Lanes that execute the block's statements; `None`: those of the scope around.
    mask: Option<LocalId>,
    /// Of a loop: lanes that have not left it.
    live: Option<LocalId>,
}

impl Lanes<'_> {
    fn run(&mut self, strip: &Strip) {
        let captures = free_locals(strip);
        for &l in &captures {
            let Local { name, ty } = self.old.function.locals[l.0 as usize].clone();
            let new = self.out.new_local(&name, ty);
            self.map.insert(l, new);
        }
        self.out.function.captures = captures;
        let begin = self.out.new_local("begin", Type::INT);
        let end = self.out.new_local("end", Type::INT);
        let pos = self.out.new_local("pos", Type::INT);
        self.pos.1 = pos;
        let label = self.label();
        self.open.push(vec![]);
        let (at, width, end) = (self.out.local(pos), self.out.int(self.lanes.into()), self.out.local(end));
        let next = self.out.binary(BinaryOp::Add, at, width);
        let over = self.out.binary(BinaryOp::Gt, next, end);
        self.push(Stmt::If { condition: over, then: vec![Stmt::Break(label)], orelse: vec![], likely: Likely::Orelse });
        self.block(strip.body);
        self.push(Stmt::Assign(pos, next));
        let mut body = self.open.pop().expect("pushed above");
        self.start_from_zero(&mut body);
        let begin = self.out.local(begin);
        self.out.function.body =
            vec![Stmt::Assign(pos, begin), Stmt::Loop { label, exit: Some(strip.exit), body }, Stmt::Return(vec![at])];
    }

    /// Lanes that have not set a local yet hold it at 0: nobody reads it, but a blend names it.
    fn start_from_zero(&mut self, body: &mut Block) {
        let mut assigned = assigned_in(body);
        assigned.remove(&self.pos.1);
        let mut flow = Exposed::new(&self.out, &assigned);
        flow.block(&*body, HashSet::new());
        let mut locals: Vec<LocalId> = flow.exposed.into_iter().collect();
        locals.sort();
        for l in locals {
            let ty = self.out.local_ty(l);
            let zero = match ty.scalar().expect("independence: numbers only") {
                Scalar::Bool => self.out.bool(false),
                Scalar::Int => self.out.int(0),
                Scalar::Float => self.out.float(0.0),
            };
            let zero = self.out.splat(zero, ty.lanes());
            body.insert(0, Stmt::Assign(l, zero));
        }
    }

    // Building

    fn push(&mut self, s: Stmt) {
        self.open.last_mut().expect("a block is open").push(s);
    }

    /// A statement that is the same for all lanes, and may do harm where none of them gets to: a loop may not end.
    fn push_if_active(&mut self, s: Stmt) {
        let Some(mask) = self.mask() else { return self.push(s) };
        let condition = self.out.any(mask);
        self.push(Stmt::If { condition, then: vec![s], orelse: vec![], likely: Likely::Then });
    }

    fn label(&mut self) -> Label {
        self.next_label += 1;
        Label(self.next_label - 1)
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) -> Block {
        self.open.push(vec![]);
        write(self);
        self.open.pop().expect("pushed above")
    }

    fn mask_type(&self) -> Type {
        Type::Lanes(Scalar::Bool, self.lanes)
    }

    fn new_mask(&mut self, name: &str, value: ExprId) -> LocalId {
        let local = self.out.new_local(name, self.mask_type());
        self.push(Stmt::Assign(local, value));
        local
    }

    fn all(&mut self) -> ExprId {
        let yes = self.out.bool(true);
        self.out.splat(yes, self.lanes)
    }

    /// The mask of the place; `None`: all lanes are active.
    fn mask(&mut self) -> Option<ExprId> {
        let local = self.scopes.iter().rev().find_map(|s| s.mask)?;
        Some(self.out.local(local))
    }

    fn and_not(&mut self, a: ExprId, b: ExprId) -> ExprId {
        let not = self.out.not(b);
        self.out.binary(BinaryOp::And, a, not)
    }

    // Expressions

    fn local(&mut self, l: LocalId) -> LocalId {
        if let Some(&new) = self.map.get(&l) {
            return new;
        }
        let Local { name, ty } = self.old.function.locals[l.0 as usize].clone();
        let ty = if self.d.varying.contains(&l) { ty.with_lanes(self.lanes) } else { ty };
        let new = self.out.new_local(&name, ty);
        self.map.insert(l, new);
        new
    }

    fn expr(&mut self, e: ExprId) -> ExprId {
        if let Some(&done) = self.memo.get(&e) {
            return done;
        }
        let Expr { op, ty, .. } = self.old.function.exprs[e.0 as usize].clone();
        let new = match op {
            Op::Local(l) if l == self.pos.0 => {
                let first = self.out.local(self.pos.1);
                let first = self.out.splat(first, self.lanes);
                let index = self.out.expr(Op::LaneIndex, Type::Lanes(Scalar::Int, self.lanes));
                self.out.expr(Op::Binary(BinaryOp::Add, first, index), Type::Lanes(Scalar::Int, self.lanes))
            }
            Op::Local(l) => {
                let l = self.local(l);
                self.out.local(l)
            }
            Op::Len(l, dimension) => {
                let l = self.local(l);
                self.out.expr(Op::Len(l, dimension), Type::INT)
            }
            op => {
                let mut operands: Vec<ExprId> = op.operands().into_iter().map(|o| self.expr(o)).collect();
                let mut ty = ty;
                if operands.iter().any(|&o| self.out.ty(o).lanes() > 1) {
                    operands.iter_mut().for_each(|o| *o = self.out.splat(*o, self.lanes));
                    ty = ty.with_lanes(self.lanes);
                }
                self.out.remake(&op, ty, &operands)
            }
        };
        self.memo.insert(e, new);
        new
    }

    fn lanes_expr(&mut self, e: ExprId) -> ExprId {
        let e = self.expr(e);
        self.out.splat(e, self.lanes)
    }

    fn is_varying(&self, e: ExprId) -> bool {
        self.d.is_varying(self.old, e)
    }

    // Statements with masks

    fn block(&mut self, block: &Block) {
        let region = self.next_region;
        self.next_region += 1;
        self.regions.push(region);
        let depth = self.regions.len();
        for s in block {
            self.statement(s);
            if continues_in(s, &self.d.uneven_continues) {
                self.regions.push(self.next_region);
                self.next_region += 1;
            }
            if matches!(s, Stmt::Break(_) | Stmt::Continue(_)) {
                break;
            }
        }
        self.regions.truncate(depth - 1);
    }

    /// The innermost region in which lanes have parted.
    fn split_region(&self) -> Option<Region> {
        self.regions.iter().rev().copied().find(|&r| self.d.is_split(r))
    }

    fn statement(&mut self, s: &Stmt) {
        match s {
            Stmt::Assign(l, v) => self.assign(*l, *v),
            Stmt::Load { parts, buffer, index, .. } => self.load(parts, *buffer, index),
            Stmt::Store { buffer, index, parts, .. } => self.store(*buffer, index, parts),
            Stmt::Check { condition, why } => self.check(*condition, *why),
            Stmt::If { condition, then, orelse, likely } => self.branch(*condition, then, orelse, *likely),
            Stmt::For { label, pos, trip, body, .. } => self.for_loop(*label, *pos, *trip, body),
            Stmt::Loop { label, body, .. } => self.endless_loop(*label, body),
            Stmt::Block { label, body } => self.labelled(*label, body),
            Stmt::Break(label) => self.jump(*label, false),
            Stmt::Continue(label) => self.jump(*label, true),
            _ => unreachable!("independence: a body without calls, lists and returns"),
        }
    }

    fn assign(&mut self, l: LocalId, v: ExprId) {
        let value = if self.d.varying.contains(&l) { self.lanes_expr(v) } else { self.expr(v) };
        self.set(l, value);
    }

    /// Assigns in the active lanes; in the others too where nobody can see it.
    fn set(&mut self, l: LocalId, value: ExprId) {
        let new = self.local(l);
        let blend = self.d.varying.contains(&l) && self.split_region().is_some_and(|r| self.d.must_blend(l, r));
        let value = match self.mask() {
            Some(mask) if blend => {
                let old = self.out.local(new);
                self.out.select(mask, value, old)
            }
            _ => value,
        };
        self.push(Stmt::Assign(new, value));
    }

    fn load(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId]) {
        let varying = index.iter().any(|&i| self.is_varying(i));
        let index: Vec<ExprId> = index.iter().map(|&i| self.expr(i)).collect();
        let mask = if varying { self.mask() } else { None };
        let buffer = self.local(buffer);
        let targets: Vec<LocalId> = parts
            .iter()
            .map(|&p| {
                let ty = self.old.local_ty(p);
                let ty = if varying { ty.with_lanes(self.lanes) } else { ty };
                self.out.new_local("loaded", ty)
            })
            .collect();
        let load = Stmt::Load { parts: targets.clone(), buffer, index, mask };
        match varying {
            true => self.push(load),
            // Where no lane is active, nobody has checked that the place exists.
            false => self.push_if_active(load),
        }
        for (&part, &target) in parts.iter().zip(&targets) {
            let mut value = self.out.local(target);
            if self.d.varying.contains(&part) {
                value = self.out.splat(value, self.lanes);
            }
            self.set(part, value);
        }
    }

    fn store(&mut self, buffer: LocalId, index: &[ExprId], parts: &[ExprId]) {
        let index = index.iter().map(|&i| self.expr(i)).collect();
        let parts = parts.iter().map(|&p| self.lanes_expr(p)).collect();
        let mask = self.mask();
        let buffer = self.local(buffer);
        self.push(Stmt::Store { buffer, index, parts, mask, undo: true });
    }

    fn check(&mut self, condition: ExprId, _why: Failure) {
        let varying = self.is_varying(condition);
        let c = self.expr(condition);
        let good = match (varying, self.mask()) {
            (false, None) => c,
            (false, Some(mask)) => {
                let any = self.out.any(mask);
                let none = self.out.not(any);
                self.out.binary(BinaryOp::Or, c, none)
            }
            (true, mask) => {
                let mut bad = self.out.not(c);
                if let Some(mask) = mask {
                    bad = self.out.binary(BinaryOp::And, mask, bad);
                }
                let any = self.out.any(bad);
                self.out.not(any)
            }
        };
        self.push(Stmt::Check { condition: good, why: Failure::Strip });
    }

    fn branch(&mut self, condition: ExprId, then: &Block, orelse: &Block, likely: Likely) {
        if !self.is_varying(condition) {
            let condition = self.expr(condition);
            let then = self.inside(|l| l.block(then));
            let orelse = self.inside(|l| l.block(orelse));
            self.push(Stmt::If { condition, then, orelse, likely });
            return;
        }
        let c = self.expr(condition);
        // The second branch must not see what the first one assigns.
        let c = if orelse.is_empty() {
            c
        } else {
            let kept = self.new_mask("condition", c);
            self.out.local(kept)
        };
        let taken = self.and_mask(c);
        self.masked_block(taken, then, likely);
        if orelse.is_empty() {
            self.next_region += 1;
        } else {
            let not = self.out.not(c);
            let rest = self.and_mask(not);
            self.masked_block(rest, orelse, Likely::Either);
        }
    }

    fn and_mask(&mut self, c: ExprId) -> ExprId {
        match self.mask() {
            Some(mask) => self.out.binary(BinaryOp::And, mask, c),
            None => c,
        }
    }

    /// A branch under its mask: skipped where no lane takes it, unless it is cheaper to do it.
    fn masked_block(&mut self, mask: ExprId, block: &Block, likely: Likely) {
        if block.is_empty() {
            self.next_region += 1;
            return;
        }
        let local = self.new_mask("mask", mask);
        self.scopes.push(Scope { label: None, mask: Some(local), live: None });
        if self.is_cheap(block) && likely != Likely::Orelse {
            self.block(block);
        } else {
            let value = self.out.local(local);
            let condition = self.out.any(value);
            let then = self.inside(|l| l.block(block));
            self.push(Stmt::If { condition, then, orelse: vec![], likely });
        }
        self.scopes.pop();
    }

    /// Only assignments, and few operations.
    fn is_cheap(&self, block: &Block) -> bool {
        let assigns = block.iter().all(|s| matches!(s, Stmt::Assign(..)));
        assigns && block.iter().flat_map(Stmt::operands).map(|e| self.cost(e)).sum::<usize>() <= 12
    }

    fn cost(&self, e: ExprId) -> usize {
        match self.old.op(e) {
            Op::Const(_) | Op::Local(_) | Op::Len(..) => 0,
            Op::Call(..) => 100,
            Op::Binary(BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::FloorMod | BinaryOp::MulOverflows, ..)
            | Op::Unary(UnaryOp::Sqrt, _) => 8,
            op => 1 + op.operands().into_iter().map(|o| self.cost(o)).sum::<usize>(),
        }
    }

    // Jumps

    fn jump(&mut self, label: Label, is_continue: bool) {
        let uneven =
            if is_continue { self.d.uneven_continues.contains(&label) } else { self.d.uneven_breaks.contains(&label) };
        if !uneven {
            return self.push(if is_continue { Stmt::Continue(label) } else { Stmt::Break(label) });
        }
        let Some(now) = self.mask() else { unreachable!("an uneven jump is under a mask") };
        let gone = self.new_mask("gone", now);
        let gone = self.out.local(gone);
        for i in (0..self.scopes.len()).rev() {
            let scope = self.scopes[i].clone();
            let is_target = scope.label == Some(label);
            let live = if is_target && is_continue { None } else { scope.live };
            for mask in [scope.mask, live].into_iter().flatten() {
                let value = self.out.local(mask);
                let left = self.and_not(value, gone);
                self.push(Stmt::Assign(mask, left));
            }
            if is_target {
                break;
            }
        }
    }

    fn labelled(&mut self, label: Label, body: &Block) {
        let mask = self.d.uneven_breaks.contains(&label).then(|| {
            let start = self.mask().unwrap_or_else(|| self.all());
            self.new_mask("mask", start)
        });
        self.scopes.push(Scope { label: Some(label), mask, live: None });
        let body = self.inside(|l| l.block(body));
        self.scopes.pop();
        self.push(Stmt::Block { label, body });
    }

    // Loops

    /// Does anything make lanes leave this loop at different times?
    fn is_uneven(&self, label: Label, body: &Block) -> bool {
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

    fn endless_loop(&mut self, label: Label, body: &Block) {
        if !self.is_uneven(label, body) {
            self.scopes.push(Scope { label: Some(label), mask: None, live: None });
            let body = self.inside(|l| l.block(body));
            self.scopes.pop();
            return self.push_if_active(Stmt::Loop { label, exit: None, body });
        }
        self.uneven_loop(label, body, None);
    }

    fn for_loop(&mut self, label: Label, pos: LocalId, trip: ExprId, body: &Block) {
        if !self.is_uneven(label, body) {
            let trip = self.expr(trip);
            let new_pos = self.local(pos);
            self.scopes.push(Scope { label: Some(label), mask: None, live: None });
            let body = self.inside(|l| l.block(body));
            self.scopes.pop();
            return self.push_if_active(Stmt::For { label, pos: new_pos, trip, exit: None, strips: None, body });
        }
        self.uneven_loop(label, body, Some((pos, trip)));
    }

    /// A loop that runs until its last lane has left. All lanes that are in it are in the same iteration.
    fn uneven_loop(&mut self, label: Label, body: &Block, counted: Option<(LocalId, ExprId)>) {
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
            Counter { count, trip: kept, varying }
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
                let before = l.out.local(live);
                let before = l.new_mask("before", before);
                l.masked_round(outer, label, body, &counter, live, mask);
                let (before, now) = (l.out.local(before), l.out.local(live));
                let left = l.and_not(before, now);
                let any = l.out.any(left);
                let none = l.out.not(any);
                l.push(Stmt::Assign(calm, none));
            } else {
                l.masked_iteration(outer, label, body, &counter, live, mask);
            }
        });
        self.scopes.pop();
        self.push(Stmt::Loop { label: outer, exit: None, body: inner });
    }

    /// `k` iterations with masks, so that the next round may try without.
    fn masked_round(
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
        let inner = self.inside(|l| l.masked_iteration(outer, label, body, counter, live, mask));
        let k = self.out.int(self.checkpoint.into());
        self.push(Stmt::For { label: round, pos: r, trip: k, exit: None, strips: None, body: inner });
    }

    /// One iteration of the lanes that are left, or out of the loop.
    fn masked_iteration(
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

    fn leave_if_none(&mut self, outer: Label, live: LocalId) {
        let value = self.out.local(live);
        let any = self.out.any(value);
        let none = self.out.not(any);
        self.push(Stmt::If { condition: none, then: vec![Stmt::Break(outer)], orelse: vec![], likely: Likely::Orelse });
    }

    fn count(&mut self, count: LocalId) {
        let (now, one) = (self.out.local(count), self.out.int(1));
        let next = self.out.binary(BinaryOp::Add, now, one);
        self.push(Stmt::Assign(count, next));
    }

    fn leave_at_trip(&mut self, outer: Label, counter: &Counter, live: LocalId) {
        let (count, trip) = (self.out.local(counter.count), self.out.local(counter.trip));
        if counter.varying {
            let count = self.out.splat(count, self.lanes);
            let inside = self.out.binary(BinaryOp::Lt, count, trip);
            let value = self.out.local(live);
            let left = self.out.binary(BinaryOp::And, value, inside);
            return self.push(Stmt::Assign(live, left));
        }
        let done = self.out.binary(BinaryOp::Ge, count, trip);
        self.push(Stmt::If { condition: done, then: vec![Stmt::Break(outer)], orelse: vec![], likely: Likely::Orelse });
    }

    // Without masks, from a checkpoint

    /// Rounds of `k` iterations without masks, as long as no lane leaves; `None` if the usual iteration is not straight.
    fn checkpointed_form(
        &mut self,
        label: Label,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
    ) -> Option<Block> {
        if self.checkpoint == 0 || !self.is_straight(body) || self.d.uneven_continues.contains(&label) {
            return None;
        }
        let body_region = self.next_region;
        let carried = self.carried_in(body);
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
            l.round(hot, body, counter, live, &carried, body_region);
        });
        Some(vec![Stmt::Loop { label: hot, exit: None, body: rounds }])
    }

    fn round(
        &mut self,
        hot: Label,
        body: &Block,
        counter: &Option<Counter>,
        live: LocalId,
        carried: &[LocalId],
        region: Region,
    ) {
        let saved: Vec<(LocalId, LocalId)> = carried
            .iter()
            .map(|&old| {
                let l = self.local(old);
                let copy = self.out.new_local("saved", self.out.local_ty(l));
                let value = self.out.local(l);
                self.push(Stmt::Assign(copy, value));
                (l, copy)
            })
            .collect();
        let all = self.all();
        let ok = self.new_mask("ok", all);
        // Written out: what one iteration computes last (a square, say) the next one need not compute again.
        for _ in 0..self.checkpoint {
            if let Some(counter) = counter
                && counter.varying
            {
                let count = self.out.local(counter.count);
                let (count, trip) = (self.out.splat(count, self.lanes), self.out.local(counter.trip));
                let inside = self.out.binary(BinaryOp::Lt, count, trip);
                self.require(ok, inside, None);
            }
            self.hot_block(body, ok, live, None);
            if let Some(counter) = counter {
                self.count(counter.count);
            }
        }
        let (value, fine) = (self.out.local(live), self.out.local(ok));
        let left = self.and_not(value, fine);
        let any = self.out.any(left);
        let restore = self.inside(|l| {
            for &(local, copy) in &saved {
                let old = l.out.local(copy);
                l.push(Stmt::Assign(local, old));
            }
            if let Some(counter) = counter {
                let (count, k) = (l.out.local(counter.count), l.out.int(l.checkpoint.into()));
                let back = l.out.binary(BinaryOp::Sub, count, k);
                l.push(Stmt::Assign(counter.count, back));
            }
            l.push(Stmt::Break(hot));
        });
        self.push(Stmt::If { condition: any, then: restore, orelse: vec![], likely: Likely::Orelse });
        for (&old, &(local, copy)) in carried.iter().zip(&saved) {
            if self.d.varying.contains(&old) && self.d.must_blend(old, region) {
                let (new, before) = (self.out.local(local), self.out.local(copy));
                let kept = self.out.select(value, new, before);
                self.push(Stmt::Assign(local, kept));
            }
        }
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
    fn hot_block(&mut self, block: &Block, ok: LocalId, live: LocalId, under: Option<ExprId>) {
        for s in block {
            match s {
                Stmt::Assign(l, v) => {
                    let value = if self.d.varying.contains(l) { self.lanes_expr(*v) } else { self.expr(*v) };
                    self.set_hot(*l, value, under);
                }
                Stmt::Load { parts, buffer, index, .. } => self.load_hot(parts, *buffer, index, ok, live, under),
                Stmt::Check { condition, .. } => {
                    let c = self.lanes_expr(*condition);
                    self.require(ok, c, under);
                }
                Stmt::If { condition, then, orelse, likely } => {
                    self.hot_branch(*condition, then, orelse, *likely, ok, live, under)
                }
                _ => unreachable!("is_straight allows no other"),
            }
        }
    }

    fn set_hot(&mut self, l: LocalId, value: ExprId, under: Option<ExprId>) {
        let new = self.local(l);
        let value = match under {
            Some(mask) if self.d.varying.contains(&l) && self.map.contains_key(&l) => {
                let old = self.out.local(new);
                self.out.select(mask, value, old)
            }
            _ => value,
        };
        self.push(Stmt::Assign(new, value));
    }

    fn load_hot(
        &mut self,
        parts: &[LocalId],
        buffer: LocalId,
        index: &[ExprId],
        ok: LocalId,
        live: LocalId,
        under: Option<ExprId>,
    ) {
        let (live, fine) = (self.out.local(live), self.out.local(ok));
        let mut mask = self.out.binary(BinaryOp::And, live, fine);
        if let Some(under) = under {
            mask = self.out.binary(BinaryOp::And, mask, under);
        }
        let varying = index.iter().any(|&i| self.is_varying(i));
        let index: Vec<ExprId> = index.iter().map(|&i| self.expr(i)).collect();
        let buffer = self.local(buffer);
        let targets: Vec<LocalId> = parts
            .iter()
            .map(|&p| {
                let ty = self.old.local_ty(p);
                let ty = if varying { ty.with_lanes(self.lanes) } else { ty };
                self.out.new_local("loaded", ty)
            })
            .collect();
        self.push(Stmt::Load { parts: targets.clone(), buffer, index, mask: varying.then_some(mask) });
        for (&part, &target) in parts.iter().zip(&targets) {
            let mut value = self.out.local(target);
            if self.d.varying.contains(&part) {
                value = self.out.splat(value, self.lanes);
            }
            self.set_hot(part, value, under);
        }
    }

    fn require(&mut self, ok: LocalId, condition: ExprId, under: Option<ExprId>) {
        let condition = match under {
            Some(mask) => {
                let not = self.out.not(mask);
                self.out.binary(BinaryOp::Or, not, condition)
            }
            None => condition,
        };
        let old = self.out.local(ok);
        let new = self.out.binary(BinaryOp::And, old, condition);
        self.push(Stmt::Assign(ok, new));
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one statement and where it stands")]
    fn hot_branch(
        &mut self,
        condition: ExprId,
        then: &Block,
        orelse: &Block,
        likely: Likely,
        ok: LocalId,
        live: LocalId,
        under: Option<ExprId>,
    ) {
        let c = self.lanes_expr(condition);
        if leaves(then, likely, Likely::Orelse) {
            let not = self.out.not(c);
            self.require(ok, not, under);
            return self.hot_block(orelse, ok, live, under);
        }
        if leaves(orelse, likely, Likely::Then) {
            self.require(ok, c, under);
            return self.hot_block(then, ok, live, under);
        }
        let kept = self.new_mask("condition", c);
        let c = self.out.local(kept);
        let join = |l: &mut Self, c| match under {
            Some(mask) => l.out.binary(BinaryOp::And, mask, c),
            None => c,
        };
        let taken = join(self, c);
        self.hot_block(then, ok, live, Some(taken));
        if !orelse.is_empty() {
            let not = self.out.not(c);
            let rest = join(self, not);
            self.hot_block(orelse, ok, live, Some(rest));
        }
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

/// The counter of a `for` loop that lanes leave at different times.
struct Counter {
    count: LocalId,
    trip: LocalId,
    varying: bool,
}

/// Is this branch the way out (or the unlikely one, which is as good)?
fn leaves(block: &Block, likely: Likely, unlikely: Likely) -> bool {
    likely == unlikely && !block.is_empty() || matches!(block.last(), Some(Stmt::Break(_) | Stmt::Continue(_)))
}

/// Locals that an iteration assigns in which no lane leaves.
fn assigned_hot(block: &Block, into: &mut HashSet<LocalId>) {
    for s in block {
        into.extend(super::graph::assigned_by(s));
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
                    for inner in super::graph::blocks_mut(s) {
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

/// Locals of the entry function that the body reads but does not set.
fn free_locals(strip: &Strip) -> Vec<LocalId> {
    let assigned = assigned_in(strip.body);
    let mut free = HashSet::new();
    let mut read = |e: ExprId| collect(strip.old, e, &mut free);
    walk(strip.body, &mut |s| s.operands().into_iter().for_each(&mut read));
    walk(strip.body, &mut |s| {
        if let Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } = s {
            free.insert(*buffer);
        }
    });
    let mut free: Vec<LocalId> = free.into_iter().filter(|l| !assigned.contains(l) && *l != strip.pos).collect();
    free.sort();
    free
}

fn collect(graph: &Graph, e: ExprId, into: &mut HashSet<LocalId>) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => {
            into.insert(*l);
        }
        op => op.operands().into_iter().for_each(|o| collect(graph, o, into)),
    }
}
