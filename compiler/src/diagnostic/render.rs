//! Findings as text: `path:line:column`, the line itself and a caret below the place.

use super::{Diagnostic, Severity};
use crate::source::Source;
use std::fmt::Write as _;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As plain text.
    #[default]
    Plain,
    /// With the colours that rustc uses, as ANSI escape sequences.
    Coloured,
}

/// The parts of a finding that have a colour.
#[derive(Clone, Copy)]
enum Part {
    Severity(Severity),
    Message,
    Frame,
}

impl Style {
    fn paint(self, part: Part, text: &str) -> String {
        let code = match part {
            _ if self == Self::Plain => return text.to_owned(),
            Part::Severity(Severity::Error) => "1;91",
            Part::Severity(Severity::Warning) => "1;93",
            Part::Message => "1",
            Part::Frame => "1;94",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

impl Diagnostic {
    /// The finding as `path:line:column`, the line itself and a caret below the place.
    #[must_use]
    pub fn render(&self, source: &Source<'_>) -> String {
        self.render_in(Style::Plain, source)
    }

    /// As [`render`](Self::render), in colours if they are wanted.
    #[must_use]
    pub fn render_in(&self, style: Style, source: &Source<'_>) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let severity = self.name.map_or_else(|| severity.to_owned(), |name| format!("{severity}[{name}]"));
        format!("{}{}", style.paint(Part::Severity(self.severity), &severity), self.render_below(style, ": ", source))
    }

    /// As [`render`](Self::render), without the severity in front: inside a compiler message that states it.
    #[must_use]
    pub fn render_message(&self, source: &Source<'_>) -> String {
        self.render_below(Style::Plain, "", source)
    }

    fn render_below(&self, style: Style, separator: &str, source: &Source<'_>) -> String {
        let position = source.position(self.span.start);
        let (shown, indent, carets) = excerpt(source.line(position.line), position.column, self.columns(source));
        let number = position.line.to_string();
        let gutter = " ".repeat(number.len());
        let frame = |text: &str| style.paint(Part::Frame, text);
        let mut text = style.paint(Part::Message, &format!("{separator}{}", self.message));
        let _ = write!(text, "\n{gutter}{} {}:{position}", frame("-->"), source.name);
        let _ = write!(text, "\n{gutter} {}\n{} {shown}", frame("|"), frame(&format!("{number} |")));
        let carets = style.paint(Part::Severity(self.severity), &carets);
        let _ = write!(text, "\n{gutter} {} {indent}{carets}", frame("|"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

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
    fn a_line_is_cut_where_it_goes_beyond_the_excerpt() {
        for (length, place, shown, before) in [
            (EXCERPT, EXCERPT, EXCERPT, 99),
            (EXCERPT + 1, 1, EXCERPT + 4, 0),
            (EXCERPT + 1, 51, EXCERPT + 4, 50),
            (EXCERPT + 1, 52, EXCERPT + 4, 54),
            (EXCERPT + 2, 52, EXCERPT + 8, 54),
        ] {
            let (line, indent, carets) = excerpt(&"x".repeat(length), place, 1);
            assert_eq!((line.len(), indent.len(), carets.len()), (shown, before, 1), "{length} {place}");
        }
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
