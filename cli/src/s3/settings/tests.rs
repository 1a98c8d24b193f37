//! Tests that the settings are found where the AWS CLI finds them.

use super::*;
use std::path::PathBuf;
use std::{env, fs, process};

const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "secret")];

/// Reads the settings with these environment variables.
fn read(arguments: &S3Arguments, variables: &[(&str, &str)]) -> io::Result<Settings> {
    let find = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
    Settings::read(arguments, &find)
}

fn origin(variables: &[(&str, &str)]) -> String {
    match read(&S3Arguments::default(), variables) {
        Ok(settings) => settings.credentials.origin().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// A file that is removed at the end.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str, text: &str) -> Self {
        let path = env::temp_dir().join(format!("event-pattern-{}-{name}", process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn options_have_precedence_over_variables_and_variables_over_profiles() {
    let config = TemporaryFile::new("settings", "[default]\nregion = eu-north-1\nendpoint_url = http://profile\n");
    let file = ("AWS_CONFIG_FILE", config.0.to_str().unwrap());
    let disabled = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:1");
    let option = S3Arguments {
        region: Some("sa-east-1".to_owned()),
        endpoint_url: Some("http://option".to_owned()),
        ..S3Arguments::default()
    };
    let none = S3Arguments::default();
    for (arguments, variables, region, endpoint) in [
        (&none, vec![], "us-east-1", None),
        (&none, vec![file], "eu-north-1", Some("http://profile")),
        (&none, vec![file, ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")], "eu-north-1", None),
        (
            &none,
            vec![file, ("AWS_DEFAULT_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL", "http://all")],
            "eu-west-1",
            Some("http://all"),
        ),
        (
            &none,
            vec![
                ("AWS_DEFAULT_REGION", "eu-west-1"),
                ("AWS_REGION", "eu-west-2"),
                ("AWS_ENDPOINT_URL", "http://all"),
                ("AWS_ENDPOINT_URL_S3", "http://s3"),
            ],
            "eu-west-2",
            Some("http://s3"),
        ),
        (
            &option,
            vec![("AWS_REGION", "eu-west-2"), ("AWS_ENDPOINT_URL_S3", "http://s3")],
            "sa-east-1",
            Some("http://option"),
        ),
    ] {
        let settings = read(arguments, &[variables.as_slice(), &[disabled]].concat()).unwrap();
        assert_eq!((settings.region.as_str(), settings.endpoint.as_deref()), (region, endpoint), "{variables:?}");
    }
}

#[test]
fn credentials_are_looked_for_in_the_order_of_the_aws_cli() {
    let credentials = TemporaryFile::new("order", "[default]\naws_access_key_id = A\naws_secret_access_key = B\n");
    let file = ("AWS_SHARED_CREDENTIALS_FILE", credentials.0.to_str().unwrap());
    let web_identity = [("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/reader")];
    let container = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials");
    let all = [&KEYS[..], &web_identity, &[file, container]].concat();
    for (first, expected) in [
        (0, "the environment variable `AWS_ACCESS_KEY_ID`"),
        (1, "the web identity of `AWS_ROLE_ARN`"),
        (3, "the profile `default`"),
        (5, "the role of the container"),
        (6, "the role of the instance"),
    ] {
        assert_eq!(origin(&all[first..]), expected);
    }
    let unsigned = S3Arguments { no_sign_request: true, ..S3Arguments::default() };
    assert_eq!(read(&unsigned, &all).unwrap().credentials, Credentials::Unsigned);
}

#[test]
fn credentials_that_cannot_be_used_are_errors_with_help() {
    let config = TemporaryFile::new("help", "[profile company]\nsso_session = company\n[profile empty]\n");
    let file = ("AWS_CONFIG_FILE", config.0.to_str().unwrap());
    for (variables, expected) in [
        (
            vec![file, ("AWS_PROFILE", "company")],
            "the profile `company` gets its credentials from IAM Identity Center, which only the AWS CLI supports\n = help: \
             run `eval \"$(aws configure export-credentials --profile company --format env)\"` first",
        ),
        (
            vec![
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost"),
                ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "x"),
            ],
            "`AWS_CONTAINER_CREDENTIALS_FULL_URI` is set without `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`, which only the \
             AWS CLI supports\n = help: run `eval \"$(aws configure export-credentials --profile default --format env)\"` first",
        ),
        (vec![file, ("AWS_PROFILE", "empty"), ("AWS_EC2_METADATA_DISABLED", "TRUE")], NO_CREDENTIALS),
    ] {
        assert_eq!(origin(&variables), expected);
    }
}
