//! The events that patterns are checked against.

use crate::arguments::Documents;
use crate::documents::{self, Described};
use crate::failure::Failure;
use crate::output;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::schema::{Catalogue, Entry, Provenance, Schema, Schemas};
use std::collections::HashMap;

/// The events of AWS services, and those that the user's documents describe.
#[derive(Debug)]
pub(crate) struct KnownEvents {
    catalogue: Catalogue,
}

impl KnownEvents {
    /// Adds the events in documents to those of AWS services. What is wrong with a document is printed to standard
    /// error.
    pub(crate) fn read(documents: &Documents) -> Result<Self, Failure> {
        let mut catalogue = event_pattern_catalogue::aws().clone();
        let mut files: HashMap<(Option<String>, Option<String>), String> = HashMap::new();
        for Described { file, schema } in documents::read_all(&documents.paths)? {
            let names = (schema.source.clone(), schema.detail_type.clone());
            let name = format!("`{}`", names.1.as_deref().unwrap_or(&schema.title));
            if let Some(earlier) = files.insert(names, file.clone()) {
                output::report(&format!("warning: `{file}` describes {name} again, so `{earlier}` is not used"));
            } else if has_checked(&catalogue, &schema) {
                output::report(&format!("note: `{file}` describes {name}, so the built-in schema is not used"));
            }
            catalogue.add(schema);
        }
        Ok(Self { catalogue })
    }

    /// Returns the catalogue of all these events.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Returns the schemas for patterns whose events follow from their conditions.
    pub(crate) fn schemas(&self) -> Schemas<'_> {
        Schemas::known(&self.catalogue)
    }

    /// Returns the schemas for patterns for one event type, if its name is given. Otherwise, the events follow from the
    /// conditions of each pattern.
    pub(crate) fn schemas_for(&self, event_type: Option<&str>) -> Result<Schemas<'_>, Failure> {
        let event_type = event_type.map(|name| self.find(name)).transpose()?;
        Ok(Schemas { event_type, catalogue: &self.catalogue })
    }

    /// Finds an event type by the names on the command line: its source and its `detail-type`, or one name.
    pub(crate) fn find_named(&self, names: &[String]) -> Result<&Schema, Failure> {
        match names {
            [source, detail_type] => self.find_of(source, detail_type),
            names => self.find(&names.concat()),
        }
    }

    /// Finds an event type by its `detail-type`, by the name of its detail, such as `TaskStateChange`, or by its source
    /// and its `detail-type` with `@` in between.
    pub(crate) fn find(&self, name: &str) -> Result<&Schema, Failure> {
        if let Some((source, detail_type)) = name.split_once('@') {
            return self.find_of(source, detail_type);
        }
        let entries = self.catalogue.entries();
        let mut found: Vec<&Entry> = entries.iter().filter(|entry| entry.detail_type() == Some(name)).collect();
        if found.is_empty() {
            found = entries.iter().filter(|entry| detail_name(entry.schema()) == Some(name)).collect();
        }
        match found.as_slice() {
            [only] => Ok(only.schema()),
            [] => {
                let names = entries.iter().flat_map(|entry| [entry.detail_type(), detail_name(entry.schema())]);
                let help = match nearest(name, names.flatten()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None if self.matching(name).next().is_some() => {
                        format!("run `event-pattern schema list {}` to see the names that contain it", quoted(name))
                    }
                    None => LIST.to_owned(),
                };
                Err(Failure::usage(format!("unknown event type `{name}`"), &help))
            }
            several => {
                let names: Vec<String> = several.iter().map(|entry| format!("`{}`", full_name(entry))).collect();
                let message = format!("`{name}` is the name of {} event types", several.len());
                Err(Failure::usage(message, &format!("write one of {}", names.join(", "))))
            }
        }
    }

    /// Finds an event type by its source and its `detail-type`, which may lack blanks as in a schema registry.
    pub(crate) fn find_of(&self, source: &str, detail_type: &str) -> Result<&Schema, Failure> {
        if let Some(schema) = self.catalogue.find(source, detail_type) {
            return Ok(schema);
        }
        let of_source = || self.catalogue.entries().iter().filter(|entry| entry.source() == Some(source));
        let without_blanks = |text: &str| text.replace(' ', "");
        let is_meant = |entry: &&Entry| {
            entry.detail_type().is_some_and(|name| without_blanks(name) == without_blanks(detail_type))
        };
        if let Some(entry) = of_source().find(is_meant) {
            return Ok(entry.schema());
        }
        let (message, nearest) = if of_source().next().is_none() {
            let sources = self.catalogue.sources();
            (
                format!("no known event type has the source `{source}`"),
                nearest(source, sources.iter().map(String::as_str)),
            )
        } else {
            let message = format!("unknown event type `{detail_type}` of `{source}`");
            (message, nearest(detail_type, of_source().filter_map(Entry::detail_type)))
        };
        let help = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if of_source().next().is_some() => format!("run `event-pattern schema list {source}` to see them"),
            None => LIST.to_owned(),
        };
        Err(Failure::usage(message, &help))
    }

    /// Returns the event types with a word in their source, their `detail-type` or the name of their detail, regardless
    /// of case.
    pub(crate) fn matching(&self, word: &str) -> impl Iterator<Item = &Entry> {
        let word = word.to_lowercase();
        self.catalogue.entries().iter().filter(move |entry| {
            let names = [entry.source(), entry.detail_type(), detail_name(entry.schema())];
            names.into_iter().flatten().any(|name| name.to_lowercase().contains(&word))
        })
    }
}

/// Whether a catalogue has a schema of the same event that was compared with real events.
fn has_checked(catalogue: &Catalogue, schema: &Schema) -> bool {
    let same = |entry: &&Entry| {
        entry.source() == schema.source.as_deref() && entry.detail_type() == schema.detail_type.as_deref()
    };
    catalogue.entries().iter().find(same).is_some_and(|entry| entry.schema().provenance == Provenance::Checked)
}

const LIST: &str = "run `event-pattern schema list` to see all known event types";

/// Returns the source and the `detail-type` of an event type, in the form that [`KnownEvents::find`] takes.
fn full_name(entry: &Entry) -> String {
    format!("{}@{}", entry.source().unwrap_or_default(), entry.detail_type().unwrap_or_default())
}

/// Returns the name of an event's detail.
fn detail_name(schema: &Schema) -> Option<&str> {
    schema.detail().map(|detail| detail.name.as_str())
}

/// Returns a word as an argument of a command line.
fn quoted(word: &str) -> String {
    if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.to_owned() }
}
