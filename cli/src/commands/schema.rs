//! `schema`: prints the JSON Schema of the event types that patterns are checked against.

use crate::arguments::SchemaArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{known_events, output};
use event_pattern_compiler::schema::{Entry, Schema};
use event_pattern_documents::{write, write_all};

/// Prints the schema of one event type, or of all event types.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let document = match arguments.event_type {
        Some(schema) => write(schema),
        None => {
            let schemas: Vec<&Schema> = known_events::catalogue().entries().iter().map(Entry::schema).collect();
            write_all(&schemas)
        }
    };
    output::print(document.trim_end())?;
    Ok(Exit::Success)
}
