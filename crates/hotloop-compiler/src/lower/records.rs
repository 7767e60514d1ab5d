//! Lists of tuples, and of what else has several parts: for each part a list.
//!
//! example: `x, y = points[i]` loads `points[].0` and `points[].1` at the one index; `points.append((x, y))` appends to
//! both. All of the lists are equally long wherever CPython may go on.

use super::Lowerer;
use super::expressions::list_elem;
use super::heaps::item_of_list;
use super::slices::{Bounds, Places};
use super::sorting::item_of;
use super::tuples::as_list;
use super::unions::join_types;
use super::value::{PyValue, describe};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Dims, Edit, Elem, ExprId, Failure, LocalId, Op, PyType, Scalar, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};

/// The lists that a list of records is spread over.
#[derive(Clone)]
pub struct Columns {
    pub item: PyType,
    pub buffers: Vec<LocalId>,
}

/// Elements of one: the number of the first, how far it is to the next, how many.
#[derive(Clone)]
struct Part {
    of: Columns,
    first: ExprId,
    step: ExprId,
    n: ExprId,
}

impl Lowerer<'_> {
    /// `None`: it is another value.
    pub fn columns_of(&mut self, value: &PyValue) -> Option<Columns> {
        match &value.ty {
            PyType::Records(item) => Some(self.columns_in(value, item)),
            _ => None,
        }
    }

    /// The same of a list that is only read: of tuples that hold lists, too.
    pub fn read_columns_of(&mut self, value: &PyValue) -> Option<Columns> {
        match &value.ty {
            PyType::Records(item) | PyType::Nested(item) => Some(self.columns_in(value, item)),
            _ => None,
        }
    }

    fn columns_in(&mut self, value: &PyValue, item: &PyType) -> Columns {
        let mut buffers = vec![];
        for &part in &value.parts {
            let kept = match self.build.op(part) {
                Op::Local(_) => part,
                _ => self.build.keep(part),
            };
            let Op::Local(buffer) = *self.build.op(kept) else { unreachable!("a list is a local") };
            buffers.push(buffer);
        }
        Columns { item: item.clone(), buffers }
    }

    pub fn records(&mut self, columns: &Columns) -> PyValue {
        let parts = columns.buffers.iter().map(|&buffer| self.build.read(buffer)).collect();
        PyValue::new(PyType::Records(columns.item.clone().into()), parts)
    }

    fn n_records(&mut self, columns: &Columns) -> ExprId {
        self.build.expr(Op::Len(columns.buffers[0], 0), Type::INT)
    }

    // Elements

    /// The element at an index that is inside.
    pub fn record_at(&mut self, columns: &Columns, at: ExprId) -> PyValue {
        let types = columns.item.parts();
        let mut parts = vec![];
        for (&buffer, ty) in columns.buffers.iter().zip(types) {
            let part = self.build.local("t", ty);
            self.build.push(Stmt::Load { parts: vec![part], buffer, index: vec![at], mask: None });
            parts.push(self.build.read(part));
        }
        PyValue::new(columns.item.clone(), parts)
    }

    /// An index, from the end where it is negative. It is compared with the length of each of the lists: so what passes
    /// know of one of them does not depend on the others.
    fn record_index(&mut self, columns: &Columns, index: &ast::Expr) -> Result<ExprId> {
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        Ok(self.checked_record_index(columns, int))
    }

    pub fn checked_record_index(&mut self, columns: &Columns, int: ExprId) -> ExprId {
        let at = self.checked_index(int, columns.buffers[0], 0);
        for &buffer in &columns.buffers[1..] {
            let n = self.build.expr(Op::Len(buffer, 0), Type::INT);
            let inside = self.build.binary(BinaryOp::Lt, at, n);
            self.build.check(inside, Failure::Index);
        }
        at
    }

    /// `points[i]`, `points[a:b]`
    pub fn record_item(&mut self, columns: &Columns, index: &ast::Expr) -> Result<PyValue> {
        if columns.item.is_nested_item()
            && let ExprKind::Slice { .. } = index.kind
        {
            bail!(index.span, "a slice of a list of tuples that hold lists is not compiled yet"; hint: "loop over indices");
        }
        if let Some(bounds) = self.bounds_in(index)? {
            return self.records_slice(columns, &bounds);
        }
        let at = self.record_index(columns, index)?;
        Ok(self.record_at(columns, at))
    }

    /// `points[i] = (x, y)`
    pub fn store_record(&mut self, columns: &Columns, index: &ast::Expr, value: PyValue, span: Span) -> Result<()> {
        let value = self.record(value, columns, span)?;
        let value = self.keep(value);
        let at = self.record_index(columns, index)?;
        self.put_record(columns, at, value.parts);
        Ok(())
    }

    /// `points[i] += v`
    pub fn augmented_record(
        &mut self,
        columns: &Columns,
        index: &ast::Expr,
        op: ast::BinaryOp,
        value: &ast::Expr,
        span: Span,
    ) -> Result<()> {
        let at = self.record_index(columns, index)?;
        let at = self.build.keep(at);
        let old = self.record_at(columns, at);
        let n_edits = self.build.n_edits;
        let by = self.expression(value)?;
        if self.build.n_edits != n_edits {
            bail!(value.span, "a list may change its length here, between reading the element and writing it";
                hint: "assign this to a name before");
        }
        let result = match self.named_operation(op, &old, &by, span)? {
            Some(value) => value,
            None => self.binary(op, old, by, span)?,
        };
        let result = self.record(result, columns, span)?;
        let result = self.keep(result);
        self.put_record(columns, at, result.parts);
        Ok(())
    }

    fn put_record(&mut self, columns: &Columns, at: ExprId, parts: Vec<ExprId>) {
        for (&buffer, part) in columns.buffers.iter().zip(parts) {
            self.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![part], mask: None, undo: true });
        }
    }

    /// A value as an element of such a list.
    fn record(&mut self, value: PyValue, columns: &Columns, span: Span) -> Result<PyValue> {
        let item = &columns.item;
        let value = self.settle(value);
        let value = self.solid(value, span)?;
        match join_types(item, &value.ty) {
            Some(joined) if joined == *item => Ok(self.convert(value, item)),
            _ => Err(self.other_type(columns.buffers[0], &value, item, span)),
        }
    }

    /// The elements of a list of so many.
    pub fn records_of(&mut self, columns: &Columns, n: usize) -> Vec<PyValue> {
        let (len, wanted) = (self.n_records(columns), self.build.int(n as i64));
        let fits = self.build.binary(BinaryOp::Eq, len, wanted);
        self.build.check(fits, Failure::Type);
        let element = |this: &mut Self, at: usize| {
            let at = this.build.int(at as i64);
            this.record_at(columns, at)
        };
        (0..n).map(|at| element(self, at)).collect()
    }

    // New lists

    /// So many equal elements.
    pub fn new_records(&mut self, item: &PyType, len: ExprId, fill: Vec<ExprId>) -> Columns {
        let mut buffers = vec![];
        for (elem, part) in item.columns().into_iter().zip(fill) {
            let list = self.build.local("list", Type::Buffer(elem, Dims::LIST));
            self.build.push(Stmt::NewList { list, dims: vec![len], fill: vec![part], is_array: false });
            self.build.new_lists.insert(list);
            buffers.push(list);
        }
        Columns { item: item.clone(), buffers }
    }

    /// `[value] * n`, where the value is no number, or others are stored there; `None`: it is a list of such numbers.
    pub fn repeated_record(&mut self, value: &PyValue, n: ExprId, span: Span) -> Option<PyValue> {
        let known = self.known_item(span);
        if !value.ty.is_record() || known.is_none() && list_elem(&value.ty).is_some() {
            let item = known.filter(|_| value.ty == PyType::None)?;
            return self.equal_records(value, &item, n, span);
        }
        let item = known.unwrap_or_else(|| value.ty.clone());
        self.equal_records(value, &item, n, span)
    }

    fn equal_records(&mut self, value: &PyValue, item: &PyType, n: ExprId, span: Span) -> Option<PyValue> {
        if join_types(item, &value.ty).as_ref() != Some(item) {
            return None;
        }
        let value = self.convert(value.clone(), item);
        let columns = self.new_records(item, n, value.parts);
        let list = self.records(&columns);
        self.note_list(&list, span);
        Some(list)
    }

    pub fn no_records(&mut self, item: &PyType, site: Vec<Span>) -> PyValue {
        let zero = |this: &mut Self, part: Type| match part.scalar() {
            Some(Scalar::Bool) => this.build.bool(false),
            Some(Scalar::Int) => this.build.int(0),
            _ => this.build.float(0.0),
        };
        let fill = item.parts().into_iter().map(|part| zero(self, part)).collect();
        let none = self.build.int(0);
        let columns = self.new_records(item, none, fill);
        let list = self.records(&columns);
        self.build.note_empty_list(list.parts[0], site);
        list
    }

    /// `[(1, 2), (3, 4)]`, `[1, None]`; `None`: they are numbers of one type, or cannot be elements of one list.
    pub fn record_literal(&mut self, values: &[PyValue], span: Span) -> Option<PyValue> {
        let mut types = values.iter().map(|value| &value.ty);
        let known = self.known_item(span).unwrap_or_else(|| values[0].ty.clone());
        let item = types.try_fold(known, |ty, other| join_types(&ty, other))?;
        if !item.is_record() || list_elem(&item).is_some() {
            return None;
        }
        let values: Vec<PyValue> = values.iter().map(|value| self.convert(value.clone(), &item)).collect();
        let values: Vec<PyValue> = values.into_iter().map(|value| self.keep(value)).collect();
        let n = self.build.int(values.len() as i64);
        let columns = self.new_records(&item, n, values[0].parts.clone());
        for (at, value) in values.into_iter().enumerate().skip(1) {
            let at = self.build.int(at as i64);
            self.put_record(&columns, at, value.parts);
        }
        let list = self.records(&columns);
        self.note_list(&list, span);
        Some(list)
    }

    /// What the elements of the list that is made at this place are, where they are no numbers of one type.
    pub fn known_item(&self, span: Span) -> Option<PyType> {
        self.learnt.records.get(&self.site(span)).cloned()
    }

    /// A list was made here, and gets such an element as well: lower again with that.
    pub fn learn_record(&mut self, list: LocalId, item: &PyType, span: Span) -> Option<Diagnostic> {
        let site = self.build.made_list_of(list)?;
        if self.learnt.guessed.contains(&site)
            && let Some(wider) = join_types(&PyType::None, item).filter(|wider| wider.optional().is_some())
        {
            self.learnt.guessed.remove(&site);
            self.learnt.records.insert(site, wider);
            return Some(Diagnostic::new("again", span, "the element type of a list is known now"));
        }
        let of_numbers = self.learnt.empty_lists.get(&site).map(|elem| elem.python());
        let known = self.learnt.records.get(&site).cloned().or(of_numbers);
        let wider = known.as_ref().map_or(Some(item.clone()), |known| join_types(known, item))?;
        if wider == PyType::Word && known.as_ref() != Some(&wider) {
            self.learnt.empty_lists.insert(site, Elem::UInt64);
            return Some(Diagnostic::new("again", span, "the element type of a list is known now"));
        }
        if known.as_ref() == Some(&wider) || !wider.is_record() {
            return None;
        }
        self.learnt.records.insert(site, wider);
        Some(Diagnostic::new("again", span, "the element type of a list is known now"))
    }

    /// Is it a `[]` of whose elements nothing is known yet?
    pub fn is_unknown_list(&self, list: LocalId) -> bool {
        self.build.empty_list_of(list).is_some_and(|site| {
            !self.learnt.empty_lists.contains_key(&site) && !self.learnt.records.contains_key(&site)
        })
    }

    /// Such a value is appended to a list of something else.
    pub fn no_element(&mut self, list: LocalId, value: &PyValue, own: &PyType, span: Span) -> Diagnostic {
        let is_unknown = self.is_unknown_list(list);
        if let (true, Some(item)) = (is_unknown, item_of_list(&value.ty))
            && let Some(again) = self.learn_rows(list, &item, span)
        {
            return again;
        }
        let item = match is_unknown && value.ty != PyType::None {
            true => Some(value.ty.clone()),
            false => join_types(own, &value.ty).or_else(|| Some(value.ty.clone())),
        };
        if let Some(again) = item.and_then(|item| self.learn_record(list, &item, span)) {
            return again;
        }
        let message = format!("{} is appended to a list of {}", self.what_is(value), describe(own));
        let refusal = Diagnostic::new("unsupported", span, message);
        Diagnostic { wanted: self.wanted(list, &value.ty, Some(own)), ..refusal }
    }

    /// What a list would have to be if it is an argument, to hold such an element: of those alone where it is empty, or of
    /// its own as well.
    pub fn wanted(&self, list: LocalId, item: &PyType, own: Option<&PyType>) -> Vec<(usize, PyType)> {
        let Some(argument) = self.build.argument_of(list) else { return vec![] };
        let both = own.and_then(|own| join_types(own, item)).filter(PyType::is_record);
        let alone = match list_elem(item) {
            Some(elem) => Some(PyType::List(elem)),
            None => item.is_record().then(|| PyType::Records(item.clone().into())),
        };
        alone.into_iter().chain(both.map(|item| PyType::Records(item.into()))).map(|ty| (argument, ty)).collect()
    }

    /// Such a value is stored in a list of others.
    pub fn other_type(&mut self, list: LocalId, value: &PyValue, own: &PyType, span: Span) -> Diagnostic {
        let both = join_types(own, &value.ty).unwrap_or_else(|| value.ty.clone());
        if let Some(again) = self.learn_record(list, &both, span) {
            return again;
        }
        let message = format!("{} is stored in a list of {}", self.what_is(value), describe(own));
        let refusal = Diagnostic::new("unsupported", span, message).hint("create the list with elements of one type");
        Diagnostic { wanted: self.wanted(list, &value.ty, Some(own)), ..refusal }
    }

    /// Puts an element behind the others.
    pub fn append_record(&mut self, columns: &Columns, value: PyValue, span: Span) -> Result<()> {
        let parts = self.new_record(columns, value, span)?;
        for (&buffer, part) in columns.buffers.iter().zip(parts) {
            self.build.edit(Edit::Append, buffer, vec![part]);
        }
        Ok(())
    }

    fn new_record(&mut self, columns: &Columns, value: PyValue, span: Span) -> Result<Vec<ExprId>> {
        match join_types(&columns.item, &value.ty) {
            Some(joined) if joined == columns.item => {
                let value = self.convert(value, &columns.item);
                Ok(self.keep(value).parts)
            }
            _ => Err(self.no_element(columns.buffers[0], &value, &columns.item, span)),
        }
    }

    // Lists as wholes

    fn all_records(&mut self, columns: &Columns) -> Part {
        let n = self.n_records(columns);
        let n = self.build.keep(n);
        Part { of: columns.clone(), first: self.build.int(0), step: self.build.int(1), n }
    }

    pub fn records_slice(&mut self, columns: &Columns, bounds: &Bounds) -> Result<PyValue> {
        let whole = self.all_records(columns);
        let Places { first, step, n } = self.places(bounds, whole.n)?;
        Ok(self.copied_records(&[Part { first, step, n, ..whole }]))
    }

    /// No such elements.
    pub fn no_records_of(&mut self, item: &PyType) -> PyValue {
        let (none, fill) = (self.build.int(0), self.zero_parts(item));
        let columns = self.new_records(item, none, fill);
        self.records(&columns)
    }

    /// A new list of these.
    fn copied_records(&mut self, parts: &[Part]) -> PyValue {
        let item = parts[0].of.item.clone();
        let (none, fill) = (self.build.int(0), self.zero_parts(&item));
        let to = self.new_records(&item, none, fill);
        parts.iter().for_each(|part| self.extend_records(&to, part));
        self.records(&to)
    }

    pub fn copy_of_records(&mut self, columns: &Columns) -> PyValue {
        let part = self.all_records(columns);
        self.copied_records(&[part])
    }

    pub fn zero_parts(&mut self, item: &PyType) -> Vec<ExprId> {
        let elems = item.columns();
        elems.into_iter().map(|elem| self.build.zeros(elem)[0]).collect()
    }

    fn extend_records(&mut self, to: &Columns, part: &Part) {
        for (&to, &from) in to.buffers.iter().zip(&part.of.buffers) {
            let from = self.build.read(from);
            self.build.edit(Edit::Extend, to, vec![from, part.first, part.step, part.n]);
        }
    }

    /// `a + b` and `a * n`; `None`: these are none.
    pub fn records_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        match (op, self.columns_of(a), self.columns_of(b)) {
            (ast::BinaryOp::Mul, Some(list), None) => self.repeated_records(&list, b, span).map(Some),
            (ast::BinaryOp::Mul, None, Some(list)) => self.repeated_records(&list, a, span).map(Some),
            (ast::BinaryOp::Add, ..) => self.joined_lists(a, b, span),
            _ => Ok(None),
        }
    }

    /// `a + b` of lists that are not both of numbers of one type.
    fn joined_lists(&mut self, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        let (Some(left), Some(right)) = (item_of(&a.ty), item_of(&b.ty)) else { return Ok(None) };
        if left == right && list_elem(&left).is_some() {
            return Ok(None);
        }
        for (list, other) in [(a, b), (b, a)] {
            if let (PyType::List(elem), Some(buffer)) = (&list.ty, self.buffer_of(list))
                && let Some(again) = self.learn_from(buffer, *elem, other, span)
            {
                return Err(again);
            }
        }
        let Some(item) = join_types(&left, &right).filter(PyType::is_record) else { return Ok(None) };
        let (none, fill) = (self.build.int(0), self.zero_parts(&item));
        let to = self.new_records(&item, none, fill);
        for list in [a, b] {
            let part = self.records_for(list.clone(), &to, span)?;
            self.extend_records(&to, &part);
        }
        Ok(Some(self.records(&to)))
    }

    fn repeated_records(&mut self, list: &Columns, times: &PyValue, span: Span) -> Result<PyValue> {
        let times = self.int_of(times.clone(), span)?;
        let times = self.build.keep(times);
        let part = self.all_records(list);
        let none = self.build.int(0);
        let copy = self.copied_records(&[Part { n: none, ..part.clone() }]);
        let to = self.columns_of(&copy).expect("a list of records");
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        self.extend_records(&to, &part);
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip: times, exit: None, strips: None, body });
        Ok(copy)
    }

    /// `a += b`
    pub fn extended_by(&mut self, list: &PyValue, by: PyValue, span: Span) -> Result<()> {
        let to = self.columns_of(list).expect("the callers have such a list");
        let part = self.records_for(by, &to, span)?;
        self.extend_records(&to, &part);
        Ok(())
    }

    /// A new list of the elements of a value that go into such a list.
    pub fn copied_for(&mut self, value: PyValue, to: &Columns, span: Span) -> Result<PyValue> {
        let part = self.records_for(value, to, span)?;
        Ok(self.copied_records(&[part]))
    }

    /// The elements of a value that go into a list: where they lie, or in a new list.
    fn records_for(&mut self, value: PyValue, to: &Columns, span: Span) -> Result<Part> {
        let value = as_list(value);
        let value = if let PyType::RaggedRow(_) = value.ty { self.copied_list(&value).expect("a row") } else { value };
        if let Some(from) = self.columns_of(&value)
            && from.item == to.item
        {
            return Ok(self.all_records(&from));
        }
        let value = self.keep(value);
        let item = match &value.ty {
            PyType::Tuple(members) => {
                let first = members.first().cloned().unwrap_or_else(|| to.item.clone());
                members.iter().try_fold(first, |ty, member| join_types(&ty, member))
            }
            PyType::Range => Some(PyType::Int),
            ty => item_of(ty),
        };
        let Some(item) = item else {
            bail!(span, "{} into a list of {} is not compiled yet", self.what_is(&value), describe(&to.item))
        };
        if let (PyType::List(elem), Some(buffer)) = (&value.ty, self.buffer_of(&value)) {
            let own = self.records(to);
            if let Some(again) = self.learn_from(buffer, *elem, &own, span) {
                return Err(again);
            }
        }
        if join_types(&to.item, &item).as_ref() != Some(&to.item) {
            return Err(self.no_element(to.buffers[0], &PyValue::new(item, vec![]), &to.item, span));
        }
        let (none, fill) = (self.build.int(0), self.zero_parts(&to.item));
        let new = self.new_records(&to.item, none, fill);
        match &value.ty {
            PyType::Tuple(_) => {
                for member in self.members_of(&value) {
                    self.append_record(&new, member, span)?;
                }
            }
            PyType::Range => {
                let range = self.range_between(value.parts[0], value.parts[1], value.parts[2]);
                let n = self.build.read(range.trip);
                let mut outcome = Ok(());
                self.repeat(n, |this, at| {
                    let way = this.build.binary(BinaryOp::Mul, at, range.step_value);
                    let int = this.build.binary(BinaryOp::Add, range.start_value, way);
                    outcome = this.append_record(&new, PyValue::new(PyType::Int, vec![int]), span);
                });
                outcome?;
            }
            _ => {
                let n = self.length_of(&value).expect("a list");
                let mut outcome = Ok(());
                self.repeat(n, |this, at| {
                    let element = this.element_at(&value, at, span);
                    outcome = element.and_then(|element| this.append_record(&new, element, span));
                });
                outcome?;
            }
        }
        Ok(self.all_records(&new))
    }

    // Methods

    /// The list of records that a method is called of: a variable.
    fn record_receiver(&mut self, function: &ast::Expr) -> Result<Option<Columns>> {
        let ExprKind::Attribute { value: base, .. } = &function.kind else { return Ok(None) };
        let ExprKind::Name(name) = &base.kind else { return Ok(None) };
        if !matches!(self.variables.get(name).map(|v| &v.ty), Some(PyType::Records(_))) {
            return Ok(None);
        }
        let list = self.expression(base)?;
        Ok(self.columns_of(&list))
    }

    /// `points.append(p)` and others that give `None`; false: something else.
    pub fn records_statement(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<bool> {
        let ExprKind::Attribute { name, .. } = &function.kind else { return Ok(false) };
        if !matches!(
            (name.as_str(), args),
            ("append" | "extend" | "remove", [_]) | ("insert", [_, _]) | ("clear" | "reverse", [])
        ) {
            return Ok(false);
        }
        let Some(list) = self.record_receiver(function)? else { return Ok(false) };
        match (name.as_str(), args) {
            ("append", [arg]) => {
                let value = self.solid_value(arg)?;
                self.append_record(&list, value, arg.span)?;
            }
            ("insert", [at, arg]) => {
                let value = self.expression(at)?;
                let at = self.int_of(value, at.span)?;
                let at = self.build.keep(at);
                let value = self.solid_value(arg)?;
                let parts = self.new_record(&list, value, arg.span)?;
                let len = self.n_records(&list);
                let at = self.place_to_insert(at, len);
                for (&buffer, part) in list.buffers.iter().zip(parts) {
                    self.build.edit(Edit::Insert, buffer, vec![at, part]);
                }
            }
            ("extend", [arg]) => {
                let by = self.expression(arg)?;
                if let PyType::Records(item) = &by.ty
                    && **item != list.item
                    && let Some(again) = self.learn_record(list.buffers[0], item, arg.span)
                {
                    return Err(again);
                }
                let own = self.records(&list);
                self.extended_by(&own, by, arg.span)?;
            }
            ("remove", [arg]) => {
                let x = self.kept_value(arg)?;
                let own = self.records(&list);
                let at = self.place_of(x, &own, "remove", arg.span)?;
                self.delete_record(&list, at);
            }
            ("clear", _) => list.buffers.iter().for_each(|&buffer| self.clear(buffer)),
            _ => list.buffers.iter().zip(list.item.columns()).for_each(|(&buffer, elem)| self.reverse(buffer, elem)),
        }
        Ok(true)
    }

    /// `points.pop()`, `points.copy()`; `None`: something else.
    pub fn records_method(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<Option<PyValue>> {
        let Some(list) = self.record_receiver(function)? else { return Ok(None) };
        let ExprKind::Attribute { name, .. } = &function.kind else { unreachable!("it has a receiver") };
        match (name.as_str(), args) {
            ("copy", []) | ("index" | "count", [_]) => Ok(None),
            ("pop", [] | [_]) => {
                let at = match args.first() {
                    None => self.build.int(-1),
                    Some(at) => {
                        let value = self.expression(at)?;
                        self.int_of(value, at.span)?
                    }
                };
                let at = self.checked_record_index(&list, at);
                let item = self.record_at(&list, at);
                self.delete_record(&list, at);
                Ok(Some(item))
            }
            _ => bail!(function.span, "`.{name}` of a list of tuples is not compiled yet"),
        }
    }

    fn delete_record(&mut self, list: &Columns, at: ExprId) {
        list.buffers.iter().for_each(|&buffer| self.build.edit(Edit::Delete, buffer, vec![at]));
    }

    /// `del points[i]`
    pub fn delete_record_at(&mut self, list: &Columns, index: &ast::Expr) -> Result<()> {
        let at = self.record_index(list, index)?;
        self.delete_record(list, at);
        Ok(())
    }

    /// Does an edit of a list of such elements change how long this list of records may be?
    pub fn is_column_among(item: &PyType, edited: &[Elem]) -> bool {
        item.columns().iter().any(|elem| edited.contains(elem))
    }
}
