//! Tests how the answers of a rule change if an event is deserialized into a general type and serialized again. The
//! book's chapter on Lambda functions warns users of `aws_lambda_events::eventbridge::EventBridgeEvent` about these changes.

use event_pattern::Pattern;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The fields of `aws_lambda_events::eventbridge::EventBridgeEvent`, version 1.2, except that `time` is not parsed. A
/// dependency on that crate would bring in twenty other crates.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
struct EventBridgeEvent {
    #[serde(default)]
    version: Option<String>,
    #[serde(default)]
    id: Option<String>,
    detail_type: String,
    source: String,
    #[serde(default)]
    account: Option<String>,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    resources: Option<Vec<String>>,
    detail: Value,
}

/// Returns whether a pattern matches an event with this detail, and whether it matches the event after deserializing
/// and serializing it.
fn before_and_after(pattern: &str, detail: &str) -> (bool, bool) {
    let original = format!(r#"{{ "source": "my.shop", "detail-type": "Order Placed", "detail": {detail} }}"#);
    let event: EventBridgeEvent = serde_json::from_str(&original).unwrap();
    let copy = serde_json::to_vec(&event).unwrap();
    let pattern = Pattern::parse(pattern).unwrap();
    (pattern.matches_json(original.as_bytes()).unwrap(), pattern.matches_json(&copy).unwrap())
}

#[test]
fn an_absent_field_becomes_null() {
    for field in ["version", "id", "account", "time", "region", "resources"] {
        let answers = |alternative: &str| before_and_after(&format!(r#"{{ "{field}": [{alternative}] }}"#), "{}");
        assert_eq!(answers(r#"{ "exists": false }"#), (true, false), "{field}");
        assert_eq!(answers(r#"{ "exists": true }"#), (false, true), "{field}");
        assert_eq!(answers("null"), (false, true), "{field}");
    }
}

#[test]
fn a_number_beyond_64_bits_changes() {
    let answers = |number: &str| {
        before_and_after(&format!(r#"{{ "detail": {{ "n": [{number}] }} }}"#), r#"{ "n": 12345678901234567890123 }"#)
    };
    assert_eq!(answers("12345678901234567890123"), (true, false));
    assert_eq!(answers("1.2345678901234568e+22"), (false, true));
}

#[test]
fn only_the_last_value_of_a_repeated_key_remains() {
    let answers = |state: &str| {
        before_and_after(
            &format!(r#"{{ "detail": {{ "state": ["{state}"] }} }}"#),
            r#"{ "state": "FAILED", "state": "DONE" }"#,
        )
    };
    assert_eq!(answers("FAILED"), (true, false));
    assert_eq!(answers("DONE"), (true, true));
}
