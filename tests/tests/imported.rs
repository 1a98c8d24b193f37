//! Rules on the types that `event-pattern schema import` writes.

mod kinds {
    #![allow(missing_docs, unreachable_pub, dead_code)]
    include!("imported/kinds.rs");
}

mod open {
    #![allow(missing_docs, unreachable_pub, dead_code)]
    include!("imported/open.rs");
}

use event_pattern::{Event, event_pattern};
use event_pattern_codegen::imported_types::write;
use event_pattern_documents::{Options, read};
use kinds::Kinds;
use open::shop::OrderPlaced;
use std::path::Path;

event_pattern! {
    fn of_each_kind(event: &Event<Kinds>) -> bool {
        "detail": {
            "any": [{ "exists": true }],
            "map": { "a": ["1"] },
            "objects": { "x": { "code": [7] } },
            "maybeList": [null],
            "numbers": [2],
            "type": ["b"],
            "nested": { "any": { "z": [true] } }
        }
    }

    fn absent(event: &Event<Kinds>) -> bool {
        "detail": { "maybeAny": [{ "exists": false }], "flags": [{ "exists": false }] }
    }
}

event_pattern! {
    fn in_transit(event: &Event<OrderPlaced>) -> bool {
        "detail": { "Total-Sum": [null], "status": ["IN_TRANSIT"], "others": { "a": ["Other"] }, "self": [true] }
    }
}

const EVENT: &str = r#"{
    "version": "0", "id": "1", "detail-type": "Kinds", "source": "test", "account": "123456789012",
    "time": "2026-01-01T00:00:00Z", "region": "eu-central-1", "resources": [],
    "detail": {
        "any": "x", "oneOf": 1, "map": { "a": "1" }, "objects": { "x": { "code": 7, "any": [1] } }, "nullableMap": { "n": null },
        "anyList": [1, "a"], "mixedList": [], "numbers": [1, 2], "type": "b", "nested": { "any": { "z": true } },
        "maybeList": null
    }
}"#;

#[test]
fn rules_on_imported_types_agree_with_those_on_json_text() {
    let event: Event<Kinds> = serde_json::from_str(EVENT).unwrap();
    assert_eq!((of_each_kind(&event), of_each_kind::matches_json(EVENT.as_bytes())), (true, Ok(true)));
    assert_eq!((absent(&event), absent::matches_json(EVENT.as_bytes())), (true, Ok(true)));
    let other = EVENT.replace("\"maybeList\": null", "\"maybeAny\": null");
    let event: Event<Kinds> = serde_json::from_str(&other).unwrap();
    assert_eq!((of_each_kind(&event), of_each_kind::matches_json(other.as_bytes())), (false, Ok(false)));
    assert_eq!((absent(&event), absent::matches_json(other.as_bytes())), (false, Ok(false)));
}

#[test]
fn imported_types_accept_what_the_document_does_not_describe() {
    for (status, other, expected) in
        [("IN_TRANSIT", "Other", true), ("LOST", "Other", false), ("IN_TRANSIT", "*", false)]
    {
        let event = EVENT.split("\"detail\":").next().unwrap().replace("Kinds", "Order \\\"Placed\\\"");
        let event = event.replace("\"test\"", "\"shop\"");
        let json = format!(
            r#"{event} "detail": {{ "Total-Sum": null, "status": "{status}", "self": true, "new": [1], "others": {{ "a": "{other}", "b": {{}} }} }} }}"#
        );
        let event: Event<OrderPlaced> = serde_json::from_str(&json).unwrap();
        assert_eq!((in_transit(&event), in_transit::matches_json(json.as_bytes())), (expected, Ok(expected)), "{json}");
        assert!(event.detail.others_2.contains_key("new") && event.detail.größe.is_absent());
    }
}

#[test]
fn imported_files_are_what_the_command_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, module, options) in [("kinds", None, ""), ("open", Some("shop"), " --name shop")] {
        let document = std::fs::read_to_string(folder.join(format!("schemas/{name}.json"))).unwrap();
        let schemas = read(&document, &Options::new(name)).unwrap().events;
        let command = format!("event-pattern schema import schemas/{name}.json{options}");
        let written = write(schemas, module, &format!("Made by `{command}`."));
        let path = folder.join(format!("tests/imported/{name}.rs"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &written).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), written);
    }
}
