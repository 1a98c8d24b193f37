//! The command as its users run it: arguments and files in; answers, messages and exit codes out.

mod answer;
mod check;
mod expand;
mod explain;
mod invalid;
mod ndjson;
mod output;
mod prefilter;
mod readme;
mod replay;
mod rules;
mod schema;
mod scopes;
mod sets;
mod support;
mod tasks;
mod trouble;
mod usage;
