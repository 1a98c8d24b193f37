//! A set of rules gives the answers of its rules.

use super::case::{Cases, CompiledPattern, check_law, ensure_equal};
use event_pattern::__private::{Set, Tables, VERSION, Variant, run_set_with_variant};
use event_pattern_compiler::program::{Set as Lowered, lower_set};
use std::cell::RefCell;
use std::collections::VecDeque;

/// Number of rules in a set: the rules of the current case and of the previous case. `tests/sets.rs` tests larger sets
/// on the conformance cases.
const RULES: usize = 2;

/// For every set of rules and every event, the set reports exactly the rules whose own programs match, and reports each
/// of them once, with every engine.
#[test]
fn a_set_gives_the_answers_of_its_rules() {
    let previous: RefCell<VecDeque<CompiledPattern>> = RefCell::default();
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let (event, mut previous) = (case.text(), previous.borrow_mut());
        let rules: Vec<&CompiledPattern> = previous.iter().chain([&compiled]).collect();
        let set = lower_set(rules.iter().map(|compiled| compiled.rule()))
            .map_err(|_| "the program of the set is too large".to_owned())?;
        let mut expected = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            if rule.run_program(&event).map_err(|error| error.to_string())? {
                expected.push(number);
            }
        }
        let texts = || rules.iter().map(|rule| rule.text.as_str()).collect::<Vec<_>>().join("\n");
        for variant in Variant::available().map(Some).chain([None]) {
            let matching = matching(&set, variant, &event)?;
            ensure_equal(&format!("the matching rules with {variant:?} among\n{}", texts()), &matching, &expected)?;
        }
        let is_match = expected.contains(&(rules.len() - 1));
        previous.push_back(compiled);
        if previous.len() == RULES {
            previous.pop_front();
        }
        Ok(Some(is_match))
    });
}

/// Returns the numbers of the rules of a set that match an event, in ascending order.
pub(crate) fn matching(set: &Lowered, variant: Option<Variant>, event: &str) -> Result<Vec<usize>, String> {
    let programs: Vec<Tables<'_>> = set.programs.iter().map(|image| Tables::new(VERSION, image)).collect();
    let (mut scratch, mut matching) = (vec![0; set.scratch_words], Vec::new());
    let matched = |rule| matching.push(rule);
    run_set_with_variant(variant, &Set::new(VERSION, &set.image), &programs, event.as_bytes(), &mut scratch, matched)
        .map_err(|error| error.to_string())?;
    matching.sort_unstable();
    Ok(matching)
}
