//! Tests that the project prints every message that `book/src/internals/messages.md` recommends.

use std::fs;
use std::path::Path;

const GUIDE: &str = include_str!("../../book/src/internals/messages.md");

/// Appends the text of all files in a folder and its subfolders that have this extension.
fn collect_expected(folder: &Path, extension: &str, expected: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_expected(&path, extension, expected);
        } else if path.extension().is_some_and(|found| found == extension) {
            expected.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_message_in_the_guide_is_printed_by_the_project() {
    let mut expected = include_str!("../../README.md").to_owned();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    collect_expected(&folder.join("ui"), "stderr", &mut expected);
    // The sessions of the command in the README and in the book are tested, too.
    collect_expected(&folder.join("../book/src/guide"), "md", &mut expected);
    let rows = GUIDE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| before"));
    let messages: Vec<&str> = rows.map(|row| row.trim_matches('|').split(" | ").nth(1).unwrap().trim()).collect();
    assert_eq!(messages.len(), 23);
    for message in messages {
        assert!(expected.contains(message), "{message}");
    }
}
