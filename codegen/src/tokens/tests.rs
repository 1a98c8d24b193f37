//! Patterns in Rust tokens, valid and invalid.

use super::*;

fn read_rust(text: &str) -> (Value, Vec<Diagnostic>) {
    let stream: proc_macro2::TokenStream = format!("{{{text}}}").parse().unwrap();
    let Some(TokenTree::Group(group)) = stream.into_iter().next() else { panic!("{text}") };
    let (value, _, diagnostics) = read_tokens(&group);
    (value, diagnostics)
}

#[test]
fn comments_and_trailing_commas_are_allowed() {
    let (value, diagnostics) =
        read_rust("\"a\": [1, -2.5, null, true, \"é\\n\",], // one\n /* two */ \"b\": {\"c\": [],},");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let ValueKind::Object(members) = value.kind else { panic!() };
    let ValueKind::Array(elements) = &members[0].value.kind else { panic!() };
    assert_eq!(elements.len(), 5);
    assert!(matches!(&elements[1].kind, ValueKind::Number(number) if number.text() == "-2.5"));
}

#[test]
fn rust_syntax_that_json_does_not_have_is_rejected() {
    for (text, part) in [
        ("\"a\": [1_000]", "underscore"),
        ("\"a\": [0x1F]", "decimal"),
        ("\"a\": [1u8]", "suffix `u8`"),
        ("\"a\": [b\"x\"]", "byte string"),
        ("\"a\": [c\"x\"]", "C string"),
        ("\"a\": [r\"x\"]", "raw string"),
        ("\"a\": [007]", "leading zero"),
        ("\"a\": [1.]", "decimal point"),
        ("\"a\": ['x']", "character literal"),
        ("\"a\": [\"\\x41\"]", "Rust escape"),
        ("\"a\": [\"x\"suffix]", "suffix"),
        ("\"a\": [(1)]", "parentheses"),
        ("\"a\": [None]", "`None`"),
        ("/// doc\n\"a\": [1]", "doc comment"),
        ("\"a\": [/** doc */ 1]", "doc comment"),
        ("a: [1]", "in double quotes"),
        ("1: [1]", "key must be a string"),
        ("\"a\" = [1]", "expected `:`"),
        ("\"a\": [1] \"b\": [2]", "expected `,`, found"),
        ("\"a\": ", "expected a value after"),
        ("\"a\": [1,,2]", "expected a value, found `,`"),
        ("\"a\": [-]", "expected a number after `-`"),
        (", \"a\": [1]", "expected a key, found `,`"),
        ("\"a\": [*]", "expected a value, found `*`"),
    ] {
        let (_, diagnostics) = read_rust(text);
        assert!(diagnostics.iter().any(|problem| problem.message.contains(part)), "{text}: {diagnostics:?}");
    }
}

#[test]
fn a_comment_after_a_number_sign_is_one_error() {
    for text in [
        "# only one, and only this\n \"a\": [1]",
        "\"a\": [ # why: because\n \"x\" ]",
        "\"a\": [1], # = why\n \"b\": [2]",
        "\"a\": [1] # at the end",
        "\"a\": [\"x\", # one, two\n \"y\"]",
    ] {
        let (value, diagnostics) = read_rust(text);
        let messages: Vec<&str> = diagnostics.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, ["a comment does not start with `#`"], "{text}");
        assert!(value.to_json().starts_with("{\"a\":["), "{text}: {}", value.to_json());
    }
}

#[test]
fn a_group_instead_of_a_key_is_rejected_with_help() {
    for (text, help) in [
        ("{\"a\": [1]}", "remove the inner braces"),
        ("[1]: [1]", "write members as `\"key\": value`, separated by commas"),
    ] {
        let (_, diagnostics) = read_rust(text);
        assert_eq!(diagnostics[0].help.as_deref(), Some(help), "{text}");
    }
}

#[test]
fn invisible_groups_are_transparent() {
    let invisible = |text: &str| TokenTree::Group(Group::new(Delimiter::None, text.parse().unwrap()));
    let colon = TokenTree::Punct(Punct::new(':', proc_macro2::Spacing::Alone));
    let members = [invisible("\"a\""), colon, invisible("[1, true]")];
    let (value, _, diagnostics) = read_tokens(&Group::new(Delimiter::Brace, members.into_iter().collect()));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(value.to_json(), "{\"a\":[1,true]}");
}

#[test]
fn only_nesting_counts_as_depth() {
    let siblings = "[],".repeat(MAX_NESTING_LEVELS);
    assert!(read_rust(&format!("\"a\": [{siblings}]")).1.is_empty());
    for (depth, diagnostics) in [(MAX_NESTING_LEVELS - 1, 0), (MAX_NESTING_LEVELS, 1)] {
        let text = format!("\"a\": {}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read_rust(&text).1.len(), diagnostics, "{depth}");
    }
}

#[test]
fn all_errors_are_found_at_once() {
    let (value, diagnostics) = read_rust("\"a\": [1_0, 'x'], b: [1], \"c\": [0x1], \"d\": [2]");
    assert_eq!(diagnostics.len(), 4, "{diagnostics:?}");
    let ValueKind::Object(members) = value.kind else { panic!() };
    assert_eq!(members.len(), 3);
}
