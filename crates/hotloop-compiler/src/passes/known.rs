//! Says at exit points what is not known there: strips move the position of a loop, and what its body sets is then an old
//! value, until the body sets it again.
//!
//! ```text
//! for pos in n exit @1 strips 0 upto n { t = ..; store out[pos] = t }          live (t: int = t)
//!
//! t.known = true                                                               live (t: maybe[int] = (t.known, t))
//! for pos in n exit @1 strips 0 upto n forgets t.known { t = ..; t.known = true; store out[pos] = t }
//! ```
//!
//! Nothing that is still to be read is ever unknown where it is read (`independence.rs`); who looks at the frame of an
//! exception does not see a variable rather than seeing an old value.

use super::graph::{Graph, assigned_by, blocks_mut, walk};
use super::vectorize::Behind;
use crate::ir::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// `behind`: what loops leave behind.
pub fn known(graph: &mut Graph, exits: &mut [ExitPoint], behind: &Behind) {
    let mut body = std::mem::take(&mut graph.function.body);
    let old: HashSet<LocalId> = behind.values().flatten().copied().collect();
    if !old.is_empty() {
        let flags = flags(graph, &body, exits, &old);
        let sure: BTreeSet<LocalId> = flags.0.values().copied().collect();
        let yes = graph.bool(true);
        let before: Block = sure.iter().map(|&flag| Stmt::Assign(flag, yes)).collect();
        let mut known = Known { flags: &flags, behind, old: &old, sure, lost: BTreeSet::new() };
        known.block(graph, &mut body);
        body.splice(0..0, before);
    }
    graph.function.body = body;
}

/// For each list of parts that an exit point names, a local that says whether they are the variable's.
struct Flags(BTreeMap<Vec<LocalId>, LocalId>);

/// Makes the flags, and puts them before the parts in the exit points.
fn flags(graph: &mut Graph, body: &Block, exits: &mut [ExitPoint], old: &HashSet<LocalId>) -> Flags {
    let mut points = vec![];
    walk(body, &mut |s| points.extend(s.exit()));
    points.sort();
    points.dedup();
    let mut flags = BTreeMap::new();
    for id in points {
        let exit = &mut exits[id.0 as usize];
        let mut hidden = vec![];
        exit.iterators.iter().for_each(|iterator| iterator.over.names(&mut hidden));
        let hidden: Vec<String> = hidden.into_iter().map(String::from).collect();
        for variable in exit.live.iter_mut().filter(|v| !hidden.contains(&v.name)) {
            if variable.parts.iter().any(|part| old.contains(part)) {
                let flag = *flags
                    .entry(variable.parts.clone())
                    .or_insert_with(|| graph.new_local(&format!("{}.known", variable.name), Type::BOOL));
                variable.parts.insert(0, flag);
                variable.ty = PyType::Maybe(Box::new(variable.ty.clone()));
            }
        }
    }
    Flags(flags)
}

impl Flags {
    /// Of lists of parts that have one of these.
    fn of<'l>(&self, locals: impl IntoIterator<Item = &'l LocalId>) -> BTreeSet<LocalId> {
        let locals: HashSet<&LocalId> = locals.into_iter().collect();
        self.0.iter().filter(|(parts, _)| parts.iter().any(|p| locals.contains(p))).map(|(_, flag)| *flag).collect()
    }
}

struct Known<'a> {
    flags: &'a Flags,
    behind: &'a Behind,
    old: &'a HashSet<LocalId>,
    /// Flags that are true on every way here.
    sure: BTreeSet<LocalId>,
    /// Flags that were, somewhere on the way, and then were not.
    lost: BTreeSet<LocalId>,
}

impl Known<'_> {
    fn block(&mut self, graph: &mut Graph, block: &mut Block) {
        let mut i = 0;
        while i < block.len() {
            self.inside(graph, &mut block[i]);
            let set = self.set_by(graph, &block[i]);
            let n = set.len();
            block.splice(i + 1..i + 1, set);
            i += n + 1;
        }
    }

    fn inside(&mut self, graph: &mut Graph, s: &mut Stmt) {
        match s {
            Stmt::If { then, orelse, .. } => {
                let before = self.sure.clone();
                self.block(graph, then);
                let then = std::mem::replace(&mut self.sure, before);
                self.block(graph, orelse);
                self.sure = &self.sure & &then;
            }
            Stmt::For { .. } | Stmt::Loop { .. } | Stmt::Block { .. } => self.looped(graph, s),
            _ => {}
        }
    }

    /// Where an iteration begins, and where a jump out of a block ends, only that is sure which never is not in between.
    fn looped(&mut self, graph: &mut Graph, s: &mut Stmt) {
        self.lose(self.forgotten(s));
        if let Stmt::For { label, strips: Some(strips), .. } = s {
            strips.forgets = self.flags.of(&self.behind[label]).into_iter().collect();
        }
        let [body] = &mut blocks_mut(s)[..] else { unreachable!("it has one block") };
        let untouched = body.clone();
        let mut before = std::mem::take(&mut self.lost);
        loop {
            let start = self.sure.clone();
            self.block(graph, body);
            self.sure = &start - &self.lost;
            if self.sure == start {
                break;
            }
            **body = untouched.clone();
        }
        self.lost.append(&mut before);
    }

    fn lose(&mut self, flags: BTreeSet<LocalId>) {
        self.sure = &self.sure - &flags;
        self.lost.extend(flags);
    }

    /// Flags that loops with strips in a statement, or the statement itself, may clear.
    fn forgotten(&self, s: &Stmt) -> BTreeSet<LocalId> {
        let mut forgotten = BTreeSet::new();
        walk(std::slice::from_ref(s), &mut |s| {
            if let Stmt::For { label, strips: Some(_), .. } = s {
                forgotten.extend(self.flags.of(&self.behind[label]));
            }
        });
        forgotten
    }

    /// Statements behind one that assigns: what it assigns is known if all that it reads is.
    fn set_by(&mut self, graph: &mut Graph, s: &Stmt) -> Block {
        let assigned = assigned_by(s);
        if !assigned.iter().any(|l| self.old.contains(l)) || matches!(s, Stmt::For { .. }) {
            return vec![];
        }
        let mut read = vec![];
        s.operands().into_iter().for_each(|e| locals(graph, e, &mut read));
        let from = &self.flags.of(&read) - &self.sure;
        let mut set = vec![];
        for (parts, &flag) in &self.flags.0 {
            // Beside a value, what says that it is bound decides nothing: it is true of an old value as well.
            let decides = if parts.len() > 1 && is_flag(graph, parts[0]) { &parts[1..] } else { &parts[..] };
            if self.sure.contains(&flag) && from.is_empty() || !decides.iter().any(|part| assigned.contains(part)) {
                continue;
            }
            let value = from.iter().fold(graph.bool(true), |all, &other| {
                let other = graph.local(other);
                graph.binary(BinaryOp::And, all, other)
            });
            set.push(Stmt::Assign(flag, value));
            match from.is_empty() {
                true => drop(self.sure.insert(flag)),
                false => self.lose([flag].into()),
            }
        }
        set
    }
}

fn is_flag(graph: &Graph, local: LocalId) -> bool {
    graph.local_ty(local) == Type::BOOL
}

fn locals(graph: &Graph, e: ExprId, found: &mut Vec<LocalId>) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => found.push(*l),
        op => op.operands().into_iter().for_each(|o| locals(graph, o, found)),
    }
}
