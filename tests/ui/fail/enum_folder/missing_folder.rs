use event_pattern::*;

event_patterns! {
    enum Alert = "patterns/nowhere/*.json";
}

fn main() {
    let _ = Alert::matching_json(Alert::PREFILTER.as_bytes());
}
