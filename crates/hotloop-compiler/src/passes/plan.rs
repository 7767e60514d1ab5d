//! How a loop runs in lanes, from properties of the loop and the CPU.
//!
//! example: an inner loop with a data-dependent exit that keeps four floats alive runs, on AVX2, four vectors of four
//! interleaved, and eight of its iterations between two tests.

use super::graph::walk;
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

/// The rule:
/// - a chain of dependent operations in an inner loop leaves most of the machine idle: interleave four vectors;
/// - a body that has loads at scattered places, calls or many values alive gains less and spills sooner: two;
/// - no inner loop: iterations of the strip loop overlap by themselves: one;
/// - the lanes that the user allows are a limit on the whole strip.
pub fn plan(body: &Block, n_varying: usize, target: &Target, limit: Option<u16>) -> Plan {
    let width = target.isa.lanes();
    let mut has_loop = false;
    let mut heavy = n_varying > 40;
    walk(body, &mut |s| match s {
        Stmt::For { body, .. } | Stmt::Loop { body, .. } => {
            has_loop = true;
            walk(body, &mut |inner| heavy |= matches!(inner, Stmt::Load { .. } | Stmt::Store { .. }));
        }
        _ => {}
    });
    let interleave = match (has_loop, heavy) {
        (false, _) => 1,
        (true, true) => 2,
        (true, false) => 4,
    };
    let lanes = limit.map_or(width * interleave, |limit| limit.min(width * interleave));
    Plan { lanes, interleave: (lanes / width).max(1), checkpoint: if has_loop { 8 } else { 0 } }
}
