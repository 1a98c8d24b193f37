//! The `quamina` crate, which can evaluate many patterns at once. Here, it evaluates a single pattern.

use super::rule::run_test_failed;
use super::{Answer, Matcher};
use quamina::Quamina;

pub(super) fn matcher() -> Matcher {
    let mut patterns = Quamina::new();
    patterns.add_pattern("run_test_failed", run_test_failed::PATTERN).expect("quamina accepts this pattern");
    Matcher::of_bytes("quamina", Answer::Pattern, move |json| patterns.has_matches(json).is_ok_and(|answer| answer))
}
