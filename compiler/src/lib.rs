//! The compiler behind [event-pattern](https://docs.rs/event-pattern): parses, checks and lowers Amazon EventBridge
//! event patterns. Free of input and output; everything here can be tested without a compiler around it.
//!
//! ```text
//! tokens │ text │ file ─▶ json: spanned JSON tree ─▶ pattern: as written, with spans ─▶ rule: what it means
//!    ─▶ ┬ codegen     the readable function, the program's tables, the items of a macro call
//!       ├ program     the rule as tables for the runtime's JSON engine
//!       ├ prefilter   a pattern again: what the service can say of the rule
//!       ├ explain     the interpreter's trace, for people
//!       └ reference   the obviously right interpreter
//! ```
//!
//! Each step is a module named after its result, and nothing reaches back. What a step finds wrong goes into
//! [`diagnostic::Diagnostics`].
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
//! assert!(parsed.diagnostics[0].render(&source).starts_with("error[invalid_pattern]: a number stands as the condition on `detail`"));
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

pub use parse::{Parsed, parse, parse_for, parse_value};
