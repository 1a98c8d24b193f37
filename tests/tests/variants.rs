//! Tests that the plain pass and the sweep with each instruction set give the same answers.

use event_pattern::__private::Variant;
use event_pattern::{Pattern, validate};
use event_pattern_tests::{own_cases, recorded_cases};
use fastrand::Rng;

/// Asserts that every variant gives the answer of the plain pass. The event must be valid.
fn assert_variants_agree(pattern: &Pattern, event: &[u8]) {
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
            assert_variants_agree(&pattern, case.event.as_bytes());
        }
    }
}

#[test]
fn no_variant_panics_on_corrupted_events() {
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
            let position = rng.usize(..bytes.len());
            match rng.u8(..3) {
                0 => bytes[position] = b"\"\\{}[]:, \xff0"[rng.usize(..11)],
                1 => bytes.truncate(position),
                _ => bytes.insert(position, b"\"\\{}[]:,"[rng.usize(..8)]),
            }
        }
        for variant in Variant::available() {
            let _ = pattern.matches_on(Some(variant), &bytes);
        }
        if validate(&bytes).is_ok() {
            assert_variants_agree(pattern, &bytes);
        }
    }
}
