//! Decides `abs(z) > c` by the sum of squares wherever that is certain.
//!
//! before: `h = hypot(x, y); check finite(h); if gt(h, 2.0) {..}`
//! after:  `s = add(mul(x, x), mul(y, y)); if not lt(s, 4 - band) unlikely { far = true;
//!          if not gt(s, 4 + band) unlikely { h = hypot(x, y); check finite(h); far = gt(h, 2.0) }; if far {..} }`
//!
//! With s = fl(fl(x*x) + fl(y*y)) the relative error is below 2^-51; hypot's is below 2^-51 too, so outside a relative
//! band of 2^-42 around c*c the sign of s - c*c is that of hypot(x, y) - c. NaN and infinity are neither and take the
//! inner path, and so does everything inside the band. Which side is tested is the one that the branch calls usual. An s below c*c is finite, and so is hypot then: the
//! check is needed on the inner path only. The same holds for x*x alone where hypot's other argument is zero, but no
//! program writes that.

use super::graph::{Graph, blocks_mut, walk};
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// Relative half width of the band in which hypot itself is asked.
const BAND: f64 = 1.0 / (1u64 << 42) as f64;

pub fn narrow(graph: &mut Graph) {
    if !graph.function.exprs.iter().any(|e| matches!(e.op, Op::Call("hypot", _))) {
        return;
    }
    let mut body = std::mem::take(&mut graph.function.body);
    let mut uses = HashMap::new();
    walk(&body, &mut |s| s.operands().into_iter().for_each(|e| count(graph, e, &mut uses)));
    block(graph, &mut body, &uses);
    graph.function.body = body;
}

/// How many operands of statements read each local.
type Uses = HashMap<LocalId, usize>;

fn count(graph: &Graph, e: ExprId, uses: &mut Uses) {
    let mut read = HashSet::new();
    note_read(graph, e, &mut read);
    read.into_iter().for_each(|l| *uses.entry(l).or_default() += 1);
}

fn note_read(graph: &Graph, e: ExprId, read: &mut HashSet<LocalId>) {
    match graph.op(e) {
        Op::Local(l) | Op::Len(l, _) => _ = read.insert(*l),
        op => op.operands().into_iter().for_each(|o| note_read(graph, o, read)),
    }
}

fn block(graph: &mut Graph, statements: &mut Block, uses: &Uses) {
    for s in statements.iter_mut() {
        blocks_mut(s).into_iter().for_each(|inner| block(graph, inner, uses));
    }
    let mut i = 0;
    while i < statements.len() {
        if let Some(found) = Found::at(graph, &statements[i..], uses) {
            let replacement = found.replacement(graph);
            let n = replacement.len();
            statements.splice(i..i + found.checks.len() + 2, replacement);
            i += n - 1;
        }
        i += 1;
    }
}

/// `h = hypot(x, y); check ..; if .. compare(h, c) ..` or `.. t = .. compare(h, c) ..`, with `h` read nowhere else.
struct Found {
    x: ExprId,
    y: ExprId,
    hypot: Stmt,
    checks: Vec<Stmt>,
    compare: BinaryOp,
    c: f64,
    /// The comparison inside the condition.
    test: ExprId,
    user: Stmt,
}

impl Found {
    fn at(graph: &Graph, rest: &[Stmt], uses: &Uses) -> Option<Found> {
        let Stmt::Assign(size, value) = rest[0] else { return None };
        let Op::Call("hypot", args) = graph.op(value) else { return None };
        let (x, y) = (args[0], args[1]);
        let n_checks = rest[1..].iter().take_while(|s| is_check_of(graph, s, size)).count();
        let user = rest.get(1 + n_checks)?;
        let (Stmt::If { condition, .. } | Stmt::Assign(_, condition)) = user else { return None };
        let test = comparison_of(graph, *condition, size)?;
        let Op::Binary(compare, _, b) = *graph.op(test) else { return None };
        let Some(Const::Float(c)) = graph.constant(b) else { return None };
        // The bound is proven for squares that are normal and finite.
        let proven = (c * c).is_normal() && c > 0.0;
        if !proven || uses.get(&size) != Some(&(n_checks + 1)) {
            return None;
        }
        let checks = rest[1..=n_checks].to_vec();
        Some(Found { x, y, hypot: rest[0].clone(), checks, compare, c, test, user: user.clone() })
    }

    fn replacement(&self, graph: &mut Graph) -> Block {
        let (xx, yy) = (graph.binary(BinaryOp::Mul, self.x, self.x), graph.binary(BinaryOp::Mul, self.y, self.y));
        let s = graph.binary(BinaryOp::Add, xx, yy);
        // h < c is what usually holds, unless a branch says otherwise.
        let greater = matches!(self.compare, BinaryOp::Gt | BinaryOp::Ge);
        let usual = match self.user {
            Stmt::If { condition, likely: Likely::Orelse, .. } => expected(graph, condition, self.test, false),
            Stmt::If { condition, likely: Likely::Then, .. } => expected(graph, condition, self.test, true),
            _ => None,
        };
        let inside = usual.is_none_or(|holds| holds != greater);
        let certain = if inside { self.certainly_inside(graph, s) } else { self.certainly_outside(graph, s) };
        let unsure = graph.not(certain);
        let known = inside != greater;
        let flag = graph.new_local("decided", Type::BOOL);
        let cold = self.decide(graph, s, inside, flag);
        let (flag_value, known_value) = (graph.local(flag), graph.bool(known));
        let user = match self.user.clone() {
            Stmt::If { condition, then, orelse, likely } => {
                let is_alone = !known && condition == self.test && orelse.is_empty();
                let condition = substitute(graph, condition, self.test, flag_value);
                let branch = Stmt::If { condition, then, orelse, likely };
                if is_alone {
                    let cold = cold.into_iter().chain([branch]).collect();
                    return vec![Stmt::If { condition: unsure, then: cold, orelse: vec![], likely: Likely::Orelse }];
                }
                branch
            }
            Stmt::Assign(local, value) => Stmt::Assign(local, substitute(graph, value, self.test, flag_value)),
            _ => unreachable!("found a branch or an assignment"),
        };
        vec![
            Stmt::Assign(flag, known_value),
            Stmt::If { condition: unsure, then: cold, orelse: vec![], likely: Likely::Orelse },
            user,
        ]
    }

    /// On the unusual side: the other side of the band is certain too, and only inside it hypot is asked.
    fn decide(&self, graph: &mut Graph, s: ExprId, inside: bool, flag: LocalId) -> Block {
        let greater = matches!(self.compare, BinaryOp::Gt | BinaryOp::Ge);
        let other = if inside { self.certainly_outside(graph, s) } else { self.certainly_inside(graph, s) };
        let (in_band, value) = (graph.not(other), graph.bool(inside == greater));
        let mut ask = vec![self.hypot.clone()];
        ask.extend(self.checks.clone());
        ask.push(Stmt::Assign(flag, self.test));
        vec![
            Stmt::Assign(flag, value),
            Stmt::If { condition: in_band, then: ask, orelse: vec![], likely: Likely::Orelse },
        ]
    }

    fn certainly_inside(&self, graph: &mut Graph, s: ExprId) -> ExprId {
        let bound = graph.float(self.c * self.c * (1.0 - BAND));
        graph.binary(BinaryOp::Lt, s, bound)
    }

    /// Finite, so that hypot does not overflow either.
    fn certainly_outside(&self, graph: &mut Graph, s: ExprId) -> ExprId {
        let (bound, most) = (graph.float(self.c * self.c * (1.0 + BAND)), graph.float(f64::MAX));
        let above = graph.binary(BinaryOp::Gt, s, bound);
        let finite = graph.binary(BinaryOp::Le, s, most);
        graph.binary(BinaryOp::And, above, finite)
    }
}

/// What `test`, a part of `condition`, must be when the condition has this value; `None`: either.
fn expected(graph: &Graph, condition: ExprId, test: ExprId, value: bool) -> Option<bool> {
    if condition == test {
        return Some(value);
    }
    match (graph.op(condition), value) {
        (Op::Unary(UnaryOp::Not, a), value) => expected(graph, *a, test, !value),
        (Op::Binary(BinaryOp::And, a, b), true) | (Op::Binary(BinaryOp::Or, a, b), false) => {
            expected(graph, *a, test, value).or_else(|| expected(graph, *b, test, value))
        }
        _ => None,
    }
}

/// The comparison of `local` with something, inside a condition.
fn comparison_of(graph: &Graph, e: ExprId, local: LocalId) -> Option<ExprId> {
    use BinaryOp::{Ge, Gt, Le, Lt};
    match graph.op(e) {
        Op::Binary(Gt | Ge | Lt | Le, a, _) if *graph.op(*a) == Op::Local(local) => Some(e),
        Op::Binary(BinaryOp::And | BinaryOp::Or, ..) | Op::Unary(UnaryOp::Not, _) => {
            graph.op(e).operands().into_iter().find_map(|o| comparison_of(graph, o, local))
        }
        _ => None,
    }
}

fn substitute(graph: &mut Graph, e: ExprId, from: ExprId, to: ExprId) -> ExprId {
    if e == from {
        return to;
    }
    let Expr { op, ty, span } = graph.function.exprs[e.0 as usize].clone();
    let operands: Vec<ExprId> = op.operands().into_iter().map(|o| substitute(graph, o, from, to)).collect();
    graph.remake(&op, ty, span, &operands)
}

fn is_check_of(graph: &Graph, s: &Stmt, local: LocalId) -> bool {
    matches!(s, Stmt::Check { condition, .. } if graph.reads(*condition, &|l| l == local))
}
