//! The children of a node, in order of evaluation.

use super::ast::{Expr, ExprKind, FormatPart, Function, Pattern, PatternKind, Stmt, StmtKind};

impl Expr {
    /// Direct subexpressions (of a lambda its defaults, not those of its body).
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::Unary { operand, .. } => vec![operand],
            ExprKind::And(all)
            | ExprKind::Or(all)
            | ExprKind::Tuple(all)
            | ExprKind::List(all)
            | ExprKind::Display(_, all) => all.iter().collect(),
            ExprKind::Format(parts) => parts.iter().flat_map(FormatPart::expressions).collect(),
            ExprKind::Compare { left, rest, .. } => std::iter::once(&**left).chain(rest).collect(),
            ExprKind::IfElse { test, body, orelse } => vec![test, body, orelse],
            ExprKind::Call { function, args, keywords } => {
                std::iter::once(&**function).chain(args).chain(keywords.iter().map(|(_, v)| v)).collect()
            }
            ExprKind::Attribute { value, .. } | ExprKind::Walrus { value, .. } | ExprKind::Starred(value) => {
                vec![value]
            }
            ExprKind::Lambda(function) => function.defaults().collect(),
            ExprKind::Subscript { value, index } => vec![value, index],
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().map(|e| &**e).collect()
            }
            ExprKind::Comprehension { element, clauses, .. } => {
                let parts = clauses.iter().flat_map(|c| [&c.iter, &c.target].into_iter().chain(&c.conditions));
                parts.chain([&**element]).collect()
            }
            _ => vec![],
        }
    }
}

impl FormatPart {
    /// Its expressions, those of its format specification too.
    fn expressions(&self) -> Vec<&Expr> {
        match self {
            FormatPart::Text(_) => vec![],
            FormatPart::Value { value, spec, .. } => {
                std::iter::once(value).chain(spec.iter().flat_map(FormatPart::expressions)).collect()
            }
        }
    }
}

impl Function {
    /// The defaults of its parameters, which are evaluated outside of it.
    pub fn defaults(&self) -> impl Iterator<Item = &Expr> {
        self.params.iter().filter_map(|param| param.default.as_ref())
    }
}

impl Stmt {
    /// Expressions of the statement itself.
    pub fn expressions(&self) -> Vec<&Expr> {
        match &self.kind {
            StmtKind::Function(function) => function.defaults().collect(),
            StmtKind::Return(value) => value.iter().collect(),
            StmtKind::Assign { targets, value } => std::iter::once(value).chain(targets).collect(),
            StmtKind::AugAssign { target, value, .. } => vec![target, value],
            StmtKind::For { target, iter, .. } => vec![iter, target],
            StmtKind::While { test, .. } | StmtKind::If { test, .. } => vec![test],
            StmtKind::Expr(e) => vec![e],
            StmtKind::Delete(targets) => targets.iter().collect(),
            StmtKind::Assert { test, .. } => vec![test],
            StmtKind::Try { handlers, .. } => handlers.iter().flat_map(|handler| &handler.classes).collect(),
            StmtKind::Match { subject, cases } => {
                let parts = cases.iter().flat_map(|case| case.pattern.expressions().into_iter().chain(&case.guard));
                std::iter::once(subject).chain(parts).collect()
            }
            _ => vec![],
        }
    }

    /// Blocks inside it.
    pub fn blocks(&self) -> Vec<&[Stmt]> {
        match &self.kind {
            StmtKind::Function(f) => vec![&f.body],
            StmtKind::For { body, orelse, .. }
            | StmtKind::While { body, orelse, .. }
            | StmtKind::If { body, orelse, .. } => vec![body, orelse],
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                let handled = handlers.iter().map(|handler| &handler.body[..]);
                std::iter::once(&body[..]).chain(handled).chain([&orelse[..], &finalbody[..]]).collect()
            }
            StmtKind::Match { cases, .. } => cases.iter().map(|case| &case.body[..]).collect(),
            _ => vec![],
        }
    }
}

impl Pattern {
    /// Patterns right below it.
    pub fn parts(&self) -> Vec<&Pattern> {
        match &self.kind {
            PatternKind::As { pattern, .. } => pattern.iter().map(|one| &**one).collect(),
            PatternKind::Sequence(all) | PatternKind::Or(all) => all.iter().collect(),
            PatternKind::Class { patterns, keywords, .. } => {
                patterns.iter().chain(keywords.iter().map(|(_, pattern)| pattern)).collect()
            }
            PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => vec![],
        }
    }

    /// What it compares with, and the classes that it names.
    pub fn expressions(&self) -> Vec<&Expr> {
        let own = match &self.kind {
            PatternKind::Value(e) | PatternKind::Singleton(e) | PatternKind::Class { class: e, .. } => Some(e),
            _ => None,
        };
        own.into_iter().chain(self.parts().into_iter().flat_map(Pattern::expressions)).collect()
    }

    /// The names that it binds.
    pub fn names(&self) -> Vec<&str> {
        let own = match &self.kind {
            PatternKind::As { name, .. } | PatternKind::Star(name) => name.as_deref(),
            _ => None,
        };
        self.parts().into_iter().flat_map(Pattern::names).chain(own).collect()
    }
}
