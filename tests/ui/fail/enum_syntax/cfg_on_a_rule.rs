use event_pattern::*;

event_patterns! {
    enum Alert {
        #[cfg(unix)]
        Failed { "detail": { "state": ["FAILED"] } }
        Late { "detail": { "state": ["LATE"] } }
    }
}

fn main() {}
