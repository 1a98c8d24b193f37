//! The files that are read together, and diagnostics that refer to them.

use crate::tree::Node;
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::json::{Dialect, Member, ParsedJson, Value, ValueKind, read};
use event_pattern_compiler::source::Source;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Access to the files that a document refers to.
pub trait Files {
    /// Returns the text of a file, or `None` if it cannot be read. The path is relative to the same folder as the name
    /// of the document.
    fn text(&self, path: &str) -> Option<String>;

    /// Parses the text of a document or of a file that it refers to. The format is JSON unless this method says
    /// otherwise.
    fn parse(&self, _path: &str, text: &str) -> ParsedJson {
        read(text, Dialect::Strict)
    }
}

/// No access to other files. References to them lead to any value.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn text(&self, _path: &str) -> Option<String> {
        None
    }
}

/// The name and the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, as in messages.
    pub name: String,
    /// The text.
    pub text: String,
}

impl SourceFile {
    pub(crate) fn new(name: &str, text: &str) -> Arc<Self> {
        Arc::new(Self { name: name.to_owned(), text: text.to_owned() })
    }

    /// Returns the file as the source of diagnostics.
    #[must_use]
    pub fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }
}

/// A diagnostic together with the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    /// The file that the diagnostic's span refers to.
    pub file: Arc<SourceFile>,
    /// The diagnostic.
    pub diagnostic: Diagnostic,
}

impl FileDiagnostic {
    /// Renders the diagnostic with the line that it is about.
    #[must_use]
    pub fn render_in(&self, style: Style) -> String {
        self.diagnostic.render_in(style, &self.file.source())
    }
}

/// Parses a file.
pub(crate) fn parse(file: &Arc<SourceFile>, files: &dyn Files) -> Result<Value, Vec<FileDiagnostic>> {
    let value = whole_value(files.parse(&file.name, &file.text), "the document");
    value.map_err(|diagnostics| in_file(diagnostics, file))
}

/// Returns the tree of a text that contains nothing else. `document` is what the text is, for messages.
pub(crate) fn whole_value(parsed: ParsedJson, document: &str) -> Result<Value, Vec<Diagnostic>> {
    let mut diagnostics = parsed.diagnostics;
    if let Some(span) = parsed.trailing {
        let message = format!("expected the end of {document}, found more text");
        diagnostics.push(Diagnostic::error(span, message).with_help("remove the text after the document"));
    }
    parsed.value.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

/// Adds the file that diagnostics are about.
pub(crate) fn in_file(diagnostics: Vec<Diagnostic>, file: &Arc<SourceFile>) -> Vec<FileDiagnostic> {
    let with_file = |diagnostic| FileDiagnostic { file: Arc::clone(file), diagnostic };
    diagnostics.into_iter().map(with_file).collect()
}

/// A file with its tree.
#[derive(Debug)]
pub(crate) struct LoadedFile {
    pub(crate) source: Arc<SourceFile>,
    pub(crate) value: Value,
}

/// All files that are read together. The first one is the document.
#[derive(Debug)]
pub(crate) struct LoadedFiles {
    list: Vec<LoadedFile>,
    /// The order of the keys in objects with many members, by the address of their first member.
    sorted: HashMap<*const Member, Vec<usize>>,
}

/// Minimum number of members of an object that is searched with the help of the order of its keys.
const MIN_SORTED_MEMBERS: usize = 64;

impl LoadedFiles {
    /// Returns the root of the document.
    pub(crate) fn root(&self) -> Node<'_> {
        self.root_of(0)
    }

    /// Returns the root of a file.
    pub(crate) fn root_of(&self, file: usize) -> Node<'_> {
        Node { value: &self.list[file].value, file }
    }

    /// Returns a file.
    pub(crate) fn source(&self, file: usize) -> &Arc<SourceFile> {
        &self.list[file].source
    }

    /// Finds the file that a reference in another file names. `None` if it could not be loaded.
    pub(crate) fn find(&self, from: usize, path: &str) -> Option<Node<'_>> {
        let path = relative_path(&self.list[from].source.name, path);
        let index = self.list.iter().position(|file| file.source.name == path)?;
        Some(self.root_of(index))
    }

    /// Finds the value of a member of an object. If the key is repeated, the last one counts.
    pub(crate) fn member<'d>(&self, node: Node<'d>, key: &str) -> Option<&'d Value> {
        let members = node.members();
        let Some(order) = self.sorted.get(&members.as_ptr()) else { return node.get(key).map(|node| node.value) };
        let end = order.partition_point(|&index| members[index].key.as_bytes() <= key.as_bytes());
        let last = end.checked_sub(1).map(|last| &members[order[last]])?;
        (last.key.as_bytes() == key.as_bytes()).then_some(&last.value)
    }

    /// Creates a diagnostic about a part of a file.
    pub(crate) fn diagnostic(&self, file: usize, diagnostic: Diagnostic) -> FileDiagnostic {
        FileDiagnostic { file: Arc::clone(self.source(file)), diagnostic }
    }
}

/// Maximum number of files that are read together.
const MAX_FILES: usize = 1000;

/// Loads the files that a document refers to, and those that they refer to.
pub(crate) fn load_all(
    document: Value,
    source: Arc<SourceFile>,
    files: &dyn Files,
) -> Result<LoadedFiles, Vec<FileDiagnostic>> {
    let mut asked = HashSet::from([source.name.clone()]);
    let mut loaded = LoadedFiles { list: vec![LoadedFile { source, value: document }], sorted: HashMap::new() };
    let mut next = 0;
    while let Some(file) = loaded.list.get(next) {
        let mut paths = HashSet::new();
        collect(&file.value, &mut paths, &mut loaded.sorted);
        let name = &file.source.name;
        let mut paths: Vec<&str> = paths.into_iter().collect();
        paths.sort_unstable();
        let paths: Vec<String> = paths.into_iter().map(|path| relative_path(name, path)).collect();
        for path in paths {
            if asked.len() == MAX_FILES || !asked.insert(path.clone()) {
                continue;
            }
            let Some(text) = files.text(&path) else { continue };
            let source = SourceFile::new(&path, &text);
            let value = parse(&source, files)?;
            loaded.list.push(LoadedFile { source, value });
        }
        next += 1;
    }
    Ok(loaded)
}

/// Collects the paths of other files in the references of a tree, and the order of the keys in large objects.
fn collect<'v>(value: &'v Value, paths: &mut HashSet<&'v str>, sorted: &mut HashMap<*const Member, Vec<usize>>) {
    match &value.kind {
        ValueKind::Object(members) => {
            if members.len() >= MIN_SORTED_MEMBERS {
                let mut order: Vec<usize> = (0..members.len()).collect();
                order.sort_by(|one, other| members[*one].key.cmp(&members[*other].key));
                sorted.insert(members.as_ptr(), order);
            }
            for member in members {
                if let (Some("$ref"), ValueKind::String(text)) = (member.key.as_str(), &member.value.kind) {
                    let reference = text.as_str().unwrap_or_default();
                    paths.extend(file_part(reference).filter(|path| !path.contains("://")));
                }
                collect(&member.value, paths, sorted);
            }
        }
        ValueKind::Array(elements) => elements.iter().for_each(|element| collect(element, paths, sorted)),
        _ => {}
    }
}

/// Returns the part of a reference that names a file. `None` if the reference stays in its own file.
pub(crate) fn file_part(reference: &str) -> Option<&str> {
    let path = reference.split('#').next().unwrap_or_default();
    (!path.is_empty()).then_some(path)
}

/// Returns the path of a file that another file names relative to itself.
fn relative_path(from: &str, path: &str) -> String {
    let folder = from.rsplit_once('/').filter(|_| !path.starts_with('/'));
    let mut parts: Vec<&str> = folder.map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_relative_to_the_file_that_contains_it() {
        for (from, path, expected) in [
            ("order.json", "common.json", "common.json"),
            ("schemas/order.json", "common.json", "schemas/common.json"),
            ("schemas/order.json", "./parts/common.json", "schemas/parts/common.json"),
            ("schemas/shop/order.json", "../common.json", "schemas/common.json"),
            ("order.json", "../common.json", "../common.json"),
            ("../order.json", "../common.json", "../../common.json"),
            ("/schemas/order.json", "../common.json", "/common.json"),
            ("/order.json", "../common.json", "/../common.json"),
            ("schemas/order.json", "/common.json", "/common.json"),
        ] {
            assert_eq!(relative_path(from, path), expected, "{from} {path}");
        }
    }
}
