//! Tests that the code in the snapshots compiles: the macro expands each pattern of the snapshots, read from its file.

#![allow(deprecated, reason = "some of these patterns have warnings")]

use event_pattern::ecs::*;
use event_pattern::{Event, EventError, event_pattern};
use event_pattern_compiler::json::{Dialect, read};
use std::path::Path;

event_pattern! {
    fn absent_after_name(event: &Event<TaskStateChange>) -> bool = "patterns/absent_after_name.json";
    fn absent_at_top(event: &Event<TaskStateChange>) -> bool = "patterns/absent_at_top.json";
    fn absent_before_name(event: &Event<TaskStateChange>) -> bool = "patterns/absent_before_name.json";
    fn absent_in_nested_array(event: &Event<TaskStateChange>) -> bool = "patterns/absent_in_nested_array.json";
    fn absent_in_optional_object(event: &Event<TaskStateChange>) -> bool = "patterns/absent_in_optional_object.json";
    fn absent_or_value(event: &Event<TaskStateChange>) -> bool = "patterns/absent_or_value.json";
    fn absent_or_value_after_name(event: &Event<TaskStateChange>) -> bool = "patterns/absent_or_value_after_name.json";
    fn absent_or_value_before_name(event: &Event<TaskStateChange>) -> bool
        = "patterns/absent_or_value_before_name.json";
    fn addresses(event: &Event<TaskStateChange>) -> bool = "patterns/addresses.json";
    fn anything_but(event: &Event<TaskStateChange>) -> bool = "patterns/anything_but.json";
    fn attachment_details(event: &Event<TaskStateChange>) -> bool = "patterns/attachment_details.json";
    fn closed_sets(event: &Event<TaskStateChange>) -> bool = "patterns/closed_sets.json";
    fn deployment_failed(event: &Event<DeploymentStateChange>) -> bool = "patterns/deployment_failed.json";
    fn dotted_keys(event: &Event<TaskStateChange>) -> bool = "patterns/dotted_keys.json";
    fn doubles(event: &Event<ContainerInstanceStateChange>) -> bool = "patterns/doubles.json";
    fn environment(event: &Event<TaskStateChange>) -> bool = "patterns/environment.json";
    fn field_ref(event: &Event<TaskStateChange>) -> bool = "patterns/field_ref.json";
    fn field_ref_in_scope(event: &Event<TaskStateChange>) -> bool = "patterns/field_ref_in_scope.json";
    fn field_refs_between_numbers(event: &Event<ContainerInstanceStateChange>) -> bool
        = "patterns/field_refs_between_numbers.json";
    fn health_checks(event: &Event<ContainerInstanceHealthChange>) -> bool = "patterns/health_checks.json";
    fn integers(event: &Event<TaskStateChange>) -> bool = "patterns/integers.json";
    fn lists_of_strings(event: &Event<TaskStateChange>) -> bool = "patterns/lists_of_strings.json";
    fn lists_of_strings_absent(event: &Event<ServiceAction>) -> bool = "patterns/lists_of_strings_absent.json";
    fn longs(event: &Event<ContainerInstanceStateChange>) -> bool = "patterns/longs.json";
    fn network_bindings(event: &Event<TaskStateChange>) -> bool = "patterns/network_bindings.json";
    fn null_or_value(event: &Event<TaskStateChange>) -> bool = "patterns/null_or_value.json";
    fn one_container_and_one_attachment(event: &Event<TaskStateChange>) -> bool
        = "patterns/one_container_and_one_attachment.json";
    fn optional_boolean(event: &Event<TaskStateChange>) -> bool = "patterns/optional_boolean.json";
    fn or_at_several_levels(event: &Event<TaskStateChange>) -> bool = "patterns/or_at_several_levels.json";
    fn or_in_detail(event: &Event<TaskStateChange>) -> bool = "patterns/or_in_detail.json";
    fn or_on_array_with_outer_keys(event: &Event<TaskStateChange>) -> bool
        = "patterns/or_on_array_with_outer_keys.json";
    fn or_on_one_array(event: &Event<TaskStateChange>) -> bool = "patterns/or_on_one_array.json";
    fn or_times_or(event: &Event<TaskStateChange>) -> bool = "patterns/or_times_or.json";
    fn order_placed(json: &[u8]) -> Result<bool, EventError> = "patterns/order_placed.json";
    fn quotes_and_unicode(event: &Event<TaskStateChange>) -> bool = "patterns/quotes_and_unicode.json";
    fn required_boolean(event: &Event<ContainerInstanceStateChange>) -> bool = "patterns/required_boolean.json";
    fn run_test_failed(event: &Event<TaskStateChange>) -> bool = "patterns/run_test_failed.json";
    fn scope_and_plain_keys(event: &Event<TaskStateChange>) -> bool = "patterns/scope_and_plain_keys.json";
    fn scope_any_absent(event: &Event<TaskStateChange>) -> bool = "patterns/scope_any_absent.json";
    fn scope_in_or(event: &Event<TaskStateChange>) -> bool = "patterns/scope_in_or.json";
    fn scope_nested(event: &Event<TaskStateChange>) -> bool = "patterns/scope_nested.json";
    fn scope_of_each_kind(event: &Event<TaskStateChange>) -> bool = "patterns/scope_of_each_kind.json";
    fn scope_with_constant_condition(event: &Event<TaskStateChange>) -> bool = "patterns/scope_with_constant_condition.json";
    fn scopes_inside_an_object(event: &Event<TaskStateChange>) -> bool = "patterns/scopes_inside_an_object.json";
    fn string_filters_on_optional_fields(event: &Event<TaskStateChange>) -> bool
        = "patterns/string_filters_on_optional_fields.json";
    fn string_filters_on_required_fields(event: &Event<TaskStateChange>) -> bool
        = "patterns/string_filters_on_required_fields.json";
    fn twenty_alternatives(event: &Event<TaskStateChange>) -> bool = "patterns/twenty_alternatives.json";
}

/// Returns the names and patterns of the rules.
macro_rules! patterns {
    ($($name:ident)*) => { [$((stringify!($name), $name::PATTERN)),*] };
}

#[test]
fn every_pattern_file_is_compiled() {
    let patterns = patterns! {
        absent_after_name
        absent_at_top
        absent_before_name
        absent_in_nested_array
        absent_in_optional_object
        absent_or_value
        absent_or_value_after_name
        absent_or_value_before_name
        addresses
        anything_but
        attachment_details
        closed_sets
        deployment_failed
        dotted_keys
        doubles
        environment
        field_ref
        field_ref_in_scope
        field_refs_between_numbers
        health_checks
        integers
        lists_of_strings
        lists_of_strings_absent
        longs
        network_bindings
        null_or_value
        one_container_and_one_attachment
        optional_boolean
        or_at_several_levels
        or_in_detail
        or_on_array_with_outer_keys
        or_on_one_array
        or_times_or
        order_placed
        quotes_and_unicode
        required_boolean
        run_test_failed
        scope_and_plain_keys
        scope_any_absent
        scope_in_or
        scope_nested
        scope_of_each_kind
        scope_with_constant_condition
        scopes_inside_an_object
        string_filters_on_optional_fields
        string_filters_on_required_fields
        twenty_alternatives
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns");
    let files = folder.read_dir().unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file());
    assert_eq!(files.count(), patterns.len());
    for (name, pattern) in patterns {
        let text = std::fs::read_to_string(folder.join(name).with_extension("json")).unwrap();
        let written = read(&text, Dialect::Strict).value.unwrap().to_json();
        // A typed rule adds the `source` and `detail-type` that its pattern leaves out.
        assert!(pattern.ends_with(&written[1..]), "{name}: {pattern} does not contain {written}");
    }
}

#[test]
fn a_rule_from_a_file_gives_the_right_answers() {
    let event = r#"{
        "version": "0", "id": "1", "detail-type": "ECS Task State Change", "source": "aws.ecs",
        "account": "123456789012", "time": "2026-01-01T00:00:00Z", "region": "ap-northeast-1", "resources": [],
        "detail": {
            "clusterArn": "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster", "createdAt": "",
            "desiredStatus": "STOPPED", "lastStatus": "STOPPED", "overrides": {}, "taskArn": "",
            "taskDefinitionArn": "", "stoppedReason": "Essential container in task exited", "updatedAt": "",
            "version": 1,
            "containers": [
                { "containerArn": "", "lastStatus": "STOPPED", "name": "selenium-hub", "exitCode": 0, "taskArn": "" },
                { "containerArn": "", "lastStatus": "STOPPED", "name": "run-test", "exitCode": 1, "taskArn": "" }
            ]
        }
    }"#;
    let failed = serde_json::from_str(event).unwrap();
    assert!(run_test_failed(&failed));
    assert_eq!(run_test_failed::matches_json(event.as_bytes()), Ok(true));
    let event = event.replace("run-test", "run-toast");
    let other = serde_json::from_str(&event).unwrap();
    assert!(!run_test_failed(&other));
    assert_eq!(run_test_failed::matches_json(event.as_bytes()), Ok(false));
}
