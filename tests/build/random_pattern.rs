//! Generates random patterns for the events of a schema, with every content filter, every kind of field, nested arrays
//! and `$or`.

use super::schemas;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Schema};
use fastrand::Rng;

/// Strings in the patterns. Random events contain the same strings.
pub const WORDS: [&str; 8] = ["run-test", "RUN-TEST", "app", "10.0.0.7", "2001:db8::1", "", "arn:aws:ecs:x", "Ünïcode"];

/// Returns a random pattern for the schema. The same seed gives the same pattern.
pub fn generate(schema: &Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed.wrapping_mul(7919) + schemas::detail(schema).name.len() as u64);
    let detail = object(&mut rng, schemas::detail(schema), 0);
    let mut members = vec![format!("\"detail\":{detail}")];
    if rng.u8(..3) == 0 {
        members.push(format!("\"resources\":{}", leaf(&mut rng, &Kind::String, false)));
    }
    if rng.u8(..3) == 0 {
        members.push("\"source\":[\"aws.ecs\"]".to_owned());
    }
    format!("{{{}}}", members.join(","))
}

fn object(rng: &mut Rng, schema: &ObjectSchema, depth: usize) -> String {
    let mut fields: Vec<_> = schema.fields.iter().collect();
    rng.shuffle(&mut fields);
    // Arrays and objects make a rule harder to compile, so half of the patterns prefer such fields.
    if rng.bool() {
        fields.sort_by_key(|field| field.kind.object().is_none());
    }
    let count = rng.usize(1..=3).min(fields.len());
    let (plain, rest) = fields.split_at(count);
    let mut members: Vec<String> = plain.iter().map(|field| member(rng, field, depth)).collect();
    if rng.u8(..4) == 0 && rest.len() >= 2 && depth < 3 {
        // Each branch names a field that is not named outside `$or`. Sometimes both branches name the same field.
        let second = if rng.bool() { rest[1] } else { rest[0] };
        let branches = [member(rng, rest[0], depth + 1), member(rng, second, depth + 1)];
        members.push(format!("\"$or\":[{{{}}},{{{}}}]", branches[0], branches[1]));
    }
    format!("{{{}}}", members.join(","))
}

fn member(rng: &mut Rng, field: &Field, depth: usize) -> String {
    let content = match field.kind.object() {
        Some(inner) => object(rng, inner, depth + 1),
        None => leaf(rng, &field.kind, field.is_nullable),
    };
    format!("\"{}\":{content}", field.name)
}

fn leaf(rng: &mut Rng, kind: &Kind, is_nullable: bool) -> String {
    let count = rng.usize(1..=2);
    let alternatives: Vec<String> = (0..count).map(|_| alternative(rng, kind, is_nullable)).collect();
    format!("[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, kind: &Kind, is_nullable: bool) -> String {
    match rng.u8(..8) {
        0 => return format!("{{\"exists\":{}}}", rng.bool()),
        1 if is_nullable => return "null".to_owned(),
        _ => {}
    }
    match kind {
        Kind::String => string(rng, &WORDS),
        Kind::ClosedSet(set) => string(rng, &set.values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>()),
        Kind::Boolean => rng.bool().to_string(),
        Kind::List(element) => alternative(rng, element, false),
        _ => number(rng),
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

fn number(rng: &mut Rng) -> String {
    let value = rng.i8(-2..6);
    match rng.u8(..6) {
        0 => format!("{{\"numeric\":[\">\",{value}]}}"),
        1 => format!("{{\"numeric\":[\">=\",{value},\"<\",{}.5]}}", value.max(0) + 1),
        2 => format!("{{\"numeric\":[\"=\",{value}]}}"),
        3 => format!("{{\"anything-but\":{value}}}"),
        4 => format!("{{\"anything-but\":[{value},137]}}"),
        _ => value.to_string(),
    }
}
