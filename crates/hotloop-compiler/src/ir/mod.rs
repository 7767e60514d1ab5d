//! The typed IR: structured control flow over machine scalars, lanes and buffers.
//!
//! ```text
//! entry f(q: list[complex], n: int) -> int {
//!   for pos in n exit @1 {
//!     load (t.re, t.im) = q[pos]
//!     s = add.float(mul.float(t.re, t.re), mul.float(t.im, t.im))
//!     if lt.float(s, 4.0) { count = add.int(count, 1) }
//!   }
//!   return (count)
//! }
//! ```
//!
//! Expressions are pure and total: they never fail, never trap and never touch memory. Everything that can fail is a
//! [`Stmt::Check`] before it; everything with an effect is a statement. Python values are spread over *parts*: an int is
//! one part, a complex is two (real, imaginary), a tuple has those of its members. Python types live at the boundaries:
//! parameters, results, exit points and snippets.

pub mod half;
mod interpret;
pub mod ops;
mod parse;
mod print;
mod same;
pub mod testing;
pub mod twister;
mod types;
mod verify;

pub use interpret::{
    BufferData, BufferId, Interpreter, Memory, Outcome, Raised, Range, Reached, Simulation, Value, World, row_by_row,
};
pub use parse::parse;
pub use print::{print, print_with_spans};
pub use same::{same_lists, same_memory};
pub use types::{
    Axis, Component, Dims, Elem, FunctionType, LEN_BITS, Layout, MAX_DIMS, Made, Members, NamedTuple, PyType, Scalar,
    Shape, Type, classes_of, heaps_of,
};
pub use verify::{Invalid, Valid, verify};

use crate::diagnostic::Span;

/// Index of a [`Local`] in its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId(pub u32);
/// Index of an [`Expr`] in its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub u32);
/// Name of a loop or block that `break` and `continue` refer to; unique within its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);
/// Index of an [`ExitPoint`] in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExitId(pub u32);
/// Index of a [`Snippet`] in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SnippetId(pub u32);
/// Index of a kernel [`Function`] in [`Module::kernels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KernelId(pub u32);
/// Index of a [`Function`] in [`Module::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u32);

/// One compiled Python function: the scalar entry, a kernel for each loop that runs in lanes, and what the entry calls
/// that cannot be compiled into it: functions that call themselves, by way of others or not.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Module {
    pub entry: Function,
    pub kernels: Vec<Function>,
    /// They have parameters and results as the entry, and no exit points: what fails in one leaves the entry.
    pub functions: Vec<Function>,
    pub exits: Vec<ExitPoint>,
    pub snippets: Vec<Snippet>,
}

/// A function: its parameters are its first locals.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Function {
    pub name: String,
    /// Parameters as Python sees them; the parts of all of them, in order, are `locals[0..]`.
    /// A kernel has none: its parameters are `captures`, then `begin` and `end`.
    pub params: Vec<(String, PyType)>,
    /// A kernel's live-in locals of the entry function, in the order of the kernel's own first locals.
    pub captures: Vec<LocalId>,
    /// A kernel that does the positions of its range in any order, to its end, or leaves with `begin`: then it is undone
    /// by whoever runs it, as if it had not run.
    pub unordered: bool,
    /// What a kernel finds out about all positions that it does, besides what it writes.
    pub reductions: Vec<Reduction>,
    pub result: PyType,
    pub locals: Vec<Local>,
    pub exprs: Vec<Expr>,
    pub body: Block,
}

/// A result that a kernel has for each part of its range: whoever runs it makes one of those of all positions done, by an
/// operation for which order does not matter (`add` of floats: for which it is said not to).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reduction {
    /// One of those that have an identity ([`ops::identity`]); the kernel begins with that.
    pub op: BinaryOp,
    /// The kernel's local that has the result where it returns, or at the exit point by which it leaves: one value, or
    /// one for each lane.
    pub partial: LocalId,
    /// The entry's local whose value and the result become its new value by `op`.
    pub into: LocalId,
}

/// A variable. Statements communicate through locals only.
#[derive(Clone, Debug, PartialEq)]
pub struct Local {
    pub name: String,
    pub ty: Type,
}

/// A pure, total expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub op: Op,
    pub ty: Type,
    pub span: Span,
}

pub type Block = Vec<Stmt>;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Const {
    Bool(bool),
    Int(i64),
    /// Compared by bits in `PartialEq` of nothing but tests; NaN payloads are kept.
    Float(f64),
}

/// Operations. Operands and result have the same lane count unless said otherwise; a uniform operand of a lane
/// operation is an error (`Splat` it).
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    Const(Const),
    Local(LocalId),
    Unary(UnaryOp, ExprId),
    Binary(BinaryOp, ExprId, ExprId),
    /// `condition ? then : otherwise`, both evaluated.
    Select(ExprId, ExprId, ExprId),
    /// Length of a buffer along a dimension (uniform int).
    Len(LocalId, u8),
    /// A row of the builtin table ([`crate::builtins`]), by name: libm and CPython's own algorithms, lane by lane.
    Call(&'static str, Vec<ExprId>),
    /// Uniform to lanes.
    Splat(ExprId),
    /// 0, 1, 2 ... in the lanes of an int.
    LaneIndex,
    /// Is any lane of a mask set? (uniform bool)
    Any(ExprId),
    /// How many lanes of a mask are set (uniform int)
    Count(ExprId),
    /// For each lane, how many lanes before it are set in a mask (int over lanes).
    Rank(ExprId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// Int: wrapping. Float: sign bit.
    Neg,
    /// Int: bitwise not. Bool: logical not.
    Not,
    /// Int: wrapping. Float: clears the sign bit.
    Abs,
    Sqrt,
    Floor,
    Ceil,
    Trunc,
    /// To nearest, ties to even, still a float.
    RoundEven,
    /// Int to float, to nearest even.
    ToFloat,
    /// Int without a sign to float, to nearest even.
    WordToFloat,
    /// Float to int, toward zero; 0 where the value has no int64.
    ToInt,
    /// Bool to int.
    BoolToInt,
    /// Is the sign bit of a float set? That of -0.0 is.
    SignBit,
    /// The nearest float of 32 bits.
    ToF32,
    /// The nearest float of 16 bits, as the float that it is.
    ToF16,
}

/// Arithmetic on ints wraps; the `*Overflows` predicates say where Python's would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    AddOverflows,
    SubOverflows,
    MulOverflows,
    /// Float only, IEEE.
    Div,
    /// 2 * x + y of floats, rounded once: x + x + y unless x + x overflows.
    TwicePlus,
    /// Int only, floors. 0 for a zero divisor; wraps for MIN // -1.
    FloorDiv,
    /// Int only, sign of the divisor. 0 for a zero divisor.
    FloorMod,
    /// Shift count is taken modulo 64.
    Shl,
    Shr,
    /// Ints taken for the 64 bits of one without a sign: shifted, divided (0 for a zero divisor), compared; is their
    /// product too large?
    Ushr,
    Udiv,
    Umod,
    Ult,
    UmulOverflows,
    And,
    Or,
    Xor,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// Smaller and larger one. Of floats `b < a ? b : a` and `b > a ? b : a`: the order of operands matters where one is
    /// no number, or both are zeros.
    Min,
    Max,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Stmt {
    Assign(LocalId, ExprId),
    /// Reads one element, all its parts. Indices are in bounds and not negative, one per dimension.
    /// With lanes: an index is the same for all of them or one for each; where they are neighbours, so is the memory.
    Load {
        parts: Vec<LocalId>,
        buffer: LocalId,
        index: Vec<ExprId>,
        mask: Option<ExprId>,
    },
    /// Writes one element. `undo`: something may still fail before the next exit point.
    Store {
        buffer: LocalId,
        index: Vec<ExprId>,
        parts: Vec<ExprId>,
        mask: Option<ExprId>,
        undo: bool,
    },
    /// Goes on only where `condition` holds; otherwise undoes the stores since the last exit point and leaves by it.
    Check {
        condition: ExprId,
        why: Failure,
    },
    If {
        condition: ExprId,
        then: Block,
        orelse: Block,
        likely: Likely,
    },
    /// `pos = 0; loop { strips?; exit?; if pos >= trip { break }; body; pos += 1 }`. `body` does not assign `pos`.
    For {
        label: Label,
        pos: LocalId,
        trip: ExprId,
        exit: Option<ExitId>,
        strips: Option<Strips>,
        body: Block,
    },
    /// `loop { exit?; body }`, left by `Break`.
    Loop {
        label: Label,
        exit: Option<ExitId>,
        body: Block,
    },
    /// `Break` of its label goes on after it.
    Block {
        label: Label,
        body: Block,
    },
    Break(Label),
    Continue(Label),
    /// The state here is one that CPython can go on from: remembers the locals that the point names, forgets undos.
    Exit(ExitId),
    /// Calls a snippet of the source under the GIL. Its exception leaves the function at once. `outcome` is what the
    /// snippet's [`Takes::parts`] say.
    CallPython {
        snippet: SnippetId,
        arguments: Vec<ExprId>,
        result: Option<LocalId>,
        outcome: Vec<LocalId>,
    },
    /// Calls a function of the module, which stands for so many `frames` of CPython's. It leaves where a check fails in
    /// there, and where CPython's limit, or the end of the stack, is near.
    CallFunction {
        function: FunctionId,
        frames: u32,
        arguments: Vec<ExprId>,
        results: Vec<LocalId>,
    },
    Retain(LocalId),
    Release(LocalId),
    /// A new list of `dims[0]` equal elements, or a table of `dims[0]` rows of `dims[1]` (negative: none). Or an array, of
    /// up to [`MAX_DIMS`] dimensions: without `fill` its elements are anything, until each has been written.
    NewList {
        list: LocalId,
        dims: Vec<ExprId>,
        fill: Vec<ExprId>,
        is_array: bool,
    },
    /// Changes how many elements a list has, or their order. `undo` as for a store.
    Edit {
        edit: Edit,
        list: LocalId,
        operands: Vec<ExprId>,
        undo: bool,
    },
    Return(Vec<ExprId>),
}

/// Runs iterations `pos..upto` of the loop that it stands in, as far as whole strips go, and moves `pos` behind them.
/// A strip in which something fails is left alone, with all after it: the scalar body meets it next. What the kernel's
/// reductions are of the positions done goes into the locals of the loop.
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    pub kernel: KernelId,
    pub upto: ExprId,
    pub ahead: Option<Ahead>,
    /// Flags: false where strips have moved `pos`, or the iteration before was one that was done ahead. What the body
    /// sets is then an old value, until the body sets it again.
    pub forgets: Vec<LocalId>,
    /// What the kernel writes may have to be undone: something may fail before the next exit point.
    pub undo: bool,
}

/// Some iterations have an effect that must wait for its turn: a `print`. The kernel does all else of them, ahead of the
/// loop, as far as whoever runs it thinks fit; the loop then goes only to those iterations, whose body says by
/// `pos < done` that nothing is left but the effect. Where the function is left, what is ahead of `pos` is undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// Positions before this one are done; 0 before the loop.
    pub done: LocalId,
    /// The next position, from `pos` on, that may have such an effect.
    pub next: ExprId,
}

/// What is done to a list as a whole; names and operands are a table in `ops`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// One more element, with these parts.
    Append,
    /// Elements of another buffer, or of the list itself: which, the number of the first (as if it had one dimension), how
    /// far it is to the next, how many.
    Extend,
    /// One more element before that at an index, or at the end.
    Insert,
    /// Without the element at an index.
    Delete,
    /// The next block of random words in the place of the last one ([`twister`]): no other length, never of a list.
    Twist,
    /// The code units of what CPython's `format` gives for a number, or a part of a text, and a format specification:
    /// the value, then which buffer of such code units has the specification, where it begins, how long it is.
    FormatInt,
    FormatFloat,
    FormatComplex,
    FormatText,
    /// Those of what `repr` gives for a part of a text.
    Repr,
    /// One more float, that of a text of bytes, as `float` reads it; none, where CPython raises a ValueError.
    ParseFloat,
    /// The same of an int, whose base is behind the text.
    ParseInt,
    /// The code units of a float in base 16, as `float.hex` gives them.
    FormatHex,
    /// One more float, as `float.fromhex` reads it.
    ParseHex,
    /// Two more floats, the parts of a complex number, as `complex` reads it.
    ParseComplex,
    /// As `FormatInt`, of an int without a sign.
    FormatWord,
    /// One more int: 1 if two buffers of any types are the same one, else 0. Each is followed by two zeros.
    Same,
    /// Its elements in the order of other ones, those of a list that is as long, or of itself: which, the number of their
    /// type, and whether the largest comes first (1) or the smallest (0). Equal ones stay in the order that they have.
    /// Fails where one of them is a NaN. Only of a list that was made since the last exit point: it is not taken back.
    Sort,
    /// The code units of what a method of [`CASES`] makes of a part of a text: the part, then the method's number.
    ChangeCase,
}

/// Methods of a str that give one with other letters, by number.
pub static CASES: &[&str] = &["upper", "lower", "casefold", "swapcase", "title", "capitalize"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Likely {
    #[default]
    Either,
    Then,
    Orelse,
}

/// Why a check failed: only for reports, CPython finds out for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    Overflow,
    Index,
    ZeroDivision,
    /// What a text is, or where something is in it.
    Value,
    Domain,
    Type,
    /// A `raise` or an `assert`.
    Raised,
    NotFinite,
    Memory,
    /// A lane of a strip failed.
    Strip,
    /// The loop is left before its end: in strips only, the scalar body leaves.
    Leaves,
}

/// A place in the source where CPython can go on, and what it needs for that.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitPoint {
    pub span: Span,
    pub place: Place,
    /// Python variables that are bound here, with the locals that hold their parts.
    pub live: Vec<LiveVariable>,
    /// The `for` loops around (and for `Place::Header` of a `for`, at) the place, outermost first.
    pub iterators: Vec<Iterator>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Before the function's first statement.
    Start,
    /// The loop at `span` is about to take its next item, or to test its condition.
    Header,
    /// The statement at `span` has been executed.
    After,
    /// The condition of the `if` at `span` was true: its body is next.
    Then,
    /// It was false: what follows `else` is next, or what follows the statement.
    Orelse,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LiveVariable {
    pub name: String,
    pub ty: PyType,
    pub parts: Vec<LocalId>,
    pub reader: Reader,
}

/// Who reads a live variable before it is set again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Who looks at the frame of an exception. No pass need keep it but as one that may be unbound.
    Nobody,
    Code,
    /// At a loop's header: what only CPython evaluates (the operand of a `raise`) may read it in the next iteration.
    Python,
}

/// A `for` loop at position `pos` of `trip`, over `range(start, .., step)` or something else. Enclosing loops have
/// consumed the item at `pos`, the loop at its header has not.
#[derive(Clone, Debug, PartialEq)]
pub struct Iterator {
    pub span: Span,
    pub pos: LocalId,
    pub start: LocalId,
    pub step: LocalId,
    pub trip: LocalId,
    pub over: Over,
}

/// What the items of a `for` come from, by the names of live variables that no program has: `.0`, `.1`.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// `range(start, .., step)`, as the iterator says.
    Range,
    /// A range inside of something else: start, step, number of items.
    Part([String; 3]),
    /// What is iterated over (a list, a tuple, an array), and the index of its first item if that is not 0.
    Items(String, Option<String>),
    /// And the index of its first item, that is the highest one.
    Reversed(String, String),
    /// The first number, and what is counted.
    Enumerate(String, Box<Over>),
    Zip(Vec<Over>),
    /// The elements of each row of a list, side by side.
    Columns(String),
    /// The call in the source again, its first arguments as they are there, with these in the place of the others.
    Applied(usize, Vec<Over>),
    /// What is left of what this function of `itertools` gives for these, and for values behind them.
    Made(String, Vec<Over>, Vec<String>),
    /// The call of `accumulate` in the source again, from what there is so far on.
    Accumulated {
        so_far: String,
        of: Box<Over>,
        has_initial: bool,
    },
}

impl Over {
    /// The live variables that it needs.
    pub fn names<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Over::Range => {}
            Over::Columns(name) => into.push(name),
            Over::Part(names) => into.extend(names.iter().map(String::as_str)),
            Over::Items(name, first) => into.extend([name].into_iter().chain(first).map(String::as_str)),
            Over::Reversed(name, first) => into.extend([name.as_str(), first]),
            Over::Enumerate(start, of) => {
                into.push(start);
                of.names(into);
            }
            Over::Zip(of) | Over::Applied(_, of) => of.iter().for_each(|one| one.names(into)),
            Over::Accumulated { so_far, of, .. } => {
                into.push(so_far);
                of.names(into);
            }
            Over::Made(_, of, values) => {
                of.iter().for_each(|one| one.names(into));
                into.extend(values.iter().map(String::as_str));
            }
        }
    }
}

/// A statement or expression of the source that CPython runs as it stands, given the variables that it reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Snippet {
    pub span: Span,
    /// Names and types of its parameters; the arguments of `CallPython` are their parts, in order.
    pub params: Vec<(String, PyType)>,
    pub takes: Takes,
}

/// What is wanted of a snippet besides its effects.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Takes {
    /// Nothing is asked, or a whole object.
    #[default]
    Nothing,
    /// Is the value of the expression true?
    Truth,
    /// What these variables are behind the statement.
    Variables(Vec<Taken>),
}

/// A variable that a snippet binds, and of which type it is taken to be; `None`: nobody knows yet, so machine code is
/// left behind it, and whoever runs it finds out.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub name: String,
    pub ty: Option<PyType>,
}

impl Takes {
    /// Types of the outcome: whether machine code may go on, that is, all it knows is still so and each variable is of its
    /// type; then the truth, or for each variable the object, borrowed from whoever runs the snippet until it runs it
    /// again, and the parts of its type.
    pub fn parts(&self) -> Vec<Type> {
        match self {
            Takes::Nothing => vec![Type::BOOL],
            Takes::Truth => vec![Type::BOOL; 2],
            Takes::Variables(all) => {
                let of_one = |one: &Taken| [Type::Object].into_iter().chain(one.value().parts()).collect::<Vec<_>>();
                [Type::BOOL].into_iter().chain(all.iter().flat_map(of_one)).collect()
            }
        }
    }
}

impl Taken {
    /// What it has besides the object.
    pub fn value(&self) -> PyType {
        match &self.ty {
            None | Some(PyType::Object) => PyType::None,
            Some(ty) => ty.clone(),
        }
    }
}
