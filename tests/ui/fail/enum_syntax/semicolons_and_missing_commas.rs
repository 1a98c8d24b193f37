use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed = "patterns/invalid/unknown_field.json"
        Late { "detail": { "state": ["LATE"] } };
        Lost = r#"{ "detail": { "state": ["LOST"] } }"#;
    }
}

fn main() {
    let _ = [Alert::Failed, Alert::Late, Alert::Lost];
}
