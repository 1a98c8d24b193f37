//! Checks the keys of a pattern against the schema of its event.

use super::{envelope, field_ref, hint, text, unsent, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity, nearest};
use crate::json::JsonString;
use crate::pattern::filter::FILTER_NAMES;
use crate::pattern::print::quoted_list;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, SCOPE_KEYS, Scope};
use crate::schema::{self, Catalogue, Kind, ObjectSchema, Others, PathEnd, Schema, Schemas};
use crate::source::Span;
use std::collections::BTreeSet;

/// Maximum number of events whose fields are listed in a help.
const MAX_LISTED_EVENTS: usize = 2;

/// Reports fields that the event does not have, and checks the alternatives for the fields that it does have.
pub(super) struct FieldChecker<'d, 's> {
    schema: &'s Schema,
    /// The schemas of all events that the pattern can be for, including `schema`.
    events: &'d [&'s Schema],
    schemas: Schemas<'s>,
    diagnostics: &'d mut Diagnostics,
    /// The spans of the conditions on fields that the event does not have.
    absent: Vec<Span>,
}

/// The object that a part of the pattern applies to.
#[derive(Clone)]
struct ObjectContext<'s> {
    /// The path to the object.
    path: Vec<String>,
    fields: &'s ObjectSchema,
    /// Whether every event (or every element of the innermost scope) has exactly one such object.
    is_certain: bool,
    /// Whether the path goes through an array without a scope.
    is_in_array: bool,
    /// The element of the innermost scope, if any.
    element: Option<Element<'s>>,
}

/// An array element that a scope applies to.
#[derive(Clone, Copy)]
struct Element<'s> {
    fields: &'s ObjectSchema,
    /// Number of steps on the path to the element.
    depth: usize,
}

impl<'d, 's> FieldChecker<'d, 's> {
    pub(super) fn new(
        schema: &'s Schema,
        events: &'d [&'s Schema],
        schemas: Schemas<'s>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self { schema, events, schemas, diagnostics, absent: Vec::new() }
    }

    /// Returns the spans of the conditions on fields that the event does not have.
    pub(super) fn into_absent(self) -> Vec<Span> {
        self.absent
    }

    /// Checks a top-level key of the pattern and everything below it.
    pub(super) fn check(&mut self, field: &Field) {
        let fields = &*self.schema.root;
        let path = Vec::new();
        let context = ObjectContext { path, fields, is_certain: true, is_in_array: false, element: None };
        self.field(field, &context);
    }

    fn object(&mut self, object: &Object, context: &ObjectContext<'s>) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, context)),
                Condition::Scope(scope) => self.scope(scope, context),
                Condition::Field(field) => self.field(field, context),
            }
        }
    }

    /// Checks the patterns in a scope, with the element as their root.
    fn scope(&mut self, scope: &Scope, context: &ObjectContext<'s>) {
        let element = Some(Element { fields: context.fields, depth: context.path.len() });
        let inside = ObjectContext { is_certain: true, is_in_array: false, element, ..context.clone() };
        scope.patterns.iter().for_each(|pattern| self.object(pattern, &inside));
    }

    fn field(&mut self, field: &Field, context: &ObjectContext<'s>) {
        let is_in_array = context.is_in_array || field.key.split(b'.').count() > 1;
        let Some((found, context)) = self.resolve(field, context) else { return };
        let kind = &found.kind;
        match (&field.content, kind.object()) {
            // Nothing is known about the value.
            (_, None) if *kind.element() == Kind::Any => {}
            (Content::Object(inner), Some(_)) => self.object(inner, &context),
            (Content::Leaf(leaf), None) => {
                let ObjectContext { is_certain, is_in_array, element, ref path, .. } = context;
                let owner = if element.is_some() { "element" } else { "event" };
                let field = value::TargetField {
                    key: &field.key,
                    kind,
                    form: found.form.as_deref(),
                    is_nullable: found.is_nullable,
                    is_certain,
                    is_in_array,
                    owner,
                };
                value::check(leaf, &field, self.diagnostics);
                let path = &path[element.map_or(0, |element| element.depth)..];
                let element = element.map(|element| element.fields);
                let field = field_ref::ComparedField { schema: self.schema, element, path, kind };
                field_ref::check(leaf, &field, self.diagnostics);
            }
            // The placement check has already rejected this scope.
            (Content::Object(inner), None) if has_scope(inner) => {}
            (Content::Object(inner), None) => {
                let message = format!("`{}` is {}, so it has no fields", field.key, kind.described());
                let help = if text::called_function(inner).is_some() {
                    format!("write the value that the function returns: `\"{}\": [\"…\"]`", field.key)
                } else {
                    format!("write a list of alternatives: `\"{}\": {}`", field.key, bracketed(inner))
                };
                self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
            }
            // An object may be null instead.
            (Content::Leaf(leaf), Some(_)) if found.is_nullable && is_null(leaf) => {}
            (Content::Leaf(leaf), Some(_)) => self.leaf_on_object(field, leaf, kind, is_in_array),
        }
    }

    /// Returns the field that a key or dotted path names, and the context for the conditions on that field. If the key
    /// does not name a field, reports it and returns `None`.
    fn resolve(
        &mut self,
        field: &Field,
        context: &ObjectContext<'s>,
    ) -> Option<(&'s schema::Field, ObjectContext<'s>)> {
        let steps: Vec<JsonString> = field.key.split(b'.').collect();
        let resolution = context.fields.resolve(&steps);
        let mut context = context.clone();
        context.path.extend(steps.iter().take(resolution.fields.len()).map(ToString::to_string));
        context.is_certain &= resolution.fields.iter().all(|found| found.always_has_value());
        context.is_in_array |= resolution.arrays_of_objects().next().is_some();
        context.fields = resolution.inner_object().unwrap_or(resolution.object);
        let last = resolution.fields.last().copied();
        for found in &resolution.fields {
            self.diagnostics.extend(unsent::check(found, field, self.schema));
        }
        match resolution.end {
            PathEnd::Found => return Some((last?, context)),
            PathEnd::UnknownField => self.unknown(field, steps.get(resolution.fields.len())?, &context),
            PathEnd::Unchecked => {}
            PathEnd::NoFields => {
                let found = last?;
                let message = format!("`{}` is {}, so it has no fields", context.path.last()?, found.kind.described());
                let help = format!("write a list of alternatives: `\"{}\": […]`", context.path.join("."));
                self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
            }
        }
        None
    }

    fn unknown(&mut self, field: &Field, step: &JsonString, context: &ObjectContext<'s>) {
        let end = match &field.content {
            Content::Object(object) => object.span.end,
            Content::Leaf(leaf) => leaf.span.end,
        };
        self.absent.push(Span::new(field.key_span.start, end));
        if context.path.is_empty() && self.schema.has_envelope() {
            self.diagnostics.push(envelope::unknown_field(field, step, self.events, self.schemas.catalogue));
            return;
        }
        let name = step.to_string();
        let owner = match context.path.as_slice() {
            [only] if only == "detail" => titles(self.events, self.schemas.catalogue),
            [.., last] => format!("`{last}`"),
            [] => self.schema.described(),
        };
        let message = format!("`{name}` is not a field of {owner}");
        let available = self.available(context);
        let mut unknown = if let Some((lint, help)) = self.help(&name, &available, context) {
            lint.at(field.key_span, message).with_help(help)
        } else {
            let help = if self.events.len() > MAX_LISTED_EVENTS {
                "name the event in `detail-type` to check the pattern against its fields alone".to_owned()
            } else {
                format!("the available fields are {}", quoted_list(available))
            };
            Lint::UnknownField.at(field.key_span, message).with_help(help).suggesting_allow()
        };
        if context.fields.others != Others::None {
            unknown = Diagnostic { severity: Severity::Warning, ..unknown }.suggesting_allow();
        }
        self.diagnostics.push(unknown);
    }

    /// Returns the schema of the object in each of the events that have it.
    fn objects(&self, context: &ObjectContext<'s>) -> Vec<&'s ObjectSchema> {
        let path: Vec<JsonString> = context.path.iter().map(|step| JsonString::from(step.as_str())).collect();
        self.events.iter().filter_map(|schema| schema.root.resolve(&path).inner_object()).collect()
    }

    /// Returns the names of the fields that the object has in any of the events, sorted.
    fn available(&self, context: &ObjectContext<'s>) -> Vec<&'s str> {
        let fields = self.objects(context).into_iter().flat_map(|object| &object.fields);
        let names: BTreeSet<&str> = fields.map(|field| field.name.as_str()).collect();
        names.into_iter().collect()
    }

    /// Returns the lint and the help for an unknown field, if there is a suggestion.
    fn help(&self, name: &str, available: &[&'s str], context: &ObjectContext<'s>) -> Option<(Lint, String)> {
        let foreign_syntax = hint::foreign_syntax(name, context.fields);
        if name.starts_with('$') {
            let general = || {
                format!(
                    "the supported keys that start with `$` are `$or`, which takes two or more patterns, and the \
                     element scopes {}",
                    quoted_list(SCOPE_KEYS)
                )
            };
            return Some((Lint::UnknownField, foreign_syntax.unwrap_or_else(general)));
        }
        let path = self.events.iter().find_map(|schema| hint::path_to(name, schema));
        let other = hint::other_event(name, self.events, self.schemas.catalogue).filter(|_| path.is_none());
        let lint = if other.is_some() { Lint::ForeignField } else { Lint::UnknownField };
        let similar = nearest(name, available.iter().copied());
        let suggest = |name: &str| format!("did you mean `{name}`?");
        let renamed = self.events.iter().find_map(|schema| hint::renamed_field(name, schema, &context.path));
        if let Some(similar) = similar.filter(|similar| similar.eq_ignore_ascii_case(name)) {
            Some((Lint::UnknownField, suggest(similar)))
        } else if let Some(renamed) = renamed {
            Some((lint, renamed.to_owned()))
        } else if let Some(path) = path {
            Some((lint, field_at(&path)))
        } else if let Some(help) = foreign_syntax {
            Some((lint, help))
        } else if let Some(similar) = similar {
            Some((Lint::UnknownField, suggest(similar)))
        } else {
            let (other, path) = other?;
            let way = match (&self.schemas.event_type, &other.detail_type) {
                (None, Some(detail_type)) => {
                    format!("change `detail-type` to `{}`", JsonString::from(detail_type.as_str()).to_json())
                }
                _ => format!("use `&Event<{}>`", other.detail().map_or("…", |detail| &detail.name)),
            };
            let help = format!("{} has this field at `{path}`; to match that event, {way}", other.described());
            Some((lint, help))
        }
    }

    /// Reports a list of alternatives for an object or an array of objects.
    fn leaf_on_object(&mut self, field: &Field, leaf: &Leaf, kind: &Kind, is_in_array: bool) {
        let key = &field.key;
        let counted = match leaf.alternatives.as_slice() {
            [Alternative { filter: Filter::Exists(wanted), .. }] if kind.is_array_of_objects() && !is_in_array => {
                Some(if *wanted { ("a non-empty", ">") } else { ("an empty", "=") })
            }
            _ => None,
        };
        let is_unknown = |one: &Alternative| one.filter == Filter::Unknown { may_accept_absence: true };
        if leaf.alternatives.is_empty() || leaf.alternatives.iter().any(is_unknown) {
            // The reader has rejected the alternatives, or the condition may be an object.
            return;
        }
        let message = if leaf.alternatives.iter().all(|one| matches!(one.filter, Filter::Exists(_))) {
            format!("`exists` does not test `{key}`, which is {}", kind.described())
        } else {
            format!("expected an object of conditions for `{key}`, found a list")
        };
        let help = match counted {
            Some((size, operator)) => format!(
                "to match {size} `{key}`, write `\"{key}\": {{ \"$count\": {{ \"numeric\": [\"{operator}\", 0] }} }}`"
            ),
            None => format!(
                "`{key}` is {}; write conditions on its fields: `\"{key}\": {{ {} }}`",
                kind.described(),
                kind.object().map_or_else(|| "…".to_owned(), example)
            ),
        };
        self.diagnostics.push(Lint::WrongShape.at(field.key_span, message).with_help(help));
    }
}

/// Returns the titles of events, with articles.
fn titles(events: &[&Schema], catalogue: &Catalogue) -> String {
    match events {
        [first] => first.described(),
        [first, second] => format!("{} or {}", first.described(), second.described()),
        [first, rest @ ..] if rest.iter().all(|other| other.source == first.source) => {
            let of_source = catalogue.entries().iter().filter(|entry| entry.source() == first.source.as_deref());
            match &first.facts.service {
                Some(service) if of_source.count() == events.len() => {
                    format!("{} {service} event", schema::article(service))
                }
                _ => "any of the events that the pattern is for".to_owned(),
            }
        }
        _ => "any of the events that the pattern is for".to_owned(),
    }
}

/// Returns an example of a condition on a field of an object: on its name if it has one, or else on the first field whose
/// conditions are a list.
fn example(fields: &ObjectSchema) -> String {
    let takes_list = || fields.fields.iter().find(|field| field.kind.object().is_none());
    match (
        fields.field("name").filter(|field| field.kind.object().is_none()).or_else(takes_list),
        fields.fields.first(),
    ) {
        (Some(field), _) => format!("\"{}\": […]", field.name),
        (None, Some(field)) => {
            let inner = field.kind.object().map_or_else(|| "…".to_owned(), example);
            format!("\"{}\": {{ {inner} }}", field.name)
        }
        (None, None) => "…".to_owned(),
    }
}

/// Whether a list of alternatives accepts only null.
fn is_null(leaf: &Leaf) -> bool {
    !leaf.alternatives.is_empty() && leaf.alternatives.iter().all(|one| one.filter == Filter::Null)
}

fn has_scope(object: &Object) -> bool {
    object.conditions.iter().any(|condition| matches!(condition, Condition::Scope(_)))
}

/// Returns the help for a field that exists at another path.
pub(super) fn field_at(path: &str) -> String {
    match path.rsplit_once('.') {
        None if path == "detail" => "remove the inner `detail`: this object is already inside `detail`".to_owned(),
        Some((parent, field)) => format!("`{field}` is a field of `{parent}`"),
        None => format!("`{path}` is a top-level field of the event, next to `detail`"),
    }
}

/// Returns an example of a list of alternatives to write instead of an object. If the object looks like a content
/// filter, the example contains that filter.
fn bracketed(inner: &Object) -> String {
    match inner.conditions.as_slice() {
        [Condition::Field(Field { key, .. })] if key.as_str().is_some_and(|name| FILTER_NAMES.contains(&name)) => {
            format!("[{{\"{key}\": …}}]")
        }
        _ => "[…]".to_owned(),
    }
}
