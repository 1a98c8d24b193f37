//! Random patterns with element scopes and the names of other fields, nested and in `$or`, on a few fields of the events of
//! a schema, so that patterns and events meet often.

use super::fields::FIELDS;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Schema};
use fastrand::Rng;

const WORDS: [&str; 4] = ["a", "b", "STOPPED", "RUNNING"];

/// A pattern for the schema that depends on nothing but the number.
pub fn generate(schema: &'static Schema, number: u64) -> String {
    let mut rng = Rng::with_seed(number.wrapping_mul(104_729) + schema.rust_name.len() as u64);
    let mut members = vec![format!("\"detail-type\":[\"{}\"]", schema.detail_type)];
    let inside = Inside { event: schema.root, element: None, is_below_array: false };
    members.push(format!("\"detail\":{}", object(&mut rng, schema.detail, inside, 0)));
    if rng.u8(..6) == 0 {
        let resources = schema.root.field("resources").unwrap();
        members.push(format!("\"resources\":{}", leaf(&mut rng, resources, inside)));
    }
    format!("{{{}}}", members.join(","))
}

/// What a part of a pattern is inside of.
#[derive(Clone, Copy)]
struct Inside {
    event: &'static ObjectSchema,
    /// The element of the innermost scope.
    element: Option<&'static ObjectSchema>,
    /// Whether an array that has no scope is on the way.
    is_below_array: bool,
}

fn object(rng: &mut Rng, of: &'static ObjectSchema, inside: Inside, depth: usize) -> String {
    let mut fields: Vec<&'static Field> = of.fields.iter().filter(|field| FIELDS.contains(&field.name)).collect();
    if fields.is_empty() {
        fields = of.fields.iter().collect();
    }
    rng.shuffle(&mut fields);
    if rng.bool() {
        fields.sort_by_key(|field| element_of(&field.kind).is_none());
    }
    let count = rng.usize(1..=2).min(fields.len());
    let (plain, rest) = fields.split_at(count);
    let mut members: Vec<String> = plain.iter().map(|field| member(rng, field, inside, depth)).collect();
    if depth < 3 && rng.u8(..4) == 0 {
        let from = if rest.is_empty() { plain } else { rest };
        let mut branch = || {
            let field = from[rng.usize(..from.len())];
            format!("{{{}}}", member(rng, field, inside, depth + 1))
        };
        let branches = [branch(), branch()];
        members.push(format!("\"$or\":[{}]", branches.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

fn element_of(kind: &'static Kind) -> Option<&'static ObjectSchema> {
    match kind {
        Kind::List { element: Kind::Object(object), .. } => Some(object),
        _ => None,
    }
}

fn member(rng: &mut Rng, field: &'static Field, inside: Inside, depth: usize) -> String {
    let content = match (&field.kind, element_of(&field.kind)) {
        (_, Some(element)) if !inside.is_below_array && rng.u8(..4) > 0 => scoped(rng, element, inside, depth),
        (_, Some(element)) => object(rng, element, Inside { is_below_array: true, ..inside }, depth + 1),
        (Kind::Object(inner), None) => object(rng, inner, inside, depth + 1),
        (_, None) => leaf(rng, field, inside),
    };
    format!("\"{}\":{content}", field.name)
}

/// One or two scopes, now and then beside a plain condition.
fn scoped(rng: &mut Rng, element: &'static ObjectSchema, inside: Inside, depth: usize) -> String {
    let own = Inside { element: Some(element), is_below_array: false, ..inside };
    let mut keys = ["$any", "$all", "$none", "$count"];
    rng.shuffle(&mut keys);
    let mut members = Vec::new();
    for key in &keys[..rng.usize(1..=2)] {
        let mut pattern = || object(rng, element, own, depth + 1);
        let value = match *key {
            "$any" if depth % 2 == 1 => format!("[{},{}]", pattern(), pattern()),
            "$count" => {
                let pattern = pattern();
                let range =
                    ["\">=\",1", "\"=\",0", "\"=\",1", "\">\",1", "\"<\",2", "\">=\",1,\"<\",3"][rng.usize(..6)];
                let part = if rng.u8(..5) == 0 { String::new() } else { format!("\"where\":{pattern},") };
                format!("{{{part}\"numeric\":[{range}]}}")
            }
            _ => pattern(),
        };
        members.push(format!("\"{key}\":{value}"));
    }
    if rng.u8(..5) == 0 {
        let plain = element.fields.iter().find(|field| FIELDS.contains(&field.name) && is_scalar(&field.kind));
        members.extend(plain.map(|field| {
            format!("\"{}\":{}", field.name, leaf(rng, field, Inside { is_below_array: true, ..inside }))
        }));
    }
    format!("{{{}}}", members.join(","))
}

fn is_scalar(kind: &Kind) -> bool {
    !matches!(kind, Kind::Object(_) | Kind::List { .. })
}

fn leaf(rng: &mut Rng, field: &'static Field, inside: Inside) -> String {
    let kind = match &field.kind {
        Kind::List { element, .. } => *element,
        kind => kind,
    };
    let alternatives: Vec<String> = (0..rng.usize(1..=2)).map(|_| alternative(rng, kind, inside)).collect();
    format!("[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, kind: &'static Kind, inside: Inside) -> String {
    let number = rng.u8(..4).to_string();
    let word = format!("\"{}\"", WORDS[rng.usize(..WORDS.len())]);
    let value = match kind {
        Kind::String | Kind::ClosedSet(_) => word,
        Kind::Boolean => rng.bool().to_string(),
        _ => number.clone(),
    };
    let is_number = matches!(kind, Kind::Integer | Kind::Long | Kind::Double);
    let other = other_field(rng, kind, inside);
    match (rng.u8(..12), other) {
        (0, _) => format!("{{\"exists\":{}}}", rng.bool()),
        (1, _) => "null".to_owned(),
        (2, _) if *kind != Kind::Boolean => format!("{{\"anything-but\":[{value}]}}"),
        (3, _) if is_number => format!("{{\"numeric\":[\">\",{number}]}}"),
        (4..=5, Some(other)) => other,
        (6, Some(other)) => format!("{{\"anything-but\":{other}}}"),
        (7, Some(other)) if *kind != Kind::Boolean => format!("{{\"anything-but\":[{value},{other}]}}"),
        (8, Some(other)) if is_number => {
            let operator = ["=", "<", "<=", ">", ">="][rng.usize(..5)];
            format!("{{\"numeric\":[\"{operator}\",{other}]}}")
        }
        (9, Some(other)) if is_number => format!("{{\"numeric\":[\">=\",{number},\"<\",{other}]}}"),
        _ => value,
    }
}

/// The name of a field of the same type, of the event or of the element.
fn other_field(rng: &mut Rng, kind: &Kind, inside: Inside) -> Option<String> {
    let relative = inside.element.filter(|_| rng.bool());
    let mut found = Vec::new();
    paths(relative.unwrap_or(inside.event), kind, "", &mut found);
    let path = found.get(rng.usize(..found.len().max(1)))?;
    Some(format!("{{\"$field\":\"{}{path}\"}}", if relative.is_some() { "." } else { "" }))
}

fn paths(object: &'static ObjectSchema, kind: &Kind, before: &str, found: &mut Vec<String>) {
    let class = |kind: &Kind| match kind {
        Kind::String | Kind::ClosedSet(_) => 0,
        Kind::Boolean => 1,
        _ => 2,
    };
    for field in object.fields {
        let path = format!("{before}{}", field.name);
        match &field.kind {
            Kind::Object(inner) => paths(inner, kind, &format!("{path}."), found),
            other if is_scalar(other) && class(other) == class(kind) && FIELDS.contains(&field.name) => {
                found.push(path);
            }
            _ => {}
        }
    }
}
