//! Configurations of the Serverless Framework.

use super::{Rules, cloudformation, elements, filters, get, get_in, is_object, members};
use crate::{RecordSource, Target};
use event_pattern_compiler::json::{Member, Value};
use event_pattern_compiler::source::Span;

/// Whether a file is a configuration.
pub(crate) fn is_configuration(file: &Value) -> bool {
    let has = |key: &str| get(file, key).is_some();
    let functions = get(file, "functions").is_some_and(|functions| elements(functions).iter().any(is_object));
    (functions && (has("service") || has("provider") || has("frameworkVersion"))) || (has("service") && has("provider"))
}

/// Adds the rules of functions, of state machines, and of the resources of CloudFormation.
pub(crate) fn find(file: &Value, rules: &mut Rules<'_>) {
    let functions = get(file, "functions").map(elements).unwrap_or_default();
    let machines = get_in(file, &["stepFunctions", "stateMachines"]).map(elements).unwrap_or_default();
    for owners in functions.iter().chain(machines) {
        rules.note_elsewhere("functions", owners);
        for owner in members(owners) {
            let Some(name) = owner.key.as_str() else { continue };
            rules.note_elsewhere(name, &owner.value);
            let events = get(&owner.value, "events").map(elements).unwrap_or_default();
            for event in events {
                rules.note_elsewhere(&format!("{name}.events"), event);
            }
            events_of(name, owner.key_span, events, rules);
        }
    }
    for resources in get(file, "resources").map(elements).unwrap_or_default() {
        rules.note_elsewhere("resources", resources);
        if let Some(resources) = get(resources, "Resources") {
            cloudformation::find(resources, rules);
        }
    }
}

/// Adds the rules in the events of a function.
fn events_of(name: &str, name_span: Span, events: &[Value], rules: &mut Rules<'_>) {
    let found: Vec<(Target, &Value)> = events.iter().flat_map(members).flat_map(patterns_of).collect();
    for (number, (target, pattern)) in found.iter().enumerate() {
        let name = if found.len() == 1 { name.to_owned() } else { format!("{name}[{}]", number + 1) };
        rules.add(&name, name_span, *target, pattern);
    }
}

/// Returns the patterns of an event, and what they are evaluated on.
fn patterns_of(event: &Member) -> Vec<(Target, &Value)> {
    let kind = event.key.as_str().unwrap_or_default();
    let pattern = match kind {
        "eventBridge" => get(&event.value, "pattern"),
        "cloudwatchEvent" => get(&event.value, "event"),
        _ => None,
    };
    if let Some(pattern) = pattern {
        return vec![(Target::Event, pattern)];
    }
    let source = match kind {
        "sqs" => RecordSource::Sqs,
        "msk" | "kafka" => RecordSource::Kafka,
        "activemq" | "rabbitmq" => RecordSource::Mq,
        "stream" => match get(&event.value, "type").and_then(super::text_of) {
            Some("kinesis") => RecordSource::Kinesis,
            Some("dynamodb") => RecordSource::DynamoDb,
            _ => match filters::target(get(&event.value, "arn"), &|_| None) {
                Target::Record(source) => source,
                Target::Event => RecordSource::Other,
            },
        },
        _ => return Vec::new(),
    };
    let patterns = get(&event.value, "filterPatterns").map(elements).unwrap_or_default();
    patterns.iter().map(|pattern| (Target::Record(source), pattern)).collect()
}
