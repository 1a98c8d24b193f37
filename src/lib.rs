//! Amazon EventBridge event patterns as Rust functions, checked at compile time.
//!
//! You write a rule in your Rust source as the same JSON that you would give EventBridge. The macro turns the rule into
//! a function for typed events and a matcher for JSON bytes. Neither of them allocates memory. The
//! [book](https://github.com/event-pattern/event-pattern/blob/main/book/src/SUMMARY.md) has a guide, from the first rule to
//! its deployment, and a reference.
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
//! - [`event_pattern!`] compiles individual rules. The pattern is in the body, in a raw string or in a file, and the
//!   rule takes a typed event or JSON bytes.
//! - [`event_patterns!`] turns rules into the variants of an enum, which evaluates all of them in one pass over an
//!   event.
//! - `event_types!`, with the feature `event-types`, makes event types for events from any source: from JSON Schema and
//!   OpenAPI documents, from a catalogue of AWS events, and from your own Rust types.
//! - [`Event`] and the types in [`ecs`] are the event types. They borrow from the JSON text; [`OwnedEvent`] does not.
//!   Like patterns, [`Optional`] distinguishes an absent field from a null.
//!
//! # Testing a rule
//! A test event needs only the fields that the rule uses. [`Event::new`] creates an event from its detail, and
//! `matches_json` takes JSON text:
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
//! # What is checked
//! A rule for an event type with a schema is checked against the fields of that event type, including the types and the
//! known values of the fields. The event type is the one in `Event<…>`, or follows from the pattern's `source` and
//! `detail-type`: a catalogue has the schemas of 381 events of AWS services. If several event types are possible, the
//! rule is checked against all of them. Schemas that were only inferred from samples cause warnings instead of errors.
//! For all other events, the outer fields and the syntax are checked: anything that EventBridge rejects is an error,
//! but a misspelled field inside `detail` is not detected.
//! The [`_documentation`] module has the reference: [the language](_documentation::language),
//! [all errors and warnings](_documentation::diagnostics) and the [limits](_documentation::limits).
//!
//! # Features
//! - `std` (enabled by default): enables the `std` feature of serde. Without this feature, the crate requires only
//!   `alloc`.
//! - `ecs` (enabled by default): the Amazon ECS event types, in [`ecs`]. Rules that take JSON bytes do not need these
//!   types.
//! - `event-types`: `event_types!`, and documents in `#[event_pattern(schema = "…")]`.
//! - `templates`: rules in templates of CloudFormation, SAM, Terraform and others, as `= "template.yaml#TestFailed";`.
//! - `dynamic`: `Pattern` and `RuleSet`, for patterns and rule sets that are known only at run time.
//! - `explain`: the `explain` function of each rule, which explains why the rule matches an event, or why it does not.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

/// Compiles event patterns into functions.
///
/// A call contains one or more functions whose bodies are patterns. For each function, the macro generates a function
/// and a type of the same name. The type has these items:
/// - `PATTERN`: the pattern as JSON text on one line.
/// - `PREFILTER`: the pattern to deploy to Amazon EventBridge. The pre-filter matches every event that the rule
///   matches, and equals `PATTERN` unless the rule uses conditions that EventBridge does not have.
/// - `matches_json(json: &[u8]) -> Result<bool, EventError>`: matches the rule against an event in JSON text.
///
/// With the `explain` feature, the type also has `explain(json: &[u8]) -> Result<Explanation, EventError>`, which
/// explains why the rule matches an event, or why it does not.
///
/// The type implements [`Rule`], so generic functions can take a rule: `register::<large_order>()`, or
/// `register(large_order {})`.
///
/// Attributes, doc comments and visibility are preserved. Like any private function, a private rule is reported as
/// unused if neither the function nor the type is used. In doc comments, ``[`large_order()`]`` links to the function
/// and ``[`large_order`](struct@large_order)`` to the type.
///
/// The macro can be called in a module or in the body of a function. Directly in an `impl` block or a trait, rustc
/// reports that a struct is not supported there: the type of the rule. Call the macro in the body of the method instead:
///
/// ```
/// # use event_pattern::{EventError, event_pattern};
/// struct Monitor;
///
/// impl Monitor {
///     fn failed(&self, json: &[u8]) -> Result<bool, EventError> {
///         event_pattern! {
///             fn rule(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
///         }
///         rule(json)
///     }
/// }
/// # assert!(Monitor.failed(br#"{ "source": "my.jobs" }"#)?);
/// # Ok::<(), EventError>(())
/// ```
///
/// # Signatures
/// - `fn name(event: &Event<TaskStateChange>) -> bool`, or the same signature with another event type. The
///   pattern is checked against the fields of that event type, including the types and the known values of the fields.
///   If the pattern leaves out `source` or `detail-type`, those of the event type are added, for the function as for
///   `matches_json` and the pre-filter.
/// - `fn name(json: &[u8]) -> Result<bool, EventError>`, for events from any source. The function does the same as
///   `matches_json`. The pattern is checked against the fields of the events that its `source` and `detail-type` leave
///   possible, if their schemas are known.
///
/// An event type has its schema in a macro of the same name. `use` imports both, and can rename both. If rustc reports
/// that it cannot find the macro, the type is not imported, or it is not an event type but, for example, a type alias.
///
/// # Sources of a pattern
/// - The body of the function. The braces of the body are the braces of the JSON object. Comments and trailing commas
///   are allowed.
/// - A raw string, for JSON that Rust's lexer rejects, such as JSON that contains the escape `\u00e9`:
///   `{ r#"{ "detail": … }"# }`, or `= r#"{ … }"#;`.
/// - A file: `= "patterns/failed.json";`. The path is relative to the folder that contains the crate's `Cargo.toml`.
///   Changing the file triggers a rebuild. The pattern may name a JSON Schema for editors, with `$schema` at its top.
///
/// ```
/// use event_pattern::{EventError, event_pattern};
///
/// event_pattern! {
///     /// An order of more than 100.
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
/// An invalid pattern causes a compiler error at the offending token, with the name of the diagnostic in brackets:
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
/// # Rules in templates
/// With the feature `templates`, the file can be a template with the rule that is deployed: of CloudFormation, SAM or
/// CDK, a configuration of Terraform, `serverless.yml`, or a program of Pulumi in YAML. The output of commands such as
/// `aws events describe-rule` works, too. After `#`, write the name of the rule: the logical ID or the name of the
/// resource, or both, such as `Notify.NeverStarted` for an event of a function in SAM. A file with only one rule needs no
/// name. If the file refers to other files with patterns, changing those triggers a rebuild as well.
///
#[cfg_attr(feature = "templates", doc = "```")]
#[cfg_attr(not(feature = "templates"), doc = "```ignore")]
/// use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
///
/// event_pattern! {
///     fn test_failed(event: &Event<TaskStateChange>) -> bool = "examples/templates/template.yaml#TestFailedRule";
/// }
///
/// let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
///     "lastStatus": "STOPPED", "containers": [{ "name": "run-test", "exitCode": 1 }]
/// } }"#;
/// assert!(test_failed::matches_json(json)?);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// An error is reported with its line in the template. If the template contains the pattern as text, `PATTERN` is that
/// text, as it is deployed. A value that is only known when the template is deployed, such as the result of `!Ref` or
/// `${var.cluster}`, can be any value for the rule, and causes the warning `unknown_at_build`. `PATTERN` and `PREFILTER`
/// then accept any value in its place, too, so deploy the template and not these constants. Filters of pipes and of event
/// source mappings are for records, not for events, and are an error.
///
/// # Conditions that EventBridge does not have
/// Under the key of an array of objects, `$any`, `$all`, `$none` and `$count` apply conditions to each element
/// separately. `{"$field": path}` is the value of another field of the event. A path that starts with a dot is relative
/// to the element. [Element scopes](crate::_documentation::scopes) and
/// [field references](crate::_documentation::field_references) are described in the reference.
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
///     /// The task is not in its desired state.
///     fn unsettled(event: &Event<TaskStateChange>) -> bool {
///         "detail": { "desiredStatus": [{ "anything-but": { "$field": "detail.lastStatus" } }] }
///     }
/// }
///
/// let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
///     "lastStatus": "STOPPED", "desiredStatus": "STOPPED",
///     "containers": [{ "name": "run-test" }, { "name": "sidecar", "exitCode": 1 }]
/// } }"#;
/// assert!(never_started::matches_json(json)?);
/// assert!(!unsettled::matches_json(json)?);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// # Renamed and re-exported crates
/// The macros work if the dependency is renamed (`ep = { package = "event-pattern", … }`) or re-exported by another
/// crate. To set the path that generated code uses, write `#[event_pattern(crate = my_prelude::event_pattern)]` on a
/// rule. A direct call to the proc macro can start with `#![event_pattern(crate = …)]`.
///
/// # Schemas of rules for JSON text
/// A typed rule has the schema of its event type. To check a rule for JSON text against your own documents as well,
/// write `#[event_pattern(schema = "schemas/order_placed.json")]` on the rule, or
/// `#![event_pattern(schema = "schemas/*.json")]` at the start of the macro call. Element scopes and `$field` then work on
/// the events that the documents describe. The documents are JSON Schema or OpenAPI, as for `event_types!`.
///
/// # Allowing errors and warnings
/// A pattern that is valid but probably wrong causes a warning, which rustc reports as the use of a deprecated
/// constant. `#[event_pattern(allow(NAME))]` on a function silences the warning with that name, and
/// `#![event_pattern(allow(NAME))]` at the start of a macro call silences it for all functions in the call. An `allow`
/// that silences nothing causes a warning. `#[allow(deprecated)]` and `#[expect(deprecated)]` on a function apply to all
/// warnings about its pattern. Some errors can be allowed too, such as `unknown_field` and `unknown_value`, because AWS
/// adds fields and values to its events. An unknown field that you allow does not exist in the Rust types, so only
/// `matches_json` can test this field. Calling the function with a typed event then causes a warning.
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
/// let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": { "lastStatus": "PAUSED" } }"#;
/// assert!(paused::matches_json(json)?);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
#[macro_export]
macro_rules! event_pattern {
    ($($rules:tt)*) => {
        $crate::__private::event_pattern! { #![event_pattern(crate = $crate)] $($rules)* }
    };
}

/// Compiles event patterns into an enum with a variant for each rule. One pass over an event evaluates all rules.
///
/// ```
/// use event_pattern::event_patterns;
///
/// event_patterns! {
///     /// The alerts that the team receives.
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
///     // If a rule is added, this `match` does not compile until it handles the rule.
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
/// A call contains one or more enums. The attributes and doc comments of the enum and its variants are preserved, as is
/// the visibility of the enum. As in [`event_pattern!`], the pattern of a variant is in braces, in a raw string
/// (`{ r#"{ … }"# }` or `= r#"{ … }"#,`) or in a file (`= "path/to/pattern.json",`), which can be a
/// [template](macro@event_pattern#rules-in-templates). The comma after braces is optional.
///
/// # Generated items
/// The enum derives `Clone`, `Copy`, `Debug`, `PartialEq`, `Eq`, `PartialOrd`, `Ord` and `Hash`. The enum also
/// implements [`RuleEnum`], as well as `Display` and `FromStr`, which use the names of the rules. A trait that the enum
/// already derives, for example with `#[derive(strum::Display)]`, is not implemented again. To implement `Display` and
/// `FromStr` yourself, write `#[event_pattern(without(Display, FromStr))]`. The enum has these items:
/// - `matching_json(json: &[u8]) -> Result<AlertSet, EventError>`: returns the rules that match an event. `AlertSet` is
///   an alias for a [`MatchSet`], a bit set that does not allocate.
/// - `ALL`, `PATTERNS` and `PREFILTERS`: arrays of the rules, their patterns and their pre-filters, in the order of the
///   variants.
/// - `PREFILTER`: the pattern to deploy to Amazon EventBridge for all rules. The pre-filter matches every event that
///   any of the rules matches.
/// - `name()`, `pattern()`, `prefilter()` and `matches_json(json: &[u8]) -> Result<bool, EventError>`: methods of an
///   individual rule. With the `explain` feature, a rule also has
///   `explain(json: &[u8]) -> Result<Explanation, EventError>`.
///
/// # Rules for one event type
/// If the name of the enum is followed by `for Event<TaskStateChange>`, or by `for` and another event type, the
/// patterns are checked against that event type. The enum then also has
/// `matching(event: &Event<TaskStateChange>) -> AlertSet`, and each rule has
/// `matches(event: &Event<TaskStateChange>) -> bool`. Without `for`, a pattern is checked against the known events that
/// its `source` and `detail-type` leave possible.
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
/// let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
///     "lastStatus": "STOPPED", "containers": [{ "exitCode": 0 }, { "exitCode": 1 }]
/// } }"#;
/// assert_eq!(Outcome::matching_json(json)?, OutcomeSet::from(Outcome::Failed));
/// # let _: fn(&Event<TaskStateChange>) -> bool = has_failed;
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// # Rules in the files of a folder
/// `pub enum Alert = "rules/*.json";` has a variant for each matching file, sorted by file name. The path is relative
/// to the folder that contains the crate's `Cargo.toml`, and `*` is allowed only in the file name. The name of the
/// variant is the file name without its extension, in upper camel case: `run-test_failed.json` becomes
/// `Alert::RunTestFailed`. To check the patterns against one event type, write `for Event<…>` before the equals sign.
///
/// Changing, renaming or removing a file triggers a rebuild. **Adding a file does not**, because a macro can make cargo
/// watch files, but not a folder. The new file is read the next time that the crate is compiled. To make cargo watch
/// the folder, add a build script (`build.rs`):
///
/// ```text
/// fn main() {
///     println!("cargo::rerun-if-changed=rules");
/// }
/// ```
///
/// # Errors and warnings
/// The errors of all rules are reported at once, each at the token that causes it and with the name of the rule.
/// `#[event_pattern(allow(NAME))]` on a variant silences a diagnostic in that rule; on the enum, it silences the
/// diagnostic in all rules; and `#![event_pattern(allow(NAME))]` at the start of a macro call silences it in all enums
/// of the call. `#[event_pattern(schema = "…")]` on the enum names documents, as in
/// [`event_pattern!`](macro@event_pattern#schemas-of-rules-for-json-text).
///
/// `#[cfg(…)]` is allowed on the enum, but not on a variant, because all rules share one set of tables.
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

/// Makes event types: from documents, from the catalogue of AWS events, or from your own Rust types.
///
/// A rule on an [`Event`] of such a type is checked against the fields of the event, like one on an event of Amazon ECS.
///
/// ```
/// use event_pattern::{Event, event_pattern, event_types};
///
/// event_types! {
///     /// Events of Amazon S3.
///     pub mod s3 = aws("aws.s3", ["Object Created", "Object Deleted"]);
///
///     /// A payment was declined.
///     #[event(source = "shop.payments", detail_type = "Payment Failed")]
///     #[derive(Debug, Clone, serde::Deserialize)]
///     #[serde(rename_all = "camelCase")]
///     pub struct PaymentFailed {
///         pub order_id: String,
///         pub attempts: Vec<Attempt>,
///     }
///
///     #[derive(Debug, Clone, serde::Deserialize)]
///     pub struct Attempt {
///         pub code: Option<i32>,
///     }
/// }
///
/// event_pattern! {
///     pub fn upload(event: &Event<s3::ObjectCreated>) -> bool {
///         "detail": { "object": { "key": [{ "suffix": ".csv" }] } }
///     }
///
///     pub fn declined(event: &Event<PaymentFailed>) -> bool {
///         "detail": { "attempts": { "code": [51] } }
///     }
/// }
///
/// let attempts = vec![Attempt { code: Some(51) }];
/// assert!(declined(&Event::new(PaymentFailed { order_id: "A-1".to_owned(), attempts })));
/// assert!(upload::matches_json(
///     br#"{ "source": "aws.s3", "detail-type": "Object Created", "detail": { "object": { "key": "a.csv" } } }"#
/// )?);
/// # Ok::<(), event_pattern::EventError>(())
/// ```
///
/// # Documents
/// `pub mod orders = "schemas/order_placed.json";` makes a module with the types for a JSON Schema or OpenAPI 3 document:
/// one that your team wrote, or one from a schema registry. The type of an event's detail is named after the
/// `detail-type`. `"schemas/*.json"` reads all documents in a folder. Paths are relative to the folder that contains the
/// crate's `Cargo.toml`.
///
/// If the document does not contain the `source` and the `detail-type` of the events, add them:
/// `#[event(source = "shop.orders", detail_type = "Order Placed")]`. Add `#[discovered]` to a document that was inferred
/// from events, so that findings about its events are only warnings.
///
/// # Events of AWS services
/// `pub mod s3 = aws("aws.s3", "Object Created");` takes the events from the catalogue, given their `source` and one or
/// more `detail-type`s.
///
/// # Your own types
/// A struct with `#[event(source = "…", detail_type = "…")]` is the detail of such events. The types of its fields can be
/// in the same call. The macro leaves the types as they are, and reads their serde attributes. A rule can test
/// - strings: `String`, `&str`, `Cow<str>`, `Box<str>`,
/// - numbers and booleans, except `f32`, which rounds, and integers of 128 bits,
/// - structs, tuple structs with one field, and enums whose variants have no fields,
/// - arrays: `Vec`, `VecDeque`, `[T; N]` and [`List`],
/// - maps with strings as keys: `HashMap`, `BTreeMap`, `IndexMap` and [`Map`],
/// - any of these in a `Box`, an `Rc` or an `Arc`, and fields that are an `Option` or an [`Optional`].
///
/// All other types are opaque: the types of other crates, types with type parameters, enums whose variants have fields,
/// and types that contain themselves. So are fields with `flatten`, `with` or `deserialize_with`, with a default value
/// that the macro does not know, and with an `alias`, because their value does not show which name the event has. A
/// condition on an opaque field is an error in a rule for the type, but not in a rule for JSON text.
///
/// A condition that depends on what a type does not represent is an error too. For example, an `Option` does not
/// distinguish an absent field from a null; use an [`Optional`] with `#[serde(default)]` for such a condition.
///
/// Where a map contains a key more than once, a standard map keeps the last value, whereas a rule on JSON text considers
/// all of them.
#[cfg(feature = "event-types")]
#[macro_export]
macro_rules! event_types {
    ($($types:tt)*) => {
        $crate::__private::event_types! { #![event_pattern(crate = $crate)] $($types)* }
    };
}

pub use event_pattern_runtime::{
    Event, EventDetail, EventError, EventErrorKind, HasName, IntoOwned, List, Map, MapIter, MatchSet, MatchSetIter,
    Named, NamedIter, Optional, OwnedDetail, OwnedEvent, Rule, RuleEnum, Text, UnknownRule, Value, ValueElements,
    ValueObject, filter, validate,
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

// The tests of the book run its examples.
#[cfg(all(doc, not(doctest)))]
#[path = "documentation.rs"]
pub mod _documentation;

/// Support for generated code. Not part of the API.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "event-types")]
    pub use event_pattern_macros::event_types;
    pub use event_pattern_macros::{event_pattern, event_patterns, with_schemas};
    pub use event_pattern_runtime::__private::*;
}

/// Compiles the examples in the README, which use these features.
#[cfg(all(doctest, feature = "ecs", feature = "event-types"))]
#[doc = include_str!("../README.md")]
struct Readme;
