//! The command `event-pattern`.

use crate::archive::{Answer, RULES};
use crate::moto_server::use_server;
use crate::processes::{finish, output};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Runs `replay` with all rules on an archive.
pub(crate) fn run(folder: &Path, port: u16, archive: &str) -> Answer {
    let rules = folder.join("rules");
    fs::create_dir_all(&rules).unwrap();
    for (name, pattern) in RULES {
        fs::write(rules.join(format!("{name}.json")), pattern).unwrap();
    }
    let mut command = Command::new(program());
    command.args(["replay", "--rules", "rules", archive]).current_dir(folder);
    use_server(&mut command, port);
    // Exit code 3 is that of invalid events.
    let process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    Answer::of_replay(&finish(process, 3))
}

/// Returns the path of the command: that in the environment variable `EVENT_PATTERN`, or one that is built here.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| env::var_os("EVENT_PATTERN").map_or_else(build, Into::into))
}

fn build() -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["build", "--package", "event-pattern-cli", "--features", "s3"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    // Build scripts, such as that of `ring`, run again if the variables change that cargo sets for this package.
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(variable);
        }
    }
    let messages = output(&mut command);
    let executable = |line| serde_json::from_str::<Value>(line).unwrap()["executable"].as_str().map(PathBuf::from);
    messages.lines().filter_map(executable).next_back().expect("cargo prints the path of the executable")
}
