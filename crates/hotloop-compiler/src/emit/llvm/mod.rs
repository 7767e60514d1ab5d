//! Typed IR to LLVM IR text.
//!
//! example: `s = add.float(x, y)` is `%1 = load double, ptr %x` ... `%3 = fadd double %1, %2`, `store double %3, ptr %s`.
//!
//! Locals are stack slots, which LLVM's SROA turns into registers; so are the remembered values of exit points
//! (*shadows*) and what stores have overwritten (*undos*). A value over lanes is as many LLVM vectors as its width in
//! registers: that interleaving is what hides latency.

mod called;
mod calls;
mod half;
mod leave;
pub mod lines;
mod memory;
mod reduce;
mod scalar;
mod single;
mod transpose;
mod vector;

use crate::Options;
use crate::builtins;
use crate::ir::*;
use crate::passes::graph::assigned_in;
use crate::target::Target;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use transpose::Run;

pub struct Emitted {
    pub text: String,
    /// Slots that a frame needs.
    pub n_slots: usize,
}

/// Machine code of a verified module, as text: `hotloop_entry`, and `hotloop_kernel_N` for each kernel.
pub fn emit(valid: &Valid<'_>, options: &Options) -> Emitted {
    let module = valid.module();
    let mut emitter = Emitter { module, options, out: String::new(), declared: Default::default() };
    emitter.function(&module.entry, None);
    for (i, kernel) in module.kernels.iter().enumerate() {
        emitter.function(kernel, Some(i));
    }
    for (i, function) in module.functions.iter().enumerate() {
        emitter.called_function(function, i);
    }
    let mut text = format!("target triple = \"{}\"\n\n", options.target.triple);
    text.push_str(&emitter.out);
    for declaration in emitter.declared.values() {
        text.push_str(declaration);
    }
    text.push_str("!0 = !{!\"branch_weights\", i32 100000, i32 1}\n!1 = !{!\"branch_weights\", i32 1, i32 100000}\n");
    Emitted { text, n_slots: n_slots(module) }
}

/// Name of a kernel's function.
pub fn kernel_symbol(index: usize) -> String {
    format!("hotloop_kernel_{index}")
}

fn n_slots(module: &Module) -> usize {
    let parts = |ty: &PyType| ty.parts().len();
    let arguments: usize = module.entry.params.iter().map(|(_, ty)| parts(ty)).sum();
    let exits =
        module.exits.iter().map(|e| e.live.iter().map(|l| l.parts.len()).sum::<usize>() + 4 * e.iterators.len());
    let snippets = module.snippets.iter().map(|s| s.params.iter().map(|(_, ty)| parts(ty)).sum::<usize>());
    let outcomes = module.snippets.iter().map(|s| s.takes.parts().len());
    exits.chain(snippets).chain(outcomes).chain([arguments, parts(&module.entry.result), 1]).max().expect("not empty")
}

/// So many statements are written for one register before they are for the next. With fewer, more values are alive at a
/// time, addresses above all; with more, the processor does not see another register's before it has to wait.
const TOGETHER: usize = 16;
/// The same behind reads of several iterations at once.
const TOGETHER_BEHIND_RUN: usize = 80;

/// Byte offsets in the host structure: the ABI with the runtime.
mod host {
    pub const FORCE_EXIT: usize = 8;
    pub const POLL_COUNTDOWN: usize = 16;
    pub const POLL: usize = 24;
    pub const CALL_PYTHON: usize = 32;
    pub const RUN_STRIPS: usize = 40;
    pub const NEW_LIST: usize = 48;
    pub const EDIT: usize = 56;
    pub const RETAIN: usize = 64;
    pub const RELEASE: usize = 72;
    pub const REWIND: usize = 80;
    pub const UNDO_START: usize = 88;
    pub const UNDO_TOP: usize = 96;
    pub const UNDO_END: usize = 104;
    pub const GROW_UNDO: usize = 112;
    pub const TAKE_BACK: usize = 120;
    pub const FRAMES: usize = 128;
    pub const STACK_END: usize = 136;
    pub const LISTS_DUE: usize = 144;
    pub const NEW_ARRAY: usize = 152;
    pub const N_MADE: usize = 160;
    pub const N_MADE_BEFORE: usize = 168;
    pub const NEW_LISTS_DUE: usize = 176;
}

pub(super) struct Emitter<'a> {
    module: &'a Module,
    pub(super) options: &'a Options,
    out: String,
    /// Declarations of what is called, by name.
    declared: std::collections::BTreeMap<String, String>,
}

/// One function while it is written.
pub(super) struct FunctionEmitter<'a, 'e> {
    pub(super) emitter: &'e mut Emitter<'a>,
    pub(super) function: &'a Function,
    kernel: Option<usize>,
    /// It is called by machine code, and whoever called it leaves where it fails.
    is_called: bool,
    pub(super) allocas: String,
    pub(super) body: String,
    next: u32,
    /// Values of the current statement's expressions.
    memo: HashMap<ExprId, Vec<String>>,
    undos: Vec<Undo>,
    exits: Vec<ExitId>,
    /// Loops whose kernels run ahead of them: position, and how far they have got.
    ahead: Vec<(LocalId, LocalId)>,
    edits: bool,
    makes_lists: bool,
    /// Lists that it makes between two exit points may be freed before the second, for nothing in a list may have to be
    /// undone.
    frees_inside: bool,
    /// Which locals may hold the same list, see [`same_lists`]; only where lists are edited.
    same_lists: Vec<usize>,
    /// What must be undone is noted in the host's log: something may happen several times between two exit points, or
    /// lists move.
    undo_log: bool,
    /// Blocks of random words are made, which the host's log notes as well.
    twists: bool,
    /// Of the generators: what stores write, kept at each exit point as it is there.
    kept_places: Vec<Place>,
    reachable: bool,
    /// See [`single::singles`].
    singles: HashSet<LocalId>,
    /// Only this register of values over lanes is being written.
    register: Option<usize>,
    /// Where in the source what is written comes from, if lines say so.
    at: Option<u32>,
}

/// An element of a buffer that is there whenever the function runs.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    buffer: LocalId,
    at: i64,
}

/// What a store has overwritten: restored, in reverse order, when the function leaves by an exit point.
struct Undo {
    flag: String,
    restore: String,
}

impl<'a> Emitter<'a> {
    fn function_emitter(&mut self, function: &'a Function, kernel: Option<usize>) -> FunctionEmitter<'a, '_> {
        let edits = has_edit(&function.body);
        let singles = self.singles(function, kernel);
        let kept_places = if kernel.is_none() { leave::places_of_generators(function) } else { vec![] };
        FunctionEmitter {
            emitter: self,
            function,
            kernel,
            is_called: false,
            allocas: String::new(),
            body: String::new(),
            next: 0,
            memo: HashMap::new(),
            undos: vec![],
            exits: vec![],
            ahead: vec![],
            edits,
            makes_lists: makes_lists(&function.body),
            frees_inside: kernel.is_none()
                && makes_lists(&function.body)
                && has_loop_without_exit(&function.body)
                && !may_undo(&function.body, &assigned_in(&function.body)),
            same_lists: if edits { same_lists(function) } else { vec![] },
            undo_log: kernel.is_none() && leave::needs_undo_log(function, &kept_places, &function.body, false),
            twists: leave::twists(&function.body),
            kept_places,
            reachable: true,
            singles,
            register: None,
            at: None,
        }
    }

    fn function(&mut self, function: &'a Function, kernel: Option<usize>) {
        let mut f = self.function_emitter(function, kernel);
        f.run();
        let (allocas, body) = (f.allocas, f.body);
        let signature = match kernel {
            None => "@hotloop_entry(ptr noalias %frame, ptr noalias %host)".into(),
            Some(i) => format!(
                "@{}(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials)",
                kernel_symbol(i)
            ),
        };
        let attributes = self.attributes();
        // A spilled register crosses cache lines where the stack is aligned as for a call. Without the attribute LLVM
        // finds out too late that it would rather have a frame pointer.
        let aligned = if kernel.is_some() { " \"stackrealign\"" } else { "" };
        writeln!(self.out, "define i64 {signature} {attributes}{aligned} {{\nentry:\n{allocas}{body}}}\n")
            .expect("a String");
    }

    /// Locals of a function that only ever hold floats of 32 bits.
    fn singles(&self, function: &Function, kernel: Option<usize>) -> HashSet<LocalId> {
        let entry = &self.module.entry;
        let params = entry.params.iter().flat_map(|(_, ty)| {
            let is_single = matches!(ty, PyType::NumPy(elem) if elem.is_single());
            vec![is_single; ty.parts().len()]
        });
        let params: Vec<bool> = params.collect();
        let reduced: Vec<LocalId> = self.module.kernels.iter().flat_map(|k| &k.reductions).map(|r| r.into).collect();
        let of_entry = single::singles(entry, &|at| params[at], &reduced);
        match kernel {
            None if std::ptr::eq(function, entry) => of_entry,
            // One that machine code calls.
            None => single::singles(function, &|_| false, &[]),
            Some(_) => {
                let partials: Vec<LocalId> = function.reductions.iter().map(|r| r.partial).collect();
                let captured = |at: usize| function.captures.get(at).is_some_and(|local| of_entry.contains(local));
                single::singles(function, &captured, &partials)
            }
        }
    }

    /// Of every function that has values over lanes.
    pub(super) fn attributes(&self) -> String {
        format!("nounwind \"min-legal-vector-width\"=\"{}\"", 64 * self.options.target.isa.lanes())
    }

    /// A function of ours, the first time that it is asked for.
    pub(super) fn define(&mut self, name: &str, definition: String) {
        self.declared.entry(name.into()).or_insert(definition);
    }

    pub(super) fn declare_global(&mut self, name: &str, definition: &str) {
        self.declared.entry(name.into()).or_insert_with(|| format!("@{name} = {definition}\n"));
    }

    pub(super) fn declare(&mut self, name: &str, declaration: String) {
        self.declared.entry(name.into()).or_insert_with(|| format!("declare {declaration} nounwind\n"));
    }
}

fn makes_lists(block: &Block) -> bool {
    block.iter().any(|s| matches!(s, Stmt::NewList { .. }) || s.blocks().into_iter().any(makes_lists))
}

fn has_loop_without_exit(block: &Block) -> bool {
    block.iter().any(|s| {
        matches!(s, Stmt::For { exit: None, .. } | Stmt::Loop { exit: None, .. })
            || s.blocks().into_iter().any(has_loop_without_exit)
    })
}

/// Is anything noted that would be put back at an exit, in a list that no local may hold by then?
fn may_undo(block: &Block, assigned: &HashSet<LocalId>) -> bool {
    block.iter().any(|s| match s {
        Stmt::Store { buffer: list, undo, .. } | Stmt::Edit { list, undo, .. } => *undo && assigned.contains(list),
        Stmt::CallFunction { .. } => true,
        Stmt::For { strips: Some(strips), .. } if strips.undo || strips.ahead.is_some() => true,
        _ => s.blocks().into_iter().any(|inner| may_undo(inner, assigned)),
    })
}

fn has_edit(block: &Block) -> bool {
    block.iter().any(|s| matches!(s, Stmt::Edit { .. }) || s.blocks().into_iter().any(has_edit))
}

impl<'a> FunctionEmitter<'a, '_> {
    fn run(&mut self) {
        for (i, local) in self.function.locals.iter().enumerate() {
            self.alloca_local(i, local.ty);
        }
        self.alloca("exit_id", "i64");
        self.alloca("countdown", "i64");
        self.load_parameters();
        self.reload_countdown();
        self.body_and_ways_out();
    }

    fn body_and_ways_out(&mut self) {
        let function = self.function;
        self.block(&function.body);
        if self.reachable {
            self.leave_normally(&[]);
        }
        self.fail_block();
    }

    // Locals

    fn alloca_local(&mut self, index: usize, ty: Type) {
        match ty {
            Type::Scalar(_) => {
                let ty = self.type_of_local(LocalId(index as u32));
                self.alloca(&format!("v{index}"), &ty);
            }
            Type::Lanes(_, n) => {
                let ty = self.type_of_local(LocalId(index as u32));
                (0..self.registers(n)).for_each(|r| self.alloca(&format!("v{index}.{r}"), &ty));
            }
            Type::Buffer(_, dims) => {
                self.alloca(&format!("v{index}"), "ptr");
                memory::fields(dims).for_each(|(field, _, ty)| self.alloca(&format!("v{index}.{field}"), ty));
                if self.edits || self.makes_lists {
                    // Some look at all of them, and pass by what is not set yet.
                    writeln!(self.allocas, "  store ptr null, ptr %v{index}").expect("a String");
                }
            }
            Type::Object => {
                self.alloca(&format!("v{index}"), "ptr");
                writeln!(self.allocas, "  store ptr null, ptr %v{index}").expect("a String");
            }
        }
    }

    pub(super) fn alloca(&mut self, name: &str, ty: &str) {
        writeln!(self.allocas, "  %{name} = alloca {ty}").expect("a String");
    }

    fn load_parameters(&mut self) {
        let (base, n) = match self.kernel {
            None => ("%frame", self.function.params.iter().map(|(_, ty)| ty.parts().len()).sum()),
            Some(_) => ("%captures", self.function.captures.len()),
        };
        for slot in 0..n {
            self.load_slot(base, slot, LocalId(slot as u32));
        }
        if self.kernel.is_some() {
            self.line(format!("store i64 %begin, ptr %v{n}"));
            self.line(format!("store i64 %end, ptr %v{}", n + 1));
        }
    }

    /// A parameter that is in a register.
    fn take_parameter(&mut self, local: LocalId, value: &str) {
        match self.ty_of(local) {
            Type::Buffer(..) => {
                self.line(format!("store ptr {value}, ptr %v{}", local.0));
                self.refresh(local);
            }
            _ => self.set(local, &[value.into()]),
        }
    }

    pub(super) fn load_slot(&mut self, base: &str, slot: usize, local: LocalId) {
        match self.ty_of(local) {
            Type::Buffer(..) => {
                let address = self.value(format!("getelementptr i64, ptr {base}, i64 {slot}"));
                let header = self.value(format!("load ptr, ptr {address}"));
                self.line(format!("store ptr {header}, ptr %v{}", local.0));
                self.refresh(local);
            }
            ty => {
                let value = self.slot(base, slot, ty);
                self.set(local, &[value]);
            }
        }
    }

    /// The number in a slot.
    pub(super) fn slot(&mut self, base: &str, slot: usize, ty: Type) -> String {
        let address = self.value(format!("getelementptr i64, ptr {base}, i64 {slot}"));
        if ty == Type::BOOL {
            let word = self.value(format!("load i64, ptr {address}"));
            return self.value(format!("icmp ne i64 {word}, 0"));
        }
        let ty = self.storage_type(ty);
        self.value(format!("load {ty}, ptr {address}"))
    }

    /// Reads a buffer's data pointer and dimensions from its header.
    fn refresh(&mut self, local: LocalId) {
        let id = local.0;
        let header = self.value(format!("load ptr, ptr %v{id}"));
        let Type::Buffer(_, dims) = self.ty_of(local) else { unreachable!("verified: a buffer") };
        for (field, offset, ty) in memory::fields(dims) {
            let address = self.value(format!("getelementptr i8, ptr {header}, i64 {offset}"));
            let value = self.value(format!("load {ty}, ptr {address}"));
            self.line(format!("store {ty} {value}, ptr %v{id}.{field}"));
        }
    }

    pub(super) fn ty_of(&self, local: LocalId) -> Type {
        self.function.locals[local.0 as usize].ty
    }

    fn storage_type(&self, ty: Type) -> String {
        match ty {
            Type::Scalar(s) => scalar(s).into(),
            Type::Lanes(s, n) => self.vector_type(s, n),
            Type::Buffer(..) | Type::Object => "ptr".into(),
        }
    }

    // Text

    pub(super) fn line(&mut self, text: String) {
        if self.reachable {
            self.body.push_str("  ");
            self.body.push_str(&text);
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        if let Some(at) = self.at {
            write!(self.body, "{}{at}", lines::MARK).expect("a String");
        }
        self.body.push('\n');
    }

    /// What is written from now on comes from here; the result is where the text before it does.
    pub(super) fn comes_from(&mut self, span: crate::diagnostic::Span) -> Option<u32> {
        let at = (self.emitter.options.keep_stages && span.start < span.end).then_some(span.start);
        let before = self.at;
        self.at = at.or(before);
        before
    }

    pub(super) fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub(super) fn value(&mut self, text: String) -> String {
        let name = format!("%t{}", self.fresh());
        if self.reachable {
            // A text of thousands of lines is mostly these.
            ["  ", &name, " = ", &text].into_iter().for_each(|part| self.body.push_str(part));
            self.end_line();
        }
        name
    }

    pub(super) fn start(&mut self, label: &str) {
        self.reachable = true;
        writeln!(self.body, "{label}:").expect("a String");
    }

    pub(super) fn branch(&mut self, label: &str) {
        self.line(format!("br label %{label}"));
        self.reachable = false;
    }

    pub(super) fn branch_if(&mut self, condition: &str, then: &str, orelse: &str, likely: Likely) {
        let weights = match likely {
            Likely::Either => "",
            Likely::Then => ", !prof !0",
            Likely::Orelse => ", !prof !1",
        };
        self.line(format!("br i1 {condition}, label %{then}, label %{orelse}{weights}"));
        self.reachable = false;
    }

    fn host_field(&mut self, offset: usize, ty: &str) -> String {
        let address = self.value(format!("getelementptr i8, ptr %host, i64 {offset}"));
        self.value(format!("load {ty}, ptr {address}"))
    }

    // Statements

    fn block(&mut self, block: &'a Block) {
        let mut rest = &block[..];
        while let Some(first) = rest.first() {
            let run = self.run_of_loads(rest);
            // What is read together is used up register by register: there is no room for all of it.
            let (n_run, most) = run.as_ref().map_or((0, TOGETHER), |run| (run.targets.len(), TOGETHER_BEHIND_RUN));
            let starts_run = |i: usize| self.run_of_loads(&rest[i..]).is_some();
            let together = rest.iter().enumerate().skip(n_run).take(most);
            let n = n_run + together.take_while(|(i, s)| self.is_lanewise(s) && !starts_run(*i)).count();
            if n == 0 {
                self.statement(first);
                rest = &rest[1..];
            } else {
                self.by_register(run.as_ref(), &rest[..n]);
                rest = &rest[n..];
            }
        }
    }

    /// An assignment or a read in which no lane looks at another register's.
    fn is_lanewise(&self, s: &Stmt) -> bool {
        let Some(local) = first_assigned(s) else { return false };
        self.ty_of(local).lanes() > 1 && s.operands().into_iter().all(|e| self.is_simple(e))
    }

    fn is_simple(&self, e: ExprId) -> bool {
        match &self.function.exprs[e.0 as usize].op {
            Op::Call(..) | Op::Any(_) | Op::Count(_) | Op::Rank(_) => false,
            op => op.operands().into_iter().all(|o| self.is_simple(o)),
        }
    }

    /// One register after the other through all of the statements, which may begin with a run of reads: fewer values are
    /// alive at a time.
    fn by_register(&mut self, run: Option<&Run>, statements: &'a [Stmt]) {
        let first = first_assigned(&statements[0]).expect("lanewise: it assigns");
        for register in 0..self.registers(self.ty_of(first).lanes()) {
            self.register = Some(register);
            if let Some(run) = run {
                self.load_run(run);
            }
            let n_run = run.map_or(0, |run| run.targets.len());
            statements[n_run..].iter().for_each(|s| self.statement(s));
        }
        self.register = None;
    }

    /// The registers of a value over lanes that are being written.
    pub(super) fn written_registers(&self, lanes: u16) -> std::ops::Range<usize> {
        match self.register {
            Some(r) => r..r + 1,
            None => 0..self.registers(lanes),
        }
    }

    fn statement(&mut self, s: &'a Stmt) {
        if !self.reachable {
            return;
        }
        self.memo.clear();
        if self.emitter.options.keep_stages {
            let exit = s.exit().map(|exit| self.emitter.module.exits[exit.0 as usize].span);
            let spans = s.operands().into_iter().map(|e| self.function.exprs[e.0 as usize].span);
            // One that knows nothing is taken to belong to the one before.
            if let Some(span) = exit.into_iter().chain(spans).find(|span| span.start < span.end) {
                self.comes_from(span);
            }
        }
        match s {
            Stmt::Assign(local, value) => self.assign(*local, *value),
            Stmt::Load { parts, buffer, index, mask } => self.load(parts, *buffer, index, *mask),
            Stmt::Store { buffer, index, parts, mask, undo } => self.store(*buffer, index, parts, *mask, *undo),
            Stmt::Check { condition, .. } => self.check(*condition),
            Stmt::If { condition, then, orelse, likely } => self.if_statement(*condition, then, orelse, *likely),
            Stmt::For { label, pos, trip, exit, strips, body } => {
                self.for_loop(*label, *pos, *trip, *exit, strips.as_ref(), body)
            }
            Stmt::Loop { label, exit, body } => self.endless_loop(*label, *exit, body),
            Stmt::Block { label, body } => {
                self.block(body);
                self.branch(&format!("end{}", label.0));
                self.start(&format!("end{}", label.0));
            }
            Stmt::Break(label) => self.branch(&format!("end{}", label.0)),
            Stmt::Continue(label) => self.branch(&format!("next{}", label.0)),
            Stmt::Exit(id) => self.exit_point(*id),
            Stmt::CallPython { snippet, arguments, result, outcome } => {
                self.call_python(*snippet, arguments, *result, outcome)
            }
            Stmt::CallFunction { function, frames, arguments, results } => {
                self.call_function(*function, *frames, arguments, results)
            }
            Stmt::Retain(local) => self.object_call(host::RETAIN, *local),
            Stmt::Release(local) => self.object_call(host::RELEASE, *local),
            Stmt::NewList { list, dims, fill, is_array: false } => self.new_list(*list, dims, fill),
            Stmt::NewList { list, dims, fill, is_array: true } => self.new_array(*list, dims, fill),
            Stmt::Edit { edit, list, operands, undo } => self.edit(*edit, *list, operands, *undo),
            Stmt::Return(parts) => self.return_parts(parts),
        }
    }

    fn assign(&mut self, local: LocalId, value: ExprId) {
        let id = local.0;
        match self.ty_of(local) {
            Type::Buffer(_, dims) => {
                let Op::Local(from) = self.function.exprs[value.0 as usize].op else {
                    unreachable!("verified: a buffer is a local")
                };
                let header = self.value(format!("load ptr, ptr %v{}", from.0));
                self.line(format!("store ptr {header}, ptr %v{id}"));
                for (field, _, ty) in memory::fields(dims) {
                    let v = self.value(format!("load {ty}, ptr %v{}.{field}", from.0));
                    self.line(format!("store {ty} {v}, ptr %v{id}.{field}"));
                }
            }
            _ => {
                let values = self.expr(value);
                self.set(local, &values);
            }
        }
    }

    pub(super) fn set(&mut self, local: LocalId, values: &[String]) {
        let ty = self.ty_of(local);
        let kept = self.type_of_local(local);
        let values: Vec<String> = values.iter().map(|value| self.as_kept(local, value)).collect();
        match ty {
            Type::Lanes(_, n) => {
                for (r, v) in self.written_registers(n).zip(values) {
                    self.line(format!("store {kept} {v}, ptr %v{}.{r}", local.0));
                }
            }
            _ => self.line(format!("store {kept} {}, ptr %v{}", values[0], local.0)),
        }
    }

    pub(super) fn get(&mut self, local: LocalId) -> Vec<String> {
        let ty = self.ty_of(local);
        let kept = self.type_of_local(local);
        let values: Vec<String> = match ty {
            Type::Lanes(_, n) => {
                self.written_registers(n).map(|r| self.value(format!("load {kept}, ptr %v{}.{r}", local.0))).collect()
            }
            _ => vec![self.value(format!("load {kept}, ptr %v{}", local.0))],
        };
        values.iter().map(|value| self.as_used(local, value)).collect()
    }

    fn check(&mut self, condition: ExprId) {
        let c = self.expr(condition).remove(0);
        let good = format!("good{}", self.fresh());
        self.branch_if(&c, &good, "fail", Likely::Then);
        self.start(&good);
    }

    fn if_statement(&mut self, condition: ExprId, then: &'a Block, orelse: &'a Block, likely: Likely) {
        let c = self.expr(condition).remove(0);
        let n = self.fresh();
        let (yes, no, done) = (format!("then{n}"), format!("else{n}"), format!("done{n}"));
        let after = if orelse.is_empty() { &done } else { &no };
        self.branch_if(&c, &yes, after, likely);
        self.start(&yes);
        self.block(then);
        let mut joins = self.reachable || orelse.is_empty();
        self.branch_open(&done);
        if !orelse.is_empty() {
            self.start(&no);
            self.block(orelse);
            joins |= self.reachable;
            self.branch_open(&done);
        }
        if joins {
            self.start(&done);
        }
    }

    fn branch_open(&mut self, label: &str) {
        if self.reachable {
            self.branch(label);
        }
    }

    fn for_loop(
        &mut self,
        label: Label,
        pos: LocalId,
        trip: ExprId,
        exit: Option<ExitId>,
        strips: Option<&Strips>,
        body: &'a Block,
    ) {
        let n = label.0;
        let (head, inside, next, end) = (format!("head{n}"), format!("body{n}"), format!("next{n}"), format!("end{n}"));
        self.line(format!("store i64 0, ptr %v{}", pos.0));
        // A short loop does not look at each header whether there is enough for strips.
        let pays = strips.map(|strips| {
            self.memo.clear();
            let least = self.least_positions(&self.emitter.module.kernels[strips.kernel.0 as usize], strips.undo);
            let trip = self.expr(trip).remove(0);
            self.value(format!("icmp sge i64 {trip}, {least}"))
        });
        self.branch(&head);
        self.start(&head);
        if let Some((strips, pays)) = strips.zip(pays) {
            self.branch_if(&pays, &format!("long{n}"), &format!("short{n}"), Likely::Either);
            self.start(&format!("long{n}"));
            self.run_strips(strips, pos, exit.is_none());
            self.branch(&format!("short{n}"));
            self.start(&format!("short{n}"));
        }
        // A few iterations are over before anybody could want to look up.
        let few = matches!(self.const_int(trip), Some(n) if n <= 64);
        if !few {
            self.header(exit);
        } else if let Some(id) = exit {
            self.exit_point(id);
        }
        self.memo.clear();
        let at = self.get(pos).remove(0);
        let trip = self.expr(trip).remove(0);
        let more = self.value(format!("icmp slt i64 {at}, {trip}"));
        self.branch_if(&more, &inside, &end, Likely::Then);
        self.start(&inside);
        self.block(body);
        self.branch_open(&next);
        self.start(&next);
        let at = self.get(pos).remove(0);
        let after = self.value(format!("add nsw i64 {at}, 1"));
        self.line(format!("store i64 {after}, ptr %v{}", pos.0));
        self.branch(&head);
        self.start(&end);
    }

    fn endless_loop(&mut self, label: Label, exit: Option<ExitId>, body: &'a Block) {
        let n = label.0;
        self.branch(&format!("next{n}"));
        self.start(&format!("next{n}"));
        self.header(exit);
        self.block(body);
        self.branch_open(&format!("next{n}"));
        self.start(&format!("end{n}"));
    }

    /// A loop header: a place to leave from, and to look up now and then.
    fn header(&mut self, exit: Option<ExitId>) {
        if let Some(id) = exit {
            self.exit_point(id);
        }
        self.poll(exit.is_some());
    }

    /// `knows`: what is not in a local here, nobody needs.
    pub(super) fn poll(&mut self, knows: bool) {
        let (n, left) = (self.fresh(), self.value("load i64, ptr %countdown".into()));
        let less = self.value(format!("sub i64 {left}, 1"));
        self.line(format!("store i64 {less}, ptr %countdown"));
        let frees = if knows { self.makes_lists } else { self.frees_inside && !self.is_called };
        let due = if frees {
            let lists = self.host_field(if knows { host::LISTS_DUE } else { host::NEW_LISTS_DUE }, "i64");
            let either = self.value(format!("or i64 {less}, {lists}"));
            self.value(format!("icmp slt i64 {either}, 0"))
        } else {
            self.value(format!("icmp slt i64 {less}, 0"))
        };
        self.branch_if(&due, &format!("poll{n}"), &format!("go{n}"), Likely::Orelse);
        self.start(&format!("poll{n}"));
        if frees {
            self.set_host_field(host::POLL_COUNTDOWN, "i64", &less);
        }
        let poll = self.host_field(host::POLL, "ptr");
        let known = match knows {
            true => self.known_lists(0),
            false if frees => self.known_lists(-1),
            false => "ptr null, i64 -1".into(),
        };
        let stop = self.value(format!("call i64 {poll}(ptr %host, {known})"));
        let countdown = self.host_field(host::POLL_COUNTDOWN, "i64");
        self.line(format!("store i64 {countdown}, ptr %countdown"));
        if knows {
            // Others may have drawn from the same generators.
            self.keep_places();
        }
        let stop = self.value(format!("icmp ne i64 {stop}, 0"));
        self.branch_if(&stop, "fail", &format!("go{n}"), Likely::Orelse);
        self.start(&format!("go{n}"));
    }

    /// All lists that a local still holds, for the host to free others. Only where nothing can be undone. `zero`: what says
    /// that there are none, from which others are counted up or down.
    fn known_lists(&mut self, zero: i64) -> String {
        if !self.makes_lists {
            return "ptr null, i64 0".into();
        }
        let locals = 0..self.function.locals.len();
        let buffers: Vec<usize> = locals.filter(|&l| matches!(self.function.locals[l].ty, Type::Buffer(..))).collect();
        let table = "  %known = alloca ";
        if !self.allocas.contains(table) {
            self.alloca("known", &format!("[{} x ptr]", buffers.len()));
        }
        for (slot, local) in buffers.iter().enumerate() {
            let header = self.value(format!("load ptr, ptr %v{local}"));
            self.store_slot("%known", slot, Type::Object, &header);
        }
        let n = buffers.len() as i64;
        format!("ptr %known, i64 {}", if zero < 0 { zero - n } else { n })
    }

    /// `inside`: the loop has no exit point.
    fn run_strips(&mut self, strips: &Strips, pos: LocalId, inside: bool) {
        self.memo.clear();
        let at = self.get(pos).remove(0);
        let upto = self.expr(strips.upto).remove(0);
        let Some(ahead) = &strips.ahead else {
            self.run_kernel((strips, inside), &at, &upto, &upto, pos);
            let there = self.get(pos).remove(0);
            let still = self.value(format!("icmp eq i64 {at}, {there}"));
            return self.forget(strips, &still);
        };
        // Known from the start: whoever leaves before the loop looks at them.
        for local in [pos, ahead.done] {
            writeln!(self.allocas, "  store i64 0, ptr %v{}", local.0).expect("a String");
        }
        self.ahead.push((pos, ahead.done));
        let n = self.fresh();
        let next = self.expr(ahead.next).remove(0);
        let next = self.scalar_pair("smax", &next, &at);
        let before = self.get(ahead.done).remove(0);
        let all_done = self.value(format!("icmp sge i64 {at}, {before}"));
        self.branch_if(&all_done, &format!("run{n}"), &format!("move{n}"), Likely::Either);
        self.start(&format!("run{n}"));
        self.line(format!("store i64 {at}, ptr %v{}", ahead.done.0));
        self.run_kernel((strips, inside), &at, &upto, &next, ahead.done);
        self.branch(&format!("move{n}"));
        self.start(&format!("move{n}"));
        let done = self.get(ahead.done).remove(0);
        let there = self.scalar_pair("smin", &next, &done);
        let there = self.scalar_pair("smax", &there, &at);
        self.line(format!("store i64 {there}, ptr %v{}", pos.0));
        // An iteration that was ahead is over after what it prints.
        let whole = self.value(format!("icmp sgt i64 {at}, {before}"));
        let stays = self.value(format!("icmp eq i64 {at}, {there}"));
        let still = self.value(format!("and i1 {whole}, {stays}"));
        self.forget(strips, &still);
        self.memo.clear();
    }

    /// Flags stay as they are where `still` holds.
    fn forget(&mut self, strips: &Strips, still: &str) {
        for &flag in &strips.forgets {
            let old = self.get(flag).remove(0);
            let new = self.value(format!("and i1 {old}, {still}"));
            self.set(flag, &[new]);
        }
    }

    fn scalar_pair(&mut self, which: &str, x: &str, y: &str) -> String {
        let symbol = format!("llvm.{which}.i64");
        self.emitter.declare(&symbol, format!("i64 @{symbol}(i64, i64)"));
        self.value(format!("call i64 @{symbol}(i64 {x}, i64 {y})"))
    }

    /// Puts the position that a kernel reaches into a local, if there are enough positions for it.
    fn run_kernel(&mut self, (strips, inside): (&Strips, bool), at: &str, upto: &str, next: &str, reached: LocalId) {
        let module = self.emitter.module;
        let index = strips.kernel.0 as usize;
        let kernel = &module.kernels[index];
        let least = self.least_positions(kernel, strips.undo);
        let n = self.fresh();
        let left = self.value(format!("sub i64 {upto}, {at}"));
        let enough = self.value(format!("icmp sge i64 {left}, {least}"));
        self.branch_if(&enough, &format!("strips{n}"), &format!("scalar{n}"), Likely::Either);
        self.start(&format!("strips{n}"));
        self.alloca(&format!("captures{n}"), &format!("[{} x i64]", kernel.captures.len().max(1)));
        for (slot, &local) in kernel.captures.iter().enumerate() {
            let values = self.get(local);
            self.store_slot(&format!("%captures{n}"), slot, self.ty_of(local), &values[0]);
        }
        let partials = match kernel.reductions.len() {
            0 => "null".into(),
            n_partials => {
                self.alloca(&format!("partials{n}"), &format!("[{n_partials} x i64]"));
                format!("%partials{n}")
            }
        };
        let run = self.host_field(host::RUN_STRIPS, "ptr");
        let position = self.value(format!(
            "call i64 {run}(ptr %host, i64 {index}, ptr @{}, ptr %captures{n}, i64 {at}, i64 {upto}, i64 {next}, \
             ptr {partials}, i64 {})",
            kernel_symbol(index),
            if strips.undo { 1 } else { 2 * i64::from(inside) }
        ));
        self.combine(&kernel.reductions, &partials);
        self.line(format!("store i64 {position}, ptr %v{}", reached.0));
        self.reload_countdown();
        self.branch(&format!("scalar{n}"));
        self.start(&format!("scalar{n}"));
    }

    /// A call costs as much as some hundred positions of a loop that only adds up, and such loops are often short ones in
    /// others. But who asks for lanes gets them.
    fn least_positions(&self, kernel: &Function, undo: bool) -> i64 {
        let asked_for = self.emitter.options.lanes.is_some();
        match has_one_loop(&kernel.body, 0) && !asked_for {
            true if !has_store(&kernel.body) => WORTH_A_CALL,
            // Of what is about to be written a copy is made, which is still less than a note of each element.
            true if undo => WORTH_A_COPY.max(kernel_grain(kernel)),
            _ => kernel_grain(kernel),
        }
    }

    /// Undoes what kernels have done ahead of their loops.
    fn rewind(&mut self) {
        for (pos, done) in self.ahead.clone() {
            let n = self.fresh();
            let (at, done) = (self.get(pos).remove(0), self.get(done).remove(0));
            let is_ahead = self.value(format!("icmp slt i64 {at}, {done}"));
            self.branch_if(&is_ahead, &format!("rewind{n}"), &format!("rewound{n}"), Likely::Orelse);
            self.start(&format!("rewind{n}"));
            let rewind = self.host_field(host::REWIND, "ptr");
            self.line(format!("call void {rewind}(ptr %host, i64 {at})"));
            self.branch(&format!("rewound{n}"));
            self.start(&format!("rewound{n}"));
        }
    }

    /// The host may want the next header to look up at once.
    pub(super) fn reload_countdown(&mut self) {
        let countdown = self.host_field(host::POLL_COUNTDOWN, "i64");
        self.line(format!("store i64 {countdown}, ptr %countdown"));
    }

    pub(super) fn store_slot(&mut self, base: &str, slot: usize, ty: Type, value: &str) {
        let address = self.value(format!("getelementptr i64, ptr {base}, i64 {slot}"));
        if ty == Type::BOOL {
            let wide = self.value(format!("zext i1 {value} to i64"));
            self.line(format!("store i64 {wide}, ptr {address}"));
        } else {
            let ty = self.storage_type(ty);
            self.line(format!("store {ty} {value}, ptr {address}"));
        }
    }

    // Targets

    pub(super) fn target(&self) -> &Target {
        &self.emitter.options.target
    }
}

fn first_assigned(s: &Stmt) -> Option<LocalId> {
    match s {
        Stmt::Assign(local, _) => Some(*local),
        Stmt::Load { parts, .. } => parts.first().copied(),
        _ => None,
    }
}

/// Positions that cost scalar code as much as the call of a kernel and its first short chunks.
const WORTH_A_CALL: i64 = 512;
/// The same where what is overwritten is noted.
const WORTH_A_COPY: i64 = 64;

/// No loop in the loop over strips.
fn has_one_loop(block: &Block, depth: usize) -> bool {
    block.iter().all(|s| match s {
        Stmt::For { .. } | Stmt::Loop { .. } if depth > 0 => false,
        s => {
            let inside = depth + usize::from(matches!(s, Stmt::For { .. } | Stmt::Loop { .. }));
            s.blocks().into_iter().all(|inner| has_one_loop(inner, inside))
        }
    })
}

fn has_store(block: &Block) -> bool {
    block.iter().any(|s| matches!(s, Stmt::Store { .. }) || s.blocks().into_iter().any(has_store))
}

/// Positions of a kernel's strip.
pub fn kernel_grain(kernel: &Function) -> i64 {
    let types = kernel.locals.iter().map(|l| l.ty).chain(kernel.exprs.iter().map(|e| e.ty));
    types.map(Type::lanes).max().unwrap_or(1).into()
}

pub(super) fn scalar(s: Scalar) -> &'static str {
    match s {
        Scalar::Bool => "i1",
        Scalar::Int => "i64",
        Scalar::Float => "double",
    }
}
