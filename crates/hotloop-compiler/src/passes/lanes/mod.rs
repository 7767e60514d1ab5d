//! Turns the body of an independent loop into one that does a strip of positions at once.
//!
//! before: `for k in n: x = mul(x, x); if gt(x, 4) { count = k; break }`
//! after:  `live = all; for k in n: { if not any(live) break; x' = mul(x, x); out = and(live, gt(x', 4));
//!          count = select(out, k, count); live = and(live, not out) }`
//!
//! Structured control flow stays: lanes that an `if`, a `break` or a `continue` takes elsewhere leave the mask of every
//! block up to there. Where a loop's usual iteration is straight, it is done `k` times without masks from a remembered
//! state (*checkpoint*), and again with masks if a lane has left meanwhile (`rounds.rs`). Where all that an iteration
//! does is such a loop with straight code before and behind it, lanes that have left it go on with other positions
//! (`refill.rs`).

mod ahead;
mod checks;
mod loops;
mod refill;
mod rounds;
mod small;

pub use refill::{Spine, find as find_spine};

use super::divergence::{Divergence, Region, continues_in};
use super::exposed::Exposed;
use super::graph::{Graph, assigned_in, walk};
use crate::ir::ops::identity;
use crate::ir::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the conversion needs to know.
pub struct Strip<'a> {
    pub old: &'a Graph,
    pub body: &'a Block,
    pub pos: LocalId,
    pub lanes: u16,
    /// Iterations between two tests; 0: none without masks.
    pub checkpoint: u16,
    /// Is there an instruction for `twice_plus`?
    pub has_fma: bool,
    /// Where it is there, lanes that have left its loop go on with other positions; whoever runs the kernel can put back
    /// all that it writes.
    pub spine: Option<&'a Spine<'a>>,
    pub exit: ExitId,
    pub name: String,
    /// Locals that are captured though nothing reads them: whoever runs the kernel does.
    pub captured: &'a [LocalId],
    /// What lanes have parts of.
    pub reductions: &'a BTreeMap<LocalId, BinaryOp>,
}

/// The kernel, and whether a loop of it has a checkpointed form.
pub struct Converted {
    pub kernel: Function,
    /// The kernel's local that holds the position from which on nothing is done.
    pub pos: LocalId,
    pub checkpointed: bool,
}

pub fn convert(strip: &Strip) -> Converted {
    let mut seeds = strip.spine.map(|spine| spine.seeds(strip.old)).unwrap_or_default();
    seeds.kept = strip.reductions.keys().copied().collect();
    let divergence = Divergence::analyze(strip.old, strip.body, strip.pos, &seeds);
    let mut lanes = Lanes {
        old: strip.old,
        out: Graph::new(Function {
            name: strip.name.clone(),
            unordered: strip.spine.is_some(),
            result: PyType::Int,
            ..Function::default()
        }),
        d: divergence,
        lanes: strip.lanes,
        checkpoint: strip.checkpoint,
        has_fma: strip.has_fma,
        pos: (strip.pos, LocalId(0)),
        at: None,
        map: HashMap::new(),
        memo: HashMap::new(),
        scopes: vec![],
        regions: vec![],
        next_region: 0,
        open: vec![],
        next_label: first_free_label(strip.body),
        blends_all: false,
        is_flat: false,
        checkpointed: false,
        ahead: None,
        granted: HashSet::new(),
        small: HashMap::new(),
    };
    match strip.spine {
        Some(spine) => lanes.refilled(strip, spine),
        None => lanes.strip_by_strip(strip),
    }
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
    has_fma: bool,
    /// The position: differing from lane to lane in the old body, that of the first lane in the new one.
    pos: (LocalId, LocalId),
    /// Each lane's own position, where they are not neighbours.
    at: Option<LocalId>,
    map: HashMap<LocalId, LocalId>,
    memo: HashMap<ExprId, ExprId>,
    scopes: Vec<Scope>,
    regions: Vec<Region>,
    next_region: Region,
    open: Vec<Block>,
    next_label: u32,
    /// Lanes outside the mask are in the middle of something: every assignment leaves theirs alone.
    blends_all: bool,
    /// Lanes part and leave here, so that branches on whether one does are not foreseen.
    is_flat: bool,
    checkpointed: bool,
    /// What has been read for several iterations.
    ahead: Option<ahead::Ahead>,
    /// Conditions that have been checked for all of the iterations that are being written.
    granted: HashSet<ExprId>,
    /// In a round: bits of ints that are small in each lane that the round is right for.
    small: HashMap<LocalId, u32>,
}

/// Operations over lanes that cost less than a branch that is not foreseen.
const CHEAP: usize = 12;

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
    /// Live-ins and the range as the first locals; the last of them are where it begins and ends.
    fn parameters(&mut self, strip: &Strip) -> (LocalId, LocalId) {
        let captures = free_locals(strip);
        for &l in &captures {
            let Local { name, ty } = self.old.function.locals[l.0 as usize].clone();
            let new = self.out.new_local(&name, ty);
            self.map.insert(l, new);
        }
        self.out.function.captures = captures;
        let begin = self.out.new_local("begin", Type::INT);
        let end = self.out.new_local("end", Type::INT);
        (begin, end)
    }

    fn strip_by_strip(&mut self, strip: &Strip) {
        let (begin, end) = self.parameters(strip);
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
        let (mut begins, partials) = self.begin_reductions(strip);
        let zeros = self.zeros_for(&body, &[&[pos], &partials[..]].concat());
        body.splice(0..0, zeros);
        let begin = self.out.local(begin);
        begins.push(Stmt::Assign(pos, begin));
        begins.extend([Stmt::Loop { label, exit: Some(strip.exit), body }, Stmt::Return(vec![at])]);
        self.out.function.body = begins;
    }

    /// Each lane begins with what changes nothing; the locals that it has its parts in.
    fn begin_reductions(&mut self, strip: &Strip) -> (Block, Vec<LocalId>) {
        let (mut begins, mut partials) = (vec![], vec![]);
        for (&into, &op) in strip.reductions {
            let partial = self.local(into);
            let ty = self.out.local_ty(partial);
            let identity = ty.scalar().and_then(|scalar| identity(op, scalar)).expect("reductions: it has one");
            let value = match identity {
                Const::Bool(value) => self.out.bool(value),
                Const::Int(value) => self.out.int(value),
                Const::Float(value) => self.out.float(value),
            };
            begins.push(Stmt::Assign(partial, self.out.splat(value, ty.lanes())));
            self.out.function.reductions.push(Reduction { op, partial, into });
            partials.push(partial);
        }
        (begins, partials)
    }

    /// Lanes that have not set a local yet hold it at 0: nobody reads it, but a blend names it.
    fn zeros_for(&mut self, body: &Block, set: &[LocalId]) -> Block {
        let mut assigned = assigned_in(body);
        set.iter().for_each(|l| {
            assigned.remove(l);
        });
        let mut flow = Exposed::new(&self.out, &assigned);
        flow.block(body, HashSet::new());
        let mut locals: Vec<LocalId> = flow.exposed.into_iter().collect();
        locals.sort();
        let zero = |l: LocalId| {
            let ty = self.out.local_ty(l);
            let zero = match ty.scalar().expect("independence: numbers only") {
                Scalar::Bool => self.out.bool(false),
                Scalar::Int => self.out.int(0),
                Scalar::Float => self.out.float(0.0),
            };
            let zero = self.out.splat(zero, ty.lanes());
            Stmt::Assign(l, zero)
        };
        locals.into_iter().map(zero).collect()
    }

    // Building

    fn push(&mut self, s: Stmt) {
        self.open.last_mut().expect("a block is open").push(s);
    }

    /// A statement that is the same for all lanes, and may do harm where none of them gets to: a loop may not end, and
    /// nobody has checked that a place exists.
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

    /// The value in a local of its own.
    fn keep(&mut self, name: &str, value: ExprId) -> ExprId {
        let local = self.out.new_local(name, self.out.ty(value));
        self.push(Stmt::Assign(local, value));
        self.out.local(local)
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
        let Expr { op, ty, span } = self.old.function.exprs[e.0 as usize].clone();
        let new = match op {
            Op::Local(l) if l == self.pos.0 && self.at.is_some() => {
                let at = self.at.expect("just seen");
                self.out.local(at)
            }
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
                self.out.remake(&op, ty, span, &operands)
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
        self.statements(block);
        self.regions.truncate(depth - 1);
    }

    /// Statements of the innermost region.
    fn statements(&mut self, statements: &[Stmt]) {
        for s in statements {
            self.statement(s);
            if continues_in(s, &self.d.uneven_continues) {
                self.regions.push(self.next_region);
                self.next_region += 1;
            }
            if matches!(s, Stmt::Break(_) | Stmt::Continue(_)) {
                break;
            }
        }
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
        let may_be_seen = self.blends_all || self.split_region().is_some_and(|r| self.d.must_blend(l, r));
        let blend = self.d.varying.contains(&l) && may_be_seen;
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
        if let Some(read) = self.was_read(parts) {
            return read.into_iter().for_each(|(part, value)| self.set(part, value));
        }
        let mask = self.mask();
        if let Some(mask) = mask
            && !index.iter().any(|&i| self.is_varying(i))
        {
            // A place that all lanes share, looked at if there is a lane: nothing is known of it otherwise.
            let condition = self.out.any(mask);
            let then = self.inside(|l| {
                let loaded = l.read(parts, buffer, index, None);
                loaded.into_iter().for_each(|(part, value)| l.set(part, value));
            });
            return self.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
        }
        let loaded = self.read(parts, buffer, index, mask);
        loaded.into_iter().for_each(|(part, value)| self.set(part, value));
    }

    /// Reads an element: its parts, and what they become.
    fn read(
        &mut self,
        parts: &[LocalId],
        buffer: LocalId,
        index: &[ExprId],
        mask: Option<ExprId>,
    ) -> Vec<(LocalId, ExprId)> {
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
        self.push(Stmt::Load { parts: targets.clone(), buffer, index, mask: mask.filter(|_| varying) });
        let value = |(&part, target): (&LocalId, LocalId)| {
            let value = self.out.local(target);
            let lanes = if self.d.varying.contains(&part) { self.lanes } else { 1 };
            (part, self.out.splat(value, lanes))
        };
        parts.iter().zip(targets).map(value).collect()
    }

    fn store(&mut self, buffer: LocalId, index: &[ExprId], parts: &[ExprId]) {
        let index = index.iter().map(|&i| self.expr(i)).collect();
        let parts = parts.iter().map(|&p| self.lanes_expr(p)).collect();
        let mask = self.mask();
        let buffer = self.local(buffer);
        let undo = self.at.is_none();
        self.push(Stmt::Store { buffer, index, parts, mask, undo });
    }

    fn check(&mut self, condition: ExprId, _why: Failure) {
        if self.granted.contains(&condition) {
            return;
        }
        let c = self.expr(condition);
        let good = self.holds_where_active(c);
        self.push(Stmt::Check { condition: good, why: Failure::Strip });
    }

    /// Does a condition, of all lanes or of each, hold in the active lanes?
    fn holds_where_active(&mut self, c: ExprId) -> ExprId {
        match (self.out.ty(c).lanes() > 1, self.mask()) {
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
        }
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
        if (self.is_cheap(block) && likely != Likely::Orelse) || (self.is_flat && self.can_be_flat(block)) {
            self.block(block);
        } else {
            let value = self.out.local(local);
            let condition = self.out.any(value);
            let then = self.inside(|l| l.block(block));
            self.push(Stmt::If { condition, then, orelse: vec![], likely });
        }
        self.scopes.pop();
    }

    /// Few operations and ways out, which only change masks; what is nested in it is looked at by itself.
    fn can_be_flat(&self, block: &Block) -> bool {
        let simple = block.iter().all(|s| match s {
            Stmt::Assign(..) | Stmt::If { .. } => true,
            Stmt::Break(label) => self.d.uneven_breaks.contains(label),
            Stmt::Continue(label) => self.d.uneven_continues.contains(label),
            _ => false,
        });
        simple && block.iter().flat_map(Stmt::operands).map(|e| self.cost(e)).sum::<usize>() <= CHEAP
    }

    /// Only assignments, and few operations.
    fn is_cheap(&self, block: &Block) -> bool {
        let assigns = block.iter().all(|s| matches!(s, Stmt::Assign(..)));
        assigns && block.iter().flat_map(Stmt::operands).map(|e| self.cost(e)).sum::<usize>() <= CHEAP
    }

    fn cost(&self, e: ExprId) -> usize {
        match self.old.op(e) {
            Op::Const(_) | Op::Local(_) | Op::Len(..) => 0,
            Op::Call(..) => 100,
            Op::Binary(BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::FloorMod | BinaryOp::MulOverflows, ..)
            | Op::Binary(BinaryOp::Udiv | BinaryOp::Umod | BinaryOp::UmulOverflows, ..)
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
    free.extend(strip.captured);
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
