use event_pattern::*;

event_patterns! {
    enum Alert for ecs::TaskStateChange {
        Failed { "detail": { "lastStatus": ["STOPPED"] } }
    }
}

fn report(event: &Event<ecs::TaskStateChange>) -> bool {
    Alert::Failed.matches(event) && Alert::matching(event).contains(Alert::Failed)
}

fn main() {
    let _: fn(&Event<ecs::TaskStateChange>) -> bool = report;
}
