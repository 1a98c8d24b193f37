//! Tests the commands that infer documents and patterns from events.

use crate::schema::assert_snapshot;
use crate::support::{Folder, Ran};
use event_pattern_documents::{Options, read};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the paths of the sample events in the repository.
fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["tests/events/aws", "examples/events"].map(|folder| root.join(folder));
    let mut paths: Vec<PathBuf> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Returns the events in a file, which is one event or an array of events.
fn events(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    match serde_json::from_str(&text).unwrap() {
        serde_json::Value::Array(events) => events.iter().map(ToString::to_string).collect(),
        _ => vec![text],
    }
}

/// Returns the first event of a sample.
fn first_sample(name: &str) -> String {
    let path = samples().into_iter().find(|path| path.ends_with(name)).unwrap();
    events(&path).swap_remove(0)
}

/// Returns 40 events of the type `Order Placed`, one per line.
fn orders() -> String {
    let order = |number: usize| {
        let status = ["OPEN", "PAID", "SHIPPED"][number % 3];
        let note = if number % 4 == 0 { r#","note":"call me""# } else { "" };
        let total = if number % 10 == 0 { "null".to_owned() } else { format!("{number}.5") };
        let gift = if number % 20 == 0 { "{}" } else { r#"{"wrapped":true}"# };
        format!(
            r#"{{"version":"0","id":"{number}","detail-type":"Order Placed","source":"shop.orders","account":"123456789012","time":"2026-01-31T12:00:00Z","region":"eu-central-1","resources":[],"detail":{{"id":"o-{number}","status":"{status}","total":{total}{note},"lines":[{{"sku":"s{number}","count":{number}}}],"gift":{gift},"ref":{reference},"tags":[]}}}}"#,
            reference = if number % 2 == 0 { "1" } else { "\"a\"" },
        )
    };
    (1..=40).map(order).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_document_is_inferred_from_events() {
    let folder = Folder::new("infer_document").with("orders.ndjson", orders());
    let ran = folder.run(&["schema", "infer", "orders.ndjson"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    assert_snapshot("infer_document", &ran.output);
    assert_eq!(folder.run_with(&["schema", "infer"], orders()), ran);
    assert!(read(&ran.output, &Options::new("order.json")).unwrap().notes.is_empty());
}

#[test]
fn events_follow_the_document_that_is_inferred_from_them() {
    let samples = samples();
    let paths: Vec<&str> = samples.iter().map(|path| path.to_str().unwrap()).collect();
    let folder = Folder::new("infer_own").with("orders.ndjson", orders());
    for files in [&paths[..], &["orders.ndjson"]] {
        let document = folder.run(&[&["schema", "infer"], files].concat());
        assert_eq!((document.exit, document.messages.as_str()), (Some(0), ""));
        fs::write(folder.path("document.json"), &document.output).unwrap();
        assert_eq!(folder.run(&[&["schema", "diff", "document.json"], files].concat()), Ran::new(0, "", ""));
    }
}

#[test]
fn records_without_events_are_reported() {
    let folder = Folder::new("infer_invalid").with("events.ndjson", "{\"source\":\"a\",\"detail\":{\"b\":1}}\nx\n{}\n");
    let ran = folder.run(&["schema", "infer", "events.ndjson"]);
    assert_eq!(ran.exit, Some(3));
    assert!(ran.messages.starts_with("error: events.ndjson:2:1: "), "{}", ran.messages);
    assert!(ran.messages.ends_with("error: 2 invalid records\n"), "{}", ran.messages);
    assert_eq!(read(&ran.output, &Options::new("a.json")).unwrap().events[0].source.as_deref(), Some("a"));
    let none = folder.run_with(&["schema", "infer"], "");
    assert_eq!(none, Ran::new(3, "", "error: there are no events\n"));
    assert_eq!(folder.run(&["schema", "infer", "missing.json"]).exit, Some(4));
}

#[test]
fn differences_between_an_archive_and_a_document_are_grouped() {
    let folder = Folder::new("diff").with("orders.ndjson", orders()).with("order.yaml", ORDER_IN_YAML);
    let ran = folder.run(&["schema", "diff", "order.yaml", "orders.ndjson"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(1), ""));
    assert_snapshot("schema_diff", &ran.output);
    let other = r#"{"source":"shop.orders","detail-type":"Order Cancelled","detail":{}}"#;
    let messages = "note: skipped 1 event of other types\nerror: the document describes none of the events\n";
    assert_eq!(folder.run_with(&["schema", "diff", "order.yaml"], other), Ran::new(1, "", messages));
}

/// A document that the events of [`orders`] contradict.
const ORDER_IN_YAML: &str = "\
# An order.
x-amazon-events-source: shop.orders
x-amazon-events-detail-type: Order Placed
properties:
  detail:
    properties:
      id: { type: string }
      status: { enum: [OPEN, PAID] }
      total: { type: number }
      note: { type: string }
      lines:
        items:
          properties:
            sku: &text { type: string }
            count: *text
      gift:
        properties: { wrapped: { type: boolean } }
        required: [wrapped]
      tags: {}
    required: [note]
";

#[test]
fn a_broken_yaml_document_is_reported_with_its_place() {
    let folder = Folder::new("yaml_broken")
        .with("rule.json", r#"{ "source": ["a"] }"#)
        .with_folder("schemas")
        .with("schemas/a.yml", "properties:\n  detail:\n    $ref: '#/$defs/Ordér'\n")
        .with("schemas/b.yaml", "properties:\n  detail: {\n");
    let ran = folder.run(&["check", "rule.json", "--schemas", "schemas"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert_snapshot("yaml_broken", &ran.messages);
}

#[test]
fn an_inferred_pattern_matches_its_event_without_warnings() {
    let mut folder = Folder::new("infer_all").with("order.yaml", ORDER_IN_YAML);
    let mut events: Vec<String> = samples().iter().flat_map(|path| events(path)).collect();
    events.extend(orders().lines().take(3).map(str::to_owned));
    assert!(events.len() > 40, "{}", events.len());
    for event in events {
        folder = folder.with("event.json", &event);
        let pattern = folder.run(&["infer", "event.json", "--schemas", "order.yaml"]);
        assert_eq!((pattern.exit, pattern.messages.as_str()), (Some(0), ""), "{event}");
        folder = folder.with("rule.json", &pattern.output);
        let check = folder.run(&["check", "--deny-warnings", "--quiet", "--schemas", "order.yaml", "rule.json"]);
        assert_eq!(check, Ran::new(0, "", ""), "{event}");
        let test = ["test", "--pattern", "rule.json", "--event", "event.json", "--schemas", "order.yaml"];
        assert_eq!(folder.run(&test), Ran::new(0, "match\n", ""), "{event}");
    }
}

#[test]
fn an_inferred_pattern_has_states_kinds_and_names() {
    let folder = Folder::new("infer_pattern")
        .with("s3.json", first_sample("s3-object-created.json"))
        .with("task.json", first_sample("true_failure.json"))
        .with("order.json", orders().lines().next().unwrap());
    let mut patterns: Vec<String> = Vec::new();
    for arguments in [
        &["s3.json"][..],
        &["task.json"],
        &["task.json", "--keep", "detail.containers.name", "--keep", "containers.exitCode"],
        &["order.json", "--keep", "account"],
    ] {
        let ran = folder.run(&[&["infer"], arguments].concat());
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{arguments:?}");
        patterns.extend(["infer ", &arguments.join(" "), "\n", &ran.output, "\n"].map(str::to_owned));
    }
    assert_snapshot("infer_patterns", &patterns.concat());
}

#[test]
fn a_field_to_keep_must_exist() {
    let folder = Folder::new("infer_keep").with("order.json", orders().lines().next().unwrap());
    for (path, help) in [
        ("detail.statsu", "did you mean `detail.status`?"),
        ("statsu", "did you mean `status`?"),
        ("lines", "name a field inside it, such as `detail.lines.sku`"),
        ("colour.of.the.box", "write the keys that lead to a field, such as `detail.status`"),
    ] {
        let message = format!("error: the event has no value at `{path}`\n = help: {help}\n");
        assert_eq!(folder.run(&["infer", "order.json", "--keep", path]), Ran::new(64, "", &message));
    }
    let empty = folder.run_with(&["infer", "-"], r#"{"detail-type":null,"detail":{"a":[]}}"#);
    assert_eq!(empty.exit, Some(0), "{empty:?}");
    let tasks = folder.run_with(&["infer", "-"], r#"{"tasks":[]}"#);
    assert_eq!(tasks, Ran::new(3, "", "error: no tasks in `<stdin>`\n"));
}
