//! Functions that builtins are given, to be called for each item: `key=f`, `filter(f, xs)`.

use super::Lowerer;
use crate::bail;
use crate::diagnostic::Result;
use crate::syntax::ast::{self, ExprKind};

impl Lowerer<'_> {
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
