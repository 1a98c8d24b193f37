//! Fuzzes the macros with arbitrary tokens.
#![no_main]

use event_pattern_fuzz::macro_tokens;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    macro_tokens::check(bytes);
});
