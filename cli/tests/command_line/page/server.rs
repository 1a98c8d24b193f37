//! A running `serve`, and requests to it.

use crate::support::Folder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Maximum time for an answer. A machine that runs many tests at once can be slow.
const MAX_WAIT: Duration = Duration::from_secs(60);

pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
}

/// The answer to a request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The head, in lower case.
    pub(super) head: String,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Returns the message of an answer that is not a success.
    pub(super) fn error(&self) -> String {
        self.json()["error"].as_str().unwrap().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts the server on a free port, and waits for its address.
    pub(super) fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], arguments].concat();
        let mut child = folder.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let port = address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix("/\n"));
        let port = port.unwrap_or_else(|| panic!("unexpected address `{address}`")).parse().unwrap();
        Self { child, port }
    }

    /// Starts the server with the folders `rules` and `events`.
    pub(super) fn of(folder: &Folder) -> Self {
        Self::start(folder, &["--rules", "rules", "--events", "events"])
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(MAX_WAIT)).unwrap();
        stream
    }

    /// Sends the text of a request, which must ask to close the connection.
    pub(super) fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // The server may refuse a large request before it has read all of it.
        let _ = stream.write_all(request.as_ref());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: `{answer}`"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Sends a request with more headers, each with a line break.
    pub(super) fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        self.send(format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.port,
            body.len()
        ))
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "", "")
    }

    pub(super) fn state(&self) -> Value {
        self.get("/api/state").json()
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Answer {
        self.request("POST", path, "Content-Type: application/json\r\n", &body.to_string())
    }

    /// Waits until the state has a property.
    pub(super) fn wait_for(&self, has: impl Fn(&Value) -> bool) -> Value {
        let start = std::time::Instant::now();
        loop {
            let state = self.state();
            if has(&state) {
                return state;
            }
            assert!(start.elapsed() < MAX_WAIT, "{state}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
