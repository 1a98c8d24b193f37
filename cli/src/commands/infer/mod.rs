//! `infer`: makes a pattern from an event.
//!
//! `candidate` finds the fields whose values say what happened, and not to which instance of a thing it happened.
//! `kept` finds the fields that the user names, and `tree` puts the chosen fields into a pattern.

mod candidate;
mod kept;
mod tree;

use crate::arguments::InferArguments;
use crate::event_file::{self, EventFile};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::inference::outer_text;
use crate::known_events::KnownEvents;
use crate::output;
use candidate::candidates;
use event_pattern::Pattern;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Dialect, Value, read};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::source::Source;
use tree::Chosen;

/// Maximum number of conditions on the detail that are not asked for.
const MAX_CONDITIONS: usize = 8;

/// Prints a pattern that matches the event. Warnings about the pattern are printed to standard error.
pub(crate) fn run(arguments: &InferArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let name = arguments.event.name();
    let bytes = arguments.event.read()?;
    let text = match event_file::read(&name, bytes, &known)? {
        EventFile::Event(event) => String::from_utf8_lossy(&event).into_owned(),
        EventFile::Tasks(tasks) => {
            if tasks.len() > 1 {
                output::report(&format!("note: the pattern is made from the first of {} tasks", tasks.len()));
            }
            tasks.into_iter().next().ok_or_else(|| Failure::no_tasks(&name))?.event
        }
    };
    let parsed = read(&text, Dialect::Strict);
    let Some(event) = parsed.value else {
        return Err(Failure::event(&parsed.diagnostics[0], &Source::new(&name, &text)));
    };
    let inference = PatternInference { known: &known, event: &event, text: &text };
    let pattern = inference.pattern(&arguments.keep)?;
    let pretty = pattern.to_pretty_json(0);
    let diagnostics = inference.diagnostics(&pretty);
    if !diagnostics.is_empty() {
        output::report(&render_all(&diagnostics, &Source::new("<pattern>", &pretty)));
    }
    output::print(&pretty)?;
    Ok(Exit::Success)
}

struct PatternInference<'e> {
    known: &'e KnownEvents,
    event: &'e Value,
    /// The JSON text of the event.
    text: &'e str,
}

impl PatternInference<'_> {
    /// Returns a pattern with the fields that distinguish the event, and with those at the given paths.
    fn pattern(&self, keep: &[String]) -> Result<Value, Failure> {
        let outer = ["source", "detail-type"].into_iter().filter_map(|key| Chosen::outer(self.event, key));
        let mut chosen: Vec<Chosen> = outer.collect();
        for path in keep {
            let kept = kept::find(self.event, path)?;
            if !chosen.contains(&kept) {
                chosen.push(kept);
            }
        }
        let (wanted, mut found) = (self.diagnostics(&tree::pattern(&chosen).to_json()).len(), 0);
        for candidate in candidates(self.event, self.schema_of_detail()) {
            if found == MAX_CONDITIONS {
                break;
            }
            if chosen.iter().any(|other| other.path == candidate.path) {
                continue;
            }
            chosen.push(candidate);
            // A condition that is suspicious, or that cannot match the event, is not what distinguishes it.
            let pattern = tree::pattern(&chosen).to_json();
            if self.diagnostics(&pattern).len() > wanted || !self.is_match(&pattern) {
                chosen.pop();
            } else {
                found += 1;
            }
        }
        let pattern = tree::pattern(&chosen);
        if chosen.is_empty() || !self.is_match(&pattern.to_json()) {
            return Err(Failure::usage(
                "the event has no fields that a pattern can match",
                "name a field of the event with `--keep PATH`",
            ));
        }
        Ok(pattern)
    }

    fn schema_of_detail(&self) -> Option<&event_pattern_compiler::schema::ObjectSchema> {
        let (source, detail_type) = (outer_text(self.event, "source")?, outer_text(self.event, "detail-type")?);
        self.known.catalogue().find(source, detail_type)?.detail()
    }

    fn diagnostics(&self, pattern: &str) -> Vec<Diagnostic> {
        let schemas = self.known.schemas();
        check(&parse_for(schemas, pattern, Dialect::Strict), schemas)
    }

    fn is_match(&self, pattern: &str) -> bool {
        let pattern = Pattern::parse_for(self.known.schemas(), pattern).ok();
        pattern.is_some_and(|pattern| pattern.matches_json(self.text.as_bytes()).unwrap_or(false))
    }
}
