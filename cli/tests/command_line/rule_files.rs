//! Tests that all subcommands accept the same files as rules.

use crate::support::{Folder, Ran, fixture};

const EVENT: &str =
    r#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": { "lastStatus": "STOPPED" } }"#;

/// The subcommands that read `rules/rule.json`, and whether they report that EventBridge does not accept comments.
const COMMANDS: [(&[&str], bool); 8] = [
    (&["check", "--quiet", "rules/rule.json"], false),
    (&["check", "--quiet", "--sets", "rules"], false),
    (&["prefilter", "rules/rule.json"], false),
    (&["expand", "--pattern", "rules/rule.json"], false),
    (&["test", "--pattern", "rules/rule.json", "--event", "event.json"], true),
    (&["test", "--rules", "rules", "--event", "event.json"], true),
    (&["explain", "--pattern", "rules/rule.json", "--event", "event.json"], true),
    (&["replay", "--rules", "rules", "event.json"], true),
];

fn folder(test: &str, rule: &str) -> Folder {
    Folder::new(test).with_folder("rules").with("rules/rule.json", rule).with("event.json", EVENT)
}

#[test]
fn what_only_files_may_have_is_accepted_everywhere() {
    let plain = r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#;
    let expected = folder("rule_file_plain", plain);
    for (number, rule) in [
        "// only failures\n{ \"source\": [\"aws.ecs\"], \"detail\": { \"lastStatus\": [\"STOPPED\"] } }",
        "{ \"source\": [\"aws.ecs\",], \"detail\": { \"lastStatus\": [\"STOPPED\"], }, }",
        "{ \"source\": [\"aws.ecs\" /* tasks */], \"detail\": { // the last state\n \"lastStatus\": [\"STOPPED\"] } }",
        "/**/{/**/\"source\"/**/:/**/[/**/\"aws.ecs\"/**/,/**/]/**/,\"detail\":{\"lastStatus\":[\"STOPPED\"]}/**/}",
        r#"{ "$schema": "task.schema.json", "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    ]
    .into_iter()
    .enumerate()
    {
        let relaxed = folder(&format!("rule_file_relaxed_{number}"), rule);
        for (arguments, reports) in COMMANDS {
            let expected = expected.run(arguments);
            let note = "\
note: `rules/rule.json` has comments, trailing commas or `$schema`, which EventBridge does not accept
 = help: deploy the output of `event-pattern prefilter FILE`
";
            let ran = relaxed.run(arguments);
            assert_eq!((ran.exit, &ran.output), (Some(0), &expected.output), "{arguments:?}: {}", ran.messages);
            assert_eq!(
                (expected.exit, ran.messages.as_str()),
                (Some(0), if reports { note } else { "" }),
                "{arguments:?}"
            );
        }
    }
}

#[test]
fn the_meaning_of_a_commented_pattern_does_not_change() {
    let rule = "{ \"a\": [9007199254740993, \"// \\ud800\", \"/*\"], \"a\": [1.50, \"\\u002f/\",], }";
    for (event, is_match) in [
        (r#"{"source":"x","a":1.5}"#, true),
        (r#"{"source":"x","a":"//"}"#, true),
        (r#"{"source":"x","a":"/*"}"#, false),
    ] {
        let ran = folder("rule_file_meaning", rule).run_with(&["test", "--rules", "rules", "--event", "-"], event);
        assert_eq!(ran.exit, Some(i32::from(!is_match)), "{event}: {}", ran.messages);
    }
}

#[test]
fn several_commented_rules_are_reported_together() {
    let folder = folder("rule_file_several", "{ \"source\": [\"a\"], }").with("rules/b.json", "{\"source\":[\"a\",]}");
    let folder = folder.with("rules/c.json", "{\"source\": [\"a\"]}").with("rules/d.json", "{\"source\": [\"d\"],}");
    let ran = folder.run(&["test", "--rules", "rules", "--event", "event.json"]);
    let note = "note: `rules/b.json` and 2 more rules have comments, trailing commas or `$schema`, which EventBridge does not accept\n";
    assert_eq!((ran.exit, ran.messages.starts_with(note)), (Some(1), true), "{}", ran.messages);
}

#[test]
fn strict_reports_what_eventbridge_rejects() {
    let folder = Folder::new("rule_file_strict");
    let messages = |pattern: &str, arguments: &[&str]| {
        let ran = folder.run_with(&[&["check", "-"], arguments].concat(), pattern);
        let messages = ran.output.lines().filter_map(|line| line.strip_prefix("error"));
        (ran.exit, messages.map(|line| line.rsplit("]: ").next().unwrap().to_owned()).collect::<Vec<_>>())
    };
    let ecs = |detail: &str| {
        format!(r#"{{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {detail} }}"#)
    };
    for (pattern, error) in [
        ("{ \"source\": [\"x\"] // all\n }".to_owned(), "JSON does not allow comments"),
        ("{ \"source\": [\"x\"], }".to_owned(), "JSON does not allow a trailing comma"),
        (
            "{ \"$schema\": \"x.json\", \"source\": [\"x\"] }".to_owned(),
            "expected a list or object for `$schema`, found a string",
        ),
        (ecs(r#"{ "containers": { "$any": { "exitCode": [0] } } }"#), ": EventBridge does not have `$any`"),
        (ecs(r#"{ "containers": { "$none": { "exitCode": [0] } } }"#), ": EventBridge does not have `$none`"),
        (
            ecs(r#"{ "$or": [{ "group": ["g"] }, { "lastStatus": [{ "$field": "detail.desiredStatus" }] }] }"#),
            ": EventBridge does not have `$field`",
        ),
    ] {
        assert_eq!(messages(&pattern, &[]), (Some(0), Vec::new()), "{pattern}");
        assert_eq!(messages(&pattern, &["--strict"]), (Some(2), vec![error.to_owned()]), "{pattern}");
    }
    assert_eq!(messages(&fixture("run_test_failed.json"), &["--strict"]), (Some(0), Vec::new()));
}

#[test]
fn a_diagnostic_can_be_allowed_everywhere() {
    let redundant = r#"{ "source": ["aws.ecs", "aws.ecs"] }"#;
    let folder = folder("rule_file_allowed", redundant);
    for (arguments, _) in COMMANDS {
        let ran = folder.run(arguments);
        let found = [ran.output.as_str(), &ran.messages].concat();
        assert!(found.contains("warning[redundant_alternative]"), "{arguments:?}: {found}");
        let Ran { exit, output, messages } = folder.run(&[arguments, &["--allow", "redundant_alternative"]].concat());
        assert_eq!((exit, messages.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!output.contains("redundant_alternative"), "{arguments:?}: {output}");
        let ran = folder.run(&[arguments, &["--allow", "invalid_pattern"]].concat());
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}");
    }
}

#[test]
fn an_allowed_error_does_not_stop_prefilter_and_expand() {
    let rule =
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["NEW"] } }"#;
    let folder = folder("rule_file_allowed_error", rule);
    for arguments in [&["prefilter", "rules/rule.json"][..], &["expand", "--pattern", "rules/rule.json"]] {
        assert_eq!(folder.run(arguments).exit, Some(2), "{arguments:?}");
        let ran = folder.run(&[arguments, &["--allow", "unknown_value"]].concat());
        assert_eq!((ran.exit, ran.messages.as_str(), ran.output.is_empty()), (Some(0), "", false), "{arguments:?}");
    }
}

#[test]
fn a_file_that_contains_a_pattern_is_named_once() {
    let rule = r#"{ "Name": "failed", "EventPattern": "{\"source\": [\"aws.ecs\"]}", "State": "ENABLED" }"#;
    let folder = folder("rule_file_foreign", rule);
    let message = "\
error: expected a pattern, found a rule of EventBridge
 --> rules/rule.json:1:21
  |
1 | { \"Name\": \"failed\", \"EventPattern\": \"{\\\"source\\\": [\\\"aws.ecs\\\"]}\", \"State\": \"ENABLED\" }
  |                     ^^^^^^^^^^^^^^
  = help: print only the pattern with `aws events describe-rule --name failed --query EventPattern --output text`
";
    for (arguments, _) in COMMANDS {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output + &ran.messages), (Some(2), message.to_owned()), "{arguments:?}");
    }
    let template = "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {}\n";
    for (arguments, _) in COMMANDS {
        let ran = self::folder("rule_file_template", template).run(arguments);
        let message = "error: expected a pattern, found a CloudFormation template\n --> rules/rule.json:5:7\n";
        assert!((ran.output + &ran.messages).starts_with(message), "{arguments:?}");
    }
}

#[test]
fn a_folder_is_read_like_the_files_in_it() {
    let folder = folder("rule_file_folder", r#"{ "source": ["aws.ecs"] }"#)
        .with("rules/bucket.json", r#"{ "source": ["shop"] }"#)
        .with("rules/notes.txt", "not a rule");
    let files = ["rules/bucket.json", "rules/rule.json"];
    for command in ["check", "prefilter"] {
        assert_eq!(folder.run(&[command, "rules"]), folder.run(&[&[command], &files[..]].concat()), "{command}");
    }
    let summary = "2 patterns: 1 checked against 7 event types, 1 without a schema\n";
    assert_eq!(folder.run(&["check", "rules"]), Ran::new(0, "", summary));
    assert_eq!(folder.run(&["prefilter", "rules"]), Ran::new(0, "{\"source\":[\"shop\",\"aws.ecs\"]}\n", ""));
}
