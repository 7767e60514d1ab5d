//! A function compiled for argument types, or the reason why it is not.
//!
//! `(list[complex], int)` -> `Compiled { entry, n_slots, exits, snippets, .. }`, kept as long as its dispatcher.

use crate::buffers::Sharing;
use crate::compilation::Mark;
use crate::environment::{Refusal, Resolved};
use crate::settings::{Engine, Settings};
use crate::signature::{Kind, kind};
use crate::{cache, interpret, large_stack, numpy, profiling, render, settings};
use hotloop_compiler::diagnostic::{Diagnostic, Span};
use hotloop_compiler::environment::{Environment, Free};
use hotloop_compiler::ir::{self, BinaryOp, LocalId, PyType, Scalar, Stmt, Takes, Type};
use hotloop_compiler::report::Stage;
use hotloop_compiler::{Artifact, Options, Request, compile};
use hotloop_runtime::codegen;
use hotloop_runtime::pool::{Along, Early, Fold, KnownPace, StoreRange};
use hotloop_runtime::{Code, Cpu, Entry};
use pyo3::prelude::*;
use smallvec::SmallVec;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize};
use std::time::Instant;

pub struct Specialization {
    /// Of the arguments, and of the generators behind them.
    pub types: Vec<PyType>,
    pub n_arguments: usize,
    pub sharing: Sharing,
    /// Made to be left at exit point N (`HOTLOOP_FORCE_EXIT`).
    pub is_forced: bool,
    pub compiled: Option<Compiled>,
    /// Why the compiler does not know how.
    pub refusal: Option<Box<Diagnostic>>,
    /// Set: calls run in CPython, and why.
    reason: RefCell<Option<Reason>>,
    in_python: Cell<bool>,
    /// Calls that went to CPython without a look at all elements of their lists.
    unlooked: Cell<usize>,
    pub calls: Cell<u64>,
}

/// Of those that go to CPython with long lists one in so many, or in a share of the elements, looks at each element: a
/// look takes about a nanosecond for each.
const LOOK_EVERY: usize = 256;
const ELEMENTS_A_CALL: usize = 8;

#[derive(Clone, Debug)]
pub struct Reason {
    pub line: String,
    /// With the source line and a caret, where there is a place.
    pub rendered: String,
}

/// Machine code and all that calling it needs.
pub struct Compiled {
    /// Types of the arguments: objects where they are not used.
    pub arguments: Vec<PyType>,
    /// Machine code, or the interpreter in its place.
    pub entry: Entry,
    pub artifact: Artifact,
    /// `Some`: every argument is a scalar or an object, and the frame is small.
    pub scalars: Option<Scalars>,
    /// Of the lists and tables that are passed, in order: may the function store into them?
    pub written_lists: Vec<bool>,
    /// It counts references to objects, or draws random numbers where others might.
    pub keeps_gil: bool,
    /// Something may have to be undone that happened since the last exit point.
    pub undoes: bool,
    /// Functions in machine code call each other.
    pub calls: bool,
    /// No loop goes through its lists: calls with long ones are CPython's, which does not copy them.
    pub for_short_lists: bool,
    pub kernels: Vec<KernelCode>,
    pub snippets: Vec<SnippetCode>,
    pub exits: Vec<ExitCode>,
    pub phases: Phases,
    /// The code generator has not run: another process had kept its result.
    pub is_from_cache: bool,
    /// Loop headers between two polls, as measured. Atomic like the counters below it: used without the GIL.
    pub countdown: AtomicI64,
    /// Runs of kernels that got somewhere, and how far in all.
    pub kernel_runs: AtomicU64,
    pub kernel_positions: AtomicU64,
    /// Most threads that took part in one.
    pub max_threads: AtomicUsize,
    pub times: Times,
    /// Exits of calls that had done little: neither a poll nor a kernel.
    pub idle_exits: Cell<u64>,
    /// Calls that were left because calling CPython took longer than machine code saved.
    pub hopeless_calls: Cell<u32>,
    /// A statement that CPython ran has bound something else than it was compiled for: it is to be compiled again.
    pub is_outdated: Cell<bool>,
    /// What it has replaced: exits, seconds behind them, seconds that compiling took.
    pub earlier: Cell<(u64, f64, f64)>,
    /// Runs of the interpreter, also of kernels: tests prove with it that it did run.
    pub interpreted: AtomicU64,
    /// Where what it counts is added up, from 1 on; 0: nowhere yet.
    pub totals: Cell<usize>,
    /// Owns the memory behind `entry`.
    _code: Option<Code>,
}

/// Where the time of calls with lists goes, for the rule that such a call must repay its copies.
#[derive(Default)]
pub struct Times {
    pub calls: Cell<u32>,
    pub copying: Cell<f64>,
    pub running: Cell<f64>,
}

pub struct Scalars {
    pub kinds: Vec<Kind>,
    pub result: Kind,
}

pub const SMALL_FRAME: usize = 48;

pub struct KernelCode {
    pub grain: i64,
    pub early: Early,
    pub threads: bool,
    pub n_captures: usize,
    pub pace: KnownPace,
    pub stores: Vec<StoreRange>,
    pub folds: Vec<Fold>,
}

#[derive(Default)]
pub struct SnippetCode {
    pub function: RefCell<Option<Py<PyAny>>>,
    /// Only `print`s numbers: with an ordinary `sys.stdout` no other Python code runs.
    pub prints_scalars: bool,
    pub has_result: bool,
    /// The numbers of the variables that it takes: one for each name.
    pub variables: Vec<usize>,
}

#[derive(Default)]
pub struct ExitCode {
    pub count: Cell<u64>,
    /// That CPython took for what was left.
    pub seconds: Cell<f64>,
    /// By which of the live variables are bound.
    pub continuations: RefCell<HashMap<SmallVec<[u8; 16]>, Py<PyAny>>>,
}

impl Specialization {
    pub fn in_python(types: Vec<PyType>, sharing: Sharing, reason: Reason) -> Specialization {
        let specialization = Specialization::new(types, sharing, None);
        specialization.stay_in_python(reason);
        specialization
    }

    fn new(types: Vec<PyType>, sharing: Sharing, compiled: Option<Compiled>) -> Specialization {
        Specialization {
            n_arguments: types.len(),
            types,
            sharing,
            is_forced: settings::force_exit() != 0,
            compiled,
            refusal: None,
            reason: RefCell::new(None),
            in_python: Cell::new(false),
            unlooked: Cell::new(0),
            calls: Cell::new(0),
        }
    }

    /// The machine code, if calls are to use it.
    #[inline]
    pub fn active(&self) -> Option<&Compiled> {
        if self.in_python.get() { None } else { self.compiled.as_ref().filter(|one| !one.is_outdated.get()) }
    }

    /// Is it to be compiled again, knowing more?
    pub fn is_outdated(&self) -> bool {
        self.compiled.as_ref().is_some_and(|one| one.is_outdated.get())
    }

    pub fn stay_in_python(&self, reason: Reason) {
        *self.reason.borrow_mut() = Some(reason);
        self.in_python.set(true);
    }

    /// Calls with these types are CPython's. Is it time to see whether the elements of a long list are all of them?
    pub fn is_look_due(&self, n_elements: usize) -> bool {
        let unlooked = self.unlooked.get() + 1;
        let is_due = unlooked >= LOOK_EVERY.max(n_elements / ELEMENTS_A_CALL);
        self.unlooked.set(if is_due { 0 } else { unlooked });
        is_due
    }

    pub fn reason(&self) -> Option<Reason> {
        self.reason.borrow().clone()
    }

    /// For exactly these types, and as good as it can be?
    pub fn is_for(&self, types: &[PyType], is_forced: bool) -> bool {
        self.types == types && self.is_forced == is_forced && !self.is_outdated()
    }

    /// Is the argument of this number a list that is found by name, and that only CPython uses?
    pub fn leaves_alone(&self, at: usize, resolved: &Resolved) -> bool {
        let is_unused = |compiled: &Compiled| compiled.arguments.get(at) == Some(&PyType::Object);
        at >= resolved.first_found() && self.compiled.as_ref().is_some_and(is_unused)
    }

    /// It takes the place of one that knew less.
    pub fn take_over(&mut self, before: &Specialization) {
        self.calls.set(before.calls.get());
        if let (Some(compiled), Some(before)) = (&self.compiled, &before.compiled) {
            let (behind, compiling) = before.seconds();
            compiled.earlier.set((before.n_exits_taken(), behind, compiling));
            compiled.interpreted.store(before.interpreted.load(Relaxed), Relaxed);
        }
    }

    /// Without the generators, lists and arrays behind them.
    pub fn argument_types(&self) -> &[PyType] {
        &self.types[..self.n_arguments]
    }

    /// Types of the lists and arrays that it uses and finds by name.
    pub fn found_types(&self) -> Vec<PyType> {
        let behind = self.compiled.iter().flat_map(|compiled| compiled.arguments.iter().skip(self.n_arguments));
        behind.filter(|ty| !matches!(ty, PyType::Object | PyType::Generator)).cloned().collect()
    }

    /// For CPython's garbage collector.
    pub fn held_objects(&self) -> Vec<*mut pyo3::ffi::PyObject> {
        let Some(compiled) = &self.compiled else { return vec![] };
        let snippets = compiled.snippets.iter().filter_map(|one| one.function.borrow().as_ref().map(|f| f.as_ptr()));
        let continuations = compiled.exits.iter().flat_map(|exit| {
            exit.continuations.borrow().values().map(|function| function.as_ptr()).collect::<Vec<_>>()
        });
        snippets.chain(continuations).collect()
    }
}

impl Compiled {
    pub fn n_exits_taken(&self) -> u64 {
        self.earlier.get().0 + self.exits.iter().map(|exit| exit.count.get()).sum::<u64>()
    }

    /// Seconds that CPython has taken behind exits, and that compiling took.
    pub fn seconds(&self) -> (f64, f64) {
        let (_, behind, compiling) = self.earlier.get();
        let exits: f64 = self.exits.iter().map(|exit| exit.seconds.get()).sum();
        let phases: f64 = self.phases.iter().map(|(_, seconds)| seconds).sum();
        (behind + exits, compiling + phases)
    }
}

impl Reason {
    pub fn plain(line: impl Into<String>) -> Reason {
        let line = line.into();
        Reason { rendered: line.clone(), line }
    }

    /// One that is told at the function itself.
    pub fn of_function(resolved: &Resolved, code: &'static str, message: impl Into<String>) -> Reason {
        let span = Span { start: resolved.offset, end: resolved.offset };
        Reason::of_diagnostic(&Diagnostic::new(code, span, message), &resolved.text, &resolved.filename)
    }

    pub fn of(refusal: &Refusal) -> Reason {
        Reason::of_diagnostic(&refusal.diagnostic, &refusal.text, &refusal.filename)
    }

    pub fn of_diagnostic(diagnostic: &Diagnostic, text: &str, filename: &str) -> Reason {
        Reason {
            line: render::in_one_line(diagnostic, text, filename),
            rendered: render::render(diagnostic, text, filename),
        }
    }
}

/// What can become of compiling.
pub enum Failure {
    /// The compiler does not know how.
    Refused(Box<Diagnostic>),
    /// A broken invariant: the user is asked for a report.
    Internal(String),
}

/// A compilation: nothing of it is Python's, so it can go on when the call that wants it is over.
pub struct Job {
    text: Arc<str>,
    offset: u32,
    environment: Environment,
    settings: Settings,
    types: Vec<PyType>,
    options: Options,
}

/// What a job gives. Linking is left: it is short.
pub struct Made {
    artifact: Artifact,
    /// True: from the cache. `None`: the interpreter needs no code.
    object: Option<(Vec<u8>, bool)>,
    phases: Phases,
}

impl Job {
    pub fn new(resolved: &Resolved, settings: &Settings, types: Vec<PyType>, sharing: Sharing) -> Job {
        let (text, offset, environment) = (resolved.text.clone(), resolved.offset, environment_of(resolved));
        let options = options(resolved, settings, &types, sharing, false);
        Job { text, offset, environment, settings: settings.clone(), types, options }
    }

    /// Takes long; needs a large stack and no GIL.
    pub fn run(self, mark: &Mark) -> Result<Made, Failure> {
        let artifact = compile(&Request {
            source: &self.text,
            offset: self.offset,
            arguments: self.types,
            environment: &self.environment,
            options: self.options,
        })
        .map_err(failure)?;
        if n_fields(&artifact.module.entry) > 0 && has_lists_without_loops(&artifact.module) {
            let of_module = |(_, ty): &(String, PyType)| matches!(ty, PyType::Fields(shape) if shape.is_module());
            let what = match artifact.module.entry.params.iter().any(of_module) {
                true => "global variables are assigned without a loop, which CPython does as fast",
                false => "attributes are read without a loop, which CPython does as fast",
            };
            let diagnostic = Diagnostic::new("unsupported", place_of(&artifact.module), what)
                .hint("decorate the function that has the loop");
            return Err(Failure::Refused(Box::new(diagnostic)));
        }
        let mut phases = artifact.stages.iter().filter(|stage| stage.text.is_none()).map(timed).collect();
        let object = match self.settings.engine {
            Engine::MachineCode => Some(object_code(&artifact, &self.settings, mark, &mut phases)?),
            Engine::Interpreter => None,
        };
        Ok(Made { artifact, object, phases })
    }
}

/// The pure part of it, for reports.
pub fn compile_to_text(
    resolved: &Resolved,
    settings: &Settings,
    types: &[PyType],
    keep_stages: bool,
) -> Result<Artifact, Failure> {
    let environment = environment_of(resolved);
    let request = Request {
        source: &resolved.text,
        offset: resolved.offset,
        arguments: with_generators(types, resolved),
        environment: &environment,
        options: options(resolved, settings, types, Sharing::Nothing, keep_stages),
    };
    large_stack::run(|| compile(&request)).map_err(Failure::Internal)?.map_err(failure)
}

fn environment_of(resolved: &Resolved) -> Environment {
    let (members, named) = (resolved.classes.members(), resolved.classes.named_members());
    let mut environment = Environment { members, named, ..resolved.environment.clone() };
    environment.n_found = resolved.found.borrow().len();
    environment.names.extend(resolved.classes.functions.names());
    for (name, free) in resolved.classes.draws() {
        environment.names.entry(name).or_insert(free);
    }
    environment
}

/// What was written for the arguments, and the generators, lists and arrays behind them.
fn with_generators(types: &[PyType], resolved: &Resolved) -> Vec<PyType> {
    let generators = std::iter::repeat_n(PyType::Generator, resolved.generators.len());
    // SAFETY: the callers have the GIL; what is found is kept alive by where it is.
    let found = unsafe {
        let objects: Vec<_> =
            resolved.found.borrow().iter().map(|one| one.object()).filter(|object| !object.is_null()).collect();
        resolved.classes.types_of(&objects)
    };
    types.iter().cloned().chain(generators).chain(found).collect()
}

fn options(resolved: &Resolved, settings: &Settings, types: &[PyType], sharing: Sharing, keep_stages: bool) -> Options {
    Options {
        target: settings.target(),
        lanes: settings.lanes,
        threads: settings.threads > 1,
        fastmath: settings.fastmath,
        force_exit: settings::force_exit() != 0,
        keeps_results: settings.keeps_results,
        counts_lines: profiling::counts_lines(),
        aliased: sharing != Sharing::Nothing,
        calls_out: settings.calls_out,
        called: resolved.called.borrow().clone(),
        python: python_version(),
        complex_product: may_have_complex_arrays(resolved, types).then(numpy::complex_product).flatten(),
        keep_stages,
    }
}

/// Asking NumPy how it multiplies takes some ten milliseconds. Where such an array comes from a place that neither the
/// arguments nor the texts tell of, its products are left to NumPy.
fn may_have_complex_arrays(resolved: &Resolved, types: &[PyType]) -> bool {
    let called = resolved.environment.names.values().filter_map(|free| match free {
        Free::Function(callee) => Some(&*callee.source),
        _ => None,
    });
    let speaks_of_them = |text: &str| {
        text.contains("complex") || text.as_bytes().windows(2).any(|two| two[0].is_ascii_digit() && two[1] | 32 == b'j')
    };
    let is_known = |ty: &PyType| speaks_of_them(&ty.to_string());
    types.iter().any(is_known) || std::iter::once(&*resolved.text).chain(called).any(speaks_of_them)
}

fn failure(diagnostic: Diagnostic) -> Failure {
    match diagnostic.code {
        "internal" => Failure::Internal(diagnostic.message),
        _ => Failure::Refused(Box::new(diagnostic)),
    }
}

/// How LLVM is asked for code.
pub const PIPELINE: &str = codegen::FAST;
pub const LEVEL: u8 = 2;

/// Links what a job has made.
pub fn load(made: Made, types: Vec<PyType>, sharing: Sharing) -> Result<Specialization, Failure> {
    let Made { artifact, object, mut phases } = made;
    let is_from_cache = object.as_ref().is_some_and(|&(_, is_from_cache)| is_from_cache);
    let (entry, code) = match object {
        Some((bytes, _)) => {
            let (entry, code) = machine_code(&bytes, &mut phases).map_err(internal)?;
            (entry, Some(code))
        }
        None => (interpret::entry as Entry, None),
    };
    let compiled = compiled(artifact, &types, entry, code, phases, is_from_cache);
    Ok(Specialization::new(types, sharing, Some(compiled)))
}

fn compiled(
    artifact: Artifact,
    types: &[PyType],
    entry: Entry,
    code: Option<Code>,
    phases: Phases,
    is_from_cache: bool,
) -> Compiled {
    let params = &artifact.module.entry.params[..types.len()];
    Compiled {
        entry,
        arguments: params.iter().map(|(_, ty)| ty.clone()).collect(),
        scalars: scalars(&artifact, types),
        written_lists: written_lists(&artifact.module),
        keeps_gil: counts_references(&artifact.module) || has_generators(&artifact.module),
        undoes: has_generators(&artifact.module) || undoes(&artifact.module),
        calls: !artifact.module.functions.is_empty(),
        for_short_lists: has_lists_without_loops(&artifact.module),
        kernels: artifact
            .kernels
            .iter()
            .zip(&artifact.module.kernels)
            .map(|(info, kernel)| kernel_code(info, kernel))
            .collect(),
        snippets: snippet_codes(&artifact.module, &artifact.harmless),
        exits: artifact.module.exits.iter().map(|_| ExitCode::default()).collect(),
        phases,
        is_from_cache,
        countdown: AtomicI64::new(FIRST_COUNTDOWN),
        kernel_runs: AtomicU64::new(0),
        kernel_positions: AtomicU64::new(0),
        max_threads: AtomicUsize::new(0),
        times: Times::default(),
        idle_exits: Cell::new(0),
        hopeless_calls: Cell::new(0),
        is_outdated: Cell::new(false),
        earlier: Cell::default(),
        interpreted: AtomicU64::new(0),
        totals: Cell::new(0),
        artifact,
        _code: code,
    }
}

type Phases = Vec<(String, f64)>;

/// From the cache, or made and kept there; true: from the cache.
fn object_code(
    artifact: &Artifact,
    settings: &Settings,
    mark: &Mark,
    phases: &mut Phases,
) -> Result<(Vec<u8>, bool), Failure> {
    let cpu = settings.cpu();
    let Some(current) = cache::current() else { return Ok((generate(artifact, &cpu, phases)?, false)) };
    let start = Instant::now();
    let key = current.key(&artifact.llvm, &cpu, PIPELINE, LEVEL);
    let found = current.cache.lookup(&key);
    let phase = if found.is_some() { "cache hit" } else { "cache miss" };
    phases.push((phase.into(), start.elapsed().as_secs_f64()));
    if let Some(bytes) = found {
        return Ok((bytes, true));
    }
    if !mark.begin(&current.cache, &key) {
        return Err(ended_process(&artifact.module));
    }
    let bytes = generate(artifact, &cpu, phases);
    mark.end();
    let bytes = bytes?;
    let start = Instant::now();
    current.cache.insert(&key, &bytes);
    phases.push(("cache insert".into(), start.elapsed().as_secs_f64()));
    Ok((bytes, false))
}

fn generate(artifact: &Artifact, cpu: &Cpu, phases: &mut Phases) -> Result<Vec<u8>, Failure> {
    let object = codegen::compile(&artifact.llvm, cpu, PIPELINE, LEVEL).map_err(internal)?;
    phases.extend(object.phases.iter().map(|phase| (format!("llvm {}", phase.name), phase.seconds)));
    Ok(object.bytes)
}

fn ended_process(module: &ir::Module) -> Failure {
    let reason = "compiling it has ended the process before; `hotloop cache clear` lets it be tried again";
    Failure::Refused(Box::new(Diagnostic::new("ended", place_of(module), reason)))
}

fn internal(error: hotloop_runtime::Error) -> Failure {
    Failure::Internal(error.to_string())
}

fn machine_code(object: &[u8], phases: &mut Phases) -> Result<(Entry, Code), hotloop_runtime::Error> {
    let start = Instant::now();
    let code = Code::load(object, &[])?;
    let address = code.address("hotloop_entry")?;
    phases.push(("load".into(), start.elapsed().as_secs_f64()));
    // SAFETY: `hotloop_entry` is emitted with this signature, and the address is not null.
    Ok((unsafe { std::mem::transmute::<usize, Entry>(address) }, code))
}

/// Nothing is known of the first loop headers.
pub const FIRST_COUNTDOWN: i64 = 1000;

fn timed(stage: &Stage) -> (String, f64) {
    (stage.name.clone(), stage.seconds)
}

fn scalars(artifact: &Artifact, types: &[PyType]) -> Option<Scalars> {
    let kinds: Vec<Kind> = types.iter().map(kind).collect();
    let has_pools = artifact.module.entry.params.iter().any(|(_, ty)| matches!(ty, PyType::Pool(_) | PyType::Heap(_)));
    let fits = artifact.n_slots.max(2 * kinds.len()) <= SMALL_FRAME && !kinds.contains(&Kind::Other) && !has_pools;
    fits.then(|| Scalars {
        kinds,
        result: if artifact.counted.is_empty() { kind(artifact.result()) } else { Kind::Other },
    })
}

fn kernel_code(info: &hotloop_compiler::KernelInfo, kernel: &ir::Function) -> KernelCode {
    let stores = info.stores.iter().map(|store| StoreRange {
        capture: store.capture,
        elem_size: store.elem_size,
        index: store.index.map(along),
        ndim: store.ndim,
        strided: store.strided,
    });
    // Neither crate knows the other.
    let early = match info.early {
        hotloop_compiler::Early::Never => Early::Never,
        hotloop_compiler::Early::Prefix => Early::Prefix,
        hotloop_compiler::Early::Anything => Early::Anything,
    };
    let folds = info.reductions.iter().map(|&(op, scalar)| fold(op, scalar)).collect();
    let n_captures = kernel.captures.len();
    KernelCode {
        grain: info.grain,
        early,
        threads: info.threads,
        n_captures,
        pace: KnownPace::default(),
        stores: stores.collect(),
        folds,
    }
}

fn fold(op: BinaryOp, scalar: Scalar) -> Fold {
    match op {
        BinaryOp::Add if scalar == Scalar::Float => Fold::AddFloat,
        BinaryOp::Add => Fold::Add,
        BinaryOp::Min if scalar == Scalar::Float => Fold::MinFloat,
        BinaryOp::Max if scalar == Scalar::Float => Fold::MaxFloat,
        BinaryOp::Min => Fold::Min,
        BinaryOp::Max => Fold::Max,
        BinaryOp::And => Fold::And,
        BinaryOp::Or => Fold::Or,
        BinaryOp::Xor => Fold::Xor,
        _ => unreachable!("verified: {op:?} is no reduction"),
    }
}

fn along(along: hotloop_compiler::Along) -> Along {
    match along {
        hotloop_compiler::Along::Whole => Along::Whole,
        hotloop_compiler::Along::At { scale, base, offset } => Along::At { scale, base, offset },
    }
}

fn snippet_codes(module: &ir::Module, harmless: &[bool]) -> Vec<SnippetCode> {
    let mut codes: Vec<SnippetCode> =
        harmless.iter().map(|&prints_scalars| SnippetCode { prints_scalars, ..SnippetCode::default() }).collect();
    each_statement(&module.entry.body, &mut |statement| {
        if let Stmt::CallPython { snippet, result: Some(_), .. } = statement {
            codes[snippet.0 as usize].has_result = true;
        }
    });
    let mut names: Vec<&str> = vec![];
    for (code, snippet) in codes.iter_mut().zip(&module.snippets) {
        let Takes::Variables(all) = &snippet.takes else { continue };
        for one in all {
            let known = names.iter().position(|name| *name == one.name);
            code.variables.push(known.unwrap_or(names.len()));
            if known.is_none() {
                names.push(&one.name);
            }
        }
    }
    codes
}

fn counts_references(module: &ir::Module) -> bool {
    let mut counts = false;
    each_statement(&module.entry.body, &mut |statement| {
        counts |= matches!(statement, Stmt::Retain(_) | Stmt::Release(_));
    });
    counts
}

fn has_generators(module: &ir::Module) -> bool {
    fn has(ty: &PyType) -> bool {
        match ty {
            PyType::Generator | PyType::Method(_) => true,
            PyType::Tuple(members) => members.iter().any(has),
            PyType::Instance(shape) => shape.references.iter().any(|(_, ty)| has(ty)),
            _ => false,
        }
    }
    module.entry.params.iter().any(|(_, ty)| has(ty))
}

fn undoes(module: &ir::Module) -> bool {
    let mut found = !module.functions.is_empty();
    each_statement(&module.entry.body, &mut |statement| {
        found |= match statement {
            Stmt::Store { undo, .. } | Stmt::Edit { undo, .. } => *undo,
            Stmt::For { strips: Some(strips), .. } => strips.undo,
            _ => false,
        };
    });
    found
}

// What the IR does with lists

/// Are there lists among its parameters of which no loop touches one?
fn has_lists_without_loops(module: &ir::Module) -> bool {
    let lists = list_params(&module.entry).concat();
    if lists.is_empty() {
        return false;
    }
    let aliases = Aliases::of(module);
    let mut roots: Vec<LocalId> = lists.into_iter().map(|list| aliases.root(list)).collect();
    // Copies of them: a loop over `sorted(xs)` goes through `xs`, too.
    each_statement(&module.entry.body, &mut |statement| {
        if let Stmt::Edit { edit: ir::Edit::Extend, list, .. } = statement
            && buffers_of(statement, module).iter().any(|&buffer| roots.contains(&aliases.root(buffer)))
        {
            roots.push(aliases.root(*list));
        }
    });
    let touches =
        |statement: &Stmt| buffers_of(statement, module).iter().any(|&buffer| roots.contains(&aliases.root(buffer)));
    let (mut anywhere, mut in_loops, mut has_loops) = (false, false, false);
    each_statement(&module.entry.body, &mut |statement| anywhere |= touches(statement));
    each_loop(&module.entry.body, &mut |body| {
        has_loops = true;
        each_statement(body, &mut |statement| in_loops |= touches(statement));
    });
    // Loops over something else are worth a list that is only passed.
    !in_loops && (anywhere || !has_loops)
}

/// The start of the function in its source.
fn place_of(module: &ir::Module) -> Span {
    module.exits.first().map(|exit| exit.span).unwrap_or_default()
}

/// For each list or table among the parameters, in order: does anything store into it or edit it?
fn written_lists(module: &ir::Module) -> Vec<bool> {
    let aliases = Aliases::of(module);
    let mut written = vec![];
    let mut called_write = false;
    for function in &module.functions {
        each_statement(&function.body, &mut |statement| called_write |= matches!(statement, Stmt::Store { .. }));
    }
    each_statement(&module.entry.body, &mut |statement| {
        if let Stmt::CallFunction { .. } = statement
            && called_write
        {
            written.extend(buffers_of(statement, module).into_iter().map(|list| aliases.root(list)));
        }
        if let Stmt::Store { buffer, .. } | Stmt::Edit { list: buffer, .. } = statement {
            written.push(aliases.root(*buffer));
        }
    });
    for kernel in &module.kernels {
        each_statement(&kernel.body, &mut |statement| {
            if let Stmt::Store { buffer, .. } | Stmt::Edit { list: buffer, .. } = statement {
                // A kernel's own buffers are not known here: then all lists count as written.
                match kernel.captures.get(buffer.0 as usize) {
                    Some(&captured) => written.push(aliases.root(captured)),
                    None => written.extend(list_params(&module.entry).iter().flatten().map(|&list| aliases.root(list))),
                }
            }
        });
    }
    let is_written = |list: &Vec<LocalId>| list.iter().any(|&part| written.contains(&aliases.root(part)));
    list_params(&module.entry).iter().map(is_written).collect()
}

/// How many attributes of instances the function gets.
fn n_fields(function: &ir::Function) -> usize {
    let fields = |ty: &PyType| if let PyType::Fields(shape) = ty { shape.fields.len() } else { 0 };
    function.params.iter().map(|(_, ty)| fields(ty)).sum()
}

/// Locals of the lists, tables and attributes among the parameters, with those inside tuples and instances, in order: all
/// that one list is spread over.
fn list_params(function: &ir::Function) -> Vec<Vec<LocalId>> {
    fn walk(ty: &PyType, next: &mut u32, lists: &mut Vec<Vec<LocalId>>) {
        match ty {
            PyType::Tuple(types) => types.iter().for_each(|ty| walk(ty, next, lists)),
            PyType::Instance(shape) => {
                *next += 1;
                shape.references.iter().for_each(|(_, ty)| walk(ty, next, lists));
            }
            PyType::Heap(_) => {
                let n_parts = ty.parts().len() as u32;
                lists.push((*next..*next + n_parts).map(LocalId).collect());
                *next += n_parts;
            }
            PyType::Fields(shape) => {
                let n_fields = shape.fields.len() as u32;
                lists.extend((*next..*next + n_fields).map(|field| vec![LocalId(field)]));
                *next += n_fields;
            }
            _ => {
                let n_parts = ty.parts().len() as u32;
                if let PyType::List(_) | PyType::Table(_) | PyType::Records(_) | PyType::Ragged(_) = ty {
                    lists.push((*next..*next + n_parts).map(LocalId).collect());
                }
                *next += n_parts;
            }
        }
    }
    let (mut next, mut lists) = (0, vec![]);
    function.params.iter().for_each(|(_, ty)| walk(ty, &mut next, &mut lists));
    lists
}

/// Buffer locals that may be the same list.
struct Aliases {
    parents: HashMap<LocalId, LocalId>,
}

impl Aliases {
    fn of(module: &ir::Module) -> Aliases {
        let mut aliases = Aliases { parents: HashMap::new() };
        let entry = &module.entry;
        each_statement(&entry.body, &mut |statement| {
            if let Stmt::Assign(to, value) = statement
                && matches!(entry.locals[to.0 as usize].ty, Type::Buffer(..))
            {
                aliases.join_reads(*to, *value, entry);
            }
        });
        aliases
    }

    /// Whatever buffers an expression reads may be its value.
    fn join_reads(&mut self, to: LocalId, value: ir::ExprId, function: &ir::Function) {
        match &function.exprs[value.0 as usize].op {
            ir::Op::Local(from) => self.join(to, *from),
            ir::Op::Select(_, a, b) => {
                self.join_reads(to, *a, function);
                self.join_reads(to, *b, function);
            }
            _ => {}
        }
    }

    fn join(&mut self, a: LocalId, b: LocalId) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents.insert(a, b);
        }
    }

    fn root(&self, mut local: LocalId) -> LocalId {
        while let Some(&parent) = self.parents.get(&local) {
            local = parent;
        }
        local
    }
}

/// Buffers that a statement reads or writes, as locals of the entry function.
fn buffers_of(statement: &Stmt, module: &ir::Module) -> Vec<LocalId> {
    let operands = || {
        statement.operands().into_iter().filter_map(|e| match module.entry.exprs[e.0 as usize] {
            ir::Expr { op: ir::Op::Local(from), ty: Type::Buffer(..), .. } => Some(from),
            _ => None,
        })
    };
    match statement {
        Stmt::Load { buffer, .. } | Stmt::Store { buffer, .. } | Stmt::Edit { list: buffer, .. } => {
            operands().chain([*buffer]).collect()
        }
        Stmt::CallFunction { .. } => operands().collect(),
        Stmt::For { strips: Some(strips), .. } => module.kernels[strips.kernel.0 as usize].captures.clone(),
        _ => vec![],
    }
}

/// A function that calls itself is one, too.
fn each_loop<'a>(block: &'a [Stmt], visit: &mut dyn FnMut(&'a [Stmt])) {
    each_statement(block, &mut |statement| {
        if let Stmt::For { .. } | Stmt::Loop { .. } | Stmt::CallFunction { .. } = statement {
            visit(std::slice::from_ref(statement));
        }
    });
}

/// Every statement of a block and of the blocks in it.
fn each_statement<'a>(block: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    for statement in block {
        visit(statement);
        match statement {
            Stmt::If { then, orelse, .. } => {
                each_statement(then, visit);
                each_statement(orelse, visit);
            }
            Stmt::For { body, .. } | Stmt::Loop { body, .. } | Stmt::Block { body, .. } => each_statement(body, visit),
            _ => {}
        }
    }
}

fn python_version() -> (u8, u8) {
    match () {
        () if cfg!(Py_3_14) => (3, 14),
        () if cfg!(Py_3_13) => (3, 13),
        () if cfg!(Py_3_12) => (3, 12),
        () => (3, 11),
    }
}
