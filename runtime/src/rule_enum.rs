//! What an enum of rules is to the code that works with all of them.

use crate::__private::{Set, Tables};
use core::fmt::Debug;
use core::hash::Hash;

/// An enum whose variants are rules.
///
/// Only [`event_patterns!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_patterns.html) implements it. It is there so that a function can take the rules of any enum:
///
/// ```
/// use event_pattern::{MatchSet, RuleEnum, event_patterns};
///
/// event_patterns! {
///     enum Job {
///         Failed { "detail": { "state": ["FAILED"] } }
///         Late { "detail": { "minutes": [{ "numeric": [">", 60] }] } }
///     }
/// }
///
/// fn names<R: RuleEnum>(matched: MatchSet<R>) -> Vec<&'static str> {
///     matched.iter().map(R::name).collect()
/// }
///
/// assert_eq!(names(Job::matching_json(br#"{ "detail": { "state": "FAILED", "minutes": 61 } }"#)?), ["Failed", "Late"]);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum of rules",
    note = "only `event_patterns!` makes an enum of rules"
)]
pub trait RuleEnum: Generated + Copy + Ord + Hash + Debug + Send + Sync + 'static {
    /// All rules, in the order of the enum.
    const ALL: &'static [Self];

    /// The place of the rule in [`ALL`](Self::ALL).
    fn index(self) -> usize;

    /// The name of the rule, which is that of the variant.
    fn name(self) -> &'static str;
}

/// What generated code and the runtime agree on for an enum of rules. It keeps [`RuleEnum`] from being implemented by hand, and
/// may change with every version.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum of rules",
    note = "only `event_patterns!` makes an enum of rules"
)]
pub trait Generated: Sized {
    /// A bit for each rule.
    type Words: Words;

    /// The bits of all rules.
    const ALL_BITS: Self::Words;

    /// The tables of all rules together.
    const SET: Set<'static>;

    /// The tables of each rule, in the order of the enum.
    const TABLES: &'static [Tables<'static>];
}

/// Words of bits: an array of as many as an enum takes.
pub trait Words: Copy + Eq + Hash + Send + Sync + 'static {
    /// No bit.
    const NONE: Self;

    /// The words.
    fn as_slice(&self) -> &[u64];

    /// The words, to change them.
    fn as_mut_slice(&mut self) -> &mut [u64];
}

impl<const COUNT: usize> Words for [u64; COUNT] {
    const NONE: Self = [0; COUNT];

    #[inline]
    fn as_slice(&self) -> &[u64] {
        self
    }

    #[inline]
    fn as_mut_slice(&mut self) -> &mut [u64] {
        self
    }
}

/// The bits of so many rules.
///
/// # Panics
/// These are not as many words as they take.
#[must_use]
pub const fn all_bits<const WORDS: usize>(rules: usize) -> [u64; WORDS] {
    assert!(WORDS == rules.div_ceil(u64::BITS as usize));
    let mut bits = [u64::MAX; WORDS];
    if rules % u64::BITS as usize > 0 {
        bits[WORDS - 1] >>= u64::BITS as usize - rules % u64::BITS as usize;
    }
    bits
}
