#![deny(deprecated)]

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "taskArn": [
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000000",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000001",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000002",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000003",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000004",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000005",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000006",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000007",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000008",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000009",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000a",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000b",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000c",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000d",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000e",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000000f",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000010",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000011",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000012",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000013",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000014",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000015",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000016",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000017",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000018",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/00000000000000000000000000000019",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000001a",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000001b",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000001c",
                "arn:aws:ecs:eu-west-1:123456789012:task/main/0000000000000000000000000000001d"
            ]
        }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
