//! Writes the JSON Schema of the *patterns* for an event, by which editors complete and mark a pattern file.
//!
//! The dialect is draft-07, which all releases of VS Code and `IntelliJ` know. Older ones read later dialects only in
//! part. Every object and every closed set is in `definitions` under its name. `definitions.json` has what all events
//! share: the content filters, and the conditions on values of which nothing is known.
//!
//! A pattern follows the schema if the checks find nothing in it. The schema does not say what depends on several
//! conditions, or on whether a field is certain to be present.

mod json_schema;

use crate::write::{Members, member, push_text};
use event_pattern_compiler::json::Value;
use event_pattern_compiler::json::build::{list, object, text, texts, truth};
use event_pattern_compiler::pattern::{OR_KEY, SCHEMA_KEY};
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Others, Schema};
use json_schema::{Definitions, any_of, list_of, object_of, of_type, reference, reference_inside};
use std::collections::HashMap;

/// The dialect of JSON Schema.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// Writes the JSON Schema of the patterns for an event as text.
#[must_use]
pub fn write_patterns(schema: &Schema) -> String {
    let mut writer = Writer { schema, definitions: Definitions::shared(), has_array: HashMap::new() };
    let event = writer.object(&schema.root, Elements::Single);
    let title = schema.detail_type.as_ref().unwrap_or(&schema.title);
    let mut root: Members =
        vec![member(SCHEMA_KEY, text(DIALECT)), member("title", text(&format!("Patterns for {title}")))];
    push_text(&mut root, "description", &schema.description);
    root.extend(writer.definitions.extended(&event, vec![member(SCHEMA_KEY, of_type("string"))]));
    root.push(member("definitions", writer.definitions.into_value()));
    object(root).to_pretty_json(0) + "\n"
}

/// How the conditions on an object relate to the elements of an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elements {
    /// They are on one object: the event, a part of it, or the element of a scope.
    Single,
    /// They are on all elements together, so it is ambiguous which of them the scope of an inner array is for.
    Together,
}

struct Writer<'s> {
    schema: &'s Schema,
    definitions: Definitions,
    /// Whether an object contains an array of objects at any depth, by the name of the object.
    has_array: HashMap<&'s str, bool>,
}

impl<'s> Writer<'s> {
    /// Returns the name of the definition for the conditions on an object.
    fn object(&mut self, fields: &'s ObjectSchema, elements: Elements) -> String {
        // Without an inner array, there is no difference.
        let is_single = elements == Elements::Single || !self.has_array(fields);
        let (elements, end) = if is_single { (Elements::Single, "") } else { (Elements::Together, ".together") };
        let name = format!("{}{end}", fields.name);
        if let Some(index) = self.definitions.reserve(&name) {
            let definition = self.conditions(fields, elements, &name);
            self.definitions.set(index, definition);
        }
        name
    }

    /// Returns the name of the definition for the conditions on an array of objects: element scopes, and conditions on
    /// all elements together.
    fn array(&mut self, element: &'s ObjectSchema) -> String {
        let single = self.object(element, Elements::Single);
        let together = self.object(element, Elements::Together);
        let name = format!("{}.array", element.name);
        if let Some(index) = self.definitions.reserve(&name) {
            let mut own = scopes(&single);
            own.push(member(OR_KEY, branches(&name)));
            let definition = self.definitions.extended(&together, own);
            self.definitions.set(index, definition);
        }
        name
    }

    /// Returns the schema of the conditions on an object, whose definition has this name.
    fn conditions(&mut self, fields: &'s ObjectSchema, elements: Elements, name: &str) -> Members {
        let sent = fields.fields.iter().filter(|field| field.instead.is_none());
        let is_event = fields.name == self.schema.root.name;
        let property = |field: &'s Field| {
            let value = match only_value(self.schema, &field.name).filter(|_| is_event) {
                Some(only) => described(&field.description, only),
                None => object(self.field(field, elements)),
            };
            (field.name.clone(), value)
        };
        let mut properties: Members = sent.map(property).collect();
        properties.push(member(OR_KEY, branches(name)));
        let (others, has_single_values) = match &fields.others {
            Others::None => (truth(false), false),
            Others::Unknown => (reference("condition"), false),
            Others::Values(values) => (object(self.field(values, elements)), values.kind.is_single_value()),
        };
        let mut members = object_of(properties, others);
        // A key with dots is the path of an inner field, except in a map of single values, whose names may have dots.
        if !has_single_values {
            members.push(member("patternProperties", object(vec![member("\\.", reference("condition"))])));
        }
        members
    }

    /// Returns the schema of the conditions on a field.
    fn field(&mut self, field: &'s Field, elements: Elements) -> Members {
        let mut members = Members::new();
        push_text(&mut members, "description", &description(field));
        let Some(inner) = field.kind.object() else {
            if *field.kind.element() == Kind::Any {
                members.extend([member("type", texts(&["array", "object"])), all_of(reference("condition"))]);
            } else {
                let mut alternatives = self.alternatives(field.kind.element());
                alternatives.extend(field.is_nullable.then(|| of_type("null")));
                members.extend(list_of(1, any_of(alternatives)));
            }
            return members;
        };
        let name = match elements {
            Elements::Single if field.kind.is_array_of_objects() => self.array(inner),
            _ => self.object(inner, elements),
        };
        if field.is_nullable {
            members.extend(object_or_list(reference(&name), of_type("null")));
        } else {
            members.extend([member("type", text("object")), all_of(reference(&name))]);
        }
        members
    }

    /// Returns the schemas of the alternatives for a value.
    fn alternatives(&mut self, kind: &'s Kind) -> Vec<Value> {
        match kind {
            Kind::String => vec![reference("string")],
            Kind::Integer(_) => vec![reference("integer")],
            Kind::Number => vec![reference("number")],
            Kind::Boolean => vec![reference("boolean")],
            Kind::ClosedSet(set) => {
                if let Some(index) = self.definitions.reserve(&set.name) {
                    let definition = self.closed_set(set);
                    self.definitions.set(index, definition);
                }
                vec![reference(&set.name)]
            }
            Kind::OneOf(kinds) => kinds.iter().flat_map(|kind| self.alternatives(kind)).collect(),
            Kind::Any | Kind::List(_) | Kind::Object(_) => vec![reference("alternative")],
        }
    }

    /// Returns the schema of an alternative for a string from a set.
    fn closed_set(&self, set: &ClosedSet) -> Members {
        let mut known: Members = vec![member("enum", list(set.values.iter().map(|value| text(&value.text)).collect()))];
        if set.values.iter().any(|value| !value.description.is_empty()) {
            // A keyword of VS Code.
            let descriptions = set.values.iter().map(|value| text(&value.description)).collect();
            known.push(member("enumDescriptions", list(descriptions)));
        }
        let known = object(known);
        let value = if set.is_complete { known } else { any_of(vec![known, of_type("string")]) };
        let same = || reference_inside(&set.name, &["anyOf", "0"]);
        let excluded = vec![
            same(),
            object(list_of(1, any_of(vec![same(), reference("fieldReference")]))),
            reference("fieldReference"),
            reference("excludedStrings"),
        ];
        // With the descriptions that all strings have.
        let any_except = "Any value except these. The field must be present.";
        let excluded = described(any_except, vec![member("anyOf", list(excluded))]);
        let exactly = described("This string.", vec![all_of(same())]);
        let own = vec![member("anything-but", excluded), member("exactly", exactly)];
        let filter = object(self.definitions.extended("stringFilter", own));
        value_or_filter(value, filter)
    }

    fn has_array(&mut self, fields: &'s ObjectSchema) -> bool {
        if let Some(known) = self.has_array.get(fields.name.as_str()) {
            return *known;
        }
        let has_array = fields.values_and_fields().any(|field| {
            field.kind.is_array_of_objects() || field.kind.object().is_some_and(|inner| self.has_array(inner))
        });
        self.has_array.insert(&fields.name, has_array);
        has_array
    }
}

/// Returns the schema of the conditions on an outer field of which all events of the type have the same value.
fn only_value(schema: &Schema, field: &str) -> Option<Members> {
    let value = match field {
        "source" => schema.source.as_ref(),
        "detail-type" => schema.detail_type.as_ref(),
        _ => None,
    };
    let value = object(vec![member("enum", texts(&[value?]))]);
    Some(list_of(1, object(value_or_filter(value, reference("stringFilter")))))
}

/// Returns the schemas of the element scopes of an array. The conditions on an element have this definition.
fn scopes(element: &str) -> Members {
    let pattern = || vec![member("type", text("object")), all_of(reference(element))];
    let mut count =
        object_of(vec![member("where", object(pattern())), member("numeric", reference("countRange"))], truth(false));
    count.push(member("required", texts(&["numeric"])));
    let any = object_or_list(reference(element), reference(element));
    vec![
        member("$any", described("An element matches this pattern, or for each pattern of a list, one does.", any)),
        member("$all", described("Every element matches this pattern.", pattern())),
        member("$none", described("No element matches this pattern.", pattern())),
        member("$count", described("The number of elements that match `where` is in the range `numeric`.", count)),
    ]
}

/// Returns the schema of `$or` in the conditions whose definition has this name.
fn branches(name: &str) -> Value {
    described("At least one of these patterns matches.", list_of(2, reference(name)))
}

fn described(description: &str, schema: Members) -> Value {
    let mut members = vec![member("description", text(description))];
    members.extend(schema);
    object(members)
}

/// Returns the schema of an alternative: a value, or an object that is a filter. With `if`, editors say what is wrong
/// with a filter instead of that it is not a value.
fn value_or_filter(value: Value, filter: Value) -> Members {
    vec![member("anyOf", list(vec![value, of_type("object")])), member("if", of_type("object")), member("then", filter)]
}

/// Returns the schema of an object, or of a list. The `type` is what editors insert.
fn object_or_list(value: Value, element: Value) -> Members {
    let list_of_elements = object(list_of(1, element));
    vec![member("type", texts(&["object", "array"])), member("anyOf", list(vec![value, list_of_elements]))]
}

fn all_of(schema: Value) -> (String, Value) {
    member("allOf", list(vec![schema]))
}

/// Returns what is known about the values of a field.
fn description(field: &Field) -> String {
    let example = field.form.as_ref().map(|form| format!("Such as {}", form.example));
    let texts = [Some(field.description.clone()).filter(|text| !text.is_empty()), example];
    texts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
