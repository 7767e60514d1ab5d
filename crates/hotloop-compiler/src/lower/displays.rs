//! New lists: displays, `[x] * n`, comprehensions.
//!
//! example: `[f(x) for x in xs if x]` is an empty list, a loop over `xs`, and an `append` in it. Nothing leaves in the
//! middle of it: CPython begins the statement again.

use super::Lowerer;
use super::expressions::{list_elem, rebound_by};
use super::functions::is_shared_key;
use super::heaps::item_of_list;
use super::liveness::{Names, names_of};
use super::stars::has_star;
use super::value::{PyValue, describe};
use super::variables::Variables;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{BinaryOp, Dims, Edit, Elem, ExprId, Likely, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::target_names;
use std::collections::HashSet;

impl Lowerer<'_> {
    pub fn list_literal(&mut self, members: &[ast::Expr], span: Span) -> Result<PyValue> {
        if members.is_empty() {
            let site = self.site(span);
            let list = match self.learnt.rows.get(&site).cloned() {
                Some(item) => self.new_ragged(&item, site, span)?.1,
                None => self.empty_list(span).1,
            };
            if let Op::Local(local) = *self.build.op(list.parts[0]) {
                self.build.bare.insert(local);
            }
            return Ok(list);
        }
        if has_star(members) {
            return self.starred_list(members, span);
        }
        let values = members.iter().map(|m| self.solid_value(m)).collect::<Result<Vec<_>>>()?;
        if let Some(list) = self.rows_literal(&values, span)? {
            return Ok(list);
        }
        if let Some(list) = self.record_literal(&values, span) {
            return Ok(list);
        }
        let elem = self.elem_of_all(&values);
        if let Some(other) = elem.and_then(|elem| values.iter().position(|v| !self.fits_into(v, elem))) {
            bail!(
                members[other].span,
                "this list holds {} and {}",
                describe(&values[0].ty),
                describe(&values[other].ty)
            );
        }
        self.list_of(values, span)
    }

    /// The type of elements that all of these may be; `None`: the first one is no element.
    fn elem_of_all(&self, values: &[PyValue]) -> Option<Elem> {
        let first = self.elem_for(&values[0])?;
        // One character among longer texts is a text as well.
        Some(values.iter().filter_map(|v| self.elem_for(v)).fold(first, Elem::max_of_texts))
    }

    /// A list of values of one type.
    pub fn list_of(&mut self, values: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let Some(elem) = self.elem_of_all(&values) else {
            bail!(span, "a list of {} is not compiled yet", self.what_is(&values[0]))
        };
        let elem = match elem == Elem::Int64 && values.iter().any(|value| value.ty == PyType::Word) {
            true => Elem::UInt64,
            false => self.or_words(elem, span),
        };
        if let Some(other) = values.iter().find(|v| !self.fits_into(v, elem)) {
            bail!(span, "this list holds {} and {}", describe(&values[0].ty), describe(&other.ty));
        }
        let n = self.build.int(values.len() as i64);
        let mut elements = vec![];
        for value in values {
            elements.push(self.element_parts(value, elem, span)?);
        }
        let list = self.new_list(elem, n, elements[0].clone());
        self.note_list(&list, span);
        let Op::Local(buffer) = *self.build.op(list.parts[0]) else { unreachable!("new_list gives a local") };
        for (i, parts) in elements.into_iter().enumerate().skip(1) {
            let index = vec![self.build.int(i as i64)];
            self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        }
        Ok(list)
    }

    /// A list whose elements are not known yet, and their type as far as it is.
    pub fn empty_list(&mut self, span: Span) -> (Elem, PyValue) {
        let site = self.site(span);
        if let Some(item) = self.learnt.records.get(&site).cloned() {
            return (Elem::Int64, self.no_records(&item, site));
        }
        let elem = self.learnt.empty_lists.get(&site).copied().unwrap_or(Elem::Int64);
        let (fill, none) = (self.build.zeros(elem), self.build.int(0));
        let list = self.new_list(elem, none, fill);
        self.build.note_empty_list(list.parts[0], site);
        (elem, list)
    }

    /// `[value] * n`
    pub fn repeated_list(&mut self, member: &ast::Expr, count: &ast::Expr) -> Result<PyValue> {
        let value = self.solid_value(member)?;
        let n = self.expression(count)?;
        let n = self.int_of(n, count.span)?;
        self.equal_elements(value, n, member.span)
    }

    /// A list of so many equal elements.
    fn equal_elements(&mut self, value: PyValue, n: ExprId, span: Span) -> Result<PyValue> {
        if let Some(list) = self.repeated_row(&value, n, span)? {
            return Ok(list);
        }
        if let Some(list) = self.repeated_record(&value, n, span) {
            return Ok(list);
        }
        let Some(elem) = self.elem_for(&value) else {
            // Of what else it will hold nothing is known yet.
            if value.ty == PyType::None {
                let site = self.site(span);
                self.learnt.guessed.insert(site.clone());
                self.learnt.records.insert(site, PyType::Union(vec![PyType::None, PyType::Int]));
                return Err(Diagnostic::new("again", span, "the element type of a list is known now"));
            }
            bail!(span, "a list of {} is not compiled yet", self.what_is(&value))
        };
        let elem = self.or_words(elem, span);
        let parts = self.element_parts(value, elem, span)?;
        let list = self.new_list(elem, n, parts);
        self.note_list(&list, span);
        Ok(list)
    }

    /// A list of ints that will hold words is one of words.
    fn or_words(&self, elem: Elem, span: Span) -> Elem {
        let learnt = self.learnt.empty_lists.get(&self.site(span)).copied();
        if elem == Elem::Int64 && learnt == Some(Elem::UInt64) { Elem::UInt64 } else { elem }
    }

    /// Where a list was made that may be one of several types.
    pub fn note_list(&mut self, list: &PyValue, span: Span) {
        let site = self.site(span);
        self.build.note_made_list(list.parts[0], site);
    }

    pub fn comprehension(&mut self, element: &ast::Expr, clauses: &[ast::Clause], span: Span) -> Result<PyValue> {
        let site = self.site(span);
        if self.learnt.rows.contains_key(&site) || !self.is_repetition(element, clauses) {
            return self.collected(element, clauses, span);
        }
        let list = self.repeated(element, &clauses[0].iter)?;
        if let PyType::Table(_) = list.ty {
            self.build.note_made_list(list.parts[0], site);
        }
        Ok(list)
    }

    /// Are all elements the same one, evaluated once?
    fn is_repetition(&self, element: &ast::Expr, clauses: &[ast::Clause]) -> bool {
        let [ast::Clause { target: ast::Expr { kind: ExprKind::Name(target), .. }, iter, conditions }] = clauses else {
            return false;
        };
        let mut names = Names::new();
        names_of(element, &mut names);
        let is_range = matches!(&iter.kind, ExprKind::Call { function, .. }
            if matches!(&function.kind, ExprKind::Name(name) if self.is_builtin(name, "range")));
        let is_one_value = match &element.kind {
            ExprKind::Comprehension { element: inner, clauses, .. } => {
                !shows_list(inner) && self.is_repetition(inner, clauses)
            }
            ExprKind::List(_) | ExprKind::Call { .. } => false,
            _ if has_walrus(element) => false,
            ExprKind::Binary { op: ast::BinaryOp::Add, left, right } => !(shows_list(left) || shows_list(right)),
            ExprKind::Subscript { index, .. } => !matches!(index.kind, ExprKind::Slice { .. }),
            _ => true,
        };
        conditions.is_empty() && is_range && is_one_value && !names.contains(target)
    }

    /// `[[value] * width for _ in range(n)]`, `[[value for _ in range(width)] for _ in range(n)]`, `[value for _ in
    /// range(n)]`: a table or a list of equal elements.
    fn repeated(&mut self, element: &ast::Expr, iter: &ast::Expr) -> Result<PyValue> {
        let n = self.repetitions(iter)?;
        // The element is evaluated where there is one.
        let zero = self.build.int(0);
        let guard = self.build.binary(BinaryOp::Gt, n, zero);
        let guard = self.build.keep(guard);
        self.build.open();
        self.build.enter(guard);
        let row = self.repeated_element(element);
        self.build.leave();
        let statements = self.build.close();
        let (value, width) = row?;
        if !statements.iter().all(|s| matches!(s, Stmt::Assign(..) | Stmt::Check { .. })) {
            bail!(element.span, "this element of a list comprehension is not compiled yet"; hint: "give it a name before");
        }
        statements.into_iter().for_each(|s| self.build.push(s));
        if width.is_none() {
            return self.equal_elements(value, n, element.span);
        }
        let Some(elem) = list_elem(&value.ty).filter(|elem| elem.units().is_none()) else {
            bail!(element.span, "a list of {} is not compiled yet", self.what_is(&value))
        };
        Ok(match width {
            Some(width) => self.new_table(elem, n, width, value.parts),
            None => self.new_list(elem, n, value.parts),
        })
    }

    /// The element that all rows of a table have, and how often; `None`: it is one of a list.
    fn repeated_element(&mut self, element: &ast::Expr) -> Result<(PyValue, Option<ExprId>)> {
        let (member, count) = match &element.kind {
            ExprKind::Comprehension { element, clauses, is_lazy: false } if self.is_repetition(element, clauses) => {
                let width = self.repetitions(&clauses[0].iter)?;
                return Ok((self.solid_value(element)?, Some(width)));
            }
            ExprKind::Binary { op: ast::BinaryOp::Mul, left, right } => match (&left.kind, &right.kind) {
                (ExprKind::List(members), _) if members.len() == 1 => (&members[0], right),
                (_, ExprKind::List(members)) if members.len() == 1 => (&members[0], left),
                _ => return Ok((self.solid_value(element)?, None)),
            },
            _ => return Ok((self.solid_value(element)?, None)),
        };
        let value = self.solid_value(member)?;
        let n = self.expression(count)?;
        let n = self.int_of(n, count.span)?;
        Ok((value, Some(self.build.keep(n))))
    }

    /// How many elements there are.
    fn repetitions(&mut self, iter: &ast::Expr) -> Result<ExprId> {
        let Some(range) = self.range_of(iter)? else { bail!(iter.span, "this is no range") };
        Ok(self.build.read(range.trip))
    }

    /// A list whose elements are computed one after the other. Nothing leaves in its middle: CPython begins the statement
    /// again, and the list is forgotten.
    pub fn collected(&mut self, element: &ast::Expr, clauses: &[ast::Clause], span: Span) -> Result<PyValue> {
        let site = self.site(span);
        if let Some(item) = self.learnt.rows.get(&site).cloned() {
            return self.collected_rows(&item, element, clauses, site);
        }
        let (elem, list) = self.empty_list(span);
        let Op::Local(buffer) = *self.build.op(list.parts[0]) else { unreachable!("new_list gives a local") };
        let columns = self.columns_of(&list);
        let counted = self.row_count();
        let site_of_lists = site.clone();
        let mut is_table = false;
        self.comprehended(element, clauses, span, &mut |this, element| {
            let (value, at) = (this.solid_value(element)?, element.span);
            if let Some(columns) = &columns {
                return this.append_record(columns, value, at);
            }
            if let (PyType::List(wanted), true) = (&value.ty, is_new_list(element)) {
                let wanted = &wanted.clone();
                if *wanted != elem {
                    return Err(this.other_element(buffer, *wanted, elem, at));
                }
                if !this.build.new_lists.contains(&this.buffer_of(&value).expect("a new list")) {
                    let item = wanted.python();
                    let refusal = "a list that has a name becomes one of a list of lists";
                    let refusal = Diagnostic::new("unsupported", at, refusal);
                    return Err(this.learn_rows_at(site_of_lists.clone(), &item, at).unwrap_or(refusal));
                }
                is_table = true;
                this.put_row(buffer, &value, counted);
                return Ok(());
            }
            if let Some(again) =
                item_of_list(&value.ty).and_then(|item| this.learn_rows_at(site_of_lists.clone(), &item, at))
            {
                return Err(again);
            }
            let Some(wanted) = this.elem_for(&value) else {
                let refusal = format!("a list of {} is not compiled yet", this.what_is(&value));
                return Err(this
                    .learn_record(buffer, &value.ty, at)
                    .unwrap_or_else(|| Diagnostic::new("unsupported", at, refusal)));
            };
            if !this.fits_into(&value, elem) {
                return Err(this.learn_element(buffer, wanted, at).unwrap_or_else(|| {
                    Diagnostic::new("unsupported", at, "this list would hold elements of several types")
                }));
            }
            let parts = this.element_parts(value, elem, at)?;
            this.build.edit(Edit::Append, buffer, parts);
            Ok(())
        })?;
        if !is_table {
            return Ok(list);
        }
        let table = self.table_of(buffer, elem, counted);
        self.build.note_made_list(table.parts[0], site);
        Ok(table)
    }

    /// Lists of any lengths.
    fn collected_rows(
        &mut self,
        item: &PyType,
        element: &ast::Expr,
        clauses: &[ast::Clause],
        site: Vec<Span>,
    ) -> Result<PyValue> {
        let (rows, list) = self.new_ragged(item, site, element.span)?;
        self.comprehended(element, clauses, element.span, &mut |this, element| {
            let number = this.number_of_expression(&rows, element)?;
            this.build.edit(Edit::Append, rows.order, vec![number]);
            Ok(())
        })?;
        Ok(list)
    }

    /// The loops of a comprehension, `add` in the innermost. Its variables are its own, but for those that `:=` assigns.
    pub fn comprehended(
        &mut self,
        element: &ast::Expr,
        clauses: &[ast::Clause],
        span: Span,
        add: &mut dyn FnMut(&mut Self, &ast::Expr) -> Result<()>,
    ) -> Result<()> {
        let mut rebound = HashSet::new();
        clauses.iter().flat_map(|c| &c.conditions).chain([element]).for_each(|e| rebound_by(e, &mut rebound));
        for name in &rebound {
            self.before_walrus(name, span)?;
        }
        let outside = self.variables.clone();
        self.build.open();
        let outcome = self.clause(element, clauses, add);
        let body = self.build.close();
        let inside = self.variables.clone();
        let left = self.leave_comprehension(outside, span);
        outcome.and(left)?;
        for name in &rebound {
            self.behind_walrus(name, &inside, span)?;
        }
        body.into_iter().for_each(|s| self.build.push(s));
        Ok(())
    }

    /// Where a variable has a value, it is where `:=` puts one; where it has none, a flag says later on whether it has.
    fn before_walrus(&mut self, name: &str, span: Span) -> Result<()> {
        if self.frame.is_shared_local(name) || is_shared_key(self.variables.key(name)) {
            bail!(
                span,
                "`:=` in a comprehension is not compiled of `{name}`, which a function inside of this one reads, too"
            );
        }
        let Some(variable) = self.variables.get(name).cloned() else {
            self.flag_of(name);
            return Ok(());
        };
        if variable.bound.is_none() && self.variables.home(name, &variable.ty).is_some_and(|at| at != variable.parts) {
            let parts = variable.parts.iter().map(|&part| self.build.read(part)).collect();
            self.assign_name(name, PyValue::new(variable.ty, parts), span)?;
        }
        Ok(())
    }

    /// What a variable is behind the loops that may have assigned it.
    fn behind_walrus(&mut self, name: &str, inside: &Variables, span: Span) -> Result<()> {
        let Some(after) = inside.get(name) else { return Ok(()) };
        let Some(before) = self.variables.get(name) else {
            if after.bound.is_some() {
                bail!(span, "`:=` in a comprehension in another one is not compiled yet"; hint: "give `{name}` a value before");
            }
            for &part in &after.parts {
                if let Some(zero) = self.zero(part) {
                    self.build.assign(part, zero);
                }
            }
            let (flag, no) = (self.flag_of(name), self.build.bool(false));
            self.build.assign(flag, no);
            self.variables.bind_maybe(name, after.ty.clone(), after.parts.clone(), flag);
            return Ok(());
        };
        if before.ty != after.ty || before.parts != after.parts {
            bail!(span, "`{name}` is {} before this and {} behind it", describe(&before.ty), describe(&after.ty));
        }
        Ok(())
    }

    /// `:=` has given a variable a value.
    pub fn note_bound(&mut self, name: &str) {
        if let Some(flag) = self.variables.flag(name) {
            let yes = self.build.bool(true);
            self.build.assign(flag, yes);
        }
    }

    /// The loop of the first clause, and those of the others in it.
    pub fn clause(
        &mut self,
        element: &ast::Expr,
        clauses: &[ast::Clause],
        add: &mut dyn FnMut(&mut Self, &ast::Expr) -> Result<()>,
    ) -> Result<()> {
        let Some((clause, rest)) = clauses.split_first() else { return add(self, element) };
        let iteration = self.iteration_of(&clause.iter, &[])?;
        // Its variables are its own, whatever their names.
        let mut names = vec![];
        target_names(&clause.target, &mut names);
        if let Some(name) = names.iter().find(|name| self.frame.is_shared_local(name)) {
            bail!(clause.target.span, "`{name}` is a variable of the function as well, which a function inside of it reads";
                hint: "use another name here");
        }
        names.into_iter().for_each(|name| self.variables.forget(name));
        let pos = self.build.local("pos", Type::INT);
        let label = self.build.label();
        self.build.open();
        // A frame of its own, and those of a generator and of what takes its items.
        self.frames += 3;
        let end = if iteration.items.may_end() { self.build.label() } else { label };
        let outcome = self.with_item(&iteration.items, pos, clause.iter.span, end, &mut |this, item| {
            this.assign_to(&clause.target, item)?;
            this.filtered(&clause.conditions, &mut |this| this.clause(element, rest, add))
        });
        self.frames -= 3;
        outcome?;
        let mut body = self.build.close();
        // What is called here may change how long a list is that is gone through.
        body.extend(self.checks_of_length(&iteration.items, &body, clause.iter.span)?);
        let trip = self.build.read(iteration.trip);
        let all = Stmt::For { label, pos, trip, exit: None, strips: None, body };
        let may_end = iteration.items.may_end();
        self.build.push(if may_end { Stmt::Block { label: end, body: vec![all] } } else { all });
        Ok(())
    }

    /// `then` where all conditions hold.
    fn filtered(&mut self, conditions: &[ast::Expr], then: &mut dyn FnMut(&mut Self) -> Result<()>) -> Result<()> {
        let Some((first, rest)) = conditions.split_first() else { return then(self) };
        let condition = self.condition(first)?;
        self.build.open();
        let outcome = self.filtered(rest, then);
        let block = self.build.close();
        outcome?;
        self.build.push(Stmt::If { condition, then: block, orelse: vec![], likely: Likely::Either });
        Ok(())
    }

    pub fn new_list(&mut self, elem: Elem, len: ExprId, fill: Vec<ExprId>) -> PyValue {
        let list = self.build.local("list", Type::Buffer(elem, Dims::LIST));
        self.build.new_lists.insert(list);
        self.build.push(Stmt::NewList { list, dims: vec![len], fill, is_array: false });
        PyValue::new(PyType::List(elem), vec![self.build.read(list)])
    }

    pub fn new_table(&mut self, elem: Elem, len: ExprId, width: ExprId, fill: Vec<ExprId>) -> PyValue {
        let table = self.build.local("table", Type::Buffer(elem, Dims::TABLE));
        self.build.new_lists.insert(table);
        self.build.push(Stmt::NewList { list: table, dims: vec![len, width], fill, is_array: false });
        PyValue::new(PyType::Table(elem), vec![self.build.read(table)])
    }
}

/// Is its value, if that is a list, one that nothing else holds?
pub fn is_new_list(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::List(_) | ExprKind::Comprehension { .. } => true,
        ExprKind::Binary { .. } => true,
        ExprKind::Subscript { index, .. } => matches!(index.kind, ExprKind::Slice { .. }),
        _ => false,
    }
}

/// Is it plainly a new list, whatever the types of names?
fn shows_list(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Binary { left, right, .. } => shows_list(left) || shows_list(right),
        _ => is_new_list(e),
    }
}

/// Does it bind a name outside of itself?
fn has_walrus(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Walrus { .. }) || e.children().into_iter().any(has_walrus)
}
