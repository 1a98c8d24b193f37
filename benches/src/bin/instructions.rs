//! Runs one case some number of times and nothing else, to have its instructions counted by `instructions.sh`. Also
//! tells which instruction set the engine takes here.

use event_pattern::program::Variant;
use event_pattern_benches::events::{self, Outcome};
use event_pattern_benches::matchers::{self, SUBJECT, Work};
use std::hint::black_box;
use std::process::ExitCode;

/// The names of the cases, with the form and the outcome of their events.
const CASES: [(&str, &str, Outcome); 6] = [
    ("story_match", "1.5K", Outcome::Match),
    ("story_early_mismatch", "1.5K", Outcome::EarlyMismatch),
    ("fargate_match", "4K", Outcome::Match),
    ("large_match", "60K", Outcome::Match),
    ("large_early_mismatch", "60K", Outcome::EarlyMismatch),
    ("story_indented_match", "1.5K indented", Outcome::Match),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            for (name, ..) in CASES {
                println!("{name}");
            }
            ExitCode::SUCCESS
        }
        ["variant"] => {
            let best = Variant::available().last();
            println!("{}", best.map_or_else(String::new, |variant| format!("{variant:?}")));
            ExitCode::SUCCESS
        }
        [name, count] if run(name, count).is_some() => ExitCode::SUCCESS,
        _ => {
            eprintln!("usage: instructions list | instructions variant | instructions CASE NUMBER_OF_EVENTS");
            ExitCode::from(2)
        }
    }
}

fn run(name: &str, count: &str) -> Option<()> {
    let (_, form, outcome) = CASES.into_iter().find(|case| case.0 == name)?;
    let count = count.parse().ok()?;
    let case = events::cases().into_iter().find(|case| case.form == form && case.outcome == outcome)?;
    let subject = matchers::all().into_iter().find(|matcher| matcher.name == SUBJECT)?;
    let Work::Bytes(matches) = subject.work else { return None };
    for json in case.variants.iter().cycle().take(count) {
        black_box(matches(black_box(json)));
    }
    Some(())
}
