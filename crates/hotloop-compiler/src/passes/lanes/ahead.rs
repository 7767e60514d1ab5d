//! Elements that the next `k` iterations read, one after the other along a row, are read together.
//!
//! before: `for j in n { x = a[i, j]; y = a[i, j+1]; .. }`
//! after:  `loop { if j + k > n { break }; r0 = a[i, j]; r1 = a[i, j+1]; .. rk = a[i, j+k];
//!          x = r0; y = r1; ..; x = r1; y = r2; ..; j += k }`, and the loop as it was for what is left
//!
//! Each lane has a row of its own, so one element of each is a read for each lane; several elements of a row are one
//! read, and the emitter turns rows into lanes in registers.

use super::Lanes;
use super::loops::Counter;
use crate::ir::*;
use crate::passes::graph::{assigned_by, assigned_in};
use std::collections::{HashMap, HashSet};

/// What was read for the iterations that are being written.
pub(super) struct Ahead {
    /// For the first part that a read sets: the number of its element in the first iteration.
    first: HashMap<LocalId, (usize, usize)>,
    /// For each row: the parts of its elements.
    rows: Vec<Vec<Vec<LocalId>>>,
    /// The iteration that is being written.
    pub iteration: usize,
}

/// A read whose place moves by one element in each iteration.
struct Site {
    parts: Vec<LocalId>,
    buffer: LocalId,
    /// The place but for the constant.
    index: Vec<ExprId>,
    constant: i64,
}

/// Elements of a row beyond those of the iterations: `a[j + 1]` beside `a[j]` needs one.
const FAR: i64 = 4;
/// Operations of an iteration that is worth being written several times.
const SHORT: usize = 24;

impl Lanes<'_> {
    /// Reads what `k` iterations from here on will; lanes outside the mask read nothing.
    pub(super) fn read_ahead(&mut self, body: &Block, pos: LocalId, mask: Option<ExprId>) -> Option<Ahead> {
        let mut sites = self.sites(body, pos);
        if sites.is_empty() {
            return None;
        }
        let k = i64::from(self.checkpoint);
        sites.sort_by_key(|site| site.constant);
        let mut ahead = Ahead { first: HashMap::new(), rows: vec![], iteration: 0 };
        while let Some(nearest) = sites.first() {
            let (buffer, index, from) = (nearest.buffer, nearest.index.clone(), nearest.constant);
            let (row, others): (Vec<Site>, Vec<Site>) =
                sites.into_iter().partition(|s| s.buffer == buffer && s.index == index && s.constant - from < FAR);
            sites = others;
            let to = row.last().expect("the nearest").constant + k;
            let parts = row[0].parts.clone();
            let elements = (from..to).map(|c| self.read_at(&parts, buffer, &index, c, mask)).collect();
            for site in row {
                ahead.first.insert(site.parts[0], (ahead.rows.len(), (site.constant - from) as usize));
            }
            ahead.rows.push(elements);
        }
        Some(ahead)
    }

    fn read_at(
        &mut self,
        parts: &[LocalId],
        buffer: LocalId,
        index: &[ExprId],
        constant: i64,
        mask: Option<ExprId>,
    ) -> Vec<LocalId> {
        let lanes = self.lanes;
        let mut index: Vec<ExprId> = index.iter().map(|&i| self.expr(i)).collect();
        let last = index.last_mut().expect("verified: at least one index");
        let constant = self.out.int(constant);
        let constant = self.out.splat(constant, self.out.ty(*last).lanes());
        *last = self.out.binary(BinaryOp::Add, *last, constant);
        let buffer = self.local(buffer);
        let targets: Vec<LocalId> =
            parts.iter().map(|&part| self.out.new_local("ahead", self.old.local_ty(part).with_lanes(lanes))).collect();
        self.push(Stmt::Load { parts: targets.clone(), buffer, index, mask });
        targets
    }

    /// The parts that a read has in the iteration that is being written, if it was done ahead.
    pub(super) fn was_read(&mut self, parts: &[LocalId]) -> Option<Vec<(LocalId, ExprId)>> {
        let ahead = self.ahead.as_ref()?;
        let &(row, first) = ahead.first.get(&parts[0])?;
        let read = ahead.rows[row][first + ahead.iteration].clone();
        Some(parts.iter().zip(read).map(|(&part, local)| (part, self.out.local(local))).collect())
    }

    /// A loop that all lanes leave together: `k` iterations at a time, as long as there are so many.
    pub(super) fn even_rounds(&mut self, body: &Block, counter: &Counter) {
        let Counter { pos, count, trip, .. } = *counter;
        let rounds = self.label();
        let region = self.next_region;
        let block = self.inside(|l| {
            let before = l.out.new_local("before", Type::INT);
            let now = l.out.local(count);
            l.push(Stmt::Assign(before, now));
            let (now, k, trip) = (l.out.local(before), l.out.int(l.checkpoint.into()), l.out.local(trip));
            let after = l.out.binary(BinaryOp::Add, now, k);
            let condition = l.out.binary(BinaryOp::Gt, after, trip);
            let then = vec![Stmt::Break(rounds)];
            l.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            let mask = l.mask();
            l.ahead = l.read_ahead(body, pos, mask);
            let is_read = l.is_read(body, pos);
            l.is_flat = true;
            for i in 0..l.checkpoint {
                if let Some(ahead) = &mut l.ahead {
                    ahead.iteration = i.into();
                }
                l.next_region = region;
                l.block(body);
                if is_read || i + 1 == l.checkpoint {
                    let done = l.out.int(i64::from(i) + 1);
                    let next = l.out.binary(BinaryOp::Add, now, done);
                    l.push(Stmt::Assign(count, next));
                }
            }
            l.is_flat = false;
            l.ahead = None;
        });
        self.next_region = region;
        self.push(Stmt::Loop { label: rounds, exit: None, body: block });
    }

    /// Does an iteration look at the position, but for what was read and checked before?
    fn is_read(&self, body: &Block, pos: LocalId) -> bool {
        let mut found = false;
        crate::passes::graph::walk(body, &mut |s| {
            let is_done = match s {
                Stmt::Load { parts, .. } => self.ahead.as_ref().is_some_and(|a| a.first.contains_key(&parts[0])),
                Stmt::Check { condition, .. } => self.granted.contains(condition),
                _ => false,
            };
            found |= !is_done && s.operands().into_iter().any(|e| self.old.reads(e, &|l| l == pos));
        });
        found
    }

    /// Is it worth reading ahead in a loop that all lanes leave together? Its body must be straight code.
    pub(super) fn has_even_rounds(&self, body: &Block, pos: LocalId) -> bool {
        fn is_straight(block: &Block) -> bool {
            block.iter().all(|s| match s {
                Stmt::Assign(..) | Stmt::Load { .. } | Stmt::Check { .. } => true,
                Stmt::If { then, orelse, .. } => is_straight(then) && is_straight(orelse),
                _ => false,
            })
        }
        let operations = |block: &Block| {
            let mut n = 0;
            crate::passes::graph::walk(block, &mut |s| n += s.operands().iter().map(|&e| self.cost(e)).sum::<usize>());
            n
        };
        self.checkpoint > 0 && is_straight(body) && operations(body) <= SHORT && !self.sites(body, pos).is_empty()
    }

    /// Reads whose place is known at the start of an iteration, and exists whatever happens in it.
    fn sites(&self, body: &Block, pos: LocalId) -> Vec<Site> {
        let assigned = assigned_in(body);
        let mut sites: Vec<Site> = vec![];
        let mut seen = HashSet::new();
        for s in body {
            match s {
                Stmt::Load { parts, buffer, index, .. } => {
                    if let Some(site) = self.site(parts, *buffer, index, pos, &assigned)
                        && seen.insert(site.parts[0])
                    {
                        sites.push(site);
                    }
                }
                Stmt::Check { condition, .. } if self.granted.contains(condition) => {}
                // What follows it may take for granted what it checks.
                Stmt::Check { .. } => break,
                _ => {}
            }
        }
        // The same parts read at a second place: which of the two is meant is not plain to see.
        let twice = |part: LocalId| body.iter().filter(|s| assigned_by(s).contains(&part)).count() > 1;
        sites.retain(|site| !twice(site.parts[0]));
        sites
    }

    fn site(
        &self,
        parts: &[LocalId],
        buffer: LocalId,
        index: &[ExprId],
        pos: LocalId,
        assigned: &HashSet<LocalId>,
    ) -> Option<Site> {
        let Type::Buffer(elem, dims) = self.old.local_ty(buffer) else { unreachable!("verified: a buffer") };
        let varies = index.iter().any(|&i| self.is_varying(i));
        let (&last, rows) = index.split_last().expect("verified: at least one index");
        let is_fixed = |e: ExprId| !self.old.reads(e, &|l| l == pos || assigned.contains(&l));
        if elem == Elem::Bool
            || !dims.has_rows()
            || !varies
            || !rows.iter().all(|&i| is_fixed(i))
            || !self.moves_by_one(last, pos, assigned)
        {
            return None;
        }
        let (last, constant) = match *self.old.op(last) {
            Op::Binary(BinaryOp::Add, x, c) if self.old.int_constant(c).is_some() => {
                (x, self.old.int_constant(c).expect("just seen"))
            }
            _ => (last, 0),
        };
        let index = rows.iter().copied().chain([last]).collect();
        Some(Site { parts: parts.to_vec(), buffer, index, constant })
    }

    /// A sum of the position and of what the body does not change.
    pub(super) fn moves_by_one(&self, e: ExprId, pos: LocalId, assigned: &HashSet<LocalId>) -> bool {
        let is_fixed = |e: ExprId| !self.old.reads(e, &|l| l == pos || assigned.contains(&l));
        match *self.old.op(e) {
            Op::Local(l) => l == pos,
            Op::Binary(BinaryOp::Add, a, b) => {
                (self.moves_by_one(a, pos, assigned) && is_fixed(b))
                    || (self.moves_by_one(b, pos, assigned) && is_fixed(a))
            }
            Op::Binary(BinaryOp::Sub, a, b) => self.moves_by_one(a, pos, assigned) && is_fixed(b),
            _ => false,
        }
    }
}
