//! Expressions: names, literals, conditions, elements of lists and arrays.

use super::Lowerer;
use super::arrays::{is_order, repeats_list};
use super::functions::is_of_receiver;
use super::tuples::{as_list, as_tuple, join_lengths};
use super::unions::Ints;
use super::value::{Kind, Literal, Number, PyValue, describe};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::Free;
use crate::ir::{
    BinaryOp, Component, Const, Elem, ExprId, Failure, Likely, LocalId, Members, NamedTuple, Op, PyType, Stmt, Type,
    UnaryOp,
};
use crate::syntax::ast::{self, CompareOp, ExprKind};
use std::collections::HashSet;
use std::sync::Arc;

/// Each member of a tuple is looked at where it is indexed by a variable.
const MAX_MEMBERS: usize = 32;

/// An element of a list, a table or an array, its index checked.
pub struct Element {
    pub buffer: LocalId,
    pub elem: Elem,
    pub index: Vec<ExprId>,
    pub is_array: bool,
    pub writable: bool,
    /// Of a complex element: only this part.
    pub component: Option<Component>,
}

impl Lowerer<'_> {
    /// The value of an expression, for what `None` is nothing to: where it may be `None`, a check says that it is not.
    pub fn expression(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.optional(e)?;
        Ok(self.present(value))
    }

    /// The same for what goes on with `None` as well.
    pub fn optional(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.plain_expression(e)?;
        match &e.kind {
            ExprKind::Name(_) | ExprKind::Tuple(_) => Ok(value),
            kind => self.with_number(value, matches!(kind, ExprKind::List(members) if members.is_empty()), e.span),
        }
    }

    fn plain_expression(&mut self, e: &ast::Expr) -> Result<PyValue> {
        self.build.span = e.span;
        match &e.kind {
            ExprKind::Name(name) => self.name(name, e.span),
            ExprKind::None => Ok(PyValue::none()),
            ExprKind::Bool(v) => Ok(PyValue::new(PyType::Bool, vec![self.build.bool(*v)])),
            ExprKind::Int(v) => Ok(PyValue::new(PyType::Int, vec![self.build.int(*v)])),
            ExprKind::Float(v) => Ok(PyValue::new(PyType::Float, vec![self.build.float(*v)])),
            ExprKind::Imaginary(v) => Ok(self.complex_constant(0.0, *v)),
            ExprKind::Str(text) => Ok(PyValue::literal(Literal::Str(text.clone()))),
            ExprKind::Bytes(bytes) => Ok(PyValue::literal(Literal::Bytes(bytes.clone()))),
            ExprKind::BigInt(_) => self.whole_expression(e),
            ExprKind::Binary { op, left, right } if repeats_list(*op, left, right) => {
                self.binary_expression(e, *op, left, right)
            }
            ExprKind::Binary { .. } => self.whole_expression(e),
            ExprKind::Unary { op: op @ ast::UnaryOp::Not, operand } => self.unary_expression(e, *op, operand),
            ExprKind::Unary { .. } => self.whole_expression(e),
            ExprKind::And(values) => self.short_circuit(values, true, e.span),
            ExprKind::Or(values) => self.short_circuit(values, false, e.span),
            ExprKind::Compare { left, ops, rest } if ops.len() == 1 && self.asks_for_type(left) => {
                self.compare_chain(left, ops, rest, e.span)
            }
            ExprKind::Compare { left, ops, rest } if self.is_equal_or_none(left, ops, rest) => {
                self.compare_chain(left, ops, rest, e.span)
            }
            ExprKind::Compare { ops, .. } if ops.len() == 1 && is_order(ops[0]) => self.whole_expression(e),
            ExprKind::Compare { left, ops, rest } => self.compare_chain(left, ops, rest, e.span),
            ExprKind::IfElse { test, body, orelse } => self.if_else(test, body, orelse, e.span),
            ExprKind::Call { .. } => self.whole_expression(e),
            ExprKind::Attribute { name, .. } if name == "real" || name == "imag" => self.whole_expression(e),
            ExprKind::Attribute { value, name } => self.attribute(e, value, name),
            ExprKind::Subscript { value, index } => self.subscript(value, index, e.span),
            ExprKind::Slice { .. } => bail!(e.span, "a slice is compiled where it is read only"),
            ExprKind::Tuple(members) => self.tuple(members),
            ExprKind::List(members) => self.list_literal(members, e.span),
            ExprKind::Walrus { name, value } => {
                let v = self.kept_value(value)?;
                self.assign_name(name, v.clone(), e.span)?;
                self.note_bound(name);
                self.no_longer_new(&v);
                Ok(v)
            }
            ExprKind::Comprehension { is_lazy: true, .. } => {
                bail!(
                    e.span,
                    "a generator expression is compiled as the argument of `sum`, `min`, `max`, `any` and `all` only"
                )
            }
            ExprKind::Comprehension { element, clauses, .. } => self.comprehension(element, clauses, e.span),
            ExprKind::Lambda(function) => self.inner_function(function),
            ExprKind::Starred(_) => bail!(e.span, "a starred expression is not compiled here yet"),
            ExprKind::Format(parts) => self.format_string(parts, e.span),
            ExprKind::Display(what, _) => bail!(e.span, "{what} is not compiled yet"),
            ExprKind::Other(what) => bail!(e.span, "{what} is not compiled yet"),
        }
    }

    pub fn kept_value(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let v = self.expression(e)?;
        let v = self.settle(v);
        Ok(self.keep(v))
    }

    /// The same of what is put into a list: a text of the source has parts.
    pub fn solid_value(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let v = self.kept_value(e)?;
        self.solid(v, e.span)
    }

    // Names and attributes

    fn name(&mut self, name: &str, span: Span) -> Result<PyValue> {
        if let Some(variable) = self.variables.get(name).cloned() {
            if let Some(flag) = variable.bound {
                let bound = self.build.read(flag);
                self.build.check(bound, Failure::Type);
            }
            let parts = variable.parts.iter().map(|&p| self.build.read(p)).collect();
            let value = PyValue::new(variable.ty, parts);
            let may_change = self.rebound.contains(name) || self.frame.reassigned.contains(name);
            return Ok(if may_change { self.keep(value) } else { value });
        }
        match self.environment.names.get(name).filter(|_| !self.frame.has_variable(name)) {
            Some(free) => self.free(name, free.clone(), span),
            // What would bind it is called out, and nobody knows yet of which type it is.
            None if self.is_learning => Err(Diagnostic::new("unknown", span, "this is not known yet")),
            None => bail!(span, "`{name}` may be read before it is assigned"),
        }
    }

    pub fn free(&mut self, path: &str, free: Free, span: Span) -> Result<PyValue> {
        Ok(match free {
            Free::None => PyValue::none(),
            Free::Bool(v) => PyValue::new(PyType::Bool, vec![self.build.bool(v)]),
            Free::Int(v) => PyValue::new(PyType::Int, vec![self.build.int(v)]),
            Free::Wide(v) if u64::try_from(v).is_err() => PyValue::named(path.into()),
            Free::Wide(v) => self.wide_int(v),
            Free::Float(v) => PyValue::new(PyType::Float, vec![self.build.float(v)]),
            Free::Complex(re, im) => self.complex_constant(re, im),
            Free::Tuple(members, class) => {
                let members = members.into_iter().enumerate();
                let members = members.map(|(at, m)| self.free(&format!("{path}[{at}]"), m, span));
                let mut members = members.collect::<Result<Vec<_>>>()?;
                self.as_words(&mut members);
                self.tuple_of_class(members, class, span)?
            }
            Free::Str(text) => PyValue::literal(Literal::Str(text)),
            Free::Bytes(bytes) => PyValue::literal(Literal::Bytes(bytes)),
            Free::Builtin(_) | Free::Function(_) | Free::NamedTuple(_) | Free::Functions(_) | Free::Object => {
                PyValue::named(path.into())
            }
            Free::Found(at) => self.free_found(at, path, span)?,
            Free::Global(at, name) => self.global(at, &name, span)?,
            Free::Generator(at) => self.free_generator(at, path, span)?,
            Free::Method(at, name) => {
                let generator = self.free_generator(at, path, span)?;
                PyValue::new(PyType::Method(name), generator.parts)
            }
            Free::Unbound => bail!(span, "the name `{path}` is not defined"),
        })
    }

    fn complex_constant(&mut self, re: f64, im: f64) -> PyValue {
        PyValue::new(PyType::Complex, vec![self.build.float(re), self.build.float(im)])
    }

    fn attribute(&mut self, e: &ast::Expr, value: &ast::Expr, name: &str) -> Result<PyValue> {
        let base = self.expression(value)?;
        self.attribute_of(e, base, name)
    }

    pub fn attribute_of(&mut self, e: &ast::Expr, base: PyValue, name: &str) -> Result<PyValue> {
        if let Some(root) = &base.path {
            let path = format!("{root}.{name}");
            return match self.environment.names.get(&path) {
                Some(free) => self.free(&path, free.clone(), e.span),
                None => Ok(PyValue::named(path)),
            };
        }
        if let PyType::Instance(shape) = &base.ty {
            let shape = shape.clone();
            return self.instance_attribute(&base, &shape, name, e.span);
        }
        if let Some(class) = base.ty.named().cloned() {
            return self.named_attribute(&base, &class, name, e.span);
        }
        if let (PyType::List(_), "append" | "extend" | "insert" | "pop" | "remove") = (&base.ty, name) {
            // Its call would have been compiled, were it one: as a value it would be called the same way again.
            if is_of_receiver(e) {
                bail!(e.span, "`.{name}` with these arguments is not compiled yet");
            }
            return Ok(self.bound_method(base, name));
        }
        if let Some(lengths) = self.lengths_of(&base) {
            return self.array_attribute(&base, lengths, name, e.span);
        }
        if let (PyType::Range, Some(at)) = (&base.ty, ["start", "stop", "step"].iter().position(|known| *known == name))
        {
            return Ok(PyValue::new(PyType::Int, vec![base.parts[at]]));
        }
        if base.ty == PyType::Generator {
            return self.generator_attribute(&base, name, e.span);
        }
        if let (PyType::Bool | PyType::Int, "numerator" | "denominator") = (&base.ty, name) {
            let part = if name == "numerator" { self.as_kind(base, Kind::Int)[0] } else { self.build.int(1) };
            return Ok(PyValue::new(PyType::Int, vec![part]));
        }
        if !base.may_be_number() || !matches!(name, "real" | "imag") {
            bail!(e.span, "the attribute `.{name}` of {} is not compiled yet", self.what_is(&base))
        }
        let base = self.settle(base);
        self.by_members(
            vec![base],
            Ints::Rounded,
            e.span,
            |_, of| part_type(of[0], e.span),
            |this, operands| this.part_of_number(&operands[0], name, e.span),
        )
    }

    fn array_attribute(&mut self, array: &PyValue, lengths: Vec<ExprId>, name: &str, span: Span) -> Result<PyValue> {
        let int = |part| PyValue::new(PyType::Int, vec![part]);
        Ok(match name {
            "shape" => PyValue::new(PyType::tuple(vec![PyType::Int; lengths.len()]), lengths),
            "ndim" => int(self.build.int(lengths.len() as i64)),
            "T" if lengths.is_empty() => bail!(span, "`.T` of an array of no dimensions is not compiled"),
            "T" => self.transposed(array).expect("it has lengths"),
            // The elements are in memory, so their number is an int.
            "size" => {
                let one = self.build.int(1);
                let size = lengths.into_iter().reduce(|n, m| self.build.binary(BinaryOp::Mul, n, m));
                int(size.unwrap_or(one))
            }
            _ => bail!(span, "the attribute `.{name}` of an array is not compiled yet"),
        })
    }

    fn part_of_number(&mut self, base: &PyValue, name: &str, span: Span) -> Result<PyValue> {
        let number = base.number().expect("operands are numbers");
        let part = match (number.kind, name) {
            (Kind::Complex, "imag") => base.parts[1],
            (Kind::Bool, "real") => self.build.unary(UnaryOp::BoolToInt, base.parts[0]),
            (_, "real") => base.parts[0],
            (Kind::Float, _) => self.build.float(0.0),
            _ => self.build.int(0),
        };
        Ok(PyValue::new(part_type(number, span)?, vec![part]))
    }

    // Tuples, lists and arrays

    fn tuple(&mut self, members: &[ast::Expr]) -> Result<PyValue> {
        let span = self.build.span;
        // With a list in it, it is as long as that makes it.
        for member in members {
            if let ExprKind::Starred(of) = &member.kind
                && let ExprKind::Name(name) = &of.kind
                && self.variables.get(name).is_some_and(|v| is_list(&v.ty) || matches!(v.ty, PyType::Many(_)))
            {
                let list = self.starred_list(members, span)?;
                if !matches!(list.ty, PyType::List(_) | PyType::Records(_)) {
                    bail!(span, "a tuple of the elements of {} is not compiled yet", self.what_is(&list));
                }
                return Ok(as_tuple(list));
            }
        }
        let mut values = vec![];
        for member in members {
            match &member.kind {
                ExprKind::Starred(of) => values.extend(self.starred(of)?),
                _ => {
                    let value = self.optional(member)?;
                    let value = self.settle(value);
                    values.push(self.keep(value));
                }
            }
        }
        self.tuple_of(values, span)
    }

    /// A plain tuple.
    pub fn tuple_of(&mut self, members: Vec<PyValue>, span: Span) -> Result<PyValue> {
        self.tuple_of_class(members, None, span)
    }

    pub fn tuple_of_class(
        &mut self,
        members: Vec<PyValue>,
        class: Option<Arc<NamedTuple>>,
        span: Span,
    ) -> Result<PyValue> {
        let members = members.into_iter().map(|v| self.solid(v, span)).collect::<Result<Vec<_>>>()?;
        let members: Vec<PyValue> = members.into_iter().map(|v| self.as_value(v)).collect();
        // Where CPython goes on, it would have to be made again in the middle of the tuple.
        if let Some(other) = members.iter().find(|v| v.path.is_some() || v.ty.may_be_made_again()) {
            bail!(span, "{} in a tuple is not compiled yet", self.what_is(other);
                hint: "a function at the top of the module may be in one");
        }
        let (types, parts): (Vec<_>, Vec<_>) = members.into_iter().map(|v| (v.ty, v.parts)).unzip();
        Ok(PyValue::new(PyType::Tuple(Members::of_class(types, class)), parts.concat()))
    }

    fn subscript(&mut self, base: &ast::Expr, index: &ast::Expr, span: Span) -> Result<PyValue> {
        let container = self.expression(base)?;
        let container = self.functions_of(container, base.span)?;
        let container = self.solid(container, base.span)?;
        if let PyType::Many(_) = container.ty {
            let members = as_list(container);
            let value = self.item_of(members, base.span, index, span)?;
            return Ok(if let ExprKind::Slice { .. } = index.kind { as_tuple(value) } else { value });
        }
        self.item_of(container, base.span, index, span)
    }

    fn item_of(&mut self, container: PyValue, base: Span, index: &ast::Expr, span: Span) -> Result<PyValue> {
        if let PyType::Array { .. } | PyType::View { .. } = container.ty {
            return self.array_item(&container, index, span);
        }
        if let PyType::Tuple(_) = container.ty
            && let Some(bounds) = self.bounds_in(index)?
        {
            return self.part_of_tuple(container, base, &bounds, span);
        }
        if let Some(columns) = self.read_columns_of(&container) {
            return self.record_item(&columns, index);
        }
        let container = if let PyType::RaggedRow(_) = container.ty { self.keep(container) } else { container };
        if let ExprKind::Slice { lower, upper, step } = &index.kind {
            let bounds = [lower, upper, step].map(|e| e.as_deref());
            return match self.slice_of_rows(&container, bounds, span)? {
                Some(rows) => Ok(rows),
                None => self.slice(container, base, bounds, span),
            };
        }
        match (self.heap_row(&container), self.rows_of(&container)) {
            (Some(row), _) => return self.row_item(&row, index),
            (_, Some(rows)) => return self.ragged_row(&rows, index),
            _ => {}
        }
        if let PyType::Tuple(_) = container.ty {
            return self.tuple_member(container, index);
        }
        if container.ty == PyType::Range {
            return self.range_member(container, index);
        }
        if self.is_text(&container) {
            return self.text_member(container, index);
        }
        if let PyType::Instances(_) = container.ty {
            return self.instance_in(container, index);
        }
        if let PyType::Instance(_) = container.ty {
            let container = self.keep(container);
            let index = self.argument(index)?;
            return self.special_method("__getitem__", vec![container, index], span);
        }
        if let PyType::Table(elem) = container.ty {
            return self.row(container, elem, base, index);
        }
        let element = self.place_in(container, base, index, span)?;
        self.refuse_early(element.buffer, span)?;
        Ok(self.load_place(&element))
    }

    /// `a[i]` of a table.
    fn row(&mut self, table: PyValue, elem: Elem, base: Span, index: &ast::Expr) -> Result<PyValue> {
        let Some(buffer) = self.buffer_of(&table) else {
            bail!(base, "indexing this expression is not compiled yet"; hint: "give it a name first")
        };
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        let at = self.checked_index(int, buffer, 0);
        Ok(PyValue::new(PyType::Row(elem), vec![self.build.read(buffer), at]))
    }

    /// Where the elements of a list, a table, a row or an array are.
    pub fn buffer_of(&self, value: &PyValue) -> Option<LocalId> {
        let (&part, true) = (value.parts.first()?, is_list(&value.ty) || matches!(value.ty, PyType::Array { .. }))
        else {
            return None;
        };
        match *self.build.op(part) {
            Op::Local(buffer) => Some(buffer),
            _ => None,
        }
    }

    /// `len(value)` of what has elements.
    pub fn length_of(&mut self, value: &PyValue) -> Option<ExprId> {
        if let PyType::Array { .. } | PyType::View { .. } = value.ty {
            return self.lengths_of(value)?.first().copied();
        }
        if let PyType::Instances(_) = value.ty {
            return Some(value.parts[2]);
        }
        if let PyType::Many(_) = value.ty {
            return self.length_of(&as_list(value.clone()));
        }
        if let PyType::Nested(_) = value.ty {
            let columns = self.read_columns_of(value)?;
            return Some(self.build.expr(Op::Len(columns.buffers[0], 0), Type::INT));
        }
        match (self.heap_row(value), self.rows_of(value)) {
            (Some(row), _) => return Some(self.n_in_row(&row)),
            (_, Some(rows)) => return Some(self.build.expr(Op::Len(rows.order, 0), Type::INT)),
            _ => {}
        }
        let buffer = self.buffer_of(value)?;
        let dimension = if matches!(value.ty, PyType::Row(_)) { 1 } else { 0 };
        Some(self.build.expr(Op::Len(buffer, dimension), Type::INT))
    }

    /// `pair[0]`, or `offsets[k]` of members that a variable can hold.
    fn tuple_member(&mut self, tuple: PyValue, index: &ast::Expr) -> Result<PyValue> {
        let tuple = self.keep(tuple);
        let members = self.members_of(&tuple);
        let value = self.expression(index)?;
        let at = self.int_of(value, index.span)?;
        let n = members.len() as i64;
        if let Some(Const::Int(at)) = self.build.constant(at) {
            let member = if at < 0 { at.checked_add(n) } else { Some(at) };
            match member.and_then(|at| members.into_iter().nth(usize::try_from(at).ok()?)) {
                Some(member) => return Ok(member),
                None => bail!(index.span, "the tuple has {n} members"),
            }
        }
        if members.len() > MAX_MEMBERS
            && let Some(columns) = self.constant_columns(&tuple)
        {
            let at = self.checked_record_index(&columns, at);
            return Ok(self.record_at(&columns, at));
        }
        let n = self.build.int(n);
        let at = self.wrapped_index(at, n);
        self.member_at(&tuple, at, index.span)
    }

    /// `range(10)[k]`.
    fn range_member(&mut self, range: PyValue, index: &ast::Expr) -> Result<PyValue> {
        let parts = self.keep(range).parts;
        let value = self.expression(index)?;
        let at = self.int_of(value, index.span)?;
        let range = self.range_between(parts[0], parts[1], parts[2]);
        let n = self.build.read(range.trip);
        let at = self.wrapped_index(at, n);
        let way = self.build.binary(BinaryOp::Mul, at, range.step_value);
        Ok(PyValue::new(PyType::Int, vec![self.build.binary(BinaryOp::Add, range.start_value, way)]))
    }

    /// The member at an index that is inside.
    pub fn member_at(&mut self, tuple: &PyValue, at: ExprId, span: Span) -> Result<PyValue> {
        let members = self.members_of(tuple);
        if members.len() > MAX_MEMBERS {
            if let Some(columns) = self.constant_columns(tuple) {
                return Ok(self.record_at(&columns, at));
            }
            bail!(span, "a tuple of {} members is indexed by a constant only", members.len(); hint: "make it a list");
        }
        let types = members.iter().map(|m| describe(&m.ty)).collect::<Vec<_>>();
        let mut choices = vec![];
        for (i, member) in members.into_iter().enumerate() {
            let i = self.build.int(i as i64);
            choices.push((self.build.binary(BinaryOp::Eq, at, i), member));
        }
        match choices.is_empty() {
            false => self.one_of(choices),
            true => None,
        }
        .map_or_else(
            || bail!(span, "a tuple of {} is indexed by a constant only", types.join(" and ")),
            |chosen| Ok(self.keep(chosen)),
        )
    }

    /// The members of a tuple.
    pub fn members_of(&self, tuple: &PyValue) -> Vec<PyValue> {
        let PyType::Tuple(types) = &tuple.ty else { unreachable!("the caller has a tuple") };
        let mut rest = &tuple.parts[..];
        let mut members = vec![];
        for ty in types {
            let (own, others) = rest.split_at(ty.parts().len());
            rest = others;
            members.push(PyValue::new(ty.clone(), own.to_vec()));
        }
        members
    }

    pub fn place_in(&mut self, container: PyValue, base: Span, index: &ast::Expr, span: Span) -> Result<Element> {
        let container = if let PyType::RaggedRow(_) = container.ty { self.keep(container) } else { container };
        if let Some(row) = self.heap_row(&container)
            && let Some(element) = self.element_in_row(&row, index)?
        {
            return Ok(element);
        }
        // A row's own number is the first index.
        let row = if let PyType::Row(_) = container.ty { Some(container.parts[1]) } else { None };
        let elem = match container.ty {
            PyType::List(elem) | PyType::Row(elem) => elem,
            PyType::Array { .. } | PyType::View { .. } => return self.array_place(&container, index, span),
            PyType::Table(_) => return Err(self.needs_rows(&container, span, "an assignment to a whole row")),
            _ => bail!(base, "indexing {} is not compiled yet", self.what_is(&container)),
        };
        let Some(buffer) = self.buffer_of(&container) else {
            bail!(base, "indexing this expression is not compiled yet"; hint: "give it a name first")
        };
        let indices: Vec<&ast::Expr> = match &index.kind {
            ExprKind::Tuple(all) => all.iter().collect(),
            _ => vec![index],
        };
        if indices.len() != 1 {
            bail!(span, "{} indices for {}", indices.len(), describe(&container.ty));
        }
        let mut checked: Vec<ExprId> = row.into_iter().collect();
        for i in indices {
            let value = self.expression(i)?;
            let int = self.int_of(value, i.span)?;
            checked.push(self.checked_index(int, buffer, checked.len() as u8));
        }
        Ok(Element { buffer, elem, index: checked, is_array: false, writable: true, component: None })
    }

    /// Wraps a negative index and leaves where it is out of bounds.
    pub fn checked_index(&mut self, index: ExprId, buffer: LocalId, dimension: u8) -> ExprId {
        let n = self.build.expr(Op::Len(buffer, dimension), Type::INT);
        self.wrapped_index(index, n)
    }

    /// An index among `n`, from the end where it is negative.
    pub fn wrapped_index(&mut self, index: ExprId, n: ExprId) -> ExprId {
        let index = self.build.keep(index);
        let zero = self.build.int(0);
        let negative = self.build.binary(BinaryOp::Lt, index, zero);
        let from_end = self.build.binary(BinaryOp::Add, index, n);
        let wrapped = self.build.select(negative, from_end, index);
        let wrapped = self.build.keep(wrapped);
        let low = self.build.binary(BinaryOp::Ge, wrapped, zero);
        let high = self.build.binary(BinaryOp::Lt, wrapped, n);
        let both = self.build.binary(BinaryOp::And, low, high);
        self.build.raise_unless(both, Failure::Index);
        wrapped
    }

    pub fn load_place(&mut self, element: &Element) -> PyValue {
        let parts = self.load_parts(element);
        if let Some(units) = element.elem.units() {
            return self.text_of_word(parts[0], units);
        }
        let ty = if element.is_array { PyType::NumPy(element.elem) } else { element.elem.python() };
        if let Some(component) = element.component {
            return PyValue::new(PyType::NumPy(element.elem.of_component()), vec![parts[component as usize]]);
        }
        if element.elem == Elem::UInt64 && element.is_array {
            self.check_int(parts[0], Elem::UInt64);
        }
        PyValue::new(ty, parts)
    }

    /// The parts of an element, as they are in memory.
    pub fn load_parts(&mut self, element: &Element) -> Vec<ExprId> {
        let parts: Vec<LocalId> =
            element.elem.parts().iter().map(|&s| self.build.local("t", Type::Scalar(s))).collect();
        let (buffer, index) = (element.buffer, element.index.clone());
        self.build.push(Stmt::Load { parts: parts.clone(), buffer, index, mask: None });
        parts.into_iter().map(|p| self.build.read(p)).collect()
    }

    pub fn store(&mut self, base: &ast::Expr, index: &ast::Expr, value: PyValue, span: Span) -> Result<()> {
        let value = self.settle(value);
        let value = self.solid(value, span)?;
        let value = self.keep(value);
        let container = self.expression(base)?;
        if let Some(part) = self.part_at(&container, index, span)? {
            let node = self.node(super::arrays::Fused::Value(value), span)?;
            return self.write_into(&part, node, span);
        }
        if let PyType::Instance(_) = container.ty {
            let container = self.keep(container);
            let index = self.argument(index)?;
            return self.special_method("__setitem__", vec![container, index, value], span).map(drop);
        }
        if let (Some(columns), false) = (self.columns_of(&container), matches!(index.kind, ExprKind::Slice { .. })) {
            return self.store_record(&columns, index, value, span);
        }
        let container = if let PyType::RaggedRow(_) = container.ty { self.keep(container) } else { container };
        if let PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Table(_) = container.ty
            && let Some(bounds) = self.bounds_in(index)?
            && self.store_slice_in_rows(&container, &bounds, &value, span)?
        {
            return Ok(());
        }
        match (self.heap_row(&container), self.rows_of(&container)) {
            (Some(row), _) => return self.store_in_row(&row, index, value, span),
            (_, Some(rows)) => return self.store_row(&rows, index, value, span),
            _ => {}
        }
        if !matches!(container.ty, PyType::Array { .. } | PyType::View { .. })
            && let Some(bounds) = self.bounds_in(index)?
        {
            let container = self.keep(container);
            return self.store_slice(&container, &bounds, value, span);
        }
        let element = self.place_in(container, base.span, index, span)?;
        self.store_place(&element, value, span)
    }

    pub fn store_place(&mut self, element: &Element, value: PyValue, span: Span) -> Result<()> {
        let value = self.settle(value);
        let parts = if let Some(component) = element.component {
            let part = self.array_element(value, element.elem.of_component(), span)?[0];
            let part = self.build.keep(part);
            let mut parts =
                self.load_place(&Element { component: None, index: element.index.clone(), ..*element }).parts;
            parts[component as usize] = part;
            parts
        } else if element.is_array {
            self.array_element(value, element.elem, span)?
        } else if self.fits_into(&value, element.elem) {
            self.element_parts(value, element.elem, span)?
        } else {
            return Err(self.other_type(element.buffer, &value, &element.elem.python(), span));
        };
        if !element.writable {
            let never = self.build.bool(false);
            self.build.check(never, Failure::Type);
            return Ok(());
        }
        let (buffer, index) = (element.buffer, element.index.clone());
        self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        Ok(())
    }

    /// An int value for an index or a count.
    pub fn int_of(&mut self, value: PyValue, span: Span) -> Result<ExprId> {
        let value = self.narrowed(value);
        let is_numpy_bool = value.ty.members().contains(&PyType::NumPy(Elem::Bool));
        match value.kind() {
            Some(Kind::Bool | Kind::Int) if !is_numpy_bool => Ok(self.as_kind(value, Kind::Int)[0]),
            _ => bail!(span, "{} where an int is needed", self.what_is(&value)),
        }
    }

    // Conditions

    /// A condition: only its truth matters, so operands may have different types.
    pub fn condition(&mut self, e: &ast::Expr) -> Result<ExprId> {
        match &e.kind {
            ExprKind::And(values) => self.condition_chain(values, true),
            ExprKind::Or(values) => self.condition_chain(values, false),
            ExprKind::Unary { op: ast::UnaryOp::Not, operand } => {
                let c = self.condition(operand)?;
                Ok(self.build.not(c))
            }
            ExprKind::Compare { left, ops, rest } if ops.len() > 1 => {
                let first = self.kept_value(left)?;
                Ok(self.compare_rest(first, ops, rest, e.span)?.0)
            }
            _ => {
                let v = self.optional(e)?;
                self.truth(v, e.span)
            }
        }
    }

    fn condition_chain(&mut self, values: &[ast::Expr], and: bool) -> Result<ExprId> {
        let first = self.condition(&values[0])?;
        // `best is None or ..` before a loop's types are known: what is never evaluated need not compile.
        if values.len() == 1 || self.build.constant(first) == Some(Const::Bool(!and)) {
            return Ok(first);
        }
        self.lazily(first, and, |this| this.condition_chain(&values[1..], and))
    }

    /// `first and rest` or `first or rest` over bools: `rest` is evaluated only where it counts.
    pub fn lazily(
        &mut self,
        first: ExprId,
        and: bool,
        rest: impl FnOnce(&mut Self) -> Result<ExprId>,
    ) -> Result<ExprId> {
        let before = self.variables.clone();
        self.build.open();
        let Some(second) = self.unless_unknown(rest)? else {
            self.build.close();
            return Ok(first);
        };
        let mut block = self.build.close();
        if block.is_empty() {
            let op = if and { BinaryOp::And } else { BinaryOp::Or };
            return Ok(self.build.binary(op, first, second));
        }
        if self.variables != before {
            let span = self.build.span;
            bail!(span, "an assignment inside a condition that may be skipped is not compiled yet");
        }
        let result = self.build.local("condition", Type::BOOL);
        self.build.assign(result, first);
        block.push(Stmt::Assign(result, second));
        let test = self.build.read(result);
        let condition = if and { test } else { self.build.not(test) };
        self.build.push(Stmt::If { condition, then: block, orelse: vec![], likely: Likely::Either });
        Ok(self.build.read(result))
    }

    /// Is it `==` or `!=`, and may an operand be `None`?
    fn is_equal_or_none(&self, left: &ast::Expr, ops: &[CompareOp], rest: &[ast::Expr]) -> bool {
        let may_be_none = |e: &ast::Expr| match &e.kind {
            ExprKind::None => true,
            ExprKind::Name(name) => self.variables.get(name).is_some_and(|v| v.ty.optional().is_some()),
            _ => false,
        };
        matches!(ops, [CompareOp::Eq | CompareOp::Ne]) && (may_be_none(left) || may_be_none(&rest[0]))
    }

    fn compare_chain(
        &mut self,
        left: &ast::Expr,
        ops: &[CompareOp],
        rest: &[ast::Expr],
        span: Span,
    ) -> Result<PyValue> {
        if let ([op], [right]) = (ops, rest)
            && let Some(answer) = self.type_test(*op, left, right)?
        {
            return Ok(answer);
        }
        let first = match ops[0] {
            CompareOp::Is | CompareOp::IsNot => self.optional(left)?,
            CompareOp::Eq | CompareOp::Ne if ops.len() == 1 => self.optional(left)?,
            _ => self.expression(left)?,
        };
        if ops.len() == 1 {
            return self.comparison(ops[0], first, &rest[0], span);
        }
        let first = self.keep(first);
        match self.compare_rest(first, ops, rest, span)? {
            (condition, true) => Ok(PyValue::new(PyType::Bool, vec![condition])),
            (_, false) => bail!(span, "a chain of comparisons of NumPy values is compiled as a condition only"),
        }
    }

    /// The truth of `left op rest ..`, and whether each comparison gives a Python bool.
    fn compare_rest(
        &mut self,
        left: PyValue,
        ops: &[CompareOp],
        rest: &[ast::Expr],
        span: Span,
    ) -> Result<(ExprId, bool)> {
        if ops.len() == 1 {
            let last = self.comparison(ops[0], left, &rest[0], span)?;
            let is_python = last.ty == PyType::Bool;
            return Ok((self.truth(last, span)?, is_python));
        }
        let right = self.kept_value(&rest[0])?;
        let first = self.compare(ops[0], left, right.clone(), span)?;
        let mut is_python = first.ty == PyType::Bool;
        let first = self.truth(first, span)?;
        let truth = self.lazily(first, true, |this| {
            let (truth, others) = this.compare_rest(right, &ops[1..], &rest[1..], span)?;
            is_python &= others;
            Ok(truth)
        })?;
        Ok((truth, is_python))
    }

    /// `and` and `or` give one of their operands.
    fn short_circuit(&mut self, values: &[ast::Expr], and: bool, span: Span) -> Result<PyValue> {
        let first = self.optional(&values[0])?;
        let first = self.settle(first);
        let first = self.keep(first);
        if values.len() == 1 {
            return Ok(first);
        }
        if first.ty == PyType::Bool {
            let condition = first.parts[0];
            let Some((block, rest)) = self.in_block(|this| this.short_circuit(&values[1..], and, span))? else {
                return Ok(first);
            };
            let push = |this: &mut Self| block.into_iter().for_each(|s| this.build.push(s));
            if rest.ty != PyType::Bool {
                let take_rest = if and { condition } else { self.build.not(condition) };
                let rest = |this: &mut Self| {
                    push(this);
                    Ok(rest)
                };
                return self.choose(take_rest, span, rest, |_| Ok(first));
            }
            let result = self.lazily(condition, and, |this| {
                push(this);
                Ok(rest.parts[0])
            })?;
            return Ok(PyValue::new(PyType::Bool, vec![result]));
        }
        let truth = self.truth(first.clone(), span)?;
        let take_rest = if and { truth } else { self.build.not(truth) };
        let first = if and { first } else { self.true_value(first) };
        self.choose(take_rest, span, |this| this.short_circuit(&values[1..], and, span), |_| Ok(first))
    }

    fn if_else(&mut self, test: &ast::Expr, body: &ast::Expr, orelse: &ast::Expr, span: Span) -> Result<PyValue> {
        let condition = self.condition(test)?;
        match self.build.constant(condition) {
            Some(Const::Bool(true)) => self.optional(body),
            Some(Const::Bool(false)) => self.optional(orelse),
            _ => self.choose(condition, span, |this| this.optional(body), |this| this.optional(orelse)),
        }
    }

    /// One of two values, each evaluated only where it is chosen.
    pub fn choose(
        &mut self,
        condition: ExprId,
        span: Span,
        then: impl FnOnce(&mut Self) -> Result<PyValue>,
        orelse: impl FnOnce(&mut Self) -> Result<PyValue>,
    ) -> Result<PyValue> {
        let condition = self.build.keep(condition);
        let sides = (self.in_block(then)?, self.in_block(orelse)?);
        let ((mut then_block, a), (mut else_block, b)) = match sides {
            (Some(then), Some(orelse)) => (then, orelse),
            (Some((block, value)), None) | (None, Some((block, value))) => {
                block.into_iter().for_each(|s| self.build.push(s));
                return Ok(value);
            }
            (None, None) => return Err(Diagnostic::new("unknown", span, "neither side of this is known")),
        };
        let (a, b) = (self.as_value(a), self.as_value(b));
        if a.path.is_some() || b.path.is_some() {
            bail!(span, "a choice between {} and {} is not compiled yet", self.what_is(&a), self.what_is(&b));
        }
        let (of_a, of_b) = (a.ty.clone(), b.ty.clone());
        let a = self.numbered_behind(&mut then_block, a, &of_b, span)?;
        let b = self.numbered_behind(&mut else_block, b, &of_a, span)?;
        let joined = super::unions::join_types(&a.ty, &b.ty).or_else(|| join_lengths(&a.ty, &b.ty));
        let Some(ty) = joined else { bail!(span, "this gives {} or {}", self.what_is(&a), self.what_is(&b)) };
        let (a, b) = (self.converted_behind(&mut then_block, a, &ty), self.converted_behind(&mut else_block, b, &ty));
        if then_block.is_empty() && else_block.is_empty() && ty.parts().iter().all(|t| t.scalar().is_some()) {
            let parts = a.parts.iter().zip(&b.parts).map(|(&x, &y)| self.build.select(condition, x, y)).collect();
            return Ok(PyValue::new(ty, parts));
        }
        let result = self.build.locals_for("choice", &ty);
        let assign = |local: &LocalId, v: &ExprId| Stmt::Assign(*local, *v);
        then_block.extend(result.iter().zip(&a.parts).map(|(l, v)| assign(l, v)));
        else_block.extend(result.iter().zip(&b.parts).map(|(l, v)| assign(l, v)));
        self.build.push(Stmt::If { condition, then: then_block, orelse: else_block, likely: Likely::Either });
        let parts = result.iter().map(|&l| self.build.read(l)).collect();
        Ok(PyValue::new(ty, parts))
    }

    /// A value by whose side `None` may be, with what that takes at the end of the block.
    fn numbered_behind(
        &mut self,
        block: &mut Vec<Stmt>,
        value: PyValue,
        other: &PyType,
        span: Span,
    ) -> Result<PyValue> {
        self.build.open();
        let value = self.beside_none(value, other, span);
        block.extend(self.build.close());
        value
    }

    /// A value as another type, with what that takes at the end of the block.
    fn converted_behind(&mut self, block: &mut Vec<Stmt>, value: PyValue, ty: &PyType) -> PyValue {
        self.build.open();
        let value = self.convert(value, ty);
        block.extend(self.build.close());
        value
    }

    /// `None`: it has no result that is known.
    fn in_block(
        &mut self,
        evaluate: impl FnOnce(&mut Self) -> Result<PyValue>,
    ) -> Result<Option<(Vec<Stmt>, PyValue)>> {
        let before = self.variables.clone();
        self.build.open();
        let value = self.unless_unknown(|this| {
            let value = evaluate(this)?;
            let value = this.settle(value);
            this.solid(value, this.build.span)
        });
        let block = self.build.close();
        if self.variables != before {
            let span = self.build.span;
            bail!(span, "an assignment inside an expression that may be skipped is not compiled yet");
        }
        Ok(value?.map(|value| (block, value)))
    }
}

/// Type of `.real` and `.imag`.
fn part_type(number: Number, span: Span) -> Result<PyType> {
    Ok(match (number.kind, number.numpy) {
        (Kind::Complex, Some(Elem::Complex64)) => PyType::NumPy(Elem::Float32),
        (Kind::Complex, Some(_)) => PyType::NumPy(Elem::Float64),
        (Kind::Complex, None) => PyType::Float,
        (Kind::Bool, Some(_)) => bail!(span, "the parts of a NumPy bool are not compiled yet"),
        (Kind::Bool, None) => PyType::Int,
        (Kind::Int | Kind::Float, _) => number.ty(),
    })
}

/// Is it a list for Python?
pub fn is_list(ty: &PyType) -> bool {
    matches!(ty, PyType::List(_) | PyType::Table(_) | PyType::Row(_) | PyType::Records(_))
}

/// The element of a list of such values.
pub fn list_elem(ty: &PyType) -> Option<Elem> {
    match ty {
        PyType::Str(units) => Some(Elem::of_units(*units)),
        ty => ty.list_elem(),
    }
}

/// Names that `:=` assigns in it.
pub fn rebound_by(e: &ast::Expr, names: &mut HashSet<String>) {
    if let ExprKind::Walrus { name, .. } = &e.kind {
        names.insert(name.clone());
    }
    e.children().into_iter().for_each(|child| rebound_by(child, names));
}
