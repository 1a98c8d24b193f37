//! Limits on the size of patterns.

/// Default EventBridge quota for the length of a pattern, in characters. Source: the list of quotas in the Amazon
/// EventBridge user guide.
pub const DEFAULT_QUOTA_CHARS: usize = 2048;

/// Maximum nesting of arrays and objects in a pattern. The limit bounds the recursion depth of the readers and of every
/// function that walks a tree.
pub const MAX_NESTING_LEVELS: usize = 500;

/// Maximum number of combinations of `$or` branches that EventBridge accepts. The combinations inside a scope are
/// counted separately.
pub const MAX_COMBINATIONS: usize = 1000;

/// Maximum number of conditions in all combinations together. The limit is larger than the capacity of the engine's
/// tables because it also applies to conditions that later ones replace.
pub const MAX_CONDITIONS: usize = 200_000;

/// Maximum [`complexity`](crate::pattern::filter::wildcard_complexity::complexity) of the wildcards for one field.
/// EventBridge does not document its limit. 10 is the limit for one rule in the documentation of EventBridge's engine,
/// and it is consistent with the rules that EventBridge is known to accept and to reject.
pub const MAX_WILDCARD_COMPLEXITY: usize = 10;
