use event_pattern::ecs::{self, TaskStateChange as Task, *};
use event_pattern::{Event, EventError, event_pattern, event_patterns};

mod events {
    pub use event_pattern::ecs::ServiceAction;

    pub mod renamed {
        pub(crate) use event_pattern::ecs::DaemonServiceAction as Daemon;
    }
}

event_pattern! {
    fn by_alias(event: &Event<Task>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn by_module(event: &Event<ecs::TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn by_glob<'a, 'b, 'c>(event: &'c Event<'a, TaskStateChange<'b>>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn of_bytes(json: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }

    fn by_crate(event: &Event<'_, ::event_pattern::ecs::TaskStateChange<'_>>) -> bool {
        "detail": { "lastStatus": ["STOPPED"] }
    }

    fn by_self(event: &Event<self::events::ServiceAction>) -> bool { "detail": { "eventType": ["ERROR"] } }

    fn by_path(event: &Event<crate::event_types_in_one_call::events::renamed::Daemon>) -> bool { "detail": { "eventType": ["ERROR"] } }

    #[cfg(any())]
    fn of_a_type_that_does_not_exist(event: &Event<Missing>) -> bool { "detail": { "field": [1] } }

    #[cfg(all())]
    fn with_cfg(event: &Event<DeploymentStateChange>) -> bool { "detail": { "eventType": ["ERROR"] } }

    #[cfg(not(all()))]
    fn with_cfg(event: &Event<Missing>) -> bool { "detail": { "field": [1] } }
}

event_patterns! {
    enum Tasks for Event<Task> { Stopped { "detail": { "lastStatus": ["STOPPED"] } } }

    enum Actions for Event<events::ServiceAction> { Error { "detail": { "eventType": ["ERROR"] } } }

    #[cfg(any())]
    enum NotThere for Event<Missing> { Stopped { "detail": { "field": [1] } } }

    enum Any { Ecs { "source": ["aws.ecs"] } }
}

macro_rules! stopped {
    ($name:ident, $event:ty, $detail:ty) => {
        event_pattern! {
            fn $name(event: &$event) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
            fn other(event: &Event<$detail>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
        }
    };
}

#[test]
fn the_rules_compile_and_match() {
    stopped!(by_variable, Event<Task>, crate::event_types_in_one_call::ecs::TaskStateChange);
    fn in_a_function() -> fn(&Event<ecs::ContainerInstanceStateChange>) -> bool {
        use event_pattern::ecs::ContainerInstanceStateChange as Instance;
        event_pattern! {
            fn active(event: &Event<Instance>) -> bool { "detail": { "status": ["ACTIVE"] } }
        }
        active
    }

    let mut event = Event::new(Task::default());
    event.detail.last_status = "STOPPED".into();
    for rule in [by_alias, by_module, by_glob, by_crate, by_variable, other] {
        assert!(rule(&event));
    }
    assert_eq!(Tasks::matching(&event), Tasks::Stopped.into());
    assert!(!in_a_function()(&Event::new(ContainerInstanceStateChange::default())));
    let mut service = Event::new(ServiceAction::default());
    service.detail.event_type = "ERROR".into();
    assert!(by_self(&service) && Actions::Error.matches(&service));
    assert!(!by_path(&Event::new(DaemonServiceAction::default())));
    assert!(!with_cfg(&Event::new(DeploymentStateChange::default())));
    assert_eq!(of_bytes(br#"{ "source": "aws.ecs" }"#), Ok(true));
    assert_eq!(Any::matching_json(br#"{ "source": "aws.ecs" }"#), Ok(Any::Ecs.into()));
}
