//! Functions as values of variables: nested ones and lambdas, builtins, methods of lists.
//!
//! example: `f = lambda x: x * scale` is no machine code. `f(a[i])` is compiled in as the call of any known function is,
//! and reads `scale` where it lies at that time. Where CPython goes on, it makes the function again.
//!
//! A function inside another one shares variables with it. Wherever that one is compiled in, they are among the variables
//! there, by names that no program has: `0.scale` is `scale` of frame 0. So a function may be passed on to others, and
//! what it assigns is known behind the call. It may not outlive the frame that it was made in.

use super::Lowerer;
use super::is_numpy_function;
use super::liveness::Names;
use super::value::PyValue;
use super::variables::Variables;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::environment::{Callee, Environment, Free};
use crate::ir::{FunctionType, Made, PyType};
use crate::report::Called;
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::{free_names, globals, locals, nonlocals, shared};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const RECEIVER: &str = ".receiver";

/// Is it an attribute of that variable?
pub fn is_of_receiver(e: &ast::Expr) -> bool {
    let ExprKind::Attribute { value, .. } = &e.kind else { return false };
    matches!(&value.kind, ExprKind::Name(name) if name == RECEIVER)
}

/// A function that some variable may hold.
#[derive(Clone)]
pub enum Callable {
    Inner(Arc<Inner>),
    /// One of CPython's own, by its full name.
    Builtin(String),
    /// A Python function, and what it was called.
    Python(String, Arc<Callee>),
    /// A method of what is kept.
    Method(String),
}

/// A function inside another one.
pub struct Inner {
    pub function: ast::Function,
    /// The frame that it was made in.
    frame: u32,
    /// Its free names that are variables there or further out, and what these are called where it is compiled in.
    captured: BTreeMap<String, String>,
    /// Those of them that it, or a function inside of it, assigns.
    assigned: BTreeSet<String>,
    /// Those that any function assigns.
    reassigned: Names,
}

/// The names of a function while it is lowered.
#[derive(Clone, Default)]
pub struct Frame {
    number: u32,
    locals: BTreeSet<String>,
    /// Names that it declares to be those of the module.
    globals: BTreeSet<String>,
    captured: BTreeMap<String, String>,
    /// Names that functions inside of it may have from it.
    shared: Names,
    /// Variables that may change in a call: what has been read of them is kept.
    pub reassigned: Names,
}

/// A frame around the one that is lowered.
#[derive(Clone)]
pub struct Around<'a> {
    number: u32,
    environment: &'a Environment,
    called: Option<Called>,
}

/// What functions are lowered in that are compiled into others.
#[derive(Clone)]
pub struct Entered<'a> {
    pub environment: &'a Environment,
    pub called: Option<Called>,
    inner: Option<Arc<Inner>>,
}

impl<'a> Entered<'a> {
    pub fn of_global(environment: &'a Environment, called: Called) -> Self {
        Entered { environment, called: Some(called), inner: None }
    }
}

impl Frame {
    pub fn of(function: &ast::Function, number: u32) -> Frame {
        let (shared, reassigned) = shared(function);
        let (locals, globals) = (locals(function), globals(function));
        Frame { number, locals, globals, captured: BTreeMap::new(), shared, reassigned }
    }

    /// Is it a variable, bound or not, of this frame or of one around it?
    pub fn has_variable(&self, name: &str) -> bool {
        self.locals.contains(name) || self.captured.contains_key(name)
    }

    pub fn is_global(&self, name: &str) -> bool {
        self.globals.contains(name)
    }

    /// May it be another variable than the one that a function inside reads?
    pub fn is_shared_local(&self, name: &str) -> bool {
        self.locals.contains(name) && self.shared.contains(name)
    }
}

/// Is it a variable that functions share, of a frame around?
pub fn is_shared_key(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
}

impl<'a> Lowerer<'a> {
    // Values

    /// The value of a `def` or `lambda`.
    pub fn inner_function(&mut self, function: &ast::Function) -> Result<PyValue> {
        if function.is_generator {
            bail!(function.span, "generators and coroutines run in CPython");
        }
        let mut kept = vec![];
        for default in function.defaults() {
            let value = self.kept_value(default)?;
            kept.push(self.storable(value, default.span)?);
        }
        let mut names: BTreeSet<String> = free_names(function).into_iter().collect();
        let assigned = nonlocals(function);
        names.extend(assigned.iter().cloned());
        let is_variable = |name: &String| self.frame.has_variable(name) || self.variables.get(name).is_some();
        let key = |name: String| match self.variables.key(&name) {
            key if is_shared_key(key) => (name.clone(), key.to_string()),
            _ => (name.clone(), format!("{}.{name}", self.frame.number)),
        };
        let captured: BTreeMap<String, String> = names.into_iter().filter(is_variable).map(key).collect();
        let frame = self.frame.number;
        let known = self.learnt.functions.iter().position(|known| {
            matches!(known, Callable::Inner(inner) if inner.frame == frame && inner.function.span == function.span)
        });
        let number = known.unwrap_or_else(|| {
            let reassigned = self.frame.reassigned.clone();
            let function = function.clone();
            let inner = Inner { function, frame, captured, assigned, reassigned };
            self.learnt.functions.push(Callable::Inner(Arc::new(inner)));
            self.learnt.functions.len() - 1
        });
        Ok(function_value(number, Made::Definition(function.span), kept))
    }

    /// A function that a name stands for, as a value; anything else as it is.
    pub fn as_value(&mut self, value: PyValue) -> PyValue {
        let Some(path) = &value.path else { return value };
        let callable = match self.environment.names.get(path) {
            Some(Free::Builtin(name)) if !is_module(name) => Callable::Builtin(name.clone()),
            Some(Free::Function(callee)) => Callable::Python(path.clone(), callee.clone()),
            _ => return value,
        };
        let path = path.clone();
        self.callable_value(&path, callable)
    }

    /// A Python function that is the default of a parameter.
    pub fn function_value(&mut self, name: &str, of: &Arc<Callee>) -> PyValue {
        self.callable_value(name, Callable::Python(name.into(), of.clone()))
    }

    /// The same of one of CPython's own; `None`: it is a module.
    pub fn builtin_value(&mut self, name: &str, of: &str) -> Option<PyValue> {
        (!is_module(of)).then(|| self.callable_value(name, Callable::Builtin(of.into())))
    }

    fn callable_value(&mut self, path: &str, callable: Callable) -> PyValue {
        let is_same = |known: &Callable| match (known, &callable) {
            (Callable::Builtin(a), Callable::Builtin(b)) => a == b,
            (Callable::Python(_, a), Callable::Python(_, b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        let known = self.learnt.functions.iter().position(is_same);
        let number = known.unwrap_or_else(|| {
            self.learnt.functions.push(callable);
            self.learnt.functions.len() - 1
        });
        function_value(number, Made::Name(path.into()), vec![])
    }

    /// A list of functions of the module as a tuple of them, where only its members are asked for; anything else as it is.
    pub fn functions_of(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        let Some(Free::Functions(members)) = self.free_of(&value) else { return Ok(value) };
        let path = value.path.expect("it has been looked up by that");
        self.free(&path, Free::Tuple(members, None), span)
    }

    /// What a variable is that is an argument: a function that is one is known.
    pub fn type_of_argument(&mut self, at: usize, ty: &PyType) -> PyType {
        let PyType::Passed(number) = ty else { return ty.clone() };
        let value = self.as_value(PyValue::named(format!(".passed{number}")));
        let PyType::Function(of) = &value.ty else { unreachable!("the environment has what is passed") };
        PyType::Function(Arc::new(FunctionType { made: Made::Argument(at as u32), ..(**of).clone() }))
    }

    /// A value that is put somewhere: a function would outlive its frame there.
    fn storable(&mut self, value: PyValue, span: Span) -> Result<PyValue> {
        let value = self.solid(value, span)?;
        if value.path.is_some() || is_function(&value) {
            bail!(span, "{} as a default is not compiled yet", self.what_is(&value));
        }
        Ok(value)
    }

    /// Refuses a second name for a function that CPython would make again for each of them.
    pub fn refuse_second_name(&self, name: &str, value: &PyValue, span: Span) -> Result<()> {
        let made: Vec<_> = value.ty.functions().iter().filter(|of| matches!(of.made, Made::Definition(_))).collect();
        let other = self.variables.names().find(|other| {
            other.as_str() != self.variables.key(name)
                && !other.starts_with('.')
                && self
                    .variables
                    .get(other)
                    .is_some_and(|known| known.ty.functions().iter().any(|of| made.contains(&of)))
        });
        match other {
            Some(other) => {
                bail!(span, "`{name}` would be another name for the function `{other}`, which is not compiled yet")
            }
            None => Ok(()),
        }
    }

    // Calls

    /// Calls a function that a variable holds.
    pub fn call_value(
        &mut self,
        callee: &PyValue,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let of = match &callee.ty {
            PyType::Function(of) => of,
            PyType::Choice(all) => return self.call_one_of(callee, all, args, keywords, span),
            _ => unreachable!("the callers ask for a function"),
        };
        let callable = self.learnt.functions[of.number as usize].clone();
        if let Callable::Builtin(name) = &callable
            && let Some(name) = name.strip_prefix("numpy.").filter(|name| is_numpy_function(name))
        {
            return match self.numpy_call(name, args, keywords, span)? {
                Some(value) => self.computed(value, span),
                None => bail!(span, "`numpy.{name}` with these arguments is not compiled yet"),
            };
        }
        match callable {
            Callable::Builtin(name) => match self.prelude_call(&name, args, keywords, span)? {
                Some(value) => Ok(value),
                None if keywords.is_empty() => self.call_builtin(&name, args, span),
                None => bail!(span, "`{name}` with keyword arguments is not compiled yet"),
            },
            Callable::Python(name, callee) => self.call_function(&name, &callee, vec![], args, keywords, span),
            Callable::Method(_) => {
                let call = self.method_call(callee, args, keywords, span);
                let value = self.expression(&call);
                self.variables.forget(RECEIVER);
                value
            }
            Callable::Inner(inner) => self.call_inner(of, callee, &inner, args, keywords, span),
        }
    }

    /// `append(x)` as `owner.append(x)`, the owner in a variable of ours.
    fn method_call(
        &mut self,
        method: &PyValue,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> ast::Expr {
        let PyType::Function(of) = &method.ty else { unreachable!("the callers ask for one") };
        let Callable::Method(name) = self.learnt.functions[of.number as usize].clone() else {
            unreachable!("the callers ask for one")
        };
        self.bind_hidden(RECEIVER, PyValue::new(of.kept[0].clone(), method.parts.clone()));
        let value = Box::new(ast::Expr { kind: ExprKind::Name(RECEIVER.into()), span });
        let function = Box::new(ast::Expr { kind: ExprKind::Attribute { value, name }, span });
        let (args, keywords) = (args.to_vec(), keywords.to_vec());
        ast::Expr { kind: ExprKind::Call { function, args, keywords }, span }
    }

    /// A statement that is the call of a method in a variable; false: it is something else.
    pub fn method_statement(&mut self, e: &ast::Expr) -> Result<bool> {
        let ExprKind::Call { function, args, keywords } = &e.kind else { return Ok(false) };
        let ExprKind::Name(name) = &function.kind else { return Ok(false) };
        let is_method = |ty: &PyType| {
            matches!(ty, PyType::Function(of)
                if matches!(self.learnt.functions[of.number as usize], Callable::Method(_)))
        };
        if !self.variables.get(name).is_some_and(|variable| is_method(&variable.ty)) {
            return Ok(false);
        }
        let method = self.expression(function)?;
        let call = self.method_call(&method, args, keywords, e.span);
        let done = self.list_statement(&call);
        let done = match done {
            Ok(false) => self.expression(&call).map(|_| true),
            done => done,
        };
        self.variables.forget(RECEIVER);
        done
    }

    /// A method of a list as a value.
    pub fn bound_method(&mut self, owner: PyValue, name: &str) -> PyValue {
        let owner = self.keep(owner);
        let known = self.learnt.functions.iter().position(|f| matches!(f, Callable::Method(known) if known == name));
        let number = known.unwrap_or_else(|| {
            self.learnt.functions.push(Callable::Method(name.into()));
            self.learnt.functions.len() - 1
        });
        function_value(number, Made::Attribute(name.into()), vec![owner])
    }

    fn call_inner(
        &mut self,
        of: &FunctionType,
        callee: &PyValue,
        inner: &Arc<Inner>,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        self.refuse_deep_calls(span)?;
        let Some(around) = self.frame_of(inner) else {
            bail!(
                span,
                "`{}` is called behind the function that has made it, which is not compiled",
                inner.function.name
            )
        };
        if !inner.assigned.is_empty() && !self.build.catches.is_empty() {
            bail!(
                span,
                "`{}` assigns a variable of the function around it, and is called in a `try`",
                inner.function.name
            );
        }
        let kept = self.members_of(&PyValue::new(PyType::tuple(of.kept.clone()), callee.parts.clone()));
        let given = self.given_arguments(vec![], args, keywords, Some(&inner.function), span)?;
        let values = self.fitted_arguments(&inner.function, &mut |_, at| Ok(kept[at].clone()), given, span)?;
        let entered = Entered { environment: around.environment, called: around.called, inner: Some(inner.clone()) };
        match self.calls_itself(of.number) {
            true => {
                if !inner.assigned.is_empty() {
                    bail!(
                        span,
                        "`{}` calls itself and assigns a variable of the function around it",
                        inner.function.name
                    );
                }
                let identity = usize::MAX - of.number as usize;
                self.call_instance(&inner.function, entered, identity, values, span)
            }
            false => self.walk_call(&inner.function, entered, values, span),
        }
    }

    /// Calls a function with values, as `function(*values)`.
    pub fn call_with(&mut self, function: &PyValue, values: Vec<PyValue>, span: Span) -> Result<PyValue> {
        let name = |at: usize| format!(".argument{at}");
        let n = values.len();
        for (at, value) in values.into_iter().enumerate() {
            self.bind_hidden(&name(at), value);
        }
        let args: Vec<ast::Expr> = (0..n).map(|at| ast::Expr { kind: ExprKind::Name(name(at)), span }).collect();
        let result = self.call_value(function, &args, &[], span);
        (0..n).for_each(|at| self.variables.forget(&name(at)));
        result
    }

    /// A variable that no program can name.
    pub fn bind_hidden(&mut self, name: &str, value: PyValue) {
        let value = self.settle(value);
        let parts = self.build.locals_for(name, &value.ty);
        for (&local, part) in parts.iter().zip(value.parts) {
            self.build.note_same_object(local, part);
            self.build.assign(local, part);
        }
        self.variables.forget(name);
        self.variables.bind(name, value.ty, parts);
    }

    /// Where a function finds the variables that it shares; `None`: that frame is over.
    fn frame_of(&self, inner: &Inner) -> Option<Around<'a>> {
        if inner.frame == self.frame.number {
            return Some(self.around());
        }
        self.around.iter().find(|around| around.number == inner.frame).cloned()
    }

    fn around(&self) -> Around<'a> {
        Around { number: self.frame.number, environment: self.environment, called: self.called.clone() }
    }

    /// The variable that a function finds at this place for a key.
    fn shared_type(&self, key: &str) -> Option<&PyType> {
        let own = key.strip_prefix(&format!("{}.", self.frame.number)).unwrap_or(key);
        self.variables.get(own).map(|variable| &variable.ty)
    }

    /// Does it come back to itself by the functions that it finds in variables?
    fn calls_itself(&self, number: u32) -> bool {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![number]);
        while let Some(next) = todo.pop() {
            let Callable::Inner(inner) = &self.learnt.functions[next as usize] else { continue };
            for key in inner.captured.values() {
                for of in self.shared_type(key).map_or(&[][..], PyType::functions) {
                    if of.number == number {
                        return true;
                    }
                    if seen.insert(of.number) {
                        todo.push(of.number);
                    }
                }
            }
        }
        false
    }

    /// Is it the same function in each frame, whatever is passed on with it?
    pub fn is_the_same_anywhere(&self, of: &FunctionType) -> bool {
        of.kept.is_empty() && !matches!(self.learnt.functions[of.number as usize], Callable::Inner(_))
    }

    // Frames

    /// Passes the variables that functions share on to a function that is compiled in.
    pub fn carry_shared(&self, variables: &mut Variables) {
        for key in self.shared_keys() {
            let own = key.strip_prefix(&format!("{}.", self.frame.number)).unwrap_or(&key).to_string();
            variables.adopt(&key, &self.variables, &own);
        }
    }

    /// The frame of a function that is entered by the innermost of `calls`; the variables get the names that it has for
    /// those of functions around it.
    pub fn new_frame(&mut self, function: &ast::Function, entered: &Entered, variables: &mut Variables) -> Frame {
        let site: Vec<Span> = self.calls.clone();
        let frames = &mut self.learnt.frames;
        let known = frames.iter().position(|known| *known == site);
        let number = known.unwrap_or_else(|| {
            frames.push(site);
            frames.len() - 1
        });
        // Frame 0 is the function's own.
        let mut frame = Frame::of(function, number as u32 + 1);
        if let Some(inner) = &entered.inner {
            inner.captured.iter().for_each(|(name, key)| variables.add_alias(name, key));
            frame.captured = inner.captured.clone();
            frame.reassigned.extend(inner.reassigned.iter().cloned());
        }
        frame
    }

    /// The frames around one that is entered from here.
    pub fn frames_around(&self) -> Vec<Around<'a>> {
        self.around.iter().cloned().chain([self.around()]).collect()
    }

    /// The bound variables that functions share, by the names that they have in other frames.
    fn shared_keys(&self) -> Vec<String> {
        let key = |name: &String| match is_shared_key(name) {
            true => Some(name.clone()),
            false => self.frame.shared.contains(name).then(|| format!("{}.{name}", self.frame.number)),
        };
        self.variables.names().filter_map(key).collect()
    }

    /// What a call has made of the variables that functions share.
    pub fn take_back(&mut self, from: &Variables) {
        let own = format!("{}.", self.frame.number);
        for key in from.names().filter(|name| is_shared_key(name)) {
            let name = key.strip_prefix(&own).unwrap_or(key);
            if self.variables.get(name) != from.get(key) {
                self.variables.adopt(name, from, key);
            }
        }
    }

    /// Goes back to the variables as they were outside of a comprehension.
    pub fn leave_comprehension(&mut self, outside: Variables, span: Span) -> Result<()> {
        let inside = std::mem::replace(&mut self.variables, outside);
        let names = inside.names().filter(|name| is_shared_key(name) || self.frame.is_shared_local(name));
        match names.into_iter().find(|name| inside.get(name) != self.variables.get(name)) {
            None => Ok(()),
            Some(name) => bail!(span, "a function that is called here gives `{name}` a value of another type"),
        }
    }

    /// Each `return` of a function that is compiled in must leave these variables in one state.
    pub fn note_shared(&mut self, span: Span) -> Result<()> {
        if !self.variables.names().any(|name| is_shared_key(name)) {
            return Ok(());
        }
        let Some(target) = &mut self.targets.inlined else { return Ok(()) };
        let Some(known) = &target.shared else {
            target.shared = Some(self.variables.clone());
            return Ok(());
        };
        let keys = known.names().chain(self.variables.names()).filter(|name| is_shared_key(name));
        match keys.into_iter().find(|key| known.get(key) != self.variables.get(key)) {
            None => Ok(()),
            Some(key) => {
                let name = key.split_once('.').map_or("", |(_, name)| name);
                let message = format!("`{name}`, which functions share, has several types, or is unbound on one path");
                Err(Diagnostic::new("type", span, message))
            }
        }
    }

    /// The shared variables that a function and those that it calls may read, in the order of their keys.
    pub fn captured_by(&self, entered: &Entered) -> Vec<(String, PyType)> {
        entered.inner.as_ref().map_or(vec![], |inner| self.captured_by_inner(inner))
    }

    pub fn captured_by_inner(&self, inner: &Inner) -> Vec<(String, PyType)> {
        let mut todo: Vec<&String> = inner.captured.values().collect();
        let mut found = BTreeMap::new();
        while let Some(key) = todo.pop() {
            let Some(ty) = self.shared_type(key) else { continue };
            if found.insert(key.clone(), ty.clone()).is_some() {
                continue;
            }
            for of in ty.functions() {
                if let Callable::Inner(other) = &self.learnt.functions[of.number as usize] {
                    todo.extend(other.captured.values());
                }
            }
        }
        found.into_iter().collect()
    }

    /// The value of a shared variable, by its key.
    pub fn shared_value(&mut self, key: &str, span: Span) -> Result<PyValue> {
        let own = key.strip_prefix(&format!("{}.", self.frame.number)).unwrap_or(key).to_string();
        let variable = self.variables.get(&own).expect("the callers have found it").clone();
        if variable.bound.is_some() {
            bail!(span, "a variable that a function shares may be unbound here");
        }
        let parts = variable.parts.iter().map(|&part| self.build.read(part)).collect();
        Ok(PyValue::new(variable.ty, parts))
    }
}

/// May a function that is entered so assign what it shares?
pub fn assigns_shared(functions: &[Callable], ty: &PyType) -> bool {
    let assigns = |callable: &Callable| matches!(callable, Callable::Inner(inner) if !inner.assigned.is_empty());
    ty.functions().iter().any(|of| assigns(&functions[of.number as usize]))
}

pub fn is_function(value: &PyValue) -> bool {
    !value.ty.functions().is_empty()
}

fn function_value(number: usize, made: Made, kept: Vec<PyValue>) -> PyValue {
    let (types, parts): (Vec<PyType>, Vec<_>) = kept.into_iter().map(|value| (value.ty, value.parts)).unzip();
    let of = FunctionType { number: number as u32, made, kept: types };
    PyValue::new(PyType::Function(Arc::new(of)), parts.concat())
}

fn is_module(name: &str) -> bool {
    matches!(name, "math" | "cmath" | "operator" | "random")
}
