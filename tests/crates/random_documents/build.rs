//! Generates random documents and random rules on their events. The same seeds always give the same rules.

#[path = "../../build/acceptance.rs"]
mod acceptance;
#[path = "build/document.rs"]
mod document;
#[path = "build/pattern.rs"]
mod pattern;

use acceptance::{allow_all, is_accepted};
use event_pattern_compiler::schema::{Catalogue, Schemas};
use event_pattern_documents::{Options, read};
use std::fmt::Write as _;
use std::path::Path;

/// Number of documents.
const DOCUMENTS: u64 = if cfg!(feature = "all") { 64 } else { 16 };
/// Number of rules on the events of each document.
const RULES: usize = 7;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=../../build");
    let folder = std::env::var("OUT_DIR").unwrap();
    let (mut modules, mut rules, mut table, mut documents) =
        (String::new(), String::new(), String::new(), String::new());
    let (allow_all, catalogue) = (allow_all(), Catalogue::new());
    for number in 0..DOCUMENTS {
        let text = document::generate(number);
        let path = Path::new(&folder).join(format!("document_{number}.json"));
        std::fs::write(&path, &text).unwrap();
        writeln!(modules, "    mod document_{number} = {:?};", path.to_str().unwrap()).unwrap();
        writeln!(documents, "    include_str!({:?}),", path.to_str().unwrap()).unwrap();
        let read = read(&text, &Options::new("document.json")).unwrap_or_else(|errors| panic!("{errors:?}\n{text}"));
        let schema = &read.events[0];
        let schemas = Schemas { event_type: Some(schema), catalogue: &catalogue };
        let patterns =
            (0..10_000).map(|seed| pattern::generate(schema, seed)).filter(|text| is_accepted(text, schemas));
        for (index, pattern) in patterns.take(RULES).enumerate() {
            let name = format!("rule_{number}_{index}");
            writeln!(
                rules,
                "    {allow_all} fn {name}(event: &Event<document_{number}::Random{number}>) -> bool = r####\"{pattern}\"####;"
            )
            .unwrap();
            writeln!(
                table,
                "    Rule {{ document: {number}, pattern: {name}::PATTERN, typed: |json| Ok({name}(&serde_json::from_str(json)?)), \
                 bytes: {name}::matches_json }},"
            )
            .unwrap();
        }
    }
    let text = format!(
        "event_types! {{\n{modules}}}\n\nevent_pattern! {{\n{rules}}}\n\n/// The rules.\npub static RULES: &[Rule] = \
         &[\n{table}];\n\n/// The documents.\npub static DOCUMENTS: &[&str] = &[\n{documents}];\n"
    );
    std::fs::write(Path::new(&folder).join("rules.rs"), text).unwrap();
}
