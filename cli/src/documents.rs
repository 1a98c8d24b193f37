//! Reads the documents that describe the user's events, in JSON or YAML.

use crate::encoding::invalid_utf8;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::output;
use crate::rules::files_with;
use crate::watch;
use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::json::{self, Dialect, ParsedJson};
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::source::Source;
use event_pattern_documents::{Document, FileDiagnostic, Files, Options, read};
use event_pattern_templates::syntax::yaml;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The extensions of documents in a folder.
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// An event that a document describes.
#[derive(Debug)]
pub(crate) struct Described {
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) schema: Schema,
}

/// Reads the documents at these paths: files, and all documents in folders. The notes about documents that can be read
/// are printed to standard error.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<Described>, Failure> {
    let disk = Disk::default();
    let (mut described, mut failed) = (Vec::new(), Vec::new());
    for path in paths {
        let files = if path.is_dir() { files_with(path, &EXTENSIONS)? } else { vec![path.clone()] };
        if files.is_empty() {
            return Err(Failure::no_documents(&path.display().to_string()));
        }
        for file in files.into_iter().map(Input::File) {
            match read_file(&file, &disk)? {
                Ok(document) => {
                    report(&document.notes);
                    let events = document.events.into_iter();
                    described.extend(events.map(|schema| Described { file: file.name(), schema }));
                }
                Err(errors) => failed.push((file.name(), errors)),
            }
        }
    }
    // A file with definitions for other documents need not describe an event. If it is broken, so are those documents.
    let parts = disk.read.into_inner();
    failed.retain(|(name, _)| !parts.contains(name));
    let errors: Vec<FileDiagnostic> = failed.into_iter().flat_map(|(_, errors)| errors).collect();
    if errors.is_empty() { Ok(described) } else { Err(Failure::documents(render(&errors))) }
}

/// Reads a document. The errors in it are the inner result.
fn read_file(file: &Input, disk: &Disk) -> Result<Result<Document, Vec<FileDiagnostic>>, Failure> {
    let (name, bytes) = (file.name(), file.read()?);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(read(text, &Options { files: disk, ..Options::new(&name) })),
        Err(error) => {
            let error = invalid_utf8(&bytes, error.valid_up_to());
            Err(Failure::documents(render_all(&[error], &Source::new(&name, &String::from_utf8_lossy(&bytes)))))
        }
    }
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
#[derive(Default)]
struct Disk {
    /// The names of those that were read.
    read: RefCell<HashSet<String>>,
}

impl Files for Disk {
    fn text(&self, path: &str) -> Option<String> {
        watch::opening(Path::new(path));
        let text = fs::read_to_string(path).ok()?;
        self.read.borrow_mut().insert(path.to_owned());
        Some(text)
    }

    fn parse(&self, path: &str, text: &str) -> ParsedJson {
        let is_yaml = [".yaml", ".yml"].iter().any(|extension| path.ends_with(extension));
        if is_yaml { yaml::read(text) } else { json::read(text, Dialect::Strict) }
    }
}
