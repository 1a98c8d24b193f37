use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange> = "patterns/invalid/*.json";
}

fn main() {
    let _ = [Alert::Empty, Alert::MissingComma, Alert::SeveralErrors, Alert::UnknownField];
}
