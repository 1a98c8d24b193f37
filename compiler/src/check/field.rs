//! The keys of a pattern along the schema of its event.

use super::{hint, reference, value};
use crate::diagnostic::{Diagnostics, Lint, nearest};
use crate::json::JsonString;
use crate::pattern::filter::FILTER_NAMES;
use crate::pattern::print::quoted_list;
use crate::pattern::{Condition, Content, Field, Object, SCOPE_KEYS, Scope};
use crate::schema::{self, Kind, PathEnd, Presence, Schema, fields_of};

/// Looks for fields that the event does not have, and at the values of those that it has.
pub(super) struct Checker<'d> {
    schema: &'static Schema,
    diagnostics: &'d mut Diagnostics,
}

/// An object of the event that a part of the pattern speaks of.
#[derive(Clone)]
struct Place {
    /// The names of the fields that lead to it.
    path: Vec<&'static str>,
    fields: &'static schema::ObjectSchema,
    /// Whether every event has what the path leads to, just once.
    is_certain: bool,
    /// Whether it is in the elements of an array that has no scope.
    is_in_array: bool,
    /// The element of the innermost scope, if there is one.
    element: Option<Element>,
}

/// An element of an array that a scope is about.
#[derive(Clone, Copy)]
struct Element {
    fields: &'static schema::ObjectSchema,
    /// How many names of a path lead to it.
    depth: usize,
}

impl<'d> Checker<'d> {
    pub(super) fn new(schema: &'static Schema, diagnostics: &'d mut Diagnostics) -> Self {
        Self { schema, diagnostics }
    }

    /// Checks a field of the event itself and all below it.
    pub(super) fn check(&mut self, field: &Field) {
        let fields = self.schema.root;
        let path = Vec::new();
        let place = Place { path, fields, is_certain: true, is_in_array: false, element: None };
        self.field(field, &place);
    }

    fn object(&mut self, object: &Object, place: &Place) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, place)),
                Condition::Scope(scope) => self.scope(scope, place),
                Condition::Field(field) => self.field(field, place),
            }
        }
    }

    /// What an element must be is looked at as if it were the event.
    fn scope(&mut self, scope: &Scope, place: &Place) {
        let element = Some(Element { fields: place.fields, depth: place.path.len() });
        let inside = Place { is_certain: true, is_in_array: false, element, ..place.clone() };
        scope.patterns.iter().for_each(|pattern| self.object(pattern, &inside));
    }

    fn field(&mut self, field: &Field, place: &Place) {
        let Some((found, place)) = self.resolve(field, place) else { return };
        let kind = &found.kind;
        match (&field.content, fields_of(kind)) {
            (Content::Object(inner), Some(_)) => self.object(inner, &place),
            (Content::Leaf(leaf), None) => {
                let Place { is_certain, is_in_array, element, ref path, .. } = place;
                let is_nullable = found.presence == Presence::Optional;
                let whole = if element.is_some() { "element" } else { "event" };
                let field = value::Field { key: &field.key, kind, is_nullable, is_certain, is_in_array, whole };
                value::check(leaf, &field, self.diagnostics);
                let path = &path[element.map_or(0, |element| element.depth)..];
                let element = element.map(|element| element.fields);
                let field = reference::Field { schema: self.schema, element, path, kind };
                reference::check(leaf, &field, self.diagnostics);
            }
            // That a scope stands here has been refused.
            (Content::Object(inner), None) if has_scope(inner) => {}
            (Content::Object(inner), None) => {
                let message = format!("`{}` is {}, so it has no fields", field.key, kind.described());
                let help = format!("write a list of alternatives: `\"{}\": {}`", field.key, bracketed(inner));
                self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
            }
            (Content::Leaf(_), Some(fields)) => self.leaf_on_object(field, kind, fields),
        }
    }

    /// The field that a key names, step by step, and its place if it is an object.
    fn resolve(&mut self, field: &Field, place: &Place) -> Option<(&'static schema::Field, Place)> {
        let steps: Vec<JsonString> = field.key.split(b'.').collect();
        let resolution = place.fields.resolve(&steps);
        let mut place = place.clone();
        place.path.extend(resolution.fields.iter().map(|found| found.name));
        place.is_certain &= resolution.fields.iter().all(|found| found.always_has_value());
        place.is_in_array |= resolution.arrays_of_objects().next().is_some();
        place.fields = resolution.inner_object().unwrap_or(resolution.object);
        let last = resolution.fields.last().copied();
        match resolution.end {
            PathEnd::Found => return Some((last?, place)),
            PathEnd::UnknownField => self.unknown(field, steps.get(resolution.fields.len())?, &place),
            PathEnd::NoFields => {
                let found = last?;
                let message = format!("`{}` is {}, so it has no fields", found.name, found.kind.described());
                let help = format!("write a list of alternatives: `\"{}\": […]`", place.path.join("."));
                self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
            }
        }
        None
    }

    fn unknown(&mut self, field: &Field, step: &JsonString, place: &Place) {
        let name = step.to_string();
        let whole = match place.path.as_slice() {
            [] => "an event".to_owned(),
            ["detail"] => format!("an {}", self.schema.title),
            [.., last] => format!("`{last}`"),
        };
        let message = format!("`{name}` is not a field of {whole}");
        let known = place.fields.fields.iter().map(|field| field.name);
        self.diagnostics.push(if let Some((diagnostic, help)) = self.help(&name, place) {
            diagnostic.at(field.key_span, message).with_help(help)
        } else {
            let help = format!("the available fields are {}", quoted_list(known));
            Lint::UnknownField.at(field.key_span, message).with_help(help).suggesting_allow()
        });
    }

    /// What to write in place of a field that is not there.
    fn help(&self, name: &str, place: &Place) -> Option<(Lint, String)> {
        if name.starts_with('$') {
            let help = format!(
                "the keys that start with `$` are `$or`, which takes two or more patterns, and the element scopes {}",
                quoted_list(SCOPE_KEYS)
            );
            return Some((Lint::UnknownField, help));
        }
        let path = hint::path_to(name, self.schema);
        let other = hint::other_event(name, self.schema).filter(|_| path.is_none());
        let diagnostic = if other.is_some() { Lint::ForeignField } else { Lint::UnknownField };
        let here = nearest(name, place.fields.fields.iter().map(|field| field.name));
        let written_as = |here: &str| format!("write `{here}`");
        let elsewhere = hint::elsewhere(name, self.schema).filter(|_| place.path == ["detail"]);
        if let Some(here) = here.filter(|here| here.eq_ignore_ascii_case(name)) {
            Some((Lint::UnknownField, written_as(here)))
        } else if let Some(elsewhere) = elsewhere {
            Some((diagnostic, elsewhere.to_owned()))
        } else if let Some(path) = path {
            Some((diagnostic, field_at(&path)))
        } else if let Some(here) = here {
            Some((Lint::UnknownField, written_as(here)))
        } else {
            let (other, path) = other?;
            let help = format!(
                "an {} has this field at `{path}`; to match that event, use `&Event<{}>`",
                other.title, other.rust_name
            );
            Some((diagnostic, help))
        }
    }

    fn leaf_on_object(&mut self, field: &Field, kind: &Kind, fields: &'static schema::ObjectSchema) {
        let takes_list = || fields.fields.iter().find(|field| fields_of(&field.kind).is_none());
        let example = match fields.field("name").or_else(takes_list).or(fields.fields.first()) {
            Some(example) => example.name,
            None => "…",
        };
        let message = format!("expected an object of conditions for `{}`, found a list", field.key);
        let help = format!(
            "`{0}` is {1}; write conditions on its fields: `\"{0}\": {{ \"{example}\": […] }}`",
            field.key,
            kind.described()
        );
        self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
    }
}

fn has_scope(object: &Object) -> bool {
    object.conditions.iter().any(|condition| matches!(condition, Condition::Scope(_)))
}

/// Where a field is that was written in the wrong place.
fn field_at(path: &str) -> String {
    match path.rsplit_once('.') {
        None if path == "detail" => "remove the inner `detail`: this object is inside `detail` already".to_owned(),
        Some((parent, field)) => format!("`{field}` is a field of `{parent}`"),
        None => format!("`{path}` is a top-level field of the event, next to `detail`"),
    }
}

/// A list of alternatives as an example: around the content filter, if that is what stands without brackets.
fn bracketed(inner: &Object) -> String {
    match inner.conditions.as_slice() {
        [Condition::Field(Field { key, .. })] if key.as_str().is_some_and(|name| FILTER_NAMES.contains(&name)) => {
            format!("[{{\"{key}\": …}}]")
        }
        _ => "[…]".to_owned(),
    }
}
