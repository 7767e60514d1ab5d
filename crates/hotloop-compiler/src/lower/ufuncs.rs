//! What NumPy does with the elements of arrays: the type of a result, and its value.
//!
//! example: `a + 1` of int8 is int8, and wraps without a word: `shr(shl(add(a_i, 1), 56), 56)`. With floats NumPy warns
//! where a result is not finite: such elements are left to it, as with scalars.
//!
//! Functions whose results depend on how NumPy was built for a processor (`sin`, `exp`) are compiled of numbers only: with
//! one element NumPy's own code is called (`builtins/numpy.rs`).

use super::Lowerer;
use super::arithmetic::symbol;
use super::array_folds;
use super::arrays::{Fused, Node};
use super::dtypes::{float_size, is_unsigned, promoted_in_arrays};
use super::unions::Ints;
use super::value::{Kind, Number, PyValue, describe, dtype};
use crate::bail;
use crate::builtins::{Builtin, numpy};
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp as Ir, Component, Const, Elem, ExprId, Failure, PyType, UnaryOp};
use crate::syntax::ast::{self, CompareOp, ExprKind};

/// A function of each element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ufunc {
    Operator(ast::UnaryOp),
    Abs,
    Conjugate,
    Component(Component),
    Square,
    Sqrt,
    /// Of floats.
    Rounded(UnaryOp),
    IsNan,
    IsInf,
    IsFinite,
    Not,
    /// -1, 0 or 1.
    Sign,
}

/// What a function of floats that NumPy's own code computes is of: its rows for float64 and float32.
type Loop = &'static [Builtin; 2];

/// A function of two elements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Binary {
    Operator(ast::BinaryOp),
    Compare(CompareOp),
    /// The smaller or the larger one: `Ir::Min` or `Ir::Max`.
    Extreme(Ir),
    /// One of both: only the type is asked for.
    Choice,
}

/// Functions of NumPy by name.
const UNARY: [(&str, Ufunc); 21] = [
    ("negative", Ufunc::Operator(ast::UnaryOp::Neg)),
    ("positive", Ufunc::Operator(ast::UnaryOp::Pos)),
    ("invert", Ufunc::Operator(ast::UnaryOp::Invert)),
    ("bitwise_not", Ufunc::Operator(ast::UnaryOp::Invert)),
    ("abs", Ufunc::Abs),
    ("absolute", Ufunc::Abs),
    ("conj", Ufunc::Conjugate),
    ("conjugate", Ufunc::Conjugate),
    ("square", Ufunc::Square),
    ("sqrt", Ufunc::Sqrt),
    ("floor", Ufunc::Rounded(UnaryOp::Floor)),
    ("ceil", Ufunc::Rounded(UnaryOp::Ceil)),
    ("trunc", Ufunc::Rounded(UnaryOp::Trunc)),
    ("rint", Ufunc::Rounded(UnaryOp::RoundEven)),
    ("isnan", Ufunc::IsNan),
    ("isinf", Ufunc::IsInf),
    ("isfinite", Ufunc::IsFinite),
    ("logical_not", Ufunc::Not),
    ("sign", Ufunc::Sign),
    ("real", Ufunc::Component(Component::Real)),
    ("imag", Ufunc::Component(Component::Imag)),
];

const BINARY: [(&str, Binary); 22] = [
    ("add", Binary::Operator(ast::BinaryOp::Add)),
    ("subtract", Binary::Operator(ast::BinaryOp::Sub)),
    ("multiply", Binary::Operator(ast::BinaryOp::Mul)),
    ("divide", Binary::Operator(ast::BinaryOp::Div)),
    ("true_divide", Binary::Operator(ast::BinaryOp::Div)),
    ("floor_divide", Binary::Operator(ast::BinaryOp::FloorDiv)),
    ("remainder", Binary::Operator(ast::BinaryOp::Mod)),
    ("mod", Binary::Operator(ast::BinaryOp::Mod)),
    ("bitwise_and", Binary::Operator(ast::BinaryOp::And)),
    ("bitwise_or", Binary::Operator(ast::BinaryOp::Or)),
    ("bitwise_xor", Binary::Operator(ast::BinaryOp::Xor)),
    ("left_shift", Binary::Operator(ast::BinaryOp::LeftShift)),
    ("right_shift", Binary::Operator(ast::BinaryOp::RightShift)),
    ("minimum", Binary::Extreme(Ir::Min)),
    ("maximum", Binary::Extreme(Ir::Max)),
    ("equal", Binary::Compare(CompareOp::Eq)),
    ("not_equal", Binary::Compare(CompareOp::Ne)),
    ("less", Binary::Compare(CompareOp::Lt)),
    ("less_equal", Binary::Compare(CompareOp::Le)),
    ("greater", Binary::Compare(CompareOp::Gt)),
    ("greater_equal", Binary::Compare(CompareOp::Ge)),
    ("power", Binary::Operator(ast::BinaryOp::Pow)),
];

/// Is it a function of each element?
pub fn is_known(name: &str) -> bool {
    let is_row = UNARY.iter().any(|(known, _)| *known == name) || BINARY.iter().any(|(known, _)| *known == name);
    is_row || matches!(name, "where" | "clip") || numpy::find_loop(name).is_some()
}

impl Lowerer<'_> {
    // Calls

    /// A call of one of NumPy's functions of each element, of an array's method, or of what makes an array; `None`: it is
    /// another call.
    pub fn array_call(
        &mut self,
        e: &ast::Expr,
        function: &ast::Expr,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
    ) -> Result<Option<Fused>> {
        if let Some(name) = self.numpy_name(function) {
            return self.numpy_call(&name, args, keywords, e.span);
        }
        if let (ExprKind::Name(name), [x], []) = (&function.kind, args, keywords)
            && name == "abs"
            && self.is_builtin(name, "abs")
            && !self.may_write(x)
        {
            let x = self.fused(x)?;
            if !self.are_whole(&[&x]) {
                return Ok(None);
            }
            let node = self.node(x, e.span)?;
            return self.unary_node(Ufunc::Abs, node, e.span).map(|node| Some(Fused::Whole(node)));
        }
        let ExprKind::Attribute { value, name } = &function.kind else { return Ok(None) };
        // What is no array's is evaluated again: that must do nothing twice.
        if self.may_write(value) {
            return Ok(None);
        }
        let fold = array_folds::named(name);
        let is_known = fold.is_some() || matches!(name.as_str(), "conj" | "conjugate" | "copy");
        let converts = name == "astype" && args.len() == 1;
        if !(converts || is_known && args.is_empty()) || !keywords.is_empty() {
            return Ok(None);
        }
        let base = self.fused(value)?;
        if !self.are_whole(&[&base]) {
            return Ok(None);
        }
        if converts {
            let node = self.node(base, e.span)?;
            return self.converted_array(node, &args[0], e.span).map(|value| Some(Fused::Value(value)));
        }
        let node = self.node(base.again(), e.span)?;
        if let Some(fold) = fold {
            return self.array_fold(fold, &node, e.span).map(|value| Some(Fused::Value(value)));
        }
        match name.as_str() {
            "copy" => self.copied_array(base, e.span).map(Some),
            // An array of real numbers is its own.
            _ if node.number.kind != Kind::Complex => Ok(Some(base)),
            _ => self.unary_node(Ufunc::Conjugate, node, e.span).map(|node| Some(Fused::Whole(node))),
        }
    }

    pub fn numpy_call(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<Fused>> {
        if let Some(value) = self.new_array_call(name, args, keywords, span)? {
            return Ok(Some(Fused::Value(value)));
        }
        if let (Some(fold), [x]) = (array_folds::named(name), args) {
            if !keywords.is_empty() {
                bail!(span, "`numpy.{name}` with keyword arguments is not compiled yet");
            }
            let x = self.fused(x)?;
            if !self.are_whole(&[&x]) {
                bail!(span, "`numpy.{name}` of what is no array is not compiled yet"; hint: "use the builtin `{name}`");
            }
            let node = self.node(x, span)?;
            return self.array_fold(fold, &node, span).map(|value| Some(Fused::Value(value)));
        }
        if let Some(rows) = numpy::find_loop(name) {
            return self.loop_call(name, rows, args, keywords, span).map(|value| Some(Fused::Value(value)));
        }
        let unary = UNARY.iter().find(|(known, _)| *known == name);
        let binary = BINARY.iter().find(|(known, _)| *known == name);
        if !keywords.is_empty() && (unary.is_some() || binary.is_some() || matches!(name, "where" | "clip")) {
            bail!(span, "`numpy.{name}` with keyword arguments is not compiled yet");
        }
        let node = match (unary, binary, args) {
            (Some(&(_, ufunc)), _, [x]) => {
                let [x] = self.operands([x])?;
                // Of a Python number these are what its attributes are.
                let is_component = matches!(ufunc, Ufunc::Component(_));
                if is_component && !self.are_whole(&[&x]) {
                    bail!(span, "`numpy.{name}` of a number is not compiled yet"; hint: "use `x.{name}`");
                }
                if let Ufunc::Component(component) = ufunc {
                    return self.component(x, component, span).map(Some);
                }
                let ints = if ufunc == Ufunc::Sqrt { Ints::Rounded } else { Ints::Exact };
                let [x] = self.of_one_type([x], ints);
                let x = self.own_node(x, span)?;
                self.unary_node(ufunc, x, span)?
            }
            (_, Some(&(_, binary)), [x, y]) => {
                let operands = self.operands([x, y])?;
                let [x, y] = self.of_one_type(operands, Ints::Exact);
                let both_weak = !self.are_whole(&[&x, &y]);
                let (mut x, mut y) = (self.node(x, span)?, self.node(y, span)?);
                if both_weak && x.number.numpy.is_none() && y.number.numpy.is_none() {
                    (x, y) = (self.owned_node(x, span)?, self.owned_node(y, span)?);
                }
                self.binary_node(binary, x, y, span)?
            }
            (_, _, [c, x, y]) if name == "where" => {
                let [c, x, y] = self.operands([c, x, y])?;
                let all = [self.node(c, span)?, self.node(x, span)?, self.node(y, span)?];
                self.where_node(all, span)?
            }
            (_, _, [x, low, high]) if name == "clip" => {
                let [x, low, high] = self.operands([x, low, high])?;
                let all = [self.node(x, span)?, self.node(low, span)?, self.node(high, span)?];
                self.clip_node(all, span)?
            }
            _ => return Ok(None),
        };
        Ok(Some(match node.dims.is_empty() {
            true => Fused::Value(self.new_array(node, span)?),
            false => Fused::Whole(node),
        }))
    }

    /// The larger of a value and the lower bound, and of that and the upper one the smaller.
    fn clip_node(&mut self, mut all: [Node; 3], span: Span) -> Result<Node> {
        let elems: Vec<Elem> = all.iter().filter_map(|node| node.number.numpy).collect();
        if elems.iter().any(|elem| *elem != elems[0]) {
            bail!(span, "`numpy.clip` of several types is not compiled yet");
        }
        if elems.is_empty() {
            for node in &mut all {
                *node = self.owned_node(node.clone(), span)?;
            }
        }
        let [x, low, high] = all;
        let from_below = self.binary_node(Binary::Extreme(Ir::Max), x, low, span)?;
        self.binary_node(Binary::Extreme(Ir::Min), from_below, high, span)
    }

    /// `np.sin(x)` of numbers.
    fn loop_call(
        &mut self,
        name: &str,
        rows: Loop,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        if args.len() != rows[0].params.len() || !keywords.is_empty() {
            bail!(span, "`numpy.{name}` with these arguments is not compiled yet");
        }
        let mut values = vec![];
        for arg in args {
            let mut value = self.kept_value(arg)?;
            if args.len() == 1 {
                value = self.as_one_number(value, &[], Ints::Rounded);
            }
            let Some(number) = value.number() else {
                bail!(span, "`numpy.{name}` of {} is not compiled", self.what_is(&value);
                    hint: "in a loop over its elements it is")
            };
            values.push((value, number));
        }
        let common = values.iter().map(|(_, number)| *number).reduce(|x, y| {
            let numpy = promoted_in_arrays(x, y);
            Number { kind: numpy.map_or(x.kind.max(y.kind), Kind::of), numpy }
        });
        let common = common.expect("it has operands");
        let elem = common.numpy.unwrap_or(common.kind.elem());
        // Of ints each is a float of its own.
        let size = match Kind::of(elem) {
            Kind::Int => values.iter().filter_map(|(_, number)| number.numpy).map(float_size).max().unwrap_or(8),
            _ => float_size(elem),
        };
        let (row, elem) = match (Kind::of(elem), size) {
            (Kind::Float | Kind::Int, 8) => (&rows[0], Elem::Float64),
            (Kind::Float | Kind::Int, 4) => (&rows[1], Elem::Float32),
            _ => bail!(span, "`numpy.{name}` of {} is not compiled", describe(&PyType::NumPy(elem));
                hint: "compute with a float64"),
        };
        let operands = values.into_iter().map(|(value, _)| {
            let part = self.in_elem(value, elem)[0];
            self.build.keep(part)
        });
        let operands = operands.collect();
        let result = self.build.call(row.name, operands);
        let result = self.build.keep(result);
        Ok(PyValue { unchecked: true, ..PyValue::new(PyType::NumPy(elem), vec![result]) })
    }

    /// An operand of a function: a Python number is one of NumPy's there.
    fn own_node(&mut self, x: Fused, span: Span) -> Result<Node> {
        let node = self.node(x, span)?;
        self.owned_node(node, span)
    }

    fn owned_node(&mut self, node: Node, span: Span) -> Result<Node> {
        match (node.number.numpy, self.number_of_node(&node)) {
            (None, Some(value)) => {
                let number = Number::of_elem(node.number.kind.elem());
                let parts = self.as_kind(value, number.kind);
                self.node(Fused::Value(PyValue::new(number.ty(), parts)), span)
            }
            _ => Ok(node),
        }
    }

    /// `sqrt` of `np.sqrt`, whatever `np` is called here.
    fn numpy_name(&mut self, function: &ast::Expr) -> Option<String> {
        let path = super::arrays::dotted(function)?;
        if self.variables.get(path.split('.').next()?).is_some() {
            return None;
        }
        match self.environment.names.get(&path)? {
            crate::environment::Free::Builtin(name) => name.strip_prefix("numpy.").map(str::to_string),
            _ => None,
        }
    }

    // Types

    /// Type of a function's result.
    pub fn ufunc_result(&self, ufunc: Ufunc, operand: &Node, span: Span) -> Result<Number> {
        use ast::UnaryOp::*;
        let x = operand.number;
        let Some(elem) = x.numpy else { bail!(span, "an operation of Python numbers only") };
        let refuse = |what: &str| bail!(span, "`{what}` of an array of {} is not compiled yet", dtype(elem));
        let same = Ok(Number::of_elem(elem));
        match (ufunc, x.kind) {
            (Ufunc::Operator(Neg), Kind::Bool) => refuse("-"),
            (Ufunc::Operator(Pos), Kind::Bool) => refuse("+"),
            (Ufunc::Operator(Invert), Kind::Float | Kind::Complex) => refuse("~"),
            (Ufunc::Operator(Invert), _) if elem == Elem::UInt64 => refuse("~"),
            (Ufunc::Operator(Not), _) => refuse("not"),
            (Ufunc::Operator(_), _) => same,
            (Ufunc::Abs, Kind::Complex) => refuse("abs"),
            (Ufunc::Square, Kind::Bool) => refuse("square"),
            (Ufunc::Square, Kind::Complex) if !self.knows_product(elem, &[operand]) => refuse("square"),
            (Ufunc::Conjugate, Kind::Bool) => refuse("conj"),
            (Ufunc::Sign, Kind::Bool | Kind::Complex) => refuse("sign"),
            (Ufunc::Component(Component::Imag), Kind::Bool) => refuse(".imag"),
            (Ufunc::Component(_), Kind::Complex) => Ok(Number::of_elem(elem.of_component())),
            (Ufunc::Abs | Ufunc::Sign | Ufunc::Square | Ufunc::Conjugate | Ufunc::Component(_), _) => same,
            (Ufunc::Sqrt, Kind::Float) => same,
            (Ufunc::Sqrt, Kind::Complex) => refuse("sqrt"),
            (Ufunc::Sqrt, _) => Ok(Number::of_elem(match float_size(elem) {
                2 => Elem::Float16,
                4 => Elem::Float32,
                _ => Elem::Float64,
            })),
            (Ufunc::Rounded(_), Kind::Float) => same,
            (Ufunc::Rounded(_), _) => refuse("floor, ceil, trunc and rint"),
            (Ufunc::IsNan | Ufunc::IsInf | Ufunc::IsFinite | Ufunc::Not, _) => Ok(Number::of_elem(Elem::Bool)),
        }
    }

    /// Type of the result of a function of two.
    pub fn binary_result(&self, binary: Binary, a: &Node, b: &Node, span: Span) -> Result<Number> {
        use ast::BinaryOp::*;
        let (x, y) = (a.number, b.number);
        let Some(elem) = promoted_in_arrays(x, y) else { bail!(span, "an operation of Python numbers only") };
        let kind = Kind::of(elem);
        let what = match binary {
            Binary::Operator(op) => symbol(op),
            Binary::Compare(_) => "this comparison",
            Binary::Extreme(_) => "minimum or maximum",
            Binary::Choice => "where",
        };
        let refuse = || {
            let words =
                |n: Number| n.numpy.map_or_else(|| describe(&n.ty()), |elem| format!("arrays of {}", dtype(elem)));
            bail!(span, "`{what}` of {} and {} is not compiled yet", words(x), words(y))
        };
        let same = Ok(Number::of_elem(elem));
        match (binary, kind) {
            (Binary::Compare(CompareOp::Eq | CompareOp::Ne), _) => Ok(Number::of_elem(Elem::Bool)),
            (Binary::Compare(_), Kind::Complex) => refuse(),
            (Binary::Compare(_), _) => Ok(Number::of_elem(Elem::Bool)),
            (Binary::Extreme(_), Kind::Complex) => refuse(),
            (Binary::Extreme(_) | Binary::Choice, _) => same,
            (Binary::Operator(MatMul), _) => refuse(),
            (Binary::Operator(Pow), _) => self.power_result(a, b, elem).map_or_else(refuse, Ok),
            (Binary::Operator(And | Or | Xor), Kind::Bool | Kind::Int) => same,
            (Binary::Operator(LeftShift | RightShift), Kind::Int) => same,
            (Binary::Operator(And | Or | Xor | LeftShift | RightShift), _) => refuse(),
            (Binary::Operator(Add | Mul), Kind::Bool) => same,
            (Binary::Operator(Div), Kind::Bool | Kind::Int) => Ok(Number::of_elem(Elem::Float64)),
            (Binary::Operator(_), Kind::Bool) => refuse(),
            (Binary::Operator(FloorDiv | Mod), Kind::Complex) => refuse(),
            (Binary::Operator(FloorDiv | Mod), Kind::Float) if elem.rounding().is_some() => refuse(),
            (Binary::Operator(Mul), Kind::Complex) if !self.knows_product(elem, &[a, b]) => refuse(),
            (Binary::Operator(_), _) => same,
        }
    }

    /// Is it known how NumPy rounds this product? That of complex64 depends on where elements lie.
    fn knows_product(&self, elem: Elem, operands: &[&Node]) -> bool {
        self.request.options.complex_product.is_some()
            && !operands.iter().any(|node| self.is_in_bytes(node))
            && (elem != Elem::Complex64 || !operands.iter().any(|node| self.may_go_backwards(node)))
    }

    /// Powers that NumPy takes by other functions, or that wrap.
    fn power_result(&self, base: &Node, exponent: &Node, elem: Elem) -> Option<Number> {
        let x = base.number;
        if exponent.number.numpy.is_some() || x.numpy.is_none() {
            return None;
        }
        match (self.constant_of(exponent)?, Kind::of(elem)) {
            (Const::Int(0..=16), Kind::Int) if x.kind == Kind::Int => Some(Number::of_elem(elem)),
            (Const::Int(1 | 2), Kind::Float) => Some(Number::of_elem(elem)),
            (Const::Float(v), Kind::Float) if x.kind == Kind::Float && matches!(v, 0.5 | 1.0 | 2.0) => {
                Some(Number::of_elem(elem))
            }
            (Const::Int(2), Kind::Complex) if self.knows_product(elem, &[base]) => Some(Number::of_elem(elem)),
            _ => None,
        }
    }

    // Values

    pub fn ufunc_value(&mut self, ufunc: Ufunc, value: PyValue, result: Number, span: Span) -> Result<PyValue> {
        let number = value.number().expect("an element is a number");
        let elem = number.numpy.expect("an element is NumPy's");
        let unchecked = value.unchecked;
        let each = |this: &mut Self, op: UnaryOp| {
            let parts = value.parts.iter().map(|&part| this.build.unary(op, part)).collect();
            PyValue { unchecked, ..PyValue::new(result.ty(), parts) }
        };
        let bool_of = |part| Ok(PyValue::new(PyType::NumPy(Elem::Bool), vec![part]));
        match (ufunc, number.kind) {
            (Ufunc::Operator(ast::UnaryOp::Invert), Kind::Bool) => Ok(each(self, UnaryOp::Not)),
            (Ufunc::Operator(ast::UnaryOp::Invert), _) => Ok({
                let bits = each(self, UnaryOp::Not);
                self.wrapped_elements(bits, elem)
            }),
            (Ufunc::Operator(ast::UnaryOp::Neg), Kind::Int) => Ok({
                let bits = each(self, UnaryOp::Neg);
                self.wrapped_elements(bits, elem)
            }),
            (Ufunc::Operator(ast::UnaryOp::Neg), _) => Ok(each(self, UnaryOp::Neg)),
            (Ufunc::Operator(_), _) => Ok(value),
            (Ufunc::Abs, Kind::Bool) => Ok(value),
            (Ufunc::Abs, Kind::Int) if is_unsigned(elem) => Ok(value),
            (Ufunc::Abs, Kind::Int) => Ok({
                let bits = each(self, UnaryOp::Abs);
                self.wrapped_elements(bits, elem)
            }),
            (Ufunc::Abs, _) => Ok(each(self, UnaryOp::Abs)),
            (Ufunc::Conjugate, Kind::Complex) => {
                let im = self.build.unary(UnaryOp::Neg, value.parts[1]);
                Ok(PyValue { unchecked, ..PyValue::new(result.ty(), vec![value.parts[0], im]) })
            }
            (Ufunc::Conjugate, _) => Ok(value),
            (Ufunc::Component(component), Kind::Complex) => {
                // The other part may be what NumPy warns about.
                let value = self.settle(value);
                Ok(PyValue::new(result.ty(), vec![value.parts[component as usize]]))
            }
            (Ufunc::Component(Component::Real), _) => Ok(value),
            (Ufunc::Component(Component::Imag), _) => {
                self.settle(value);
                Ok(PyValue::new(result.ty(), self.build.zeros(elem)))
            }
            (Ufunc::Square, _) => {
                let value = self.keep(value);
                self.binary_value(Binary::Operator(ast::BinaryOp::Mul), value.clone(), value, result, span)
            }
            (Ufunc::Sqrt, _) => {
                let value = self.settle(value);
                let part = self.as_kind(value, Kind::Float)[0];
                let part = self.build.keep(part);
                let zero = self.build.float(0.0);
                let good = self.build.binary(Ir::Ge, part, zero);
                self.build.check(good, Failure::Domain);
                let root = self.build.unary(UnaryOp::Sqrt, part);
                Ok(PyValue::new(result.ty(), vec![self.in_type(root, result.numpy)]))
            }
            (Ufunc::Sign, kind) => {
                // A NaN has none but itself.
                let value = self.settle(value);
                let part = self.build.keep(value.parts[0]);
                let number = |this: &mut Self, of: i64| match kind {
                    Kind::Int => this.build.int(of),
                    _ => this.build.float(of as f64),
                };
                let [less, zero, more] = [-1, 0, 1].map(|of| number(self, of));
                let is_less = self.build.binary(Ir::Lt, part, zero);
                let is_more = self.build.binary(Ir::Gt, part, zero);
                let is_zero = self.build.binary(Ir::Eq, part, zero);
                let otherwise = self.build.select(is_zero, zero, part);
                let otherwise = self.build.select(is_less, less, otherwise);
                Ok(PyValue::new(result.ty(), vec![self.build.select(is_more, more, otherwise)]))
            }
            (Ufunc::Rounded(op), _) => Ok(each(self, op)),
            (Ufunc::IsNan | Ufunc::IsInf | Ufunc::IsFinite, kind) => {
                let value = self.settle(value);
                if kind < Kind::Float {
                    return bool_of(self.build.bool(ufunc == Ufunc::IsFinite));
                }
                let parts = value.parts.iter().map(|&part| self.is_special(ufunc, part)).collect::<Vec<_>>();
                let join = if ufunc == Ufunc::IsFinite { Ir::And } else { Ir::Or };
                bool_of(parts.into_iter().reduce(|a, b| self.build.binary(join, a, b)).expect("it has parts"))
            }
            (Ufunc::Not, _) => {
                let truth = self.truth(value, span)?;
                bool_of(self.build.not(truth))
            }
        }
    }

    fn is_special(&mut self, ufunc: Ufunc, part: ExprId) -> ExprId {
        match ufunc {
            Ufunc::IsNan => self.build.binary(Ir::Ne, part, part),
            Ufunc::IsFinite => self.build.is_finite(part),
            _ => {
                let size = self.build.unary(UnaryOp::Abs, part);
                let infinity = self.build.float(f64::INFINITY);
                self.build.binary(Ir::Eq, size, infinity)
            }
        }
    }

    pub fn binary_value(
        &mut self,
        binary: Binary,
        a: PyValue,
        b: PyValue,
        result: Number,
        span: Span,
    ) -> Result<PyValue> {
        match binary {
            Binary::Operator(ast::BinaryOp::Pow) => self.power_value(a, b, result, span),
            Binary::Operator(op) => self.operator_value(op, a, b, result, span),
            Binary::Compare(op) => self.comparison_value(op, a, b, span),
            Binary::Extreme(op) => Ok(self.extreme_value(op, a, b, result)),
            Binary::Choice => unreachable!("only its type is asked for"),
        }
    }

    fn operator_value(
        &mut self,
        op: ast::BinaryOp,
        a: PyValue,
        b: PyValue,
        result: Number,
        span: Span,
    ) -> Result<PyValue> {
        let [x, y] = [&a, &b].map(|value| value.number().expect("elements are numbers"));
        let common = promoted_in_arrays(x, y).expect("one is NumPy's");
        let (a, b) = (self.as_operand(a, common), self.as_operand(b, common));
        match (result.kind, op) {
            (Kind::Bool, ast::BinaryOp::Add) => self.bit_op(ast::BinaryOp::Or, result, a, b, span),
            (Kind::Bool, ast::BinaryOp::Mul) => self.bit_op(ast::BinaryOp::And, result, a, b, span),
            (Kind::Bool, _) => self.bit_op(op, result, a, b, span),
            (Kind::Int, ast::BinaryOp::And | ast::BinaryOp::Or | ast::BinaryOp::Xor) => {
                self.bit_op(op, result, a, b, span)
            }
            (Kind::Int, _) => Ok(self.wrapping_value(op, a, b, result)),
            (Kind::Float, _) => self.float_op(op, result, a, b, span),
            (Kind::Complex, ast::BinaryOp::Mul) => Ok(self.product_in_arrays(a, b, result)),
            (Kind::Complex, _) => self.complex_op(op, result, a, b, span),
        }
    }

    /// Of ints, as those of arrays wrap.
    fn wrapping_value(&mut self, op: ast::BinaryOp, a: PyValue, b: PyValue, result: Number) -> PyValue {
        let elem = result.numpy.expect("an array's");
        let (x, y) = (self.as_kind(a, Kind::Int)[0], self.as_kind(b, Kind::Int)[0]);
        let value = match op {
            ast::BinaryOp::Add => self.build.binary(Ir::Add, x, y),
            ast::BinaryOp::Sub => self.build.binary(Ir::Sub, x, y),
            ast::BinaryOp::Mul => self.build.binary(Ir::Mul, x, y),
            ast::BinaryOp::LeftShift => {
                let y = self.build.keep(y);
                self.check_shift(y);
                self.build.binary(Ir::Shl, x, y)
            }
            ast::BinaryOp::RightShift => self.shift_right(x, y),
            // What does not fit is a quotient that NumPy warns about.
            ast::BinaryOp::FloorDiv => {
                let value = self.int_division(Ir::FloorDiv, x, y, result);
                let value = self.build.keep(value);
                self.check_int(value, elem);
                value
            }
            ast::BinaryOp::Mod => self.int_division(Ir::FloorMod, x, y, result),
            _ => unreachable!("`binary_result` lets no other pass"),
        };
        self.wrapped_elements(PyValue::new(result.ty(), vec![value]), elem)
    }

    fn wrapped_elements(&mut self, value: PyValue, elem: Elem) -> PyValue {
        let parts = value.parts.iter().map(|&part| self.build.keep(part)).collect::<Vec<_>>();
        let parts = parts.into_iter().map(|part| self.wrapped_int(part, elem)).collect();
        PyValue { parts, ..value }
    }

    /// As NumPy's vector instructions do it: fused, where the processor can.
    fn product_in_arrays(&mut self, a: PyValue, b: PyValue, result: Number) -> PyValue {
        let is_fused = self.request.options.complex_product == Some(crate::Product::Fused);
        if !is_fused {
            let (a, b) = (self.as_kind(a, Kind::Complex), self.as_kind(b, Kind::Complex));
            let parts = self.complex_product(&a, &b, result.numpy);
            return PyValue { unchecked: true, ..PyValue::new(result.ty(), parts) };
        }
        let [a, b] = [a, b].map(|value| {
            let parts = self.as_kind(value, Kind::Complex);
            parts.into_iter().map(|part| self.build.keep(part)).collect::<Vec<_>>()
        });
        let fma = if result.numpy.is_some_and(Elem::is_single) { "fma_single" } else { "fma" };
        let product = |this: &mut Self, x, y| {
            let product = this.build.binary(Ir::Mul, x, y);
            this.in_type(product, result.numpy)
        };
        let of_imaginary = product(self, a[1], b[1]);
        let of_imaginary = self.build.unary(UnaryOp::Neg, of_imaginary);
        let re = self.build.call(fma, vec![a[0], b[0], of_imaginary]);
        let mixed = product(self, a[1], b[0]);
        let im = self.build.call(fma, vec![a[0], b[1], mixed]);
        let parts = vec![self.build.keep(re), self.build.keep(im)];
        PyValue { unchecked: true, ..PyValue::new(result.ty(), parts) }
    }

    fn power_value(&mut self, a: PyValue, exponent: PyValue, result: Number, span: Span) -> Result<PyValue> {
        let times = match self.build.constant(exponent.parts[0]) {
            Some(Const::Float(0.5)) => return self.ufunc_value(Ufunc::Sqrt, a, result, span),
            Some(Const::Float(v)) => v as i64,
            Some(Const::Int(n)) => n,
            _ => unreachable!("`power_result` lets no other pass"),
        };
        let a = self.keep(a);
        let one = self.build.int(1);
        let mut power = if times == 0 { PyValue::new(result.ty(), vec![one]) } else { a.clone() };
        for _ in 1..times {
            power = self.operator_value(ast::BinaryOp::Mul, power, a.clone(), result, span)?;
            power = PyValue { parts: power.parts.iter().map(|&part| self.build.keep(part)).collect(), ..power };
        }
        Ok(power)
    }

    fn comparison_value(&mut self, op: CompareOp, a: PyValue, b: PyValue, span: Span) -> Result<PyValue> {
        let (a, b) = (self.settle(a), self.settle(b));
        let condition = self.compare_numbers(op, vec![a, b], span)?.parts;
        Ok(PyValue::new(PyType::NumPy(Elem::Bool), condition))
    }

    /// Of a NaN, or of zeros with different signs, NumPy says which.
    fn extreme_value(&mut self, op: Ir, a: PyValue, b: PyValue, result: Number) -> PyValue {
        let elem = result.numpy.expect("an array's");
        let [x, y] = [a, b].map(|value| {
            let value = self.settle(value);
            let part = self.in_elem(value, elem)[0];
            self.build.keep(part)
        });
        if result.kind == Kind::Bool {
            let join = if op == Ir::Min { Ir::And } else { Ir::Or };
            return PyValue::new(result.ty(), vec![self.build.binary(join, x, y)]);
        }
        if result.kind == Kind::Float {
            let differ = self.build.binary(Ir::Ne, x, y);
            let (less, greater) = (self.build.binary(Ir::Lt, x, y), self.build.binary(Ir::Gt, x, y));
            let [sign, other] = [x, y].map(|part| self.build.unary(UnaryOp::SignBit, part));
            let same_sign = self.build.binary(Ir::Eq, sign, other);
            let equal = self.build.not(differ);
            let same = self.build.binary(Ir::And, equal, same_sign);
            let ordered = self.build.binary(Ir::Or, less, greater);
            let good = self.build.binary(Ir::Or, ordered, same);
            self.build.check(good, Failure::Domain);
        }
        PyValue::new(result.ty(), vec![self.build.binary(op, x, y)])
    }

    // Casts

    /// The parts of a value in a type that it is promoted to.
    pub fn in_elem(&mut self, value: PyValue, elem: Elem) -> Vec<ExprId> {
        let value = self.as_operand(value, elem);
        self.as_kind(value, Kind::of(elem))
    }

    /// An element as one of a type that it is assigned to.
    pub fn cast(&mut self, value: PyValue, elem: Elem, span: Span) -> Result<PyValue> {
        let value = self.settle(value);
        let from = value.number().expect("an element is a number");
        let own = from.numpy.expect("an element is NumPy's");
        let parts = match (from.kind, Kind::of(elem)) {
            _ if own == elem => value.parts,
            (Kind::Bool | Kind::Int, Kind::Int) => {
                let part = self.as_kind(value, Kind::Int)[0];
                let part = self.build.keep(part);
                vec![if own == Elem::Bool { part } else { self.wrapped_int(part, elem) }]
            }
            _ => self.array_element(value, elem, span)?,
        };
        Ok(PyValue::new(PyType::NumPy(elem), parts))
    }

    /// May elements of one type be assigned as another?
    pub fn check_cast(&self, from: Number, to: Elem, span: Span) -> Result<()> {
        if from.kind == Kind::Complex && Kind::of(to) != Kind::Complex && to != Elem::Bool {
            bail!(span, "complex numbers are assigned to an array of {}, about which NumPy warns", dtype(to));
        }
        if from.kind == Kind::Complex && to == Elem::Bool {
            bail!(span, "complex numbers are assigned to an array of bool, which is not compiled yet");
        }
        Ok(())
    }

    /// May the result of an operation be put into its operand?
    pub fn check_same_kind(&self, from: Number, to: Elem, span: Span) -> Result<()> {
        let rank = |elem: Elem| match Kind::of(elem) {
            Kind::Bool => 0,
            Kind::Int if is_unsigned(elem) => 1,
            Kind::Int => 2,
            Kind::Float => 3,
            Kind::Complex => 4,
        };
        match from.numpy {
            Some(elem) if rank(elem) <= rank(to) => Ok(()),
            _ => bail!(
                span,
                "the result is of {}, which NumPy does not put into an array of {}",
                from.numpy.map_or("a Python number", dtype),
                dtype(to)
            ),
        }
    }
}
