//! Measures how the time to evaluate an event grows with the number of alternatives for a field, of elements in an
//! array, and of stars in a wildcard. The patterns are parsed at run time.

use event_pattern::Pattern;
use event_pattern_benches::events;
use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_benches::measure::{Effort, Subject, in_turns};
use std::time::Duration;

const EFFORT: Effort = Effort { rounds: 31, duration: Duration::from_micros(200) };

/// A pattern, and the events on which it is timed.
struct Step {
    name: String,
    pattern: Pattern,
    events: Vec<Vec<u8>>,
    /// Whether the pattern must match the events.
    matches: bool,
}

impl Step {
    fn subject(&self) -> Subject<'_> {
        Subject::over(&self.events, |event: &Vec<u8>| self.pattern.matches_json(event).is_ok_and(|answer| answer))
    }
}

fn main() {
    println!("{}\n", machine::description().join("\n"));
    print("alternatives of a field, the last of which matches", &alternatives(true));
    print("alternatives of a field, none of which matches", &alternatives(false));
    print("containers, the last of which matches", &containers());
    print("stars in a wildcard that almost matches", &wildcards());
}

fn print(title: &str, steps: &[Step]) {
    for step in steps {
        for event in &step.events {
            assert_eq!(step.pattern.matches_json(event), Ok(step.matches), "{title}: {}", step.name);
        }
    }
    let subjects: Vec<Subject> = steps.iter().map(Step::subject).collect();
    let times = in_turns(&subjects, EFFORT);
    let columns = ["bytes of the event", "nanoseconds per event", "nanoseconds per byte"];
    let mut table = Table::new(title, columns.map(|column| (column.into(), 1)).into());
    for (step, times) in steps.iter().zip(times) {
        let bytes = step.events.iter().map(Vec::len).sum::<usize>() / step.events.len();
        let bytes = u32::try_from(bytes).map_or(f64::NAN, f64::from);
        table.add(&step.name, vec![bytes, times.median(), times.median() / bytes]);
    }
    println!("{}\n", table.render());
}

/// Returns patterns with 1 to 1,000 alternatives: clusters whose names differ only in the last digits, like those of a
/// single account.
fn alternatives(matches: bool) -> Vec<Step> {
    let events = events::cases().swap_remove(0).variants;
    let step = |count: usize| {
        let start = "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster";
        let mut clusters: Vec<String> = (1..=count).map(|number| format!(r#""{start}_{number:04}""#)).collect();
        if matches {
            clusters[count - 1] = format!(r#""{start}""#);
        }
        let pattern = parse(&format!(r#"{{"detail":{{"clusterArn":[{}]}}}}"#, clusters.join(",")));
        Step { name: count.to_string(), pattern, events: events.clone(), matches }
    };
    [1, 10, 100, 1000].map(step).into()
}

/// Returns events with 10 to 10,000 containers that have the name in the pattern. Only the last container exited with
/// 1; the others exited with 0.
fn containers() -> Vec<Step> {
    let pattern = parse(r#"{"detail":{"containers":{"name":["run-test"],"exitCode":[{"anything-but":[0]}]}}}"#);
    let container = |exit_code: u8| {
        format!(r#"{{"exitCode":{exit_code},"image":"example/run-test","lastStatus":"STOPPED","name":"run-test"}}"#)
    };
    let step = |count: usize| {
        let mut containers = vec![container(0); count];
        containers[count - 1] = container(1);
        let event = format!(r#"{{"source":"aws.ecs","detail":{{"containers":[{}]}}}}"#, containers.join(","));
        Step { name: count.to_string(), pattern: pattern.clone(), events: vec![event.into_bytes()], matches: true }
    };
    [10, 100, 1000, 10_000].map(step).into()
}

/// Returns wildcards with 1 to 64 stars, and an event with a string that repeats one letter. Each wildcard ends with a
/// letter that the string does not contain. A matcher that tries all positions of the stars would not finish.
fn wildcards() -> Vec<Step> {
    let event = format!(r#"{{"detail":{{"reason":"{}"}}}}"#, "a".repeat(1024));
    let step = |count: usize| {
        let pattern = parse(&format!(r#"{{"detail":{{"reason":[{{"wildcard":"{}b"}}]}}}}"#, "a*".repeat(count)));
        Step { name: count.to_string(), pattern, events: vec![event.clone().into_bytes()], matches: false }
    };
    [1, 8, 64].map(step).into()
}

fn parse(text: &str) -> Pattern {
    Pattern::parse(text).expect("the pattern is valid")
}
