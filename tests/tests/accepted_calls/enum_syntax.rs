use event_pattern::{Event, EventError, ecs::TaskStateChange, event_patterns};

event_patterns! {
    pub enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
        Late { r#"{ "detail": { "state": ["LATE"] } }"# },
        InFile = "patterns/folders/rules/late.json",
        Raw = r#"{ "detail": { "\u00e9tat": ["ok"] } }"#
    }

    enum Task for Event<TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } }
    }

    enum ByPath for event_pattern::Event<'_, event_pattern::ecs::ServiceAction<'_>> {
        Steady { "detail": { "eventName": ["SERVICE_STEADY_STATE"] } }
    }

    pub(crate) enum InFolder = "patterns/folders/rules/*.json";

    enum TasksInFolder for Event<TaskStateChange> = "patterns/folders/tasks/*.json";
}

#[test]
fn the_rules_compile_and_match() -> Result<(), EventError> {
    let late: AlertSet = Alert::matching_json(br#"{ "detail": { "state": "LATE" } }"#)?;
    assert_eq!(late, AlertSet::from([Alert::Late, Alert::InFile]));
    assert_eq!(InFolder::ALL, [InFolder::JobFailed, InFolder::Late]);
    assert_eq!(TasksInFolder::ALL.map(TasksInFolder::name), ["RunTestFailed", "Stopped"]);
    let _: fn(&Event<TaskStateChange>) -> TaskSet = Task::matching;
    let _: fn(&Event<event_pattern::ecs::ServiceAction>) -> ByPathSet = ByPath::matching;
    let _: fn(TasksInFolder, &Event<TaskStateChange>) -> bool = TasksInFolder::matches;
    Ok(())
}
