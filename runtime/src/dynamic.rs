//! Patterns that are known only at run time.

use crate::json::JsonError;
use crate::program::{self, Bound, Goal, Key, Leaf, Node, Program, Range, Requirement, Slice, Tail, Test};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::program as compiled;
use event_pattern_compiler::source::Source;

/// A pattern that is parsed at run time and run by the same engine as those that the macro compiles.
///
/// Matching allocates nothing, unless the pattern is very large.
///
/// ```
/// use event_pattern::Pattern;
///
/// let pattern: Pattern = r#"{ "detail": { "exitCode": [{ "anything-but": [0] }] } }"#.parse()?;
/// assert!(pattern.matches(br#"{ "detail": { "exitCode": 1 } }"#)?);
/// assert!(!pattern.matches(br#"{ "detail": { "exitCode": 0 } }"#)?);
///
/// let error = Pattern::parse(r#"{ "detail": { "exitCode": 0 } }"#).unwrap_err();
/// assert!(error.to_string().contains("put the value in brackets"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Pattern {
    text: Vec<u8>,
    nodes: Vec<Node>,
    keys: Vec<Key>,
    leaves: Vec<Leaf>,
    tests: Vec<Test>,
    goals: Vec<Goal>,
    requirements: Vec<Requirement>,
    sightings: Vec<u16>,
    conjunctions: Vec<Range>,
    conjunction_leaves: Vec<u16>,
    bits: u16,
    depth: u16,
    tails: Vec<Tail>,
    has_tails: bool,
    reach: u32,
}

/// Everything that is wrong with a pattern's text, each with its line, a caret and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    rendered: String,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.rendered)
    }
}

impl core::error::Error for PatternError {}

impl Pattern {
    /// How many words of working space stand on the stack; patterns that want more get it from the heap.
    const INLINE: usize = 128;

    /// Parses the JSON text of a pattern.
    ///
    /// # Errors
    /// The service would refuse the pattern, or it is larger than the engine's tables can be. The error lists all
    /// problems.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let parsed = event_pattern_compiler::parse(text, Dialect::Strict);
        let source = Source::new("pattern", text);
        let Some(lowered) = parsed.lowered else {
            let errors = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.is_refusal());
            let rendered: Vec<String> = errors.map(|error| error.render(&source)).collect();
            return Err(PatternError { rendered: rendered.join("\n\n") });
        };
        let too_large = |compiled::TooLarge| PatternError { rendered: "error: the pattern is too large".into() };
        compiled::lower(&lowered.rule).map(Self::from_tables).map_err(too_large)
    }

    /// Whether the pattern matches an event, given as its JSON text.
    ///
    /// # Errors
    /// The bytes are no JSON object, and that came to light before the answer was certain.
    pub fn matches(&self, json: &[u8]) -> Result<bool, JsonError> {
        let program = self.program();
        let wanted = program.scratch();
        if wanted <= Self::INLINE {
            return program::run(&program, json, &mut [0; Self::INLINE][..wanted]);
        }
        program::run(&program, json, &mut vec![0; wanted])
    }

    /// As [`matches`](Self::matches), run in one of the ways there are: by the plain loop, or with an instruction set.
    #[doc(hidden)]
    pub fn matches_on(&self, variant: Option<program::Variant>, json: &[u8]) -> Result<bool, JsonError> {
        let program = self.program();
        program::run_on(variant, &program, json, &mut vec![0; program.scratch()])
    }

    fn program(&self) -> Program<'_> {
        Program {
            text: &self.text,
            nodes: &self.nodes,
            keys: &self.keys,
            leaves: &self.leaves,
            tests: &self.tests,
            goals: &self.goals,
            requirements: &self.requirements,
            sightings: &self.sightings,
            conjunctions: &self.conjunctions,
            conjunction_leaves: &self.conjunction_leaves,
            bits: self.bits,
            depth: self.depth,
            tails: &self.tails,
            has_tails: self.has_tails,
            reach: self.reach,
        }
    }

    fn from_tables(tables: compiled::Program) -> Self {
        Self {
            nodes: tables.nodes.iter().map(node).collect(),
            keys: tables.keys.iter().map(key).collect(),
            leaves: tables.leaves.iter().map(leaf).collect(),
            tests: tables.tests.iter().map(test).collect(),
            goals: tables
                .goals
                .iter()
                .map(|goal| Goal {
                    requirements: range(goal.requirements),
                    bit: goal.bit,
                    is_final: goal.is_final,
                    all: goal.all,
                })
                .collect(),
            requirements: tables
                .requirements
                .iter()
                .map(|one| Requirement { set: one.set, unset: one.unset })
                .collect(),
            conjunctions: tables.conjunctions.iter().copied().map(range).collect(),
            text: tables.text,
            sightings: tables.sightings,
            conjunction_leaves: tables.conjunction_leaves,
            bits: tables.bits,
            depth: tables.depth,
            tails: tables.tails.iter().copied().map(tail).collect(),
            has_tails: tables.has_tails,
            reach: tables.reach,
        }
    }
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        Self::parse(text)
    }
}

fn range(range: compiled::Range) -> Range {
    Range(range.0, range.1)
}

fn slice(slice: compiled::Slice) -> Slice {
    Slice(slice.0, slice.1)
}

fn tail(tail: compiled::Tail) -> Tail {
    Tail { bytes: tail.bytes, mask: tail.mask }
}

fn bound(bound: compiled::Bound) -> Bound {
    Bound { value: bound.value, inclusive: bound.inclusive }
}

fn node(node: &compiled::Node) -> Node {
    Node {
        keys: range(node.keys),
        leaves: range(node.leaves),
        goals: range(node.goals),
        bits: range(node.bits),
        first_bits: node.first_bits,
        sightings: range(node.sightings),
        entered: node.entered,
        endings: node.endings,
        dotted_endings: node.dotted_endings,
        dotted: range(node.dotted),
    }
}

fn key(key: &compiled::Key) -> Key {
    Key {
        quoted: slice(key.quoted),
        node: key.node,
        exact: slice(key.exact),
        leaf: key.leaf,
        opens: key.opens,
        tail: tail(key.tail),
    }
}

fn leaf(leaf: &compiled::Leaf) -> Leaf {
    Leaf {
        node: leaf.node,
        tests: range(leaf.tests),
        bit: leaf.bit,
        accepts_absence: leaf.accepts_absence,
        is_needed: leaf.is_needed,
        last_key: slice(leaf.last_key),
        rare: leaf.rare,
    }
}

fn test(test: &compiled::Test) -> Test {
    match *test {
        compiled::Test::Any => Test::Any,
        compiled::Test::Null => Test::Null,
        compiled::Test::Boolean(value) => Test::Boolean(value),
        compiled::Test::Text(text) => Test::Text(slice(text)),
        compiled::Test::Prefix(text) => Test::Prefix(slice(text)),
        compiled::Test::Suffix(text) => Test::Suffix(slice(text)),
        compiled::Test::TextIgnoreCase(text) => Test::TextIgnoreCase(slice(text)),
        compiled::Test::PrefixIgnoreCase(text) => Test::PrefixIgnoreCase(slice(text)),
        compiled::Test::SuffixIgnoreCase(text) => Test::SuffixIgnoreCase(slice(text)),
        compiled::Test::Wildcard(form) => Test::Wildcard(slice(form)),
        compiled::Test::Block(address, mask_bits) => Test::Block(slice(address), mask_bits),
        compiled::Test::Number(value) => Test::Number(value),
        compiled::Test::NumberText(text) => Test::NumberText(slice(text)),
        compiled::Test::NumberByFirstDigit => Test::NumberByFirstDigit,
        compiled::Test::Between(lower, upper) => Test::Between(bound(lower), bound(upper)),
        compiled::Test::OneText(tests) => Test::OneText(range(tests)),
        compiled::Test::OneNumber(tests) => Test::OneNumber(range(tests)),
        compiled::Test::Not(tests) => Test::Not(range(tests)),
    }
}
