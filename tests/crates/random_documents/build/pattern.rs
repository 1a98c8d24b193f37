//! Random patterns for the events of a schema of any kind.

#[path = "../../../build/random_leaf.rs"]
mod random_leaf;

use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Schema};
use fastrand::Rng;
use random_leaf::{Values, leaf};

/// Random events contain the same values.
const VALUES: Values<'static> = Values { words: &["run", "RUN", "ok-1"], numbers: -1..3 };

/// Returns a random pattern for the schema. The same seed gives the same pattern.
pub(crate) fn generate(schema: &Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed.wrapping_mul(7919));
    let Some(detail) = schema.detail() else { panic!("the detail is an object") };
    format!("{{\"detail\":{}}}", object(&mut rng, detail, 0, true))
}

/// Returns a pattern for an object. `may_have_scopes` is whether the arrays in it may have element scopes.
fn object(rng: &mut Rng, schema: &ObjectSchema, depth: usize, may_have_scopes: bool) -> String {
    if let Some(values) = schema.others.values() {
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
        None => leaf(rng, &field.kind, field.is_nullable, &VALUES),
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
        return leaf(rng, &Kind::Any, true, &VALUES);
    }
    let mut keys = ["a", "b", "c"];
    rng.shuffle(&mut keys);
    let members = keys[..rng.usize(1..=2)].iter().map(|key| format!("\"{key}\":{}", anything(rng, depth + 1)));
    let members: Vec<String> = members.collect();
    format!("{{{}}}", members.join(","))
}
