//! Compares the answers of rules for a Rust type with those for the JSON text.

use event_pattern::EventError;
use serde_json::{Map, Value, json};

/// The name of a rule, and its answers for the type and for the JSON text.
pub(crate) type Answer = (&'static str, bool, Result<bool, EventError>);

/// The fields of a detail, each with values of which the second one is valid.
pub(crate) type Fields = Vec<(&'static str, Vec<Value>)>;

/// Checks rules on many details: a valid one with each field replaced by each of its values, or removed. `answers`
/// evaluates the rules on an event; it returns `None` if the event does not deserialize.
pub(crate) fn check_agreement(
    [source, detail_type]: [&str; 2],
    fields: &Fields,
    answers: impl Fn(&str) -> Option<Vec<Answer>>,
) {
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    for detail in details(fields) {
        let json = json!({
            "version": "0", "id": "1", "detail-type": detail_type, "source": source, "account": "123456789012",
            "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": [], "detail": detail
        });
        let text = json.to_string();
        for (index, (rule, typed, on_json)) in answers(&text).into_iter().flatten().enumerate() {
            assert_eq!(Ok(typed), on_json, "{rule}: {text}");
            if counts.len() == index {
                counts.push((rule, 0, 0));
            }
            counts[index].1 += usize::from(typed);
            counts[index].2 += usize::from(!typed);
        }
    }
    assert!(!counts.is_empty());
    counts.retain(|(_, matching, others)| *matching == 0 || *others == 0);
    assert_eq!(counts, [], "each rule matches some of the events, but not all");
}

fn details(fields: &Fields) -> Vec<Map<String, Value>> {
    let valid: Map<String, Value> =
        fields.iter().map(|(name, values)| ((*name).to_owned(), values[1].clone())).collect();
    let mut details = vec![valid.clone()];
    for (name, values) in fields {
        for value in values {
            let mut detail = valid.clone();
            detail.insert((*name).to_owned(), value.clone());
            details.push(detail);
        }
        let mut detail = valid.clone();
        detail.remove(*name);
        details.push(detail);
    }
    details
}
