//! Measures sets of rules on the story's event, and changes to a large set.
//!
//! `--quick` measures fewer rounds and events, `--largest NUMBER` limits the size of the sets that are built at run
//! time, and `--only NAME` selects the competitors whose names contain `NAME`.

mod changes;
mod goals;
mod table;

use event_pattern_benches::machine;
use event_pattern_benches::measure::Effort;
use event_pattern_benches::sets::Kind;
use std::process::ExitCode;
use std::time::Duration;
use table::Measured;

struct Options {
    only: String,
    largest: usize,
    variants: usize,
    effort: Effort,
}

fn main() -> ExitCode {
    match options(std::env::args().skip(1)) {
        Ok(options) => {
            print(&options);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}\nusage: sets [--only NAME] [--largest NUMBER] [--quick]");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let effort = Effort { rounds: 31, duration: Duration::from_micros(200) };
    let mut options = Options { only: String::new(), largest: 100_000, variants: 256, effort };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => options.only = arguments.next().ok_or("expected a name after `--only`")?,
            "--largest" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                options.largest = number.ok_or("expected a number after `--largest`")?;
            }
            "--quick" => (options.effort.rounds, options.variants) = (9, 32),
            _ => return Err(format!("unknown argument {argument}")),
        }
    }
    Ok(options)
}

fn print(options: &Options) {
    println!("{}", machine::description().join("\n"));
    println!("- Rounds: {}, events: {} variants of the story's\n", options.effort.rounds, options.variants);
    println!("m: match, e: early mismatch, l: late mismatch. All figures are medians, on one thread.\n");
    // This measurement runs first, because memory that was freed earlier would distort the result.
    let changes = changes::render(Kind::Clusters, options.largest);
    let largest = [1, 10, 100, 1_000, options.largest];
    let sizes: [(Kind, &[usize]); 3] =
        [(Kind::Clusters, &largest), (Kind::OneCluster, &largest), (Kind::Mixed, &[1_000])];
    let mut measured = Vec::new();
    for (kind, sizes) in sizes {
        let one = Measured::of(kind, sizes, options);
        println!("{}\n", one.render());
        measured.push(one);
    }
    println!("{}\n", goals::render(&measured, options.largest));
    println!("{changes}");
}
