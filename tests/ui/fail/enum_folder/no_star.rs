use event_pattern::*;

event_patterns! {
    enum Alert = "patterns/invalid/unknown_field.json";
}

fn main() {
    let _ = Alert::matching_json(Alert::PREFILTER.as_bytes());
}
