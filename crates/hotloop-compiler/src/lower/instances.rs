//! Attributes and methods of instances.
//!
//! example: in `for b in bodies: b.x += b.vx * dt` the item is a number, `bodies.first + pos`. The attributes of all
//! bodies are buffers, so `b.x` is the element of `x` at that number. `b.move(dt)` is a call of the function that the
//! class has for `move`, compiled in, with that number as its first argument.

use super::Lowerer;
use super::expressions::{Element, list_elem};
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::Member;
use crate::ir::{BinaryOp, Elem, ExprId, Failure, LocalId, PyType, Shape, classes_of};
use crate::syntax::ast::{self, ExprKind};
use std::collections::HashMap;
use std::sync::Arc;

/// For each class the buffers of its fields.
pub type Fields = HashMap<u32, Vec<LocalId>>;

impl Lowerer<'_> {
    /// Behind the arguments a function gets what holds the attributes of the instances among them.
    pub fn take_fields(&mut self) {
        for (at, shape) in classes_of(&self.arguments).into_iter().enumerate() {
            let ty = PyType::Fields(shape.clone());
            let name = format!(".fields{at}");
            let locals = self.build.locals_for(&name, &ty);
            self.fields.insert(shape.class, locals);
            self.build.module.entry.params.push((name, ty));
        }
    }

    pub fn has_instances(&self) -> bool {
        !self.fields.is_empty()
    }

    // Instances

    /// The instance at an index of a list that is inside.
    pub fn instance_at(&mut self, list: &PyValue, at: ExprId) -> PyValue {
        let PyType::Instances(shape) = &list.ty else { unreachable!("the caller has a list of instances") };
        let shape = shape.clone();
        let number = self.build.binary(BinaryOp::Add, list.parts[1], at);
        PyValue::new(PyType::Instance(shape), vec![number])
    }

    /// `bodies[i]`
    pub fn instance_in(&mut self, list: PyValue, index: &ast::Expr) -> Result<PyValue> {
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        let at = self.wrapped_index(int, list.parts[2]);
        Ok(self.instance_at(&list, at))
    }

    /// `bodies[i:j]` where only its items are asked for: a part of the same numbers. Anywhere else it is a new list.
    pub fn instances_between(&mut self, e: &ast::Expr) -> Result<Option<PyValue>> {
        let ExprKind::Subscript { value: base, index } = &e.kind else { return Ok(None) };
        let ExprKind::Slice { lower, upper, step: None } = &index.kind else { return Ok(None) };
        if !self.has_instances() || !is_place(base) {
            return Ok(None);
        }
        let Some(list) = self.tried(base, |of| matches!(of.ty, PyType::Instances(_)))? else { return Ok(None) };
        let mut bounds = [None; 2];
        for (bound, e) in bounds.iter_mut().zip([lower, upper]) {
            let Some(e) = e else { continue };
            let int = self.expression(e)?;
            let int = self.int_of(int, e.span)?;
            *bound = Some(self.build.keep(int));
        }
        let (start, len) = self.inside(bounds[0], bounds[1], list.parts[2], 1);
        let first = self.build.binary(BinaryOp::Add, list.parts[1], start);
        // How a list that is not the whole one goes by it.
        let minus_one = self.build.int(-1);
        let of = self.build.binary(BinaryOp::Sub, minus_one, list.parts[0]);
        Ok(Some(PyValue::new(list.ty, vec![of, first, len])))
    }

    /// `a is b` of two instances.
    pub fn same_instance(&mut self, a: &PyValue, b: &PyValue) -> Option<ExprId> {
        match (&a.ty, &b.ty) {
            (PyType::Instance(x), PyType::Instance(y)) if x.class == y.class => {
                Some(self.build.binary(BinaryOp::Eq, a.parts[0], b.parts[0]))
            }
            (PyType::Instance(_), PyType::Instance(_)) => Some(self.build.bool(false)),
            _ => None,
        }
    }

    // Attributes

    pub fn instance_attribute(
        &mut self,
        base: &PyValue,
        shape: &Arc<Shape>,
        name: &str,
        span: Span,
    ) -> Result<PyValue> {
        if let Some(place) = self.field(base, shape, name) {
            return Ok(self.load_place(&place));
        }
        if let Some(value) = self.held(base, shape, name).or_else(|| reference(base, shape, name)) {
            return Ok(value);
        }
        match self.member(shape, name) {
            Some(Member::Constant(free)) => self.free(name, free, span),
            Some(Member::Property(getter)) => {
                self.call_function(&path(shape, name), &getter, vec![base.clone()], &[], &[], span)
            }
            Some(Member::Method(_) | Member::Static(_)) => {
                bail!(span, "the method `{name}` is compiled where it is called only")
            }
            None => bail!(span, "the attribute `.{name}` of {} is not compiled yet", self.what_is(base)),
        }
    }

    /// Where `base.name` is, to be written.
    pub fn attribute_place(&mut self, base: &ast::Expr, name: &str, span: Span) -> Result<Element> {
        let of = self.expression(base)?;
        let PyType::Instance(shape) = &of.ty else {
            bail!(span, "an assignment to an attribute of {} is not compiled yet", self.what_is(&of))
        };
        let shape = shape.clone();
        match self.field(&of, &shape, name) {
            Some(place) => Ok(place),
            None if shape.fields.iter().chain(&shape.references).any(|(known, _)| known == name) => {
                bail!(span, "`.{name}` is no number, and is given another value"; hint: "change its elements")
            }
            None => bail!(span, "an assignment to `.{name}` of {} is not compiled yet", self.what_is(&of);
                hint: "give each instance a number there when it is made"),
        }
    }

    pub fn store_attribute(&mut self, base: &ast::Expr, name: &str, value: PyValue, span: Span) -> Result<()> {
        let value = self.settle(value);
        let value = self.keep(value);
        let place = self.attribute_place(base, name, span)?;
        self.store_field(&place, value, span)
    }

    /// An attribute that is given a number of another type than before is CPython's: the next time it has that type.
    pub fn store_field(&mut self, place: &Element, value: PyValue, span: Span) -> Result<()> {
        let value = self.settle(value);
        let own = place.elem.python();
        if value.ty == own || (&value.ty, &own) == (&PyType::Int, &PyType::Word) {
            return self.store_place(place, value, span);
        }
        if value.ty == PyType::Word {
            if let Some(wanted) = self.with_word(place.buffer) {
                let refusal = Diagnostic::new(
                    "unsupported",
                    span,
                    "an int beyond 64 bits becomes an attribute that was one within",
                );
                return Err(Diagnostic { wanted: vec![wanted], ..refusal });
            }
            // It is an int64 as well, or CPython stores it: the next time it is a word.
            let value = self.narrowed(value);
            return self.store_field(place, value, span);
        }
        if !(value.may_be_number() || value.ty == PyType::None) {
            bail!(
                span,
                "{} becomes an attribute that was {}",
                self.what_is(&value),
                self.what_is(&PyValue::new(own, vec![]))
            );
        }
        if !value.ty.members().contains(&own) {
            let never = self.build.bool(false);
            self.build.check(never, Failure::Type);
            return Ok(());
        }
        let value = self.keep(value);
        let is_own = self.is_member(&value, &own);
        self.build.check(is_own, Failure::Type);
        let parts = value.at(super::value::Kind::of(place.elem));
        self.store_place(place, PyValue::new(own, parts), span)
    }

    /// Which argument would have to have which type for an attribute that is an int to be a word; `None`: others have
    /// instances of that class as well.
    fn with_word(&self, buffer: LocalId) -> Option<(usize, PyType)> {
        let (class, at) = self.fields.iter().find_map(|(class, buffers)| {
            let at = buffers.iter().position(|own| *own == buffer)?;
            Some((*class, at))
        })?;
        let knows_class = |ty: &PyType| classes_of(std::slice::from_ref(ty)).iter().any(|shape| shape.class == class);
        let mut owners = self.arguments.iter().enumerate().filter(|(_, ty)| knows_class(ty));
        let (Some((argument, PyType::Instance(shape))), None) = (owners.next(), owners.next()) else { return None };
        if shape.class != class || shape.fields.iter().chain(&shape.references).any(|(_, ty)| knows_class(ty)) {
            return None;
        }
        let mut shape = (**shape).clone();
        shape.fields[at].1 = PyType::Word;
        Some((argument, PyType::Instance(shape.into())))
    }

    pub fn field(&mut self, base: &PyValue, shape: &Shape, name: &str) -> Option<Element> {
        let (buffer, ty) = self.column(shape, name)?;
        let elem = list_elem(ty)?;
        let number = self.build.keep(base.parts[0]);
        Some(Element { buffer, elem, index: vec![number], is_array: false, writable: true, component: None })
    }

    /// A list or an instance that is in a field.
    fn held(&mut self, base: &PyValue, shape: &Shape, name: &str) -> Option<PyValue> {
        let (buffer, ty) = self.column(shape, name)?;
        let number = self.build.keep(base.parts[0]);
        match ty {
            PyType::Row(_) => Some(PyValue::new(ty.clone(), vec![self.build.read(buffer), number])),
            PyType::Instance(_) => {
                let index = vec![number];
                let place =
                    Element { buffer, elem: Elem::Int64, index, is_array: false, writable: false, component: None };
                Some(PyValue { ty: ty.clone(), ..self.load_place(&place) })
            }
            _ => None,
        }
    }

    fn column<'s>(&self, shape: &'s Shape, name: &str) -> Option<(LocalId, &'s PyType)> {
        let at = shape.fields.iter().position(|(known, _)| known == name)?;
        let buffer = self.fields.get(&shape.class).expect("the arguments have brought every class")[at];
        Some((buffer, &shape.fields[at].1))
    }

    // Methods

    /// `b.move(dt)`; `None`: it is another call.
    pub fn instance_method(
        &mut self,
        function: &ast::Expr,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        if !self.has_instances() || !is_place(value) {
            return Ok(None);
        }
        let Some(base) = self.tried(value, |of| matches!(of.ty, PyType::Instance(_)))? else { return Ok(None) };
        let PyType::Instance(shape) = &base.ty else { unreachable!("asked for") };
        let shape = shape.clone();
        let base = self.keep(base);
        match self.member(&shape, name) {
            Some(Member::Method(callee)) => {
                self.call_function(&path(&shape, name), &callee, vec![base], args, keywords, span).map(Some)
            }
            Some(Member::Static(callee)) => {
                self.call_function(&path(&shape, name), &callee, vec![], args, keywords, span).map(Some)
            }
            _ => bail!(function.span, "the call of `.{name}` of {} is not compiled yet", self.what_is(&base)),
        }
    }

    /// The value of an expression if it is of a type that fits; else nothing has been lowered: whoever takes it for something
    /// else evaluates it.
    pub fn tried(&mut self, e: &ast::Expr, fits: impl Fn(&PyValue) -> bool) -> Result<Option<PyValue>> {
        let (depth, n_loops, n_calls) = (self.build.depth(), self.loops.len(), self.calls.len());
        self.build.open();
        match self.expression(e) {
            Ok(value) if fits(&value) => {
                let statements = self.build.close();
                statements.into_iter().for_each(|statement| self.build.push(statement));
                return Ok(Some(value));
            }
            Err(again) if again.code == "again" => return Err(again),
            Ok(_) | Err(_) => {}
        }
        self.build.unwind(depth);
        self.calls.truncate(n_calls);
        self.loops.truncate(n_loops);
        Ok(None)
    }

    /// `a[i]`, `a[i] = x` or `len(a)` of an instance: what its class has for that, called with these values.
    pub fn special_method(&mut self, name: &str, values: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let PyType::Instance(shape) = &values[0].ty else { unreachable!("the caller has an instance") };
        let shape = shape.clone();
        match self.member(&shape, name) {
            Some(Member::Method(callee)) => {
                let values = values.into_iter().map(|value| self.settle(value)).collect::<Vec<_>>();
                let values = values.into_iter().map(|value| self.keep(value)).collect();
                self.call_function(&path(&shape, name), &callee, values, &[], &[], span)
            }
            _ => bail!(span, "`{name}` of {} is not compiled yet", self.what_is(&values[0])),
        }
    }

    pub fn length_by_method(&mut self, of: PyValue, span: Span) -> Result<PyValue> {
        let length = self.special_method("__len__", vec![of], span)?;
        if length.ty != PyType::Int {
            bail!(span, "`__len__` gives {}", self.what_is(&length));
        }
        let length = self.keep(length);
        let zero = self.build.int(0);
        let fits = self.build.binary(BinaryOp::Ge, length.parts[0], zero);
        self.build.check(fits, Failure::Domain);
        Ok(length)
    }

    fn member(&self, shape: &Shape, name: &str) -> Option<Member> {
        self.request.environment.members.get(&(shape.class, name.to_string())).cloned()
    }
}

/// A reference that the instance holds.
fn reference(base: &PyValue, shape: &Shape, name: &str) -> Option<PyValue> {
    let mut first = 1;
    for (known, ty) in &shape.references {
        let n_parts = ty.parts().len();
        if known == name {
            return Some(PyValue::new(ty.clone(), base.parts[first..first + n_parts].to_vec()));
        }
        first += n_parts;
    }
    None
}

fn path(shape: &Shape, name: &str) -> String {
    format!("{}.{name}", shape.name)
}

/// A name, and elements and attributes from there: it may be evaluated twice.
pub fn is_place(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Name(_) => true,
        ExprKind::Attribute { value, .. } => is_place(value),
        ExprKind::Subscript { value, index } => is_place(value) && is_place_or_number(index),
        _ => false,
    }
}

fn is_place_or_number(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Int(_)) || is_place(e)
}
