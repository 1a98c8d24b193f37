//! Runs the command as users do, and checks its output, messages and exit codes.

mod answer;
mod archives;
mod cases;
mod check;
mod expand;
mod explain;
mod import;
mod inference;
mod invalid;
mod io_errors;
mod ndjson;
mod not_events;
mod output;
mod prefilter;
mod readme;
mod replay;
mod rule_files;
mod rules;
mod schema;
mod scopes;
mod sets;
mod support;
mod tasks;
mod templates;
mod usage;
mod wrappers;
