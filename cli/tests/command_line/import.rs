//! Tests the command that writes Rust types for documents.

use crate::schema::{ORDER, assert_snapshot};
use crate::support::{Folder, Ran};
use std::fs;

const IMPORT: [&str; 5] = ["schema", "import", "schemas/order.json", "--output", "orders.rs"];

fn folder(name: &str) -> Folder {
    Folder::new(name).with_folder("schemas").with("schemas/order.json", ORDER)
}

#[test]
fn the_types_of_a_document_are_written() {
    let folder = folder("import");
    let printed = folder.run(&["schema", "import", "schemas/order.json"]);
    assert_eq!((printed.exit, printed.messages.as_str()), (Some(0), ""));
    assert_snapshot("schema_import", &printed.output);
    assert_eq!(folder.run(&IMPORT), Ran::new(0, "", ""));
    let written = fs::read_to_string(folder.path("orders.rs")).unwrap();
    let command = "event-pattern schema import schemas/order.json";
    assert_eq!(written, printed.output.replace(command, &format!("{command} --output orders.rs")));
}

#[test]
fn types_of_the_catalogue_are_written_in_a_module() {
    let events = ["aws.s3@Object Created", "aws.s3@Object Deleted", "aws.s3@AWS API Call via CloudTrail"];
    let folder = Folder::new("import_catalogue");
    let ran = folder.run(&[&["schema", "import", "--name", "s3"], &events[..]].concat());
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    for part in [
        "event-pattern schema import \"aws.s3@Object Created\"",
        "pub mod s3 {\n    use event_pattern::{",
        "    event_pattern::event_types! {\n        ",
        "#[event(source = \"aws.s3\", detail_type = \"AWS API Call via CloudTrail\")]",
        "        pub struct ObjectDeleted",
    ] {
        assert!(ran.output.contains(part), "{part}: {}", ran.output);
    }
    let unknown = folder.run(&["schema", "import", "aws.s3@Object Create"]);
    assert_eq!((unknown.exit, unknown.messages.contains("did you mean `Object Created`?")), (Some(64), true));
}

#[test]
fn a_file_is_out_of_date_if_its_types_differ_from_the_document() {
    let folder = folder("import_check").with("broken.rs", "fn (");
    let check = [&IMPORT[..], &["--check"]].concat();
    let missing = folder.run(&check);
    assert_eq!((missing.exit, missing.output.as_str()), (Some(4), ""));
    assert!(missing.messages.starts_with("error: `orders.rs` cannot be read"), "{}", missing.messages);
    folder.run(&IMPORT);
    assert_eq!(folder.run(&check), Ran::new(0, "", ""));
    let written = fs::read_to_string(folder.path("orders.rs")).unwrap();
    let edited =
        written.replace("Made by", "Adapted from").replace("pub total", "#[serde(rename = \"total\")] pub sum");
    assert_ne!(edited, written);
    fs::write(folder.path("orders.rs"), edited).unwrap();
    assert_eq!(folder.run(&check), Ran::new(0, "", ""));
    let changed = ORDER.replace("\"PAID\"", "\"PAID\", \"SENT\"").replace("\"note\"", "\"remark\"");
    fs::write(folder.path("schemas/order.json"), changed).unwrap();
    let stale = folder.run(&check);
    assert_eq!((stale.exit, stale.output.as_str()), (Some(1), ""));
    assert_snapshot("schema_import_out_of_date", &stale.messages);
    let broken = folder.run(&["schema", "import", "schemas/order.json", "--output", "broken.rs", "--check"]);
    assert_eq!((broken.exit, broken.messages.contains("`broken.rs` is out of date")), (Some(1), true));
    assert_eq!(fs::read_to_string(folder.path("broken.rs")).unwrap(), "fn (");
}

#[test]
fn documents_that_cannot_be_imported_are_reported() {
    let folder = folder("import_errors")
        .with("detail.json", r#"{ "properties": { "total": { "type": "number" } } }"#)
        .with("order.yaml", "x-amazon-events-source: shop.orders\nproperties: [");
    for (arguments, exit, message) in [
        (&["detail.json"][..], 4, "does not contain the `detail-type` of the events that it describes"),
        (&["schemas/order.json", "schemas"], 4, "error: `schemas` describes the event `Order Placed` again"),
        (&["order.yaml"], 4, "order.yaml:"),
        (&["missing.json"], 4, "`missing.json` cannot be read"),
        (&["schemas/order.json", "--output", "missing/orders.rs"], 4, "`missing/orders.rs` cannot be written"),
        (&["schemas/order.json", "--name", "a b"], 64, "expected a Rust identifier"),
        (&["schemas/order.json", "--check"], 64, "--output"),
        (&[], 64, "FILE"),
    ] {
        let ran = folder.run(&[&["schema", "import"], arguments].concat());
        assert_eq!((ran.exit, ran.output.as_str()), (Some(exit), ""), "{arguments:?}");
        assert!(ran.messages.contains(message), "{arguments:?}: {}", ran.messages);
    }
}
