//! Where element scopes and the names of other fields may stand. Both need to know which fields of the event are arrays,
//! so this depends on the event's schema, and a pattern that breaks these rules means nothing at all.

use super::event_type::{asked_for, said_by_all};
use super::value::noun;
use crate::diagnostic::{Diagnostics, Name};
use crate::pattern::filter::Reference;
use crate::pattern::{Alternative, Condition, Content, Field, Leaf, Object, Pattern, Scope};
use crate::schema::{self, Kind, Schema, Target, fields_of};
use crate::source::Span;

/// Refuses what stands in the wrong place: of the event's schema, or of those of all events that the pattern asks for.
pub(crate) fn check(pattern: &Pattern, event_type: Option<&'static Schema>, refusals: &mut Diagnostics) {
    match event_type {
        Some(schema) => check_root(&pattern.root, &[schema], true, refusals),
        None => check_root(&pattern.root, &[], false, refusals),
    }
}

/// Looks at the conditions on a whole event. What stands outside a branch of `$or` holds inside it too.
fn check_root(object: &Object, outside: &[&'static Schema], is_given: bool, refusals: &mut Diagnostics) {
    // What is wrong with the names of events is found later.
    let asked = if is_given { None } else { asked_for(object, &mut Diagnostics::new()) };
    let schemas = asked.as_deref().unwrap_or(outside);
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| check_root(branch, schemas, is_given, refusals)),
            _ if schemas.is_empty() => Walk { event: None, refusals }.condition(condition, &Place::unknown()),
            _ => refusals.extend(said_by_all(schemas, |schema, found| {
                Walk { event: Some(schema.root), refusals: found }.condition(condition, &Place::of_event(schema));
            })),
        }
    }
}

struct Walk<'d> {
    /// The fields of the event, if they are known.
    event: Option<&'static schema::Object>,
    refusals: &'d mut Diagnostics,
}

/// What a part of the pattern speaks of.
#[derive(Clone)]
struct Place {
    /// The fields there, if they are known.
    fields: Option<&'static schema::Object>,
    /// The field that it is, and what that is; nothing for the event and for an element.
    field: Option<(String, &'static Kind)>,
    /// The steps from the event or element, and how many of them lead to the first array of objects on the way.
    steps: Vec<String>,
    array: Option<usize>,
    /// The fields of the element of the innermost scope.
    element: Option<&'static schema::Object>,
}

impl Place {
    fn unknown() -> Self {
        Self { fields: None, field: None, steps: Vec::new(), array: None, element: None }
    }

    fn of_event(schema: &'static Schema) -> Self {
        Self { fields: Some(schema.root), ..Self::unknown() }
    }

    fn of_element(fields: &'static schema::Object) -> Self {
        Self { fields: Some(fields), element: Some(fields), ..Self::unknown() }
    }

    /// The place behind a key, step by step.
    fn behind(&self, field: &Field) -> Self {
        let mut place = self.clone();
        for step in field.key.split(b'.') {
            if place.field.as_ref().is_some_and(|(_, kind)| is_array_of_objects(kind)) && place.array.is_none() {
                place.array = Some(place.steps.len());
            }
            let found = place.fields.and_then(|fields| fields.field(step.as_str()?));
            place.steps.push(step.to_string());
            place.fields = found.and_then(|found| fields_of(&found.kind));
            place.field = found.map(|found| (step.to_string(), &found.kind));
        }
        place
    }
}

fn is_array_of_objects(kind: &Kind) -> bool {
    matches!(kind, Kind::List { element: Kind::Object(_), .. })
}

impl Walk<'_> {
    fn condition(&mut self, condition: &Condition, place: &Place) {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, place)),
            Condition::Scope(scope) => self.scope(scope, place),
            Condition::Field(field) => {
                let behind = place.behind(field);
                match &field.content {
                    Content::Object(inner) => self.object(inner, &behind),
                    Content::Leaf(leaf) => self.leaf(leaf, &behind),
                }
            }
        }
    }

    fn object(&mut self, object: &Object, place: &Place) {
        object.conditions.iter().for_each(|condition| self.condition(condition, place));
    }

    fn scope(&mut self, scope: &Scope, place: &Place) {
        if let Some((message, help)) = self.misplaced(scope, place) {
            self.refusals.push(Name::MisplacedScope.at(scope.key_span, message).with_help(help));
            return;
        }
        let inside = place.fields.map_or_else(Place::unknown, Place::of_element);
        scope.patterns.iter().for_each(|pattern| self.object(pattern, &inside));
    }

    /// Why a scope cannot stand at a place, and what to write instead.
    fn misplaced(&self, scope: &Scope, place: &Place) -> Option<(String, String)> {
        let name = &scope.quantifier;
        if self.event.is_none() {
            let message = format!("`{name}` needs to know which fields of the event are arrays");
            return Some((message, OF_KNOWN_EVENTS.to_owned()));
        }
        let Some((field, kind)) = &place.field else {
            return Some(if place.steps.is_empty() {
                let whole = if place.element.is_some() { "an element" } else { "the event" };
                let help = format!("write it behind the key of an array of objects: `\"key\": {{ \"{name}\": … }}`");
                (format!("`{name}` speaks of the elements of an array, and {whole} is none"), help)
            } else {
                let path = place.steps.join(".");
                let message = format!("`{name}` stands below `{path}`, which is not a field of the event");
                (message, "write it behind the key of an array of objects".to_owned())
            });
        };
        if !is_array_of_objects(kind) {
            let message =
                format!("`{name}` speaks of the elements of an array of objects, and `{field}` is {}", noun(kind));
            let help = match kind {
                Kind::List { .. } => "a list of alternatives holds if one of the values satisfies it",
                _ => "write the conditions without it",
            };
            return Some((message, help.to_owned()));
        }
        let steps = place.array?;
        let (outer, inner) = (place.steps[..steps].last()?, place.steps[steps..].join("."));
        let message =
            format!("`{name}` stands below `{outer}`, an array too, without saying which of its elements is meant");
        let help =
            format!("write a scope for both: `\"{outer}\": {{ \"$any\": {{ \"{inner}\": {{ \"{name}\": … }} }} }}`");
        Some((message, help))
    }

    fn leaf(&mut self, leaf: &Leaf, place: &Place) {
        for (reference, span) in leaf.alternatives.iter().flat_map(Alternative::references) {
            self.reference(reference, span, place);
        }
    }

    fn reference(&mut self, reference: &Reference, span: Span, place: &Place) {
        let start = if reference.is_relative { place.element } else { self.event };
        let (message, help) = match start.map(|start| start.target(&reference.path)) {
            None if self.event.is_none() => {
                (format!("to name the field `{reference}`, its type has to be known"), OF_KNOWN_EVENTS.to_owned())
            }
            None => (
                format!("`{reference}` starts at the element of a scope, and there is no scope around it"),
                format!("write the path from the event inwards, such as `detail.{}`", reference.path),
            ),
            Some(Target::Whole(field)) => (
                format!("`{reference}` is {}, and only strings, numbers and booleans are compared", noun(&field.kind)),
                "name a field that has a single value".to_owned(),
            ),
            Some(Target::Inside(array)) => (
                format!("`{reference}` names many fields, one in each element of `{}`", array.name),
                format!(
                    "write a scope, and name the field of its element: `\"{}\": {{ \"$any\": {{ … {{ \"$field\": \".{}\" }} … }} }}`",
                    array.name,
                    reference.path.split(b'.').last().unwrap_or_else(|| reference.path.clone())
                ),
            ),
            // A field that is not there is looked at with all others.
            Some(Target::Scalar(_) | Target::Unknown { .. }) => return,
        };
        self.refusals.push(Name::InvalidReference.at(span, message).with_help(help));
    }
}

const OF_KNOWN_EVENTS: &str =
    "name an event of Amazon ECS: `\"detail-type\": [\"ECS Task State Change\"]`; of other events no schema is known";

#[cfg(test)]
mod tests {
    use crate::diagnostic::Name;
    use crate::json::Dialect;
    use crate::{parse, parse_for, schema::Schema};

    const TASK: &str = "ECS Task State Change";

    fn names(text: &str) -> Vec<Name> {
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
            assert!(names(&refused).contains(&Name::MisplacedScope), "{refused}");
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
