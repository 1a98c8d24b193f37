//! `schema list`: the event types with a word in their name.

use crate::arguments::{Format, ListArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::output;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::schema::{Entry, Schema};

/// Prints a line for each event type: its source, its `detail-type`, and where its schema comes from.
pub(crate) fn run(arguments: &ListArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let word = arguments.word.as_deref().unwrap_or_default();
    let found: Vec<&Entry> = known.matching(word).collect();
    if found.is_empty() {
        output::report(&format!("no event types with `{word}`{}", suggestion(word, known.catalogue().entries())));
        return Ok(Exit::NoMatch);
    }
    output::print(&match arguments.format {
        Format::Text => table(&found),
        Format::Json => {
            let schemas: Vec<&Schema> = found.into_iter().map(Entry::schema).collect();
            event_pattern_documents::write_all(&schemas).trim_end().to_owned()
        }
    })?;
    Ok(Exit::Success)
}

/// Returns a line for each event type, sorted.
fn table(entries: &[&Entry]) -> String {
    let mut rows: Vec<(&str, &str, &str)> = entries.iter().map(|entry| row(entry)).collect();
    rows.sort_unstable();
    let width = |column: fn(&(&str, &str, &str)) -> usize| rows.iter().map(column).max().unwrap_or(0);
    let (sources, detail_types) = (width(|row| row.0.chars().count()), width(|row| row.1.chars().count()));
    let line = |(source, detail_type, origin): &(&str, &str, &str)| {
        format!("{source:sources$}  {detail_type:detail_types$}  {origin}")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn row(entry: &Entry) -> (&str, &str, &str) {
    (entry.source().unwrap_or("*"), entry.detail_type().unwrap_or("*"), entry.schema().provenance.word())
}

/// Returns a help with the name or the word of a name that resembles a word.
fn suggestion(word: &str, entries: &[Entry]) -> String {
    let names = || entries.iter().flat_map(|entry| [entry.source(), entry.detail_type()]).flatten();
    let words = names().flat_map(|name| name.split(['.', ' ', '-']));
    let nearest = nearest(word, names()).or_else(|| nearest(word, words));
    nearest.map_or_else(String::new, |nearest| format!("\n = help: did you mean `{nearest}`?"))
}
