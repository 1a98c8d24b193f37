//! Where element scopes and the names of other fields may stand. Both need to know which fields of the event are arrays,
//! so this depends on the event's schema, and a pattern that breaks these rules means nothing at all.

use super::event_type::{common_diagnostics, visit_conditions};
use super::filter::FieldRef;
use super::{Alternative, Condition, Content, Leaf, Object, Pattern, Scope};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::JsonString;
use crate::schema::{self, Field, Kind, Resolution, Schema};
use crate::source::Span;

/// Refuses what is in the wrong place for the event's schema, or for those of all events that the pattern asks for.
pub(crate) fn check(pattern: &Pattern, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    visit_conditions(pattern, event_type, &mut |condition, schemas| {
        if schemas.is_empty() {
            Walk { event: None, diagnostics }.condition(condition, &Place::default());
        } else {
            diagnostics.extend(common_diagnostics(schemas, &mut |schema, found| {
                let place = Place { start: Some(schema.root), ..Place::default() };
                Walk { event: Some(schema.root), diagnostics: found }.condition(condition, &place);
            }));
        }
    });
}

struct Walk<'d> {
    /// The fields of the event, if they are known.
    event: Option<&'static schema::ObjectSchema>,
    diagnostics: &'d mut Diagnostics,
}

/// What a part of the pattern speaks of.
#[derive(Clone, Default)]
struct Place {
    /// The fields of the event, or of the element of the innermost scope, if they are known.
    start: Option<&'static schema::ObjectSchema>,
    /// The steps from there.
    steps: Vec<JsonString>,
    /// Whether the start is an element.
    is_in_element: bool,
}

impl Place {
    fn below(&self, key: &JsonString) -> Self {
        Self { steps: self.steps.iter().cloned().chain(key.split(b'.')).collect(), ..self.clone() }
    }

    fn resolve(&self) -> Option<Resolution> {
        self.start.map(|start| start.resolve(&self.steps))
    }
}

impl Walk<'_> {
    fn condition(&mut self, condition: &Condition, place: &Place) {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, place)),
            Condition::Scope(scope) => self.scope(scope, place),
            Condition::Field(field) => {
                let below = place.below(&field.key);
                match &field.content {
                    Content::Object(inner) => self.object(inner, &below),
                    Content::Leaf(leaf) => self.leaf(leaf, &below),
                }
            }
        }
    }

    fn object(&mut self, object: &Object, place: &Place) {
        object.conditions.iter().for_each(|condition| self.condition(condition, place));
    }

    fn scope(&mut self, scope: &Scope, place: &Place) {
        if let Some((message, help)) = self.misplaced(scope, place) {
            self.diagnostics.push(Lint::MisplacedScope.at(scope.key_span, message).with_help(help));
            return;
        }
        let start = place.resolve().and_then(|resolution| resolution.inner_object());
        let inside = Place { start, steps: Vec::new(), is_in_element: start.is_some() };
        scope.patterns.iter().for_each(|pattern| self.object(pattern, &inside));
    }

    /// Why a scope cannot stand at a place, and what to write instead.
    fn misplaced(&self, scope: &Scope, place: &Place) -> Option<(String, String)> {
        let name = &scope.quantifier;
        if self.event.is_none() {
            let message = format!("`{name}` requires an event type with a known schema");
            return Some((message, OF_KNOWN_EVENTS.to_owned()));
        }
        let resolution = place.resolve()?;
        let Some(Field { name: field, kind, .. }) = resolution.field() else {
            return Some(if place.steps.is_empty() {
                let whole = if place.is_in_element { "the element" } else { "the event" };
                let help = format!("write it under the key of an array of objects: `\"key\": {{ \"{name}\": … }}`");
                (format!("`{name}` applies to the elements of an array, but {whole} is an object"), help)
            } else {
                let path = joined(&place.steps);
                let message = format!("`{name}` applies to `{path}`, which is not a field of the event");
                (message, "write it under the key of an array of objects".to_owned())
            });
        };
        if !kind.is_array_of_objects() {
            let message = format!(
                "`{name}` applies to the elements of an array of objects, but `{field}` is {}",
                kind.described()
            );
            let help = match kind {
                Kind::List { .. } => "write a list of alternatives; one matching value in the array is enough",
                _ => "write the conditions directly, without a scope",
            };
            return Some((message, help.to_owned()));
        }
        let steps = resolution.arrays_of_objects().next().filter(|steps| *steps < place.steps.len())?;
        let (outer, inner) = (place.steps[..steps].last()?, joined(&place.steps[steps..]));
        let message =
            format!("`{outer}` is also an array, so it is ambiguous which of its elements `{name}` applies to");
        let help = format!(
            "write a scope for each array: `\"{outer}\": {{ \"$any\": {{ \"{inner}\": {{ \"{name}\": … }} }} }}`"
        );
        Some((message, help))
    }

    fn leaf(&mut self, leaf: &Leaf, place: &Place) {
        for (reference, span) in leaf.alternatives.iter().flat_map(Alternative::field_refs) {
            self.reference(reference, span, place);
        }
    }

    fn reference(&mut self, reference: &FieldRef, span: Span, place: &Place) {
        let (message, help) = if self.event.is_none() {
            (
                format!("the field reference `{reference}` requires an event type with a known schema"),
                OF_KNOWN_EVENTS.to_owned(),
            )
        } else if reference.is_relative && !place.is_in_element {
            (
                format!("the relative path `{reference}` is only allowed inside an element scope"),
                format!("write the path from the root of the event, such as `detail.{}`", reference.path),
            )
        } else {
            let start = if reference.is_relative { place.start } else { self.event };
            let Some(problem) = start.and_then(|start| ambiguity(reference, start)) else { return };
            problem
        };
        self.diagnostics.push(Lint::InvalidReference.at(span, message).with_help(help));
    }
}

/// Why another field has no single value, and what to write instead. A field that is not there is looked at with all others.
fn ambiguity(reference: &FieldRef, start: &'static schema::ObjectSchema) -> Option<(String, String)> {
    let steps: Vec<JsonString> = reference.path.split(b'.').collect();
    let resolution = start.resolve(&steps);
    if let Some(array) = resolution.enclosing_array() {
        let message = format!("`{reference}` is ambiguous: each element of `{}` can have this field", array.name);
        let help = format!(
            "write a scope and refer to the field of its element: `\"{}\": {{ \"$any\": {{ … {{ \"$field\": \".{}\" }} … }} }}`",
            array.name,
            steps.last()?
        );
        return Some((message, help));
    }
    let field = resolution.field().filter(|field| !field.kind.is_single_value())?;
    let kind = field.kind.described();
    let message = format!("`{reference}` is {kind}, but only strings, numbers and booleans can be compared");
    Some((message, "refer to a field with a single value".to_owned()))
}

fn joined(steps: &[JsonString]) -> String {
    steps.iter().map(JsonString::to_string).collect::<Vec<_>>().join(".")
}

const OF_KNOWN_EVENTS: &str = "match an Amazon ECS event type, such as `\"detail-type\": [\"ECS Task State Change\"]`; other event types have no schema";

#[cfg(test)]
mod tests {
    use crate::diagnostic::Lint;
    use crate::json::Dialect;
    use crate::{parse, parse_for, schema::Schema};

    const TASK: &str = "ECS Task State Change";

    fn names(text: &str) -> Vec<Lint> {
        parse(text, Dialect::Strict).diagnostics.into_iter().filter_map(|found| found.name).collect()
    }

    #[test]
    fn the_event_is_the_one_that_the_pattern_asks_for() {
        let detail = r#""detail":{"containers":{"$any":{"name":[{"$field":".image"}]}}}"#;
        for taken in [
            format!(r#"{{"detail-type":["{TASK}"],{detail}}}"#),
            format!(r#"{{"detail-type":["{TASK}","ECS Service Action"],{detail}}}"#),
            format!(r#"{{"$or":[{{"detail-type":["{TASK}"],{detail}}},{{"source":["aws.s3"]}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"$or":[{{{detail}}},{{"source":["aws.ecs"]}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"detail.containers":{{"$all":{{"name":["a"]}}}}}}"#),
        ] {
            assert_eq!(names(&taken), [], "{taken}");
            assert!(parse(&taken, Dialect::Strict).lowered.is_some());
        }
        for refused in [
            format!("{{{detail}}}"),
            format!(r#"{{"detail-type":[{{"prefix":"ECS"}}],{detail}}}"#),
            format!(r#"{{"detail-type":["{TASK}","Order Placed"],{detail}}}"#),
            format!(r#"{{"detail-type":["ECS Service Action"],{detail}}}"#),
            format!(r#"{{"$or":[{{"detail-type":["{TASK}"]}},{{{detail}}}]}}"#),
            format!(r#"{{"detail-type":["{TASK}"],"detail":{{"attachments.details":{{"$any":{{"name":["a"]}}}}}}}}"#),
        ] {
            assert!(names(&refused).contains(&Lint::MisplacedScope), "{refused}");
            assert!(parse(&refused, Dialect::Strict).lowered.is_none());
        }
    }

    #[test]
    fn a_given_event_is_the_one_that_counts() {
        let schema = Schema::by_detail_type(TASK);
        let text = r#"{"detail":{"containers":{"$none":{"exitCode":[1]}}}}"#;
        assert!(parse_for(schema, text, Dialect::Strict).lowered.is_some());
        assert!(parse_for(Schema::by_rust_name("ServiceAction"), text, Dialect::Strict).lowered.is_none());
    }
}
