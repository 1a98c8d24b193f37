//! Runs the Lambda function against a minimal Runtime API and a minimal webhook, both in this process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

const TRUE_FAILURE: &str = include_str!("../../events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../../events/false_alarm.json");
const TIMEOUT: Duration = Duration::from_secs(30);

/// A request: its first line and its body.
type Request = (String, String);

fn read_request(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut first = String::new();
    if stream.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let (mut length, mut chunked) = (0, false);
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).ok()?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        chunked |= header == "transfer-encoding: chunked";
    }
    let body = if chunked { read_chunks(stream)? } else { read_exactly(stream, length)? };
    Some((first.trim().to_owned(), body))
}

fn read_exactly(stream: &mut BufReader<TcpStream>, length: usize) -> Option<String> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}

fn read_chunks(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut body = String::new();
    loop {
        let mut size = String::new();
        stream.read_line(&mut size).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        body.push_str(&read_exactly(stream, size)?);
        read_exactly(stream, 2)?;
        if size == 0 {
            return Some(body);
        }
    }
}

fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
}

/// Serves each connection on a separate thread until the test ends.
fn serve(answer: impl Fn(&mut TcpStream, Request) + Send + Clone + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let answer = answer.clone();
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while let Some(request) = read_request(&mut reader) {
                    answer(&mut stream, request);
                }
            });
        }
    });
    address
}

/// The running function, with the channels to its Runtime API and its webhook.
struct Function {
    process: Child,
    log: BufReader<ChildStderr>,
    invocations: Sender<String>,
    results: Receiver<Request>,
    messages: Receiver<String>,
}

impl Function {
    fn start(webhook_status: &'static str) -> Self {
        let (message_sender, messages) = channel();
        let webhook = serve(move |stream, (_, body)| {
            message_sender.send(body).unwrap();
            respond(stream, webhook_status, "", "");
        });
        Self::start_with(&format!("http://{webhook}/hook"), messages)
    }

    fn start_with(webhook: &str, messages: Receiver<String>) -> Self {
        let (invocations, waiting) = channel::<String>();
        let (result_sender, results) = channel();
        let waiting = Arc::new(std::sync::Mutex::new(waiting));
        let platform = serve(move |stream, (line, body)| {
            if line.contains("/invocation/next") {
                let Ok(payload) = waiting.lock().unwrap().recv() else { return };
                let headers = "content-type: application/json\r\nlambda-runtime-aws-request-id: 1\r\n\
                               lambda-runtime-deadline-ms: 4102444800000\r\n\
                               lambda-runtime-invoked-function-arn: arn:aws:lambda:x:1:function:lambda\r\n\
                               lambda-runtime-trace-id: Root=1\r\n";
                respond(stream, "200 OK", headers, &payload);
            } else {
                let _ = result_sender.send((line, body));
                respond(stream, "202 Accepted", "", "");
            }
        });
        let mut process = Command::new(env!("CARGO_BIN_EXE_lambda"))
            .env("AWS_LAMBDA_RUNTIME_API", platform)
            .env("AWS_LAMBDA_FUNCTION_NAME", "lambda")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "group")
            .env("WEBHOOK_URL", webhook)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        Self { process, log, invocations, results, messages }
    }

    /// Invokes the function. Returns whether it succeeded, and the body of its response.
    fn invoke(&self, payload: &str) -> (bool, String) {
        self.invocations.send(payload.to_owned()).unwrap();
        let (line, body) = self.results.recv_timeout(TIMEOUT).unwrap();
        assert!(line.contains("/response") || line.contains("/error"), "{line}");
        (line.contains("/response"), body)
    }

    /// Stops the function and returns its log.
    fn into_log(mut self) -> String {
        let _ = self.process.kill();
        let mut text = String::new();
        self.log.read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn only_the_real_failure_is_posted() {
    let function = Function::start("200 OK");
    assert!(function.invoke(FALSE_ALARM).0);
    assert!(function.invoke(r#"{"source":"aws.ecs","detail-type":"ECS Service Action","detail":{}}"#).0);
    assert!(function.invoke(TRUE_FAILURE).0);
    let message: serde_json::Value = serde_json::from_str(&function.messages.recv_timeout(TIMEOUT).unwrap()).unwrap();
    assert_eq!(
        message["text"],
        "Task e9511a8292474239 failed\nselenium-hub exited with 143\nrun-test exited with 1\nselenium-node-chrome exited with \
         143\nEssential container in task exited"
    );
    assert!(function.invoke(FALSE_ALARM).0);
    assert!(function.messages.try_recv().is_err());
}

#[test]
fn an_error_of_the_webhook_is_an_error_of_the_function() {
    let function = Function::start("500 Internal Server Error");
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded);
    assert!(body.contains("cannot post to the webhook"), "{body}");
    assert!(function.messages.try_recv().is_ok());
}

#[test]
fn an_unreachable_webhook_is_an_error_of_the_function() {
    // Nothing listens on port 1. A port that was just released could be reused by another test.
    let function = Function::start_with("http://127.0.0.1:1/hook", channel().1);
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded && body.contains("cannot post to the webhook"), "{body}");
}

#[test]
fn a_timeout_of_the_webhook_is_an_error_and_logs_the_id_of_the_event() {
    let (message_sender, messages) = channel();
    let webhook = serve(move |_, (_, body)| message_sender.send(body).unwrap());
    let function = Function::start_with(&format!("http://{webhook}/hook"), messages);
    let (succeeded, body) = function.invoke(TRUE_FAILURE);
    assert!(!succeeded && body.contains("timeout"), "{body}");
    assert!(function.messages.try_recv().is_ok());
    let event: serde_json::Value = serde_json::from_str(TRUE_FAILURE).unwrap();
    let expected = format!("event {}: cannot post to the webhook: timeout", event["id"].as_str().unwrap());
    let log = function.into_log();
    assert!(log.contains(&expected), "{log}");
}

#[test]
fn the_message_is_posted_on_a_retry_after_the_webhook_has_recovered() {
    let (message_sender, messages) = channel();
    let failures = Arc::new(AtomicUsize::new(2));
    let webhook = serve(move |stream, (_, body)| {
        let is_down = failures.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok();
        let status = if is_down { "500 Internal Server Error" } else { "200 OK" };
        message_sender.send(body).unwrap();
        respond(stream, status, "", "");
    });
    let function = Function::start_with(&format!("http://{webhook}/hook"), messages);
    let succeeded: Vec<bool> = (0..4).map(|_| function.invoke(TRUE_FAILURE).0).collect();
    assert_eq!(succeeded, [false, false, true, true]);
    let messages: Vec<String> = function.messages.try_iter().collect();
    assert!(messages.len() == 4 && messages.windows(2).all(|pair| pair[0] == pair[1]), "{messages:?}");
    assert_eq!(function.into_log().matches("cannot post to the webhook").count(), 2);
}

#[test]
fn the_function_keeps_running_after_invalid_payloads() {
    let function = Function::start("200 OK");
    let cut_off = &TRUE_FAILURE[..TRUE_FAILURE.len() / 2];
    for payload in [cut_off, "", "{", "null", "\"event\"", "[1]", "{\"source\":\"aws.ecs\",}"] {
        let (succeeded, body) = function.invoke(payload);
        assert!(!succeeded && body.contains("errorMessage"), "{payload} {body}");
    }
    for payload in ["{}", r#"{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"x"}}}"#] {
        assert!(function.invoke(payload).0, "{payload}");
    }
    assert!(function.messages.try_recv().is_err());
    assert!(function.invoke(TRUE_FAILURE).0);
    assert!(function.messages.try_recv().is_ok());
}

#[test]
fn a_matching_event_that_cannot_be_deserialized_is_an_error_of_the_function() {
    let function = Function::start("200 OK");
    let (succeeded, _) = function.invoke(&TRUE_FAILURE.replace("\"version\": 5", "\"version\": \"five\""));
    assert!(!succeeded);
    let (succeeded, _) = function.invoke("[1]");
    assert!(!succeeded);
    assert!(function.messages.try_recv().is_err());
}

#[test]
fn the_function_does_not_start_without_a_url() {
    let output = Command::new(env!("CARGO_BIN_EXE_lambda")).env_remove("WEBHOOK_URL").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("WEBHOOK_URL is not set"));
}
