//! Tests that the README is correct: its programs compile, its samples are real output, and its figures are those in
//! the book's page on benchmarks.
//!
//! The documentation tests of the `event-pattern` package compile the README's Rust code, except for the Lambda
//! functions. The tests of the command run the commands in the README.

use event_pattern::Pattern;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// Reads a file in the repository.
fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Returns the code blocks of a text. The first item of each pair is the kind: the text after the opening fence.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let fenced = text.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap()).collect()
}

/// Returns the first block of this kind below a heading.
fn block_below(heading: &str, kind: &str) -> String {
    blocks_below(heading, kind).next().unwrap()
}

/// Returns all blocks of this kind below a heading.
fn blocks_below(heading: &str, kind: &str) -> impl Iterator<Item = String> {
    let (_, section) = README.split_once(heading).unwrap();
    blocks(section)
        .into_iter()
        .filter(move |(block_kind, _)| *block_kind == kind)
        .map(|(_, block)| format!("{block}\n"))
}

/// Returns the rows of all tables. The first cell of each row is its key. If several rows have the same first cell, the
/// first row is kept.
fn rows(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let mut cells = line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned());
        rows.entry(cells.next().unwrap()).or_insert_with(|| cells.collect());
    }
    rows
}

#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    let kinds: BTreeSet<&str> = blocks(README).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, BTreeSet::from(["json", "rust", "rust,ignore", "text", "toml"]));
    let ignored = blocks(README).into_iter().filter(|(kind, _)| *kind == "rust,ignore").count();
    assert_eq!(ignored, 2, "only the Lambda functions are not compiled as documentation tests");
}

#[test]
fn the_first_program_and_its_test_are_the_example_first_rule() {
    let blocks = [block_below("## Getting started", "rust"), block_below("### Testing a rule", "rust")];
    let head = "//! The first program of the README, with its test.\n\n";
    assert_eq!(file("examples/first_rule.rs"), format!("{head}{}", blocks.join("\n")));
}

#[test]
fn the_lambda_functions_are_examples_of_the_lambda_package() {
    let functions: Vec<String> = blocks_below("### In a Lambda function", "rust,ignore").collect();
    let head = "//! The Lambda function of the README.\n\n";
    assert_eq!(file("examples/lambda/examples/handler.rs"), format!("{head}{}", functions[0]));
    assert!(file("examples/lambda/examples/owned_event.rs").contains(&functions[1]), "{}", functions[1]);
}

#[test]
fn the_compile_error_is_what_rustc_prints() {
    let printed = file("tests/ui/fail/unknown_field/misspelt_field.stderr");
    let expected = printed.replace("ui/fail/unknown_field/misspelt_field.rs", "src/rules.rs");
    assert_eq!(block_below("## Errors at compile time", "text"), expected);
}

#[test]
fn the_warning_is_what_rustc_prints() {
    let printed = file("tests/ui/fail/unnamed_container/exit_code.stderr");
    let sample = block_below("## Warnings in CI", "text").replace("run_test_failed::warning", "rule::warning");
    // The test makes the warning an error, and rustc indents notes by the length of that word.
    let expected = sample.replace("warning: use", "error: use").replace("\n         =", "\n       =");
    assert!(printed.starts_with(&expected), "{printed}");
}

#[test]
fn json_blocks_are_valid_details_of_a_pattern_for_tasks() {
    for (_, block) in blocks(README).into_iter().filter(|(kind, _)| *kind == "json") {
        let pattern = format!(
            r#"{{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {{ {block} }} }}"#
        );
        Pattern::parse(&pattern).unwrap();
    }
}

/// Returns the names of the diagnostics for a pattern.
fn diagnostics(pattern: &str) -> Vec<&'static str> {
    Pattern::parse(pattern).unwrap().warnings().iter().map(|diagnostic| diagnostic.name()).collect()
}

#[test]
fn fields_and_values_are_checked_only_where_the_readme_promises_it() {
    let task = |detail_type: &str, detail: &str| {
        diagnostics(&format!(
            r#"{{ "source": ["aws.ecs"], "detail-type": [{detail_type}], "detail": {{ {detail} }} }}"#
        ))
    };
    let one_type = r#""ECS Task State Change""#;
    assert_eq!(task(one_type, r#""lastStats": ["STOPPED"]"#), ["unknown_field"]);
    assert_eq!(task(one_type, r#""lastStatus": ["STOPED"]"#), ["unknown_value"]);
    assert_eq!(task(one_type, r#""clusterArn": ["web"]"#), ["malformed_value"]);
    assert_eq!(task(one_type, r#""group": ["web"]"#), [""; 0]);

    let two_types = r#""ECS Task State Change", "ECS Service Action""#;
    assert_eq!(task(two_types, r#""lastStats": ["STOPPED"]"#), ["unknown_field"]);
    assert_eq!(task(two_types, r#""lastStatus": ["STOPED"]"#), ["unknown_value"]);

    assert_eq!(task(r#"{ "prefix": "ECS Task" }"#, r#""lastStats": ["STOPPED"]"#), ["unknown_field"]);
    assert_eq!(diagnostics(r#"{ "source": ["aws.ecs"], "detail": { "lastStats": [1] } }"#), ["unknown_field"]);
    assert_eq!(diagnostics(r#"{ "sorce": ["shop.orders"], "detail": { "totl": [100] } }"#), ["unknown_field"]);
    let other_source = r#"{ "source": ["shop"], "detail-type": ["ETL Task State Change"], "detail": { "a": [1] } }"#;
    assert_eq!(diagnostics(other_source), [""; 0]);
}

#[test]
fn the_table_of_features_agrees_with_the_manifest() {
    let manifest = file("Cargo.toml");
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let features = features.split("\n[").next().unwrap().lines().filter_map(|line| line.split_once(" = "));
    let mut declared: BTreeMap<&str, &str> = features.collect();
    let default = declared.remove("default").unwrap();
    let (_, section) = README.split_once("| feature |").unwrap();
    let table = section.split("\n\n").next().unwrap();
    let shown: BTreeMap<&str, bool> = table
        .lines()
        .skip(2)
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
        .map(|cells| (cells[1].trim_matches('`'), cells[2] == "yes"))
        .collect();
    let expected = declared.keys().map(|name| (*name, default.contains(&format!("\"{name}\"")))).collect();
    assert_eq!(shown, expected);
}

#[test]
fn links_lead_to_a_web_page_an_existing_file_or_a_heading() {
    let headings =
        README.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#').trim());
    let anchors: BTreeSet<String> =
        headings.map(|heading| format!("#{}", heading.to_lowercase().replace(' ', "-"))).collect();
    for target in README.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
        assert!(target.starts_with("https://") || anchors.contains(target), "{target}");
        if let Some((_, path)) = target.split_once("/event-pattern/event-pattern/") {
            let path = path.trim_start_matches("blob/main/").trim_start_matches("tree/main/");
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path).exists(), "{target}");
        }
    }
}

/// Returns the first number in a cell of a table of the page on benchmarks. Of the rows with the same first cell, [`rows`] keeps
/// the first, which contains nanoseconds.
fn measured(benchmarks: &BTreeMap<String, Vec<String>>, row: &str, column: usize) -> f64 {
    let cell = &benchmarks[row][column];
    cell.split(" / ").next().unwrap().parse().unwrap()
}

#[test]
fn figures_are_those_of_the_page_on_benchmarks() {
    let text = file("book/src/appendix/benchmarks.md");
    let events = rows(&text);
    let speed = [
        ("`run_test_failed::matches_json(bytes)`", "event_pattern, bytes"),
        ("`sonic-rs` into a struct, then an `if` condition", "sonic-rs into a struct"),
        ("`serde_json` into a struct, then an `if` condition", "serde_json into a struct"),
        ("the `quamina` crate", "quamina"),
        ("`run_test_failed(&event)`, already deserialized", "already deserialized: event_pattern"),
    ];
    let (_, section) = README.split_once("## Speed\n").unwrap();
    let shown = rows(section);
    for (row, source) in speed {
        let figure = shown[row][0].replace(',', "");
        assert_eq!(figure, format!("{:.0}", measured(&events, source, 0)), "{row}");
    }
    let (_, sets) = text.split_once("## Sets of rules\n").unwrap();
    let sets = rows(sets);
    let ratio = measured(&events, "serde_json into a struct", 0) / measured(&events, "event_pattern, bytes", 0);
    let sentences = [
        format!("{ratio:.1} times as fast as deserializing with `serde_json`"),
        format!("exit code take {:.0} nanoseconds", measured(&sets, "event_pattern, static set", 3)),
        format!("100,000 take {:.0} in a `RuleSet`", measured(&sets, "event_pattern, RuleSet", 4)),
    ];
    let section = section.replace('\n', " ");
    for sentence in sentences {
        assert!(section.contains(&sentence), "the README should contain: {sentence}");
    }
}
