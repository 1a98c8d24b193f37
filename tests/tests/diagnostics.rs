//! Tests the examples in the list of diagnostics, generates the page on diagnostics in the book from the list, and checks that valid
//! patterns are accepted.

mod macro_calls;
mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;

use event_pattern_analysis::{self as analysis, NamedRule};
use event_pattern_codegen::{File, Files, NoFiles};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Entry, ExampleKind, Lint, Severity};
use event_pattern_compiler::json::{self, Dialect, Member, ValueKind};
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::{self, parse_known};
use proc_macro2::TokenStream;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Returns the diagnostics for an example.
fn diagnostics_of(entry: &Entry, example: &str) -> Vec<Diagnostic> {
    match entry.example_kind {
        ExampleKind::Set => diagnostics_of_set(entry, example),
        _ => diagnostics_of_pattern(entry, example),
    }
}

/// Returns the diagnostics for each pattern in a set, and those from comparing the set's rules.
fn diagnostics_of_set(entry: &Entry, example: &str) -> Vec<Diagnostic> {
    let schema = Some(schemas::named("TaskStateChange"));
    let value = json::read(example, Dialect::Strict).value.unwrap();
    let ValueKind::Object(members) = value.kind else { panic!("{example}") };
    let pattern = |member: &Member| &example[member.value.span.start..member.value.span.end];
    let mut diagnostics: Vec<Diagnostic> =
        members.iter().flat_map(|member| diagnostics_of_pattern(entry, pattern(member))).collect();
    let names: Vec<String> = members.iter().map(|member| member.key.to_string()).collect();
    let rules: Vec<_> = members
        .iter()
        .map(|member| parse_for(schemas::schemas(schema), pattern(member), Dialect::Strict).lowered.unwrap().rule)
        .collect();
    let named = names.iter().zip(&rules).zip(&members);
    let named: Vec<NamedRule> =
        named.map(|((name, rule), member)| NamedRule { name, span: member.key_span, rule }).collect();
    diagnostics.extend(analysis::check(&named, schemas::schemas(schema)).into_iter().map(|(_, diagnostic)| diagnostic));
    diagnostics
}

/// Returns the diagnostics for a pattern.
fn diagnostics_of_pattern(entry: &Entry, pattern: &str) -> Vec<Diagnostic> {
    let is_untyped = pattern.contains("detail-type") || entry.example_kind == ExampleKind::PatternForAnyEvent;
    let schema = (!is_untyped).then(|| schemas::named("TaskStateChange"));
    let schemas = schemas::schemas(schema);
    check(&parse_for(schemas, pattern, Dialect::Strict), schemas)
}

/// The template that is the example of an entry.
struct Template<'t>(&'t str);

impl Files for Template<'_> {
    fn read(&self, path: &str) -> Result<File, String> {
        Ok(File { path: path.to_owned(), text: self.0.to_owned() })
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        Err(format!("the folder `{folder}` does not exist"))
    }
}

/// Returns the names of the lints for an example.
fn lints_of(entry: &Entry, example: &str) -> Vec<String> {
    let of_template = r#"event_pattern! { fn rule(json: &[u8]) -> Result<bool, EventError> = "template.yaml"; }"#;
    let call = match entry.example_kind {
        ExampleKind::MacroCalls => Some((example, &NoFiles as &dyn Files)),
        ExampleKind::Template => Some((of_template, &Template(example) as &dyn Files)),
        _ => None,
    };
    if let Some((call, files)) = call {
        let expansions = macro_calls::expanded(&call.parse().unwrap(), files);
        let expansion: String = expansions.iter().map(TokenStream::to_string).collect();
        assert!(entry.severity == Severity::Error || !expansion.contains("compile_error"), "{example}");
        let lints = Lint::entries().filter(|entry| expansion.contains(&format!("[{}]", entry.name)));
        return lints.map(|entry| entry.name.to_owned()).collect();
    }
    let diagnostics = diagnostics_of(entry, example);
    diagnostics.into_iter().map(|diagnostic| diagnostic.lint.unwrap().to_string()).collect()
}

#[test]
fn every_broken_example_gives_only_its_diagnostic() {
    for entry in Lint::entries().filter(|entry| !entry.broken.is_empty()) {
        let lints = lints_of(entry, entry.broken);
        assert!(!lints.is_empty() && lints.iter().all(|lint| lint == entry.name), "{}: {lints:?}", entry.name);
    }
}

#[test]
fn every_fixed_example_gives_no_diagnostic() {
    for entry in Lint::entries().filter(|entry| !entry.fixed.is_empty()) {
        let lints = lints_of(entry, entry.fixed);
        assert!(lints.is_empty(), "{}: {lints:?}", entry.name);
    }
}

#[test]
fn only_diagnostics_that_depend_on_size_have_no_example() {
    let without: Vec<&str> = Lint::entries().filter(|entry| entry.broken.is_empty()).map(|entry| entry.name).collect();
    assert_eq!(without, ["too_large", "over_quota"]);
}

/// Returns the text of the page.
fn documentation() -> String {
    let mut text = String::from(
        "# Diagnostics

This page lists every diagnostic for a pattern or a set of rules. An error stops the compilation. A warning appears as
the use of a deprecated constant in the rule, because stable Rust gives macros no other way to warn. Each message ends
with the name of its diagnostic in brackets. To allow diagnostics for one rule, list their names in `allow`. At the start
of a macro call, `#![event_pattern(allow(…))]` allows them for all rules of the call:

```rust
# use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
event_pattern! {
    #[event_pattern(allow(unknown_value, unnamed_container))]
    fn paused(event: &Event<TaskStateChange>) -> bool {
        \"detail\": { \"lastStatus\": [\"PAUSED\"], \"containers\": { \"exitCode\": [1] } }
    }
}
```

With `-D warnings`, the warnings are errors, and with `-A deprecated` or `#![allow(deprecated)]`, none of them is shown:
see [Warnings in CI][ci]. New warnings appear only in minor releases and new errors only in major
releases, never in a patch release.

Each example is a pattern for an ECS task state change, unless the example names another `detail-type` or the summary
says otherwise.

| name | severity | can be allowed | meaning |
|---|---|---|---|
",
    );
    for entry in Lint::entries() {
        let severity = if entry.severity == Severity::Error { "error" } else { "warning" };
        let allowable = if entry.is_allowable { "yes" } else { "" };
        writeln!(text, "| [`{0}`](#{0}) | {severity} | {allowable} | {1} |", entry.name, entry.summary).unwrap();
    }
    for entry in Lint::entries() {
        write!(text, "\n## {}\n\n{}", entry.name, entry.summary).unwrap();
        text.push_str(match entry.example_kind {
            ExampleKind::Set => " Each example is a set of rules: an object that maps rule names to patterns.\n",
            ExampleKind::PatternForAnyEvent => " The examples are patterns for events without a schema.\n",
            ExampleKind::Pattern | ExampleKind::MacroCalls | ExampleKind::Template => "\n",
        });
        if !entry.broken.is_empty() {
            let language = match entry.example_kind {
                // A test above expands these calls.
                ExampleKind::MacroCalls => "rust,ignore",
                ExampleKind::Template => "yaml",
                ExampleKind::Pattern | ExampleKind::PatternForAnyEvent | ExampleKind::Set => "json",
            };
            for (title, example) in [("", entry.broken), ("\nFixed:\n", entry.fixed)] {
                write!(text, "{title}\n```{language}\n{example}\n```\n").unwrap();
            }
        }
        if entry.is_allowable {
            writeln!(text, "\nAllow it if {}.", entry.allow_when).unwrap();
        }
    }
    text.push_str("\n[ci]: ../guide/warnings-in-ci.md\n");
    text
}

/// Regenerates the file if `UPDATE` is set in the environment.
#[test]
fn the_page_lists_every_diagnostic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/reference/diagnostics.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, documentation()).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == documentation(),
        "run this test with UPDATE=1 to regenerate the file"
    );
}

fn errors(pattern: &str) -> Vec<Diagnostic> {
    let diagnostics = check(&parse_known(pattern), schemas::schemas(None));
    diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// The patterns are similar to those in the Amazon ECS developer guide and in production use.
#[test]
fn documented_patterns_have_no_errors() {
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

/// For each scalar in an event, adds to `found` a pattern that matches the scalar at its path.
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
    // The last folder contains published sample events. This folder exists only in some checkouts.
    let folders = ["../examples/events", "../cli/tests/fixtures", "../../shared/events"];
    let entries = folders.iter().filter_map(|folder| root.join(folder).read_dir().ok()).flatten();
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

#[test]
fn patterns_from_sample_events_have_only_expected_warnings() {
    let mut tried = 0;
    for path in event_files() {
        let event: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let Some(detail_type) = event["detail-type"].as_str().filter(|_| event["detail"].is_object()) else { continue };
        let of_type = |schema: &&Schema| schema.detail_type.as_deref() == Some(detail_type);
        let schema = schemas::ecs().into_iter().find(of_type).unwrap();
        let mut patterns = Vec::new();
        patterns_of(&event, &|inner| inner, &mut patterns);
        for pattern in patterns {
            let diagnostics = check(&parse_known(&pattern), schemas::schemas(Some(schema)));
            // In one of the published events, the ARN of a task definition has no revision.
            let expected = [Lint::FiresTwice, Lint::UnnamedContainer, Lint::MalformedValue].map(Some);
            let is_expected = |diagnostic: &Diagnostic| {
                diagnostic.severity == Severity::Warning && expected.contains(&diagnostic.lint)
            };
            assert!(diagnostics.iter().all(is_expected), "{}: {pattern}\n{diagnostics:?}", path.display());
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

/// Returns the pattern without the part that a diagnostic reports as having no effect, if that part can be removed.
fn without_reported(pattern: &str, diagnostic: &Diagnostic) -> Option<String> {
    let (before, reported) = (&pattern[..diagnostic.span.start], &pattern[diagnostic.span.start..diagnostic.span.end]);
    let after = &pattern[diagnostic.span.end..];
    match diagnostic.lint? {
        Lint::AlwaysTrue => Some(format!("{before}[{{\"exists\":true}},{{\"exists\":false}}]{after}")),
        Lint::RedundantAlternative | Lint::NeverMatch | Lint::WrongType if !reported.starts_with('[') => {
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
fn removing_a_part_reported_as_without_effect_changes_no_verdict() {
    let (mut compared, mut matched) = (0, 0);
    for schema in schemas::ecs() {
        let events: Vec<String> = (0..25).map(|seed| random_event::generate(schema, seed)).collect();
        let events: Vec<oracle::Event> = events.iter().map(|event| oracle::Event::parse(event).unwrap()).collect();
        for seed in 0..600 {
            let pattern = random_pattern::generate(schema, seed);
            let parsed = parse_known(&pattern);
            for diagnostic in check(&parsed, schemas::schemas(Some(schema))) {
                let Some(shorter) = without_reported(&pattern, &diagnostic) else { continue };
                let rule = |parsed: &Parsed| parsed.lowered.as_ref().unwrap().rule.clone();
                let (original, reduced) = (rule(&parsed), rule(&parse_known(&shorter)));
                for event in &events {
                    let matches = oracle::matches(&original, event);
                    assert_eq!(matches, oracle::matches(&reduced, event), "{pattern}\n{shorter}\n{diagnostic:?}");
                    matched += usize::from(matches);
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 500 && matched > 500, "{compared} {matched}");
}
