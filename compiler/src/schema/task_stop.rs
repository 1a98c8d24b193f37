//! The events of a task, from its start to the end of its stop.
//!
//! Source: 271 events that Amazon ECS sent from 2023 to 2025, and the sample events in the Amazon ECS developer guide.

const LAST_STATUS: &str = "lastStatus";
const DESIRED_STATUS: &str = "desiredStatus";
const STOP_CODE: &str = "stopCode";
const STOPPED_REASON: &str = "stoppedReason";
const STOPPING_AT: &str = "stoppingAt";
const EXECUTION_STOPPED_AT: &str = "executionStoppedAt";
const STOPPED_AT: &str = "stoppedAt";
const EXIT_CODE: &str = "containers.exitCode";

/// What is known about the `detail` of a task event. Nothing is known about the fields that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskEvent {
    /// The possible values of fields that are always present.
    pub values: &'static [(&'static str, &'static [&'static str])],
    /// The other fields that are always present.
    pub present: &'static [&'static str],
    /// The fields that are always absent.
    pub absent: &'static [&'static str],
}

/// An event of a task that stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopEvent {
    /// The task's `lastStatus`.
    pub last_status: &'static str,
    /// The stops that have the event.
    pub sent_for: SentFor,
    /// The rest of the event.
    pub event: TaskEvent,
}

/// The stops that have a certain event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentFor {
    /// All stops.
    AllStops,
    /// The stops of tasks that are registered with a load balancer or for service discovery.
    RegisteredTasks,
    /// The stops of Spot tasks that are interrupted. The event is the notice, which is sent two minutes ahead.
    Interruptions,
}

/// An event of a task that is not about to stop. A single container may have an exit code even then; this is not
/// modelled, because a condition on an exit code is about the end of a task.
pub static BEFORE_STOP: TaskEvent = TaskEvent {
    values: &[(LAST_STATUS, &["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"]), (DESIRED_STATUS, &["RUNNING"])],
    present: &[],
    absent: &[STOP_CODE, STOPPED_REASON, STOPPING_AT, EXECUTION_STOPPED_AT, STOPPED_AT, EXIT_CODE],
};

/// The events of a stop, in the order in which they are sent.
pub static STOP: [StopEvent; 5] = [
    StopEvent {
        last_status: "RUNNING",
        sent_for: SentFor::Interruptions,
        event: TaskEvent {
            values: &[
                (LAST_STATUS, &["RUNNING"]),
                (DESIRED_STATUS, &["STOPPED"]),
                (STOP_CODE, &["SpotInterruption", "TerminationNotice"]),
                (STOPPED_REASON, &["Your Spot Task was interrupted."]),
            ],
            present: &[],
            absent: &[STOPPING_AT, EXECUTION_STOPPED_AT, STOPPED_AT, EXIT_CODE],
        },
    },
    StopEvent {
        last_status: "DEACTIVATING",
        sent_for: SentFor::RegisteredTasks,
        event: TaskEvent {
            values: &[(LAST_STATUS, &["DEACTIVATING"]), (DESIRED_STATUS, &["STOPPED"])],
            present: &[STOP_CODE, STOPPED_REASON, STOPPING_AT],
            absent: &[EXECUTION_STOPPED_AT, STOPPED_AT, EXIT_CODE],
        },
    },
    StopEvent {
        last_status: "STOPPING",
        sent_for: SentFor::AllStops,
        event: TaskEvent {
            values: &[(LAST_STATUS, &["STOPPING"]), (DESIRED_STATUS, &["STOPPED"])],
            present: &[STOP_CODE, STOPPED_REASON, STOPPING_AT],
            absent: &[EXECUTION_STOPPED_AT, STOPPED_AT, EXIT_CODE],
        },
    },
    StopEvent {
        last_status: "DEPROVISIONING",
        sent_for: SentFor::AllStops,
        event: TaskEvent {
            values: &[(LAST_STATUS, &["DEPROVISIONING"]), (DESIRED_STATUS, &["STOPPED"])],
            present: &[STOP_CODE, STOPPED_REASON, STOPPING_AT, EXECUTION_STOPPED_AT],
            absent: &[STOPPED_AT],
        },
    },
    StopEvent {
        last_status: "STOPPED",
        sent_for: SentFor::AllStops,
        event: TaskEvent {
            values: &[(LAST_STATUS, &["STOPPED"]), (DESIRED_STATUS, &["STOPPED"])],
            present: &[STOP_CODE, STOPPED_REASON, STOPPING_AT, EXECUTION_STOPPED_AT, STOPPED_AT],
            absent: &[],
        },
    },
];

impl TaskEvent {
    /// Returns the possible values of a field, or `None` if they are not known. The path is relative to `detail`.
    #[must_use]
    pub fn values_of(&self, path: &str) -> Option<&'static [&'static str]> {
        self.values.iter().find(|(field, _)| *field == path).map(|(_, values)| *values)
    }
}
