//! A pattern and an event as one random case, and how a law is held to many of them.

use super::json::{Json, Layout};
use super::simplify::{changes, simpler};
use super::words::pick;
use super::{event, pattern, schemas};
use event_pattern::__private::{Tables, VERSION, Variant, run, run_with_variant};
use event_pattern::EventError;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for, program};
use event_pattern_interpreter::oracle;
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
    /// What else a law takes by chance.
    pub(crate) seed: u64,
}

impl Case {
    /// The event as it is written.
    pub(crate) fn text(&self) -> String {
        self.layout.write(&self.event)
    }

    /// The pattern read and understood, unless it is refused.
    pub(crate) fn read(&self) -> Option<Read> {
        Read::of(self.schema, self.pattern.compact())
    }
}

/// What a failure shows: JSON text to copy.
impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = self.schema {
            writeln!(formatter, "schema:  {}", schemas::described(schema))?;
        }
        writeln!(formatter, "pattern: {}", self.pattern.compact())?;
        writeln!(formatter, "event:   {}", self.event.compact())?;
        match self.layout {
            Layout::Compact => Ok(()),
            layout => writeln!(formatter, "written: {:?} ({layout:?})", self.text()),
        }
    }
}

/// A pattern that is not refused, ready to be asked in every way.
pub(crate) struct Read {
    pub(crate) text: String,
    pub(crate) parsed: Parsed,
    /// The program, once it is asked for, and how many words of working space it wants.
    tables: OnceCell<(Vec<u8>, usize)>,
}

impl Read {
    pub(crate) fn of(schema: Option<&'static Schema>, text: String) -> Option<Self> {
        let parsed = parse_for(schema, &text, Dialect::Strict);
        parsed.lowered.as_ref()?;
        Some(Self { text, parsed, tables: OnceCell::new() })
    }

    pub(crate) fn rule(&self) -> &Rule {
        match &self.parsed.lowered {
            Some(lowered) => &lowered.rule,
            None => unreachable!("only what has a rule is read"),
        }
    }

    /// What the oracle says.
    pub(crate) fn reference(&self, event: &oracle::Event) -> bool {
        oracle::matches(self.rule(), event)
    }

    /// What the program says.
    pub(crate) fn program(&self, event: &str) -> Result<bool, EventError> {
        let (image, scratch) = self.tables();
        run(Tables::new(VERSION, image), event.as_bytes(), &mut vec![0; *scratch])
    }

    /// What the program says, run with an instruction set or by the plain loop.
    pub(crate) fn program_on(&self, variant: Option<Variant>, event: &str) -> Result<bool, EventError> {
        let (image, scratch) = self.tables();
        run_with_variant(variant, Tables::new(VERSION, image), event.as_bytes(), &mut vec![0; *scratch])
    }

    fn tables(&self) -> &(Vec<u8>, usize) {
        self.tables.get_or_init(|| match program::lower(self.rule()) {
            Ok(tables) => (tables.image(), tables.scratch_words()),
            Err(program::TooLarge) => panic!("{} is too large", self.text),
        })
    }
}

/// An event of a case. All that are made can be read.
pub(crate) fn flat(event: &str) -> Result<oracle::Event, String> {
    oracle::Event::parse(event).map_err(|found| format!("the event is none: {found:?}"))
}

/// Which cases a law is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cases {
    /// Any patterns and events.
    Any,
    /// Patterns for the events of a schema, and events as the service sends them.
    Usual,
    /// The same, with many conditions that hold always or never.
    Telling,
}

impl Cases {
    fn random(self, rng: &mut Rng) -> Case {
        let schema = if self == Self::Any { schemas::any(rng) } else { Some(schemas::some(rng)) };
        let pattern = pattern::random(rng, schema, self == Self::Telling);
        let mut event = event::random(rng, schema, &pattern, self != Self::Any);
        if self == Self::Any {
            let often = pick(rng, &[0, 0, 2, 5, 20]);
            event::disturb(&mut event, often, rng);
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
        let case = self.random(&mut Rng::with_seed(runner.rng().next_u64()));
        Ok(CaseTree::new(case, *self != Self::Any, false))
    }
}

/// A case and simpler ones. A change that the failure outlives stays; one that it does not is taken back.
pub(crate) struct CaseTree {
    case: Case,
    before: Option<Case>,
    /// The number of the next change.
    next: usize,
    /// Whether a change stayed since the first one was last tried.
    has_changed: bool,
    /// Whether the event stays one that the service sends.
    stays_usual: bool,
    /// Whether the pattern is left as it is.
    keeps_pattern: bool,
}

impl CaseTree {
    pub(crate) fn new(case: Case, stays_usual: bool, keeps_pattern: bool) -> Self {
        Self { case, before: None, next: 0, has_changed: false, stays_usual, keeps_pattern }
    }

    /// The case with a change: of the layout, the event, or the pattern.
    fn simpler(&self, number: usize) -> Option<Case> {
        let Some(number) = number.checked_sub(1) else {
            return Some(Case { layout: Layout::Compact, ..self.case.clone() });
        };
        if let Some(event) = simpler(&self.case.event, number) {
            return Some(Case { event, ..self.case.clone() });
        }
        if self.keeps_pattern {
            return None;
        }
        let of_event = changes(&self.case.event);
        let pattern = simpler(&self.case.pattern, number - of_event)?;
        Some(Case { pattern, ..self.case.clone() })
    }

    fn is_possible(&self, case: &Case) -> bool {
        match (self.stays_usual, case.schema) {
            (true, Some(schema)) => event::is_usual(&case.event, schema),
            _ => matches!(case.event, Json::Object(_)),
        }
    }

    fn try_next(&mut self) -> bool {
        loop {
            match self.simpler(self.next) {
                Some(simpler) if self.is_possible(&simpler) => {
                    self.before = Some(std::mem::replace(&mut self.case, simpler));
                    return true;
                }
                Some(_) => self.next += 1,
                None if self.has_changed => {
                    // The layout is as simple as it gets.
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
        if self.before.take().is_some() {
            self.has_changed |= self.next > 0;
            self.next += usize::from(self.next == 0);
        }
        self.try_next()
    }

    fn complicate(&mut self) -> bool {
        if let Some(before) = self.before.take() {
            self.case = before;
        }
        self.next += 1;
        self.try_next()
    }
}

/// How many cases each law is held to, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 20_000;

/// The same cases every time, unless `PROPTEST_RNG_SEED` says otherwise.
const SEED: u64 = 20_261_125;

/// Holds a law to random cases. It says of each whether the rule matched, or nothing where the law does not apply; such a case
/// does not count. At least `share` of a hundred must match.
pub(crate) fn hold<S>(cases: &S, share: u32, law: impl Fn(&Case) -> Result<Option<bool>, String>)
where
    S: Strategy<Value = Case>,
{
    hold_on(CASES, cases, share, law);
}

/// As [`hold`], for a part of the cases.
pub(crate) fn hold_on<S>(number: u32, cases: &S, share: u32, law: impl Fn(&Case) -> Result<Option<bool>, String>)
where
    S: Strategy<Value = Case>,
{
    let given = Config::default();
    let is_set = |name: &str| std::env::var_os(name).is_some();
    let config = Config {
        cases: if is_set("PROPTEST_CASES") { given.cases } else { number },
        rng_seed: if is_set("PROPTEST_RNG_SEED") { given.rng_seed } else { RngSeed::Fixed(SEED) },
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        ..given
    };
    let (held, matched) = (Cell::new(0_u32), Cell::new(0_u32));
    let result = TestRunner::new(config).run(cases, |case| match law(&case) {
        Ok(Some(is_match)) => {
            held.set(held.get() + 1);
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
    println!("{} cases, {} matches", held.get(), matched.get());
    assert!(matched.get() >= held.get() / 100 * share, "only {} of {} match", matched.get(), held.get());
}

/// Holds two answers to each other.
pub(crate) fn same<T: PartialEq + fmt::Debug>(what: &str, answer: &T, expected: &T) -> Result<(), String> {
    if answer == expected { Ok(()) } else { Err(format!("{what}: {answer:?}, and not {expected:?}")) }
}
