//! What the free names of a function are now, for the compiler, and the guards that say when that is over.
//!
//! `def f(x): return scale * math.sin(x)` gives `{"scale": Float(2.0), "math": Builtin("math"),
//! "math.sin": Builtin("math.sin")}`, guarded by `globals["scale"]`, `globals["math"]` and `math.__dict__["sin"]`.

use crate::budget::{Reach, Work};
use crate::classes::{_PyType_Lookup, Classes};
use crate::files::File;
use crate::globals::{Globals, Modules};
use crate::guards::Guards;
use crate::{generators, named, numpy, passed};
use hotloop_compiler::diagnostic::{Diagnostic, Span};
use hotloop_compiler::environment::{Callee, Environment, Free, NewTuple};
use hotloop_compiler::ir::twister::{KNOWN, METHODS};
use hotloop_compiler::ir::{NamedTuple, PyType};
use hotloop_compiler::lower;
use hotloop_compiler::syntax::ast::Import;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyComplex, PyDict, PyFloat, PyInt, PyList, PyModule, PyString, PyTuple};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::mem::take;
use std::sync::Arc;

/// A function as the compiler takes it.
pub struct Resolved {
    /// `hotloop._source.FunctionSource`.
    pub source: Py<PyAny>,
    pub text: Arc<str>,
    pub filename: String,
    pub offset: u32,
    pub parameters: Parameters,
    pub environment: Environment,
    pub guards: Guards,
    pub classes: Classes,
    /// `random.Random` objects among the free names: arguments, behind those of the function.
    pub generators: Vec<Py<PyAny>>,
    /// Where lists and arrays among the free names are, those of methods that were met since among them: arguments behind
    /// the generators.
    pub found: RefCell<Vec<Found>>,
    /// It may call so much that only what is near has been looked at.
    pub is_near: bool,
    /// Builtins and functions by the names that the function has for them.
    pub functions: HashMap<String, Py<PyAny>>,
    /// Of which types the variables were that statements which CPython runs have bound.
    pub called: RefCell<HashMap<Span, Vec<Option<PyType>>>>,
}

impl Resolved {
    /// Is everything that was looked at as it was?
    #[inline]
    pub fn holds(&self) -> bool {
        self.guards.hold() && self.classes.hold()
    }

    /// The list or array that is the argument of this number, borrowed; null: it is none of them, or not there.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn found_at(&self, at: usize) -> *mut ffi::PyObject {
        let number = at.checked_sub(self.first_found());
        // SAFETY: the caller's promise.
        number.and_then(|number| self.found.borrow().get(number).map(|one| unsafe { one.object() })).unwrap_or_default()
    }

    /// Adds those that methods find which were met since; true: there are some.
    pub fn note_found(&self, py: Python<'_>) -> bool {
        let n_known = self.found.borrow().len();
        let more = self.classes.found_from(n_known, py);
        let is_news = !more.is_empty();
        self.found.borrow_mut().extend(more);
        is_news
    }

    /// Behind the parameters and the generators.
    pub fn first_found(&self) -> usize {
        self.parameters.count + self.generators.len()
    }

    /// Why not all has been looked at, if that is so.
    pub fn excess(&self) -> Option<String> {
        let is_near = self.is_near || self.classes.is_near();
        let near = || "it may call more than is looked at, so only what is near is known".to_string();
        self.classes.excess().or_else(|| is_near.then(near))
    }
}

/// Positional ones, then keyword-only ones, then `*args`.
pub struct Parameters {
    pub count: usize,
    pub n_positional_only: usize,
    pub n_positional: usize,
    pub has_rest: bool,
    /// A tuple that begins with their names.
    pub names: Py<PyAny>,
}

/// Why a function cannot be given to the compiler.
pub enum Unresolved {
    /// No source text: the reason.
    NoSource(String),
    Refused(Box<Refusal>),
    Raised(PyErr),
}

/// A diagnostic with the text that it points into.
pub struct Refusal {
    pub diagnostic: Diagnostic,
    pub text: Arc<str>,
    pub filename: String,
}

impl From<PyErr> for Unresolved {
    fn from(error: PyErr) -> Self {
        Unresolved::Raised(error)
    }
}

/// Looks at a Python function and at all that it calls, and at these methods of `random.Random`.
pub fn resolve(function: &Bound<'_, PyAny>, methods: &BTreeSet<&'static str>) -> Result<Resolved, Unresolved> {
    let mut reach = Reach::Far;
    let mut globals = Globals::default();
    let (mut resolver, mut found) = loop {
        let (mut resolver, found) = look_at(function, methods, reach, take(&mut globals))?;
        if resolver.work.is_spent() && reach == Reach::Far {
            reach = Reach::Near;
            continue;
        }
        if !take(&mut resolver.globals.has_more) {
            break (resolver, found);
        }
        // What has been looked at before may read them.
        globals = take(&mut resolver.globals);
    };
    if let Some(span) = resolver.spent_at.filter(|_| resolver.work.is_spent()) {
        return Err(too_much(&resolver.work, span, &found));
    }
    check_resumable(function, &found)?;
    resolver.methods(function.py(), &mut found.environment)?;
    found.environment.n_generators = resolver.generators.len();
    found.environment.n_found = resolver.found.len();
    Ok(Resolved {
        source: found.source,
        text: found.text,
        filename: found.filename,
        offset: found.offset,
        parameters: parameters(function)?,
        environment: found.environment,
        guards: take(&mut resolver.guards),
        generators: resolver.generators.iter().map(|one| one.clone_ref(function.py())).collect(),
        found: RefCell::new(resolver.found_from(0, function.py())),
        functions: take(&mut resolver.functions),
        is_near: resolver.reach == Reach::Near,
        classes: Classes::new(resolver.modules(function.py()), resolver.for_methods(function)),
        called: RefCell::default(),
    })
}

fn look_at(
    function: &Bound<'_, PyAny>,
    methods: &BTreeSet<&'static str>,
    reach: Reach,
    globals: Globals,
) -> Result<(Resolver, Outline), Unresolved> {
    let mut resolver = Resolver { methods: methods.clone(), reach, takes_lists: true, globals, ..Resolver::default() };
    let outline = resolver.function(function)?;
    Ok((resolver, outline))
}

fn too_much(work: &Work, span: Span, found: &Outline) -> Unresolved {
    let diagnostic = Diagnostic::new("limit", span, too_much_to_look_at(work)).hint(IN_A_FUNCTION_OF_ITS_OWN);
    let (text, filename) = (found.text.clone(), found.filename.clone());
    Unresolved::Refused(Box::new(Refusal { diagnostic, text, filename }))
}

pub fn too_much_to_look_at(work: &Work) -> String {
    format!("this may lead to {}, which is more than is looked at for one that is compiled", work.excess())
}

pub const IN_A_FUNCTION_OF_ITS_OWN: &str = "put the loop into a function of its own that calls less";

/// Whether CPython can go on inside the function: it must be able to when compiled code is left.
fn check_resumable(function: &Bound<'_, PyAny>, found: &Outline) -> Result<(), Unresolved> {
    let py = function.py();
    let module = py.import("hotloop._continuation")?;
    let options = PyDict::new(py);
    options.set_item("place", "start")?;
    options.set_item("names", PyTuple::empty(py))?;
    let made = module.getattr("continuation")?.call((function, found.source.bind(py)), Some(&options));
    made.map(drop).map_err(|error| {
        match module.getattr("Unresumable").is_ok_and(|unresumable| error.is_instance(py, &unresumable)) {
            true => {
                let span = Span { start: found.offset, end: found.offset };
                let diagnostic = Diagnostic::new("unsupported", span, error.value(py).to_string());
                let (text, filename) = (found.text.clone(), found.filename.clone());
                Unresolved::Refused(Box::new(Refusal { diagnostic, text, filename }))
            }
            false => Unresolved::Raised(error),
        }
    })
}

/// All of them: one with `**kwargs` is refused before.
fn parameters(function: &Bound<'_, PyAny>) -> PyResult<Parameters> {
    let code = function.getattr("__code__")?;
    let n_positional: usize = code.getattr("co_argcount")?.extract()?;
    let n_by_name: usize = code.getattr("co_kwonlyargcount")?.extract()?;
    const CO_VARARGS: u32 = 0x04;
    let has_rest = code.getattr("co_flags")?.extract::<u32>()? & CO_VARARGS != 0;
    Ok(Parameters {
        count: n_positional + n_by_name + usize::from(has_rest),
        n_positional,
        has_rest,
        n_positional_only: code.getattr("co_posonlyargcount")?.extract()?,
        names: code.getattr("co_varnames")?.unbind(),
    })
}

/// Names whose meaning differs between two environments.
pub fn differences(a: &Environment, b: &Environment) -> Vec<String> {
    Compared::default().differences(a, b)
}

#[derive(Default)]
pub struct Resolver {
    guards: Guards,
    /// Attributes that the functions name.
    attributes: BTreeSet<String>,
    /// One `Arc` for each text: the compiler knows a function by the place of its text.
    texts: HashMap<usize, (Py<PyAny>, Arc<str>)>,
    /// Functions that are being resolved, and their code.
    path: Vec<(usize, usize)>,
    /// Functions whose defaults are being looked at.
    defaulting: Vec<usize>,
    /// Functions that have been: each is looked at once, however often it is called. Kept, so that none takes the
    /// address of another.
    known: HashMap<usize, Looked>,
    generators: Vec<Py<PyAny>>,
    found: Vec<Found>,
    /// May there be more of them?
    takes_lists: bool,
    globals: Globals,
    /// How many generators are arguments, if no more can become some.
    n_arguments: Option<usize>,
    /// Methods of `random.Random` that something may call: each name is that of an attribute, whatever of.
    methods: BTreeSet<&'static str>,
    /// Of the outermost function.
    functions: HashMap<String, Py<PyAny>>,
    /// Classes of named tuples.
    named: Vec<Py<PyAny>>,
    pub work: Work,
    reach: Reach,
    /// What the outermost function reads that led to too much work.
    spent_at: Option<Span>,
    /// Functions that were not looked at because they are too far away, or because of the work.
    n_cut: usize,
}

/// What a function was found to be, having been looked at inside of so many others.
struct Looked {
    function: Py<PyAny>,
    free: Free,
    depth: usize,
    /// Something that it calls was too far away: not so where it is called by fewer.
    is_cut: bool,
    /// It was looked at before any method was.
    is_first: bool,
}

struct Outline {
    source: Py<PyAny>,
    text: Arc<str>,
    filename: String,
    offset: u32,
    environment: Environment,
}

impl Resolver {
    /// To look at more functions that a function calls.
    pub fn again(resolved: &Resolved, function: &Bound<'_, PyAny>) -> PyResult<Resolver> {
        let text = resolved.source.bind(function.py()).getattr("text")?;
        let texts = HashMap::from([(text.as_ptr() as usize, (text.unbind(), resolved.text.clone()))]);
        let path = vec![(function.as_ptr() as usize, code_address(function))];
        let globals = resolved.classes.modules.assigned(function.py());
        Ok(Resolver { texts, path, globals, ..Resolver::default() })
    }

    /// To look at methods of instances that the function is given, knowing what it has looked at already.
    fn for_methods(self, function: &Bound<'_, PyAny>) -> Resolver {
        Resolver {
            path: vec![(function.as_ptr() as usize, code_address(function))],
            n_arguments: Some(self.generators.len()),
            globals: self.globals.closed(),
            work: Work::default(),
            methods: BTreeSet::new(),
            ..self
        }
    }

    /// Nothing has been looked at for methods yet, and what will be is what is near.
    pub fn nearer(mut self) -> Resolver {
        self.known.retain(|_, one| one.is_first);
        Resolver { work: Work::default(), reach: Reach::Near, methods: BTreeSet::new(), ..self }
    }

    /// Where lists and arrays are, from a number on.
    pub fn found_from(&self, first: usize, py: Python<'_>) -> Vec<Found> {
        self.found.iter().skip(first).map(|one| one.clone_ref(py)).collect()
    }

    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// What must stay as it is, the attributes that what it has looked at since names, and the classes of named tuples.
    pub fn take_parts(&mut self) -> (Guards, BTreeSet<String>, Vec<Py<PyAny>>) {
        (take(&mut self.guards), take(&mut self.attributes), take(&mut self.named))
    }

    /// For CPython's garbage collector.
    ///
    /// # Safety
    /// As for a `tp_traverse`.
    pub unsafe fn traverse(&self, visit: ffi::visitproc, argument: *mut std::ffi::c_void) -> std::ffi::c_int {
        let functions = self.known.values().map(|one| &one.function);
        for object in functions.chain(&self.generators).chain(&self.named) {
            // SAFETY: the caller's promise.
            let status = unsafe { visit(object.as_ptr(), argument) };
            if status != 0 {
                return status;
            }
        }
        for dict in self.globals.owners() {
            // SAFETY: as above.
            let status = unsafe { visit(dict.as_ptr(), argument) };
            if status != 0 {
                return status;
            }
        }
        0
    }

    /// Does something that it has looked at draw from a generator?
    pub fn has_generators(&self) -> bool {
        !self.generators.is_empty() || !self.methods.is_empty()
    }

    /// The methods of `random.Random` that what it has looked at names.
    pub fn draws(&mut self, py: Python<'_>) -> PyResult<HashMap<String, Free>> {
        let mut environment = Environment::default();
        match self.methods(py, &mut environment) {
            Ok(()) => Ok(environment.names),
            Err(Unresolved::Raised(error)) => Err(error),
            // They are left to CPython.
            Err(_) => Ok(HashMap::new()),
        }
    }

    /// The modules of which something assigns variables.
    fn modules(&self, py: Python<'_>) -> Modules {
        let dicts = self.found.iter().filter_map(|one| match one {
            Found::Module(dict) => Some(dict.clone_ref(py)),
            Found::Entry(..) | Found::Cell(_) => None,
        });
        Modules::of(&self.globals, dicts, py)
    }

    fn function(&mut self, function: &Bound<'_, PyAny>) -> Result<Outline, Unresolved> {
        let py = function.py();
        let source = find_source(function)?;
        let filename: String = source.getattr("filename")?.extract()?;
        let offset: u32 = source.getattr("offset")?.extract()?;
        let file = File::of(&source.getattr("text")?)?;
        let text = self.text(&source.getattr("text")?, &file);
        // SAFETY: the caller gives Python functions only.
        unsafe { self.guards.add_code(function.as_ptr()) };
        // What is called is refused where it is called.
        let is_outermost = self.path.is_empty();
        let refused = |diagnostic: Diagnostic| {
            Unresolved::Refused(Box::new(Refusal { diagnostic, text: text.clone(), filename: filename.clone() }))
        };
        let outline = file.outline(py, offset).map_err(refused)?;
        if let Some(refusal) = outline.refusal.as_ref().filter(|_| is_outermost) {
            return Err(refused(refusal.clone()));
        }
        if let Some(span) = outline.introspection {
            let message = "this may look at the function's variables by name, so they must be CPython's own";
            return Err(refused(Diagnostic::new("unsupported", span, message)));
        }
        let globals = outline.globals.as_ref().map_err(|refusal| refused(refusal.clone()))?;
        if !globals.is_empty() {
            let dict = function.getattr("__globals__")?.cast_into::<PyDict>().map_err(PyErr::from)?;
            if let Some(name) = globals.iter().find(|name| !self.globals.add(&dict, name)) {
                let message =
                    format!("the global variable `{name}`, which this assigns, may have been taken for constant");
                return Err(refused(Diagnostic::new("unsupported", Span { start: offset, end: offset }, message)));
            }
        }
        self.methods.extend(METHODS.iter().filter(|name| outline.attributes.contains(**name)));
        self.attributes.extend(outline.attributes.iter().cloned());
        let names = Names { imports: outline.imports.clone(), ..Names::of(function)? };
        self.path.push((function.as_ptr() as usize, code_address(function)));
        let mut environment = Environment::default();
        for (path, span) in &outline.paths {
            let free = self.free(&names, path)?;
            if is_outermost && self.work.is_spent() {
                self.spent_at.get_or_insert(*span);
            }
            if let Free::Tuple(members, _) | Free::Functions(members) = &free {
                let functions = members.iter().enumerate().filter(|(_, one)| !one.is_value());
                functions.for_each(|(at, one)| drop(environment.names.insert(format!("{path}[{at}]"), one.clone())));
            }
            environment.names.insert(path.clone(), free);
        }
        self.path.pop();
        Ok(Outline { source: source.unbind(), text, filename, offset, environment })
    }

    /// Adds the methods of `random.Random` that are needed, and those that these call.
    fn methods(&mut self, py: Python<'_>, environment: &mut Environment) -> Result<(), Unresolved> {
        let mut names = take(&mut self.methods);
        let Some(class) = (if names.is_empty() { None } else { generators::class_dict(py) }) else { return Ok(()) };
        // SAFETY: the GIL is held.
        unsafe { self.guards.add_type(generators::class()) };
        // What is called is not outermost.
        self.path.push((0, 0));
        while let Some(name) = names.pop_first() {
            let key = format!(".Random.{name}");
            let Some(function) = class.get_item(name)? else {
                if !generators::is_method_of_base(py, name) {
                    environment.names.insert(key, Free::Object);
                }
                continue;
            };
            if environment.names.contains_key(&key) {
                continue;
            }
            let known = KNOWN.iter().find(|(known, _)| *known == name);
            let free = match known {
                Some((_, called)) if is_of_library(&class, &function)? => {
                    names.extend(*called);
                    Free::Builtin(key.clone())
                }
                Some(_) => Free::Object,
                // SAFETY: any object may be asked for its type.
                _ if unsafe { ffi::PyFunction_Check(function.as_ptr()) != 0 } => self.new_callee(&function)?,
                _ => Free::Object,
            };
            environment.names.insert(key, free);
            names.append(&mut self.methods);
        }
        self.path.pop();
        Ok(())
    }

    /// The number of a generator among the arguments; `None`: it cannot be one of them any more.
    fn generator(&mut self, object: *mut ffi::PyObject, py: Python<'_>) -> Option<usize> {
        // SAFETY: the callers have found it in a live object.
        let object = unsafe { Bound::from_borrowed_ptr(py, object) };
        let known = self.generators.iter().position(|one| one.is(&object));
        if known.is_some() || self.n_arguments.is_some() {
            return known;
        }
        self.generators.push(object.unbind());
        Some(self.generators.len() - 1)
    }

    fn text(&mut self, object: &Bound<'_, PyAny>, file: &File) -> Arc<str> {
        let known = self.texts.get(&(object.as_ptr() as usize));
        if let Some((_, known)) = known {
            return known.clone();
        }
        if !self.texts.is_empty() {
            self.work.bytes += file.text.len();
        }
        self.texts.insert(object.as_ptr() as usize, (object.clone().unbind(), file.text.clone()));
        file.text.clone()
    }

    /// What `math.sin` is, and the guards for each step on the way to it.
    fn free(&mut self, names: &Names<'_>, path: &str) -> PyResult<Free> {
        let mut steps = path.split('.');
        let root = steps.next().unwrap_or_default();
        let found = match names.imports.iter().find(|one| one.name == root) {
            Some(import) => match names.import(import, &mut self.guards)? {
                Some(found) => Some(found),
                // To import it now may do anything.
                None => return Ok(Free::Unbound),
            },
            None => names.look_up(root)?,
        };
        let Some((mut value, mut guard)) = found else {
            names.guard_absent(&mut self.guards, root);
            return Ok(Free::Unbound);
        };
        while let Some(step) = steps.next() {
            if self.globals.assigned_by(&guard).is_some() {
                return Ok(Free::Object);
            }
            if self.named_class(&value).is_some() {
                guard.commit(&mut self.guards);
                let (free, found) = match steps.next() {
                    None => self.of_named_class(&value, step)?,
                    Some(_) => (Free::Object, None),
                };
                self.keep_function(&free, path, found);
                return Ok(free);
            }
            let Ok(module) = value.cast_exact::<PyModule>() else { return Ok(Free::Object) };
            guard.commit(&mut self.guards);
            let dict = module.dict();
            let Some(next) = dict.get_item(step)? else { return Ok(Free::Object) };
            guard = Guard::one(&dict, step, &next);
            value = next;
        }
        if let Some((dict, name)) = self.globals.assigned_by(&guard) {
            return match self.number_of(Found::Module(dict)) {
                Some(number) if matches!(&guard, Guard::Dicts(entries) if entries.len() == 1) => {
                    Ok(Free::Global(number, name))
                }
                // A builtin, up to the first assignment.
                _ => Ok(Free::Object),
            };
        }
        if let Some(members) = self.list_of_functions(&value, path)? {
            guard.commit(&mut self.guards);
            // SAFETY: the GIL is held and it is a list.
            unsafe { self.guards.add_list(value.as_ptr()) };
            return Ok(Free::Functions(members));
        }
        if let Some(number) = self.number_of_found(&value, &guard) {
            return Ok(Free::Found(number));
        }
        let free = match value.cast_exact::<PyTuple>() {
            Ok(tuple) => self.tuple_of_functions(tuple, path)?,
            Err(_) => self.classify(&value)?,
        };
        // Compiled code depends on nothing that an object is, but for an import: that it is there already.
        if !matches!(free, Free::Object) || names.imports.iter().any(|one| one.name == path) {
            guard.commit(&mut self.guards);
        }
        self.keep_function(&free, path, Some(value));
        Ok(free)
    }

    /// The number of a list or an array: where it is looked up at each call. `None`: it is neither, or cannot be one of
    /// the arguments any more.
    fn number_of_found(&mut self, value: &Bound<'_, PyAny>, guard: &Guard<'_>) -> Option<usize> {
        // SAFETY: the GIL is held and the value is alive.
        if unsafe { ffi::PyList_CheckExact(value.as_ptr()) == 0 && numpy::view(value.as_ptr()).is_none() } {
            return None;
        }
        let found = match guard {
            Guard::Cell(cell) => Found::Cell(cell.clone().unbind()),
            Guard::Dicts(entries) => match &entries[..] {
                [(dict, key, Some(_))] => Found::Entry(dict.clone().unbind(), key.clone().unbind()),
                _ => return None,
            },
        };
        self.number_of(found)
    }

    fn number_of(&mut self, found: Found) -> Option<usize> {
        let known = self.found.iter().position(|one| one.is(&found));
        if known.is_none() && self.takes_lists {
            self.found.push(found);
            return Some(self.found.len() - 1);
        }
        known
    }

    /// CPython gets it from here where a variable holds it.
    fn keep_function(&mut self, free: &Free, path: &str, value: Option<Bound<'_, PyAny>>) {
        if self.path.len() == 1 && matches!(free, Free::Builtin(_) | Free::Function(_)) {
            self.functions.extend(value.map(|value| (path.into(), value.unbind())));
        }
    }

    /// A list of nothing but functions. `None`: it is something else.
    fn list_of_functions(&mut self, value: &Bound<'_, PyAny>, path: &str) -> PyResult<Option<Vec<Free>>> {
        let Ok(list) = value.cast_exact::<PyList>() else { return Ok(None) };
        // SAFETY: any object may be asked for its type.
        let is_function = |one: &Bound<'_, PyAny>| unsafe { passed::may_be_passed(one.as_ptr()) };
        if list.is_empty() || list.len() > MOST_FUNCTIONS || !list.iter().all(|one| is_function(&one)) {
            return Ok(None);
        }
        let tuple = PyTuple::new(value.py(), list)?;
        Ok(match self.tuple_of_functions(&tuple, path)? {
            Free::Tuple(members, _) => Some(members),
            _ => None,
        })
    }

    /// A tuple of constants and functions, which have names of their own: `f[0]`.
    fn tuple_of_functions(&mut self, tuple: &Bound<'_, PyTuple>, path: &str) -> PyResult<Free> {
        let members = tuple.iter().map(|member| self.classify(&member)).collect::<PyResult<Vec<Free>>>()?;
        let is_function = |free: &Free| matches!(free, Free::Builtin(_) | Free::Function(_));
        if !members.iter().all(|member| member.is_value() || is_function(member)) {
            return Ok(Free::Object);
        }
        if self.path.len() == 1 {
            let named = tuple.iter().enumerate().zip(&members).filter(|(_, free)| is_function(free));
            self.functions.extend(named.map(|((at, value), _)| (format!("{path}[{at}]"), value.unbind())));
        }
        Ok(Free::Tuple(members, None))
    }

    pub fn classify(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Free> {
        if value.is_none() {
            return Ok(Free::None);
        }
        if let Ok(flag) = value.cast_exact::<PyBool>() {
            return Ok(Free::Bool(flag.is_true()));
        }
        if let Ok(int) = value.cast_exact::<PyInt>() {
            let wide = || int.extract::<i128>().map_or(Free::Object, Free::Wide);
            return Ok(int.extract::<i64>().map_or_else(|_| wide(), Free::Int));
        }
        if let Ok(float) = value.cast_exact::<PyFloat>() {
            return Ok(Free::Float(float.value()));
        }
        if let Ok(complex) = value.cast_exact::<PyComplex>() {
            // SAFETY: an exact complex.
            let value = unsafe { (*complex.as_ptr().cast::<ffi::PyComplexObject>()).cval };
            return Ok(Free::Complex(value.real, value.imag));
        }
        if let Ok(text) = value.cast_exact::<PyString>() {
            return Ok(text.to_str().map_or(Free::Object, |text| Free::Str(text.into())));
        }
        if let Ok(bytes) = value.cast_exact::<PyBytes>() {
            return Ok(Free::Bytes(bytes.as_bytes().into()));
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            let class =
                if value.is_exact_instance_of::<PyTuple>() { None } else { self.named_class(&value.get_type()) };
            // SAFETY: the GIL is held and the value is alive.
            if unsafe { named::class_of_tuple(value.as_ptr()) }.is_none() {
                return Ok(Free::Object);
            }
            let members = tuple.iter().map(|m| self.classify(&m)).collect::<PyResult<Vec<Free>>>()?;
            let are_values = members.iter().all(Free::is_value);
            return Ok(if are_values { Free::Tuple(members, class) } else { Free::Object });
        }
        // SAFETY: the GIL is held and the value is alive.
        unsafe {
            if generators::is_plain(value.as_ptr()) {
                let number = self.generator(value.as_ptr(), value.py());
                return Ok(number.map_or(Free::Object, Free::Generator));
            }
            if let Some((generator, name)) = generators::method(value.as_ptr()) {
                let Some(number) = self.generator(generator, value.py()) else { return Ok(Free::Object) };
                self.methods.insert(name);
                return Ok(Free::Method(number, name));
            }
        }
        if let Some(name) = builtin_name(value) {
            return Ok(Free::Builtin(name));
        }
        match self.named_class(value) {
            Some(class) => {
                let (defaults, _) = self.defaults(&named::maker(value)?)?;
                Ok(Free::NamedTuple(Arc::new(NewTuple { class, defaults })))
            }
            None => self.callee(value),
        }
    }

    /// `Point.distance`: a function or a constant that a class of named tuples has.
    fn of_named_class<'py>(
        &mut self,
        class: &Bound<'py, PyAny>,
        name: &str,
    ) -> PyResult<(Free, Option<Bound<'py, PyAny>>)> {
        let key = PyString::intern(class.py(), name);
        let ty = class.as_ptr().cast();
        // SAFETY: a type and a str; what is found is kept.
        let found = unsafe { Bound::from_borrowed_ptr_or_opt(class.py(), _PyType_Lookup(ty, key.as_ptr())) };
        let Some(found) = found.filter(|_| !name.starts_with("__")) else { return Ok((Free::Object, None)) };
        let is_static = found.get_type().is(class.py().import("builtins")?.getattr("staticmethod")?);
        let found = if is_static { found.getattr("__func__")? } else { found };
        let free = self.classify(&found)?;
        // SAFETY: the GIL is held, and it is a type.
        unsafe { self.guards.add_type(ty) };
        Ok((free, Some(found)))
    }

    /// A class of named tuples.
    fn named_class(&mut self, class: &Bound<'_, PyAny>) -> Option<Arc<NamedTuple>> {
        // SAFETY: any object may be asked for its type; a type is alive.
        let known = unsafe {
            let is_class = ffi::PyType_Check(class.as_ptr()) != 0;
            is_class.then(|| named::learn(class.py(), class.as_ptr().cast())).flatten()?
        };
        if self.named.iter().all(|one| !one.is(class)) {
            self.named.push(class.clone().unbind());
        }
        Some(known)
    }

    /// A Python function that can be compiled in, or an object.
    pub fn callee(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Free> {
        let function = crate::dispatcher::python_function(value).unwrap_or_else(|| value.clone());
        // SAFETY: any object may be asked for its type.
        let is_function = unsafe { ffi::PyFunction_Check(function.as_ptr()) != 0 };
        let address = function.as_ptr() as usize;
        // A function may be a default of its own.
        if !is_function || self.defaulting.contains(&address) {
            return Ok(Free::Object);
        }
        let depth = self.path.len() + self.defaulting.len();
        if depth >= self.reach.most_calls() {
            self.n_cut += 1;
            return Ok(Free::Object);
        }
        if let Some((other, _)) = self.path.iter().rev().find(|(_, code)| *code == code_address(&function)) {
            // Another one with the same code is a closure over other values.
            return if *other == address { self.recursion(&function) } else { Ok(Free::Object) };
        }
        if let Some(known) = self.known.get(&address).filter(|known| !known.is_cut || known.depth <= depth) {
            self.n_cut += usize::from(known.is_cut);
            return Ok(known.free.clone());
        }
        if self.work.is_spent() {
            self.n_cut += 1;
            return Ok(Free::Object);
        }
        let n_cut = self.n_cut;
        self.work.functions += 1;
        let free = match is_out_of_reach(&function)? {
            true => Free::Object,
            false => self.new_callee(&function)?,
        };
        let (is_cut, is_first) = (self.n_cut > n_cut, self.n_arguments.is_none());
        self.known.insert(address, Looked { function: function.unbind(), free: free.clone(), depth, is_cut, is_first });
        Ok(free)
    }

    fn new_callee(&mut self, function: &Bound<'_, PyAny>) -> PyResult<Free> {
        match self.function(function) {
            Ok(Outline { text, offset, environment, .. }) => {
                let (defaults, keyword_defaults) = self.defaults(function)?;
                let environment = Some(environment);
                Ok(Free::Function(Arc::new(Callee { source: text, offset, environment, defaults, keyword_defaults })))
            }
            Err(Unresolved::Raised(error)) => Err(error),
            Err(_) => Ok(Free::Object),
        }
    }

    /// The defaults of a function's last positional parameters, and of the keyword-only ones.
    fn defaults(&mut self, function: &Bound<'_, PyAny>) -> PyResult<(Vec<Free>, ByName)> {
        // SAFETY: the caller gives a Python function.
        unsafe { self.guards.add_defaults(function.as_ptr()) };
        self.defaulting.push(function.as_ptr() as usize);
        let defaults = self.values_of_defaults(function);
        self.defaulting.pop();
        defaults
    }

    fn values_of_defaults(&mut self, function: &Bound<'_, PyAny>) -> PyResult<(Vec<Free>, ByName)> {
        let positional = match function.getattr("__defaults__")?.cast::<PyTuple>() {
            Ok(defaults) => defaults.iter().map(|value| self.classify(&value)).collect::<PyResult<_>>()?,
            Err(_) => vec![],
        };
        let mut by_name = vec![];
        if let Ok(defaults) = function.getattr("__kwdefaults__")?.cast::<PyDict>() {
            for (name, value) in defaults {
                let (name, free) = (name.extract::<String>()?, self.classify(&value)?);
                Guard::one(defaults, &name, &value).commit(&mut self.guards);
                by_name.push((name, free));
            }
        }
        Ok((positional, by_name))
    }

    /// A function on the way to itself.
    fn recursion(&mut self, function: &Bound<'_, PyAny>) -> PyResult<Free> {
        match find_source(function) {
            Ok(source) => {
                let text = source.getattr("text")?;
                let file = File::of(&text)?;
                let source_text = self.text(&text, &file);
                let offset = source.getattr("offset")?.extract()?;
                let (defaults, keyword_defaults) = self.defaults(function)?;
                let (source, environment) = (source_text, None);
                Ok(Free::Function(Arc::new(Callee { source, offset, environment, defaults, keyword_defaults })))
            }
            Err(Unresolved::Raised(error)) => Err(error),
            Err(_) => Ok(Free::Object),
        }
    }
}

/// As many as a variable may be one of.
const MOST_FUNCTIONS: usize = 32;

/// Where a function looks names up.
struct Names<'py> {
    cells: HashMap<String, Bound<'py, PyAny>>,
    globals: Bound<'py, PyDict>,
    builtins: Bound<'py, PyDict>,
    /// What the function imports.
    imports: Vec<Import>,
}

/// Modules of CPython's own that may be imported before the function does it: nobody sees that.
const HARMLESS: [&str; 6] = ["math", "cmath", "operator", "bisect", "heapq", "itertools"];

impl<'py> Names<'py> {
    fn of(function: &Bound<'py, PyAny>) -> PyResult<Names<'py>> {
        let names: Vec<String> = function.getattr("__code__")?.getattr("co_freevars")?.extract()?;
        let closure = function.getattr("__closure__")?;
        let cells = match closure.cast::<PyTuple>() {
            Ok(cells) => names.into_iter().zip(cells.iter()).collect(),
            Err(_) => HashMap::new(),
        };
        let globals = function.getattr("__globals__")?.cast_into::<PyDict>()?;
        let builtins = function.getattr("__builtins__")?.cast_into::<PyDict>()?;
        Ok(Names { cells, globals, builtins, imports: vec![] })
    }

    fn look_up(&self, name: &str) -> PyResult<Option<(Bound<'py, PyAny>, Guard<'py>)>> {
        if let Some(cell) = self.cells.get(name) {
            let content = cell.getattr("cell_contents");
            return Ok(content.ok().map(|content| (content, Guard::Cell(cell.clone()))));
        }
        if let Some(value) = self.globals.get_item(name)? {
            let guard = Guard::one(&self.globals, name, &value);
            return Ok(Some((value, guard)));
        }
        let Some(value) = self.builtins.get_item(name)? else { return Ok(None) };
        let key = PyString::intern(self.globals.py(), name);
        let entries =
            vec![(self.globals.clone(), key.clone(), None), (self.builtins.clone(), key, Some(value.clone()))];
        Ok(Some((value, Guard::Dicts(entries))))
    }

    /// What an import gives, if it only looks the module up: it is loaded, and `__import__` is CPython's own.
    fn import(&self, import: &Import, guards: &mut Guards) -> PyResult<Option<(Bound<'py, PyAny>, Guard<'py>)>> {
        let py = self.globals.py();
        let Some(function) = self.builtins.get_item("__import__")? else { return Ok(None) };
        if builtin_name(&function).as_deref() != Some("__import__") {
            return Ok(None);
        }
        if HARMLESS.contains(&import.module.as_str()) {
            py.import(import.module.as_str())?;
        }
        let modules = py.import("sys")?.getattr("modules")?;
        let Ok(modules) = modules.cast_exact::<PyDict>() else { return Ok(None) };
        let Some(module) = modules.get_item(&import.module)? else { return Ok(None) };
        let of_module = Guard::one(modules, &import.module, &module);
        let (value, guard) = match &import.member {
            None => (module, of_module),
            Some(member) => {
                let Ok(module) = module.cast_exact::<PyModule>() else { return Ok(None) };
                let Some(value) = module.dict().get_item(member)? else { return Ok(None) };
                of_module.commit(guards);
                let guard = Guard::one(&module.dict(), member, &value);
                (value, guard)
            }
        };
        Guard::one(&self.builtins, "__import__", &function).commit(guards);
        Ok(Some((value, guard)))
    }

    fn guard_absent(&self, guards: &mut Guards, name: &str) {
        if let Some(cell) = self.cells.get(name) {
            return Guard::Cell(cell.clone()).commit(guards);
        }
        let key = PyString::intern(self.globals.py(), name);
        Guard::Dicts(vec![(self.globals.clone(), key.clone(), None), (self.builtins.clone(), key, None)])
            .commit(guards);
    }
}

/// A dict, a key in it, and its value, if there is one.
pub type DictEntry<'py> = (Bound<'py, PyDict>, Bound<'py, PyString>, Option<Bound<'py, PyAny>>);

/// Where a list or an array is: the value of a key, or the content of a cell. Or the variables of a module of which some
/// are assigned.
pub enum Found {
    Entry(Py<PyDict>, Py<PyString>),
    Cell(Py<PyAny>),
    Module(Py<PyDict>),
}

impl Found {
    fn is(&self, other: &Found) -> bool {
        match (self, other) {
            (Found::Module(a), Found::Module(b)) => a.is(b),
            (Found::Entry(a, key), Found::Entry(b, other)) => a.is(b) && key.is(other),
            (Found::Cell(a), Found::Cell(b)) => a.is(b),
            _ => false,
        }
    }

    fn clone_ref(&self, py: Python<'_>) -> Found {
        match self {
            Found::Entry(dict, key) => Found::Entry(dict.clone_ref(py), key.clone_ref(py)),
            Found::Cell(cell) => Found::Cell(cell.clone_ref(py)),
            Found::Module(dict) => Found::Module(dict.clone_ref(py)),
        }
    }

    /// What is there now, borrowed; null: nothing.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn object(&self) -> *mut ffi::PyObject {
        // SAFETY: the key is an interned str, whose lookup runs no Python code; a cell keeps its content alive.
        unsafe {
            match self {
                Found::Module(dict) => dict.as_ptr(),
                Found::Entry(dict, key) => ffi::PyDict_GetItemWithError(dict.as_ptr(), key.as_ptr()),
                Found::Cell(cell) => {
                    let content = ffi::PyCell_Get(cell.as_ptr());
                    ffi::Py_XDECREF(content);
                    content
                }
            }
        }
    }

    /// For CPython's garbage collector.
    pub fn owner(&self) -> *mut ffi::PyObject {
        match self {
            Found::Entry(dict, _) | Found::Module(dict) => dict.as_ptr(),
            Found::Cell(cell) => cell.as_ptr(),
        }
    }
}

/// What must hold for a name to be what it was found to be.
pub enum Guard<'py> {
    Cell(Bound<'py, PyAny>),
    Dicts(Vec<DictEntry<'py>>),
}

impl<'py> Guard<'py> {
    fn one(dict: &Bound<'py, PyDict>, name: &str, value: &Bound<'py, PyAny>) -> Guard<'py> {
        Guard::Dicts(vec![(dict.clone(), PyString::intern(dict.py(), name), Some(value.clone()))])
    }

    fn commit(self, guards: &mut Guards) {
        // SAFETY: the GIL is held; dicts are dicts, keys are interned, cells are cells.
        unsafe {
            match self {
                Guard::Cell(cell) => guards.add_cell(cell.as_ptr()),
                Guard::Dicts(entries) => {
                    for (dict, key, value) in entries {
                        let value = value.map_or(std::ptr::null_mut(), |value| value.as_ptr());
                        guards.add_dict(dict.as_ptr(), key.as_ptr(), value);
                    }
                }
            }
        }
    }
}

/// `abs`, `math.sin`, `math`: CPython's own functions, types and modules, known by what they are, not by what they are
/// called here.
fn builtin_name(value: &Bound<'_, PyAny>) -> Option<String> {
    let py = value.py();
    if value.cast_exact::<PyModule>().is_ok() {
        let name: String = value.getattr("__name__").ok()?.extract().ok()?;
        let known = ["math", "cmath", "operator", "random", "numpy", "bisect", "heapq"];
        return known.contains(&name.as_str()).then_some(name);
    }
    if let Some(name) = numpy_function(value) {
        return Some(name);
    }
    // SAFETY: any object may be asked for its type; the name of a static type is a C string.
    unsafe {
        let object = value.as_ptr();
        if ffi::PyCFunction_Check(object) != 0 && ffi::PyCFunction_CheckExact(object) != 0 {
            let module = Bound::from_borrowed_ptr_or_opt(py, ffi::PyCFunction_GetSelf(object))?;
            let module: String = module.cast::<PyModule>().ok()?.name().ok()?.extract().ok()?;
            let name: String = value.getattr("__name__").ok()?.extract().ok()?;
            return match module.as_str() {
                "builtins" => Some(name),
                "math" | "cmath" | "time" => Some(format!("{module}.{name}")),
                "_functools" | "_operator" | "_bisect" | "_heapq" => Some(format!("{}.{name}", &module[1..])),
                _ => None,
            };
        }
        if ffi::PyType_Check(object) != 0 {
            let builtins = PyModule::import(py, "builtins").ok()?;
            let name: String = value.getattr("__name__").ok()?.extract().ok()?;
            if numpy::scalar_elem(object.cast()).is_some() {
                return Some(format!("numpy.{}", name.trim_end_matches('_')));
            }
            if lower::is_itertools_function(&name) {
                let itertools = PyModule::import(py, "itertools").ok()?;
                return itertools.getattr(name.as_str()).ok()?.is(value).then(|| format!("itertools.{name}"));
            }
            if matches!(name.as_str(), "itemgetter" | "attrgetter") {
                let operator = PyModule::import(py, "_operator").ok()?;
                return operator.getattr(name.as_str()).ok()?.is(value).then(|| format!("operator.{name}"));
            }
            let is_static = (*object.cast::<ffi::PyTypeObject>()).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE == 0;
            return (is_static && builtins.getattr(name.as_str()).ok()?.is(value)).then_some(name);
        }
    }
    None
}

/// `numpy.sqrt`: a function of NumPy that the compiler knows. Some of them are written in Python.
fn numpy_function(value: &Bound<'_, PyAny>) -> Option<String> {
    // SAFETY: any object may be asked for its type.
    if unsafe { ffi::PyType_Check(value.as_ptr()) != 0 } || !numpy::is_known() {
        return None;
    }
    let name: String = value.getattr("__name__").ok()?.extract().ok()?;
    if !lower::is_numpy_function(&name) || !numpy::can_call(&name) {
        return None;
    }
    let modules = value.py().import("sys").ok()?.getattr("modules").ok()?;
    let known = modules.get_item("numpy").ok()?.getattr(name.as_str()).ok()?;
    known.is(value).then(|| format!("numpy.{name}"))
}

/// Was a method of `random.Random` written where the others were? Then it does what this CPython's does.
fn is_of_library(class: &Bound<'_, PyDict>, method: &Bound<'_, PyAny>) -> PyResult<bool> {
    let Some(known) = class.get_item("__init__")? else { return Ok(false) };
    let file =
        |function: &Bound<'_, PyAny>| function.getattr("__code__").and_then(|c| c.getattr("co_filename")?.extract());
    let files: [Option<String>; 2] = [file(&known).ok(), file(method).ok()];
    Ok(files[0].is_some() && files[0] == files[1])
}

fn is_out_of_reach(function: &Bound<'_, PyAny>) -> PyResult<bool> {
    function.py().import("hotloop._source")?.getattr("is_out_of_reach")?.call1((function,))?.extract()
}

fn find_source<'py>(function: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Unresolved> {
    let module = function.py().import("hotloop._source")?;
    module.getattr("find")?.call1((function,)).map_err(|error| {
        match module
            .getattr("SourceUnavailable")
            .is_ok_and(|unavailable| error.is_instance(function.py(), &unavailable))
        {
            true => Unresolved::NoSource(error.value(function.py()).to_string()),
            false => Unresolved::Raised(error),
        }
    })
}

fn code_address(function: &Bound<'_, PyAny>) -> usize {
    // SAFETY: the callers give Python functions only.
    unsafe { ffi::PyFunction_GetCode(function.as_ptr()) as usize }
}

/// Values by the names of parameters.
type ByName = Vec<(String, Free)>;

/// Functions that have been compared, and with what result; those that are being compared are the same so far.
#[derive(Default)]
struct Compared(HashMap<(usize, usize), bool>);

impl Compared {
    fn differences(&mut self, a: &Environment, b: &Environment) -> Vec<String> {
        let mut is_changed =
            |(name, free): &(&String, &Free)| !b.names.get(*name).is_some_and(|other| self.is_same(free, other));
        let mut names: Vec<String> = a.names.iter().filter(&mut is_changed).map(|(name, _)| name.clone()).collect();
        names.extend(b.names.keys().filter(|name| !a.names.contains_key(*name)).cloned());
        names.sort();
        names
    }

    fn is_same(&mut self, a: &Free, b: &Free) -> bool {
        match (a, b) {
            (Free::None, Free::None) | (Free::Object, Free::Object) | (Free::Unbound, Free::Unbound) => true,
            (Free::Bool(a), Free::Bool(b)) => a == b,
            (Free::Int(a), Free::Int(b)) => a == b,
            (Free::Wide(a), Free::Wide(b)) => a == b,
            (Free::Float(a), Free::Float(b)) => a.to_bits() == b.to_bits(),
            (Free::Complex(a, b), Free::Complex(c, d)) => (a.to_bits(), b.to_bits()) == (c.to_bits(), d.to_bits()),
            (Free::Generator(a), Free::Generator(b)) | (Free::Found(a), Free::Found(b)) => a == b,
            (Free::Method(a, name), Free::Method(b, other)) => a == b && name == other,
            (Free::Global(a, name), Free::Global(b, other)) => a == b && name == other,
            (Free::Bytes(a), Free::Bytes(b)) => a == b,
            (Free::Str(a), Free::Str(b)) | (Free::Builtin(a), Free::Builtin(b)) => a == b,
            (Free::Tuple(a, class), Free::Tuple(b, other)) => class == other && self.are_same(a, b),
            (Free::Functions(a), Free::Functions(b)) => self.are_same(a, b),
            (Free::NamedTuple(a), Free::NamedTuple(b)) => a.class == b.class && self.are_same(&a.defaults, &b.defaults),
            (Free::Function(a), Free::Function(b)) => {
                // Two that call many others may call the same ones on many ways.
                let key = (Arc::as_ptr(a) as usize, Arc::as_ptr(b) as usize);
                if let Some(known) = self.0.get(&key) {
                    return *known;
                }
                self.0.insert(key, true);
                let is_same = a.source == b.source
                    && a.offset == b.offset
                    && self.are_same(&a.defaults, &b.defaults)
                    && self.are_same_by_name(&a.keyword_defaults, &b.keyword_defaults)
                    && match (&a.environment, &b.environment) {
                        (Some(a), Some(b)) => self.differences(a, b).is_empty(),
                        (a, b) => a.is_none() == b.is_none(),
                    };
                self.0.insert(key, is_same);
                is_same
            }
            _ => false,
        }
    }

    fn are_same_by_name(&mut self, a: &[(String, Free)], b: &[(String, Free)]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|((a, x), (b, y))| a == b && self.is_same(x, y))
    }

    fn are_same(&mut self, a: &[Free], b: &[Free]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.is_same(a, b))
    }
}
