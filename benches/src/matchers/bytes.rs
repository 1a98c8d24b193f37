//! The matchers of `event-pattern` that take bytes: the compiled one, and the one that is made at run time.
//!
//! Both are run by the same engine.

use super::rule::run_test_failed;
use super::{Answer, Matcher, SUBJECT};
use event_pattern::Pattern;

pub(super) fn compiled() -> Matcher {
    Matcher::of_bytes(SUBJECT, Answer::Pattern, |json| run_test_failed::matches_json(json).is_ok_and(|answer| answer))
}

pub(super) fn dynamic() -> Matcher {
    let pattern = Pattern::parse(run_test_failed::PATTERN).expect("the macro has accepted this pattern");
    Matcher::of_bytes("event_pattern, dynamic", Answer::Pattern, move |json| {
        pattern.matches(json).is_ok_and(|answer| answer)
    })
}
