//! Running one test.

use crate::Problem;
use crate::state::Binary;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The address space that a test gets, in bytes: some mutants ask for ever more memory.
const SPACE: &str = "--as=6000000000";

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum End {
    Passed,
    Failed,
    TimedOut,
}

/// The command for a binary of tests, in the surroundings that all tests get.
pub(crate) fn command(binary: &Binary, workspace: &Path) -> Command {
    let mut command = Command::new("prlimit");
    command.arg(SPACE).arg(&binary.path).current_dir(&binary.folder);
    command.env("CARGO_MANIFEST_DIR", &binary.folder).env("INSTA_WORKSPACE_ROOT", workspace).env("INSTA_UPDATE", "no");
    command.env("PROPTEST_CASES", "300").env("PROPTEST_RNG_SEED", "1").env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs one test with something in its environment, and tells how it ended and when.
pub(crate) fn run(
    binary: &Binary,
    workspace: &Path,
    test: &str,
    (name, value): (&str, &str),
    limit: Duration,
) -> Result<(End, Duration), Problem> {
    let mut command = command(binary, workspace);
    command.args(["--exact", test, "--test-threads=1"]).env(name, value).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.process_group(0).spawn()?;
    let mut pause = Duration::from_micros(500);
    loop {
        if let Some(status) = child.try_wait()? {
            let end = if status.success() { End::Passed } else { End::Failed };
            return Ok((end, start.elapsed()));
        }
        if start.elapsed() > limit {
            stop(&mut child)?;
            return Ok((End::TimedOut, start.elapsed()));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Ends a test and all that it started.
fn stop(child: &mut Child) -> Result<(), Problem> {
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status()?;
    child.wait()?;
    Ok(())
}
