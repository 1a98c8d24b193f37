//! Tests that the statements of the guide are true: its compile errors and warnings are what rustc prints, its files
//! are those that its programs read, and its tables agree with the crates.
//!
//! The tests of the command run the commands.

use crate::{file, files};
use event_pattern::Pattern;
use std::collections::BTreeMap;

/// Returns the paths of the chapters.
fn chapters() -> Vec<String> {
    let mut chapters = files("book/src/guide", "md");
    chapters.push("book/src/getting-started.md".to_owned());
    chapters
}

/// Returns the code blocks of a text. The first item of each pair is the kind: the text after the opening fence.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap())
}

/// Returns a message without what differs between an error and a warning: the first word, the indentation of the notes,
/// and the name of the rule.
fn normalised(message: &str) -> String {
    let mut lines = String::from("\n");
    for line in message.lines() {
        let line = line.trim();
        match line.strip_prefix("error: use of").or_else(|| line.strip_prefix("warning: use of")) {
            Some(rest) => lines.push_str(&rest.replace("run_test_failed::warning", "rule::warning")),
            None => lines.push_str(line),
        }
        lines.push('\n');
    }
    lines
}

/// Returns what rustc prints for the invalid rules in `tests/ui`. Each source file is called `src/rules.rs`.
fn printed() -> String {
    let outputs = files("tests/ui", "stderr").into_iter().map(|path| {
        let source = path.trim_start_matches("tests/ui/").replace(".stderr", ".rs");
        normalised(&file(&path).replace(&source, "src/rules.rs"))
    });
    outputs.collect()
}

#[test]
fn errors_and_warnings_are_what_rustc_prints() {
    let printed = printed();
    let mut count = 0;
    for path in chapters() {
        let text = file(&path);
        let is_message = |block: &str| ["error:", "error[", "warning:"].iter().any(|start| block.starts_with(start));
        for (_, block) in blocks(&text).filter(|(kind, block)| *kind == "text" && is_message(block)) {
            assert!(printed.contains(&normalised(block)), "{path}: no rule causes\n{block}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn blocks_are_of_a_kind_that_is_tested() {
    for path in chapters() {
        let text = file(&path);
        for (kind, block) in blocks(&text) {
            let is_tested = match kind {
                "rust" | "rust,no_run" | "rust,test_harness" => true,
                "text" => block.lines().next().is_some_and(|line| {
                    ["$ ", "cargo ", "event-pattern ", "error", "warning"].iter().any(|start| line.starts_with(start))
                }),
                // Compared with files below.
                "rust,ignore" => path.ends_with("lambda.md") || path.ends_with("scale.md"),
                "json" => path.ends_with("testing.md") || path.ends_with("scale.md"),
                // Checked below.
                "sql" => path.ends_with("scale.md"),
                "yaml" => path.ends_with("templates.md") || path.ends_with("warnings-in-ci.md"),
                _ => false,
            };
            assert!(is_tested, "{path}: {kind}\n{block}");
        }
    }
}

#[test]
fn files_in_the_guide_are_those_that_its_programs_read() {
    for (chapter, kind, name) in
        [("guide/templates.md", "yaml", "template.yaml"), ("guide/testing.md", "json", "cases/tasks.json")]
    {
        let text = file(&format!("book/src/{chapter}"));
        let (_, block) = blocks(&text).find(|(block_kind, _)| *block_kind == kind).unwrap();
        assert_eq!(format!("{block}\n"), file(&format!("tests/crates/book/{name}")), "{name}");
    }
    for (chapter, example, names) in [
        ("lambda", "lambda", &["src/main.rs", "src/message.rs"][..]),
        ("scale", "replay_lambda", &["src/answer.rs", "src/replay.rs", "tests/replay/answer.json", "inventory.json"]),
    ] {
        let text = file(&format!("book/src/guide/{chapter}.md"));
        let sources: Vec<String> = names.iter().map(|name| file(&format!("examples/{example}/{name}"))).collect();
        for (_, block) in blocks(&text).filter(|(kind, _)| ["rust,ignore", "json"].contains(kind)) {
            assert!(sources.iter().any(|source| source.contains(block)), "examples/{example} has changed: {block}");
        }
    }
    let (ci, readme) = (file("book/src/guide/warnings-in-ci.md"), file("cli/README.md"));
    let (_, workflow) = blocks(&ci).find(|(kind, _)| *kind == "yaml").unwrap();
    assert!(readme.contains(workflow), "the workflow is not the one in the README of the command");
}

#[test]
fn the_table_of_features_agrees_with_the_manifest() {
    let manifest = file("Cargo.toml");
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let features = features.split("\n[").next().unwrap().lines().filter_map(|line| line.split_once(" = "));
    let mut declared: BTreeMap<&str, &str> = features.collect();
    let default = declared.remove("default").unwrap();
    let text = file("book/src/getting-started.md");
    let (_, section) = text.split_once("| feature |").unwrap();
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

/// Returns the names of the diagnostics for a pattern.
fn diagnostics(pattern: &str) -> Vec<&'static str> {
    Pattern::parse(pattern).unwrap().warnings().iter().map(|diagnostic| diagnostic.name()).collect()
}

#[test]
fn queries_are_those_of_the_crate_for_datafusion_or_have_a_valid_pattern() {
    let (text, readme) = (file("book/src/guide/scale.md"), file("datafusion/README.md"));
    let queries = blocks(&text).filter(|(kind, block)| *kind == "sql" && !readme.contains(block));
    let patterns: Vec<&str> = queries
        .map(|(_, query)| query.split("event_matches(event, '").nth(1).unwrap().split("')").next().unwrap())
        .collect();
    assert_eq!(patterns.len(), 1);
    assert_eq!(diagnostics(patterns[0]), [""; 0]);
}

#[test]
fn fields_and_values_are_checked_only_where_the_guide_promises_it() {
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
