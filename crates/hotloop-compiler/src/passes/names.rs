//! One name for each list, array or table that goes by several.
//!
//! before: `row = a; load x = row[k]; prev = row; store a[k] = x`    after: `.. load x = a[k]; .. store a[k] = x`
//!
//! Where all that is ever assigned to a name is one buffer, which itself never changes its name, the name is that buffer
//! wherever it is read.

use super::graph::{Graph, assigned_by, blocks_mut, map_operands};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// The one buffer behind a local; `None`: it may be one of several.
type Roots = HashMap<LocalId, Option<LocalId>>;

pub fn names(graph: &mut Graph) {
    let roots: HashMap<LocalId, LocalId> =
        roots(graph).into_iter().filter_map(|(l, root)| Some((l, root?))).filter(|(l, root)| l != root).collect();
    if !roots.is_empty() {
        let mut body = std::mem::take(&mut graph.function.body);
        rename(graph, &mut body, &roots);
        graph.function.body = body;
    }
}

/// Assignments of buffers.
#[derive(Default)]
struct Assignments {
    copies: Vec<(LocalId, LocalId)>,
    /// Made outside of loops.
    made: Vec<LocalId>,
    others: HashSet<LocalId>,
}

fn roots(graph: &Graph) -> Roots {
    let mut all = Assignments::default();
    collect(graph, &graph.function.body, false, &mut all);
    let n_params: usize = graph.function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    let mut roots = Roots::new();
    for param in (0..n_params as u32).map(LocalId).filter(|&l| is_buffer(graph, l)) {
        roots.insert(param, Some(param));
        // Its value is from outside: that is one more than those that are assigned.
        if all.copies.iter().any(|(to, _)| *to == param) || all.made.contains(&param) {
            all.others.insert(param);
        }
    }
    for &list in &all.made {
        let times = all.made.iter().filter(|l| **l == list).count();
        let is_copied_to = all.copies.iter().any(|(to, _)| *to == list);
        roots.insert(list, Some(list).filter(|_| times == 1 && !is_copied_to));
    }
    roots.extend(all.others.iter().map(|&l| (l, None)));
    while follow(&all.copies, &mut roots) {}
    roots
}

/// Takes roots along copies; false: nothing new.
fn follow(copies: &[(LocalId, LocalId)], roots: &mut Roots) -> bool {
    let mut is_new = false;
    for (to, from) in copies {
        let Some(&root) = roots.get(from) else { continue };
        let joined = match roots.get(to) {
            None => root,
            Some(&known) if known == root => root,
            Some(_) => None,
        };
        is_new |= roots.insert(*to, joined) != Some(joined);
    }
    is_new
}

fn collect(graph: &Graph, block: &[Stmt], in_loop: bool, all: &mut Assignments) {
    for s in block {
        for to in assigned_by(s).into_iter().filter(|&to| is_buffer(graph, to)) {
            match s {
                Stmt::Assign(_, value) => match graph.op(*value) {
                    Op::Local(from) => all.copies.push((to, *from)),
                    _ => drop(all.others.insert(to)),
                },
                _ if in_loop => drop(all.others.insert(to)),
                _ => all.made.push(to),
            }
        }
        let inside = in_loop || matches!(s, Stmt::For { .. } | Stmt::Loop { .. });
        s.blocks().into_iter().for_each(|inner| collect(graph, inner, inside, all));
    }
}

fn is_buffer(graph: &Graph, local: LocalId) -> bool {
    matches!(graph.local_ty(local), Type::Buffer(..))
}

fn rename(graph: &mut Graph, block: &mut Block, roots: &HashMap<LocalId, LocalId>) {
    for s in block.iter_mut() {
        map_operands(s, &mut |e| renamed(graph, e, roots));
        if let Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } | Stmt::Edit { list: buffer, .. } = s {
            *buffer = roots.get(buffer).copied().unwrap_or(*buffer);
        }
        blocks_mut(s).into_iter().for_each(|inner| rename(graph, inner, roots));
    }
}

fn renamed(graph: &mut Graph, e: ExprId, roots: &HashMap<LocalId, LocalId>) -> ExprId {
    graph.rewrite(e, &mut HashMap::new(), &mut |graph, op| match op {
        Op::Local(l) => roots.get(l).map(|&root| graph.local(root)),
        Op::Len(l, dimension) => roots.get(l).map(|&root| graph.expr(Op::Len(root, *dimension), Type::INT)),
        _ => None,
    })
}
