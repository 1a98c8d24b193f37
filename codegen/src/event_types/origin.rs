//! The schemas of a module: read from documents, or found in the catalogue.

use super::event_attribute::EventAttribute;
use super::module::{Module, Origin};
use crate::Files;
use crate::documents::{Documents, ReadDocuments};
use crate::syntax::{Error, StringLiteral};
use event_pattern_catalogue::aws;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::schema::Schema;

impl Module {
    /// Finds the schemas of the module.
    ///
    /// # Errors
    /// Returns at least one error if a document cannot be read or is broken, or if the catalogue does not have an event.
    pub(super) fn schemas(&self, files: &dyn Files) -> Result<ReadDocuments, Vec<Error>> {
        match &self.origin {
            Origin::Documents(path) => self.read_documents(path, files),
            Origin::Catalogue { source, detail_types } => find_all(source, detail_types),
        }
    }

    fn read_documents(&self, path: &StringLiteral, files: &dyn Files) -> Result<ReadDocuments, Vec<Error>> {
        let text = |literal: fn(&EventAttribute) -> &Option<StringLiteral>| {
            self.event.as_ref().and_then(|event| literal(event).as_ref()).map(|literal| literal.value.as_str())
        };
        let documents = Documents {
            path,
            owner: "module",
            source: text(|event| &event.source),
            detail_type: text(|event| &event.detail_type),
            is_discovered: self.is_discovered,
            detail_type_help: "write `#[event(source = \"my.service\", detail_type = \"Something Happened\")]` on the module",
        };
        let mut read = ReadDocuments::default();
        documents.read(files, &mut read).map(|()| read)
    }
}

/// Maximum number of names that a help lists.
const MAX_LISTED_NAMES: usize = 12;

/// Finds the schemas of the events of an AWS service.
fn find_all(source: &StringLiteral, detail_types: &[StringLiteral]) -> Result<ReadDocuments, Vec<Error>> {
    let (mut found, mut errors) = (ReadDocuments::default(), Vec::new());
    for detail_type in detail_types {
        match find(source, detail_type) {
            Ok(schema) => found.schemas.push(schema),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

fn find(source: &StringLiteral, detail_type: &StringLiteral) -> Result<Schema, Error> {
    let (source_name, name) = (source.value.as_str(), detail_type.value.as_str());
    let sources = aws().sources();
    let error = |literal: &StringLiteral, message: String, nearest: Option<&str>, help: String| {
        let help = nearest.map_or(help, |nearest| format!("did you mean `{nearest}`?"));
        Error::new(literal.span, format!("{message}\n= help: {help}"))
    };
    let list = "run `event-pattern schema list` to see the events in the catalogue";
    if !source_name.starts_with("aws.") {
        let message = format!("`{source_name}` is not the `source` of an AWS service");
        let help = "write the path of a document for your own events: `= \"schemas/order_placed.json\";`";
        return Err(error(source, message, nearest(source_name, sources.iter().map(String::as_str)), help.to_owned()));
    }
    if let Some(schema) = aws().find(source_name, name) {
        // The event may be one that comes from any source.
        return Ok(Schema { source: Some(source_name.to_owned()), ..schema.clone() });
    }
    let of_source = aws().entries().iter().filter(|entry| entry.source() == Some(source_name));
    let names: Vec<&str> = of_source.filter_map(|entry| entry.detail_type()).collect();
    if names.is_empty() {
        let message = format!("the catalogue has no events with the `source` `{source_name}`");
        return Err(error(source, message, nearest(source_name, sources.iter().map(String::as_str)), list.to_owned()));
    }
    let message =
        format!("the catalogue has no event with the `source` `{source_name}` and the `detail-type` `{name}`");
    let help = match names.as_slice() {
        few if few.len() <= MAX_LISTED_NAMES => {
            let few: Vec<String> = few.iter().map(|name| format!("`{name}`")).collect();
            format!("write one of {}", few.join(", "))
        }
        _ => list.to_owned(),
    };
    Err(error(detail_type, message, nearest(name, names.iter().copied()), help))
}
