//! Whole arrays: an expression over them is one loop that makes a new array, or writes into a part of one.
//!
//! example: `a[1:-1] = 0.5 * (b[:-2] + b[2:])` is `for pos in n { a[1 + pos] = mul(0.5, add(b[pos], b[2 + pos])) }`, each
//! operation as NumPy does it for elements of that type (`ufuncs.rs`).
//!
//! An expression is a tree of [`Node`]s while it is lowered, and no value has such a type. Its leaves, arrays, parts of
//! arrays and numbers, are evaluated as Python does, from left to right; their elements are read when the loop is made.

use super::Lowerer;
use super::dtypes::promoted_in_arrays;
use super::ufuncs::{Binary, Ufunc};
use super::unions::Ints;
use super::value::{Number, PyValue, describe};
use super::views::{Place, View, indices_of};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{
    BinaryOp, Block, Component, Const, Dims, Elem, ExprId, Failure, Function, Layout, Likely, LocalId, MAX_DIMS, Op,
    PyType, Stmt, Type, same_memory,
};
use crate::report::LoopReport;
use crate::syntax::ast::{self, CompareOp, ExprKind};
use std::collections::HashMap;

/// What an expression is: a value, or one with whole arrays in it that is not computed yet.
pub enum Fused {
    Value(PyValue),
    Whole(Node),
}

impl Fused {
    /// The same again: nothing is evaluated twice, as leaves are values.
    pub fn again(&self) -> Fused {
        match self {
            Fused::Value(value) => Fused::Value(value.clone()),
            Fused::Whole(node) => Fused::Whole(node.clone()),
        }
    }
}

/// An expression over whole arrays.
#[derive(Clone)]
pub struct Node {
    kind: NodeKind,
    /// The type of its elements; of a Python number its own, which takes the type that it meets.
    pub number: Number,
    /// How long it is in each dimension.
    pub dims: Vec<ExprId>,
}

#[derive(Clone)]
enum NodeKind {
    Part(Box<View>),
    Number(PyValue),
    Unary(Ufunc, Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    /// `numpy.where`
    Where(Box<[Node; 3]>),
}

/// Where a loop over the elements is.
struct Positions {
    at: Vec<ExprId>,
    dims: Vec<ExprId>,
    /// An array may have one element in a dimension where there are more positions.
    stretches: bool,
}

/// A choice that is made when the whole function has been lowered: elements may be written in place if `source` is not
/// the memory of `target`.
pub struct InPlace {
    condition: ExprId,
    source: LocalId,
    target: LocalId,
}

/// What is done with an element, its position and the lengths in each dimension.
pub type TakeElement<'a, L> = dyn FnMut(&mut L, PyValue, &[ExprId], &[ExprId]) -> Result<()> + 'a;

pub fn is_array(ty: &PyType) -> bool {
    matches!(ty, PyType::Array { .. } | PyType::View { .. })
}

impl Lowerer<'_> {
    // From the tree to nodes

    /// An expression as a value.
    pub fn whole_expression(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let fused = self.fused(e)?;
        self.computed(fused, e.span)
    }

    /// An expression whose operators may be those of whole arrays.
    pub fn fused(&mut self, e: &ast::Expr) -> Result<Fused> {
        self.build.span = e.span;
        if let Some(value) = self.wide_expression(e)? {
            return Ok(value);
        }
        match &e.kind {
            ExprKind::Binary { op, left, right } if !repeats_list(*op, left, right) => {
                let [a, b] = self.operands([left, right])?;
                self.build.span = e.span;
                self.binary_fused(e, *op, a, b)
            }
            ExprKind::Unary { op, operand } if *op != ast::UnaryOp::Not => {
                let [operand] = self.operands([operand])?;
                self.build.span = e.span;
                self.unary_fused(e, *op, operand)
            }
            ExprKind::Compare { left, ops, rest } if ops.len() == 1 && is_order(ops[0]) => {
                let [a, b] = self.operands([left, &rest[0]])?;
                self.build.span = e.span;
                match self.are_whole(&[&a, &b]) {
                    true => {
                        let [a, b] = self.of_one_type([a, b], Ints::Exact);
                        let (a, b) = (self.node(a, left.span)?, self.node(b, rest[0].span)?);
                        self.binary_node(Binary::Compare(ops[0]), a, b, e.span).map(Fused::Whole)
                    }
                    false => self.compare(ops[0], plain(a), plain(b), e.span).map(Fused::Value),
                }
            }
            ExprKind::Attribute { value, name } if name == "real" || name == "imag" => {
                let component = if name == "real" { Component::Real } else { Component::Imag };
                match self.fused(value)? {
                    Fused::Value(base) if !is_array(&base.ty) => self.attribute_of(e, base, name).map(Fused::Value),
                    base => self.component(base, component, e.span),
                }
            }
            ExprKind::Call { function, args, keywords } => match self.array_call(e, function, args, keywords)? {
                Some(fused) => Ok(fused),
                None => self.call(e, function, args, keywords).map(Fused::Value),
            },
            _ => self.expression(e).map(Fused::Value),
        }
    }

    /// `a op b` of whole arrays or of values.
    pub fn binary_fused(&mut self, e: &ast::Expr, op: ast::BinaryOp, a: Fused, b: Fused) -> Result<Fused> {
        match self.are_whole(&[&a, &b]) {
            true => {
                let [a, b] = self.of_one_type([a, b], Ints::Rounded);
                let (a, b) = (self.node(a, e.span)?, self.node(b, e.span)?);
                self.binary_node(Binary::Operator(op), a, b, e.span).map(Fused::Whole)
            }
            false => {
                let (a, b) = (plain(a), plain(b));
                self.binary_values(e, op, a, b).map(Fused::Value)
            }
        }
    }

    pub fn unary_fused(&mut self, e: &ast::Expr, op: ast::UnaryOp, operand: Fused) -> Result<Fused> {
        match self.are_whole(&[&operand]) {
            true => {
                let node = self.node(operand, e.span)?;
                self.unary_node(Ufunc::Operator(op), node, e.span).map(Fused::Whole)
            }
            false => self.unary_value(e, op, plain(operand)).map(Fused::Value),
        }
    }

    /// Operands, from left to right. What one of them might change is computed before it.
    pub fn operands<const N: usize>(&mut self, all: [&ast::Expr; N]) -> Result<[Fused; N]> {
        let mut values: Vec<Fused> = vec![];
        for e in all {
            if self.may_write(e) {
                for value in &mut values {
                    if let Fused::Whole(node) = value {
                        *value = Fused::Value(self.new_array(node.clone(), e.span)?);
                    }
                }
            }
            let value = match self.fused(e)? {
                Fused::Value(value) => Fused::Value(self.present(value)),
                whole => whole,
            };
            values.push(value);
        }
        Ok(values.try_into().unwrap_or_else(|_| unreachable!("as many as there are operands")))
    }

    /// Operands of NumPy, of which one may be a number of several types that come to one beside the others.
    pub fn of_one_type<const N: usize>(&mut self, mut all: [Fused; N], ints: Ints) -> [Fused; N] {
        let is_union = |one: &Fused| matches!(one, Fused::Value(PyValue { ty: PyType::Union(_), .. }));
        // Of two, what each comes to would depend on what the other is.
        let mut unions = (0..N).filter(|&at| is_union(&all[at]));
        let (Some(at), None) = (unions.next(), unions.next()) else { return all };
        let others: Vec<Number> = all.iter().filter_map(|one| self.operand_number(one)).collect();
        let Fused::Value(value) = all[at].again() else { unreachable!("it is a union") };
        if others.len() + 1 == N {
            all[at] = Fused::Value(self.as_one_number(value, &others, ints));
        }
        all
    }

    /// The number that an operand is, or that its elements are.
    fn operand_number(&mut self, operand: &Fused) -> Option<Number> {
        match operand {
            Fused::Whole(node) => Some(node.number),
            Fused::Value(value) => value.number().or_else(|| Some(Number::of_elem(self.view_of(value)?.item()))),
        }
    }

    /// Does an expression do more than compute: call a function that might write into an array?
    pub fn may_write(&self, e: &ast::Expr) -> bool {
        let calls = match &e.kind {
            ExprKind::Call { function, .. } => match dotted(function) {
                Some(path) => !matches!(self.environment.names.get(&path), Some(Free::Builtin(_))),
                None => true,
            },
            ExprKind::Walrus { .. } => true,
            _ => false,
        };
        calls || e.children().into_iter().any(|child| self.may_write(child))
    }

    /// Is one of them an array or a part of one?
    pub fn are_whole(&self, all: &[&Fused]) -> bool {
        all.iter().any(|one| match one {
            Fused::Whole(_) => true,
            Fused::Value(value) => is_array(&value.ty),
        })
    }

    /// A value or what is not computed yet, as a value.
    pub fn computed(&mut self, fused: Fused, span: Span) -> Result<PyValue> {
        match fused {
            Fused::Value(value) => Ok(value),
            Fused::Whole(node) => self.new_array(node, span),
        }
    }

    /// A leaf, or what has been made of leaves.
    pub fn node(&mut self, fused: Fused, span: Span) -> Result<Node> {
        let value = match fused {
            Fused::Whole(node) => return Ok(node),
            Fused::Value(value) => value,
        };
        if let Some(number) = value.number() {
            let value = self.settle(value);
            let value = self.keep(value);
            return Ok(Node { kind: NodeKind::Number(value), number, dims: vec![] });
        }
        match self.view_of(&value) {
            Some(view) => Ok(self.part_node(view)),
            None => bail!(span, "an operation on arrays and {} is not compiled yet", self.what_is(&value)),
        }
    }

    fn part_node(&mut self, view: View) -> Node {
        let dims = view.lengths();
        let elem = view.item();
        Node { kind: NodeKind::Part(Box::new(view)), number: Number::of_elem(elem), dims }
    }

    pub fn unary_node(&mut self, ufunc: Ufunc, operand: Node, span: Span) -> Result<Node> {
        let number = self.ufunc_result(ufunc, &operand, span)?;
        let dims = operand.dims.clone();
        Ok(Node { kind: NodeKind::Unary(ufunc, Box::new(operand)), number, dims })
    }

    pub fn binary_node(&mut self, binary: Binary, a: Node, b: Node, span: Span) -> Result<Node> {
        let number = self.binary_result(binary, &a, &b, span)?;
        let common = promoted_in_arrays(a.number, b.number).expect("it has a result");
        let [a, b] = [a, b].map(|node| self.with_weak_number(binary, node, common));
        let dims = self.broadcast(&a.dims, &b.dims);
        Ok(Node { kind: NodeKind::Binary(binary, Box::new(a), Box::new(b)), number, dims })
    }

    /// A Python number becomes one of the type that it meets once, also where there are no elements.
    fn with_weak_number(&mut self, binary: Binary, node: Node, common: Elem) -> Node {
        let is_exponent = binary == Binary::Operator(ast::BinaryOp::Pow);
        // Ints of any size can be compared.
        let is_compared = matches!(binary, Binary::Compare(_)) && common.rounding().is_none();
        match (&node.kind, node.number.numpy) {
            (NodeKind::Number(value), None) if !is_exponent && !is_compared => {
                let value = self.as_operand(value.clone(), common);
                let value = self.keep(value);
                let number = value.number().expect("it was one");
                Node { kind: NodeKind::Number(value), number, dims: vec![] }
            }
            _ => node,
        }
    }

    pub fn where_node(&mut self, all: [Node; 3], span: Span) -> Result<Node> {
        if all[0].number.numpy != Some(Elem::Bool) {
            bail!(span, "`numpy.where` is compiled where its condition is an array of bool");
        }
        let number = self.binary_result(Binary::Choice, &all[1], &all[2], span)?;
        let common = number.numpy.expect("an array's");
        let [condition, a, b] = all;
        let [a, b] = [a, b].map(|node| self.with_weak_number(Binary::Choice, node, common));
        let all = [condition, a, b];
        let dims = self.broadcast(&all[1].dims, &all[2].dims);
        let dims = self.broadcast(&all[0].dims, &dims);
        Ok(Node { kind: NodeKind::Where(Box::new(all)), number, dims })
    }

    /// Is it an array that may go backwards in memory?
    pub fn may_go_backwards(&self, node: &Node) -> bool {
        let is_forward = |place: &Place| match place {
            Place::At(_) => true,
            Place::Along { step, .. } => matches!(self.build.constant(*step), Some(Const::Int(1..))),
        };
        match &node.kind {
            NodeKind::Part(view) => view.layout != Layout::Contiguous || !view.axes.iter().all(is_forward),
            _ => false,
        }
    }

    /// Is it an array that NumPy would copy before it computes with its elements?
    pub fn is_in_bytes(&self, node: &Node) -> bool {
        parts_of(node).any(|(view, _)| matches!(view.layout, Layout::Bytes { .. }))
    }

    /// Its elements have their bytes in the other order: so would those of a copy.
    pub fn is_swapped(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Part(view) if view.layout == Layout::Bytes { swapped: true })
    }

    /// The number that a leaf is.
    pub fn number_of_node(&self, node: &Node) -> Option<PyValue> {
        match &node.kind {
            NodeKind::Number(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// Its value, if that is known.
    pub fn constant_of(&self, node: &Node) -> Option<Const> {
        match &node.kind {
            NodeKind::Number(value) if value.parts.len() == 1 => self.build.constant(value.parts[0]),
            _ => None,
        }
    }

    /// `.real` and `.imag`: of an array in its memory.
    pub fn component(&mut self, base: Fused, component: Component, span: Span) -> Result<Fused> {
        let node = self.node(base.again(), span)?;
        let is_complex = node.number.kind == super::value::Kind::Complex;
        match node.kind {
            // It is the array itself.
            NodeKind::Part(_) if !is_complex && component == Component::Real => Ok(base),
            NodeKind::Part(view) if is_complex && !node.dims.is_empty() => {
                let value = self.view_value(View { component: Some(component), ..*view });
                Ok(Fused::Value(value))
            }
            _ => self.unary_node(Ufunc::Component(component), node, span).map(Fused::Whole),
        }
    }

    // Shapes

    /// The shape of a result, if NumPy has one.
    fn broadcast(&mut self, a: &[ExprId], b: &[ExprId]) -> Vec<ExprId> {
        let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
        let (own, shared) = long.split_at(long.len() - short.len());
        let mut dims = own.to_vec();
        if !short.is_empty() {
            own.iter().for_each(|&n| self.check_not_empty(n));
        }
        for (&n, &m) in shared.iter().zip(short) {
            let joined = self.joined_length(n, m);
            dims.push(joined);
        }
        dims
    }

    fn joined_length(&mut self, n: ExprId, m: ExprId) -> ExprId {
        if self.is_same_int(n, m) {
            return n;
        }
        if self.is_one(m) || self.is_one(n) {
            let long = if self.is_one(m) { n } else { m };
            self.check_not_empty(long);
            return long;
        }
        let one = self.build.int(1);
        let [same, n_is_one, m_is_one] = [(n, m), (n, one), (m, one)].map(|(x, y)| self.equal_ints(x, y));
        let stretched = self.build.binary(BinaryOp::Or, n_is_one, m_is_one);
        let joined = self.build.select(n_is_one, m, n);
        let joined = self.build.keep(joined);
        let zero = self.build.int(0);
        let some = self.build.binary(BinaryOp::Ne, joined, zero);
        let stretched = self.build.binary(BinaryOp::And, stretched, some);
        let fits = self.build.binary(BinaryOp::Or, same, stretched);
        self.build.check(fits, Failure::Type);
        joined
    }

    /// What is stretched to no elements is computed by NumPy before it is, and may make it warn.
    fn check_not_empty(&mut self, n: ExprId) {
        let zero = self.build.int(0);
        let some = self.build.binary(BinaryOp::Ne, n, zero);
        self.build.check(some, Failure::Type);
    }

    fn equal_ints(&mut self, x: ExprId, y: ExprId) -> ExprId {
        self.build.binary(BinaryOp::Eq, x, y)
    }

    fn is_one(&self, n: ExprId) -> bool {
        self.build.constant(n) == Some(Const::Int(1))
    }

    /// Are two ints plainly the same one?
    fn is_same_int(&self, n: ExprId, m: ExprId) -> bool {
        let is_stable = |op: &Op| matches!(op, Op::Len(..) | Op::Const(_) | Op::Local(_));
        n == m || self.build.op(n) == self.build.op(m) && is_stable(self.build.op(n))
    }

    // From nodes to loops

    /// A new array of an expression's elements; a number if it has no dimensions.
    pub fn new_array(&mut self, node: Node, span: Span) -> Result<PyValue> {
        let Some(elem) = node.number.numpy else { bail!(span, "an operation of Python numbers only") };
        if let (NodeKind::Unary(Ufunc::Component(component), operand), false) = (&node.kind, node.dims.is_empty()) {
            return self.component_of_new(*component, operand, span);
        }
        if node.dims.is_empty() {
            // Of these NumPy makes an array of no dimensions.
            if let NodeKind::Where(_) | NodeKind::Part(_) | NodeKind::Unary(Ufunc::Component(_) | Ufunc::Conjugate, _) =
                node.kind
                && (parts_of(&node).next().is_some() || matches!(node.kind, NodeKind::Where(_)))
            {
                bail!(span, "an array of no dimensions, which this would be, is not compiled yet");
            }
            let at = Positions { at: vec![], dims: vec![], stretches: false };
            return self.element_of_node(&node, &at, span);
        }
        if !self.is_row_by_row(&node) {
            bail!(span, "the result would lie in memory as its operands do, which is not compiled for arrays none of which \
                         lies row after row"; hint: "assign it to a part of an array: `out[:] = ...`")
        }
        let value = self.empty_array(elem, node.dims.clone(), vec![], span)?;
        let target = self.view_of(&value).expect("a new array");
        let kept_order = parts_of(&node).all(|(view, dims)| dims.len() < 2 || is_row_by_row(view));
        self.write_elements(&target, &node, kept_order, span)?;
        Ok(value)
    }

    /// `(a * b).real` is a part of the array `a * b`, and lies in its memory.
    fn component_of_new(&mut self, component: Component, operand: &Node, span: Span) -> Result<PyValue> {
        let is_complex = operand.number.kind == super::value::Kind::Complex;
        if !is_complex && component == Component::Imag {
            bail!(span, "`.imag` of an array of real numbers is compiled as an operand only");
        }
        let value = self.new_array(operand.clone(), span)?;
        if !is_complex {
            return Ok(value);
        }
        let view = self.view_of(&value).expect("an array, or a part of one");
        Ok(self.view_value(View { component: Some(component), ..view }))
    }

    /// `numpy.empty(dims)`, or filled with the parts of one element.
    pub fn empty_array(&mut self, elem: Elem, dims: Vec<ExprId>, fill: Vec<ExprId>, span: Span) -> Result<PyValue> {
        if dims.len() > MAX_DIMS {
            bail!(span, "an array of {} dimensions is not compiled", dims.len());
        }
        let ndim = dims.len() as u8;
        let layout = Layout::Contiguous;
        let array = self.build.local("array", Type::Buffer(elem, Dims { n: ndim.max(1), layout }));
        self.build.push(Stmt::NewList { list: array, dims, fill, is_array: true });
        Ok(PyValue::new(PyType::Array { elem, ndim, layout, writable: true }, vec![self.build.read(array)]))
    }

    /// NumPy lays a result out as its operands are, and row by row if one of them is.
    pub fn is_row_by_row(&self, node: &Node) -> bool {
        node.dims.len() < 2
            || parts_of(node).any(|(view, dims)| dims.len() == node.dims.len() && is_row_by_row(view))
            || parts_of(node).next().is_none()
    }

    /// Writes the elements of an expression, one after the other. Not `any_order`: where arrays are stretched, a new array
    /// would lie as those of its operands do that are not.
    fn write_elements(&mut self, target: &View, node: &Node, any_order: bool, span: Span) -> Result<()> {
        let dims = target.lengths();
        let lengths: Vec<(ExprId, ExprId)> = parts_of(node)
            .flat_map(|(_, own)| own.iter().copied().zip(dims[dims.len() - own.len()..].to_vec()).collect::<Vec<_>>())
            .filter(|&(n, of)| !self.is_same_int(n, of) && !self.is_one(n))
            .collect();
        let mut all_equal = self.build.bool(true);
        for (n, of) in lengths {
            let same = self.equal_ints(n, of);
            all_equal = self.build.binary(BinaryOp::And, all_equal, same);
        }
        let all_equal = self.build.keep(all_equal);
        let positions = |stretches| Positions { at: vec![], dims: dims.clone(), stretches };
        if self.build.constant(all_equal) == Some(Const::Bool(true)) {
            return self.loops(target, node, positions(false), span);
        }
        self.build.open();
        let plain = self.loops(target, node, positions(false), span);
        let then = self.build.close();
        plain?;
        self.build.open();
        let stretched = match any_order {
            true => self.loops(target, node, positions(true), span),
            false => {
                let never = self.build.bool(false);
                self.build.check(never, Failure::Type);
                Ok(())
            }
        };
        let orelse = self.build.close();
        stretched?;
        self.build.push(Stmt::If { condition: all_equal, then, orelse, likely: Likely::Then });
        Ok(())
    }

    /// Loops over the dimensions that are left.
    fn loops(&mut self, target: &View, node: &Node, mut positions: Positions, span: Span) -> Result<()> {
        let Some(&trip) = positions.dims.get(positions.at.len()) else {
            let is_number = matches!(node.kind, NodeKind::Number(_));
            let value = self.element_of_node(node, &positions, span)?;
            let element = self.element_of_part(target, &positions);
            let value = if is_number { value } else { self.cast(value, target.item(), span)? };
            return self.store_place(&element, value, span);
        };
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.loops.push(LoopReport::scalar(label, span, self.called.clone()));
        self.build.open();
        let at = self.build.read(pos);
        positions.at.push(at);
        let inner = self.row_of(target, at, positions.dims.len() - positions.at.len());
        let outcome = self.loops(&inner, node, positions, span);
        let body = self.build.close();
        outcome?;
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(())
    }

    /// Takes each element of an expression.
    pub fn each_element(&mut self, node: &Node, span: Span, take: &mut TakeElement<'_, Self>) -> Result<()> {
        let lengths: Vec<(ExprId, ExprId)> = parts_of(node)
            .flat_map(|(_, own)| own.iter().copied().zip(node.dims[node.dims.len() - own.len()..].to_vec()))
            .filter(|&(n, of)| !self.is_same_int(n, of) && !self.is_one(n))
            .collect();
        for (n, of) in lengths {
            // NumPy goes on where something is stretched.
            let same = self.equal_ints(n, of);
            self.build.check(same, Failure::Type);
        }
        let dims = node.dims.iter().map(|&n| self.build.keep(n)).collect();
        let positions = Positions { at: vec![], dims, stretches: false };
        self.each_position(node, positions, span, take)
    }

    fn each_position(
        &mut self,
        node: &Node,
        mut positions: Positions,
        span: Span,
        take: &mut TakeElement<'_, Self>,
    ) -> Result<()> {
        let Some(&trip) = positions.dims.get(positions.at.len()) else {
            let value = self.element_of_node(node, &positions, span)?;
            return take(self, value, &positions.at, &positions.dims);
        };
        let (label, pos) = (self.build.label(), self.build.local("pos", Type::INT));
        self.loops.push(LoopReport::scalar(label, span, self.called.clone()));
        self.build.open();
        let at = self.build.read(pos);
        positions.at.push(at);
        let outcome = self.each_position(node, positions, span, take);
        let body = self.build.close();
        outcome?;
        self.build.push(Stmt::For { label, pos, trip, exit: None, strips: None, body });
        Ok(())
    }

    /// The part of a target that inner loops write, `n_inner` of them: its index is a local, so that what they overwrite is
    /// known to be one row.
    fn row_of(&mut self, target: &View, at: ExprId, n_inner: usize) -> View {
        let mut row = target.clone();
        let own = row.own();
        if n_inner == 0 {
            return row;
        }
        let dimension = own[own.len() - n_inner - 1];
        let Place::Along { start, step, .. } = row.axes[dimension] else { unreachable!("one of the view's own") };
        let index = self.place_along(start, step, at);
        let index = if let Op::Local(_) = self.build.op(index) { index } else { self.build.keep(index) };
        row.axes[dimension] = Place::At(index);
        row
    }

    /// The element of an array at the last of the positions that it has.
    fn element_of_part(&mut self, view: &View, positions: &Positions) -> super::expressions::Element {
        let mut view = view.clone();
        let own = view.own();
        let first = positions.at.len() - own.len();
        for (nth, dimension) in own.into_iter().enumerate() {
            let Place::Along { start, step, n } = view.axes[dimension] else { unreachable!("one of the view's own") };
            let (pos, of) = (positions.at[first + nth], positions.dims[first + nth]);
            let zero = self.build.int(0);
            let pos = match () {
                () if self.is_same_int(n, of) => pos,
                () if self.is_one(n) => zero,
                () if positions.stretches => {
                    let one = self.build.int(1);
                    let is_one = self.equal_ints(n, one);
                    self.build.select(is_one, zero, pos)
                }
                () => pos,
            };
            view.axes[dimension] = Place::At(self.place_along(start, step, pos));
        }
        self.element(view)
    }

    fn element_of_node(&mut self, node: &Node, positions: &Positions, span: Span) -> Result<PyValue> {
        self.build.span = span;
        match &node.kind {
            NodeKind::Number(value) => Ok(value.clone()),
            NodeKind::Part(view) => {
                let element = self.element_of_part(view, positions);
                Ok(self.load_place(&element))
            }
            NodeKind::Unary(ufunc, operand) => {
                let value = self.element_of_node(operand, positions, span)?;
                self.ufunc_value(*ufunc, value, node.number, span)
            }
            NodeKind::Binary(binary, a, b) => {
                let a = self.element_of_node(a, positions, span)?;
                let b = self.element_of_node(b, positions, span)?;
                self.binary_value(*binary, a, b, node.number, span)
            }
            NodeKind::Where(all) => {
                let mut values = vec![];
                for one in all.iter() {
                    let value = self.element_of_node(one, positions, span)?;
                    let value = self.settle(value);
                    values.push(self.keep(value));
                }
                let elem = node.number.numpy.expect("an array's");
                let condition = values[0].parts[0];
                let [a, b] = [values[1].clone(), values[2].clone()].map(|value| self.in_elem(value, elem));
                let parts = a.into_iter().zip(b).map(|(x, y)| self.build.select(condition, x, y)).collect();
                Ok(PyValue::new(PyType::NumPy(elem), parts))
            }
        }
    }

    // Assignments

    /// The array, or the part of one, that an index names; `None`: it names an element, or the container is no array.
    pub fn part_at(&mut self, container: &PyValue, index: &ast::Expr, span: Span) -> Result<Option<View>> {
        if !is_array(&container.ty) {
            return Ok(None);
        }
        let Some(view) = self.view_of(container) else { return Ok(None) };
        let indices = indices_of(index, view.own().len(), span)?;
        let is_slice = |e: &&ast::Expr| matches!(e.kind, ExprKind::Slice { .. });
        if indices.len() == view.own().len() && !indices.iter().any(is_slice) {
            return Ok(None);
        }
        let part = self.part_of(view, &indices, span)?;
        let value = self.view_value(part);
        let value = self.keep(value);
        Ok(self.view_of(&value))
    }

    /// `.real` or `.imag` as a target; `None`: it is no array's.
    pub fn component_at(&mut self, base: &ast::Expr, name: &str, span: Span) -> Result<Option<View>> {
        let component = match name {
            "real" => Component::Real,
            "imag" => Component::Imag,
            _ => return Ok(None),
        };
        let container = self.expression(base)?;
        if !is_array(&container.ty) {
            return Ok(None);
        }
        match self.component(Fused::Value(container), component, span)? {
            Fused::Value(part) => Ok(self.view_of(&part)),
            Fused::Whole(_) => bail!(span, "this assignment to a part of each element is not compiled yet"),
        }
    }

    /// `target = value` of arrays, where the target is no name.
    pub fn assign_whole(&mut self, target: &ast::Expr, value: Fused, e: &ast::Expr) -> Result<()> {
        let part = match &target.kind {
            ExprKind::Subscript { value: base, index } => {
                // What the target calls may change what is not computed yet.
                let value = if self.may_write(target) { self.settled_whole(value, e.span)? } else { value };
                let container = self.expression(base)?;
                match self.part_at(&container, index, target.span)? {
                    Some(part) => (part, value),
                    None => bail!(target.span, "an array is assigned to an element, which is not compiled"),
                }
            }
            ExprKind::Attribute { value: base, name } => match self.component_at(base, name, target.span)? {
                Some(part) => (part, value),
                None => bail!(target.span, "an attribute that is an array is not compiled yet"),
            },
            _ => unreachable!("the caller has looked"),
        };
        let (part, value) = part;
        let node = self.node(value, e.span)?;
        self.write_into(&part, node, target.span)
    }

    fn settled_whole(&mut self, fused: Fused, span: Span) -> Result<Fused> {
        self.computed(fused, span).map(Fused::Value)
    }

    /// `target[...] = node`
    pub fn write_into(&mut self, target: &View, node: Node, span: Span) -> Result<()> {
        if !target.writable {
            let never = self.build.bool(false);
            self.build.check(never, Failure::Type);
            return Ok(());
        }
        let dims = target.lengths();
        if node.dims.len() > dims.len() {
            bail!(span, "{} is assigned to a part of {} dimensions", self.shape_words(&node), dims.len());
        }
        if !node.dims.is_empty() {
            let (own, shared) = dims.split_at(dims.len() - node.dims.len());
            own.iter().for_each(|&n| self.check_not_empty(n));
            for (&n, &of) in node.dims.iter().zip(shared) {
                if self.is_same_int(n, of) {
                    continue;
                }
                let (one, zero) = (self.build.int(1), self.build.int(0));
                let (same, stretched) = (self.equal_ints(n, of), self.equal_ints(n, one));
                let some = self.build.binary(BinaryOp::Ne, of, zero);
                let stretched = self.build.binary(BinaryOp::And, stretched, some);
                let fits = self.build.binary(BinaryOp::Or, same, stretched);
                self.build.check(fits, Failure::Type);
            }
        }
        let node = match &node.kind {
            // Once, as NumPy does: a Python number that is none of the type is an error also where nothing is written.
            NodeKind::Number(value) => {
                let parts = self.array_element(value.clone(), target.item(), span)?;
                let parts = parts.into_iter().map(|part| self.build.keep(part)).collect();
                let value = PyValue::new(PyType::NumPy(target.item()), parts);
                Node { number: Number::of_elem(target.item()), kind: NodeKind::Number(value), dims: vec![] }
            }
            _ => {
                self.check_cast(node.number, target.item(), span)?;
                node
            }
        };
        let sources: Vec<LocalId> = parts_of(&node)
            .filter(|(view, _)| !self.is_same_part(view, target))
            .map(|(view, _)| self.buffer_of_view(view))
            .collect();
        if sources.is_empty() {
            return self.write_elements(target, &node, true, span);
        }
        // In a function that is called nobody decides it otherwise: who has called it with what?
        let condition = self.build.expr(Op::Const(Const::Bool(false)), Type::BOOL);
        let into = self.buffer_of_view(target);
        let choices = sources.into_iter().map(|source| InPlace { condition, source, target: into });
        self.build.in_place.extend(choices);
        self.build.open();
        let direct = self.write_elements(target, &node, true, span);
        let then = self.build.close();
        direct?;
        self.build.open();
        let copied = self.write_copied(target, node, span);
        let orelse = self.build.close();
        copied?;
        self.build.push(Stmt::If { condition, then, orelse, likely: Likely::Either });
        Ok(())
    }

    /// By way of a new array: what is written may be what is read.
    fn write_copied(&mut self, target: &View, node: Node, span: Span) -> Result<()> {
        let elem = node.number.numpy.expect("it has arrays");
        let copy = self.empty_array(elem, node.dims.clone(), vec![], span)?;
        let view = self.view_of(&copy).expect("a new array");
        self.write_elements(&view, &node, true, span)?;
        let copy = self.part_node(view);
        self.write_elements(target, &copy, true, span)
    }

    fn buffer_of_view(&self, view: &View) -> LocalId {
        match *self.build.op(view.array) {
            Op::Local(buffer) => buffer,
            _ => unreachable!("its array is a local"),
        }
    }

    /// Is each element of one at the same place as that of the other?
    fn is_same_part(&self, a: &View, b: &View) -> bool {
        let same_place = |(x, y): (&Place, &Place)| match (*x, *y) {
            (Place::At(x), Place::At(y)) => self.is_same_int(x, y),
            (Place::Along { start, step, n }, Place::Along { start: other, step: by, n: m }) => {
                self.is_same_int(start, other) && self.is_same_int(step, by) && self.is_same_int(n, m)
            }
            _ => false,
        };
        self.buffer_of_view(a) == self.buffer_of_view(b)
            && a.transposed == b.transposed
            && a.component == b.component
            && a.axes.len() == b.axes.len()
            && a.axes.iter().zip(&b.axes).all(same_place)
    }

    fn shape_words(&self, node: &Node) -> String {
        format!("an array of {} dimensions", node.dims.len())
    }

    /// `a += b` of an array: in its memory. False: it is none.
    pub fn augmented_array(&mut self, old: &PyValue, op: ast::BinaryOp, value: &ast::Expr, span: Span) -> Result<bool> {
        if !is_array(&old.ty) {
            return Ok(false);
        }
        let Some(view) = self.view_of(old) else {
            bail!(span, "an operation on a whole {} is not compiled yet", describe(&old.ty))
        };
        let by = self.fused(value)?;
        let own = Fused::Whole(self.part_node(view.clone()));
        let [_, by] = self.of_one_type([own, by], Ints::Rounded);
        let by = self.node(by, value.span)?;
        self.augmented_part(view, op, by, span)?;
        Ok(true)
    }

    pub fn augmented_part(&mut self, target: View, op: ast::BinaryOp, by: Node, span: Span) -> Result<()> {
        let own = self.part_node(target.clone());
        if by.dims.len() > own.dims.len() {
            bail!(span, "{} is added to a part of {} dimensions", self.shape_words(&by), own.dims.len());
        }
        let dims = own.dims.clone();
        let node = self.binary_node(Binary::Operator(op), own, by, span)?;
        for (&n, &of) in node.dims.iter().zip(&dims) {
            if !self.is_same_int(n, of) {
                let fits = self.equal_ints(n, of);
                self.build.check(fits, Failure::Type);
            }
        }
        self.check_same_kind(node.number, target.item(), span)?;
        if op == ast::BinaryOp::Mul && node.number.kind == super::value::Kind::Complex {
            // NumPy takes one element that is multiplied in its place for a reduction, and rounds otherwise.
            let one = self.build.int(1);
            let many = dims.iter().map(|&n| self.build.binary(BinaryOp::Ne, n, one)).collect::<Vec<_>>();
            let many = many.into_iter().reduce(|a, b| self.build.binary(BinaryOp::Or, a, b));
            let many = many.unwrap_or_else(|| self.build.bool(false));
            self.build.check(many, Failure::Domain);
        }
        self.write_into(&target, Node { dims, ..node }, span)
    }
}

/// Decides where elements are written in place, now that it is known which locals may hold the same array.
pub fn decide_in_place(function: &mut Function, choices: &[InPlace], aliased: bool) {
    if choices.is_empty() {
        return;
    }
    let memory = same_memory(function, aliased);
    let is_other = |one: &InPlace| memory[one.source.0 as usize] != memory[one.target.0 as usize];
    let mut decided = HashMap::new();
    for one in choices {
        *decided.entry(one.condition).or_insert(true) &= is_other(one);
    }
    let body = std::mem::take(&mut function.body);
    function.body = decided_block(body, &decided);
}

fn decided_block(block: Block, decided: &HashMap<ExprId, bool>) -> Block {
    let mut result = vec![];
    for mut s in block {
        match s {
            Stmt::If { condition, then, orelse, .. } if decided.contains_key(&condition) => {
                let chosen = if decided[&condition] { then } else { orelse };
                result.extend(decided_block(chosen, decided));
                continue;
            }
            Stmt::If { ref mut then, ref mut orelse, .. } => {
                *then = decided_block(std::mem::take(then), decided);
                *orelse = decided_block(std::mem::take(orelse), decided);
            }
            Stmt::For { ref mut body, .. } | Stmt::Loop { ref mut body, .. } | Stmt::Block { ref mut body, .. } => {
                *body = decided_block(std::mem::take(body), decided);
            }
            _ => {}
        }
        result.push(s);
    }
    result
}

impl View {
    /// How long it is in each of its dimensions.
    pub fn lengths(&self) -> Vec<ExprId> {
        let n = |dimension: usize| match self.axes[dimension] {
            Place::Along { n, .. } => n,
            Place::At(_) => unreachable!("it is one of the view's own"),
        };
        self.own().into_iter().map(n).collect()
    }
}

/// Arrays among the leaves, with their lengths.
fn parts_of(node: &Node) -> Box<dyn Iterator<Item = (&View, &[ExprId])> + '_> {
    match &node.kind {
        NodeKind::Number(_) => Box::new(std::iter::empty()),
        NodeKind::Part(view) => Box::new(std::iter::once((&**view, &node.dims[..]))),
        NodeKind::Unary(_, operand) => parts_of(operand),
        NodeKind::Binary(_, a, b) => Box::new(parts_of(a).chain(parts_of(b))),
        NodeKind::Where(all) => Box::new(all.iter().flat_map(parts_of)),
    }
}

/// Do the dimensions lie in memory in their order, the last one closest?
fn is_row_by_row(view: &View) -> bool {
    let is_plain = match view.layout {
        Layout::Contiguous => true,
        Layout::Rows => view.axes.len() == 2,
        Layout::Strided | Layout::Bytes { .. } => false,
    };
    is_plain && !view.transposed
}

fn plain(fused: Fused) -> PyValue {
    match fused {
        Fused::Value(value) => value,
        Fused::Whole(_) => unreachable!("the caller has asked"),
    }
}

/// `[x] * n`, whose list need not be made first.
pub fn repeats_list(op: ast::BinaryOp, left: &ast::Expr, right: &ast::Expr) -> bool {
    op == ast::BinaryOp::Mul && [left, right].iter().any(|e| matches!(e.kind, ExprKind::List(_)))
}

pub fn is_order(op: CompareOp) -> bool {
    !matches!(op, CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn)
}

/// `np.linalg.norm` as text.
pub fn dotted(e: &ast::Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { value, name } => Some(format!("{}.{name}", dotted(value)?)),
        _ => None,
    }
}
