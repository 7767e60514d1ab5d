//! Keeps an iteration's own element in locals while the iteration runs.
//!
//! before: `load x = z[pos]; for k in n { x = mul(x, x); store z[pos] = x }`
//! after:  `load own = z[pos]; for k in n { x = mul(own, own); own = x }; store z[pos] = own`
//!
//! A buffer that is only read may have other elements read too. An element of a row that the loop does not change is
//! kept as well, and one whose index is computed on the way: it is computed once more before the iteration.
//!
//! In a strip nothing is seen before its end, so one read before and one write behind are enough: and then nothing can
//! fail behind the write.

use super::graph::{Graph, blocks_mut, walk};
use super::independence::reads_length;
use super::places::{Iteration, Spot};
use crate::ir::*;
use std::collections::BTreeMap;

/// `positions`: indices that are in bounds in every iteration of the strip.
pub fn promote(graph: &mut Graph, positions: &[ExprId]) {
    let mut uses: BTreeMap<LocalId, (Vec<Vec<ExprId>>, bool)> = BTreeMap::new();
    walk(&graph.function.body, &mut |s| match s {
        Stmt::Load { buffer, index, .. } => uses.entry(*buffer).or_default().0.push(index.clone()),
        Stmt::Store { buffer, index, .. } => {
            let of_buffer = uses.entry(*buffer).or_default();
            of_buffer.0.push(index.clone());
            of_buffer.1 = true;
        }
        _ => {}
    });
    for (buffer, (indices, written)) in uses {
        let all_own = |own: ExprId| indices.iter().all(|index| index[..] == [own]);
        let mut own: Vec<ExprId> = indices.iter().filter(|index| index.len() == 1).map(|index| index[0]).collect();
        own.sort();
        own.dedup();
        own.retain(|own| positions.contains(own) && (!written || all_own(*own)));
        own.into_iter().for_each(|own| promote_one(graph, buffer, &[own], &|index| index[..] == [own], written));
    }
}

/// The same of written buffers whose one place is found by looking through what computes it, where that saves more than
/// a read and a write cost. All that checks ask of it holds in the strip: then the check is gone.
pub fn promote_places(graph: &mut Graph, pos: LocalId, written: &[LocalId]) {
    for &buffer in written {
        let iteration = Iteration::of(pos, &graph.function.body);
        if let Some(own) = one_place(graph, &iteration, buffer) {
            promote_one(graph, buffer, &own, &|_| true, true);
        }
    }
}

fn one_place(graph: &mut Graph, iteration: &Iteration, buffer: LocalId) -> Option<Vec<ExprId>> {
    let mut indices = vec![];
    let (mut is_checked, mut is_read) = (false, false);
    walk(&graph.function.body, &mut |s| match s {
        Stmt::Load { buffer: b, index, .. } | Stmt::Store { buffer: b, index, .. } if *b == buffer => {
            indices.push(index.clone());
            is_read |= matches!(s, Stmt::Load { .. });
        }
        Stmt::Check { condition, .. } => is_checked |= reads_length(graph, *condition, &|l| l == buffer),
        _ => {}
    });
    if is_checked || !(is_read || is_in_loop(&graph.function.body, buffer)) {
        return None;
    }
    let mut all: Vec<Vec<Spot>> = vec![];
    for index in indices {
        all.push(index.into_iter().map(|i| iteration.place(graph, i)).collect::<Option<_>>()?);
    }
    let (first, others) = all.split_first()?;
    // A constant below 0 is no place: the check that said so names no length any more, as it always fails.
    if first.iter().any(|place| graph.int_constant(place.index).is_some_and(|c| c < 0)) {
        return None;
    }
    let is_first = |places: &Vec<Spot>| places.iter().zip(first).all(|(a, b)| a.is_same(b));
    others.iter().all(is_first).then(|| first.iter().map(|place| place.index).collect())
}

/// Is the buffer written in a loop?
fn is_in_loop(block: &Block, buffer: LocalId) -> bool {
    let mut found = false;
    walk(block, &mut |s| {
        if let Stmt::For { body, .. } | Stmt::Loop { body, .. } = s {
            walk(body, &mut |s| found |= matches!(s, Stmt::Store { buffer: b, .. } if *b == buffer));
        }
    });
    found
}

type IsOwn<'a> = &'a dyn Fn(&[ExprId]) -> bool;

fn promote_one(graph: &mut Graph, buffer: LocalId, own: &[ExprId], is_own: IsOwn, written: bool) {
    let Type::Buffer(elem, _) = graph.local_ty(buffer) else { unreachable!("a buffer") };
    let locals: Vec<LocalId> = elem.parts().iter().map(|&s| graph.new_local("own", Type::Scalar(s))).collect();
    let mut body = std::mem::take(&mut graph.function.body);
    replace(graph, &mut body, buffer, is_own, &locals);
    body.insert(0, Stmt::Load { parts: locals.clone(), buffer, index: own.to_vec(), mask: None });
    if written {
        let parts = locals.iter().map(|&l| graph.local(l)).collect();
        body.push(Stmt::Store { buffer, index: own.to_vec(), parts, mask: None, undo: false });
    }
    graph.function.body = body;
}

fn replace(graph: &mut Graph, block: &mut Block, buffer: LocalId, is_own: IsOwn, locals: &[LocalId]) {
    let old = std::mem::take(block);
    for mut s in old {
        match s {
            Stmt::Load { parts, buffer: b, index, .. } if b == buffer && is_own(&index) => {
                for (&part, &l) in parts.iter().zip(locals) {
                    let value = graph.local(l);
                    block.push(Stmt::Assign(part, value));
                }
            }
            Stmt::Store { buffer: b, parts, .. } if b == buffer => {
                // Both parts are computed before either changes.
                let kept: Vec<ExprId> = parts.iter().map(|&p| keep(graph, block, p)).collect();
                block.extend(locals.iter().zip(kept).map(|(&l, v)| Stmt::Assign(l, v)));
            }
            _ => {
                for inner in blocks_mut(&mut s) {
                    replace(graph, inner, buffer, is_own, locals);
                }
                block.push(s);
            }
        }
    }
}

fn keep(graph: &mut Graph, block: &mut Block, value: ExprId) -> ExprId {
    let ty = graph.ty(value);
    let local = graph.new_local("stored", ty);
    block.push(Stmt::Assign(local, value));
    graph.local(local)
}
