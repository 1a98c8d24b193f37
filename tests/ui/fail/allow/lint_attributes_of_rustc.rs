#![allow(deprecated, dead_code)]
#![deny(unfulfilled_lint_expectations)]

mod rules {
    use event_pattern::{EventError, event_pattern, event_patterns};

    event_pattern! {
        #[deny(deprecated)]
        fn denied(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs", "my.jobs"] }

        #[expect(deprecated)]
        fn without_warning(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
    }

    event_patterns! {
        #[expect(deprecated)]
        pub enum WithoutWarning { Failed { "source": ["my.jobs"] } }

        #[warn(deprecated)]
        pub enum Job {
            #[deny(deprecated)]
            Failed { "source": ["my.jobs", "my.jobs"] }
            Late { "source": ["my.queue", "my.queue"] }
        }
    }
}

fn main() {}
