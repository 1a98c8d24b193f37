//! Example events, made from schemas.

use event_pattern_compiler::json::build::{list, number, object, text, truth};
use event_pattern_compiler::json::{Number, Value};
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};

const ACCOUNT: &str = "123456789012";
const REGION: &str = "us-east-1";
const TIME: &str = "2026-01-31T12:00:00Z";

/// The outer fields, in the order in which EventBridge writes them.
const OUTER_FIELDS: [&str; 9] =
    ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"];

/// Returns an event that has every field of a schema, apart from those that events do not contain.
pub(crate) fn of(schema: &Schema) -> Value {
    let examples = Examples { source: schema.source.as_deref().unwrap_or("example.source") };
    let member = |name: &str| {
        let field = schema.root.field(name)?;
        let value = match name {
            "version" => text("0"),
            "id" => text("01234567-89ab-cdef-0123-456789abcdef"),
            "detail-type" => text(schema.detail_type.as_deref().unwrap_or("Example")),
            "source" => text(examples.source),
            "resources" if field.form.is_none() => list(Vec::new()),
            _ => examples.value(field, &field.kind),
        };
        Some((name.to_owned(), value))
    };
    object(OUTER_FIELDS.into_iter().filter_map(member).collect())
}

struct Examples<'s> {
    source: &'s str,
}

impl Examples<'_> {
    fn value(&self, field: &Field, kind: &Kind) -> Value {
        match kind {
            Kind::Any => object(Vec::new()),
            Kind::String => text(&self.string(field)),
            Kind::ClosedSet(set) => text(set.values.first().map_or("", |value| &value.text)),
            Kind::Integer(_) | Kind::Number => number(Number::zero()),
            Kind::Boolean => truth(true),
            Kind::Object(inner) => self.object(inner),
            Kind::List(element) => list(vec![self.value(field, element)]),
            Kind::OneOf(kinds) => kinds.first().map_or_else(|| truth(true), |kind| self.value(field, kind)),
        }
    }

    fn object(&self, schema: &ObjectSchema) -> Value {
        let is_sent = |field: &&Field| field.instead.is_none() || field.presence == Presence::Required;
        let fields = schema.fields.iter().filter(is_sent);
        let mut members: Vec<_> = fields.map(|field| (field.name.clone(), self.value(field, &field.kind))).collect();
        if let Some(values) = schema.others.values() {
            members.push(("key".to_owned(), self.value(values, &values.kind)));
        }
        object(members)
    }

    /// Returns a string of the field's form, the first example in its description, or else one that suits its name.
    fn string(&self, field: &Field) -> String {
        if let Some(form) = &field.form {
            return form.example.clone();
        }
        if let Some(example) = quoted_example(&field.description) {
            return example.to_owned();
        }
        let name = field.name.to_lowercase().replace(['-', '_'], "");
        let ends_with = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends_with(&["arn"]) {
            let service = self.source.rsplit('.').next().unwrap_or_default();
            format!("arn:aws:{service}:{REGION}:{ACCOUNT}:example")
        } else if ends_with(&["account", "accountid"]) {
            ACCOUNT.to_owned()
        } else if ends_with(&["region"]) {
            REGION.to_owned()
        } else if ends_with(&["time", "timestamp", "date"]) || field.name.ends_with("At") {
            TIME.to_owned()
        } else if ends_with(&["id"]) {
            "0123456789abcdef".to_owned()
        } else {
            "example".to_owned()
        }
    }
}

/// Returns the example in a description such as "The name of the queue, such as `orders`."
fn quoted_example(description: &str) -> Option<&str> {
    let (_, after) = description.split_once("such as `")?;
    after.split_once('`').map(|(example, _)| example)
}

#[cfg(test)]
mod tests {
    use super::*;
    use event_pattern_compiler::json::{Dialect, read};

    #[test]
    fn the_example_of_every_known_event_follows_its_schema() {
        for entry in event_pattern_catalogue::aws().entries() {
            let schema = entry.schema();
            let text = of(schema).to_pretty_json(0);
            let event = read(&text, Dialect::Strict).value.unwrap();
            assert_eq!(schema.validate(&event), [], "{text}");
        }
    }

    #[test]
    fn examples_are_those_of_the_form_of_the_set_and_of_the_description() {
        let find = |detail_type| event_pattern_catalogue::aws().find("aws.ecs", detail_type).unwrap();
        let task = of(find("ECS Task State Change")).to_json();
        for part in [
            r#""source":"aws.ecs""#,
            r#""account":"123456789012""#,
            r#""clusterArn":"arn:aws:ecs:"#,
            r#""launchType":"EC2""#,
            r#""createdAt":"2026-01-31T12:00:00Z""#,
        ] {
            assert!(task.contains(part), "{part}: {task}");
        }
        assert_eq!(quoted_example("The queue, such as `orders`. Or `x`."), Some("orders"));
        assert_eq!(quoted_example("The queue `x`."), None);
    }
}
