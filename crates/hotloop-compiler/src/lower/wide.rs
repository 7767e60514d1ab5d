//! Ints from 2^63 to 2^64 - 1, and what is masked: only the low bits of it matter.
//!
//! example: `h = ((h ^ b) * 0x100000001b3) & 0xFFFFFFFFFFFFFFFF` is `h = mul(xor(h, b), 1099511628211)` without a check,
//! and `h` is a word (`PyType::Word`): an int that is not negative and below 2^64, whose part has its bits.
//!
//! Where an int and a word meet, both are words: a check says that the int is not negative.

use super::Lowerer;
use super::arrays::{Fused, repeats_list};
use super::value::{Kind, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{BinaryOp as Ir, Const, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast::{self, BinaryOp, CompareOp, ExprKind};

/// An expression whose operators may be computed on low bits alone, over values that have been computed.
enum Tree<'e> {
    Leaf(Fused),
    /// An int that is no int64.
    Constant(i128),
    Unary(&'e ast::Expr, ast::UnaryOp, Box<Tree<'e>>),
    Binary(&'e ast::Expr, BinaryOp, Box<Tree<'e>>, Box<Tree<'e>>),
}

/// What holds every value that something masked may have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fits {
    Int,
    Word,
}

const TWO_TO_64: i128 = 1 << 64;

impl Lowerer<'_> {
    /// An operation on numbers that may be masked, or a constant that is no int64; `None`: it is neither.
    pub fn wide_expression(&mut self, e: &ast::Expr) -> Result<Option<Fused>> {
        let is_wide = match &e.kind {
            ExprKind::Binary { op, left, right } if !repeats_list(*op, left, right) => {
                matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor)
                    || [left, right].into_iter().any(|side| self.wide_constant(side).is_some())
                    || *op == BinaryOp::Mod && self.power_of_two(right).is_some()
            }
            _ => false,
        };
        if !is_wide && self.wide_constant(e).is_none() {
            return Ok(None);
        }
        let tree = self.tree(e)?;
        self.build.span = e.span;
        self.exact(tree).map(Some)
    }

    /// `old op= value`
    pub fn augmented_number(&mut self, old: PyValue, op: BinaryOp, value: &ast::Expr, span: Span) -> Result<PyValue> {
        if !self.may_be_wide(&old, op, value) {
            let v = self.expression(value)?;
            return self.binary(op, old, v, span);
        }
        let right = self.tree(value)?;
        let e = ast::Expr { kind: ExprKind::None, span };
        let whole = Tree::Binary(&e, op, Tree::Leaf(Fused::Value(old)).into(), right.into());
        self.build.span = span;
        match self.exact(whole)? {
            Fused::Value(value) => Ok(value),
            Fused::Whole(_) => bail!(span, "this augmented assignment is not compiled yet"),
        }
    }

    /// Is there more to know of `old op= value` than its operands?
    pub fn may_be_wide(&self, old: &PyValue, op: BinaryOp, value: &ast::Expr) -> bool {
        let is_of_bits = matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor)
            || op == BinaryOp::Mod && self.power_of_two(value).is_some();
        matches!(old.ty, PyType::Bool | PyType::Int | PyType::Word)
            && (is_of_bits || self.wide_constant(value).is_some())
    }

    /// `h *= p` and `h &= m` behind it, as one statement: of the product only the bits of the mask matter. No exit point
    /// stands between them.
    pub fn masked_by(&self, s: &ast::Stmt, next: &ast::Stmt) -> Option<ast::Stmt> {
        let (target, value) = assigned(s)?;
        let (masked, mask) = assigned(next)?;
        let ExprKind::Name(name) = &target.kind else { return None };
        let ExprKind::Binary { op: BinaryOp::And | BinaryOp::Mod, left, right } = &mask.kind else { return None };
        let is_target = |e: &ast::Expr| matches!(&e.kind, ExprKind::Name(other) if other == name);
        let is_fused = is_target(&masked)
            && is_target(left)
            && self.int_constant(right).is_some_and(|by| by >= 0)
            && matches!(value.kind, ExprKind::Binary { .. })
            && self.is_of_int_variables(&value)
            && ![s.span, next.span].into_iter().any(|span| self.is_called_out(span));
        if !is_fused {
            return None;
        }
        let ExprKind::Binary { op, right, .. } = mask.kind else { unreachable!("just seen") };
        let value = ast::Expr { kind: ExprKind::Binary { op, left: value.into(), right }, span: s.span };
        Some(ast::Stmt { kind: ast::StmtKind::Assign { targets: vec![target], value }, ..s.clone() })
    }

    /// Operators of ints on names of ints and constants.
    fn is_of_int_variables(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Name(name) => match self.variables.get(name) {
                Some(variable) => matches!(variable.ty, PyType::Bool | PyType::Int | PyType::Word),
                None => self.free_int(name).is_some(),
            },
            ExprKind::Int(_) | ExprKind::BigInt(_) => true,
            ExprKind::Unary { op, operand } => *op != ast::UnaryOp::Not && self.is_of_int_variables(operand),
            ExprKind::Binary { op, left, right } => {
                !matches!(op, BinaryOp::Div | BinaryOp::MatMul | BinaryOp::Pow)
                    && self.is_of_int_variables(left)
                    && self.is_of_int_variables(right)
            }
            _ => false,
        }
    }

    /// The value of an expression of constants that is no int64, or in which there is one.
    fn wide_constant(&self, e: &ast::Expr) -> Option<i128> {
        let value = self.int_constant(e)?;
        let is_wide = |e: &&ast::Expr| self.wide_constant(e).is_some();
        (i64::try_from(value).is_err() || e.children().iter().any(is_wide)).then_some(value)
    }

    fn power_of_two(&self, e: &ast::Expr) -> Option<i128> {
        self.int_constant(e).filter(|value| *value > 0 && value & (value - 1) == 0 && *value <= TWO_TO_64)
    }

    fn int_constant(&self, e: &ast::Expr) -> Option<i128> {
        match &e.kind {
            ExprKind::Int(value) => Some((*value).into()),
            ExprKind::BigInt(digits) => digits.parse().ok(),
            ExprKind::Name(name) => self.free_int(name),
            ExprKind::Attribute { .. } => self.free_int(&super::arrays::dotted(e)?),
            ExprKind::Unary { op, operand } => {
                let value = self.int_constant(operand)?;
                match op {
                    ast::UnaryOp::Neg => value.checked_neg(),
                    ast::UnaryOp::Pos => Some(value),
                    ast::UnaryOp::Invert => Some(!value),
                    ast::UnaryOp::Not => None,
                }
            }
            ExprKind::Binary { op, left, right } => {
                let (a, b) = (self.int_constant(left)?, self.int_constant(right)?);
                match op {
                    BinaryOp::Add => a.checked_add(b),
                    BinaryOp::Sub => a.checked_sub(b),
                    BinaryOp::Mul => a.checked_mul(b),
                    BinaryOp::Pow => a.checked_pow(u32::try_from(b).ok()?),
                    BinaryOp::LeftShift if (0..126).contains(&b) => a.checked_mul(1 << b),
                    BinaryOp::RightShift if (0..126).contains(&b) => Some(a >> b),
                    BinaryOp::FloorDiv if b > 0 => Some(a.div_euclid(b)),
                    BinaryOp::Mod if b > 0 => Some(a.rem_euclid(b)),
                    BinaryOp::And => Some(a & b),
                    BinaryOp::Or => Some(a | b),
                    BinaryOp::Xor => Some(a ^ b),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn free_int(&self, path: &str) -> Option<i128> {
        let root = path.split('.').next().unwrap_or(path);
        if self.variables.get(root).is_some() || self.frame.has_variable(root) {
            return None;
        }
        match self.environment.names.get(path)? {
            Free::Int(value) => Some((*value).into()),
            Free::Wide(value) => Some(*value),
            _ => None,
        }
    }

    // Trees

    /// Computes the leaves, from left to right.
    fn tree<'e>(&mut self, e: &'e ast::Expr) -> Result<Tree<'e>> {
        if let Some(value) = self.wide_constant(e) {
            return Ok(Tree::Constant(value));
        }
        match &e.kind {
            ExprKind::Binary { op, left, right } if !repeats_list(*op, left, right) => match op {
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => {
                    let a = self.tree(left)?;
                    let a = self.computed_before(a, right)?;
                    let b = self.tree(right)?;
                    Ok(Tree::Binary(e, *op, a.into(), b.into()))
                }
                BinaryOp::LeftShift => {
                    let a = self.tree(left)?;
                    let a = self.computed_before(a, right)?;
                    let b = self.leaf(right)?;
                    Ok(Tree::Binary(e, *op, a.into(), b.into()))
                }
                BinaryOp::Mod if self.power_of_two(right).is_some() => {
                    let a = self.tree(left)?;
                    let b = self.tree(right)?;
                    Ok(Tree::Binary(e, *op, a.into(), b.into()))
                }
                _ if self.wide_constant(left).is_some() || self.wide_constant(right).is_some() => {
                    let a = self.tree(left)?;
                    let a = self.computed_before(a, right)?;
                    let b = self.tree(right)?;
                    Ok(Tree::Binary(e, *op, a.into(), b.into()))
                }
                _ => self.leaf(e),
            },
            ExprKind::Unary { op, operand } if *op != ast::UnaryOp::Not => {
                Ok(Tree::Unary(e, *op, self.tree(operand)?.into()))
            }
            _ => self.leaf(e),
        }
    }

    fn leaf<'e>(&mut self, e: &'e ast::Expr) -> Result<Tree<'e>> {
        let [value] = self.operands([e])?;
        Ok(Tree::Leaf(value))
    }

    /// What the expression `next` might change is computed before it, of arrays as well.
    fn computed_before<'e>(&mut self, tree: Tree<'e>, next: &ast::Expr) -> Result<Tree<'e>> {
        if !self.may_write(next) {
            return Ok(tree);
        }
        Ok(match tree {
            Tree::Leaf(Fused::Whole(node)) => Tree::Leaf(Fused::Value(self.new_array(node, next.span)?)),
            Tree::Unary(e, op, a) => Tree::Unary(e, op, self.computed_before(*a, next)?.into()),
            Tree::Binary(e, op, a, b) => {
                let (a, b) = (self.computed_before(*a, next)?, self.computed_before(*b, next)?);
                Tree::Binary(e, op, a.into(), b.into())
            }
            tree => tree,
        })
    }

    /// All of the value, computed as CPython does.
    fn exact(&mut self, tree: Tree) -> Result<Fused> {
        if let Some(fits) = self.fits(&tree)
            && !matches!(tree, Tree::Leaf(_) | Tree::Constant(_))
            && is_of_ints(&tree)
        {
            let bits = self.low_bits(&tree);
            let ty = if fits == Fits::Int { PyType::Int } else { PyType::Word };
            return Ok(Fused::Value(PyValue::new(ty, vec![bits])));
        }
        match tree {
            Tree::Leaf(value) => Ok(value),
            Tree::Constant(value) => Ok(Fused::Value(self.wide_int(value))),
            Tree::Unary(e, op, a) => {
                let a = self.exact(*a)?;
                self.build.span = e.span;
                self.unary_fused(e, op, a)
            }
            Tree::Binary(e, op, a, b) => {
                if let Some(quotient) = self.scaled_quotient(op, &a, &b) {
                    return Ok(Fused::Value(quotient));
                }
                let meets_word = matches!(op, BinaryOp::Or | BinaryOp::Xor | BinaryOp::Add | BinaryOp::Sub)
                    && [&a, &b].into_iter().any(|side| self.fits(side) == Some(Fits::Word));
                let [a, b] = [*a, *b].map(|side| match side {
                    Tree::Binary(_, BinaryOp::LeftShift, x, n) if meets_word && is_of_ints(&x) && is_of_ints(&n) => {
                        let x = self.exact(*x)?;
                        let n = self.exact(*n)?;
                        let (Fused::Value(x), Fused::Value(n)) = (x, n) else { unreachable!("they are ints") };
                        self.shifted_word(x, n).map(Fused::Value)
                    }
                    side => self.exact(side),
                });
                let (a, b) = (a?, b?);
                self.build.span = e.span;
                self.binary_fused(e, op, a, b)
            }
        }
    }

    /// Which type holds the value, whatever the leaves are; `None`: perhaps none does.
    fn fits(&self, tree: &Tree) -> Option<Fits> {
        match tree {
            Tree::Leaf(Fused::Value(value)) => match value.ty {
                PyType::Word => Some(Fits::Word),
                PyType::Bool => Some(Fits::Int),
                PyType::Int => {
                    matches!(self.build.constant(value.parts[0]), Some(Const::Int(0..))).then_some(Fits::Int)
                }
                _ => None,
            },
            Tree::Constant(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(0..), _) => Some(Fits::Int),
                (_, Ok(_)) => Some(Fits::Word),
                _ => None,
            },
            Tree::Binary(_, BinaryOp::And, a, b) => match (self.fits(a), self.fits(b)) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            Tree::Binary(_, BinaryOp::Or | BinaryOp::Xor, a, b) => Some(self.fits(a)?.max(self.fits(b)?)),
            Tree::Binary(_, BinaryOp::Mod, _, b) => match &**b {
                Tree::Constant(value) if *value == TWO_TO_64 => Some(Fits::Word),
                // 2^63: what is left has 63 bits.
                Tree::Constant(value) => (*value == 1 << 63).then_some(Fits::Int),
                Tree::Leaf(Fused::Value(value)) => match self.build.constant(*value.parts.first()?) {
                    Some(Const::Int(by)) => (by as u64).is_power_of_two().then_some(Fits::Int),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The low 64 bits of a value of ints. Those of sums and products depend on no others.
    fn low_bits(&mut self, tree: &Tree) -> ExprId {
        match tree {
            Tree::Leaf(Fused::Value(value)) => self.as_kind_of_int(value),
            Tree::Leaf(Fused::Whole(_)) => unreachable!("it is an int"),
            Tree::Constant(value) => self.build.int(*value as i64),
            Tree::Unary(_, op, a) => {
                let a = self.low_bits(a);
                match op {
                    ast::UnaryOp::Neg => self.build.unary(UnaryOp::Neg, a),
                    ast::UnaryOp::Invert => self.build.unary(UnaryOp::Not, a),
                    _ => a,
                }
            }
            Tree::Binary(_, op, a, b) => {
                let (x, y) = (self.low_bits(a), self.low_bits(b));
                match op {
                    BinaryOp::Add => self.build.binary(Ir::Add, x, y),
                    BinaryOp::Sub => self.build.binary(Ir::Sub, x, y),
                    BinaryOp::Mul => self.build.binary(Ir::Mul, x, y),
                    BinaryOp::And => self.masked(x, y),
                    BinaryOp::Or => self.build.binary(Ir::Or, x, y),
                    BinaryOp::Xor => self.build.binary(Ir::Xor, x, y),
                    BinaryOp::LeftShift => self.shifted_bits(x, y),
                    // By a power of two; of 2^64 the bits are 0.
                    BinaryOp::Mod => match self.build.constant(y) {
                        Some(Const::Int(1..)) => self.build.binary(Ir::FloorMod, x, y),
                        Some(Const::Int(0)) => x,
                        _ => {
                            let mask = self.build.int(i64::MAX);
                            self.masked(x, mask)
                        }
                    },
                    _ => unreachable!("`tree` has no other operators of ints"),
                }
            }
        }
    }

    fn masked(&mut self, x: ExprId, mask: ExprId) -> ExprId {
        match [x, mask].map(|part| self.build.constant(part)) {
            [Some(Const::Int(x)), Some(Const::Int(mask))] => self.build.int(x & mask),
            [_, Some(Const::Int(-1))] => x,
            [Some(Const::Int(-1)), _] => mask,
            _ => self.build.binary(Ir::And, x, mask),
        }
    }

    /// The low bits of `x << n`; CPython raises where n is negative.
    fn shifted_bits(&mut self, x: ExprId, n: ExprId) -> ExprId {
        match self.build.constant(n) {
            Some(Const::Int(0..=63)) => self.build.binary(Ir::Shl, x, n),
            Some(Const::Int(64..)) => self.build.int(0),
            _ => {
                let n = self.build.keep(n);
                let (zero, most) = (self.build.int(0), self.build.int(64));
                let is_shift = self.build.binary(Ir::Ge, n, zero);
                self.build.check(is_shift, Failure::Overflow);
                let shifted = self.build.binary(Ir::Shl, x, n);
                let stays = self.build.binary(Ir::Lt, n, most);
                self.build.select(stays, shifted, zero)
            }
        }
    }

    /// `x / 2**k` of ints: their floats have the same quotient, since it has the digits of x's.
    fn scaled_quotient(&mut self, op: BinaryOp, a: &Tree, b: &Tree) -> Option<PyValue> {
        let (BinaryOp::Div, Tree::Leaf(Fused::Value(a)), Tree::Constant(by)) = (op, a, b) else { return None };
        if !(*by > 0 && by & (by - 1) == 0 && matches!(a.ty, PyType::Bool | PyType::Int | PyType::Word)) {
            return None;
        }
        let x = self.float_of(a.clone());
        let by = self.build.float(*by as f64);
        Some(PyValue::new(PyType::Float, vec![self.build.binary(Ir::Div, x, by)]))
    }

    // Values

    /// A constant of any size. One beyond 64 bits is left to CPython where it is met: in a branch it is no reason to keep
    /// a loop there.
    pub fn wide_int(&mut self, value: i128) -> PyValue {
        let (ty, bits) = match (i64::try_from(value), u64::try_from(value)) {
            (Ok(bits), _) => (PyType::Int, bits),
            (_, Ok(bits)) => (PyType::Word, bits as i64),
            _ => {
                let fits = self.build.bool(false);
                self.build.check(fits, Failure::Overflow);
                (PyType::Int, 0)
            }
        };
        PyValue::new(ty, vec![self.build.int(bits)])
    }

    fn as_kind_of_int(&mut self, value: &PyValue) -> ExprId {
        match value.ty {
            PyType::Word => value.parts[0],
            _ => self.as_kind(value.clone(), Kind::Int)[0],
        }
    }

    /// The part of an int as a word; a negative one is left to CPython.
    pub fn word_part(&mut self, value: &PyValue) -> ExprId {
        let part = self.as_kind_of_int(value);
        if value.ty != PyType::Int || matches!(self.build.constant(part), Some(Const::Int(0..))) {
            return part;
        }
        let part = self.build.keep(part);
        let zero = self.build.int(0);
        let fits = self.build.binary(Ir::Ge, part, zero);
        self.build.check(fits, Failure::Overflow);
        part
    }

    /// A word where an int64 is needed: one that is none is left to CPython.
    pub fn narrowed(&mut self, value: PyValue) -> PyValue {
        if value.ty != PyType::Word {
            return value;
        }
        let part = self.build.keep(value.parts[0]);
        let zero = self.build.int(0);
        let fits = self.build.binary(Ir::Ge, part, zero);
        self.build.check(fits, Failure::Overflow);
        PyValue::new(PyType::Int, vec![part])
    }

    /// `float(x)` of an int or a word.
    pub fn float_of(&mut self, value: PyValue) -> ExprId {
        match value.ty {
            PyType::Word => self.build.unary(UnaryOp::WordToFloat, value.parts[0]),
            _ => self.as_kind(value, Kind::Float)[0],
        }
    }

    /// `x.bit_length()` and `x.bit_count()`: those of what is above the lowest bit, and that.
    pub fn bits_of_word(&mut self, x: PyValue, row: &'static str) -> PyValue {
        let x = self.build.keep(x.parts[0]);
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let above = self.build.binary(Ir::Ushr, x, one);
        let above = self.build.call(row, vec![above]);
        let lowest = match row {
            "bit_count" => self.build.binary(Ir::And, x, one),
            _ => {
                let is_some = self.build.binary(Ir::Ne, x, zero);
                self.build.unary(UnaryOp::BoolToInt, is_some)
            }
        };
        PyValue::new(PyType::Int, vec![self.build.binary(Ir::Add, above, lowest)])
    }

    /// Constants one of which is a word: all are, if they may be.
    pub fn as_words(&mut self, values: &mut [PyValue]) {
        let is_word = |value: &PyValue| value.ty == PyType::Word;
        let may_be = |value: &PyValue| {
            is_word(value)
                || value.ty == PyType::Int && matches!(self.build.constant(value.parts[0]), Some(Const::Int(0..)))
        };
        if values.iter().any(is_word) && values.iter().all(may_be) {
            values.iter_mut().for_each(|value| value.ty = PyType::Word);
        }
    }

    /// `x << n` as a word.
    fn shifted_word(&mut self, x: PyValue, n: PyValue) -> Result<PyValue> {
        let n = self.narrowed(n);
        let (x, n) = (self.word_part(&x), self.as_kind_of_int(&n));
        let (x, n) = (self.build.keep(x), self.build.keep(n));
        let most = self.build.int(64);
        let is_shift = self.build.binary(Ir::Ult, n, most);
        self.build.check(is_shift, Failure::Overflow);
        let shifted = self.build.binary(Ir::Shl, x, n);
        let shifted = self.build.keep(shifted);
        let back = self.build.binary(Ir::Ushr, shifted, n);
        let same = self.build.binary(Ir::Eq, back, x);
        self.build.check(same, Failure::Overflow);
        Ok(PyValue::new(PyType::Word, vec![shifted]))
    }

    // Operations one of whose operands is a word

    /// `a op b`; `None`: neither is a word.
    pub fn word_operation(&mut self, op: BinaryOp, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        if a.ty != PyType::Word && b.ty != PyType::Word {
            return Ok(None);
        }
        let (a, b) = (self.keep(a.clone()), self.keep(b.clone()));
        let is_int = |value: &PyValue| matches!(value.ty, PyType::Bool | PyType::Int | PyType::Word);
        if is_int(&a) && is_int(&b) {
            return self.word_binary(op, a, b, span).map(Some);
        }
        let is_float = |value: &PyValue| matches!(value.ty, PyType::Float | PyType::Complex);
        let [a, b] = match is_float(&a) || is_float(&b) {
            // As CPython converts an int that meets a float.
            true => [a, b].map(|value| match value.ty {
                PyType::Word => PyValue::new(PyType::Float, vec![self.float_of(value)]),
                _ => value,
            }),
            false => [a, b].map(|value| self.narrowed(value)),
        };
        self.binary(op, a, b, span).map(Some)
    }

    fn word_binary(&mut self, op: BinaryOp, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let word = |part| PyValue::new(PyType::Word, vec![part]);
        let int = |part| PyValue::new(PyType::Int, vec![part]);
        let part = match op {
            BinaryOp::Add | BinaryOp::Sub => self.word_sum(op, &a, &b),
            BinaryOp::Mul => {
                let (x, y) = (self.word_part(&a), self.word_part(&b));
                let too_large = self.build.binary(Ir::UmulOverflows, x, y);
                let fits = self.build.not(too_large);
                self.build.check(fits, Failure::Overflow);
                self.build.binary(Ir::Mul, x, y)
            }
            BinaryOp::And => {
                let (x, y) = (self.as_kind_of_int(&a), self.as_kind_of_int(&b));
                let part = self.masked(x, y);
                let fits = [&a, &b].into_iter().any(|one| {
                    one.ty == PyType::Bool || matches!(self.build.constant(one.parts[0]), Some(Const::Int(0..)))
                });
                return Ok(if fits { int(part) } else { word(part) });
            }
            BinaryOp::Or | BinaryOp::Xor => {
                let (x, y) = (self.word_part(&a), self.word_part(&b));
                self.build.binary(if op == BinaryOp::Or { Ir::Or } else { Ir::Xor }, x, y)
            }
            BinaryOp::LeftShift => return self.shifted_word(a, b),
            BinaryOp::RightShift => return self.shifted_right(a, b),
            BinaryOp::FloorDiv | BinaryOp::Mod => return self.word_division(op, a, b),
            BinaryOp::Div => return self.word_quotient(a, b),
            BinaryOp::Pow => return self.word_power(a, b, span),
            BinaryOp::MatMul => bail!(span, "`@` of ints"),
        };
        Ok(word(part))
    }

    /// `a + b` or `a - b`, which must come out as a word.
    fn word_sum(&mut self, op: BinaryOp, a: &PyValue, b: &PyValue) -> ExprId {
        // Where the first is the int, a sum is the other way round, and a difference from a negative one is negative.
        let (a, b) = if op == BinaryOp::Add && a.ty != PyType::Word { (b, a) } else { (a, b) };
        let (x, y) = (self.word_part(a), self.as_kind_of_int(b));
        let (x, y) = (self.build.keep(x), self.build.keep(y));
        let ir = if op == BinaryOp::Add { Ir::Add } else { Ir::Sub };
        let result = self.build.binary(ir, x, y);
        let result = self.build.keep(result);
        let wraps = match op {
            BinaryOp::Add => self.build.binary(Ir::Ult, result, x),
            _ => self.build.binary(Ir::Ult, x, y),
        };
        // A negative int has the bits of itself and 2^64, so it wraps exactly where the result fits.
        let fits = match (&b.ty, self.build.constant(y)) {
            (PyType::Int, None | Some(Const::Int(..0))) => {
                let zero = self.build.int(0);
                let is_negative = self.build.binary(Ir::Lt, y, zero);
                self.build.binary(Ir::Eq, wraps, is_negative)
            }
            _ => self.build.not(wraps),
        };
        self.build.check(fits, Failure::Overflow);
        result
    }

    /// By at least 1 it is an int64. A count beyond the type shifts everything out.
    fn shifted_right(&mut self, a: PyValue, b: PyValue) -> Result<PyValue> {
        let b = self.narrowed(b);
        let n = self.as_kind_of_int(&b);
        if a.ty != PyType::Word {
            let x = self.as_kind_of_int(&a);
            return Ok(PyValue::new(PyType::Int, vec![self.shift_right(x, n)]));
        }
        let x = a.parts[0];
        match self.build.constant(n) {
            Some(Const::Int(0)) => Ok(a),
            Some(Const::Int(1..=63)) => Ok(PyValue::new(PyType::Int, vec![self.build.binary(Ir::Ushr, x, n)])),
            Some(Const::Int(64..)) => Ok(PyValue::new(PyType::Int, vec![self.build.int(0)])),
            _ => {
                let (zero, most) = (self.build.int(0), self.build.int(64));
                let is_shift = self.build.binary(Ir::Ge, n, zero);
                self.build.check(is_shift, Failure::Overflow);
                let shifted = self.build.binary(Ir::Ushr, x, n);
                let stays = self.build.binary(Ir::Lt, n, most);
                Ok(PyValue::new(PyType::Word, vec![self.build.select(stays, shifted, zero)]))
            }
        }
    }

    /// `a // b` and `a % b`, where neither is negative.
    fn word_division(&mut self, op: BinaryOp, a: PyValue, b: PyValue) -> Result<PyValue> {
        let (x, y) = (self.word_part(&a), self.as_kind_of_int(&b));
        let x = self.build.keep(x);
        let y = self.divisor(&b, y);
        let by_int = b.ty != PyType::Word;
        let by_two = by_int && matches!(self.build.constant(y), Some(Const::Int(2..)));
        let ty = match op {
            BinaryOp::Mod if by_int || a.ty != PyType::Word => PyType::Int,
            BinaryOp::FloorDiv if by_two || a.ty != PyType::Word => PyType::Int,
            _ => PyType::Word,
        };
        let ir = if op == BinaryOp::FloorDiv { Ir::Udiv } else { Ir::Umod };
        Ok(PyValue::new(ty, vec![self.build.binary(ir, x, y)]))
    }

    /// The part of what is divided by, as a word that is not 0.
    fn divisor(&mut self, b: &PyValue, y: ExprId) -> ExprId {
        let y = self.build.keep(y);
        if !matches!(self.build.constant(y), Some(Const::Int(y)) if y != 0) {
            let zero = self.build.int(0);
            let nonzero = self.build.binary(Ir::Ne, y, zero);
            self.build.raise_unless(nonzero, Failure::ZeroDivision);
        }
        self.word_part(&PyValue::new(b.ty.clone(), vec![y]))
    }

    /// `a / b`, rounded once.
    fn word_quotient(&mut self, a: PyValue, b: PyValue) -> Result<PyValue> {
        let float = |part| PyValue::new(PyType::Float, vec![part]);
        if let Some(Const::Int(by)) = self.build.constant(b.parts[0])
            && (by as u64).is_power_of_two()
            && (b.ty == PyType::Word || by > 0)
        {
            let (x, by) = (self.float_of(a), self.build.float(by as u64 as f64));
            return Ok(float(self.build.binary(Ir::Div, x, by)));
        }
        let (x, y) = (self.word_part(&a), self.as_kind_of_int(&b));
        let x = self.build.keep(x);
        let y = self.divisor(&b, y);
        Ok(float(self.build.call("word_quotient", vec![x, y])))
    }

    /// To a small constant power.
    fn word_power(&mut self, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        match (&b.ty, self.build.constant(b.parts[0])) {
            (PyType::Int, Some(Const::Int(n @ 1..=16))) => {
                (1..n).try_fold(a.clone(), |power, _| self.word_binary(BinaryOp::Mul, power, a.clone(), span))
            }
            _ => {
                let [a, b] = [a, b].map(|value| self.narrowed(value));
                self.binary(BinaryOp::Pow, a, b, span)
            }
        }
    }

    /// `a op b` of ints one of which is a word; `None`: neither is.
    pub fn compare_words(&mut self, op: CompareOp, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        if a.ty != PyType::Word && b.ty != PyType::Word {
            return Ok(None);
        }
        let is_int = |value: &PyValue| matches!(value.ty, PyType::Bool | PyType::Int | PyType::Word);
        if !(is_int(a) && is_int(b)) {
            let [a, b] = [a, b].map(|value| self.narrowed(value.clone()));
            return self.compare(op, a, b, span).map(Some);
        }
        let (a, b) = (self.keep(a.clone()), self.keep(b.clone()));
        let answer = match op {
            CompareOp::Eq => self.are_same(&a, &b),
            CompareOp::Ne => {
                let same = self.are_same(&a, &b);
                self.build.not(same)
            }
            CompareOp::Lt => self.is_less(&a, &b),
            CompareOp::Gt => self.is_less(&b, &a),
            CompareOp::Ge => {
                let below = self.is_less(&a, &b);
                self.build.not(below)
            }
            _ => {
                let below = self.is_less(&b, &a);
                self.build.not(below)
            }
        };
        Ok(Some(PyValue::new(PyType::Bool, vec![answer])))
    }

    fn are_same(&mut self, a: &PyValue, b: &PyValue) -> ExprId {
        let (x, y) = (self.as_kind_of_int(a), self.as_kind_of_int(b));
        let same = self.build.binary(Ir::Eq, x, y);
        match self.is_negative(a).or_else(|| self.is_negative(b)) {
            Some(negative) => {
                let positive = self.build.not(negative);
                self.build.binary(Ir::And, same, positive)
            }
            None => same,
        }
    }

    /// `a < b`. One of them is a word, so at most one may be negative.
    fn is_less(&mut self, a: &PyValue, b: &PyValue) -> ExprId {
        let (x, y) = (self.as_kind_of_int(a), self.as_kind_of_int(b));
        let below = self.build.binary(Ir::Ult, x, y);
        if let Some(negative) = self.is_negative(a) {
            return self.build.binary(Ir::Or, below, negative);
        }
        match self.is_negative(b) {
            Some(negative) => {
                let positive = self.build.not(negative);
                self.build.binary(Ir::And, below, positive)
            }
            None => below,
        }
    }

    /// `None`: it never is.
    fn is_negative(&mut self, value: &PyValue) -> Option<ExprId> {
        if value.ty != PyType::Int || matches!(self.build.constant(value.parts[0]), Some(Const::Int(0..))) {
            return None;
        }
        let zero = self.build.int(0);
        Some(self.build.binary(Ir::Lt, value.parts[0], zero))
    }
}

/// What a statement assigns, and the value of that.
fn assigned(s: &ast::Stmt) -> Option<(ast::Expr, ast::Expr)> {
    match &s.kind {
        ast::StmtKind::Assign { targets, value } => match &targets[..] {
            [target] => Some((target.clone(), value.clone())),
            _ => None,
        },
        ast::StmtKind::AugAssign { target, op, value } => {
            let kind = ExprKind::Binary { op: *op, left: target.clone().into(), right: value.clone().into() };
            Some((target.clone(), ast::Expr { kind, span: s.span }))
        }
        _ => None,
    }
}

/// Are all leaves Python's own ints?
fn is_of_ints(tree: &Tree) -> bool {
    match tree {
        Tree::Leaf(Fused::Value(value)) => {
            value.path.is_none() && matches!(value.ty, PyType::Bool | PyType::Int | PyType::Word)
        }
        Tree::Leaf(Fused::Whole(_)) => false,
        Tree::Constant(_) => true,
        // `~True` is left to CPython, which warns about it.
        Tree::Unary(_, ast::UnaryOp::Invert, a) => is_of_ints(a) && !is_of_bools(a),
        Tree::Unary(_, _, a) => is_of_ints(a),
        Tree::Binary(_, BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Pow | BinaryOp::RightShift, ..) => false,
        Tree::Binary(_, BinaryOp::MatMul, ..) => false,
        // Bools have bools.
        Tree::Binary(_, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor, a, b) if is_of_bools(a) && is_of_bools(b) => {
            false
        }
        Tree::Binary(_, _, a, b) => is_of_ints(a) && is_of_ints(b),
    }
}

/// Is it a bool, or an operation that gives one?
fn is_of_bools(tree: &Tree) -> bool {
    match tree {
        Tree::Leaf(Fused::Value(value)) => value.ty == PyType::Bool,
        Tree::Binary(_, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor, a, b) => is_of_bools(a) && is_of_bools(b),
        _ => false,
    }
}
