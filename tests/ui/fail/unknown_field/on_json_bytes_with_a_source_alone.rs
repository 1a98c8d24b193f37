use event_pattern::{EventError, event_pattern};

event_pattern! {
    pub fn rule(json: &[u8]) -> Result<bool, EventError> {
        "source": ["aws.ecs"],
        "detail": { "lastStatus": ["STOPED"], "conatiners": { "exitCode": ["1"] } },
    }
}

fn main() {}
