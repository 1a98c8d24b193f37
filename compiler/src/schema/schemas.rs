//! What a pattern is checked against.

use super::{Catalogue, Schema};

static EMPTY: Catalogue = Catalogue::new();

/// The schemas that a pattern is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Schemas<'s> {
    /// The schema of the event, if the rule is for a typed event. Otherwise, the events follow from the pattern's
    /// `source` and `detail-type`.
    pub event_type: Option<&'s Schema>,
    /// All events that are known.
    pub catalogue: &'s Catalogue,
}

impl<'s> Schemas<'s> {
    /// For a rule on a typed event. The catalogue is for suggestions.
    #[must_use]
    pub fn of(event_type: &'s Schema, catalogue: &'s Catalogue) -> Self {
        Self { event_type: Some(event_type), catalogue }
    }

    /// For a rule whose events follow from its pattern.
    #[must_use]
    pub fn known(catalogue: &'s Catalogue) -> Self {
        Self { event_type: None, catalogue }
    }
}

impl Default for Schemas<'static> {
    /// No schemas.
    fn default() -> Self {
        Self::known(&EMPTY)
    }
}
