//! A diagnostic as the user reads it.
//!
//! ```text
//! error[unsupported]: `with` is not compiled yet
//!  --> slow.py:3:5
//!   |
//! 3 |     with open(name) as file:
//!   |     ^^^^
//!   = help: open the file outside the function
//! ```

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use hotloop_compiler::diagnostic::{Diagnostic, Span};

/// The whole of it, for `CompileError` and `explain`.
pub fn render(diagnostic: &Diagnostic, text: &str, filename: &str) -> String {
    let main = AnnotationKind::Primary.span(first_line(text, diagnostic.span));
    let labels = diagnostic
        .labels
        .iter()
        .map(|(span, label)| AnnotationKind::Context.span(first_line(text, *span)).label(label.as_str()));
    let snippet = Snippet::source(text).path(filename).annotation(main).annotations(labels);
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = title.element(snippet);
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// `slow.py:3: message`, for lists of reasons.
pub fn in_one_line(diagnostic: &Diagnostic, text: &str, filename: &str) -> String {
    format!("{filename}:{}: {}", line_of(text, diagnostic.span.start), diagnostic.message)
}

/// Lines are counted from 1.
pub fn line_of(text: &str, offset: u32) -> usize {
    let before = &text.as_bytes()[..(offset as usize).min(text.len())];
    before.iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// A statement of many lines is marked at its first.
fn first_line(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = (span.start as usize).min(text.len());
    let end = (span.end as usize).clamp(start, text.len());
    let line = text[start..end].find('\n').map_or(end, |length| start + length);
    start..line
}
