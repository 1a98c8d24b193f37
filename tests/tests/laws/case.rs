//! Random cases, each a pattern and an event, and the function that tests a law on many of them.

use super::json::{Json, Layout};
use super::shrink::{count_changes, shrunk};
use super::values::pick;
use super::{event, pattern, schemas};
use event_pattern::__private::{Tables, VERSION, Variant, run, run_with_variant};
use event_pattern::EventError;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for, program};
use event_pattern_interpreter::oracle;
use event_pattern_tests::{number_of_cases, schemas as known};
use fastrand::Rng;
use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use std::cell::{Cell, OnceCell};
use std::fmt;

/// A pattern and an event.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) schema: Option<&'static Schema>,
    pub(crate) pattern: Json,
    pub(crate) event: Json,
    pub(crate) layout: Layout,
    /// Seed for random choices in the law itself.
    pub(crate) seed: u64,
}

impl Case {
    /// Returns the event as JSON text in the layout of the case.
    pub(crate) fn text(&self) -> String {
        self.layout.write(&self.event)
    }

    /// Compiles the pattern. Returns `None` if the compiler rejects it.
    pub(crate) fn compile(&self) -> Option<CompiledPattern> {
        CompiledPattern::new(self.schema, self.pattern.compact())
    }
}

/// Formats the case as JSON text that can be copied, for the report of a broken law.
impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = self.schema {
            writeln!(formatter, "schema:  {}", schemas::describe(schema))?;
        }
        writeln!(formatter, "pattern: {}", self.pattern.compact())?;
        writeln!(formatter, "event:   {}", self.event.compact())?;
        match self.layout {
            Layout::Compact => Ok(()),
            layout => writeln!(formatter, "written: {:?} ({layout:?})", self.text()),
        }
    }
}

/// A valid pattern that every engine can run.
pub(crate) struct CompiledPattern {
    pub(crate) text: String,
    pub(crate) parsed: Parsed,
    /// The program's image and the number of scratch words that the program needs. The program is compiled on first
    /// use.
    program: OnceCell<(Vec<u8>, usize)>,
}

impl CompiledPattern {
    pub(crate) fn new(schema: Option<&'static Schema>, text: String) -> Option<Self> {
        let parsed = parse_for(known::schemas(schema), &text, Dialect::Strict);
        parsed.lowered.as_ref()?;
        Some(Self { text, parsed, program: OnceCell::new() })
    }

    pub(crate) fn rule(&self) -> &Rule {
        match &self.parsed.lowered {
            Some(lowered) => &lowered.rule,
            None => unreachable!("`new` returns only patterns that have a rule"),
        }
    }

    /// Returns the answer of the oracle.
    pub(crate) fn run_oracle(&self, event: &oracle::Event) -> bool {
        oracle::matches(self.rule(), event)
    }

    /// Runs the program with the instruction set that the runtime selects.
    pub(crate) fn run_program(&self, event: &str) -> Result<bool, EventError> {
        let (image, scratch) = self.program();
        run(Tables::new(VERSION, image), event.as_bytes(), &mut vec![0; *scratch])
    }

    /// Runs the program with an instruction set, or with the plain pass for `None`.
    pub(crate) fn run_program_with(&self, variant: Option<Variant>, event: &str) -> Result<bool, EventError> {
        let (image, scratch) = self.program();
        run_with_variant(variant, Tables::new(VERSION, image), event.as_bytes(), &mut vec![0; *scratch])
    }

    fn program(&self) -> &(Vec<u8>, usize) {
        self.program.get_or_init(|| match program::lower(self.rule()) {
            Ok(tables) => (tables.image(), tables.scratch_words()),
            Err(program::TooLarge) => panic!("the program of {} is too large", self.text),
        })
    }
}

/// Parses a generated event. Generated events are valid, so an error is a failure of the generator or of the oracle.
pub(crate) fn parse_event(event: &str) -> Result<oracle::Event, String> {
    oracle::Event::parse(event).map_err(|error| format!("the generated event is invalid: {error:?}"))
}

/// The kind of cases on which a law is tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cases {
    /// Any patterns and events, with or without a schema.
    Any,
    /// Patterns with a schema, and events that conform to the schema.
    Conforming,
    /// Like `Conforming`, but with many conditions that are always or never satisfied.
    TrivialConditions,
}

impl Cases {
    fn generate(self, rng: &mut Rng) -> Case {
        let schema = if self == Self::Any { schemas::pick_or_none(rng) } else { Some(schemas::pick(rng)) };
        let pattern = pattern::generate(rng, schema, self == Self::TrivialConditions);
        let mut event = event::generate(rng, schema, &pattern, self != Self::Any);
        if self == Self::Any {
            let percent = pick(rng, &[0, 0, 2, 5, 20]);
            event::mutate(&mut event, percent, rng);
            if !matches!(event, Json::Object(_)) {
                event = Json::member("a", event);
            }
        }
        Case { schema, pattern, event, layout: Layout::random(rng), seed: rng.u64(..) }
    }
}

impl Strategy for Cases {
    type Tree = CaseTree;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let case = self.generate(&mut Rng::with_seed(runner.rng().next_u64()));
        Ok(CaseTree::new(case, *self != Self::Any, false))
    }
}

/// A case that proptest shrinks, one change at a time. A change is kept if the smaller case still fails, and undone
/// otherwise.
pub(crate) struct CaseTree {
    case: Case,
    /// The case before the last change, to undo it.
    previous: Option<Case>,
    /// Number of the next change to try.
    next: usize,
    /// Whether a change has been kept in the current pass over all changes.
    has_changed: bool,
    /// Whether the event must keep conforming to its schema.
    keeps_conforming: bool,
    /// Whether only the event is shrunk, not the pattern.
    keeps_pattern: bool,
}

impl CaseTree {
    pub(crate) fn new(case: Case, keeps_conforming: bool, keeps_pattern: bool) -> Self {
        Self { case, previous: None, next: 0, has_changed: false, keeps_conforming, keeps_pattern }
    }

    /// Returns the case after change `number`, which affects the layout, the event or the pattern. Returns `None` if
    /// there is no such change.
    fn with_change(&self, number: usize) -> Option<Case> {
        let Some(number) = number.checked_sub(1) else {
            return Some(Case { layout: Layout::Compact, ..self.case.clone() });
        };
        if let Some(event) = shrunk(&self.case.event, number) {
            return Some(Case { event, ..self.case.clone() });
        }
        if self.keeps_pattern {
            return None;
        }
        let event_changes = count_changes(&self.case.event);
        let pattern = shrunk(&self.case.pattern, number - event_changes)?;
        Some(Case { pattern, ..self.case.clone() })
    }

    fn is_allowed(&self, case: &Case) -> bool {
        match (self.keeps_conforming, case.schema) {
            (true, Some(schema)) => event::conforms(&case.event, schema),
            _ => matches!(case.event, Json::Object(_)),
        }
    }

    fn try_next(&mut self) -> bool {
        loop {
            match self.with_change(self.next) {
                Some(changed) if self.is_allowed(&changed) => {
                    self.previous = Some(std::mem::replace(&mut self.case, changed));
                    return true;
                }
                Some(_) => self.next += 1,
                None if self.has_changed => {
                    // Start again after change 0, which affects the layout and has already been tried.
                    self.next = 1;
                    self.has_changed = false;
                }
                None => return false,
            }
        }
    }
}

impl ValueTree for CaseTree {
    type Value = Case;

    fn current(&self) -> Case {
        self.case.clone()
    }

    fn simplify(&mut self) -> bool {
        if self.previous.take().is_some() {
            self.has_changed |= self.next > 0;
            self.next += usize::from(self.next == 0);
        }
        self.try_next()
    }

    fn complicate(&mut self) -> bool {
        if let Some(previous) = self.previous.take() {
            self.case = previous;
        }
        self.next += 1;
        self.try_next()
    }
}

/// Number of cases for each law, unless `PROPTEST_CASES` is set.
const CASES: u32 = 1_000;

/// Seed of the cases, unless `PROPTEST_RNG_SEED` is set. A fixed seed gives the same cases in every run.
const SEED: u64 = 20_261_125;

/// Tests a law on [`CASES`] random cases. The law returns whether the rule matched, `None` if the law does not apply to
/// the case, or an error if the case breaks the law. Cases to which the law does not apply are not counted. At least
/// `min_match_percent` of the counted cases must match.
pub(crate) fn check_law<S>(cases: &S, min_match_percent: u32, law: impl Fn(&Case) -> Result<Option<bool>, String>)
where
    S: Strategy<Value = Case>,
{
    check_law_on(CASES, cases, min_match_percent, law);
}

/// Like [`check_law`], but on `number` cases.
pub(crate) fn check_law_on<S>(
    number: u32,
    cases: &S,
    min_match_percent: u32,
    law: impl Fn(&Case) -> Result<Option<bool>, String>,
) where
    S: Strategy<Value = Case>,
{
    let defaults = Config::default();
    let has_seed = std::env::var_os("PROPTEST_RNG_SEED").is_some();
    let config = Config {
        cases: number_of_cases(number),
        rng_seed: if has_seed { defaults.rng_seed } else { RngSeed::Fixed(SEED) },
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        ..defaults
    };
    let (counted, matched) = (Cell::new(0_u32), Cell::new(0_u32));
    let result = TestRunner::new(config).run(cases, |case| match law(&case) {
        Ok(Some(is_match)) => {
            counted.set(counted.get() + 1);
            matched.set(matched.get() + u32::from(is_match));
            Ok(())
        }
        Ok(None) => Err(TestCaseError::reject("the law does not apply")),
        Err(reason) => Err(TestCaseError::fail(reason)),
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, case)) => panic!("{reason}\n{case}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    println!("{} cases, {} matches", counted.get(), matched.get());
    assert!(
        matched.get() >= counted.get() / 100 * min_match_percent,
        "only {} of {} cases match",
        matched.get(),
        counted.get()
    );
}

/// Returns an error if the answer is not the expected one. `what` names the answer in the message.
pub(crate) fn ensure_equal<T: PartialEq + fmt::Debug>(what: &str, answer: &T, expected: &T) -> Result<(), String> {
    if answer == expected { Ok(()) } else { Err(format!("{what}: expected {expected:?}, found {answer:?}")) }
}
