//! `schema pattern`: the JSON Schema of the patterns for an event type.

use crate::arguments::PatternArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::output;
use event_pattern_compiler::schema::Schema;
use event_pattern_documents::write_patterns;

/// Prints the JSON Schema of the patterns for an event type, or for any event.
pub(crate) fn run(arguments: &PatternArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let text = match arguments.names.as_slice() {
        [] => write_patterns(&Schema::envelope()),
        names => write_patterns(known.find_named(names)?),
    };
    output::print(text.trim_end())?;
    Ok(Exit::Success)
}
