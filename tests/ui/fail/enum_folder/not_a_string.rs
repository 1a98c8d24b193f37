use event_pattern::*;

event_patterns! {
    enum Alert = RULES;
    enum Other = "patterns/folders/rules/*.json"
}

fn main() {}
