//! A set of rules answers as each of its rules does alone.

use super::case::{Cases, Read, hold, same};
use event_pattern::__private::{Set, Tables, VERSION, Variant, run_set_with_variant};
use event_pattern_compiler::program::{Set as Lowered, lower_set};
use std::cell::RefCell;
use std::collections::VecDeque;

/// How many rules the sets have: those of the last cases. Large sets are held to their rules on cases from files.
const RULES: usize = 2;

/// For every set of rules and every event: in every way to run it, a set tells the rules whose own programs match, each once,
/// and leaves its working space as zero as it was.
#[test]
fn a_set_answers_as_each_of_its_rules_alone() {
    let others: RefCell<VecDeque<Read>> = RefCell::default();
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let (event, mut others) = (case.text(), others.borrow_mut());
        let rules: Vec<&Read> = others.iter().chain([&read]).collect();
        let set = lower_set(rules.iter().map(|read| read.rule())).map_err(|_| "the set is too large".to_owned())?;
        let mut alone = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            if rule.program(&event).map_err(|error| error.to_string())? {
                alone.push(number);
            }
        }
        let texts = || rules.iter().map(|rule| rule.text.as_str()).collect::<Vec<_>>().join("\n");
        for variant in Variant::available().map(Some).chain([None]) {
            let matching = matching(&set, variant, &event)?;
            same(&format!("{variant:?}, with the rules\n{}", texts()), &matching, &alone)?;
        }
        let is_match = alone.contains(&(rules.len() - 1));
        others.push_back(read);
        if others.len() == RULES {
            others.pop_front();
        }
        Ok(Some(is_match))
    });
}

fn matching(set: &Lowered, variant: Option<Variant>, event: &str) -> Result<Vec<usize>, String> {
    let programs: Vec<Tables<'_>> = set.programs.iter().map(|image| Tables::new(VERSION, image)).collect();
    let (mut scratch, mut matching) = (vec![0; set.scratch_words], Vec::new());
    let matched = |rule| matching.push(rule);
    run_set_with_variant(variant, &Set::new(VERSION, &set.image), &programs, event.as_bytes(), &mut scratch, matched)
        .map_err(|error| error.to_string())?;
    matching.sort_unstable();
    Ok(matching)
}
