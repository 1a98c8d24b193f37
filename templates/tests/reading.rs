//! What is read from a file, apart from the places.

use event_pattern_compiler::json::Dialect;
use event_pattern_templates::{Form, Options, RuleFile, Target, read};

fn file(text: &str) -> RuleFile {
    read(text, &Options::new("rules/name.json")).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"))
}

/// Returns the rules of a file, each with its name and its pattern.
fn rules(text: &str) -> Vec<(String, String)> {
    let pattern = |pattern: &event_pattern_compiler::json::Value| pattern.to_json();
    file(text)
        .rules
        .into_iter()
        .map(|rule| (rule.name, rule.pattern.as_ref().map(pattern).unwrap_or_default()))
        .collect()
}

/// Returns the pattern of the only rule of a template of CloudFormation in YAML with this `EventPattern`.
fn cloudformation(pattern: &str) -> String {
    let text = format!("Resources:\n R:\n  Type: AWS::Events::Rule\n  Properties:\n   EventPattern: {pattern}\n");
    rules(&text).remove(0).1
}

/// Returns the pattern of the only rule of a configuration of Terraform with this `event_pattern`.
fn terraform(pattern: &str, more: &str) -> String {
    rules(&format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n event_pattern = {pattern}\n}}\n{more}\n"))
        .remove(0)
        .1
}

#[test]
fn functions_of_cloudformation_are_evaluated_as_far_as_they_are_known() {
    for (pattern, expected) in [
        ("{ a: [!Ref X] }", r#"{"a":[…]}"#),
        ("{ a: [!Ref AWS::NoValue, x], b: !Ref AWS::NoValue }", r#"{"a":["x"]}"#),
        ("{ a: [!Sub 'x${Y}'] }", r#"{"a":[…]}"#),
        ("{ a: [!Sub 'x${!Y}'] }", r#"{"a":["x${Y}"]}"#),
        ("{ a: [!Sub ['${Y}', { Y: x }]] }", r#"{"a":[…]}"#),
        ("{ a: ['${Y}'] }", r#"{"a":["${Y}"]}"#),
        ("{ a: [!Join ['-', [x, y]]] }", r#"{"a":["x-y"]}"#),
        ("{ a: [!Join ['-', [x, !Ref Y]]] }", r#"{"a":[…]}"#),
        ("{ a: !If [C, [x], [y]] }", r#"{"a":…}"#),
        ("{ a: ['{{resolve:ssm:x}}'] }", r#"{"a":[…]}"#),
        ("{ a: [x], Fn::Transform: { Name: y } }", r#"{"a":["x"]}"#),
        ("!Sub '{\"a\": [\"${X}\", ${Y}], \"${Z}\": [1], \"b\": [1]}'", r#"{"a":[…,…],"b":[1]}"#),
        ("!Join ['', ['{\"a\": [\"x', !Ref Y, '\"]}']]", r#"{"a":[…]}"#),
        ("!ToJsonString { a: [!Ref X] }", r#"{"a":[…]}"#),
        ("!If [C, { a: [1] }, !Ref AWS::NoValue]", r#"{"a":[1]}"#),
        ("'\"{\\\"a\\\": [1]}\"'", r#"{"a":[1]}"#),
    ] {
        assert_eq!(cloudformation(pattern), expected, "{pattern}");
    }
}

#[test]
fn expressions_of_terraform_are_evaluated_as_far_as_they_are_known() {
    let locals = "locals {\n a = [\"x\"]\n b = \"y\"\n c = jsonencode({ d = local.a })\n e = [local.e]\n}";
    for (pattern, expected) in [
        ("jsonencode({ a = [var.x] })", r#"{"a":[…]}"#),
        ("jsonencode({ a = local.a, b = [local.b, \"${local.b}z\"] })", r#"{"a":["x"],"b":["y","yz"]}"#),
        ("local.c", r#"{"d":["x"]}"#),
        ("\"${local.c}\"", r#"{"d":["x"]}"#),
        ("jsonencode({ a = [true, null, -1.5e3, 2] })", r#"{"a":[true,null,-1.5e3,2]}"#),
        ("jsonencode({ (var.k) = [1], \"b\" = [2], \"${var.k}\" : [3] })", r#"{"b":[2]}"#),
        ("jsonencode({ a = [for x in var.y : x], b = var.c ? [1] : [2] })", r#"{"a":…,"b":…}"#),
        ("\"{\\\"a\\\": [\\\"${var.x}\\\", ${var.y}], \\\"b\\\": [\\\"$${z}\\\"]}\"", r#"{"a":[…,…],"b":["${z}"]}"#),
        ("<<EOT\n{\"a\": %{ if x }[1]%{ endif }, \"b\": [2]}\nEOT", ""),
        ("<<EOT\n{\"a\": [\"\\u00e9\", \"${local.b}\"]}\nEOT", r#"{"a":["é","y"]}"#),
        ("replace(jsonencode({ a = [1] }), \"\\\\u003c\", \"<\")", r#"{"a":[1]}"#),
        ("join(\"\", [\"{\\\"a\\\": [1\", \"]}\"])", r#"{"a":[1]}"#),
    ] {
        let text =
            format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n event_pattern = {pattern}\n}}\n{locals}\n");
        if expected.is_empty() {
            let errors = read(&text, &Options::new("x")).unwrap_err();
            assert_eq!(errors[0].message, "the pattern of `r` is not checked: its value is only known at deployment");
        } else {
            assert_eq!(terraform(pattern, locals), expected, "{pattern}");
        }
    }
    assert!(terraform("jsonencode({ a = local.e })", locals).contains('…'));
}

#[test]
fn references_to_references_do_not_use_up_the_memory() {
    let local = |number: usize, value: &str| format!(" a{number} = {value}\n");
    let lists = (1..19).map(|number| local(number, &format!("[{}]", format!("local.a{}, ", number - 1).repeat(10))));
    let strings =
        (1..19).map(|number| local(number, &format!("\"{}\"", format!("${{local.a{}}} ", number - 1).repeat(10))));
    for (first, locals) in [("[\"x\"]", lists.collect::<String>()), ("\"x\"", strings.collect())] {
        let locals = format!("locals {{\n a0 = {first}\n{locals}}}");
        let rule = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n event_pattern = jsonencode({ source = [local.a18] })\n}\n";
        let file = file(&format!("{rule}{locals}"));
        let pattern = file.rules[0].pattern.as_ref().unwrap().to_json();
        assert!(pattern.contains('…') && pattern.len() < 10_000_000, "{first}");
        assert_eq!(file.notes[0].message, "not all values are read: they refer to each other too often");
    }
}

#[test]
fn a_pattern_that_is_encoded_twice_is_an_error() {
    let locals = "locals {\n a = jsonencode({ b = [1] })\n c = { b = [1] }\n}";
    for (pattern, is_error) in [
        ("local.a", false),
        ("jsonencode(local.a)", true),
        ("jsonencode(local.c)", false),
        ("jsonencode(jsonencode(local.c))", true),
        ("jsonencode(\"{\\\"b\\\": [1]}\")", true),
        ("\"\\\"{\\\\\\\"b\\\\\\\": [1]}\\\"\"", true),
    ] {
        let text =
            format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n event_pattern = {pattern}\n}}\n{locals}\n");
        let rule = file(&text).rules.remove(0);
        assert_eq!(rule.pattern.unwrap().to_json(), r#"{"b":[1]}"#, "{pattern}");
        assert_eq!(!rule.diagnostics.is_empty(), is_error, "{pattern}");
    }
}

#[test]
fn the_form_follows_from_the_content() {
    for (text, form, name) in [
        (r#"{ "source": ["x"] }"#, Form::Pattern, "name"),
        (r#"{ "Resources": ["x"], "Rules": ["y"], "resource": ["z"] }"#, Form::Pattern, "name"),
        (r#"{ "EventPattern": { "source": ["x"] } }"#, Form::Pattern, "name"),
        (r#""{\"source\": [\"x\"]}""#, Form::Pattern, "name"),
        (r#"{\"source\": [\"x\"]}"#, Form::Pattern, "name"),
        ("source: [x]\n", Form::Pattern, "name"),
        (r#"{ "EventPattern": "{}" }"#, Form::AwsCommand, "name"),
        (r#"{ "Name": "n", "EventPattern": { "source": ["x"] } }"#, Form::AwsCommand, "n"),
        (r#"[{ "Name": "n", "EventPattern": "{}" }]"#, Form::AwsCommand, "n"),
        ("Name: n\nEventPattern: '{}'\n", Form::AwsCommand, "n"),
        (r#"{ "FilterCriteria": { "Filters": [{ "Pattern": "{}" }] } }"#, Form::AwsCommand, "name"),
        (
            r#"{ "Name": "p", "Source": "arn:aws:sqs:r:1:q", "SourceParameters": { "FilterCriteria": { "Filters": [{ "Pattern": "{}" }] } } }"#,
            Form::AwsCommand,
            "p",
        ),
        ("Type: AWS::Events::Rule\nProperties: { EventPattern: {} }\n", Form::CloudFormation, "name"),
        ("event_pattern = jsonencode({ source = [\"x\"] })\n", Form::Terraform, "name"),
        ("locals {\n a = { event_pattern = \"{}\" }\n}\n", Form::Terraform, "a"),
    ] {
        let file = file(text);
        assert_eq!((file.form, &*file.rules[0].name), (form, name), "{text}");
    }
}

#[test]
fn the_deployed_text_is_that_of_a_known_string() {
    for (pattern, expected) in [
        ("'{ \"a\": [1] }'", Some("{ \"a\": [1] }")),
        ("|\n    {\n     \"a\": [1] }", Some("{\n \"a\": [1] }\n")),
        ("!Sub '{ \"a\": [\"${!x}\"] }'", Some("{ \"a\": [\"${x}\"] }")),
        ("!Sub '{ \"a\": [\"${x}\"] }'", None),
        ("{ a: [1] }", None),
    ] {
        let text = format!("Resources:\n R:\n  Type: AWS::Events::Rule\n  Properties:\n   EventPattern: {pattern}\n");
        assert_eq!(file(&text).rules[0].deployed.as_deref(), expected, "{pattern}");
    }
}

#[test]
fn names_are_unique() {
    let rule = r#"{ "Name": "a", "EventPattern": "{}" }"#;
    let named: Vec<String> = rules(&format!("[{rule}, {rule}, {rule}]")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(named, ["a", "a[2]", "a[3]"]);
    // A name with a number can be taken.
    let other = rule.replace("\"a\"", "\"a[2]\"");
    let named: Vec<String> = rules(&format!("[{rule}, {rule}, {other}]")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(named, ["a", "a[3]", "a[2]"]);
}

#[test]
fn an_unknown_name_is_an_error_with_the_nearest_name_or_all_names() {
    let file = file(r#"[{ "Name": "stopped", "EventPattern": "{}" }, { "Name": "started", "EventPattern": "{}" }]"#);
    assert_eq!(file.rule("started").unwrap().name, "started");
    let error = |name| file.rule(name).unwrap_err();
    assert_eq!(error("stoped"), ("no rule is named `stoped`".to_owned(), "did you mean `stopped`?".to_owned()));
    assert_eq!(error("x").1, "the rules are `stopped`, `started`");
}

#[test]
fn a_strict_file_has_no_comments_and_trailing_commas() {
    let options = Options::new("x").with_dialect(Dialect::Strict);
    let pattern = read("{ \"source\": [\"x\",] } // end", &options).unwrap();
    assert_eq!(pattern.rules[0].diagnostics.len(), 2);
    let template =
        "{ \"Resources\": { \"R\": { \"Type\": \"AWS::Events::Rule\", \"Properties\": { \"EventPattern\": {}, } } } }";
    assert_eq!(read(template, &options).unwrap_err()[0].message, "JSON does not allow a trailing comma");
    assert!(read(template, &Options::new("x")).is_ok());
}

#[test]
fn filters_are_for_records() {
    let text = "Resources:\n R:\n  Type: AWS::Events::Rule\n  Properties: { EventPattern: { source: [x] } }\n M:\n  Type: \
                AWS::Lambda::EventSourceMapping\n  Properties: { FilterCriteria: { Filters: [{ Pattern: '{}' }] } }\n";
    let targets: Vec<bool> = file(text).rules.iter().map(|rule| rule.target == Target::Event).collect();
    assert_eq!(targets, [true, false]);
}
