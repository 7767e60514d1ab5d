//! How a loop runs in lanes, from properties of the loop and the CPU.
//!
//! example: an inner loop with a data-dependent exit that keeps four floats alive runs, on AVX2, two vectors of four
//! interleaved, and eight of its iterations between two tests.

use super::graph::{Graph, walk};
use crate::ir::*;
use crate::target::Target;

/// The form of a kernel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Positions of a strip.
    pub lanes: u16,
    /// Vectors interleaved.
    pub interleave: u16,
    /// Unmasked iterations of an inner loop between two tests; 0: masked throughout.
    pub checkpoint: u16,
}

/// Registers that an interleaved vector's state and temporaries take.
const REGISTERS_EACH: u16 = 8;
/// Operations of an iteration from which on it is long.
const LONG: usize = 80;

/// The rule:
/// - lanes that are refilled do not wait for each other: as many vectors as it takes to hide the latency of a chain of
///   dependent operations (three to four cycles each, two of them started per cycle, two chains in an iteration: four
///   vectors; three where there are few registers, which is as fast, and less code); what does not fit in registers is
///   written and read once in a round;
/// - no inner loop: iterations of the strip loop overlap by themselves, one vector is enough;
/// - an inner loop is a chain of dependent operations that leaves most of the machine idle: interleave vectors, as many
///   as have eight registers each (two of 16, four of 32), half of that where an iteration is long. More would spill,
///   and the more lanes a strip has, the longer it waits for its last one;
/// - a test costs about as much as four operations, and code grows with the iterations between two: up to eight, as
///   long as a round stays short;
/// - what is done one lane at a time anyway (a call of libm) gains nothing from more vectors, or from
///   iterations that may have been for nothing: one vector, with masks;
/// - the lanes that the user allows are a limit on the whole strip.
pub fn plan(graph: &Graph, refilled: bool, target: &Target, limit: Option<u16>) -> Plan {
    let width = target.isa.lanes();
    let (mut has_loop, mut operations, mut lane_by_lane) = (false, 0, false);
    walk(&graph.function.body, &mut |s| match s {
        Stmt::For { body, .. } | Stmt::Loop { body, .. } => {
            has_loop = true;
            let mut n = 0;
            walk(body, &mut |inner| n += inner.operands().into_iter().map(|e| count(graph, e)).sum::<usize>());
            operations = operations.max(n);
            lane_by_lane |= does_lane_by_lane(graph, body);
        }
        _ => {}
    });
    let most = if refilled { chains(target) } else { target.isa.registers() as u16 / REGISTERS_EACH };
    let interleave = match operations {
        _ if !has_loop || lane_by_lane => 1,
        ..=LONG => most,
        _ => most.div_ceil(2),
    };
    let lanes = limit.map_or(width * interleave, |limit| limit.min(width * interleave));
    let checkpoint = match operations {
        _ if !has_loop || lane_by_lane => 0,
        0..=40 => 8,
        41..=80 => 4,
        _ => 2,
    };
    Plan { lanes, interleave: (lanes / width).max(1), checkpoint }
}

/// Vectors whose chains of dependent operations, together, keep the processor busy.
fn chains(target: &Target) -> u16 {
    if target.isa.registers() > 16 { 4 } else { 3 }
}

/// Does the usual iteration do something for which there is no instruction over lanes?
fn does_lane_by_lane(graph: &Graph, block: &Block) -> bool {
    block.iter().any(|s| {
        s.operands().into_iter().any(|e| is_lane_by_lane(graph, e))
            || match s {
                Stmt::If { then, orelse, likely, .. } => {
                    (*likely != Likely::Orelse && does_lane_by_lane(graph, then))
                        || (*likely != Likely::Then && does_lane_by_lane(graph, orelse))
                }
                s => s.blocks().into_iter().any(|inner| does_lane_by_lane(graph, inner)),
            }
    })
}

fn is_lane_by_lane(graph: &Graph, e: ExprId) -> bool {
    match graph.op(e) {
        Op::Call(..) => true,
        op => op.operands().into_iter().any(|o| is_lane_by_lane(graph, o)),
    }
}

fn count(graph: &Graph, e: ExprId) -> usize {
    match graph.op(e) {
        Op::Const(_) | Op::Local(_) | Op::Len(..) => 0,
        op => 1 + op.operands().into_iter().map(|o| count(graph, o)).sum::<usize>(),
    }
}
