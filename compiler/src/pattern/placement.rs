//! Checks that element scopes and field references appear only where they have a meaning.
//!
//! The meaning of a scope or a field reference depends on which fields of the event are arrays, so the check needs a
//! schema. A misplaced scope or field reference is an error, because it would leave the pattern without a meaning.

use super::event_type::{common_diagnostics, visit_conditions};
use super::filter::FieldRef;
use super::{Alternative, Condition, Content, Leaf, Object, Pattern, Scope};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::JsonString;
use crate::schema::{Field, Kind, ObjectSchema, Resolution, Schemas};
use crate::source::Span;

/// Reports misplaced scopes and invalid field references for `event_type`, or else for all event types in the pattern's
/// `detail-type`.
pub(crate) fn check(pattern: &Pattern, schemas: Schemas<'_>, diagnostics: &mut Diagnostics) {
    visit_conditions(pattern, schemas, &mut |condition, events| {
        let schemas = events.named.as_slice();
        if schemas.is_empty() {
            Checker { event: None, diagnostics }.condition(condition, &Cursor::default());
        } else {
            diagnostics.extend(common_diagnostics(schemas, &mut |schema, found| {
                let cursor = Cursor { start: Some(&schema.root), ..Cursor::default() };
                Checker { event: Some(&schema.root), diagnostics: found }.condition(condition, &cursor);
            }));
        }
    });
}

struct Checker<'d, 's> {
    /// The schema of the event, if it is known.
    event: Option<&'s ObjectSchema>,
    diagnostics: &'d mut Diagnostics,
}

/// The field that a part of the pattern applies to.
#[derive(Clone, Default)]
struct Cursor<'s> {
    /// The schema of the event, or of an element of the innermost scope, if it is known.
    start: Option<&'s ObjectSchema>,
    /// The path from `start`.
    steps: Vec<JsonString>,
    /// Whether `start` is an element of a scope.
    is_in_element: bool,
}

impl<'s> Cursor<'s> {
    fn below(&self, key: &JsonString) -> Self {
        Self { steps: self.steps.iter().cloned().chain(key.split(b'.')).collect(), ..self.clone() }
    }

    fn resolve(&self) -> Option<Resolution<'s>> {
        self.start.map(|start| start.resolve(&self.steps))
    }
}

impl<'s> Checker<'_, 's> {
    fn condition(&mut self, condition: &Condition, cursor: &Cursor<'s>) {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, cursor)),
            Condition::Scope(scope) => self.scope(scope, cursor),
            Condition::Field(field) => {
                let below = cursor.below(&field.key);
                match &field.content {
                    Content::Object(inner) => self.object(inner, &below),
                    Content::Leaf(leaf) => self.leaf(leaf, &below),
                }
            }
        }
    }

    fn object(&mut self, object: &Object, cursor: &Cursor<'s>) {
        object.conditions.iter().for_each(|condition| self.condition(condition, cursor));
    }

    fn scope(&mut self, scope: &Scope, cursor: &Cursor<'s>) {
        if let Some((message, help)) = self.misplaced(scope, cursor) {
            self.diagnostics.push(Lint::MisplacedScope.at(scope.key_span, message).with_help(help));
            return;
        }
        let start = cursor.resolve().and_then(|resolution| resolution.inner_object());
        let inside = Cursor { start, steps: Vec::new(), is_in_element: start.is_some() };
        scope.patterns.iter().for_each(|pattern| self.object(pattern, &inside));
    }

    /// Returns the message and the help if the scope is misplaced.
    fn misplaced(&self, scope: &Scope, cursor: &Cursor<'s>) -> Option<(String, String)> {
        let name = &scope.quantifier;
        if self.event.is_none() {
            let message = format!("`{name}` requires an event type with a known schema");
            return Some((message, KNOWN_EVENT_HELP.to_owned()));
        }
        let resolution = cursor.resolve()?;
        let Some(Field { name: field, kind, .. }) = resolution.field() else {
            return Some(if cursor.steps.is_empty() {
                let whole = if cursor.is_in_element { "the element" } else { "the event" };
                let help = format!(
                    "write `{name}` inside a field that is an array of objects: `\"key\": {{ \"{name}\": … }}`"
                );
                (format!("`{name}` applies to the elements of an array, but {whole} is an object"), help)
            } else {
                let path = joined(&cursor.steps);
                let message = format!("`{name}` applies to `{path}`, which is not a field of the event");
                (message, format!("write `{name}` inside a field that is an array of objects"))
            });
        };
        if !kind.is_array_of_objects() {
            let message = format!(
                "`{name}` applies to the elements of an array of objects, but `{field}` is {}",
                kind.described()
            );
            let help = match kind {
                Kind::List(_) => "write a list of alternatives; the field matches if any value in the array does",
                _ => "write the conditions directly, without a scope",
            };
            return Some((message, help.to_owned()));
        }
        let steps = resolution.arrays_of_objects().next().filter(|steps| *steps < cursor.steps.len())?;
        let (outer, inner) = (cursor.steps[..steps].last()?, joined(&cursor.steps[steps..]));
        let message =
            format!("`{outer}` is also an array, so it is ambiguous which of its elements `{name}` applies to");
        let help = format!(
            "write a scope for each array: `\"{outer}\": {{ \"$any\": {{ \"{inner}\": {{ \"{name}\": … }} }} }}`"
        );
        Some((message, help))
    }

    fn leaf(&mut self, leaf: &Leaf, cursor: &Cursor<'s>) {
        for (field_ref, span) in leaf.alternatives.iter().flat_map(Alternative::field_refs) {
            self.field_ref(field_ref, span, cursor);
        }
    }

    fn field_ref(&mut self, field_ref: &FieldRef, span: Span, cursor: &Cursor<'s>) {
        let (message, help) = if self.event.is_none() {
            (
                format!("the field reference `{field_ref}` requires an event type with a known schema"),
                KNOWN_EVENT_HELP.to_owned(),
            )
        } else if field_ref.is_relative && !cursor.is_in_element {
            (
                format!("the relative path `{field_ref}` is allowed only inside an element scope"),
                format!("write the path from the root of the event, such as `detail.{}`", field_ref.path),
            )
        } else {
            let start = if field_ref.is_relative { cursor.start } else { self.event };
            let Some(texts) = start.and_then(|start| ambiguity(field_ref, start)) else { return };
            texts
        };
        self.diagnostics.push(Lint::InvalidReference.at(span, message).with_help(help));
    }
}

/// Returns the message and the help if the reference does not lead to a single value. Ignores unknown fields, which the
/// `check` module reports.
fn ambiguity(field_ref: &FieldRef, start: &ObjectSchema) -> Option<(String, String)> {
    let steps: Vec<JsonString> = field_ref.path.split(b'.').collect();
    let resolution = start.resolve(&steps);
    if let Some(array) = resolution.enclosing_array() {
        let message = format!("`{field_ref}` is ambiguous: each element of `{}` can have this field", array.name);
        let help = format!(
            "use a scope, and refer to the field relative to its element: `\"{}\": {{ \"$any\": {{ … {{ \"$field\": \".{}\" }} … }} }}`",
            array.name,
            steps.last()?
        );
        return Some((message, help));
    }
    let field = resolution.field().filter(|field| !field.kind.is_single_value())?;
    let kind = field.kind.described();
    let message = format!("`{field_ref}` is {kind}, but only strings, numbers and booleans can be compared");
    Some((message, "refer to a field with a single value".to_owned()))
}

fn joined(steps: &[JsonString]) -> String {
    steps.iter().map(JsonString::to_string).collect::<Vec<_>>().join(".")
}

const KNOWN_EVENT_HELP: &str =
    "name an event with a known schema, as in `\"detail-type\": [\"ECS Task State Change\"]`";

#[cfg(test)]
mod tests {
    use crate::diagnostic::Lint;
    use crate::json::Dialect;
    use crate::parse_for;
    use crate::testing::{parse_known, schemas};

    const TASK: &str = "ECS Task State Change";

    fn lints(text: &str) -> Vec<Lint> {
        parse_known(text).diagnostics.into_iter().filter_map(|diagnostic| diagnostic.lint).collect()
    }

    #[test]
    fn the_event_type_comes_from_the_pattern() {
        let detail = r#""detail":{"containers":{"$any":{"name":[{"$field":".image"}]}}}"#;
        for accepted in [
            format!(r#"{{"detail-type":["{TASK}"],{detail}}}"#),
            format!(r#"{{"detail-type":["{TASK}","ECS Service Action"],{detail}}}"#),
            format!(r#"{{"$or":[{{"detail-type":["{TASK}"],{detail}}},{{"source":["aws.s3"]}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"$or":[{{{detail}}},{{"source":["aws.ecs"]}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"detail.containers":{{"$all":{{"name":["a"]}}}}}}"#),
        ] {
            assert_eq!(lints(&accepted), [], "{accepted}");
            assert!(parse_known(&accepted).lowered.is_some());
        }
        for rejected in [
            format!("{{{detail}}}"),
            format!(r#"{{"detail-type":[{{"prefix":"ECS"}}],{detail}}}"#),
            format!(r#"{{"detail-type":["{TASK}","Order Placed"],{detail}}}"#),
            format!(r#"{{"detail-type":["ECS Service Action"],{detail}}}"#),
            format!(r#"{{"$or":[{{"detail-type":["{TASK}"]}},{{{detail}}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"detail":{{"attachments.details":{{"$any":{{"name":["a"]}}}}}}}}"#),
        ] {
            assert!(lints(&rejected).contains(&Lint::MisplacedScope), "{rejected}");
            assert!(parse_known(&rejected).lowered.is_none());
        }
    }

    #[test]
    fn a_given_event_type_overrides_the_pattern() {
        let schema = schemas(Some("TaskStateChange"));
        let text = r#"{"detail":{"containers":{"$none":{"exitCode":[1]}}}}"#;
        assert!(parse_for(schema, text, Dialect::Strict).lowered.is_some());
        assert!(parse_for(schemas(Some("ServiceAction")), text, Dialect::Strict).lowered.is_none());
    }
}
