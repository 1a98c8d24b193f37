//! The rules and events at one time, and which rules match which events.

use super::details::RuleDetails;
use super::event::{Header, ShownEvent};
use super::event_files::EventFiles;
use super::pattern::ReadPattern;
use super::rule::ShownRule;
use crate::arguments::{Allowed, PageArguments};
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::rules::RuleFiles;
use event_pattern::RuleSet;
use event_pattern_compiler::diagnostic::Severity;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schemas;
use event_pattern_templates::Target;
use serde::Serialize;

/// Everything that the page shows.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) rules: Vec<ShownRule>,
    pub(crate) events: Vec<ShownEvent>,
    /// For each event, one character for each rule: see [`Cell`].
    cells: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) known: KnownEvents,
    pub(crate) allowed: Allowed,
}

/// The characters of cells.
struct Cell;

impl Cell {
    const MATCH: char = '1';
    const MISMATCH: char = '0';
    const ERROR: char = 'e';
}

impl Snapshot {
    /// Reads all rules and events. What is wrong with one of them becomes a part of the page.
    ///
    /// # Errors
    /// Returns an error if one of the arguments cannot be read at all.
    pub(crate) fn read(arguments: &PageArguments) -> Result<Self, Failure> {
        let known = KnownEvents::read(&arguments.documents)?;
        let files = RuleFiles::read(&arguments.rules, Dialect::Relaxed)?;
        let EventFiles { events, notes: event_notes, .. } = EventFiles::read(&arguments.events, &known)?;
        let (rules, mut notes) = rules(&files, known.schemas(), &arguments.allowed);
        notes.extend(event_notes);
        let mut snapshot = Self { rules, events, cells: Vec::new(), notes, known, allowed: arguments.allowed.clone() };
        snapshot.cells = cells(&mut snapshot.rules, &mut snapshot.events);
        Ok(snapshot)
    }

    pub(crate) fn schemas(&self) -> Schemas<'_> {
        self.known.schemas()
    }

    /// Returns what the page needs first. `problem` is why the files cannot be read again.
    pub(crate) fn state<'s>(&'s self, revision: u64, problem: Option<&'s str>) -> State<'s> {
        State {
            revision,
            rules: self.rules.iter().map(RuleSummary::of).collect(),
            events: self.events.iter().map(EventSummary::of).collect(),
            cells: &self.cells,
            notes: problem.into_iter().chain(self.notes.iter().map(String::as_str)).collect(),
        }
    }

    /// Reads the text of a pattern.
    pub(crate) fn read_pattern(&self, text: &str) -> ReadPattern {
        ReadPattern::of(text, self.schemas(), &self.allowed)
    }

    /// Returns a rule with everything that follows from its pattern. `None` if there is no such rule.
    pub(crate) fn rule(&self, index: usize) -> Option<RuleDetails> {
        let rule = self.rules.get(index)?;
        let pattern = self.read_pattern(&rule.text);
        let view = rule.view(&pattern, self.schemas());
        Some(RuleDetails::of(view, pattern, &rule.name, &rule.file, self.schemas(), &self.allowed))
    }
}

/// Returns the rules in files, and the remarks about the files.
fn rules(files: &RuleFiles, schemas: Schemas<'_>, allowed: &Allowed) -> (Vec<ShownRule>, Vec<String>) {
    let mut notes: Vec<String> =
        files.skipped.iter().map(|file| format!("skipped `{file}`, which has no rules")).collect();
    let mut rules = Vec::new();
    for file in &files.files {
        if file.is_invalid() {
            rules.push(ShownRule::of_invalid(file));
            continue;
        }
        for diagnostic in &file.diagnostics {
            let line = file.source().position(diagnostic.span.start).line;
            notes.push(format!("{}:{line}: {}", file.name, diagnostic.message));
        }
        for found in &file.rules {
            if let Target::Record(_) = found.target {
                let place = format!("{}#{}", file.name, found.name);
                notes.push(format!("`{place}` filters records, not events, so it is left out"));
            } else {
                rules.push(ShownRule::of(file, found, schemas, allowed));
            }
        }
    }
    (rules, notes)
}

/// Runs all rules on all events. A rule that is too large for the engine, and an event on which it gives up, become
/// invalid.
fn cells(rules: &mut [ShownRule], events: &mut [ShownEvent]) -> Vec<String> {
    let mut set = RuleSet::new();
    for (index, rule) in rules.iter_mut().enumerate() {
        // The names of the set are the indices of the rules, because names of rules can repeat.
        let added = rule.matched.as_ref().map(|pattern| set.add_accepted(index.to_string(), pattern));
        if added.is_some_and(|added| added.is_err()) {
            rule.matched = None;
        }
    }
    let mut row = |event: &mut ShownEvent| {
        let matching = match set.matching_json(event.text.as_bytes()) {
            Ok(matching) => matching,
            Err(error) => {
                event.error.get_or_insert_with(|| error.to_string());
                return Cell::ERROR.to_string().repeat(rules.len());
            }
        };
        if event.error.is_some() {
            return Cell::ERROR.to_string().repeat(rules.len());
        }
        let cell = |rule: &ShownRule| if rule.matched.is_some() { Cell::MISMATCH } else { Cell::ERROR };
        let mut cells: Vec<char> = rules.iter().map(cell).collect();
        for index in matching.filter_map(|name| name.parse::<usize>().ok()) {
            cells[index] = Cell::MATCH;
        }
        cells.into_iter().collect()
    };
    events.iter_mut().map(&mut row).collect()
}

/// What the page needs first.
#[derive(Debug, Serialize)]
pub(crate) struct State<'s> {
    revision: u64,
    rules: Vec<RuleSummary<'s>>,
    events: Vec<EventSummary<'s>>,
    cells: &'s [String],
    notes: Vec<&'s str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleSummary<'s> {
    name: &'s str,
    file: &'s str,
    line: usize,
    errors: usize,
    warnings: usize,
    valid: bool,
    has_unknown: bool,
}

impl<'s> RuleSummary<'s> {
    fn of(rule: &'s ShownRule) -> Self {
        Self {
            name: &rule.name,
            file: &rule.file,
            line: rule.line,
            errors: rule.count(Severity::Error),
            warnings: rule.count(Severity::Warning),
            valid: rule.matched.is_some(),
            has_unknown: rule.has_unknown,
        }
    }
}

#[derive(Debug, Serialize)]
struct EventSummary<'s> {
    name: &'s str,
    #[serde(flatten)]
    header: Header,
    error: Option<&'s str>,
}

impl<'s> EventSummary<'s> {
    fn of(event: &'s ShownEvent) -> Self {
        Self { name: &event.name, header: event.header(), error: event.error.as_deref() }
    }
}
