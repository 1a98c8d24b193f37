//! Tests hostile events, which are built to do harm. Every engine must give the right answer or an error, on a small
//! stack and without heap allocations that depend on the event.

mod corrupted;
mod edge_cases;
mod escapes;
mod events;
mod large;
mod support;
