//! What the user is told: a message, the place in their source, and one way out.

use crate::ir::PyType;

/// Byte range in the source that was given to `compile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A reason, with a place and a hint. `code` is stable: `unsupported`, `type`, `syntax`, `limit`, `ended`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: &'static str,
    pub message: String,
    pub span: Span,
    /// Further places, each with what it shows ("`x` is an int here").
    pub labels: Vec<(Span, String)>,
    pub hint: Option<String>,
    /// Arguments in the message that have no compiled type. Only whoever has passed them can say why.
    pub objects: Vec<ArgumentPath>,
    /// Arguments that are lists, and what they would have to be lists of, so that more might be compiled.
    pub wanted: Vec<(usize, PyType)>,
}

/// An argument, or a member of a tuple that is one: `[2, 0]` is the first member of the third argument.
pub type ArgumentPath = Vec<usize>;

impl Diagnostic {
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), span, labels: vec![], hint: None, objects: vec![], wanted: vec![] }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

pub type Result<T, E = Diagnostic> = std::result::Result<T, E>;

/// Returns a diagnostic: `bail!(span, "...")` or `bail!(span, "..."; hint: "...")`.
#[macro_export]
macro_rules! bail {
    ($span:expr, $($message:expr),+ ; hint: $($hint:expr),+) => {
        return Err($crate::diagnostic::Diagnostic::new("unsupported", $span, format!($($message),+)).hint(format!($($hint),+)))
    };
    ($span:expr, $($message:expr),+) => {
        return Err($crate::diagnostic::Diagnostic::new("unsupported", $span, format!($($message),+)))
    };
}
