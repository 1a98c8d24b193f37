#![allow(unused_imports)]

use event_pattern::{Event, event_pattern};
use std::collections::HashMap;

event_pattern! {
    fn of_a_string(event: &Event<String>) -> bool { "source": ["my.jobs"] }

    fn of_any_json(event: &Event<serde_json::Value>) -> bool { "source": ["my.jobs"] }

    fn of_a_map(event: &Event<HashMap<String, i64>>) -> bool { "source": ["my.jobs"] }

    fn of_a_reference(event: &Event<&'static str>) -> bool { "source": ["my.jobs"] }

    fn of_a_tuple(event: &Event<(u8, u8)>) -> bool { "source": ["my.jobs"] }

    fn of_an_associated_type(event: &Event<<Vec<u8> as IntoIterator>::Item>) -> bool { "source": ["my.jobs"] }

    fn of_a_type_parameter<T>(event: &Event<T>) -> bool { "source": ["my.jobs"] }
}

fn main() {}
