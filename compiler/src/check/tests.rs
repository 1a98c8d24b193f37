//! What is found in patterns, and where.

use super::check;
use crate::diagnostic::{Diagnostic, Lint};
use crate::json::Dialect;
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::parse_for;
use crate::schema::Schema;

fn findings(event_type: Option<&str>, pattern: &str) -> Vec<Diagnostic> {
    let schema = event_type.map(|name| Schema::by_rust_name(name).unwrap());
    check(&parse_for(schema, pattern, Dialect::Strict), schema)
}

/// Holds that these are the findings in a pattern, and that they are at the places in `«»`.
fn hold(event_type: Option<&str>, marked: &str, names: &[Lint]) {
    let (mut pattern, mut start, mut expected) = (String::new(), 0, Vec::new());
    for character in marked.chars() {
        match character {
            '«' => start = pattern.len(),
            '»' => expected.push((Some(names[expected.len()]), start, pattern.len())),
            other => pattern.push(other),
        }
    }
    let found = findings(event_type, &pattern);
    let shown: Vec<_> = found.iter().map(|one| (one.lint, one.span.start, one.span.end)).collect();
    assert_eq!(shown, expected, "{marked}: {found:?}");
}

/// Details of task state changes.
const TASKS: &[(&str, &[Lint])] = &[
    // What one combination rules out another may allow.
    (
        r#"{"$or":[{"containers":{"cpu":["1"]}},{"group":["g"]}],"containers":{"name":[«{"exists":false}»]}}"#,
        &[Lint::AbsenceInArray],
    ),
    (r#"{"containers":{"cpu":["1"],"name":[«{"exists":false}»]}}"#, &[Lint::NeverMatch]),
    // Of equals the later one is too much.
    (r#"{"group":[{"prefix":"a"},«{"prefix":"a"}»]}"#, &[Lint::RedundantAlternative]),
    (r#"{"group":[«"ab"»,{"prefix":"a"}]}"#, &[Lint::RedundantAlternative]),
    (r#"{"group":[«{"prefix":"ab"}»,{"suffix":"c"},{"prefix":"a"}]}"#, &[Lint::RedundantAlternative]),
    // `a` is what the prefix accepts by its quote, and what is excluded with it.
    (r#"{"group":["a",{"anything-but":{"prefix":"a\""}}]}"#, &[]),
    // Other conditions on the elements keep a scope from being needless.
    (r#"{"attachments":{«"$any"»:{"id":["a"]}}}"#, &[Lint::NeedlessScope]),
    (r#"{"attachments":{"$any":{"id":["a"]},"type":["b"]}}"#, &[]),
    (r#"{"attachments":{"$any":{"id":["a"]},"$all":{"type":["b"]}}}"#, &[]),
    // A task that has no container with an exit code has not stopped.
    (r#"{"containers":{"$none":{"exitCode":[0]}}}"#, &[]),
    (r#"{"containers":{"$all":{«"exitCode"»:[0]}}}"#, &[Lint::FiresTwice]),
    // Where the other field is absent, neither holds.
    (r#"{"clusterArn":[{"$field":"detail.group"},{"anything-but":{"$field":"detail.group"}}]}"#, &[]),
    // A field that may be absent may be null.
    (r#"{"enableExecuteCommand":[true,false,{"exists":false}]}"#, &[]),
];

#[test]
fn what_is_wrong_with_a_task_is_found_at_its_place() {
    for (detail, names) in TASKS {
        hold(Some("TaskStateChange"), &format!("{{\"detail\":{detail}}}"), names);
    }
}

#[test]
fn both_booleans_are_all_that_a_required_field_can_be() {
    for (pattern, names) in [
        (r#"{"detail":{"agentConnected":«[true,false]»}}"#, [Lint::AlwaysTrue].as_slice()),
        (r#"{"detail":{"agentConnected":[true]}}"#, &[]),
    ] {
        hold(Some("ContainerInstanceStateChange"), pattern, names);
    }
}

#[test]
fn a_mistake_is_one_for_all_events_that_are_asked_for() {
    let asked = r#""detail-type":["ECS Task State Change","ECS Service Action"]"#;
    for (detail, names) in [
        (r#"{«"nothing"»:["x"]}"#, [Lint::UnknownField].as_slice()),
        (r#"{"containers":{"name":["a"]}}"#, &[]),
        (r#"{"eventName":["a"]}"#, &[]),
    ] {
        hold(None, &format!("{{{asked},\"detail\":{detail}}}"), names);
    }
}

#[test]
fn a_condition_on_an_array_itself_settles_no_element() {
    let pattern = r#"{"detail":{"containers":[{"exists":true}],"containers.exitCode":[{"exists":false}]}}"#;
    let found = findings(Some("TaskStateChange"), pattern);
    let message = "this `exists: false` requires that no element of `containers` has `exitCode`";
    assert!(found.iter().any(|one| one.message == message), "{found:?}");
}

#[test]
fn the_quota_is_the_most_that_fits() {
    let of_length = |length: usize| {
        let around = r#"{"detail":{"group":[""]}}"#.len();
        format!("«{{»\"detail\":{{\"group\":[\"{}\"]}}}}", "x".repeat(length - around))
    };
    hold(None, &of_length(DEFAULT_QUOTA_CHARS).replace(['«', '»'], ""), &[]);
    hold(None, &of_length(DEFAULT_QUOTA_CHARS + 1), &[Lint::OverQuota]);
}

#[test]
fn wildcards_are_taken_up_to_the_complexity_that_the_service_takes() {
    for (alternatives, names) in [
        (r#"[{"wildcard":"a*a*a*a*a*a"}]"#, [].as_slice()),
        (r#"«[{"wildcard":"a*a*a*a*a*a*a"}]»"#, &[Lint::ComplexWildcard]),
        (r#"«[{"anything-but":{"wildcard":"a*a*a*a*a*a*a"}}]»"#, &[Lint::ComplexWildcard]),
    ] {
        hold(None, &format!("{{\"a\":{alternatives}}}"), names);
    }
}
