#![allow(dead_code, non_camel_case_types)]

mod core {}
mod std {}

enum Option {
    Some,
    None,
}
enum Result {
    Ok,
    Err,
}
struct Program;
struct Range;
struct Node;
struct Leaf;
struct Test;
struct EventError;
struct u8;
struct str;
type bool_ = bool;

const PROGRAM: () = ();
const PATTERN: () = ();
fn container() {}
fn matches_json() {}

event_pattern::event_pattern! {
    fn rule(event: &event_pattern::Event<event_pattern::ecs::TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "resources": [{ "prefix": "arn:" }],
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": [{ "anything-but": ["a", "b"] }], "exitCode": [1, 2, { "numeric": [">", 5] }] },
            "stoppedReason": [{ "equals-ignore-case": "scaling" }, null],
            "group": ["service:web"],
            "version": [{ "numeric": [">=", 1, "<", 9] }],
        },
    }

    fn raw(json: &[::core::primitive::u8]) -> ::core::result::Result<bool, event_pattern::EventError> {
        "detail": { "address": [{ "cidr": "10.0.0.0/8" }] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(&event_pattern::Event<event_pattern::ecs::TaskStateChange>) -> bool_ = rule;
    let _ = raw(b"{}");
}
