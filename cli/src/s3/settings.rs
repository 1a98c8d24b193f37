//! The region, the endpoint and the credentials, from the command line, environment variables and profiles.

use super::profile::Profile;
use crate::arguments::S3Arguments;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey as Key};
use std::io;
use std::num::NonZero;
use std::path::PathBuf;

/// Returns the value of an environment variable, unless it is empty.
pub(super) type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Region that is assumed if there is none.
const DEFAULT_REGION: &str = "us-east-1";

/// How buckets are accessed.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) region: String,
    /// The URL of the server. `None` for Amazon S3.
    pub(super) endpoint: Option<String>,
    pub(super) credentials: Credentials,
    /// A file with certificates of authorities that are trusted in addition to those of the system.
    pub(super) certificates: Option<PathBuf>,
    /// Maximum number of times that a request is sent. `None` if the user has not limited it.
    pub(super) max_attempts: Option<NonZero<usize>>,
    requester_pays: bool,
}

/// Credentials, or where to get them.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Credentials {
    /// None: requests are not signed.
    Unsigned,
    Keys {
        id: String,
        secret: String,
        token: Option<String>,
        /// Where the keys were found, for messages.
        origin: String,
    },
    /// The credentials of a container, an instance or a web identity, given by these settings of `object_store`.
    Provided { settings: Vec<(Key, String)>, origin: &'static str },
}

impl Settings {
    /// Finds the settings.
    ///
    /// # Errors
    /// Returns an error if a profile cannot be read, or if only the AWS CLI can get its credentials.
    pub(super) fn read(arguments: &S3Arguments, environment: Environment<'_>) -> io::Result<Self> {
        let profile = Profile::read(environment)?;
        let setting = |name: &str| profile.get(name).map(str::to_owned);
        let region = arguments.region.clone();
        let region = region.or_else(|| environment("AWS_REGION")).or_else(|| environment("AWS_DEFAULT_REGION"));
        let endpoint = arguments.endpoint_url.clone().or_else(|| {
            let is_ignored = environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").is_some_and(|value| value == "true");
            let endpoint = || environment("AWS_ENDPOINT_URL_S3").or_else(|| environment("AWS_ENDPOINT_URL"));
            if is_ignored { None } else { endpoint().or_else(|| setting("endpoint_url")) }
        });
        Ok(Self {
            region: region.or_else(|| setting("region")).unwrap_or_else(|| DEFAULT_REGION.to_owned()),
            endpoint,
            credentials: if arguments.no_sign_request {
                Credentials::Unsigned
            } else {
                Credentials::find(&profile, environment)?
            },
            certificates: environment("AWS_CA_BUNDLE").or_else(|| setting("ca_bundle")).map(PathBuf::from),
            max_attempts: environment("AWS_MAX_ATTEMPTS").and_then(|number| number.parse().ok()),
            requester_pays: arguments.request_payer,
        })
    }

    /// Returns a builder with these settings, for a bucket.
    pub(super) fn builder(&self, bucket: &str) -> AmazonS3Builder {
        let builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&self.region)
            .with_request_payer(self.requester_pays);
        let builder = match &self.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            // The certificates of Amazon S3 are not valid for a name with several dots before the region.
            None => builder.with_virtual_hosted_style_request(!bucket.contains('.')),
        };
        match &self.credentials {
            Credentials::Unsigned => builder.with_skip_signature(true),
            Credentials::Keys { id, secret, token, .. } => {
                let builder = builder.with_access_key_id(id).with_secret_access_key(secret);
                token.iter().fold(builder, AmazonS3Builder::with_token)
            }
            Credentials::Provided { settings, .. } => {
                settings.iter().fold(builder, |builder, (key, value)| builder.with_config(*key, value))
            }
        }
    }
}

impl Credentials {
    /// Looks for credentials in the order of the AWS CLI.
    fn find(profile: &Profile, environment: Environment<'_>) -> io::Result<Self> {
        if let (Some(id), Some(secret)) = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY")) {
            let origin = "the environment variable `AWS_ACCESS_KEY_ID`".to_owned();
            return Ok(Self::Keys { id, secret, token: environment("AWS_SESSION_TOKEN"), origin });
        }
        let provided = |variables: &[(&str, Key)], origin| {
            let settings = variables.iter().filter_map(|(name, key)| Some((*key, environment(name)?))).collect();
            Self::Provided { settings, origin }
        };
        if environment("AWS_WEB_IDENTITY_TOKEN_FILE").is_some() && environment("AWS_ROLE_ARN").is_some() {
            let variables = [
                ("AWS_WEB_IDENTITY_TOKEN_FILE", Key::WebIdentityTokenFile),
                ("AWS_ROLE_ARN", Key::RoleArn),
                ("AWS_ROLE_SESSION_NAME", Key::RoleSessionName),
                ("AWS_ENDPOINT_URL_STS", Key::StsEndpoint),
            ];
            return Ok(provided(&variables, "the web identity of `AWS_ROLE_ARN`"));
        }
        if let Some(other) = profile.other_credentials() {
            return Err(only_aws_cli(
                &format!("the profile `{}` gets its credentials from {other}", profile.name),
                profile,
            ));
        }
        if let (Some(id), Some(secret)) = (profile.get("aws_access_key_id"), profile.get("aws_secret_access_key")) {
            let token = profile.get("aws_session_token").map(str::to_owned);
            let origin = format!("the profile `{}`", profile.name);
            return Ok(Self::Keys { id: id.to_owned(), secret: secret.to_owned(), token, origin });
        }
        if environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").is_some() {
            let variables = [("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", Key::ContainerCredentialsRelativeUri)];
            return Ok(provided(&variables, "the role of the container"));
        }
        if environment("AWS_CONTAINER_CREDENTIALS_FULL_URI").is_some() {
            if environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").is_none() {
                let found =
                    "`AWS_CONTAINER_CREDENTIALS_FULL_URI` is set without `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`";
                return Err(only_aws_cli(found, profile));
            }
            let variables = [
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", Key::ContainerCredentialsFullUri),
                ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Key::ContainerAuthorizationTokenFile),
            ];
            return Ok(provided(&variables, "the role of the container"));
        }
        if environment("AWS_EC2_METADATA_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            return Err(io::Error::other(NO_CREDENTIALS));
        }
        let variables = [("AWS_EC2_METADATA_SERVICE_ENDPOINT", Key::MetadataEndpoint)];
        Ok(provided(&variables, "the role of the instance"))
    }

    /// Returns where the credentials are from, for messages. `None` if requests are not signed.
    pub(super) fn origin(&self) -> Option<&str> {
        match self {
            Self::Unsigned => None,
            Self::Keys { origin, .. } => Some(origin),
            Self::Provided { origin, .. } => Some(origin),
        }
    }
}

/// The message if there are no credentials.
pub(super) const NO_CREDENTIALS: &str = "there are no AWS credentials\n = help: set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` \
                                         and `AWS_SECRET_ACCESS_KEY`; for a public bucket, use `--no-sign-request`";

/// Returns the error for credentials that only the AWS CLI can get. `found` says what they are.
fn only_aws_cli(found: &str, profile: &Profile) -> io::Error {
    let name = &profile.name;
    io::Error::other(format!(
        "{found}, which only the AWS CLI supports\n = help: run `eval \"$(aws configure export-credentials --profile {name} \
         --format env)\"` first"
    ))
}

#[cfg(test)]
mod tests;
