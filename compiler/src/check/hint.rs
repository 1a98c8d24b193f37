//! Suggests a replacement for an unknown field.

use crate::json::JsonString;
use crate::pattern::operator;
use crate::schema::{Catalogue, Entry, ObjectSchema, Schema};

/// Returns the shortest path to a field with this name in an event, or `None` if there is no such field.
pub(super) fn path_to(name: &str, schema: &Schema) -> Option<String> {
    let mut found = Vec::new();
    find(name, &schema.root, &mut Vec::new(), &mut found);
    found.into_iter().min_by_key(|path| path.matches('.').count())
}

fn find<'s>(name: &str, object: &'s ObjectSchema, path: &mut Vec<&'s str>, found: &mut Vec<String>) {
    for field in &object.fields {
        path.push(&field.name);
        if field.name == name {
            found.push(path.join("."));
        }
        if let Some(inner) = field.kind.object() {
            find(name, inner, path, found);
        }
        path.pop();
    }
}

/// Returns the help for a name that users expect in the object at a path, although the information is in another field.
pub(super) fn renamed_field<'s>(name: &str, schema: &'s Schema, path: &[String]) -> Option<&'s str> {
    let mut named = schema.facts.extra_names.iter().filter(|extra| extra.name == name).peekable();
    named.peek()?;
    let steps: Vec<JsonString> = path.iter().map(|step| JsonString::from(step.as_str())).collect();
    let object = schema.root.resolve(&steps).inner_object()?;
    named.find(|extra| extra.object == object.name).map(|extra| extra.help.as_str())
}

/// Returns the help for a key that is an operator without its `$`, or that uses the syntax of another query language.
pub(super) fn foreign_syntax(name: &str, fields: &ObjectSchema) -> Option<String> {
    let is_index = !fields.fields.is_empty() && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if is_index {
        return Some(format!(
            "remove `{name}` and its braces: patterns have no indices, and every element is searched"
        ));
    }
    operator::hint(name)
}

/// Returns an event of the same source as the given ones that has a field with this name, and the shortest path to that
/// field. Returns `None` if no other event of the source has such a field.
pub(super) fn other_event<'s>(
    name: &str,
    events: &[&Schema],
    catalogue: &'s Catalogue,
) -> Option<(&'s Schema, String)> {
    let is_other = |entry: &&Entry| {
        let has_source = |schema: &&Schema| schema.source.is_some() && schema.source.as_deref() == entry.source();
        let is_same = |schema: &&Schema| has_source(schema) && schema.detail_type.as_deref() == entry.detail_type();
        events.iter().any(has_source) && !events.iter().any(is_same)
    };
    let others = catalogue.entries().iter().filter(is_other).map(Entry::schema);
    others.filter_map(|other| Some((other, path_to(name, other)?))).min_by_key(|(_, path)| path.matches('.').count())
}
