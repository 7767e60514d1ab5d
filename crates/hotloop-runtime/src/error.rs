//! What can go wrong between LLVM text and a call.
//!
//! `Error { phase: "parse", message: "5:12: error: expected type" }` prints as `parse: 5:12: error: expected type`.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// `cpu`, `parse`, `verify`, `passes`, `codegen`, `load`, or `fatal` where LLVM gave up.
    pub phase: &'static str,
    pub message: String,
}

impl Error {
    pub(crate) fn new(phase: &'static str, message: impl Into<String>) -> Error {
        Error { phase, message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.phase, self.message)
    }
}

impl std::error::Error for Error {}
