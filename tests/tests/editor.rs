//! Tests what editors rely on: the code that reads a field has the span of the field's key, and a rule with errors
//! still defines its name.

use event_pattern_codegen::{EcsTypes, NoFiles, expand};
use proc_macro2::{Span, TokenStream, TokenTree};

/// Returns the tokens of a rule, and the tokens that the macro generates from the rule.
fn expanded(rule: &str) -> (TokenStream, TokenStream) {
    let input: TokenStream = rule.parse().unwrap();
    (input.clone(), expand(input, &EcsTypes, &NoFiles))
}

/// Returns the spans of all tokens with this text, including those in groups.
fn spans(tokens: TokenStream, text: &str) -> Vec<Span> {
    let spans = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => spans(group.stream(), text),
        other if other.to_string() == text => vec![other.span()],
        _ => Vec::new(),
    });
    spans.collect()
}

fn is_same_location(one: Span, other: Span) -> bool {
    (one.start(), one.end()) == (other.start(), other.end())
}

#[test]
fn the_code_that_reads_a_field_has_the_span_of_its_key() {
    let (input, output) = expanded(
        r#"fn rule(event: &Event<TaskStateChange>) -> bool {
            "detail": {
                "lastStatus": ["STOPPED"],
                "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": 0 }] },
                "attachments": {
                    "$any": { "status": ["ATTACHED"], "details": { "$count": { "where": { "value": ["x"] }, "numeric": [">", 1] } } }
                },
                "ephemeralStorage.sizeInGiB": [21],
                "$or": [{ "launchType": ["EC2"] }, { "stopCode": ["UserInitiated"] }]
            }
        }"#,
    );
    for (key, field) in [
        ("lastStatus", "last_status"),
        ("containers", "containers"),
        ("name", "name"),
        ("exitCode", "exit_code"),
        ("attachments", "attachments"),
        ("status", "status"),
        ("details", "details"),
        ("value", "value"),
        ("ephemeralStorage.sizeInGiB", "ephemeral_storage"),
        ("ephemeralStorage.sizeInGiB", "size_in_gib"),
        ("launchType", "launch_type"),
        ("stopCode", "stop_code"),
    ] {
        let key_spans = spans(input.clone(), &format!("\"{key}\""));
        let [key_span] = key_spans[..] else { panic!("{key}") };
        let field_spans = spans(output.clone(), field);
        assert!(field_spans.iter().any(|span| is_same_location(*span, key_span)), "{key}: {field_spans:?}");
    }
}

#[test]
fn an_error_is_underlined_from_its_first_token_to_its_last() {
    for (pattern, first, last) in [
        ("\"a\": 12", "12", "12"),
        ("\"a\": {}", "{}", "{}"),
        ("\"a\": []", "[]", "[]"),
        ("\"a\": (12)", "(", "("),
        ("\"a\": [-1_2]", "-", "1_2"),
        ("\"$or\": [{ \"a\": [1] }]", "{ \"a\": [1] }", "1"),
        ("\"a\": [{ \"x\": \"y\" }]", "\"x\"", "\"x\""),
    ] {
        let (_, output) = expanded(&format!("fn rule(json: &[u8]) -> Result<bool, EventError> {{ {pattern} }}"));
        let output: Vec<TokenTree> = output.into_iter().collect();
        let name = output.iter().position(|token| token.to_string() == "compile_error").unwrap();
        let underlined = [name, name + 2].map(|token| output[token].span().source_text().unwrap());
        assert_eq!(underlined, [first, last], "{pattern}");
    }
}

#[test]
fn a_rule_with_errors_keeps_its_name_signature_and_documentation() {
    for rule in [
        "/// About.\npub fn rule(event: &Event<TaskStateChange>) -> bool { \"detail\": { \"lastStatus\": [\"STOPED\"] } }",
        "pub fn rule(event: &Event<TaskStateChange>) -> bool { \"detail\": { \"lastSta",
        "pub fn rule(event: &Event<TaskStateChange>) -> bool { \"detail\" }",
        "pub fn rule(event: &Event<TaskStateChange>) -> bool = \"missing.json\";",
    ] {
        // rustc does not call the macro if a string or a brace is not closed.
        if rule.parse::<TokenStream>().is_err() {
            continue;
        }
        let (_, output) = expanded(rule);
        let text = output.to_string();
        assert!(text.contains("compile_error"), "{text}");
        assert!(text.contains("pub fn rule (event : & Event < TaskStateChange >) -> bool"), "{text}");
        assert!(text.contains("pub struct rule {"), "{text}");
        assert!(!rule.starts_with("///") || text.contains("About."), "{text}");
    }
}

#[test]
fn a_rule_with_an_invalid_signature_keeps_its_name_and_leaves_other_rules_intact() {
    for rule in [
        "fn rule(event: Event<TaskStateChange>) -> bool { \"source\": [\"aws.ecs\"] }",
        "fn rule() -> bool { \"source\": [\"aws.ecs\"] }",
        "fn rule(event: &Event<TaskStateChange>) { \"source\": [\"aws.ecs\"] }",
        "async fn rule(event: &Event<TaskStateChange>) -> bool { \"source\": [\"aws.ecs\"] }",
        "fn rule(event: &Event<String>) -> bool { \"source\": [\"aws.ecs\"] }",
    ] {
        let (_, output) =
            expanded(&format!("{rule} fn other(json: &[u8]) -> Result<bool, EventError> {{ \"a\": [1] }}"));
        let text = output.to_string();
        assert!(text.contains("compile_error") && text.contains("fn rule") && text.contains("struct rule {"), "{text}");
        assert!(text.contains("fn other (json : & [u8])") && text.contains("const TABLES"), "{text}");
        syn::parse2::<syn::File>(output).unwrap();
    }
}
