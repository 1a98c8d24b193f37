//! The envelope: the outer fields, which are the same for every event.

use super::{Field, Form, Kind, ObjectSchema, Others, Presence};
use std::sync::Arc;

/// Returns the schema of a whole event, given its `detail` and the form of its resources, if known.
#[must_use]
pub fn whole_event(detail: Field, resources: Option<Arc<Form>>) -> ObjectSchema {
    let required = |name: &str| Field { presence: Presence::Required, ..Field::new(name, Kind::String) };
    let of_form = |name: &str, form: Form| Field { form: Some(Arc::new(form)), ..required(name) };
    let resources = Field { kind: Kind::List(Arc::new(Kind::String)), form: resources, ..required("resources") };
    // Only events that are replayed from an archive have this field.
    let replay_name = Field { is_nullable: true, ..Field::new("replay-name", Kind::String) };
    let fields = vec![
        of_form("account", account_id()),
        Field { name: "detail".to_owned(), ..detail },
        required("detail-type"),
        required("id"),
        of_form("region", region()),
        replay_name,
        resources,
        required("source"),
        required("time"),
        required("version"),
    ];
    ObjectSchema { name: "Event".to_owned(), description: String::new(), fields, others: Others::None }
}

fn account_id() -> Form {
    Form {
        noun: "an account ID, which has 12 digits".to_owned(),
        example: "123456789012".to_owned(),
        templates: vec!["{account}".to_owned()],
        known_parts: Vec::new(),
    }
}

/// Returns the form of a Region, such as `us-east-1`, `us-gov-west-1` or `eusc-de-east-1`.
fn region() -> Form {
    Form {
        noun: "a Region".to_owned(),
        example: "us-east-1".to_owned(),
        templates: vec!["{region}".to_owned()],
        known_parts: Vec::new(),
    }
}
