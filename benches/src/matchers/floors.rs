//! Lower bounds for any matcher: reading all bytes, and finding the structure of the JSON text.

use super::bitmap::{self, Counts};
use super::{Answer, Matcher};
use std::hint::black_box;

pub(super) fn absent_byte() -> Matcher {
    Matcher::of_bytes("floor: memchr of an absent byte", Answer::Floor, |json| memchr::memchr(0, json).is_some())
}

/// Returns a matcher for each instruction set that this processor supports, starting with the oldest.
pub(super) fn bitmaps() -> impl Iterator<Item = Matcher> {
    bitmap::available().into_iter().map(|(name, count)| {
        Matcher::of_bytes(name, Answer::Floor, move |json| black_box(count(json)) != Counts::default())
    })
}
