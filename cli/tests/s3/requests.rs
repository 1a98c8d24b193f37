//! Tests of the requests that are sent.

use crate::server::{Fault, Server};
use crate::support::gzip;
use crate::{command, event, folder, large_events, replay};
use std::time::Duration;

#[test]
fn a_large_object_is_read_in_parts_of_one_version() {
    let text = large_events(0..16_000);
    let length = text.len();
    let server = Server::new([("large.json".to_owned(), text.into_bytes())], |_| None);
    let ran = replay(&folder("s3_parts"), server.port, &["s3://events/large.json"]);
    assert_eq!((ran.output.lines().count(), ran.messages.as_str()), (16_000, ""));
    let mut requests = server.requests("large.json");
    assert!(requests.iter().all(|request| request.headers["if-match"].starts_with('"')));
    let start = |range: &str| range["bytes=".len()..].split('-').next().unwrap().parse::<usize>().unwrap();
    requests.sort_by_key(|request| start(&request.headers["range"]));
    let ranges: Vec<&str> = requests.iter().map(|request| request.headers["range"].as_str()).collect();
    let last = format!("bytes=16777216-{}", length - 1);
    assert_eq!(ranges, ["bytes=0-8388607", "bytes=8388608-16777215", &last]);
}

#[test]
fn small_objects_are_requested_before_they_are_read() {
    let objects = (0..100).map(|id| (format!("{id:03}.gz"), gzip(event(id))));
    let server =
        Server::new(objects, |request| (!request.key.is_empty()).then_some(Fault::Late(Duration::from_millis(50))));
    let ran = replay(&folder("s3_ahead"), server.port, &["--threads", "1", "s3://events"]);
    assert_eq!((ran.output.lines().count(), ran.messages.as_str()), (100, ""));
    assert!(server.max_concurrent() > 8, "{}", server.max_concurrent());
    for id in 0..100 {
        assert_eq!(server.requests(&format!("{id:03}.gz")).len(), 1);
    }
}

#[test]
fn only_the_objects_up_to_the_limit_are_read() {
    let objects = (0..200).map(|id| (format!("{id:03}.json"), event(id).into_bytes()));
    let server = Server::new(objects, |_| None);
    let ran = replay(&folder("s3_limit"), server.port, &["--threads", "1", "--limit", "2", "s3://events"]);
    assert_eq!(ran.output.lines().count(), 2);
    assert_eq!(server.requests("100.json"), []);
}

#[test]
fn requests_are_signed_for_the_region_unless_the_bucket_is_public() {
    let folder = folder("s3_signed");
    for (options, expected) in [
        (&[][..], Some("/us-east-1/s3/aws4_request")),
        (&["--region", "eu-west-1"], Some("/eu-west-1/s3/aws4_request")),
        (&["--no-sign-request"], None),
    ] {
        let server = Server::new([("a.json".to_owned(), event(1).into_bytes())], |_| None);
        let ran = replay(&folder, server.port, &[options, &["s3://events/"]].concat());
        assert_eq!((ran.output.lines().count(), ran.messages.as_str()), (1, ""));
        for key in ["", "a.json"] {
            let [request] = server.requests(key).try_into().unwrap();
            let signature = request.headers.get("authorization");
            assert_eq!(signature.is_some(), expected.is_some());
            assert!(signature.is_none_or(|signature| signature.contains(expected.unwrap())), "{signature:?}");
        }
    }
}

#[test]
fn the_requester_pays_only_with_the_option() {
    let folder = folder("s3_payer");
    for (options, payer) in [(&[][..], None), (&["--request-payer"], Some("requester"))] {
        let server = Server::new([("a.json".to_owned(), event(1).into_bytes())], |_| None);
        replay(&folder, server.port, &[options, &["s3://events/"]].concat());
        let [request] = server.requests("a.json").try_into().unwrap();
        assert_eq!(request.headers.get("x-amz-request-payer").map(String::as_str), payer);
    }
}

#[test]
fn the_keys_of_a_profile_are_used() {
    let folder = folder("s3_profile").with("config", "[profile logs]\nregion = eu-north-1\n").with(
        "credentials",
        "[logs]\naws_access_key_id = PROFILE\naws_secret_access_key = secret\naws_session_token = token\n",
    );
    let server = Server::new([("a.json".to_owned(), event(1).into_bytes())], |_| None);
    let mut command = command(&folder, server.port, &["replay", "--pattern", "rule.json", "s3://events/"]);
    command.env_remove("AWS_ACCESS_KEY_ID").env("AWS_PROFILE", "logs");
    command.env("AWS_CONFIG_FILE", "config").env("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    assert!(command.output().unwrap().status.success());
    let [request] = server.requests("a.json").try_into().unwrap();
    let signature = &request.headers["authorization"];
    assert!(signature.contains("Credential=PROFILE/") && signature.contains("/eu-north-1/s3/"), "{signature}");
    assert_eq!(request.headers["x-amz-security-token"], "token");
}

#[test]
fn the_credentials_of_an_instance_or_a_container_are_requested() {
    const CREDENTIALS: &str = r#"{"AccessKeyId":"ROLE","SecretAccessKey":"secret","Token":"token","Code":"Success",
        "Expiration":"2126-11-30T00:00:00Z"}"#;
    let folder = folder("s3_roles").with("token", "authorization");
    let server = Server::new([("a.json".to_owned(), event(1).into_bytes())], |request| match request.path.as_str() {
        "/latest/api/token" => Some(Fault::Status(200, "", "session")),
        "/latest/meta-data/iam/security-credentials/" => Some(Fault::Status(200, "", "reader")),
        "/latest/meta-data/iam/security-credentials/reader" => {
            assert_eq!(request.headers["x-aws-ec2-metadata-token"], "session");
            Some(Fault::Status(200, "", CREDENTIALS))
        }
        "/container" => {
            assert_eq!(request.headers["authorization"], "authorization");
            Some(Fault::Status(200, "", CREDENTIALS))
        }
        _ => None,
    });
    let url = |path: &str| format!("http://127.0.0.1:{}{path}", server.port);
    for variables in [
        vec![("AWS_EC2_METADATA_SERVICE_ENDPOINT", url(""))],
        vec![
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", url("/container")),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token".to_owned()),
        ],
    ] {
        let mut command = command(&folder, server.port, &["replay", "--pattern", "rule.json", "s3://events/"]);
        let output = command.env_remove("AWS_ACCESS_KEY_ID").envs(variables.clone()).output().unwrap();
        assert!(output.status.success(), "{variables:?} {output:?}");
    }
    let requests = server.requests("a.json");
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert!(request.headers["authorization"].contains("Credential=ROLE/"), "{request:?}");
        assert_eq!(request.headers["x-amz-security-token"], "token");
    }
}
