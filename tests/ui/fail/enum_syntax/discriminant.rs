use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed = 1,
        Late { "detail": { "state": ["LATE"] } }
    }
}

fn main() {
    let _ = [Alert::Failed, Alert::Late];
}
