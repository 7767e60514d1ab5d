//! Ways out of a loop before its end, as checks.
//!
//! before: `for pos in n { load x = a[pos]; if eq(x, y) { found = pos; break } }`
//! after:  `for pos in n { load x = a[pos]; check not(eq(x, y)) else leaves }`
//!
//! Lanes do the second: a strip in which an iteration would leave is undone, and the scalar body, which is the first, does
//! it again and leaves.

use super::graph::{Graph, walk};
use crate::ir::*;
use std::collections::HashSet;

/// What a loop does on its ways out.
#[derive(Default)]
pub struct Leaves {
    /// It has some.
    pub found: bool,
    /// Locals that are read there.
    pub read: HashSet<LocalId>,
    /// Locals that are set on each of them.
    pub set: Option<HashSet<LocalId>>,
}

impl Leaves {
    /// Must a local have its value from before the place where the loop is left, if it is read behind the loop?
    pub fn needs(&self, local: LocalId, read_behind: bool) -> bool {
        let is_set = self.set.as_ref().is_some_and(|set| set.contains(&local));
        self.read.contains(&local) || read_behind && !is_set
    }
}

/// The body without its ways out, and what is done there. `None`: an iteration never gets to its end.
pub fn as_checks(graph: &mut Graph, label: Label, body: &Block) -> Option<(Block, Leaves)> {
    let mut inside = HashSet::new();
    walk(body, &mut |s| {
        if let Stmt::For { label, .. } | Stmt::Loop { label, .. } | Stmt::Block { label, .. } = s {
            inside.insert(*label);
        }
    });
    let mut leaving = Leaving { graph, own: label, inside, leaves: Leaves::default() };
    let (body, end) = leaving.block(body);
    (end == End::Open).then_some((body, leaving.leaves))
}

/// What is behind a block.
#[derive(PartialEq)]
enum End {
    Open,
    /// It has jumped to somewhere inside of the loop.
    Jumped,
    /// It has left the loop.
    Left,
}

struct Leaving<'a> {
    graph: &'a mut Graph,
    own: Label,
    inside: HashSet<Label>,
    leaves: Leaves,
}

impl Leaving<'_> {
    fn block(&mut self, block: &Block) -> (Block, End) {
        let mut done = vec![];
        for s in block {
            match s {
                Stmt::Break(label) if !self.inside.contains(label) => return self.left(done),
                Stmt::Continue(label) if !self.inside.contains(label) && *label != self.own => return self.left(done),
                Stmt::Return(_) => return self.left(done),
                Stmt::Break(_) | Stmt::Continue(_) => {
                    done.push(s.clone());
                    return (done, End::Jumped);
                }
                Stmt::If { condition, then, orelse, likely } => {
                    let arms = [then, orelse];
                    let [(then, then_end), (orelse, else_end)] = arms.map(|arm| self.block(arm));
                    for (arm, end) in arms.into_iter().zip([&then_end, &else_end]) {
                        if *end == End::Left {
                            self.note(arm);
                        }
                    }
                    let (rest, end) = match (then_end, else_end) {
                        (End::Left, End::Left) => return self.left(done),
                        (End::Left, end) => {
                            let stays = self.graph.not(*condition);
                            done.push(Stmt::Check { condition: stays, why: Failure::Leaves });
                            (orelse, end)
                        }
                        (end, End::Left) => {
                            done.push(Stmt::Check { condition: *condition, why: Failure::Leaves });
                            (then, end)
                        }
                        (a, b) => {
                            let end = if a == End::Jumped && b == End::Jumped { End::Jumped } else { End::Open };
                            let (condition, likely) = (*condition, *likely);
                            (vec![Stmt::If { condition, then, orelse, likely }], end)
                        }
                    };
                    done.extend(rest);
                    if end == End::Jumped {
                        return (done, end);
                    }
                }
                s => done.push(self.with_block(s)),
            }
        }
        (done, End::Open)
    }

    /// Whoever drops what was done notes it.
    fn left(&mut self, done: Block) -> (Block, End) {
        self.leaves.found = true;
        (done, End::Left)
    }

    /// What is done on a way out.
    fn note(&mut self, arm: &Block) {
        let set = arm.iter().filter_map(|s| if let Stmt::Assign(local, _) = s { Some(*local) } else { None }).collect();
        self.leaves.set = Some(match &self.leaves.set {
            Some(others) => others & &set,
            None => set,
        });
        let (graph, read) = (&*self.graph, &mut self.leaves.read);
        walk(arm, &mut |s| {
            // Whoever goes on at an exit point may read any.
            let all = s.exit().is_some().then(|| (0..graph.function.locals.len() as u32).map(LocalId));
            read.extend(all.into_iter().flatten());
            s.operands().into_iter().for_each(|e| leaves_of(graph, e, read));
        });
    }

    /// A loop or a labelled block: others may get behind it.
    fn with_block(&mut self, s: &Stmt) -> Stmt {
        let mut s = s.clone();
        if let Stmt::For { body, .. } | Stmt::Loop { body, .. } | Stmt::Block { body, .. } = &mut s {
            let (mut inner, end) = self.block(body);
            if end == End::Left {
                self.note(body);
                let never = self.graph.bool(false);
                inner.push(Stmt::Check { condition: never, why: Failure::Leaves });
            }
            *body = inner;
        }
        s
    }
}

fn leaves_of(graph: &Graph, e: ExprId, read: &mut HashSet<LocalId>) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => drop(read.insert(*l)),
        op => op.operands().into_iter().for_each(|o| leaves_of(graph, o, read)),
    }
}
