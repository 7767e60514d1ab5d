//! `a.sort()` and `sorted(items)`, with `key` and `reverse`.
//!
//! example: `a.sort(key=f)` is a copy of `a`, the list `[f(x) for x in a]`, `sort copy, (keys, float64, 0)`, and the copy's
//! elements stored in the place of those of `a`. Of tuples and of strs there is a list of places in their order, by which
//! the elements are put into a new list: sorted by what one number says of each, then settled by the prelude. A list with a NaN is CPython's to sort: where that
//! goes depends on its algorithm.

use super::Lowerer;
use super::expressions::Element;
use super::functions::{Callable, is_function};
use super::heaps::{Stretch, item_of_list};
use super::lists::Part;
use super::slices::Places;
use super::value::{Kind, Number, PyValue, describe};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Edit, Elem, ExprId, Failure, LocalId, Op, PyType, Stmt, Type, UnaryOp};
use crate::syntax::ast::{self, ExprKind};

/// The name of what is sorted, while `key` is called: no program has it.
const SORTED: &str = ".sorted";

/// What is said by keywords.
struct Order {
    key: Option<ast::Expr>,
    /// 1: descending.
    reverse: ExprId,
}

impl Lowerer<'_> {
    /// `sorted(items, key=.., reverse=..)`
    pub fn sorted_call(
        &mut self,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let [items] = args else { bail!(span, "`sorted` of {} arguments is not compiled yet", args.len()) };
        let list = self.list_call(items, span)?;
        let order = self.order(keywords, span)?;
        self.in_order(&list, &order, span)
    }

    /// `list.sort(key=.., reverse=..)` of a list or a row.
    pub fn sort(&mut self, list: &PyValue, keywords: &[(Option<String>, ast::Expr)], span: Span) -> Result<()> {
        if let PyType::Table(_) = list.ty {
            return Err(self.needs_rows(list, span, "`.sort` of a list of lists"));
        }
        let order = self.order(keywords, span)?;
        // While CPython sorts, the list is empty, which a function in here may see.
        let is_seen = match &order.key {
            Some(key) => self.may_see(key, list)?,
            None => false,
        };
        if let Some(row) = self.heap_row(list) {
            if order.key.as_ref().is_some_and(|key| !self.may_be_global(key)) {
                bail!(span, "`.sort` of a row by a function that may see it is not compiled yet"; hint: "write `a[:] = sorted(a, key=...)`");
            }
            let copy = self.copied_list(list).expect("a row");
            let copy = self.in_order(&copy, &order, span)?;
            self.put_back(&row, &copy);
            return Ok(());
        }
        let old = self.buffers_of(list);
        let copy = self.copy_of(list);
        if is_seen {
            if let PyType::Row(_) = list.ty {
                bail!(span, "`.sort` of a row by a function that may see the table is not compiled yet"; hint: "write `a[:] = sorted(a, key=...)`");
            }
            old.iter().for_each(|&buffer| self.clear(buffer));
        }
        let copy = self.in_order(&copy, &order, span)?;
        let row = if let PyType::Row(_) = list.ty { Some(list.parts[1]) } else { None };
        for (&to, part) in old.iter().zip(self.wholes(&copy)) {
            if is_seen {
                let (n, zero) = (self.build.expr(Op::Len(to, 0), Type::INT), self.build.int(0));
                let is_empty = self.build.binary(BinaryOp::Eq, n, zero);
                // ValueError: it was modified.
                self.build.check(is_empty, Failure::Value);
                self.extend(to, &part);
                continue;
            }
            let n = self.build.keep(part.n);
            let (first, step) = (self.build.int(0), self.build.int(1));
            self.overwrite(to, row, Places { first, step, n }, &part);
        }
        Ok(())
    }

    fn order(&mut self, keywords: &[(Option<String>, ast::Expr)], span: Span) -> Result<Order> {
        let mut order = Order { key: None, reverse: self.build.int(0) };
        for (name, e) in keywords {
            match name.as_deref() {
                Some("key") if matches!(e.kind, ExprKind::None) => {}
                Some("key") => order.key = Some(self.called_often(e)?),
                // Others could change what is sorted before CPython looks at it.
                Some("reverse") if matches!(e.kind, ExprKind::Name(_) | ExprKind::Bool(_) | ExprKind::Int(_)) => {
                    let value = self.expression(e)?;
                    if !matches!(value.ty, PyType::Bool | PyType::Int) {
                        bail!(e.span, "`reverse` is {} here, which is not compiled yet", self.what_is(&value));
                    }
                    let truth = self.truth(value, e.span)?;
                    let truth = self.build.unary(UnaryOp::BoolToInt, truth);
                    order.reverse = self.build.keep(truth);
                }
                Some("reverse") => bail!(e.span, "this `reverse` is not compiled yet"; hint: "give it a name before"),
                _ => bail!(span, "sorting with these arguments is not compiled yet"),
            }
        }
        Ok(order)
    }

    /// A list that nobody else has seen yet, sorted: itself, or another one.
    fn in_order(&mut self, list: &PyValue, order: &Order, span: Span) -> Result<PyValue> {
        let keys = match &order.key {
            None => list.clone(),
            Some(key) => self.keys(list, key)?,
        };
        let at = order.key.as_ref().map_or(span, |key| key.span);
        let simple = self.whole(&keys).map(|keys| keys.elem).filter(|elem| elem.has_order());
        match (simple, self.whole(list)) {
            (Some(elem), Some(to)) => {
                self.sort_by(to.from, &keys, elem, order);
                Ok(list.clone())
            }
            (Some(elem), None) => {
                let n = self.length_of(&keys).expect("a list");
                let places = self.first_ints(n);
                self.sort_by(places, &keys, elem, order);
                Ok(self.gathered(list, places))
            }
            (None, _) => {
                if let PyType::Table(_) = keys.ty {
                    return Err(self.needs_rows(&keys, at, "sorting by lists"));
                }
                if !item_of(&keys.ty).is_some_and(|item| has_order(&item)) {
                    bail!(at, "sorting by {} is not compiled yet", describe(&keys.ty));
                }
                self.refuse_nans(&keys);
                let places = self.places_in_order(&keys, order, at)?;
                Ok(self.gathered(list, places))
            }
        }
    }

    /// The places of what comes first, second ...: by what one number says of each, then as far as that is equal.
    fn places_in_order(&mut self, keys: &PyValue, order: &Order, span: Span) -> Result<LocalId> {
        let n = self.length_of(keys).expect("a list");
        let places = self.first_ints(n);
        let list = PyValue::new(PyType::List(Elem::Int64), vec![self.build.read(places)]);
        let reverse = PyValue::new(PyType::Int, vec![order.reverse]);
        match self.firsts(keys, span)? {
            Some((firsts, elem)) => {
                self.sort_by(places, &firsts, elem, order);
                self.call_prelude("sorting.settle_runs", vec![keys.clone(), firsts, list, reverse], span)?;
            }
            None => drop(self.call_prelude("sorting.settle_all", vec![keys.clone(), list, reverse], span)?),
        }
        Ok(places)
    }

    /// A number for each element, in the order of which they are but for those that have the same one.
    fn firsts(&mut self, keys: &PyValue, span: Span) -> Result<Option<(PyValue, Elem)>> {
        match &keys.ty {
            PyType::List(elem) if let Some(units) = elem.units() => {
                let (base, count) = match units {
                    Elem::UInt8 => (1 << 8, 7),
                    Elem::UInt16 => (1 << 16, 3),
                    _ => (1 << 21, 2),
                };
                let int = |this: &mut Self, n| PyValue::new(PyType::Int, vec![this.build.int(n)]);
                let (base, count) = (int(self, base), int(self, count));
                let firsts = self.call_prelude("sorting.prefixes", vec![keys.clone(), base, count], span)?;
                Ok(Some((self.keep(firsts), Elem::Int64)))
            }
            PyType::Records(item) => {
                let elem = first_number(item).and_then(PyType::list_elem).filter(|elem| elem.has_order());
                // Of characters the column has ints.
                let elem = elem.map(|elem| if elem == Elem::Char { Elem::Int64 } else { elem });
                Ok(elem.map(|elem| (PyValue::new(PyType::List(elem), vec![keys.parts[0]]), elem)))
            }
            _ => Ok(None),
        }
    }

    fn sort_by(&mut self, list: LocalId, keys: &PyValue, elem: Elem, order: &Order) {
        let (from, code) = (keys.parts[0], self.build.int(elem as i64));
        self.build.edit(Edit::Sort, list, vec![from, code, order.reverse]);
    }

    /// A list of 0, 1, 2 ... below `n`.
    fn first_ints(&mut self, n: ExprId) -> LocalId {
        let (n, zero) = (self.build.keep(n), self.build.int(0));
        let list = self.new_list(Elem::Int64, n, vec![zero]);
        let buffer = self.buffer_of(&list).expect("a new list is a local");
        self.repeat(n, |this, at| {
            this.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![at], mask: None, undo: true });
        });
        buffer
    }

    /// A new list of the elements of another one at these places.
    fn gathered(&mut self, list: &PyValue, places: LocalId) -> PyValue {
        let mut parts = vec![];
        for from in self.wholes(list) {
            let n = self.build.keep(from.n);
            let fill = self.build.zeros(from.elem);
            let new = self.new_list(from.elem, n, fill);
            let to = self.buffer_of(&new).expect("a new list is a local");
            self.repeat(n, |this, at| {
                let place = [at].into_iter().collect();
                let place = this.load_parts(&element(places, Elem::Int64, place));
                let parts = this.load_parts(&element(from.from, from.elem, place));
                this.build.push(Stmt::Store { buffer: to, index: vec![at], parts, mask: None, undo: true });
            });
            parts.extend(new.parts);
        }
        PyValue::new(list.ty.clone(), parts)
    }

    /// Leaves where some float of a list is a NaN.
    fn refuse_nans(&mut self, list: &PyValue) {
        if let Some((_, rows)) = self.numbers_in(list) {
            return self.refuse_nans_in_rows(list, &rows);
        }
        for part in self.wholes(list).into_iter().filter(|part| part.elem == Elem::Float64) {
            self.repeat(part.n, |this, at| {
                let x = this.load_parts(&element(part.from, part.elem, vec![at]))[0];
                let fine = this.build.binary(BinaryOp::Eq, x, x);
                this.build.check(fine, Failure::Domain);
            });
        }
    }

    fn refuse_nans_in_rows(&mut self, list: &PyValue, rows: &Part) {
        let Some(PyType::RaggedRow(item)) = item_of_list(&list.ty) else { unreachable!("the caller has numbers") };
        self.repeat(rows.n, |this, at| {
            let place = this.build.binary(BinaryOp::Add, rows.first, at);
            let number = this.int_in(rows.from, place);
            let row = this.row_at(&item, number);
            if let PyType::RaggedRow(_) = *item {
                return this.refuse_nans(&row);
            }
            let Stretch { columns, first, n, .. } = this.stretch_of(&row).expect("a row");
            for (from, elem) in columns.into_iter().zip(item.row_columns()).filter(|(_, elem)| *elem == Elem::Float64) {
                let (first, n) = (this.build.keep(first), this.build.keep(n));
                this.repeat(n, |this, at| {
                    let place = this.build.binary(BinaryOp::Add, first, at);
                    let x = this.load_parts(&element(from, elem, vec![place]))[0];
                    let fine = this.build.binary(BinaryOp::Eq, x, x);
                    this.build.check(fine, Failure::Domain);
                });
            }
        });
    }

    /// The lists that a list is spread over, from their first elements on; a row of a table; the numbers of lists.
    pub fn wholes(&mut self, list: &PyValue) -> Vec<Part> {
        if let Some(whole) = self.whole(list) {
            return vec![whole];
        }
        if let Some((_, numbers)) = self.numbers_in(list) {
            return vec![numbers];
        }
        let columns = self.columns_of(list).expect("the callers have a list");
        let (first, step) = (self.build.int(0), self.build.int(1));
        let elems = columns.item.columns();
        let part = |(&from, elem): (&LocalId, Elem)| Part {
            elem,
            from,
            first,
            step,
            n: self.build.expr(Op::Len(from, 0), Type::INT),
        };
        columns.buffers.iter().zip(elems).map(part).collect()
    }

    fn buffers_of(&mut self, list: &PyValue) -> Vec<LocalId> {
        self.wholes(list).into_iter().map(|part| part.from).collect()
    }

    pub fn copy_of(&mut self, list: &PyValue) -> PyValue {
        if let PyType::Ragged(_) = list.ty {
            return self.copied_list(list).expect("a list of lists");
        }
        match (self.whole(list), self.columns_of(list)) {
            (Some(whole), _) => self.copied(&[whole]),
            (_, Some(columns)) => self.copy_of_records(&columns),
            _ => unreachable!("the callers have a list"),
        }
    }

    /// `[key(x) for x in list]`
    fn keys(&mut self, list: &PyValue, key: &ast::Expr) -> Result<PyValue> {
        let span = key.span;
        let name = |name: &str| ast::Expr { kind: ExprKind::Name(name.into()), span };
        let item = name(".item");
        let function = Box::new(key.clone());
        let call = ast::Expr { kind: ExprKind::Call { function, args: vec![item.clone()], keywords: vec![] }, span };
        let clause = ast::Clause { target: item, iter: name(SORTED), conditions: vec![] };
        self.assign_name(SORTED, list.clone(), span)?;
        let keys = self.collected(&call, &[clause], span);
        self.variables.forget(SORTED);
        keys
    }

    /// May a function look at this list, by the types of what it has from outside?
    fn may_see(&mut self, function: &ast::Expr, list: &PyValue) -> Result<bool> {
        if self.may_be_global(function) {
            return Ok(false);
        }
        let value = self.expression(function)?;
        Ok(!is_function(&value) || self.seen_by(&value.ty).iter().any(|ty| may_hold(ty, &list.ty)))
    }

    /// Types of the variables that a function may read, and of what it keeps.
    fn seen_by(&self, function: &PyType) -> Vec<PyType> {
        let mut seen = vec![];
        for of in function.functions() {
            seen.extend(of.kept.iter().cloned());
            if let Callable::Inner(inner) = &self.learnt.functions[of.number as usize] {
                seen.extend(self.captured_by_inner(inner).into_iter().map(|(_, ty)| ty));
            }
        }
        seen
    }
}

pub fn element(buffer: LocalId, elem: Elem, index: Vec<ExprId>) -> Element {
    Element { buffer, elem, index, is_array: false, writable: false, component: None }
}

/// What the elements of a list are.
pub fn item_of(list: &PyType) -> Option<PyType> {
    match list {
        PyType::List(elem) | PyType::Row(elem) => Some(elem.python()),
        PyType::Records(item) => Some((**item).clone()),
        PyType::RaggedRow(item) => Some((**item).clone()),
        PyType::Ragged(item) => Some(PyType::RaggedRow(item.clone())),
        _ => None,
    }
}

/// What two tuples are compared by first, if it is one part.
fn first_number(item: &PyType) -> Option<&PyType> {
    match item {
        PyType::Tuple(members) => first_number(members.first()?),
        item => Some(item),
    }
}

/// Has CPython an order of such values, and machine code as well?
pub fn has_order(ty: &PyType) -> bool {
    match ty {
        PyType::Tuple(members) => members.iter().all(|member| has_order(member) || *member == PyType::None),
        PyType::Union(members) => members.iter().all(|member| has_order(member) || *member == PyType::None),
        PyType::Char | PyType::Str(_) => true,
        PyType::RaggedRow(item) => has_order(item),
        ty => Number::of(ty).is_some_and(|number| number.kind < Kind::Complex),
    }
}

/// May a value of one type hold a list of another?
fn may_hold(ty: &PyType, list: &PyType) -> bool {
    let is_row_of = |elem: &Elem| matches!(list, PyType::Row(own) if own == elem);
    match ty {
        PyType::Table(elem) | PyType::Row(elem) => is_row_of(elem),
        PyType::Tuple(members) => members.iter().any(|member| may_hold(member, list)),
        PyType::Maybe(inner) => may_hold(inner, list),
        PyType::Instance(shape) | PyType::Instances(shape) => {
            shape.fields.iter().chain(&shape.references).any(|(_, ty)| may_hold(ty, list))
        }
        ty if ty.holds_function() => ty.functions().iter().flat_map(|one| &one.kept).any(|kept| may_hold(kept, list)),
        ty => ty == list,
    }
}
