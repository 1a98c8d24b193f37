mod rules {
    pub mod public {
        use event_pattern::{EventError, event_pattern};

        event_pattern! {
            pub fn everywhere(json: &[u8]) -> Result<bool, EventError> { "source": ["a"] }
            pub(crate) fn in_the_crate(json: &[u8]) -> Result<bool, EventError> { "source": ["b"] }
            pub(super) fn in_the_parent(json: &[u8]) -> Result<bool, EventError> { "source": ["c"] }
            pub(in crate::visibility::rules) fn in_a_path(json: &[u8]) -> Result<bool, EventError> { "source": ["d"] }
            fn nowhere_else(json: &[u8]) -> Result<bool, EventError> { "source": ["e"] }
        }

        pub fn call() -> bool {
            nowhere_else(br#"{"source":"e"}"#) == Ok(true) && nowhere_else::PATTERN.contains('e')
        }
    }

    pub fn call() -> bool {
        use public::{in_a_path, in_the_parent};
        in_the_parent::PATTERN != in_a_path::PATTERN && in_the_parent(b"{}") == in_a_path(b"{}")
    }
}

use rules::public::{everywhere, in_the_crate};

#[test]
fn the_rules_compile_and_match() {
    assert!(rules::call() && rules::public::call());
    assert_eq!(everywhere(br#"{"source":"a"}"#), Ok(true));
    assert_eq!(in_the_crate::matches_json(br#"{"source":"b"}"#), Ok(true));
}
