use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
    }

    enum Other {
        Late { "detail": { "state": ["LATE"] } }
    }
}

fn main() {
    let alerts = Alert::matching_json(b"{}").unwrap();
    let _ = alerts | Other::matching_json(b"{}").unwrap();
    let _ = alerts.contains(Other::Late);
}
