//! Numbers as texts and texts as numbers, by CPython's own routines: edits that machine code leaves to the host.
//!
//! `format_float(2.5, ".2f")` appends the code units of `2.50` to a buffer; `parse_int(" 1_0 ", 10)` appends 10 to a list of
//! ints. What is said in few characters and takes no rule that CPython might change is done here: decimal ints, spaces
//! around what is too short. Everything else is CPython's `format`, `repr`, `int` or `float`, of an object made for that.

use crate::boxing::complex_object;
use hotloop_runtime::Buffer;
use hotloop_runtime::lists::{ELEM_SIZES, append, append_units, edit as edit_list, edits};
use pyo3::ffi;
use std::ffi::{CStr, c_char, c_int};
use std::{ptr, slice};

/// A part of a text, as machine code passes it: a header, where it begins, how long it is.
#[derive(Clone, Copy)]
#[repr(C)]
struct Part {
    header: *const Buffer,
    start: i64,
    len: i64,
}

/// Edits a list; false: what CPython is needed for, its exception included, and the list is as before.
///
/// # Safety
/// As for [`edit_list`]. `take_gil` gives this thread the GIL.
pub unsafe fn edit(take_gil: impl FnOnce(), edit: i64, list: *mut Buffer, elem: usize, operands: *const u64) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let len = (*list).len;
        let is_done = put(take_gil, edit, list, elem, operands);
        if !is_done {
            (*list).len = len;
        }
        is_done
    }
}

/// An int: its size, and whether it is negative.
///
/// # Safety
/// As for [`edit`].
unsafe fn put_int(
    take_gil: impl FnOnce(),
    list: *mut Buffer,
    elem: usize,
    value: (u64, bool),
    object: impl FnOnce() -> *mut ffi::PyObject,
    spec: Part,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        if spec.len == 0 {
            return append_units(list, elem, Digits::of(value, b'd', false).text());
        }
        if let Some(spec) = Spec::of_int(spec.ascii(elem).as_ref().map(Ascii::text)) {
            return spec.put(list, elem, &Digits::of(value, spec.kind, spec.has_prefix));
        }
        take_gil();
        put_formatted(list, elem, object(), spec)
    }
}

/// What is put behind the end of the list; false: part of it may be there.
///
/// # Safety
/// As for [`edit`].
unsafe fn put(take_gil: impl FnOnce(), edit: i64, list: *mut Buffer, elem: usize, operands: *const u64) -> bool {
    // SAFETY: the caller's promise: each edit has the operands that it takes.
    unsafe {
        let part = |at: usize| *operands.add(at).cast::<Part>();
        match edit {
            edits::FORMAT_INT => {
                let value = *operands as i64;
                let object = || ffi::PyLong_FromLongLong(value);
                put_int(take_gil, list, elem, (value.unsigned_abs(), value < 0), object, part(1))
            }
            edits::FORMAT_WORD => {
                let value = *operands;
                put_int(take_gil, list, elem, (value, false), || ffi::PyLong_FromUnsignedLongLong(value), part(1))
            }
            edits::FORMAT_FLOAT => {
                let (value, spec) = (f64::from_bits(*operands), part(1));
                take_gil();
                match Spec::of_float(spec.ascii(elem).as_ref().map(Ascii::text)) {
                    Some(spec) => put_float(list, elem, value, spec),
                    None => put_formatted(list, elem, ffi::PyFloat_FromDouble(value), spec),
                }
            }
            edits::FORMAT_COMPLEX => {
                take_gil();
                put_formatted(list, elem, complex_object(*operands, *operands.add(1)), part(2))
            }
            edits::FORMAT_TEXT => {
                let (text, spec) = (part(0), part(3));
                if let Some(spec) = Spec::of_text(spec.ascii(elem).as_ref().map(Ascii::text)) {
                    let missing = spec.width.saturating_sub(text.len);
                    let (before, behind) = if spec.is_left { (0, missing) } else { (missing, 0) };
                    return put_units(list, elem, b' ', before)
                        && text.put(list, elem)
                        && put_units(list, elem, b' ', behind);
                }
                take_gil();
                put_formatted(list, elem, text.object(elem), spec)
            }
            edits::REPR => {
                take_gil();
                let text = part(0).object(elem);
                let shown = if text.is_null() { text } else { ffi::PyObject_Repr(text) };
                ffi::Py_XDECREF(text);
                put_object(list, elem, shown)
            }
            edits::CHANGE_CASE => {
                let (text, method) = (part(0), CASES[*operands.add(3) as usize]);
                take_gil();
                let changed =
                    with_object(text.object(elem), |text| ffi::PyObject_CallMethod(text, method.as_ptr(), ptr::null()));
                put_object(list, elem, changed)
            }
            edits::PARSE_FLOAT => {
                let text = part(0);
                if let Some(value) = plain_float(text.bytes()) {
                    return append(list, elem, &value.to_bits());
                }
                take_gil();
                let parsed = with_object(text.object(UINT8), |text| ffi::PyFloat_FromString(text));
                put_parsed(parsed, |float| append(list, elem, &ffi::PyFloat_AsDouble(float).to_bits()))
            }
            edits::FORMAT_HEX => {
                take_gil();
                let hex = with_object(ffi::PyFloat_FromDouble(f64::from_bits(*operands)), |float| {
                    ffi::PyObject_CallMethod(float, c"hex".as_ptr(), ptr::null())
                });
                put_object(list, elem, hex)
            }
            edits::PARSE_HEX => {
                take_gil();
                let class = (&raw mut ffi::PyFloat_Type).cast();
                let parse = |text: *mut ffi::PyObject| {
                    ffi::PyObject_CallMethod(class, c"fromhex".as_ptr(), c"O".as_ptr(), text)
                };
                let parsed = with_object(part(0).object(UINT8), parse);
                put_parsed(parsed, |float| append(list, elem, &ffi::PyFloat_AsDouble(float).to_bits()))
            }
            edits::PARSE_COMPLEX => {
                take_gil();
                let class = (&raw mut ffi::PyComplex_Type).cast();
                let parse = |text: *mut ffi::PyObject| ffi::PyObject_CallFunction(class, c"O".as_ptr(), text);
                let parsed = with_object(part(0).object(UINT8), parse);
                put_parsed(parsed, |complex| {
                    let (re, im) = (ffi::PyComplex_RealAsDouble(complex), ffi::PyComplex_ImagAsDouble(complex));
                    append(list, elem, &re.to_bits()) && append(list, elem, &im.to_bits())
                })
            }
            _ => {
                let (text, base) = (part(0), *operands.add(3) as i64);
                if let (Some(value), 10) = (plain_int(text.bytes()), base) {
                    return append(list, elem, &(value as u64));
                }
                take_gil();
                let int = (&raw mut ffi::PyLong_Type).cast();
                let parse = |text: *mut ffi::PyObject| ffi::PyObject_CallFunction(int, c"OL".as_ptr(), text, base);
                put_parsed(with_object(text.object(UINT8), parse), |int| {
                    let mut overflow = 0;
                    let value = ffi::PyLong_AsLongLongAndOverflow(int, &mut overflow);
                    overflow == 0 && append(list, elem, &(value as u64))
                })
            }
        }
    }
}

/// `CASES` of the compiler.
const CASES: [&CStr; 6] = [c"upper", c"lower", c"casefold", c"swapcase", c"title", c"capitalize"];
/// The number of the elements that are bytes, and code units of Latin-1.
const UINT8: usize = 5;
/// Format specifications that are looked at here are shorter.
const SHORT: usize = 8;
/// More than this CPython itself may refuse.
const MOST_DIGITS: i64 = 100;

impl Part {
    /// # Safety
    /// The part is in the buffer, whose elements are so wide.
    unsafe fn data(self, elem: usize) -> *const u8 {
        // SAFETY: the caller's promise.
        unsafe { (*self.header).data.add(self.start as usize * ELEM_SIZES[elem]) }
    }

    /// # Safety
    /// The part is one of bytes.
    unsafe fn bytes<'a>(self) -> &'a [u8] {
        // SAFETY: the caller's promise; a buffer without elements may have no memory.
        unsafe {
            match self.len {
                0 => &[],
                len => slice::from_raw_parts(self.data(UINT8), len as usize),
            }
        }
    }

    /// What is short and of ASCII.
    ///
    /// # Safety
    /// As for [`Part::data`].
    unsafe fn ascii(self, elem: usize) -> Option<Ascii> {
        if self.len > SHORT as i64 {
            return None;
        }
        let mut ascii = Ascii { units: [0; SHORT], len: self.len as usize };
        for at in 0..ascii.len {
            // SAFETY: the caller's promise.
            let unit = unsafe {
                let data = self.data(elem);
                match ELEM_SIZES[elem] {
                    1 => u32::from(*data.add(at)),
                    2 => u32::from(*data.cast::<u16>().add(at)),
                    _ => *data.cast::<u32>().add(at),
                }
            };
            ascii.units[at] = u8::try_from(unit).ok().filter(u8::is_ascii)?;
        }
        Some(ascii)
    }

    /// A new str; null: a Python exception is set.
    ///
    /// # Safety
    /// The GIL is held, and as for [`Part::data`].
    unsafe fn object(self, elem: usize) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        unsafe {
            match self.len {
                0 => ffi::PyUnicode_New(0, 0),
                len => ffi::PyUnicode_FromKindAndData(
                    ELEM_SIZES[elem] as c_int,
                    self.data(elem).cast(),
                    len as ffi::Py_ssize_t,
                ),
            }
        }
    }

    /// # Safety
    /// As for [`edit_list`].
    unsafe fn put(self, list: *mut Buffer, elem: usize) -> bool {
        let operands = [self.header as u64, self.start as u64, 1, self.len as u64];
        // SAFETY: the caller's promise: these are the operands of an extension.
        unsafe { edit_list(edits::EXTEND, list, elem, operands.as_ptr()) }
    }
}

struct Ascii {
    units: [u8; SHORT],
    len: usize,
}

impl Ascii {
    fn text(&self) -> &[u8] {
        &self.units[..self.len]
    }
}

/// A format specification of the simple kind: `<` or `>`, `#`, a width, a precision, a letter.
#[derive(Clone, Copy)]
struct Spec {
    is_left: bool,
    has_prefix: bool,
    has_zeros: bool,
    width: i64,
    precision: Option<c_int>,
    /// 0: none.
    kind: u8,
}

impl Spec {
    fn of_int(text: Option<&[u8]>) -> Option<Spec> {
        let spec = Spec::read(text?, false)?;
        (spec.precision.is_none() && matches!(spec.kind, 0 | b'd' | b'x' | b'X' | b'o' | b'b')).then_some(spec)
    }

    fn of_float(text: Option<&[u8]>) -> Option<Spec> {
        let text = text?;
        let spec = Spec::read(text, false)?;
        let has_kind = !spec.has_prefix && matches!(spec.kind, b'e' | b'E' | b'f' | b'F' | b'g' | b'G');
        (text.is_empty() || has_kind && !spec.has_zeros).then_some(spec)
    }

    fn of_text(text: Option<&[u8]>) -> Option<Spec> {
        let spec = Spec::read(text?, true)?;
        (!spec.has_zeros && !spec.has_prefix && spec.precision.is_none() && spec.kind == 0).then_some(spec)
    }

    fn read(text: &[u8], is_left: bool) -> Option<Spec> {
        let mut spec = Spec { is_left, has_prefix: false, has_zeros: false, width: 0, precision: None, kind: 0 };
        let mut rest = text;
        let is_aligned = matches!(rest, [b'<' | b'>', ..]);
        if is_aligned {
            spec.is_left = rest[0] == b'<';
            rest = &rest[1..];
        }
        if let [b'#', behind @ ..] = rest {
            (spec.has_prefix, rest) = (true, behind);
        }
        if let [b'0', behind @ ..] = rest {
            if is_aligned {
                return None;
            }
            (spec.has_zeros, rest) = (true, behind);
        }
        spec.width = digits(&mut rest).unwrap_or(0);
        if let [b'.', behind @ ..] = rest {
            rest = behind;
            spec.precision = Some(digits(&mut rest).filter(|&n| n <= MOST_DIGITS)? as c_int);
        }
        if let [kind] = rest {
            spec.kind = *kind;
            rest = &[];
        }
        rest.is_empty().then_some(spec)
    }

    /// Puts a number behind the end of a list, filled up to the width.
    ///
    /// # Safety
    /// As for [`edit_list`].
    unsafe fn put(self, list: *mut Buffer, elem: usize, digits: &Digits) -> bool {
        let missing = self.width.saturating_sub(digits.len() as i64);
        if missing == 0 {
            // SAFETY: the caller's promise.
            return unsafe { append_units(list, elem, digits.text()) };
        }
        // SAFETY: as above.
        unsafe {
            match (self.is_left, self.has_zeros) {
                (true, _) => append_units(list, elem, digits.text()) && put_units(list, elem, b' ', missing),
                (_, false) => put_units(list, elem, b' ', missing) && append_units(list, elem, digits.text()),
                (_, true) => {
                    let (sign, rest) = digits.text().split_at(digits.n_before);
                    append_units(list, elem, sign)
                        && put_units(list, elem, b'0', missing)
                        && append_units(list, elem, rest)
                }
            }
        }
    }
}

/// Reads digits, at most four.
fn digits(rest: &mut &[u8]) -> Option<i64> {
    let n = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (own, behind) = rest.split_at(n);
    *rest = behind;
    let value = own.iter().fold(0, |all, c| all * 10 + i64::from(c - b'0'));
    (1..=4).contains(&n).then_some(value)
}

/// A sign, `0b` and 64 digits.
const MOST_UNITS: usize = 67;

/// An int in some base, written from the end of the memory on.
struct Digits {
    memory: [u8; MOST_UNITS],
    first: usize,
    /// Signs and prefixes before the first digit.
    n_before: usize,
}

/// `00` to `99`
static PAIRS: [u8; 200] = {
    let (mut pairs, mut at) = ([0; 200], 0);
    while at < 100 {
        pairs[2 * at] = b'0' + (at / 10) as u8;
        pairs[2 * at + 1] = b'0' + (at % 10) as u8;
        at += 1;
    }
    pairs
};

impl Digits {
    fn of((size, is_negative): (u64, bool), kind: u8, has_prefix: bool) -> Digits {
        let mut digits = Digits { memory: [0; MOST_UNITS], first: MOST_UNITS, n_before: 0 };
        let mut rest = size;
        match kind {
            b'x' => digits.write(&mut rest, 16, b"0123456789abcdef"),
            b'X' => digits.write(&mut rest, 16, b"0123456789ABCDEF"),
            b'o' => digits.write(&mut rest, 8, b"01234567"),
            b'b' => digits.write(&mut rest, 2, b"01"),
            _ => {
                while rest >= 100 {
                    let pair = (rest % 100) as usize * 2;
                    rest /= 100;
                    digits.push(PAIRS[pair + 1]);
                    digits.push(PAIRS[pair]);
                }
                digits.write(&mut rest, 10, b"0123456789");
            }
        }
        let n_digits = digits.len();
        if has_prefix && matches!(kind, b'x' | b'X' | b'o' | b'b') {
            digits.push(kind);
            digits.push(b'0');
        }
        if is_negative {
            digits.push(b'-');
        }
        digits.n_before = digits.len() - n_digits;
        digits
    }

    #[inline(always)]
    fn write(&mut self, rest: &mut u64, base: u64, symbols: &[u8]) {
        loop {
            self.push(symbols[(*rest % base) as usize]);
            *rest /= base;
            if *rest == 0 {
                return;
            }
        }
    }

    fn push(&mut self, unit: u8) {
        self.first -= 1;
        self.memory[self.first] = unit;
    }

    fn text(&self) -> &[u8] {
        &self.memory[self.first..]
    }

    fn len(&self) -> usize {
        self.memory.len() - self.first
    }
}

/// # Safety
/// The GIL is held, and as for [`edit_list`].
unsafe fn put_float(list: *mut Buffer, elem: usize, value: f64, spec: Spec) -> bool {
    // SAFETY: the caller's promise; the text ends with a zero, and is given back.
    unsafe {
        let text = match spec.kind {
            0 => ffi::PyOS_double_to_string(value, b'r' as c_char, 0, ffi::Py_DTSF_ADD_DOT_0, ptr::null_mut()),
            kind => ffi::PyOS_double_to_string(value, kind as c_char, spec.precision.unwrap_or(6), 0, ptr::null_mut()),
        };
        if text.is_null() {
            return failed();
        }
        let bytes = std::ffi::CStr::from_ptr(text).to_bytes();
        let missing = spec.width.saturating_sub(bytes.len() as i64);
        let (before, behind) = if spec.is_left { (0, missing) } else { (missing, 0) };
        let is_done = put_units(list, elem, b' ', before)
            && append_units(list, elem, bytes)
            && put_units(list, elem, b' ', behind);
        ffi::PyMem_Free(text.cast());
        is_done
    }
}

/// What CPython's `format` gives for an object, of which a reference is handed over.
///
/// # Safety
/// The GIL is held, and as for [`edit_list`].
unsafe fn put_formatted(list: *mut Buffer, elem: usize, value: *mut ffi::PyObject, spec: Part) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let spec = spec.object(elem);
        let is_made = !value.is_null() && !spec.is_null();
        let text = if is_made { ffi::PyObject_Format(value, spec) } else { ptr::null_mut() };
        ffi::Py_XDECREF(value);
        ffi::Py_XDECREF(spec);
        put_object(list, elem, text)
    }
}

/// The code units of a str, of which a reference is handed over; null: a Python exception is set.
///
/// # Safety
/// As for [`put_formatted`].
unsafe fn put_object(list: *mut Buffer, elem: usize, text: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise; `format` and `repr` give strs that are ready to be read.
    unsafe {
        if text.is_null() {
            return failed();
        }
        let (kind, len) = (ffi::PyUnicode_KIND(text) as usize, ffi::PyUnicode_GET_LENGTH(text));
        let is_done = match kind == ELEM_SIZES[elem] {
            true => {
                let data: *mut u8 = ffi::PyUnicode_DATA(text).cast();
                let from = Buffer { data, len: len as i64, capacity: len as i64, ..Buffer::EMPTY };
                Part { header: &from, start: 0, len: len as i64 }.put(list, elem)
            }
            // Wider units than the list has are CPython's.
            false => (0..len)
                .all(|at| kind < ELEM_SIZES[elem] && append(list, elem, &u64::from(ffi::PyUnicode_ReadChar(text, at)))),
        };
        ffi::Py_DECREF(text);
        is_done
    }
}

/// The number that CPython has made of a text, of which a reference is handed over; null: an exception is set.
///
/// # Safety
/// The GIL is held.
unsafe fn put_parsed(number: *mut ffi::PyObject, put: impl FnOnce(*mut ffi::PyObject) -> bool) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        if number.is_null() {
            let is_value_error = ffi::PyErr_ExceptionMatches(ffi::PyExc_ValueError) != 0;
            ffi::PyErr_Clear();
            return is_value_error;
        }
        let is_done = put(number);
        ffi::Py_DECREF(number);
        is_done
    }
}

/// Makes something of an object of which a reference is handed over.
///
/// # Safety
/// The GIL is held.
unsafe fn with_object(
    object: *mut ffi::PyObject,
    make: impl FnOnce(*mut ffi::PyObject) -> *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        let made = if object.is_null() { object } else { make(object) };
        ffi::Py_XDECREF(object);
        made
    }
}

/// CPython meets the exception again, where it belongs.
unsafe fn failed() -> bool {
    // SAFETY: the callers hold the GIL.
    unsafe { ffi::PyErr_Clear() };
    false
}

/// # Safety
/// As for [`edit_list`].
unsafe fn put_units(list: *mut Buffer, elem: usize, unit: u8, n: i64) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (0..n).all(|_| append(list, elem, &u64::from(unit))) }
}

/// Up to 18 digits behind a sign, or none.
fn plain_int(text: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if !(1..=18).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0, |all, c| all * 10 + i64::from(c - b'0'));
    Some(if is_negative { -value } else { value })
}

/// What Rust and CPython read alike, both rounding correctly: digits, a point, an exponent.
fn plain_float(text: &[u8]) -> Option<f64> {
    let is_plain = |c: &u8| matches!(c, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
    text.iter().all(is_plain).then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_specifications_are_read_and_others_left() {
        let width = |text: &str| Spec::of_int(Some(text.as_bytes())).map(|spec| (spec.width, spec.has_zeros));
        assert_eq!(width(""), Some((0, false)));
        assert_eq!(width("05x"), Some((5, true)));
        assert_eq!(width("<12"), Some((12, false)));
        ["^5", "+d", ",", "<05", "12345", ".2", "c", "5 "].into_iter().for_each(|text| assert_eq!(width(text), None));
        let precision = |text: &str| Spec::of_float(Some(text.as_bytes())).map(|spec| spec.precision);
        assert_eq!(precision(".3f"), Some(Some(3)));
        assert_eq!(precision(">8.0e"), Some(Some(0)));
        assert_eq!(precision("g"), Some(None));
        [".3", "08.3f", "5", "%", ".f", ".101f"].into_iter().for_each(|text| assert_eq!(precision(text), None));
    }

    #[test]
    fn ints_have_their_digits() {
        let text = |value, kind| String::from_utf8(Digits::of(value, kind, true).text().to_vec()).expect("ASCII");
        assert_eq!(text((0, false), 0), "0");
        assert_eq!(text((1 << 63, true), b'd'), i64::MIN.to_string());
        assert_eq!(text((1 << 63, true), b'b'), format!("-0b{:b}", 1u64 << 63));
        assert_eq!(text((255, true), b'X'), "-0XFF");
        assert_eq!(
            [plain_int(b"-12"), plain_int(b"+7"), plain_int(b"-"), plain_int(b"1_0")],
            [Some(-12), Some(7), None, None]
        );
        assert_eq!(
            [plain_float(b"1e400"), plain_float(b".5"), plain_float(b"."), plain_float(b"inf")],
            [Some(f64::INFINITY), Some(0.5), None, None]
        );
    }
}
