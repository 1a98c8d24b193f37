//! What is known about the events of a type beyond their fields.

use std::sync::Arc;

/// What is known about an event type beyond its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The name of the service that sends the event, such as `Amazon ECS`. `None` if only its `source` is known.
    pub service: Option<String>,
    /// Names that users expect, although the information is in another field.
    pub extra_names: Vec<ExtraName>,
    /// Arrays whose elements are identified by some of their fields.
    pub identities: Vec<Identity>,
    /// The events that one subject sends from its start to its end.
    pub lifecycle: Option<Arc<Lifecycle>>,
}

/// A name that users expect for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraName {
    /// The name of the object in which users expect it.
    pub object: String,
    /// The expected name.
    pub name: String,
    /// What to write instead, as a sentence without a capital letter.
    pub help: String,
}

/// An array whose elements are identified by some of their fields, such as containers by their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The path of the array, relative to `detail`.
    pub array: String,
    /// What an element is, without an article, such as `container`.
    pub noun: String,
    /// The fields that identify an element. The first one is what a help suggests.
    pub identified_by: Vec<String>,
    /// The field whose value says little without knowing the element's identity, such as `exitCode`.
    pub verdict: String,
    /// What the value is, without an article, such as `exit code`.
    pub verdict_noun: String,
    /// Another element that may satisfy a condition by accident, with an article, such as `a sidecar`.
    pub bystander: String,
}

/// The events that one subject sends, such as a task from its start to the end of its stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// What the events are about, without an article, such as `task`.
    pub subject: String,
    /// The field whose values name the states, relative to `detail`.
    pub state_field: String,
    /// What the end of the subject is called, without an article, such as `stop`.
    pub end: String,
    /// What the event with [`SentFor::Notice`] is called, without an article, such as `notice of a Spot interruption`.
    pub notice: String,
    /// The fields with the reason why the subject ends.
    pub cause_fields: Vec<String>,
    /// An event before the end begins.
    pub before: State,
    /// The events of the end, in the order in which they are sent.
    pub events: Vec<LifecycleEvent>,
}

/// One of the events of an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifecycleEvent {
    /// The value of the state field.
    pub state: String,
    /// The subjects that send the event.
    pub sent_for: SentFor,
    /// The rest of the event.
    pub event: State,
}

/// The subjects that send a certain event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentFor {
    /// All subjects.
    All,
    /// Only some subjects.
    Some,
    /// Only subjects that are interrupted. The event is the notice, which is sent ahead.
    Notice,
}

impl SentFor {
    /// All cases.
    pub const ALL: [Self; 3] = [Self::All, Self::Some, Self::Notice];

    /// Returns the word that schemas have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
            Self::Notice => "notice",
        }
    }
}

/// What is known about the `detail` of one event. Nothing is known about the fields that are not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The possible values of fields that are always present.
    pub values: Vec<(String, Vec<String>)>,
    /// The other fields that are always present.
    pub present: Vec<String>,
    /// The fields that are always absent.
    pub absent: Vec<String>,
}

impl State {
    /// Returns the possible values of a field, or `None` if they are not known. The path is relative to `detail`.
    #[must_use]
    pub fn values_of(&self, path: &str) -> Option<&[String]> {
        self.values.iter().find(|(field, _)| field == path).map(|(_, values)| values.as_slice())
    }
}
