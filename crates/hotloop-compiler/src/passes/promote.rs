//! Keeps an iteration's own element in locals while the iteration runs.
//!
//! before: `load x = z[pos]; for k in n { x = mul(x, x); store z[pos] = x }`
//! after:  `load own = z[pos]; for k in n { x = mul(own, own); own = x }; store z[pos] = own`
//!
//! A buffer that is only read may have other elements read too.
//!
//! In a strip nothing is seen before its end, so one read before and one write behind are enough: and then nothing can
//! fail behind the write.

use super::graph::{Graph, blocks_mut, walk};
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
        own.into_iter().for_each(|own| promote_one(graph, buffer, own, written));
    }
}

fn promote_one(graph: &mut Graph, buffer: LocalId, own: ExprId, written: bool) {
    let Type::Buffer(elem, _) = graph.local_ty(buffer) else { unreachable!("a buffer") };
    let locals: Vec<LocalId> = elem.parts().iter().map(|&s| graph.new_local("own", Type::Scalar(s))).collect();
    let mut body = std::mem::take(&mut graph.function.body);
    replace(graph, &mut body, buffer, own, &locals);
    body.insert(0, Stmt::Load { parts: locals.clone(), buffer, index: vec![own], mask: None });
    if written {
        let parts = locals.iter().map(|&l| graph.local(l)).collect();
        body.push(Stmt::Store { buffer, index: vec![own], parts, mask: None, undo: false });
    }
    graph.function.body = body;
}

fn replace(graph: &mut Graph, block: &mut Block, buffer: LocalId, own: ExprId, locals: &[LocalId]) {
    let old = std::mem::take(block);
    for mut s in old {
        match s {
            Stmt::Load { parts, buffer: b, index, .. } if b == buffer && index[..] == [own] => {
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
                    replace(graph, inner, buffer, own, locals);
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
