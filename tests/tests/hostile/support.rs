//! Running patterns in every way there is, with little room.

use event_pattern::__private::Variant;
use event_pattern::{EventError, EventErrorKind, Pattern, validate};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse;
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;

/// How large the stack is on which programs run here.
const STACK: usize = 64 << 10;

/// What one way to run a pattern came to.
pub(crate) type Answer = Result<bool, EventError>;

/// The plain loop and every instruction set.
pub(crate) fn ways() -> impl Iterator<Item = Option<Variant>> {
    std::iter::once(None).chain(Variant::available().map(Some))
}

/// Does work on a stack of 64 KB.
pub(crate) fn on_small_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Every answer to an event. The heap is asked for the working space, whose size the pattern alone decides, and no more.
pub(crate) fn answers(pattern: &Pattern, event: &[u8]) -> Vec<(Option<Variant>, Answer)> {
    let (found, heap) = on_small_stack(|| {
        let mut found = Vec::with_capacity(ways().count());
        let heap = allocation_counter::measure(|| {
            found.extend(ways().map(|way| (way, pattern.matches_on(way, event))));
        });
        (found, heap)
    });
    assert_eq!(heap.count_max, 1, "allocations that live at one time");
    assert!(heap.bytes_max < 4096, "{} bytes on the heap", heap.bytes_max);
    assert_eq!(allocation_counter::measure(|| _ = pattern.matches_json(event)).count_total, 0);
    found
}

/// Holds every way to one answer. Nothing stands for any error of JSON.
pub(crate) fn assert_answers(name: &str, pattern: &str, event: &[u8], expected: Option<bool>) {
    let pattern = Pattern::parse(pattern).unwrap();
    for (way, answer) in answers(&pattern, event) {
        match (expected, answer) {
            (Some(expected), answer) => assert_eq!(answer, Ok(expected), "{name} by {way:?}"),
            (None, Ok(answer)) => panic!("{name} by {way:?} is answered with {answer}"),
            (None, Err(error)) => assert_ne!(error.kind(), EventErrorKind::Ambiguous, "{name} by {way:?}"),
        }
    }
}

/// A pattern for the engines and for the oracle.
pub(crate) struct Both {
    pub(crate) pattern: Pattern,
    rule: Rule,
}

impl Both {
    pub(crate) fn new(text: &str) -> Self {
        let rule = parse(text, Dialect::Strict).lowered.unwrap().rule;
        Self { pattern: Pattern::parse(text).unwrap(), rule }
    }

    /// What the oracle says, if the bytes are an event.
    pub(crate) fn expected(&self, event: &[u8]) -> Option<bool> {
        let event = oracle::Event::parse(std::str::from_utf8(event).ok()?).ok()?;
        Some(oracle::matches(&self.rule, &event))
    }

    /// Holds every way to the oracle. Tells whether the bytes are an event.
    pub(crate) fn assert_as_reference(&self, event: &[u8]) -> bool {
        let expected = self.expected(event);
        let shown = || String::from_utf8_lossy(&event[..event.len().min(400)]).into_owned();
        for way in ways() {
            match (expected, self.pattern.matches_on(way, event)) {
                (Some(expected), answer) => assert_eq!(answer, Ok(expected), "{way:?} {}", shown()),
                (None, Ok(_)) => {}
                (None, Err(error)) => assert_ne!(error.kind(), EventErrorKind::Ambiguous, "{way:?} {}", shown()),
            }
        }
        assert_eq!(validate(event).is_ok(), expected.is_some(), "{}", shown());
        expected.is_some()
    }
}
