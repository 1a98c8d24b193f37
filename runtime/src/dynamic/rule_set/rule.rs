//! A rule in a set, and its own program.

use crate::dynamic::pattern::PatternError;
use crate::engine::{self, Budget, Tables};
use crate::json::EventError;
use alloc::string::String;
use alloc::vec::Vec;
use event_pattern_compiler::program::{SetTables, TooLarge, lower};
use event_pattern_compiler::{Parsed, parse_accepted, rule};
use event_pattern_tables::VERSION;
use std::sync::OnceLock;

/// A rule in a set.
#[derive(Clone)]
pub(super) struct NamedRule {
    name: String,
    pattern: String,
    /// The rule's own program. It is compiled when the rule is added if the pass that matches all rules at once cannot
    /// decide this rule. Otherwise, it is compiled for the first event that needs it. Few events need it, so most
    /// programs are never compiled.
    program: OnceLock<RuleProgram>,
}

/// The program of one rule.
#[derive(Clone)]
pub(super) struct RuleProgram {
    image: Vec<u8>,
    /// Size of the scratch that the engine needs, in 64-bit words.
    scratch_words: usize,
}

/// Smallest number of parts (alternatives, path steps, conditions and branches) that may make a rule too large for its
/// own program. A rule with fewer parts always fits.
const MIN_CHECKED_PARTS: usize = 2_000;

impl NamedRule {
    /// Adds a rule to the tables of a set.
    pub(super) fn add_to_tables(
        tables: &mut SetTables,
        name: &str,
        pattern: &str,
        parse: fn(&str) -> Parsed,
    ) -> Result<Self, PatternError> {
        let rule = parse_rule(pattern, parse)?;
        let too_large = |TooLarge| PatternError::too_large(pattern);
        let checked_program = if is_small(&rule) { None } else { Some(RuleProgram::new(&rule).map_err(too_large)?) };
        let added = tables.add(&rule).map_err(too_large)?;
        let program = match checked_program.filter(|_| added.needs_program) {
            None if added.needs_program => Some(RuleProgram::new(&rule).map_err(too_large)?),
            program => program,
        };
        let program = program.map_or_else(OnceLock::new, OnceLock::from);
        Ok(Self { name: name.into(), pattern: pattern.into(), program })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether the rule's own program has been compiled.
    #[cfg(test)]
    pub(super) fn is_compiled(&self) -> bool {
        self.program.get().is_some()
    }

    /// Returns the rule's own program, which is compiled on the first call.
    ///
    /// # Panics
    /// Panics if the pattern cannot be compiled. This cannot happen: when the rule was added, the pattern was parsed and
    /// the size of the rule was checked.
    pub(super) fn program(&self) -> &RuleProgram {
        self.program.get_or_init(|| {
            match parse_rule(&self.pattern, parse_accepted).map(|rule| RuleProgram::new(&rule)) {
                Ok(Ok(program)) => program,
                Ok(Err(_)) | Err(_) => unreachable!("the pattern of rule `{}` was compiled before", self.name),
            }
        })
    }
}

impl RuleProgram {
    fn new(rule: &rule::Rule) -> Result<Self, TooLarge> {
        let tables = lower(rule)?;
        Ok(Self { image: tables.image(), scratch_words: tables.scratch_words() })
    }

    /// Whether the rule matches an event. `scratch` grows to the size that the program needs.
    pub(super) fn run(&self, budget: Option<&Budget>, json: &[u8], scratch: &mut Vec<u64>) -> Result<bool, EventError> {
        scratch.resize(scratch.len().max(self.scratch_words), 0);
        engine::run_within(budget, Tables::new(VERSION, &self.image), json, scratch)
    }
}

/// Parses and lowers a pattern.
fn parse_rule(pattern: &str, parse: fn(&str) -> Parsed) -> Result<rule::Rule, PatternError> {
    let parsed = parse(pattern);
    match parsed.lowered {
        Some(lowered) => Ok(lowered.rule),
        None => Err(PatternError::of(&parsed, pattern)),
    }
}

/// Returns `true` if the rule is so small that it is guaranteed to fit into a program. `false` means that it may not fit.
fn is_small(rule: &rule::Rule) -> bool {
    let alternatives: usize = rule.leaves.iter().map(|leaf| leaf.alternatives.len() + leaf.path.steps().len()).sum();
    let conditions: usize = rule.conjunctions.iter().map(|conjunction| conjunction.leaves.len() + 1).sum();
    rule.scopes.is_empty() && alternatives + conditions < MIN_CHECKED_PARTS
}

#[cfg(test)]
mod tests {
    use super::{is_small, parse_rule};
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;
    use event_pattern_compiler::parse_accepted;

    #[test]
    fn is_small_counts_the_parts_of_a_rule() {
        // A path step, a conjunction and its condition.
        let other_parts = 3;
        for (count, expected) in [(1, true), (1999 - other_parts, true), (2000 - other_parts, false), (5000, false)] {
            let alternatives: Vec<String> = (0..count).map(|number| format!("{number}")).collect();
            let rule = parse_rule(&format!(r#"{{"a":[{}]}}"#, alternatives.join(",")), parse_accepted).unwrap();
            assert_eq!(is_small(&rule), expected, "{count}");
        }
    }
}
