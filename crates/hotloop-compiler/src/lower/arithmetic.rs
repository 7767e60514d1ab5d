//! Arithmetic and comparison, for each kind of number and each owner (Python or NumPy).
//!
//! What CPython or NumPy would raise or warn about is a check before the operation.

use super::Lowerer;
use super::dtypes::{common_elem, is_numpy, is_unsigned};
use super::expressions::Element;
use super::unions::{EXACT, Ints};
use super::value::{Kind, Number, PyValue, describe};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp as Ir, Const, Edit, Elem, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast::{self, BinaryOp, CompareOp, ExprKind};

impl Lowerer<'_> {
    pub fn binary_expression(
        &mut self,
        e: &ast::Expr,
        op: BinaryOp,
        left: &ast::Expr,
        right: &ast::Expr,
    ) -> Result<PyValue> {
        if op == BinaryOp::Mul {
            if let ExprKind::List(members) = &left.kind
                && let [member] = &members[..]
            {
                return self.repeated_list(member, right);
            }
            if let ExprKind::List(members) = &right.kind
                && let [member] = &members[..]
            {
                return self.repeated_list(member, left);
            }
        }
        let a = self.expression(left)?;
        let b = self.expression(right)?;
        self.build.span = e.span;
        self.binary_values(e, op, a, b)
    }

    /// `a op b` of lists, texts or numbers.
    pub fn binary_values(&mut self, e: &ast::Expr, op: BinaryOp, a: PyValue, b: PyValue) -> Result<PyValue> {
        if let Some(value) = self.named_operation(op, &a, &b, e.span)? {
            return Ok(value);
        }
        if let Some(list) = self.list_operation(op, &a, &b, e.span)? {
            return Ok(list);
        }
        if let Some(text) = self.text_operation(op, &a, &b, e.span)? {
            return Ok(text);
        }
        self.binary(op, a, b, e.span)
    }

    pub fn binary(&mut self, op: BinaryOp, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        if let Some(value) = self.word_operation(op, &a, &b, span)? {
            return Ok(value);
        }
        if !(a.may_be_number() && b.may_be_number()) {
            bail!(span, "`{}` of {} and {} is not compiled yet", symbol(op), self.what_is(&a), self.what_is(&b))
        }
        if op == BinaryOp::Pow
            && matches!(a.ty, PyType::Bool | PyType::Int)
            && b.ty == PyType::Int
            && matches!(self.build.constant(b.parts[0]), Some(Const::Int(..0)))
        {
            // It is a power of floats in CPython, too.
            let [a, b] = [a, b].map(|value| PyValue::new(PyType::Float, self.as_kind(value, Kind::Float)));
            return self.binary(op, a, b, span);
        }
        let ints = if op == BinaryOp::Div { Ints::Exact } else { Ints::Rounded };
        self.by_members(
            vec![a, b],
            ints,
            span,
            |this, of| this.result_number(op, of[0], of[1], span).map(Number::ty),
            |this, operands| this.binary_numbers(op, operands, span),
        )
    }

    fn binary_numbers(&mut self, op: BinaryOp, operands: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let [a, b] = <[PyValue; 2]>::try_from(operands).expect("two operands");
        let [x, y] = [&a, &b].map(|v| v.number().expect("operands are numbers"));
        let result = self.result_number(op, x, y, span)?;
        // Where Python takes over, nothing is checked later.
        let (a, b) = if result.numpy.is_none() { (self.settle(a), self.settle(b)) } else { (a, b) };
        let (a, b) = match common_elem(&[x, y]) {
            Some(common) => (self.as_operand(a, common), self.as_operand(b, common)),
            None => (a, b),
        };
        match (result.kind, op) {
            (Kind::Bool, _) => self.bit_op(op, result, a, b, span),
            (Kind::Int, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor) => self.bit_op(op, result, a, b, span),
            (Kind::Int, _) => self.int_op(op, result, a, b, span),
            (Kind::Float, _) => self.float_op(op, result, a, b, span),
            (Kind::Complex, _) => self.complex_op(op, result, a, b, span),
        }
    }

    /// Type of `x op y`.
    fn result_number(&self, op: BinaryOp, x: Number, y: Number, span: Span) -> Result<Number> {
        use BinaryOp::*;
        let mut kind = x.kind.max(y.kind);
        let bitwise = matches!(op, And | Or | Xor);
        if kind > Kind::Int && (bitwise || matches!(op, LeftShift | RightShift)) {
            bail!(span, "`{}` of {} and {}", symbol(op), describe(&x.ty()), describe(&y.ty()));
        }
        if kind == Kind::Complex && matches!(op, FloorDiv | Mod) || op == MatMul {
            bail!(span, "`{}` of {} and {}", symbol(op), describe(&x.ty()), describe(&y.ty()));
        }
        let numpy = is_numpy(x, y);
        let is_of_bits = numpy && matches!(op, Add | Mul);
        if kind == Kind::Bool && !bitwise && !is_of_bits {
            if numpy {
                bail!(span, "`{}` of NumPy bools is not compiled yet", symbol(op));
            }
            kind = Kind::Int;
        }
        // NumPy has no int that holds those of uint64 and of a signed type.
        let common = common_elem(&[x, y]);
        kind = kind.max(common.map_or(kind, Kind::of));
        if kind > Kind::Int && (bitwise || matches!(op, LeftShift | RightShift)) {
            bail!(span, "`{}` of {} and {}", symbol(op), describe(&x.ty()), describe(&y.ty()));
        }
        if op == Div {
            kind = kind.max(Kind::Float);
        }
        if kind == Kind::Complex && x.kind != y.kind && !numpy && self.request.options.python >= (3, 14) {
            bail!(span, "arithmetic of complex and real numbers is not compiled for Python 3.14 yet");
        }
        // True division of ints gives a float64.
        let elem = common.map(|common| if Kind::of(common) == kind { common } else { kind.elem() });
        if kind == Kind::Complex && elem.is_some_and(|elem| elem.rounding().is_some()) && op == Pow {
            bail!(span, "`{}` of {} and {} is not compiled yet", symbol(op), describe(&x.ty()), describe(&y.ty());
                hint: "multiply, or compute with `complex(x)`");
        }
        // A scalar computes with what its type holds; else its array's function does, which has powers of its own.
        if op == Pow && kind == Kind::Float && numpy && x.numpy != elem && y.numpy != elem {
            bail!(span, "`**` of {} and {} is not compiled yet", describe(&x.ty()), describe(&y.ty());
                hint: "compute with `float(x)`");
        }
        Ok(Number { kind, numpy: elem })
    }

    /// Parts of a number as those of a kind that holds it.
    pub fn as_kind(&mut self, value: PyValue, kind: Kind) -> Vec<ExprId> {
        let value = self.widest(value);
        let have = value.number().expect("a number").kind;
        let part = value.parts[0];
        match (have, kind) {
            (Kind::Complex, _) => value.parts,
            (_, Kind::Complex) => vec![self.float_part(part), self.build.float(0.0)],
            (_, Kind::Float) => vec![self.float_part(part)],
            (Kind::Bool, Kind::Int) => vec![self.build.unary(UnaryOp::BoolToInt, part)],
            _ => vec![part],
        }
    }

    // Bits

    pub fn bit_op(&mut self, op: BinaryOp, result: Number, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let ir = match op {
            BinaryOp::And => Ir::And,
            BinaryOp::Or => Ir::Or,
            BinaryOp::Xor => Ir::Xor,
            // NumPy's.
            BinaryOp::Add => Ir::Or,
            BinaryOp::Mul => Ir::And,
            _ => bail!(span, "`{}` of bools is not compiled yet", symbol(op)),
        };
        let (x, y) = (self.as_kind(a, result.kind)[0], self.as_kind(b, result.kind)[0]);
        Ok(PyValue::new(result.ty(), vec![self.build.binary(ir, x, y)]))
    }

    // Ints

    fn int_op(&mut self, op: BinaryOp, result: Number, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let (x, y) = (self.as_kind(a, Kind::Int)[0], self.as_kind(b, Kind::Int)[0]);
        // Of ints of 32 bits there is no sum or product that wraps in 64 and comes out as one of 32.
        let is_small = result.numpy.is_some_and(|elem| elem.size() <= 4);
        let value = match op {
            BinaryOp::Add if is_small => self.build.binary(Ir::Add, x, y),
            BinaryOp::Sub if is_small => self.build.binary(Ir::Sub, x, y),
            BinaryOp::Mul if is_small => self.build.binary(Ir::Mul, x, y),
            BinaryOp::Add => self.checked_int(Ir::Add, Ir::AddOverflows, x, y),
            BinaryOp::Sub => self.checked_int(Ir::Sub, Ir::SubOverflows, x, y),
            BinaryOp::Mul => self.checked_int(Ir::Mul, Ir::MulOverflows, x, y),
            BinaryOp::LeftShift if is_small => {
                // NumPy drops the bits that have no place.
                let y = self.build.keep(y);
                self.check_shift(y);
                let shifted = self.build.binary(Ir::Shl, x, y);
                let elem = result.numpy.expect("just seen");
                return Ok(PyValue::new(result.ty(), vec![self.wrapped_int(shifted, elem)]));
            }
            BinaryOp::FloorDiv => self.int_division(Ir::FloorDiv, x, y, result),
            BinaryOp::Mod => self.int_division(Ir::FloorMod, x, y, result),
            BinaryOp::Pow => self.int_power(x, y, span)?,
            BinaryOp::LeftShift => self.shift_left(x, y),
            BinaryOp::RightShift => self.shift_right(x, y),
            _ => bail!(span, "`{}` of ints is not compiled yet", symbol(op)),
        };
        let value = match result.numpy {
            Some(elem) if elem != Elem::Int64 && op != BinaryOp::RightShift => {
                let value = self.build.keep(value);
                self.check_int(value, elem);
                value
            }
            _ => value,
        };
        Ok(PyValue::new(result.ty(), vec![value]))
    }

    fn checked_int(&mut self, op: Ir, overflows: Ir, x: ExprId, y: ExprId) -> ExprId {
        let (x, y) = (self.build.keep(x), self.build.keep(y));
        let bad = self.build.binary(overflows, x, y);
        let good = self.build.not(bad);
        self.build.check(good, Failure::Overflow);
        self.build.binary(op, x, y)
    }

    pub fn int_division(&mut self, op: Ir, x: ExprId, y: ExprId, result: Number) -> ExprId {
        let (x, y) = (self.build.keep(x), self.build.keep(y));
        self.check_nonzero_int(y, result);
        // MIN // -1 is the one quotient that has no int64; its remainder is 0.
        let known = matches!(self.build.constant(y), Some(Const::Int(v)) if v != -1);
        if op == Ir::FloorDiv && !known {
            let (min, minus_one) = (self.build.int(i64::MIN), self.build.int(-1));
            let fits_x = self.build.binary(Ir::Ne, x, min);
            let fits_y = self.build.binary(Ir::Ne, y, minus_one);
            let fits = self.build.binary(Ir::Or, fits_x, fits_y);
            self.build.check(fits, Failure::Overflow);
        }
        self.build.binary(op, x, y)
    }

    fn check_nonzero_int(&mut self, y: ExprId, result: Number) {
        let zero = self.build.int(0);
        let nonzero = self.build.binary(Ir::Ne, y, zero);
        self.check_divisor(nonzero, result);
    }

    /// Python raises where NumPy warns.
    fn check_divisor(&mut self, nonzero: ExprId, result: Number) {
        match result.numpy {
            None => self.build.raise_unless(nonzero, Failure::ZeroDivision),
            Some(_) => self.build.check(nonzero, Failure::ZeroDivision),
        }
    }

    /// Small constant exponents multiply out; others ask the table.
    fn int_power(&mut self, x: ExprId, y: ExprId, span: Span) -> Result<ExprId> {
        match self.build.constant(y) {
            Some(Const::Int(n @ 1..=16)) => {
                let x = self.build.keep(x);
                let mut power = x;
                for _ in 1..n {
                    power = self.checked_int(Ir::Mul, Ir::MulOverflows, power, x);
                }
                Ok(power)
            }
            Some(Const::Int(n)) if n < 0 => {
                bail!(span, "an int to a negative power is a float, which is not compiled yet")
            }
            // The remainder of a power that wraps is NumPy's, and so is the exception for an exponent below zero.
            _ => {
                let (x, y) = (self.build.keep(x), self.build.keep(y));
                let fails = self.build.call("int_pow_fails", vec![x, y]);
                let zero = self.build.int(0);
                let good = self.build.binary(Ir::Eq, fails, zero);
                self.build.check(good, Failure::Overflow);
                Ok(self.build.call("int_pow", vec![x, y]))
            }
        }
    }

    /// `x << y` where `y` is 0..62 and shifting back gives `x`.
    fn shift_left(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let (x, y) = (self.build.keep(x), self.build.keep(y));
        self.check_shift(y);
        let shifted = self.build.binary(Ir::Shl, x, y);
        let shifted = self.build.keep(shifted);
        let back = self.build.binary(Ir::Shr, shifted, y);
        let same = self.build.binary(Ir::Eq, back, x);
        self.build.check(same, Failure::Overflow);
        shifted
    }

    pub fn shift_right(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let y = self.build.keep(y);
        self.check_shift(y);
        self.build.binary(Ir::Shr, x, y)
    }

    pub fn check_shift(&mut self, y: ExprId) {
        let (zero, most) = (self.build.int(0), self.build.int(63));
        let low = self.build.binary(Ir::Ge, y, zero);
        let high = self.build.binary(Ir::Lt, y, most);
        let both = self.build.binary(Ir::And, low, high);
        self.build.check(both, Failure::Overflow);
    }

    // Floats

    pub fn float_op(&mut self, op: BinaryOp, result: Number, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let (a, b) = if matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul) {
            (a, b)
        } else {
            (self.settle(a), self.settle(b))
        };
        if op == BinaryOp::Div {
            // By a power of two the quotient has the digits of the float.
            let by = self.build.constant(b.parts[0]).filter(|_| b.number().is_some_and(|n| n.kind == Kind::Int));
            if !matches!(by, Some(Const::Int(by @ 1..)) if by & (by - 1) == 0) {
                self.check_exact_int(&a);
            }
            self.check_exact_int(&b);
        }
        let (x, y) = (self.as_kind(a, Kind::Float)[0], self.as_kind(b, Kind::Float)[0]);
        let is_narrow = result.numpy.is_some_and(|elem| elem.rounding().is_some());
        let value = match op {
            BinaryOp::Add => self.build.binary(Ir::Add, x, y),
            BinaryOp::Sub => self.build.binary(Ir::Sub, x, y),
            BinaryOp::Mul => self.build.binary(Ir::Mul, x, y),
            BinaryOp::Div => {
                let y = self.check_nonzero_float(y, result);
                self.build.binary(Ir::Div, x, y)
            }
            BinaryOp::FloorDiv => {
                let y = self.check_nonzero_float(y, result);
                self.build.call(if is_narrow { "floordiv_single" } else { "float_floordiv" }, vec![x, y])
            }
            BinaryOp::Mod => {
                let y = self.check_nonzero_float(y, result);
                let x = self.build.keep(x);
                if result.numpy == Some(Elem::Float16) {
                    self.check_quotient_of_halves(x, y);
                }
                self.build.call("float_mod", vec![x, y])
            }
            // Where it raises or is complex, this is not finite.
            BinaryOp::Pow if is_narrow => self.build.call("pow_single", vec![x, y]),
            BinaryOp::Pow => self.float_power(x, y),
            _ => bail!(span, "`{}` of floats", symbol(op)),
        };
        let value = self.in_type(value, result.numpy);
        Ok(PyValue { unchecked: result.numpy.is_some(), ..PyValue::new(result.ty(), vec![value]) })
    }

    /// NumPy computes the quotient, too, and warns where that is none of 16 bits.
    fn check_quotient_of_halves(&mut self, x: ExprId, y: ExprId) {
        let quotient = self.build.binary(Ir::Div, x, y);
        let size = self.build.unary(UnaryOp::Abs, quotient);
        let most = self.build.float(65000.0);
        let good = self.build.binary(Ir::Lt, size, most);
        self.build.check(good, Failure::Overflow);
    }

    /// True division of ints rounds once: so do their floats where both are exact.
    fn check_exact_int(&mut self, value: &PyValue) {
        if value.number().is_none_or(|n| n.kind != Kind::Int || n.numpy.is_some()) {
            return;
        }
        let part = value.parts[0];
        if matches!(self.build.constant(part), Some(Const::Int(v)) if v.unsigned_abs() <= EXACT as u64) {
            return;
        }
        self.check_small(part);
    }

    fn check_nonzero_float(&mut self, y: ExprId, result: Number) -> ExprId {
        let y = self.build.keep(y);
        if matches!(self.build.constant(y), Some(Const::Float(v)) if v != 0.0) {
            return y;
        }
        let zero = self.build.float(0.0);
        let nonzero = self.build.binary(Ir::Ne, y, zero);
        self.check_divisor(nonzero, result);
        y
    }

    // Complex numbers

    pub fn complex_op(&mut self, op: BinaryOp, result: Number, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        if op == BinaryOp::Pow {
            return self.complex_power(result, a, b, span);
        }
        let (a, b) = if op == BinaryOp::Div { (self.settle(a), self.settle(b)) } else { (a, b) };
        let a = self.as_kind(a, Kind::Complex);
        let b = self.as_kind(b, Kind::Complex);
        let each = |this: &mut Self, op: Ir| {
            let parts = a.iter().zip(&b).map(|(&x, &y)| this.build.binary(op, x, y)).collect::<Vec<_>>();
            parts.into_iter().map(|part| this.in_type(part, result.numpy)).collect()
        };
        let parts = match op {
            BinaryOp::Add => each(self, Ir::Add),
            BinaryOp::Sub => each(self, Ir::Sub),
            BinaryOp::Mul => self.complex_product(&a, &b, result.numpy),
            BinaryOp::Div => self.complex_quotient(&a, &b, result.numpy),
            _ => bail!(span, "`{}` of complex numbers is not compiled yet", symbol(op)),
        };
        Ok(PyValue { unchecked: result.numpy.is_some(), ..PyValue::new(result.ty(), parts) })
    }

    pub fn complex_product(&mut self, a: &[ExprId], b: &[ExprId], numpy: Option<Elem>) -> Vec<ExprId> {
        let a: Vec<ExprId> = a.iter().map(|&p| self.build.keep(p)).collect();
        let b: Vec<ExprId> = b.iter().map(|&p| self.build.keep(p)).collect();
        let mut product = |x, y| self.binary_in_type(Ir::Mul, x, y, numpy);
        let (rr, ii, ri, ir) = (product(a[0], b[0]), product(a[1], b[1]), product(a[0], b[1]), product(a[1], b[0]));
        let re = self.binary_in_type(Ir::Sub, rr, ii, numpy);
        let im = self.binary_in_type(Ir::Add, ri, ir, numpy);
        let (re, im) = (self.build.keep(re), self.build.keep(im));
        if self.request.options.python >= (3, 14) && numpy.is_none() {
            // From 3.14 on a product that comes out as NaN in both parts is looked at again.
            let a_number = self.build.binary(Ir::Eq, re, re);
            let b_number = self.build.binary(Ir::Eq, im, im);
            let either = self.build.binary(Ir::Or, a_number, b_number);
            self.build.check(either, Failure::Domain);
        }
        vec![re, im]
    }

    fn binary_in_type(&mut self, op: Ir, x: ExprId, y: ExprId, elem: Option<Elem>) -> ExprId {
        let result = self.build.binary(op, x, y);
        self.in_type(result, elem)
    }

    /// Smith's method, as CPython and NumPy write it: they round differently.
    fn complex_quotient(&mut self, a: &[ExprId], b: &[ExprId], numpy: Option<Elem>) -> Vec<ExprId> {
        let a: Vec<ExprId> = a.iter().map(|&p| self.build.keep(p)).collect();
        let b: Vec<ExprId> = b.iter().map(|&p| self.build.keep(p)).collect();
        let (size_re, size_im) = (self.build.unary(UnaryOp::Abs, b[0]), self.build.unary(UnaryOp::Abs, b[1]));
        let zero = self.build.float(0.0);
        // Zero raises; a NaN divisor is rare: both go on in CPython.
        let sum = self.build.binary(Ir::Add, size_re, size_im);
        let positive = self.build.binary(Ir::Gt, sum, zero);
        self.build.check(positive, Failure::ZeroDivision);
        let wide = self.build.binary(Ir::Ge, size_re, size_im);
        let wide = self.build.keep(wide);
        // With p + qi the divisor, larger part first: exchanging the parts exchanges the roles of a's.
        let large = self.build.select(wide, b[0], b[1]);
        let small = self.build.select(wide, b[1], b[0]);
        let (large, small) = (self.build.keep(large), self.build.keep(small));
        let ratio = self.binary_in_type(Ir::Div, small, large, numpy);
        let ratio = self.build.keep(ratio);
        let scaled = self.binary_in_type(Ir::Mul, small, ratio, numpy);
        let denominator = self.binary_in_type(Ir::Add, large, scaled, numpy);
        let denominator = self.build.keep(denominator);
        let [re_ratio, im_ratio] = [a[0], a[1]].map(|part| self.binary_in_type(Ir::Mul, part, ratio, numpy));
        let wide_re = self.binary_in_type(Ir::Add, a[0], im_ratio, numpy);
        let wide_im = self.binary_in_type(Ir::Sub, a[1], re_ratio, numpy);
        let tall_re = self.binary_in_type(Ir::Add, re_ratio, a[1], numpy);
        let tall_im = self.binary_in_type(Ir::Sub, im_ratio, a[0], numpy);
        let re = self.build.select(wide, wide_re, tall_re);
        let im = self.build.select(wide, wide_im, tall_im);
        let parts = if numpy.is_some() {
            let one = self.build.float(1.0);
            let scale = self.binary_in_type(Ir::Div, one, denominator, numpy);
            [re, im].map(|part| self.binary_in_type(Ir::Mul, part, scale, numpy))
        } else {
            [self.build.binary(Ir::Div, re, denominator), self.build.binary(Ir::Div, im, denominator)]
        };
        parts.into_iter().map(|p| self.build.keep(p)).collect()
    }

    /// A small constant whole exponent multiplies by squaring, as CPython does.
    fn complex_power(&mut self, result: Number, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        if let (PyType::Int, None, None) = (&b.ty, self.build.constant(b.parts[0]), result.numpy) {
            let z = PyValue::new(PyType::Complex, self.as_kind(a, Kind::Complex));
            let power = self.call_prelude("numbers.complex_power", vec![z, b], span)?;
            let power = self.keep(power);
            self.check_finite_parts(&power.parts);
            return Ok(power);
        }
        let exponent = match (b.number().map(|n| n.kind), self.build.constant(b.parts[0])) {
            (Some(Kind::Int), Some(Const::Int(n))) => n as f64,
            (Some(Kind::Float), Some(Const::Float(x))) if x.is_finite() => x,
            _ => bail!(span, "a complex number to this power is not compiled yet"; hint: "multiply: `z * z`"),
        };
        if result.numpy.is_some() {
            bail!(span, "a NumPy complex number to a power is not compiled yet"; hint: "multiply: `z * z`");
        }
        let z = self.as_kind(a, Kind::Complex);
        let parts = match exponent.abs() <= 100.0 && exponent == exponent.floor() {
            true => self.complex_whole_power(z, exponent as i64),
            false => self.complex_real_power(z, exponent),
        };
        self.check_finite_parts(&parts);
        Ok(PyValue::new(result.ty(), parts))
    }

    fn check_finite_parts(&mut self, parts: &[ExprId]) {
        for &part in parts {
            let finite = self.build.is_finite(part);
            self.build.check(finite, Failure::Overflow);
        }
    }

    /// By polar coordinates, as CPython does; powers of zero are left to it.
    fn complex_real_power(&mut self, z: Vec<ExprId>, exponent: f64) -> Vec<ExprId> {
        let z: Vec<ExprId> = z.iter().map(|&p| self.build.keep(p)).collect();
        let size = self.build.call("hypot", z.clone());
        let size = self.build.keep(size);
        let (zero, exponent) = (self.build.float(0.0), self.build.float(exponent));
        let nonzero = self.build.binary(Ir::Gt, size, zero);
        self.build.check(nonzero, Failure::Domain);
        let length = self.build.call("pow", vec![size, exponent]);
        let length = self.build.keep(length);
        let angle = self.build.call("atan2", vec![z[1], z[0]]);
        let phase = self.build.binary(Ir::Mul, angle, exponent);
        let phase = self.build.keep(phase);
        let (cos, sin) = (self.build.call("cos", vec![phase]), self.build.call("sin", vec![phase]));
        let (re, im) = (self.build.binary(Ir::Mul, length, cos), self.build.binary(Ir::Mul, length, sin));
        vec![self.build.keep(re), self.build.keep(im)]
    }

    fn complex_whole_power(&mut self, z: Vec<ExprId>, exponent: i64) -> Vec<ExprId> {
        let product = self.complex_natural_power(z, exponent.abs());
        if exponent > 0 {
            return product;
        }
        let one = vec![self.build.float(1.0), self.build.float(0.0)];
        self.complex_quotient(&one, &product, None)
    }

    /// By squaring, starting from 1.
    fn complex_natural_power(&mut self, z: Vec<ExprId>, exponent: i64) -> Vec<ExprId> {
        let mut power = z;
        let mut product = vec![self.build.float(1.0), self.build.float(0.0)];
        let mut bit = 1;
        while exponent >= bit {
            if exponent & bit != 0 {
                product = self.complex_product(&product, &power, None);
            }
            bit <<= 1;
            if exponent >= bit {
                power = self.complex_product(&power, &power, None);
            }
        }
        product
    }

    // Unary operators

    pub fn unary_expression(&mut self, e: &ast::Expr, op: ast::UnaryOp, operand: &ast::Expr) -> Result<PyValue> {
        if op == ast::UnaryOp::Not {
            let c = self.condition(operand)?;
            return Ok(PyValue::new(PyType::Bool, vec![self.build.not(c)]));
        }
        let value = self.expression(operand)?;
        self.build.span = e.span;
        self.unary_value(e, op, value)
    }

    /// `op value` of a number.
    pub fn unary_value(&mut self, e: &ast::Expr, op: ast::UnaryOp, value: PyValue) -> Result<PyValue> {
        if value.ty == PyType::Word && op == ast::UnaryOp::Pos {
            return Ok(value);
        }
        let value = self.narrowed(value);
        if let (Some(class), ast::UnaryOp::Neg) = (value.ty.named().cloned(), op) {
            return self.special_call(&class, "__neg__", vec![value], e.span);
        }
        if !value.may_be_number() {
            bail!(e.span, "this operation on {} is not compiled yet", self.what_is(&value))
        }
        self.by_members(
            vec![value],
            Ints::Rounded,
            e.span,
            |this, of| this.unary_type(op, of[0], e.span),
            |this, operands| this.unary_number(op, operands, e.span),
        )
    }

    /// Type of `op x`.
    fn unary_type(&self, op: ast::UnaryOp, number: Number, span: Span) -> Result<PyType> {
        if number.kind == Kind::Bool && number.numpy.is_some() {
            bail!(span, "this operation on a NumPy bool is not compiled yet");
        }
        if number.kind == Kind::Bool && op == ast::UnaryOp::Invert {
            bail!(span, "`~` of a bool is left to CPython, which warns about it from 3.12 on");
        }
        if number.numpy == Some(Elem::UInt64) && op == ast::UnaryOp::Invert {
            bail!(span, "`~` of a numpy.uint64 is not compiled: what comes of it is no int64");
        }
        Ok(Number { kind: number.kind.max(Kind::Int), ..number }.ty())
    }

    fn unary_number(&mut self, op: ast::UnaryOp, mut operands: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let value = operands.pop().expect("one operand");
        let number = value.number().expect("operands are numbers");
        let kind = number.kind.max(Kind::Int);
        let ty = self.unary_type(op, number, span)?;
        let unchecked = value.unchecked;
        let parts = self.as_kind(value, kind);
        let parts = match (op, kind) {
            (ast::UnaryOp::Pos, _) => parts,
            (ast::UnaryOp::Invert, Kind::Int) => {
                let bits = self.build.unary(UnaryOp::Not, parts[0]);
                vec![number.numpy.map_or(bits, |elem| self.wrapped_int(bits, elem))]
            }
            (ast::UnaryOp::Neg, Kind::Int) => vec![self.negated_int(parts[0], number)],
            (ast::UnaryOp::Neg, _) => parts.into_iter().map(|p| self.build.unary(UnaryOp::Neg, p)).collect(),
            _ => bail!(span, "`~` of {}", describe(&ty)),
        };
        Ok(PyValue { unchecked, ..PyValue::new(ty, parts) })
    }

    fn negated_int(&mut self, part: ExprId, number: Number) -> ExprId {
        let part = self.build.keep(part);
        match number.numpy.filter(|&elem| is_unsigned(elem)) {
            // 0 is the one that has a negative.
            Some(elem) => {
                let negative = self.build.unary(UnaryOp::Neg, part);
                self.check_int(negative, elem);
                negative
            }
            None => {
                self.check_not_least(part, number);
                self.build.unary(UnaryOp::Neg, part)
            }
        }
    }

    /// The least int is the one that has no negative; one without a sign is as large as it is.
    pub fn check_not_least(&mut self, part: ExprId, number: Number) {
        let least = number.numpy.and_then(Elem::ints).map_or(i64::MIN, |(least, _)| least);
        if least == 0 {
            return;
        }
        let least = self.build.int(least);
        let fits = self.build.binary(Ir::Ne, part, least);
        self.build.check(fits, Failure::Overflow);
    }

    // Comparison

    pub fn compare(&mut self, op: CompareOp, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        if matches!(op, CompareOp::Is | CompareOp::IsNot) {
            return self.identity(op, a, b, span);
        }
        if matches!(op, CompareOp::In | CompareOp::NotIn) {
            let a = self.settle(a);
            let a = self.keep(a);
            let found = self.is_in(a, b, span)?;
            let answer = if op == CompareOp::In { found } else { self.build.not(found) };
            return Ok(PyValue::new(PyType::Bool, vec![answer]));
        }
        if let Some(answer) = self.compare_words(op, &a, &b, span)? {
            return Ok(answer);
        }
        if let Some(answer) = self.compare_optional(op, &a, &b, span)? {
            return Ok(answer);
        }
        if let Some(answer) = self.compare_texts(op, &a, &b, span)? {
            return Ok(answer);
        }
        if let Some(answer) = self.compare_sequences(op, &a, &b, span)? {
            return Ok(answer);
        }
        if !(a.may_be_number() && b.may_be_number()) {
            bail!(span, "this comparison of {} and {} is not compiled yet", self.what_is(&a), self.what_is(&b))
        }
        let (a, b) = (self.settle(a), self.settle(b));
        self.by_members(
            vec![a, b],
            Ints::Exact,
            span,
            |_, of| Ok(compare_type(of[0], of[1])),
            |this, operands| this.compare_numbers(op, operands, span),
        )
    }

    pub fn compare_numbers(&mut self, op: CompareOp, operands: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let [a, b] = <[PyValue; 2]>::try_from(operands).expect("two operands");
        let [x, y] = [&a, &b].map(|v| v.number().expect("operands are numbers"));
        let ir = match op {
            CompareOp::Eq => Ir::Eq,
            CompareOp::Ne => Ir::Ne,
            CompareOp::Lt => Ir::Lt,
            CompareOp::Le => Ir::Le,
            CompareOp::Gt => Ir::Gt,
            CompareOp::Ge => Ir::Ge,
            _ => unreachable!("membership and identity are no comparisons of numbers"),
        };
        let kind = x.kind.max(y.kind);
        // An int and a float compare exactly: their floats do where the int is one.
        if kind >= Kind::Float {
            self.check_int_as_float(&a);
            self.check_int_as_float(&b);
        }
        let (a, b) = match common_elem(&[x, y]).filter(|common| common.rounding().is_some()) {
            Some(common) => (self.as_operand(a, common), self.as_operand(b, common)),
            None => (a, b),
        };
        let ty = compare_type(x, y);
        let kind = kind.max(Kind::Int);
        let (p, q) = (self.as_kind(a, kind), self.as_kind(b, kind));
        let condition = match (kind, op) {
            (Kind::Complex, CompareOp::Eq | CompareOp::Ne) => {
                let each = [self.build.binary(ir, p[0], q[0]), self.build.binary(ir, p[1], q[1])];
                let join = if op == CompareOp::Eq { Ir::And } else { Ir::Or };
                self.build.binary(join, each[0], each[1])
            }
            (Kind::Complex, _) => bail!(span, "complex numbers have no order"),
            _ => self.build.binary(ir, p[0], q[0]),
        };
        Ok(PyValue::new(ty, vec![condition]))
    }

    /// An int as a float is the same number.
    pub fn check_int_as_float(&mut self, value: &PyValue) {
        if value.number().is_some_and(|n| n.kind == Kind::Int) {
            let part = value.parts[0];
            if !matches!(self.build.constant(part), Some(Const::Int(v)) if v.unsigned_abs() <= EXACT as u64) {
                self.check_small(part);
            }
        }
    }

    fn identity(&mut self, op: CompareOp, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let same = match (&a.ty, &b.ty) {
            _ if a.path.is_some() || b.path.is_some() || a.literal.is_some() || b.literal.is_some() => None,
            (PyType::None, PyType::None) => Some(self.build.bool(true)),
            (PyType::None, PyType::Object) | (PyType::Object, PyType::None) => None,
            (PyType::None, _) => Some(self.is_member(&b, &PyType::None)),
            (_, PyType::None) => Some(self.is_member(&a, &PyType::None)),
            (PyType::RaggedRow(x), PyType::RaggedRow(y)) if x == y => {
                Some(self.build.binary(Ir::Eq, a.parts[0], b.parts[0]))
            }
            // A list without a number is none of those that have one.
            (PyType::RaggedRow(_), PyType::RaggedRow(_) | PyType::List(_) | PyType::Row(_) | PyType::Records(_))
            | (PyType::List(_) | PyType::Row(_) | PyType::Records(_), PyType::RaggedRow(_)) => {
                Some(self.build.bool(false))
            }
            (
                PyType::List(_) | PyType::Records(_) | PyType::Table(_) | PyType::Ragged(_),
                PyType::List(_) | PyType::Records(_) | PyType::Table(_) | PyType::Ragged(_),
            ) if a.ty == b.ty => Some(self.is_same_buffer(&a, &b)),
            // A row of one table is in no other one.
            (PyType::Row(x), PyType::Row(y)) if x == y => {
                let table = self.is_same_buffer(&a, &b);
                let row = self.build.binary(Ir::Eq, a.parts[1], b.parts[1]);
                Some(self.build.binary(Ir::And, table, row))
            }
            (PyType::Bool, PyType::Bool) => Some(self.build.binary(Ir::Eq, a.parts[0], b.parts[0])),
            // Objects of two classes of Python's own.
            (PyType::Bool, other) | (other, PyType::Bool)
                if matches!(other, PyType::Int | PyType::Float | PyType::Complex | PyType::Tuple(_))
                    || matches!(other, PyType::Str(_) | PyType::Char | PyType::Many(_) | PyType::RaggedRow(_))
                    || super::expressions::is_list(other) =>
            {
                Some(self.build.bool(false))
            }
            _ => None,
        };
        let same = same.or_else(|| self.is_same_optional_list(&a, &b)).or_else(|| self.same_instance(&a, &b));
        let Some(same) = same else {
            bail!(span, "`is` between {} and {} is not compiled", self.what_is(&a), self.what_is(&b); hint: "compare values with `==`")
        };
        let result = if op == CompareOp::Is { same } else { self.build.not(same) };
        Ok(PyValue::new(PyType::Bool, vec![result]))
    }
}

impl Lowerer<'_> {
    /// Are two lists one? Each is where its first buffer is.
    fn is_same_buffer(&mut self, a: &PyValue, b: &PyValue) -> ExprId {
        if a.parts[0] == b.parts[0] {
            return self.build.bool(true);
        }
        let (pad, at) = self.pad(Elem::Int64);
        let zero = self.build.int(0);
        self.build.edit(Edit::Same, pad, vec![a.parts[0], zero, zero, b.parts[0], zero, zero]);
        let place = Element {
            buffer: pad,
            elem: Elem::Int64,
            index: vec![at],
            is_array: false,
            component: None,
            writable: false,
        };
        let answer = self.load_place(&place).parts[0];
        self.build.binary(Ir::Ne, answer, zero)
    }
}

fn compare_type(x: Number, y: Number) -> PyType {
    if is_numpy(x, y) { PyType::NumPy(Elem::Bool) } else { PyType::Bool }
}

pub fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::MatMul => "@",
        BinaryOp::LeftShift => "<<",
        BinaryOp::RightShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}
