//! The fields of an event that say what happened.

use super::tree::Chosen;
use crate::inference::{last_word, member};
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema};

/// How much a field says about what happened. The first one says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The value is from a closed set with several values.
    ClosedSet,
    /// The schema says that the value is true or false.
    Boolean,
    /// The name of the field is a word for a state or a kind.
    Word,
    /// The name of the field is a word for a name.
    Name,
}

/// The last words of fields with states and kinds.
const WORDS: [&str; 20] = [
    "action",
    "category",
    "class",
    "code",
    "event",
    "kind",
    "level",
    "mode",
    "operation",
    "outcome",
    "phase",
    "priority",
    "reason",
    "result",
    "severity",
    "stage",
    "state",
    "status",
    "trigger",
    "type",
];

/// The last words of fields with names that people choose.
const NAMES: [&str; 14] = [
    "bucket",
    "branch",
    "cluster",
    "environment",
    "family",
    "function",
    "group",
    "name",
    "pipeline",
    "project",
    "queue",
    "repository",
    "service",
    "source",
];

/// Returns the fields in the detail of an event that say what happened. Those that are nested least come first.
pub(super) fn candidates(event: &Value, schema: Option<&ObjectSchema>) -> Vec<Chosen> {
    let Some(detail) = member(event, "detail") else { return Vec::new() };
    let mut found = Vec::new();
    visit(detail, schema, &mut vec!["detail".to_owned()], &mut found);
    found.sort_by_key(|(rank, chosen)| (chosen.path.len(), *rank));
    found.into_iter().map(|(_, chosen)| chosen).collect()
}

fn visit(object: &Value, schema: Option<&ObjectSchema>, path: &mut Vec<String>, found: &mut Vec<(Rank, Chosen)>) {
    let ValueKind::Object(members) = &object.kind else { return };
    // The keys of a map are data, such as tags.
    if schema.is_some_and(|schema| schema.others.values().is_some()) {
        return;
    }
    // A key with `$` may be an operator in a pattern.
    let keys = members.iter().filter_map(|member| Some((member.key.as_str()?, &member.value)));
    for (key, value) in keys.filter(|(key, _)| !key.starts_with('$')) {
        let field = schema.and_then(|schema| schema.field(key));
        path.push(key.to_owned());
        if let Some(rank) = rank(key, value, field) {
            found.push((rank, Chosen { path: path.clone(), alternatives: vec![value.clone()] }));
        }
        visit(value, field.and_then(|field| field.kind.object()), path, found);
        path.pop();
    }
}

/// Returns how much a field says. `None` if it says nothing, or only identifies something.
fn rank(key: &str, value: &Value, field: Option<&Field>) -> Option<Rank> {
    let word = last_word(key);
    let is_word = WORDS.contains(&word.as_str());
    match (&value.kind, field.map(|field| &field.kind)) {
        // A value that is always the same distinguishes nothing.
        (ValueKind::String(_), Some(Kind::ClosedSet(set))) => (set.values.len() > 1).then_some(Rank::ClosedSet),
        (ValueKind::Boolean(_), Some(Kind::Boolean)) => Some(Rank::Boolean),
        (ValueKind::String(text), _) => {
            let is_plain = text.as_str().is_some_and(|text| !is_identifier(text));
            let rank = if is_word { Rank::Word } else { Rank::Name };
            (is_plain && (is_word || NAMES.contains(&word.as_str()))).then_some(rank)
        }
        (ValueKind::Number(number), _) => {
            let is_small = number.comparable().is_some_and(|number| (0.0..1000.0).contains(&number));
            (is_word && is_small).then_some(Rank::Word)
        }
        _ => None,
    }
}

/// Maximum length of a value that is a name and not a text.
const MAX_NAME_CHARS: usize = 64;

/// Maximum number of words in a value that is a name and not a text.
const MAX_NAME_WORDS: usize = 5;

/// Minimum length of a word with letters and digits that is an ID.
const MIN_ID_CHARS: usize = 8;

/// Minimum number of digits in a row that are an ID or a part of a time.
const MIN_ID_DIGITS: usize = 4;

/// Whether a string is an ARN, an address, an ID, a time or a text, which other events of the same kind do not have.
fn is_identifier(text: &str) -> bool {
    let is_text = text.chars().count() > MAX_NAME_CHARS || text.split_whitespace().count() > MAX_NAME_WORDS;
    let is_address = text.starts_with("arn:") || text.contains("://") || text.contains('@');
    let is_id = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let has_letter = digits < word.len();
        digits >= 2 && word.len() >= MIN_ID_CHARS && has_letter || digits >= MIN_ID_DIGITS && !has_letter
    };
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    let is_number = !text.chars().any(char::is_alphabetic);
    is_text || is_address || is_number || words.any(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_ids_times_addresses_and_texts() {
        for name in ["prod", "run-test", "family:run_test", "s3.amazonaws.com", "my-org/app2", "EC2 Instance", "ver1.2"]
        {
            assert!(!is_identifier(name), "{name}");
        }
        for identifier in [
            "",
            "12",
            "1.2.3.4",
            "123456789012",
            "arn:aws:s3:::bucket",
            "i-0123456789abcdef0",
            "01234567-89ab-cdef-0123-456789abcdef",
            "2026-01-31T12:00:00Z",
            "https://example.com",
            "me@example.com",
            "Essential container in task exited unexpectedly",
            &"x".repeat(65),
        ] {
            assert!(is_identifier(identifier), "{identifier}");
        }
    }
}
