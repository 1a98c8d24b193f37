//! Tests the catalogue of AWS events.

use event_pattern_catalogue::aws;
use event_pattern_compiler::json::{Dialect, Value, ValueKind, read};
use event_pattern_compiler::schema::{Kind, ObjectSchema, Provenance, compact};
use event_pattern_documents::Options;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn member<'v>(value: &'v Value, name: &str) -> &'v Value {
    let ValueKind::Object(members) = &value.kind else { panic!("expected an object") };
    &members.iter().find(|member| member.key.as_str() == Some(name)).unwrap_or_else(|| panic!("no `{name}`")).value
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    match &member(value, name).kind {
        ValueKind::String(text) => text.as_str().unwrap(),
        other => panic!("`{name}` is {}", other.described()),
    }
}

/// Returns the events in a file, which is one event or an array of events.
fn events(path: &Path) -> Vec<Value> {
    let parsed = read(&fs::read_to_string(path).unwrap(), Dialect::Strict);
    let value = parsed.value.unwrap_or_else(|| panic!("{}: {:?}", path.display(), parsed.diagnostics));
    match value.kind {
        ValueKind::Array(events) => events,
        _ => vec![value],
    }
}

/// Returns the paths in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

/// `UPDATE=1` makes the data again.
#[test]
fn the_data_is_what_the_documents_say() {
    let (mut checked, mut described) = (String::new(), String::new());
    for folder in entries(&root().join("catalogue/documents")) {
        let source = folder.file_name().unwrap().to_str().unwrap();
        for path in entries(&folder) {
            let name = path.display().to_string();
            let document = event_pattern_documents::read(&fs::read_to_string(&path).unwrap(), &Options::new(&name));
            let document = document.unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            assert!(document.notes.is_empty() && document.warnings.is_empty(), "{name}: {document:?}");
            let [schema] = document.events.as_slice() else { panic!("{name}: expected one event") };
            assert_eq!(
                (schema.source.as_deref().unwrap_or("any"), schema.detail_type.as_deref()),
                (source, Some(stem(&path)))
            );
            checked.push_str(&compact::write_without_descriptions(schema));
            described.push_str(&compact::write(schema));
        }
    }
    for (name, data) in [("checked.txt", checked), ("described.txt", described)] {
        let file = root().join("catalogue/data").join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &data).unwrap();
        }
        assert!(fs::read_to_string(&file).unwrap() == data, "make `{name}` again with `UPDATE=1`");
    }
}

#[test]
fn every_schema_can_be_written_as_a_document() {
    for entry in aws().entries() {
        let text = event_pattern_documents::write(entry.schema());
        let document = event_pattern_documents::read(&text, &Options::new("event.json"));
        let document = document.unwrap_or_else(|errors| panic!("{:?}: {errors:?}", entry.detail_type()));
        assert_eq!(document.events, [entry.schema().clone()], "{text}");
    }
}

#[test]
fn every_record_is_read_and_written_alike() {
    let mut data = String::new();
    let mut names = BTreeSet::new();
    for entry in aws().entries() {
        data.push_str(&compact::write(entry.schema()));
        assert!(names.insert((entry.source(), entry.detail_type())), "{:?} is repeated", entry.detail_type());
    }
    let files = ["described.txt", "inferred.txt"].map(|name| root().join("catalogue/data").join(name));
    assert!(data == files.map(|file| fs::read_to_string(file).unwrap()).concat());
    assert!(names.len() > 350);
}

/// Visits an object and all objects inside it.
fn visit(object: &ObjectSchema, visitor: &mut impl FnMut(&ObjectSchema)) {
    visitor(object);
    for field in object.values_and_fields() {
        if let Kind::Object(inner) = field.kind.element() {
            visit(inner, visitor);
        }
    }
}

#[test]
fn nothing_is_certain_about_an_event_type_that_was_only_inferred() {
    let mut count = 0;
    for entry in aws().entries().iter().filter(|entry| entry.schema().provenance == Provenance::Inferred) {
        count += 1;
        if let Some(detail) = entry.schema().detail() {
            visit(detail, &mut |object| {
                for field in &object.fields {
                    assert!(
                        field.is_nullable && !field.always_has_value(),
                        "{:?}: {}",
                        entry.detail_type(),
                        field.name
                    );
                }
            });
        }
    }
    assert!(count > 300);
}

#[test]
fn sample_events_follow_their_schemas() {
    let mut mismatches = Vec::new();
    let mut seen = BTreeSet::new();
    let folder = root().join("tests/events/aws");
    for file in entries(&folder) {
        for event in events(&file) {
            let (source, detail_type) = (text(&event, "source"), text(&event, "detail-type"));
            let schema = aws().find(source, detail_type).unwrap_or_else(|| panic!("no schema: {detail_type}"));
            let found = schema.validate(&event);
            mismatches.extend(found.iter().map(|mismatch| format!("{}: {mismatch}", file.display())));
            seen.insert(detail_type.to_owned());
        }
    }
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
    assert!(seen.len() >= 25);
}
