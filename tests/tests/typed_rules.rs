//! Typed function, byte matcher and reference give the same answer on random ECS events.

#![allow(clippy::double_comparisons, reason = "random rules say what nobody would write")]

#[path = "../build/fields.rs"]
mod fields;
#[path = "random_event/hostile.rs"]
mod hostile;
mod random_event;

use event_pattern::ecs::*;
use event_pattern::{Event, JsonError, event_pattern};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{parse_for, reference};

include!(concat!(env!("OUT_DIR"), "/typed_rules.rs"));

/// How many events each rule of a type is tried on.
const EVENTS: u64 = 1000;

macro_rules! agreement {
    ($($name:ident: $module:ident, $detail:ident;)*) => {$(
        #[test]
        fn $name() {
            let schema = Schema::by_rust_name(stringify!($detail)).unwrap();
            let rules: Vec<_> = $module::RULES.iter().map(|(pattern, typed, bytes)| {
                (pattern, typed, bytes, parse_for(Some(schema), pattern, Dialect::Strict).lowered.unwrap().rule)
            }).collect();
            let (mut matched, mut scoped) = (0, 0);
            for seed in 0..EVENTS {
                let text = if seed % 2 == 0 {
                    random_event::generate(schema, seed)
                } else {
                    hostile::generate(schema, seed, 0)
                };
                let event: Event<$detail> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
                let flat = reference::Event::parse(&text).unwrap();
                for (pattern, typed, bytes, rule) in &rules {
                    let expected = reference::matches(rule, &flat);
                    assert_eq!(typed(&event), expected, "typed\n{pattern}\n{text}");
                    assert_eq!(bytes(text.as_bytes()), Ok(expected), "bytes\n{pattern}\n{text}");
                    matched += usize::from(expected);
                    scoped += usize::from(expected && !rule.scopes.is_empty());
                }
            }
            assert!(matched > 0, "no rule ever matched");
            // Some events have no arrays of objects.
            assert_eq!(scoped > 0, rules.iter().any(|(.., rule)| !rule.scopes.is_empty()), "no rule with scopes ever matched");
        }
    )*};
}

agreement! {
    task_state_changes_agree: taskstatechange, TaskStateChange;
    container_instance_state_changes_agree: containerinstancestatechange, ContainerInstanceStateChange;
    service_actions_agree: serviceaction, ServiceAction;
    deployment_state_changes_agree: deploymentstatechange, DeploymentStateChange;
    container_instance_health_changes_agree: containerinstancehealthchange, ContainerInstanceHealthChange;
    daemon_service_actions_agree: daemonserviceaction, DaemonServiceAction;
    daemon_deployment_state_changes_agree: daemondeploymentstatechange, DaemonDeploymentStateChange;
}
