//! Checks that each layer of the engine imports only from the layers below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Returns the layers as listed in the book, the lowest first.
fn layers() -> Vec<String> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/internals/engine.md")).unwrap();
    // The list may continue on the next line. It ends at the end of its paragraph.
    let list = text[text.find("`format` ← ").unwrap()..].split("\n\n").next().unwrap();
    list.split('`').skip(1).step_by(2).map(Into::into).collect()
}

/// Collects the source text of all modules of a layer, except for tests.
fn sources(path: &Path, found: &mut Vec<String>) {
    if path.file_stem().is_some_and(|name| name == "tests") {
        return;
    }
    match fs::read_dir(path) {
        Ok(entries) => entries.for_each(|entry| sources(&entry.unwrap().path(), found)),
        Err(_) => found.push(fs::read_to_string(path).unwrap()),
    }
}

/// Returns the words after each occurrence of a path, up to the end of the statement.
fn words_after<'t>(text: &'t str, path: &'t str) -> impl Iterator<Item = &'t str> {
    let statements = text.match_indices(path).map(|(at, _)| text[at + path.len()..].split(';').next().unwrap_or(""));
    // The first word names a module of the engine. In braces, every word may name a module.
    statements.flat_map(|statement| {
        let count = if statement.starts_with('{') { usize::MAX } else { 1 };
        statement
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .filter(|word| !word.is_empty())
            .take(count)
    })
}

#[test]
fn layers_import_only_from_lower_layers() {
    let (layers, engine) = (layers(), Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine"));
    let is_layer = |name: &String| !["mod", "tests", "layers"].contains(&name.as_str());
    let modules = fs::read_dir(&engine).unwrap().map(|entry| entry.unwrap().path());
    let modules = modules.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).filter(is_layer);
    assert_eq!(modules.collect::<BTreeSet<_>>(), layers.iter().cloned().collect(), "the book names each layer");
    for (height, layer) in layers.iter().enumerate() {
        let (folder, file) = (engine.join(layer), engine.join(layer).with_extension("rs"));
        let mut texts = Vec::new();
        sources(if folder.is_dir() { &folder } else { &file }, &mut texts);
        // In the root module of a layer, `super` is the engine.
        let root = fs::read_to_string(if folder.is_dir() { folder.join("mod.rs") } else { file }).unwrap();
        let named = texts.iter().flat_map(|text| words_after(text, "crate::engine::"));
        for name in named.chain(words_after(&root, "use super::")) {
            if let Some(imported) = layers.iter().position(|layer| layer == name) {
                assert!(imported <= height, "`{layer}` imports from `{name}`, which is above it");
            }
        }
    }
}
