//! Times all matchers on all cases. Prints the times, the ratios of the other matchers to `event-pattern`, and the
//! ratios of `event-pattern` to the floors, which are lower bounds for any matcher.
//!
//! `--only NAME` selects the matchers whose names contain `NAME`. `--quick` measures fewer rounds.

use event_pattern_benches::events::{self, Case};
use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_benches::matchers::{self, Answer, Matcher, SUBJECT, Work};
use event_pattern_benches::measure::{Effort, Subject, Times, in_turns};
use std::process::ExitCode;
use std::time::Duration;

struct Options {
    only: String,
    effort: Effort,
}

fn main() -> ExitCode {
    match options(std::env::args().skip(1)) {
        Ok(options) => {
            print(&options);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}\nusage: table [--only NAME] [--quick]");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options =
        Options { only: String::new(), effort: Effort { rounds: 61, duration: Duration::from_micros(200) } };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => options.only = arguments.next().ok_or("`--only` requires a name")?,
            "--quick" => options.effort.rounds = 9,
            _ => return Err(format!("unknown argument {argument}")),
        }
    }
    Ok(options)
}

fn print(options: &Options) {
    let cases = events::cases();
    let mut matchers = matchers::all();
    matchers.retain(|matcher| matcher.name.contains(&options.only));
    let subjects: Vec<Subject> =
        cases.iter().flat_map(|case| matchers.iter().map(|matcher| subject(matcher, case))).collect();
    let times = in_turns(&subjects, options.effort);
    let of = |case: usize, matcher: usize| &times[case * matchers.len() + matcher];
    let row = |number: &dyn Fn(usize) -> f64| (0..cases.len()).map(number).collect();

    println!("{}", machine::description().join("\n"));
    println!("- Rounds: {}, {}", options.effort.rounds, spread(&times));
    println!("- Events: {}\n", lengths(&cases));
    println!("m: match, e: early mismatch, l: late mismatch. All figures are medians, on one thread.\n");

    let mut table = Table::new("nanoseconds per event", columns(&cases));
    for (index, matcher) in matchers.iter().enumerate() {
        table.add(matcher.name, row(&|case| of(case, index).median()));
    }
    println!("{}\n", table.render());

    let Some(own) = matchers.iter().position(|matcher| matcher.name == SUBJECT) else { return };
    let mut ratios = Table::new(&format!("time relative to `{SUBJECT}`"), columns(&cases));
    let mut floors = Table::new(&format!("time of `{SUBJECT}` relative to"), columns(&cases));
    for (index, matcher) in matchers.iter().enumerate() {
        if matcher.answer == Answer::Floor {
            floors.add(matcher.name, row(&|case| of(case, own).relative_to(of(case, index))));
        } else {
            ratios.add(matcher.name, row(&|case| of(case, index).relative_to(of(case, own))));
        }
    }
    println!("{}\n\n{}", ratios.render(), floors.render());
}

/// Returns a subject that runs a matcher on all variants of a case.
fn subject<'a>(matcher: &'a Matcher, case: &'a Case) -> Subject<'a> {
    match &matcher.work {
        Work::Bytes(matches) => Subject::over(&case.variants, |json: &Vec<u8>| matches(json)),
        Work::Event(matches) => Subject::over(case.deserialized(), matches),
    }
}

/// Returns the heading of the column for each form of event, and the number of outcomes in the column.
fn columns(cases: &[Case]) -> Vec<(String, usize)> {
    let forms = cases.chunk_by(|one, next| one.form == next.form);
    let heading = |form: &[Case]| {
        let letters: Vec<String> = form.iter().map(|case| case.outcome.letter().to_string()).collect();
        format!("{} {}", form[0].form, letters.join(" / "))
    };
    forms.map(|form| (heading(form), form.len())).collect()
}

fn lengths(cases: &[Case]) -> String {
    let forms = cases.chunk_by(|one, next| one.form == next.form);
    let length = |form: &[Case]| {
        format!("{}: {} variants of {} bytes", form[0].form, form[0].variants.len(), form[0].mean_length())
    };
    forms.map(length).collect::<Vec<_>>().join(", ")
}

/// Describes how much the rounds differ, which shows how busy the machine was.
fn spread(times: &[Times]) -> String {
    let mut spreads: Vec<f64> = times.iter().map(|times| 100.0 * times.spread() / times.median()).collect();
    spreads.sort_by(f64::total_cmp);
    let middle = spreads.get(spreads.len() / 2).copied().unwrap_or_default();
    let widest = spreads.last().copied().unwrap_or_default();
    format!("interquartile range {middle:.1} % of the median, at most {widest:.1} %")
}
