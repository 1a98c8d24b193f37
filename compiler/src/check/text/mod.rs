//! Finds strings that look like something that EventBridge does not support: a star outside a `wildcard`, a regular
//! expression, a placeholder of a template, a content filter in quotes, or text without an invisible character. All of
//! them are compared literally.

mod invisible;
mod placeholder;
mod quoted_filter;
mod regex;
mod star;
#[cfg(test)]
mod tests;

pub(super) use star::{has_star, pieces as star_pieces};

use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::JsonString;
use crate::pattern::filter::{AnythingBut, FILTER_NAMES, Wildcard, is_cloudformation_function};
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::source::Span;
use std::collections::HashSet;

/// Words in the names of fields whose values are code. There, stars and placeholders are usually part of the data.
const CODE: [&str; 12] = [
    "argument",
    "cmd",
    "command",
    "expression",
    "parameter",
    "policies",
    "policy",
    "query",
    "responseelements",
    "script",
    "statement",
    "template",
];

/// Words in the names of fields whose values are patterns of some kind. There, stars are usually part of the data.
const PATTERNS: [&str; 15] = [
    "action",
    "condition",
    "cron",
    "environment",
    "evaluateonexit",
    "filter",
    "glob",
    "locale",
    "origin",
    "pattern",
    "permission",
    "principal",
    "regex",
    "schedule",
    "scope",
];

/// What the values of a field may be.
#[derive(Clone, Copy, Default)]
struct Data {
    has_code: bool,
    has_patterns: bool,
}

/// Reports suspicious strings. If an earlier check has reported the same string, that diagnostic is enough.
pub(super) fn check(pattern: &Pattern, diagnostics: &mut Diagnostics) {
    let reported = diagnostics.as_slice().iter().map(|one| one.span).collect();
    let mut checker = TextChecker { reported, found: Vec::new() };
    checker.object(&pattern.root, Data::default());
    diagnostics.extend(checker.found);
}

struct TextChecker {
    /// The spans of the diagnostics from earlier checks.
    reported: HashSet<Span>,
    found: Vec<Diagnostic>,
}

impl TextChecker {
    /// Checks an object. `data` is what the values in it may be.
    fn object(&mut self, object: &Object, data: Data) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, data)),
                Condition::Scope(scope) => {
                    scope.patterns.iter().for_each(|pattern| self.object(pattern, data));
                }
                Condition::Field(field) => {
                    let data = data.of_field(field);
                    if !self.reported.contains(&field.key_span) {
                        self.found.extend(field.key.as_str().and_then(|key| invisible::check_key(key, field.key_span)));
                    }
                    match &field.content {
                        Content::Object(inner) => {
                            self.function(field, inner);
                            self.object(inner, data);
                        }
                        // Another check reports a content filter that is not in a list.
                        Content::Leaf(_) if field.key.as_str().is_some_and(|key| FILTER_NAMES.contains(&key)) => {}
                        Content::Leaf(leaf) => self.leaf(leaf, data),
                    }
                }
            }
        }
    }

    /// Reports a function of CloudFormation that EventBridge reads as the name of a field.
    fn function(&mut self, parent: &Field, object: &Object) {
        let Some(field) = called_function(object) else { return };
        if !self.reported.contains(&parent.key_span) {
            let message = format!("`{}` is a CloudFormation function, but is read as the name of a field", field.key);
            let help = format!("write the value that the function returns: `\"{}\": [\"…\"]`", parent.key);
            self.found.push(Lint::UnresolvedPlaceholder.at(field.key_span, message).with_help(help));
        }
    }

    fn leaf(&mut self, leaf: &Leaf, data: Data) {
        for alternative in &leaf.alternatives {
            let is_new = |span: Span| !self.reported.contains(&span) && !self.reported.contains(&alternative.span);
            let found = find(alternative, data);
            self.found.extend(found.into_iter().filter(|found| is_new(found.span)));
        }
    }
}

/// Returns the function if an object is a call of a CloudFormation function.
pub(super) fn called_function(object: &Object) -> Option<&Field> {
    match object.conditions.as_slice() {
        [Condition::Field(field)] if field.key.as_str().is_some_and(is_cloudformation_function) => Some(field),
        _ => None,
    }
}

impl Data {
    /// Returns what the values of a field are, and those of the fields in it.
    fn of_field(self, field: &Field) -> Self {
        let key = field.key.to_string();
        let words = words(&key);
        let has = |names: &[&str]| {
            let is_name = |word: &String| names.contains(&word.as_str()) || names.contains(&word.trim_end_matches('s'));
            words.iter().any(is_name) || is_name(&key.to_lowercase())
        };
        let has_code = self.has_code || has(&CODE);
        Self { has_code, has_patterns: self.has_patterns || has_code || has(&PATTERNS) }
    }
}

/// Returns the words of a key such as `taskArn`, `detail-type` or `detail.rule_name`, in lower case.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_upper = true;
    for character in key.chars() {
        let is_upper = character.is_uppercase();
        if !character.is_alphanumeric() || (is_upper && !after_upper) {
            words.push(String::new());
        }
        after_upper = is_upper;
        if let (true, Some(word)) = (character.is_alphanumeric(), words.last_mut()) {
            word.extend(character.to_lowercase());
        }
    }
    words
}

/// A string of an alternative that is examined.
struct Operand<'p> {
    text: &'p str,
    span: Span,
    /// The filter that compares the string: a plain string, `prefix`, `suffix`, `equals-ignore-case` or `wildcard`.
    filter: &'p Filter,
    alternative: &'p Alternative,
}

/// Returns what is suspicious about the strings of an alternative.
fn find(alternative: &Alternative, data: Data) -> Vec<Diagnostic> {
    let operands: Vec<(&Filter, Span)> = match &alternative.filter {
        Filter::AnythingBut(AnythingBut { excluded }) => {
            excluded.iter().zip(alternative.excluded_spans.iter().copied()).collect()
        }
        filter => vec![(filter, alternative.span)],
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    // The help for a star or a regular expression corrects all strings of the alternative.
    let mut is_corrected = false;
    for (filter, span) in operands {
        let Some(text) = text(filter) else { continue };
        let operand = Operand { text, span, filter, alternative };
        let mut next = invisible::check(&operand).or_else(|| quoted_filter::check(&operand));
        if !data.has_code {
            next = next.or_else(|| placeholder::check(&operand));
        }
        if !data.has_patterns && !is_corrected && next.is_none() {
            next = regex::check(&operand).or_else(|| star::check(&operand));
            is_corrected = next.is_some();
        }
        found.extend(next);
    }
    found
}

/// Returns what is suspicious about the strings of an alternative for a field whose values are no expressions.
pub(super) fn suspicious(alternative: &Alternative) -> Vec<Diagnostic> {
    find(alternative, Data::default())
}

/// Returns the diagnostic for a span, if there is one.
pub(super) fn at(span: Span, found: &[Diagnostic]) -> Option<&Diagnostic> {
    found.iter().find(|found| found.span == span)
}

/// Returns the string that a filter compares with, as written in the pattern.
fn text(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => text.as_str(),
        Filter::Affix(affix) => affix.text.as_str(),
        Filter::Wildcard(wildcard) => wildcard.source.as_str(),
        _ => None,
    }
}

impl Operand<'_> {
    fn is_excluded(&self) -> bool {
        matches!(self.alternative.filter, Filter::AnythingBut(_))
    }

    /// Returns all filters of the alternative: those that `anything-but` excludes, or the only one.
    fn siblings(&self) -> &[Filter] {
        match &self.alternative.filter {
            Filter::AnythingBut(AnythingBut { excluded }) => excluded,
            filter => std::slice::from_ref(filter),
        }
    }

    /// Returns the alternatives to write instead, given the pieces between the stars of the wildcards that they accept or
    /// exclude.
    fn with_wildcards(&self, wildcards: Vec<Vec<Vec<u8>>>) -> String {
        let has_star = wildcards.iter().any(|pieces| pieces.len() > 1);
        let filter = |pieces: Vec<Vec<u8>>| match pieces.as_slice() {
            [text] if !has_star => Filter::String(JsonString::from_bytes(text.clone())),
            _ => Filter::Wildcard(Wildcard::new(pieces)),
        };
        let filters: Vec<Filter> = wildcards.into_iter().map(filter).collect();
        if self.is_excluded() {
            return format!("`{}`", Filter::AnythingBut(AnythingBut { excluded: filters }));
        }
        format!("`{}`", filters.iter().map(Filter::to_string).collect::<Vec<_>>().join(", "))
    }

    /// Returns the help for a string that is meant to match any value.
    fn any_value(&self) -> &'static str {
        if self.is_excluded() { "to match events without the field, write `[{\"exists\": false}]`" } else { ANY_VALUE }
    }
}

/// The help for a string that is meant to match any value.
const ANY_VALUE: &str =
    "to accept any value, remove the key; to require that the field is present, write `[{\"exists\": true}]`";

/// Makes consecutive stars one star: removes the empty pieces between them.
pub(super) fn merge_stars(pieces: &mut Vec<Vec<u8>>) {
    let last = pieces.len().saturating_sub(1);
    let mut number = 0;
    pieces.retain(|piece| {
        let is_inner = (1..last).contains(&number);
        number += 1;
        !is_inner || !piece.is_empty()
    });
}
