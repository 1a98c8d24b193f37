//! Schemas and diagnostics as text, for snapshots.

use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::event_schema::{ClosedSet, Facts, Field, Kind, ObjectSchema, Others, Presence, Schema};
use event_pattern_documents::FileDiagnostic;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns an outline of a schema: its detail, then each object and each closed set once.
pub(crate) fn of(schema: &Schema) -> String {
    let (source, detail_type) = (schema.source.as_deref(), schema.detail_type.as_deref());
    let mut text = format!(
        "event {source:?} {detail_type:?}: {}, {:?}\n{}",
        schema.title,
        schema.provenance,
        indented(&schema.description)
    );
    let detail = schema.root.field("detail").unwrap();
    let mut definitions = BTreeMap::new();
    let _ = writeln!(text, "  {}", field(detail, &mut definitions));
    for definition in definitions.values() {
        text.push_str(definition);
    }
    if schema.facts != Facts::default() {
        let _ = writeln!(text, "{:#?}", schema.facts);
    }
    if let Some(form) = &schema.root.field("resources").unwrap().form {
        let _ = writeln!(text, "resources: {form:#?}");
    }
    text
}

/// Returns rendered diagnostics.
pub(crate) fn rendered(diagnostics: &[FileDiagnostic]) -> String {
    diagnostics.iter().map(|found| found.render_in(Style::Plain)).collect::<Vec<_>>().join("\n\n")
}

fn indented(description: &str) -> String {
    if description.is_empty() { String::new() } else { format!("  // {description}\n") }
}

fn field(field: &Field, definitions: &mut BTreeMap<String, String>) -> String {
    let optional = if field.presence == Presence::Optional { "?" } else { "" };
    let nullable = if field.is_nullable { " or null" } else { "" };
    let mut line = format!("{}{optional}: {}{nullable}", field.name, kind(&field.kind, definitions));
    if let Some(form) = &field.form {
        let _ = write!(line, ", {}", form.noun);
    }
    if let Some(instead) = &field.instead {
        let _ = write!(line, ", instead: {instead}");
    }
    if !field.description.is_empty() {
        let _ = write!(line, " // {}", field.description);
    }
    line
}

fn kind(kind_of: &Kind, definitions: &mut BTreeMap<String, String>) -> String {
    match kind_of {
        Kind::Object(inner) => {
            if !definitions.contains_key(&inner.name) {
                let text = object(inner, definitions);
                definitions.insert(inner.name.clone(), text);
            }
            inner.name.clone()
        }
        Kind::ClosedSet(inner) => {
            definitions.insert(inner.name.clone(), set(inner));
            inner.name.clone()
        }
        Kind::List(element) => format!("[{}]", kind(element, definitions)),
        Kind::OneOf(kinds) => kinds.iter().map(|one| kind(one, definitions)).collect::<Vec<_>>().join(" | "),
        other => format!("{other:?}"),
    }
}

fn object(object: &ObjectSchema, definitions: &mut BTreeMap<String, String>) -> String {
    let mut text = format!("object {}\n{}", object.name, indented(&object.description));
    for inner in &object.fields {
        let _ = writeln!(text, "  {}", field(inner, definitions));
    }
    match &object.others {
        Others::None => {}
        Others::Unknown => text.push_str("  ...\n"),
        Others::Values(values) => {
            let _ = writeln!(text, "  *{}", field(values, definitions));
        }
    }
    text
}

fn set(set: &ClosedSet) -> String {
    let open = if set.is_complete { "" } else { ", and others" };
    let mut text = format!("set {}{open}\n{}", set.name, indented(&set.description));
    for value in &set.values {
        let comment = if value.description.is_empty() { String::new() } else { format!(" // {}", value.description) };
        let _ = writeln!(text, "  {:?}{comment}", value.text);
    }
    text
}
