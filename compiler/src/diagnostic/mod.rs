//! What is wrong with a pattern, said to its author.
//!
//! Every stage puts its findings into one [`Diagnostics`], so that all errors of a pattern come at once.

mod entry;
mod lint;
mod nearest;
mod render;

pub use entry::Entry;
pub use lint::{Lint, UnknownLint};
pub use nearest::{nearest, typing_mistakes};
pub use render::Style;

use crate::sorting::sort_by;
use crate::source::Span;
use std::fmt::Write as _;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pattern means something, though perhaps not what its author thinks.
    Warning,
    /// The pattern is refused.
    Error,
}

/// One finding: where, what is wrong in the pattern's own words, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Which one of the list it is. Findings that are not about a pattern have no name.
    pub name: Option<Lint>,
    /// Error or warning.
    pub severity: Severity,
    /// The exact place.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The reason that the service itself gives, word for word, where it refuses the pattern.
    pub reason: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Whether to mention how to allow it: it may well be meant.
    pub suggests_allow: bool,
}

impl Diagnostic {
    /// An error that is not about a pattern; one that is comes from [`Lint::at`].
    #[must_use]
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self {
            name: None,
            severity: Severity::Error,
            span,
            message: message.into(),
            reason: None,
            help: None,
            suggests_allow: false,
        }
    }

    /// A warning that is not about a pattern; one that is comes from [`Lint::at`].
    #[must_use]
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(span, message) }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds that it may well be meant.
    #[must_use]
    pub fn suggesting_allow(mut self) -> Self {
        self.suggests_allow = true;
        self
    }

    /// Adds the service's own reason.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Whether it is for this that the service refuses the pattern.
    #[must_use]
    pub fn is_rejection(&self) -> bool {
        self.name.is_none_or(|name| !name.is_accepted_by_service())
    }

    /// The lines after the message: the service's reason, then the help.
    pub fn notes(&self) -> impl Iterator<Item = String> + '_ {
        let reason = self.reason.iter().map(|reason| format!("= note: EventBridge says: {reason}"));
        reason.chain(self.help.iter().map(|help| format!("= help: {help}")))
    }

    /// The message with its notes below it, for a place that an underline shows already.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.message.clone();
        for note in self.notes() {
            let _ = write!(text, "\n{note}");
        }
        text
    }
}

/// The findings of a run through the pipeline, in the order of the source.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.found.extend(findings);
    }
}

impl Diagnostics {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what the service refuses: what is wrong, the service's own reason, and what to write instead.
    pub fn reject(
        &mut self,
        name: Lint,
        span: Span,
        message: impl Into<String>,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(name.at(span, message).with_reason(reason).with_help(help));
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether something was found that the service refuses.
    #[must_use]
    pub fn has_rejections(&self) -> bool {
        self.rejection_count() > 0
    }

    /// How much was found that the service refuses.
    #[must_use]
    pub fn rejection_count(&self) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.is_rejection()).count()
    }

    /// Forgets what was said, after the first `count` findings, of a place with one of those inside: what stands there
    /// could not be read.
    pub(crate) fn forget_around(&mut self, count: usize) {
        let later = self.found.split_off(count.min(self.found.len()));
        let first = &self.found;
        let around = |one: &Diagnostic| {
            first.iter().any(|inner| one.span.start <= inner.span.start && inner.span.end <= one.span.end)
        };
        let kept: Vec<Diagnostic> = later.into_iter().filter(|one| !around(one)).collect();
        self.found.extend(kept);
    }

    /// The findings so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.found
    }

    /// All findings, sorted by place.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        sort_by(&mut self.found, &|one, other| one.span.cmp(&other.span));
        self.found
    }
}
