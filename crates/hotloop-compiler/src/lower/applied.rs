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
