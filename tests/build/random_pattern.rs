//! Generates random patterns for the events of a schema, with every content filter, every kind of field, nested arrays
//! and `$or`.

#[path = "random_leaf.rs"]
mod random_leaf;

use super::schemas;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Schema};
use fastrand::Rng;
use random_leaf::{Values, leaf};

/// Strings in the patterns. Random events contain the same strings.
pub const WORDS: [&str; 8] = ["run-test", "RUN-TEST", "app", "10.0.0.7", "2001:db8::1", "", "arn:aws:ecs:x", "Ünïcode"];

const VALUES: Values<'static> = Values { words: &WORDS, numbers: -2..6 };

/// Returns a random pattern for the schema. The same seed gives the same pattern.
pub fn generate(schema: &Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed.wrapping_mul(7919) + schemas::detail(schema).name.len() as u64);
    let detail = object(&mut rng, schemas::detail(schema), 0);
    let mut members = vec![format!("\"detail\":{detail}")];
    if rng.u8(..3) == 0 {
        members.push(format!("\"resources\":{}", leaf(&mut rng, &Kind::String, false, &VALUES)));
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
        None => leaf(rng, &field.kind, field.is_nullable, &VALUES),
    };
    format!("\"{}\":{content}", field.name)
}
