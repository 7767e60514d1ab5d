//! Parts of arrays, in the memory of their array: rows, slices, and what is exchanged by `.T`.
//!
//! example: `edge = a[i, 1:-1]` has the array's buffer, the index `i`, and `1`, `1`, `len - 2` for the second dimension;
//! `edge[j]` is the element `[i, 1 + j]`. So what is known of an array's indices is known of its views.

use super::Lowerer;
use super::arrays::is_array;
use super::expressions::Element;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{Axis, BinaryOp, Component, Const, Elem, ExprId, Layout, Op, PyType, Type};
use crate::syntax::ast::{self, ExprKind};

/// An array, or a part of one.
#[derive(Clone)]
pub struct View {
    pub array: ExprId,
    pub elem: Elem,
    pub layout: Layout,
    pub axes: Vec<Place>,
    pub transposed: bool,
    pub writable: bool,
    pub component: Option<Component>,
}

/// What is taken of a dimension.
#[derive(Clone, Copy)]
pub enum Place {
    At(ExprId),
    Along { start: ExprId, step: ExprId, n: ExprId },
}

impl View {
    /// The type of what is read of it.
    pub fn item(&self) -> Elem {
        self.component.map_or(self.elem, |_| self.elem.of_component())
    }

    /// The dimensions of the array that are those of the view, in the view's order.
    pub fn own(&self) -> Vec<usize> {
        let along = |&dimension: &usize| matches!(self.axes[dimension], Place::Along { .. });
        let own = (0..self.axes.len()).filter(along);
        if self.transposed { own.rev().collect() } else { own.collect() }
    }
}

impl Lowerer<'_> {
    /// `None`: it is neither an array nor a part of one.
    pub fn view_of(&mut self, value: &PyValue) -> Option<View> {
        match &value.ty {
            PyType::Array { elem, ndim, layout, writable } => {
                let &[array] = &value.parts[..] else { return None };
                let Op::Local(buffer) = *self.build.op(array) else { return None };
                let (start, step) = (self.build.int(0), self.build.int(1));
                let along = |dimension| {
                    let n = self.build.expr(Op::Len(buffer, dimension), Type::INT);
                    Place::Along { start, step, n }
                };
                let axes = (0..*ndim).map(along).collect();
                Some(View {
                    array,
                    elem: *elem,
                    layout: *layout,
                    axes,
                    transposed: false,
                    writable: *writable,
                    component: None,
                })
            }
            PyType::View { elem, layout, axes, transposed, writable, component } => {
                let mut parts = value.parts.iter().copied();
                let mut part = || parts.next().expect("a view has the parts of its type");
                let array = part();
                let place = |axis: &Axis| match axis {
                    Axis::At => Place::At(part()),
                    Axis::Along => Place::Along { start: part(), step: part(), n: part() },
                };
                let axes = axes.iter().map(place).collect();
                let (transposed, writable, component) = (*transposed, *writable, *component);
                Some(View { array, elem: *elem, layout: *layout, axes, transposed, writable, component })
            }
            _ => None,
        }
    }

    pub fn view_value(&mut self, view: View) -> PyValue {
        let mut parts = vec![view.array];
        let mut axes = vec![];
        for place in view.axes {
            match place {
                Place::At(at) => {
                    axes.push(Axis::At);
                    parts.push(at);
                }
                Place::Along { start, step, n } => {
                    axes.push(Axis::Along);
                    parts.extend([start, step, n]);
                }
            }
        }
        let View { elem, layout, transposed, writable, component, .. } = view;
        PyValue::new(PyType::View { elem, layout, axes, transposed, writable, component }, parts)
    }

    /// The lengths of an array or a part of one; `None`: it is neither.
    pub fn lengths_of(&mut self, value: &PyValue) -> Option<Vec<ExprId>> {
        Some(self.view_of(value)?.lengths())
    }

    /// `a[i]`, `a[1:-1, j]` of an array or a part of one: an element or a view.
    pub fn array_item(&mut self, container: &PyValue, index: &ast::Expr, span: Span) -> Result<PyValue> {
        let Some(view) = self.view_of(container) else {
            bail!(span, "indexing this expression is not compiled yet"; hint: "give it a name first")
        };
        let own = view.own();
        let indices = indices_of(index, own.len(), span)?;
        let is_slice = |e: &&ast::Expr| matches!(e.kind, ExprKind::Slice { .. });
        if indices.len() == own.len() && !indices.iter().any(is_slice) {
            let element = self.element_of(view, &indices, span)?;
            return Ok(self.load_place(&element));
        }
        let view = self.part_of(view, &indices, span)?;
        let value = self.view_value(view);
        Ok(self.keep(value))
    }

    /// `a.T`
    pub fn transposed(&mut self, value: &PyValue) -> Option<PyValue> {
        let view = self.view_of(value)?;
        let transposed = !view.transposed;
        Some(self.view_value(View { transposed, ..view }))
    }

    pub fn part_of(&mut self, mut view: View, indices: &[&ast::Expr], span: Span) -> Result<View> {
        let own = view.own();
        if indices.len() > own.len() {
            bail!(span, "{} indices for {} dimensions", indices.len(), own.len());
        }
        for (&dimension, index) in own.iter().zip(indices) {
            let Place::Along { start, step, n } = view.axes[dimension] else { unreachable!("one of the view's own") };
            view.axes[dimension] = match &index.kind {
                ExprKind::Slice { lower, upper, step: by } => {
                    let by = self.constant_step(by.as_deref(), span)?;
                    let [lower, upper] = [lower, upper].map(|bound| self.slice_bound(bound.as_deref()));
                    let (first, n) = self.inside(lower?, upper?, n, by);
                    let start = self.place_along(start, step, first);
                    let by = self.build.int(by);
                    Place::Along { start, step: self.build.binary(BinaryOp::Mul, step, by), n }
                }
                _ => {
                    let at = self.index_among(index, n)?;
                    Place::At(self.place_along(start, step, at))
                }
            };
        }
        Ok(view)
    }

    fn constant_step(&mut self, step: Option<&ast::Expr>, span: Span) -> Result<i64> {
        let Some(step) = self.slice_bound(step)? else { return Ok(1) };
        match self.build.constant(step) {
            Some(Const::Int(by)) if by.unsigned_abs() <= 1 << 31 && by != 0 => Ok(by),
            Some(_) => bail!(span, "a slice with this step is CPython's"),
            None => bail!(span, "a slice whose step is no constant is not compiled yet"),
        }
    }

    fn slice_bound(&mut self, bound: Option<&ast::Expr>) -> Result<Option<ExprId>> {
        match bound {
            None | Some(ast::Expr { kind: ExprKind::None, .. }) => Ok(None),
            Some(e) => {
                let value = self.expression(e)?;
                let int = self.int_of(value, e.span)?;
                Ok(Some(self.build.keep(int)))
            }
        }
    }

    fn index_among(&mut self, index: &ast::Expr, n: ExprId) -> Result<ExprId> {
        let value = self.expression(index)?;
        // NumPy takes a bool for a mask.
        if matches!(value.ty, PyType::Bool | PyType::NumPy(Elem::Bool)) {
            bail!(index.span, "indexing an array with a bool is not compiled yet");
        }
        if is_array(&value.ty) {
            bail!(index.span, "indexing an array with {} is not compiled yet", self.what_is(&value);
                hint: "go through the elements in a loop, with `if` or `a[i]`");
        }
        let int = self.int_of(value, index.span)?;
        Ok(self.wrapped_index(int, n))
    }

    /// The array's index of a view's.
    pub fn place_along(&mut self, start: ExprId, step: ExprId, at: ExprId) -> ExprId {
        let steps = match self.build.constant(step) {
            Some(Const::Int(1)) => at,
            _ => self.build.binary(BinaryOp::Mul, at, step),
        };
        match self.build.constant(start) {
            Some(Const::Int(0)) => steps,
            _ => self.build.binary(BinaryOp::Add, start, steps),
        }
    }

    /// The place of an element, whose indices are checked.
    pub fn array_place(&mut self, container: &PyValue, index: &ast::Expr, span: Span) -> Result<Element> {
        let Some(view) = self.view_of(container) else {
            bail!(span, "indexing this expression is not compiled yet"; hint: "give it a name first")
        };
        let indices = indices_of(index, view.own().len(), span)?;
        let is_slice = |e: &&ast::Expr| matches!(e.kind, ExprKind::Slice { .. });
        if indices.len() != view.own().len() || indices.iter().any(is_slice) {
            bail!(span, "an assignment to a part of an array is not compiled yet"; hint: "assign its elements: `a[i, j]`")
        }
        self.element_of(view, &indices, span)
    }

    fn element_of(&mut self, mut view: View, indices: &[&ast::Expr], span: Span) -> Result<Element> {
        for (&dimension, index) in view.own().iter().zip(indices) {
            let Place::Along { start, step, n } = view.axes[dimension] else { unreachable!("one of the view's own") };
            let at = self.index_among(index, n)?;
            view.axes[dimension] = Place::At(self.place_along(start, step, at));
        }
        self.build.span = span;
        Ok(self.element(view))
    }

    pub fn element(&mut self, view: View) -> Element {
        let Op::Local(buffer) = *self.build.op(view.array) else { unreachable!("its array is a local") };
        let at = |place| match place {
            Place::At(at) => at,
            Place::Along { .. } => unreachable!("each dimension has an index"),
        };
        let mut index: Vec<ExprId> = view.axes.into_iter().map(at).collect();
        if index.is_empty() {
            // Of no dimensions: a buffer of one element.
            index.push(self.build.int(0));
        }
        Element { buffer, elem: view.elem, index, is_array: true, writable: view.writable, component: view.component }
    }

    /// What a `for` finds at an index that is inside.
    pub fn item_of_array(&mut self, value: &PyValue, at: ExprId) -> PyValue {
        let mut view = self.view_of(value).expect("`length` lets no other pass");
        let first = view.own()[0];
        let Place::Along { start, step, .. } = view.axes[first] else { unreachable!("one of the view's own") };
        view.axes[first] = Place::At(self.place_along(start, step, at));
        if view.own().is_empty() {
            let element = self.element(view);
            return self.load_place(&element);
        }
        let value = self.view_value(view);
        self.keep(value)
    }
}

/// `:`, which `...` stands for some of.
static ALL: ast::Expr =
    ast::Expr { kind: ExprKind::Slice { lower: None, upper: None, step: None }, span: Span { start: 0, end: 0 } };

/// An index for each dimension that is named, or that `...` stands for.
pub fn indices_of(index: &ast::Expr, n_dims: usize, span: Span) -> Result<Vec<&ast::Expr>> {
    let mut all: Vec<&ast::Expr> = match &index.kind {
        ExprKind::Tuple(all) => all.iter().collect(),
        _ => vec![index],
    };
    if let Some(new) = all.iter().find(|one| matches!(one.kind, ExprKind::None)) {
        bail!(new.span, "`None` in the index of an array is not compiled yet"; hint: "index the array as it is");
    }
    let is_ellipsis = |one: &&ast::Expr| matches!(one.kind, ExprKind::Other("an ellipsis"));
    let Some(at) = all.iter().position(is_ellipsis) else { return Ok(all) };
    let n_named = all.len() - 1;
    all.splice(at..=at, std::iter::repeat_n(&ALL, n_dims.saturating_sub(n_named)));
    // With it all that is indexed is an array, even where nothing is left of it.
    if !all.iter().any(|one| matches!(one.kind, ExprKind::Slice { .. })) {
        bail!(span, "an array of no dimensions, which this would be, is not compiled yet"; hint: "leave `...` out");
    }
    Ok(all)
}
