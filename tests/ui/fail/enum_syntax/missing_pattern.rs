use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed,
        Late
        Lost { "detail": { "state": ["LOST"] } }
    }
}

fn main() {}
