//! How often lines run, for a profile of machine code.
//!
//! ```text
//! for x in xs:          a counter for each straight piece, that of its lines: what stands in the middle of it has
//!     y = x * x         run as often as its first line
//!     if y > 2.0:
//!         s += y        another one
//! ```
//!
//! A counter is a local that `1` is added to: undone where an iteration is, and a sum of lanes, like any other. All of
//! them are in a hidden variable of each exit point, and behind the result.

use super::Lowerer;
use crate::diagnostic::Span;
use crate::ir::{
    BinaryOp, Block, Function, Label, LiveVariable, LocalId, Module, Op, Place, PyType, Reader, Stmt, Type,
};
use crate::syntax::ast::{self, ExprKind, StmtKind};
use std::collections::{HashMap, HashSet};

/// The hidden variable.
pub const NAME: &str = ".counts";

/// A place that is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Of the statement.
    pub span: Span,
    /// A loop that begins its next iteration, in place of a statement that begins.
    pub is_next: bool,
    /// Which counter has it.
    pub counter: usize,
}

/// While the function is walked.
#[derive(Default)]
pub struct Counts {
    /// Of the statement before, in the text.
    last: Option<Span>,
    sites: HashMap<LocalId, (Span, bool)>,
}

impl Lowerer<'_> {
    /// A statement of the function itself begins.
    pub fn count_statement(&mut self, s: &ast::Stmt) {
        let is_nothing = match &s.kind {
            StmtKind::Declare | StmtKind::Global(_) | StmtKind::Nonlocal(_) => true,
            StmtKind::Expr(e) => matches!(e.kind, ExprKind::Str(_) | ExprKind::Bytes(_)),
            _ => false,
        };
        if !is_nothing {
            self.count_line(s.span);
        }
    }

    /// What stands here begins, and is the first on its line.
    pub fn count_line(&mut self, span: Span) {
        if !self.counts_here() {
            return;
        }
        let last = self.counts.last.replace(span);
        let text = self.request.source.as_bytes();
        let is_on_line_of =
            |last: Span| last.start < span.start && !text[last.start as usize..span.start as usize].contains(&b'\n');
        if !last.is_some_and(is_on_line_of) {
            self.add_one(span, false);
        }
    }

    /// A loop of the function itself goes back to its header.
    pub fn count_next(&mut self, span: Span) {
        if self.counts_here() {
            self.add_one(span, true);
        }
    }

    fn counts_here(&self) -> bool {
        self.request.options.counts_lines && self.calls.is_empty() && self.targets.instance.is_none()
    }

    fn add_one(&mut self, span: Span, is_next: bool) {
        let counter = self.build.local("hits", Type::INT);
        let (old, one) = (self.build.read(counter), self.build.int(1));
        let new = self.build.binary(BinaryOp::Add, old, one);
        self.build.assign(counter, new);
        self.counts.sites.insert(counter, (span, is_next));
    }
}

/// Puts the counters that are left together where they can be seen. The function is lowered.
pub fn finish(module: &mut Module, counts: &Counts) -> Vec<Counted> {
    let mut pieces = Pieces { sites: &counts.sites, known: vec![], counters: vec![] };
    pieces.of_block(&mut module.entry.body);
    let Pieces { known, counters, .. } = pieces;
    if counters.is_empty() {
        return vec![];
    }
    let zeros: Vec<Stmt> = counters
        .iter()
        .map(|&counter| {
            let zero = expr(&mut module.entry, Op::Const(crate::ir::Const::Int(0)));
            Stmt::Assign(counter, zero)
        })
        .collect();
    let start = usize::from(matches!(module.entry.body.first(), Some(Stmt::Exit(_))));
    module.entry.body.splice(start..start, zeros);
    let ty = PyType::tuple(vec![PyType::Int; counters.len()]);
    for exit in module.exits.iter_mut().filter(|exit| exit.place != Place::Start) {
        let (ty, parts) = (ty.clone(), counters.clone());
        exit.live.push(LiveVariable { name: NAME.into(), ty, parts, reader: Reader::Code });
    }
    module.entry.result = PyType::tuple(vec![module.entry.result.clone(), ty]);
    let mut body = std::mem::take(&mut module.entry.body);
    return_too(&mut module.entry, &mut body, &counters);
    module.entry.body = body;
    known
}

fn expr(function: &mut Function, op: Op) -> crate::ir::ExprId {
    function.exprs.push(crate::ir::Expr { op, ty: Type::INT, span: Span::default() });
    crate::ir::ExprId(function.exprs.len() as u32 - 1)
}

fn return_too(function: &mut Function, block: &mut Block, counters: &[LocalId]) {
    for s in block {
        match s {
            Stmt::Return(parts) => parts.extend(counters.iter().map(|&counter| expr(function, Op::Local(counter)))),
            s => s.blocks_mut().into_iter().for_each(|inner| return_too(function, inner, counters)),
        }
    }
}

/// Straight pieces of code.
struct Pieces<'a> {
    sites: &'a HashMap<LocalId, (Span, bool)>,
    known: Vec<Counted>,
    counters: Vec<LocalId>,
}

impl Pieces<'_> {
    /// The first site of each piece keeps its counter, for all of them.
    fn of_block(&mut self, block: &mut Block) {
        let mut current = None;
        block.retain_mut(|s| {
            if let Stmt::Assign(local, _) = s
                && let Some(&(span, is_next)) = self.sites.get(local)
            {
                let is_first = current.is_none();
                let counter = *current.get_or_insert_with(|| {
                    self.counters.push(*local);
                    self.counters.len() - 1
                });
                self.known.push(Counted { span, is_next, counter });
                return is_first;
            }
            s.blocks_mut().into_iter().for_each(|inner| self.of_block(inner));
            if leaves(s) {
                current = None;
            }
            true
        });
    }
}

/// May control go elsewhere than behind the statement?
fn leaves(s: &Stmt) -> bool {
    let (mut to, mut inside, mut returns) = (HashSet::new(), HashSet::new(), false);
    jumps(s, &mut to, &mut inside, &mut returns);
    returns || !to.is_subset(&inside)
}

fn jumps(s: &Stmt, to: &mut HashSet<Label>, inside: &mut HashSet<Label>, returns: &mut bool) {
    match s {
        Stmt::Break(label) | Stmt::Continue(label) => drop(to.insert(*label)),
        Stmt::Return(_) => *returns = true,
        Stmt::For { label, .. } | Stmt::Loop { label, .. } | Stmt::Block { label, .. } => drop(inside.insert(*label)),
        _ => {}
    }
    s.blocks().into_iter().flatten().for_each(|s| jumps(s, to, inside, returns));
}
