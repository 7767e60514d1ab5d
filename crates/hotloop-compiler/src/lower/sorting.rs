//! `a.sort()` and `sorted(items)`, with `key` and `reverse`.
//!
//! example: `a.sort(key=f)` is a copy of `a`, the list `[f(x) for x in a]`, `sort copy, (keys, float64, 0)`, and the copy's
//! elements stored in the place of those of `a`. A list with a NaN is CPython's to sort: where that goes depends on its
//! algorithm.

use super::Lowerer;
use super::expressions::is_list;
use super::slices::Places;
use super::value::{PyValue, describe};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{Edit, ExprId, PyType, UnaryOp};
use crate::syntax::ast::{self, ExprKind};

/// The name of what is sorted, while `key` is called: no program has it.
const SORTED: &str = ".sorted";

/// What is said by keywords.
struct Order {
    key: Option<ast::Expr>,
    /// 1: descending.
    reverse: ExprId,
}

impl Lowerer<'_> {
    /// `sorted(items, key=.., reverse=..)`
    pub fn sorted_call(
        &mut self,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let [items] = args else { bail!(span, "`sorted` of {} arguments is not compiled yet", args.len()) };
        let list = self.list_call(items, span)?;
        let order = self.order(keywords, span)?;
        self.put_in_order(&list, &order, span)?;
        Ok(list)
    }

    /// `list.sort(key=.., reverse=..)` of a list or a row.
    pub fn sort(&mut self, list: &PyValue, keywords: &[(Option<String>, ast::Expr)], span: Span) -> Result<()> {
        let order = self.order(keywords, span)?;
        if let Some(key) = &order.key
            && !self.may_be_global(key)
        {
            // While CPython sorts, the list is empty, which a function in here may see.
            bail!(key.span, "`.sort` by a function that is made here is not compiled yet"; hint: "write `a[:] = sorted(a, key=...)`");
        }
        let whole = self.whole(list).expect("the caller has a list");
        let copy = self.copied(&[whole]);
        self.put_in_order(&copy, &order, span)?;
        let part = self.whole(&copy).expect("a new list");
        let n = self.build.keep(part.n);
        let (first, step) = (self.build.int(0), self.build.int(1));
        let row = if let PyType::Row(_) = list.ty { Some(list.parts[1]) } else { None };
        self.overwrite(whole.from, row, Places { first, step, n }, &part);
        Ok(())
    }

    fn order(&mut self, keywords: &[(Option<String>, ast::Expr)], span: Span) -> Result<Order> {
        let mut order = Order { key: None, reverse: self.build.int(0) };
        for (name, e) in keywords {
            match name.as_deref() {
                Some("key") if matches!(e.kind, ExprKind::None) => {}
                Some("key") => order.key = Some(self.called_often(e)?),
                // Others could change what is sorted before CPython looks at it.
                Some("reverse") if matches!(e.kind, ExprKind::Name(_) | ExprKind::Bool(_) | ExprKind::Int(_)) => {
                    let value = self.expression(e)?;
                    if !matches!(value.ty, PyType::Bool | PyType::Int) {
                        bail!(e.span, "`reverse` is {} here, which is not compiled yet", self.what_is(&value));
                    }
                    let truth = self.truth(value, e.span)?;
                    let truth = self.build.unary(UnaryOp::BoolToInt, truth);
                    order.reverse = self.build.keep(truth);
                }
                Some("reverse") => bail!(e.span, "this `reverse` is not compiled yet"; hint: "give it a name before"),
                _ => bail!(span, "sorting with these arguments is not compiled yet"),
            }
        }
        Ok(order)
    }

    /// Sorts a list that nobody else has seen yet.
    fn put_in_order(&mut self, list: &PyValue, order: &Order, span: Span) -> Result<()> {
        let keys = match &order.key {
            None => list.clone(),
            Some(key) => self.keys(list, key, span)?,
        };
        let Some(elem) = self.whole(&keys).map(|keys| keys.elem).filter(|elem| elem.has_order()) else {
            bail!(span, "sorting by {} is not compiled yet", describe(&keys.ty))
        };
        let (from, code) = (keys.parts[0], self.build.int(elem as i64));
        let to = self.buffer_of(list).expect("a new list is a local");
        self.build.edit(Edit::Sort, to, vec![from, code, order.reverse]);
        Ok(())
    }

    /// `[key(x) for x in list]`
    fn keys(&mut self, list: &PyValue, key: &ast::Expr, span: Span) -> Result<PyValue> {
        let name = |name: &str| ast::Expr { kind: ExprKind::Name(name.into()), span };
        let item = name(".item");
        let function = Box::new(key.clone());
        let call =
            ast::Expr { kind: ExprKind::Call { function, args: vec![item.clone()], keywords: vec![] }, span: key.span };
        let clause = ast::Clause { target: item, iter: name(SORTED), conditions: vec![] };
        self.assign_name(SORTED, list.clone(), span)?;
        let keys = self.collected(&call, &[clause], span);
        self.variables.forget(SORTED);
        let keys = keys?;
        match is_list(&keys.ty) {
            true => Ok(keys),
            false => bail!(span, "sorting by {} is not compiled yet", describe(&keys.ty)),
        }
    }
}
