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

/// Generates events. Some are unusual: they have repeated keys, dotted keys, arrays instead of single values, and values
/// of other kinds.
struct Generator {
    rng: Rng,
    is_unusual: bool,
}

impl Generator {
    /// Whether to make an unusual decision.
    fn deviates(&mut self) -> bool {
        self.is_unusual && self.rng.u8(..32) == 0
    }

    /// Returns an event, which is sometimes one of another type.
    fn event(&mut self, schema: &Schema) -> String {
        let mut members = Vec::new();
        for field in &schema.root.fields {
            let value = match (&*field.name, self.rng.u8(..16)) {
                ("source", 1..) => format!("{:?}", schema.source.as_deref().unwrap()),
                ("detail-type", 1..) => format!("{:?}", schema.detail_type.as_deref().unwrap()),
                ("replay-name", 1..) => continue,
                _ => self.field(field),
            };
            members.push(format!("{:?}:{value}", field.name));
        }
        format!("{{{}}}", members.join(","))
    }

    fn object(&mut self, schema: &ObjectSchema) -> String {
        format!("{{{}}}", self.members(schema, "").join(","))
    }

    /// Returns the members of an object, whose keys start with a prefix.
    fn members(&mut self, schema: &ObjectSchema, prefix: &str) -> Vec<String> {
        let mut members = Vec::new();
        for field in &schema.fields {
            if field.presence == Presence::Required || self.rng.u8(..4) > 0 {
                self.add_members(&format!("{prefix}{}", field.name), field, &mut members);
            }
        }
        match &schema.others {
            Others::Values(values) => {
                for key in ["k", "l", "k.m", "k.n.o"] {
                    if self.rng.bool() {
                        self.add_members(&format!("{prefix}{key}"), values, &mut members);
                    }
                }
            }
            Others::Unknown | Others::None if self.rng.u8(..4) == 0 => {
                members.push("\"unknown\":[{\"a\":1}]".to_owned());
            }
            Others::Unknown | Others::None => {}
        }
        self.rng.shuffle(&mut members);
        members
    }

    /// Adds a member or, in an unusual event, several ones.
    fn add_members(&mut self, key: &str, field: &Field, members: &mut Vec<String>) {
        for _ in 0..=usize::from(self.deviates()) {
            match field.kind.object() {
                Some(inner) if self.deviates() => members.extend(self.members(inner, &format!("{key}."))),
                _ => members.push(format!("{key:?}:{}", self.field(field))),
            }
        }
    }

    fn field(&mut self, field: &Field) -> String {
        if field.is_nullable && self.rng.u8(..4) == 0 { "null".to_owned() } else { self.value(&field.kind) }
    }

    fn value(&mut self, kind: &Kind) -> String {
        if self.deviates() {
            return if self.rng.bool() { self.anything(2) } else { format!("[{}]", self.value(kind)) };
        }
        match kind {
            Kind::Any => self.anything(0),
            Kind::String => ["\"run\"", "\"RUN\"", "\"ok-1\"", "\"\"", "\"r\\u0075n\""][self.rng.usize(..5)].to_owned(),
            Kind::ClosedSet(_) => ["\"run\"", "\"RUN\"", "\"ok-1\"", "\"new\""][self.rng.usize(..4)].to_owned(),
            Kind::Integer(_) => self.rng.i8(-1..3).to_string(),
            Kind::Number => ["-1.0", "0", "1.5", "2e0"][self.rng.usize(..4)].to_owned(),
            Kind::Boolean => self.rng.bool().to_string(),
            Kind::Object(inner) => self.object(inner),
            Kind::List(element) => {
                let elements: Vec<String> = (0..self.rng.usize(..4)).map(|_| self.value(element)).collect();
                format!("[{}]", elements.join(","))
            }
            Kind::OneOf(kinds) => {
                let kind = &kinds[self.rng.usize(..kinds.len())];
                self.value(kind)
            }
        }
    }

    /// Returns any value, often with the keys that the patterns name.
    fn anything(&mut self, depth: usize) -> String {
        match self.rng.u8(..if depth > 3 { 5 } else { 10 }) {
            0 => "null".to_owned(),
            1 => self.rng.bool().to_string(),
            2 => "\"run\"".to_owned(),
            3 | 4 => self.rng.i8(-1..3).to_string(),
            5 | 6 => {
                let elements: Vec<String> = (0..self.rng.usize(..3)).map(|_| self.anything(depth + 1)).collect();
                format!("[{}]", elements.join(","))
            }
            _ => {
                let keys = match self.rng.u8(..8) {
                    0 if self.is_unusual => ["a", "a.b", "b"],
                    1 if self.is_unusual => ["a", "b", "a"],
                    0..=2 => ["a.b", "a.c", "b"],
                    _ => ["a", "b", "c"],
                };
                let keys: Vec<&str> = keys.into_iter().filter(|_| self.rng.u8(..3) > 0).collect();
                let members = keys.iter().map(|key| format!("{key:?}:{}", self.anything(depth + 1)));
                let members: Vec<String> = members.collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}

fn schema(document: usize) -> Schema {
    read(DOCUMENTS[document], &Options::new("document.json")).unwrap().events.remove(0)
}

/// How often the rules give each answer on events that can be deserialized, and how many of these are unusual.
#[derive(Debug, Default)]
struct Counts {
    answers: [usize; 2],
    unusual: usize,
}

#[test]
fn typed_rules_agree_with_the_engine_and_the_oracle() {
    let catalogue = Catalogue::new();
    let (mut counts, mut one_sided) = (Counts::default(), 0);
    assert!(RULES.len() >= 6 * DOCUMENTS.len() && DOCUMENTS.len() >= if cfg!(feature = "all") { 60 } else { 15 });
    for rule in RULES {
        let schema = schema(rule.document);
        let schemas = Schemas { event_type: Some(&schema), catalogue: &catalogue };
        let lowered = parse_for(schemas, rule.pattern, Dialect::Strict).lowered.unwrap();
        let rng = Rng::with_seed(rule.document as u64);
        let mut generator = Generator { rng, is_unusual: false };
        let mut answers = [0_usize; 2];
        for number in 0..EVENTS {
            generator.is_unusual = number % 2 == 1;
            let event = generator.event(&schema);
            let context = || format!("{}\n{}\n{event}", DOCUMENTS[rule.document], rule.pattern);
            let expected = oracle::matches(&lowered.rule, &oracle::Event::parse(&event).unwrap());
            assert_eq!((rule.bytes)(event.as_bytes()), Ok(expected), "{}", context());
            match (rule.typed)(&event) {
                Ok(typed) => assert_eq!(typed, expected, "{}", context()),
                Err(_) if generator.is_unusual => continue,
                Err(error) => panic!("{error}: {}", context()),
            }
            answers[usize::from(expected)] += 1;
            counts.unusual += usize::from(generator.is_unusual);
        }
        counts.answers = [counts.answers[0] + answers[0], counts.answers[1] + answers[1]];
        one_sided += usize::from(answers.contains(&0));
    }
    assert!(
        counts.answers.iter().chain([&counts.unusual]).all(|count| *count > RULES.len() * EVENTS / 10),
        "{counts:?}"
    );
    assert!(one_sided < RULES.len() / 3, "{one_sided} of {} rules always give the same answer", RULES.len());
}
