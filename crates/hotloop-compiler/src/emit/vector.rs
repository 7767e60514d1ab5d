//! Values over lanes, and memory: a strip is as many vectors as its width in registers.
//!
//! example: 16 lanes of float on AVX2 are four `<4 x double>`; each operation is written four times.
//!
//! A mask is `<n x i1>` where the CPU has mask registers, else `<n x i64>` of zeros and ones: what compares give there.

use super::llvm::{FunctionEmitter, compare, constant, scalar};
use crate::ir::*;

/// Elements of a place that lanes read which are not active.
const NOTHING: i64 = 32;

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

    fn lanes_of(&self, e: ExprId) -> (Scalar, u16) {
        match self.function.exprs[e.0 as usize].ty {
            Type::Lanes(s, n) => (s, n),
            _ => unreachable!("verified: an operand over lanes"),
        }
    }

    fn wide_masks(&self) -> bool {
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

    fn splat(&mut self, value: ExprId, s: Scalar, n: u16) -> Vec<String> {
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

    fn lane_index(&self, first: u16, n: u16) -> String {
        let items: Vec<String> = (0..self.width(n)).map(|i| format!("i64 {}", first + i)).collect();
        format!("<{}>", items.join(", "))
    }

    /// A mask in the form that `select` and branches take.
    fn bits(&mut self, mask: &str, n: u16) -> String {
        if !self.wide_masks() {
            return mask.into();
        }
        // The sign bit is what blend and movmsk look at.
        self.value(format!("icmp slt <{} x i64> {mask}, zeroinitializer", self.width(n)))
    }

    /// The result of a vector compare as a mask.
    fn mask(&mut self, bits: String, n: u16) -> String {
        if !self.wide_masks() {
            return bits;
        }
        let width = self.width(n);
        self.value(format!("sext <{width} x i1> {bits} to <{width} x i64>"))
    }

    fn lanes_unary(&mut self, op: UnaryOp, a: ExprId) -> Vec<String> {
        let (s, n) = self.lanes_of(a);
        let ty = self.vector_type(s, n);
        let width = self.width(n);
        let operands = self.expr(a);
        operands
            .into_iter()
            .map(|x| match op {
                UnaryOp::BoolToInt if self.wide_masks() => self.value(format!("and {ty} {x}, splat (i64 1)")),
                UnaryOp::BoolToInt => self.value(format!("zext {ty} {x} to <{width} x i64>")),
                _ => self.unary_text(op, s, &ty, &format!("v{width}"), &x),
            })
            .collect()
    }

    fn lanes_binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Vec<String> {
        let (s, n) = self.lanes_of(a);
        let constant = self.const_int(b);
        let (xs, ys) = (self.expr(a), self.expr(b));
        xs.into_iter().zip(ys).map(|(x, y)| self.lanes_binary_one(op, s, n, constant, &x, &y)).collect()
    }

    fn lanes_binary_one(&mut self, op: BinaryOp, s: Scalar, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
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
            FloorDiv | FloorMod => self.lanes_division(op, n, c, x, y),
            Min | Max => {
                let symbol = format!("llvm.{}.v{width}i64", self.arithmetic(op, s));
                self.emitter.declare(&symbol, format!("{ty} @{symbol}({ty}, {ty})"));
                self.value(format!("call {ty} @{symbol}({ty} {x}, {ty} {y})"))
            }
            Shl | Shr if c.is_none() => {
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

    fn compare_masks(&mut self, op: BinaryOp, ty: &str, x: &str, y: &str) -> String {
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
    fn lanes_overflow(&mut self, op: BinaryOp, n: u16, x: &str, y: &str) -> String {
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

    /// By a constant: a range of `x`. In general: lane by lane.
    fn lanes_mul_overflows(&mut self, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        if let Some(c) = c.filter(|c| *c > 0) {
            let above = self.value(format!("icmp sgt {ty} {x}, splat (i64 {})", i64::MAX / c));
            let below = self.value(format!("icmp slt {ty} {x}, splat (i64 {})", i64::MIN / c));
            let bits = self.value(format!("or <{width} x i1> {above}, {below}"));
            return self.mask(bits, n);
        }
        let symbol = "llvm.smul.with.overflow.i64";
        self.emitter.declare(symbol, format!("{{i64, i1}} @{symbol}(i64, i64)"));
        let mut bits = "poison".to_string();
        for lane in 0..width {
            let a = self.value(format!("extractelement {ty} {x}, i64 {lane}"));
            let b = self.value(format!("extractelement {ty} {y}, i64 {lane}"));
            let pair = self.value(format!("call {{i64, i1}} @{symbol}(i64 {a}, i64 {b})"));
            let bit = self.value(format!("extractvalue {{i64, i1}} {pair}, 1"));
            bits = self.value(format!("insertelement <{width} x i1> {bits}, i1 {bit}, i64 {lane}"));
        }
        self.mask(bits, n)
    }

    /// By a power of two: a shift or a mask. In general: lane by lane, with divisors that cannot trap.
    fn lanes_division(&mut self, op: BinaryOp, n: u16, c: Option<i64>, x: &str, y: &str) -> String {
        let ty = self.vector_type(Scalar::Int, n);
        let width = self.width(n);
        let is_div = op == BinaryOp::FloorDiv;
        if let Some(c) = c.filter(|c| *c > 0 && c & (c - 1) == 0) {
            return match is_div {
                true => self.value(format!("ashr {ty} {x}, splat (i64 {})", c.trailing_zeros())),
                false => self.value(format!("and {ty} {x}, splat (i64 {})", c - 1)),
            };
        }
        // -1 with MIN traps, and so does 0; lanes that are not active may hold either.
        let zero = self.value(format!("icmp eq {ty} {y}, zeroinitializer"));
        let minus = self.value(format!("icmp eq {ty} {y}, splat (i64 -1)"));
        let bad = self.value(format!("or <{width} x i1> {zero}, {minus}"));
        let divisor = self.value(format!("select <{width} x i1> {bad}, {ty} splat (i64 1), {ty} {y}"));
        let quotient = self.value(format!("sdiv {ty} {x}, {divisor}"));
        let back = self.value(format!("mul {ty} {quotient}, {divisor}"));
        let remainder = self.value(format!("sub {ty} {x}, {back}"));
        let nonzero = self.value(format!("icmp ne {ty} {remainder}, zeroinitializer"));
        let mixed = self.value(format!("xor {ty} {remainder}, {divisor}"));
        let negative = self.value(format!("icmp slt {ty} {mixed}, zeroinitializer"));
        let adjust = self.value(format!("and <{width} x i1> {nonzero}, {negative}"));
        let (adjusted, otherwise) = if is_div {
            (self.value(format!("sub {ty} {quotient}, splat (i64 1)")), quotient)
        } else {
            (self.value(format!("add {ty} {remainder}, {divisor}")), remainder)
        };
        let result = self.value(format!("select <{width} x i1> {adjust}, {ty} {adjusted}, {ty} {otherwise}"));
        let negated =
            if is_div { self.value(format!("sub {ty} zeroinitializer, {x}")) } else { "zeroinitializer".into() };
        let result = self.value(format!("select <{width} x i1> {minus}, {ty} {negated}, {ty} {result}"));
        self.value(format!("select <{width} x i1> {zero}, {ty} zeroinitializer, {ty} {result}"))
    }

    fn lanes_select(&mut self, c: ExprId, a: ExprId, b: ExprId, s: Scalar, n: u16) -> Vec<String> {
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
    fn lanes_call(&mut self, name: &str, args: &[ExprId], s: Scalar, n: u16) -> Vec<String> {
        let width = self.width(n);
        let operands: Vec<(String, Vec<String>)> = args
            .iter()
            .map(|&a| {
                let (scalar, lanes) = self.lanes_of(a);
                (self.vector_type(scalar, lanes), self.expr(a))
            })
            .collect();
        let result = format!("<{width} x {}>", scalar(s));
        let types: Vec<&str> = operands.iter().map(|(ty, _)| ty.as_str()).collect();
        let function = self.call_for_each_lane(name, &types, s, width);
        (0..self.registers(n))
            .map(|r| {
                let list: Vec<String> = operands.iter().map(|(ty, values)| format!("{ty} {}", values[r])).collect();
                self.value(format!("call {result} @{function}({})", list.join(", ")))
            })
            .collect()
    }

    fn call_for_each_lane(&mut self, name: &str, types: &[&str], s: Scalar, width: u16) -> String {
        let element = scalar(s);
        let body = self.capture(|f| {
            let mut result = "poison".to_string();
            for lane in 0..width {
                let ones: Vec<String> = types
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| f.value(format!("extractelement {ty} %a{i}, i64 {lane}")))
                    .collect();
                let one = f.call_row(name, &ones);
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

    fn count_register(&mut self, mask: &str, n: u16) -> String {
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

    // Memory

    pub(super) fn load(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId], mask: Option<ExprId>) {
        let Type::Buffer(elem, _) = self.ty_of(buffer) else { unreachable!("verified: a buffer") };
        match self.ty_of(parts[0]) {
            Type::Lanes(_, n) => self.load_lanes(parts, buffer, elem, index, mask, n),
            _ => self.load_scalar(parts, buffer, elem, index),
        }
    }

    pub(super) fn store(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        parts: &[ExprId],
        mask: Option<ExprId>,
        undo: bool,
    ) {
        let Type::Buffer(elem, _) = self.ty_of(buffer) else { unreachable!("verified: a buffer") };
        match self.function.exprs[parts[0].0 as usize].ty {
            Type::Lanes(_, n) => self.store_lanes(buffer, elem, index, parts, mask, undo, n),
            _ => self.store_scalar(buffer, elem, index, parts, undo),
        }
    }

    /// Number of an element: row times row length plus column.
    fn element_number(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        evaluate: impl Fn(&mut Self, ExprId) -> String,
    ) -> String {
        let first = evaluate(self, index[0]);
        if index.len() == 1 {
            return first;
        }
        let columns = self.value(format!("load i64, ptr %v{}.dim1", buffer.0));
        let row = self.value(format!("mul i64 {first}, {columns}"));
        let column = evaluate(self, index[1]);
        self.value(format!("add i64 {row}, {column}"))
    }

    fn address(&mut self, buffer: LocalId, elem: Elem, number: &str) -> String {
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        self.value(format!("getelementptr {}, ptr {data}, i64 {number}", memory_type(elem)))
    }

    fn load_scalar(&mut self, parts: &[LocalId], buffer: LocalId, elem: Elem, index: &[ExprId]) {
        let number = self.element_number(buffer, index, |f, e| f.one(e));
        let address = self.address(buffer, elem, &number);
        for (i, &part) in parts.iter().enumerate() {
            let value = self.load_part(elem, &address, i);
            self.set(part, &[value]);
        }
    }

    fn load_part(&mut self, elem: Elem, address: &str, part: usize) -> String {
        match elem {
            Elem::Bool => {
                let byte = self.value(format!("load i8, ptr {address}"));
                self.value(format!("icmp ne i8 {byte}, 0"))
            }
            Elem::Int32 => {
                let small = self.value(format!("load i32, ptr {address}"));
                self.value(format!("sext i32 {small} to i64"))
            }
            Elem::Int64 => self.value(format!("load i64, ptr {address}")),
            Elem::Float64 => self.value(format!("load double, ptr {address}")),
            Elem::Complex128 => {
                let part = self.value(format!("getelementptr double, ptr {address}, i64 {part}"));
                self.value(format!("load double, ptr {part}"))
            }
        }
    }

    fn store_part(&mut self, elem: Elem, address: &str, part: usize, value: &str) {
        match elem {
            Elem::Bool => {
                let byte = self.value(format!("zext i1 {value} to i8"));
                self.line(format!("store i8 {byte}, ptr {address}"));
            }
            Elem::Int32 => {
                let small = self.value(format!("trunc i64 {value} to i32"));
                self.line(format!("store i32 {small}, ptr {address}"));
            }
            Elem::Int64 => self.line(format!("store i64 {value}, ptr {address}")),
            Elem::Float64 => self.line(format!("store double {value}, ptr {address}")),
            Elem::Complex128 => {
                let part = self.value(format!("getelementptr double, ptr {address}, i64 {part}"));
                self.line(format!("store double {value}, ptr {part}"));
            }
        }
    }

    fn store_scalar(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], parts: &[ExprId], undo: bool) {
        let number = self.element_number(buffer, index, |f, e| f.one(e));
        let address = self.address(buffer, elem, &number);
        if undo {
            let names = self.undo_slots(elem.parts().iter().map(|&s| scalar(s).to_string()), "ptr");
            self.line(format!("store ptr {address}, ptr %{}.at", names.0));
            for (i, &s) in elem.parts().iter().enumerate() {
                let old = self.load_part(elem, &address, i);
                self.line(format!("store {} {old}, ptr %{}.{i}", scalar(s), names.0));
            }
            self.line(format!("store i1 true, ptr %{}", names.0));
            let restore = self.capture(|f| {
                let address = f.value(format!("load ptr, ptr %{}.at", names.0));
                for (i, &s) in elem.parts().iter().enumerate() {
                    let old = f.value(format!("load {}, ptr %{}.{i}", scalar(s), names.0));
                    f.store_part(elem, &address, i, &old);
                }
            });
            self.undo(names.0, restore);
        }
        for (i, &part) in parts.iter().enumerate() {
            let value = self.one(part);
            self.store_part(elem, &address, i, &value);
        }
    }

    fn undo_slots(&mut self, types: impl std::iter::Iterator<Item = String>, at: &str) -> (String, usize) {
        let name = format!("undo{}", self.fresh());
        self.alloca(&name, "i1");
        self.alloca(&format!("{name}.at"), at);
        let mut n = 0;
        for ty in types {
            self.alloca(&format!("{name}.{n}"), &ty);
            n += 1;
        }
        (name, n)
    }

    // Lanes in memory

    /// How an index moves from lane to lane: `Some(1)` for neighbouring elements.
    fn stride(&self, e: ExprId) -> Option<i64> {
        let expr = &self.function.exprs[e.0 as usize];
        if expr.ty.lanes() == 1 {
            return Some(0);
        }
        match &expr.op {
            Op::Splat(_) => Some(0),
            Op::LaneIndex => Some(1),
            Op::Binary(BinaryOp::Add, a, b) => Some(self.stride(*a)? + self.stride(*b)?),
            Op::Binary(BinaryOp::Sub, a, b) => Some(self.stride(*a)? - self.stride(*b)?),
            _ => None,
        }
    }

    /// Value of an index with a known stride in lane 0.
    fn first_lane(&mut self, e: ExprId) -> String {
        let expr = &self.function.exprs[e.0 as usize];
        match expr.op {
            _ if expr.ty.lanes() == 1 => self.one(e),
            Op::Splat(inner) => self.one(inner),
            Op::LaneIndex => "0".into(),
            Op::Binary(op, a, b) => {
                let (x, y) = (self.first_lane(a), self.first_lane(b));
                let text = if op == BinaryOp::Add { "add" } else { "sub" };
                self.value(format!("{text} i64 {x}, {y}"))
            }
            _ => unreachable!("has a stride"),
        }
    }

    /// Neighbouring elements?
    fn is_contiguous(&self, index: &[ExprId]) -> bool {
        let (last, rows) = index.split_last().expect("verified: at least one index");
        self.stride(*last) == Some(1) && rows.iter().all(|&i| self.stride(i) == Some(0))
    }

    fn load_lanes(
        &mut self,
        parts: &[LocalId],
        buffer: LocalId,
        elem: Elem,
        index: &[ExprId],
        mask: Option<ExprId>,
        n: u16,
    ) {
        let masks = mask.map(|m| self.expr(m));
        let mask = |i: usize| masks.as_ref().map(|masks| &masks[i]);
        let registers = self.written_registers(n);
        let vectors: Vec<Vec<String>> = if self.is_contiguous(index) && (masks.is_none() || elem.size() == 8) {
            let number = self.element_number(buffer, index, |f, e| f.first_lane(e));
            registers
                .enumerate()
                .map(|(i, r)| match mask(i) {
                    None => self.load_neighbours(buffer, elem, &number, r, n),
                    Some(mask) => vec![self.load_masked(buffer, elem, &number, r, n, mask)],
                })
                .collect()
        } else if masks.is_none() && index.iter().all(|&i| self.stride(i).is_some()) {
            self.load_strided(buffer, elem, index, n)
        } else {
            let (index, beyond) = self.without_constant(index);
            let pointers = self.pointers(buffer, elem, &index, n);
            pointers.iter().enumerate().map(|(i, at)| self.gather(elem, at, beyond, mask(i), n)).collect()
        };
        for (part, &local) in parts.iter().enumerate() {
            let values: Vec<String> = vectors.iter().map(|v| v[part].clone()).collect();
            self.set(local, &values);
        }
    }

    fn load_neighbours(&mut self, buffer: LocalId, elem: Elem, number: &str, register: usize, n: u16) -> Vec<String> {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let align = elem.size().min(8);
        match elem {
            Elem::Complex128 => {
                let wide = self.value(format!("load <{} x double>, ptr {address}, align {align}", 2 * width));
                (0..2).map(|part| self.every_second(&wide, part, width)).collect()
            }
            _ => {
                let memory = memory_type(elem);
                let raw = self.value(format!("load <{width} x {memory}>, ptr {address}, align {align}"));
                vec![self.as_lanes(elem, raw, n)]
            }
        }
    }

    /// Neighbouring elements of eight bytes, and zeros in inactive lanes.
    fn load_masked(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        number: &str,
        register: usize,
        n: u16,
        mask: &str,
    ) -> String {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let bits = self.bits(mask, n);
        let memory = memory_type(elem);
        let ty = format!("<{width} x {memory}>");
        let symbol = format!("llvm.masked.load.v{width}{}.p0", short(memory));
        self.emitter.declare(&symbol, format!("{ty} @{symbol}(ptr, <{width} x i1>, {ty})"));
        self.value(format!("call {ty} @{symbol}(ptr align 8 {address}, <{width} x i1> {bits}, {ty} zeroinitializer)"))
    }

    fn every_second(&mut self, wide: &str, part: u16, width: u16) -> String {
        let picks: Vec<String> = (0..width).map(|i| format!("i32 {}", 2 * i + part)).collect();
        let ty = format!("<{} x double>", 2 * width);
        self.value(format!("shufflevector {ty} {wide}, {ty} poison, <{width} x i32> <{}>", picks.join(", ")))
    }

    /// A vector as it is in memory as one of lanes.
    fn as_lanes(&mut self, elem: Elem, raw: String, n: u16) -> String {
        let width = self.width(n);
        match elem {
            Elem::Bool => {
                let bits = self.value(format!("icmp ne <{width} x i8> {raw}, zeroinitializer"));
                self.mask(bits, n)
            }
            Elem::Int32 => self.value(format!("sext <{width} x i32> {raw} to <{width} x i64>")),
            _ => raw,
        }
    }

    fn as_stored(&mut self, elem: Elem, value: &str, n: u16) -> String {
        let width = self.width(n);
        match elem {
            Elem::Bool if self.wide_masks() => self.value(format!("trunc <{width} x i64> {value} to <{width} x i8>")),
            Elem::Bool => self.value(format!("zext <{width} x i1> {value} to <{width} x i8>")),
            Elem::Int32 => self.value(format!("trunc <{width} x i64> {value} to <{width} x i32>")),
            _ => value.into(),
        }
    }

    fn pointers(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], n: u16) -> Vec<String> {
        let width = self.width(n);
        let per_index: Vec<Vec<String>> = index.iter().map(|&i| self.index_vectors(i, n)).collect();
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        let columns = (index.len() > 1).then(|| {
            let one = self.value(format!("load i64, ptr %v{}.dim1", buffer.0));
            let first = self.value(format!("insertelement <{width} x i64> poison, i64 {one}, i64 0"));
            self.value(format!(
                "shufflevector <{width} x i64> {first}, <{width} x i64> poison, <{width} x i32> zeroinitializer"
            ))
        });
        (0..per_index[0].len())
            .map(|r| {
                let mut number = per_index[0][r].clone();
                if let Some(columns) = &columns {
                    number = self.value(format!("mul <{width} x i64> {number}, {columns}"));
                    number = self.value(format!("add <{width} x i64> {number}, {}", per_index[1][r]));
                }
                self.value(format!("getelementptr {}, ptr {data}, <{width} x i64> {number}", memory_type(elem)))
            })
            .collect()
    }

    fn index_vectors(&mut self, e: ExprId, n: u16) -> Vec<String> {
        if self.function.exprs[e.0 as usize].ty.lanes() > 1 {
            return self.expr(e);
        }
        self.splat(e, Scalar::Int, n)
    }

    /// Elements at equal distances, in all lanes: addresses are computed lane by lane, and most of that once.
    fn load_strided(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], n: u16) -> Vec<Vec<String>> {
        let firsts: Vec<String> = index.iter().map(|&i| self.first_lane(i)).collect();
        let strides: Vec<i64> = index.iter().map(|&i| self.stride(i).expect("the caller has looked")).collect();
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        let memory = memory_type(elem);
        let at = |f: &mut Self, dimension: usize, lane: i64| {
            f.value(format!("add i64 {}, {}", firsts[dimension], strides[dimension] * lane))
        };
        let width = self.width(n);
        self.written_registers(n)
            .map(|r| {
                let pointers: Vec<String> = (0..width)
                    .map(|i| {
                        let lane = (r as u16 * width + i).into();
                        let mut row = at(self, 0, lane);
                        if index.len() == 1 {
                            return self.value(format!("getelementptr {memory}, ptr {data}, i64 {row}"));
                        }
                        let columns = self.value(format!("load i64, ptr %v{}.dim1", buffer.0));
                        row = self.value(format!("mul i64 {row}, {columns}"));
                        let row = self.value(format!("getelementptr {memory}, ptr {data}, i64 {row}"));
                        let column = at(self, 1, lane);
                        self.value(format!("getelementptr {memory}, ptr {row}, i64 {column}"))
                    })
                    .collect();
                self.load_each(elem, &pointers, n)
            })
            .collect()
    }

    /// One element of each pointer, as vectors of its parts.
    fn load_each(&mut self, elem: Elem, pointers: &[String], n: u16) -> Vec<String> {
        let width = self.width(n);
        let memory = if elem == Elem::Complex128 { "double" } else { memory_type(elem) };
        (0..elem.parts().len())
            .map(|part| {
                let ty = format!("<{width} x {memory}>");
                let mut raw = "poison".to_string();
                for (lane, pointer) in pointers.iter().enumerate() {
                    let at = match part {
                        0 => pointer.clone(),
                        _ => self.value(format!("getelementptr double, ptr {pointer}, i64 {part}")),
                    };
                    let one = self.value(format!("load {memory}, ptr {at}, align {}", elem.size().min(8)));
                    raw = self.value(format!("insertelement {ty} {raw}, {memory} {one}, i64 {lane}"));
                }
                self.as_lanes(elem, raw, n)
            })
            .collect()
    }

    /// An index apart from a small constant, which can be in the address: addresses are then the same for many reads.
    fn without_constant(&self, index: &[ExprId]) -> (Vec<ExprId>, i64) {
        let mut index = index.to_vec();
        let last = index.last_mut().expect("verified: at least one index");
        if self.target().isa.has_gather() {
            return (index, 0);
        }
        if let Op::Binary(BinaryOp::Add, x, c) = self.function.exprs[last.0 as usize].op
            && let Op::Splat(c) = self.function.exprs[c.0 as usize].op
            && let Some(c) = self.const_int(c).filter(|c| (0..NOTHING).contains(c))
        {
            *last = x;
            return (index, c);
        }
        (index, 0)
    }

    /// Inactive lanes read a place of ours: cheaper than a branch for each lane.
    fn gather_one_by_one(
        &mut self,
        elem: Elem,
        pointers: &str,
        beyond: i64,
        mask: Option<&String>,
        n: u16,
    ) -> Vec<String> {
        let width = self.width(n);
        let mut pointers = pointers.to_string();
        if let Some(mask) = mask {
            let bits = self.bits(mask, n);
            let nothing = format!("private constant [{} x i64] zeroinitializer, align 16", 2 * NOTHING);
            self.emitter.declare_global("hotloop_nothing", &nothing);
            let safe = self.value(format!("insertelement <{width} x ptr> poison, ptr @hotloop_nothing, i64 0"));
            let safe = self.value(format!(
                "shufflevector <{width} x ptr> {safe}, <{width} x ptr> poison, <{width} x i32> zeroinitializer"
            ));
            pointers =
                self.value(format!("select <{width} x i1> {bits}, <{width} x ptr> {pointers}, <{width} x ptr> {safe}"));
        }
        let each: Vec<String> = (0..width)
            .map(|lane| {
                let one = self.value(format!("extractelement <{width} x ptr> {pointers}, i64 {lane}"));
                self.value(format!("getelementptr {}, ptr {one}, i64 {beyond}", memory_type(elem)))
            })
            .collect();
        self.load_each(elem, &each, n)
    }

    fn gather(&mut self, elem: Elem, pointers: &str, beyond: i64, mask: Option<&String>, n: u16) -> Vec<String> {
        if !self.target().isa.has_gather() {
            return self.gather_one_by_one(elem, pointers, beyond, mask, n);
        }
        let width = self.width(n);
        let bits = match mask {
            Some(mask) => self.bits(mask, n),
            None => "splat (i1 true)".into(),
        };
        let memory = if elem == Elem::Complex128 { "double" } else { memory_type(elem) };
        (0..elem.parts().len())
            .map(|part| {
                let at = self.part_pointers(pointers, part, width);
                let ty = format!("<{width} x {memory}>");
                let symbol = format!("llvm.masked.gather.v{width}{}.v{width}p0", short(memory));
                self.emitter.declare(&symbol, format!("{ty} @{symbol}(<{width} x ptr>, <{width} x i1>, {ty})"));
                let raw = self.value(format!(
                    "call {ty} @{symbol}(<{width} x ptr> align {} {at}, <{width} x i1> {bits}, {ty} zeroinitializer)",
                    elem.size().min(8)
                ));
                self.as_lanes(elem, raw, n)
            })
            .collect()
    }

    fn part_pointers(&mut self, pointers: &str, part: usize, width: u16) -> String {
        if part == 0 {
            return pointers.into();
        }
        self.value(format!("getelementptr double, <{width} x ptr> {pointers}, i64 {part}"))
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one statement")]
    fn store_lanes(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        index: &[ExprId],
        parts: &[ExprId],
        mask: Option<ExprId>,
        undo: bool,
        n: u16,
    ) {
        let masks = mask.map(|m| self.expr(m));
        let values: Vec<Vec<String>> = parts.iter().map(|&p| self.expr(p)).collect();
        if self.is_contiguous(index) && mask.is_none() {
            let number = self.element_number(buffer, index, |f, e| f.first_lane(e));
            for r in 0..self.registers(n) {
                let one: Vec<String> = values.iter().map(|v| v[r].clone()).collect();
                self.store_neighbours(buffer, elem, &number, r, n, &one, undo);
            }
            return;
        }
        let pointers = self.pointers(buffer, elem, index, n);
        for r in 0..self.registers(n) {
            let one: Vec<String> = values.iter().map(|v| v[r].clone()).collect();
            self.scatter(elem, &pointers[r], masks.as_ref().map(|m| m[r].clone()), n, &one, undo);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one statement")]
    fn store_neighbours(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        number: &str,
        register: usize,
        n: u16,
        values: &[String],
        undo: bool,
    ) {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let align = elem.size().min(8);
        let (ty, text) = match elem {
            Elem::Complex128 => {
                let picks: Vec<String> =
                    (0..width).flat_map(|i| [format!("i32 {i}"), format!("i32 {}", width + i)]).collect();
                let part = format!("<{width} x double>");
                let wide = self.value(format!(
                    "shufflevector {part} {}, {part} {}, <{} x i32> <{}>",
                    values[0],
                    values[1],
                    2 * width,
                    picks.join(", ")
                ));
                (format!("<{} x double>", 2 * width), wide)
            }
            _ => (format!("<{width} x {}>", memory_type(elem)), self.as_stored(elem, &values[0], n)),
        };
        if undo {
            let old = self.value(format!("load {ty}, ptr {address}, align {align}"));
            let (name, _) = self.undo_slots(std::iter::once(ty.clone()), "ptr");
            self.line(format!("store ptr {address}, ptr %{name}.at"));
            self.line(format!("store {ty} {old}, ptr %{name}.0"));
            self.line(format!("store i1 true, ptr %{name}"));
            let restore = self.capture(|f| {
                let address = f.value(format!("load ptr, ptr %{name}.at"));
                let old = f.value(format!("load {ty}, ptr %{name}.0"));
                f.line(format!("store {ty} {old}, ptr {address}, align {align}"));
            });
            self.undo(name, restore);
        }
        self.line(format!("store {ty} {text}, ptr {address}, align {align}"));
    }

    fn scatter(&mut self, elem: Elem, pointers: &str, mask: Option<String>, n: u16, values: &[String], undo: bool) {
        let width = self.width(n);
        let bits = match &mask {
            Some(mask) => self.bits(mask, n),
            None => "splat (i1 true)".into(),
        };
        if undo {
            let old = self.gather(elem, pointers, 0, mask.as_ref(), n);
            let types: Vec<String> = elem.parts().iter().map(|&s| self.vector_type(s, n)).collect();
            let (name, _) = self.undo_slots(types.iter().cloned(), &format!("<{width} x ptr>"));
            self.alloca(&format!("{name}.mask"), &format!("<{width} x i1>"));
            self.line(format!("store <{width} x ptr> {pointers}, ptr %{name}.at"));
            self.line(format!("store <{width} x i1> {bits}, ptr %{name}.mask"));
            for (i, value) in old.iter().enumerate() {
                self.line(format!("store {} {value}, ptr %{name}.{i}", types[i]));
            }
            self.line(format!("store i1 true, ptr %{name}"));
            let restore = self.capture(|f| {
                let at = f.value(format!("load <{width} x ptr>, ptr %{name}.at"));
                let bits = f.value(format!("load <{width} x i1>, ptr %{name}.mask"));
                let old: Vec<String> =
                    types.iter().enumerate().map(|(i, ty)| f.value(format!("load {ty}, ptr %{name}.{i}"))).collect();
                f.scatter_parts(elem, &at, &bits, n, &old);
            });
            self.undo(name, restore);
        }
        self.scatter_parts(elem, pointers, &bits, n, values);
    }

    /// Inactive lanes write to a place of ours: cheaper than a branch for each lane.
    fn scatter_one_by_one(&mut self, elem: Elem, pointers: &str, bits: &str, n: u16, values: &[String]) {
        let width = self.width(n);
        let memory = if elem == Elem::Complex128 { "double" } else { memory_type(elem) };
        if !self.allocas.contains("%elsewhere = ") {
            self.alloca("elsewhere", "[2 x i64]");
        }
        let nowhere = self.value(format!("insertelement <{width} x ptr> poison, ptr %elsewhere, i64 0"));
        let nowhere = self.value(format!(
            "shufflevector <{width} x ptr> {nowhere}, <{width} x ptr> poison, <{width} x i32> zeroinitializer"
        ));
        let pointers =
            self.value(format!("select <{width} x i1> {bits}, <{width} x ptr> {pointers}, <{width} x ptr> {nowhere}"));
        let raw: Vec<String> = values.iter().map(|value| self.as_stored(elem, value, n)).collect();
        for lane in 0..width {
            let at = self.value(format!("extractelement <{width} x ptr> {pointers}, i64 {lane}"));
            for (part, raw) in raw.iter().enumerate() {
                let one = self.value(format!("extractelement <{width} x {memory}> {raw}, i64 {lane}"));
                let at = self.value(format!("getelementptr double, ptr {at}, i64 {part}"));
                self.line(format!("store {memory} {one}, ptr {at}, align {}", elem.size().min(8)));
            }
        }
    }

    fn scatter_parts(&mut self, elem: Elem, pointers: &str, bits: &str, n: u16, values: &[String]) {
        if !self.target().isa.has_gather() {
            return self.scatter_one_by_one(elem, pointers, bits, n, values);
        }
        let width = self.width(n);
        let memory = if elem == Elem::Complex128 { "double" } else { memory_type(elem) };
        for (part, value) in values.iter().enumerate() {
            let at = self.part_pointers(pointers, part, width);
            let raw = self.as_stored(elem, value, n);
            let ty = format!("<{width} x {memory}>");
            let symbol = format!("llvm.masked.scatter.v{width}{}.v{width}p0", short(memory));
            self.emitter.declare(&symbol, format!("void @{symbol}({ty}, <{width} x ptr>, <{width} x i1>)"));
            self.line(format!(
                "call void @{symbol}({ty} {raw}, <{width} x ptr> align {} {at}, <{width} x i1> {bits})",
                elem.size().min(8)
            ));
        }
    }
}

fn memory_type(elem: Elem) -> &'static str {
    match elem {
        Elem::Bool => "i8",
        Elem::Int32 => "i32",
        Elem::Int64 => "i64",
        Elem::Float64 => "double",
        Elem::Complex128 => "{double, double}",
    }
}

/// As in intrinsics' names.
fn short(memory: &str) -> &'static str {
    match memory {
        "i8" => "i8",
        "i32" => "i32",
        "i64" => "i64",
        _ => "f64",
    }
}
