//! Templates of CloudFormation, with those of SAM and the output of CDK.

use super::{Rules, elements, filters, get, get_in, member, members, text, text_of};
use crate::{RecordSource, Target};
use event_pattern_compiler::json::{Member, Value};
use event_pattern_compiler::source::Span;
use std::collections::HashMap;

/// Whether a template is one of SAM.
pub(crate) fn is_sam(template: &Value) -> bool {
    let transforms = get(template, "Transform").map(elements).unwrap_or_default();
    transforms.iter().any(|name| text_of(name).is_some_and(|name| name.starts_with("AWS::Serverless")))
        || get(template, "Resources")
            .map(members)
            .unwrap_or_default()
            .iter()
            .any(|resource| text(&resource.value, "Type").is_some_and(|kind| kind.starts_with("AWS::Serverless::")))
}

/// The help for a filter that is not a string.
const TEXT_HELP: &str = "write the filter as JSON in a string, or `Fn::ToJsonString` before it";

/// Adds the rules in the value of `Resources`.
pub(crate) fn find(resources: &Value, rules: &mut Rules<'_>) {
    let types =
        members(resources).iter().filter_map(|member| Some((member.key.as_str()?, text(&member.value, "Type")?)));
    let types: HashMap<&str, &str> = types.collect();
    find_in(resources, &types, rules);
}

fn find_in(resources: &Value, types: &HashMap<&str, &str>, rules: &mut Rules<'_>) {
    for member in members(resources) {
        let Some(name) = member.key.as_str() else { continue };
        if name.starts_with("Fn::ForEach::") {
            // The arguments are the name of the variable, its values, and the resources for each value.
            if let [_, _, repeated] = elements(&member.value) {
                find_in(repeated, types, rules);
            }
            continue;
        }
        if name == "Fn::Transform" {
            rules.add_elsewhere("Resources", member.key_span);
        }
        find_resource(&member.value, Named { name, span: member.key_span }, types, rules);
    }
}

/// The name of a resource.
#[derive(Clone, Copy)]
struct Named<'n> {
    name: &'n str,
    span: Span,
}

/// Adds the rules of a resource that is not in a template.
pub(crate) fn find_alone(resource: &Value, name: &str, rules: &mut Rules<'_>) {
    let span = member(resource, "Type").map_or(resource.span, |kind| kind.value.span);
    find_resource(resource, Named { name, span }, &HashMap::new(), rules);
}

/// Adds the rules of a resource.
fn find_resource(resource: &Value, named: Named<'_>, types: &HashMap<&str, &str>, rules: &mut Rules<'_>) {
    let Some(kind) = text(resource, "Type") else { return };
    let Some(properties) = get(resource, "Properties") else { return };
    let type_of = |name: &str| types.get(name).copied();
    let Named { name, span } = named;
    match kind {
        "AWS::Events::Rule" | "AWS::Events::Archive" => {
            if let Some(pattern) = get(properties, "EventPattern") {
                rules.add(name, span, Target::Event, pattern);
            }
        }
        "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
            for event in get(properties, "Events").map(members).unwrap_or_default() {
                sam_event(name, event, &type_of, rules);
            }
        }
        "AWS::Pipes::Pipe" => {
            if let Some(criteria) = get_in(properties, &["SourceParameters", "FilterCriteria"]) {
                let target = filters::target(get(properties, "Source"), &type_of);
                rules.add_texts(name, span, target, &filters::patterns(criteria), TEXT_HELP);
            }
        }
        "AWS::Lambda::EventSourceMapping" => {
            if let Some(criteria) = get(properties, "FilterCriteria") {
                let target = match get(properties, "SelfManagedEventSource") {
                    Some(_) => Target::Record(RecordSource::Kafka),
                    None => filters::target(get(properties, "EventSourceArn"), &type_of),
                };
                rules.add_texts(name, span, target, &filters::patterns(criteria), TEXT_HELP);
            }
        }
        _ => {}
    }
}

/// Adds the rules of an event of a function or a state machine in SAM.
fn sam_event<'t>(resource: &str, event: &Member, type_of: &dyn Fn(&str) -> Option<&'t str>, rules: &mut Rules<'_>) {
    let Some(name) = event.key.as_str().map(|name| format!("{resource}.{name}")) else { return };
    let Some(properties) = get(&event.value, "Properties") else { return };
    let kind = text(&event.value, "Type").unwrap_or_default();
    if matches!(kind, "EventBridgeRule" | "CloudWatchEvent") {
        if let Some(pattern) = get(properties, "Pattern").or_else(|| get(properties, "EventPattern")) {
            rules.add(&name, event.key_span, Target::Event, pattern);
        }
    } else if let Some(criteria) = get(properties, "FilterCriteria") {
        let source = match kind {
            "SQS" => RecordSource::Sqs,
            "Kinesis" => RecordSource::Kinesis,
            "DynamoDB" => RecordSource::DynamoDb,
            "MSK" | "SelfManagedKafka" => RecordSource::Kafka,
            "MQ" => RecordSource::Mq,
            _ => RecordSource::Other,
        };
        let target = match source {
            RecordSource::Other => filters::target(get(properties, "Stream"), type_of),
            source => Target::Record(source),
        };
        rules.add_texts(&name, event.key_span, target, &filters::patterns(criteria), TEXT_HELP);
    }
}
