//! The schemas of a module: read from documents, or found in the catalogue.

use super::module::{Module, Origin};
use crate::Files;
use crate::glob::matching_paths;
use crate::report;
use crate::syntax::{Error, StringLiteral};
use event_pattern_catalogue::aws;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::schema::Schema;
use event_pattern_documents::{FileDiagnostic, Options, read};
use proc_macro2::TokenStream;
use quote::quote;

/// The schemas of a module.
#[derive(Default)]
pub(super) struct ModuleSchemas {
    pub(super) schemas: Vec<Schema>,
    /// Items that include the documents, so that a change to a document triggers a rebuild.
    pub(super) tracking: TokenStream,
    /// Statements that report what was not understood.
    pub(super) warnings: TokenStream,
}

impl Module {
    /// Finds the schemas of the module.
    ///
    /// # Errors
    /// Returns at least one error if a document cannot be read or is broken, or if the catalogue does not have an event.
    pub(super) fn schemas(&self, files: &dyn Files) -> Result<ModuleSchemas, Vec<Error>> {
        match &self.origin {
            Origin::Documents(path) => self.read_documents(path, files),
            Origin::Catalogue { source, detail_types } => find_all(source, detail_types),
        }
    }

    fn read_documents(&self, path: &StringLiteral, files: &dyn Files) -> Result<ModuleSchemas, Vec<Error>> {
        let error = |message: String| Error::new(path.span, message);
        let paths = if path.value.contains('*') {
            matching_paths(&path.value, "module", files).map_err(|message| vec![error(message)])?
        } else {
            vec![path.value.clone()]
        };
        let (mut read, mut errors) = (ModuleSchemas::default(), Vec::new());
        for path in &paths {
            if let Err(messages) = self.read_document(path, files, &mut read) {
                errors.extend(messages.into_iter().map(error));
            }
        }
        if errors.is_empty() { Ok(read) } else { Err(errors) }
    }

    /// Reads a document, and adds its events.
    fn read_document(&self, path: &str, files: &dyn Files, to: &mut ModuleSchemas) -> Result<(), Vec<String>> {
        let file = files.read(path).map_err(|message| vec![message])?;
        let tracked = Tracked { files, paths: std::cell::RefCell::new(vec![file.path]) };
        let text = |literal: &'_ Option<StringLiteral>| literal.as_ref().map(|literal| literal.value.clone());
        let source = self.event.as_ref().and_then(|event| text(&event.source));
        let detail_type = self.event.as_ref().and_then(|event| text(&event.detail_type));
        let options = Options {
            source: source.as_deref(),
            detail_type: detail_type.as_deref(),
            is_discovered: self.is_discovered,
            files: &tracked,
            ..Options::new(path)
        };
        let document = read(&file.text, &options);
        for path in tracked.paths.into_inner() {
            to.tracking.extend(quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            ));
        }
        let document = document.map_err(|errors| errors.iter().map(message).collect::<Vec<_>>())?;
        let Origin::Documents(literal) = &self.origin else { return Ok(()) };
        for warning in &document.warnings {
            to.warnings.extend(report::warning(&message(warning), literal.span));
        }
        if document.events.iter().any(|schema| schema.detail_type.is_none()) {
            let message = format!("`{path}` does not contain the `detail-type` of the events that it describes");
            let help = "write `#[event(source = \"my.service\", detail_type = \"Something Happened\")]` on the module";
            return Err(vec![format!("{message}\n= help: {help}")]);
        }
        for schema in &document.events {
            let given = [("source", &source, &schema.source), ("detail-type", &detail_type, &schema.detail_type)];
            for (name, given, found) in given {
                if let (Some(given), Some(found)) =
                    (given, found.as_ref().filter(|found| given.as_ref() != Some(found)))
                {
                    let message = format!("the `{name}` in `{path}` is `{found}`, not `{given}`");
                    return Err(vec![format!(
                        "{message}\n= help: remove it from the attribute, or change the document"
                    )]);
                }
            }
        }
        to.schemas.extend(document.events);
        Ok(())
    }
}

/// Returns the message for a diagnostic of a document.
fn message(diagnostic: &FileDiagnostic) -> String {
    diagnostic.diagnostic.render_message(&diagnostic.file.source())
}

/// Access to the files that a document refers to. Keeps the paths of the files that were read.
struct Tracked<'f> {
    files: &'f dyn Files,
    paths: std::cell::RefCell<Vec<String>>,
}

impl event_pattern_documents::Files for Tracked<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let file = self.files.read(path).ok()?;
        self.paths.borrow_mut().push(file.path);
        Some(file.text)
    }
}

/// Finds the schemas of the events of an AWS service.
fn find_all(source: &StringLiteral, detail_types: &[StringLiteral]) -> Result<ModuleSchemas, Vec<Error>> {
    let (mut found, mut errors) = (ModuleSchemas::default(), Vec::new());
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
        few if few.len() <= 12 => {
            let few: Vec<String> = few.iter().map(|name| format!("`{name}`")).collect();
            format!("write one of {}", few.join(", "))
        }
        _ => list.to_owned(),
    };
    Err(error(detail_type, message, nearest(name, names.iter().copied()), help))
}
