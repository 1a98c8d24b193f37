use event_pattern::*;

event_patterns! {
    enum Alert {
        { "detail": { "state": ["FAILED"] } }
        "Late": { "detail": { "state": ["LATE"] } }
        Self { "detail": { "state": ["LOST"] } }
    }

    enum {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn main() {}
