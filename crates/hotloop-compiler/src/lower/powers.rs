//! Powers of floats. What `x ** y` gives is libm's `pow`, in all its bits; a call of it costs twenty multiplications.
//!
//! glibc's `pow` is never off by more than 0.54 units in the last place, as its source states. So wherever the exact power
//! is further than 0.04 units from the middle between two floats, the nearest float is what `pow` gives, and no other. For
//! small constant exponents that is found out by multiplying with twice the digits: the product `h + l`, where `l` is what
//! is lost in `h`. Where `h` is too near to the middle, one time in six, and where numbers are too large or small for
//! `l`, `pow` is called.
//!
//! Source of the test: A. Ziv, "Fast evaluation of elementary mathematical functions with correctly rounded last bit",
//! ACM TOMS 17 (1991). Of the products: T. J. Dekker, "A floating-point technique for extending the available precision",
//! Numerische Mathematik 18 (1971).

use super::Lowerer;
use crate::ir::{BinaryOp, Const, ExprId, Failure, Likely, Stmt, Type, UnaryOp};

/// How near to the middle is too near, in parts of the number: between 1/16 and 1/8 of a unit in its last place.
const NEAR: f64 = 1.0 / (1_u64 << 56) as f64;

/// Exponents up to this, times two: beyond, the products take as long as `pow`.
const MOST_HALVES: i64 = 8;

/// A number as the sum of two floats, the second one small.
#[derive(Clone, Copy)]
struct Double {
    h: ExprId,
    l: ExprId,
}

impl Lowerer<'_> {
    /// `x ** y`
    pub fn float_power(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let (x, y) = (self.build.keep(x), self.build.keep(y));
        self.power_by_products(x, y, |this, x| this.called_power(x, y))
    }

    /// `math.pow(x, y)`
    pub fn math_pow(&mut self, x: ExprId, y: ExprId) -> ExprId {
        self.power_by_products(x, y, |this, x| {
            let power = this.build.call("pow", vec![x, y]);
            let power = this.build.keep(power);
            let finite = this.build.is_finite(power);
            this.build.check(finite, Failure::Domain);
            power
        })
    }

    fn called_power(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let power = self.build.call("float_pow", vec![x, y]);
        let power = self.build.keep(power);
        // What fails is a NaN; so are other powers.
        let is_nan = self.build.binary(BinaryOp::Ne, power, power);
        self.build.open();
        let fails = self.build.call("float_pow_fails", vec![x, y]);
        let zero = self.build.int(0);
        let good = self.build.binary(BinaryOp::Eq, fails, zero);
        self.build.check(good, Failure::Domain);
        let then = self.build.close();
        self.build.push(Stmt::If { condition: is_nan, then, orelse: vec![], likely: Likely::Orelse });
        power
    }

    /// `called` gives the power where products cannot.
    fn power_by_products(&mut self, x: ExprId, y: ExprId, called: impl FnOnce(&mut Self, ExprId) -> ExprId) -> ExprId {
        let Some(halves) = self.halves(y) else { return called(self, x) };
        let power = self.build.local("power", Type::FLOAT);
        let (value, is_sure) = self.nearest_power(x, halves);
        self.build.open();
        self.build.assign(power, value);
        let then = self.build.close();
        self.build.open();
        // A call in lanes is one of all lanes: those that are sure shall not take long.
        let one = self.build.float(1.0);
        let unsure = self.build.select(is_sure, one, x);
        let unsure = self.build.keep(unsure);
        let value = called(self, unsure);
        self.build.assign(power, value);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition: is_sure, then, orelse, likely: Likely::Then });
        self.build.read(power)
    }

    /// Twice a constant exponent for which there are products.
    fn halves(&self, y: ExprId) -> Option<i64> {
        let Some(Const::Float(y)) = self.build.constant(y) else { return None };
        let halves = (2.0 * y) as i64;
        let is_one = cfg!(all(target_os = "linux", target_env = "gnu"))
            && halves as f64 == 2.0 * y
            && (1..=MOST_HALVES).contains(&halves.abs());
        is_one.then_some(halves)
    }

    /// The float nearest to a power, and whether it is sure to be.
    fn nearest_power(&mut self, x: ExprId, halves: i64) -> (ExprId, ExprId) {
        let (whole, has_root) = (halves.abs() / 2, halves % 2 != 0);
        let none = self.build.float(0.0);
        let one = Double { h: x, l: none };
        let mut power = (whole > 0).then_some(one);
        for _ in 1..whole {
            power = power.map(|power| self.product(power, one));
        }
        if has_root {
            let root = self.root(x);
            power = Some(power.map_or(root, |power| self.product(power, root)));
        }
        let mut power = power.expect("the exponent is not zero");
        if halves < 0 {
            power = self.reciprocal(power);
        }
        let value = self.kept_sum(power.h, power.l);
        let of_h = self.kept_difference(value, power.h);
        let rest = self.kept_difference(power.l, of_h);
        let near = self.build.float(NEAR);
        let near = self.kept_product(value, near);
        let (above, below) = (self.kept_sum(rest, near), self.kept_difference(rest, near));
        let ends = [above, below].map(|by| self.kept_sum(value, by));
        let same = ends.map(|end| self.build.binary(BinaryOp::Eq, end, value));
        // Nothing overflows, and what is lost is still a normal number.
        let size = if has_root { x } else { self.build.unary(UnaryOp::Abs, x) };
        let most = 2_f64.powi(i32::try_from(1600 / halves.abs()).expect("a small one").min(900));
        let limits = [most.recip(), most].map(|limit| self.build.float(limit));
        let is_above = self.build.binary(BinaryOp::Gt, size, limits[0]);
        let is_below = self.build.binary(BinaryOp::Lt, size, limits[1]);
        let all = [same[1], is_above, is_below];
        let is_sure = all.into_iter().fold(same[0], |all, also| self.build.binary(BinaryOp::And, all, also));
        (value, self.build.keep(is_sure))
    }

    fn product(&mut self, a: Double, b: Double) -> Double {
        let h = self.kept_product(a.h, b.h);
        let lost = self.product_less(a.h, b.h, h);
        let terms = [(a.h, b.l), (a.l, b.h)];
        let l = terms.into_iter().fold(lost, |sum, (x, y)| match self.build.constant(x).or(self.build.constant(y)) {
            Some(Const::Float(0.0)) => sum,
            _ => self.product_and(x, y, sum),
        });
        Double { h, l }
    }

    fn root(&mut self, x: ExprId) -> Double {
        let h = self.build.unary(UnaryOp::Sqrt, x);
        let h = self.build.keep(h);
        let square_less = self.product_less(h, h, x);
        let twice = self.kept_sum(h, h);
        let l = self.build.binary(BinaryOp::Div, square_less, twice);
        let l = self.build.unary(UnaryOp::Neg, l);
        Double { h, l: self.build.keep(l) }
    }

    fn reciprocal(&mut self, a: Double) -> Double {
        let one = self.build.float(1.0);
        let h = self.build.binary(BinaryOp::Div, one, a.h);
        let h = self.build.keep(h);
        let more = self.product_less(h, a.h, one);
        let more = self.product_and(h, a.l, more);
        let l = self.kept_product(h, more);
        let l = self.build.unary(UnaryOp::Neg, l);
        Double { h, l: self.build.keep(l) }
    }

    /// `x * y - z`, rounded once.
    fn product_less(&mut self, x: ExprId, y: ExprId, z: ExprId) -> ExprId {
        let less = self.build.unary(UnaryOp::Neg, z);
        self.product_and(x, y, less)
    }

    fn product_and(&mut self, x: ExprId, y: ExprId, z: ExprId) -> ExprId {
        let sum = self.build.call("fma", vec![x, y, z]);
        self.build.keep(sum)
    }

    fn kept_product(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let product = self.build.binary(BinaryOp::Mul, x, y);
        self.build.keep(product)
    }

    fn kept_sum(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let sum = self.build.binary(BinaryOp::Add, x, y);
        self.build.keep(sum)
    }

    fn kept_difference(&mut self, x: ExprId, y: ExprId) -> ExprId {
        let difference = self.build.binary(BinaryOp::Sub, x, y);
        self.build.keep(difference)
    }
}
