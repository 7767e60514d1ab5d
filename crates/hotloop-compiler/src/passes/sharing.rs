//! Which buffers may be the same one, in each loop.
//!
//! example: behind `if c { b = a }` the names `a` and `b` may be one list. After `t = a; a = b; b = t` they are not, if
//! they were not before: so two lists may change places between the loops that write one and read the other.

use super::graph::{Graph, assigned_by};
use crate::ir::*;
use std::collections::{BTreeSet, HashMap};

/// Pairs of locals that may be one buffer, in both orders.
pub type Pairs = BTreeSet<(LocalId, LocalId)>;

/// For each `for` loop, what may be the same anywhere in it.
pub type Sharing = HashMap<Label, Pairs>;

/// `aliased`: two of the arguments share memory.
pub fn sharing(graph: &Graph, body: &Block, aliased: bool) -> Sharing {
    let buffers = (0..graph.function.locals.len() as u32).map(LocalId);
    let buffers: Vec<LocalId> = buffers.filter(|&l| is_buffer(graph, l)).collect();
    let n_params: usize = graph.function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    let params: Vec<LocalId> = buffers.iter().copied().filter(|l| (l.0 as usize) < n_params).collect();
    let start = if aliased { all_pairs(&params, &params) } else { Pairs::new() };
    let mut flow = Flow {
        graph,
        buffers,
        inside: vec![],
        breaks: HashMap::new(),
        continues: HashMap::new(),
        found: HashMap::new(),
    };
    flow.block(body, Some(start));
    flow.found
}

fn is_buffer(graph: &Graph, local: LocalId) -> bool {
    matches!(graph.local_ty(local), Type::Buffer(..))
}

fn all_pairs(some: &[LocalId], others: &[LocalId]) -> Pairs {
    let with = |&a: &LocalId| others.iter().filter(move |&&b| a != b).flat_map(move |&b| [(a, b), (b, a)]);
    some.iter().flat_map(with).collect()
}

struct Flow<'a> {
    graph: &'a Graph,
    buffers: Vec<LocalId>,
    /// Loops around the statement.
    inside: Vec<Label>,
    breaks: HashMap<Label, Pairs>,
    continues: HashMap<Label, Pairs>,
    found: Sharing,
}

/// `None`: no path gets here.
type Reached = Option<Pairs>;

impl Flow<'_> {
    fn block(&mut self, block: &Block, start: Reached) -> Reached {
        block.iter().fold(start, |state, s| self.statement(s, state?))
    }

    fn statement(&mut self, s: &Stmt, state: Pairs) -> Reached {
        match s {
            Stmt::If { then, orelse, .. } => {
                let then = self.block(then, Some(state.clone()));
                join(then, self.block(orelse, Some(state)))
            }
            Stmt::Block { label, body } => {
                let end = self.block(body, Some(state));
                join(end, self.breaks.remove(label))
            }
            Stmt::For { label, body, .. } => {
                let (header, broken) = self.iterate(*label, body, state);
                join(Some(header), broken)
            }
            Stmt::Loop { label, body, .. } => self.iterate(*label, body, state).1,
            Stmt::Break(label) => jump(&mut self.breaks, *label, state),
            Stmt::Continue(label) => jump(&mut self.continues, *label, state),
            Stmt::Return(_) => None,
            s => Some(assigned_by(s).into_iter().fold(state, |state, to| self.assign(to, s, state))),
        }
    }

    /// States at the header, of all iterations, and where the loop is broken out of.
    fn iterate(&mut self, label: Label, body: &Block, start: Pairs) -> (Pairs, Reached) {
        let mut header = start;
        loop {
            self.inside.push(label);
            self.note(&header);
            let end = self.block(body, Some(header.clone()));
            self.inside.pop();
            let again = join(join(end, self.continues.remove(&label)), Some(header.clone())).expect("it is reached");
            if again == header {
                return (header, self.breaks.remove(&label));
            }
            header = again;
        }
    }

    fn assign(&mut self, to: LocalId, s: &Stmt, mut state: Pairs) -> Pairs {
        if !is_buffer(self.graph, to) {
            return state;
        }
        let value = match s {
            Stmt::Assign(_, value) => Some(self.graph.op(*value)),
            // It is no other's: a new list.
            _ => None,
        };
        let same: Pairs = match value {
            None => Pairs::new(),
            Some(Op::Local(from)) if *from == to => return state,
            Some(Op::Local(from)) => {
                let others: Vec<LocalId> =
                    state.iter().filter(|(a, b)| a == from && *b != to).map(|(_, b)| *b).chain([*from]).collect();
                all_pairs(&[to], &others)
            }
            Some(_) => all_pairs(&[to], &self.buffers),
        };
        state.retain(|(a, b)| *a != to && *b != to);
        state.extend(same);
        self.note(&state);
        state
    }

    fn note(&mut self, state: &Pairs) {
        self.inside.iter().for_each(|label| self.found.entry(*label).or_default().extend(state));
    }
}

fn join(a: Reached, b: Reached) -> Reached {
    match (a, b) {
        (Some(a), Some(b)) => Some(&a | &b),
        (a, b) => a.or(b),
    }
}

fn jump(targets: &mut HashMap<Label, Pairs>, label: Label, state: Pairs) -> Reached {
    targets.entry(label).or_default().extend(state);
    None
}
