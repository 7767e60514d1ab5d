//! Events of a running program to a call tree and a table of lines.
//!
//! ```text
//! tree      which function was called from where, how often: one node for each path
//! thread    a tree with a clock: own time of each node, less what the profiler itself takes
//! lines     hits and times of the lines of some functions
//! hot       which functions are worth counting lines in
//! ```
//!
//! Functions, code and frames are opaque numbers here, and the time comes with each event, in ticks of a clock that the
//! caller reads. So all of this is tested with a clock that tests set.

#![forbid(unsafe_code)]

pub mod hot;
pub mod lines;
pub mod thread;
pub mod tree;

pub use lines::{LineTable, Lines};
pub use thread::{Costs, Thread};
pub use tree::{NONE, Node, Tree};
