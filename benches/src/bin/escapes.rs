//! Measures how much longer a long string with escape sequences takes than the same string without them.

use event_pattern::Pattern;
use event_pattern_benches::long_values::{CONDITIONS, Form, event, pattern};
use event_pattern_benches::machine;
use event_pattern_benches::markdown::Table;
use event_pattern_benches::measure::{Effort, Subject, in_turns};
use std::error::Error;
use std::time::Duration;

/// The lengths of the string, in bytes.
const LENGTHS: [usize; 4] = [300, 1_000, 9_000, 100_000];

const EFFORT: Effort = Effort { rounds: 15, duration: Duration::from_micros(300) };

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}\n", machine::description().join("\n"));
    for (title, form, twin) in [
        ("string with escape sequences", Form::Escaped, Form::EscapedTwin),
        ("string that is not ASCII", Form::NotAscii, Form::NotAsciiTwin),
    ] {
        let columns = ["ns", "ASCII without escapes, ns", "ratio"].map(|heading| (heading.to_owned(), 1));
        let mut table = Table::new(title, columns.into());
        for length in LENGTHS {
            for (name, condition) in CONDITIONS {
                let pattern = Pattern::parse(&pattern(condition))?;
                let events = [form, twin].map(|form| [event(form, length)]);
                let run = |json: &Vec<u8>| pattern.matches_json(json) == Ok(true);
                let times = in_turns(&[Subject::over(&events[0], run), Subject::over(&events[1], run)], EFFORT);
                let ratio = times[0].relative_to(&times[1]);
                table.add(&format!("{length} bytes, {name}"), vec![times[0].median(), times[1].median(), ratio]);
            }
        }
        println!("{}\n", table.render());
    }
    Ok(())
}
