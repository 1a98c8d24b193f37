//! Cases on lines: `{"pattern": …, "event": …}`, each as JSON or as a string that holds JSON.

use crate::failure::Failure;
use crate::input::is_standard_input;
use event_pattern::{Pattern, validate};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// A case. Members that the texts are not needed for are ignored.
#[derive(Deserialize)]
struct Case<'l> {
    #[serde(borrow)]
    pattern: &'l RawValue,
    #[serde(borrow)]
    event: &'l RawValue,
}

pub(super) fn run(path: &Path) -> Result<ExitCode, Failure> {
    if is_standard_input(path) {
        return answer_all(std::io::stdin().lock(), "<stdin>");
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Failure::Input(format!("`{name}` cannot be read: {error}")))?;
    answer_all(BufReader::new(file), &name)
}

fn answer_all(mut lines: impl BufRead, name: &str) -> Result<ExitCode, Failure> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut first_invalid = None;
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let cannot = |error| Failure::Input(format!("`{name}` cannot be read: {error}"));
        if lines.read_until(b'\n', &mut line).map_err(cannot)? == 0 {
            break;
        }
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = answer(&line).unwrap_or_else(|problem| {
            first_invalid.get_or_insert((number, problem));
            "invalid-line"
        });
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    match first_invalid {
        None => Ok(ExitCode::SUCCESS),
        Some((number, problem)) => Err(Failure::Event(format!(
            "error: {name}:{number}: {problem}\n= help: a line is `{{\"pattern\": …, \"event\": …}}`"
        ))),
    }
}

/// The answer for a line, or what is wrong with it.
fn answer(line: &[u8]) -> Result<&'static str, String> {
    let case: Case<'_> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let Ok(pattern) = text(case.pattern).and_then(|text| Pattern::parse(&text).map_err(drop)) else {
        return Ok("invalid-pattern");
    };
    let Ok(event) = text(case.event) else { return Ok("invalid-event") };
    let event = event.as_bytes();
    match (validate(event), pattern.matches(event)) {
        (Ok(()), Ok(true)) => Ok("match"),
        (Ok(()), Ok(false)) => Ok("no-match"),
        (Err(_), _) => Ok("invalid-event"),
        (Ok(()), Err(error)) => Err(error.to_string()),
    }
}

/// The JSON text that a member stands for: the content of a string, or the value's own text, so that repeated keys and
/// the texts of numbers are kept.
fn text(value: &RawValue) -> Result<Cow<'_, str>, ()> {
    if value.get().starts_with('"') {
        return serde_json::from_str::<String>(value.get()).map(Cow::Owned).map_err(drop);
    }
    Ok(Cow::Borrowed(value.get()))
}
