//! One document of each form, and the schemas that are read from it.

use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::schema::compact;
use event_pattern_documents::{Document, FileDiagnostic, Files, Options, read, write};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the documents. Files that are no documents by themselves have the extension `.part`.
struct Parts;

impl Files for Parts {
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(folder("forms").join(format!("{path}.part"))).ok()
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Returns the names and the texts of the documents in a folder.
fn documents(name: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|found| found == "json")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn read_form(name: &str, text: &str) -> Result<Document, Vec<FileDiagnostic>> {
    read(text, &Options { files: &Parts, is_discovered: name == "discovered.json", ..Options::new(name) })
}

fn rendered(diagnostics: &[FileDiagnostic]) -> String {
    diagnostics.iter().map(|found| found.render_in(Style::Plain)).collect::<Vec<_>>().join("\n\n")
}

fn snapshot_name(file: &str) -> String {
    file.trim_end_matches(".json").replace([' ', '@', '.'], "_")
}

#[test]
fn every_form_of_document_is_read() {
    for (name, text) in documents("forms") {
        let document = read_form(&name, &text).unwrap_or_else(|errors| panic!("{}", rendered(&errors)));
        let events: String = document.events.iter().map(compact::write).collect();
        let notes = rendered(&document.notes).replace("warning:", "note:");
        let found: Vec<String> =
            [rendered(&document.warnings), notes].into_iter().filter(|text| !text.is_empty()).collect();
        insta::assert_snapshot!(snapshot_name(&name), format!("{events}\n{}", found.join("\n\n")));
    }
}

#[test]
fn what_is_written_is_read_again() {
    for (name, text) in documents("forms") {
        for event in read_form(&name, &text).unwrap().events {
            let written = write(&event);
            let document =
                read(&written, &Options::new("written.json")).unwrap_or_else(|errors| panic!("{}", rendered(&errors)));
            assert!(document.notes.is_empty() && document.warnings.is_empty(), "{name}: {document:?}");
            assert_eq!(document.events, [event], "{name}: {written}");
        }
    }
}

#[test]
fn a_broken_document_is_an_error_at_its_place() {
    for (name, text) in documents("broken") {
        let errors = read_form(&name, &text).expect_err(&name);
        insta::assert_snapshot!(format!("broken_{}", snapshot_name(&name)), rendered(&errors));
    }
}
