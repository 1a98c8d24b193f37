//! `schema`: the JSON Schema of the events that patterns are checked against.

use crate::arguments::SchemaArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{json_schema, output};
use event_pattern_compiler::schema::Schema;

/// Prints the one of one type of event, or of all.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let schemas: Vec<&Schema> = match arguments.event_type {
        Some(schema) => vec![schema],
        None => Schema::all().iter().collect(),
    };
    output::print(&format!("{:#}", json_schema::of(&schemas)))?;
    Ok(Exit::Success)
}
