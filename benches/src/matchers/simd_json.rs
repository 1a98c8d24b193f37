//! The struct of needed fields, deserialized by `simd-json`.
//!
//! The parser modifies its input, so the text is copied first. The copy and the parser's buffers are reused.

use super::needed_fields::NeededFields;
use super::{Answer, Matcher};
use ::simd_json::Buffers;
use std::cell::RefCell;

pub(super) fn matcher() -> Matcher {
    let kept = RefCell::new((Vec::new(), Buffers::default()));
    Matcher::of_bytes("simd-json into a struct, from a copy", Answer::Pattern, move |json| {
        let (copy, buffers) = &mut *kept.borrow_mut();
        copy.clear();
        copy.extend_from_slice(json);
        ::simd_json::serde::from_slice_with_buffers::<NeededFields>(copy, buffers).is_ok_and(|event| event.condition())
    })
}
