//! Tests scopes whose rules are run when an element begins, because leaves refer to other fields of the element.

use crate::engine::tests::Compiled;
use crate::json::{EventError, EventErrorKind};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn event(containers: &str) -> String {
    format!(
        r#"{{"detail-type":"ECS Task State Change","detail":{{"containers":[{containers}],"group":"x","y":"{}"}}}}"#,
        "y".repeat(300)
    )
}

fn answers(scope: &str, event: &str) -> Vec<Result<bool, EventError>> {
    let detail = format!(r#"{{"containers":{scope},"group":["x"]}}"#);
    Compiled::new(&format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{detail}}}"#)).answers(event)
}

/// A condition on an element: its `name` and `image` have the same value.
const SAME: &str = r#"{"name":[{"$field":".image"}]}"#;
const YES: &str = r#"{"name":"a","image":"a"}"#;
const NO: &str = r#"{"name":"a","image":"b"}"#;
const BROKEN: &str = r#"{"name":nul}"#;

#[test]
fn elements_are_not_read_after_the_scope_is_decided() {
    for (quantifier, elements, expected) in
        [("$any", [YES, BROKEN], Ok(true)), ("$all", [NO, BROKEN], Ok(false)), ("$none", [YES, BROKEN], Ok(false))]
    {
        let event = event(&elements.join(","));
        let answers = answers(&format!(r#"{{"{quantifier}":{SAME}}}"#), &event);
        assert!(answers.iter().all(|answer| *answer == expected), "{quantifier} {answers:?}");
    }
}

#[test]
fn every_element_is_counted() {
    let scope = format!(r#"{{"$count":{{"where":{SAME},"numeric":["=",2]}}}}"#);
    for (elements, expected) in [([YES, NO, YES], true), ([YES, YES, YES], false), ([NO, NO, YES], false)] {
        let answers = answers(&scope, &event(&elements.join(",")));
        assert!(answers.iter().all(|answer| *answer == Ok(expected)), "{answers:?}");
    }
}

#[test]
fn errors_in_elements_have_the_offset_in_the_event() {
    let event = event(&[NO, BROKEN].join(","));
    let answers = answers(&format!(r#"{{"$any":{SAME}}}"#), &event);
    let expected = (EventErrorKind::UnexpectedCharacter, event.find("nul}").map(|start| start + 3));
    for answer in answers {
        let error = answer.unwrap_err();
        assert_eq!((error.kind(), error.offset()), expected);
    }
}
