//! Measures a rule with five conditions on each of 70 types of AWS events, and rules on Step Functions events with long
//! inputs.

use event_pattern_benches::aws_events::{Case, cases, step_functions};
use event_pattern_benches::aws_matchers::matchers;
use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_benches::measure::{Effort, Subject, in_turns};
use std::time::Duration;

const EFFORT: Effort = Effort { rounds: 15, duration: Duration::from_micros(100) };

fn main() {
    println!("{}\n", machine::description().join("\n"));
    println!("{}\n", measure("event", &cases()).render());
    println!("{}", measure("Step Functions event", &step_functions()).render());
}

fn measure(title: &str, cases: &[Case]) -> Table {
    let mut columns = vec![("bytes".to_owned(), 1), ("ns".to_owned(), 1), ("GB/s".to_owned(), 1)];
    let others = matchers(&cases[0]).into_iter().skip(1);
    columns.extend(others.map(|(name, _)| (format!("{name}, relative"), 1)));
    let mut table = Table::new(title, columns);
    for case in cases {
        let matchers = matchers(case);
        let subjects: Vec<Subject> =
            matchers.iter().map(|(_, matches)| Subject::over(&case.variants, |json: &Vec<u8>| matches(json))).collect();
        let times = in_turns(&subjects, EFFORT);
        #[expect(clippy::cast_precision_loss, reason = "lengths are small")]
        let bytes = case.variants.iter().map(Vec::len).sum::<usize>() as f64 / case.variants.len() as f64;
        let mut numbers = vec![bytes.round(), times[0].median(), bytes / times[0].median()];
        numbers.extend(times[1..].iter().map(|times_of_other| times_of_other.relative_to(&times[0])));
        table.add(&case.name, numbers);
    }
    table
}
