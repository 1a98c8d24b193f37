//! Tests which diagnostics each pattern causes, and on which spans.

use super::check;
use crate::diagnostic::{Diagnostic, Lint};
use crate::json::Dialect;
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::parse_for;
use crate::testing::schemas;

pub(super) fn diagnostics_of(event_type: Option<&str>, pattern: &str) -> Vec<Diagnostic> {
    let schemas = schemas(event_type);
    check(&parse_for(schemas, pattern, Dialect::Strict), schemas)
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
    (r#"{"containers":{«"$any"»:{"$or":[{"exitCode":[0],"name":["a"]},{"name":["b"]}]}}}"#, &[Lint::NeedlessScope]),
    // One stop has events for several states of the task.
    (
        r#"{«"desiredStatus"»:["STOPPED"],"clusterArn":["arn:aws:ecs:us-east-1:123456789012:cluster/prod"]}"#,
        &[Lint::FiresTwice],
    ),
    (r#"{«"desiredStatus"»:[{"anything-but":"RUNNING"}]}"#, &[Lint::FiresTwice]),
    (r#"{"lastStatus":«["DEPROVISIONING","STOPPED"]»}"#, &[Lint::FiresTwice]),
    (r#"{"lastStatus":«["STOPPING","STOPPED"]»}"#, &[Lint::FiresTwice]),
    (r#"{"lastStatus":«["STOPPED","DEACTIVATING","STOPPING"]»}"#, &[Lint::FiresTwice]),
    (r#"{"lastStatus":«[{"prefix":"STOP"}]»}"#, &[Lint::FiresTwice]),
    (r#"{"lastStatus":«[{"anything-but":["RUNNING","PENDING"]}]»,"desiredStatus":["STOPPED"]}"#, &[Lint::FiresTwice]),
    (r#"{«"executionStoppedAt"»:[{"exists":true}]}"#, &[Lint::FiresTwice]),
    (r#"{«"stopCode"»:["SpotInterruption","TerminationNotice"]}"#, &[Lint::FiresTwice]),
    (
        r#"{«"stoppedReason"»:[{"wildcard":"*interrupted*"}],"executionStoppedAt":[{"exists":false}]}"#,
        &[Lint::FiresTwice],
    ),
    // The conditions leave one event, or the event may be one of a running task.
    (r#"{"executionStoppedAt":[{"exists":false}],"stoppedReason":[{"prefix":"Scaling activity"}]}"#, &[]),
    (r#"{"executionStoppedAt":[{"exists":false}],"stopCode":["ServiceSchedulerInitiated"]}"#, &[]),
    (r#"{"stoppedAt":[{"exists":true}]}"#, &[]),
    (r#"{"stoppedAt":[{"prefix":"2026-"}],"stopCode":["EssentialContainerExited"]}"#, &[]),
    (r#"{"desiredStatus":["STOPPED"],"lastStatus":["STOPPED"]}"#, &[]),
    (r#"{"desiredStatus":["STOPPED"],"lastStatus":["RUNNING"]}"#, &[]),
    (r#"{"lastStatus":["RUNNING"],"stopCode":["SpotInterruption","TerminationNotice"]}"#, &[]),
    (r#"{"stoppedReason":[{"exists":true}],"stoppedAt":[{"exists":false}],"lastStatus":["DEPROVISIONING"]}"#, &[]),
    (r#"{"lastStatus":["DEACTIVATING","STOPPING"]}"#, &[]),
    (r#"{"lastStatus":["RUNNING","STOPPED"]}"#, &[]),
    (r#"{"lastStatus":[{"anything-but":"RUNNING"}]}"#, &[]),
    (r#"{"desiredStatus":["RUNNING","STOPPED"]}"#, &[]),
    (r#"{"desiredStatus":[{"$field":"detail.lastStatus"}]}"#, &[]),
    (r#"{"desiredStatus":[{"$field":"detail.lastStatus"}],"containers":{"name":["a"],"exitCode":[1]}}"#, &[]),
    (
        r#"{"desiredStatus":[{"anything-but":{"$field":"detail.lastStatus"}}],«"stopCode"»:["SpotInterruption"]}"#,
        &[Lint::FiresTwice],
    ),
    (r#"{"stopCode":[{"exists":false},"SpotInterruption"]}"#, &[]),
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
fn a_rule_that_matches_task_events_among_others_can_fire_twice() {
    let stop = r#""detail":{"stopCode":["UserInitiated"]}"#;
    for outer in [
        r#""source":["aws.ecs"]"#,
        r#""source":["aws.ecs","test.ecs"],"detail-type":["ECS Task State Change"]"#,
        r#""detail-type":["ECS Task State Change"]"#,
        r#""detail-type":["ECS Task State Change","ECS Service Action"]"#,
        r#""source":["aws.ecs"],"detail-type":[{"prefix":"ECS Task"}]"#,
        r#""source":[{"anything-but":"aws.ec2"}],"detail-type":[{"wildcard":"ECS * State Change"}]"#,
    ] {
        let found = diagnostics_of(None, &format!("{{{outer},{stop}}}"));
        assert_eq!(found.iter().filter(|one| one.lint == Some(Lint::FiresTwice)).count(), 1, "{outer}: {found:?}");
    }
    for outer in [
        r#""region":["eu-west-1"]"#,
        r#""source":["shop.tasks"]"#,
        r#""source":["shop.tasks"],"detail-type":["ECS Task State Change"]"#,
        r#""source":["aws.ecs"],"detail-type":["ECS Service Action"]"#,
        r#""source":["aws.ecs"],"detail-type":["ECS Task State Chnage"]"#,
        r#""source":[{"exists":true}],"detail-type":[{"anything-but":"ECS Service Action"}]"#,
    ] {
        let found = diagnostics_of(None, &format!("{{{outer},{stop}}}"));
        assert!(found.iter().all(|one| one.lint != Some(Lint::FiresTwice)), "{outer}: {found:?}");
    }
}

#[test]
fn a_rule_that_fires_twice_has_a_help_for_each_event_that_can_be_meant() {
    let (last, notice) = (r#"`"lastStatus": ["STOPPED"]`"#, r#"`"lastStatus": ["RUNNING"]`"#);
    let cases = [
        (
            r#"{"stopCode":["SpotInterruption"]}"#,
            "the rule fires up to 5 times for one task: `stopCode` is present in the states DEACTIVATING, STOPPING, DEPROVISIONING and STOPPED, and in the notice of a Spot interruption",
            format!(
                "to match only the end of the stop, add {last} to `detail`; to match only the notice of a Spot interruption, add {notice} to `detail`"
            ),
        ),
        (
            r#"{"stoppedReason":[{"exists":true}],"lastStatus":["RUNNING","STOPPED"]}"#,
            "the rule fires twice for one task: in the state STOPPED, and in the notice of a Spot interruption",
            format!(
                "to match only the end of the stop, write {last}; to match only the notice of a Spot interruption, write {notice}"
            ),
        ),
        (
            r#"{"stopCode":["EssentialContainerExited"]}"#,
            "the rule fires up to 4 times for one task: `stopCode` is present in the states DEACTIVATING, STOPPING, DEPROVISIONING and STOPPED",
            format!("add {last} to `detail`"),
        ),
        (
            r#"{"desiredStatus":["STOPPED"]}"#,
            "the rule fires up to 5 times for one task: `desiredStatus` is `STOPPED` in the states DEACTIVATING, STOPPING, DEPROVISIONING and STOPPED, and in the notice of a Spot interruption",
            format!("add {last} to `detail`"),
        ),
        (
            r#"{"containers":{"name":["app"],"exitCode":[1]},"desiredStatus":["STOPPED"]}"#,
            "the rule fires twice for one task: `exitCode` is present in the states DEPROVISIONING and STOPPED",
            format!("add {last} to `detail`"),
        ),
        (
            r#"{"lastStatus":["STOPPING","DEPROVISIONING"]}"#,
            "the rule fires twice for one task: in the states STOPPING and DEPROVISIONING",
            r#"write `"lastStatus": ["DEPROVISIONING"]`"#.to_owned(),
        ),
        (
            r#"{"stopCode":["SpotInterruption"],"executionStoppedAt":[{"exists":false}]}"#,
            "the rule fires up to 3 times for one task: `stopCode` is present in the states DEACTIVATING and STOPPING, and in the notice of a Spot interruption",
            format!(
                r#"to match only one event of the stop, add `"lastStatus": ["STOPPING"]` to `detail`; to match only the notice of a Spot interruption, add {notice} to `detail`"#
            ),
        ),
    ];
    for (detail, message, help) in cases {
        let found = diagnostics_of(Some("TaskStateChange"), &format!(r#"{{"detail":{detail}}}"#));
        let found: Vec<_> = found.iter().map(|one| (one.lint, one.message.as_str(), one.help.as_deref())).collect();
        assert_eq!(found, [(Some(Lint::FiresTwice), message, Some(help.as_str()))], "{detail}");
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
        (r#"{"eventName":["TASKS_STOPPED"]}"#, &[]),
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
        assert_diagnostics(None, &format!("{{\"detail\":{{\"a\":{alternatives}}}}}"), lints);
    }
}

#[test]
fn syntax_of_other_languages_is_one_error_with_a_specific_help() {
    let logic = "to exclude values, use `anything-but`; to exclude elements of an array, use `$none`";
    for (detail, help) in [
        (r#"{"$.lastStatus":["STOPPED"]}"#, r#"write `"lastStatus": […]`"#),
        (
            r#"{"$.containers[0]":{"name":["app"]}}"#,
            r#"write `"containers": {…}`; every element of an array is searched"#,
        ),
        (
            r#"{"containers[0].name":["app"]}"#,
            r#"write `"containers": { "name": […] }`; every element of an array is searched"#,
        ),
        (
            r#"{"containers":{"0":{"name":["app"]}}}"#,
            "remove `0` and its braces: patterns have no indices, and every element is searched",
        ),
        (r#"{"containers":{"name":[{"$field":"$.detail.group"}]}}"#, r#"write `"detail.group"`"#),
        (r#"{"containers":{"name":[{"$field":"detail/group"}]}}"#, r#"write `"detail.group"`"#),
        (r#"{"$and":[{"lastStatus":["STOPPED"]}]}"#, "remove `$and`: all conditions in an object must hold"),
        (
            r#"{"and":[{"lastStatus":["STOPPED"]},{"group":["a"]}]}"#,
            "remove `and`: all conditions in an object must hold",
        ),
        (r#"{"or":{"lastStatus":["STOPPED"]}}"#, "did you mean `$or`?"),
        (r#"{"OR":[{"lastStatus":["STOPPED"]},{"group":["a"]}]}"#, "did you mean `$or`?"),
        (
            r#"{"$or":{"lastStatus":["STOPPED"],"containers":{"name":["a"]}}}"#,
            r#"write each condition as a pattern in a list: `"$or": [{"lastStatus": […]}, {"containers": {…}}]`"#,
        ),
        (r#"{"not":{"lastStatus":["STOPPED"]}}"#, logic),
        (r#"{"$nor":[{"lastStatus":["STOPPED"]}]}"#, logic),
        (r#"{"containers":{"every":{"exitCode":[0]}}}"#, "did you mean `$all`?"),
        (r#"{"containers":{"$some":{"exitCode":[0]}}}"#, "did you mean `$any`?"),
        (
            r#"{"detail":{"lastStatus":["STOPPED"]}}"#,
            "remove the inner `detail`: this object is already inside `detail`",
        ),
    ] {
        assert_one_help(detail, help);
    }
}

#[test]
fn exists_on_an_object_or_an_array_of_objects_is_one_error() {
    for (detail, help) in [
        (
            r#"{"attachments":[{"exists":false}]}"#,
            r#"to match an empty `attachments`, write `"attachments": { "$count": { "numeric": ["=", 0] } }`"#,
        ),
        (
            r#"{"containers":[{"exists":true}]}"#,
            r#"to match a non-empty `containers`, write `"containers": { "$count": { "numeric": [">", 0] } }`"#,
        ),
        (
            r#"{"attachments":{"details":[{"exists":false}]}}"#,
            r#"`details` is an array of objects; write conditions on its fields: `"details": { "name": […] }`"#,
        ),
        (
            r#"{"overrides":[{"exists":true}]}"#,
            r#"`overrides` is an object; write conditions on its fields: `"overrides": { "cpu": […] }`"#,
        ),
    ] {
        assert_one_help(detail, help);
    }
}

/// Checks that there is one diagnostic about the `detail` of a pattern for a task state change, with this help.
fn assert_one_help(detail: &str, help: &str) {
    let found = diagnostics_of(Some("TaskStateChange"), &format!("{{\"detail\":{detail}}}"));
    let helps: Vec<&str> = found.iter().filter_map(|one| one.help.as_deref()).collect();
    assert_eq!(helps, [help], "{detail}: {found:?}");
}

#[test]
fn syntax_of_other_languages_is_reported_without_a_schema() {
    for (key, quiet) in [
        ("items[0].sku", "items[x]"),
        ("items[*]", "s3:*"),
        ("$.order.id", "$id"),
        ("$not", "$oid"),
        ("$every", "every"),
        ("a.*.b", "*"),
    ] {
        let pattern = |key: &str| format!(r#"{{"source":["shop"],"detail":{{"{key}":{{"a":["b"]}}}}}}"#);
        let lints = |key: &str| -> Vec<Option<Lint>> {
            diagnostics_of(None, &pattern(key)).iter().map(|one| one.lint).collect()
        };
        assert_eq!((lints(key), lints(quiet)), (vec![Some(Lint::UnknownField)], vec![]), "{key} {quiet}");
    }
}

/// Patterns for any event, and the diagnostics about their wildcards.
const WILDCARDS: &[(&str, &[Lint])] = &[
    // The wildcards in one list add up.
    (
        r#"{"m":«[{"wildcard":"*error*"},{"wildcard":"*fail*"},{"wildcard":"*timeout*"},{"wildcard":"*denied*"}]»}"#,
        &[Lint::ComplexWildcard],
    ),
    (r#"{"m":[{"wildcard":"*error*"},{"wildcard":"*fail*"},{"wildcard":"*timeout*"}]}"#, &[]),
    (r#"{"m":[{"wildcard":"*error*"},{"wildcard":"*fail*"}],"n":[{"wildcard":"*a*"},{"wildcard":"*b*"}]}"#, &[]),
    // A list in `anything-but` is one filter.
    (r#"{"m":[{"anything-but":{"wildcard":["*error*","*fail*","*timeout*","*denied*"]}}]}"#, &[]),
    (r#"{"m":[{"anything-but":{"wildcard":["*/a/*","*/b/*","*/c/*","*/d/*","*/e/*"]}}]}"#, &[]),
    (
        r#"{"m":«[{"anything-but":{"wildcard":["*a*","*b*","*c*","*d*"]}},{"wildcard":"*e*"},{"wildcard":"*f*"}]»}"#,
        &[Lint::ComplexWildcard],
    ),
    (r#"{"m":«[{"anything-but":{"wildcard":"*a*a*a*a*a*a*"}}]»}"#, &[Lint::ComplexWildcard]),
    // A single star is enough if the text after it repeats itself.
    (r#"{"m":«[{"wildcard":"*000000000000"}]»}"#, &[Lint::ComplexWildcard]),
    (r#"{"m":[{"wildcard":"000000000000*"}]}"#, &[]),
    // The branches of `$or` add up.
    (
        r#"{"$or":[{"m":«[{"wildcard":"*a*"}]»},{"m":[{"wildcard":"*b*"}]},{"m":[{"wildcard":"*c*"}]},{"m":[{"wildcard":"*d*"}]}]}"#,
        &[Lint::ComplexWildcard],
    ),
    (
        r#"{"$or":[{"m":«[{"wildcard":"*a*"},{"wildcard":"*b*"}]»},{"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#,
        &[Lint::ComplexWildcard],
    ),
    (
        r#"{"x":{"$or":[{"m":«[{"wildcard":"*a*"},{"wildcard":"*b*"}]»},{"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}}"#,
        &[Lint::ComplexWildcard],
    ),
    (r#"{"$or":[{"m":[{"wildcard":"*a*"}]},{"m":[{"wildcard":"*b*"}]}]}"#, &[]),
    // An equal wildcard in several branches is one filter.
    (
        r#"{"$or":[{"m":[{"wildcard":"*a*"}],"x":[1]},{"m":[{"wildcard":"*a*"}],"x":[2]},{"m":[{"wildcard":"*b*"}]}]}"#,
        &[],
    ),
    (r#"{"$or":[{"m":[{"wildcard":"*a*"},{"wildcard":"*b*"}]},{"n":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#, &[]),
    // They do so even if fields after it differ, or if fields before it have a common alternative.
    (
        r#"{"$or":[{"m":«[{"wildcard":"*a*"},{"wildcard":"*b*"}]»,"x":[1]},{"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}],"x":[2]}]}"#,
        &[Lint::ComplexWildcard],
    ),
    (
        r#"{"$or":[{"a":[1,2],"m":«[{"wildcard":"*a*"},{"wildcard":"*b*"}]»},{"a":[3,2],"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#,
        &[Lint::ComplexWildcard],
    ),
    (
        r#"{"a":[1],"$or":[{"m":«[{"wildcard":"*a*"},{"wildcard":"*b*"}]»},{"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#,
        &[Lint::ComplexWildcard],
    ),
    // If a field before it has no common alternative, each branch is evaluated on its own.
    (
        r#"{"$or":[{"a":[1],"m":[{"wildcard":"*a*"},{"wildcard":"*b*"}]},{"a":[2],"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#,
        &[],
    ),
    (
        r#"{"$or":[{"a":[1],"m":[{"wildcard":"*a*"},{"wildcard":"*b*"}]},{"m":[{"wildcard":"*c*"},{"wildcard":"*d*"}]}]}"#,
        &[],
    ),
    // A field is reported once.
    (
        r#"{"$or":[{"a":[1],"m":«[{"wildcard":"*a*a*a*a*a*a*"}]»},{"a":[2],"m":[{"wildcard":"*b*b*b*b*b*b*"}]}]}"#,
        &[Lint::ComplexWildcard],
    ),
];

#[test]
fn wildcards_that_eventbridge_evaluates_together_add_up() {
    for (detail, lints) in WILDCARDS {
        assert_diagnostics(None, &format!(r#"{{"detail":{detail}}}"#), lints);
    }
}

#[test]
fn exponentially_many_joined_lists_are_measured_in_part() {
    // Every second branch shares an alternative of each field with all earlier ones, so the number of states grows
    // exponentially with the number of fields.
    let list = |branch: usize| match branch % 2 {
        0 => format!("[{branch}]"),
        _ => format!("[{}]", (0..branch).map(|number| number.to_string()).collect::<Vec<_>>().join(",")),
    };
    let branches: Vec<String> = (0..60)
        .map(|branch| {
            let fields: Vec<String> = (0..20).map(|field| format!(r#""a{field:02}":{}"#, list(branch))).collect();
            format!(r#"{{{},"m":[{{"wildcard":"*{branch}*"}}]}}"#, fields.join(","))
        })
        .collect();
    let found = diagnostics_of(None, &format!(r#"{{"detail":{{"$or":[{}]}}}}"#, branches.join(",")));
    let lints: Vec<_> = found.iter().filter_map(|one| one.lint).collect();
    assert_eq!(lints, [Lint::OverQuota, Lint::ComplexWildcard], "{found:?}");
}
