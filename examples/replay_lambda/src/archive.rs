//! Reads objects from Amazon S3.

use crate::batch::Object;
use flate2::bufread::MultiGzDecoder;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, Error, ObjectStoreExt as _, RetryConfig};
use std::env;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio_util::io::{StreamReader, SyncIoBridge};

/// Maximum number of times that a request is sent, unless `AWS_MAX_ATTEMPTS` is set.
const MAX_ATTEMPTS: usize = 8;

/// Maximum time between two requests.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// Maximum time that the server may send nothing. After that, the rest is requested again.
const MAX_SILENCE: Duration = Duration::from_secs(20);

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Number of bytes that the detection of the compression needs.
const MAX_HEAD_BYTES: u64 = 4;
/// Size of the buffer for the uncompressed content.
const BUFFER_BYTES: usize = 64 * 1024;

/// Reads the objects of a batch.
#[derive(Debug)]
pub(crate) struct Archive {
    /// The thread that sends the requests.
    runtime: Handle,
    /// The bucket of the last object. All objects of a batch are usually in one bucket.
    bucket: Option<(String, AmazonS3)>,
}

/// The uncompressed content of an object.
pub(crate) type Content = BufReader<Box<dyn Read>>;

/// Why an object cannot be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// A retry may help.
    Temporary(String),
    /// The object is gone, its name is not supported, or its content is broken.
    Final(String),
}

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound { .. } | Error::InvalidPath { .. } => Self::Final(error.to_string()),
            _ => Self::Temporary(error.to_string()),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        // Errors of the decoders are about the content.
        match error.downcast::<Error>() {
            Ok(error) => Self::from(error),
            Err(error) => Self::Final(error.to_string()),
        }
    }
}

impl Archive {
    /// Returns an archive that is read with this runtime, from a thread that may block.
    pub(crate) fn new(runtime: Handle) -> Self {
        Self { runtime, bucket: None }
    }

    /// Requests an object, and returns its uncompressed content.
    pub(crate) fn open(&mut self, object: &Object) -> Result<Content, ReadError> {
        let path = Path::parse(&object.key).map_err(Error::from)?;
        if path.as_ref() != object.key {
            return Err(ReadError::Final("keys that start or end with a slash are not supported".to_owned()));
        }
        let (runtime, store) = (self.runtime.clone(), self.store(&object.bucket)?);
        let answer = runtime.block_on(store.get(&path))?;
        let stream = StreamReader::new(answer.into_stream().map_err(io::Error::other));
        Ok(decompress(SyncIoBridge::new_with_handle(stream, runtime))?)
    }

    fn store(&mut self, bucket: &str) -> Result<&AmazonS3, Error> {
        let current = match self.bucket.take().filter(|(name, _)| name == bucket) {
            Some(last) => last,
            None => (bucket.to_owned(), connect(bucket)?),
        };
        Ok(&self.bucket.insert(current).1)
    }
}

/// Prepares requests to a bucket. Lambda sets the region and the credentials of the function's role in environment
/// variables.
fn connect(bucket: &str) -> Result<AmazonS3, Error> {
    let builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
    let endpoint = builder.get_config_value(&AmazonS3ConfigKey::Endpoint);
    let is_plain = endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    // The certificates of Amazon S3 are not valid for a name with several dots before the region.
    let is_host = endpoint.is_none() && !bucket.contains('.');
    // The time for an object depends on its size, so only silence is limited.
    let client = ClientOptions::new().with_allow_http(is_plain).with_timeout_disabled().with_read_timeout(MAX_SILENCE);
    let attempts = env::var("AWS_MAX_ATTEMPTS").ok().and_then(|number| number.parse().ok()).unwrap_or(MAX_ATTEMPTS);
    let retry = RetryConfig {
        backoff: BackoffConfig { max_backoff: MAX_BACKOFF, ..BackoffConfig::default() },
        max_retries: attempts.saturating_sub(1),
        ..RetryConfig::default()
    };
    builder.with_virtual_hosted_style_request(is_host).with_client_options(client).with_retry(retry).build()
}

/// Removes the compression, which is detected from the first bytes.
fn decompress(mut content: impl BufRead + 'static) -> io::Result<Content> {
    let mut head = Vec::new();
    content.by_ref().take(MAX_HEAD_BYTES).read_to_end(&mut head)?;
    let format = head.clone();
    let whole = Cursor::new(head).chain(content);
    let content: Box<dyn Read> = if format.starts_with(GZIP) {
        Box::new(MultiGzDecoder::new(whole))
    } else if format.starts_with(ZSTD) {
        Box::new(zstd::Decoder::with_buffer(whole)?)
    } else {
        Box::new(whole)
    };
    Ok(BufReader::with_capacity(BUFFER_BYTES, content))
}
