use event_pattern::*;

event_patterns! {
    struct Alert {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn main() {}
