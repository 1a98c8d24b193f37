//! Rules on events whose types `event_types!` makes from the catalogue, compared with other ways to evaluate them.
//!
//! `s3` and `cloudtrail` have the same matchers: the rule on bytes, the rule on the type from the catalogue, a struct
//! written by hand, the types of `aws_lambda_events`, and `serde_json::Value`.

use serde::Deserialize;

/// Defines the same rule on bytes and on a type.
macro_rules! both_forms {
    ($on_bytes:ident, $on_type:ident: $detail:ident { $($pattern:tt)* }) => {
        event_pattern::event_pattern! {
            fn $on_bytes(json: &[u8]) -> Result<bool, event_pattern::EventError> { $($pattern)* }
            fn $on_type(event: &event_pattern::Event<$detail>) -> bool { $($pattern)* }
        }
    };
}

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
    /// Ways to evaluate the rule. The first one is [`SUBJECT`].
    pub matchers: [(&'static str, Matches); 6],
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

/// Returns the matchers of a case, given those that depend on its rule.
fn matchers(
    [on_bytes, on_type, by_hand, with_aws_lambda_events, with_value]: [Matches; 5],
) -> [(&'static str, Matches); 6] {
    [
        (SUBJECT, on_bytes),
        ("event_pattern, type from the catalogue (serde_json)", on_type),
        ("serde_json into a struct", by_hand),
        ("aws_lambda_events (serde_json)", with_aws_lambda_events),
        ("serde_json::Value", with_value),
        (VALIDITY, is_valid),
    ]
}

/// The fields that a rule needs, given those of the detail.
#[derive(Deserialize)]
struct NeededFields<'a, D> {
    source: &'a str,
    #[serde(rename = "detail-type")]
    detail_type: &'a str,
    detail: D,
}

fn is_valid(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_ok()
}
