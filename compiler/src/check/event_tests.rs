//! Tests which events a pattern is checked against, and the checks of the outer fields.

use super::tests::{assert_diagnostics, diagnostics_of};
use crate::diagnostic::{Lint, Severity};

/// Whole patterns, and the diagnostics that they cause.
const PATTERNS: &[(&str, &[Lint])] = &[
    // The source alone leaves all events of Amazon ECS possible.
    (
        r#"{"source":["aws.ecs"],"detail":{"lastStatus":[«"STOPED"»],«"conatiners"»:{"exitCode":["1"]}}}"#,
        &[Lint::UnknownValue, Lint::UnknownField],
    ),
    (
        r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["a"],"exitCode":[«"1"»]}}}"#,
        &[Lint::WrongType],
    ),
    (r#"{"source":["aws.ecs"],"detail":{"containers":{«"exitCod"»:[1]}}}"#, &[Lint::UnknownField]),
    (r#"{"source":[{"prefix":"aws.ecs"}],"detail":{"overallStatus":[«"FINE"»]}}"#, &[Lint::UnknownValue]),
    (r#"{"source":[{"equals-ignore-case":"AWS.ECS"}],"detail":{«"laststatus"»:["STOPPED"]}}"#, &[Lint::UnknownField]),
    (r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"eventName":["SERVICE_STEADY_STATE"]}}"#, &[]),
    (r#"{"source":["aws.ecs"],"detail":{"clusterArn":[{"exists":true}],"deploymentId":[{"exists":false}]}}"#, &[]),
    // Filters on the detail-type leave the events possible that they accept.
    (
        r#"{"source":["aws.ecs"],"detail-type":[{"prefix":"ECS Task"}],"detail":{«"overallStatus"»:["OK"]}}"#,
        &[Lint::ForeignField],
    ),
    (
        r#"{"source":["aws.ecs"],"detail-type":[{"wildcard":"ECS * Action"}],"detail":{«"lastStatus"»:["STOPPED"]}}"#,
        &[Lint::ForeignField],
    ),
    (
        r#"{"source":["aws.ecs"],"detail-type":[«{"prefix":"ECS Tsk"}»],"detail":{"lastStatus":[«"STOPED"»],"new":[1]}}"#,
        &[Lint::UnknownValue, Lint::UnknownValue],
    ),
    (
        r#"{"source":["aws.ecs"],"detail-type":[«"Order Placed"»],"detail":{"lastStatus":[«"stopped"»]}}"#,
        &[Lint::UnknownValue, Lint::UnknownValue],
    ),
    (
        r#"{"source":["aws.ecs"],"detail-type":[«{"suffix":"state change"}»],"detail":{"launchType":[«"EC"»]}}"#,
        &[Lint::UnknownValue, Lint::UnknownValue],
    ),
    (
        r#"{"detail-type":[{"equals-ignore-case":"ecs task state change"}],"detail":{«"lastStatu"»:["STOPPED"]}}"#,
        &[Lint::UnknownField],
    ),
    (
        r#"{"source":["aws.ecs"],"detail-type":[{"anything-but":["ECS Task State Change"]}],"detail":{«"launchType"»:["EC2"]}}"#,
        &[Lint::ForeignField],
    ),
    // A value must be one that some of the events have; so must a field.
    (
        r#"{"detail-type":["ECS Task State Change","ECS Service Action"],"detail":{"lastStatus":[«"STOPED"»]}}"#,
        &[Lint::UnknownValue],
    ),
    (
        r#"{"detail-type":["ECS Container Instance State Change","ECS Task State Change"],"detail":{"status":[«"RUNING"»]}}"#,
        &[Lint::UnknownValue],
    ),
    // An event without a schema may have any field; only a misspelled value is suspicious.
    (
        r#"{"detail-type":["ECS Task State Change","Order Placed"],"detail":{"lastStatus":[«"STOPED"»],"total":[1]}}"#,
        &[Lint::UnknownValue],
    ),
    (r#"{"source":["aws.ecs","shop.orders"],"detail":{"status":["shipped"],"total":[{"numeric":[">",100]}]}}"#, &[]),
    (
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change",«"Order Placed"»],"detail":{«"total"»:[1]}}"#,
        &[Lint::UnknownValue, Lint::UnknownField],
    ),
    // CloudTrail sends events of its own with the source of the service.
    (r#"{"source":["aws.ecs"],"detail":{"eventSource":["ecs.amazonaws.com"],"eventName":["RunTask"]}}"#, &[]),
    (
        r#"{"source":["aws.ecs"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"requestParameters":{"cluster":["c"]}}}"#,
        &[],
    ),
    // A misspelled detail-type does not hide the other mistakes.
    (
        r#"{"source":["aws.ecs"],"detail-type":[«"ECS Tsak State Change"»],"detail":{"lastStatus":[«"STOPED"»]}}"#,
        &[Lint::UnknownValue, Lint::UnknownValue],
    ),
    (
        r#"{"detail-type":[«"ECS Task state change"»],"detail":{«"job"»:["a"]}}"#,
        &[Lint::UnknownValue, Lint::UnknownField],
    ),
    (
        r#"{"source":["aws.ecs"],«"detail-typ"»:["ECS Task State Change"],"detail":{"lastStatus":[«"STOPED"»]}}"#,
        &[Lint::UnknownField, Lint::UnknownValue],
    ),
    // Events of other sources are not taken for those of Amazon ECS.
    (
        r#"{"source":["shop.etl"],"detail-type":["ETL Task State Change"],"detail":{"job":["a"],"containers":["x"]}}"#,
        &[],
    ),
    (r#"{"source":["aws.eks"],"detail-type":["EKS Service Action"],"detail":{"state":["FAILED"]}}"#, &[]),
    // A source that does not exist.
    (
        r#"{"source":[«"ec2.amazonaws.com"»],"detail-type":["EC2 Instance State-change Notification"]}"#,
        &[Lint::WrongEvent],
    ),
    (r#"{"source":[«"ec2.amazonaws.com"»,"aws.sqs","shop.orders"]}"#, &[Lint::UnknownValue]),
    (r#"{"source":[«"aws.wafv2"»]}"#, &[Lint::UnknownValue]),
    (r#"{"source":[«"aws.cognito"»]}"#, &[Lint::UnknownValue]),
    (r#"{"source":["aws.iam"],"detail":{"eventName":["CreateUser"]}}"#, &[]),
    // A detail-type that a known source does not send, as far as is known.
    (
        r#"{"source":["aws.emr"],"detail-type":[«"EMR Task State Change"»],"detail":{"job":["nightly"]}}"#,
        &[Lint::UnknownValue],
    ),
    (
        r#"{"source":["aws.dms"],"detail-type":[«"DMS Task State Change"»],"detail":{"state":["FAILED"]}}"#,
        &[Lint::UnknownValue],
    ),
    (r#"{"source":[{"prefix":"shop."}],"detail-type":["EFS Deployment State Change"],"detail":{"a":[1]}}"#, &[]),
    (
        r#"{"detail-type":[«"SSM Task State Change"»],"detail":{"job":["nightly"],"state":["FAILED"]}}"#,
        &[Lint::UnknownValue],
    ),
    (
        r#"{"source":«["shop.etl"]»,"detail-type":["ECS Task State Change"],"detail":{"job":["a"]}}"#,
        &[Lint::WrongEvent],
    ),
    (r#"{"source":[«"aws.ec2"»],"detail-type":["ECS Task State Change"]}"#, &[Lint::WrongEvent]),
    // A mistake in the source explains why it is another one.
    (r#"{"source":[«"*"»],"detail-type":["ECS Task State Change"]}"#, &[Lint::LiteralStar]),
    (r#"{"source":["shop",«"aws.ec"»],"detail-type":["ECS Task State Change"]}"#, &[Lint::UnknownValue]),
    // A branch of `$or` has events of its own.
    (
        r#"{"$or":[{"source":["aws.ecs"],"detail":{«"state"»:["a"]}},{"source":["aws.ec2"],"detail":{"state":["b"]}}]}"#,
        &[Lint::UnknownField],
    ),
    (
        r#"{"source":["aws.ecs"],"$or":[{"source":«["shop"]»,"detail":{"a":[1]}},{"detail":{«"a"»:[1]}}]}"#,
        &[Lint::NeverMatch, Lint::UnknownField],
    ),
    // The outer fields are the same for every event.
    (
        r#"{«"sorce"»:["shop.orders"],«"detail_type"»:["Order Placed"],«"detial"»:{"totl":[1]}}"#,
        &[Lint::UnknownField, Lint::UnknownField, Lint::UnknownField],
    ),
    (
        r#"{"source":["shop"],«"detailType"»:["Order Placed"],«"Region"»:["eu-west-1"],«"Resources"»:["a"]}"#,
        &[Lint::UnknownField; 3],
    ),
    (r#"{«"EventPattern"»:{"source":["shop"]}}"#, &[Lint::UnknownField]),
    (r#"{«"eventPattern"»:{"source":["shop"]}}"#, &[Lint::UnknownField]),
    (r#"{«"event_pattern"»:{"source":["shop"]}}"#, &[Lint::UnknownField]),
    (r#"{«"lastStatus"»:["STOPPED"]}"#, &[Lint::UnknownField]),
    (r#"{"source":["shop"],"detail":{"anything":[1]},"replay-name":[{"exists":false}]}"#, &[]),
    (r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"replay-name":[{"exists":false}]}"#, &[]),
    (r#"{"source":[{"prefix":""}]}"#, &[]),
    (r#"{"detail":{"account":["a"],"region":["b"]},"detail.x":[1]}"#, &[]),
    (r#"{«"source"»:{"name":["shop"]}}"#, &[Lint::WrongShape]),
    (r#"{"account":[«12»]}"#, &[Lint::WrongType]),
    (r#"{"account":[«"12345678901"»,"123456789012",«"prod"»]}"#, &[Lint::MalformedValue, Lint::MalformedValue]),
    (r#"{"account":[{"prefix":"1234"},«{"prefix":"prod"}»]}"#, &[Lint::MalformedValue]),
    (
        r#"{"source":["aws.ecs"],"account":[{"anything-but":["123456789012",«"1234-5678-9012"»]}]}"#,
        &[Lint::MalformedValue],
    ),
    (
        r#"{"region":["us-gov-west-1",«"us-east1"»,«"us-east-1a"»,«"US-EAST-1"»,{"prefix":"eu-"}]}"#,
        &[Lint::MalformedValue; 3],
    ),
];

#[test]
fn each_part_is_checked_against_all_events_that_it_can_be_for() {
    for (pattern, lints) in PATTERNS {
        assert_diagnostics(None, pattern, lints);
    }
}

#[test]
fn unknown_outer_fields_have_a_specific_help() {
    for (pattern, help) in [
        (r#"{"sorce":["a"]}"#, "did you mean `source`?"),
        (r#"{"Source":["a"]}"#, "did you mean `source`?"),
        (r#"{"detailType":["a"]}"#, "did you mean `detail-type`?"),
        (r#"{"detail_type":["a"]}"#, "did you mean `detail-type`?"),
        (r#"{"detail-typ":["a"]}"#, "did you mean `detail-type`?"),
        (r#"{"DetailType":["a"]}"#, "did you mean `detail-type`?"),
        (r#"{"detial":{"a":[1]}}"#, "did you mean `detail`?"),
        (r#"{"detials":{"a":[1]}}"#, "did you mean `detail`?"),
        (r#"{"source":["a"],"accountId":["123456789012"]}"#, "did you mean `account`?"),
        (r#"{"replayName":["a"]}"#, "did you mean `replay-name`?"),
        (
            r#"{"EventPattern":{"source":["a"]}}"#,
            "take the pattern out of `EventPattern`: a pattern starts with the fields of the event",
        ),
        (
            r#"{"pattern":{"source":["a"]}}"#,
            "take the pattern out of `pattern`: a pattern starts with the fields of the event",
        ),
        (r#"{"source":["aws.ecs"],"containers":{"name":["a"]}}"#, "`containers` is a field of `detail`"),
        (r#"{"source":["a"],"stopCode":["UserInitiated"]}"#, "`stopCode` is a field of `detail`"),
        (r#"{"region":["us-east-1b"]}"#, "did you mean `\"us-east-1\"`?"),
        (r#"{"region":["useast1"]}"#, "write a Region such as `\"us-east-1\"`"),
        (r#"{"region":["eu_west_1"]}"#, "did you mean `\"eu-west-1\"`?"),
        (r#"{"region":["eu-west1"]}"#, "did you mean `\"eu-west-1\"`?"),
        (r#"{"account":["1234-5678-9012"]}"#, "did you mean `\"123456789012\"`?"),
        (r#"{"account":["1"]}"#, "write an account ID such as `\"123456789012\"`"),
    ] {
        let found = diagnostics_of(None, pattern);
        let helps: Vec<_> = found.iter().map(|one| (one.help.as_deref(), one.severity)).collect();
        assert_eq!(helps, [(Some(help), Severity::Error)], "{pattern}");
    }
}

#[test]
fn what_other_events_may_have_is_a_warning() {
    for pattern in [
        r#"{"detail-type":["SSM Task State Change"]}"#,
        r#"{"source":["shop.etl"],"detail-type":["ECS Task State Change"]}"#,
        r#"{"source":["aws.ecs"],"detail-type":["ECS Something New"]}"#,
        r#"{"source":["aws.ecs","test.aws.ecs"],"detail-type":["ECS Task State Change"]}"#,
        r#"{"detail-type":["ECS Task State Change","Order Placed"],"detail":{"lastStatus":["STOPED"]}}"#,
        // Records of a queue are filtered with the same language.
        r#"{"body":{"total":[1]}}"#,
        r#"{"body":{"total":[1]},"messageAttributes":{"a":["b"]}}"#,
        r#"{"eventSource":["aws:sqs"],"awsRegion":["eu-west-1"]}"#,
        r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"id":{"S":["a"]}}}}"#,
        r#"{"data":{"status":["failed"]},"partitionKey":["1"]}"#,
        r#"{"value":{"state":["failed"]},"topic":["orders"]}"#,
        r#"{"status":["failed"]}"#,
    ] {
        let found = diagnostics_of(None, pattern);
        let warnings: Vec<_> = found.iter().map(|one| (one.severity, one.suggests_allow)).collect();
        assert_eq!(warnings, [(Severity::Warning, true)], "{pattern}: {found:?}");
    }
    let found = diagnostics_of(None, r#"{"source":["shop"],"total":[1]}"#);
    assert_eq!(found.iter().map(|one| one.severity).collect::<Vec<_>>(), [Severity::Error], "{found:?}");
}

#[test]
fn a_name_that_events_do_not_use_has_the_name_that_they_use() {
    for (detail, help) in [
        (
            r#"{"containers":{"managedAgents":{"lastStatus":["RUNNING"]}}}"#,
            "the status of the agent is in `status`; only `describe-tasks` has it in `lastStatus`",
        ),
        (r#"{"containers":{"status":["RUNNING"]}}"#, "the status of the container is in `lastStatus`"),
        (r#"{"containers":{"containerName":["app"]}}"#, "the name of the container is in `name`"),
        (r#"{"status":["RUNNING"]}"#, "the status of the task is in `lastStatus`"),
        (
            r#"{"attachments":{"details":{"privateIpv4Address":["10.0.0.1"]}}}"#,
            "`privateIpv4Address` is a field of `detail.containers.networkInterfaces`",
        ),
    ] {
        let pattern = format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{detail}}}"#);
        let found = diagnostics_of(None, &pattern);
        assert_eq!(found.iter().map(|one| one.help.as_deref()).collect::<Vec<_>>(), [Some(help)], "{pattern}");
        assert_eq!(found[0].lint, Some(Lint::UnknownField));
    }
}
