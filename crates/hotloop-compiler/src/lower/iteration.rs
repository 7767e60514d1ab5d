//! What a `for` statement takes its items from.
//!
//! example: `for i, (x, y) in enumerate(zip(a, b))` counts a position up to the shorter length; at position p the item
//! is (p, (a[p], b[p])). Where CPython goes on, it gets `enumerate(zip(<a from p on>, <b from p on>), p)`.

use super::Lowerer;
use super::applied::is_literal;
use super::calls::Range;
use super::expressions::{Element, list_elem};
use super::functions::is_function;
use super::itertools::Made;
use super::liveness::{Names, bound_in, names_of};
use super::stars::has_star;
use super::tuples::{as_list, as_tuple};
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{
    self, BinaryOp, Const, Edit, Elem, ExprId, Failure, Label, Likely, LiveVariable, LocalId, Op, Over, PyType, Reader,
    Stmt, Type,
};
use crate::syntax::ast::{self, ExprKind};
use std::str::Chars;

/// A `for` loop while it is lowered.
pub struct Iteration {
    pub items: Items,
    /// Locals as in [`ir::Iterator`].
    pub start: LocalId,
    pub step: LocalId,
    pub trip: LocalId,
    pub over: Over,
    /// What an exit point needs to make the rest of the items, as variables that no program can name.
    pub hidden: Vec<LiveVariable>,
}

/// How an item comes from the position.
#[derive(Clone)]
pub enum Items {
    Range(Range),
    Elements(Elements),
    /// With a number that starts here.
    Numbered(ExprId, Box<Items>),
    Together(Vec<Items>),
    /// The elements of each row at one index, of `zip(*rows)`.
    Columns(Columns),
    /// What a function gives for one of each.
    Mapped(PyValue, Vec<Items>),
    /// Those that are true, or of which a function says so; or those that are false.
    Chosen(Option<PyValue>, Box<Items>, bool),
    /// The first of each pair of which the second one is true.
    Picked(Box<Items>),
    /// What a function of `itertools` gives.
    Made(Made),
    /// The same, by a function of the program.
    Called(Box<Items>),
    /// What a function gives for the members of each.
    Spread(PyValue, Box<Items>),
    /// Those before the first one of which a function says no.
    While(PyValue, Box<Items>),
}

impl Items {
    /// Does taking one call a function?
    pub fn calls(&self) -> bool {
        match self {
            Items::Mapped(..) | Items::Chosen(..) | Items::Called(_) | Items::Spread(..) | Items::While(..) => true,
            _ => self.parts().into_iter().any(Items::calls),
        }
    }

    /// Is one of those that they come from `()`?
    fn is_nothing(&self) -> bool {
        match self {
            Items::Elements(Elements { value, .. }) => {
                matches!(&value.ty, PyType::Tuple(members) if members.is_empty())
            }
            // `chain((), xs)` has items.
            Items::Made(_) => false,
            _ => self.parts().into_iter().any(Items::is_nothing),
        }
    }

    /// May there be none at some position?
    fn chooses(&self) -> bool {
        matches!(self, Items::Chosen(..) | Items::Picked(_) | Items::While(..))
            || self.parts().into_iter().any(Items::chooses)
    }

    /// May they be over before the last position?
    pub fn may_end(&self) -> bool {
        matches!(self, Items::While(..)) || self.parts().into_iter().any(Items::may_end)
    }

    /// Does an item depend on those before it having been taken?
    pub fn goes_on(&self) -> bool {
        matches!(self, Items::Made(Made::Combinations(..) | Made::Accumulate(..)))
            || self.parts().into_iter().any(Items::goes_on)
    }

    /// Lists and the like without whose elements there is no item.
    pub fn each_list(&self, then: &mut impl FnMut(&PyValue)) {
        match self {
            Items::Elements(Elements { value, .. }) => then(value),
            Items::Made(_) => {}
            _ => self.parts().into_iter().for_each(|part| part.each_list(then)),
        }
    }

    fn parts(&self) -> Vec<&Items> {
        match self {
            Items::Range(_) | Items::Elements(_) | Items::Columns(_) => vec![],
            Items::Numbered(_, of) | Items::Chosen(_, of, _) | Items::Picked(of) | Items::Called(of) => vec![of],
            Items::Spread(_, of) | Items::While(_, of) => vec![of],
            Items::Together(of) | Items::Mapped(_, of) => of.iter().collect(),
            Items::Made(made) => made.parts(),
        }
    }
}

/// Elements of a list, a row or an array, rows of a table, members of a tuple.
#[derive(Clone)]
pub struct Elements {
    /// Its parts are locals.
    value: PyValue,
    locals: Vec<LocalId>,
    len: LocalId,
    /// The index of the first item; `None`: 0.
    first: Option<LocalId>,
    backwards: bool,
    /// Of a list in a list of lists: where it begins.
    begin: Option<LocalId>,
}

impl Elements {
    pub fn value(&self) -> &PyValue {
        &self.value
    }
}

/// The rows of a list of lists, as long as the shortest.
#[derive(Clone)]
pub struct Columns {
    /// Its parts are locals.
    rows: PyValue,
    n_rows: LocalId,
    trip: LocalId,
}

/// `__hotloop_rest__("el", items)`: what is left of the items of a loop that `hotloop run` has cut out, see `_rest.py`.
/// The shape says what `items` is. `l`: (list or tuple, index of the next); `p`: (index of the next,) in the next argument;
/// `b` and `q`: the same, backwards; `r`: (start, stop, step); `e` and a shape: (next number, items); `z` and shapes: items
/// of each.
const REST: &str = "__hotloop_rest__";

/// What the shape has not told yet, and the arguments that it has not used.
struct Given<'a> {
    shape: Chars<'a>,
    others: &'a [ast::Expr],
}

impl Lowerer<'_> {
    /// What `for .. in iter` goes through; `body` is what it does.
    pub fn iteration_of(&mut self, iter: &ast::Expr, body: &[ast::Stmt]) -> Result<Iteration> {
        let range = match self.range_of(iter)? {
            None => self.count_of(iter)?,
            range => range,
        };
        if let Some(range) = range {
            let (start, step, trip) = (range.start, range.step, range.trip);
            return Ok(Iteration { items: Items::Range(range), start, step, trip, over: Over::Range, hidden: vec![] });
        }
        let mut hidden = vec![];
        let (items, trip, over) = self.items_of(iter, &bound_in(body), &mut hidden)?;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let (start, step) = (self.int_local("start", zero), self.int_local("step", one));
        Ok(Iteration { items, start, step, trip, over, hidden })
    }

    /// Where CPython goes on, the call of `map` is made again with what is left of its items: what it calls must be the
    /// same then.
    pub fn refuse_other_calls(&mut self, iter: &ast::Expr, body: &[ast::Stmt], of: &Iteration) -> Result<()> {
        if !of.items.calls() && !matches!(of.over, Over::Applied(..)) {
            return Ok(());
        }
        let made = self.itertools_call(iter)?.map(|(name, ..)| name);
        let is_made =
            matches!(made.as_deref(), Some("starmap" | "takewhile" | "filterfalse" | "compress" | "accumulate"));
        let bound = bound_in(body);
        let is_same = |e: &ast::Expr| match &e.kind {
            ExprKind::None => true,
            ExprKind::Lambda(f) => f.defaults().next().is_none(),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let mut names = Names::new();
                names_of(e, &mut names);
                names.is_disjoint(&bound)
            }
            ExprKind::Tuple(members) => members.iter().all(is_literal),
            _ => is_literal(e),
        };
        let known = |name: &str| matches!(name, "map" | "filter" | "zip") && self.variables.get(name).is_none();
        let may_be_made_again = match (&of.over, &iter.kind) {
            (Over::Applied(n, _), ExprKind::Call { function, args, .. }) => {
                (is_made || matches!(&function.kind, ExprKind::Name(name) if known(name)))
                    && args[..*n].iter().all(is_same)
            }
            (Over::Accumulated { .. }, ExprKind::Call { args, keywords, .. }) => {
                args[1..].iter().chain(keywords.iter().map(|(_, value)| value)).all(is_same)
            }
            _ => false,
        };
        let inner = match &of.items {
            Items::Called(made) => made,
            items => items,
        };
        if may_be_made_again && !inner.parts().into_iter().any(Items::calls) {
            return Ok(());
        }
        bail!(iter.span, "a `for` over these items is not compiled yet";
            hint: "loop over the items, and call the function in the loop")
    }

    pub fn int_local(&mut self, name: &str, value: ExprId) -> LocalId {
        let local = self.build.local(name, Type::INT);
        self.build.assign(local, value);
        local
    }

    pub fn items_of(
        &mut self,
        iter: &ast::Expr,
        bound: &Names,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let range = match self.range_of(iter)? {
            None => self.count_of(iter)?,
            range => range,
        };
        if let Some(range) = range {
            let parts = [range.start, range.step, range.trip].map(|part| self.hide(hidden, PyType::Int, vec![part]));
            let trip = range.trip;
            return Ok((Items::Range(range), trip, Over::Part(parts)));
        }
        if let ExprKind::Call { function, args, .. } = &iter.kind
            && matches!(&function.kind, ExprKind::Name(name) if name == REST)
            && let [ast::Expr { kind: ExprKind::Str(shape), .. }, items, others @ ..] = &args[..]
        {
            let value = self.expression(items)?;
            return self.given(&mut Given { shape: shape.chars(), others }, value, iter.span, hidden);
        }
        if let Some(call) = self.itertools_call(iter)? {
            let made = self.itertools_items(call, iter.span, bound, hidden)?;
            let inner = match &made.0 {
                Items::Called(made) => made,
                items => items,
            };
            if matches!(inner, Items::Made(_)) && inner.calls() {
                bail!(iter.span, "a function of `itertools` of what `map` or `filter` gives is not compiled yet";
                    hint: "make a list of it before");
            }
            return Ok(made);
        }
        let call = self.builtin_call(iter)?;
        match call.as_ref().map(|(name, args)| (*name, &args[..])) {
            Some(("enumerate", [of])) => {
                let zero = self.build.int(0);
                self.numbered(of, zero, bound, hidden)
            }
            Some(("enumerate", [of, start])) => {
                let value = self.expression(start)?;
                if value.ty != PyType::Int {
                    bail!(start.span, "{} where an int is needed", self.what_is(&value));
                }
                let start = self.build.keep(value.parts[0]);
                self.numbered(of, start, bound, hidden)
            }
            Some(("zip", [ast::Expr { kind: ExprKind::Starred(rows), .. }])) => {
                let value = self.iterable(rows, bound)?;
                self.columns_side_by_side(value, rows.span, hidden)
            }
            Some((name @ ("zip" | "strict zip"), of)) if !of.is_empty() => {
                let mut parts = vec![];
                for part in of {
                    let items = self.items_of(part, bound, hidden)?;
                    if items.0.calls() {
                        bail!(part.span, "`zip` of what `map` or `filter` gives is not compiled yet");
                    }
                    parts.push(items);
                }
                if name == "zip" {
                    return Ok(self.side_by_side(parts));
                }
                let trips: Vec<ExprId> = parts.iter().map(|(_, trip, _)| self.build.read(*trip)).collect();
                for &trip in &trips[1..] {
                    let same = self.build.binary(BinaryOp::Eq, trip, trips[0]);
                    self.build.check(same, Failure::Type);
                }
                let (items, trip, over) = self.side_by_side(parts);
                Ok((items, trip, applied(0, over)))
            }
            Some(("reversed", [of])) => {
                if let Some(range) = self.range_of(of)? {
                    return Ok(self.backwards(&range, hidden));
                }
                let value = self.iterable(of, bound)?;
                let known = matches!(value.ty, PyType::List(_) | PyType::Records(_) | PyType::Table(_))
                    || matches!(value.ty, PyType::Instances(_) | PyType::Tuple(_) | PyType::Many(_))
                    || matches!(value.ty, PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Nested(_));
                if !known && !self.is_text(&value) {
                    bail!(of.span, "`reversed` of {} is not compiled yet", self.what_is(&value));
                }
                let (len, one) = (self.length(&value, of.span)?, self.build.int(1));
                let last = self.build.binary(BinaryOp::Sub, len, one);
                let first = self.int_local("first", last);
                self.elements(value, Some(first), true, of.span, hidden)
            }
            Some(("map", [function, of @ ..])) if !of.is_empty() => {
                let value = self.applied_function(function)?;
                let parts = of.iter().map(|part| self.items_of(part, bound, hidden)).collect::<Result<Vec<_>>>()?;
                let (items, trip, over) = self.side_by_side(parts);
                let Items::Together(items) = items else { unreachable!("they are side by side") };
                if items.len() > 1 && items.iter().any(Items::calls) {
                    bail!(iter.span, "`map` of what `map` gives and others is not compiled yet");
                }
                Ok((Items::Mapped(value, items), trip, applied(1, over)))
            }
            Some(("filter", [function, of])) => {
                let value = match function.kind {
                    ExprKind::None => None,
                    _ => Some(self.applied_function(function)?),
                };
                let part = self.items_of(of, bound, hidden)?;
                let (items, trip, over) = self.side_by_side(vec![part]);
                let Items::Together(mut items) = items else { unreachable!("they are side by side") };
                Ok((Items::Chosen(value, items.remove(0).into(), true), trip, applied(1, over)))
            }
            Some((name, _)) => bail!(iter.span, "a `for` over `{name}(...)` of these arguments is not compiled yet"),
            None => {
                let value = self.iterable(iter, bound)?;
                self.elements(value, None, false, iter.span, hidden)
            }
        }
    }

    /// A range from its last item to its first.
    fn backwards(&mut self, range: &Range, hidden: &mut Vec<LiveVariable>) -> (Items, LocalId, Over) {
        let (trip, one) = (self.build.read(range.trip), self.build.int(1));
        let n_before = self.build.binary(BinaryOp::Sub, trip, one);
        // The last item is an int64; without one, this start is not read.
        let way = self.build.binary(BinaryOp::Mul, n_before, range.step_value);
        let last = self.build.binary(BinaryOp::Add, range.start_value, way);
        // The smallest int has no opposite, and where CPython goes on, the rest ends one step before the start.
        let least = self.build.int(i64::MIN);
        let fits = self.build.binary(BinaryOp::Ne, range.step_value, least);
        self.build.check(fits, Failure::Overflow);
        let overflows = self.build.binary(BinaryOp::SubOverflows, range.start_value, range.step_value);
        let fits = self.build.not(overflows);
        self.build.check(fits, Failure::Overflow);
        let step = self.build.unary(ir::UnaryOp::Neg, range.step_value);
        let (start, step) = (self.int_local("start", last), self.int_local("step", step));
        let (start_value, step_value) = (self.build.read(start), self.build.read(step));
        let parts = [start, step, range.trip].map(|part| self.hide(hidden, PyType::Int, vec![part]));
        let turned = Range { start, step, trip: range.trip, start_value, step_value };
        (Items::Range(turned), range.trip, Over::Part(parts))
    }

    fn given(
        &mut self,
        given: &mut Given,
        value: PyValue,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let PyType::Tuple(_) = value.ty else { bail!(span, "`{REST}` is hotloop's own") };
        let mut members = self.members_of(&value);
        let kind = given.shape.next();
        match (kind, members.len()) {
            (Some('l' | 'b'), 2) => {
                let (at, of) = (members.remove(1), members.remove(0));
                self.rest_of(of, at, kind == Some('b'), span, hidden)
            }
            (Some('p' | 'q'), 1) if !given.others.is_empty() => {
                let of = self.expression(&given.others[0])?;
                given.others = &given.others[1..];
                self.rest_of(of, members.remove(0), kind == Some('q'), span, hidden)
            }
            (Some('r'), 3) => {
                let [start, stop, step] = [0, 1, 2].map(|at: usize| members[at].parts[0]);
                let range = self.range_between(start, stop, step);
                let parts = [range.start, range.step, range.trip].map(|p| self.hide(hidden, PyType::Int, vec![p]));
                let trip = range.trip;
                Ok((Items::Range(range), trip, Over::Part(parts)))
            }
            (Some('e'), 2) => {
                let (of, start) = (members.remove(1), members.remove(0));
                let inner = self.given(given, of, span, hidden)?;
                self.number(inner, start.parts[0], hidden)
            }
            (Some('z'), 1..) => {
                let mut parts = vec![];
                for member in members {
                    parts.push(self.given(given, member, span, hidden)?);
                }
                Ok(self.side_by_side(parts))
            }
            _ => bail!(span, "`{REST}` is hotloop's own"),
        }
    }

    fn rest_of(
        &mut self,
        of: PyValue,
        at: PyValue,
        backwards: bool,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let of = self.wide(of, span)?;
        let of = if matches!(of.ty, PyType::Tuple(_)) { self.keep(of) } else { of };
        let first = self.int_local("first", at.parts[0]);
        if backwards {
            // The list may have lost elements since.
            let (len, first) = (self.length(&of, span)?, self.build.read(first));
            let inside = self.build.binary(BinaryOp::Lt, first, len);
            self.build.check(inside, Failure::Type);
        }
        self.elements(of, Some(first), backwards, span, hidden)
    }

    fn numbered(
        &mut self,
        of: &ast::Expr,
        start: ExprId,
        bound: &Names,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let inner = self.items_of(of, bound, hidden)?;
        if inner.0.chooses() {
            bail!(of.span, "`enumerate` of what `filter` gives is not compiled yet");
        }
        self.number(inner, start, hidden)
    }

    pub fn side_by_side(&mut self, parts: Vec<(Items, LocalId, Over)>) -> (Items, LocalId, Over) {
        let trips: Vec<ExprId> = parts.iter().map(|(_, trip, _)| self.build.read(*trip)).collect();
        let trip = trips.into_iter().reduce(|a, b| self.build.binary(BinaryOp::Min, a, b)).expect("not empty");
        let trip = self.int_local("trip", trip);
        let (items, overs) = parts.into_iter().map(|(items, _, over)| (items, over)).unzip();
        (Items::Together(items), trip, Over::Zip(overs))
    }

    /// `zip(*rows)`
    fn columns_side_by_side(
        &mut self,
        value: PyValue,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        if !matches!(value.ty, PyType::Table(_) | PyType::Ragged(_)) {
            bail!(span, "`zip` of all in {} is not compiled yet", self.what_is(&value));
        }
        // CPython asks the list for its rows now only.
        let value = match self.numbers_in(&value) {
            Some((item, whole)) => self.as_rows(&item, &[whole]),
            None => value,
        };
        let n = self.length(&value, span)?;
        let n_rows = self.int_local("rows", n);
        let elements = self.elements(value, None, false, span, hidden)?;
        let (Items::Elements(Elements { value: rows, .. }), _, Over::Items(name, None)) = elements else {
            unreachable!("all of a list")
        };
        let least = self.least_length(&rows, n_rows, span)?;
        let trip = self.int_local("trip", least);
        Ok((Items::Columns(Columns { rows, n_rows, trip }), trip, Over::Columns(name)))
    }

    /// How long the shortest of some rows is; 0: there are none.
    fn least_length(&mut self, rows: &PyValue, n_rows: LocalId, span: Span) -> Result<ExprId> {
        let n = self.build.read(n_rows);
        let (zero, most) = (self.build.int(0), self.build.int(i64::MAX));
        let is_empty = self.build.binary(BinaryOp::Eq, n, zero);
        let first = self.build.select(is_empty, zero, most);
        let least = self.int_local("least", first);
        self.each(n, |this, at, _| {
            let row = this.element_at(rows, at, span)?;
            let row = this.keep(row);
            let Some(len) = this.length_of(&row) else { bail!(span, "`zip` of what is no list is not compiled yet") };
            let so_far = this.build.read(least);
            let least_now = this.build.binary(BinaryOp::Min, so_far, len);
            this.build.assign(least, least_now);
            Ok(())
        })?;
        Ok(self.build.read(least))
    }

    /// The elements of all rows at an index that is inside, as a tuple.
    fn column_at(&mut self, of: &Columns, at: ExprId, span: Span) -> Result<PyValue> {
        let item = match &of.rows.ty {
            PyType::Table(elem) => elem.python(),
            PyType::Ragged(item) => (**item).clone(),
            _ => unreachable!("no other type passes"),
        };
        let list = match list_elem(&item) {
            Some(elem) => {
                let (none, fill) = (self.build.int(0), self.build.zeros(elem));
                self.new_list(elem, none, fill)
            }
            None if item.is_record() => self.no_records_of(&item),
            None => bail!(span, "`zip` of rows of lists is not compiled yet"),
        };
        let columns = self.columns_of(&list);
        let n = self.build.read(of.n_rows);
        self.each(n, |this, row, _| {
            let row = this.element_at(&of.rows, row, span)?;
            let row = this.keep(row);
            let item = this.element_at(&row, at, span)?;
            if let Some(columns) = &columns {
                return this.append_record(columns, item, span);
            }
            let elem = list_elem(&item.ty).expect("as its type says");
            let parts = this.element_parts(item, elem, span)?;
            let to = this.buffer_of(&list).expect("a new list is a local");
            this.build.edit(Edit::Append, to, parts);
            Ok(())
        })?;
        Ok(as_tuple(list))
    }

    fn number(
        &mut self,
        (items, trip, over): (Items, LocalId, Over),
        start: ExprId,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let first = self.int_local("start", start);
        let name = self.hide(hidden, PyType::Int, vec![first]);
        if self.build.constant(start) != Some(Const::Int(0)) {
            let trip = self.build.read(trip);
            let bad = self.build.binary(BinaryOp::AddOverflows, start, trip);
            let good = self.build.not(bad);
            self.build.check(good, Failure::Overflow);
        }
        Ok((Items::Numbered(start, items.into()), trip, Over::Enumerate(name, over.into())))
    }

    pub fn applied_function(&mut self, function: &ast::Expr) -> Result<PyValue> {
        let value = self.argument(function)?;
        let value = self.as_value(value);
        if !is_function(&value) {
            bail!(function.span, "a call of {} is not compiled yet", self.what_is(&value));
        }
        Ok(value)
    }

    /// Is it `map(...)` or one of the like?
    pub fn gives_iterator(&mut self, e: &ast::Expr) -> Result<bool> {
        Ok(self.builtin_call(e)?.is_some() || self.itertools_call(e)?.is_some())
    }

    /// The call of one of these builtins, with its arguments: `strict zip` is `zip` with `strict=True`.
    fn builtin_call(&mut self, e: &ast::Expr) -> Result<Option<(&'static str, Vec<ast::Expr>)>> {
        let ExprKind::Call { function, args, keywords } = &e.kind else { return Ok(None) };
        let ExprKind::Name(_) = &function.kind else { return Ok(None) };
        let callee = self.expression(function)?;
        let Some(builtin) = self.builtin_of(&callee) else { return Ok(None) };
        let names = ["enumerate", "zip", "reversed", "map", "filter"];
        let Some(name) = names.into_iter().find(|name| *name == builtin) else { return Ok(None) };
        match (name, &keywords[..]) {
            (_, []) => Ok(Some((name, args.clone()))),
            ("enumerate", [(Some(start), value)]) if start == "start" && args.len() == 1 => {
                Ok(Some((name, vec![args[0].clone(), value.clone()])))
            }
            ("zip", [(Some(strict), ast::Expr { kind: ExprKind::Bool(is_strict), .. })]) if strict == "strict" => {
                Ok(Some((if *is_strict { "strict zip" } else { "zip" }, args.clone())))
            }
            _ => bail!(e.span, "`{name}` with these keyword arguments is not compiled yet"),
        }
    }

    /// A value with elements.
    fn iterable(&mut self, e: &ast::Expr, bound: &Names) -> Result<PyValue> {
        let value = match &e.kind {
            // As good as a tuple: nobody else can see it.
            ExprKind::List(members) if !has_star(members) => {
                self.expression(&ast::Expr { kind: ExprKind::Tuple(members.clone()), span: e.span })?
            }
            _ => match self.instances_between(e)? {
                Some(part) => part,
                None => self.expression(e)?,
            },
        };
        let value = self.functions_of(value, e.span)?;
        let value = self.wide(value, e.span)?;
        // The variable may be given another value, while the loop goes on with this one.
        let changes = !matches!(&e.kind, ExprKind::Name(name) if !bound.contains(name));
        Ok(if changes { self.keep(value) } else { value })
    }

    fn length(&mut self, value: &PyValue, span: Span) -> Result<ExprId> {
        match &value.ty {
            PyType::Tuple(members) => Ok(self.build.int(members.len() as i64)),
            _ if self.is_text(value) => Ok(self.text_length(value)),
            PyType::List(_)
            | PyType::Records(_)
            | PyType::Nested(_)
            | PyType::Many(_)
            | PyType::Ragged(_)
            | PyType::RaggedRow(_)
            | PyType::Table(_)
            | PyType::Row(_)
            | PyType::Instances(_)
            | PyType::Array { ndim: 1.., .. }
            | PyType::View { .. } => match self.length_of(value) {
                Some(n) => Ok(n),
                None => {
                    bail!(span, "a `for` over this expression is not compiled yet"; hint: "give it a name before the loop")
                }
            },
            _ => {
                bail!(span, "a `for` over {} is not compiled yet", self.what_is(value); hint: "loop over a range, a str, or lists or tuples of numbers")
            }
        }
    }

    /// The elements of a value from index `first` on.
    pub fn elements(
        &mut self,
        value: PyValue,
        first: Option<LocalId>,
        backwards: bool,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(Items, LocalId, Over)> {
        let n = self.length(&value, span)?;
        let len = self.int_local("len", n);
        let trip = match first {
            None => len,
            Some(first) => {
                let (len, first) = (self.build.read(len), self.build.read(first));
                let (zero, one) = (self.build.int(0), self.build.int(1));
                let left = match backwards {
                    true => self.build.binary(BinaryOp::Add, first, one),
                    false => self.build.binary(BinaryOp::Sub, len, first),
                };
                let left = self.build.binary(BinaryOp::Max, left, zero);
                self.int_local("trip", left)
            }
        };
        let mut parts = vec![];
        for &part in &value.parts {
            parts.push(match *self.build.op(part) {
                Op::Local(local) => local,
                _ => {
                    let local = self.build.local("member", self.build.ty(part));
                    self.build.assign(local, part);
                    local
                }
            });
        }
        let name = self.hide(hidden, value.ty.clone(), parts.clone());
        let start = first.map(|first| self.hide(hidden, PyType::Int, vec![first]));
        let over = match (backwards, start) {
            (true, Some(start)) => Over::Reversed(name, start),
            (_, start) => Over::Items(name, start),
        };
        let begin = self.heap_row(&value).map(|row| {
            let begin = self.begin_of_row(&row);
            self.int_local("begin", begin)
        });
        Ok((Items::Elements(Elements { value, locals: parts, len, first, backwards, begin }), trip, over))
    }

    pub fn hide(&mut self, hidden: &mut Vec<LiveVariable>, ty: PyType, parts: Vec<LocalId>) -> String {
        let depth: usize = self.iterators.iter().map(|(_, hidden)| hidden.len()).sum();
        let name = format!(".{}", depth + hidden.len());
        hidden.push(LiveVariable { name: name.clone(), ty, parts, reader: Reader::Code });
        name
    }

    /// Does something with the item at position `pos`, if there is one; goes to `end` if there is none from there on.
    pub fn with_item(
        &mut self,
        items: &Items,
        pos: LocalId,
        span: Span,
        end: Label,
        act: &mut dyn FnMut(&mut Self, PyValue) -> Result<()>,
    ) -> Result<()> {
        match items {
            // Nothing is ever done with an item of `()`.
            items if items.is_nothing() => Ok(()),
            Items::Chosen(function, of, wanted) => self.with_item(of, pos, span, end, &mut |this, item| {
                let item = this.settle(item);
                let item = this.keep(item);
                let chosen = match function {
                    Some(function) => this.call_with(function, vec![item.clone()], span)?,
                    None => item.clone(),
                };
                let chosen = this.truth(chosen, span)?;
                let chosen = if *wanted { chosen } else { this.build.not(chosen) };
                this.with_chosen(chosen, item, act)
            }),
            Items::Picked(of) => self.with_item(of, pos, span, end, &mut |this, pair| {
                let pair = this.settle(pair);
                let pair = this.keep(pair);
                let [item, flag] = &this.members_of(&pair)[..] else { unreachable!("two are side by side") };
                let chosen = this.truth(flag.clone(), span)?;
                this.with_chosen(chosen, item.clone(), act)
            }),
            Items::While(function, of) => self.with_item(of, pos, span, end, &mut |this, item| {
                let item = this.settle(item);
                let item = this.keep(item);
                let goes_on = this.call_with(function, vec![item.clone()], span)?;
                let goes_on = this.truth(goes_on, span)?;
                let is_over = this.build.not(goes_on);
                let (condition, then) = (this.build.keep(is_over), vec![Stmt::Break(end)]);
                this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
                act(this, item)
            }),
            Items::Mapped(function, of) if of.len() == 1 => {
                self.with_item(&of[0], pos, span, end, &mut |this, item| {
                    let value = this.call_with(function, vec![item], span)?;
                    act(this, value)
                })
            }
            Items::Spread(function, of) => self.with_item(of, pos, span, end, &mut |this, item| {
                let value = this.call_spread(function, item, span)?;
                act(this, value)
            }),
            _ => {
                let item = self.item(items, pos, span)?;
                act(self, item)
            }
        }
    }

    fn with_chosen(
        &mut self,
        chosen: ExprId,
        item: PyValue,
        act: &mut dyn FnMut(&mut Self, PyValue) -> Result<()>,
    ) -> Result<()> {
        let condition = self.build.keep(chosen);
        self.build.open();
        let outcome = act(self, item);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Either });
        outcome
    }

    /// The item at position `pos`.
    pub fn item(&mut self, items: &Items, pos: LocalId, span: Span) -> Result<PyValue> {
        match items {
            Items::Range(range) => Ok(PyValue::new(PyType::Int, vec![self.range_item(range, pos)])),
            Items::Elements(Elements { value, first, backwards, begin, .. }) => {
                let at = self.build.read(pos);
                let at = match first.map(|first| self.build.read(first)) {
                    None => at,
                    Some(first) if *backwards => self.build.binary(BinaryOp::Sub, first, at),
                    Some(first) => self.build.binary(BinaryOp::Add, at, first),
                };
                match (begin, self.heap_row(value)) {
                    (Some(begin), Some(row)) => {
                        let begin = self.build.read(*begin);
                        let place = self.build.binary(BinaryOp::Add, begin, at);
                        Ok(self.item_at(&row.of.item, &row.of.columns, place))
                    }
                    _ => self.element_at(value, at, span),
                }
            }
            Items::Numbered(start, of) => {
                let number = self.build.read(pos);
                let number = match self.build.constant(*start) {
                    Some(Const::Int(0)) => number,
                    _ => self.build.binary(BinaryOp::Add, *start, number),
                };
                let item = self.item(of, pos, span)?;
                Ok(pair_up(vec![PyValue::new(PyType::Int, vec![number]), item]))
            }
            Items::Columns(columns) => {
                let at = self.build.read(pos);
                self.column_at(columns, at, span)
            }
            Items::Mapped(function, of) => {
                let arguments = of.iter().map(|items| self.item(items, pos, span)).collect::<Result<_>>()?;
                self.call_with(function, arguments, span)
            }
            Items::Made(made) => self.made_item(made, pos, span),
            Items::Called(made) => self.item(made, pos, span),
            Items::Spread(function, of) => {
                let item = self.item(of, pos, span)?;
                self.call_spread(function, item, span)
            }
            Items::While(..) => bail!(span, "what `takewhile` gives is not compiled here yet"),
            Items::Chosen(..) | Items::Picked(_) => bail!(span, "what `filter` gives is not compiled here yet"),
            Items::Together(of) => {
                Ok(pair_up(of.iter().map(|items| self.item(items, pos, span)).collect::<Result<_>>()?))
            }
        }
    }

    /// `function(*item)`
    fn call_spread(&mut self, function: &PyValue, item: PyValue, span: Span) -> Result<PyValue> {
        if !matches!(item.ty, PyType::Tuple(_)) {
            bail!(span, "`starmap` over {} is not compiled yet", self.what_is(&item); hint: "write a loop");
        }
        let item = self.keep(item);
        let members = self.members_of(&item);
        self.call_with(function, members, span)
    }

    /// May a block change a list that is there before it?
    pub fn may_change_lists(&self, block: &[Stmt]) -> bool {
        let mut changes = Changes::default();
        changes.add(&self.build, &self.harmless, block);
        !changes.is_nothing()
    }

    /// An element whose index is known to be inside.
    pub fn element_at(&mut self, value: &PyValue, at: ExprId, span: Span) -> Result<PyValue> {
        if let PyType::Many(_) = value.ty {
            return self.element_at(&as_list(value.clone()), at, span);
        }
        if let Some(columns) = self.read_columns_of(value) {
            return Ok(self.record_at(&columns, at));
        }
        match (self.heap_row(value), self.rows_of(value)) {
            (Some(row), _) => {
                let place = self.place_in_heap(&row, at);
                return Ok(self.item_at(&row.of.item, &row.of.columns, place));
            }
            (_, Some(rows)) => return Ok(self.ragged_row_at(&rows, at)),
            _ => {}
        }
        let elem = match value.ty {
            PyType::Tuple(_) => return self.member_at(value, at, span),
            PyType::Instances(_) => return Ok(self.instance_at(value, at)),
            PyType::Table(elem) => return Ok(PyValue::new(PyType::Row(elem), vec![value.parts[0], at])),
            PyType::Array { .. } | PyType::View { .. } => return Ok(self.item_of_array(value, at)),
            PyType::List(elem) | PyType::Row(elem) => elem,
            PyType::Str(_) | PyType::Bytes => return Ok(self.text_at(value, at)),
            _ => unreachable!("`elements` lets no other pass"),
        };
        let Op::Local(buffer) = *self.build.op(value.parts[0]) else { unreachable!("its parts are locals") };
        self.refuse_early(buffer, span)?;
        let index = value.parts[1..].iter().copied().chain([at]).collect();
        Ok(self.load_place(&Element { buffer, elem, index, is_array: false, writable: false, component: None }))
    }

    /// `start + pos * step`: in the range, so it cannot overflow.
    fn range_item(&mut self, range: &Range, pos: LocalId) -> ExprId {
        let (pos, start, step) = (self.build.read(pos), range.start_value, range.step_value);
        let offset = match self.build.constant(step) {
            Some(Const::Int(1)) => pos,
            _ => self.build.binary(BinaryOp::Mul, pos, step),
        };
        match self.build.constant(start) {
            Some(Const::Int(0)) => offset,
            _ => self.build.binary(BinaryOp::Add, start, offset),
        }
    }

    /// Lists that a loop goes through may grow in it: then the rest of it is CPython's. Statements to be put before an
    /// iteration, and behind the loop.
    pub fn checks_of_length(&mut self, items: &Items, body: &[Stmt], span: Span) -> Result<Vec<Stmt>> {
        let mut changes = Changes::default();
        changes.add(&self.build, &self.harmless, body);
        let mut read = vec![];
        let is_plain = changes.keeps(items, false, &mut read) && (self.targets.instance.is_none() || read.is_empty());
        if !is_plain && !changes.is_nothing() {
            return Err(changed_meanwhile(span));
        }
        for (list, elem) in read {
            let changed: Vec<LocalId> = changes.lists.iter().filter(|(_, one)| *one == elem).map(|one| one.0).collect();
            if !changed.is_empty() {
                self.build.kept_apart.push((span, list, changed));
            }
        }
        self.build.open();
        self.check_length(items, &changes);
        Ok(self.build.close())
    }

    fn check_length(&mut self, items: &Items, changes: &Changes) {
        let grown = &changes.edited[..];
        match items {
            Items::Elements(Elements { value, len, begin, .. }) => {
                let may_grow = match &value.ty {
                    PyType::List(elem) => grown.contains(elem),
                    PyType::Records(item) => Self::is_column_among(item, grown),
                    PyType::Ragged(_) => grown.contains(&Elem::Int64),
                    PyType::RaggedRow(item) => changes.stores_ints || Self::is_row_among(item, grown),
                    _ => false,
                };
                if may_grow {
                    let now = self.length_of(value).expect("a list");
                    let then = self.build.read(*len);
                    let same = self.build.binary(BinaryOp::Eq, now, then);
                    self.build.check(same, Failure::Type);
                    if let (Some(begin), Some(row)) = (begin, self.heap_row(value)) {
                        let (now, then) = (self.begin_of_row(&row), self.build.read(*begin));
                        let same = self.build.binary(BinaryOp::Eq, now, then);
                        self.build.check(same, Failure::Type);
                    }
                }
            }
            Items::Range(_) => {}
            Items::Columns(Columns { rows, n_rows, trip }) if matches!(rows.ty, PyType::Ragged(_)) => {
                let now = self.least_length(rows, *n_rows, self.build.span).expect("as before the loop");
                let then = self.build.read(*trip);
                let same = self.build.binary(BinaryOp::Eq, now, then);
                self.build.check(same, Failure::Type);
            }
            items => items.parts().into_iter().for_each(|items| self.check_length(items, changes)),
        }
    }
}

/// What the body of a loop may change of the lists that the loop goes through.
#[derive(Default)]
struct Changes {
    edited: Vec<Elem>,
    /// Lists and arrays that are edited or stored to.
    lists: Vec<(LocalId, Elem)>,
    calls: bool,
    /// How long a row is may be such an int.
    stores_ints: bool,
}

impl Changes {
    fn add(&mut self, build: &super::builder::Builder, harmless: &[bool], block: &[Stmt]) {
        let elem_of = |list: &LocalId| match build.module.entry.locals[list.0 as usize].ty {
            Type::Buffer(elem, _) => Some(elem),
            _ => None,
        };
        for s in block {
            match s {
                Stmt::Edit { list, .. } => {
                    self.edited.extend(elem_of(list));
                    self.lists.extend(elem_of(list).map(|elem| (*list, elem)));
                }
                Stmt::Store { buffer, .. } => {
                    self.lists.extend(elem_of(buffer).map(|elem| (*buffer, elem)));
                    self.stores_ints |= elem_of(buffer) == Some(Elem::Int64);
                }
                Stmt::CallFunction { .. } => (self.stores_ints, self.calls) = (true, true),
                Stmt::CallPython { snippet, .. } => self.calls |= !harmless[snippet.0 as usize],
                _ => {}
            }
            s.blocks().into_iter().for_each(|inner| self.add(build, harmless, inner));
        }
    }
}

impl Changes {
    fn is_nothing(&self) -> bool {
        !self.calls && self.lists.is_empty()
    }

    /// Are the items that a function of `itertools` reads while the loop runs such as nothing changes but the lists that
    /// are noted?
    fn keeps(&self, items: &Items, is_read: bool, read: &mut Vec<(LocalId, Elem)>) -> bool {
        let is_read = is_read || matches!(items, Items::Made(made) if made.is_lazy());
        if let Items::Elements(Elements { value, locals, .. }) = items
            && is_read
        {
            match &value.ty {
                PyType::Tuple(_) | PyType::Many(_) | PyType::Str(_) | PyType::Char | PyType::Bytes => {}
                PyType::List(elem) if !self.calls => read.push((locals[0], *elem)),
                _ => return false,
            }
        }
        if let Items::Made(Made::Joined(_, all)) = items {
            read.extend(all.iter().copied());
            return !self.calls;
        }
        let is_table = matches!(items, Items::Columns(_));
        !(is_read && is_table) && items.parts().into_iter().all(|part| self.keeps(part, is_read, read))
    }
}

/// Refuses loops that change a list which they read item by item.
pub fn refuse_same(function: &ir::Function, kept_apart: &[(Span, LocalId, Vec<LocalId>)]) -> Result<()> {
    if kept_apart.is_empty() {
        return Ok(());
    }
    let numbers = ir::same_lists(function);
    let number = |list: &LocalId| numbers[list.0 as usize];
    let same = kept_apart.iter().find(|(_, read, changed)| changed.iter().any(|one| number(one) == number(read)));
    same.map_or(Ok(()), |(span, ..)| Err(changed_meanwhile(*span)))
}

fn changed_meanwhile(span: Span) -> Diagnostic {
    let message = "a `for` over this is not compiled, since the loop may change a list that is gone through";
    Diagnostic::new("unsupported", span, message).hint("go through a copy")
}

/// Items that the first `n` arguments of a call and others make.
fn applied(n: usize, over: Over) -> Over {
    match over {
        Over::Zip(of) => Over::Applied(n, of),
        over => over,
    }
}

pub fn pair_up(members: Vec<PyValue>) -> PyValue {
    let parts = members.iter().flat_map(|m| m.parts.iter().copied()).collect();
    PyValue::new(PyType::tuple(members.into_iter().map(|m| m.ty).collect()), parts)
}

impl ir::Iterator {
    /// As a loop over this goes on from position `pos`.
    pub fn at(span: Span, pos: LocalId, iteration: &Iteration) -> ir::Iterator {
        let Iteration { start, step, trip, .. } = *iteration;
        ir::Iterator { span, pos, start, step, trip, over: iteration.over.clone() }
    }
}
