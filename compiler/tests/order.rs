//! Data flows one way through the compiler: a stage imports only stages before it.

use std::fs;
use std::path::Path;

/// The stages, from the first to the last.
const ORDER: [&str; 12] = [
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
];

#[test]
fn a_stage_imports_only_stages_before_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (number, stage) in ORDER.iter().enumerate() {
        for text in [source.join(format!("{stage}.rs")), source.join(stage)].iter().flat_map(|path| texts(path)) {
            for import in imports(&text) {
                let position = ORDER.iter().position(|known| *known == import);
                let position = position
                    .unwrap_or_else(|| panic!("`{import}`, which `{stage}` imports, has no place in the order"));
                assert!(position <= number, "`{stage}` imports `{import}`, which comes after it");
            }
        }
    }
}

#[test]
fn every_module_has_its_place() {
    let library = include_str!("../src/lib.rs").lines();
    let modules = library.filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(ORDER.contains(&module), "`{module}` has no place in the order");
    }
}

/// The source files at a path or below it, without their tests.
fn texts(path: &Path) -> Vec<String> {
    if path.file_stem().is_some_and(|name| name == "tests") {
        return Vec::new();
    }
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return entries.flat_map(|inner| texts(&inner)).collect();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    vec![text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()]
}

/// The modules of the crate that a source file names.
fn imports(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let names = paths.flat_map(|path| match path.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default().split(", ").collect(),
        None => vec![path],
    });
    let first =
        |path: &str| path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    // What the front end makes is at the root of the crate.
    names
        .map(|path| match first(path).as_str() {
            "Parsed" | "parse_for" | "parse_value" => "parse".to_owned(),
            name => name.to_owned(),
        })
        .collect()
}
