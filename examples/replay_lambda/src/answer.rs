//! The answer of the function, whose size is limited: Step Functions accepts 256 KiB.

use event_pattern::event_patterns;
use serde::Serialize;

event_patterns! {
    /// The rules that are replayed.
    pub(crate) enum Alert = "../rules/*.json";
}

/// Maximum number of places that are listed for a rule, and of records and objects with errors.
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
    /// What is not an event.
    invalid_records: Places,
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

/// A number of events, records or objects, and where the first of them are.
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
            invalid_records: Places::default(),
            unreadable_objects: Places::default(),
        }
    }
}

impl Answer {
    /// Adds the rules that match an event, or an error if a record is not an event.
    pub(crate) fn add(&mut self, object: &str, line: u64, matching: Result<AlertSet, String>) {
        match matching {
            Ok(alerts) => {
                self.events += 1;
                for alert in alerts {
                    self.rules[alert as usize].events.add(object, Some(line), None);
                }
            }
            Err(error) => self.invalid_records.add(object, Some(line), Some(&error)),
        }
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
            answer.add(&object, u64::MAX - line, Ok(AlertSet::all()));
            answer.add(&object, u64::MAX - line, Err(error.clone()));
            answer.add_unreadable(&object, &error);
        }
        let json = serde_json::to_value(&answer).unwrap();
        let rules = json["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Alert::ALL.len());
        for (places, alert) in rules.iter().zip(Alert::ALL) {
            assert_eq!((places["rule"].as_str(), places["count"].as_u64()), (Some(alert.name()), Some(1000)));
            assert_eq!(places["first"].as_array().unwrap().len(), MAX_PLACES);
        }
        assert_eq!(json["invalid_records"]["first"][0]["error"].as_str().unwrap().len(), MAX_ERROR_BYTES);
        assert!(json.to_string().len() < MAX_OUTPUT_BYTES, "{}", json.to_string().len());
    }
}
