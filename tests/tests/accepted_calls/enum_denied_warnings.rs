#![deny(warnings)]
#![deny(missing_docs, unreachable_pub, unused, nonstandard_style, rust_2018_idioms)]
#![deny(unused_qualifications, unused_lifetimes, unused_results, single_use_lifetimes, missing_debug_implementations)]
#![forbid(unsafe_code)]
//! Generated code causes no warnings.

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_patterns};

/// Rules.
pub mod rules {
    use super::*;

    event_patterns! {
        /// States of a task.
        pub enum Alert for Event<TaskStateChange> {
            /// A test container failed.
            TestFailed {
                "detail": {
                    "lastStatus": ["STOPPED"],
                    "containers": { "name": [{ "wildcard": "*-test" }], "exitCode": [{ "anything-but": 0 }] },
                    "$or": [{ "launchType": ["FARGATE"] }, { "enableExecuteCommand": [true] }],
                }
            }
            /// Nothing failed.
            Succeeded { "detail": { "lastStatus": ["STOPPED"], "containers": { "$all": { "exitCode": [0] } } } }
        }

        /// Rules in files.
        pub enum Job = "patterns/folders/rules/*.json";
    }
}

event_patterns! {
    enum NotUsed {
        Failed { "detail": { "state": ["FAILED"] } }
    }

    enum OnlyMatched {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn in_a_function(json: &[u8]) -> Result<usize, EventError> {
    event_patterns! {
        enum Local {
            Failed { "detail": { "state": ["FAILED"] } }
        }
    }
    Ok(Local::matching_json(json)?.len())
}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(&Event<'_, TaskStateChange<'_>>) -> rules::AlertSet = rules::Alert::matching;
    assert!(OnlyMatched::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
    assert_eq!(in_a_function(br#"{ "detail": { "state": "FAILED" } }"#), Ok(1));
    assert_eq!(rules::Job::ALL.len(), 2);
}
