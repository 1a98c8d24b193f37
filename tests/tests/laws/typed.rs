//! The function for typed events, the program and the oracle agree.
//!
//! The build script generates the functions, so the rules are fixed: for each event type, 24 random patterns that
//! EventBridge accepts, and up to 36 with element scopes and field references. The events are random. Each event is
//! generated from one of the rules, and only the event is shrunk.

#![allow(clippy::double_comparisons, reason = "random rules contain redundant comparisons")]

use super::case::{Case, CaseTree, CompiledPattern, check_law_on, ensure_equal, parse_event};
use super::event;
use super::json::{Json, Layout};
use event_pattern::ecs::*;
use event_pattern::{Event, EventError, event_pattern};
use event_pattern_compiler::schema::Schema;
use event_pattern_tests::schemas as known;
use fastrand::Rng;
use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::TestRunner;

include!(concat!(env!("OUT_DIR"), "/typed_rules.rs"));

/// Generates cases with a fixed rule and an event that is generated from the rule. The seed of a case is the index of
/// its rule.
#[derive(Debug)]
struct FixedRules {
    schema: &'static Schema,
    patterns: Vec<Json>,
}

impl Strategy for FixedRules {
    type Tree = CaseTree;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let rng = &mut Rng::with_seed(runner.rng().next_u64());
        let number = rng.usize(..self.patterns.len());
        let pattern = self.patterns[number].clone();
        let event = event::generate(rng, Some(self.schema), &pattern, true);
        let (schema, layout) = (Some(self.schema), Layout::random(rng));
        Ok(CaseTree::new(Case { schema, pattern, event, layout, seed: number as u64 }, true, true))
    }
}

/// Number of events for each of the seven event types.
const EVENTS: u32 = 1_000;

/// Number of rules that are evaluated on each event: the rule from which the event is generated, and the rules after
/// it.
const RULES: usize = 12;

macro_rules! agreement {
    ($($name:ident: $module:ident, $detail:ident;)*) => {$(
        /// For every rule on this event type and every event that can be deserialized, the typed function and the
        /// program agree with the oracle.
        #[test]
        fn $name() {
            let schema = known::named(stringify!($detail));
            let rules: Vec<_> = $module::RULES.iter().map(|(pattern, typed_rule, json_rule)| {
                (CompiledPattern::new(Some(schema), (*pattern).to_owned()).unwrap(), typed_rule, json_rule)
            }).collect();
            let patterns = rules.iter().map(|(compiled, ..)| Json::from_value(compiled.parsed.value.as_ref().unwrap())).collect();
            check_law_on(EVENTS, &FixedRules { schema, patterns }, 25, |case| {
                let text = case.text();
                let event: Event<$detail> = match serde_json::from_str(&text) {
                    Ok(event) => event,
                    Err(_) => return Ok(None),
                };
                let parsed = parse_event(&text)?;
                let first = usize::try_from(case.seed).unwrap_or_default();
                let mut is_match = false;
                for number in 0..RULES {
                    let (compiled, typed_rule, json_rule) = &rules[(first + number) % rules.len()];
                    let expected = compiled.run_oracle(&parsed);
                    ensure_equal(&format!("the answer of the typed function of {}", compiled.text), &typed_rule(&event), &expected)?;
                    ensure_equal(&format!("the answer of the program of {}", compiled.text), &json_rule(text.as_bytes()), &Ok(expected))?;
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
