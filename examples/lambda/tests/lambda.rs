//! Runs the Lambda function against a minimal Runtime API and a minimal webhook, both in this process.

#[allow(dead_code, reason = "shared with `replay_lambda`")]
mod platform;

use platform::{Function, TIMEOUT, respond, serve};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, channel};

const PROGRAM: &str = env!("CARGO_BIN_EXE_lambda");
const TRUE_FAILURE: &str = include_str!("../../events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../../events/false_alarm.json");

/// Starts the function and a webhook that answers with this status. Also returns the messages.
fn start(webhook_status: &'static str) -> (Function, Receiver<String>) {
    let (message_sender, messages) = channel();
    let webhook = serve(move |stream, request| {
        message_sender.send(request.body).unwrap();
        respond(stream, webhook_status, "", "");
    });
    (start_with(&format!("http://{webhook}/hook")), messages)
}

fn start_with(webhook: &str) -> Function {
    Function::start(PROGRAM, &[("WEBHOOK_URL", webhook)])
}

#[test]
fn only_the_real_failure_is_posted() {
    let (function, messages) = start("200 OK");
    assert!(function.invoke(FALSE_ALARM).0);
    assert!(function.invoke(r#"{"source":"aws.ecs","detail-type":"ECS Service Action","detail":{}}"#).0);
    assert!(function.invoke(TRUE_FAILURE).0);
    let message: serde_json::Value = serde_json::from_str(&messages.recv_timeout(TIMEOUT).unwrap()).unwrap();
    assert_eq!(
        message["text"],
        "Task e9511a8292474239 failed\nselenium-hub exited with 143\nrun-test exited with 1\nselenium-node-chrome exited with \
         143\nEssential container in task exited"
    );
    assert!(function.invoke(FALSE_ALARM).0);
    assert!(messages.try_recv().is_err());
}

#[test]
fn an_error_of_the_webhook_is_an_error_of_the_function() {
    let (function, messages) = start("500 Internal Server Error");
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded);
    assert!(body.contains("cannot post to the webhook"), "{body}");
    assert!(messages.try_recv().is_ok());
}

#[test]
fn an_unreachable_webhook_is_an_error_of_the_function() {
    // Nothing listens on port 1. A port that was just released could be reused by another test.
    let function = start_with("http://127.0.0.1:1/hook");
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded && body.contains("cannot post to the webhook"), "{body}");
}

#[test]
fn a_timeout_of_the_webhook_is_an_error_and_logs_the_id_of_the_event() {
    let (message_sender, messages) = channel();
    let webhook = serve(move |_, request| message_sender.send(request.body).unwrap());
    let function = start_with(&format!("http://{webhook}/hook"));
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded && body.contains("timeout"), "{body}");
    assert!(messages.try_recv().is_ok());
    let event: serde_json::Value = serde_json::from_str(TRUE_FAILURE).unwrap();
    let expected = format!("event {}: cannot post to the webhook: timeout", event["id"].as_str().unwrap());
    let log = function.into_log();
    assert!(log.contains(&expected), "{log}");
}

#[test]
fn the_message_is_posted_on_a_retry_after_the_webhook_has_recovered() {
    let (message_sender, messages) = channel();
    let failures = Arc::new(AtomicUsize::new(2));
    let webhook = serve(move |stream, request| {
        let is_down = failures.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok();
        let status = if is_down { "500 Internal Server Error" } else { "200 OK" };
        message_sender.send(request.body).unwrap();
        respond(stream, status, "", "");
    });
    let function = start_with(&format!("http://{webhook}/hook"));
    let succeeded: Vec<bool> = (0..4).map(|_| function.invoke(TRUE_FAILURE).0).collect();
    assert_eq!(succeeded, [false, false, true, true]);
    let messages: Vec<String> = messages.try_iter().collect();
    assert!(messages.len() == 4 && messages.windows(2).all(|pair| pair[0] == pair[1]), "{messages:?}");
    assert_eq!(function.into_log().matches("cannot post to the webhook").count(), 2);
}

#[test]
fn the_function_keeps_running_after_invalid_payloads() {
    let (function, messages) = start("200 OK");
    let cut_off = &TRUE_FAILURE[..TRUE_FAILURE.len() / 2];
    for payload in [cut_off, "", "{", "null", "\"event\"", "[1]", "{\"source\":\"aws.ecs\",}"] {
        let (succeeded, body) = function.invoke(payload);
        assert!(!succeeded && body.contains("errorMessage"), "{payload} {body}");
    }
    for payload in ["{}", r#"{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"x"}}}"#] {
        assert!(function.invoke(payload).0, "{payload}");
    }
    assert!(messages.try_recv().is_err());
    assert!(function.invoke(TRUE_FAILURE).0);
    assert!(messages.try_recv().is_ok());
}

#[test]
fn a_matching_event_that_cannot_be_deserialized_is_an_error_of_the_function() {
    let (function, messages) = start("200 OK");
    let (succeeded, _) = function.invoke(&TRUE_FAILURE.replace("\"version\": 5", "\"version\": \"five\""));
    assert!(!succeeded);
    let (succeeded, _) = function.invoke("[1]");
    assert!(!succeeded);
    assert!(messages.try_recv().is_err());
}

#[test]
fn the_function_does_not_start_without_a_url() {
    let output = Command::new(PROGRAM).env_remove("WEBHOOK_URL").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("WEBHOOK_URL is not set"));
}
