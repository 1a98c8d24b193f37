//! What is wrong with a pattern, said to its author.
//!
//! Every stage puts its findings into one [`Diagnostics`], so that all errors of a pattern come at once.

use crate::source::{Source, Span};
use std::fmt::Write as _;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
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
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, span, message: message.into(), reason: None, help: None }
    }

    /// A warning.
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

    /// Adds the service's own reason.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
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

    /// The finding as `path:line:column`, the line itself and a caret below the place.
    #[must_use]
    pub fn render(&self, source: &Source<'_>) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("{severity}: {}", self.render_message(source))
    }

    /// As [`render`](Self::render), without the severity in front: inside a compiler message that states it.
    #[must_use]
    pub fn render_message(&self, source: &Source<'_>) -> String {
        let position = source.position(self.span.start);
        let line = source.line(position.line);
        let gutter = " ".repeat(position.line.to_string().len());
        let (shown, indent, carets) = excerpt(line, position.column, self.columns(source));
        let mut text = format!(
            "{message}\n{gutter}--> {name}:{position}\n{gutter} |\n{number} | {shown}\n{gutter} | {indent}{carets}",
            message = self.message,
            name = source.name,
            number = position.line,
        );
        for note in self.notes() {
            let _ = write!(text, "\n{gutter} {note}");
        }
        text
    }

    /// How many characters of the first line the place covers, at least one.
    fn columns(&self, source: &Source<'_>) -> usize {
        let place = source.text.get(self.span.start..self.span.end).unwrap_or("");
        place.lines().next().unwrap_or("").chars().count().max(1)
    }
}

/// The widest excerpt of a line that is shown, in characters: a pattern on one line may be thousands long.
const EXCERPT: usize = 100;

/// The part of a line that is shown, the space before the carets, and the carets.
fn excerpt(line: &str, column: usize, width: usize) -> (String, String, String) {
    let length = line.chars().count();
    let skipped = if length > EXCERPT { (column - 1).saturating_sub(EXCERPT / 2) } else { 0 };
    let mut shown = String::new();
    if skipped > 0 {
        shown.push_str("... ");
    }
    let lead = shown.chars().count();
    shown.extend(line.chars().skip(skipped).take(EXCERPT).map(|character| match character {
        control if control.is_control() => ' ',
        character => character,
    }));
    if length > skipped + EXCERPT {
        shown.push_str(" ...");
    }
    let before = lead + column - 1 - skipped;
    let room = (lead + EXCERPT).saturating_sub(before).max(1);
    (shown, " ".repeat(before), "^".repeat(width.min(room)))
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
    pub fn refuse(
        &mut self,
        span: Span,
        message: impl Into<String>,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::error(span, message).with_reason(reason).with_help(help));
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether something was found that refuses the pattern.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How much was found that refuses the pattern.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// Whether nothing was found at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
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
        self.found.sort_by_key(|diagnostic| diagnostic.span);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendered_finding_shows_the_line_and_a_caret() {
        let source = Source::new("rule.json", "{\n  \"a\": [1, {}]\n}");
        let start = source.text.find("{}").unwrap();
        let diagnostic = Diagnostic::error(Span::new(start, start + 2), "an empty filter")
            .with_reason("Match expression name not found")
            .with_help("write one filter");
        assert_eq!(
            diagnostic.render(&source),
            "error: an empty filter\n --> rule.json:2:12\n  |\n2 |   \"a\": [1, {}]\n  |            ^^\n  = note: EventBridge \
             says: Match expression name not found\n  = help: write one filter"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("{{\"a\":[{}]}}", "1,".repeat(400));
        let source = Source::new("rule.json", &text);
        let rendered = Diagnostic::error(Span::new(600, 601), "here").render(&source);
        assert!(rendered.lines().all(|line| line.chars().count() < 130), "{rendered}");
        let caret = rendered.lines().nth(4).unwrap().find('^').unwrap();
        assert_eq!(rendered.lines().nth(3).unwrap().chars().nth(caret), text.chars().nth(600));
    }
}
