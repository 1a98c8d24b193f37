//! Tests that the engine agrees with the oracle on the rules in the examples.

#[path = "../../examples/elements/events.rs"]
mod events;

use event_pattern::Pattern;
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use std::path::Path;

fn events() -> Vec<String> {
    let out_of_memory = Some("OutOfMemoryError: killed");
    let stopped: [&[_]; 7] = [
        &[],
        &[("app", Some(1), None), ("db", Some(0), None)],
        &[("app", Some(0), None), ("db", Some(0), None)],
        &[("app", Some(1), None), ("db", Some(137), out_of_memory)],
        &[("app", Some(1), None), ("db", None, None)],
        &[("run-test", None, None), ("selenium-hub", Some(1), None)],
        &[("run-test", Some(1), None), ("selenium-hub", Some(0), None)],
    ];
    let in_states = [events::in_state("RUNNING", "STOPPED"), events::in_state("STOPPED", "STOPPED")];
    let recorded = ["true_failure", "false_alarm"].map(|name| read(&format!("events/{name}.json")));
    stopped.map(events::stopped).into_iter().chain(in_states).chain(recorded).collect()
}

fn read(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    std::fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn the_engine_agrees_with_the_oracle_and_the_pre_filter_loses_no_event() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/rules");
    let mut matches = 0;
    for entry in folder.read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let text = read(&format!("rules/{name}"));
        let pattern = Pattern::parse(&text).unwrap();
        let rule = parse_known(&text).lowered.unwrap().rule;
        let prefilter = parse_known(pattern.prefilter()).lowered.unwrap().rule;
        for json in events() {
            let event = oracle::Event::parse(&json).unwrap();
            let expected = oracle::matches(&rule, &event);
            assert_eq!(pattern.matches_json(json.as_bytes()), Ok(expected), "{name}: {json}");
            assert!(!expected || oracle::matches(&prefilter, &event), "{name}: {json}");
            matches += u32::from(expected);
        }
    }
    assert!(matches > 10, "{matches} matches");
}
