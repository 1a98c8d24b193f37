//! Tests that matching allocates no memory, on typed events and on JSON bytes.

use event_pattern::__private::{Set, Tables, VERSION, run_set};
use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, Pattern, event_pattern, event_patterns};
use event_pattern_compiler::program::lower_set;
use event_pattern_tests::schemas::{self, parse_known};
use event_pattern_tests::{own_cases, recorded_cases};

mod random_event;

fn allocations(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).count_total
}

event_pattern! {
    #[event_pattern(allow(redundant_alternative, fires_twice, absence_in_array))]
    fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs", { "prefix": "aws." }],
        "detail": {
            "stoppedReason": [{ "wildcard": "Essential * exited" }, { "equals-ignore-case": "stopped" }],
            "containers": { "name": ["run-test"], "exitCode": [{ "numeric": [">", 0] }], "reason": [{ "exists": false }] },
            "$or": [{ "launchType": ["EC2"] }, { "attachments": { "details": { "value": [{ "cidr": "10.0.0.0/8" }] } } }]
        }
    }

    #[event_pattern(allow(absence_in_array))]
    fn any_container(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "containers": {
                "exitCode": [{ "anything-but": [0] }, { "exists": false }],
                "name": [{ "suffix": { "equals-ignore-case": "TEST" } }, { "anything-but": { "prefix": "a" } }]
            }
        }
    }
}

#[test]
fn an_allocation_is_counted() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1]))), 1);
}

#[test]
fn a_typed_rule_allocates_nothing() {
    let schema = schemas::named("TaskStateChange");
    let events = (0..2000).map(|seed| random_event::generate(schema, seed));
    let mut matched = 0;
    for text in events.chain(own_cases().into_iter().map(|case| case.event)) {
        let Ok(event) = serde_json::from_str::<Event<TaskStateChange>>(&text) else { continue };
        assert_eq!(allocations(|| _ = run_test_failed(&event)), 0, "{text}");
        assert_eq!(allocations(|| _ = any_container(&event)), 0, "{text}");
        matched += usize::from(any_container(&event));
    }
    assert!(matched > 10, "{matched} events matched");
}

#[test]
fn matching_json_allocates_nothing_on_any_conformance_event() {
    for case in own_cases().iter().chain(&recorded_cases()) {
        let json = case.event.as_bytes();
        assert_eq!(allocations(|| _ = run_test_failed::matches_json(json)), 0, "{case:?}");
        let Ok(pattern) = Pattern::parse(&case.pattern) else { continue };
        assert_eq!(allocations(|| _ = pattern.matches_json(json)), 0, "{case:?}");
    }
}

#[test]
fn a_rule_set_allocates_nothing() {
    let patterns: Vec<String> = own_cases().into_iter().map(|case| case.pattern).take(300).collect();
    let rules: Vec<_> = patterns.iter().filter_map(|text| Some(parse_known(text).lowered?.rule)).collect();
    let set = lower_set(&rules).unwrap();
    let programs: Vec<Tables<'_>> = set.programs.iter().map(|image| Tables::new(VERSION, image)).collect();
    let (tables, mut scratch, mut matched) = (Set::new(VERSION, &set.image), vec![0; set.scratch_words], 0);
    for case in own_cases() {
        let run = || _ = run_set(&tables, &programs, case.event.as_bytes(), &mut scratch, |_| matched += 1);
        assert_eq!(allocations(run), 0, "{}", case.event);
    }
    assert!(matched > 300, "{matched}");
}

event_patterns! {
    enum Rule for Event<TaskStateChange> {
        RunTestFailed { "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }
        OnEc2 { "detail": { "launchType": ["EC2"], "attachments": { "$none": { "status": ["DELETED"] } } } }
        FromAws { "source": [{ "prefix": "aws." }] }
    }
}

#[test]
fn a_rule_enum_allocates_nothing() {
    let mut matched = 0;
    for case in own_cases().iter().chain(&recorded_cases()) {
        let matching =
            || matched += Rule::matching_json(case.event.as_bytes()).map_or(0, |rules| rules.into_iter().count());
        assert_eq!(allocations(matching), 0, "{case:?}");
    }
    let schema = schemas::named("TaskStateChange");
    for seed in 0..200 {
        let json = random_event::generate(schema, seed);
        let Ok(event) = serde_json::from_str::<Event<TaskStateChange>>(&json) else { continue };
        assert_eq!(allocations(|| matched += Rule::matching(&event).len()), 0, "{json}");
        assert_eq!(Ok(Rule::matching(&event)), Rule::matching_json(json.as_bytes()), "{json}");
    }
    assert!(matched > 40, "{matched}");
}
