//! Sets `cfg(has_avx512)` if the compiler supports the AVX-512 intrinsics, which are stable since Rust 1.89.

use std::env;
use std::process::Command;

const MIN_MINOR_VERSION: u32 = 89;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(has_avx512)");
    if minor_version().is_some_and(|minor| minor >= MIN_MINOR_VERSION) {
        println!("cargo::rustc-cfg=has_avx512");
    }
}

/// Returns the minor version of the compiler.
fn minor_version() -> Option<u32> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split('.').nth(1)?.parse().ok()
}
