//! Validation of JSON without building any value.

use super::{Answer, Matcher};
use ::sonic_rs::LazyValue;
use serde::de::IgnoredAny;

pub(super) fn ignored_any() -> Matcher {
    Matcher::of_bytes("validity only: serde_json, IgnoredAny", Answer::Validity, |json| {
        serde_json::from_slice::<IgnoredAny>(json).is_ok()
    })
}

pub(super) fn lazy_value() -> Matcher {
    Matcher::of_bytes("validity only: sonic-rs, LazyValue", Answer::Validity, |json| {
        ::sonic_rs::from_slice::<LazyValue>(json).is_ok()
    })
}
