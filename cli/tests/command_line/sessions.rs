//! Tests the commands in the README and in the book: what they print is what the text shows, and the commands that are
//! not run have subcommands and options that exist.

use crate::support::{Folder, fixture};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Collects the files in a folder and its subfolders.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect_files(&path, files) } else { files.push(path) }
    }
}

/// Returns the blocks of kind `text` in the README and the chapters of the book, each with the path of its file.
fn text_blocks() -> Vec<(PathBuf, String)> {
    let mut files = vec![root().join("README.md")];
    collect_files(&root().join("book/src"), &mut files);
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut blocks = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let found = text.split("```text\n").skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block));
        blocks.extend(found.map(|block| (path.clone(), block.to_owned())));
    }
    blocks
}

/// Returns the commands in a block that starts with a prompt, each with the output that the block shows.
fn sessions(block: &str) -> impl Iterator<Item = (&str, &str)> {
    let sessions = block.strip_prefix("$ ").map(|rest| rest.split("\n$ "));
    sessions.into_iter().flatten().map(|session| session.split_once('\n').unwrap_or((session, "")))
}

/// Returns the arguments of a command, without quotes.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let arguments = command.strip_prefix("event-pattern ")?;
    Some(arguments.split_whitespace().map(|argument| argument.trim_matches(['\'', '"'])).collect())
}

/// Creates a folder with the files that the commands use: those of the book's examples, and the examples of the
/// repository.
fn folder() -> Folder {
    let mut folder = Folder::new("sessions").with("typo.json", fixture("typo.json"));
    for (from, to) in [("tests/crates/book", ""), ("examples/rules", "examples/"), ("examples/events", "examples/")] {
        let source = root().join(from);
        let mut files = Vec::new();
        collect_files(&source, &mut files);
        let base = if to.is_empty() { source.as_path() } else { source.parent().unwrap() };
        for file in files {
            let name = format!("{to}{}", file.strip_prefix(base).unwrap().to_str().unwrap());
            if let Some((parent, _)) = name.rsplit_once('/') {
                folder = folder.with_folder(parent);
            }
            folder = folder.with(&name, fs::read(&file).unwrap());
        }
    }
    folder
}

/// Replaces what a file shows for a command.
fn update(path: &Path, command: &str, shown: &str, printed: &str) {
    let text = fs::read_to_string(path).unwrap();
    let before = format!("$ {command}\n{}\n", shown.trim_end());
    assert!(text.contains(&before), "{}: {command}", path.display());
    fs::write(path, text.replace(&before, &format!("$ {command}\n{}\n", printed.trim_end()))).unwrap();
}

/// Rewrites the chapters if `UPDATE` is set in the environment.
#[test]
fn commands_print_what_the_book_shows() {
    let folder = folder();
    let mut commands = 0;
    for (path, block) in text_blocks() {
        for (command, shown) in sessions(&block) {
            let Some(arguments) = arguments(command) else { continue };
            let ran = folder.run(&arguments);
            // A terminal shows both streams. Messages that do not matter for the example can be left out.
            let both = format!("{}{}", ran.output, ran.messages);
            let is_current = [&ran.output, &both].iter().any(|printed| printed.trim_end() == shown.trim_end());
            if !is_current && std::env::var_os("UPDATE").is_some() {
                update(&path, command, shown, if ran.output.is_empty() { &both } else { &ran.output });
            } else {
                assert!(is_current, "{}: {command}\n{both}\nrun this test with UPDATE=1", path.display());
            }
            commands += 1;
        }
    }
    assert!(commands >= 10, "{commands}");
}

#[test]
fn commands_that_are_not_run_have_subcommands_and_options_that_exist() {
    let folder = Folder::new("sessions_options");
    let mut commands = 0;
    for (path, block) in text_blocks() {
        for arguments in block.lines().filter_map(arguments) {
            let words: Vec<&str> = arguments.iter().copied().take_while(|word| !word.starts_with('#')).collect();
            let is_nested = words.first() == Some(&"schema");
            let subcommand = &words[..words.len().min(1 + usize::from(is_nested))];
            let help = folder.run(&[subcommand, &["--help"]].concat());
            assert_eq!(help.exit, Some(0), "{}: {arguments:?}", path.display());
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.output.contains(option), "{}: {arguments:?} has no {option}", path.display());
            }
            commands += 1;
        }
    }
    assert!(commands >= 4, "{commands}");
}

#[test]
fn the_numbers_of_events_in_the_catalogue_are_those_of_the_command() {
    let list = Folder::new("sessions_catalogue").run(&["schema", "list"]).output;
    let checked = list.lines().filter(|line| line.ends_with(" checked")).count();
    let total = list.lines().count();
    for (path, expected) in [
        ("README.md", format!("{total} events of AWS services")),
        ("src/lib.rs", format!("{total} events of AWS services")),
        ("book/src/guide/aws-events.md", format!("the schemas of {total} events")),
        ("book/src/guide/aws-events.md", format!("The schemas of {checked} events")),
    ] {
        assert!(fs::read_to_string(root().join(path)).unwrap().contains(&expected), "{path}: {expected}");
    }
}
