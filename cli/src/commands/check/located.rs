//! A diagnostic with its location in a file, as other programs read it.

use super::Finding;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::source::Position;
use serde::Serialize;

/// A diagnostic with its location. `--format json` prints it as it is.
#[derive(Debug, Serialize)]
pub(super) struct Located<'f> {
    pub(super) file: &'f str,
    pub(super) name: Option<&'static str>,
    /// `error` or `warning`.
    pub(super) severity: &'static str,
    message: &'f str,
    reason: Option<&'f str>,
    help: Option<&'f str>,
    pub(super) start: Location,
    pub(super) end: Location,
    #[serde(skip)]
    diagnostic: &'f Diagnostic,
}

/// A location in a file. `line` and `column` are counted from 1, in characters, and `offset` is in bytes.
#[derive(Debug, Serialize)]
pub(super) struct Location {
    pub(super) line: usize,
    pub(super) column: usize,
    offset: usize,
}

impl<'f> Located<'f> {
    pub(super) fn new(Finding { source, diagnostic }: &'f Finding<'_>) -> Self {
        let location = |offset: usize| {
            let Position { line, column } = source.position(offset);
            Location { line, column, offset: offset.min(source.text.len()) }
        };
        Self {
            file: source.name,
            name: diagnostic.lint.map(Lint::as_str),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            reason: diagnostic.reason.as_deref(),
            help: diagnostic.help.as_deref(),
            start: location(diagnostic.span.start),
            end: location(diagnostic.span.end),
            diagnostic,
        }
    }

    pub(super) fn lint(&self) -> Option<Lint> {
        self.diagnostic.lint
    }

    /// Returns the message, the reason that EventBridge gives, and the help, one per line.
    pub(super) fn text(&self) -> String {
        let notes = self.diagnostic.notes().map(|note| note.trim_start_matches("= ").to_owned());
        std::iter::once(self.message.to_owned()).chain(notes).collect::<Vec<_>>().join("\n")
    }
}
