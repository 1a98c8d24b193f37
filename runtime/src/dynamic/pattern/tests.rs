//! Tests of patterns that are parsed at run time.

use super::Pattern;
use crate::dynamic::Severity;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::collections::HashSet;

#[test]
fn the_prefilter_has_only_conditions_that_eventbridge_supports() {
    for (pattern, expected) in [
        (r#"{ "source": ["aws.ecs"] }"#, r#"{"source":["aws.ecs"]}"#),
        (
            r#"{ "detail-type": ["ECS Task State Change"], "detail": { "group": [{ "$field": "detail.cpu" }] } }"#,
            r#"{"detail-type":["ECS Task State Change"],"detail":{"group":[{"exists":true}]}}"#,
        ),
    ] {
        assert_eq!(Pattern::parse(pattern).unwrap().prefilter(), expected);
    }
}

#[test]
fn a_pattern_is_compared_and_printed_as_its_text() {
    let text = r#"{ "source": ["aws.ecs"] }"#;
    let pattern = Pattern::parse(text).unwrap();
    assert_eq!((pattern.as_str(), pattern.to_string().as_str(), pattern.as_ref()), (text, text, text));
    assert_eq!(format!("{pattern:?}"), format!("Pattern({text})"));
    assert_eq!(Ok(&pattern), text.parse().as_ref());
    assert_eq!(Ok(&pattern), Pattern::try_from(text).as_ref());
    assert_ne!(pattern, Pattern::parse(r#"{"source":["aws.ecs"]}"#).unwrap());
    assert!(HashSet::from([pattern.clone()]).contains(&pattern));
}

#[test]
fn serde_represents_a_pattern_as_a_string() {
    let json = r#""{\"source\":[\"aws.ecs\"]}""#;
    let pattern: Pattern = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&pattern).unwrap(), json);
    let error = serde_json::from_str::<Pattern>(r#""{\"source\":1}""#).unwrap_err().to_string();
    assert!(error.starts_with("error[invalid_pattern]"), "{error}");
}

#[test]
fn an_error_prints_all_of_its_diagnostics() {
    let text = "{\n  \"a\": 1,\n  \"é\": 2, \"b\": [{ \"prefix\": 1 }]\n}";
    let error = Pattern::parse(text).unwrap_err();
    let each: Vec<String> = error.diagnostics().iter().map(|one| one.to_string()).collect();
    assert_eq!(error.to_string(), each.join("\n\n"));
    assert_eq!(format!("{error:?}"), error.to_string());
    let locations: Vec<(usize, usize, &str)> =
        error.diagnostics().iter().map(|one| (one.line(), one.column(), &text[one.byte_range()])).collect();
    assert_eq!(locations, [(2, 8, "1"), (3, 8, "2"), (3, 29, "1")]);
    assert!(error.diagnostics().iter().all(|one| one.severity() == Severity::Error && one.reason().is_some()));
    assert_eq!((error.diagnostics().len(), error.diagnostics().is_empty()), (3, false));
    assert_eq!(error.diagnostics().pattern(), text);
}

#[test]
fn the_byte_range_of_an_unexpected_end_is_within_the_text() {
    let text = r#"{ "a": [1]"#;
    let error = Pattern::parse(text).unwrap_err();
    let range = error.diagnostics().iter().next().unwrap().byte_range();
    assert!(range.start <= range.end && range.end <= text.len(), "{range:?}");
}

#[test]
fn errors_of_the_macro_are_warnings() {
    for (detail, name, severity) in [
        (r#""lastStatus": ["STOPED"]"#, "unknown_value", Severity::Error),
        (r#""conatiners": { "exitCode": [1] }"#, "unknown_field", Severity::Error),
        (r#""lastStatus": ["STOPPED", "STOPPED"]"#, "redundant_alternative", Severity::Warning),
    ] {
        let text = format!(r#"{{ "detail-type": ["ECS Task State Change"], "detail": {{ {detail} }} }}"#);
        let warnings = Pattern::parse(&text).unwrap().warnings();
        let found: Vec<_> = warnings.iter().map(|one| (one.name(), one.severity())).collect();
        assert_eq!(found, [(name, severity)], "{text}");
    }
    assert!(Pattern::parse(r#"{ "source": ["shop"] }"#).unwrap().warnings().is_empty());
}
