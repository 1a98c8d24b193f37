use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
        Late { "detail": { "state": ["LATE"] } }
    }
}

fn main() {
    for alert in Alert::matching_json(b"{}").unwrap() {
        match alert {
            Alert::Failed => {}
        }
    }
}
