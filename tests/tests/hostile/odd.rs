//! Values and keys at the edge of what JSON can say.

use crate::support::{Both, answers};
use event_pattern::{Pattern, validate};

/// Holds every pattern on every value of `a` to the oracle.
fn assert_values(patterns: &[&str], values: &[String]) {
    for pattern in patterns {
        let both = Both::new(&format!("{{\"a\":[{pattern}]}}"));
        for value in values {
            let event = format!("{{\"x\":{value},\"a\":{value}}}");
            assert!(both.assert_as_reference(event.as_bytes()), "{}", &event[..event.len().min(200)]);
        }
    }
}

#[test]
fn numbers_of_ten_thousand_digits_are_answered_like_the_reference() {
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
    assert_values(&patterns, &values);
}

#[test]
fn lone_surrogates_and_escapes_are_answered_like_the_reference() {
    let texts = [
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
    let values: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
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
    assert_values(&patterns.iter().map(String::as_str).collect::<Vec<_>>(), &values);
}

#[test]
fn surrogates_and_nul_in_keys_are_answered_like_the_reference() {
    let keys =
        [r"\ud800", r"\udc00", r"\ud800\udc00", "\u{10000}", r"\u0000", r"\u0061", "a", "", ".", "a.", ".a", r"\u002e"];
    for pattern_key in keys {
        let both = Both::new(&format!("{{\"{pattern_key}\":[1]}}"));
        for key in keys {
            for other in keys {
                assert!(both.assert_as_reference(format!("{{\"{key}\":0,\"{other}\":1}}").as_bytes()));
                assert!(both.assert_as_reference(format!("{{\"{key}\":{{\"{other}\":1}}}}").as_bytes()));
            }
        }
    }
}

#[test]
fn a_nul_byte_is_an_error_where_it_is_read() {
    let pattern = Pattern::parse(r#"{"a":[1,"\u0000"],"b":[1]}"#).unwrap();
    for event in ["{\0\"a\":1}", "{\"a\"\0:1}", "{\"a\":\0 1}", "{\"a\":1\0}", "{\"a\":\"\0\"}", "\0{\"a\":1}", "\0"] {
        assert!(validate(event.as_bytes()).is_err(), "{event:?}");
        assert!(pattern.matches_on(None, event.as_bytes()).is_err(), "{event:?}");
        for (way, answer) in answers(&pattern, event.as_bytes()) {
            assert_ne!(answer, Ok(true), "{event:?} {way:?}");
        }
    }
}

#[test]
fn keys_that_share_long_prefixes_are_told_apart() {
    let shared = "k".repeat(1_000);
    let asked: Vec<String> = (0..40).map(|number| format!("\"{shared}{number}\":[{number}]")).collect();
    let both = Both::new(&format!("{{{}}}", asked.join(",")));
    let event = |change: usize| {
        let member = |number: usize| format!("\"{shared}{number}\":{}", if number == change { 99 } else { number });
        let near = ["", "x", "0.0", "000"].map(|end| format!("\"{shared}{end}\":{{}}"));
        format!("{{{},{}}}", near.join(","), (0..40).rev().map(member).collect::<Vec<_>>().join(","))
    };
    for change in [0, 1, 20, 39, 40] {
        assert!(both.assert_as_reference(event(change).as_bytes()));
        assert_eq!(both.expected(event(change).as_bytes()), Some(change == 40));
    }
}

#[test]
fn wildcards_built_to_backtrack_are_answered_like_the_reference() {
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
    assert_values(&patterns.iter().map(String::as_str).collect::<Vec<_>>(), &values);
}
