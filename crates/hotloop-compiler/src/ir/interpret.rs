//! Runs a module: slow, and the definition of what the IR means. Every engine is tested against it.
//!
//! example: `Interpreter::new(&verify(&module)?).run(&[Value::Int(3)], &mut memory, &mut no_snippets)` is
//! `Outcome::Returned(vec![Value::Int(6)])` for a function that doubles.

use super::ops::{binary, identity, order_of, unary};
use super::*;
use crate::builtins::{self, Builtin};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Index of a buffer in [`Memory`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(pub usize);

/// What a local or an expression holds. Equal floats have equal bits, except that all NaNs are equal.
#[derive(Clone, Debug, Default)]
pub enum Value {
    #[default]
    Unset,
    Bool(bool),
    Int(i64),
    Float(f64),
    Lanes(Arc<[Const]>),
    Buffer(BufferId),
    /// 0 is null.
    Object(u64),
}

/// The elements of a list or array, in rows.
#[derive(Clone, Debug)]
pub struct BufferData {
    pub elem: Elem,
    pub dims: Vec<usize>,
    /// The parts of all elements, one after the other.
    pub parts: Vec<Const>,
}

/// All that a function can reach.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Memory {
    pub buffers: Vec<BufferData>,
    /// References to objects that the run took, less those that it gave back.
    pub references: BTreeMap<u64, i64>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The parts of the result.
    Returned(Vec<Value>),
    /// CPython goes on at an exit point, with the parts of its live variables in order, and (pos, start, step, trip) of
    /// its iterators. A reference to each live object comes with it.
    Exited { exit: ExitId, live: Vec<Value>, iterators: Vec<[i64; 4]> },
    /// A snippet raised.
    Raised,
    /// The fuel was used up.
    OutOfFuel,
    /// The module breaks a rule that `verify` cannot see, or was called with other arguments than it has.
    Broken(String),
}

/// What a run happens in: memory, Python, whatever runs kernels. [`Simulation`] is one of plain data.
pub trait World: Sized {
    /// The run takes so many steps more. False: that is too many.
    fn spend(&mut self, steps: u64) -> bool;
    /// A function is called that stands for so many frames of CPython's. False: there is no room for them.
    fn enter(&mut self, frames: u32) -> bool;
    /// It has returned.
    fn come_back(&mut self, frames: u32);
    /// At the header of a loop. True: leave by the last exit point. `known`: all buffers that the run still knows, if that
    /// can be said: others that it has made may be freed.
    fn poll(&mut self, known: &mut dyn FnMut() -> Option<Vec<BufferId>>) -> bool;
    /// Rows, elements in a row (1 for a list), and so on.
    fn dims(&self, buffer: BufferId) -> [usize; MAX_DIMS];
    /// The position of the element at an index that is in bounds.
    fn position(&self, buffer: BufferId, dims: Dims, index: &[usize]) -> usize;
    /// A part of the element at a position.
    fn load(&self, buffer: BufferId, elem: Elem, at: usize, part: usize) -> Const;
    fn store(&mut self, buffer: BufferId, elem: Elem, at: usize, parts: &[Const]);
    /// `None`: there is no memory.
    fn new_list(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId>;
    /// The same of an array, whose elements are anything where `fill` is empty.
    fn new_array(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId>;
    /// False: there is no memory.
    fn edit(&mut self, edit: Edit, list: BufferId, elem: Elem, operands: &[Value]) -> bool;
    /// Takes elements off the end, so that `len` are left.
    fn shorten(&mut self, list: BufferId, len: usize);
    fn count(&mut self, object: u64, change: i64);
    /// Runs a snippet of the source: its result's reference goes to the caller.
    fn call_python(&mut self, snippet: SnippetId, arguments: &[Value]) -> Result<Option<Value>, Raised>;
    /// A part of the outcome of the snippet that has just run ([`Takes::parts`]).
    fn outcome(&mut self, part: usize, ty: Type) -> Value;
    /// Runs a kernel as far as it gets: [`Interpreter::run_kernel`] does.
    fn run_strips(
        &mut self,
        interpreter: &Interpreter<'_>,
        kernel: KernelId,
        captures: &[Value],
        range: Range,
    ) -> Result<Reached, Outcome>;
    /// Undoes what a kernel that ran ahead has done from a position on.
    fn rewind(&mut self, position: i64);
}

/// Positions for a kernel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub begin: i64,
    pub end: i64,
    /// Whoever goes beyond this one can [`World::rewind`] to it and to any behind it.
    pub next: i64,
}

/// What a kernel has done: positions before this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    pub position: i64,
    /// What its reductions are of them, in order.
    pub partials: Vec<Const>,
}

/// A snippet has raised an exception, which whoever ran it knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raised;

/// Runs a snippet in a [`Simulation`].
pub type Snippets<'s> = dyn FnMut(SnippetId, &[Value], &mut Memory) -> Result<Option<Value>, Raised> + 's;

/// A world of plain data.
pub struct Simulation<'s> {
    pub memory: &'s mut Memory,
    pub snippets: &'s mut Snippets<'s>,
    /// Statements and iterations that the run may take.
    pub fuel: u64,
    /// Frames that calls may stand for.
    pub frames: u32,
}

/// Runs the functions of a verified module.
#[derive(Clone, Debug)]
pub struct Interpreter<'a> {
    module: &'a Module,
    /// Statements and iterations that `run` may take.
    pub fuel: u64,
    /// The entry's so many-th executed exit point leaves at once.
    pub force_exit: Option<u64>,
    /// Evaluates a row of the builtin table. A host that can call libm may put that in place of [`Builtin::eval`].
    pub evaluate: fn(&Builtin, &[Const]) -> Const,
}

impl<'a> Interpreter<'a> {
    pub fn new(module: &Valid<'a>) -> Self {
        let evaluate = |builtin: &Builtin, arguments: &[Const]| (builtin.eval)(arguments);
        Interpreter { module: module.module(), fuel: 10_000_000, force_exit: None, evaluate }
    }

    /// Runs the entry on the parts of its arguments, in a world of plain data.
    pub fn run(&self, arguments: &[Value], memory: &mut Memory, snippets: &mut Snippets<'_>) -> Outcome {
        match self.fits(arguments, memory) {
            Err(message) => Outcome::Broken(message),
            Ok(()) => self.run_in(&mut Simulation { memory, snippets, fuel: self.fuel, frames: 100 }, arguments),
        }
    }

    /// Runs the entry in any world, to which its arguments belong.
    pub fn run_in<W: World>(&self, world: &mut W, arguments: &[Value]) -> Outcome {
        let entry = &self.module.entry;
        Frame { force_exit: self.force_exit, ..Frame::new(self, entry, arguments.to_vec(), world) }.call()
    }

    /// Runs a kernel over `begin..end`.
    pub fn run_kernel<W: World>(
        &self,
        world: &mut W,
        kernel: KernelId,
        captures: &[Value],
        begin: i64,
        end: i64,
    ) -> Result<Reached, Outcome> {
        let function = &self.module.kernels[kernel.0 as usize];
        let arguments = [captures, &[Value::Int(begin), Value::Int(end)]].concat();
        let mut frame = Frame::new(self, function, arguments, world);
        let reached = match frame.call() {
            Outcome::Returned(reached) => {
                frame.note_partials();
                reached
            }
            Outcome::Exited { live: reached, .. } => reached,
            other => return Err(other),
        };
        let partials = function.reductions.iter().zip(&frame.partials);
        let partials = partials.map(|(reduction, value)| combined(reduction.op, value)).collect();
        Ok(Reached { position: reached[0].at(0).int(), partials })
    }

    fn fits(&self, arguments: &[Value], memory: &Memory) -> Result<(), String> {
        let types: Vec<Type> = self.module.entry.params.iter().flat_map(|(_, ty)| ty.parts()).collect();
        let fit = |(value, ty): (&Value, &Type)| match (value, *ty) {
            (Value::Buffer(id), Type::Buffer(elem, dims)) => {
                memory.buffers.get(id.0).is_some_and(|data| data.elem == elem && data.dims.len() == dims.n as usize)
            }
            (Value::Object(_), Type::Object) => true,
            (value, Type::Scalar(scalar)) => value.lane(0).is_some_and(|value| value.scalar() == scalar),
            _ => false,
        };
        let all = arguments.len() == types.len() && arguments.iter().zip(&types).all(fit);
        if all { Ok(()) } else { Err(format!("the arguments {arguments:?} are not {types:?}")) }
    }
}

impl World for Simulation<'_> {
    fn spend(&mut self, steps: u64) -> bool {
        let left = self.fuel.checked_sub(steps);
        self.fuel = left.unwrap_or(0);
        left.is_some()
    }

    fn enter(&mut self, frames: u32) -> bool {
        let left = self.frames.checked_sub(frames);
        self.frames = left.unwrap_or(self.frames);
        left.is_some()
    }

    fn come_back(&mut self, frames: u32) {
        self.frames += frames;
    }

    fn poll(&mut self, _: &mut dyn FnMut() -> Option<Vec<BufferId>>) -> bool {
        false
    }

    fn dims(&self, buffer: BufferId) -> [usize; MAX_DIMS] {
        let dims = &self.memory.buffers[buffer.0].dims;
        std::array::from_fn(|dimension| dims.get(dimension).copied().unwrap_or(1))
    }

    fn position(&self, buffer: BufferId, _: Dims, index: &[usize]) -> usize {
        row_by_row(&self.dims(buffer), index)
    }

    fn load(&self, buffer: BufferId, elem: Elem, at: usize, part: usize) -> Const {
        self.memory.buffers[buffer.0].parts[at * elem.parts().len() + part]
    }

    fn store(&mut self, buffer: BufferId, _: Elem, at: usize, parts: &[Const]) {
        let start = at * parts.len();
        self.memory.buffers[buffer.0].parts[start..start + parts.len()].copy_from_slice(parts);
    }

    fn new_list(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId> {
        let parts = fill.repeat(dims.iter().product());
        Some(self.memory.add(BufferData { elem, dims: dims.to_vec(), parts }))
    }

    fn new_array(&mut self, elem: Elem, dims: &[usize], fill: &[Const]) -> Option<BufferId> {
        let zeros: Vec<Const> = elem.parts().iter().map(|&scalar| Const::zero(scalar)).collect();
        self.new_list(elem, dims, if fill.is_empty() { &zeros } else { fill })
    }

    fn edit(&mut self, edit: Edit, list: BufferId, elem: Elem, operands: &[Value]) -> bool {
        let n_parts = elem.parts().len();
        let int = |operand: usize| operands[operand].at(0).int();
        let parts = |of: &[Value]| of.iter().map(|part| part.at(0)).collect::<Vec<_>>();
        let taken: Vec<Const> = match (edit, operands.first()) {
            (Edit::Extend, Some(Value::Buffer(from))) => {
                let from = &self.memory.buffers[from.0].parts;
                let element = |k| (int(1) + k * int(2)) as usize * n_parts;
                (0..int(3)).flat_map(|k| from[element(k)..][..n_parts].to_vec()).collect()
            }
            _ => vec![],
        };
        let sorted = match (edit, operands.first()) {
            (Edit::Sort, Some(Value::Buffer(keys))) => {
                let keys = &self.memory.buffers[keys.0].parts;
                if keys.iter().any(|&key| order_of(key, key).is_none()) {
                    return false;
                }
                let mut order: Vec<usize> = (0..keys.len()).collect();
                let compare = |a: &usize, b: &usize| order_of(keys[*a], keys[*b]).expect("none is a NaN");
                match int(2) {
                    0 => order.sort_by(compare),
                    _ => order.sort_by(|a, b| compare(b, a)),
                }
                let old = &self.memory.buffers[list.0].parts;
                order.into_iter().flat_map(|at| old[at * n_parts..][..n_parts].to_vec()).collect()
            }
            _ => vec![],
        };
        let is_same = matches!((operands.first(), operands.get(3)),
            (Some(Value::Buffer(a)), Some(Value::Buffer(b))) if a == b);
        let data = &mut self.memory.buffers[list.0];
        match edit {
            Edit::Sort => data.parts = sorted,
            Edit::Append => data.parts.extend(parts(operands)),
            Edit::Extend => data.parts.extend(taken),
            Edit::Insert => {
                let at = int(0) as usize * n_parts;
                data.parts.splice(at..at, parts(&operands[1..]));
            }
            Edit::Delete => {
                let at = int(0) as usize * n_parts;
                data.parts.drain(at..at + n_parts);
            }
            Edit::Twist => {
                let mut words: Vec<u32> = data.parts[1..].iter().map(|word| word.int() as u32).collect();
                twister::twist(&mut words);
                let words = words.into_iter().map(|word| Const::Int(i64::from(word as i32)));
                data.parts.splice(1.., words);
            }
            // Without a specification; all else is CPython's own.
            Edit::FormatInt if int(3) == 0 => {
                let digits = int(0).to_string();
                data.parts.extend(digits.bytes().map(|unit| Const::Int(unit.into())));
            }
            Edit::FormatWord if int(3) == 0 => {
                let digits = (int(0) as u64).to_string();
                data.parts.extend(digits.bytes().map(|unit| Const::Int(unit.into())));
            }
            Edit::Same => data.parts.push(Const::Int(i64::from(is_same))),
            _ => return false,
        }
        data.dims[0] = data.parts.len() / elem.parts().len();
        true
    }

    fn shorten(&mut self, list: BufferId, len: usize) {
        let data = &mut self.memory.buffers[list.0];
        data.dims[0] = len;
        data.parts.truncate(len * data.elem.parts().len());
    }

    fn count(&mut self, object: u64, change: i64) {
        self.memory.count(object, change);
    }

    fn call_python(&mut self, snippet: SnippetId, arguments: &[Value]) -> Result<Option<Value>, Raised> {
        let result = (self.snippets)(snippet, arguments, self.memory)?;
        if let Some(Value::Object(object)) = result {
            self.memory.count(object, 1);
        }
        Ok(result)
    }

    /// Nothing has changed, and all else is zero.
    fn outcome(&mut self, part: usize, ty: Type) -> Value {
        match (part, ty.scalar()) {
            (0, _) => Value::Bool(true),
            (_, Some(scalar)) => Const::zero(scalar).into(),
            (_, None) => Value::Object(0),
        }
    }

    fn run_strips(
        &mut self,
        interpreter: &Interpreter<'_>,
        kernel: KernelId,
        captures: &[Value],
        Range { begin, end, next }: Range,
    ) -> Result<Reached, Outcome> {
        // Never ahead: so nothing has to be rewound.
        let end = end.min(next);
        let function = &interpreter.module.kernels[kernel.0 as usize];
        let before = function.unordered.then(|| self.memory.buffers.clone());
        let reached = interpreter.run_kernel(self, kernel, captures, begin, end)?;
        match before {
            Some(before) if reached.position == begin => {
                self.memory.buffers = before;
                Ok(Reached::nothing(interpreter.module, function, begin))
            }
            _ => Ok(reached),
        }
    }

    fn rewind(&mut self, _: i64) {
        unreachable!("no kernel runs ahead here")
    }
}

impl Reached {
    /// Of a kernel that has done no position.
    pub fn nothing(module: &Module, kernel: &Function, position: i64) -> Reached {
        let identity = |reduction: &Reduction| {
            let scalar = module.entry.local(reduction.into).ty.scalar();
            scalar.and_then(|scalar| identity(reduction.op, scalar)).expect("verified: it has an identity")
        };
        Reached { position, partials: kernel.reductions.iter().map(identity).collect() }
    }
}

/// One result from those of all lanes.
fn combined(op: BinaryOp, value: &Value) -> Const {
    match value {
        Value::Lanes(lanes) => lanes.iter().copied().reduce(|a, b| binary(op, a, b)).expect("verified: it has lanes"),
        value => value.at(0),
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Unset, Value::Unset) => true,
            (Value::Buffer(a), Value::Buffer(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            (Value::Lanes(a), Value::Lanes(b)) => same(a, b),
            _ => matches!((self.scalar(), other.scalar()), (Some(a), Some(b)) if a.same(b)),
        }
    }
}

impl PartialEq for BufferData {
    fn eq(&self, other: &Self) -> bool {
        self.elem == other.elem && self.dims == other.dims && same(&self.parts, &other.parts)
    }
}

fn same(a: &[Const], b: &[Const]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(*b))
}

impl From<Const> for Value {
    fn from(value: Const) -> Self {
        match value {
            Const::Bool(value) => Value::Bool(value),
            Const::Int(value) => Value::Int(value),
            Const::Float(value) => Value::Float(value),
        }
    }
}

impl Value {
    fn scalar(&self) -> Option<Const> {
        match self {
            Value::Bool(value) => Some(Const::Bool(*value)),
            Value::Int(value) => Some(Const::Int(*value)),
            Value::Float(value) => Some(Const::Float(*value)),
            _ => None,
        }
    }

    /// What it is in a lane: a uniform value is the same in all.
    pub fn lane(&self, lane: usize) -> Option<Const> {
        if let Value::Lanes(lanes) = self { lanes.get(lane).copied() } else { self.scalar() }
    }

    /// A lane of a scalar or of lanes.
    fn at(&self, lane: usize) -> Const {
        self.lane(lane).expect("verified: the value has this lane")
    }
}

impl Memory {
    pub fn add(&mut self, data: BufferData) -> BufferId {
        self.buffers.push(data);
        BufferId(self.buffers.len() - 1)
    }

    fn count(&mut self, object: u64, change: i64) {
        if object != 0 {
            *self.references.entry(object).or_default() += change;
        }
    }
}

/// Why the next statement is not the one below.
enum Jump {
    Break(Label),
    Continue(Label),
    /// Out of a called function, and of those that have called it.
    Leave,
    End(Outcome),
}

type Step<T = ()> = Result<T, Jump>;

fn broken<T>(message: impl Into<String>) -> Step<T> {
    Err(Jump::End(Outcome::Broken(message.into())))
}

/// What an exit point has remembered.
struct Snapshot {
    exit: ExitId,
    live: Vec<Value>,
    iterators: Vec<[i64; 4]>,
}

/// How to take back a statement.
enum Undo {
    /// `allowed`: the store said that it may have to be.
    Store { buffer: BufferId, elem: Elem, at: usize, old: Parts, allowed: bool },
    /// Elements were put behind the `len` that there were.
    Length { list: BufferId, len: usize, allowed: bool },
    /// All elements as they were.
    Contents { list: BufferId, elem: Elem, old: Vec<Parts>, allowed: bool },
    /// All elements of a buffer that strips have written, as they were; `None`: they did not say that it may have to be.
    Strips { buffer: BufferId, elem: Elem, old: Option<Vec<(usize, Parts)>> },
    /// All words of a generator as they were.
    Words { list: BufferId, elem: Elem, old: Vec<Parts>, allowed: bool },
    /// Not at all.
    Never,
}

/// The parts of an element: one or two.
#[derive(Clone, Copy)]
struct Parts([Const; 2], usize);

impl Parts {
    fn of(n_parts: usize, part: impl Fn(usize) -> Const) -> Parts {
        Parts([part(0), part(n_parts - 1)], n_parts)
    }

    fn slice(&self) -> &[Const] {
        &self.0[..self.1]
    }
}

/// The number of an element where rows lie one behind the other.
pub fn row_by_row(dims: &[usize], index: &[usize]) -> usize {
    index.iter().zip(dims).fold(0, |row, (at, n)| row * n + at)
}

/// Does an element hold this?
fn fits(elem: Elem, parts: &[Const]) -> bool {
    match elem.ints() {
        // A list of words has all of them; of arrays the lowering lets no others pass.
        Some(_) if elem == Elem::UInt64 => true,
        Some((least, greatest)) => parts.iter().all(|part| (least..=greatest).contains(&part.int())),
        None => elem.rounding().is_none_or(|rounding| parts.iter().all(|&part| part.same(unary(rounding, part)))),
    }
}

/// A call of a function.
struct Frame<'r, W> {
    interpreter: &'r Interpreter<'r>,
    function: &'r Function,
    world: &'r mut W,
    /// Exit points until the one that is taken.
    force_exit: Option<u64>,
    locals: Vec<Value>,
    /// Object locals with a reference of their own.
    owned: BTreeSet<LocalId>,
    undo: Vec<Undo>,
    /// Lists made since the last exit point: nobody sees them behind it, so nothing is undone in them.
    new_lists: BTreeSet<BufferId>,
    /// It has no exit points: its caller leaves.
    is_called: bool,
    snapshot: Option<Snapshot>,
    /// What a kernel's reductions were at the last exit point.
    partials: Vec<Value>,
    /// Values of expressions, each with the moment when it was one: expressions may be shared.
    known: Vec<(u64, Value)>,
    moment: u64,
}

// Statements.
impl<'r, W: World> Frame<'r, W> {
    fn new(interpreter: &'r Interpreter<'r>, function: &'r Function, arguments: Vec<Value>, world: &'r mut W) -> Self {
        let mut locals = arguments;
        locals.resize(function.locals.len(), Value::Unset);
        let known = vec![(0, Value::Unset); function.exprs.len()];
        let (owned, undo, new_lists, snapshot, partials) = (BTreeSet::new(), vec![], BTreeSet::new(), None, vec![]);
        Frame {
            interpreter,
            function,
            world,
            force_exit: None,
            locals,
            owned,
            undo,
            new_lists,
            is_called: false,
            snapshot,
            partials,
            known,
            moment: 0,
        }
    }

    fn call(&mut self) -> Outcome {
        match self.block(&self.function.body) {
            Ok(()) => Outcome::Returned(vec![]),
            Err(Jump::End(outcome)) => outcome,
            Err(Jump::Break(_) | Jump::Continue(_)) => unreachable!("verified: a jump has its target around it"),
            Err(Jump::Leave) => unreachable!("it has a caller"),
        }
    }

    fn block(&mut self, block: &'r Block) -> Step {
        block.iter().try_for_each(|stmt| self.statement(stmt))
    }

    /// Takes fuel; what was known of expressions is old now.
    fn tick(&mut self) -> Step {
        self.moment += 1;
        self.spend(1)
    }

    fn spend(&mut self, steps: u64) -> Step {
        if self.world.spend(steps) { Ok(()) } else { Err(Jump::End(Outcome::OutOfFuel)) }
    }

    fn statement(&mut self, stmt: &'r Stmt) -> Step {
        self.tick()?;
        match stmt {
            Stmt::Assign(local, value) => {
                let value = self.value(*value);
                self.set(*local, value);
                Ok(())
            }
            Stmt::Load { parts, buffer, index, mask } => self.load(parts, *buffer, index, *mask),
            Stmt::Store { buffer, index, parts, mask, undo } => self.store(*buffer, index, parts, *mask, *undo),
            Stmt::Check { condition, .. } if self.condition(*condition) => Ok(()),
            Stmt::Check { .. } => self.leave(),
            Stmt::If { condition, then, orelse, .. } => {
                if self.condition(*condition) {
                    self.block(then)
                } else {
                    self.block(orelse)
                }
            }
            Stmt::For { label, pos, trip, exit, strips, body } => {
                self.set(*pos, Value::Int(0));
                self.looped(*label, *exit, Some(Header { pos: *pos, trip: *trip, strips: strips.as_ref() }), body)
            }
            Stmt::Loop { label, exit, body } => self.looped(*label, *exit, None, body),
            Stmt::Block { label, body } => landed(self.block(body), *label),
            Stmt::Break(label) => Err(Jump::Break(*label)),
            Stmt::Continue(label) => Err(Jump::Continue(*label)),
            Stmt::Exit(exit) => self.exit(*exit),
            Stmt::CallPython { snippet, arguments, result, outcome } => {
                self.call_python(*snippet, arguments, *result, outcome)
            }
            Stmt::CallFunction { function, frames, arguments, results } => {
                self.call_function(*function, *frames, arguments, results)
            }
            Stmt::Retain(local) => {
                self.count(*local, 1);
                self.owned.insert(*local);
                Ok(())
            }
            Stmt::Release(local) => {
                self.count(*local, -1);
                self.owned.remove(local);
                self.set(*local, Value::Unset);
                self.undo.push(Undo::Never);
                Ok(())
            }
            Stmt::NewList { list, dims, fill, is_array } => self.new_list(*list, dims, fill, *is_array),
            Stmt::Edit { edit, list, operands, undo } => self.edit(*edit, *list, operands, *undo),
            Stmt::Return(parts) => Err(Jump::End(Outcome::Returned(self.values(parts)))),
        }
    }

    fn looped(&mut self, label: Label, exit: Option<ExitId>, header: Option<Header<'r>>, body: &'r Block) -> Step {
        loop {
            if let Some(strips) = header.as_ref().and_then(|header| header.strips) {
                self.strips(strips, header.as_ref().expect("it has strips").pos)?;
            }
            exit.map_or(Ok(()), |exit| self.exit(exit))?;
            self.tick()?;
            let locals = &self.locals;
            // A kernel knows nothing of the lists that only its caller holds.
            let knows_all = exit.filter(|_| std::ptr::eq(self.function, &self.interpreter.module.entry));
            if self.world.poll(&mut || knows_all.map(|_| buffers_among(locals))) {
                return self.leave();
            }
            if header.as_ref().is_some_and(|header| self.int(header.pos) >= self.value(header.trip).at(0).int()) {
                return Ok(());
            }
            match self.block(body) {
                Err(Jump::Break(to)) if to == label => return Ok(()),
                Err(Jump::Continue(to)) if to == label => {}
                other => other?,
            }
            if let Some(header) = &header {
                self.set(header.pos, Value::Int(self.int(header.pos).wrapping_add(1)));
            }
        }
    }

    /// Runs the kernel from the position of the loop, and moves that to where it got.
    fn strips(&mut self, strips: &Strips, pos: LocalId) -> Step {
        self.tick()?;
        let (begin, end) = (self.int(pos), self.value(strips.upto).at(0).int());
        let Some(ahead) = &strips.ahead else {
            let Reached { position: reached, partials } = self.kernel(strips, Range { begin, end, next: end })?;
            let reductions = &self.interpreter.module.kernels[strips.kernel.0 as usize].reductions;
            for (reduction, partial) in reductions.iter().zip(partials) {
                let before = self.get(reduction.into).at(0);
                self.set(reduction.into, binary(reduction.op, before, partial).into());
            }
            self.set(pos, Value::Int(reached));
            if reached != begin {
                self.forget(strips);
            }
            return Ok(());
        };
        let (next, before) = (self.value(ahead.next).at(0).int(), self.int(ahead.done));
        if begin >= before {
            let reached = self.kernel(strips, Range { begin, end, next: next.max(begin) })?.position;
            self.set(ahead.done, Value::Int(reached));
        }
        let done = self.int(ahead.done);
        if begin < done {
            self.set(pos, Value::Int(next.min(done).max(begin)));
        }
        // An iteration that was ahead is over after what it prints.
        if begin <= before || self.int(pos) != begin {
            self.forget(strips);
        }
        Ok(())
    }

    fn forget(&mut self, strips: &Strips) {
        strips.forgets.iter().for_each(|flag| self.set(*flag, Value::Bool(false)));
    }

    /// Where a kernel got.
    fn kernel(&mut self, strips: &Strips, range: Range) -> Result<Reached, Jump> {
        let Range { begin, end, .. } = range;
        let module = self.interpreter.module;
        let kernel = &module.kernels[strips.kernel.0 as usize];
        if begin >= end {
            return Ok(Reached::nothing(module, kernel, begin));
        }
        let captures: Vec<Value> = kernel.captures.iter().map(|local| self.get(*local).clone()).collect();
        let undos = self.written_by(kernel, strips.undo);
        let reached = self.world.run_strips(self.interpreter, strips.kernel, &captures, range).map_err(Jump::End)?;
        let position = reached.position;
        if !(begin..=end).contains(&position) {
            return broken(format!("kernel {} went from {begin} to {position}, up to {end}", strips.kernel.0));
        }
        if position > begin {
            self.undo.extend(undos);
        }
        Ok(reached)
    }

    /// What takes back all that a kernel is about to write.
    fn written_by(&self, kernel: &Function, undo: bool) -> Vec<Undo> {
        let mut written = vec![];
        each_written(&kernel.body, &mut written);
        let before = |local: &LocalId| {
            let captured = kernel.captures[local.0 as usize];
            let (buffer, elem) = self.buffer(captured);
            let element = |at| (at, Parts::of(elem.parts().len(), |nth| self.world.load(buffer, elem, at, nth)));
            let old = undo.then(|| self.positions(captured).into_iter().map(element).collect());
            Undo::Strips { buffer, elem, old }
        };
        // Nothing is undone in a new list.
        let is_older = |local: &&LocalId| {
            let (buffer, _) = self.buffer(kernel.captures[local.0 as usize]);
            undo || !self.new_lists.contains(&buffer)
        };
        written.iter().filter(is_older).map(before).collect()
    }

    /// The positions of all elements.
    fn positions(&self, buffer: LocalId) -> Vec<usize> {
        let Type::Buffer(_, layout) = self.function.local(buffer).ty else { unreachable!("verified: a buffer") };
        let id = self.buffer(buffer).0;
        let dims = self.world.dims(id);
        let position = |number: usize| {
            let mut rest = number;
            let mut index = [0; MAX_DIMS];
            for dimension in (0..usize::from(layout.n)).rev() {
                index[dimension] = rest % dims[dimension];
                rest /= dims[dimension];
            }
            self.world.position(id, layout, &index[..usize::from(layout.n)])
        };
        (0..dims[..usize::from(layout.n)].iter().product()).map(position).collect()
    }

    /// What kernels have done ahead of their loops is undone.
    fn rewind(&mut self) {
        let mut ahead = vec![];
        each_ahead(&self.function.body, &mut ahead);
        for (pos, done) in ahead {
            if let (Value::Int(pos), Value::Int(done)) = (self.get(pos).clone(), self.get(done).clone())
                && pos < done
            {
                self.world.rewind(pos);
            }
        }
    }

    /// What the function has written is undone with what its caller has: by its caller.
    fn call_function(&mut self, id: FunctionId, frames: u32, arguments: &[ExprId], results: &[LocalId]) -> Step {
        let arguments = self.values(arguments);
        if !self.world.enter(frames) || self.world.poll(&mut || None) {
            return self.leave();
        }
        let function = &self.interpreter.module.functions[id.0 as usize];
        let mut frame = Frame::new(self.interpreter, function, arguments, &mut *self.world);
        // A list that the caller has made since the last exit point is as new here.
        frame.new_lists = std::mem::take(&mut self.new_lists);
        frame.is_called = true;
        let step = frame.block(&function.body);
        let (undo, new_lists) = (frame.undo, frame.new_lists);
        self.undo.extend(undo);
        self.new_lists = new_lists;
        let values = match step {
            Ok(()) => vec![],
            Err(Jump::End(Outcome::Returned(values))) => values,
            Err(Jump::Leave) => return self.leave(),
            Err(other) => return Err(other),
        };
        self.world.come_back(frames);
        results.iter().zip(values).for_each(|(local, value)| self.set(*local, value));
        Ok(())
    }

    fn call_python(
        &mut self,
        snippet: SnippetId,
        arguments: &[ExprId],
        result: Option<LocalId>,
        outcome: &[LocalId],
    ) -> Step {
        let arguments = self.values(arguments);
        self.undo.push(Undo::Never);
        let Ok(value) = self.world.call_python(snippet, &arguments) else {
            self.rewind();
            self.release_all();
            return Err(Jump::End(Outcome::Raised));
        };
        for (part, local) in outcome.iter().enumerate() {
            let value = self.world.outcome(part, self.function.local(*local).ty);
            self.set(*local, value);
        }
        let Some(result) = result else {
            value.iter().for_each(|value| self.count_value(value, -1));
            return Ok(());
        };
        match value {
            Some(value @ Value::Object(_)) => {
                self.set(result, value);
                self.owned.insert(result);
                Ok(())
            }
            other => broken(format!("snippet {} gave {other:?}", snippet.0)),
        }
    }
}

/// Buffers that a kernel writes.
fn each_written(block: &Block, into: &mut Vec<LocalId>) {
    for s in block {
        match s {
            Stmt::Store { buffer, .. } if !into.contains(buffer) => into.push(*buffer),
            s => s.blocks().into_iter().for_each(|inner| each_written(inner, into)),
        }
    }
}

/// Positions of loops with kernels that run ahead, and how far those have got.
fn each_ahead(block: &Block, into: &mut Vec<(LocalId, LocalId)>) {
    for s in block {
        if let Stmt::For { pos, strips: Some(Strips { ahead: Some(ahead), .. }), .. } = s {
            into.push((*pos, ahead.done));
        }
        s.blocks().into_iter().for_each(|inner| each_ahead(inner, into));
    }
}

/// What a `for` loop does at its header.
struct Header<'r> {
    pos: LocalId,
    trip: ExprId,
    strips: Option<&'r Strips>,
}

/// A `break` to the block that has ended goes on after it.
fn landed(step: Step, label: Label) -> Step {
    match step {
        Err(Jump::Break(to)) if to == label => Ok(()),
        other => other,
    }
}

// Leaving.
impl<W: World> Frame<'_, W> {
    fn exit(&mut self, id: ExitId) -> Step {
        let exit = &self.interpreter.module.exits[id.0 as usize];
        // The vectors of the last one are used again: a loop header remembers much and often.
        let (mut live, mut iterators) =
            self.snapshot.take().map_or_else(Default::default, |last| (last.live, last.iterators));
        live.clear();
        iterators.clear();
        let parts = exit.live.iter().flat_map(|variable| &variable.parts);
        live.extend(parts.map(|local| self.get(*local).clone()));
        let sequence = |it: &Iterator| [it.pos, it.start, it.step, it.trip].map(|local| self.int(local));
        iterators.extend(exit.iterators.iter().map(sequence));
        self.snapshot = Some(Snapshot { exit: id, live, iterators });
        self.undo.clear();
        self.note_partials();
        self.new_lists.clear();
        if self.is_forced() { self.leave() } else { Ok(()) }
    }

    /// What a kernel's reductions are now.
    fn note_partials(&mut self) {
        self.partials.clear();
        for reduction in &self.function.reductions {
            self.partials.push(self.get(reduction.partial).clone());
        }
    }

    /// Is this the exit point at which the run is to leave? Those of kernels do not count.
    fn is_forced(&mut self) -> bool {
        let Some(countdown) = &mut self.force_exit else { return false };
        *countdown = countdown.wrapping_sub(1);
        *countdown == 0
    }

    /// Undoes what came after the last exit point, and leaves by that.
    fn leave(&mut self) -> Step {
        if self.is_called {
            return Err(Jump::Leave);
        }
        self.rewind();
        while let Some(undo) = self.undo.pop() {
            self.take_back(undo)?;
        }
        let Snapshot { exit, live, iterators } = self.snapshot.take().expect("verified: there is an exit point");
        live.iter().for_each(|value| self.count_value(value, 1));
        self.release_all();
        Err(Jump::End(Outcome::Exited { exit, live, iterators }))
    }

    fn take_back(&mut self, undo: Undo) -> Step {
        match undo {
            Undo::Store { buffer, elem, at, old, allowed: true } => {
                self.world.store(buffer, elem, at, old.slice());
                Ok(())
            }
            Undo::Length { list, len, allowed: true } => {
                self.world.shorten(list, len);
                Ok(())
            }
            Undo::Contents { list, elem, old, allowed: true } => {
                self.world.shorten(list, 0);
                let element = |parts: &Parts| parts.slice().iter().map(|&part| part.into()).collect::<Vec<Value>>();
                let done = old.iter().all(|parts| self.world.edit(Edit::Append, list, elem, &element(parts)));
                if done { Ok(()) } else { broken("there was memory for as many elements") }
            }
            Undo::Words { list, elem, old, allowed: true } => {
                old.iter().enumerate().for_each(|(at, parts)| self.world.store(list, elem, at + 1, parts.slice()));
                Ok(())
            }
            Undo::Strips { buffer, elem, old: Some(old) } => {
                old.iter().for_each(|(at, parts)| self.world.store(buffer, elem, *at, parts.slice()));
                Ok(())
            }
            Undo::Strips { old: None, .. } => broken("what strips without `undo` have written has to be undone"),
            Undo::Store { allowed: false, .. } => broken("a store without `undo` has to be undone"),
            Undo::Length { allowed: false, .. }
            | Undo::Contents { allowed: false, .. }
            | Undo::Words { allowed: false, .. } => broken("an edit without `undo` has to be undone"),
            Undo::Never => broken("what cannot be undone has to be"),
        }
    }

    fn release_all(&mut self) {
        for local in std::mem::take(&mut self.owned) {
            self.count(local, -1);
        }
    }

    fn count(&mut self, local: LocalId, change: i64) {
        let value = self.get(local).clone();
        self.count_value(&value, change);
    }

    fn count_value(&mut self, value: &Value, change: i64) {
        if let Value::Object(object) = value {
            self.world.count(*object, change);
        }
    }
}

// Memory.
impl<W: World> Frame<'_, W> {
    fn load(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId], mask: Option<ExprId>) -> Step {
        let ty = self.function.local(parts[0]).ty;
        let (id, elem) = self.buffer(buffer);
        if ty.lanes() == 1 {
            let at = self.place(buffer, index)?;
            for (nth, part) in parts.iter().enumerate() {
                self.set(*part, self.world.load(id, elem, at, nth).into());
            }
            return Ok(());
        }
        let places = self.places(buffer, index, mask, ty.lanes())?;
        for (nth, part) in parts.iter().enumerate() {
            let zero = Const::zero(self.function.local(*part).ty.scalar().expect("verified: parts are scalars"));
            let load = |lane: usize| places[lane].map_or(zero, |at| self.world.load(id, elem, at, nth));
            let value = lanewise(ty.lanes(), load);
            self.set(*part, value);
        }
        Ok(())
    }

    fn store(&mut self, buffer: LocalId, index: &[ExprId], parts: &[ExprId], mask: Option<ExprId>, undo: bool) -> Step {
        let lanes = self.function.expr(parts[0]).ty.lanes();
        if lanes == 1 {
            let at = self.place(buffer, index)?;
            let [first, last] = [parts[0], parts[parts.len() - 1]].map(|part| self.value(part).at(0));
            return self.store_one(buffer, at, Parts([first, last], parts.len()), undo);
        }
        let places = self.places(buffer, index, mask, lanes)?;
        let parts = self.values(parts);
        // In the order of the lanes: where two write the same element, the last one wins.
        for (lane, at) in places.into_iter().enumerate() {
            let Some(at) = at else { continue };
            self.store_one(buffer, at, Parts::of(parts.len(), |nth| parts[nth].at(lane)), undo)?;
        }
        Ok(())
    }

    fn store_one(&mut self, buffer: LocalId, at: usize, new: Parts, allowed: bool) -> Step {
        let (id, elem) = self.buffer(buffer);
        if !fits(elem, new.slice()) {
            return broken(format!("{:?} does not fit into {elem}", new.slice()));
        }
        if !self.new_lists.contains(&id) {
            let old = Parts::of(new.1, |nth| self.world.load(id, elem, at, nth));
            let allowed = allowed || self.function.unordered;
            self.undo.push(Undo::Store { buffer: id, elem, at, old, allowed });
        }
        self.world.store(id, elem, at, new.slice());
        Ok(())
    }

    /// The place of one element.
    fn place(&mut self, buffer: LocalId, indices: &[ExprId]) -> Step<usize> {
        let at: Vec<i64> = indices.iter().map(|index| self.value(*index).at(0).int()).collect();
        self.position(buffer, &at)
    }

    fn position(&mut self, buffer: LocalId, at: &[i64]) -> Step<usize> {
        let id = self.buffer(buffer).0;
        let dims = self.world.dims(id);
        let mut index = [0; MAX_DIMS];
        for (dimension, &one) in at.iter().enumerate() {
            match usize::try_from(one).ok().filter(|&one| one < dims[dimension]) {
                Some(one) => index[dimension] = one,
                None => return broken(format!("{at:?} is out of bounds of {:?}", &dims[..at.len()])),
            }
        }
        let Type::Buffer(_, layout) = self.function.local(buffer).ty else { unreachable!("verified: a buffer") };
        Ok(self.world.position(id, layout, &index[..at.len()]))
    }

    /// The place of each lane's element; `None` for a lane that the mask leaves out.
    fn places(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        mask: Option<ExprId>,
        lanes: u16,
    ) -> Step<Vec<Option<usize>>> {
        let index = self.values(index);
        let mask = mask.map(|mask| self.value(mask));
        let mut places = Vec::with_capacity(lanes as usize);
        for lane in 0..lanes as usize {
            if mask.as_ref().is_some_and(|mask| !mask.at(lane).bool()) {
                places.push(None);
                continue;
            }
            let at: Vec<i64> = index.iter().map(|index| index.at(lane).int()).collect();
            places.push(Some(self.position(buffer, &at)?));
        }
        Ok(places)
    }

    fn new_list(&mut self, list: LocalId, dims: &[ExprId], fill: &[ExprId], is_array: bool) -> Step {
        let dims: Vec<usize> = self.values(dims).iter().map(|n| n.at(0).int().max(0) as usize).collect();
        self.spend(dims.iter().fold(1, |n: u64, &m| n.saturating_mul(m as u64)))?;
        let Type::Buffer(elem, _) = self.function.local(list).ty else { unreachable!("verified: a list is a buffer") };
        let element: Vec<Const> = self.values(fill).iter().map(|part| part.at(0)).collect();
        if !(is_array && fill.is_empty() || fits(elem, &element)) {
            return broken(format!("{element:?} does not fit into {elem}"));
        }
        let made = match is_array {
            true => self.world.new_array(elem, &dims, &element),
            false => self.world.new_list(elem, &dims, &element),
        };
        match made {
            Some(id) => {
                self.set(list, Value::Buffer(id));
                self.new_lists.insert(id);
                Ok(())
            }
            None => self.leave(),
        }
    }

    fn edit(&mut self, edit: Edit, list: LocalId, operands: &[ExprId], allowed: bool) -> Step {
        let operands = self.values(operands);
        let (id, elem) = self.buffer(list);
        let len = self.world.dims(id)[0];
        if let Some(message) = self.misfit(edit, elem, len, &operands) {
            return broken(message);
        }
        let element = |at| Parts::of(elem.parts().len(), |nth| self.world.load(id, elem, at, nth));
        let undo = match edit {
            Edit::Insert | Edit::Delete | Edit::Sort => {
                Undo::Contents { list: id, elem, old: (0..len).map(element).collect(), allowed }
            }
            Edit::Twist => Undo::Words { list: id, elem, old: (1..len).map(element).collect(), allowed },
            // All others put something behind the end.
            _ => Undo::Length { list: id, len, allowed },
        };
        if !self.world.edit(edit, id, elem, &operands) {
            return self.leave();
        }
        if !self.new_lists.contains(&id) {
            self.undo.push(undo);
        }
        Ok(())
    }

    /// Why operands of an edit are none.
    fn misfit(&self, edit: Edit, elem: Elem, len: usize, operands: &[Value]) -> Option<String> {
        let int = |operand: usize| operands[operand].at(0).int();
        let element = match edit {
            Edit::Append => operands,
            Edit::Insert => &operands[1..],
            _ => &[],
        };
        let element: Vec<Const> = element.iter().map(|part| part.at(0)).collect();
        if !fits(elem, &element) {
            return Some(format!("{element:?} does not fit into {elem}"));
        }
        let is_inside = match (edit, operands) {
            (Edit::Append, _) => true,
            (Edit::Insert, _) => (0..=len as i64).contains(&int(0)),
            (Edit::Delete, _) => (0..len as i64).contains(&int(0)),
            (Edit::Twist, _) => len == twister::N_WORDS + 1,
            (Edit::Extend, [Value::Buffer(from), ..]) => {
                let (first, last) = (int(1), int(1) + (int(3) - 1) * int(2));
                let n_elements = self.world.dims(*from).iter().product::<usize>() as i64;
                int(3) <= 0 || [first, last].iter().all(|at| (0..n_elements).contains(at))
            }
            (Edit::Sort, [Value::Buffer(keys), ..]) => self.world.dims(*keys)[0] == len,
            (Edit::Extend | Edit::Sort, _) => unreachable!("verified: it takes a buffer"),
            // A text is a buffer, and then where it begins and how long it is.
            _ => (0..operands.len()).all(|at| {
                let Value::Buffer(of) = &operands[at] else { return true };
                let (start, n) = (int(at + 1), int(at + 2));
                start >= 0 && n >= 0 && start.saturating_add(n) <= self.world.dims(*of)[0] as i64
            }),
        };
        (!is_inside).then(|| format!("`{}` is out of bounds of {len}", edit.name()))
    }

    fn buffer(&self, local: LocalId) -> (BufferId, Elem) {
        match (self.get(local), self.function.local(local).ty) {
            (Value::Buffer(id), Type::Buffer(elem, _)) => (*id, elem),
            _ => unreachable!("verified: a buffer"),
        }
    }
}

// Locals and expressions.
impl<W: World> Frame<'_, W> {
    fn get(&self, local: LocalId) -> &Value {
        &self.locals[local.0 as usize]
    }

    fn set(&mut self, local: LocalId, value: Value) {
        self.locals[local.0 as usize] = value;
    }

    fn int(&self, local: LocalId) -> i64 {
        self.get(local).at(0).int()
    }

    fn condition(&mut self, id: ExprId) -> bool {
        self.value(id).at(0).bool()
    }

    fn values(&mut self, ids: &[ExprId]) -> Vec<Value> {
        ids.iter().map(|id| self.value(*id)).collect()
    }

    /// The value of an expression at this moment.
    fn value(&mut self, id: ExprId) -> Value {
        let function = self.function;
        let expr = function.expr(id);
        // What is known anyway.
        match expr.op {
            Op::Const(value) => return value.into(),
            Op::Local(local) => return self.get(local).clone(),
            _ => {}
        }
        let (moment, known) = &self.known[id.0 as usize];
        if *moment == self.moment {
            return known.clone();
        }
        let value = self.evaluate(expr);
        self.known[id.0 as usize] = (self.moment, value.clone());
        value
    }

    /// Which lanes of a mask are set.
    fn set_lanes(&mut self, mask: ExprId) -> Vec<bool> {
        let n_lanes = self.function.expr(mask).ty.lanes() as usize;
        let mask = self.value(mask);
        (0..n_lanes).map(|lane| mask.at(lane).bool()).collect()
    }

    fn evaluate(&mut self, expr: &Expr) -> Value {
        let lanes = expr.ty.lanes();
        match &expr.op {
            Op::Const(value) => (*value).into(),
            Op::Local(local) => self.get(*local).clone(),
            Op::Unary(op, a) => {
                let a = self.value(*a);
                lanewise(lanes, |lane| unary(*op, a.at(lane)))
            }
            Op::Binary(op, a, b) => {
                let (a, b) = (self.value(*a), self.value(*b));
                lanewise(lanes, |lane| binary(*op, a.at(lane), b.at(lane)))
            }
            Op::Select(condition, a, b) => {
                let (condition, a, b) = (self.value(*condition), self.value(*a), self.value(*b));
                lanewise(lanes, |lane| if condition.at(lane).bool() { a.at(lane) } else { b.at(lane) })
            }
            Op::Len(buffer, dimension) => {
                Value::Int(self.world.dims(self.buffer(*buffer).0)[*dimension as usize] as i64)
            }
            Op::Call(name, arguments) => {
                let builtin = builtins::find(name).expect("verified: it is in the table");
                let arguments = self.values(arguments);
                let at = |lane| arguments.iter().map(|value| value.at(lane)).collect::<Vec<_>>();
                lanewise(lanes, |lane| (self.interpreter.evaluate)(builtin, &at(lane)))
            }
            Op::Splat(a) => {
                let a = self.value(*a);
                lanewise(lanes, |_| a.at(0))
            }
            Op::LaneIndex => lanewise(lanes, |lane| Const::Int(lane as i64)),
            Op::Any(mask) => Value::Bool(self.set_lanes(*mask).contains(&true)),
            Op::Count(mask) => Value::Int(self.set_lanes(*mask).iter().filter(|set| **set).count() as i64),
            Op::Rank(mask) => {
                let set = self.set_lanes(*mask);
                lanewise(lanes, |lane| Const::Int(set[..lane].iter().filter(|set| **set).count() as i64))
            }
        }
    }
}

fn buffers_among(values: &[Value]) -> Vec<BufferId> {
    let buffer = |value: &Value| if let Value::Buffer(id) = value { Some(*id) } else { None };
    values.iter().filter_map(buffer).collect()
}

/// A value from what it is in each lane; of one lane, it is uniform.
fn lanewise(lanes: u16, mut at: impl FnMut(usize) -> Const) -> Value {
    if lanes == 1 { at(0).into() } else { Value::Lanes((0..lanes as usize).map(at).collect()) }
}
