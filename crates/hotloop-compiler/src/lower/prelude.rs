//! Functions of CPython's that are written in C, as Python functions that do the same, step by step: they are compiled in.
//!
//! example: `heapq.heappush(heap, x)` is `def heappush(heap, item)` of `prelude/heapq.py`.

use super::Lowerer;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::{Callee, Environment, Free};
use crate::ir::{Elem, PyType};
use crate::syntax::ast::{ExprKind, ParamKind};
use crate::syntax::{ast, parse_function};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Modules, and what is in them.
const MODULES: &[(&str, &str)] = &[
    ("bisect", include_str!("prelude/bisect.py")),
    ("functools", include_str!("prelude/functools.py")),
    ("heapq", include_str!("prelude/heapq.py")),
    ("itertools", include_str!("prelude/itertools.py")),
    ("math", include_str!("prelude/math.py")),
    // No module of CPython's: methods of numbers.
    ("numbers", include_str!("prelude/numbers.py")),
    ("operator", include_str!("prelude/operator.py")),
    ("random", include_str!("prelude/random.py")),
    // No module of CPython's: what `sort` is for lists of tuples and of strs.
    ("sorting", include_str!("prelude/sorting.py")),
    // The same of methods of texts.
    ("texts", include_str!("prelude/texts.py")),
];
/// Names of CPython's own that are used in there.
const BUILTINS: &[&str] = &[
    "abs",
    "chr",
    "complex",
    "float",
    "int",
    "len",
    "list",
    "math",
    "math.ceil",
    "math.copysign",
    "math.fabs",
    "math.fma",
    "math.frexp",
    "math.isfinite",
    "math.isinf",
    "math.ldexp",
    "math.log",
    "math.sqrt",
    "ord",
    "range",
];
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
        let Some(name) = self.prelude_name(name, args, keywords) else { return Ok(None) };
        let callee = find(name).expect("it is there by this name");
        let looks_at_types = ["math.hypot_3_11", "math.hypot_3_12", "math.sumprod", "operator.sum_from"];
        if !args.iter().any(is_lazy) && !looks_at_types.contains(&name) {
            return self.call_function(name, callee, vec![], args, keywords, span).map(Some);
        }
        if let ("math.hypot_3_11" | "math.hypot_3_12", [ast::Expr { kind: ExprKind::Starred(of), .. }]) = (name, args) {
            let values = vec![self.solid_argument(of)?];
            return self.call_function(name, callee, values, &[], keywords, span).map(Some);
        }
        let mut values = vec![];
        for argument in args {
            match &argument.kind {
                ExprKind::Starred(of) => values.extend(self.starred(of)?),
                // Each item is needed at once.
                _ if is_lazy(argument) => values.push(self.list_call(argument, argument.span)?),
                _ => values.push(self.solid_argument(argument)?),
            }
        }
        if name == "math.sumprod" && values.iter().any(|value| value.ty != PyType::List(Elem::Int64)) {
            bail!(span, "`math.sumprod` of anything but lists of ints is not compiled yet");
        }
        if name == "operator.sum_from" {
            if let [(_, start)] = keywords {
                values.push(self.solid_argument(start)?);
            }
            // From 3.12 on CPython adds floats up in another way, and it refuses texts.
            let is_exact = self.request.options.python < (3, 12);
            let is_known = |value: &PyValue| match &value.ty {
                PyType::Float | PyType::List(Elem::Float64) => is_exact,
                PyType::Complex | PyType::List(Elem::Complex128) => self.request.options.python < (3, 14),
                PyType::Bool | PyType::Int | PyType::List(Elem::Bool | Elem::Int64) => true,
                _ => false,
            };
            if !values.iter().all(is_known) {
                bail!(span, "`sum` of this from a value on is not compiled yet");
            }
            return self.call_function(name, callee, values, &[], &[], span).map(Some);
        }
        if name.starts_with("math.hypot") {
            values = vec![self.tuple_of(values, span)?];
        }
        self.call_function(name, callee, values, &[], keywords, span).map(Some)
    }

    /// What it is called there; `None`: it is not there.
    fn prelude_name(
        &self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
    ) -> Option<&'static str> {
        let is_later = self.request.options.python >= (3, 12);
        let is_short = keywords.is_empty() && !args.iter().any(|e| matches!(e.kind, ExprKind::Starred(_)));
        let name = match (name, args) {
            ("functools.reduce", [_, _]) => "functools.reduce_from_first",
            // One comparison each, without a call.
            ("math.isclose", [_, _]) if keywords.is_empty() => return None,
            ("cmath.isclose", _) => "math.complex_isclose",
            ("operator.countOf", [_, _]) => "operator.count_in",
            ("operator.indexOf", [_, _]) => "operator.index_in",
            ("sum", [_, _]) if keywords.is_empty() => "operator.sum_from",
            ("sum", [_]) if matches!(keywords, [(Some(name), _)] if name == "start") => "operator.sum_from",
            ("math.hypot", [] | [_] | [_, _]) if is_short => return None,
            ("math.hypot", _) if is_later => "math.hypot_3_12",
            ("math.hypot", _) => "math.hypot_3_11",
            ("math.dist", _) if is_later => "math.dist_3_12",
            ("math.dist", _) => "math.dist_3_11",
            _ => name,
        };
        FUNCTIONS.get_key_value(name).map(|(name, _)| name.as_str())
    }
}

/// A generator expression, or the call of a builtin that gives an iterator.
pub fn is_lazy(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Comprehension { is_lazy, .. } => *is_lazy,
        ExprKind::Call { function, .. } => {
            let names = ["map", "filter", "zip", "enumerate", "reversed"];
            matches!(&function.kind, ExprKind::Name(name) if names.contains(&name.as_str()))
        }
        _ => false,
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
            let (defaults, keyword_defaults) = defaults_of(&source, at as u32);
            let callee = Arc::new(Callee {
                source: source.clone(),
                offset: at as u32,
                environment: Some(environment.clone()),
                defaults,
                keyword_defaults,
            });
            names.insert(name.into(), Free::Function(callee.clone()));
            if calls_others {
                made.push((format!("{module}.{name}"), callee));
            }
        }
    }
    made
}

/// None and numbers: those of the last parameters, and those that are given by name.
fn defaults_of(source: &str, at: u32) -> (Vec<Free>, Vec<(String, Free)>) {
    let function = parse_function(source, at).expect("a prelude is Python");
    let free = |e: &ast::Expr| match e.kind {
        ExprKind::Int(value) => Free::Int(value),
        ExprKind::Float(value) => Free::Float(value),
        _ => Free::None,
    };
    let with_default = function.params.iter().filter_map(|param| Some((param, free(param.default.as_ref()?))));
    let (by_name, others): (Vec<_>, Vec<_>) = with_default.partition(|(param, _)| param.kind == ParamKind::KeywordOnly);
    let by_name = by_name.into_iter().map(|(param, free)| (param.name.clone(), free)).collect();
    (others.into_iter().map(|(_, free)| free).collect(), by_name)
}

fn name_at(source: &str, at: usize) -> &str {
    let name = &source[at + "def ".len()..];
    &name[..name.find('(').expect("a function has parameters")]
}
