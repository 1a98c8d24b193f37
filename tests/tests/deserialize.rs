//! Tests of deserialization: borrowed strings, unknown values and rejected events.

use event_pattern::ecs::{StopCode, TaskStateChange, TaskStatus};
use event_pattern::{Event, Optional};
use std::borrow::Cow;

/// Returns the JSON text of a task event with additional members in its detail and in its container.
fn event(detail: &str, container: &str) -> String {
    format!(
        r#"{{"version":"0","id":"1","detail-type":"ECS Task State Change","source":"aws.ecs","account":"123456789012","time":"t",
        "region":"eu-west-1","resources":["arn:a"],"detail":{{"clusterArn":"c","taskArn":"t","taskDefinitionArn":"d",
        "createdAt":"x","updatedAt":"y","version":7,"desiredStatus":"STOPPED","lastStatus":"STOPPED","overrides":{{}},
        "containers":[{{"containerArn":"1","taskArn":"t","lastStatus":"STOPPED","name":"run-test"{container}}}]{detail}}}}}"#
    )
}

fn read(json: &str) -> serde_json::Result<Event<'_, TaskStateChange<'_>>> {
    serde_json::from_str(json)
}

#[test]
fn strings_borrow_from_the_json_unless_they_have_escapes() {
    let json = event(r#","stoppedReason":"plain","group":"with \u0061n escape""#, r#","gpuIds":["GPU-0"]"#);
    let event = read(&json).unwrap();
    assert!(matches!(event.source, Cow::Borrowed("aws.ecs")));
    assert!(matches!(event.resources[0], Cow::Borrowed("arn:a")));
    assert!(matches!(event.detail.stopped_reason, Optional::Present(Cow::Borrowed("plain"))));
    assert!(matches!(&event.detail.group, Optional::Present(Cow::Owned(text)) if text == "with an escape"));
    let gpus = event.detail.containers[0].gpu_ids.as_ref().unwrap();
    assert!(matches!(gpus[0], Cow::Borrowed("GPU-0")));
}

#[test]
fn absent_and_null_are_distinguished() {
    let (absent, null) = (event("", ""), event(r#","stoppedReason":null,"attachments":null"#, r#","exitCode":null"#));
    let (absent, null) = (read(&absent).unwrap(), read(&null).unwrap());
    assert!(absent.detail.stopped_reason.is_absent() && null.detail.stopped_reason.is_null());
    assert!(absent.detail.attachments.is_absent() && null.detail.attachments.is_null());
    assert_eq!(null.detail.attachments.iter().len(), 0);
    assert!(absent.detail.containers[0].exit_code.is_absent() && null.detail.containers[0].exit_code.is_null());
}

#[test]
fn serialization_restores_the_json() {
    let json = event(
        r#","stoppedReason":null,"stopCode":"UserInitiated","tags":[{"key":"k","value":"v"}]"#,
        r#","exitCode":1"#,
    );
    let written = serde_json::to_value(read(&json).unwrap()).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(&json).unwrap());
}

#[test]
fn unknown_fields_are_ignored_and_unknown_values_are_preserved() {
    let json = event(r#","stopCode":"SolarFlare","brandNew":{"a":[1]}"#, r#","brand.new":1"#);
    let event = read(&json).unwrap();
    assert!(matches!(&event.detail.stop_code, Optional::Present(StopCode::Other(code)) if code == "SolarFlare"));
    assert_eq!(event.detail.stop_code.as_str(), Some("SolarFlare"));
    assert!(matches!(event.detail.last_status, TaskStatus::Stopped));
}

#[test]
fn repeated_fields_and_dotted_keys_are_rejected() {
    for (json, part) in [
        (event(r#","lastStatus":"RUNNING""#, ""), "duplicate field"),
        (event("", r#","exitCode":1,"exitCode":0"#), "duplicate field"),
        (event(r#","containers.exitCode":1"#, ""), "unexpected key `containers.exitCode`"),
        (event(r#","overrides.cpu":"1""#, ""), "unexpected key `overrides.cpu`"),
        (
            event("", "").replacen("\"id\"", "\"detail.lastStatus\":\"x\",\"id\"", 1),
            "unexpected key `detail.lastStatus`",
        ),
    ] {
        let error = read(&json).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    let json = event(r#","containers.exitCode":1"#, "");
    assert!(read(&json).unwrap_err().to_string().starts_with(
        "unexpected key `containers.exitCode`: in an event pattern, it is the same field as `exitCode` inside `containers`"
    ));
}

#[test]
fn an_event_that_is_not_an_object_is_rejected() {
    let error = read("1").unwrap_err().to_string();
    assert_eq!(error, "invalid type: integer `1`, expected an Amazon EventBridge event at line 1 column 1");
}

#[test]
fn values_of_another_type_are_rejected() {
    for (detail, container) in [
        (r#","cpu":256"#, ""),
        (r#","enableExecuteCommand":"true""#, ""),
        (r#","attachments":{}"#, ""),
        ("", r#","exitCode":"1""#),
        ("", r#","exitCode":1.5"#),
    ] {
        assert!(read(&event(detail, container)).is_err(), "{detail}{container}");
    }
}
