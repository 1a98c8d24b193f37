//! Writes a schema in compact form.

use super::{INDENT, RECORD_START, is_bare};
use crate::schema::{
    ClosedSet, Field, Form, IntegerSize, Kind, Lifecycle, ObjectSchema, Others, Presence, Schema, State,
};
use std::collections::HashSet;
use std::fmt::Write as _;

/// Returns the compact form of a schema. [`read`](super::read()) returns the same schema for it, provided that its root
/// is that of a [whole event](crate::schema::whole_event).
#[must_use]
pub fn write(schema: &Schema) -> String {
    written(schema, true)
}

/// Returns the compact form of a schema without its descriptions.
#[must_use]
pub fn write_without_descriptions(schema: &Schema) -> String {
    written(schema, false)
}

/// Returns the first line of a record.
pub(crate) fn write_header(source: Option<&str>, detail_type: Option<&str>) -> String {
    let mut header = format!("{RECORD_START}event");
    for name in [source, detail_type] {
        header.push(' ');
        match name {
            Some(name) => push_word(&mut header, name),
            None => header.push('*'),
        }
    }
    header.push('\n');
    header
}

/// Returns the start of the line of a field in an object, with the end of the line before it.
pub(crate) fn write_start_of_field(name: &str) -> String {
    let mut start = format!("\n{INDENT}");
    push_word(&mut start, name);
    start
}

fn written(schema: &Schema, has_descriptions: bool) -> String {
    let (resources, detail) = (schema.root.field("resources"), schema.root.field("detail"));
    let mut definitions = Definitions::default();
    definitions.add_fields(resources.into_iter().chain(detail));
    let text = write_header(schema.source.as_deref(), schema.detail_type.as_deref());
    let mut writer = Writer { text, has_descriptions, definitions: &definitions };
    writer.head(schema, resources);
    if let Some(detail) = detail {
        writer.field("detail", detail);
    }
    writer.facts(schema);
    definitions.objects.iter().rev().for_each(|object| writer.object(object));
    definitions.sets.iter().rev().for_each(|set| writer.set(set));
    definitions.forms.iter().rev().for_each(|(name, form)| writer.form(name, form));
    writer.text
}

/// The parts of a schema that are defined once and referred to by name, the last one first.
#[derive(Default)]
struct Definitions<'s> {
    /// An object comes before the objects that refer to it.
    objects: Vec<&'s ObjectSchema>,
    sets: Vec<&'s ClosedSet>,
    forms: Vec<(String, &'s Form)>,
    names: HashSet<String>,
}

impl<'s> Definitions<'s> {
    fn add_fields(&mut self, fields: impl DoubleEndedIterator<Item = &'s Field>) {
        for field in fields.rev() {
            self.add_kind(field.kind.element());
            if let Some(form) = field.form.as_deref().filter(|form| self.name_of(form).is_none()) {
                let name = self.unused_name(&form.noun);
                self.forms.push((name, form));
            }
        }
    }

    fn add_kind(&mut self, kind: &'s Kind) {
        match kind {
            Kind::Object(object) if self.names.insert(format!("{{{}", object.name)) => {
                self.add_fields(object.values_and_fields());
                self.objects.push(object);
            }
            Kind::ClosedSet(set) if self.names.insert(format!("({}", set.name)) => self.sets.push(set),
            Kind::OneOf(kinds) => kinds.iter().rev().for_each(|kind| self.add_kind(kind)),
            _ => {}
        }
    }

    fn name_of(&self, form: &Form) -> Option<&str> {
        self.forms.iter().find(|(_, other)| *other == form).map(|(name, _)| name.as_str())
    }

    /// Returns a name for a form, such as `ARN-of-a-task` for `the ARN of a task`.
    fn unused_name(&self, noun: &str) -> String {
        let noun = noun.split(',').next().unwrap_or_default();
        let words = noun.split_whitespace().skip_while(|word| matches!(*word, "a" | "an" | "the"));
        let name = words.collect::<Vec<_>>().join("-");
        let is_used = |name: &String| self.forms.iter().any(|(other, _)| other == name);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| !is_used(name)).unwrap_or_default()
    }
}

struct Writer<'s> {
    text: String,
    has_descriptions: bool,
    definitions: &'s Definitions<'s>,
}

impl Writer<'_> {
    fn head(&mut self, schema: &Schema, resources: Option<&Field>) {
        self.words("title", [&schema.title]);
        self.end(&schema.description);
        self.line("provenance", [schema.provenance.word()]);
        if let Some(name) = resources.and_then(|field| self.definitions.name_of(field.form.as_deref()?)) {
            self.line("resources", [name]);
        }
    }

    fn facts(&mut self, schema: &Schema) {
        if let Some(service) = &schema.facts.service {
            self.line("service", [service]);
        }
        for extra in &schema.facts.extra_names {
            self.line("extra-name", [&extra.object, &extra.name, &extra.help]);
        }
        for identity in &schema.facts.identities {
            let words =
                [&identity.array, &identity.noun, &identity.verdict, &identity.verdict_noun, &identity.bystander];
            self.line("identity", words.into_iter().chain(&identity.identified_by));
        }
        if let Some(lifecycle) = &schema.facts.lifecycle {
            self.lifecycle(lifecycle);
        }
    }

    fn lifecycle(&mut self, lifecycle: &Lifecycle) {
        let names = [&lifecycle.subject, &lifecycle.state_field, &lifecycle.end, &lifecycle.notice];
        self.line("lifecycle", names.into_iter().chain(&lifecycle.cause_fields));
        self.line("  before", [""; 0]);
        self.state(&lifecycle.before);
        for event in &lifecycle.events {
            self.line("  event", [event.state.as_str(), event.sent_for.word()]);
            self.state(&event.event);
        }
    }

    fn state(&mut self, state: &State) {
        for (field, values) in &state.values {
            self.line("  values", std::iter::once(field).chain(values));
        }
        for (keyword, fields) in [("  present", &state.present), ("  absent", &state.absent)] {
            if !fields.is_empty() {
                self.line(keyword, fields);
            }
        }
    }

    fn object(&mut self, object: &ObjectSchema) {
        self.words("object", [&object.name]);
        self.end(&object.description);
        match &object.others {
            Others::None => {}
            Others::Unknown => self.line("  ..", [""; 0]),
            Others::Values(field) => self.field("  *", field),
        }
        for field in &object.fields {
            let mut name = INDENT.to_owned();
            push_word(&mut name, &field.name);
            self.field(&name, field);
        }
    }

    fn set(&mut self, set: &ClosedSet) {
        self.words("set", [&set.name]);
        self.text.push_str(if set.is_complete { " complete" } else { " listed" });
        self.end(&set.description);
        for value in &set.values {
            self.text.push_str(INDENT);
            push_word(&mut self.text, &value.text);
            self.end(&value.description);
        }
    }

    fn form(&mut self, name: &str, form: &Form) {
        self.line("form", [name, &form.noun, &form.example]);
        self.line("  templates", &form.templates);
        self.line("  known-parts", &form.known_parts);
    }

    /// Writes the line of a field, whose name is given as it is written.
    fn field(&mut self, name: &str, field: &Field) {
        self.text.push_str(name);
        self.text.push_str(if field.presence == Presence::Optional { "?: " } else { ": " });
        self.kind(&field.kind);
        if field.is_nullable {
            self.text.push('?');
        }
        if let Some(name) = field.form.as_deref().and_then(|form| self.definitions.name_of(form)) {
            self.text.push_str(" ~");
            push_word(&mut self.text, name);
        }
        if let Some(instead) = &field.instead {
            self.words(" instead", [instead]);
        }
        self.end(&field.description);
    }

    fn kind(&mut self, kind: &Kind) {
        match kind {
            Kind::Any => self.text.push_str("any"),
            Kind::String => self.text.push_str("string"),
            Kind::Integer(IntegerSize::Bits32) => self.text.push_str("int32"),
            Kind::Integer(IntegerSize::Bits64) => self.text.push_str("int64"),
            Kind::Number => self.text.push_str("number"),
            Kind::Boolean => self.text.push_str("boolean"),
            Kind::Object(object) => self.reference('{', &object.name, '}'),
            Kind::ClosedSet(set) => self.reference('(', &set.name, ')'),
            Kind::List(element) => {
                self.text.push('[');
                self.kind(element);
                self.text.push(']');
            }
            Kind::OneOf(kinds) => {
                for (number, kind) in kinds.iter().enumerate() {
                    if number > 0 {
                        self.text.push('|');
                    }
                    self.kind(kind);
                }
            }
        }
    }

    fn reference(&mut self, open: char, name: &str, close: char) {
        self.text.push(open);
        push_word(&mut self.text, name);
        self.text.push(close);
    }

    fn line<T: AsRef<str>>(&mut self, keyword: &str, words: impl IntoIterator<Item = T>) {
        self.words(keyword, words);
        self.end("");
    }

    fn words<T: AsRef<str>>(&mut self, keyword: &str, words: impl IntoIterator<Item = T>) {
        self.text.push_str(keyword);
        for word in words {
            self.text.push(' ');
            push_word(&mut self.text, word.as_ref());
        }
    }

    /// Ends a line, with a description if there is one.
    fn end(&mut self, description: &str) {
        if self.has_descriptions && !description.is_empty() {
            self.text.push_str(" # ");
            push_escaped(&mut self.text, description);
        }
        self.text.push('\n');
    }
}

/// Writes a word, in quotes if necessary.
fn push_word(text: &mut String, word: &str) {
    if is_bare(word) {
        text.push_str(word);
    } else {
        text.push('"');
        for (number, part) in word.split('"').enumerate() {
            if number > 0 {
                text.push_str("\\\"");
            }
            push_escaped(text, part);
        }
        text.push('"');
    }
}

/// Writes a string so that it remains on its line and does not look like the start of a record.
fn push_escaped(text: &mut String, string: &str) {
    for character in string.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            _ if character == RECORD_START || character.is_control() => {
                // Writing to a string never fails.
                let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
            }
            _ => text.push(character),
        }
    }
}
