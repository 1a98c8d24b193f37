//! `moto_server`, a Python program that is compatible with Amazon S3.
//!
//! `.ci/moto` installs it. Without it, tests print a note and test nothing, unless `REQUIRE_MOTO` is set.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum time until the server answers.
const MAX_START: Duration = Duration::from_secs(60);

pub(crate) struct Moto {
    pub(crate) port: u16,
    process: Child,
}

impl Moto {
    /// Starts a server with an empty bucket `events`. `None` if the program is not installed.
    pub(crate) fn start() -> Option<Self> {
        let moto = Self::start_with(&[])?;
        moto.put("", b"");
        Some(moto)
    }

    /// Starts a server with these options.
    pub(crate) fn start_with(options: &[&OsStr]) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let program = env::var_os("MOTO_SERVER").unwrap_or_else(|| "moto_server".into());
        let mut command = Command::new(&program);
        command
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .args(options)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = match command.spawn() {
            Ok(process) => process,
            Err(error) => {
                let message = format!("`{}` cannot be started: {error}", program.to_string_lossy());
                assert!(env::var_os("REQUIRE_MOTO").is_none(), "{message}\nrun `.ci/moto`, which installs it");
                eprintln!("{message}; skipped this test");
                return None;
            }
        };
        let moto = Self { port, process };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < MAX_START, "`moto_server` does not answer");
            thread::sleep(Duration::from_millis(50));
        }
        Some(moto)
    }

    /// Creates an object, or the bucket if the key is empty.
    pub(crate) fn put(&self, key: &str, content: &[u8]) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut path = String::new();
        key.bytes().for_each(|byte| write!(path, "%{byte:02X}").unwrap());
        let head = format!(
            "PUT /events/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            path.replace("%2F", "/"),
            self.port,
            content.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(content).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.split(' ').nth(1) == Some("200"), "{answer}");
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Makes a command use a server on this machine, and neither the settings nor the proxy of the user.
pub(crate) fn use_server(command: &mut Command, port: u16) {
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy().to_ascii_lowercase();
        if name.starts_with("aws_") || name.ends_with("_proxy") {
            command.env_remove(variable);
        }
    }
    command
        .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
        .env("AWS_ACCESS_KEY_ID", "AKID")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_CONFIG_FILE", Path::new("absent"))
        .env("AWS_SHARED_CREDENTIALS_FILE", Path::new("absent"));
}
