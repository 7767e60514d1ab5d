//! Drops assignments and loads that nothing reads.

use super::graph::{Graph, blocks_mut, walk};
use crate::ir::*;
use std::collections::HashSet;

/// `kept`: locals that are read from outside (exit points, captures).
pub fn sweep(graph: &mut Graph, kept: &HashSet<LocalId>) {
    loop {
        let mut read = kept.clone();
        walk(&graph.function.body, &mut |s| {
            s.operands().into_iter().for_each(|e| mark(graph, e, &mut read));
            match s {
                Stmt::Load { buffer: l, .. } | Stmt::Store { buffer: l, .. } | Stmt::Edit { list: l, .. } => {
                    read.insert(*l)
                }
                Stmt::Retain(l) | Stmt::Release(l) => read.insert(*l),
                _ => false,
            };
        });
        let mut body = std::mem::take(&mut graph.function.body);
        let dropped = drop_dead(&mut body, &read);
        graph.function.body = body;
        if !dropped {
            return;
        }
    }
}

/// Locals that the exit points of a block name.
pub fn named_by_exits(block: &Block, exits: &[ExitPoint]) -> HashSet<LocalId> {
    named(block, exits, |_| true)
}

/// Locals that the exit points of a block name, and that are read from there on.
pub fn read_at_exits(block: &Block, exits: &[ExitPoint]) -> HashSet<LocalId> {
    named(block, exits, |variable| variable.reader != Reader::Nobody)
}

fn named(block: &Block, exits: &[ExitPoint], wanted: impl Fn(&LiveVariable) -> bool) -> HashSet<LocalId> {
    let mut named = HashSet::new();
    walk(block, &mut |s| {
        if let Some(id) = s.exit() {
            let exit = &exits[id.0 as usize];
            named.extend(exit.live.iter().filter(|l| wanted(l)).flat_map(|l| l.parts.iter().copied()));
            named.extend(exit.iterators.iter().flat_map(|i| [i.pos, i.start, i.step, i.trip]));
        }
    });
    named
}

fn mark(graph: &Graph, e: ExprId, read: &mut HashSet<LocalId>) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => {
            read.insert(*l);
        }
        op => op.operands().into_iter().for_each(|o| mark(graph, o, read)),
    }
}

fn drop_dead(block: &mut Block, read: &HashSet<LocalId>) -> bool {
    let before = block.len();
    block.retain(|s| match s {
        Stmt::Assign(l, _) => read.contains(l),
        Stmt::Load { parts, .. } => parts.iter().any(|p| read.contains(p)),
        Stmt::If { then, orelse, .. } => !(then.is_empty() && orelse.is_empty()),
        _ => true,
    });
    let mut dropped = block.len() != before;
    for s in block {
        for inner in blocks_mut(s) {
            dropped |= drop_dead(inner, read);
        }
    }
    dropped
}
