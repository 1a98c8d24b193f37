#![allow(unused_imports)]

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, Event as EbEvent, EventError, event_pattern};

type TaskEvent<'a> = Event<'a, TaskStateChange<'a>>;
type Answer = Result<bool, EventError>;
type Json = [u8];

event_pattern! {
    fn of_a_type_alias(event: &TaskEvent) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn of_a_renamed_event(event: &EbEvent<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn of_a_detail(event: &TaskStateChange) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    fn of_an_alias_of_bytes(json: &Json) -> Result<bool, EventError> { "source": ["my.jobs"] }

    fn with_an_alias_as_output(json: &[u8]) -> Answer { "source": ["my.jobs"] }
}

fn main() {}
