//! Tests which diagnostics each pattern causes, and on which spans.

use super::check;
use crate::diagnostic::{Diagnostic, Lint};
use crate::json::Dialect;
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::parse_for;
use crate::schema::Schema;

pub(super) fn diagnostics_of(event_type: Option<&str>, pattern: &str) -> Vec<Diagnostic> {
    let schema = event_type.map(|name| Schema::by_rust_name(name).unwrap());
    check(&parse_for(schema, pattern, Dialect::Strict), schema)
}

/// Asserts that a pattern causes exactly these diagnostics, in this order, on the spans marked with `«»`.
pub(super) fn assert_diagnostics(event_type: Option<&str>, marked: &str, lints: &[Lint]) {
    let (mut pattern, mut start, mut expected) = (String::new(), 0, Vec::new());
    for character in marked.chars() {
        match character {
            '«' => start = pattern.len(),
            '»' => expected.push((Some(lints[expected.len()]), start, pattern.len())),
            other => pattern.push(other),
        }
    }
    let found = diagnostics_of(event_type, &pattern);
    let actual: Vec<_> = found.iter().map(|one| (one.lint, one.span.start, one.span.end)).collect();
    assert_eq!(actual, expected, "{marked}: {found:?}");
}

/// Patterns for the detail of a task state change, and the diagnostics that they cause.
const TASKS: &[(&str, &[Lint])] = &[
    // The absence is impossible in only one of the combinations.
    (
        r#"{"$or":[{"containers":{"cpu":["1"]}},{"group":["g"]}],"containers":{"name":[«{"exists":false}»]}}"#,
        &[Lint::AbsenceInArray],
    ),
    (r#"{"containers":{"cpu":["1"],"name":[«{"exists":false}»]}}"#, &[Lint::NeverMatch]),
    // Of two equal alternatives, the later one is redundant.
    (r#"{"group":[{"prefix":"a"},«{"prefix":"a"}»]}"#, &[Lint::RedundantAlternative]),
    (r#"{"group":[«"ab"»,{"prefix":"a"}]}"#, &[Lint::RedundantAlternative]),
    (r#"{"group":[«{"prefix":"ab"}»,{"suffix":"c"},{"prefix":"a"}]}"#, &[Lint::RedundantAlternative]),
    // The prefix `a"` includes the closing quote, so it accepts only the string `a`.
    (r#"{"group":["a",{"anything-but":{"prefix":"a\""}}]}"#, &[]),
    // `$any` has an effect only if there are other conditions on the elements.
    (r#"{"attachments":{«"$any"»:{"id":["a"]}}}"#, &[Lint::NeedlessScope]),
    (r#"{"attachments":{"$any":{"id":["a"]},"type":["b"]}}"#, &[]),
    (r#"{"attachments":{"$any":{"id":["a"]},"$all":{"type":["b"]}}}"#, &[]),
    // `$none` also holds for a task that has not stopped, because none of its containers has an exit code.
    (r#"{"containers":{"$none":{"exitCode":[0]}}}"#, &[]),
    (r#"{"containers":{"$all":{«"exitCode"»:[0]}}}"#, &[Lint::FiresTwice]),
    // If the referenced field is absent, neither alternative accepts a value.
    (r#"{"clusterArn":[{"$field":"detail.group"},{"anything-but":{"$field":"detail.group"}}]}"#, &[]),
    // A field that can be absent can also be null.
    (r#"{"enableExecuteCommand":[true,false,{"exists":false}]}"#, &[]),
];

#[test]
fn task_patterns_have_diagnostics_on_exact_spans() {
    for (detail, lints) in TASKS {
        assert_diagnostics(Some("TaskStateChange"), &format!("{{\"detail\":{detail}}}"), lints);
    }
}

#[test]
fn both_booleans_cover_a_required_field() {
    for (pattern, lints) in [
        (r#"{"detail":{"agentConnected":«[true,false]»}}"#, [Lint::AlwaysTrue].as_slice()),
        (r#"{"detail":{"agentConnected":[true]}}"#, &[]),
    ] {
        assert_diagnostics(Some("ContainerInstanceStateChange"), pattern, lints);
    }
}

#[test]
fn a_diagnostic_must_apply_to_all_named_events() {
    let detail_types = r#""detail-type":["ECS Task State Change","ECS Service Action"]"#;
    for (detail, lints) in [
        (r#"{«"nothing"»:["x"]}"#, [Lint::UnknownField].as_slice()),
        (r#"{"containers":{"name":["a"]}}"#, &[]),
        (r#"{"eventName":["a"]}"#, &[]),
    ] {
        assert_diagnostics(None, &format!("{{{detail_types},\"detail\":{detail}}}"), lints);
    }
}

#[test]
fn a_condition_on_the_array_itself_selects_no_element() {
    let pattern = r#"{"detail":{"containers":[{"exists":true}],"containers.exitCode":[{"exists":false}]}}"#;
    let found = diagnostics_of(Some("TaskStateChange"), pattern);
    let message = "this `exists: false` requires that no element of `containers` has `exitCode`";
    assert!(found.iter().any(|one| one.message == message), "{found:?}");
}

#[test]
fn the_quota_is_inclusive() {
    let of_length = |length: usize| {
        let overhead = r#"{"detail":{"group":[""]}}"#.len();
        format!("«{{»\"detail\":{{\"group\":[\"{}\"]}}}}", "x".repeat(length - overhead))
    };
    assert_diagnostics(None, &of_length(DEFAULT_QUOTA_CHARS).replace(['«', '»'], ""), &[]);
    assert_diagnostics(None, &of_length(DEFAULT_QUOTA_CHARS + 1), &[Lint::OverQuota]);
}

#[test]
fn the_complexity_limit_of_wildcards_is_inclusive() {
    for (alternatives, lints) in [
        (r#"[{"wildcard":"a*a*a*a*a*a"}]"#, [].as_slice()),
        (r#"«[{"wildcard":"a*a*a*a*a*a*a"}]»"#, &[Lint::ComplexWildcard]),
        (r#"«[{"anything-but":{"wildcard":"a*a*a*a*a*a*a"}}]»"#, &[Lint::ComplexWildcard]),
    ] {
        assert_diagnostics(None, &format!("{{\"a\":{alternatives}}}"), lints);
    }
}

#[test]
fn syntax_of_other_languages_has_a_specific_help() {
    for (detail, help) in [
        (r#"{"$.lastStatus":["STOPPED"]}"#, "remove `$.`: a pattern is not JSONPath"),
        (r#"{"$and":[{"lastStatus":["STOPPED"]}]}"#, "remove `$and`: all conditions in an object must hold"),
        (r#"{"or":{"lastStatus":["STOPPED"]}}"#, "did you mean `$or`?"),
        (r#"{"containers[0].name":["app"]}"#, "write `containers` without an index: every element is searched"),
        (
            r#"{"detail":{"lastStatus":["STOPPED"]}}"#,
            "remove the inner `detail`: this object is already inside `detail`",
        ),
        (
            r#"{"attachments":[{"exists":false}]}"#,
            "to match an empty `attachments`, write `\"attachments\": { \"$count\": { \"numeric\": [\"=\", 0] } }`",
        ),
    ] {
        let found = diagnostics_of(Some("TaskStateChange"), &format!("{{\"detail\":{detail}}}"));
        assert!(found.iter().any(|one| one.help.as_deref() == Some(help)), "{detail}: {found:?}");
    }
}

#[test]
fn wildcards_of_one_field_add_up_over_the_branches_of_or() {
    let or = |branches: &[&str]| format!(r#"{{"$or":[{}]}}"#, branches.join(","));
    let (too_complex, accepted) = (&[Lint::ComplexWildcard][..], &[][..]);
    let cases = [
        (
            or(&[
                r#"{"m":«[{"wildcard":"*error*"}]»}"#,
                r#"{"m":[{"wildcard":"*fail*"}]}"#,
                r#"{"m":[{"wildcard":"*timeout*"}]}"#,
                r#"{"m":[{"wildcard":"*denied*"}]}"#,
            ]),
            too_complex,
        ),
        (
            or(&[
                r#"{"m":«[{"wildcard":"*error*"},{"wildcard":"*fail*"}]»}"#,
                r#"{"m":[{"wildcard":"*timeout*"},{"wildcard":"*denied*"}]}"#,
            ]),
            too_complex,
        ),
        (or(&[r#"{"m":[{"wildcard":"*error*"}]}"#, r#"{"m":[{"wildcard":"*fail*"}]}"#]), accepted),
        // The wildcards of different fields do not add up.
        (
            or(&[
                r#"{"m":[{"wildcard":"*error*"},{"wildcard":"*fail*"}]}"#,
                r#"{"n":[{"wildcard":"*timeout*"},{"wildcard":"*denied*"}]}"#,
            ]),
            accepted,
        ),
    ];
    for (marked, lints) in cases {
        assert_diagnostics(None, &marked, lints);
    }
}
