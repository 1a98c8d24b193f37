//! Fuzzes patterns and events: arbitrary text as a pattern, followed by arbitrary bytes as events.
#![no_main]

use event_pattern_fuzz::pattern_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    pattern_text::check(bytes);
});
