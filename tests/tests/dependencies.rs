//! What a crate compiles that only uses the macros. `benches/cold_build.sh` measures how long that takes.

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn a_crate_that_uses_the_macros_compiles_these_crates_of_others_only() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "event-pattern", "--edges", "normal", "--prefix", "none"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    let names: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    let others: Vec<&str> = names.into_iter().filter(|name| !name.starts_with("event-pattern")).collect();
    assert_eq!(others, ["proc-macro2", "quote", "serde_core", "unicode-ident"]);
}
