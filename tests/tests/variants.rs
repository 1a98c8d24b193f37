//! Every way to run a program gives the same answer: the plain loop, and the sweep with each instruction set.

mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;

use event_pattern::program::Variant;
use event_pattern::{Pattern, validate};
use event_pattern_compiler::schema::Schema;
use event_pattern_tests::{own_cases, recorded_cases};
use fastrand::Rng;

/// Holds every variant to the plain loop, on an event that is JSON.
fn assert_same(pattern: &Pattern, event: &[u8]) {
    let plain = pattern.matches_on(None, event);
    for variant in Variant::available() {
        let answer = pattern.matches_on(Some(variant), event);
        assert_eq!(answer, plain, "{variant:?}\n{pattern:?}\n{}", String::from_utf8_lossy(event));
    }
}

#[test]
fn every_variant_agrees_on_every_case() {
    for case in own_cases().into_iter().chain(recorded_cases()) {
        let Ok(pattern) = Pattern::parse(&case.pattern) else { continue };
        if validate(case.event.as_bytes()).is_ok() {
            assert_same(&pattern, case.event.as_bytes());
        }
    }
}

/// The same event written with white space around everything, and behind a filler that moves it to any place in a block.
fn rewritten(event: &str, rng: &mut Rng) -> String {
    let mut text = String::from("{\"filler\":\"");
    text.extend(std::iter::repeat_n('x', rng.usize(..70)));
    text.push_str("\",");
    let (mut inside, mut escaped) = (false, false);
    let spread = rng.bool();
    for character in event.trim_start().chars().skip(1) {
        let structural = !inside && "{}[]:,".contains(character);
        if spread && structural {
            text.push_str([" ", "\n", "\t ", ""][rng.usize(..4)]);
        }
        text.push(character);
        if spread && structural {
            text.push_str([" ", "\r\n", "  ", ""][rng.usize(..4)]);
        }
        inside ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
    }
    text
}

#[test]
fn every_variant_agrees_on_random_events_however_they_are_written() {
    let mut rng = Rng::with_seed(11);
    let mut matched = 0;
    for schema in Schema::all() {
        for seed in 0..150 {
            let Ok(pattern) = Pattern::parse(&random_pattern::generate(schema, seed)) else { continue };
            for number in 0..12 {
                let event = random_event::generate(schema, seed * 12 + number);
                let text = rewritten(&event, &mut rng);
                assert_same(&pattern, event.as_bytes());
                assert_same(&pattern, text.as_bytes());
                assert_eq!(pattern.matches(event.as_bytes()), pattern.matches(text.as_bytes()), "{text}");
                matched += usize::from(pattern.matches(text.as_bytes()) == Ok(true));
            }
        }
    }
    assert!(matched > 300, "{matched}");
}

/// An ASCII key with some of its characters written as escapes.
fn escaped(key: &str, rng: &mut Rng) -> String {
    let character = |byte: u8| if rng.u8(..4) == 0 { format!("\\u{byte:04x}") } else { char::from(byte).to_string() };
    key.bytes().map(character).collect()
}

const KEYS: [&str; 13] = [
    "detail",
    "containers",
    "name",
    "exitCode",
    "lastStatus",
    "reason",
    "source",
    "resources",
    "a",
    "",
    "detail.name",
    "containers.name",
    "x",
];

const SCALARS: [&str; 11] = [
    "\"app\"",
    "\"STOPPED\"",
    "\"aws.ecs\"",
    "0",
    "1",
    "1.0",
    "null",
    "true",
    "\"a\\\"b\\\\\"",
    "\"{[\"",
    "12345678901234567",
];

/// A random value.
fn value(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..10) {
        0..=2 if depth < 4 => object(rng, depth + 1),
        3..=4 if depth < 4 => {
            let elements: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, depth + 1)).collect();
            format!("[{}]", elements.join(","))
        }
        _ => SCALARS[rng.usize(..SCALARS.len())].to_owned(),
    }
}
/// A random object: keys repeated, joined by dots or escaped, arrays in arrays.
fn object(rng: &mut Rng, depth: usize) -> String {
    let member = |rng: &mut Rng| {
        let key = KEYS[rng.usize(..KEYS.len())];
        let key = if rng.u8(..12) == 0 { escaped(key, rng) } else { key.to_owned() };
        let space = if rng.u8(..6) == 0 { " " } else { "" };
        format!("\"{key}\"{space}:{space}{}", value(rng, depth))
    };
    let members: Vec<String> = (0..rng.usize(..6)).map(|_| member(rng)).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn every_variant_agrees_on_unusual_events() {
    let patterns = [
        r#"{"detail":{"containers":{"name":["app"],"exitCode":[{"anything-but":0}]},"lastStatus":["STOPPED"]}}"#,
        r#"{"detail":{"containers":{"name":["app"],"reason":[{"exists":false}]}}}"#,
        r#"{"source":["aws.ecs"],"resources":["app",{"prefix":"STOP"}]}"#,
        r#"{"a":["app"],"detail.name":[{"wildcard":"*p*"}]}"#,
        r#"{"":["app"],"a":{"":[1]}}"#,
        r#"{"a":[{"anything-but":"app"}]}"#,
        r#"{"detail":{"name":[{"exists":true}]}}"#,
        r#"{"$or":[{"detail":{"containers":{"name":["app","STOPPED"]}}},{"containers.name":[{"prefix":"a"}]}]}"#,
    ]
    .map(|text| Pattern::parse(text).unwrap());
    let mut rng = Rng::with_seed(5);
    let mut matched = 0;
    for _ in 0..12_000 {
        let event = object(&mut rng, 0);
        for pattern in &patterns {
            assert_same(pattern, event.as_bytes());
            matched += usize::from(pattern.matches(event.as_bytes()) == Ok(true));
        }
    }
    assert!(matched > 500, "{matched}");
}

#[test]
fn no_bytes_make_a_variant_panic() {
    let mut rng = Rng::with_seed(3);
    let cases: Vec<(Pattern, String)> =
        own_cases().into_iter().filter_map(|case| Some((Pattern::parse(&case.pattern).ok()?, case.event))).collect();
    for _ in 0..10_000 {
        let (pattern, event) = &cases[rng.usize(..cases.len())];
        let mut bytes = event.clone().into_bytes();
        for _ in 0..rng.usize(1..4) {
            if bytes.is_empty() {
                break;
            }
            let place = rng.usize(..bytes.len());
            match rng.u8(..3) {
                0 => bytes[place] = b"\"\\{}[]:, \xff0"[rng.usize(..11)],
                1 => bytes.truncate(place),
                _ => bytes.insert(place, b"\"\\{}[]:,"[rng.usize(..8)]),
            }
        }
        for variant in Variant::available() {
            let _ = pattern.matches_on(Some(variant), &bytes);
        }
        if validate(&bytes).is_ok() {
            assert_same(pattern, &bytes);
        }
    }
}
