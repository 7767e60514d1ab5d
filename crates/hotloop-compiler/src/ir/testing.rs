//! Random valid modules, for tests of passes and engines.
//!
//! ```text
//! let (before, arguments) = testing::arbitrary(seed);
//! let after = my_pass(before.clone());
//! assert_eq!(testing::observe(&before, &arguments), testing::observe(&after, &arguments));
//! ```
//!
//! Every module ends, within far less than the interpreter's fuel. It calls only builtins whose `eval` is what machine
//! code calls, and none that shows the sign of a NaN.

mod idioms;
mod loops;

use super::ops::{BINARY, UNARY};
use super::*;
use crate::builtins;
use loops::{Carried, Own};

/// What a module's entry is called with.
#[derive(Clone, Debug, PartialEq)]
pub struct Arguments {
    pub values: Vec<Value>,
    pub memory: Memory,
}

/// What the caller sees of a run: lists that the run made are numbered as they appear in the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub outcome: Outcome,
    /// The arguments' buffers, then those that the outcome refers to.
    pub buffers: Vec<BufferData>,
}

/// A module of scalar code without kernels.
pub fn arbitrary(seed: u64) -> (Module, Arguments) {
    Generator::new(seed, 1).module()
}

/// A module with values of so many lanes, masked loads and stores, and loops that run in strips.
pub fn arbitrary_with_lanes(seed: u64, lanes: u16) -> (Module, Arguments) {
    Generator::new(seed, lanes).module()
}

/// A module of scalar code in which most outer loops have independent iterations.
pub fn arbitrary_with_loops(seed: u64) -> (Module, Arguments) {
    Generator::new(seed, 1).module_of_loops()
}

/// Interprets a module, which must be valid.
pub fn observe(module: &Module, arguments: &Arguments) -> Observation {
    observe_forced(module, arguments, None)
}

/// The same, leaving at the so many-th exit point.
pub fn observe_forced(module: &Module, arguments: &Arguments, force_exit: Option<u64>) -> Observation {
    let valid = verify(module).unwrap_or_else(|invalid| panic!("{invalid}\n{}", print(module)));
    let mut interpreter = Interpreter::new(&valid);
    interpreter.force_exit = force_exit;
    let mut memory = arguments.memory.clone();
    let mut outcome = interpreter.run(&arguments.values, &mut memory, &mut |_, _, _| Err(Raised));
    let buffers = renumber(&mut outcome, memory.buffers, arguments.memory.buffers.len());
    Observation { outcome, buffers }
}

/// Keeps the first `n_arguments` buffers, then what the outcome refers to.
fn renumber(outcome: &mut Outcome, buffers: Vec<BufferData>, n_arguments: usize) -> Vec<BufferData> {
    let mut order: Vec<usize> = (0..n_arguments).collect();
    let values = match outcome {
        Outcome::Returned(values) | Outcome::Exited { live: values, .. } => values.as_mut_slice(),
        _ => &mut [],
    };
    for value in values {
        if let Value::Buffer(id) = value {
            let position = order.iter().position(|old| *old == id.0).unwrap_or(order.len());
            if position == order.len() {
                order.push(id.0);
            }
            *id = BufferId(position);
        }
    }
    order.into_iter().map(|old| buffers[old].clone()).collect()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const INTS: &[i64] = &[0, 1, 2, 3, -1, 7, -5, 64, 1 << 40, i64::MAX, i64::MIN];
const FLOATS: &[f64] =
    &[0.0, -0.0, 1.0, 0.5, -2.0, 3.75, 1e-300, 5e-324, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
const FAILURES: &[Failure] = &[Failure::Overflow, Failure::Index, Failure::ZeroDivision, Failure::Domain];
/// Parameters that can grow.
const LISTS: &[LocalId] = &[LocalId(0), LocalId(1), LocalId(2)];
const SCALARS: &[Scalar] = &[Scalar::Bool, Scalar::Int, Scalar::Float];

/// The parameters of every generated function.
fn params() -> Vec<(String, PyType)> {
    let types = [
        ("floats", PyType::List(Elem::Float64)),
        ("ints", PyType::List(Elem::Int64)),
        ("points", PyType::List(Elem::Complex128)),
        ("flags", PyType::List(Elem::Bool)),
        ("grid", PyType::Array { elem: Elem::Float64, ndim: 2, layout: Layout::Contiguous, writable: true }),
        ("n", PyType::Int),
        ("x", PyType::Float),
        ("flag", PyType::Bool),
    ];
    types.into_iter().map(|(name, ty)| (name.to_string(), ty)).collect()
}

/// A module while it grows.
struct Generator {
    random: Random,
    /// 1: only scalars.
    lanes: u16,
    module: Module,
    /// The function that grows: the entry or a kernel.
    function: Function,
    readable: Vec<LocalId>,
    writable: Vec<LocalId>,
    /// Ints that stay small: only [`idioms`] assigns them.
    small: Vec<LocalId>,
    /// Labels around the statement; can one `continue` there?
    targets: Vec<(Label, bool)>,
    /// The loop around the statement has independent iterations.
    own: Option<Own>,
    /// What it carries all the same, in reductions.
    carried: Vec<Carried>,
    iterators: Vec<Iterator>,
    n_labels: u32,
    n_statements: usize,
}

// Functions.
impl Generator {
    fn new(seed: u64, lanes: u16) -> Self {
        Generator {
            random: Random(seed),
            lanes,
            module: Module::default(),
            function: Function::default(),
            readable: vec![],
            writable: vec![],
            small: vec![],
            targets: vec![],
            own: None,
            carried: vec![],
            iterators: vec![],
            n_labels: 0,
            n_statements: 40,
        }
    }

    fn module(mut self) -> (Module, Arguments) {
        let mut body = self.start();
        while self.n_statements > 0 {
            self.statement(3, &mut body);
            if self.lanes > 1 && self.random.one_in(8) {
                self.strip_loop(&mut body);
            }
        }
        self.finish(body, 7)
    }

    /// The signature, an exit point, and variables.
    fn start(&mut self) -> Block {
        self.function.name = "f".into();
        self.function.params = params();
        self.function.result =
            PyType::tuple(vec![PyType::Int, PyType::Float, PyType::Bool, PyType::List(Elem::Float64)]);
        for (name, ty) in params() {
            for part in ty.parts() {
                self.local(&name, part);
            }
        }
        self.readable = (0..self.function.locals.len() as u32).map(LocalId).collect();
        let mut body = vec![Stmt::Exit(self.exit_point(Place::Start))];
        self.variables(&mut body);
        body
    }

    fn finish(mut self, mut body: Block, most_rows: usize) -> (Module, Arguments) {
        body.push(self.return_());
        self.function.body = body;
        self.module.entry = std::mem::take(&mut self.function);
        let arguments = self.arguments(most_rows);
        (self.module, arguments)
    }

    fn arguments(&mut self, most_rows: usize) -> Arguments {
        let mut memory = Memory::default();
        let mut values = vec![];
        for (_, ty) in params() {
            values.push(match ty {
                PyType::List(elem) => {
                    let rows = 1 + self.random.below(most_rows);
                    Value::Buffer(memory.add(self.buffer(elem, vec![rows])))
                }
                PyType::Array { elem, .. } => {
                    let rows = 2 + self.random.below(most_rows);
                    Value::Buffer(memory.add(self.buffer(elem, vec![rows, 3])))
                }
                PyType::Int => Value::Int(self.random.pick(INTS)),
                PyType::Float => Value::Float(self.random.pick(FLOATS)),
                _ => Value::Bool(self.random.one_in(2)),
            });
        }
        Arguments { values, memory }
    }

    fn buffer(&mut self, elem: Elem, dims: Vec<usize>) -> BufferData {
        let n_elements: usize = dims.iter().product();
        let parts = (0..n_elements).flat_map(|_| elem.parts()).map(|&scalar| self.constant(scalar)).collect();
        BufferData { elem, dims, parts }
    }

    /// Variables of every type, assigned at once, so that all may be read everywhere.
    fn variables(&mut self, body: &mut Block) {
        for &scalar in SCALARS {
            for lanes in if self.lanes == 1 { vec![1, 1, 1] } else { vec![1, 1, self.lanes, self.lanes] } {
                let ty = Type::Scalar(scalar).with_lanes(lanes);
                let local = self.local("v", ty);
                body.push(Stmt::Assign(local, self.expr(ty, 1)));
                self.readable.push(local);
                self.writable.push(local);
            }
        }
        self.small_variables(body);
    }

    fn local(&mut self, name: &str, ty: Type) -> LocalId {
        self.function.locals.push(Local { name: name.into(), ty });
        LocalId(self.function.locals.len() as u32 - 1)
    }

    fn label(&mut self) -> Label {
        self.n_labels += 1;
        Label(self.n_labels - 1)
    }

    fn exit_point(&mut self, place: Place) -> ExitId {
        let mut live = vec![];
        // What a loop carries is live at all of its exit points, as it is where a program reads it later.
        let carried: Vec<LocalId> = self.carried.iter().map(|carried| carried.local).collect();
        for local in self.readable.iter().chain(&carried).copied().collect::<Vec<_>>() {
            let ty = match self.function.local(local).ty {
                Type::Scalar(Scalar::Bool) => PyType::Bool,
                Type::Scalar(Scalar::Int) => PyType::Int,
                Type::Scalar(Scalar::Float) => PyType::Float,
                Type::Buffer(elem, Dims::LIST) => PyType::List(elem),
                _ => continue,
            };
            let reader = if self.random.one_in(2) { Reader::Nobody } else { Reader::Code };
            if carried.contains(&local) || !self.random.one_in(3) {
                live.push(LiveVariable { name: format!("v{}", local.0), ty, parts: vec![local], reader });
            }
        }
        let iterators = self.iterators.clone();
        self.module.exits.push(ExitPoint { span: Span::default(), place, live, iterators });
        ExitId(self.module.exits.len() as u32 - 1)
    }
}

// Statements.
impl Generator {
    fn block(&mut self, depth: usize) -> Block {
        let mut block = vec![];
        for _ in 0..1 + self.random.below(4) {
            self.statement(depth, &mut block);
        }
        block
    }

    /// Puts one random statement, with what it needs, behind `block`; blocks in it are at most `depth` deep.
    fn statement(&mut self, depth: usize, block: &mut Block) {
        self.n_statements = self.n_statements.saturating_sub(1);
        if !self.carried.is_empty() && self.random.one_in(5) {
            return self.reduce(block);
        }
        match self.random.below(if depth == 0 { 14 } else { 23 }) {
            0..4 => self.assign(block),
            4 | 5 => self.load(block),
            6 | 7 => self.store(block),
            8 => self.check(block),
            9 => self.jump(block),
            10 => self.checked_sum(block),
            11 if self.random.one_in(2) => block.push(Stmt::Exit(self.exit_point(Place::After))),
            11 => self.growth(block),
            12 => self.small_step(block),
            13 => self.small_sum(block),
            14 | 15 => self.conditional(depth, block),
            16 | 17 => self.for_loop(depth, block),
            18 => self.counted_loop(depth, block),
            19 => self.modulus(depth, block),
            20 => self.finite(depth, block),
            21 => self.doubled(block),
            _ => {
                let label = self.label();
                let body = self.inside(label, false, |this| this.block(depth - 1));
                block.push(Stmt::Block { label, body });
            }
        }
    }

    fn assign(&mut self, block: &mut Block) {
        let local = self.random.pick(&self.writable);
        let value = self.expr(self.function.local(local).ty, 3);
        block.push(Stmt::Assign(local, value));
    }

    fn load(&mut self, block: &mut Block) {
        let (buffer, elem, index, lanes) = match self.own {
            Some(own) if self.random.one_in(2) => self.own_element(own, block),
            _ => self.element(block),
        };
        let mask = self.mask(lanes);
        let mut parts = vec![];
        for &scalar in elem.parts() {
            let ty = Type::Scalar(scalar).with_lanes(lanes);
            let free = |local: &LocalId| self.function.local(*local).ty == ty && !parts.contains(local);
            let choices: Vec<LocalId> = self.writable.iter().copied().filter(free).collect();
            parts.push(self.random.pick(&choices));
        }
        block.push(Stmt::Load { parts, buffer, index, mask });
    }

    fn store(&mut self, block: &mut Block) {
        let (buffer, elem, index, lanes) = match self.own {
            Some(own) => self.own_element(own, block),
            None => self.element(block),
        };
        let parts = self.parts(elem, lanes);
        let mask = self.mask(lanes);
        let undo = !self.random.one_in(4);
        block.push(Stmt::Store { buffer, index, parts, mask, undo });
        if !undo {
            block.push(Stmt::Exit(self.exit_point(Place::After)));
        }
    }

    fn parts(&mut self, elem: Elem, lanes: u16) -> Vec<ExprId> {
        elem.parts().iter().map(|&scalar| self.expr(Type::Scalar(scalar).with_lanes(lanes), 2)).collect()
    }

    fn mask(&mut self, lanes: u16) -> Option<ExprId> {
        let masked = lanes > 1 && !self.random.one_in(3);
        masked.then(|| self.expr(Type::BOOL.with_lanes(lanes), 2))
    }

    /// A buffer with an index that is in bounds, or made so by checks: no buffer is ever empty.
    fn element(&mut self, block: &mut Block) -> (LocalId, Elem, Vec<ExprId>, u16) {
        let own = self.own.map(|own| own.buffer);
        let is_buffer =
            |local: &LocalId| matches!(self.function.local(*local).ty, Type::Buffer(..)) && Some(*local) != own;
        let buffers: Vec<LocalId> = self.readable.iter().copied().filter(is_buffer).collect();
        let buffer = self.random.pick(&buffers);
        let Type::Buffer(elem, Dims { n: ndim, .. }) = self.function.local(buffer).ty else {
            unreachable!("only buffers are left")
        };
        let lanes = if self.random.one_in(2) { self.lanes } else { 1 };
        let varying = self.random.below(ndim as usize);
        let mut index = vec![];
        for dimension in 0..ndim {
            let uniform = dimension as usize != varying && self.random.one_in(2);
            let length = self.add(Op::Len(buffer, dimension), Type::INT);
            index.push(self.index(length, if uniform { 1 } else { lanes }, block));
        }
        (buffer, elem, index, lanes)
    }

    fn index(&mut self, length: ExprId, lanes: u16, block: &mut Block) -> ExprId {
        let anything = self.expr(Type::INT.with_lanes(lanes), 2);
        let lengths = self.splat(length, lanes);
        let fitting = self.binary(BinaryOp::FloorMod, anything, lengths);
        if lanes == 1 && self.random.one_in(3) {
            let index = if self.random.one_in(8) { anything } else { fitting };
            let zero = self.int(0);
            let not_negative = self.binary(BinaryOp::Ge, index, zero);
            let not_too_large = self.binary(BinaryOp::Lt, index, length);
            let condition = self.binary(BinaryOp::And, not_negative, not_too_large);
            block.push(Stmt::Check { condition, why: Failure::Index });
            return index;
        }
        if lanes == 1 && self.random.one_in(3) { self.index_from_end(fitting, length, block) } else { fitting }
    }

    /// Mostly true, so that something happens after it.
    fn check(&mut self, block: &mut Block) {
        let mut condition = self.expr(Type::BOOL, 2);
        for _ in 0..3 {
            let other = self.expr(Type::BOOL, 2);
            condition = self.binary(BinaryOp::Or, condition, other);
        }
        condition = self.mostly(condition);
        block.push(Stmt::Check { condition, why: self.random.pick(FAILURES) });
    }

    /// `x + y` as Python has it.
    fn checked_sum(&mut self, block: &mut Block) {
        if self.own.is_some() && !self.random.one_in(4) {
            return self.assign(block);
        }
        let (a, b) = (self.expr(Type::INT, 1), self.expr(Type::INT, 1));
        let overflows = self.binary(BinaryOp::AddOverflows, a, b);
        let condition = self.add(Op::Unary(UnaryOp::Not, overflows), Type::BOOL);
        block.push(Stmt::Check { condition, why: Failure::Overflow });
        let is_int = |local: &LocalId| self.function.local(*local).ty == Type::INT;
        let ints: Vec<LocalId> = self.writable.iter().copied().filter(is_int).collect();
        let sum = self.binary(BinaryOp::Add, a, b);
        block.push(Stmt::Assign(self.random.pick(&ints), sum));
    }

    fn append(&mut self, block: &mut Block) {
        if self.own.is_some() {
            return self.assign(block);
        }
        let list = self.random.pick(LISTS);
        let Type::Buffer(elem, _) = self.function.local(list).ty else {
            unreachable!("the first parameters are lists")
        };
        let parts = self.parts(elem, 1);
        block.push(Stmt::Edit { edit: Edit::Append, list, operands: parts, undo: true });
    }

    /// `if c { break }`, `continue` or `return`.
    fn jump(&mut self, block: &mut Block) {
        let jump = match self.targets.is_empty() {
            true if self.random.one_in(4) => self.return_(),
            true => return self.assign(block),
            false => match self.random.pick(&self.targets) {
                (label, _) if self.own.is_some_and(|own| own.label == label) => Stmt::Continue(label),
                (label, true) if self.random.one_in(2) => Stmt::Continue(label),
                (label, _) => Stmt::Break(label),
            },
        };
        let condition = self.expr(Type::BOOL, 2);
        block.push(Stmt::If { condition, then: vec![jump], orelse: vec![], likely: Likely::Orelse });
    }

    fn return_(&mut self) -> Stmt {
        let list = self.add(Op::Local(LocalId(0)), self.function.local(LocalId(0)).ty);
        Stmt::Return(vec![self.expr(Type::INT, 1), self.expr(Type::FLOAT, 1), self.expr(Type::BOOL, 1), list])
    }

    fn conditional(&mut self, depth: usize, block: &mut Block) {
        let condition = self.expr(Type::BOOL, 2);
        let then = self.block(depth - 1);
        let orelse = if self.random.one_in(2) { self.block(depth - 1) } else { vec![] };
        let likely = self.random.pick(&[Likely::Either, Likely::Then, Likely::Orelse]);
        block.push(Stmt::If { condition, then, orelse, likely });
    }

    /// Makes the body of a loop or block.
    fn inside(&mut self, label: Label, is_loop: bool, body: impl FnOnce(&mut Self) -> Block) -> Block {
        self.targets.push((label, is_loop));
        let body = body(self);
        self.targets.pop();
        body
    }

    fn for_loop(&mut self, depth: usize, block: &mut Block) {
        let [start, step, trip] = ["start", "step", "trip"].map(|name| self.local(name, Type::INT));
        let most = if self.own.is_some() && depth > 1 { self.random.pick(&[5, 12, 30]) } else { 5 };
        let (some, most) = (self.expr(Type::INT, 1), self.int(most));
        let count = self.binary(BinaryOp::FloorMod, some, most);
        let (zero, one) = (self.int(0), self.int(1));
        block.extend([Stmt::Assign(start, zero), Stmt::Assign(step, one), Stmt::Assign(trip, count)]);
        let pos = self.local("pos", Type::INT);
        let label = self.label();
        self.iterators.push(Iterator { span: Span::default(), pos, start, step, trip, over: Over::Range });
        let exit = if self.random.one_in(3) { None } else { Some(self.exit_point(Place::Header)) };
        self.readable.push(pos);
        let body = self.inside(label, true, |this| this.block(depth - 1));
        self.iterators.pop();
        let trip = self.add(Op::Local(trip), Type::INT);
        block.push(Stmt::For { label, pos, trip, exit, strips: None, body });
        // Loops in branches may not be reached: what they assign is not read after them.
        self.readable.retain(|local| *local != pos);
    }

    /// A `loop` that counts its iterations, so that it ends.
    fn counted_loop(&mut self, depth: usize, block: &mut Block) {
        let counter = self.local("counter", Type::INT);
        let (zero, one, limit) = (self.int(0), self.int(1), self.random.below(4) as i64);
        let limit = self.int(limit);
        block.push(Stmt::Assign(counter, zero));
        let label = self.label();
        let exit = if self.random.one_in(3) { None } else { Some(self.exit_point(Place::Header)) };
        let count = self.add(Op::Local(counter), Type::INT);
        let condition = self.binary(BinaryOp::Ge, count, limit);
        let more = self.binary(BinaryOp::Add, count, one);
        let leave = Stmt::If { condition, then: vec![Stmt::Break(label)], orelse: vec![], likely: Likely::Orelse };
        let mut body = vec![leave, Stmt::Assign(counter, more)];
        self.readable.push(counter);
        body.extend(self.inside(label, true, |this| this.block(depth - 1)));
        self.readable.retain(|local| *local != counter);
        block.push(Stmt::Loop { label, exit, body });
    }
}

// Kernels.
impl Generator {
    /// `for pos in trip strips ..` over all floats, or as many as there are.
    fn strip_loop(&mut self, block: &mut Block) {
        let list = LocalId(0);
        let limit = self.random.below(9) as i64;
        let (length, limit) = (self.add(Op::Len(list, 0), Type::INT), self.int(limit));
        let trip = self.binary(BinaryOp::Min, length, limit);
        let is_number = |local: &LocalId| matches!(self.function.local(*local).ty, Type::INT | Type::BOOL);
        let numbers: Vec<LocalId> = self.writable.iter().copied().filter(is_number).collect();
        let into = self.random.pick(&numbers);
        let kernel = self.kernel(list, into);
        let (label, pos) = (self.label(), self.local("pos", Type::INT));
        let at = self.add(Op::Local(pos), Type::INT);
        let value = self.expr(Type::FLOAT, 2);
        let element = Stmt::Store { buffer: list, index: vec![at], parts: vec![value], mask: None, undo: true };
        // As in the middle of a function, or in one that is compiled in.
        let exit = (self.random.below(2) == 0).then(|| self.exit_point(Place::Header));
        let strips = Some(Strips { kernel, upto: trip, ahead: None, forgets: vec![], undo: exit.is_none() });
        block.push(Stmt::For { label, pos, trip, exit, strips, body: vec![element] });
    }

    /// A kernel that maps whole strips of a list of floats, finds out something for a local, and may fail.
    fn kernel(&mut self, list: LocalId, into: LocalId) -> KernelId {
        let captures: Vec<LocalId> = [vec![list], self.writable.clone()].concat();
        let mut locals: Vec<Local> = captures.iter().map(|local| self.function.local(*local).clone()).collect();
        locals.extend(["begin", "end"].map(|name| Local { name: name.into(), ty: Type::INT }));
        let name = format!("kernel{}", self.module.kernels.len());
        let kernel = Function { name, captures, locals, result: PyType::Int, ..Function::default() };
        let readable = (0..kernel.locals.len() as u32).map(LocalId).collect();
        let entry = std::mem::replace(&mut self.function, kernel);
        let entry_readable = std::mem::replace(&mut self.readable, readable);
        self.function.body = self.kernel_body(into, entry.local(into).ty);
        self.readable = entry_readable;
        self.module.kernels.push(std::mem::replace(&mut self.function, entry));
        KernelId(self.module.kernels.len() as u32 - 1)
    }

    /// A local of the kernel for a reduction, and the assignments with which it begins and goes on.
    fn reduction(&mut self, into: LocalId, ty: Type) -> (Stmt, Stmt) {
        let scalar = ty.scalar().expect("a number");
        let of_ints = [BinaryOp::Add, BinaryOp::Min, BinaryOp::Max, BinaryOp::And, BinaryOp::Or, BinaryOp::Xor];
        let op = self.random.pick(if ty == Type::INT { &of_ints } else { &of_ints[3..] });
        let ty = ty.with_lanes(if self.random.one_in(3) { 1 } else { self.lanes });
        let partial = self.local("partial", ty);
        self.function.reductions.push(Reduction { op, partial, into });
        let identity = ops::identity(op, scalar).expect("each of these has one");
        let identity = self.add(Op::Const(identity), Type::Scalar(scalar));
        let begin = Stmt::Assign(partial, self.splat(identity, ty.lanes()));
        let (old, value) = (self.add(Op::Local(partial), ty), self.expr(ty, 1));
        (begin, Stmt::Assign(partial, self.binary(op, old, value)))
    }

    fn kernel_body(&mut self, into: LocalId, ty: Type) -> Block {
        let (begins, goes_on) = self.reduction(into, ty);
        let n_params = self.function.captures.len() as u32 + 2;
        let (begin, end) = (LocalId(n_params - 2), LocalId(n_params - 1));
        let pos = self.local("pos", Type::INT);
        let [begin, end, at] = [begin, end, pos].map(|local| self.add(Op::Local(local), Type::INT));
        let lanes = self.int(self.lanes as i64);
        let next = self.binary(BinaryOp::Add, at, lanes);
        let condition = self.binary(BinaryOp::Gt, next, end);
        let label = self.label();
        let live = vec![LiveVariable { name: "pos".into(), ty: PyType::Int, parts: vec![pos], reader: Reader::Code }];
        self.module.exits.push(ExitPoint { span: Span::default(), place: Place::Header, live, iterators: vec![] });
        let exit = Some(ExitId(self.module.exits.len() as u32 - 1));
        let then = vec![Stmt::Break(label)];
        let mut body = vec![Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse }, goes_on];
        self.strip(at, &mut body);
        body.push(Stmt::Assign(pos, next));
        vec![begins, Stmt::Assign(pos, begin), Stmt::Loop { label, exit, body }, Stmt::Return(vec![at])]
    }

    fn strip(&mut self, at: ExprId, body: &mut Block) {
        let float = Type::FLOAT.with_lanes(self.lanes);
        let (first, lane) = (self.splat(at, self.lanes), self.add(Op::LaneIndex, Type::INT.with_lanes(self.lanes)));
        let index = self.binary(BinaryOp::Add, first, lane);
        let element = self.local("element", float);
        body.push(Stmt::Load { parts: vec![element], buffer: LocalId(0), index: vec![index], mask: None });
        self.readable.push(element);
        let new = self.expr(float, 3);
        body.push(Stmt::Store { buffer: LocalId(0), index: vec![index], parts: vec![new], mask: None, undo: true });
        let (wrong, rarely) = (self.expr(Type::BOOL.with_lanes(self.lanes), 2), self.expr(Type::BOOL, 1));
        let wrong = self.add(Op::Any(wrong), Type::BOOL);
        let right = self.add(Op::Unary(UnaryOp::Not, wrong), Type::BOOL);
        let condition = self.binary(BinaryOp::Or, right, rarely);
        body.push(Stmt::Check { condition, why: Failure::Strip });
    }
}

// Expressions.
impl Generator {
    fn add(&mut self, op: Op, ty: Type) -> ExprId {
        self.function.exprs.push(Expr { op, ty, span: Span::default() });
        ExprId(self.function.exprs.len() as u32 - 1)
    }

    fn int(&mut self, value: i64) -> ExprId {
        self.add(Op::Const(Const::Int(value)), Type::INT)
    }

    fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> ExprId {
        let wanted = self.function.expr(a).ty;
        let op = Op::Binary(op, a, b);
        let ty = ops::type_of(&self.function, &op, wanted).expect("the operands fit");
        self.add(op, ty)
    }

    /// The value in so many lanes; of one lane, it is uniform already.
    fn splat(&mut self, value: ExprId, lanes: u16) -> ExprId {
        let ty = self.function.expr(value).ty.with_lanes(lanes);
        if lanes == 1 { value } else { self.add(Op::Splat(value), ty) }
    }

    fn constant(&mut self, scalar: Scalar) -> Const {
        match scalar {
            Scalar::Bool => Const::Bool(self.random.one_in(2)),
            Scalar::Int => Const::Int(self.random.pick(INTS)),
            Scalar::Float => Const::Float(self.random.pick(FLOATS)),
        }
    }

    /// An expression of that type, at most `depth` operations deep.
    fn expr(&mut self, ty: Type, depth: usize) -> ExprId {
        if depth == 0 || self.random.one_in(4) {
            return self.leaf(ty);
        }
        match self.random.below(8) {
            0 => self.select(ty, depth),
            1 => self.call(ty, depth),
            2 => self.unary(ty, depth),
            3 if self.lanes > 1 && ty == Type::BOOL => {
                let mask = self.expr(Type::BOOL.with_lanes(self.lanes), depth - 1);
                self.add(Op::Any(mask), ty)
            }
            4 if self.lanes > 1 && (ty == Type::INT || ty == Type::INT.with_lanes(self.lanes)) => {
                let mask = self.expr(Type::BOOL.with_lanes(self.lanes), depth - 1);
                self.add(if ty == Type::INT { Op::Count(mask) } else { Op::Rank(mask) }, ty)
            }
            _ => self.any_binary(ty, depth),
        }
    }

    fn leaf(&mut self, ty: Type) -> ExprId {
        let scalar = ty.scalar().expect("only scalars are computed");
        let fits = |local: &LocalId| self.function.local(*local).ty == ty;
        let locals: Vec<LocalId> = self.readable.iter().copied().filter(fits).collect();
        if !locals.is_empty() && !self.random.one_in(3) {
            let local = self.random.pick(&locals);
            return self.add(Op::Local(local), ty);
        }
        if ty.lanes() > 1 {
            return self.lane_leaf(ty, scalar);
        }
        let constant = self.constant(scalar);
        self.add(Op::Const(constant), ty)
    }

    fn lane_leaf(&mut self, ty: Type, scalar: Scalar) -> ExprId {
        if scalar == Scalar::Int && self.random.one_in(2) {
            return self.add(Op::LaneIndex, ty);
        }
        let uniform = self.leaf(Type::Scalar(scalar));
        self.add(Op::Splat(uniform), ty)
    }

    fn select(&mut self, ty: Type, depth: usize) -> ExprId {
        let condition = self.expr(Type::BOOL.with_lanes(ty.lanes()), depth - 1);
        let (a, b) = (self.expr(ty, depth - 1), self.expr(ty, depth - 1));
        self.add(Op::Select(condition, a, b), ty)
    }

    fn call(&mut self, ty: Type, depth: usize) -> ExprId {
        let fits =
            |row: &&builtins::Builtin| Some(row.result) == ty.scalar() && row.ulp == 0.0 && row.name != "copysign";
        let rows: Vec<&builtins::Builtin> = builtins::TABLE.iter().filter(fits).collect();
        if rows.is_empty() {
            return self.any_binary(ty, depth);
        }
        let row = self.random.pick(&rows);
        let types = row.params.iter().map(|&scalar| Type::Scalar(scalar).with_lanes(ty.lanes()));
        let arguments = types.map(|ty| self.expr(ty, depth - 1)).collect();
        self.add(Op::Call(row.name, arguments), ty)
    }

    fn unary(&mut self, ty: Type, depth: usize) -> ExprId {
        let rows = UNARY.iter().flat_map(|(op, _, signatures)| signatures.iter().map(move |row| (*op, row)));
        let fitting: Vec<_> = rows.filter(|(_, row)| Some(row.1) == ty.scalar()).collect();
        let (op, (scalar, _)) = self.random.pick(&fitting);
        let a = self.expr(Type::Scalar(*scalar).with_lanes(ty.lanes()), depth - 1);
        let value = self.add(Op::Unary(op, a), ty);
        if op != UnaryOp::SignBit {
            return value;
        }
        // Which of two NaN goes on is nobody's promise, and so neither is the sign of one.
        let is_number = self.add(Op::Binary(BinaryOp::Eq, a, a), ty);
        self.add(Op::Binary(BinaryOp::And, is_number, value), ty)
    }

    fn any_binary(&mut self, ty: Type, depth: usize) -> ExprId {
        let rows = BINARY.iter().flat_map(|(op, _, signatures)| signatures.iter().map(move |row| (*op, row)));
        let fitting: Vec<_> = rows.filter(|(_, row)| Some(row.1) == ty.scalar()).collect();
        let (op, (scalar, _)) = self.random.pick(&fitting);
        let operand = Type::Scalar(*scalar).with_lanes(ty.lanes());
        let a = self.expr(operand, depth - 1);
        // Now and then one operand twice: expressions may be shared.
        let b = if self.random.one_in(6) { a } else { self.expr(operand, depth - 1) };
        self.add(Op::Binary(op, a, b), ty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seed: u64, (module, arguments): (Module, Arguments)) -> Outcome {
        let text = print(&module);
        let again = parse(&text).unwrap_or_else(|error| panic!("seed {seed}: {error:?}\n{text}"));
        assert_eq!(print(&again), text, "seed {seed}");
        let seen = observe(&module, &arguments);
        let ended = !matches!(seen.outcome, Outcome::Broken(_) | Outcome::OutOfFuel);
        assert!(ended, "seed {seed}: {:?}\n{text}", seen.outcome);
        assert_eq!(seen, observe(&again, &arguments), "seed {seed}\n{text}");
        for n in [1, 2, 9] {
            assert_eq!(observe_forced(&module, &arguments, Some(n)), observe_forced(&again, &arguments, Some(n)));
        }
        seen.outcome
    }

    fn count(n: u64, make: impl Fn(u64) -> (Module, Arguments)) {
        let returned = (0..n).filter(|&seed| matches!(check(seed, make(seed)), Outcome::Returned(_))).count() as u64;
        assert!(returned > n / 4 && returned < n * 9 / 10, "{returned} of {n} returned: too many runs end alike");
    }

    #[test]
    fn random_modules_are_valid_and_print_and_parse() {
        count(150, arbitrary);
    }

    #[test]
    fn random_modules_with_lanes_are_valid_and_print_and_parse() {
        count(80, |seed| arbitrary_with_lanes(seed, 4));
    }

    #[test]
    fn random_modules_with_loops_are_valid_and_print_and_parse() {
        count(80, arbitrary_with_loops);
    }

    #[test]
    fn the_same_seed_gives_the_same_module() {
        assert_eq!(print(&arbitrary(7).0), print(&arbitrary(7).0));
    }
}
