//! Runs a module: slow, and the definition of what the IR means. Every engine is tested against it.
//!
//! example: `Interpreter::new(&verify(&module)?).run(&[Value::Int(3)], &mut memory, &mut no_snippets)` is
//! `Outcome::Returned(vec![Value::Int(6)])` for a function that doubles.

use super::ops::{binary, unary};
use super::*;
use crate::builtins::{self, Builtin};
use std::collections::{BTreeMap, BTreeSet};

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
    Lanes(Vec<Const>),
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

/// Runs a snippet of the source: its result's reference goes to the caller. `Err`: it raised.
pub type Snippets<'s> = dyn FnMut(SnippetId, &[Value], &mut Memory) -> Result<Option<Value>, ()> + 's;

/// Runs the entry of a verified module.
#[derive(Clone, Debug)]
pub struct Interpreter<'a> {
    module: &'a Module,
    /// Statements and iterations that a run may take.
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

    /// Runs the entry on the parts of its arguments.
    pub fn run(&self, arguments: &[Value], memory: &mut Memory, snippets: &mut Snippets<'_>) -> Outcome {
        if let Err(message) = self.fits(arguments, memory) {
            return Outcome::Broken(message);
        }
        let mut host = Host { memory, snippets, fuel: self.fuel, force_exit: self.force_exit };
        let entry = &self.module.entry;
        Frame::new(self, entry, arguments.to_vec(), &mut host).call()
    }

    fn fits(&self, arguments: &[Value], memory: &Memory) -> Result<(), String> {
        let types: Vec<Type> = self.module.entry.params.iter().flat_map(|(_, ty)| ty.parts()).collect();
        let fit = |(value, ty): (&Value, &Type)| match (value, *ty) {
            (Value::Buffer(id), Type::Buffer(elem, ndim)) => {
                memory.buffers.get(id.0).is_some_and(|data| data.elem == elem && data.dims.len() == ndim as usize)
            }
            (Value::Object(_), Type::Object) => true,
            (value, Type::Scalar(scalar)) => value.lane(0).is_some_and(|value| value.scalar() == scalar),
            _ => false,
        };
        let all = arguments.len() == types.len() && arguments.iter().zip(&types).all(fit);
        if all { Ok(()) } else { Err(format!("the arguments {arguments:?} are not {types:?}")) }
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

impl BufferData {
    /// A list of these elements' parts.
    pub fn list(elem: Elem, parts: Vec<Const>) -> Self {
        BufferData { elem, dims: vec![parts.len() / elem.parts().len()], parts }
    }

    /// Where the parts of an element start; `None` if it is out of bounds.
    fn offset(&self, index: &[i64]) -> Option<usize> {
        let element = self.dims.iter().zip(index).try_fold(0, |row, (&n, &i)| {
            let i = usize::try_from(i).ok().filter(|&i| i < n)?;
            Some(row * n + i)
        });
        Some(element? * self.elem.parts().len())
    }

    fn holds(&self, parts: &[Const]) -> bool {
        self.elem != Elem::Int32 || parts.iter().all(|part| i32::try_from(part.int()).is_ok())
    }
}

/// What the frames of a run share.
struct Host<'h> {
    memory: &'h mut Memory,
    snippets: &'h mut Snippets<'h>,
    fuel: u64,
    force_exit: Option<u64>,
}

/// Why the next statement is not the one below.
enum Jump {
    Break(Label),
    Continue(Label),
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
    Store {
        buffer: BufferId,
        offset: usize,
        old: Vec<Const>,
        allowed: bool,
    },
    Append(BufferId),
    /// Not at all.
    Never,
}

/// A call of a function.
struct Frame<'r, 'h> {
    interpreter: &'r Interpreter<'r>,
    function: &'r Function,
    host: &'r mut Host<'h>,
    locals: Vec<Value>,
    /// Object locals with a reference of their own.
    owned: BTreeSet<LocalId>,
    undo: Vec<Undo>,
    snapshot: Option<Snapshot>,
    /// Values of expressions, each with the moment when it was one: expressions may be shared.
    known: Vec<(u64, Value)>,
    moment: u64,
}

// Statements.
impl<'r, 'h> Frame<'r, 'h> {
    fn new(
        interpreter: &'r Interpreter<'r>,
        function: &'r Function,
        arguments: Vec<Value>,
        host: &'r mut Host<'h>,
    ) -> Self {
        let mut locals = arguments;
        locals.resize(function.locals.len(), Value::Unset);
        let known = vec![(0, Value::Unset); function.exprs.len()];
        let (owned, undo, snapshot) = (BTreeSet::new(), vec![], None);
        Frame { interpreter, function, host, locals, owned, undo, snapshot, known, moment: 0 }
    }

    fn call(mut self) -> Outcome {
        match self.block(&self.function.body) {
            Ok(()) => Outcome::Returned(vec![]),
            Err(Jump::End(outcome)) => outcome,
            Err(Jump::Break(_) | Jump::Continue(_)) => unreachable!("verified: a jump has its target around it"),
        }
    }

    fn block(&mut self, block: &'r Block) -> Step {
        block.iter().try_for_each(|stmt| self.statement(stmt))
    }

    /// Takes fuel; what was known of expressions is old now.
    fn tick(&mut self) -> Step {
        self.moment += 1;
        self.host.fuel = self.host.fuel.checked_sub(1).ok_or(Jump::End(Outcome::OutOfFuel))?;
        Ok(())
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
            Stmt::CallPython { snippet, arguments, result } => self.call_python(*snippet, arguments, *result),
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
            Stmt::NewList { list, len, fill } => self.new_list(*list, *len, fill),
            Stmt::Append { list, parts } => self.append(*list, parts),
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
        if begin >= end {
            return Ok(());
        }
        let kernel = &self.interpreter.module.kernels[strips.kernel.0 as usize];
        let mut arguments: Vec<Value> = kernel.captures.iter().map(|local| self.get(*local).clone()).collect();
        arguments.extend([Value::Int(begin), Value::Int(end)]);
        let before = kernel.unordered.then(|| self.host.memory.buffers.clone());
        let reached = match Frame::new(self.interpreter, kernel, arguments, self.host).call() {
            Outcome::Returned(reached) | Outcome::Exited { live: reached, .. } => reached[0].at(0).int(),
            other => return Err(Jump::End(other)),
        };
        if !(begin..=end).contains(&reached) {
            return broken(format!("kernel {} went from {begin} to {reached}, up to {end}", strips.kernel.0));
        }
        if let Some(before) = before.filter(|_| reached == begin) {
            self.host.memory.buffers = before;
        }
        self.set(pos, Value::Int(reached));
        Ok(())
    }

    fn call_python(&mut self, snippet: SnippetId, arguments: &[ExprId], result: Option<LocalId>) -> Step {
        let arguments = self.values(arguments);
        self.undo.push(Undo::Never);
        let Ok(value) = (self.host.snippets)(snippet, &arguments, self.host.memory) else {
            self.release_all();
            return Err(Jump::End(Outcome::Raised));
        };
        let Some(result) = result else { return Ok(()) };
        match value {
            Some(value @ Value::Object(_)) => {
                self.set(result, value);
                self.count(result, 1);
                self.owned.insert(result);
                Ok(())
            }
            other => broken(format!("snippet {} gave {other:?}", snippet.0)),
        }
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
impl Frame<'_, '_> {
    fn exit(&mut self, id: ExitId) -> Step {
        let exit = &self.interpreter.module.exits[id.0 as usize];
        let parts = exit.live.iter().flat_map(|variable| &variable.parts);
        let live = parts.map(|local| self.get(*local).clone()).collect();
        let sequence = |it: &Iterator| [it.pos, it.start, it.step, it.trip].map(|local| self.int(local));
        let iterators = exit.iterators.iter().map(sequence).collect();
        self.snapshot = Some(Snapshot { exit: id, live, iterators });
        self.undo.clear();
        if self.is_forced() { self.leave() } else { Ok(()) }
    }

    /// Is this the exit point at which the run is to leave? Those of kernels do not count.
    fn is_forced(&mut self) -> bool {
        let in_entry = std::ptr::eq(self.function, &self.interpreter.module.entry);
        let Some(countdown) = self.host.force_exit.as_mut().filter(|_| in_entry) else { return false };
        *countdown = countdown.wrapping_sub(1);
        *countdown == 0
    }

    /// Undoes what came after the last exit point, and leaves by that.
    fn leave(&mut self) -> Step {
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
            Undo::Store { buffer, offset, old, allowed: true } => {
                self.host.memory.buffers[buffer.0].parts[offset..offset + old.len()].copy_from_slice(&old);
                Ok(())
            }
            Undo::Append(buffer) => {
                let data = &mut self.host.memory.buffers[buffer.0];
                data.dims[0] -= 1;
                data.parts.truncate(data.dims[0] * data.elem.parts().len());
                Ok(())
            }
            Undo::Store { allowed: false, .. } => broken("a store without `undo` has to be undone"),
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
            self.host.memory.count(*object, change);
        }
    }
}

// Memory.
impl Frame<'_, '_> {
    fn load(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId], mask: Option<ExprId>) -> Step {
        let ty = self.function.local(parts[0]).ty;
        let offsets = self.offsets(buffer, index, mask, ty.lanes())?;
        for (nth, part) in parts.iter().enumerate() {
            let elements = &self.data(buffer).parts;
            let zero = Const::zero(self.function.local(*part).ty.scalar().expect("verified: parts are scalars"));
            let value = lanewise(ty.lanes(), |lane| offsets[lane].map_or(zero, |offset| elements[offset + nth]));
            self.set(*part, value);
        }
        Ok(())
    }

    fn store(&mut self, buffer: LocalId, index: &[ExprId], parts: &[ExprId], mask: Option<ExprId>, undo: bool) -> Step {
        let lanes = self.function.expr(parts[0]).ty.lanes();
        let offsets = self.offsets(buffer, index, mask, lanes)?;
        let parts = self.values(parts);
        let id = self.buffer(buffer);
        // In the order of the lanes: where two write the same element, the last one wins.
        for (lane, offset) in offsets.into_iter().enumerate() {
            let Some(offset) = offset else { continue };
            let new: Vec<Const> = parts.iter().map(|part| part.at(lane)).collect();
            let data = &mut self.host.memory.buffers[id.0];
            if !data.holds(&new) {
                return broken(format!("{new:?} does not fit into {}", data.elem));
            }
            let place = &mut data.parts[offset..offset + new.len()];
            self.undo.push(Undo::Store { buffer: id, offset, old: place.to_vec(), allowed: undo });
            place.copy_from_slice(&new);
        }
        Ok(())
    }

    /// Where the element of each lane starts; `None` for a lane that the mask leaves out.
    fn offsets(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        mask: Option<ExprId>,
        lanes: u16,
    ) -> Step<Vec<Option<usize>>> {
        let index = self.values(index);
        let mask = mask.map(|mask| self.value(mask));
        let data = self.data(buffer);
        let mut offsets = vec![];
        for lane in 0..lanes as usize {
            let active = mask.as_ref().is_none_or(|mask| mask.at(lane).bool());
            let at: Vec<i64> = index.iter().map(|index| index.at(lane).int()).collect();
            let offset = if active { data.offset(&at) } else { None };
            if active && offset.is_none() {
                return broken(format!("{at:?} is out of bounds of {:?}", data.dims));
            }
            offsets.push(offset);
        }
        Ok(offsets)
    }

    fn new_list(&mut self, list: LocalId, len: ExprId, fill: &[ExprId]) -> Step {
        let len = self.value(len).at(0).int().max(0) as u64;
        self.host.fuel = self.host.fuel.checked_sub(len).ok_or(Jump::End(Outcome::OutOfFuel))?;
        let Type::Buffer(elem, _) = self.function.local(list).ty else { unreachable!("verified: a list is a buffer") };
        let element: Vec<Const> = self.values(fill).iter().map(|part| part.at(0)).collect();
        let data = BufferData::list(elem, element.repeat(len as usize));
        if !data.holds(&element) {
            return broken(format!("{element:?} does not fit into {elem}"));
        }
        let id = self.host.memory.add(data);
        self.set(list, Value::Buffer(id));
        Ok(())
    }

    fn append(&mut self, list: LocalId, parts: &[ExprId]) -> Step {
        let element: Vec<Const> = self.values(parts).iter().map(|part| part.at(0)).collect();
        let id = self.buffer(list);
        let data = &mut self.host.memory.buffers[id.0];
        if !data.holds(&element) {
            return broken(format!("{element:?} does not fit into {}", data.elem));
        }
        data.parts.extend(element);
        data.dims[0] += 1;
        self.undo.push(Undo::Append(id));
        Ok(())
    }

    fn buffer(&self, local: LocalId) -> BufferId {
        if let Value::Buffer(id) = self.get(local) { *id } else { unreachable!("verified: a buffer") }
    }

    fn data(&self, local: LocalId) -> &BufferData {
        &self.host.memory.buffers[self.buffer(local).0]
    }
}

// Locals and expressions.
impl Frame<'_, '_> {
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
        let (moment, known) = &self.known[id.0 as usize];
        if *moment == self.moment {
            return known.clone();
        }
        let value = self.evaluate(self.function.expr(id));
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
            Op::Len(buffer, dimension) => Value::Int(self.data(*buffer).dims[*dimension as usize] as i64),
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

/// A value from what it is in each lane; of one lane, it is uniform.
fn lanewise(lanes: u16, mut at: impl FnMut(usize) -> Const) -> Value {
    if lanes == 1 { at(0).into() } else { Value::Lanes((0..lanes as usize).map(at).collect()) }
}
