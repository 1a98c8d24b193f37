//! Tests the dependencies of a crate that uses only the macros. `benches/cold_build.sh` measures their compile time.

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn the_macros_bring_only_four_third_party_crates() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "event-pattern", "--edges", "normal", "--prefix", "none"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    let names: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    let third_party: Vec<&str> = names.into_iter().filter(|name| !name.starts_with("event-pattern")).collect();
    assert_eq!(third_party, ["proc-macro2", "quote", "serde_core", "unicode-ident"]);
}
