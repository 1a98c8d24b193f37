//! `test --cases --update`: writes the rules that match into the files with cases.

use super::case::{Case, NameList};
use super::file::CaseFile;
use super::outcome::Outcome;
use crate::failure::Failure;
use crate::input::Input;
use crate::number::{counted, grouped};
use crate::raw_json::quoted;
use crate::rules::Rules;
use event_pattern_compiler::source::Span;
use std::fs;

/// Writes the files that change. Returns what changed, for the user.
pub(super) fn write(files: &[CaseFile], outcomes: &[Outcome<'_>], rules: &Rules) -> Result<String, Failure> {
    let mut lines = Vec::new();
    let mut count = 0;
    for file in files {
        let of_file = outcomes.iter().filter(|outcome| std::ptr::eq(outcome.file, file));
        let changes: Vec<(&Case, Lists)> = of_file
            .map(|outcome| (outcome.case, Lists::of(outcome, rules)))
            .filter(|(case, lists)| *lists != Lists::written_in(case))
            .collect();
        if changes.is_empty() {
            continue;
        }
        let edits = changes.iter().flat_map(|(case, lists)| lists.edits(&file.text, case)).collect();
        if let Input::File(path) = &file.input {
            fs::write(path, edited(&file.text, edits)).map_err(|error| Failure::unwritable_file(&file.name, &error))?;
        }
        count += changes.len();
        lines.push(format!("updated `{}`", file.name));
        lines.extend(changes.iter().map(|(case, lists)| format!("  {}: {}", case.name, lists.described(case))));
    }
    lines.push(format!("{}: {} updated", counted(outcomes.len() as u64, "case"), grouped(count as u64)));
    Ok(lines.join("\n"))
}

/// The lists of rules of a case. `None` if a list is absent.
#[derive(PartialEq, Eq)]
struct Lists<'o> {
    rules: Option<Vec<&'o str>>,
    not_rules: Option<Vec<&'o str>>,
}

impl<'o> Lists<'o> {
    fn written_in(case: &'o Case) -> Self {
        let names = |list: &'o Option<NameList>| list.as_ref().map(|list| NameList::names(Some(list)).collect());
        Self { rules: names(&case.rules), not_rules: names(&case.not_rules) }
    }

    /// Returns the lists that agree with an outcome. If the case has `not_rules`, names move from one list to the
    /// other. Names that remain in a list keep their order, and names that no rule has are removed.
    fn of(outcome: &'o Outcome<'_>, known: &Rules) -> Self {
        let case = outcome.case;
        let is_match = |name: &&str| outcome.matching.iter().any(|other| other == name);
        let is_other = |name: &&str| !is_match(name) && known.index_of(name).is_some();
        let rules = || NameList::names(case.rules.as_ref());
        let Some(not_rules) = &case.not_rules else {
            let is_new = |name: &&str| !rules().any(|other| other == *name);
            let new = outcome.matching.iter().map(String::as_str).filter(is_new);
            return Self { rules: Some(rules().filter(is_match).chain(new).collect()), not_rules: None };
        };
        let not_rules = || NameList::names(Some(not_rules));
        let matching: Vec<&str> = rules().filter(is_match).chain(not_rules().filter(is_match)).collect();
        Self {
            rules: Some(matching).filter(|names| case.rules.is_some() || !names.is_empty()),
            not_rules: Some(not_rules().filter(is_other).chain(rules().filter(is_other)).collect()),
        }
    }

    /// Returns the changes to the text of a file.
    fn edits(&self, text: &str, case: &Case) -> Vec<(Span, String)> {
        let mut edits = Vec::new();
        let mut replace = |names: &Option<Vec<&str>>, list: &Option<NameList>| match (names, list) {
            (Some(names), Some(list)) if !names.iter().copied().eq(NameList::names(Some(list))) => {
                edits.push((list.span, list_text(text, list.span, names)));
            }
            (Some(names), None) => {
                let Span { start, end } = case.last_member;
                let indent = indent(text, start);
                let is_first_in_line = indent.len() == start - line_start(text, start);
                let space = if is_first_in_line { format!("{}{indent}", line_break(text)) } else { " ".to_owned() };
                edits.push((Span::new(end, end), format!(",{space}\"rules\": {}", list_in_line(names))));
            }
            _ => {}
        };
        replace(&self.rules, &case.rules);
        replace(&self.not_rules, &case.not_rules);
        edits
    }

    /// Returns the names of the rules that were added to `rules` and removed from it, such as `+failed -stopped`.
    fn described(&self, case: &Case) -> String {
        let new: Vec<&str> = self.rules.iter().flatten().copied().collect();
        let old: Vec<&str> = NameList::names(case.rules.as_ref()).collect();
        let added = new.iter().filter(|name| !old.contains(name)).map(|name| format!("+{name}"));
        let removed = old.iter().filter(|name| !new.contains(name)).map(|name| format!("-{name}"));
        let changes: Vec<String> = added.chain(removed).collect();
        if changes.is_empty() { "no rules".to_owned() } else { changes.join(" ") }
    }
}

/// Returns the JSON text of a list of names, on one line or on several, as the list that it replaces.
fn list_text(text: &str, span: Span, names: &[&str]) -> String {
    let old = &text[span.start..span.end];
    let Some((_, after_break)) = old.split_once('\n').filter(|_| !names.is_empty()) else { return list_in_line(names) };
    let inner = &after_break[..after_break.len() - after_break.trim_start_matches([' ', '\t']).len()];
    let line_break = line_break(text);
    let lines: Vec<String> = names.iter().map(|name| format!("{line_break}{inner}{}", quoted(name))).collect();
    format!("[{}{line_break}{}]", lines.join(","), indent(text, span.start))
}

fn list_in_line(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", names.join(", "))
}

/// Returns the white space at the start of the line that contains an offset.
fn indent(text: &str, offset: usize) -> &str {
    let line = &text[line_start(text, offset)..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |position| position + 1)
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns a text with parts of it replaced.
fn edited(text: &str, mut edits: Vec<(Span, String)>) -> String {
    edits.sort_by_key(|(span, _)| *span);
    let mut result = String::with_capacity(text.len());
    let mut offset = 0;
    for (span, replacement) in edits {
        result.push_str(&text[offset..span.start]);
        result.push_str(&replacement);
        offset = span.end;
    }
    result + &text[offset..]
}
