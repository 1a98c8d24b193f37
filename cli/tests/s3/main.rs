//! Tests of archives in Amazon S3.
//!
//! `server` is a small server with faults, which `faults` and `requests` use. `moto` uses `moto_server`, which is
//! compatible with Amazon S3. `same_output` compares what is read from a server with what is read from a disk.

#[allow(dead_code, reason = "shared with other tests")]
#[path = "../command_line/support.rs"]
mod support;

mod faults;
mod moto;
mod moto_server;
mod requests;
mod same_output;
mod server;

use std::process::Command;
use support::{Folder, Ran};

/// A pattern that matches the events of [`event`].
const RULE: &str = r#"{ "source": ["shop"] }"#;

/// Returns an event.
fn event(id: usize) -> String {
    format!(r#"{{"version":"0","id":"{id}","detail-type":"Order","source":"shop","detail":{{"id":{id}}}}}"#)
}

/// Returns events, one per line.
fn events(ids: std::ops::Range<usize>) -> String {
    ids.map(|id| event(id) + "\n").collect()
}

/// Returns events of more than 1 KB, one per line.
fn large_events(ids: std::ops::Range<usize>) -> String {
    let padding = "x".repeat(1000);
    ids.map(|id| event(id).replace("Order", &format!("Order {padding}")) + "\n").collect()
}

/// Returns a folder with `rule.json`.
fn folder(test: &str) -> Folder {
    Folder::new(test).with("rule.json", RULE)
}

/// Returns a command that uses a server on this machine, and neither the settings nor the proxy of the user.
fn command(folder: &Folder, port: u16, arguments: &[&str]) -> Command {
    let mut command = folder.command(arguments);
    moto_server::use_server(&mut command, port);
    command
}

/// Runs `replay` with `rule.json` on an archive on this server.
fn replay(folder: &Folder, port: u16, arguments: &[&str]) -> Ran {
    let arguments = [&["replay", "--pattern", "rule.json"], arguments].concat();
    command(folder, port, &arguments).output().unwrap().into()
}
