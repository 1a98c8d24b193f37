//! `schema import`: writes the Rust types of events, for `event_types!`.

use crate::arguments::{Documents, ImportArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::{documents, output};
use event_pattern_codegen::imported_types::{differences, read, write};
use event_pattern_compiler::schema::Schema;
use std::fs;
use std::path::Path;

/// Writes the types, or compares them with those in the output file.
pub(crate) fn run(arguments: &ImportArguments) -> Result<Exit, Failure> {
    let mut schemas: Vec<Schema> = Vec::new();
    for file in &arguments.files {
        for schema in schemas_of(file)? {
            if schema.detail_type.is_none() {
                return Err(Failure::without_detail_type(file));
            }
            if schemas.iter().any(|one| (&one.source, &one.detail_type) == (&schema.source, &schema.detail_type)) {
                return Err(Failure::repeated_event(schema.detail_type.as_deref().unwrap_or_default(), file));
            }
            schemas.push(schema);
        }
    }
    let command = command_line(arguments);
    let text = write(schemas, arguments.name.as_deref(), &format!("Made by `{command}`."));
    match &arguments.output {
        Some(path) if arguments.check => check(path, &text, &command),
        Some(path) => {
            fs::write(path, text).map_err(|error| Failure::unwritable_file(&path.display().to_string(), &error))?;
            Ok(Exit::Success)
        }
        None => output::print(text.trim_end()).map(|()| Exit::Success),
    }
}

/// Returns the events that a document describes, or an event of the catalogue.
fn schemas_of(file: &str) -> Result<Vec<Schema>, Failure> {
    match file.split_once('@') {
        Some((source, detail_type)) if !Path::new(file).exists() => {
            let known = KnownEvents::read(&Documents::default())?;
            let schema = known.find_of(source, detail_type)?.clone();
            // The event may be one that comes from any source.
            Ok(vec![Schema { source: Some(source.to_owned()), ..schema }])
        }
        _ => Ok(documents::read_all(&[file.into()])?.into_iter().map(|described| described.schema).collect()),
    }
}

/// Reports whether a file has the types that a new file would have. Exits with 1 if not.
fn check(path: &Path, expected: &str, command: &str) -> Result<Exit, Failure> {
    let name = path.display().to_string();
    let found = fs::read_to_string(path).map_err(|error| Failure::unreadable(&name, &error))?;
    if found == expected {
        return Ok(Exit::Success);
    }
    let differences = match (read(&found), read(expected)) {
        (Ok(found), Ok(expected)) => differences(&found, &expected),
        (Err(message), _) | (_, Err(message)) => vec![message],
    };
    if differences.is_empty() {
        return Ok(Exit::Success);
    }
    let notes = differences.iter().map(|difference| format!("\n = note: {difference}"));
    let notes: String = notes.collect();
    output::report(&format!("error: `{name}` is out of date{notes}\n = help: edit it, or run `{command}`"));
    Ok(Exit::NoMatch)
}

/// Returns the command that writes the file.
fn command_line(arguments: &ImportArguments) -> String {
    let mut words = vec!["event-pattern schema import".to_owned()];
    words.extend(arguments.files.iter().map(|file| quoted(file)));
    words.extend(arguments.output.iter().map(|path| format!("--output {}", quoted(&path.display().to_string()))));
    words.extend(arguments.name.iter().map(|name| format!("--name {name}")));
    words.join(" ")
}

/// Returns a word as an argument of a command line.
fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "./@_-:".contains(character);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("{word:?}") }
}
