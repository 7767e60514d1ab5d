//! Text to module: reads what [`print`](super::print) writes.
//!
//! example: `x = add.int(x, 1)` is `Stmt::Assign(x, Binary(Add, Local(x), Const(1)))`.
//!
//! Types of expressions follow from their operands; where they do not fit the first operand's is taken, and `verify`
//! says what is wrong.

use super::ops::{BINARY, EDITS, Row, UNARY, type_of};
use super::print::{ELEMS, FAILURES, PLACES, local_words};
use super::*;
use crate::builtins;
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, HashMap};

/// The module that `text` describes. Spans of errors are byte ranges in `text`.
pub fn parse(text: &str) -> Result<Module, Diagnostic> {
    let tokens = tokenize(text)?;
    let labels = tokens.windows(2).filter(|pair| pair[0].text == "'").filter_map(|pair| pair[1].text.parse().ok());
    let next_label = labels.max().map_or(0, |last: u32| last.saturating_add(1));
    Parser { tokens, next_label, ..Parser::default() }.module()
}

type Parsed<T> = Result<T, Diagnostic>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Kind {
    Word,
    Number,
    Symbol,
    #[default]
    End,
}

#[derive(Clone, Copy, Debug, Default)]
struct Token<'t> {
    kind: Kind,
    text: &'t str,
    start: usize,
}

fn tokenize(text: &str) -> Parsed<Vec<Token<'_>>> {
    let mut tokens = vec![];
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let rest = &text[start..];
        let (kind, length) = match first {
            ';' => (None, rest.find('\n').unwrap_or(rest.len())),
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ if first.is_ascii_digit() || starts_negative(rest) => (Some(Kind::Number), number_length(rest)),
            _ if first.is_alphabetic() || "_`#".contains(first) || rest.starts_with("-inf") => {
                (Some(Kind::Word), word_length(rest).ok_or_else(|| error(start, "this quote is not closed"))?)
            }
            _ if rest.starts_with("->") || rest.starts_with("..") => (Some(Kind::Symbol), 2),
            _ => (Some(Kind::Symbol), first.len_utf8()),
        };
        tokens.extend(kind.map(|kind| Token { kind, text: &rest[..length], start }));
        start += length;
    }
    tokens.push(Token { kind: Kind::End, text: "", start });
    Ok(tokens)
}

fn starts_negative(rest: &str) -> bool {
    rest.starts_with('-') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// `-12`, `1.5`, `1e-300`; the range `3..5` starts with the number 3.
fn number_length(rest: &str) -> usize {
    let digits = |from: usize| from + rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(usize::from(rest.starts_with('-')));
    if rest[length..].starts_with('.') && !rest[length..].starts_with("..") {
        length = digits(length + 1);
    }
    let exponent = &rest[length..];
    match exponent.strip_prefix('e').map(|power| power.strip_prefix('-').unwrap_or(power)) {
        Some(power) if power.starts_with(|c: char| c.is_ascii_digit()) => digits(rest.len() - power.len()),
        _ => length,
    }
}

/// A plain or quoted name, with `#id`; `None` if a quote is not closed.
fn word_length(rest: &str) -> Option<usize> {
    let length = match rest.strip_prefix('`') {
        Some(quoted) => quoted.find('`')? + 2,
        None => {
            let start = usize::from(rest.starts_with(['-', '#']));
            let end = |c: char| !(c.is_alphanumeric() || c == '_' || c == '.');
            start + rest[start..].find(end).unwrap_or(rest.len() - start)
        }
    };
    // `3..5`: a word does not swallow the dots of a range.
    let length = rest[..length].find("..").unwrap_or(length);
    let id = rest[length..].strip_prefix('#').map_or(0, |id| 1 + id.bytes().take_while(u8::is_ascii_digit).count());
    Some(length + id)
}

fn error(start: usize, message: impl Into<String>) -> Diagnostic {
    let start = start as u32;
    Diagnostic::new("syntax", Span { start, end: start + 1 }, message)
}

#[derive(Default)]
struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
    next_label: u32,
    exits: BTreeMap<u32, ExitPoint>,
    /// Locals of the entry by name, for captures.
    entry_names: HashMap<String, LocalId>,
    /// Of the function that is being read.
    function: Function,
    names: HashMap<String, LocalId>,
    /// Expressions that the current statement has given a number.
    shared: HashMap<u32, ExprId>,
}

/// Deeper nesting of statements is refused, so that the text cannot exhaust the stack.
const MAX_DEPTH: usize = super::verify::MAX_NESTING + 1;

// Tokens.
impl<'t> Parser<'t> {
    fn peek(&self) -> Token<'t> {
        self.tokens[self.at]
    }

    fn next(&mut self) -> Token<'t> {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        let token = self.peek();
        let span = Span { start: token.start as u32, end: (token.start + token.text.len()) as u32 };
        Err(Diagnostic::new("syntax", span, message))
    }

    fn is(&self, text: &str) -> bool {
        self.peek().text == text
    }

    /// Takes the next token if it is this one.
    fn has(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, text: &str) -> Parsed<()> {
        if self.has(text) { Ok(()) } else { self.fail(format!("expected `{text}`, found `{}`", self.peek().text)) }
    }

    fn word(&mut self) -> Parsed<&'t str> {
        if self.peek().kind == Kind::Word { Ok(self.next().text) } else { self.fail("expected a name") }
    }

    fn number<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        match self.peek().text.parse() {
            Ok(number) if self.peek().kind == Kind::Number => {
                self.next();
                Ok(number)
            }
            _ => self.fail("expected a number that fits here"),
        }
    }

    /// A number behind its mark: `@3`.
    fn id(&mut self, mark: &str) -> Parsed<u32> {
        self.expect(mark)?;
        self.number()
    }

    /// One of a table's words.
    fn one_of<T: Copy>(&mut self, table: &[(T, &str)], what: &str) -> Parsed<T> {
        match table.iter().find(|(_, name)| self.is(name)) {
            Some((value, _)) => {
                self.next();
                Ok(*value)
            }
            None => self.fail(format!("`{}` is no {what}", self.peek().text)),
        }
    }

    /// Items with commas, up to and with `end`.
    fn until<T>(&mut self, end: &str, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = vec![];
        while !self.has(end) {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// Items in parentheses.
    fn list<T>(&mut self, item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.expect("(")?;
        self.until(")", item)
    }

    /// One item as it is, or none or many in parentheses.
    fn group<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        if self.is("(") { self.list(item) } else { Ok(vec![item(self)?]) }
    }

    /// Goes one level deeper for `rule`.
    fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }
}

// Module, functions, declarations.
impl<'t> Parser<'t> {
    fn module(mut self) -> Parsed<Module> {
        let mut module = Module::default();
        while self.has("snippet") {
            let id = self.id("$")?;
            if id as usize != module.snippets.len() {
                return self.fail(format!("expected snippet ${}", module.snippets.len()));
            }
            module.snippets.push(Snippet { span: self.span()?, params: self.list(Self::param)?, takes: self.takes()? });
        }
        self.expect("entry")?;
        module.entry = self.function()?;
        self.entry_names = std::mem::take(&mut self.names);
        while self.has("kernel") {
            let kernel = self.function()?;
            module.kernels.push(kernel);
        }
        while self.has("function") {
            let function = self.function()?;
            module.functions.push(function);
        }
        if self.peek().kind != Kind::End {
            return self.fail("expected `kernel`, `function` or the end");
        }
        if let Some(missing) = (0..).zip(self.exits.keys()).find(|(index, id)| index != *id) {
            return self.fail(format!("exit point @{} is missing", missing.0));
        }
        module.exits = self.exits.into_values().collect();
        Ok(module)
    }

    fn takes(&mut self) -> Parsed<Takes> {
        if self.has("truth") {
            return Ok(Takes::Truth);
        }
        if !self.has("takes") {
            return Ok(Takes::Nothing);
        }
        let taken = |this: &mut Self| {
            let name = unquoted(this.word()?).into();
            this.expect(":")?;
            let ty = if this.has("unknown") { None } else { Some(this.py_type()?) };
            Ok(Taken { name, ty })
        };
        Ok(Takes::Variables(self.list(taken)?))
    }

    fn function(&mut self) -> Parsed<Function> {
        self.function = Function::default();
        self.function.name = unquoted(self.word()?).into();
        if self.is("(") {
            self.function.params = self.list(Self::param)?;
        }
        if self.has("captures") {
            self.function.captures = self.list(Self::capture)?;
        }
        self.function.unordered = self.has("unordered");
        self.expect("->")?;
        self.function.result = self.py_type()?;
        self.expect("{")?;
        while self.has("var") {
            self.declarations()?;
        }
        let words = local_words(&self.function).into_iter();
        self.names = words.zip(0..).map(|(word, id)| (word, LocalId(id))).collect();
        while self.has("reduce") {
            let reduction = self.reduction()?;
            self.function.reductions.push(reduction);
        }
        while self.has("point") {
            self.exit_point()?;
        }
        self.function.body = self.statements()?;
        Ok(std::mem::take(&mut self.function))
    }

    fn param(&mut self) -> Parsed<(String, PyType)> {
        let name = unquoted(self.word()?).to_string();
        self.expect(":")?;
        Ok((name, self.py_type()?))
    }

    fn capture(&mut self) -> Parsed<LocalId> {
        let word = self.word()?;
        self.lookup(&self.entry_names, word)
    }

    fn reduction(&mut self) -> Parsed<Reduction> {
        let Some(op) = by_name(BINARY, self.peek().text) else { return self.fail("expected an operation") };
        self.next();
        let partial = self.word()?;
        let partial = self.lookup(&self.names, partial)?;
        self.expect("into")?;
        Ok(Reduction { op, partial, into: self.capture()? })
    }

    fn declarations(&mut self) -> Parsed<()> {
        loop {
            let word = self.word()?;
            self.expect(":")?;
            let ty = self.ir_type()?;
            let (name, id) = word.rsplit_once('#').filter(|_| !word.ends_with('`')).unwrap_or((word, ""));
            if !id.is_empty() && id != self.function.locals.len().to_string() {
                return self.fail(format!("`{word}` is local {}", self.function.locals.len()));
            }
            self.function.locals.push(Local { name: unquoted(name).into(), ty });
            if !self.has(",") {
                return Ok(());
            }
        }
    }

    fn lookup(&self, names: &HashMap<String, LocalId>, word: &str) -> Parsed<LocalId> {
        let raw = word.strip_prefix('#').and_then(|id| id.parse().ok()).map(LocalId);
        match names.get(word).copied().or(raw) {
            Some(id) => Ok(id),
            None => Err(error(self.tokens[self.at - 1].start, format!("`{word}` is not declared"))),
        }
    }

    fn local(&mut self) -> Parsed<LocalId> {
        let word = self.word()?;
        self.lookup(&self.names, word)
    }

    fn exit_point(&mut self) -> Parsed<()> {
        let id = self.id("@")?;
        let place = self.one_of(PLACES, "place")?;
        let span = self.span()?;
        let live = if self.has("live") { self.list(Self::live_variable)? } else { vec![] };
        let iterators = if self.has("over") { self.list(Self::iterator)? } else { vec![] };
        match self.exits.insert(id, ExitPoint { span, place, live, iterators }) {
            None => Ok(()),
            Some(_) => self.fail(format!("exit point @{id} is there twice")),
        }
    }

    fn live_variable(&mut self) -> Parsed<LiveVariable> {
        let (name, ty) = self.param()?;
        self.expect("=")?;
        let parts = self.group(Self::local)?;
        let reader = match self.peek().text {
            "shown" => Reader::Nobody,
            "raised" => Reader::Python,
            _ => Reader::Code,
        };
        if reader != Reader::Code {
            self.next();
        }
        Ok(LiveVariable { name, ty, parts, reader })
    }

    fn iterator(&mut self) -> Parsed<Iterator> {
        let span = self.span()?;
        let pos = self.local()?;
        self.expect("in")?;
        let sequence = self.list(Self::local)?;
        let [start, step, trip] = sequence[..] else { return self.fail("expected (start, step, trip)") };
        let over = if self.has("of") { self.over()? } else { Over::Range };
        Ok(Iterator { span, pos, start, step, trip, over })
    }

    fn over(&mut self) -> Parsed<Over> {
        let name = |this: &mut Self| Ok(unquoted(this.word()?).to_string());
        if self.has("range") {
            let names = self.list(name)?;
            return match <[String; 3]>::try_from(names) {
                Ok(names) => Ok(Over::Part(names)),
                Err(_) => self.fail("expected (start, step, trip)"),
            };
        }
        if self.has("zip") {
            return Ok(Over::Zip(self.list(Self::over)?));
        }
        if self.has("columns") {
            let names = self.list(name)?;
            return match <[String; 1]>::try_from(names) {
                Ok([name]) => Ok(Over::Columns(name)),
                Err(_) => self.fail("expected one name"),
            };
        }
        if self.has("applied") {
            let n = self.number()?;
            return Ok(Over::Applied(n, self.list(Self::over)?));
        }
        if self.has("accumulated") {
            let has_initial = self.number::<usize>()? != 0;
            let (names, mut of) = (self.list(name)?, self.list(Self::over)?);
            return match (<[String; 1]>::try_from(names), of.pop()) {
                (Ok([so_far]), Some(of)) => Ok(Over::Accumulated { so_far, of: of.into(), has_initial }),
                _ => self.fail("expected a name and items"),
            };
        }
        if self.has("made") {
            return Ok(Over::Made(self.word()?.to_string(), self.list(Self::over)?, self.list(name)?));
        }
        for (kind, is_reversed) in [("reversed", true), ("from", false)] {
            if self.has(kind) {
                let names = self.list(name)?;
                let Ok([of, first]) = <[String; 2]>::try_from(names) else { return self.fail("expected two names") };
                return Ok(if is_reversed { Over::Reversed(of, first) } else { Over::Items(of, Some(first)) });
            }
        }
        if self.has("enumerate") {
            self.expect("(")?;
            let start = name(self)?;
            self.expect(",")?;
            let of = self.nested(Self::over)?;
            self.expect(")")?;
            return Ok(Over::Enumerate(start, of.into()));
        }
        Ok(Over::Items(name(self)?, None))
    }

    fn span(&mut self) -> Parsed<Span> {
        let start = self.number()?;
        self.expect("..")?;
        Ok(Span { start, end: self.number()? })
    }

    fn ir_type(&mut self) -> Parsed<Type> {
        if self.has("object") {
            return Ok(Type::Object);
        }
        let start = self.peek();
        let word = self.word()?;
        if self.has("[") {
            let dimensions = self.until("]", |parser| parser.expect(":"))?;
            let elem = ELEMS.iter().find(|(_, name)| *name == word);
            let layout = self.layout();
            return elem.map_or_else(
                || self.fail("unknown element type"),
                |elem| Ok(Type::Buffer(elem.0, Dims { n: dimensions.len() as u8, layout })),
            );
        }
        let scalar = match word {
            "bool" | "mask" => Scalar::Bool,
            "int" => Scalar::Int,
            "float" => Scalar::Float,
            _ => return Err(error(start.start, format!("`{word}` is no type"))),
        };
        match lanes_of(self.peek().text) {
            Some(lanes) => {
                self.next();
                Ok(Type::Lanes(scalar, lanes))
            }
            None => Ok(Type::Scalar(scalar)),
        }
    }

    fn py_type(&mut self) -> Parsed<PyType> {
        let start = self.peek().start;
        let word = self.word()?;
        let numbers = [PyType::None, PyType::Bool, PyType::Int, PyType::Float, PyType::Complex];
        let others = [PyType::Word, PyType::Char, PyType::Bytes, PyType::Range, PyType::Generator, PyType::Object];
        if let Some(ty) = numbers.into_iter().chain(others).find(|ty| ty.to_string() == word) {
            return Ok(ty);
        }
        if let Some(elem) = word.strip_prefix("numpy.").and_then(|name| ELEMS.iter().find(|elem| elem.1 == name)) {
            return Ok(PyType::NumPy(elem.0));
        }
        self.expect("[")?;
        match word {
            "tuple" => Ok(PyType::tuple(self.until("]", |parser| parser.nested(Self::py_type))?)),
            "union" => self.union(start),
            "method" => {
                let name = self.word()?;
                let Some(name) = twister::METHODS.iter().find(|known| **known == name) else {
                    return Err(error(start, format!("there is no method `{name}`")));
                };
                self.expect("]").map(|()| PyType::Method(name))
            }
            "maybe" => {
                let inner = self.nested(Self::py_type)?;
                self.expect("]").map(|()| PyType::Maybe(Box::new(inner)))
            }
            "list" => self.of_elements().map(PyType::List),
            "str" => self.of_elements().map(PyType::Str),
            "pool" => self.of_elements().map(PyType::Pool),
            "table" => self.of_elements().map(PyType::Table),
            "row" => self.of_elements().map(PyType::Row),
            "records" => self.of_records(start).map(PyType::Records),
            "nested" => {
                let item = self.nested(Self::py_type)?;
                match item.is_nested_item() {
                    true => self.expect("]").map(|()| PyType::Nested(item.into())),
                    false => Err(error(start, "the elements are no tuples that hold lists")),
                }
            }
            "many" => {
                let list = self.nested(Self::py_type)?;
                match list {
                    PyType::List(_) | PyType::Records(_) => self.expect("]").map(|()| PyType::Many(list.into())),
                    _ => Err(error(start, "a tuple of any length is like a list")),
                }
            }
            "ragged" => self.of_records(start).map(PyType::Ragged),
            "raggedrow" => self.of_records(start).map(PyType::RaggedRow),
            "heap" => self.of_records(start).map(PyType::Heap),
            "array" => self.array(),
            "view" => self.view(),
            _ => Err(error(start, format!("`{word}` is no Python type"))),
        }
    }

    fn of_records(&mut self, start: usize) -> Parsed<Box<PyType>> {
        let item = self.nested(Self::py_type)?;
        match item.is_record() || matches!(item, PyType::RaggedRow(_)) {
            true => self.expect("]").map(|()| item.into()),
            false => Err(error(start, "the elements have parts that are no numbers")),
        }
    }

    fn of_elements(&mut self) -> Parsed<Elem> {
        let elem = self.one_of(ELEMS, "element type")?;
        self.expect("]").map(|()| elem)
    }

    fn union(&mut self, start: usize) -> Parsed<PyType> {
        let members = self.until("]", |parser| parser.nested(Self::py_type))?;
        match members.len() >= 2 && members.is_sorted_by(|a, b| a < b) {
            true => Ok(PyType::Union(members)),
            false => Err(error(start, "a union has at least two members, in order")),
        }
    }

    fn array(&mut self) -> Parsed<PyType> {
        let elem = self.one_of(ELEMS, "element type")?;
        self.expect(",")?;
        let ndim = self.number()?;
        let writable = !self.has(",");
        if !writable {
            self.expect("readonly")?;
        }
        self.expect("]")?;
        Ok(PyType::Array { elem, ndim, layout: self.layout(), writable })
    }

    fn view(&mut self) -> Parsed<PyType> {
        let elem = self.one_of(ELEMS, "element type")?;
        self.expect(",")?;
        let mut axes = vec![];
        loop {
            match () {
                () if self.has("i") => axes.push(Axis::At),
                () if self.has(":") => axes.push(Axis::Along),
                () => break,
            }
        }
        let transposed = self.has("transposed");
        let component = match () {
            () if self.has("real") => Some(Component::Real),
            () if self.has("imag") => Some(Component::Imag),
            () => None,
        };
        let writable = !self.has(",");
        if !writable {
            self.expect("readonly")?;
        }
        self.expect("]")?;
        Ok(PyType::View { elem, layout: self.layout(), axes, transposed, writable, component })
    }

    fn layout(&mut self) -> Layout {
        match () {
            () if self.has("rows") => Layout::Rows,
            () if self.has("strided") => Layout::Strided,
            () if self.has("bytes") => Layout::Bytes { swapped: false },
            () if self.has("swapped") => Layout::Bytes { swapped: true },
            () => Layout::Contiguous,
        }
    }
}

// Statements.
impl<'t> Parser<'t> {
    fn statements(&mut self) -> Parsed<Block> {
        let mut block = vec![];
        while !self.has("}") {
            let stmt = self.nested(Self::statement)?;
            block.push(stmt);
        }
        Ok(block)
    }

    fn braced(&mut self) -> Parsed<Block> {
        self.expect("{")?;
        self.statements()
    }

    fn statement(&mut self) -> Parsed<Stmt> {
        self.shared.clear();
        let label = if self.is("'") { Some(self.label_mark()?) } else { None };
        let start = self.at;
        let keyword = self.next().text;
        match (keyword, label) {
            ("for", label) => self.for_loop(label),
            ("loop", label) => {
                let (label, exit) = (self.label_or_new(label), self.exit_clause()?);
                Ok(Stmt::Loop { label, exit, body: self.braced()? })
            }
            ("block", label) => Ok(Stmt::Block { label: self.label_or_new(label), body: self.braced()? }),
            (_, Some(_)) => self.fail("expected `for`, `loop` or `block` after a label"),
            ("if", None) => self.conditional(),
            ("load", None) => self.load(),
            ("store", None) => self.store(),
            ("check", None) => self.check(),
            ("break", None) => Ok(Stmt::Break(Label(self.id("'")?))),
            ("continue", None) => Ok(Stmt::Continue(Label(self.id("'")?))),
            ("exit", None) => Ok(Stmt::Exit(ExitId(self.id("@")?))),
            ("call", None) => self.call_python(),
            ("invoke", None) => self.call_function(),
            ("retain", None) => Ok(Stmt::Retain(self.local()?)),
            ("release", None) => Ok(Stmt::Release(self.local()?)),
            ("new", None) => self.new_list(),
            ("return", None) => Ok(Stmt::Return(self.list(Self::expr)?)),
            (name, None) if let Some((edit, _)) = EDITS.iter().find(|row| row.1 == name) => self.edit(*edit),
            _ => {
                self.at = start;
                let local = self.local()?;
                self.expect("=")?;
                Ok(Stmt::Assign(local, self.expr()?))
            }
        }
    }

    fn edit(&mut self, edit: Edit) -> Parsed<Stmt> {
        let list = self.local()?;
        self.expect(",")?;
        Ok(Stmt::Edit { edit, list, operands: self.group(Self::expr)?, undo: self.has("undo") })
    }

    fn label_mark(&mut self) -> Parsed<Label> {
        let label = Label(self.id("'")?);
        self.expect(":")?;
        Ok(label)
    }

    /// A label that is not printed is new.
    fn label_or_new(&mut self, label: Option<Label>) -> Label {
        label.unwrap_or_else(|| {
            self.next_label += 1;
            Label(self.next_label - 1)
        })
    }

    fn exit_clause(&mut self) -> Parsed<Option<ExitId>> {
        if self.has("exit") { Ok(Some(ExitId(self.id("@")?))) } else { Ok(None) }
    }

    fn for_loop(&mut self, label: Option<Label>) -> Parsed<Stmt> {
        let label = self.label_or_new(label);
        let pos = self.local()?;
        self.expect("in")?;
        let trip = self.expr()?;
        let exit = self.exit_clause()?;
        let strips = if self.has("strips") { Some(self.strips()?) } else { None };
        Ok(Stmt::For { label, pos, trip, exit, strips, body: self.braced()? })
    }

    fn strips(&mut self) -> Parsed<Strips> {
        let kernel = KernelId(self.number()?);
        self.expect("upto")?;
        let upto = self.expr()?;
        let ahead = if self.has("ahead") { Some(self.ahead()?) } else { None };
        let forgets = if self.has("forgets") { self.group(Self::local)? } else { vec![] };
        let undo = self.has("undo");
        Ok(Strips { kernel, upto, ahead, forgets, undo })
    }

    fn ahead(&mut self) -> Parsed<Ahead> {
        let done = self.local()?;
        self.expect("next")?;
        Ok(Ahead { done, next: self.expr()? })
    }

    fn conditional(&mut self) -> Parsed<Stmt> {
        let condition = self.expr()?;
        let likely = match self.peek().text {
            "likely" => Likely::Then,
            "unlikely" => Likely::Orelse,
            _ => Likely::Either,
        };
        self.at += usize::from(likely != Likely::Either);
        let then = self.braced()?;
        let orelse = if self.has("else") { self.braced()? } else { vec![] };
        Ok(Stmt::If { condition, then, orelse, likely })
    }

    fn load(&mut self) -> Parsed<Stmt> {
        let parts = self.group(Self::local)?;
        self.expect("=")?;
        let (buffer, index) = self.element()?;
        Ok(Stmt::Load { parts, buffer, index, mask: self.mask()? })
    }

    fn store(&mut self) -> Parsed<Stmt> {
        let (buffer, index) = self.element()?;
        self.expect("=")?;
        let parts = self.group(Self::expr)?;
        Ok(Stmt::Store { buffer, index, parts, mask: self.mask()?, undo: self.has("undo") })
    }

    fn element(&mut self) -> Parsed<(LocalId, Vec<ExprId>)> {
        let buffer = self.local()?;
        self.expect("[")?;
        Ok((buffer, self.until("]", Self::expr)?))
    }

    fn mask(&mut self) -> Parsed<Option<ExprId>> {
        if self.has("where") { Ok(Some(self.expr()?)) } else { Ok(None) }
    }

    fn check(&mut self) -> Parsed<Stmt> {
        let condition = self.expr()?;
        self.expect("else")?;
        Ok(Stmt::Check { condition, why: self.one_of(FAILURES, "failure")? })
    }

    fn call_python(&mut self) -> Parsed<Stmt> {
        let result = if self.is("$") { None } else { Some(self.local()?) };
        if result.is_some() {
            self.expect("=")?;
        }
        let snippet = SnippetId(self.id("$")?);
        let arguments = self.list(Self::expr)?;
        let outcome = if self.has("into") { self.group(Self::local)? } else { vec![] };
        Ok(Stmt::CallPython { snippet, arguments, result, outcome })
    }

    fn call_function(&mut self) -> Parsed<Stmt> {
        let results = self.group(Self::local)?;
        self.expect("=")?;
        let function = FunctionId(self.id("&")?);
        self.expect("frames")?;
        let frames = self.number()?;
        Ok(Stmt::CallFunction { function, frames, arguments: self.list(Self::expr)?, results })
    }

    fn new_list(&mut self) -> Parsed<Stmt> {
        let is_array = self.has("array");
        let (list, dims) = self.element()?;
        self.expect("=")?;
        Ok(Stmt::NewList { list, dims, fill: self.group(Self::expr)?, is_array })
    }
}

// Expressions.
impl<'t> Parser<'t> {
    /// Without recursion: an expression may be as deep as the text is long.
    fn expr(&mut self) -> Parsed<ExprId> {
        let mut open: Vec<Open<'t>> = vec![];
        loop {
            let mut value = self.expr_start(&mut open)?;
            // Ends the operations that this value is the last operand of.
            while let Some(id) = value {
                let Some(mut last) = open.pop() else { return Ok(id) };
                value = match last {
                    Open::Number(number) => {
                        self.shared.insert(number, id);
                        Some(id)
                    }
                    Open::Operation { ref mut operands, .. } => {
                        operands.push(id);
                        if self.has(",") {
                            open.push(last);
                            None
                        } else {
                            Some(self.operation(last)?)
                        }
                    }
                };
            }
        }
    }

    /// A leaf; or `None` behind the start of an operation.
    fn expr_start(&mut self, open: &mut Vec<Open<'t>>) -> Parsed<Option<ExprId>> {
        if self.is("%") {
            let number = self.id("%")?;
            if self.has(":") {
                open.push(Open::Number(number));
                return Ok(None);
            }
            let known = self.shared.get(&number).copied();
            return known.map_or_else(|| self.fail(format!("%{number} is not defined here")), |id| Ok(Some(id)));
        }
        if self.peek().kind == Kind::Number {
            let value = self.number_literal()?;
            return Ok(Some(self.add(Op::Const(value), Type::BOOL)));
        }
        let start = self.peek().start;
        let word = self.word()?;
        if let Some(value) = literal(word) {
            return Ok(Some(self.add(Op::Const(value), Type::BOOL)));
        }
        if !self.has("(") {
            let local = self.lookup(&self.names, word)?;
            return Ok(Some(self.add(Op::Local(local), Type::BOOL)));
        }
        let operation = Open::Operation { word, start, operands: vec![] };
        match word {
            "len" => self.length().map(Some),
            _ if self.is(")") => self.operation(operation).map(Some),
            _ => {
                open.push(operation);
                Ok(None)
            }
        }
    }

    fn number_literal(&mut self) -> Parsed<Const> {
        let is_int = self.peek().text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if is_int { Ok(Const::Int(self.number()?)) } else { Ok(Const::Float(self.number()?)) }
    }

    /// Ends an operation with its operands.
    fn operation(&mut self, open: Open<'t>) -> Parsed<ExprId> {
        let Open::Operation { word, start, operands } = open else { unreachable!("a number has no end of its own") };
        self.expect(")")?;
        let (name, suffix) = word.split_once('.').unwrap_or((word, ""));
        let wanted = Type::BOOL.with_lanes(lanes_of(suffix).unwrap_or(1));
        match operation(name, &operands) {
            Some(op) => Ok(self.add(op, wanted)),
            None => Err(error(start, format!("`{name}` is no operation of {} operands", operands.len()))),
        }
    }

    fn length(&mut self) -> Parsed<ExprId> {
        let buffer = self.local()?;
        self.expect(",")?;
        let dimension = self.number()?;
        self.expect(")")?;
        Ok(self.add(Op::Len(buffer, dimension), Type::BOOL))
    }

    /// A new expression; `wanted` gives the lanes that its operands do not.
    fn add(&mut self, op: Op, wanted: Type) -> ExprId {
        let function = &mut self.function;
        let first = op.operands().first().map_or(wanted, |id| function.exprs[id.0 as usize].ty);
        let ty = type_of(function, &op, wanted).unwrap_or(first);
        function.exprs.push(Expr { op, ty, span: Span::default() });
        ExprId(function.exprs.len() as u32 - 1)
    }
}

/// What waits for the expression that is being read.
enum Open<'t> {
    /// `%1:`
    Number(u32),
    /// `add.int(x,`
    Operation { word: &'t str, start: usize, operands: Vec<ExprId> },
}

fn literal(word: &str) -> Option<Const> {
    match word {
        "true" => Some(Const::Bool(true)),
        "false" => Some(Const::Bool(false)),
        "inf" => Some(Const::Float(f64::INFINITY)),
        "-inf" => Some(Const::Float(f64::NEG_INFINITY)),
        "nan" => Some(Const::Float(f64::NAN)),
        _ => {
            let bits = u64::from_str_radix(word.strip_prefix("nan.0x")?, 16).ok()?;
            Some(Const::Float(f64::from_bits(bits)))
        }
    }
}

/// The operation of that name, if it takes so many operands.
fn operation(name: &str, operands: &[ExprId]) -> Option<Op> {
    match (name, operands) {
        ("select", [condition, a, b]) => Some(Op::Select(*condition, *a, *b)),
        ("splat", [a]) => Some(Op::Splat(*a)),
        ("any", [a]) => Some(Op::Any(*a)),
        ("count", [a]) => Some(Op::Count(*a)),
        ("rank", [a]) => Some(Op::Rank(*a)),
        ("lane_index", []) => Some(Op::LaneIndex),
        (_, [a]) if by_name(UNARY, name).is_some() => Some(Op::Unary(by_name(UNARY, name)?, *a)),
        (_, [a, b]) if by_name(BINARY, name).is_some() => Some(Op::Binary(by_name(BINARY, name)?, *a, *b)),
        _ => {
            let builtin = builtins::find(name).filter(|builtin| builtin.params.len() == operands.len())?;
            Some(Op::Call(builtin.name, operands.to_vec()))
        }
    }
}

fn by_name<T: Copy>(table: &[Row<T>], name: &str) -> Option<T> {
    table.iter().find(|row| row.1 == name).map(|row| row.0)
}

/// `x16` is 16.
fn lanes_of(word: &str) -> Option<u16> {
    word.strip_prefix('x')?.parse().ok()
}

/// A name without its quotes.
fn unquoted(word: &str) -> &str {
    word.strip_prefix('`').and_then(|name| name.strip_suffix('`')).unwrap_or(word)
}
