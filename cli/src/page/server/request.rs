//! Refuses requests that do not come from the page, and reads those that do.
//!
//! Every page in the user's browser can send requests to this server. It must not be read by one whose host name was made
//! to lead here (DNS rebinding), so `Host` must be an address of this server. It must not be made to write by one of
//! another site, so a request with a body must be JSON, which browsers only send to another site after they have asked.

use super::answer::{Answer, failure};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Maximum size of the body of a request.
const MAX_BODY_BYTES: usize = 8 << 20;

/// Time in which the body of a request must arrive.
const MAX_BODY_TIME: Duration = Duration::from_secs(30);

/// Returns the answer to a request that does not come from the page. `None` if it may come from the page.
pub(super) fn refusal(head: &Parts, port: u16) -> Option<Answer> {
    let host = only(&head.headers, &HOST);
    let is_named = head.uri.authority().is_none_or(|authority| is_own(authority.as_str(), port));
    if !host.is_some_and(|host| is_own(host, port)) || !is_named {
        let message = format!("this server is http://127.0.0.1:{port}/");
        return Some(failure(StatusCode::MISDIRECTED_REQUEST, &message));
    }
    // A link on another site may lead to the page, but not to its data.
    let site = head.headers.get("sec-fetch-site");
    let is_same_site = site.is_none_or(|site| site == "same-origin" || site == "none");
    if head.uri.path().starts_with("/api/") && !is_same_site {
        return Some(failure(StatusCode::FORBIDDEN, "the request comes from another site"));
    }
    if head.method == Method::POST {
        let origin = head.headers.get(ORIGIN);
        let is_own_origin = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_own(host, port));
        if origin.is_some_and(|origin| !origin.to_str().is_ok_and(is_own_origin)) {
            return Some(failure(StatusCode::FORBIDDEN, "the request comes from another site"));
        }
        if !only(&head.headers, &CONTENT_TYPE).is_some_and(is_json) {
            return Some(failure(StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected `Content-Type: application/json`"));
        }
    }
    None
}

/// Returns the value of a header that a request has once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(first)
}

/// Whether a host and a port are those of this server.
fn is_own(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.ends_with(']') => (name, given.parse().ok()),
        _ => (host, Some(80)),
    };
    given == Some(port) && ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| own.eq_ignore_ascii_case(name))
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Reads the body of a request.
///
/// # Errors
/// Returns the answer to a request whose body is too large, too slow or not what is expected.
pub(super) async fn body<T: DeserializeOwned>(head: &Parts, body: Incoming) -> Result<T, Box<Answer>> {
    let refuse = |status, message: &str| Box::new(failure(status, message));
    let too_large =
        || refuse(StatusCode::PAYLOAD_TOO_LARGE, &format!("the texts are larger than {} MB", MAX_BODY_BYTES >> 20));
    let length = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY_BYTES) {
        return Err(too_large());
    }
    let bytes = tokio::time::timeout(MAX_BODY_TIME, Limited::new(body, MAX_BODY_BYTES).collect()).await;
    let bytes = match bytes {
        Ok(Ok(bytes)) => bytes.to_bytes(),
        Ok(Err(error)) if error.is::<hyper::Error>() => {
            return Err(refuse(StatusCode::BAD_REQUEST, &error.to_string()));
        }
        Ok(Err(_)) => return Err(too_large()),
        Err(_) => return Err(refuse(StatusCode::REQUEST_TIMEOUT, "the request did not arrive in time")),
    };
    serde_json::from_slice(&bytes).map_err(|error| refuse(StatusCode::BAD_REQUEST, &error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_with_the_port_are_own() {
        for (host, port, expected) in [
            ("127.0.0.1:7979", 7979, true),
            ("localhost:7979", 7979, true),
            ("LocalHost:7979", 7979, true),
            ("[::1]:7979", 7979, true),
            ("localhost", 80, true),
            ("[::1]", 80, true),
            ("localhost", 7979, false),
            ("localhost:7978", 7979, false),
            ("localhost:", 7979, false),
            ("127.0.0.1.example.com:7979", 7979, false),
            ("example.com:7979", 7979, false),
            ("localhost:7979@example.com", 7979, false),
            ("user@localhost:7979", 7979, false),
            ("127.0.0.2:7979", 7979, false),
            ("", 80, false),
        ] {
            assert_eq!(is_own(host, port), expected, "{host} {port}");
        }
    }
}
