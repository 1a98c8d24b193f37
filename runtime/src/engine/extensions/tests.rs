//! Elements whose programs are run where they begin, because leaves name other fields of the element.

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

/// What an element is asked for: that two of its fields have the same value.
const SAME: &str = r#"{"name":[{"$field":".image"}]}"#;
const YES: &str = r#"{"name":"a","image":"a"}"#;
const NO: &str = r#"{"name":"a","image":"b"}"#;
const BROKEN: &str = r#"{"name":nul}"#;

#[test]
fn an_element_is_not_read_where_others_have_decided() {
    for (quantifier, elements, expected) in
        [("$any", [YES, BROKEN], Ok(true)), ("$all", [NO, BROKEN], Ok(false)), ("$none", [YES, BROKEN], Ok(false))]
    {
        let event = event(&elements.join(","));
        let answers = answers(&format!(r#"{{"{quantifier}":{SAME}}}"#), &event);
        assert!(answers.iter().all(|answer| *answer == expected), "{quantifier} {answers:?}");
    }
}

#[test]
fn all_elements_are_counted() {
    let scope = format!(r#"{{"$count":{{"where":{SAME},"numeric":["=",2]}}}}"#);
    for (elements, expected) in [([YES, NO, YES], true), ([YES, YES, YES], false), ([NO, NO, YES], false)] {
        let answers = answers(&scope, &event(&elements.join(",")));
        assert!(answers.iter().all(|answer| *answer == Ok(expected)), "{answers:?}");
    }
}

#[test]
fn what_is_wrong_with_an_element_is_told_at_its_place() {
    let event = event(&[NO, BROKEN].join(","));
    let answers = answers(&format!(r#"{{"$any":{SAME}}}"#), &event);
    let expected = (EventErrorKind::UnexpectedCharacter, event.find("nul}").unwrap() + 3);
    for answer in answers {
        let error = answer.unwrap_err();
        assert_eq!((error.kind(), error.offset()), expected);
    }
}
