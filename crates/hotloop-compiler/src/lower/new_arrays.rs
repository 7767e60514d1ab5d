//! What makes an array: `np.zeros`, `np.full`, `np.arange`, `a.copy()`.
//!
//! example: `np.zeros((n, 3))` is `new array a[n, 3] = 0.0`; the host has NumPy make it, so that it owns its memory.

use super::Lowerer;
use super::arrays::{Fused, Node, is_array};
use super::value::{Kind, Literal, Number, PyValue, dtype};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{BinaryOp, Elem, ExprId, Failure, PyType, Stmt, Type};
use crate::report::LoopReport;
use crate::syntax::ast;

/// Functions of NumPy that make an array.
pub const MAKERS: [&str; 13] = [
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
    fn dtype_of(&mut self, e: &ast::Expr) -> Result<Elem> {
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

    /// Of ints.
    fn arange(&mut self, args: &[ast::Expr], wanted: Option<Elem>, span: Span) -> Result<PyValue> {
        let mut ints = vec![];
        for arg in args {
            let value = self.kept_value(arg)?;
            match value.number() {
                Some(Number { kind: Kind::Int, numpy: None | Some(Elem::Int64) }) => ints.push(value.parts[0]),
                _ => bail!(arg.span, "`numpy.arange` of {} is not compiled yet", self.what_is(&value)),
            }
        }
        let elem = wanted.unwrap_or(Elem::Int64);
        if elem != Elem::Int64 {
            bail!(span, "`numpy.arange` of another type than int64 is not compiled yet");
        }
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
        self.build.push(Stmt::Store { buffer, index: vec![at], parts: vec![item], mask: None, undo: true });
        let body = self.build.close();
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(array)
    }

    /// `np.array(items)`: of an array, or of a list of numbers.
    fn array_of(&mut self, name: &str, of: &ast::Expr, wanted: Option<Elem>, span: Span) -> Result<PyValue> {
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
