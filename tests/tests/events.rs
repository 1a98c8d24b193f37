//! Tests of creating, serializing, deserializing and converting events.

use event_pattern::ecs::*;
use event_pattern::{Event, EventDetail, IntoOwned, List, Optional, OwnedDetail, OwnedEvent, event_pattern};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt::Debug;

event_pattern! {
    fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
        }
    }
}

fn failed_task() -> Event<'static, TaskStateChange<'static>> {
    let mut container = Container::named("run-test");
    container.exit_code = 1.into();
    container.gpu_ids = ["GPU-0".into()].into();
    let mut event = Event::new(TaskStateChange::default());
    event.detail.last_status = TaskStatus::Stopped;
    event.detail.stop_code = "EssentialContainerExited".into();
    event.detail.stopped_reason = "Essential container in task exited".into();
    event.detail.containers = [container].into();
    event
}

#[test]
fn a_new_event_matches_a_rule_on_its_source_and_detail_type() {
    let event = failed_task();
    assert!(run_test_failed(&event));
    assert_eq!(run_test_failed::matches_json(&serde_json::to_vec(&event).unwrap()), Ok(true));
    assert!(!run_test_failed(&Event::default()));
}

/// Checks that an event type can be created, serialized, deserialized and converted.
fn check_event_type<D>(detail_type: &str)
where
    D: OwnedDetail + EventDetail + IntoOwned<Owned = D> + Default + Clone + PartialEq + Debug + Serialize + Send,
    for<'de> D::Borrowed<'de>: Serialize,
{
    let event = Event::<D>::default();
    assert_eq!((&*event.source, &*event.detail_type, &*event.version), ("aws.ecs", detail_type, "0"));
    assert_eq!((&event, &event), (&Event::new(D::default()), &event.clone().into_owned()));
    let json = serde_json::to_string(&event).unwrap();
    let read: Event<D::Borrowed<'_>> = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_eq!(read.into_owned(), event);
    assert_eq!(serde_json::from_str::<OwnedEvent<D>>(&json).unwrap(), OwnedEvent(event));
}

#[test]
fn every_event_type_round_trips() {
    check_event_type::<TaskStateChange>("ECS Task State Change");
    check_event_type::<ContainerInstanceStateChange>("ECS Container Instance State Change");
    check_event_type::<ContainerInstanceHealthChange>("ECS Container Instance Health Change");
    check_event_type::<ServiceAction>("ECS Service Action");
    check_event_type::<DeploymentStateChange>("ECS Deployment State Change");
    check_event_type::<DaemonServiceAction>("ECS Daemon Service Action");
    check_event_type::<DaemonDeploymentStateChange>("ECS Daemon Deployment State Change");
}

#[test]
fn an_owned_event_equals_the_borrowed_event() {
    let mut json = serde_json::to_string(&failed_task()).unwrap();
    let owned = {
        let borrowed: Event<TaskStateChange> = serde_json::from_str(&json).unwrap();
        let owned = borrowed.clone().into_owned();
        assert_eq!(owned, borrowed);
        owned
    };
    json.clear();
    let thread = std::thread::spawn(move || run_test_failed(&owned));
    assert!(thread.join().unwrap());
}

#[test]
fn an_owned_event_is_deserialized_from_a_reader() {
    fn assert_sendable<T: DeserializeOwned + Send + 'static>() {}
    assert_sendable::<OwnedEvent<TaskStateChange<'static>>>();
    let json = serde_json::to_vec(&failed_task()).unwrap();
    let mut event: OwnedEvent<TaskStateChange<'_>> = serde_json::from_reader(&*json).unwrap();
    assert!(run_test_failed(&event));
    assert_eq!(serde_json::to_vec(&event).unwrap(), json);
    assert_eq!((&event, &event.0), (&failed_task().into(), &failed_task()));
    event.detail.last_status = TaskStatus::Running;
    assert!(!run_test_failed(&Event::from(event)));
}

#[test]
fn into_owned_preserves_unknown_values() {
    let text = String::from("SolarFlare");
    let owned = StopCode::from(text.as_str()).into_owned();
    drop(text);
    assert!(matches!(&owned, StopCode::Other(code) if code == "SolarFlare"));
    assert_eq!((StopCode::UserInitiated.into_owned(), StopCode::default().as_str()), (StopCode::UserInitiated, ""));
}

#[test]
fn events_support_user_defined_details() {
    #[derive(Debug, Clone, PartialEq, Deserialize)]
    struct OrderPlaced {
        total: f64,
    }

    impl EventDetail for OrderPlaced {
        const SOURCE: &'static str = "shop.orders";
        const DETAIL_TYPE: &'static str = "Order Placed";
    }

    impl IntoOwned for OrderPlaced {
        type Owned = Self;

        fn into_owned(self) -> Self {
            self
        }
    }

    impl OwnedDetail for OrderPlaced {
        type Borrowed<'a> = Self;
    }

    let event = Event::new(OrderPlaced { total: 99.5 });
    let json = json!({
        "version": "0", "id": "", "detail-type": "Order Placed", "source": "shop.orders", "account": "", "time": "", "region": "",
        "resources": [], "detail": { "total": 99.5 }
    });
    let read: OwnedEvent<OrderPlaced> = serde_json::from_value(json).unwrap();
    assert_eq!(Event::from(read), event.into_owned());
}

#[test]
fn into_owned_converts_standard_collections() {
    assert_eq!(IntoOwned::into_owned(vec![Some(1), None]), [Some(1), None]);
    assert_eq!(Optional::Present(List::from([StopCode::UserInitiated])).into_owned().iter().len(), 1);
}

#[test]
fn the_error_for_a_missing_field_names_its_struct() {
    let error = |json: &str| serde_json::from_str::<Container>(json).unwrap_err().to_string();
    assert_eq!(error("{}"), "missing field `containerArn` of `Container` at line 1 column 2");
    let event = serde_json::from_str::<Event<TaskStateChange>>("{}").unwrap_err().to_string();
    assert_eq!(event, "missing field `version` of `Event` at line 1 column 2");
}

#[test]
fn fields_are_deserialized_in_any_order() {
    let fields =
        [r#""containerArn":"a""#, r#""lastStatus":"RUNNING""#, r#""name":"n""#, r#""taskArn":"t""#, r#""exitCode":1"#];
    for first in 0..fields.len() {
        let mut fields = fields;
        fields.rotate_left(first);
        for _ in 0..2 {
            fields.reverse();
            let json = format!("{{{}}}", fields.join(","));
            let container: Container = serde_json::from_str(&json).unwrap();
            assert_eq!((&*container.container_arn, &*container.name, &*container.task_arn), ("a", "n", "t"));
            assert!(container.exit_code == 1 && container.last_status == "RUNNING" && container.cpu.is_absent());
        }
    }
}
