//! Amazon EventBridge event patterns as Rust functions, checked at compile time.
//!
//! You write a rule in your Rust source, as the same JSON you would give EventBridge. The macro turns it into a function on
//! typed events and a matcher on JSON bytes. Neither allocates.
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
//! let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
//!     "lastStatus": "STOPPED", "containers": [{ "name": "run-test", "exitCode": 1 }]
//! } }"#;
//! assert!(run_test_failed::matches_json(json)?);
//! # Ok::<(), event_pattern::EventError>(())
//! ```
//!
//! - [`event_pattern!`] compiles single rules: a pattern in the body, in a raw string or in a file; for a typed event or for JSON
//!   bytes.
//! - [`event_patterns!`] makes many rules the variants of an enum, and evaluates all of them in one pass.
//! - [`Event`] and [`ecs`] are the event types. They borrow from the JSON text; [`OwnedEvent`] does not. [`Optional`] distinguishes an
//!   absent field from a null, because patterns can.
//!
//! # Testing a rule
//! A test needs only the fields that the rule is about, as an event or as JSON text:
//!
//! ```
//! use event_pattern::Event;
//! use event_pattern::ecs::{Container, TaskStateChange};
//! # use event_pattern::event_pattern;
//! # event_pattern! {
//! #     fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
//! #         "detail": {
//! #             "lastStatus": ["STOPPED"],
//! #             "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
//! #         }
//! #     }
//! # }
//!
//! let mut event = Event::new(TaskStateChange::default());
//! event.detail.last_status = "STOPPED".into();
//! event.detail.containers = [Container::named("run-test")].into();
//! event.detail.containers[0].exit_code = 1.into();
//! assert!(run_test_failed(&event));
//!
//! let json = br#"{ "detail": { "lastStatus": "STOPPED", "containers": [{ "name": "selenium-hub", "exitCode": 1 }] } }"#;
//! assert_eq!(run_test_failed::matches_json(json), Ok(false));
//! ```
//!
//! The function takes a typed event. [`Event::new`] makes one from its detail, which has a default and fields that can be set:
//!
//! ```
//! # use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
//! # event_pattern! {
//! #     fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
//! #         "detail": {
//! #             "lastStatus": ["STOPPED"],
//! #             "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
//! #         }
//! #     }
//! # }
//! use event_pattern::ecs::Container;
//!
//! let mut event = Event::new(TaskStateChange::default());
//! event.detail.last_status = "STOPPED".into();
//! event.detail.containers = [Container::named("run-test")].into();
//! event.detail.containers[0].exit_code = 1.into();
//! assert!(run_test_failed(&event));
//! ```
//!
//! # What is checked
//! A rule for one of the seven events of Amazon ECS is checked against the fields of that event, their types and their known
//! values. The event is known from the type `Event<…>`, or from the names in the pattern's `detail-type`. A rule for any other
//! event is checked for its syntax only: whatever EventBridge would refuse is an error, and a misspelled field is not noticed.
//! [DIAGNOSTICS.md](https://github.com/event-pattern/event-pattern/blob/main/DIAGNOSTICS.md) lists all errors and warnings.
//!
//! # Features
//! - `std` (on by default): uses serde with `std`. Without it the crate needs only `alloc`.
//! - `ecs` (on by default): the event types of Amazon ECS, in [`ecs`].
//! - `ecs` (on by default): the event types of Amazon ECS. Rules on JSON bytes do not need them.
//! - `dynamic`: `Pattern` and `RuleSet`, for patterns and sets of rules that are known only at run time.
//! - `explain`: `explain` of each rule: why the rule matches an event or does not. Without the feature, none of
//!   this is compiled.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

/// Compiles event patterns to functions.
///
/// A call holds one or more functions whose bodies are patterns. Each becomes a function and a type of the same name
/// with
/// - `PATTERN`, the pattern as JSON text on one line, to print or to compare,
/// - `PREFILTER`, the pattern to deploy to Amazon EventBridge in front of the function: it lets every matching event through,
///   and is the same as `PATTERN` unless the rule uses what the service does not have, and
/// - `matches_json(json: &[u8]) -> Result<bool, EventError>`, the same rule on JSON text.
///
/// With the feature `explain` there is also `explain(json: &[u8]) -> Result<Explanation, EventError>`: why the rule matches an
/// event, or why it does not.
///
/// The type is a [`Rule`], which other functions can take: `register::<large_order>()`, or `register(large_order {})`.
///
/// Attributes, doc comments and visibility pass through. A private rule of which nothing is used is reported as unused, like any
/// function. In doc comments, ``[`large_order()`]`` links to the function and ``[`large_order`](struct@large_order)`` to the type; a
/// call stands where items can, which is not inside an `impl` block.
///
/// # What the function takes
/// - `event: &Event<TaskStateChange>`, or another type of [`ecs`], and returns `bool`. The pattern is checked against
///   that event's fields, their types and their values.
/// - `json: &[u8]`, and returns `Result<bool, EventError>`: for events of any source. The function is then the same as
///   its `matches_json`. If the pattern names a `detail-type` of Amazon ECS, it is checked against that event's fields.
///
/// # Where the pattern is
/// - In the body: the braces are those of the JSON object. Comments and trailing commas are allowed.
/// - In a raw string, for JSON that Rust's lexer refuses, such as the escape `\u00e9`:
///   `{ r#"{ "detail": … }"# }`, or `= r#"{ … }"#;`.
/// - In a file, by its path from the crate's folder: `= "patterns/failed.json";`. Changing the file triggers a
///   rebuild.
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
///         "detail": { "containters": { "exitCode": [1] } } // error: `containters` is not a field of an ECS task state change [unknown_field]
///     }
/// }
/// ```
///
/// # What the service does not have
/// Under the key of an array of objects, `$any`, `$all`, `$none` and `$count` are conditions on its elements one by one, and
/// `{"$field": path}` is the value of another field of the event, or with a dot in front, of the element.
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
/// # Crates that re-export this one
/// The macros work under any name of the dependency (`ep = { package = "event-pattern", … }`) and out of any crate that re-exports
/// them. Where generated code should use another path, `#[event_pattern(crate = my_prelude::event_pattern)]` on a rule says so, as
/// does `#![event_pattern(crate = …)]` at the start of a call of the proc macro.
///
/// # Warnings, and ways out
/// What is legal but suspicious is a warning, by way of a deprecated constant. `#[event_pattern(allow(NAME))]` on a
/// function silences the warning of that name. AWS adds fields and values: `unknown_field` and `unknown_value` are errors that
/// can be allowed too. Only `matches_json` sees a field that is allowed in this way, and using the function on a typed event
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
#[macro_export]
macro_rules! event_pattern {
    ($($rules:tt)*) => {
        $crate::__private::event_pattern! { #![event_pattern(crate = $crate)] $($rules)* }
    };
}

/// Compiles event patterns to an enum with a variant for each rule. One pass over an event evaluates all of them.
///
/// ```
/// use event_pattern::event_patterns;
///
/// event_patterns! {
///     /// What the team wants to know.
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
/// [`event_pattern!`] have. After braces the comma can be left out.
///
/// # What the macro generates
/// The enum derives `Clone`, `Copy`, `Debug`, `PartialEq`, `Eq`, `PartialOrd`, `Ord` and `Hash`. It implements [`RuleEnum`], and
/// `Display` and `FromStr` by the names of the rules; a trait that the enum derives, such as `#[derive(strum::Display)]`, is left to that,
/// and `#[event_pattern(without(Display, FromStr))]` leaves them to you. The enum has
/// - `matching_json(json: &[u8]) -> Result<AlertSet, EventError>`: the rules that match an event. `AlertSet`, which is declared next to
///   the enum, is a [`MatchSet`]: bits, without allocation;
/// - `ALL`, `PATTERNS` and `PREFILTERS`: arrays of the rules, their patterns and their pre-filters, in the order of the enum;
/// - `PREFILTER`: the one pattern to deploy to Amazon EventBridge in front of all rules: it lets every event through that one of them matches;
/// - for each rule the methods `name()`, `pattern()`, `prefilter()` and `matches_json(json: &[u8]) -> Result<bool, EventError>`, and
///   with the feature `explain` also `explain(json: &[u8]) -> Result<Explanation, EventError>`.
///
/// # Rules for one type of event
/// With `for Event<TaskStateChange>` after the name, or another type of [`ecs`], the patterns are checked against that event, and there
/// are also `matching(event: &Event<TaskStateChange>) -> AlertSet` and for each rule `matches(event: &Event<TaskStateChange>)
/// -> bool`. Otherwise a pattern is checked in the same way if it names a `detail-type` of Amazon ECS.
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
/// at the crate's folder, and `*` is allowed only in the name of the file. The variant has the words of that name without the
/// extension, each with a capital: `run-test_failed.json` is `Alert::RunTestFailed`. `for Event<…>` goes in front of the equals sign.
///
/// Changing, renaming or removing a file triggers a rebuild. **Adding one does not:** a macro can make cargo watch files, but not a
/// folder. The new file is read when the crate is compiled next, for whatever reason. To have it noticed at once, give the crate a build
/// script, `build.rs`, that names the folder:
///
/// ```text
/// fn main() {
///     println!("cargo::rerun-if-changed=rules");
/// }
/// ```
///
/// # Mistakes and warnings
/// All mistakes in all rules are reported at once, each at its place and with the name of the rule. `#[event_pattern(allow(NAME))]` on a
/// variant silences a diagnostic in that rule, and on the enum in all rules.
///
/// A variant cannot have `#[cfg(…)]`, because the tables of all rules are made together. The enum can.
///
/// ```compile_fail
/// # use event_pattern::event_patterns;
/// event_patterns! {
///     enum Alert {
///         Failed { "detail": { "state": "FAILED" } } // error: … [invalid_pattern]
///         Late {}                                    // error: … [invalid_pattern]
///     }
/// }
/// ```
#[macro_export]
macro_rules! event_patterns {
    ($($enums:tt)*) => {
        $crate::__private::event_patterns! { #![event_pattern(crate = $crate)] $($enums)* }
    };
}

pub use event_pattern_runtime::{
    Event, EventDetail, EventError, EventErrorKind, HasName, IntoOwned, List, MatchSet, MatchSetIter, Named, NamedIter,
    Optional, OwnedDetail, OwnedEvent, Rule, RuleEnum, Text, UnknownRule, filter, validate,
};

#[cfg(feature = "ecs")]
pub use event_pattern_runtime::ecs;

#[cfg(feature = "dynamic")]
pub use event_pattern_runtime::{
    Diagnostic, Diagnostics, DiagnosticsIter, Matching, Pattern, PatternError, RuleSet, RuleSetBuilder, RuleSetError,
    Severity,
};

#[cfg(feature = "explain")]
pub use event_pattern_runtime::Explanation;

/// What the macros use. It is no part of the API.
#[doc(hidden)]
pub mod __private {
    pub use event_pattern_macros::{event_pattern, event_patterns};
    pub use event_pattern_runtime::__private::*;
}

/// Compiles the programs of the README. Some of them need these features.
#[cfg(all(doctest, feature = "dynamic", feature = "ecs", feature = "explain"))]
#[doc = include_str!("../README.md")]
struct Readme;
