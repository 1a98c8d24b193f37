//! Tests that typed rules on events of random documents agree with the engine and the oracle.

use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::schema::{Catalogue, Field, Kind, ObjectSchema, Others, Presence, Schema, Schemas};
use event_pattern_documents::{Options, read};
use event_pattern_interpreter::oracle;
use event_pattern_test_random_documents::{DOCUMENTS, RULES};
use fastrand::Rng;

/// Number of events for each rule.
const EVENTS: usize = 100;

fn object(rng: &mut Rng, schema: &ObjectSchema, depth: usize) -> String {
    let mut members = Vec::new();
    for field in &schema.fields {
        if field.presence == Presence::Required || rng.u8(..4) > 0 {
            members.push(format!("{:?}:{}", field.name, field_value(rng, field, depth)));
        }
    }
    match &schema.others {
        Others::Values(values) => {
            let keys = ["k", "l", "k.m", "k.n.o"].iter().filter(|_| rng.bool());
            let keys: Vec<&str> = keys.copied().collect();
            members.extend(keys.iter().map(|key| format!("{key:?}:{}", field_value(rng, values, depth))));
        }
        Others::Unknown | Others::None if rng.u8(..4) == 0 => members.push("\"unknown\":[{\"a\":1}]".to_owned()),
        Others::Unknown | Others::None => {}
    }
    rng.shuffle(&mut members);
    format!("{{{}}}", members.join(","))
}

/// Returns an event, which is sometimes one of another type.
fn event(rng: &mut Rng, schema: &Schema) -> String {
    let mut members = Vec::new();
    for field in &schema.root.fields {
        let value = match (&*field.name, rng.u8(..16)) {
            ("source", 1..) => format!("{:?}", schema.source.as_deref().unwrap()),
            ("detail-type", 1..) => format!("{:?}", schema.detail_type.as_deref().unwrap()),
            ("replay-name", 1..) => continue,
            _ => field_value(rng, field, 0),
        };
        members.push(format!("{:?}:{value}", field.name));
    }
    format!("{{{}}}", members.join(","))
}

fn field_value(rng: &mut Rng, field: &Field, depth: usize) -> String {
    if field.is_nullable && rng.u8(..4) == 0 { "null".to_owned() } else { value(rng, &field.kind, depth) }
}

fn value(rng: &mut Rng, kind: &Kind, depth: usize) -> String {
    match kind {
        Kind::Any => anything(rng, 0),
        Kind::String => ["\"run\"", "\"RUN\"", "\"ok-1\"", "\"\"", "\"r\\u0075n\""][rng.usize(..5)].to_owned(),
        Kind::ClosedSet(_) => ["\"run\"", "\"RUN\"", "\"ok-1\"", "\"new\""][rng.usize(..4)].to_owned(),
        Kind::Integer(_) => rng.i8(-1..3).to_string(),
        Kind::Number => ["-1.0", "0", "1.5", "2e0"][rng.usize(..4)].to_owned(),
        Kind::Boolean => rng.bool().to_string(),
        Kind::Object(inner) => object(rng, inner, depth + 1),
        Kind::List(element) => {
            let elements: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, element, depth)).collect();
            format!("[{}]", elements.join(","))
        }
        Kind::OneOf(kinds) => {
            let kind = &kinds[rng.usize(..kinds.len())];
            value(rng, kind, depth)
        }
    }
}

/// Returns any value, often with the keys that the patterns name.
fn anything(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..if depth > 3 { 5 } else { 10 }) {
        0 => "null".to_owned(),
        1 => rng.bool().to_string(),
        2 => "\"run\"".to_owned(),
        3 | 4 => rng.i8(-1..3).to_string(),
        5 | 6 => {
            let elements: Vec<String> = (0..rng.usize(..3)).map(|_| anything(rng, depth + 1)).collect();
            format!("[{}]", elements.join(","))
        }
        _ => {
            // The keys of some objects have dots, but no key leads into the value of another one.
            let keys = if rng.u8(..4) == 0 { ["a.b", "a.c", "b"] } else { ["a", "b", "c"] };
            let keys: Vec<&str> = keys.into_iter().filter(|_| rng.u8(..3) > 0).collect();
            let members: Vec<String> = keys.iter().map(|key| format!("{key:?}:{}", anything(rng, depth + 1))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

fn schema(document: usize) -> Schema {
    read(DOCUMENTS[document], &Options::new("document.json")).unwrap().events.remove(0)
}

#[test]
fn typed_rules_agree_with_the_engine_and_the_oracle() {
    let catalogue = Catalogue::new();
    let (mut counts, mut one_sided) = ([0_usize; 2], 0);
    assert!(RULES.len() >= 6 * DOCUMENTS.len() && DOCUMENTS.len() >= 60);
    for rule in RULES {
        let schema = schema(rule.document);
        let schemas = Schemas { event_type: Some(&schema), catalogue: &catalogue };
        let lowered = parse_for(schemas, rule.pattern, Dialect::Strict).lowered.unwrap();
        let mut rng = Rng::with_seed(rule.document as u64);
        let mut answers = [0_usize; 2];
        for _ in 0..EVENTS {
            let event = event(&mut rng, &schema);
            let expected = oracle::matches(&lowered.rule, &oracle::Event::parse(&event).unwrap());
            let typed = (rule.typed)(&event).unwrap_or_else(|error| panic!("{error}: {event}"));
            let context = || format!("{}\n{}\n{event}", DOCUMENTS[rule.document], rule.pattern);
            assert_eq!((rule.bytes)(event.as_bytes()), Ok(expected), "{}", context());
            assert_eq!(typed, expected, "{}", context());
            answers[usize::from(expected)] += 1;
        }
        counts = [counts[0] + answers[0], counts[1] + answers[1]];
        one_sided += usize::from(answers.contains(&0));
    }
    assert!(counts.iter().all(|count| *count > RULES.len() * EVENTS / 10), "{counts:?}");
    assert!(one_sided < RULES.len() / 3, "{one_sided} of {} rules always give the same answer", RULES.len());
}
