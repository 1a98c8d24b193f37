use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "source": "aws.ecs",
        "detail": {
            "lastStatus": [STOPPED],
            "containters": { "name": [{ "prefx": "run-" }] },
            "containers": { "exitCode": ["1", 0x89] }
        }
    }
}

fn main() {}
