//! Right patterns cause no errors, and no warnings that are not deserved.

use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_tests::schemas::{self, parse_known};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Returns the events that the project has: one of each type in the benchmarks, and those of the examples.
fn events() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let mut events: Vec<Value> =
        file("benches/events/aws.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for name in ["true_failure", "false_alarm"] {
        events.push(serde_json::from_str(&file(&format!("examples/events/{name}.json"))).unwrap());
    }
    events
}

/// Calls `visit` for each plain value in an event, with the keys that lead to it.
fn visit_leaves(value: &Value, keys: &mut Vec<String>, visit: &mut dyn FnMut(&[String], &Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                keys.push(key.clone());
                visit_leaves(member, keys, visit);
                keys.pop();
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| visit_leaves(element, keys, visit)),
        leaf => visit(keys, leaf),
    }
}

/// Returns conditions that the value satisfies, or that a rule may have to exclude it.
fn conditions(value: &Value) -> Vec<Value> {
    let mut conditions = vec![value.clone()];
    match value {
        Value::String(text) if text.is_ascii() && text.len() >= 8 && !text.contains(['*', '\\']) => {
            let (start, end) = text.split_at(text.len() / 2);
            conditions.extend([
                json!({ "prefix": start }),
                json!({ "suffix": end }),
                json!({ "wildcard": format!("{start}*") }),
                json!({ "equals-ignore-case": text }),
                json!({ "anything-but": [text] }),
                json!({ "anything-but": { "prefix": start } }),
            ]);
        }
        Value::Number(number) => {
            conditions.extend([json!({ "numeric": [">=", number] }), json!({ "anything-but": number })]);
        }
        _ => {}
    }
    conditions
}

fn pattern(event: &Value, keys: &[String], condition: &Value) -> Value {
    let (last, parents) = keys.split_last().unwrap();
    let mut pattern = Map::from_iter([
        ("source".to_owned(), json!([event["source"]])),
        ("detail-type".to_owned(), json!([event["detail-type"]])),
    ]);
    let mut object = &mut pattern;
    for key in parents {
        object = object.entry(key).or_insert_with(|| json!({})).as_object_mut().unwrap();
    }
    object.insert(last.clone(), json!([condition]));
    Value::Object(pattern)
}

/// A rule for a field of a stopped task fires several times, unless it also has the `lastStatus`.
const DESERVED: [Lint; 2] = [Lint::FiresTwice, Lint::UnnamedContainer];

#[test]
fn a_pattern_for_any_value_of_an_event_is_quiet() {
    let mut patterns = BTreeSet::new();
    for event in events() {
        visit_leaves(&event, &mut Vec::new(), &mut |keys, value| {
            patterns.extend(conditions(value).iter().map(|condition| pattern(&event, keys, condition).to_string()));
        });
    }
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
