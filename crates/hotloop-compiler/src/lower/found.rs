//! Lists and arrays among the free names: globals, and what the cells of closures hold.
//!
//! example: in `for p in PRIMES` of a function that a loop calls, `PRIMES` is a parameter `.found0` behind those of the
//! function that is compiled. Which list it is, is looked up at each call, so the name may be given another one between
//! two calls. What only CPython uses, in the middle, is no parameter with elements: it need not be read.

use super::Lowerer;
use super::globals::is_module;
use super::recursion::has_pool;
use super::value::PyValue;
use crate::Request;
use crate::bail;
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::PyType;
use std::collections::BTreeSet;
use std::rc::Rc;

const NAME: &str = ".found";

/// Types of arguments: objects in the place of what is found and not used.
pub fn arguments(request: &Request, n_params: usize, used: &BTreeSet<usize>) -> Rc<[PyType]> {
    let first = n_params + request.environment.n_generators;
    let own = |(at, ty): (usize, &PyType)| match at.checked_sub(first) {
        Some(number) if !used.contains(&number) => PyType::Object,
        // `globals()` is passed: that is a dict, not the module.
        None if is_module(ty) => PyType::Object,
        _ => ty.clone(),
    };
    request.arguments.iter().enumerate().map(own).collect()
}

/// The number in the name of such a parameter.
pub fn number_of(name: &str) -> Option<usize> {
    name.strip_prefix(NAME)?.parse().ok()
}

impl Lowerer<'_> {
    /// Their parameters, behind those of the generators.
    pub fn add_found(&mut self, types: &[PyType]) {
        for (at, ty) in types.iter().enumerate() {
            let is_used = self.learnt.found.contains(&at);
            let ty = if is_used { ty.clone() } else { PyType::Object };
            let name = format!("{NAME}{at}");
            let parts = self.build.locals_for(&name, &ty);
            self.build.found.push(is_used.then(|| (ty.clone(), parts)));
            self.build.module.entry.params.push((name, ty));
        }
    }

    /// The list or array of a number; anything else is an object that only CPython uses.
    pub fn free_found(&mut self, at: usize, path: &str, span: Span) -> Result<PyValue> {
        if let Some(Some((ty, parts))) = self.build.found.get(at).cloned() {
            let parts = parts.into_iter().map(|part| self.build.read(part)).collect();
            return Ok(PyValue::new(ty, parts));
        }
        let first = self.request.arguments.len() - self.request.environment.n_found;
        if !has_elements(&self.request.arguments[first + at]) {
            return Ok(PyValue::named(path.into()));
        }
        if !self.learnt.found.insert(at) {
            bail!(span, "`{path}` in a function that calls itself is not compiled yet"; hint: "pass it as an argument");
        }
        Err(Diagnostic::new("again", span, "a list that is found is used"))
    }

    /// Those that are used, for a function that is called.
    pub fn all_found(&mut self) -> Vec<PyValue> {
        let used: Vec<_> = self.build.found.iter().flatten().filter(|(ty, _)| !has_pool(ty)).cloned().collect();
        let value = |(ty, parts): (PyType, Vec<_>)| {
            PyValue::new(ty, parts.into_iter().map(|part| self.build.read(part)).collect())
        };
        used.into_iter().map(value).collect()
    }

    /// The names of their parameters, in the same order.
    pub fn names_of_found(&self) -> Vec<String> {
        let is_passed = |one: &Option<(PyType, Vec<_>)>| one.as_ref().is_some_and(|(ty, _)| !has_pool(ty));
        let used = self.build.found.iter().enumerate().filter(|(_, one)| is_passed(one));
        used.map(|(at, _)| format!("{NAME}{at}")).collect()
    }
}

fn has_elements(ty: &PyType) -> bool {
    matches!(
        ty,
        PyType::List(_)
            | PyType::Records(_)
            | PyType::Table(_)
            | PyType::Ragged(_)
            | PyType::RaggedRow(_)
            | PyType::Nested(_)
            | PyType::Array { .. }
    ) || is_module(ty)
}
