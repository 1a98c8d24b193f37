//! The events that the rules of an item are checked against: those of the catalogue, and those in the documents that
//! `#[event_pattern(schema = "…")]` names.

use crate::Files;
use crate::attributes::Attributes;
#[cfg(feature = "event-types")]
use crate::documents::{Documents, ReadDocuments};
use crate::report;
use crate::rust_types::EventType;
use crate::syntax::{Error, StringLiteral};
use event_pattern_compiler::check::Coverage;
use event_pattern_compiler::schema::{Catalogue, Schema, Schemas};
use proc_macro2::TokenStream;
#[cfg(feature = "event-types")]
use quote::quote;
use std::borrow::Cow;

/// The events that the rules of a macro call or of one of its items are checked against.
pub(super) struct KnownEvents<'c> {
    catalogue: Cow<'c, Catalogue>,
    /// Items that include the documents and report what was not understood in them.
    pub(super) items: TokenStream,
    /// What is wrong with the documents.
    pub(super) errors: Vec<Error>,
    /// Whether events are missing because of an error, in the documents of the item or in those of the macro call.
    pub(super) is_incomplete: bool,
    /// The string for each document that the item itself names, with the names of the events in it.
    own: Vec<(StringLiteral, Vec<EventName>)>,
}

/// A source and a detail-type.
type EventName = (Option<String>, Option<String>);

impl<'c> KnownEvents<'c> {
    fn new(catalogue: &'c Catalogue) -> Self {
        let (items, errors, own) = (TokenStream::new(), Vec::new(), Vec::new());
        Self { catalogue: Cow::Borrowed(catalogue), items, errors, is_incomplete: false, own }
    }

    /// Returns the events of the catalogue.
    pub(super) fn of_catalogue() -> Self {
        Self::new(event_pattern_catalogue::aws())
    }

    /// Reads the documents that the attributes of a macro call name.
    pub(super) fn of_call(call: &Attributes, files: &dyn Files) -> Self {
        let mut known = Self::of_catalogue();
        for path in &call.schemas {
            known.add(path, files);
        }
        known.is_incomplete = !known.errors.is_empty();
        known
    }

    /// Reads the documents that the attributes of an item name, in addition to those of the macro call. `event_type` is
    /// the name of the rules' event type, which has a schema of its own.
    pub(super) fn of_item(
        attributes: &Attributes,
        event_type: Option<&str>,
        of_call: &'c KnownEvents<'_>,
        files: &dyn Files,
    ) -> Self {
        if let Some(event_type) = event_type {
            let mut known = Self::of_catalogue();
            let message = format!(
                "the event type `{event_type}` has its schema\n= help: remove this argument, or write the rule for JSON text"
            );
            known.errors.extend(attributes.schemas.iter().map(|path| Error::new(path.span, message.clone())));
            known.is_incomplete = !known.errors.is_empty();
            return known;
        }
        let mut known = Self::new(&of_call.catalogue);
        for path in &attributes.schemas {
            let names = known.add(path, files);
            known.own.push((path.clone(), names));
        }
        known.is_incomplete = of_call.is_incomplete || !known.errors.is_empty();
        known
    }

    /// Documents are read only with the feature.
    #[cfg(not(feature = "event-types"))]
    fn add(&mut self, path: &StringLiteral, _files: &dyn Files) -> Vec<EventName> {
        let message = "documents are read only with the feature `event-types` of `event-pattern`\n= help: run `cargo add \
                       event-pattern --features event-types`";
        self.errors.push(Error::new(path.span, message));
        Vec::new()
    }

    /// Adds the events in a document. Returns their names.
    #[cfg(feature = "event-types")]
    fn add(&mut self, path: &StringLiteral, files: &dyn Files) -> Vec<EventName> {
        let documents = Documents {
            path,
            owner: "rule",
            source: None,
            detail_type: None,
            is_discovered: false,
            detail_type_help: "add `x-amazon-events-detail-type` to the document, or name the file `SOURCE@DETAIL_TYPE.json`",
        };
        let mut read = ReadDocuments::default();
        self.errors.extend(documents.read(files, &mut read).err().into_iter().flatten());
        let ReadDocuments { schemas, tracking, warnings } = read;
        let warnings = (!warnings.is_empty()).then(|| quote!(const _: () = { #warnings };));
        self.items.extend(quote!(#tracking #warnings));
        let names = schemas.iter().map(name).collect();
        for schema in schemas {
            self.catalogue.to_mut().add(schema);
        }
        names
    }

    /// Returns the schemas for rules on events of a type, or on events of any type.
    pub(super) fn schemas<'s>(&'s self, event_type: Option<&'s EventType>) -> Schemas<'s> {
        Schemas { event_type: event_type.map(|event_type| &event_type.schema), catalogue: &self.catalogue }
    }

    /// Returns statements that report each document of the item that describes none of the events that its rules can be
    /// for.
    pub(super) fn unused<'r>(&self, coverages: impl Iterator<Item = &'r Coverage<'r>>) -> TokenStream {
        let covered: Vec<EventName> =
            coverages.flat_map(|coverage| coverage.schemas.iter().copied()).map(name).collect();
        let is_unused =
            |(_, names): &&(StringLiteral, Vec<EventName>)| names.iter().all(|name| !covered.contains(name));
        let warning = |(path, names): &(StringLiteral, Vec<EventName>)| {
            let (source, detail_type) = names.first().cloned().unwrap_or_default();
            let source = source.map_or_else(String::new, |source| format!("\"source\": [{source:?}], "));
            let message = format!("the pattern is not for events that `{}` describes", path.value);
            let help =
                format!("write `{source}\"detail-type\": [{:?}]` in the pattern", detail_type.unwrap_or_default());
            report::warning(&format!("{message}\n= help: {help}"), path.span)
        };
        self.own.iter().filter(is_unused).map(warning).collect()
    }
}

fn name(schema: &Schema) -> EventName {
    (schema.source.clone(), schema.detail_type.clone())
}

#[cfg(test)]
mod tests {
    use crate::{EcsTypes, File, Files, expand, expand_sets};
    use std::cell::Cell;

    /// A folder with documents, which counts how often one is read.
    #[derive(Default)]
    struct Folder {
        reads: Cell<usize>,
    }

    impl Files for Folder {
        fn read(&self, path: &str) -> Result<File, String> {
            let event = |name: &str| {
                format!(
                    r#""x-amazon-events-source": "shop", "x-amazon-events-detail-type": "{name}", "properties": {{ "detail": {{
                        "properties": {{ "total": {{ "type": "number" }}, "paid": {{ "type": "number" }}, "items": {{ "type": "array", "items": {{
                            "properties": {{ "sku": {{ "type": "string" }} }} }} }} }} }} }}"#
                )
            };
            let text = match path {
                "order.json" => format!("{{ {} }}", event("Placed")),
                "shop.json" => {
                    format!(r#"{{ "$defs": {{ "A": {{ {} }}, "B": {{ {} }} }} }}"#, event("Placed"), event("Cancelled"))
                }
                "detail.json" => r#"{ "properties": { "total": { "type": "number" } } }"#.to_owned(),
                _ => return Err(format!("cannot read the file `{path}`")),
            };
            self.reads.set(self.reads.get() + 1);
            Ok(File { path: format!("/crate/{path}"), text })
        }

        fn names(&self, _folder: &str) -> Result<Vec<String>, String> {
            Ok(vec!["order.json".to_owned(), "shop.json".to_owned()])
        }
    }

    const PLACED: &str = r#""source": ["shop"], "detail-type": ["Placed"]"#;
    const SCOPE: &str =
        r#""detail": { "items": { "$all": { "sku": ["a"] } }, "total": [{ "$field": "detail.paid" }] }"#;

    fn function(attributes: &str, pattern: &str) -> String {
        let call = format!("{attributes} fn rule(json: &[u8]) -> Result<bool, EventError> {{ {pattern} }}");
        expand(call.parse().unwrap(), &EcsTypes, &Folder::default()).to_string()
    }

    #[test]
    fn rules_are_checked_against_the_documents_that_they_name() {
        let schema = |path: &str| format!("#[event_pattern(schema = \"{path}\")]");
        let misspelled = format!("{PLACED}, \"detail\": {{ \"totl\": [1] }}");
        let cancelled = misspelled.replace("Placed", "Cancelled");
        let other = misspelled.replace(PLACED, "\"region\": [\"eu-central-1\"]");
        for (attributes, pattern, part) in [
            (String::new(), misspelled.as_str(), ""),
            (schema("order.json"), misspelled.as_str(), "`totl`"),
            (schema("order.json"), &cancelled, "is not a `detail-type` of `shop`"),
            (schema("order.json"), &other, "the pattern is not for events that `order.json` describes"),
            (schema("shop.json"), &cancelled, "`totl`"),
            (schema("*.json"), &cancelled, "`totl`"),
            (schema("order.json").replace('#', "#!"), misspelled.as_str(), "`totl`"),
            (schema("order.json").replace('#', "#!"), &other, ""),
            (schema("order.yaml"), PLACED, "`order.yaml` is in YAML"),
            (schema("detail.json"), PLACED, "does not contain the `detail-type`"),
            (schema("missing.json"), PLACED, "cannot read the file `missing.json`"),
            ("#[event_pattern(schema(\"order.json\"))]".to_owned(), PLACED, "expected `=` and the path"),
        ] {
            let output = function(&attributes, pattern);
            let is_reported = output.contains("compile_error") || output.contains("deprecated");
            assert_eq!(is_reported, !part.is_empty(), "{attributes} {pattern}: {output}");
            assert!(output.contains(part), "{attributes} {pattern}: {output}");
            assert_eq!(output.contains("include_bytes"), output.contains("/crate/"), "{attributes}: {output}");
        }
    }

    #[test]
    fn the_documents_of_a_macro_call_are_read_once() {
        let rule = |name: &str| format!("fn {name}(json: &[u8]) -> Result<bool, EventError> {{ {PLACED}, {SCOPE} }}");
        let typed = "fn c(event: &Event<TaskStateChange>) -> bool { \"detail\": { \"group\": [\"a\"] } }";
        for (path, errors) in [("order.json", 0), ("detail.json", 1)] {
            let (folder, rules) = (Folder::default(), [rule("a"), rule("b"), typed.to_owned()].concat());
            let call = format!("#![event_pattern(schema = \"{path}\")] {rules}");
            let output = expand(call.parse().unwrap(), &EcsTypes, &folder).to_string();
            assert_eq!((folder.reads.get(), output.matches("include_bytes").count()), (1, 1), "{path}: {output}");
            assert_eq!(output.matches("does not contain the `detail-type`").count(), errors, "{path}: {output}");
        }
    }

    #[test]
    fn scopes_and_field_references_work_on_the_events_of_a_document() {
        let pattern = format!("{PLACED}, {SCOPE}");
        let known = function("#[event_pattern(schema = \"order.json\")]", &pattern);
        assert!(!known.contains("compile_error"), "{known}");
        assert!(known.contains("include_bytes ! (\"/crate/order.json\")"), "{known}");
        assert!(function("", &pattern).contains("compile_error"));
    }

    #[test]
    fn the_documents_of_an_enum_are_for_all_of_its_rules() {
        let call = |attribute: &str, of_rule: &str, for_event: &str, pattern: &str| {
            let variants = format!("{of_rule} One {{ {pattern} }} Other {{ \"source\": [\"a\"] }}");
            let call = format!("{attribute} enum Rules {for_event} {{ {variants} }}");
            expand_sets(call.parse().unwrap(), &EcsTypes, &Folder::default()).to_string()
        };
        let schema = "#[event_pattern(schema = \"order.json\")]";
        let pattern = format!("{PLACED}, {SCOPE}");
        let valid = call(schema, "", "", &pattern);
        assert!(!valid.contains("compile_error") && !valid.contains("deprecated"), "{valid}");
        assert_eq!(valid.matches("include_bytes").count(), 1);
        for (output, part) in [
            (call("", "", "", &pattern), "compile_error"),
            (call("", schema, "", PLACED), "`schema` applies to all rules of an enum"),
            (call(schema, "", "", "\"source\": [\"b\"]"), "the pattern is not for events"),
            (call(schema, "", "for Event<TaskStateChange>", "\"detail\": { \"group\": [\"a\"] }"), "has its schema"),
        ] {
            assert!(output.contains(part), "{part}");
        }
    }

    #[test]
    fn an_event_type_has_its_schema() {
        let rule = "fn rule(event: &Event<TaskStateChange>) -> bool { \"detail\": { \"group\": [\"a\"] } }";
        let expanded = |attribute: &str| {
            expand(format!("{attribute} {rule}").parse().unwrap(), &EcsTypes, &Folder::default()).to_string()
        };
        let output = expanded("#[event_pattern(schema = \"order.json\")]");
        assert!(output.contains("the event type `TaskStateChange` has its schema"), "{output}");
        assert!(!expanded("#![event_pattern(schema = \"order.json\")]").contains("compile_error"));
    }
}
