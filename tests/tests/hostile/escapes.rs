//! Tests strings and keys with many escape sequences, at every offset in the sweep's blocks of 64 bytes.

use crate::support::{ComparedPattern, engines};

/// Conditions on the field `a`, each of which looks at a different part of a string.
const CONDITIONS: [&str; 10] = [
    r#"{"exists":true}"#,
    r#"{"prefix":"ab"}"#,
    r#"{"suffix":"yz"}"#,
    r#"{"suffix":"\\"}"#,
    r#"{"suffix":"\ud83d\ude00"}"#,
    r#"{"suffix":{"equals-ignore-case":"YZ"}}"#,
    r#"{"anything-but":["ab\\yz",""]}"#,
    r#""ab\\yz""#,
    r#"{"equals-ignore-case":"AB\\yz"}"#,
    r#"{"wildcard":"a*\\\\*z"}"#,
];

/// Asserts that every engine agrees with the oracle on an event in which `string` is a relevant value, and on one in
/// which it is a value that no pattern names. `is_valid` is whether the string is valid JSON.
fn assert_agrees(patterns: &[ComparedPattern], string: &str, is_valid: bool) {
    for event in [
        format!(r#"{{"z":"{string}","a":"ab\\yz","s":1}}"#),
        format!(r#"{{"s":1,"a":"{string}","z":"{string}","b":1}}"#),
        format!(r#"{{"s":1,"b":{{"a":"{string}"}},"a":["{string}"]}}"#),
    ] {
        for pattern in patterns {
            assert_eq!(pattern.assert_agrees_with_oracle(event.as_bytes()), is_valid, "{event}");
        }
    }
    if !is_valid {
        assert_never_matches(patterns, string);
    }
}

/// Asserts that no engine reports a match if the value that decides is not valid JSON.
fn assert_never_matches(patterns: &[ComparedPattern], string: &str) {
    let event = format!(r#"{{"s":1,"a":"{string}","z":"{}"}}"#, "z".repeat(64));
    for pattern in patterns {
        for engine in engines() {
            let answer = pattern.pattern.matches_on(engine, event.as_bytes());
            assert_ne!(answer, Ok(true), "{engine:?}: {event}");
        }
    }
}

fn patterns() -> Vec<ComparedPattern> {
    let alternatives = CONDITIONS.iter();
    let on_string = alternatives.map(|condition| ComparedPattern::new(&format!(r#"{{"a":[{condition}],"s":[1]}}"#)));
    on_string.chain([ComparedPattern::new(r#"{"s":[1],"b":[{"exists":true}]}"#)]).collect()
}

#[test]
fn engines_agree_with_the_oracle_on_runs_of_backslashes() {
    let patterns = patterns();
    for length in (1..140).chain([191, 192, 193, 255, 256, 257, 300]) {
        let run = "\\".repeat(length);
        let is_even = length % 2 == 0;
        assert_agrees(&patterns, &run, is_even);
        // After an odd run, the quote is part of the string.
        assert_agrees(&patterns, &format!("ab{run}\"yz"), !is_even);
        assert_agrees(&patterns, &format!("ab{run}yz"), is_even);
    }
}

#[test]
fn engines_agree_with_the_oracle_on_escapes_at_every_offset() {
    let patterns = patterns();
    for (escape, is_valid) in [
        (r#"\""#, true),
        (r"\\", true),
        (r#"\\\""#, true),
        (r"\u0022", true),
        (r"\u005C", true),
        (r"\ud83d\ude00", true),
        (r"\ud83d\ud83d\ude00\ude00", true),
        ("\u{1f600}", true),
        (r"\x", false),
        (r"\u12G4", false),
        (r"\", false),
        ("\n", false),
        ("\0", false),
    ] {
        for offset in 0..130 {
            let before = "x".repeat(offset);
            assert_agrees(&patterns, &format!("ab{before}{escape}yz"), is_valid && escape != r"\");
            // At the end of the string, a lone backslash escapes the quote.
            assert_agrees(&patterns, &format!("{before}{escape}"), is_valid);
        }
    }
}

#[test]
fn engines_agree_with_the_oracle_on_json_inside_strings() {
    let patterns = patterns();
    let mut json = r#"{"a":"ab\\yz","s":[1,{"z":"\\"}]}"#.to_owned();
    for _ in 0..4 {
        json = json.replace('\\', "\\\\").replace('"', "\\\"");
        for offset in 0..70 {
            let before = "x".repeat(offset);
            assert_agrees(&patterns, &format!("{before}{json}"), true);
            assert_agrees(&patterns, &format!("ab{before}{json}{json}yz"), true);
        }
        json = format!("[\"{json}\"]");
    }
}

#[test]
fn engines_agree_with_the_oracle_on_keys_with_escapes() {
    let patterns: Vec<ComparedPattern> = [
        r#"{"detail":{"status":[1]}}"#,
        r#"{"detail":{"status":[{"exists":false}]},"source":["a"]}"#,
        r#"{"detail":{"a.b":[1]},"x\"detail":[2]}"#,
    ]
    .map(ComparedPattern::new)
    .into();
    for key in [
        r"\u0073tatus",
        r"statu\u0073",
        r"\u0073\u0074\u0061\u0074\u0075\u0073",
        r#"x\"status"#,
        r"\\status",
        r#"\\\"status"#,
        r#"status\""#,
        r"status\\",
        r"a\u002eb",
        r"a\u002Eb",
        "é\u{1f600}status",
        r"\ud83d\ude00status",
        r#"\":1,\"status"#,
    ] {
        for offset in 0..70 {
            let filler = "x".repeat(offset);
            for event in [
                format!(r#"{{"{filler}":"\\","source":"a","detail":{{"{key}":1}}}}"#),
                format!(r#"{{"{filler}\"":0,"source":"a","d\u0065tail":{{"n":{{"{key}":1}},"{key}":1,"m":"\\"}}}}"#),
                format!(r#"{{"x\"detail":2,"detail":{{"{filler}":"\"","{key}" : 1,"{key}":2}},"source":"a"}}"#),
                format!(r#"{{"detail":[{{"{key}":"{filler}\\"}},{{"{key}":1}}],"source":"\u0061","x\"detail":2}}"#),
            ] {
                for pattern in &patterns {
                    assert!(pattern.assert_agrees_with_oracle(event.as_bytes()), "{event}");
                }
            }
        }
    }
}

#[test]
fn invalid_utf8_in_a_string_with_escapes_is_never_a_match() {
    for pattern in
        ["{\"a\":[{\"suffix\":\"yz\"}]}", "{\"a\":[{\"exists\":true}]}", "{\"a\":[{\"anything-but\":\"b\"}]}"]
    {
        let compared = ComparedPattern::new(pattern);
        for invalid in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"] {
            for offset in 0..130 {
                let mut event = format!("{{\"a\":\"\\\\{}", "x".repeat(offset)).into_bytes();
                event.extend_from_slice(invalid);
                event.extend_from_slice(b"\\nyz\"}");
                assert!(!compared.assert_agrees_with_oracle(&event));
                for engine in engines() {
                    let answer = compared.pattern.matches_on(engine, &event);
                    assert!(answer.is_err(), "{engine:?}: {answer:?} for {}", String::from_utf8_lossy(&event));
                }
            }
        }
    }
}
