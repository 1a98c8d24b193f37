//! The page of `serve` and `report`: events down, rules across, and for each pair the two texts side by side.
//!
//! A `snapshot` has all rules and events at one time, and which rules match which events. `rule` and `event` are what is
//! shown of them, `event_files` reads the events, and `aligned` moves diagnostics about templates to the text that is
//! shown. `pattern`, `judgement` and `details` are what the page requests, as JSON; `tokens` are for colours, and `spans`
//! converts places to those of JavaScript. `assets` are the files of the page. `report` writes all of it as one file, and
//! `server` serves it.

mod aligned;
mod assets;
mod details;
mod event;
mod event_files;
mod judgement;
mod pattern;
pub(crate) mod report;
mod rule;
#[cfg(feature = "serve")]
pub(crate) mod server;
mod snapshot;
mod spans;
mod tokens;

pub(crate) use details::RuleDetails;
pub(crate) use event::EventView;
pub(crate) use snapshot::Snapshot;
