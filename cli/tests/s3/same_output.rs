//! Tests that an archive in Amazon S3 gives the same output as one on a disk.

use crate::server::Server;
use crate::support::{Folder, Ran, gzip};
use crate::{command, event, events, folder, replay};
use std::fs;

/// Returns the files of an archive, in the order in which they are read.
pub(crate) fn archive() -> Vec<(&'static str, Vec<u8>)> {
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 1).unwrap();
    vec![
        ("2026/01/stream-1.gz", gzip(events(0..1000))),
        ("2026/02/stream 2 +&=%20é~(1).json", events(1000..1200).into_bytes()),
        ("2026/02/stream-3.zst", zstd(&events(1200..1300))),
        ("2026/a/inner.json", event(1300).into_bytes()),
        // The folder `a` is before this file, although `.` is less than `/`.
        ("2026/a.json", event(1301).into_bytes()),
        ("2026/invalid.json", b"{\"a\":1}\nnot JSON\n".to_vec()),
        ("2026/large.json", events(1302..30_000).into_bytes()),
        ("2026/twice.gz", gzip(gzip(events(30_000..30_010)))),
    ]
}

/// Returns the objects of a bucket with the archive in `logs/`, and with others that are not read.
pub(crate) fn objects() -> Vec<(String, Vec<u8>)> {
    let mut objects: Vec<_> = archive().into_iter().map(|(name, content)| (format!("logs/{name}"), content)).collect();
    for (key, content) in [
        ("logs/", ""),
        ("logs/2026/", ""),
        ("logs/2026/empty", ""),
        ("logs/2026/.hidden/file", "no events"),
        ("logs/.DS_Store", "no events"),
        ("logs2/file", "no events"),
    ] {
        objects.push((key.to_owned(), content.as_bytes().to_vec()));
    }
    objects
}

/// Writes the archive to the folder `logs`.
pub(crate) fn with_archive(mut folder: Folder) -> Folder {
    for (name, content) in archive() {
        let (parent, _) = name.rsplit_once('/').unwrap();
        folder = folder.with_folder(&format!("logs/{parent}")).with(&format!("logs/{name}"), content);
    }
    folder
}

/// Returns a run on the bucket as if it had been on the disk.
pub(crate) fn as_local(ran: Ran) -> Ran {
    let local = |text: String| text.replace("s3://events/logs", "logs");
    Ran { output: local(ran.output), messages: local(ran.messages), ..ran }
}

/// Asserts that two runs are the same. The message shows only the first line that differs.
pub(crate) fn assert_same(remote: Ran, local: &Ran, name: &str) {
    let remote = as_local(remote);
    assert_eq!((remote.exit, &remote.messages), (local.exit, &local.messages), "{name}");
    let different = remote.output.lines().zip(local.output.lines()).find(|(remote, local)| remote != local);
    assert_eq!(different, None, "{name}");
    assert_eq!(remote.output.len(), local.output.len(), "{name}");
}

#[test]
fn replay_prints_the_same_as_for_a_folder() {
    let folder = with_archive(folder("s3_replay"));
    let server = Server::new(objects(), |_| None);
    for options in [&[][..], &["--threads", "1"], &["--events"], &["--summary"], &["--limit", "1250"]] {
        let run = |archive: &str| {
            let arguments = [&["replay", "--pattern", "rule.json"], options, &[archive]].concat();
            Ran::from(command(&folder, server.port, &arguments).output().unwrap())
        };
        let (local, remote) = (run("logs"), run("s3://events/logs"));
        assert!(local.output.len() > 100);
        assert_same(remote, &local, &format!("{options:?}"));
    }
}

#[test]
fn schemas_are_the_same_as_for_a_folder() {
    let folder = with_archive(folder("s3_schema"));
    let server = Server::new(objects(), |_| None);
    let run = |arguments: &[&str]| Ran::from(command(&folder, server.port, arguments).output().unwrap());
    let local = run(&["schema", "infer", "logs"]);
    assert!(local.output.contains("Order"), "{local:?}");
    assert_same(run(&["schema", "infer", "s3://events/logs/"]), &local, "infer");
    fs::write(folder.path("schema.json"), &local.output).unwrap();
    let local = run(&["schema", "diff", "schema.json", "logs"]);
    assert_same(run(&["schema", "diff", "schema.json", "s3://events/logs/"]), &local, "diff");
}

#[test]
fn an_archive_can_be_an_object_a_folder_or_a_bucket() {
    let folder = folder("s3_names");
    let server = Server::new(objects(), |_| None);
    for (url, count) in [
        ("s3://events/logs/2026/01/stream-1.gz", 1000),
        ("s3://events/logs/2026/a", 1),
        ("s3://events/logs/2026/a.json", 1),
        ("s3://events/logs/2026/02/stream 2 +&=%20é~(1).json", 200),
        ("s3://events/logs/2026/empty", 0),
        ("s3://events/logs/2026/", 30_010),
        ("s3://events", 30_010),
        ("s3://events/", 30_010),
    ] {
        let ran = replay(&folder, server.port, &[url]);
        assert_eq!(ran.output.lines().count(), count, "{url} {}", ran.messages);
    }
}
