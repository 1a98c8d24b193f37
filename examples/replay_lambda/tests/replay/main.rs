//! Runs the Lambda function against a minimal Runtime API and a minimal server for Amazon S3, both in this process.

#[path = "../../../lambda/tests/platform/mod.rs"]
mod platform;
mod s3;
mod state_machine;

use flate2::{Compression, write::GzEncoder};
use platform::Function;
use s3::{Fault, Server};
use serde_json::{Value, json};
use std::io::Write as _;

const TRUE_FAILURE: &str = include_str!("../../../events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../../../events/false_alarm.json");

/// Returns an event as one line.
fn line(event: &str) -> String {
    serde_json::from_str::<Value>(event).unwrap().to_string() + "\n"
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Starts the function with a server. A request is sent at most twice.
fn start(server: &Server) -> Function {
    let variables = [
        ("AWS_ENDPOINT_URL", server.url.as_str()),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_SESSION_TOKEN", "token"),
        ("AWS_MAX_ATTEMPTS", "2"),
        ("NO_PROXY", "127.0.0.1"),
    ];
    Function::start(env!("CARGO_BIN_EXE_replay_lambda"), &variables)
}

/// Returns a batch of objects in the bucket `events`, as a listing has them.
fn batch(keys: &[&str]) -> String {
    let items: Vec<Value> = keys.iter().map(|key| json!({ "Key": key, "Size": 1 })).collect();
    json!({ "BatchInput": { "Bucket": "events" }, "Items": items }).to_string()
}

/// Invokes the function, which succeeds. Returns its answer.
fn invoke(function: &Function, payload: &str) -> Value {
    let (succeeded, body) = function.invoke(payload);
    assert!(succeeded, "{body}");
    serde_json::from_str(&body).unwrap()
}

/// Returns the places of a rule in an answer.
fn places<'a>(answer: &'a Value, rule: &str) -> &'a Value {
    answer["rules"].as_array().unwrap().iter().find(|places| places["rule"] == rule).unwrap()
}

#[test]
fn the_answer_has_the_matches_of_each_rule_and_their_places() {
    let (failure, alarm) = (line(TRUE_FAILURE), line(FALSE_ALARM));
    let server = Server::new(
        [
            ("2026/plain.json", [alarm.as_str(), &failure, &alarm].concat().into_bytes()),
            ("2026/members.gz", [gzip(&failure), gzip(&alarm)].concat()),
            ("2026/zstd", zstd::encode_all(alarm.trim_end().repeat(5).as_bytes(), 1).unwrap()),
            ("2026/empty", Vec::new()),
            ("2026/empty.gz", gzip("")),
        ],
        |_, _| None,
    );
    let function = start(&server);
    let keys = ["2026/plain.json", "2026/members.gz", "2026/zstd", "2026/empty", "2026/empty.gz"];
    let answer = invoke(&function, &batch(&keys));
    assert_eq!((&answer["objects"], &answer["events"]), (&5.into(), &10.into()), "{answer}");
    let rules: Vec<_> = answer["rules"].as_array().unwrap().iter().map(|places| &places["rule"]).collect();
    assert_eq!(rules.len(), 7, "{rules:?}");
    let place = |key: &str, line: usize| json!({ "object": format!("s3://events/{key}"), "line": line });
    let first = json!([place("2026/plain.json", 2), place("2026/members.gz", 1)]);
    assert_eq!(*places(&answer, "RunTestFailed"), json!({ "rule": "RunTestFailed", "count": 2, "first": first }));
    let two_failed = places(&answer, "TwoFailed");
    assert_eq!((&two_failed["count"], two_failed["first"].as_array().unwrap().len()), (&10.into(), 5));
    assert_eq!(*places(&answer, "AllSucceeded"), json!({ "rule": "AllSucceeded", "count": 0, "first": [] }));
    let none = json!({ "count": 0, "first": [] });
    assert_eq!((&answer["invalid_records"], &answer["unreadable_objects"]), (&none, &none));
    // Nothing is left of an earlier batch.
    let answer = invoke(&function, &batch(&["2026/members.gz"]));
    assert_eq!((&answer["objects"], &answer["events"]), (&1.into(), &2.into()));
}

#[test]
fn the_answer_is_as_the_book_shows_it() {
    let (failure, alarm) = (line(TRUE_FAILURE), line(FALSE_ALARM));
    let broken = gzip(&failure);
    let server = Server::new(
        [
            ("2026/11/19.gz", gzip(&[alarm.as_str(), &failure].concat())),
            ("2026/11/20.gz", gzip(&[alarm.as_str(), "{}\n"].concat())),
            ("2026/11/21.gz", broken[..broken.len() / 2].to_vec()),
        ],
        |_, _| None,
    );
    let answer = invoke(&start(&server), &batch(&["2026/11/19.gz", "2026/11/20.gz", "2026/11/21.gz"]));
    assert_eq!(answer, serde_json::from_str::<Value>(include_str!("answer.json")).unwrap(), "{answer}");
}

#[test]
fn keys_can_have_all_characters() {
    let keys = ["a b+c%20d.json", "ü/日本/😀.json", "#?&=;,~'()*!@$.json"];
    let server = Server::new(keys.map(|key| (key, line(TRUE_FAILURE).into_bytes())), |_, _| None);
    let answer = invoke(&start(&server), &batch(&keys));
    let found: Vec<&str> = places(&answer, "RunTestFailed")["first"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["object"].as_str().unwrap())
        .collect();
    assert_eq!(found, keys.map(|key| format!("s3://events/{key}")));
}

#[test]
fn what_a_retry_cannot_fix_is_in_the_answer() {
    let failure = line(TRUE_FAILURE);
    let whole = gzip(&failure.repeat(100));
    let server = Server::new(
        [
            ("whole.json", failure.clone().into_bytes()),
            ("cut.gz", whole[..whole.len() - 9].to_vec()),
            ("broken.gz", [&gzip("")[..9], b"not deflated"].concat()),
            ("records.json", format!("{failure}not JSON\n{{}}\n{failure}").into_bytes()),
        ],
        |_, _| None,
    );
    let keys = ["missing.gz", "cut.gz", "broken.gz", "a//b", "folder/", "records.json", "whole.json"];
    let answer = invoke(&start(&server), &batch(&keys));
    assert_eq!(answer["objects"], keys.len());
    let unreadable = &answer["unreadable_objects"];
    assert_eq!(unreadable["count"], 5, "{answer}");
    let errors: Vec<(&str, &str)> = unreadable["first"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| (place["object"].as_str().unwrap(), place["error"].as_str().unwrap()))
        .collect();
    for ((object, error), (key, expected)) in errors.iter().zip([
        ("missing.gz", "NoSuchKey"),
        ("cut.gz", "incomplete deflate stream"),
        ("broken.gz", "corrupt deflate stream"),
        ("a//b", "empty"),
        ("folder/", "keys that start or end with a slash are not supported"),
    ]) {
        assert_eq!(*object, format!("s3://events/{key}"));
        assert!(error.contains(expected), "{error}");
    }
    let invalid = &answer["invalid_records"];
    assert_eq!((&invalid["count"], &invalid["first"][0]["line"]), (&2.into(), &2.into()), "{invalid}");
    assert_eq!(invalid["first"][0]["object"], "s3://events/records.json");
    // The events before the end of the object that was cut off are in the answer.
    let events = answer["events"].as_u64().unwrap();
    assert_eq!(places(&answer, "RunTestFailed")["count"], events);
    assert!((3..=103).contains(&events), "{events}");
}

#[test]
fn what_a_retry_may_fix_is_an_error_that_names_the_object() {
    let objects = ["first.json", "second.json"].map(|key| (key, line(TRUE_FAILURE).into_bytes()));
    let denied = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    for (fault, expected) in [
        (Fault::Status("503 Slow Down", "<Error><Code>SlowDown</Code></Error>"), "SlowDown"),
        (Fault::Status("403 Forbidden", denied), "AccessDenied"),
        (Fault::Cut, "response body"),
    ] {
        let server = Server::new(objects.clone(), move |key, _| (key == "second.json").then_some(fault));
        let function = start(&server);
        let (succeeded, error) = function.invoke(&batch(&["first.json", "second.json"]));
        assert!(!succeeded);
        let error: Value = serde_json::from_str(&error).unwrap();
        assert_eq!(error["errorType"], "ObjectNotRead");
        let message = error["errorMessage"].as_str().unwrap();
        assert!(message.starts_with("`s3://events/second.json` cannot be read: "), "{message}");
        assert!(message.contains(expected), "{message}");
        assert!(function.into_log().contains(message));
    }
}

#[test]
fn requests_that_fail_once_are_sent_again() {
    for fault in [Fault::Status("503 Slow Down", ""), Fault::Cut] {
        let events = gzip(&line(TRUE_FAILURE).repeat(10));
        let server = Server::new([("a.gz", events)], move |_, earlier| (earlier == 0).then_some(fault));
        let answer = invoke(&start(&server), &batch(&["a.gz"]));
        assert_eq!((&answer["events"], &places(&answer, "RunTestFailed")["count"]), (&10.into(), &10.into()));
        assert_eq!(answer["unreadable_objects"]["count"], 0);
    }
}

#[test]
fn a_payload_that_is_not_a_batch_is_an_error() {
    let server = Server::new([], |_, _| None);
    let function = start(&server);
    for (payload, kind, message) in [
        (r#"{ "Key": "a", "Size": 1 }"#, "", "missing field `Items`"),
        (r#"{ "Items": [{ "Key": "a", "Size": 1 }] }"#, "InvalidBatch", "expected a `Bucket` for the key `a`"),
        ("[1]", "", ""),
        ("", "", ""),
    ] {
        let (succeeded, error) = function.invoke(payload);
        let error: Value = serde_json::from_str(&error).unwrap();
        assert!(!succeeded && error["errorType"].as_str().unwrap().contains(kind), "{error}");
        assert!(error["errorMessage"].as_str().unwrap().contains(message), "{error}");
    }
    assert_eq!(invoke(&function, r#"{ "Items": [] }"#)["objects"], 0);
}
