//! Evaluates rules with element scopes and field references on a few events.

mod events;
mod rules;

use event_pattern::{Event, ecs::TaskStateChange};
use rules::RULES;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let events = [
        ("app exited 1, db 0", events::stopped(&[("app", Some(1), None), ("db", Some(0), None)])),
        ("both ran out of memory", {
            let reason = Some("OutOfMemoryError: killed");
            events::stopped(&[("app", Some(137), reason), ("db", Some(137), reason)])
        }),
        ("run-test never started", events::stopped(&[("run-test", None, None), ("selenium-hub", Some(1), None)])),
        ("all is well", events::stopped(&[("run-test", Some(0), None), ("selenium-hub", Some(0), None)])),
        ("about to stop", events::in_state("RUNNING", "STOPPED")),
    ];
    for (name, json) in &events {
        let event: Event<TaskStateChange> = serde_json::from_str(json)?;
        println!("{name}:");
        for rule in &RULES {
            if (rule.bytes)(json.as_bytes())? {
                println!("    {}", rule.name);
            }
            assert_eq!(
                (rule.typed)(&event),
                (rule.bytes)(json.as_bytes())?,
                "the typed function and the matcher on JSON always agree"
            );
        }
    }
    println!("\nThe patterns, and the pre-filters to deploy:");
    for rule in &RULES {
        println!("{}\n    {}\n    {}", rule.name, rule.pattern, rule.prefilter);
    }
    Ok(())
}
