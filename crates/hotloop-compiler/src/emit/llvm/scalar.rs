//! Values that all lanes share: the operations of the IR, one number at a time.
//!
//! example: `mod(x, y)` is `srem` by a divisor that cannot trap, with the sign of the divisor.

use super::*;

impl FunctionEmitter<'_, '_> {
    /// The LLVM values of an expression: one for each register.
    pub(super) fn expr(&mut self, e: ExprId) -> Vec<String> {
        if let Some(values) = self.memo.get(&e) {
            return values.clone();
        }
        let function = self.function;
        let expr = &function.exprs[e.0 as usize];
        let around = self.comes_from(expr.span);
        let values = match (&expr.op, expr.ty) {
            (Op::Const(c), _) => vec![constant(*c)],
            (Op::Local(local), _) => self.get(*local),
            (Op::Len(buffer, dimension), _) => {
                vec![self.dimension(*buffer, usize::from(*dimension))]
            }
            (Op::Any(mask), _) => vec![self.any(*mask)],
            (Op::Count(mask), _) => vec![self.count(*mask)],
            (Op::Rank(mask), _) => self.rank(*mask),
            (_, Type::Lanes(..)) => self.lanes_expr(expr),
            (Op::Unary(op, a), _) => vec![self.scalar_unary(*op, *a)],
            (Op::Binary(op, a, b), _) => vec![self.scalar_binary(*op, *a, *b)],
            (Op::Select(c, a, b), ty) => {
                let (c, a, b) = (self.one(*c), self.one(*a), self.one(*b));
                let ty = self.storage_type(ty);
                vec![self.value(format!("select i1 {c}, {ty} {a}, {ty} {b}"))]
            }
            (Op::Call(name, args), _) => {
                let args: Vec<String> = args.iter().map(|&a| self.one(a)).collect();
                vec![self.call_row(name, &args)]
            }
            (Op::Splat(_) | Op::LaneIndex, _) => unreachable!("verified: these have lanes"),
        };
        self.at = around;
        self.memo.insert(e, values.clone());
        values
    }

    pub(super) fn one(&mut self, e: ExprId) -> String {
        self.expr(e).remove(0)
    }

    pub(super) fn scalar_of(&self, e: ExprId) -> Scalar {
        self.function.exprs[e.0 as usize].ty.scalar().expect("verified: an operand is a number")
    }

    pub(super) fn call_row(&mut self, name: &str, args: &[String]) -> String {
        let row = builtins::find(name).expect("verified: a row of the table");
        if name == FMA {
            return self.fma("f64", "double", args);
        }
        let types: Vec<&str> = row.params.iter().map(|&s| scalar(s)).collect();
        // nobuiltin: LLVM must neither fold a libm call at compile time nor turn it into another.
        self.emitter.declare(
            row.symbol,
            format!("{} @{}({}) nobuiltin memory(none)", scalar(row.result), row.symbol, types.join(", ")),
        );
        let list: Vec<String> = types.iter().zip(args).map(|(t, a)| format!("{t} {a}")).collect();
        self.value(format!("call {} @{}({})", scalar(row.result), row.symbol, list.join(", ")))
    }

    pub(super) fn scalar_unary(&mut self, op: UnaryOp, a: ExprId) -> String {
        if op == UnaryOp::ToF32
            && let Some((instruction, x, y)) = self.single_operation(a)
        {
            let (x, y) = (self.one(x), self.one(y));
            return self.single(instruction, "double", &x, &y);
        }
        let s = self.scalar_of(a);
        let x = self.one(a);
        self.unary_text(op, s, scalar(s), "", &x)
    }

    /// A unary operation on a scalar (`suffix` empty) or a vector (`suffix` as in intrinsics' names).
    pub(super) fn unary_text(&mut self, op: UnaryOp, s: Scalar, ty: &str, suffix: &str, x: &str) -> String {
        let is_float = s == Scalar::Float;
        let name = if is_float { "f64" } else { "i64" };
        let full = format!("{suffix}{name}");
        let intrinsic = |f: &mut Self, which: &str| {
            let symbol = format!("llvm.{which}.{full}");
            f.emitter.declare(&symbol, format!("{ty} @{symbol}({ty})"));
            f.value(format!("call {ty} @{symbol}({ty} {x})"))
        };
        match op {
            UnaryOp::Neg if is_float => self.value(format!("fneg {ty} {x}")),
            UnaryOp::Neg => self.value(format!("sub {ty} {}, {x}", zero_of(ty))),
            UnaryOp::Abs if is_float => intrinsic(self, "fabs"),
            UnaryOp::Sqrt => intrinsic(self, "sqrt"),
            UnaryOp::Floor => intrinsic(self, "floor"),
            UnaryOp::Ceil => intrinsic(self, "ceil"),
            UnaryOp::Trunc => intrinsic(self, "trunc"),
            UnaryOp::RoundEven => intrinsic(self, "rint"),
            UnaryOp::Abs => {
                let symbol = format!("llvm.abs.{full}");
                self.emitter.declare(&symbol, format!("{ty} @{symbol}({ty}, i1)"));
                self.value(format!("call {ty} @{symbol}({ty} {x}, i1 false)"))
            }
            UnaryOp::Not => {
                let ones = if s == Scalar::Bool && ty == "i1" { "true".into() } else { all_ones(ty) };
                self.value(format!("xor {ty} {x}, {ones}"))
            }
            UnaryOp::ToFloat | UnaryOp::WordToFloat => {
                let to = ty.replace("i64", "double");
                let instruction = if op == UnaryOp::ToFloat { "sitofp" } else { "uitofp" };
                self.value(format!("{instruction} {ty} {x} to {to}"))
            }
            UnaryOp::ToInt => {
                let to = ty.replace("double", "i64");
                let raw = self.value(format!("fptosi {ty} {x} to {to}"));
                self.value(format!("freeze {to} {raw}"))
            }
            UnaryOp::BoolToInt => self.value(format!("zext i1 {x} to i64")),
            UnaryOp::SignBit => {
                let ints = ty.replace("double", "i64");
                let bits = self.value(format!("bitcast {ty} {x} to {ints}"));
                self.value(format!("icmp slt {ints} {bits}, {}", zero_of(&ints)))
            }
            UnaryOp::ToF32 => {
                let single = ty.replace("double", "float");
                let rounded = self.value(format!("fptrunc {ty} {x} to {single}"));
                self.value(format!("fpext {single} {rounded} to {ty}"))
            }
            UnaryOp::ToF16 => self.rounded_to_half(x, ty),
        }
    }

    pub(super) fn scalar_binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> String {
        use BinaryOp::*;
        let s = self.scalar_of(a);
        let (x, y) = (self.one(a), self.one(b));
        let ty = scalar(s);
        match op {
            AddOverflows => self.overflow("sadd", &x, &y, 1),
            SubOverflows => self.overflow("ssub", &x, &y, 1),
            MulOverflows => self.overflow("smul", &x, &y, 1),
            UmulOverflows => self.overflow("umul", &x, &y, 1),
            Ult => self.value(format!("icmp ult i64 {x}, {y}")),
            Udiv | Umod => self.word_division(op, &x, &y, self.const_int(b)),
            FloorDiv => self.floor_div(&x, &y, self.const_int(b)),
            FloorMod => self.floor_mod(&x, &y, self.const_int(b)),
            TwicePlus => self.twice_plus("f64", "double", &x, &y),
            Eq | Ne | Lt | Le | Gt | Ge => {
                let predicate = compare(op, s);
                self.value(format!("{predicate} {ty} {x}, {y}"))
            }
            _ => self.plain_binary(op, s, &x, &y),
        }
    }

    /// An operation for which the machine has an instruction.
    pub(super) fn plain_binary(&mut self, op: BinaryOp, s: Scalar, x: &str, y: &str) -> String {
        if let (BinaryOp::Min | BinaryOp::Max, Scalar::Float) = (op, s) {
            return self.extreme(op, "i1", "double", x, y);
        }
        let text = self.arithmetic(op, s);
        match op {
            BinaryOp::Min | BinaryOp::Max => {
                let symbol = format!("llvm.{text}.i64");
                self.emitter.declare(&symbol, format!("i64 @{symbol}(i64, i64)"));
                self.value(format!("call i64 @{symbol}(i64 {x}, i64 {y})"))
            }
            BinaryOp::Shl | BinaryOp::Shr | BinaryOp::Ushr => {
                let count = self.value(format!("and i64 {y}, 63"));
                self.value(format!("{text} i64 {x}, {count}"))
            }
            _ => self.value(format!("{text} {} {x}, {y}", scalar(s))),
        }
    }

    /// The smaller or larger float: the first one unless the second is.
    pub(super) fn extreme(&mut self, op: BinaryOp, bool_type: &str, ty: &str, x: &str, y: &str) -> String {
        let compare = if op == BinaryOp::Min { "olt" } else { "ogt" };
        let is_second = self.value(format!("fcmp {compare} {ty} {y}, {x}"));
        self.value(format!("select {bool_type} {is_second}, {ty} {y}, {ty} {x}"))
    }

    pub(super) fn const_int(&self, e: ExprId) -> Option<i64> {
        match self.function.exprs[e.0 as usize].op {
            Op::Const(Const::Int(v)) => Some(v),
            Op::Splat(inner) => self.const_int(inner),
            _ => None,
        }
    }

    pub(super) fn overflow(&mut self, which: &str, x: &str, y: &str, field: u8) -> String {
        let symbol = format!("llvm.{which}.with.overflow.i64");
        self.emitter.declare(&symbol, format!("{{i64, i1}} @{symbol}(i64, i64)"));
        let pair = self.value(format!("call {{i64, i1}} @{symbol}(i64 {x}, i64 {y})"));
        self.value(format!("extractvalue {{i64, i1}} {pair}, {field}"))
    }

    pub(super) fn arithmetic(&self, op: BinaryOp, s: Scalar) -> String {
        use BinaryOp::*;
        let fast = if self.emitter.options.fastmath { " reassoc contract nsz arcp afn nnan ninf" } else { "" };
        match (op, s) {
            (Add, Scalar::Float) => format!("fadd{fast}"),
            (Sub, Scalar::Float) => format!("fsub{fast}"),
            (Mul, Scalar::Float) => format!("fmul{fast}"),
            (Div, _) => format!("fdiv{fast}"),
            (Add, _) => "add".into(),
            (Sub, _) => "sub".into(),
            (Mul, _) => "mul".into(),
            (Shl, _) => "shl".into(),
            (Shr, _) => "ashr".into(),
            (Ushr, _) => "lshr".into(),
            (And, _) => "and".into(),
            (Or, _) => "or".into(),
            (Xor, _) => "xor".into(),
            (Min, _) => "smin".into(),
            (Max, _) => "smax".into(),
            _ => unreachable!("handled by the caller"),
        }
    }

    // CPython floors toward -inf, sdiv truncates: fix the sign here.
    pub(super) fn floor_div(&mut self, x: &str, y: &str, constant: Option<i64>) -> String {
        if let Some(c) = constant.filter(|c| *c > 0 && c & (c - 1) == 0) {
            return self.value(format!("ashr i64 {x}, {}", c.trailing_zeros()));
        }
        let divisor = self.safe_divisor(y, constant);
        let quotient = self.value(format!("sdiv i64 {x}, {divisor}"));
        let back = self.value(format!("mul i64 {quotient}, {divisor}"));
        let remainder = self.value(format!("sub i64 {x}, {back}"));
        let adjust = self.sign_differs(&remainder, &divisor);
        let less = self.value(format!("sext i1 {adjust} to i64"));
        let floored = self.value(format!("add i64 {quotient}, {less}"));
        if constant.is_some_and(|c| c != 0 && c != -1) {
            return floored;
        }
        let is_minus = self.value(format!("icmp eq i64 {y}, -1"));
        let opposite = self.value(format!("sub i64 0, {x}"));
        let floored = self.value(format!("select i1 {is_minus}, i64 {opposite}, i64 {floored}"));
        self.zero_if_zero(y, &floored)
    }

    pub(super) fn floor_mod(&mut self, x: &str, y: &str, constant: Option<i64>) -> String {
        if let Some(c) = constant.filter(|c| *c > 0 && c & (c - 1) == 0) {
            return self.value(format!("and i64 {x}, {}", c - 1));
        }
        let divisor = self.safe_divisor(y, constant);
        let remainder = self.value(format!("srem i64 {x}, {divisor}"));
        let adjust = self.sign_differs(&remainder, &divisor);
        let extra = self.value(format!("select i1 {adjust}, i64 {divisor}, i64 0"));
        let result = self.value(format!("add i64 {remainder}, {extra}"));
        if constant.is_some() { result } else { self.zero_if_zero(y, &result) }
    }

    /// Of ints without a sign.
    pub(super) fn word_division(&mut self, op: BinaryOp, x: &str, y: &str, constant: Option<i64>) -> String {
        let instruction = if op == BinaryOp::Udiv { "udiv" } else { "urem" };
        if constant.is_some_and(|c| c != 0) {
            return self.value(format!("{instruction} i64 {x}, {y}"));
        }
        let is_zero = self.value(format!("icmp eq i64 {y}, 0"));
        let divisor = self.value(format!("select i1 {is_zero}, i64 1, i64 {y}"));
        let result = self.value(format!("{instruction} i64 {x}, {divisor}"));
        self.zero_if_zero(y, &result)
    }

    pub(super) fn twice_plus(&mut self, suffix: &str, ty: &str, x: &str, y: &str) -> String {
        let two = if ty == "double" { "2.0" } else { "splat (double 2.0)" };
        self.fma(suffix, ty, &[x, two, y])
    }

    /// An instruction, where the machine has it.
    pub(super) fn fma(&mut self, suffix: &str, ty: &str, operands: &[impl std::fmt::Display]) -> String {
        let symbol = format!("llvm.fma.{suffix}");
        self.emitter.declare(&symbol, format!("{ty} @{symbol}({ty}, {ty}, {ty})"));
        let [x, y, z] = operands else { unreachable!("it has three operands") };
        self.value(format!("call {ty} @{symbol}({ty} {x}, {ty} {y}, {ty} {z})"))
    }

    /// A divisor with which the machine's division cannot trap, whatever it divides: 1 for 0 and for -1, since lanes that
    /// are not active may divide MIN by -1. The remainder is right for -1, the quotient has the other sign.
    pub(super) fn safe_divisor(&mut self, y: &str, constant: Option<i64>) -> String {
        if constant.is_some_and(|c| c != 0 && c != -1) {
            return y.into();
        }
        let above = self.value(format!("add i64 {y}, 1"));
        let is_special = self.value(format!("icmp ult i64 {above}, 2"));
        self.value(format!("select i1 {is_special}, i64 1, i64 {y}"))
    }

    pub(super) fn sign_differs(&mut self, remainder: &str, divisor: &str) -> String {
        let nonzero = self.value(format!("icmp ne i64 {remainder}, 0"));
        let mixed = self.value(format!("xor i64 {remainder}, {divisor}"));
        let negative = self.value(format!("icmp slt i64 {mixed}, 0"));
        self.value(format!("and i1 {nonzero}, {negative}"))
    }

    pub(super) fn zero_if_zero(&mut self, divisor: &str, value: &str) -> String {
        let zero = self.value(format!("icmp eq i64 {divisor}, 0"));
        self.value(format!("select i1 {zero}, i64 0, i64 {value}"))
    }
}

/// The row of the table that is an instruction.
pub(super) const FMA: &str = "fma";

pub(super) fn constant(c: Const) -> String {
    match c {
        Const::Bool(v) => v.to_string(),
        Const::Int(v) => v.to_string(),
        Const::Float(v) => format!("0x{:016X}", v.to_bits()),
    }
}

pub(super) fn compare(op: BinaryOp, s: Scalar) -> &'static str {
    use BinaryOp::*;
    match (op, s) {
        (Eq, Scalar::Float) => "fcmp oeq",
        (Ne, Scalar::Float) => "fcmp une",
        (Lt, Scalar::Float) => "fcmp olt",
        (Le, Scalar::Float) => "fcmp ole",
        (Gt, Scalar::Float) => "fcmp ogt",
        (Ge, Scalar::Float) => "fcmp oge",
        (Eq, _) => "icmp eq",
        (Ne, _) => "icmp ne",
        // False sorts before True: as one bit, unsigned.
        (Lt, Scalar::Bool) => "icmp ult",
        (Le, Scalar::Bool) => "icmp ule",
        (Gt, Scalar::Bool) => "icmp ugt",
        (Ge, Scalar::Bool) => "icmp uge",
        (Lt, _) => "icmp slt",
        (Le, _) => "icmp sle",
        (Gt, _) => "icmp sgt",
        (Ge, _) => "icmp sge",
        _ => unreachable!("a comparison"),
    }
}

fn zero_of(ty: &str) -> &'static str {
    if ty.starts_with('<') { "zeroinitializer" } else { "0" }
}

fn all_ones(ty: &str) -> String {
    if ty.starts_with('<') {
        format!("splat ({} -1)", ty.rsplit("x ").next().expect("an element").trim_end_matches('>'))
    } else {
        "-1".into()
    }
}
