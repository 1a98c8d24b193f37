//! Tests that the rules that the macro compiles from the patterns of the conformance cases agree with the oracle on
//! every event.

use event_pattern::{EventError, event_pattern};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use event_pattern_tests::{Expect, own_cases, recorded_cases};
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/raw_rules.rs"));

#[test]
fn compiled_rules_agree_with_the_oracle() {
    let mut events: Vec<String> = own_cases().into_iter().map(|case| case.event).collect();
    events.extend(recorded_cases().into_iter().step_by(200).map(|case| case.event));
    let events: Vec<(String, oracle::Event)> =
        events.into_iter().filter_map(|text| oracle::Event::parse(&text).ok().map(|event| (text, event))).collect();
    for (pattern, rule) in RULES {
        let lowered = parse_known(pattern).lowered.unwrap();
        for (text, event) in &events {
            let expected = oracle::matches(&lowered.rule, event);
            assert_eq!(rule(text.as_bytes()), Ok(expected), "{pattern}\n{text}");
        }
    }
}

#[test]
fn compiled_rules_give_the_answers_of_the_conformance_cases() {
    // `PATTERN` has no white space, so the patterns of the cases are compared without white space.
    let canonical = |text: &str| parse_known(text).value.map(|value| value.to_json());
    let rules: BTreeMap<&str, _> = RULES.iter().copied().collect();
    let mut checked = 0;
    for case in own_cases().iter().chain(&recorded_cases()) {
        let Some(rule) = canonical(&case.pattern).and_then(|pattern| rules.get(pattern.as_str())) else { continue };
        match case.expect {
            Expect::Match | Expect::NoMatch => {
                assert_eq!(rule(case.event.as_bytes()), Ok(case.expect == Expect::Match), "{case:?}");
                checked += 1;
            }
            Expect::InvalidEvent | Expect::InvalidPattern => {}
        }
    }
    assert!(checked > 100 && RULES.len() > 150, "{checked} of {} rules", RULES.len());
}

event_pattern! {
    /// The documents that a rule names make element scopes and field references possible.
    #[event_pattern(schema = "schemas/order.json")]
    fn two_of_each(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"],
        "detail-type": ["Order Placed"],
        "detail": { "items": { "$all": { "quantity": [2] } }, "count": [{ "$field": "detail.total" }] }
    }
}

#[test]
fn element_scopes_and_field_references_work_on_the_events_of_a_document() {
    let event = |items: &str, count: u8| {
        format!(
            r#"{{ "source": "shop.orders", "detail-type": "Order Placed",
                "detail": {{ "total": 5, "count": {count}, "items": {items} }} }}"#
        )
    };
    for (items, count, expected) in [
        (r#"[{ "sku": "a", "quantity": 2 }, { "sku": "b", "quantity": 2 }]"#, 5, true),
        (r#"[{ "sku": "a", "quantity": 2 }, { "sku": "b", "quantity": 1 }]"#, 5, false),
        (r#"[{ "sku": "a", "quantity": 2 }]"#, 4, false),
    ] {
        assert_eq!(two_of_each::matches_json(event(items, count).as_bytes()), Ok(expected), "{items} {count}");
    }
}

event_pattern! {
    fn with_schema_key(json: &[u8]) -> Result<bool, EventError> {
        r#"{ "$schema": "../order.schema.json", "source": ["shop.orders"] }"#
    }
}

#[test]
fn the_json_schema_that_a_pattern_names_is_not_deployed() {
    assert_eq!(with_schema_key::PATTERN, r#"{"source":["shop.orders"]}"#);
    assert_eq!(with_schema_key(br#"{ "source": "shop.orders" }"#), Ok(true));
}
