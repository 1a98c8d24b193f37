//! Types the help of every kind of diagnostic into the pattern that it is about, and checks that the diagnostic is gone.

mod cases;

use cases::CASES;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::{Dialect, Value, ValueKind, read};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::schema::{Entry, Schema, Schemas};
use event_pattern_compiler::source::Span;

/// The diagnostics whose help is advice that depends on what the author wants, or that are not about one pattern.
const WITHOUT_CASE: [Lint; 8] = [
    // Split the pattern.
    Lint::TooManyCombinations,
    Lint::TooLarge,
    Lint::OverQuota,
    // About sets of rules, and about macro calls.
    Lint::DuplicateRule,
    Lint::ImpliedRule,
    Lint::InexpressibleCondition,
    Lint::UnusedAllow,
    // About a template.
    Lint::UnknownAtBuild,
];

/// Returns the schema of a task state change.
fn task_schema() -> &'static Schema {
    let mut schemas = event_pattern_catalogue::aws().entries().iter().map(Entry::schema);
    schemas.find(|schema| schema.detail_type.as_deref() == Some("ECS Task State Change")).unwrap()
}

/// Returns the diagnostics for a pattern for a task state change, unless it names a `source` or a `detail-type`.
fn diagnostics(pattern: &str) -> Vec<Diagnostic> {
    let is_typed = !pattern.contains("\"source\"") && !pattern.contains("detail-type");
    let schemas = Schemas { event_type: is_typed.then(task_schema), catalogue: event_pattern_catalogue::aws() };
    check(&parse_for(schemas, pattern, Dialect::Strict), schemas)
}

fn diagnostic(pattern: &str) -> Diagnostic {
    let mut found = diagnostics(pattern);
    assert_eq!(found.len(), 1, "{pattern}: {found:?}");
    found.remove(0)
}

#[test]
fn every_diagnostic_with_a_help_has_a_case() {
    for entry in Lint::entries() {
        let has_case = CASES.iter().any(|(lint, ..)| *lint == entry.lint);
        assert_ne!(has_case, WITHOUT_CASE.contains(&entry.lint), "{}", entry.name);
    }
}

#[test]
fn a_pattern_with_the_help_typed_in_has_no_diagnostic() {
    for (lint, broken, help, fixed) in CASES {
        let found = diagnostic(broken);
        assert_eq!((found.lint, found.help.as_deref()), (Some(*lint), Some(*help)), "{broken}");
        assert!(diagnostics(fixed).is_empty(), "{broken}\n{help}\n{fixed}: {:?}", diagnostics(fixed));
    }
}

#[test]
fn the_fixed_pattern_is_the_broken_one_with_the_text_of_the_help() {
    let (mut advice, mut different) = (Vec::new(), Vec::new());
    for (lint, broken, help, fixed) in CASES {
        let edits = edits(broken, &diagnostic(broken));
        // The help for a repeated object joins two places.
        if edits.is_empty() || *lint == Lint::RepeatedObject {
            advice.push(help);
        } else if !edits.iter().any(|edit| edit.leads_to(broken, fixed)) {
            different.push((broken, help, fixed));
        }
    }
    assert!(different.is_empty(), "{different:#?}");
    // Most helps have a text to type in.
    assert!(advice.len() * 5 < CASES.len(), "{} {advice:#?}", CASES.len());
}

/// A change to a part of a pattern.
#[derive(Debug)]
struct Edit {
    span: Span,
    /// The new text, with `…` in place of what the author knows or keeps.
    text: String,
}

impl Edit {
    /// Whether the change turns one pattern into the other. Whitespace is ignored.
    fn leads_to(&self, broken: &str, fixed: &str) -> bool {
        let compact = |text: &str| text.split_whitespace().collect::<String>();
        let text = compact(&format!("{}{}{}", &broken[..self.span.start], self.text, &broken[self.span.end..]));
        let fixed = compact(fixed);
        let mut pieces = text.split('…');
        let Some(mut rest) = pieces.next().and_then(|first| fixed.strip_prefix(first)) else { return false };
        let Some(last) = pieces.next_back() else { return rest.is_empty() };
        for piece in pieces {
            let Some((_, after)) = rest.split_once(piece) else { return false };
            rest = after;
        }
        rest.ends_with(last)
    }
}

/// Returns the changes that a help can mean: its text in place of what the diagnostic points at, or of a value, a key or
/// a member around it or inside it.
fn edits(pattern: &str, diagnostic: &Diagnostic) -> Vec<Edit> {
    let help = diagnostic.help.as_deref().unwrap_or_default();
    let mut spans = vec![diagnostic.span];
    if let Some(value) = read(pattern, Dialect::Strict).value {
        collect_spans(&value, &mut spans);
    }
    let touches = |span: &Span| {
        let (one, other) = (span, diagnostic.span);
        one.start <= other.start && other.end <= one.end || other.start <= one.start && one.end <= other.end
    };
    spans.retain(touches);
    let mut edits = Vec::new();
    let added = help.split_once("add `\"").and_then(|(_, rest)| rest.split_once('`'));
    for span in spans {
        let old = &pattern[span.start..span.end];
        for text in offered_texts(help) {
            // A name without quotes is the new content of a string.
            let text = if old.starts_with('"') && !text.contains('"') && !is_json(&text) {
                format!("\"{text}\"")
            } else {
                text
            };
            edits.push(Edit { span, text });
        }
        if let Some((added, _)) = added.filter(|_| old.ends_with('}')) {
            edits.push(Edit { span: Span::new(span.end - 1, span.end), text: format!(",\"{added}}}") });
        }
        if ["remove it", "remove the comma", "remove the alternative", "remove the field"]
            .iter()
            .any(|start| help.starts_with(start))
        {
            edits.push(removal(pattern, span));
        }
    }
    edits
}

/// Returns the texts that a help offers, with `…` in place of names that it makes up.
fn offered_texts(help: &str) -> Vec<String> {
    let starts =
        ["write `", "did you mean `", "itself: `", "brackets: `", "fields: `", "lists: `", "list: `", "`$or`: `"];
    let starts = starts.iter().chain(&["array: `", "conditions: `", "container: `", "alternatives: `", "string: `"]);
    let texts = starts.flat_map(|start| help.split(start).skip(1));
    texts.filter_map(|rest| rest.split('`').next()).map(|text| text.replace("NAME", "…")).collect()
}

fn is_json(text: &str) -> bool {
    read(text, Dialect::Strict).diagnostics.is_empty()
}

/// Returns the removal of a part, together with a comma that separates it from its neighbour.
fn removal(pattern: &str, span: Span) -> Edit {
    let comma = |text: &str| text.ends_with(',');
    let span = if comma(&pattern[..span.start]) {
        Span::new(span.start - 1, span.end)
    } else if pattern[span.end..].starts_with(',') {
        Span::new(span.start, span.end + 1)
    } else {
        span
    };
    Edit { span, text: String::new() }
}

/// Adds the spans of all values, keys and members.
fn collect_spans(value: &Value, spans: &mut Vec<Span>) {
    spans.push(value.span);
    match &value.kind {
        ValueKind::Array(values) => values.iter().for_each(|value| collect_spans(value, spans)),
        ValueKind::Object(members) => {
            for member in members {
                spans.extend([member.key_span, Span::new(member.key_span.start, member.value.span.end)]);
                collect_spans(&member.value, spans);
            }
        }
        _ => {}
    }
}
