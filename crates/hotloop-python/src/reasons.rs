//! Why compiled code may leave by each exit point, for the report.
//!
//! ```text
//! exit 0; check a, overflow; exit 1; check b, index        of_exits: [["overflow"], ["index"]]
//! ```
//!
//! A failed check leaves by the exit point that was passed last. Which one that is need not be known before: a check
//! behind a branch counts for the last exit point of each way there.

use hotloop_compiler::ir::{Block, ExitId, Failure, Module, Stmt};
use std::collections::BTreeSet;

/// For each exit point; empty where none of the checks leads there: then it was a signal, or another thread.
pub fn of_exits(module: &Module) -> Vec<Vec<&'static str>> {
    let mut found = vec![BTreeSet::new(); module.exits.len()];
    in_block(&module.entry.body, BTreeSet::new(), &mut found);
    found.into_iter().map(|names: BTreeSet<&'static str>| names.into_iter().collect()).collect()
}

/// Exit points that may have been passed last.
type Last = BTreeSet<usize>;

fn in_block(block: &Block, last: Last, found: &mut [BTreeSet<&'static str>]) -> Last {
    block.iter().fold(last, |last, one| statement(one, last, found))
}

fn statement(statement: &Stmt, last: Last, found: &mut [BTreeSet<&'static str>]) -> Last {
    match statement {
        Stmt::Check { why, .. } => {
            for &exit in &last {
                found[exit].insert(name(*why));
            }
            last
        }
        Stmt::CallFunction { .. } => {
            for &exit in &last {
                found[exit].insert("a failure in a function that calls itself, or one call too many");
            }
            last
        }
        Stmt::Exit(exit) => Last::from([at(*exit)]),
        Stmt::If { then, orelse, .. } => {
            let mut after = in_block(then, last.clone(), found);
            after.extend(in_block(orelse, last, found));
            after
        }
        Stmt::For { exit, body, .. } | Stmt::Loop { exit, body, .. } => {
            let before = exit.map_or(last, |exit| Last::from([at(exit)]));
            let mut after = in_block(body, before.clone(), found);
            after.extend(before);
            // Once more, for what the end of an iteration passes on to the next.
            match exit {
                Some(_) => after,
                None => in_block(body, after, found),
            }
        }
        Stmt::Block { body, .. } => {
            let mut after = in_block(body, last.clone(), found);
            after.extend(last);
            after
        }
        _ => last,
    }
}

fn at(exit: ExitId) -> usize {
    exit.0 as usize
}

fn name(why: Failure) -> &'static str {
    match why {
        Failure::Overflow => "an int too large for 64 bits",
        Failure::Index => "an index out of range",
        Failure::ZeroDivision => "a division by zero",
        Failure::Value => "a text that is no number or does not have what is looked for",
        Failure::Domain => "a number that a function does not take",
        Failure::Type => "a value of another type",
        Failure::Raised => "a `raise` or an `assert`",
        Failure::NotFinite => "a float that is not finite",
        Failure::Memory => "too little memory",
        Failure::Strip | Failure::Leaves => "a failure in one of several iterations",
    }
}
