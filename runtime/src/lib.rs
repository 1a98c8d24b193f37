//! Amazon EventBridge event patterns as Rust functions, checked when they are compiled.
//!
//! A rule is written in the source as the JSON it would be in the service. The macro turns it into a function on typed
//! events and into a matcher on JSON bytes. Neither allocates.
//!
//! ```
//! use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
//!
//! event_pattern! {
//!     /// The `run-test` container itself failed, whatever its sidecars did.
//!     pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
//!         "source": ["aws.ecs"],
//!         "detail-type": ["ECS Task State Change"],
//!         "detail": {
//!             "lastStatus": ["STOPPED"],
//!             "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
//!         }
//!     }
//! }
//!
//! let json = br#"{
//!     "version": "0", "id": "1", "detail-type": "ECS Task State Change", "source": "aws.ecs", "account": "123456789012",
//!     "time": "2025-05-06T11:02:34Z", "region": "us-east-1", "resources": [],
//!     "detail": {
//!         "clusterArn": "c", "taskArn": "t", "taskDefinitionArn": "d", "createdAt": "x", "updatedAt": "y", "version": 7,
//!         "desiredStatus": "STOPPED", "lastStatus": "STOPPED", "overrides": {},
//!         "containers": [
//!             { "containerArn": "1", "taskArn": "t", "lastStatus": "STOPPED", "name": "run-test", "exitCode": 1 },
//!             { "containerArn": "2", "taskArn": "t", "lastStatus": "STOPPED", "name": "selenium-hub", "exitCode": 143 }
//!         ]
//!     }
//! }"#;
//!
//! assert!(run_test_failed::matches_json(json)?);          // nothing is deserialized
//! let event: Event<TaskStateChange> = serde_json::from_slice(json)?;
//! assert!(run_test_failed(&event));                       // a plain Rust function
//! assert!(run_test_failed::PATTERN.starts_with(r#"{"source":["aws.ecs"]"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Forms
//! See [`event_pattern!`] for all of them: a pattern in the body, in a raw string or in a file; a typed event or JSON
//! bytes.
//!
//! # Features
//! - `std` (on by default): lifts serde to `std`. Without it the crate needs `alloc` only.
//! - `dynamic`: `Pattern`, for patterns that are known only at run time.
//! - `explain`: `explain` in the module of each rule, which tells why the rule matches an event or does not. A program without
//!   this feature carries none of it.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod borrow;
#[cfg(feature = "dynamic")]
mod dynamic;
pub mod ecs;
mod event;
#[cfg(feature = "explain")]
#[doc(hidden)]
pub mod explanation;
pub mod filter;
mod json;
mod list;
mod named;
mod optional;
#[doc(hidden)]
pub mod program;
mod simd;
mod strict_keys;

#[cfg(feature = "dynamic")]
pub use dynamic::{Matching, Pattern, PatternError, RuleSet, RuleSetBuilder, RuleSetError};
pub use event::Event;
/// Compiles event patterns to functions.
///
/// A call holds one or more functions whose bodies are patterns. Each becomes a function and a module of the same name
/// with
/// - `PATTERN`, the pattern as JSON text on one line, to print or to compare,
/// - `PREFILTER`, the pattern to deploy to Amazon EventBridge in front of the rule, which loses no event that the rule wants,
///   and is the same as `PATTERN` where the service can say all of it, and
/// - `matches_json(json: &[u8]) -> Result<bool, JsonError>`, the same rule on JSON text.
///
/// With the feature `explain` there is also `explain(json: &[u8]) -> Result<Explanation, JsonError>`: why the rule matches an
/// event, or why it does not.
///
/// Attributes, doc comments and visibility pass through.
///
/// # What the function takes
/// - `event: &Event<TaskStateChange>`, or another type of [`ecs`], and returns `bool`. The pattern is checked against
///   that event's fields, their types and their values.
/// - `json: &[u8]`, and returns `Result<bool, JsonError>`: for events of any source. The function is then the same as
///   its `matches_json`. If the pattern asks for a `detail-type` of Amazon ECS, it is checked as much.
///
/// # Where the pattern is
/// - In the body: the braces are those of the JSON object. Comments and trailing commas are welcome.
/// - In a raw string, for JSON that Rust's lexer refuses, such as the escape `\u00e9`:
///   `{ r#"{ "detail": … }"# }`, or `= r#"{ … }"#;`.
/// - In a file, by its path from the crate's folder: `= "patterns/failed.json";`. A change of the file is noticed by the
///   next build.
///
/// ```
/// use event_pattern::{JsonError, event_pattern};
///
/// event_pattern! {
///     /// An order above a hundred, from any source of events.
///     pub fn large_order(json: &[u8]) -> Result<bool, JsonError> {
///         "detail-type": ["Order Placed"],
///         "detail": { "total": [{ "numeric": [">", 100] }] }
///     }
///
///     fn first_order(json: &[u8]) -> Result<bool, JsonError> = r#"{ "detail": { "ordinal": [1] } }"#;
/// }
///
/// assert!(large_order(br#"{ "detail-type": "Order Placed", "detail": { "total": 100.5 } }"#)?);
/// assert!(!first_order(br#"{ "detail": { "ordinal": 2 } }"#)?);
/// # Ok::<(), JsonError>(())
/// ```
///
/// A mistake does not compile, and the message says what to write:
///
/// ```compile_fail
/// # use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
/// event_pattern! {
///     fn never(event: &Event<TaskStateChange>) -> bool {
///         "detail": { "containters": { "exitCode": [1] } } // error: `containters` is not a field of an ECS task state change
///     }
/// }
/// ```
///
/// # What the service cannot say
/// Behind the key of an array of objects, `$any`, `$all`, `$none` and `$count` ask about its elements one by one, and
/// `{"$field": path}` stands for the value of another field of the event, or with a dot in front of the element.
///
/// ```
/// # use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
/// event_pattern! {
///     /// `run-test` never got an exit code, and no container ran out of memory.
///     fn never_started(event: &Event<TaskStateChange>) -> bool {
///         "detail": {
///             "lastStatus": ["STOPPED"],
///             "containers": {
///                 "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] },
///                 "$none": { "reason": [{ "prefix": "OutOfMemory" }] }
///             }
///         }
///     }
///
///     /// The task is not in the state that it should be in.
///     fn unsettled(event: &Event<TaskStateChange>) -> bool {
///         "detail": { "desiredStatus": [{ "anything-but": { "$field": "detail.lastStatus" } }] }
///     }
/// }
///
/// let json = br#"{ "detail": { "lastStatus": "STOPPED", "containers": [
///     { "name": "run-test" }, { "name": "sidecar", "exitCode": 1 }
/// ] } }"#;
/// assert!(never_started::matches_json(json)?);
/// assert!(unsettled::matches_json(br#"{ "detail": { "lastStatus": "RUNNING", "desiredStatus": "STOPPED" } }"#)?);
/// # Ok::<(), event_pattern::JsonError>(())
/// ```
///
/// # Warnings, and ways out
/// What is legal but suspicious is a warning, by way of a deprecated constant. `#[event_pattern(allow(NAME))]` on a
/// function silences what has that name. AWS adds fields and values: `unknown_field` and `unknown_value` are errors that
/// can be allowed too. A field that is allowed so is seen by `matches_json` only, and using the function on a typed event
/// is then a warning of its own.
///
/// ```
/// # use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
/// event_pattern! {
///     #[event_pattern(allow(unknown_value))]
///     fn paused(event: &Event<TaskStateChange>) -> bool {
///         "detail": { "lastStatus": ["PAUSED"] }
///     }
/// }
///
/// assert!(paused::matches_json(br#"{ "detail": { "lastStatus": "PAUSED" } }"#)?);
/// # Ok::<(), event_pattern::JsonError>(())
/// ```
pub use event_pattern_macros::event_pattern;
#[cfg(feature = "explain")]
pub use explanation::Explanation;
pub use json::{JsonError, JsonErrorKind, validate};
pub use list::List;
pub use named::{HasName, Named, NamedIter};
pub use optional::Optional;

/// Without the feature `explain` the module of a rule has no such function.
#[cfg(not(feature = "explain"))]
#[doc(hidden)]
#[macro_export]
macro_rules! explain_rule {
    ($pattern:ident, $event_type:literal, $matches:ident) => {};
}
