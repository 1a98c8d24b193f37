//! Tests with `moto_server`.

use crate::moto_server::Moto;
use crate::same_output::{assert_same, objects, with_archive};
use crate::support::Ran;
use crate::{command, event, folder, replay};
use std::env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

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
