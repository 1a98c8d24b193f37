//! Passes the compiler version to the benchmarks, which print it with every measurement.

use std::env;
use std::process::Command;

fn main() {
    let compiler = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let output = Command::new(compiler).arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    println!("cargo::rustc-env=COMPILER={}", version.unwrap_or_else(|_| "an unknown compiler".into()));
    println!("cargo::rerun-if-changed=build.rs");
}
