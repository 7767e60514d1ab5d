//! Ints that are known to be small in the lanes that a round is right for: their sums and products need no check.
//!
//! before: `check not(mul_overflows(n, 3)); t = mul(n, 3); check not(add_overflows(t, 1)); n = add(t, 1)`
//! after:  `ok = and(ok, eq(and(add(n, 2^58), -2^59), 0)); t = mul(n, 3); n = add(t, 1)`
//!
//! The one test asks for more than the checks do, and also of lanes that take another branch. A lane that fails it does
//! its iterations with masks and with the checks as they stand.

use super::Lanes;
use crate::ir::*;
use std::collections::HashMap;

/// What becomes of a check in a round.
pub(super) enum Small {
    Holds,
    /// This holds in fewer lanes, and costs less.
    Test(ExprId),
}

/// Bits of a product or sum that certainly fits.
const FITS: u32 = 60;
/// Constants that leave so much room that numbers beyond it are rare.
const FACTOR_BITS: u32 = 16;

impl Lanes<'_> {
    pub(super) fn small_check(&mut self, condition: ExprId) -> Option<Small> {
        let Op::Unary(UnaryOp::Not, overflows) = *self.old.op(condition) else { return None };
        let Op::Binary(op, x, y) = *self.old.op(overflows) else { return None };
        let bits = self.small_bits(x).zip(self.small_bits(y));
        match op {
            BinaryOp::AddOverflows | BinaryOp::SubOverflows => {
                bits.filter(|(a, b)| *a.max(b) <= FITS).map(|_| Small::Holds)
            }
            BinaryOp::MulOverflows if bits.is_some_and(|(a, b)| a + b <= FITS) => Some(Small::Holds),
            BinaryOp::MulOverflows => {
                let Op::Local(local) = *self.old.op(x) else { return None };
                let factor = size(self.old.int_constant(y)?);
                if factor > FACTOR_BITS || !self.d.varying.contains(&local) {
                    return None;
                }
                let bits = FITS - factor;
                let value = self.lanes_expr(x);
                self.small.insert(local, bits);
                Some(Small::Test(self.is_below(value, bits)))
            }
            _ => None,
        }
    }

    /// Notes what an assignment says of the lanes that do it.
    pub(super) fn note_small(&mut self, local: LocalId, value: ExprId) {
        match self.small_bits(value) {
            Some(bits) => self.small.insert(local, bits),
            None => self.small.remove(&local),
        };
    }

    /// Behind a branch: what holds on either way.
    pub(super) fn join_small(&mut self, other: HashMap<LocalId, u32>) {
        self.small.retain(|local, bits| match other.get(local) {
            Some(&others) => {
                *bits = others.max(*bits);
                true
            }
            None => false,
        });
    }

    /// `-2^bits <= value < 2^bits`
    fn is_below(&mut self, value: ExprId, bits: u32) -> ExprId {
        let [lowest, high, zero] = [1 << bits, -1 << (bits + 1), 0].map(|c| {
            let c = self.out.int(c);
            self.out.splat(c, self.lanes)
        });
        let above_lowest = self.out.binary(BinaryOp::Add, value, lowest);
        let rest = self.out.binary(BinaryOp::And, above_lowest, high);
        self.out.binary(BinaryOp::Eq, rest, zero)
    }

    /// `|value| <= 2^bits`, and below 2^63.
    fn small_bits(&self, e: ExprId) -> Option<u32> {
        let bits = match *self.old.op(e) {
            Op::Const(Const::Int(c)) => size(c),
            Op::Local(l) => *self.small.get(&l)?,
            Op::Unary(UnaryOp::BoolToInt, _) => 1,
            Op::Binary(BinaryOp::Add | BinaryOp::Sub, a, b) => self.small_bits(a)?.max(self.small_bits(b)?) + 1,
            Op::Binary(BinaryOp::Mul, a, b) => self.small_bits(a)? + self.small_bits(b)?,
            Op::Binary(BinaryOp::FloorDiv, a, _) => self.small_bits(a)? + 1,
            Op::Binary(BinaryOp::FloorMod, _, b) => size(self.old.int_constant(b)?),
            _ => return None,
        };
        (bits <= 62).then_some(bits)
    }
}

/// Bits of a number without its sign.
fn size(c: i64) -> u32 {
    64 - c.unsigned_abs().leading_zeros()
}
