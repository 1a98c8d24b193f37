//! The documents that a macro call names: read, tracked, and with their messages at the string that names them.

use crate::Files;
use crate::glob::matching_paths;
use crate::report;
use crate::syntax::{Error, StringLiteral};
use crate::tracked::Tracked;
use event_pattern_compiler::schema::Schema;
use event_pattern_documents::{FileDiagnostic, Options, read};
use proc_macro2::TokenStream;

/// The events that documents describe.
#[derive(Default)]
pub(super) struct ReadDocuments {
    pub(super) schemas: Vec<Schema>,
    /// Items that include the documents, so that a change to a document triggers a rebuild.
    pub(super) tracking: TokenStream,
    /// Statements that report what was not understood.
    pub(super) warnings: TokenStream,
}

/// The documents that a string names: one document, or all documents in a folder whose names match a pattern with `*`.
pub(super) struct Documents<'d> {
    /// The path or the pattern.
    pub(super) path: &'d StringLiteral,
    /// The item that the string belongs to, for messages.
    pub(super) owner: &'static str,
    /// The `source` of the events, if it is given next to the string.
    pub(super) source: Option<&'d str>,
    /// The `detail-type` of the events, if it is given next to the string.
    pub(super) detail_type: Option<&'d str>,
    /// Whether the documents were inferred from events.
    pub(super) is_discovered: bool,
    /// What to write if a document does not contain the `detail-type` of its events.
    pub(super) detail_type_help: &'static str,
}

impl Documents<'_> {
    /// Reads the documents, and adds what they contain.
    ///
    /// # Errors
    /// Returns at least one error if a document cannot be read or is broken.
    pub(super) fn read(&self, files: &dyn Files, to: &mut ReadDocuments) -> Result<(), Vec<Error>> {
        let error = |message: String| Error::new(self.path.span, message);
        let paths = if self.path.value.contains('*') {
            matching_paths(&self.path.value, self.owner, files).map_err(|message| vec![error(message)])?
        } else {
            vec![self.path.value.clone()]
        };
        let read = paths.iter().map(|path| self.read_document(path, files, to));
        let errors: Vec<Error> = read.filter_map(Result::err).flatten().map(error).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn read_document(&self, path: &str, files: &dyn Files, to: &mut ReadDocuments) -> Result<(), Vec<String>> {
        if [".yaml", ".yml"].iter().any(|extension| path.ends_with(extension)) {
            let help = format!("run `event-pattern schema import {path}` for its types, or convert it to JSON");
            return Err(vec![format!("`{path}` is in YAML, which the macros do not read\n= help: {help}")]);
        }
        let file = files.read(path).map_err(|message| vec![message])?;
        let tracked = Tracked::new(files, file.path);
        let options = Options {
            source: self.source,
            detail_type: self.detail_type,
            is_discovered: self.is_discovered,
            files: &tracked,
            ..Options::new(path)
        };
        let document = read(&file.text, &options);
        to.tracking.extend(tracked.items());
        let document = document.map_err(|errors| errors.iter().map(message).collect::<Vec<_>>())?;
        for warning in &document.warnings {
            to.warnings.extend(report::warning(&message(warning), self.path.span));
        }
        if document.events.iter().any(|schema| schema.detail_type.is_none()) {
            let message = format!("`{path}` does not contain the `detail-type` of the events that it describes");
            return Err(vec![format!("{message}\n= help: {}", self.detail_type_help)]);
        }
        for schema in &document.events {
            let given = [
                ("source", self.source, schema.source.as_deref()),
                ("detail-type", self.detail_type, schema.detail_type.as_deref()),
            ];
            for (name, given, found) in given {
                if let (Some(given), Some(found)) = (given, found.filter(|found| given != Some(found))) {
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

impl event_pattern_documents::Files for Tracked<'_> {
    fn text(&self, path: &str) -> Option<String> {
        Tracked::text(self, path)
    }
}
