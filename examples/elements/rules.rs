//! Six rules that EventBridge patterns cannot express.

use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    /// `run-test` never got an exit code, while a sidecar exited with 1.
    pub fn run_test_without_exit_code(event: &Event<TaskStateChange>) -> bool = "examples/rules/run_test_without_exit_code.json";

    /// All containers exited with 0.
    pub fn all_succeeded(event: &Event<TaskStateChange>) -> bool = "examples/rules/all_succeeded.json";

    /// No container ran out of memory.
    pub fn none_out_of_memory(event: &Event<TaskStateChange>) -> bool = "examples/rules/none_out_of_memory.json";

    /// Two or more containers failed.
    pub fn two_failed(event: &Event<TaskStateChange>) -> bool = "examples/rules/two_failed.json";

    /// `app` exited with 1, and `db` with 0.
    pub fn app_failed_and_db_succeeded(event: &Event<TaskStateChange>) -> bool =
        "examples/rules/app_failed_and_db_succeeded.json";

    /// The task is not in its desired state.
    pub fn status_differs(event: &Event<TaskStateChange>) -> bool = "examples/rules/status_differs.json";
}

/// A rule as a typed function and as a matcher on JSON bytes.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) pattern: &'static str,
    pub(crate) prefilter: &'static str,
    pub(crate) typed: for<'e, 'a> fn(&'e Event<'a, TaskStateChange<'a>>) -> bool,
    pub(crate) bytes: fn(&[u8]) -> Result<bool, event_pattern::EventError>,
}

macro_rules! rules {
    ($($name:ident)*) => {
        [$(Rule {
            name: stringify!($name),
            pattern: $name::PATTERN,
            prefilter: $name::PREFILTER,
            typed: $name,
            bytes: $name::matches_json,
        }),*]
    };
}

pub(crate) const RULES: [Rule; 6] = rules! {
    run_test_without_exit_code all_succeeded none_out_of_memory two_failed app_failed_and_db_succeeded status_differs
};
