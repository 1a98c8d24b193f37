//! Tests that the files and tests that the book names exist.

use crate::{file, files, root};

#[test]
fn the_paths_in_the_description_of_the_architecture_exist() {
    let mut count = 0;
    for page in files("book/src/internals", "md").into_iter().chain(["ARCHITECTURE.md".to_owned()]) {
        let text = file(&page);
        let code: Vec<&str> = crate::prose(&text).flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
        let is_path = |code: &&str| code.contains('/') && !code.contains([' ', '$', '=', '{', '<', '"', '*']);
        for path in code.into_iter().filter(is_path) {
            assert!(root().join(path).exists(), "{page}: {path}");
            count += 1;
        }
    }
    assert!(count > 40, "{count} paths");
}

#[test]
fn the_tests_that_the_page_on_reliability_names_exist() {
    let sources: Vec<String> = files("", "rs").iter().map(|path| file(path)).collect();
    let text = file("book/src/appendix/reliability.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let names: Vec<&str> = text.split("est: `").skip(1).filter_map(|rest| Some(rest.split_once('`')?.0)).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(sources.iter().any(|source| source.contains(name)), "{name}");
    }
}
