//! The period whose events are read.

use jiff::Timestamp;

/// The times from `since` to `until`, both included.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Period {
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

impl Period {
    pub(crate) fn is_limited(self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether the period ends before it starts.
    pub(crate) fn is_reversed(self) -> bool {
        self.since.zip(self.until).is_some_and(|(since, until)| until < since)
    }

    pub(crate) fn contains(self, time: Timestamp) -> bool {
        self.since.is_none_or(|since| since <= time) && self.until.is_none_or(|until| time <= until)
    }
}
