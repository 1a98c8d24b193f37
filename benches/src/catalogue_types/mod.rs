//! Rules on events whose types `event_types!` makes from the catalogue, compared with other ways to evaluate them.
//!
//! `s3` and `cloudtrail` have the same matchers: the rule on bytes, the rule on the type from the catalogue, a struct
//! written by hand, the types of `aws_lambda_events`, and `serde_json::Value`.

mod cloudtrail;
mod s3;

/// The name of the matcher that all others are compared with.
pub const SUBJECT: &str = "event_pattern, bytes";

/// The name of the matcher that only checks that the event is valid JSON.
pub const VALIDITY: &str = "validity only: serde_json, IgnoredAny";

/// The outcomes of the events of a case.
pub const OUTCOMES: [&str; 3] = ["match", "early mismatch", "late mismatch"];

/// A function that decides whether the rule of a case matches an event.
pub type Matches = fn(&[u8]) -> bool;

/// A rule on an event type.
pub struct Case {
    /// The service, which is also the name of the case in `instructions.sh`.
    pub name: &'static str,
    /// The `detail-type`, and how the rule treats arrays.
    pub title: &'static str,
    /// Distinct events for each of the [`OUTCOMES`].
    pub events: [Vec<Vec<u8>>; 3],
    /// Ways to evaluate the rule. The first one is [`SUBJECT`]. The names are the same in every case.
    pub matchers: Vec<(&'static str, Matches)>,
}

/// Returns all cases.
#[must_use]
pub fn cases() -> Vec<Case> {
    vec![s3::case(), cloudtrail::case(), cloudtrail::case_with_scope()]
}

/// Returns variants of the event for each outcome. `early` and `late` are the texts to replace so that the event does not
/// match, with the replacements.
///
/// # Panics
/// Panics if a text does not occur in the event.
fn events(matching: &str, early: [&str; 2], late: [&str; 2]) -> [Vec<Vec<u8>>; 3] {
    let replaced = |[from, to]: [&str; 2]| {
        assert!(matching.contains(from), "{from} is not in {matching}");
        crate::aws_events::variants(&matching.replacen(from, to, 1))
    };
    [crate::aws_events::variants(matching), replaced(early), replaced(late)]
}

fn is_valid(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_ok()
}
