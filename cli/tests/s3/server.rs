//! A server for one bucket, `events`. It answers as Amazon S3 does, except for the faults of a test.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Number of objects in an answer to a listing.
const PAGE: usize = 3;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    /// The decoded key. Empty for a listing.
    pub(crate) key: String,
    pub(crate) query: BTreeMap<String, String>,
    /// The headers, in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    /// Number of earlier requests for the same object.
    pub(crate) earlier: usize,
    /// Number of requests that are answered at the same time, with this one.
    pub(crate) concurrent: usize,
}

/// How an answer differs from that of Amazon S3.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// A status with a header, if it is not empty, and a body.
    Status(u16, &'static str, &'static str),
    /// The connection ends without an answer.
    Closed,
    /// The connection ends after this number of bytes of the body.
    Cut(usize),
    /// The answer says that it is complete, but this number of bytes is missing at its end.
    Short(usize),
    /// The answer starts after this time.
    Late(Duration),
}

type Faults = dyn Fn(&Request) -> Option<Fault> + Send + Sync;

struct State {
    objects: BTreeMap<String, Vec<u8>>,
    requests: Mutex<Vec<Request>>,
    concurrent: Mutex<usize>,
    faults: Box<Faults>,
}

/// A running server. It ends with the process.
pub(crate) struct Server {
    pub(crate) port: u16,
    state: Arc<State>,
}

impl Server {
    pub(crate) fn new(
        objects: impl IntoIterator<Item = (String, Vec<u8>)>,
        faults: impl Fn(&Request) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        let state = Arc::new(State {
            objects: objects.into_iter().collect(),
            requests: Mutex::default(),
            concurrent: Mutex::default(),
            faults: Box::new(faults),
        });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let state = Arc::clone(&shared);
                thread::spawn(move || state.serve(&stream.unwrap()));
            }
        });
        Self { port, state }
    }

    /// Returns the requests for an object, or the listings.
    pub(crate) fn requests(&self, key: &str) -> Vec<Request> {
        let requests = self.state.requests.lock().unwrap();
        requests.iter().filter(|request| request.key == key && request.method == "GET").cloned().collect()
    }

    /// Returns the largest number of requests that were answered at the same time.
    pub(crate) fn max_concurrent(&self) -> usize {
        let requests = self.state.requests.lock().unwrap();
        requests.iter().map(|request| request.concurrent).max().unwrap_or_default()
    }
}

impl State {
    /// Answers one request. The connection is then closed.
    fn serve(&self, stream: &TcpStream) {
        let Some(mut request) = read(stream) else { return };
        {
            let mut concurrent = self.concurrent.lock().unwrap();
            *concurrent += 1;
            request.concurrent = *concurrent;
        }
        {
            let mut requests = self.requests.lock().unwrap();
            let is_same = |other: &&Request| other.key == request.key && other.method == request.method;
            request.earlier = requests.iter().filter(is_same).count();
            requests.push(request.clone());
        }
        let fault = (self.faults)(&request);
        if let Some(Fault::Late(time)) = fault {
            thread::sleep(time);
        }
        let (head, body) = match fault {
            Some(Fault::Closed) => Default::default(),
            Some(Fault::Status(status, header, body)) => (head(status, header, body.len()), body.as_bytes().to_vec()),
            _ => self.answer(&request, fault),
        };
        let body = match fault {
            Some(Fault::Cut(length)) => &body[..length.min(body.len())],
            _ if request.method == "HEAD" => &[],
            _ => &body,
        };
        let mut stream = stream;
        // The command may have ended.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        *self.concurrent.lock().unwrap() -= 1;
    }

    fn answer(&self, request: &Request, fault: Option<Fault>) -> (String, Vec<u8>) {
        if request.key.is_empty() {
            let body = self.list(&request.query);
            return (head(200, "", body.len()), body.into_bytes());
        }
        let Some(object) = self.objects.get(&request.key) else {
            let body = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";
            return (head(404, "", body.len()), body.as_bytes().to_vec());
        };
        let etag = etag(object);
        if request.headers.get("if-match").is_some_and(|wanted| *wanted != etag) {
            return (head(412, "", 0), Vec::new());
        }
        let range = request.headers.get("range").map(|range| {
            let (start, end) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
            (start.parse::<usize>().unwrap(), end.parse::<usize>().unwrap())
        });
        let headers = format!("ETag: {etag}\r\nLast-Modified: Mon, 30 Nov 2026 00:00:00 GMT");
        let (status, headers, body) = match range {
            None => (200, headers, object.as_slice()),
            Some((start, end)) => {
                let range = format!("\r\nContent-Range: bytes {start}-{end}/{}", object.len());
                (206, headers + &range, &object[start..=end])
            }
        };
        let missing = if let Some(Fault::Short(missing)) = fault { missing } else { 0 };
        let body = &body[..body.len() - missing];
        (head(status, &headers, body.len()), body.to_vec())
    }

    fn list(&self, query: &BTreeMap<String, String>) -> String {
        let prefix = query.get("prefix").map_or("", String::as_str);
        let start: usize = query.get("continuation-token").map_or(0, |token| token.parse().unwrap());
        let all: Vec<_> = self.objects.iter().filter(|(key, _)| key.starts_with(prefix)).collect();
        let end = all.len().min(start + PAGE);
        let mut body = "<ListBucketResult>".to_owned();
        for (key, object) in &all[start..end] {
            let (key, etag) = (key.replace('&', "&amp;").replace('<', "&lt;"), etag(object).replace('"', "&quot;"));
            write!(
                body,
                "<Contents><Key>{key}</Key><LastModified>2026-11-30T00:00:00.000Z</LastModified><ETag>{etag}</ETag>\
                 <Size>{}</Size></Contents>",
                object.len()
            )
            .unwrap();
        }
        if end < all.len() {
            write!(body, "<NextContinuationToken>{end}</NextContinuationToken>").unwrap();
        }
        body + "</ListBucketResult>"
    }
}

fn head(status: u16, headers: &str, length: usize) -> String {
    let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
    format!("HTTP/1.1 {status} x\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n")
}

fn etag(object: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    object.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

/// Reads a request, which has no body. `None` if the connection is closed.
fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let key = path.strip_prefix("/events").unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let header = |line: String| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some(Request {
        method,
        path: path.to_owned(),
        key: decode(key.trim_start_matches('/')),
        query: pairs.map(|(name, value)| (name.to_owned(), decode(value))).collect(),
        headers: lines.take_while(|line| !line.is_empty()).filter_map(header).collect(),
        earlier: 0,
        concurrent: 0,
    })
}

/// Decodes `%20`.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = std::str::from_utf8(after.get(..2).unwrap_or_default()).ok();
        if let Some(decoded) = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| byte == b'%') {
            bytes.push(decoded);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}
