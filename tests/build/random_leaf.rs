//! Random lists of alternatives, with every content filter.

use event_pattern_compiler::schema::Kind;
use fastrand::Rng;
use std::ops::Range;

/// The values in random patterns.
pub(crate) struct Values<'v> {
    pub(crate) words: &'v [&'v str],
    pub(crate) numbers: Range<i8>,
}

/// Returns a random list of alternatives for values of a kind.
pub(crate) fn leaf(rng: &mut Rng, kind: &Kind, is_nullable: bool, values: &Values<'_>) -> String {
    let count = rng.usize(1..=2);
    let alternatives: Vec<String> = (0..count).map(|_| alternative(rng, kind, is_nullable, values)).collect();
    format!("[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, kind: &Kind, is_nullable: bool, values: &Values<'_>) -> String {
    match rng.u8(..8) {
        0 => return format!("{{\"exists\":{}}}", rng.bool()),
        1 if is_nullable => return "null".to_owned(),
        _ => {}
    }
    match kind {
        Kind::String => string(rng, values.words),
        Kind::ClosedSet(set) => string(rng, &set.values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>()),
        Kind::Boolean => rng.bool().to_string(),
        Kind::Integer(_) | Kind::Number => number(rng, &values.numbers),
        Kind::List(element) => alternative(rng, element, false, values),
        Kind::OneOf(kinds) => {
            let kind = &kinds[rng.usize(..kinds.len())];
            alternative(rng, kind, false, values)
        }
        Kind::Any | Kind::Object(_) => match rng.u8(..4) {
            0 => rng.bool().to_string(),
            1 => string(rng, values.words),
            _ => number(rng, &values.numbers),
        },
    }
}

fn string(rng: &mut Rng, words: &[&str]) -> String {
    let word = words[rng.usize(..words.len())];
    let start: String = word.chars().take(2).collect();
    let end: String = word.chars().skip(word.chars().count().saturating_sub(2)).collect();
    match rng.u8(..12) {
        0 => format!("{{\"prefix\":\"{start}\"}}"),
        1 => format!("{{\"suffix\":\"{end}\"}}"),
        2 => format!("{{\"prefix\":{{\"equals-ignore-case\":\"{}\"}}}}", start.to_uppercase()),
        3 => format!("{{\"suffix\":{{\"equals-ignore-case\":\"{}\"}}}}", end.to_lowercase()),
        4 => format!("{{\"equals-ignore-case\":\"{}\"}}", word.to_lowercase()),
        5 => format!("{{\"wildcard\":\"{start}*{end}\"}}"),
        6 => ["{\"cidr\":\"10.0.0.0/24\"}", "{\"cidr\":\"2001:db8::/32\"}"][rng.usize(..2)].to_owned(),
        7 => format!("{{\"anything-but\":[\"{word}\",\"x\"]}}"),
        8 => format!("{{\"anything-but\":{{\"wildcard\":\"*{end}\"}}}}"),
        9 => format!("{{\"anything-but\":{{\"suffix\":[\"{end}x\",\"y\"]}}}}"),
        _ => format!("\"{word}\""),
    }
}

fn number(rng: &mut Rng, numbers: &Range<i8>) -> String {
    let value = rng.i8(numbers.clone());
    match rng.u8(..6) {
        0 => format!("{{\"numeric\":[\">\",{value}]}}"),
        1 => format!("{{\"numeric\":[\">=\",{value},\"<\",{}.5]}}", value.max(0) + 1),
        2 => format!("{{\"numeric\":[\"=\",{value}]}}"),
        3 => format!("{{\"anything-but\":{value}}}"),
        4 => format!("{{\"anything-but\":[{value},137]}}"),
        _ => value.to_string(),
    }
}
