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
