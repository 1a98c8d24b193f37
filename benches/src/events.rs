//! The events that matchers are measured on: what ECS sends when a task stops, in three sizes and three outcomes.
//!
//! Every case has many distinct variants, so that a branch predictor cannot learn one text by heart. They are made from
//! a fixed seed: every run measures the same bytes.

mod fargate;
mod layout;
mod story;
mod words;

use event_pattern::{Event, ecs::TaskStateChange};
use fastrand::Rng;

/// What the story's pattern says of an event, and how soon that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The pattern matches.
    Match,
    /// `source`, the fourth field, is of another service.
    EarlyMismatch,
    /// Everything is as wanted, but the container `run-test` exited with 0.
    LateMismatch,
}

impl Outcome {
    /// The letter that stands for it in tables.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Match => 'm',
            Self::EarlyMismatch => 'e',
            Self::LateMismatch => 'l',
        }
    }
}

/// What a time is taken of: variants of an event of one form and one outcome.
#[derive(Debug)]
pub struct Case {
    /// The form of the event. Cases of one form follow each other.
    pub form: &'static str,
    /// What every variant is.
    pub outcome: Outcome,
    /// The JSON texts, all different.
    pub variants: Vec<Vec<u8>>,
}

impl Case {
    /// How long a variant is on average, in bytes.
    #[must_use]
    pub fn mean_length(&self) -> usize {
        self.variants.iter().map(Vec::len).sum::<usize>() / self.variants.len()
    }

    /// The variants as typed events.
    ///
    /// # Panics
    /// A variant is no event of a task, which a test rules out.
    #[must_use]
    pub fn deserialized(&self) -> Vec<Event<'_, TaskStateChange<'_>>> {
        let events = self.variants.iter().map(|json| serde_json::from_slice(json));
        events.collect::<Result<_, _>>().expect("every variant is an event of a task")
    }
}

/// A form of event: its name in the table, how many variants a case has, and what writes one of them.
type Form = (&'static str, usize, fn(&mut Rng, Outcome) -> String);

const FORMS: [Form; 3] = [
    ("1.5K", 256, story::write),
    ("4K", 128, |random, outcome| fargate::write(random, outcome, &fargate::SMALL)),
    ("60K", 16, |random, outcome| fargate::write(random, outcome, &fargate::LARGE)),
];

/// All cases, in the order of the table's columns.
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
