//! Python source and argument types in, LLVM IR text out.
//!
//! ```text
//! parse(source) -> lower(tree, argument types) -> passes::run -> verify -> emit
//! ```
//!
//! Pure: no Python object, no LLVM, no I/O, no threads, no unsafe.
#![forbid(unsafe_code)]

pub mod builtins;
pub mod diagnostic;
pub mod emit;
pub mod environment;
pub mod ir;
pub mod lower;
pub mod passes;
pub mod report;
pub mod syntax;
pub mod target;

use diagnostic::Diagnostic;
use environment::Environment;
use ir::PyType;
use report::{LoopReport, Stage};
use target::Target;

/// What is compiled: a function at a place in a source text, for argument types.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The whole text of the file.
    pub source: &'a str,
    /// Byte offset of the function's `def` or `lambda`.
    pub offset: u32,
    pub arguments: Vec<PyType>,
    pub environment: &'a Environment,
    pub options: Options,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub target: Target,
    /// At most this many lanes; 1 is scalar code; `None` leaves it to the plan.
    pub lanes: Option<u16>,
    /// Loops may be split over threads.
    pub threads: bool,
    /// Floats may be re-associated and contracted, NaN and infinities assumed away.
    pub fastmath: bool,
    /// Count exit points down and leave at the one that `Host::force_exit` names.
    pub force_exit: bool,
    /// What the function returns last is looked at wherever it is left: it is a loop whose variables belong to others.
    pub keeps_results: bool,
    /// Lines are counted, for a profile.
    pub counts_lines: bool,
    /// Two of the buffer arguments share memory.
    pub aliased: bool,
    /// What the compiler does not know may be run by CPython in the middle: nobody but the function sees its variables.
    pub calls_out: bool,
    /// What statements that CPython runs have bound so far, by their spans: the types of their variables.
    pub called: std::collections::HashMap<diagnostic::Span, Vec<Option<PyType>>>,
    /// The running CPython.
    pub python: (u8, u8),
    /// How NumPy multiplies complex numbers of arrays here; `None`: not known.
    pub complex_product: Option<Product>,
    /// Keep the text of every stage.
    pub keep_stages: bool,
}

/// How a product of complex numbers is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// Each product and each sum.
    Plain,
    /// `re = fma(a.re, b.re, -(a.im * b.im))`, `im = fma(a.re, b.im, a.im * b.re)`.
    Fused,
}

/// What `compile` gives.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// After all passes; says what exits, snippets and results look like.
    pub module: ir::Module,
    pub llvm: String,
    /// Slots that a frame needs.
    pub n_slots: usize,
    /// One for each of `module.kernels`.
    pub kernels: Vec<KernelInfo>,
    pub loops: Vec<LoopReport>,
    /// For each of `module.snippets`: it prints numbers and lengths only, so that nobody can see a list while it runs.
    pub harmless: Vec<bool>,
    /// What CPython runs in the middle of machine code.
    pub called_out: Vec<lower::CallOut>,
    /// What is counted, for a profile: in the last member of the result, and a hidden variable of each exit point.
    pub counted: Vec<lower::Counted>,
    pub stages: Vec<Stage>,
}

impl Artifact {
    /// The type of what the function returns, without what is counted.
    pub fn result(&self) -> &PyType {
        match &self.module.entry.result {
            PyType::Tuple(members) if !self.counted.is_empty() => &members[0],
            result => result,
        }
    }
}

/// What the runtime must know of a kernel in order to run it.
#[derive(Clone, Debug, PartialEq)]
pub struct KernelInfo {
    pub symbol: String,
    /// Positions of a strip; chunks are multiples of it.
    pub grain: i64,
    pub early: Early,
    pub threads: bool,
    pub stores: Vec<StoreRange>,
    /// What each of its reductions does, on which numbers.
    pub reductions: Vec<(ir::BinaryOp, ir::Scalar)>,
}

/// What a kernel has done when it comes back before the end of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// It never does.
    Never,
    /// All before the position that it returns, and nothing from there on.
    Prefix,
    /// Anything in the rows of its range: it returns `begin`, and whoever runs it puts the rows back.
    Anything,
}

/// What a kernel writes of the buffer in slot `capture`: for each position, no more than the elements at `index`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoreRange {
    pub capture: usize,
    pub elem_size: usize,
    /// One for each dimension; a list has the first only.
    pub index: [Along; ir::MAX_DIMS],
    pub ndim: u8,
    /// How far it is from one index to the next is in the header.
    pub strided: bool,
}

/// Where in a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Along {
    /// Anywhere.
    Whole,
    /// At `scale * position + offset`; what is in slot `base`, if any, is added.
    At { scale: i64, base: Option<usize>, offset: i64 },
}

/// Bytes of LLVM's text. It takes a hundred times as much memory, and some seconds for each MB.
const MOST_TEXT: usize = 8 << 20;

/// The whole path of a function, on one screen.
pub fn compile(request: &Request) -> Result<Artifact, Diagnostic> {
    let mut stages = report::Stages::new(request.options.keep_stages);
    let tree = stages.time("parse", || syntax::parse_function(request.source, request.offset))?;
    stages.show("ast", || syntax::show(&tree));
    let lower::Lowered { mut module, mut loops, harmless, called_out, counted } =
        stages.time("lower", || lower::lower(&tree, request))?;
    stages.show_module("ir", &module);
    let kernels = passes::run(&mut module, &harmless, &mut loops, &request.options, &mut stages);
    stages.show_module("passes", &module);
    let valid = stages.time("verify", || ir::verify(&module)).map_err(|broken| internal(&module, &broken))?;
    let emitted = stages.time("emit", || emit::llvm::emit(&valid, &request.options));
    if emitted.text.len() > MOST_TEXT {
        return Err(lower::too_much(tree.span));
    }
    Ok(Artifact {
        n_slots: emitted.n_slots,
        llvm: emitted.text,
        kernels,
        loops,
        harmless,
        called_out,
        counted,
        stages: stages.finish(),
        module,
    })
}

/// A pass has broken the module: a defect of ours, told as a reason to stay in CPython.
fn internal(module: &ir::Module, broken: &ir::Invalid) -> Diagnostic {
    let text = format!("internal error of the compiler: {broken:?}");
    Diagnostic::new("internal", diagnostic::Span::default(), text).hint(ir::print(module))
}
