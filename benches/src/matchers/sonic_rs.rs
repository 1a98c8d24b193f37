//! The struct of needed fields, deserialized by `sonic-rs`.

use super::needed_fields::NeededFields;
use super::{Answer, Matcher};

pub(super) fn matcher() -> Matcher {
    Matcher::of_bytes("sonic-rs into a struct", Answer::Pattern, |json| {
        ::sonic_rs::from_slice::<NeededFields>(json).is_ok_and(|event| event.condition())
    })
}
