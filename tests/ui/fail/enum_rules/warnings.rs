#![deny(deprecated)]

use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED", "FAILED"] } }
        #[event_pattern(allow(redundant_alternative))]
        Late { "detail": { "state": ["LATE", "LATE"] } }
    }

    #[event_pattern(allow(redundant_alternative))]
    enum Other {
        Failed { "detail": { "state": ["FAILED", "FAILED"] } }
    }
}

fn main() {}
