//! Random loops whose iterations are independent, for the vectoriser: no variable passes from one iteration to the next
//! but in sums and the like, and only the iteration's own element is written.
//!
//! example: `for pos in trip { u = x; check pos < len(a); load u = a[pos]; for k in 12 { if u > 4 { break }; u = u * u };
//! store a[pos] = u }`

use super::*;

/// What the statements of an iteration may write.
#[derive(Clone, Copy)]
pub(super) struct Own {
    pub label: Label,
    pub pos: LocalId,
    pub buffer: LocalId,
    /// The iteration's row is `pos + offset`.
    offset: i64,
}

/// A local that iterations combine something with, and that nothing else reads.
#[derive(Clone, Copy)]
pub(super) struct Carried {
    pub local: LocalId,
    kind: Reduces,
}

#[derive(Clone, Copy, PartialEq)]
enum Reduces {
    Sum,
    Count,
    Least,
    Largest,
    Bits(BinaryOp),
    Flag(bool),
}

const MOST_ROWS: usize = 50;

impl Generator {
    pub(super) fn module_of_loops(mut self) -> (Module, Arguments) {
        let mut body = self.start();
        for _ in 0..1 + self.random.below(3) {
            self.independent_loop(&mut body);
            if self.random.one_in(4) {
                self.statement(2, &mut body);
            }
        }
        self.finish(body, MOST_ROWS)
    }

    fn independent_loop(&mut self, block: &mut Block) {
        let [start, step, trip] = ["start", "step", "trip"].map(|name| self.local(name, Type::INT));
        let (zero, one) = (self.int(0), self.int(1));
        let own = self.own();
        let count = self.trip_count(own);
        block.extend([Stmt::Assign(start, zero), Stmt::Assign(step, one), Stmt::Assign(trip, count)]);
        let outer = (self.readable.clone(), self.writable.clone(), std::mem::take(&mut self.small));
        let (temporaries, set_before) = self.temporaries();
        // What is read behind the loop must have a value if the loop does not run.
        let is_read_behind = self.random.one_in(2);
        if is_read_behind {
            block.extend(set_before);
            self.readable.extend(&temporaries);
        }
        if self.random.one_in(2) {
            self.carried_locals(block);
        }
        self.iterators = vec![Iterator { span: Span::default(), pos: own.pos, start, step, trip, over: Over::Range }];
        // As in the function itself, or in one that is compiled in: there are no exit points in that.
        let is_called = self.random.one_in(3);
        let exit = (!is_called).then(|| self.exit_point(Place::Header));
        self.readable = [&outer.0[..], &[own.pos]].concat();
        let mut body: Block =
            temporaries.iter().map(|&local| Stmt::Assign(local, self.expr(self.function.local(local).ty, 2))).collect();
        self.readable.extend(&temporaries);
        self.writable = temporaries.clone();
        self.own = Some(own);
        body.extend(self.inside(own.label, true, |this| [this.block(2), this.block(2)].concat()));
        if self.random.one_in(2) {
            self.store(&mut body);
        }
        self.own = None;
        self.iterators.clear();
        if is_called {
            body = without_exits(body);
        }
        let trip = self.add(Op::Local(trip), Type::INT);
        block.push(Stmt::For { label: own.label, pos: own.pos, trip, exit, strips: None, body });
        (self.readable, self.writable, self.small) = outer;
        if is_read_behind {
            self.readable.extend(&temporaries);
        }
        let carried = std::mem::take(&mut self.carried);
        self.readable.extend(carried.iter().map(|carried| carried.local));
        if !is_called || self.random.one_in(2) {
            block.push(Stmt::Exit(self.exit_point(Place::After)));
        }
    }

    fn own(&mut self) -> Own {
        let buffer = LocalId(self.random.below(5) as u32);
        let offset = self.random.pick(&[0, 0, 0, 0, 1, -1, 3]);
        Own { label: self.label(), pos: self.local("pos", Type::INT), buffer, offset }
    }

    /// Mostly as many iterations as there are rows.
    fn trip_count(&mut self, own: Own) -> ExprId {
        let length = self.add(Op::Len(own.buffer, 0), Type::INT);
        let limit = 1 + self.random.below(MOST_ROWS) as i64;
        let limit = self.int(limit);
        match self.random.below(4) {
            0 => limit,
            1 => self.binary(BinaryOp::Min, length, limit),
            _ => length,
        }
    }

    fn carried_locals(&mut self, block: &mut Block) {
        use Reduces::*;
        for _ in 0..1 + self.random.below(3) {
            let bits = Bits(self.random.pick(&[BinaryOp::And, BinaryOp::Or, BinaryOp::Xor]));
            let kind = self.random.pick(&[Sum, Sum, Count, Least, Largest, bits, Flag(true), Flag(false)]);
            let ty = if matches!(kind, Flag(_)) { Type::BOOL } else { Type::INT };
            let local = self.local("carried", ty);
            let start = if self.random.one_in(2) { self.expr(ty, 1) } else { self.nothing(ty) };
            block.push(Stmt::Assign(local, start));
            self.carried.push(Carried { local, kind });
        }
    }

    fn nothing(&mut self, ty: Type) -> ExprId {
        let zero = Const::zero(ty.scalar().expect("a number"));
        self.add(Op::Const(zero), ty)
    }

    /// Combines something with a carried local.
    pub(super) fn reduce(&mut self, block: &mut Block) {
        let Carried { local, kind } = self.random.pick(&self.carried);
        let old = self.add(Op::Local(local), self.function.local(local).ty);
        let value = match kind {
            Reduces::Sum => return self.add_up(local, old, block),
            Reduces::Count => {
                let step = self.random.pick(&[1, 1, -1, 200]);
                let step = self.int(step);
                self.binary(BinaryOp::Add, old, step)
            }
            Reduces::Least | Reduces::Largest => return self.best(local, old, kind == Reduces::Least, block),
            Reduces::Bits(op) => {
                let value = self.expr(Type::INT, 1);
                self.binary(op, value, old)
            }
            Reduces::Flag(value) => return self.set_flag(local, value, block),
        };
        block.push(Stmt::Assign(local, value));
    }

    /// Not in every iteration: then it would be one of its temporaries, which it sets first of all.
    fn set_flag(&mut self, local: LocalId, value: bool, block: &mut Block) {
        let condition = self.expr(Type::BOOL, 1);
        let value = self.add(Op::Const(Const::Bool(value)), Type::BOOL);
        let then = vec![Stmt::Assign(local, value)];
        block.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
    }

    /// `s = s + x`, with the check that it does not overflow; mostly it is far from that.
    fn add_up(&mut self, local: LocalId, old: ExprId, block: &mut Block) {
        let mut value = self.expr(Type::INT, 1);
        if !self.random.one_in(6) {
            let most = self.random.pick(&[10, 1 << 20, 1 << 54, 1 << 60]);
            let most = self.int(most);
            value = self.binary(BinaryOp::FloorMod, value, most);
        }
        let (op, overflows) =
            self.random.pick(&[(BinaryOp::Add, BinaryOp::AddOverflows), (BinaryOp::Sub, BinaryOp::SubOverflows)]);
        let overflows = self.binary(overflows, old, value);
        let condition = self.add(Op::Unary(UnaryOp::Not, overflows), Type::BOOL);
        block.push(Stmt::Check { condition, why: Failure::Overflow });
        block.push(Stmt::Assign(local, self.binary(op, old, value)));
    }

    /// `if x < s { s = x }`, or `s = min(s, x)`.
    fn best(&mut self, local: LocalId, old: ExprId, is_least: bool, block: &mut Block) {
        let value = self.expr(Type::INT, 1);
        let (compare, op) = if is_least { (BinaryOp::Lt, BinaryOp::Min) } else { (BinaryOp::Gt, BinaryOp::Max) };
        if self.random.one_in(2) {
            return block.push(Stmt::Assign(local, self.binary(op, old, value)));
        }
        let condition = self.binary(compare, value, old);
        if self.random.one_in(2) {
            let chosen = self.add(Op::Select(condition, value, old), Type::INT);
            return block.push(Stmt::Assign(local, chosen));
        }
        let then = vec![Stmt::Assign(local, value)];
        block.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
    }

    /// Variables of an iteration, which sets them first of all; and assignments to them for before the loop.
    fn temporaries(&mut self) -> (Vec<LocalId>, Block) {
        let types = [Type::BOOL, Type::INT, Type::INT, Type::FLOAT, Type::FLOAT, Type::FLOAT];
        let locals: Vec<LocalId> = types.into_iter().map(|ty| self.local("t", ty)).collect();
        let set = locals.iter().zip(types).map(|(&local, ty)| Stmt::Assign(local, self.expr(ty, 0))).collect();
        (locals, set)
    }

    /// The iteration's own element, behind the check that there is one.
    pub(super) fn own_element(&mut self, own: Own, block: &mut Block) -> (LocalId, Elem, Vec<ExprId>, u16) {
        let Type::Buffer(elem, Dims { n: ndim, .. }) = self.function.local(own.buffer).ty else {
            unreachable!("a parameter")
        };
        let mut row = self.add(Op::Local(own.pos), Type::INT);
        if own.offset != 0 {
            let offset = self.int(own.offset);
            row = self.binary(BinaryOp::Add, row, offset);
        }
        let length = self.add(Op::Len(own.buffer, 0), Type::INT);
        let mut index = vec![if self.random.one_in(2) { self.index_from_end(row, length, block) } else { row }];
        if index[0] == row {
            self.check_index(row, length, block);
        }
        for dimension in 1..ndim {
            let length = self.add(Op::Len(own.buffer, dimension), Type::INT);
            index.push(self.index(length, 1, block));
        }
        (own.buffer, elem, index, 1)
    }

    /// In an iteration that is one of many: true but for one of them.
    pub(super) fn mostly(&mut self, condition: ExprId) -> ExprId {
        let Some(own) = self.own.filter(|_| !self.random.one_in(6)) else { return condition };
        let (pos, one) = (self.add(Op::Local(own.pos), Type::INT), self.random.below(MOST_ROWS) as i64);
        let one = self.int(one);
        let other = self.binary(BinaryOp::Ne, pos, one);
        self.binary(BinaryOp::Or, condition, other)
    }
}

fn without_exits(block: Block) -> Block {
    let kept = block.into_iter().filter(|s| !matches!(s, Stmt::Exit(_)));
    kept.map(|mut s| {
        match &mut s {
            Stmt::For { exit, body, .. } | Stmt::Loop { exit, body, .. } => {
                *exit = None;
                *body = without_exits(std::mem::take(body));
            }
            Stmt::Store { undo, .. } | Stmt::Edit { undo, .. } => *undo = true,
            Stmt::Block { body, .. } => *body = without_exits(std::mem::take(body)),
            Stmt::If { then, orelse, .. } => {
                [then, orelse].into_iter().for_each(|block| *block = without_exits(std::mem::take(block)));
            }
            _ => {}
        }
        s
    })
    .collect()
}
