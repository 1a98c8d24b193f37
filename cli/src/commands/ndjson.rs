//! `test --ndjson`: tests many cases, one per line. Prints one word for each case and, with `--rules`, the names of the
//! matching rules.
//!
//! Results are printed in the order of the cases, and flushed whenever the input pauses, so that another program can
//! send a case and wait for its result. The JSON text of patterns and events is used unchanged, because serializing it
//! again could change numbers and would lose repeated keys.
//!
//! Errors and warnings in patterns are reported on standard error, but only for the first patterns: a program that does
//! not read standard error must not block the command.

use crate::arguments::Allowed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::output;
use crate::raw_json::{RawObject, decode_string};
use crate::rules::{RuleArgument, Rules, pattern_of_text};
use event_pattern::{EventError, Pattern, validate};
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, BufRead as _, BufWriter, Write as _};

/// Prints a result for every line that is not empty. At the end, reports the first invalid line.
pub(crate) fn run(
    rules: Option<&RuleArgument>,
    cases: &Input,
    allowed: &Allowed,
    known: &KnownEvents,
) -> Result<Exit, Failure> {
    let rules = rules.map(|rules| Rules::read(std::slice::from_ref(rules), allowed, known)).transpose()?;
    let name = cases.name();
    let mut findings = Findings::default();
    let mut reader = cases.open()?;
    let mut answers = BufWriter::new(io::stdout().lock());
    let mut invalid = InvalidLines::default();
    let mut line = Vec::new();
    for number in 1_usize.. {
        let would_wait = !reader.buffer().contains(&b'\n');
        if would_wait && !output::is_open(answers.flush())? {
            break;
        }
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|error| cases.unreadable(&error))? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let mut parse = |pattern: &str| {
            let source_name = format!("{name}:{number}, pattern");
            match pattern_of_text(&source_name, pattern, allowed, known.schemas()) {
                Ok((parsed, warnings)) => {
                    findings.report(pattern, warnings.as_deref());
                    Some(parsed)
                }
                Err(errors) => {
                    findings.report(pattern, Some(&errors));
                    None
                }
            }
        };
        let verdict = result_of(rules.as_ref(), &mut parse, &line).unwrap_or_else(|error| {
            invalid.add(number, error);
            "invalid-line".to_owned()
        });
        if !output::is_open(writeln!(answers, "{verdict}"))? {
            break;
        }
    }
    findings.finish();
    // Dropping the writer would try to write the rest of the buffer again.
    drop(answers.into_parts());
    let form = if rules.is_some() { r#"{"event": …}"# } else { r#"{"pattern": …, "event": …}"# };
    invalid.into_result(&name, form)
}

/// The error message for an invalid line.
type LineError = String;

/// Formats a JSON error without the line number, which is always 1 because the parser gets one line at a time.
fn json_error(error: &serde_json::Error) -> LineError {
    error.to_string().replacen(" at line 1 column ", " at column ", 1)
}

/// Returns the result of one case. If both pattern and event are invalid, the result is `invalid-pattern`. `parse`
/// returns `None` if a pattern is invalid.
fn result_of(
    rules: Option<&Rules>,
    parse: &mut dyn FnMut(&str) -> Option<Pattern>,
    line: &[u8],
) -> Result<String, LineError> {
    let line = std::str::from_utf8(line).map_err(|_| "invalid UTF-8")?;
    let case = RawObject::parse(line).map_err(|error| json_error(&error))?;
    if let Some(rules) = rules {
        return Ok(test_event(|event| matching(rules, event), &json_text(&case, "event")?));
    }
    let (pattern, event) = (json_text(&case, "pattern")?, json_text(&case, "event")?);
    let Some(pattern) = parse(&pattern) else { return Ok("invalid-pattern".to_owned()) };
    let verdict = |matches| if matches { "match" } else { "no-match" };
    Ok(test_event(|event| pattern.matches_json(event).map(|matches| verdict(matches).to_owned()), &event))
}

/// Tests an event, or returns `invalid-event`. The syntax is checked first, because a test may end before it reaches a
/// syntax error.
fn test_event(test: impl Fn(&[u8]) -> Result<String, EventError>, event: &str) -> String {
    let event = event.as_bytes();
    validate(event).and_then(|()| test(event)).unwrap_or_else(|_| "invalid-event".to_owned())
}

/// Returns the result for a folder of rules: `no-match`, or `match` followed by the names of the matching rules, all
/// separated by tabs.
fn matching(rules: &Rules, event: &[u8]) -> Result<String, EventError> {
    let names = rules.matching_json(event)?;
    Ok(if names.is_empty() { "no-match".to_owned() } else { format!("match\t{}", names.join("\t")) })
}

/// Returns the JSON text of a case's pattern or event. The value in the case is an object, or a string that contains
/// the JSON text.
fn json_text<'j>(case: &RawObject<'j>, name: &str) -> Result<Cow<'j, str>, LineError> {
    let missing = || {
        if case.get("detail-type").is_some() {
            "expected a case, found an event; `event-pattern replay` reads events".to_owned()
        } else {
            format!("missing field `{name}`")
        }
    };
    let value = case.get(name).ok_or_else(missing)?.get();
    if value.starts_with('{') {
        return Ok(Cow::Borrowed(value));
    }
    decode_string(value).map(Cow::Owned).ok_or_else(|| format!("expected an object or a string for `{name}`"))
}

/// Maximum number of patterns whose errors and warnings are reported.
const MAX_REPORTED_PATTERNS: usize = 10;

/// The patterns whose errors and warnings were reported.
#[derive(Default)]
struct Findings {
    reported: HashSet<String>,
    /// Number of further cases whose patterns have errors or warnings.
    more: usize,
}

impl Findings {
    /// Reports the errors or warnings of a pattern, unless the same pattern has been reported.
    fn report(&mut self, pattern: &str, diagnostics: Option<&str>) {
        let Some(diagnostics) = diagnostics.filter(|_| !self.reported.contains(pattern)) else { return };
        if self.reported.len() == MAX_REPORTED_PATTERNS {
            self.more += 1;
            return;
        }
        let separator = if self.reported.is_empty() { "" } else { "\n" };
        output::report(&format!("{separator}{diagnostics}"));
        self.reported.insert(pattern.to_owned());
    }

    /// Reports the number of cases whose patterns have errors or warnings that were not reported.
    fn finish(&self) {
        if self.more > 0 {
            let cases = if self.more == 1 { "case" } else { "cases" };
            output::report(&format!("\nnote: {} more {cases} with errors or warnings in the pattern", self.more));
        }
    }
}

/// The number and error of the first invalid line, and the number of invalid lines.
#[derive(Default)]
struct InvalidLines {
    first: Option<(usize, LineError)>,
    count: usize,
}

impl InvalidLines {
    fn add(&mut self, number: usize, error: LineError) {
        self.first.get_or_insert((number, error));
        self.count += 1;
    }

    fn into_result(self, name: &str, form: &str) -> Result<Exit, Failure> {
        let Some((number, error)) = self.first else { return Ok(Exit::Success) };
        let more = match self.count - 1 {
            0 => String::new(),
            1 => "\n = note: 1 more line is invalid".to_owned(),
            more => format!("\n = note: {more} more lines are invalid"),
        };
        Err(Failure::line(format!("error: {name}:{number}: {error}\n = help: write each case as `{form}`{more}")))
    }
}
