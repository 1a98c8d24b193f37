//! What the server says about a request that it refuses. `object_store` keeps neither the name of the error nor the
//! region of the bucket.

use object_store::Extensions;
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// The answer to a request and its repetitions.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer(Arc<Mutex<Option<Refusal>>>);

/// An answer that is not a success.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    /// The name of the error, such as `AccessDenied`. The answer to a `HEAD` request has none.
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    /// The region of the bucket, if the server names it.
    pub(super) region: Option<String>,
}

impl Answer {
    /// Returns the extensions of a request whose answer is to be kept.
    pub(super) fn extensions(&self) -> Extensions {
        let mut extensions = Extensions::new();
        extensions.insert(self.clone());
        extensions
    }

    /// Returns the last answer if it is a refusal.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, refusal: Option<Refusal>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
    }
}

impl Refusal {
    fn new(status: u16, region: Option<&str>, body: &str) -> Self {
        Self {
            status,
            code: element(body, "Code"),
            message: element(body, "Message"),
            region: region.map(str::to_owned).or_else(|| element(body, "Region")),
        }
    }

    /// Whether the request was signed for another region than that of the bucket.
    pub(super) fn is_of_other_region(&self) -> bool {
        // A redirect names the endpoint of the region.
        (300..400).contains(&self.status) || self.region.is_some() && self.status == 400
    }

    /// Returns the status and what the server says about it.
    pub(super) fn describe(&self) -> String {
        let mut text = self.status.to_string();
        if let Some(code) = &self.code {
            text.push(' ');
            text.push_str(code);
        }
        if let Some(message) = &self.message {
            text.push_str(": ");
            text.push_str(message);
        }
        text
    }
}

/// Returns the text of an XML element that contains only text.
fn element(body: &str, name: &str) -> Option<String> {
    let (_, rest) = body.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(unescaped.replace("&amp;", "&"))
}

/// Returns the innermost cause of an error. The outer ones are about `object_store`.
pub(super) fn cause(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// Connects with `reqwest`, and keeps the answers.
#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Keeping(ReqwestConnector::default().connect(options)?)))
    }
}

#[derive(Debug)]
struct Keeping(HttpClient);

impl Keeping {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let Some(answer) = request.extensions().get::<Answer>().cloned() else { return self.0.execute(request).await };
        answer.set(None);
        let (parts, body) = self.0.execute(request).await?.into_parts();
        if parts.status.is_success() {
            return Ok(HttpResponse::from_parts(parts, body));
        }
        let region = parts.headers.get("x-amz-bucket-region").and_then(|region| region.to_str().ok());
        // A refused request is reported even if the rest of the answer is lost.
        let body = body.bytes().await.unwrap_or_default();
        answer.set(Some(Refusal::new(parts.status.as_u16(), region, &String::from_utf8_lossy(&body))));
        Ok(HttpResponse::from_parts(parts, body.into()))
    }
}

impl HttpService for Keeping {
    fn call<'service, 'call>(
        &'service self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'call>>
    where
        'service: 'call,
        Self: 'call,
    {
        Box::pin(self.send(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_error_and_the_region_are_read_from_the_body() {
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>expecting &apos;eu-west-1&apos; &amp;amp;\
                    </Message><Region>eu-west-1</Region></Error>";
        let refusal = Refusal::new(400, None, body);
        assert_eq!(refusal.describe(), "400 AuthorizationHeaderMalformed: expecting 'eu-west-1' &amp;");
        assert_eq!((refusal.region.as_deref(), refusal.is_of_other_region()), (Some("eu-west-1"), true));
        assert!(!Refusal::new(400, None, "<Code>ExpiredToken</Code>").is_of_other_region());
        assert_eq!(Refusal::new(301, Some("eu-west-1"), "").region.as_deref(), Some("eu-west-1"));
        assert_eq!(Refusal::new(403, None, "").describe(), "403");
    }
}
