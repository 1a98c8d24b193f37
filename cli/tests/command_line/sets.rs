//! Tests `check --sets`, which compares the rules in several files.

use crate::support::{Folder, Ran};
use serde_json::{Value, json};

const TASK: &str = r#""source": ["aws.ecs"], "detail-type": ["ECS Task State Change"]"#;

/// Creates a folder of rules, some of which overlap.
fn rules(test: &str) -> Folder {
    let task = |detail: &str| format!("{{ {TASK}, \"detail\": {{ {detail} }} }}\n");
    Folder::new(test)
        .with("running.json", task(r#""lastStatus": ["RUNNING"]"#))
        .with("stopped.json", task(r#""lastStatus": ["STOPPED"]"#))
        .with("stopped_by_spot.json", task(r#""lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"]"#))
        .with("ended.json", task(r#""lastStatus": [{ "wildcard": "STOPPED" }]"#))
        .with("services.json", r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Service Action"] }"#)
        .with("notes.txt", "no pattern")
}

#[test]
fn the_rules_of_a_folder_are_compared() {
    let ran = rules("sets_text").run(&["check", "--quiet", "--sets", "."]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("sets", ran.output);
    });
}

#[test]
fn warnings_between_rules_change_the_exit_code_only_with_deny_warnings() {
    let folder = rules("sets_exit");
    let files = ["ended.json", "stopped.json", "stopped_by_spot.json"];
    let run = |more: &[&str]| folder.run(&[&["check", "--quiet", "--sets"], more, &files].concat());
    assert_eq!(run(&[]).exit, Some(0));
    assert_eq!(run(&["--deny-warnings"]).exit, Some(2));
    let allowed = ["--deny-warnings", "--allow", "duplicate_rule", "--allow", "implied_rule"];
    assert_eq!(run(&allowed), Ran::new(0, "", ""));
}

#[test]
fn relations_between_rules_are_reported_only_on_request() {
    let folder = rules("sets_on_request");
    for files in [["stopped.json", "stopped_by_spot.json"], ["stopped.json", "ended.json"]] {
        let with_sets = folder.run(&[&["check", "--sets", "--deny-warnings"][..], &files].concat());
        assert_eq!(with_sets.exit, Some(2), "{files:?}");
        assert_eq!(
            folder.run(&[&["check", "--quiet", "--deny-warnings"][..], &files].concat()),
            Ran::new(0, "", ""),
            "{files:?}"
        );
    }
}

#[test]
fn json_output_has_all_relations() {
    let files = ["stopped.json", "ended.json", "stopped_by_spot.json", "services.json"];
    let ran = rules("sets_json").run(&[&["check", "--sets", "--format", "json"][..], &files].concat());
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    let names: Vec<&Value> = report["findings"].as_array().unwrap().iter().map(|finding| &finding["name"]).collect();
    assert_eq!(names, ["implied_rule", "duplicate_rule"]);
    assert_eq!(report["findings"][1]["file"], "ended.json");
    assert_eq!(
        report["relations"],
        json!([
            { "relation": "implied", "rule": "stopped.json", "other": "stopped_by_spot.json" },
            { "relation": "duplicate", "rule": "ended.json", "other": "stopped.json" },
        ])
    );
    assert_eq!(
        report["never_together"],
        json!([
            { "rules": ["stopped.json", "services.json"], "path": "detail-type" },
            { "rules": ["ended.json", "services.json"], "path": "detail-type" },
            { "rules": ["stopped_by_spot.json", "services.json"], "path": "detail-type" },
        ])
    );
}

#[test]
fn unrelated_rules_print_nothing() {
    let folder = Folder::new("sets_good")
        .with("a.json", r#"{ "detail": { "a": [1] } }"#)
        .with("b.json", r#"{ "detail": { "b": [1] } }"#);
    assert_eq!(folder.run(&["check", "--quiet", "--sets", "."]), Ran::new(0, "", ""));
    let ran = folder.run(&["check", "--sets", "--format", "json", "."]);
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(
        (&report["findings"], &report["relations"], &report["never_together"]),
        (&json!([]), &json!([]), &json!([]))
    );
}

#[test]
fn an_invalid_pattern_is_reported_and_not_compared() {
    let folder = Folder::new("sets_wrong")
        .with("a.json", r#"{ "source": 1 }"#)
        .with("b.json", r#"{ "a": [1] }"#)
        .with("c.json", r#"{ "a": [1.0] }"#);
    let ran = folder.run(&["check", "--sets", "."]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.output.starts_with("error[invalid_pattern]: "), "{}", ran.output);
    let duplicate = "warning[duplicate_rule]: `./c.json` matches exactly the same events as `./b.json`";
    assert!(ran.output.contains(duplicate), "{}", ran.output);
}

#[test]
fn a_folder_without_patterns_is_an_error() {
    let folder = Folder::new("sets_empty").with("notes.txt", "");
    let message = "error: no rules in `.`\n = help: add a `NAME.json` file for each rule, or a template\n";
    for arguments in [&["check", "--sets", "."][..], &["check", "."], &["prefilter", "."]] {
        assert_eq!(folder.run(arguments), Ran::new(4, "", message), "{arguments:?}");
    }
}

#[test]
fn long_lists_of_disjoint_rules_are_abbreviated() {
    let folder = (0..30).fold(Folder::new("sets_many"), |folder, number| {
        folder.with(
            &format!("{number:02}.json"),
            format!("{{ \"source\": [\"s{}\"], \"detail\": {{ \"a\": [{number}] }} }}", number / 3),
        )
    });
    let output = "\
disjoint rules: 405 of 435 pairs (rules on different sides of a `|` never match the same event)
  by `source`: ./00.json, ./01.json, ./02.json | ./03.json, ./04.json, ./05.json | ./06.json, ./07.json, ./08.json | \
./09.json, ./10.json, ./11.json | ./12.json, ./13.json, ./14.json | ./15.json, ./16.json, ./17.json | 4 more
";
    assert_eq!(folder.run(&["check", "--quiet", "--sets", "."]), Ran::new(0, output, ""));
    let ran = folder.run(&["check", "--sets", "--format", "json", "."]);
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(report["never_together"].as_array().unwrap().len(), 405);
}
