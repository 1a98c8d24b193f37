//! `schema`: prints the JSON Schema of the event types that patterns are checked against.

use crate::arguments::SchemaArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{json_schema, known_events, output};
use event_pattern_compiler::schema::{Entry, Schema};

/// Prints the schema of one event type, or of all event types.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let schemas: Vec<&Schema> = match arguments.event_type {
        Some(schema) => vec![schema],
        None => known_events::catalogue().entries().iter().map(Entry::schema).collect(),
    };
    output::print(&format!("{:#}", json_schema::of(&schemas)))?;
    Ok(Exit::Success)
}
