//! Calls: builtins, `math`, functions that are compiled in, and `print`, which CPython itself runs.

use super::Lowerer;
use super::functions::{Callable, Entered, is_function, is_shared_key};
use super::liveness::{Names, liveness, names_of};
use super::matching::classes_of as builtin_classes;
use super::prelude::is_lazy;
use super::recursion::{is_unknown, unknown};
use super::stars::has_star;
use super::statements::{Flow, Targets};
use super::strings::{Family, family};
use super::unions::Ints;
use super::value::{Kind, Literal, Number, PyValue, describe};
use super::variables::{Variable, Variables};
use crate::bail;
use crate::builtins::{self, Domain};
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::{Callee, Free};
use crate::ir::{self, BinaryOp, Elem, ExprId, Failure, LocalId, PyType, Stmt, Takes, Type, UnaryOp};
use crate::report::Called;
use crate::syntax::ast::{self, CompareOp, ExprKind, ParamKind, StmtKind};
use std::collections::HashSet;
use std::sync::Arc;

/// Functions compiled into one another, at most.
const MAX_CALLS: usize = 8;

/// `range(start, stop, step)` as start, step and number of items.
#[derive(Clone)]
pub struct Range {
    pub start: LocalId,
    pub step: LocalId,
    pub trip: LocalId,
    pub start_value: ExprId,
    pub step_value: ExprId,
}

/// Arguments of a call.
#[derive(Default)]
pub struct Given {
    pub values: Vec<PyValue>,
    pub named: Vec<(String, PyValue)>,
}

impl<'a> Lowerer<'a> {
    pub fn call(
        &mut self,
        e: &ast::Expr,
        function: &ast::Expr,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
    ) -> Result<PyValue> {
        if let Some(value) = self.instance_method(function, args, keywords, e.span)? {
            return Ok(value);
        }
        if let Some(value) = self.named_method(function, args, keywords, e.span)? {
            return Ok(value);
        }
        if let Some(value) = self.format_call(function, args, keywords, e.span)? {
            return Ok(value);
        }
        if self.list_statement(e)? {
            return Ok(PyValue::none());
        }
        if keywords.is_empty()
            && let Some(value) = self.method(function, args, e.span)?
        {
            return Ok(value);
        }
        if let Some(args) = super::text_methods::in_their_places(function, args, keywords)
            && let Some(value) = self.text_method(function, &args, e.span)?
        {
            return Ok(value);
        }
        if let Some(value) = self.converted_number(function, args, keywords, e.span)? {
            return Ok(value);
        }
        let callee = self.expression(function)?;
        if let PyType::Method(name) = callee.ty {
            return self.generator_call(&callee, name, args, keywords, e.span);
        }
        if is_function(&callee) {
            let callee = self.keep(callee);
            return self.call_value(&callee, args, keywords, e.span);
        }
        let Some(path) = callee.path else { bail!(e.span, "this call is not compiled yet") };
        if let Some(Free::Builtin(name)) = self.environment.names.get(&path)
            && let Some(value) = self.prelude_call(&name.clone(), args, keywords, e.span)?
        {
            return Ok(value);
        }
        match self.environment.names.get(&path).cloned() {
            Some(Free::Function(callee)) => self.call_function(&path, &callee, vec![], args, keywords, e.span),
            Some(Free::NamedTuple(new)) => self.new_named(&new, args, keywords, e.span),
            Some(Free::Builtin(name)) if matches!(name.as_str(), "min" | "max") && !keywords.is_empty() => {
                self.best_of(&name, args, keywords, e.span)
            }
            Some(Free::Builtin(name)) if name == "sorted" => self.sorted_call(args, keywords, e.span),
            Some(Free::Builtin(name)) if keywords.is_empty() => self.call_builtin(&name, args, e.span),
            Some(Free::Builtin(name)) => bail!(e.span, "`{name}` with keyword arguments is not compiled yet"),
            _ => bail!(function.span, "the call of `{path}` is not compiled yet"; hint: "move it out of the loop"),
        }
    }

    pub fn call_builtin(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        match (name, args) {
            ("len", [x]) => self.len(x),
            ("list", [items]) => self.list_call(items, span),
            ("tuple", [items]) => self.tuple_call(items, span),
            ("tuple", []) => self.tuple_of(vec![], span),
            ("list", []) => Ok(self.empty_list(span).1),
            ("ord", [x]) => self.ord(x),
            ("chr", [x]) => self.chr(x),
            ("str", []) => Ok(PyValue::literal(Literal::Str(String::new()))),
            ("str", [x]) => self.shown(x, 's', span),
            ("ascii", [x]) => self.shown(x, 'a', span),
            ("repr", [x]) => self.shown(x, 'r', span),
            ("format", [x]) => self.formatted(x, None, span),
            ("format", [x, spec]) => self.formatted(x, Some(spec), span),
            ("hex", [x]) => self.in_base(x, "#x", span),
            ("oct", [x]) => self.in_base(x, "#o", span),
            ("bin", [x]) => self.in_base(x, "#b", span),
            ("abs", [x]) => self.abs(x, span),
            ("min" | "max", [ast::Expr { kind: ExprKind::Starred(items), .. }]) => self.best_of_all(name, items, span),
            ("sum" | "min" | "max" | "any" | "all", [items]) => self.fold(name, items, span),
            ("next", [items]) if is_lazy(items) => self.next_of(items, None, span),
            ("next", [items, default]) if is_lazy(items) => self.next_of(items, Some(default), span),
            ("min", [_, _, ..]) => self.extreme(args, CompareOp::Lt, BinaryOp::Min, span),
            ("max", [_, _, ..]) => self.extreme(args, CompareOp::Gt, BinaryOp::Max, span),
            ("int", [x]) => self.int_call(x, span),
            ("int", [x, base]) => {
                let text = self.argument(x)?;
                if !self.is_text(&text) {
                    bail!(x.span, "`int` of {} with a base is not compiled yet", self.what_is(&text));
                }
                let base_value = self.expression(base)?;
                let base = self.int_of(base_value, base.span)?;
                self.int_of_text(text, Some(base), span)
            }
            ("float", [x]) => self.float_call(x, span),
            ("bool", [x]) => Ok(PyValue::new(PyType::Bool, vec![self.condition(x)?])),
            ("bytes", []) => Ok(PyValue::literal(Literal::Bytes(vec![]))),
            ("bytes", [items]) => self.bytes_call(items, span),
            ("bytes" | "str", [text, encoding]) => {
                let (method, of) = if name == "bytes" { ("encode", Family::Str) } else { ("decode", Family::Bytes) };
                let text = self.argument(text)?;
                if family(&text) != Some(of) {
                    bail!(span, "`{name}` of {} is not compiled yet", self.what_is(&text));
                }
                self.recoded(text, method, std::slice::from_ref(encoding), span)
            }
            ("complex", [_] | [_, _]) => self.complex_call(args, span),
            ("pow", [x, y]) => {
                self.binary_expression(&ast::Expr { kind: ExprKind::None, span }, ast::BinaryOp::Pow, x, y)
            }
            ("pow", [x, y, modulus]) => self.int_row("pow_mod", "pow_mod_fails", &[x, y, modulus]),
            ("isinstance", [x, class]) => self.instance_test(x, class, span),
            ("divmod", [x, y]) => self.divmod(x, y, span),
            ("math.sqrt", [x]) => self.sqrt(x, span),
            ("math.pow", [x, y]) => {
                let (x, y) = (self.float_argument(x)?, self.float_argument(y)?);
                Ok(PyValue::new(PyType::Float, vec![self.math_pow(x, y)]))
            }
            ("math.fabs", [x]) => {
                let x = self.float_argument(x)?;
                Ok(PyValue::new(PyType::Float, vec![self.build.unary(UnaryOp::Abs, x)]))
            }
            ("math.floor", [x]) => self.rounded(x, UnaryOp::Floor, span),
            ("math.ceil", [x]) => self.rounded(x, UnaryOp::Ceil, span),
            ("math.trunc", [x]) => self.rounded(x, UnaryOp::Trunc, span),
            ("range", [_] | [_, _] | [_, _, _]) => self.range_value(args),
            ("round", [x, digits]) => self.round_digits(x, digits, span),
            ("round", [x]) => self.rounded(x, UnaryOp::RoundEven, span),
            ("math.isfinite" | "math.isinf" | "math.isnan", [x]) => self.classify(name, x),
            (_, [x]) if name.starts_with("numpy.") => self.numpy_scalar(name, x, span),
            ("print", _) => bail!(span, "`print` inside an expression is not compiled yet"),
            _ => self.library_call(name, args, span),
        }
    }

    /// A function of `math`, `cmath` or `operator`, or a row of the builtin table.
    fn library_call(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        if let Some(value) = self.math_call(name, args)? {
            return Ok(value);
        }
        if let Some(value) = self.cmath_call(name, args, span)? {
            return Ok(value);
        }
        if let Some(value) = self.operator_call(name, args, span)? {
            return Ok(value);
        }
        self.table_call(name, args, span)
    }

    /// A row of the builtin table.
    fn table_call(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let Some(row) = builtins::find_python(name).filter(|row| row.params.len() == args.len()) else {
            bail!(span, "the call of `{name}` is not compiled yet")
        };
        let values = args.iter().map(|a| self.float_argument(a)).collect::<Result<Vec<_>>>()?;
        let result = self.build.call(row.name, values.clone());
        let result = self.build.keep(result);
        self.check_domain(row.domain, &values, result);
        Ok(PyValue::new(PyType::Float, vec![result]))
    }

    fn check_domain(&mut self, domain: Domain, args: &[ExprId], result: ExprId) {
        match domain {
            Domain::Never => {}
            // Conservative: where an argument is not finite either, CPython finds out whether that is an error.
            Domain::FiniteResult => {
                let finite = self.build.is_finite(result);
                self.build.check(finite, Failure::Domain);
            }
            Domain::NonzeroDivisor => {
                let zero = self.build.float(0.0);
                let nonzero = self.build.binary(BinaryOp::Ne, args[1], zero);
                self.build.check(nonzero, Failure::ZeroDivision);
            }
            Domain::Unless(name) => {
                let fails = self.build.call(name, args.to_vec());
                let zero = self.build.int(0);
                let good = self.build.binary(BinaryOp::Eq, fails, zero);
                self.build.check(good, Failure::Domain);
            }
        }
    }

    pub fn argument(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.expression(e)?;
        let value = self.settle(value);
        Ok(self.keep(value))
    }

    fn optional_argument(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.optional(e)?;
        let value = self.settle(value);
        let value = self.keep(value);
        self.solid(value, e.span)
    }

    pub fn float_argument(&mut self, e: &ast::Expr) -> Result<ExprId> {
        let value = self.argument(e)?;
        match value.kind() {
            Some(Kind::Bool | Kind::Int | Kind::Float) => {
                let parts = self.as_kind(value, Kind::Float);
                Ok(self.build.keep(parts[0]))
            }
            _ if value.ty == PyType::Word => {
                let part = self.float_of(value);
                Ok(self.build.keep(part))
            }
            _ => bail!(e.span, "{} where a float is needed", self.what_is(&value)),
        }
    }

    pub fn len(&mut self, x: &ast::Expr) -> Result<PyValue> {
        if let Some(range) = self.range_of(x)? {
            return Ok(PyValue::new(PyType::Int, vec![self.build.read(range.trip)]));
        }
        let value = self.expression(x)?;
        let value = self.functions_of(value, x.span)?;
        if let PyType::Instance(_) = value.ty {
            return self.length_by_method(value, x.span);
        }
        let length = match &value.ty {
            PyType::Tuple(members) => self.build.int(members.len() as i64),
            _ if self.is_text(&value) => self.text_length(&value),
            _ => match self.length_of(&value) {
                // Something behind it may change it.
                Some(length) => self.build.keep(length),
                None => bail!(x.span, "the length of {} is not compiled yet", self.what_is(&value)),
            },
        };
        Ok(PyValue::new(PyType::Int, vec![length]))
    }

    pub fn abs(&mut self, x: &ast::Expr, span: Span) -> Result<PyValue> {
        let value = self.expression(x)?;
        if let Some(class) = value.ty.named().cloned() {
            return self.special_call(&class, "__abs__", vec![value], span);
        }
        if value.ty == PyType::Word {
            return Ok(value);
        }
        let ty = |number: Number| match (number.kind, number.numpy) {
            (Kind::Complex, Some(Elem::Complex64)) => None,
            (Kind::Complex, Some(_)) => Some(PyType::NumPy(Elem::Float64)),
            (Kind::Complex, None) => Some(PyType::Float),
            (Kind::Bool, Some(_)) => None,
            (Kind::Bool, None) => Some(PyType::Int),
            (Kind::Int | Kind::Float, _) => Some(number.ty()),
        };
        let refusal = |this: &Self, of: &PyValue| {
            Diagnostic::new("unsupported", span, format!("`abs` of {} is not compiled yet", this.what_is(of)))
        };
        let all = value.clone();
        self.by_members(
            vec![value],
            Ints::Rounded,
            span,
            |this, of| ty(of[0]).ok_or_else(|| refusal(this, &all)),
            |this, operands| {
                let value = operands[0].clone();
                let number = value.number().expect("operands are numbers");
                let ty = ty(number).ok_or_else(|| refusal(this, &value))?;
                Ok(this.abs_number(value, number, ty))
            },
        )
    }

    fn abs_number(&mut self, value: PyValue, number: Number, ty: PyType) -> PyValue {
        let unchecked = value.unchecked;
        match number.kind {
            Kind::Complex => self.complex_abs(value, ty),
            Kind::Float => {
                let part = self.build.unary(UnaryOp::Abs, value.parts[0]);
                PyValue { unchecked, ..PyValue::new(ty, vec![part]) }
            }
            Kind::Int | Kind::Bool => {
                let part = self.as_kind(value, Kind::Int)[0];
                let part = self.build.keep(part);
                self.check_not_least(part, number);
                PyValue::new(ty, vec![self.build.unary(UnaryOp::Abs, part)])
            }
        }
    }

    /// libm's hypot; OverflowError where it is infinite although both parts are finite.
    fn complex_abs(&mut self, value: PyValue, ty: PyType) -> PyValue {
        let value = self.settle(value);
        let value = self.keep(value);
        let size = self.build.call("hypot", value.parts.clone());
        let size = self.build.keep(size);
        let mut fine = self.build.is_finite(size);
        // NumPy has been left before, where a part is not finite.
        if ty == PyType::Float {
            for &part in &value.parts {
                let finite = self.build.is_finite(part);
                let infinite = self.build.not(finite);
                fine = self.build.binary(BinaryOp::Or, fine, infinite);
            }
        }
        self.build.check(fine, Failure::Overflow);
        PyValue::new(ty, vec![size])
    }

    /// The first of the smallest (largest): a later one must be strictly better.
    fn extreme(&mut self, args: &[ast::Expr], better: CompareOp, op: BinaryOp, span: Span) -> Result<PyValue> {
        let values = args.iter().map(|a| self.argument(a)).collect::<Result<Vec<_>>>()?;
        let mut rest = values.into_iter();
        let mut best = rest.next().expect("two or more");
        for candidate in rest {
            let is_plain = matches!(best.ty, PyType::Int | PyType::Float | PyType::NumPy(Elem::Float64));
            if is_plain && best.ty == candidate.ty {
                let [x, y] = [best, candidate].map(|value| self.settle(value));
                best = PyValue::new(x.ty, vec![self.build.binary(op, x.parts[0], y.parts[0])]);
                continue;
            }
            let is_better = self.compare(better, candidate.clone(), best.clone(), span)?;
            let is_better = self.truth(is_better, span)?;
            let is_better = self.build.keep(is_better);
            let otherwise = self.build.bool(true);
            let (one, other) = (self.what_is(&candidate), self.what_is(&best));
            let Some(chosen) = self.one_of(vec![(is_better, candidate), (otherwise, best)]) else {
                bail!(span, "{other} or {one}, whichever is better, is not compiled yet")
            };
            best = self.keep(chosen);
        }
        Ok(best)
    }

    fn int_call(&mut self, x: &ast::Expr, span: Span) -> Result<PyValue> {
        let value = self.argument(x)?;
        match value.kind() {
            _ if value.ty == PyType::Char => self.int_of_char(value, span),
            _ if self.is_text(&value) => self.int_of_text(value, None, span),
            _ if value.ty == PyType::Word => Ok(value),
            Some(Kind::Bool | Kind::Int) => Ok(PyValue::new(PyType::Int, self.as_kind(value, Kind::Int))),
            Some(Kind::Float) => self.rounded_int(value, None, span),
            _ => bail!(span, "`int` of {} is not compiled yet", self.what_is(&value)),
        }
    }

    /// A number with a float among what it may be as a Python int, the float rounded in this way first.
    fn rounded_int(&mut self, value: PyValue, round: Option<UnaryOp>, span: Span) -> Result<PyValue> {
        self.by_members(
            vec![value],
            Ints::Exact,
            span,
            |_, _| Ok(PyType::Int),
            |this, operands| {
                let part = this.as_kind(operands[0].clone(), Kind::Float)[0];
                let whole = round.map_or(part, |op| this.build.unary(op, part));
                let whole = this.build.keep(whole);
                Ok(this.float_to_int(whole))
            },
        )
    }

    pub fn float_to_int(&mut self, part: ExprId) -> PyValue {
        let (low, high) = (self.build.float(-9.223_372_036_854_775e18), self.build.float(9.223_372_036_854_775e18));
        let above = self.build.binary(BinaryOp::Ge, part, low);
        let below = self.build.binary(BinaryOp::Le, part, high);
        let both = self.build.binary(BinaryOp::And, above, below);
        self.build.check(both, Failure::Overflow);
        PyValue::new(PyType::Int, vec![self.build.unary(UnaryOp::ToInt, part)])
    }

    fn rounded(&mut self, x: &ast::Expr, op: UnaryOp, span: Span) -> Result<PyValue> {
        let value = self.argument(x)?;
        self.rounded_value(value, op, span)
    }

    fn rounded_value(&mut self, value: PyValue, op: UnaryOp, span: Span) -> Result<PyValue> {
        match value.kind() {
            Some(Kind::Bool | Kind::Int)
                if value.ty.members().iter().all(|m| matches!(m, PyType::Bool | PyType::Int)) =>
            {
                Ok(PyValue::new(PyType::Int, self.as_kind(value, Kind::Int)))
            }
            Some(Kind::Float) => {
                // A bool of NumPy has no `__round__`.
                let value = self.keep(value);
                let is_bool = self.is_member(&value, &PyType::NumPy(Elem::Bool));
                let is_other = self.build.not(is_bool);
                self.build.check(is_other, Failure::Type);
                self.rounded_int(value, Some(op), span)
            }
            _ => bail!(span, "rounding {} is not compiled yet", self.what_is(&value)),
        }
    }

    /// `round(x, digits)`: the decimal number nearest to a float, as a float. Negative digits that are no constant are left to CPython.
    fn round_digits(&mut self, x: &ast::Expr, digits: &ast::Expr, span: Span) -> Result<PyValue> {
        let value = self.argument(x)?;
        let digits = self.argument(digits)?;
        if digits.ty == PyType::None {
            return self.rounded_value(value, UnaryOp::RoundEven, span);
        }
        let digits = self.int_of(digits, span)?;
        if let Some(ir::Const::Int(..0)) = self.build.constant(digits) {
            let digits = PyValue::new(PyType::Int, vec![digits]);
            return match value.ty {
                PyType::Bool | PyType::Int => {
                    let value = PyValue::new(PyType::Int, self.as_kind(value, Kind::Int));
                    self.call_prelude("numbers.round_int", vec![value, digits], span)
                }
                PyType::Float => self.call_prelude("numbers.round_float", vec![value, digits], span),
                _ => bail!(span, "rounding {} is not compiled yet", self.what_is(&value)),
            };
        }
        let zero = self.build.int(0);
        let fine = self.build.binary(BinaryOp::Ge, digits, zero);
        self.build.check(fine, Failure::Domain);
        match value.ty {
            PyType::Bool | PyType::Int => Ok(PyValue::new(PyType::Int, self.as_kind(value, Kind::Int))),
            PyType::Float => {
                let rounded = self.build.call("round_digits", vec![value.parts[0], digits]);
                Ok(PyValue::new(PyType::Float, vec![rounded]))
            }
            _ => bail!(span, "rounding {} is not compiled yet", self.what_is(&value)),
        }
    }

    fn float_call(&mut self, x: &ast::Expr, span: Span) -> Result<PyValue> {
        if let ExprKind::Str(text) = &x.kind
            && let Some(value) = float_of(text)
        {
            return Ok(PyValue::new(PyType::Float, vec![self.build.float(value)]));
        }
        let value = self.argument(x)?;
        match value.kind() {
            Some(Kind::Bool | Kind::Int | Kind::Float) => {
                Ok(PyValue::new(PyType::Float, self.as_kind(value, Kind::Float)))
            }
            _ if value.ty == PyType::Word => Ok(PyValue::new(PyType::Float, vec![self.float_of(value)])),
            _ if self.is_text(&value) => self.float_of_text(value, span),
            _ => bail!(span, "`float` of {} is not compiled yet", self.what_is(&value)),
        }
    }

    fn complex_call(&mut self, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let values = args.iter().map(|a| self.argument(a)).collect::<Result<Vec<_>>>()?;
        let kinds: Vec<Option<Kind>> = values.iter().map(PyValue::kind).collect();
        match (&kinds[..], &values[..]) {
            ([None], [text]) if family(text) == Some(Family::Str) => self.complex_of_text(text.clone(), span),
            ([Some(_)], [z]) => Ok(PyValue::new(PyType::Complex, self.as_kind(z.clone(), Kind::Complex))),
            ([Some(a), Some(b)], [x, y]) if *a < Kind::Complex && *b < Kind::Complex => {
                let (re, im) = (self.as_kind(x.clone(), Kind::Float)[0], self.as_kind(y.clone(), Kind::Float)[0]);
                Ok(PyValue::new(PyType::Complex, vec![re, im]))
            }
            _ => bail!(span, "`complex` of these arguments is not compiled yet"),
        }
    }

    fn divmod(&mut self, x: &ast::Expr, y: &ast::Expr, span: Span) -> Result<PyValue> {
        let (a, b) = (self.argument(x)?, self.argument(y)?);
        let quotient = self.binary(ast::BinaryOp::FloorDiv, a.clone(), b.clone(), span)?;
        let quotient = self.settle(quotient);
        let quotient = self.keep(quotient);
        let remainder = self.binary(ast::BinaryOp::Mod, a, b, span)?;
        let remainder = self.settle(remainder);
        let parts = [quotient.parts, remainder.parts].concat();
        Ok(PyValue::new(PyType::tuple(vec![quotient.ty, remainder.ty]), parts))
    }

    /// `isinstance(x, (int, float))` of a value whose type is known.
    fn instance_test(&mut self, x: &ast::Expr, class: &ast::Expr, span: Span) -> Result<PyValue> {
        let value = self.optional_argument(x)?;
        let classes = match &class.kind {
            ExprKind::Tuple(members) => members.iter().collect(),
            _ => vec![class],
        };
        let members = value.ty.members().to_vec();
        let own: Option<Vec<&[&str]>> = members.iter().map(builtin_classes).collect();
        let Some(own) = own.filter(|_| value.path.is_none()) else {
            bail!(span, "`isinstance` of {} is not compiled yet", self.what_is(&value))
        };
        let mut answers = vec![false; members.len()];
        for class in classes {
            let found = self.expression(class)?;
            if let Some(Free::NamedTuple(other)) = self.free_of(&found) {
                for (answer, member) in answers.iter_mut().zip(&members) {
                    // A subclass of another class of named tuples is no plain one, and CPython's here.
                    match member.named() {
                        Some(own) if *own != other.class && own.number != other.class.number => {
                            bail!(class.span, "`isinstance` with another class of named tuples is not compiled yet")
                        }
                        own => *answer |= own.is_some(),
                    }
                }
                continue;
            }
            let name = self.builtin_of(&found).unwrap_or_default();
            if !matches!(name.as_str(), "bool" | "int" | "float" | "complex" | "str" | "bytes" | "list" | "tuple") {
                bail!(class.span, "`isinstance` with this class is not compiled yet");
            }
            answers.iter_mut().zip(&own).for_each(|(answer, own)| *answer |= own.contains(&name.as_str()));
        }
        let answer = self.is_one_of(&value, &answers);
        Ok(PyValue::new(PyType::Bool, vec![answer]))
    }

    /// Is a value one of those members of its type for which this is true?
    fn is_one_of(&mut self, value: &PyValue, answers: &[bool]) -> ExprId {
        if answers.iter().all(|answer| *answer == answers[0]) {
            return self.build.bool(answers[0]);
        }
        let no = self.build.bool(false);
        let members = value.ty.members().iter().zip(answers).filter(|(_, answer)| **answer);
        members.fold(no, |any, (member, _)| {
            let is = self.is_member(value, member);
            self.build.binary(BinaryOp::Or, any, is)
        })
    }

    fn sqrt(&mut self, x: &ast::Expr, _span: Span) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let zero = self.build.float(0.0);
        // NaN and negative numbers: CPython knows which of them raise.
        let fine = self.build.binary(BinaryOp::Ge, x, zero);
        self.build.check(fine, Failure::Domain);
        Ok(PyValue::new(PyType::Float, vec![self.build.unary(UnaryOp::Sqrt, x)]))
    }

    fn classify(&mut self, name: &str, x: &ast::Expr) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let answer = self.classify_float(name.trim_start_matches("math."), x);
        Ok(PyValue::new(PyType::Bool, vec![answer]))
    }

    pub fn classify_float(&mut self, name: &str, x: ExprId) -> ExprId {
        match name {
            "isnan" => self.build.binary(BinaryOp::Ne, x, x),
            "isinf" => {
                let size = self.build.unary(UnaryOp::Abs, x);
                let infinity = self.build.float(f64::INFINITY);
                self.build.binary(BinaryOp::Eq, size, infinity)
            }
            _ => self.build.is_finite(x),
        }
    }

    /// Is it a name, or an attribute of one, that no variable of the function has?
    pub fn may_be_global(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Name(name) => self.variables.get(name).is_none(),
            ExprKind::Attribute { value, .. } => self.may_be_global(value),
            _ => false,
        }
    }

    // Ranges

    /// The range of a `for` loop, evaluated once.
    pub fn range_of(&mut self, iter: &ast::Expr) -> Result<Option<Range>> {
        if let ExprKind::Name(name) = &iter.kind
            && self.variables.get(name).is_some_and(|variable| variable.ty == PyType::Range)
        {
            let parts = self.expression(iter)?.parts;
            return Ok(Some(self.range_between(parts[0], parts[1], parts[2])));
        }
        let ExprKind::Call { function, args, keywords } = &iter.kind else { return Ok(None) };
        if !self.may_be_global(function) {
            return Ok(None);
        }
        let callee = self.expression(function)?;
        let is_range = self.builtin_of(&callee).is_some_and(|name| name == "range");
        if !is_range || !keywords.is_empty() || args.is_empty() || args.len() > 3 {
            return Ok(None);
        }
        let [start, stop, step] = self.range_arguments(args)?;
        Ok(Some(self.range_between(start, stop, step)))
    }

    /// A range as a value.
    fn range_value(&mut self, args: &[ast::Expr]) -> Result<PyValue> {
        let parts = self.range_arguments(args)?;
        let zero = self.build.int(0);
        let nonzero = self.build.binary(BinaryOp::Ne, parts[2], zero);
        self.build.check(nonzero, Failure::Domain);
        Ok(PyValue::new(PyType::Range, parts.to_vec()))
    }

    fn range_arguments(&mut self, args: &[ast::Expr]) -> Result<[ExprId; 3]> {
        let values = args.iter().map(|a| self.range_argument(a)).collect::<Result<Vec<_>>>()?;
        Ok(match values[..] {
            [stop] => [self.build.int(0), stop, self.build.int(1)],
            [start, stop] => [start, stop, self.build.int(1)],
            _ => [values[0], values[1], values[2]],
        })
    }

    pub fn range_between(&mut self, start: ExprId, stop: ExprId, step: ExprId) -> Range {
        let trip = self.trip_count(start, stop, step);
        let into = |this: &mut Self, name: &str, value: ExprId| {
            let local = this.build.local(name, Type::INT);
            this.build.assign(local, value);
            local
        };
        let (start_local, step_local, trip) =
            (into(self, "start", start), into(self, "step", step), into(self, "trip", trip));
        let as_read = |this: &mut Self, value: ExprId, local: LocalId| {
            if this.build.constant(value).is_some() { value } else { this.build.read(local) }
        };
        let start_value = as_read(self, start, start_local);
        let step_value = as_read(self, step, step_local);
        Range { start: start_local, step: step_local, trip, start_value, step_value }
    }

    fn range_argument(&mut self, e: &ast::Expr) -> Result<ExprId> {
        let value = self.argument(e)?;
        let int = self.int_of(value, e.span)?;
        Ok(self.build.keep(int))
    }

    /// `max(0, ceil((stop - start) / step))`
    fn trip_count(&mut self, start: ExprId, stop: ExprId, step: ExprId) -> ExprId {
        use crate::ir::Const;
        let zero = self.build.int(0);
        let span = match self.build.constant(start) {
            Some(Const::Int(0)) => stop,
            _ => {
                let bad = self.build.binary(BinaryOp::SubOverflows, start, stop);
                let good = self.build.not(bad);
                self.build.check(good, Failure::Overflow);
                self.build.binary(BinaryOp::Sub, stop, start)
            }
        };
        let count = match self.build.constant(step) {
            Some(Const::Int(1)) => span,
            _ => {
                let nonzero = self.build.binary(BinaryOp::Ne, step, zero);
                self.build.check(nonzero, Failure::Domain);
                let back = self.build.unary(UnaryOp::Neg, span);
                let floor = self.build.binary(BinaryOp::FloorDiv, back, step);
                self.build.unary(UnaryOp::Neg, floor)
            }
        };
        self.build.binary(BinaryOp::Max, count, zero)
    }

    /// What a name stands for.
    pub fn free_of(&self, value: &PyValue) -> Option<Free> {
        value.path.as_ref().and_then(|path| self.environment.names.get(path)).cloned()
    }

    /// Which of CPython's functions a value is.
    pub fn builtin_of(&self, callee: &PyValue) -> Option<String> {
        let path = callee.path.as_ref().and_then(|path| self.environment.names.get(path));
        match (path, &callee.ty) {
            (Some(Free::Builtin(name)), _) => Some(name.clone()),
            (_, PyType::Function(of)) => match &self.learnt.functions[of.number as usize] {
                Callable::Builtin(name) => Some(name.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn is_builtin(&self, path: &str, name: &str) -> bool {
        matches!(self.environment.names.get(path), Some(Free::Builtin(n)) if n == name)
    }

    // Empty lists

    /// The list began as `[]`, and its element type is known only now: lower again with it.
    pub fn other_element(&mut self, list: LocalId, wanted: Elem, elem: Elem, span: Span) -> Diagnostic {
        if let Some(again) = self.learn_element(list, wanted, span) {
            return again;
        }
        let both = super::unions::join_types(&elem.python(), &wanted.python());
        if let Some(again) = both.and_then(|both| self.learn_record(list, &both, span)) {
            return again;
        }
        let (a, b) = (describe(&wanted.python()), describe(&elem.python()));
        let wanted = self.wanted(list, &wanted.python(), Some(&elem.python()));
        let refusal = Diagnostic::new("unsupported", span, format!("{a} is appended to a list of {b}"));
        Diagnostic { wanted, ..refusal }
    }

    /// If the list began as a `[]` of which nothing is known yet: it has such elements.
    pub fn learn_element(&mut self, list: LocalId, wanted: Elem, span: Span) -> Option<Diagnostic> {
        let site = self.build.empty_list_of(list)?;
        // Among longer texts, or wider ones, a list of characters or narrower texts is one of those.
        let is_news = match self.learnt.empty_lists.get(&site) {
            None => true,
            Some(Elem::Int64) if wanted == Elem::UInt64 => true,
            Some(&known) => known != wanted && known.max_of_texts(wanted) == wanted,
        };
        if !is_news {
            return None;
        }
        if let Some(units) = wanted.units()
            && !self.learnt.pools.contains(&units)
        {
            self.learnt.pools.push(units);
        }
        self.learnt.empty_lists.insert(site, wanted);
        Some(Diagnostic::new("again", span, "the element type of a list is known now"))
    }

    // Functions

    /// `first`: arguments before those that are written, of a method.
    pub fn call_function(
        &mut self,
        name: &str,
        callee: &Arc<Callee>,
        first: Vec<PyValue>,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let inside = |d: Diagnostic| {
            let message = format!("`{name}` cannot be compiled in: {}", d.message);
            Diagnostic { span, message, labels: vec![], ..d }
        };
        let function = self.graph.function(callee).map_err(inside)?;
        super::refuse_kind(&function).map_err(inside)?;
        let Some(scope) = self.graph.scope(callee) else {
            bail!(span, "`{name}` is one of several functions with this text, and calls another");
        };
        self.refuse_deep_calls(span)?;
        let given = self.given_arguments(first, args, keywords, Some(&function), span)?;
        let default = |this: &mut Self, param: &ast::Param| {
            let free = match param.kind {
                ParamKind::KeywordOnly => callee.keyword_defaults.iter().find(|(name, _)| *name == param.name),
                _ => None,
            };
            let free = free.map(|(_, free)| free).or_else(|| default_of(&function, param, &callee.defaults));
            match free {
                Some(free)
                    if !matches!(free, Free::Object | Free::Functions(_) | Free::Found(_) | Free::Global(..)) =>
                {
                    if let Free::Function(of) = free {
                        return Ok(this.function_value(&param.name, of));
                    }
                    if let Free::Builtin(of) = free
                        && let Some(value) = this.builtin_value(&param.name, of)
                    {
                        return Ok(value);
                    }
                    let value = this.free(&param.name, free.clone(), span)?;
                    this.solid(value, span)
                }
                _ => bail!(span, "the default of `{}` is no constant", param.name; hint: "pass it"),
            }
        };
        let mut default = |this: &mut Self, at: usize| {
            let param = function.params.iter().filter(|param| param.default.is_some()).nth(at);
            default(this, param.expect("counted by the caller"))
        };
        let values = self.fitted_arguments(&function, &mut default, given, span)?;
        let called = Called { name: function.name.clone(), source: callee.source.clone() };
        let entered = Entered::of_global(scope.environment, called);
        let outcome = match self.graph.is_recursive(scope) {
            true => self.call_instance(&function, entered, scope.identity(), values, span),
            false => self.walk_call(&function, entered, values, span),
        };
        outcome.map_err(|d| if d.code == "again" || is_unknown(&d) { d } else { inside(d) })
    }

    pub fn refuse_deep_calls(&self, span: Span) -> Result<()> {
        if self.calls.len() >= MAX_CALLS {
            bail!(span, "calls are nested deeper than {MAX_CALLS}");
        }
        Ok(())
    }

    /// `first`: values before those that are written; `function`: what they are for, if that is a Python function.
    pub fn given_arguments(
        &mut self,
        first: Vec<PyValue>,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        function: Option<&ast::Function>,
        span: Span,
    ) -> Result<Given> {
        let mut given = Given::default();
        let n_behind = |at: usize| args.len() - 1 - at + keywords.len();
        for value in first {
            let value = self.solid(value, span)?;
            given.values.push(self.as_value(value));
        }
        for (at, a) in args.iter().enumerate() {
            if let ExprKind::Starred(of) = &a.kind {
                let n = function.and_then(|of| n_needed(of)?.checked_sub(given.values.len() + n_behind(at)));
                given.values.extend(self.starred_arguments(of, n)?);
                continue;
            }
            let value = self.optional_argument(a)?;
            given.values.push(self.as_value(value));
        }
        for (name, e) in keywords {
            let Some(name) = name else { bail!(span, "`**` in a call is not compiled yet") };
            let value = self.optional_argument(e)?;
            given.named.push((name.clone(), self.as_value(value)));
        }
        Ok(given)
    }

    /// The same of a list that must have n elements, since the function takes as many.
    fn starred_arguments(&mut self, of: &ast::Expr, n: Option<usize>) -> Result<Vec<PyValue>> {
        let (Some(n), ExprKind::Name(_) | ExprKind::Subscript { .. } | ExprKind::Attribute { .. }) = (n, &of.kind)
        else {
            return self.starred(of);
        };
        let value = self.kept_value(of)?;
        let list = super::tuples::as_list(value.clone());
        let members = match (&list.ty, self.columns_of(&list)) {
            (PyType::Tuple(_), _) => return Ok(self.members_of(&list)),
            (_, Some(columns)) => self.records_of(&columns, n),
            _ if self.length_of(&list).is_some() => self.elements_of(list, n, of.span)?,
            _ => bail!(of.span, "`*` of {} is not compiled yet", self.what_is(&value)),
        };
        Ok(members.into_iter().map(|member| self.keep(member)).collect())
    }

    /// The members of a tuple, each kept.
    pub fn starred(&mut self, of: &ast::Expr) -> Result<Vec<PyValue>> {
        let value = match &of.kind {
            // As good as a tuple: nobody else can see it.
            ExprKind::List(members) if !has_star(members) => {
                self.kept_value(&ast::Expr { kind: ExprKind::Tuple(members.clone()), span: of.span })?
            }
            _ => self.kept_value(of)?,
        };
        match value.ty {
            PyType::Tuple(_) => Ok(self.members_of(&value)),
            _ => bail!(of.span, "`*` of {} is not compiled yet", self.what_is(&value)),
        }
    }

    /// A value for each parameter; `**kwargs` has none. `default` gives that of the n-th parameter that has one.
    pub fn fitted_arguments(
        &mut self,
        function: &ast::Function,
        default: &mut dyn FnMut(&mut Self, usize) -> Result<PyValue>,
        given: Given,
        span: Span,
    ) -> Result<Vec<PyValue>> {
        let Given { values, mut named } = given;
        let mut rest = values.into_iter();
        let (mut fitted, mut n_defaults) = (vec![], 0);
        for param in &function.params {
            if param.kind == ParamKind::Rest {
                let members = rest.by_ref().collect();
                fitted.push(self.tuple_of(members, span)?);
                continue;
            }
            if param.kind == ParamKind::Keywords {
                continue;
            }
            let by_position = if param.kind == ParamKind::KeywordOnly { None } else { rest.next() };
            let by_name = named.iter().position(|(name, _)| *name == param.name);
            let by_name = by_name.filter(|_| param.kind != ParamKind::PositionalOnly && by_position.is_none());
            let value = match (by_position, by_name) {
                (Some(value), _) => value,
                (None, Some(at)) => named.remove(at).1,
                (None, None) if param.default.is_some() => default(self, n_defaults)?,
                (None, None) => bail!(span, "the argument `{}` is missing", param.name),
            };
            n_defaults += usize::from(param.default.is_some());
            fitted.push(value);
        }
        if rest.next().is_some() || !named.is_empty() {
            bail!(span, "these arguments do not fit `{}`", function.name);
        }
        Ok(fitted)
    }

    pub fn walk_call(
        &mut self,
        function: &ast::Function,
        entered: Entered<'a>,
        values: Vec<PyValue>,
        span: Span,
    ) -> Result<PyValue> {
        let label = self.build.label();
        let mut variables = Variables::default();
        self.build.open();
        for (param, value) in function.params.iter().zip(values) {
            if value.path.is_some() {
                self.build.close();
                bail!(span, "{} as an argument of a called function is not compiled yet", self.what_is(&value));
            }
            let parts = self.build.locals_for(&param.name, &value.ty);
            parts.iter().zip(&value.parts).for_each(|(&l, &v)| {
                self.build.note_same_object(l, v);
                self.build.assign(l, v);
            });
            variables.bind(&param.name, value.ty, parts);
        }
        self.calls.push(span);
        let (site, span_before) = (self.build.call_site.replace(self.calls[0]), self.build.span);
        self.carry_shared(&mut variables);
        let frame = self.new_frame(function, &entered, &mut variables);
        let mut liveness = liveness(function, false);
        liveness.shown = shared_names(&variables);
        let mut inner = Lowerer {
            build: std::mem::take(&mut self.build),
            variables,
            request: self.request,
            graph: self.graph,
            environment: entered.environment,
            fields: self.fields.clone(),
            liveness,
            iterators: vec![],
            targets: Targets::of_call(label),
            known_joins: Default::default(),
            calls: std::mem::take(&mut self.calls),
            loops: std::mem::take(&mut self.loops),
            called: entered.called,
            rebound: HashSet::new(),
            frame,
            around: self.frames_around(),
            learnt: std::mem::take(&mut self.learnt),
            instances: std::mem::take(&mut self.instances),
            frames: self.frames + 1,
            tries: vec![],
            harmless: vec![],
            is_learning: false,
            has_guessed: self.has_guessed,
            counts: Default::default(),
            plan: self.plan.clone(),
            arguments: self.arguments.clone(),
        };
        let before = std::mem::take(&mut inner.instances.met_unknown);
        let outcome = inner.block(&function.body).and_then(|flow| {
            if flow == Flow::Next { inner.return_value(PyValue::none(), function.span) } else { Ok(flow) }
        });
        let Lowerer { build, calls, learnt, targets, instances, loops, .. } = inner;
        (self.build, self.calls, self.learnt, self.instances) = (build, calls, learnt, instances);
        self.calls.pop();
        (self.build.call_site, self.build.span) = (site, span_before);
        self.loops = loops;
        let is_whole = !std::mem::replace(&mut self.instances.met_unknown, before);
        self.instances.met_unknown |= !is_whole;
        let body = self.build.close();
        outcome?;
        if targets.result.is_none() && !is_whole {
            return Err(unknown(function, span));
        }
        let returned = targets.inlined.expect("a target of a call");
        if raises(&function.body) {
            // Nobody is told what is given where it raises, but every local has a value.
            returned.parts.iter().for_each(|&part| self.give_nothing(part));
        }
        self.build.push(Stmt::Block { label, body });
        let ty = targets.result.unwrap_or(PyType::None);
        if let Some(shared) = &returned.shared {
            self.take_back(shared);
        }
        let parts = returned.parts.into_iter().map(|l| self.build.read(l)).collect();
        Ok(PyValue::new(ty, parts))
    }

    pub fn give_nothing(&mut self, part: LocalId) {
        let nothing = match self.build.module.entry.locals[part.0 as usize].ty {
            Type::Buffer(..) => {
                let list = self.build.stand_in(part);
                self.build.read(list)
            }
            _ => self.nothing_in(part),
        };
        self.build.push(Stmt::Assign(part, nothing));
    }

    // Call-outs

    pub fn is_print(&self, e: &ast::Expr) -> bool {
        let ExprKind::Call { function, .. } = &e.kind else { return false };
        matches!(&function.kind, ExprKind::Name(name) if self.variables.get(name).is_none() && self.is_builtin(name, "print"))
    }

    /// CPython runs the statement as it stands, given the variables that it reads.
    pub fn call_print(&mut self, s: &ast::Stmt, e: &ast::Expr) -> Result<()> {
        if !self.calls.is_empty() {
            bail!(e.span, "`print` in a called function is not compiled in yet");
        }
        if !self.tries.is_empty() {
            bail!(e.span, "`print` in a `try` is not compiled yet");
        }
        if let Some((what, span)) = unknown_part(e) {
            bail!(span, "{what} in a call that CPython runs is not compiled yet"; hint: "assign it to a name before the loop");
        }
        if !self.is_harmless_print(e) {
            return self.call_out_expression(s, e);
        }
        let mut names = Names::new();
        names_of(e, &mut names);
        if self.request.options.keeps_results {
            // A handler around the loop sees them all, if this raises.
            names.extend(self.variables.names().filter(|name| !name.starts_with('.')).cloned());
        }
        let (params, arguments) = self.snippet_arguments(names, e.span)?;
        let snippet = self.build.snippet(e.span, params, Takes::Nothing);
        self.harmless.push(self.is_harmless_print(e));
        self.build.push(Stmt::CallPython { snippet, arguments, result: None, outcome: vec![] });
        self.exit_after(s.span);
        Ok(())
    }
}

impl Lowerer<'_> {
    /// A `print` of numbers, strings and lengths: no Python code but what CPython ships looks at a list meanwhile.
    fn is_harmless_print(&self, e: &ast::Expr) -> bool {
        let ExprKind::Call { args, keywords, .. } = &e.kind else { return false };
        let plain = |name: &Option<String>| matches!(name.as_deref(), Some("sep" | "end" | "flush"));
        args.iter().all(|a| self.is_harmless(a)) && keywords.iter().all(|(name, v)| plain(name) && self.is_harmless(v))
    }

    fn is_harmless(&self, e: &ast::Expr) -> bool {
        match &e.kind {
            ExprKind::Name(name) => match (self.variables.get(name), self.environment.names.get(name)) {
                (Some(Variable { ty: PyType::Str(_) | PyType::Bytes, .. }), _) => true,
                (Some(variable), _) => {
                    let ty = std::slice::from_ref(&variable.ty);
                    variable.ty.parts().iter().all(|part| part.scalar().is_some())
                        && ir::classes_of(ty).is_empty()
                        && ir::heaps_of(ty).is_empty()
                }
                (None, Some(free)) => !matches!(
                    free,
                    Free::Object | Free::Functions(_) | Free::Found(_) | Free::Global(..) | Free::Unbound
                ),
                (None, None) => false,
            },
            ExprKind::Call { function, args, keywords } => {
                let ExprKind::Name(name) = &function.kind else { return false };
                let known = matches!(
                    name.as_str(),
                    "abs" | "min" | "max" | "round" | "int" | "float" | "str" | "repr" | "format"
                );
                match args.first() {
                    Some(ast::Expr { kind: ExprKind::Name(list), .. })
                        if name == "len" && self.variables.get(list).is_some() =>
                    {
                        true
                    }
                    _ => {
                        known
                            && self.is_builtin(name, name)
                            && keywords.is_empty()
                            && args.iter().all(|a| self.is_harmless(a))
                    }
                }
            }
            ExprKind::Subscript { .. } | ExprKind::Attribute { .. } | ExprKind::Lambda(_) | ExprKind::Other(_) => false,
            ExprKind::Comprehension { .. } => false,
            _ => e.children().into_iter().all(|child| self.is_harmless(child)),
        }
    }
}

/// How many arguments a function takes, if that is always so many.
fn n_needed(function: &ast::Function) -> Option<usize> {
    let is_needed =
        |param: &ast::Param| param.default.is_none() && !matches!(param.kind, ParamKind::Rest | ParamKind::Keywords);
    function.params.iter().all(is_needed).then_some(function.params.len())
}

/// Is there a `raise` in it?
pub fn raises(block: &[ast::Stmt]) -> bool {
    block.iter().any(|s| matches!(s.kind, StmtKind::Raise { .. }) || s.blocks().into_iter().any(raises))
}

/// The names of variables that functions share.
pub fn shared_names(variables: &Variables) -> Names {
    variables.names().filter(|name| is_shared_key(name)).cloned().collect()
}

/// The default of a positional parameter: the given ones are those of the last parameters.
fn default_of<'d>(function: &ast::Function, param: &ast::Param, defaults: &'d [Free]) -> Option<&'d Free> {
    let is_positional = |param: &&ast::Param| matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional);
    let positional: Vec<&ast::Param> = function.params.iter().filter(is_positional).collect();
    let at = positional.iter().position(|one| one.name == param.name)?;
    defaults.get((at + defaults.len()).checked_sub(positional.len())?)
}

/// `float("inf")`: of what both Rust and Python take for a float. There is one NaN of each sign.
fn float_of(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    Some(if value.is_nan() { f64::NAN.copysign(sign) } else { value })
}

/// A part whose names the tree does not keep: the snippet could not be given them.
pub fn unknown_part(e: &ast::Expr) -> Option<(&'static str, Span)> {
    match e.kind {
        ExprKind::Other("an ellipsis") => None,
        ExprKind::Other(what) => Some((what, e.span)),
        ExprKind::Lambda(_) => Some(("a lambda", e.span)),
        // It may be asked later on, when the variables are others.
        ExprKind::Comprehension { is_lazy: true, .. } => Some(("a generator expression", e.span)),
        ExprKind::Walrus { .. } => Some(("an assignment", e.span)),
        _ => e.children().into_iter().find_map(unknown_part),
    }
}
