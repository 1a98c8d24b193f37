use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange> {
        RunTestFailed {
            "detail": { "lastStatus": ["STOPED"], "containters": { "name": ["run-test"] } }
        }
        OutOfMemory { r#"{ "detail": { "containers": { "exitCode": ["137"] } } }"# }
        Healthy { "detail": { "lastStatus": ["RUNNING"] } }
        Missing = "patterns/no_such_file.json",
        InFile = "patterns/invalid/unknown_field.json",
    }
}

fn report(event: &Event<ecs::TaskStateChange>) -> AlertSet {
    for alert in Alert::matching(event) {
        match alert {
            Alert::RunTestFailed | Alert::OutOfMemory | Alert::Healthy => {}
            Alert::Missing => assert!(alert.matches(event)),
            Alert::InFile => println!("{}{}", alert.name(), alert.pattern()),
        }
    }
    Alert::matching_json(b"{}").unwrap() | AlertSet::from(Alert::ALL)
}

fn main() {
    let _: fn(&Event<ecs::TaskStateChange>) -> AlertSet = report;
    let _ = (Alert::PATTERNS, Alert::PREFILTERS, Alert::PREFILTER);
    let _ = Alert::Healthy.matches_json(Alert::Healthy.prefilter().as_bytes());
}
