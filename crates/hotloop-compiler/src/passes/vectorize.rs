//! Gives each independent loop a kernel that runs it in strips of lanes.
//!
//! before: `for pos in n { .. }`
//! after:  `for pos in n strips 0 upto min(n, len(a)) { .. }`, and kernel 0 does whole strips of positions at once.
//!
//! The scalar body stays: it does what is left over, iterations that call Python, and every iteration in which
//! something fails, so that exits are exact.

use super::bounds::bounds;
use super::forward::forward;
use super::graph::{Graph, assigned_in, blocks_mut, walk};
use super::independence::{Around, Bound, Candidate, Uses, analyze, sets_any};
use super::lanes::{Strip, convert, find_spine};
use super::leaving::as_checks;
use super::places::{Iteration, Spot};
use super::plan::plan;
use super::promote::{promote, promote_places};
use super::reductions::{self, START_BITS};
use super::sharing::{Sharing, sharing};
use super::sink::sink;
use super::sweep::{named_by_exits, read_at_exits, sweep};
use crate::emit::llvm::{kernel_grain, kernel_symbol};
use crate::ir::*;
use crate::report::LoopReport;
use crate::{Along, Early, KernelInfo, Options, StoreRange};
use std::collections::{HashMap, HashSet};

/// A scan for the next iteration that calls Python looks this far ahead.
const LOOK_AHEAD: i64 = 1 << 16;
/// So many iterations after a strip has failed for nothing the next one is tried; then twice as many. And so many come
/// before the first strip of a loop that may be left.
const FIRST_WAIT: i64 = 64;

/// Locals by the label of a loop.
pub type Behind = HashMap<Label, HashSet<LocalId>>;

pub struct Kernels<'a> {
    pub functions: Vec<Function>,
    pub infos: Vec<KernelInfo>,
    /// What the scalar bodies of loops with kernels set and strips do not.
    pub behind: Behind,
    pub exits: &'a mut Vec<ExitPoint>,
    pub loops: &'a mut [LoopReport],
    pub options: &'a Options,
    /// For each snippet: it prints numbers and lengths only.
    pub harmless: &'a [bool],
}

/// Looks at the function's loops, outermost first.
pub fn vectorize(graph: &mut Graph, kernels: &mut Kernels) {
    let mut body = std::mem::take(&mut graph.function.body);
    let shown = shown(graph, &body, kernels.exits);
    let total = reads(graph, &without(body.clone(), &shown), kernels.exits);
    let facts = Facts { total, shown, shared: sharing(graph, &body, kernels.options.aliased) };
    block(graph, &mut body, &facts, kernels);
    graph.function.body = body;
}

/// What holds for the whole function.
struct Facts {
    total: HashMap<LocalId, Reads>,
    /// Locals that are there for who looks at the frame of an exception only.
    shown: HashSet<LocalId>,
    shared: Sharing,
}

/// How often a local is read.
#[derive(Clone, Copy, Default, PartialEq)]
struct Reads {
    by_code: usize,
    /// By exit points that only show it.
    shown: usize,
}

/// Locals that neither code nor what goes on at an exit point reads, but assignments of such.
fn shown(graph: &Graph, block: &Block, exits: &[ExitPoint]) -> HashSet<LocalId> {
    let mut swept = graph.clone();
    swept.function.body = block.clone();
    sweep(&mut swept, &read_at_exits(block, exits));
    &assigned_in(block) - &assigned_in(&swept.function.body)
}

/// No assignment to any of these.
fn without(mut block: Block, locals: &HashSet<LocalId>) -> Block {
    block.retain(|s| !matches!(s, Stmt::Assign(l, _) if locals.contains(l)));
    for inner in block.iter_mut().flat_map(blocks_mut) {
        *inner = without(std::mem::take(inner), locals);
    }
    block
}

/// How often each local is read, also by exit points.
fn reads(graph: &Graph, block: &Block, exits: &[ExitPoint]) -> HashMap<LocalId, Reads> {
    let mut counts: HashMap<LocalId, Reads> = HashMap::new();
    walk(block, &mut |s| {
        for e in s.operands() {
            leaves(graph, e, &mut |l| counts.entry(l).or_default().by_code += 1);
        }
        for variable in s.exit().into_iter().flat_map(|id| &exits[id.0 as usize].live) {
            for part in &variable.parts {
                let reads = counts.entry(*part).or_default();
                match variable.reader {
                    Reader::Nobody => reads.shown += 1,
                    _ => reads.by_code += 1,
                }
            }
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
        if let Stmt::For { .. } = &statements[i]
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
    let Stmt::For { label, pos, trip, exit, strips, body } = s else { unreachable!("the caller has looked") };
    // Loops in folds have none, and no report.
    let span = exit.map(|exit| kernels.exits[exit.0 as usize].span).unwrap_or_default();
    if kernels.options.lanes == Some(1) {
        report(kernels, *label, |r| r.reason = Some("one lane was asked for".into()));
        return None;
    }
    let own_body = without(body.clone(), &facts.shown);
    let uses = uses(graph, &own_body, *exit, kernels.exits, facts);
    let Some((own_body, leaves)) = as_checks(graph, *label, &own_body) else {
        report(kernels, *label, |r| r.reason = Some("it leaves the loop in its first iteration".into()));
        return None;
    };
    let (whole_body, _) = as_checks(graph, *label, body)?;
    let set_by_strips = assigned_in(&whole_body);
    let [own_body, whole_body] = [own_body, whole_body].map(|body| continue_as_break(body, *label));
    let shared = facts.shared.get(label).cloned().unwrap_or_default();
    let variables = parts_together(kernels.exits, *exit, body);
    let around =
        Around { uses: &uses, shared: &shared, variables, leaves: &leaves, fastmath: kernels.options.fastmath };
    let candidate = match analyze(graph, *pos, &own_body, &around) {
        Ok(candidate) => {
            let needs_last = candidate.needs_last || sets_any(graph, *pos, &whole_body, &uses.shown);
            Candidate { needs_last, ..candidate }
        }
        Err(reason) => {
            report(kernels, *label, |r| r.reason = Some(reason));
            return None;
        }
    };
    // Where it is left by an exit point before it, all that it has written must go.
    let undo = exit.is_none() && !candidate.written.is_empty();
    if exit.is_none() && (!candidate.splits.is_empty() || !undo && candidate.carried.reductions.is_empty()) {
        return None;
    }
    let written = written(graph, &candidate);
    let scalar = scalar_kernel(graph, own_body, *pos, &candidate);
    if let Some(buffer) = stored_in_loop(&scalar.function.body, false) {
        // Undoing a strip takes one remembered value for each store.
        let name = super::independence::user_name(graph, buffer);
        report(kernels, *label, |r| r.reason = Some(format!("`{name}` is written in an inner loop")));
        return None;
    }
    let spine = find_spine(&scalar, &scalar.function.body, *pos);
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
        captured: &written.captured,
        reductions: &candidate.carried.reductions,
    });
    let live = vec![LiveVariable {
        name: "position".into(),
        ty: PyType::Int,
        parts: vec![converted.pos],
        reader: Reader::Code,
    }];
    kernels.exits.push(ExitPoint { span, place: Place::Header, live, iterators: vec![] });
    let kernel = KernelId(kernels.functions.len() as u32);
    let mut function = tidy(converted.kernel, kernels.exits);
    if kernel_grain(&function) != i64::from(plan.lanes) {
        // No value has lanes: all of it stands under the condition of a call of Python, or nobody needs it.
        kernels.exits.pop();
        report(kernels, *label, |r| r.reason = Some("it leaves nothing for lanes to do".into()));
        return None;
    }
    if !function.unordered {
        super::undo::undo(&mut function);
    }
    let early = early(&function);
    let info = kernel_info(graph, &function, kernel, early, &written, kernels.options);
    report(kernels, *label, |r| {
        r.lanes = plan.lanes;
        r.interleave = plan.interleave;
        r.checkpoint = if converted.checkpointed { plan.checkpoint } else { 0 };
        r.threads = info.threads;
    });
    kernels.functions.push(function);
    kernels.infos.push(info);
    let harmless = |snippet: SnippetId| kernels.harmless.get(snippet.0 as usize) == Some(&true);
    let ahead = effects(body, &candidate, &harmless);
    let mut range = range(graph, *pos, *trip, &candidate, ahead.is_some());
    clip_carried(graph, &candidate, *pos, &mut range);
    if leaves.found || !candidate.carried.checked.is_empty() {
        let first = if leaves.found && !has_loop(body) { FIRST_WAIT } else { 0 };
        wait_after_failures(graph, first, *pos, plan.lanes, &mut range);
    }
    let Range { upto, before, prelude, next } = range;
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
    let before = written.before.into_iter().chain(before).chain(start).collect();
    let carried = &candidate.carried;
    let is_kept = |l: &LocalId| carried.reductions.contains_key(l) || carried.settled.contains_key(l);
    kernels.behind.insert(*label, set_by_strips.into_iter().filter(|l| !is_kept(l)).collect());
    *strips = Some(Strips { kernel, upto, ahead, forgets: vec![], undo });
    body.splice(0..0, prelude);
    Some(before)
}

/// Who else reads what a loop assigns.
fn uses(graph: &Graph, body: &Block, header: Option<ExitId>, exits: &[ExitPoint], facts: &Facts) -> Uses {
    let inside = reads(graph, body, exits);
    let elsewhere = |count: fn(&Reads) -> usize| {
        let found = facts.total.iter().filter(|(l, all)| inside.get(l).map_or(0, count) < count(all));
        found.map(|(l, _)| *l).collect()
    };
    let at_header = header.into_iter().flat_map(|exit| &exits[exit.0 as usize].live);
    let raised = at_header.filter(|variable| variable.reader == Reader::Python);
    Uses {
        behind: elsewhere(|reads| reads.by_code),
        shown: elsewhere(|reads| reads.shown),
        raised: raised.flat_map(|variable| variable.parts.iter().copied()).collect(),
    }
}

/// Variables of several parts, at the exit points of a loop.
fn parts_together(exits: &[ExitPoint], header: Option<ExitId>, body: &Block) -> Vec<Vec<LocalId>> {
    let mut all: Vec<ExitId> = header.into_iter().collect();
    walk(body, &mut |s| all.extend(s.exit()));
    let live = all.into_iter().flat_map(|exit| &exits[exit.0 as usize].live);
    let mut variables: Vec<Vec<LocalId>> = live.map(|l| l.parts.clone()).filter(|parts| parts.len() > 1).collect();
    variables.sort();
    variables.dedup();
    variables
}

fn has_loop(block: &Block) -> bool {
    let mut found = false;
    walk(block, &mut |s| found |= matches!(s, Stmt::For { .. } | Stmt::Loop { .. }));
    found
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

fn report(kernels: &mut Kernels, label: Label, change: impl FnOnce(&mut LoopReport)) {
    if let Some(r) = kernels.loops.iter_mut().find(|r| r.label == label) {
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
    kernel.function.body = without_exits(graph, body);
    let mut lane_form = std::mem::take(&mut kernel.function.body);
    reductions::rewrite(&mut kernel, &mut lane_form, &candidate.carried);
    kernel.function.body = lane_form;
    drop_held(&mut kernel, candidate);
    bounds(&mut kernel, &[pos], &candidate.bounds);
    let assigned = assigned_in(&kernel.function.body);
    let here = kernel.local(pos);
    let positions: Vec<ExprId> = candidate
        .bounds
        .iter()
        .filter_map(|b| if let Bound::Below(index, _) = b { Some(*index) } else { None })
        .filter(|&index| !kernel.reads(index, &|l| assigned.contains(&l)))
        .chain([here])
        .collect();
    promote(&mut kernel, &positions);
    let written: Vec<LocalId> = candidate.written.keys().copied().collect();
    promote_places(&mut kernel, pos, &written);
    forward(&mut kernel);
    // What stood between a check and a test that implies it was a store of an own element.
    sink(&mut kernel);
    sweep(&mut kernel, &candidate.carried.reductions.keys().copied().collect());
    kernel
}

/// Checks no more what holds for all strips.
fn drop_held(kernel: &mut Graph, candidate: &Candidate) {
    fn rest(graph: &mut Graph, condition: ExprId, bounds: &[Bound]) -> ExprId {
        if bounds.contains(&Bound::Holds(condition)) {
            return graph.bool(true);
        }
        let Op::Binary(BinaryOp::And, a, b) = *graph.op(condition) else { return condition };
        let (a, b) = (rest(graph, a, bounds), rest(graph, b, bounds));
        graph.binary(BinaryOp::And, a, b)
    }
    fn each(graph: &mut Graph, block: &mut Block, bounds: &[Bound]) {
        for s in block.iter_mut() {
            if let Stmt::Check { condition, .. } = s {
                *condition = rest(graph, *condition, bounds);
            }
            blocks_mut(s).into_iter().for_each(|inner| each(graph, inner, bounds));
        }
    }
    let mut body = std::mem::take(&mut kernel.function.body);
    each(kernel, &mut body, &candidate.bounds);
    kernel.function.body = body;
}

/// No statement of it names lists anew either: no list is looked at that is another one in each iteration.
fn without_exits(graph: &Graph, block: Block) -> Block {
    let names_list = |s: &Stmt| matches!(s, Stmt::Assign(l, _) if matches!(graph.local_ty(*l), Type::Buffer(..)));
    let keep = |s: &Stmt| !matches!(s, Stmt::Exit(_)) && !is_split(s) && !names_list(s);
    block
        .into_iter()
        .filter(keep)
        .map(|mut s| {
            if let Stmt::For { exit, .. } | Stmt::Loop { exit, .. } = &mut s {
                *exit = None;
            }
            blocks_mut(&mut s).into_iter().for_each(|inner| *inner = without_exits(graph, std::mem::take(inner)));
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
    let mut kept = named_by_exits(&graph.function.body, exits);
    kept.extend(graph.function.reductions.iter().map(|reduction| reduction.partial));
    sweep(&mut graph, &kept);
    graph.function
}

/// What a kernel writes, in terms of the function around it.
struct Written {
    stores: Vec<(LocalId, Vec<Base>)>,
    /// Locals that the runtime needs to know of, and what sets them before the loop.
    captured: Vec<LocalId>,
    before: Block,
}

/// `scale * pos + local + offset`; `None`: anywhere in this dimension.
type Base = Option<(i64, Option<LocalId>, i64)>;

/// With more places than this in a buffer, whole rows or columns are taken to be written.
const MANY_PLACES: usize = 4;

fn written(graph: &mut Graph, candidate: &Candidate) -> Written {
    let mut written = Written { stores: vec![], captured: vec![], before: vec![] };
    let mut known = HashMap::new();
    for (&buffer, stores) in &candidate.written {
        for places in places_of(stores) {
            let bases = places.iter().map(|place| {
                let place = place.as_ref()?;
                let (local, offset) = *known.entry(place.base).or_insert_with(|| base(graph, place.base, &mut written));
                Some((place.scale, local, offset))
            });
            let bases = bases.collect();
            written.stores.push((buffer, bases));
        }
    }
    written.captured.sort();
    written.captured.dedup();
    written
}

/// Each place once; what differs in many of them is anywhere.
fn places_of(stores: &[Vec<Option<Spot>>]) -> Vec<Vec<Option<Spot>>> {
    let is_same = |a: &Option<Spot>, b: &Option<Spot>| match (a, b) {
        (Some(a), Some(b)) => a.is_same(b),
        (None, None) => true,
        _ => false,
    };
    let mut distinct: Vec<Vec<Option<Spot>>> = vec![];
    for places in stores {
        if !distinct.iter().any(|other| other.iter().zip(places).all(|(a, b)| is_same(a, b))) {
            distinct.push(places.clone());
        }
    }
    if distinct.len() <= MANY_PLACES {
        return distinct;
    }
    let common = |i: usize| distinct[0][i].clone().filter(|_| distinct.iter().all(|p| is_same(&p[i], &distinct[0][i])));
    vec![(0..distinct[0].len()).map(common).collect()]
}

/// The local and the constant that a base is, if need be a new local.
fn base(graph: &mut Graph, base: ExprId, written: &mut Written) -> (Option<LocalId>, i64) {
    let (local, offset) = match *graph.op(base) {
        Op::Const(Const::Int(c)) => return (None, c),
        Op::Local(l) => (l, 0),
        Op::Binary(BinaryOp::Add, a, c) if matches!(graph.op(a), Op::Local(_)) && graph.int_constant(c).is_some() => {
            let Op::Local(l) = *graph.op(a) else { unreachable!("just seen") };
            (l, graph.int_constant(c).expect("just seen"))
        }
        _ => {
            let local = graph.new_local("base", Type::INT);
            written.before.push(Stmt::Assign(local, base));
            (local, 0)
        }
    };
    written.captured.push(local);
    (Some(local), offset)
}

fn kernel_info(
    graph: &Graph,
    kernel: &Function,
    id: KernelId,
    early: Early,
    written: &Written,
    options: &Options,
) -> KernelInfo {
    let slot = |l: LocalId| kernel.captures.iter().position(|&captured| captured == l);
    let along = |base: &Base| match *base {
        Some((scale, local, offset)) => {
            let base = local.map(|l| slot(l).expect("captured: the conversion was told to"));
            Along::At { scale, base, offset }
        }
        None => Along::Whole,
    };
    let mut stores = vec![];
    for (buffer, bases) in &written.stores {
        let Type::Buffer(elem, dims) = graph.local_ty(*buffer) else { unreachable!("a buffer") };
        // What is not captured was never written.
        let Some(capture) = slot(*buffer) else { continue };
        let mut index = [Along::Whole; MAX_DIMS];
        bases.iter().zip(&mut index).for_each(|(base, index)| *index = along(base));
        stores.push(StoreRange {
            capture,
            elem_size: elem.size(),
            index,
            ndim: dims.n,
            strided: !dims.is_contiguous(),
        });
    }
    stores.sort_by_key(|s| s.capture);
    let scalar = |r: &Reduction| (r.op, graph.local_ty(r.into).scalar().expect("reductions: a number"));
    KernelInfo {
        symbol: kernel_symbol(id.0 as usize),
        grain: kernel_grain(kernel),
        early,
        threads: options.threads,
        stores,
        reductions: kernel.reductions.iter().map(scalar).collect(),
    }
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
    // What is behind the position is not in the loop's locals before its turn.
    let is_sum = !candidate.carried.reductions.is_empty();
    (all && !elsewhere && !is_sum).then_some(n)
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
            Bound::Below(index, limit) => {
                let moving = Moving::of(graph, &candidate.iteration, pos, index);
                clip_below(graph, here, &moving, limit, upto, trip)
            }
            Bound::NotNegative(index) => {
                let moving = Moving::of(graph, &candidate.iteration, pos, index);
                clip_not_negative(graph, here, &moving, upto)
            }
            Bound::Holds(condition) => {
                let holds = candidate.iteration.invariant(graph, condition).expect("independence: an invariant");
                graph.select(holds, upto, here)
            }
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

/// Strips are for where what is settled is so, and sums are not large.
fn clip_carried(graph: &mut Graph, candidate: &Candidate, pos: LocalId, range: &mut Range) {
    let here = graph.local(pos);
    for (&local, &value) in &candidate.carried.settled {
        let now = graph.local(local);
        let holds = if value { now } else { graph.not(now) };
        range.upto = graph.select(holds, range.upto, here);
    }
    for &local in &candidate.carried.checked {
        let sum = graph.local(local);
        let [most, least] = [1 << START_BITS, -1 << START_BITS].map(|c| graph.int(c));
        for (compare, limit) in [(BinaryOp::Le, most), (BinaryOp::Ge, least)] {
            let holds = graph.binary(compare, sum, limit);
            range.upto = graph.select(holds, range.upto, here);
        }
    }
}

/// Strips that fail although the scalar body does not (a sum of a lane was large), or does not at once (the loop is left in
/// a later iteration), are tried again later and later. `first`: from this position on; a search may be over soon.
fn wait_after_failures(graph: &mut Graph, first: i64, pos: LocalId, lanes: u16, range: &mut Range) {
    let here = graph.local(pos);
    let [again, wait] = ["again", "wait"].map(|name| graph.new_local(name, Type::INT));
    let [first, first_wait] = [first, FIRST_WAIT].map(|c| graph.int(c));
    range.before.extend([Stmt::Assign(again, first), Stmt::Assign(wait, first_wait)]);
    let (next, waits) = (graph.local(again), graph.local(wait));
    let is_due = graph.binary(BinaryOp::Ge, here, next);
    range.upto = graph.select(is_due, range.upto, here);
    let (left, strip) = (graph.binary(BinaryOp::Sub, range.upto, here), graph.int(lanes.into()));
    let has_failed = graph.binary(BinaryOp::Ge, left, strip);
    let later = graph.binary(BinaryOp::Add, here, waits);
    let longer = graph.binary(BinaryOp::Add, waits, waits);
    let then = vec![Stmt::Assign(again, later), Stmt::Assign(wait, longer)];
    let note = Stmt::If { condition: has_failed, then, orelse: vec![], likely: Likely::Orelse };
    // Most iterations of a short search find out nothing else than this.
    let note = Stmt::If { condition: is_due, then: vec![note], orelse: vec![], likely: Likely::Orelse };
    range.prelude.insert(0, note);
}

/// An index that is `scale * pos + offset`, and what may stand outside of the body for it.
struct Moving {
    index: ExprId,
    scale: i64,
    offset: ExprId,
}

impl Moving {
    fn of(graph: &mut Graph, iteration: &Iteration, pos: LocalId, index: ExprId) -> Moving {
        let is_pos = |graph: &Graph, e: ExprId| *graph.op(e) == Op::Local(pos);
        let place = iteration.place(graph, index).expect("independence: a place");
        let offset = match *graph.op(index) {
            Op::Binary(BinaryOp::Add, a, b) if is_pos(graph, a) && place.index == index => b,
            Op::Binary(BinaryOp::Add, a, b) if is_pos(graph, b) && place.index == index => a,
            _ => place.base,
        };
        Moving { index: place.index, scale: place.scale, offset }
    }
}

/// `scale * pos + offset < limit`, where the index at `pos` is not negative.
fn clip_below(graph: &mut Graph, pos: ExprId, moving: &Moving, limit: ExprId, upto: ExprId, trip: ExprId) -> ExprId {
    if moving.scale < 0 {
        // It grows smaller.
        let fine = graph.binary(BinaryOp::Lt, moving.index, limit);
        return graph.select(fine, upto, pos);
    }
    let most = if moving.scale == 1 {
        graph.binary(BinaryOp::Sub, limit, moving.offset)
    } else {
        let room = graph.binary(BinaryOp::Sub, limit, moving.index);
        let up = graph.int(moving.scale - 1);
        let room = graph.binary(BinaryOp::Add, room, up);
        steps_from(graph, pos, room, moving.scale)
    };
    let count = match *graph.op(trip) {
        Op::Binary(BinaryOp::Max, a, b) if graph.int_constant(b) == Some(0) => a,
        _ => trip,
    };
    if most == trip || most == count { upto } else { graph.binary(BinaryOp::Min, upto, most) }
}

/// `scale * pos + offset >= 0`.
fn clip_not_negative(graph: &mut Graph, pos: ExprId, moving: &Moving, upto: ExprId) -> ExprId {
    if moving.scale < 0 {
        // The last one is where it is less than a step above 0.
        let size = graph.int(-moving.scale);
        let room = graph.binary(BinaryOp::Add, moving.index, size);
        let most = steps_from(graph, pos, room, -moving.scale);
        return graph.binary(BinaryOp::Min, upto, most);
    }
    if graph.int_constant(moving.offset).is_some_and(|c| c >= 0) {
        return upto;
    }
    // Once it holds it holds for all that follow.
    let zero = graph.int(0);
    let fine = graph.binary(BinaryOp::Ge, moving.index, zero);
    graph.select(fine, upto, pos)
}

/// `pos + room // size`
fn steps_from(graph: &mut Graph, pos: ExprId, room: ExprId, size: i64) -> ExprId {
    let size = graph.int(size);
    let steps = graph.binary(BinaryOp::FloorDiv, room, size);
    graph.binary(BinaryOp::Add, pos, steps)
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
    let small = |e: ExprId| graph.int_constant(e).filter(|c| c.unsigned_abs() < 1 << 32);
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
