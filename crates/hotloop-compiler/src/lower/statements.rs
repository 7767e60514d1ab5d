//! Statements, and how the types of variables flow through them.

use super::arrays::{Fused, is_array};
use super::calls::raises;
use super::expressions::{is_list, rebound_by};
use super::liveness::Names;
use super::optional_lists::join_numbered;
use super::prelude::is_lazy;
use super::recursion::Instance;
use super::stars::has_star;
use super::unions::join_types;
use super::value::{PyValue, describe};
use super::variables::{Variable, Variables};
use super::{Join, Lowerer};
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::Free;
use crate::ir::{
    self, BinaryOp, Block, Const, ExprId, Failure, Label, Likely, LocalId, Place, PyType, Reader, Stmt, Type, UnaryOp,
};
use crate::report::LoopReport;
use crate::syntax::ast::{self, ExprKind, StmtKind};
use std::collections::HashSet;

/// Does control go on behind a statement?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Next,
    Never,
}

/// Where the jumps of the function being walked go.
#[derive(Default)]
pub struct Targets {
    loops: Vec<LoopTarget>,
    /// Type of the results so far.
    pub result: Option<PyType>,
    /// Inside a call that is compiled in: where its result goes.
    pub inlined: Option<ReturnTarget>,
    /// Inside a function that is called.
    pub instance: Option<Instance>,
}

pub struct ReturnTarget {
    pub label: Label,
    pub parts: Vec<LocalId>,
    /// The variables that functions share, where it returns.
    pub shared: Option<Variables>,
}

impl Targets {
    /// Of a function that is compiled into another: `return` goes behind `label`.
    pub fn of_call(label: Label) -> Self {
        Targets { inlined: Some(ReturnTarget { label, parts: vec![], shared: None }), ..Targets::default() }
    }

    pub fn of_instance(instance: Instance) -> Self {
        Targets { instance: Some(instance), ..Targets::default() }
    }
}

struct LoopTarget {
    continue_to: Label,
    break_to: Label,
    header: Variables,
    /// States that `header` does not hold.
    misfits: Vec<Variables>,
    /// Known from an earlier walk: breaks become this.
    end: Option<Variables>,
    breaks: Vec<Variables>,
    span: Span,
}

/// Of one function, with all that is compiled into it. What people write has some thousands.
const MOST_EXPRESSIONS: usize = 50_000;
/// Walks of one loop until its types are found. Types only ever widen, so this is a bound on nonsense.
const MAX_WALKS: usize = 12;

impl Lowerer<'_> {
    pub fn block(&mut self, statements: &[ast::Stmt]) -> Result<Flow> {
        let mut rest = statements;
        while let Some((s, behind)) = rest.split_first() {
            rest = behind;
            self.count_statement(s);
            let masked = behind.first().and_then(|next| self.masked_by(s, next));
            if masked.is_some() {
                self.count_statement(&behind[0]);
                rest = &behind[1..];
            }
            if self.statement(masked.as_ref().unwrap_or(s))? == Flow::Never {
                return Ok(Flow::Never);
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&mut self, s: &ast::Stmt) -> Result<Flow> {
        self.refuse_too_much(s.span)?;
        let flow = match self.unless_unknown(|this| this.known_statement(s))? {
            Some(flow) => flow,
            None => self.never(),
        };
        self.note_changes();
        Ok(flow)
    }

    /// Before it takes the memory of the machine, or minutes.
    fn refuse_too_much(&self, span: Span) -> Result<()> {
        let is_large = self.build.module.entry.exprs.len() > MOST_EXPRESSIONS;
        if self.graph.is_spent() || is_large { Err(super::too_much(span)) } else { Ok(()) }
    }

    fn known_statement(&mut self, s: &ast::Stmt) -> Result<Flow> {
        let mut rebound = HashSet::new();
        s.expressions().into_iter().for_each(|e| rebound_by(e, &mut rebound));
        let around = std::mem::replace(&mut self.rebound, rebound);
        let flow = self.statement_of_kind(s);
        self.rebound = around;
        flow
    }

    pub fn lower_statement(&mut self, s: &ast::Stmt) -> Result<Flow> {
        self.build.span = s.span;
        match &s.kind {
            StmtKind::Pass | StmtKind::Declare => Ok(Flow::Next),
            StmtKind::Expr(e) => self.expression_statement(s, e),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.augmented(s, target, *op, value),
            StmtKind::If { test, body, orelse } => self.if_statement(s, test, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_statement(s, test, body, orelse),
            StmtKind::For { target, iter, body, orelse } => self.for_statement(s, target, iter, body, orelse),
            StmtKind::Return(value) => self.return_statement(s, value.as_ref()),
            StmtKind::Break => self.jump_out(s.span),
            StmtKind::Continue => self.jump_on(s.span),
            StmtKind::Assert { test, .. } => self.assert(test),
            StmtKind::Raise { .. } => {
                // CPython raises it: leave by the last exit point.
                let never = self.build.bool(false);
                self.build.check(never, Failure::Raised);
                Ok(Flow::Never)
            }
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.try_statement(s, body, handlers, orelse, finalbody)
            }
            StmtKind::Match { subject, cases } => self.match_statement(s, subject, cases),
            StmtKind::Delete(all) => {
                all.iter().try_for_each(|target| self.delete(target))?;
                Ok(Flow::Next)
            }
            StmtKind::Import(all) => self.imports(all, s.span),
            StmtKind::Function(f) => {
                let value = self.inner_function(f)?;
                self.assign_name(&f.name, value, s.span)?;
                Ok(Flow::Next)
            }
            StmtKind::Global(_) => Ok(Flow::Next),
            StmtKind::Nonlocal(names) if !names.iter().all(|name| self.frame.has_variable(name)) => {
                bail!(s.span, "`nonlocal` is compiled in functions inside of the compiled one only";
                    hint: "pass the value as an argument and return it")
            }
            StmtKind::Nonlocal(_) => Ok(Flow::Next),
            StmtKind::Other(what) => bail!(s.span, "{what} is not compiled yet"),
        }
    }

    fn expression_statement(&mut self, s: &ast::Stmt, e: &ast::Expr) -> Result<Flow> {
        if matches!(e.kind, ExprKind::Str(_) | ExprKind::Bytes(_)) {
            return Ok(Flow::Next);
        }
        if self.is_print(e) {
            self.call_print(s, e)?;
            return Ok(Flow::Next);
        }
        if !self.method_statement(e)? && !self.list_statement(e)? {
            let value = self.expression(e)?;
            self.settle(value);
        }
        Ok(Flow::Next)
    }

    /// Nothing is done: the environment has what the names are, and CPython imports again where it goes on.
    fn imports(&mut self, all: &[ast::Import], span: Span) -> Result<Flow> {
        let is_known = |one: &ast::Import| !matches!(self.environment.names.get(&one.name), None | Some(Free::Unbound));
        match all.iter().find(|one| !is_known(one)) {
            None => Ok(Flow::Next),
            Some(one) => bail!(span, "an import from `{}` is not compiled yet", one.module;
                hint: "import it at the top of the file"),
        }
    }

    fn assert(&mut self, test: &ast::Expr) -> Result<Flow> {
        let condition = self.condition(test)?;
        self.build.check(condition, Failure::Raised);
        Ok(Flow::Next)
    }

    // Assignment

    fn assign(&mut self, targets: &[ast::Expr], value: &ast::Expr) -> Result<Flow> {
        if let ([ast::Expr { kind: ExprKind::Tuple(to), .. }], ExprKind::Tuple(from)) = (targets, &value.kind)
            && to.len() == from.len()
            && !has_star(to)
            && !has_star(from)
        {
            let values = from.iter().map(|e| self.kept_expression(e)).collect::<Result<Vec<_>>>()?;
            for (target, v) in to.iter().zip(values) {
                self.assign_to(target, v)?;
            }
            return Ok(Flow::Next);
        }
        if let [ast::Expr { kind: ExprKind::Subscript { .. } | ExprKind::Attribute { .. }, .. }] = targets {
            let fused = self.fused(value)?;
            if self.are_whole(&[&fused]) {
                self.assign_whole(&targets[0], fused, value)?;
                return Ok(Flow::Next);
            }
            let Fused::Value(v) = fused else { unreachable!("it is no expression of arrays") };
            self.assign_to(&targets[0], v)?;
            return Ok(Flow::Next);
        }
        let v = match targets {
            // `a, b = map(int, words)`: each item has its place.
            [ast::Expr { kind: ExprKind::Tuple(_) | ExprKind::List(_), .. }] if self.gives_iterator(value)? => {
                self.list_call(value, value.span)?
            }
            _ => self.optional(value)?,
        };
        let v = if targets.len() > 1 { self.keep(v) } else { v };
        if targets.len() > 1 {
            self.no_longer_new(&v);
        }
        for target in targets {
            self.assign_to(target, v.clone())?;
        }
        Ok(Flow::Next)
    }

    fn kept_expression(&mut self, e: &ast::Expr) -> Result<PyValue> {
        let value = self.optional(e)?;
        Ok(self.keep(value))
    }

    pub fn assign_to(&mut self, target: &ast::Expr, value: PyValue) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => self.assign_name(name, value, target.span),
            ExprKind::Subscript { value: base, index } => self.store(base, index, value, target.span),
            ExprKind::Tuple(to) | ExprKind::List(to) => self.unpack(to, value, target.span),
            ExprKind::Attribute { value: base, name } => {
                if let Some(part) = self.component_at(base, name, target.span)? {
                    let node = self.node(Fused::Value(value), target.span)?;
                    return self.write_into(&part, node, target.span);
                }
                if let ExprKind::Name(_) = &base.kind {
                    let of = self.expression(base)?;
                    if of.ty == PyType::Generator {
                        return self.set_generator_attribute(&of, name, value, target.span);
                    }
                }
                self.store_attribute(base, name, value, target.span)
            }
            _ => bail!(target.span, "this target of an assignment is not compiled yet"),
        }
    }

    fn unpack(&mut self, to: &[ast::Expr], value: PyValue, span: Span) -> Result<()> {
        let value = self.present(value);
        let value = super::tuples::as_list(value);
        if let Some(star) = to.iter().position(|target| matches!(target.kind, ExprKind::Starred(_))) {
            return self.unpack_starred(to, star, value, span);
        }
        if let PyType::List(_) | PyType::Row(_) | PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Table(_) = value.ty
        {
            let members = self.elements_of(value, to.len(), span)?;
            return to.iter().zip(members).try_for_each(|(target, member)| self.assign_to(target, member));
        }
        if is_array(&value.ty) {
            // All elements are read before the first target is assigned, which may be one of them.
            let members = self.elements_of(value, to.len(), span)?;
            let members: Vec<PyValue> = members.into_iter().map(|member| self.keep(member)).collect();
            return to.iter().zip(members).try_for_each(|(target, member)| self.assign_to(target, member));
        }
        if let Some(columns) = self.columns_of(&value) {
            let members = self.records_of(&columns, to.len());
            return to.iter().zip(members).try_for_each(|(target, member)| self.assign_to(target, member));
        }
        if let (PyType::Range, [start, stop, step]) = (&value.ty, &value.parts[..]) {
            let range = self.range_between(*start, *stop, *step);
            let (trip, n) = (self.build.read(range.trip), self.build.int(to.len() as i64));
            let fits = self.build.binary(BinaryOp::Eq, trip, n);
            self.build.check(fits, Failure::Type);
            for (at, target) in to.iter().enumerate() {
                let at = self.build.int(at as i64);
                let way = self.build.binary(BinaryOp::Mul, at, range.step_value);
                let item = self.build.binary(BinaryOp::Add, range.start_value, way);
                self.assign_to(target, PyValue::new(PyType::Int, vec![item]))?;
            }
            return Ok(());
        }
        let PyType::Tuple(members) = &value.ty else {
            bail!(span, "only a tuple can be unpacked here, this is {}", self.what_is(&value));
        };
        if members.len() != to.len() {
            bail!(span, "{} values for {} names", members.len(), to.len());
        }
        let kept = self.keep(value);
        let members = self.members_of(&kept);
        to.iter().zip(members).try_for_each(|(target, member)| self.assign_to(target, member))
    }

    pub fn assign_name(&mut self, name: &str, value: PyValue, span: Span) -> Result<()> {
        if self.frame.is_global(name) {
            return self.assign_global(name, value, span);
        }
        let value = self.solid(value, span)?;
        let value = self.as_value(value);
        self.refuse_second_name(name, &value, span)?;
        if value.path.is_some() {
            bail!(span, "`{name}` would hold {}, which compiled code cannot keep in a variable", self.what_is(&value));
        }
        if value.ty.parts().contains(&Type::Object) {
            bail!(span, "`{name}` would be another name for {}, which is not compiled yet", self.what_is(&value));
        }
        let value = self.settle(value);
        let parts = self.home(name, &value.ty);
        let several = parts.len() > 1;
        let values: Vec<ExprId> =
            if several { value.parts.iter().map(|&p| self.build.keep(p)).collect() } else { value.parts.clone() };
        for (&local, v) in parts.iter().zip(values) {
            self.build.assign(local, v);
        }
        self.variables.bind(name, value.ty, parts);
        self.flag_in_try(name);
        Ok(())
    }

    pub fn home(&mut self, name: &str, ty: &PyType) -> Vec<LocalId> {
        match self.variables.home(name, ty) {
            Some(parts) => parts,
            None => self.build.locals_for(name, ty),
        }
    }

    fn augmented(&mut self, s: &ast::Stmt, target: &ast::Expr, op: ast::BinaryOp, value: &ast::Expr) -> Result<Flow> {
        match &target.kind {
            ExprKind::Name(name) => {
                let old = self.expression(target)?;
                if self.augmented_array(&old, op, value, s.span)? {
                    return Ok(Flow::Next);
                }
                if op == ast::BinaryOp::Add && is_lazy(value) && is_list(&old.ty) {
                    let extend = ExprKind::Attribute { value: target.clone().into(), name: "extend".into() };
                    let function = ast::Expr { kind: extend, span: s.span };
                    if self.extended_by_each(&function, value)? {
                        return Ok(Flow::Next);
                    }
                }
                if self.may_be_wide(&old, op, value) {
                    let result = self.augmented_number(old, op, value, s.span)?;
                    self.assign_name(name, result, target.span)?;
                    return Ok(Flow::Next);
                }
                let v = self.expression(value)?;
                if let Some(value) = self.named_operation(op, &old, &v, s.span)? {
                    self.assign_name(name, value, target.span)?;
                    return Ok(Flow::Next);
                }
                if self.changed_in_place(op, &old, &v, s.span)? {
                    return Ok(Flow::Next);
                }
                if let Some(text) = self.text_operation(op, &old, &v, s.span)? {
                    self.assign_name(name, text, target.span)?;
                    return Ok(Flow::Next);
                }
                if let Some(tuple) = self.tuple_operation(op, &old, &v, s.span)? {
                    self.assign_name(name, tuple, target.span)?;
                    return Ok(Flow::Next);
                }
                self.refuse_in_place(&old, target.span)?;
                let result = self.binary(op, old, v, s.span)?;
                self.assign_name(name, result, target.span)?;
            }
            ExprKind::Subscript { value: base, index } => {
                let container = self.expression(base)?;
                if let PyType::Instance(_) = container.ty {
                    return self.augmented_item(s, container, target.span, index, op, value);
                }
                if let Some(part) = self.part_at(&container, index, target.span)? {
                    let by = self.fused(value)?;
                    let by = self.node(by, value.span)?;
                    self.augmented_part(part, op, by, s.span)?;
                    return Ok(Flow::Next);
                }
                if is_list(&container.ty)
                    && let Some(bounds) = self.bounds_in(index)?
                {
                    let container = self.keep(container);
                    self.augmented_slice(&container, &bounds, op, value, s.span)?;
                    return Ok(Flow::Next);
                }
                if let PyType::Ragged(_) | PyType::RaggedRow(_) = container.ty
                    && self.augmented_in_rows(&container, index, op, value, s.span)?
                {
                    return Ok(Flow::Next);
                }
                if let Some(columns) = self.columns_of(&container)
                    && !matches!(index.kind, ExprKind::Slice { .. })
                {
                    self.augmented_record(&columns, index, op, value, s.span)?;
                    return Ok(Flow::Next);
                }
                let place = self.place_in(container, base.span, index, target.span)?;
                let old = self.load_place(&place);
                let n_edits = self.build.n_edits;
                let result = self.augmented_number(old, op, value, s.span)?;
                if self.build.n_edits != n_edits {
                    bail!(value.span, "a list may change its length here, between reading the element and writing it";
                        hint: "assign this to a name before");
                }
                self.store_place(&place, result, target.span)?;
            }
            ExprKind::Attribute { value: base, name } => {
                if let Some(part) = self.component_at(base, name, target.span)? {
                    let by = self.fused(value)?;
                    let by = self.node(by, value.span)?;
                    self.augmented_part(part, op, by, s.span)?;
                    return Ok(Flow::Next);
                }
                let place = self.attribute_place(base, name, target.span)?;
                let old = self.load_place(&place);
                let result = self.augmented_number(old, op, value, s.span)?;
                self.store_field(&place, result, target.span)?;
            }
            _ => bail!(target.span, "this augmented assignment is not compiled yet"),
        }
        Ok(Flow::Next)
    }

    /// `a[i] += x` of an instance.
    fn augmented_item(
        &mut self,
        s: &ast::Stmt,
        container: PyValue,
        target: Span,
        index: &ast::Expr,
        op: ast::BinaryOp,
        value: &ast::Expr,
    ) -> Result<Flow> {
        let container = self.keep(container);
        let index = self.argument(index)?;
        let old = self.special_method("__getitem__", vec![container.clone(), index.clone()], target)?;
        let old = self.keep(old);
        let v = self.expression(value)?;
        let result = self.binary(op, old, v, s.span)?;
        self.special_method("__setitem__", vec![container, index, result], target)?;
        Ok(Flow::Next)
    }

    fn refuse_in_place(&self, old: &PyValue, span: Span) -> Result<()> {
        match old.ty {
            PyType::List(_) | PyType::Records(_) | PyType::Table(_) | PyType::Array { .. } | PyType::View { .. } => {
                bail!(span, "an operation on a whole {} is not compiled yet", describe(&old.ty))
            }
            PyType::Row(_) | PyType::Ragged(_) | PyType::RaggedRow(_) => {
                bail!(span, "an operation on {} as a whole is not compiled yet", describe(&old.ty))
            }
            _ => Ok(()),
        }
    }

    // Conditions

    fn if_statement(
        &mut self,
        s: &ast::Stmt,
        test: &ast::Expr,
        body: &[ast::Stmt],
        orelse: &[ast::Stmt],
    ) -> Result<Flow> {
        let (condition, by_python) = self.test_of(test)?;
        match self.build.constant(condition) {
            Some(Const::Bool(true)) => return self.block(body),
            Some(Const::Bool(false)) => return self.block(orelse),
            _ => {}
        }
        let enter = |this: &mut Self, place| by_python.into_iter().for_each(|fine| this.enter_branch(s, place, fine));
        let live = self.liveness.after.get(&s.span).cloned().unwrap_or_default();
        let way = |this: &mut Self, place, block| {
            enter(this, place);
            this.block(block)
        };
        let ways = [raises(body), raises(orelse)];
        self.two_ways(
            condition,
            &live,
            s.span,
            ways,
            |this| way(this, Place::Then, body),
            |this| way(this, Place::Orelse, orelse),
        )
    }

    /// One of two ways, and the variables where they meet. `raises`: those that CPython may raise in.
    pub fn two_ways(
        &mut self,
        condition: ExprId,
        live: &Names,
        span: Span,
        raises: [bool; 2],
        then: impl FnOnce(&mut Self) -> Result<Flow>,
        orelse: impl FnOnce(&mut Self) -> Result<Flow>,
    ) -> Result<Flow> {
        let before = self.variables.clone();
        let (then, then_flow, then_end) = self.branch_from(before.clone(), then)?;
        let (other, other_flow, other_end) = self.branch_from(before.clone(), orelse)?;
        let likely = match (then_flow, other_flow) {
            (Flow::Never, Flow::Next) => Likely::Orelse,
            (Flow::Next, Flow::Never) => Likely::Then,
            _ => Likely::Either,
        };
        let ends: Vec<Variables> = then_end.iter().chain(&other_end).cloned().collect();
        let (mut then, mut other) = (then, other);
        if !ends.is_empty() {
            let joined = self.join(&ends, live, span)?;
            if let Some(end) = &then_end {
                then.extend(self.coercion(end, &joined));
            }
            if let Some(end) = &other_end {
                other.extend(self.coercion(end, &joined));
            }
            for (block, raises, end) in [(&mut then, raises[0], &then_end), (&mut other, raises[1], &other_end)] {
                if end.is_none() && raises {
                    block.extend(self.nothing_in_new(&before, &joined));
                }
            }
            self.variables = joined;
        }
        self.build.push(Stmt::If { condition, then, orelse: other, likely });
        Ok(if ends.is_empty() { Flow::Never } else { Flow::Next })
    }

    /// Behind a `raise` nobody looks at the variables that the other branch binds, but every local has a value.
    fn nothing_in_new(&mut self, before: &Variables, joined: &Variables) -> Block {
        let parts_of = |variables: &Variables, name: &String| variables.get(name).map(|known| known.parts.clone());
        let new = joined.names().filter(|name| parts_of(before, name) != parts_of(joined, name));
        let parts: Vec<LocalId> = new.filter_map(|name| parts_of(joined, name)).flatten().collect();
        self.build.open();
        parts.into_iter().for_each(|part| self.give_nothing(part));
        self.build.close()
    }

    pub fn branch(&mut self, body: &[ast::Stmt], start: Variables) -> Result<(Block, Flow, Option<Variables>)> {
        self.branch_from(start, |this| this.block(body))
    }

    pub fn branch_from(
        &mut self,
        start: Variables,
        body: impl FnOnce(&mut Self) -> Result<Flow>,
    ) -> Result<(Block, Flow, Option<Variables>)> {
        let homes = std::mem::replace(&mut self.variables, start);
        self.variables.adopt_homes(&homes);
        self.build.open();
        let flow = body(self);
        let block = self.build.close();
        let flow = flow?;
        Ok((block, flow, (flow == Flow::Next).then(|| self.variables.clone())))
    }

    // Loops

    fn while_statement(
        &mut self,
        s: &ast::Stmt,
        test: &ast::Expr,
        body: &[ast::Stmt],
        orelse: &[ast::Stmt],
    ) -> Result<Flow> {
        self.loop_statement(s, orelse, |this, label, exit| {
            this.build.open();
            let condition = this.condition(test)?;
            let never_ends = this.build.constant(condition) == Some(Const::Bool(true));
            if !never_ends {
                let done = this.build.not(condition);
                this.build.push(Stmt::If {
                    condition: done,
                    then: vec![Stmt::Break(label)],
                    orelse: vec![],
                    likely: Likely::Orelse,
                });
            }
            let at_test = this.variables.clone();
            this.loop_body(s, label, body)?;
            let block = this.build.close();
            this.build.push(Stmt::Loop { label, exit, body: block });
            Ok((!never_ends).then_some(at_test))
        })
    }

    fn for_statement(
        &mut self,
        s: &ast::Stmt,
        target: &ast::Expr,
        iter: &ast::Expr,
        body: &[ast::Stmt],
        orelse: &[ast::Stmt],
    ) -> Result<Flow> {
        if let ExprKind::Name(name) = &iter.kind
            && matches!(self.variables.get(name), Some(Variable { ty: PyType::Tuple(of), bound: None, .. }) if of.is_empty())
        {
            return self.block(orelse);
        }
        let iteration = self.iteration_of(iter, body)?;
        if self.goes_through_nothing(&iteration.items, iter.span) {
            return self.block(orelse);
        }
        if self.may_leave() {
            self.refuse_other_calls(iter, body, &iteration)?;
        }
        let pos = self.build.local("pos", Type::INT);
        let zero = self.build.int(0);
        self.build.assign(pos, zero);
        self.iterators.push((ir::Iterator::at(s.span, pos, &iteration), iteration.hidden.clone()));
        let flow = self.loop_statement(s, orelse, |this, label, exit| {
            this.build.open();
            let at_header = this.variables.clone();
            let end = if iteration.items.may_end() { this.build.label() } else { label };
            this.with_item(&iteration.items, pos, iter.span, end, &mut |this, item| {
                this.assign_to(target, item)?;
                this.loop_body(s, label, body)
            })?;
            let mut block = this.build.close();
            let trip = this.build.read(iteration.trip);
            let checks = this.checks_of_length(&iteration.items, &block, iter.span)?;
            block.splice(0..0, checks);
            let behind = this.checks_of_length(&iteration.items, &block, iter.span)?;
            let mut all = vec![Stmt::For { label, pos, trip, exit, strips: None, body: block }];
            all.extend(behind);
            if iteration.items.may_end() {
                all = vec![Stmt::Block { label: end, body: all }];
            }
            all.into_iter().for_each(|statement| this.build.push(statement));
            Ok(Some(at_header))
        });
        self.iterators.pop();
        flow
    }

    /// A loop with its `else`, walked until the types at its header and its end hold.
    /// `walk` pushes the loop and gives the state in which it ends by itself.
    fn loop_statement(
        &mut self,
        s: &ast::Stmt,
        orelse: &[ast::Stmt],
        mut walk: impl FnMut(&mut Self, ir::Label, Option<ir::ExitId>) -> Result<Option<Variables>>,
    ) -> Result<Flow> {
        let site = self.site(s.span);
        let live_header = self.liveness.at_header.get(&s.span).cloned().unwrap_or_default();
        let live_end = self.liveness.after.get(&s.span).cloned().unwrap_or_default();
        let mut entry = self.variables.clone();
        let n_loops = self.loops.len();
        for _ in 0..MAX_WALKS {
            self.loops.truncate(n_loops);
            self.build.span = s.span;
            let label = self.build.label();
            self.loops.push(LoopReport::scalar(label, s.span, self.called.clone()));
            let known = self.known_joins.get(&(site.clone(), Join::Header)).cloned();
            let paths: Vec<Variables> = std::iter::once(entry.clone()).chain(known).collect();
            let header = self.join(&paths, &live_header, s.span)?;
            self.build.open();
            let enter = self.coercion(&entry, &header);
            enter.into_iter().for_each(|statement| self.build.push(statement));
            self.variables = header.clone();
            let end = self.known_joins.get(&(site.clone(), Join::End)).cloned();
            let break_to = self.build.label();
            self.targets.loops.push(LoopTarget {
                continue_to: break_to,
                break_to,
                header,
                misfits: vec![],
                end,
                breaks: vec![],
                span: s.span,
            });
            self.build.open();
            let exit = self.exit_at_header(s.span, &live_header);
            let ended = walk(self, label, exit);
            self.build.span = s.span;
            let inside = self.targets.loops.pop().expect("pushed above");
            let ended = ended?;
            if !inside.misfits.is_empty() {
                self.build.close();
                self.build.close();
                let paths: Vec<Variables> = std::iter::once(inside.header).chain(inside.misfits).collect();
                let wider = self.join(&paths, &live_header, s.span)?;
                self.known_joins.insert((site.clone(), Join::Header), wider);
                self.variables = entry.clone();
                continue;
            }
            let mut ends = inside.breaks;
            let mut by_itself = None;
            if let Some(state) = ended {
                self.variables = state;
                let is_inner = self.iterators.last().is_some_and(|(i, _)| i.span == s.span);
                let own = if is_inner { self.iterators.pop() } else { None };
                let flow = self.block(orelse);
                self.iterators.extend(own);
                if flow? == Flow::Next {
                    ends.push(self.variables.clone());
                    by_itself = Some(self.variables.clone());
                }
            }
            if ends.is_empty() {
                let inner = self.build.close();
                self.build.push(Stmt::Block { label: break_to, body: inner });
                let outer = self.build.close();
                outer.into_iter().for_each(|statement| self.build.push(statement));
                return Ok(Flow::Never);
            }
            let all: Vec<Variables> = ends.iter().cloned().chain(inside.end.clone()).collect();
            let joined = self.join(&all, &live_end, s.span)?;
            let holds = inside.end.as_ref() == Some(&joined)
                || (inside.end.is_none() && ends.iter().all(|e| self.is_plain(e, &joined)));
            if !holds {
                self.build.close();
                self.build.close();
                // A variable that only the jump out has bound lives where this walk has put it.
                entry.adopt_homes(&joined);
                self.known_joins.insert((site.clone(), Join::End), joined);
                self.variables = entry.clone();
                continue;
            }
            if let (Some(last), Some(end)) = (&by_itself, &inside.end) {
                let statements = self.coercion(last, end);
                statements.into_iter().for_each(|statement| self.build.push(statement));
            }
            let inner = self.build.close();
            self.build.push(Stmt::Block { label: break_to, body: inner });
            let outer = self.build.close();
            outer.into_iter().for_each(|statement| self.build.push(statement));
            self.variables = joined;
            self.exit_after_loop(s.span);
            return Ok(Flow::Next);
        }
        bail!(s.span, "the types of this loop's variables do not settle")
    }

    /// Does `from` need no statements to become `to`?
    fn is_plain(&self, from: &Variables, to: &Variables) -> bool {
        to.names().all(|name| from.get(name) == to.get(name))
    }

    fn loop_body(&mut self, s: &ast::Stmt, label: Label, body: &[ast::Stmt]) -> Result<()> {
        let target = self.targets.loops.last_mut().expect("inside a loop");
        target.continue_to = label;
        debug_assert_eq!(target.span, s.span);
        if self.block(body)? == Flow::Next {
            self.count_next(s.span);
            self.back_to_header(s.span)?;
        }
        Ok(())
    }

    /// The current state must fit the header's; otherwise the loop is walked again.
    fn back_to_header(&mut self, span: Span) -> Result<()> {
        let live = self.liveness.at_header.get(&span).cloned().unwrap_or_default();
        let header = self.targets.loops.last().expect("inside a loop").header.clone();
        let now = self.variables.clone();
        let joined = self.join(&[header.clone(), now.clone()], &live, span)?;
        let mut wanted = header.clone();
        wanted.keep_only(|name| live.contains(name) || self.liveness.shown.contains(name));
        let same = joined.names().eq(wanted.names()) && joined.names().all(|n| joined.get(n) == wanted.get(n));
        if same {
            let statements = self.coercion(&now, &wanted);
            statements.into_iter().for_each(|statement| self.build.push(statement));
        } else {
            self.targets.loops.last_mut().expect("inside a loop").misfits.push(now);
        }
        Ok(())
    }

    fn jump_on(&mut self, span: Span) -> Result<Flow> {
        let Some(target) = self.targets.loops.last() else { bail!(span, "`continue` outside a loop") };
        let (to, loop_span) = (target.continue_to, target.span);
        self.count_next(loop_span);
        self.back_to_header(loop_span)?;
        self.build.push(Stmt::Continue(to));
        Ok(Flow::Never)
    }

    fn jump_out(&mut self, span: Span) -> Result<Flow> {
        let Some(target) = self.targets.loops.last() else { bail!(span, "`break` outside a loop") };
        let (to, end) = (target.break_to, target.end.clone());
        let now = self.variables.clone();
        // An end that was known from another walk may be too narrow now: then the loop is walked again.
        if let Some(end) = end.filter(|end| holds_types(end, &now)) {
            let statements = self.coercion(&now, &end);
            statements.into_iter().for_each(|statement| self.build.push(statement));
        }
        self.targets.loops.last_mut().expect("inside a loop").breaks.push(now);
        self.build.push(Stmt::Break(to));
        Ok(Flow::Never)
    }

    // Returns

    fn return_statement(&mut self, s: &ast::Stmt, value: Option<&ast::Expr>) -> Result<Flow> {
        let value = match value {
            Some(e) => self.optional(e)?,
            None => PyValue::none(),
        };
        self.return_value(value, s.span)
    }

    pub fn return_value(&mut self, value: PyValue, span: Span) -> Result<Flow> {
        let value = self.solid(value, span)?;
        let value = self.as_value(value);
        if value.path.is_some() || value.ty.holds_function() {
            bail!(span, "{} cannot be returned by compiled code yet", self.what_is(&value));
        }
        let value = self.settle(value);
        let value = self.as_result(value, span)?;
        let value = self.owned(value);
        if self.targets.inlined.is_some() && value.ty.parts().contains(&Type::Object) {
            bail!(span, "a called function that returns an object is not compiled in yet");
        }
        match &self.targets.inlined {
            None => self.build.push(Stmt::Return(value.parts)),
            Some(_) => {
                self.note_shared(span)?;
                self.return_inlined(value);
            }
        }
        Ok(Flow::Never)
    }

    /// A result as the type that holds all results; where that is not known yet, the function is walked again.
    fn as_result(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        let site = self.calls.clone();
        let learnt = match &self.targets.instance {
            Some(instance) => self.learnt.instances.get(instance),
            None => self.learnt.results.get(&site),
        };
        let so_far = self.targets.result.as_ref().or(learnt).cloned();
        let ty = so_far.unwrap_or_else(|| value.ty.clone());
        let value = self.beside_none(value, &ty, span)?;
        let Some(joined) = join_types(&ty, &value.ty).or_else(|| join_numbered(&ty, &value.ty)) else {
            bail!(span, "the function returns {} here and {} elsewhere", describe(&value.ty), describe(&ty))
        };
        if joined != ty {
            match self.targets.instance.clone() {
                Some(instance) => self.learnt.instances.insert(instance, joined),
                None => self.learnt.results.insert(site, joined),
            };
            return Err(Diagnostic::new("again", span, "the type of the results is known now"));
        }
        self.targets.result = Some(ty.clone());
        Ok(self.convert(value, &ty))
    }

    /// A result is owned by the caller: an object that came in borrowed is retained.
    fn owned(&mut self, value: PyValue) -> PyValue {
        let mut parts = vec![];
        for &part in &value.parts {
            if self.build.ty(part) != Type::Object {
                parts.push(part);
                continue;
            }
            let local = self.build.local("returned", Type::Object);
            self.build.assign(local, part);
            self.build.push(Stmt::Retain(local));
            parts.push(self.build.read(local));
        }
        PyValue { parts, ..value }
    }

    fn return_inlined(&mut self, value: PyValue) {
        let target = self.targets.inlined.as_ref().expect("checked by the caller");
        let (label, mut parts) = (target.label, target.parts.clone());
        if parts.is_empty() {
            parts = self.build.locals_for("result", &value.ty);
            self.targets.inlined.as_mut().expect("still there").parts = parts.clone();
        }
        for (&local, v) in parts.iter().zip(value.parts) {
            self.build.assign(local, v);
        }
        self.build.push(Stmt::Break(label));
    }

    // Exit points

    /// A call that is compiled in leaves by its caller's exit point.
    fn exit_at_header(&mut self, span: Span, live: &Names) -> Option<ir::ExitId> {
        self.may_leave().then(|| self.exit(span, Place::Header, live))
    }

    pub fn exit_after(&mut self, span: Span) {
        let live = self.liveness.after.get(&span).cloned().unwrap_or_default();
        let id = self.exit(span, Place::After, &live);
        self.build.push(Stmt::Exit(id));
    }

    /// Behind a loop: what failed later must not go back into it.
    fn exit_after_loop(&mut self, span: Span) {
        if !self.may_leave() {
            return;
        }
        let own = self.iterators.last().is_some_and(|(i, _)| i.span == span).then(|| self.iterators.pop()).flatten();
        self.exit_after(span);
        self.iterators.extend(own);
    }

    pub fn exit(&mut self, span: Span, place: Place, live: &Names) -> ir::ExitId {
        let kept = live | &self.liveness.shown;
        let raised = self.liveness.raised.get(&span).filter(|_| place == Place::Header);
        let variables = kept.iter().filter_map(|name| {
            let reader = match (raised.is_some_and(|raised| raised.contains(name)), live.contains(name)) {
                (true, _) => Reader::Python,
                (_, true) => Reader::Code,
                _ => Reader::Nobody,
            };
            self.variables.live(name, reader)
        });
        let (iterators, hidden): (Vec<_>, Vec<_>) = self.iterators.iter().cloned().unzip();
        self.build.exit_point(span, place, variables.chain(hidden.into_iter().flatten()).collect(), iterators)
    }

    // Helpers

    /// Parts in locals of their own, so that later assignments do not change the value.
    pub fn keep(&mut self, value: PyValue) -> PyValue {
        let parts = value.parts.iter().map(|&p| self.build.keep(p)).collect();
        PyValue { parts, ..value }
    }

    /// Is a value true?
    pub fn truth(&mut self, value: PyValue, span: Span) -> Result<ExprId> {
        let value = self.settle(value);
        if self.is_text(&value) {
            return Ok(self.truth_of_text(&value));
        }
        let of_character = Some(PyType::Char).filter(|of| value.ty.members() == [PyType::None, of.clone()]);
        if let Some(of) = value.ty.optional().cloned().or(of_character) {
            let value = self.keep(value);
            let is_there = self.is_member(&value, &of);
            let of = PyValue::new(of, value.parts[1..].to_vec());
            // Of a list that is not there nothing can be read.
            return self.lazily(is_there, true, |this| this.truth(of, span));
        }
        if value.path.is_some() {
            bail!(span, "the truth of {} is not compiled yet", self.what_is(&value));
        }
        // The widest place of a union has the truth of each number, and a zero for `None`.
        let value = if value.may_be_number() { self.widest(value) } else { value };
        Ok(match (&value.ty, &value.parts[..]) {
            (PyType::None, _) => self.build.bool(false),
            (PyType::Word, &[part]) => self.nonzero(part),
            (PyType::Tuple(members), _) => self.build.bool(!members.is_empty()),
            (ty, _)
                if is_list(ty)
                    || matches!(
                        ty,
                        PyType::Many(_) | PyType::Ragged(_) | PyType::RaggedRow(_) | PyType::Instances(_)
                    ) =>
            {
                match self.length_of(&value) {
                    Some(n) => self.nonzero(n),
                    None => bail!(span, "the truth of this list is not compiled yet"),
                }
            }
            (ty, parts) if super::value::Number::of(ty).is_some() => {
                let each: Vec<ExprId> = parts.iter().copied().map(|p| self.nonzero(p)).collect();
                each.into_iter().reduce(|a, b| self.build.binary(BinaryOp::Or, a, b)).expect("a number has parts")
            }
            _ => bail!(span, "the truth of {} is not compiled yet", self.what_is(&value)),
        })
    }

    fn nonzero(&mut self, part: ExprId) -> ExprId {
        match self.build.ty(part).scalar() {
            Some(ir::Scalar::Int) => {
                let zero = self.build.int(0);
                self.build.binary(BinaryOp::Ne, part, zero)
            }
            Some(ir::Scalar::Float) => {
                let zero = self.build.float(0.0);
                self.build.binary(BinaryOp::Ne, part, zero)
            }
            _ => part,
        }
    }

    pub fn what_is(&self, value: &PyValue) -> String {
        match &value.path {
            Some(path) => format!("`{path}`"),
            None if value.literal.is_some() => "a string".into(),
            None => match (&value.ty, &value.parts[..]) {
                (PyType::Object, &[object]) => self.build.blame(object).unwrap_or_else(|| "an object".into()),
                (ty, _) => describe(ty),
            },
        }
    }

    /// A float of any value that has one exactly or as Python's `float()` gives it.
    pub fn float_part(&mut self, part: ExprId) -> ExprId {
        match self.build.ty(part).scalar() {
            Some(ir::Scalar::Int) => self.build.unary(UnaryOp::ToFloat, part),
            Some(ir::Scalar::Bool) => {
                let int = self.build.unary(UnaryOp::BoolToInt, part);
                self.build.unary(UnaryOp::ToFloat, int)
            }
            _ => part,
        }
    }
}

/// Can each variable of `to` hold what it is in `from`?
fn holds_types(to: &Variables, from: &Variables) -> bool {
    let holds = |name: &String| match (to.get(name), from.get(name)) {
        (Some(target), Some(source)) => join_types(&target.ty, &source.ty).as_ref() == Some(&target.ty),
        _ => true,
    };
    to.names().all(holds)
}
