//! Tree and argument types to typed IR. Inference ends here.
//!
//! One walk does both: each variable has one type at each place; where paths join with different types the walk is
//! repeated with the joined type (int and float become their union), until nothing changes. What the IR cannot say is a
//! [`Diagnostic`], and the function stays in CPython.

mod applied;
mod arithmetic;
mod array_folds;
mod arrays;
mod builder;
mod callouts;
mod calls;
mod choices;
mod cmath;
mod counts;
mod displays;
mod dtypes;
mod early;
mod expressions;
mod finals;
mod folds;
mod formats;
mod found;
mod functions;
mod globals;
mod heaps;
mod instances;
mod iteration;
mod itertools;
mod joins;
mod lists;
mod liveness;
mod matching;
mod math;
mod membership;
mod methods;
mod named;
mod nans;
mod new_arrays;
mod operators;
mod optional_lists;
mod powers;
mod prelude;
mod ragged;
mod random;
mod records;
mod recursion;
mod sequences;
mod slices;
mod sorting;
mod stars;
mod statements;
mod strings;
mod text_methods;
mod tries;
mod tuples;
mod ufuncs;
mod unions;
mod value;
mod variables;
mod views;
mod wide;
mod words;

use crate::Request;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::Environment;
use crate::ir::{Edit, Elem, Module, Place, PyType, Reader, Stmt};
use crate::report::{Called, LoopReport};
use crate::syntax::ast::{Function, ParamKind};
use builder::Builder;
pub use callouts::{CallOut, is_taken};
pub use counts::{Counted, NAME as COUNTS};
use functions::{Around, Callable, Frame};
use recursion::{CallGraph, Instance, Instances};
use statements::{Flow, Targets};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use tries::TryScope;
pub use unions::join_types;
use value::PyValue;
use variables::Variables;

pub struct Lowered {
    pub module: Module,
    /// One for each `for` and `while`, still scalar.
    pub loops: Vec<LoopReport>,
    /// For each snippet: it prints numbers and lengths only, so that nobody can see a list while it runs.
    pub harmless: Vec<bool>,
    /// What CPython runs in the middle of machine code.
    pub called_out: Vec<CallOut>,
    /// What is counted, for a profile.
    pub counted: Vec<Counted>,
}

/// Is it a function of NumPy, `sqrt` or `zeros`, that is compiled?
pub fn is_numpy_function(name: &str) -> bool {
    ufuncs::is_known(name) || array_folds::named(name).is_some() || new_arrays::MAKERS.contains(&name)
}

/// Is it a function of `itertools` that something is compiled of?
pub fn is_itertools_function(name: &str) -> bool {
    itertools::NAMES.contains(&name)
}

/// State of the walk.
struct Lowerer<'a> {
    build: Builder,
    variables: Variables,
    request: &'a Request<'a>,
    /// Of the function being walked: another one inside a call that is compiled in.
    environment: &'a Environment,
    /// Where the attributes of instances are, by the number of their class.
    fields: instances::Fields,
    liveness: liveness::Liveness,
    /// The `for` loops around, and what their iterators are made from.
    iterators: Vec<(crate::ir::Iterator, Vec<crate::ir::LiveVariable>)>,
    /// Where `break`, `continue` and `return` go.
    targets: Targets,
    /// Types at joins that an earlier walk of the same place has found.
    known_joins: HashMap<(Vec<Span>, Join), Variables>,
    /// Calls compiled in, or on the way to a function that is called, outermost first: empty in the function itself.
    calls: Vec<Span>,
    graph: &'a CallGraph<'a>,
    /// Functions that are called, not compiled in.
    instances: Instances,
    /// The `try` statements around, in this function.
    tries: Vec<TryScope>,
    /// Frames that CPython would have here, besides that of the function of the module.
    frames: u32,
    loops: Vec<LoopReport>,
    /// The function that is being compiled in.
    called: Option<Called>,
    /// Names that `:=` assigns in the statement: what is read of them before keeps its value.
    rebound: HashSet<String>,
    /// The names of the function being walked.
    frame: Frame,
    /// Those around it, outermost first.
    around: Vec<Around<'a>>,
    learnt: Learnt,
    harmless: Vec<bool>,
    /// The type of something that CPython binds is not known: no code comes behind it.
    is_learning: bool,
    /// It has been taken for a number all the same.
    has_guessed: &'a Cell<bool>,
    /// Where calling out may pay.
    plan: Rc<callouts::Plan>,
    counts: counts::Counts,
    /// Of the function that is compiled: those of the request, but for what is found and not used.
    arguments: Rc<[PyType]>,
}

/// What an earlier walk has found out behind the place that needs it.
#[derive(Default)]
struct Learnt {
    /// Element types of `[]` literals, by what is appended, and of list comprehensions: by their places, with those of the
    /// calls that are compiled in around them.
    empty_lists: HashMap<Vec<Span>, Elem>,
    early: early::Early,
    /// Code units of texts in lists that the function makes.
    pools: Vec<crate::ir::Elem>,
    /// The same of lists of tuples: the type of their elements.
    records: HashMap<Vec<Span>, PyType>,
    /// Those that began as `[None] * n` and have been taken for lists of ints or `None`, since nothing else was known.
    guessed: HashSet<Vec<Span>>,
    /// Of lists of lists that are of different lengths, or get longer: the type of the elements of their rows.
    rows: HashMap<Vec<Span>, PyType>,
    /// Lists that become elements of lists of lists, having a name: the type of their elements. They have a number from
    /// the start.
    numbered: HashMap<Vec<Span>, PyType>,
    /// Elements of lists that numbers refer to, of those that the function makes.
    heaps: Vec<PyType>,
    /// Variables that nobody reads where their types do not join: an exit point cannot say which one it is.
    not_shown: liveness::Names,
    /// Types that hold all results of the function (no call) and of the calls that are compiled in.
    results: HashMap<Vec<Span>, PyType>,
    /// The same of functions that are called.
    instances: HashMap<Instance, PyType>,
    /// Functions that variables hold, by their numbers.
    functions: Vec<Callable>,
    /// The calls on the way to frames other than the function's own.
    frames: Vec<Vec<Span>>,
    /// Statements and conditions that cannot be lowered, and that CPython can run in their place.
    called_out: Vec<CallOut>,
    /// Lists and arrays among the free names that are used, by their numbers.
    found: std::collections::BTreeSet<usize>,
    /// Variables that are objects wherever they are bound.
    objects: liveness::Names,
    /// It is asked which object a NaN is.
    refuses_nans: bool,
    /// Why the first of them cannot.
    first_refusal: Option<Diagnostic>,
    /// Nothing is taken for a number only because it stands where numbers do.
    knows_nothing: bool,
    /// What has been refused will be refused whatever is learnt.
    is_hopeless: bool,
}

/// Joins of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Join {
    Header,
    End,
}

/// Lowers a function for the request's argument types.
pub fn lower<'a>(function: &Function, request: &'a Request<'a>) -> Result<Lowered> {
    refuse_signature(function)?;
    let mut learnt = Learnt::default();
    let graph = CallGraph::new(request);
    loop {
        let has_guessed = Cell::new(false);
        match walk(function, request, &graph, &mut learnt, &has_guessed) {
            Err(d) if d.code == "again" => learnt.forget_left_out(),
            _ if learnt.has_left_out() => {}
            Err(_) if has_guessed.get() && !learnt.is_hopeless => {
                learnt = Learnt { knows_nothing: true, ..Learnt::default() }
            }
            // What was met first says most.
            outcome => return outcome.map_err(|d| learnt.first_refusal.take().unwrap_or(d)),
        }
    }
}

/// One walk; a diagnostic `again` asks for another with what has been learnt.
fn walk<'a>(
    function: &Function,
    request: &'a Request<'a>,
    graph: &'a CallGraph<'a>,
    learnt: &mut Learnt,
    has_guessed: &'a Cell<bool>,
) -> Result<Lowered> {
    let names: Vec<String> = function.params.iter().map(|p| p.name.clone()).collect();
    if names.len() + request.environment.n_generators + request.environment.n_found != request.arguments.len() {
        return Err(Diagnostic::new("type", function.span, "called with another number of arguments"));
    }
    let mut liveness = liveness::liveness(function, request.options.keeps_results);
    liveness.shown = &liveness::bound(function) - &learnt.not_shown;
    let arguments = found::arguments(request, names.len(), &learnt.found);
    let mut lowerer = Lowerer {
        build: Builder::default(),
        variables: Variables::default(),
        request,
        environment: request.environment,
        fields: Default::default(),
        liveness,
        iterators: vec![],
        targets: Targets::default(),
        known_joins: HashMap::new(),
        calls: vec![],
        graph,
        instances: Instances::default(),
        frames: 0,
        tries: vec![],
        loops: vec![],
        called: None,
        rebound: HashSet::new(),
        frame: Frame::of(function, 0),
        around: vec![],
        learnt: std::mem::take(learnt),
        harmless: vec![],
        is_learning: false,
        has_guessed,
        plan: Rc::new(callouts::Plan::new(function, &request.arguments)),
        counts: counts::Counts::default(),
        arguments,
    };
    lowerer.build.module.entry.name = function.name.clone();
    lowerer.build.refuses_nans = lowerer.learnt.refuses_nans;
    let arguments = lowerer.arguments.clone();
    for (at, (name, ty)) in names.iter().zip(arguments.iter()).enumerate() {
        let parts = lowerer.build.locals_for(name, ty);
        lowerer.build.note_objects(ty, vec![at], &parts);
        let ty = lowerer.type_of_argument(at, ty);
        lowerer.variables.bind(name, ty, parts);
    }
    lowerer.build.module.entry.params = names.into_iter().zip(arguments.iter().cloned()).collect();
    let (generators, found) = request.arguments[function.params.len()..].split_at(request.environment.n_generators);
    lowerer.add_generators(generators);
    lowerer.add_found(found);
    lowerer.take_fields();
    lowerer.take_pools();
    lowerer.take_heaps();
    lowerer.start_exit(function);
    if lowerer.build.refuses_nans {
        lowerer.refuse_given_nans();
    }
    let outcome = lowerer.block(&function.body);
    let outcome = outcome.and_then(|flow| match flow {
        Flow::Next => lowerer.return_value(PyValue::none(), function.span),
        Flow::Never => Ok(flow),
    });
    *learnt = std::mem::take(&mut lowerer.learnt);
    outcome.map_err(|d| Diagnostic { objects: lowerer.build.take_blamed(), ..d })?;
    let result = lowerer.targets.result.clone().unwrap_or(PyType::None);
    let Lowerer { mut build, loops, mut harmless, instances, counts, .. } = lowerer;
    if instances.met_unknown {
        let code = if instances.is_news { "again" } else { "unsupported" };
        return Err(Diagnostic::new(code, function.span, "it is not known what a function that calls itself returns"));
    }
    build.module.functions = instances.functions;
    build.module.entry.result = result;
    build.module.entry.body = build.finish();
    iteration::refuse_same(&build.module.entry, &build.kept_apart)?;
    let in_place = std::mem::take(&mut build.in_place);
    arrays::decide_in_place(&mut build.module.entry, &in_place, request.options.aliased);
    if edits(&build.module.entry.body) {
        // The length that Python knows would be an old one.
        harmless.fill(false);
    }
    let counted = counts::finish(&mut build.module, &counts);
    Ok(Lowered { module: build.module, loops, harmless, called_out: learnt.called_out.clone(), counted })
}

fn edits(block: &[Stmt]) -> bool {
    let edits_list = |s: &Stmt| matches!(s, Stmt::Edit { edit, .. } if *edit != Edit::Twist);
    block.iter().any(|s| edits_list(s) || s.blocks().into_iter().any(|inner| edits(inner)))
}

impl Lowerer<'_> {
    /// A place in the function, or in one that is compiled into it.
    fn site(&self, span: Span) -> Vec<Span> {
        self.calls.iter().copied().chain([span]).collect()
    }

    /// The function's own entry is an exit point: its parameters.
    fn start_exit(&mut self, function: &Function) {
        let live = function.params.iter().filter_map(|p| self.variables.live(&p.name, Reader::Code)).collect();
        let id = self.build.exit_point(function.span, Place::Start, live, vec![]);
        self.build.push(Stmt::Exit(id));
    }
}

/// A function that would take gigabytes, or minutes.
pub fn too_much(span: Span) -> Diagnostic {
    let what = "this is too much to compile into one function, with all that is called";
    Diagnostic::new("limit", span, what).hint("put the loop that takes the time into a function of its own")
}

/// Parameters and kinds of functions that are not compiled, whatever the arguments.
pub fn refuse_signature(function: &Function) -> Result<()> {
    refuse_kind(function)?;
    match function.params.iter().find(|param| param.kind == ParamKind::Keywords) {
        Some(param) => {
            let message = "`**kwargs` is not compiled";
            Err(Diagnostic::new("unsupported", param.span, message).hint("pass the values as ordinary parameters"))
        }
        None => Ok(()),
    }
}

/// Kinds of functions that are not compiled, not even into others.
fn refuse_kind(function: &Function) -> Result<()> {
    if function.is_generator {
        return Err(Diagnostic::new("unsupported", function.span, "generators and coroutines run in CPython"));
    }
    if let Some(name) = crate::syntax::ambiguous_import(function) {
        let message = format!("`{name}` is imported in the function and bound there otherwise");
        return Err(Diagnostic::new("unsupported", function.span, message));
    }
    Ok(())
}
