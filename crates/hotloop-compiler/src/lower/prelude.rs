//! Functions of CPython's that are written in C, as Python functions that do the same, step by step: they are compiled in.
//!
//! example: `heapq.heappush(heap, x)` is `def heappush(heap, item)` of `prelude/heapq.py`.

use super::Lowerer;
use super::value::PyValue;
use crate::diagnostic::{Result, Span};
use crate::environment::{Callee, Environment, Free};
use crate::syntax::{ast, parse_function};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Modules, and what is in them.
const MODULES: &[(&str, &str)] = &[
    ("bisect", include_str!("prelude/bisect.py")),
    ("functools", include_str!("prelude/functools.py")),
    ("heapq", include_str!("prelude/heapq.py")),
    ("random", include_str!("prelude/random.py")),
];
/// Names of CPython's own that are used in there.
const BUILTINS: &[&str] = &["abs", "int", "len", "list", "math", "math.ceil", "math.log", "range"];
static FUNCTIONS: LazyLock<HashMap<String, Arc<Callee>>> =
    LazyLock::new(|| MODULES.iter().flat_map(|(module, source)| functions_of(module, source)).collect());

impl Lowerer<'_> {
    /// `heapq.heappush(heap, x)`; `None`: it is another builtin.
    pub fn prelude_call(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        let name = match (name, args) {
            ("functools.reduce", [_, _]) => "functools.reduce_from_first",
            _ => name,
        };
        let Some(callee) = find(name) else { return Ok(None) };
        self.call_function(name, callee, vec![], args, keywords, span).map(Some)
    }
}

/// A function by its full name: `heapq.heappush`.
pub fn find(name: &str) -> Option<&'static Arc<Callee>> {
    FUNCTIONS.get(name)
}

/// What such a function's names are; `None`: it is none of these.
pub fn environment_of(callee: &Arc<Callee>) -> Option<&'static Environment> {
    let is_it = |known: &&Arc<Callee>| Arc::ptr_eq(&known.source, &callee.source) && known.offset == callee.offset;
    FUNCTIONS.values().find(is_it)?.environment.as_ref()
}

fn functions_of(module: &str, source: &str) -> Vec<(String, Arc<Callee>)> {
    let source: Arc<str> = source.into();
    let builtins = BUILTINS.iter().map(|name| (name.to_string(), Free::Builtin(name.to_string())));
    let mut names: HashMap<String, Free> = builtins.collect();
    names.insert("math.inf".into(), Free::Float(f64::INFINITY));
    // What they call is made first, without what that calls: `environment_of` finds all of them.
    let all: Vec<(usize, &str)> = source.match_indices("def ").map(|(at, _)| (at, name_at(&source, at))).collect();
    let mut made = vec![];
    for calls_others in [false, true] {
        let environment = Environment { names: names.clone(), ..Environment::default() };
        for &(at, name) in &all {
            let callee = Arc::new(Callee {
                source: source.clone(),
                offset: at as u32,
                environment: Some(environment.clone()),
                defaults: defaults_of(&source, at as u32),
                keyword_defaults: vec![],
            });
            names.insert(name.into(), Free::Function(callee.clone()));
            if calls_others {
                made.push((format!("{module}.{name}"), callee));
            }
        }
    }
    made
}

/// Those of the last parameters: None and ints.
fn defaults_of(source: &str, at: u32) -> Vec<Free> {
    let function = parse_function(source, at).expect("a prelude is Python");
    let default = |e: &ast::Expr| match e.kind {
        ast::ExprKind::Int(value) => Free::Int(value),
        _ => Free::None,
    };
    function.defaults().map(default).collect()
}

fn name_at(source: &str, at: usize) -> &str {
    let name = &source[at + "def ".len()..];
    &name[..name.find('(').expect("a function has parameters")]
}
