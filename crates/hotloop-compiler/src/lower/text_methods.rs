//! Methods of `str` and `bytes`.
//!
//! example: `s.strip()` is a loop from each end that stops at what is no space, and the same buffer with another start
//! and length; `s.replace("a", "bc")` is a new buffer, extended by what is between the finds.

use super::Lowerer;
use super::strings::{self, Family, Needle, View, family, str_elem, units_of};
use super::value::{Literal, PyValue};
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::ir::{BinaryOp, CASES, Dims, Edit, Elem, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type};
use crate::syntax::ast::{self, ExprKind};

/// Names, and the least and largest numbers of arguments.
const METHODS: &[(&str, usize, usize)] = &[
    ("find", 1, 3),
    ("rfind", 1, 3),
    ("index", 1, 3),
    ("rindex", 1, 3),
    ("count", 1, 3),
    ("startswith", 1, 3),
    ("endswith", 1, 3),
    ("join", 1, 1),
    ("strip", 0, 1),
    ("lstrip", 0, 1),
    ("rstrip", 0, 1),
    ("replace", 2, 3),
    ("split", 0, 2),
    ("rsplit", 0, 2),
    ("expandtabs", 0, 1),
    ("translate", 1, 1),
    ("hex", 0, 0),
    ("splitlines", 0, 1),
    ("partition", 1, 1),
    ("rpartition", 1, 1),
    ("removeprefix", 1, 1),
    ("removesuffix", 1, 1),
    ("ljust", 1, 2),
    ("rjust", 1, 2),
    ("center", 1, 2),
    ("zfill", 1, 1),
    ("encode", 0, 1),
    ("decode", 0, 1),
    ("upper", 0, 0),
    ("lower", 0, 0),
    ("swapcase", 0, 0),
    ("title", 0, 0),
    ("capitalize", 0, 0),
    ("casefold", 0, 0),
    ("istitle", 0, 0),
    ("isidentifier", 0, 0),
    ("isprintable", 0, 0),
    ("isascii", 0, 0),
    ("isdigit", 0, 0),
    ("isdecimal", 0, 0),
    ("isnumeric", 0, 0),
    ("isalpha", 0, 0),
    ("isalnum", 0, 0),
    ("isspace", 0, 0),
    ("isupper", 0, 0),
    ("islower", 0, 0),
];

/// Runs of ASCII characters.
const CLASSES: &[(&str, &[(char, char)])] = &[
    ("isdigit", &[('0', '9')]),
    ("isdecimal", &[('0', '9')]),
    ("isnumeric", &[('0', '9')]),
    ("isalpha", &[('A', 'Z'), ('a', 'z')]),
    ("isalnum", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    // Tabs and line ends, the four separators, a space.
    ("isspace", &[('\t', '\r'), ('\x1c', ' ')]),
    ("isspace of bytes", &[('\t', '\r'), (' ', ' ')]),
    ("isupper", &[('A', 'Z')]),
    ("islower", &[('a', 'z')]),
];

/// What `str.strip` takes off, besides ASCII.
const WIDE_SPACES: &[u32] = &[
    0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028,
    0x2029, 0x202f, 0x205f, 0x3000,
];

/// What is looked for in a part of a text: the text's own from `start` on, and whether there is such a part.
struct Searched {
    view: View,
    start: ExprId,
    exists: ExprId,
}

/// From which end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

impl Lowerer<'_> {
    /// A method of a text; `None`: it is another call.
    pub fn text_method(&mut self, function: &ast::Expr, args: &[ast::Expr], span: Span) -> Result<Option<PyValue>> {
        let ExprKind::Attribute { value: base, name } = &function.kind else { return Ok(None) };
        if !METHODS.iter().any(|(known, least, most)| known == name && (*least..=*most).contains(&args.len())) {
            return Ok(None);
        }
        // Lists have some of these, too.
        let Some(text) = self.tried(base, |value| family(value).is_some())? else { return Ok(None) };
        let family = family(&text).expect("asked for");
        let text = self.keep(text);
        Ok(Some(match name.as_str() {
            "join" => self.join_texts(text, &args[0], span)?,
            "find" | "rfind" | "index" | "rindex" | "count" => self.sought(text, name, args, base.span)?,
            "startswith" => self.at_end(text, End::First, args, base.span)?,
            "endswith" => self.at_end(text, End::Last, args, base.span)?,
            "strip" => self.stripped(text, &[End::First, End::Last], args, base.span)?,
            "lstrip" => self.stripped(text, &[End::First], args, base.span)?,
            "rstrip" => self.stripped(text, &[End::Last], args, base.span)?,
            "replace" => self.replaced(text, args, span)?,
            "rsplit" => self.split_from_behind(text, args, span)?,
            "split" | "splitlines" => self.split(text, name, args, span)?,
            "expandtabs" if family == Family::Str => {
                let size = match args.first() {
                    Some(size) => self.solid_argument(size)?,
                    None => PyValue::new(PyType::Int, vec![self.build.int(8)]),
                };
                self.call_prelude("texts.expandtabs", vec![text, size], span)?
            }
            "translate" => self.translated(text, &args[0], span)?,
            "hex" if family == Family::Bytes => self.call_prelude("texts.hex_of", vec![text], span)?,
            "istitle" | "isidentifier" | "isprintable" if family == Family::Str => {
                self.call_prelude(&format!("texts.{name}"), vec![text], span)?
            }
            "partition" => self.parted(text, &args[0], End::First, span)?,
            "rpartition" => self.parted(text, &args[0], End::Last, span)?,
            "removeprefix" => self.removed(text, &args[0], End::First, span)?,
            "removesuffix" => self.removed(text, &args[0], End::Last, span)?,
            "ljust" | "rjust" | "center" => self.padded(text, name, args, span)?,
            "zfill" => self.zero_filled(text, &args[0], span)?,
            "encode" | "decode" => self.recoded(text, name, args, span)?,
            _ => self.of_characters(text, family, name, span)?,
        }))
    }

    // Searching

    /// The part of a text between the positions that a search is given, if it is.
    fn searched(&mut self, view: View, positions: &[ast::Expr]) -> Result<Searched> {
        let (zero, yes) = (self.build.int(0), self.build.bool(true));
        let mut bounds = vec![];
        for position in positions {
            let value = self.argument(position)?;
            bounds.push(match value.ty {
                PyType::None => None,
                _ => Some(self.int_of(value, position.span)?),
            });
        }
        if bounds.iter().all(Option::is_none) {
            return Ok(Searched { view, start: zero, exists: yes });
        }
        let most = self.build.int(i64::MAX);
        let start = bounds[0].map_or(zero, |at| self.brought_inside(at, view.len, zero, most));
        let start = self.build.keep(start);
        let end = match bounds.get(1).copied().flatten() {
            Some(at) => self.brought_inside(at, view.len, zero, view.len),
            None => view.len,
        };
        let len = self.build.binary(BinaryOp::Sub, end, start);
        let len = self.build.keep(len);
        let exists = self.build.binary(BinaryOp::Ge, len, zero);
        let len = self.build.binary(BinaryOp::Max, len, zero);
        let len = self.build.keep(len);
        let first = self.build.binary(BinaryOp::Add, view.start, start);
        let first = self.build.keep(first);
        Ok(Searched { view: View { start: first, len, ..view }, start, exists })
    }

    pub fn needle_of(&mut self, value: PyValue, text: &PyValue, span: Span) -> Result<Needle> {
        match self.needle(value.clone(), text, span)? {
            Some(needle) => Ok(needle),
            None => {
                bail!(span, "{} where {} is searched is not compiled yet", self.what_is(&value), self.what_is(text))
            }
        }
    }

    /// `text.find(part, start, end)` and the like
    fn sought(&mut self, text: PyValue, name: &str, args: &[ast::Expr], base: Span) -> Result<PyValue> {
        let value = self.argument(&args[0])?;
        let needle = self.needle_of(value, &text, args[0].span)?;
        let view = self.view(text, base)?;
        let Searched { view, start, exists } = self.searched(view, &args[1..])?;
        let (zero, none) = (self.build.int(0), self.build.int(-1));
        let int = |part| Ok(PyValue::new(PyType::Int, vec![part]));
        if name == "count" {
            let n = self.count(&view, &needle)?;
            return int(self.build.select(exists, n, zero));
        }
        let at = if name.starts_with('r') { self.find_last(&view, &needle)? } else { self.find(&view, &needle)? };
        let found = self.build.binary(BinaryOp::Ge, at, zero);
        let found = self.build.binary(BinaryOp::And, found, exists);
        let place = self.build.binary(BinaryOp::Add, start, at);
        if name.ends_with("index") {
            self.build.raise_unless(found, Failure::Value);
            return int(place);
        }
        int(self.build.select(found, place, none))
    }

    /// The index where a text last has this, or -1.
    fn find_last(&mut self, view: &View, needle: &Needle) -> Result<ExprId> {
        let found = self.build.local("found", Type::INT);
        let (none, zero, one) = (self.build.int(-1), self.build.int(0), self.build.int(1));
        let (first, places) = match needle {
            Needle::Unit(unit) => {
                let is_empty = self.build.binary(BinaryOp::Lt, *unit, zero);
                (self.build.select(is_empty, view.len, none), view.len)
            }
            Needle::Text(part) => {
                let places = self.build.binary(BinaryOp::Sub, view.len, part.len);
                let places = self.build.binary(BinaryOp::Add, places, one);
                (none, self.build.binary(BinaryOp::Max, places, zero))
            }
        };
        self.build.assign(found, first);
        let places = self.build.keep(places);
        self.each(places, |this, pos, label| {
            let last = this.build.binary(BinaryOp::Sub, places, one);
            let at = this.build.binary(BinaryOp::Sub, last, pos);
            let condition = match needle {
                Needle::Unit(unit) => {
                    let own = this.unit(view, at);
                    this.build.binary(BinaryOp::Eq, own, *unit)
                }
                Needle::Text(part) => this.is_at(view, at, part)?,
            };
            let then = vec![Stmt::Assign(found, at), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        Ok(self.build.read(found))
    }

    /// `text.startswith(part, start, end)`, also of a tuple of parts
    fn at_end(&mut self, text: PyValue, end: End, args: &[ast::Expr], base: Span) -> Result<PyValue> {
        let value = self.argument(&args[0])?;
        let parts = match &value.ty {
            PyType::Tuple(_) => self.members_of(&value),
            _ => vec![value],
        };
        let own = family(&text);
        if let Some(other) = parts.iter().find(|part| family(part) != own) {
            bail!(
                args[0].span,
                "{} where {} is searched is not compiled yet",
                self.what_is(other),
                self.what_is(&text)
            );
        }
        let view = self.view(text, base)?;
        let Searched { view, exists, .. } = self.searched(view, &args[1..])?;
        let mut answer = self.build.bool(false);
        for part in parts {
            let part = self.view(part, args[0].span)?;
            let is = self.has_at_end(&view, &part, end)?;
            answer = self.build.binary(BinaryOp::Or, answer, is);
        }
        let answer = self.build.binary(BinaryOp::And, answer, exists);
        Ok(PyValue::new(PyType::Bool, vec![answer]))
    }

    fn has_at_end(&mut self, view: &View, part: &View, end: End) -> Result<ExprId> {
        let zero = self.build.int(0);
        let last = self.build.binary(BinaryOp::Sub, view.len, part.len);
        let last = self.build.keep(last);
        let fits = self.build.binary(BinaryOp::Ge, last, zero);
        let from = if end == End::First { zero } else { last };
        self.where_it_holds(fits, |this| this.is_at(view, from, part))
    }

    // Parts

    /// `text.strip(characters)`
    fn stripped(&mut self, text: PyValue, ends: &[End], args: &[ast::Expr], base: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let mut characters = None;
        if let Some(arg) = args.first() {
            let value = self.argument(arg)?;
            if value.ty != PyType::None || value.literal.is_some() {
                if family(&value) != Some(own) {
                    bail!(arg.span, "`.strip` of {} is not compiled yet", self.what_is(&value));
                }
                characters = Some((value, arg.span));
            }
        }
        // Those of a text that is not known are searched in each time.
        let known: Option<Vec<u32>> = match &characters {
            None => Some(spaces(own)),
            Some((value, _)) => value.literal.as_ref().map(units_of),
        };
        let set = match (&known, characters) {
            (None, Some((value, span))) => Some(self.view(value, span)?),
            _ => None,
        };
        let view = self.view(text, base)?;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let [begin, end] = ["begin", "end"].map(|name| self.build.local(name, Type::INT));
        self.build.assign(begin, zero);
        self.build.assign(end, view.len);
        for from in ends {
            let (first, behind) = (self.build.read(begin), self.build.read(end));
            let trip = self.build.binary(BinaryOp::Sub, behind, first);
            self.each(trip, |this, pos, label| {
                let behind = this.build.read(end);
                let (at, local, next) = match from {
                    End::First => (pos, begin, this.build.binary(BinaryOp::Add, pos, one)),
                    End::Last => {
                        let at = this.build.binary(BinaryOp::Sub, behind, one);
                        (at, end, at)
                    }
                };
                let unit = this.unit(&view, at);
                let is_in = match (&known, &set) {
                    (Some(units), _) => this.is_unit_of(unit, units),
                    (None, Some(set)) => {
                        let found = this.find(set, &Needle::Unit(unit))?;
                        this.build.binary(BinaryOp::Ge, found, zero)
                    }
                    (None, None) => unreachable!("one of the two is there"),
                };
                let orelse = vec![Stmt::Break(label)];
                let then = vec![Stmt::Assign(local, next)];
                this.build.push(Stmt::If { condition: is_in, then, orelse, likely: Likely::Orelse });
                Ok(())
            })?;
        }
        let (first, behind) = (self.build.read(begin), self.build.read(end));
        let start = self.build.binary(BinaryOp::Add, view.start, first);
        let len = self.build.binary(BinaryOp::Sub, behind, first);
        let (start, len) = (self.build.keep(start), self.build.keep(len));
        Ok(self.value(View { start, len, ..view }, own))
    }

    /// Is a code unit one of these?
    fn is_unit_of(&mut self, unit: ExprId, units: &[u32]) -> ExprId {
        match units {
            [] => self.build.bool(false),
            _ => self.is_among(unit, units),
        }
    }

    /// `text.partition(separator)`
    fn parted(&mut self, text: PyValue, separator: &ast::Expr, end: End, span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let value = self.argument(separator)?;
        let needle = self.needle_of(value.clone(), &text, separator.span)?;
        if family(&value) != Some(own) {
            bail!(separator.span, "`.partition` of {} is not compiled yet", self.what_is(&value));
        }
        let width = self.length_of_separator(&needle);
        let view = self.view(text, span)?;
        let at = match end {
            End::First => self.find(&view, &needle)?,
            End::Last => self.find_last(&view, &needle)?,
        };
        let (at, zero) = (self.build.keep(at), self.build.int(0));
        let found = self.build.binary(BinaryOp::Ge, at, zero);
        // All of it is the first part, or the last one, if it is not there.
        let otherwise = if end == End::First { view.len } else { zero };
        let at = self.build.select(found, at, otherwise);
        let width = self.build.select(found, width, zero);
        let (at, width) = (self.build.keep(at), self.build.keep(width));
        let middle = self.build.binary(BinaryOp::Add, view.start, at);
        let behind = self.build.binary(BinaryOp::Add, middle, width);
        let rest = self.build.binary(BinaryOp::Sub, view.len, at);
        let rest = self.build.binary(BinaryOp::Sub, rest, width);
        let parts = [(view.start, at), (middle, width), (behind, rest)].map(|(start, len)| {
            let (start, len) = (self.build.keep(start), self.build.keep(len));
            self.value(View { start, len, ..view }, own)
        });
        let ty = PyType::tuple(parts.iter().map(|part| part.ty.clone()).collect());
        Ok(PyValue::new(ty, parts.into_iter().flat_map(|part| part.parts).collect()))
    }

    /// How long it is; CPython refuses to split at the empty one.
    pub fn length_of_separator(&mut self, needle: &Needle) -> ExprId {
        let (is_some, len) = self.length_of_needle(needle);
        self.build.raise_unless(is_some, Failure::Value);
        len
    }

    /// Is it not empty, and how long is it then?
    fn length_of_needle(&mut self, needle: &Needle) -> (ExprId, ExprId) {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        match needle {
            Needle::Unit(unit) => (self.build.binary(BinaryOp::Ge, *unit, zero), one),
            Needle::Text(part) => (self.build.binary(BinaryOp::Gt, part.len, zero), part.len),
        }
    }

    /// `text.removeprefix(part)`
    fn removed(&mut self, text: PyValue, part: &ast::Expr, end: End, span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let value = self.argument(part)?;
        if family(&value) != Some(own) {
            bail!(part.span, "{} as a part of {} is not compiled yet", self.what_is(&value), self.what_is(&text));
        }
        let (view, part) = (self.view(text, span)?, self.view(value, part.span)?);
        let is_there = self.has_at_end(&view, &part, end)?;
        let zero = self.build.int(0);
        let gone = self.build.select(is_there, part.len, zero);
        let gone = self.build.keep(gone);
        let len = self.build.binary(BinaryOp::Sub, view.len, gone);
        let start = match end {
            End::First => self.build.binary(BinaryOp::Add, view.start, gone),
            End::Last => view.start,
        };
        let (start, len) = (self.build.keep(start), self.build.keep(len));
        Ok(self.value(View { start, len, ..view }, own))
    }

    // New texts

    /// `text.replace(old, new, count)`
    fn replaced(&mut self, text: PyValue, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let values = args[..2].iter().map(|arg| self.argument(arg)).collect::<Result<Vec<_>>>()?;
        if let Some(other) = values.iter().find(|value| family(value) != Some(own)) {
            bail!(span, "`.replace` of {} is not compiled yet", self.what_is(other));
        }
        let most = match args.get(2) {
            Some(arg) => {
                let value = self.argument(arg)?;
                Some(self.int_of(value, arg.span)?)
            }
            None => None,
        };
        let needle = self.needle_of(values[0].clone(), &text, args[0].span)?;
        // The empty one is between all characters: CPython's.
        let (is_some, width) = self.length_of_needle(&needle);
        self.build.check(is_some, Failure::Domain);
        let elem = match own {
            Family::Bytes => Elem::UInt8,
            Family::Str => {
                [&text, &values[1]].map(|v| self.elem_of_text(v)).into_iter().fold(self.usual_elem(), Elem::max)
            }
        };
        let new = self.solid(values[1].clone(), args[1].span)?;
        let new = self.keep(new);
        let view = self.view(text, span)?;
        let buffer = self.new_text(elem);
        let between = |this: &mut Self, from: ExprId, to: ExprId| {
            let start = this.build.binary(BinaryOp::Add, view.start, from);
            let len = this.build.binary(BinaryOp::Sub, to, from);
            let (start, len) = (this.build.keep(start), this.build.keep(len));
            this.value(View { start, len, ..view }, own)
        };
        let begin = self.each_found(&view, &needle, width, most, |this, begin, pos| {
            let before = between(this, begin, pos);
            this.append_text(buffer, elem, before, span)?;
            this.append_text(buffer, elem, new.clone(), span)
        })?;
        let rest = between(self, begin, view.len);
        self.append_text(buffer, elem, rest, span)?;
        let len = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.keep(len);
        let start = self.build.int(0);
        Ok(self.value(View { elem, buffer, start, len }, own))
    }

    /// Does `found` wherever a text of `width` stands in another one, up to `most` (negative: all) times, each behind the
    /// one before; it gets where that ended, and where this one begins. Gives where the last one ended.
    pub fn each_found(
        &mut self,
        view: &View,
        needle: &Needle,
        width: ExprId,
        most: Option<ExprId>,
        mut found: impl FnMut(&mut Self, ExprId, ExprId) -> Result<()>,
    ) -> Result<ExprId> {
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let [from, n] = ["from", "n"].map(|name| self.build.local(name, Type::INT));
        self.build.assign(from, zero);
        self.build.assign(n, zero);
        let places = self.build.binary(BinaryOp::Sub, view.len, width);
        let places = self.build.binary(BinaryOp::Add, places, one);
        let places = self.build.binary(BinaryOp::Max, places, zero);
        self.each(places, |this, pos, _| {
            let (begin, so_far) = (this.build.read(from), this.build.read(n));
            let condition = this.is_next(view, needle, pos, [from, n], most)?;
            this.build.open();
            let outcome = found(this, begin, pos);
            let next = this.build.binary(BinaryOp::Add, pos, width);
            this.build.assign(from, next);
            let more = this.build.binary(BinaryOp::Add, so_far, one);
            this.build.assign(n, more);
            let then = this.build.close();
            outcome?;
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        Ok(self.build.read(from))
    }

    /// Is what is looked for at a position, not before that in `from`, and have fewer than `most` (negative: all) been
    /// found, counted in `n`?
    fn is_next(
        &mut self,
        view: &View,
        needle: &Needle,
        pos: ExprId,
        [from, n]: [LocalId; 2],
        most: Option<ExprId>,
    ) -> Result<ExprId> {
        let (begin, so_far, zero) = (self.build.read(from), self.build.read(n), self.build.int(0));
        let mut may = self.build.binary(BinaryOp::Ge, pos, begin);
        if let Some(most) = most {
            let all = self.build.binary(BinaryOp::Lt, most, zero);
            let more = self.build.binary(BinaryOp::Lt, so_far, most);
            let more = self.build.binary(BinaryOp::Or, all, more);
            may = self.build.binary(BinaryOp::And, may, more);
        }
        self.where_it_holds(may, |this| match needle {
            Needle::Unit(unit) => {
                let own = this.unit(view, pos);
                Ok(this.build.binary(BinaryOp::Eq, own, *unit))
            }
            Needle::Text(part) => this.is_at(view, pos, part),
        })
    }

    fn elem_of_text(&self, value: &PyValue) -> Elem {
        match &value.literal {
            Some(literal) => strings::elem_of(&units_of(literal)),
            None => str_elem(value),
        }
    }

    /// `text.ljust(width, fill)` and the like
    fn padded(&mut self, text: PyValue, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let width = self.argument(&args[0])?;
        let width = self.int_of(width, args[0].span)?;
        let width = self.build.keep(width);
        let fill = match args.get(1) {
            Some(arg) => {
                let value = self.argument(arg)?;
                if family(&value) != Some(own) {
                    bail!(arg.span, "{} as what fills is not compiled yet", self.what_is(&value));
                }
                self.only_unit(value, arg.span)?
            }
            None => self.build.int(b' '.into()),
        };
        let fill = self.build.keep(fill);
        let missing = self.missing(&text, width);
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let before = match name {
            "ljust" => zero,
            "rjust" => missing,
            _ => {
                // CPython's rule for what cannot be halved.
                let half = self.build.binary(BinaryOp::Shr, missing, one);
                let odd = self.build.binary(BinaryOp::And, missing, width);
                let odd = self.build.binary(BinaryOp::And, odd, one);
                self.build.binary(BinaryOp::Add, half, odd)
            }
        };
        let before = self.build.keep(before);
        let behind = self.build.binary(BinaryOp::Sub, missing, before);
        let behind = self.build.keep(behind);
        self.between_fills(text, fill, [before, behind], span)
    }

    /// How many characters a text has less than so many.
    fn missing(&mut self, text: &PyValue, width: ExprId) -> ExprId {
        // As long as that is no text that CPython makes at once.
        let most = self.build.int(1 << 30);
        let fits = self.build.binary(BinaryOp::Le, width, most);
        self.build.check(fits, Failure::Memory);
        let (len, zero) = (self.text_length(text), self.build.int(0));
        let missing = self.build.binary(BinaryOp::Sub, width, len);
        let missing = self.build.binary(BinaryOp::Max, missing, zero);
        self.build.keep(missing)
    }

    fn between_fills(&mut self, text: PyValue, fill: ExprId, counts: [ExprId; 2], span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let elem = match own {
            Family::Bytes => Elem::UInt8,
            Family::Str => self.elem_of_text(&text).max(self.usual_elem()),
        };
        let text = self.solid(text, span)?;
        let text = self.keep(text);
        self.check_unit(fill, elem);
        let (buffer, start) = self.pad(elem);
        let fill_up = |this: &mut Self, count| {
            this.each(count, |this, _, _| {
                this.build.edit(Edit::Append, buffer, vec![fill]);
                Ok(())
            })
        };
        fill_up(self, counts[0])?;
        self.append_text(buffer, elem, text, span)?;
        fill_up(self, counts[1])?;
        let end = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.binary(BinaryOp::Sub, end, start);
        let len = self.build.keep(len);
        Ok(self.value(View { elem, buffer, start, len }, own))
    }

    /// `text.zfill(width)`: zeros behind the sign.
    fn zero_filled(&mut self, text: PyValue, width: &ast::Expr, span: Span) -> Result<PyValue> {
        let own = family(&text).expect("the caller has a text");
        let value = self.argument(width)?;
        let width = self.int_of(value, width.span)?;
        let width = self.build.keep(width);
        let missing = self.missing(&text, width);
        let view = self.view(text, span)?;
        let (zero, one) = (self.build.int(0), self.build.int(1));
        let some = self.build.binary(BinaryOp::Gt, view.len, zero);
        let signed = self.where_it_holds(some, |this| {
            let unit = this.unit(&view, zero);
            Ok(this.is_among(unit, &['+', '-'].map(u32::from)))
        })?;
        let n_signs = self.build.select(signed, one, zero);
        let n_signs = self.build.keep(n_signs);
        let (buffer, start) = self.pad(view.elem);
        let part = |this: &mut Self, from, len| {
            let first = this.build.binary(BinaryOp::Add, view.start, from);
            let (first, len) = (this.build.keep(first), this.build.keep(len));
            this.value(View { start: first, len, ..view }, own)
        };
        let sign = part(self, zero, n_signs);
        self.append_text(buffer, view.elem, sign, span)?;
        let digit = self.build.int(b'0'.into());
        self.each(missing, |this, _, _| {
            this.build.edit(Edit::Append, buffer, vec![digit]);
            Ok(())
        })?;
        let n_rest = self.build.binary(BinaryOp::Sub, view.len, n_signs);
        let rest = part(self, n_signs, n_rest);
        self.append_text(buffer, view.elem, rest, span)?;
        let end = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.binary(BinaryOp::Sub, end, start);
        let len = self.build.keep(len);
        Ok(self.value(View { buffer, start, len, ..view }, own))
    }

    /// `text.encode()` and `data.decode()` of ASCII, which is the same in all encodings named here.
    pub fn recoded(&mut self, text: PyValue, name: &str, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        let is_encode = name == "encode";
        let (from, to) = if is_encode { (Family::Str, Family::Bytes) } else { (Family::Bytes, Family::Str) };
        let encoding = args.first().map(|arg| self.argument(arg)).transpose()?;
        let is_known = match encoding.map(|value| value.literal) {
            None => true,
            Some(Some(Literal::Str(name))) => {
                matches!(name.as_str(), "ascii" | "utf-8" | "utf8" | "latin-1" | "latin1")
            }
            Some(_) => false,
        };
        if family(&text) != Some(from) || !is_known {
            bail!(span, "this `.{name}` is not compiled yet");
        }
        let elem = if is_encode { Elem::UInt8 } else { self.usual_elem() };
        let text = self.solid(text, span)?;
        let view = self.view(text.clone(), span)?;
        self.each(view.len, |this, pos, _| {
            let code = this.unit(&view, pos);
            this.check_ascii(code);
            Ok(())
        })?;
        let buffer = self.new_text(elem);
        self.append_text(buffer, elem, text, span)?;
        let start = self.build.int(0);
        Ok(self.value(View { elem, buffer, start, len: view.len }, to))
    }

    /// `text.rsplit(separator, most)`
    fn split_from_behind(&mut self, text: PyValue, args: &[ast::Expr], span: Span) -> Result<PyValue> {
        if family(&text) != Some(Family::Str) {
            bail!(span, "`.rsplit` of bytes is not compiled yet");
        }
        let separator = match args.first() {
            Some(arg) => self.solid_argument(arg)?,
            None => PyValue::none(),
        };
        let most = match args.get(1) {
            Some(arg) => self.solid_argument(arg)?,
            None => PyValue::new(PyType::Int, vec![self.build.int(-1)]),
        };
        match separator.ty {
            PyType::None => self.call_prelude("texts.rsplit_at_spaces", vec![text, most], span),
            _ => self.call_prelude("texts.rsplit", vec![text, separator, most], span),
        }
    }

    /// `text.translate(str.maketrans(old, new, gone))`, and `data.translate(table)` of bytes
    fn translated(&mut self, text: PyValue, table: &ast::Expr, span: Span) -> Result<PyValue> {
        if family(&text) == Some(Family::Bytes) {
            let table = self.solid_argument(table)?;
            if family(&table) != Some(Family::Bytes) {
                bail!(span, "`.translate` by {} is not compiled yet", self.what_is(&table));
            }
            let list = self.call_prelude("texts.translate_bytes", vec![text, table], span)?;
            return self.bytes_of_list(list);
        }
        let texts = match &table.kind {
            ExprKind::Call { function, args, keywords } if keywords.is_empty() && (2..=3).contains(&args.len()) => {
                match &function.kind {
                    ExprKind::Attribute { value, name } if name == "maketrans" && self.is_class(value, "str") => args,
                    _ => {
                        bail!(table.span, "this table is not compiled yet"; hint: "write `.translate(str.maketrans(a, b))`")
                    }
                }
            }
            _ => bail!(table.span, "this table is not compiled yet"; hint: "write `.translate(str.maketrans(a, b))`"),
        };
        let mut values = vec![text];
        for e in texts {
            let value = self.solid_argument(e)?;
            if family(&value) != Some(Family::Str) {
                bail!(e.span, "`str.maketrans` of {} is not compiled yet", self.what_is(&value));
            }
            values.push(value);
        }
        if values.len() == 3 {
            let nothing = PyValue::literal(Literal::Str(String::new()));
            values.push(self.solid(nothing, span)?);
        }
        self.call_prelude("texts.translate", values, span)
    }

    /// Is it the name of this class of CPython's?
    pub fn is_class(&self, e: &ast::Expr, class: &str) -> bool {
        matches!(&e.kind, ExprKind::Name(name) if self.variables.get(name).is_none() && self.is_builtin(name, class))
    }

    // Bytes

    /// `bytes(items)`, `bytes(n)`
    pub fn bytes_call(&mut self, items: &ast::Expr, span: Span) -> Result<PyValue> {
        let is_lazy = super::prelude::is_lazy(items) || matches!(items.kind, ExprKind::Comprehension { .. });
        if !is_lazy && self.range_of(items)?.is_none() {
            let value = self.argument(items)?;
            match value.ty {
                _ if family(&value) == Some(Family::Bytes) => return Ok(value),
                _ if family(&value).is_some() => {
                    bail!(span, "`bytes` of a str is not compiled yet"; hint: "use `.encode()`")
                }
                PyType::Bool | PyType::Int => return self.zero_bytes(value, span),
                PyType::List(Elem::Int64) => return self.bytes_of_list(value),
                _ => {}
            }
        }
        let item = ast::Expr { kind: ExprKind::Name(".item".into()), span: items.span };
        let own = [ast::Clause { target: item.clone(), iter: items.clone(), conditions: vec![] }];
        let (element, clauses) = match &items.kind {
            ExprKind::Comprehension { element, clauses, .. } => (&**element, &clauses[..]),
            _ => (&item, &own[..]),
        };
        let buffer = self.new_text(Elem::UInt8);
        self.comprehended(element, clauses, span, &mut |this, element| {
            let value = this.kept_value(element)?;
            let byte = this.int_of(value, element.span)?;
            this.append_byte(buffer, byte);
            Ok(())
        })?;
        Ok(self.all_bytes(buffer))
    }

    fn zero_bytes(&mut self, n: PyValue, span: Span) -> Result<PyValue> {
        let n = self.int_of(n, span)?;
        let n = self.build.keep(n);
        let (zero, most) = (self.build.int(0), self.build.int(1 << 30));
        let (low, high) = (self.build.binary(BinaryOp::Ge, n, zero), self.build.binary(BinaryOp::Le, n, most));
        let fits = self.build.binary(BinaryOp::And, low, high);
        self.build.check(fits, Failure::Memory);
        let fill = self.build.zeros(Elem::UInt8);
        let list = self.build.local("text", Type::Buffer(Elem::UInt8, Dims::LIST));
        self.build.push(Stmt::NewList { list, dims: vec![n], fill, is_array: false });
        Ok(self.all_bytes(list))
    }

    /// Those of a list of ints.
    pub fn bytes_of_list(&mut self, list: PyValue) -> Result<PyValue> {
        let list = self.keep(list);
        let span = self.build.span;
        let buffer = self.new_text(Elem::UInt8);
        let Some(n) = self.length_of(&list) else { bail!(span, "`bytes` of this is not compiled yet") };
        self.each(n, |this, at, _| {
            let byte = this.element_at(&list, at, span)?;
            this.append_byte(buffer, byte.parts[0]);
            Ok(())
        })?;
        Ok(self.all_bytes(buffer))
    }

    /// An int that is one, else CPython raises a ValueError.
    fn append_byte(&mut self, buffer: LocalId, byte: ExprId) {
        let byte = self.build.keep(byte);
        let is_byte = self.is_between(byte, 0, 255);
        self.build.raise_unless(is_byte, Failure::Value);
        self.build.edit(Edit::Append, buffer, vec![byte]);
    }

    fn all_bytes(&mut self, buffer: LocalId) -> PyValue {
        let (start, len) = (self.build.int(0), self.build.expr(Op::Len(buffer, 0), Type::INT));
        let len = self.build.keep(len);
        self.value(View { elem: Elem::UInt8, buffer, start, len }, Family::Bytes)
    }

    // Characters

    /// `c.isdigit()` and `c.upper()`, of ASCII; any other character of a str is left to CPython, any other byte has no class and no case.
    fn of_characters(&mut self, text: PyValue, family: Family, name: &str, span: Span) -> Result<PyValue> {
        let name = match (family, name) {
            (
                Family::Bytes,
                "isdecimal" | "isnumeric" | "casefold" | "istitle" | "isidentifier" | "isprintable" | "hex",
            ) => {
                bail!(span, "`.{name}` of bytes is not compiled yet")
            }
            (Family::Str, "hex") => bail!(span, "a str has no `.hex`"),
            (Family::Bytes, "isspace") => "isspace of bytes",
            _ => name,
        };
        let is_change = CASES.contains(&name);
        if let Some(code) = self.single(&text) {
            let code = self.build.keep(code);
            if name == "isascii" {
                let most = self.build.int(127);
                return Ok(PyValue::new(PyType::Bool, vec![self.build.binary(BinaryOp::Le, code, most)]));
            }
            self.check_ascii(code);
            let no = self.build.bool(false);
            return Ok(match is_change {
                true => PyValue::new(PyType::Char, vec![self.changed_case(code, name, no, no)]),
                false => PyValue::new(PyType::Bool, vec![self.is_of_class(code, name)]),
            });
        }
        let view = self.view(text, span)?;
        match name {
            _ if is_change => self.changed(view, family, name),
            "isascii" => self.all_of(view, family, name, false),
            "isupper" | "islower" => self.has_one_case(view, family, name),
            _ => self.all_of(view, family, name, true),
        }
    }

    /// Are all characters of a class? `not_empty`: and is there one?
    fn all_of(&mut self, view: View, own: Family, name: &str, not_empty: bool) -> Result<PyValue> {
        let (holds, zero, no) = (self.build.local("holds", Type::BOOL), self.build.int(0), self.build.bool(false));
        let first = match not_empty {
            true => self.build.binary(BinaryOp::Gt, view.len, zero),
            false => self.build.bool(true),
        };
        self.build.assign(holds, first);
        self.each(view.len, |this, pos, label| {
            let code = this.unit(&view, pos);
            let is = match name {
                "isascii" => {
                    let most = this.build.int(127);
                    this.build.binary(BinaryOp::Le, code, most)
                }
                _ => {
                    this.check_known(code, own);
                    this.is_of_class(code, name)
                }
            };
            let condition = this.build.not(is);
            let then = vec![Stmt::Assign(holds, no), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            Ok(())
        })?;
        Ok(PyValue::new(PyType::Bool, vec![self.build.read(holds)]))
    }

    /// Are there letters of this case, and none of the other?
    fn has_one_case(&mut self, view: View, own: Family, name: &str) -> Result<PyValue> {
        let other = if name == "isupper" { "islower" } else { "isupper" };
        let (holds, no) = (self.build.local("holds", Type::BOOL), self.build.bool(false));
        self.build.assign(holds, no);
        self.each(view.len, |this, pos, label| {
            let code = this.unit(&view, pos);
            this.check_known(code, own);
            let condition = this.is_of_class(code, other);
            let then = vec![Stmt::Assign(holds, no), Stmt::Break(label)];
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
            let (is, so_far) = (this.is_of_class(code, name), this.build.read(holds));
            let either = this.build.binary(BinaryOp::Or, is, so_far);
            this.build.assign(holds, either);
            Ok(())
        })?;
        Ok(PyValue::new(PyType::Bool, vec![self.build.read(holds)]))
    }

    /// `text.upper()`, `text.title()` and the like
    fn changed(&mut self, view: View, own: Family, name: &str) -> Result<PyValue> {
        let buffer = self.new_text(view.elem);
        if own == Family::Bytes {
            self.append_changed(&view, name, buffer)?;
        } else {
            let is_ascii = self.all_of(view, own, "isascii", false)?.parts[0];
            self.build.open();
            let outcome = self.append_changed(&view, name, buffer);
            let then = self.build.close();
            outcome?;
            // Which other letters there are, and what they become, is told by the running version's tables.
            let method = CASES.iter().position(|case| *case == name).expect("the caller has looked");
            let operands = vec![self.build.read(view.buffer), view.start, view.len, self.build.int(method as i64)];
            self.build.open();
            self.build.edit(Edit::ChangeCase, buffer, operands);
            let orelse = self.build.close();
            self.build.push(Stmt::If { condition: is_ascii, then, orelse, likely: Likely::Then });
        }
        let (start, len) = (self.build.int(0), self.build.expr(Op::Len(buffer, 0), Type::INT));
        let len = self.build.keep(len);
        Ok(self.value(View { elem: view.elem, buffer, start, len }, own))
    }

    /// What such a method makes of ASCII, or of bytes.
    fn append_changed(&mut self, view: &View, name: &str, buffer: LocalId) -> Result<()> {
        let (behind_letter, no, zero) =
            (self.build.local("behind_letter", Type::BOOL), self.build.bool(false), self.build.int(0));
        self.build.assign(behind_letter, no);
        self.each(view.len, |this, pos, _| {
            let code = this.unit(view, pos);
            let (behind, is_later) = (this.build.read(behind_letter), this.build.binary(BinaryOp::Gt, pos, zero));
            let changed = this.changed_case(code, name, behind, is_later);
            this.build.edit(Edit::Append, buffer, vec![changed]);
            let is_letter = this.is_of_class(code, "isalpha");
            this.build.assign(behind_letter, is_letter);
            Ok(())
        })
    }

    fn check_known(&mut self, code: ExprId, own: Family) {
        if own == Family::Str {
            self.check_ascii(code);
        }
    }

    pub fn check_ascii(&mut self, code: ExprId) {
        let most = self.build.int(127);
        let fits = self.build.binary(BinaryOp::Le, code, most);
        self.build.check(fits, Failure::Domain);
    }

    /// Does a method like `isalpha` say yes to this ASCII character? To none it says no.
    fn is_of_class(&mut self, code: ExprId, name: &str) -> ExprId {
        let runs = CLASSES.iter().find(|(class, _)| *class == name).expect("METHODS and CLASSES agree").1;
        let no = self.build.bool(false);
        runs.iter().fold(no, |any, &(first, last)| {
            let inside = self.is_between(code, first.into(), last.into());
            self.build.binary(BinaryOp::Or, any, inside)
        })
    }

    /// What a method makes of an ASCII character behind a letter or not, first or not.
    fn changed_case(&mut self, code: ExprId, name: &str, behind_letter: ExprId, is_later: ExprId) -> ExprId {
        let (yes, no) = (self.build.bool(true), self.build.bool(false));
        let (to_upper, to_lower) = match name {
            "upper" => (yes, no),
            "lower" | "casefold" => (no, yes),
            "swapcase" => (yes, yes),
            "title" => (self.build.not(behind_letter), behind_letter),
            _ => (self.build.not(is_later), is_later),
        };
        let (is_lower, is_upper) = (self.is_of_class(code, "islower"), self.is_of_class(code, "isupper"));
        let up = self.build.binary(BinaryOp::And, is_lower, to_upper);
        let down = self.build.binary(BinaryOp::And, is_upper, to_lower);
        let (way, back) = (self.build.int(-32), self.build.int(32));
        let (upper, lower) =
            (self.build.binary(BinaryOp::Add, code, way), self.build.binary(BinaryOp::Add, code, back));
        let lowered = self.build.select(down, lower, code);
        self.build.select(up, upper, lowered)
    }

    /// `separator.join(text for ..)`
    fn join_texts(&mut self, separator: PyValue, items: &ast::Expr, span: Span) -> Result<PyValue> {
        // `text.join(xs)` is `text.join(x for x in xs)`.
        let item = ast::Expr { kind: ExprKind::Name(".item".into()), span: items.span };
        let own = [ast::Clause { target: item.clone(), iter: items.clone(), conditions: vec![] }];
        let (element, clauses) = match &items.kind {
            ExprKind::Comprehension { element, clauses, .. } => (&**element, &clauses[..]),
            _ => (&item, &own[..]),
        };
        let own = self::family(&separator).expect("the caller has a text");
        let separator = self.solid(separator, span)?;
        let separator = self.keep(separator);
        let elem = match own {
            Family::Bytes => Elem::UInt8,
            Family::Str => str_elem(&separator).max(self.usual_elem()),
        };
        let buffer = self.new_text(elem);
        let any = self.build.local("any", Type::BOOL);
        let (no, yes) = (self.build.bool(false), self.build.bool(true));
        self.build.assign(any, no);
        self.comprehended(element, clauses, span, &mut |this, element| {
            let value = this.kept_value(element)?;
            let value = this.solid(value, element.span)?;
            if self::family(&value) != Some(own) {
                bail!(element.span, "{} in `.join` is not compiled yet", this.what_is(&value));
            }
            if own == Family::Str && str_elem(&value) > elem {
                bail!(element.span, "`.join` of wider characters than the arguments have is not compiled yet");
            }
            let condition = this.build.read(any);
            this.build.open();
            this.append_text(buffer, elem, separator.clone(), span)?;
            let then = this.build.close();
            this.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
            this.build.assign(any, yes);
            this.append_text(buffer, elem, value, element.span)
        })?;
        let start = self.build.int(0);
        let len = self.build.expr(Op::Len(buffer, 0), Type::INT);
        let len = self.build.keep(len);
        Ok(self.value(View { elem, buffer, start, len }, own))
    }
}

/// Names of parameters, in their places.
const KEYWORDS: &[(&str, &[&str])] = &[
    ("split", &["sep", "maxsplit"]),
    ("rsplit", &["sep", "maxsplit"]),
    ("expandtabs", &["tabsize"]),
    ("encode", &["encoding"]),
    ("decode", &["encoding"]),
    ("splitlines", &["keepends"]),
];

/// The arguments of a call of such a method, all by position; `None`: it has none with a name, or others.
pub fn in_their_places(
    function: &ast::Expr,
    args: &[ast::Expr],
    keywords: &[(Option<String>, ast::Expr)],
) -> Option<Vec<ast::Expr>> {
    let ExprKind::Attribute { name, .. } = &function.kind else { return None };
    let names = KEYWORDS.iter().find(|(method, _)| method == name).filter(|_| !keywords.is_empty())?.1;
    let mut all: Vec<Option<ast::Expr>> = args.iter().cloned().map(Some).collect();
    for (keyword, e) in keywords {
        let at = names.iter().position(|name| Some(*name) == keyword.as_deref())?;
        all.resize(all.len().max(at + 1), None);
        if all[at].replace(e.clone()).is_some() {
            return None;
        }
    }
    let none = ast::Expr { kind: ExprKind::None, span: function.span };
    Some(all.into_iter().map(|e| e.unwrap_or_else(|| none.clone())).collect())
}

/// What `strip` takes off if it is not told.
pub fn spaces(family: Family) -> Vec<u32> {
    match family {
        Family::Bytes => b"\t\n\x0b\x0c\r ".map(u32::from).to_vec(),
        Family::Str => (0x09..=0x0d).chain(0x1c..=0x20).chain(WIDE_SPACES.iter().copied()).collect(),
    }
}
