//! Diagnostics for strings that look like something that EventBridge does not support in their place.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 6] = [
    Entry::new(
        Lint::LiteralStar,
        "literal_star",
        "A string other than that of `wildcard` contains a star, which is compared literally. A field that may have any value is left out of a pattern.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:*"] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": [{ "wildcard": "service:*" }] } }"#,
    )
    .warning("the values of the field contain stars"),
    Entry::new(
        Lint::RegularExpression,
        "regular_expression",
        "A string looks like a regular expression. EventBridge has no regular expressions: it compares the string literally, or as a wildcard.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": [{ "wildcard": "^service:web-.*$" }] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": [{ "wildcard": "service:web-*" }] } }"#,
    )
    .warning("the values of the field contain these characters"),
    Entry::new(
        Lint::UnresolvedPlaceholder,
        "unresolved_placeholder",
        "A string contains a placeholder such as `${Cluster}`, `{{cluster}}` or `<YOUR-CLUSTER>`, or an object is a function of CloudFormation such as `Ref`. EventBridge replaces neither.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:${Service}"] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:web"] } }"#,
    )
    .warning("a tool replaces the placeholder before the rule is deployed"),
    Entry::new(
        Lint::UnknownAtBuild,
        "unknown_at_build",
        "A macro reads a pattern from a template, and a value in it is only known when the template is deployed, such as the result of `!Ref`. The generated function accepts any value in its place.",
    )
    .example(
        r#"Parameters:
  Service:
    Type: String
Resources:
  TaskStopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.ecs]
        detail-type: [ECS Task State Change]
        detail:
          lastStatus: [STOPPED]
          group: [!Sub "service:${Service}"]"#,
        r#"Resources:
  TaskStopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.ecs]
        detail-type: [ECS Task State Change]
        detail:
          lastStatus: [STOPPED]
          group: ["service:web"]"#,
    )
    .about_templates()
    .warning("EventBridge evaluates the deployed pattern before it sends events to the function"),
    Entry::new(
        Lint::FilterInString,
        "filter_in_string",
        "A string contains the JSON of a content filter, or of a list of alternatives. It is compared as text.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["{ \"prefix\": \"service:\" }"] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": [{ "prefix": "service:" }] } }"#,
    )
    .warning("the value of the field is this JSON text"),
    Entry::new(
        Lint::InvisibleCharacter,
        "invisible_character",
        "A string or a key contains a character that cannot be seen, such as a no-break space or a zero-width character. It often comes with text that was copied from a document or a web page. It is compared like any other character.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:web\u00a0"] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:web"] } }"#,
    )
    .warning("the value of the field contains this character"),
];
