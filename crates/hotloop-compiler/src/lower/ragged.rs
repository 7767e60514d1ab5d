//! Lists of lists of different lengths, and of lists that get longer.
//!
//! example: `adjacent[u].append(v)` stores `v` behind the elements of row `u`, where that has room left; else the row is
//! copied to the end of all elements first, with room for as many again. The rows themselves stay in their order.

use super::Lowerer;
use super::displays::is_new_list;
use super::expressions::Element;
use super::records::Columns;
use super::unions::join_types;
use super::value::{PyValue, describe};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Dims, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};

/// The parts of a list of lists.
#[derive(Clone)]
pub struct Rows {
    pub item: PyType,
    starts: LocalId,
    lens: LocalId,
    rooms: LocalId,
    columns: Vec<LocalId>,
}

/// A list among them.
#[derive(Clone)]
pub struct Row {
    pub of: Rows,
    at: ExprId,
}

/// A row that gets an element that it had no room for has room for so many more, or for as many as it has.
const LEAST_ROOM: i64 = 3;

impl Lowerer<'_> {
    /// `None`: it is another value.
    pub fn rows_of(&mut self, value: &PyValue) -> Option<Rows> {
        let (PyType::Ragged(item) | PyType::RaggedRow(item)) = &value.ty else { return None };
        let n_columns = item.row_columns().len();
        let mut locals = vec![];
        for &part in &value.parts[..3 + n_columns] {
            let kept = match self.build.op(part) {
                Op::Local(_) => part,
                _ => self.build.keep(part),
            };
            let Op::Local(local) = *self.build.op(kept) else { unreachable!("a list is a local") };
            locals.push(local);
        }
        let item = (**item).clone();
        Some(Rows { item, starts: locals[0], lens: locals[1], rooms: locals[2], columns: locals[3..].to_vec() })
    }

    pub fn ragged_row_of(&mut self, value: &PyValue) -> Option<Row> {
        let PyType::RaggedRow(_) = value.ty else { return None };
        let of = self.rows_of(value)?;
        Some(Row { of, at: *value.parts.last().expect("a row has a number") })
    }

    fn ragged(&mut self, rows: &Rows) -> PyValue {
        let locals = [rows.starts, rows.lens, rows.rooms].into_iter().chain(rows.columns.iter().copied());
        let parts = locals.map(|local| self.build.read(local)).collect();
        PyValue::new(PyType::Ragged(rows.item.clone().into()), parts)
    }

    /// The row at an index that is inside.
    pub fn ragged_row_at(&mut self, rows: &Rows, at: ExprId) -> PyValue {
        let mut parts = self.ragged(rows).parts;
        parts.push(at);
        PyValue::new(PyType::RaggedRow(rows.item.clone().into()), parts)
    }

    /// `table[i]`
    pub fn ragged_row(&mut self, rows: &Rows, index: &ast::Expr, span: Span) -> Result<PyValue> {
        if let ExprKind::Slice { .. } = index.kind {
            bail!(span, "a slice of a list of lists is not compiled yet");
        }
        let value = self.expression(index)?;
        let int = self.int_of(value, index.span)?;
        let at = self.checked_index(int, rows.starts, 0);
        for list in [rows.lens, rows.rooms] {
            self.check_inside(at, list);
        }
        Ok(self.ragged_row_at(rows, at))
    }

    /// What passes know of a list comes from its own length.
    fn check_inside(&mut self, at: ExprId, list: LocalId) {
        let n = self.build.expr(Op::Len(list, 0), Type::INT);
        let inside = self.build.binary(BinaryOp::Lt, at, n);
        self.build.check(inside, Failure::Index);
    }

    fn int_in(&mut self, list: LocalId, at: ExprId) -> ExprId {
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

    pub fn n_rows(&mut self, rows: &Rows) -> ExprId {
        self.build.expr(Op::Len(rows.starts, 0), Type::INT)
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
        let begin = self.begin_of_row(row);
        let place = self.build.binary(BinaryOp::Add, begin, at);
        let place = self.build.keep(place);
        for &column in &row.of.columns {
            self.check_inside(place, column);
        }
        Ok(place)
    }

    /// The same of rows whose elements are one buffer; `None`: they are not.
    pub fn element_in_row(&mut self, row: &Row, index: &ast::Expr) -> Result<Option<Element>> {
        let Some(elem) = row.of.item.list_elem() else { return Ok(None) };
        let place = self.place_in_row(row, index)?;
        let buffer = row.of.columns[0];
        Ok(Some(Element { buffer, elem, index: vec![place], is_array: false, component: None, writable: true }))
    }

    /// The element at a place among those of all rows.
    pub fn row_item_at(&mut self, rows: &Rows, place: ExprId) -> PyValue {
        match rows.item.list_elem() {
            Some(elem) => {
                let (buffer, index) = (rows.columns[0], vec![place]);
                self.load_place(&Element { buffer, elem, index, is_array: false, component: None, writable: false })
            }
            None => {
                let columns = Columns { item: rows.item.clone(), buffers: rows.columns.clone() };
                self.record_at(&columns, place)
            }
        }
    }

    /// `row[j]`, `row[a:b]`
    pub fn row_item(&mut self, row: &Row, index: &ast::Expr, span: Span) -> Result<PyValue> {
        if let ExprKind::Slice { .. } = index.kind {
            bail!(span, "a slice of {} is not compiled yet", describe(&PyType::RaggedRow(row.of.item.clone().into())));
        }
        let place = self.place_in_row(row, index)?;
        Ok(self.row_item_at(&row.of, place))
    }

    /// `row[j] = x`
    pub fn store_in_row(&mut self, row: &Row, index: &ast::Expr, value: PyValue, span: Span) -> Result<()> {
        if let ExprKind::Slice { .. } = index.kind {
            bail!(span, "an assignment to a slice of a row is not compiled yet");
        }
        let value = self.settle(value);
        let value = self.solid(value, span)?;
        let value = self.item_of_row(&row.of, value, "stored in", span)?;
        let place = self.place_in_row(row, index)?;
        self.put_in_row(&row.of, place, value);
        Ok(())
    }

    /// A value as an element of rows.
    fn item_of_row(&mut self, rows: &Rows, value: PyValue, what: &str, span: Span) -> Result<PyValue> {
        match join_types(&rows.item, &value.ty) {
            Some(joined) if joined == rows.item => {
                let value = self.convert(value, &rows.item);
                Ok(self.keep(value))
            }
            both => {
                let own = describe(&rows.item);
                let message = format!("{} is {what} a list in a list of lists of {own}", self.what_is(&value));
                let wider = both.filter(PyType::is_record);
                Err(wider.and_then(|item| self.learn_rows(rows.starts, &item, span)).unwrap_or_else(|| {
                    let refusal = Diagnostic::new("unsupported", span, message);
                    let both = join_types(&rows.item, &value.ty).filter(PyType::is_record);
                    let wanted = self.wanted_rows(rows.starts, &value.ty).into_iter();
                    let wanted = wanted.chain(both.into_iter().flat_map(|item| self.wanted_rows(rows.starts, &item)));
                    Diagnostic { wanted: wanted.collect(), ..refusal }
                }))
            }
        }
    }

    fn put_in_row(&mut self, rows: &Rows, place: ExprId, value: PyValue) {
        let index = vec![place];
        if rows.item.list_elem().is_some() {
            let (buffer, parts) = (rows.columns[0], value.parts);
            return self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        }
        for (&buffer, part) in rows.columns.iter().zip(value.parts) {
            let (index, parts) = (index.clone(), vec![part]);
            self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        }
    }

    // Rows that change their length

    /// `table[u].append(x)`, `row.pop()` as a statement; false: something else.
    pub fn row_statement(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<bool> {
        let ExprKind::Attribute { value: base, name } = &function.kind else { return Ok(false) };
        let [arg] = args else { return Ok(false) };
        if name != "append" || !self.may_be_row(base) {
            return Ok(false);
        }
        let is_one = |of: &PyValue| matches!(of.ty, PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Row(_));
        let Some(value) = self.tried(base, is_one)? else { return Ok(false) };
        let value = self.keep(value);
        if let PyType::Row(_) = value.ty {
            return Err(self.longer_row(&value, arg)?);
        }
        match self.ragged_row_of(&value) {
            Some(row) => {
                let value = self.solid_value(arg)?;
                let value = self.item_of_row(&row.of, value, "appended to", arg.span)?;
                self.append_to_row(&row, value);
            }
            None => {
                let rows = self.rows_of(&value).expect("a list of lists");
                self.append_row(&rows, arg)?;
            }
        }
        Ok(true)
    }

    /// A name, or elements from there.
    fn may_be_row(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Name(name) => matches!(
                self.variables.get(name).map(|v| &v.ty),
                Some(PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Row(_))
            ),
            ExprKind::Subscript { value, .. } => match &value.kind {
                ExprKind::Name(name) => {
                    matches!(self.variables.get(name).map(|v| &v.ty), Some(PyType::Ragged(_) | PyType::Table(_)))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// A row of a table gets an element: it must be one of a list of lists that may get longer.
    fn longer_row(&mut self, row: &PyValue, arg: &ast::Expr) -> Result<Diagnostic> {
        let PyType::Row(elem) = row.ty else { unreachable!("the caller has one") };
        let Op::Local(table) = *self.build.op(row.parts[0]) else { unreachable!("a table is a local") };
        let value = self.solid_value(arg)?;
        if let Some(again) = self.learn_rows(table, &value.ty, arg.span) {
            return Ok(again);
        }
        let own = elem.python();
        let refusal = Diagnostic::new("unsupported", arg.span, "a row of a list of lists gets longer");
        let items = [Some(value.ty.clone()), join_types(&own, &value.ty)];
        let items = items.into_iter().flatten().filter(PyType::is_record);
        let wanted = items.flat_map(|item| self.wanted_rows(table, &item)).collect();
        Ok(Diagnostic { wanted, ..refusal })
    }

    fn wanted_rows(&self, list: LocalId, item: &PyType) -> Vec<(usize, PyType)> {
        let argument = self.build.argument_of(list).filter(|_| item.is_record());
        argument.map(|argument| (argument, PyType::Ragged(item.clone().into()))).into_iter().collect()
    }

    /// A list of lists was made here, whose rows get such elements: lower again with that.
    pub fn learn_rows(&mut self, list: LocalId, item: &PyType, span: Span) -> Option<Diagnostic> {
        let site = self.build.made_list_of(list)?;
        let known = self.learnt.rows.get(&site);
        let wider = known.map_or(Some(item.clone()), |known| join_types(known, item))?;
        if known == Some(&wider) || !wider.is_record() {
            return None;
        }
        self.learnt.rows.insert(site, wider);
        Some(Diagnostic::new("again", span, "the element type of a list of lists is known now"))
    }

    fn append_to_row(&mut self, row: &Row, value: PyValue) {
        let Row { of: rows, at } = row;
        let n = self.int_in(rows.lens, *at);
        let room = self.int_in(rows.rooms, *at);
        let begin = self.int_in(rows.starts, *at);
        let one = self.build.int(1);
        let longer = self.build.binary(BinaryOp::Add, n, one);
        let has_room = self.build.binary(BinaryOp::Lt, n, room);
        let has_room = self.build.keep(has_room);
        self.build.open();
        let place = self.build.binary(BinaryOp::Add, begin, n);
        let place = self.build.keep(place);
        for &column in &rows.columns {
            self.check_inside(place, column);
        }
        self.put_in_row(rows, place, value.clone());
        let then = self.build.close();
        self.build.open();
        let to = self.build.expr(Op::Len(rows.columns[0], 0), Type::INT);
        let to = self.build.keep(to);
        let (least, zero) = (self.build.int(LEAST_ROOM), self.build.int(0));
        let spare = self.build.binary(BinaryOp::Max, n, least);
        let last = self.build.binary(BinaryOp::Add, to, n);
        let whole = rows.item.list_elem().is_some();
        for (k, &column) in rows.columns.iter().enumerate() {
            let parts = if whole { value.parts.clone() } else { vec![value.parts[k]] };
            let from = self.build.read(column);
            self.build.edit(Edit::Extend, column, vec![from, begin, one, n]);
            self.build.edit(Edit::Append, column, parts);
            let from = self.build.read(column);
            self.build.edit(Edit::Extend, column, vec![from, last, zero, spare]);
        }
        let room = self.build.binary(BinaryOp::Add, longer, spare);
        self.set_int(rows.starts, *at, to);
        self.set_int(rows.rooms, *at, room);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: has_room, then, orelse, likely: Likely::Then });
        self.set_int(rows.lens, *at, longer);
    }

    /// `row.pop()`; `None`: something else.
    pub fn row_method(&mut self, function: &ast::Expr, args: &[ast::Expr]) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, name } = &function.kind else { return Ok(None) };
        if name != "pop" || !args.is_empty() || !self.may_be_row(base) {
            return Ok(None);
        }
        let Some(value) = self.tried(base, |of| matches!(of.ty, PyType::RaggedRow(_)))? else { return Ok(None) };
        let value = self.keep(value);
        let row = self.ragged_row_of(&value).expect("asked for");
        let n = self.n_in_row(&row);
        let last = self.build.int(-1);
        let at = self.wrapped_index(last, n);
        let begin = self.begin_of_row(&row);
        let place = self.build.binary(BinaryOp::Add, begin, at);
        let place = self.build.keep(place);
        for &column in &row.of.columns {
            self.check_inside(place, column);
        }
        let item = self.row_item_at(&row.of, place);
        self.set_int(row.of.lens, row.at, at);
        Ok(Some(item))
    }

    // New rows

    /// No rows, of such elements.
    pub fn new_rows(&mut self, item: &PyType) -> Rows {
        let none = self.build.int(0);
        let list = |this: &mut Self, elem: Elem| {
            let (list, fill) = (this.build.local("rows", Type::Buffer(elem, Dims::LIST)), this.build.zeros(elem));
            this.build.push(Stmt::NewList { list, dims: vec![none], fill, is_array: false });
            list
        };
        let [starts, lens, rooms] = [Elem::Int64; 3].map(|elem| list(self, elem));
        let columns = item.row_columns().into_iter().map(|elem| list(self, elem)).collect();
        Rows { item: item.clone(), starts, lens, rooms, columns }
    }

    pub fn new_ragged(&mut self, item: &PyType, site: Vec<Span>) -> (Rows, PyValue) {
        let rows = self.new_rows(item);
        let list = self.ragged(&rows);
        self.build.note_made_list(list.parts[0], site);
        (rows, list)
    }

    /// One more row: a new list, which nobody else has.
    pub fn append_row(&mut self, rows: &Rows, row: &ast::Expr) -> Result<()> {
        let span = row.span;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let begin = self.build.expr(Op::Len(rows.columns[0], 0), Type::INT);
        let begin = self.build.keep(begin);
        let n = match &row.kind {
            ExprKind::List(members) if members.is_empty() => zero,
            _ if !is_new_list(row) => {
                bail!(span, "a list that has a name becomes one of a list of lists"; hint: "put a new list there: `a[:]`")
            }
            _ => {
                let value = self.expression(row)?;
                let (item, from) = match (&value.ty, self.columns_of(&value)) {
                    (PyType::List(elem), _) => {
                        (elem.python(), self.buffer_of(&value).into_iter().collect::<Vec<LocalId>>())
                    }
                    (_, Some(columns)) => (columns.item, columns.buffers),
                    _ => bail!(span, "{} in a list of lists is not compiled yet", self.what_is(&value)),
                };
                if item != rows.item {
                    let both = join_types(&rows.item, &item).filter(|both| *both != rows.item);
                    let again = match both {
                        Some(both) => self.learn_rows(rows.starts, &both, span),
                        None => from.first().and_then(|&list| self.learn_record(list, &rows.item.clone(), span)),
                    };
                    let message =
                        format!("a list of {} in a list of lists of {}", describe(&item), describe(&rows.item));
                    return Err(again.unwrap_or_else(|| Diagnostic::new("unsupported", span, message)));
                }
                let n = self.build.expr(Op::Len(from[0], 0), Type::INT);
                let n = self.build.keep(n);
                for (&to, &from) in rows.columns.iter().zip(&from) {
                    let from = self.build.read(from);
                    self.build.edit(Edit::Extend, to, vec![from, zero, one, n]);
                }
                n
            }
        };
        self.build.edit(Edit::Append, rows.starts, vec![begin]);
        self.build.edit(Edit::Append, rows.lens, vec![n]);
        self.build.edit(Edit::Append, rows.rooms, vec![n]);
        Ok(())
    }

    /// Does an edit of lists of such elements change how many rows there are, or how long one is?
    pub fn is_row_among(item: &PyType, edited: &[Elem]) -> bool {
        edited.contains(&Elem::Int64) || item.row_columns().iter().any(|elem| edited.contains(elem))
    }
}
