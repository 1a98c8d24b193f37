//! Generates random events that are similar to those of a schema but unusual: with repeated keys, dotted keys, arrays
//! in arrays, objects instead of arrays, and values of other types.

use super::fields::FREQUENT_FIELDS;
use event_pattern_compiler::schema::{Kind, ObjectSchema, Presence, Schema};
use fastrand::Rng;

const WORDS: [&str; 7] = ["a", "b", "STOPPED", "RUNNING", "\\u0061", "STOP\\u0050ED", "x\\\"y"];

/// Returns a random event for the schema. The same seed gives the same event. `unusual_percent` is the probability of
/// each unusual decision. If it is 0, the event has all required fields and can be deserialized.
pub(crate) fn generate(schema: &'static Schema, seed: u64, unusual_percent: u8) -> String {
    let mut generator = EventGenerator { rng: Rng::with_seed(seed), unusual_percent };
    let body = generator.object(&schema.root);
    let detail_type = format!("\"detail-type\":\"{}\"", schema.detail_type.as_deref().unwrap());
    if body == "{}" { format!("{{{detail_type}}}") } else { format!("{{{detail_type},{}", &body[1..]) }
}

struct EventGenerator {
    rng: Rng,
    unusual_percent: u8,
}

impl EventGenerator {
    fn is_unusual(&mut self) -> bool {
        self.rng.u8(..100) < self.unusual_percent
    }

    fn object(&mut self, schema: &'static ObjectSchema) -> String {
        let members = self.members(schema, "");
        format!("{{{}}}", members.join(","))
    }

    fn members(&mut self, schema: &'static ObjectSchema, prefix: &str) -> Vec<String> {
        let mut members = Vec::new();
        for field in schema.fields.iter().filter(|field| field.name != "detail-type") {
            let is_optional = field.presence == Presence::Optional;
            let frequency = match FREQUENT_FIELDS.contains(&field.name.as_str()) {
                _ if self.unusual_percent == 0 && !is_optional => 10,
                true => 8,
                false => 1,
            };
            if self.rng.u8(..10) >= frequency {
                continue;
            }
            let key = format!("{prefix}{}", field.name);
            let count = 1 + usize::from(self.is_unusual());
            for _ in 0..count {
                match (&field.kind, field.kind.object()) {
                    (_, Some(inner)) if self.is_unusual() => {
                        members.extend(self.members(inner, &format!("{key}.")));
                    }
                    (kind, _) => {
                        let is_null = field.is_nullable && self.rng.u8(..12) == 0;
                        let value = if is_null { "null".to_owned() } else { self.value(kind) };
                        members.push(format!("\"{key}\":{value}"));
                    }
                }
            }
        }
        self.rng.shuffle(&mut members);
        members
    }

    fn value(&mut self, kind: &'static Kind) -> String {
        if self.is_unusual() {
            let values = ["null", "[]", "{}", "1", "\"a\"", "true", "[[1],{\"name\":\"a\"}]", "12345678901234567890"];
            return values[self.rng.usize(..values.len())].to_owned();
        }
        match kind {
            Kind::String | Kind::ClosedSet(_) => format!("\"{}\"", WORDS[self.rng.usize(..WORDS.len())]),
            Kind::Integer(_) | Kind::Number if self.is_unusual() => {
                ["1.0", "2e0", "-0", "0.5", "9007199254740993"][self.rng.usize(..5)].to_owned()
            }
            Kind::Integer(_) | Kind::Number => self.rng.u8(..4).to_string(),
            Kind::Boolean => self.rng.bool().to_string(),
            Kind::Any | Kind::OneOf(_) => "1".to_owned(),
            Kind::Object(inner) => self.object(inner),
            Kind::List(element) if self.is_unusual() => self.value(element),
            Kind::List(element) => {
                let count = self.rng.usize(..4);
                let elements: Vec<String> = (0..count).map(|_| self.element(element)).collect();
                format!("[{}]", elements.join(","))
            }
        }
    }

    fn element(&mut self, kind: &'static Kind) -> String {
        let value = self.value(kind);
        if self.is_unusual() { format!("[{value}]") } else { value }
    }
}
