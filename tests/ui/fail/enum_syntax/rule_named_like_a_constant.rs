use event_pattern::*;

event_patterns! {
    enum Alert {
        ALL { "detail": { "state": ["FAILED"] } }
        Late { "detail": { "state": ["LATE"] } }
    }
}

fn main() {}
