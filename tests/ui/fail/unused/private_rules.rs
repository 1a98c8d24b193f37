#![deny(dead_code)]

use event_pattern::*;

event_pattern! {
    fn never_called(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }

    fn used(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }

    #[allow(dead_code)]
    fn allowed(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
}

fn main() {
    let _ = used::PATTERN;
}
