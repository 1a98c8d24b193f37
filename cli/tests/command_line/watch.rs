//! Tests `--watch`: a subcommand runs again when a file changes.

use crate::support::{Folder, Ran};
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Maximum time for a line of output. A machine that runs many tests at once can be slow.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// A subcommand that runs, and the lines that it prints.
struct Watching {
    child: Child,
    output: Lines,
    messages: Lines,
}

/// The lines that are written to a stream.
struct Lines(Receiver<String>);

impl Watching {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = folder.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = Lines::of(child.stdout.take().unwrap());
        let messages = Lines::of(child.stderr.take().unwrap());
        Self { child, output, messages }
    }
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, lines) = channel();
        let stream = BufReader::new(stream);
        thread::spawn(move || stream.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self(lines)
    }

    /// Waits for a line that contains a text. Returns all lines up to it.
    fn wait_for(&self, text: &str) -> String {
        let mut lines = String::new();
        loop {
            let Ok(line) = self.0.recv_timeout(MAX_WAIT) else { panic!("no line with {text}, only:\n{lines}") };
            lines = lines + &line + "\n";
            if line.contains(text) {
                return lines;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn check_runs_again_when_a_file_changes_or_appears() {
    let folder = Folder::new("watch_check")
        .with_folder("rules/more")
        .with("rules/a.json", r#"{"source": "OPEN"}"#)
        .with("pattern.txt", r#"{"source": ["OPEN"]}"#);
    let watching = Watching::start(&folder, &["check", "--watch", "rules"]);
    let output = watching.output.wait_for("= help: ");
    assert!(output.starts_with("error[invalid_pattern]: ") && output.contains("rules/a.json:1:12"), "{output}");
    // A change is announced if the files were already read, so each change waits for the end of the run.
    let change = |name: &str, text: &str| {
        watching.messages.wait_for("pattern");
        fs::write(folder.path(name), text).unwrap();
    };
    change("rules/a.json", r#"{"source": ["OPEN"]}"#);
    assert_eq!(watching.output.wait_for("changed"), "\n--- `rules/a.json` changed ---\n");
    change("rules/more/b.json", r#"{"detail": "OPEN"}"#);
    let output = watching.output.wait_for("= help: ");
    assert!(output.starts_with("\n--- `rules/more/b.json` changed ---\nerror[invalid_pattern]: "), "{output}");
    watching.messages.wait_for("pattern");
    fs::remove_file(folder.path("rules/more/b.json")).unwrap();
    assert_eq!(watching.output.wait_for("changed"), "\n--- `rules/more/b.json` changed ---\n");
    // A template that refers to a file outside of the folder.
    let template = "resource \"aws_cloudwatch_event_rule\" \"a\" {\n  event_pattern = file(\"../pattern.txt\")\n}\n";
    change("rules/main.tf", template);
    assert_eq!(watching.output.wait_for("changed"), "\n--- `rules/main.tf` changed ---\n");
    change("pattern.txt", r#"{"source": "OPEN"}"#);
    let output = watching.output.wait_for("= help: ");
    assert!(output.starts_with("\n--- `rules/../pattern.txt` changed ---\nerror[invalid_pattern]: "), "{output}");
}

#[test]
fn test_runs_again_when_the_event_of_a_case_changes() {
    let folder = Folder::new("watch_cases")
        .with("rule.json", r#"{"source": ["a"]}"#)
        .with("cases.json", r#"{"event_file": "events/a.json", "rules": ["rule"]}"#)
        .with_folder("events");
    let watching = Watching::start(&folder, &["test", "rule.json", "--cases", "cases.json", "--watch"]);
    watching.messages.wait_for("error: `events/a.json` cannot be read: ");
    let write = |name: &str, text: &str| fs::write(folder.path(name), text).unwrap();
    write("events/a.json", r#"{"source": "b"}"#);
    let output = watching.output.wait_for("1 case: ");
    assert!(output.starts_with("\n--- `events/a.json` changed ---\n"), "{output}");
    assert!(output.ends_with("1 case: 0 passed, 1 failed\n"), "{output}");
    write("events/a.json", r#"{"source": "a"}"#);
    assert_eq!(watching.output.wait_for("1 case: "), "\n--- `events/a.json` changed ---\n1 case: 1 passed, 0 failed\n");
    write("rule.json", r#"{"source": ["another"]}"#);
    assert!(watching.output.wait_for("1 case: ").ends_with("1 case: 0 passed, 1 failed\n"));
}

#[test]
fn standard_input_and_output_for_programs_cannot_be_watched() {
    let folder = Folder::new("watch_input").with_rule();
    let messages = "error: --watch cannot read standard input (`-`) again\n = help: write the text to a file\n";
    for arguments in [&["check", "--watch", "-"][..], &["test", "--watch", "rule.json", "-"]] {
        assert_eq!(folder.run(arguments), Ran::new(64, "", messages));
    }
    for arguments in [
        &["check", "--watch", "--format", "json", "rule.json"][..],
        &["test", "--watch", "--ndjson", "cases.ndjson"],
        &["test", "--watch", "rule.json", "--cases", "cases", "--format", "junit"],
        &["test", "--watch", "rule.json", "--cases", "cases", "--update"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}: {}", ran.messages);
    }
}
