//! The competitors: each returns the rules of a set that match an event.
//!
//! Constructors do all the work that is needed only once. This work is not measured.

use super::event::NeededFields;
use super::rule::Rule;
use event_pattern::__private::{self, Tables, VERSION, run_set};
use event_pattern::{Pattern, RuleSet};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse;
use event_pattern_compiler::program::{Set, lower_set};
use quamina::{Quamina, QuaminaBuilder};
use std::cell::RefCell;

/// A set of rules that is ready to evaluate events.
pub trait SetMatcher {
    /// Returns the number of rules that match the event. This call is measured.
    fn count(&self, json: &[u8]) -> usize;

    /// Returns the indices of the rules that match the event, in ascending order.
    fn numbers(&self, json: &[u8]) -> Vec<usize>;
}

/// A competitor.
#[derive(Clone, Copy)]
pub struct Competitor {
    /// Name shown in the result tables.
    pub name: &'static str,
    /// Maximum number of rules. Larger sets would take too long.
    pub max_rules: usize,
    /// Builds the matcher for a set.
    pub prepare: fn(&[Rule]) -> Box<dyn SetMatcher>,
}

/// Name of the competitor with the tables that the macro generates. All others are compared with it.
pub const STATIC_SET: &str = "event_pattern, static set";
/// Name of the competitor that is built at run time.
pub const RULE_SET: &str = "event_pattern, RuleSet";
/// Name of the competitor that uses the `quamina` crate.
pub const QUAMINA: &str = "quamina";

/// Returns all competitors in the order of the table's rows.
#[must_use]
pub fn competitors() -> [Competitor; 5] {
    [
        Competitor { name: STATIC_SET, max_rules: 1_000, prepare: |rules| Box::new(StaticSet::new(rules)) },
        Competitor { name: RULE_SET, max_rules: usize::MAX, prepare: |rules| Box::new(rule_set(rules)) },
        // `quamina` panics if more than 255 rules end in the same value.
        Competitor { name: QUAMINA, max_rules: 50_000, prepare: |rules| Box::new(quamina(rules)) },
        Competitor {
            name: "serde_json into a struct, and an `if` per rule",
            max_rules: usize::MAX,
            prepare: |rules| Box::new(ByHand(rules.into())),
        },
        Competitor {
            name: "event_pattern, one pattern after another",
            max_rules: 1_000,
            prepare: |rules| Box::new(Loop::new(rules)),
        },
    ]
}

/// The tables, and the memory that generated code keeps on its stack: one bit for each rule, and the scratch memory.
struct StaticSet {
    set: __private::Set<'static>,
    programs: Vec<Tables<'static>>,
    state: RefCell<State>,
}

struct State {
    matching: Vec<u64>,
    scratch: Vec<u64>,
}

impl StaticSet {
    fn new(rules: &[Rule]) -> Self {
        let parsed: Vec<_> = rules.iter().map(|rule| parse(&rule.pattern(), Dialect::Strict)).collect();
        let lowered = parsed.iter().map(|parsed| &parsed.lowered.as_ref().expect("the pattern is valid").rule);
        let Set { image, programs, scratch_words } = lower_set(lowered).expect("the rules fit into the tables");
        // In generated code, the tables are constants. Here, they are leaked to make them `'static`.
        let set = __private::Set::new(VERSION, image.leak());
        let programs = programs.into_iter().map(|program| Tables::new(VERSION, program.leak())).collect();
        let state = State { matching: vec![0; rules.len().div_ceil(64)], scratch: vec![0; scratch_words] };
        Self { set, programs, state: RefCell::new(state) }
    }

    fn run<T>(&self, json: &[u8], read: impl Fn(&[u64]) -> T) -> T {
        let State { matching, scratch } = &mut *self.state.borrow_mut();
        matching.fill(0);
        scratch.fill(0);
        let mark_match = |number: usize| matching[number / 64] |= 1 << (number % 64);
        run_set(&self.set, &self.programs, json, scratch, mark_match).expect("the event is JSON");
        read(matching)
    }
}

impl SetMatcher for StaticSet {
    fn count(&self, json: &[u8]) -> usize {
        self.run(json, |words| words.iter().map(|word| word.count_ones() as usize).sum())
    }

    fn numbers(&self, json: &[u8]) -> Vec<usize> {
        let is_set = |words: &[u64], number: usize| words[number / 64] >> (number % 64) & 1 == 1;
        self.run(json, |words| (0..64 * words.len()).filter(|number| is_set(words, *number)).collect())
    }
}

/// Builds a set at run time. The names of the rules are their indices.
///
/// # Panics
/// Panics if the pattern of a rule is invalid, which a test rules out.
#[must_use]
pub fn rule_set(rules: &[Rule]) -> RuleSet {
    let mut set = RuleSet::new();
    for (number, rule) in rules.iter().enumerate() {
        set.add(number.to_string(), &rule.pattern()).expect("the pattern is valid");
    }
    set
}

impl SetMatcher for RuleSet {
    fn count(&self, json: &[u8]) -> usize {
        self.matching_json(json).expect("the event is JSON").count()
    }

    fn numbers(&self, json: &[u8]) -> Vec<usize> {
        let names = self.matching_json(json).expect("the event is JSON");
        names.map(|name| name.parse().expect("names are indices")).collect()
    }
}

fn quamina(rules: &[Rule]) -> Quamina<usize> {
    // Sets of about ten thousand rules exceed the default limit.
    let builder = QuaminaBuilder::new().with_arena_byte_budget(1 << 32);
    let mut patterns = builder.build().expect("quamina accepts the limit");
    for (number, rule) in rules.iter().enumerate() {
        patterns.add_pattern(number, &rule.pattern()).expect("quamina accepts this pattern");
    }
    patterns
}

impl SetMatcher for Quamina<usize> {
    fn count(&self, json: &[u8]) -> usize {
        self.matches_for_event(json).expect("the event is JSON").len()
    }

    fn numbers(&self, json: &[u8]) -> Vec<usize> {
        let mut numbers = self.matches_for_event(json).expect("the event is JSON");
        numbers.sort_unstable();
        numbers
    }
}

/// A struct of the needed fields, deserialized by `serde_json`, and a hand-written condition for each rule.
struct ByHand(Vec<Rule>);

impl ByHand {
    fn accepting<'r>(&'r self, event: &'r NeededFields) -> impl Iterator<Item = usize> + 'r {
        self.0.iter().enumerate().filter(|(_, rule)| rule.accepts(event)).map(|(number, _)| number)
    }
}

impl SetMatcher for ByHand {
    fn count(&self, json: &[u8]) -> usize {
        self.accepting(&serde_json::from_slice(json).expect("the event is JSON")).count()
    }

    fn numbers(&self, json: &[u8]) -> Vec<usize> {
        self.accepting(&serde_json::from_slice(json).expect("the event is JSON")).collect()
    }
}

/// Patterns that are evaluated one after another.
struct Loop(Vec<Pattern>);

impl Loop {
    fn new(rules: &[Rule]) -> Self {
        Self(rules.iter().map(|rule| Pattern::parse(&rule.pattern()).expect("the pattern is valid")).collect())
    }

    fn matching(&self, json: &[u8]) -> impl Iterator<Item = usize> {
        let matches = |pattern: &Pattern| pattern.matches_json(json).expect("the event is JSON");
        self.0.iter().enumerate().filter(move |(_, pattern)| matches(pattern)).map(|(number, _)| number)
    }
}

impl SetMatcher for Loop {
    fn count(&self, json: &[u8]) -> usize {
        self.matching(json).count()
    }

    fn numbers(&self, json: &[u8]) -> Vec<usize> {
        self.matching(json).collect()
    }
}
