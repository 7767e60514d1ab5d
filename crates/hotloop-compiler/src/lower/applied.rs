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
            _ if let Some(getter) = self.getter(function)? => self.called_often(&getter),
            _ => bail!(function.span, "this function is not compiled here yet"; hint: "give it a name before"),
        }
    }

    /// `lambda x: x[1]` for `itemgetter(1)`, `lambda x: (x.a, x.b.c)` for `attrgetter("a", "b.c")`.
    fn getter(&mut self, e: &ast::Expr) -> Result<Option<ast::Expr>> {
        let ExprKind::Call { function, args, keywords } = &e.kind else { return Ok(None) };
        if !self.may_be_global(function) || args.is_empty() || !keywords.is_empty() || !args.iter().all(is_literal) {
            return Ok(None);
        }
        let callee = self.expression(function)?;
        let name = self.builtin_of(&callee).unwrap_or_default();
        let span = e.span;
        let make = |kind| ast::Expr { kind, span };
        let item = || make(ExprKind::Name(".item".into()));
        let mut parts = vec![];
        for argument in args {
            parts.push(match (name.as_str(), &argument.kind) {
                ("operator.itemgetter", _) => {
                    make(ExprKind::Subscript { value: item().into(), index: argument.clone().into() })
                }
                ("operator.attrgetter", ExprKind::Str(path)) => path
                    .split('.')
                    .fold(item(), |value, name| make(ExprKind::Attribute { value: value.into(), name: name.into() })),
                _ => return Ok(None),
            });
        }
        let value = if parts.len() == 1 { parts.remove(0) } else { make(ExprKind::Tuple(parts)) };
        let param = ast::Param { name: ".item".into(), span, kind: ast::ParamKind::Positional, default: None };
        let body = vec![ast::Stmt { kind: ast::StmtKind::Return(Some(value)), span }];
        let function = ast::Function { name: "<lambda>".into(), span, params: vec![param], body, is_generator: false };
        Ok(Some(make(ExprKind::Lambda(function.into()))))
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
