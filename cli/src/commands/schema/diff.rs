//! `schema diff`: where the events of an archive contradict a document.

use crate::archive::{Place, for_each_event};
use crate::arguments::{DiffArguments, Documents};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inference::outer_text;
use crate::input;
use crate::known_events::KnownEvents;
use crate::number::counted;
use crate::{documents, output};
use event_pattern_compiler::json::Value;
use event_pattern_compiler::schema::{Mismatch, Schema};
use std::collections::HashMap;

/// Prints the differences between an archive and a document. The exit code shows whether there are any.
pub(crate) fn run(arguments: &DiffArguments) -> Result<Exit, Failure> {
    let described = documents::read_all(std::slice::from_ref(&arguments.document))?;
    let known = KnownEvents::read(&Documents::default())?;
    let inputs = input::inputs(&arguments.files, &arguments.s3)?;
    let mut types: Vec<TypeDifferences> =
        described.iter().map(|described| TypeDifferences::new(&described.schema)).collect();
    let mut others = 0;
    let exit = for_each_event(&inputs, &known, &mut |place, event| match types
        .iter_mut()
        .find(|of_type| of_type.is_for(event))
    {
        Some(of_type) => of_type.add(place, event),
        None => others += 1,
    });
    if others > 0 {
        output::report(&format!("note: skipped {} of other types", counted(others, "event")));
    }
    let texts: Vec<String> = types.iter().filter_map(TypeDifferences::text).collect();
    if !texts.is_empty() {
        output::print(&texts.join("\n\n"))?;
    }
    let events: u64 = types.iter().map(|of_type| of_type.events).sum();
    if events == 0 {
        output::report("error: the document describes none of the events");
    }
    let differs = !texts.is_empty() || events == 0;
    Ok(if differs && exit == Exit::Success { Exit::NoMatch } else { exit })
}

/// The differences between the events of one type and its schema.
struct TypeDifferences<'s> {
    schema: &'s Schema,
    events: u64,
    /// Number of events with a difference.
    different: u64,
    /// The number of events for each difference, and the first one.
    found: HashMap<Mismatch, (u64, Place)>,
}

impl<'s> TypeDifferences<'s> {
    fn new(schema: &'s Schema) -> Self {
        Self { schema, events: 0, different: 0, found: HashMap::new() }
    }

    fn is_for(&self, event: &Value) -> bool {
        let is = |name: &Option<String>, key| name.is_none() || name.as_deref() == outer_text(event, key);
        is(&self.schema.source, "source") && is(&self.schema.detail_type, "detail-type")
    }

    fn add(&mut self, place: &Place, event: &Value) {
        self.events += 1;
        let mut mismatches = self.schema.validate(event);
        self.different += u64::from(!mismatches.is_empty());
        // An event with several elements may have a mismatch more than once.
        mismatches.sort_by_cached_key(ToString::to_string);
        mismatches.dedup();
        for mismatch in mismatches {
            self.found.entry(mismatch).or_insert_with(|| (0, place.clone())).0 += 1;
        }
    }

    /// Returns the differences as a table, sorted by path. `None` if there are none.
    fn text(&self) -> Option<String> {
        if self.found.is_empty() {
            return None;
        }
        let name = self.schema.detail_type.as_deref().unwrap_or(&self.schema.title);
        let summary = format!(
            "\x1b[1m{name}\x1b[0m: {} in {} of {}",
            counted(self.found.len() as u64, "difference"),
            self.different,
            counted(self.events, "event")
        );
        let mut rows: Vec<(&str, String, u64, &Place)> = Vec::new();
        for (mismatch, (count, place)) in &self.found {
            rows.push((&mismatch.path, mismatch.to_string(), *count, place));
        }
        rows.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        let width = rows.iter().map(|row| row.1.chars().count()).max().unwrap_or(0);
        let line = |(_, text, count, place): &(&str, String, u64, &Place)| {
            format!("  {text:width$}  {}, first at {}:{}", counted(*count, "event"), place.file, place.line)
        };
        let lines = std::iter::once(summary).chain(rows.iter().map(line));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }
}
