//! Module to text, complete but for the spans of expressions: [`parse`](super::parse) reads it back.
//!
//! ```text
//! entry f(q: list[complex128], n: int) -> int {
//!   var q: complex128[:], n: int, pos: int, t.re: float, t.im: float, count: int
//!   point @0 header 30..62 live (count: int = count) over (30..62 pos in (zero, one, n))
//!   for pos in n exit @0 {
//!     load (t.re, t.im) = q[pos]
//!     if lt.float(%1:mul.float(t.re, t.re), add.float(%1, 4.0)) {
//!       count = add.int(count, 1)
//!     }
//!   }
//!   return (count)
//! }
//! ```
//!
//! `%1:` names an expression that its statement uses again, as `%1`. A local is `name#id` where two have the same name.
//! A loop's label `'3:` is printed where a `break '3` or `continue '3` needs it. `;` starts a comment.

use super::*;
use crate::ir::ops::{BINARY, Row, UNARY, row};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The whole module as text.
pub fn print(module: &Module) -> String {
    print_with_spans(module).0
}

/// And for each of its lines where that is from, as far as the expressions of its statement know.
pub fn print_with_spans(module: &Module) -> (String, Vec<Option<Span>>) {
    let (mut text, mut spans) = (String::new(), vec![]);
    for (index, snippet) in module.snippets.iter().enumerate() {
        text += &format!(
            "snippet ${index} {} ({}){}\n",
            range(snippet.span),
            params(&snippet.params),
            takes(&snippet.takes)
        );
        spans.push(Some(snippet.span));
    }
    let owners = exit_owners(module);
    let kinds = std::iter::once("entry").chain(module.kernels.iter().map(|_| "kernel"));
    let kinds = kinds.chain(module.functions.iter().map(|_| "function"));
    for ((function, kind), exits) in functions(module).zip(kinds).zip(&owners) {
        let mut printer = Printer::new(module, function);
        printer.function(kind, exits);
        text += &printer.text;
        spans.append(&mut printer.spans);
    }
    (text, spans)
}

fn takes(takes: &Takes) -> String {
    match takes {
        Takes::Nothing => String::new(),
        Takes::Truth => " truth".into(),
        Takes::Variables(all) => {
            let one = |one: &Taken| match &one.ty {
                Some(ty) => format!("{}: {ty}", one.name),
                None => format!("{}: unknown", one.name),
            };
            format!(" takes ({})", all.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The first line of a statement, for messages.
pub(super) fn headline(module: &Module, function: &Function, stmt: &Stmt) -> String {
    let mut printer = Printer::new(module, function);
    printer.statement(stmt);
    printer.text.lines().next().unwrap_or_default().trim_end_matches('{').trim().into()
}

/// Words that stand for themselves at the start of a statement or expression.
const RESERVED: &[&str] = &[
    "true", "false", "inf", "nan", "var", "point", "load", "store", "check", "if", "for", "loop", "block", "break",
    "continue", "exit", "call", "retain", "release", "new", "append", "return", "reduce", "invoke",
];

/// A name as a word of the text: quoted where it would not be one.
fn word(name: &str) -> String {
    let starts_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let plain = starts_well && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let literal = RESERVED.contains(&name) || name.starts_with("nan.");
    if plain && !literal { name.into() } else { format!("`{}`", name.replace(['`', '\n'], "?")) }
}

/// Locals by the words that name them.
pub(super) fn local_words(function: &Function) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let words: Vec<String> = function.locals.iter().map(|local| word(&local.name)).collect();
    words.iter().for_each(|word| *counts.entry(word.clone()).or_default() += 1);
    let unique = |(id, word): (usize, String)| if counts[&word] == 1 { word } else { format!("{word}#{id}") };
    words.into_iter().enumerate().map(unique).collect()
}

/// The entry, then the kernels, then what is called.
pub(super) fn functions(module: &Module) -> impl std::iter::Iterator<Item = &Function> {
    std::iter::once(&module.entry).chain(&module.kernels).chain(&module.functions)
}

/// For each function the exit points that are printed in it: those that it executes; the entry also has the unused.
fn exit_owners(module: &Module) -> Vec<Vec<ExitId>> {
    let mut free: Vec<ExitId> = (0..module.exits.len() as u32).map(ExitId).collect();
    let mut owners = vec![];
    for function in functions(module) {
        let mut used = HashSet::new();
        walk(&function.body, &mut |stmt| used.extend(stmt.exit()));
        let (own, others) = free.into_iter().partition(|exit| used.contains(exit));
        free = others;
        owners.push(own);
    }
    owners[0].append(&mut free);
    owners
}

/// Calls `visit` for every statement, outer ones first.
pub(super) fn walk<'a>(block: &'a Block, visit: &mut impl FnMut(&'a Stmt)) {
    for stmt in block {
        visit(stmt);
        stmt.blocks().into_iter().for_each(|inner| walk(inner, visit));
    }
}

struct Printer<'a> {
    module: &'a Module,
    function: &'a Function,
    words: Vec<String>,
    /// Labels that something refers to.
    labels: HashSet<Label>,
    /// Expressions that the current statement uses more than once, with their number once they have been printed.
    shared: HashMap<ExprId, Option<usize>>,
    n_shared: usize,
    depth: usize,
    text: String,
    /// Of each line of the text; and of those that are printed now.
    spans: Vec<Option<Span>>,
    span: Option<Span>,
}

/// Deeper expressions are cut off: only modules that `verify` refuses have them.
const MAX_DEPTH: usize = 2 * super::verify::MAX_DEPTH;

impl<'a> Printer<'a> {
    fn new(module: &'a Module, function: &'a Function) -> Self {
        let mut labels = HashSet::new();
        walk(&function.body, &mut |stmt| {
            if let Stmt::Break(label) | Stmt::Continue(label) = stmt {
                labels.insert(*label);
            }
        });
        let words = local_words(function);
        let (shared, text, spans) = (HashMap::new(), String::new(), vec![]);
        Printer { module, function, words, labels, shared, n_shared: 0, depth: 0, text, spans, span: None }
    }

    fn line(&mut self, line: &str) {
        self.text += &"  ".repeat(self.depth);
        self.text += line;
        self.text += "\n";
        self.spans.push(self.span);
    }

    fn function(&mut self, kind: &str, exits: &[ExitId]) {
        let function = self.function;
        let params = if function.params.is_empty() && kind == "kernel" {
            "".into()
        } else {
            format!("({})", params(&function.params))
        };
        let captures = self.captures();
        let order = if function.unordered { " unordered" } else { "" };
        self.line(&format!("{kind} {}{params}{captures}{order} -> {} {{", word(&function.name), function.result));
        self.depth = 1;
        self.declarations();
        self.reductions();
        exits.iter().for_each(|exit| self.exit_point(*exit));
        self.span = None;
        self.block(&function.body);
        self.depth = 0;
        self.span = None;
        self.line("}");
    }

    fn captures(&self) -> String {
        if self.function.captures.is_empty() {
            return String::new();
        }
        let entry = local_words(&self.module.entry);
        let names: Vec<String> = self.function.captures.iter().map(|id| name(&entry, *id)).collect();
        format!(" captures ({})", names.join(", "))
    }

    /// `reduce add n into total`
    fn reductions(&mut self) {
        let entry = local_words(&self.module.entry);
        for reduction in &self.function.reductions {
            let (partial, into) = (self.name(reduction.partial), name(&entry, reduction.into));
            self.line(&format!("reduce {} {partial} into {into}", row(BINARY, reduction.op).1));
        }
    }

    /// `var a: int, b: float`, in lines that can be read.
    fn declarations(&mut self) {
        let mut line = String::new();
        for (word, local) in self.words.clone().iter().zip(&self.function.locals) {
            let declaration = format!("{word}: {}", local.ty);
            if line.len() + declaration.len() > 100 {
                self.line(&std::mem::take(&mut line));
            }
            line += if line.is_empty() { "var " } else { ", " };
            line += &declaration;
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }

    fn exit_point(&mut self, id: ExitId) {
        let exit = &self.module.exits[id.0 as usize];
        let place = PLACES.iter().find(|(place, _)| *place == exit.place).expect("every place has a name").1;
        let mut line = format!("point @{} {place} {}", id.0, range(exit.span));
        if !exit.live.is_empty() {
            line += &format!(" live ({})", join(&exit.live, |variable| self.live_variable(variable)));
        }
        if !exit.iterators.is_empty() {
            line += &format!(" over ({})", join(&exit.iterators, |iterator| self.iterator(iterator)));
        }
        self.span = Some(exit.span);
        self.line(&line);
    }

    fn live_variable(&self, variable: &LiveVariable) -> String {
        let reader = match variable.reader {
            Reader::Nobody => " shown",
            Reader::Code => "",
            Reader::Python => " raised",
        };
        format!("{}: {} = {}{reader}", word(&variable.name), variable.ty, group(&variable.parts, |id| self.name(*id)))
    }

    fn iterator(&self, iterator: &Iterator) -> String {
        let sequence = [iterator.start, iterator.step, iterator.trip];
        let over = match &iterator.over {
            Over::Range => String::new(),
            over => format!(" of {}", show_over(over)),
        };
        let sequence = join(&sequence, |id| self.name(*id));
        format!("{} {} in ({sequence}){over}", range(iterator.span), self.name(iterator.pos))
    }

    fn block(&mut self, block: &Block) {
        block.iter().for_each(|stmt| self.statement(stmt));
    }

    fn inner(&mut self, head: &str, block: &Block) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
        let span = self.span;
        self.block(block);
        self.span = span;
        self.depth -= 1;
    }

    /// Where a statement is from: one that knows nothing is taken to belong to the one before.
    fn span_of(&self, stmt: &Stmt) -> Option<Span> {
        let exit = stmt.exit().and_then(|exit| self.module.exits.get(exit.0 as usize)).map(|exit| exit.span);
        let known = |id: &ExprId| self.function.exprs.get(id.0 as usize).map(|expr| expr.span);
        let of_operands = || stmt.operands().iter().filter_map(known).find(|span| *span != Span::default());
        exit.or_else(of_operands).or(self.span)
    }

    fn statement(&mut self, stmt: &Stmt) {
        self.find_shared(stmt);
        self.span = self.span_of(stmt);
        match stmt {
            Stmt::If { condition, then, orelse, likely } => self.conditional(*condition, then, orelse, *likely),
            Stmt::For { label, pos, trip, exit, strips, body } => {
                let (label, exit) = (self.label(*label), exit_clause(*exit));
                let trip = self.expr(*trip);
                let strips = strips.as_ref().map_or("".into(), |strips| self.strips(strips));
                self.inner(&format!("{label}for {} in {trip}{exit}{strips}", self.name(*pos)), body);
                self.line("}");
            }
            Stmt::Loop { label, exit, body } => {
                self.inner(&format!("{}loop{}", self.label(*label), exit_clause(*exit)), body);
                self.line("}");
            }
            Stmt::Block { label, body } => {
                self.inner(&format!("{}block", self.label(*label)), body);
                self.line("}");
            }
            _ => {
                let line = self.simple(stmt);
                self.line(&line);
            }
        }
    }

    fn conditional(&mut self, condition: ExprId, then: &Block, orelse: &Block, likely: Likely) {
        let likely = match likely {
            Likely::Either => "",
            Likely::Then => " likely",
            Likely::Orelse => " unlikely",
        };
        let condition = self.expr(condition);
        self.inner(&format!("if {condition}{likely}"), then);
        if !orelse.is_empty() {
            self.inner("} else", orelse);
        }
        self.line("}");
    }

    fn strips(&mut self, strips: &Strips) -> String {
        let upto = self.expr(strips.upto);
        let ahead = strips
            .ahead
            .as_ref()
            .map(|ahead| format!(" ahead {} next {}", self.name(ahead.done), self.expr(ahead.next)));
        let forgets = match &strips.forgets[..] {
            [] => String::new(),
            flags => format!(" forgets {}", group(flags, |id| self.name(*id))),
        };
        let undo = if strips.undo { " undo" } else { "" };
        format!(" strips {} upto {upto}{}{forgets}{undo}", strips.kernel.0, ahead.unwrap_or_default())
    }

    fn label(&self, label: Label) -> String {
        if self.labels.contains(&label) { format!("'{}: ", label.0) } else { String::new() }
    }

    /// A statement without blocks, on one line.
    fn simple(&mut self, stmt: &Stmt) -> String {
        match stmt {
            Stmt::Assign(local, value) => format!("{} = {}", self.name(*local), self.expr(*value)),
            Stmt::Load { parts, buffer, index, mask } => {
                let parts = group(parts, |id| self.name(*id));
                format!("load {parts} = {}[{}]{}", self.name(*buffer), self.exprs(index), self.mask(*mask))
            }
            Stmt::Store { buffer, index, parts, mask, undo } => {
                let element = format!("{}[{}]", self.name(*buffer), self.exprs(index));
                let undo = if *undo { " undo" } else { "" };
                format!("store {element} = {}{}{undo}", self.group(parts), self.mask(*mask))
            }
            Stmt::Check { condition, why } => format!("check {} else {}", self.expr(*condition), failure(*why)),
            Stmt::Break(label) => format!("break '{}", label.0),
            Stmt::Continue(label) => format!("continue '{}", label.0),
            Stmt::Exit(exit) => format!("exit @{}", exit.0),
            Stmt::CallPython { snippet, arguments, result, outcome } => {
                let result = result.map_or("".into(), |id| format!("{} = ", self.name(id)));
                let into = if outcome.is_empty() {
                    "".into()
                } else {
                    format!(" into {}", group(outcome, |id| self.name(*id)))
                };
                format!("call {result}${}({}){into}", snippet.0, self.exprs(arguments))
            }
            Stmt::CallFunction { function, frames, arguments, results } => {
                let into = group(results, |id| self.name(*id));
                format!("invoke {into} = &{} frames {frames} ({})", function.0, self.exprs(arguments))
            }
            Stmt::Retain(local) => format!("retain {}", self.name(*local)),
            Stmt::Release(local) => format!("release {}", self.name(*local)),
            Stmt::NewList { list, dims, fill, is_array } => {
                let what = if *is_array { "new array" } else { "new" };
                format!("{what} {}[{}] = {}", self.name(*list), self.exprs(dims), self.group(fill))
            }
            Stmt::Edit { edit, list, operands, undo } => {
                let undo = if *undo { " undo" } else { "" };
                format!("{} {}, {}{undo}", edit.name(), self.name(*list), self.group(operands))
            }
            Stmt::Return(parts) => format!("return ({})", self.exprs(parts)),
            Stmt::If { .. } | Stmt::For { .. } | Stmt::Loop { .. } | Stmt::Block { .. } => unreachable!("has blocks"),
        }
    }

    fn mask(&mut self, mask: Option<ExprId>) -> String {
        mask.map_or("".into(), |mask| format!(" where {}", self.expr(mask)))
    }

    fn name(&self, id: LocalId) -> String {
        name(&self.words, id)
    }

    /// Notes which expressions are used more than once in the statement.
    fn find_shared(&mut self, stmt: &Stmt) {
        self.shared.clear();
        self.n_shared = 0;
        let mut seen = HashSet::new();
        let mut todo = stmt.operands();
        while let Some(id) = todo.pop() {
            let operands = self.function.exprs.get(id.0 as usize).map_or(vec![], |expr| expr.op.operands());
            if operands.is_empty() {
                continue;
            }
            if seen.insert(id) {
                todo.extend(operands);
            } else {
                self.shared.insert(id, None);
            }
        }
    }

    fn exprs(&mut self, ids: &[ExprId]) -> String {
        ids.iter().map(|id| self.expr(*id)).collect::<Vec<_>>().join(", ")
    }

    fn group(&mut self, ids: &[ExprId]) -> String {
        let texts: Vec<String> = ids.iter().map(|id| self.expr(*id)).collect();
        group(&texts, String::clone)
    }

    fn expr(&mut self, id: ExprId) -> String {
        let mut text = String::new();
        self.write_expr(id, MAX_DEPTH, &mut text);
        text
    }

    fn write_expr(&mut self, id: ExprId, depth: usize, text: &mut String) {
        let Some(expr) = self.function.exprs.get(id.0 as usize).filter(|_| depth > 0) else {
            return text.push_str("???");
        };
        match self.shared.get(&id) {
            Some(Some(number)) => return text.push_str(&format!("%{number}")),
            Some(None) => {
                self.n_shared += 1;
                self.shared.insert(id, Some(self.n_shared));
                text.push_str(&format!("%{}:", self.n_shared));
            }
            None => {}
        }
        text.push_str(&self.operation(expr));
        let operands = expr.op.operands();
        if operands.is_empty() {
            return;
        }
        for (index, operand) in operands.iter().enumerate() {
            text.push_str(if index == 0 { "(" } else { ", " });
            self.write_expr(*operand, depth - 1, text);
        }
        text.push(')');
    }

    /// A leaf, or the name of an operation.
    fn operation(&self, expr: &Expr) -> String {
        match &expr.op {
            Op::Const(value) => value.to_string(),
            Op::Local(id) => self.name(*id),
            Op::Len(buffer, dimension) => format!("len({}, {dimension})", self.name(*buffer)),
            Op::LaneIndex => format!("lane_index.x{}()", expr.ty.lanes()),
            Op::Unary(op, a) => self.suffixed(row(UNARY, *op), *a),
            Op::Binary(op, a, _) => self.suffixed(row(BINARY, *op), *a),
            Op::Select(..) => "select".into(),
            Op::Call(name, _) => name.to_string(),
            Op::Splat(_) => format!("splat.x{}", expr.ty.lanes()),
            Op::Any(_) => "any".into(),
            Op::Count(_) => "count".into(),
            Op::Rank(_) => "rank".into(),
        }
    }

    /// `add.int`: with its operands' scalar where it takes more than one.
    fn suffixed<T>(&self, (_, name, signatures): &Row<T>, operand: ExprId) -> String {
        let scalar = self.function.exprs.get(operand.0 as usize).and_then(|expr| expr.ty.scalar());
        match scalar {
            Some(scalar) if signatures.len() > 1 => format!("{name}.{scalar}"),
            _ => name.to_string(),
        }
    }
}

fn name(words: &[String], id: LocalId) -> String {
    words.get(id.0 as usize).cloned().unwrap_or_else(|| format!("#{}", id.0))
}

fn join<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// One item as it is, none or many in parentheses.
fn group<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    if let [item] = items { show(item) } else { format!("({})", join(items, show)) }
}

fn params(params: &[(String, PyType)]) -> String {
    join(params, |(name, ty)| format!("{}: {ty}", word(name)))
}

fn show_over(over: &Over) -> String {
    match over {
        Over::Range => "range".into(),
        Over::Part(names) => format!("range({})", join(names, |name| word(name))),
        Over::Items(name, None) => word(name),
        Over::Items(name, Some(first)) => format!("from({}, {})", word(name), word(first)),
        Over::Reversed(name, first) => format!("reversed({}, {})", word(name), word(first)),
        Over::Enumerate(start, of) => format!("enumerate({}, {})", word(start), show_over(of)),
        Over::Zip(of) => format!("zip({})", join(of, show_over)),
        Over::Columns(name) => format!("columns({})", word(name)),
        Over::Made(name, of, values) => {
            format!("made {name} ({}) ({})", join(of, show_over), join(values, |name| word(name)))
        }
        Over::Applied(n, of) => format!("applied {n} ({})", join(of, show_over)),
        Over::Accumulated { so_far, of, has_initial } => {
            format!("accumulated {} ({}) ({})", usize::from(*has_initial), word(so_far), show_over(of))
        }
    }
}

fn range(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}

fn exit_clause(exit: Option<ExitId>) -> String {
    exit.map_or("".into(), |exit| format!(" exit @{}", exit.0))
}

fn failure(why: Failure) -> &'static str {
    FAILURES.iter().find(|(failure, _)| *failure == why).expect("every failure has a name").1
}

pub(super) static PLACES: &[(Place, &str)] = &[
    (Place::Start, "start"),
    (Place::Header, "header"),
    (Place::After, "after"),
    (Place::Then, "then"),
    (Place::Orelse, "else"),
];

pub(super) static FAILURES: &[(Failure, &str)] = &[
    (Failure::Overflow, "overflow"),
    (Failure::Index, "index"),
    (Failure::ZeroDivision, "zero_division"),
    (Failure::Value, "value"),
    (Failure::Domain, "domain"),
    (Failure::Type, "type"),
    (Failure::Raised, "raised"),
    (Failure::NotFinite, "not_finite"),
    (Failure::Memory, "memory"),
    (Failure::Strip, "strip"),
    (Failure::Leaves, "leaves"),
];

pub(super) static ELEMS: &[(Elem, &str)] = &[
    (Elem::Bool, "bool"),
    (Elem::Int32, "int32"),
    (Elem::Int64, "int64"),
    (Elem::Float64, "float64"),
    (Elem::Complex128, "complex128"),
    (Elem::UInt8, "u8"),
    (Elem::UInt16, "u16"),
    (Elem::UInt32, "u32"),
    (Elem::Int8, "i8"),
    (Elem::Int16, "i16"),
    (Elem::UInt64, "u64"),
    (Elem::Float16, "f16"),
    (Elem::Float32, "f32"),
    (Elem::Complex64, "c64"),
    (Elem::Char, "char"),
    (Elem::Text8, "t8"),
    (Elem::Text16, "t16"),
    (Elem::Text32, "t32"),
];

impl fmt::Display for Elem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ELEMS.iter().find(|(elem, _)| elem == self).expect("every element type has a name").1)
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scalar::Bool => "bool",
            Scalar::Int => "int",
            Scalar::Float => "float",
        })
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Scalar(scalar) => write!(f, "{scalar}"),
            Type::Lanes(Scalar::Bool, n) => write!(f, "mask x{n}"),
            Type::Lanes(scalar, n) => write!(f, "{scalar} x{n}"),
            Type::Buffer(elem, dims) => {
                write!(f, "{elem}[{}]{}", vec![":"; dims.n as usize].join(", "), layout_suffix(dims.layout))
            }
            Type::Object => f.write_str("object"),
        }
    }
}

/// Nothing where rows lie one behind the other.
fn layout_suffix(layout: Layout) -> &'static str {
    match layout {
        Layout::Contiguous => "",
        Layout::Rows => " rows",
        Layout::Strided => " strided",
        Layout::Bytes { swapped: false } => " bytes",
        Layout::Bytes { swapped: true } => " swapped",
    }
}

impl fmt::Display for PyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PyType::None => f.write_str("None"),
            PyType::Bool => f.write_str("bool"),
            PyType::Int => f.write_str("int"),
            PyType::Word => f.write_str("word"),
            PyType::Float => f.write_str("float"),
            PyType::Complex => f.write_str("complex"),
            PyType::NumPy(elem) => write!(f, "numpy.{elem}"),
            PyType::Tuple(members) => match &members.class {
                Some(class) => write!(f, "named[{}, {}]", class.name, join(members, PyType::to_string)),
                None => write!(f, "tuple[{}]", join(members, PyType::to_string)),
            },
            PyType::List(elem) => write!(f, "list[{elem}]"),
            PyType::Table(elem) => write!(f, "table[{elem}]"),
            PyType::Row(elem) => write!(f, "row[{elem}]"),
            PyType::Records(item) => write!(f, "records[{item}]"),
            PyType::Nested(item) => write!(f, "nested[{item}]"),
            PyType::Many(list) => write!(f, "many[{list}]"),
            PyType::Ragged(item) => write!(f, "ragged[{item}]"),
            PyType::RaggedRow(item) => write!(f, "raggedrow[{item}]"),
            PyType::Heap(item) => write!(f, "heap[{item}]"),
            PyType::Array { elem, ndim, layout, writable } => {
                let readonly = if *writable { "" } else { ", readonly" };
                write!(f, "array[{elem}, {ndim}{readonly}]{}", layout_suffix(*layout))
            }
            PyType::View { elem, layout, axes, transposed, writable, component } => {
                let axes =
                    axes.iter().map(|axis| if *axis == Axis::At { "i" } else { ":" }).collect::<Vec<_>>().join(" ");
                let transposed = if *transposed { " transposed" } else { "" };
                let component = match component {
                    None => "",
                    Some(Component::Real) => " real",
                    Some(Component::Imag) => " imag",
                };
                let readonly = if *writable { "" } else { ", readonly" };
                write!(f, "view[{elem}, {axes}{transposed}{component}{readonly}]{}", layout_suffix(*layout))
            }
            PyType::Union(members) => write!(f, "union[{}]", join(members, PyType::to_string)),
            PyType::Maybe(inner) => write!(f, "maybe[{inner}]"),
            PyType::Char => f.write_str("char"),
            PyType::Str(elem) => write!(f, "str[{elem}]"),
            PyType::Bytes => f.write_str("bytes"),
            PyType::Instance(shape) => write!(f, "instance[{}]", shape.name),
            PyType::Instances(shape) => write!(f, "instances[{}]", shape.name),
            PyType::Fields(shape) => write!(f, "fields[{}]", shape.name),
            PyType::Pool(units) => write!(f, "pool[{units}]"),
            PyType::Range => f.write_str("range"),
            PyType::Generator => f.write_str("generator"),
            PyType::Method(name) => write!(f, "method[{name}]"),
            PyType::Function(of) if of.kept.is_empty() => write!(f, "function[{}]", of.number),
            PyType::Function(of) => write!(f, "function[{}, {}]", of.number, join(&of.kept, PyType::to_string)),
            PyType::Choice(all) => {
                let all: Vec<PyType> = all.iter().cloned().map(PyType::Function).collect();
                write!(f, "choice[{}]", join(&all, PyType::to_string))
            }
            PyType::Passed(number) => write!(f, "passed[{number}]"),
            PyType::Object => f.write_str("object"),
        }
    }
}

impl fmt::Display for Const {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Const::Bool(value) => write!(f, "{value}"),
            Const::Int(value) => write!(f, "{value}"),
            Const::Float(value) if value.is_nan() && value.to_bits() == f64::NAN.to_bits() => f.write_str("nan"),
            Const::Float(value) if value.is_nan() => write!(f, "nan.0x{:016x}", value.to_bits()),
            Const::Float(value) => write!(f, "{value:?}"),
        }
    }
}
