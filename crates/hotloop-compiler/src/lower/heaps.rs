//! Lists that are referred to by number: a heap for each type of elements.
//!
//! example: of `rows = [[1], [2, 3]]` machine code has the numbers 0 and 1, and in the heap of lists of ints where list 1
//! begins among all elements, and how long it is. `rows[0] = rows[1]` stores a number, so both are one list from then on.
//! Numbers are given out and never taken back in a call.

use super::Lowerer;
use super::expressions::list_elem;
use super::lists::Part;
use super::records::Columns;
use super::unions::join_types;
use super::value::{PyValue, describe};
use super::variables::{Variable, Variables};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Edit, ExprId, Failure, LocalId, Op, PyType, Stmt, Type, heaps_of};

/// The lists of one type of elements: parameters of the function.
#[derive(Clone, Debug)]
pub struct Heap {
    pub item: PyType,
    pub starts: LocalId,
    pub lens: LocalId,
    pub rooms: LocalId,
    pub columns: Vec<LocalId>,
}

/// One of them.
#[derive(Clone)]
pub struct Row {
    pub of: Heap,
    pub at: ExprId,
}

/// Elements of any list, in one buffer for each part of an element: the first of them, how many.
#[derive(Clone)]
pub struct Stretch {
    pub item: PyType,
    pub columns: Vec<LocalId>,
    pub first: ExprId,
    pub n: ExprId,
}

/// A heap has no more elements, and no more lists, than these: what is given up is not taken back before the call is over.
const MOST_ELEMENTS: i64 = 1 << 27;
const MOST_LISTS: i64 = 1 << 25;

impl Lowerer<'_> {
    /// Makes the heaps parameters that the arguments need, and those that an earlier walk has asked for.
    pub fn take_heaps(&mut self) {
        let of_rows = |item: &PyType| PyType::RaggedRow(item.clone().into());
        let learnt = self.learnt.heaps.iter().map(of_rows);
        let types: Vec<PyType> = self.arguments.iter().cloned().chain(learnt).collect();
        for item in heaps_of(&types) {
            self.add_heap(item);
        }
    }

    /// The same of a function that is called: it has the heaps of its callers, in the same order.
    pub fn add_heap(&mut self, item: PyType) -> Vec<LocalId> {
        let (name, ty) = (format!(".heap{}", self.build.heaps.len()), PyType::Heap(item.clone().into()));
        let locals = self.build.locals_for(&name, &ty);
        let (starts, lens, rooms) = (locals[0], locals[1], locals[2]);
        self.build.heaps.push(Heap { item, starts, lens, rooms, columns: locals[3..].to_vec() });
        self.build.module.entry.params.push((name, ty));
        locals
    }

    /// The heap of lists of such elements; an error asks for another walk, in which there is one.
    pub fn heap(&mut self, item: &PyType, span: Span) -> Result<Heap> {
        if let Some(heap) = self.build.heaps.iter().find(|heap| heap.item == *item) {
            return Ok(heap.clone());
        }
        if self.learnt.heaps.contains(item) {
            bail!(span, "a list of lists in a function that calls itself is not compiled yet");
        }
        self.learnt.heaps.push(item.clone());
        Err(Diagnostic::new("again", span, "there are lists of lists"))
    }

    /// `None`: it is another value.
    pub fn heap_row(&self, value: &PyValue) -> Option<Row> {
        let PyType::RaggedRow(item) = &value.ty else { return None };
        let heap = self.build.heaps.iter().find(|heap| heap.item == **item);
        Some(Row { of: heap.expect("where there is a number, there is a heap").clone(), at: value.parts[0] })
    }

    /// The list with this number.
    pub fn row_at(&mut self, item: &PyType, number: ExprId) -> PyValue {
        let number = self.build.keep(number);
        let value = PyValue::new(PyType::RaggedRow(item.clone().into()), vec![number]);
        let heap = self.heap_row(&value).expect("just made").of;
        // Always so; what passes know of a list comes from its own length.
        for list in [heap.starts, heap.lens] {
            self.check_inside(number, list);
        }
        value
    }

    pub fn check_inside(&mut self, at: ExprId, list: LocalId) {
        let n = self.build.expr(Op::Len(list, 0), Type::INT);
        let inside = self.build.binary(BinaryOp::Lt, at, n);
        self.build.check(inside, Failure::Index);
    }

    // New ones

    /// A new list of these elements.
    pub fn new_row(&mut self, item: &PyType, elements: Option<&Stretch>, span: Span) -> Result<ExprId> {
        let heap = self.heap(item, span)?;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let n = elements.map_or(zero, |elements| elements.n);
        let begin = self.end_of_heap(&heap);
        let number = self.build.expr(Op::Len(heap.starts, 0), Type::INT);
        let number = self.build.keep(number);
        let most = self.build.int(MOST_LISTS);
        let fits = self.build.binary(BinaryOp::Lt, number, most);
        self.build.check(fits, Failure::Memory);
        if let Some(elements) = elements {
            for (&to, &from) in heap.columns.iter().zip(&elements.columns) {
                let from = self.build.read(from);
                self.build.edit(Edit::Extend, to, vec![from, elements.first, one, n]);
            }
        }
        self.build.edit(Edit::Append, heap.starts, vec![begin]);
        self.build.edit(Edit::Append, heap.lens, vec![n]);
        self.build.edit(Edit::Append, heap.rooms, vec![n]);
        Ok(number)
    }

    /// A new list of the elements of another one, each as a value of a wider type.
    fn converted_row(&mut self, item: &PyType, value: &PyValue, span: Span) -> Result<ExprId> {
        let number = self.new_row(item, None, span)?;
        let row = Row { of: self.heap(item, span)?, at: number };
        let n = self.length_of(value).expect("a list");
        let n = self.build.keep(n);
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.build.open();
        let at = self.build.read(pos);
        let element = self.element_at(value, at, span);
        let element = element.map(|element| self.convert(element, item));
        let element = element.map(|element| self.keep(element));
        if let Ok(element) = &element {
            self.append_to_row(&row, &element.parts);
        }
        let body = self.build.close();
        element?;
        self.build.push(Stmt::For { label, pos, trip: n, exit: None, strips: None, body });
        Ok(number)
    }

    /// The number of the first element behind those of all lists.
    pub fn end_of_heap(&mut self, heap: &Heap) -> ExprId {
        let end = self.build.expr(Op::Len(heap.columns[0], 0), Type::INT);
        let end = self.build.keep(end);
        let most = self.build.int(MOST_ELEMENTS);
        let fits = self.build.binary(BinaryOp::Lt, end, most);
        self.build.check(fits, Failure::Memory);
        end
    }

    /// The number of a list, as an element of lists of lists of `item`: its own, or that of the copy of a list which nobody
    /// else holds. `outer` is the list that it is put into.
    pub fn number_of(&mut self, item: &PyType, value: PyValue, outer: Option<LocalId>, span: Span) -> Result<ExprId> {
        let value = self.settle(value);
        let value = self.solid(value, span)?;
        let value = self.keep(value);
        let Some(own) = item_of_list(&value.ty) else {
            bail!(span, "{} in a list of lists is not compiled yet", self.what_is(&value))
        };
        if let PyType::Table(_) | PyType::Row(_) = value.ty {
            return Err(self.needs_rows(&value, span, "a row or a list of lists becomes an element of another list"));
        }
        let first = match *self.build.op(value.parts[0]) {
            Op::Local(local) => Some(local),
            _ => None,
        };
        let is_fresh = first.is_some_and(|list| self.is_fresh(list)) && !matches!(value.ty, PyType::RaggedRow(_));
        if own != *item && is_fresh && item.is_record() && join_types(item, &own).as_ref() == Some(item) {
            return self.converted_row(item, &value, span);
        }
        if own != *item {
            return Err(self.other_rows(
                item,
                &own,
                outer,
                first.filter(|_| !matches!(value.ty, PyType::RaggedRow(_))),
                span,
            ));
        }
        if let PyType::RaggedRow(_) = value.ty {
            return Ok(value.parts[0]);
        }
        let list = first.expect("a list is a local");
        if !self.is_fresh(list) {
            return Err(self.needs_number(list, item, span));
        }
        let elements = self.stretch_of(&value).expect("a list");
        let elements = Stretch { n: self.build.keep(elements.n), ..elements };
        self.new_row(item, Some(&elements), span)
    }

    /// A list that has a name is put into another one: it must have had a number from the start.
    pub fn needs_number(&mut self, list: LocalId, item: &PyType, span: Span) -> Diagnostic {
        if let Some(site) = self.build.site_of(list).cloned()
            && !self.learnt.numbered.contains_key(&site)
        {
            self.learnt.numbered.insert(site, item.clone());
            return Diagnostic::new("again", span, "a list becomes one of a list of lists");
        }
        let refusal = Diagnostic::new("unsupported", span, "a list that has a name becomes one of a list of lists")
            .hint("put a new list there: `a[:]`");
        let argument = self.build.argument_of(list);
        let wanted = argument.map(|argument| (argument, PyType::RaggedRow(item.clone().into())));
        Diagnostic { wanted: wanted.into_iter().collect(), ..refusal }
    }

    /// A variable is a list with a number on one path, and one without on another: it needs one there, too.
    pub fn numbered_elsewhere(
        &mut self,
        name: &str,
        paths: &[&Variables],
        item: &PyType,
        span: Span,
    ) -> Option<Diagnostic> {
        let lists = paths.iter().filter_map(|path| match path.get(name)? {
            Variable { ty: PyType::List(_) | PyType::Records(_) | PyType::Ragged(_), parts, .. } => Some(parts[0]),
            _ => None,
        });
        let lists: Vec<LocalId> = lists.collect();
        lists.into_iter().map(|list| self.needs_number(list, item, span)).find(|d| d.code == "again")
    }

    /// What arguments would have to be, where a variable is a list with a number on one path, and one without on another.
    pub fn wanted_among(&self, name: &str, paths: &[&Variables]) -> Vec<(usize, PyType)> {
        let types = || paths.iter().filter_map(|path| path.get(name));
        // A row of a table has no number yet.
        let rows = types().filter_map(|v| if let PyType::Row(elem) = v.ty { Some((v.parts[0], elem)) } else { None });
        let rows: Vec<_> = rows.flat_map(|(table, elem)| self.wanted_rows(table, &elem.python())).collect();
        if !rows.is_empty() {
            return rows;
        }
        let is_row = |v: &&Variable| matches!(v.ty, PyType::RaggedRow(_));
        let by_number = types().find(is_row).or_else(|| types().find(|v| matches!(v.ty, PyType::Ragged(_))));
        let Some(by_number) = by_number.map(|v| v.ty.clone()) else { return vec![] };
        let is_other =
            |v: &&Variable| matches!(v.ty, PyType::List(_) | PyType::Records(_) | PyType::Ragged(_) | PyType::Table(_));
        let others = types().filter(is_other).filter(|v| v.ty != by_number);
        others.filter_map(|v| Some((self.build.argument_of(v.parts[0])?, by_number.clone()))).collect()
    }

    /// A new list which an expression has made, by its number if one is needed at that place.
    pub fn with_number(&mut self, value: PyValue, is_empty: bool, span: Span) -> Result<PyValue> {
        let is_list = matches!(value.ty, PyType::List(_) | PyType::Records(_) | PyType::Ragged(_) | PyType::Table(_));
        let Some(&part) = value.parts.first().filter(|_| is_list) else { return Ok(value) };
        let Op::Local(list) = *self.build.op(part) else { return Ok(value) };
        if !self.is_fresh(list) {
            return Ok(value);
        }
        let site = self.site(span);
        let Some(item) = self.learnt.numbered.get(&site).cloned() else {
            self.build.sites.insert(list, site);
            return Ok(value);
        };
        let number = match is_empty {
            true => self.new_row(&item, None, span)?,
            false => self.number_of(&item, value, None, span)?,
        };
        Ok(PyValue::new(PyType::RaggedRow(item.into()), vec![number]))
    }

    // Types of elements

    /// A list of `own` is put into a list of lists of `item`.
    fn other_rows(
        &mut self,
        item: &PyType,
        own: &PyType,
        outer: Option<LocalId>,
        list: Option<LocalId>,
        span: Span,
    ) -> Diagnostic {
        // What began as `[]` may be one of such elements as well.
        if let Some(again) = list.and_then(|list| match (item, list_elem(item)) {
            (PyType::RaggedRow(inner), _) => {
                self.build.empty_list_of(list)?;
                self.learn_rows(list, inner, span)
            }
            (_, Some(elem)) => self.learn_element(list, elem, span),
            _ => self.build.empty_list_of(list).and_then(|_| self.learn_record(list, item, span)),
        }) {
            return again;
        }
        let both = join_types(item, own).filter(|both| both != item && both.is_row_item());
        let outer = outer.filter(|outer| self.build.empty_list_of(*outer).is_some());
        if let Some(again) = both.as_ref().and_then(|both| self.learn_rows(outer?, both, span)) {
            return again;
        }
        let message = format!("a list of {} in a list of lists of {}", describe(own), describe(item));
        self.wider_rows(item, both.as_ref(), span, message)
    }

    /// Lists of lists of `item` get an element of another type: all of them must have been of the wider one.
    pub fn wider_rows(&mut self, item: &PyType, wider: Option<&PyType>, span: Span, message: String) -> Diagnostic {
        let refusal = Diagnostic::new("unsupported", span, message);
        let Some(wider) = wider.filter(|wider| *wider != item && wider.is_row_item()) else { return refusal };
        let mut is_news = false;
        for known in self.learnt.rows.values_mut().chain(self.learnt.numbered.values_mut()) {
            is_news |= replaced(known, item, wider);
        }
        // Results may be such lists.
        for known in self.learnt.results.values_mut() {
            replaced(known, item, wider);
        }
        if is_news {
            return Diagnostic::new("again", span, "the element type of lists of lists is known now");
        }
        let mut wanted = vec![];
        for (at, ty) in self.arguments.iter().enumerate() {
            let mut other = ty.clone();
            if let PyType::Ragged(own) | PyType::RaggedRow(own) = &mut other
                && replaced(own, item, wider)
            {
                wanted.push((at, other));
            }
        }
        Diagnostic { wanted, ..refusal }
    }

    /// A list of lists was made here, whose rows have such elements: lower again with that.
    pub fn learn_rows(&mut self, list: LocalId, item: &PyType, span: Span) -> Option<Diagnostic> {
        let site = self.build.made_list_of(list)?;
        self.learn_rows_at(site, item, span)
    }

    pub fn learn_rows_at(&mut self, site: Vec<Span>, item: &PyType, span: Span) -> Option<Diagnostic> {
        let known = self.learnt.rows.get(&site);
        let wider = known.map_or(Some(item.clone()), |known| join_types(known, item))?;
        if known == Some(&wider) || !wider.is_row_item() {
            return None;
        }
        self.learnt.rows.insert(site, wider);
        Some(Diagnostic::new("again", span, "the element type of a list of lists is known now"))
    }

    /// Something is done with a table, or a row of one, that only lists of lists in a heap can do.
    pub fn needs_rows(&mut self, value: &PyValue, span: Span, what: &str) -> Diagnostic {
        let (PyType::Table(elem) | PyType::Row(elem)) = value.ty else { unreachable!("the caller has a table") };
        let Op::Local(table) = *self.build.op(value.parts[0]) else { unreachable!("a table is a local") };
        if let Some(again) = self.learn_rows(table, &elem.python(), span) {
            return again;
        }
        let wanted = self.wanted_rows(table, &elem.python());
        Diagnostic { wanted, ..Diagnostic::new("unsupported", span, format!("{what}, which is not compiled yet")) }
    }

    pub fn wanted_rows(&self, list: LocalId, item: &PyType) -> Vec<(usize, PyType)> {
        let argument = self.build.argument_of(list).filter(|_| item.is_row_item());
        argument.map(|argument| (argument, PyType::Ragged(item.clone().into()))).into_iter().collect()
    }

    // Elements

    /// All elements of a list; `None`: they are not one behind the other, or it is none.
    pub fn stretch_of(&mut self, value: &PyValue) -> Option<Stretch> {
        if let Some(row) = self.heap_row(value) {
            let (first, n) = (self.begin_of_row(&row), self.n_in_row(&row));
            return Some(Stretch { item: row.of.item, columns: row.of.columns, first, n });
        }
        let item = match &value.ty {
            PyType::List(elem) => elem.python(),
            PyType::Records(item) => (**item).clone(),
            PyType::Ragged(item) => PyType::RaggedRow(item.clone()),
            _ => return None,
        };
        let mut columns = vec![];
        for &part in &value.parts {
            let Op::Local(column) = *self.build.op(part) else { return None };
            columns.push(column);
        }
        let (first, n) = (self.build.int(0), self.build.expr(Op::Len(columns[0], 0), Type::INT));
        Some(Stretch { item, columns, first, n })
    }

    /// The element at a place in these buffers.
    pub fn item_at(&mut self, item: &PyType, columns: &[LocalId], place: ExprId) -> PyValue {
        match (item, list_elem(item)) {
            (_, Some(elem)) => {
                let (buffer, index) = (columns[0], vec![place]);
                let (is_array, component, writable) = (false, None, false);
                self.load_place(&super::expressions::Element { buffer, elem, index, is_array, component, writable })
            }
            (PyType::RaggedRow(inner), _) => {
                let number = self.int_in(columns[0], place);
                self.row_at(inner, number)
            }
            _ => self.record_at(&Columns { item: item.clone(), buffers: columns.to_vec() }, place),
        }
    }

    pub fn put_item(&mut self, item: &PyType, columns: &[LocalId], place: ExprId, parts: &[ExprId]) {
        let each: Vec<Vec<ExprId>> = match list_elem(item).is_some() {
            true => vec![parts.to_vec()],
            false => parts.iter().map(|&part| vec![part]).collect(),
        };
        for (&buffer, parts) in columns.iter().zip(each) {
            self.build.push(Stmt::Store { buffer, index: vec![place], parts, mask: None, undo: true });
        }
    }

    /// A new list of elements, in buffers of its own.
    pub fn list_of_stretches(&mut self, parts: &[Stretch]) -> PyValue {
        let item = parts[0].item.clone();
        let list = match (&item, list_elem(&item)) {
            (_, Some(elem)) => {
                let (none, fill) = (self.build.int(0), self.build.zeros(elem));
                self.new_list(elem, none, fill)
            }
            (PyType::RaggedRow(inner), _) => self.no_rows(inner),
            _ => self.no_records_of(&item),
        };
        let to = self.stretch_of(&list).expect("a new list").columns;
        parts.iter().for_each(|part| self.extend_by(&to, part));
        list
    }

    pub fn extend_by(&mut self, to: &[LocalId], part: &Stretch) {
        let one = self.build.int(1);
        for (&to, &from) in to.iter().zip(&part.columns) {
            let from = self.build.read(from);
            self.build.edit(Edit::Extend, to, vec![from, part.first, one, part.n]);
        }
    }

    /// A list of no lists.
    pub fn no_rows(&mut self, item: &PyType) -> PyValue {
        let elem = crate::ir::Elem::Int64;
        let (none, fill) = (self.build.int(0), self.build.zeros(elem));
        let order = self.new_list(elem, none, fill);
        PyValue::new(PyType::Ragged(item.clone().into()), order.parts)
    }

    /// The numbers in a list of lists, as a list of ints would have them.
    pub fn numbers_in(&mut self, value: &PyValue) -> Option<(PyType, Part)> {
        let Stretch { item, columns, first, n } = self.stretch_of(value)?;
        let PyType::RaggedRow(inner) = item else { return None };
        let step = self.build.int(1);
        Some((*inner, Part { elem: crate::ir::Elem::Int64, from: columns[0], first, step, n }))
    }
}

/// The type of the elements of a list; `None`: it is none.
pub fn item_of_list(ty: &PyType) -> Option<PyType> {
    match ty {
        PyType::List(elem) | PyType::Row(elem) => Some(elem.python()),
        PyType::Records(item) | PyType::RaggedRow(item) => Some((**item).clone()),
        PyType::Ragged(item) => Some(PyType::RaggedRow(item.clone())),
        PyType::Table(elem) => Some(PyType::RaggedRow(elem.python().into())),
        _ => None,
    }
}

/// Puts one type in the place of another, wherever it is in a type; was it there?
fn replaced(ty: &mut PyType, from: &PyType, to: &PyType) -> bool {
    if ty == from {
        *ty = to.clone();
        return true;
    }
    match ty {
        PyType::RaggedRow(inner) => replaced(inner, from, to),
        PyType::Union(members) => {
            let each: Vec<bool> = members.iter_mut().map(|member| replaced(member, from, to)).collect();
            each.contains(&true)
        }
        _ => false,
    }
}
