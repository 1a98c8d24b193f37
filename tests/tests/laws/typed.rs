//! The function on a typed event, the program and the oracle give the same answer.
//!
//! Functions are made when the tests are built, so these rules are fixed: 24 random patterns of the service's language and
//! up to 36 with scopes and names of other fields for each type of event. The events are random, each made from one of the
//! rules, and are what shrinks.

#![allow(clippy::double_comparisons, reason = "random rules say what nobody would write")]

use super::case::{Case, CaseTree, Read, flat, hold_on, same};
use super::event;
use super::json::{Json, Layout};
use event_pattern::ecs::*;
use event_pattern::{Event, EventError, event_pattern};
use event_pattern_compiler::schema::Schema;
use fastrand::Rng;
use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::TestRunner;

include!(concat!(env!("OUT_DIR"), "/typed_rules.rs"));

/// Events made from fixed rules. The number of the rule is the case's seed.
#[derive(Debug)]
struct Events {
    schema: &'static Schema,
    patterns: Vec<Json>,
}

impl Strategy for Events {
    type Tree = CaseTree;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let rng = &mut Rng::with_seed(runner.rng().next_u64());
        let number = rng.usize(..self.patterns.len());
        let pattern = self.patterns[number].clone();
        let event = event::random(rng, Some(self.schema), &pattern, true);
        let (schema, layout) = (Some(self.schema), Layout::random(rng));
        Ok(CaseTree::new(Case { schema, pattern, event, layout, seed: number as u64 }, true, true))
    }
}

/// How many events there are of each of the seven types.
const EVENTS: u32 = 3_000;

/// How many rules each event is tried on: the one that it is made from, and those that follow.
const RULES: usize = 12;

macro_rules! agreement {
    ($($name:ident: $module:ident, $detail:ident;)*) => {$(
        /// For every rule on this type and every event that deserializes.
        #[test]
        fn $name() {
            let schema = Schema::by_rust_name(stringify!($detail)).unwrap();
            let rules: Vec<_> = $module::RULES.iter().map(|(pattern, typed, bytes)| {
                (Read::of(Some(schema), (*pattern).to_owned()).unwrap(), typed, bytes)
            }).collect();
            let patterns = rules.iter().map(|(read, ..)| Json::of(read.parsed.value.as_ref().unwrap())).collect();
            hold_on(EVENTS, &Events { schema, patterns }, 25, |case| {
                let text = case.text();
                let event: Event<$detail> = match serde_json::from_str(&text) {
                    Ok(event) => event,
                    Err(_) => return Ok(None),
                };
                let flat = flat(&text)?;
                let first = usize::try_from(case.seed).unwrap_or_default();
                let mut is_match = false;
                for number in 0..RULES {
                    let (read, typed, bytes) = &rules[(first + number) % rules.len()];
                    let expected = read.reference(&flat);
                    same(&format!("the typed function of {}", read.text), &typed(&event), &expected)?;
                    same(&format!("the program of {}", read.text), &bytes(text.as_bytes()), &Ok(expected))?;
                    is_match |= expected && number == 0;
                }
                Ok(Some(is_match))
            });
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
