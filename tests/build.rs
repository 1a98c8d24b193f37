//! Generates rules for the tests to compile: the valid patterns of the conformance cases as rules on JSON text, and
//! random patterns for ECS events as typed rules. The same cases always give the same rules.

#![allow(unreachable_pub, reason = "the modules are shared with the library")]

#[path = "build/acceptance.rs"]
mod acceptance;
#[allow(dead_code, reason = "the build script uses only the patterns")]
#[path = "src/cases.rs"]
mod cases;
#[path = "build/fields.rs"]
mod fields;
#[path = "build/random_pattern.rs"]
mod random_pattern;
#[allow(dead_code, reason = "the build script does not use everything")]
#[path = "src/schemas.rs"]
mod schemas;
#[path = "build/scoped_pattern.rs"]
mod scoped_pattern;

use acceptance::{allow_all, is_accepted};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Approximate number of patterns to compile from the recorded cases.
const RECORDED_PATTERNS: usize = 400;
/// Number of random patterns to generate for each event type, without scopes and field references.
const RANDOM_PATTERNS: usize = 24;
/// Maximum number of random patterns to generate for each event type, with element scopes and field references.
const SCOPED_PATTERNS: usize = 36;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/cases.rs");
    println!("cargo::rerun-if-changed=conformance");
    let folder = std::env::var("OUT_DIR").unwrap();
    std::fs::write(Path::new(&folder).join("raw_rules.rs"), raw_rules()).unwrap();
    std::fs::write(Path::new(&folder).join("typed_rules.rs"), typed_rules()).unwrap();
}

fn raw_rules() -> String {
    let accepted = |cases: Vec<cases::Case>| -> BTreeSet<String> {
        cases
            .into_iter()
            .map(|case| case.pattern)
            .filter(|pattern| is_accepted(pattern, schemas::schemas(None)))
            .collect()
    };
    let mut patterns = accepted(cases::own_cases());
    let recorded: Vec<String> = accepted(cases::recorded_cases()).into_iter().collect();
    let stride = (recorded.len() / RECORDED_PATTERNS).max(1);
    patterns.extend(recorded.into_iter().step_by(stride));
    let (mut rules, mut table, allow_all) = (String::new(), String::new(), allow_all());
    for (number, pattern) in patterns.iter().enumerate() {
        writeln!(
            rules,
            "    {allow_all} fn rule_{number}(json: &[u8]) -> Result<bool, EventError> = r####\"{pattern}\"####;"
        )
        .unwrap();
        writeln!(table, "    (rule_{number}::PATTERN, rule_{number}),").unwrap();
    }
    format!(
        "event_pattern! {{\n{rules}}}\n\ntype Rule = (&'static str, fn(&[u8]) -> Result<bool, EventError>);\n\nstatic RULES: &[Rule] = &[\n{table}];\n"
    )
}

fn typed_rules() -> String {
    let mut text = String::new();
    for schema in schemas::ecs() {
        let detail = schemas::detail(schema).name.as_str();
        let module = detail.to_lowercase();
        let (mut rules, mut table, allow_all) = (String::new(), String::new(), allow_all());
        let is_accepted = |pattern: &String| is_accepted(pattern, schemas::schemas(Some(schema)));
        let random = (0..).map(|seed| random_pattern::generate(schema, seed)).filter(is_accepted).take(RANDOM_PATTERNS);
        let scoped =
            (0..5_000).map(|seed| scoped_pattern::generate(schema, seed)).filter(is_accepted).take(SCOPED_PATTERNS);
        for (number, pattern) in random.chain(scoped).enumerate() {
            writeln!(
                rules,
                "        {allow_all} fn rule_{number}(event: &Event<{detail}>) -> bool = r####\"{pattern}\"####;"
            )
            .unwrap();
            writeln!(table, "        (rule_{number}::PATTERN, rule_{number}, rule_{number}::matches_json),").unwrap();
        }
        write!(
            text,
            "mod {module} {{\n    use super::*;\n    event_pattern! {{\n{rules}    }}\n    pub(super) type Rule = (&'static str, \
             for<'e, 'a> fn(&'e Event<'a, {detail}<'a>>) -> bool, fn(&[u8]) -> Result<bool, EventError>);\n    pub(super) static \
             RULES: &[Rule] = &[\n{table}    ];\n}}\n\n"
        )
        .unwrap();
    }
    text
}
