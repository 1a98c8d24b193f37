//! The competitors: each answers the story's pattern for an event, or does a part of that work.
//!
//! Whatever can be prepared once, such as a compiled pattern, is prepared in a matcher's constructor and not measured.

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
    /// What stands in front of the row.
    pub name: &'static str,
    /// What its answer means.
    pub answer: Answer,
    /// What it does.
    pub work: Work,
}

/// What a matcher's answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Whether the pattern matches.
    Pattern,
    /// Whether the text is JSON.
    Validity,
    /// Nothing: the least that work on these bytes can cost.
    Floor,
}

/// A function on the bytes of an event.
pub type OnBytes = Box<dyn Fn(&[u8]) -> bool>;

/// What a matcher does, and with what.
pub enum Work {
    /// From the bytes of an event to an answer.
    Bytes(OnBytes),
    /// From an event that is already deserialized.
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

/// All matchers that this machine can run, in the order of the table's rows.
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
