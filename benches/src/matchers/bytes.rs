//! The matchers of `event-pattern` that take bytes: a compiled rule, and a `Pattern` that is parsed at run time.
//!
//! Both run on the same engine.

use super::rule::run_test_failed;
use super::{Answer, Matcher, SUBJECT};
use event_pattern::__private::Variant;
use event_pattern::Pattern;

pub(super) fn compiled() -> Matcher {
    Matcher::of_bytes(SUBJECT, Answer::Pattern, |json| run_test_failed::matches_json(json).is_ok_and(|answer| answer))
}

pub(super) fn dynamic() -> Matcher {
    let pattern = parsed();
    Matcher::of_bytes("event_pattern, dynamic", Answer::Pattern, move |json| {
        pattern.matches_json(json).is_ok_and(|answer| answer)
    })
}

/// Returns the matchers that run the `Pattern` with each instruction set, and with the plain pass.
pub(super) fn variants() -> impl Iterator<Item = Matcher> {
    let rows = [
        ("event_pattern, dynamic, AVX2 alone", Some(Variant::Avx2)),
        ("event_pattern, dynamic, SSE2 alone", Some(Variant::Sse2)),
        ("event_pattern, dynamic, no vectors", Some(Variant::Portable)),
        ("event_pattern, dynamic, byte by byte", None),
    ];
    let available =
        |variant: Option<Variant>| variant.is_none_or(|variant| Variant::available().any(|one| one == variant));
    rows.into_iter().filter(move |(_, variant)| available(*variant)).map(|(name, variant)| {
        let pattern = parsed();
        Matcher::of_bytes(name, Answer::Pattern, move |json| {
            pattern.matches_on(variant, json).is_ok_and(|answer| answer)
        })
    })
}

fn parsed() -> Pattern {
    Pattern::parse(run_test_failed::PATTERN).expect("the macro has accepted this pattern")
}
