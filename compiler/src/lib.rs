//! The compiler behind [event-pattern](https://docs.rs/event-pattern): parses, checks and lowers Amazon EventBridge
//! event patterns. Free of input and output; everything here can be tested without a compiler around it.
//!
//! ```text
//! text │ tokens ─▶ json: spanned JSON tree ─▶ pattern: as written, with spans ─▶ rule: what it means
//!    ─▶ ┬ check       mistakes, against the event's schema and without it
//!       ├ program     the rule as tables for the runtime's JSON engine
//!       └ prefilter   a pattern again: the part of the rule that the service can decide
//! ```
//!
//! Each step is a module named after its result, and nothing reaches back. What a step finds wrong goes into
//! [`diagnostic::Diagnostics`]. Other crates continue from here: `event-pattern-codegen` reads tokens and writes Rust,
//! `event-pattern-interpreter` runs rules without tables and explains them, `event-pattern-analysis` compares rules with each other.
//!
//! ```
//! use event_pattern_compiler::{json::Dialect, parse, source::Source};
//! use event_pattern_interpreter::oracle;
//!
//! let text = r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } } }"#;
//! let parsed = parse(text, Dialect::Strict);
//! let rule = &parsed.lowered.as_ref().expect("a valid pattern").rule;
//! let event = oracle::Event::parse(r#"{"detail":{"containers":[{"name":"run-test","exitCode":1}]}}"#).unwrap();
//! assert!(oracle::matches(rule, &event));
//!
//! let parsed = parse(r#"{ "detail": 1 }"#, Dialect::Strict);
//! let source = Source::new("rule.json", r#"{ "detail": 1 }"#);
//! assert!(parsed.diagnostics[0].render(&source).starts_with("error[invalid_pattern]: expected a list or object for `detail`, found a number"));
//! ```

pub mod check;
pub mod diagnostic;
pub mod json;
pub mod limits;
pub mod pattern;
pub mod prefilter;
pub mod program;
pub mod rule;
pub mod schema;
pub mod source;

mod parse;
mod sorting;

pub use parse::{Parsed, parse, parse_for, parse_value};
