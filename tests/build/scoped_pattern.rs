//! Generates random patterns with element scopes and field references, nested and in `$or`. The patterns name only a
//! few fields of a schema's events, so that many random events match.

use super::fields::FREQUENT_FIELDS;
use super::schemas;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Schema};
use fastrand::Rng;

const WORDS: [&str; 4] = ["a", "b", "STOPPED", "RUNNING"];

/// Returns a random pattern for the schema. The same seed gives the same pattern.
pub fn generate(schema: &'static Schema, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed.wrapping_mul(104_729) + schemas::detail(schema).name.len() as u64);
    let mut members = vec![format!("\"detail-type\":[\"{}\"]", schema.detail_type.as_deref().unwrap_or_default())];
    let context = Context { event: &schema.root, element: None, is_below_array: false };
    members.push(format!("\"detail\":{}", object(&mut rng, schemas::detail(schema), context, 0)));
    if rng.u8(..6) == 0 {
        let resources = schema.root.field("resources").unwrap();
        members.push(format!("\"resources\":{}", leaf(&mut rng, resources, context)));
    }
    format!("{{{}}}", members.join(","))
}

/// The schemas and arrays that enclose a part of a pattern.
#[derive(Clone, Copy)]
struct Context {
    /// Schema of the event.
    event: &'static ObjectSchema,
    /// Schema of the elements of the innermost scope.
    element: Option<&'static ObjectSchema>,
    /// Whether, inside the innermost scope, an array without a scope encloses the object. If so, the object cannot
    /// contain scopes.
    is_below_array: bool,
}

fn object(rng: &mut Rng, schema: &'static ObjectSchema, context: Context, depth: usize) -> String {
    let mut fields: Vec<&'static Field> =
        schema.fields.iter().filter(|field| FREQUENT_FIELDS.contains(&field.name.as_str())).collect();
    if fields.is_empty() {
        fields = schema.fields.iter().collect();
    }
    rng.shuffle(&mut fields);
    if rng.bool() {
        fields.sort_by_key(|field| element_of(&field.kind).is_none());
    }
    let count = rng.usize(1..=2).min(fields.len());
    let (plain, rest) = fields.split_at(count);
    let mut members: Vec<String> = plain.iter().map(|field| member(rng, field, context, depth)).collect();
    if depth < 3 && rng.u8(..4) == 0 {
        let candidates = if rest.is_empty() { plain } else { rest };
        let mut branch = || {
            let field = candidates[rng.usize(..candidates.len())];
            format!("{{{}}}", member(rng, field, context, depth + 1))
        };
        let branches = [branch(), branch()];
        members.push(format!("\"$or\":[{}]", branches.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

fn element_of(kind: &'static Kind) -> Option<&'static ObjectSchema> {
    match kind {
        Kind::List(_) => kind.object(),
        _ => None,
    }
}

fn member(rng: &mut Rng, field: &'static Field, context: Context, depth: usize) -> String {
    let content = match (&field.kind, element_of(&field.kind)) {
        (_, Some(element)) if !context.is_below_array && rng.u8(..4) > 0 => scoped(rng, element, context, depth),
        (_, Some(element)) => object(rng, element, Context { is_below_array: true, ..context }, depth + 1),
        (Kind::Object(inner), None) => object(rng, inner, context, depth + 1),
        (_, None) => leaf(rng, field, context),
    };
    format!("\"{}\":{content}", field.name)
}

/// Returns an object with one or two scopes, and sometimes a condition next to them.
fn scoped(rng: &mut Rng, element: &'static ObjectSchema, context: Context, depth: usize) -> String {
    let scoped = Context { element: Some(element), is_below_array: false, ..context };
    let mut keys = ["$any", "$all", "$none", "$count"];
    rng.shuffle(&mut keys);
    let mut members = Vec::new();
    for key in &keys[..rng.usize(1..=2)] {
        let mut pattern = || object(rng, element, scoped, depth + 1);
        let value = match *key {
            "$any" if depth % 2 == 1 => format!("[{},{}]", pattern(), pattern()),
            "$count" => {
                let pattern = pattern();
                let range =
                    ["\">=\",1", "\"=\",0", "\"=\",1", "\">\",1", "\"<\",2", "\">=\",1,\"<\",3"][rng.usize(..6)];
                let inner = if rng.u8(..5) == 0 { String::new() } else { format!("\"where\":{pattern},") };
                format!("{{{inner}\"numeric\":[{range}]}}")
            }
            _ => pattern(),
        };
        members.push(format!("\"{key}\":{value}"));
    }
    if rng.u8(..5) == 0 {
        let plain = element
            .fields
            .iter()
            .find(|field| FREQUENT_FIELDS.contains(&field.name.as_str()) && is_scalar(&field.kind));
        members.extend(plain.map(|field| {
            format!("\"{}\":{}", field.name, leaf(rng, field, Context { is_below_array: true, ..context }))
        }));
    }
    format!("{{{}}}", members.join(","))
}

fn is_scalar(kind: &Kind) -> bool {
    !matches!(kind, Kind::Object(_) | Kind::List(_))
}

fn leaf(rng: &mut Rng, field: &'static Field, context: Context) -> String {
    let kind = field.kind.element();
    let alternatives: Vec<String> = (0..rng.usize(1..=2)).map(|_| alternative(rng, kind, context)).collect();
    format!("[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, kind: &'static Kind, context: Context) -> String {
    let number = rng.u8(..4).to_string();
    let word = format!("\"{}\"", WORDS[rng.usize(..WORDS.len())]);
    let value = match kind {
        Kind::String | Kind::ClosedSet(_) => word,
        Kind::Boolean => rng.bool().to_string(),
        _ => number.clone(),
    };
    let is_number = matches!(kind, Kind::Integer(_) | Kind::Number);
    let field_ref = field_ref(rng, kind, context);
    match (rng.u8(..12), field_ref) {
        (0, _) => format!("{{\"exists\":{}}}", rng.bool()),
        (1, _) => "null".to_owned(),
        (2, _) if *kind != Kind::Boolean => format!("{{\"anything-but\":[{value}]}}"),
        (3, _) if is_number => format!("{{\"numeric\":[\">\",{number}]}}"),
        (4..=5, Some(field_ref)) => field_ref,
        (6, Some(field_ref)) => format!("{{\"anything-but\":{field_ref}}}"),
        (7, Some(field_ref)) if *kind != Kind::Boolean => format!("{{\"anything-but\":[{value},{field_ref}]}}"),
        (8, Some(field_ref)) if is_number => {
            let operator = ["=", "<", "<=", ">", ">="][rng.usize(..5)];
            format!("{{\"numeric\":[\"{operator}\",{field_ref}]}}")
        }
        (9, Some(field_ref)) if is_number => format!("{{\"numeric\":[\">=\",{number},\"<\",{field_ref}]}}"),
        _ => value,
    }
}

/// Returns a field reference to a field with comparable values, in the event or in the element of the innermost scope.
fn field_ref(rng: &mut Rng, kind: &Kind, context: Context) -> Option<String> {
    let relative = context.element.filter(|_| rng.bool());
    let mut paths = Vec::new();
    collect_paths(relative.unwrap_or(context.event), kind, "", &mut paths);
    let path = paths.get(rng.usize(..paths.len().max(1)))?;
    Some(format!("{{\"$field\":\"{}{path}\"}}", if relative.is_some() { "." } else { "" }))
}

fn collect_paths(object: &'static ObjectSchema, kind: &Kind, prefix: &str, paths: &mut Vec<String>) {
    let class = |kind: &Kind| match kind {
        Kind::String | Kind::ClosedSet(_) => 0,
        Kind::Boolean => 1,
        _ => 2,
    };
    for field in &object.fields {
        let path = format!("{prefix}{}", field.name);
        match &field.kind {
            Kind::Object(inner) => collect_paths(inner, kind, &format!("{path}."), paths),
            other
                if is_scalar(other)
                    && class(other) == class(kind)
                    && FREQUENT_FIELDS.contains(&field.name.as_str()) =>
            {
                paths.push(path);
            }
            _ => {}
        }
    }
}
