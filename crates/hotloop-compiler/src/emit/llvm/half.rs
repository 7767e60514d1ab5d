//! Floats of 16 bits: in memory their bits, else the floats that they are. No instruction for them is asked for, which not
//! all processors have: what `ir/half.rs` does is done with ints, on one value or on vectors alike.

use super::*;

/// 2^-1008, 2^1008 and 2^-14.
const SCALE: &str = "0x00F0000000000000";
const BACK: &str = "0x7EF0000000000000";
const LEAST_NORMAL: &str = "0x3F10000000000000";
/// From here on floats are 2^-24 apart.
const SHIFT: &str = "0x41B8000000000000";
/// 2^16, and what is beyond all.
const BEYOND: &str = "0x40F0000000000000";
const INFINITY: &str = "0x7FF0000000000000";

/// A scalar type, or `width` of them.
fn over(width: u16, scalar: &str) -> String {
    if width == 1 { scalar.into() } else { format!("<{width} x {scalar}>") }
}

impl FunctionEmitter<'_, '_> {
    /// A float as the nearest one of 16 bits; `ty` is `double` or a vector of it.
    pub(super) fn rounded_to_half(&mut self, x: &str, ty: &str) -> String {
        let ints = ty.replace("double", "i64");
        let all = |scalar: &str, value: &str| match ty {
            "double" => value.to_string(),
            _ => format!("splat ({scalar} {value})"),
        };
        let (int, float) = (|value: &str| all("i64", value), |value: &str| all("double", value));
        let bits = self.value(format!("bitcast {ty} {x} to {ints}"));
        let size = self.value(format!("and {ints} {bits}, {}", int("9223372036854775807")));
        let sign = self.value(format!("and {ints} {bits}, {}", int("-9223372036854775808")));
        let last = self.value(format!("lshr {ints} {size}, {}", int("42")));
        let odd = self.value(format!("and {ints} {last}, {}", int("1")));
        let more = self.value(format!("add {ints} {size}, {}", int("2199023255551")));
        let more = self.value(format!("add {ints} {more}, {odd}"));
        let near = self.value(format!("and {ints} {more}, {}", int("-4398046511104")));
        let near = self.value(format!("bitcast {ints} {near} to {ty}"));
        let size = self.value(format!("bitcast {ints} {size} to {ty}"));
        let shifted = self.value(format!("fadd {ty} {size}, {}", float(SHIFT)));
        let tiny = self.value(format!("fsub {ty} {shifted}, {}", float(SHIFT)));
        let flags = ty.replace("double", "i1");
        let is_tiny = self.value(format!("fcmp olt {ty} {size}, {}", float(LEAST_NORMAL)));
        let near = self.value(format!("select {flags} {is_tiny}, {ty} {tiny}, {ty} {near}"));
        let is_large = self.value(format!("fcmp oge {ty} {near}, {}", float(BEYOND)));
        let near = self.value(format!("select {flags} {is_large}, {ty} {}, {ty} {near}", float(INFINITY)));
        let near = self.value(format!("bitcast {ty} {near} to {ints}"));
        let signed = self.value(format!("or {ints} {near}, {sign}"));
        let signed = self.value(format!("bitcast {ints} {signed} to {ty}"));
        let is_number = self.value(format!("fcmp ord {ty} {x}, {x}"));
        self.value(format!("select {flags} {is_number}, {ty} {signed}, {ty} {x}"))
    }

    /// The float whose 16 bits these are.
    pub(super) fn wide_half(&mut self, raw: &str, width: u16) -> String {
        let [halves, ints, floats, flags] = ["i16", "i64", "double", "i1"].map(|scalar| over(width, scalar));
        let int = |v: &str| if width == 1 { v.to_string() } else { format!("splat (i64 {v})") };
        let bits = self.value(format!("zext {halves} {raw} to {ints}"));
        let sign = self.value(format!("and {ints} {bits}, {}", int("32768")));
        let sign = self.value(format!("shl {ints} {sign}, {}", int("48")));
        let size = self.value(format!("and {ints} {bits}, {}", int("32767")));
        let is_finite = self.value(format!("icmp ult {ints} {size}, {}", int("31744")));
        let size = self.value(format!("shl {ints} {size}, {}", int("42")));
        let special = self.value(format!("or {ints} {size}, {}", int("9218868437227405312")));
        let small = self.value(format!("bitcast {ints} {size} to {floats}"));
        let back = if width == 1 { BACK.to_string() } else { format!("splat (double {BACK})") };
        let number = self.value(format!("fmul {floats} {small}, {back}"));
        let number = self.value(format!("bitcast {floats} {number} to {ints}"));
        let size = self.value(format!("select {flags} {is_finite}, {ints} {number}, {ints} {special}"));
        let signed = self.value(format!("or {ints} {size}, {sign}"));
        self.value(format!("bitcast {ints} {signed} to {floats}"))
    }

    /// The 16 bits of a float that has been rounded.
    pub(super) fn as_half(&mut self, value: &str, width: u16) -> String {
        let [halves, ints, floats, flags] = ["i16", "i64", "double", "i1"].map(|scalar| over(width, scalar));
        let int = |v: &str| if width == 1 { v.to_string() } else { format!("splat (i64 {v})") };
        let bits = self.value(format!("bitcast {floats} {value} to {ints}"));
        let sign = self.value(format!("lshr {ints} {bits}, {}", int("48")));
        let sign = self.value(format!("and {ints} {sign}, {}", int("32768")));
        let size = self.value(format!("and {ints} {bits}, {}", int("9223372036854775807")));
        let is_finite = self.value(format!("icmp ult {ints} {size}, {}", int("9218868437227405312")));
        let is_number = self.value(format!("icmp ule {ints} {size}, {}", int("9218868437227405312")));
        let fraction = self.value(format!("lshr {ints} {size}, {}", int("42")));
        let fraction = self.value(format!("and {ints} {fraction}, {}", int("1023")));
        let special = self.value(format!("or {ints} {fraction}, {}", int("31744")));
        // A NaN of none of these bits is one all the same.
        let quiet = self.value(format!("or {ints} {special}, {}", int("512")));
        let has_bits = self.value(format!("icmp ne {ints} {fraction}, {}", int("0")));
        let is_itself = self.value(format!("or {flags} {is_number}, {has_bits}"));
        let special = self.value(format!("select {flags} {is_itself}, {ints} {special}, {ints} {quiet}"));
        let size = self.value(format!("bitcast {ints} {size} to {floats}"));
        let scale = if width == 1 { SCALE.to_string() } else { format!("splat (double {SCALE})") };
        let small = self.value(format!("fmul {floats} {size}, {scale}"));
        let small = self.value(format!("bitcast {floats} {small} to {ints}"));
        let number = self.value(format!("lshr {ints} {small}, {}", int("42")));
        let size = self.value(format!("select {flags} {is_finite}, {ints} {number}, {ints} {special}"));
        let signed = self.value(format!("or {ints} {size}, {sign}"));
        self.value(format!("trunc {ints} {signed} to {halves}"))
    }
}
