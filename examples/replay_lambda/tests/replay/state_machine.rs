//! Tests that the function and the files that deploy it agree.

use crate::s3::{Fault, Server};
use crate::{TRUE_FAILURE, invoke, line, places, start};
use serde_json::{Value, json};

const TEMPLATE: &str = include_str!("../../template.yaml");

/// Maximum size of the input of an execution.
const MAX_INPUT_BYTES: usize = 256 * 1024;

fn state_machine() -> Value {
    serde_json::from_str(include_str!("../../state_machine.json")).unwrap()
}

fn inventory() -> Value {
    serde_json::from_str(include_str!("../../inventory.json")).unwrap()
}

/// Evaluates a payload template, whose paths name fields of the input.
fn evaluate(template: &Value, input: &Value) -> Value {
    let fields = template.as_object().unwrap().iter();
    let evaluated = fields.map(|(name, value)| match name.strip_suffix(".$") {
        Some(name) => (name.to_owned(), input[value.as_str().unwrap().strip_prefix("$.").unwrap()].clone()),
        None => (name.clone(), value.clone()),
    });
    Value::Object(evaluated.collect())
}

/// Returns what the map passes to the function.
fn payload(map: &Value, input: &Value, items: &Value) -> String {
    json!({ "BatchInput": evaluate(&map["ItemBatcher"]["BatchInput"], input), "Items": items }).to_string()
}

/// Returns the item of a listing.
fn listed(key: &str, size: u64) -> Value {
    json!({ "Etag": "\"1\"", "Key": key, "LastModified": 1_668_699_881, "Size": size, "StorageClass": "STANDARD" })
}

#[test]
fn the_function_reads_the_items_of_a_listing_and_of_an_inventory() {
    let server = Server::new([("2026/a b.json", line(TRUE_FAILURE).into_bytes())], |_, _| None);
    let function = start(&server);
    let listing = json!([listed("2026/", 0), listed("2026/a b.json", 9)]);
    let time = "2026-11-16T00:29:32.000Z";
    let row = |key: &str, size: &str| json!({ "LastModifiedDate": time, "Bucket": "events", "Size": size, "Key": key });
    let rows = json!([row("2026/", "0"), row("2026/a+b.json", "9")]);
    for (map, items) in [(&state_machine()["States"]["ReplayObjects"], listing), (&inventory(), rows)] {
        let answer = invoke(&function, &payload(map, &json!({ "Bucket": "events", "Prefix": "2026/" }), &items));
        assert_eq!((&answer["objects"], &answer["events"]), (&1.into(), &1.into()), "{answer}");
        assert_eq!(places(&answer, "RunTestFailed")["first"][0]["object"], "s3://events/2026/a b.json");
    }
}

#[test]
fn a_batch_of_the_longest_keys_is_accepted() {
    for map in [&state_machine()["States"]["ReplayObjects"], &inventory()] {
        let count = usize::try_from(map["ItemBatcher"]["MaxItemsPerBatch"].as_u64().unwrap()).unwrap();
        // Each byte of a key can be encoded as three.
        let items = vec![listed(&"%00".repeat(1024), u64::MAX); count];
        assert!(payload(map, &json!({ "Bucket": "b".repeat(63) }), &items.into()).len() < MAX_INPUT_BYTES);
    }
}

#[test]
fn the_state_machine_calls_the_function_and_retries_its_error() {
    let map = &state_machine()["States"]["ReplayObjects"];
    assert_eq!(map["ItemProcessor"]["ProcessorConfig"]["Mode"], "DISTRIBUTED");
    let first = map["ItemProcessor"]["StartAt"].as_str().unwrap();
    let task = &map["ItemProcessor"]["States"][first];
    assert_eq!(task["Resource"], "arn:aws:states:::lambda:invoke");
    assert_eq!((&task["Parameters"]["Payload.$"], &task["OutputPath"]), (&"$".into(), &"$.Payload".into()));
    let server = Server::new([], |_, _| Some(Fault::Status("403 Forbidden", "")));
    let input = json!({ "Bucket": "events" });
    let (succeeded, error) = start(&server).invoke(&payload(map, &input, &json!([listed("a", 1)])));
    let error: Value = serde_json::from_str(&error).unwrap();
    let retried = task["Retry"][0]["ErrorEquals"].as_array().unwrap();
    assert!(!succeeded && retried.contains(&error["errorType"]), "{error}");
}

#[test]
fn the_template_sets_what_the_state_machine_needs() {
    let text = state_machine().to_string();
    let mut names: Vec<&str> = text.split("${").skip(1).map(|rest| rest.split_once('}').unwrap().0).collect();
    names.sort_unstable();
    let (_, substitutions) = TEMPLATE.split_once("DefinitionSubstitutions:\n").unwrap();
    let set = substitutions.lines().take_while(|line| line.starts_with("        "));
    let set: Vec<&str> = set.map(|line| line.trim().split_once(':').unwrap().0).collect();
    assert_eq!(names, set);
    assert!(TEMPLATE.contains("DefinitionUri: state_machine.json"));
    let writer = &state_machine()["States"]["ReplayObjects"]["ResultWriter"]["Parameters"];
    let results = format!("${{Results}}/{}/*", writer["Prefix"].as_str().unwrap());
    assert!(TEMPLATE.contains(&results), "the state machine may not write to {results}");
}
