//! Tests element scopes in the engine, with many elements, deeply nested elements, and invalid elements.

use event_pattern::{EventErrorKind, Pattern};

/// Returns a pattern for task state changes.
fn pattern(detail: &str) -> Pattern {
    format!("{{\"detail-type\":[\"ECS Task State Change\"],\"detail\":{detail}}}").parse().unwrap()
}

fn event(detail: &str) -> Vec<u8> {
    format!("{{\"detail-type\":\"ECS Task State Change\",\"detail\":{detail}}}").into_bytes()
}

#[test]
fn many_elements_are_counted_exactly() {
    let pattern = pattern(r#"{"containers":{"$count":{"where":{"exitCode":[1]},"numeric":["=",3000]}}}"#);
    let containers =
        |count: usize| event(&format!("{{\"containers\":[{}]}}", vec!["{\"exitCode\":1}"; count].join(",")));
    assert_eq!(pattern.matches_json(&containers(3000)), Ok(true));
    assert_eq!(pattern.matches_json(&containers(3001)), Ok(false));
}

#[test]
fn elements_may_be_nested_to_any_depth() {
    let pattern = pattern(r#"{"containers":{"$all":{"name":["a"]}},"attachments":{"$none":{"id":["x"]}}}"#);
    let (opening, closing) = ("[".repeat(100_000), "]".repeat(100_000));
    let inner = format!("{{\"containers\":{opening}{{\"name\":\"a\",\"x\":{opening}{closing}}}{closing}}}");
    assert_eq!(pattern.matches_json(&event(&inner)), Ok(true));
    assert_eq!(pattern.matches_json(&event(&inner.replace("\"a\"", "\"b\""))), Ok(false));
}

#[test]
fn a_key_that_is_repeated_very_often_gives_the_right_answer_or_an_error() {
    let pattern =
        pattern(r#"{"containers":{"$count":{"where":{"name":[{"$field":"detail.group"}]},"numeric":["<",0.5]}}}"#);
    let groups = vec!["\"group\":\"b\""; 20_000].join(",");
    let containers = vec!["{\"name\":\"a\"}"; 20_000].join(",");
    match pattern.matches_json(&event(&format!("{{{groups},\"containers\":[{containers}]}}"))) {
        Ok(answer) => assert!(answer),
        Err(error) => assert_eq!(error.kind(), EventErrorKind::TooManyLookups),
    }
}

#[test]
fn an_error_in_an_element_has_the_right_offset() {
    let pattern = pattern(r#"{"containers":{"$any":{"name":["a"]}}}"#);
    let json = br#"{"detail-type":"ECS Task State Change","detail":{"containers":[{"name":nul}]}}"#;
    let error = pattern.matches_json(json).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (EventErrorKind::UnexpectedCharacter, Some(74)));
}
