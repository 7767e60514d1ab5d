//! Lists of tuples, and of values of several types, and their native copies: a list for each part of an element.
//!
//! `[(1, 0.5), (2, 1.5)]` is read as the ints 1, 2 and the floats 0.5, 1.5. Only elements whose parts differ from what the
//! list holds are stored: so the others stay the same objects, and so do the members of a tuple that are as before.

use crate::boxing;
use crate::buffers::Buffers;
use crate::collector::Held;
use crate::interpreter::int_value;
use crate::lists::{Signals, Unreadable};
use crate::mixed::Mixed;
use crate::signature::{list_items, tuple_items};
use crate::{named, numpy, texts};
use hotloop_compiler::ir::{Elem, Members, PyType};
use hotloop_compiler::lower::join_types;
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::{ELEM_SIZES, NativeList};
use pyo3::ffi;
use smallvec::SmallVec;

type Object = *mut ffi::PyObject;

/// The parts of an element.
pub type Parts = SmallVec<[u64; 8]>;

/// The copy of a list.
pub struct Records {
    item: PyType,
    columns: Vec<NativeList>,
}

/// Elements whose type is looked at once for a list, not for each of them.
enum Quick<'r> {
    Tuples(flat::Fields<'r>),
    Numbers(Mixed),
    No,
}

impl Records {
    /// A copy of a list; `Err(NotOfThisType)` if some element is not exactly of the type.
    ///
    /// # Safety
    /// The GIL is held and `list` is an exact list.
    pub unsafe fn read(list: Object, item: &PyType, signals: &mut Signals) -> Result<Records, Unreadable> {
        const CHUNK: usize = 1 << 12;
        // SAFETY: the caller's promise; the copies have room for as many elements as the list has. Python code runs
        // between two chunks only, after which the list may be a shorter one, and its elements elsewhere.
        unsafe {
            let len = ffi::PyList_GET_SIZE(list) as usize;
            let column = |elem: Elem| NativeList::with_capacity(elem as usize, len as i64).ok_or(Unreadable::NoMemory);
            let columns = item.columns().into_iter().map(column).collect::<Result<_, _>>()?;
            let records = Records { item: item.clone(), columns };
            for begin in (0..len).step_by(CHUNK) {
                if begin > 0 {
                    signals.serve()?;
                }
                if ffi::PyList_GET_SIZE(list) as usize != len {
                    return Err(Unreadable::Changed);
                }
                if !records.read_range(list, begin, len.min(begin + CHUNK), 0) {
                    return Err(Unreadable::NotOfThisType);
                }
            }
            records.columns.iter().for_each(|column| (*column.header()).len = len as i64);
            Ok(records)
        }
    }

    /// Of lists that machine code has made.
    pub fn of(item: &PyType, columns: Vec<NativeList>) -> Records {
        Records { item: item.clone(), columns }
    }

    pub fn into_columns(self) -> Vec<NativeList> {
        self.columns
    }

    pub fn is_of(&self, item: &PyType) -> bool {
        self.item == *item
    }

    pub fn headers(&self) -> impl Iterator<Item = *mut Buffer> + '_ {
        self.columns.iter().map(NativeList::header)
    }

    /// Reads the list again; false: it does not fit any more.
    ///
    /// # Safety
    /// As for [`Records::read`].
    pub unsafe fn read_again(&self, list: Object) -> bool {
        // SAFETY: as many elements as there is room for.
        unsafe { self.read_part(list, 0, self.len()) }
    }

    /// Reads a list of so many elements into those from `first` on; false: it does not fit.
    ///
    /// # Safety
    /// As for [`Records::read`], and there are such elements.
    pub unsafe fn read_part(&self, list: Object, first: usize, len: usize) -> bool {
        // SAFETY: the caller's promise.
        unsafe { ffi::PyList_GET_SIZE(list) as usize == len && self.read_range(list, 0, len, first) }
    }

    /// # Safety
    /// As for [`Records::read`].
    pub unsafe fn is_unchanged(&self, list: Object) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.is_unchanged_part(list, 0, self.len()) }
    }

    /// # Safety
    /// As for [`Records::read_part`].
    pub unsafe fn is_unchanged_part(&self, list: Object, first: usize, len: usize) -> bool {
        // SAFETY: indices are below both lengths.
        unsafe {
            let quick = self.quick();
            let is_same = |at| self.is_same_at(&quick, ffi::PyList_GET_ITEM(list, at as isize), first + at);
            ffi::PyList_GET_SIZE(list) as usize == len && (0..len).all(is_same)
        }
    }

    /// # Safety
    /// The GIL is held, the object is alive, there is such an element.
    unsafe fn is_same_at(&self, quick: &Quick<'_>, object: Object, at: usize) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            match quick {
                Quick::Tuples(fields) => flat::is_same(fields, object, at),
                Quick::Numbers(mixed) => mixed.is_same(object, at),
                Quick::No => is_same(&self.item, object, &mut &self.parts(at)[..]),
            }
        }
    }

    fn quick(&self) -> Quick<'_> {
        match (self.fields(), Mixed::of(&self.item, &self.columns)) {
            (Some(fields), _) => Quick::Tuples(fields),
            (_, Some(mixed)) => Quick::Numbers(mixed),
            _ => Quick::No,
        }
    }

    /// Of tuples that hold numbers of one part only.
    fn fields(&self) -> Option<flat::Fields<'_>> {
        let PyType::Tuple(types) = &self.item else { return None };
        // SAFETY: the header lives as long as the column.
        let field = |(ty, column): (&PyType, &NativeList)| unsafe {
            let data = (*column.header()).data;
            matches!(ty, PyType::Bool | PyType::Int | PyType::Float).then(|| (ty.columns()[0], data))
        };
        // `None` has no column.
        if types.len() != self.columns.len() {
            return None;
        }
        let columns = types.iter().zip(&self.columns).map(field).collect::<Option<_>>()?;
        Some(flat::Fields { types, columns })
    }

    /// Makes the list what its copy is. False: a Python exception is set (there was no memory).
    ///
    /// # Safety
    /// As for [`Records::read`].
    pub unsafe fn write_back(&self, list: Object) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.write_part(list, 0, self.len()) }
    }

    /// Makes a list what so many elements from `first` on are.
    ///
    /// # Safety
    /// As for [`Records::read_part`].
    pub unsafe fn write_part(&self, list: Object, first: usize, len: usize) -> bool {
        // SAFETY: indices are below both lengths. What is replaced are tuples of numbers and numbers, so that no Python
        // code runs when they go, nor does the collector run any.
        unsafe {
            let _held = Held::begin();
            let listed = (ffi::PyList_GET_SIZE(list) as usize).min(len);
            let mut nothing = Buffers::default();
            let quick = self.quick();
            for at in 0..listed {
                let old = ffi::PyList_GET_ITEM(list, at as isize);
                if self.is_same_at(&quick, old, first + at) {
                    continue;
                }
                let new = match &quick {
                    Quick::Tuples(fields) if flat::is_own(fields, old) => {
                        if !flat::overwrite(fields, old, first + at) {
                            return false;
                        }
                        continue;
                    }
                    Quick::Numbers(mixed) => mixed.object(first + at),
                    _ => changed(&self.item, old, &mut &self.parts(first + at)[..], &mut nothing),
                };
                if new.is_null() || ffi::PyList_SetItem(list, at as isize, new) < 0 {
                    return false;
                }
            }
            let now = ffi::PyList_GET_SIZE(list);
            if now as usize > len && ffi::PyList_SetSlice(list, len as isize, now, std::ptr::null_mut()) < 0 {
                return false;
            }
            (listed..len).all(|at| {
                let new = self.object_at(&quick, first + at, &mut nothing);
                let is_added = !new.is_null() && ffi::PyList_Append(list, new) == 0;
                ffi::Py_XDECREF(new);
                is_added
            })
        }
    }

    /// A new list; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held.
    pub unsafe fn object(&self) -> Object {
        // SAFETY: the caller's promise.
        unsafe { self.object_of_part(0, self.len()) }
    }

    /// A new list of so many elements from `first` on.
    ///
    /// # Safety
    /// The GIL is held, and there are such elements.
    pub unsafe fn object_of_part(&self, first: usize, len: usize) -> Object {
        // SAFETY: every slot of the new list is filled before it is seen; on failure the empty slots are null, which the
        // deallocation of a list allows.
        unsafe {
            let _held = Held::begin();
            let list = ffi::PyList_New(len as isize);
            if list.is_null() {
                return list;
            }
            let mut nothing = Buffers::default();
            let quick = self.quick();
            for at in 0..len {
                let new = self.object_at(&quick, first + at, &mut nothing);
                if new.is_null() {
                    ffi::Py_DECREF(list);
                    return new;
                }
                ffi::PyList_SET_ITEM(list, at as isize, new);
            }
            list
        }
    }

    /// # Safety
    /// The GIL is held, and there is such an element.
    unsafe fn object_at(&self, quick: &Quick<'_>, at: usize, nothing: &mut Buffers) -> Object {
        // SAFETY: the caller's promise.
        unsafe {
            match quick {
                Quick::Numbers(mixed) => mixed.object(at),
                _ => boxing::object(&self.item, &mut self.parts(at).as_ptr(), nothing),
            }
        }
    }

    fn len(&self) -> usize {
        self.columns[0].len()
    }

    /// The parts of an element that is there.
    fn parts(&self, at: usize) -> Parts {
        parts_at(&self.columns, at)
    }

    /// # Safety
    /// The list has such elements, and the columns have room for them.
    unsafe fn read_range(&self, list: Object, begin: usize, end: usize, first: usize) -> bool {
        // SAFETY: as below.
        let item = |at| unsafe { ffi::PyList_GET_ITEM(list, at as isize) };
        match self.quick() {
            // SAFETY: as below.
            Quick::Tuples(fields) => {
                return (begin..end).all(|at| unsafe { flat::read(&fields, item(at), first + at) });
            }
            // SAFETY: as below.
            Quick::Numbers(mixed) => return (begin..end).all(|at| unsafe { mixed.read(item(at), first + at) }),
            Quick::No => {}
        }
        let mut parts = Parts::new();
        // SAFETY: the caller's promise.
        unsafe {
            for at in begin..end {
                parts.clear();
                if !read(&self.item, item(at), &mut parts) {
                    return false;
                }
                for (column, &part) in self.columns.iter().zip(&parts) {
                    let data = (*column.header()).data;
                    match ELEM_SIZES[column.elem()] {
                        1 => *data.add(first + at) = part as u8,
                        _ => *data.cast::<u64>().add(first + at) = part,
                    }
                }
            }
        }
        true
    }
}

/// The type of the elements of a list, as far as it is that of its first ones.
///
/// # Safety
/// The GIL is held and `item` is alive.
pub unsafe fn item_of(item: Object) -> Option<PyType> {
    // SAFETY: the caller's promise.
    unsafe {
        let ty = ffi::Py_TYPE(item);
        Some(match () {
            () if ty == &raw mut ffi::PyFloat_Type => PyType::Float,
            () if ty == &raw mut ffi::PyLong_Type => int_value(item).map(|_| PyType::Int)?,
            () if ty == &raw mut ffi::PyBool_Type => PyType::Bool,
            () if ty == &raw mut ffi::PyComplex_Type => PyType::Complex,
            () if item == ffi::Py_None() => PyType::None,
            () if ffi::PyTuple_Check(item) != 0 => {
                let class = named::class_of_tuple(item)?;
                let types = tuple_items(item).map(|member| item_of(member)).collect::<Option<_>>()?;
                PyType::Tuple(Members::of_class(types, class))
            }
            () if texts::single(item).is_some() => PyType::Char,
            () => numpy::scalar(item).map(PyType::NumPy)?,
        })
    }
}

/// The type of all elements of a list; `None`: they are not all numbers, or all tuples of as many of them.
///
/// # Safety
/// The GIL is held, `list` is an exact list.
pub unsafe fn item_type(list: Object) -> Option<PyType> {
    // SAFETY: the caller's promise; no Python code runs.
    unsafe {
        let mut items = list_items(list);
        let first = item_of(items.next()?)?;
        items.try_fold(first, |ty, item| join_item(ty, item)).filter(PyType::is_record)
    }
}

/// The type that holds an object as well.
///
/// # Safety
/// As for [`item_of`].
pub unsafe fn join_item(ty: PyType, item: Object) -> Option<PyType> {
    // SAFETY: the caller's promise.
    unsafe {
        match is_item(&ty, item) {
            true => Some(ty),
            false => join_types(&ty, &item_of(item)?),
        }
    }
}

/// The parts of an element that is there.
pub fn parts_at(columns: &[NativeList], at: usize) -> Parts {
    // SAFETY: all columns have such an element, of one byte or of eight.
    let part = |column: &NativeList| unsafe {
        let data = (*column.header()).data;
        match ELEM_SIZES[column.elem()] {
            1 => u64::from(*data.add(at)),
            _ => *data.cast::<u64>().add(at),
        }
    };
    columns.iter().map(part).collect()
}

/// The parts of one of these values; `None`: it is another one.
///
/// # Safety
/// As for [`item_of`].
pub unsafe fn parts_of(ty: &PyType, object: Object) -> Option<Parts> {
    let mut parts = Parts::new();
    // SAFETY: the caller's promise.
    unsafe { read(ty, object, &mut parts) }.then_some(parts)
}

/// Is an object one of these values?
///
/// # Safety
/// As for [`item_of`].
pub unsafe fn is_item(ty: &PyType, object: Object) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match ty {
            PyType::Union(members) => members.iter().any(|member| is_item(member, object)),
            _ => read(ty, object, &mut Parts::new()),
        }
    }
}

/// The parts of an object; false: it is of another type.
unsafe fn read(ty: &PyType, object: Object, parts: &mut Parts) -> bool {
    // SAFETY: types are compared before values are read.
    unsafe {
        let own = ffi::Py_TYPE(object);
        match ty {
            PyType::Int => {
                let value = if own == &raw mut ffi::PyLong_Type { int_value(object) } else { None };
                value.is_some_and(|value| {
                    parts.push(value as u64);
                    true
                })
            }
            PyType::Float => {
                let is_it = own == &raw mut ffi::PyFloat_Type;
                if is_it {
                    parts.push((*object.cast::<ffi::PyFloatObject>()).ob_fval.to_bits());
                }
                is_it
            }
            PyType::Bool => {
                parts.push(u64::from(object == ffi::Py_True()));
                own == &raw mut ffi::PyBool_Type
            }
            PyType::Complex => {
                let is_it = own == &raw mut ffi::PyComplex_Type;
                if is_it {
                    let value = (*object.cast::<ffi::PyComplexObject>()).cval;
                    parts.extend([value.real.to_bits(), value.imag.to_bits()]);
                }
                is_it
            }
            PyType::None => object == ffi::Py_None(),
            PyType::Tuple(types) => {
                named::is_of(types, object)
                    && types.iter().zip(tuple_items(object)).all(|(ty, member)| read(ty, member, parts))
            }
            PyType::Char => texts::single(object).is_some_and(|code| {
                parts.push(code as u64);
                true
            }),
            PyType::NumPy(elem) => {
                let is_it = numpy::scalar(object) == Some(*elem);
                if is_it {
                    let begin = parts.len();
                    parts.resize(begin + elem.parts().len(), 0);
                    numpy::scalar_parts(object, *elem, parts.as_mut_ptr().add(begin));
                }
                is_it
            }
            PyType::Union(members) => members.iter().enumerate().any(|(at, member)| {
                let mut own = Parts::new();
                let is_it = read(member, object, &mut own);
                if is_it {
                    push_member(ty, at, &own, parts);
                }
                is_it
            }),
            _ => unreachable!("no element of a list of records is of such a type"),
        }
    }
}

/// The parts of a union that is one of its members: as the compiler has it, a wider number's place has a narrower one, too.
fn push_member(union: &PyType, at: usize, own: &[u64], parts: &mut Parts) {
    let (begin, member) = (parts.len(), &union.members()[at]);
    parts.resize(begin + union.parts().len(), 0);
    if at > 0 {
        parts[begin + at - 1] = 1;
    }
    if let Some(place) = union.place(&member.parts()) {
        parts[begin + place.start..begin + place.end].copy_from_slice(own);
    }
    let (int, float) = match (member.columns().first(), own) {
        (Some(Elem::Float64), [float]) => (None, f64::from_bits(*float)),
        (Some(Elem::Float64), _) | (None, _) => return,
        (_, own) => (Some(own[0]), own[0] as i64 as f64),
    };
    let wider =
        [(PyType::Int, int.into_iter().collect::<Parts>()), (PyType::Float, [float.to_bits()].into_iter().collect())];
    let complex = (PyType::Complex, [float.to_bits(), 0].into_iter().collect());
    for (ty, value) in wider.into_iter().chain([complex]).filter(|(_, value)| !value.is_empty()) {
        if let (Some(place), true) = (union.place(&ty.parts()), width(&ty) > width(member)) {
            parts[begin + place.start..begin + place.end].copy_from_slice(&value);
        }
    }
}

/// Of numbers, Python's and NumPy's alike: bool, int, float, complex.
fn width(number: &PyType) -> usize {
    match number.columns()[..] {
        [Elem::Bool] => 0,
        [Elem::Int64] => 1,
        [_] => 2,
        _ => 3,
    }
}

/// Which member a union with these parts is, and where its value is among them.
fn member_of<'t>(union: &'t PyType, parts: &[u64]) -> (&'t PyType, std::ops::Range<usize>) {
    let members = union.members();
    let at = parts[..members.len() - 1].iter().position(|&flag| flag != 0).map_or(0, |at| at + 1);
    (&members[at], union.place(&members[at].parts()).expect("a union has a place for each member"))
}

/// Does an object have these parts, bit for bit? They are taken off the front.
unsafe fn is_same(ty: &PyType, object: Object, parts: &mut &[u64]) -> bool {
    // SAFETY: the caller has the parts and a live object.
    unsafe {
        if let PyType::Tuple(types) = ty {
            return named::is_of(types, object)
                && types.iter().zip(tuple_items(object)).all(|(ty, member)| is_same(ty, member, parts));
        }
        let (own, rest) = parts.split_at(ty.parts().len());
        *parts = rest;
        if let PyType::Union(_) = ty {
            let (member, place) = member_of(ty, own);
            return is_same(member, object, &mut &own[place]);
        }
        let mut now = Parts::new();
        read(ty, object, &mut now) && now[..] == *own
    }
}

/// A new object with these parts, which are taken off the front, and with those members of an old one that are the same.
/// Null: a Python exception is set.
unsafe fn changed(ty: &PyType, old: Object, parts: &mut &[u64], nothing: &mut Buffers) -> Object {
    // SAFETY: the caller has the parts and a live object; a slot that was not filled is null, which deallocation allows.
    unsafe {
        if is_same(ty, old, &mut { *parts }) {
            *parts = &parts[ty.parts().len()..];
            return ffi::Py_NewRef(old);
        }
        let types = match ty {
            PyType::Tuple(types) if named::is_of(types, old) => types,
            _ => {
                let new = boxing::object(ty, &mut parts.as_ptr(), nothing);
                *parts = &parts[ty.parts().len()..];
                return new;
            }
        };
        let tuple = named::new(types.class.as_ref(), types.len());
        if tuple.is_null() {
            return tuple;
        }
        for (at, (ty, member)) in types.iter().zip(tuple_items(old)).enumerate() {
            let member = changed(ty, member, parts, nothing);
            if member.is_null() {
                ffi::Py_DECREF(tuple);
                return member;
            }
            ffi::PyTuple_SET_ITEM(tuple, at as isize, member);
        }
        named::finished(types.class.as_ref(), tuple)
    }
}

/// Tuples of bools, ints and floats, which are most of all.
mod flat {
    use super::Object;
    use crate::boxing::bool_object;
    use crate::interpreter::int_value;
    use crate::named;
    use hotloop_compiler::ir::{Elem, Members};
    use pyo3::ffi;
    use smallvec::SmallVec;

    pub struct Fields<'r> {
        pub types: &'r Members,
        /// Of each member what its column holds, and where that begins.
        pub columns: SmallVec<[(Elem, *mut u8); 8]>,
    }

    /// # Safety
    /// The GIL is held, `object` is alive, and the columns have room for an element at `at`.
    #[inline]
    pub unsafe fn read(fields: &Fields<'_>, object: Object, at: usize) -> bool {
        // SAFETY: types are compared before values are read.
        unsafe {
            named::is_of(fields.types, object)
                && fields.columns.iter().enumerate().all(|(place, &(elem, data))| {
                    let member = ffi::PyTuple_GET_ITEM(object, place as isize);
                    let own = ffi::Py_TYPE(member);
                    match elem {
                        Elem::Float64 => {
                            let is_it = own == &raw mut ffi::PyFloat_Type;
                            if is_it {
                                *data.cast::<f64>().add(at) = (*member.cast::<ffi::PyFloatObject>()).ob_fval;
                            }
                            is_it
                        }
                        Elem::Bool => {
                            *data.add(at) = u8::from(member == ffi::Py_True());
                            own == &raw mut ffi::PyBool_Type
                        }
                        _ => {
                            let value = if own == &raw mut ffi::PyLong_Type { int_value(member) } else { None };
                            if let Some(value) = value {
                                *data.cast::<i64>().add(at) = value;
                            }
                            value.is_some()
                        }
                    }
                })
        }
    }

    /// Does nobody but the list refer to the tuple? From 3.14 on one may know its hash.
    ///
    /// # Safety
    /// As for [`read`].
    #[inline]
    pub unsafe fn is_own(fields: &Fields<'_>, object: Object) -> bool {
        // SAFETY: the caller's promise.
        unsafe { !cfg!(Py_3_14) && ffi::Py_REFCNT(object) == 1 && named::is_of(fields.types, object) }
    }

    /// Gives such a tuple other members, and one that nobody else refers to another value: a third of the time that a new
    /// one takes. False: a Python exception is set.
    ///
    /// # Safety
    /// As for [`is_same`], and [`is_own`] holds.
    pub unsafe fn overwrite(fields: &Fields<'_>, object: Object, at: usize) -> bool {
        // SAFETY: types are compared before values are written. What is replaced are numbers.
        unsafe {
            for (place, field) in fields.columns.iter().enumerate() {
                let (place, &(elem, data)) = (place as isize, field);
                let member = ffi::PyTuple_GET_ITEM(object, place);
                if is_same_member(member, field, at) {
                    continue;
                }
                let is_float = elem == Elem::Float64 && ffi::Py_TYPE(member) == &raw mut ffi::PyFloat_Type;
                if is_float && ffi::Py_REFCNT(member) == 1 {
                    (*member.cast::<ffi::PyFloatObject>()).ob_fval = *data.cast::<f64>().add(at);
                    continue;
                }
                let new = match elem {
                    Elem::Float64 => ffi::PyFloat_FromDouble(*data.cast::<f64>().add(at)),
                    Elem::Bool => bool_object(*data.add(at) != 0),
                    _ => ffi::PyLong_FromLongLong(*data.cast::<i64>().add(at)),
                };
                if new.is_null() {
                    return false;
                }
                ffi::PyTuple_SET_ITEM(object, place, new);
                ffi::Py_DECREF(member);
            }
        }
        true
    }

    /// # Safety
    /// As for [`read`], and there is such an element.
    #[inline]
    pub unsafe fn is_same(fields: &Fields<'_>, object: Object, at: usize) -> bool {
        // SAFETY: as for `read`.
        unsafe {
            let is_it = |(place, field)| is_same_member(ffi::PyTuple_GET_ITEM(object, place as isize), field, at);
            named::is_of(fields.types, object) && fields.columns.iter().enumerate().all(is_it)
        }
    }

    #[inline]
    unsafe fn is_same_member(member: Object, &(elem, data): &(Elem, *mut u8), at: usize) -> bool {
        // SAFETY: types are compared before values are read; the caller has such an element.
        unsafe {
            let own = ffi::Py_TYPE(member);
            match elem {
                Elem::Float64 => {
                    own == &raw mut ffi::PyFloat_Type
                        && (*member.cast::<ffi::PyFloatObject>()).ob_fval.to_bits() == *data.cast::<u64>().add(at)
                }
                Elem::Bool => own == &raw mut ffi::PyBool_Type && (member == ffi::Py_True()) == (*data.add(at) != 0),
                _ => own == &raw mut ffi::PyLong_Type && int_value(member) == Some(*data.cast::<i64>().add(at)),
            }
        }
    }
}
