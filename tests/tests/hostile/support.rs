//! Runs patterns with every engine, on a small stack and with a counting allocator.

use event_pattern::__private::Variant;
use event_pattern::{EventError, Pattern, validate};
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;

/// Size of the stack on which programs run.
const STACK_BYTES: usize = 64 << 10;

/// The answer of one engine.
pub(crate) type Answer = Result<bool, EventError>;

/// The engine that runs a program: the sweep with an instruction set, or the plain pass for `None`.
pub(crate) type Engine = Option<Variant>;

/// Returns the plain pass, and the sweep with every instruction set that this processor supports.
pub(crate) fn engines() -> impl Iterator<Item = Engine> {
    std::iter::once(None).chain(Variant::available().map(Some))
}

/// Calls `work` on a thread with a stack of [`STACK_BYTES`] bytes.
pub(crate) fn on_small_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Returns the answer of every engine. Asserts that the only heap allocation is the scratch, whose size depends only on
/// the pattern.
pub(crate) fn answers(pattern: &Pattern, event: &[u8]) -> Vec<(Engine, Answer)> {
    let (answers, heap) = on_small_stack(|| {
        let mut answers = Vec::with_capacity(engines().count());
        let heap = allocation_counter::measure(|| {
            answers.extend(engines().map(|engine| (engine, pattern.matches_on(engine, event))));
        });
        (answers, heap)
    });
    assert_eq!(heap.count_max, 1, "number of allocations at the same time");
    assert!(heap.bytes_max < 4096, "{} bytes on the heap at the same time", heap.bytes_max);
    assert_eq!(allocation_counter::measure(|| _ = pattern.matches_json(event)).count_total, 0);
    answers
}

/// Asserts that every engine gives the expected answer. `None` means that a JSON error is expected.
pub(crate) fn assert_answers(name: &str, pattern: &str, event: &[u8], expected: Option<bool>) {
    let pattern = Pattern::parse(pattern).unwrap();
    for (engine, answer) in answers(&pattern, event) {
        match (expected, answer) {
            (Some(expected), answer) => assert_eq!(answer, Ok(expected), "{name} with {engine:?}"),
            (None, Ok(answer)) => panic!("{name} with {engine:?}: expected an error, found {answer}"),
            (None, Err(error)) => assert!(error.offset().is_some(), "{name} with {engine:?}"),
        }
    }
}

/// A pattern compiled for the engines and for the oracle.
pub(crate) struct ComparedPattern {
    pub(crate) pattern: Pattern,
    rule: Rule,
}

impl ComparedPattern {
    pub(crate) fn new(text: &str) -> Self {
        let rule = parse_known(text).lowered.unwrap().rule;
        Self { pattern: Pattern::parse(text).unwrap(), rule }
    }

    /// Returns the answer of the oracle, or `None` if the bytes are not an event.
    pub(crate) fn expected(&self, event: &[u8]) -> Option<bool> {
        let event = oracle::Event::parse(std::str::from_utf8(event).ok()?).ok()?;
        Some(oracle::matches(&self.rule, &event))
    }

    /// Asserts that every engine agrees with the oracle. If the bytes are not an event, an engine may give any answer
    /// except an error that is not about a byte. Returns whether the bytes are an event.
    pub(crate) fn assert_agrees_with_oracle(&self, event: &[u8]) -> bool {
        let expected = self.expected(event);
        let shown = || String::from_utf8_lossy(&event[..event.len().min(400)]).into_owned();
        for engine in engines() {
            match (expected, self.pattern.matches_on(engine, event)) {
                (Some(expected), answer) => assert_eq!(answer, Ok(expected), "{engine:?}: {}", shown()),
                (None, Ok(_)) => {}
                (None, Err(error)) => assert!(error.offset().is_some(), "{engine:?}: {}", shown()),
            }
        }
        assert_eq!(validate(event).is_ok(), expected.is_some(), "{}", shown());
        expected.is_some()
    }
}
