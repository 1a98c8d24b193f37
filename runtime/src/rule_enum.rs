//! The trait that enums of rules implement.

use crate::__private::{Set, Tables};
use core::fmt::Debug;
use core::hash::Hash;

/// An enum whose variants are rules, for generic code.
///
/// [`event_patterns!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_patterns.html) implements this
/// trait. Other code cannot implement the trait. A generic function can take the rules of any enum:
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
    note = "enums of rules are declared with `event_patterns!`"
)]
pub trait RuleEnum: Generated + Copy + Ord + Hash + Debug + Send + Sync + 'static {
    /// All rules, in the order of the variants.
    const ALL: &'static [Self];

    /// Returns the index of the rule in [`ALL`](Self::ALL).
    fn index(self) -> usize;

    /// Returns the name of the rule, which is the name of the variant.
    fn name(self) -> &'static str;
}

/// The items that are generated for an enum of rules and used by the runtime.
///
/// This trait seals [`RuleEnum`] and may change in any version.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum of rules",
    note = "enums of rules are declared with `event_patterns!`"
)]
pub trait Generated: Sized {
    /// An array of words with one bit for each rule.
    type Words: Words;

    /// The words with the bits of all rules set to 1.
    const ALL_BITS: Self::Words;

    /// The tables of the rule set.
    const SET: Set<'static>;

    /// The tables of each rule, in the order of the variants.
    const TABLES: &'static [Tables<'static>];
}

/// An array of words with one bit for each rule of an enum.
pub trait Words: Copy + Eq + Hash + Send + Sync + 'static {
    /// The words with all bits set to 0.
    const NONE: Self;

    /// Returns the words as a slice.
    fn as_slice(&self) -> &[u64];

    /// Returns the words as a mutable slice.
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

/// Returns words in which the lowest `rules` bits are 1.
///
/// # Panics
///
/// Panics if `WORDS` is not the number of words that are needed for `rules` bits.
#[must_use]
pub const fn all_bits<const WORDS: usize>(rules: usize) -> [u64; WORDS] {
    assert!(WORDS == rules.div_ceil(u64::BITS as usize), "the number of words does not match the number of rules");
    let mut bits = [u64::MAX; WORDS];
    if rules % u64::BITS as usize > 0 {
        bits[WORDS - 1] >>= u64::BITS as usize - rules % u64::BITS as usize;
    }
    bits
}
