//! What an enum of rules is to the code that works with all of them.

use crate::program;
use core::fmt::Debug;
use core::hash::Hash;

/// An enum whose variants are rules.
///
/// [`event_patterns!`](crate::event_patterns!) implements it; it is not to be implemented by hand. It is there so that a function
/// can take the rules of any enum:
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
/// fn names<R: RuleEnum, const WORDS: usize>(matched: MatchSet<R, WORDS>) -> Vec<&'static str> {
///     matched.iter().map(R::name).collect()
/// }
///
/// assert_eq!(names(Job::matching_json(br#"{ "detail": { "state": "FAILED", "minutes": 61 } }"#)?), ["Failed", "Late"]);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
pub trait RuleEnum: Copy + Ord + Hash + Debug + Send + Sync + 'static {
    /// All rules, in the order of the enum.
    const ALL: &'static [Self];

    /// The tables of all rules together.
    #[doc(hidden)]
    const SET: program::Set<'static>;

    /// The tables of each rule, in the order of the enum.
    #[doc(hidden)]
    const PROGRAMS: &'static [&'static [u8]];

    /// The place of the rule in [`ALL`](Self::ALL).
    fn index(self) -> usize;

    /// The name of the rule, which is that of the variant.
    fn name(self) -> &'static str;
}
