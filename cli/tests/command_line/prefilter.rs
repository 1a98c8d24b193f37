//! The pattern to deploy in front of a rule.

use crate::support::{Folder, Ran, fixture};

#[test]
fn a_plain_pattern_is_its_own_prefilter() {
    let folder = Folder::new("prefilter");
    let ran = folder.run_with(&["prefilter", "-"], "{ \"source\": [ \"orders\" ], } // any order\n");
    assert_eq!(ran, Ran::new(0, "{\"source\":[\"orders\"]}\n", ""));
}

#[test]
fn a_rule_can_be_pasted() {
    let folder = Folder::new("prefilter_as").with("RunTest-failed.json", fixture("run_test_failed.json"));
    for tool in ["cloudformation", "terraform", "cdk"] {
        let ran = folder.run(&["prefilter", "RunTest-failed.json", "--as", tool]);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{tool}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(tool, ran.output);
        });
    }
}

#[test]
fn several_rules_have_one_prefilter() {
    let rule = |cluster: &str, name: &str| {
        format!(
            r#"{{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{{"lastStatus":["STOPPED"],
                "clusterArn":["{cluster}"],"containers":{{"$any":{{"name":["{name}"],"exitCode":[1]}}}}}}}}"#
        )
    };
    let folder = Folder::new("prefilter_several").with("a.json", rule("one", "a")).with("b.json", rule("one", "b"));
    let expected = concat!(
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"],"#,
        r#""clusterArn":["one"],"containers":{"name":["a","b"],"exitCode":[1]}}}"#,
        "\n"
    );
    let ran = folder.run(&["prefilter", "a.json", "b.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), expected), "{}", ran.messages);
    let ran = folder.run(&["prefilter", "a.json", "b.json", "--as", "terraform"]);
    let about = "# Made by `event-pattern prefilter` from a.json, b.json. The function has the whole rules.";
    assert!(ran.output.starts_with(about), "{}", ran.output);
    assert!(ran.output.contains("resource \"aws_cloudwatch_event_rule\" \"event_rules\" {"), "{}", ran.output);
    let ran = folder.with("c.json", "{\"a\":1}").run(&["prefilter", "a.json", "c.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
}

#[test]
fn what_is_special_to_a_tool_is_escaped() {
    let pattern = "{\"a\": [\"${x} %{y}\", 1.5e3, \"\\u0085\"]}";
    let lines = |tool: &str| {
        let ran = Folder::new("prefilter_escapes").run_with(&["prefilter", "-", "--as", tool], pattern);
        ran.output.lines().filter(|line| line.contains("\"a\":")).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines("terraform"), ["\"a\": [\"$${x} %%{y}\", 1.5e3, \"\u{85}\"]"]);
    assert_eq!(lines("cloudformation"), ["\"a\": [\"${x} %{y}\", 1500, \"\\u0085\"]"]);
    assert_eq!(lines("cdk"), ["\"a\": [\"${x} %{y}\", 1.5e3, \"\u{85}\"]"]);
}

#[test]
fn the_rule_has_the_name_that_is_given() {
    let arguments = ["prefilter", "-", "--as", "terraform", "--name", "any_order"];
    let ran = Folder::new("prefilter_name").run_with(&arguments, "{\"source\": [\"orders\"]}");
    assert!(ran.output.contains("resource \"aws_cloudwatch_event_rule\" \"any_order\" {"), "{}", ran.output);
}

#[test]
fn what_the_macro_refuses_has_no_prefilter() {
    let folder =
        Folder::new("prefilter_invalid").with("rule.json", "{\"detail\": {\"containters\": {\"name\": [\"x\"]}}}");
    let ran = folder.run(&["prefilter", "rule.json", "--event-type", "TaskStateChange"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    assert!(ran.messages.starts_with("error[unknown_field]: `containters` is not a field"), "{}", ran.messages);
    let ran = folder.run_with(&["prefilter", "-"], "{\"a\": 1}");
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    let ran = folder.run(&["prefilter", "missing.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    let ran = folder.run(&["prefilter"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
}
