//! The Rust that is written for the patterns in `patterns`, kept beside this file for people to read.
//!
//! Of most patterns only the function is kept; the tables of the module say nothing to a reader. A change is accepted
//! with `INSTA_UPDATE=always`, or one by one with `cargo insta review`.

use event_pattern_compiler::codegen::preview;
use std::path::{Path, PathBuf};
use syn::{File, Item};

#[test]
fn functions_look_hand_written() {
    for path in pattern_files() {
        let function = items(&path).swap_remove(0);
        assert!(matches!(function, Item::Fn(_)), "{}", path.display());
        assert_snapshot(&name(&path), vec![function]);
    }
}

#[test]
fn a_typed_rule_is_a_function_and_a_module() {
    let path = folder().join("deployment_failed.json");
    assert_snapshot("deployment_failed_whole", items(&path));
}

#[test]
fn a_raw_rule_is_a_function_and_a_module() {
    let path = folder().join("order_placed.json");
    assert_snapshot("order_placed_whole", items(&path));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns")
}

fn pattern_files() -> Vec<PathBuf> {
    let entries = folder().read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// What a macro call with this pattern becomes.
fn items(path: &Path) -> Vec<Item> {
    let text = std::fs::read_to_string(path).unwrap();
    let preview = preview("rule", &text).unwrap_or_else(|found| panic!("{}: {found:?}", path.display()));
    syn::parse2::<File>(preview.rust).unwrap().items
}

fn assert_snapshot(name: &str, items: Vec<Item>) {
    let code = prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items });
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, code);
    });
}
