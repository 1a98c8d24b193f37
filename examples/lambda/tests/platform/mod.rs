//! A minimal Lambda Runtime API, and what else a test needs to serve HTTP.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Maximum time of an invocation.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// A request.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) first_line: String,
    /// The headers in lower case, one per line.
    pub(crate) headers: String,
    pub(crate) body: String,
}

fn read_request(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut first = String::new();
    if stream.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let mut headers = String::new();
    while !headers.ends_with("\n\r\n") && headers != "\r\n" {
        stream.read_line(&mut headers).ok().filter(|length| *length > 0)?;
    }
    headers.make_ascii_lowercase();
    let length = headers.lines().find_map(|header| header.strip_prefix("content-length:"));
    let body = if headers.lines().any(|header| header == "transfer-encoding: chunked") {
        read_chunks(stream)?
    } else {
        read_exactly(stream, length.map_or(Some(0), |length| length.trim().parse().ok())?)?
    };
    Some(Request { first_line: first.trim().to_owned(), headers, body })
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

/// Sends a response. Each header ends with a line break.
pub(crate) fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: impl AsRef<[u8]>) {
    let (body, mut response) = (body.as_ref(), Vec::new());
    let _ = write!(response, "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    response.extend(body);
    // The function may have ended.
    let _ = stream.write_all(&response);
}

/// Serves each connection on a separate thread until the test ends. Returns the address.
pub(crate) fn serve(answer: impl Fn(&mut TcpStream, Request) + Send + Clone + 'static) -> String {
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

/// A running function, with the channels to its Runtime API.
pub(crate) struct Function {
    process: Child,
    log: BufReader<ChildStderr>,
    invocations: Sender<String>,
    results: Receiver<Request>,
}

impl Function {
    /// Starts a program with these environment variables.
    pub(crate) fn start(program: &str, variables: &[(&str, &str)]) -> Self {
        let (invocations, waiting) = channel::<String>();
        let (result_sender, results) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let platform = serve(move |stream, request| {
            if request.first_line.contains("/invocation/next") {
                let Ok(payload) = waiting.lock().unwrap().recv() else { return };
                let headers = "content-type: application/json\r\nlambda-runtime-aws-request-id: 1\r\n\
                               lambda-runtime-deadline-ms: 4102444800000\r\n\
                               lambda-runtime-invoked-function-arn: arn:aws:lambda:x:1:function:lambda\r\n\
                               lambda-runtime-trace-id: Root=1\r\n";
                respond(stream, "200 OK", headers, &payload);
            } else {
                let _ = result_sender.send(request);
                respond(stream, "202 Accepted", "", "");
            }
        });
        let mut process = Command::new(program)
            .env("AWS_LAMBDA_RUNTIME_API", platform)
            .env("AWS_LAMBDA_FUNCTION_NAME", "lambda")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "group")
            .envs(variables.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        Self { process, log, invocations, results }
    }

    /// Invokes the function. Returns whether it succeeded, and the body of its response.
    pub(crate) fn invoke(&self, payload: &str) -> (bool, String) {
        self.invocations.send(payload.to_owned()).unwrap();
        let Request { first_line, body, .. } = self.results.recv_timeout(TIMEOUT).unwrap();
        assert!(first_line.contains("/response") || first_line.contains("/error"), "{first_line}");
        (first_line.contains("/response"), body)
    }

    /// Stops the function and returns its log.
    pub(crate) fn into_log(mut self) -> String {
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
