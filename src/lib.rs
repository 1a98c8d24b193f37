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
//! bytes. [`event_patterns!`] makes many rules the variants of an enum, and decides all of them in one pass.
//!
//! # Features
//! - `std` (on by default): lifts serde to `std`. Without it the crate needs `alloc` only.
//! - `dynamic`: `Pattern` and `RuleSet`, for patterns and sets of rules that are known only at run time.
//! - `explain`: `explain` in the module of each rule, which tells why the rule matches an event or does not. A program without
//!   this feature carries none of it.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

/// Compiles event patterns to functions.
///
/// A call holds one or more functions whose bodies are patterns. Each becomes a function and a module of the same name
/// with
/// - `PATTERN`, the pattern as JSON text on one line, to print or to compare,
/// - `PREFILTER`, the pattern to deploy to Amazon EventBridge in front of the rule, which loses no event that the rule wants,
///   and is the same as `PATTERN` where the service can say all of it, and
/// - `matches_json(json: &[u8]) -> Result<bool, EventError>`, the same rule on JSON text.
///
/// With the feature `explain` there is also `explain(json: &[u8]) -> Result<Explanation, EventError>`: why the rule matches an
/// event, or why it does not.
///
/// Attributes, doc comments and visibility pass through.
///
/// # What the function takes
/// - `event: &Event<TaskStateChange>`, or another type of [`ecs`], and returns `bool`. The pattern is checked against
///   that event's fields, their types and their values.
/// - `json: &[u8]`, and returns `Result<bool, EventError>`: for events of any source. The function is then the same as
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
/// use event_pattern::{EventError, event_pattern};
///
/// event_pattern! {
///     /// An order above a hundred, from any source of events.
///     pub fn large_order(json: &[u8]) -> Result<bool, EventError> {
///         "detail-type": ["Order Placed"],
///         "detail": { "total": [{ "numeric": [">", 100] }] }
///     }
///
///     fn first_order(json: &[u8]) -> Result<bool, EventError> = r#"{ "detail": { "ordinal": [1] } }"#;
/// }
///
/// assert!(large_order(br#"{ "detail-type": "Order Placed", "detail": { "total": 100.5 } }"#)?);
/// assert!(!first_order(br#"{ "detail": { "ordinal": 2 } }"#)?);
/// # Ok::<(), EventError>(())
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
/// # Ok::<(), event_pattern::EventError>(())
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
/// # Ok::<(), event_pattern::EventError>(())
/// ```
pub use event_pattern_macros::event_pattern;
/// Compiles event patterns to an enum, with a variant for each rule, all of which are decided in one pass over an event.
///
/// ```
/// use event_pattern::event_patterns;
///
/// event_patterns! {
///     /// What the team wants to hear of.
///     pub enum Alert {
///         /// A job failed.
///         JobFailed { "source": ["my.jobs"], "detail": { "state": ["FAILED"] } }
///         /// A job took more than an hour.
///         JobLate { "source": ["my.jobs"], "detail": { "minutes": [{ "numeric": [">", 60] }] } }
///         /// A container ran out of memory.
///         OutOfMemory {
///             "detail-type": ["ECS Task State Change"],
///             "detail": {
///                 "lastStatus": ["STOPPED"],
///                 "containers": { "reason": [{ "prefix": "OutOfMemory" }] }
///             }
///         }
///     }
/// }
///
/// let event = br#"{ "source": "my.jobs", "detail": { "state": "FAILED", "minutes": 75 } }"#;
/// let mut messages = Vec::new();
/// for alert in Alert::matching_json(event)? {
///     // A rule that is added later does not compile before it is handled here.
///     messages.push(match alert {
///         Alert::JobFailed => "a job failed",
///         Alert::JobLate => "a job is late",
///         Alert::OutOfMemory => "a container ran out of memory",
///     });
/// }
/// assert_eq!(messages, ["a job failed", "a job is late"]);
///
/// assert!(Alert::JobLate.matches_json(event)?);
/// assert_eq!(Alert::JobFailed.pattern(), r#"{"source":["my.jobs"],"detail":{"state":["FAILED"]}}"#);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// A call holds one or more enums. Attributes, doc comments and visibility pass through, on the enum and on its variants. A variant
/// has a pattern in braces, as a raw string in braces, `= r#"{ … }"#,` or `= "path/to/pattern.json",`, as the functions of
/// [`event_pattern!`] have. Behind braces the comma can be left out.
///
/// # What there is then
/// The enum derives `Clone`, `Copy`, `Debug`, `PartialEq`, `Eq`, `PartialOrd`, `Ord` and `Hash`, implements [`RuleEnum`], and has
/// - `matching_json(json: &[u8]) -> Result<AlertSet, EventError>`: the rules that match an event. `AlertSet`, which is declared beside
///   the enum, is a [`MatchSet`]: bits, without allocation;
/// - `ALL`, `PATTERNS` and `PREFILTERS`: arrays of the rules, their patterns and their pre-filters, in the order of the enum;
/// - `PREFILTER`: the one pattern to deploy to Amazon EventBridge in front of all rules, which loses no event that a rule wants;
/// - for each rule the methods `name()`, `pattern()`, `prefilter()` and `matches_json(json: &[u8]) -> Result<bool, EventError>`, and
///   with the feature `explain` also `explain(json: &[u8]) -> Result<Explanation, EventError>`.
///
/// # Rules for one type of event
/// With `for Event<TaskStateChange>` behind the name, or another type of [`ecs`], the patterns are checked against that event, and there
/// are also `matching(event: &Event<TaskStateChange>) -> AlertSet` and for each rule `matches(event: &Event<TaskStateChange>)
/// -> bool`. Otherwise a pattern is checked as much if it asks for a `detail-type` of Amazon ECS.
///
/// ```
/// use event_pattern::{Event, ecs::TaskStateChange, event_patterns};
///
/// event_patterns! {
///     enum Outcome for Event<TaskStateChange> {
///         Failed {
///             "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "exitCode": [{ "anything-but": 0 }] } } }
///         }
///         Succeeded {
///             "detail": { "lastStatus": ["STOPPED"], "containers": { "$all": { "exitCode": [0] } } }
///         }
///     }
/// }
///
/// fn has_failed(event: &Event<TaskStateChange>) -> bool {
///     Outcome::matching(event).contains(Outcome::Failed)
/// }
///
/// let json = br#"{ "detail": { "lastStatus": "STOPPED", "containers": [{ "exitCode": 0 }, { "exitCode": 1 }] } }"#;
/// assert_eq!(Outcome::matching_json(json)?, OutcomeSet::from(Outcome::Failed));
/// # let _: fn(&Event<TaskStateChange>) -> bool = has_failed;
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// # Rules in the files of a folder
/// `pub enum Alert = "rules/*.json";` has a variant for each file that fits, in the order of the files' names. The path starts
/// at the crate's folder, and `*` stands only in the name of the file. The variant has the words of that name without the
/// extension, each with a capital: `run-test_failed.json` is `Alert::RunTestFailed`. `for Event<…>` goes in front of the equals sign.
///
/// When a file is changed, renamed or removed, the next build notices. **A new file alone is not noticed:** a macro can
/// make cargo watch files, but not a folder. It is taken when the crate is compiled next, be it for a change of another rule or of the
/// source. To have it noticed at once, give the crate a build script, `build.rs`, that names the folder:
///
/// ```text
/// fn main() {
///     println!("cargo::rerun-if-changed=rules");
/// }
/// ```
///
/// # Mistakes and warnings
/// All mistakes of all rules come at once, each at its place and with the name of the rule. `#[event_pattern(allow(NAME))]` silences a
/// diagnostic in a rule if it stands on the variant, and in all rules if it stands on the enum.
///
/// A variant cannot have `#[cfg(…)]`, because the tables of all rules are made together. The enum can.
///
/// ```compile_fail
/// # use event_pattern::event_patterns;
/// event_patterns! {
///     enum Alert {
///         Failed { "detail": { "state": "FAILED" } } // error: a string stands as the condition on `state`
///         Late {}                                    // error: an empty object asks for nothing
///     }
/// }
/// ```
pub use event_pattern_macros::event_patterns;
pub use event_pattern_runtime::{
    Event, EventError, EventErrorKind, HasName, List, MatchSet, MatchSetIter, Named, NamedIter, Optional, RuleEnum,
    Text, ecs, filter, validate,
};

#[cfg(feature = "dynamic")]
pub use event_pattern_runtime::{
    Diagnostic, Diagnostics, DiagnosticsIter, Matching, Pattern, PatternError, RuleSet, RuleSetBuilder, RuleSetError,
    Severity,
};

#[cfg(feature = "explain")]
pub use event_pattern_runtime::Explanation;

#[doc(hidden)]
pub use event_pattern_runtime::__private;

/// Compiles the programs of the README. Some of them need these features.
#[cfg(all(doctest, feature = "dynamic", feature = "explain"))]
#[doc = include_str!("../README.md")]
struct Readme;
