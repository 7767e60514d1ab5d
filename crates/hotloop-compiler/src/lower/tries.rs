//! `try`: exceptions that machine code knows go to their handler by a jump; all others are CPython's.
//!
//! before: `try: x = 1 / d` `except ZeroDivisionError: x = 0.0`
//! after:  `block 'done { block 'zero { if d == 0 { break 'zero }; x = 1 / d; break 'done }; x = 0.0 }`
//!
//! A check that fails in another way leaves by the last exit point, which is before the `try`: in it there are none.

use super::Lowerer;
use super::builder::Catch;
use super::finals::{has_other_jumps, may_be_repeated, with_last};
use super::liveness::Names;
use super::statements::Flow;
use super::variables::{Variable, Variables};
use crate::bail;
use crate::diagnostic::Result;
use crate::environment::Free;
use crate::ir::{Block, Failure, Label, LocalId, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind, Handler, StmtKind};
use std::collections::BTreeMap;

/// A `try` while its body is walked.
pub struct TryScope {
    start: Variables,
    /// Variables that were something else behind a statement: what, if it was one thing only.
    changed: BTreeMap<String, Option<(PyType, Vec<LocalId>)>>,
}

impl TryScope {
    fn new(start: &Variables) -> Self {
        TryScope { start: start.clone(), changed: BTreeMap::new() }
    }

    /// Is a variable certainly bound, before and in the body?
    fn binds(&self, name: &str) -> bool {
        self.start.get(name).is_some_and(|variable| variable.bound.is_none())
    }
}

/// Exceptions that machine code knows, and the classes that catch them.
const KNOWN: &[(Failure, &[&str])] = &[
    (Failure::Index, &["IndexError", "LookupError", "Exception", "BaseException"]),
    (Failure::ZeroDivision, &["ZeroDivisionError", "ArithmeticError", "Exception", "BaseException"]),
    (Failure::Value, &["ValueError", "Exception", "BaseException"]),
];

/// Classes that catch none of them.
const OTHERS: &[&str] = &[
    "AssertionError",
    "AttributeError",
    "EOFError",
    "FloatingPointError",
    "KeyError",
    "KeyboardInterrupt",
    "MemoryError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RecursionError",
    "RuntimeError",
    "StopIteration",
    "TypeError",
    "UnboundLocalError",
    "UnicodeError",
];

/// Does a handler take an exception?
#[derive(Clone, Copy, PartialEq)]
enum Taken {
    No,
    Yes,
    /// Only CPython can tell, or do what the handler does.
    Unknown,
}

impl Lowerer<'_> {
    /// May there be exit points? A `try` is done as a whole.
    pub fn may_leave(&self) -> bool {
        self.calls.is_empty() && self.tries.is_empty()
    }

    /// Behind a statement: what a variable is that was something else where a `try` began.
    pub fn note_changes(&mut self) {
        for TryScope { start, changed } in &mut self.tries {
            let names: Names = start.names().chain(self.variables.names()).cloned().collect();
            for name in names.into_iter().filter(|name| start.get(name) != self.variables.get(name)) {
                let place = |variable: &Variable| (variable.ty.clone(), variable.parts.clone());
                let (before, now) = (start.get(&name).map(place), self.variables.get(&name).map(place));
                let one = now.filter(|now| before.is_none_or(|before| before == *now));
                let known = changed.entry(name).or_insert_with(|| one.clone());
                if *known != one {
                    *known = None;
                }
            }
        }
    }

    /// A variable has got a value in a `try` before which it was unbound: a handler has to know whether it has.
    pub fn flag_in_try(&mut self, name: &str) {
        if self.tries.iter().all(|scope| scope.binds(name)) {
            return;
        }
        let flag = self.flag_of(name);
        let yes = self.build.bool(true);
        self.build.assign(flag, yes);
    }

    pub fn flag_of(&mut self, name: &str) -> LocalId {
        if let Some(flag) = self.variables.flag(name) {
            return flag;
        }
        let flag = self.build.local(&format!("{name}.bound"), Type::BOOL);
        self.variables.set_flag(name, flag);
        flag
    }

    pub fn try_statement(
        &mut self,
        s: &ast::Stmt,
        body: &[ast::Stmt],
        handlers: &[Handler],
        orelse: &[ast::Stmt],
        finalbody: &[ast::Stmt],
    ) -> Result<Flow> {
        let jumps =
            || body.iter().chain(handlers.iter().flat_map(|h| &h.body)).chain(orelse).any(|s| jumps_out(s, false));
        let may_be_repeated = handlers.is_empty() && may_be_repeated(finalbody) && !has_other_jumps(body, jumps_out);
        let mut repeated = vec![];
        let body = match !finalbody.is_empty() && jumps() {
            false => body,
            true if may_be_repeated => {
                repeated.extend(with_last(body, finalbody, false));
                &repeated
            }
            true => bail!(s.span, "a jump out of a `try` with this `finally` is not compiled yet"),
        };
        let start = self.variables.clone();
        let labels: Vec<Label> = handlers.iter().map(|_| self.build.label()).collect();
        let done = self.build.label();
        let catches = self.catches(handlers, &labels, !finalbody.is_empty());
        self.build.catches.push(catches);
        self.tries.push(TryScope::new(&start));
        let tried = self.branch(body, start.clone());
        let catches = self.build.catches.pop().expect("pushed above");
        let scope = self.tries.pop().expect("pushed above");
        let (mut block, flow, end) = tried?;
        // Behind the body and its `else`; each handler that something jumps to.
        let mut ends: Vec<(Option<Label>, Block, Option<Variables>)> = vec![];
        let own = match (flow, end) {
            (Flow::Next, Some(end)) => {
                // Its exceptions are not this statement's, nor is it a place to leave from.
                self.tries.push(TryScope::new(&start));
                let other = self.branch(orelse, end);
                self.tries.pop();
                let (more, _, end) = other?;
                block.extend(more);
                end
            }
            _ => None,
        };
        ends.push((None, block, own));
        for (at, (handler, &label)) in handlers.iter().zip(&labels).enumerate() {
            if !catches.iter().any(|catch| catch.to == Some(label) && catch.is_used) {
                continue;
            }
            let state = self.at_handler(handler, &scope)?;
            self.tries.push(TryScope::new(&state));
            let handled = self.branch_from(state, |this| {
                // CPython looks at those before, too.
                handlers[..=at].iter().for_each(|one| this.count_line(one.span));
                this.block(&handler.body)
            });
            self.tries.pop();
            let (block, _, end) = handled?;
            ends.push((Some(label), block, end));
        }
        let ends_in_handlers = ends.len() > 1;
        let states: Vec<Variables> = ends.iter().filter_map(|(.., end)| end.clone()).collect();
        let joined = match states.is_empty() {
            true => None,
            false => {
                let live = self.liveness.after.get(&s.span).cloned().unwrap_or_default();
                let live = finalbody.iter().fold(live, |live, s| &live | &super::liveness::reads_of(s));
                Some(self.join(&states, &live, s.span)?)
            }
        };
        let mut all: Block = vec![];
        for (label, block, end) in ends {
            if let Some(label) = label {
                all = vec![Stmt::Block { label, body: all }];
            }
            all.extend(block);
            if let (Some(end), Some(joined)) = (end, &joined) {
                all.extend(self.coercion(&end, joined));
                all.push(Stmt::Break(done));
            }
        }
        if ends_in_handlers {
            self.unbind(&scope);
        }
        self.build.push(Stmt::Block { label: done, body: all });
        let Some(joined) = joined else { return Ok(Flow::Never) };
        self.variables = joined;
        self.tries.push(TryScope::new(&self.variables));
        let flow = self.block(finalbody);
        self.tries.pop();
        flow
    }

    /// Where each exception goes that machine code knows; what no handler takes is for the `try` around.
    fn catches(&self, handlers: &[Handler], labels: &[Label], has_finally: bool) -> Vec<Catch> {
        let mut catches = vec![];
        for &(why, classes) in KNOWN {
            let taken = handlers.iter().zip(labels).find_map(|(handler, &label)| match self.takes(handler, classes) {
                Taken::No => None,
                Taken::Yes => Some(Some(label)),
                Taken::Unknown => Some(None),
            });
            if let Some(to) = taken.or(has_finally.then_some(None)) {
                catches.push(Catch { why, to, is_used: false });
            }
        }
        catches
    }

    fn takes(&self, handler: &Handler, by: &[&str]) -> Taken {
        let one = |e: &ast::Expr| {
            let ExprKind::Name(name) = &e.kind else { return Taken::Unknown };
            match (self.variables.get(name), self.environment.names.get(name)) {
                (None, Some(Free::Builtin(class))) if by.contains(&class.as_str()) => Taken::Yes,
                (None, Some(Free::Builtin(class))) if OTHERS.contains(&class.as_str()) => Taken::No,
                (None, Some(Free::Builtin(class))) if KNOWN.iter().any(|(_, all)| all.contains(&class.as_str())) => {
                    Taken::No
                }
                _ => Taken::Unknown,
            }
        };
        let taken = match &handler.classes {
            None => Taken::Yes,
            Some(ast::Expr { kind: ExprKind::Tuple(all), .. }) => {
                all.iter().map(one).find(|taken| *taken != Taken::No).unwrap_or(Taken::No)
            }
            Some(class) => one(class),
        };
        // The exception itself is an object.
        if taken == Taken::Yes && handler.name.is_some() { Taken::Unknown } else { taken }
    }

    /// The variables where a handler begins, wherever in the body that was left.
    fn at_handler(&mut self, handler: &Handler, scope: &TryScope) -> Result<Variables> {
        let live = self.liveness.at_handler.get(&handler.span).cloned().unwrap_or_default();
        let mut state = scope.start.clone();
        state.adopt_homes(&self.variables);
        for (name, now) in &scope.changed {
            let flag = self.flag_of(name);
            let is_same_flag = scope.start.get(name).is_none_or(|variable| variable.bound == Some(flag));
            match now {
                Some((ty, parts)) if is_same_flag => state.bind_maybe(name, ty.clone(), parts.clone(), flag),
                _ if live.contains(name) => {
                    bail!(handler.span, "`{name}` may be of another type here than before the `try`";
                        hint: "use another name for one of them");
                }
                _ => state.keep_only(|other| other != name),
            }
        }
        Ok(state)
    }

    /// Before a `try`: values for what only its body binds, and flags that say so.
    fn unbind(&mut self, scope: &TryScope) {
        for (name, now) in &scope.changed {
            let Some((_, parts)) = now.as_ref().filter(|_| scope.start.get(name).is_none()) else { continue };
            for &part in parts {
                if let Some(zero) = self.zero(part) {
                    self.build.assign(part, zero);
                }
            }
            let (flag, no) = (self.flag_of(name), self.build.bool(false));
            self.build.assign(flag, no);
        }
    }
}

/// May it leave the statement that it stands in? `in_loop`: a `break` stays inside.
fn jumps_out(s: &ast::Stmt, in_loop: bool) -> bool {
    match &s.kind {
        StmtKind::Return(_) => true,
        StmtKind::Break | StmtKind::Continue => !in_loop,
        StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
            body.iter().any(|s| jumps_out(s, true)) || orelse.iter().any(|s| jumps_out(s, in_loop))
        }
        StmtKind::Function(_) => false,
        _ => s.blocks().into_iter().flatten().any(|s| jumps_out(s, in_loop)),
    }
}
