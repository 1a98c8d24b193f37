//! Runs `check` on the files in `templates/`, next to which their expected findings are.

use crate::support::Ran;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the files in a folder of `templates/`, each with its path and what is expected to be found in it.
fn templates(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates").join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let expected = paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let with_file = |expected: PathBuf| {
        let text = fs::read_to_string(&expected).unwrap();
        // The first block lists the rules, unless the file cannot be read.
        let findings = match text.split_once("\n\n") {
            Some((rules, findings)) if !rules.starts_with("error") => findings.to_owned(),
            None if !text.starts_with("error") => String::new(),
            _ => text,
        };
        (expected.with_extension(""), findings)
    };
    expected.map(with_file).collect()
}

fn check(file: &Path) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-pattern"));
    command.arg("check").arg(file.file_name().unwrap()).current_dir(file.parent().unwrap());
    command.output().unwrap().into()
}

#[test]
fn check_prints_the_findings_in_a_template() {
    let templates = templates("findings");
    assert!(templates.len() >= 40, "{}", templates.len());
    for (file, expected) in templates {
        let ran = check(&file);
        assert_eq!(ran.output, expected, "{}", file.display());
        let has_errors = expected.split("\n\n").any(|finding| finding.starts_with("error"));
        assert_eq!(ran.exit, Some(if has_errors { 2 } else { 0 }), "{}: {}", file.display(), ran.messages);
    }
}

#[test]
fn check_finds_nothing_in_a_clean_template() {
    let templates = templates("clean");
    assert!(templates.len() >= 20, "{}", templates.len());
    for (file, _) in templates {
        let ran = check(&file);
        assert_eq!((ran.exit, &*ran.output), (Some(0), ""), "{}: {}", file.display(), ran.messages);
    }
}
