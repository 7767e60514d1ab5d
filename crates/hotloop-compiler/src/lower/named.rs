//! Named tuples: their fields, methods and operators, and new ones.
//!
//! example: `Point(x, y)` of `class Point(NamedTuple)` has the parts of the tuple `(x, y)`, and a type that says which
//! class it is: so `p.x` is its first member, and `p.norm()` a call of the function that the class has for `norm`,
//! compiled in. All that asks what a tuple holds asks a named one as well.

use super::Lowerer;
use super::calls::Given;
use super::value::{Number, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::{Free, Member, NewTuple};
use crate::ir::NamedTuple;
use crate::syntax::ast::{self, BinaryOp, ExprKind};
use std::sync::Arc;

impl Lowerer<'_> {
    /// `p.x`
    pub fn named_attribute(
        &mut self,
        base: &PyValue,
        class: &Arc<NamedTuple>,
        name: &str,
        span: Span,
    ) -> Result<PyValue> {
        if let Some(at) = class.fields.iter().position(|field| field == name) {
            return Ok(self.members_of(base).swap_remove(at));
        }
        match self.named_member(class, name) {
            Some(Member::Constant(free)) => self.free(name, free, span),
            Some(Member::Property(getter)) => {
                let base = self.keep(base.clone());
                self.call_function(&path(class, name), &getter, vec![base], &[], &[], span)
            }
            Some(Member::Method(_) | Member::Static(_)) => {
                bail!(span, "the method `{name}` is compiled where it is called only")
            }
            None => bail!(span, "the attribute `.{name}` of {} is not compiled yet", self.what_is(base)),
        }
    }

    /// `p.norm()`, `p._replace(x=1)` and `type(p)(1, 2)`; `None`: it is another call.
    pub fn named_method(
        &mut self,
        function: &ast::Expr,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        if self.request.environment.named.is_empty() {
            return Ok(None);
        }
        if let ExprKind::Call { function: of, args: instance, keywords: none } = &function.kind
            && let ([instance], true) = (&instance[..], none.is_empty() && self.may_be_global(of))
        {
            let of = self.expression(of)?;
            if self.builtin_of(&of).as_deref() != Some("type") {
                return Ok(None);
            }
            let Some(base) = self.tried(instance, |of| of.ty.named().is_some())? else { return Ok(None) };
            return self.new_like(&base, args, keywords, span).map(Some);
        }
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        let Some(base) = self.tried(value, |of| of.ty.named().is_some())? else { return Ok(None) };
        let class = base.ty.named().expect("asked for").clone();
        if name == "__class__" {
            return self.new_like(&base, args, keywords, span).map(Some);
        }
        let base = self.keep(base);
        if name == "_replace" && class.replaces && args.is_empty() {
            return self.with_fields(base, &class, keywords, span).map(Some);
        }
        match self.named_member(&class, name) {
            Some(Member::Method(callee)) => {
                self.call_function(&path(&class, name), &callee, vec![base], args, keywords, span).map(Some)
            }
            Some(Member::Static(callee)) => {
                self.call_function(&path(&class, name), &callee, vec![], args, keywords, span).map(Some)
            }
            // The methods of tuples, where neither a field nor the class has such a name.
            None if matches!(name.as_str(), "index" | "count") && !class.fields.contains(name) => Ok(None),
            _ => bail!(function.span, "the call of `.{name}` of {} is not compiled yet", self.what_is(&base)),
        }
    }

    fn with_fields(
        &mut self,
        base: PyValue,
        class: &Arc<NamedTuple>,
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let mut members = self.members_of(&base);
        let Given { named, .. } = self.given_arguments(vec![], &[], keywords, None, span)?;
        for (name, value) in named {
            match class.fields.iter().position(|field| *field == name) {
                Some(at) => members[at] = value,
                None => bail!(span, "{} has no field `{name}`", class.name),
            }
        }
        self.tuple_of_class(members, Some(class.clone()), span)
    }

    /// `type(p)(1, 2)` and `p.__class__(1, 2)`: with a value for each field.
    fn new_like(
        &mut self,
        like: &PyValue,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let class = like.ty.named().expect("the callers have asked").clone();
        self.new_named(&NewTuple { class, defaults: vec![] }, args, keywords, span)
    }

    /// `Point(1, y=2)`
    pub fn new_named(
        &mut self,
        new: &NewTuple,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let class = &new.class;
        let Given { values, mut named } = self.given_arguments(vec![], args, keywords, None, span)?;
        let n_fields = class.fields.len();
        let n_required = n_fields.saturating_sub(new.defaults.len());
        let mut given = values.into_iter();
        let mut members = vec![];
        for (at, field) in class.fields.iter().enumerate() {
            let by_name = named.iter().position(|(name, _)| name == field);
            members.push(match (given.next(), by_name) {
                (Some(value), None) => value,
                (None, Some(at)) => named.remove(at).1,
                (None, None) if at >= n_required => match &new.defaults[at - n_required] {
                    Free::Object => bail!(span, "the default of `{field}` is no constant"; hint: "pass it"),
                    free => self.free(field, free.clone(), span)?,
                },
                (None, None) => bail!(span, "the argument `{field}` is missing"),
                (Some(_), Some(_)) => bail!(span, "`{field}` is given twice"),
            });
        }
        if given.next().is_some() || !named.is_empty() {
            bail!(span, "these arguments do not fit `{}`", class.name);
        }
        self.tuple_of_class(members, Some(class.clone()), span)
    }

    /// `v + w`, `2 * v` and `v += w` where the class of one of them defines operators; `None`: none does.
    pub fn named_operation(&mut self, op: BinaryOp, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        let class_of = |value: &PyValue| value.ty.named().filter(|class| class.has_operators).cloned();
        let (left, right) = (class_of(a), class_of(b));
        let name = method_of(op);
        let other_name = format!("__r{}", &name[2..]);
        let (class, name, own, other) = match (left, right) {
            (None, None) => return Ok(None),
            // A str knows what to do with it.
            (None, Some(_)) if self.is_text(a) => return Ok(None),
            // Which of two classes is asked first depends on which one is the other's.
            (Some(x), Some(y)) if x != y => {
                bail!(span, "this operation on {} and {} is not compiled yet", x.name, y.name)
            }
            (Some(class), _) => (class, name, a, b),
            (None, Some(class)) if Number::of(&a.ty).is_some_and(|number| number.numpy.is_none()) => {
                (class, &*other_name, b, a)
            }
            (None, Some(class)) if matches!(a.ty, crate::ir::PyType::Tuple(_)) && a.ty.named().is_none() => {
                (class, &*other_name, b, a)
            }
            (None, Some(class)) => {
                bail!(span, "this operation on {} and {} is not compiled yet", self.what_is(a), class.name)
            }
        };
        self.special_call(&class, name, vec![own.clone(), other.clone()], span).map(Some)
    }

    /// `-v` and `abs(v)`: what the class has for that, called with the value.
    pub fn special_call(
        &mut self,
        class: &Arc<NamedTuple>,
        name: &str,
        values: Vec<PyValue>,
        span: Span,
    ) -> Result<PyValue> {
        let Some(Member::Method(callee)) = self.named_member(class, name) else {
            bail!(span, "`{name}` of {} is not compiled yet", class.name)
        };
        let values = values.into_iter().map(|value| {
            let value = self.settle(value);
            self.keep(value)
        });
        let values = values.collect();
        self.call_function(&path(class, name), &callee, values, &[], &[], span)
    }

    fn named_member(&self, class: &NamedTuple, name: &str) -> Option<Member> {
        self.request.environment.named.get(&class.number)?.get(name).cloned()
    }
}

fn path(class: &NamedTuple, name: &str) -> String {
    format!("{}.{name}", class.name)
}

fn method_of(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "__add__",
        BinaryOp::Sub => "__sub__",
        BinaryOp::Mul => "__mul__",
        BinaryOp::Div => "__truediv__",
        BinaryOp::FloorDiv => "__floordiv__",
        BinaryOp::Mod => "__mod__",
        BinaryOp::Pow => "__pow__",
        BinaryOp::MatMul => "__matmul__",
        BinaryOp::LeftShift => "__lshift__",
        BinaryOp::RightShift => "__rshift__",
        BinaryOp::And => "__and__",
        BinaryOp::Or => "__or__",
        BinaryOp::Xor => "__xor__",
    }
}
