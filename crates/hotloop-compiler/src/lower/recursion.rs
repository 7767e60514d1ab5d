//! Functions that call themselves, by way of others or not: they are functions of the module, which machine code calls.
//!
//! example: `def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)` is, for an int, `function fib(n: int) -> int`.
//! What such a call gives is known when one path has returned. Until then a statement with such a call in it is one that
//! never ends, and so is that side of an `if` expression; the function is walked again with what has been found out.

use super::calls::shared_names;
use super::found;
use super::functions::{Entered, assigns_shared};
use super::globals::is_module;
use super::instances::Fields;
use super::liveness::liveness;
use super::prelude;
use super::statements::{Flow, Targets};
use super::value::{PyValue, describe};
use super::variables::Variables;
use super::{Builder, Lowerer};
use crate::Request;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::{Callee, Environment, Free, Member};
use crate::ir::{Elem, Failure, Function, FunctionId, LocalId, PyType, Stmt, Type, classes_of, same_lists};
use crate::syntax::{File, ast};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// One function for different types of arguments, and different functions, at most.
const MAX_INSTANCES: usize = 32;

/// The parameter that has the variables of a module.
const FIELDS: &str = ".globals";

/// A function by its text: where that is, and the offset in it.
type Place = (*const u8, u32);

/// What a function is lowered in. Two functions may have one text: closures.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub environment: &'a Environment,
    /// 0: the function that is compiled.
    identity: usize,
}

impl Scope<'_> {
    pub fn identity(self) -> usize {
        self.identity
    }
}

/// Who calls whom, of all functions that a compilation knows.
pub struct CallGraph<'a> {
    scopes: HashMap<usize, Scope<'a>>,
    /// `None`: it is one of several.
    places: HashMap<Place, Option<usize>>,
    calls: HashMap<usize, Vec<Called>>,
    /// Of those that somebody has asked for.
    recursive: RefCell<HashMap<usize, bool>>,
    files: RefCell<HashMap<*const u8, Rc<File>>>,
    functions: RefCell<HashMap<Place, Rc<ast::Function>>>,
    /// Statements that were lowered, in all walks.
    n_lowered: Cell<usize>,
}

/// Of the functions that are compiled in, each once for every call, and of each walk. What people write takes a
/// hundredth.
const MOST_LOWERED: usize = 200_000;

enum Called {
    Known(usize),
    Around(Place),
}

impl<'a> CallGraph<'a> {
    pub fn new(request: &'a Request<'a>) -> Self {
        let mut graph = CallGraph {
            scopes: HashMap::new(),
            places: HashMap::new(),
            calls: HashMap::new(),
            recursive: RefCell::default(),
            files: RefCell::default(),
            functions: RefCell::default(),
            n_lowered: Cell::new(0),
        };
        graph.add((request.source.as_ptr(), request.offset), Scope { environment: request.environment, identity: 0 });
        graph
    }

    fn add(&mut self, place: Place, scope: Scope<'a>) {
        if self.scopes.insert(scope.identity, scope).is_some() {
            return;
        }
        let known = self.places.entry(place).or_insert(Some(scope.identity));
        *known = known.filter(|&identity| identity == scope.identity);
        let mut called = vec![];
        let functions = scope.environment.names.values().filter_map(|free| match free {
            Free::Function(callee) => Some(callee),
            _ => None,
        });
        let methods = scope.environment.members.values().filter_map(Member::callee);
        let of_tuples = scope.environment.named.values().flat_map(|of| of.values()).filter_map(Member::callee);
        let own: Vec<_> = functions.chain(methods).chain(of_tuples).collect();
        let by_default = own.iter().flat_map(|callee| &callee.defaults);
        let by_default = by_default.chain(own.iter().flat_map(|callee| callee.keyword_defaults.iter().map(|(_, d)| d)));
        let by_default = by_default.filter_map(|free| match free {
            Free::Function(callee) => Some(callee),
            _ => None,
        });
        for callee in own.iter().copied().chain(by_default) {
            match &callee.environment {
                Some(environment) => {
                    let identity = identity_of(callee);
                    called.push(Called::Known(identity));
                    self.add(place_of(callee), Scope { environment, identity });
                }
                None => called.push(Called::Around(place_of(callee))),
            }
        }
        self.calls.insert(scope.identity, called);
    }

    /// `None`: nobody can tell which function it is.
    pub fn scope(&self, callee: &Arc<Callee>) -> Option<Scope<'a>> {
        let identity = match callee.environment {
            Some(_) => identity_of(callee),
            None => (*self.places.get(&place_of(callee))?)?,
        };
        let of_prelude = || prelude::environment_of(callee).map(|environment| Scope { environment, identity });
        self.scopes.get(&identity).copied().or_else(of_prelude)
    }

    pub fn is_recursive(&self, scope: Scope) -> bool {
        let known = self.recursive.borrow().get(&scope.identity).copied();
        known.unwrap_or_else(|| {
            let is_recursive = self.scopes.contains_key(&scope.identity) && self.reaches_itself(scope.identity);
            self.recursive.borrow_mut().insert(scope.identity, is_recursive);
            is_recursive
        })
    }

    /// The tree of a function that is compiled in, once for all of its calls.
    pub fn function(&self, callee: &Arc<Callee>) -> Result<Rc<ast::Function>> {
        let place = place_of(callee);
        if let Some(known) = self.functions.borrow().get(&place) {
            return Ok(known.clone());
        }
        let known = self.files.borrow().get(&place.0).cloned();
        let file = match known {
            Some(file) => file,
            None => {
                let file = Rc::new(File::parse(&callee.source, callee.offset)?);
                self.files.borrow_mut().insert(place.0, file.clone());
                file
            }
        };
        let function = Rc::new(file.function(callee.offset)?);
        self.functions.borrow_mut().insert(place, function.clone());
        Ok(function)
    }

    /// Counts a statement; true: there were too many.
    pub fn is_spent(&self) -> bool {
        self.n_lowered.set(self.n_lowered.get() + 1);
        self.n_lowered.get() > MOST_LOWERED
    }

    fn reaches_itself(&self, start: usize) -> bool {
        let (mut seen, mut todo) = (HashSet::new(), vec![start]);
        while let Some(identity) = todo.pop() {
            for called in self.calls.get(&identity).into_iter().flatten() {
                let next = match called {
                    Called::Known(identity) => Some(*identity),
                    Called::Around(place) => self.places.get(place).copied().flatten(),
                };
                if next == Some(start) {
                    return true;
                }
                todo.extend(next.filter(|&next| seen.insert(next)));
            }
        }
        false
    }
}

fn place_of(callee: &Arc<Callee>) -> Place {
    (Arc::as_ptr(&callee.source).cast::<u8>(), callee.offset)
}

fn identity_of(callee: &Arc<Callee>) -> usize {
    Arc::as_ptr(callee) as usize
}

/// A function for types of arguments.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Instance {
    identity: usize,
    arguments: Vec<PyType>,
}

/// The functions of the module, as far as they have been found in this walk.
#[derive(Default)]
pub struct Instances {
    found: Vec<Instance>,
    pub functions: Vec<Function>,
    /// Something was left out, for a call gives nobody knows what.
    pub met_unknown: bool,
    /// What a call gives was found out.
    pub is_news: bool,
}

/// The code of a diagnostic: it is not known yet what a call gives.
const UNKNOWN: &str = "unknown";

pub fn unknown(function: &ast::Function, span: Span) -> Diagnostic {
    Diagnostic::new(UNKNOWN, span, format!("it is not known what `{}` returns", function.name))
}

/// The same of an element of a list of which nothing is known yet.
pub fn nothing_known(span: Span) -> Diagnostic {
    Diagnostic::new(UNKNOWN, span, "it is not known what the list holds")
}

pub fn is_unknown(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == UNKNOWN
}

impl<'a> Lowerer<'a> {
    pub fn call_instance(
        &mut self,
        function: &ast::Function,
        entered: Entered<'a>,
        identity: usize,
        values: Vec<PyValue>,
        span: Span,
    ) -> Result<PyValue> {
        let mut values: Vec<PyValue> = values.into_iter().map(|value| self.settle(value)).collect();
        let is_elsewhere = |v: &PyValue| {
            let is_instance = !classes_of(std::slice::from_ref(&v.ty)).is_empty() && !is_module(&v.ty);
            is_instance || has_generator(&v.ty)
        };
        // What it shares with the functions around it are arguments as well: nobody assigns it meanwhile.
        let captured = self.captured_by(&entered);
        for (key, ty) in &captured {
            let value = self.shared_value(key, span)?;
            if assigns_shared(&self.learnt.functions, ty) {
                bail!(span, "it calls itself, and a function that assigns a variable of the function around it");
            }
            if !is_function_of_no_parts(ty) {
                values.push(value);
            }
        }
        values.extend(self.all_found());
        values.extend(self.modules_fields());
        let holds_object = |v: &&PyValue| {
            v.path.is_some()
                || v.literal.is_some()
                || v.ty.parts().contains(&Type::Object)
                || is_elsewhere(v)
                || has_pool(&v.ty)
                || v.ty.functions().iter().any(|one| !self.is_the_same_anywhere(one))
        };
        if let Some(other) = values.iter().find(holds_object) {
            bail!(span, "{} as an argument of a function that calls itself is not compiled yet", self.what_is(other));
        }
        for (key, ty) in &captured {
            let is_kept = ty.functions().iter().any(|of| !of.kept.is_empty());
            if is_kept {
                bail!(span, "it calls itself, and the function `{key}`, which has defaults");
            }
        }
        let arguments = values.iter().map(|value| value.ty.clone()).collect();
        let instance = Instance { identity, arguments };
        let id = match self.instances.found.iter().position(|known| *known == instance) {
            Some(at) => FunctionId(at as u32),
            None => self.lower_instance(function, entered, &captured, &instance, span)?,
        };
        let Some(ty) = self.learnt.instances.get(&instance).cloned() else {
            self.instances.met_unknown = true;
            return Err(unknown(function, span));
        };
        let results = self.build.locals_for("result", &ty);
        let heaps =
            self.build.heaps.iter().map(|heap| [&[heap.starts, heap.lens, heap.rooms][..], &heap.columns].concat());
        let heaps: Vec<LocalId> = heaps.flatten().collect();
        let heaps: Vec<_> = heaps.into_iter().map(|list| self.build.read(list)).collect();
        let arguments = values.into_iter().flat_map(|value| value.parts).chain(heaps).collect();
        let frames = self.frames + 1;
        self.build.push(Stmt::CallFunction { function: id, frames, arguments, results: results.clone() });
        let parts = results.into_iter().map(|local| self.build.read(local)).collect();
        Ok(PyValue::new(ty, parts))
    }

    fn lower_instance(
        &mut self,
        function: &ast::Function,
        entered: Entered<'a>,
        captured: &[(String, PyType)],
        instance: &Instance,
        span: Span,
    ) -> Result<FunctionId> {
        let id = self.instances.found.len();
        if id >= MAX_INSTANCES {
            bail!(span, "functions that call themselves are called with too many types");
        }
        self.instances.found.push(instance.clone());
        self.instances.functions.push(Function::default());
        let (mut build, mut variables) = (Builder::default(), Variables::default());
        build.module.entry.name = function.name.clone();
        build.refuses_nans = self.build.refuses_nans;
        let is_value = |param: &&ast::Param| param.kind != ast::ParamKind::Keywords;
        let own = function.params.iter().filter(is_value).map(|param| param.name.clone());
        let (functions, shared): (Vec<_>, Vec<_>) =
            captured.iter().cloned().partition(|(_, ty)| is_function_of_no_parts(ty));
        let names = own.chain(shared.into_iter().map(|(key, _)| key)).chain(self.names_of_found());
        let names = names.chain(self.modules_fields().into_iter().map(|_| FIELDS.to_string()));
        let params: Vec<(String, PyType)> = names.zip(instance.arguments.iter().cloned()).collect();
        build.found = vec![None; self.build.found.len()];
        let mut fields = Fields::new();
        for (name, ty) in &params {
            let parts = build.locals_for(name, ty);
            if let PyType::Fields(shape) = ty {
                fields.insert(shape.class, parts);
                continue;
            }
            match found::number_of(name) {
                Some(at) => build.found[at] = Some((ty.clone(), parts)),
                None => variables.bind(name, ty.clone(), parts),
            }
        }
        build.module.entry.params = params;
        let heaps: Vec<PyType> = self.build.heaps.iter().map(|heap| heap.item.clone()).collect();
        for (key, ty) in functions {
            variables.bind(&key, ty, vec![]);
        }
        self.calls.push(span);
        build.call_site = Some(self.calls[0]);
        let frame = self.new_frame(function, &entered, &mut variables);
        let mut liveness = liveness(function, false);
        liveness.shown = shared_names(&variables);
        let mut inner = Lowerer {
            build,
            variables,
            request: self.request,
            graph: self.graph,
            environment: entered.environment,
            fields,
            liveness,
            iterators: vec![],
            targets: Targets::of_instance(instance.clone()),
            known_joins: Default::default(),
            calls: std::mem::take(&mut self.calls),
            // They are no loops of the function that is reported.
            loops: vec![],
            called: None,
            rebound: HashSet::new(),
            frame,
            around: self.frames_around(),
            learnt: std::mem::take(&mut self.learnt),
            instances: std::mem::take(&mut self.instances),
            frames: 0,
            tries: vec![],
            harmless: vec![],
            is_learning: false,
            has_guessed: self.has_guessed,
            counts: Default::default(),
            plan: self.plan.clone(),
            arguments: self.arguments.clone(),
        };
        heaps.into_iter().for_each(|item| drop(inner.add_heap(item)));
        let before = std::mem::take(&mut inner.instances.met_unknown);
        let outcome = inner.block(&function.body).and_then(|flow| match flow {
            Flow::Next => inner.return_value(PyValue::none(), function.span),
            Flow::Never => Ok(flow),
        });
        let Lowerer { mut build, calls, learnt, targets, instances, .. } = inner;
        (self.calls, self.learnt, self.instances) = (calls, learnt, instances);
        self.calls.pop();
        outcome?;
        let is_whole = !std::mem::replace(&mut self.instances.met_unknown, before);
        self.instances.met_unknown |= !is_whole;
        // A function that raises on all paths returns nothing.
        let result = targets.result.or(is_whole.then_some(PyType::None));
        if let Some(result) = &result
            && self.learnt.instances.get(instance) != Some(result)
        {
            self.learnt.instances.insert(instance.clone(), result.clone());
            self.instances.is_news = true;
        }
        build.module.entry.result = result.unwrap_or(PyType::None);
        let body = build.finish();
        let mut made = build.module.entry;
        made.body = body;
        refuse_shared(&made, span)?;
        self.instances.functions[id] = made;
        Ok(FunctionId(id as u32))
    }
}

fn has_generator(ty: &PyType) -> bool {
    match ty {
        PyType::Tuple(members) => members.iter().any(has_generator),
        PyType::Instance(shape) => shape.references.iter().any(|(_, ty)| has_generator(ty)),
        ty => matches!(ty, PyType::Generator | PyType::Method(_)),
    }
}

/// Are its elements texts in a pool, which functions that call themselves have not?
pub fn has_pool(ty: &PyType) -> bool {
    match ty {
        PyType::List(elem) => elem.units().is_some(),
        PyType::Many(list) => has_pool(list),
        PyType::Tuple(members) => members.iter().any(has_pool),
        _ => false,
    }
}

/// Its callers would not know of the length of a list that is not its own, nor of a list that it returns.
fn refuse_shared(function: &Function, span: Span) -> Result<()> {
    if function.result.parts().iter().any(|ty| ty.scalar().is_none()) {
        bail!(span, "it calls itself and returns {}", describe(&function.result); hint: "let it fill a list that it is given");
    }
    let numbers = same_lists(function);
    let n_params: usize = function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    let is_given = |list: LocalId| numbers[..n_params].contains(&numbers[list.0 as usize]);
    let mut edited = None;
    crate::passes::walk(&function.body, &mut |s| {
        if let Stmt::Edit { list, .. } = s
            && is_given(*list)
        {
            edited = Some(function.local(*list).ty);
        }
    });
    match edited {
        // There are no lists of code units.
        Some(Type::Buffer(Elem::UInt8 | Elem::UInt16 | Elem::UInt32, _)) => {
            bail!(span, "it calls itself and puts something behind a str that it is given");
        }
        Some(_) => bail!(span, "it calls itself and changes the length of a list that it is given"),
        None => Ok(()),
    }
}

impl Lowerer<'_> {
    /// Lowers something that may turn out to have no known result yet: `None`, and nothing of it is left.
    pub fn unless_unknown<T>(&mut self, lower: impl FnOnce(&mut Self) -> Result<T>) -> Result<Option<T>> {
        let (depth, n_calls) = (self.build.depth(), self.calls.len());
        match lower(self) {
            Ok(done) => Ok(Some(done)),
            Err(d) if is_unknown(&d) => {
                self.build.unwind(depth);
                self.calls.truncate(n_calls);
                Ok(None)
            }
            Err(d) => Err(d),
        }
    }

    /// A statement that has no end as far as is known.
    pub fn never(&mut self) -> Flow {
        let never = self.build.bool(false);
        self.build.check(never, Failure::Raised);
        Flow::Never
    }
}

/// One function, which nothing at run time says more of.
fn is_function_of_no_parts(ty: &PyType) -> bool {
    ty.parts().is_empty() && !ty.functions().is_empty()
}
