//! Tests each subcommand with files that are missing, empty or not valid UTF-8, with folders instead of files, and with
//! standard output closed or full.

use crate::support::{Folder, Ran};
use std::process::Stdio;

/// The arguments of each subcommand that reads a file, without the file name at the end, and the exit code for an empty
/// file.
const COMMANDS: [(&[&str], i32); 6] = [
    (&["test", "--event", "event.json", "--pattern"], 2),
    (&["test", "--pattern", "rule.json", "--event"], 3),
    (&["test", "--ndjson"], 0),
    (&["check"], 2),
    (&["expand", "--pattern"], 2),
    (&["replay", "--rules", "rules"], 0),
];

fn folder(test: &str) -> Folder {
    let folder = Folder::new(test)
        .with("rule.json", "{\"detail\": {\"a\": [1]}}")
        .with("event.json", "{\"source\": \"x\", \"detail\": {\"a\": 1}}");
    let folder = folder.with_folder("rules").with("rules/rule.json", "{\"detail\": {\"a\": [1]}}");
    folder.with("empty.json", "").with("latin_1.json", b"{\"a\": \"\xe9\"}").with("nothing.json", " \n")
}

fn run(folder: &Folder, command: &[&str], file: &str) -> Ran {
    folder.run(&[command, &[file]].concat())
}

#[test]
fn a_missing_file_or_a_folder_cannot_be_read() {
    let folder = folder("io_errors_unreadable");
    for (command, _) in COMMANDS {
        for file in ["missing.json", ".", "missing/rule.json", "rule.json/rule.json", "/proc/self/mem"] {
            // The rules in a folder are read, and so are its events.
            if file == "." && (command[0] == "replay" || !matches!(command.last(), Some(&("--event" | "--ndjson")))) {
                continue;
            }
            let ran = run(&folder, command, file);
            assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""), "{command:?} {file}");
            let message = format!("error: `{file}` cannot be read: ");
            assert!(ran.messages.starts_with(&message), "{command:?}: {}", ran.messages);
        }
    }
}

#[test]
fn an_empty_file_is_invalid_except_for_ndjson_and_replay() {
    let folder = folder("io_errors_empty");
    for (command, exit) in COMMANDS {
        let ran = run(&folder, command, "empty.json");
        assert_eq!(ran.exit, Some(exit), "{command:?} {ran:?}");
        assert_eq!(ran.messages.is_empty() && ran.output.is_empty(), exit == 0, "{command:?} {ran:?}");
    }
}

#[test]
fn invalid_utf8_is_reported_at_the_invalid_byte() {
    let folder = folder("io_errors_latin_1");
    for (command, exit) in
        COMMANDS.into_iter().filter(|(command, _)| !command.contains(&"--ndjson") && !command.contains(&"replay"))
    {
        let ran = run(&folder, command, "latin_1.json");
        assert_eq!(ran.exit, Some(exit), "{command:?} {ran:?}");
        // `check` prints diagnostics on standard output.
        let printed = ran.output + &ran.messages;
        assert!(printed.contains("error: invalid UTF-8: byte 0xE9\n --> latin_1.json:1:8\n"), "{printed}");
    }
}

/// Subcommands that write to standard output, and their exit codes.
const WRITING: [(&[&str], i32); 7] = [
    (&["test", "--pattern", "rule.json", "--event", "event.json"], 0),
    (&["check", "--format", "json", "empty.json"], 2),
    (&["expand", "--pattern", "rule.json"], 0),
    (&["schema", "list"], 0),
    (&["schema", "show", "TaskStateChange"], 0),
    (&["replay", "--rules", "rules", "event.json"], 0),
    (&["--help"], 0),
];

#[cfg(unix)]
#[test]
fn closed_output_does_not_change_the_exit_code() {
    use std::os::{fd::OwnedFd, unix::net::UnixStream};

    let folder = folder("io_errors_closed");
    for (command, exit) in WRITING {
        let (reader, writer) = UnixStream::pair().unwrap();
        drop(reader);
        let writer = OwnedFd::from(writer);
        let ran = Ran::from(folder.command(command).stdout(writer).stderr(Stdio::piped()).output().unwrap());
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(exit), ""), "{command:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_output_is_an_error() {
    let folder = folder("io_errors_full");
    for (command, _) in WRITING.into_iter().filter(|(command, _)| !command.contains(&"--help")) {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::from(folder.command(command).stdout(full).output().unwrap());
        assert_eq!(ran.exit, Some(4), "{command:?}");
        assert!(ran.messages.starts_with("error: the output cannot be written: "), "{command:?}: {}", ran.messages);
    }
}
