//! Laws: properties that hold for every pattern and every event. Each law is tested on random cases, and the comment
//! above its test states the law exactly.
//!
//! | law | module |
//! |---|---|
//! | the program agrees with the oracle | `engine` |
//! | every instruction set agrees with the plain pass | `engine` |
//! | the typed function, the program and the oracle agree | `typed` |
//! | escape sequences do not change the answer | `escapes` |
//! | a printed pattern parses to the same pattern | `print` |
//! | a filter as shown in a message parses to the same filter | `print` |
//! | a rule implies its pre-filter | `prefilters` |
//! | the order of an event's members and elements does not change the answer | `order` |
//! | the order of a pattern's keys, branches and alternatives does not change the answer | `order` |
//! | a field that the rule does not name does not change the answer | `unnamed_fields` |
//! | a condition that is reported as `never_match` is never satisfied | `trivial_conditions` |
//! | a condition that is reported as `always_true` is always satisfied | `trivial_conditions` |
//! | an explanation reports a match exactly when the rule matches | `explanations` |
//! | a set of rules gives the answers of its rules | `sets` |
//! | distributing the members of an object over repeated and dotted keys does not change the answer | `repeated_keys` |
//!
//! `case` generates the cases: `pattern` generates a pattern for one of the compiler's `schemas`, for a random schema
//! or for no schema, and `event` generates an event from the pattern, so that many of the cases match. Each law
//! requires a minimum share of matches. A case that breaks a law is shrunk (`shrink`) and printed as JSON text.
//!
//! The cases are the same in every run. Set `PROPTEST_RNG_SEED=2` for different cases, and `PROPTEST_CASES=100000` for
//! more. `.ci/run` tests each law on 20,000 cases.

mod case;
mod engine;
mod escapes;
mod event;
mod explanations;
mod json;
mod order;
mod pattern;
mod prefilters;
mod print;
mod repeated_keys;
mod schemas;
mod sets;
mod shrink;
mod trivial_conditions;
mod typed;
mod unnamed_fields;
mod values;
