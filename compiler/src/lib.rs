//! The compiler of [event-pattern](https://docs.rs/event-pattern): parses, checks and lowers Amazon EventBridge event
//! patterns. The crate performs no I/O, so every stage can be tested without a macro call.
//!
//! ```text
//! text │ tokens ─▶ json: JSON tree with spans ─▶ pattern: as written, with spans ─▶ rule: its meaning
//!    ─▶ ┬ check       diagnostics, with and without the schema of the event
//!       ├ program     the rule as tables for the JSON engine of the runtime
//!       └ prefilter   a pattern that EventBridge can evaluate and that matches every event of the rule
//! ```
//!
//! Each stage is a module named after its result and imports only earlier stages. All stages report to
//! [`diagnostic::Diagnostics`]. Other crates build on this one: `event-pattern-codegen` reads patterns from Rust tokens
//! and generates Rust code, `event-pattern-interpreter` evaluates rules without tables and explains the results, and
//! `event-pattern-analysis` compares rules with each other.
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
//! let rendered = parsed.diagnostics[0].render(&source);
//! assert!(rendered.starts_with("error[invalid_pattern]: expected a list or object for `detail`, found a number"));
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
#[cfg(test)]
mod testing;

pub use parse::{Parsed, parse, parse_accepted, parse_for, parse_value, trailing_text};
