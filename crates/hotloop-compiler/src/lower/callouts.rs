//! Statements and conditions that the compiler does not know, run by CPython in the middle of machine code.
//!
//! before: `if i % 1000 == 0: log.info("at %d", i)`            `x = source.next(i)`
//! after:  `if .. { call $0(i) into (fine); exit; check fine }`  `call $1(source, i) into (fine, x, fits, x.float); ..`
//!
//! An earlier walk has found what cannot be lowered. Behind each call stands an exit point, with what was bound as an
//! object: what has been called must not be called again. There machine code is left if the call has changed what it
//! cannot follow, or has given a value of another type than it was taken for.

use super::Lowerer;
use super::calls::unknown_part;
use super::liveness::{Names, bound, bound_in, names_of};
use super::statements::Flow;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::Free;
use crate::ir::{Elem, Failure, LocalId, Place, PyType, Stmt, Taken, Takes, Type};
use crate::syntax::ast::{self, BinaryOp, CompareOp, ExprKind, StmtKind};
use crate::syntax::target_names;

/// The parameters of a snippet, and what they are given.
type Given = (Vec<(String, PyType)>, Vec<crate::ir::ExprId>);

/// A statement or a condition that is called out, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct CallOut {
    pub span: Span,
    pub reason: String,
}

/// Names of what looks at its caller, or lets a debugger do so: it would see other variables than the function has.
const LOOKING: &[&str] = &[
    "set_trace",
    "settrace",
    "setprofile",
    "breakpoint",
    "_getframe",
    "currentframe",
    "stack",
    "locals",
    "globals",
    "vars",
    "eval",
    "exec",
    "f_locals",
    "f_back",
];

/// Builtins that are never compiled: their arguments or results are objects.
const OF_OBJECTS: &[&str] = &[
    "dict",
    "set",
    "frozenset",
    "object",
    "type",
    "iter",
    "next",
    "open",
    "input",
    "hash",
    "id",
    "isinstance",
    "issubclass",
    "hasattr",
    "getattr",
    "setattr",
    "delattr",
    "callable",
    "bytearray",
    "memoryview",
];

/// Functions of CPython whose result has one type, by their full name.
const RESULTS: &[(&str, PyType)] = &[
    ("time.perf_counter", PyType::Float),
    ("time.time", PyType::Float),
    ("time.monotonic", PyType::Float),
    ("time.process_time", PyType::Float),
    ("time.thread_time", PyType::Float),
    ("time.perf_counter_ns", PyType::Int),
    ("time.time_ns", PyType::Int),
    ("time.monotonic_ns", PyType::Int),
    ("time.process_time_ns", PyType::Int),
    ("len", PyType::Int),
    ("int", PyType::Int),
    ("hash", PyType::Int),
    ("id", PyType::Int),
    ("float", PyType::Float),
    ("bool", PyType::Bool),
    ("isinstance", PyType::Bool),
    ("issubclass", PyType::Bool),
    ("hasattr", PyType::Bool),
    ("callable", PyType::Bool),
    ("str", PyType::Object),
    ("repr", PyType::Object),
    ("dict", PyType::Object),
    ("set", PyType::Object),
    ("frozenset", PyType::Object),
    ("iter", PyType::Object),
    ("object", PyType::Object),
];

impl Lowerer<'_> {
    /// A statement, by CPython if an earlier walk has found that it must be.
    pub fn statement_of_kind(&mut self, s: &ast::Stmt) -> Result<Flow> {
        if self.binds_object(s) && !self.is_called_out(s.span) {
            self.learnt.called_out.push(CallOut { span: s.span, reason: "it binds an object elsewhere".into() });
        }
        if self.is_called_out(s.span) {
            return self.call_out_statement(s);
        }
        match self.lower_statement(s) {
            Err(refusal) if self.may_call_out(&refusal) && self.is_simple(s) => {
                if self.is_worth_calling(s.span) {
                    return Err(self.learn_call_out(s.span, refusal));
                }
                // Whatever is learnt of other statements, this one will be refused.
                self.learnt.is_hopeless |= read_by(s).into_iter().any(|e| self.plan.has_objects(e));
                Err(refusal)
            }
            outcome => outcome,
        }
    }

    /// The truth of the test of an `if`; or, if CPython finds it out, whether machine code may go on, too.
    pub fn test_of(&mut self, test: &ast::Expr) -> Result<(crate::ir::ExprId, Option<LocalId>)> {
        if self.is_called_out(test.span) {
            let outcome = self.call_out(test.span, &[test], Takes::Truth)?;
            return Ok((self.build.read(outcome[1]), Some(outcome[0])));
        }
        match self.condition(test) {
            Err(refusal)
                if self.may_call_out(&refusal)
                    && self.is_worth_calling(test.span)
                    && self.is_strange(test)
                    && self.can_stand_alone(test) =>
            {
                Err(self.learn_call_out(test.span, refusal))
            }
            condition => Ok((condition?, None)),
        }
    }

    /// At the beginning of a branch behind a test that CPython has made.
    pub fn enter_branch(&mut self, s: &ast::Stmt, place: Place, fine: LocalId) {
        let live = if place == Place::Then { &self.liveness.at_then } else { &self.liveness.at_orelse };
        let live = live.get(&s.span).cloned().unwrap_or_default();
        let exit = self.exit(s.span, place, &live);
        self.build.push(Stmt::Exit(exit));
        self.go_on_if(fine);
    }

    pub fn is_called_out(&self, span: Span) -> bool {
        self.calls.is_empty() && self.learnt.called_out.iter().any(|one| one.span == span)
    }

    /// Only where there is a loop to gain from it, and a place to leave by.
    fn may_call_out(&self, refusal: &Diagnostic) -> bool {
        // Who catches its exception would see the variables, and they are not all given along.
        self.request.options.calls_out
            && !self.request.options.keeps_results
            && self.may_leave()
            && self.targets.instance.is_none()
            && matches!(refusal.code, "unsupported" | "type")
    }

    fn is_worth_calling(&self, span: Span) -> bool {
        let called: Vec<Span> = self.learnt.called_out.iter().map(|one| one.span).collect();
        self.plan.is_worth(span, &called)
    }

    fn learn_call_out(&mut self, span: Span, refusal: Diagnostic) -> Diagnostic {
        self.learnt.called_out.push(CallOut { span, reason: refusal.message.clone() });
        // It may be the only one that has to do with them.
        self.learnt.found.clear();
        let objects = self.build.take_blamed();
        self.learnt.first_refusal.get_or_insert(Diagnostic { objects, ..refusal });
        Diagnostic::new("again", span, "CPython is to run this")
    }

    /// A variable is an object on one path and something else on another: it is to be an object on all. `None`: it cannot
    /// be.
    pub fn learn_object(&mut self, name: &str, a: &PyType, b: &PyType, span: Span) -> Option<Diagnostic> {
        let is_one =
            [a, b].contains(&&PyType::Object) && [a, b].into_iter().all(|ty| *ty == PyType::Object || is_taken(ty));
        let may_be = self.request.options.calls_out && self.calls.is_empty() && self.tries.is_empty();
        (is_one && may_be && self.learnt.objects.insert(name.into()))
            .then(|| Diagnostic::new("again", span, "a variable is an object"))
    }

    fn binds_object(&self, s: &ast::Stmt) -> bool {
        let StmtKind::Assign { targets, value } = &s.kind else { return false };
        let is_object =
            |target: &ast::Expr| matches!(&target.kind, ExprKind::Name(name) if self.learnt.objects.contains(name));
        self.may_leave() && targets.iter().all(is_object) && unknown_part(value).is_none()
    }

    /// Is it without blocks, and does it bind nothing but whole variables, by what the compiler does not know?
    fn is_simple(&self, s: &ast::Stmt) -> bool {
        let expressions = s.expressions();
        let is_known = match &s.kind {
            StmtKind::Expr(_) | StmtKind::AugAssign { .. } => true,
            StmtKind::Assign { targets, .. } => targets.iter().all(is_whole),
            StmtKind::Delete(all) => all.iter().all(|one| matches!(one.kind, ExprKind::Subscript { .. })),
            // CPython evaluates it: nothing comes behind.
            StmtKind::Return(_) => !self.loops.is_empty(),
            _ => false,
        };
        let expressions: Vec<&ast::Expr> = if is_known { read_by(s) } else { expressions };
        is_known
            && !self.assigns_global(s)
            && expressions.iter().any(|e| self.is_strange(e))
            && expressions.iter().all(|e| self.can_stand_alone(e))
    }

    /// Are all names in it known, and none of them bound?
    fn can_stand_alone(&self, e: &ast::Expr) -> bool {
        let mut names = Names::new();
        names_of(e, &mut names);
        let is_there = |name: &String| {
            // One that has no value here raises its exception there.
            self.variables.get(name).is_some()
                || self.plan.bound.contains(name)
                || matches!(self.environment.names.get(name), Some(free) if !matches!(free, Free::Unbound))
        };
        unknown_part(e).is_none() && names.iter().all(is_there) && !looks_at_caller(e)
    }

    /// Does it have to do with an object of which the compiler knows nothing?
    fn is_strange(&self, e: &ast::Expr) -> bool {
        let own = match &e.kind {
            ExprKind::Display(..) => true,
            ExprKind::Name(name) => match self.variables.get(name) {
                Some(variable) => self.is_object(&variable.ty),
                None => self.is_strange_name(name),
            },
            ExprKind::Attribute { .. } => match self.path_of(e) {
                Some(path) => self.is_strange_name(&path),
                None => false,
            },
            ExprKind::Call { .. } => self.array_that_computes(e).is_some(),
            _ => false,
        };
        own || e.children().into_iter().any(|child| self.is_strange(child))
    }

    /// The element type of the array in a call that is NumPy's work: `a.mean()`, `np.dot(a, b)`; that of floats where no
    /// array is seen.
    fn array_that_computes(&self, e: &ast::Expr) -> Option<Elem> {
        let ExprKind::Call { function, args, .. } = &e.kind else { return None };
        if let Some(path) = self.path_of(function) {
            let elem = args.iter().find_map(|arg| self.elem_in(arg));
            return match self.environment.names.get(&path)? {
                Free::Builtin(name) if name.starts_with("numpy.") => Some(elem.unwrap_or(Elem::Float64)),
                Free::Object | Free::Found(_) => elem,
                _ => None,
            };
        }
        let ExprKind::Attribute { value, .. } = &function.kind else { return None };
        self.elem_in(value)
    }

    /// The element type of the array that an expression is made of.
    fn elem_in(&self, e: &ast::Expr) -> Option<Elem> {
        match &e.kind {
            ExprKind::Name(name) => match self.variables.get(name)?.ty {
                PyType::Array { elem, .. } | PyType::View { elem, .. } => Some(elem),
                _ => None,
            },
            _ => e.children().into_iter().find_map(|child| self.elem_in(child)),
        }
    }

    fn is_strange_name(&self, path: &str) -> bool {
        match self.environment.names.get(path) {
            Some(Free::Builtin(name)) => name.starts_with("time.") || OF_OBJECTS.contains(&name.as_str()),
            free => {
                matches!(free, Some(Free::Object | Free::Functions(_) | Free::Found(_) | Free::Function(_)))
            }
        }
    }

    fn is_object(&self, ty: &PyType) -> bool {
        match ty {
            PyType::Object | PyType::Instance(_) | PyType::Instances(_) => true,
            PyType::Tuple(members) => members.iter().any(|member| self.is_object(member)),
            _ => false,
        }
    }

    /// `a.b` of a free name.
    fn path_of(&self, e: &ast::Expr) -> Option<String> {
        match &e.kind {
            ExprKind::Name(name) => self.variables.get(name).is_none().then(|| name.clone()),
            ExprKind::Attribute { value, name } => Some(format!("{}.{name}", self.path_of(value)?)),
            _ => None,
        }
    }

    fn call_out_statement(&mut self, s: &ast::Stmt) -> Result<Flow> {
        let bound = match &s.kind {
            StmtKind::Expr(e) => {
                self.call_out_expression(s, e)?;
                return Ok(Flow::Next);
            }
            // What is behind the last exit point is CPython's.
            StmtKind::Return(_) => {
                let never = self.build.bool(false);
                self.build.check(never, Failure::Type);
                return Ok(Flow::Never);
            }
            StmtKind::Assign { targets, value } => {
                let mut names = vec![];
                targets.iter().for_each(|target| target_names(target, &mut names));
                let types = self.types_of(s.span, targets, value, names.len());
                names.into_iter().map(String::from).zip(types).collect()
            }
            StmtKind::AugAssign { target, value, .. } => {
                let mut names = vec![];
                target_names(target, &mut names);
                let sum = |this: &Self| this.likely_sum(target, value);
                let known = self.request.options.called.get(&s.span).cloned();
                let types = known.unwrap_or_else(|| vec![sum(self); names.len()]);
                names.into_iter().map(String::from).zip(types).collect()
            }
            _ => vec![],
        };
        let taken: Vec<Taken> = bound.into_iter().map(|(name, ty)| Taken { name, ty }).collect();
        let takes = if taken.is_empty() { Takes::Nothing } else { Takes::Variables(taken.clone()) };
        let outcome = self.call_out(s.span, &read_by(s), takes)?;
        self.bind_taken(&taken, &outcome[1..]);
        self.exit_after(s.span);
        self.go_on_if(outcome[0]);
        if taken.iter().any(|one| one.ty.is_none()) {
            self.is_learning = true;
            return Ok(self.never());
        }
        self.bind_values(&taken, &outcome[1..], s.span)?;
        Ok(Flow::Next)
    }

    /// As the objects that they are.
    fn bind_taken(&mut self, taken: &[Taken], outcome: &[LocalId]) {
        let mut at = 0;
        for one in taken {
            self.variables.bind(&one.name, PyType::Object, vec![outcome[at]]);
            at += 1 + one.value().parts().len();
        }
    }

    /// As values of their types.
    fn bind_values(&mut self, taken: &[Taken], outcome: &[LocalId], span: Span) -> Result<()> {
        let mut at = 0;
        for one in taken {
            let (ty, first) = (one.value(), at + 1);
            at = first + ty.parts().len();
            if one.ty != Some(PyType::Object) {
                let parts = outcome[first..at].iter().map(|&part| self.build.read(part)).collect();
                self.assign_name(&one.name, PyValue::new(ty, parts), span)?;
            }
        }
        Ok(())
    }

    fn go_on_if(&mut self, fine: LocalId) {
        let fine = self.build.read(fine);
        self.build.check(fine, Failure::Type);
    }

    /// A statement that is an expression.
    pub fn call_out_expression(&mut self, s: &ast::Stmt, e: &ast::Expr) -> Result<()> {
        let outcome = self.call_out(e.span, &[e], Takes::Nothing)?;
        self.exit_after(s.span);
        self.go_on_if(outcome[0]);
        Ok(())
    }

    /// Calls what stands at a span, and reads these expressions; an exit point behind it is the caller's.
    fn call_out(&mut self, span: Span, reads: &[&ast::Expr], takes: Takes) -> Result<Vec<LocalId>> {
        let mut names = Names::new();
        reads.iter().for_each(|e| names_of(e, &mut names));
        let (params, arguments) = self.snippet_arguments(names, span)?;
        let outcome = self.outcome_locals(&takes);
        let snippet = self.build.snippet(span, params, takes);
        self.harmless.push(false);
        self.build.push(Stmt::CallPython { snippet, arguments, result: None, outcome: outcome.clone() });
        Ok(outcome)
    }

    /// The variables among these names, as the parameters of a snippet and what they are given.
    pub fn snippet_arguments(&mut self, names: Names, span: Span) -> Result<Given> {
        let (mut params, mut arguments) = (vec![], vec![]);
        for name in names {
            let Some(variable) = self.variables.get(&name).cloned() else { continue };
            // Where CPython cannot get it from.
            let is_known = self.calls.is_empty() && !variable.ty.may_be_made_again();
            if variable.ty.holds_function() && !is_known {
                bail!(span, "the function `{name}` in a call that CPython runs is not compiled yet";
                    hint: "assign what it gives to a name before");
            }
            if let Some(flag) = variable.bound {
                let bound = self.build.read(flag);
                self.build.check(bound, Failure::Type);
            }
            arguments.extend(variable.parts.iter().map(|&p| self.build.read(p)));
            params.push((name, variable.ty));
        }
        Ok((params, arguments))
    }

    /// Objects go to the places of their variables.
    fn outcome_locals(&mut self, takes: &Takes) -> Vec<LocalId> {
        let mut locals = vec![self.build.local("fine", Type::BOOL)];
        match takes {
            Takes::Nothing => {}
            Takes::Truth => locals.push(self.build.local("truth", Type::BOOL)),
            Takes::Variables(all) => {
                for one in all {
                    locals.extend(self.home(&one.name, &PyType::Object));
                    locals.extend(one.value().parts().into_iter().map(|part| self.build.local(&one.name, part)));
                }
            }
        }
        locals
    }

    // Types

    /// Of what an assignment binds: as it was the last time, else as it most likely is.
    fn types_of(&self, span: Span, targets: &[ast::Expr], value: &ast::Expr, n: usize) -> Vec<Option<PyType>> {
        if let Some(known) = self.request.options.called.get(&span) {
            return known.clone();
        }
        let mut names = vec![];
        targets.iter().for_each(|target| target_names(target, &mut names));
        let is_one = targets.iter().all(|target| matches!(target.kind, ExprKind::Name(_)));
        let likely = if is_one { self.likely_type(value) } else { None };
        let ty = |name: &&str| match &likely {
            _ if self.learnt.objects.contains(*name) => Some(PyType::Object),
            None if !self.plan.numbers.contains(*name) => Some(PyType::Object),
            None => self.guess(name, value),
            _ => likely.clone(),
        };
        debug_assert_eq!(names.len(), n);
        names.iter().map(ty).collect()
    }

    /// A number of which nothing is known: where that leads nowhere, the next walks do without.
    fn guess(&self, name: &str, value: &ast::Expr) -> Option<PyType> {
        if self.learnt.knows_nothing {
            return None;
        }
        self.has_guessed.set(true);
        if let Some(elem) = self.array_that_computes(value) {
            return Some(PyType::NumPy(elem));
        }
        Some(if self.plan.ints.contains(name) { PyType::Int } else { PyType::Float })
    }

    fn likely_sum(&self, target: &ast::Expr, value: &ast::Expr) -> Option<PyType> {
        match (self.likely_type(target), self.likely_type(value)) {
            (Some(PyType::Float | PyType::Int | PyType::NumPy(_)), None)
                if self.array_that_computes(value).is_some() =>
            {
                self.has_guessed.set(true);
                self.array_that_computes(value).map(PyType::NumPy)
            }
            (Some(PyType::Float), _) => Some(PyType::Float),
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(PyType::Object), _) => Some(PyType::Object),
            (Some(PyType::Int), None) if !self.learnt.knows_nothing => {
                self.has_guessed.set(true);
                Some(PyType::Int)
            }
            _ => None,
        }
    }

    fn likely_type(&self, e: &ast::Expr) -> Option<PyType> {
        match &e.kind {
            ExprKind::None => Some(PyType::None),
            ExprKind::Bool(_) => Some(PyType::Bool),
            ExprKind::Int(_) => Some(PyType::Int),
            ExprKind::Float(_) => Some(PyType::Float),
            ExprKind::Display(..) | ExprKind::Format(_) => Some(PyType::Object),
            ExprKind::Name(name) => {
                let ty = &self.variables.get(name)?.ty;
                is_taken(ty).then(|| ty.clone())
            }
            ExprKind::Compare { ops, .. } => {
                use CompareOp::{In, Is, IsNot, NotIn};
                ops.iter().all(|op| matches!(op, In | NotIn | Is | IsNot)).then_some(PyType::Bool)
            }
            ExprKind::Unary { op: ast::UnaryOp::Not, .. } => Some(PyType::Bool),
            ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, left, right } => {
                match (self.likely_type(left)?, self.likely_type(right)?) {
                    (PyType::Float, PyType::Float | PyType::Int) | (PyType::Int, PyType::Float) => Some(PyType::Float),
                    (PyType::Int, PyType::Int) => Some(PyType::Int),
                    _ => None,
                }
            }
            ExprKind::Call { function, args, .. } => match (&function.kind, &args[..]) {
                (ExprKind::Attribute { name, .. }, [_, default]) if name == "get" => self.likely_type(default),
                _ => {
                    let Some(Free::Builtin(name)) = self.environment.names.get(&self.path_of(function)?) else {
                        return None;
                    };
                    RESULTS.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone())
                }
            },
            _ => None,
        }
    }
}

/// Types that a snippet's result may be taken to have: others are objects.
pub fn is_taken(ty: &PyType) -> bool {
    match ty {
        PyType::None | PyType::Bool | PyType::Int | PyType::Float | PyType::Complex => true,
        PyType::NumPy(_) | PyType::Char => true,
        PyType::Tuple(members) => members.iter().all(is_taken),
        _ => false,
    }
}

fn looks_at_caller(e: &ast::Expr) -> bool {
    let own = match &e.kind {
        ExprKind::Name(name) | ExprKind::Attribute { name, .. } => LOOKING.contains(&name.as_str()),
        _ => false,
    };
    own || e.children().into_iter().any(looks_at_caller)
}

/// No starred name among what is bound.
fn is_whole(target: &ast::Expr) -> bool {
    match &target.kind {
        ExprKind::Name(_) => true,
        ExprKind::Tuple(all) | ExprKind::List(all) => all.iter().all(is_whole),
        _ => unknown_part(target).is_none(),
    }
}

/// The expressions that a statement without blocks evaluates: not the names that it binds.
fn read_by(s: &ast::Stmt) -> Vec<&ast::Expr> {
    fn of_target<'a>(target: &'a ast::Expr, into: &mut Vec<&'a ast::Expr>) {
        match &target.kind {
            ExprKind::Name(_) => {}
            ExprKind::Tuple(all) | ExprKind::List(all) => all.iter().for_each(|one| of_target(one, into)),
            _ => into.push(target),
        }
    }
    match &s.kind {
        StmtKind::Assign { targets, value } => {
            let mut found = vec![value];
            targets.iter().for_each(|target| of_target(target, &mut found));
            found
        }
        _ => s.expressions(),
    }
}

/// What the text says before anything is lowered: where calling out may pay, and which variables are numbers.
#[derive(Default)]
pub struct Plan {
    has_loop: bool,
    /// Innermost loops.
    loops: Vec<Inner>,
    /// Names that stand where only numbers or texts make sense.
    numbers: Names,
    /// Those that stand where only ints do.
    ints: Names,
    /// Local variables.
    bound: Names,
    /// Parameters that are objects from first to last.
    objects: Names,
}

/// A loop without another one in it.
struct Inner {
    /// Operations in one iteration, more or less: each takes CPython some 20 ns.
    n_operations: usize,
    /// Statements and tests, with their operations, and in how many of the iterations each is likely to be met.
    reached: Vec<(Span, usize, f64)>,
}

/// A call out takes 0.25 us more than CPython's own way: as long as so many operations.
const REPAID_BY: f64 = 12.0;

impl Plan {
    pub fn new(function: &ast::Function, arguments: &[PyType]) -> Plan {
        let assigned = bound_in(&function.body);
        let params = function.params.iter().zip(arguments).filter(|(_, ty)| **ty == PyType::Object);
        let objects = params.map(|(param, _)| param.name.clone()).filter(|name| !assigned.contains(name)).collect();
        let mut plan = Plan { bound: bound(function), objects, ..Plan::default() };
        plan.block(&function.body);
        plan
    }

    /// May CPython run this, with what it runs already? Not if it is most of what an iteration of an innermost loop does.
    fn is_worth(&self, span: Span, called: &[Span]) -> bool {
        let around = self.loops.iter().find(|inner| inner.reached.iter().any(|(one, ..)| *one == span));
        let Some(inner) = around else { return self.has_loop };
        let out = inner.reached.iter().filter(|(one, ..)| *one == span || called.contains(one));
        let (n_calls, theirs) = out.fold((0.0, 0), |(n, sum), (_, operations, often)| (n + often, sum + operations));
        inner.n_operations.saturating_sub(theirs) as f64 >= REPAID_BY * n_calls
    }

    /// Does it read a parameter that is an object from first to last?
    fn has_objects(&self, e: &ast::Expr) -> bool {
        matches!(&e.kind, ExprKind::Name(name) if self.objects.contains(name))
            || e.children().into_iter().any(|child| self.has_objects(child))
    }

    fn block(&mut self, block: &[ast::Stmt]) {
        block.iter().for_each(|s| self.statement(s));
    }

    fn statement(&mut self, s: &ast::Stmt) {
        s.expressions().into_iter().for_each(|e| self.look_for_numbers(e));
        match &s.kind {
            StmtKind::AugAssign { target, value, .. } => self.are_numbers([target, value]),
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => self.are_numbers([test]),
            StmtKind::Assign { targets, value }
                if targets.iter().any(|t| matches!(t.kind, ExprKind::Subscript { .. })) =>
            {
                self.are_numbers([value]);
            }
            _ => {}
        }
        if let StmtKind::For { body, .. } | StmtKind::While { body, .. } = &s.kind {
            self.has_loop = true;
            if !body.iter().any(has_loop) {
                let n_operations =
                    body.iter().map(operations).sum::<usize>() + s.expressions().into_iter().map(of).sum::<usize>();
                let mut all = vec![];
                body.iter().for_each(|one| reached(one, 1.0, &mut all));
                self.loops.push(Inner { n_operations, reached: all });
            }
        }
        s.blocks().into_iter().for_each(|inner| self.block(inner));
    }

    fn look_for_numbers(&mut self, e: &ast::Expr) {
        match &e.kind {
            ExprKind::Binary { op, left, right } => {
                use BinaryOp::{And, FloorDiv, LeftShift, Mod, Or, RightShift, Xor};
                self.are_numbers([&**left, &**right]);
                if matches!(op, And | FloorDiv | LeftShift | Mod | Or | RightShift | Xor) {
                    self.are_ints([&**left, &**right]);
                }
            }
            ExprKind::Unary { operand, .. } => self.are_numbers([&**operand]),
            ExprKind::And(all) | ExprKind::Or(all) => self.are_numbers(all),
            ExprKind::Compare { left, ops, rest } => {
                use CompareOp::{In, Is, IsNot, NotIn};
                if !ops.iter().all(|op| matches!(op, In | NotIn | Is | IsNot)) {
                    self.are_numbers(rest.iter().chain([&**left]));
                }
            }
            ExprKind::IfElse { test, .. } => self.are_numbers([&**test]),
            ExprKind::Subscript { index, .. } => {
                self.are_numbers([&**index]);
                self.are_ints([&**index]);
            }
            ExprKind::Call { function, args, .. } if matches!(&function.kind, ExprKind::Name(name) if name == "range") =>
            {
                self.are_numbers(args);
                self.are_ints(args);
            }
            ExprKind::Call { function, args, .. } if matches!(&function.kind, ExprKind::Name(_)) => {
                self.are_numbers(args)
            }
            _ => {}
        }
        e.children().into_iter().for_each(|child| self.look_for_numbers(child));
    }

    fn are_ints<'e>(&mut self, all: impl IntoIterator<Item = &'e ast::Expr>) {
        for e in all {
            if let ExprKind::Name(name) = &e.kind {
                self.ints.insert(name.clone());
            }
        }
    }

    fn are_numbers<'e>(&mut self, all: impl IntoIterator<Item = &'e ast::Expr>) {
        for e in all {
            match &e.kind {
                ExprKind::Name(name) => drop(self.numbers.insert(name.clone())),
                ExprKind::Tuple(all) => self.are_numbers(all),
                _ => {}
            }
        }
    }
}

fn has_loop(s: &ast::Stmt) -> bool {
    matches!(s.kind, StmtKind::For { .. } | StmtKind::While { .. })
        || s.blocks().into_iter().flatten().any(has_loop)
        || s.expressions().into_iter().any(is_loop)
}

fn is_loop(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Comprehension { .. }) || e.children().into_iter().any(is_loop)
}

/// What is met `often` times in an iteration.
fn reached(s: &ast::Stmt, often: f64, into: &mut Vec<(Span, usize, f64)>) {
    match &s.kind {
        StmtKind::If { test, body, orelse } => {
            into.push((test.span, of(test), often));
            let then = if is_left(body) { 0.0 } else { likely(test) };
            body.iter().for_each(|one| reached(one, often * then, into));
            orelse.iter().for_each(|one| reached(one, often * (1.0 - then), into));
        }
        _ => {
            into.push((s.span, operations(s), often));
            s.blocks().into_iter().flatten().for_each(|one| reached(one, often, into));
        }
    }
}

/// A block that the loop is left by is met once.
fn is_left(block: &[ast::Stmt]) -> bool {
    matches!(block.last().map(|s| &s.kind), Some(StmtKind::Break | StmtKind::Return(_) | StmtKind::Raise { .. }))
}

/// How often a test is true, as far as its form says. `i % 100 == 0`: every hundredth time; what is compared with one
/// value is seldom it.
fn likely(test: &ast::Expr) -> f64 {
    let ExprKind::Compare { left, ops, rest } = &test.kind else {
        return match &test.kind {
            ExprKind::And(all) => all.iter().map(likely).product(),
            ExprKind::Unary { op: ast::UnaryOp::Not, operand } => 1.0 - likely(operand),
            _ => 0.5,
        };
    };
    let once = match (&left.kind, rest.first().map(|one| &one.kind)) {
        (ExprKind::Binary { op: BinaryOp::Mod, right, .. }, _) => match right.kind {
            ExprKind::Int(n) if n > 1 => 1.0 / n as f64,
            _ => 0.01,
        },
        _ => 0.125,
    };
    match ops[..] {
        [CompareOp::Eq | CompareOp::Is] => once,
        [CompareOp::Ne | CompareOp::IsNot] => 1.0 - once,
        _ => 0.5,
    }
}

fn operations(s: &ast::Stmt) -> usize {
    let own: usize = s.expressions().into_iter().map(of).sum();
    own + 1 + s.blocks().into_iter().flatten().map(operations).sum::<usize>()
}

fn of(e: &ast::Expr) -> usize {
    let own = match e.kind {
        ExprKind::Call { .. } => 3,
        ExprKind::Binary { .. } | ExprKind::Compare { .. } | ExprKind::Subscript { .. } | ExprKind::Unary { .. } => 1,
        ExprKind::Attribute { .. } => 1,
        _ => 0,
    };
    own + e.children().into_iter().map(of).sum::<usize>()
}
