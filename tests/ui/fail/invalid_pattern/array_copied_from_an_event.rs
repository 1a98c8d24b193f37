use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": [{
                "name": "run-test",
                "exitcode": 1
            }]
        }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
