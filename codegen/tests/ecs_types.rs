//! Makes the event types of Amazon ECS from the catalogue, and compares them with those that are checked in.

use event_pattern_codegen::made_types::sources;
use event_pattern_codegen::rust_types::{EventType, RustTypes};
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Schema};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const FOLDER: &str = "../runtime/src/ecs/made";

/// Maximum length of a line of source text, in characters.
const MAX_LINE_CHARACTERS: usize = 120;

/// The events, in an order in which the first event that has a type is the one that users associate with it.
const DETAIL_TYPES: [&str; 7] = [
    "ECS Task State Change",
    "ECS Container Instance State Change",
    "ECS Container Instance Health Change",
    "ECS Service Action",
    "ECS Deployment State Change",
    "ECS Daemon Service Action",
    "ECS Daemon Deployment State Change",
];

/// The union of the sets with the same name: the values of `EventType` differ between events, but have one Rust type.
type UnitedSets = BTreeMap<String, ClosedSet>;

fn collect_sets(kind: &Kind, sets: &mut UnitedSets) {
    match kind {
        Kind::ClosedSet(set) => {
            let united = sets.entry(set.name.clone()).or_insert_with(|| ClosedSet::clone(set));
            for value in &set.values {
                if united.values.iter().all(|known| known.text != value.text) {
                    united.values.push(value.clone());
                }
            }
        }
        Kind::List(element) => collect_sets(element, sets),
        Kind::Object(object) => object.fields.iter().for_each(|field| collect_sets(&field.kind, sets)),
        _ => {}
    }
}

fn with_united_sets(kind: &Kind, sets: &UnitedSets) -> Kind {
    match kind {
        Kind::ClosedSet(set) => Kind::ClosedSet(Arc::new(sets[&set.name].clone())),
        Kind::List(element) => Kind::List(Arc::new(with_united_sets(element, sets))),
        Kind::Object(object) => Kind::Object(Arc::new(object_with_united_sets(object, sets))),
        other => other.clone(),
    }
}

fn object_with_united_sets(object: &ObjectSchema, sets: &UnitedSets) -> ObjectSchema {
    assert!(object.others.values().is_none(), "no object of Amazon ECS is a map");
    let field = |field: &Field| Field { kind: with_united_sets(&field.kind, sets), ..field.clone() };
    ObjectSchema { fields: object.fields.iter().map(field).collect(), ..object.clone() }
}

fn event_types() -> Vec<EventType> {
    let catalogue = event_pattern_catalogue::aws();
    let schemas = DETAIL_TYPES.map(|detail_type| catalogue.find("aws.ecs", detail_type).unwrap());
    let mut sets = UnitedSets::new();
    for schema in schemas {
        collect_sets(&Kind::Object(Arc::clone(&schema.root)), &mut sets);
    }
    let event_type = |schema: &Schema| {
        let schema = Schema { root: Arc::new(object_with_united_sets(&schema.root, &sets)), ..schema.clone() };
        // The types are in a module for Amazon ECS, so their names do not start with `Ecs`.
        let detail = schema.detail().unwrap().name.clone();
        EventType { rust: RustTypes { detail, ..RustTypes::made(&schema) }, schema }
    };
    schemas.map(event_type).into()
}

/// Returns the words of a source text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Returns the declaration that imports those of the items that a source text uses outside comments and strings, in the style of rustfmt.
fn import(module: &str, items: &[&str], text: &str) -> String {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("///")).collect();
    let code: String = code.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let used: Vec<&str> = items.iter().copied().filter(|item| words(&code).any(|word| word == *item)).collect();
    match used.as_slice() {
        [] => return String::new(),
        [item] => return format!("use {module}::{item};\n"),
        _ => {}
    }
    let line = format!("use {module}::{{{}}};\n", used.join(", "));
    if line.len() <= MAX_LINE_CHARACTERS {
        return line;
    }
    let (mut lines, mut length) = (String::from("   "), "   ".len());
    for item in used {
        length += item.len() + " ,".len();
        if length > MAX_LINE_CHARACTERS {
            lines.push_str("\n   ");
            length = item.len() + "    ,".len();
        }
        lines.extend([" ", item, ","]);
    }
    format!("use {module}::{{\n{lines}\n}};\n")
}

/// Returns the names of the structs and enums that a source text declares.
fn declared(text: &str) -> Vec<&str> {
    let names = text.lines().filter_map(|line| {
        let line = line.strip_prefix("    ")?;
        line.strip_prefix("pub struct ").or(Some(line)).filter(|line| line.starts_with(char::is_uppercase))
    });
    names.map(|line| words(line).next().unwrap()).collect()
}

/// Returns the module's name for a type, such as `task_state_change` for `TaskStateChange`.
fn module_name(detail: &str) -> String {
    let mut name = String::new();
    for letter in detail.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// Returns the files of the types, each with its name.
fn files() -> Vec<(String, String)> {
    let events = event_types();
    let texts = sources(&events);
    let names: Vec<Vec<&str>> = texts.iter().map(|text| declared(text)).collect();
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for (index, (event, text)) in events.iter().zip(&texts).enumerate() {
        let (module, detail_type) = (module_name(&event.rust.detail), event.schema.detail_type.as_deref().unwrap());
        let mut siblings: Vec<&str> = names
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, names)| names)
            .copied()
            .collect();
        siblings.sort_unstable();
        let imports = [
            import("crate::__private", &["Cow", "closed_set", "record"], text),
            import("crate::ecs", &siblings, text),
            import("crate", &["EventDetail", "HasName", "List", "Optional", "OwnedDetail"], text),
        ];
        let header = format!(
            "//! The types of `{detail_type}` events.\n//!\n\
             //! This file is made from `catalogue/documents/aws.ecs/{detail_type}.json`. After a change, run\n\
             //! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.\n"
        );
        files.push((format!("{module}.rs"), format!("{header}\n{}\n{text}", imports.concat())));
        modules.push(module);
    }
    modules.sort();
    let list = |line: fn(&str) -> String| modules.iter().map(|module| line(module)).collect::<String>();
    let mods = list(|module| format!("mod {module};\n"));
    let uses = list(|module| format!("pub use self::{module}::*;\n"));
    files.push((
        "mod.rs".to_owned(),
        format!("//! The types that are made from the catalogue of AWS events.\n\n{mods}\n{uses}"),
    ));
    files
}

/// `UPDATE=1` writes the files.
#[test]
fn the_ecs_types_are_made_from_the_catalogue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let path = |name: &str| -> PathBuf { folder.join(name) };
    let files = files();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &files {
            fs::write(path(name), text).unwrap();
        }
    }
    for (name, text) in &files {
        assert!(fs::read_to_string(path(name)).is_ok_and(|file| file == *text), "{name}: run the test with UPDATE=1");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), files.len());
}
