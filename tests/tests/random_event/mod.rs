//! Generates random events of a schema, with members in any order. An optional field is absent, is null, or has a
//! value.

use event_pattern_compiler::schema::{Kind, ObjectSchema, Presence, Schema};
use fastrand::Rng;

const WORDS: [&str; 9] =
    ["run-test", "RUN-TEST", "app", "10.0.0.7", "2001:db8::1", "", "arn:aws:ecs:x", "Ünïcode", "quote\\\"d"];

/// Returns a random event of the schema. The same seed gives the same event.
pub(crate) fn generate(schema: &'static Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    object(&mut rng, &schema.root)
}

fn object(rng: &mut Rng, schema: &'static ObjectSchema) -> String {
    let mut members = Vec::new();
    for field in &schema.fields {
        let value = match (field.presence, rng.u8(..8)) {
            (Presence::Optional, 0..=2) => continue,
            (_, 3) if field.is_nullable => "null".to_owned(),
            _ if field.name == "source" && rng.bool() => "\"aws.ecs\"".to_owned(),
            _ => value(rng, &field.kind),
        };
        members.push(format!("\"{}\":{value}", field.name));
    }
    if rng.u8(..4) == 0 {
        members.push("\"unknownField\":{\"name\":[1,{\"exitCode\":2}]}".to_owned());
    }
    rng.shuffle(&mut members);
    format!("{{{}}}", members.join(","))
}

fn value(rng: &mut Rng, kind: &'static Kind) -> String {
    match kind {
        Kind::String => format!("\"{}\"", WORDS[rng.usize(..WORDS.len())]),
        Kind::ClosedSet(set) if rng.u8(..8) > 0 => format!("\"{}\"", set.values[rng.usize(..set.values.len())].text),
        Kind::ClosedSet(_) => "\"SOMETHING_NEW\"".to_owned(),
        Kind::Integer(_) => rng.i8(-2..6).to_string(),
        Kind::Number => format!("{}.5", rng.i8(-2..6)),
        Kind::Boolean => rng.bool().to_string(),
        Kind::Any | Kind::OneOf(_) => "1".to_owned(),
        Kind::Object(inner) => object(rng, inner),
        Kind::List(element) => {
            let elements: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, element)).collect();
            format!("[{}]", elements.join(","))
        }
    }
}
