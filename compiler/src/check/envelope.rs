//! Checks the outer fields of a pattern, which are the same for every event, with and without a schema.

use super::field::{FieldChecker, field_at};
use super::hint;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity, nearest};
use crate::json::JsonString;
use crate::pattern::event_type::has_same_letters;
use crate::pattern::filter::FILTER_NAMES;
use crate::pattern::print::quoted_list;
use crate::pattern::{Condition, Content, Field, OR_KEY, Object, SCOPE_KEYS};
use crate::schema::{Catalogue, Schema, Schemas};
use std::sync::LazyLock;

/// Keys under which tools store a pattern.
const WRAPPERS: [&str; 3] = ["EventPattern", "Pattern", "Rule"];

/// Names that users expect for an outer field.
const OTHER_NAMES: [(&str, &str); 8] = [
    ("accountId", "account"),
    ("awsAccountId", "account"),
    ("awsRegion", "region"),
    ("eventSource", "source"),
    ("eventTime", "time"),
    ("eventType", "detail-type"),
    ("timestamp", "time"),
    ("type", "detail-type"),
];

/// Minimum length of a name that is compared with similar names, in characters.
const MIN_SIMILAR_CHARS: usize = 4;

fn outer_names() -> impl Iterator<Item = &'static str> {
    envelope().root.fields.iter().map(|field| field.name.as_str())
}

/// Returns the schema of an event of which only the outer fields are known.
fn envelope() -> &'static Schema {
    static ENVELOPE: LazyLock<Schema> = LazyLock::new(Schema::envelope);
    &ENVELOPE
}

/// Returns the first step of a key.
fn first_step(key: &JsonString) -> JsonString {
    key.split(b'.').next().unwrap_or_else(|| key.clone())
}

/// Whether an object has a condition on an outer field. If it has none, it may be a pattern for something else than an
/// event, such as the records of a queue, which are filtered with the same language.
pub(super) fn has_outer_field(object: &Object) -> bool {
    object.conditions.iter().any(|condition| match condition {
        Condition::Field(field) => outer_names().any(|name| first_step(&field.key).as_str() == Some(name)),
        Condition::Or(or) => or.branches.iter().any(has_outer_field),
        Condition::Scope(_) => false,
    })
}

/// Checks a top-level key of a pattern for events without a schema. In a pattern without any outer field, only one key
/// is reported, as a warning, and none if EventBridge rejects the pattern.
pub(super) fn check_field(field: &Field, has_envelope: bool, schemas: Schemas<'_>, diagnostics: &mut Diagnostics) {
    let envelope = envelope();
    let first = first_step(&field.key);
    // Other checks report these keys, of which the reader of patterns makes fields.
    let is_reported = |name: &str| name == OR_KEY || FILTER_NAMES.contains(&name);
    if first.as_str().is_some_and(|name| name == "detail" || is_reported(name)) {
        return;
    }
    if outer_names().any(|name| first.as_str() == Some(name)) {
        let mut found = Diagnostics::new();
        FieldChecker::new(envelope, &[envelope], schemas, &mut found).check(field);
        // A rule for all events has such a condition, because a pattern cannot be empty.
        diagnostics.extend(found.into_sorted().into_iter().filter(|one| one.lint != Some(Lint::AlwaysTrue)));
        return;
    }
    if !has_envelope && diagnostics.has_rejections() {
        return;
    }
    let (mut unknown, is_certain) = unknown_key(field, &first, &[], schemas.catalogue);
    if !has_envelope && !is_certain {
        let is_reported = diagnostics.as_slice().iter().any(|one| one.lint == unknown.lint && one.suggests_allow);
        if is_reported {
            return;
        }
        unknown = Diagnostic { severity: Severity::Warning, ..unknown }.suggesting_allow();
    }
    diagnostics.push(unknown);
}

/// Creates the diagnostic for a top-level key that is not an outer field. `events` are the events that the pattern is
/// for, or empty if they are unknown.
pub(super) fn unknown_field(field: &Field, step: &JsonString, events: &[&Schema], catalogue: &Catalogue) -> Diagnostic {
    unknown_key(field, step, events, catalogue).0
}

/// Returns the diagnostic, and whether the key is a mistake in any pattern, even in one that is not for an event.
fn unknown_key(field: &Field, step: &JsonString, events: &[&Schema], catalogue: &Catalogue) -> (Diagnostic, bool) {
    let name = step.to_string();
    let diagnostic = Lint::UnknownField.at(field.key_span, format!("`{name}` is not a field of an event"));
    if let Some(help) = help(&name, &field.content, events, catalogue) {
        return (diagnostic.with_help(help.text), help.is_certain);
    }
    let outer = quoted_list(outer_names());
    let help = format!("the fields of an event are {outer}; your own fields are inside `detail`");
    (diagnostic.with_help(help).suggesting_allow(), false)
}

/// The help for an unknown key.
struct Help {
    text: String,
    /// Whether the key is a mistake in any pattern, even in one that is not for an event.
    is_certain: bool,
}

fn help(name: &str, content: &Content, events: &[&Schema], catalogue: &Catalogue) -> Option<Help> {
    let certain = |text: String| Some(Help { text, is_certain: true });
    let likely = |text: String| Some(Help { text, is_certain: false });
    let suggest = |name: &str| format!("did you mean `{name}`?");
    let foreign_syntax = || hint::foreign_syntax(name, &envelope().root);
    if let Some(same) = outer_names().find(|outer| has_same_letters(outer, name)) {
        return certain(suggest(same));
    }
    if matches!(content, Content::Object(_)) && WRAPPERS.iter().any(|wrapper| has_same_letters(name, wrapper)) {
        return certain(format!("take the pattern out of `{name}`: a pattern starts with the fields of the event"));
    }
    if name.starts_with('$') {
        let scopes = quoted_list(SCOPE_KEYS);
        let general = || format!("the supported keys that start with `$` are `$or` and the element scopes {scopes}");
        return certain(foreign_syntax().unwrap_or_else(general));
    }
    if let Some(path) = events.iter().find_map(|schema| hint::path_to(name, schema)) {
        return certain(field_at(&path));
    }
    if let Some((_, outer)) = OTHER_NAMES.iter().find(|(other, _)| *other == name) {
        return likely(suggest(outer));
    }
    // If the event is unknown, only the fields directly in `detail` are certain to be meant.
    if events.is_empty() && catalogue.entries().iter().any(|entry| entry.lists_in_detail(name)) {
        return likely(field_at(&format!("detail.{name}")));
    }
    if let Some(text) = foreign_syntax() {
        return certain(text);
    }
    let is_long = name.chars().count() >= MIN_SIMILAR_CHARS;
    certain(suggest(nearest(name, outer_names()).filter(|_| is_long)?))
}
