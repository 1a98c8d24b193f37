//! One document of each form, and the schemas that are read from it.

mod outline;

use event_pattern_documents::{Document, Files, Options, read};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the documents, with the extension `.part` for files that are no documents by themselves.
struct Parts(PathBuf);

impl Files for Parts {
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(format!("{path}.part"))).ok()
    }
}

fn documents() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|found| found == "json")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
        .iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

fn read_form(name: &str, text: &str) -> Document {
    let parts = Parts(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms"));
    let options = Options { files: &parts, is_discovered: name == "discovered.json", ..Options::new(name) };
    read(text, &options).unwrap_or_else(|errors| panic!("{}", outline::rendered(&errors)))
}

#[test]
fn every_form_of_document_is_read() {
    for (name, text) in documents() {
        let document = read_form(&name, &text);
        let mut shown = String::new();
        for event in &document.events {
            let _ = writeln!(shown, "{}", outline::of(event));
        }
        shown.push_str(&outline::rendered(&document.notes));
        insta::assert_snapshot!(name.trim_end_matches(".json").replace([' ', '@', '.'], "_"), shown);
    }
}
