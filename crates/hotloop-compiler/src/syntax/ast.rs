//! Our syntax tree: what the lowering reads. A construct that no later stage knows is one `Other` node with its name,
//! so that everything parses and every refusal has a place.

use crate::diagnostic::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// `<lambda>` for a lambda.
    pub name: String,
    pub span: Span,
    /// In the order of CPython's variables: keyword-only ones before `*args` and `**kwargs`.
    pub params: Vec<Param>,
    pub body: Vec<Stmt>,
    /// `async def`, or a body with `yield` or `await`.
    pub is_generator: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    pub name: String,
    pub span: Span,
    pub kind: ParamKind,
    /// Evaluated where the function is made.
    pub default: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    PositionalOnly,
    Positional,
    KeywordOnly,
    /// `*args`
    Rest,
    /// `**kwargs`
    Keywords,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    Function(Box<Function>),
    Return(Option<Expr>),
    /// `a = b = value` has two targets. An annotated assignment with a value is an assignment.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Expr,
        op: BinaryOp,
        value: Expr,
    },
    /// `x: int` without a value.
    Declare,
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `elif` is an `If` alone in `orelse`.
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    Expr(Expr),
    /// The message is CPython's to evaluate; it may read these names, whatever it is.
    Assert {
        test: Expr,
        reads: Vec<String>,
    },
    /// As the message of an `assert`.
    Raise {
        reads: Vec<String>,
    },
    /// In no block of the function; elsewhere it is an `Other`.
    Import(Vec<Import>),
    Global(Vec<String>),
    Nonlocal(Vec<String>),
    /// `del a[i], b`
    Delete(Vec<Expr>),
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
    },
    Match {
        subject: Expr,
        cases: Vec<Case>,
    },
    Pass,
    Break,
    Continue,
    /// `try`, `with`, `class`, ... : the construct's name in the user's words.
    Other(&'static str),
}

/// `except classes as name: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    pub span: Span,
    /// An exception class, or a tuple of them; `None`: all.
    pub classes: Option<Expr>,
    pub name: Option<String>,
    pub body: Vec<Stmt>,
}

/// `case pattern if guard: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub kind: PatternKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// `_`, a name, or `pattern as name`.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<String>,
    },
    /// A literal or a dotted name: what is equal to it.
    Value(Expr),
    /// `None`, `True`, `False`: the object itself.
    Singleton(Expr),
    Sequence(Vec<Pattern>),
    /// `*rest` in a sequence.
    Star(Option<String>),
    Or(Vec<Pattern>),
    /// `class(patterns, attribute=pattern)`
    Class {
        class: Expr,
        patterns: Vec<Pattern>,
        keywords: Vec<(String, Pattern)>,
    },
}

/// `import math as m` is `m`, `math`; `from math import sin` is `sin`, `math`, `sin`.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub name: String,
    pub module: String,
    pub member: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Name(String),
    None,
    Bool(bool),
    Int(i64),
    /// An int literal outside int64.
    BigInt(String),
    Float(f64),
    /// `2j`: the imaginary part.
    Imaginary(f64),
    Str(String),
    Bytes(Vec<u8>),
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// `left ops[0] rest[0] ops[1] rest[1] ...`
    Compare {
        left: Box<Expr>,
        ops: Vec<CompareOp>,
        rest: Vec<Expr>,
    },
    IfElse {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Call {
        function: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<(Option<String>, Expr)>,
    },
    Attribute {
        value: Box<Expr>,
        name: String,
    },
    /// `value[index]`; `a[i, j]` has a tuple as its index.
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    /// `lower:upper:step`, as an index.
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    Tuple(Vec<Expr>),
    List(Vec<Expr>),
    Walrus {
        name: String,
        value: Box<Expr>,
    },
    /// `[element for target in iter if condition ..]`; in round brackets it is lazy.
    Comprehension {
        element: Box<Expr>,
        clauses: Vec<Clause>,
        is_lazy: bool,
    },
    Lambda(Box<Function>),
    /// `*items` in a call, a display or a target.
    Starred(Box<Expr>),
    /// An f-string.
    Format(Vec<FormatPart>),
    /// A new dict or set: its name in the user's words, and its members.
    Display(&'static str, Vec<Expr>),
    /// A generator expression that is not taken for a value, ... : the construct's name in the user's words.
    Other(&'static str),
}

/// What an f-string, or a format specification in one, is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatPart {
    Text(String),
    /// `{value!r:spec}`
    Value {
        value: Expr,
        conversion: Option<char>,
        spec: Vec<FormatPart>,
    },
}

/// A `for` of a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LeftShift,
    RightShift,
    And,
    Or,
    Xor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}
