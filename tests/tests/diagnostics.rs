//! The list of diagnostics keeps its word: its examples, the table in the documentation, and what must not be refused.

mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;

use event_pattern_analysis::{self as analysis, NamedRule};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Entry, Lint, Severity};
use event_pattern_compiler::json::{self, Dialect, Member, ValueKind};
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse, parse_for};
use event_pattern_interpreter::oracle;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What is found in an example of the list.
fn findings(entry: &Entry, example: &str) -> Vec<Diagnostic> {
    if entry.is_about_sets { findings_of_set(entry, example) } else { findings_of_pattern(entry, example) }
}

/// What is found in the patterns of a set, and between them.
fn findings_of_set(entry: &Entry, example: &str) -> Vec<Diagnostic> {
    let schema = Schema::by_rust_name("TaskStateChange");
    let value = json::read(example, Dialect::Strict).value.unwrap();
    let ValueKind::Object(members) = value.kind else { panic!("{example}") };
    let pattern = |member: &Member| &example[member.value.span.start..member.value.span.end];
    let mut found: Vec<Diagnostic> =
        members.iter().flat_map(|member| findings_of_pattern(entry, pattern(member))).collect();
    let names: Vec<String> = members.iter().map(|member| member.key.to_string()).collect();
    let rules: Vec<_> = members
        .iter()
        .map(|member| parse_for(schema, pattern(member), Dialect::Strict).lowered.unwrap().rule)
        .collect();
    let named = names.iter().zip(&rules).zip(&members);
    let named: Vec<NamedRule> =
        named.map(|((name, rule), member)| NamedRule { name, span: member.key_span, rule }).collect();
    found.extend(analysis::check(&named, schema).into_iter().map(|(_, finding)| finding));
    found
}

/// What is found in a pattern.
fn findings_of_pattern(entry: &Entry, pattern: &str) -> Vec<Diagnostic> {
    let asks_for_event = pattern.contains("detail-type") || entry.is_for_any_event;
    let schema = (!asks_for_event).then(|| Schema::by_rust_name("TaskStateChange").unwrap());
    check(&parse_for(schema, pattern, Dialect::Strict), schema)
}

#[test]
fn every_broken_example_has_its_mistake_and_no_other() {
    for entry in Lint::entries().iter().filter(|entry| !entry.broken.is_empty()) {
        let found: Vec<Option<Lint>> = findings(entry, entry.broken).into_iter().map(|one| one.lint).collect();
        assert!(!found.is_empty() && found.iter().all(|name| *name == Some(entry.lint)), "{}: {found:?}", entry.name);
    }
}

#[test]
fn every_mended_example_is_flawless() {
    for entry in Lint::entries().iter().filter(|entry| !entry.fixed.is_empty()) {
        let found = findings(entry, entry.fixed);
        assert!(found.is_empty(), "{}: {found:?}", entry.name);
    }
}

#[test]
fn only_what_depends_on_size_has_no_example() {
    let without: Vec<&str> =
        Lint::entries().iter().filter(|entry| entry.broken.is_empty()).map(|entry| entry.name).collect();
    assert_eq!(without, ["too_large", "over_quota"]);
}

/// The table of all diagnostics, as it stands in `DIAGNOSTICS.md`.
fn table() -> String {
    let mut text = String::from(
        "# Diagnostics\n\nThis page lists every diagnostic for a pattern or a set of rules. An error stops the compilation. A warning appears as the \
         use of a deprecated\nconstant, because stable Rust gives macros no other way to warn. Each message shows the name of its diagnostic: an error in \
         brackets after\nthe message, a warning as the name of the constant. To allow diagnostics for one rule, list their names in `allow`:\n\n\
         ```rust\nevent_pattern! {\n    #[event_pattern(allow(unknown_value, unnamed_container))]\n    fn paused(event: \
         &Event<TaskStateChange>) -> bool { … }\n}\n```\n\nEach example is a pattern for an ECS task state change, unless the example \
         names another `detail-type` or the summary\nsays otherwise.\n\n| name | severity | can be allowed | meaning |\n|---|---|---|---|\n",
    );
    for entry in Lint::entries() {
        let severity = if entry.severity == Severity::Error { "error" } else { "warning" };
        let allowable = if entry.is_allowable { "yes" } else { "" };
        writeln!(text, "| [`{0}`](#{0}) | {severity} | {allowable} | {1} |", entry.name, entry.summary).unwrap();
    }
    for entry in Lint::entries() {
        write!(text, "\n## {}\n\n{}", entry.name, entry.summary).unwrap();
        text.push_str(match entry {
            entry if entry.is_about_sets => {
                " Each example is a set of rules: an object that maps rule names to patterns.\n"
            }
            entry if entry.is_for_any_event && !entry.broken.is_empty() => " The examples are for any event.\n",
            _ => "\n",
        });
        if !entry.broken.is_empty() {
            write!(text, "\n```json\n{}\n```\n\nFixed:\n\n```json\n{}\n```\n", entry.broken, entry.fixed).unwrap();
        }
    }
    text
}

/// With `UPDATE=1` in the environment the file is written anew.
#[test]
fn the_documentation_lists_every_diagnostic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../DIAGNOSTICS.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, table()).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == table(), "run this test with UPDATE=1 to write the file anew");
}

fn errors(pattern: &str) -> Vec<Diagnostic> {
    let found = check(&parse(pattern, Dialect::Strict), None);
    found.into_iter().filter(|one| one.severity == Severity::Error).collect()
}

/// Rules of the kind that the Amazon ECS developer guide shows and that are in use.
#[test]
fn rules_as_they_are_documented_are_not_refused() {
    for pattern in [
        r#"{ "source": ["aws.ecs"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change", "ECS Container Instance State Change"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Deployment State Change"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Service Action"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "stoppedReason": ["Essential container in task exited"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "clusterArn": ["arn:aws:ecs:us-west-2:111122223333:cluster/default"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change", "ECS Container Instance State Change"], "detail": { "clusterArn": ["arn:aws:ecs:us-west-2:111122223333:cluster/default"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "desiredStatus": ["RUNNING"], "lastStatus": ["RUNNING"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [{ "anything-but": 0 }] } } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "stopCode": ["TaskFailedToStart", "SpotInterruption", "TerminationNotice"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "group": ["service:web"], "launchType": ["FARGATE"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Container Instance State Change"], "detail": { "agentConnected": [false], "status": ["INACTIVE", "DRAINING"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Service Action"], "detail": { "eventType": ["ERROR"], "eventName": ["SERVICE_TASK_PLACEMENT_FAILURE"], "reason": ["RESOURCE:FARGATE"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Deployment State Change"], "resources": ["arn:aws:ecs:us-west-2:111122223333:service/default/web"], "detail": { "eventName": ["SERVICE_DEPLOYMENT_FAILED"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["AWS API Call via CloudTrail"], "detail": { "eventSource": ["ecs.amazonaws.com"], "eventName": ["DeleteExpressGatewayService"] } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Container Instance Health Change"], "detail": { "overallStatus": ["IMPAIRED"], "healthChecks": { "type": ["ACCELERATED_COMPUTE"] } } }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Daemon Service Action"], "detail": { "eventType": ["WARNING"], "failureType": ["TASK_FAILED_TO_RUN"] } }"#,
    ] {
        assert!(errors(pattern).is_empty(), "{pattern}\n{:?}", errors(pattern));
    }
}

/// A pattern for each value of an event, at its path.
fn patterns_of(value: &Value, wrap: &dyn Fn(String) -> String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let key = serde_json::to_string(key).unwrap();
                patterns_of(value, &|inner| wrap(format!("{{{key}:{inner}}}")), found);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| patterns_of(element, wrap, found)),
        scalar => found.push(wrap(format!("[{scalar}]"))),
    }
}

fn event_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Published events lie beside some checkouts.
    let folders = ["../examples/events", "../cli/tests/fixtures", "../../shared/events"];
    let entries = folders.iter().filter_map(|folder| root.join(folder).read_dir().ok()).flatten();
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

#[test]
fn no_field_and_no_value_of_an_event_is_refused() {
    let mut tried = 0;
    for path in event_files() {
        let event: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let Some(detail_type) = event["detail-type"].as_str().filter(|_| event["detail"].is_object()) else { continue };
        let schema = Schema::by_detail_type(detail_type).unwrap();
        let mut patterns = Vec::new();
        patterns_of(&event, &|inner| inner, &mut patterns);
        for pattern in patterns {
            let found = check(&parse(&pattern, Dialect::Strict), Some(schema));
            let is_error = |one: &Diagnostic| one.severity == Severity::Error;
            assert!(!found.iter().any(is_error), "{}: {pattern}\n{found:?}", path.display());
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

/// The pattern without what is said to change nothing, where it can be taken out.
fn without(pattern: &str, finding: &Diagnostic) -> Option<String> {
    let (before, place) = (&pattern[..finding.span.start], &pattern[finding.span.start..finding.span.end]);
    let after = &pattern[finding.span.end..];
    match finding.lint? {
        Lint::AlwaysTrue => Some(format!("{before}[{{\"exists\":true}},{{\"exists\":false}}]{after}")),
        Lint::RedundantAlternative | Lint::NeverMatch | Lint::WrongType if !place.starts_with('[') => {
            match (before.strip_suffix(','), after.strip_prefix(',')) {
                (Some(before), _) => Some(format!("{before}{after}")),
                (None, Some(after)) => Some(format!("{before}{after}")),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

#[test]
fn what_is_said_to_change_nothing_changes_nothing() {
    let (mut compared, mut matched) = (0, 0);
    for schema in Schema::all() {
        let events: Vec<String> = (0..25).map(|seed| random_event::generate(schema, seed)).collect();
        let events: Vec<oracle::Event> = events.iter().map(|event| oracle::Event::parse(event).unwrap()).collect();
        for seed in 0..600 {
            let pattern = random_pattern::generate(schema, seed);
            let parsed = parse(&pattern, Dialect::Strict);
            for finding in check(&parsed, Some(schema)) {
                let Some(shorter) = without(&pattern, &finding) else { continue };
                let rule = |parsed: &Parsed| parsed.lowered.as_ref().unwrap().rule.clone();
                let (whole, less) = (rule(&parsed), rule(&parse(&shorter, Dialect::Strict)));
                for event in &events {
                    let matches = oracle::matches(&whole, event);
                    assert_eq!(matches, oracle::matches(&less, event), "{pattern}\n{shorter}\n{finding:?}");
                    matched += usize::from(matches);
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 500 && matched > 500, "{compared} {matched}");
}
