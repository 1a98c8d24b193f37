//! Schemas that are inferred from events.
//!
//! `shape` is what was seen at a place in the events: how often a field was there, and with which values. `conclusion`
//! turns shapes into a schema, and `closed_set` decides whether the strings at a place are those of a closed set.

mod closed_set;
mod conclusion;
mod shape;

pub(crate) use closed_set::last_word;

use conclusion::Conclusion;
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::schema::Schema;
use shape::Shape;
use std::collections::BTreeMap;

/// The events that were seen, by their source and their `detail-type`.
#[derive(Debug, Default)]
pub(crate) struct Inference {
    types: BTreeMap<(Option<String>, Option<String>), Shape>,
}

impl Inference {
    /// Adds an event.
    pub(crate) fn add(&mut self, event: &Value) {
        let text = |key| outer_text(event, key).map(str::to_owned);
        let shape = self.types.entry((text("source"), text("detail-type"))).or_default();
        if let Some(detail) = member(event, "detail") {
            shape.add(detail);
        }
    }

    /// Returns a schema for each event type.
    pub(crate) fn schemas(&self) -> Vec<Schema> {
        let schema = |((source, detail_type), detail): (&(Option<String>, Option<String>), &Shape)| {
            Conclusion::schema(source.as_deref(), detail_type.as_deref(), detail)
        };
        self.types.iter().map(schema).collect()
    }
}

/// Returns a member of an event. If the key is repeated, the last one counts.
pub(crate) fn member<'e>(event: &'e Value, key: &str) -> Option<&'e Value> {
    let ValueKind::Object(members) = &event.kind else { return None };
    members.iter().rev().find(|member| member.key.as_str() == Some(key)).map(|member| &member.value)
}

/// Returns the text of an outer field of an event.
pub(crate) fn outer_text<'e>(event: &'e Value, key: &str) -> Option<&'e str> {
    match &member(event, key)?.kind {
        ValueKind::String(text) => text.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use event_pattern_compiler::json::{Dialect, read};
    use event_pattern_documents::{Options, write};

    /// Returns a random number below a limit.
    fn below(limit: u64, state: &mut u64) -> u64 {
        // Constants of Knuth's MMIX generator, whose upper bits are random enough.
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) % limit
    }

    /// Returns random JSON text.
    fn json(depth: u64, state: &mut u64) -> String {
        const SCALARS: [&str; 9] =
            ["null", "true", "1", "-3.0", "1e400", "0.5", "9223372036854775808", r#""OPEN""#, r#""\ud800""#];
        const KEYS: [&str; 9] = ["", "a", "a.b", "$ref", "日本", "status", "Status", "Order Placed", "items"];
        let choices = if depth == 0 { 1 } else { 3 };
        let count = below(4, state);
        match below(choices, state) {
            0 => SCALARS[usize::try_from(below(9, state)).unwrap()].to_owned(),
            1 => {
                let elements: Vec<String> = (0..count).map(|_| json(depth - 1, state)).collect();
                format!("[{}]", elements.join(","))
            }
            _ => {
                let mut member = |_| {
                    let key = KEYS[usize::try_from(below(9, state)).unwrap()];
                    format!("\"{key}\":{}", json(depth - 1, state))
                };
                let members: Vec<String> = (0..count).map(&mut member).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    #[test]
    fn events_follow_the_schema_that_is_inferred_from_them_and_its_document_is_the_same_schema() {
        let mut state = 1;
        for round in 0..500 {
            let source = if round % 2 == 0 { "shop" } else { "aws.shop" };
            let events = (0..=below(5, &mut state)).map(|_| {
                let detail = json(4, &mut state);
                let outer = r#""version":"0","id":"1","account":"123456789012","region":"us-east-1","resources":[]"#;
                let text = format!(
                    r#"{{{outer},"time":"","source":"{source}","detail-type":"Order Placed","detail":{{"all":{detail}}}}}"#
                );
                (read(&text, Dialect::Strict).value.unwrap(), text)
            });
            let events: Vec<(Value, String)> = events.collect();
            let mut inference = Inference::default();
            for (event, _) in &events {
                inference.add(event);
            }
            let schemas = inference.schemas();
            let [schema] = schemas.as_slice() else { panic!("{schemas:?}") };
            let document = write(schema);
            let again = event_pattern_documents::read(&document, &Options::new("order.json")).unwrap();
            assert_eq!(again.events, schemas, "{document}");
            for (event, text) in &events {
                let mut mismatches = schema.validate(event);
                // If a key is repeated, only the last value was seen.
                mismatches.retain(|_| !has_repeated_key(event));
                assert_eq!(mismatches, [], "{text}\n{document}");
            }
        }
    }

    fn has_repeated_key(value: &Value) -> bool {
        match &value.kind {
            ValueKind::Object(members) => {
                let is_repeated = |at: usize| members[..at].iter().any(|other| other.key == members[at].key);
                (0..members.len()).any(is_repeated) || members.iter().any(|member| has_repeated_key(&member.value))
            }
            ValueKind::Array(elements) => elements.iter().any(has_repeated_key),
            _ => false,
        }
    }
}
