//! Programs of Pulumi in YAML.

use super::{Rules, filters, get, get_in, member, members, text};
use crate::Target;
use event_pattern_compiler::json::Value;
use std::collections::HashMap;

/// Whether a file is a program: it has resources, whose types are in lower case, with colons.
pub(crate) fn is_program(file: &Value) -> bool {
    let resources = get(file, "resources").map(members).unwrap_or_default();
    resources.iter().any(|resource| text(&resource.value, "type").is_some_and(|kind| kind.contains(':')))
}

/// Adds the rules of resources.
pub(crate) fn find(file: &Value, rules: &mut Rules<'_>) {
    let Some(resources) = get(file, "resources") else { return };
    let types =
        members(resources).iter().filter_map(|member| Some((member.key.as_str()?, text(&member.value, "type")?)));
    let types: HashMap<&str, String> = types.map(|(name, kind)| (name, plain_type(kind))).collect();
    for resource in members(resources) {
        let (Some(name), Some(properties)) = (resource.key.as_str(), get(&resource.value, "properties")) else {
            continue;
        };
        if let Some(pattern) = get(properties, "eventPattern") {
            rules.add(name, resource.key_span, Target::Event, pattern);
        }
        let criteria = get(properties, "filterCriteria");
        let criteria = criteria.or_else(|| get_in(properties, &["sourceParameters", "filterCriteria"]));
        if let Some(criteria) = criteria {
            let source = ["eventSourceArn", "source"].into_iter().find_map(|key| member(properties, key));
            let type_of = |name: &str| types.get(name).map(String::as_str);
            let target = filters::target(source.map(|source| &source.value), &type_of);
            rules.add_all(name, resource.key_span, target, &filters::patterns(criteria));
        }
    }
}

/// Returns the name of a type in the form of an ARN: `:sqs:` for `aws:sqs/queue:Queue`.
fn plain_type(kind: &str) -> String {
    kind.replace('/', ":")
}
