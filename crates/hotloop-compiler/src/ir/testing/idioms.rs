//! What the passes look for, and chance would not write: indices from the end, counters, moduli, checks of floats.

use super::*;

const SMALL: &[i64] = &[0, 1, -3, 7, 255, 1 << 40, 1 << 50];

// Ints
impl Generator {
    /// `i if i >= 0 else i + length`, checked to be in bounds, for an index that may be negative.
    pub(super) fn index_from_end(&mut self, index: ExprId, length: ExprId, block: &mut Block) -> ExprId {
        let zero = self.int(0);
        let negative = self.binary(BinaryOp::Lt, index, zero);
        let from_end = self.binary(BinaryOp::Add, index, length);
        let wrapped = self.add(Op::Select(negative, from_end, index), Type::INT);
        self.check_index(wrapped, length, block);
        wrapped
    }

    pub(super) fn check_index(&mut self, index: ExprId, length: ExprId, block: &mut Block) {
        let zero = self.int(0);
        let not_negative = self.binary(BinaryOp::Ge, index, zero);
        let below = self.binary(BinaryOp::Lt, index, length);
        let condition = self.binary(BinaryOp::And, not_negative, below);
        block.push(Stmt::Check { condition, why: Failure::Index });
    }

    /// Variables that stay small, which a pass may prove: so nothing else assigns them.
    pub(super) fn small_variables(&mut self, body: &mut Block) {
        for _ in 0..3 {
            let local = self.local("small", Type::INT);
            let start = self.random.pick(SMALL);
            let start = self.int(start);
            body.push(Stmt::Assign(local, start));
            self.readable.push(local);
            self.small.push(local);
        }
    }

    /// A small variable becomes another small value.
    pub(super) fn small_step(&mut self, block: &mut Block) {
        if self.small.is_empty() {
            return self.assign(block);
        }
        let local = self.random.pick(&self.small);
        let step = self.random.pick(&[1, 1, 5, -2, 256]);
        let (old, step) = (self.add(Op::Local(local), Type::INT), self.int(step));
        let value = match self.random.below(4) {
            0 => self.small_leaf(),
            1 => {
                let list = self.random.pick(LISTS);
                self.add(Op::Len(list, 0), Type::INT)
            }
            _ => self.binary(BinaryOp::Add, old, step),
        };
        block.push(Stmt::Assign(local, value));
    }

    /// `a + b`, with the check that it does not overflow: it cannot.
    pub(super) fn small_sum(&mut self, block: &mut Block) {
        let (a, b) = (self.small_leaf(), self.small_leaf());
        let op = self.random.pick(&[BinaryOp::AddOverflows, BinaryOp::SubOverflows]);
        let overflows = self.binary(op, a, b);
        let condition = self.add(Op::Unary(UnaryOp::Not, overflows), Type::BOOL);
        block.push(Stmt::Check { condition, why: Failure::Overflow });
        let is_int = |local: &LocalId| self.function.local(*local).ty == Type::INT;
        let ints: Vec<LocalId> = self.writable.iter().copied().filter(is_int).collect();
        let sum = self.binary(if op == BinaryOp::AddOverflows { BinaryOp::Add } else { BinaryOp::Sub }, a, b);
        block.push(Stmt::Assign(self.random.pick(&ints), sum));
    }

    /// A length that is remembered while the list grows.
    pub(super) fn growth(&mut self, block: &mut Block) {
        let ints: Vec<LocalId> =
            self.writable.iter().copied().filter(|local| self.function.local(*local).ty == Type::INT).collect();
        let (remembered, read) = (self.random.pick(&ints), self.random.pick(&ints));
        let list = self.random.pick(LISTS);
        let length = self.add(Op::Len(list, 0), Type::INT);
        block.push(Stmt::Assign(remembered, length));
        self.append(block);
        let (length, one) = (self.add(Op::Local(remembered), Type::INT), self.int(1));
        let value = self.binary(BinaryOp::Add, length, one);
        block.push(Stmt::Assign(read, value));
    }

    fn small_leaf(&mut self) -> ExprId {
        if self.small.is_empty() || self.random.one_in(3) {
            let value = self.random.pick(SMALL);
            return self.int(value);
        }
        let local = self.random.pick(&self.small);
        self.add(Op::Local(local), Type::INT)
    }
}

// Floats
impl Generator {
    /// `h = hypot(x, y); check ..; if .. h > c .. {..}`, now and then with `h` next to `c`.
    pub(super) fn modulus(&mut self, depth: usize, block: &mut Block) {
        let h = self.local("modulus", Type::FLOAT);
        let (x, y) = (self.side(), self.side());
        let value = self.add(Op::Call("hypot", vec![x, y]), Type::FLOAT);
        block.push(Stmt::Assign(h, value));
        let size = self.add(Op::Local(h), Type::FLOAT);
        if self.random.one_in(if self.own.is_some() { 8 } else { 2 }) {
            self.check_finite(h, Failure::Overflow, block);
        }
        let (compare, c) = (
            self.random.pick(&[BinaryOp::Gt, BinaryOp::Ge, BinaryOp::Lt, BinaryOp::Le, BinaryOp::Eq]),
            self.random.pick(&[5.0, 5.0, 2.0, 1e-160, 1e-200, 1e160, f64::INFINITY, -1.0]),
        );
        let c = self.add(Op::Const(Const::Float(c)), Type::FLOAT);
        let test = self.binary(compare, size, c);
        let other = self.expr(Type::BOOL, 1);
        let condition = match self.random.below(5) {
            0 => self.binary(BinaryOp::And, test, other),
            1 => self.binary(BinaryOp::Or, other, test),
            2 => self.add(Op::Unary(UnaryOp::Not, test), Type::BOOL),
            _ => test,
        };
        self.branch(condition, depth, block);
    }

    fn side(&mut self) -> ExprId {
        if self.random.one_in(2) {
            return self.expr(Type::FLOAT, 1);
        }
        let side = self.random.pick(&[3.0, 4.0, -4.0, 4.0 - 8.0 * f64::EPSILON, 1.0, 3e160, 4e160, 3e-161]);
        self.add(Op::Const(Const::Float(side)), Type::FLOAT)
    }

    /// `check finite(x)`, and then what implies it: that a sum or product of it is finite, or its square small.
    pub(super) fn finite(&mut self, depth: usize, block: &mut Block) {
        // Some float of many iterations is not.
        if self.own.is_some() && !self.random.one_in(8) {
            return self.load(block);
        }
        let is_float = |local: &LocalId| self.function.local(*local).ty == Type::FLOAT;
        let floats: Vec<LocalId> = self.writable.iter().copied().filter(is_float).collect();
        let x = self.random.pick(&floats);
        self.check_finite(x, Failure::NotFinite, block);
        for _ in 0..self.random.below(3) {
            let (a, b) = (self.random.pick(&floats), self.random.pick(&floats));
            let (a, b) = (self.add(Op::Local(a), Type::FLOAT), self.add(Op::Local(b), Type::FLOAT));
            let op = self.random.pick(&[BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul]);
            let value = self.binary(op, a, b);
            block.push(Stmt::Assign(self.random.pick(&floats), value));
        }
        if self.random.one_in(2) {
            let other = self.random.pick(&floats);
            return self.check_finite(other, Failure::NotFinite, block);
        }
        let (y, bound) = (self.random.pick(&floats), self.random.pick(FLOATS));
        let [x, y] = [x, y].map(|local| self.add(Op::Local(local), Type::FLOAT));
        let (xx, yy) = (self.binary(BinaryOp::Mul, x, x), self.binary(BinaryOp::Mul, y, y));
        let sum = self.binary(BinaryOp::Add, xx, yy);
        let bound = self.add(Op::Const(Const::Float(bound)), Type::FLOAT);
        let less = self.binary(BinaryOp::Lt, sum, bound);
        let condition = self.add(Op::Unary(UnaryOp::Not, less), Type::BOOL);
        self.branch(condition, depth, block);
    }

    /// `d = x * y + y * x; z = d + c`.
    pub(super) fn doubled(&mut self, block: &mut Block) {
        let is_float = |local: &LocalId| self.function.local(*local).ty == Type::FLOAT;
        let floats: Vec<LocalId> = self.writable.iter().copied().filter(is_float).collect();
        let readable: Vec<LocalId> = self.readable.iter().copied().filter(is_float).collect();
        let [double, result] = [self.random.pick(&floats), self.random.pick(&floats)];
        let [x, y, c] = [(); 3].map(|()| {
            let local = self.random.pick(&readable);
            self.add(Op::Local(local), Type::FLOAT)
        });
        let (xy, yx) = (self.binary(BinaryOp::Mul, x, y), self.binary(BinaryOp::Mul, y, x));
        let sum = self.binary(BinaryOp::Add, xy, yx);
        block.push(Stmt::Assign(double, sum));
        let d = self.add(Op::Local(double), Type::FLOAT);
        let value = self.binary(BinaryOp::Add, d, c);
        block.push(Stmt::Assign(result, value));
    }

    fn check_finite(&mut self, local: LocalId, why: Failure, block: &mut Block) {
        let value = self.add(Op::Local(local), Type::FLOAT);
        let size = self.add(Op::Unary(UnaryOp::Abs, value), Type::FLOAT);
        let infinity = self.add(Op::Const(Const::Float(f64::INFINITY)), Type::FLOAT);
        let condition = self.binary(BinaryOp::Lt, size, infinity);
        block.push(Stmt::Check { condition, why });
    }

    fn branch(&mut self, condition: ExprId, depth: usize, block: &mut Block) {
        let then = self.block(depth - 1);
        let orelse = if self.random.one_in(4) { self.block(depth - 1) } else { vec![] };
        let likely = self.random.pick(&[Likely::Either, Likely::Then, Likely::Orelse, Likely::Orelse]);
        block.push(Stmt::If { condition, then, orelse, likely });
    }
}
