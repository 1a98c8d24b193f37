//! Evaluates the tables and the patterns in the reference: what matches, what does not, and what is rejected.

use crate::{blocks, file, files};
use event_pattern::Pattern;

/// The pages whose patterns are for an event with a schema.
const FOR_TASKS: [&str; 2] = ["book/src/reference/scopes.md", "book/src/reference/field-references.md"];

const TASK: &str = r#""source": "aws.ecs", "detail-type": "ECS Task State Change", "#;

/// Returns the rows of the tables with this header. Each cell is a list of the code in it.
fn rows<'t>(text: &'t str, header: &str) -> Vec<Vec<Vec<&'t str>>> {
    let mut rows = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == header {
            let body = lines.by_ref().skip(1).take_while(|line| line.starts_with('|'));
            rows.extend(body.map(|line| {
                let cells = line.trim_matches('|').split(" | ");
                cells.map(|cell| cell.split('`').skip(1).step_by(2).collect()).collect()
            }));
        }
    }
    rows
}

#[test]
fn the_rows_of_all_tables_are_true() {
    let mut count = 0;
    for page in files("book/src/reference", "md") {
        let text = file(&page);
        let outer = if FOR_TASKS.contains(&page.as_str()) { TASK } else { "" };
        let outer_of_pattern = outer.replace(": \"", ": [\"").replace("\", ", "\"], ");
        for row in rows(&text, "| pattern | matches | does not match |") {
            let [pattern, matching, others] = &row[..] else { panic!("{page}: {row:?}") };
            let detail = pattern[0];
            let pattern = Pattern::parse(&format!(r#"{{ {outer_of_pattern}"detail": {detail} }}"#));
            let pattern = pattern.unwrap_or_else(|error| panic!("{page}: {error}"));
            for (events, expected) in [(matching, true), (others, false)] {
                assert!(!events.is_empty(), "{page}: {detail}");
                for event in events {
                    let json = format!(r#"{{ {outer}"detail": {event} }}"#);
                    assert_eq!(pattern.matches_json(json.as_bytes()), Ok(expected), "{page}: {detail} on {event}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn rejected_patterns_are_rejected_with_the_reason() {
    let text = file("book/src/reference/language.md");
    let mut count = 0;
    for line in text.split("| rejected | EventBridge's reason |\n").nth(1).unwrap().lines().skip(1) {
        let Some((pattern, reason)) = line.trim_matches('|').split_once(" | ") else { break };
        let pattern = format!(r#"{{ "detail": {} }}"#, pattern.trim().trim_matches('`'));
        let error = Pattern::parse(&pattern).expect_err(&pattern).to_string();
        assert!(error.contains(reason.trim()), "{pattern}: {error}");
        count += 1;
    }
    assert!(count > 15, "{count}");
}

#[test]
fn the_patterns_in_json_blocks_are_valid_and_cause_no_warnings() {
    let pages = files("book/src/reference", "md").into_iter().filter(|page| !page.ends_with("/diagnostics.md"));
    let mut count = 0;
    for page in pages {
        let text = file(&page);
        for (_, pattern) in blocks(&text).filter(|(kind, _)| *kind == "json") {
            let parsed = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{page}: {error}"));
            assert_eq!(parsed.warnings().iter().count(), 0, "{page}: {pattern}");
            count += 1;
        }
    }
    assert!(count > 0);
}
