//! Hostile events, which are built to do harm: every engine answers them correctly or with an error, on a small stack
//! and without heap allocations.

mod corrupted;
mod edge_cases;
mod events;
mod large;
mod support;
