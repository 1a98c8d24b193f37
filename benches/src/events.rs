//! The events of the benchmarks: stopped ECS tasks, in three sizes and with three outcomes.
//!
//! Every case has many distinct variants, so that the branch predictor cannot learn a single event. The variants are
//! generated from a fixed seed, so every run measures the same bytes.

mod fargate;
mod layout;
mod story;
mod values;

use event_pattern::{Event, ecs::TaskStateChange};
use fastrand::Rng;

/// Whether the story's pattern matches an event, and how early a mismatch is visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The pattern matches.
    Match,
    /// `source`, the fourth field, names another service.
    EarlyMismatch,
    /// Only the exit code of the `run-test` container differs: it is 0.
    LateMismatch,
}

impl Outcome {
    /// The letter that represents the outcome in the result tables.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Match => 'm',
            Self::EarlyMismatch => 'e',
            Self::LateMismatch => 'l',
        }
    }
}

/// Variants of an event that share a form and an outcome, and are timed together.
#[derive(Debug)]
pub struct Case {
    /// The form of the event. Cases with the same form are adjacent.
    pub form: &'static str,
    /// The outcome of every variant.
    pub outcome: Outcome,
    /// The JSON texts, which are all different.
    pub variants: Vec<Vec<u8>>,
}

impl Case {
    /// Returns the mean length of the variants in bytes.
    #[must_use]
    pub fn mean_length(&self) -> usize {
        self.variants.iter().map(Vec::len).sum::<usize>() / self.variants.len()
    }

    /// Returns the variants as typed events.
    ///
    /// # Panics
    /// Panics if a variant is not a task event, which a test rules out.
    #[must_use]
    pub fn deserialized(&self) -> Vec<Event<'_, TaskStateChange<'_>>> {
        let events = self.variants.iter().map(|json| serde_json::from_slice(json));
        events.collect::<Result<_, _>>().expect("every variant is a task event")
    }
}

/// A form of event: its name in the table, the number of variants, and the function that writes a variant.
type Form = (&'static str, usize, fn(&mut Rng, Outcome) -> String);

const FORMS: [Form; 3] = [
    ("1.5K", 256, story::write),
    ("4K", 128, |random, outcome| fargate::write(random, outcome, &fargate::SMALL)),
    ("60K", 16, |random, outcome| fargate::write(random, outcome, &fargate::LARGE)),
];

/// Returns all cases in the order of the table's columns.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut random = Rng::with_seed(20_191_119);
    let mut cases = Vec::new();
    for (form, count, write) in FORMS {
        for outcome in [Outcome::Match, Outcome::EarlyMismatch, Outcome::LateMismatch] {
            let variants = (0..count).map(|_| write(&mut random, outcome).into_bytes()).collect();
            cases.push(Case { form, outcome, variants });
        }
    }
    let indented = cases[0].variants.iter().map(|json| layout::indented(json)).collect();
    cases.push(Case { form: "1.5K indented", outcome: Outcome::Match, variants: indented });
    cases
}
