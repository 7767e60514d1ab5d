//! Checks whose operands move in one direction are made once for many iterations.
//!
//! before: `for j in n { check lt(j + 1, len(a, 1)); .. }`
//! after:  `check or(le(n, 0), lt(n, len(a, 1))); for j in n { .. }`
//!
//! A strip is undone and done again by the scalar body whichever of its checks has failed, so a kernel may fail early.

use super::Lanes;
use crate::ir::*;
use crate::passes::graph::assigned_in;
use std::collections::{HashMap, HashSet};

/// The iteration in which a condition is first to fail, if it ever does.
#[derive(Clone, Copy, PartialEq)]
enum Worst {
    First,
    Last,
}

impl Lanes<'_> {
    /// Before a loop that all lanes leave together, at its end: checks once what its iterations would.
    pub(super) fn check_for_all(&mut self, body: &Block, pos: LocalId, trip: ExprId) {
        let (zero, minus) = (self.out.int(0), self.out.int(-1));
        let last = self.out.binary(BinaryOp::Add, trip, minus);
        let nothing = self.out.binary(BinaryOp::Le, trip, zero);
        for (condition, worst) in self.moving_checks(body, pos) {
            let at = if worst == Worst::Last { last } else { zero };
            let holds = self.condition_at(condition, pos, at);
            let holds = self.holds_where_active(holds);
            let good = self.out.binary(BinaryOp::Or, nothing, holds);
            self.push(Stmt::Check { condition: good, why: Failure::Strip });
            self.granted.insert(condition);
        }
    }

    /// Before a round of `k` iterations: the lanes in which all of its checks of this kind hold.
    pub(super) fn holds_for_round(&mut self, body: &Block, pos: LocalId) -> Option<ExprId> {
        let count = self.local(pos);
        let now = self.out.local(count);
        let more = self.out.int(i64::from(self.checkpoint) - 1);
        let more = self.out.splat(more, self.out.ty(now).lanes());
        let last = self.out.binary(BinaryOp::Add, now, more);
        let mut all = None;
        for (condition, worst) in self.moving_checks(body, pos) {
            let at = if worst == Worst::Last { last } else { now };
            let holds = self.condition_at(condition, pos, at);
            let holds = self.out.splat(holds, self.lanes);
            all = Some(all.map_or(holds, |others| self.out.binary(BinaryOp::And, others, holds)));
            self.granted.insert(condition);
        }
        all
    }

    fn condition_at(&mut self, condition: ExprId, pos: LocalId, at: ExprId) -> ExprId {
        let local = self.local(pos);
        let condition = self.expr(condition);
        self.out.rewrite(condition, &mut HashMap::new(), &mut |_, op| match op {
            Op::Local(l) if *l == local => Some(at),
            _ => None,
        })
    }

    /// Checks of each iteration, and when they fail first.
    fn moving_checks(&self, body: &Block, pos: LocalId) -> Vec<(ExprId, Worst)> {
        let assigned = assigned_in(body);
        let mut found = vec![];
        for s in body {
            if let Stmt::Check { condition, .. } = s
                && let Some(worst) = self.worst(*condition, pos, &assigned)
                && found.iter().all(|(other, _)| other != condition)
            {
                found.push((*condition, worst));
            }
        }
        found
    }

    fn worst(&self, condition: ExprId, pos: LocalId, assigned: &HashSet<LocalId>) -> Option<Worst> {
        let Op::Binary(compare, a, b) = *self.old.op(condition) else { return None };
        let is_fixed = |e: ExprId| !self.old.reads(e, &|l| l == pos || assigned.contains(&l));
        if self.old.ty(a) != Type::INT || !self.moves_by_one(a, pos, assigned) || !is_fixed(b) {
            return None;
        }
        match compare {
            BinaryOp::Lt | BinaryOp::Le => Some(Worst::Last),
            BinaryOp::Gt | BinaryOp::Ge => Some(Worst::First),
            _ => None,
        }
    }
}
