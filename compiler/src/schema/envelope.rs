//! The envelope: the outer fields, which are the same for every event.

use super::{ObjectSchema, Schema};

/// Expands to the schema of a whole event, given the schema of its detail.
macro_rules! whole_event {
    ($detail:path) => {
        $crate::schema::ObjectSchema {
            rust_name: "Event",
            fields: &[
                $crate::schema::required("account", "account", $crate::schema::Kind::String),
                $crate::schema::required("detail", "detail", $crate::schema::Kind::Object(&$detail)),
                $crate::schema::required("detail-type", "detail_type", $crate::schema::Kind::String),
                $crate::schema::required("id", "id", $crate::schema::Kind::String),
                $crate::schema::required("region", "region", $crate::schema::Kind::String),
                // Only events that are replayed from an archive have this field.
                $crate::schema::optional("replay-name", "replay_name", $crate::schema::Kind::String),
                $crate::schema::required(
                    "resources",
                    "resources",
                    $crate::schema::list(&$crate::schema::Kind::String, "resource"),
                ),
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
    root: &whole_event!(UNKNOWN_DETAIL),
    detail: &UNKNOWN_DETAIL,
};

impl Schema {
    /// Returns the schema of an event of which only the outer fields are known. Its `detail` has no fields.
    #[must_use]
    pub fn envelope() -> &'static Self {
        &ENVELOPE
    }
}

/// The form that the value of an outer field has.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The name of the field.
    pub field: &'static str,
    /// What the values are, as a noun with an article.
    pub noun: &'static str,
    /// A value of this form.
    pub example: &'static str,
    /// Whether a string has the form.
    pub accepts: fn(&str) -> bool,
    /// Whether a string is the start of a value of this form.
    pub accepts_prefix: fn(&str) -> bool,
}

/// The forms of the outer fields whose values have one.
pub const FORMS: [Form; 2] = [
    Form {
        field: "account",
        noun: "an account ID, which has 12 digits",
        example: "123456789012",
        accepts: |text| text.len() == 12 && is_digits(text),
        accepts_prefix: |text| text.len() <= 12 && is_digits(text),
    },
    Form {
        field: "region",
        noun: "a Region",
        example: "us-east-1",
        accepts: is_region,
        accepts_prefix: |text| text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
    },
];

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a string has the form of a Region, such as `us-east-1`, `us-gov-west-1` or `eusc-de-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [first, middle @ .., number] = parts.as_slice() else { return false };
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word(first)
        && !middle.is_empty()
        && middle.iter().all(|word| is_word(word))
        && (1..=2).contains(&number.len())
        && is_digits(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Kind;

    #[test]
    fn values_have_the_form_of_their_field() {
        let accepts = |field: &str, text: &str| {
            FORMS.iter().find(|form| form.field == field).is_some_and(|form| (form.accepts)(text))
        };
        for (field, text, expected) in [
            ("account", "123456789012", true),
            ("account", "000000000000", true),
            ("account", "12345678901", false),
            ("account", "1234567890123", false),
            ("account", "1234-5678-9012", false),
            ("account", "production", false),
            ("region", "us-east-1", true),
            ("region", "us-gov-west-1", true),
            ("region", "ap-southeast-10", true),
            ("region", "cn-north-1", true),
            ("region", "us-isob-east-1", true),
            ("region", "eusc-de-east-1", true),
            ("region", "us-east1", false),
            ("region", "us-east-1a", false),
            ("region", "us-east-", false),
            ("region", "US-EAST-1", false),
            ("region", "us-1", false),
            ("region", "frankfurt", false),
        ] {
            assert_eq!(accepts(field, text), expected, "{field}: {text}");
        }
        for form in FORMS {
            assert!((form.accepts)(form.example) && (form.accepts_prefix)(form.example));
            assert!(matches!(ENVELOPE.root.field(form.field).map(|field| field.kind), Some(Kind::String)));
        }
    }
}
