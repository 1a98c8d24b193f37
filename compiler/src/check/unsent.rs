//! Reports conditions on fields that the API of a service has, but its events do not contain.

use crate::diagnostic::{Diagnostic, Lint};
use crate::pattern::{Condition, Content, Field, Object};
use crate::schema::{self, Schema};

/// Reports a condition, given the field that its key leads to or through.
pub(super) fn check(found: &schema::Field, condition: &Field, schema: &Schema) -> Option<Diagnostic> {
    let instead = found.instead.as_deref()?;
    let (consequence, help) =
        if accepts_absence(&condition.content) { ("always holds", "remove it") } else { ("is never met", instead) };
    let message = format!("{} does not contain `{}`, so this condition {consequence}", schema.described(), found.name);
    Some(Lint::UnsentField.at(condition.key_span, message).with_help(help))
}

/// Whether an event without a field satisfies the conditions on it.
fn accepts_absence(content: &Content) -> bool {
    match content {
        Content::Leaf(leaf) => leaf.accepts_absence(),
        Content::Object(object) => object_accepts_absence(object),
    }
}

fn object_accepts_absence(object: &Object) -> bool {
    object.conditions.iter().all(|condition| match condition {
        Condition::Field(field) => accepts_absence(&field.content),
        Condition::Or(or) => or.branches.iter().any(object_accepts_absence),
        Condition::Scope(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{assert_diagnostics, diagnostics_of};
    use crate::diagnostic::Lint;

    #[test]
    fn conditions_on_fields_that_events_do_not_contain_are_reported_once() {
        for (detail, consequence) in [
            (r#""tags":{"key":["RunId"]}"#, "is never met"),
            (r#""tags.key":["RunId"]"#, "is never met"),
            (r#""tags":{"$any":{"key":["team"],"value":["search"]},"key":["a"]}"#, "is never met"),
            (r#""healthStatus":["UNHEALTHY"]"#, "is never met"),
            (r#""healthStatus":[{"anything-but":"HEALTHY"}]"#, "is never met"),
            (r#""healthStatus":["HEALTHY",{"exists":false}]"#, "always holds"),
        ] {
            let (key, rest) = detail.split_once(':').unwrap();
            let pattern = format!(r#"{{"detail":{{"lastStatus":["STOPPED"],«{key}»:{rest}}}}}"#);
            // A scope needs a pattern for a single event type.
            let event_types =
                if rest.contains("$any") { vec![Some("TaskStateChange")] } else { vec![Some("TaskStateChange"), None] };
            for event_type in event_types {
                let source = if event_type.is_none() { r#"{"source":["aws.ecs"],"# } else { "{" };
                let pattern = pattern.replacen('{', source, 1);
                assert_diagnostics(event_type, &pattern, &[Lint::UnsentField]);
                let found = diagnostics_of(event_type, &pattern.replace(['«', '»'], ""));
                assert!(found[0].message.ends_with(consequence), "{}", found[0].message);
            }
        }
    }

    #[test]
    fn fields_of_the_same_name_elsewhere_are_not_reported() {
        for detail in [r#""containers":{"healthStatus":["UNHEALTHY"]}"#, r#""attributes":{"name":["tags"]}"#] {
            let pattern = format!(r#"{{"detail":{{"lastStatus":["STOPPED"],{detail}}}}}"#);
            assert_diagnostics(Some("TaskStateChange"), &pattern, &[]);
        }
    }
}
