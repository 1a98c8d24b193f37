//! Measures how fast `event-pattern replay` reads an archive, compared with the engine alone on the same bytes in
//! memory.
//!
//! ```text
//! cargo build --release -p event-pattern-cli      in the project's folder
//! cargo run --release --bin replay -- ../target/release/event-pattern [MEGABYTES [RULES…]]
//! ```
//! The archive is created in the directory for temporary files and deleted at the end. Speeds are in bytes per second
//! of processor time (of all threads, including system time), so they do not depend on the load of the machine. The
//! program requires Linux with `/proc` and `/usr/bin/time`.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sizes and times are printed with few digits"
)]

use event_pattern::{Pattern, RuleSet};
use event_pattern_benches::events::{self, Outcome};
use event_pattern_benches::machine;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 5;
/// The story's rule.
const RULE: &str = include_str!("../../../examples/rules/run_test_failed.json");

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let command = PathBuf::from(arguments.next().ok_or("expected the path of the command `event-pattern`")?);
    let megabytes = arguments.next().map_or(Ok(1000), |number| number.parse())?;
    let mut rules = arguments.map(|number| number.parse()).collect::<Result<Vec<usize>, _>>()?;
    if rules.is_empty() {
        rules = vec![1, 100];
    }
    println!("{}\n", machine::description().join("\n"));
    let folder = std::env::temp_dir().join(format!("event-pattern-replay-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let measured = measure(&command, &folder, megabytes, &rules);
    fs::remove_dir_all(&folder)?;
    measured
}

fn measure(command: &Path, folder: &Path, megabytes: usize, rules: &[usize]) -> Result<(), Failure> {
    // In a typical archive, few events match a rule.
    for (name, outcomes) in [
        ("one in 100 matches, the others are read to the end", &[Outcome::LateMismatch][..]),
        (
            "one in 100 matches, half of the others are from another service",
            &[Outcome::LateMismatch, Outcome::EarlyMismatch],
        ),
    ] {
        let archive = folder.join("archive.ndjson");
        write(&archive, megabytes, outcomes)?;
        let bytes = fs::read(&archive)?;
        println!("{name}: {} MB", bytes.len() / 1_000_000);
        for &rules in rules {
            let folder = folder.join(format!("rules_{rules}"));
            write_rules(&folder, rules)?;
            compare(command, &folder, &archive, &bytes)?;
        }
        fs::remove_file(archive)?;
    }
    Ok(())
}

/// Runs the engine and `replay` one after another in each round and uses the median of each, because the speed of the
/// machine changes.
fn compare(command: &Path, rules: &Path, archive: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let pattern: Pattern = RULE.parse()?;
    let mut set = RuleSet::new();
    for entry in fs::read_dir(rules)? {
        let path = entry?.path();
        set.add(path.display().to_string(), &fs::read_to_string(path)?)?;
    }
    let length = bytes.len() as f64;
    let (mut by_one, mut by_all, mut by_replay) = (Vec::new(), Vec::new(), Vec::new());
    let (mut memory, mut wall) = (0, Vec::new());
    for _ in 0..ROUNDS {
        by_one.push(length / seconds(|| over_lines(bytes, |line| pattern.matches_json(line).is_ok_and(|yes| yes)))?);
        by_all.push(
            length / seconds(|| over_lines(bytes, |line| set.matching_json(line).is_ok_and(|names| names.len() > 0)))?,
        );
        let start = Instant::now();
        let usage = run(command, rules, archive)?;
        wall.push(length / start.elapsed().as_secs_f64());
        by_replay.push(length / usage.seconds);
        memory = memory.max(usage.kilobytes);
    }
    let [one, all, replay, wall] = [by_one, by_all, by_replay, wall].map(|speeds| median(speeds) / 1e9);
    println!(
        "  {:>3} rules: {one:.2} GB/s for the engine with one rule, {all:.2} with all; {replay:.2} for replay, \
         {:.2} of one rule and {:.2} of all; {wall:.2} GB/s by the clock; {} MB of memory",
        set.len(),
        replay / one,
        replay / all,
        memory / 1024
    );
    Ok(())
}

fn median(mut speeds: Vec<f64>) -> f64 {
    speeds.sort_by(f64::total_cmp);
    speeds[speeds.len() / 2]
}

/// Returns the processor time, in seconds, that this thread spends on the work.
fn seconds(work: impl FnOnce() -> u64) -> Result<f64, Failure> {
    let worked = || -> Result<u64, Failure> {
        let statistics = fs::read_to_string("/proc/thread-self/schedstat")?;
        Ok(statistics.split_whitespace().next().ok_or("the thread's processor time is not available")?.parse()?)
    };
    let start = worked()?;
    black_box(work());
    Ok((worked()? - start) as f64 / 1e9)
}

/// Returns the number of lines for which `matches` returns true.
fn over_lines(bytes: &[u8], matches: impl Fn(&[u8]) -> bool) -> u64 {
    let mut matched = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        matched += u64::from(matches(black_box(&bytes[start..end])));
        start = end + 1;
    }
    matched
}

/// The resources that a process used.
struct Usage {
    /// Maximum resident set size.
    kilobytes: u64,
    /// Processor time of all threads.
    seconds: f64,
}

fn run(command: &Path, rules: &Path, archive: &Path) -> Result<Usage, Failure> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M %U %S"]).arg(command).args(["replay", "--summary", "--rules"]).arg(rules).arg(archive);
    let output = timed.stdin(Stdio::null()).output()?;
    let messages = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(messages.into());
    }
    let mut numbers = messages.split_whitespace().map(str::parse::<f64>);
    let mut next = || numbers.next().ok_or("the output of `time` is incomplete");
    let (kilobytes, user, system) = (next()??, next()??, next()??);
    Ok(Usage { kilobytes: kilobytes as u64, seconds: user + system })
}

fn write(archive: &Path, megabytes: usize, mismatches: &[Outcome]) -> Result<(), Failure> {
    let cases = events::cases();
    let variants = |outcome| {
        let case = cases.iter().find(|case| case.outcome == outcome && case.form == "1.5K");
        case.map(|case| case.variants.as_slice()).ok_or("no such case")
    };
    let matches = variants(Outcome::Match)?;
    let mismatches = mismatches.iter().map(|&outcome| variants(outcome)).collect::<Result<Vec<_>, _>>()?;
    let mut random = fastrand::Rng::with_seed(20_260_101);
    let mut file = BufWriter::new(File::create(archive)?);
    let mut left = megabytes * 1_000_000;
    while left > 0 {
        let variants = if random.u8(0..100) == 0 { matches } else { mismatches[random.usize(0..mismatches.len())] };
        let event = &variants[random.usize(0..variants.len())];
        file.write_all(event)?;
        file.write_all(b"\n")?;
        left = left.saturating_sub(event.len() + 1);
    }
    Ok(file.into_inner()?.sync_all()?)
}

/// Writes `count` rules: the story's rule, and similar rules for other containers.
fn write_rules(folder: &Path, count: usize) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    for number in 0..count {
        let container = if number == 0 { "run-test".to_owned() } else { format!("run-test-{number}") };
        fs::write(folder.join(format!("rule_{number:03}.json")), RULE.replace("run-test", &container))?;
    }
    Ok(())
}
