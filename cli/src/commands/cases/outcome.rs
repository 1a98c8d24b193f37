//! The test of a case.

use super::case::{Case, CaseEvent, NameList};
use super::file::CaseFile;
use crate::commands::test::or_failure;
use crate::event_file::{self, EventFile};
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::rules::Rules;
use event_pattern::Explanation;
use std::time::{Duration, Instant};

/// The outcome of a case.
pub(super) struct Outcome<'c> {
    pub(super) file: &'c CaseFile,
    pub(super) case: &'c Case,
    /// The rules that match.
    pub(super) matching: Vec<String>,
    /// The rules that should match and do not, each with the reason.
    pub(super) missing: Vec<(&'c str, Explanation)>,
    /// The rules that match and should not.
    pub(super) unexpected: Vec<String>,
    /// How long the test took.
    pub(super) duration: Duration,
}

impl<'c> Outcome<'c> {
    /// Tests a case.
    ///
    /// # Errors
    /// Returns an error if the event cannot be read.
    pub(super) fn of(file: &'c CaseFile, case: &'c Case, rules: &Rules, known: &KnownEvents) -> Result<Self, Failure> {
        let start = Instant::now();
        let (name, event) = read_event(file, case, known)?;
        let matching = or_failure(rules.matching_json(&event), &name, &event)?;
        let mut missing = Vec::new();
        for name_of_rule in NameList::names(case.rules.as_ref()).filter(|name| !matching.contains(name)) {
            if let Some(pattern) = rules.pattern(name_of_rule) {
                missing.push((name_of_rule, or_failure(pattern.explain(&event), &name, &event)?));
            }
        }
        let is_listed = |list: Option<&NameList>, name: &str| NameList::names(list).any(|other| other == name);
        let is_unexpected = |name: &&str| match &case.not_rules {
            Some(list) => is_listed(Some(list), name),
            None => !is_listed(case.rules.as_ref(), name),
        };
        let unexpected = matching.iter().copied().filter(is_unexpected).map(str::to_owned).collect();
        let matching = matching.into_iter().map(str::to_owned).collect();
        Ok(Self { file, case, matching, missing, unexpected, duration: start.elapsed() })
    }

    /// Whether exactly the expected rules match.
    pub(super) fn is_passed(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty()
    }

    /// Returns the location of the case, such as `cases.json:12`.
    pub(super) fn location(&self) -> String {
        format!("{}:{}", self.file.name, self.case.line)
    }

    /// Returns the number of outcomes that are passed.
    pub(super) fn passed(outcomes: &[Self]) -> usize {
        outcomes.iter().filter(|outcome| outcome.is_passed()).count()
    }
}

/// Returns the JSON text of the event, and its name for messages.
fn read_event(file: &CaseFile, case: &Case, known: &KnownEvents) -> Result<(String, Vec<u8>), Failure> {
    let (name, bytes) = match &case.event {
        CaseEvent::Text(text) => (format!("{}:{}, event", file.name, case.line), text.clone().into_bytes()),
        CaseEvent::File(path) => {
            let input = Input::File(file.resolve(path));
            (input.name(), input.read()?)
        }
    };
    match event_file::read(&name, bytes, known)? {
        EventFile::Event(event) => Ok((name, event)),
        EventFile::Tasks(mut tasks) => match (tasks.pop(), tasks.len()) {
            (Some(only), 0) => Ok((name, only.event.into_bytes())),
            (None, _) => Err(Failure::no_tasks(&name)),
            (Some(_), others) => Err(Failure::several_events(&name, others as u64 + 1)),
        },
    }
}
