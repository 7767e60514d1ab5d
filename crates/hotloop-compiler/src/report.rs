//! What compilation tells: the text and time of each stage, and for each loop what became of it.

use crate::diagnostic::Span;
use crate::ir::{self, Label};
use std::sync::Arc;
use std::time::Instant;

/// One step of the path: its time, and its text where it was asked for.
#[derive(Clone, Debug)]
pub struct Stage {
    pub name: String,
    pub seconds: f64,
    pub text: Option<String>,
    /// Where each line of the text is from, as far as it is known.
    pub spans: Vec<Option<Span>>,
}

/// What became of a loop.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopReport {
    /// The loop in the IR.
    pub label: Label,
    /// Where it stands in its function.
    pub span: Span,
    /// A function that is compiled in.
    pub function: Option<Called>,
    /// Positions of a strip; 1: scalar.
    pub lanes: u16,
    /// Elements of a register times vectors interleaved = `lanes`.
    pub interleave: u16,
    /// Iterations of inner loops between two tests in the unmasked form; 0: masked throughout.
    pub checkpoint: u16,
    pub threads: bool,
    /// Why it is scalar, in the user's words.
    pub reason: Option<String>,
}

impl LoopReport {
    /// Of a loop that is run one iteration after the other.
    pub fn scalar(label: Label, span: Span, function: Option<Called>) -> LoopReport {
        LoopReport { label, span, function, lanes: 1, interleave: 1, checkpoint: 0, threads: false, reason: None }
    }
}

/// A function that is compiled into another one, and the text that it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    pub name: String,
    pub source: Arc<str>,
}

/// Collects stages.
pub struct Stages {
    keep_text: bool,
    stages: Vec<Stage>,
}

impl Stages {
    pub fn new(keep_text: bool) -> Self {
        Stages { keep_text, stages: vec![] }
    }

    /// Runs and times a step.
    pub fn time<T>(&mut self, name: &str, step: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = step();
        self.add(name, start.elapsed().as_secs_f64(), None, vec![]);
        result
    }

    /// Keeps what the last step made, under a name of its own.
    pub fn show(&mut self, name: &str, text: impl FnOnce() -> String) {
        if self.keep_text {
            self.add(name, 0.0, Some(text()), vec![]);
        }
    }

    /// The same for a module.
    pub fn show_module(&mut self, name: &str, module: &ir::Module) {
        if self.keep_text {
            let (text, spans) = ir::print_with_spans(module);
            self.add(name, 0.0, Some(text), spans);
        }
    }

    fn add(&mut self, name: &str, seconds: f64, text: Option<String>, spans: Vec<Option<Span>>) {
        self.stages.push(Stage { name: name.into(), seconds, text, spans });
    }

    pub fn finish(self) -> Vec<Stage> {
        self.stages
    }
}
