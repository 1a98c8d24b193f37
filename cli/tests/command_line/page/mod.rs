//! Tests `serve`, over TCP as a browser uses it, and `report`.

mod report;
#[cfg(feature = "serve")]
mod requests;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod server;

use crate::support::{Folder, fixture};

/// A rule and two events: the false alarm and the failure that the rule is for.
fn story(test: &str) -> Folder {
    Folder::new(test)
        .with_folder("rules")
        .with_folder("events")
        .with("rules/failed.json", fixture("run_test_failed.json"))
        .with("events/alarm.json", fixture("selenium_hub_exited_1.json"))
        .with("events/failure.json", fixture("run_test_exited_1.json"))
}
