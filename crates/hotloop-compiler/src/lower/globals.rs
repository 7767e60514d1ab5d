//! Global variables that a function assigns.
//!
//! example: `global count; count += 1` changes the attribute `count` of an instance of which there is one, the module.
//! It is behind the lists that are found, with a buffer for each of its variables that are numbers: so what holds for
//! attributes (undo, writing back, what others see at a poll) holds for them, and all functions that are compiled in
//! read the same place. Names of a module that nothing assigns are constants.

use super::Lowerer;
use super::expressions::Element;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::{PyType, Shape};
use crate::syntax::ast::{self, StmtKind};
use crate::syntax::target_names;
use std::sync::Arc;

impl Lowerer<'_> {
    /// The value of a variable of a module.
    pub fn global(&mut self, module: usize, name: &str, span: Span) -> Result<PyValue> {
        let place = self.global_place(module, name, span)?;
        Ok(self.load_place(&place))
    }

    pub fn assign_global(&mut self, name: &str, value: PyValue, span: Span) -> Result<()> {
        let Some(Free::Global(module, name)) = self.environment.names.get(name).cloned() else {
            bail!(span, "the global variable `{name}` has no value yet";
                hint: "give it a number at the top of the module")
        };
        let value = self.settle(value);
        let value = self.keep(value);
        let place = self.global_place(module, &name, span)?;
        self.store_field(&place, value, span)
    }

    /// Does a statement assign one by its name?
    pub fn assigns_global(&self, s: &ast::Stmt) -> bool {
        let mut names = vec![];
        match &s.kind {
            StmtKind::Assign { targets, .. } => targets.iter().for_each(|target| target_names(target, &mut names)),
            StmtKind::AugAssign { target, .. } => target_names(target, &mut names),
            _ => {}
        }
        names.into_iter().any(|name| self.frame.is_global(name))
    }

    /// What holds them, for a function that is called.
    pub fn modules_fields(&mut self) -> Vec<PyValue> {
        let modules: Vec<PyType> = self.build.found.iter().flatten().map(|(ty, _)| ty.clone()).collect();
        let fields = modules.iter().filter_map(|ty| match ty {
            PyType::Instance(shape) => {
                let parts = self.fields.get(&shape.class).expect("the module's parameter has brought them").clone();
                let parts = parts.into_iter().map(|part| self.build.read(part)).collect();
                Some(PyValue::new(PyType::Fields(shape.clone()), parts))
            }
            _ => None,
        });
        fields.collect()
    }

    fn global_place(&mut self, module: usize, name: &str, span: Span) -> Result<Element> {
        let of = self.free_found(module, name, span)?;
        let place = match &of.ty {
            PyType::Instance(shape) => self.field(&of, &Arc::clone(shape), name),
            _ => None,
        };
        match place {
            Some(place) => Ok(place),
            None => bail!(span, "the global variable `{name}` is assigned, and is no number";
                hint: "pass it as an argument and return it"),
        }
    }
}

/// Is it a module with the variables of it that are assigned?
pub fn is_module(ty: &PyType) -> bool {
    matches!(ty, PyType::Instance(shape) if Shape::is_module(shape))
}
