//! Moves diagnostics about a pattern in a template to the pattern as indented JSON.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{self, Dialect, Value, ValueKind};
use event_pattern_compiler::source::Span;

/// The places of the parts of a pattern: in the file, and in the text that the page shows.
#[derive(Debug)]
pub(crate) struct Alignment {
    places: Vec<(Span, Span)>,
}

impl Alignment {
    /// Aligns a pattern with its text as indented JSON. What is only known when the pattern is deployed may be absent
    /// from the text, or have another form there.
    pub(crate) fn new(pattern: Option<&Value>, text: &str) -> Self {
        let mut places = Vec::new();
        if let (Some(pattern), Some(shown)) = (pattern, json::read(text, Dialect::Relaxed).value) {
            align(pattern, &shown, &mut places);
        }
        Self { places }
    }

    /// Returns a diagnostic about the file as one about the text that is shown. Its place is that of the smallest part
    /// that contains it, or the start of the text.
    pub(crate) fn moved(&self, diagnostic: &Diagnostic) -> Diagnostic {
        let contains = |part: &Span| part.start <= diagnostic.span.start && diagnostic.span.end <= part.end;
        let around = self.places.iter().filter(|(part, _)| contains(part));
        let smallest = around.min_by_key(|(part, _)| part.end - part.start);
        let mut moved = diagnostic.clone();
        moved.span = smallest.map_or(Span::new(0, 1), |(_, shown)| *shown);
        moved
    }
}

fn align(pattern: &Value, shown: &Value, places: &mut Vec<(Span, Span)>) {
    places.push((pattern.span, shown.span));
    match (&pattern.kind, &shown.kind) {
        (ValueKind::Object(members), ValueKind::Object(shown)) => {
            for member in members {
                if let Some(shown) = shown.iter().find(|shown| shown.key == member.key) {
                    places.push((member.key_span, shown.key_span));
                    align(&member.value, &shown.value, places);
                }
            }
        }
        (ValueKind::Array(elements), ValueKind::Array(shown)) if elements.len() == shown.len() => {
            elements.iter().zip(shown).for_each(|(element, shown)| align(element, shown, places));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_moves_to_the_smallest_part_around_it() {
        let file = r#"{"a":["x",{"prefix":"y"}],"b":{"c":[1]}}"#;
        let pattern = json::read(file, Dialect::Strict).value.unwrap();
        let text = pattern.to_pretty_json(0);
        let alignment = Alignment::new(Some(&pattern), &text);
        for (part, expected) in [
            (r#""b""#, r#""b""#),
            (r#"{"prefix":"y"}"#, r#"{"prefix": "y"}"#),
            ("y", r#""y""#),
            (r#""c":[1]"#, "{\n    \"c\": [1]\n  }"),
        ] {
            let start = file.find(part).unwrap();
            let moved = alignment.moved(&Diagnostic::error(Span::new(start, start + part.len()), "x"));
            assert_eq!(&text[moved.span.start..moved.span.end], expected, "{part}");
        }
        let outside = Diagnostic::error(Span::new(0, 99), "x");
        assert_eq!(alignment.moved(&outside).span, Span::new(0, 1));
        assert_eq!(Alignment::new(None, "").moved(&outside).span, Span::new(0, 1));
    }
}
