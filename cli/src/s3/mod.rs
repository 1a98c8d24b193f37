//! Archives in Amazon S3.
//!
//! `settings` finds the region, the endpoint and the credentials as the AWS CLI does, and `profile` reads its files.
//! `bucket` lists the objects of a bucket. `object` reads an object in parts, which it requests in advance. `answer` keeps
//! what the server says about a request that it refuses, for messages.
//!
//! The crate `object_store` signs requests, sends failed ones again, and renews the credentials of a container or an
//! instance. The AWS SDK (`aws-config` and `aws-sdk-s3`) also reads profiles and knows IAM Identity Center, but it adds 160
//! crates to the command instead of 106. TLS is `rustls` with `ring`, which needs only a C compiler to build.

mod answer;
mod bucket;
mod object;
mod profile;
mod settings;

pub(crate) use object::Object;

use crate::arguments::S3Arguments;
use bucket::Bucket;
use settings::Settings;
use std::io;
use std::sync::OnceLock;
use std::thread;
use tokio::runtime::{Builder, Runtime};

/// Maximum number of threads that send requests and receive the answers.
const MAX_NETWORK_THREADS: usize = 8;

/// Returns the object with this URL, or else all objects in the folder with this URL, sorted as files are. Returns no
/// objects if there is no such object or folder.
///
/// # Errors
/// Returns an error if there are no credentials, or if the bucket cannot be read.
pub(crate) fn objects(url: &str, arguments: &S3Arguments) -> io::Result<Vec<Object>> {
    let (name, key) = bucket_and_key(url)?;
    let settings = Settings::read(arguments, &|variable| std::env::var(variable).ok().filter(|text| !text.is_empty()))?;
    let threads = runtime()?.handle();
    threads.block_on(Bucket::new(name, settings, threads)?.find(key))
}

/// Splits `s3://BUCKET/KEY`. The key is empty for the whole bucket.
fn bucket_and_key(url: &str) -> io::Result<(&str, &str)> {
    let path = url.strip_prefix("s3://").unwrap_or(url);
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if bucket.is_empty() {
        return Err(io::Error::other("it has no bucket\n = help: write `s3://BUCKET/PREFIX`"));
    }
    Ok((bucket, key))
}

/// Returns the threads that send the requests of all buckets.
fn runtime() -> io::Result<&'static Runtime> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    // Receiving and decrypting takes much less time than reading events.
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = (cores / 4).clamp(1, MAX_NETWORK_THREADS);
    let runtime = Builder::new_multi_thread().worker_threads(threads).enable_all().build()?;
    Ok(RUNTIME.get_or_init(|| runtime))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_a_bucket_and_a_key() {
        for (url, bucket, key) in [
            ("s3://events", "events", ""),
            ("s3://events/", "events", ""),
            ("s3://events/2026/11/", "events", "2026/11/"),
            ("s3://events/a b#c%20.gz", "events", "a b#c%20.gz"),
        ] {
            assert_eq!(bucket_and_key(url).unwrap(), (bucket, key));
        }
        for url in ["s3://", "s3:///key"] {
            assert!(bucket_and_key(url).is_err());
        }
    }
}
