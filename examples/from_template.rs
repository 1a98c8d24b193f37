//! The rules of an AWS SAM template as Rust functions: the template is deployed, and the code reads the same text.

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    /// The `run-test` container itself failed, whatever its sidecars did.
    pub fn test_failed(event: &Event<TaskStateChange>) -> bool = "examples/templates/template.yaml#TestFailedRule";
}

event_patterns! {
    /// The alerts that the template sends to the function.
    pub enum Alert {
        /// The `run-test` container itself failed.
        TestFailed = "examples/templates/template.yaml#TestFailedRule",
        /// Only the deployed rule compares the group of the task, which is a parameter of the template.
        #[event_pattern(allow(unknown_at_build))]
        NeverStarted = "examples/templates/template.yaml#Notify.NeverStarted",
    }
}

fn main() -> Result<(), EventError> {
    let event = include_bytes!("events/true_failure.json");
    for alert in Alert::matching_json(event)? {
        println!("{alert}: {}", alert.pattern());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Alert, AlertSet, test_failed};
    use event_pattern::{Event, ecs::TaskStateChange};

    const TRUE_FAILURE: &str = include_str!("events/true_failure.json");
    const FALSE_ALARM: &str = include_str!("events/false_alarm.json");

    /// Returns the lines of the block after a line of the template, without their indentation.
    fn block(before: &str) -> String {
        let template = include_str!("templates/template.yaml");
        let lines = template.lines().skip_while(|line| !line.ends_with(before)).skip(1);
        let block: Vec<&str> = lines.map_while(|line| line.strip_prefix("        ")).collect();
        block.join("\n") + "\n"
    }

    #[test]
    fn the_pattern_of_the_rule_is_the_text_that_is_deployed() {
        let deployed = block("EventPattern: |");
        assert!(deployed.starts_with("{\n  \"source\"") && deployed.ends_with("}\n"), "{deployed}");
        assert_eq!(test_failed::PATTERN, deployed);
        assert_eq!(test_failed::PREFILTER, deployed);
        assert_eq!(Alert::TestFailed.pattern(), deployed);
    }

    #[test]
    fn the_rule_matches_the_real_failure_and_not_the_false_alarm() {
        for (json, expected) in [(TRUE_FAILURE, true), (FALSE_ALARM, false)] {
            let event: Event<TaskStateChange> = serde_json::from_str(json).unwrap();
            assert_eq!(test_failed(&event), expected);
            assert_eq!(test_failed::matches_json(json.as_bytes()), Ok(expected));
            assert_eq!(Alert::matching_json(json.as_bytes()).unwrap().contains(Alert::TestFailed), expected);
        }
    }

    #[test]
    fn a_parameter_of_the_template_can_have_any_value() {
        for (code, group, expected) in [
            ("TaskFailedToStart", "family:run-test", true),
            ("TaskFailedToStart", "family:other", true),
            ("UserInitiated", "family:run-test", false),
        ] {
            let json = format!(
                r#"{{ "source": "aws.ecs", "detail-type": "ECS Task State Change",
                "detail": {{ "lastStatus": "STOPPED", "stopCode": "{code}", "group": "{group}" }} }}"#
            );
            let matching = Alert::matching_json(json.as_bytes()).unwrap();
            assert_eq!(matching, AlertSet::from_iter(expected.then_some(Alert::NeverStarted)));
        }
    }
}
