//! Profiles of the AWS CLI, in `~/.aws/config` and `~/.aws/credentials`.

use super::settings::Environment;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The profile that is used if none is named.
const DEFAULT: &str = "default";

/// The settings that name a way to get credentials that only the AWS CLI knows.
const OTHER_CREDENTIALS: [(&str, &str); 5] = [
    ("role_arn", "a role"),
    ("sso_session", "IAM Identity Center"),
    ("sso_start_url", "IAM Identity Center"),
    ("login_session", "`aws login`"),
    ("credential_process", "`credential_process`"),
];

/// A profile.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) name: String,
    settings: BTreeMap<String, String>,
}

impl Profile {
    /// Reads the profile that `AWS_PROFILE` names. The profile is empty if there are no files, or if they do not have the
    /// default profile.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, or if no file has the profile that is named.
    pub(super) fn read(environment: Environment<'_>) -> io::Result<Self> {
        let named = environment("AWS_PROFILE").or_else(|| environment("AWS_DEFAULT_PROFILE"));
        let path = |variable, name: &str| {
            let home = || environment("HOME").or_else(|| environment("USERPROFILE"));
            let path = environment(variable).map(PathBuf::from);
            path.or_else(|| home().map(|home| Path::new(&home).join(".aws").join(name)))
        };
        let config = read_file(path("AWS_CONFIG_FILE", "config").as_deref())?;
        let credentials = read_file(path("AWS_SHARED_CREDENTIALS_FILE", "credentials").as_deref())?;
        let name = named.as_deref().unwrap_or(DEFAULT);
        match Self::parse(name, &config, &credentials) {
            Some(profile) => Ok(profile),
            None if named.is_none() => Ok(Self { name: name.to_owned(), ..Self::default() }),
            None => Err(io::Error::other(format!(
                "there is no profile `{name}`\n = help: add `[profile {name}]` to `~/.aws/config`, or change `AWS_PROFILE`"
            ))),
        }
    }

    /// Returns a profile of two files. The settings in the file of credentials have precedence.
    fn parse(name: &str, config: &str, credentials: &str) -> Option<Self> {
        let in_config = section(config, |header| match header.split_once(char::is_whitespace) {
            Some(("profile", rest)) => rest.trim() == name,
            _ => header == DEFAULT && name == DEFAULT,
        });
        let in_credentials = section(credentials, |header| header == name);
        let mut settings = in_config.clone().unwrap_or_default();
        settings.extend(in_credentials.clone().unwrap_or_default());
        (in_config.is_some() || in_credentials.is_some()).then(|| Self { name: name.to_owned(), settings })
    }

    /// Returns a setting.
    pub(super) fn get(&self, setting: &str) -> Option<&str> {
        self.settings.get(setting).map(String::as_str)
    }

    /// Returns what gives the credentials of the profile, if only the AWS CLI can use it.
    pub(super) fn other_credentials(&self) -> Option<&'static str> {
        OTHER_CREDENTIALS.iter().find(|(setting, _)| self.settings.contains_key(*setting)).map(|(_, name)| *name)
    }
}

/// Reads a file, which may be absent.
fn read_file(path: Option<&Path>) -> io::Result<String> {
    let Some(path) = path else { return Ok(String::new()) };
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(in_file(path, &error)),
        text => text,
    }
}

/// Returns an error that names the file that cannot be read.
pub(super) fn in_file(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
}

/// Returns the settings in the sections of a file with this header. `None` if there is no such section. Nested settings,
/// whose lines are indented, are skipped.
fn section(text: &str, is_wanted: impl Fn(&str) -> bool) -> Option<BTreeMap<String, String>> {
    let mut found = None;
    let mut is_inside = false;
    for line in text.lines() {
        if let Some(header) = line.trim_start().strip_prefix('[') {
            is_inside = header.split_once(']').is_some_and(|(header, _)| is_wanted(header.trim()));
            if is_inside {
                found.get_or_insert_with(BTreeMap::new);
            }
            continue;
        }
        let is_skipped = !is_inside || line.starts_with(['#', ';', ' ', '\t']);
        if let (false, Some((name, value)), Some(settings)) = (is_skipped, line.split_once('='), &mut found) {
            let value = value.split_once(" #").map_or(value, |(value, _)| value);
            settings.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "
[default]
region = eu-west-1

# A comment.
[profile logs]
region=us-west-2 # here
s3 =
    max_concurrent_requests = 20
endpoint_url = http://localhost:9000
aws_access_key_id = from config
[profile  sso ]
sso_session = company
[profile role]
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = default
[profile process]
credential_process = /usr/bin/credentials
[logs]
region = ignored
";
    const CREDENTIALS: &str = "[logs]\naws_access_key_id = AKID\naws_secret_access_key = a=b\r\n[only]\n";

    #[test]
    fn the_settings_of_a_profile_are_in_two_files() {
        let profile = |name| Profile::parse(name, CONFIG, CREDENTIALS);
        let setting = |name, setting| profile(name)?.get(setting).map(str::to_owned);
        for (name, key, expected) in [
            ("default", "region", Some("eu-west-1")),
            ("default", "aws_access_key_id", None),
            ("logs", "region", Some("us-west-2")),
            ("logs", "endpoint_url", Some("http://localhost:9000")),
            ("logs", "aws_access_key_id", Some("AKID")),
            ("logs", "aws_secret_access_key", Some("a=b")),
            ("logs", "max_concurrent_requests", None),
        ] {
            assert_eq!(setting(name, key).as_deref(), expected, "{name} {key}");
        }
        assert!(profile("only").is_some());
        assert!(profile("profile logs").is_none() && profile("other").is_none());
    }

    #[test]
    fn credentials_that_only_the_aws_cli_can_get_are_recognised() {
        for (name, expected) in [
            ("default", None),
            ("logs", None),
            ("sso", Some("IAM Identity Center")),
            ("role", Some("a role")),
            ("process", Some("`credential_process`")),
        ] {
            assert_eq!(Profile::parse(name, CONFIG, CREDENTIALS).unwrap().other_credentials(), expected, "{name}");
        }
    }

    #[test]
    fn a_profile_that_is_named_must_exist() {
        let environment = |variable: &str| match variable {
            "AWS_PROFILE" => Some("missing".to_owned()),
            _ => None,
        };
        let error = Profile::read(&environment).unwrap_err().to_string();
        assert!(error.starts_with("there is no profile `missing`\n = help: add `[profile missing]`"), "{error}");
        assert!(Profile::read(&|_| None).unwrap().get("region").is_none());
    }
}
