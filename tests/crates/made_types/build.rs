//! Makes the types of one module for each event source of the catalogue, and of one for the documents in this crate.

#![allow(unreachable_pub, reason = "the module is shared with the library")]

#[path = "src/schemas.rs"]
mod schemas;

use event_pattern_codegen::made_types::MadeTypes;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/schemas.rs");
    println!("cargo::rerun-if-changed=documents");
    let (mut modules, mut table) = (String::new(), String::new());
    for (module, schemas) in schemas::modules() {
        let made = MadeTypes::new(schemas);
        let items = made.items(&quote::quote!(::event_pattern));
        writeln!(modules, "/// Made types.\npub mod {module} {{ {items} }}").unwrap();
        for event in &made.events {
            writeln!(table, "    functions!({module}::{}),", event.rust.detail).unwrap();
        }
    }
    let text =
        format!("{modules}\n/// The functions of all event types.\npub static TYPES: &[Functions] = &[\n{table}];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR").unwrap()).join("made_types.rs"), text).unwrap();
}
