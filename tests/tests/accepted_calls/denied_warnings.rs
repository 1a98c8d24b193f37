#![deny(warnings)]
#![deny(missing_docs, unreachable_pub, unused, nonstandard_style, rust_2018_idioms)]
#![deny(unused_qualifications, unused_lifetimes, unused_results, single_use_lifetimes, missing_debug_implementations)]
#![forbid(unsafe_code)]
//! Generated code causes no warnings.

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

/// Rules.
pub mod rules {
    use super::*;

    event_pattern! {
        /// A test container failed.
        pub fn test_failed(event: &Event<TaskStateChange>) -> bool {
            "detail": {
                "lastStatus": ["STOPPED"],
                "containers": { "name": [{ "wildcard": "*-test" }], "exitCode": [{ "anything-but": 0 }] },
                "$or": [{ "launchType": ["FARGATE"] }, { "enableExecuteCommand": [true] }],
            }
        }

        /// A job was paid for.
        pub fn paid(json: &[u8]) -> Result<bool, EventError> {
            "detail": { "state": ["PAID"], "note": [{ "exists": false }] }
        }
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(rules::paid(br#"{"detail":{"state":"PAID"}}"#), Ok(true));
    let _: fn(&Event<'_, TaskStateChange<'_>>) -> bool = rules::test_failed;
}
