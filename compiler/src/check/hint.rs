//! Suggests a replacement for an unknown field.

use crate::pattern::operator;
use crate::schema::{ObjectSchema, Schema, fields_of};

/// Returns the shortest path to a field with this name in an event, or `None` if there is no such field.
pub(super) fn path_to(name: &str, schema: &Schema) -> Option<String> {
    let mut found = Vec::new();
    find(name, schema.root, &mut Vec::new(), &mut found);
    found.into_iter().min_by_key(|path| path.matches('.').count())
}

fn find(name: &str, object: &'static ObjectSchema, path: &mut Vec<&'static str>, found: &mut Vec<String>) {
    for field in object.fields {
        path.push(field.name);
        if field.name == name {
            found.push(path.join("."));
        }
        if let Some(inner) = fields_of(&field.kind) {
            find(name, inner, path, found);
        }
        path.pop();
    }
}

/// Names that users expect, although the information is in another field. Each entry consists of the Rust name of the
/// object (empty for every object that has a `clusterArn`), the expected name, and the help. Source: the sample events in
/// the Amazon ECS developer guide.
const RENAMED_FIELDS: [(&str, &str, &str); 16] = [
    (
        "TaskStateChange",
        "serviceName",
        "the service name is in `group`: write `\"detail\": { \"group\": [\"service:NAME\"] }`",
    ),
    (
        "TaskStateChange",
        "serviceArn",
        "the service name is in `group`: write `\"detail\": { \"group\": [\"service:NAME\"] }`",
    ),
    ("TaskStateChange", "status", "the status of the task is in `lastStatus`"),
    (
        "TaskStateChange",
        "containerName",
        "the container name is in `containers`: write `\"containers\": { \"name\": [\"NAME\"] }`",
    ),
    ("TaskStateChange", "taskDefinition", "the task definition is in `taskDefinitionArn`"),
    (
        "TaskStateChange",
        "family",
        "the family is part of `taskDefinitionArn`; `group` may also contain it, as `family:NAME`",
    ),
    ("TaskStateChange", "eventName", "task events have no `eventName`; the status of the task is in `lastStatus`"),
    ("Container", "containerName", "the name of the container is in `name`"),
    ("Container", "status", "the status of the container is in `lastStatus`"),
    (
        "ManagedAgent",
        "lastStatus",
        "the status of the agent is in `status`; only `describe-tasks` has it in `lastStatus`",
    ),
    ("ServiceAction", "serviceName", "the ARN of the service is in the top-level `resources` field"),
    ("ServiceAction", "serviceArn", "the ARN of the service is in the top-level `resources` field"),
    ("DeploymentStateChange", "serviceName", "the ARN of the service is in the top-level `resources` field"),
    ("DeploymentStateChange", "serviceArn", "the ARN of the service is in the top-level `resources` field"),
    (
        "",
        "clusterName",
        "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`",
    ),
    (
        "",
        "cluster",
        "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`",
    ),
];

/// Returns the help for a name in [`RENAMED_FIELDS`] if the entry applies to the object.
pub(super) fn renamed_field(name: &str, object: &ObjectSchema) -> Option<&'static str> {
    let applies = |entry: &&(&str, &str, &str)| {
        entry.1 == name && (entry.0 == object.rust_name || (entry.0.is_empty() && object.field("clusterArn").is_some()))
    };
    RENAMED_FIELDS.iter().find(applies).map(|entry| entry.2)
}

/// Returns the help for a key that is an operator without its `$`, or that uses the syntax of another query language.
pub(super) fn foreign_syntax(name: &str, fields: &ObjectSchema) -> Option<String> {
    let is_index = !fields.fields.is_empty() && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if is_index {
        return Some(format!(
            "remove `{name}` and its braces: patterns have no indices, and every element is searched"
        ));
    }
    operator::hint(name)
}

/// Returns an event type other than the given ones that has a field with this name and the shortest path to that field,
/// or `None` if no other event type has such a field.
pub(super) fn other_event(name: &str, events: &[&'static Schema]) -> Option<(&'static Schema, String)> {
    let others = Schema::all().iter().filter(|other| !events.contains(other));
    others.filter_map(|other| Some((other, path_to(name, other)?))).min_by_key(|(_, path)| path.matches('.').count())
}
