//! What functions of `itertools` give, item by item.
//!
//! example: in `for a, b in product(xs, ys)` the item at position p is `(xs[p // len(ys)], ys[p % len(ys)])`: a `for` over
//! it counts as one over a range does. What CPython copies first (for `product`, `permutations`, `combinations`) is copied
//! here, too; where the others read a list while the loop changes one of such elements, the loop is CPython's.

use super::Lowerer;
use super::functions::assigns_shared;
use super::iteration::Items;
use super::liveness::Names;
use super::tuples::as_tuple;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Elem, ExprId, Failure, Likely, LiveVariable, LocalId, Over, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};

/// Items, how many there are, and how CPython makes them again.
type Source = (Items, LocalId, Over);
type Keywords = Vec<(Option<String>, ast::Expr)>;

pub const NAMES: [&str; 17] = [
    "accumulate",
    "chain",
    "combinations",
    "combinations_with_replacement",
    "compress",
    "count",
    "cycle",
    "dropwhile",
    "filterfalse",
    "islice",
    "pairwise",
    "permutations",
    "product",
    "repeat",
    "starmap",
    "takewhile",
    "zip_longest",
];

/// Functions of the prelude that make an item.
const MAKERS: [&str; 4] = [
    "itertools.permutations_at",
    "itertools.combinations_at",
    "itertools.combinations_with_replacement_at",
    "itertools.product_at",
];

/// Members of an item of `product`, `permutations` and `combinations`.
const MOST_MEMBERS: usize = 8;

/// Members of an item that CPython has memory for, on any machine.
const MOST_PLACES: i64 = 1 << 20;

/// How an item comes from a position.
#[derive(Clone)]
pub enum Made {
    /// Each with its number of items.
    Product(Vec<(Items, LocalId)>),
    /// So many of `n` items.
    Permutations(Box<Items>, LocalId, usize),
    /// The positions of the members of the next item.
    Combinations(Box<Items>, LocalId, Vec<LocalId>),
    /// Those of a list, so many at a time: the function of the prelude that makes one, the list, how many of it are in an
    /// item, and how many items there are.
    Placed(&'static str, PyValue, LocalId, LocalId),
    /// The elements of all lists: a copy of them, and where CPython would read them meanwhile.
    Joined(Box<Items>, Vec<(LocalId, Elem)>),
    Chain(Vec<(Items, LocalId)>),
    /// From a position on, in steps.
    Slice(Box<Items>, LocalId, LocalId),
    Repeat(PyValue),
    Cycle(Box<Items>, LocalId),
    Longest(Vec<(Items, LocalId)>, PyValue),
    /// The sum so far, or what a function has given; `true`: a value comes before the items.
    Accumulate(Box<Items>, Option<PyValue>, PyType, Vec<LocalId>, bool),
}

impl Made {
    pub fn parts(&self) -> Vec<&Items> {
        match self {
            Made::Product(all) | Made::Chain(all) | Made::Longest(all, _) => {
                all.iter().map(|(items, _)| items).collect()
            }
            Made::Permutations(of, ..) | Made::Combinations(of, ..) | Made::Slice(of, ..) => vec![of],
            Made::Cycle(of, _) | Made::Accumulate(of, ..) => vec![of],
            Made::Joined(items, _) => vec![items],
            Made::Repeat(_) | Made::Placed(..) => vec![],
        }
    }

    /// Does it read its items where they lie, as CPython does?
    pub fn is_lazy(&self) -> bool {
        !matches!(self, Made::Product(_) | Made::Permutations(..) | Made::Combinations(..) | Made::Placed(..))
    }
}

impl Lowerer<'_> {
    /// The call of a function of `itertools`: its name, and what it is given.
    pub fn itertools_call(&mut self, e: &ast::Expr) -> Result<Option<(String, Vec<ast::Expr>, Keywords)>> {
        let ExprKind::Call { function, args, keywords } = &e.kind else { return Ok(None) };
        if !matches!(function.kind, ExprKind::Name(_) | ExprKind::Attribute { .. }) || !self.may_be_global(function) {
            return Ok(None);
        }
        let (callee, is_method) = match &function.kind {
            ExprKind::Attribute { value, name } if name == "from_iterable" => (&**value, true),
            _ => (&**function, false),
        };
        if !matches!(callee.kind, ExprKind::Name(_) | ExprKind::Attribute { .. }) || !self.may_be_global(callee) {
            return Ok(None);
        }
        let callee = self.expression(callee)?;
        let name = self.builtin_of(&callee).and_then(|name| name.strip_prefix("itertools.").map(String::from));
        let name = match name.as_deref() {
            Some("chain") if is_method => Some("from_iterable".into()),
            _ => name.filter(|_| !is_method),
        };
        Ok(name.map(|name| (name, args.clone(), keywords.clone())))
    }

    pub fn itertools_items(
        &mut self,
        (name, args, keywords): (String, Vec<ast::Expr>, Keywords),
        span: Span,
        bound: &Names,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        let keyword = |wanted: &str| match &keywords[..] {
            [(Some(name), value)] if name == wanted => Some(value),
            _ => None,
        };
        let plain = keywords.is_empty();
        let is_constant = |e: &ast::Expr| matches!(e.kind, ExprKind::Int(1..=8));
        match (name.as_str(), &args[..]) {
            ("product", [of]) if keyword("repeat").is_some_and(|repeat| !is_constant(repeat)) => {
                let r = keyword("repeat").expect("asked for");
                self.placed_items(["product", "count_product"], of, Some(r), hidden)
            }
            ("permutations", [of]) if plain => {
                self.placed_items(["permutations", "count_permutations"], of, None, hidden)
            }
            ("permutations", [of, r]) if plain && !is_constant(r) => {
                self.placed_items(["permutations", "count_permutations"], of, Some(r), hidden)
            }
            ("combinations", [of, r]) if plain && !is_constant(r) => {
                self.placed_items(["combinations", "count_combinations"], of, Some(r), hidden)
            }
            ("combinations_with_replacement", [of, r]) if plain => {
                let names = ["combinations_with_replacement", "count_combinations_with_replacement"];
                self.placed_items(names, of, Some(r), hidden)
            }
            ("chain", [ast::Expr { kind: ExprKind::Starred(of), .. }]) if plain => {
                self.joined_items(of, span, bound, hidden)
            }
            ("from_iterable", [of]) if plain => self.joined_items(of, span, bound, hidden),
            ("product", of) if plain || keyword("repeat").is_some() => {
                let repeat = match keyword("repeat").map(|value| &value.kind) {
                    None => 1,
                    Some(ExprKind::Int(n @ 1..=8)) => *n as usize,
                    Some(_) => bail!(span, "`product` is compiled with `repeat` from 1 to 8 only"),
                };
                if of.is_empty() || of.len() * repeat > MOST_MEMBERS {
                    bail!(span, "`product` is compiled of 1 to {MOST_MEMBERS} parts");
                }
                let parts = of.iter().map(|e| self.copied_items(e, bound, hidden)).collect::<Result<Vec<_>>>()?;
                let parts: Vec<Source> = std::iter::repeat_n(parts, repeat).flatten().collect();
                let one = self.build.int(1);
                let trips: Vec<LocalId> = parts.iter().map(|(_, trip, _)| *trip).collect();
                let n = trips.iter().try_fold(one, |n, &trip| {
                    let trip = self.build.read(trip);
                    Ok(self.times(n, trip))
                })?;
                let (items, overs) = split(parts);
                self.made(Made::Product(items), n, "product", overs, vec![])
            }
            ("permutations" | "combinations", [of, r]) if plain => {
                let ExprKind::Int(r @ 1..=8) = r.kind else {
                    bail!(r.span, "`{name}` is compiled of 1 to {MOST_MEMBERS} members, as a constant")
                };
                let r = r as usize;
                let (items, n, over) = self.copied_items(of, bound, hidden)?;
                let (zero, one) = (self.build.int(0), self.build.int(1));
                let is_combined = name == "combinations";
                let mut count = one;
                for k in 0..r {
                    let (n, k_value) = (self.build.read(n), self.build.int(k as i64));
                    let left = self.build.binary(BinaryOp::Sub, n, k_value);
                    let left = self.build.binary(BinaryOp::Max, left, zero);
                    count = self.times(count, left);
                    if is_combined {
                        let k_value = self.build.int(k as i64 + 1);
                        count = self.build.binary(BinaryOp::FloorDiv, count, k_value);
                    }
                }
                let r_value = self.build.int(r as i64);
                let local = self.int_local("r", r_value);
                let extra = vec![self.hide(hidden, PyType::Int, vec![local])];
                if !is_combined {
                    return self.made(Made::Permutations(items.into(), n, r), count, "permutations", vec![over], extra);
                }
                let places = (0..r).map(|k| {
                    let k = self.build.int(k as i64);
                    self.int_local("place", k)
                });
                let places = places.collect();
                self.made(Made::Combinations(items.into(), n, places), count, "combinations", vec![over], extra)
            }
            ("chain", of) if plain && !of.is_empty() => {
                let parts = of.iter().map(|e| self.items_of(e, bound, hidden)).collect::<Result<Vec<_>>>()?;
                let zero = self.build.int(0);
                let trips: Vec<LocalId> = parts.iter().map(|(_, trip, _)| *trip).collect();
                let n = trips.iter().fold(zero, |n, &trip| {
                    let trip = self.build.read(trip);
                    let overflows = self.build.binary(BinaryOp::AddOverflows, n, trip);
                    let fits = self.build.not(overflows);
                    self.build.check(fits, Failure::Overflow);
                    self.build.binary(BinaryOp::Add, n, trip)
                });
                let (items, overs) = split(parts);
                self.made(Made::Chain(items), n, "chain", overs, vec![])
            }
            ("pairwise", [of]) if plain => {
                let (items, n, over) = self.items_at_any(of, bound, hidden)?;
                let (zero, one, n) = (self.build.int(0), self.build.int(1), self.build.read(n));
                let less = self.build.binary(BinaryOp::Sub, n, one);
                let trip = self.build.binary(BinaryOp::Max, less, zero);
                let (first, second) = (self.int_local("first", zero), self.int_local("second", one));
                let step = self.int_local("step", one);
                let at = |start| Items::Made(Made::Slice(items.clone().into(), start, step));
                let trip = self.int_local("trip", trip);
                let items = Items::Together(vec![at(first), at(second)]);
                Ok((items, trip, Over::Made("pairwise".into(), vec![over], vec![])))
            }
            ("islice", [of, bounds @ ..]) if plain && (1..=3).contains(&bounds.len()) => {
                self.sliced_items(of, bounds, span, bound, hidden)
            }
            ("repeat", [value, times @ ..]) if times.len() <= 1 && (plain || keyword("times").is_some()) => {
                let value = self.solid_argument(value)?;
                let (value, name) = self.hidden_value(value, span, hidden)?;
                let times = times.first().or(keyword("times"));
                let mut extra = vec![name];
                let n = match times {
                    None => self.build.int(i64::MAX),
                    Some(times) => {
                        let n = self.natural(times, false)?;
                        let local = self.int_local("times", n);
                        extra.push(self.hide(hidden, PyType::Int, vec![local]));
                        n
                    }
                };
                self.made(Made::Repeat(value), n, "repeat", vec![], extra)
            }
            ("cycle", [of]) if plain => {
                let (items, n, over) = self.items_at_any(of, bound, hidden)?;
                let (zero, most) = (self.build.int(0), self.build.int(i64::MAX));
                let read = self.build.read(n);
                let is_empty = self.build.binary(BinaryOp::Eq, read, zero);
                let trip = self.build.select(is_empty, zero, most);
                self.made(Made::Cycle(items.into(), n), trip, "cycle", vec![over], vec![])
            }
            ("zip_longest", of) if !of.is_empty() && (plain || keyword("fillvalue").is_some()) => {
                let parts = of.iter().map(|e| self.items_of(e, bound, hidden)).collect::<Result<Vec<_>>>()?;
                let value = match keyword("fillvalue") {
                    Some(value) => self.solid_argument(value)?,
                    None => PyValue::none(),
                };
                let (value, name) = self.hidden_value(value, span, hidden)?;
                let zero = self.build.int(0);
                let trips: Vec<LocalId> = parts.iter().map(|(_, trip, _)| *trip).collect();
                let n = trips.iter().fold(zero, |n, &trip| {
                    let trip = self.build.read(trip);
                    self.build.binary(BinaryOp::Max, n, trip)
                });
                let (items, overs) = split(parts);
                self.made(Made::Longest(items, value), n, "zip_longest", overs, vec![name])
            }
            ("accumulate", [of, function @ ..])
                if function.len() <= 1
                    && keywords.iter().all(|(name, _)| matches!(name.as_deref(), Some("func" | "initial")))
                    && function.len() + keywords.iter().filter(|(name, _)| name.as_deref() == Some("func")).count()
                        <= 1 =>
            {
                let given = |wanted: &str| keywords.iter().find(|(name, _)| name.as_deref() == Some(wanted));
                let function = function.first().or(given("func").map(|(_, value)| value));
                let function = function.filter(|function| !matches!(function.kind, ExprKind::None));
                let initial = given("initial").map(|(_, value)| value);
                let initial = initial.filter(|initial| !matches!(initial.kind, ExprKind::None));
                let (items, n, over) = self.items_of(of, bound, hidden)?;
                let (mut extra, mut called) = (vec![], None);
                if let Some(function) = function {
                    let value = self.applied_function(function)?;
                    // Where CPython goes on, it makes the items before again: not by a function of the program.
                    if self.builtin_of(&value).is_none() {
                        return self.accumulated_items((items, n, over), value, initial, of.span, hidden);
                    }
                    let (value, name) = self.hidden_value(value, span, hidden)?;
                    extra.push(name);
                    called = Some(value);
                }
                let ty = self.type_of_item(&items, span)?;
                if !matches!(ty, PyType::Int | PyType::Float | PyType::Complex) {
                    bail!(of.span, "`accumulate` of anything but ints, floats and complex numbers is not compiled yet");
                }
                let so_far = self.build.locals_for("so_far", &ty);
                for (&local, part) in so_far.iter().zip(ty.parts()) {
                    let zero = self.zero_of(part);
                    self.build.assign(local, zero);
                }
                let n = self.build.read(n);
                let Some(initial) = initial else {
                    let made = Made::Accumulate(items.into(), called, ty, so_far, false);
                    return self.made(made, n, "accumulate", vec![over], extra);
                };
                let first = self.solid_argument(initial)?;
                if first.ty != ty {
                    bail!(
                        initial.span,
                        "`accumulate` from {} on, of items of another type, is not compiled yet",
                        self.what_is(&first)
                    );
                }
                let (first, name) = self.hidden_value(first, initial.span, hidden)?;
                so_far.iter().zip(&first.parts).for_each(|(&local, &part)| self.build.assign(local, part));
                if called.is_none() {
                    extra.push(self.hide(hidden, PyType::None, vec![]));
                }
                extra.push(name);
                let one = self.build.int(1);
                let n_items = self.build.binary(BinaryOp::Add, n, one);
                let made = Made::Accumulate(items.into(), called, ty, so_far, true);
                self.made(made, n_items, "accumulate", vec![over], extra)
            }
            ("starmap", [function, of]) if plain => {
                let value = self.applied_function(function)?;
                let (items, trip, over) = self.items_of(of, bound, hidden)?;
                Ok((Items::Spread(value, items.into()), trip, Over::Applied(1, vec![over])))
            }
            ("takewhile", [function, of]) if plain => {
                let value = self.asking_function(function)?;
                let (items, trip, over) = self.items_of(of, bound, hidden)?;
                Ok((Items::While(value, items.into()), trip, Over::Applied(1, vec![over])))
            }
            ("filterfalse", [function, of]) if plain => {
                let value = match function.kind {
                    ExprKind::None => None,
                    _ => Some(self.asking_function(function)?),
                };
                let (items, trip, over) = self.items_of(of, bound, hidden)?;
                Ok((Items::Chosen(value, items.into(), false), trip, Over::Applied(1, vec![over])))
            }
            ("compress", [of, chosen]) if plain => {
                let parts = [of, chosen].map(|part| self.items_of(part, bound, hidden));
                let parts = parts.into_iter().collect::<Result<Vec<_>>>()?;
                let overs = parts.iter().map(|(_, _, over)| over.clone()).collect();
                let (items, trip, _) = self.side_by_side(parts);
                Ok((Items::Picked(items.into()), trip, Over::Applied(0, overs)))
            }
            ("dropwhile", [function, of]) if plain => {
                let value = self.asking_function(function)?;
                let source = self.items_at_any(of, bound, hidden)?;
                self.items_behind(&value, source, span, hidden)
            }
            _ => bail!(span, "`itertools.{name}` of these arguments is not compiled yet"),
        }
    }

    /// A function that says of an item whether it is one of those that are wanted.
    fn asking_function(&mut self, function: &ast::Expr) -> Result<PyValue> {
        let value = self.applied_function(function)?;
        if assigns_shared(&self.learnt.functions, &value.ty) {
            bail!(function.span, "a function that assigns a variable of the function around it is not compiled here yet";
                hint: "write a loop");
        }
        Ok(value)
    }

    /// `dropwhile(function, items)`: those from the first one on of which the function says no. It is looked for before
    /// the loop, as CPython does when it takes the first item.
    fn items_behind(
        &mut self,
        function: &PyValue,
        (items, n, over): Source,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        if items.calls() {
            bail!(span, "`dropwhile` of what a function gives is not compiled yet"; hint: "make a list of it before");
        }
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let (start, step) = (self.int_local("start", zero), self.int_local("step", one));
        let pos = self.int_local("pos", zero);
        let (end, label) = (self.build.label(), self.build.label());
        self.build.open();
        let body = self.item(&items, pos, span).and_then(|item| {
            let item = self.settle(item);
            let item = self.keep(item);
            let is_dropped = self.call_with(function, vec![item], span)?;
            let is_dropped = self.truth(is_dropped, span)?;
            let condition = self.build.not(is_dropped);
            let then = vec![Stmt::Break(end)];
            self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            let at = self.build.read(pos);
            let behind = self.build.binary(BinaryOp::Add, at, one);
            self.build.assign(start, behind);
            Ok(())
        });
        let block = self.build.close();
        body?;
        if self.may_change_lists(&block) {
            bail!(span, "`dropwhile` by a function that changes a list is not compiled yet"; hint: "write a loop");
        }
        let trip = self.build.read(n);
        let search = Stmt::For { label, pos, trip, exit: None, strips: None, body: block };
        self.build.push(Stmt::Block { label: end, body: vec![search] });
        let (n, first) = (self.build.read(n), self.build.read(start));
        let stop = self.int_local("stop", n);
        let left = self.build.binary(BinaryOp::Sub, n, first);
        let extra = [start, stop, step].map(|local| self.hide(hidden, PyType::Int, vec![local])).to_vec();
        self.made(Made::Slice(items.into(), start, step), left, "islice", vec![over], extra)
    }

    /// `accumulate(items, function, initial=initial)` by a function of the program: where CPython goes on, it begins with
    /// what there is so far.
    fn accumulated_items(
        &mut self,
        (items, n, over): Source,
        function: PyValue,
        initial: Option<&ast::Expr>,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        let first = match initial {
            Some(initial) => Some(self.solid_argument(initial)?),
            None => None,
        };
        let ty = match &first {
            Some(first) => first.ty.clone(),
            None => self.type_of_item(&items, span)?,
        };
        if ty.parts().iter().any(|part| part.scalar().is_none()) || ty == PyType::None || matches!(ty, PyType::Union(_))
        {
            bail!(span, "`accumulate` of {} is not compiled yet", super::value::describe(&ty); hint: "write a loop");
        }
        let so_far = self.build.locals_for("so_far", &ty);
        let parts = match &first {
            Some(first) => first.parts.clone(),
            None => ty.parts().into_iter().map(|part| self.zero_of(part)).collect(),
        };
        so_far.iter().zip(parts).for_each(|(&local, part)| self.build.assign(local, part));
        let name = self.hide(hidden, ty.clone(), so_far.clone());
        let (n, more) = (self.build.read(n), self.build.int(i64::from(first.is_some())));
        let n_items = self.build.binary(BinaryOp::Add, n, more);
        let trip = self.int_local("trip", n_items);
        let made = Made::Accumulate(items.into(), Some(function), ty, so_far, first.is_some());
        let over = Over::Accumulated { so_far: name, of: over.into(), has_initial: first.is_some() };
        Ok((Items::Called(Items::Made(made).into()), trip, over))
    }

    /// `count(start, step)` as the range that nobody comes to the end of.
    pub fn count_of(&mut self, iter: &ast::Expr) -> Result<Option<super::calls::Range>> {
        let Some((name, args, keywords)) = self.itertools_call(iter)? else { return Ok(None) };
        if name != "count" {
            return Ok(None);
        }
        let step = match args.get(1).map(|e| &e.kind) {
            None => 1,
            Some(ExprKind::Int(step @ 1..=1_000_000)) => *step,
            Some(_) => bail!(iter.span, "`count` is compiled with steps from 1 to 1000000 only"),
        };
        if args.len() > 2 || !keywords.is_empty() {
            bail!(iter.span, "`count` of these arguments is not compiled yet");
        }
        let start = match args.first() {
            None => self.build.int(0),
            Some(start) => {
                let value = self.argument(start)?;
                if value.ty != PyType::Int {
                    bail!(start.span, "`count` from {} is not compiled yet", self.what_is(&value));
                }
                value.parts[0]
            }
        };
        let (zero, most) = (self.build.int(0), self.build.int(i64::MAX));
        let is_positive = self.build.binary(BinaryOp::Gt, start, zero);
        let behind = self.build.binary(BinaryOp::Add, start, most);
        let stop = self.build.select(is_positive, most, behind);
        let step = self.build.int(step);
        Ok(Some(self.range_between(start, stop, step)))
    }

    fn made(&mut self, made: Made, n: ExprId, name: &str, of: Vec<Over>, extra: Vec<String>) -> Result<Source> {
        let trip = self.int_local("trip", n);
        Ok((Items::Made(made), trip, Over::Made(name.into(), of, extra)))
    }

    fn sliced_items(
        &mut self,
        of: &ast::Expr,
        bounds: &[ast::Expr],
        span: Span,
        bound: &Names,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        let (items, n, over) = match bounds.len() {
            1 => self.items_of(of, bound, hidden)?,
            _ => self.items_at_any(of, bound, hidden)?,
        };
        let (none, zero, one) = (ast::Expr { kind: ExprKind::None, span }, self.build.int(0), self.build.int(1));
        let (start, stop, step) = match bounds {
            [stop] => (&none, stop, &none),
            [start, stop] => (start, stop, &none),
            [start, stop, step] => (start, stop, step),
            _ => unreachable!("counted by the caller"),
        };
        let is_given = |e: &ast::Expr| !matches!(e.kind, ExprKind::None);
        let start = if is_given(start) { self.natural(start, true)? } else { zero };
        let n = self.build.read(n);
        let stop = match is_given(stop) {
            true => {
                let stop = self.natural(stop, true)?;
                self.build.binary(BinaryOp::Min, stop, n)
            }
            false => n,
        };
        let step = if is_given(step) { self.natural(step, true)? } else { one };
        let good = self.build.binary(BinaryOp::Ge, step, one);
        self.build.check(good, Failure::Domain);
        let start = self.int_local("start", start);
        let step = self.int_local("step", step);
        let (first, by) = (self.build.read(start), self.build.read(step));
        let length = self.build.binary(BinaryOp::Sub, stop, first);
        let length = self.build.binary(BinaryOp::Max, length, zero);
        let least = self.build.binary(BinaryOp::Min, length, one);
        let before_last = self.build.binary(BinaryOp::Sub, length, least);
        let steps = self.build.binary(BinaryOp::FloorDiv, before_last, by);
        let trip = self.build.binary(BinaryOp::Add, steps, least);
        let stop = self.int_local("stop", stop);
        let extra = [start, stop, step].map(|local| self.hide(hidden, PyType::Int, vec![local])).to_vec();
        self.made(Made::Slice(items.into(), start, step), trip, "islice", vec![over], extra)
    }

    /// An int that is not negative; `raises`: else CPython raises, or takes it for 0.
    fn natural(&mut self, e: &ast::Expr, raises: bool) -> Result<ExprId> {
        let value = self.argument(e)?;
        if value.ty != PyType::Int {
            bail!(e.span, "{} where an int is needed", self.what_is(&value));
        }
        let zero = self.build.int(0);
        if !raises {
            return Ok(self.build.binary(BinaryOp::Max, value.parts[0], zero));
        }
        let good = self.build.binary(BinaryOp::Ge, value.parts[0], zero);
        self.build.check(good, Failure::Domain);
        Ok(value.parts[0])
    }

    /// Tuples of `r` of the elements, or of all of them, as functions of the prelude make and count them.
    fn placed_items(
        &mut self,
        [make, count]: [&'static str; 2],
        of: &ast::Expr,
        r: Option<&ast::Expr>,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        let list = self.list_call(of, of.span)?;
        if !matches!(list.ty, PyType::List(_) | PyType::Records(_)) {
            bail!(of.span, "`{make}` of {} is not compiled yet", self.what_is(&list));
        }
        let list = self.keep(list);
        let Some(n) = self.length_of(&list) else { bail!(of.span, "`{make}` of this is not compiled yet") };
        let n = self.build.keep(n);
        let r_value = match r {
            Some(r) => self.natural(r, true)?,
            None => n,
        };
        // CPython has an array of so many places, for which there may be no memory.
        let most = self.build.int(MOST_PLACES);
        let fits = self.build.binary(BinaryOp::Le, r_value, most);
        self.build.check(fits, Failure::Overflow);
        let int = |part| PyValue::new(PyType::Int, vec![part]);
        let all = self.call_prelude(&format!("itertools.{count}"), vec![int(n), int(r_value)], of.span)?.parts[0];
        let (r_local, all_local) = (self.int_local("r", r_value), self.int_local("all", all));
        let (_, _, over) = self.elements(list.clone(), None, false, of.span, hidden)?;
        let extra = vec![self.hide(hidden, PyType::Int, vec![r_local])];
        let make_name =
            MAKERS.iter().find(|name| name.ends_with(&format!(".{make}_at"))).expect("a name of the prelude");
        self.made(Made::Placed(make_name, list, r_local, all_local), all, make, vec![over], extra)
    }

    /// The elements of all lists of a list.
    fn joined_items(
        &mut self,
        of: &ast::Expr,
        span: Span,
        bound: &Names,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<Source> {
        let (lists, _, over) = self.items_of(of, bound, hidden)?;
        let Items::Elements(elements) = &lists else {
            bail!(of.span, "`chain.from_iterable` of this is not compiled yet"; hint: "make a list of it before")
        };
        let rows = elements.value().clone();
        if !matches!(rows.ty, PyType::Table(_) | PyType::Ragged(_)) {
            bail!(of.span, "`chain.from_iterable` of {} is not compiled yet", self.what_is(&rows));
        }
        let read = self.buffers_of_rows(&rows, span)?;
        let list = self.call_prelude("itertools.joined", vec![rows], span)?;
        let list = self.keep(list);
        let (items, trip, _) = self.elements(list, None, false, span, hidden)?;
        let n = self.build.read(trip);
        self.made(Made::Joined(items.into(), read), n, "from_iterable", vec![over], vec![])
    }

    /// Where the elements of all rows of a list are, and which rows these are.
    fn buffers_of_rows(&mut self, rows: &PyValue, span: Span) -> Result<Vec<(LocalId, Elem)>> {
        let locals = match self.rows_of(rows) {
            None => Vec::from_iter(self.buffer_of(rows)),
            Some(rows) => {
                let heap = self.heap(&rows.item, span)?;
                [vec![rows.order, heap.starts, heap.lens], heap.columns].concat()
            }
        };
        let elem = |local: &LocalId| match self.build.module.entry.locals[local.0 as usize].ty {
            Type::Buffer(elem, _) => Some((*local, elem)),
            _ => None,
        };
        Ok(locals.iter().filter_map(elem).collect())
    }

    /// Items that are taken in any order.
    fn items_at_any(&mut self, of: &ast::Expr, bound: &Names, hidden: &mut Vec<LiveVariable>) -> Result<Source> {
        let source = self.items_of(of, bound, hidden)?;
        if source.0.goes_on() {
            bail!(of.span, "this function of `itertools` is not compiled here yet"; hint: "make a list of it before");
        }
        Ok(source)
    }

    /// A product of two numbers of items.
    fn times(&mut self, a: ExprId, b: ExprId) -> ExprId {
        let overflows = self.build.binary(BinaryOp::MulOverflows, a, b);
        let fits = self.build.not(overflows);
        self.build.check(fits, Failure::Overflow);
        let product = self.build.binary(BinaryOp::Mul, a, b);
        self.build.keep(product)
    }

    /// A value that an exit point passes on.
    fn hidden_value(
        &mut self,
        value: PyValue,
        span: Span,
        hidden: &mut Vec<LiveVariable>,
    ) -> Result<(PyValue, String)> {
        if value.path.is_some() || value.ty.parts().contains(&Type::Object) {
            bail!(span, "{} as an argument here is not compiled yet", self.what_is(&value));
        }
        let value = self.settle(value);
        let locals: Vec<LocalId> = value.parts.iter().map(|&part| self.local_of("given", part)).collect();
        let parts = locals.iter().map(|&local| self.build.read(local)).collect();
        let name = self.hide(hidden, value.ty.clone(), locals);
        Ok((PyValue::new(value.ty, parts), name))
    }

    fn local_of(&mut self, name: &str, part: ExprId) -> LocalId {
        let local = self.build.local(name, self.build.ty(part));
        self.build.note_same_object(local, part);
        self.build.assign(local, part);
        local
    }

    /// Items that nobody can change: those of a list are copied.
    fn copied_items(&mut self, e: &ast::Expr, bound: &Names, hidden: &mut Vec<LiveVariable>) -> Result<Source> {
        const COPIED: &str = ".copied";
        if self.range_of(e)?.is_some() {
            return self.items_of(e, bound, hidden);
        }
        let is_lazy = matches!(e.kind, ExprKind::Comprehension { is_lazy: true, .. });
        let value = if is_lazy || self.gives_iterator(e)? || self.itertools_call(e)?.is_some() {
            self.list_call(e, e.span)?
        } else {
            let value = self.solid_argument(e)?;
            match value.ty {
                PyType::Tuple(_) | PyType::Many(_) | PyType::Str(_) | PyType::Char | PyType::Bytes => value,
                PyType::List(_) | PyType::Records(_) => {
                    self.bind_hidden(COPIED, value);
                    let name = ast::Expr { kind: ExprKind::Name(COPIED.into()), span: e.span };
                    let copy = self.list_call(&name, e.span);
                    self.variables.forget(COPIED);
                    copy?
                }
                _ => bail!(e.span, "{} is not compiled here yet", self.what_is(&value)),
            }
        };
        let value = self.wide(value, e.span)?;
        let value = self.keep(value);
        self.elements(value, None, false, e.span, hidden)
    }

    /// Of which type the items are.
    fn type_of_item(&mut self, items: &Items, span: Span) -> Result<PyType> {
        let zero = self.build.int(0);
        let pos = self.int_local("pos", zero);
        self.build.open();
        let item = self.item(items, pos, span);
        self.build.close();
        Ok(item?.ty)
    }

    // Items

    pub fn made_item(&mut self, made: &Made, pos: LocalId, span: Span) -> Result<PyValue> {
        let at = self.build.read(pos);
        match made {
            Made::Product(all) => {
                let sizes: Vec<ExprId> = all.iter().map(|(_, n)| self.build.read(*n)).collect();
                let places = self.digits(at, &sizes);
                let members = all.iter().zip(places).map(|((items, _), place)| {
                    let place = self.int_local("place", place);
                    self.item(items, place, span)
                });
                Ok(super::iteration::pair_up(members.collect::<Result<_>>()?))
            }
            Made::Permutations(of, n, r) => {
                let n = self.build.read(*n);
                let sizes = (0..*r).map(|k| {
                    let k = self.build.int(k as i64);
                    self.build.binary(BinaryOp::Sub, n, k)
                });
                let sizes: Vec<ExprId> = sizes.collect();
                let mut members = vec![];
                let mut taken: Vec<ExprId> = vec![];
                for mut place in self.digits(at, &sizes) {
                    // The so-manyth of those that are left.
                    for &other in &taken {
                        let is_behind = self.build.binary(BinaryOp::Ge, place, other);
                        let one = self.build.int(1);
                        let next = self.build.binary(BinaryOp::Add, place, one);
                        place = self.build.select(is_behind, next, place);
                    }
                    place = self.build.keep(place);
                    let local = self.int_local("place", place);
                    members.push(self.item(of, local, span)?);
                    let mut greater = place;
                    for other in &mut taken {
                        let (low, high) = (
                            self.build.binary(BinaryOp::Min, *other, greater),
                            self.build.binary(BinaryOp::Max, *other, greater),
                        );
                        (*other, greater) = (self.build.keep(low), self.build.keep(high));
                    }
                    taken.push(greater);
                }
                Ok(super::iteration::pair_up(members))
            }
            Made::Combinations(of, n, places) => {
                let members = places.iter().map(|&place| {
                    let item = self.item(of, place, span)?;
                    Ok(self.keep(item))
                });
                let members = members.collect::<Result<_>>()?;
                let step = self.next_combination(*n, places);
                step.into_iter().for_each(|statement| self.build.push(statement));
                Ok(super::iteration::pair_up(members))
            }
            Made::Chain(all) => self.chained_item(all, at, span),
            Made::Slice(of, start, step) => {
                let (start, step) = (self.build.read(*start), self.build.read(*step));
                let way = self.build.binary(BinaryOp::Mul, at, step);
                let place = self.build.binary(BinaryOp::Add, start, way);
                let place = self.int_local("place", place);
                self.item(of, place, span)
            }
            Made::Repeat(value) => Ok(value.clone()),
            Made::Joined(items, _) => self.item(items, pos, span),
            Made::Placed(name, list, r, n) => {
                let int = |this: &mut Self, local: LocalId| PyValue::new(PyType::Int, vec![this.build.read(local)]);
                let (r, n) = (int(self, *r), int(self, *n));
                let at = PyValue::new(PyType::Int, vec![at]);
                let list = self.call_prelude(name, vec![list.clone(), r, at, n], span)?;
                Ok(as_tuple(list))
            }
            Made::Cycle(of, n) => {
                let n = self.build.read(*n);
                let place = self.build.binary(BinaryOp::FloorMod, at, n);
                let place = self.int_local("place", place);
                self.item(of, place, span)
            }
            Made::Longest(all, fill) => {
                let mut members = vec![];
                for (items, n) in all {
                    let n = self.build.read(*n);
                    let is_there = self.build.binary(BinaryOp::Lt, at, n);
                    let member =
                        self.choose(is_there, span, |this| this.item(items, pos, span), |_| Ok(fill.clone()))?;
                    members.push(member);
                }
                Ok(super::iteration::pair_up(members))
            }
            Made::Accumulate(of, function, ty, so_far, has_initial) => {
                let (zero, one) = (self.build.int(0), self.build.int(1));
                let is_first = self.build.binary(BinaryOp::Eq, at, zero);
                let parts = so_far.iter().map(|&local| self.build.read(local)).collect();
                let before = PyValue::new(ty.clone(), parts);
                let next = |this: &mut Self, before: PyValue, item: PyValue| match function {
                    Some(function) => this.call_with(function, vec![before, item], span),
                    None => this.binary(ast::BinaryOp::Add, before, item, span),
                };
                let next = if *has_initial {
                    let place = self.build.binary(BinaryOp::Sub, at, one);
                    let first = before.clone();
                    self.choose(
                        is_first,
                        span,
                        |_| Ok(first),
                        |this| {
                            let place = this.int_local("place", place);
                            let item = this.item(of, place, span)?;
                            let item = this.keep(item);
                            next(this, before, item)
                        },
                    )?
                } else {
                    let item = self.item(of, pos, span)?;
                    let item = self.keep(item);
                    self.choose(is_first, span, |_| Ok(item.clone()), |this| next(this, before, item.clone()))?
                };
                if next.ty != *ty {
                    bail!(span, "`accumulate` gives values of several types here");
                }
                let next = self.keep(next);
                for (&local, &part) in so_far.iter().zip(&next.parts) {
                    self.build.assign(local, part);
                }
                Ok(next)
            }
        }
    }

    /// A number in a system of these bases, the last one counting fastest.
    fn digits(&mut self, number: ExprId, bases: &[ExprId]) -> Vec<ExprId> {
        let (mut rest, mut digits) = (number, vec![]);
        for &base in bases[1..].iter().rev() {
            let digit = self.build.binary(BinaryOp::FloorMod, rest, base);
            digits.push(self.build.keep(digit));
            let others = self.build.binary(BinaryOp::FloorDiv, rest, base);
            rest = self.build.keep(others);
        }
        digits.push(rest);
        digits.reverse();
        digits
    }

    fn chained_item(&mut self, all: &[(Items, LocalId)], at: ExprId, span: Span) -> Result<PyValue> {
        let place = self.int_local("place", at);
        let ((items, n), rest) = all.split_first().expect("not empty");
        if rest.is_empty() {
            return self.item(items, place, span);
        }
        let n = self.build.read(*n);
        let is_here = self.build.binary(BinaryOp::Lt, at, n);
        let behind = self.build.binary(BinaryOp::Sub, at, n);
        let behind = self.build.keep(behind);
        self.choose(is_here, span, |this| this.item(items, place, span), |this| this.chained_item(rest, behind, span))
    }

    /// Places of the next combination: the last one that can go on does, and those behind it follow.
    fn next_combination(&mut self, n: LocalId, places: &[LocalId]) -> Vec<Stmt> {
        let Some((&last, before)) = places.split_last() else { return vec![] };
        self.build.open();
        self.advance(n, 1, last, before);
        self.build.close()
    }

    /// `n_behind`: places from this one on, which must fit behind it.
    fn advance(&mut self, n_local: LocalId, n_behind: usize, place: LocalId, before: &[LocalId]) {
        let (own, n, back) = (self.build.read(place), self.build.read(n_local), self.build.int(n_behind as i64));
        let most = self.build.binary(BinaryOp::Sub, n, back);
        let condition = self.build.binary(BinaryOp::Lt, own, most);
        let condition = self.build.keep(condition);
        let one = self.build.int(1);
        let next = self.build.binary(BinaryOp::Add, own, one);
        let then = vec![Stmt::Assign(place, next)];
        self.build.open();
        if let Some((&last, before)) = before.split_last() {
            self.advance(n_local, n_behind + 1, last, before);
            let left = self.build.read(last);
            let next = self.build.binary(BinaryOp::Add, left, one);
            self.build.assign(place, next);
        }
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse, likely: Likely::Then });
    }
}

fn split(parts: Vec<Source>) -> (Vec<(Items, LocalId)>, Vec<Over>) {
    parts.into_iter().map(|(items, trip, over)| ((items, trip), over)).unzip()
}
