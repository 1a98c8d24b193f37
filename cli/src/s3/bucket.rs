//! A bucket, whose objects are listed and read.

use super::answer::{Answer, Connector, Refusal, cause};
use super::object::Object;
use super::profile::in_file;
use super::settings::{Credentials, NO_CREDENTIALS, Settings};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::list::{PaginatedListOptions, PaginatedListStore as _};
use object_store::path::Path;
use object_store::{
    BackoffConfig, Certificate, ClientOptions, Error, GetOptions, ObjectMeta, ObjectStore as _, RetryConfig,
};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};
use tokio::runtime::Handle;

/// Maximum number of times that a request is sent again. Together with the pauses, this takes about 20 seconds.
const MAX_RETRIES: usize = 8;

/// Maximum time between two requests.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// Maximum time in which a request with its repetitions is sent again.
const MAX_RETRY_TIME: Duration = Duration::from_secs(180);

/// Maximum time that the server may send nothing. After that, the rest is requested again.
const MAX_SILENCE: Duration = Duration::from_secs(20);

/// Number of times that the credentials of an instance or a container are requested again.
const MAX_CREDENTIAL_RETRIES: usize = 1;

/// A bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) name: String,
    pub(super) store: AmazonS3,
    /// The threads that send the requests.
    pub(super) threads: Handle,
    settings: Settings,
}

impl Bucket {
    /// Prepares the access to a bucket.
    ///
    /// # Errors
    /// Returns an error if there are no credentials, or if a setting is invalid.
    pub(super) fn new(name: &str, settings: Settings, threads: &Handle) -> io::Result<Arc<Self>> {
        // An error means that a provider was installed before, which is not a problem.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let max_retries = settings.max_attempts.map_or(MAX_RETRIES, |attempts| attempts.get() - 1);
        let chosen = builder(name, &settings, max_retries)?;
        let chosen = match &settings.credentials {
            Credentials::Provided { origin, .. } => {
                let provider = builder(name, &settings, MAX_CREDENTIAL_RETRIES)?.build()?.credentials().clone();
                let found = threads.block_on(provider.get_credential());
                found.map_err(|error| {
                    io::Error::other(format!("{NO_CREDENTIALS}\n = note: {origin}: {}", cause(&error)))
                })?;
                chosen.with_credentials(provider)
            }
            Credentials::Unsigned | Credentials::Keys { .. } => chosen,
        };
        Ok(Arc::new(Self { name: name.to_owned(), store: chosen.build()?, threads: threads.clone(), settings }))
    }

    /// Returns the object with a key, or else all objects in the folder with this name, in the order of files.
    pub(super) async fn find(self: &Arc<Self>, key: &str) -> io::Result<Vec<Object>> {
        let (path, answer) = (Path::parse(key).map_err(Error::from)?, Answer::default());
        if !path.as_ref().is_empty() && !key.ends_with('/') {
            let options = GetOptions { head: true, extensions: answer.extensions(), ..GetOptions::default() };
            match self.store.get_opts(&path, options).await {
                Ok(found) => return Ok(vec![Object::new(self, found.meta)]),
                // Without the permission to list the bucket, the answer about an object that does not exist is 403.
                Err(Error::NotFound { .. } | Error::PermissionDenied { .. }) => {}
                Err(error) => return Err(self.explain(&error, &answer, "s3:GetObject")),
            }
        }
        let folder = if path.as_ref().is_empty() { String::new() } else { format!("{path}/") };
        let mut objects = self.list(&folder).await?;
        // The names of folders and files are compared, as on a disk, not the keys: `a/b` is before `a.b`.
        objects.sort_by(|one, other| one.location.as_ref().split('/').cmp(other.location.as_ref().split('/')));
        Ok(objects.into_iter().map(|object| Object::new(self, object)).collect())
    }

    /// Lists the objects whose keys start with a prefix, except for empty and hidden ones. The object that marks a
    /// folder is empty.
    async fn list(&self, prefix: &str) -> io::Result<Vec<ObjectMeta>> {
        let mut objects = Vec::new();
        let mut page_token = None;
        loop {
            let answer = Answer::default();
            let options = PaginatedListOptions { page_token, extensions: answer.extensions(), ..Default::default() };
            let page = self.store.list_paginated((!prefix.is_empty()).then_some(prefix), options).await;
            let page = page.map_err(|error| self.explain(&error, &answer, "s3:ListBucket"))?;
            let is_wanted = |object: &ObjectMeta| {
                let name = object.location.as_ref().strip_prefix(prefix).unwrap_or_default();
                object.size > 0 && !name.split('/').any(|part| part.starts_with('.'))
            };
            objects.extend(page.result.objects.into_iter().filter(is_wanted));
            page_token = page.page_token;
            if page_token.is_none() {
                return Ok(objects);
            }
        }
    }

    /// Returns an error with what to do about it. `permission` is what the request needs.
    pub(super) fn explain(&self, error: &Error, answer: &Answer, permission: &str) -> io::Error {
        let message = match answer.refusal() {
            Some(refusal) => self.explain_refusal(&refusal, permission),
            None => match &self.settings.endpoint {
                Some(endpoint) => format!("{} ({endpoint})", cause(error)),
                None => cause(error),
            },
        };
        io::Error::other(message)
    }

    fn explain_refusal(&self, refusal: &Refusal, permission: &str) -> String {
        let (name, settings) = (&self.name, &self.settings);
        let described = refusal.describe();
        let help = match (refusal.status, refusal.code.as_deref()) {
            _ if refusal.is_of_other_region() => match &refusal.region {
                Some(region) => format!("the bucket is in the region `{region}`: use `--region {region}`"),
                None => format!(
                    "the bucket is not in the region `{}`: find its region with `aws s3api get-bucket-location --bucket \
                     {name}`, and use `--region`",
                    settings.region
                ),
            },
            (403, Some("InvalidObjectState")) => "restore the object with `aws s3api restore-object`".to_owned(),
            (401 | 403, _) => match settings.credentials.origin() {
                Some(origin) => {
                    format!("the credentials are those of {origin}: they need the permission `{permission}`")
                }
                None => "the bucket is not public: leave out `--no-sign-request`".to_owned(),
            },
            (400, Some("ExpiredToken" | "InvalidToken")) => match settings.credentials.origin() {
                Some(origin) => format!("renew the credentials of {origin}"),
                None => return described,
            },
            (404, Some("NoSuchBucket")) => format!("there is no bucket `{name}`: check the name"),
            (404, _) => "the object was deleted after it was listed: run the command again".to_owned(),
            (412, _) => return "the object was changed while it was read\n = help: run the command again".to_owned(),
            _ => return described,
        };
        format!("{described}\n = help: {help}")
    }
}

/// Returns a builder for a bucket. `max_retries` is the number of times that a request is sent again.
///
/// # Errors
/// Returns an error if the certificates cannot be read.
fn builder(name: &str, settings: &Settings, max_retries: usize) -> io::Result<AmazonS3Builder> {
    let is_plain = settings.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    // The time for a part depends on the connection, so only silence is limited.
    let mut client =
        ClientOptions::new().with_allow_http(is_plain).with_timeout_disabled().with_read_timeout(MAX_SILENCE);
    if let Some(path) = &settings.certificates {
        let bundle = fs::read(path).map_err(|error| in_file(path, &error))?;
        for certificate in Certificate::from_pem_bundle(&bundle)? {
            client = client.with_root_certificate(certificate);
        }
    }
    let backoff = BackoffConfig { max_backoff: MAX_BACKOFF, ..BackoffConfig::default() };
    let retry = RetryConfig { backoff, max_retries, retry_timeout: MAX_RETRY_TIME };
    Ok(settings.builder(name).with_client_options(client).with_retry(retry).with_http_connector(Connector))
}
