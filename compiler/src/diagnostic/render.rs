//! Renders diagnostics as text: `path:line:column`, the source line, and carets under the span.

use super::{Diagnostic, Severity};
use crate::source::Source;
use std::fmt::Write as _;

/// The style of rendered diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// The colours of rustc, as ANSI escape sequences.
    Coloured,
}

/// A part of a rendered diagnostic that has a colour.
#[derive(Clone, Copy)]
enum ColouredPart {
    Severity(Severity),
    Message,
    Frame,
}

impl Style {
    fn paint(self, part: ColouredPart, text: &str) -> String {
        let code = match part {
            _ if self == Self::Plain => return text.to_owned(),
            ColouredPart::Severity(Severity::Error) => "1;91",
            ColouredPart::Severity(Severity::Warning) => "1;93",
            ColouredPart::Message => "1",
            ColouredPart::Frame => "1;94",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

impl Diagnostic {
    /// Renders the diagnostic as plain text.
    #[must_use]
    pub fn render(&self, source: &Source<'_>) -> String {
        self.render_in(Style::Plain, source)
    }

    /// Renders the diagnostic in the given style.
    #[must_use]
    pub fn render_in(&self, style: Style, source: &Source<'_>) -> String {
        let severity = self.severity.as_str();
        let severity = self.lint.map_or_else(|| severity.to_owned(), |lint| format!("{severity}[{lint}]"));
        format!(
            "{}{}",
            style.paint(ColouredPart::Severity(self.severity), &severity),
            self.render_body(style, ": ", source)
        )
    }

    /// Renders the diagnostic without its severity, for a compiler message that already states the severity.
    #[must_use]
    pub fn render_message(&self, source: &Source<'_>) -> String {
        self.render_body(Style::Plain, "", source)
    }

    fn render_body(&self, style: Style, separator: &str, source: &Source<'_>) -> String {
        let position = source.position(self.span.start);
        let (shown, indent, carets) = excerpt(source.line_at(self.span.start), self.caret_count(source));
        let number = position.line.to_string();
        let gutter = " ".repeat(number.len());
        let frame = |text: &str| style.paint(ColouredPart::Frame, text);
        let mut text = style.paint(ColouredPart::Message, &format!("{separator}{}", self.message));
        let _ = write!(text, "\n{gutter}{} {}:{position}", frame("-->"), source.name);
        let _ = write!(text, "\n{gutter} {}\n{} {shown}", frame("|"), frame(&format!("{number} |")));
        let carets = style.paint(ColouredPart::Severity(self.severity), &carets);
        let _ = write!(text, "\n{gutter} {} {indent}{carets}", frame("|"));
        for note in self.notes() {
            let _ = write!(text, "\n{gutter} {note}");
        }
        text
    }

    /// Returns the number of carets: one for each character in the first line of the span, but at least one.
    fn caret_count(&self, source: &Source<'_>) -> usize {
        let text = source.text.get(self.span.start..self.span.end).unwrap_or("");
        text.lines().next().unwrap_or("").chars().count().max(1)
    }
}

/// Maximum length of the excerpt of a source line. A pattern on one line may have thousands of characters.
const MAX_EXCERPT_CHARS: usize = 100;

/// Returns the excerpt of a line, the indentation of the carets, and the carets. The line is given as the text before
/// the carets and the rest.
fn excerpt((before, after): (&str, &str), carets: usize) -> (String, String, String) {
    let is_long = is_longer(before, after, MAX_EXCERPT_CHARS);
    let mut reversed = before.char_indices().rev();
    let start = if is_long { reversed.nth(MAX_EXCERPT_CHARS / 2 - 1).map_or(0, |(start, _)| start) } else { 0 };
    let lead = if start > 0 { "... " } else { "" };
    let before = &before[start..];
    let shown = before.chars().chain(after.chars()).take(MAX_EXCERPT_CHARS).map(|character| match character {
        control if control.is_control() => ' ',
        character => character,
    });
    let end = if is_longer(before, after, MAX_EXCERPT_CHARS) { " ..." } else { "" };
    let shown = format!("{lead}{}{end}", shown.collect::<String>());
    let before = before.chars().count();
    let available = MAX_EXCERPT_CHARS.saturating_sub(before).max(1);
    (shown, " ".repeat(lead.len() + before), "^".repeat(carets.min(available)))
}

/// Whether two texts have more than this number of characters in total.
fn is_longer(before: &str, after: &str, chars: usize) -> bool {
    before.chars().chain(after.chars()).nth(chars).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_rendered_diagnostic_shows_the_line_and_carets() {
        let source = Source::new("rule.json", "{\n  \"a\": [1, {}]\n}");
        let start = source.text.find("{}").unwrap();
        let diagnostic = Diagnostic::error(Span::new(start, start + 2), "an empty filter")
            .with_reason("Match expression name not found")
            .with_help("write one filter");
        assert_eq!(
            diagnostic.render(&source),
            "error: an empty filter\n --> rule.json:2:12\n  |\n2 |   \"a\": [1, {}]\n  |            ^^\n  = note: EventBridge \
             reports: Match expression name not found\n  = help: write one filter"
        );
    }

    #[test]
    fn a_line_longer_than_the_excerpt_is_cut() {
        for (length, column, shown, before) in [
            (MAX_EXCERPT_CHARS, MAX_EXCERPT_CHARS, MAX_EXCERPT_CHARS, 99),
            (MAX_EXCERPT_CHARS + 1, 1, MAX_EXCERPT_CHARS + 4, 0),
            (MAX_EXCERPT_CHARS + 1, 51, MAX_EXCERPT_CHARS + 4, 50),
            (MAX_EXCERPT_CHARS + 1, 52, MAX_EXCERPT_CHARS + 4, 54),
            (MAX_EXCERPT_CHARS + 2, 52, MAX_EXCERPT_CHARS + 8, 54),
        ] {
            let line = "x".repeat(length);
            let (line, indent, carets) = excerpt(line.split_at(column - 1), 1);
            assert_eq!((line.len(), indent.len(), carets.len()), (shown, before, 1), "{length} {column}");
        }
    }

    #[test]
    fn the_excerpt_of_a_long_line_contains_the_span() {
        let text = format!("{{\"a\":[{}]}}", "1,".repeat(400));
        let source = Source::new("rule.json", &text);
        let rendered = Diagnostic::error(Span::new(600, 601), "here").render(&source);
        assert!(rendered.lines().all(|line| line.chars().count() < 130), "{rendered}");
        let caret = rendered.lines().nth(4).unwrap().find('^').unwrap();
        assert_eq!(rendered.lines().nth(3).unwrap().chars().nth(caret), text.chars().nth(600));
    }
}
