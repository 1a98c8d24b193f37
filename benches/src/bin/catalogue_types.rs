//! Measures rules on events of Amazon S3 and AWS CloudTrail, whose types are made from the catalogue, compared with
//! `serde_json`, with a struct written by hand, and with the types of `aws_lambda_events`.

use event_pattern_benches::catalogue_types::cases;
use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_benches::measure::{Effort, Subject, Times, in_turns};
use std::time::Duration;

const EFFORT: Effort = Effort { rounds: 61, duration: Duration::from_micros(200) };

fn main() {
    println!("{}\n", machine::description().join("\n"));
    let cases = cases();
    let columns: Vec<_> = cases
        .iter()
        .map(|case| (format!("{}, {} bytes, m / e / l", case.title, case.events[0][0].len()), case.events.len()))
        .collect();
    let matchers = &cases[0].matchers;
    // The subjects that are compared are timed one after another.
    let subjects: Vec<Subject> = cases
        .iter()
        .flat_map(|case| case.events.iter().map(move |variants| (case, variants)))
        .flat_map(|(case, variants)| {
            case.matchers.iter().map(move |(_, matches)| Subject::over(variants, |json: &Vec<u8>| matches(json)))
        })
        .collect();
    let times = in_turns(&subjects, EFFORT);
    let print = |title: &str, number: &dyn Fn(&Times, &Times) -> f64| {
        let mut table = Table::new(title, columns.clone());
        for (index, (name, _)) in matchers.iter().enumerate() {
            table.add(
                name,
                times.chunks(matchers.len()).map(|of_event| number(&of_event[index], &of_event[0])).collect(),
            );
        }
        println!("{}\n", table.render());
    };
    print("nanoseconds per event", &|times, _| times.median());
    print("time relative to `event_pattern, bytes`", &Times::relative_to);
}
