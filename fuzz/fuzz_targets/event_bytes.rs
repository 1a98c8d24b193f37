//! Fuzzes events: all engines must give the same answer for arbitrary bytes.
#![no_main]

use event_pattern_fuzz::event_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    event_bytes::check(bytes);
});
