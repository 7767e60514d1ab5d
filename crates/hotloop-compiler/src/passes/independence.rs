//! Which loops may run their iterations in any order, and what that takes.
//!
//! example: `for i in range(n): out[i] = f(a[i])` writes `out` at its own position only: independent, for positions up
//! to the smaller of both lengths. `s = s * 2 + a[i]` carries `s`: not independent. `s += a[i]` does as well, but lanes
//! can have parts of the sum ([`reductions`](super::reductions)).

use super::exposed::Exposed;
use super::graph::{Graph, assigned_in, walk};
use super::leaving::Leaves;
use super::places::{Iteration, Spot};
use super::reductions::{self, Carried};
use super::sharing::Pairs;
use crate::ir::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A loop whose iterations are independent.
pub struct Candidate {
    /// Conditions under which an iteration must run by itself (it calls Python).
    pub splits: Vec<ExprId>,
    /// What checks ask of the position, and of what the loop does not change.
    pub bounds: Vec<Bound>,
    /// Buffers that are written, each iteration at places of its own: all of these places.
    pub written: BTreeMap<LocalId, Vec<Vec<Option<Spot>>>>,
    pub iteration: Iteration,
    /// A local assigned in every iteration is read behind the loop: its last iteration must be scalar.
    pub needs_last: bool,
    /// Trip counts of inner loops that must be above 0: otherwise a variable keeps the value of an earlier iteration.
    pub must_run: Vec<ExprId>,
    pub carried: Carried,
}

/// Who else looks at what a loop computes.
pub struct Around<'a> {
    pub uses: &'a Uses,
    /// Buffers that may be the same one in the loop.
    pub shared: &'a Pairs,
    /// Parts of one variable, at exit points of the loop.
    pub variables: Vec<Vec<LocalId>>,
    /// What is done where the loop is left before its end.
    pub leaves: &'a Leaves,
    /// Sums of floats may be added up in any order.
    pub fastmath: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// `index >= 0`
    NotNegative(ExprId),
    /// `index < limit`
    Below(ExprId, ExprId),
    /// A condition over what the loop does not change.
    Holds(ExprId),
}

/// The reason why not, in the user's words.
pub type Refusal = String;

/// Who reads locals besides the body of a loop.
pub struct Uses {
    /// Read later, or by whoever goes on at an exit point.
    pub behind: HashSet<LocalId>,
    /// Seen by who looks at the frame of an exception.
    pub shown: HashSet<LocalId>,
    /// Read by an iteration in what only CPython evaluates, before it has set them.
    pub raised: HashSet<LocalId>,
}

/// Looks at a loop over `pos` with this body.
pub fn analyze(graph: &mut Graph, pos: LocalId, body: &Block, around: &Around) -> Result<Candidate, Refusal> {
    let assigned = assigned_in(body);
    let mut candidate = Candidate {
        splits: vec![],
        bounds: vec![],
        written: BTreeMap::new(),
        iteration: Iteration::of(pos, body),
        needs_last: false,
        must_run: vec![],
        carried: Carried::default(),
    };
    let mut labels = HashSet::new();
    walk(body, &mut |s| {
        if let Stmt::For { label, .. } | Stmt::Loop { label, .. } | Stmt::Block { label, .. } = s {
            labels.insert(*label);
        }
    });
    let invariant = |e: ExprId| !graph.reads(e, &|l| assigned.contains(&l) || l == pos);
    statements(graph, body, pos, &invariant, &labels, &mut candidate)?;
    carried(graph, pos, body, around, &assigned, &mut candidate)?;
    own_places(graph, pos, body, &assigned, around.shared, &mut candidate)?;
    Ok(candidate)
}

fn statements(
    graph: &Graph,
    block: &Block,
    pos: LocalId,
    invariant: &impl Fn(ExprId) -> bool,
    labels: &HashSet<Label>,
    candidate: &mut Candidate,
) -> Result<(), Refusal> {
    for s in block {
        match s {
            Stmt::If { condition, then, orelse, .. } if calls_python(then) && orelse.is_empty() => {
                if graph.reads(*condition, &|l| l != pos && !invariant_local(graph, l, invariant)) {
                    return Err("it calls Python under a condition that depends on what the loop computes".into());
                }
                candidate.splits.push(*condition);
            }
            Stmt::CallPython { .. } => return Err("it calls Python in every iteration".into()),
            Stmt::CallFunction { .. } => return Err("it calls a function that calls itself".into()),
            Stmt::Edit { edit: Edit::Append, .. } => return Err("it appends to a list".into()),
            Stmt::Edit { edit: Edit::Twist, .. } => return Err("it draws random numbers, one after the other".into()),
            Stmt::Edit { edit: Edit::Sort, .. } => return Err("it sorts a list".into()),
            Stmt::Edit { .. } => return Err("it changes the length of a list".into()),
            Stmt::NewList { .. } => return Err("it creates a list".into()),
            Stmt::Retain(_) | Stmt::Release(_) => return Err("it holds Python objects".into()),
            Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } if is_in_bytes(graph, *buffer) => {
                return Err(
                    "it goes through an array whose elements are fields of records, not aligned, or have their \
                            bytes swapped"
                        .into(),
                );
            }
            Stmt::Return(_) => return Err("it returns from inside the loop".into()),
            Stmt::Break(label) | Stmt::Continue(label) if !labels.contains(label) => {
                return Err("it leaves the loop before its end".into());
            }
            _ => {
                for inner in s.blocks() {
                    statements(graph, inner, pos, invariant, labels, candidate)?;
                }
            }
        }
    }
    Ok(())
}

fn is_in_bytes(graph: &Graph, buffer: LocalId) -> bool {
    matches!(graph.local_ty(buffer), Type::Buffer(_, Dims { layout: Layout::Bytes { .. }, .. }))
}

fn invariant_local(graph: &Graph, l: LocalId, invariant: &impl Fn(ExprId) -> bool) -> bool {
    // An expression that reads `l` alone, if the function has one; a local without any is not read.
    let id = graph.function.exprs.iter().position(|e| e.op == Op::Local(l));
    id.is_none_or(|id| invariant(ExprId(id as u32)))
}

fn calls_python(block: &Block) -> bool {
    let mut found = false;
    walk(block, &mut |s| found |= matches!(s, Stmt::CallPython { .. }));
    found
}

// Values

/// No value may pass from one iteration to the next, but in reductions.
fn carried(
    graph: &mut Graph,
    pos: LocalId,
    body: &Block,
    around: &Around,
    assigned: &HashSet<LocalId>,
    candidate: &mut Candidate,
) -> Result<(), Refusal> {
    let (mut exposed, unset_at_leaves, end) = {
        let invariant = |e: ExprId| !graph.reads(e, &|l| assigned.contains(&l) || l == pos);
        let mut flow = Exposed::with_loops_that_run(graph, assigned, &invariant);
        let end = flow.block(body, [pos].into());
        candidate.must_run = flow.taken_to_run;
        (flow.exposed, flow.unset_at_leaves, end)
    };
    exposed.extend(around.uses.raised.iter().filter(|l| assigned.contains(l)));
    let is_set = |l: &LocalId| end.as_ref().is_some_and(|set| set.contains(l));
    let used_later = assigned.iter().filter(|l| around.uses.behind.contains(l));
    candidate.needs_last = used_later.clone().any(is_set);
    let locals = exposed.iter().chain(used_later.filter(|l| !is_set(l))).copied().collect();
    let refusal = |graph: &Graph, local: LocalId| match exposed.contains(&local) {
        true => format!("`{}` carries a value from one iteration to the next", user_name(graph, local)),
        false => format!("`{}` is used after the loop and not set in every iteration", user_name(graph, local)),
    };
    let found = reductions::find(graph, body, &locals, around.fastmath);
    let mut carried = found.map_err(|local| refusal(graph, local))?;
    // Where the loop is left behind strips, all parts of a variable are of the same iteration.
    for variable in &around.variables {
        if !variable.iter().any(|part| carried.reductions.contains_key(part)) {
            continue;
        }
        for &part in variable.iter().filter(|l| assigned.contains(l) && !carried.reductions.contains_key(l)) {
            let value = reductions::constant(graph, body, part);
            carried.settled.insert(part, value.ok_or_else(|| refusal(graph, variable[0]))?);
        }
    }
    // Where an iteration leaves, the one before it may have been in a strip.
    let is_lost = |l: &&LocalId| {
        around.leaves.needs(**l, around.uses.behind.contains(l))
            && !carried.reductions.contains_key(l)
            && !carried.settled.contains_key(l)
    };
    if let Some(&lost) = unset_at_leaves.iter().filter(is_lost).min() {
        let name = user_name(graph, lost);
        return Err(format!("`{name}` is used where the loop is left, and may be of the iteration before"));
    }
    candidate.carried = carried;
    Ok(())
}

/// Does every iteration set one of these, if the loops in it run at all?
pub fn sets_any(graph: &Graph, pos: LocalId, body: &Block, locals: &HashSet<LocalId>) -> bool {
    let assigned = assigned_in(body);
    let mut flow = Exposed::with_loops_that_run(graph, &assigned, &|_| true);
    flow.block(body, [pos].into()).is_some_and(|set| !set.is_disjoint(locals))
}

/// The variable that a local belongs to.
pub fn user_name(graph: &Graph, local: LocalId) -> String {
    let name = &graph.function.locals[local.0 as usize].name;
    match name.strip_prefix('.') {
        // Of instances: `.fields0.x` is what `b.x` is in.
        Some(hidden) => format!(".{}", hidden.rsplit('.').next().unwrap_or(hidden)),
        None => name.split('.').next().unwrap_or(name).to_string(),
    }
}

// Memory

/// An access of an element.
struct Access {
    buffer: LocalId,
    index: Vec<ExprId>,
    places: Vec<Option<Spot>>,
    stores: bool,
}

/// In every access of a buffer that is written, one of the indices must be the iteration's own; but rows may be read to
/// which nothing is written.
fn own_places(
    graph: &mut Graph,
    pos: LocalId,
    body: &Block,
    assigned: &HashSet<LocalId>,
    shared: &Pairs,
    candidate: &mut Candidate,
) -> Result<(), Refusal> {
    if changes_buffer(graph, body, assigned) {
        return Err("it looks at one list in one iteration and at another one in the next".into());
    }
    let accesses = accesses(graph, body, &candidate.iteration);
    let written: BTreeSet<LocalId> = accesses.iter().filter(|a| a.stores).map(|a| a.buffer).collect();
    for &buffer in &written {
        let name = |graph: &Graph| user_name(graph, buffer);
        if let Some(other) = accesses.iter().find(|a| shared.contains(&(buffer, a.buffer))) {
            return Err(format!("`{}` and `{}` may share memory", name(graph), user_name(graph, other.buffer)));
        }
        let all: Vec<&Access> = accesses.iter().filter(|a| a.buffer == buffer).collect();
        if let Err(why) = own_index(graph, &all) {
            let (in_row, others) = in_one_row(graph, &all).unwrap_or_default();
            if in_row.is_empty() || own_index(graph, &in_row).is_err() {
                return Err(format!("`{}` is {why}", name(graph)));
            }
            candidate.bounds.extend(others.into_iter().map(Bound::Holds));
        }
        candidate.written.insert(buffer, all.iter().filter(|a| a.stores).map(|a| a.places.clone()).collect());
    }
    let mut checks = vec![];
    conditions(body, true, &mut checks);
    for (condition, is_certain) in checks {
        // All that one check asks of an index belongs together, also what does not name the length.
        let of_written = reads_length(graph, condition, &|l| written.contains(&l));
        asked(graph, pos, condition, (is_certain, of_written), assigned, candidate);
    }
    // An index that is below 0 is from the end: only those that are not are apart.
    for place in accesses.iter().filter(|a| written.contains(&a.buffer)).flat_map(|a| a.places.iter().flatten()) {
        let bound = Bound::NotNegative(place.plain);
        if place.moves() && !candidate.bounds.contains(&bound) {
            candidate.bounds.push(bound);
        }
    }
    Ok(())
}

/// Is a buffer read, written or measured that is assigned in the loop? Lanes could have different ones.
fn changes_buffer(graph: &Graph, body: &Block, assigned: &HashSet<LocalId>) -> bool {
    let mut used = BTreeSet::new();
    walk(body, &mut |s| {
        if let Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } = s {
            used.insert(*buffer);
        }
        s.operands().into_iter().for_each(|e| measured(graph, e, &mut used));
    });
    used.iter().any(|l| assigned.contains(l))
}

/// Buffers whose length an expression reads.
fn measured(graph: &Graph, e: ExprId, found: &mut BTreeSet<LocalId>) {
    match graph.op(e) {
        Op::Len(l, _) => drop(found.insert(*l)),
        op => op.operands().into_iter().for_each(|o| measured(graph, o, found)),
    }
}

fn accesses(graph: &mut Graph, body: &Block, iteration: &Iteration) -> Vec<Access> {
    let mut accesses = vec![];
    walk(body, &mut |s| match s {
        Stmt::Load { buffer, index, .. } | Stmt::Store { buffer, index, .. } => {
            let places = index.iter().map(|&i| iteration.place(graph, i)).collect();
            let stores = matches!(s, Stmt::Store { .. });
            accesses.push(Access { buffer: *buffer, index: index.clone(), places, stores });
        }
        _ => {}
    });
    accesses
}

/// Does an expression read the length of one of these?
pub fn reads_length(graph: &Graph, e: ExprId, wanted: &impl Fn(LocalId) -> bool) -> bool {
    match graph.op(e) {
        Op::Len(l, _) => wanted(*l),
        op => op.any_operand(|o| reads_length(graph, o, wanted)),
    }
}

/// A place that moves down from below 0 is never one.
fn exists(graph: &Graph, place: &Spot) -> bool {
    place.scale > 0 || graph.int_constant(place.base).is_none_or(|c| c >= 0)
}

/// The index that is another one in each iteration, and the same one in all of these accesses.
fn own_index(graph: &Graph, accesses: &[&Access]) -> Result<usize, &'static str> {
    let indices = 0..accesses[0].index.len();
    let moves =
        |i: &usize| accesses.iter().all(|a| a.places[*i].as_ref().is_some_and(|p| p.moves() && exists(graph, p)));
    let moving: Vec<usize> = indices.filter(moves).collect();
    if moving.is_empty() {
        return Err("written at an index that is not its own in each iteration");
    }
    let same = |i: &usize| {
        let mut places = accesses.iter().flat_map(|a| &a.places[*i]);
        let first = places.next();
        places.all(|p| first.is_some_and(|first| first.is_same(p)))
    };
    moving.into_iter().find(same).ok_or("read and written at different places")
}

/// Where all that is written is in one row (or column) that the loop does not change: the accesses in it, and for each
/// other row that is read, the condition that it is another one.
fn in_one_row<'a>(graph: &mut Graph, accesses: &[&'a Access]) -> Option<(Vec<&'a Access>, Vec<ExprId>)> {
    let row = |a: &Access, d: usize| a.places[d].clone().filter(|place| !place.moves());
    (0..accesses[0].places.len()).find_map(|d| {
        let mut rows = accesses.iter().filter(|a| a.stores).map(|a| row(a, d));
        let written = rows.next()??;
        if !rows.all(|other| other.is_some_and(|other| other.is_same(&written))) {
            return None;
        }
        let (mut in_row, mut conditions) = (vec![], vec![]);
        for &access in accesses {
            match row(access, d).filter(|read| !access.stores && !read.is_same(&written)) {
                Some(read) => conditions.push(graph.binary(BinaryOp::Ne, read.index, written.index)),
                None => in_row.push(access),
            }
        }
        Some((in_row, conditions))
    })
}

/// What a check asks for, as bounds. Of which it is known whether each iteration gets there, and whether it is about a
/// buffer that is written.
fn asked(
    graph: &mut Graph,
    pos: LocalId,
    condition: ExprId,
    (is_certain, of_written): (bool, bool),
    assigned: &HashSet<LocalId>,
    candidate: &mut Candidate,
) {
    if let Op::Binary(BinaryOp::And, a, b) = *graph.op(condition) {
        asked(graph, pos, a, (is_certain, of_written), assigned, candidate);
        return asked(graph, pos, b, (is_certain, of_written), assigned, candidate);
    }
    if candidate.iteration.invariant(graph, condition).is_some() {
        if is_certain || of_written {
            candidate.bounds.push(Bound::Holds(condition));
        }
        return;
    }
    let invariant = |e: ExprId| !graph.reads(e, &|l| assigned.contains(&l) || l == pos);
    if bounds_of(graph, pos, condition, &invariant, &mut candidate.bounds) {
        return;
    }
    let (index, limit) = match *graph.op(condition) {
        Op::Binary(BinaryOp::Ge, index, zero) if graph.int_constant(zero) == Some(0) => (index, None),
        Op::Binary(BinaryOp::Lt, index, limit) if invariant(limit) => (index, Some(limit)),
        _ => return,
    };
    let Some(place) = candidate.iteration.place(graph, index).filter(Spot::moves) else { return };
    let is_own = |p: &Spot| p.is_same(&place);
    // What walks upwards in each iteration seldom begins below 0.
    let is_walk = is_certain && place.scale == 1;
    if of_written || is_walk || candidate.written.values().flatten().flatten().flatten().any(is_own) {
        candidate.bounds.push(Bound::NotNegative(place.plain));
        candidate.bounds.extend(limit.map(|limit| Bound::Below(place.plain, limit)));
    }
}

/// The conditions of all checks, and whether each iteration gets there.
fn conditions(block: &Block, is_certain: bool, found: &mut Vec<(ExprId, bool)>) {
    for s in block {
        if let Stmt::Check { condition, .. } = s {
            found.push((*condition, is_certain));
        }
        let inside = is_certain && matches!(s, Stmt::Block { .. });
        s.blocks().into_iter().for_each(|inner| conditions(inner, inside, found));
    }
}

/// An index of the form `pos`, `pos + invariant` or `invariant + pos`, seen through the wrap of negative indices: the
/// index without the wrap.
pub fn pos_offset(graph: &Graph, pos: LocalId, index: ExprId, invariant: &impl Fn(ExprId) -> bool) -> Option<ExprId> {
    match *graph.op(index) {
        Op::Local(l) if l == pos => Some(index),
        Op::Binary(BinaryOp::Add, a, b) => {
            let is_pos = |e: ExprId| *graph.op(e) == Op::Local(pos);
            ((is_pos(a) && invariant(b)) || (is_pos(b) && invariant(a))).then_some(index)
        }
        Op::Select(c, wrapped, plain) => {
            is_wrap(graph, c, wrapped, plain).then(|| pos_offset(graph, pos, plain, invariant)).flatten()
        }
        _ => None,
    }
}

/// `plain < 0 ? plain + len : plain`
pub fn is_wrap(graph: &Graph, condition: ExprId, wrapped: ExprId, plain: ExprId) -> bool {
    let negative = matches!(*graph.op(condition), Op::Binary(BinaryOp::Lt, a, b) if a == plain && graph.int_constant(b) == Some(0));
    let from_end = match *graph.op(wrapped) {
        Op::Binary(BinaryOp::Add, a, b) => {
            let is_len = |e: ExprId| matches!(graph.op(e), Op::Len(..));
            (a == plain && is_len(b)) || (b == plain && is_len(a)) || sums_with_len(graph, wrapped, plain)
        }
        _ => false,
    };
    negative && from_end
}

/// `(x + len) + c` for `plain` = `x + c`.
fn sums_with_len(graph: &Graph, sum: ExprId, plain: ExprId) -> bool {
    let Op::Binary(BinaryOp::Add, a, b) = *graph.op(sum) else { return false };
    let Op::Binary(BinaryOp::Add, x, c) = *graph.op(plain) else { return false };
    let Op::Binary(BinaryOp::Add, p, q) = *graph.op(a) else { return false };
    b == c && ((p == x && matches!(graph.op(q), Op::Len(..))) || (q == x && matches!(graph.op(p), Op::Len(..))))
}

/// The bounds that a check asks of `pos`, if that is all that it asks.
pub fn bounds_of(
    graph: &Graph,
    pos: LocalId,
    condition: ExprId,
    invariant: &impl Fn(ExprId) -> bool,
    bounds: &mut Vec<Bound>,
) -> bool {
    match *graph.op(condition) {
        Op::Binary(BinaryOp::Ge, index, zero) if graph.int_constant(zero) == Some(0) => {
            let Some(index) = pos_offset(graph, pos, index, invariant) else { return false };
            bounds.push(Bound::NotNegative(index));
            true
        }
        Op::Binary(BinaryOp::Lt, index, limit) if invariant(limit) => {
            let Some(plain) = pos_offset(graph, pos, index, invariant) else { return false };
            bounds.push(Bound::NotNegative(plain));
            bounds.push(Bound::Below(plain, limit));
            true
        }
        _ => false,
    }
}
