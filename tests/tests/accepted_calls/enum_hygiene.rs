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
struct MatchSet;
struct EventError;
trait RuleEnum {}

const ALL: () = ();
const PATTERNS: () = ();
static RULES: () = ();
fn matches() {}

event_pattern::event_patterns! {
    enum Task for event_pattern::Event<event_pattern::ecs::TaskStateChange> {
        Some { "detail": { "stoppedReason": ["x", null], "lastStatus": ["STOPPED"] } }
        None { "detail": { "group": [{ "anything-but": ["a", "b"] }] } }
        Ok { "detail": { "containers": { "name": ["a"] } } }
        Err { "detail": { "group": [{ "equals-ignore-case": "a" }] } }
        Filter { "detail": { "group": [{ "wildcard": "a*b" }] } }
        Event { "detail": { "group": ["c"] } }
        Rules { "detail": { "group": ["d"] } }
        Fn { "detail": { "group": ["e"] } }
        AB { "detail": { "group": ["f"] } }
        Ab { "detail": { "group": ["g"] } }
        r#match { "detail": { "group": ["h"] } }
        Self_ { "detail": { "group": ["i"] } }
        Box { "detail": { "group": ["j"] } }
        Clone { "detail": { "group": ["k"] } }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(Task, &event_pattern::Event<event_pattern::ecs::TaskStateChange>) -> bool = Task::matches;
    assert!(Task::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
    assert_eq!(Task::r#match.name(), "match");
}
