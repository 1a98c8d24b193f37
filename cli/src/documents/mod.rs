//! Reads the documents that describe the user's events, in JSON or (`yaml`) YAML.

mod yaml;

use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::rules_folder::files_with;
use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::json::{self, Dialect, ParsedJson};
use event_pattern_compiler::schema::Schema;
use event_pattern_documents::{Document, FileDiagnostic, Files, Options, read};
use std::fs;
use std::path::PathBuf;

/// The extensions of documents in a folder.
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// Reads the documents at these paths: files, and all documents in folders. The notes about documents that can be read
/// are printed to standard error.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<Schema>, Failure> {
    let (mut schemas, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let files = if path.is_dir() { files_with(path, &EXTENSIONS)? } else { vec![path.clone()] };
        if files.is_empty() {
            return Err(Failure::no_documents(&path.display().to_string()));
        }
        for file in files {
            match read_file(file)? {
                Ok(document) => {
                    report(&document.notes);
                    schemas.extend(document.events);
                }
                Err(found) => errors.extend(found),
            }
        }
    }
    if errors.is_empty() { Ok(schemas) } else { Err(Failure::documents(render(&errors))) }
}

/// Reads a document. The errors in it are the inner result.
fn read_file(path: PathBuf) -> Result<Result<Document, Vec<FileDiagnostic>>, Failure> {
    let input = Input::File(path);
    let name = input.name();
    let text = input.read()?;
    // Invalid UTF-8 is replaced, so that the reader reports the place.
    let text = String::from_utf8_lossy(&text);
    Ok(read(&text, &Options { files: &Disk, ..Options::new(&name) }))
}

fn report(notes: &[FileDiagnostic]) {
    if !notes.is_empty() {
        output::report(&render(notes));
    }
}

fn render(diagnostics: &[FileDiagnostic]) -> String {
    let rendered = diagnostics.iter().map(|diagnostic| diagnostic.render_in(Style::Coloured));
    rendered.collect::<Vec<_>>().join("\n\n")
}

/// The files that documents refer to.
struct Disk;

impl Files for Disk {
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(path).ok()
    }

    fn parse(&self, path: &str, text: &str) -> ParsedJson {
        let is_yaml = [".yaml", ".yml"].iter().any(|extension| path.ends_with(extension));
        if is_yaml { yaml::read(text) } else { json::read(text, Dialect::Strict) }
    }
}
