//! Diagnostics about patterns that are parsed at run time.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use core::slice;
use event_pattern_compiler::diagnostic as compiler;
use event_pattern_compiler::source::{Source, Span};

/// The diagnostics about a pattern, ordered by location.
///
/// `Display` prints all diagnostics, separated by blank lines.
///
/// Returned by [`PatternError::diagnostics`](crate::PatternError::diagnostics) and
/// [`Pattern::warnings`](crate::Pattern::warnings).
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
    diagnostics: Vec<compiler::Diagnostic>,
}

impl Diagnostics {
    pub(super) fn new(text: &str, diagnostics: Vec<compiler::Diagnostic>) -> Self {
        Self { text: text.into(), diagnostics }
    }

    /// Returns an iterator over the diagnostics.
    #[must_use]
    pub fn iter(&self) -> DiagnosticsIter<'_> {
        DiagnosticsIter { text: &self.text, diagnostics: self.diagnostics.iter() }
    }

    /// Returns the number of diagnostics.
    #[must_use]
    pub fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Returns `true` if there are no diagnostics.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Returns the JSON text of the pattern.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n\n" };
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

/// An iterator over [`Diagnostics`].
///
/// Returned by [`Diagnostics::iter`].
#[derive(Debug, Clone)]
pub struct DiagnosticsIter<'d> {
    text: &'d str,
    diagnostics: slice::Iter<'d, compiler::Diagnostic>,
}

impl<'d> Iterator for DiagnosticsIter<'d> {
    type Item = Diagnostic<'d>;

    fn next(&mut self) -> Option<Diagnostic<'d>> {
        let diagnostic = self.diagnostics.next()?;
        Some(Diagnostic { text: self.text, diagnostic })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.diagnostics.size_hint()
    }
}

impl ExactSizeIterator for DiagnosticsIter<'_> {}

impl core::iter::FusedIterator for DiagnosticsIter<'_> {}

/// The severity of a [`Diagnostic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The pattern is valid but suspicious.
    Warning,
    /// EventBridge or the macro rejects the pattern, for example because the event type does not have a field that the
    /// pattern uses.
    Error,
}

/// An error or a warning about a pattern.
///
/// `Display` prints the diagnostic in the style of rustc, including the affected line of the pattern and carets that
/// mark the location.
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
    diagnostic: &'d compiler::Diagnostic,
}

impl<'d> Diagnostic<'d> {
    /// Returns the name of the diagnostic, such as `unknown_field`.
    ///
    /// The book [lists and explains all diagnostics][list].
    ///
    /// [list]: https://github.com/event-pattern/event-pattern/blob/main/book/src/reference/diagnostics.md
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.diagnostic.lint.unwrap_or(compiler::Lint::InvalidPattern).as_str()
    }

    /// Returns the severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.diagnostic.severity {
            compiler::Severity::Warning => Severity::Warning,
            compiler::Severity::Error => Severity::Error,
        }
    }

    /// Returns the message, which is one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> &'d str {
        &self.diagnostic.message
    }

    /// Returns the error message that Amazon EventBridge gives when it rejects the pattern, if there is one.
    #[must_use]
    pub fn reason(&self) -> Option<&'d str> {
        self.diagnostic.reason.as_deref()
    }

    /// Returns a suggestion for how to fix the pattern, if there is one.
    #[must_use]
    pub fn help(&self) -> Option<&'d str> {
        self.diagnostic.help.as_deref()
    }

    /// Returns the line number of the location in the pattern, starting at 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source().position(self.diagnostic.span.start).line
    }

    /// Returns the column number of the location in the pattern, in characters, starting at 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.source().position(self.diagnostic.span.start).column
    }

    /// Returns the byte range of the location in the pattern. The range is empty if the pattern ends unexpectedly.
    #[must_use]
    pub fn byte_range(&self) -> Range<usize> {
        let Span { start, end } = self.diagnostic.span;
        start.min(self.text.len())..end.min(self.text.len())
    }

    fn source(&self) -> Source<'d> {
        Source::new("pattern", self.text)
    }
}

impl fmt::Display for Diagnostic<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.diagnostic.render(&self.source()))
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
