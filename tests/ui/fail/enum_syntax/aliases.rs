#![allow(unused_imports)]

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, Event as EbEvent, event_patterns};

type TaskEvent<'a> = Event<'a, TaskStateChange<'a>>;

event_patterns! {
    enum OfATypeAlias for TaskEvent { Stopped { "detail": { "lastStatus": ["STOPPED"] } } }

    enum OfARenamedEvent for EbEvent<TaskStateChange> { Stopped { "detail": { "lastStatus": ["STOPPED"] } } }
}

fn main() {}
