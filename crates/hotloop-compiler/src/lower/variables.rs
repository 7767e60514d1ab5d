//! What each Python variable is at the current place, and how two paths join.

use super::tuples::join_lengths;
use super::unions::join_types;
use crate::ir::{LiveVariable, LocalId, PyType, Reader};
use std::collections::BTreeMap;

/// A bound variable. Variables that are not there are unbound.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    pub ty: PyType,
    pub parts: Vec<LocalId>,
    /// A local that says whether it is bound; `None`: it is.
    pub bound: Option<LocalId>,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct Variables {
    names: BTreeMap<String, Variable>,
    /// Where each (name, type) lives: the same place on every path.
    homes: BTreeMap<(String, String), Vec<LocalId>>,
    flags: BTreeMap<String, LocalId>,
    /// Variables of functions around this one, by the names that they have here (see `functions.rs`).
    aliases: BTreeMap<String, String>,
}

/// How a join of two paths ends for one variable.
#[derive(Clone, Debug, PartialEq)]
pub enum Joined {
    Same,
    /// Both become this type; `maybe`: it is unbound on one of them.
    To {
        ty: PyType,
        maybe: bool,
    },
    Conflict(PyType, PyType),
}

impl Variables {
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.names.get(self.key(name))
    }

    /// What a variable is called that has this name here.
    pub fn key<'a>(&'a self, name: &'a str) -> &'a str {
        self.aliases.get(name).map_or(name, String::as_str)
    }

    pub fn add_alias(&mut self, name: &str, key: &str) {
        self.aliases.insert(name.into(), key.into());
    }

    /// Takes all that is known of a variable over, under another name.
    pub fn adopt(&mut self, key: &str, from: &Variables, name: &str) {
        if let Some(variable) = from.names.get(name) {
            self.names.insert(key.into(), variable.clone());
        }
        if let Some(flag) = from.flags.get(name) {
            self.flags.insert(key.into(), *flag);
        }
        for ((known, ty), parts) in &from.homes {
            if known == name {
                self.homes.insert((key.into(), ty.clone()), parts.clone());
            }
        }
    }

    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.names.keys()
    }

    pub fn bind(&mut self, name: &str, ty: PyType, parts: Vec<LocalId>) {
        let name = self.key(name).to_string();
        self.homes.entry((name.clone(), format!("{ty:?}"))).or_insert_with(|| parts.clone());
        self.names.insert(name, Variable { ty, parts, bound: None });
    }

    pub fn bind_maybe(&mut self, name: &str, ty: PyType, parts: Vec<LocalId>, flag: LocalId) {
        let name = self.key(name).to_string();
        self.homes.entry((name.clone(), format!("{ty:?}"))).or_insert_with(|| parts.clone());
        self.flags.insert(name.clone(), flag);
        self.names.insert(name, Variable { ty, parts, bound: Some(flag) });
    }

    /// The locals of a name and type, if it has had them before.
    pub fn home(&self, name: &str, ty: &PyType) -> Option<Vec<LocalId>> {
        self.homes.get(&(self.key(name).into(), format!("{ty:?}"))).cloned()
    }

    /// From here on this local says whether a variable is bound, wherever that is not certain.
    pub fn set_flag(&mut self, name: &str, flag: LocalId) {
        let name = self.key(name).to_string();
        self.flags.insert(name, flag);
    }

    pub fn flag(&self, name: &str) -> Option<LocalId> {
        self.flags.get(self.key(name)).copied()
    }

    /// Keeps what another walk has found out about homes.
    pub fn adopt_homes(&mut self, other: &Variables) {
        for (key, parts) in &other.homes {
            self.homes.entry(key.clone()).or_insert_with(|| parts.clone());
        }
        for (name, flag) in &other.flags {
            self.flags.entry(name.clone()).or_insert(*flag);
        }
    }

    pub fn keep_only(&mut self, keep: impl Fn(&str) -> bool) {
        self.names.retain(|name, _| keep(name));
    }

    /// From here on another variable has this name.
    pub fn forget(&mut self, name: &str) {
        self.aliases.remove(name);
        self.names.remove(name);
        self.homes.retain(|(known, _), _| known != name);
        self.flags.remove(name);
    }

    /// A variable as an exit point names it.
    pub fn live(&self, name: &str, reader: Reader) -> Option<LiveVariable> {
        let variable = self.get(name)?;
        let (ty, parts) = match variable.bound {
            None => (variable.ty.clone(), variable.parts.clone()),
            Some(flag) => {
                let parts = std::iter::once(flag).chain(variable.parts.iter().copied()).collect();
                (PyType::Maybe(Box::new(variable.ty.clone())), parts)
            }
        };
        Some(LiveVariable { name: name.into(), ty, parts, reader })
    }

    /// What `name` must be after a join of these paths.
    pub fn join(name: &str, paths: &[&Variables]) -> Joined {
        let found: Vec<&Variable> = paths.iter().filter_map(|p| p.get(name)).collect();
        let Some(first) = found.first() else { return Joined::Same };
        let maybe = found.len() < paths.len() || found.iter().any(|v| v.bound.is_some());
        let mut ty = first.ty.clone();
        for v in &found {
            match join_types(&ty, &v.ty).or_else(|| join_lengths(&ty, &v.ty)) {
                Some(joined) => ty = joined,
                None => return Joined::Conflict(ty, v.ty.clone()),
            }
        }
        let same = found.len() == paths.len() && found.iter().all(|v| v == first) && first.ty == ty;
        if same { Joined::Same } else { Joined::To { ty, maybe } }
    }
}
