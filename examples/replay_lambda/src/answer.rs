//! The answer of the function, whose size is limited: Step Functions accepts 256 KiB.

use event_pattern::event_patterns;
use serde::Serialize;

event_patterns! {
    /// The rules that are replayed.
    pub(crate) enum Alert = "../rules/*.json";
}

/// Maximum number of places that are listed for a rule, and of lines and objects with errors.
const MAX_PLACES: usize = 5;

/// Maximum length of an error that is listed.
const MAX_ERROR_BYTES: usize = 500;

/// What was found in a batch.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    /// Number of objects, including those that cannot be read.
    pub(crate) objects: u64,
    pub(crate) events: u64,
    rules: Vec<RuleMatches>,
    /// The lines that are not events.
    invalid_lines: Places,
    /// The objects of which all or the end is missing in the numbers above.
    unreadable_objects: Places,
}

/// The events that a rule matched.
#[derive(Debug, Serialize)]
struct RuleMatches {
    rule: &'static str,
    #[serde(flatten)]
    events: Places,
}

/// A number of lines or objects, and the first of them.
#[derive(Debug, Default, Serialize)]
struct Places {
    count: u64,
    first: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    /// The URL.
    object: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Default for Answer {
    fn default() -> Self {
        let rules = Alert::ALL.map(|alert| RuleMatches { rule: alert.name(), events: Places::default() });
        Self {
            objects: 0,
            events: 0,
            rules: rules.into(),
            invalid_lines: Places::default(),
            unreadable_objects: Places::default(),
        }
    }
}

impl Answer {
    /// Adds an event and the rules that match it.
    pub(crate) fn add_event(&mut self, object: &str, line: u64, alerts: AlertSet) {
        self.events += 1;
        for alert in alerts {
            self.rules[alert as usize].events.add(object, Some(line), None);
        }
    }

    /// Adds a line that is not an event.
    pub(crate) fn add_invalid(&mut self, object: &str, line: u64, error: &str) {
        self.invalid_lines.add(object, Some(line), Some(error));
    }

    /// Adds an object that cannot be read, or not to its end.
    pub(crate) fn add_unreadable(&mut self, object: &str, error: &str) {
        self.unreadable_objects.add(object, None, Some(error));
    }
}

impl Places {
    /// Counts a place. Only the first ones are copied.
    fn add(&mut self, object: &str, line: Option<u64>, error: Option<&str>) {
        self.count += 1;
        if self.first.len() < MAX_PLACES {
            let error = error.map(|error| error[..error.floor_char_boundary(MAX_ERROR_BYTES)].to_owned());
            self.first.push(Place { object: object.to_owned(), line, error });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Maximum size of the output of a state.
    const MAX_OUTPUT_BYTES: usize = 256 * 1024;

    #[test]
    fn the_largest_answer_is_accepted_by_step_functions() {
        let object = format!("s3://{}/{}", "b".repeat(63), "\"".repeat(1024));
        let error = "ü".repeat(1000);
        let mut answer = Answer::default();
        for line in 0..1000 {
            answer.add_event(&object, u64::MAX - line, AlertSet::all());
            answer.add_invalid(&object, u64::MAX - line, &error);
            answer.add_unreadable(&object, &error);
        }
        let json = serde_json::to_value(&answer).unwrap();
        let rules = json["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Alert::ALL.len());
        for (places, alert) in rules.iter().zip(Alert::ALL) {
            assert_eq!((places["rule"].as_str(), places["count"].as_u64()), (Some(alert.name()), Some(1000)));
            assert_eq!(places["first"].as_array().unwrap().len(), MAX_PLACES);
        }
        assert_eq!(json["invalid_lines"]["first"][0]["error"].as_str().unwrap().len(), MAX_ERROR_BYTES);
        assert!(json.to_string().len() < MAX_OUTPUT_BYTES, "{}", json.to_string().len());
    }
}
