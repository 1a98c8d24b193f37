//! Tests that the book is complete, that its statements are true, and that all links in the repository lead somewhere.

mod chapters;
mod documentation;
mod figures;
mod guide;
mod language;
mod limits;
mod links;
mod names;

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap().to_owned()
}

/// Reads a file in the repository.
fn file(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the paths of all files in a folder of the repository that have this extension, except for hidden folders,
/// build output and installed packages.
fn files(folder: &str, extension: &str) -> Vec<String> {
    fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let is_skipped = name == "target" || name == "node_modules" || name.as_encoded_bytes().starts_with(b".");
            if path.is_dir() && !is_skipped {
                collect(&path, extension, found);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    let (root, mut found) = (root(), Vec::new());
    collect(&root.join(folder), extension, &mut found);
    found.sort();
    let relative = |path: PathBuf| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    found.into_iter().map(relative).collect()
}

/// Returns the lines of a Markdown text that are not in fenced code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// Returns the fenced code blocks of a Markdown text: the kind of each block, and the code.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}
