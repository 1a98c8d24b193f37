//! The envelope: the outer fields, which are the same for every event.

use super::{ObjectSchema, Schema};

/// Expands to the schema of a whole event, given the schema of its detail and the form of its resources, if known.
macro_rules! whole_event {
    ($detail:path, resources: $($form:path)?) => {
        $crate::schema::ObjectSchema {
            rust_name: "Event",
            fields: &[
                $crate::schema::required("account", "account", $crate::schema::Kind::String)
                    .of_form(&$crate::schema::form::ACCOUNT),
                $crate::schema::required("detail", "detail", $crate::schema::Kind::Object(&$detail)),
                $crate::schema::required("detail-type", "detail_type", $crate::schema::Kind::String),
                $crate::schema::required("id", "id", $crate::schema::Kind::String),
                $crate::schema::required("region", "region", $crate::schema::Kind::String)
                    .of_form(&$crate::schema::form::REGION),
                // Only events that are replayed from an archive have this field.
                $crate::schema::optional("replay-name", "replay_name", $crate::schema::Kind::String),
                $crate::schema::required(
                    "resources",
                    "resources",
                    $crate::schema::list(&$crate::schema::Kind::String, "resource"),
                )
                $(.of_form(&$form))?,
                $crate::schema::required("source", "source", $crate::schema::Kind::String),
                $crate::schema::required("time", "time", $crate::schema::Kind::String),
                $crate::schema::required("version", "version", $crate::schema::Kind::String),
            ],
        }
    };
}
pub(super) use whole_event;

/// The detail of an event without a schema. Its fields are unknown.
static UNKNOWN_DETAIL: ObjectSchema = ObjectSchema { rust_name: "Detail", fields: &[] };

static ENVELOPE: Schema = Schema {
    rust_name: "Event",
    title: "event",
    source: "",
    detail_type: "",
    root: &whole_event!(UNKNOWN_DETAIL, resources:),
    detail: &UNKNOWN_DETAIL,
};

impl Schema {
    /// Returns the schema of an event of which only the outer fields are known. Its `detail` has no fields.
    #[must_use]
    pub fn envelope() -> &'static Self {
        &ENVELOPE
    }
}
