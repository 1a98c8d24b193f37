use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange> {
        #[event_pattern(allow(unknow_value))]
        Paused { "detail": { "lastStatus": ["PAUSED"] } }
        #[event_pattern(allow(unknown_value))]
        Frozen { "detail": { "lastStatus": ["FROZEN"] } }
        Halted { "detail": { "lastStatus": ["HALTED"] } }
    }

    #[event_pattern(allow(invalid_json))]
    enum Other {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

fn main() {}
