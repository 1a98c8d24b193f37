use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "source": "my.jobs" }
        TaskFailed { "detail-type": ["ECS Task State Change"], "detail": { "containters": { "name": ["run-test"] } } }
    }
}

fn main() {}
