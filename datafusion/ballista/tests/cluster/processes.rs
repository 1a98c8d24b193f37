//! The processes of a cluster and of its clients.

use crate::moto_server::use_server;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Maximum time until something happens that a test waits for.
const MAX_WAIT: Duration = Duration::from_mins(2);

/// A scheduler and its executors, each of which has one core.
pub(crate) struct Cluster {
    pub(crate) url: String,
    pub(crate) executors: [Executor; 2],
    _scheduler: Server,
    _folder: TempDir,
}

pub(crate) struct Executor {
    server: Server,
    /// The folder for the results of tasks.
    folder: PathBuf,
}

/// A process that ends with the test. If the test fails, its log is printed.
struct Server {
    process: Child,
    log: PathBuf,
}

impl Cluster {
    /// Starts a cluster. The scheduler uses the S3 server on the first port, and each executor has its own.
    pub(crate) fn start(s3: u16, s3_of_executors: [u16; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port().to_string();
        let mut scheduler = program("scheduler", s3);
        scheduler.args(["--bind-host", "127.0.0.1", "--bind-port", &port, "--external-host", "127.0.0.1"]);
        scheduler.args(["--min-ready-executors", "2"]);
        scheduler.args(["--executor-timeout-seconds", "5", "--expire-dead-executor-interval-seconds", "1"]);
        // A machine with much other work may delay the heartbeats of both executors.
        scheduler.args(["--no-executors-grace-period-seconds", "60"]);
        let scheduler = Server::start(scheduler, folder.path().join("scheduler.log"));
        let mut name = 0;
        let executors = s3_of_executors.map(|s3| {
            name += 1;
            Executor::start(s3, &port, folder.path().join(format!("executor_{name}")))
        });
        let cluster =
            Self { url: format!("http://127.0.0.1:{port}"), executors, _scheduler: scheduler, _folder: folder };
        wait_until("the executors are registered", || is_ready(&port));
        cluster
    }
}

impl Executor {
    fn start(s3: u16, scheduler: &str, folder: PathBuf) -> Self {
        fs::create_dir(&folder).unwrap();
        let mut command = program("executor", s3);
        command.args(["--bind-host", "127.0.0.1", "--external-host", "127.0.0.1", "--vcores", "1"]);
        command.args(["--scheduler-host", "127.0.0.1", "--scheduler-port", scheduler]);
        command.args(["--scheduler-connect-timeout-seconds", "60", "--executor-heartbeat-interval-seconds", "1"]);
        for option in ["--bind-port", "--bind-grpc-port", "--bind-health-port"] {
            command.args([option, &free_port().to_string()]);
        }
        command.arg("--work-dir").arg(&folder);
        Self { server: Server::start(command, folder.with_extension("log")), folder }
    }

    /// Returns whether the result of a task is in the folder.
    pub(crate) fn has_output(&self) -> bool {
        has_file(&self.folder)
    }

    /// Kills the process and removes its folder, as if the machine was lost.
    pub(crate) fn kill(&mut self) {
        self.server.process.kill().unwrap();
        self.server.process.wait().unwrap();
        fs::remove_dir_all(&self.folder).unwrap();
    }
}

impl Server {
    fn start(mut command: Command, log: PathBuf) -> Self {
        let output = File::create(&log).unwrap();
        command.stdout(output.try_clone().unwrap()).stderr(output);
        Self { process: command.spawn().unwrap(), log }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if thread::panicking() {
            eprintln!("{}:\n{}", self.log.display(), fs::read_to_string(&self.log).unwrap_or_default());
        }
    }
}

/// Returns a command that runs statements on a cluster or, without its address, in its own process.
pub(crate) fn query(s3: u16, scheduler: Option<&str>, statements: &str) -> Command {
    let mut command = program("query", s3);
    if let Some(scheduler) = scheduler {
        command.args(["--scheduler", scheduler]);
    }
    command.arg(statements);
    command
}

/// Returns the standard output of a command that succeeds.
pub(crate) fn output(command: &mut Command) -> String {
    finish(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap(), 0)
}

/// Returns the standard output of a process that ends with this exit code.
pub(crate) fn finish(process: Child, exit: i32) -> String {
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(exit), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Waits for a condition.
pub(crate) fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < MAX_WAIT, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn program(subcommand: impl AsRef<OsStr>, s3: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-pattern-ballista"));
    command.arg(subcommand);
    use_server(&mut command, s3);
    command.env("AWS_ALLOW_HTTP", "true").env_remove("RUST_LOG");
    command
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Returns whether the scheduler on this port has its executors.
fn is_ready(port: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(format!("127.0.0.1:{port}")) else { return false };
    let request = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut answer = String::new();
    stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut answer)).is_ok()
        && answer.starts_with("HTTP/1.1 200")
}

fn has_file(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| !path.is_dir() || has_file(&path))
}
