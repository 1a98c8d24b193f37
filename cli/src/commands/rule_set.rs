//! `check --sets`: compares all rules with each other.

use event_pattern_analysis::{
    DisjointGroups, DisjointPair, DisjointRules, NamedRule, Relation, diagnose, disjoint_rules, related_rules,
};
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Span;
use serde::Serialize;

/// A rule in the set.
pub(super) struct Member<'f> {
    /// Index of the pattern.
    pub(super) pattern: usize,
    pub(super) name: &'f str,
    pub(super) span: Span,
    pub(super) rule: &'f Rule,
}

/// The relations between the rules of a set.
pub(super) struct Relations<'f> {
    members: Vec<Member<'f>>,
    related: Vec<Relation>,
    disjoint: DisjointRules,
}

impl<'f> Relations<'f> {
    pub(super) fn find(members: Vec<Member<'f>>, schemas: Schemas<'_>) -> Self {
        let rules: Vec<&Rule> = members.iter().map(|member| member.rule).collect();
        let (related, disjoint) = (related_rules(&rules, schemas), disjoint_rules(&rules, schemas));
        Self { members, related, disjoint }
    }

    /// Returns the warnings, each with the index of the pattern for which it is reported.
    pub(super) fn diagnostics(&self) -> Vec<(usize, Diagnostic)> {
        let named = |member: &Member<'f>| NamedRule { name: member.name, span: member.span, rule: member.rule };
        let named: Vec<NamedRule> = self.members.iter().map(named).collect();
        let diagnostics = diagnose(&named, &self.related).into_iter();
        diagnostics.map(|(member, diagnostic)| (self.members[member].pattern, diagnostic)).collect()
    }

    /// Formats the rules that never match the same event, as groups and individual pairs. `None` if there are no such
    /// rules.
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
        for DisjointGroups { path, groups } in groupings.iter().take(MAX_LINES) {
            let named = |group: &Vec<usize>| abbreviated(group.iter().map(|&rule| self.name(rule)), MAX_NAMES, ", ");
            let groups = abbreviated(groups.iter().map(named), MAX_GROUPS, " | ");
            lines.push(format!("  by `{}`: {groups}", paths[*path]));
        }
        for DisjointPair { first, second, path } in ungrouped.iter().take(MAX_LINES) {
            lines.push(format!("  by `{}`: {} | {}", paths[*path], self.name(*first), self.name(*second)));
        }
        if groupings.len() > MAX_LINES || ungrouped.len() > MAX_LINES {
            lines.push("  run with `--format json` to list all pairs".to_owned());
        }
        Some(lines.join("\n"))
    }

    fn name(&self, member: usize) -> String {
        self.members[member].name.to_owned()
    }

    /// Returns the duplicate and implied rules for the JSON output.
    pub(super) fn related(&self) -> Vec<Related<'_>> {
        let name = |member: usize| self.members[member].name;
        let related = |relation: &Relation| match *relation {
            Relation::Duplicate { rule, of } => Related { relation: "duplicate", rule: name(rule), other: name(of) },
            Relation::Implied { rule, by } => Related { relation: "implied", rule: name(rule), other: name(by) },
        };
        self.related.iter().map(related).collect()
    }

    /// Returns, for the JSON output, all pairs of rules that never match the same event.
    pub(super) fn never_together(&self) -> Vec<NeverTogether<'_>> {
        let paths: Vec<String> = self.disjoint.paths.iter().map(ToString::to_string).collect();
        let pair = |pair: &DisjointPair| NeverTogether {
            rules: [self.members[pair.first].name, self.members[pair.second].name],
            path: paths[pair.path].clone(),
        };
        self.disjoint.pairs.iter().map(pair).collect()
    }
}

/// A duplicate or implied rule in the JSON output.
#[derive(Serialize)]
pub(super) struct Related<'r> {
    relation: &'static str,
    rule: &'r str,
    other: &'r str,
}

/// Two rules that never match the same event, and the path where their conditions conflict.
#[derive(Serialize)]
pub(super) struct NeverTogether<'r> {
    rules: [&'r str; 2],
    path: String,
}

/// Maximum number of lines for groups, and for individual pairs.
const MAX_LINES: usize = 10;
/// Maximum number of groups in a line.
const MAX_GROUPS: usize = 6;
/// Maximum number of names in a group.
const MAX_NAMES: usize = 4;

/// Joins the first `max` parts, followed by the number of remaining parts.
fn abbreviated(parts: impl ExactSizeIterator<Item = String>, max: usize, separator: &str) -> String {
    let more = parts.len().saturating_sub(max);
    let mut shown: Vec<String> = parts.take(max).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(separator)
}
