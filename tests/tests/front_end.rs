//! Tests that large patterns are compiled on the stack of a test thread, or rejected with a message that contains the
//! limit. The patterns have many conditions, many `$or` combinations, deep nesting, or long strings.

use event_pattern::Pattern;
use event_pattern_codegen::preview;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_tests::schemas::{self, parse_known};

fn joined(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

/// Parses a pattern, checks it, previews its code and generates its tables.
fn compiled(text: &str) -> Pattern {
    let parsed = parse_known(text);
    assert!(parsed.lowered.is_some(), "{:?}", parsed.diagnostics.first());
    assert!(
        check(&parsed, schemas::schemas(None))
            .iter()
            .all(|one| matches!(one.lint, Some(Lint::OverQuota | Lint::UnknownField)))
    );
    assert!(preview("rule", text, &[]).is_ok());
    Pattern::parse(text).unwrap()
}

/// Returns the error messages for a pattern that is rejected.
fn rejection(text: &str) -> String {
    Pattern::parse(text).unwrap_err().to_string()
}

#[test]
fn ten_thousand_conditions_are_compiled_and_all_are_checked() {
    let conditions =
        |count: usize| format!("{{\"a\":{{{}}}}}", joined(count, |number| format!("\"k{number}\":[{number}]")));
    let event = |count: usize, last: usize| {
        let others = joined(count - 1, |number| format!("\"k{number}\":{number}"));
        format!("{{\"a\":{{\"k{}\":{last},{others}}}}}", count - 1)
    };
    assert_eq!(compiled(&conditions(10_000)).matches_json(event(10_000, 0).as_bytes()), Ok(false));
    let fewer = compiled(&conditions(1_000));
    assert_eq!(fewer.matches_json(event(1_000, 999).as_bytes()), Ok(true));
    assert_eq!(fewer.matches_json(event(1_000, 0).as_bytes()), Ok(false));
}

#[test]
fn ten_thousand_objects_are_compiled_and_all_are_checked() {
    let conditions = |count: usize| format!("{{{}}}", joined(count, |number| format!("\"k{number}\":{{\"a\":[1]}}")));
    let event = |count: usize, last: usize| {
        let others = joined(count - 1, |number| format!("\"k{number}\":[{{\"a\":1}}]"));
        format!("{{\"k{}\":{{\"a\":{last}}},{others}}}", count - 1)
    };
    assert_eq!(compiled(&conditions(10_000)).matches_json(br#"{"k1":{"a":1}}"#), Ok(false));
    let fewer = compiled(&conditions(1_000));
    assert_eq!(fewer.matches_json(event(1_000, 1).as_bytes()), Ok(true));
    assert_eq!(fewer.matches_json(event(1_000, 2).as_bytes()), Ok(false));
}

#[test]
fn ten_thousand_alternatives_are_compiled_and_each_can_match() {
    for (alternative, matching, other) in [
        ((|number| format!("\"v{number}\"")) as fn(usize) -> String, "\"v9999\"", "\"v10000\""),
        (|number| format!("{number}.5"), "9999.50", "10000.5"),
        (|number| format!("{{\"prefix\":\"p{number}-\"}}"), "\"p9999-x\"", "\"p10000-x\""),
        (|number| format!("{{\"numeric\":[\">\",{number},\"<\",{number}.9]}}"), "9999.5", "9999.95"),
    ] {
        let pattern = compiled(&format!("{{\"a\":[{}]}}", joined(10_000, alternative)));
        assert_eq!(pattern.matches_json(format!("{{\"a\":{matching}}}").as_bytes()), Ok(true), "{matching}");
        assert_eq!(pattern.matches_json(format!("{{\"a\":{other}}}").as_bytes()), Ok(false), "{other}");
    }
}

#[test]
fn an_or_with_a_billion_combinations_is_rejected_with_the_limit() {
    let branches = joined(1_000, |number| format!("{{\"b{number}\":[1]}}"));
    let text = format!("{{{}}}", joined(3, |number| format!("\"k{number}\":{{\"$or\":[{branches}]}}")));
    let message = rejection(&text);
    assert!(message.contains("form 1000000000 combinations; EventBridge allows at most 1000"), "{message}");
}

#[test]
fn an_or_that_multiplies_conditions_is_rejected_with_the_limit() {
    let outside = joined(10_000, |number| format!("\"k{number}\":[1]"));
    let branches = joined(1_000, |number| format!("{{\"b{number}\":[1]}}"));
    let message = rejection(&format!("{{{outside},\"$or\":[{branches}]}}"));
    assert!(message.contains("contain 10001000 conditions in total; at most 200000 are allowed"), "{message}");
}

#[test]
fn a_thousand_conditions_that_absence_satisfies_are_compiled() {
    let condition = |number| format!("\"k{number}\":[{{\"exists\":false}},1]");
    let pattern = Pattern::parse(&format!("{{\"a\":{{{}}}}}", joined(1_000, condition))).unwrap();
    assert_eq!(pattern.matches_json(br#"{"a":{"k1":1,"k999":1}}"#), Ok(true));
    assert_eq!(pattern.matches_json(br#"{"a":{"k1":1,"k999":2}}"#), Ok(false));
}

#[test]
fn nesting_is_compiled_up_to_the_limit_and_rejected_above_it() {
    let nested = |depth: usize| format!("{}[1]{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let pattern = compiled(&nested(499));
    assert_eq!(pattern.matches_json(nested(499).as_bytes()), Ok(true));
    assert_eq!(pattern.matches_json(nested(498).as_bytes()), Ok(false));
    for depth in [500, 1_000_000] {
        let message = rejection(&nested(depth));
        assert!(message.contains("nested more than 500 levels deep"), "{message}");
    }
}

#[test]
fn a_key_with_many_steps_is_compiled_or_rejected_as_too_large() {
    for steps in [900, 1_000, 1_001, 20_000] {
        let key = vec!["a"; steps].join(".");
        let pattern = compiled(&format!("{{\"{key}\":[1]}}"));
        assert_eq!(pattern.matches_json(format!("{{\"{key}\":1}}").as_bytes()), Ok(true), "{steps}");
        assert_eq!(pattern.matches_json(format!("{{\"{key}.a\":1}}").as_bytes()), Ok(false), "{steps}");
    }
    let message = rejection(&format!("{{\"{}\":[1]}}", vec!["a"; 70_000].join(".")));
    assert!(message.contains("the pattern is too large"), "{message}");
}

#[test]
fn a_megabyte_of_string_key_number_or_white_space_is_compiled() {
    let long = "x".repeat(1_000_000);
    let nines = "9".repeat(1_000_000);
    for (pattern, event) in [
        (format!("{{\"a\":[\"{long}\"]}}"), format!("{{\"a\":\"{long}\"}}")),
        (format!("{{\"{long}\":[1]}}"), format!("{{\"{long}\":1}}")),
        (format!("{{\"a\":[{nines}]}}"), format!("{{\"a\":{nines}}}")),
        (format!("{{\"a\":[{}1]}}", " ".repeat(1_000_000)), "{\"a\":1}".to_owned()),
        (
            format!("{{\"a\":[{{\"wildcard\":\"{}\"}}]}}", "x*".repeat(20_000)),
            format!("{{\"a\":\"{}\"}}", &long[..20_000]),
        ),
    ] {
        let compiled = Pattern::parse(&pattern).unwrap_or_else(|error| panic!("{:.300}", error.to_string()));
        assert_eq!(compiled.matches_json(event.as_bytes()), Ok(true), "{pattern:.40}");
        assert_eq!(compiled.matches_json(br#"{"b":1}"#), Ok(false), "{pattern:.40}");
    }
}

#[test]
fn hundreds_of_errors_are_all_reported_in_less_than_a_kilobyte_each() {
    let text = format!("{{\"a\":[{}]}}", joined(500, |_| "{\"prefix\":1}".to_owned()));
    let message = rejection(&text);
    assert_eq!(message.matches("error[").count(), 500);
    assert!(message.len() < 500 * 1_000, "{} bytes", message.len());
}
