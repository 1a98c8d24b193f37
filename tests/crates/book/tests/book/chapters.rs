//! Tests that every page is in the table of contents and that its Rust code is compiled.

use crate::{file, files};
use std::collections::BTreeSet;

/// Returns the pages in the table of contents.
fn contents() -> Vec<String> {
    let summary = file("book/src/SUMMARY.md");
    summary.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0.to_owned()).collect()
}

#[test]
fn the_table_of_contents_lists_every_page_once() {
    let pages = files("book/src", "md").into_iter().map(|path| path.trim_start_matches("book/src/").to_owned());
    let expected: BTreeSet<String> = pages.filter(|page| page != "SUMMARY.md").collect();
    let contents = contents();
    assert_eq!(contents.len(), expected.len());
    assert_eq!(BTreeSet::from_iter(contents), expected);
}

#[test]
fn the_code_of_every_page_is_compiled() {
    let library = file("tests/crates/book/src/lib.rs");
    let modules = library.lines().filter_map(|line| line.trim().strip_suffix("\",")?.split_once(": \""));
    let compiled: Vec<String> = modules.map(|(_, path)| path.to_owned()).collect();
    assert_eq!(compiled, contents());
}

#[test]
fn every_page_starts_with_its_only_title() {
    for page in contents() {
        let text = file(&format!("book/src/{page}"));
        let titles = crate::prose(&text).filter(|line| line.starts_with("# ")).count();
        assert!(text.starts_with("# ") && titles == 1, "{page}: {titles} titles");
    }
}
