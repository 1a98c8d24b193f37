//! Patterns of Rust tokens, and what is wrong with some.

use super::*;

fn read_rust(text: &str) -> (Value, Vec<Diagnostic>) {
    let stream: proc_macro2::TokenStream = format!("{{{text}}}").parse().unwrap();
    let Some(TokenTree::Group(group)) = stream.into_iter().next() else { panic!("{text}") };
    let (value, _, problems) = read_tokens(&group);
    (value, problems)
}

#[test]
fn comments_and_trailing_commas_are_welcome() {
    let (value, problems) =
        read_rust("\"a\": [1, -2.5, null, true, \"é\\n\",], // one\n /* two */ \"b\": {\"c\": [],},");
    assert!(problems.is_empty(), "{problems:?}");
    let ValueKind::Object(members) = value.kind else { panic!() };
    let ValueKind::Array(elements) = &members[0].value.kind else { panic!() };
    assert_eq!(elements.len(), 5);
    assert!(matches!(&elements[1].kind, ValueKind::Number(number) if number.text() == "-2.5"));
}

#[test]
fn what_rust_allows_and_json_does_not_is_refused() {
    for (text, part) in [
        ("\"a\": [1_000]", "underscore"),
        ("\"a\": [0x1F]", "decimal"),
        ("\"a\": [1u8]", "suffix `u8`"),
        ("\"a\": [b\"x\"]", "byte string"),
        ("\"a\": [c\"x\"]", "C string"),
        ("\"a\": [r\"x\"]", "raw string"),
        ("\"a\": [007]", "leading zero"),
        ("\"a\": [1.]", "beside the point"),
        ("\"a\": ['x']", "character literal"),
        ("\"a\": [\"\\x41\"]", "Rust escape"),
        ("\"a\": [\"x\"suffix]", "suffix"),
        ("\"a\": [(1)]", "parentheses"),
        ("\"a\": [None]", "`None`"),
        ("/// doc\n\"a\": [1]", "doc comment"),
        ("\"a\": [/** doc */ 1]", "doc comment"),
        ("a: [1]", "not in quotes"),
        ("1: [1]", "key must be a string"),
        ("\"a\" = [1]", "expected `:`"),
        ("\"a\": [1] \"b\": [2]", "expected `,`, found"),
        ("\"a\": ", "expected a value after"),
        ("\"a\": [1,,2]", "expected a value, found `,`"),
        ("\"a\": [-]", "expected a number after `-`"),
        (", \"a\": [1]", "expected a key, found `,`"),
        ("\"a\": [*]", "expected a value, found `*`"),
    ] {
        let (_, problems) = read_rust(text);
        assert!(problems.iter().any(|problem| problem.message.contains(part)), "{text}: {problems:?}");
    }
}

#[test]
fn a_group_in_place_of_a_key_is_refused_with_the_mend() {
    for (text, help) in [
        ("{\"a\": [1]}", "remove the inner braces"),
        ("[1]: [1]", "write members as `\"key\": value`, separated by commas"),
    ] {
        let (_, problems) = read_rust(text);
        assert_eq!(problems[0].help.as_deref(), Some(help), "{text}");
    }
}

#[test]
fn invisible_brackets_make_no_difference() {
    let invisible = |text: &str| TokenTree::Group(Group::new(Delimiter::None, text.parse().unwrap()));
    let colon = TokenTree::Punct(Punct::new(':', proc_macro2::Spacing::Alone));
    let members = [invisible("\"a\""), colon, invisible("[1, true]")];
    let (value, _, problems) = read_tokens(&Group::new(Delimiter::Brace, members.into_iter().collect()));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(value.to_json(), "{\"a\":[1,true]}");
}

#[test]
fn only_what_is_inside_counts_as_deep() {
    let beside = "[],".repeat(MAX_DEPTH);
    assert!(read_rust(&format!("\"a\": [{beside}]")).1.is_empty());
    for (depth, problems) in [(MAX_DEPTH - 1, 0), (MAX_DEPTH, 1)] {
        let text = format!("\"a\": {}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read_rust(&text).1.len(), problems, "{depth}");
    }
}

#[test]
fn all_mistakes_are_found_at_once() {
    let (value, problems) = read_rust("\"a\": [1_0, 'x'], b: [1], \"c\": [0x1], \"d\": [2]");
    assert_eq!(problems.len(), 4, "{problems:?}");
    let ValueKind::Object(members) = value.kind else { panic!() };
    assert_eq!(members.len(), 3);
}
