//! What `check --sets` tells of all files together.

use crate::failure::Failure;
use crate::input::Input;
use event_pattern_analysis::{
    DisjointGroups, DisjointPair, DisjointRules, NamedRule, Relation, diagnose, disjoint_rules, related_rules,
};
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::source::Span;
use serde::Serialize;
use std::fs;
use std::path::PathBuf;

/// The files that are meant: of a folder those whose names end in `.json`, in the order of their names.
pub(super) fn expand(files: &[Input]) -> Result<Vec<Input>, Failure> {
    let mut expanded = Vec::new();
    for file in files {
        match file {
            Input::File(path) if path.is_dir() => {
                let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
                let entries = entries.map_err(|error| file.unreadable(&error))?;
                let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
                paths.retain(|path| path.is_file() && path.extension().is_some_and(|end| end == "json"));
                paths.sort();
                if paths.is_empty() {
                    return Err(Failure::no_patterns(&file.name()));
                }
                expanded.extend(paths.into_iter().map(Input::File));
            }
            _ => expanded.push(file.clone()),
        }
    }
    Ok(expanded)
}

/// A rule of the set: the file it is in, by number, and its name.
pub(super) struct Member<'f> {
    pub(super) file: usize,
    pub(super) name: &'f str,
    pub(super) span: Span,
    pub(super) rule: &'f Rule,
}

/// What there is between the rules of a set.
pub(super) struct Relations<'f> {
    members: Vec<Member<'f>>,
    found: Vec<Relation>,
    disjoint: DisjointRules,
}

impl<'f> Relations<'f> {
    pub(super) fn find(members: Vec<Member<'f>>, event_type: Option<&'static Schema>) -> Self {
        let rules: Vec<&Rule> = members.iter().map(|member| member.rule).collect();
        let (found, disjoint) = (related_rules(&rules, event_type), disjoint_rules(&rules, event_type));
        Self { members, found, disjoint }
    }

    /// What is suspicious, each with the number of the file that it is said of.
    pub(super) fn findings(&self) -> Vec<(usize, Diagnostic)> {
        let named = |member: &Member<'f>| NamedRule { name: member.name, span: member.span, rule: member.rule };
        let named: Vec<NamedRule> = self.members.iter().map(named).collect();
        let findings = diagnose(&named, &self.found).into_iter();
        findings.map(|(member, finding)| (self.members[member].file, finding)).collect()
    }

    /// Which rules never match together, for people; nothing if there are none.
    pub(super) fn text(&self) -> Option<String> {
        let DisjointRules { pairs, paths, groupings, ungrouped } = &self.disjoint;
        if pairs.is_empty() {
            return None;
        }
        let all = self.members.len() * (self.members.len() - 1) / 2;
        let count = pairs.len();
        let heading = format!("disjoint rules: {count} of {all} {}", if all == 1 { "pair" } else { "pairs" });
        let mut lines =
            vec![format!("\x1b[1m{heading}\x1b[0m (rules on different sides of a `|` never match the same event)")];
        for DisjointGroups { path, groups } in groupings.iter().take(MOST_LINES) {
            let named = |group: &Vec<usize>| shortened(group.iter().map(|&rule| self.name(rule)), MOST_NAMES, ", ");
            let groups = shortened(groups.iter().map(named), MOST_GROUPS, " | ");
            lines.push(format!("  by `{}`: {groups}", paths[*path]));
        }
        for DisjointPair { first, second, path } in ungrouped.iter().take(MOST_LINES) {
            lines.push(format!("  by `{}`: {} | {}", paths[*path], self.name(*first), self.name(*second)));
        }
        if groupings.len() > MOST_LINES || ungrouped.len() > MOST_LINES {
            lines.push("  run with `--format json` to list all pairs".to_owned());
        }
        Some(lines.join("\n"))
    }

    fn name(&self, member: usize) -> String {
        self.members[member].name.to_owned()
    }

    /// What relates rules, for programs.
    pub(super) fn related(&self) -> Vec<Related<'_>> {
        let name = |member: usize| self.members[member].name;
        let related = |relation: &Relation| match *relation {
            Relation::Duplicate { rule, of } => Related { relation: "duplicate", rule: name(rule), other: name(of) },
            Relation::Implied { rule, by } => Related { relation: "implied", rule: name(rule), other: name(by) },
        };
        self.found.iter().map(related).collect()
    }

    /// All pairs that never match together, for programs.
    pub(super) fn never_together(&self) -> Vec<NeverTogether<'_>> {
        let paths: Vec<String> = self.disjoint.paths.iter().map(ToString::to_string).collect();
        let pair = |pair: &DisjointPair| NeverTogether {
            rules: [self.members[pair.first].name, self.members[pair.second].name],
            path: paths[pair.path].clone(),
        };
        self.disjoint.pairs.iter().map(pair).collect()
    }
}

/// A relation of two rules.
#[derive(Serialize)]
pub(super) struct Related<'r> {
    relation: &'static str,
    rule: &'r str,
    other: &'r str,
}

/// Two rules that never match together, and a path that keeps them apart.
#[derive(Serialize)]
pub(super) struct NeverTogether<'r> {
    rules: [&'r str; 2],
    path: String,
}

/// How much of what never matches together is told to people.
const MOST_LINES: usize = 10;
const MOST_GROUPS: usize = 6;
const MOST_NAMES: usize = 4;

/// The first parts, and how many more there are.
fn shortened(parts: impl ExactSizeIterator<Item = String>, most: usize, separator: &str) -> String {
    let more = parts.len().saturating_sub(most);
    let mut shown: Vec<String> = parts.take(most).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(separator)
}
