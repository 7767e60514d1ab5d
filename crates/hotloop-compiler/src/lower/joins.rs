//! Where paths meet: of which types the variables are behind, and what makes each path's values of those.
//!
//! `if c: x = 1` / `else: x = 2.5` binds x to an int or a float; `xs = []` on one path and a list of floats on another
//! is learnt to be a list of floats, and a list that is an argument may have to be read as another type.

use super::Lowerer;
use super::finals::RETURNED;
use super::functions::is_shared_key;
use super::liveness::Names;
use super::value::{PyValue, describe};
use super::variables::{Joined, Variable, Variables};
use crate::diagnostic::{Diagnostic, Result, Span};
use crate::ir::{self, Block, ExprId, LocalId, PyType, Type};

impl Lowerer<'_> {
    /// The variables after a join of paths, for the names that are still needed.
    pub fn join(&mut self, paths: &[Variables], live: &Names, span: Span) -> Result<Variables> {
        let mut joined = paths[0].clone();
        paths.iter().for_each(|p| joined.adopt_homes(p));
        let kept = live | &self.liveness.shown;
        joined.keep_only(|name| name == RETURNED || kept.contains(name));
        let refs: Vec<&Variables> = paths.iter().collect();
        for name in &kept {
            match Variables::join(name, &refs) {
                Joined::Same => {}
                Joined::To { ty, maybe } => self.bind_joined(&mut joined, name, ty, maybe),
                Joined::Conflict(..) if !live.contains(name) && !is_shared_key(name) => {
                    self.learnt.not_shown.insert(name.clone());
                    return Err(Diagnostic::new("again", span, "this variable cannot be shown"));
                }
                Joined::Conflict(a, b) => {
                    if let Some(again) = self.learn_object(name, &a, &b, span) {
                        return Err(again);
                    }
                    if let Some(again) = self.empty_list_among(name, &refs, span) {
                        return Err(again);
                    }
                    if let Some(refusal) = self.number_beside_none(name, &refs, span) {
                        return Err(refusal);
                    }
                    let d = Diagnostic::new(
                        "type",
                        span,
                        format!("`{name}` is {} on one path and {} on another", describe(&a), describe(&b)),
                    );
                    let wanted = [self.lists_wanted(name, &refs), self.wanted_among(name, &refs)].concat();
                    return Err(Diagnostic { wanted, ..d.hint("use another name for one of them") });
                }
            }
        }
        Ok(joined)
    }

    /// Where paths differ only in that one has a `[]` of which nothing is known yet.
    fn empty_list_among(&mut self, name: &str, paths: &[&Variables], span: Span) -> Option<Diagnostic> {
        let lists: Vec<(ir::Elem, LocalId)> = paths
            .iter()
            .filter_map(|path| match path.get(name)? {
                Variable { ty: PyType::List(elem), parts, .. } => Some((*elem, parts[0])),
                _ => None,
            })
            .collect();
        let tables = paths.iter().filter_map(|path| match path.get(name)? {
            Variable { ty: PyType::Row(elem), parts, .. } => Some((*elem, parts[0])),
            _ => None,
        });
        for (elem, table) in tables.collect::<Vec<_>>() {
            if let Some(again) = self.learn_rows(table, &elem.python(), span) {
                return Some(again);
            }
        }
        let of_rows = paths.iter().find_map(|path| match &path.get(name)?.ty {
            PyType::RaggedRow(item) => Some((**item).clone()),
            _ => None,
        });
        if let Some(item) = of_rows {
            return self.numbered_elsewhere(name, paths, &item, span);
        }
        let of_ragged = paths.iter().find_map(|path| match &path.get(name)?.ty {
            PyType::Ragged(item) => Some((**item).clone()),
            _ => None,
        });
        if let Some(item) = of_ragged {
            let lists = paths.iter().filter_map(|path| match path.get(name)? {
                Variable { ty: PyType::List(_) | PyType::Table(_), parts, .. } => Some(parts[0]),
                _ => None,
            });
            return lists.collect::<Vec<_>>().into_iter().find_map(|list| self.learn_rows(list, &item, span));
        }
        let of_records = paths.iter().find_map(|path| match &path.get(name)?.ty {
            PyType::Records(item) => Some((**item).clone()),
            _ => None,
        });
        if let Some(item) = of_records {
            let mut among = lists.into_iter();
            return among.find_map(|(_, list)| self.learn_record(list, &item, span));
        }
        let wanted = lists.iter().map(|(elem, _)| *elem).find(|elem| *elem != ir::Elem::Int64)?;
        lists.into_iter().filter(|(elem, _)| *elem != wanted).find_map(|(_, l)| self.learn_element(l, wanted, span))
    }

    /// Which types arguments would have to have for their lists to be of one type on all paths.
    fn lists_wanted(&self, name: &str, paths: &[&Variables]) -> Vec<(usize, PyType)> {
        let lists: Vec<(PyType, LocalId)> = paths
            .iter()
            .filter_map(|path| match path.get(name)? {
                Variable { ty: PyType::List(elem), parts, .. } => Some((elem.python(), parts[0])),
                Variable { ty: PyType::Records(item), parts, .. } => Some(((**item).clone(), parts[0])),
                _ => None,
            })
            .collect();
        let others = lists.iter().flat_map(|(own, list)| lists.iter().map(move |(item, _)| (own, *list, item)));
        others
            .filter(|(own, _, item)| own != item)
            .flat_map(|(own, list, item)| self.wanted(list, item, Some(own)))
            .filter(|(_, ty)| matches!(ty, PyType::Records(_)))
            .collect()
    }

    fn bind_joined(&mut self, joined: &mut Variables, name: &str, ty: PyType, maybe: bool) {
        let parts = match joined.home(name, &ty) {
            Some(parts) => parts,
            None => self.build.locals_for(name, &ty),
        };
        if !maybe {
            return joined.bind(name, ty, parts);
        }
        let flag = match joined.flag(name) {
            Some(flag) => flag,
            None => self.build.local(&format!("{name}.bound"), Type::BOOL),
        };
        joined.bind_maybe(name, ty, parts, flag);
    }

    /// Statements that turn one state of the variables into another that holds it.
    pub fn coercion(&mut self, from: &Variables, to: &Variables) -> Block {
        self.build.open();
        let names: Vec<String> = to.names().cloned().collect();
        for name in &names {
            let target = to.get(name).expect("a name of `to`").clone();
            match from.get(name).cloned() {
                Some(source) if source == target => {}
                Some(source) => {
                    let values: Vec<ExprId> = source.parts.iter().map(|&p| self.build.read(p)).collect();
                    let value = self.convert(PyValue::new(source.ty, values), &target.ty);
                    if source.parts != target.parts {
                        target.parts.iter().zip(value.parts).for_each(|(&l, v)| self.build.assign(l, v));
                    }
                    if let (Some(flag), was) = (target.bound, source.bound)
                        && was != Some(flag)
                    {
                        let yes = self.build.bool(true);
                        self.build.assign(flag, yes);
                    }
                }
                None => {
                    for &part in &target.parts {
                        let zero = self.zero(part);
                        if let Some(zero) = zero {
                            self.build.assign(part, zero);
                        }
                    }
                    if let Some(flag) = target.bound {
                        let no = self.build.bool(false);
                        self.build.assign(flag, no);
                    }
                }
            }
        }
        self.build.close()
    }

    pub fn zero(&mut self, local: LocalId) -> Option<ExprId> {
        match self.build.module.entry.locals[local.0 as usize].ty {
            Type::Scalar(ir::Scalar::Bool) => Some(self.build.bool(false)),
            Type::Scalar(ir::Scalar::Int) => Some(self.build.int(0)),
            Type::Scalar(ir::Scalar::Float) => Some(self.build.float(0.0)),
            Type::Buffer(..) => {
                let other = self.build.stand_in(local);
                Some(self.build.read(other))
            }
            _ => None,
        }
    }
}
