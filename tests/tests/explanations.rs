//! Snapshots of explanations, stored in `explanations/` for review.
//!
//! To accept all changes, set `INSTA_UPDATE=always`. To review them one by one, run `cargo insta review`.

use event_pattern_interpreter::explain::explain;
use event_pattern_tests::schemas::parse_known;

/// Compares an explanation, including its pattern and event, with a snapshot.
fn assert_explanation(name: &str, pattern: &str, event: &str) {
    let parsed = parse_known(pattern);
    let explanation = explain(&parsed, event).unwrap().unwrap_or_else(|| panic!("{name}: {:?}", parsed.diagnostics));
    let text = format!("{pattern}\n{event}\n\n{explanation}\n");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "explanations" }, {
        insta::assert_snapshot!(name, text);
    });
}

const RUN_TEST: &str = r#"{
  "source": ["aws.ecs"],
  "detail-type": ["ECS Task State Change"],
  "detail": {
    "lastStatus": ["STOPPED"],
    "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
  }
}"#;

/// Returns a stopped task with these containers.
fn task(containers: &str) -> String {
    format!(
        "{{\n  \"source\": \"aws.ecs\",\n  \"detail-type\": \"ECS Task State Change\",\n  \"detail\": {{\n    \"lastStatus\": \"STOPPED\",\n    \
         \"containers\": {containers}\n  }}\n}}"
    )
}

#[test]
fn plain_fields() {
    assert_explanation(
        "match",
        r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "source": "aws.ecs", "detail": { "lastStatus": "STOPPED" } }"#,
    );
    assert_explanation(
        "wrong_value",
        r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "source": "aws.ecs", "detail": { "lastStatus": "RUNNING" } }"#,
    );
    assert_explanation(
        "wrong_type",
        r#"{ "detail": { "exitCode": [1], "version": [{ "numeric": [">", 3] }], "name": ["7"] } }"#,
        r#"{ "detail": { "exitCode": "1", "version": "5", "name": 7 } }"#,
    );
    assert_explanation(
        "absent",
        r#"{ "detail": { "lastStatus": ["STOPPED"], "stopCode": ["UserInitiated"] } }"#,
        r#"{ "detail": { "lastStatus": "STOPPED" } }"#,
    );
    assert_explanation(
        "absent_object",
        r#"{ "detail": { "overrides": { "cpu": ["256"] }, "group": [{ "exists": true }] } }"#,
        r#"{ "detail": { "group": {} } }"#,
    );
    assert_explanation(
        "misspelt_key",
        r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail": { "laststatus": "STOPPED" } }"#,
    );
    assert_explanation(
        "detail_is_a_string",
        r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail": "{\"lastStatus\":\"STOPPED\"}" }"#,
    );
    assert_explanation(
        "null",
        r#"{ "detail": { "stopCode": ["UserInitiated"], "healthStatus": [null], "connectivity": [{ "anything-but": ["CONNECTED"] }] } }"#,
        r#"{ "detail": { "stopCode": null, "healthStatus": null, "connectivity": null } }"#,
    );
    assert_explanation(
        "several_missing",
        r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"], "desiredStatus": ["STOPPED"], "launchType": ["FARGATE"], "group": [{ "prefix": "service:" }], "stopCode": [{ "exists": false }] } }"#,
        r#"{ "source": "aws.ecs", "detail": { "lastStatus": "RUNNING", "desiredStatus": "RUNNING", "launchType": "EC2", "group": "family:web", "stopCode": "UserInitiated" } }"#,
    );
    assert_explanation(
        "differs_in_case",
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:web"] } }"#,
        r#"{ "detail": { "lastStatus": "Stopped", "group": "service:web " } }"#,
    );
}

#[test]
fn content_filters() {
    assert_explanation(
        "numeric",
        r#"{ "detail": { "total": [{ "numeric": [">", 0, "<=", 100] }], "id": [{ "numeric": [">", 0] }] } }"#,
        r#"{ "detail": { "total": 100.5, "id": 9007199254740993 } }"#,
    );
    assert_explanation(
        "strings",
        r#"{ "detail": { "a": [{ "prefix": "run-" }], "b": [{ "suffix": "-test" }], "c": [{ "wildcard": "run-*-test" }], "d": [{ "cidr": "10.0.0.0/8" }], "e": [{ "equals-ignore-case": "run-test" }] } }"#,
        r#"{ "detail": { "a": "test-run", "b": "run-test", "c": "run-test", "d": "11.0.0.1", "e": "RUN-TEST" } }"#,
    );
    assert_explanation(
        "anything_but",
        r#"{ "resources": [{ "anything-but": { "prefix": "arn:aws:s3" } }], "tags": [{ "anything-but": ["a", "b"] }] }"#,
        r#"{ "resources": ["arn:aws:s3:::one", "arn:aws:s3:::two"], "tags": ["a", "c"] }"#,
    );
    assert_explanation(
        "many_alternatives",
        r#"{ "state": ["a", "b", "c", "d", "e", "f", "g"] }"#,
        r#"{ "state": ["h", "i", "j", "k", "l", "m"] }"#,
    );
    assert_explanation(
        "long_values",
        r#"{ "detail": { "clusterArn": ["arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster_of_the_integration_tests"] } }"#,
        r#"{ "detail": { "clusterArn": "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster_of_the_performance_tests" } }"#,
    );
    assert_explanation(
        "non_ascii",
        r#"{ "größe": ["naïve"], "名前": [{ "prefix": "東京" }], "emoji": ["🦀"] }"#,
        r#"{ "größe": "nai\u0308ve", "名前": "京都", "emoji": "\u001b[31m\u202e" }"#,
    );
}

#[test]
fn arrays() {
    assert_explanation(
        "story_match",
        RUN_TEST,
        &task(r#"[{ "name": "run-test", "exitCode": 1 }, { "name": "selenium-hub", "exitCode": 143 }]"#),
    );
    assert_explanation(
        "story_false_alarm",
        RUN_TEST,
        &task(r#"[{ "name": "selenium-hub", "exitCode": 1 }, { "name": "run-test", "exitCode": 0 }]"#),
    );
    assert_explanation(
        "no_such_element",
        RUN_TEST,
        &task(r#"[{ "name": "selenium-hub", "exitCode": 0 }, { "name": "web" }]"#),
    );
    assert_explanation("no_elements", RUN_TEST, &task("[]"));
    assert_explanation(
        "two_arrays",
        r#"{ "detail": { "containers": { "name": ["app"], "exitCode": [1] }, "attachments": { "type": ["eni"], "status": ["ATTACHED"] } } }"#,
        r#"{ "detail": { "containers": [{ "name": "app", "exitCode": 0 }, { "name": "db", "exitCode": 1 }], "attachments": [{ "type": "eni", "status": "DELETED" }] } }"#,
    );
    assert_explanation(
        "nested_arrays",
        r#"{ "detail": { "attachments": { "type": ["eni"], "details": { "name": ["subnetId"], "value": ["subnet-2"] } } } }"#,
        r#"{ "detail": { "attachments": [{ "type": "eni", "details": [{ "name": "macAddress", "value": "0a" }, { "name": "subnetId", "value": "subnet-1" }] }, { "type": "eni", "details": [] }] } }"#,
    );
    assert_explanation(
        "absence_of_all_elements",
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } }"#,
        r#"{ "detail": { "containers": [{ "name": "run-test" }, { "name": "selenium-hub", "exitCode": 143 }] } }"#,
    );
    assert_explanation(
        "absence_in_one_element",
        r#"{ "detail": { "containers": { "name": ["run-test"], "reason": [{ "exists": false }] } } }"#,
        r#"{ "detail": { "containers": [{ "name": "run-test", "reason": "OutOfMemoryError" }, { "name": "selenium-hub" }] } }"#,
    );
}

#[test]
fn keys() {
    assert_explanation(
        "repeated_keys",
        r#"{ "a": { "b": [1], "c": [2] } }"#,
        r#"{ "a": { "b": 1 }, "a": { "b": 3, "c": 4, "c": 5 } }"#,
    );
    assert_explanation(
        "dotted_keys",
        r#"{ "detail.state": ["on"], "detail": { "a.b": [1] } }"#,
        r#"{ "detail": { "state": "off", "a": { "b": 1 } } }"#,
    );
    assert_explanation("replaced", r#"{ "a": [1], "$or": [{ "a": [2] }, { "b": [3] }] }"#, r#"{ "a": 2 }"#);
    assert_explanation(
        "replaced_twice",
        r#"{ "a": [1], "$or": [{ "a": [2], "a": [3] }, { "b": [4] }] }"#,
        r#"{ "a": 3 }"#,
    );
    assert_explanation(
        "not_replaced_in_this_branch",
        r#"{ "a": [1], "$or": [{ "a": [2], "a": [3] }, { "b": [4] }] }"#,
        r#"{ "a": 1, "b": 4 }"#,
    );
}

#[test]
fn branches_of_or() {
    assert_explanation(
        "or_none",
        r#"{ "detail": { "$or": [{ "stopCode": ["TaskFailedToStart"] }, { "lastStatus": ["STOPPED"], "launchType": ["EC2"] }] } }"#,
        r#"{ "detail": { "stopCode": "UserInitiated", "lastStatus": "STOPPED", "launchType": "FARGATE" } }"#,
    );
    assert_explanation(
        "or_one",
        r#"{ "detail": { "$or": [{ "stopCode": ["TaskFailedToStart"] }, { "lastStatus": ["STOPPED"] }] } }"#,
        r#"{ "detail": { "stopCode": "UserInitiated", "lastStatus": "STOPPED" } }"#,
    );
    assert_explanation(
        "or_none_and_outside",
        r#"{ "source": ["aws.ecs"], "$or": [{ "a": [1], "b": [2] }, { "b": [1] }] }"#,
        r#"{ "source": "aws.ec2", "a": 1, "b": 3 }"#,
    );
    assert_explanation(
        "or_and_outside",
        r#"{ "source": ["aws.ecs"], "$or": [{ "a": [1] }, { "b": [1] }] }"#,
        r#"{ "source": "aws.ec2", "a": 1 }"#,
    );
}

/// Returns a pattern that has this condition on the containers of a task.
fn scoped(containers: &str) -> String {
    format!("{{\n  \"detail-type\": [\"ECS Task State Change\"],\n  \"detail\": {{ \"containers\": {containers} }}\n}}")
}

#[test]
fn scopes() {
    let sidecar_failed = task(r#"[{ "name": "run-test" }, { "name": "selenium-hub", "exitCode": 1 }]"#);
    let both_ended = task(r#"[{ "name": "run-test", "exitCode": 0 }, { "name": "selenium-hub", "exitCode": 1 }]"#);
    let any = scoped(r#"{ "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] } }"#);
    assert_explanation("any_match", &any, &sidecar_failed);
    assert_explanation("any_no_match", &any, &both_ended);
    assert_explanation("any_of_nothing", &any, &task("[]"));
    assert_explanation(
        "any_list",
        &scoped(r#"{ "$any": [{ "name": ["app"], "exitCode": [1] }, { "name": ["db"], "exitCode": [0] }] }"#),
        &task(r#"[{ "name": "app", "exitCode": 1 }, { "name": "db", "exitCode": 2 }]"#),
    );
    assert_explanation("all", &scoped(r#"{ "$all": { "exitCode": [0] } }"#), &both_ended);
    assert_explanation(
        "none",
        &scoped(r#"{ "$none": { "exitCode": [1] }, "$all": { "name": [{ "exists": true }] } }"#),
        &both_ended,
    );
    assert_explanation(
        "count",
        &scoped(r#"{ "$count": { "where": { "exitCode": [{ "anything-but": [0] }] }, "numeric": [">=", 2] } }"#),
        &both_ended,
    );
    assert_explanation("count_of_all", &scoped(r#"{ "$count": { "numeric": [">", 2] } }"#), &both_ended);
    assert_explanation(
        "nested_scopes",
        r#"{ "detail-type": ["ECS Task State Change"], "detail": { "attachments": { "$any": { "type": ["eni"], "details": { "$none": { "name": ["macAddress"], "value": [{ "prefix": "0a" }] } } } } } }"#,
        r#"{ "detail-type": "ECS Task State Change", "detail": { "attachments": [{ "type": "eni", "details": [{ "name": "macAddress", "value": "0a:1b" }] }, { "type": "elb", "details": [] }] } }"#,
    );
    assert_explanation(
        "field_refs",
        r#"{ "detail-type": ["ECS Task State Change"], "detail": { "desiredStatus": [{ "anything-but": { "$field": "detail.lastStatus" } }], "containers": { "$any": { "lastStatus": [{ "$field": "detail.stopCode" }] } } } }"#,
        r#"{ "detail-type": "ECS Task State Change", "detail": { "desiredStatus": "STOPPED", "lastStatus": "STOPPED", "containers": [{ "name": "app", "lastStatus": "STOPPED" }] } }"#,
    );
}

#[test]
fn colours_and_json() {
    let parsed = parse_known(r#"{ "a": [1], "b": { "c": [2, null] } }"#);
    let explanation = explain(&parsed, r#"{ "a": 1, "b": { "c": "2" } }"#).unwrap().unwrap();
    let coloured = explanation.to_text(event_pattern_compiler::diagnostic::Style::Coloured);
    assert_eq!(
        coloured,
        "\x1b[1;91mno match\x1b[0m: `b.c` is \"2\" instead of 2 or null\n\n\x1b[1;92m✓\x1b[0m a: 1\n\x1b[1;94m \x1b[0m b\n  \
         \x1b[1;91m✗\x1b[0m c: \"2\", expected 2 or null"
    );
    assert_eq!(
        explanation.to_json(),
        r#"{"match":false,"summary":"`b.c` is \"2\" instead of 2 or null","parts":[{"key":"a","holds":true,"words":"1","path":"a","wanted":[1],"found":[{"place":"a","value":1}]},{"key":"b","holds":null,"parts":[{"key":"c","holds":false,"words":"\"2\", expected 2 or null","path":"b.c","wanted":[2,null],"found":[{"place":"b.c","value":"2"}]}]}]}"#
    );
}

/// Compares the explanations of several patterns and events with one snapshot.
fn assert_explanations(name: &str, cases: &[(&str, &str)]) {
    let explained = cases.iter().map(|(pattern, event)| {
        let parsed = parse_known(pattern);
        let explanation =
            explain(&parsed, event).unwrap().unwrap_or_else(|| panic!("{pattern}: {:?}", parsed.diagnostics));
        format!("{pattern}\n{event}\n\n{explanation}\n\n")
    });
    let text: String = explained.collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "explanations" }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn values_in_place_of_an_object() {
    let pattern = r#"{ "a": { "bcd": { "efgh": [1] } } }"#;
    let events = [
        r#"{ "a": {} }"#,
        r#"{ "a": { "x": 1 } }"#,
        r#"{ "a": [] }"#,
        r#"{ "a": [{}] }"#,
        r#"{ "a": [1] }"#,
        r#"{ "a": [{}, 1] }"#,
        r#"{ "a": { "bcd": {} } }"#,
        r#"{ "a": { "bcd": [] } }"#,
        r#"{ "a": { "bcd": [{}] } }"#,
        r#"{ "a": { "bcd": [1, {}] } }"#,
        r#"{ "a": { "bcd": "efgh" } }"#,
        r#"{ "a": { "bce": { "efgh": 1 } } }"#,
        r#"{ "a": { "BCD": { "efgh": 1 } } }"#,
        r#"{ "a": { "bcd": { "efgi": 1 } } }"#,
        r#"{ "a": { "bcd": { "efij": 1 } } }"#,
    ];
    assert_explanations("in_place_of_an_object", &events.map(|event| (pattern, event)));
}

#[test]
fn element_counts() {
    let events = [
        "[]",
        r#"[{ "exitCode": 1 }]"#,
        r#"[{ "exitCode": 2, "name": "" }]"#,
        r#"[{ "exitCode": 1 }, { "exitCode": 1, "name": "x" }]"#,
        r#"[{ "exitCode": 2 }, { "exitCode": 1, "name": "x" }]"#,
        r#"[{ "exitCode": 2 }, { "exitCode": 3, "name": "x" }, { "exitCode": 1 }]"#,
    ];
    for (name, scope) in [
        ("number_of_any", r#""$any": { "exitCode": [1] }"#),
        ("number_of_all", r#""$all": { "exitCode": [1] }"#),
        ("number_of_none", r#""$none": { "exitCode": [1] }"#),
        ("number_of_elements", r#""$count": { "numeric": [">=", 2] }"#),
        ("number_of_matches", r#""$count": { "where": { "exitCode": [1] }, "numeric": ["=", 1] }"#),
        ("number_of_many_matches", r#""$count": { "where": { "exitCode": [1] }, "numeric": [">", 1, "<", 9] }"#),
    ] {
        let task = |containers: &str| {
            format!(r#"{{ "detail-type": "ECS Task State Change", "detail": {{ "containers": {containers} }} }}"#)
        };
        let pattern =
            task(&format!("{{ {scope} }}")).replacen("\"ECS Task State Change\"", "[\"ECS Task State Change\"]", 1);
        let events = events.map(task);
        assert_explanations(name, &events.each_ref().map(|event| (pattern.as_str(), event.as_str())));
    }
}

#[test]
fn values_of_another_type() {
    assert_explanations(
        "other_types",
        &[
            (r#"{ "a": [true] }"#, r#"{ "a": "true" }"#),
            (r#"{ "a": ["true"] }"#, r#"{ "a": true }"#),
            (r#"{ "a": [1] }"#, r#"{ "a": "1" }"#),
            (r#"{ "a": ["null"] }"#, r#"{ "a": null }"#),
            (r#"{ "a": [null] }"#, r#"{ "a": "null" }"#),
            (r#"{ "a": [{ "prefix": "1" }] }"#, r#"{ "a": 12 }"#),
            (r#"{ "a": [{ "numeric": [">", 1] }] }"#, r#"{ "a": "12" }"#),
            (r#"{ "a": [{ "anything-but": 1 }] }"#, r#"{ "a": 1 }"#),
            (r#"{ "a": ["x", "y", "z"] }"#, r#"{ "a": ["p", "q", "r", "s", "t", "u"] }"#),
        ],
    );
}

#[test]
fn long_lines_are_broken_between_words_but_not_inside_quotes() {
    let long = |text: &str| text.repeat(9);
    let plain = format!("{{ \"a\": [{{ \"anything-but\": [\"{}\", \"{}\"] }}] }}", long("a b "), long("c d "));
    let quoted = format!("{{ \"a\": [\"{}\", \"{}\"] }}", long("\\\" { "), long("\\\\ } "));
    let event = format!("{{ \"a\": \"{}\" }}", long("[ \\\" "));
    assert_explanations(
        "broken_lines",
        &[(&plain, r#"{ "a": 1 }"#), (&quoted, r#"{ "a": 1 }"#), (&plain, &event), (&quoted, &event)],
    );
}

#[test]
fn an_event_nested_too_deeply_is_an_error() {
    let parsed = parse_known(r#"{ "a": ["x"] }"#);
    let (many, siblings) = ("[{".repeat(10_000), "{},[],".repeat(10_000));
    for event in [
        format!(r#"{{ "b": "{many}", "a": "x" }}"#),
        format!(r#"{{ "b": "\"{many}\\", "a": "x" }}"#),
        format!(r#"{{ "b": "\\\"{many}", "a": "x" }}"#),
        format!(r#"{{ "b": [{siblings}1], "a": "x" }}"#),
    ] {
        assert!(explain(&parsed, &event).unwrap().unwrap().is_match());
    }
    for start in [r#"{ "b": "#, r#"{ "a": "\\", "b": "#, r#"{ "a": "\"", "b": "#, r#"{ "a": "}]}]", "b": "#] {
        let errors = explain(&parsed, &format!("{start}{many}")).unwrap_err();
        assert_eq!(errors[0].message, "the event is nested too deeply to be explained");
        assert_eq!(
            errors[0].span.start,
            start.len() + event_pattern_compiler::limits::MAX_NESTING_LEVELS - 1,
            "{start}"
        );
    }
}
