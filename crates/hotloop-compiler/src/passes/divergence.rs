//! Which locals differ from lane to lane, and where lanes part and meet again.
//!
//! example: in `for k in n: if x > 4 { count = k; break }` with x over lanes, lanes leave the loop at different times:
//! `count` differs behind the loop, `k` is the same for all that are still in it.

use super::exposed::Exposed;
use super::graph::{Graph, assigned_by, assigned_in, walk};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// Every block of the body has a number, in order of the walk; so has the rest of a block behind a statement in which
/// lanes may `continue`.
pub type Region = usize;

pub struct Divergence {
    pub varying: HashSet<LocalId>,
    kept: HashSet<LocalId>,
    /// Regions in which not all lanes may be active although they were outside.
    split: HashSet<Region>,
    /// Labels that lanes jump to at different times.
    pub uneven_breaks: HashSet<Label>,
    pub uneven_continues: HashSet<Label>,
    sites: Sites,
}

/// Where locals are assigned and read: paths of regions.
#[derive(Default)]
struct Sites {
    assigned: HashMap<LocalId, Vec<Path>>,
    read: HashMap<LocalId, Vec<Path>>,
    /// Locals that a region may read before it sets them.
    exposed: HashMap<Region, HashSet<LocalId>>,
    /// Region to the label of the loop whose body it is.
    loop_bodies: HashMap<Region, Label>,
    order: usize,
}

/// Regions from the outermost in, and the statement's number.
#[derive(Clone, Debug, PartialEq)]
struct Path {
    regions: Vec<Region>,
    at: usize,
}

/// What is taken to differ from lane to lane from the start.
#[derive(Default)]
pub struct Seeds {
    pub varying: HashSet<LocalId>,
    pub uneven_breaks: HashSet<Label>,
    /// What lanes keep from one iteration to the next.
    pub kept: HashSet<LocalId>,
}

impl Divergence {
    /// `pos` is the position that differs from lane to lane.
    pub fn analyze(graph: &Graph, body: &Block, pos: LocalId, seeds: &Seeds) -> Divergence {
        let mut d = Divergence {
            varying: seeds.varying.iter().chain(&seeds.kept).copied().chain([pos]).collect(),
            kept: seeds.kept.clone(),
            split: HashSet::new(),
            uneven_breaks: seeds.uneven_breaks.clone(),
            uneven_continues: HashSet::new(),
            sites: Sites::default(),
        };
        loop {
            let before = (d.varying.len(), d.split.len(), d.uneven_breaks.len(), d.uneven_continues.len());
            d.sites = Sites::default();
            let mut walk = Walk { d: &mut d, graph, next: 0, path: vec![], scopes: vec![] };
            walk.block(body);
            d.spread();
            if before == (d.varying.len(), d.split.len(), d.uneven_breaks.len(), d.uneven_continues.len()) {
                return d;
            }
        }
    }

    pub fn is_varying(&self, graph: &Graph, e: ExprId) -> bool {
        graph.reads(e, &|l| self.varying.contains(&l))
    }

    /// A value assigned where lanes have parted and read where they have met again differs from lane to lane.
    fn spread(&mut self) {
        let locals: Vec<LocalId> = self.sites.assigned.keys().copied().collect();
        for l in locals {
            let escapes = self.sites.assigned[&l]
                .iter()
                .any(|path| self.deepest_split(path).is_some_and(|r| self.read_outside(l, r)));
            if escapes {
                self.varying.insert(l);
            }
        }
    }

    fn deepest_split(&self, path: &Path) -> Option<Region> {
        path.regions.iter().rev().copied().find(|r| self.split.contains(r))
    }

    fn read_outside(&self, l: LocalId, region: Region) -> bool {
        self.sites.read.get(&l).is_some_and(|paths| paths.iter().any(|p| !p.regions.contains(&region)))
    }

    /// Must inactive lanes keep their value of `l` when it is assigned in this region (the innermost split one)?
    pub fn must_blend(&self, l: LocalId, region: Region) -> bool {
        if self.kept.contains(&l) || self.read_outside(l, region) {
            return true;
        }
        // Read before set in the region: the value comes from an earlier time, when other lanes were active.
        if !self.is_exposed(l, region) {
            return false;
        }
        let assigned = &self.sites.assigned[&l];
        // Lanes that have left a loop come back only when it starts again: fine if the value is then set anew.
        let Some(_) = self.sites.loop_bodies.get(&region) else { return true };
        !assigned.iter().any(|p| self.sets_anew(p, region))
    }

    /// May the region read `l` before it sets it?
    pub fn is_exposed(&self, l: LocalId, region: Region) -> bool {
        self.kept.contains(&l) || self.sites.exposed.get(&region).is_none_or(|e| e.contains(&l))
    }

    /// Is this assignment on the straight way to the loop, with no other loop between?
    fn sets_anew(&self, path: &Path, region: Region) -> bool {
        let Some(loop_path) = self
            .sites
            .read
            .values()
            .chain(self.sites.assigned.values())
            .flatten()
            .find(|p| p.regions.contains(&region))
        else {
            return false;
        };
        let depth = loop_path.regions.iter().position(|r| *r == region).expect("it contains the region");
        let around = &loop_path.regions[..depth];
        let n = path.regions.len();
        n <= depth
            && path.regions[..] == around[..n]
            && around[n..].iter().all(|r| !self.sites.loop_bodies.contains_key(r))
            && path.at < loop_path.at
    }

    pub fn is_split(&self, region: Region) -> bool {
        self.split.contains(&region)
    }
}

/// One walk over the body with what is known so far. The lane conversion walks in the same order, so that regions have
/// the same numbers there.
struct Walk<'a> {
    d: &'a mut Divergence,
    graph: &'a Graph,
    next: Region,
    path: Vec<Region>,
    /// Labels around, with the length of the path at their body.
    scopes: Vec<(Label, usize)>,
}

impl Walk<'_> {
    fn block(&mut self, block: &Block) -> Region {
        let region = self.next;
        self.next += 1;
        self.path.push(region);
        let depth = self.path.len();
        self.note_exposed(region, block);
        for (i, s) in block.iter().enumerate() {
            self.statement(s);
            if self.continues_unevenly(s) {
                self.note_exposed(self.next, &block[i + 1..]);
                let rest = self.next;
                self.next += 1;
                self.path.push(rest);
                self.d.split.insert(rest);
            }
        }
        self.path.truncate(depth - 1);
        region
    }

    fn note_exposed(&mut self, region: Region, block: &[Stmt]) {
        let assigned = assigned_in(block);
        let mut exposed = Exposed::new(self.graph, &assigned);
        exposed.block(block, HashSet::new());
        let found = exposed.exposed;
        self.d.sites.exposed.insert(region, found);
    }

    fn continues_unevenly(&self, s: &Stmt) -> bool {
        continues_in(s, &self.d.uneven_continues)
    }

    fn here(&mut self) -> Path {
        self.d.sites.order += 1;
        Path { regions: self.path.clone(), at: self.d.sites.order }
    }

    fn read(&mut self, e: ExprId, path: &Path) {
        match self.graph.op(e) {
            Op::Local(l) | Op::Len(l, _) => self.d.sites.read.entry(*l).or_default().push(path.clone()),
            op => op.operands().into_iter().for_each(|o| self.read(o, path)),
        }
    }

    fn statement(&mut self, s: &Stmt) {
        let path = self.here();
        s.operands().into_iter().for_each(|e| self.read(e, &path));
        let path = self.here();
        for l in assigned_by(s) {
            self.d.sites.assigned.entry(l).or_default().push(path.clone());
        }
        match s {
            Stmt::Assign(l, v) if self.d.is_varying(self.graph, *v) => {
                self.d.varying.insert(*l);
            }
            Stmt::Load { parts, index, .. } if index.iter().any(|i| self.d.is_varying(self.graph, *i)) => {
                self.d.varying.extend(parts)
            }
            Stmt::If { condition, then, orelse, .. } => {
                let splits = self.d.is_varying(self.graph, *condition);
                let (a, b) = (self.block(then), self.block(orelse));
                if splits {
                    self.d.split.extend([a, b]);
                }
            }
            Stmt::For { label, trip, body, .. } => {
                if self.d.is_varying(self.graph, *trip) {
                    self.d.uneven_breaks.insert(*label);
                }
                self.scoped(*label, body, true);
            }
            Stmt::Loop { label, body, .. } => self.scoped(*label, body, true),
            Stmt::Block { label, body } => self.scoped(*label, body, false),
            Stmt::Break(label) => self.jump(*label, false),
            Stmt::Continue(label) => self.jump(*label, true),
            _ => {}
        }
    }

    fn scoped(&mut self, label: Label, body: &Block, is_loop: bool) {
        self.scopes.push((label, self.path.len()));
        let region = self.block(body);
        self.scopes.pop();
        if is_loop {
            self.d.sites.loop_bodies.insert(region, label);
        }
        if self.d.uneven_breaks.contains(&label) || (is_loop && self.leaves_unevenly(body)) {
            self.d.split.insert(region);
        }
    }

    /// Does the body jump unevenly out of a scope around it?
    fn leaves_unevenly(&self, body: &Block) -> bool {
        let mut found = false;
        walk(body, &mut |s| match s {
            Stmt::Break(l) => {
                found |= self.d.uneven_breaks.contains(l) && self.scopes.iter().any(|(scope, _)| scope == l)
            }
            Stmt::Continue(l) => {
                found |= self.d.uneven_continues.contains(l) && self.scopes.iter().any(|(scope, _)| scope == l)
            }
            _ => {}
        });
        found
    }

    /// A jump is uneven if lanes have parted between its target and itself.
    fn jump(&mut self, label: Label, is_continue: bool) {
        let Some(&(_, depth)) = self.scopes.iter().find(|(l, _)| *l == label) else { return };
        // The target's own body counts: once lanes have left it, a jump takes only some of them, but all that are there.
        let inside = &self.path[(depth + 1).min(self.path.len())..];
        if inside.iter().any(|r| self.d.split.contains(r)) {
            if is_continue {
                self.d.uneven_continues.insert(label)
            } else {
                self.d.uneven_breaks.insert(label)
            };
        }
    }
}

/// May lanes leave this statement by a `continue` of one of these loops (which is not inside the statement)?
pub fn continues_in(s: &Stmt, uneven: &HashSet<Label>) -> bool {
    let mut inside = HashSet::new();
    let mut found = false;
    let block = vec![s.clone()];
    walk(&block, &mut |s| match s {
        Stmt::For { label, .. } | Stmt::Loop { label, .. } => {
            inside.insert(*label);
        }
        Stmt::Continue(l) => found |= uneven.contains(l) && !inside.contains(l),
        _ => {}
    });
    found
}
