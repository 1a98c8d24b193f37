//! Answers, with the headers that all of them have.

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde::Serialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

pub(super) type Answer = Response<AnswerBody>;

/// The body of an answer.
pub(super) enum AnswerBody {
    Whole(Full<Bytes>),
    /// A stream that lasts as long as the page is open.
    Stream(Receiver<Bytes>),
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(context),
            Self::Stream(parts) => parts.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Stream(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::Stream(_) => SizeHint::default(),
        }
    }
}

/// What the page may load: its own files, and data from this server. Nothing may embed the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 4] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn with_body(status: StatusCode, content_type: &'static str, body: AnswerBody) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    answer
}

/// Returns a text.
pub(super) fn text(status: StatusCode, content_type: &'static str, text: impl Into<Bytes>) -> Answer {
    with_body(status, content_type, AnswerBody::Whole(Full::new(text.into())))
}

/// Returns data as JSON.
pub(super) fn json(data: &impl Serialize) -> Answer {
    match serde_json::to_vec(data) {
        Ok(json) => text(StatusCode::OK, "application/json", json),
        Err(error) => failure(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// Returns why a request has no other answer.
pub(super) fn failure(status: StatusCode, message: &str) -> Answer {
    let error = serde_json::json!({ "error": message });
    text(status, "application/json", error.to_string())
}

/// Returns an answer without a body.
pub(super) fn nothing() -> Answer {
    text(StatusCode::NO_CONTENT, "application/json", Bytes::new())
}

/// Returns a stream of server-sent events.
pub(super) fn stream(parts: Receiver<Bytes>) -> Answer {
    with_body(StatusCode::OK, "text/event-stream", AnswerBody::Stream(parts))
}
