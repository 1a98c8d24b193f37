//! Passes arbitrary text through the whole front end as a pattern. If the pattern is valid, the engines evaluate it on
//! the events that follow.

use crate::agreement;
use event_pattern::Pattern;
use event_pattern_codegen::preview;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Source;
use event_pattern_compiler::{check::check as check_pattern, parse};

/// The separator after the pattern and between events: a byte that UTF-8 never contains.
const SEPARATOR: u8 = 0xff;

/// Checks the text and the events after it, and returns whether the pattern is valid.
///
/// # Panics
/// Panics if a span is outside the text, if printing and parsing a pattern changes its meaning, if generated code does
/// not parse, or if two engines disagree.
pub fn check(bytes: &[u8]) -> bool {
    let mut parts = bytes.split(|&byte| byte == SEPARATOR);
    let Some(text) = parts.next().and_then(|part| std::str::from_utf8(part).ok()) else { return false };
    check_messages(text);
    check_code(text);
    let known = Schemas::known(event_pattern_catalogue::aws());
    let parsed = parse_for(known, text, Dialect::Strict);
    let (Some(lowered), Some(value)) = (&parsed.lowered, &parsed.value) else {
        assert!(Pattern::parse(text).is_err(), "a pattern without a rule is accepted");
        return false;
    };
    let printed = value.to_json();
    let again = parse_for(known, &printed, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{printed} is rejected"));
    assert_eq!(again.rule, lowered.rule, "printed and read again as {printed}");
    let Ok(pattern) = Pattern::parse(text) else { return false };
    for event in parts.take(8) {
        agreement::check(&pattern, &lowered.rule, event);
    }
    true
}

/// Checks that all diagnostics of a text can be rendered.
fn check_messages(text: &str) {
    let source = Source::new("pattern.json", text);
    for dialect in [Dialect::Strict, Dialect::Relaxed] {
        let parsed = parse(text, dialect);
        let catalogue = event_pattern_catalogue::aws();
        let known = catalogue.entries().iter().map(|entry| Schemas::of(entry.schema(), catalogue));
        for schemas in known.chain([Schemas::known(catalogue), Schemas::default()]) {
            for diagnostic in check_pattern(&parsed, schemas) {
                assert!(
                    diagnostic.span.end <= text.len() && diagnostic.span.start <= diagnostic.span.end,
                    "{diagnostic:?}"
                );
                assert!(!diagnostic.render(&source).is_empty());
            }
        }
    }
}

/// Checks that generated code is valid Rust.
fn check_code(text: &str) {
    if let Ok(preview) = preview("rule", text, &[]) {
        let file = syn::parse2(preview.rust).unwrap_or_else(|error| panic!("{error}"));
        assert!(!prettyplease::unparse(&file).is_empty());
    }
}
