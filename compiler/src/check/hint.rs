//! What to write in place of a name that is not there.

use crate::schema::{ObjectSchema, Schema, fields_of};

/// The shortest path of an event that ends in a field of this name.
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

/// Where an event has what people look for under another name. Sources: the events themselves, as in the Amazon ECS
/// developer guide.
const ELSEWHERE: [(&str, &str, &str); 13] = [
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
    ("TaskStateChange", "family", "the family is part of `taskDefinitionArn`; `group` may be `family:NAME`"),
    ("TaskStateChange", "eventName", "task events have no `eventName`; the status of the task is in `lastStatus`"),
    ("ServiceAction", "serviceName", "the ARN of the service is in the top-level `resources`"),
    ("ServiceAction", "serviceArn", "the ARN of the service is in the top-level `resources`"),
    ("DeploymentStateChange", "serviceName", "the ARN of the service is in the top-level `resources`"),
    ("DeploymentStateChange", "serviceArn", "the ARN of the service is in the top-level `resources`"),
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

/// Where an event has what this name stands for.
pub(super) fn elsewhere(name: &str, schema: &Schema) -> Option<&'static str> {
    let is_meant = |entry: &&(&str, &str, &str)| {
        entry.1 == name
            && (entry.0 == schema.rust_name || (entry.0.is_empty() && schema.detail.field("clusterArn").is_some()))
    };
    ELSEWHERE.iter().find(is_meant).map(|entry| entry.2)
}

/// Another event whose detail has the field, and the path to it.
pub(super) fn other_event(name: &str, schema: &Schema) -> Option<(&'static Schema, String)> {
    let others = Schema::all().iter().filter(|other| other.rust_name != schema.rust_name);
    others.filter_map(|other| Some((other, path_to(name, other)?))).min_by_key(|(_, path)| path.matches('.').count())
}
