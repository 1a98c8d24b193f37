//! Random patterns for the events of a schema of any kind.

use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Others, Schema};
use fastrand::Rng;

/// Returns a random pattern for the schema. The same seed gives the same pattern.
pub(crate) fn generate(schema: &Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed.wrapping_mul(7919));
    let Some(detail) = schema.detail() else { panic!("the detail is an object") };
    format!("{{\"detail\":{}}}", object(&mut rng, detail, 0, true))
}

/// Returns a pattern for an object. `may_have_scopes` is whether the arrays in it may have element scopes.
fn object(rng: &mut Rng, schema: &ObjectSchema, depth: usize, may_have_scopes: bool) -> String {
    if let Others::Values(values) = &schema.others {
        let key = ["k", "l", "k.m", "k.n.o"][rng.usize(..4)];
        return format!("{{{}}}", member(rng, &Field { name: key.to_owned(), ..Field::clone(values) }, depth, false));
    }
    let mut fields: Vec<&Field> = schema.fields.iter().collect();
    rng.shuffle(&mut fields);
    // Fields that are hard for the generated code are preferred.
    if rng.bool() {
        fields.sort_by_key(|field| {
            matches!(field.kind, Kind::String | Kind::ClosedSet(_) | Kind::Integer(_) | Kind::Boolean)
        });
    }
    let count = rng.usize(1..=2).min(fields.len());
    let (plain, rest) = fields.split_at(count);
    let mut members: Vec<String> = plain.iter().map(|field| member(rng, field, depth, may_have_scopes)).collect();
    if let ([first, .., last], true) = (rest, depth < 2 && rng.u8(..4) == 0) {
        let branches = [first, last].map(|field| member(rng, field, depth + 1, may_have_scopes));
        members.push(format!("\"$or\":[{{{}}},{{{}}}]", branches[0], branches[1]));
    }
    format!("{{{}}}", members.join(","))
}

fn member(rng: &mut Rng, field: &Field, depth: usize, may_have_scopes: bool) -> String {
    let is_array = field.kind.is_array_of_objects();
    let content = match field.kind.object() {
        Some(element) if is_array && may_have_scopes && rng.bool() => scope(rng, element, depth),
        Some(inner) => object(rng, inner, depth + 1, may_have_scopes && !is_array),
        None if *field.kind.element() == Kind::Any => anything(rng, depth),
        None => leaf(rng, &field.kind, field.is_nullable),
    };
    format!("{:?}:{content}", field.name)
}

fn scope(rng: &mut Rng, element: &ObjectSchema, depth: usize) -> String {
    let pattern = object(rng, element, depth + 1, true);
    match rng.u8(..4) {
        0 => format!("{{\"$any\":{pattern}}}"),
        1 => format!("{{\"$all\":{pattern}}}"),
        2 => format!("{{\"$none\":{pattern}}}"),
        _ => format!("{{\"$count\":{{\"where\":{pattern},\"numeric\":[\">=\",1,\"<\",3]}}}}"),
    }
}

/// Returns a pattern for a value of which nothing is known.
fn anything(rng: &mut Rng, depth: usize) -> String {
    if depth > 3 || rng.bool() {
        return leaf(rng, &Kind::Any, true);
    }
    let mut keys = ["a", "b", "c"];
    rng.shuffle(&mut keys);
    let members = keys[..rng.usize(1..=2)].iter().map(|key| format!("\"{key}\":{}", anything(rng, depth + 1)));
    let members: Vec<String> = members.collect();
    format!("{{{}}}", members.join(","))
}

fn leaf(rng: &mut Rng, kind: &Kind, is_nullable: bool) -> String {
    let alternatives: Vec<String> = (0..rng.usize(1..=2)).map(|_| alternative(rng, kind, is_nullable)).collect();
    format!("[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, kind: &Kind, is_nullable: bool) -> String {
    match rng.u8(..8) {
        0 => return format!("{{\"exists\":{}}}", rng.bool()),
        1 if is_nullable => return "null".to_owned(),
        _ => {}
    }
    match kind {
        Kind::String | Kind::ClosedSet(_) => string(rng),
        Kind::Boolean => rng.bool().to_string(),
        Kind::Integer(_) | Kind::Number => number(rng),
        Kind::List(element) => alternative(rng, element, false),
        Kind::OneOf(kinds) => {
            let kind = &kinds[rng.usize(..kinds.len())];
            alternative(rng, kind, false)
        }
        Kind::Any | Kind::Object(_) => match rng.u8(..4) {
            0 => rng.bool().to_string(),
            1 => string(rng),
            _ => number(rng),
        },
    }
}

fn string(rng: &mut Rng) -> String {
    let word = ["run", "RUN", "ok-1"][rng.usize(..3)];
    match rng.u8(..9) {
        0 => format!("{{\"prefix\":\"{}\"}}", &word[..1]),
        1 => format!("{{\"suffix\":\"{}\"}}", &word[2..]),
        2 => format!("{{\"equals-ignore-case\":\"{word}\"}}"),
        3 => format!("{{\"wildcard\":\"{}*\"}}", &word[..2]),
        4 => format!("{{\"anything-but\":[\"{word}\",\"x\"]}}"),
        5 => format!("{{\"anything-but\":{{\"prefix\":\"{}\"}}}}", &word[..2]),
        6 => format!("{{\"prefix\":{{\"equals-ignore-case\":\"{}\"}}}}", &word[..2]),
        _ => format!("\"{word}\""),
    }
}

fn number(rng: &mut Rng) -> String {
    let value = rng.i8(-1..3);
    match rng.u8(..5) {
        0 => format!("{{\"numeric\":[\">\",{value}]}}"),
        1 => format!("{{\"numeric\":[\">=\",{value},\"<\",{}.5]}}", value.max(0) + 1),
        2 => format!("{{\"anything-but\":[{value},7]}}"),
        _ => value.to_string(),
    }
}
