//! Tests which strings are suspicious, and types in what the help suggests.

use crate::check::tests::{assert_diagnostics, diagnostics_of};
use crate::diagnostic::Lint;

/// A pattern with alternatives for a field of an event without a schema.
fn pattern(alternatives: &str) -> String {
    format!(r#"{{"detail":{{"key":[{alternatives}]}}}}"#)
}

/// Asserts that the alternatives cause only this diagnostic, whose help contains `fixed`, and that `fixed` causes none.
fn assert_fixed(lint: Lint, alternatives: &str, fixed: &str) {
    let found = diagnostics_of(None, &pattern(alternatives));
    let [only] = found.as_slice() else { panic!("{alternatives}: {found:?}") };
    assert_eq!(only.lint, Some(lint), "{alternatives}");
    let help = only.help.as_deref().unwrap();
    assert!(
        [format!("`{fixed}`"), format!("`[{fixed}]`")].iter().any(|fixed| help.contains(fixed)),
        "{alternatives}: {help}"
    );
    assert_diagnostics(None, &pattern(fixed), &[]);
}

#[test]
fn a_literal_star_becomes_a_wildcard() {
    for (alternatives, fixed) in [
        (r#""service:*""#, r#"{"wildcard": "service:*"}"#),
        (r#"{"prefix":"service:*"}"#, r#"{"wildcard": "service:*"}"#),
        (r#"{"prefix":"service:*-web"}"#, r#"{"wildcard": "service:*-web*"}"#),
        (r#"{"suffix":"*-web"}"#, r#"{"wildcard": "*-web"}"#),
        (r#"{"suffix":"a*b"}"#, r#"{"wildcard": "*a*b"}"#),
        (r#"{"exactly":"*/app"}"#, r#"{"wildcard": "*/app"}"#),
        (r#"{"equals-ignore-case":"Web-*"}"#, r#"{"wildcard": "Web-*"}"#),
        (r#"{"prefix":{"equals-ignore-case":"Web*"}}"#, r#"{"wildcard": "Web*"}"#),
        (r#""src/**/main""#, r#"{"wildcard": "src/*/main"}"#),
        (r#""a\\b*""#, r#"{"wildcard": "a\\\\b*"}"#),
        (r#""Scaling activity initiated by*""#, r#"{"wildcard": "Scaling activity initiated by*"}"#),
        (r#"{"anything-but":"service:*"}"#, r#"{"anything-but": {"wildcard": "service:*"}}"#),
        (r#"{"anything-but":["service:*","b"]}"#, r#"{"anything-but": {"wildcard": ["service:*", "b"]}}"#),
        (r#"{"anything-but":{"prefix":["a*","b*"]}}"#, r#"{"anything-but": {"wildcard": ["a*", "b*"]}}"#),
        // A dot before a star is not a regular expression if it separates names.
        (r#""aws.*""#, r#"{"wildcard": "aws.*"}"#),
    ] {
        assert_fixed(Lint::LiteralStar, alternatives, fixed);
    }
}

#[test]
fn a_star_alone_means_any_value() {
    for alternatives in [r#""*""#, r#""**""#, r#"{"prefix":"*"}"#, r#"{"suffix":"*"}"#] {
        assert_fixed(Lint::LiteralStar, alternatives, r#"{"exists": true}"#);
    }
}

#[test]
fn stars_that_are_data_are_not_reported() {
    for detail in [
        r#""key":["cron(0 12 * * ? *)"]"#,
        r#""key":["0 12 1 1 *"]"#,
        r#""key":["2 * 3"]"#,
        r#""key":["***"]"#,
        r#""key":["*/*"]"#,
        r#""key":["text/*"]"#,
        r#""key":["a\\*b"]"#,
        r#""key":["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/app:*"]"#,
        r#""schedule-expression":["rate*"]"#,
        r#""requestParameters":{"policyDocument":{"Resource":["arn:aws:s3:::bucket/*"]}}"#,
        r#""policy":{"Statement":{"Principal":["*"]}}"#,
        r#""allowedActions":["s3:*"]"#,
        r#""command":["ls *"]"#,
        r#""key":[{"wildcard":"service:*"}]"#,
    ] {
        assert_diagnostics(None, &format!("{{\"detail\":{{{detail}}}}}"), &[]);
    }
}

#[test]
fn a_regular_expression_becomes_a_wildcard() {
    for (alternatives, fixed) in [
        (r#"{"wildcard":"^service:.*$"}"#, r#"{"wildcard": "service:*"}"#),
        (r#"{"wildcard":"^service:*$"}"#, r#"{"wildcard": "service:*"}"#),
        (r#"{"wildcard":"service:.*"}"#, r#"{"wildcard": "service:*"}"#),
        (r#""^service:web$""#, r#""service:web""#),
        (r#"{"prefix":"^service:"}"#, r#"{"wildcard": "service:*"}"#),
        (r#"{"suffix":"-web$"}"#, r#"{"wildcard": "*-web"}"#),
        (r#""web-\\d+""#, r#"{"wildcard": "web-*"}"#),
        (r#""i-[0-9a-f]{17}""#, r#"{"wildcard": "i-*"}"#),
        (r#""^image\\.png$""#, r#""image.png""#),
        (r#""/aws/[^/]+/app""#, r#"{"wildcard": "/aws/*/app"}"#),
        (r#""service:(web|api)""#, r#""service:web", "service:api""#),
        (r#""(?:dev|test)-.*""#, r#"{"wildcard": "dev-*"}, {"wildcard": "test-*"}"#),
        (r#"{"anything-but":"(a|b)"}"#, r#"{"anything-but": ["a", "b"]}"#),
        (r#"{"anything-but":["^a.*$","b"]}"#, r#"{"anything-but": {"wildcard": ["a*", "b"]}}"#),
        (r#""^.*$""#, r#"{"exists": true}"#),
    ] {
        assert_fixed(Lint::RegularExpression, alternatives, fixed);
    }
}

#[test]
fn a_regular_expression_without_equivalent_wildcards_has_a_general_help() {
    for alternatives in [r#""^web$|^api-.*""#, r#""^a+$""#, r#""(?i)^web.*""#, r#""^(a(b|c)$""#] {
        let found = diagnostics_of(None, &pattern(alternatives));
        let help = "regular expressions are not supported; use `wildcard`, where `*` matches any number of characters";
        assert_eq!(found[0].help.as_deref(), Some(help), "{alternatives}");
    }
}

#[test]
fn strings_with_single_signs_of_regular_expressions_are_not_reported() {
    for alternatives in [
        r#"{"wildcard":"aws.*"}"#,
        r#"{"wildcard":"*.*"}"#,
        r#"{"wildcard":"*.example.*"}"#,
        r#""^GSPC""#,
        r#""US$""#,
        r#""C:\\data\\web""#,
        r#""C:\\repo\\.git""#,
        r#""[10-20]""#,
        r#""[INFO-WARN]""#,
        r#""f(x)""#,
        r#""(a | b)""#,
        r#""1.+""#,
        r#""a+b?""#,
    ] {
        assert_diagnostics(None, &pattern(alternatives), &[]);
    }
}

#[test]
fn a_placeholder_is_reported_in_every_filter_for_strings() {
    for (alternatives, placeholder) in [
        (r#"«"${Cluster}"»"#, "${Cluster}"),
        (r#"«"arn:aws:ecs:us-east-1:${AWS::AccountId}:cluster/prod"»"#, "${AWS::AccountId}"),
        (r#"«{"suffix":":cluster/${var.name}"}»"#, "${var.name}"),
        (r#"«{"wildcard":"*{{ cluster }}*"}»"#, "{{ cluster }}"),
        (r#"«"{{resolve:ssm:/cluster}}"»"#, "{{resolve:ssm:/cluster}}"),
        (r#"«"%{if prod}a%{endif}"»"#, "%{if prod}"),
        (r#"«"<%= cluster %>"»"#, "<%= cluster %>"),
        (r#"«"arn:aws:sns:<REGION>:<YOUR-ACCOUNT>:topic"»"#, "<REGION>"),
        (r#"«"<your cluster>"»"#, "<your cluster>"),
        (r#"«"<AsaClusterArn>"»"#, "<AsaClusterArn>"),
        (r#"{"anything-but":["a",«"${B}"»]}"#, "${B}"),
        (r##"{"anything-but":{"prefix":«"#{B}"»}}"##, "#{B}"),
    ] {
        assert_diagnostics(None, &pattern(alternatives), &[Lint::UnresolvedPlaceholder]);
        let found = diagnostics_of(None, &pattern(&alternatives.replace(['«', '»'], "")));
        let message = format!("`{placeholder}` looks like a placeholder, but is compared literally");
        assert_eq!(found[0].message, message);
    }
}

#[test]
fn strings_that_contain_no_placeholder_are_not_reported() {
    for detail in [
        r#""key":["$5"]"#,
        r#""key":["{}"]"#,
        r#""key":["${}"]"#,
        r#""key":["<none>"]"#,
        r#""key":["<b>bold</b>"]"#,
        r#""key":["a < b > c"]"#,
        r#""key":["100%"]"#,
        r#""key":["{\"id\":{\"a\":1}}"]"#,
        r#""command":["echo ${HOME}"]"#,
        r#""template":["Hello {{name}}"]"#,
    ] {
        assert_diagnostics(None, &format!("{{\"detail\":{{{detail}}}}}"), &[]);
    }
}

#[test]
fn a_function_of_cloudformation_is_reported_once() {
    for (pattern, lint) in [
        (r#"{"detail":{"key":[{«"Ref"»:"Cluster"}]}}"#, Lint::InvalidFilter),
        (r#"{"detail":{"key":[{«"Fn::GetAtt"»:["Cluster","Arn"]}]}}"#, Lint::InvalidFilter),
        (r#"{"detail":{"key":["a",{«"Fn::Sub"»:"${Cluster}"}]}}"#, Lint::InvalidFilter),
        (r#"{"detail":{"key":[{«"Fn::Join"»:["",["a",{"Ref":"b"}]]}]}}"#, Lint::InvalidFilter),
        (r#"{"detail":{"key":{«"Ref"»:"Cluster"}}}"#, Lint::InvalidPattern),
        (r#"{"detail":{"key":{«"Fn::Sub"»:"${Cluster}"}}}"#, Lint::InvalidPattern),
        (r#"{"detail":{"key":{«"Fn::GetAtt"»:["Cluster","Arn"]}}}"#, Lint::UnresolvedPlaceholder),
    ] {
        assert_diagnostics(None, pattern, &[lint]);
        let found = diagnostics_of(None, &pattern.replace(['«', '»'], ""));
        assert!(
            found[0].help.as_deref().unwrap().starts_with("write the value that the function returns"),
            "{pattern}"
        );
    }
}

#[test]
fn a_function_of_cloudformation_in_place_of_a_string_is_a_wrong_shape() {
    for (detail, lint) in [
        (r#"«"clusterArn"»:{"Fn::GetAtt":["Cluster","Arn"]}"#, Lint::WrongShape),
        (r#""clusterArn":{«"Ref"»:"Cluster"}"#, Lint::InvalidPattern),
        (r#""clusterArn":[{«"Ref"»:"Cluster"}]"#, Lint::InvalidFilter),
    ] {
        let pattern = format!(r#"{{"detail":{{"lastStatus":["STOPPED"],{detail}}}}}"#);
        assert_diagnostics(Some("TaskStateChange"), &pattern, &[lint]);
        let found = diagnostics_of(Some("TaskStateChange"), &pattern.replace(['«', '»'], ""));
        assert!(
            found[0].help.as_deref().unwrap().starts_with("write the value that the function returns"),
            "{pattern}"
        );
    }
}

#[test]
fn a_filter_in_quotes_is_written_without_them() {
    for (alternatives, fixed) in [
        (
            r#""{ \"wildcard\": \"arn:aws:states:*:execution:x:*\" }""#,
            r#"{"wildcard": "arn:aws:states:*:execution:x:*"}"#,
        ),
        (r#""{\"prefix\":\"a\"}""#, r#"{"prefix": "a"}"#),
        (r#""{\"anything-but\":[\"a\",\"b\"]}""#, r#"{"anything-but": ["a", "b"]}"#),
        (r#""{\"exists\":false}""#, r#"{"exists": false}"#),
        (r#""{\"numeric\":[\">\",1]}""#, r#"{"numeric": [">", 1]}"#),
        (r#""[\"a\"]""#, r#""a""#),
        (r#""[\"a\", {\"suffix\": \"b\"}]""#, r#""a", {"suffix": "b"}"#),
    ] {
        assert_fixed(Lint::FilterInString, alternatives, fixed);
    }
    assert_diagnostics(None, &pattern(r#"{"anything-but":[«"{\"prefix\":\"a\"}"»]}"#), &[Lint::FilterInString]);
}

#[test]
fn other_json_in_strings_is_not_reported() {
    for alternatives in [
        r#""{\"a\":1}""#,
        r#""{\"prefix\":\"a\",\"id\":1}""#,
        r#""[1, 2]""#,
        r#""[]""#,
        r#""{}""#,
        r#""{\"prefix\":\"a\"} and more""#,
        r#"{"prefix":"{\"prefix\":"}"#,
    ] {
        assert_diagnostics(None, &pattern(alternatives), &[]);
    }
}

#[test]
fn a_suspicious_string_in_a_closed_set_has_the_same_help() {
    for (alternatives, help) in [
        (
            r#""*""#,
            "to accept any value, remove the key; to require that the field is present, write `[{\"exists\": true}]`",
        ),
        (r#""STO*""#, "to match any characters, write `{\"wildcard\": \"STO*\"}`"),
        (
            r#"{"anything-but":["STOPPED","RUN*"]}"#,
            "to match any characters, write `{\"anything-but\": {\"wildcard\": [\"STOPPED\", \"RUN*\"]}}`",
        ),
        (r#""{\"prefix\":\"STO\"}""#, "write `{\"prefix\": \"STO\"}`, without quotes"),
        (r#""${Status}""#, "write the value itself; nothing replaces placeholders in a pattern"),
        (r#""^STOPPED$""#, "did you mean `\"STOPPED\"`?"),
    ] {
        let found =
            diagnostics_of(Some("TaskStateChange"), &format!(r#"{{"detail":{{"lastStatus":[{alternatives}]}}}}"#));
        assert_eq!(found[0].lint, Some(Lint::UnknownValue), "{alternatives}: {found:?}");
        assert_eq!(found[0].help.as_deref(), Some(help), "{alternatives}");
    }
}

#[test]
fn a_class_of_a_regular_expression_in_a_wildcard_has_its_own_help() {
    for (wildcard, is_class) in [
        (r"web-\\d+", true),
        (r"\\w*", true),
        (r"image\\.png", true),
        (r"\\s", true),
        (r"C:\\data\\*", false),
        (r"a\\?", false),
    ] {
        let found = diagnostics_of(None, &pattern(&format!(r#"{{"wildcard":"{wildcard}"}}"#)));
        assert_eq!(found[0].lint, Some(Lint::InvalidFilter), "{wildcard}");
        let help = found[0].help.as_deref().unwrap();
        assert_eq!(help.starts_with("regular expressions are not supported"), is_class, "{wildcard}: {help}");
    }
}

#[test]
fn a_suspicious_detail_type_has_the_same_help() {
    for (detail_type, help) in [
        (r#""ECS *""#, "to match any characters, write `{\"wildcard\": \"ECS *\"}`"),
        (r#""${DetailType}""#, "write the value itself; nothing replaces placeholders in a pattern"),
        (r#""^ECS Task.*$""#, "write `{\"wildcard\": \"ECS Task*\"}`"),
    ] {
        let found = diagnostics_of(None, &format!(r#"{{"source":["aws.ecs"],"detail-type":[{detail_type}]}}"#));
        let [only] = found.as_slice() else { panic!("{detail_type}: {found:?}") };
        assert_eq!(only.help.as_deref(), Some(help), "{detail_type}");
    }
}

#[test]
fn an_invisible_character_is_named() {
    for (text, lints) in [
        ("«\"paid\u{a0}\"»", &[Lint::InvisibleCharacter][..]),
        ("«\"\u{feff}paid\"»", &[Lint::InvisibleCharacter]),
        ("«{\"suffix\":\"pa\u{ad}id\"}»", &[Lint::InvisibleCharacter]),
        ("{\"anything-but\":[\"paid\",«\"late\u{200b}\"»]}", &[Lint::InvisibleCharacter]),
        // In other scripts and in emoji, such characters are usual.
        ("\"50\u{a0}€\"", &[]),
        ("\"می\u{200c}خواهم\"", &[]),
        ("\"👩\u{200d}🚀\"", &[]),
        ("\"on hold\"", &[]),
        ("\"tab\\tand\\nline\"", &[]),
    ] {
        assert_diagnostics(None, &pattern(text), lints);
    }
    assert_diagnostics(None, "{\"detail\":{«\"order\u{a0}id\"»:[1]}}", &[Lint::InvisibleCharacter]);
    // Where the fields are known, the unknown field is the finding.
    let known = "{\"detail-type\":[\"ECS Task State Change\"],\"detail\":{«\"lastStatus\u{200b}\"»:[\"STOPPED\"]}}";
    assert_diagnostics(None, known, &[Lint::UnknownField]);
}
