//! Makes expressions, locals and statements. Constants fold here; everything else waits for the passes.

use super::arrays::InPlace;
use super::heaps::Heap;
use crate::diagnostic::{ArgumentPath, Span};
use crate::ir::*;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub struct Builder {
    /// How often a list has been changed as a whole.
    pub n_edits: usize,
    pub module: Module,
    pub span: Span,
    /// The call of the function's own text that this stands in, if it is of a function that is compiled in.
    pub call_site: Option<Span>,
    /// No NaN gets into a variable or an element.
    pub refuses_nans: bool,
    /// What is lowered now counts only where all of these hold.
    guards: Vec<ExprId>,
    /// What becomes of exceptions in the `try` statements around, the innermost last.
    pub catches: Vec<Vec<Catch>>,
    open: Vec<Block>,
    body: Block,
    n_labels: u32,
    /// Which list, table or array was assigned to a local last: as it was called first.
    origins: HashMap<LocalId, LocalId>,
    /// The places of the `[]` that locals were made by.
    empty_lists: HashMap<LocalId, Vec<Span>>,
    /// Locals that hold lists which an expression has made. Variables hold them by locals of their own.
    pub new_lists: HashSet<LocalId>,
    /// The same of lists that began with elements.
    made_lists: HashMap<LocalId, Vec<Span>>,
    /// For each kind of code units, a buffer for short new texts.
    pads: Vec<(Elem, LocalId)>,
    /// Texts of the source: where they are, and their code units.
    texts: Vec<(LocalId, Elem, Vec<u32>)>,
    /// Numbers of the source, or of globals, that are indexed.
    tables: Vec<(LocalId, Elem, Vec<ExprId>)>,
    /// For each kind of code units, the parameter that has those of all texts in lists.
    pub pools: Vec<(Elem, LocalId)>,
    /// For each type of elements, the parameter that has the lists of those to which numbers refer.
    pub heaps: Vec<Heap>,
    /// The places where new lists were made that a heap may be asked for.
    pub sites: HashMap<LocalId, Vec<Span>>,
    /// New lists that are nothing but `[]`.
    pub bare: HashSet<LocalId>,
    /// For each type of buffers, one that is never looked at.
    nothings: HashMap<Type, LocalId>,
    /// Which arguments locals hold that are objects.
    objects: HashMap<LocalId, ArgumentPath>,
    /// Locals of the generators among the free names.
    pub generators: Vec<Vec<LocalId>>,
    /// The lists and arrays among the free names that are used.
    pub found: Vec<Option<(PyType, Vec<LocalId>)>>,
    /// The words of the generator that was drawn from last, and a local with how many of them are used up. Nothing has
    /// been done since that may change that.
    pub used_words: Option<(LocalId, LocalId)>,
    /// Lists that a loop reads item by item, and those that it changes: none of them may be the same.
    pub kept_apart: Vec<(Span, LocalId, Vec<LocalId>)>,
    /// Where elements of arrays may be written in place.
    pub in_place: Vec<InPlace>,
    /// Those of them that are in the message.
    blamed: RefCell<Vec<ArgumentPath>>,
}

/// Where an exception goes that CPython would raise: to a handler, by a jump out of a block, or with `None` to CPython.
pub struct Catch {
    pub why: Failure,
    pub to: Option<Label>,
    pub is_used: bool,
}

impl Builder {
    // Statements

    pub fn push(&mut self, statement: Stmt) {
        if self.refuses_nans {
            self.refuse_nans_in(&statement);
        }
        if !matches!(statement, Stmt::Assign(..) | Stmt::Check { .. } | Stmt::Load { .. }) {
            self.used_words = None;
        }
        self.open.last_mut().unwrap_or(&mut self.body).push(statement);
    }

    /// Opens a block that `close` gives back.
    pub fn open(&mut self) {
        self.used_words = None;
        self.open.push(vec![]);
    }

    /// How many blocks are open, and guards hold.
    pub fn depth(&self) -> (usize, usize) {
        (self.open.len(), self.guards.len())
    }

    /// Forgets what was opened since.
    pub fn unwind(&mut self, (blocks, guards): (usize, usize)) {
        self.open.truncate(blocks);
        self.guards.truncate(guards);
    }

    pub fn close(&mut self) -> Block {
        self.used_words = None;
        self.open.pop().expect("blocks are closed once")
    }

    pub fn finish(&mut self) -> Block {
        let mut body = std::mem::take(&mut self.body);
        // What is made first comes behind the exit point at the start, if there is one: there may be no memory.
        let start = usize::from(matches!(body.first(), Some(Stmt::Exit(_))));
        let mut nothings: Vec<(Type, LocalId)> = self.nothings.drain().collect();
        nothings.sort_by_key(|(_, list)| *list);
        for (ty, list) in nothings {
            let Type::Buffer(elem, dims) = ty else { unreachable!("a type of buffers") };
            let (dims, fill) = (vec![self.int(0); dims.n.into()], self.zeros(elem));
            body.insert(start, Stmt::NewList { list, dims, fill, is_array: false });
        }
        let mut texts = vec![];
        for (elem, list) in std::mem::take(&mut self.pads) {
            let (dims, fill) = (vec![self.int(0)], self.zeros(elem));
            texts.push(Stmt::NewList { list, dims, fill, is_array: false });
        }
        for (list, elem, units) in std::mem::take(&mut self.texts) {
            // A zero follows, as in CPython's texts: no part ends where the buffer does.
            let (dims, fill) = (vec![self.int(units.len() as i64 + 1)], self.zeros(elem));
            texts.push(Stmt::NewList { list, dims, fill, is_array: false });
            for (at, unit) in units.into_iter().enumerate() {
                let (index, parts) = (vec![self.int(at as i64)], vec![self.int(unit.into())]);
                texts.push(Stmt::Store { buffer: list, index, parts, mask: None, undo: true });
            }
        }
        for (list, elem, numbers) in std::mem::take(&mut self.tables) {
            let (dims, fill) = (vec![self.int(numbers.len() as i64)], self.zeros(elem));
            texts.push(Stmt::NewList { list, dims, fill, is_array: false });
            for (at, number) in numbers.into_iter().enumerate() {
                let index = vec![self.int(at as i64)];
                texts.push(Stmt::Store { buffer: list, index, parts: vec![number], mask: None, undo: true });
            }
        }
        body.splice(start..start, texts);
        body
    }

    /// A buffer that the function has for new texts.
    pub fn pad(&mut self, elem: Elem) -> LocalId {
        if let Some((_, known)) = self.pads.iter().find(|(e, _)| *e == elem) {
            return *known;
        }
        let local = self.local("pad", Type::Buffer(elem, Dims::LIST));
        self.pads.push((elem, local));
        local
    }

    /// A buffer of the code units of a text of the source, made when the function begins.
    pub fn text(&mut self, elem: Elem, units: Vec<u32>) -> LocalId {
        if let Some((known, ..)) = self.texts.iter().find(|(_, e, u)| (*e, u) == (elem, &units)) {
            return *known;
        }
        let local = self.local("text", Type::Buffer(elem, Dims::LIST));
        self.texts.push((local, elem, units));
        local
    }

    /// A list of constants, made when the function begins. Nobody may change it.
    pub fn table(&mut self, elem: Elem, numbers: Vec<ExprId>) -> LocalId {
        let values = |this: &Self, numbers: &[ExprId]| numbers.iter().map(|&n| this.constant(n)).collect::<Vec<_>>();
        let wanted = values(self, &numbers);
        if let Some((known, ..)) = self.tables.iter().find(|(_, e, known)| *e == elem && values(self, known) == wanted)
        {
            return *known;
        }
        let local = self.local("table", Type::Buffer(elem, Dims::LIST));
        self.tables.push((local, elem, numbers));
        local
    }

    /// The parts of a zero.
    pub fn zeros(&mut self, elem: Elem) -> Vec<ExprId> {
        let zero = |this: &mut Self, scalar| match scalar {
            Scalar::Bool => this.bool(false),
            Scalar::Int => this.int(0),
            Scalar::Float => this.float(0.0),
        };
        elem.parts().iter().map(|&scalar| zero(self, scalar)).collect()
    }

    pub fn label(&mut self) -> Label {
        self.n_labels += 1;
        Label(self.n_labels - 1)
    }

    pub fn check(&mut self, condition: ExprId, why: Failure) {
        if self.constant(condition) == Some(Const::Bool(true)) {
            return;
        }
        let condition = self.guards.clone().into_iter().fold(condition, |c, guard| {
            let elsewhere = self.not(guard);
            self.binary(BinaryOp::Or, elsewhere, c)
        });
        self.push(Stmt::Check { condition, why });
    }

    /// A check that fails only where CPython raises the exception that `why` stands for.
    pub fn raise_unless(&mut self, condition: ExprId, why: Failure) {
        let caught = self.catches.iter_mut().rev().flatten().find(|catch| catch.why == why);
        let Some(Catch { to: Some(label), is_used, .. }) = caught else { return self.check(condition, why) };
        if self.module.entry.exprs[condition.0 as usize].op == Op::Const(Const::Bool(true)) {
            return;
        }
        *is_used = true;
        let then = vec![Stmt::Break(*label)];
        let fails = self.not(condition);
        let fails = self.guards.clone().into_iter().fold(fails, |all, guard| self.binary(BinaryOp::And, all, guard));
        self.push(Stmt::If { condition: fails, then, orelse: vec![], likely: Likely::Orelse });
    }

    pub fn edit(&mut self, edit: Edit, list: LocalId, operands: Vec<ExprId>) {
        self.n_edits += 1;
        self.push(Stmt::Edit { edit, list, operands, undo: true });
    }

    /// Lowers what counts only where `guard` holds: elsewhere its checks let pass.
    pub fn enter(&mut self, guard: ExprId) {
        self.guards.push(guard);
    }

    pub fn leave(&mut self) {
        self.guards.pop();
    }

    // Locals

    pub fn local(&mut self, name: &str, ty: Type) -> LocalId {
        let locals = &mut self.module.entry.locals;
        locals.push(Local { name: name.into(), ty });
        LocalId(locals.len() as u32 - 1)
    }

    /// Locals for the parts of a Python value.
    pub fn locals_for(&mut self, name: &str, ty: &PyType) -> Vec<LocalId> {
        let parts = ty.parts();
        let suffixes = part_names(ty);
        parts.iter().zip(suffixes).map(|(&part, suffix)| self.local(&format!("{name}{suffix}"), part)).collect()
    }

    pub fn assign(&mut self, local: LocalId, value: ExprId) {
        if let (Type::Buffer(..), Op::Local(from)) = (self.ty(value), self.op(value)) {
            let origin = self.origins.get(from).copied().unwrap_or(*from);
            self.origins.insert(local, origin);
        }
        self.push(Stmt::Assign(local, value));
    }

    /// For a local that holds a list, a table or an array, and is unbound here: if there is one, the argument which it holds
    /// elsewhere, else an empty list. Nobody looks at it, but every local has a value.
    pub fn stand_in(&mut self, local: LocalId) -> LocalId {
        if let Some(argument) = self.argument_like(local) {
            return argument;
        }
        let ty = self.module.entry.locals[local.0 as usize].ty;
        if let Some(&nothing) = self.nothings.get(&ty) {
            return nothing;
        }
        let nothing = self.local("nothing", ty);
        self.nothings.insert(ty, nothing);
        nothing
    }

    fn argument_like(&self, local: LocalId) -> Option<LocalId> {
        let entry = &self.module.entry;
        let n_params: usize = entry.params.iter().map(|(_, ty)| ty.parts().len()).sum();
        let fits = |l: &LocalId| entry.locals[l.0 as usize].ty == entry.locals[local.0 as usize].ty;
        let origin = self.origins.get(&local).copied().filter(|l| (l.0 as usize) < n_params);
        origin.into_iter().chain((0..n_params as u32).map(LocalId)).find(fits)
    }

    /// Which argument a local's list is.
    pub fn argument_of(&self, list: LocalId) -> Option<usize> {
        let list = self.origins.get(&list).unwrap_or(&list).0 as usize;
        let mut behind = 0;
        self.module.entry.params.iter().position(|(_, ty)| {
            behind += ty.parts().len();
            list < behind
        })
    }

    /// Notes that a value is a new list, made by the `[]` at this place.
    pub fn note_empty_list(&mut self, list: ExprId, site: Vec<Span>) {
        let Op::Local(list) = *self.op(list) else { unreachable!("a new list is a local") };
        self.empty_lists.insert(list, site);
    }

    /// The same of a list that began with elements, which may be of another type than some that it gets.
    pub fn note_made_list(&mut self, list: ExprId, site: Vec<Span>) {
        let Op::Local(list) = *self.op(list) else { unreachable!("a new list is a local") };
        self.made_lists.insert(list, site);
    }

    /// Where a local's list was made.
    pub fn made_list_of(&self, list: LocalId) -> Option<Vec<Span>> {
        let origin = self.origins.get(&list).unwrap_or(&list);
        self.made_lists.get(origin).cloned().or_else(|| self.empty_list_of(list))
    }

    /// The place of the `[]` that a local's list began as.
    pub fn empty_list_of(&self, list: LocalId) -> Option<Vec<Span>> {
        let origin = self.origins.get(&list).unwrap_or(&list);
        self.empty_lists.get(origin).cloned()
    }

    /// A value in a local of its own: read once, used many times.
    pub fn keep(&mut self, value: ExprId) -> ExprId {
        // No variable that holds an object is given another one.
        if matches!(self.op(value), Op::Const(_)) || self.ty(value) == Type::Object {
            return value;
        }
        // Nor is anything else put into a pool's local: what is in a pool is seen by that.
        if matches!(self.op(value), Op::Local(local) if self.pools.iter().any(|(_, pool)| pool == local)) {
            return value;
        }
        let local = self.local("t", self.ty(value));
        self.assign(local, value);
        // What an expression has made stays new, until a variable holds it.
        if matches!(self.op(value), Op::Local(from) if self.new_lists.contains(from)) {
            self.new_lists.insert(local);
        }
        if matches!(self.op(value), Op::Local(from) if self.bare.contains(from)) {
            self.bare.insert(local);
        }
        self.read(local)
    }

    /// Where the list was made that a local was assigned last.
    pub fn site_of(&self, list: LocalId) -> Option<&Vec<Span>> {
        self.sites.get(self.origins.get(&list).unwrap_or(&list))
    }

    pub fn read(&mut self, local: LocalId) -> ExprId {
        let ty = self.module.entry.locals[local.0 as usize].ty;
        self.expr(Op::Local(local), ty)
    }

    // Arguments that have no compiled type

    /// Notes which of the locals of an argument hold objects.
    pub fn note_objects(&mut self, ty: &PyType, path: ArgumentPath, locals: &[LocalId]) {
        match ty {
            PyType::Object => drop(self.objects.insert(locals[0], path)),
            PyType::Tuple(members) => {
                let mut rest = locals;
                for (at, member) in members.iter().enumerate() {
                    let (own, others) = rest.split_at(member.parts().len());
                    self.note_objects(member, [&path[..], &[at]].concat(), own);
                    rest = others;
                }
            }
            _ => {}
        }
    }

    /// The local `to` will hold what `value` is.
    pub fn note_same_object(&mut self, to: LocalId, value: ExprId) {
        if let Op::Local(from) = self.op(value)
            && let Some(path) = self.objects.get(from).cloned()
        {
            self.objects.insert(to, path);
        }
    }

    /// For a message: "the object `a`", or `None` for what is no argument.
    pub fn blame(&self, value: ExprId) -> Option<String> {
        let Op::Local(local) = self.op(value) else { return None };
        let path = self.objects.get(local)?;
        self.blamed.borrow_mut().push(path.clone());
        let (name, _) = &self.module.entry.params[path[0]];
        let members: String = path[1..].iter().map(|at| format!("[{at}]")).collect();
        Some(format!("the object `{name}{members}`"))
    }

    /// The arguments in the message.
    pub fn take_blamed(&self) -> Vec<ArgumentPath> {
        self.blamed.take()
    }

    // Expressions

    pub fn expr(&mut self, op: Op, ty: Type) -> ExprId {
        let exprs = &mut self.module.entry.exprs;
        exprs.push(Expr { op, ty, span: self.call_site.unwrap_or(self.span) });
        ExprId(exprs.len() as u32 - 1)
    }

    pub fn op(&self, e: ExprId) -> &Op {
        &self.module.entry.exprs[e.0 as usize].op
    }

    pub fn ty(&self, e: ExprId) -> Type {
        self.module.entry.exprs[e.0 as usize].ty
    }

    pub fn constant(&self, e: ExprId) -> Option<Const> {
        match self.op(e) {
            Op::Const(c) => Some(*c),
            _ => None,
        }
    }

    pub fn int(&mut self, value: i64) -> ExprId {
        self.expr(Op::Const(Const::Int(value)), Type::INT)
    }

    pub fn float(&mut self, value: f64) -> ExprId {
        self.expr(Op::Const(Const::Float(value)), Type::FLOAT)
    }

    pub fn bool(&mut self, value: bool) -> ExprId {
        self.expr(Op::Const(Const::Bool(value)), Type::BOOL)
    }

    pub fn unary(&mut self, op: UnaryOp, a: ExprId) -> ExprId {
        let ty = match op {
            UnaryOp::ToFloat | UnaryOp::WordToFloat => Type::FLOAT,
            UnaryOp::ToInt | UnaryOp::BoolToInt => Type::INT,
            UnaryOp::SignBit => Type::BOOL,
            _ => self.ty(a),
        };
        match (op, self.constant(a)) {
            (UnaryOp::Not, Some(Const::Bool(v))) => self.bool(!v),
            (UnaryOp::Neg, Some(Const::Int(v))) => self.int(v.wrapping_neg()),
            (UnaryOp::Neg, Some(Const::Float(v))) => self.float(-v),
            (UnaryOp::BoolToInt, Some(Const::Bool(v))) => self.int(v.into()),
            (UnaryOp::ToF32, Some(Const::Float(v))) => self.float((v as f32).into()),
            (UnaryOp::ToF16, Some(Const::Float(v))) => self.float(half::rounded(v)),
            // An int literal of up to 2^53 is a float of the same value.
            (UnaryOp::ToFloat, Some(Const::Int(v))) if v.unsigned_abs() <= 1 << 53 => self.float(v as f64),
            _ => self.expr(Op::Unary(op, a), ty),
        }
    }

    pub fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> ExprId {
        use BinaryOp::*;
        let ty = match op {
            AddOverflows | SubOverflows | MulOverflows | UmulOverflows => Type::BOOL,
            Eq | Ne | Lt | Le | Gt | Ge | Ult => Type::BOOL,
            _ => self.ty(a),
        };
        if let (Some(Const::Int(x)), Some(Const::Int(y))) = (self.constant(a), self.constant(b))
            && let Some(folded) = fold_int(op, x, y)
        {
            return self.expr(Op::Const(folded), ty);
        }
        match (op, self.constant(a), self.constant(b)) {
            (And, Some(Const::Bool(true)), _) | (Or, Some(Const::Bool(false)), _) => b,
            (And, _, Some(Const::Bool(true))) | (Or, _, Some(Const::Bool(false))) => a,
            (AddOverflows | SubOverflows, _, Some(Const::Int(0))) => self.bool(false),
            (MulOverflows, _, Some(Const::Int(0 | 1))) => self.bool(false),
            _ => self.expr(Op::Binary(op, a, b), ty),
        }
    }

    pub fn not(&mut self, a: ExprId) -> ExprId {
        self.unary(UnaryOp::Not, a)
    }

    pub fn select(&mut self, condition: ExprId, then: ExprId, orelse: ExprId) -> ExprId {
        match [condition, then, orelse].map(|e| self.constant(e)) {
            [Some(Const::Bool(true)), ..] => then,
            [Some(Const::Bool(false)), ..] => orelse,
            [_, Some(Const::Bool(true)), Some(Const::Bool(false))] => condition,
            [_, Some(Const::Bool(false)), Some(Const::Bool(true))] => self.not(condition),
            _ if then == orelse => then,
            _ => self.expr(Op::Select(condition, then, orelse), self.ty(then)),
        }
    }

    pub fn call(&mut self, name: &'static str, args: Vec<ExprId>) -> ExprId {
        let row = crate::builtins::find(name).expect("lowering names rows of the table");
        self.expr(Op::Call(row.name, args), Type::Scalar(row.result))
    }

    /// `abs(x) < inf`
    pub fn is_finite(&mut self, x: ExprId) -> ExprId {
        let size = self.unary(UnaryOp::Abs, x);
        let infinity = self.float(f64::INFINITY);
        self.binary(BinaryOp::Lt, size, infinity)
    }

    // Exit points and snippets

    pub fn exit_point(
        &mut self,
        span: Span,
        place: Place,
        live: Vec<LiveVariable>,
        iterators: Vec<Iterator>,
    ) -> ExitId {
        self.module.exits.push(ExitPoint { span, place, live, iterators });
        ExitId(self.module.exits.len() as u32 - 1)
    }

    pub fn snippet(&mut self, span: Span, params: Vec<(String, PyType)>, takes: Takes) -> SnippetId {
        self.module.snippets.push(Snippet { span, params, takes });
        SnippetId(self.module.snippets.len() as u32 - 1)
    }
}

/// Suffixes of the locals that hold a value's parts: `z` and `z.im`, `pair.0`, `pair.1`.
fn part_names(ty: &PyType) -> Vec<String> {
    let names: &[&str] = match ty {
        PyType::Complex | PyType::NumPy(Elem::Complex64 | Elem::Complex128) => &[".re", ".im"],
        PyType::Row(_) => &[".table", ".at"],
        PyType::View { axes, .. } => {
            let name = |(dimension, axis): (usize, &Axis)| match axis {
                Axis::At => vec![format!(".at{dimension}")],
                Axis::Along => ["start", "step", "len"].map(|what| format!(".{what}{dimension}")).to_vec(),
            };
            return std::iter::once(".array".to_string()).chain(axes.iter().enumerate().flat_map(name)).collect();
        }
        PyType::Pool(_) => &[".units"],
        PyType::Range => &[".start", ".stop", ".step"],
        PyType::Str(_) | PyType::Bytes => &[".text", ".start", ".len"],
        PyType::Instances(_) => &[".list", ".first", ".len"],
        PyType::Many(list) => return part_names(list),
        PyType::Records(item) | PyType::Nested(item) => {
            return part_names(item).into_iter().map(|part| format!("[]{part}")).collect();
        }
        PyType::Ragged(_) => &["[]"],
        PyType::RaggedRow(_) => &[".at"],
        PyType::Heap(item) => {
            let own = [".starts", ".lens", ".rooms"].map(String::from);
            let columns = (0..item.row_columns().len()).map(|at| format!("[].{at}"));
            return own.into_iter().chain(columns).collect();
        }
        PyType::Fields(shape) => return shape.fields.iter().map(|(name, _)| format!(".{name}")).collect(),
        PyType::Instance(shape) => {
            let references = shape
                .references
                .iter()
                .flat_map(|(name, ty)| part_names(ty).into_iter().map(move |part| format!(".{name}{part}")));
            return std::iter::once(".at".into()).chain(references).collect();
        }
        PyType::Generator | PyType::Method(_) => &[".words", ".gauss"],
        PyType::Union(members) => {
            let flags = members[1..].iter().map(|m| format!(".is_{m}"));
            let places = ty.parts().into_iter().skip(members.len() - 1).map(|part| format!(".{part}"));
            return flags.chain(places).collect();
        }
        PyType::Maybe(_) => unreachable!("a variable's flag is a local of its own"),
        PyType::Function(function) => return part_names(&PyType::tuple(function.kept.clone())),
        PyType::Choice(all) => {
            let kept = PyType::tuple(all.iter().map(|one| PyType::tuple(one.kept.clone())).collect());
            return std::iter::once(".which".into()).chain(part_names(&kept)).collect();
        }
        PyType::Passed(_) => &[],
        PyType::Tuple(members) => {
            return members
                .iter()
                .enumerate()
                .flat_map(|(i, m)| part_names(m).into_iter().map(move |n| format!(".{i}{n}")))
                .collect();
        }
        PyType::None => &[],
        _ => &[""],
    };
    names.iter().map(|n| n.to_string()).collect()
}

fn fold_int(op: BinaryOp, x: i64, y: i64) -> Option<Const> {
    use BinaryOp::*;
    Some(match op {
        Add => Const::Int(x.wrapping_add(y)),
        Sub => Const::Int(x.wrapping_sub(y)),
        Mul => Const::Int(x.wrapping_mul(y)),
        AddOverflows => Const::Bool(x.checked_add(y).is_none()),
        SubOverflows => Const::Bool(x.checked_sub(y).is_none()),
        MulOverflows => Const::Bool(x.checked_mul(y).is_none()),
        Eq => Const::Bool(x == y),
        Ne => Const::Bool(x != y),
        Lt => Const::Bool(x < y),
        Le => Const::Bool(x <= y),
        Gt => Const::Bool(x > y),
        Ge => Const::Bool(x >= y),
        _ => return None,
    })
}
