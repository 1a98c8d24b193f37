//! What was found in the text of a pattern, to show or to process.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use core::slice;
use event_pattern_compiler::diagnostic as compiled;
use event_pattern_compiler::source::{Source, Span};

/// Findings in the text of a pattern, in the order of the text.
///
/// [`PatternError::diagnostics`](crate::PatternError::diagnostics) and [`Pattern::warnings`](crate::Pattern::warnings) return them.
/// Their text has each finding as [`Diagnostic`] prints it, separated by empty lines.
///
/// ```
/// use event_pattern::Pattern;
///
/// let pattern = Pattern::parse(r#"{ "source": ["shop"], "detail": { "state": ["LATE", "LATE"] } }"#)?;
/// let warnings = pattern.warnings();
/// assert_eq!(warnings.len(), 1);
/// for warning in &warnings {
///     println!("{}:{}: {}", warning.line(), warning.column(), warning.message());
/// }
/// # Ok::<(), event_pattern::PatternError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    text: String,
    found: Vec<compiled::Diagnostic>,
}

impl Diagnostics {
    pub(super) fn new(text: &str, found: Vec<compiled::Diagnostic>) -> Self {
        Self { text: text.into(), found }
    }

    /// The findings, one by one.
    #[must_use]
    pub fn iter(&self) -> DiagnosticsIter<'_> {
        DiagnosticsIter { text: &self.text, found: self.found.iter() }
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The text of the pattern.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, diagnostic) in self.iter().enumerate() {
            let separator = if number == 0 { "" } else { "\n\n" };
            write!(formatter, "{separator}{diagnostic}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self).finish()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = Diagnostic<'d>;
    type IntoIter = DiagnosticsIter<'d>;

    fn into_iter(self) -> DiagnosticsIter<'d> {
        self.iter()
    }
}

/// Iterates over [`Diagnostics`].
#[derive(Debug, Clone)]
pub struct DiagnosticsIter<'d> {
    text: &'d str,
    found: slice::Iter<'d, compiled::Diagnostic>,
}

impl<'d> Iterator for DiagnosticsIter<'d> {
    type Item = Diagnostic<'d>;

    fn next(&mut self) -> Option<Diagnostic<'d>> {
        let found = self.found.next()?;
        Some(Diagnostic { text: self.text, found })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.found.size_hint()
    }
}

impl ExactSizeIterator for DiagnosticsIter<'_> {}

impl core::iter::FusedIterator for DiagnosticsIter<'_> {}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The pattern is valid but suspicious.
    Warning,
    /// The service refuses the pattern, or the macro does: a field or a value that the event does not have, for example.
    Error,
}

/// A finding in the text of a pattern: what is wrong, where, and what to write instead.
///
/// It prints itself as rustc prints its messages: with the line and a caret.
///
/// ```
/// use event_pattern::{Pattern, Severity};
///
/// let text = r#"{ "detail": { "exitCode": 0 } }"#;
/// let error = Pattern::parse(text).unwrap_err();
/// let diagnostic = error.diagnostics().iter().next().unwrap();
/// assert_eq!((diagnostic.name(), diagnostic.severity()), ("invalid_pattern", Severity::Error));
/// assert_eq!((diagnostic.line(), diagnostic.column()), (1, 27));
/// assert_eq!(&text[diagnostic.byte_range()], "0");
/// assert!(diagnostic.help().unwrap().contains("put the value in brackets"));
/// assert!(diagnostic.to_string().contains("--> pattern:1:27"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Diagnostic<'d> {
    text: &'d str,
    found: &'d compiled::Diagnostic,
}

impl<'d> Diagnostic<'d> {
    /// The name of the diagnostic, such as `unknown_field`. `DIAGNOSTICS.md` of the repository lists and explains all of them.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.found.name.unwrap_or(compiled::Lint::InvalidPattern).as_str()
    }

    /// How serious it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.found.severity {
            compiled::Severity::Warning => Severity::Warning,
            compiled::Severity::Error => Severity::Error,
        }
    }

    /// What is wrong: one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> &'d str {
        &self.found.message
    }

    /// The message that Amazon EventBridge gives where it refuses the pattern.
    #[must_use]
    pub fn reason(&self) -> Option<&'d str> {
        self.found.reason.as_deref()
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<&'d str> {
        self.found.help.as_deref()
    }

    /// The line of its place, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source().position(self.found.span.start).line
    }

    /// The column of its place in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.source().position(self.found.span.start).column
    }

    /// Its place in the text, in bytes. It is empty at the end of a text that ends too early.
    #[must_use]
    pub fn byte_range(&self) -> Range<usize> {
        let Span { start, end } = self.found.span;
        start.min(self.text.len())..end.min(self.text.len())
    }

    fn source(&self) -> Source<'d> {
        Source::new("pattern", self.text)
    }
}

impl fmt::Display for Diagnostic<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.found.render(&self.source()))
    }
}

impl fmt::Debug for Diagnostic<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Diagnostic")
            .field("name", &self.name())
            .field("severity", &self.severity())
            .field("message", &self.message())
            .field("reason", &self.reason())
            .field("help", &self.help())
            .field("line", &self.line())
            .field("column", &self.column())
            .field("byte_range", &self.byte_range())
            .finish()
    }
}
