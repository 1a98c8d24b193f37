//! Tests that dependencies in the compiler point in one direction: a stage imports only itself and earlier stages.

use std::fs;
use std::path::Path;

/// The stages of the compiler, in order.
const ORDER: [&str; 13] = [
    "sorting",
    "source",
    "diagnostic",
    "limits",
    "json",
    "schema",
    "pattern",
    "rule",
    "parse",
    "prefilter",
    "check",
    "program",
    "testing",
];

#[test]
fn a_stage_imports_only_earlier_stages() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (number, stage) in ORDER.iter().enumerate() {
        for text in [source.join(format!("{stage}.rs")), source.join(stage)].iter().flat_map(|path| sources(path)) {
            for import in imports(&text) {
                let position = ORDER.iter().position(|stage| *stage == import);
                let position =
                    position.unwrap_or_else(|| panic!("`{import}`, imported by `{stage}`, is not in the order"));
                assert!(position <= number, "`{stage}` imports `{import}`, a later stage");
            }
        }
    }
}

#[test]
fn every_module_is_a_stage() {
    let library = include_str!("../src/lib.rs").lines();
    let modules = library.filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(ORDER.contains(&module), "`{module}` is not in the order");
    }
}

/// Returns the text of each source file at or below a path, without the tests in the file.
fn sources(path: &Path) -> Vec<String> {
    if path.file_stem().is_some_and(|name| name == "tests") {
        return Vec::new();
    }
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return entries.flat_map(|inner| sources(&inner)).collect();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    vec![text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()]
}

/// Returns the top-level modules of the crate that a source file imports.
fn imports(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let names = paths.flat_map(|path| match path.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default().split(", ").collect(),
        None => vec![path],
    });
    let first =
        |path: &str| path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    // The root of the crate re-exports the items of `parse`.
    names
        .map(|path| match first(path).as_str() {
            "Parsed" | "parse_for" | "parse_value" => "parse".to_owned(),
            name => name.to_owned(),
        })
        .collect()
}
