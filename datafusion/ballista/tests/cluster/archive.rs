//! An archive of events, and the answer that is right.

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write as _;
use std::ops::Range;

/// Rules and their patterns. `failed` must not match a task in which only another container than `run-test` failed.
pub(crate) const RULES: [(&str, &str); 3] = [
    (
        "failed",
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["run-test"],"exitCode":[{"anything-but":[0]}]}}}"#,
    ),
    ("running", r#"{"detail":{"lastStatus":["RUNNING"]}}"#),
    (
        "succeeded",
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"],"containers":{"$all":{"exitCode":[0]}}}}"#,
    ),
];

/// The IDs of all events. The first are in `logs/plain/`, and those from `GZIP` on in `logs/gzip/`.
pub(crate) const EVENTS: Range<usize> = 0..900;
const GZIP: usize = 600;

/// The number of events of an object.
const OBJECT: usize = 50;

/// The names of the rules that match each event, in the order of the events' IDs. Events without a match are absent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer(Vec<(usize, Vec<String>)>);

impl Answer {
    /// Returns the right answer for events.
    pub(crate) fn expected(ids: Range<usize>) -> Self {
        let rules = |id| {
            let (hub, run_test, status) = task(id);
            let stopped = status == "STOPPED";
            let matched = [stopped && run_test != 0, !stopped, stopped && hub + run_test == 0];
            RULES.iter().zip(matched).filter(|(_, matched)| *matched).map(|((name, _), _)| (*name).to_owned()).collect()
        };
        Self(ids.map(|id| (id, rules(id))).filter(|(_, rules): &(_, Vec<_>)| !rules.is_empty()).collect())
    }

    /// Returns the part about one rule.
    pub(crate) fn of(&self, rule: &str) -> Self {
        let matches = self.0.iter().filter(|(_, rules)| rules.iter().any(|name| name == rule));
        Self(matches.map(|(id, _)| (*id, vec![rule.to_owned()])).collect())
    }

    /// Reads what `replay` prints.
    pub(crate) fn of_replay(output: &str) -> Self {
        Self::of_lines(output, |line| (id(line), names(&line["rules"])))
    }

    /// Reads the result of a query with the columns `event` and `rules`.
    pub(crate) fn of_query(output: &str) -> Self {
        Self::of_lines(output, |line| (id(&parse(line["event"].as_str().unwrap())), names(&line["rules"])))
    }

    fn of_lines(output: &str, read: impl Fn(&Value) -> (usize, Vec<String>)) -> Self {
        let mut matches: Vec<_> = output.lines().map(|line| read(&parse(line))).collect();
        matches.sort();
        Self(matches)
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn id(value: &Value) -> usize {
    value["id"].as_str().unwrap().parse().unwrap()
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Returns the exit codes of the containers `selenium-hub` and `run-test`, and the status of the task.
fn task(id: usize) -> (usize, usize, &'static str) {
    (id % 2, id % 3, if id.is_multiple_of(7) { "RUNNING" } else { "STOPPED" })
}

fn event(id: usize) -> String {
    let (hub, run_test, status) = task(id);
    format!(
        r#"{{"version":"0","id":"{id}","detail-type":"ECS Task State Change","source":"aws.ecs","time":"2026-01-31T12:00:00Z","detail":{{"lastStatus":"{status}","containers":[{{"name":"selenium-hub","exitCode":{hub}}},{{"name":"run-test","exitCode":{run_test}}}]}}}}"#
    )
}

/// Returns the keys and contents of all objects. Some objects end with a line that is not an event.
pub(crate) fn objects() -> Vec<(String, Vec<u8>)> {
    let object = |first| {
        let text: String = (first..first + OBJECT).map(|id| event(id) + "\n").collect();
        if first < GZIP {
            (format!("logs/plain/{first}.json"), text.into_bytes())
        } else {
            (format!("logs/gzip/{first}.gz"), gzip(&(text + "not JSON\n")))
        }
    };
    EVENTS.step_by(OBJECT).map(object).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
