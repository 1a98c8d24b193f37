//! The competitors: each one evaluates the story's pattern on an event, or does part of that work.
//!
//! Constructors do all the work that is needed only once, such as parsing the pattern. That work is not measured.

mod bitmap;
mod bytes;
mod floors;
mod json_path;
mod needed_fields;
mod quamina;
mod rule;
mod simd_json;
mod sonic_rs;
mod typed;
mod validators;
mod value;

use event_pattern::{Event, ecs::TaskStateChange};

/// The name of the matcher that all others are compared with.
pub const SUBJECT: &str = "event_pattern, bytes";

/// One row of the table.
pub struct Matcher {
    /// Name shown in the result tables.
    pub name: &'static str,
    /// Meaning of the answer.
    pub answer: Answer,
    /// The work to measure.
    pub work: Work,
}

/// The meaning of a matcher's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Whether the pattern matches.
    Pattern,
    /// Whether the text is JSON.
    Validity,
    /// No meaning: the matcher is a lower bound for any work on these bytes.
    Floor,
}

/// A function on the bytes of an event.
pub type OnBytes = Box<dyn Fn(&[u8]) -> bool>;

/// A matcher's function and its input.
pub enum Work {
    /// A function on the bytes of an event.
    Bytes(OnBytes),
    /// A function on a deserialized event.
    Event(fn(&Event<TaskStateChange>) -> bool),
}

impl Matcher {
    fn of_bytes(name: &'static str, answer: Answer, work: impl Fn(&[u8]) -> bool + 'static) -> Self {
        Self { name, answer, work: Work::Bytes(Box::new(work)) }
    }

    fn of_event(name: &'static str, work: fn(&Event<TaskStateChange>) -> bool) -> Self {
        Self { name, answer: Answer::Pattern, work: Work::Event(work) }
    }
}

/// Returns all matchers that this processor supports, in the order of the table's rows.
#[must_use]
pub fn all() -> Vec<Matcher> {
    let mut matchers = vec![bytes::compiled(), bytes::dynamic()];
    matchers.extend(bytes::variants());
    matchers.extend([
        typed::from_bytes(),
        quamina::matcher(),
        value::matcher(),
        json_path::matcher(),
        needed_fields::matcher(),
        sonic_rs::matcher(),
        simd_json::matcher(),
        validators::ignored_any(),
        validators::lazy_value(),
        floors::absent_byte(),
    ]);
    matchers.extend(floors::bitmaps());
    matchers.extend([typed::generated(), typed::by_hand()]);
    matchers
}
