//! Typed IR to text for a back end.

pub mod llvm;
