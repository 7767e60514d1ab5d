//! Operations on floats of 32 bits, which the IR writes on floats and rounds.
//!
//! example: `to_f32(mul(x, y))` of two elements of float32 is `fmul float`, where `x` and `y` become floats of 32 bits and
//! the product one of 64. LLVM drops what turns a value there and back. Rounding once or twice is the same for these.

use super::*;

/// Locals that only ever hold floats of 32 bits. `known`: which of the parameters do.
pub(super) fn singles(function: &Function, known: &dyn Fn(usize) -> bool, others: &[LocalId]) -> HashSet<LocalId> {
    if !function.exprs.iter().any(|e| matches!(e.op, Op::Unary(UnaryOp::ToF32, _))) {
        return HashSet::new();
    }
    let n_params: usize = function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    let n_params = n_params.max(function.captures.len());
    let is_float = |at: &usize| function.locals[*at].ty.scalar() == Some(Scalar::Float);
    let may_be = |at: &usize| *at >= n_params || known(*at);
    let mut singles: HashSet<LocalId> =
        (0..function.locals.len()).filter(is_float).filter(may_be).map(|at| LocalId(at as u32)).collect();
    singles.retain(|local| !others.contains(local));
    // What one is of another falls with it.
    loop {
        let mut wrong = vec![];
        find_wrong(function, &function.body, &singles, &mut wrong);
        if wrong.is_empty() {
            return singles;
        }
        singles.retain(|local| !wrong.contains(local));
    }
}

fn find_wrong(function: &Function, block: &Block, singles: &HashSet<LocalId>, wrong: &mut Vec<LocalId>) {
    for s in block {
        match s {
            Stmt::Assign(local, value) if !is_single(function, singles, *value) => wrong.push(*local),
            Stmt::Load { parts, buffer, .. } => {
                let Type::Buffer(elem, _) = function.local(*buffer).ty else { unreachable!("verified: a buffer") };
                if !elem.is_single() {
                    wrong.extend(parts);
                }
            }
            Stmt::CallFunction { results, .. } => wrong.extend(results),
            Stmt::CallPython { result, outcome, .. } => {
                wrong.extend(result);
                wrong.extend(outcome);
            }
            _ => {}
        }
        s.blocks().into_iter().for_each(|inner| find_wrong(function, inner, singles, wrong));
    }
    wrong.retain(|local| singles.contains(local));
}

fn is_single(function: &Function, singles: &HashSet<LocalId>, e: ExprId) -> bool {
    match &function.expr(e).op {
        Op::Const(Const::Float(v)) => f64::from(*v as f32).to_bits() == v.to_bits(),
        Op::Local(local) => singles.contains(local),
        Op::Unary(UnaryOp::ToF32, _) => true,
        Op::Unary(UnaryOp::Neg | UnaryOp::Abs, a) | Op::Splat(a) => is_single(function, singles, *a),
        Op::Select(_, a, b) => is_single(function, singles, *a) && is_single(function, singles, *b),
        _ => false,
    }
}

impl FunctionEmitter<'_, '_> {
    /// The instruction that a rounded expression is, and its operands.
    pub(super) fn single_operation(&self, rounded: ExprId) -> Option<(&'static str, ExprId, ExprId)> {
        let Op::Binary(op, a, b) = self.function.expr(rounded).op else { return None };
        let instruction = match op {
            BinaryOp::Add => "fadd",
            BinaryOp::Sub => "fsub",
            BinaryOp::Mul => "fmul",
            BinaryOp::Div => "fdiv",
            _ => return None,
        };
        let are_single = [a, b].into_iter().all(|e| is_single(self.function, &self.singles, e));
        are_single.then_some((instruction, a, b))
    }

    /// The operation on values of type `ty`.
    pub(super) fn single(&mut self, instruction: &str, ty: &str, x: &str, y: &str) -> String {
        let single = ty.replace("double", "float");
        let [x, y] = [x, y].map(|wide| self.value(format!("fptrunc {ty} {wide} to {single}")));
        let result = self.value(format!("{instruction} {single} {x}, {y}"));
        self.value(format!("fpext {single} {result} to {ty}"))
    }

    /// The type that a local is kept in: what only holds floats of 32 bits is one.
    pub(super) fn type_of_local(&self, local: LocalId) -> String {
        let ty = self.storage_type(self.ty_of(local));
        if self.singles.contains(&local) { ty.replace("double", "float") } else { ty }
    }

    /// A value as its local keeps it.
    pub(super) fn as_kept(&mut self, local: LocalId, value: &str) -> String {
        self.converted("fptrunc", local, value, |ty, kept| (ty, kept))
    }

    /// A value as it is used, from what its local keeps.
    pub(super) fn as_used(&mut self, local: LocalId, value: &str) -> String {
        self.converted("fpext", local, value, |ty, kept| (kept, ty))
    }

    fn converted(
        &mut self,
        instruction: &str,
        local: LocalId,
        value: &str,
        way: impl Fn(String, String) -> (String, String),
    ) -> String {
        if !self.singles.contains(&local) {
            return value.to_string();
        }
        let (from, to) = way(self.storage_type(self.ty_of(local)), self.type_of_local(local));
        self.value(format!("{instruction} {from} {value} to {to}"))
    }
}
