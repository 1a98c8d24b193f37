use event_pattern::*;

event_patterns! {
    enum Alert for Event<ObjectCreated> {
        Failed { "detail": { "lastStatus": ["STOPPED"] } }
    }

    enum Other for Event {
        Failed { "detail": { "lastStatus": ["STOPPED"] } }
    }
}

struct ObjectCreated;

fn main() {}
