//! A cluster of Ballista on this machine.

use crate::Failure;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum time until the scheduler answers.
const MAX_START: Duration = Duration::from_secs(30);

/// A scheduler and executors with one thread each.
pub(crate) struct Cluster {
    program: PathBuf,
    port: u16,
    processes: Vec<Child>,
}

impl Cluster {
    pub(crate) fn start(program: &Path, executors: usize) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut cluster = Self { program: program.to_owned(), port, processes: Vec::new() };
        cluster.spawn(&["scheduler", "--bind-host", "127.0.0.1", "--bind-port", &port.to_string()])?;
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if start.elapsed() > MAX_START {
                return Err("the scheduler does not answer".into());
            }
            thread::sleep(Duration::from_millis(50));
        }
        for _ in 0..executors {
            let [flight, grpc, health] = [free_port()?, free_port()?, free_port()?].map(|port| port.to_string());
            cluster.spawn(&[
                "executor",
                "--vcores",
                "1",
                "--scheduler-host",
                "127.0.0.1",
                "--scheduler-port",
                &port.to_string(),
                "--bind-host",
                "127.0.0.1",
                "--external-host",
                "127.0.0.1",
                "--bind-port",
                &flight,
                "--bind-grpc-port",
                &grpc,
                "--bind-health-port",
                &health,
            ])?;
        }
        Ok(cluster)
    }

    fn spawn(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.processes.push(command.spawn()?);
        Ok(())
    }

    /// Returns a client that runs these statements.
    pub(crate) fn query(&self, statements: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["query", "--scheduler", &format!("http://127.0.0.1:{}", self.port), statements]);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // A process that has ended by itself cannot be killed.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
