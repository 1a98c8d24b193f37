//! Tests unusual values and keys that JSON allows, and NUL bytes.

use crate::support::{ComparedPattern, answers};
use event_pattern::{Pattern, validate};

/// Asserts that every engine agrees with the oracle for each combination of an alternative for the field `a` and a
/// value of `a`.
fn assert_agrees_on_values(patterns: &[&str], values: &[String]) {
    for pattern in patterns {
        let compared = ComparedPattern::new(&format!("{{\"a\":[{pattern}]}}"));
        for value in values {
            let event = format!("{{\"x\":{value},\"a\":{value}}}");
            assert!(compared.assert_agrees_with_oracle(event.as_bytes()), "{}", &event[..event.len().min(200)]);
        }
    }
}

#[test]
fn engines_agree_with_the_oracle_on_numbers_with_ten_thousand_digits() {
    let (zeros, nines) = ("0".repeat(10_000), "9".repeat(10_000));
    let values = [
        format!("1{zeros}"),
        format!("-{nines}"),
        format!("1.{zeros}"),
        format!("0.{zeros}1"),
        format!("137.{zeros}"),
        format!("137{zeros}e-10000"),
        format!("0.{zeros}137e10003"),
        format!("1e{nines}"),
        format!("1e-{nines}"),
        format!("1e{zeros}2"),
        format!("0e{nines}"),
        format!("0.{nines}"),
    ];
    let exact = format!("1{zeros}");
    let patterns =
        ["1", "137", "0", "100", "{\"numeric\":[\">=\",0,\"<\",200]}", "{\"anything-but\":[137]}", exact.as_str()];
    assert_agrees_on_values(&patterns, &values);
}

#[test]
fn engines_agree_with_the_oracle_on_lone_surrogates_and_escapes() {
    let strings = [
        r"\ud800",
        r"\udc00",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud83d\ude00",
        r"\ud800x",
        r"x\udfff",
        "\u{1f600}",
        r"\u0000",
        r"\u0000\u0000",
        r"\u001f",
        r"\/",
        r#"\""#,
        r"\\",
        r"\b\f\n\r\t",
        r"\u00e9",
        "é",
        "e\u{301}",
        "\u{feff}",
        "\u{2028}",
        "",
    ];
    let values: Vec<String> = strings.iter().map(|text| format!("\"{text}\"")).collect();
    let mut patterns = Vec::new();
    for value in &values {
        patterns.extend([
            value.clone(),
            format!("{{\"anything-but\":{value}}}"),
            format!("{{\"equals-ignore-case\":{value}}}"),
        ]);
        if value != "\"\"" {
            patterns.extend([format!("{{\"prefix\":{value}}}"), format!("{{\"suffix\":{value}}}")]);
        }
    }
    assert_agrees_on_values(&patterns.iter().map(String::as_str).collect::<Vec<_>>(), &values);
}

#[test]
fn engines_agree_with_the_oracle_on_surrogates_and_nul_in_keys() {
    let keys =
        [r"\ud800", r"\udc00", r"\ud800\udc00", "\u{10000}", r"\u0000", r"\u0061", "a", "", ".", "a.", ".a", r"\u002e"];
    for pattern_key in keys {
        let compared = ComparedPattern::new(&format!("{{\"{pattern_key}\":[1]}}"));
        for key in keys {
            for second_key in keys {
                assert!(compared.assert_agrees_with_oracle(format!("{{\"{key}\":0,\"{second_key}\":1}}").as_bytes()));
                assert!(compared.assert_agrees_with_oracle(format!("{{\"{key}\":{{\"{second_key}\":1}}}}").as_bytes()));
            }
        }
    }
}

#[test]
fn an_event_with_a_nul_byte_is_not_valid_and_never_matches() {
    let pattern = Pattern::parse(r#"{"a":[1,"\u0000"],"b":[1]}"#).unwrap();
    for event in ["{\0\"a\":1}", "{\"a\"\0:1}", "{\"a\":\0 1}", "{\"a\":1\0}", "{\"a\":\"\0\"}", "\0{\"a\":1}", "\0"] {
        assert!(validate(event.as_bytes()).is_err(), "{event:?}");
        assert!(pattern.matches_on(None, event.as_bytes()).is_err(), "{event:?}");
        for (engine, answer) in answers(&pattern, event.as_bytes()) {
            assert_ne!(answer, Ok(true), "{event:?} {engine:?}");
        }
    }
}

#[test]
fn keys_with_a_long_common_prefix_are_distinguished() {
    let prefix = "k".repeat(1_000);
    let members: Vec<String> = (0..40).map(|number| format!("\"{prefix}{number}\":[{number}]")).collect();
    let compared = ComparedPattern::new(&format!("{{{}}}", members.join(",")));
    let event = |change: usize| {
        let member = |number: usize| format!("\"{prefix}{number}\":{}", if number == change { 99 } else { number });
        let similar = ["", "x", "0.0", "000"].map(|end| format!("\"{prefix}{end}\":{{}}"));
        format!("{{{},{}}}", similar.join(","), (0..40).rev().map(member).collect::<Vec<_>>().join(","))
    };
    for change in [0, 1, 20, 39, 40] {
        assert!(compared.assert_agrees_with_oracle(event(change).as_bytes()));
        assert_eq!(compared.expected(event(change).as_bytes()), Some(change == 40));
    }
}

#[test]
fn engines_agree_with_the_oracle_on_wildcards_that_backtrack() {
    let values = ["a".repeat(3_000), "ab".repeat(1_500), format!("{}b", "a".repeat(3_000)), "\\u0061".repeat(500)];
    let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    let wildcards = [
        "*a*a*a*a*a*a*a*a*b".to_owned(),
        format!("*{}b", "a".repeat(40)),
        format!("{}b*", "a*".repeat(60)),
        "a*ba*ba*ba*bb".to_owned(),
        "*b".to_owned(),
    ];
    let patterns: Vec<String> = wildcards.iter().map(|wildcard| format!("{{\"wildcard\":\"{wildcard}\"}}")).collect();
    assert_agrees_on_values(&patterns.iter().map(String::as_str).collect::<Vec<_>>(), &values);
}
