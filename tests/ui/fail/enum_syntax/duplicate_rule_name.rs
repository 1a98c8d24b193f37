use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
        Late { "detail": { "state": ["LATE"] } }
        Failed { "detail": { "state": ["LOST"] } }
    }
}

fn main() {}
