//! Expansions of valid and invalid macro calls.

use super::{EcsTypes, NoFiles, expand, expand_sets, preview};
use proc_macro2::TokenStream;

/// Expands a call and prints the tokens.
fn expanded(expand: fn(TokenStream) -> TokenStream, call: &str) -> String {
    expand(call.parse().unwrap()).to_string()
}

fn functions(call: &str) -> String {
    expanded(|call| expand(call, &EcsTypes, &NoFiles), call)
}

fn enums(call: &str) -> String {
    expanded(|call| expand_sets(call, &EcsTypes, &NoFiles), call)
}

/// Prints source code in the same way as tokens are printed.
fn tokens(text: &str) -> String {
    text.parse::<TokenStream>().unwrap().to_string()
}

const RAW: &str = "(json: &[u8]) -> Result<bool, EventError>";
const TYPED: &str = "(event: &Event<TaskStateChange>) -> bool";

#[test]
fn two_rules_may_share_a_name_if_one_has_a_cfg() {
    let rule = format!("fn rule{RAW} {{ \"a\": [1] }}");
    for (call, is_accepted) in [
        (format!("#[cfg(test)] {rule} #[cfg(not(test))] {rule}"), true),
        (format!("{rule} #[cfg(test)] {rule}"), true),
        (format!("#[inline] {rule} #[inline] {rule}"), false),
        (format!("{rule} {rule}"), false),
    ] {
        assert_eq!(!functions(&call).contains("duplicate rule name `rule`"), is_accepted, "{call}");
    }
}

#[test]
fn an_unreadable_function_does_not_affect_the_next_one() {
    for broken in ["fn 1() { } ", "enum Rule { A { \"a\": [1] } }", "struct Rule;", "fn rule(json: &[u8]) -> ; "] {
        let call = format!("{broken} fn other{RAW} {{ \"a\": [1] }} fn last{RAW} {{ \"a\": [2] }}");
        let made = functions(&call);
        assert!(made.contains("compile_error") && made.contains("fn other (json"), "{broken}");
        assert!(made.contains("fn last (json"), "{broken}");
    }
}

#[test]
fn a_rule_takes_an_event_or_bytes() {
    for (signature, is_accepted) in [
        (RAW, true),
        (TYPED, true),
        ("(json: &[u16]) -> Result<bool, EventError>", false),
        ("(json: &str) -> Result<bool, EventError>", false),
        ("(json: [u8]) -> Result<bool, EventError>", false),
    ] {
        let made = functions(&format!("fn rule{signature} {{ \"source\": [\"aws.ecs\"] }}"));
        assert_eq!(!made.contains("compile_error"), is_accepted, "{signature}");
    }
}

#[test]
fn the_stub_of_an_invalid_function_returns_no_match() {
    for (signature, function) in [
        (TYPED, format!("fn rule {TYPED} {{ {{ let _ = event; false }} }}")),
        (RAW, format!("fn rule {RAW} {{ {{ let _ = json; ::core::result::Result::Ok(false) }} }}")),
        ("(event: Event) -> bool", "fn rule<Argument>(_: Argument) -> bool { false }".to_owned()),
        (
            "(json: [u8]) -> Result<bool, EventError>",
            "fn rule<Argument>(_: Argument) -> ::core::result::Result<bool, ::event_pattern::EventError> {
                ::core::result::Result::Ok(false)
            }"
            .to_owned(),
        ),
    ] {
        let made = functions(&format!("fn rule{signature} {{ \"a\": 1 }}"));
        assert!(made.contains("compile_error") && made.contains(&tokens(&function)), "{made}");
    }
}

#[test]
fn only_functions_that_treat_a_field_as_absent_are_deprecated() {
    for (allowed, pattern, is_deprecated) in [
        ("unknown_field", r#""detail": { "nothing": [{ "exists": false }] }"#, true),
        ("always_true", r#""detail": { "lastStatus": [{ "exists": true }] }"#, false),
        ("unknown_field, always_true, unused_allow", r#""detail": { "lastStatus": [{ "exists": true }] }"#, false),
        ("unknown_field, unused_allow", r#""detail": { "lastStatus": ["STOPPED"] }"#, false),
    ] {
        let function = functions(&format!("#[event_pattern(allow({allowed}))] fn rule{TYPED} {{ {pattern} }}"));
        let rules = enums(&format!(
            "#[event_pattern(allow({allowed}))] enum Rules for Event<TaskStateChange> {{ A {{ {pattern} }} }}"
        ));
        for (made, call) in [(function, "rule::matches_json"), (rules, "Rules::matching_json")] {
            assert!(!made.contains("compile_error"), "{made}");
            assert_eq!(made.contains("deprecated"), is_deprecated, "{pattern}: {made}");
            assert_eq!(made.contains(&format!("help: call `{call}`")), is_deprecated, "{pattern}: {made}");
        }
    }
}

#[test]
fn the_stub_of_an_invalid_enum_has_all_functions() {
    let typed = "pub fn matches(self, _event: &Event<TaskStateChange>) -> bool { false }";
    let unknown = "pub fn matches<Event>(self, _event: &Event) -> bool { false }";
    let raw = "pub fn matches_json(self, _json: &[u8]) -> ::core::result::Result<bool, ::event_pattern::EventError> {
        ::core::result::Result::Ok(false)
    }";
    for (call, functions) in [
        ("enum Rules for Event<TaskStateChange> { A { \"a\": 1 } }", [typed, raw]),
        ("enum Rules for Event<String> { A { \"a\": [1] } }", [unknown, raw]),
        ("enum Rules { A { \"a\": 1 } }", [raw, raw]),
        ("#[event_pattern(allow(nothing))] enum Rules { A { \"a\": [1] } }", [raw, raw]),
        ("enum Rules { A { \"a\": [1] } A { \"a\": [2] } }", [raw, raw]),
    ] {
        let made = enums(call);
        assert!(
            made.contains("compile_error") && made.contains("pub const PREFILTER : & 'static str = \"\""),
            "{made}"
        );
        for function in functions {
            assert!(made.contains(&tokens(function)), "{made}");
        }
    }
}

#[test]
fn an_enum_derives_each_trait_once() {
    let derives = |attributes: &str| {
        let made = enums(&format!("{attributes} enum Rules {{ A {{ \"source\": [\"a\"] }} }}"));
        let (attributes, _) = made.split_once("enum Rules").unwrap();
        let words = attributes.split(|character: char| !character.is_alphanumeric());
        let mut derives: Vec<String> =
            words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_owned).collect();
        derives.sort();
        derives
    };
    let usual = ["Clone", "Copy", "Debug", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];
    assert_eq!(derives(""), usual);
    assert_eq!(derives("#[derive(Debug)] #[derive(Clone, Copy)]"), usual);
    assert_eq!(derives("#[derive(Zip)] #[repr(C)]"), [&["C"], &usual[..], &["Zip"]].concat());
}

#[test]
fn the_functions_of_rules_have_unique_names() {
    let variants = ["Fn", "Event", "TwoWords", "Two_Words", "R2", "r#Match"];
    let variants = variants.iter().zip(1..).map(|(name, number)| format!("{name} {{ \"source\": [\"{number}\"] }}"));
    let call = format!(
        "#[event_pattern(allow(wrong_event))] enum Rules for Event<TaskStateChange> {{ {} }}",
        variants.collect::<Vec<_>>().join(" ")
    );
    let made = enums(&call);
    for name in ["fn_", "event_", "two_words", "two_words_", "r2", "match_"] {
        assert_eq!(made.matches(&format!("fn {name} (event :")).count(), 1, "{name}: {made}");
    }
}

#[test]
fn without_files_there_is_no_folder() {
    assert!(enums("enum Rules = \"rules/*.json\";").contains("there is no folder `rules`"));
    assert!(functions(&format!("fn rule{RAW} = \"rule.json\";")).contains("there is no file `rule.json`"));
}

#[test]
fn a_pattern_that_is_too_large_is_reported_at_its_start() {
    let text = format!("  {{\"{}\":[1]}}", vec!["a"; 70_000].join("."));
    let Err(diagnostics) = preview("rule", &text, &[]) else { panic!() };
    let last = diagnostics.last().unwrap();
    assert_eq!(last.message, "the pattern is too large");
    assert_eq!((last.span.start, last.span.end), (2, 3));
}

#[test]
fn an_allow_at_the_start_of_a_call_applies_to_all_its_rules() {
    let container = "\"detail\": { \"containers\": { \"exitCode\": [1] } }";
    let warning = "unnamed_container";
    let rules = format!("fn one{TYPED} {{ {container} }} fn two{TYPED} {{ {container} }}");
    let variants = format!("enum Rules for Event<TaskStateChange> {{ A {{ {container} }} B {{ {container} }} }}");
    for (attributes, is_silent) in [
        ("", false),
        ("#![event_pattern(allow(fires_twice))]", false),
        ("#![event_pattern(allow(unnamed_container))]", true),
        ("#![event_pattern(allow(fires_twice, unnamed_container,),)]", true),
        ("#![event_pattern(crate = a::b, allow(unnamed_container))]", true),
        ("#![event_pattern(crate = a::b)] #![event_pattern(allow(unnamed_container))]", true),
    ] {
        for made in [functions(&format!("{attributes} {rules}")), enums(&format!("{attributes} {variants}"))] {
            assert_eq!(!made.contains(warning), is_silent, "{attributes}");
            assert_eq!(made.contains(":: event_pattern ::"), !attributes.contains("a::b"), "{attributes}");
            assert!(!made.contains("compile_error"), "{attributes}");
        }
    }
}

#[test]
fn an_invalid_attribute_of_a_call_is_an_error() {
    for (attribute, error) in [
        ("#![event_pattern(allow(unnamed_containr))]", "did you mean `unnamed_container`?"),
        ("#![event_pattern(allow(invalid_syntax))]", "`invalid_syntax`"),
        ("#![event_pattern(allow)]", "expected names in parentheses"),
        ("#![event_pattern(without(Display))]", "only `allow`, `schema` and `crate` can be set"),
        ("#![event_pattern()]", "only `allow`, `schema` and `crate` can be set"),
        ("#![event_pattern]", "only `allow`, `schema` and `crate` can be set"),
        ("#![allow(dead_code)]", "only `allow`, `schema` and `crate` can be set"),
    ] {
        let rule = format!("fn rule{RAW} {{ \"a\": [1] }}");
        for made in
            [functions(&format!("{attribute} {rule}")), enums(&format!("{attribute} enum A {{ B {{ \"a\": [1] }} }}"))]
        {
            assert!(made.contains("compile_error") && made.contains(error), "{attribute}: {made}");
        }
    }
}

#[test]
fn an_enum_may_have_a_broad_rule_beside_narrow_ones() {
    for rules in [
        r#"Audit { "source": ["aws.ecs"] } Failed { "source": ["aws.ecs"], "account": ["123456789012"] }"#,
        r#"Order { "source": [{ "prefix": "shop." }] } LargeOrder { "source": ["shop.orders"] }"#,
        r#"Failed { "detail": { "state": ["FAILED"] } } Ended { "detail": { "state": ["FAILED", "OK"] } }"#,
        r#"Any { "source": [{ "exists": true }] } One { "source": ["a"] } Other { "source": ["b"] }"#,
    ] {
        assert!(!enums(&format!("enum Rules {{ {rules} }}")).contains("deprecated"), "{rules}");
    }
    let task = r#""detail": { "lastStatus": ["STOPPED"] }"#;
    let failed = r#""detail": { "lastStatus": ["STOPPED"], "stopCode": ["TaskFailedToStart"] }"#;
    let typed = format!("enum Rules for Event<TaskStateChange> {{ Stopped {{ {task} }} Failed {{ {failed} }} }}");
    assert!(!enums(&typed).contains("deprecated"));
}
