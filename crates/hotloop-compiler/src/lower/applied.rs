//! Builtins that call functions they are given, written in Python and compiled in as any other function is.
//!
//! example: `functools.reduce(f, xs, 0)` is the call `reduce(f, xs, 0)` of the function below.

use super::Lowerer;
use super::functions::Entered;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::{Environment, Free};
use crate::report::Called;
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::parse_function;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Where CPython would raise an error of its own (there is no first item), another one stands here: either leaves.
const SOURCE: &str = "\
def reduce(function, items, value):
    for item in items:
        value = function(value, item)
    return value

def reduce_from_first(function, items):
    value = items[0]
    at = 1
    while at < len(items):
        value = function(value, items[at])
        at += 1
    return value
";

static TEXT: LazyLock<Arc<str>> = LazyLock::new(|| SOURCE.into());

static ENVIRONMENT: LazyLock<Environment> = LazyLock::new(|| Environment {
    names: HashMap::from([("len".to_string(), Free::Builtin("len".into()))]),
    ..Environment::default()
});

impl Lowerer<'_> {
    /// A builtin that takes functions; `None`: it is another one, or has other arguments.
    pub fn applied_call(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        let (function, args): (&str, Vec<&ast::Expr>) = match (name, args, keywords) {
            ("functools.reduce", [f, items], []) => ("reduce_from_first", vec![f, items]),
            ("functools.reduce", [f, items, first], []) => ("reduce", vec![f, items, first]),
            _ => return Ok(None),
        };
        let offset = SOURCE.find(&format!("def {function}(")).expect("it is written there") as u32;
        let tree = parse_function(SOURCE, offset).expect("it is Python");
        self.refuse_deep_calls(span)?;
        let args: Vec<ast::Expr> = args.into_iter().cloned().collect();
        let given = self.given_arguments(vec![], &args, &[], span)?;
        let mut none = |_: &mut Self, _| unreachable!("no parameter has a default");
        let values = self.fitted_arguments(&tree, &mut none, given, span)?;
        let called = Called { name: tree.name.clone(), source: TEXT.clone() };
        let entered = Entered::of_global(&ENVIRONMENT, called);
        let inside = |d: Diagnostic| match d.code {
            "again" | "unknown" => d,
            _ => Diagnostic { span, message: format!("in `{name}`: {}", d.message), labels: vec![], ..d },
        };
        self.walk_call(&tree, entered, values, span).map_err(inside).map(Some)
    }

    /// What is called for each item, as in `key=f`: evaluated once, whatever is behind it is evaluated before.
    pub fn called_often(&mut self, function: &ast::Expr) -> Result<ast::Expr> {
        match &function.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => Ok(function.clone()),
            ExprKind::Lambda(f) if f.defaults().all(is_literal) => {
                let value = self.expression(function)?;
                let hidden = format!(".function{}", function.span.start);
                self.bind_hidden(&hidden, value);
                Ok(ast::Expr { kind: ExprKind::Name(hidden), span: function.span })
            }
            _ => bail!(function.span, "this function is not compiled here yet"; hint: "give it a name before"),
        }
    }

    /// `[x for x in items if function(x)]` for `filter(function, items)`, the function in a variable of ours.
    pub fn filtered_items(&mut self, e: &ast::Expr) -> Result<Option<(ast::Expr, ast::Clause)>> {
        let Some(("filter", [function, items])) = self.builtin_call(e)? else { return Ok(None) };
        let span = e.span;
        let name = |name: String| ast::Expr { kind: ExprKind::Name(name), span };
        let item = name(".item".into());
        let condition = match function.kind {
            ExprKind::None => item.clone(),
            _ => {
                let value = self.argument(function)?;
                let value = self.as_value(value);
                if !super::functions::is_function(&value) {
                    bail!(function.span, "a call of {} is not compiled yet", self.what_is(&value));
                }
                let hidden = format!(".filter{}", span.start);
                self.bind_hidden(&hidden, value);
                let (function, args) = (Box::new(name(hidden)), vec![item.clone()]);
                ast::Expr { kind: ExprKind::Call { function, args, keywords: vec![] }, span }
            }
        };
        let clause = ast::Clause { target: item.clone(), iter: items.clone(), conditions: vec![condition] };
        Ok(Some((item, clause)))
    }
}

/// A constant, or one with a sign.
pub fn is_literal(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Unary { operand, .. } => is_literal(operand),
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Float(_) => true,
        ExprKind::Str(_) | ExprKind::Imaginary(_) => true,
        _ => false,
    }
}
