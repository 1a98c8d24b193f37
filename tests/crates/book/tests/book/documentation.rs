//! Tests that the pages in the documentation of the crate are complete: they are in the package, and none of their links
//! leads to a page of the book.

use crate::{file, prose};
use std::collections::BTreeMap;

/// Returns the pages in the documentation, each with the labels of the links that are defined for it.
fn pages() -> BTreeMap<String, Vec<String>> {
    let source = file("src/documentation.rs");
    let (_, pages) = source.split_once("\npages! {\n").unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut page = String::new();
    for line in pages.lines() {
        match line.trim().split('"').collect::<Vec<_>>()[..] {
            [_, path, " {"] => path.clone_into(&mut page),
            [_, label, ": ", _, ","] => found.entry(page.clone()).or_default().push(label.to_owned()),
            _ => {}
        }
    }
    found
}

#[test]
fn pages_in_the_documentation_link_to_each_other() {
    let pages = pages();
    assert!(pages.len() > 5, "{pages:?}");
    for (page, labels) in pages {
        let text = file(&format!("book/src/reference/{page}"));
        let definitions = prose(&text).filter_map(|line| line.strip_prefix('[')?.split_once("]: "));
        let relative = definitions.filter(|(_, target)| !target.starts_with("https://"));
        assert_eq!(relative.map(|(label, _)| label).collect::<Vec<_>>(), labels, "{page}");
        for target in prose(&text).flat_map(|line| line.split("](").skip(1)) {
            assert!(target.starts_with(['#', 'h']), "{page}: give this link a label: {target}");
        }
    }
}

#[test]
fn pages_in_the_documentation_are_in_the_package() {
    let manifest = file("Cargo.toml");
    for page in pages().keys() {
        assert!(manifest.contains(&format!("\"/book/src/reference/{page}\"")), "{page}");
    }
}
