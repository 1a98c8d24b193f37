//! The envelope: the outer fields, which are the same for every event.

use super::{Field, Form, Kind, ObjectSchema, Others, Presence};
use std::sync::Arc;

/// Returns the schema of a whole event, given its `detail` and the form of its resources, if known.
#[must_use]
pub fn whole_event(detail: Field, resources: Option<Arc<Form>>) -> ObjectSchema {
    let outer = |name: &str, description: &str| Field {
        description: description.to_owned(),
        presence: Presence::Required,
        ..Field::new(name, Kind::String)
    };
    let account = outer("account", "The account that the event is from.");
    let region = outer("region", "The Region that the event is from.");
    let resources_of_event = outer("resources", "The ARNs of the resources that the event is about. May be empty.");
    let replay_name =
        outer("replay-name", "The name of the replay. Only events that are replayed from an archive have it.");
    let fields = vec![
        Field { form: Some(Arc::new(account_form())), ..account },
        Field { name: "detail".to_owned(), ..detail },
        outer("detail-type", "The kind of event. Together with `source`, it determines the fields in `detail`."),
        outer("id", "The ID of the event."),
        Field { form: Some(Arc::new(region_form())), ..region },
        Field { presence: Presence::Optional, is_nullable: true, ..replay_name },
        Field { kind: Kind::List(Arc::new(Kind::String)), form: resources, ..resources_of_event },
        outer("source", "The service or the application that sent the event."),
        outer("time", "The time of the event."),
        outer("version", "The version of these outer fields."),
    ];
    ObjectSchema { name: "Event".to_owned(), description: String::new(), fields, others: Others::None }
}

fn account_form() -> Form {
    Form {
        noun: "an account ID, which has 12 digits".to_owned(),
        example: "123456789012".to_owned(),
        templates: vec!["{account}".to_owned()],
        known_parts: Vec::new(),
    }
}

/// Returns the form of a Region, such as `us-east-1`, `us-gov-west-1` or `eusc-de-east-1`.
fn region_form() -> Form {
    Form {
        noun: "a Region".to_owned(),
        example: "us-east-1".to_owned(),
        templates: vec!["{region}".to_owned()],
        known_parts: Vec::new(),
    }
}
