//! Many schemas, found by source and detail-type.

use super::{Schema, compact};
use crate::sorting::{sort_by, sorted_indices};
use std::sync::OnceLock;

/// The schemas of many event types.
///
/// A record in compact form is read when its schema is asked for, so a large catalogue costs little until then.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// Sources whose events have no schema of their own, separated by line breaks.
    other_sources: &'static str,
    /// All sources, sorted and without repetition.
    sources: OnceLock<Vec<String>>,
    /// The indices of the entries, sorted by detail-type.
    by_detail_type: OnceLock<Vec<usize>>,
}

/// An event type of a [`Catalogue`].
#[derive(Debug, Clone)]
pub struct Entry {
    /// The record in compact form. Empty if the schema was added as data.
    record: &'static str,
    // Boxes keep the list of entries small, most of which are never read.
    names: OnceLock<Box<Names>>,
    schema: OnceLock<Box<Schema>>,
}

/// The source and the detail-type of an event type.
type Names = (Option<String>, Option<String>);

impl Catalogue {
    /// Creates an empty catalogue.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new(), other_sources: "", sources: OnceLock::new(), by_detail_type: OnceLock::new() }
    }

    /// Creates a catalogue from texts with records in compact form. Nothing but the start of each record is looked for.
    #[must_use]
    pub fn from_compact(texts: &[&'static str]) -> Self {
        let entry = |record| Entry { record, names: OnceLock::new(), schema: OnceLock::new() };
        let records = texts.iter().flat_map(|text| compact::records(text));
        Self { entries: records.map(entry).collect(), ..Self::new() }
    }

    /// Adds sources that exist, although their events have no schema of their own. The sources are separated by line
    /// breaks.
    #[must_use]
    pub fn with_sources(self, sources: &'static str) -> Self {
        Self { other_sources: sources, sources: OnceLock::new(), ..self }
    }

    /// Adds a schema. It replaces a schema with the same source and detail-type.
    pub fn add(&mut self, schema: Schema) {
        let header = compact::write_header(schema.source.as_deref(), schema.detail_type.as_deref());
        let names = Box::new((schema.source.clone(), schema.detail_type.clone()));
        let entry = Entry { record: "", names: names.into(), schema: Box::new(schema).into() };
        match self.entries.iter_mut().find(|entry| entry.has_header(&header)) {
            Some(existing) => *existing = entry,
            None => self.entries.push(entry),
        }
        self.sources.take();
        self.by_detail_type.take();
    }

    /// Returns all event types, in the order in which they were added.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns all sources that exist, sorted and without repetition.
    ///
    /// # Panics
    /// Panics if a record is not in compact form.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        self.sources.get_or_init(|| {
            let of_entries = self.entries.iter().filter_map(Entry::source);
            let mut sources: Vec<String> = of_entries.chain(self.other_sources.lines()).map(str::to_owned).collect();
            sort_by(&mut sources, &Ord::cmp);
            sources.dedup();
            sources
        })
    }

    /// Returns the source with this name, if it exists.
    ///
    /// # Panics
    /// Panics if a record is not in compact form.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&str> {
        let sources = self.sources();
        let index = sources.binary_search_by(|source| source.as_str().cmp(name)).ok()?;
        Some(&sources[index])
    }

    /// Returns the event types with a detail-type, in the order in which they were added.
    ///
    /// # Panics
    /// Panics if a record is not in compact form.
    pub fn with_detail_type<'t>(&self, detail_type: &'t str) -> impl Iterator<Item = &Entry> + Clone + use<'_, 't> {
        let name = |index: usize| self.entries[index].detail_type();
        let sorted = self
            .by_detail_type
            .get_or_init(|| sorted_indices(self.entries.len(), &|one, other| name(one).cmp(&name(other))));
        let start = sorted.partition_point(|&index| name(index) < Some(detail_type));
        let entries = sorted[start..].iter().map(|&index| &self.entries[index]);
        entries.take_while(move |entry| entry.detail_type() == Some(detail_type))
    }

    /// Finds the schema of events with a source and a detail-type. An event type that comes from any source is only found
    /// if that source has no event type of its own with this detail-type.
    ///
    /// # Panics
    /// Panics if the record of the schema is not in compact form.
    #[must_use]
    pub fn find(&self, source: &str, detail_type: &str) -> Option<&Schema> {
        let find = |source| {
            let header = compact::write_header(source, Some(detail_type));
            self.entries.iter().find(|entry| entry.has_header(&header))
        };
        find(Some(source)).or_else(|| find(None)).map(Entry::schema)
    }
}

impl Entry {
    /// Returns the source of the events. `None` if they come from more than one source.
    ///
    /// # Panics
    /// Panics if the record of the schema is not in compact form.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.names().0.as_deref()
    }

    /// Returns the detail-type of the events. `None` if it is not known.
    ///
    /// # Panics
    /// Panics if the record of the schema is not in compact form.
    #[must_use]
    pub fn detail_type(&self) -> Option<&str> {
        self.names().1.as_deref()
    }

    /// Returns the schema. It is read when it is asked for the first time.
    ///
    /// # Panics
    /// Panics if the record of the schema is not in compact form.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        self.schema.get_or_init(|| Box::new(self.expect_readable(compact::read(self.record))))
    }

    /// Whether the schema has an identity or a lifecycle among its facts. A record is searched, not read.
    #[must_use]
    pub fn has_identity_or_lifecycle(&self) -> bool {
        if self.record.is_empty() {
            let facts = &self.schema().facts;
            return !facts.identities.is_empty() || facts.lifecycle.is_some();
        }
        compact::has_head_line(self.record, "identity ") || compact::has_head_line(self.record, "lifecycle ")
    }

    /// Whether the schema lists a field of the detail. A record is only read if the name of the field is in it.
    ///
    /// # Panics
    /// Panics if the record of the schema is read and is not in compact form.
    #[must_use]
    pub fn lists_in_detail(&self, name: &str) -> bool {
        (self.record.is_empty() || self.record.contains(&compact::write_start_of_field(name)))
            && self.schema().detail().is_some_and(|detail| detail.fields.iter().any(|field| field.name == name))
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Box::new(self.expect_readable(compact::header(self.record))))
    }

    /// Returns what was read from the record. A catalogue is data that its author tests, not input.
    fn expect_readable<T>(&self, result: Result<T, compact::Error>) -> T {
        result.unwrap_or_else(|error| {
            let name = self.record.lines().next().unwrap_or_default();
            panic!("the record `{name}` of the catalogue is broken: {error}")
        })
    }

    /// Whether the record of this event type starts with this line.
    fn has_header(&self, header: &str) -> bool {
        if self.record.is_empty() {
            let (source, detail_type) = self.names();
            return compact::write_header(source.as_deref(), detail_type.as_deref()) == header;
        }
        // Records are compared as text, because most of them are never read.
        self.record.starts_with(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Field, Kind, Presence, Provenance, whole_event};
    use std::sync::Arc;

    const RECORDS: &str = "\
%event aws.s3 \"Object Created\"
title \"S3 object created\"
provenance inferred
detail: any
%event * \"AWS API Call via CloudTrail\"
title \"API call\"
provenance checked
detail: any
%event aws.s3 \"Object\"
broken
%event aws.s3 Object
title \"S3 object\"
provenance checked
detail: any
";

    fn titles(catalogue: &Catalogue, names: &[(&str, &str)]) -> Vec<Option<String>> {
        let title = |(source, detail_type): &(&str, &str)| {
            catalogue.find(source, detail_type).map(|schema| schema.title.clone())
        };
        names.iter().map(title).collect()
    }

    #[test]
    fn an_event_type_is_found_by_its_source_and_detail_type() {
        let names = [
            ("aws.s3", "Object Created"),
            ("aws.s3", "Object"),
            ("aws.ec2", "Object"),
            ("aws.ec2", "AWS API Call via CloudTrail"),
        ];
        let found = titles(&Catalogue::from_compact(&[RECORDS]), &names);
        let found: Vec<_> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, [Some("S3 object created"), Some("S3 object"), None, Some("API call")]);
        assert_eq!(titles(&Catalogue::new(), &names), [None, None, None, None]);
    }

    #[test]
    fn each_source_is_listed_once() {
        assert_eq!(Catalogue::from_compact(&[RECORDS]).sources(), ["aws.s3"]);
    }

    #[test]
    fn sources_and_detail_types_are_found_by_name() {
        let mut catalogue = Catalogue::from_compact(&[RECORDS]).with_sources("aws.ec2\naws.health");
        for (name, exists) in [("aws.ec2", true), ("aws.s3", true), ("aws.s", false), ("aws.s33", false), ("", false)] {
            assert_eq!(catalogue.source(name), Some(name).filter(|_| exists));
        }
        let sources = |catalogue: &Catalogue, detail_type: &str| -> Vec<Option<String>> {
            catalogue.with_detail_type(detail_type).map(|entry| entry.source().map(str::to_owned)).collect()
        };
        assert_eq!(sources(&catalogue, "Object").len(), 2);
        assert_eq!(sources(&catalogue, "AWS API Call via CloudTrail"), [None]);
        for missing in ["", "A", "Objec", "Object Creatfd", "Z"] {
            assert!(sources(&catalogue, missing).is_empty(), "{missing}");
        }
        let own = |source: &str, detail_type: &str| Schema {
            source: Some(source.to_owned()),
            detail_type: Some(detail_type.to_owned()),
            ..Schema::envelope()
        };
        catalogue.add(own("my.app", "Object Created"));
        catalogue.add(own("a.app", "Object Created"));
        let found = sources(&catalogue, "Object Created");
        let found: Vec<_> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, [Some("aws.s3"), Some("my.app"), Some("a.app")]);
        assert_eq!(catalogue.source("my.app"), Some("my.app"));
    }

    #[test]
    fn an_added_schema_replaces_one_with_the_same_names() {
        let mut catalogue = Catalogue::from_compact(&[RECORDS]);
        let count = catalogue.entries().len();
        for (source, detail_type, title) in [
            (Some("aws.s3"), Some("Object Created"), "first"),
            (Some("aws.s3"), Some("Object Created"), "second"),
            (Some("my.app"), Some("Order 100% \"placed\""), "order"),
            (None, None, "nameless"),
        ] {
            let detail = Field { presence: Presence::Required, ..Field::new("detail", Kind::Any) };
            catalogue.add(Schema {
                source: source.map(str::to_owned),
                detail_type: detail_type.map(str::to_owned),
                title: title.to_owned(),
                description: String::new(),
                provenance: Provenance::Document,
                root: Arc::new(whole_event(detail, None)),
                facts: crate::schema::Facts::default(),
            });
        }
        let names = [("aws.s3", "Object Created"), ("my.app", "Order 100% \"placed\"")];
        assert_eq!(titles(&catalogue, &names), [Some("second".to_owned()), Some("order".to_owned())]);
        let added: Vec<_> =
            catalogue.entries()[count..].iter().map(|entry| (entry.source(), entry.detail_type())).collect();
        assert_eq!(added, [(Some("my.app"), Some("Order 100% \"placed\"")), (None, None)]);
    }

    #[test]
    #[should_panic = "the record `%event aws.s3 \"Object\"` of the catalogue is broken: line 2"]
    fn a_broken_record_is_named() {
        let catalogue = Catalogue::from_compact(&[RECORDS]);
        let _ = catalogue.entries()[2].schema();
    }
}
