//! The schemas that types are made for.

use event_pattern_compiler::schema::{Provenance, Schema};
use event_pattern_documents::{Options, read};
use std::collections::BTreeMap;

/// One of this number of inferred schemas is used. All of them would take long to compile.
const INFERRED_STRIDE: usize = if cfg!(feature = "all") { 6 } else { 30 };

/// Returns the schemas of each module, with the name of the module.
///
/// # Panics
/// Panics if a document in this crate is broken.
#[must_use]
pub fn modules() -> BTreeMap<String, Vec<Schema>> {
    let mut modules: BTreeMap<String, Vec<Schema>> = BTreeMap::new();
    let mut inferred = 0;
    for entry in event_pattern_catalogue::aws().entries() {
        let schema = entry.schema();
        inferred += usize::from(schema.provenance == Provenance::Inferred);
        if schema.provenance == Provenance::Inferred && inferred % INFERRED_STRIDE != 0 {
            continue;
        }
        let module = schema.source.as_deref().unwrap_or("any").replace(['.', '-'], "_");
        modules.entry(module).or_default().push(schema.clone());
    }
    let document = include_str!("../documents/hostile.json");
    let events = read(document, &Options::new("hostile.json")).expect("the document is valid").events;
    modules.insert("hostile".to_owned(), events);
    modules
}
