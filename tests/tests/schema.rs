//! Tests that the event types of the runtime have the same fields as the schemas of the compiler, with the same types
//! and values.

mod random_event;

use event_pattern::Event;
use event_pattern::ecs::*;
use event_pattern_compiler::schema::{Kind, ObjectSchema, Presence};
use event_pattern_tests::schemas;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Removes `unknownField`, which random events contain but no schema defines.
fn remove_unknown_fields(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("unknownField");
            members.values_mut().for_each(remove_unknown_fields);
        }
        Value::Array(elements) => elements.iter_mut().for_each(remove_unknown_fields),
        _ => {}
    }
}

/// Calls `visit` for each field of an object that is present in the event.
fn visit_fields(event: &Value, path: &str, object: &'static ObjectSchema, visit: &mut impl FnMut(&str, Presence)) {
    for field in &object.fields {
        let path = format!("{path}/{}", field.name);
        let Some(value) = event.pointer(&path) else { continue };
        visit(&path, field.presence);
        match (field.kind.object(), value) {
            (Some(inner), Value::Object(_)) => visit_fields(event, &path, inner, visit),
            (Some(inner), Value::Array(elements)) if !elements.is_empty() => {
                visit_fields(event, &format!("{path}/0"), inner, visit);
            }
            _ => {}
        }
    }
}

fn remove(event: &Value, path: &str) -> Value {
    let mut event = event.clone();
    let (parent, name) = path.rsplit_once('/').unwrap();
    event.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
    event
}

/// Asserts that an event type writes all fields that it reads, and that only optional fields may be absent.
fn check_event_type(name: &str, read_and_write: fn(&str) -> serde_json::Result<Value>) {
    let schema = schemas::named(name);
    let mut seen = BTreeSet::new();
    for seed in 0..60 {
        let mut json: Value = serde_json::from_str(&random_event::generate(schema, seed)).unwrap();
        remove_unknown_fields(&mut json);
        assert_eq!(read_and_write(&json.to_string()).unwrap_or_else(|error| panic!("{error}\n{json}")), json);
        visit_fields(&json, "", &schema.root, &mut |path, presence| {
            seen.insert(path.to_owned());
            let without = read_and_write(&remove(&json, path).to_string());
            assert_eq!(without.is_ok(), presence == Presence::Optional, "{path}");
        });
    }
    assert!(seen.len() > 10, "{seen:?}");
}

macro_rules! check_event_types {
    ($($name:ident: $detail:ident;)*) => {$(
        #[test]
        fn $name() {
            check_event_type(stringify!($detail), |text| serde_json::to_value(serde_json::from_str::<Event<$detail>>(text)?));
        }
    )*};
}

check_event_types! {
    task_state_change: TaskStateChange;
    container_instance_state_change: ContainerInstanceStateChange;
    service_action: ServiceAction;
    deployment_state_change: DeploymentStateChange;
    container_instance_health_change: ContainerInstanceHealthChange;
    daemon_service_action: DaemonServiceAction;
    daemon_deployment_state_change: DaemonDeploymentStateChange;
}

/// Collects the values of closed sets by the name of their Rust type. Several sets may share a type.
fn closed_sets(object: &'static ObjectSchema, found: &mut BTreeMap<&'static str, BTreeSet<&'static str>>) {
    for field in &object.fields {
        let kind = match &field.kind {
            Kind::List(element) => element,
            kind => kind,
        };
        match kind {
            Kind::ClosedSet(set) => {
                found.entry(&set.name).or_default().extend(set.values.iter().map(|value| value.text.as_str()));
            }
            Kind::Object(inner) => closed_sets(inner, found),
            _ => {}
        }
    }
}

#[test]
fn the_types_of_closed_sets_have_the_values_of_the_schemas() {
    let mut found = BTreeMap::new();
    for schema in schemas::ecs() {
        closed_sets(&schema.root, &mut found);
    }
    let expected: [(&str, &[&str]); 17] = [
        ("AgentUpdateStatus", AgentUpdateStatus::VALUES),
        ("AttachmentStatus", AttachmentStatus::VALUES),
        ("Connectivity", Connectivity::VALUES),
        ("DaemonDeploymentEventName", DaemonDeploymentEventName::VALUES),
        ("DeploymentEventName", DeploymentEventName::VALUES),
        ("EventType", EventType::VALUES),
        ("FailureType", FailureType::VALUES),
        ("HealthCheckStatus", HealthCheckStatus::VALUES),
        ("HealthCheckType", HealthCheckType::VALUES),
        ("HealthStatus", HealthStatus::VALUES),
        ("InstanceStatus", InstanceStatus::VALUES),
        ("LaunchType", LaunchType::VALUES),
        ("ResourceType", ResourceType::VALUES),
        ("ServiceEventName", ServiceEventName::VALUES),
        ("StopCode", StopCode::VALUES),
        ("TaskStatus", TaskStatus::VALUES),
        ("TransportProtocol", TransportProtocol::VALUES),
    ];
    let expected = expected.map(|(name, values)| (name, values.iter().copied().collect())).into();
    assert_eq!(found, expected);
}

/// The folder of recorded and documented events exists only next to some checkouts.
#[test]
fn published_events_deserialize() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/events");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "json"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        let result = match json["detail-type"].as_str().unwrap() {
            "ECS Task State Change" => serde_json::from_str::<Event<TaskStateChange>>(&text).map(drop),
            "ECS Container Instance State Change" => {
                serde_json::from_str::<Event<ContainerInstanceStateChange>>(&text).map(drop)
            }
            "ECS Service Action" => serde_json::from_str::<Event<ServiceAction>>(&text).map(drop),
            "ECS Deployment State Change" => serde_json::from_str::<Event<DeploymentStateChange>>(&text).map(drop),
            "ECS Container Instance Health Change" => {
                serde_json::from_str::<Event<ContainerInstanceHealthChange>>(&text).map(drop)
            }
            "ECS Daemon Service Action" => serde_json::from_str::<Event<DaemonServiceAction>>(&text).map(drop),
            "ECS Daemon Deployment State Change" => {
                serde_json::from_str::<Event<DaemonDeploymentStateChange>>(&text).map(drop)
            }
            other => panic!("{other}"),
        };
        result.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}
