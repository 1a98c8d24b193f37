//! Tests with `moto_server`, a Python program that is compatible with Amazon S3.
//!
//! `.ci/s3` installs it. Without it, these tests print a note and test nothing, unless `REQUIRE_MOTO` is set.

use crate::same_output::{assert_same, objects, with_archive};
use crate::support::Ran;
use crate::{command, event, folder, replay};
use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum time until the server answers.
const MAX_START: Duration = Duration::from_secs(60);

struct Moto {
    port: u16,
    process: Child,
}

impl Moto {
    /// Starts a server with an empty bucket `events`. `None` if the program is not installed.
    fn start() -> Option<Self> {
        let moto = Self::start_with(&[])?;
        moto.put("", b"");
        Some(moto)
    }

    /// Starts a server with these options.
    fn start_with(options: &[&OsStr]) -> Option<Self> {
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
                assert!(env::var_os("REQUIRE_MOTO").is_none(), "{message}\nrun `.ci/s3`, which installs it");
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
    fn put(&self, key: &str, content: &[u8]) {
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

#[test]
fn replay_prints_the_same_as_for_a_folder() {
    let Some(moto) = Moto::start() else { return };
    for (key, content) in objects() {
        moto.put(&key, &content);
    }
    let folder = with_archive(folder("s3_moto"));
    let run = |archive: &str| {
        let arguments = ["replay", "--pattern", "rule.json", archive];
        Ran::from(command(&folder, moto.port, &arguments).output().unwrap())
    };
    let (local, remote) = (run("logs"), run("s3://events/logs"));
    assert_eq!(local.output.lines().count(), 30_010);
    assert_same(remote, &local, "replay");
}

#[test]
fn a_folder_can_have_more_objects_than_a_page() {
    let Some(moto) = Moto::start() else { return };
    for id in 0..1100 {
        moto.put(&format!("{id:04}.json"), event(id).as_bytes());
    }
    let ran = replay(&folder("s3_moto_pages"), moto.port, &["s3://events"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    let expected = (0..1100).map(|id| {
        format!(
            "{{\"file\":\"s3://events/{id:04}.json\",\"line\":1,\"id\":\"{id}\",\"time\":null,\"rules\":[\"rule\"]}}"
        )
    });
    assert!(ran.output.lines().eq(expected));
}

#[test]
fn errors_of_the_server_are_explained() {
    let Some(moto) = Moto::start() else { return };
    moto.put("logs/a.json", event(1).as_bytes());
    let folder = folder("s3_moto_errors");
    for (url, expected) in [
        (
            "s3://other/logs/",
            "cannot be read: 404 NoSuchBucket: The specified bucket does not exist\n = help: there is no bucket",
        ),
        ("s3://events/missing", "no objects in `s3://events/missing`"),
    ] {
        let ran = replay(&folder, moto.port, &[url]);
        assert!(ran.messages.contains(expected), "{}", ran.messages);
        assert_eq!(ran.exit, Some(4));
    }
}

#[test]
fn the_certificate_of_the_server_is_checked() {
    let folder = folder("s3_moto_tls");
    let (key, certificate) = (folder.path("key.pem"), folder.path("certificate.pem"));
    let options: [&OsStr; 5] = ["-s".as_ref(), "-k".as_ref(), key.as_ref(), "-c".as_ref(), certificate.as_ref()];
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]);
    openssl.args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"]);
    openssl.arg("-keyout").arg(&key).arg("-out").arg(&certificate).stderr(Stdio::null());
    if !openssl.status().is_ok_and(|status| status.success()) {
        assert!(env::var_os("REQUIRE_MOTO").is_none(), "`openssl` cannot make a certificate");
        eprintln!("`openssl` cannot make a certificate; skipped this test");
        return;
    }
    let Some(moto) = Moto::start_with(&options) else { return };
    let run = |variable: Option<&str>| {
        let mut command = command(&folder, moto.port, &["replay", "--pattern", "rule.json", "s3://events/"]);
        command.env("AWS_ENDPOINT_URL", format!("https://127.0.0.1:{}", moto.port)).env("AWS_MAX_ATTEMPTS", "1");
        Ran::from(command.envs(variable.map(|name| (name, &certificate))).output().unwrap())
    };
    let unknown = run(None).messages;
    assert!(unknown.contains("`s3://events/` cannot be read: ") && unknown.contains("certificate"), "{unknown}");
    let trusted = run(Some("AWS_CA_BUNDLE")).messages;
    assert!(trusted.contains("404 NoSuchBucket"), "{trusted}");
}
