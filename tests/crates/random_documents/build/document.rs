//! Random documents, with every kind of field.

use fastrand::Rng;

const KEYS: [&str; 14] =
    ["a", "b", "c", "d", "eF", "fn", "g-h", "name", "type", "kind", "Option", "items", "1st", "größe"];

/// Returns a random document. The same number gives the same document.
pub(crate) fn generate(number: u64) -> String {
    let mut rng = Rng::with_seed(number);
    let detail = object(&mut rng, 0);
    format!(
        r#"{{ "x-amazon-events-source": "random", "x-amazon-events-detail-type": "Random {number}",
              "properties": {{ "detail": {detail} }}, "required": ["detail"] }}"#
    )
}

/// Returns the schema of an object.
fn object(rng: &mut Rng, depth: usize) -> String {
    let mut keys = KEYS.to_vec();
    rng.shuffle(&mut keys);
    keys.truncate(rng.usize(if depth == 0 { 4..8 } else { 1..4 }));
    let properties: Vec<String> = keys.iter().map(|key| format!("{key:?}: {}", field(rng, depth))).collect();
    let required: Vec<String> = keys.iter().filter(|_| rng.bool()).map(|key| format!("{key:?}")).collect();
    let others = ["", r#", "additionalProperties": true"#, r#", "additionalProperties": false"#][rng.usize(..3)];
    format!(
        r#"{{ "type": "object", "properties": {{ {} }}, "required": [{}]{others} }}"#,
        properties.join(", "),
        required.join(", ")
    )
}

fn field(rng: &mut Rng, depth: usize) -> String {
    if depth < 3 && rng.u8(..3) == 0 {
        return match rng.u8(..6) {
            0 => object(rng, depth + 1),
            1 | 2 => format!(r#"{{ "type": "array", "items": {} }}"#, object(rng, depth + 1)),
            3 => format!(r#"{{ "type": "object", "additionalProperties": {} }}"#, object(rng, depth + 1)),
            _ => {
                let items = scalar(rng, false);
                nullable(rng, r#""array""#, &format!(r#", "items": {items}"#))
            }
        };
    }
    match rng.u8(..12) {
        0 => "{}".to_owned(),
        1 => r#"{ "type": ["string", "integer"] }"#.to_owned(),
        2 => r#"{ "oneOf": [{ "type": "number" }, { "type": "boolean" }] }"#.to_owned(),
        3 => format!(r#"{{ "type": "object", "additionalProperties": {} }}"#, scalar(rng, true)),
        _ => scalar(rng, true),
    }
}

/// Returns the schema of a single value.
fn scalar(rng: &mut Rng, may_be_nullable: bool) -> String {
    let (kind, rest) = match rng.u8(..7) {
        0 => (r#""integer""#, r#", "format": "int32""#),
        1 => (r#""integer""#, ""),
        2 => (r#""number""#, ""),
        3 => (r#""boolean""#, ""),
        4 => return r#"{ "type": "string", "enum": ["run", "RUN", "ok-1", ""] }"#.to_owned(),
        _ => (r#""string""#, ""),
    };
    if may_be_nullable { nullable(rng, kind, rest) } else { format!(r#"{{ "type": {kind}{rest} }}"#) }
}

fn nullable(rng: &mut Rng, kind: &str, rest: &str) -> String {
    let kind = if rng.u8(..4) == 0 { format!(r#"[{kind}, "null"]"#) } else { kind.to_owned() };
    format!(r#"{{ "type": {kind}{rest} }}"#)
}
