use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn between_braces(json: &[u8]) -> Result<bool, EventError> {
        r#"{ "caf\u00e9": ["open"] }"#
    }

    fn behind_an_equals_sign(json: &[u8]) -> Result<bool, EventError> = r##"{
        // A comment in a list.
        "caf\u00e9": ["open", "#1"],
    }"##;

    fn typed(event: &Event<TaskStateChange>) -> bool {
        r#"{ "detail": { "group": ["service\/web"] } }"#
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(between_braces::PATTERN, r#"{"café":["open"]}"#);
    assert_eq!(behind_an_equals_sign("{\"café\":\"#1\"}".as_bytes()), Ok(true));
    assert!(typed::PATTERN.ends_with(r#""detail":{"group":["service/web"]}}"#));
}
