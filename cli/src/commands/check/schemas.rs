//! What the patterns were checked against: the line at the end of the output, and `--require-schema`.

use super::CheckedPattern;
use crate::number::counted;
use event_pattern_compiler::check::Coverage;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::pattern::{Condition, Pattern};
use event_pattern_compiler::source::Span;

/// Returns a line such as `3 patterns: 2 checked against ECS Task State Change, 1 without a schema`. `skipped` are the
/// names of files without rules.
pub(super) fn summary(patterns: &[CheckedPattern<'_>], skipped: &[String]) -> String {
    let mut groups: Vec<(Group, usize)> = Vec::new();
    for group in patterns.iter().map(|pattern| Group::of(pattern.coverage.as_ref())) {
        match groups.iter_mut().find(|(other, _)| *other == group) {
            Some((_, count)) => *count += 1,
            None => groups.push((group, 1)),
        }
    }
    groups.sort_by_key(|(group, _)| group.rank());
    let groups: Vec<String> = groups.iter().map(|(group, count)| format!("{count} {}", group.described())).collect();
    let patterns = counted(patterns.len() as u64, "pattern");
    let skipped = match skipped {
        [] => String::new(),
        [only] => format!("\nskipped `{only}`, which has no rules"),
        [first, ..] => format!("\nskipped {} files without rules, such as `{first}`", skipped.len()),
    };
    format!("{patterns}: {}{skipped}", groups.join(", "))
}

/// Patterns that were checked against the same events.
#[derive(PartialEq, Eq)]
enum Group {
    /// All events of the patterns have a schema.
    Checked(String),
    /// Some events of the patterns have a schema.
    PartlyChecked(String),
    WithoutSchema,
    Invalid,
}

impl Group {
    /// `coverage` is `None` if the pattern is invalid.
    fn of(coverage: Option<&Coverage<'_>>) -> Self {
        let Some(Coverage { schemas, has_others }) = coverage else { return Self::Invalid };
        let events = match schemas.as_slice() {
            [] => return Self::WithoutSchema,
            [only] => only.detail_type.clone().unwrap_or_else(|| format!("the schema of {}", only.described())),
            several => format!("{} event types", several.len()),
        };
        if *has_others { Self::PartlyChecked(events) } else { Self::Checked(events) }
    }

    fn rank(&self) -> usize {
        match self {
            Self::Checked(_) => 0,
            Self::PartlyChecked(_) => 1,
            Self::WithoutSchema => 2,
            Self::Invalid => 3,
        }
    }

    fn described(&self) -> String {
        match self {
            Self::Checked(events) => format!("checked against {events}"),
            Self::PartlyChecked(events) => format!("partly checked against {events}"),
            Self::WithoutSchema => "without a schema".to_owned(),
            Self::Invalid => "invalid".to_owned(),
        }
    }
}

/// Returns the error for a pattern for events without a schema. `start` is the start of the pattern.
pub(super) fn missing(pattern: &Pattern, coverage: &Coverage<'_>, start: Span) -> Option<Diagnostic> {
    if !coverage.has_others {
        return None;
    }
    let key_span = |name: &str| {
        pattern.root.conditions.iter().find_map(|condition| match condition {
            Condition::Field(field) if field.key.as_str() == Some(name) => Some(field.key_span),
            _ => None,
        })
    };
    let span = key_span("detail-type").or_else(|| key_span("source"));
    let (message, help) = if !coverage.schemas.is_empty() {
        ("some events of this pattern have no schema", "write a pattern of its own for each `detail-type`")
    } else if span.is_none() {
        (
            "no schema: the pattern has no `source` and no `detail-type`",
            "write both, or select the event type with `--event-type`",
        )
    } else {
        (
            "the events of this pattern have no schema",
            "check patterns for events without a schema without `--require-schema`",
        )
    };
    Some(Diagnostic::error(span.unwrap_or(start), message).with_help(help))
}
