//! Elements that are read above the line that says of what type they are.
//!
//! example: in `hull = []`, `while len(hull) > 1 and turn(hull[-2], hull[-1], p): hull.pop()`, `hull.append(p)` the first
//! walk leaves out what reads an element, as CPython would have nothing to read, comes to the `append`, and begins again.
//! A list that gets nothing in the rest of a walk is one of ints.

use super::iteration::Items;
use super::recursion::nothing_known;
use super::value::PyValue;
use super::{Learnt, Lowerer};
use crate::diagnostic::{Result, Span};
use crate::ir::LocalId;
use std::collections::HashSet;

/// Lists by the places of their `[]`.
#[derive(Default)]
pub struct Early {
    /// An element of these was read in this walk, which left that out.
    met: HashSet<Vec<Span>>,
    /// These are taken for lists of ints, until something else is learnt.
    are_ints: HashSet<Vec<Span>>,
}

impl Learnt {
    /// Behind a walk that is the last one otherwise: is another to be made, without what was left out?
    pub fn has_left_out(&mut self) -> bool {
        let met = std::mem::take(&mut self.early.met);
        let is_any = !met.is_empty();
        self.early.are_ints.extend(met);
        is_any
    }

    pub fn forget_left_out(&mut self) {
        self.early.met.clear();
    }
}

impl Lowerer<'_> {
    /// An element of a list is about to be read.
    pub fn refuse_early(&mut self, list: LocalId, span: Span) -> Result<()> {
        let Some(site) = self.build.empty_list_of(list) else { return Ok(()) };
        if !self.is_unknown_list(list) || self.learnt.early.are_ints.contains(&site) {
            return Ok(());
        }
        self.learnt.early.met.insert(site);
        self.instances.met_unknown = true;
        Err(nothing_known(span))
    }

    /// Does a loop go through nothing, as far as is known?
    pub fn goes_through_nothing(&mut self, items: &Items, span: Span) -> bool {
        let mut lists: Vec<PyValue> = vec![];
        items.each_list(&mut |value| lists.push(value.clone()));
        let buffers: Vec<LocalId> = lists.iter().filter_map(|list| self.buffer_of(list)).collect();
        buffers.into_iter().any(|list| self.refuse_early(list, span).is_err())
    }
}
