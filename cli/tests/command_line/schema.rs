//! Tests the commands about event types, and the documents that describe them.

use crate::support::{Folder, Ran};
use event_pattern_compiler::schema::Entry;
use event_pattern_documents::{Document, Options, read};

/// A document that describes the user's own events.
pub(crate) const ORDER: &str = r#"{
    "x-amazon-events-source": "shop.orders",
    "x-amazon-events-detail-type": "Order Placed",
    "description": "A customer placed an order.",
    "properties": {
        "detail": {
            "properties": {
                "status": { "enum": ["PLACED", "PAID"], "description": "The state of the order." },
                "total": { "type": ["number", "null"] },
                "note": { "type": "string" },
                "lines": {
                    "items": {
                        "properties": { "sku": { "type": "string" }, "count": { "type": "integer" } },
                        "required": ["sku", "count"]
                    }
                },
                "labels": { "additionalProperties": { "type": "string" } }
            },
            "required": ["status", "total", "lines"]
        }
    }
}"#;

fn run(arguments: &[&str]) -> Ran {
    Folder::new(&format!("schema_{}", arguments.join("_").replace([' ', '/', '.'], ""))).run(arguments)
}

/// Compares a text with a file in `snapshots/`.
pub(crate) fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn document(ran: &Ran) -> Document {
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    read(&ran.output, &Options::new("schema.json")).unwrap()
}

#[test]
fn an_event_type_is_printed_as_a_document() {
    let known = event_pattern_catalogue::aws().find("aws.ecs", "ECS Task State Change").unwrap();
    for names in [&["TaskStateChange"][..], &["ECS Task State Change"], &["aws.ecs", "ECS Task State Change"]] {
        let ran = run(&[&["schema", "show", "--format", "json"], names].concat());
        assert_eq!(document(&ran).events.as_slice(), std::slice::from_ref(known));
        assert!(ran.output.contains(r##""$ref": "#/$defs/TaskStateChange""##));
    }
}

#[test]
fn all_event_types_are_printed_as_one_document() {
    let events = document(&run(&["schema", "list", "--format", "json"])).events;
    assert!(events.iter().eq(event_pattern_catalogue::aws().entries().iter().map(Entry::schema)));
}

#[test]
fn event_types_are_listed_by_a_word() {
    let folder = Folder::new("schema_list_own").with("order.json", ORDER);
    let own = folder.run(&["schema", "list", "order p", "--schemas", "order.json"]);
    assert_eq!(own, Ran::new(0, "shop.orders  Order Placed  document\n", ""));
    assert_snapshot("schema_list_spot", &run(&["schema", "list", "spot"]).output);
    let all = run(&["schema", "list"]);
    let lines: Vec<&str> = all.output.lines().collect();
    assert!(lines.is_sorted());
    assert_eq!(lines.len(), event_pattern_catalogue::aws().entries().len());
    let none = run(&["schema", "list", "Scheduled Evnt"]);
    let messages = "no event types with `Scheduled Evnt`\n = help: did you mean `Scheduled Event`?\n";
    assert_eq!(none, Ran::new(1, "", messages));
}

#[test]
fn an_event_type_is_shown_as_a_tree_with_an_example() {
    assert_snapshot("schema_show_s3", &run(&["schema", "show", "aws.s3", "Object Restore Initiated"]).output);
    let folder = Folder::new("schema_show_own").with("order.json", ORDER);
    let ran = folder.run(&["schema", "show", "Order Placed", "--schemas", "order.json"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    assert_snapshot("schema_show_own", &ran.output);
}

#[test]
fn the_json_schema_of_patterns_is_printed() {
    let folder = Folder::new("schema_pattern").with("order.json", ORDER);
    let own = folder.run(&["schema", "pattern", "Order Placed", "--schemas", "order.json"]);
    assert_eq!((own.exit, own.messages.as_str()), (Some(0), ""));
    assert_snapshot("schema_pattern_own", &own.output);
    assert_eq!(folder.run(&["schema", "--pattern", "Order Placed", "--schemas", "order.json"]), own);
    let any = run(&["schema", "pattern"]);
    assert_eq!(any.exit, Some(0));
    assert!(any.output.contains("Patterns for event"), "{}", any.output);
    let unknown = run(&["schema", "pattern", "ECS Task State Chagne"]);
    let messages =
        "error: unknown event type `ECS Task State Chagne`\n = help: did you mean `ECS Task State Change`?\n";
    assert_eq!(unknown, Ran::new(64, "", messages));
}

#[test]
fn an_unknown_event_type_is_rejected_with_the_nearest_name() {
    let unknown = |name: &str| format!("unknown event type `{name}`");
    let list = "run `event-pattern schema list";
    for (names, message, help) in [
        (&["ECS Task State Chagne"][..], unknown("ECS Task State Chagne"), "did you mean `ECS Task State Change`?"),
        (&["TaskStateChanged"], unknown("TaskStateChanged"), "did you mean `TaskStateChange`?"),
        (&["ECS Task"], unknown("ECS Task"), &format!("{list} \"ECS Task\"` to see the names that contain it")),
        (&["Order"], unknown("Order"), &format!("{list}` to see all known event types")),
        (&["aws.s4", "x"], "no known event type has the source `aws.s4`".to_owned(), "did you mean `aws.s3`?"),
        (&["aws.s3", "Object Create"], unknown("Object Create") + " of `aws.s3`", "did you mean `Object Created`?"),
        (&["aws.s3@ObjectCreatedd"], unknown("ObjectCreatedd") + " of `aws.s3`", "did you mean `Object Created`?"),
        (&["aws.s3", "x"], unknown("x") + " of `aws.s3`", &format!("{list} aws.s3` to see them")),
        (
            &["Data Store Deleted"],
            "`Data Store Deleted` is the name of 2 event types".to_owned(),
            "write one of `aws.healthlake@Data Store Deleted`, `aws.medical-imaging@Data Store Deleted`",
        ),
    ] {
        let ran = run(&[&["schema", "show"], names].concat());
        assert_eq!(ran, Ran::new(64, "", &format!("error: {message}\n = help: {help}\n")), "{names:?}");
    }
    assert_eq!(run(&["schema", "show", "aws.s3@ObjectCreated"]), run(&["schema", "show", "aws.s3", "Object Created"]));
}

#[test]
fn patterns_are_checked_against_the_documents_of_a_folder() {
    let pattern =
        r#"{ "source": ["shop.orders"], "detail-type": ["Order Placed"], "detail": { "status": ["PAYED"] } }"#;
    let folder = Folder::new("schema_folder")
        .with("rule.json", pattern)
        .with("event.json", r#"{"source":"shop.orders","detail-type":"Order Placed","detail":{"status":"PAYED"}}"#)
        .with("bare.json", r#"{"status":"PAID","total":1,"lines":[]}"#)
        .with(
            "typeless.json",
            r#"{ "detail": { "lines": { "$any": [{ "sku": ["a"], "count": [{ "$field": "skus" }] }] } } }"#,
        )
        .with_folder("schemas")
        .with("schemas/order.json", ORDER)
        .with("schemas/README.md", "not a document");
    assert_eq!(folder.run(&["check", "--quiet", "rule.json"]).exit, Some(0));
    let schemas = ["--schemas", "schemas"];
    for (arguments, exit, part) in [
        (&["check", "rule.json"][..], 2, "error[unknown_value]: `\"PAYED\"` is not a value of `status`"),
        (&["prefilter", "rule.json"], 2, "error[unknown_value]"),
        (&["expand", "--pattern", "rule.json"], 2, "error[unknown_value]"),
        (&["test", "--pattern", "rule.json", "--event", "event.json"], 0, "warning[unknown_value]"),
        (&["explain", "--pattern", "rule.json", "--event", "event.json"], 0, "warning[unknown_value]"),
        (&["replay", "--pattern", "rule.json", "event.json"], 0, "warning[unknown_value]"),
        (
            &["test", "--pattern", "rule.json", "--event", "bare.json"],
            1,
            "found only the `detail` of an Order Placed event",
        ),
        (&["check", "--event-type", "Order Placed", "typeless.json"], 2, "`skus`"),
    ] {
        let ran = folder.run(&[arguments, &schemas].concat());
        let all = ran.output + &ran.messages;
        assert_eq!((ran.exit, all.contains(part)), (Some(exit), true), "{arguments:?}: {all}");
    }
}

#[test]
fn element_scopes_work_for_the_events_of_documents() {
    let pattern = r#"{ "source": ["shop.orders"], "detail-type": ["Order Placed"],
        "detail": { "lines": { "$any": [{ "sku": ["a"], "count": [2] }], "$none": { "count": [3] } } } }"#;
    let event = |count: u8| {
        format!(
            r#"{{"source":"shop.orders","detail-type":"Order Placed",
                "detail":{{"lines":[{{"sku":"a","count":{count}}},{{"sku":"b","count":2}}]}}}}"#
        )
    };
    let folder = Folder::new("schema_scopes")
        .with("order.json", ORDER)
        .with_folder("rules")
        .with("rules/one.json", pattern)
        .with("rules/other.json", r#"{ "source": ["shop.orders"] }"#)
        .with("two.json", event(2))
        .with("one.json", event(1));
    let schemas = ["--schemas", "order.json"];
    for (event, exit, rules) in [("two.json", 0, "one\nother\n"), ("one.json", 1, "other\n")] {
        let test = folder.run(&[&["test", "--pattern", "rules/one.json", "--event", event][..], &schemas].concat());
        assert_eq!((test.exit, test.messages.as_str()), (Some(exit), ""));
        let explain =
            folder.run(&[&["explain", "--pattern", "rules/one.json", "--event", event][..], &schemas].concat());
        assert_eq!((explain.exit, explain.messages.as_str()), (Some(exit), ""));
        let set = folder.run(&[&["test", "--rules", "rules", "--event", event][..], &schemas].concat());
        assert_eq!(set, Ran::new(0, rules, ""));
    }
    let ran = folder.run(&["test", "--pattern", "rules/one.json", "--event", "two.json"]);
    assert_eq!(ran.exit, Some(2));
}

#[test]
fn a_broken_document_is_reported_with_its_place() {
    let folder = Folder::new("schema_broken")
        .with("rule.json", r#"{ "source": ["shop.orders"] }"#)
        .with_folder("schemas")
        .with("schemas/a.json", ORDER.replace("[\"string\"", "[").replace("\"PLACED\"", "1, \"PLACED\""))
        .with("schemas/b.json", "{\n  \"properties\": { \"detail\": { \"$ref\": \"#/$defs/Order\" } }\n}")
        .with("schemas/c.json", "{\n  \"properties\": }")
        .with_folder("empty");
    for (folder_name, exit) in [("schemas", 4), ("empty", 4), ("missing", 4)] {
        let ran = folder.run(&["check", "rule.json", "--schemas", folder_name]);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(exit), ""));
        assert_snapshot(&format!("schema_broken_document_{folder_name}"), &ran.messages);
    }
}

#[test]
fn a_file_with_definitions_for_other_documents_need_not_describe_an_event() {
    let order = r#"{
        "x-amazon-events-source": "shop.orders",
        "x-amazon-events-detail-type": "Order Placed",
        "properties": { "detail": { "properties": { "status": { "$ref": "common.yaml#/Status" } } } }
    }"#;
    let folder = Folder::new("schema_parts")
        .with("rule.json", r#"{ "source": ["shop.orders"], "detail": { "status": ["PAYED"] } }"#)
        .with_folder("schemas")
        .with("schemas/order.json", order)
        .with("schemas/common.yaml", "Status:\n  enum: [PLACED, PAID]\n");
    let check = ["check", "--quiet", "rule.json", "--schemas", "schemas"];
    let ran = folder.run(&check);
    assert!(ran.output.starts_with("error[unknown_value]: "), "{ran:?}");
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(2), ""));
    let folder = folder.with("schemas/common.yaml", "Status: [\n");
    let ran = folder.run(&check);
    assert_eq!(ran.exit, Some(4));
    assert_eq!(ran.messages.matches("invalid YAML").count(), 1, "{}", ran.messages);
}

#[test]
fn a_schema_that_replaces_another_one_is_reported() {
    let folder = Folder::new("schema_again")
        .with("rule.json", r#"{ "source": ["shop.orders"] }"#)
        .with("one.json", ORDER)
        .with("two.json", ORDER)
        .with("task.json", run(&["schema", "show", "TaskStateChange", "--format", "json"]).output)
        .with("latin_1.json", b"{\"title\": \"\xe9\"}");
    let check = ["check", "--quiet", "rule.json"];
    let two = folder.run(&[&check[..], &["--schemas", "one.json", "--schemas", "two.json"]].concat());
    let warning = "warning: `two.json` describes `Order Placed` again, so `one.json` is not used\n";
    assert_eq!(two, Ran::new(0, "", warning));
    let task = folder.run(&[&check[..], &["--schemas", "task.json"]].concat());
    let note = "note: `task.json` describes `ECS Task State Change`, so the built-in schema is not used\n";
    assert_eq!(task, Ran::new(0, "", note));
    let latin_1 = folder.run(&[&check[..], &["--schemas", "latin_1.json"]].concat());
    assert_eq!(latin_1.exit, Some(4));
    assert!(latin_1.messages.starts_with("error: invalid UTF-8: byte 0xE9\n --> latin_1.json:1:12\n"), "{latin_1:?}");
}
