//! Values over lanes: a strip is as many vectors as its width in registers.
//!
//! example: 16 lanes of float on AVX2 are four `<4 x double>`; each operation is written four times.
//!
//! A mask is `<n x i1>` where the CPU has mask registers, else `<n x i64>` of zeros and ones: what compares give there.

use super::scalar::{FMA, compare, constant};
use super::*;
use crate::ir::ops::{BINARY, row};
use crate::target::Isa;

/// The bits of 2^52 as a float: the last of them count in ones.
const TWO_TO_52: i64 = 0x4330_0000_0000_0000;
/// 2^52 + 2^51, in the middle of the floats that do.
const MIDDLE: &str = "double 0x4338000000000000";

impl FunctionEmitter<'_, '_> {
    // Shape

    /// Lanes in one register.
    pub(super) fn width(&self, lanes: u16) -> u16 {
        lanes.min(self.target().isa.lanes())
    }

    pub(super) fn registers(&self, lanes: u16) -> usize {
        (lanes / self.width(lanes)).into()
    }

    pub(super) fn vector_type(&self, s: Scalar, lanes: u16) -> String {
        let element = match s {
            Scalar::Bool if !self.target().isa.has_mask_registers() => "i64",
            s => scalar(s),
        };
        format!("<{} x {element}>", self.width(lanes))
    }

    pub(super) fn lanes_of(&self, e: ExprId) -> (Scalar, u16) {
        match self.function.exprs[e.0 as usize].ty {
            Type::Lanes(s, n) => (s, n),
            _ => unreachable!("verified: an operand over lanes"),
        }
    }

    pub(super) fn wide_masks(&self) -> bool {
        !self.target().isa.has_mask_registers()
    }

    // Expressions

    pub(super) fn lanes_expr(&mut self, expr: &Expr) -> Vec<String> {
        let Type::Lanes(s, n) = expr.ty else { unreachable!("called for lanes") };
        match &expr.op {
            Op::Splat(value) => self.splat(*value, s, n),
            Op::LaneIndex => self.written_registers(n).map(|r| self.lane_index(r as u16 * self.width(n), n)).collect(),
            Op::Unary(op, a) => self.lanes_unary(*op, *a),
            Op::Binary(op, a, b) => self.lanes_binary(*op, *a, *b),
            Op::Select(c, a, b) => self.lanes_select(*c, *a, *b, s, n),
            Op::Call(name, args) => self.lanes_call(name, args, s, n),
            _ => unreachable!("handled by the caller"),
        }
    }

    pub(super) fn splat(&mut self, value: ExprId, s: Scalar, n: u16) -> Vec<String> {
        let width = self.width(n);
        let text = match self.function.exprs[value.0 as usize].op {
            Op::Const(Const::Bool(v)) if self.wide_masks() => format!("splat (i64 {})", -i64::from(v)),
            Op::Const(c) => format!("splat ({} {})", scalar(s), constant(c)),
            _ => {
                let mut one = self.one(value);
                let mut element = scalar(s);
                if s == Scalar::Bool && self.wide_masks() {
                    one = self.value(format!("sext i1 {one} to i64"));
                    element = "i64";
                }
                let first = self.value(format!("insertelement <{width} x {element}> poison, {element} {one}, i64 0"));
                self.value(format!("shufflevector <{width} x {element}> {first}, <{width} x {element}> poison, <{width} x i32> zeroinitializer"))
            }
        };
        vec![text; self.written_registers(n).len()]
    }

    pub(super) fn lane_index(&self, first: u16, n: u16) -> String {
        let items: Vec<String> = (0..self.width(n)).map(|i| format!("i64 {}", first + i)).collect();
        format!("<{}>", items.join(", "))
    }

    /// A mask in the form that `select` and branches take.
    pub(super) fn bits(&mut self, mask: &str, n: u16) -> String {
        if !self.wide_masks() {
            return mask.into();
        }
        // The sign bit is what blend and movmsk look at.
        self.value(format!("icmp slt <{} x i64> {mask}, zeroinitializer", self.width(n)))
    }

    /// The result of a vector compare as a mask.
    pub(super) fn mask(&mut self, bits: String, n: u16) -> String {
        if !self.wide_masks() {
            return bits;
        }
        let width = self.width(n);
        self.value(format!("sext <{width} x i1> {bits} to <{width} x i64>"))
    }

    pub(super) fn lanes_unary(&mut self, op: UnaryOp, a: ExprId) -> Vec<String> {
        let (s, n) = self.lanes_of(a);
        let ty = self.vector_type(s, n);
        let width = self.width(n);
        if op == UnaryOp::ToF32
            && let Some((instruction, x, y)) = self.single_operation(a)
        {
            let (xs, ys) = (self.expr(x), self.expr(y));
            return xs.iter().zip(&ys).map(|(x, y)| self.single(instruction, &ty, x, y)).collect();
        }
        let operands = self.expr(a);
        operands
            .into_iter()
            .map(|x| match op {
                UnaryOp::BoolToInt if self.wide_masks() => self.value(format!("and {ty} {x}, splat (i64 1)")),
                UnaryOp::BoolToInt => self.value(format!("zext {ty} {x} to <{width} x i64>")),
                UnaryOp::SignBit => {
                    let bits = self.unary_text(op, s, &ty, &format!("v{width}"), &x);
                    self.mask(bits, n)
                }
                _ => self.unary_text(op, s, &ty, &format!("v{width}"), &x),
            })
            .collect()
    }

    pub(super) fn lanes_binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Vec<String> {
        let (s, n) = self.lanes_of(a);
        let constant = self.const_int(b);
        let (xs, ys) = (self.expr(a), self.expr(b));
        xs.into_iter().zip(ys).map(|(x, y)| self.lanes_binary_one(op, s, n, constant, &x, &y)).collect()
    }

    pub(super) fn lanes_binary_one(
        &mut self,
        op: BinaryOp,
        s: Scalar,
        n: u16,
        c: Option<i64>,
        x: &str,
        y: &str,
    ) -> String {
        use BinaryOp::*;
        let ty = self.vector_type(s, n);
        let width = self.width(n);
        match op {
            Eq | Ne | Lt | Le | Gt | Ge if s == Scalar::Bool => self.compare_masks(op, &ty, x, y),
            Eq | Ne | Lt | Le | Gt | Ge => {
                let bits = self.value(format!("{} {ty} {x}, {y}", compare(op, s)));
                self.mask(bits, n)
            }
            AddOverflows | SubOverflows => self.lanes_overflow(op, n, x, y),
            MulOverflows => self.lanes_mul_overflows(n, c, x, y),
            UmulOverflows => {
                let bits = self.lane_by_lane(op, Scalar::Bool, n, x, y);
                self.mask(bits, n)
            }
            Ult => {
                let bits = self.value(format!("icmp ult {ty} {x}, {y}"));
                self.mask(bits, n)
            }
            Udiv | Umod => self.lanes_word_division(op, n, c, x, y),
            FloorDiv | FloorMod => self.lanes_division(op, n, c, x, y),
            TwicePlus => self.twice_plus(&format!("v{width}f64"), &ty, x, y),
            Min | Max if s == Scalar::Float => self.extreme(op, &format!("<{width} x i1>"), &ty, x, y),
            Min | Max => {
                let symbol = format!("llvm.{}.v{width}i64", self.arithmetic(op, s));
                self.emitter.declare(&symbol, format!("{ty} @{symbol}({ty}, {ty})"));
                self.value(format!("call {ty} @{symbol}({ty} {x}, {ty} {y})"))
            }
            Shl | Shr | Ushr if c.is_none() => {
                let count = self.value(format!("and {ty} {y}, splat (i64 63)"));
                let text = self.arithmetic(op, s);
                self.value(format!("{text} {ty} {x}, {count}"))
            }
            _ => {
                let text = self.arithmetic(op, s);
                self.value(format!("{text} {ty} {x}, {y}"))
            }
        }
    }

    pub(super) fn compare_masks(&mut self, op: BinaryOp, ty: &str, x: &str, y: &str) -> String {
        let not = |f: &mut Self, v: &str| {
            let ones = if f.wide_masks() { "splat (i64 -1)" } else { "splat (i1 true)" };
            f.value(format!("xor {ty} {v}, {ones}"))
        };
        let differ = self.value(format!("xor {ty} {x}, {y}"));
        match op {
            BinaryOp::Ne => differ,
            BinaryOp::Eq => not(self, &differ),
            BinaryOp::Lt => self.value(format!("and {ty} {differ}, {y}")),
            BinaryOp::Gt => self.value(format!("and {ty} {differ}, {x}")),
            BinaryOp::Le => {
                let gt = self.value(format!("and {ty} {differ}, {x}"));
                not(self, &gt)
            }
            _ => {
                let lt = self.value(format!("and {ty} {differ}, {y}"));
                not(self, &lt)
            }
        }
    }

    /// A sum overflows where its sign differs from both operands'; a difference where the operands' signs differ and
    /// its own is not the first's.
    pub(super) fn lanes_overflow(&mut self, op: BinaryOp, n: u16, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let text = if op == BinaryOp::AddOverflows { "add" } else { "sub" };
        let result = self.value(format!("{text} {ty} {x}, {y}"));
        let with_x = self.value(format!("xor {ty} {result}, {x}"));
        let other = if op == BinaryOp::AddOverflows { (&result, y) } else { (&x.to_string(), y) };
        let with_y = self.value(format!("xor {ty} {}, {}", other.0, other.1));
        let both = self.value(format!("and {ty} {with_x}, {with_y}"));
        let bits = self.value(format!("icmp slt {ty} {both}, zeroinitializer"));
        self.mask(bits, n)
    }

    /// By a constant: a range of `x`. In general none if both have half the bits, else lane by lane.
    pub(super) fn lanes_mul_overflows(&mut self, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        if let Some(c) = c.filter(|c| *c > 0) {
            let above = self.value(format!("icmp sgt {ty} {x}, splat (i64 {})", i64::MAX / c));
            let below = self.value(format!("icmp slt {ty} {x}, splat (i64 {})", i64::MIN / c));
            let bits = self.value(format!("or <{width} x i1> {above}, {below}"));
            return self.mask(bits, n);
        }
        let (above_x, above_y) = (self.above_lowest(x, 31, n), self.above_lowest(y, 31, n));
        let bits = self.if_small(
            &[&above_x, &above_y],
            32,
            n,
            &format!("<{width} x i1>"),
            |_| "zeroinitializer".into(),
            |f| f.lane_by_lane(BinaryOp::MulOverflows, Scalar::Bool, n, x, y),
        );
        self.mask(bits, n)
    }

    /// By a power of two: a shift or a mask. In general as a division of floats where all numbers are below 2^51, else
    /// lane by lane.
    ///
    /// The floor of the rounded quotient is that of the exact one: if that is no whole number, it is at least 1/|y| away
    /// from one, and rounding moves it by at most 2^-53 |x/y|, which is less.
    pub(super) fn lanes_division(&mut self, op: BinaryOp, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        let is_div = op == BinaryOp::FloorDiv;
        if let Some(c) = c.filter(|c| *c > 0 && c & (c - 1) == 0) {
            return match is_div {
                true => self.value(format!("ashr {ty} {x}, splat (i64 {})", c.trailing_zeros())),
                false => self.value(format!("and {ty} {x}, splat (i64 {})", c - 1)),
            };
        }
        let (above_x, above_y) = (self.above_lowest(x, 51, n), self.above_lowest(y, 51, n));
        let result = self.if_small(
            &[&above_x, &above_y],
            52,
            n,
            &ty,
            |f| {
                let (dividend, divisor) = (f.small_to_float(&above_x, n), f.small_to_float(&above_y, n));
                let doubles = f.vector_type(Scalar::Float, n);
                let quotient = f.value(format!("fdiv {doubles} {dividend}, {divisor}"));
                let quotient = f.floor(&quotient, n);
                if is_div {
                    return f.small_to_int(&quotient, n);
                }
                let back = f.value(format!("fmul {doubles} {quotient}, {divisor}"));
                let remainder = f.value(format!("fsub {doubles} {dividend}, {back}"));
                f.small_to_int(&remainder, n)
            },
            |f| f.lane_by_lane(op, Scalar::Int, n, x, y),
        );
        if c.is_some_and(|c| c != 0) {
            return result;
        }
        let zero = self.value(format!("icmp eq {ty} {y}, zeroinitializer"));
        self.value(format!("select <{width} x i1> {zero}, {ty} zeroinitializer, {ty} {result}"))
    }

    /// Of ints without a sign: by a power of two a shift or a mask, else lane by lane.
    fn lanes_word_division(&mut self, op: BinaryOp, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        match c.map(|c| c as u64).filter(|c| c.is_power_of_two()) {
            Some(c) if op == BinaryOp::Udiv => self.value(format!("lshr {ty} {x}, splat (i64 {})", c.trailing_zeros())),
            Some(c) => self.value(format!("and {ty} {x}, splat (i64 {})", c - 1)),
            None => self.lane_by_lane(op, Scalar::Int, n, x, y),
        }
    }

    /// How far above -2^bits.
    fn above_lowest(&mut self, x: &str, bits: u32, n: u16) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        self.value(format!("add {ty} {x}, splat (i64 {})", 1i64 << bits))
    }

    /// One way where all of `values` are below 2^bits, as is usual, and another where one is not.
    fn if_small(
        &mut self,
        values: &[&str],
        bits: u32,
        n: u16,
        ty: &str,
        small: impl FnOnce(&mut Self) -> String,
        large: impl FnOnce(&mut Self) -> String,
    ) -> String {
        let ints = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        let mut all = values[0].to_string();
        for value in &values[1..] {
            all = self.value(format!("or {ints} {all}, {value}"));
        }
        let high = self.value(format!("and {ints} {all}, splat (i64 {})", -1i64 << bits));
        let any = self.value(format!("icmp ne {ints} {high}, zeroinitializer"));
        let word = self.value(format!("bitcast <{width} x i1> {any} to i{width}"));
        let some = self.value(format!("icmp ne i{width} {word}, 0"));
        let id = self.fresh();
        self.branch_if(&some, &format!("large{id}"), &format!("small{id}"), Likely::Orelse);
        self.start(&format!("large{id}"));
        let from_large = large(self);
        self.branch(&format!("sized{id}"));
        self.start(&format!("small{id}"));
        let from_small = small(self);
        self.branch(&format!("sized{id}"));
        self.start(&format!("sized{id}"));
        self.value(format!("phi {ty} [ {from_large}, %large{id} ], [ {from_small}, %small{id} ]"))
    }

    /// A number in -2^51..2^51, given how far it is above the lowest of them: below the first bit of 2^52 as a float.
    fn small_to_float(&mut self, above_lowest: &str, n: u16) -> String {
        let (ints, doubles) = (self.vector_type(Scalar::Int, n), self.vector_type(Scalar::Float, n));
        let bits = self.value(format!("xor {ints} {above_lowest}, splat (i64 {TWO_TO_52})"));
        let above = self.value(format!("bitcast {ints} {bits} to {doubles}"));
        self.value(format!("fsub {doubles} {above}, splat ({MIDDLE})"))
    }

    /// The way back.
    fn small_to_int(&mut self, x: &str, n: u16) -> String {
        let (ints, doubles) = (self.vector_type(Scalar::Int, n), self.vector_type(Scalar::Float, n));
        let above = self.value(format!("fadd {doubles} {x}, splat ({MIDDLE})"));
        let bits = self.value(format!("bitcast {doubles} {above} to {ints}"));
        self.value(format!("sub {ints} {bits}, splat (i64 {})", TWO_TO_52 | 1 << 51))
    }

    /// Of a number in -2^51..=2^51. SSE2 has no instruction for it.
    fn floor(&mut self, x: &str, n: u16) -> String {
        let doubles = self.vector_type(Scalar::Float, n);
        let width = self.width(n);
        if self.target().isa != Isa::Sse2 {
            let symbol = format!("llvm.floor.v{width}f64");
            self.emitter.declare(&symbol, format!("{doubles} @{symbol}({doubles})"));
            return self.value(format!("call {doubles} @{symbol}({doubles} {x})"));
        }
        let above = self.value(format!("fadd {doubles} {x}, splat ({MIDDLE})"));
        let rounded = self.value(format!("fsub {doubles} {above}, splat ({MIDDLE})"));
        let too_much = self.value(format!("fcmp ogt {doubles} {rounded}, {x}"));
        let less = self.value(format!(
            "select <{width} x i1> {too_much}, {doubles} splat (double 1.0), {doubles} zeroinitializer"
        ));
        self.value(format!("fsub {doubles} {rounded}, {less}"))
    }

    /// What has no instruction over lanes: a function that does it for each lane, once for all places that need it.
    fn lane_by_lane(&mut self, op: BinaryOp, s: Scalar, n: u16, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        let function = self.for_each_lane(row(BINARY, op).1, &[&ty, &ty], scalar(s), width, |f, ones| {
            let (x, y) = (&ones[0], &ones[1]);
            if op == BinaryOp::MulOverflows {
                return f.overflow("smul", x, y, 1);
            }
            if op == BinaryOp::UmulOverflows {
                return f.overflow("umul", x, y, 1);
            }
            if let BinaryOp::Udiv | BinaryOp::Umod = op {
                return f.word_division(op, x, y, None);
            }
            // MIN by -1 traps, and lanes that are not active may ask for it: x by -1 is -x by 1.
            let minus = f.value(format!("icmp eq i64 {y}, -1"));
            let negated = f.value(format!("sub i64 0, {x}"));
            let x = f.value(format!("select i1 {minus}, i64 {negated}, i64 {x}"));
            let y = f.value(format!("select i1 {minus}, i64 1, i64 {y}"));
            if op == BinaryOp::FloorDiv { f.floor_div(&x, &y, None) } else { f.floor_mod(&x, &y, None) }
        });
        self.value(format!("call <{width} x {}> @{function}({ty} {x}, {ty} {y})", scalar(s)))
    }

    pub(super) fn lanes_select(&mut self, c: ExprId, a: ExprId, b: ExprId, s: Scalar, n: u16) -> Vec<String> {
        let ty = self.vector_type(s, n);
        let width = self.width(n);
        let (cs, xs, ys) = (self.expr(c), self.expr(a), self.expr(b));
        let mut results = vec![];
        for ((c, x), y) in cs.into_iter().zip(xs).zip(ys) {
            let bits = self.bits(&c, n);
            results.push(self.value(format!("select <{width} x i1> {bits}, {ty} {x}, {ty} {y}")));
        }
        results
    }

    /// libm knows one number at a time: a function that calls it for each lane, once for all places that need it.
    pub(super) fn lanes_call(&mut self, name: &str, args: &[ExprId], s: Scalar, n: u16) -> Vec<String> {
        let width = self.width(n);
        let operands: Vec<(String, Vec<String>)> = args
            .iter()
            .map(|&a| {
                let (scalar, lanes) = self.lanes_of(a);
                (self.vector_type(scalar, lanes), self.expr(a))
            })
            .collect();
        let result = format!("<{width} x {}>", scalar(s));
        if name == FMA {
            let of = |r: usize| operands.iter().map(|(_, values)| values[r].clone()).collect::<Vec<_>>();
            return (0..self.registers(n)).map(|r| self.fma(&format!("v{width}f64"), &result, &of(r))).collect();
        }
        let types: Vec<&str> = operands.iter().map(|(ty, _)| ty.as_str()).collect();
        let function = self.for_each_lane(name, &types, scalar(s), width, |f, ones| f.call_row(name, ones));
        (0..self.registers(n))
            .map(|r| {
                let list: Vec<String> = operands.iter().map(|(ty, values)| format!("{ty} {}", values[r])).collect();
                self.value(format!("call {result} @{function}({})", list.join(", ")))
            })
            .collect()
    }

    /// A function that applies a scalar one to each lane of its arguments.
    fn for_each_lane(
        &mut self,
        name: &str,
        types: &[&str],
        element: &str,
        width: u16,
        one: impl Fn(&mut Self, &[String]) -> String,
    ) -> String {
        let body = self.capture(|f| {
            let mut result = "poison".to_string();
            for lane in 0..width {
                let ones: Vec<String> = types
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| f.value(format!("extractelement {ty} %a{i}, i64 {lane}")))
                    .collect();
                let one = one(f, &ones);
                result = f.value(format!("insertelement <{width} x {element}> {result}, {element} {one}, i64 {lane}"));
            }
            f.line(format!("ret <{width} x {element}> {result}"));
        });
        let function = format!("hotloop_{name}_x{width}");
        let params: Vec<String> = types.iter().enumerate().map(|(i, ty)| format!("{ty} %a{i}")).collect();
        let attributes = self.emitter.attributes();
        self.emitter.define(
            &function,
            format!(
                "define internal <{width} x {element}> @{function}({}) noinline {attributes} {{\nentry:\n{body}}}\n\n",
                params.join(", ")
            ),
        );
        function
    }

    pub(super) fn any(&mut self, mask: ExprId) -> String {
        let (_, n) = self.lanes_of(mask);
        let ty = self.vector_type(Scalar::Bool, n);
        let width = self.width(n);
        let masks = self.expr(mask);
        let all =
            masks.into_iter().reduce(|a, b| self.value(format!("or {ty} {a}, {b}"))).expect("at least one register");
        let bits = self.bits(&all, n);
        let word = self.value(format!("bitcast <{width} x i1> {bits} to i{width}"));
        self.value(format!("icmp ne i{width} {word}, 0"))
    }

    pub(super) fn count(&mut self, mask: ExprId) -> String {
        let (_, n) = self.lanes_of(mask);
        let masks = self.expr(mask);
        let counts: Vec<String> = masks.iter().map(|mask| self.count_register(mask, n)).collect();
        counts.into_iter().reduce(|a, b| self.value(format!("add i64 {a}, {b}"))).expect("at least one register")
    }

    pub(super) fn count_register(&mut self, mask: &str, n: u16) -> String {
        let width = self.width(n);
        let bits = self.bits(mask, n);
        let word = self.value(format!("bitcast <{width} x i1> {bits} to i{width}"));
        let word = self.value(format!("zext i{width} {word} to i32"));
        self.emitter.declare("llvm.ctpop.i32", "i32 @llvm.ctpop.i32(i32)".into());
        let count = self.value(format!("call i32 @llvm.ctpop.i32(i32 {word})"));
        self.value(format!("zext i32 {count} to i64"))
    }

    /// Sums of ever more neighbours, and what the registers before hold.
    pub(super) fn rank(&mut self, mask: ExprId) -> Vec<String> {
        let (_, n) = self.lanes_of(mask);
        let width = self.width(n);
        let ty = self.vector_type(Scalar::Int, n);
        let masks = self.expr(mask);
        let mut before = "0".to_string();
        let mut ranks = vec![];
        for mask in masks {
            let bits = self.bits(&mask, n);
            let ones = self.value(format!("zext <{width} x i1> {bits} to {ty}"));
            let mut sums = ones.clone();
            let mut distance = 1;
            while distance < width {
                let picks: Vec<String> =
                    (0..width).map(|i| format!("i32 {}", if i < distance { width } else { i - distance })).collect();
                let moved = self.value(format!(
                    "shufflevector {ty} {sums}, {ty} zeroinitializer, <{width} x i32> <{}>",
                    picks.join(", ")
                ));
                sums = self.value(format!("add {ty} {sums}, {moved}"));
                distance *= 2;
            }
            let inside = self.value(format!("sub {ty} {sums}, {ones}"));
            let first = self.value(format!("insertelement {ty} poison, i64 {before}, i64 0"));
            let first = self.value(format!("shufflevector {ty} {first}, {ty} poison, <{width} x i32> zeroinitializer"));
            ranks.push(self.value(format!("add {ty} {inside}, {first}")));
            let count = self.count_register(&mask, n);
            before = self.value(format!("add i64 {before}, {count}"));
        }
        ranks
    }
}
