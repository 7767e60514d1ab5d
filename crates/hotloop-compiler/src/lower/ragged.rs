//! Lists of lists that are in a heap, and their rows.
//!
//! example: `adjacent[u].append(v)` stores `v` behind the elements of row `u`, where that has room left; else the row is
//! copied to the end of all elements first, with room for as many again. Other changes of a row are made to a copy of it,
//! as to any other list; then the row becomes that.

use super::Lowerer;
use super::expressions::{Element, list_elem};
use super::heaps::{Row, Stretch, item_of_list};
use super::slices::Bounds;
use super::unions::join_types;
use super::value::{PyValue, describe};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Edit, Elem, ExprId, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};

/// A list of lists: the numbers of its rows.
#[derive(Clone)]
pub struct Rows {
    pub item: PyType,
    pub order: LocalId,
}

/// A row that gets an element that it had no room for has room for so many more, or for as many as it has.
const LEAST_ROOM: i64 = 3;

/// Names of what a method is called of and with, while it is lowered: no program has them.
const CHANGED: &str = ".changed";
const ARGUMENTS: [&str; 2] = [".first", ".second"];

impl Lowerer<'_> {
    /// `None`: it is another value.
    pub fn rows_of(&mut self, value: &PyValue) -> Option<Rows> {
        let PyType::Ragged(item) = &value.ty else { return None };
        let kept = match self.build.op(value.parts[0]) {
            Op::Local(_) => value.parts[0],
            _ => self.build.keep(value.parts[0]),
        };
        let Op::Local(order) = *self.build.op(kept) else { unreachable!("a list is a local") };
        Some(Rows { item: (**item).clone(), order })
    }

    /// The row at an index that is inside.
    pub fn ragged_row_at(&mut self, rows: &Rows, at: ExprId) -> PyValue {
        let number = self.int_in(rows.order, at);
        self.row_at(&rows.item, number)
    }

    /// `table[i]`, `table[a:b]`
    pub fn ragged_row(&mut self, rows: &Rows, index: &ast::Expr) -> Result<PyValue> {
        let at = self.index_of_row(rows, index)?;
        Ok(self.ragged_row_at(rows, at))
    }

    fn index_of_row(&mut self, rows: &Rows, index: &ast::Expr) -> Result<ExprId> {
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        Ok(self.checked_index(int, rows.order, 0))
    }

    /// `table[i] = row`
    pub fn store_row(&mut self, rows: &Rows, index: &ast::Expr, value: PyValue, span: Span) -> Result<()> {
        let number = self.number_of(&rows.item, value, Some(rows.order), span)?;
        let number = self.build.keep(number);
        let at = self.index_of_row(rows, index)?;
        self.set_int(rows.order, at, number);
        Ok(())
    }

    pub fn int_in(&mut self, list: LocalId, at: ExprId) -> ExprId {
        let place = Element {
            buffer: list,
            elem: Elem::Int64,
            index: vec![at],
            is_array: false,
            component: None,
            writable: false,
        };
        self.load_place(&place).parts[0]
    }

    fn set_int(&mut self, list: LocalId, at: ExprId, value: ExprId) {
        self.build.push(Stmt::Store { buffer: list, index: vec![at], parts: vec![value], mask: None, undo: true });
    }

    pub fn n_in_row(&mut self, row: &Row) -> ExprId {
        self.int_in(row.of.lens, row.at)
    }

    /// Where a row begins among the elements of all.
    pub fn begin_of_row(&mut self, row: &Row) -> ExprId {
        self.int_in(row.of.starts, row.at)
    }

    // Elements of rows

    /// Where the element at an index of a row is; the index is checked.
    fn place_in_row(&mut self, row: &Row, index: &ast::Expr) -> Result<ExprId> {
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        let n = self.n_in_row(row);
        let at = self.wrapped_index(int, n);
        Ok(self.place_in_heap(row, at))
    }

    /// The same of an index that is inside.
    pub fn place_in_heap(&mut self, row: &Row, at: ExprId) -> ExprId {
        let begin = self.begin_of_row(row);
        let place = self.build.binary(BinaryOp::Add, begin, at);
        let place = self.build.keep(place);
        for &column in &row.of.columns {
            self.check_inside(place, column);
        }
        place
    }

    /// The same of rows whose elements are one buffer; `None`: they are not.
    pub fn element_in_row(&mut self, row: &Row, index: &ast::Expr) -> Result<Option<Element>> {
        let Some(elem) = row.of.item.list_elem() else { return Ok(None) };
        let place = self.place_in_row(row, index)?;
        let buffer = row.of.columns[0];
        Ok(Some(Element { buffer, elem, index: vec![place], is_array: false, component: None, writable: true }))
    }

    /// `row[j]`
    pub fn row_item(&mut self, row: &Row, index: &ast::Expr) -> Result<PyValue> {
        let place = self.place_in_row(row, index)?;
        Ok(self.item_at(&row.of.item, &row.of.columns, place))
    }

    /// `row[j] = x`
    pub fn store_in_row(&mut self, row: &Row, index: &ast::Expr, value: PyValue, span: Span) -> Result<()> {
        let parts = self.item_of_row(row, value, "stored in", span)?;
        let place = self.place_in_row(row, index)?;
        self.put_item(&row.of.item, &row.of.columns, place, &parts);
        Ok(())
    }

    /// The parts of a value as an element of a row.
    fn item_of_row(&mut self, row: &Row, value: PyValue, what: &str, span: Span) -> Result<Vec<ExprId>> {
        let value = self.settle(value);
        let value = self.solid(value, span)?;
        let item = row.of.item.clone();
        if let PyType::RaggedRow(inner) = &item {
            let number = self.number_of(inner, value, None, span)?;
            return Ok(vec![self.build.keep(number)]);
        }
        match join_types(&item, &value.ty) {
            Some(joined) if joined == item => {
                let value = self.convert(value, &item);
                Ok(self.keep(value).parts)
            }
            both => {
                let message =
                    format!("{} is {what} a list in a list of lists of {}", self.what_is(&value), describe(&item));
                let both = both.or_else(|| item_of_list(&value.ty).map(|inner| PyType::RaggedRow(inner.into())));
                Err(self.wider_rows(&item, both.as_ref(), span, message))
            }
        }
    }

    // Parts and copies

    /// `a[i:j]` of a row, or of a list of lists; `None`: it is another list, or its elements are one buffer of numbers.
    pub fn slice_of_rows(
        &mut self,
        value: &PyValue,
        bounds: [Option<&ast::Expr>; 3],
        span: Span,
    ) -> Result<Option<PyValue>> {
        if let PyType::Table(_) = value.ty {
            return Err(self.needs_rows(value, span, "a slice of a list of lists"));
        }
        if let PyType::RaggedRow(item) = &value.ty
            && list_elem(item).is_none()
            && !matches!(**item, PyType::RaggedRow(_))
        {
            let copy = self.copied_list(value).expect("a row");
            let columns = self.columns_of(&copy).expect("a list of records");
            let bounds = self.bounds(bounds, span)?;
            return Ok(Some(self.records_slice(&columns, &bounds)?));
        }
        let Some((inner, _)) = self.numbers_in(value) else { return Ok(None) };
        let bounds = self.bounds(bounds, span)?;
        let (_, whole) = self.numbers_in(value).expect("asked for");
        let places = self.places(&bounds, whole.n)?;
        let first = self.build.binary(BinaryOp::Add, whole.first, places.first);
        let part = super::lists::Part { first, step: places.step, n: places.n, ..whole };
        Ok(Some(self.as_rows(&inner, &[part])))
    }

    /// A new list of lists, of these numbers.
    pub fn as_rows(&mut self, item: &PyType, parts: &[super::lists::Part]) -> PyValue {
        let order = self.copied(parts);
        PyValue::new(PyType::Ragged(item.clone().into()), order.parts)
    }

    /// A new list of all elements of a list.
    pub fn copied_list(&mut self, value: &PyValue) -> Option<PyValue> {
        let stretch = self.stretch_of(value)?;
        Some(self.list_of_stretches(&[stretch]))
    }

    /// A row becomes what a list is that was made for this.
    pub fn put_back(&mut self, row: &Row, list: &PyValue) {
        let Stretch { columns, n, .. } = self.stretch_of(list).expect("a new list");
        let n = self.build.keep(n);
        let room = self.int_in(row.of.rooms, row.at);
        let begin = self.begin_of_row(row);
        let fits = self.build.binary(BinaryOp::Le, n, room);
        let fits = self.build.keep(fits);
        let zero = self.build.int(0);
        self.build.open();
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let from = self.build.read(pos);
        let to = self.build.binary(BinaryOp::Add, begin, from);
        let to = self.build.keep(to);
        for (&column, &own) in row.of.columns.iter().zip(&columns) {
            let Type::Buffer(elem, _) = self.build.module.entry.locals[own.0 as usize].ty else {
                unreachable!("a list is a buffer")
            };
            let place =
                Element { buffer: own, elem, index: vec![from], is_array: false, component: None, writable: false };
            let parts = self.load_parts(&place);
            self.build.push(Stmt::Store { buffer: column, index: vec![to], parts, mask: None, undo: true });
        }
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip: n, exit: None, strips: None, body });
        let then = self.build.close();
        self.build.open();
        let to = self.end_of_heap(&row.of);
        let all = Stretch { item: row.of.item.clone(), columns, first: zero, n };
        self.extend_by(&row.of.columns.clone(), &all);
        self.set_int(row.of.starts, row.at, to);
        self.set_int(row.of.rooms, row.at, n);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: fits, then, orelse, likely: Likely::Either });
        self.set_int(row.of.lens, row.at, n);
    }

    /// Changes a row as any list is changed: a copy of it, which it then becomes.
    pub fn changed_row<T>(&mut self, row: &Row, change: impl FnOnce(&mut Self, &PyValue) -> Result<T>) -> Result<T> {
        let value = PyValue::new(PyType::RaggedRow(row.of.item.clone().into()), vec![row.at]);
        let copy = self.copied_list(&value).expect("a row");
        let result = change(self, &copy)?;
        self.put_back(row, &copy);
        Ok(result)
    }

    // Methods

    /// What a method is called of, if that may be a list of lists or a row of one.
    fn row_receiver(&mut self, function: &ast::Expr) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, .. } = &function.kind else { return Ok(None) };
        if !self.may_be_row(base) {
            return Ok(None);
        }
        let is_one = |of: &PyValue| {
            matches!(of.ty, PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Row(_) | PyType::Table(_))
        };
        let Some(value) = self.tried(base, is_one)? else { return Ok(None) };
        Ok(Some(self.keep(value)))
    }

    /// A name, or elements from there.
    fn may_be_row(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Name(name) => matches!(
                self.variables.get(name).map(|v| v.ty.optional().unwrap_or(&v.ty)),
                Some(PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Row(_) | PyType::Table(_))
            ),
            ExprKind::Subscript { value, .. } => self.may_be_row(value),
            _ => false,
        }
    }

    /// `table[u].append(x)`, `rows.insert(0, row)` and others that give `None`; false: something else.
    pub fn row_statement(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<bool> {
        let ExprKind::Attribute { name, .. } = &function.kind else { return Ok(false) };
        let Some(value) = self.row_receiver(function)? else { return Ok(false) };
        if let (PyType::Table(_), "reverse" | "clear" | "remove") | (PyType::Row(_), "clear" | "extend" | "remove") =
            (&value.ty, name.as_str())
        {
            return Err(self.needs_rows(&value, function.span, &format!("`.{name}` of a list of lists or its rows")));
        }
        match (&value.ty, name.as_str(), args) {
            (PyType::Row(_), "reverse", _) => return Ok(false),
            (PyType::Row(_), _, [.., arg]) => return Err(self.longer_row(&value, arg)?),
            (PyType::Table(_), _, [.., arg]) => return Err(self.longer_table(&value, arg)?),
            _ => {}
        }
        if let Some(rows) = self.rows_of(&value) {
            return self.rows_statement(&rows, name, args);
        }
        let row = self.heap_row(&value).expect("asked for");
        if let ("append", [arg]) = (name.as_str(), args) {
            let value = self.solid_value(arg)?;
            let parts = self.item_of_row(&row, value, "appended to", arg.span)?;
            self.append_to_row(&row, &parts);
            return Ok(true);
        }
        self.method_of_copy(&row, name, args, function.span)?;
        Ok(true)
    }

    /// A method that changes a row, called of its copy. What it is called with is evaluated before.
    fn method_of_copy(&mut self, row: &Row, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let named = |name: &str, span: Span| ast::Expr { kind: ExprKind::Name(name.into()), span };
        let mut arguments = vec![];
        for (arg, name) in args.iter().zip(ARGUMENTS) {
            if super::applied::is_literal(arg) || matches!(&arg.kind, ExprKind::List(all) if all.is_empty()) {
                arguments.push(arg.clone());
                continue;
            }
            let value = self.expression(arg)?;
            self.assign_name(name, value, arg.span)?;
            arguments.push(named(name, arg.span));
        }
        let result = self.changed_row(row, |this, copy| {
            this.assign_name(CHANGED, copy.clone(), span)?;
            let function =
                ast::Expr { kind: ExprKind::Attribute { value: named(CHANGED, span).into(), name: name.into() }, span };
            let kind = ExprKind::Call { function: function.clone().into(), args: arguments.clone(), keywords: vec![] };
            let result = match name {
                "pop" => this.expression(&ast::Expr { kind, span }).map(|item| this.keep(item)),
                _ => match this.list_statement(&ast::Expr { kind, span })? {
                    true => Ok(PyValue::none()),
                    false => bail!(span, "`.{name}` of {} is not compiled yet", describe(&copy.ty)),
                },
            };
            // A list is a list: the variable has the same buffers as the copy.
            this.variables.forget(CHANGED);
            result
        });
        ARGUMENTS.iter().for_each(|name| self.variables.forget(name));
        result
    }

    fn rows_statement(&mut self, rows: &Rows, name: &str, args: &[ast::Expr]) -> Result<bool> {
        let order = rows.order;
        match (name, args) {
            ("append", [arg]) => {
                let number = self.number_of_expression(rows, arg)?;
                self.build.edit(Edit::Append, order, vec![number]);
            }
            ("insert", [at, arg]) => {
                let value = self.expression(at)?;
                let at = self.int_of(value, at.span)?;
                let at = self.build.keep(at);
                let number = self.number_of_expression(rows, arg)?;
                let len = self.build.expr(Op::Len(order, 0), Type::INT);
                let at = self.place_to_insert(at, len);
                self.build.edit(Edit::Insert, order, vec![at, number]);
            }
            ("extend", [arg]) => {
                let by = self.expression(arg)?;
                self.extend_rows(rows, &by, arg.span)?;
            }
            ("remove", [arg]) => {
                let x = self.kept_value(arg)?;
                let list = PyValue::new(PyType::Ragged(rows.item.clone().into()), vec![self.build.read(order)]);
                let at = self.place_of(x, &list, "remove", arg.span)?;
                self.build.edit(Edit::Delete, order, vec![at]);
            }
            ("reverse", []) => self.reverse(order, Elem::Int64),
            ("clear", []) => self.clear(order),
            _ => bail!(self.build.span, "`.{name}` of a list of lists is not compiled yet"),
        }
        Ok(true)
    }

    /// The number of what is put into a list of lists.
    pub fn number_of_expression(&mut self, rows: &Rows, e: &ast::Expr) -> Result<ExprId> {
        if matches!(&e.kind, ExprKind::List(members) if members.is_empty()) {
            let value = self.expression(e)?;
            return match value.ty {
                PyType::RaggedRow(_) => self.number_of(&rows.item, value, None, e.span),
                _ => self.new_row(&rows.item, None, e.span),
            };
        }
        let value = self.expression(e)?;
        let number = self.number_of(&rows.item, value, Some(rows.order), e.span)?;
        Ok(self.build.keep(number))
    }

    fn extend_rows(&mut self, rows: &Rows, by: &PyValue, span: Span) -> Result<()> {
        if let PyType::Table(_) = by.ty {
            return Err(self.needs_rows(by, span, "a list of lists is extended by this one"));
        }
        let Some((inner, part)) = self.numbers_in(by) else {
            bail!(span, "{} into a list of lists is not compiled yet", self.what_is(by))
        };
        if inner != rows.item {
            let both = join_types(&rows.item, &inner);
            let message = format!("lists of {} into a list of lists of {}", describe(&inner), describe(&rows.item));
            return Err(self.wider_rows(&rows.item.clone(), both.as_ref(), span, message));
        }
        let n = self.build.keep(part.n);
        self.extend(rows.order, &super::lists::Part { n, ..part });
        Ok(())
    }

    /// `row.pop()`, `rows.pop(i)`, `rows.copy()`; `None`: something else.
    pub fn row_method(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { name, .. } = &function.kind else { return Ok(None) };
        let (("pop", [] | [_]) | ("copy", [])) = (name.as_str(), args) else { return Ok(None) };
        let Some(value) = self.row_receiver(function)? else { return Ok(None) };
        match (&value.ty, name.as_str()) {
            (PyType::Row(_), "copy") => return Ok(None),
            (PyType::Row(_) | PyType::Table(_), _) => {
                return Err(self.needs_rows(&value, function.span, &format!("`.{name}` of a list of lists")));
            }
            (_, "copy") => return Ok(self.copied_list(&value)),
            _ => {}
        }
        if let Some(rows) = self.rows_of(&value) {
            let at = match args.first() {
                None => self.build.int(-1),
                Some(at) => {
                    let value = self.expression(at)?;
                    self.int_of(value, at.span)?
                }
            };
            let at = self.checked_index(at, rows.order, 0);
            let row = self.ragged_row_at(&rows, at);
            self.build.edit(Edit::Delete, rows.order, vec![at]);
            return Ok(Some(row));
        }
        let row = self.heap_row(&value).expect("asked for");
        if !args.is_empty() {
            return self.method_of_copy(&row, "pop", args, function.span).map(Some);
        }
        let n = self.n_in_row(&row);
        let last = self.build.int(-1);
        let at = self.wrapped_index(last, n);
        let place = self.place_in_heap(&row, at);
        let item = self.item_at(&row.of.item, &row.of.columns, place);
        let item = self.keep(item);
        self.set_int(row.of.lens, row.at, at);
        Ok(Some(item))
    }

    /// A row of a table gets an element: it must be one of a list of lists that may get longer.
    fn longer_row(&mut self, row: &PyValue, arg: &ast::Expr) -> Result<Diagnostic> {
        let PyType::Row(elem) = row.ty else { unreachable!("the caller has one") };
        let Op::Local(table) = *self.build.op(row.parts[0]) else { unreachable!("a table is a local") };
        let value = self.solid_value(arg)?;
        // A table of empty rows is one of ints as far as is known.
        let own = elem.python();
        let both = join_types(&own, &value.ty);
        for item in [Some(value.ty.clone()), both.clone()].into_iter().flatten() {
            if let Some(again) = self.learn_rows(table, &item, arg.span) {
                return Ok(again);
            }
        }
        let refusal = Diagnostic::new("unsupported", arg.span, "a row of a list of lists gets longer");
        let items = [Some(value.ty.clone()), both];
        let items = items.into_iter().flatten();
        let wanted = items.flat_map(|item| self.wanted_rows(table, &item)).collect();
        Ok(Diagnostic { wanted, ..refusal })
    }

    /// The same of a table that gets a row.
    fn longer_table(&mut self, table: &PyValue, arg: &ast::Expr) -> Result<Diagnostic> {
        let PyType::Table(elem) = table.ty else { unreachable!("the caller has one") };
        let Op::Local(list) = *self.build.op(table.parts[0]) else { unreachable!("a table is a local") };
        let value = self.expression(arg)?;
        let own = elem.python();
        let item = item_of_list(&value.ty).and_then(|item| join_types(&own, &item)).unwrap_or(own);
        if let Some(again) = self.learn_rows(list, &item, arg.span) {
            return Ok(again);
        }
        let wanted = self.wanted_rows(list, &item);
        Ok(Diagnostic { wanted, ..Diagnostic::new("unsupported", arg.span, "a list of lists gets longer") })
    }

    pub fn append_to_row(&mut self, row: &Row, parts: &[ExprId]) {
        let Row { of: heap, at } = row;
        let n = self.int_in(heap.lens, *at);
        let room = self.int_in(heap.rooms, *at);
        let begin = self.int_in(heap.starts, *at);
        let one = self.build.int(1);
        let longer = self.build.binary(BinaryOp::Add, n, one);
        let has_room = self.build.binary(BinaryOp::Lt, n, room);
        let has_room = self.build.keep(has_room);
        self.build.open();
        let place = self.build.binary(BinaryOp::Add, begin, n);
        let place = self.build.keep(place);
        for &column in &heap.columns {
            self.check_inside(place, column);
        }
        self.put_item(&heap.item, &heap.columns, place, parts);
        let then = self.build.close();
        self.build.open();
        let to = self.end_of_heap(heap);
        let (least, zero) = (self.build.int(LEAST_ROOM), self.build.int(0));
        let spare = self.build.binary(BinaryOp::Max, n, least);
        let last = self.build.binary(BinaryOp::Add, to, n);
        let whole = list_elem(&heap.item).is_some();
        for (k, &column) in heap.columns.iter().enumerate() {
            let parts = if whole { parts.to_vec() } else { vec![parts[k]] };
            let from = self.build.read(column);
            self.build.edit(Edit::Extend, column, vec![from, begin, one, n]);
            self.build.edit(Edit::Append, column, parts);
            let from = self.build.read(column);
            self.build.edit(Edit::Extend, column, vec![from, last, zero, spare]);
        }
        let room = self.build.binary(BinaryOp::Add, longer, spare);
        self.set_int(heap.starts, *at, to);
        self.set_int(heap.rooms, *at, room);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: has_room, then, orelse, likely: Likely::Then });
        self.set_int(heap.lens, *at, longer);
    }

    // Statements

    /// `del rows[i]`, `del row[a:b]`; false: of another list.
    pub fn delete_in_rows(&mut self, value: &PyValue, index: &ast::Expr, span: Span) -> Result<bool> {
        let value = self.keep(value.clone());
        if let PyType::Table(_) = value.ty {
            return Err(self.needs_rows(&value, span, "`del` of a row"));
        }
        if let Some(rows) = self.rows_of(&value) {
            let order = PyValue::new(PyType::List(Elem::Int64), vec![self.build.read(rows.order)]);
            match self.bounds_in(index)? {
                Some(bounds) => self.delete_slice(&order, &bounds, span)?,
                None => {
                    let at = self.index_of_row(&rows, index)?;
                    self.build.edit(Edit::Delete, rows.order, vec![at]);
                }
            }
            return Ok(true);
        }
        let Some(row) = self.heap_row(&value) else { return Ok(false) };
        let bounds = self.bounds_in(index)?;
        let at = match bounds {
            Some(_) => None,
            None => {
                let value = self.expression(index)?;
                let int = self.int_of(value, index.span)?;
                let n = self.n_in_row(&row);
                Some(self.wrapped_index(int, n))
            }
        };
        self.changed_row(&row, |this, copy| match (at, &bounds) {
            (Some(at), _) => {
                let columns = this.stretch_of(copy).expect("a new list").columns;
                columns.into_iter().for_each(|column| this.build.edit(Edit::Delete, column, vec![at]));
                Ok(())
            }
            (None, Some(bounds)) if list_elem(&row.of.item).is_some() => this.delete_slice(copy, bounds, span),
            (None, Some(bounds)) => {
                let PyType::Ragged(_) = copy.ty else {
                    bail!(span, "`del` of a slice of {} is not compiled yet", describe(&copy.ty))
                };
                let order = PyValue::new(PyType::List(Elem::Int64), copy.parts.clone());
                this.delete_slice(&order, bounds, span)
            }
            (None, None) => unreachable!("an index or a slice"),
        })?;
        Ok(true)
    }

    /// `rows[a:b] = others`, `row[a:b] = list`; false: of another list.
    pub fn store_slice_in_rows(&mut self, value: &PyValue, bounds: &Bounds, by: &PyValue, span: Span) -> Result<bool> {
        if let PyType::Table(_) = value.ty {
            return Err(self.needs_rows(value, span, "an assignment to a slice of a list of lists"));
        }
        if let Some(rows) = self.rows_of(value) {
            let by = self.numbers_for(&rows.item, by, span)?;
            let order = PyValue::new(PyType::List(Elem::Int64), vec![self.build.read(rows.order)]);
            self.store_slice(&order, bounds, by, span)?;
            return Ok(true);
        }
        let Some(row) = self.heap_row(value) else { return Ok(false) };
        // It may be the row itself.
        let by = match self.copied_list(by) {
            Some(copy) => copy,
            None => by.clone(),
        };
        let nested = if let PyType::RaggedRow(inner) = &row.of.item { Some((**inner).clone()) } else { None };
        let by = match &nested {
            Some(inner) => self.numbers_for(inner, &by, span)?,
            None => by,
        };
        self.changed_row(&row, |this, copy| {
            let copy = match nested {
                Some(_) => PyValue::new(PyType::List(Elem::Int64), copy.parts.clone()),
                None => copy.clone(),
            };
            this.store_slice(&copy, bounds, by, span)
        })?;
        Ok(true)
    }

    /// The numbers in a list of lists that goes into another one, as a new list of ints.
    fn numbers_for(&mut self, item: &PyType, by: &PyValue, span: Span) -> Result<PyValue> {
        let of = match self.numbers_in(by) {
            Some((inner, part)) if inner == *item => part,
            _ => bail!(span, "{} into a list of lists of {} is not compiled yet", self.what_is(by), describe(item)),
        };
        let n = self.build.keep(of.n);
        Ok(self.copied(&[super::lists::Part { n, ..of }]))
    }

    /// `rows += others`, `row *= 2`; false: another list, or another operation.
    pub fn changed_rows_in_place(
        &mut self,
        op: ast::BinaryOp,
        value: &PyValue,
        by: &PyValue,
        span: Span,
    ) -> Result<bool> {
        if let Some(rows) = self.rows_of(value) {
            match op {
                ast::BinaryOp::Add => self.extend_rows(&rows, by, span)?,
                ast::BinaryOp::Mul => {
                    let order = PyValue::new(PyType::List(Elem::Int64), vec![self.build.read(rows.order)]);
                    return self.changed_in_place(op, &order, by, span);
                }
                _ => return Ok(false),
            }
            return Ok(true);
        }
        let value = self.keep(value.clone());
        let Some(row) = self.heap_row(&value) else { return Ok(false) };
        let by = self.copied_list(by).unwrap_or_else(|| by.clone());
        self.changed_row(&row, |this, copy| this.changed_in_place(op, copy, &by, span))
    }

    /// `rows + others`, `rows * n`; `None`: other values.
    pub fn rows_operation(
        &mut self,
        op: ast::BinaryOp,
        a: &PyValue,
        b: &PyValue,
        span: Span,
    ) -> Result<Option<PyValue>> {
        for one in [a, b] {
            if let PyType::Table(_) = one.ty {
                return Err(self.needs_rows(one, span, "an operation on a list of lists"));
            }
        }
        let (left, right) = (self.numbers_in(a), self.numbers_in(b));
        let (inner, order) = match (op, left, right) {
            (ast::BinaryOp::Add, Some((inner, left)), Some((other, right))) if inner == other => {
                return Ok(Some(self.as_rows(&inner, &[left, right])));
            }
            (ast::BinaryOp::Mul, Some((inner, part)), None) => (inner, self.repeated_part(part, b.clone(), span)?),
            (ast::BinaryOp::Mul, None, Some((inner, part))) => (inner, self.repeated_part(part, a.clone(), span)?),
            _ => return Ok(None),
        };
        Ok(Some(PyValue::new(PyType::Ragged(inner.into()), order.parts)))
    }

    /// `rows[i] += others`: the row is changed in place, and put where it is already; false: it is a number.
    pub fn augmented_in_rows(
        &mut self,
        container: &PyValue,
        index: &ast::Expr,
        op: ast::BinaryOp,
        value: &ast::Expr,
        span: Span,
    ) -> Result<bool> {
        let container = self.keep(container.clone());
        if let Some(bounds) = self.bounds_in(index)? {
            let Some(row) = self.heap_row(&container).filter(|row| list_elem(&row.of.item).is_some()) else {
                bail!(span, "this operation on a slice is not compiled yet")
            };
            self.changed_row(&row, |this, copy| this.augmented_slice(copy, &bounds, op, value, span))?;
            return Ok(true);
        }
        let is_row_in = |item: &PyType| matches!(item, PyType::RaggedRow(_));
        let row = match (self.rows_of(&container), self.heap_row(&container)) {
            (Some(rows), _) => self.ragged_row(&rows, index)?,
            (_, Some(row)) if is_row_in(&row.of.item) => self.row_item(&row, index)?,
            _ => return Ok(false),
        };
        let by = self.expression(value)?;
        if !self.changed_in_place(op, &row, &by, span)? {
            bail!(span, "this operation on a row is not compiled yet");
        }
        Ok(true)
    }

    // New ones

    /// A list of lists that was made here.
    pub fn new_ragged(&mut self, item: &PyType, site: Vec<Span>, span: Span) -> Result<(Rows, PyValue)> {
        // There is one even if no row is ever put in.
        self.heap(item, span)?;
        let list = self.no_rows(item);
        self.build.note_empty_list(list.parts[0], site);
        Ok((self.rows_of(&list).expect("just made"), list))
    }

    /// `[row, [1, 2]]`; `None`: these are no lists.
    pub fn rows_literal(&mut self, values: &[PyValue], span: Span) -> Result<Option<PyValue>> {
        let types: Option<Vec<PyType>> = values.iter().map(|value| item_of_list(&value.ty)).collect();
        let Some(types) = types else { return Ok(None) };
        let known = self.learnt.rows.get(&self.site(span)).cloned();
        let is_empty = |value: &PyValue| match self.build.op(value.parts[0]) {
            Op::Local(local) => self.build.empty_list_of(*local).is_some() && !matches!(value.ty, PyType::RaggedRow(_)),
            _ => false,
        };
        // What began as `[]` will be of the type of the others.
        let mut sure = values.iter().zip(&types).filter(|(value, _)| !is_empty(value)).map(|(_, ty)| ty);
        let first = known.clone().or_else(|| sure.next().cloned()).unwrap_or_else(|| types[0].clone());
        let Some(item) = sure.try_fold(first, |ty, other| join_types(&ty, other)).filter(PyType::is_row_item) else {
            bail!(span, "a list of {} is not compiled yet", self.what_is(&values[0]))
        };
        let mut numbers = vec![];
        for value in values {
            let is_nothing = is_literally_empty(self, value);
            numbers.push(match is_nothing {
                true => self.new_row(&item, None, span)?,
                false => self.number_of(&item, value.clone(), None, span)?,
            });
        }
        let (rows, list) = self.new_ragged(&item, self.site(span), span)?;
        numbers.into_iter().for_each(|number| self.build.edit(Edit::Append, rows.order, vec![number]));
        Ok(Some(list))
    }

    /// `[row] * n`
    pub fn repeated_row(&mut self, value: &PyValue, n: ExprId, span: Span) -> Result<Option<PyValue>> {
        let Some(own) = item_of_list(&value.ty).filter(PyType::is_row_item) else { return Ok(None) };
        let item = self.learnt.rows.get(&self.site(span)).cloned().unwrap_or(own);
        let number = match is_literally_empty(self, value) {
            true => self.new_row(&item, None, span)?,
            false => self.number_of(&item, value.clone(), None, span)?,
        };
        let order = self.new_list(Elem::Int64, n, vec![number]);
        self.build.note_empty_list(order.parts[0], self.site(span));
        Ok(Some(PyValue::new(PyType::Ragged(item.into()), order.parts)))
    }

    /// Does an edit of lists of such elements change how long a row is?
    pub fn is_row_among(item: &PyType, edited: &[Elem]) -> bool {
        edited.contains(&Elem::Int64) || item.row_columns().iter().any(|elem| edited.contains(elem))
    }
}

/// A new `[]`, to which nothing has been added: it is of any type.
fn is_literally_empty(this: &Lowerer, value: &PyValue) -> bool {
    match (this.build.op(value.parts[0]), &value.ty) {
        (Op::Local(local), PyType::List(_) | PyType::Records(_) | PyType::Ragged(_)) => {
            this.is_fresh(*local) && this.build.bare.contains(local)
        }
        _ => false,
    }
}
