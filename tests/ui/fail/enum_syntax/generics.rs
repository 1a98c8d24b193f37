use event_pattern::*;

event_patterns! {
    enum Alert<T> {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn main() {}
