//! Tests of the functions in queries.

mod allocations;
mod columns;
mod conformance;
mod messages;
mod results;
mod support;
