//! Filters of event sources: `FilterCriteria` of AWS Lambda and Amazon EventBridge Pipes.

use super::{elements, get, text_of};
use crate::functions::{Function, alternatives, call};
use crate::{RecordSource, Target};
use event_pattern_compiler::json::{Value, ValueKind};

/// Returns the patterns in the value of `FilterCriteria`: those in its list of filters, whatever the syntax calls it. A
/// part that is only known at deployment is returned instead of the patterns in it.
pub(crate) fn patterns(criteria: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for criteria in elements(criteria).iter().flat_map(alternatives) {
        let Some(criteria) = known(criteria, &mut found) else { continue };
        let lists = ["Filters", "filters", "filter"].into_iter().filter_map(|key| get(criteria, key));
        for filter in lists.flat_map(alternatives).flat_map(elements).flat_map(alternatives) {
            let filter = known(filter, &mut found);
            found.extend(filter.and_then(|filter| get(filter, "Pattern").or_else(|| get(filter, "pattern"))));
        }
    }
    found
}

/// Returns a value, or adds it to what is only known at deployment.
fn known<'v>(value: &'v Value, unknown: &mut Vec<&'v Value>) -> Option<&'v Value> {
    if call(value).is_none() {
        return Some(value);
    }
    unknown.push(value);
    None
}

/// Returns the target of a filter, as far as it follows from the event source: an ARN, or a reference to a resource
/// whose type `type_of` knows.
pub(crate) fn target<'t>(source: Option<&Value>, type_of: &dyn Fn(&str) -> Option<&'t str>) -> Target {
    Target::Record(source.map_or(RecordSource::Other, |source| source_of(source, type_of)))
}

/// The parts of ARNs and of the names of resource types, and the event sources that they are for.
const NAMES: [(&[&str], RecordSource); 5] = [
    (&[":sqs:", "::SQS::", "aws_sqs_"], RecordSource::Sqs),
    (&[":kinesis:", "::Kinesis::", "aws_kinesis_"], RecordSource::Kinesis),
    (&[":dynamodb:", "::DynamoDB::", "aws_dynamodb_"], RecordSource::DynamoDb),
    (&[":kafka:", "::MSK::", "aws_msk_"], RecordSource::Kafka),
    (&[":mq:", "::AmazonMQ::", "aws_mq_"], RecordSource::Mq),
];

fn source_of<'t>(source: &Value, type_of: &dyn Fn(&str) -> Option<&'t str>) -> RecordSource {
    if let Some(name) = text_of(source) {
        // In Pulumi, a reference is an interpolation: `${queue.arn}`.
        let resource = name.strip_prefix("${").and_then(|name| name.split(['.', '}']).next());
        return resource.and_then(type_of).map_or_else(|| named(name), named);
    }
    let Some((function, argument)) = call(source) else { return RecordSource::Other };
    match (function, &argument.kind) {
        (Function::Join, ValueKind::Array(arguments)) => {
            let parts = arguments.iter().flat_map(elements).map(|part| source_of(part, type_of));
            parts.into_iter().find(|source| *source != RecordSource::Other).unwrap_or(RecordSource::Other)
        }
        (_, ValueKind::Array(arguments)) => {
            // `Fn::GetAtt` has the name of the resource first.
            let name = arguments.first().and_then(text_of);
            name.map_or(RecordSource::Other, |name| type_of(name).map_or_else(|| named(name), named))
        }
        (_, ValueKind::String(name)) => {
            let name = name.as_str().unwrap_or_default();
            let resource = name.split('.').next().unwrap_or_default();
            type_of(resource).map_or_else(|| named(name), named)
        }
        _ => RecordSource::Other,
    }
}

/// Returns the event source that an ARN, or the name of a resource type, is for.
pub(crate) fn named(name: &str) -> RecordSource {
    let found = NAMES.iter().find(|(parts, _)| parts.iter().any(|part| name.contains(part)));
    found.map_or(RecordSource::Other, |&(_, source)| source)
}
