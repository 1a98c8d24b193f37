use event_pattern::*;

event_pattern! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn main() {}
