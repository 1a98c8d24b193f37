//! Reads and writes the documents that describe events: JSON Schema (draft 4 to 2020-12) and OpenAPI 3.
//!
//! ```text
//! text ─▶ wrapper    the document, also if it is a string in the answer of a schema registry
//!      ─▶ file       and the other files that it refers to
//!      ─▶ event      the events in it: their source, their detail-type, and where their detail is described
//!      ─▶ reader     the kinds of the detail's fields
//!      ─▶ names      a name for every object and every closed set, unique in its event
//! ```
//!
//! The result is a [`Schema`] for each event. A part of a document that has no counterpart in a schema becomes
//! [`Kind::Any`](event_pattern_compiler::schema::Kind::Any), with a note. Only a broken document is an error: one
//! that is not JSON, that describes no event, or that has a `$ref` to nowhere or to itself. [`write()`] writes a schema
//! as a document, which is read as the same schema, and [`write_patterns`] the JSON Schema of the patterns for an event.
//!
//! ```
//! use event_pattern_documents::{Options, read};
//!
//! let text = r#"{
//!     "x-amazon-events-source": "shop.orders",
//!     "x-amazon-events-detail-type": "Order Placed",
//!     "properties": { "detail": { "properties": { "total": { "type": "number" } }, "required": ["total"] } }
//! }"#;
//! let document = read(text, &Options::new("order_placed.json")).unwrap();
//! let schema = &document.events[0];
//! assert_eq!(schema.source.as_deref(), Some("shop.orders"));
//! assert_eq!(schema.detail().unwrap().fields[0].name, "total");
//! ```

mod event;
mod extension;
mod file;
mod names;
mod patterns;
mod reader;
mod tree;
mod wrapper;
mod write;

pub use file::{FileDiagnostic, Files, NoFiles, SourceFile};
pub use names::{singular, upper_camel_case};
pub use patterns::write_patterns;
pub use write::{write, write_all};

use event_pattern_compiler::json::Value;
use event_pattern_compiler::schema::Schema;

/// The events that a document describes.
#[derive(Debug, Clone)]
pub struct Document {
    /// The events, in the order of the document. There is at least one.
    pub events: Vec<Schema>,
    /// What is probably a mistake, such as an unknown type. The values that it describes can be anything.
    pub warnings: Vec<FileDiagnostic>,
    /// What a schema cannot say, such as values of several kinds. The values that it describes can be anything.
    pub notes: Vec<FileDiagnostic>,
}

/// What is known about a document apart from its text.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The path of the file, for messages and as the start of relative references. A name such as
    /// `shop.orders@OrderPlaced.json` gives the source and the detail-type of a document that does not contain them.
    pub file_name: &'o str,
    /// The source, if neither the document nor its name gives it.
    pub source: Option<&'o str>,
    /// The detail-type, if neither the document nor its name gives it.
    pub detail_type: Option<&'o str>,
    /// Whether the document was inferred from events, and not read through since.
    pub is_discovered: bool,
    /// Access to the other files that the document refers to.
    pub files: &'o dyn Files,
}

impl<'o> Options<'o> {
    /// Creates options with a file name only.
    #[must_use]
    pub fn new(file_name: &'o str) -> Self {
        Self { file_name, source: None, detail_type: None, is_discovered: false, files: &NoFiles }
    }
}

/// Reads a document from JSON text.
///
/// # Errors
/// Returns at least one error if the document is broken or describes no event.
pub fn read(text: &str, options: &Options<'_>) -> Result<Document, Vec<FileDiagnostic>> {
    let file = SourceFile::new(options.file_name, text);
    let value = file::parse(&file, options.files)?;
    read_value(value, text, options)
}

/// Reads a document from its tree, which may come from another format than JSON. The text is what the spans of the tree
/// refer to.
///
/// # Errors
/// Returns at least one error if the document is broken or describes no event.
pub fn read_value(value: Value, text: &str, options: &Options<'_>) -> Result<Document, Vec<FileDiagnostic>> {
    let file = SourceFile::new(options.file_name, text);
    let document = wrapper::unwrap(value, &file)?;
    let files = file::load_all(document.value, file, options.files)?;
    event::read_events(&files, document.name.as_deref(), options)
}
