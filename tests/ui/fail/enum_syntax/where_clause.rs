use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange>
    where
        u8: Copy,
    {
        Failed { "detail": { "lastStatus": ["STOPPED"] } }
    }
}

fn main() {
    let _: fn(&Event<ecs::TaskStateChange>) -> AlertSet = Alert::matching;
}
