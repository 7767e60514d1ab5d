//! Gives each independent loop a kernel that runs it in strips of lanes.
//!
//! before: `for pos in n { .. }`
//! after:  `for pos in n strips 0 upto min(n, len(a)) { .. }`, and kernel 0 does whole strips of positions at once.
//!
//! The scalar body stays: it does what is left over, iterations that call Python, and every iteration in which
//! something fails, so that exits are exact.

use super::forward::forward;
use super::graph::{Graph, blocks_mut, walk};
use super::independence::{Bound, Buffers, Candidate, analyze};
use super::lanes::{Strip, convert, find_spine};
use super::plan::plan;
use super::promote::promote;
use super::sink::sink;
use super::sweep::sweep;
use super::{bounds::bounds, sweep::named_by_exits};
use crate::emit::llvm::{kernel_grain, kernel_symbol};
use crate::ir::*;
use crate::report::LoopReport;
use crate::{Early, KernelInfo, Options, StoreRange};
use std::collections::{HashMap, HashSet};

/// A scan for the next iteration that calls Python looks this far ahead.
const LOOK_AHEAD: i64 = 1 << 16;

pub struct Kernels<'a> {
    pub functions: Vec<Function>,
    pub infos: Vec<KernelInfo>,
    pub exits: &'a mut Vec<ExitPoint>,
    pub loops: &'a mut [LoopReport],
    pub options: &'a Options,
    /// For each snippet: it prints numbers and lengths only.
    pub harmless: &'a [bool],
}

/// Looks at the function's loops, outermost first.
pub fn vectorize(graph: &mut Graph, kernels: &mut Kernels) {
    let mut body = std::mem::take(&mut graph.function.body);
    let facts =
        Facts { total: reads(graph, &body, kernels.exits), buffers: Buffers::of(&body, kernels.options.aliased) };
    block(graph, &mut body, &facts, kernels);
    graph.function.body = body;
}

/// What holds for the whole function.
struct Facts {
    /// How often each local is read, also by exit points.
    total: HashMap<LocalId, usize>,
    buffers: Buffers,
}

/// How often each local is read, also by exit points.
fn reads(graph: &Graph, block: &Block, exits: &[ExitPoint]) -> HashMap<LocalId, usize> {
    let mut counts: HashMap<LocalId, usize> = HashMap::new();
    let mut note = |l: LocalId| *counts.entry(l).or_default() += 1;
    walk(block, &mut |s| {
        for e in s.operands() {
            leaves(graph, e, &mut note);
        }
        if let Some(id) = s.exit() {
            let exit = &exits[id.0 as usize];
            exit.live.iter().flat_map(|l| &l.parts).for_each(|&l| note(l));
        }
    });
    counts
}

fn leaves(graph: &Graph, e: ExprId, note: &mut impl FnMut(LocalId)) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => note(*l),
        op => op.operands().into_iter().for_each(|o| leaves(graph, o, note)),
    }
}

fn block(graph: &mut Graph, statements: &mut Block, facts: &Facts, kernels: &mut Kernels) {
    let mut i = 0;
    while i < statements.len() {
        if let Stmt::For { exit: Some(_), .. } = &statements[i]
            && let Some(before) = vectorize_loop(graph, &mut statements[i], facts, kernels)
        {
            let n = before.len();
            statements.splice(i..i, before);
            i += n + 1;
            continue;
        }
        blocks_mut(&mut statements[i]).into_iter().for_each(|inner| block(graph, inner, facts, kernels));
        i += 1;
    }
}

/// Statements to put before the loop, if it got a kernel.
fn vectorize_loop(graph: &mut Graph, s: &mut Stmt, facts: &Facts, kernels: &mut Kernels) -> Option<Block> {
    let Stmt::For { label, pos, trip, exit: Some(exit), strips, body } = s else {
        unreachable!("the caller has looked")
    };
    let span = kernels.exits[exit.0 as usize].span;
    if kernels.options.lanes == Some(1) {
        report(kernels, span, |r| r.reason = Some("one lane was asked for".into()));
        return None;
    }
    let inside = reads(graph, body, kernels.exits);
    let outside: HashSet<LocalId> =
        facts.total.iter().filter(|(l, n)| inside.get(l).is_none_or(|m| m < n)).map(|(l, _)| *l).collect();
    let own_body = continue_as_break(body.clone(), *label);
    let candidate = match analyze(graph, *pos, &own_body, &outside, &facts.buffers) {
        Ok(candidate) => candidate,
        Err(reason) => {
            report(kernels, span, |r| r.reason = Some(reason));
            return None;
        }
    };
    let scalar = scalar_kernel(graph, own_body, *pos, &candidate);
    if let Some(buffer) = stored_in_loop(&scalar.function.body, false) {
        // Undoing a strip takes one remembered value for each store.
        let name = super::independence::user_name(graph, buffer);
        report(kernels, span, |r| r.reason = Some(format!("`{name}` is written in an inner loop")));
        return None;
    }
    let restorable = candidate.written.values().all(|&own| offset_from(graph, own, *pos).is_some());
    let spine = if restorable { find_spine(&scalar, &scalar.function.body, *pos) } else { None };
    let plan = plan(&scalar, spine.is_some(), &kernels.options.target, kernels.options.lanes);
    let kernel_exit = ExitId(kernels.exits.len() as u32);
    let converted = convert(&Strip {
        old: &scalar,
        body: &scalar.function.body,
        pos: *pos,
        lanes: plan.lanes,
        checkpoint: plan.checkpoint,
        has_fma: kernels.options.target.isa.has_fma(),
        exit: kernel_exit,
        spine: spine.as_ref(),
        name: format!("{}_{}", graph.function.name, kernels.functions.len()),
    });
    let live = vec![LiveVariable { name: "position".into(), ty: PyType::Int, parts: vec![converted.pos] }];
    kernels.exits.push(ExitPoint { span, place: Place::Header, live, iterators: vec![] });
    let kernel = KernelId(kernels.functions.len() as u32);
    let mut function = tidy(converted.kernel, kernels.exits);
    if !function.unordered {
        super::undo::undo(&mut function);
    }
    let early = early(&function);
    let info = kernel_info(graph, &function, kernel, early, &candidate, *pos, kernels.options);
    report(kernels, span, |r| {
        r.lanes = plan.lanes;
        r.interleave = plan.interleave;
        r.checkpoint = if converted.checkpointed { plan.checkpoint } else { 0 };
        r.threads = info.threads;
    });
    kernels.functions.push(function);
    kernels.infos.push(info);
    let harmless = |snippet: SnippetId| kernels.harmless.get(snippet.0 as usize) == Some(&true);
    let ahead = if restorable { effects(body, &candidate, &harmless) } else { None };
    let Range { upto, before, prelude, next } = range(graph, *pos, *trip, &candidate, ahead.is_some());
    let ahead = ahead.zip(next).map(|(n, next)| {
        let done = graph.new_local("done", Type::INT);
        let (here, limit) = (graph.local(*pos), graph.local(done));
        let condition = graph.binary(BinaryOp::Lt, here, limit);
        let then = vec![Stmt::Continue(*label)];
        body.insert(n, Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        Ahead { done, next }
    });
    let zero = graph.int(0);
    let start = ahead.iter().map(|ahead| Stmt::Assign(ahead.done, zero));
    let before = before.into_iter().chain(start).collect();
    *strips = Some(Strips { kernel, upto, ahead });
    body.splice(0..0, prelude);
    Some(before)
}

/// A buffer that a loop inside the body writes.
fn stored_in_loop(block: &Block, in_loop: bool) -> Option<LocalId> {
    block.iter().find_map(|s| match s {
        Stmt::Store { buffer, .. } if in_loop => Some(*buffer),
        s => {
            let inside = in_loop || matches!(s, Stmt::For { .. } | Stmt::Loop { .. });
            s.blocks().into_iter().find_map(|b| stored_in_loop(b, inside))
        }
    })
}

fn report(kernels: &mut Kernels, span: crate::diagnostic::Span, change: impl FnOnce(&mut LoopReport)) {
    if let Some(r) = kernels.loops.iter_mut().find(|r| r.span == span) {
        change(r);
    }
}

/// `continue` of the loop itself ends the iteration.
fn continue_as_break(body: Block, label: Label) -> Block {
    let mut found = false;
    walk(&body, &mut |s| found |= matches!(s, Stmt::Continue(l) if *l == label));
    if !found {
        return body;
    }
    fn turn(block: Block, label: Label) -> Block {
        block
            .into_iter()
            .map(|mut s| {
                if matches!(s, Stmt::Continue(l) if l == label) {
                    return Stmt::Break(label);
                }
                for inner in blocks_mut(&mut s) {
                    *inner = turn(std::mem::take(inner), label);
                }
                s
            })
            .collect()
    }
    vec![Stmt::Block { label, body: turn(body, label) }]
}

/// One iteration, without exit points and calls, its bounds taken for granted and its own elements in locals.
fn scalar_kernel(graph: &Graph, body: Block, pos: LocalId, candidate: &Candidate) -> Graph {
    let mut kernel = graph.clone();
    kernel.function.body = without_exits(body);
    bounds(&mut kernel, &[pos], &candidate.bounds);
    let positions: Vec<ExprId> = candidate
        .bounds
        .iter()
        .filter_map(|b| if let Bound::Below(index, _) = b { Some(*index) } else { None })
        .chain([kernel.local(pos)])
        .collect();
    promote(&mut kernel, &positions);
    forward(&mut kernel);
    // What stood between a check and a test that implies it was a store of an own element.
    sink(&mut kernel);
    sweep(&mut kernel, &HashSet::new());
    kernel
}

fn without_exits(block: Block) -> Block {
    let keep = |s: &Stmt| !matches!(s, Stmt::Exit(_)) && !is_split(s);
    block
        .into_iter()
        .filter(keep)
        .map(|mut s| {
            if let Stmt::For { exit, .. } | Stmt::Loop { exit, .. } = &mut s {
                *exit = None;
            }
            blocks_mut(&mut s).into_iter().for_each(|inner| *inner = without_exits(std::mem::take(inner)));
            s
        })
        .collect()
}

fn is_split(s: &Stmt) -> bool {
    let Stmt::If { then, .. } = s else { return false };
    let mut found = false;
    walk(then, &mut |s| found |= matches!(s, Stmt::CallPython { .. }));
    found
}

fn tidy(kernel: Function, exits: &[ExitPoint]) -> Function {
    let mut graph = Graph::new(kernel);
    forward(&mut graph);
    let kept = named_by_exits(&graph.function.body, exits);
    sweep(&mut graph, &kept);
    graph.function
}

fn kernel_info(
    graph: &Graph,
    kernel: &Function,
    id: KernelId,
    early: Early,
    candidate: &Candidate,
    pos: LocalId,
    options: &Options,
) -> KernelInfo {
    let mut known = true;
    let mut stores = vec![];
    for (&buffer, &own) in &candidate.written {
        let Type::Buffer(elem, ndim) = graph.local_ty(buffer) else { unreachable!("a buffer") };
        let capture = kernel.captures.iter().position(|&l| l == buffer);
        let slot = |l: LocalId| kernel.captures.iter().position(|&captured| captured == l);
        match (capture, offset_from(graph, own, pos)) {
            (Some(capture), Some((base, offset))) if base.is_none_or(|l| slot(l).is_some()) => {
                let base = base.and_then(slot);
                stores.push(StoreRange { capture, elem_size: elem.size(), ndim, base, offset });
            }
            _ => known = false,
        }
    }
    stores.sort_by_key(|s| s.capture);
    let threads = options.threads && (known || early == Early::Never);
    KernelInfo { symbol: kernel_symbol(id.0 as usize), grain: kernel_grain(kernel), early, threads, stores }
}

fn early(kernel: &Function) -> Early {
    let mut fallible = false;
    walk(&kernel.body, &mut |s| fallible |= matches!(s, Stmt::Check { .. }));
    match (kernel.unordered, fallible) {
        (true, _) => Early::Anything,
        (false, true) => Early::Prefix,
        (false, false) => Early::Never,
    }
}

/// The local and the constant that a row is away from the position, where it is no more than that.
fn offset_from(graph: &Graph, own: ExprId, pos: LocalId) -> Option<(Option<LocalId>, i64)> {
    let Op::Binary(BinaryOp::Add, a, b) = *graph.op(own) else {
        return (*graph.op(own) == Op::Local(pos)).then_some((None, 0));
    };
    let offset = match (*graph.op(a) == Op::Local(pos), *graph.op(b) == Op::Local(pos)) {
        (true, false) => b,
        (false, true) => a,
        _ => return None,
    };
    match *graph.op(offset) {
        Op::Const(Const::Int(c)) => Some((None, c)),
        Op::Local(l) => Some((Some(l), 0)),
        _ => None,
    }
}

/// Statements up to the last one that prints, if the rest of an iteration can be done before: all calls of Python print
/// numbers, and what comes before them writes nothing and reads nothing that the loop writes.
fn effects(body: &Block, candidate: &Candidate, harmless: &impl Fn(SnippetId) -> bool) -> Option<usize> {
    let n = body.iter().rposition(is_split)? + 1;
    let mut all = true;
    walk(&body[..n], &mut |s| match s {
        Stmt::CallPython { snippet, .. } => all &= harmless(*snippet),
        Stmt::Load { buffer, .. } => all &= !candidate.written.contains_key(buffer),
        Stmt::Assign(..) | Stmt::Check { .. } | Stmt::If { .. } | Stmt::Exit(_) => {}
        _ => all = false,
    });
    let mut elsewhere = false;
    walk(&body[n..], &mut |s| elsewhere |= matches!(s, Stmt::CallPython { .. }));
    (all && !elsewhere).then_some(n)
}

/// What a loop with a kernel needs.
struct Range {
    /// Up to which position strips may go.
    upto: ExprId,
    /// Statements before the loop, and at the start of its scalar body.
    before: Block,
    prelude: Block,
    /// The next position that calls Python, if strips may go beyond it.
    next: Option<ExprId>,
}

fn range(graph: &mut Graph, pos: LocalId, trip: ExprId, candidate: &Candidate, is_ahead: bool) -> Range {
    let here = graph.local(pos);
    let mut upto = trip;
    if candidate.needs_last {
        let minus = graph.int(-1);
        upto = graph.binary(BinaryOp::Add, upto, minus);
    }
    let mut bounds = candidate.bounds.clone();
    bounds.dedup();
    let mut seen = vec![];
    for bound in bounds {
        if seen.contains(&bound) {
            continue;
        }
        seen.push(bound);
        upto = match bound {
            Bound::Below(index, limit) => clip_below(graph, here, index, limit, upto, trip),
            Bound::NotNegative(index) => clip_not_negative(graph, here, index, upto),
        };
    }
    for &inner in &candidate.must_run {
        let zero = graph.int(0);
        let runs = graph.binary(BinaryOp::Gt, inner, zero);
        upto = graph.select(runs, upto, here);
    }
    if candidate.splits.is_empty() {
        return Range { upto, before: vec![], prelude: vec![], next: None };
    }
    let until = graph.new_local("until", Type::INT);
    let zero = graph.int(0);
    let value = graph.local(until);
    if !is_ahead {
        upto = graph.binary(BinaryOp::Min, upto, value);
    }
    let prelude = scan(graph, pos, trip, until, &candidate.splits);
    Range { upto, before: vec![Stmt::Assign(until, zero)], prelude, next: is_ahead.then_some(value) }
}

/// `pos + offset < limit`
fn clip_below(graph: &mut Graph, pos: ExprId, index: ExprId, limit: ExprId, upto: ExprId, trip: ExprId) -> ExprId {
    let most = match *graph.op(index) {
        _ if index == pos => limit,
        Op::Binary(BinaryOp::Add, a, b) => {
            let offset = if a == pos { b } else { a };
            graph.binary(BinaryOp::Sub, limit, offset)
        }
        _ => unreachable!("independence: pos or pos + offset"),
    };
    let count = match *graph.op(trip) {
        Op::Binary(BinaryOp::Max, a, b) if graph.int_constant(b) == Some(0) => a,
        _ => trip,
    };
    if most == trip || most == count { upto } else { graph.binary(BinaryOp::Min, upto, most) }
}

/// `pos + offset >= 0`: once it holds it holds for all that follow.
fn clip_not_negative(graph: &mut Graph, pos: ExprId, index: ExprId, upto: ExprId) -> ExprId {
    let offset = match *graph.op(index) {
        _ if index == pos => return upto,
        Op::Binary(BinaryOp::Add, a, b) => {
            if a == pos {
                b
            } else {
                a
            }
        }
        _ => unreachable!("independence: pos or pos + offset"),
    };
    if graph.int_constant(offset).is_some_and(|c| c >= 0) {
        return upto;
    }
    let zero = graph.int(0);
    let fine = graph.binary(BinaryOp::Ge, index, zero);
    graph.select(fine, upto, pos)
}

/// Finds the next position behind this one that calls Python.
fn scan(graph: &mut Graph, pos: LocalId, trip: ExprId, until: LocalId, splits: &[ExprId]) -> Block {
    let (here, value, one) = (graph.local(pos), graph.local(until), graph.int(1));
    let next = graph.binary(BinaryOp::Add, here, one);
    let due = graph.binary(BinaryOp::Ge, here, value);
    if let Some(nearest) = nearest(graph, pos, next, splits) {
        let found = graph.binary(BinaryOp::Min, nearest, trip);
        let then = vec![Stmt::Assign(until, found)];
        return vec![Stmt::If { condition: due, then, orelse: vec![], likely: Likely::Orelse }];
    }
    let mut stop = graph.binary(BinaryOp::Ge, value, trip);
    let far = graph.int(LOOK_AHEAD);
    let horizon = graph.binary(BinaryOp::Add, here, far);
    let beyond = graph.binary(BinaryOp::Ge, value, horizon);
    stop = graph.binary(BinaryOp::Or, stop, beyond);
    for &split in splits {
        let moved = graph.rewrite(split, &mut HashMap::new(), &mut |graph, op| match op {
            Op::Local(l) if *l == pos => Some(graph.local(until)),
            _ => None,
        });
        stop = graph.binary(BinaryOp::Or, stop, moved);
    }
    let label = fresh_label(graph);
    let step = graph.binary(BinaryOp::Add, value, one);
    let body = vec![
        Stmt::If { condition: stop, then: vec![Stmt::Break(label)], orelse: vec![], likely: Likely::Orelse },
        Stmt::Assign(until, step),
    ];
    let search = vec![Stmt::Assign(until, next), Stmt::Loop { label, exit: None, body }];
    vec![Stmt::If { condition: due, then: search, orelse: vec![], likely: Likely::Orelse }]
}

/// The first position from `next` on at which one of the conditions holds, if all of them are periodic:
/// `(pos + c) % n == r`, with constants.
fn nearest(graph: &mut Graph, pos: LocalId, next: ExprId, splits: &[ExprId]) -> Option<ExprId> {
    let mut nearest = None;
    for &split in splits {
        let (shift, period, remainder) = periodic(graph, pos, split)?;
        let [shift, period, remainder] = [shift, period, remainder].map(|c| graph.int(c));
        let there = graph.binary(BinaryOp::Add, next, shift);
        let missing = graph.binary(BinaryOp::Sub, remainder, there);
        let steps = graph.binary(BinaryOp::FloorMod, missing, period);
        let found = graph.binary(BinaryOp::Add, next, steps);
        nearest = Some(nearest.map_or(found, |other| graph.binary(BinaryOp::Min, other, found)));
    }
    nearest
}

/// `c`, `n` and `r` of `(pos + c) % n == r`.
fn periodic(graph: &Graph, pos: LocalId, condition: ExprId) -> Option<(i64, i64, i64)> {
    // No sum of these and of a position wraps: a position missed would be an effect lost.
    let small = |e: ExprId| graph.int_constant(e).filter(|c| c.abs() < 1 << 32);
    let Op::Binary(BinaryOp::Eq, remainder, wanted) = *graph.op(condition) else { return None };
    let Op::Binary(BinaryOp::FloorMod, x, period) = *graph.op(remainder) else { return None };
    let shift = match *graph.op(x) {
        Op::Local(l) if l == pos => 0,
        Op::Binary(BinaryOp::Add, a, c) if *graph.op(a) == Op::Local(pos) => small(c)?,
        Op::Binary(BinaryOp::Sub, a, c) if *graph.op(a) == Op::Local(pos) => -small(c)?,
        _ => return None,
    };
    Some((shift, small(period).filter(|&n| n > 0)?, small(wanted)?))
}

/// A label that no loop of the function has: they are numbered from 0 on.
fn fresh_label(graph: &mut Graph) -> Label {
    let n = graph.function.locals.len() as u32;
    // The number of locals grows with every scan, and lowering makes fewer labels than this offset.
    Label(1_000_000 + n)
}
