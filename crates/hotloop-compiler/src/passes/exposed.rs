//! Which locals a block may read before it has set them.
//!
//! example: in `if c { t = 1 }; y = t` the local `t` is exposed; in `if c { t = 1 } else { t = 2 }; y = t` it is not.

use super::graph::{Graph, assigned_by};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

pub struct Exposed<'a> {
    graph: &'a Graph,
    /// Locals that are looked at.
    assigned: &'a HashSet<LocalId>,
    /// May a loop with this trip count be taken to run at least once? Those that were are kept.
    runs: Option<&'a dyn Fn(ExprId) -> bool>,
    pub taken_to_run: Vec<ExprId>,
    pub exposed: HashSet<LocalId>,
    /// Those that are not surely set at some way out of the loop.
    pub unset_at_leaves: HashSet<LocalId>,
    /// What is set on every way to a jump to the label so far.
    jumps: HashMap<(Label, bool), Set>,
}

/// Locals that are surely set; `None`: the place is not reached.
type Set = Option<HashSet<LocalId>>;

impl<'a> Exposed<'a> {
    pub fn new(graph: &'a Graph, assigned: &'a HashSet<LocalId>) -> Self {
        Exposed {
            graph,
            assigned,
            runs: None,
            taken_to_run: vec![],
            exposed: HashSet::new(),
            unset_at_leaves: HashSet::new(),
            jumps: HashMap::new(),
        }
    }

    /// The same, where loops for whose trip count `runs` holds run at least once.
    pub fn with_loops_that_run(
        graph: &'a Graph,
        assigned: &'a HashSet<LocalId>,
        runs: &'a dyn Fn(ExprId) -> bool,
    ) -> Self {
        Exposed { runs: Some(runs), ..Exposed::new(graph, assigned) }
    }

    /// What is set behind the block, if its end is reached.
    pub fn block<'b>(&mut self, block: impl IntoIterator<Item = &'b Stmt>, start: HashSet<LocalId>) -> Set {
        let mut set = Some(start);
        for s in block {
            match set {
                Some(now) => set = self.statement(s, now),
                None => return None,
            }
        }
        set
    }

    fn statement(&mut self, s: &Stmt, mut set: HashSet<LocalId>) -> Set {
        if let Stmt::For { pos, .. } = s {
            set.insert(*pos);
        }
        s.operands().into_iter().for_each(|e| self.read(e, &set));
        match s {
            Stmt::Break(label) => self.jump(*label, false, set),
            Stmt::Continue(label) => self.jump(*label, true, set),
            Stmt::Return(_) => None,
            Stmt::Check { why: Failure::Leaves, .. } => {
                self.unset_at_leaves.extend(self.assigned.difference(&set));
                Some(set)
            }
            Stmt::If { then, orelse, .. } => {
                let a = self.block(then, set.clone());
                let b = self.block(orelse, set);
                both(a, b)
            }
            Stmt::Block { label, body } => {
                let end = self.block(body, set);
                both(end, self.jumps.remove(&(*label, false)).flatten())
            }
            Stmt::Loop { label, body, .. } => {
                self.block(body, set);
                self.jumps.remove(&(*label, true));
                self.jumps.remove(&(*label, false)).flatten()
            }
            Stmt::For { label, trip, body, .. } => {
                let end = self.block(body, set.clone());
                let round = both(end, self.jumps.remove(&(*label, true)).flatten());
                let broken = self.jumps.remove(&(*label, false)).flatten();
                let runs = self.runs.is_some_and(|runs| runs(*trip));
                let ended = match round {
                    Some(round) if runs => {
                        self.taken_to_run.push(*trip);
                        round
                    }
                    // Every first iteration leaves by a jump: the end is reached without one only.
                    None if runs => {
                        self.taken_to_run.push(*trip);
                        return broken;
                    }
                    _ => set,
                };
                both(Some(ended), broken)
            }
            s => {
                set.extend(assigned_by(s));
                Some(set)
            }
        }
    }

    fn jump(&mut self, label: Label, is_continue: bool, set: HashSet<LocalId>) -> Set {
        let before = self.jumps.remove(&(label, is_continue)).flatten();
        self.jumps.insert((label, is_continue), both(before, Some(set)));
        None
    }

    fn read(&mut self, e: ExprId, set: &HashSet<LocalId>) {
        match self.graph.op(e) {
            Op::Local(l) | Op::Len(l, _) => {
                if self.assigned.contains(l) && !set.contains(l) {
                    self.exposed.insert(*l);
                }
            }
            op => op.operands().into_iter().for_each(|o| self.read(o, set)),
        }
    }
}

/// What is set where two ways meet.
fn both(a: Set, b: Set) -> Set {
    match (a, b) {
        (Some(a), Some(b)) => Some(&a & &b),
        (a, b) => a.or(b),
    }
}
