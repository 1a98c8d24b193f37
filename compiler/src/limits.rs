//! How large patterns may be.

/// How many characters a pattern may have by default. Source: the quotas in the Amazon EventBridge user guide.
pub const QUOTA: usize = 2048;

/// How deep arrays and objects of a pattern may nest. The readers and all that walks a tree recurse this deep at most.
pub const MAX_DEPTH: usize = 500;

/// How many combinations of `$or` branches the service takes. Those of a scope are counted separately.
pub const MAX_COMBINATIONS: usize = 1000;

/// How many conditions all combinations may have together. The engine's tables have room for fewer, but conditions that
/// others replace are counted too.
pub const MAX_CONDITIONS: usize = 200_000;

/// How complex the wildcards of one field may be, as
/// [`complexity`](crate::pattern::filter::wildcard_complexity::complexity) counts it. The service does not document the
/// limit; ten agrees with the rules that it took and refused.
pub const MAX_WILDCARD_COMPLEXITY: usize = 10;
