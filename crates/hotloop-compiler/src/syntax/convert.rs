//! The parser's tree to ours. Everything that knows ruff is in this file.
//!
//! ```text
//! ExprBinOp { left: ExprName "x", op: Add, right: ExprNumberLiteral 1 }
//!   -> Binary { op: Add, left: Name("x"), right: Int(1) }
//! ExprAwait { .. } -> Other("await")
//! ```
//!
//! Deep nesting is refused before it can overflow the stack: by [`refuse_deep_source`] for the whole file, since the
//! parser's tree is walked and freed by recursion, and by [`Context::deeper`] for the function, which later stages walk.

use super::ast::{self, BinaryOp, CompareOp, ExprKind, FormatPart, ParamKind, PatternKind, StmtKind, UnaryOp};
use crate::diagnostic::{Diagnostic, Result, Span};
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    Alias, BoolOp, CmpOp, Comprehension, ElifElseClause, ExceptHandler, Expr, ExprAttribute, ExprBinOp, ExprBoolOp,
    ExprCall, ExprCompare, ExprDictComp, ExprFString, ExprIf, ExprLambda, ExprNamed, ExprSetComp, ExprStringLiteral,
    ExprSubscript, ExprUnaryOp, FStringPart, Identifier, InterpolatedStringElement, InterpolatedStringElements,
    Keyword, Mod, Number, Operator, Parameter, ParameterWithDefault, Parameters, Pattern, PatternKeyword, Singleton,
    Stmt, StmtAnnAssign, StmtAssert, StmtAssign, StmtAugAssign, StmtClassDef, StmtFor, StmtFunctionDef, StmtIf,
    StmtMatch, StmtTry, StmtWhile,
};
use ruff_python_parser::{Mode, ParseOptions, Parsed, lexer, parse_unchecked};
use ruff_text_size::{Ranged, TextSize};

/// Expressions and statements inside each other in one function.
pub const MAX_NESTING: u32 = 200;
/// CPython's own limits on brackets (MAXLEVEL) and indentation (MAXINDENT): a file that it runs is within them.
const MAX_BRACKETS: usize = 200;
const MAX_INDENTATION: usize = 100;
/// Operators and brackets around one place of the file.
const MAX_DEPTH: usize = 1000;

/// The function whose `def`, `async` or `lambda` starts at byte `offset` of the file's text.
pub fn parse_function(source: &str, offset: u32) -> Result<ast::Function> {
    File::parse(source, offset)?.function(offset)
}

/// A file that has been parsed, for all functions in it that somebody asks for.
pub struct File(Parsed<Mod>);

impl File {
    /// `offset`: the place of which a diagnostic is, if the file is one that nothing can be compiled of.
    pub fn parse(source: &str, offset: u32) -> Result<File> {
        refuse_deep_source(source, Span { start: offset, end: offset })?;
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        match parsed.errors().first() {
            Some(error) => Err(Diagnostic::new("syntax", span(error), error.error.to_string())),
            None => Ok(File(parsed)),
        }
    }

    /// The function whose `def`, `async` or `lambda` starts at a byte of the text.
    pub fn function(&self, offset: u32) -> Result<ast::Function> {
        let place = Span { start: offset, end: offset };
        let module = self.0.syntax().as_module().expect("parsed as a module");
        let mut finder = Finder { offset: offset.into(), tokens: self.0.tokens(), class: None, found: None };
        finder.visit_body(&module.body);
        let (function, class) = finder.found.ok_or(Diagnostic::new("syntax", place, "no function at this place"))?;
        let context = Context { tokens: self.0.tokens(), class, depth: 0 };
        match function {
            Found::Def(def) => Ok(ast::Function { name: def.name.to_string(), ..convert_def(def, context)? }),
            Found::Lambda(lambda) => convert_lambda(lambda, context),
        }
    }
}

/// Refuses a file whose tree could be deeper than the stack.
fn refuse_deep_source(source: &str, place: Span) -> Result<()> {
    if u32::try_from(source.len()).is_err() {
        return Err(Diagnostic::new("limit", place, "the file is larger than 4 GB"));
    }
    match is_deep(source) {
        true => Err(Diagnostic::new("limit", place, "the file that holds this function is nested too deep")
            .hint("break its longest expression into several statements")),
        false => Ok(()),
    }
}

/// Is an upper bound of the depth too high? A chain of operators is at most as deep as it has operators, plus the
/// deepest element inside its brackets.
fn is_deep(source: &str) -> bool {
    let mut lexer = lexer::lex(source, Mode::Module);
    let mut outer: Vec<Level> = vec![];
    let mut level = Level::default();
    let (mut outer_chains, mut indentation) = (0, 0usize);
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return false,
            TokenKind::Indent => indentation += 1,
            TokenKind::Dedent => indentation = indentation.saturating_sub(1),
            TokenKind::Comma | TokenKind::Semi | TokenKind::Newline => {
                level = Level { deepest: level.depth(), chain: 0 }
            }
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                level.chain += 1;
                outer_chains += level.chain;
                outer.push(std::mem::take(&mut level));
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                if let Some(around) = outer.pop() {
                    outer_chains -= around.chain;
                    level = Level { chain: around.chain + level.depth(), ..around };
                }
            }
            token if nests(token) => level.chain += 1,
            _ => {}
        }
        if outer_chains + level.chain > MAX_DEPTH || outer.len() > MAX_BRACKETS || indentation > MAX_INDENTATION {
            return true;
        }
    }
}

/// What stands between two brackets.
#[derive(Default)]
struct Level {
    /// Of the elements before the last comma.
    deepest: usize,
    /// Of the element after it.
    chain: usize,
}

impl Level {
    fn depth(&self) -> usize {
        self.deepest.max(self.chain)
    }
}

/// Can another one of this token, without a comma between, make the tree deeper?
fn nests(token: TokenKind) -> bool {
    use TokenKind::*;
    #[rustfmt::skip]
    let flat = matches!(token, Name | Int | Float | Complex | String | True | False | None | Ellipsis
        | FStringStart | FStringMiddle | FStringEnd | TStringStart | TStringMiddle | TStringEnd
        | And | Or | EqEqual | NotEqual | Less | LessEqual | Greater | GreaterEqual | In | Is
        | Equal | Colon | Comment | NonLogicalNewline);
    !flat
}

enum Found<'a> {
    Def(&'a StmtFunctionDef),
    Lambda(&'a ExprLambda),
}

/// Looks for the function at `offset`, and the class around it.
struct Finder<'a> {
    offset: TextSize,
    tokens: &'a Tokens,
    class: Option<&'a str>,
    found: Option<(Found<'a>, Option<&'a str>)>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_stmt(&mut self, node: &'a Stmt) {
        match node {
            _ if !node.range().contains_inclusive(self.offset) => {}
            Stmt::FunctionDef(def) if keyword(def, self.tokens) == self.offset => {
                self.found = Some((Found::Def(def), self.class));
            }
            Stmt::ClassDef(class) => self.visit_class(class),
            _ => walk_stmt(self, node),
        }
    }

    fn visit_expr(&mut self, node: &'a Expr) {
        match node {
            _ if !node.range().contains_inclusive(self.offset) => {}
            Expr::Lambda(lambda) if node.start() == self.offset => {
                self.found = Some((Found::Lambda(lambda), self.class));
            }
            _ => walk_expr(self, node),
        }
    }
}

impl<'a> Finder<'a> {
    /// Decorators and bases are outside the class that their statement makes.
    fn visit_class(&mut self, class: &'a StmtClassDef) {
        class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        class.type_params.iter().for_each(|params| self.visit_type_params(params));
        class.arguments.iter().for_each(|arguments| self.visit_arguments(arguments));
        let outer = self.class.replace(class.name.as_str());
        self.visit_body(&class.body);
        self.class = outer;
    }
}

/// Where `def`, or the `async` before it, starts: the node itself may start at a decorator.
fn keyword(def: &StmtFunctionDef, tokens: &Tokens) -> TextSize {
    let after_decorators = def.decorator_list.last().map_or(def.start(), |last| last.end());
    let is_keyword = |kind| matches!(kind, TokenKind::Async | TokenKind::Def);
    tokens.after(after_decorators).iter().find(|token| is_keyword(token.kind())).map_or(def.start(), Ranged::start)
}

/// What the conversion of a node depends on besides the node.
#[derive(Clone, Copy)]
struct Context<'a> {
    tokens: &'a Tokens,
    /// The class whose body the function stands in: its private names are mangled.
    class: Option<&'a str>,
    depth: u32,
}

impl Context<'_> {
    fn deeper(self, node: &impl Ranged) -> Result<Self> {
        if self.depth == MAX_NESTING {
            let message = format!("this is nested more than {MAX_NESTING} levels deep");
            return Err(Diagnostic::new("limit", span(node), message).hint("split it into several statements"));
        }
        Ok(Context { depth: self.depth + 1, ..self })
    }

    /// The name as CPython knows it: `__x` in class `_Point` is `_Point__x`.
    fn name(self, name: &str) -> String {
        let is_private = name.starts_with("__") && !name.ends_with("__");
        match self.class.map(|class| class.trim_start_matches('_')) {
            Some(class) if is_private && !class.is_empty() => format!("_{class}{name}"),
            _ => name.to_string(),
        }
    }
}

fn convert_def(def: &StmtFunctionDef, context: Context) -> Result<ast::Function> {
    Ok(ast::Function {
        name: context.name(&def.name),
        span: Span { start: keyword(def, context.tokens).into(), end: def.end().into() },
        params: convert_params(&def.parameters, context)?,
        body: convert_body(&def.body, context)?,
        is_generator: def.is_async || has_yield(|finder| finder.visit_body(&def.body)),
    })
}

fn convert_lambda(lambda: &ExprLambda, context: Context) -> Result<ast::Function> {
    let value = convert_expr(&lambda.body, context)?;
    let span_of_body = value.span;
    Ok(ast::Function {
        name: "<lambda>".to_string(),
        span: span(lambda),
        params: lambda.parameters.as_ref().map_or(Ok(vec![]), |params| convert_params(params, context))?,
        body: vec![ast::Stmt { kind: StmtKind::Return(Some(value)), span: span_of_body }],
        is_generator: has_yield(|finder| finder.visit_expr(&lambda.body)),
    })
}

fn convert_params(params: &Parameters, context: Context) -> Result<Vec<ast::Param>> {
    let convert = |param: &ParameterWithDefault, kind: ParamKind| -> Result<ast::Param> {
        let default = convert_option(&param.default, context)?;
        Ok(ast::Param { default, ..convert_param(&param.parameter, kind, context) })
    };
    let lists = [
        (&params.posonlyargs, ParamKind::PositionalOnly),
        (&params.args, ParamKind::Positional),
        (&params.kwonlyargs, ParamKind::KeywordOnly),
    ];
    let mut converted = vec![];
    for (list, kind) in lists {
        for param in list {
            converted.push(convert(param, kind)?);
        }
    }
    converted.extend(params.vararg.iter().map(|param| convert_param(param, ParamKind::Rest, context)));
    converted.extend(params.kwarg.iter().map(|param| convert_param(param, ParamKind::Keywords, context)));
    Ok(converted)
}

fn convert_param(param: &Parameter, kind: ParamKind, context: Context) -> ast::Param {
    ast::Param { name: context.name(&param.name), span: span(param), kind, default: None }
}

/// Of a function: there may be imports in it.
fn convert_body(body: &[Stmt], context: Context) -> Result<Vec<ast::Stmt>> {
    let mut converted = convert_block(body, context)?;
    for (node, statement) in body.iter().zip(&mut converted) {
        if let Some(imports) = convert_imports(node, context) {
            statement.kind = StmtKind::Import(imports);
        }
    }
    Ok(converted)
}

/// `None`: no import, or one that binds more than it says or of which the package decides.
fn convert_imports(node: &Stmt, context: Context) -> Option<Vec<ast::Import>> {
    match node {
        Stmt::Import(node) => node.names.iter().map(|alias| convert_alias(alias, None, context)).collect(),
        Stmt::ImportFrom(node) if node.level == 0 => {
            let module = node.module.as_ref()?.as_str();
            node.names.iter().map(|alias| convert_alias(alias, Some(module), context)).collect()
        }
        _ => None,
    }
}

fn convert_alias(alias: &Alias, module: Option<&str>, context: Context) -> Option<ast::Import> {
    let imported = alias.name.as_str();
    if module.unwrap_or(imported).contains('.') {
        return None;
    }
    Some(ast::Import {
        name: context.name(alias.asname.as_ref().unwrap_or(&alias.name)),
        module: module.unwrap_or(imported).to_string(),
        member: module.map(|_| imported.to_string()),
    })
}

fn convert_block(body: &[Stmt], context: Context) -> Result<Vec<ast::Stmt>> {
    body.iter().map(|node| convert_stmt(node, context)).collect()
}

fn convert_stmt(node: &Stmt, context: Context) -> Result<ast::Stmt> {
    let kind = convert_stmt_kind(node, context.deeper(node)?)?;
    Ok(ast::Stmt { kind, span: span(node) })
}

fn convert_stmt_kind(node: &Stmt, context: Context) -> Result<StmtKind> {
    match node {
        Stmt::FunctionDef(def) => convert_inner_def(def, context),
        Stmt::Return(node) => convert_option(&node.value, context).map(StmtKind::Return),
        Stmt::Assign(node) => convert_assign(node, context),
        Stmt::AnnAssign(node) => convert_annotated(node, context),
        Stmt::AugAssign(node) => convert_aug_assign(node, context),
        Stmt::For(node) => convert_for(node, context),
        Stmt::While(node) => convert_while(node, context),
        Stmt::If(node) => convert_if(node, context),
        Stmt::Expr(node) => convert_expr(&node.value, context).map(StmtKind::Expr),
        Stmt::Assert(node) => convert_assert(node, context),
        Stmt::Raise(node) => {
            let parts = node.exc.iter().chain(&node.cause);
            Ok(StmtKind::Raise { reads: parts.flat_map(|e| names_in(e, context)).collect() })
        }
        Stmt::Global(node) => Ok(StmtKind::Global(node.names.iter().map(|name| context.name(name)).collect())),
        Stmt::Nonlocal(node) => Ok(StmtKind::Nonlocal(node.names.iter().map(|name| context.name(name)).collect())),
        Stmt::Delete(node) => convert_all(&node.targets, context).map(StmtKind::Delete),
        Stmt::Match(node) => convert_match(node, context),
        Stmt::Try(node) if !node.is_star => convert_try(node, context),
        leaf => Ok(convert_leaf_stmt(leaf)),
    }
}

/// Statements without parts, and those whose parts no later stage reads.
fn convert_leaf_stmt(node: &Stmt) -> StmtKind {
    match node {
        Stmt::Pass(_) => StmtKind::Pass,
        Stmt::Break(_) => StmtKind::Break,
        Stmt::Continue(_) => StmtKind::Continue,
        Stmt::Try(_) => StmtKind::Other("an `except*`"),
        Stmt::With(node) if node.is_async => StmtKind::Other("an async with statement"),
        Stmt::With(_) => StmtKind::Other("a with statement"),
        Stmt::ClassDef(_) => StmtKind::Other("a class definition"),
        Stmt::Import(_) | Stmt::ImportFrom(_) => StmtKind::Other("an import"),
        Stmt::TypeAlias(_) => StmtKind::Other("a type alias"),
        Stmt::IpyEscapeCommand(_) => StmtKind::Other("an IPython command"),
        _ => unreachable!("syntax: a statement with parts is not a leaf"),
    }
}

/// Our tree has no decorators: without them it would be another function.
fn convert_inner_def(def: &StmtFunctionDef, context: Context) -> Result<StmtKind> {
    match def.decorator_list.is_empty() {
        true => convert_def(def, context).map(Box::new).map(StmtKind::Function),
        false => Ok(StmtKind::Other("a decorated inner function")),
    }
}

fn convert_assign(node: &StmtAssign, context: Context) -> Result<StmtKind> {
    let targets = convert_all(&node.targets, context)?;
    Ok(StmtKind::Assign { targets, value: convert_expr(&node.value, context)? })
}

fn convert_aug_assign(node: &StmtAugAssign, context: Context) -> Result<StmtKind> {
    let target = convert_expr(&node.target, context)?;
    Ok(StmtKind::AugAssign { target, op: convert_operator(node.op), value: convert_expr(&node.value, context)? })
}

fn convert_while(node: &StmtWhile, context: Context) -> Result<StmtKind> {
    Ok(StmtKind::While {
        test: convert_expr(&node.test, context)?,
        body: convert_block(&node.body, context)?,
        orelse: convert_block(&node.orelse, context)?,
    })
}

fn convert_assert(node: &StmtAssert, context: Context) -> Result<StmtKind> {
    let test = convert_expr(&node.test, context)?;
    Ok(StmtKind::Assert { test, reads: node.msg.iter().flat_map(|message| names_in(message, context)).collect() })
}

fn convert_annotated(node: &StmtAnnAssign, context: Context) -> Result<StmtKind> {
    match (&node.value, &*node.target) {
        (Some(value), target) => {
            let targets = vec![convert_expr(target, context)?];
            Ok(StmtKind::Assign { targets, value: convert_expr(value, context)? })
        }
        (None, Expr::Name(_)) => Ok(StmtKind::Declare),
        // CPython evaluates `a` and `i` of `a[i]: int`.
        (None, _) => Ok(StmtKind::Other("an annotation of an attribute or element")),
    }
}

fn convert_for(node: &StmtFor, context: Context) -> Result<StmtKind> {
    if node.is_async {
        return Ok(StmtKind::Other("an async for loop"));
    }
    Ok(StmtKind::For {
        target: convert_expr(&node.target, context)?,
        iter: convert_expr(&node.iter, context)?,
        body: convert_block(&node.body, context)?,
        orelse: convert_block(&node.orelse, context)?,
    })
}

fn convert_try(node: &StmtTry, context: Context) -> Result<StmtKind> {
    let handlers = node.handlers.iter().map(|ExceptHandler::ExceptHandler(handler)| {
        Ok(ast::Handler {
            span: span(handler),
            classes: convert_option(&handler.type_, context)?,
            name: handler.name.as_ref().map(|name| context.name(name)),
            body: convert_block(&handler.body, context)?,
        })
    });
    Ok(StmtKind::Try {
        handlers: handlers.collect::<Result<_>>()?,
        body: convert_block(&node.body, context)?,
        orelse: convert_block(&node.orelse, context)?,
        finalbody: convert_block(&node.finalbody, context)?,
    })
}

fn convert_match(node: &StmtMatch, context: Context) -> Result<StmtKind> {
    let mut cases = vec![];
    for case in &node.cases {
        let Some(pattern) = convert_pattern(&case.pattern, context)? else {
            return Ok(StmtKind::Other("a mapping pattern"));
        };
        let guard = convert_option(&case.guard, context)?;
        cases.push(ast::Case { pattern, guard, body: convert_block(&case.body, context)? });
    }
    Ok(StmtKind::Match { subject: convert_expr(&node.subject, context)?, cases })
}

/// `None`: there is a mapping in it.
fn convert_pattern(node: &Pattern, context: Context) -> Result<Option<ast::Pattern>> {
    let context = context.deeper(node)?;
    let all = |nodes: &[Pattern]| -> Result<Option<Vec<ast::Pattern>>> {
        nodes.iter().map(|node| convert_pattern(node, context)).collect()
    };
    let name = |name: &Option<Identifier>| name.as_ref().map(|name| context.name(name));
    let kind = match node {
        Pattern::MatchValue(value) => Some(PatternKind::Value(convert_expr(&value.value, context)?)),
        Pattern::MatchSingleton(one) => {
            let kind = match one.value {
                Singleton::None => ExprKind::None,
                Singleton::True => ExprKind::Bool(true),
                Singleton::False => ExprKind::Bool(false),
            };
            Some(PatternKind::Singleton(ast::Expr { kind, span: span(node) }))
        }
        Pattern::MatchSequence(sequence) => all(&sequence.patterns)?.map(PatternKind::Sequence),
        Pattern::MatchStar(star) => Some(PatternKind::Star(name(&star.name))),
        Pattern::MatchOr(or) => all(&or.patterns)?.map(PatternKind::Or),
        Pattern::MatchMapping(_) => None,
        Pattern::MatchAs(named) => match &named.pattern {
            None => Some(PatternKind::As { pattern: None, name: name(&named.name) }),
            Some(inner) => convert_pattern(inner, context)?
                .map(|inner| PatternKind::As { pattern: Some(inner.into()), name: name(&named.name) }),
        },
        Pattern::MatchClass(of) => {
            let keyword = |one: &PatternKeyword| {
                let pattern = convert_pattern(&one.pattern, context)?;
                Ok(pattern.map(|pattern| (context.name(&one.attr), pattern)))
            };
            let keywords = of.arguments.keywords.iter().map(keyword).collect::<Result<Option<Vec<_>>>>()?;
            let class = convert_expr(&of.cls, context)?;
            let patterns = all(&of.arguments.patterns)?;
            patterns.zip(keywords).map(|(patterns, keywords)| PatternKind::Class { class, patterns, keywords })
        }
    };
    Ok(kind.map(|kind| ast::Pattern { kind, span: span(node) }))
}

fn convert_if(node: &StmtIf, context: Context) -> Result<StmtKind> {
    Ok(StmtKind::If {
        test: convert_expr(&node.test, context)?,
        body: convert_block(&node.body, context)?,
        orelse: convert_clauses(&node.elif_else_clauses, node.end().into(), context)?,
    })
}

/// `elif` is an `if` from its keyword to the end of the whole statement, as in CPython's own tree.
fn convert_clauses(clauses: &[ElifElseClause], end: u32, context: Context) -> Result<Vec<ast::Stmt>> {
    let Some((clause, rest)) = clauses.split_first() else { return Ok(vec![]) };
    let Some(test) = &clause.test else { return convert_block(&clause.body, context) };
    let context = context.deeper(clause)?;
    let kind = StmtKind::If {
        test: convert_expr(test, context)?,
        body: convert_block(&clause.body, context)?,
        orelse: convert_clauses(rest, end, context)?,
    };
    Ok(vec![ast::Stmt { kind, span: Span { start: clause.start().into(), end } }])
}

fn convert_expr(node: &Expr, context: Context) -> Result<ast::Expr> {
    let kind = convert_expr_kind(node, context.deeper(node)?)?;
    Ok(ast::Expr { kind, span: span(node) })
}

/// Each arm is one call: without optimisation a frame has room for the temporaries of all arms, at every level.
fn convert_expr_kind(node: &Expr, context: Context) -> Result<ExprKind> {
    match node {
        Expr::BinOp(node) => convert_binary(node, context),
        Expr::UnaryOp(node) => convert_unary(node, context),
        Expr::BoolOp(node) => convert_bool(node, context),
        Expr::Compare(node) => convert_compare(node, context),
        Expr::If(node) => convert_if_else(node, context),
        Expr::Call(node) => convert_call(node, context),
        Expr::Attribute(node) => convert_attribute(node, context),
        Expr::Subscript(node) => convert_subscript(node, context),
        Expr::Slice(node) => {
            let part = |e: &Option<Box<Expr>>| e.as_ref().map(|e| convert_boxed(e, context)).transpose();
            Ok(ExprKind::Slice { lower: part(&node.lower)?, upper: part(&node.upper)?, step: part(&node.step)? })
        }
        Expr::Tuple(node) => convert_all(&node.elts, context).map(ExprKind::Tuple),
        Expr::List(node) => convert_all(&node.elts, context).map(ExprKind::List),
        Expr::Named(node) => convert_walrus(node, context),
        Expr::ListComp(node) => {
            convert_comprehension(convert_expr(&node.elt, context)?, &node.generators, false, context)
        }
        Expr::Generator(node) => {
            convert_comprehension(convert_expr(&node.elt, context)?, &node.generators, true, context)
        }
        Expr::SetComp(node) => convert_set_comprehension(node, context),
        Expr::DictComp(node) => convert_dict_comprehension(node, context),
        Expr::Starred(node) => convert_boxed(&node.value, context).map(ExprKind::Starred),
        Expr::Lambda(node) => convert_lambda(node, context).map(Box::new).map(ExprKind::Lambda),
        Expr::Name(name) => Ok(ExprKind::Name(context.name(&name.id))),
        Expr::FString(node) => convert_format(node, context).map(ExprKind::Format),
        Expr::Dict(node) => {
            let members = node.items.iter().flat_map(|item| item.key.iter().chain([&item.value]));
            let members = members.map(|member| convert_expr(member, context)).collect::<Result<_>>()?;
            Ok(ExprKind::Display("a dict display", members))
        }
        Expr::Set(node) => Ok(ExprKind::Display("a set display", convert_all(&node.elts, context)?)),
        leaf => Ok(convert_leaf(leaf)),
    }
}

fn convert_set_comprehension(node: &ExprSetComp, context: Context) -> Result<ExprKind> {
    let element = convert_expr(&node.elt, context)?;
    let kind = convert_comprehension(element, &node.generators, false, context)?;
    Ok(ExprKind::Display("a set comprehension", vec![ast::Expr { kind, span: span(node) }]))
}

fn convert_dict_comprehension(node: &ExprDictComp, context: Context) -> Result<ExprKind> {
    let pair = node.key.as_deref().into_iter().chain([&*node.value]);
    let pair = pair.map(|part| convert_expr(part, context)).collect::<Result<_>>()?;
    let element = ast::Expr { kind: ExprKind::Tuple(pair), span: span(node) };
    let kind = convert_comprehension(element, &node.generators, false, context)?;
    Ok(ExprKind::Display("a dict comprehension", vec![ast::Expr { kind, span: span(node) }]))
}

fn convert_comprehension(
    element: ast::Expr,
    generators: &[Comprehension],
    is_lazy: bool,
    context: Context,
) -> Result<ExprKind> {
    if generators.iter().any(|one| one.is_async) {
        return Ok(ExprKind::Other("an asynchronous comprehension"));
    }
    let mut clauses = vec![];
    for one in generators {
        clauses.push(ast::Clause {
            target: convert_expr(&one.target, context)?,
            iter: convert_expr(&one.iter, context)?,
            conditions: convert_all(&one.ifs, context)?,
        });
    }
    Ok(ExprKind::Comprehension { element: Box::new(element), clauses, is_lazy })
}

fn convert_format(node: &ExprFString, context: Context) -> Result<Vec<FormatPart>> {
    let mut parts = vec![];
    for part in &node.value {
        match part {
            FStringPart::Literal(text) => parts.push(FormatPart::Text(text.value.to_string())),
            FStringPart::FString(text) => format_parts(&text.elements, context, &mut parts)?,
        }
    }
    Ok(parts)
}

fn format_parts(elements: &InterpolatedStringElements, context: Context, into: &mut Vec<FormatPart>) -> Result<()> {
    for element in elements {
        let part = match element {
            InterpolatedStringElement::Literal(text) => {
                into.push(FormatPart::Text(text.value.to_string()));
                continue;
            }
            InterpolatedStringElement::Interpolation(part) => part,
        };
        let mut spec = vec![];
        if let Some(given) = &part.format_spec {
            format_parts(&given.elements, context, &mut spec)?;
        }
        let mut conversion = part.conversion.to_char();
        if let Some(text) = &part.debug_text {
            // `{x=}` shows its own text, and what `repr` gives where nothing else is asked for.
            into.push(FormatPart::Text(text.as_str().to_string()));
            conversion = conversion.or(part.format_spec.is_none().then_some('r'));
        }
        into.push(FormatPart::Value { value: convert_expr(&part.expression, context)?, conversion, spec });
    }
    Ok(())
}

/// Expressions without parts, and those whose parts no later stage reads.
fn convert_leaf(node: &Expr) -> ExprKind {
    match node {
        Expr::NoneLiteral(_) => ExprKind::None,
        Expr::BooleanLiteral(literal) => ExprKind::Bool(literal.value),
        Expr::NumberLiteral(literal) => convert_number(&literal.value),
        Expr::StringLiteral(literal) => convert_string(literal),
        Expr::BytesLiteral(literal) => ExprKind::Bytes(literal.value.bytes().collect()),
        Expr::EllipsisLiteral(_) => ExprKind::Other("an ellipsis"),
        Expr::TString(_) => ExprKind::Other("a t-string"),
        Expr::Await(_) => ExprKind::Other("await"),
        Expr::Yield(_) => ExprKind::Other("yield"),
        Expr::YieldFrom(_) => ExprKind::Other("yield from"),
        Expr::IpyEscapeCommand(_) => ExprKind::Other("an IPython command"),
        _ => unreachable!("syntax: an expression with parts is not a leaf"),
    }
}

fn convert_boxed(node: &Expr, context: Context) -> Result<Box<ast::Expr>> {
    convert_expr(node, context).map(Box::new)
}

fn convert_all(nodes: &[Expr], context: Context) -> Result<Vec<ast::Expr>> {
    nodes.iter().map(|node| convert_expr(node, context)).collect()
}

fn convert_option(node: &Option<Box<Expr>>, context: Context) -> Result<Option<ast::Expr>> {
    node.as_deref().map(|node| convert_expr(node, context)).transpose()
}

fn convert_binary(node: &ExprBinOp, context: Context) -> Result<ExprKind> {
    let left = convert_boxed(&node.left, context)?;
    let right = convert_boxed(&node.right, context)?;
    Ok(ExprKind::Binary { op: convert_operator(node.op), left, right })
}

fn convert_unary(node: &ExprUnaryOp, context: Context) -> Result<ExprKind> {
    let operand = convert_boxed(&node.operand, context)?;
    Ok(ExprKind::Unary { op: convert_unary_operator(node.op), operand })
}

fn convert_bool(node: &ExprBoolOp, context: Context) -> Result<ExprKind> {
    let all = convert_all(&node.values, context)?;
    Ok(match node.op {
        BoolOp::And => ExprKind::And(all),
        BoolOp::Or => ExprKind::Or(all),
    })
}

fn convert_compare(node: &ExprCompare, context: Context) -> Result<ExprKind> {
    let left = convert_boxed(&node.left, context)?;
    let rest = convert_all(&node.comparators, context)?;
    Ok(ExprKind::Compare { left, ops: node.ops.iter().copied().map(convert_comparison).collect(), rest })
}

fn convert_if_else(node: &ExprIf, context: Context) -> Result<ExprKind> {
    let test = convert_boxed(&node.test, context)?;
    let body = convert_boxed(&node.body, context)?;
    let orelse = convert_boxed(&node.orelse, context)?;
    Ok(ExprKind::IfElse { test, body, orelse })
}

fn convert_call(node: &ExprCall, context: Context) -> Result<ExprKind> {
    let function = convert_boxed(&node.func, context)?;
    let args = convert_all(&node.arguments.args, context)?;
    let keyword = |keyword: &Keyword| {
        let name = keyword.arg.as_ref().map(ToString::to_string);
        convert_expr(&keyword.value, context).map(|value| (name, value))
    };
    let keywords = node.arguments.keywords.iter().map(keyword).collect::<Result<_>>()?;
    Ok(ExprKind::Call { function, args, keywords })
}

fn convert_attribute(node: &ExprAttribute, context: Context) -> Result<ExprKind> {
    let value = convert_boxed(&node.value, context)?;
    Ok(ExprKind::Attribute { value, name: context.name(&node.attr) })
}

fn convert_subscript(node: &ExprSubscript, context: Context) -> Result<ExprKind> {
    let value = convert_boxed(&node.value, context)?;
    let index = convert_boxed(&node.slice, context)?;
    Ok(ExprKind::Subscript { value, index })
}

fn convert_walrus(node: &ExprNamed, context: Context) -> Result<ExprKind> {
    let Expr::Name(name) = &*node.target else { unreachable!("syntax: `:=` assigns a name") };
    let value = convert_boxed(&node.value, context)?;
    Ok(ExprKind::Walrus { name: context.name(&name.id), value })
}

fn convert_number(number: &Number) -> ExprKind {
    match number {
        Number::Int(int) => int.as_i64().map_or_else(|| ExprKind::BigInt(int.to_string()), ExprKind::Int),
        Number::Float(value) => ExprKind::Float(*value),
        Number::Complex { imag, .. } => ExprKind::Imaginary(*imag),
    }
}

/// A Rust string has no lone surrogates; the parser writes U+FFFD for `"\ud800"`, which would be another string.
fn convert_string(literal: &ExprStringLiteral) -> ExprKind {
    match literal.value.to_str() {
        text if text.contains('\u{FFFD}') => ExprKind::Other("a string with a lone surrogate or U+FFFD"),
        text => ExprKind::Str(text.to_string()),
    }
}

fn convert_operator(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::Div => BinaryOp::Div,
        Operator::FloorDiv => BinaryOp::FloorDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::LShift => BinaryOp::LeftShift,
        Operator::RShift => BinaryOp::RightShift,
        Operator::BitAnd => BinaryOp::And,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
    }
}

fn convert_unary_operator(op: ruff_python_ast::UnaryOp) -> UnaryOp {
    match op {
        ruff_python_ast::UnaryOp::USub => UnaryOp::Neg,
        ruff_python_ast::UnaryOp::UAdd => UnaryOp::Pos,
        ruff_python_ast::UnaryOp::Invert => UnaryOp::Invert,
        ruff_python_ast::UnaryOp::Not => UnaryOp::Not,
    }
}

fn convert_comparison(op: CmpOp) -> CompareOp {
    match op {
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::Ne,
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::Le,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::Ge,
        CmpOp::Is => CompareOp::Is,
        CmpOp::IsNot => CompareOp::IsNot,
        CmpOp::In => CompareOp::In,
        CmpOp::NotIn => CompareOp::NotIn,
    }
}

fn has_yield(visit: impl FnOnce(&mut YieldFinder)) -> bool {
    let mut finder = YieldFinder { found: false };
    visit(&mut finder);
    finder.found
}

/// Looks for `yield` and `await` in a function's own body: not in functions inside it, but in their defaults.
struct YieldFinder {
    found: bool,
}

impl Visitor<'_> for YieldFinder {
    fn visit_stmt(&mut self, node: &Stmt) {
        match node {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.visit_parameters(&def.parameters);
            }
            _ => walk_stmt(self, node),
        }
    }

    fn visit_expr(&mut self, node: &Expr) {
        match node {
            Expr::Yield(_) | Expr::YieldFrom(_) | Expr::Await(_) => self.found = true,
            Expr::Lambda(lambda) => lambda.parameters.iter().for_each(|params| self.visit_parameters(params)),
            _ => walk_expr(self, node),
        }
    }
}

/// Every name in an expression, known to us or not, inner functions included.
fn names_in(node: &Expr, context: Context) -> Vec<String> {
    let mut finder = NameFinder { context, found: vec![] };
    finder.visit_expr(node);
    finder.found.sort();
    finder.found.dedup();
    finder.found
}

struct NameFinder<'a> {
    context: Context<'a>,
    found: Vec<String>,
}

impl Visitor<'_> for NameFinder<'_> {
    fn visit_expr(&mut self, node: &Expr) {
        if let Expr::Name(name) = node {
            self.found.push(self.context.name(&name.id));
        }
        walk_expr(self, node);
    }
}

fn span(node: &impl Ranged) -> Span {
    Span { start: node.start().into(), end: node.end().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses the function whose keyword follows `@@` in the text.
    fn parse_marked(marked: &str) -> Result<ast::Function> {
        let offset = marked.find("@@").expect("the test marks a place");
        parse_function(&marked.replacen("@@", "", 1), offset as u32)
    }

    fn parse(source: &str) -> ast::Function {
        parse_function(source, 0).unwrap_or_else(|error| panic!("{error:?} in {source}"))
    }

    /// The value of a function that is one `return`.
    fn expr(source: &str) -> ast::Expr {
        match parse(&format!("lambda: {source}")).body.remove(0).kind {
            StmtKind::Return(Some(value)) => value,
            other => panic!("a lambda is one return, not {other:?}"),
        }
    }

    fn stmt(source: &str) -> StmtKind {
        parse(&format!("async def f():\n {source}\n")).body.remove(0).kind
    }

    #[test]
    fn functions_are_found_anywhere() {
        let cases = [
            ("x = 1\n@@def f(): pass\n", "f"),
            ("@jit(strict=True)\n@other\n# why\n\n@@def f(): pass\n", "f"),
            ("@(jit)\n@@async def f(): pass\n", "f"),
            ("class A:\n    @property\n    @@def f(self): pass\n", "f"),
            ("def g():\n    if x:\n        @@def f(): pass\n", "f"),
            ("try:\n    pass\nfinally:\n    with a:\n        @@async def f(): pass\n", "f"),
            ("def g(key=@@lambda x: x): pass\n", "<lambda>"),
            ("@jit(@@lambda x: x)\ndef g(): pass\n", "<lambda>"),
            ("y = [f(1, key=(@@lambda x: x)) for f in g]\n", "<lambda>"),
            ("print(f'{(@@lambda x: x)(1)}')\n", "<lambda>"),
            ("f = lambda x: @@lambda y: x + y\n", "<lambda>"),
        ];
        for (source, name) in cases {
            let function = parse_marked(source).unwrap_or_else(|error| panic!("{error:?} in {source}"));
            assert_eq!((function.name.as_str(), function.span.start as usize), (name, source.find("@@").unwrap()));
        }
    }

    #[test]
    fn other_places_hold_no_function() {
        for source in ["@@@jit\ndef f(): pass\n", "de@@f f(): pass\n", "x = 1\n@@", "async @@def f(): pass\n"] {
            let error = parse_marked(source).expect_err(source);
            assert_eq!((error.code, error.message.as_str()), ("syntax", "no function at this place"));
        }
    }

    #[test]
    fn syntax_errors_have_their_place() {
        let error = parse_function("def f():\n    return 1 +\n", 0).unwrap_err();
        assert_eq!((error.code, error.span.start), ("syntax", 23), "{error:?}");
        assert_eq!(parse_function("x = '", 0).unwrap_err().code, "syntax");
    }

    #[test]
    fn spans_are_byte_ranges() {
        let source = "é = 1\n@jit\ndef f(x):\n    return abs(x) + 1\n\ny = 2\n";
        let function = parse_function(source, source.find("def").unwrap() as u32).unwrap();
        let text = |span: Span| &source[span.start as usize..span.end as usize];
        assert_eq!(text(function.span), "def f(x):\n    return abs(x) + 1");
        assert_eq!(text(function.params[0].span), "x");
        assert_eq!(text(function.body[0].span), "return abs(x) + 1");
        let StmtKind::Return(Some(value)) = &function.body[0].kind else { panic!("a return") };
        assert_eq!(text(value.children()[0].span), "abs(x)");
    }

    #[test]
    fn params_are_in_the_order_of_variables() {
        use ParamKind::*;
        let params = |source: &str| -> Vec<(String, ParamKind, bool)> {
            parse(source).params.into_iter().map(|p| (p.name, p.kind, p.default.is_some())).collect()
        };
        let param = |name: &str, kind, has_default| (name.to_string(), kind, has_default);
        assert_eq!(
            params("def f(a, /, b: int, c=1): pass"),
            [param("a", PositionalOnly, false), param("b", Positional, false), param("c", Positional, true)]
        );
        assert_eq!(
            params("def f(a, *args, key=1, **kwargs): pass"),
            [
                param("a", Positional, false),
                param("key", KeywordOnly, true),
                param("args", Rest, false),
                param("kwargs", Keywords, false)
            ]
        );
    }

    #[test]
    fn generators_are_those_with_their_own_yield() {
        let is_generator = |source| parse(source).is_generator;
        assert!(is_generator("def f():\n for x in y:\n  z = yield x\n"));
        assert!(is_generator("def f():\n with a:\n  yield from b\n"));
        assert!(is_generator("async def f(): pass"));
        assert!(is_generator("lambda: (yield)"));
        assert!(is_generator("def f():\n def g(x=(yield)): pass\n"));
        assert!(!is_generator("def f():\n def g(): yield 1\n return g\n"));
        assert!(!is_generator("def f(): return lambda: (yield)"));
    }

    #[test]
    fn literals_keep_their_value() {
        let cases = [
            ("9223372036854775807", ExprKind::Int(i64::MAX)),
            ("9223372036854775808", ExprKind::BigInt("9223372036854775808".into())),
            ("0xFF_FF", ExprKind::Int(65535)),
            ("1_0.5e1", ExprKind::Float(105.0)),
            ("1e400", ExprKind::Float(f64::INFINITY)),
            ("2.5j", ExprKind::Imaginary(2.5)),
            ("'a\\n' \"b\"", ExprKind::Str("a\nb".into())),
            ("'\\ud800'", ExprKind::Other("a string with a lone surrogate or U+FFFD")),
            ("True", ExprKind::Bool(true)),
            ("None", ExprKind::None),
        ];
        cases.into_iter().for_each(|(source, kind)| assert_eq!(expr(source).kind, kind, "{source}"));
        let ExprKind::Unary { op: UnaryOp::Neg, operand } = expr("-9223372036854775808").kind else { panic!("unary") };
        assert_eq!(operand.kind, ExprKind::BigInt("9223372036854775808".into()));
    }

    #[test]
    fn unknown_expressions_have_a_name() {
        let cases = [
            ("[x async for x in y]", "an asynchronous comprehension"),
            ("t'{x}'", "a t-string"),
            ("...", "an ellipsis"),
            ("(yield)", "yield"),
            ("(yield from x)", "yield from"),
            ("await x", "await"),
        ];
        cases.into_iter().for_each(|(source, name)| assert_eq!(expr(source).kind, ExprKind::Other(name)));
        for (source, n) in
            [("{}", 0), ("{1: x, **y}", 3), ("{1, 2}", 2), ("{x for x in y}", 1), ("{x: x for x in y}", 1)]
        {
            let ExprKind::Display(_, members) = expr(source).kind else { panic!("a display") };
            assert_eq!(members.len(), n, "{source}");
        }
        let ExprKind::Format(parts) = expr("f'{x} {y:{z}}'").kind else { panic!("an f-string") };
        assert_eq!(parts.len(), 3);
        let FormatPart::Value { spec, conversion: None, .. } = &parts[2] else { panic!("a value") };
        assert!(matches!(spec[..], [FormatPart::Value { .. }]));
        let ExprKind::Subscript { index, .. } = expr("a[1:2]").kind else { panic!("a subscript") };
        assert!(matches!(index.kind, ExprKind::Slice { lower: Some(_), upper: Some(_), step: None }));
        let ExprKind::Call { args, keywords, .. } = expr("f(*a, **b)").kind else { panic!("a call") };
        assert!(matches!((&args[0].kind, &keywords[0].0), (ExprKind::Starred(_), None)));
    }

    #[test]
    fn unknown_statements_have_a_name() {
        let cases = [
            ("try: pass\n except* E: pass", "an `except*`"),
            ("with x: pass", "a with statement"),
            ("async with x: pass", "an async with statement"),
            ("async for x in y: pass", "an async for loop"),
            ("class A: pass", "a class definition"),
            ("import x.y", "an import"),
            ("from .x import y", "an import"),
            ("match x:\n  case {1: 2}: pass", "a mapping pattern"),
            ("type X = int", "a type alias"),
            ("a[i]: int", "an annotation of an attribute or element"),
            ("@jit\n def g(): pass", "a decorated inner function"),
        ];
        cases.into_iter().for_each(|(source, name)| assert_eq!(stmt(source), StmtKind::Other(name), "{source}"));
    }

    #[test]
    fn annotations_are_dropped() {
        assert_eq!(stmt("x: int"), StmtKind::Declare);
        assert!(matches!(stmt("x: int = 1"), StmtKind::Assign { targets, .. } if targets.len() == 1));
        assert!(matches!(stmt("x = y = 1"), StmtKind::Assign { targets, .. } if targets.len() == 2));
    }

    #[test]
    fn elif_is_an_if_alone() {
        let source = "def f(x):\n if x: pass\n elif y: pass\n else: return\n";
        let StmtKind::If { orelse, .. } = &parse(source).body[0].kind else { panic!("an if") };
        let [ast::Stmt { kind: StmtKind::If { orelse: last, .. }, span }] = &orelse[..] else { panic!("an elif") };
        assert!(source[span.start as usize..].starts_with("elif"));
        assert!(source[..span.end as usize].ends_with("return"));
        assert!(matches!(last[0].kind, StmtKind::Return(None)));
    }

    #[test]
    fn private_names_are_mangled_in_a_class() {
        let function = parse_marked("class _A:\n @@def __f(self, __x): return __g(self.__y, __x, __z__)\n").unwrap();
        assert_eq!((function.name.as_str(), function.params[1].name.as_str()), ("__f", "_A__x"));
        let paths = crate::syntax::free_paths(&function);
        assert_eq!(paths, ["_A__g", "__z__"]);
        let outside = parse_marked("class _A(B(@@lambda: __x)): pass\n").unwrap();
        assert_eq!(crate::syntax::free_names(&outside), ["__x"]);
    }

    #[track_caller]
    fn check_limit(source: &str) {
        assert_eq!(parse_function(source, 0).expect_err("too deep").code, "limit", "{}", &source[..20]);
    }

    #[test]
    fn deep_nesting_is_a_limit_not_a_crash() {
        let n = 100_000;
        let nested =
            |open: &str, middle: &str, close: &str| format!("lambda: {}{middle}{}\n", open.repeat(n), close.repeat(n));
        check_limit(&"(".repeat(n));
        check_limit(&nested("(", "1", ")"));
        check_limit(&nested("[", "", "]"));
        check_limit(&nested("{1:", "1", "}"));
        check_limit(&nested("f(", "", ")"));
        check_limit(&nested("-", "1", ""));
        check_limit(&nested("not ", "1", ""));
        check_limit(&nested("lambda: ", "1", ""));
        check_limit(&nested("1 if 1 else ", "1", ""));
        check_limit(&nested("1 ** ", "1", ""));
        check_limit(&nested("await ", "1", ""));
        check_limit(&nested("", "1", " + 1"));
        check_limit(&nested("", "x", ".y"));
        check_limit(&nested("", "x", "()"));
        check_limit(&nested("", "x", "[0]"));
        check_limit(&nested("f'{", "x", "}'"));
        let sum = " + 1".repeat(600);
        check_limit(&format!("lambda: f(0, (1{sum}), 2){sum}\n"));
    }

    #[test]
    fn deep_blocks_are_a_limit() {
        let blocks = |n: usize| (0..n).map(|i| format!("{}while x:\n", " ".repeat(i + 1))).collect::<String>();
        let source = |n: usize| format!("def f(x):\n{}{}pass\n", blocks(n), " ".repeat(n + 1));
        check_limit(&source(300));
        assert!(parse_function(&source(98), 0).is_ok());
        let elif = format!("def f(x):\n if x: pass\n{}", " elif x: pass\n".repeat(MAX_NESTING as usize));
        check_limit(&elif);
    }

    #[test]
    fn a_function_has_a_lower_limit_than_its_file() {
        let sum = |n: usize| format!("lambda: 1{}\n", " + 1".repeat(n));
        check_limit(&sum(900));
        assert!(parse_function(&sum(180), 0).is_ok());
        assert!(parse_function(&format!("def f(): pass\nx = {}", sum(900)), 0).is_ok());
        let brackets = format!("{}x{}", "(".repeat(200), ")".repeat(200));
        assert!(parse_function(&format!("lambda: {brackets}\n"), 0).is_ok());
    }

    #[test]
    fn long_is_not_deep() {
        let items = "[f(1 + x, -y), not z], ".repeat(5000);
        let tests = "x == 1 and y < 2 or ".repeat(5000);
        let lines = "x = a.b(1) + 2\n".repeat(5000);
        let source = format!("def f(): pass\nx = [{items}]\ny = {tests} 1\n{lines}");
        assert!(parse_function(&source, 0).is_ok());
    }
}
