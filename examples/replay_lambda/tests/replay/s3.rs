//! A server for the objects of the bucket `events`.

use crate::platform::{respond, serve};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::Shutdown;
use std::sync::{Arc, Mutex};

const NO_SUCH_KEY: &str = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";

/// How a response differs from that of Amazon S3.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// The request fails with this status and this body.
    Status(&'static str, &'static str),
    /// The connection ends in the middle of the body.
    Cut,
}

/// A running server. It ends with the process.
pub(crate) struct Server {
    pub(crate) url: String,
}

impl Server {
    /// Starts a server. `fault` returns how it responds to a request, given the key and the number of earlier requests
    /// for it.
    pub(crate) fn new<const COUNT: usize>(
        objects: [(&str, Vec<u8>); COUNT],
        fault: impl Fn(&str, usize) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        let objects: HashMap<String, Vec<u8>> = objects.map(|(key, content)| (key.to_owned(), content)).into();
        let requests = Mutex::new(HashMap::<String, usize>::new());
        let state = Arc::new((objects, requests, fault));
        let address = serve(move |stream, request| {
            let (objects, requests, fault) = &*state;
            let path = request.first_line.strip_prefix("GET /events/").unwrap().strip_suffix(" HTTP/1.1").unwrap();
            let key = percent_decode_str(path).decode_utf8().unwrap();
            let earlier = {
                let mut requests = requests.lock().unwrap();
                let count = requests.entry(key.to_string()).or_default();
                *count += 1;
                *count - 1
            };
            let fault = fault(&key, earlier);
            if let Some(Fault::Status(status, body)) = fault {
                return respond(stream, status, "", body);
            }
            let Some(content) = objects.get(&*key) else { return respond(stream, "404 Not Found", "", NO_SUCH_KEY) };
            let first = first_byte(&request.headers);
            let (status, body) =
                (if first.is_some() { "206 Partial Content" } else { "200 OK" }, &content[first.unwrap_or(0)..]);
            let mut headers = "etag: \"1\"\r\nlast-modified: Mon, 30 Nov 2026 00:00:00 GMT\r\n".to_owned();
            if let Some(first) = first {
                let _ = write!(headers, "content-range: bytes {first}-{}/{}\r\n", content.len() - 1, content.len());
            }
            if matches!(fault, Some(Fault::Cut)) {
                let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(&body[..body.len() / 2]).and_then(|()| stream.shutdown(Shutdown::Both));
            } else {
                respond(stream, status, &headers, body);
            }
        });
        Self { url: format!("http://{address}") }
    }
}

/// Returns where the requested range starts. `None` if the request is for the whole object.
fn first_byte(headers: &str) -> Option<usize> {
    let range = headers.lines().find_map(|header| header.strip_prefix("range: bytes="))?;
    range.split_once('-')?.0.parse().ok()
}
