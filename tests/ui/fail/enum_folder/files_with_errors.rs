use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange> = "patterns/refused/*.json";
}

fn main() {
    let _ = [Alert::Empty, Alert::MissingComma, Alert::SeveralMistakes, Alert::UnknownField];
}
