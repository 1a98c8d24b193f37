//! Measures how long the macro takes to expand typed patterns, in the profile that this program is compiled with. The
//! input consists of the tokens that rustc would pass to the macro.

use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_codegen::{EcsTypes, NoFiles, expand};
use std::time::Instant;

const FIELDS: [&str; 10] = [
    "clusterArn",
    "containerInstanceArn",
    "cpu",
    "createdAt",
    "group",
    "memory",
    "platformVersion",
    "startedBy",
    "stoppedReason",
    "taskDefinitionArn",
];

const CONTAINER_FIELDS: [&str; 10] = [
    "containerArn",
    "cpu",
    "image",
    "imageDigest",
    "memory",
    "memoryReservation",
    "name",
    "reason",
    "runtimeId",
    "taskArn",
];

const ATTACHMENT_FIELDS: [&str; 2] = ["id", "type"];

const OVERRIDE_FIELDS: [&str; 8] =
    ["account", "region", "cpu", "memory", "executionRoleArn", "taskRoleArn", "platformFamily", "availabilityZone"];

const LEAVES: u32 = 30;
const _: () = assert!(
    FIELDS.len() + CONTAINER_FIELDS.len() + ATTACHMENT_FIELDS.len() + OVERRIDE_FIELDS.len() == LEAVES as usize,
);

fn main() {
    println!("{}\n", machine::description().join("\n"));
    let columns = ["leaves", "milliseconds", "microseconds per leaf"].map(|column| (column.to_owned(), 1));
    let mut table = Table::new("typed patterns in one macro call", columns.into());
    for patterns in [1, 10, 50, 200, 800] {
        let leaves = f64::from(patterns * LEAVES);
        let milliseconds = fastest_of(5, &functions(patterns));
        table.add(&patterns.to_string(), vec![leaves, milliseconds, 1_000.0 * milliseconds / leaves]);
    }
    println!("{}", table.render());
}

/// Returns the source text of `patterns` functions. Each pattern has 30 leaves, and all leaves have different values.
fn functions(patterns: u32) -> String {
    let fields = |names: &[&str], number: u32| -> String {
        let field = |name: &&str| format!(r#""{name}": ["{name}-{number}", {{ "prefix": "p-{number}" }}], "#);
        names.iter().map(field).collect::<Vec<_>>().concat()
    };
    let function = |number: u32| {
        let (event, overrides) = OVERRIDE_FIELDS.split_at(2);
        let (overrides, detail) = overrides.split_at(4);
        format!(
            r#"fn rule_{number}(event: &Event<TaskStateChange>) -> bool {{
                {} "detail": {{ {} {} "containers": {{ {} }}, "attachments": {{ {} }}, "overrides": {{ {} }} }}
            }}"#,
            fields(event, number),
            fields(&FIELDS, number),
            fields(detail, number),
            fields(&CONTAINER_FIELDS, number),
            fields(&ATTACHMENT_FIELDS, number),
            fields(overrides, number),
        )
    };
    (0..patterns).map(function).collect::<Vec<_>>().concat()
}

/// Expands the functions several times and returns the shortest duration, in milliseconds.
fn fastest_of(times: u32, functions: &str) -> f64 {
    let once = |_| {
        let tokens = functions.parse().expect("the functions are tokens");
        let start = Instant::now();
        let code = expand(tokens, &EcsTypes, &NoFiles).to_string();
        let elapsed = start.elapsed();
        assert!(!code.contains("compile_error"), "{}", &code[..code.len().min(2_000)]);
        1_000.0 * elapsed.as_secs_f64()
    };
    (0..times).map(once).fold(f64::INFINITY, f64::min)
}
