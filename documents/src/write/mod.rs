//! Writes a schema as a document: JSON Schema 2020-12, with the project's own keyword for what it cannot say.
//!
//! The root describes the whole event, and every object and every closed set is in `$defs` under its name.

mod extension;

use crate::event::{DETAIL_TYPE, SOURCE};
use crate::extension::KEYWORD;
use event_pattern_compiler::json::Value;
use event_pattern_compiler::json::build::{list, object, text, texts, truth};
use event_pattern_compiler::schema::{
    ClosedSet, Field, Form, IntegerSize, Kind, ObjectSchema, Others, Presence, Schema,
};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// The members of an object.
pub(crate) type Members = Vec<(String, Value)>;

/// The dialect of JSON Schema.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Writes a schema as the text of a document. Reading the document gives the same schema.
#[must_use]
pub fn write(schema: &Schema) -> String {
    let mut root: Members = vec![("$schema".to_owned(), text(DIALECT))];
    root.extend(event(schema, String::new()));
    object(root).to_pretty_json(0) + "\n"
}

/// Writes several schemas as the text of one document, in which each event is a definition. Reading the document gives
/// the same schemas if each of them has a source or a detail-type, and no other has the same ones.
#[must_use]
pub fn write_all(schemas: &[&Schema]) -> String {
    let mut events = Members::new();
    let mut references = Vec::new();
    for schema in schemas {
        let names: Vec<&str> =
            [&schema.source, &schema.detail_type].into_iter().flatten().map(String::as_str).collect();
        let name = names.join("@");
        let place = format!("/$defs/{}", pointer_step(&name));
        references.push(object(vec![("$ref".to_owned(), text(&format!("#{place}")))]));
        events.push((name, object(event(schema, place))));
    }
    let root = vec![
        ("$schema".to_owned(), text(DIALECT)),
        ("anyOf".to_owned(), list(references)),
        ("$defs".to_owned(), object(events)),
    ];
    object(root).to_pretty_json(0) + "\n"
}

/// Returns the schema of an event. The place is the JSON pointer to it.
fn event(schema: &Schema, place: String) -> Members {
    let mut writer = Writer { place, ..Writer::default() };
    if let Some(resources) = schema.root.field("resources").and_then(|field| field.form.as_ref()) {
        writer.form_name(resources);
    }
    let detail = schema.root.field("detail").cloned().unwrap_or_else(|| Field::new("detail", Kind::Any));
    let mut properties: Members = vec![("detail".to_owned(), object(writer.field(&detail)))];
    if schema.source.is_none() && schema.detail_type.is_none() {
        // Without it, the document would be that of a detail.
        properties.push(("detail-type".to_owned(), object(vec![("type".to_owned(), text("string"))])));
    }
    let title = schema.detail_type.as_ref().unwrap_or(&schema.title);
    let mut members: Members = vec![("title".to_owned(), text(title))];
    push_text(&mut members, "description", &schema.description);
    members.extend(schema.source.as_ref().map(|source| (SOURCE.to_owned(), text(source))));
    members.extend(schema.detail_type.as_ref().map(|detail_type| (DETAIL_TYPE.to_owned(), text(detail_type))));
    members.push((KEYWORD.to_owned(), object(extension::of_event(schema, &writer.forms))));
    members.push(("type".to_owned(), text("object")));
    members.push(("properties".to_owned(), object(properties)));
    members.push(("required".to_owned(), texts(&["detail"])));
    if !writer.definitions.is_empty() {
        members.push(("$defs".to_owned(), object(writer.definitions)));
    }
    members
}

/// The parts of a document that are in one place for all fields.
#[derive(Debug, Default)]
struct Writer {
    /// The JSON pointer to the event.
    place: String,
    /// The objects and closed sets, in the order in which they are first used.
    definitions: Members,
    /// The names of the definitions.
    defined: HashSet<String>,
    /// The forms with their names.
    forms: Vec<(String, Arc<Form>)>,
}

impl Writer {
    /// Returns the schema of a field's value.
    fn field(&mut self, field: &Field) -> Members {
        let mut members = Members::new();
        push_text(&mut members, "description", &field.description);
        members.extend(self.kind(&field.kind, field.is_nullable));
        let form = field.form.as_ref().map(|form| ("form".to_owned(), text(&self.form_name(form))));
        let instead = field.instead.as_ref().map(|instead| ("instead".to_owned(), text(instead)));
        let extension: Members = form.into_iter().chain(instead).collect();
        if !extension.is_empty() {
            members.push((KEYWORD.to_owned(), object(extension)));
        }
        members
    }

    /// Returns the schema of a kind, which allows null as well if `is_nullable`.
    fn kind(&mut self, kind: &Kind, is_nullable: bool) -> Members {
        match kind {
            Kind::Any if is_nullable => Members::new(),
            Kind::Any => vec![("type".to_owned(), texts(&["array", "boolean", "number", "object", "string"]))],
            Kind::String => of_type("string", is_nullable),
            Kind::Integer(IntegerSize::Bits64) => of_type("integer", is_nullable),
            Kind::Integer(IntegerSize::Bits32) => {
                let mut members = of_type("integer", is_nullable);
                members.push(("format".to_owned(), text("int32")));
                members
            }
            Kind::Number => of_type("number", is_nullable),
            Kind::Boolean => of_type("boolean", is_nullable),
            Kind::List(element) => {
                let mut members = of_type("array", is_nullable);
                // Whether an element can be null is not known.
                let items = self.kind(element, **element == Kind::Any);
                members.push(("items".to_owned(), object(items)));
                members
            }
            Kind::Object(inner) => {
                self.define_object(inner);
                self.reference(&inner.name, is_nullable)
            }
            Kind::ClosedSet(set) => {
                self.define(&set.name, |_| closed_set(set));
                self.reference(&set.name, is_nullable)
            }
            Kind::OneOf(kinds) => {
                let mut branches: Vec<Value> = kinds.iter().map(|kind| object(self.kind(kind, false))).collect();
                branches.extend(is_nullable.then(null));
                vec![("oneOf".to_owned(), list(branches))]
            }
        }
    }

    fn define_object(&mut self, inner: &ObjectSchema) {
        self.define(&inner.name, |writer| {
            let mut members = of_type("object", false);
            push_text(&mut members, "description", &inner.description);
            let properties: Members =
                inner.fields.iter().map(|field| (field.name.clone(), object(writer.field(field)))).collect();
            let required = inner.fields.iter().filter(|field| field.presence == Presence::Required);
            let required: Vec<&str> = required.map(|field| field.name.as_str()).collect();
            let additional = match &inner.others {
                // An object of which nothing is said can be anything.
                Others::None => properties.is_empty().then(|| truth(false)),
                Others::Unknown => Some(truth(true)),
                Others::Values(values) if values.kind == Kind::Any && values.is_nullable => {
                    // An empty schema would say nothing about the object.
                    let types = texts(&["array", "boolean", "null", "number", "object", "string"]);
                    let mut members = writer.field(values);
                    members.push(("type".to_owned(), types));
                    Some(object(members))
                }
                Others::Values(values) => Some(object(writer.field(values))),
            };
            if !properties.is_empty() {
                members.push(("properties".to_owned(), object(properties)));
            }
            members.extend(additional.map(|additional| ("additionalProperties".to_owned(), additional)));
            if !required.is_empty() {
                members.push(("required".to_owned(), texts(&required)));
            }
            members
        });
    }

    /// Returns a reference to a definition.
    fn reference(&self, name: &str, is_nullable: bool) -> Members {
        let target = format!("#{}/$defs/{}", self.place, pointer_step(name));
        let members = vec![("$ref".to_owned(), text(&target))];
        if is_nullable { vec![("oneOf".to_owned(), list(vec![object(members), null()]))] } else { members }
    }

    /// Adds a definition, unless there is one of that name.
    fn define(&mut self, name: &str, members: impl FnOnce(&mut Self) -> Members) {
        if self.defined.insert(name.to_owned()) {
            let place = self.definitions.len();
            self.definitions.push((name.to_owned(), truth(true)));
            self.definitions[place].1 = object(members(self));
        }
    }

    /// Returns the name of a form, such as `arnOfCluster` for `the ARN of a cluster`.
    fn form_name(&mut self, form: &Arc<Form>) -> String {
        if let Some((name, _)) = self.forms.iter().find(|(_, known)| known == form) {
            return name.clone();
        }
        let noun = form.noun.split(',').next().unwrap_or_default();
        let is_article = |word: &&str| matches!(*word, "a" | "an" | "the");
        let mut base = String::new();
        for word in noun.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !is_article(word)) {
            match word.chars().next() {
                Some(_) if base.is_empty() => base = word.to_lowercase(),
                Some(first) => base.extend(first.to_uppercase().chain(word.chars().skip(1))),
                None => {}
            }
        }
        if base.is_empty() {
            "form".clone_into(&mut base);
        }
        let is_taken = |name: &str| self.forms.iter().any(|(known, _)| known == name);
        let numbered = (2_usize..).map(|number| format!("{base}{number}"));
        let name = std::iter::once(base.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default();
        self.forms.push((name.clone(), Arc::clone(form)));
        name
    }
}

fn of_type(name: &str, is_nullable: bool) -> Members {
    vec![("type".to_owned(), if is_nullable { texts(&[name, "null"]) } else { text(name) })]
}

/// Returns a key as a step of a JSON pointer in a URL.
pub(crate) fn pointer_step(key: &str) -> String {
    let mut step = String::new();
    for byte in key.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@:$".contains(&byte) {
            step.push(char::from(byte));
        } else {
            let _ = write!(step, "%{byte:02X}");
        }
    }
    step
}

fn null() -> Value {
    object(of_type("null", false))
}

fn closed_set(set: &ClosedSet) -> Members {
    let mut members = of_type("string", false);
    push_text(&mut members, "description", &set.description);
    members.push(("enum".to_owned(), list(set.values.iter().map(|value| text(&value.text)).collect())));
    if set.values.iter().any(|value| !value.description.is_empty()) {
        let descriptions = set.values.iter().map(|value| text(&value.description)).collect();
        members.push(("x-enum-descriptions".to_owned(), list(descriptions)));
    }
    if !set.is_complete {
        members.push((KEYWORD.to_owned(), object(vec![("complete".to_owned(), truth(false))])));
    }
    members
}

/// Returns a member of an object.
pub(crate) fn member(key: &str, value: Value) -> (String, Value) {
    (key.to_owned(), value)
}

/// Adds a member unless its text is empty.
pub(crate) fn push_text(members: &mut Members, key: &str, value: &str) {
    if !value.is_empty() {
        members.push((key.to_owned(), text(value)));
    }
}
