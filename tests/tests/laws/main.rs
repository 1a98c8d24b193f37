//! Laws, held to 20,000 random cases each. Every law is stated where it is tested:
//!
//! | law | in |
//! |---|---|
//! | the program gives the answer of the oracle | `engine` |
//! | every instruction set gives the answer of the plain loop | `engine` |
//! | the typed function, the program and the oracle give one answer | `typed` |
//! | a pattern that is printed and read again is the same pattern | `print` |
//! | a rule implies its pre-filter | `prefilters` |
//! | the order of an event, and that of a pattern, changes nothing | `order` |
//! | a field that the rule does not name changes nothing | `unnamed` |
//! | what the checks call impossible never holds, what they call certain always does | `certain` |
//! | an explanation says "match" exactly when the rule matches | `explanations` |
//! | a set of rules answers as each of its rules alone | `sets` |
//!
//! `case` draws the cases: `pattern` makes a pattern for one of the compiler's `schemas`, for a random schema or for none,
//! and `event` an event that is made from the pattern, so that a good part of the cases match; each law says how many must.
//! A case that breaks a law is made simpler as long as it does (`simplify`), and shown as JSON text.
//!
//! The cases are the same every time. `PROPTEST_RNG_SEED=2` takes others, `PROPTEST_CASES=100000` more of them.

mod case;
mod certain;
mod engine;
mod event;
mod explanations;
mod json;
mod order;
mod pattern;
mod prefilters;
mod print;
mod schemas;
mod sets;
mod simplify;
mod typed;
mod unnamed;
mod words;
