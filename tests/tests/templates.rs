//! Rules that the macros read from templates: their patterns are the text that is deployed, and the functions give the
//! answers of these patterns.

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, Pattern, Rule, event_pattern, event_patterns};

event_pattern! {
    fn stopped(event: &Event<TaskStateChange>) -> bool = "templates/template.yaml#TaskStopped";
    fn stopped_json(json: &[u8]) -> Result<bool, EventError> = "templates/template.yaml#TaskStopped";
    fn only_rule(event: &Event<TaskStateChange>) -> bool = "templates/one.yaml";
    fn in_another_file(event: &Event<TaskStateChange>) -> bool = "templates/main.tf#stopped";
    fn unnamed(event: &Event<TaskStateChange>) -> bool = "templates/template.yaml#Notify.Unnamed";

    #[event_pattern(allow(unknown_at_build))]
    fn in_cluster(event: &Event<TaskStateChange>) -> bool = "templates/template.yaml#Notify.InCluster";
}

event_patterns! {
    #[event_pattern(allow(unknown_at_build))]
    enum Alert {
        Stopped = "templates/template.yaml#TaskStopped",
        InGroup = "templates/main.tf#in_group",
    }
}

const TEMPLATE: &str = include_str!("../templates/template.yaml");

/// Returns the pattern of `TaskStopped` as CloudFormation deploys it: the block of YAML without its indentation.
fn deployed() -> String {
    let lines = TEMPLATE.lines().skip_while(|line| !line.ends_with("EventPattern: |")).skip(1);
    let block: Vec<&str> = lines.map_while(|line| line.strip_prefix("        ")).collect();
    block.join("\n") + "\n"
}

#[test]
fn the_pattern_is_the_text_that_is_deployed() {
    let deployed = deployed();
    assert!(deployed.starts_with("{\n  \"source\"") && deployed.ends_with("\n}\n"), "{deployed}");
    for pattern in [
        stopped::PATTERN,
        stopped::PREFILTER,
        stopped_json::PATTERN,
        <stopped as Rule>::PATTERN,
        Alert::Stopped.pattern(),
        Alert::Stopped.prefilter(),
    ] {
        assert_eq!(pattern, deployed);
    }
    assert_eq!(in_another_file::PATTERN, include_str!("../templates/rules/stopped.json"));
}

#[test]
fn a_pattern_that_is_an_object_in_the_template_is_json_on_one_line() {
    let expected =
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#;
    assert_eq!(only_rule::PATTERN, expected);
}

#[test]
fn a_typed_rule_has_the_source_and_the_detail_type_of_its_event_type() {
    assert_eq!(
        unnamed::PATTERN,
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"],"group":["service:web"]}}"#
    );
}

#[test]
fn a_value_that_is_only_known_at_deployment_can_be_any_value() {
    assert_eq!(
        in_cluster::PATTERN,
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"account":[{"exists":true}],"detail":{"lastStatus":["STOPPED"],"clusterArn":[{"exists":true}]}}"#
    );
    assert_eq!(in_cluster::PREFILTER, in_cluster::PATTERN);
    assert_eq!(Alert::InGroup.pattern(), r#"{"source":["aws.ecs"],"detail":{"group":[{"exists":true}]}}"#);
}

/// Returns a recorded event with another state of the task, and with or without its group.
fn event(status: &str, has_group: bool) -> String {
    let mut event: serde_json::Value =
        serde_json::from_str(include_str!("../../examples/events/true_failure.json")).unwrap();
    event["detail"]["lastStatus"] = status.into();
    if !has_group {
        event["detail"].as_object_mut().unwrap().remove("group").unwrap();
    }
    event.to_string()
}

#[test]
fn the_functions_give_the_answers_of_the_deployed_patterns() {
    let mut matches = [0; 2];
    for (status, has_group) in [("STOPPED", true), ("STOPPED", false), ("RUNNING", true), ("RUNNING", false)] {
        let json = event(status, has_group);
        let typed: Event<TaskStateChange> = serde_json::from_str(&json).unwrap();
        let bytes = json.as_bytes();
        let rules = [
            (stopped(&typed), stopped::matches_json(bytes), stopped::PATTERN),
            (only_rule(&typed), only_rule::matches_json(bytes), only_rule::PATTERN),
            (in_another_file(&typed), in_another_file::matches_json(bytes), in_another_file::PATTERN),
            (unnamed(&typed), unnamed::matches_json(bytes), unnamed::PATTERN),
            (in_cluster(&typed), in_cluster::matches_json(bytes), in_cluster::PATTERN),
        ];
        for (of_type, of_json, pattern) in rules {
            let deployed = Pattern::parse(pattern).unwrap().matches_json(bytes);
            assert_eq!((Ok(of_type), of_json), (deployed, deployed), "{json} {pattern}");
            matches[usize::from(of_type)] += 1;
        }
        assert_eq!(in_cluster(&typed), status == "STOPPED");
        assert_eq!(stopped_json(bytes), stopped::matches_json(bytes));
        let alerts = Alert::matching_json(bytes).unwrap();
        assert_eq!(alerts.contains(Alert::Stopped), status == "STOPPED");
        assert_eq!(alerts.contains(Alert::InGroup), has_group);
    }
    assert!(matches.iter().all(|&count| count >= 5), "{matches:?}");
}

#[test]
fn a_rule_of_a_template_is_explained() {
    let json = event("RUNNING", true);
    let explanation = stopped::explain(json.as_bytes()).unwrap().to_string();
    assert!(explanation.contains("RUNNING") && explanation.contains("STOPPED"), "{explanation}");
}
