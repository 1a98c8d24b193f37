//! Every command with files that are missing, folders, empty or no text, and with an output that is closed or full.

use crate::support::{Folder, Ran};
use std::process::Stdio;

/// Each command with a file to read, and what it ends with if that is empty.
const COMMANDS: [(&[&str], i32); 6] = [
    (&["test", "--event", "event.json", "--pattern"], 2),
    (&["test", "--pattern", "rule.json", "--event"], 3),
    (&["test", "--ndjson"], 0),
    (&["check"], 2),
    (&["expand", "--pattern"], 2),
    (&["replay", "--rules", "rules"], 0),
];

fn folder(test: &str) -> Folder {
    let folder = Folder::new(test).with("rule.json", "{\"a\": [1]}").with("event.json", "{\"a\": 1}");
    let folder = folder.with_folder("rules").with("rules/rule.json", "{\"a\": [1]}");
    folder.with("empty.json", "").with("latin_1.json", b"{\"a\": \"\xe9\"}").with("nothing.json", " \n")
}

fn run(folder: &Folder, command: &[&str], file: &str) -> Ran {
    folder.run(&[command, &[file]].concat())
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_cannot_be_read() {
    let folder = folder("trouble_unreadable");
    for (command, _) in COMMANDS {
        for file in ["missing.json", ".", "missing/rule.json", "rule.json/rule.json", "/proc/self/mem"] {
            let ran = run(&folder, command, file);
            assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""), "{command:?} {file}");
            let message = format!("error: `{file}` cannot be read: ");
            assert!(ran.messages.starts_with(&message), "{command:?}: {}", ran.messages);
        }
    }
}

#[test]
fn an_empty_file_is_invalid_but_no_cases_are_no_mistake() {
    let folder = folder("trouble_empty");
    for (command, exit) in COMMANDS {
        let ran = run(&folder, command, "empty.json");
        assert_eq!(ran.exit, Some(exit), "{command:?} {ran:?}");
        assert_eq!(ran.messages.is_empty() && ran.output.is_empty(), exit == 0, "{command:?} {ran:?}");
    }
}

#[test]
fn a_file_that_is_no_text_is_invalid_at_the_place_of_the_byte() {
    let folder = folder("trouble_latin_1");
    for (command, exit) in
        COMMANDS.into_iter().filter(|(command, _)| !command.contains(&"--ndjson") && !command.contains(&"replay"))
    {
        let ran = run(&folder, command, "latin_1.json");
        assert_eq!(ran.exit, Some(exit), "{command:?} {ran:?}");
        // What `check` finds is its answer, so it stands on standard output.
        let said = ran.output + &ran.messages;
        assert!(said.contains("error: invalid UTF-8: byte 0xE9\n --> latin_1.json:1:8\n"), "{said}");
    }
}

/// Commands with something to say on standard output, and what they end with.
const SPEAKING: [(&[&str], i32); 6] = [
    (&["test", "--pattern", "rule.json", "--event", "event.json"], 0),
    (&["check", "--format", "json", "empty.json"], 2),
    (&["expand", "--pattern", "rule.json"], 0),
    (&["schema"], 0),
    (&["replay", "--rules", "rules", "event.json"], 0),
    (&["--help"], 0),
];

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_away_changes_no_exit_code() {
    use std::os::{fd::OwnedFd, unix::net::UnixStream};

    let folder = folder("trouble_closed");
    for (command, exit) in SPEAKING {
        let (reader, writer) = UnixStream::pair().unwrap();
        drop(reader);
        let writer = OwnedFd::from(writer);
        let ran = Ran::from(folder.command(command).stdout(writer).stderr(Stdio::piped()).output().unwrap());
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(exit), ""), "{command:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = folder("trouble_full");
    for (command, _) in SPEAKING.into_iter().filter(|(command, _)| !command.contains(&"--help")) {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::from(folder.command(command).stdout(full).output().unwrap());
        assert_eq!(ran.exit, Some(4), "{command:?}");
        assert!(ran.messages.starts_with("error: the output cannot be written: "), "{command:?}: {}", ran.messages);
    }
}
