//! Marks the stores that may have to be undone: those after which something can fail before the next exit point.

use crate::ir::*;
use std::collections::HashMap;

pub fn undo(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body);
    backward(&mut body, false, &mut HashMap::new());
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
        Stmt::Check { .. } | Stmt::NewList { .. } | Stmt::Append { .. } => true,
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
