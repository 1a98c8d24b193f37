#![deny(unused_must_use, deprecated)]

use event_pattern::event_patterns;
use std::fmt;

event_patterns! {
    /// One line,
    /// and another.
    #[derive(Default, Hash, std::cmp::Ord)]
    #[non_exhaustive]
    #[repr(u8)]
    #[doc(alias = "alarm")]
    #[event_pattern(without(Display))]
    enum Alert {
        /// A job failed.
        #[default]
        Failed { "detail": { "state": ["FAILED"] } }
        #[cfg_attr(not(any()), doc = "A job is late.")]
        #[doc(alias = "slow")]
        Late { "detail": { "state": ["LATE"] } }
    }

    #[cfg(any())]
    enum Other {
        Failed { "detail": { "state": "FAILED" } }
    }

    #[cfg(not(any()))]
    enum Other {
        Lost { "detail": { "state": ["LOST"] } }
    }
}

impl fmt::Display for Alert {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(Alert::default().to_string(), "Failed");
    assert!(Alert::Failed < Alert::Late);
    assert_eq!(Other::ALL, [Other::Lost]);
}
