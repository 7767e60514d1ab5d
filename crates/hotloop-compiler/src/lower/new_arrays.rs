//! What makes an array: `np.zeros`, `np.full`, `np.arange`, `a.copy()`.
//!
//! example: `np.zeros((n, 3))` is `new array a[n, 3] = 0.0`; the host has NumPy make it, so that it owns its memory.

use super::Lowerer;
use super::arrays::{Fused, Node, is_array};
use super::dtypes::promoted_in_arrays;
use super::value::{Kind, Literal, Number, PyValue, dtype};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{BinaryOp, Elem, ExprId, Failure, Likely, PyType, Stmt, Type, UnaryOp};
use crate::report::LoopReport;
use crate::syntax::ast::{self, ExprKind};

/// Functions of NumPy that make an array.
pub const MAKERS: [&str; 14] = [
    "zeros",
    "ones",
    "empty",
    "full",
    "zeros_like",
    "ones_like",
    "empty_like",
    "full_like",
    "arange",
    "array",
    "asarray",
    "copy",
    "ascontiguousarray",
    "linspace",
];

impl Lowerer<'_> {
    /// A call of one of [`MAKERS`]; `None`: of something else.
    pub fn new_array_call(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<Option<PyValue>> {
        if !MAKERS.contains(&name) {
            return Ok(None);
        }
        let dtype = match keywords {
            [] => None,
            [(Some(keyword), dtype)] if keyword == "dtype" => Some(dtype),
            _ => bail!(span, "`numpy.{name}` with other keyword arguments than `dtype` is not compiled yet"),
        };
        let wanted = match dtype {
            Some(dtype) => Some(self.dtype_of(dtype)?),
            None => None,
        };
        match (name, args) {
            ("zeros" | "ones" | "empty", [shape]) => self.filled(name, shape, wanted, span).map(Some),
            ("zeros" | "ones" | "empty", [shape, dtype]) if wanted.is_none() => {
                let elem = self.dtype_of(dtype)?;
                self.filled(name, shape, Some(elem), span).map(Some)
            }
            ("full", [shape, value]) => self.full(shape, value, wanted, span).map(Some),
            ("zeros_like" | "ones_like" | "empty_like", [like]) => {
                let (dims, own) = self.like(like, span)?;
                let elem = wanted.unwrap_or(own);
                let fill = self.fill_of(name, elem);
                self.empty_array(elem, dims, fill, span).map(Some)
            }
            ("full_like", [like, value]) => {
                let (dims, own) = self.like(like, span)?;
                let elem = wanted.unwrap_or(own);
                let value = self.kept_value(value)?;
                let parts = self.array_element(value, elem, span)?;
                self.empty_array(elem, dims, parts, span).map(Some)
            }
            ("arange", [_] | [_, _] | [_, _, _]) => self.arange(args, wanted, span).map(Some),
            ("linspace", [_, _] | [_, _, _]) if wanted.is_none() => self.linspace(args, span).map(Some),
            ("array" | "asarray" | "copy" | "ascontiguousarray", [of]) => {
                self.array_of(name, of, wanted, span).map(Some)
            }
            _ => bail!(span, "`numpy.{name}` with these arguments is not compiled yet"),
        }
    }

    /// `a.copy()`, row by row.
    pub fn copied_array(&mut self, of: Fused, span: Span) -> Result<Fused> {
        let node = match of {
            Fused::Whole(node) => return self.new_array(node, span).map(Fused::Value),
            Fused::Value(value) => self.node(Fused::Value(value), span)?,
        };
        self.refuse_swapped(&node, span)?;
        let elem = node.number.numpy.expect("an array's");
        if node.dims.is_empty() {
            bail!(span, "a copy of an array of no dimensions is not compiled yet");
        }
        let copy = self.empty_array(elem, node.dims.clone(), vec![], span)?;
        let target = self.view_of(&copy).expect("a new array");
        self.write_into(&target, node, span)?;
        Ok(Fused::Value(copy))
    }

    fn refuse_swapped(&self, node: &Node, span: Span) -> Result<()> {
        if self.is_swapped(node) {
            bail!(span, "the new array would have its bytes swapped as the other one does, which is not compiled yet");
        }
        Ok(())
    }

    fn fill_of(&mut self, name: &str, elem: Elem) -> Vec<ExprId> {
        let zeros = self.build.zeros(elem);
        if name.starts_with("empty") {
            return vec![];
        }
        if name.starts_with("zeros") {
            return zeros;
        }
        let one = match Kind::of(elem) {
            Kind::Bool => self.build.bool(true),
            Kind::Int => self.build.int(1),
            Kind::Float | Kind::Complex => self.build.float(1.0),
        };
        std::iter::once(one).chain(zeros.into_iter().skip(1)).collect()
    }

    fn filled(&mut self, name: &str, shape: &ast::Expr, elem: Option<Elem>, span: Span) -> Result<PyValue> {
        let dims = self.shape(shape)?;
        let elem = elem.unwrap_or(Elem::Float64);
        let fill = self.fill_of(name, elem);
        self.empty_array(elem, dims, fill, span)
    }

    fn full(&mut self, shape: &ast::Expr, value: &ast::Expr, elem: Option<Elem>, span: Span) -> Result<PyValue> {
        let dims = self.shape(shape)?;
        let value = self.kept_value(value)?;
        let Some(number) = value.number() else {
            bail!(span, "`numpy.full` with {} is not compiled yet", self.what_is(&value))
        };
        let elem = elem.or(number.numpy).unwrap_or(number.kind.elem());
        let parts = self.array_element(value, elem, span)?;
        self.empty_array(elem, dims, parts, span)
    }

    fn like(&mut self, like: &ast::Expr, span: Span) -> Result<(Vec<ExprId>, Elem)> {
        let like = self.expression(like)?;
        if !is_array(&like.ty) {
            bail!(span, "an array like {} is not compiled yet", self.what_is(&like));
        }
        let node = self.node(Fused::Value(like), span)?;
        self.refuse_swapped(&node, span)?;
        if !self.is_row_by_row(&node) || node.dims.is_empty() {
            bail!(span, "the new array would lie in memory as the other one does, which is not row after row");
        }
        Ok((node.dims.clone(), node.number.numpy.expect("an array's")))
    }

    /// The lengths that a shape has: an int, or a tuple of ints.
    fn shape(&mut self, shape: &ast::Expr) -> Result<Vec<ExprId>> {
        let value = self.kept_value(shape)?;
        let lengths = match &value.ty {
            PyType::Tuple(_) => self.members_of(&value),
            _ => vec![value],
        };
        if lengths.is_empty() {
            bail!(shape.span, "an array of no dimensions is not compiled yet");
        }
        let mut dims = vec![];
        for length in lengths {
            let n = self.int_of(length, shape.span)?;
            let n = self.build.keep(n);
            let zero = self.build.int(0);
            let good = self.build.binary(BinaryOp::Ge, n, zero);
            self.build.check(good, Failure::Type);
            dims.push(n);
        }
        Ok(dims)
    }

    /// `np.float32`, `float` or `"float32"` as an element type.
    pub fn dtype_of(&mut self, e: &ast::Expr) -> Result<Elem> {
        if let ExprKind::Attribute { value: of, name } = &e.kind
            && name == "dtype"
        {
            return self.dtype_like(of);
        }
        let value = self.expression(e)?;
        let name = match (&value.path, &value.literal) {
            (Some(path), _) => match self.environment.names.get(path) {
                Some(Free::Builtin(name)) => name.clone(),
                _ => path.clone(),
            },
            (None, Some(Literal::Str(text))) => text.clone(),
            _ => bail!(e.span, "this dtype is not compiled yet"; hint: "name it: `np.float64`"),
        };
        let plain = name.strip_prefix("numpy.").unwrap_or(&name);
        let elem = match plain {
            "float" | "double" => Some(Elem::Float64),
            "int" => Some(Elem::Int64),
            "complex" => Some(Elem::Complex128),
            _ => Elem::ALL.into_iter().find(|&elem| dtype(elem) == plain),
        };
        match elem {
            Some(elem) => Ok(elem),
            None => bail!(e.span, "arrays of `{name}` are not compiled"),
        }
    }

    /// `a.dtype`
    fn dtype_like(&mut self, of: &ast::Expr) -> Result<Elem> {
        let of_value = self.expression(of)?;
        if is_array(&of_value.ty) {
            let node = self.node(Fused::Value(of_value), of.span)?;
            self.refuse_swapped(&node, of.span)?;
            return Ok(node.number.numpy.expect("an array's"));
        }
        match of_value.number() {
            Some(Number { numpy: Some(elem), .. }) => Ok(elem),
            _ => bail!(of.span, "`.dtype` of {} is not compiled yet", self.what_is(&of_value)),
        }
    }

    /// `a.astype(t)`: row by row, as the array itself lies.
    pub fn converted_array(&mut self, node: Node, to: &ast::Expr, span: Span) -> Result<PyValue> {
        let elem = self.dtype_of(to)?;
        if node.dims.is_empty() || !self.is_row_by_row(&node) {
            bail!(span, "the new array would lie in memory as the other one does, which is not row after row");
        }
        let array = self.empty_array(elem, node.dims.clone(), vec![], span)?;
        let target = self.view_of(&array).expect("a new array");
        self.write_into(&target, node, span)?;
        Ok(array)
    }

    /// An array of float64 whose elements are given for each position.
    fn filled_by(&mut self, n: ExprId, span: Span, item: impl FnOnce(&mut Self, ExprId) -> ExprId) -> Result<PyValue> {
        let array = self.empty_array(Elem::Float64, vec![n], vec![], span)?;
        let buffer = self.buffer_of(&array).expect("a new array");
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.loops.push(LoopReport::scalar(label, span, self.called.clone()));
        self.build.open();
        let at = self.build.read(pos);
        let place = self.build.unary(UnaryOp::ToFloat, at);
        let item = item(self, place);
        self.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![item], mask: None, undo: true });
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip: n, exit: None, strips: None, body });
        Ok(array)
    }

    /// `array[at] = item`, if there is such an element.
    fn put(&mut self, array: &PyValue, n: ExprId, at: ExprId, item: ExprId) {
        let buffer = self.buffer_of(array).expect("a new array");
        let zero = self.build.int(0);
        let above = self.build.binary(BinaryOp::Ge, at, zero);
        let below = self.build.binary(BinaryOp::Lt, at, n);
        let condition = self.build.binary(BinaryOp::And, above, below);
        let then = vec![Stmt::Store { buffer, index: vec![at], parts: vec![item], mask: None, undo: true }];
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
    }

    /// Numbers that NumPy computes with as float64.
    fn floats(&mut self, values: Vec<PyValue>, name: &str, span: Span) -> Result<Vec<ExprId>> {
        let mut floats = vec![];
        for value in values {
            match value.number() {
                Some(Number { kind: Kind::Int | Kind::Float, numpy: None | Some(Elem::Int64 | Elem::Float64) }) => {
                    self.check_int_as_float(&value);
                    let part = self.as_kind(value, Kind::Float)[0];
                    floats.push(self.build.keep(part));
                }
                _ => bail!(span, "`numpy.{name}` of {} is not compiled yet", self.what_is(&value)),
            }
        }
        Ok(floats)
    }

    /// What is further away than this is left to NumPy, which may warn.
    fn check_far(&mut self, part: ExprId) {
        let (size, most) = (self.build.unary(UnaryOp::Abs, part), self.build.float(1e300));
        let good = self.build.binary(BinaryOp::Lt, size, most);
        self.build.check(good, Failure::Domain);
    }

    /// `np.linspace(start, stop, n)`: multiples of a step, and the stop itself.
    fn linspace(&mut self, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let ends = vec![self.kept_value(&args[0])?, self.kept_value(&args[1])?];
        let ends = self.floats(ends, "linspace", span)?;
        let n = match args.get(2) {
            Some(n) => {
                let value = self.kept_value(n)?;
                self.int_of(value, n.span)?
            }
            None => self.build.int(50),
        };
        let n = self.build.keep(n);
        let (one, zero) = (self.build.int(1), self.build.float(0.0));
        let several = self.build.binary(BinaryOp::Gt, n, one);
        self.build.check(several, Failure::Domain);
        let delta = self.build.binary(BinaryOp::Sub, ends[1], ends[0]);
        let delta = self.build.keep(delta);
        [ends[0], ends[1], delta].into_iter().for_each(|part| self.check_far(part));
        let last = self.build.binary(BinaryOp::Sub, n, one);
        let steps = self.build.unary(UnaryOp::ToFloat, last);
        let step = self.build.binary(BinaryOp::Div, delta, steps);
        let step = self.build.keep(step);
        let some = self.build.binary(BinaryOp::Ne, step, zero);
        self.build.check(some, Failure::Domain);
        let array = self.filled_by(n, span, |this, place| {
            let way = this.build.binary(BinaryOp::Mul, place, step);
            this.build.binary(BinaryOp::Add, way, ends[0])
        })?;
        self.put(&array, n, last, ends[1]);
        Ok(array)
    }

    /// `np.arange(start, stop, step)` of floats: the second element less the first is what each further one is away.
    fn arange_of_floats(&mut self, values: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let all = self.floats(values, "arange", span)?;
        let (zero, one) = (self.build.float(0.0), self.build.float(1.0));
        let (start, stop, step) = match all[..] {
            [stop] => (zero, stop, one),
            [start, stop] => (start, stop, one),
            _ => (all[0], all[1], all[2]),
        };
        let way = self.build.binary(BinaryOp::Sub, stop, start);
        let way = self.build.keep(way);
        let some = self.build.binary(BinaryOp::Ne, step, zero);
        self.build.check(some, Failure::ZeroDivision);
        let quotient = self.build.binary(BinaryOp::Div, way, step);
        let quotient = self.build.keep(quotient);
        // A quotient that is so small that it is 0 has a length of its own.
        let size = self.build.unary(UnaryOp::Abs, quotient);
        let (least, most) = (self.build.float(1e-300), self.build.float(1e12));
        let large = self.build.binary(BinaryOp::Ge, size, least);
        let nowhere = self.build.binary(BinaryOp::Eq, way, zero);
        let fits = self.build.binary(BinaryOp::Or, large, nowhere);
        let short = self.build.binary(BinaryOp::Lt, size, most);
        let good = self.build.binary(BinaryOp::And, fits, short);
        self.build.check(good, Failure::Domain);
        [start, stop, step].into_iter().for_each(|part| self.check_far(part));
        let n = self.build.unary(UnaryOp::Ceil, quotient);
        let n = self.build.unary(UnaryOp::ToInt, n);
        let none = self.build.int(0);
        let n = self.build.binary(BinaryOp::Max, n, none);
        let n = self.build.keep(n);
        let next = self.build.binary(BinaryOp::Add, start, step);
        let next = self.build.keep(next);
        let delta = self.build.binary(BinaryOp::Sub, next, start);
        let delta = self.build.keep(delta);
        let array = self.filled_by(n, span, |this, place| {
            let way = this.build.binary(BinaryOp::Mul, place, delta);
            this.build.binary(BinaryOp::Add, start, way)
        })?;
        let second = self.build.int(1);
        self.put(&array, n, none, start);
        self.put(&array, n, second, next);
        Ok(array)
    }

    /// `np.array([x, y])`, `np.array([[a, b], [c, d]])`; `None`: it is written otherwise.
    fn array_of_display(&mut self, of: &ast::Expr, wanted: Option<Elem>, span: Span) -> Result<Option<PyValue>> {
        let Some(rows) = members_of_display(of) else { return Ok(None) };
        let inner = rows.iter().map(|row| members_of_display(row)).collect::<Option<Vec<_>>>();
        let (members, dims) = match &inner {
            Some(inner) if inner.iter().all(|row| row.len() == inner[0].len()) => {
                (inner.concat(), vec![rows.len(), inner[0].len()])
            }
            Some(_) => return Ok(None),
            None if rows.iter().any(|row| members_of_display(row).is_some()) => return Ok(None),
            None => (rows.clone(), vec![rows.len()]),
        };
        let mut values = vec![];
        for member in members {
            let value = self.kept_value(member)?;
            let value = self.settle(value);
            let Some(number) = value.number() else {
                bail!(member.span, "`numpy.array` of a list with {} is not compiled yet", self.what_is(&value))
            };
            values.push((value, Number::of_elem(number.numpy.unwrap_or(number.kind.elem()))));
        }
        let common = values
            .iter()
            .map(|(_, number)| *number)
            .reduce(|x, y| Number::of_elem(promoted_in_arrays(x, y).expect("both are NumPy's")));
        let elem = wanted.unwrap_or(common.and_then(|number| number.numpy).expect("it has members"));
        let mut elements = vec![];
        for (value, _) in values {
            let parts = self.array_element(value, elem, span)?;
            elements.push(parts.into_iter().map(|part| self.build.keep(part)).collect::<Vec<_>>());
        }
        let lengths = dims.iter().map(|&n| self.build.int(n as i64)).collect();
        let array = self.empty_array(elem, lengths, vec![], span)?;
        let buffer = self.buffer_of(&array).expect("a new array");
        for (at, parts) in elements.into_iter().enumerate() {
            let places = match dims[..] {
                [_, n] => vec![at / n, at % n],
                _ => vec![at],
            };
            let index = places.into_iter().map(|place| self.build.int(place as i64)).collect();
            self.build.push(Stmt::Store { buffer, index, parts, mask: None, undo: true });
        }
        Ok(Some(array))
    }

    fn arange(&mut self, args: &[ast::Expr], wanted: Option<Elem>, span: Span) -> Result<PyValue> {
        let mut values = vec![];
        for arg in args {
            values.push(self.kept_value(arg)?);
        }
        let is_int = |value: &PyValue| {
            matches!(value.number(), Some(Number { kind: Kind::Int, numpy: None | Some(Elem::Int64) }))
        };
        let elem = match wanted {
            Some(elem) => elem,
            None if values.iter().all(is_int) => Elem::Int64,
            None => Elem::Float64,
        };
        if elem == Elem::Float64 {
            return self.arange_of_floats(values, span);
        }
        if Kind::of(elem) != Kind::Int || !values.iter().all(is_int) {
            bail!(span, "`numpy.arange` of this type is not compiled yet");
        }
        let ints: Vec<ExprId> = values.into_iter().map(|value| value.parts[0]).collect();
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let (start, stop, step) = match ints[..] {
            [stop] => (zero, stop, one),
            [start, stop] => (start, stop, one),
            _ => (ints[0], ints[1], ints[2]),
        };
        let range = self.range_between(start, stop, step);
        let trip = self.build.read(range.trip);
        let array = self.empty_array(elem, vec![trip], vec![], span)?;
        let buffer = self.buffer_of(&array).expect("a new array");
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.loops.push(LoopReport::scalar(label, span, self.called.clone()));
        self.build.open();
        let at = self.build.read(pos);
        let way = self.build.binary(BinaryOp::Mul, at, range.step_value);
        let item = self.build.binary(BinaryOp::Add, range.start_value, way);
        let item = self.build.keep(item);
        self.check_int(item, elem);
        self.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![item], mask: None, undo: true });
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(array)
    }

    /// `np.array(items)`: of an array, or of a list of numbers.
    fn array_of(&mut self, name: &str, of: &ast::Expr, wanted: Option<Elem>, span: Span) -> Result<PyValue> {
        if matches!(name, "array" | "asarray")
            && let Some(array) = self.array_of_display(of, wanted, span)?
        {
            return Ok(array);
        }
        let of = self.fused(of)?;
        if self.are_whole(&[&of]) {
            let node = self.node(of.again(), span)?;
            let own = node.number.numpy.expect("an array's");
            if wanted.is_some_and(|elem| elem != own) {
                bail!(span, "`numpy.{name}` with another dtype is not compiled yet");
            }
            if name != "asarray" {
                self.refuse_swapped(&node, span)?;
            }
            return match (name, &of) {
                ("asarray", Fused::Value(value)) => Ok(value.clone()),
                ("ascontiguousarray", _) => bail!(span, "`numpy.ascontiguousarray` is not compiled yet"),
                _ if self.is_row_by_row(&node) => {
                    let copy = self.copied_array(of, span)?;
                    self.computed(copy, span)
                }
                _ => bail!(span, "the copy would lie in memory as the array does, which is not row after row"),
            };
        }
        let Fused::Value(value) = of else { unreachable!("it is no array") };
        let value = if let PyType::Row(_) = value.ty { self.keep(value) } else { value };
        let (PyType::List(elem) | PyType::Row(elem)) = value.ty else {
            bail!(span, "`numpy.{name}` of {} is not compiled yet", self.what_is(&value))
        };
        if elem == Elem::Char || name == "copy" || name == "ascontiguousarray" {
            bail!(span, "`numpy.{name}` of {} is not compiled yet", self.what_is(&value));
        }
        let Some(n) = self.length_of(&value) else {
            bail!(span, "`numpy.{name}` of this list is not compiled yet"; hint: "give it a name first")
        };
        let n = self.build.keep(n);
        if wanted.is_none() {
            // Of no elements it is an array of float64.
            let zero = self.build.int(0);
            let good = self.build.binary(BinaryOp::Gt, n, zero);
            self.build.check(good, Failure::Type);
        }
        let to = wanted.unwrap_or(elem);
        let array = self.empty_array(to, vec![n], vec![], span)?;
        let buffer = self.buffer_of(&array).expect("a new array");
        let from = self.buffer_of(&value).expect("it has a length");
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.loops.push(LoopReport::scalar(label, span, self.called.clone()));
        self.build.open();
        let at = self.build.read(pos);
        let index = value.parts[1..].iter().copied().chain([at]).collect();
        let item = self.load_place(&super::expressions::Element {
            buffer: from,
            elem,
            index,
            is_array: false,
            writable: false,
            component: None,
        });
        let parts = self.array_element(item, to, span);
        if let Ok(parts) = &parts {
            let parts = parts.clone();
            self.build.push(Stmt::Store { buffer, index: vec![at], parts, mask: None, undo: true });
        }
        let body = self.build.close();
        parts?;
        self.build.push(Stmt::For { label, pos, trip: n, exit: None, strips: None, body });
        Ok(array)
    }
}

/// The members of a list or tuple that is written down, if there are some and all stand for themselves.
fn members_of_display(e: &ast::Expr) -> Option<Vec<&ast::Expr>> {
    let (ExprKind::List(members) | ExprKind::Tuple(members)) = &e.kind else { return None };
    let is_one = |member: &ast::Expr| !matches!(member.kind, ExprKind::Starred(_));
    (!members.is_empty() && members.iter().all(is_one)).then(|| members.iter().collect())
}
