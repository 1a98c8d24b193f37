//! Errors and warnings about a pattern.
//!
//! All stages add to the same [`Diagnostics`], so that all errors in a pattern are reported at once.

mod entries;
mod lint;
mod nearest;
mod render;

pub use entries::{Entry, ExampleKind};
pub use lint::{Lint, UnknownLint};
pub use nearest::{edit_distance, nearest};
pub use render::Style;

use crate::sorting::sort_by;
use crate::source::Span;
use std::fmt::Write as _;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pattern is valid, but may not mean what its author intends.
    Warning,
    /// The pattern is invalid, or cannot mean what its author intends.
    Error,
}

impl Severity {
    /// Returns `warning` or `error`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// An error or a warning: its location, its message, and how to fix the pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The machine-readable name. `None` if the diagnostic is not about a pattern.
    pub lint: Option<Lint>,
    /// The severity.
    pub severity: Severity,
    /// The part of the source that the diagnostic is about.
    pub span: Span,
    /// The problem, in one sentence without a full stop.
    pub message: String,
    /// The exact message that EventBridge gives when it rejects the pattern.
    pub reason: Option<String>,
    /// How to fix the pattern.
    pub help: Option<String>,
    /// Whether the output mentions that `allow(…)` suppresses the diagnostic. Set if the pattern may be intentional.
    pub suggests_allow: bool,
}

impl Diagnostic {
    /// Creates an error that is not about a pattern. [`Lint::at`] creates the diagnostics that are about a pattern.
    #[must_use]
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self {
            lint: None,
            severity: Severity::Error,
            span,
            message: message.into(),
            reason: None,
            help: None,
            suggests_allow: false,
        }
    }

    /// Creates a warning that is not about a pattern.
    #[must_use]
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(span, message) }
    }

    /// Sets the help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Makes the output mention that `allow(…)` suppresses the diagnostic.
    #[must_use]
    pub fn suggesting_allow(mut self) -> Self {
        self.suggests_allow = true;
        self
    }

    /// Sets the reason that EventBridge gives.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Whether the pattern is rejected because of this diagnostic.
    #[must_use]
    pub fn is_rejection(&self) -> bool {
        self.lint.is_none_or(Lint::rejects_pattern)
    }

    /// Returns the lines after the message: the reason that EventBridge gives, then the help.
    pub fn notes(&self) -> impl Iterator<Item = String> + '_ {
        let reason = self.reason.iter().map(|reason| format!("= note: EventBridge reports: {reason}"));
        reason.chain(self.help.iter().map(|help| format!("= help: {help}")))
    }

    /// Returns the message and its notes without the source excerpt, for outputs that show the source in another way.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.message.clone();
        for note in self.notes() {
            let _ = write!(text, "\n{note}");
        }
        text
    }
}

/// The diagnostics of one pattern, collected from all stages.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

impl Diagnostics {
    /// Creates an empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error for a pattern that EventBridge rejects, with the message, the reason that EventBridge gives, and
    /// the help.
    pub fn reject(
        &mut self,
        lint: Lint,
        span: Span,
        message: impl Into<String>,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(lint.at(span, message).with_reason(reason).with_help(help));
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Whether any diagnostic so far rejects the pattern.
    #[must_use]
    pub fn has_rejections(&self) -> bool {
        self.rejection_count() > 0
    }

    /// Returns the number of diagnostics that reject the pattern.
    #[must_use]
    pub fn rejection_count(&self) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.is_rejection()).count()
    }

    /// Keeps the first `count` diagnostics, and drops each later diagnostic whose span encloses the span of one of
    /// them. An error in an earlier stage means that part of the pattern was not read, so a later diagnostic about a
    /// span that encloses that part would be unreliable.
    pub(crate) fn drop_enclosing(&mut self, count: usize) {
        let later = self.list.split_off(count.min(self.list.len()));
        let first = &self.list;
        let contains_first = |later: &Diagnostic| {
            first.iter().any(|inner| later.span.start <= inner.span.start && inner.span.end <= later.span.end)
        };
        let kept: Vec<Diagnostic> = later.into_iter().filter(|later| !contains_first(later)).collect();
        self.list.extend(kept);
    }

    /// Returns the diagnostics so far, in the order in which they were added.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Returns all diagnostics, sorted by span.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        sort_by(&mut self.list, &|one, other| one.span.cmp(&other.span));
        self.list
    }
}
