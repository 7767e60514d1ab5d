//! Files that functions were found in: each is read by the compiler's parser once, for all functions in it that somebody
//! asks for, and each function is looked at once.
//!
//! ```text
//! let file = File::of(text)                the text of a `FunctionSource`
//! file.outline(offset)                     what the function at this place uses
//! ```

use crate::large_stack;
use hotloop_compiler::diagnostic::{Diagnostic, Span};
use hotloop_compiler::syntax::{self, Outline};
use pyo3::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

pub struct File {
    /// The same str is the same file. Kept, so that no other one takes its address.
    object: Py<PyAny>,
    pub text: Arc<str>,
    tree: Tree,
    outlines: Mutex<HashMap<u32, Looked>>,
}

type Looked = Result<Arc<Outline>, Diagnostic>;
type Tree = OnceLock<Result<syntax::File, Diagnostic>>;

/// Those that were asked for last are at the end.
static KNOWN: Mutex<Vec<Arc<File>>> = Mutex::new(Vec::new());

/// Bytes of text of those that are kept: a tree takes some twenty times as much.
const MOST_BYTES: usize = 2 << 20;

impl File {
    /// `text`: a str.
    pub fn of(text: &Bound<'_, PyAny>) -> PyResult<Arc<File>> {
        if let Some(known) = find(text) {
            return Ok(known);
        }
        let file = File {
            object: text.clone().unbind(),
            text: text.extract::<String>()?.into(),
            tree: Tree::new(),
            outlines: Mutex::default(),
        };
        let file = Arc::new(file);
        lock(&KNOWN).push(file.clone());
        Ok(file)
    }

    /// Of the function whose `def` or `lambda` is there.
    pub fn outline(&self, py: Python<'_>, offset: u32) -> Looked {
        // Locked under the GIL only: a process that is forked has no lock that another thread holds.
        if let Some(known) = lock(&self.outlines).get(&offset) {
            return known.clone();
        }
        let outdated = outdated();
        let look = || {
            // Trees are freed by recursion: here is the stack for it.
            drop(outdated);
            let tree = self.tree.get_or_init(|| syntax::File::parse(&self.text, offset)).as_ref();
            let function = tree.map_err(|refusal| of_function(refusal, offset))?.function(offset)?;
            Ok(Arc::new(Outline::of(&function)))
        };
        let looked = py.detach(|| large_stack::run(look));
        let looked = looked.unwrap_or_else(|panic| Err(Diagnostic::new("internal", Default::default(), panic)));
        lock(&self.outlines).insert(offset, looked.clone());
        looked
    }
}

/// What is told of a file as a whole is told at the function.
fn of_function(refusal: &Diagnostic, offset: u32) -> Diagnostic {
    let is_of_file = refusal.span.start == refusal.span.end;
    let span = if is_of_file { Span { start: offset, end: offset } } else { refusal.span };
    Diagnostic { span, ..refusal.clone() }
}

fn find(text: &Bound<'_, PyAny>) -> Option<Arc<File>> {
    let mut known = lock(&KNOWN);
    let at = known.iter().rposition(|file| file.object.is(text))?;
    let file = known.remove(at);
    known.push(file.clone());
    Some(file)
}

/// What is known beyond `MOST_BYTES`, but for the last file.
fn outdated() -> Vec<Arc<File>> {
    let mut known = lock(&KNOWN);
    let mut bytes = 0;
    let n_kept = known.iter().rev().take_while(|file| {
        bytes += file.text.len();
        bytes <= MOST_BYTES
    });
    let n_outdated = known.len() - n_kept.count().max(1).min(known.len());
    known.drain(..n_outdated).collect()
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
