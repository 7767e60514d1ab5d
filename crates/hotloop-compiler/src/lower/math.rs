//! Functions of `math` that are more than one row of the builtin table.
//!
//! `math.modf(x)` is `x - trunc(x)` with the sign of `x`, and `trunc(x)`; `math.log(x, b)` is `log(x) / log(b)`.

use super::Lowerer;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::Result;
use crate::ir::{BinaryOp, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast::Expr;

impl Lowerer<'_> {
    /// A function of `math`; `None`: it is none of these.
    pub fn math_call(&mut self, name: &str, args: &[Expr]) -> Result<Option<PyValue>> {
        let Some(name) = name.strip_prefix("math.") else { return Ok(None) };
        Ok(Some(match (name, args) {
            // In CPython too these are constants that the C compiler divides.
            ("degrees", [x]) => self.scaled(x, 180.0 / std::f64::consts::PI)?,
            ("radians", [x]) => self.scaled(x, std::f64::consts::PI / 180.0)?,
            ("log", [x, base]) => self.log_of_base(x, base)?,
            ("hypot", [x, y]) => self.math_hypot(x, y)?,
            ("ldexp", [x, exponent]) => self.ldexp(x, exponent)?,
            ("frexp", [x]) => self.frexp(x)?,
            ("modf", [x]) => self.modf(x)?,
            ("ulp", [x]) => self.ulp(x)?,
            ("isclose", [x, y]) => self.isclose(x, y)?,
            ("hypot", [x]) => float({
                let x = self.float_argument(x)?;
                self.build.unary(UnaryOp::Abs, x)
            }),
            ("hypot", []) => float(self.build.float(0.0)),
            ("gcd", []) => int(self.build.int(0)),
            ("lcm", []) => int(self.build.int(1)),
            ("gcd", [_, ..]) => self.gcd(args)?,
            ("lcm", [_, ..]) => self.lcm(args)?,
            ("factorial", [x]) => self.int_row("factorial", "factorial_fails", &[x])?,
            ("isqrt", [x]) => self.int_row("isqrt", "isqrt_fails", &[x])?,
            ("comb", [n, k]) => self.int_row("comb", "comb_fails", &[n, k])?,
            ("perm", [n, k]) => self.int_row("perm", "perm_fails", &[n, k])?,
            ("perm", [n]) => self.int_row("factorial", "factorial_fails", &[n])?,
            _ => return Ok(None),
        }))
    }

    fn scaled(&mut self, x: &Expr, factor: f64) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let factor = self.build.float(factor);
        Ok(float(self.build.binary(BinaryOp::Mul, x, factor)))
    }

    fn log_of_base(&mut self, x: &Expr, base: &Expr) -> Result<PyValue> {
        let mut logs = vec![];
        for argument in [x, base] {
            let x = self.float_argument(argument)?;
            logs.push(self.finite_row("log", vec![x]));
        }
        let zero = self.build.float(0.0);
        let nonzero = self.build.binary(BinaryOp::Ne, logs[1], zero);
        self.build.check(nonzero, Failure::ZeroDivision);
        Ok(float(self.build.binary(BinaryOp::Div, logs[0], logs[1])))
    }

    fn math_hypot(&mut self, x: &Expr, y: &Expr) -> Result<PyValue> {
        let name = if self.request.options.python >= (3, 12) { "hypot_3_12" } else { "hypot_3_11" };
        let arguments = vec![self.float_argument(x)?, self.float_argument(y)?];
        Ok(float(self.build.call(name, arguments)))
    }

    fn ldexp(&mut self, x: &Expr, exponent: &Expr) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let value = self.argument(exponent)?;
        if value.number().is_none_or(|number| number.numpy.is_some()) {
            bail!(exponent.span, "`math.ldexp` with {}, which it does not take", self.what_is(&value); hint: "`int(n)`");
        }
        let exponent = self.int_of(value, exponent.span)?;
        Ok(float(self.finite_row("ldexp", vec![x, exponent])))
    }

    /// A row whose result is checked to be finite; where it is not, CPython knows whether that is an error.
    fn finite_row(&mut self, name: &'static str, arguments: Vec<ExprId>) -> ExprId {
        let result = self.build.call(name, arguments);
        let result = self.build.keep(result);
        let finite = self.build.is_finite(result);
        self.build.check(finite, Failure::Domain);
        result
    }

    fn frexp(&mut self, x: &Expr) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let parts = vec![self.build.call("frexp_mantissa", vec![x]), self.build.call("frexp_exponent", vec![x])];
        Ok(PyValue::new(PyType::tuple(vec![PyType::Float, PyType::Int]), parts))
    }

    fn modf(&mut self, x: &Expr) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let whole = self.build.unary(UnaryOp::Trunc, x);
        let whole = self.build.keep(whole);
        let rest = self.build.binary(BinaryOp::Sub, x, whole);
        let is_infinite = self.classify_float("isinf", x);
        let zero = self.build.float(0.0);
        let rest = self.build.select(is_infinite, zero, rest);
        let rest = self.build.call("copysign", vec![rest, x]);
        Ok(PyValue::new(PyType::tuple(vec![PyType::Float, PyType::Float]), vec![rest, whole]))
    }

    /// The distance to the next float away from zero; of the largest, to the one before it.
    fn ulp(&mut self, x: &Expr) -> Result<PyValue> {
        let x = self.float_argument(x)?;
        let size = self.build.unary(UnaryOp::Abs, x);
        let size = self.build.keep(size);
        let (up, down) = (self.build.float(f64::INFINITY), self.build.float(f64::NEG_INFINITY));
        let next = self.build.call("nextafter", vec![size, up]);
        let next = self.build.keep(next);
        let before = self.build.call("nextafter", vec![size, down]);
        let to_next = self.build.binary(BinaryOp::Sub, next, size);
        let from_before = self.build.binary(BinaryOp::Sub, size, before);
        let is_last = self.build.binary(BinaryOp::Eq, next, up);
        let distance = self.build.select(is_last, from_before, to_next);
        let is_infinite = self.build.binary(BinaryOp::Eq, size, up);
        Ok(float(self.build.select(is_infinite, up, distance)))
    }

    /// With the tolerances that it has by default.
    fn isclose(&mut self, x: &Expr, y: &Expr) -> Result<PyValue> {
        let (x, y) = (self.float_argument(x)?, self.float_argument(y)?);
        let equal = self.build.binary(BinaryOp::Eq, x, y);
        let finite = [x, y].map(|one| self.build.is_finite(one));
        let finite = self.build.binary(BinaryOp::And, finite[0], finite[1]);
        let difference = self.build.binary(BinaryOp::Sub, y, x);
        let difference = self.build.unary(UnaryOp::Abs, difference);
        let difference = self.build.keep(difference);
        let near = [y, x].map(|one| {
            let tolerance = self.build.float(1e-9);
            let bound = self.build.binary(BinaryOp::Mul, tolerance, one);
            let bound = self.build.unary(UnaryOp::Abs, bound);
            self.build.binary(BinaryOp::Le, difference, bound)
        });
        let near = self.build.binary(BinaryOp::Or, near[0], near[1]);
        let near = self.build.binary(BinaryOp::And, finite, near);
        Ok(PyValue::new(PyType::Bool, vec![self.build.binary(BinaryOp::Or, equal, near)]))
    }

    fn gcd(&mut self, args: &[Expr]) -> Result<PyValue> {
        let mut numbers = self.sizes(args)?.into_iter();
        let first = numbers.next().expect("one or more");
        Ok(int(numbers.fold(first, |gcd, one| self.gcd_of(gcd, one))))
    }

    fn lcm(&mut self, args: &[Expr]) -> Result<PyValue> {
        let mut numbers = self.sizes(args)?.into_iter();
        let first = numbers.next().expect("one or more");
        Ok(int(numbers.fold(first, |lcm, one| {
            let gcd = self.gcd_of(lcm, one);
            // Of two zeros it is 0, and so is the quotient.
            let part = self.build.binary(BinaryOp::FloorDiv, lcm, gcd);
            let part = self.build.keep(part);
            let overflows = self.build.binary(BinaryOp::MulOverflows, part, one);
            let fits = self.build.not(overflows);
            self.build.check(fits, Failure::Overflow);
            let lcm = self.build.binary(BinaryOp::Mul, part, one);
            self.build.keep(lcm)
        })))
    }

    fn gcd_of(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let gcd = self.build.call("gcd", vec![x, y]);
        self.build.keep(gcd)
    }

    /// Absolute values of ints.
    fn sizes(&mut self, args: &[Expr]) -> Result<Vec<ExprId>> {
        let mut sizes = vec![];
        for argument in args {
            let x = self.int_argument(argument)?;
            let least = self.build.int(i64::MIN);
            let fits = self.build.binary(BinaryOp::Ne, x, least);
            self.build.check(fits, Failure::Overflow);
            let size = self.build.unary(UnaryOp::Abs, x);
            sizes.push(self.build.keep(size));
        }
        Ok(sizes)
    }

    /// A row of ints; where the other row is 1, CPython raises or the result has more than 64 bits.
    pub fn int_row(&mut self, name: &'static str, fails: &'static str, args: &[&Expr]) -> Result<PyValue> {
        let arguments = args.iter().map(|argument| self.int_argument(argument)).collect::<Result<Vec<_>>>()?;
        let failed = self.build.call(fails, arguments.clone());
        let zero = self.build.int(0);
        let fine = self.build.binary(BinaryOp::Eq, failed, zero);
        self.build.check(fine, Failure::Overflow);
        Ok(int(self.build.call(name, arguments)))
    }

    fn int_argument(&mut self, e: &Expr) -> Result<ExprId> {
        let value = self.argument(e)?;
        let int = self.int_of(value, e.span)?;
        Ok(self.build.keep(int))
    }
}

fn float(part: ExprId) -> PyValue {
    PyValue::new(PyType::Float, vec![part])
}

fn int(part: ExprId) -> PyValue {
    PyValue::new(PyType::Int, vec![part])
}
