//! Reports names in `allow(…)` that suppress no diagnostic.

use super::attributes::Attributes;
use super::report::{Reports, Subject};
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::source::Span;

/// The lints of the diagnostics that `allow` attributes suppressed in one or more rules.
#[derive(Default)]
pub(super) struct Suppressed {
    lints: Vec<Lint>,
    /// Whether one of the rules has errors. Errors can hide other diagnostics, so the lints are not complete.
    is_incomplete: bool,
}

/// The place of an `allow` attribute.
#[derive(Clone, Copy)]
pub(super) enum AllowOwner {
    /// A rule: a function or a variant.
    Rule,
    Enum,
    /// A macro call.
    Call,
}

impl Suppressed {
    /// Creates the result for a rule without errors.
    pub(super) fn new(lints: Vec<Lint>) -> Self {
        Self { lints, is_incomplete: false }
    }

    /// Creates the result for a rule with errors.
    pub(super) fn unknown() -> Self {
        Self { lints: Vec::new(), is_incomplete: true }
    }

    /// Adds the lints that were suppressed in other rules.
    pub(super) fn add(&mut self, other: &Self) {
        self.lints.extend(&other.lints);
        self.is_incomplete |= other.is_incomplete;
    }

    /// Reports each name in the `allow` attributes of an item that suppresses nothing. The name `unused_allow` itself
    /// is not reported: it states that the other names may be needed only at times.
    pub(super) fn report_unused(
        &self,
        attributes: &Attributes,
        owner: AllowOwner,
        subject: Subject<'_>,
        reports: &mut Reports,
    ) {
        if self.is_incomplete || attributes.allows(Lint::UnusedAllow) {
            return;
        }
        for allow in attributes.allowed.iter().filter(|allow| !self.lints.contains(&allow.lint)) {
            let lint = allow.lint;
            let reason = match owner {
                _ if lint == Lint::ImpliedRule => format!("only `event-pattern check --sets` reports `{lint}`"),
                AllowOwner::Rule => format!("the pattern does not cause `{lint}`"),
                AllowOwner::Enum => format!("no rule in this enum causes `{lint}`"),
                AllowOwner::Call => format!("no rule in this macro call causes `{lint}`"),
            };
            let message = format!("this `allow` has no effect: {reason}");
            let mut diagnostic = Lint::UnusedAllow.at(Span::new(0, 1), message).with_help(format!("remove `{lint}`"));
            diagnostic.suggests_allow = false;
            subject.report_at(&diagnostic, &allow.name, reports);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{EcsTypes, NoFiles, expand, expand_sets};
    use event_pattern_compiler::diagnostic::Lint;

    const TYPED: &str = "(event: &Event<TaskStateChange>) -> bool";
    const STOPPED: &str = r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#;
    const UNNAMED: &str = r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }"#;
    const TWICE: &str = r#"{ "detail": { "containers": { "name": ["app"], "exitCode": [1] } } }"#;

    /// Returns the names of the lints that the expansion of a macro call reports.
    fn reported(call: &str) -> Vec<&'static str> {
        let tokens = call.parse().unwrap();
        let made = if call.contains("enum") {
            expand_sets(tokens, &EcsTypes, &NoFiles)
        } else {
            expand(tokens, &EcsTypes, &NoFiles)
        };
        let made = made.to_string();
        let count = |lint: &'static str| std::iter::repeat_n(lint, made.matches(&format!("[{lint}]")).count());
        Lint::entries().flat_map(|entry| count(entry.name)).collect()
    }

    #[test]
    fn names_in_allow_that_suppress_nothing_are_reported_on_functions() {
        for (attributes, pattern, expected) in [
            ("#[event_pattern(allow(fires_twice))]", TWICE, &[][..]),
            ("#[event_pattern(allow(fires_twice))]", STOPPED, &["unused_allow"]),
            ("#[event_pattern(allow(fires_twice))]", UNNAMED, &["unnamed_container", "unused_allow"]),
            ("#[event_pattern(allow(fires_twice, unnamed_container))]", UNNAMED, &["unused_allow"]),
            ("#[event_pattern(allow(fires_twice, always_true))]", STOPPED, &["unused_allow", "unused_allow"]),
            ("#[event_pattern(allow(implied_rule))]", STOPPED, &["unused_allow"]),
            ("#[event_pattern(allow(fires_twice, unused_allow))]", STOPPED, &[]),
            ("#[event_pattern(allow(unused_allow))]", STOPPED, &[]),
            // Errors can hide warnings.
            (
                "#[event_pattern(allow(fires_twice))]",
                r#"{ "detail": { "lastStatus": ["STOPED"] } }"#,
                &["unknown_value"],
            ),
            ("#[event_pattern(allow(fires_twice))]", r#"{ "detail": 1 }"#, &["invalid_pattern"]),
            ("#[event_pattern(allow(unknown_value))]", r#"{ "detail": { "lastStatus": ["PAUSED"] } }"#, &[]),
        ] {
            assert_eq!(reported(&format!("{attributes} fn rule{TYPED} {pattern}")), expected, "{attributes} {pattern}");
        }
    }

    #[test]
    fn an_allow_for_several_rules_is_unused_only_if_it_suppresses_nothing_in_all_of_them() {
        let twice_and_stopped = [TWICE, STOPPED];
        for (attribute, [one, other], expected) in [
            ("fires_twice", twice_and_stopped, &[][..]),
            ("fires_twice", [STOPPED, UNNAMED], &["unnamed_container", "unused_allow"]),
            ("fires_twice, unnamed_container", [TWICE, UNNAMED], &[]),
            ("fires_twice, always_true", twice_and_stopped, &["unused_allow"]),
            ("fires_twice, always_true, unused_allow", twice_and_stopped, &[]),
            ("fires_twice", [r#"{ "detail": 1 }"#, STOPPED], &["invalid_pattern"]),
        ] {
            let rules = format!("fn one{TYPED} {one} fn other{TYPED} {other}");
            let variants = format!("enum Rules for Event<TaskStateChange> {{ One {one} Other {other} }}");
            for call in [
                format!("#![event_pattern(allow({attribute}))] {rules}"),
                format!("#![event_pattern(allow({attribute}))] {variants}"),
                format!("#[event_pattern(allow({attribute}))] {variants}"),
            ] {
                assert_eq!(reported(&call), expected, "{call}");
            }
        }
    }

    #[test]
    fn names_in_allow_that_suppress_nothing_are_reported_on_variants() {
        for (on_enum, on_variant, [one, other], expected) in [
            ("fires_twice", "fires_twice", [STOPPED, TWICE], &[][..]),
            ("unnamed_container", "fires_twice", [UNNAMED, STOPPED], &["unused_allow"]),
            ("unused_allow", "fires_twice", [STOPPED, STOPPED], &["duplicate_rule"]),
            ("duplicate_rule", "duplicate_rule", [STOPPED, STOPPED], &[]),
            ("duplicate_rule", "duplicate_rule", [STOPPED, TWICE], &["fires_twice", "unused_allow", "unused_allow"]),
        ] {
            let call = format!(
                "#[event_pattern(allow({on_enum}))] enum Rules for Event<TaskStateChange> {{
                    One {one} #[event_pattern(allow({on_variant}))] Other {other}
                }}"
            );
            assert_eq!(reported(&call), expected, "{call}");
        }
    }
}
