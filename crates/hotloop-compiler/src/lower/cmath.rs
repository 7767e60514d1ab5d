//! `cmath`: CPython's own formulas, written out in the functions of `math` that they call.
//!
//! `cmath.sin(x + yi)` is `sin(x) * cosh(-y)` and `-(cos(x) * sinh(-y))`.
//!
//! The names and the order of operations are those of `cmathmodule.c`. What it treats apart is left to it: infinities
//! and NaN, numbers so large or so small that it scales them, and errors.

use super::Lowerer;
use super::value::{Kind, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast;

/// Below `log(DBL_MAX / 4)`.
const LOG_LARGE: f64 = 708.0;
/// Below `DBL_MAX / 4`, and below its root.
const LARGE: f64 = 1e300;
const SQRT_LARGE: f64 = 1e150;

/// A complex number's parts.
#[derive(Clone, Copy)]
struct Parts {
    re: ExprId,
    im: ExprId,
}

impl Lowerer<'_> {
    /// A function of `cmath`; `None`: it is none of these.
    pub fn cmath_call(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Result<Option<PyValue>> {
        let Some(name) = name.strip_prefix("cmath.") else { return Ok(None) };
        match (name, args) {
            ("rect", [r, phi]) => return self.rect(r, phi).map(Some),
            ("log", [z, base]) => return self.cmath_log_of_base(z, base, span).map(Some),
            (_, [_]) => {}
            _ => return Ok(None),
        }
        let z = self.complex_argument(&args[0])?;
        if let "isnan" | "isinf" | "isfinite" = name {
            let answer = self.classify_parts(name, z);
            return Ok(Some(PyValue::new(PyType::Bool, vec![answer])));
        }
        let function = match name {
            "phase" | "polar" => return self.polar(name, z).map(Some),
            "exp" => Self::cmath_exp,
            "log" => Self::cmath_log,
            "log10" => Self::cmath_log10,
            "sqrt" => Self::cmath_sqrt,
            "sin" => Self::cmath_sin,
            "cos" => Self::cmath_cos,
            "tan" => Self::cmath_tan,
            "asin" => Self::cmath_asin,
            "acos" => Self::cmath_acos,
            "atan" => Self::cmath_atan,
            "sinh" => Self::cmath_sinh,
            "cosh" => Self::cmath_cosh,
            "tanh" => Self::cmath_tanh,
            "asinh" => Self::cmath_asinh,
            "acosh" => Self::cmath_acosh,
            "atanh" => Self::cmath_atanh,
            _ => return Ok(None),
        };
        self.check_finite(z);
        let result = function(self, z);
        Ok(Some(self.finite_complex(result)))
    }

    fn complex_argument(&mut self, e: &ast::Expr) -> Result<Parts> {
        let value = self.expression(e)?;
        let value = self.settle(value);
        if value.kind().is_none() {
            bail!(e.span, "{} where a complex number is needed", self.what_is(&value));
        }
        let value = self.keep(value);
        let parts = self.as_kind(value, Kind::Complex);
        Ok(Parts { re: self.build.keep(parts[0]), im: self.build.keep(parts[1]) })
    }

    /// What is not finite may be an error: CPython finds out.
    fn finite_complex(&mut self, z: Parts) -> PyValue {
        let z = self.kept(z.re, z.im);
        self.check_finite(z);
        PyValue::new(PyType::Complex, vec![z.re, z.im])
    }

    fn check_finite(&mut self, z: Parts) {
        for part in [z.re, z.im] {
            let finite = self.build.is_finite(part);
            self.build.check(finite, Failure::Domain);
        }
    }

    // Polar coordinates and classification

    fn rect(&mut self, r: &ast::Expr, phi: &ast::Expr) -> Result<PyValue> {
        let (r, phi) = (self.float_argument(r)?, self.float_argument(phi)?);
        self.check_finite(Parts { re: r, im: phi });
        let (cos, sin) = (self.math("cos", phi), self.math("sin", phi));
        let z = Parts { re: self.mul(r, cos), im: self.mul(r, sin) };
        Ok(self.finite_complex(z))
    }

    fn polar(&mut self, name: &str, z: Parts) -> Result<PyValue> {
        self.check_finite(z);
        let phase = self.math2("atan2", z.im, z.re);
        if name == "phase" {
            return Ok(PyValue::new(PyType::Float, vec![phase]));
        }
        let size = self.math2("hypot", z.re, z.im);
        let finite = self.build.is_finite(size);
        self.build.check(finite, Failure::Overflow);
        Ok(PyValue::new(PyType::tuple(vec![PyType::Float, PyType::Float]), vec![size, phase]))
    }

    fn classify_parts(&mut self, name: &str, z: Parts) -> ExprId {
        let [re, im] = [z.re, z.im].map(|part| self.classify_float(name, part));
        let join = if name == "isfinite" { BinaryOp::And } else { BinaryOp::Or };
        self.build.binary(join, re, im)
    }

    // Powers and logarithms

    fn cmath_exp(&mut self, z: Parts) -> Parts {
        self.check_at_most(z.re, LOG_LARGE);
        let size = self.math("exp", z.re);
        let (cos, sin) = (self.math("cos", z.im), self.math("sin", z.im));
        Parts { re: self.mul(size, cos), im: self.mul(size, sin) }
    }

    fn cmath_log(&mut self, z: Parts) -> Parts {
        let (ax, ay) = (self.size(z.re), self.size(z.im));
        let is_larger = self.build.binary(BinaryOp::Gt, ax, ay);
        let (am, an) = (self.build.select(is_larger, ax, ay), self.build.select(is_larger, ay, ax));
        let (am, an) = (self.build.keep(am), self.build.keep(an));
        self.check_at_most(am, LARGE);
        self.check_at_least(am, f64::MIN_POSITIVE);
        let h = self.math2("hypot", ax, ay);
        let far = self.math("log", h);
        // Near the unit circle h has lost the digits that count.
        let one = self.build.float(1.0);
        let (below, above) = (self.sub(am, one), self.add(am, one));
        let (product, square) = (self.mul(below, above), self.mul(an, an));
        let sum = self.add(product, square);
        let near = self.math("log1p", sum);
        let near = self.divided(near, 2.0);
        let (low, high) = (self.build.float(0.71), self.build.float(1.73));
        let from = self.build.binary(BinaryOp::Ge, h, low);
        let to = self.build.binary(BinaryOp::Le, h, high);
        let is_near = self.build.binary(BinaryOp::And, from, to);
        let re = self.build.select(is_near, near, far);
        Parts { re, im: self.math2("atan2", z.im, z.re) }
    }

    fn cmath_log10(&mut self, z: Parts) -> Parts {
        let log = self.cmath_log(z);
        let ln_10 = std::f64::consts::LN_10;
        Parts { re: self.divided(log.re, ln_10), im: self.divided(log.im, ln_10) }
    }

    fn cmath_log_of_base(&mut self, z: &ast::Expr, base: &ast::Expr, span: Span) -> Result<PyValue> {
        let mut logs = vec![];
        for argument in [z, base] {
            let z = self.complex_argument(argument)?;
            self.check_finite(z);
            let log = self.cmath_log(z);
            logs.push(self.finite_complex(log));
        }
        let (base, log) = (logs.pop().expect("two"), logs.pop().expect("two"));
        let quotient = self.binary(ast::BinaryOp::Div, log, base, span)?;
        Ok(self.finite_complex(Parts { re: quotient.parts[0], im: quotient.parts[1] }))
    }

    fn cmath_sqrt(&mut self, z: Parts) -> Parts {
        let (ax, ay) = (self.size(z.re), self.size(z.im));
        let zero = self.build.float(0.0);
        let sum = self.add(ax, ay);
        let sum = self.build.keep(sum);
        let is_zero = self.build.binary(BinaryOp::Eq, sum, zero);
        let is_zero = self.build.keep(is_zero);
        // Parts that are both subnormal are scaled.
        let least = self.build.float(f64::MIN_POSITIVE);
        let normal = [ax, ay].map(|part| self.build.binary(BinaryOp::Ge, part, least));
        let normal = self.build.binary(BinaryOp::Or, normal[0], normal[1]);
        let fine = self.build.binary(BinaryOp::Or, is_zero, normal);
        self.build.check(fine, Failure::Domain);
        let (eighth, other) = (self.divided(ax, 8.0), self.divided(ay, 8.0));
        let h = self.math2("hypot", eighth, other);
        let sum = self.add(eighth, h);
        let root = self.build.unary(UnaryOp::Sqrt, sum);
        let two = self.build.float(2.0);
        let s = self.mul(two, root);
        let s = self.build.keep(s);
        let double = self.mul(two, s);
        let d = self.build.binary(BinaryOp::Div, ay, double);
        let d = self.build.keep(d);
        let right = self.build.binary(BinaryOp::Ge, z.re, zero);
        let right = self.build.keep(right);
        let (re, im) = (self.build.select(right, s, d), self.build.select(right, d, s));
        let im = self.math2("copysign", im, z.im);
        Parts { re: self.build.select(is_zero, zero, re), im: self.build.select(is_zero, z.im, im) }
    }

    // Hyperbolic functions

    fn cmath_sinh(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LOG_LARGE);
        let (cos, sin) = (self.math("cos", z.im), self.math("sin", z.im));
        let (sinh, cosh) = (self.math("sinh", z.re), self.math("cosh", z.re));
        Parts { re: self.mul(cos, sinh), im: self.mul(sin, cosh) }
    }

    fn cmath_cosh(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LOG_LARGE);
        let (cos, sin) = (self.math("cos", z.im), self.math("sin", z.im));
        let (sinh, cosh) = (self.math("sinh", z.re), self.math("cosh", z.re));
        Parts { re: self.mul(cos, cosh), im: self.mul(sin, sinh) }
    }

    fn cmath_tanh(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LOG_LARGE);
        let one = self.build.float(1.0);
        let (tx, ty) = (self.math("tanh", z.re), self.math("tan", z.im));
        let cosh = self.math("cosh", z.re);
        let cx = self.build.binary(BinaryOp::Div, one, cosh);
        let cx = self.build.keep(cx);
        let txty = self.mul(tx, ty);
        let txty = self.build.keep(txty);
        let square = self.mul(txty, txty);
        let denominator = self.add(one, square);
        let denominator = self.build.keep(denominator);
        let square = self.mul(ty, ty);
        let numerator = self.add(one, square);
        let numerator = self.mul(tx, numerator);
        let quotient = self.build.binary(BinaryOp::Div, ty, denominator);
        let product = self.mul(quotient, cx);
        let re = self.build.binary(BinaryOp::Div, numerator, denominator);
        Parts { re, im: self.mul(product, cx) }
    }

    fn cmath_asinh(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LARGE);
        self.check_size(z.im, LARGE);
        let one = self.build.float(1.0);
        let (above, below, back) = (self.add(one, z.im), self.sub(one, z.im), self.negated(z.re));
        let s1 = self.root_of(above, back);
        let s2 = self.root_of(below, z.re);
        let (p, q) = (self.mul(s1.re, s2.im), self.mul(s2.re, s1.im));
        let height = self.sub(p, q);
        let (p, q) = (self.mul(s1.re, s2.re), self.mul(s1.im, s2.im));
        let width = self.sub(p, q);
        Parts { re: self.math("asinh", height), im: self.math2("atan2", z.im, width) }
    }

    fn cmath_acosh(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LARGE);
        self.check_size(z.im, LARGE);
        let one = self.build.float(1.0);
        let (below, above) = (self.sub(z.re, one), self.add(z.re, one));
        let s1 = self.root_of(below, z.im);
        let s2 = self.root_of(above, z.im);
        let (p, q) = (self.mul(s1.re, s2.re), self.mul(s1.im, s2.im));
        let sum = self.add(p, q);
        let angle = self.math2("atan2", s1.im, s2.re);
        Parts { re: self.math("asinh", sum), im: self.doubled(angle) }
    }

    /// `atanh(z) = -atanh(-z)` brings the real part to the right.
    fn cmath_atanh(&mut self, z: Parts) -> Parts {
        let one = self.build.float(1.0);
        let sign = self.math2("copysign", one, z.re);
        let zero = self.build.float(0.0);
        let left = self.build.binary(BinaryOp::Lt, sign, zero);
        let left = self.build.keep(left);
        let (minus_re, minus_im) = (self.negated(z.re), self.negated(z.im));
        let (re, im) = (self.build.select(left, minus_re, z.re), self.build.select(left, minus_im, z.im));
        let z = self.kept(re, im);
        let ay = self.size(z.im);
        self.check_at_most(z.re, SQRT_LARGE);
        self.check_at_most(ay, SQRT_LARGE);
        // The pole at 1.
        let beside = self.build.binary(BinaryOp::Ne, z.re, one);
        let least = self.build.float(1.0 / SQRT_LARGE);
        let off = self.build.binary(BinaryOp::Ge, ay, least);
        let fine = self.build.binary(BinaryOp::Or, beside, off);
        self.build.check(fine, Failure::Domain);
        let (below, above, square) = (self.sub(one, z.re), self.add(one, z.re), self.mul(ay, ay));
        let (below, square) = (self.build.keep(below), self.build.keep(square));
        let four = self.build.float(4.0);
        let numerator = self.mul(four, z.re);
        let below_square = self.mul(below, below);
        let denominator = self.add(below_square, square);
        let quotient = self.build.binary(BinaryOp::Div, numerator, denominator);
        let log = self.math("log1p", quotient);
        let re = self.divided(log, 4.0);
        let minus_two = self.build.float(-2.0);
        let height = self.mul(minus_two, z.im);
        let product = self.mul(below, above);
        let width = self.sub(product, square);
        let angle = self.math2("atan2", height, width);
        let angle = self.negated(angle);
        let im = self.divided(angle, 2.0);
        let (re, im) = (self.build.keep(re), self.build.keep(im));
        let (minus_re, minus_im) = (self.negated(re), self.negated(im));
        Parts { re: self.build.select(left, minus_re, re), im: self.build.select(left, minus_im, im) }
    }

    // Trigonometric functions: those of `i z`

    fn cmath_sin(&mut self, z: Parts) -> Parts {
        self.turned(z, Self::cmath_sinh)
    }

    fn cmath_tan(&mut self, z: Parts) -> Parts {
        self.turned(z, Self::cmath_tanh)
    }

    fn cmath_asin(&mut self, z: Parts) -> Parts {
        self.turned(z, Self::cmath_asinh)
    }

    fn cmath_atan(&mut self, z: Parts) -> Parts {
        self.turned(z, Self::cmath_atanh)
    }

    /// `-i f(i z)`
    fn turned(&mut self, z: Parts, function: fn(&mut Self, Parts) -> Parts) -> Parts {
        let re = self.negated(z.im);
        let s = self.kept(re, z.re);
        let s = function(self, s);
        Parts { re: s.im, im: self.negated(s.re) }
    }

    fn cmath_cos(&mut self, z: Parts) -> Parts {
        let re = self.negated(z.im);
        let s = self.kept(re, z.re);
        self.cmath_cosh(s)
    }

    fn cmath_acos(&mut self, z: Parts) -> Parts {
        self.check_size(z.re, LARGE);
        self.check_size(z.im, LARGE);
        let one = self.build.float(1.0);
        let (below, above, back) = (self.sub(one, z.re), self.add(one, z.re), self.negated(z.im));
        let s1 = self.root_of(below, back);
        let s2 = self.root_of(above, z.im);
        let angle = self.math2("atan2", s1.re, s2.re);
        let (p, q) = (self.mul(s2.re, s1.im), self.mul(s2.im, s1.re));
        let height = self.sub(p, q);
        Parts { re: self.doubled(angle), im: self.math("asinh", height) }
    }

    // Arithmetic

    fn root_of(&mut self, re: ExprId, im: ExprId) -> Parts {
        let z = self.kept(re, im);
        let root = self.cmath_sqrt(z);
        self.kept(root.re, root.im)
    }

    fn kept(&mut self, re: ExprId, im: ExprId) -> Parts {
        Parts { re: self.build.keep(re), im: self.build.keep(im) }
    }

    fn math(&mut self, name: &'static str, x: ExprId) -> ExprId {
        let result = self.build.call(name, vec![x]);
        self.build.keep(result)
    }

    fn math2(&mut self, name: &'static str, x: ExprId, y: ExprId) -> ExprId {
        let result = self.build.call(name, vec![x, y]);
        self.build.keep(result)
    }

    fn add(&mut self, x: ExprId, y: ExprId) -> ExprId {
        self.build.binary(BinaryOp::Add, x, y)
    }

    fn sub(&mut self, x: ExprId, y: ExprId) -> ExprId {
        self.build.binary(BinaryOp::Sub, x, y)
    }

    fn mul(&mut self, x: ExprId, y: ExprId) -> ExprId {
        self.build.binary(BinaryOp::Mul, x, y)
    }

    fn doubled(&mut self, x: ExprId) -> ExprId {
        let two = self.build.float(2.0);
        self.mul(two, x)
    }

    fn divided(&mut self, x: ExprId, by: f64) -> ExprId {
        let by = self.build.float(by);
        self.build.binary(BinaryOp::Div, x, by)
    }

    fn negated(&mut self, x: ExprId) -> ExprId {
        self.build.unary(UnaryOp::Neg, x)
    }

    fn size(&mut self, x: ExprId) -> ExprId {
        let size = self.build.unary(UnaryOp::Abs, x);
        self.build.keep(size)
    }

    fn check_size(&mut self, x: ExprId, most: f64) {
        let size = self.build.unary(UnaryOp::Abs, x);
        self.check_at_most(size, most);
    }

    fn check_at_most(&mut self, x: ExprId, most: f64) {
        let most = self.build.float(most);
        let fine = self.build.binary(BinaryOp::Le, x, most);
        self.build.check(fine, Failure::Domain);
    }

    fn check_at_least(&mut self, x: ExprId, least: f64) {
        let least = self.build.float(least);
        let fine = self.build.binary(BinaryOp::Ge, x, least);
        self.build.check(fine, Failure::Domain);
    }
}
