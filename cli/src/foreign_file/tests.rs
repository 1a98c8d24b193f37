use super::*;

/// Checks the message of each file, that its help contains a text, and the text that the error points to.
fn check<const COUNT: usize>(files: [(&str, &str, &str, &str); COUNT]) {
    for (text, found, help, place) in files {
        let error = recognise(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(error.message, format!("expected a pattern, found {found}"), "{text}");
        assert!(error.help.as_ref().is_some_and(|found| found.contains(help)), "{error:?}");
        assert_eq!(&text[error.span.start..error.span.end], place, "{text}");
    }
}

#[test]
fn output_of_aws_commands_is_recognised() {
    check([
        (
            r#"{ "Name": "task-failed", "EventPattern": "{}", "State": "ENABLED", "EventBusName": "default" }"#,
            "a rule of EventBridge",
            "`aws events describe-rule --name task-failed --query EventPattern --output text`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "EventBusName": "orders", "Name": "late", "EventPattern": "{\"source\": [\"shop\"]}" }"#,
            "a rule of EventBridge",
            "`aws events describe-rule --name late --event-bus-name orders --query EventPattern --output text`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "ArchiveName": "all", "EventPattern": "{}", "RetentionDays": 0 }"#,
            "an archive of EventBridge",
            "`aws events describe-archive --archive-name all --query EventPattern --output text`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "EventPattern": "{\"source\": [\"shop\"]}", "Event": "{}" }"#,
            "a pattern in a string",
            "`jq -r .EventPattern`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "Rules": [{ "Name": "nightly", "ScheduleExpression": "rate(1 day)" }, { "Name": "b", "EventPattern": "{}" }] }"#,
            "a list of rules of EventBridge",
            "`aws events describe-rule --name b --query EventPattern --output text`",
            r#""Rules""#,
        ),
        (
            r#"[{ "Name": "b", "EventPattern": "{}" }]"#,
            "a list of rules of EventBridge",
            "`aws events describe-rule --name b ",
            r#"[{ "Name": "b", "EventPattern": "{}" }]"#,
        ),
        (
            r#"{ "Filters": [{ "Pattern": "{\"body\": {\"t\": [1]}}" }] }"#,
            "filters of an event source",
            "`jq '.Filters[0].Pattern | fromjson'`",
            r#""Filters""#,
        ),
        (
            r#"{ "UUID": "x", "FilterCriteria": { "Filters": [{ "Pattern": "{\"a\": [1]}" }] } }"#,
            "filters of an event source",
            "`jq '.FilterCriteria.Filters[0].Pattern | fromjson'`",
            r#""Filters""#,
        ),
        (
            r#"{ "SourceParameters": { "FilterCriteria": { "Filters": [{ "Pattern": "{\"a\": [1]}" }] } } }"#,
            "filters of an event source",
            "`jq '.SourceParameters.FilterCriteria.Filters[0].Pattern | fromjson'`",
            r#""Filters""#,
        ),
    ]);
}

#[test]
fn templates_in_json_are_recognised() {
    check([
        (
            r#"{ "Resources": { "R": { "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["x"] } } } } }"#,
            "a CloudFormation template",
            "extract the pattern with `jq '.Resources.R.Properties.EventPattern'`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "Resources": { "F": { "Properties": { "Events": { "my-event": { "Properties": { "Pattern": { "source": [] } } } } } } } }"#,
            "a CloudFormation template",
            r#"`jq '.Resources.F.Properties.Events."my-event".Properties.Pattern'`"#,
            r#""Pattern""#,
        ),
        (
            r#"{ "Resources": { "Q": { "Type": "AWS::SQS::Queue" } } }"#,
            "a CloudFormation template",
            "save the pattern as JSON in a file of its own, or print that of the deployed rule",
            r#""Resources""#,
        ),
        (
            r#"{ "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["x"] } } }"#,
            "a resource of a CloudFormation template",
            "`jq '.Properties.EventPattern'`",
            r#""EventPattern""#,
        ),
        (
            r#"{ "resource": { "aws_cloudwatch_event_rule": { "r": { "event_pattern": "{\"source\": [\"x\"]}" } } } }"#,
            "a Terraform configuration",
            "`jq '.resource.aws_cloudwatch_event_rule.r.event_pattern | fromjson'`",
            r#""event_pattern""#,
        ),
        (
            r#"{ "values": { "root_module": { "resources": [{}, { "values": { "event_pattern": "{}" } }] } }, "terraform_version": "1.9" }"#,
            "a state of Terraform",
            "`jq '.values.root_module.resources[1].values.event_pattern | fromjson'`",
            r#""event_pattern""#,
        ),
        (
            r#"{ "provider": { "name": "aws" }, "functions": { "f": { "events": [{ "eventBridge": { "pattern": { "source": ["x"] } } }] } } }"#,
            "a configuration of the Serverless Framework",
            "`jq '.functions.f.events[0].eventBridge.pattern'`",
            r#""pattern""#,
        ),
    ]);
}

#[test]
fn templates_and_source_code_are_recognised() {
    let save = "save the pattern as JSON in a file of its own, or print that of the deployed rule with `aws events";
    check([
        (
            "# rules\nResources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        source: [aws.ecs]\n",
            "a CloudFormation template",
            save,
            "EventPattern:",
        ),
        (
            "Transform: AWS::Serverless-2016-10-31\r\nResources:\r\n  F:\r\n    Events:\r\n      E:\r\n        Properties:\r\n          Pattern:\r\n",
            "an AWS SAM template",
            save,
            "Pattern:",
        ),
        (
            "---\nservice: x\nfunctions:\n  f:\n    events:\n      - eventBridge:\n          pattern:\n",
            "a configuration of the Serverless Framework",
            save,
            "pattern:",
        ),
        ("source:\n  - aws.ecs\ndetail-type: [x]\n", "YAML", "`{ \"source\": [\"aws.ecs\"] }`", "source:"),
        (
            "variable \"x\" {}\n\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = jsonencode({\n    source = [\"aws.ecs\"]\n  })\n}\n",
            "a Terraform configuration",
            save,
            "event_pattern = jsonencode({",
        ),
        (
            "event_pattern = <<JSON\n{ \"source\": [\"x\"] }\nJSON\n",
            "a Terraform configuration",
            save,
            "event_pattern = <<JSON",
        ),
        (
            "import * as events from 'aws-cdk-lib/aws-events';\nnew events.Rule(this, 'R', {\n  eventPattern: { source: ['aws.ecs'] },\n});\n",
            "source code",
            save,
            "eventPattern: { source: ['aws.ecs'] },",
        ),
        ("from aws_cdk import aws_events\n", "source code", save, "from aws_cdk import aws_events"),
    ]);
}

#[test]
fn patterns_are_read_whatever_their_errors() {
    for text in [
        "",
        "{}",
        "[]",
        "not a pattern",
        r#"{ "source": ["aws.ecs"] }"#,
        r#"{ "source": "aws.ecs", "Rules": 1 }"#,
        r#"{ "EventPattern": { "source": ["x"] } }"#,
        r#"{ "EventPattern": ["x"], "Name": ["y"] }"#,
        r#"{ "Filters": ["x"], "Resources": ["y"], "Rules": ["z"] }"#,
        r#"{ "resource": { "type": ["x"] }, "functions": { "name": ["y"] } }"#,
        r#"{ "detail": { "Resources": { "EventPattern": ["x"] }, "Pattern": ["y"] } }"#,
        "// resource\n{ \"a\": [1",
        "{ source: [\"x\"] }",
        "source = [\"x\"]",
        "\"source\": [\"x\"]",
        "http://example.com/rule.json",
    ] {
        assert_eq!(recognise(text).map(|error| error.message), None, "{text}");
    }
}
