//! The list of all diagnostics, each with a severity, a summary, an example before and after the fix, and the reason to
//! allow it.
//!
//! The page on diagnostics in the book is generated from this list. Tests check that each broken example causes exactly its diagnostic and
//! that each fixed example causes none.

mod condition;
mod event;
mod language;
mod rule;
mod structure;
mod text;

use super::{Lint, Severity};

/// The description of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The diagnostic that the entry describes.
    pub lint: Lint,
    /// The name that users write, such as `unknown_field`.
    pub name: &'static str,
    /// The severity.
    pub severity: Severity,
    /// Whether `#[event_pattern(allow(…))]` can suppress the diagnostic.
    pub is_allowable: bool,
    /// When to suppress the diagnostic, as a clause that follows "if". Empty if it cannot be suppressed.
    pub allow_when: &'static str,
    /// What the diagnostic reports, in one or two sentences.
    pub summary: &'static str,
    /// An example that causes the diagnostic. Empty if the diagnostic depends on the size of the pattern.
    pub broken: &'static str,
    /// The corrected example. Empty if `broken` is empty.
    pub fixed: &'static str,
    /// What the two examples are.
    pub example_kind: ExampleKind,
}

/// What the examples of an entry are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleKind {
    /// Patterns for the event that their `detail-type` names, or else for a task state change.
    Pattern,
    /// Patterns for an event without a schema.
    PatternForAnyEvent,
    /// Sets of rules: objects that map rule names to patterns.
    Set,
    /// Macro calls.
    MacroCalls,
    /// Templates with one rule, in YAML.
    Template,
}

impl Entry {
    const fn new(lint: Lint, name: &'static str, summary: &'static str) -> Self {
        Self {
            lint,
            name,
            severity: Severity::Error,
            is_allowable: false,
            allow_when: "",
            summary,
            broken: "",
            fixed: "",
            example_kind: ExampleKind::Pattern,
        }
    }

    const fn example(mut self, broken: &'static str, fixed: &'static str) -> Self {
        self.broken = broken;
        self.fixed = fixed;
        self
    }

    const fn allowable(mut self, when: &'static str) -> Self {
        self.is_allowable = true;
        self.allow_when = when;
        self
    }

    const fn warning(mut self, allow_when: &'static str) -> Self {
        self.severity = Severity::Warning;
        self.allowable(allow_when)
    }

    const fn for_any_event(mut self) -> Self {
        self.example_kind = ExampleKind::PatternForAnyEvent;
        self
    }

    const fn about_sets(mut self) -> Self {
        self.example_kind = ExampleKind::Set;
        self
    }

    const fn about_macro_calls(mut self) -> Self {
        self.example_kind = ExampleKind::MacroCalls;
        self
    }

    const fn about_templates(mut self) -> Self {
        self.example_kind = ExampleKind::Template;
        self
    }
}

/// Returns all entries, in the order of the variants of [`Lint`].
pub(super) fn all() -> impl Iterator<Item = &'static Entry> {
    let groups: [&[Entry]; 6] =
        [&language::ENTRIES, &structure::ENTRIES, &event::ENTRIES, &text::ENTRIES, &condition::ENTRIES, &rule::ENTRIES];
    groups.into_iter().flatten()
}
