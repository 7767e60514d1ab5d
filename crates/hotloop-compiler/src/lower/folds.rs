//! `sum`, `min`, `max`, `any` and `all` of many items.
//!
//! example: `sum(x * x for x in xs if x > 0)` is a loop that adds, without a list in between. Nothing leaves in its
//! middle: where a check fails, CPython begins the statement again.

use super::Lowerer;
use super::applied::is_literal;
use super::sorting::has_order;
use super::value::{Kind, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Elem, ExprId, Failure, Label, Likely, LocalId, PyType, Scalar, Stmt, Type, UnaryOp};
use crate::syntax::ast::{self, Clause, CompareOp, ExprKind};

/// A variable of ours: what `max(*items)` goes through.
const ALL: &str = ".all";

/// What has been found so far.
struct Fold {
    /// Has there been an item? For `any` and `all`: is it decided?
    found: LocalId,
    /// The value's parts, and its type once an item has told it.
    parts: Vec<LocalId>,
    ty: Option<PyType>,
    /// What rounding has lost, where the sum is compensated.
    lost: LocalId,
    /// Behind the loop.
    end: Label,
}

/// A value without buffers: see `packed`.
struct Best {
    ty: PyType,
    parts: Vec<ExprId>,
}

impl Lowerer<'_> {
    /// One of these builtins, called with one argument.
    pub fn fold(&mut self, name: &str, items: &ast::Expr, span: Span) -> Result<PyValue> {
        let fold = self.folded(name, items, None)?;
        self.result_of(name, fold, span)
    }

    /// `min(items, key=f, default=x)`, and `max`.
    pub fn best_of(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let (mut key, mut default) = (None, None);
        for (keyword, e) in keywords {
            match keyword.as_deref() {
                Some("key") if matches!(e.kind, ExprKind::None) => {}
                Some("key") => key = Some(self.called_often(e)?),
                // It is evaluated behind the items, which it must not change.
                Some("default") if self.may_come_first(e) => default = Some(self.solid_value(e)?),
                Some("default") => bail!(e.span, "this `default` is not compiled yet"; hint: "give it a name before"),
                _ => bail!(span, "`{name}` with these arguments is not compiled yet"),
            }
        }
        // Of several arguments it is the best one, as of a tuple of them.
        let several = ast::Expr { kind: ExprKind::Tuple(args.to_vec()), span };
        let items = match (args, &default) {
            ([items], _) => items,
            ([_, _, ..], None) => &several,
            _ => bail!(span, "`{name}` with these arguments is not compiled yet"),
        };
        let fold = self.folded(name, items, key.as_ref())?;
        match default {
            Some(default) => self.or_default(fold, default, span),
            None => self.result_of(name, fold, span),
        }
    }

    /// `next(x for x in xs if ..)`, and the same with what it gives where there is none.
    pub fn next_of(&mut self, items: &ast::Expr, default: Option<&ast::Expr>, span: Span) -> Result<PyValue> {
        let default = match default {
            None => None,
            Some(e) if self.may_come_first(e) => Some(self.solid_value(e)?),
            Some(e) => bail!(e.span, "this default of `next` is not compiled yet"; hint: "give it a name before"),
        };
        let fold = self.folded("next", items, None)?;
        match default {
            Some(default) => self.or_default(fold, default, span),
            None => self.result_of("next", fold, span),
        }
    }

    /// May it be evaluated before what stands before it?
    fn may_come_first(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Tuple(members) => members.iter().all(is_simple),
            ExprKind::Call { function, args, keywords } if keywords.is_empty() => {
                let is = |name: &str| {
                    matches!(&function.kind, ExprKind::Name(n) if n == name)
                        && self.is_builtin(name, name)
                        && self.variables.get(name).is_none()
                };
                (is("len") || is("float")) && args.iter().all(is_simple)
            }
            _ => is_simple(e),
        }
    }

    /// `max(*items)`: of one item it would be the largest in that.
    pub fn best_of_all(&mut self, name: &str, items: &ast::Expr, span: Span) -> Result<PyValue> {
        let value = self.argument(items)?;
        let n = match &value.ty {
            PyType::Tuple(members) => self.build.int(members.len() as i64),
            _ => match self.length_of(&value) {
                Some(n) if is_simple(items) => n,
                _ => bail!(span, "`{name}` of all in {} is not compiled yet", self.what_is(&value)),
            },
        };
        let two = self.build.int(2);
        let several = self.build.binary(BinaryOp::Ge, n, two);
        self.build.check(several, Failure::Type);
        if is_simple(items) {
            return self.fold(name, items, span);
        }
        // They are evaluated once.
        let value = self.solid(value, span)?;
        self.bind_hidden(ALL, value);
        let found = self.fold(name, &ast::Expr { kind: ExprKind::Name(ALL.into()), span: items.span }, span);
        self.variables.forget(ALL);
        found
    }

    /// What has been found, or else this.
    fn or_default(&mut self, fold: Fold, default: PyValue, span: Span) -> Result<PyValue> {
        let Some(ty) = &fold.ty else { return Ok(default) };
        let (found, otherwise) = (self.build.read(fold.found), self.build.bool(true));
        let parts = fold.parts.iter().map(|&part| self.build.read(part)).collect();
        let best = Best { ty: ty.clone(), parts };
        if let PyType::Str(units) = *ty
            && self.fits_into(&default, Elem::of_units(units))
        {
            let otherwise = self.element_parts(default, Elem::of_units(units), span)?[0];
            let parts = vec![self.build.select(found, best.parts[0], otherwise)];
            return Ok(self.unpacked(&Best { parts, ..best }));
        }
        let best = self.unpacked(&best);
        if best.ty == default.ty {
            let parts = best.parts.iter().zip(&default.parts).map(|(&a, &b)| self.build.select(found, a, b)).collect();
            return Ok(self.keep(PyValue::new(default.ty, parts)));
        }
        let types = [&best, &default].map(|value| self.what_is(value));
        match self.one_of(vec![(found, best), (otherwise, default)]) {
            Some(value) => Ok(self.keep(value)),
            None => bail!(span, "this gives {} or {}", types[0], types[1]),
        }
    }

    fn folded(&mut self, name: &str, items: &ast::Expr, key: Option<&ast::Expr>) -> Result<Fold> {
        let (element, clauses) = match &items.kind {
            ExprKind::Comprehension { element, clauses, .. } => ((**element).clone(), clauses.clone()),
            _ => {
                // `max(xs)` is `max(x for x in xs)`.
                let item = ast::Expr { kind: ExprKind::Name(".item".into()), span: items.span };
                let clause = Clause { target: item.clone(), iter: items.clone(), conditions: vec![] };
                (item, vec![clause])
            }
        };
        let (found, lost) = (self.build.local("found", Type::BOOL), self.build.local("lost", Type::FLOAT));
        let mut fold = Fold { found, parts: vec![], ty: None, lost, end: self.build.label() };
        self.build.open();
        let outcome = self.comprehended(&element, &clauses, items.span, &mut |this, element| {
            let value = this.solid_value(element)?;
            match name {
                "next" => this.take(&mut fold, value, element.span),
                "sum" => this.add_up(&mut fold, value, element.span),
                "min" => this.better(&mut fold, value, CompareOp::Lt, key, element.span),
                "max" => this.better(&mut fold, value, CompareOp::Gt, key, element.span),
                _ => this.decide(&fold, value, name == "any", element.span),
            }
        });
        let body = self.build.close();
        outcome?;
        let (no, zero) = (self.build.bool(false), self.build.float(0.0));
        self.build.assign(found, no);
        self.build.assign(lost, zero);
        for &part in &fold.parts {
            let nothing = self.nothing_in(part);
            self.build.assign(part, nothing);
        }
        self.build.push(Stmt::Block { label: fold.end, body });
        Ok(fold)
    }

    pub fn nothing_in(&mut self, part: LocalId) -> ExprId {
        match self.build.module.entry.locals[part.0 as usize].ty.scalar() {
            Some(Scalar::Bool) => self.build.bool(false),
            Some(Scalar::Int) => self.build.int(0),
            _ => self.build.float(0.0),
        }
    }

    fn result_of(&mut self, name: &str, fold: Fold, span: Span) -> Result<PyValue> {
        let found = self.build.read(fold.found);
        let parts: Vec<ExprId> = fold.parts.iter().map(|&part| self.build.read(part)).collect();
        match (name, fold.ty) {
            ("any", _) => Ok(PyValue::new(PyType::Bool, vec![found])),
            ("all", _) => Ok(PyValue::new(PyType::Bool, vec![self.build.not(found)])),
            ("sum", Some(PyType::Float)) => {
                let sum = self.with_what_was_lost(parts[0], fold.lost);
                let (zero, otherwise) = (self.build.int(0), self.build.bool(true));
                let values = vec![
                    (found, PyValue::new(PyType::Float, vec![sum])),
                    (otherwise, PyValue::new(PyType::Int, vec![zero])),
                ];
                let result = self.one_of(values).expect("both are numbers");
                Ok(self.keep(result))
            }
            ("sum", Some(ty @ PyType::NumPy(_))) => {
                let (zero, otherwise) = (self.build.int(0), self.build.bool(true));
                let sum = PyValue { unchecked: true, ..PyValue::new(ty, parts) };
                let values = vec![(found, sum), (otherwise, PyValue::new(PyType::Int, vec![zero]))];
                let result = self.one_of(values).expect("both are numbers");
                Ok(self.keep(result))
            }
            ("sum", Some(PyType::Complex)) => {
                let (zero, otherwise) = (self.build.int(0), self.build.bool(true));
                let values = vec![
                    (found, PyValue::new(PyType::Complex, parts)),
                    (otherwise, PyValue::new(PyType::Int, vec![zero])),
                ];
                let result = self.one_of(values).expect("both are numbers");
                Ok(self.keep(result))
            }
            ("sum", None) => Ok(PyValue::new(PyType::Int, vec![self.build.int(0)])),
            ("sum", Some(ty @ PyType::Union(_))) => {
                let sum = self.with_what_was_lost(parts[2], fold.lost);
                let int = self.build.unary(UnaryOp::ToFloat, parts[1]);
                let float = self.build.select(parts[0], sum, int);
                Ok(self.keep(PyValue::new(ty, vec![parts[0], parts[1], float])))
            }
            (_, Some(ty)) => {
                if name != "sum" {
                    // ValueError
                    self.build.check(found, Failure::Domain);
                }
                Ok(self.unpacked(&Best { ty, parts }))
            }
            (_, None) => bail!(span, "`{name}` of nothing is not compiled yet"),
        }
    }

    /// As NumPy adds one to another, from left to right.
    fn add_up_elements(&mut self, fold: &mut Fold, value: PyValue, elem: Elem) {
        let value = self.settle(value);
        let part = self.build.keep(value.parts[0]);
        let is_int = Kind::of(elem) == Kind::Int;
        let sum = self.build.local("sum", if is_int { Type::INT } else { Type::FLOAT });
        let now = self.build.read(sum);
        let next = match is_int {
            true => {
                let bad = self.build.binary(BinaryOp::AddOverflows, now, part);
                let good = self.build.not(bad);
                self.build.check(good, Failure::Overflow);
                let next = self.build.binary(BinaryOp::Add, now, part);
                let next = self.build.keep(next);
                self.check_int(next, elem);
                next
            }
            false => {
                let next = self.build.binary(BinaryOp::Add, now, part);
                self.in_type(next, Some(elem))
            }
        };
        self.build.assign(sum, next);
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        (fold.parts, fold.ty) = (vec![sum], Some(PyType::NumPy(elem)));
    }

    fn add_up(&mut self, fold: &mut Fold, value: PyValue, span: Span) -> Result<()> {
        let (ty, part) = match value.ty {
            PyType::Bool => (PyType::Int, self.build.unary(UnaryOp::BoolToInt, value.parts[0])),
            PyType::Int => (PyType::Int, value.parts[0]),
            PyType::Float => (PyType::Float, value.parts[0]),
            // From 3.14 on CPython adds these up in another way.
            PyType::Complex if self.request.options.python < (3, 14) => {
                let sums = ["real", "imag"].map(|name| self.build.local(name, Type::FLOAT));
                let so_far = sums.map(|sum| self.build.read(sum));
                for ((sum, now), part) in sums.into_iter().zip(so_far).zip(value.parts) {
                    let next = self.build.binary(BinaryOp::Add, now, part);
                    self.build.assign(sum, next);
                }
                let yes = self.build.bool(true);
                self.build.assign(fold.found, yes);
                (fold.parts, fold.ty) = (sums.to_vec(), Some(PyType::Complex));
                return Ok(());
            }
            PyType::Union(ref members) if members == &[PyType::Bool, PyType::Int] => {
                (PyType::Int, value.at(Kind::Int)[0])
            }
            PyType::Union(ref members) if members.iter().all(is_real) => {
                self.add_up_mixed(fold, &value);
                return Ok(());
            }
            PyType::NumPy(elem) if matches!(Kind::of(elem), Kind::Int | Kind::Float) => {
                self.add_up_elements(fold, value, elem);
                return Ok(());
            }
            _ => bail!(span, "`sum` of {} is not compiled yet", self.what_is(&value); hint: "add up in a loop"),
        };
        let sum = self.build.local("sum", if ty == PyType::Int { Type::INT } else { Type::FLOAT });
        let now = self.build.read(sum);
        if ty == PyType::Int {
            let bad = self.build.binary(BinaryOp::AddOverflows, now, part);
            let good = self.build.not(bad);
            self.build.check(good, Failure::Overflow);
        } else if self.request.options.python >= (3, 12) {
            let found = self.build.read(fold.found);
            self.note_what_is_lost(fold, found, now, part);
        }
        let next = self.build.binary(BinaryOp::Add, now, part);
        self.build.assign(sum, next);
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        (fold.parts, fold.ty) = (vec![sum], Some(ty));
        Ok(())
    }

    /// Ints and floats: the sum is an int until the first float, and no int behind that loses anything that counts.
    fn add_up_mixed(&mut self, fold: &mut Fold, value: &PyValue) {
        let is_float = self.is_member(value, &PyType::Float);
        let is_float = self.build.keep(is_float);
        let x = value.at(Kind::Float)[0];
        let int = match value.ty.members().contains(&PyType::Int) {
            true => value.at(Kind::Int)[0],
            false => self.build.unary(UnaryOp::BoolToInt, value.at(Kind::Bool)[0]),
        };
        let [was_float, sum, float_sum] = [Type::BOOL, Type::INT, Type::FLOAT].map(|ty| self.build.local("sum", ty));
        let [was, ints, floats] = [was_float, sum, float_sum].map(|local| self.build.read(local));
        let is_now = self.build.binary(BinaryOp::Or, was, is_float);
        let is_now = self.build.keep(is_now);
        let bad = self.build.binary(BinaryOp::AddOverflows, ints, int);
        let good = self.build.not(bad);
        let good = self.build.binary(BinaryOp::Or, is_now, good);
        self.build.check(good, Failure::Overflow);
        let ints_as_float = self.build.unary(UnaryOp::ToFloat, ints);
        let so_far = self.build.select(was, floats, ints_as_float);
        let so_far = self.build.keep(so_far);
        if self.request.options.python >= (3, 12) {
            let both = self.build.binary(BinaryOp::And, was, is_float);
            self.note_what_is_lost(fold, both, so_far, x);
        }
        let next = self.build.binary(BinaryOp::Add, so_far, x);
        let next_int = self.build.binary(BinaryOp::Add, ints, int);
        let next_int = self.build.select(is_now, ints, next_int);
        let next_int = self.build.keep(next_int);
        self.build.assign(float_sum, next);
        self.build.assign(sum, next_int);
        self.build.assign(was_float, is_now);
        (fold.parts, fold.ty) =
            (vec![was_float, sum, float_sum], Some(PyType::Union(vec![PyType::Int, PyType::Float])));
    }

    /// From 3.12 on CPython adds floats as Neumaier does (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
    /// Summen, 1974); the first one is added to the int 0, before that begins.
    fn note_what_is_lost(&mut self, fold: &Fold, counts: ExprId, sum: ExprId, x: ExprId) {
        let next = self.build.binary(BinaryOp::Add, sum, x);
        let [from_sum, from_x] = [(sum, x), (x, sum)].map(|(large, small)| {
            let rest = self.build.binary(BinaryOp::Sub, large, next);
            self.build.binary(BinaryOp::Add, rest, small)
        });
        let [size, size_of_x] = [sum, x].map(|e| self.build.unary(UnaryOp::Abs, e));
        let is_larger = self.build.binary(BinaryOp::Ge, size, size_of_x);
        let error = self.build.select(is_larger, from_sum, from_x);
        let lost = self.build.read(fold.lost);
        let more = self.build.binary(BinaryOp::Add, lost, error);
        let lost = self.build.select(counts, more, lost);
        self.build.assign(fold.lost, lost);
    }

    fn with_what_was_lost(&mut self, sum: ExprId, lost: LocalId) -> ExprId {
        if self.request.options.python < (3, 12) {
            return sum;
        }
        let (lost, zero) = (self.build.read(lost), self.build.float(0.0));
        let any = self.build.binary(BinaryOp::Ne, lost, zero);
        let finite = self.build.is_finite(lost);
        let counts = self.build.binary(BinaryOp::And, any, finite);
        let whole = self.build.binary(BinaryOp::Add, sum, lost);
        self.build.select(counts, whole, sum)
    }

    /// The first of the best.
    fn better(
        &mut self,
        fold: &mut Fold,
        value: PyValue,
        better: CompareOp,
        key: Option<&ast::Expr>,
        span: Span,
    ) -> Result<()> {
        let measure = match key {
            Some(key) => Some(self.measure(&value, key)?),
            None => None,
        };
        let is_of_numbers =
            |ty: &PyType| matches!(ty, PyType::Bool | PyType::Int | PyType::Word | PyType::Float | PyType::Char);
        let ty = measure.as_ref().map_or(&value.ty, |measure| &measure.ty);
        if let (PyType::Row(_), None) = (&value.ty, key) {
            return Err(self.needs_rows(&value, span, "one of the rows of a list of lists"));
        }
        if !has_order(ty) && *ty != PyType::Word {
            let what = measure.as_ref().unwrap_or(&value);
            bail!(span, "the least or largest of {} is not compiled yet", self.what_is(what); hint: "compare in a loop");
        }
        let is_simple = is_of_numbers(ty) && value.ty.parts().iter().all(|part| part.scalar().is_some());
        let value = self.packed(value, span)?;
        let measure = measure.map(|measure| self.packed(measure, span)).transpose()?;
        let new: Vec<ExprId> =
            [Some(&value), measure.as_ref()].into_iter().flatten().flat_map(|v| v.parts.clone()).collect();
        let best: Vec<LocalId> = new.iter().map(|&part| self.build.local("best", self.build.ty(part))).collect();
        let measured = measure.as_ref().unwrap_or(&value);
        let first = new.len() - measured.parts.len();
        let parts = best[first..].iter().map(|&part| self.build.read(part)).collect();
        let so_far = Best { ty: measured.ty.clone(), parts };
        let (now, so_far) = (self.unpacked(measured), self.unpacked(&so_far));
        let found = self.build.read(fold.found);
        let is_first = self.build.not(found);
        match is_simple {
            true => {
                let is_better = self.compare(better, now, so_far, span)?;
                let is_better = self.truth(is_better, span)?;
                let is_chosen = self.build.binary(BinaryOp::Or, is_first, is_better);
                let is_chosen = if key.is_some() { self.build.keep(is_chosen) } else { is_chosen };
                for (&best, &new) in best.iter().zip(&new) {
                    let old = self.build.read(best);
                    let chosen = self.build.select(is_chosen, new, old);
                    self.build.assign(best, chosen);
                }
            }
            false => {
                // Nothing is compared before there is something.
                let is_chosen = self.build.local("chosen", Type::BOOL);
                self.build.assign(is_chosen, is_first);
                self.build.open();
                let is_better = self.compare(better, now, so_far, span).and_then(|answer| self.truth(answer, span));
                if let Ok(is_better) = is_better {
                    self.build.assign(is_chosen, is_better);
                }
                let then = self.build.close();
                is_better?;
                self.build.push(Stmt::If { condition: found, then, orelse: vec![], likely: Likely::Then });
                let then = best.iter().zip(&new).map(|(&best, &new)| Stmt::Assign(best, new)).collect();
                let condition = self.build.read(is_chosen);
                self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            }
        }
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        (fold.parts, fold.ty) = (best, Some(value.ty));
        Ok(())
    }

    /// A value in parts that are no buffers: of a str, where it is in the pool.
    fn packed(&mut self, value: PyValue, span: Span) -> Result<Best> {
        let value = self.solid(value, span)?;
        let value = self.keep(value);
        let Some(elem) = self.elem_for(&value).filter(|elem| elem.units().is_some()) else {
            if let PyType::Row(_) = value.ty {
                return Err(self.needs_rows(&value, span, "one of the rows of a list of lists"));
            }
            if value.ty.parts().iter().any(|part| part.scalar().is_none()) {
                bail!(span, "one of several, each {}, is not compiled here yet", self.what_is(&value); hint: "use a loop");
            }
            return Ok(Best { ty: value.ty, parts: value.parts });
        };
        let units = elem.units().expect("asked for");
        let parts = self.element_parts(value, elem, span)?;
        Ok(Best { ty: PyType::Str(units), parts })
    }

    fn unpacked(&mut self, best: &Best) -> PyValue {
        match best.ty {
            PyType::Str(units) => self.text_of_word(best.parts[0], units),
            _ => PyValue::new(best.ty.clone(), best.parts[..best.ty.parts().len()].to_vec()),
        }
    }

    /// What a key says of a value.
    fn measure(&mut self, value: &PyValue, key: &ast::Expr) -> Result<PyValue> {
        const VALUE: &str = ".value";
        let argument = ast::Expr { kind: ExprKind::Name(VALUE.into()), span: key.span };
        let kind = ExprKind::Call { function: key.clone().into(), args: vec![argument], keywords: vec![] };
        self.assign_name(VALUE, value.clone(), key.span)?;
        let measure = self.solid_value(&ast::Expr { kind, span: key.span });
        self.variables.forget(VALUE);
        measure
    }

    /// The first item ends the loop.
    fn take(&mut self, fold: &mut Fold, value: PyValue, span: Span) -> Result<()> {
        let item = self.packed(value, span)?;
        let parts: Vec<LocalId> =
            item.parts.iter().map(|&part| self.build.local("item", self.build.ty(part))).collect();
        let found = self.build.read(fold.found);
        let condition = self.build.not(found);
        self.build.open();
        parts.iter().zip(item.parts).for_each(|(&local, part)| self.build.assign(local, part));
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        self.build.push(Stmt::Break(fold.end));
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
        (fold.parts, fold.ty) = (parts, Some(item.ty));
        Ok(())
    }

    /// The item at which it is decided ends the loop.
    fn decide(&mut self, fold: &Fold, value: PyValue, by: bool, span: Span) -> Result<()> {
        let truth = self.truth(value, span)?;
        let condition = if by { truth } else { self.build.not(truth) };
        self.build.open();
        let yes = self.build.bool(true);
        self.build.assign(fold.found, yes);
        self.build.push(Stmt::Break(fold.end));
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        Ok(())
    }
}

/// Does evaluating it do nothing else?
pub fn is_simple(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Name(_)) || is_literal(e)
}

/// A bool, an int or a float of Python's.
fn is_real(ty: &PyType) -> bool {
    matches!(ty, PyType::Bool | PyType::Int | PyType::Float)
}
