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
fn a_rule_in_another_file_is_read_like_a_pattern_by_every_command() {
    let pattern = r#"{"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}"#;
    let expected = folder("rule_file_pattern", pattern);
    let described = format!(r#"{{ "Name": "rule", "EventPattern": {}, "State": "ENABLED" }}"#, quoted(pattern));
    let template = format!(
        "Resources:\n  rule:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {pattern}\n  \
         Topic: {{ Type: AWS::SNS::Topic }}\n"
    );
    for (number, file) in [described, template].iter().enumerate() {
        let folder = folder(&format!("rule_file_other_{number}"), file);
        for (arguments, _) in COMMANDS {
            let Ran { exit, output, messages } = folder.run(arguments);
            let expected = expected.run(arguments);
            assert_eq!((exit, output), (expected.exit, expected.output), "{arguments:?}: {messages}");
        }
    }
}

#[test]
fn a_rule_of_a_template_is_named_after_a_number_sign() {
    let template = "\
Resources:
  Failed: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [aws.ecs] } } }
  Orders: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [shop] } } }
";
    let folder = Folder::new("rule_file_named").with("template.yaml", template).with("event.json", EVENT);
    let test = |pattern: &str| folder.run(&["test", "--pattern", pattern, "--event", "event.json"]);
    assert_eq!(test("template.yaml#Failed"), Ran::new(0, "match\n", ""));
    assert_eq!(test("template.yaml#Orders"), Ran::new(1, "no match\n", ""));
    let several = "\
error: `template.yaml` has 2 rules
 = help: name one of them, as in `template.yaml#Failed`, or use `--rules template.yaml`
";
    assert_eq!(test("template.yaml"), Ran::new(64, "", several));
    let unknown = "\
error: no rule in `template.yaml` is named `Fialed`
 = help: did you mean `template.yaml#Failed`?
";
    assert_eq!(test("template.yaml#Fialed"), Ran::new(64, "", unknown));
    let of_folder = "error: `.` is a folder\n = help: name the file with the rule, as in `FILE#Failed`\n";
    assert_eq!(test(".#Failed"), Ran::new(64, "", of_folder));
    let set = folder.run(&["test", "--rules", "template.yaml", "--event", "event.json"]);
    assert_eq!(set, Ran::new(0, "Failed\n", ""));
    let set = folder.run(&["test", "--rules", "template.yaml#Orders", "--event", "event.json"]);
    assert_eq!(set, Ran::new(1, "no match\n", ""));
}

#[test]
fn a_named_rule_that_cannot_be_read_is_an_error_and_another_one_a_warning() {
    let template = "\
Resources:
  Failed: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [aws.ecs] } } }
  Later: { Type: AWS::Events::Rule, Properties: { EventPattern: !Ref Pattern } }
";
    let folder = Folder::new("rule_file_unread").with("template.yaml", template).with("event.json", EVENT);
    for (pattern, exit, severity) in [("template.yaml#Failed", 0, "warning: "), ("template.yaml#Later", 2, "error: ")] {
        let ran = folder.run(&["test", "--pattern", pattern, "--event", "event.json"]);
        assert_eq!(ran.exit, Some(exit), "{}", ran.messages);
        assert!(ran.messages.starts_with(severity) && ran.messages.contains("`Later`"), "{}", ran.messages);
    }
}

#[test]
fn what_is_only_known_at_deployment_is_satisfied_by_any_value() {
    let template = "\
Resources:
  Any: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [!Ref Source], detail: { lastStatus: [STOPPED] } } } }
";
    let folder = Folder::new("rule_file_unknown").with("template.yaml", template).with("event.json", EVENT);
    let note =
        "note: `template.yaml#Any` has values that are only known when it is deployed; any value satisfies them here\n";
    let ran = folder.run(&["test", "--pattern", "template.yaml", "--event", "event.json"]);
    assert_eq!(ran, Ran::new(0, "match\n", note));
    let ran = folder.run(&["replay", "--rules", "template.yaml", "event.json"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), note));
    let ran = folder.run(&["prefilter", "template.yaml"]);
    let prefilter = "{\"source\":[{\"exists\":true}],\"detail\":{\"lastStatus\":[\"STOPPED\"]}}\n";
    assert_eq!(ran.output, prefilter);
}

#[test]
fn filters_of_records_are_checked_and_not_run_on_events() {
    let template = r#"
Resources:
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: arn:aws:sqs:us-east-1:123456789012:orders
      FilterCriteria: { Filters: [{ Pattern: '{ "bdy": { "total": [{ "numeric": [">", 10] }] } }' }] }
  Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [aws.ecs] } } }
"#;
    let folder = Folder::new("rule_file_records").with("template.yaml", template).with("event.json", EVENT);
    let ran = folder.run(&["check", "--quiet", "template.yaml"]);
    let message = "error[unknown_field]: `bdy` is not a field of a message of Amazon SQS\n --> template.yaml:7:";
    assert!(ran.output.starts_with(message), "{}", ran.output);
    let ran = folder.run(&["test", "--rules", "template.yaml", "--event", "event.json"]);
    let note = "note: `template.yaml#Mapping` filters records, not events, so it is left out\n";
    assert_eq!(ran, Ran::new(0, "Rule\n", note));
    let ran = folder.run(&["test", "--pattern", "template.yaml#Mapping", "--event", "event.json"]);
    let message = "\
error: `template.yaml#Mapping` filters records, not events
 = help: check it with `event-pattern check`
";
    assert_eq!(ran, Ran::new(64, "", message));
}

#[test]
fn files_of_a_folder_without_rules_are_skipped_and_named() {
    let folder = Folder::new("rule_file_skipped")
        .with("package.json", r#"{ "name": "x", "keywords": ["y"], "version": "1.0.0" }"#)
        .with("event.json", r#"{ "id": "1", "time": "t", "source": "x", "detail-type": "y", "detail": {} }"#)
        .with("template.yaml", "Resources: { Topic: { Type: AWS::SNS::Topic } }")
        .with_folder("stack")
        .with("stack/rule.json", r#"{ "source": ["x"] }"#)
        .with_folder("node_modules")
        .with("node_modules/rule.json", r#"{ "source": ["y"] }"#);
    let summary = "1 pattern: 1 without a schema\nskipped 3 files without rules, such as `./event.json`\n";
    assert_eq!(folder.run(&["check", "."]), Ran::new(0, "", summary));
    let ran = folder.run(&["test", "--rules", ".", "--event", "event.json"]);
    let notes = ["event.json", "package.json", "template.yaml"];
    let notes = notes.map(|file| format!("note: skipped `./{file}`, which has no rules\n")).concat();
    assert_eq!(ran, Ran::new(0, "rule\n", &notes));
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

/// Returns a text as a JSON string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
