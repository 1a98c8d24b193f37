//! Tests of what goes wrong.

use crate::same_output::{as_local, assert_same};
use crate::server::{Fault, Request, Server};
use crate::support::{Folder, Ran, gzip};
use crate::{command, event, folder, large_events, replay};
use std::time::Duration;

/// Number of events in the largest object, which has several parts.
const COUNT: usize = 10_000;

const REPLAY: [&str; 4] = ["replay", "--pattern", "rule.json", "s3://events/logs/"];

fn server(faults: impl Fn(&Request) -> Option<Fault> + Send + Sync + 'static) -> Server {
    let objects =
        [("0.gz", gzip(event(0))), ("1.json", large_events(1..COUNT).into_bytes()), ("2.gz", gzip(event(COUNT)))];
    Server::new(objects.map(|(key, content)| (format!("logs/{key}"), content)), faults)
}

/// Whether a request is for the content of an object.
fn is_for(request: &Request, key: &str) -> bool {
    request.key == key && request.method == "GET"
}

fn run(folder: &Folder, server: &Server) -> Ran {
    replay(folder, server.port, &["s3://events/logs"])
}

#[test]
fn answers_that_fail_for_a_while_change_nothing() {
    let folder = folder("s3_transient");
    let slow_down = Fault::Status(503, "", "<Error><Code>SlowDown</Code><Message>Reduce your rate.</Message></Error>");
    let expected = as_local(run(&folder, &server(|_| None)));
    assert_eq!((expected.output.lines().count(), expected.messages.as_str()), (COUNT + 1, ""));
    let broken_three_times = |fault| move |request: &Request| (request.earlier < 3).then_some(fault);
    for (name, server) in [
        ("503", server(broken_three_times(slow_down))),
        ("500", server(broken_three_times(Fault::Status(500, "", "")))),
        ("closed", server(broken_three_times(Fault::Closed))),
        (
            "cut",
            server(|request| (is_for(request, "logs/1.json") && request.earlier < 4).then_some(Fault::Cut(70_000))),
        ),
        (
            "cut at once",
            server(|request| (is_for(request, "logs/2.gz") && request.earlier < 2).then_some(Fault::Cut(0))),
        ),
        ("short", server(|request| (is_for(request, "logs/1.json") && request.earlier < 2).then_some(Fault::Short(9)))),
        ("slow", server(|request| (request.earlier == 0).then_some(Fault::Late(Duration::from_millis(300))))),
    ] {
        assert_same(run(&folder, &server), &expected, name);
    }
}

#[test]
fn an_object_that_cannot_be_read_is_named_and_the_others_are_read() {
    let folder = folder("s3_refused");
    let access_denied = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    let archived = "<Error><Code>InvalidObjectState</Code><Message>The storage class is not valid</Message></Error>";
    for (fault, message) in [
        (
            Fault::Status(403, "", access_denied),
            "403 AccessDenied: Access Denied\n = help: the credentials are those of the environment variable \
             `AWS_ACCESS_KEY_ID`: they need the permission `s3:GetObject`",
        ),
        (
            Fault::Status(403, "", archived),
            "403 InvalidObjectState: The storage class is not valid\n = help: restore the object with `aws s3api \
             restore-object`",
        ),
        (Fault::Status(412, "", ""), "the object was changed while it was read\n = help: run the command again"),
        (
            Fault::Status(404, "", "<Code>NoSuchKey</Code>"),
            "404 NoSuchKey\n = help: the object was deleted after it was listed: run the command again",
        ),
        (Fault::Short(1), "expected 37 bytes from 0, found 36"),
    ] {
        let server = Server::new(
            [("logs/0.json".to_owned(), event(0).into_bytes()), ("logs/1.json".to_owned(), vec![b' '; 37])],
            move |request| is_for(request, "logs/1.json").then_some(fault),
        );
        let ran = run(&folder, &server);
        assert_eq!(ran.messages, format!("error: `s3://events/logs/1.json` cannot be read: {message}\n"));
        assert_eq!((ran.exit, ran.output.lines().count()), (Some(4), 1));
    }
}

#[test]
fn a_bucket_that_cannot_be_listed_is_an_error_with_help() {
    let folder = folder("s3_unlisted");
    let region = "x-amz-bucket-region: eu-west-1";
    for (fault, options, message) in [
        (
            Fault::Status(403, "", "<Code>AccessDenied</Code>"),
            &[][..],
            "403 AccessDenied\n = help: the credentials are those of the environment variable `AWS_ACCESS_KEY_ID`: they \
             need the permission `s3:ListBucket`",
        ),
        (
            Fault::Status(403, "", "<Code>AccessDenied</Code>"),
            &["--no-sign-request"],
            "403 AccessDenied\n = help: the bucket is not public: leave out `--no-sign-request`",
        ),
        (
            Fault::Status(301, region, "<Code>PermanentRedirect</Code>"),
            &[],
            "301 PermanentRedirect\n = help: the bucket is in the region `eu-west-1`: use `--region eu-west-1`",
        ),
        (
            Fault::Status(301, "", ""),
            &["--region", "sa-east-1"],
            "301\n = help: the bucket is not in the region `sa-east-1`: find its region with `aws s3api \
             get-bucket-location --bucket events`, and use `--region`",
        ),
        (
            Fault::Status(400, "", "<Code>ExpiredToken</Code><Message>The token has expired.</Message>"),
            &[],
            "400 ExpiredToken: The token has expired.\n = help: renew the credentials of the environment variable \
             `AWS_ACCESS_KEY_ID`",
        ),
        (
            Fault::Status(404, "", "<Code>NoSuchBucket</Code>"),
            &[],
            "404 NoSuchBucket\n = help: there is no bucket `events`: check the name",
        ),
    ] {
        let server = server(move |request| request.key.is_empty().then_some(fault));
        let ran = replay(&folder, server.port, &[options, &["s3://events/logs/"]].concat());
        let expected = format!("error: `s3://events/logs/` cannot be read: {message}\n");
        assert_eq!(ran, Ran::new(4, "", &expected));
    }
}

#[test]
fn a_server_that_always_fails_is_an_error() {
    let folder = folder("s3_fails");
    let server = server(|_| Some(Fault::Status(503, "", "<Code>SlowDown</Code><Message>Reduce your rate.</Message>")));
    let expected = "error: `s3://events/logs/` cannot be read: 503 SlowDown: Reduce your rate.\n";
    let ran = command(&folder, server.port, &REPLAY).env("AWS_MAX_ATTEMPTS", "3").output().unwrap();
    assert_eq!(Ran::from(ran), Ran::new(4, "", expected));
    assert_eq!(server.requests("").len(), 3);
}

#[test]
fn a_server_that_is_not_there_is_an_error_with_its_url() {
    let folder = folder("s3_absent");
    let ran = Ran::from(command(&folder, 1, &REPLAY).env("AWS_MAX_ATTEMPTS", "2").output().unwrap());
    assert!(ran.messages.starts_with("error: `s3://events/logs/` cannot be read: "), "{}", ran.messages);
    assert!(ran.messages.contains("refused") && ran.messages.contains("(http://127.0.0.1:1)"), "{}", ran.messages);
    assert_eq!(ran.exit, Some(4));
}

#[test]
fn a_folder_without_objects_is_an_error() {
    let server = server(|_| None);
    let ran = replay(&folder("s3_no_objects"), server.port, &["s3://events/log"]);
    let expected = "error: no objects in `s3://events/log`\n = help: name an object or a folder: a prefix ends before a \
                    `/`\n = note: empty and hidden objects are not read\n";
    assert_eq!(ran, Ran::new(4, "", expected));
}

#[test]
fn credentials_must_exist_and_be_usable() {
    let folder = folder("s3_credentials").with("config", "[profile company]\nsso_session = company\n");
    for (variables, message) in [
        (
            [("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_REGION", "eu-west-1")],
            "there are no AWS credentials\n = help: set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; \
             for a public bucket, use `--no-sign-request`\n",
        ),
        (
            [("AWS_PROFILE", "company"), ("AWS_CONFIG_FILE", "config")],
            "the profile `company` gets its credentials from IAM Identity Center, which only the AWS CLI supports\n = help: \
             run `eval \"$(aws configure export-credentials --profile company --format env)\"` first\n",
        ),
        (
            [("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1"), ("AWS_REGION", "eu-west-1")],
            "there are no AWS credentials\n = help: set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; \
             for a public bucket, use `--no-sign-request`\n = note: the role of the instance: ",
        ),
    ] {
        let mut command = command(&folder, 1, &["replay", "--pattern", "rule.json", "s3://events/"]);
        command.env_remove("AWS_ACCESS_KEY_ID").envs(variables);
        let ran = Ran::from(command.output().unwrap());
        assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
        let start = format!("error: `s3://events/` cannot be read: {message}");
        assert!(ran.messages.starts_with(&start), "{}", ran.messages);
    }
}

#[test]
fn only_archives_are_read_from_amazon_s3() {
    let folder = folder("s3_not_archives").with("events.json", event(1));
    for arguments in [
        &["replay", "--pattern", "s3://rules/rule.json", "events.json"][..],
        &["replay", "--rules", "s3://rules/rule.json", "events.json"],
        &["check", "s3://rules/rule.json"],
        &["test", "--rules", "rule.json", "--cases", "s3://rules/rule.json"],
        &["explain", "rule.json", "s3://rules/rule.json"],
    ] {
        let expected = "error: expected a local file, found `s3://rules/rule.json`\n = help: copy it to a file first, with \
                        `aws s3 cp s3://rules/rule.json .`\n";
        let ran = folder.run(arguments);
        assert_eq!((ran.messages.as_str(), ran.output.as_str()), (expected, ""), "{arguments:?}");
    }
    let ran = folder.run(&["replay", "--pattern", "rule.json", "--region", "eu-west-1", "events.json"]);
    assert!(ran.messages.contains("need an archive in Amazon S3\n = help: name the archive as"), "{}", ran.messages);
}
