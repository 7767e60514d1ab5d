//! A function's expressions with equal ones shared, and simplified as they are made.
//!
//! example: `binary(And, true, c)` is `c`; `add(pos, 0)` is `pos`; asking twice for `mul(x, y)` gives one id.

use crate::diagnostic::Span;
use crate::ir::*;
use std::collections::HashMap;

#[derive(Clone)]
pub struct Graph {
    pub function: Function,
    index: HashMap<String, ExprId>,
    /// Where in the source expressions that are made now are from; the default: nobody knows.
    here: Span,
}

impl Graph {
    pub fn new(function: Function) -> Self {
        Graph { function, index: HashMap::new(), here: Span::default() }
    }

    pub fn op(&self, e: ExprId) -> &Op {
        &self.function.exprs[e.0 as usize].op
    }

    pub fn ty(&self, e: ExprId) -> Type {
        self.function.exprs[e.0 as usize].ty
    }

    pub fn local_ty(&self, local: LocalId) -> Type {
        self.function.locals[local.0 as usize].ty
    }

    pub fn new_local(&mut self, name: &str, ty: Type) -> LocalId {
        self.function.locals.push(Local { name: name.into(), ty });
        LocalId(self.function.locals.len() as u32 - 1)
    }

    pub fn constant(&self, e: ExprId) -> Option<Const> {
        match self.op(e) {
            Op::Const(c) => Some(*c),
            Op::Splat(inner) => self.constant(*inner),
            _ => None,
        }
    }

    pub fn int_constant(&self, e: ExprId) -> Option<i64> {
        match self.constant(e) {
            Some(Const::Int(v)) => Some(v),
            _ => None,
        }
    }

    /// The shared expression.
    pub fn expr(&mut self, op: Op, ty: Type) -> ExprId {
        let key = match &op {
            Op::Const(Const::Float(v)) => format!("f{:x}", v.to_bits()),
            op => format!("{op:?} {ty:?}"),
        };
        if let Some(&found) = self.index.get(&key) {
            return found;
        }
        self.function.exprs.push(Expr { op, ty, span: self.here });
        let id = ExprId(self.function.exprs.len() as u32 - 1);
        self.index.insert(key, id);
        id
    }

    // Makers

    pub fn local(&mut self, local: LocalId) -> ExprId {
        self.expr(Op::Local(local), self.local_ty(local))
    }

    pub fn int(&mut self, v: i64) -> ExprId {
        self.expr(Op::Const(Const::Int(v)), Type::INT)
    }

    pub fn float(&mut self, v: f64) -> ExprId {
        self.expr(Op::Const(Const::Float(v)), Type::FLOAT)
    }

    pub fn bool(&mut self, v: bool) -> ExprId {
        self.expr(Op::Const(Const::Bool(v)), Type::BOOL)
    }

    pub fn unary(&mut self, op: UnaryOp, a: ExprId) -> ExprId {
        let result = match op {
            UnaryOp::ToFloat | UnaryOp::WordToFloat => Scalar::Float,
            UnaryOp::ToInt | UnaryOp::BoolToInt => Scalar::Int,
            UnaryOp::SignBit => Scalar::Bool,
            _ => self.ty(a).scalar().expect("a number"),
        };
        let ty = Type::Scalar(result).with_lanes(self.ty(a).lanes());
        match (op, self.op(a).clone()) {
            (UnaryOp::Not, Op::Const(Const::Bool(v))) => self.bool(!v),
            (UnaryOp::Not, Op::Unary(UnaryOp::Not, inner)) => inner,
            (UnaryOp::Not, Op::Binary(compare, x, y)) if opposite(compare, self.ty(x)).is_some() => {
                let opposite = opposite(compare, self.ty(x)).expect("just seen");
                self.binary(opposite, x, y)
            }
            _ => self.expr(Op::Unary(op, a), ty),
        }
    }

    pub fn not(&mut self, a: ExprId) -> ExprId {
        self.unary(UnaryOp::Not, a)
    }

    pub fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> ExprId {
        use BinaryOp::*;
        let commutes = matches!(op, Add | Mul | AddOverflows | MulOverflows | UmulOverflows | And | Or | Xor | Eq | Ne)
            || matches!(op, Min | Max) && self.ty(a).scalar() == Some(Scalar::Int);
        // A constant stands second, where patterns look for it.
        let (a, b) = if commutes && self.constant(a).is_some() && self.constant(b).is_none() { (b, a) } else { (a, b) };
        let is_bool = matches!(op, AddOverflows | SubOverflows | MulOverflows | UmulOverflows)
            || matches!(op, Eq | Ne | Lt | Le | Gt | Ge | Ult);
        let ty = if is_bool { Type::BOOL.with_lanes(self.ty(a).lanes()) } else { self.ty(a) };
        let simple = if ty.lanes() == 1 { self.simplify(op, a, b) } else { self.constant_last(op, a, b) };
        if let Some(simple) = simple {
            return simple;
        }
        self.expr(Op::Binary(op, a, b), ty)
    }

    fn simplify(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Option<ExprId> {
        use BinaryOp::*;
        match (op, self.constant(a), self.constant(b)) {
            (And, Some(Const::Bool(true)), _) | (Or, Some(Const::Bool(false)), _) => Some(b),
            (And, _, Some(Const::Bool(true))) | (Or, _, Some(Const::Bool(false))) => Some(a),
            (And, Some(Const::Bool(false)), _) | (And, _, Some(Const::Bool(false))) => Some(self.bool(false)),
            (Or, Some(Const::Bool(true)), _) | (Or, _, Some(Const::Bool(true))) => Some(self.bool(true)),
            (Add, _, Some(Const::Int(0))) | (Sub, _, Some(Const::Int(0))) | (Mul, _, Some(Const::Int(1))) => Some(a),
            (Add, Some(Const::Int(0)), _) | (Mul, Some(Const::Int(1)), _) => Some(b),
            (AddOverflows | SubOverflows, _, Some(Const::Int(0))) => Some(self.bool(false)),
            (_, Some(Const::Int(x)), Some(Const::Int(y))) => self.fold(op, x, y),
            // (x + c) + d: one constant; wrapping, so always the same int.
            (Add, None, Some(Const::Int(d))) => match *self.op(a) {
                Op::Binary(Add, x, c) if self.int_constant(c).is_some() => {
                    let sum = self.int_constant(c).expect("just seen").wrapping_add(d);
                    let sum = self.int(sum);
                    Some(self.binary(Add, x, sum))
                }
                _ => None,
            },
            (Sub, None, Some(Const::Int(d))) => {
                let negative = self.int(d.wrapping_neg());
                Some(self.binary(Add, a, negative))
            }
            _ => None,
        }
    }

    /// Over lanes, `(x + c) + y` is `(x + y) + c`: what an index is apart from its constant is there once.
    fn constant_last(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Option<ExprId> {
        let lanes = self.ty(a).lanes();
        if op != BinaryOp::Add || self.ty(a).scalar() != Some(Scalar::Int) {
            return None;
        }
        let parts = |graph: &Self, e: ExprId| match *graph.op(e) {
            Op::Binary(BinaryOp::Add, x, c) => graph.int_constant(c).map(|c| (x, c)),
            _ => None,
        };
        let (x, y, c) = match (parts(self, a), parts(self, b), self.int_constant(b)) {
            (Some((x, c)), _, Some(d)) => return Some(self.plus(x, c.wrapping_add(d), lanes)),
            (_, _, Some(0)) => return Some(a),
            (_, _, Some(_)) => return None,
            (Some((x, c)), Some((y, d)), _) => (x, y, c.wrapping_add(d)),
            (Some((x, c)), None, _) => (x, b, c),
            (None, Some((y, d)), _) => (a, y, d),
            (None, None, _) => return None,
        };
        let sum = self.binary(BinaryOp::Add, x, y);
        Some(self.plus(sum, c, lanes))
    }

    fn plus(&mut self, x: ExprId, c: i64, lanes: u16) -> ExprId {
        let c = self.int(c);
        let c = self.splat(c, lanes);
        self.binary(BinaryOp::Add, x, c)
    }

    fn fold(&mut self, op: BinaryOp, x: i64, y: i64) -> Option<ExprId> {
        match crate::ir::ops::binary(op, Const::Int(x), Const::Int(y)) {
            Const::Int(v) => Some(self.int(v)),
            Const::Bool(v) => Some(self.bool(v)),
            Const::Float(_) => None,
        }
    }

    pub fn select(&mut self, c: ExprId, a: ExprId, b: ExprId) -> ExprId {
        match self.constant(c) {
            Some(Const::Bool(true)) => a,
            Some(Const::Bool(false)) => b,
            _ if a == b => a,
            _ => self.expr(Op::Select(c, a, b), self.ty(a)),
        }
    }

    pub fn splat(&mut self, a: ExprId, lanes: u16) -> ExprId {
        if self.ty(a).lanes() > 1 || lanes == 1 {
            return a;
        }
        self.expr(Op::Splat(a), self.ty(a).with_lanes(lanes))
    }

    pub fn any(&mut self, mask: ExprId) -> ExprId {
        self.expr(Op::Any(mask), Type::BOOL)
    }

    pub fn count(&mut self, mask: ExprId) -> ExprId {
        self.expr(Op::Count(mask), Type::INT)
    }

    pub fn rank(&mut self, mask: ExprId) -> ExprId {
        self.expr(Op::Rank(mask), Type::INT.with_lanes(self.ty(mask).lanes()))
    }

    /// The same operation over new operands, simplified; from the same place in the source.
    pub fn remake(&mut self, op: &Op, ty: Type, span: Span, operands: &[ExprId]) -> ExprId {
        let around = std::mem::replace(&mut self.here, span);
        let made = self.made_anew(op, ty, operands);
        self.here = around;
        made
    }

    fn made_anew(&mut self, op: &Op, ty: Type, operands: &[ExprId]) -> ExprId {
        match (op, operands) {
            (Op::Unary(op, _), &[a]) => self.unary(*op, a),
            (Op::Binary(op, ..), &[a, b]) => self.binary(*op, a, b),
            (Op::Select(..), &[c, a, b]) => self.select(c, a, b),
            (Op::Call(name, _), args) => self.expr(Op::Call(name, args.to_vec()), ty),
            (Op::Splat(_), &[a]) => self.splat(a, ty.lanes()),
            (Op::Any(_), &[a]) => self.any(a),
            (Op::Count(_), &[a]) => self.count(a),
            (Op::Rank(_), &[a]) => self.rank(a),
            _ => self.expr(op.clone(), ty),
        }
    }

    /// An expression with each leaf (a local or a length) replaced by what `leaf` gives.
    pub fn rewrite(
        &mut self,
        e: ExprId,
        memo: &mut HashMap<ExprId, ExprId>,
        leaf: &mut impl FnMut(&mut Self, &Op) -> Option<ExprId>,
    ) -> ExprId {
        if let Some(&done) = memo.get(&e) {
            return done;
        }
        let Expr { op, ty, span } = self.function.exprs[e.0 as usize].clone();
        let new = match leaf(self, &op) {
            Some(new) => new,
            None => {
                let operands: Vec<ExprId> = op.operands().into_iter().map(|o| self.rewrite(o, memo, leaf)).collect();
                self.remake(&op, ty, span, &operands)
            }
        };
        memo.insert(e, new);
        new
    }

    /// Does an expression read one of these locals?
    pub fn reads(&self, e: ExprId, wanted: &impl Fn(LocalId) -> bool) -> bool {
        match self.op(e) {
            Op::Local(l) | Op::Len(l, _) => wanted(*l),
            op => op.any_operand(|o| self.reads(o, wanted)),
        }
    }
}

/// The comparison that holds where this one does not; floats have none, because of NaN, but for `==` and `!=`.
fn opposite(op: BinaryOp, ty: Type) -> Option<BinaryOp> {
    use BinaryOp::*;
    match (op, ty.scalar()) {
        (Eq, _) => Some(Ne),
        (Ne, _) => Some(Eq),
        (Lt, Some(Scalar::Int)) => Some(Ge),
        (Le, Some(Scalar::Int)) => Some(Gt),
        (Gt, Some(Scalar::Int)) => Some(Le),
        (Ge, Some(Scalar::Int)) => Some(Lt),
        _ => None,
    }
}

// Statements

/// Calls `visit` for every statement, outer ones first.
pub fn walk<'b>(block: &'b [Stmt], visit: &mut impl FnMut(&'b Stmt)) {
    for s in block {
        visit(s);
        s.blocks().into_iter().for_each(|inner| walk(inner, visit));
    }
}

/// Locals that a statement itself assigns.
pub fn assigned_by(s: &Stmt) -> Vec<LocalId> {
    match s {
        Stmt::Assign(l, _) | Stmt::NewList { list: l, .. } => vec![*l],
        Stmt::For { pos, strips, .. } => {
            let done = strips.iter().flat_map(|s| &s.ahead).map(|ahead| ahead.done);
            let forgets = strips.iter().flat_map(|s| &s.forgets).copied();
            done.chain(forgets).chain([*pos]).collect()
        }
        Stmt::Load { parts, .. } => parts.clone(),
        Stmt::CallPython { result, outcome, .. } => result.iter().chain(outcome).copied().collect(),
        Stmt::CallFunction { results, .. } => results.clone(),
        _ => vec![],
    }
}

/// Locals that a block assigns anywhere.
pub fn assigned_in(block: &[Stmt]) -> std::collections::HashSet<LocalId> {
    let mut all = std::collections::HashSet::new();
    walk(block, &mut |s| all.extend(assigned_by(s)));
    all
}

/// The block of a statement, to change.
pub fn blocks_mut(s: &mut Stmt) -> Vec<&mut Block> {
    s.blocks_mut()
}

/// Rewrites every expression that a statement itself evaluates.
pub fn map_operands(s: &mut Stmt, map: &mut impl FnMut(ExprId) -> ExprId) {
    let each =
        |list: &mut Vec<ExprId>, map: &mut dyn FnMut(ExprId) -> ExprId| list.iter_mut().for_each(|e| *e = map(*e));
    match s {
        Stmt::Assign(_, e) | Stmt::Check { condition: e, .. } | Stmt::If { condition: e, .. } => *e = map(*e),
        Stmt::Load { index, mask, .. } => {
            each(index, map);
            mask.iter_mut().for_each(|m| *m = map(*m));
        }
        Stmt::Store { index, parts, mask, .. } => {
            each(index, map);
            each(parts, map);
            mask.iter_mut().for_each(|m| *m = map(*m));
        }
        Stmt::For { trip, strips, .. } => {
            *trip = map(*trip);
            if let Some(s) = strips {
                s.upto = map(s.upto);
                s.ahead.iter_mut().for_each(|ahead| ahead.next = map(ahead.next));
            }
        }
        Stmt::CallPython { arguments, .. } | Stmt::CallFunction { arguments, .. } => each(arguments, map),
        Stmt::NewList { dims, fill, .. } => {
            each(dims, map);
            each(fill, map);
        }
        Stmt::Edit { operands: parts, .. } | Stmt::Return(parts) => each(parts, map),
        _ => {}
    }
}
