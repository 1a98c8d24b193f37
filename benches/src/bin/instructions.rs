//! Runs one case a given number of times, so that `instructions.sh` can count its instructions. Also prints the
//! instruction set that the engine uses on this processor.

use event_pattern::__private::Variant;
use event_pattern::Pattern;
use event_pattern_benches::catalogue_types;
use event_pattern_benches::events::{self, Outcome};
use event_pattern_benches::long_values::{self, CONDITIONS, Form};
use event_pattern_benches::matchers::{self, OnBytes, SUBJECT, Work};
use event_pattern_benches::sets::{Kind, STATIC_SET, competitors};
use std::hint::black_box;
use std::process::ExitCode;

/// The rules of a case.
#[derive(Clone, Copy)]
enum Rules {
    /// The story's rule.
    One,
    /// A set of this kind with this number of rules, including the story's rule.
    Set(Kind, usize),
}

/// The name of each case, its rules, and the form and outcome of its events.
const CASES: [(&str, Rules, &str, Outcome); 8] = [
    ("story_match", Rules::One, "1.5K", Outcome::Match),
    ("story_early_mismatch", Rules::One, "1.5K", Outcome::EarlyMismatch),
    ("fargate_match", Rules::One, "4K", Outcome::Match),
    ("large_match", Rules::One, "60K", Outcome::Match),
    ("large_early_mismatch", Rules::One, "60K", Outcome::EarlyMismatch),
    ("story_indented_match", Rules::One, "1.5K indented", Outcome::Match),
    ("set_of_clusters_match", Rules::Set(Kind::Clusters, 1_000), "1.5K", Outcome::Match),
    ("set_of_one_cluster_match", Rules::Set(Kind::OneCluster, 1_000), "1.5K", Outcome::Match),
];

/// The name of each case with a long string, the condition on this string, and the form of the string. Each string is
/// followed by its twin.
const LONG_CASES: [(&str, &str, Form); 8] = [
    ("escaped_other_field", "other field", Form::Escaped),
    ("twin_other_field", "other field", Form::EscapedTwin),
    ("escaped_exists", "exists", Form::Escaped),
    ("twin_exists", "exists", Form::EscapedTwin),
    ("escaped_suffix", "suffix", Form::Escaped),
    ("twin_suffix", "suffix", Form::EscapedTwin),
    ("escaped_anything_but", "anything-but", Form::Escaped),
    ("twin_anything_but", "anything-but", Form::EscapedTwin),
];

/// The matchers of each case with a type from the catalogue, in order. The first two are of this project.
const CATALOGUE_MATCHERS: [&str; 6] = ["bytes", "type", "struct", "aws_lambda_events", "value", "validity"];

/// The length of a long string, in bytes.
const LONG_LENGTH: usize = 9_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            for name in CASES.map(|case| case.0).into_iter().chain(LONG_CASES.map(|case| case.0)) {
                println!("{name}");
            }
            for case in catalogue_types::cases() {
                CATALOGUE_MATCHERS[..2].iter().for_each(|matcher| println!("{}_{matcher}", case.name));
            }
            ExitCode::SUCCESS
        }
        ["variant"] => {
            let best = Variant::available().last();
            println!("{}", best.map_or_else(String::new, |variant| format!("{variant:?}")));
            ExitCode::SUCCESS
        }
        [name, count]
            if run(name, count).or_else(|| run_long(name, count)).or_else(|| run_catalogue(name, count)).is_some() =>
        {
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: instructions list | instructions variant | instructions CASE NUMBER_OF_EVENTS");
            ExitCode::from(2)
        }
    }
}

fn run(name: &str, count: &str) -> Option<()> {
    let (_, rules, form, outcome) = CASES.into_iter().find(|case| case.0 == name)?;
    let count = count.parse().ok()?;
    let case = events::cases().into_iter().find(|case| case.form == form && case.outcome == outcome)?;
    let matches: OnBytes = match rules {
        Rules::Set(kind, size) => {
            let competitor = competitors().into_iter().find(|one| one.name == STATIC_SET)?;
            let set = (competitor.prepare)(&kind.rules(size));
            Box::new(move |json| set.count(json) > 0)
        }
        Rules::One => match matchers::all().into_iter().find(|matcher| matcher.name == SUBJECT)?.work {
            Work::Bytes(matches) => matches,
            Work::Event(_) => return None,
        },
    };
    for json in case.variants.iter().cycle().take(count) {
        black_box(matches(black_box(json)));
    }
    Some(())
}

/// Like [`run`], for a case with a long string.
fn run_long(name: &str, count: &str) -> Option<()> {
    let (_, condition, form) = LONG_CASES.into_iter().find(|case| case.0 == name)?;
    let (_, condition) = CONDITIONS.into_iter().find(|(name, _)| *name == condition)?;
    let pattern = Pattern::parse(&long_values::pattern(condition)).ok()?;
    let json = long_values::event(form, LONG_LENGTH);
    for _ in 0..count.parse().ok()? {
        black_box(pattern.matches_json(black_box(&json)).ok()?);
    }
    Some(())
}

/// Like [`run`], for an event that matches and whose type is made from the catalogue.
fn run_catalogue(name: &str, count: &str) -> Option<()> {
    let (case, matcher) = catalogue_types::cases().into_iter().find_map(|case| {
        let matcher = name.strip_prefix(case.name)?.strip_prefix('_')?;
        let matcher = CATALOGUE_MATCHERS.iter().position(|other| *other == matcher)?;
        Some((case, matcher))
    })?;
    let (_, matches) = case.matchers[matcher];
    for json in case.events[0].iter().cycle().take(count.parse().ok()?) {
        black_box(matches(black_box(json)));
    }
    Some(())
}
