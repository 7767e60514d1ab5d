//! Marks the stores and edits that may have to be undone: those after which something can fail before the next exit
//! point, but for those in lists that were made since the last one, which nobody will see.
//!
//! before: `exit @1; new b[3] = 0; store b[0] = x; store a[0] = x; check c`    after: `.. store a[0] = x undo; check c`

use super::graph::{assigned_in, walk};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

pub fn undo(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body);
    backward(&mut body, false, &mut HashMap::new());
    News::of(function).block(&mut body, Some(New::new()));
    function.body = body;
}

/// In a function that is called anything may fail behind it.
pub fn undo_in_called(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body);
    News::of(function).block(&mut body, Some(New::new()));
    function.body = body;
}

/// May something fail from the start of the block until the next exit point? `after`: from its end.
fn backward(block: &mut Block, after: bool, jumps: &mut HashMap<Label, (bool, bool)>) -> bool {
    let mut fails = after;
    for s in block.iter_mut().rev() {
        fails = statement(s, fails, jumps);
    }
    fails
}

/// `jumps`: for each label, what is ahead of a `break` and of a `continue`.
fn statement(s: &mut Stmt, after: bool, jumps: &mut HashMap<Label, (bool, bool)>) -> bool {
    match s {
        Stmt::Exit(_) | Stmt::Return(_) => false,
        Stmt::Check { .. } | Stmt::NewList { .. } | Stmt::CallFunction { .. } => true,
        Stmt::Edit { undo, .. } => {
            *undo = after;
            true
        }
        Stmt::Store { undo, .. } => {
            *undo = after;
            after
        }
        Stmt::If { then, orelse, .. } => {
            let first = backward(then, after, jumps);
            backward(orelse, after, jumps) || first
        }
        Stmt::Block { label, body } => {
            jumps.insert(*label, (after, true));
            backward(body, after, jumps)
        }
        // A header without an exit point still polls, and a poll may leave.
        Stmt::For { label, exit, body, .. } | Stmt::Loop { label, exit, body } => {
            let header = exit.is_none();
            jumps.insert(*label, (after, header));
            backward(body, header, jumps);
            header
        }
        Stmt::Break(label) => jumps.get(label).is_none_or(|j| j.0),
        Stmt::Continue(label) => jumps.get(label).is_none_or(|j| j.1),
        _ => after,
    }
}

/// Locals that hold, on every path, a list made since the last exit point.
type New = HashSet<LocalId>;

/// `None`: no path gets here.
type Reached = Option<New>;

struct News<'a> {
    function: &'a Function,
    /// At the jumps out of a block or loop so far.
    breaks: HashMap<Label, New>,
    /// At those to the header of a loop.
    continues: HashMap<Label, New>,
}

impl<'a> News<'a> {
    fn of(function: &'a Function) -> News<'a> {
        News { function, breaks: HashMap::new(), continues: HashMap::new() }
    }

    fn block(&mut self, block: &mut Block, start: Reached) -> Reached {
        block.iter_mut().fold(start, |state, s| self.statement(s, state?))
    }

    fn statement(&mut self, s: &mut Stmt, mut state: New) -> Reached {
        match s {
            Stmt::Exit(_) => Some(New::new()),
            Stmt::Store { buffer: list, undo, .. } | Stmt::Edit { list, undo, .. } => {
                *undo &= !state.contains(list);
                Some(state)
            }
            Stmt::NewList { list, .. } => {
                state.insert(*list);
                Some(state)
            }
            Stmt::Assign(to, value) => {
                match &self.function.expr(*value).op {
                    Op::Local(from) if state.contains(from) => state.insert(*to),
                    _ => state.remove(to),
                };
                Some(state)
            }
            Stmt::If { then, orelse, .. } => {
                let then = self.block(then, Some(state.clone()));
                join(then, self.block(orelse, Some(state)))
            }
            Stmt::Block { label, body } => {
                let end = self.block(body, Some(state));
                join(end, self.breaks.remove(label))
            }
            Stmt::For { label, exit, body, strips, .. } => {
                let (label, exit) = (*label, *exit);
                let header = self.header(label, exit, body, state);
                if let Some(strips) = strips {
                    strips.undo &= !written_in(body).iter().all(|list| header.contains(list));
                }
                self.iterate(label, body, header)
            }
            Stmt::Loop { label, exit, body } => {
                let (label, exit) = (*label, *exit);
                let header = self.header(label, exit, body, state);
                self.iterate(label, body, header)
            }
            Stmt::Break(label) => {
                let so_far = self.breaks.remove(label);
                let joined = join(so_far, Some(state)).expect("it is reached");
                self.breaks.insert(*label, joined);
                None
            }
            Stmt::Continue(label) => {
                let so_far = self.continues.remove(label);
                let joined = join(so_far, Some(state)).expect("it is reached");
                self.continues.insert(*label, joined);
                None
            }
            Stmt::Return(_) => None,
            _ => Some(state),
        }
    }

    /// What holds at the header in each iteration.
    fn header(&mut self, label: Label, exit: Option<ExitId>, body: &Block, state: New) -> New {
        if exit.is_some() || passes_exit(body) {
            return New::new();
        }
        let assigned = assigned_in(body);
        let mut header = state;
        if header.is_disjoint(&assigned) {
            return header;
        }
        if depth(body) > MAX_DEPTH {
            // What the body assigns may be an older list from the second iteration on.
            header.retain(|local| !assigned.contains(local));
            return header;
        }
        // `out = out + s` gives a new list if `out` was one: true of the next header if it is true of this one.
        loop {
            let mut trial =
                News { function: self.function, breaks: self.breaks.clone(), continues: self.continues.clone() };
            trial.continues.remove(&label);
            let end = trial.block(&mut body.clone(), Some(header.clone()));
            let next = join(join(Some(header.clone()), end), trial.continues.remove(&label)).expect("it is entered");
            if next == header {
                return header;
            }
            header = next;
        }
    }

    fn iterate(&mut self, label: Label, body: &mut Block, header: New) -> Reached {
        self.block(body, Some(header.clone()));
        self.continues.remove(&label);
        // A `for` ends at its header.
        join(Some(header), self.breaks.remove(&label))
    }
}

/// Each level of loops is gone through several times for each time that the one around it is.
const MAX_DEPTH: usize = 3;

fn depth(block: &Block) -> usize {
    let of_one = |s: &Stmt| {
        let inner = s.blocks().into_iter().map(depth).max().unwrap_or(0);
        inner + usize::from(matches!(s, Stmt::For { .. } | Stmt::Loop { .. }))
    };
    block.iter().map(of_one).max().unwrap_or(0)
}

fn written_in(block: &Block) -> Vec<LocalId> {
    let mut written = vec![];
    walk(block, &mut |s| match s {
        Stmt::Store { buffer: list, .. } | Stmt::Edit { list, .. } => written.push(*list),
        _ => {}
    });
    written
}

fn passes_exit(block: &Block) -> bool {
    let mut passes = false;
    walk(block, &mut |s| passes |= s.exit().is_some());
    passes
}

fn join(a: Reached, b: Reached) -> Reached {
    match (a, b) {
        (Some(a), Some(b)) => Some(&a & &b),
        (a, b) => a.or(b),
    }
}
