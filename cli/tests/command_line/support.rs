//! Runs the command in a temporary folder.

use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A temporary folder with files, used as the working directory of the command.
pub(crate) struct Folder(PathBuf);

/// The exit code and output of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) exit: Option<i32>,
    pub(crate) output: String,
    pub(crate) messages: String,
}

impl Ran {
    pub(crate) fn new(exit: i32, output: &str, messages: &str) -> Self {
        Self { exit: Some(exit), output: output.to_owned(), messages: messages.to_owned() }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code(),
            output: String::from_utf8(output.stdout).unwrap(),
            messages: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    /// Creates an empty folder. Its name contains `test` and the process ID, because a test may run twice at the same
    /// time.
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    /// Returns the path of a file.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Adds a folder.
    pub(crate) fn with_folder(self, name: &str) -> Self {
        fs::create_dir_all(self.0.join(name)).unwrap();
        self
    }

    /// Adds `rule.json`, which matches if the `run-test` container failed.
    pub(crate) fn with_rule(self) -> Self {
        self.with("rule.json", fixture("run_test_failed.json"))
    }

    /// Runs the command with empty standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs the command with this text on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut child = self.start(arguments);
        // A write error is ignored: the command may end without reading its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        child.wait_with_output().unwrap().into()
    }

    /// Starts the command with all streams piped.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let (input, output, messages) = (Stdio::piped(), Stdio::piped(), Stdio::piped());
        self.command(arguments).stdin(input).stdout(output).stderr(messages).spawn().unwrap()
    }

    /// Returns the command with its arguments and working directory.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_event-pattern"));
        command.args(arguments).current_dir(&self.0);
        command
    }
}

/// Compresses bytes.
pub(crate) fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// Reads a file in `fixtures/`.
pub(crate) fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// The arguments of `test` that most tests use.
pub(crate) const TEST: [&str; 5] = ["test", "--pattern", "rule.json", "--event", "event.json"];
