//! Values that are of one type on one path and of another on another.
//!
//! `s = 0.0; for ..: s += a[i]` over an array: `s` is a float before the loop and a `numpy.float64` after an addition,
//! so at the loop's header it is a union: a flag, and one place for the float of either.
//!
//! An operation is lowered once for each type that its result may have: `s + a[i]` is a `numpy.float64` either way, so
//! it reads the place and no flag.

use super::Lowerer;
use super::dtypes::{common_elem, float_size, promoted_in_arrays};
use super::value::{Kind, Number, PyValue};
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, Elem, ExprId, Failure, Likely, Members, PyType, Stmt};
use crate::syntax::ast::CompareOp;
use crate::{bail, ir};

/// The type that holds both, if there is one.
pub fn join_types(a: &PyType, b: &PyType) -> Option<PyType> {
    if a == b {
        return Some(a.clone());
    }
    if let (PyType::Int, PyType::Word) | (PyType::Word, PyType::Int) = (a, b) {
        return Some(PyType::Word);
    }
    if let (PyType::Tuple(a), PyType::Tuple(b)) = (a, b)
        && a.len() == b.len()
    {
        // Whose class it is could not be told behind.
        let types =
            a.iter().zip(b).map(|(a, b)| join_types(a, b)).collect::<Option<_>>().filter(|_| a.class == b.class);
        return types.map(|types| PyType::Tuple(Members::of_class(types, a.class.clone())));
    }
    if let (PyType::Char, PyType::Str(elem)) | (PyType::Str(elem), PyType::Char) = (a, b) {
        return Some(PyType::Str(*elem));
    }
    if let (PyType::Str(a), PyType::Str(b)) = (a, b) {
        return Some(PyType::Str(*a.max(b)));
    }
    if !a.functions().is_empty() && !b.functions().is_empty() {
        let mut all = [a.functions(), b.functions()].concat();
        all.sort();
        all.dedup();
        // What is not chosen keeps something all the same, which must be easy to make.
        let is_plain = all.iter().all(|one| one.parts().iter().all(|ty| ty.scalar().is_some()));
        return (is_plain && all.len() <= MOST_FUNCTIONS).then_some(PyType::Choice(all));
    }
    if let Some(joined) = join_optional(a, b) {
        return Some(joined);
    }
    let mut members = [a.members(), b.members()].concat();
    members.sort();
    members.dedup();
    let can_be_told = members.iter().all(|m| *m == PyType::None || Number::of(m).is_some())
        || members == [PyType::None, PyType::Char];
    can_be_told.then_some(PyType::Union(members))
}

/// `None` or something that is no number.
fn join_optional(a: &PyType, b: &PyType) -> Option<PyType> {
    if [a, b].iter().all(|ty| !ty.members().contains(&PyType::None)) {
        return None;
    }
    let there =
        |ty: &PyType| ty.members().iter().filter(|member| **member != PyType::None).cloned().collect::<Vec<_>>();
    let of = match (&there(a)[..], &there(b)[..]) {
        ([of], []) | ([], [of]) => of.clone(),
        ([x], [y]) => join_types(x, y)?,
        _ => return None,
    };
    of.may_be_optional().then(|| PyType::Union(vec![PyType::None, of]))
}

/// Functions that a variable may hold one of: each call of it is one of each of them.
const MOST_FUNCTIONS: usize = 32;

/// May an int among the operands be rounded to a float, as `+` does, or must the operation see its digits, as `<` does?
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ints {
    Rounded,
    Exact,
}

/// The members of the operands for which an operation gives results of one type.
struct Case {
    result: PyType,
    /// In which type NumPy computes, if it does.
    common: Option<Elem>,
    guard: ExprId,
    members: Vec<Vec<PyType>>,
}

impl Lowerer<'_> {
    /// An operation on operands that may be unions, once for each type of the result.
    pub fn by_members(
        &mut self,
        operands: Vec<PyValue>,
        ints: Ints,
        span: Span,
        result: impl Fn(&Self, &[Number]) -> Result<PyType>,
        mut operation: impl FnMut(&mut Self, Vec<PyValue>) -> Result<PyValue>,
    ) -> Result<PyValue> {
        if operands.iter().all(|v| v.number().is_some()) {
            return operation(self, operands);
        }
        let operands: Vec<PyValue> = operands.into_iter().map(|v| self.keep(v)).collect();
        let cases = self.cases(&operands, span, result)?;
        let mut values = vec![];
        for case in &cases {
            let guard = if cases.len() == 1 { self.build.bool(true) } else { self.build.keep(case.guard) };
            self.build.enter(guard);
            // Who computes is known for the case: NumPy only where one of its members is NumPy's.
            let mut narrowed = vec![];
            for (value, members) in operands.iter().zip(&case.members) {
                let value = match case.result {
                    PyType::NumPy(_) => value.clone(),
                    _ => self.settle(value.clone()),
                };
                let narrow = self.narrow(&value, members, case.common);
                self.check_ints(&value, members, &narrow.ty, ints);
                let narrow = self.narrow_to_single(narrow, members);
                narrowed.push(narrow);
            }
            let value = operation(self, narrowed);
            self.build.leave();
            let value = value?;
            assert_eq!(value.ty, case.result, "lowering: an operation gives what was said of it");
            values.push((guard, value));
        }
        Ok(self.one_of(values).expect("results of operations are numbers"))
    }

    fn cases(
        &mut self,
        operands: &[PyValue],
        span: Span,
        result: impl Fn(&Self, &[Number]) -> Result<PyType>,
    ) -> Result<Vec<Case>> {
        let mut cases: Vec<Case> = vec![];
        for members in combinations(operands) {
            let guard = self.all_are(operands, &members);
            let Some(numbers) = members.iter().map(Number::of).collect::<Option<Vec<Number>>>() else {
                // CPython raises.
                let elsewhere = self.build.not(guard);
                self.build.check(elsewhere, Failure::Type);
                continue;
            };
            let result = result(self, &numbers)?;
            let common = if let PyType::NumPy(_) = result { common_elem(&numbers) } else { None };
            match cases.iter_mut().find(|case| case.result == result && case.common == common) {
                Some(case) => {
                    case.guard = self.build.binary(BinaryOp::Or, case.guard, guard);
                    let new = case.members.iter_mut().zip(members).filter(|(known, m)| !known.contains(m));
                    new.for_each(|(known, m)| known.push(m));
                }
                None => {
                    let members = members.into_iter().map(|m| vec![m]).collect();
                    cases.push(Case { result, common, guard, members });
                }
            }
        }
        if cases.is_empty() {
            let all: Vec<String> = operands.iter().map(|v| self.what_is(v)).collect();
            bail!(span, "this operation on {} is not compiled yet", all.join(" and "));
        }
        Ok(cases)
    }

    fn all_are(&mut self, operands: &[PyValue], members: &[PyType]) -> ExprId {
        let yes = self.build.bool(true);
        operands.iter().zip(members).fold(yes, |all, (v, m)| {
            let is = self.is_member(v, m);
            self.build.binary(BinaryOp::And, all, is)
        })
    }

    /// Is a value of this type? A fact, but for unions.
    pub fn is_member(&mut self, value: &PyValue, member: &PyType) -> ExprId {
        let flags = &value.parts[..value.ty.members().len() - 1];
        match value.ty.members().iter().position(|m| m == member) {
            None => self.build.bool(false),
            Some(0) => {
                let no = self.build.bool(false);
                let any = flags.iter().fold(no, |any, &flag| self.build.binary(BinaryOp::Or, any, flag));
                self.build.not(any)
            }
            Some(at) => flags[at - 1],
        }
    }

    /// A union that is one of these members, as a number of the widest kind among them.
    fn narrow(&self, value: &PyValue, members: &[PyType], common: Option<Elem>) -> PyValue {
        if !matches!(value.ty, PyType::Union(_)) {
            return value.clone();
        }
        let ty = widest_of(members, common);
        let unchecked = value.unchecked && matches!(ty, PyType::NumPy(_));
        let kind = Number::of(&ty).expect("a case has numbers only").kind;
        PyValue { unchecked, ..PyValue::new(ty, value.at(kind)) }
    }

    fn narrow_to_widest(&self, value: &PyValue, members: &[PyType]) -> PyValue {
        let own = members.iter().max_by_key(|m| Number::of(m).map(|n| (n.kind, n.numpy.map(Elem::size))));
        self.narrow(value, members, own.and_then(Number::of).and_then(|n| n.numpy))
    }

    /// A Python float that takes the type that it meets is rounded to that.
    fn narrow_to_single(&mut self, value: PyValue, members: &[PyType]) -> PyValue {
        let is_python = |m: &PyType| Number::of(m).is_some_and(|n| n.numpy.is_none());
        match value.ty {
            PyType::NumPy(elem) if elem.rounding().is_some() && members.iter().any(is_python) => {
                self.as_narrow(value, elem)
            }
            _ => value,
        }
    }

    /// What an operation that takes these members as a number of a wider type asks of the ints among them.
    fn check_ints(&mut self, value: &PyValue, members: &[PyType], wide: &PyType, ints: Ints) {
        let is_int = |m: &PyType| Number::of(m).is_some_and(|n| n.kind == Kind::Int);
        if members.len() == 1 || !members.iter().any(is_int) {
            return;
        }
        let int = value.at(Kind::Int)[0];
        let is_single = matches!(wide, PyType::NumPy(elem) if elem.rounding().is_some());
        if (ints == Ints::Exact && !is_int(wide)) || is_single {
            self.check_small(int);
        }
        if let (true, PyType::NumPy(elem)) = (members.contains(&PyType::Int), wide) {
            self.check_int(int, *elem);
        }
    }

    /// A union as a number of its widest kind; a number as it is.
    pub fn widest(&mut self, value: PyValue) -> PyValue {
        match &value.ty {
            PyType::Union(members) => {
                let numbers: Vec<PyType> = members.iter().filter(|m| Number::of(m).is_some()).cloned().collect();
                self.narrow_to_widest(&value, &numbers)
            }
            _ => value,
        }
    }

    /// A number of several types that come to one where NumPy computes with these others: `s` is a `float` before a loop
    /// and a `numpy.float64` behind it, and `np.sqrt(s)` takes it for one either way.
    pub fn as_one_number(&mut self, value: PyValue, others: &[Number], ints: Ints) -> PyValue {
        let PyType::Union(members) = &value.ty else { return value };
        let Some(numbers) = members.iter().map(Number::of).collect::<Option<Vec<Number>>>() else { return value };
        let own = |number: Number| number.numpy.unwrap_or(number.kind.elem());
        let elem = own(numbers[0]);
        let owned = Number::of_elem(elem);
        // A Python number among the others takes whatever type it meets.
        let mut others = others.iter().filter(|other| other.numpy.is_some());
        let is_one = numbers.iter().all(|&number| own(number) == elem)
            && others.clone().all(|&other| {
                numbers.iter().all(|&number| promoted_in_arrays(number, other) == promoted_in_arrays(owned, other))
            });
        let is_double =
            |number: &Number| matches!(number.kind, Kind::Int | Kind::Float) && float_size(own(*number)) == 8;
        let elem = match ints {
            _ if is_one => elem,
            Ints::Rounded
                if numbers.iter().all(is_double) && others.all(|other| other.numpy == Some(Elem::Float64)) =>
            {
                Elem::Float64
            }
            _ => return value,
        };
        let value = self.settle(value);
        let kind = numbers.iter().map(|number| number.kind).max().expect("a union has members");
        let widest = PyValue::new(Number { kind, numpy: None }.ty(), value.at(kind));
        PyValue::new(PyType::NumPy(elem), self.as_kind(widest, Kind::of(elem)))
    }

    /// The first value whose guard holds; the last one's does where no other does.
    pub fn one_of(&mut self, values: Vec<(ExprId, PyValue)>) -> Option<PyValue> {
        let types = values.iter().map(|(_, v)| &v.ty);
        let ty = types.skip(1).try_fold(values[0].1.ty.clone(), |ty, other| join_types(&ty, other))?;
        if ty.parts().contains(&ir::Type::Object) {
            return None;
        }
        let unchecked = values.iter().any(|(_, v)| v.unchecked);
        let mut parts: Option<Vec<ExprId>> = None;
        for (guard, value) in values.into_iter().rev() {
            self.build.enter(guard);
            let value = self.convert(value, &ty).parts;
            self.build.leave();
            parts = Some(match parts {
                None => value,
                Some(rest) => value.into_iter().zip(rest).map(|(v, r)| self.either(guard, v, r)).collect(),
            });
        }
        let parts = parts.expect("there are values");
        Some(PyValue { unchecked, ..PyValue::new(ty, parts) })
    }

    /// One of two parts. A list is nothing to compute with, but may be assigned.
    fn either(&mut self, guard: ExprId, part: ExprId, otherwise: ExprId) -> ExprId {
        if self.build.ty(part).scalar().is_some() {
            return self.build.select(guard, part, otherwise);
        }
        let chosen = self.build.local("choice", self.build.ty(part));
        self.build.assign(chosen, otherwise);
        let then = vec![Stmt::Assign(chosen, part)];
        self.build.push(Stmt::If { condition: guard, then, orelse: vec![], likely: Likely::Either });
        self.build.read(chosen)
    }

    /// A value of one type as another that holds it.
    pub fn convert(&mut self, value: PyValue, to: &PyType) -> PyValue {
        if value.ty == *to {
            return value;
        }
        let parts = match (&value.ty, to) {
            (PyType::Tuple(_), PyType::Tuple(to)) => {
                let members = self.members_of(&value);
                members.into_iter().zip(to).flat_map(|(m, to)| self.convert(m, to).parts).collect()
            }
            (PyType::Tuple(_), PyType::Many(list)) => self.members_in_list(&value, list),
            (PyType::Int, PyType::Word) => vec![self.word_part(&value)],
            (PyType::Char, PyType::Str(elem)) => self.char_as_text(value.parts[0], *elem),
            (PyType::Str(_), PyType::Str(elem)) => self.widened_text(&value, *elem),
            (_, PyType::Choice(all)) => self.choice_parts(&value, all),
            (_, PyType::Union(members)) => self.union_parts(&value, members, to),
            (from, to) => unreachable!("join_types allows no other: {from:?} as {to:?}"),
        };
        PyValue { parts, ty: to.clone(), ..value }
    }

    fn union_parts(&mut self, value: &PyValue, members: &[PyType], to: &PyType) -> Vec<ExprId> {
        if let Some(of) = to.optional() {
            return self.optional_parts(value, of);
        }
        let mut parts: Vec<ExprId> = to.parts().into_iter().map(|ty| self.zero_of(ty)).collect();
        for (at, member) in members[1..].iter().enumerate() {
            parts[at] = self.is_member(value, member);
        }
        if members.contains(&PyType::Char) {
            // `None` or a character: a flag, and the code point.
            parts[1] = value.parts.last().copied().unwrap_or(parts[1]);
            return parts;
        }
        for kind in [Kind::Bool, Kind::Int, Kind::Float, Kind::Complex] {
            let fits = value.ty.members().iter().filter(|m| Number::of(m).is_some_and(|n| n.kind <= kind));
            let fits: Vec<PyType> = fits.cloned().collect();
            if let (Some(place), false) = (to.place(&kind.parts()), fits.is_empty()) {
                let widest = self.narrow_to_widest(value, &fits);
                parts[place].copy_from_slice(&self.as_kind(widest, kind));
            }
        }
        parts
    }

    /// A flag, and the parts of what is there; where nothing is, nobody looks at them.
    fn optional_parts(&mut self, value: &PyValue, of: &PyType) -> Vec<ExprId> {
        let Some(own) = value.ty.members().iter().find(|member| **member != PyType::None).cloned() else {
            let no = self.build.bool(false);
            let parts = of.parts().into_iter().map(|ty| self.nothing_of(ty));
            return std::iter::once(no).chain(parts).collect();
        };
        let is_there = self.is_member(value, &own);
        let n_flags = value.ty.members().len() - 1;
        self.build.enter(is_there);
        let inner = self.convert(PyValue::new(own, value.parts[n_flags..].to_vec()), of);
        self.build.leave();
        std::iter::once(is_there).chain(inner.parts).collect()
    }

    fn nothing_of(&mut self, ty: ir::Type) -> ExprId {
        if ty.scalar().is_some() {
            return self.zero_of(ty);
        }
        let local = self.build.local("nothing", ty);
        let list = self.build.stand_in(local);
        self.build.read(list)
    }

    /// What may be `None` and is no number, where it is not `None`: CPython goes on where it is.
    pub fn present(&mut self, value: PyValue) -> PyValue {
        let Some(of) = value.ty.optional().cloned() else { return value };
        let value = self.keep(value);
        let is_there = self.is_member(&value, &of);
        self.build.check(is_there, Failure::Type);
        PyValue::new(of, value.parts[1..].to_vec())
    }

    /// A value that is true, and so is not `None`.
    pub fn true_value(&self, value: PyValue) -> PyValue {
        match value.ty.members() {
            [PyType::None, of] if value.ty.optional().is_some() || *of == PyType::Char => {
                PyValue::new(of.clone(), value.parts[1..].to_vec())
            }
            _ => value,
        }
    }

    /// `==` and `!=` where an operand is `None`, or may be and is no number: `None` is equal to itself only.
    pub fn compare_optional(&mut self, op: CompareOp, a: &PyValue, b: &PyValue, span: Span) -> Result<Option<PyValue>> {
        let is_python = |ty: &PyType| matches!(ty, PyType::None) || Number::of(ty).is_some_and(|n| n.numpy.is_none());
        let are_python = |value: &PyValue| value.ty.members().iter().all(is_python);
        let is_nothing = [a, b].iter().any(|value| value.ty == PyType::None && value.path.is_none());
        let may_be_none = |value: &PyValue| value.ty.members().contains(&PyType::None) && value.ty != PyType::None;
        let may_be_none = [a, b].iter().any(|value| value.ty.optional().is_some())
            || [a, b].into_iter().any(may_be_none) && are_python(a) && are_python(b);
        if !(matches!(op, CompareOp::Eq | CompareOp::Ne)
            && (may_be_none || is_nothing && are_python(a) && are_python(b)))
        {
            return Ok(None);
        }
        let (a, b) = (self.keep(a.clone()), self.keep(b.clone()));
        let [none_a, none_b] = [&a, &b].map(|value| self.is_member(value, &PyType::None));
        let neither = self.build.binary(BinaryOp::Or, none_a, none_b);
        let neither = self.build.not(neither);
        let both = self.build.binary(BinaryOp::And, none_a, none_b);
        let equal = match a.ty == PyType::None || b.ty == PyType::None {
            true => both,
            false => {
                let there = |value: PyValue| match value.ty.members() {
                    [PyType::None, of] => PyValue::new(of.clone(), value.parts[1..].to_vec()),
                    [PyType::None, rest @ ..] => PyValue::new(PyType::Union(rest.to_vec()), value.parts[1..].to_vec()),
                    _ => value,
                };
                let (a, b) = (there(a), there(b));
                let none = |_: &mut Self| Ok(PyValue::new(PyType::Bool, vec![both]));
                let equal = self.choose(neither, span, |this| this.compare(CompareOp::Eq, a, b, span), none)?;
                if equal.ty != PyType::Bool {
                    bail!(span, "this comparison with what may be None is not compiled yet");
                }
                equal.parts[0]
            }
        };
        let answer = if op == CompareOp::Eq { equal } else { self.build.not(equal) };
        Ok(Some(PyValue::new(PyType::Bool, vec![answer])))
    }

    pub fn zero_of(&mut self, ty: ir::Type) -> ExprId {
        match ty.scalar() {
            Some(ir::Scalar::Bool) => self.build.bool(false),
            Some(ir::Scalar::Int) => self.build.int(0),
            _ => self.build.float(0.0),
        }
    }

    /// The check that NumPy floats still owe.
    pub fn settle(&mut self, value: PyValue) -> PyValue {
        if !value.unchecked {
            return value;
        }
        let kept = self.keep(value);
        for member in kept.ty.members().to_vec() {
            let Some(Number { kind: kind @ (Kind::Float | Kind::Complex), numpy: Some(_) }) = Number::of(&member)
            else {
                continue;
            };
            let is = self.is_member(&kept, &member);
            self.build.enter(is);
            for part in kept.at(kind) {
                let finite = self.build.is_finite(part);
                self.build.check(finite, Failure::NotFinite);
            }
            self.build.leave();
        }
        PyValue { unchecked: false, ..kept }
    }

    /// An int as a float is the same number.
    pub fn check_small(&mut self, int: ExprId) {
        let (low, high) = (self.build.int(-EXACT), self.build.int(EXACT));
        let above = self.build.binary(BinaryOp::Ge, int, low);
        let below = self.build.binary(BinaryOp::Le, int, high);
        let both = self.build.binary(BinaryOp::And, above, below);
        self.build.check(both, Failure::Overflow);
    }
}

/// Ints up to this are floats of the same value.
pub const EXACT: i64 = 1 << 53;

/// A number of the widest kind among these for an operation in such a type: NumPy's if one of them is and it computes.
fn widest_of(members: &[PyType], common: Option<Elem>) -> PyType {
    let numbers: Vec<Number> = members.iter().map(|m| Number::of(m).expect("a case has numbers only")).collect();
    let kind = numbers.iter().map(|n| n.kind).max().expect("a case has members");
    let own = numbers.iter().filter(|n| n.kind == kind).filter_map(|n| n.numpy).max_by_key(|elem| elem.size());
    let numpy = match common {
        Some(elem) if numbers.iter().any(|n| n.numpy.is_some()) => {
            Some(if Kind::of(elem) == kind { elem } else { own.unwrap_or(kind.elem()) })
        }
        _ => None,
    };
    Number { kind, numpy }.ty()
}

/// Every choice of a member of each operand.
fn combinations(operands: &[PyValue]) -> Vec<Vec<PyType>> {
    operands.iter().fold(vec![vec![]], |all, v| {
        let longer = |some: &Vec<PyType>| {
            let some = some.clone();
            v.ty.members().iter().map(move |m| [some.clone(), vec![m.clone()]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(longer).collect()
    })
}
