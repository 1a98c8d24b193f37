//! Tests that the numbers on the page about limits are those in the code.

use crate::file;

/// How the rows of the page start, and the constant that each row shows.
const LIMITS: [(&str, &str, &str); 15] = [
    ("combinations of `$or` branches", "compiler/src/limits.rs", "MAX_COMBINATIONS"),
    ("conditions in all combinations", "compiler/src/limits.rs", "MAX_CONDITIONS"),
    ("levels of nested objects", "compiler/src/limits.rs", "MAX_NESTING_LEVELS"),
    ("characters of a pattern", "compiler/src/limits.rs", "DEFAULT_QUOTA_CHARS"),
    ("complexity of the wildcards", "compiler/src/limits.rs", "MAX_WILDCARD_COMPLEXITY"),
    ("steps in the path of `$field`", "tables/src/lib.rs", "MAX_FIELD_REF_STEPS"),
    ("tokens before the pattern", "codegen/src/head.rs", "MAX_HEAD_TOKENS"),
    ("bytes that a rule may read", "runtime/src/engine/state/budget.rs", "MIN_RULE_BYTES"),
    ("bytes that all rules of a set", "runtime/src/engine/state/budget.rs", "MIN_SET_BYTES"),
    ("bytes that each rule of a set", "runtime/src/engine/state/budget.rs", "BYTES_PER_CANDIDATE"),
    ("times that the whole event", "runtime/src/engine/state/budget.rs", "MIN_READS"),
    ("bytes of a line or an event", "cli/src/archive/source.rs", "MAX_RECORD_BYTES"),
    ("wrappers around an event", "cli/src/archive/reader.rs", "MAX_WRAPPERS"),
    ("layers of compression", "cli/src/archive/compression.rs", "MAX_COMPRESSION_LAYERS"),
    ("events on the page", "cli/src/page/event_files.rs", "MAX_EVENTS"),
];

/// Evaluates the value of a constant: a number, a product of numbers, or a number that is shifted.
fn evaluate(expression: &str) -> u64 {
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().unwrap_or_else(|_| panic!("{expression}"));
    if let Some((value, bits)) = expression.split_once("<<") {
        return number(value) << number(bits);
    }
    expression.split('*').map(number).product()
}

#[test]
fn the_numbers_of_the_page_are_those_of_the_code() {
    let text = file("book/src/reference/limits.md");
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| limit |"));
    let rows: Vec<(&str, &str)> =
        lines.map(|line| line.trim_matches(['|', ' ']).rsplit_once(" | ").expect(line)).collect();
    assert_eq!(rows.len(), LIMITS.len());
    for ((limit, shown), (start, path, constant)) in rows.into_iter().zip(LIMITS) {
        assert!(limit.starts_with(start), "{limit}");
        let source = file(path);
        let declaration = source.lines().find(|line| line.contains(&format!("const {constant}: ")));
        let value = declaration.unwrap_or_else(|| panic!("{path} has no {constant}")).split_once(" = ").unwrap().1;
        let (number, unit) = shown.split_once(' ').unwrap_or((shown, ""));
        let factor = if unit == "MiB" { 1 << 20 } else { 1 };
        let number: u64 = number.replace(',', "").parse().unwrap();
        assert_eq!(number * factor, evaluate(value.trim_end_matches(';')), "{limit}");
    }
}
