//! `test --ndjson`: many cases, one a line, one word of answer for each, and with `--rules` the names of the rules that match.
//!
//! Answers come in the order of the cases and as soon as the input pauses, so that a program can ask and wait. Pattern
//! and event are taken as they are written, because numbers and repeated keys would not survive being written anew.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::raw_json::{Object, text_of};
use crate::rules_folder::Rules;
use event_pattern::{EventError, Pattern, validate};
use std::borrow::Cow;
use std::io::{self, BufRead as _, BufWriter, Write as _};
use std::path::Path;

/// Answers every line. A line that is no case is answered too, and reported at the end.
pub(crate) fn run(folder: Option<&Path>, cases: &Input) -> Result<Exit, Failure> {
    let rules = folder.map(Rules::read).transpose()?;
    let mut reader = cases.open()?;
    let mut answers = BufWriter::new(io::stdout().lock());
    let mut invalid = InvalidLines::default();
    let mut line = Vec::new();
    for number in 1_usize.. {
        let would_wait = !reader.buffer().contains(&b'\n');
        if would_wait && !output::is_wanted(answers.flush())? {
            break;
        }
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|error| cases.unreadable(&error))? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let verdict = decide(rules.as_ref(), &line).unwrap_or_else(|problem| {
            invalid.add(number, problem);
            "invalid-line".to_owned()
        });
        if !output::is_wanted(writeln!(answers, "{verdict}"))? {
            break;
        }
    }
    // What a reader that has gone away left in the buffer must not be written again.
    drop(answers.into_parts());
    let form = if rules.is_some() { r#"{"event": …}"# } else { r#"{"pattern": …, "event": …}"# };
    invalid.into_result(&cases.name(), form)
}

/// What is wrong with a line that is no case, in words.
type Problem = String;

/// The parser counts lines too, but sees only one.
fn json_problem(error: &serde_json::Error) -> Problem {
    error.to_string().replacen(" at line 1 column ", " at column ", 1)
}

/// The answer to one case. An invalid pattern goes before an invalid event.
fn decide(rules: Option<&Rules>, line: &[u8]) -> Result<String, Problem> {
    let line = std::str::from_utf8(line).map_err(|_| "invalid UTF-8")?;
    let case = Object::parse(line).map_err(|error| json_problem(&error))?;
    if let Some(rules) = rules {
        return Ok(decide_by(|event| matching(rules, event), &part(&case, "event")?));
    }
    let (pattern, event) = (part(&case, "pattern")?, part(&case, "event")?);
    let Ok(pattern) = Pattern::parse(&pattern) else { return Ok("invalid-pattern".to_owned()) };
    let verdict = |matches| if matches { "match" } else { "no-match" };
    Ok(decide_by(|event| pattern.matches_json(event).map(|matches| verdict(matches).to_owned()), &event))
}

/// An answer may be certain before the end of a malformed event. Such an event is still invalid.
fn decide_by(answer: impl Fn(&[u8]) -> Result<String, EventError>, event: &str) -> String {
    let event = event.as_bytes();
    validate(event).and_then(|()| answer(event)).unwrap_or_else(|_| "invalid-event".to_owned())
}

/// Whether some rule matches, and the names of those that do, with tabs between.
fn matching(rules: &Rules, event: &[u8]) -> Result<String, EventError> {
    let names = rules.matching_json(event)?;
    Ok(if names.is_empty() { "no-match".to_owned() } else { format!("match\t{}", names.join("\t")) })
}

/// The JSON text that a member of the case holds: an object as it stands, or what a string says.
fn part<'j>(case: &Object<'j>, name: &str) -> Result<Cow<'j, str>, Problem> {
    let value = case.get(name).ok_or_else(|| format!("missing field `{name}`"))?.get();
    if value.starts_with('{') {
        return Ok(Cow::Borrowed(value));
    }
    text_of(value).map(Cow::Owned).ok_or_else(|| format!("expected an object or a string for `{name}`"))
}

/// The lines that are no cases: the first, and how many there are.
#[derive(Default)]
struct InvalidLines {
    first: Option<(usize, Problem)>,
    count: usize,
}

impl InvalidLines {
    fn add(&mut self, number: usize, problem: Problem) {
        self.first.get_or_insert((number, problem));
        self.count += 1;
    }

    fn into_result(self, name: &str, form: &str) -> Result<Exit, Failure> {
        let Some((number, problem)) = self.first else { return Ok(Exit::Success) };
        let more = match self.count - 1 {
            0 => String::new(),
            1 => "\n = note: 1 more line is invalid".to_owned(),
            more => format!("\n = note: {more} more lines are invalid"),
        };
        Err(Failure::line(format!("error: {name}:{number}: {problem}\n = help: write each case as `{form}`{more}")))
    }
}
