//! Right patterns cause no errors, and no warnings that are not deserved.

use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_tests::schemas::{self, parse_known};
use event_pattern_tests::value_patterns;

/// A rule for a field of a stopped task fires several times, unless it also has the `lastStatus`.
const DESERVED: [Lint; 2] = [Lint::FiresTwice, Lint::UnnamedContainer];

#[test]
fn a_pattern_for_any_value_of_an_event_is_quiet() {
    let patterns = value_patterns();
    assert!(patterns.len() > 5_000, "{}", patterns.len());
    let mut found = Vec::new();
    for pattern in &patterns {
        let diagnostics = check(&parse_known(pattern), schemas::schemas(None));
        // Some fields have only one value, which `anything-but` then excludes.
        let excludes_all = |lint: Lint| {
            pattern.contains("anything-but") && [Lint::NeverMatch, Lint::OnlyNull, Lint::WrongEvent].contains(&lint)
        };
        let is_deserved = |lint: Lint| DESERVED.contains(&lint) || excludes_all(lint);
        let undeserved = diagnostics.iter().filter(|one| !one.lint.is_some_and(is_deserved));
        found.extend(undeserved.map(|one| format!("{pattern}: {}", one.message)));
    }
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), patterns.len(), found.join("\n"));
}

/// Patterns of the kinds that people write for other AWS services and for their own events.
const FOR_OTHER_EVENTS: &[&str] = &[
    r#"{ "source": ["aws.s3"], "detail-type": ["Object Created"], "detail": { "bucket": { "name": ["uploads"] }, "object": { "key": [{ "prefix": "images/" }, { "suffix": ".png" }], "size": [{ "numeric": [">", 0, "<=", 1048576] }] } } }"#,
    r#"{ "source": ["aws.s3"], "detail": { "reason": ["PutObject", "CompleteMultipartUpload"], "object": { "key": [{ "wildcard": "in/*/*.csv" }] } } }"#,
    r#"{ "source": ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"], "detail": { "state": ["stopping", "stopped"] } }"#,
    r#"{ "source": ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] }"#,
    r#"{ "source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": { "eventSource": ["ec2.amazonaws.com"], "eventName": ["RunInstances", { "prefix": "Terminate" }], "errorCode": [{ "exists": false }] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["AWS API Call via CloudTrail"], "detail": { "eventSource": ["ecs.amazonaws.com"], "eventName": ["UpdateService"], "requestParameters": { "service": ["web"] } } }"#,
    r#"{ "source": ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"], "detail": { "userIdentity": { "type": ["Root"] } } }"#,
    r#"{ "source": ["aws.autoscaling"], "detail-type": [{ "prefix": "EC2 Instance" }], "detail": { "AutoScalingGroupName": [{ "wildcard": "web-*" }] } }"#,
    r#"{ "source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": { "severity": [{ "numeric": [">=", 7] }] } }"#,
    r#"{ "source": ["aws.codepipeline"], "detail-type": ["CodePipeline Pipeline Execution State Change"], "detail": { "state": ["FAILED"], "pipeline": ["deploy"] } }"#,
    r#"{ "source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"], "detail": { "status": ["FAILED", "TIMED_OUT"], "stateMachineArn": ["arn:aws:states:eu-west-1:123456789012:stateMachine:nightly"] } }"#,
    r#"{ "source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], "resources": [{ "wildcard": "arn:aws:cloudwatch:*:123456789012:alarm:prod-*" }], "detail": { "state": { "value": ["ALARM"] } } }"#,
    r#"{ "source": ["aws.health"], "detail-type": ["AWS Health Event"], "detail": { "service": ["EC2"], "eventTypeCategory": ["issue", "scheduledChange"] } }"#,
    r#"{ "source": ["aws.batch"], "detail-type": ["Batch Job State Change"], "detail": { "status": ["FAILED"], "jobQueue": ["arn:aws:batch:us-east-1:123456789012:job-queue/default"] } }"#,
    r#"{ "source": ["aws.ssm"], "detail-type": ["Parameter Store Change"], "detail": { "name": ["/prod/db/url"], "operation": ["Create", "Update", "Delete"] } }"#,
    r#"{ "source": ["aws.dms"], "detail-type": ["DMS Replication Task State Change"], "detail": { "eventType": ["REPLICATION_TASK_STOPPED"] } }"#,
    r#"{ "source": ["aws.scheduler", "aws.events"], "detail-type": ["Scheduled Event"], "resources": ["arn:aws:events:us-east-1:123456789012:rule/nightly"] }"#,
    r#"{ "source": ["aws.iam"], "detail": { "userIdentity": { "arn": [{ "anything-but": { "wildcard": ["*/admin-role/*", "*/ci-role/*"] } }] } } }"#,
    r#"{ "source": ["aws.ecr"], "detail-type": ["ECR Image Action"], "detail": { "action-type": ["PUSH"], "result": ["SUCCESS"], "repository-name": ["web"], "image-tag": ["latest"] } }"#,
    r#"{ "source": [{ "prefix": "aws.partner/example.com" }], "detail-type": ["Ticket Created"] }"#,
    r#"{ "source": [{ "prefix": "shop." }], "detail": { "total": [{ "numeric": [">", 100] }], "coupon": [null, ""], "express": [true] } }"#,
    r#"{ "source": ["shop.orders"], "detail-type": ["Order Placed"], "detail": { "$or": [{ "total": [{ "numeric": [">", 100] }] }, { "customer": { "tier": ["gold"] } }] } }"#,
    r#"{ "source": ["shop.etl"], "detail-type": ["ETL Task State Change"], "detail": { "job": ["nightly"], "state": ["FAILED"], "tags": { "team": ["data"] } } }"#,
    r#"{ "source": ["shop.deploy"], "detail": { "schedule": ["cron(0 12 * * ? *)"], "version": [{ "wildcard": "1.*" }], "note": ["50% off (today)"] } }"#,
    r#"{ "detail-type": ["Order Placed"], "replay-name": [{ "exists": false }] }"#,
    r#"{ "account": ["123456789012"], "region": ["eu-west-1", { "prefix": "us-" }], "source": ["shop.orders"] }"#,
    r#"{ "source": [{ "prefix": "" }] }"#,
    r#"{ "source": [{ "anything-but": { "prefix": "aws." } }] }"#,
    r#"{ "detail": { "ip": [{ "cidr": "10.0.0.0/24" }], "path": ["/"], "agent": [{ "equals-ignore-case": "curl" }] } }"#,
];

/// Patterns for ECS events, as in the Amazon ECS developer guide and in use.
const FOR_ECS_EVENTS: &[&str] = &[
    r#"{ "source": ["aws.ecs"] }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": [{ "prefix": "ECS" }] }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change", "ECS Container Instance State Change"], "detail": { "clusterArn": ["arn:aws:ecs:us-west-2:111122223333:cluster/default"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "stoppedReason": ["Essential container in task exited"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "desiredStatus": ["RUNNING"], "lastStatus": ["RUNNING"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["RUNNING"], "stopCode": ["SpotInterruption", "TerminationNotice"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["RUNNING"], "containers": { "managedAgents": { "name": ["ExecuteCommandAgent"], "status": ["RUNNING"] } } } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["RUNNING"], "attachments": { "type": ["eni"], "status": ["ATTACHED"] } } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": 0 }] } }, "replay-name": [{ "exists": false }] }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "group": [{ "prefix": "service:" }], "taskDefinitionArn": [{ "wildcard": "*:task-definition/web:*" }], "clusterArn": [{ "suffix": ":cluster/prod" }] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Service Action"], "detail": { "eventType": ["ERROR", "WARN"], "eventName": ["SERVICE_TASK_PLACEMENT_FAILURE"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Deployment State Change"], "detail": { "eventName": ["SERVICE_DEPLOYMENT_FAILED"] }, "resources": ["arn:aws:ecs:us-west-2:111122223333:service/default/web"] }"#,
    r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Container Instance State Change"], "detail": { "agentConnected": [false], "status": ["ACTIVE"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail": { "clusterArn": ["arn:aws:ecs:us-west-2:111122223333:cluster/default"], "lastStatus": ["STOPPED"] } }"#,
    r#"{ "source": ["aws.ecs"], "detail": { "eventName": ["SERVICE_DEPLOYMENT_FAILED", "SERVICE_TASK_PLACEMENT_FAILURE"] } }"#,
];

#[test]
fn patterns_in_use_are_quiet() {
    for pattern in FOR_OTHER_EVENTS.iter().chain(FOR_ECS_EVENTS) {
        let found = check(&parse_known(pattern), schemas::schemas(None));
        assert!(found.is_empty(), "{pattern}: {found:?}");
    }
}
