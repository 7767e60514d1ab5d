//! States every invariant of the IR: what [`verify`] accepts, every reader may take for granted.
//!
//! example: `x = add(1, 2.0)` is refused with "`add` does not take int, float", at that statement.
//!
//! Two walks over each function. [`Shape`]: ids, types, lanes, labels. [`Flow`]: what must have happened on every path
//! before a statement: locals are assigned, objects are owned or null, a check has an exit point to leave by.

use super::ops::{BINARY, identity, row, type_of};
use super::print::{functions, headline};
use super::*;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Deepest expression.
pub const MAX_DEPTH: usize = 1000;
/// Deepest nesting of statements.
pub const MAX_NESTING: usize = 200;

/// A module that has been verified. Back ends and the interpreter take nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Valid<'a>(&'a Module);

impl<'a> Valid<'a> {
    pub fn module(&self) -> &'a Module {
        self.0
    }
}

impl std::ops::Deref for Valid<'_> {
    type Target = Module;
    fn deref(&self) -> &Module {
        self.0
    }
}

/// Which rule is broken, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub message: String,
    pub function: String,
    /// First line of the statement; empty if it is not one statement's fault.
    pub statement: String,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.statement.is_empty() { "" } else { ": " };
        write!(f, "{} (in `{}`{place}{})", self.message, self.function, self.statement)
    }
}

impl std::error::Error for Invalid {}

/// Proves that a module keeps all rules.
pub fn verify(module: &Module) -> Result<Valid<'_>, Invalid> {
    let kernels = || std::iter::repeat_n(Kind::Kernel, module.kernels.len());
    let kinds = || std::iter::once(Kind::Entry).chain(kernels()).chain(std::iter::repeat(Kind::Called));
    for (function, kind) in functions(module).zip(kinds()) {
        Shape::new(module, function, kind).function().map_err(|failure| failure.at(function))?;
    }
    for (function, kind) in functions(module).zip(kinds()) {
        Flow::new(module, function, kind).function().map_err(|failure| failure.at(function))?;
    }
    Ok(Valid(module))
}

/// A broken rule, before its function is known.
struct Failed {
    message: String,
    statement: String,
}

impl Failed {
    fn at(self, function: &Function) -> Invalid {
        Invalid { message: self.message, function: function.name.clone(), statement: self.statement }
    }
}

impl<T: Into<String>> From<T> for Failed {
    fn from(message: T) -> Self {
        Failed { message: message.into(), statement: String::new() }
    }
}

type Checked<T = ()> = Result<T, Failed>;

fn ensure(condition: bool, message: impl FnOnce() -> String) -> Checked {
    if condition { Ok(()) } else { Err(message().into()) }
}

/// Puts the statement into the failure, unless an inner one is already there.
fn located<T>(result: Checked<T>, module: &Module, function: &Function, stmt: &Stmt) -> Checked<T> {
    result.map_err(|failed| match failed.statement.is_empty() {
        true => Failed { statement: headline(module, function, stmt), ..failed },
        false => failed,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entry,
    Kernel,
    Called,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Loop,
    Block,
}

/// Ids, types, lanes and labels.
struct Shape<'a> {
    module: &'a Module,
    function: &'a Function,
    kind: Kind,
    labels: HashSet<Label>,
    /// Loops and blocks around the statement.
    targets: Vec<(Label, Target)>,
    /// Positions of the `for` loops around it.
    positions: Vec<LocalId>,
    /// Heights of the expressions that have been checked.
    heights: HashMap<ExprId, usize>,
}

impl<'a> Shape<'a> {
    fn new(module: &'a Module, function: &'a Function, kind: Kind) -> Self {
        Shape {
            module,
            function,
            kind,
            labels: HashSet::new(),
            targets: vec![],
            positions: vec![],
            heights: HashMap::new(),
        }
    }

    fn function(&mut self) -> Checked {
        for local in &self.function.locals {
            let lanes_fit = !matches!(local.ty, Type::Lanes(_, 0 | 1));
            ensure(lanes_fit, || format!("`{}` has lanes, but fewer than two", local.name))?;
        }
        match self.kind {
            Kind::Entry => self.entry()?,
            Kind::Called => {
                self.entry()?;
                let is_shared = |local: &Local| matches!(local.ty, Type::Object | Type::Lanes(..));
                ensure(!self.function.locals.iter().any(is_shared), || {
                    "a called function has objects or lanes".into()
                })?;
                let parts = self.function.result.parts();
                ensure(parts.iter().all(|ty| ty.scalar().is_some()), || "a called function gives numbers".into())?;
            }
            Kind::Kernel => self.kernel()?,
        }
        self.block(&self.function.body)
    }

    fn entry(&self) -> Checked {
        let is_plain = self.function.captures.is_empty() && self.function.reductions.is_empty();
        ensure(is_plain, || "only a kernel has captures and reductions".into())?;
        let params = self.function.params.iter().flat_map(|(_, ty)| ty.parts());
        self.first_locals(params.collect(), "parameters")
    }

    fn kernel(&self) -> Checked {
        ensure(self.function.params.is_empty(), || "a kernel has captures, not parameters".into())?;
        ensure(self.function.result == PyType::Int, || "a kernel returns the position that it reached".into())?;
        let entry = &self.module.entry.locals;
        self.function.reductions.iter().try_for_each(|reduction| self.reduction(reduction))?;
        let captured = self.function.captures.iter().map(|id| entry.get(id.0 as usize).map(|local| local.ty));
        let mut types: Vec<Type> = captured.collect::<Option<_>>().ok_or("a capture is no local of the entry")?;
        ensure(!types.contains(&Type::Object), || "a kernel cannot hold objects".into())?;
        types.extend([Type::INT, Type::INT]);
        self.first_locals(types, "captures, begin and end")
    }

    fn reduction(&self, reduction: &Reduction) -> Checked {
        let partial = self.local(reduction.partial)?;
        let into = self.module.entry.locals.get(reduction.into.0 as usize).map(|local| local.ty);
        let scalar = into.and_then(|ty| ty.scalar().filter(|_| ty.lanes() == 1));
        let scalar = scalar.ok_or("a reduction goes into a number of the entry")?;
        self.same(Type::Scalar(scalar).with_lanes(partial.lanes()), partial)?;
        let name = row(BINARY, reduction.op).1;
        ensure(identity(reduction.op, scalar).is_some(), || format!("`{name}` of {scalar} is no reduction"))?;
        let same = self.function.reductions.iter().filter(|other| other.into == reduction.into).count();
        ensure(same == 1, || "two reductions go into the same local".into())
    }

    fn first_locals(&self, types: Vec<Type>, what: &str) -> Checked {
        let locals = self.function.locals.iter().map(|local| local.ty).take(types.len());
        ensure(locals.eq(types.iter().copied()), || format!("the first locals are not the {what}"))
    }

    fn block(&mut self, block: &Block) -> Checked {
        block.iter().try_for_each(|stmt| located(self.statement(stmt), self.module, self.function, stmt))
    }

    fn statement(&mut self, stmt: &Stmt) -> Checked {
        self.allowed(stmt)?;
        match stmt {
            Stmt::Assign(local, value) => {
                self.written(*local)?;
                self.has_type(*value, self.local(*local)?)
            }
            Stmt::Load { parts, buffer, index, mask } => {
                parts.iter().try_for_each(|part| self.written(*part))?;
                let parts = parts.iter().map(|part| self.local(*part)).collect::<Checked<Vec<_>>>()?;
                self.access(*buffer, index, &parts, *mask)
            }
            Stmt::Store { buffer, index, parts, mask, .. } => {
                let parts = self.exprs(parts)?;
                self.access(*buffer, index, &parts, *mask)
            }
            Stmt::Check { condition, .. } => self.has_type(*condition, Type::BOOL),
            Stmt::If { condition, then, orelse, .. } => {
                self.has_type(*condition, Type::BOOL)?;
                self.nested(|shape| shape.block(then).and_then(|()| shape.block(orelse)))
            }
            Stmt::For { label, pos, trip, exit, strips, body } => {
                self.written(*pos)?;
                self.is_int(*pos)?;
                self.has_type(*trip, Type::INT)?;
                self.exit(*exit)?;
                strips.iter().try_for_each(|strips| self.strips(strips))?;
                self.positions.push(*pos);
                self.labelled(*label, Target::Loop, body)?;
                self.positions.pop();
                Ok(())
            }
            Stmt::Loop { label, exit, body } => {
                self.exit(*exit)?;
                self.labelled(*label, Target::Loop, body)
            }
            Stmt::Block { label, body } => self.labelled(*label, Target::Block, body),
            Stmt::Break(label) => self.target(*label, &[Target::Loop, Target::Block]),
            Stmt::Continue(label) => self.target(*label, &[Target::Loop]),
            Stmt::Exit(exit) => self.exit(Some(*exit)),
            Stmt::CallPython { snippet, arguments, result, outcome } => {
                self.call(*snippet, arguments, *result)?;
                self.outcome(*snippet, outcome)
            }
            Stmt::CallFunction { function, arguments, results, .. } => {
                let called = self.module.functions.get(function.0 as usize).ok_or("there is no such function")?;
                let wanted: Vec<Type> = called.params.iter().flat_map(|(_, ty)| ty.parts()).collect();
                let given = self.exprs(arguments)?;
                ensure(given == wanted, || format!("the function takes {}, not {}", show(&wanted), show(&given)))?;
                results.iter().try_for_each(|local| self.written(*local))?;
                let taken = results.iter().map(|local| self.local(*local)).collect::<Checked<Vec<_>>>()?;
                let result = called.result.parts();
                ensure(taken == result, || format!("the function returns {}", show(&result)))
            }
            Stmt::Retain(local) | Stmt::Release(local) => self.same(Type::Object, self.local(*local)?),
            Stmt::NewList { list, dims, fill, is_array } => {
                self.written(*list)?;
                dims.iter().try_for_each(|n| self.has_type(*n, Type::INT))?;
                self.list(*list, dims.len(), fill, *is_array)
            }
            Stmt::Edit { edit, list, operands, .. } => self.edit(*edit, *list, operands),
            Stmt::Return(parts) => {
                let parts = self.exprs(parts)?;
                let wanted = self.function.result.parts();
                ensure(parts == wanted, || format!("the function returns {}", show(&wanted)))
            }
        }
    }

    /// Kernels run without the GIL, on several threads.
    fn allowed(&self, stmt: &Stmt) -> Checked {
        let entry_only = match stmt {
            Stmt::CallPython { .. } | Stmt::Retain(_) | Stmt::Release(_) => true,
            Stmt::NewList { .. } | Stmt::Edit { .. } | Stmt::CallFunction { .. } => self.kind == Kind::Kernel,
            Stmt::For { strips, .. } => strips.is_some(),
            _ => false,
        };
        let who = if self.kind == Kind::Kernel { "a kernel" } else { "a called function" };
        ensure(self.kind == Kind::Entry || !entry_only, || format!("{who} cannot do this"))?;
        let leaves = self.kind == Kind::Called && stmt.exit().is_some();
        ensure(!leaves, || "a called function has no exit points".into())
    }

    fn local(&self, id: LocalId) -> Checked<Type> {
        let local = self.function.locals.get(id.0 as usize);
        local.map(|local| local.ty).ok_or_else(|| format!("there is no local #{}", id.0).into())
    }

    /// May the statement assign to it?
    fn written(&self, id: LocalId) -> Checked {
        ensure(!self.positions.contains(&id), || "the body of a loop does not assign its position".into())
    }

    fn is_int(&self, id: LocalId) -> Checked {
        self.same(Type::INT, self.local(id)?)
    }

    /// A flag that is set here and by assignments.
    fn is_flag(&mut self, id: LocalId) -> Checked {
        self.written(id)?;
        self.same(Type::BOOL, self.local(id)?)
    }

    fn same(&self, wanted: Type, found: Type) -> Checked {
        ensure(wanted == found, || format!("expected {wanted}, found {found}"))
    }

    fn has_type(&mut self, id: ExprId, wanted: Type) -> Checked {
        let found = self.expr(id)?;
        self.same(wanted, found)
    }

    /// The type of an expression; all that it is made of is checked once.
    fn expr(&mut self, id: ExprId) -> Checked<Type> {
        self.height(id, &mut HashSet::new())?;
        Ok(self.function.expr(id).ty)
    }

    fn exprs(&mut self, ids: &[ExprId]) -> Checked<Vec<Type>> {
        ids.iter().map(|id| self.expr(*id)).collect()
    }

    fn height(&mut self, id: ExprId, path: &mut HashSet<ExprId>) -> Checked<usize> {
        if let Some(height) = self.heights.get(&id) {
            return Ok(*height);
        }
        let expr = self.function.exprs.get(id.0 as usize).ok_or_else(|| format!("there is no expression {}", id.0))?;
        ensure(path.insert(id), || format!("expression {} is a part of itself", id.0))?;
        let mut height = 0;
        for operand in expr.op.operands() {
            ensure(path.len() <= MAX_DEPTH, || "an expression is nested too deeply".into())?;
            height = height.max(self.height(operand, path)? + 1);
        }
        path.remove(&id);
        ensure(height <= MAX_DEPTH, || "an expression is nested too deeply".into())?;
        let ty = type_of(self.function, &expr.op, expr.ty)?;
        ensure(ty == expr.ty, || format!("expression {} is said to be {}, but is {ty}", id.0, expr.ty))?;
        self.heights.insert(id, height);
        Ok(height)
    }

    /// A load or store: `parts` are the types of one element's parts.
    fn access(&mut self, buffer: LocalId, index: &[ExprId], parts: &[Type], mask: Option<ExprId>) -> Checked {
        let Type::Buffer(elem, dims) = self.local(buffer)? else {
            return Err("only a buffer has elements".into());
        };
        ensure(index.len() == dims.n as usize, || format!("expected {} indices", dims.n))?;
        let lanes = parts.first().map_or(1, |ty| ty.lanes());
        let wanted: Vec<Type> = elem.parts().iter().map(|&scalar| Type::Scalar(scalar).with_lanes(lanes)).collect();
        ensure(parts == wanted, || format!("an element has the parts {}, not {}", show(&wanted), show(parts)))?;
        let index = self.exprs(index)?;
        let fits = |ty: &Type| *ty == Type::INT || *ty == Type::INT.with_lanes(lanes);
        ensure(index.iter().all(fits), || format!("{} are no indices for {lanes} lanes", show(&index)))?;
        let varies = lanes == 1 || index.iter().any(|ty| ty.lanes() > 1);
        ensure(varies, || "all lanes access the same element".into())?;
        ensure(lanes > 1 || mask.is_none(), || "a mask needs lanes".into())?;
        mask.map_or(Ok(()), |mask| self.has_type(mask, Type::BOOL.with_lanes(lanes)))
    }

    /// `parts` are one element of a list (one dimension) or of a table (two).
    fn list(&mut self, list: LocalId, n_dims: usize, parts: &[ExprId], is_array: bool) -> Checked {
        let elem = match self.local(list)? {
            Type::Buffer(elem, dims) if usize::from(dims.n) == n_dims && dims.is_contiguous() => elem,
            _ => return Err(format!("this is no list of {n_dims} dimensions").into()),
        };
        if is_array && parts.is_empty() {
            return Ok(());
        }
        let parts = self.exprs(parts)?;
        let wanted: Vec<Type> = elem.parts().iter().map(|&scalar| Type::Scalar(scalar)).collect();
        ensure(parts == wanted, || format!("an element has the parts {}, not {}", show(&wanted), show(&parts)))
    }

    fn edit(&mut self, edit: Edit, list: LocalId, operands: &[ExprId]) -> Checked {
        let Type::Buffer(elem, Dims::LIST) = self.local(list)? else {
            return Err("this is no list of 1 dimensions".into());
        };
        ensure(edit.is_of(elem), || format!("there is no `{}` of {elem}", edit.name()))?;
        let (mut found, wanted) = (self.exprs(operands)?, edit.operands(elem));
        // A row is a part of its table.
        if let (Edit::Extend, Some(Type::Buffer(_, dims))) = (edit, found.first_mut()) {
            dims.n = 1;
        }
        if edit == Edit::Same {
            let buffers = found.iter_mut().filter(|ty| matches!(ty, Type::Buffer(..)));
            buffers.for_each(|ty| *ty = Type::Buffer(elem, Dims::LIST));
        }
        // What the order is of may be of another type.
        if let (Edit::Sort, Some(Type::Buffer(keys, _))) = (edit, found.first_mut()) {
            let code = self.function.exprs.get(operands[1].0 as usize).map(|e| &e.op);
            let is_told = matches!(code, Some(Op::Const(Const::Int(code))) if *code == *keys as i64);
            ensure(keys.has_order() && is_told, || format!("`sort` by {keys} is told another type, or has no order"))?;
            *keys = elem;
        }
        ensure(found == wanted, || format!("{} takes {}, not {}", edit.name(), show(&wanted), show(&found)))
    }

    fn nested(&mut self, rule: impl FnOnce(&mut Self) -> Checked) -> Checked {
        // An `if` counts as a block that nothing breaks out of.
        self.targets.push((Label(u32::MAX), Target::Block));
        ensure(self.targets.len() <= MAX_NESTING, || "statements are nested too deeply".into())?;
        rule(self)?;
        self.targets.pop();
        Ok(())
    }

    fn labelled(&mut self, label: Label, target: Target, body: &Block) -> Checked {
        ensure(label != Label(u32::MAX), || "this label is reserved".into())?;
        ensure(self.labels.insert(label), || format!("label '{} is there twice", label.0))?;
        self.nested(|shape| {
            *shape.targets.last_mut().expect("nested pushes one") = (label, target);
            shape.block(body)
        })
    }

    fn target(&self, label: Label, kinds: &[Target]) -> Checked {
        let found = self.targets.iter().any(|target| target.0 == label && kinds.contains(&target.1));
        ensure(found, || format!("'{} is not around this", label.0))
    }

    fn exit(&self, id: Option<ExitId>) -> Checked {
        let Some(id) = id else { return Ok(()) };
        let exit = self.module.exits.get(id.0 as usize).ok_or_else(|| format!("there is no exit point @{}", id.0))?;
        for variable in &exit.live {
            let parts = variable.parts.iter().map(|part| self.local(*part)).collect::<Checked<Vec<_>>>()?;
            let wanted = variable.ty.parts();
            ensure(parts == wanted, || format!("@{}: `{}` has the parts {}", id.0, variable.name, show(&wanted)))?;
        }
        for iterator in &exit.iterators {
            [iterator.pos, iterator.start, iterator.step, iterator.trip]
                .into_iter()
                .try_for_each(|id| self.is_int(id))?;
            let mut names = vec![];
            iterator.over.names(&mut names);
            let is_live = |name: &str| exit.live.iter().any(|variable| variable.name == name);
            ensure(names.iter().all(|name| is_live(name)), || format!("@{}: what is iterated over is not live", id.0))?;
        }
        let only_position = exit.iterators.is_empty() && matches!(&exit.live[..], [one] if one.ty == PyType::Int);
        ensure(self.kind == Kind::Entry || only_position, || format!("@{}: a kernel leaves with its position", id.0))
    }

    fn strips(&mut self, strips: &Strips) -> Checked {
        self.has_type(strips.upto, Type::INT)?;
        if let Some(ahead) = &strips.ahead {
            self.is_int(ahead.done)?;
            self.has_type(ahead.next, Type::INT)?;
        }
        strips.forgets.iter().try_for_each(|flag| self.is_flag(*flag))?;
        let Some(kernel) = self.module.kernels.get(strips.kernel.0 as usize) else {
            return Err(format!("there is no kernel {}", strips.kernel.0).into());
        };
        ensure(!strips.undo || strips.ahead.is_none(), || "a kernel that can be undone does not run ahead".into())?;
        let in_order = strips.ahead.is_none() || kernel.reductions.is_empty();
        ensure(in_order, || "a kernel with reductions does not run ahead".into())
    }

    fn call(&mut self, snippet: SnippetId, arguments: &[ExprId], result: Option<LocalId>) -> Checked {
        let Some(snippet) = self.module.snippets.get(snippet.0 as usize) else {
            return Err(format!("there is no snippet ${}", snippet.0).into());
        };
        let arguments = self.exprs(arguments)?;
        let wanted: Vec<Type> = snippet.params.iter().flat_map(|(_, ty)| ty.parts()).collect();
        ensure(arguments == wanted, || format!("the snippet takes {}, not {}", show(&wanted), show(&arguments)))?;
        result.map_or(Ok(()), |result| self.same(Type::Object, self.local(result)?))
    }

    /// All of what the snippet gives is taken, or nothing.
    fn outcome(&self, snippet: SnippetId, outcome: &[LocalId]) -> Checked {
        let takes = &self.module.snippets[snippet.0 as usize].takes;
        outcome.iter().try_for_each(|local| self.written(*local))?;
        let found = outcome.iter().map(|local| self.local(*local)).collect::<Checked<Vec<_>>>()?;
        let wanted = if *takes == Takes::Nothing && outcome.is_empty() { vec![] } else { takes.parts() };
        ensure(found == wanted, || format!("the snippet gives {}, not {}", show(&wanted), show(&found)))
    }
}

/// The buffers that a kernel writes, as its locals.
fn written_by(block: &Block) -> Vec<LocalId> {
    let own = block.iter().filter_map(|s| if let Stmt::Store { buffer, .. } = s { Some(*buffer) } else { None });
    let inner = block.iter().flat_map(|s| s.blocks().into_iter().flat_map(written_by));
    own.chain(inner).collect()
}

fn show(types: &[Type]) -> String {
    format!("({})", types.iter().map(Type::to_string).collect::<Vec<_>>().join(", "))
}

/// What a local may be, over all paths to a statement: a set of these.
type States = u8;
/// Not assigned; for an object: null.
const UNSET: States = 1;
/// Assigned. An object: someone else's reference, a parameter's for instance.
const SET: States = 2;
/// An object with a reference of its own.
const OWNED: States = 4;
/// A list that was made since the last exit point: CPython, going on there, makes another one.
const NEW: States = 8;

/// What holds before a statement, over all paths that reach it.
#[derive(Clone, PartialEq)]
struct State {
    locals: Vec<States>,
    /// An exit point has been executed on every path, so that there is one to leave by.
    can_leave: bool,
    /// What, on some path since the last exit point, cannot be undone.
    committed: Option<&'static str>,
}

/// `None`: no path gets here.
type Reached = Option<State>;

fn join(a: Reached, b: Reached) -> Reached {
    let (Some(a), Some(b)) = (&a, &b) else { return a.or(b) };
    Some(State {
        locals: a.locals.iter().zip(&b.locals).map(|(a, b)| a | b).collect(),
        can_leave: a.can_leave && b.can_leave,
        committed: a.committed.or(b.committed),
    })
}

/// What has happened on every path.
struct Flow<'a> {
    module: &'a Module,
    function: &'a Function,
    kind: Kind,
    /// States in which a label's `break`s and `continue`s leave.
    breaks: HashMap<Label, State>,
    continues: HashMap<Label, State>,
    /// At the headers of loops, over all walks so far: kept, so that nested loops settle together.
    headers: HashMap<Label, State>,
}

impl<'a> Flow<'a> {
    fn new(module: &'a Module, function: &'a Function, kind: Kind) -> Self {
        let (breaks, continues, headers) = (HashMap::new(), HashMap::new(), HashMap::new());
        Flow { module, function, kind, breaks, continues, headers }
    }

    fn function(&mut self) -> Checked {
        let n_params = match self.kind {
            Kind::Entry | Kind::Called => self.function.params.iter().map(|(_, ty)| ty.parts().len()).sum(),
            Kind::Kernel => self.function.captures.len() + 2,
        };
        let mut locals = vec![UNSET; self.function.locals.len()];
        locals[..n_params].fill(SET);
        // Whoever calls has passed an exit point.
        let start = State { locals, can_leave: self.kind == Kind::Called, committed: None };
        let Some(end) = self.block(&self.function.body, Some(start))? else { return Ok(()) };
        ensure(self.function.result == PyType::None, || "a path ends without a return".into())?;
        self.returns(&end, &[])
    }

    fn block(&mut self, block: &Block, start: Reached) -> Checked<Reached> {
        block.iter().try_fold(start, |reached, stmt| match reached {
            Some(state) => located(self.statement(stmt, state), self.module, self.function, stmt),
            // Dead code has no paths to speak of.
            None => Ok(None),
        })
    }

    /// The state after a statement.
    fn statement(&mut self, stmt: &Stmt, mut state: State) -> Checked<Reached> {
        match stmt {
            Stmt::For { label, .. } | Stmt::Loop { label, .. } => return self.looped(*label, stmt, state),
            Stmt::Block { label, body } => {
                let end = self.block(body, Some(state))?;
                return Ok(join(end, self.breaks.remove(label)));
            }
            _ => self.reads(&stmt.operands(), &state)?,
        }
        match stmt {
            Stmt::Assign(local, value) => {
                let is_new = matches!(self.function.expr(*value).op, Op::Local(l) if state.locals[l.0 as usize] == NEW);
                self.assign(*local, if is_new { NEW } else { SET }, &mut state)?;
            }
            Stmt::Load { parts, buffer, .. } => {
                self.read(*buffer, &state)?;
                parts.iter().try_for_each(|part| self.assign(*part, SET, &mut state))?;
            }
            Stmt::Store { buffer, undo, .. } => {
                self.read(*buffer, &state)?;
                let stays = !undo && !self.function.unordered && state.locals[buffer.0 as usize] != NEW;
                state.committed = state.committed.or(stays.then_some("a store without undo"));
            }
            Stmt::Check { condition, .. } => {
                self.can_fail(&state)?;
                if self.function.expr(*condition).op == Op::Const(Const::Bool(false)) {
                    return Ok(None);
                }
            }
            Stmt::If { then, orelse, .. } => {
                let then = self.block(then, Some(state.clone()))?;
                return Ok(join(then, self.block(orelse, Some(state))?));
            }
            Stmt::Break(label) => return Ok(jump(&mut self.breaks, *label, state)),
            Stmt::Continue(label) => return Ok(jump(&mut self.continues, *label, state)),
            Stmt::Exit(exit) => self.exit(*exit, &mut state)?,
            Stmt::CallPython { result, outcome, .. } => {
                self.leaves(&state)?;
                state.committed = Some("a call into Python");
                outcome.iter().try_for_each(|local| self.assign(*local, SET, &mut state))?;
                result.iter().try_for_each(|result| self.assign(*result, OWNED, &mut state))?;
            }
            Stmt::CallFunction { results, .. } => {
                self.can_fail(&state)?;
                results.iter().try_for_each(|result| self.assign(*result, SET, &mut state))?;
            }
            Stmt::Retain(local) => self.retain(*local, &mut state)?,
            Stmt::Release(local) => self.release(*local, &mut state)?,
            Stmt::NewList { list, .. } => {
                self.can_fail(&state)?;
                self.assign(*list, NEW, &mut state)?;
            }
            Stmt::Edit { list, undo, .. } => {
                self.read(*list, &state)?;
                self.can_fail(&state)?;
                let stays = !undo && state.locals[list.0 as usize] != NEW;
                state.committed = state.committed.or(stays.then_some("an edit without undo"));
            }
            Stmt::Return(parts) => {
                self.returns(&state, parts)?;
                return Ok(None);
            }
            Stmt::For { .. } | Stmt::Loop { .. } | Stmt::Block { .. } => unreachable!("returned above"),
        }
        Ok(Some(state))
    }

    /// Walks a loop until the state at its header holds for every iteration.
    fn looped(&mut self, label: Label, stmt: &Stmt, start: State) -> Checked<Reached> {
        let mut header = join(Some(start), self.headers.remove(&label)).expect("the loop is reached");
        if let Stmt::For { pos, .. } = stmt {
            self.assign(*pos, SET, &mut header)?;
        }
        loop {
            let (done, end) = self.iteration(stmt, header.clone())?;
            let again = join(end, self.continues.remove(&label));
            let joined = join(Some(header.clone()), again).expect("the loop is reached");
            if joined == header {
                self.headers.insert(label, header);
                return Ok(join(done, self.breaks.remove(&label)));
            }
            header = joined;
        }
    }

    /// States after the loop if its header ends it, and at the end of its body.
    fn iteration(&mut self, stmt: &Stmt, mut state: State) -> Checked<(Reached, Reached)> {
        if let Stmt::For { strips: Some(strips), .. } = stmt {
            self.reads(&[strips.upto], &state)?;
            if let Some(ahead) = &strips.ahead {
                self.reads(&[ahead.next], &state)?;
                self.read(ahead.done, &state)?;
            }
            let kernel = &self.module.kernels[strips.kernel.0 as usize];
            let written = written_by(&kernel.body);
            let is_new = |local: &LocalId| {
                kernel.captures.get(local.0 as usize).is_some_and(|of| state.locals[of.0 as usize] == NEW)
            };
            ensure(stmt.exit().is_some() || strips.undo || written.iter().all(is_new), || {
                "strips that write have an exit point at the header of their loop, or can be undone".into()
            })?;
            let captures = &kernel.captures;
            captures.iter().chain(&strips.forgets).try_for_each(|local| self.read(*local, &state))?;
            let reductions = &self.module.kernels[strips.kernel.0 as usize].reductions;
            reductions.iter().try_for_each(|reduction| self.read(reduction.into, &state))?;
        }
        match stmt.exit() {
            Some(exit) => self.exit(exit, &mut state)?,
            // Machine code polls here, and may have to leave by the exit point before.
            None => self.can_fail(&state)?,
        }
        match stmt {
            Stmt::For { trip, body, .. } => {
                self.reads(&[*trip], &state)?;
                Ok((Some(state.clone()), self.block(body, Some(state))?))
            }
            Stmt::Loop { body, .. } => Ok((None, self.block(body, Some(state))?)),
            _ => unreachable!("only loops iterate"),
        }
    }

    fn reads(&self, roots: &[ExprId], state: &State) -> Checked {
        let mut seen = HashSet::new();
        let mut todo = roots.to_vec();
        while let Some(id) = todo.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.function.expr(id).op {
                Op::Local(local) | Op::Len(local, _) => self.read(*local, state)?,
                op => todo.extend(op.operands()),
            }
        }
        Ok(())
    }

    fn read(&self, local: LocalId, state: &State) -> Checked {
        // An object is null then.
        let unset = state.locals[local.0 as usize] & UNSET != 0 && self.function.local(local).ty != Type::Object;
        ensure(!unset, || format!("`{}` is not assigned on every path", self.name(local)))
    }

    fn name(&self, local: LocalId) -> &str {
        &self.function.local(local).name
    }

    fn assign(&self, local: LocalId, becomes: States, state: &mut State) -> Checked {
        self.not_owned(local, state, "overwritten")?;
        state.locals[local.0 as usize] = becomes;
        Ok(())
    }

    fn not_owned(&self, local: LocalId, state: &State, what: &str) -> Checked {
        let owned = state.locals[local.0 as usize] & OWNED != 0;
        ensure(!owned, || format!("`{}` owns an object, and is {what} without a release", self.name(local)))
    }

    fn retain(&self, local: LocalId, state: &mut State) -> Checked {
        let states = &mut state.locals[local.0 as usize];
        ensure(*states == SET, || format!("`{}` is null or owned already", self.name(local)))?;
        *states = OWNED;
        Ok(())
    }

    fn release(&self, local: LocalId, state: &mut State) -> Checked {
        let states = &mut state.locals[local.0 as usize];
        ensure(*states & SET == 0, || format!("`{}` does not own what it refers to", self.name(local)))?;
        *states = UNSET;
        // The exit point may have remembered the object.
        state.committed = Some("a release");
        Ok(())
    }

    /// A statement that leaves by the last exit point if it fails.
    fn can_fail(&self, state: &State) -> Checked {
        ensure(state.can_leave, || "there is no exit point to leave by on every path".into())?;
        let committed = state.committed.unwrap_or_default();
        ensure(committed.is_empty(), || format!("this may fail after {committed}, with no exit point between"))?;
        self.leaves(state)
    }

    /// Leaving releases what is owned, so that must be known.
    fn leaves(&self, state: &State) -> Checked {
        let mixed = state.locals.iter().position(|states| states & (SET | OWNED) == SET | OWNED);
        let name = |index: usize| self.name(LocalId(index as u32)).to_string();
        mixed.map_or(Ok(()), |index| Err(format!("`{}` is owned on some paths, and not on others", name(index)).into()))
    }

    /// Where a kernel ends, or may be left later, its results are there.
    fn partials(&self, state: &State) -> Checked {
        self.function.reductions.iter().try_for_each(|reduction| self.read(reduction.partial, state))
    }

    fn exit(&self, id: ExitId, state: &mut State) -> Checked {
        self.partials(state)?;
        let exit = &self.module.exits[id.0 as usize];
        for variable in &exit.live {
            // What may be unbound need not have a value, only say so.
            let n_read = if matches!(variable.ty, PyType::Maybe(_)) { 1 } else { variable.parts.len() };
            variable.parts[..n_read].iter().try_for_each(|part| self.read(*part, state))?;
        }
        for iterator in &exit.iterators {
            let locals = [iterator.pos, iterator.start, iterator.step, iterator.trip];
            locals.into_iter().try_for_each(|local| self.read(local, state))?;
        }
        self.leaves(state)?;
        state.can_leave = true;
        state.committed = None;
        state.locals.iter_mut().filter(|states| **states & NEW != 0).for_each(|states| *states = *states & !NEW | SET);
        Ok(())
    }

    /// Every owned object is returned, once, and no other.
    fn returns(&self, state: &State, parts: &[ExprId]) -> Checked {
        self.partials(state)?;
        let mut state = state.clone();
        for part in parts {
            if let (Op::Local(local), Type::Object) = (&self.function.expr(*part).op, self.function.expr(*part).ty) {
                let states = &mut state.locals[local.0 as usize];
                ensure(*states == OWNED, || format!("`{}` is returned without owning its object", self.name(*local)))?;
                *states = UNSET;
            }
        }
        (0..state.locals.len() as u32).try_for_each(|local| self.not_owned(LocalId(local), &state, "left behind"))
    }
}

/// Keeps the state for where a jump goes; nothing comes after a jump.
fn jump(targets: &mut HashMap<Label, State>, label: Label, state: State) -> Reached {
    let before = targets.remove(&label);
    targets.extend(join(before, Some(state)).map(|state| (label, state)));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::testing::Arguments;

    /// A function of an int that returns an expression of those that `grow` adds to `n`.
    fn returning(n_steps: u32, grow: impl Fn(ExprId) -> Op) -> Module {
        let mut exprs = vec![Expr { op: Op::Local(LocalId(0)), ty: Type::INT, span: Span::default() }];
        exprs.extend((0..n_steps).map(|last| Expr { op: grow(ExprId(last)), ty: Type::INT, span: Span::default() }));
        let locals = vec![Local { name: "n".into(), ty: Type::INT }];
        let params = vec![("n".into(), PyType::Int)];
        let body = vec![Stmt::Return(vec![ExprId(n_steps)])];
        let entry =
            Function { name: "f".into(), params, locals, exprs, body, result: PyType::Int, ..Function::default() };
        Module { entry, ..Module::default() }
    }

    fn result(module: &Module, n: i64) -> testing::Observation {
        testing::observe(module, &Arguments { values: vec![Value::Int(n)], memory: Memory::default() })
    }

    fn nested(depth: u32, wrap: impl Fn(u32, Block) -> Stmt) -> Module {
        let mut module = returning(0, |_| unreachable!("no steps"));
        let end = std::mem::take(&mut module.entry.body);
        let block = (0..depth).fold(vec![], |block, label| vec![wrap(label, block)]);
        module.entry.body = [block, end].concat();
        module
    }

    fn refusal(module: &Module) -> String {
        verify(module).expect_err("it is refused").message
    }

    #[test]
    fn deep_expressions_fit_every_stack_up_to_the_limit() {
        let negated = |n| returning(n, |last| Op::Unary(UnaryOp::Neg, last));
        let module = negated(MAX_DEPTH as u32);
        assert_eq!(result(&module, 5).outcome, Outcome::Returned(vec![Value::Int(5)]));
        assert_eq!(print(&parse(&print(&module)).expect("it parses")), print(&module));
        assert_eq!(refusal(&negated(MAX_DEPTH as u32 + 1)), "an expression is nested too deeply");
        assert!(print(&negated(100_000)).contains("???"));
        assert_eq!(parse(&print(&negated(100_000))).expect_err("it is cut off").message, "expected a name");
    }

    #[test]
    fn shared_expressions_are_printed_checked_and_evaluated_once() {
        let module = returning(60, |last| Op::Binary(BinaryOp::Add, last, last));
        assert_eq!(result(&module, 3).outcome, Outcome::Returned(vec![Value::Int(3 << 60)]));
        assert_eq!(parse(&print(&module)).expect("it parses").entry.exprs.len(), 62);
    }

    #[test]
    fn an_expression_is_no_part_of_itself() {
        let module = returning(2, |last| Op::Unary(UnaryOp::Neg, ExprId(2 - last.0)));
        assert_eq!(refusal(&module), "expression 2 is a part of itself");
        assert!(print(&module).contains("%1:neg.int(neg.int(%1))"));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let block = |depth| nested(depth, |label, body| Stmt::Block { label: Label(label), body });
        assert_eq!(result(&block(MAX_NESTING as u32), 5).outcome, Outcome::Returned(vec![Value::Int(5)]));
        assert_eq!(refusal(&block(MAX_NESTING as u32 + 1)), "statements are nested too deeply");
    }

    #[test]
    fn nested_loops_settle_soon() {
        let module = nested(100, |label, mut body| {
            body.push(Stmt::Release(LocalId(1)));
            let (snippet, result) = (SnippetId(0), Some(LocalId(1)));
            body.push(Stmt::CallPython { snippet, arguments: vec![], result, outcome: vec![] });
            let leave = vec![Stmt::Break(Label(label))];
            body.push(Stmt::If { condition: ExprId(0), then: leave, orelse: vec![], likely: Likely::Either });
            Stmt::Loop { label: Label(label), exit: Some(ExitId(0)), body }
        });
        let mut module = Module {
            exits: vec![ExitPoint { span: Span::default(), place: Place::After, live: vec![], iterators: vec![] }],
            snippets: vec![Snippet { span: Span::default(), params: vec![], takes: Takes::Nothing }],
            ..module
        };
        module.entry.locals.push(Local { name: "o".into(), ty: Type::Object });
        module.entry.params[0].1 = PyType::Bool;
        module.entry.locals[0].ty = Type::BOOL;
        module.entry.exprs[0].ty = Type::BOOL;
        *module.entry.body.last_mut().expect("the return") = Stmt::Release(LocalId(1));
        module.entry.result = PyType::None;
        verify(&module).expect("every path releases what it owns");
        module.entry.body.pop();
        assert_eq!(refusal(&module), "`o` owns an object, and is left behind without a release");
    }
}
