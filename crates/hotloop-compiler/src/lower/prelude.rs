//! Functions of CPython's that are written in C, as Python functions that do the same, step by step: they are compiled in.
//!
//! example: `heapq.heappush(heap, x)` is `def heappush(heap, item)` of `prelude/heapq.py`.

use super::Lowerer;
use super::value::PyValue;
use crate::diagnostic::{Result, Span};
use crate::environment::{Callee, Environment, Free};
use crate::syntax::ast;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Modules, and what is in them.
const MODULES: &[(&str, &str)] = &[
    ("bisect", include_str!("prelude/bisect.py")),
    ("functools", include_str!("prelude/functools.py")),
    ("heapq", include_str!("prelude/heapq.py")),
    // No module of CPython's: what `sort` is for lists of tuples and of strs.
    ("sorting", include_str!("prelude/sorting.py")),
];
/// Names of CPython's own that are used in there.
const BUILTINS: [&str; 2] = ["len", "range"];
static FUNCTIONS: LazyLock<HashMap<String, Arc<Callee>>> =
    LazyLock::new(|| MODULES.iter().flat_map(|(module, source)| functions_of(module, source)).collect());

impl Lowerer<'_> {
    /// A function of the prelude with values, by its full name.
    pub fn call_prelude(&mut self, name: &str, values: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let callee = find(name).expect("the prelude has it");
        self.call_function(name, callee, values, &[], &[], span)
    }

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
fn find(name: &str) -> Option<&'static Arc<Callee>> {
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
                defaults: if module == "bisect" { vec![Free::Int(0), Free::None] } else { vec![] },
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

fn name_at(source: &str, at: usize) -> &str {
    let name = &source[at + "def ".len()..];
    &name[..name.find('(').expect("a function has parameters")]
}
