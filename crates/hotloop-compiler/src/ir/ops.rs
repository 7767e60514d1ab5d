//! Names, types and values of the pure operations: one table each for unary and binary ones.
//!
//! example: the row `(BinaryOp::Lt, "lt", &[(Int, Bool), (Float, Bool)])` is printed as `lt.int(x, y)`, has type `bool`,
//! and [`binary`] is its value.

use super::{
    BinaryOp, Block, Const, Dims, Edit, Elem, Expr, ExprId, Function, LocalId, Op, Scalar, Stmt, Strips, Type, UnaryOp,
    half, twister,
};
use crate::builtins;
use Scalar::{Bool, Float, Int};

/// An operation, its name in text, and the scalars that it takes with the one that it gives for each.
pub type Row<T> = (T, &'static str, &'static [(Scalar, Scalar)]);

pub static UNARY: &[Row<UnaryOp>] = &[
    (UnaryOp::Neg, "neg", &[(Int, Int), (Float, Float)]),
    (UnaryOp::Not, "not", &[(Bool, Bool), (Int, Int)]),
    (UnaryOp::Abs, "abs", &[(Int, Int), (Float, Float)]),
    (UnaryOp::Sqrt, "sqrt", &[(Float, Float)]),
    (UnaryOp::Floor, "floor", &[(Float, Float)]),
    (UnaryOp::Ceil, "ceil", &[(Float, Float)]),
    (UnaryOp::Trunc, "trunc", &[(Float, Float)]),
    (UnaryOp::RoundEven, "round_even", &[(Float, Float)]),
    (UnaryOp::ToFloat, "to_float", &[(Int, Float)]),
    (UnaryOp::WordToFloat, "word_to_float", &[(Int, Float)]),
    (UnaryOp::ToInt, "to_int", &[(Float, Int)]),
    (UnaryOp::BoolToInt, "bool_to_int", &[(Bool, Int)]),
    (UnaryOp::SignBit, "sign_bit", &[(Float, Bool)]),
    (UnaryOp::ToF32, "to_f32", &[(Float, Float)]),
    (UnaryOp::ToF16, "to_f16", &[(Float, Float)]),
];

pub static BINARY: &[Row<BinaryOp>] = &[
    (BinaryOp::Add, "add", &[(Int, Int), (Float, Float)]),
    (BinaryOp::Sub, "sub", &[(Int, Int), (Float, Float)]),
    (BinaryOp::Mul, "mul", &[(Int, Int), (Float, Float)]),
    (BinaryOp::AddOverflows, "add_overflows", &[(Int, Bool)]),
    (BinaryOp::SubOverflows, "sub_overflows", &[(Int, Bool)]),
    (BinaryOp::MulOverflows, "mul_overflows", &[(Int, Bool)]),
    (BinaryOp::Div, "div", &[(Float, Float)]),
    (BinaryOp::TwicePlus, "twice_plus", &[(Float, Float)]),
    (BinaryOp::FloorDiv, "floordiv", &[(Int, Int)]),
    (BinaryOp::FloorMod, "mod", &[(Int, Int)]),
    (BinaryOp::Shl, "shl", &[(Int, Int)]),
    (BinaryOp::Shr, "shr", &[(Int, Int)]),
    (BinaryOp::Ushr, "ushr", &[(Int, Int)]),
    (BinaryOp::Udiv, "udiv", &[(Int, Int)]),
    (BinaryOp::Umod, "umod", &[(Int, Int)]),
    (BinaryOp::Ult, "ult", &[(Int, Bool)]),
    (BinaryOp::UmulOverflows, "umul_overflows", &[(Int, Bool)]),
    (BinaryOp::And, "and", &[(Bool, Bool), (Int, Int)]),
    (BinaryOp::Or, "or", &[(Bool, Bool), (Int, Int)]),
    (BinaryOp::Xor, "xor", &[(Bool, Bool), (Int, Int)]),
    (BinaryOp::Eq, "eq", &[(Bool, Bool), (Int, Bool), (Float, Bool)]),
    (BinaryOp::Ne, "ne", &[(Bool, Bool), (Int, Bool), (Float, Bool)]),
    (BinaryOp::Lt, "lt", &[(Int, Bool), (Float, Bool)]),
    (BinaryOp::Le, "le", &[(Int, Bool), (Float, Bool)]),
    (BinaryOp::Gt, "gt", &[(Int, Bool), (Float, Bool)]),
    (BinaryOp::Ge, "ge", &[(Int, Bool), (Float, Bool)]),
    (BinaryOp::Min, "min", &[(Int, Int), (Float, Float)]),
    (BinaryOp::Max, "max", &[(Int, Int), (Float, Float)]),
];

/// Edits of lists, by name.
pub static EDITS: &[(Edit, &str)] = &[
    (Edit::Append, "append"),
    (Edit::Extend, "extend"),
    (Edit::Insert, "insert"),
    (Edit::Delete, "delete"),
    (Edit::Twist, "twist"),
    (Edit::FormatInt, "format_int"),
    (Edit::FormatFloat, "format_float"),
    (Edit::FormatComplex, "format_complex"),
    (Edit::FormatText, "format_text"),
    (Edit::Repr, "repr"),
    (Edit::ParseFloat, "parse_float"),
    (Edit::ParseInt, "parse_int"),
    (Edit::FormatHex, "format_hex"),
    (Edit::ParseHex, "parse_hex"),
    (Edit::ParseComplex, "parse_complex"),
    (Edit::FormatWord, "format_word"),
    (Edit::Same, "same"),
    (Edit::Sort, "sort"),
    (Edit::ChangeCase, "change_case"),
];

impl Edit {
    pub fn name(self) -> &'static str {
        EDITS.iter().find(|row| row.0 == self).expect("every edit has a row").1
    }

    /// The types of its operands, for a list of such elements.
    pub fn operands(self, elem: Elem) -> Vec<Type> {
        let parts = elem.parts().iter().map(|&scalar| Type::Scalar(scalar));
        let text = |elem| [Type::Buffer(elem, Dims::LIST), Type::INT, Type::INT];
        match self {
            Edit::Append => parts.collect(),
            Edit::Extend => vec![Type::Buffer(elem, Dims::LIST), Type::INT, Type::INT, Type::INT],
            Edit::Insert => [Type::INT].into_iter().chain(parts).collect(),
            Edit::Delete => vec![Type::INT],
            Edit::Twist => vec![],
            Edit::Sort => vec![Type::Buffer(elem, Dims::LIST), Type::INT, Type::INT],
            Edit::FormatInt | Edit::FormatWord => [&[Type::INT][..], &text(elem)].concat(),
            Edit::FormatFloat => [&[Type::FLOAT][..], &text(elem)].concat(),
            Edit::FormatComplex => [&[Type::FLOAT; 2][..], &text(elem)].concat(),
            Edit::FormatText => [text(elem), text(elem)].concat(),
            Edit::Repr => text(elem).to_vec(),
            Edit::ParseFloat | Edit::ParseHex | Edit::ParseComplex => text(Elem::UInt8).to_vec(),
            Edit::FormatHex => vec![Type::FLOAT],
            Edit::Same => [text(elem), text(elem)].concat(),
            Edit::ChangeCase => [&text(elem)[..], &[Type::INT]].concat(),
            Edit::ParseInt => [&text(Elem::UInt8)[..], &[Type::INT]].concat(),
        }
    }

    /// May a list of such elements be edited so?
    pub fn is_of(self, elem: Elem) -> bool {
        match self {
            Edit::Append | Edit::Extend | Edit::Insert | Edit::Delete | Edit::Sort => true,
            Edit::Twist => elem == twister::WORD,
            Edit::FormatInt
            | Edit::FormatFloat
            | Edit::FormatComplex
            | Edit::FormatHex
            | Edit::FormatText
            | Edit::ChangeCase
            | Edit::FormatWord
            | Edit::Repr => matches!(elem, Elem::UInt8 | Elem::UInt16 | Elem::UInt32),
            Edit::ParseFloat | Edit::ParseHex | Edit::ParseComplex => elem == Elem::Float64,
            Edit::ParseInt | Edit::Same => elem == Elem::Int64,
        }
    }
}

/// The order of two elements; `None`: one is a NaN.
pub fn order_of(a: Const, b: Const) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Const::Bool(a), Const::Bool(b)) => Some(a.cmp(&b)),
        (Const::Int(a), Const::Int(b)) => Some(a.cmp(&b)),
        (Const::Float(a), Const::Float(b)) => a.partial_cmp(&b),
        _ => unreachable!("verified: elements are of one type"),
    }
}

/// The table row of an operation.
pub fn row<T: PartialEq>(table: &'static [Row<T>], op: T) -> &'static Row<T> {
    table.iter().find(|row| row.0 == op).expect("every operation has a row")
}

/// The type that an operation has, from those of its operands and locals; `Err` says why it has none.
/// `Splat` and `LaneIndex` have the lanes of `wanted`.
pub fn type_of(function: &Function, op: &Op, wanted: Type) -> Result<Type, String> {
    let operand = |id: &ExprId| function.exprs.get(id.0 as usize).map(|expr| expr.ty).ok_or("operand out of range");
    let local = |id: &LocalId| function.locals.get(id.0 as usize).map(|local| local.ty).ok_or("local out of range");
    match op {
        Op::Const(value) => Ok(Type::Scalar(value.scalar())),
        Op::Local(id) => Ok(local(id)?),
        Op::Unary(op, a) => by_row(row(UNARY, *op), &[operand(a)?]),
        Op::Binary(op, a, b) => by_row(row(BINARY, *op), &[operand(a)?, operand(b)?]),
        Op::Select(condition, a, b) => select(operand(condition)?, operand(a)?, operand(b)?),
        Op::Len(buffer, dimension) => length(local(buffer)?, *dimension),
        Op::Call(name, arguments) => call(name, &arguments.iter().map(operand).collect::<Result<Vec<_>, _>>()?),
        Op::Splat(a) => splat(operand(a)?, wanted),
        Op::LaneIndex if wanted.lanes() > 1 => Ok(Type::INT.with_lanes(wanted.lanes())),
        Op::LaneIndex => Err("lane_index needs lanes".into()),
        Op::Any(mask) => over_mask("any", operand(mask)?, |_| Type::BOOL),
        Op::Count(mask) => over_mask("count", operand(mask)?, |_| Type::INT),
        Op::Rank(mask) => over_mask("rank", operand(mask)?, |lanes| Type::INT.with_lanes(lanes)),
    }
}

fn by_row<T>((_, name, signatures): &Row<T>, operands: &[Type]) -> Result<Type, String> {
    let first = operands[0];
    let signature = signatures.iter().find(|(scalar, _)| first.scalar() == Some(*scalar));
    match signature {
        Some((_, result)) if operands.iter().all(|&ty| ty == first) => {
            Ok(Type::Scalar(*result).with_lanes(first.lanes()))
        }
        _ => Err(format!("`{name}` does not take {}", list(operands))),
    }
}

fn select(condition: Type, then: Type, otherwise: Type) -> Result<Type, String> {
    let fits = then == otherwise && then.scalar().is_some() && condition == Type::BOOL.with_lanes(then.lanes());
    if fits { Ok(then) } else { Err(format!("`select` does not take {}", list(&[condition, then, otherwise]))) }
}

fn length(buffer: Type, dimension: u8) -> Result<Type, String> {
    match buffer {
        Type::Buffer(_, dims) if dimension < dims.n => Ok(Type::INT),
        _ => Err(format!("`len` does not take dimension {dimension} of {buffer}")),
    }
}

fn call(name: &str, arguments: &[Type]) -> Result<Type, String> {
    let builtin = builtins::find(name).ok_or_else(|| format!("there is no builtin `{name}`"))?;
    let lanes = arguments.first().map_or(1, |ty| ty.lanes());
    let params = builtin.params.iter().map(|&scalar| Type::Scalar(scalar).with_lanes(lanes));
    if params.eq(arguments.iter().copied()) {
        Ok(Type::Scalar(builtin.result).with_lanes(lanes))
    } else {
        Err(format!("`{name}` does not take {}", list(arguments)))
    }
}

fn splat(operand: Type, wanted: Type) -> Result<Type, String> {
    let fits = matches!(operand, Type::Scalar(_)) && wanted.lanes() > 1;
    if fits {
        Ok(operand.with_lanes(wanted.lanes()))
    } else {
        Err(format!("`splat` does not make {wanted} of {operand}"))
    }
}

fn over_mask(name: &str, mask: Type, result: impl Fn(u16) -> Type) -> Result<Type, String> {
    match mask {
        Type::Lanes(Bool, lanes) => Ok(result(lanes)),
        _ => Err(format!("`{name}` does not take {mask}")),
    }
}

fn list(types: &[Type]) -> String {
    types.iter().map(Type::to_string).collect::<Vec<_>>().join(", ")
}

/// The value of a unary operation on one lane.
pub fn unary(op: UnaryOp, value: Const) -> Const {
    match (op, value) {
        (UnaryOp::Neg, Const::Int(x)) => Const::Int(x.wrapping_neg()),
        (UnaryOp::Neg, Const::Float(x)) => Const::Float(-x),
        (UnaryOp::Not, Const::Bool(x)) => Const::Bool(!x),
        (UnaryOp::Not, Const::Int(x)) => Const::Int(!x),
        (UnaryOp::Abs, Const::Int(x)) => Const::Int(x.wrapping_abs()),
        (UnaryOp::Abs, Const::Float(x)) => Const::Float(x.abs()),
        (UnaryOp::Sqrt, Const::Float(x)) => Const::Float(x.sqrt()),
        (UnaryOp::Floor, Const::Float(x)) => Const::Float(x.floor()),
        (UnaryOp::Ceil, Const::Float(x)) => Const::Float(x.ceil()),
        (UnaryOp::Trunc, Const::Float(x)) => Const::Float(x.trunc()),
        (UnaryOp::RoundEven, Const::Float(x)) => Const::Float(x.round_ties_even()),
        (UnaryOp::ToFloat, Const::Int(x)) => Const::Float(x as f64),
        (UnaryOp::WordToFloat, Const::Int(x)) => Const::Float(x as u64 as f64),
        (UnaryOp::ToInt, Const::Float(x)) => Const::Int(to_int(x)),
        (UnaryOp::BoolToInt, Const::Bool(x)) => Const::Int(x as i64),
        (UnaryOp::SignBit, Const::Float(x)) => Const::Bool(x.is_sign_negative()),
        (UnaryOp::ToF32, Const::Float(x)) => Const::Float((x as f32).into()),
        (UnaryOp::ToF16, Const::Float(x)) => Const::Float(half::rounded(x)),
        (op, value) => unreachable!("verified: {op:?} never meets {value:?}"),
    }
}

/// The value of a binary operation on one lane.
pub fn binary(op: BinaryOp, left: Const, right: Const) -> Const {
    match (left, right) {
        (Const::Bool(x), Const::Bool(y)) => Const::Bool(of_bools(op, x, y)),
        (Const::Int(x), Const::Int(y)) => of_ints(op, x, y),
        (Const::Float(x), Const::Float(y)) => of_floats(op, x, y),
        _ => unreachable!("verified: {op:?} never meets {left:?} and {right:?}"),
    }
}

fn of_bools(op: BinaryOp, x: bool, y: bool) -> bool {
    match op {
        BinaryOp::And => x & y,
        BinaryOp::Or => x | y,
        BinaryOp::Xor | BinaryOp::Ne => x != y,
        BinaryOp::Eq => x == y,
        _ => unreachable!("verified: {op:?} has no row for bool"),
    }
}

fn of_ints(op: BinaryOp, x: i64, y: i64) -> Const {
    match op {
        BinaryOp::Add => Const::Int(x.wrapping_add(y)),
        BinaryOp::Sub => Const::Int(x.wrapping_sub(y)),
        BinaryOp::Mul => Const::Int(x.wrapping_mul(y)),
        BinaryOp::AddOverflows => Const::Bool(x.checked_add(y).is_none()),
        BinaryOp::SubOverflows => Const::Bool(x.checked_sub(y).is_none()),
        BinaryOp::MulOverflows => Const::Bool(x.checked_mul(y).is_none()),
        BinaryOp::FloorDiv => Const::Int(floor_div(x, y)),
        BinaryOp::FloorMod => Const::Int(floor_mod(x, y)),
        BinaryOp::Shl => Const::Int(x << (y & 63)),
        BinaryOp::Shr => Const::Int(x >> (y & 63)),
        BinaryOp::Ushr => Const::Int(((x as u64) >> (y & 63)) as i64),
        BinaryOp::Udiv => Const::Int((x as u64).checked_div(y as u64).unwrap_or(0) as i64),
        BinaryOp::Umod => Const::Int((x as u64).checked_rem(y as u64).unwrap_or(0) as i64),
        BinaryOp::Ult => Const::Bool((x as u64) < y as u64),
        BinaryOp::UmulOverflows => Const::Bool((x as u64).checked_mul(y as u64).is_none()),
        BinaryOp::And => Const::Int(x & y),
        BinaryOp::Or => Const::Int(x | y),
        BinaryOp::Xor => Const::Int(x ^ y),
        BinaryOp::Min => Const::Int(x.min(y)),
        BinaryOp::Max => Const::Int(x.max(y)),
        _ => Const::Bool(compare(op, x, y)),
    }
}

fn of_floats(op: BinaryOp, x: f64, y: f64) -> Const {
    match op {
        BinaryOp::Add => Const::Float(x + y),
        BinaryOp::Sub => Const::Float(x - y),
        BinaryOp::Mul => Const::Float(x * y),
        BinaryOp::Div => Const::Float(x / y),
        BinaryOp::TwicePlus => Const::Float(x.mul_add(2.0, y)),
        BinaryOp::Min => Const::Float(if y < x { y } else { x }),
        BinaryOp::Max => Const::Float(if y > x { y } else { x }),
        _ => Const::Bool(compare(op, x, y)),
    }
}

fn compare<T: PartialOrd>(op: BinaryOp, x: T, y: T) -> bool {
    match op {
        BinaryOp::Eq => x == y,
        BinaryOp::Ne => x != y,
        BinaryOp::Lt => x < y,
        BinaryOp::Le => x <= y,
        BinaryOp::Gt => x > y,
        BinaryOp::Ge => x >= y,
        _ => unreachable!("verified: {op:?} has no row for these operands"),
    }
}

fn floor_div(x: i64, y: i64) -> i64 {
    if y == 0 {
        return 0;
    }
    let quotient = x.wrapping_div(y);
    if x.wrapping_rem(y) != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient }
}

fn floor_mod(x: i64, y: i64) -> i64 {
    if y == 0 {
        return 0;
    }
    let remainder = x.wrapping_rem(y);
    if remainder != 0 && (remainder < 0) != (y < 0) { remainder + y } else { remainder }
}

fn to_int(x: f64) -> i64 {
    // 2**63 is no int64, though `as` would saturate to the largest.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) { x as i64 } else { 0 }
}

/// What changes nothing when it is combined by an operation for which order does not matter.
pub fn identity(op: BinaryOp, scalar: Scalar) -> Option<Const> {
    Some(match (op, scalar) {
        (BinaryOp::Add | BinaryOp::Or | BinaryOp::Xor, Int) => Const::Int(0),
        (BinaryOp::And, Int) => Const::Int(-1),
        (BinaryOp::Min, Int) => Const::Int(i64::MAX),
        (BinaryOp::Max, Int) => Const::Int(i64::MIN),
        (BinaryOp::Or | BinaryOp::Xor, Bool) => Const::Bool(false),
        (BinaryOp::And, Bool) => Const::Bool(true),
        (BinaryOp::Add, Float) => Const::Float(-0.0),
        (BinaryOp::Min, Float) => Const::Float(f64::INFINITY),
        (BinaryOp::Max, Float) => Const::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

impl Const {
    pub fn scalar(self) -> Scalar {
        match self {
            Const::Bool(_) => Bool,
            Const::Int(_) => Int,
            Const::Float(_) => Float,
        }
    }

    /// Zero of a scalar.
    pub fn zero(scalar: Scalar) -> Const {
        match scalar {
            Bool => Const::Bool(false),
            Int => Const::Int(0),
            Float => Const::Float(0.0),
        }
    }

    pub fn bool(self) -> bool {
        if let Const::Bool(value) = self { value } else { unreachable!("verified: {self:?} is a bool") }
    }

    pub fn int(self) -> i64 {
        if let Const::Int(value) = self { value } else { unreachable!("verified: {self:?} is an int") }
    }

    pub fn float(self) -> f64 {
        if let Const::Float(value) = self { value } else { unreachable!("verified: {self:?} is a float") }
    }

    /// The same value? Floats by bits, except that one NaN is as good as another.
    pub fn same(self, other: Const) -> bool {
        match (self, other) {
            (Const::Float(x), Const::Float(y)) => x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan()),
            _ => self == other,
        }
    }
}

impl Op {
    /// The expressions that it takes, in order.
    pub fn operands(&self) -> Vec<ExprId> {
        match self {
            Op::Const(_) | Op::Local(_) | Op::Len(..) | Op::LaneIndex => vec![],
            Op::Unary(_, a) | Op::Splat(a) | Op::Any(a) | Op::Count(a) | Op::Rank(a) => vec![*a],
            Op::Binary(_, a, b) => vec![*a, *b],
            Op::Select(condition, a, b) => vec![*condition, *a, *b],
            Op::Call(_, arguments) => arguments.clone(),
        }
    }

    /// Does something hold for one of the operands? For what is asked often: it makes no list of them.
    pub fn any_operand(&self, mut holds: impl FnMut(ExprId) -> bool) -> bool {
        match self {
            Op::Const(_) | Op::Local(_) | Op::Len(..) | Op::LaneIndex => false,
            Op::Unary(_, a) | Op::Splat(a) | Op::Any(a) | Op::Count(a) | Op::Rank(a) => holds(*a),
            Op::Binary(_, a, b) => holds(*a) || holds(*b),
            Op::Select(condition, a, b) => holds(*condition) || holds(*a) || holds(*b),
            Op::Call(_, arguments) => arguments.iter().any(|&a| holds(a)),
        }
    }
}

impl Strips {
    fn operands(&self) -> Vec<ExprId> {
        [self.upto].into_iter().chain(self.ahead.iter().map(|ahead| ahead.next)).collect()
    }
}

impl Stmt {
    /// The expressions that the statement itself evaluates, in order; not those of the blocks in it.
    pub fn operands(&self) -> Vec<ExprId> {
        match self {
            Stmt::Assign(_, value) => vec![*value],
            Stmt::Load { index, mask, .. } => index.iter().chain(mask).copied().collect(),
            Stmt::Store { index, parts, mask, .. } => index.iter().chain(parts).chain(mask).copied().collect(),
            Stmt::Check { condition, .. } | Stmt::If { condition, .. } => vec![*condition],
            Stmt::For { trip, strips, .. } => strips.iter().flat_map(Strips::operands).chain([*trip]).collect(),
            Stmt::CallPython { arguments, .. } | Stmt::CallFunction { arguments, .. } => arguments.clone(),
            Stmt::NewList { dims, fill, .. } => dims.iter().chain(fill).copied().collect(),
            Stmt::Edit { operands: parts, .. } | Stmt::Return(parts) => parts.clone(),
            Stmt::Loop { .. } | Stmt::Block { .. } | Stmt::Break(_) | Stmt::Continue(_) => vec![],
            Stmt::Exit(_) | Stmt::Retain(_) | Stmt::Release(_) => vec![],
        }
    }

    /// The blocks in it.
    pub fn blocks(&self) -> Vec<&Block> {
        match self {
            Stmt::If { then, orelse, .. } => vec![then, orelse],
            Stmt::For { body, .. } | Stmt::Loop { body, .. } | Stmt::Block { body, .. } => vec![body],
            _ => vec![],
        }
    }

    /// The same, to change.
    pub fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Stmt::If { then, orelse, .. } => vec![then, orelse],
            Stmt::For { body, .. } | Stmt::Loop { body, .. } | Stmt::Block { body, .. } => vec![body],
            _ => vec![],
        }
    }

    /// The exit point that is executed by the statement itself.
    pub fn exit(&self) -> Option<super::ExitId> {
        match self {
            Stmt::Exit(exit) => Some(*exit),
            Stmt::For { exit, .. } | Stmt::Loop { exit, .. } => *exit,
            _ => None,
        }
    }
}

impl Function {
    pub fn local(&self, id: LocalId) -> &super::Local {
        &self.locals[id.0 as usize]
    }

    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_division_floors_and_wraps() {
        let cases =
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (5, 0, 0, 0), (i64::MIN, -1, i64::MIN, 0)];
        for (x, y, quotient, remainder) in cases {
            assert_eq!((floor_div(x, y), floor_mod(x, y)), (quotient, remainder), "{x} {y}");
        }
    }

    #[test]
    fn only_int64_values_convert_to_int() {
        let cases = [
            (1.9, 1),
            (-1.9, -1),
            (9.3e18, 0),
            (-9_223_372_036_854_775_808.0, i64::MIN),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
        ];
        for (x, expected) in cases {
            assert_eq!(to_int(x), expected, "{x}");
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = UNARY.iter().map(|row| row.1).chain(BINARY.iter().map(|row| row.1)).collect();
        names.extend(builtins::TABLE.iter().map(|row| row.name));
        names.extend(["select", "len", "splat", "lane_index", "any"]);
        let n_names = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }
}
